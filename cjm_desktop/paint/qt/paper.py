"""Pages on paper: what a printer is given.

Contract. :func:`draw_page` draws one page in millimetres of the paper, from its upper left corner, as vectors: text and lines are
as sharp as the printer is. :func:`print_pages` sends pages to a ``QPrinter`` in true scale, each on paper turned as it needs it. Nothing
is drawn outside a sheet. ``QtPrintSupport`` itself is loaded by whoever has a printer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPainter

from cjm_desktop.layout.printer_pages import PrinterPage, PrinterPaper
from cjm_desktop.layout.sheet import Part, Sheet
from cjm_desktop.paint import CancelCheck, Cancelled, Progress

from .image import Drawing
from .ink import Tools

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MM_PER_INCH = 25.4


class PrinterFailed(Exception):
    """The printer does not take pages: it is gone, or its queue is."""


@dataclass(slots=True)
class _Layer:
    """One part of a page as a sheet of its own."""

    width: float
    height: float
    paper: str
    title: str
    language: str
    only: Part

    @property
    def problems(self) -> tuple[()]:
        """None."""
        return ()

    def parts(self, left: float = 0.0, right: float = 0.0) -> Iterator[Part]:
        """The part, whatever the span."""
        return iter((self.only,))


class Pages:
    """Draws pages; sheets and fonts are kept from one page to the next, for tiles show the same sheet again and again."""

    def __init__(self) -> None:
        self._tools = Tools()
        self._drawings: dict[int, Drawing] = {}

    def draw(
        self, painter: QPainter, page: PrinterPage, scale: float, cancelled: CancelCheck | None = None
    ) -> None:
        """One page in the painter's millimetres; ``scale`` is device pixels per mm. Raises ``paint.Cancelled``."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tile = page.tile
        if tile is None:
            window = QRectF(page.x, page.y, page.sheet.width * page.scale, page.sheet.height * page.scale)
            self._sheet(painter, page, window, scale, cancelled)
            return
        for number, part in enumerate(tile.parts()):
            if number == 1:
                art = QRectF(tile.art.x, tile.art.y, tile.art.w, tile.art.h)
                self._sheet(painter, page, art, scale, cancelled)
            layer = _Layer(tile.width, tile.height, tile.paper, tile.title, tile.language, part)
            whole = QRectF(0.0, 0.0, tile.width, tile.height)
            Drawing(layer, self._tools).draw(painter, scale, whole, cancelled=cancelled)

    def _sheet(
        self,
        painter: QPainter,
        page: PrinterPage,
        window: QRectF,
        scale: float,
        cancelled: CancelCheck | None,
    ) -> None:
        """The page's sheet, as far as it is seen through a window (mm of the paper)."""
        drawing = self._drawing(page.sheet)
        painter.save()
        painter.setClipRect(window)
        if page.sheet.paper.upper() != "#FFFFFF":
            painter.fillRect(window, QColor(page.sheet.paper))
        painter.translate(page.x, page.y)
        painter.scale(page.scale, page.scale)
        exposed = QRectF(
            (window.x() - page.x) / page.scale,
            (window.y() - page.y) / page.scale,
            window.width() / page.scale,
            window.height() / page.scale,
        )
        drawing.draw(painter, scale * page.scale, exposed, cancelled=cancelled)
        painter.restore()

    def _drawing(self, sheet: Sheet) -> Drawing:
        made = self._drawings.get(id(sheet))
        if made is None or made.sheet is not sheet:
            # One at a time: the sheets of a series follow each other.
            self._drawings = {id(sheet): (made := Drawing(sheet, self._tools))}
        return made


def page_picture(page: PrinterPage, paper: PrinterPaper, pixels: int) -> QImage:
    """A picture of a page as it will lie in the tray; ``pixels`` is its long side."""
    width, height = paper.turned(page.landscape)
    scale = pixels / max(width, height)
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    try:
        painter.scale(scale, scale)
        Pages().draw(painter, page, scale)
    finally:
        painter.end()
    return image


def print_pages(
    printer: QPrinter,
    pages: Sequence[PrinterPage],
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> None:
    """Sends the pages to a printer whose paper is chosen; each is turned as it lies, its millimetres are those of the paper.

    Raises ``paint.Cancelled`` (what was sent is taken back where the printer lets us), :class:`PrinterFailed`.
    """
    printer.setFullPage(True)
    drawn = Pages()
    painter = QPainter()
    try:
        for number, page in enumerate(pages):
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(number, len(pages))
            _turn(printer, page.landscape)
            if number == 0:
                if not painter.begin(printer):
                    raise PrinterFailed
            elif not printer.newPage():
                raise PrinterFailed
            scale = printer.resolution() / _MM_PER_INCH
            painter.resetTransform()
            painter.save()
            painter.scale(scale, scale)
            drawn.draw(painter, page, scale, cancelled)
            painter.restore()
        if progress is not None:
            progress(len(pages), len(pages))
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()


def _turn(printer: QPrinter, landscape: bool) -> None:
    layout = printer.pageLayout()
    turn = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    layout.setOrientation(turn)
    # Positions count from the corner of the paper, whatever edge the printer leaves white.
    layout.setMode(QPageLayout.Mode.FullPageMode)
    layout.setMargins(QMarginsF(0.0, 0.0, 0.0, 0.0))
    printer.setPageLayout(layout)
