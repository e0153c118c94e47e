"""Further personas on the map: who has a line of their own, and what tells it apart (METHOD step 4).

The first persona's line is the map's. Each further one with a grade somewhere is drawn thinner, in its own ink and with its own marks, so
that nothing is told by colour alone: solid where respondents of that persona gave the grades, in dashes of its own where they are only
assumed. A persona keeps its look whoever else is drawn. Without further grades there is nothing to draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import sqrt

from cjm_desktop.analysis import ToldGrades
from cjm_desktop.analysis.evidence import basis_of, graders_of
from cjm_desktop.analysis.told_grades import Place
from cjm_desktop.document import Basis, GradedBy, Journey, Persona, PersonaGrade, Touchpoint

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
    """A further persona whose line is drawn; ``rank`` is its place among all further ones, which decides its look.

    ``graders``: how many of its respondents gave a grade, by touchpoint; ``bases``: all that its grades rest on; ``by_group``: the group
    set one of them against what respondents gave.
    """

    persona: Persona
    rank: int
    graders: Mapping[str, int] = field(default_factory=dict, hash=False)
    bases: frozenset[Basis] = frozenset({Basis.ASSUMED})
    by_group: bool = False

    @classmethod
    def of(cls, persona: Persona, rank: int, journey: Journey, graders: Mapping[str, int]) -> Other:
        """A persona as its respondents make it; ``graders``: how many of them gave a grade, by touchpoint."""
        if not graders:
            return cls(persona, rank)
        own = [(felt(t, persona.id), t.id) for t in journey.touchpoints if t.personas]
        bases = {basis_of(said, ident, graders) for said, ident in own}
        against = any(said is not None and said.graded_by is GradedBy.GROUP and ident in graders for said, ident in own)
        return cls(persona, rank, graders, frozenset(one for one in bases if one is not None), against)

    def solid(self, touchpoint: Touchpoint) -> bool:
        """Whether its line is solid at a touchpoint: its respondents gave the grade."""
        return basis_of(felt(touchpoint, self.persona.id), touchpoint.id, self.graders) is Basis.OBSERVED

    def set_by_group(self, touchpoint: Touchpoint) -> bool:
        """Whether the group set its grade at a touchpoint against what its respondents gave."""
        said = felt(touchpoint, self.persona.id)
        return said is not None and said.graded_by is GradedBy.GROUP and touchpoint.id in self.graders

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
        feeling = f"{self.name(words)}: {said.emotion} {words.number(round(said.grade, 2))}".replace(":  ", ": ")
        about = self.about(touchpoint, words)
        return f"{feeling} ({about})" if about else feeling

    def about(self, touchpoint: Touchpoint, words: Words) -> str:
        """How many of its respondents gave the grade of a touchpoint, or that the group set it against them; else empty."""
        if self.set_by_group(touchpoint):
            return words.by_group
        count = self.graders.get(touchpoint.id)
        return f"n = {count}" if count else ""

    def ink(self, theme: Theme) -> str:
        """The colour of its line."""
        return theme.personas[self.rank % len(theme.personas)]

    def dash(self, width: float) -> tuple[float, ...]:
        """The dashes (mm) of its line of a width (mm) where assumed: after as many personas as there are marks, other pairs of both."""
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
        """A piece of its line from (x, y) on with its mark in the middle, for a legend (mm): solid before it and dashed behind it where it
        is both somewhere. Beside the mark there is room for two dashes, whatever the line's own are."""
        ink, middle, end = self.ink(theme), x + length / 2, x + length
        dash = (length / 2 - r) / 3

        def dashes(left: float, right: float) -> list[Item]:
            return [line(a, y, b, y, ink, width) for a, b in ((left, left + dash), (right - dash, right))]

        before: list[Item] = [line(x, y, middle, y, ink, width)] if Basis.OBSERVED in self.bases else dashes(x, middle - r)
        dashed = Basis.ASSUMED in self.bases or Basis.OBSERVED not in self.bases
        behind: list[Item] = dashes(middle + r, end) if dashed else [line(middle, y, end, y, ink, width)]
        return [*before, *behind, *self.mark(middle, y, r, theme)]


def line_width(m: Metrics) -> float:
    """The width (mm) of a further persona's line: two fifths of the map's own."""
    return max(0.4 * m.curve, 0.35 * m.unit)


def chosen_width(m: Metrics) -> float:
    """The width (mm) of a further persona's line with others around it: heavier than all of them, lighter than the map's own."""
    return 0.65 * m.curve


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


def others_of(journey: Journey, memo: Memo, told: Mapping[Place, ToldGrades] | None = None) -> tuple[Other, ...]:
    """The further personas with a line in the graph of the first, as respondents (``told``) gave their grades; after an edit only
    touchpoints that changed are asked who has one."""
    if not journey.poster.other_lines or journey.poster.persona_lines == "apart":
        return ()
    return tuple(_graded(journey, memo, told))


def apart_of(journey: Journey, told: Mapping[Place, ToldGrades] | None = None) -> tuple[Other, ...]:
    """The further personas with a graph of their own, as respondents (``told``) gave their grades. Each is looked for as far as the first
    touchpoint that it graded."""
    return shown_of(journey, told) if journey.poster.persona_lines == "apart" else ()


def around_of(journey: Journey, beside: Iterable[object]) -> Other | None:
    """Which of the lines ``beside`` the map's own the document chose to draw spread, respondents and shortfall around, if it is there."""
    chosen = journey.poster.around
    if chosen is None:
        return None
    return next((one for one in beside if isinstance(one, Other) and one.key == chosen), None)


def shown_of(journey: Journey, told: Mapping[Place, ToldGrades] | None = None) -> tuple[Other, ...]:
    """The further personas with a line, wherever it is drawn; see :func:`apart_of`."""
    if not journey.poster.other_lines:
        return ()
    return tuple(
        Other.of(persona, rank, journey, graders_of(told or {}, persona.id))
        for rank, persona in enumerate(journey.personas[1:])
        if any(t.personas and felt(t, persona.id) is not None for t in journey.touchpoints)
    )


def _graded(journey: Journey, memo: Memo, told: Mapping[Place, ToldGrades] | None) -> Iterator[Other]:
    for rank, persona in enumerate(journey.personas[1:]):

        def said(touchpoint: Touchpoint, ident: str = persona.id) -> float:
            return 0.0 if felt(touchpoint, ident) is None else 1.0

        if memo.tallest(("graded by", persona.id), journey.touchpoints, (), said):
            # The same as long as nobody told anything else, so that comparing it costs nothing for each column of a frame.
            whose = ("graders of", persona.id)
            graders = memo.kept(whose, (told,), partial(graders_of, told or {}, persona.id))
            yield Other.of(persona, rank, journey, graders)
