"""The press: a journey goes through analysis, layout and a painter into a file, written whole or not at all.

Used by the command line and by the window's export, so that both print the same sheet. No Qt is imported unless a picture
(PNG) is asked for; the PDF painter is imported when the first PDF is made, because opening an editor must not wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Message, Problem
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import Composer, IconSet, MapSheet, Paper, load_theme, printed_words
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.paint import CancelCheck, Cancelled, Progress
from cjm_desktop.storage import write_atomically


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What to print. Empty values mean: as the document says.

    ``view`` is the flow, ``paper`` a name or ``WIDTHxHEIGHTmm``, ``distance`` the reading distance in metres,
    ``language`` that of the printed labels, ``dpi`` the resolution of a PNG (0: so that its long side has some
    6,000 pixels).
    """

    view: Literal["poster", "timeline"] = "poster"
    format: Literal["pdf", "png", "svg"] = "pdf"
    paper: str = ""
    portrait: bool | None = None
    distance: float = 0.0
    language: str = ""
    theme: str = ""
    dpi: float = 0.0


class PressError(Exception):
    """A sheet that cannot be made; ``message`` says why and what to do."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


class Press:
    """Prints journeys. Fonts and measures are kept from one order to the next."""

    def __init__(self, typesetter: Typesetter | None = None, icons: IconSet | None = None) -> None:
        self._typesetter = typesetter or Typesetter(FontSet.shipped())
        self._icons = icons or IconSet.shipped()

    def sheet(self, journey: Journey, order: PrintOrder) -> MapSheet:
        """The sheet of an order. Raises ``PaperError`` for paper that does not exist."""
        settings = journey.poster
        language = order.language or settings.language or journey.language
        catalogue = catalogue_for(language)
        words = printed_words(catalogue.pgettext, language, catalogue.day, catalogue.number)
        theme = load_theme(order.theme or settings.theme, settings.colours)
        composer = Composer(self._typesetter, theme, self._icons, words, inviting=False)
        insights = read(journey)
        if order.view == "timeline":
            return composer.timeline(journey, insights)
        portrait = settings.orientation == "portrait" if order.portrait is None else order.portrait
        paper = Paper.named(order.paper or settings.paper, portrait=portrait)
        return composer.poster(journey, insights, paper, distance=order.distance or settings.distance)

    def render(
        self,
        journey: Journey,
        order: PrintOrder,
        progress: Progress | None = None,
        cancelled: CancelCheck | None = None,
    ) -> tuple[bytes, list[Problem]]:
        """The file's bytes and what should be known before printing.

        Raises ``PaperError``, :class:`PressError`, and ``paint.Cancelled`` when ``cancelled()`` says so.
        """
        _heed(cancelled)
        sheet = self.sheet(journey, order)
        _heed(cancelled)
        problems = list(sheet.problems)
        if order.format == "svg":
            from cjm_desktop.paint.svg import svg_text  # painters are loaded by need

            return svg_text(sheet).encode("utf-8"), problems
        if order.format == "png":
            return _png(sheet, order.dpi, progress, cancelled), problems
        from cjm_desktop.paint.pdf import PdfInfo, pdf_bytes  # ReportLab is loaded by need

        imprint = journey.imprint
        info = PdfInfo(
            title=sheet.title,
            author=imprint.organisation or ", ".join(imprint.authors),
            subject="; ".join(journey.goals),
            keywords=", ".join(phase.name for phase in journey.phases),
            language=order.language or journey.poster.language or journey.language,
            date=imprint.date,
        )
        return pdf_bytes([sheet], info, progress, cancelled), problems

    def print(
        self,
        journey: Journey,
        order: PrintOrder,
        target: Path,
        progress: Progress | None = None,
        cancelled: CancelCheck | None = None,
    ) -> list[Problem]:
        """Print to a file. What stood there before is replaced only when the new file is complete.

        Raises what :meth:`render` raises, and ``StorageError`` when the file cannot be written. Nothing is written
        once ``cancelled()`` has said so.
        """
        data, problems = self.render(journey, order, progress, cancelled)
        _heed(cancelled)
        write_atomically(target, data)
        return problems


def _png(sheet: MapSheet, dpi: float, progress: Progress | None, cancelled: CancelCheck | None) -> bytes:
    """The sheet as PNG bytes. Qt draws it; without a window it uses its offscreen platform."""
    from cjm_desktop.paint.qt.image import drawing_application, png_bytes  # only a picture needs Qt

    application = drawing_application()
    if not dpi:
        dpi = 6000 / max(sheet.width, sheet.height) * 25.4
    try:
        return png_bytes(sheet, dpi=dpi, progress=progress, cancelled=cancelled)
    except (ValueError, MemoryError) as error:
        raise PressError(
            Message(
                "A picture of {dpi} dots per inch is too large for this sheet; choose fewer.",
                dpi=f"{dpi:.0f}",
            )
        ) from error
    finally:
        del application  # it was needed until here


def _heed(cancelled: CancelCheck | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled
