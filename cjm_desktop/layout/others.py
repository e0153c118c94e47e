"""Further personas on the map: who has a line of their own, and what tells it apart (METHOD step 4).

The first persona's line is the map's. Each further one with a grade somewhere is drawn thinner, in its own ink, with its own dashes
and marks, so that nothing is told by colour alone. A persona keeps its look whoever else is drawn. Without further grades there
is nothing to draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from cjm_desktop.document import Journey, Persona, PersonaGrade, Touchpoint

from .curve import Point
from .memo import Memo
from .metrics import Metrics
from .shapes import line, polygon
from .sheet import Item, Path
from .theme import Theme
from .words import Words

#: Dashes and gaps in widths of the line; none is like the long dashes of an assumed stretch of the map's own line.
DASHES: tuple[tuple[float, ...], ...] = (
    (3.4, 2.6),
    (0.01, 2.4),
    (6.5, 2.6, 0.01, 2.6),
    (1.6, 2.2),
)
#: The corners of marks of radius 1: a diamond, a square, a triangle on its base, one on its tip.
MARKS: tuple[tuple[tuple[float, float], ...], ...] = (
    ((0.0, -1.12), (1.12, 0.0), (0.0, 1.12), (-1.12, 0.0)),
    ((-0.84, -0.84), (0.84, -0.84), (0.84, 0.84), (-0.84, 0.84)),
    ((0.0, -1.1), (1.1, 0.85), (-1.1, 0.85)),
    ((0.0, 1.1), (-1.1, -0.85), (1.1, -0.85)),
)
#: The paper-coloured edge of a mark, as a share of its radius.
_EDGE = 0.36


@dataclass(frozen=True, slots=True)
class Other:
    """A further persona whose line is drawn; ``rank`` is its place among all further ones, which decides its look."""

    persona: Persona
    rank: int

    @property
    def key(self) -> str:
        """What tells it apart from other lines."""
        return self.persona.id

    def grade(self, touchpoint: Touchpoint) -> float | None:
        """The persona's grade at a touchpoint."""
        said = felt(touchpoint, self.persona.id)
        return None if said is None else said.grade

    def name(self, words: Words) -> str:
        """What the persona is called on the map; one without a name by its number."""
        return self.persona.name.strip() or f"{words.persona} {self.rank + 2}"

    def told(self, touchpoint: Touchpoint, words: Words) -> str:
        """How the persona feels at a touchpoint, in words; empty without a grade."""
        said = felt(touchpoint, self.persona.id)
        if said is None or said.grade is None:
            return ""
        return f"{self.name(words)}: {said.emotion} {words.number(round(said.grade, 2))}".replace(":  ", ": ")

    def ink(self, theme: Theme) -> str:
        """The colour of its line."""
        return theme.personas[self.rank % len(theme.personas)]

    def dash(self, width: float) -> tuple[float, ...]:
        """The dashes (mm) of its line of a width (mm): after as many personas as there are marks, other pairs of both."""
        return tuple(
            share * width for share in DASHES[(self.rank + self.rank // len(MARKS)) % len(DASHES)]
        )

    def mark(self, x: float, y: float, r: float, theme: Theme) -> list[Item]:
        """Its mark around (x, y), lifted off what lies under it; ``r`` in mm."""
        corners = MARKS[self.rank % len(MARKS)]
        shape = polygon(*((x + r * a, y + r * b) for a, b in corners))
        ink = self.ink(theme)
        return [Path(shape, None, theme.paper, 2 * _EDGE * r, join=1), Path(shape, ink, None)]

    def sample(self, x: float, y: float, length: float, width: float, r: float, theme: Theme) -> list[Item]:
        """A piece of its line from (x, y) on with its mark in the middle, for a legend (mm)."""
        stroke = line(x, y, x + length, y, self.ink(theme), width, self.dash(width), cap=1)
        return [stroke, *self.mark(x + length / 2, y, r, theme)]


def line_width(m: Metrics) -> float:
    """The width (mm) of a further persona's line: two fifths of the map's own."""
    return max(0.4 * m.curve, 0.35 * m.unit)


def mark_radius(m: Metrics) -> float:
    """The radius (mm) of a mark, well under that of a face."""
    return 0.42 * m.em


#: Of a mark so much (radii of it) may be under a face before it steps aside; side by side they are so far apart (radii).
_UNDER, _NEXT = 0.35, 2.3


def mark_places(heights: Sequence[float | None], face: float, r: float, half: float) -> tuple[Point | None, ...]:
    """Where the marks of a touchpoint stand (mm from the middle of its face): each at its height in the middle of the column.

    One that the face of radius ``face`` covers, or one that would hide another, steps aside, to the right first, since what comes later in
    time lies there; words are no reason. ``r`` is the radius of a mark, ``half`` half the width of the column.
    """
    out: list[Point | None] = []
    taken: list[Point] = []
    for y in heights:
        if y is None:
            out.append(None)
            continue
        beside = 0.0
        if abs(y) < face + _UNDER * r:
            beside = sqrt(max(0.0, (face + 1.3 * r) ** 2 - y * y))
        tries = [beside + k * _NEXT * r for k in range(len(taken) + 1)]
        tries = [side * x for x in tries if x + r <= half for side in ((1, -1) if x else (1,))]
        x = next((x for x in tries if not any(abs(x - a) < 2 * r and abs(y - b) < (2 * r if x else r) for a, b in taken)), beside)
        taken.append((x, y))
        out.append((x, y))
    return tuple(out)


def felt(touchpoint: Touchpoint, persona: str) -> PersonaGrade | None:
    """How a further persona feels at a touchpoint, if it says so with a grade."""
    for said in touchpoint.personas:
        if said.persona == persona and said.grade is not None:
            return said
    return None


def others_of(journey: Journey, memo: Memo) -> tuple[Other, ...]:
    """The further personas with a line in the graph of the first; after an edit only touchpoints that changed are asked."""
    if not journey.poster.other_lines or journey.poster.persona_lines == "apart":
        return ()
    return tuple(_graded(journey, memo))


def apart_of(journey: Journey) -> tuple[Other, ...]:
    """The further personas with a graph of their own. Each is looked for as far as the first touchpoint that it graded."""
    poster = journey.poster
    if not poster.other_lines or poster.persona_lines != "apart":
        return ()
    return tuple(
        Other(persona, rank)
        for rank, persona in enumerate(journey.personas[1:])
        if any(t.personas and felt(t, persona.id) is not None for t in journey.touchpoints)
    )


def _graded(journey: Journey, memo: Memo) -> Iterator[Other]:
    for rank, persona in enumerate(journey.personas[1:]):

        def said(touchpoint: Touchpoint, ident: str = persona.id) -> float:
            return 0.0 if felt(touchpoint, ident) is None else 1.0

        if memo.tallest(("graded by", persona.id), journey.touchpoints, (), said):
            yield Other(persona, rank)
