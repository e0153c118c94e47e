"""Measured rounds on the map: a line each, told apart by dashes, open marks and names, and what each said of a touchpoint (METHOD step 10).

Contract. Only rounds that are ``shown`` and have grades stand on the map, in the order of their days, the map's own grades among them, as
:mod:`~cjm_desktop.analysis.measurements` says. :class:`RoundLine` is drawn the way further personas are (:class:`~.others.Other`); its
marks are open where theirs are filled. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cjm_desktop.analysis import (
    ToldGrades,
    comes_after_map,
    day_of_map,
    differences,
    grades_of_round,
    overall,
    printed,
    rounds_by_day,
)
from cjm_desktop.analysis.told_grades import Place
from cjm_desktop.document import Journey, Round, Touchpoint

from .memo import Memo
from .others import DASHES, MARKS, Other, others_of
from .shapes import line, polygon
from .sheet import Item, Path
from .theme import Theme
from .words import Words


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round whose line is drawn; ``rank`` is its place among all rounds by day, which decides its look and its number;
    ``later``: it was measured after the map."""

    round: Round
    rank: int
    later: bool
    grades: Mapping[str, float] = field(compare=False, repr=False)

    @property
    def key(self) -> str:
        """What tells it apart from other lines."""
        return self.round.id

    def grade(self, touchpoint: Touchpoint) -> float | None:
        """What it measured at a touchpoint."""
        return self.grades.get(touchpoint.id)

    def title(self, words: Words) -> str:
        """What the round is called; one without a name by its number."""
        return self.round.name.strip() or words.round_of.format(number=self.rank + 1)

    def name(self, words: Words) -> str:
        """What its line is called: its title and its day."""
        title, day = self.title(words), words.day(self.round.date) if self.round.date else ""
        return f"{title} · {day}" if day and day not in title else title

    def told(self, touchpoint: Touchpoint, words: Words) -> str:
        """What it measured at a touchpoint, in words; empty without a grade."""
        grade = self.grade(touchpoint)
        return "" if grade is None else f"{self.title(words)}: {words.number(printed(grade))}"

    def ink(self, theme: Theme) -> str:
        """The colour of its line: no feeling and no persona's."""
        return theme.secondary

    def solid(self, _touchpoint: Touchpoint) -> bool:
        """Never: a round is told by its dashes."""
        return False

    def set_by_group(self, _touchpoint: Touchpoint) -> bool:
        """Never: a round is measured."""
        return False

    def dash(self, width: float) -> tuple[float, ...]:
        """The dashes (mm) of its line of a width (mm)."""
        return tuple(share * width for share in DASHES[(self.rank + self.rank // len(MARKS)) % len(DASHES)])

    def mark(self, x: float, y: float, r: float, theme: Theme) -> list[Item]:
        """Its open mark around (x, y); ``r`` in mm."""
        corners = MARKS[self.rank % len(MARKS)]
        shape = polygon(*((x + 0.86 * r * a, y + 0.86 * r * b) for a, b in corners))
        return [Path(shape, None, theme.paper, 1.0 * r, join=1), Path(shape, theme.paper, self.ink(theme), 0.34 * r, join=1)]

    def sample(self, x: float, y: float, length: float, width: float, r: float, theme: Theme) -> list[Item]:
        """A piece of its line from (x, y) on with its mark in the middle, for a legend (mm)."""
        stroke = line(x, y, x + length, y, self.ink(theme), width, self.dash(width), cap=1)
        return [stroke, *self.mark(x + length / 2, y, r, theme)]


#: A line beside the map's own.
Beside = Other | RoundLine


def rounds_of(journey: Journey) -> tuple[RoundLine, ...]:
    """The rounds on the map, the oldest first."""
    return tuple(_shown(journey))


def _shown(journey: Journey) -> Iterator[RoundLine]:
    day = day_of_map(journey)
    for rank, one in enumerate(rounds_by_day(journey.rounds)):
        if one.shown and (grades := grades_of_round(one)):
            yield RoundLine(one, rank, comes_after_map(one, day), grades)


def remembered(journey: Journey, memo: Memo) -> tuple[RoundLine, ...]:
    """The rounds on the map, the very same objects as long as the document's rounds and the map's day stay."""
    if not journey.rounds:
        return ()
    return memo.kept("rounds on the map", (journey.rounds, day_of_map(journey)), lambda: rounds_of(journey))


def lines_beside(journey: Journey, memo: Memo, told: Mapping[Place, ToldGrades] | None = None) -> tuple[Beside, ...]:
    """All lines beside the map's own: further personas, as respondents (``told``) gave their grades, then rounds."""
    return (*others_of(journey, memo, told), *remembered(journey, memo))


@dataclass(frozen=True, slots=True)
class Compared:
    """What was measured at one touchpoint, the oldest first: ranks of rounds, titles and grades; the map's own has the rank ``None``.

    A round's grade may be missing; at least one round has one.
    """

    rows: tuple[tuple[int | None, str, float | None], ...]

    @property
    def changes(self) -> tuple[float | None, ...]:
        """For each row its difference to the last grade before it, later minus earlier, of the printed grades."""
        return differences([grade for _, _, grade in self.rows])

    @property
    def overall(self) -> float | None:
        """The last grade minus the first, where there are three or more."""
        return overall([grade for _, _, grade in self.rows])


def compared(touchpoint: Touchpoint, rounds: tuple[RoundLine, ...], words: Words) -> Compared | None:
    """The grades of a touchpoint in all rounds and on the map, by day, or ``None`` where no round measured it."""
    if not any(touchpoint.id in one.grades for one in rounds):
        return None
    rows: list[tuple[int | None, str, float | None]] = [(one.rank, one.title(words), one.grade(touchpoint)) for one in rounds]
    if touchpoint.grade is not None:
        rows.insert(sum(not one.later for one in rounds), (None, words.map_now, touchpoint.grade))
    return Compared(tuple(rows))


def has_rounds(journey: Journey) -> bool:
    """Whether the lane of rounds would show anything."""
    known = {card.id for card in journey.touchpoints}
    return any(one.shown and any(r.grade is not None and r.touchpoint in known for r in one.readings) for one in journey.rounds)
