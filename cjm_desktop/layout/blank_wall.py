"""Where everything stands on a blank poster: pure arithmetic in millimetres.

Contract. Cells are true to size: the side of a sticky note whatever the paper, all of them on the same x in every band, in
every lane and in the graph. Everything else (type, ribbons, the graph) grows with the sheet as on the filled poster. What
the paper cannot hold at true size gets smaller notes that are sold (51 and 38 mm), and only then smaller cells.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from .metrics import Metrics
from .paper import LONGEST_ROLL, ROLL_STEP, Paper
from .sheet import PT

#: The side of a sticky note (3 inches), and of the smaller ones (2 and 1½ inches).
NOTE = 76.0
NOTES = (NOTE, 51.0, 38.0)
#: Between two cells (mm, for notes of 76 mm): at least, at most.
_GAP, _WIDE_GAP = 4.0, 6.0
#: A wall is worth its paper from so many touchpoints on; a workshop that has none yet is given room for so many.
_LEAST_PLACES, _USUAL_PLACES = 5, 12
#: The graph (mm on A0): under the least, nobody can draw a line; with the good one a band is well shaped; beyond the most
#: more notes do more good than more height.
_GRAPH_LEAST, _GRAPH_GOOD, _GRAPH_MOST = 76.0, 120.0, 300.0
#: The graph is never lower than this share of a note, because a hand draws as large on any paper.
_HAND = 0.8
#: Body sizes (pt on A0) that the labels of the wall may have: smaller ones only where they win a column.
BODIES = (24, 22, 20, 18)
#: Height of the parties' strip in notes.
_STRIP = 0.21
#: Rows of opportunities at most.
_MOST_ROWS = 3


@dataclass(frozen=True, slots=True)
class BandPlace:
    """Lanes of one band: y of their tops and heights in mm; ``first`` counts its columns among those of all bands."""

    first: int
    ribbon: float
    cards: float
    #: The second row, for what happened in the traveller's own words; ``None`` where the height is needed otherwise.
    quotes: float | None
    graph: float
    graph_h: float
    parties: float
    parties_h: float
    opportunities: tuple[float, ...]
    bottom: float


@dataclass(frozen=True, slots=True)
class Wall:
    """The grid of a sheet. ``left`` is the x of the first column, ``gutter`` the room for labels left of it."""

    left: float
    gutter: float
    columns: int
    note: float
    gap: float
    bands: tuple[BandPlace, ...]
    m: Metrics

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
        """Touchpoints that have a cell."""
        return self.columns * len(self.bands)

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
        found.append((_columns(paper.width - 2 * margin - least, _Sizes(NOTE, m)), m, least))
    _, m, least = max(found, key=lambda one: one[0])  # the first of the best: the largest
    return m, least


def wanted_places(touchpoints: int) -> int:
    """Columns for a journey: one for each touchpoint it has, and some for those that nobody has thought of yet."""
    return max(_USUAL_PLACES, touchpoints + max(2, touchpoints // 6)) if touchpoints else _USUAL_PLACES


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Heights of a band's lanes for cells of a size (mm)."""

    note: float
    m: Metrics

    @property
    def gap(self) -> float:
        return _GAP * self.note / NOTE

    @property
    def lane_gap(self) -> float:
        return 1.15 * self.m.em

    @property
    def band_gap(self) -> float:
        return 1.9 * self.m.em

    @property
    def strip(self) -> float:
        return max(_STRIP * self.note, 1.9 * self.m.em)

    @property
    def graph(self) -> float:
        return max(_GRAPH_LEAST * self.m.unit, _HAND * self.note)

    @property
    def fixed(self) -> float:
        """A band without its graph, with one row of touchpoints and one of opportunities."""
        return self.m.ribbon + 2 * self.note + self.strip + 4 * self.lane_gap

    @property
    def least(self) -> float:
        return self.fixed + self.graph

    @property
    def good(self) -> float:
        return self.fixed + self.note + self.gap + max(_GRAPH_GOOD * self.m.unit, self.graph)


def plan_wall(
    paper: Paper, margin: float, top: float, bottom: float, gutter: float, m: Metrics, touchpoints: int
) -> Wall:
    """The grid between two y of a sheet; ``gutter`` is the least room for the labels (all mm)."""
    width, height = paper.width - 2 * margin - gutter, bottom - top
    note = NOTES[0]
    for note in (*NOTES, *(NOTES[-1] * 0.93**k for k in range(1, 60))):
        sizes = _Sizes(note, m)
        columns = _columns(width, sizes)
        most = int((height + sizes.band_gap) / (sizes.least + sizes.band_gap) + 1e-9)
        if columns * most >= _LEAST_PLACES and columns >= min(4, _LEAST_PLACES):
            break
    columns, most = max(1, columns), max(1, most)
    good = int((height + sizes.band_gap) / (sizes.good + sizes.band_gap) + 1e-9)
    needed = -(-wanted_places(touchpoints) // columns)
    count = max(1, min(most, max(good, needed)))
    gap, left, wide = _spread(margin, width, gutter, columns, sizes)
    each = (height - (count - 1) * sizes.band_gap) / count
    bands = tuple(
        _band(k * columns, top + k * (each + sizes.band_gap), each, sizes, gap) for k in range(count)
    )
    return Wall(left, wide, columns, note, gap, bands, m)


def roll_length(
    paper: Paper, margin: float, head: float, foot: float, gutter: float, m: Metrics, touchpoints: int
) -> float:
    """How long a roll must be (mm, whole centimetres) for the touchpoints of a journey; ``head`` and ``foot`` are what stands
    over and under the bands (mm) on a sheet of its width."""
    sizes, wanted = _Sizes(NOTE, m), wanted_places(touchpoints)
    if paper.upright:
        columns = max(1, _columns(paper.width - 2 * margin - gutter, sizes))
        bands = -(-wanted // columns)
        length = head + foot + bands * (sizes.good + sizes.band_gap)
    else:
        length = 2 * margin + gutter + wanted * (NOTE + _GAP)
    return float(min(LONGEST_ROLL, math.ceil(length / ROLL_STEP) * ROLL_STEP))


def _columns(width: float, sizes: _Sizes) -> int:
    return int((width + sizes.gap) / (sizes.note + sizes.gap) + 1e-9)


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
    """The lanes of a band of a height: the second row of notes where the graph stays drawable, more opportunities where
    it would grow beyond reason, and what is left between the lanes."""
    note, m, u = sizes.note, sizes.m, sizes.m.unit
    row = note + gap
    graph = height - sizes.fixed
    second = graph - row >= max(_GRAPH_GOOD * u * 0.92, sizes.graph)
    graph -= row * second
    rows = 1
    while rows < _MOST_ROWS and graph - row * 0.5 > _GRAPH_MOST * u:
        rows, graph = rows + 1, graph - row
    spread = max(0.0, graph - _GRAPH_MOST * u * 1.2) / 4
    graph -= 4 * spread
    apart = sizes.lane_gap + spread
    y = top + m.ribbon + apart
    cards = y
    y += note
    quotes = y + gap if second else None
    y += row * second + apart
    graph_top = y
    y += graph + apart
    parties = y
    y += sizes.strip + apart
    return BandPlace(
        first,
        top,
        cards,
        quotes,
        graph_top,
        graph,
        parties,
        sizes.strip,
        tuple(y + k * row for k in range(rows)),
        y + (rows - 1) * row + note,
    )
