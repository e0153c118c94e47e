"""Sheets on the paper that is in a printer: in true size, over several pages, or reduced to fit.

Contract. Pure arithmetic in millimetres. :func:`lay_out` gives the pages to print, each with the place and the scale of its sheet on the
paper, and :func:`lost` what the white edge that the printer leaves takes away. Nothing is ever enlarged, and nothing is reduced
unless it was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .answers import Box
from .paper import Paper
from .sheet import Sheet, Text
from .tile_pages import TilePage
from .tiling import LEAST_MARGIN, MARGIN, MOST_MARGIN, Tiling, plan_tiles

#: A sheet this much larger than the paper (mm) is as large as the paper: sizes in inches are rounded by drivers.
SLACK = 0.5


class Way(StrEnum):
    """How a sheet goes on the printer's paper: in true size (over several pages where it must), or fitted to one page."""

    TRUE = "true"
    FIT = "fit"


class Loss(StrEnum):
    """What the edge that a printer leaves white takes away from a page."""

    NOTHING = "nothing"
    GROUND = "ground"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class PrinterPaper:
    """The paper in a printer, upright (``width`` ≤ ``height``), and the widest edge the printer leaves white (mm)."""

    name: str
    width: float
    height: float
    edge: float = 0.0

    def turned(self, landscape: bool) -> tuple[float, float]:
        """Width and height as it lies."""
        return (self.height, self.width) if landscape else (self.width, self.height)


@dataclass(frozen=True, slots=True)
class PrinterPage:
    """One page: the sheet with its upper left corner at (``x``, ``y``) mm of the paper, at ``scale``.

    ``tile`` is set where the page shows a part of the sheet with its cut lines; it has its own place and scale then.
    """

    sheet: Sheet
    landscape: bool
    x: float
    y: float
    scale: float
    tile: TilePage | None = None


@dataclass(frozen=True, slots=True)
class PrinterJob:
    """The pages of an order. ``scale`` is the smallest of them; ``tiled`` whether some sheets go over several pages."""

    pages: tuple[PrinterPage, ...]
    scale: float
    tiled: bool
    loss: Loss


def holds(paper: PrinterPaper, sheet: Sheet) -> bool:
    """Whether a sheet goes on the paper in true size, one way round or the other."""
    width, height = paper.turned(_lies(sheet))
    return sheet.width <= width + SLACK and sheet.height <= height + SLACK


def fitting_scale(paper: PrinterPaper, sheet: Sheet) -> float:
    """How much a sheet is reduced to lie inside the printable part of the paper: 1 where it need not."""
    width, height = paper.turned(_lies(sheet))
    return min(1.0, (width - 2 * paper.edge) / sheet.width, (height - 2 * paper.edge) / sheet.height)


def tiling(paper: PrinterPaper, sheet: Sheet) -> Tiling:
    """How a sheet that is too large goes over several pages. Raises :class:`~.tiling.TilingError` when these would be too many."""
    margin = min(MOST_MARGIN, max(LEAST_MARGIN, MARGIN, paper.edge))
    return plan_tiles(sheet.width, sheet.height, Paper(paper.name, paper.width, paper.height), margin=margin)


def lay_out(
    sheets: Sequence[Sheet],
    paper: PrinterPaper,
    way: Way,
    tiles: Callable[[Sheet, Tiling, int], Sequence[TilePage]],
) -> PrinterJob:
    """The pages of sheets on a paper; ``tiles`` makes the pages of a sheet that is too large (its number from 1; 0: the only one).

    Raises :class:`~.tiling.TilingError` when a sheet would take too many pages.
    """
    pages: list[PrinterPage] = []
    scale, tiled, loss = 1.0, False, Loss.NOTHING
    for number, sheet in enumerate(sheets, 1):
        landscape = _lies(sheet)
        width, height = paper.turned(landscape)
        if way is Way.FIT or holds(paper, sheet):
            k = fitting_scale(paper, sheet) if way is Way.FIT else 1.0
            page = PrinterPage(
                sheet, landscape, (width - k * sheet.width) / 2, (height - k * sheet.height) / 2, k
            )
            pages.append(page)
            scale = min(scale, k)
            loss = max(loss, lost(page, paper), key=list(Loss).index)
            continue
        tiled = True
        pages += [
            PrinterPage(sheet, tile.width > tile.height, tile.x, tile.y, tile.scale, tile)
            for tile in tiles(sheet, tiling(paper, sheet), number if len(sheets) > 1 else 0)
        ]
    return PrinterJob(tuple(pages), scale, tiled, loss)


def lost(page: PrinterPage, paper: PrinterPaper) -> Loss:
    """What of a page lies where the printer does not print. The scale of a page with cut lines was made for the edge."""
    if page.tile is not None:
        return Loss.NOTHING
    width, height = paper.turned(page.landscape)
    k, edge = page.scale, paper.edge - SLACK
    sheet = page.sheet
    reaches = Box((edge - page.x) / k, (edge - page.y) / k, (width - 2 * edge) / k, (height - 2 * edge) / k)
    if (
        reaches.x <= 0
        and reaches.y <= 0
        and reaches.x + reaches.w >= sheet.width
        and reaches.y + reaches.h >= sheet.height
    ):
        return Loss.NOTHING
    for part in sheet.parts():
        for item in part.items:
            if isinstance(item, Text) and not _inside(item, part.x, part.y, reaches):
                return Loss.TEXT
    return Loss.GROUND


def _lies(sheet: Sheet) -> bool:
    return sheet.width > sheet.height


def _inside(item: Text, x: float, y: float, box: Box) -> bool:
    wide = item.line.width * item.size
    if item.angle:
        return box.holds(x + item.x, y + item.y)
    return box.holds(x + item.x, y + item.y - 0.75 * item.size) and box.holds(x + item.x + wide, y + item.y)
