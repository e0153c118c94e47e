"""The grid: opportunities by how much they help (up) and how little they take (to the right), METHOD step 9.

Contract. Marks go from 1 to 5 each, so there are five rows and five columns; a card stands in the cell of its two marks, those with the
same marks under each other. Four corners are named: do now, plan, nice to have, leave; the middle marks belong to none of them. Cards
without both marks wait at the right. :func:`lay_grid` fills a width, and a height if there is one: cards that have no room any more are
told, for another page. :func:`grid_sheet` is the grid of a window, as high as it needs to be. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_desktop.document import Journey, Opportunity

from ..handouts.ink import Ink
from ..paper import CAP
from ..setting import Setting
from ..shapes import line
from ..sheet import Item, Part, PartKind, Rect, Tag
from .card import Box, Cards, Made
from .sheet import Laid, Look, PlanSheet, Standing, Zone, Zones, card_of, parts_of

#: Marks of each axis.
MARKS = 5
#: The narrowest cell, its least height, room inside it, between cards, for the names of axes and corners; between grid and those that
#: wait; around the grid of a window; at scale 1.
LEAST_CELL, _LOW, _PAD, _BETWEEN, _AXIS, _CORNER, _ASIDE, _AROUND = 27.0, 15.0, 1.3, 1.3, 6.4, 6.0, 4.0, 4.0
_RADIUS = 2.2


@dataclass(frozen=True, slots=True)
class Marks:
    """The two marks of a cell."""

    impact: int
    effort: int


def marks_of(one: Opportunity) -> Marks | None:
    """Where an opportunity stands; ``None`` as long as one of its marks is missing."""
    return None if one.impact is None or one.effort is None else Marks(one.impact, one.effort)


def least_width(scale: float) -> float:
    """The narrowest grid with the place beside it."""
    return (6 * LEAST_CELL + _AXIS + _ASIDE + 2 * _AROUND) * scale


def lay_grid(
    journey: Journey, cards: Cards, box: Box, look: Look, *, only: Sequence[int] | None = None, bounded: bool = False, aside: int = 1
) -> tuple[Laid, Zones]:
    """The grid in a box; ``aside``: columns of those that wait. The rest is as in :func:`.board.lay_board`."""
    return _Laying(journey, cards, box, look, only, bounded, aside).laid()


class _Laying:
    """A grid in the making."""

    def __init__(
        self, journey: Journey, cards: Cards, box: Box, look: Look, only: Sequence[int] | None, bounded: bool, aside: int
    ) -> None:
        self.journey, self.cards, self.box, self.look = journey, cards, box, look
        self.s, self.bounded, self.aside = cards.scale, bounded, aside
        self.setting: Setting = cards.setting
        places = range(len(journey.opportunities)) if only is None else only
        self.cells: dict[Marks, list[int]] = {}
        self.waiting: list[int] = []
        for i in places:
            marks = marks_of(journey.opportunities[i])
            if marks is None:
                self.waiting.append(i)
            else:
                self.cells.setdefault(marks, []).append(i)
        s = self.s
        self.cell = (box.w - (_AXIS + _ASIDE) * s) / (MARKS + aside)
        self.inner = self.cell - 2 * _PAD * s
        self.x, self.y = box.x + _AXIS * s, box.y + _CORNER * s

    def _made(self, i: int) -> Made:
        return card_of(self.cards, self.journey, i, self.inner, self.look, compact=True)

    def _tall(self, indices: Sequence[int]) -> float:
        return sum(self._made(i).h for i in indices) + _BETWEEN * self.s * max(0, len(indices) - 1) + 2 * _PAD * self.s

    def _rows(self) -> list[float]:
        """The heights of the five rows, the uppermost (impact 5) first: as high as their fullest cells, and the rest shared out."""
        s = self.s
        need = [max([_LOW * s, *(self._tall(ids) for at, ids in self.cells.items() if at.impact == MARKS - r)]) for r in range(MARKS)]
        room = self.box.h - (2 * _CORNER + _AXIS) * s
        spare = room - sum(need)
        if spare >= 0:
            # First to the low rows, so that the grid is as even as its cards let it be.
            level = _level(need, room)
            return [max(level, one) for one in need]
        if not self.bounded:
            return need
        least = [
            max([_LOW * s, *(self._tall(ids[:1]) for at, ids in self.cells.items() if at.impact == MARKS - r)]) for r in range(MARKS)
        ]
        more = max(0.0, room - sum(least))
        wants = [n - low for n, low in zip(need, least, strict=True)]
        return [low + more * want / sum(wants) for low, want in zip(least, wants, strict=True)]

    def laid(self) -> tuple[Laid, Zones]:
        """Everything at its place."""
        s, heights = self.s, self._rows()
        parts: list[Part] = []
        standing: list[Standing] = []
        zones: list[Zone] = []
        left: list[int] = []
        tops = [self.y + sum(heights[:r]) for r in range(MARKS)]
        whole = Box(self.x, self.y, MARKS * self.cell, sum(heights))
        parts += self._ground(whole, tops, heights)
        for r in range(MARKS):
            for c in range(MARKS):
                marks = Marks(MARKS - r, MARKS - c)
                cell = Box(self.x + c * self.cell, tops[r], self.cell, heights[r])
                here = self._stack(self.cells.get(marks, ()), cell, left, bounded=self.bounded)
                standing += here
                zones.append(Zone(marks, cell, tuple(one.ident for one in here)))
        bottom = whole.y + whole.h + (_CORNER + _AXIS) * s
        tray = Box(whole.x + whole.w + _ASIDE * s, self.box.y, self.aside * self.cell, max(bottom, self.box.y + self.box.h) - self.box.y)
        waits, tray = self._tray(tray, left)
        parts += self._beside(tray)
        standing += waits
        zones.append(Zone(None, tray, tuple(one.ident for one in waits)))
        for one in standing:
            parts += parts_of(one, self.look.held, (self.setting.theme.opportunity, 0.4 * s, 1.6 * s))
        return Laid(tuple(parts), tuple(standing), tuple(sorted(left)), max(bottom, tray.y + tray.h)), Zones(zones, standing)

    def _stack(self, indices: Sequence[int], cell: Box, left: list[int], *, bounded: bool) -> list[Standing]:
        """Cards under each other in a cell; those that have no room are ``left``."""
        s = self.s
        out: list[Standing] = []
        y = cell.y + _PAD * s
        for k, i in enumerate(indices):
            made = self._made(i)
            if bounded and out and y + made.h > cell.y + cell.h - _PAD * s + 1e-6:
                left += indices[k:]
                break
            out.append(Standing(self.journey.opportunities[i].id, Box(cell.x + _PAD * s, y, self.inner, made.h), made))
            y += made.h + _BETWEEN * s
        return out

    def _tray(self, tray: Box, left: list[int]) -> tuple[list[Standing], Box]:
        """Those that wait, in as many columns as there are; the place grows with them where nothing bounds it."""
        s = self.s
        head = _CORNER * s
        if not self.bounded:
            here = self._stack(self.waiting, Box(tray.x, tray.y + head, tray.w, tray.h), left, bounded=False)
            ends = max((one.box.y + one.box.h for one in here), default=0.0) + _PAD * s
            return here, Box(tray.x, tray.y, tray.w, max(tray.h, ends - tray.y))
        out: list[Standing] = []
        rest: list[int] = list(self.waiting)
        for k in range(self.aside):
            more: list[int] = []
            if rest:
                out += self._stack(rest, Box(tray.x + k * self.cell, tray.y + head, self.cell, tray.h - head), more, bounded=True)
            rest = more
        left += rest
        return out, tray

    def _ground(self, whole: Box, tops: Sequence[float], heights: Sequence[float]) -> list[Part]:
        """The corners with their names, the cells, and the axes."""
        s, theme = self.s, self.setting.theme
        words = self.cards.words
        ink = Ink(self.setting, words, s)
        items: list[Item] = [Rect(0, 0, whole.w, whole.h, theme.ground, None, 0.0, _RADIUS * s)]
        two, last = 2 * self.cell, tops[3] - whole.y
        upper = heights[0] + heights[1]
        items.append(Rect(3 * self.cell, 0, two, upper, theme.opportunity_tint))
        corners = ((0.0, 0.0, two, upper), (0.0, last, two, whole.h - last), (3 * self.cell, last, two, whole.h - last))
        items += [Rect(*corner, theme.disc) for corner in corners]
        for k in range(1, MARKS):
            across, down = k * self.cell, tops[k] - whole.y
            items += [line(across, 0, across, whole.h, theme.paper, 0.6 * s), line(0, down, whole.w, down, theme.paper, 0.6 * s)]
        ground = Part(PartKind.GROUND, "grid", whole.x, whole.y, whole.w, whole.h, items, layer=0)
        z, small = ink.pt(9.5), ink.pt(8)
        over, under = self.box.y + 1.0 * s + CAP * z, whole.y + whole.h + 1.6 * s + CAP * z
        mid, wide = self.x + whole.w, whole.w / 2 - 2 * s
        for x, y, text, anchor in (
            (mid, over, words.do_now, 1.0),
            (self.x, over, words.plan_it, 0.0),
            (mid, under, words.nice_to_have, 1.0),
            (self.x, under, words.leave_it, 0.0),
        ):
            fill = theme.opportunity if text == words.do_now else theme.ink
            ink.line(x, y, text, "semibold", z, fill, room=wide, anchor=anchor, role="H2")
        foot = under + 1.9 * s + CAP * small
        ink.line(self.x + whole.w, foot, f"{words.less_effort} →", "medium", small, theme.secondary, room=whole.w, anchor=1.0)
        made = self.setting.type.line(f"{words.more_impact} →", "medium")
        up = self.setting.placed(0, 0, made, small, theme.secondary)
        x = self.box.x + CAP * small + 0.6 * s
        turned = type(up)(x, whole.y + made.width * small, up.line, up.size, up.fill, up.track, 90.0)
        ink.items += [ink.tag("P", None), turned, Tag()]
        return [ground, Part(PartKind.HEADER, "grid-words", 0, 0, self.x + whole.w, foot, ink.items, layer=1)]

    def _beside(self, tray: Box) -> list[Part]:
        s, theme = self.s, self.setting.theme
        ground = Rect(0, 0, tray.w, tray.h, None, theme.rule, 0.3 * s, _RADIUS * s, dash=(1.2 * s, 1.2 * s))
        ink = Ink(self.setting, self.cards.words, s)
        z = ink.pt(8.5)
        room = tray.w - 2 * _PAD * s
        ink.line(_PAD * s, 1.4 * s + CAP * z, self.cards.words.not_marked, "semibold", z, theme.secondary, room=room, role="H2")
        return [
            Part(PartKind.GROUND, "tray", tray.x, tray.y, tray.w, tray.h, [ground], layer=0),
            Part(PartKind.HEADER, "tray-words", tray.x, tray.y, tray.w, _CORNER * s, ink.items, layer=1),
        ]


def _level(need: Sequence[float], room: float) -> float:
    """The height that the low rows may have so that all rows together fill the room."""
    rows = sorted(need)
    for k in range(len(rows), 0, -1):
        level = (room - sum(rows[k:])) / k
        if level >= rows[k - 1]:
            return level
    return 0.0


def grid_sheet(journey: Journey, cards: Cards, width: float, height: float, look: Look) -> PlanSheet:
    """The grid in a window of a size (mm): as high as it needs to be."""
    around = _AROUND * cards.scale
    width = max(width, least_width(cards.scale))
    laid, zones = lay_grid(journey, cards, Box(around, around, width - 2 * around, height - 2 * around), look)
    return PlanSheet(width, max(height, laid.bottom + around), cards.words.impact_grid, cards, laid, zones)
