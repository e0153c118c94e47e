"""Which dated versions of a document are worth keeping: the nearer, the more of them.

Contract. :func:`kept` is a pure function over times: all of the last hour, of the last day the last one of each hour, of the last 31 days
the last one of each day, of everything before the last one of each month. Hours, days and months are those of the clock on the wall. The
periods lie in one another, so that it does not matter how often or when it is asked: what is kept once more is what would have been kept
had nobody asked before.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import datetime, tzinfo

_HOUR, _DAY, _MONTH = 3_600.0, 86_400.0, 31 * 86_400.0


def kept(times: Iterable[float], now: float, zone: tzinfo | None = None) -> frozenset[float]:
    """The times (seconds since 1970) of the versions to keep; the newest one and all that are still to come always are.

    ``zone`` is where the clock hangs, if not here.
    """
    every = sorted(times)
    out = set(every[-1:])
    last: dict[Hashable, float] = {}
    for when in every:
        for period in _periods(when, zone):
            last[period] = when
    for when in every:
        hour, day, month = _periods(when, zone)
        age = now - when
        if age <= _HOUR:
            out.add(when)
        else:
            period = hour if age <= _DAY else day if age <= _MONTH else month
            if last[period] == when:
                out.add(when)
    return frozenset(out)


def monthly(when: float, now: float) -> bool:
    """Whether a version is so old that one of a month is kept: the first to go where there is no room."""
    return now - when > _MONTH


def _periods(when: float, zone: tzinfo | None) -> tuple[Hashable, Hashable, Hashable]:
    """The hour, the day and the month of a time. The hour that a clock shows twice in autumn is two hours."""
    moment = datetime.fromtimestamp(when, zone) if zone is not None else datetime.fromtimestamp(when).astimezone()
    day = (moment.year, moment.month, moment.day)
    return (*day, moment.hour, moment.utcoffset()), day, day[:2]
