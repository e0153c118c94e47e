"""What leaves the window by other ways than a file: pictures for the clipboard, and pages for printers.

Contract. :class:`PressRoom` does its work in the worker's thread, with the press that the exports of the window use too; results
arrive in the window's thread. It changes nothing in the document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QImage

from cjm_desktop.document import Journey, Message
from cjm_desktop.layout.tiling import TilingError

from .printing import Printing, sentence_of
from .worker import Token, Worker

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from cjm_desktop.layout import Box, MapSheet
    from cjm_desktop.layout.printer_pages import PrinterJob, PrinterPage, PrinterPaper, Way
    from cjm_desktop.layout.sheet import Sheet
    from cjm_desktop.layout.tile_pages import TilePage
    from cjm_desktop.layout.tiling import Tiling
    from cjm_desktop.press import PrintOrder

#: The long side of a picture for the clipboard: enough for a slide on a large screen, and no burden for a mail (pixels). What
#: is small is not made larger than fine print.
MOST_PIXELS, FINE_DPI = 4_000, 300.0
#: How large programs are told to show it (mm): the width of a slide, or of a page on its side.
SHOWN = 254.0
#: Pages that the print dialog shows.
FEW_PAGES = 6
SVG, PDF = "image/svg+xml", "application/pdf"
# Paper around selected cards (mm, of their column's width).
_AROUND = 0.06


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a map is wanted as a picture: the columns of selected touchpoints (``ids``); else what is in sight of a timeline
    (``left`` to ``right``, mm); else the whole sheet ``page`` (from 0) of the poster.
    """

    flow: str
    ids: tuple[str, ...] = ()
    left: float = 0.0
    right: float = 0.0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in three forms, and a sentence that says what it shows."""

    image: QImage
    svg: bytes
    pdf: bytes
    said: Message

    def mime(self) -> QMimeData:
        """All forms for the clipboard: a program takes the one it likes best."""
        data = QMimeData()
        data.setImageData(self.image)
        data.setData(SVG, self.svg)
        data.setData(PDF, self.pdf)
        return data


@dataclass(frozen=True, slots=True)
class Layout:
    """An order on a printer's paper: its pages, the size of the largest sheet (mm), how many sheets there are, how many pages it takes
    in true size (0: too many), which scale fits every sheet on one page, and pictures of the first pages.
    """

    job: PrinterJob
    width: float
    height: float
    sheets: int
    holds: bool
    true_pages: int
    fit: float
    pictures: tuple[QImage, ...]


class PressRoom:
    """Makes pictures for the clipboard and pages for printers, one after the other."""

    def __init__(self, printing: Printing) -> None:
        self._printing = printing
        self.worker: Worker = printing.worker

    def copy(
        self,
        journey: Journey,
        cut: Cut,
        done: Callable[[Picture], None],
        failed: Callable[[Message], None],
        *,
        owner: QObject,
    ) -> Token:
        """Draw a picture of a map; of several wishes the newest counts."""

        def job(token: Token) -> Picture:
            return self._picture(journey, cut, token)

        return self.worker.run(job, done, lambda error: failed(sentence_of(error)), owner=owner, key="copy")

    def lay_out(
        self,
        journey: Journey,
        order: PrintOrder,
        paper: PrinterPaper,
        way: Way,
        done: Callable[[Layout], None],
        failed: Callable[[Message], None],
        *,
        owner: QObject,
        pixels: int,
    ) -> Token:
        """Put the sheets of an order on a printer's paper, with pictures of its first pages ``pixels`` long."""

        def job(token: Token) -> Layout:
            return self._layout(journey, order, paper, way, pixels)

        return self.worker.run(job, done, lambda error: failed(sentence_of(error)), owner=owner, key="pages")

    def print(
        self,
        printer: QPrinter,
        pages: Sequence[PrinterPage],
        done: Callable[[int], None],
        failed: Callable[[Message], None],
        progress: Callable[[int, int], None],
        *,
        owner: QObject,
    ) -> Token:
        """Send pages to a printer; ``done`` gets how many."""

        def job(token: Token) -> int:
            from cjm_desktop.paint.qt.paper import print_pages  # loaded when something is printed

            print_pages(printer, pages, token.progress, token.cancelled)
            return len(pages)

        return self.worker.run(job, done, lambda error: failed(_why(error)), owner=owner, progress=progress)

    # The rest runs in the worker's thread only.

    def _layout(
        self, journey: Journey, order: PrintOrder, paper: PrinterPaper, way: Way, pixels: int
    ) -> Layout:
        from cjm_desktop.layout.printer_pages import fitting_scale, holds, lay_out, tiling  # by need
        from cjm_desktop.paint.qt.paper import page_picture

        sheets = self._printing.sheets(journey, order)

        def tiles(sheet: Sheet, plan: Tiling, number: int) -> Sequence[TilePage]:
            return self._tiles(journey, order, sheet, plan, number, len(sheets))

        job = lay_out(sheets, paper, way, tiles)
        largest = max(sheets, key=lambda sheet: sheet.width * sheet.height)
        try:
            true_pages = sum(1 if holds(paper, sheet) else tiling(paper, sheet).count + 1 for sheet in sheets)
        except TilingError:
            true_pages = 0
        return Layout(
            job,
            largest.width,
            largest.height,
            len(sheets),
            all(holds(paper, sheet) for sheet in sheets),
            true_pages,
            min(fitting_scale(paper, sheet) for sheet in sheets),
            tuple(page_picture(page, paper, pixels) for page in job.pages[:FEW_PAGES]),
        )

    def _tiles(
        self, journey: Journey, order: PrintOrder, sheet: Sheet, plan: Tiling, number: int, count: int
    ) -> Sequence[TilePage]:
        from cjm_desktop.layout.assembly_map import tile_poster  # by need
        from cjm_desktop.layout.tile_words import printed_tile_words

        maker = self._printing.press().maker
        catalogue = maker.catalogue(journey, order)
        words = printed_tile_words(catalogue.pgettext, catalogue.language, catalogue.number)
        return tile_poster(sheet, plan, words, maker.typesetter, maker.icons, part=number, parts=count).pages

    def _picture(self, journey: Journey, cut: Cut, token: Token) -> Picture:
        from cjm_desktop.paint.pdf import PdfInfo, pdf_bytes  # painters are loaded by need
        from cjm_desktop.paint.qt.image import render_image
        from cjm_desktop.paint.svg import svg_text
        from cjm_desktop.press import PrintOrder

        sheet, template = _shown(self._printing.sheets(journey, PrintOrder(view=cut.flow)), cut)
        long = max(sheet.width, sheet.height)
        dpi = min(MOST_PIXELS / long * 25.4, FINE_DPI)
        image = render_image(sheet, dpi=dpi, cancelled=token.cancelled)
        dense = round(max(image.width(), image.height()) / min(long, SHOWN) * 1000)
        image.setDotsPerMeterX(dense)
        image.setDotsPerMeterY(dense)
        # Outlines: whoever pastes it has other fonts.
        svg = svg_text(sheet, outlines=True, longest=SHOWN).encode("utf-8")
        pdf = pdf_bytes(
            [sheet], PdfInfo(title=sheet.title, language=sheet.language), cancelled=token.cancelled
        )
        return Picture(image, svg, pdf, Message(template, width=image.width(), height=image.height()))


def _why(error: Exception) -> Message:
    """What to tell a person about pages that were not printed."""
    from cjm_desktop.paint.qt.paper import PrinterFailed  # loaded by now

    if isinstance(error, PrinterFailed):
        return Message(
            "The printer takes no pages. See whether it is switched on and connected, or export a PDF."
        )
    return sentence_of(error)


def _(english: str) -> str:
    """Marks a sentence for translation; it is looked up when it is said."""
    return english


def _shown(sheets: Sequence[Sheet], cut: Cut) -> tuple[Sheet, str]:
    """The sheet of a picture, and the sentence that tells of it."""
    from cjm_desktop.layout import Box, MapSheet  # loaded by now
    from cjm_desktop.layout.excerpt import Excerpt

    for sheet in sheets:
        box = _columns(sheet, cut.ids) if isinstance(sheet, MapSheet) else None
        if box is not None:
            return Excerpt(sheet, box), _(
                "The selected touchpoints are on the clipboard as a picture ({width} × {height} pixels). "
                "Select nothing to copy all of it."
            )
    if cut.flow == "timeline":
        sheet = sheets[0]
        left, right = max(0.0, cut.left), min(sheet.width, cut.right)
        if right - left > 1.0 and right - left < sheet.width - 1.0:
            return Excerpt(sheet, Box(left, 0.0, right - left, sheet.height)), _(
                "The part of the timeline in view is on the clipboard as a picture ({width} × {height} pixels)."
            )
        return sheet, _("The timeline is on the clipboard as a picture ({width} × {height} pixels).")
    if len(sheets) > 1:
        return sheets[min(cut.page, len(sheets) - 1)], _(
            "The sheet of the poster in view is on the clipboard as a picture ({width} × {height} pixels)."
        )
    return sheets[0], _("The poster is on the clipboard as a picture ({width} × {height} pixels).")


def _columns(sheet: MapSheet, ids: Sequence[str]) -> Box | None:
    """The columns of touchpoints from the first to the last of them on this sheet, with a little paper around."""
    from cjm_desktop.layout import Box  # loaded by now

    columns = [column for ident in ids if (column := sheet.column(ident)) is not None]
    if not columns:
        return None
    edge = _AROUND * columns[0].w
    left = max(0.0, min(column.x for column in columns) - edge)
    top = max(0.0, min(column.y for column in columns) - edge)
    right = min(sheet.width, max(column.x + column.w for column in columns) + edge)
    bottom = min(sheet.height, max(column.y + column.h for column in columns) + edge)
    return Box(left, top, right - left, bottom - top)
