"""Sheets to cut out: where the pieces lie, and the lines and ticks a pair of scissors follows.

Contract. Pieces are true to size (mm) whatever the paper: printed at 100 % a card is a sticky note of 76 × 76 mm. Cards lie
edge to edge, so that one cut serves two of them; round pieces keep a little apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..paper import Paper
from ..shapes import disc, line
from ..sheet import Item
from ..theme import Theme
from .ink import HAIR
from .sheaf import EDGE, Sheaf, turned

#: The side of a sticky note (3 inches).
CARD = 76.0
#: Across a face, and from one to the next.
FACE, FACE_PITCH = 38.0, 38.6
#: Crop ticks: how long, and how far from the cards.
_TICK, _AWAY = 4.0, 1.2
_DASH = (1.6, 1.6)


@dataclass(frozen=True, slots=True)
class Grid:
    """Pieces on a page: ``columns`` by ``rows`` cells of ``pitch`` mm from (left, top)."""

    left: float
    top: float
    columns: int
    rows: int
    pitch: float

    @property
    def count(self) -> int:
        """Pieces on one page."""
        return self.columns * self.rows

    @property
    def right(self) -> float:
        """The right end of the cells (mm)."""
        return self.left + self.columns * self.pitch

    @property
    def bottom(self) -> float:
        """The lower end of the cells (mm)."""
        return self.top + self.rows * self.pitch

    def spots(self) -> Iterator[tuple[float, float]]:
        """The top left corner of every cell, row by row (mm)."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.left + column * self.pitch, self.top + row * self.pitch


def grid_of(sheaf: Sheaf, pitch: float, below: float = 0.0) -> Grid:
    """As many pieces as a page of the sheaf holds, centred across, with ``below`` mm free under them; at least one."""
    head = sheaf.head_height()
    around = _AWAY + _TICK
    wide, high = sheaf.paper.width - 2 * EDGE, sheaf.bottom - EDGE - head - 1.5 * around - below
    columns, rows = max(1, int(wide / pitch + 1e-6)), max(1, int(high / pitch + 1e-6))
    left = (sheaf.paper.width - columns * pitch) / 2
    spare = max(0.0, high - rows * pitch)
    return Grid(left, EDGE + head + around / 2 + min(spare / 2, 6.0), columns, rows, pitch)


def best_sheaf(
    bind: Callable[[Paper], Sheaf], paper: Paper, pitch: float, below: float = 0.0
) -> tuple[Sheaf, Grid]:
    """An empty sheaf on the paper turned the way that holds most pieces, and its grid; upright when both hold as many.

    ``bind`` makes the sheaf for a paper. Raises ``PaperError`` for paper that is too small.
    """
    sheaves = [bind(turned(paper, portrait=True)), bind(turned(paper, portrait=False))]
    ways = [(sheaf, grid_of(sheaf, pitch, below)) for sheaf in sheaves]
    return max(ways, key=lambda way: way[1].count)


def card_lines(grid: Grid, theme: Theme, used: int | None = None) -> list[Item]:
    """Dashed cut lines between the cards and ticks beside them; only around the first ``used`` cells."""
    cells = grid.count if used is None else used
    rows = -(-cells // grid.columns)
    columns = min(grid.columns, cells)
    right, bottom = grid.left + columns * grid.pitch, grid.top + rows * grid.pitch
    out: list[Item] = []
    colour = theme.secondary
    side = max(_AWAY, grid.left - EDGE)  # ticks keep to what a printer reaches
    for k in range(columns + 1):
        x = grid.left + k * grid.pitch
        out.append(line(x, grid.top, x, bottom, theme.rule, HAIR, _DASH))
        out.append(line(x, grid.top - _AWAY - _TICK, x, grid.top - _AWAY, colour, HAIR))
        out.append(line(x, bottom + _AWAY, x, bottom + _AWAY + _TICK, colour, HAIR))
    for k in range(rows + 1):
        y = grid.top + k * grid.pitch
        out.append(line(grid.left, y, right, y, theme.rule, HAIR, _DASH))
        if side > _AWAY:
            long = min(_AWAY + _TICK, side)
            out.append(line(grid.left - long, y, grid.left - _AWAY, y, colour, HAIR))
            out.append(line(right + _AWAY, y, right + long, y, colour, HAIR))
    return out


def round_line(cx: float, cy: float, d: float, theme: Theme) -> Item:
    """The cut line around a round piece ``d`` mm across."""
    return disc(cx, cy, d / 2, None, theme.rule, HAIR, _DASH)
