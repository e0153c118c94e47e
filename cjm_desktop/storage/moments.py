"""Moments that were read from a file, its name or its record, where anything may stand: what can be one for a person, and what cannot.

Contract. :func:`moment_of` never raises, whatever it is given; everything that shows such a time asks it, and says that the time is not
known where it gives ``None``. No widgets.
"""

from __future__ import annotations

from datetime import datetime

#: The first second (since 1970) that nobody means any more: the year 2200. Times before 1970 are those of broken clocks too.
_END = 7_258_118_400.0


def moment_of(when: object) -> datetime | None:
    """The moment on the clock of this computer, of seconds since 1970; ``None`` where that is no moment a person can mean: no number,
    before 1970, or after the year 2199."""
    if type(when) is not float and type(when) is not int:
        return None
    if not 0 <= when < _END:  # what is no number is not within bounds either
        return None
    try:
        return datetime.fromtimestamp(when)
    except (OverflowError, OSError, ValueError):  # a calendar of the system that ends earlier
        return None


def seconds_of(text: object) -> float | None:
    """The seconds since 1970 that a text such as ``2026-11-22T10:00:00+00:00`` tells; ``None`` where it is no moment a person can mean."""
    if not isinstance(text, str):
        return None
    try:
        when = datetime.fromisoformat(text).timestamp()
    except (OverflowError, OSError, ValueError):
        return None
    return when if moment_of(when) is not None else None
