"""A poster on many small sheets: which part of it goes on which sheet, where to cut and what lies beside it.

Contract. Pure arithmetic in millimetres, origin top left, y down. Every tile shows a *window* of the poster; windows that
lie side by side share exactly the overlap, together they cover the poster, and none is empty. Neither side of a sheet of
paper counts as the upper one: the way round that needs fewer sheets is taken, then the one with less to glue. The
poster lies in the middle of the grid, so that its edge is not cut off a sheet's last millimetre.

The order of gluing decides what is cut: a tile lies over the flap of its left and of its upper neighbour. So its left and
top edge are cut, and its right and bottom edge keep the flap that the next tile covers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cjm_desktop.document import Message

from .paper import Paper

#: Papers that office printers take: short side and long side in mm.
TILE_SIZES: dict[str, tuple[float, float]] = {
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "Letter": (215.9, 279.4),
    "Tabloid": (279.4, 431.8),
}
#: What printers leave white along the edge of a sheet, and what neighbours share (mm).
MARGIN, OVERLAP = 7.0, 10.0
#: The bounds of both. Below 3 mm no office printer prints; more than 50 mm of overlap is a mistake.
LEAST_MARGIN, MOST_MARGIN, MOST_OVERLAP = 3.0, 30.0, 50.0
#: A poster is reduced to save sheets by no more than this: its smallest type was chosen to be read.
LEAST_SCALE = 0.9
#: More sheets than this nobody glues; a journey of that size wants a roll.
MOST_TILES = 1000
#: Sums of floats, not paper.
_SLACK = 1e-6


class TilingError(ValueError):
    """A tiling that makes no sense; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


class Side(StrEnum):
    """A side of a tile."""

    LEFT = "left"
    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in mm."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.h

    def shared(self, other: Area) -> Area:
        """What lies in both; without width or height where they only touch or lie apart."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        w, h = min(self.right, other.right) - x, min(self.bottom, other.bottom) - y
        return Area(x, y, max(w, 0.0), max(h, 0.0))

    def moved(self, dx: float, dy: float) -> Area:
        """The same rectangle elsewhere."""
        return Area(self.x + dx, self.y + dy, self.w, self.h)


@dataclass(frozen=True, slots=True)
class Cut:
    """A line to cut along, on the page: exactly where the picture ends on ``side``. ``outer``: at the poster's own edge."""

    side: Side
    x0: float
    y0: float
    x1: float
    y1: float
    outer: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A short stroke outside the picture, on the page, that says where the cut edge of the neighbour on ``side`` comes to lie."""

    side: Side
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet of paper. ``row`` and ``column`` count from 0.

    ``window`` is what the printable area shows, on the printed poster: it may reach beyond its edge. ``art`` is the part of
    the poster in it, on the page. ``flaps`` are the strips of ``art`` that neighbours cover, by side. ``beside`` are the
    neighbours' names by side.
    """

    name: str
    row: int
    column: int
    window: Area
    art: Area
    cuts: tuple[Cut, ...]
    ticks: tuple[Tick, ...]
    flaps: dict[Side, Area] = field(default_factory=dict)
    beside: dict[Side, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShrinkHint:
    """Printed at ``scale`` (0.98: two per cent smaller) the poster needs ``tiles`` sheets: ``saves`` fewer."""

    scale: float
    tiles: int
    saves: int


@dataclass(frozen=True, slots=True)
class Tiling:
    """A poster of ``sheet_width`` × ``sheet_height`` mm on sheets of ``paper`` as they lie, at ``scale`` of its size.

    Made by :func:`plan_tiles`, which turns the paper the better way round.
    """

    sheet_width: float
    sheet_height: float
    paper: Paper
    overlap: float = OVERLAP
    margin: float = MARGIN
    scale: float = 1.0

    # -- the whole ----------

    @property
    def width(self) -> float:
        """The width of the printed poster (mm)."""
        return self.sheet_width * self.scale

    @property
    def height(self) -> float:
        """The height of the printed poster (mm)."""
        return self.sheet_height * self.scale

    @property
    def window(self) -> tuple[float, float]:
        """Width and height of what one sheet can show (mm)."""
        return self.paper.width - 2 * self.margin, self.paper.height - 2 * self.margin

    @property
    def step(self) -> tuple[float, float]:
        """From one window to the next, across and down (mm)."""
        return self.window[0] - self.overlap, self.window[1] - self.overlap

    @property
    def columns(self) -> int:
        """Sheets side by side."""
        return _needed(self.width, self.step[0], self.overlap)

    @property
    def rows(self) -> int:
        """Sheets one below the other."""
        return _needed(self.height, self.step[1], self.overlap)

    @property
    def count(self) -> int:
        """Sheets in all."""
        return self.columns * self.rows

    @property
    def grid(self) -> Area:
        """All windows together, on the printed poster: as far beyond it on the left as on the right, above as below."""
        w = self.columns * self.step[0] + self.overlap
        h = self.rows * self.step[1] + self.overlap
        return Area((self.width - w) / 2, (self.height - h) / 2, w, h)

    @property
    def seams(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Where cut edges come to lie on the printed poster: x of the upright ones, y of the level ones (mm)."""
        grid, (across, down) = self.grid, self.step
        return (
            tuple(grid.x + i * across for i in range(1, self.columns)),
            tuple(grid.y + i * down for i in range(1, self.rows)),
        )

    @property
    def seam_length(self) -> float:
        """How much there is to glue (mm)."""
        return (self.columns - 1) * self.height + (self.rows - 1) * self.width

    # -- tiles ----------

    @property
    def tiles(self) -> Iterator[Tile]:
        """All tiles in reading order: A1, A2 … B1 …"""
        return (self.tile(row, column) for row in range(self.rows) for column in range(self.columns))

    def name(self, row: int, column: int) -> str:
        """The name of a tile, counted from 0: letter for the row, number for the column; ``""`` outside the grid."""
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            return ""
        return f"{_letters(row)}{column + 1}"

    def tile(self, row: int, column: int) -> Tile:
        """One tile; rows and columns count from 0. Raises ``IndexError`` outside the grid."""
        if not self.name(row, column):
            raise IndexError(f"There is no tile in row {row} and column {column}.")
        (wide, high), (across, down), grid = self.window, self.step, self.grid
        window = Area(grid.x + column * across, grid.y + row * down, wide, high)
        dx, dy = self.margin - window.x, self.margin - window.y
        art = window.shared(Area(0.0, 0.0, self.width, self.height)).moved(dx, dy)
        around = {
            Side.LEFT: self.name(row, column - 1),
            Side.TOP: self.name(row - 1, column),
            Side.RIGHT: self.name(row, column + 1),
            Side.BOTTOM: self.name(row + 1, column),
        }
        beside = {side: name for side, name in around.items() if name}
        page = Area(self.margin, self.margin, wide, high)
        strips = {
            Side.RIGHT: Area(page.right - self.overlap, page.y, self.overlap, page.h),
            Side.BOTTOM: Area(page.x, page.bottom - self.overlap, page.w, self.overlap),
        }
        return Tile(
            name=self.name(row, column),
            row=row,
            column=column,
            window=window,
            art=art,
            cuts=self._cuts(art, beside),
            ticks=self._ticks(art, page, beside),
            flaps={side: strip.shared(art) for side, strip in strips.items() if side in beside},
            beside=beside,
        )

    def _cuts(self, art: Area, beside: dict[Side, str]) -> tuple[Cut, ...]:
        """Left and top always: there the tile lies over its neighbour or the poster ends. Right and bottom where the poster ends.

        They run a little further than the picture, so that the knife finds them.
        """
        reach = 0.4 * self.margin
        left, top, right, bottom = art.x - reach, art.y - reach, art.right + reach, art.bottom + reach
        lines = {
            Side.LEFT: (art.x, top, art.x, bottom),
            Side.TOP: (left, art.y, right, art.y),
            Side.RIGHT: (art.right, top, art.right, bottom),
            Side.BOTTOM: (left, art.bottom, right, art.bottom),
        }
        return tuple(
            Cut(side, *line, outer=side not in beside)
            for side, line in lines.items()
            if side in (Side.LEFT, Side.TOP) or side not in beside
        )

    def _ticks(self, art: Area, page: Area, beside: dict[Side, str]) -> tuple[Tick, ...]:
        """Two strokes for the neighbour on the right, above and below the picture; two for the one below, left and right."""
        gap, long = 0.08 * self.margin, 0.32 * self.margin
        ticks: list[Tick] = []
        if Side.RIGHT in beside:
            x = page.right - self.overlap
            ticks += [
                Tick(Side.RIGHT, x, art.y - gap - long, x, art.y - gap),
                Tick(Side.RIGHT, x, art.bottom + gap, x, art.bottom + gap + long),
            ]
        if Side.BOTTOM in beside:
            y = page.bottom - self.overlap
            ticks += [
                Tick(Side.BOTTOM, art.x - gap - long, y, art.x - gap, y),
                Tick(Side.BOTTOM, art.right + gap, y, art.right + gap + long, y),
            ]
        return tuple(ticks)

    # -- fewer sheets ----------

    def shrunk(self, hint: ShrinkHint) -> Tiling:
        """The tiling that a hint speaks of."""
        return _better_way_round(replace(self, scale=hint.scale))

    def shrink_hint(self) -> ShrinkHint | None:
        """The largest whole percentage of the poster's own size, from 99 down to 90, that needs fewer sheets; ``None``: none does."""
        for percent in range(99, round(LEAST_SCALE * 100) - 1, -1):
            if percent / 100 >= self.scale:
                continue
            tiles = _better_way_round(replace(self, scale=percent / 100)).count
            if tiles < self.count:
                return ShrinkHint(percent / 100, tiles, self.count - tiles)
        return None


def tile_paper(name: str) -> Paper:
    """A paper for tiles by its name (A4, A3, Letter, Tabloid), upright. Raises :class:`TilingError` for any other."""
    for known, (short, long) in TILE_SIZES.items():
        if known.upper() == name.strip().upper():
            return Paper(known, short, long)
    raise TilingError(
        Message(
            "Posters are not cut into sheets of “{name}”. Known are {known}.",
            name=name,
            known=", ".join(TILE_SIZES),
        )
    )


def plan_tiles(
    sheet_width: float,
    sheet_height: float,
    paper: Paper,
    *,
    overlap: float = OVERLAP,
    margin: float = MARGIN,
    scale: float = 1.0,
) -> Tiling:
    """How a poster goes on sheets of a paper; all lengths in mm, ``scale`` up to 1.

    Raises :class:`TilingError` when margin, overlap or scale make no sense, nothing of the paper is left beside them, or
    more than a thousand sheets would be needed.
    """
    if not (sheet_width > 0 and sheet_height > 0 and math.isfinite(sheet_width + sheet_height)):
        raise TilingError(Message("A poster without width or height cannot be cut into sheets."))
    if not LEAST_MARGIN <= margin <= MOST_MARGIN:
        raise TilingError(
            Message(
                "A margin of {margin} mm is not possible; it must be from {least} to {most} mm.",
                margin=f"{margin:.10g}",
                least=f"{LEAST_MARGIN:g}",
                most=f"{MOST_MARGIN:g}",
            )
        )
    if not 0.0 <= overlap <= MOST_OVERLAP:
        raise TilingError(
            Message(
                "An overlap of {overlap} mm is not possible; it must be from 0 to {most} mm.",
                overlap=f"{overlap:.10g}",
                most=f"{MOST_OVERLAP:g}",
            )
        )
    if not LEAST_SCALE - _SLACK <= scale <= 1.0:
        raise TilingError(
            Message(
                "A poster is reduced to no less than {least} % for tiles; lay it out on a smaller paper instead.",
                least=f"{LEAST_SCALE * 100:g}",
            )
        )
    plan = Tiling(sheet_width, sheet_height, paper, overlap, margin, scale)
    if min(plan.step) < min(paper.width, paper.height) / 4:
        raise TilingError(
            Message(
                "Margin and overlap leave too little of {paper}; choose smaller ones.",
                paper=paper.name,
            )
        )
    plan = _better_way_round(plan)
    if plan.count > MOST_TILES:
        raise TilingError(
            Message(
                "This poster would need {count} sheets of {paper}; choose a larger paper.",
                count=plan.count,
                paper=paper.name,
            )
        )
    return plan


def _needed(length: float, step: float, overlap: float) -> int:
    """Windows that cover a length, each ``step`` from the last and ``overlap`` longer."""
    return max(1, math.ceil((length - overlap) / step - _SLACK))


def _better_way_round(plan: Tiling) -> Tiling:
    """The paper upright or lying: what needs fewer sheets, then what has less to glue, then upright."""
    short, long = sorted((plan.paper.width, plan.paper.height))
    both = [replace(plan, paper=Paper(plan.paper.name, *sides)) for sides in ((short, long), (long, short))]
    return min(both, key=lambda one: (one.count, round(one.seam_length, 3)))


def _letters(row: int) -> str:
    """A … Z, AA, AB …: the row as in a spreadsheet's columns, which any person continues without thinking."""
    letters = ""
    row += 1
    while row:
        row, rest = divmod(row - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
