"""What the grades that people gave come to: averages of the evidence (METHOD step 5). Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Journey
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
