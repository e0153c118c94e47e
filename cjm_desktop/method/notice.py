"""A hint, and what the notices look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ..analysis import Insights
from ..document import Journey, Message, Problem, Touchpoint

#: Weights: a thing worth knowing, a thing worth doing, a thing that spoils the result if it is left.
LIGHT, FAIR, HEAVY = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Hint:
    """One piece of advice: the step it belongs to (0–10), what and where it is, and its weight from 1 to 3."""

    step: int
    problem: Problem
    weight: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What every notice is given: the journey, its insights, today's date if it is known, and some look-ups.

    ``place`` maps a touchpoint's id to where it stands.
    """

    journey: Journey
    insights: Insights
    today: date | None
    place: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", {t.id: i for i, t in enumerate(self.journey.touchpoints)})

    def touchpoint(self, ident: str) -> Touchpoint:
        """The touchpoint with an id of this journey."""
        return self.journey.touchpoints[self.place[ident]]

    def called(self, ident: str) -> str | Message:
        """What to call a touchpoint in a sentence: its title, or its number on the map."""
        touchpoint = self.touchpoint(ident)
        return touchpoint.title.strip() or Message("card {number}", number=self.place[ident] + 1)

    def at(self, ident: str, name: str) -> str:
        """The place of a touchpoint's field, such as ``touchpoints[3].grade``."""
        return f"touchpoints[{self.place[ident]}].{name}"


def hint(step: int, weight: int, place: str, message: Message, record: str = "") -> Hint:
    """A hint in one call."""
    return Hint(step, Problem(place, message, record), weight)


def day(text: str) -> date | None:
    """A document's day as a date; ``None`` when it is empty or not in the calendar (30 February)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def figure(grade: float) -> float:
    """A grade as it stands in a sentence: whole ones without a fraction. Its decimal mark is the language's affair."""
    return int(grade) if grade == int(grade) else grade
