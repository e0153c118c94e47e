"""How long a journey takes, how much of that somebody works, and where what is written down about time cannot be (METHOD step 7). Pure.

``when`` is the start of a touchpoint, counted from that of the journey, as coarsely as people remember it: “3 w” is some time in the fourth
week. So two times contradict each other only when they do by more than the coarser of their units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..document import Duration, Journey, Kind, Touchpoint

#: Minutes of work in what is said in days and weeks: people are paid for eight hours a day and five days a week.
_WORKED = {"min": 1.0, "h": 60.0, "d": 480.0, "w": 2_400.0}
#: Cards at which somebody does something: the traveller, or who serves.
_WORK = frozenset((Kind.CONTACT, Kind.OWN_ACTION))


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two neighbours of which it is known when they are: ``minutes`` from the end of the one to the start of the other;
    touchpoints without a time may stand between them."""

    before: str
    after: str
    minutes: float


@dataclass(frozen=True, slots=True)
class TimeSpent:
    """What is written down about time. All lengths in minutes.

    ``elapsed``: from the start of the earliest touchpoint to the end of the latest, ``None`` while fewer than two have a time. ``worked``:
    the durations of contacts and own actions, a day of which has eight hours and a week five days; ``waited`` those of waiting and silence,
    by the clock, and ``waits`` each of those as it is written down. ``timed`` and ``measured``: how many touchpoints
    have a time and a duration; ``unmeasured``: the contacts and own actions without a duration, whose work is not counted.
    ``first`` and ``last``: the ids of the touchpoints with which ``elapsed`` begins and ends.
    ``gaps``: what lies between neighbours in time. ``backwards``: neighbours of which the right one is said to begin before the left one.
    ``overlaps``: contacts and own actions that are said to go on when the next one has begun.
    """

    elapsed: float | None
    worked: float
    waited: float
    waits: tuple[Duration, ...]
    timed: int
    measured: int
    unmeasured: int
    first: str
    last: str
    gaps: tuple[Gap, ...]
    backwards: tuple[tuple[str, str], ...]
    overlaps: tuple[tuple[str, str], ...]


def read_time(journey: Journey, phase: str | None = None) -> TimeSpent:
    """What is written down about the time of a journey, or of one of its phases."""
    cards = [t for t in journey.touchpoints if phase is None or t.phase == phase]
    timed = [t for t in cards if t.when is not None]
    lengths = [(t.kind in _WORK, t.duration) for t in cards if t.duration is not None]
    elapsed, first, last = None, "", ""
    if len(timed) > 1:
        one, other = min(timed, key=_start), max(timed, key=_end)
        elapsed, first, last = _end(other) - _start(one), one.id, other.id
    return TimeSpent(
        elapsed=elapsed,
        worked=sum(length.amount * _WORKED[length.unit] for work, length in lengths if work),
        waited=sum(length.minutes for work, length in lengths if not work),
        waits=tuple(length for work, length in lengths if not work),
        timed=len(timed),
        measured=len(lengths),
        unmeasured=sum(1 for t in cards if t.kind in _WORK and t.duration is None),
        first=first,
        last=last,
        gaps=tuple(_gaps(timed)),
        backwards=tuple((a.id, b.id) for a, b in pairwise(timed) if _start(a) - _start(b) > _coarse((a, b))),
        overlaps=tuple(
            (a.id, b.id)
            for a, b in pairwise(timed)
            if a.kind in _WORK and _start(a) <= _start(b) and _end(a) - _start(b) > _coarse((a, b))
        ),
    )


def _gaps(timed: Iterable[Touchpoint]) -> Iterator[Gap]:
    for before, after in pairwise(timed):
        minutes = _start(after) - _end(before)
        if minutes > 0:
            yield Gap(before.id, after.id, minutes)


def _start(card: Touchpoint) -> float:
    return 0.0 if card.when is None else card.when.minutes


def _end(card: Touchpoint) -> float:
    return _start(card) + (0.0 if card.duration is None else card.duration.minutes)


def _coarse(cards: Iterable[Touchpoint]) -> float:
    """The coarser unit (minutes) in which it is said when two touchpoints are; 0 of something is its very beginning."""
    return max((Duration(amount=1, unit=t.when.unit).minutes for t in cards if t.when is not None and t.when.amount), default=0.0)
