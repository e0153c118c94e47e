"""What the grades that people gave come to: averages of the evidence, and of the measured rounds (METHOD steps 5 and 10). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from ..document import Journey, Round
from .told_grades import read_told


@dataclass(frozen=True, slots=True)
class Average:
    """What respondents gave a touchpoint on average.

    ``persona`` is the id of one whose grades are beside the card's own; ``None`` means the card's own, which are those of the
    journey's first persona and of respondents without one. ``grade`` lies on the fine grid of the scale; ``answers`` counts
    the respondents (one who graded a touchpoint twice counts once, with the mean of both).
    """

    touchpoint: str
    persona: str | None
    grade: float
    answers: int


def average_grades(journey: Journey) -> tuple[Average, ...]:
    """The averages of what was told, in the order of time, and of the personas at each touchpoint."""
    told = read_told(journey)
    curves: list[str | None] = [None, *(persona.id for persona in journey.personas[1:])]
    return tuple(
        Average(card.id, persona, journey.scale.snapped(given.mean, fine=True), given.count)
        for card in journey.touchpoints
        for persona in curves
        if (given := told.get((card.id, persona)))
    )


@dataclass(frozen=True, slots=True)
class RoundMean:
    """A round as a whole: ``mean`` of its grades (``None`` without any), at how many touchpoints, how many answers.

    ``change`` is the mean difference to the round before, over the ``shared`` touchpoints that both of them graded; ``None``
    when there are none, and for the first round. ``ident`` is empty for the map as it is now.
    """

    ident: str
    mean: float | None
    graded: int
    answers: int
    change: float | None
    shared: int


def round_means(journey: Journey) -> tuple[RoundMean, ...]:
    """The rounds in their order, and at last the map as it is now, each compared with the one before it."""
    now = {card.id: card.grade for card in journey.touchpoints if card.grade is not None}
    rows = [(one.id, grades_of_round(one), sum(r.answers or 0 for r in one.readings)) for one in journey.rounds]
    rows.append(("", now, 0))
    means: list[RoundMean] = []
    before: dict[str, float] = {}
    for ident, grades, answers in rows:
        shared = grades.keys() & before.keys()
        change = _mean(grades[i] - before[i] for i in shared) if shared else None
        mean = _mean(grades.values()) if grades else None
        means.append(RoundMean(ident, mean, len(grades), answers, change, len(shared)))
        before = grades
    return tuple(means)


def grades_of_round(measured: Round) -> dict[str, float]:
    """The grades of a round by the ids of the touchpoints."""
    return {reading.touchpoint: reading.grade for reading in measured.readings if reading.grade is not None}


def _mean(grades: Iterable[float]) -> float:
    numbers = sorted(grades)
    return fsum(numbers) / len(numbers)
