"""What was measured, in the order of the days on which it was: rounds and the map itself (METHOD steps 5, 8 and 10). Pure.

Contract. Everything measured has a day. A round's is its date; the map's own is the day of its interviews (the latest of them), else
the day in its imprint; a map without any was there before all rounds. A round without a date is taken for the last, since it was put in
last. Of what has the same day a round stands before the map, because the map goes on where a kept one stays; rounds of one day stay in
the order of the document. *Before* and *after* are said by this order alone, whatever the document's own: a difference is the later
grade minus the earlier one, both as they are printed (:func:`.figures.printed`), so that the figures beside it come to it. Whoever
shows rounds asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from ..document import Journey, Round
from .figures import printed_change

# After every day that a document can hold.
_LAST = "~"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one round, or the map, says of the journey.

    ``ident`` is that of the round, empty for the map; ``day`` an ISO date or empty; ``rank`` the round's place among all rounds, by day,
    from 0 (``None`` for the map); ``grades`` by the ids of touchpoints; ``answers`` how many gave them (0: not known).
    """

    ident: str
    day: str
    rank: int | None
    grades: Mapping[str, float] = field(repr=False)
    answers: int = 0


@dataclass(frozen=True, slots=True)
class RoundMean:
    """A measurement as a whole: ``mean`` of its grades (``None`` without any), at how many touchpoints, how many answers.

    ``change`` is the difference of the means, as printed, to the measurement ``since`` (an id, empty for the map), the last before it
    that graded anything, over the ``shared`` touchpoints that both graded; there the means were ``before`` and ``after``. They are
    ``None`` where nothing is shared, and for the first. ``ident`` is empty for the map.
    """

    ident: str
    mean: float | None
    graded: int
    answers: int
    change: float | None
    shared: int
    since: str | None = None
    before: float | None = None
    after: float | None = None


def day_of_map(journey: Journey) -> str:
    """The day of the map's own grades: of its latest interview, else of its imprint; empty where there is none."""
    return max((one.date for one in journey.interviews), default="") or journey.imprint.date


def rounds_by_day(rounds: Iterable[Round]) -> tuple[Round, ...]:
    """The rounds, the oldest first; without a date last."""
    return tuple(sorted(rounds, key=lambda one: one.date or _LAST))


def comes_after_map(one: Round, day_of_the_map: str) -> bool:
    """Whether a round was measured later than the map, whose day is :func:`day_of_map`."""
    return (one.date or _LAST) > day_of_the_map


def measured_by_day(journey: Journey) -> tuple[Measured, ...]:
    """The rounds and the map, the oldest first."""
    day = day_of_map(journey)
    now = {card.id: card.grade for card in journey.touchpoints if card.grade is not None}
    rounds = [
        (one, Measured(one.id, one.date, rank, grades_of_round(one), sum(r.answers or 0 for r in one.readings)))
        for rank, one in enumerate(rounds_by_day(journey.rounds))
    ]
    earlier = tuple(row for one, row in rounds if not comes_after_map(one, day))
    return (*earlier, Measured("", day, None, now), *(row for _, row in rounds[len(earlier) :]))


def round_means(journey: Journey) -> tuple[RoundMean, ...]:
    """:func:`measured_by_day` as wholes, each compared with the one before it that graded anything."""
    means: list[RoundMean] = []
    last: Measured | None = None
    for one in measured_by_day(journey):
        means.append(_compared(one, last))
        last = one if one.grades else last
    return tuple(means)


def first_and_last(journey: Journey) -> RoundMean | None:
    """The last measurement compared with the first, where three or more graded anything; else ``None``."""
    graded = [one for one in measured_by_day(journey) if one.grades]
    return _compared(graded[-1], graded[0]) if len(graded) >= 3 else None


def differences(grades: Sequence[float | None]) -> tuple[float | None, ...]:
    """For each of several grades of one touchpoint, the oldest first, how much it lies above the last one before it; ``None`` for the
    first and where there is no grade."""
    found: list[float | None] = []
    last: float | None = None
    for grade in grades:
        found.append(None if grade is None or last is None else printed_change(last, grade))
        last = last if grade is None else grade
    return tuple(found)


def overall(grades: Sequence[float | None]) -> float | None:
    """How much the last grade lies above the first, where there are three or more; else ``None``."""
    known = [grade for grade in grades if grade is not None]
    return printed_change(known[0], known[-1]) if len(known) >= 3 else None


def grades_of_round(measured: Round) -> dict[str, float]:
    """The grades of a round by the ids of the touchpoints."""
    return {reading.touchpoint: reading.grade for reading in measured.readings if reading.grade is not None}


def _compared(one: Measured, last: Measured | None) -> RoundMean:
    mean = _mean(one.grades.values()) if one.grades else None
    shared = one.grades.keys() & last.grades.keys() if last is not None else frozenset()
    if last is None or not shared:
        return RoundMean(one.ident, mean, len(one.grades), one.answers, None, 0)
    before, after = (_mean(which.grades[ident] for ident in shared) for which in (last, one))
    change = printed_change(before, after)
    return RoundMean(one.ident, mean, len(one.grades), one.answers, change, len(shared), last.ident, before, after)


def _mean(grades: Iterable[float]) -> float:
    numbers = sorted(grades)
    return fsum(numbers) / len(numbers)
