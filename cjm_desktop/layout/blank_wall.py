"""Where everything stands on a blank poster: pure arithmetic in millimetres.

Contract. Cells are true to size: the side of a sticky note whatever the paper, all of them on the same x in every band, in
every lane and in the graph. Everything else (type, ribbons, the graph) grows with the sheet as on the filled poster. What
the paper cannot hold at true size gets smaller notes that are sold (51 and 38 mm), and only then smaller cells.

The scale of the graph is true to size too: the faces that are cut out (``handouts.faces``) are laid on it, so that the best, the
neutral and the worst lie over one another in one column without touching, and none lies on a note. What one sheet has no cells
for goes over as many sheets as are needed (:class:`Wall`), all with the same grid at the same height: they hang side by side, and
the line runs on from one to the next.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from cjm_desktop.document import Journey, LaneKind

from .graph import axis_size
from .handouts.cutting import FACE
from .lanes import LaneOrder, lanes_of
from .metrics import Metrics
from .paper import LONGEST_ROLL, ROLL_STEP, Paper
from .rows import Row
from .sheet import PT

#: The side of a sticky note (3 inches), and of the smaller ones (2 and 1½ inches).
NOTE = 76.0
NOTES = (NOTE, 51.0, 38.0)
#: Between two cells (mm, for notes of 76 mm): at least, at most.
_GAP, _WIDE_GAP = 4.0, 6.0
#: A wall is worth its paper from so many touchpoints on; a workshop that has none yet is given room for so many.
_LEAST_PLACES, _USUAL_PLACES = 5, 12
#: The scale of the graph has room for so many faces over one another, between the lines of its highest and lowest grade.
_FACES = 2.0
#: The graph (mm on A0): with the good one a band is well shaped; beyond the most more notes do more good than more height.
_GRAPH_GOOD, _GRAPH_MOST = 120.0, 300.0
#: Where faces have no room the graph is still so high (mm on A0) and this share of a note: a line can be drawn.
_GRAPH_TIGHT, _HAND = 76.0, 0.8
#: No journey goes over more sheets than this, as ``PosterSettings.sheets`` has it.
_MOST_SHEETS = 99
#: Body sizes (pt on A0) that the labels of the wall may have: smaller ones only where they win a column.
BODIES = (24, 22, 20, 18)
#: Height of the parties' strip in notes.
_STRIP = 0.21
#: Height of boxes to write in, in notes: systems, service levels, own lanes where there is no room for notes.
_BOX = 0.42
#: Lanes that are filled with sticky notes whatever room there is.
_NOTED = (LaneKind.CARDS, LaneKind.QUOTES, LaneKind.OPPORTUNITIES)
#: Rows of opportunities at most.
_MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A lane of a band: its upper edge and height (mm), and the upper edges of its rows of notes where it has any.

    What people say has its notes in the second row of the touchpoints' lane where it follows that at once.
    """

    row: Row
    y: float
    h: float
    cells: tuple[float, ...] = ()

    @property
    def kind(self) -> LaneKind:
        """What the lane is for."""
        return self.row.kind


@dataclass(frozen=True, slots=True)
class BandPlace:
    """Lanes of one band from top to bottom; ``first`` counts its columns among those of all bands."""

    first: int
    rows: tuple[RowPlace, ...]
    bottom: float

    def lane(self, kind: LaneKind) -> RowPlace | None:
        """The first lane of a kind, if there is one."""
        return next((one for one in self.rows if one.kind is kind), None)

    @property
    def ground(self) -> float:
        """Where the columns begin (mm): under the ribbon that crowns them, or with the first lane."""
        first = self.rows[0]
        return self.rows[1].y if first.kind is LaneKind.PHASES and len(self.rows) > 1 else first.y


@dataclass(frozen=True, slots=True)
class Wall:
    """The grid of a sheet, the same on each of ``sheets``. ``left`` is the x of the first column, ``gutter`` the room for labels left
    of it; ``bands`` are those of the first sheet."""

    left: float
    gutter: float
    columns: int
    note: float
    gap: float
    bands: tuple[BandPlace, ...]
    m: Metrics
    sheets: int = 1

    @property
    def pitch(self) -> float:
        """From one column to the next (mm)."""
        return self.note + self.gap

    @property
    def right(self) -> float:
        """Right edge of the last column (mm)."""
        return self.x(self.columns - 1) + self.note

    @property
    def places(self) -> int:
        """Touchpoints that have a cell, on all sheets."""
        return self.columns * len(self.bands) * self.sheets

    def bands_on(self, number: int) -> tuple[BandPlace, ...]:
        """The bands of a sheet, counted from 0."""
        before = number * self.columns * len(self.bands)
        return tuple(replace(one, first=one.first + before) for one in self.bands)

    @property
    def scale(self) -> float:
        """From the lowest grade's line to the highest one's (mm); 0 without a graph."""
        lane = self.bands[0].lane(LaneKind.CURVE)
        return lane.h - 2 * axis_pad(self.note, self.m, lane.h) if lane else 0.0

    @property
    def tight(self) -> bool:
        """Whether the scale is too low for the faces that are cut out."""
        return self.bands[0].lane(LaneKind.CURVE) is not None and self.scale < _FACES * FACE - 0.05

    def x(self, column: int) -> float:
        """Left edge of a column, the same in every band (mm)."""
        return self.left + column * self.pitch


def wall_metrics(paper: Paper, margin: float, gutter: Callable[[Metrics], float]) -> tuple[Metrics, float]:
    """The measures of labels, ribbons and axis on a paper, and the least gutter (mm) for them; ``gutter`` gives it for a body."""
    u = paper.unit
    found = []
    for points in BODIES:
        m = Metrics(points * PT * u, u)
        least = gutter(m)
        found.append((_columns(paper.width - 2 * margin - least, NOTE), m, least))
    _, m, least = max(found, key=lambda one: one[0])  # the first of the best: the largest
    return m, least


def axis_pad(note: float, m: Metrics, height: float) -> float:
    """Room (mm) in a graph over its highest and under its lowest grade: a face laid there ends where the next lane begins."""
    return min(0.14 * height, max(_face(note) / 2 - _lane_gap(m), 0.6 * axis_size(m)))


def _face(note: float) -> float:
    """Across a face for notes of a size (mm): true to size, unless the notes are smaller than they should be."""
    return FACE * note / NOTE


def _lane_gap(m: Metrics) -> float:
    return 1.15 * m.em


def wanted_places(touchpoints: int) -> int:
    """Columns for a journey: one for each touchpoint it has, and some for those that nobody has thought of yet."""
    return max(_USUAL_PLACES, touchpoints + max(2, touchpoints // 6)) if touchpoints else _USUAL_PLACES


def wall_order(journey: Journey) -> LaneOrder:
    """The lanes of the wall: those that the document shows, in its order, and in any case one for the touchpoints. Personas who are to have
    graphs of their own have them here before anybody has graded anything."""
    order = lanes_of(journey, inviting=True)
    rows = [row for row in order.rows if not row.persona]
    at = next((k + 1 for k, row in enumerate(rows) if row.kind is LaneKind.CURVE), None)
    if at is not None and journey.poster.other_lines and journey.poster.persona_lines == "apart":
        rows[at:at] = [Row(LaneKind.CURVE, persona=persona.id) for persona in journey.personas[1:]]
    if not order.has(LaneKind.CARDS):
        rows.insert(1 if rows and rows[0].kind is LaneKind.PHASES else 0, Row(LaneKind.CARDS))
    return LaneOrder(tuple(rows), order.quoted)


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Heights of a band's lanes for cells of a size (mm); ``low``: own lanes have boxes to write in, not notes; ``tight``: the
    graph is for lines drawn by hand, not for faces."""

    note: float
    m: Metrics
    order: LaneOrder
    low: bool = False
    tight: bool = False

    @property
    def gap(self) -> float:
        return _GAP * self.note / NOTE

    @property
    def lane_gap(self) -> float:
        return _lane_gap(self.m)

    @property
    def band_gap(self) -> float:
        return 1.9 * self.m.em

    @property
    def strip(self) -> float:
        return max(_STRIP * self.note, 1.9 * self.m.em)

    @property
    def box(self) -> float:
        return max(_BOX * self.note, 2.6 * self.m.em)

    @property
    def lined(self) -> bool:
        return self.order.has(LaneKind.CURVE)

    def noted(self, kind: LaneKind) -> bool:
        """Whether a lane is for sticky notes."""
        return kind in _NOTED or (kind is LaneKind.TEXT and not self.low)

    def lane(self, kind: LaneKind) -> float:
        """The least height of a lane; that of the graph is what the others leave."""
        if self.noted(kind):
            return self.note
        return {LaneKind.PHASES: self.m.ribbon, LaneKind.CURVE: 0.0, LaneKind.PARTIES: self.strip}.get(
            kind, self.box
        )

    @property
    def graph(self) -> float:
        """The least height of all graphs: their scales and room for half a face over and under each."""
        if not self.lined:
            return 0.0
        if self.tight:
            return self.order.graphs * max(_GRAPH_TIGHT * self.m.unit, _HAND * self.note)
        scale = _FACES * _face(self.note)
        # What the pads may take of a graph is a share of it, see axis_pad().
        most = scale / (1 - 2 * 0.14)
        each = min(most, scale + 2 * max(_face(self.note) / 2 - self.lane_gap, 0.6 * axis_size(self.m)))
        return self.order.graphs * each

    @property
    def apart(self) -> int:
        """How many gaps there are between the lanes."""
        return max(1, len(self.order.rows) - 1)

    @property
    def fixed(self) -> float:
        """A band without its graph, with one row of touchpoints and one of opportunities."""
        return sum(self.lane(row.kind) for row in self.order.rows) + self.apart * self.lane_gap

    @property
    def least(self) -> float:
        return self.fixed + self.graph

    @property
    def good(self) -> float:
        second = self.note + self.gap if self.order.quoted else 0.0
        return self.fixed + second + (max(self.order.graphs * _GRAPH_GOOD * self.m.unit, self.graph) if self.lined else 0.0)

    def bands(self, height: float) -> int:
        """How many bands of the least height have room."""
        return int((height + self.band_gap) / (self.least + self.band_gap) + 1e-9)


def plan_wall(
    paper: Paper,
    margin: float,
    top: float,
    bottom: float,
    gutter: float,
    m: Metrics,
    touchpoints: int,
    order: LaneOrder,
    sheets: int = 0,
) -> Wall:
    """The grid between two y of a sheet; ``gutter`` is the least room for the labels (all mm), ``order`` the lanes.

    ``sheets``: how many there may be at most (0: as many as are needed). Every touchpoint gets a cell where that can be; free
    ones for what nobody has thought of yet are worth a band, not a sheet.
    """
    width, height = paper.width - 2 * margin - gutter, bottom - top
    note, wanted = NOTES[0], wanted_places(touchpoints)
    for note in (*NOTES, *(NOTES[-1] * 0.93**k for k in range(1, 60))):
        columns = _columns(width, note)
        sizes = _fitted(note, m, order, height, columns, touchpoints, sheets)
        most = sizes.bands(height)
        if columns * most >= _LEAST_PLACES and columns >= min(4, _LEAST_PLACES):
            break
    columns, most = max(1, columns), max(1, most)
    good = int((height + sizes.band_gap) / (sizes.good + sizes.band_gap) + 1e-9)
    over = min(sheets or _MOST_SHEETS, max(1, -(-touchpoints // (columns * most))))
    needed = -(-wanted // (columns * over))
    count = max(1, min(most, max(good, needed)))
    gap, left, wide = _spread(margin, width, gutter, columns, sizes)
    each = (height - (count - 1) * sizes.band_gap) / count
    bands = tuple(
        _band(k * columns, top + k * (each + sizes.band_gap), each, sizes, gap) for k in range(count)
    )
    return Wall(left, wide, columns, note, gap, bands, m, over)


def _fitted(
    note: float,
    m: Metrics,
    order: LaneOrder,
    height: float,
    columns: int,
    touchpoints: int,
    sheets: int,
) -> _Sizes:
    """How notes of a size lie in a height: own lanes give way before notes and touchpoints do; and where no further sheet may take
    what is over, or no band has room, the graph gives way too."""
    sizes = _Sizes(note, m, order)
    if columns * sizes.bands(height) < wanted_places(touchpoints):
        low = replace(sizes, low=True)
        sizes = low if low.bands(height) > sizes.bands(height) else sizes
    if columns * sizes.bands(height) * (sheets or _MOST_SHEETS) < max(1, touchpoints):
        for boxed in (sizes.low, True):
            tight = replace(sizes, low=boxed, tight=True)
            if tight.bands(height) > sizes.bands(height):
                return tight
    return sizes


def roll_length(
    paper: Paper,
    margin: float,
    head: float,
    foot: float,
    gutter: float,
    m: Metrics,
    touchpoints: int,
    order: LaneOrder,
) -> float:
    """How long a roll must be (mm, whole centimetres) for the touchpoints of a journey; ``head`` and ``foot`` are what stands
    over and under the bands (mm) on a sheet of its width."""
    sizes, wanted = _Sizes(NOTE, m, order), wanted_places(touchpoints)
    if paper.upright:
        columns = max(1, _columns(paper.width - 2 * margin - gutter, NOTE))
        bands = -(-wanted // columns)
        length = head + foot + bands * (sizes.good + sizes.band_gap)
    else:
        length = 2 * margin + gutter + wanted * (NOTE + _GAP)
    return float(min(LONGEST_ROLL, math.ceil(length / ROLL_STEP) * ROLL_STEP))


def _columns(width: float, note: float) -> int:
    gap = _GAP * note / NOTE
    return int((width + gap) / (note + gap) + 1e-9)


def _spread(
    margin: float, width: float, gutter: float, columns: int, sizes: _Sizes
) -> tuple[float, float, float]:
    """What the columns leave over widens the gaps, then the gutter: gap, left and gutter (mm)."""
    spare = max(0.0, width - columns * sizes.note - (columns - 1) * sizes.gap)
    wider = (_WIDE_GAP - _GAP) * sizes.note / NOTE
    more = min(wider, spare / (columns - 1)) if columns > 1 else 0.0
    spare -= more * (columns - 1)
    return sizes.gap + more, margin + gutter + spare, gutter + spare


def _band(first: int, top: float, height: float, sizes: _Sizes, gap: float) -> BandPlace:
    """The lanes of a band of a height: the second row of notes where the graph keeps its least, more opportunities where it
    would grow beyond reason, and what is left between the lanes."""
    note, u, order = sizes.note, sizes.m.unit, sizes.order
    row = note + gap
    over = height - sizes.fixed
    second = order.quoted and over - row >= sizes.graph
    over -= row * second
    hanging, count = 1, max(1, order.graphs)
    most = count * _GRAPH_MOST * u
    while order.has(LaneKind.OPPORTUNITIES) and hanging < _MOST_ROWS:
        if (over - row * 0.5 <= most) if sizes.lined else over < row:
            break
        hanging, over = hanging + 1, over - row
    if sizes.lined:
        spread = max(0.0, over - most * 1.2) / sizes.apart
        over -= sizes.apart * spread
    else:  # nothing grows: the lanes breathe, and what is left lies under them
        spread = max(0.0, min(over / sizes.apart, 2 * sizes.lane_gap))
    rows: list[RowPlace] = []
    y = top
    for lane in order.rows:
        cells: tuple[float, ...] = ()
        if sizes.noted(lane.kind):
            notes = {LaneKind.CARDS: 1 + second, LaneKind.OPPORTUNITIES: hanging}.get(lane.kind, 1)
            cells = tuple(y + k * row for k in range(notes))
        h = cells[-1] + note - y if cells else over / count if lane.kind is LaneKind.CURVE else sizes.lane(lane.kind)
        rows.append(RowPlace(lane, y, h, cells))
        y += h + sizes.lane_gap + spread
    return BandPlace(first, tuple(rows), rows[-1].y + rows[-1].h)
