"""Printing: sheets become the bytes of files, and the bytes go to disk.

Contract. :meth:`Press.render` gives every file of an order with what should be known before printing it; :meth:`Press.print` writes
them. A PDF or a presentation is one file whatever it holds; pictures are one file for each sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_desktop.document import (
    Journey,
    Message,
    Problem,
    printed_authors,
    real_names,
    unsigned_authors,
    without_names,
)
from cjm_desktop.layout import IconSet
from cjm_desktop.layout.paper import ROLLS
from cjm_desktop.layout.sheet import Sheet
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.layout.tiling import TilingError, plan_tiles, tile_paper
from cjm_desktop.paint import CancelCheck, Cancelled, Progress
from cjm_desktop.storage import to_bytes, write_atomically, write_together

from .order import PressError, PrintOrder
from .pack import PackOrder, Share, chapters, file_names, part_name
from .sheets import SheetMaker, paper_of
from .slides import slide_problems, slide_words

if TYPE_CHECKING:
    from cjm_desktop.layout.tile_pages import TiledPoster
    from cjm_desktop.paint.pdf import Attachment, Production, ProductionError

#: So many seconds are spent at most on looking for what would help a poster.
_ADVICE = 4.0
#: Media type and ending of the journey inside a PDF.
_JOURNEY = ("application/vnd.cjm+json", ".cjm")
# A file name inside a PDF: what no file system refuses.
_UNFIT = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Printed:
    """The files of an order, in the order of their sheets, and what should be known before printing."""

    files: tuple[bytes, ...]
    problems: tuple[Problem, ...]


class Press:
    """Prints journeys. Fonts and measures are kept from one order to the next."""

    def __init__(self, typesetter: Typesetter | None = None, icons: IconSet | None = None) -> None:
        self.maker = SheetMaker(typesetter, icons)

    def sheets(self, journey: Journey, order: PrintOrder) -> list[Sheet]:
        """The sheets of an order; see :meth:`~.sheets.SheetMaker.sheets`."""
        return self.maker.sheets(journey, order)

    def sheet(self, journey: Journey, order: PrintOrder) -> Sheet:
        """The first sheet of an order."""
        return self.sheets(journey, order)[0]

    def render(
        self,
        journey: Journey,
        order: PrintOrder,
        progress: Progress | None = None,
        cancelled: CancelCheck | None = None,
    ) -> Printed:
        """The files of an order.

        Raises ``PaperError``, ``TilingError``, :class:`~.order.PressError`, and ``paint.Cancelled`` when ``cancelled()`` says so.
        """
        _heed(cancelled)
        sheets = self.sheets(journey, order)
        _heed(cancelled)
        problems = _problems(sheets)
        if order.format == "svg":
            from cjm_desktop.paint.svg import svg_text  # painters are loaded by need

            drawings = (svg_text(sheet, outlines=order.outlines) for sheet in sheets)
            return Printed(tuple(drawing.encode("utf-8") for drawing in drawings), problems)
        if order.format == "png":
            share = Share(progress, len(sheets))
            return Printed(tuple(_png(sheet, order.dpi, share.next(), cancelled) for sheet in sheets), problems)
        if order.format == "pptx":
            slides = self._pptx(journey, order, sheets, progress, cancelled)
            return Printed((slides,), (*problems, *slide_problems(sheets)))
        return Printed((self._pdf(journey, order, sheets, progress, cancelled),), problems)

    def print(
        self,
        journey: Journey,
        order: PrintOrder,
        target: Path,
        progress: Progress | None = None,
        cancelled: CancelCheck | None = None,
    ) -> list[Problem]:
        """Print to a file; several pictures go to ``name-1.png``, ``name-2.png`` … What stood there before is replaced only when
        everything new is complete: of several pictures all are written, or none.

        Raises what :meth:`render` raises, and ``StorageError`` when a file cannot be written. Nothing is written
        once ``cancelled()`` has said so.
        """
        printed = self.render(journey, order, progress, cancelled)
        _heed(cancelled)
        put(target, printed.files)
        return list(printed.problems)

    def advice(self, journey: Journey, order: PrintOrder, problems: Sequence[Problem]) -> tuple[Message, ...]:
        """What would help a poster that cannot be read from where people stand or on which something was shortened, in sentences, the
        smallest change first; nothing, and at once, where its ``problems`` name neither. Each way is tried, which takes some seconds
        at most. One without a touchpoint is better the blank wall."""
        from cjm_desktop.layout.findings import unreadable

        if order.view == "poster" and not journey.touchpoints:
            from cjm_desktop.layout.advice import NOTHING_YET

            return (NOTHING_YET,)
        if order.view != "poster" or not unreadable(problems):
            return ()
        from cjm_desktop.analysis import read
        from cjm_desktop.layout.advice import advise  # only a poster that cannot be read waits for it

        asked = {"paper": order.paper, "distance": order.distance, "sheets": order.sheets}
        if order.paper or order.portrait is not None:
            # Turned as it is printed, a size of somebody's own, too.
            paper = paper_of(journey, order)
            upright = paper.upright if paper.name in ROLLS else paper.portrait
            asked |= {"paper": paper.name, "orientation": "portrait" if upright else "landscape"}
        given = {name: value for name, value in asked.items() if value or (name == "sheets" and value == 0)}
        journey = journey.replace(poster=journey.poster.replace(**given))
        found = advise(journey, read(journey), self.maker.composer(journey, order), seconds=_ADVICE)
        return tuple(one.message for one in found)

    def pack(
        self,
        journey: Journey,
        pack: PackOrder,
        progress: Progress | None = None,
        cancelled: CancelCheck | None = None,
        *,
        one_file: bool,
    ) -> tuple[list[tuple[str, bytes]], list[Problem]]:
        """A workshop pack: (file name, PDF) of each part, or one PDF with a chapter for each, and what should be known.

        Raises what :meth:`render` raises.
        """
        catalogue = self.maker.catalogue(journey, pack.order)
        if not one_file:
            share, files, problems = Share(progress, len(pack.parts)), [], list[Problem]()
            for name, part in zip(file_names(pack.parts, catalogue), pack.parts, strict=True):
                printed = self.render(journey, pack.order_of(part), share.next(), cancelled)
                files.append((name, printed.files[0]))
                problems += printed.problems
            return files, _each_once(problems)
        sets: list[tuple[str, Sequence[Sheet]]] = []
        for part in pack.parts:
            _heed(cancelled)
            sets.append((part_name(part, catalogue), self.sheets(journey, pack.order_of(part))))
        sheets = chapters(sets)
        # A pack is a file for the office: its pages are many papers, and no print shop takes them in one.
        order = replace(
            pack.order,
            view="poster",
            tile="",
            bleed=0.0,
            marks=False,
            colours="rgb",
            standard="",
            attach=pack.carries_journey,
        )
        name = catalogue.pgettext("pack", "Workshop pack")
        title = f"{journey.title} – {name}" if journey.title else name
        data = self._pdf(journey, order, sheets, progress, cancelled, title)
        return [(f"{name}.pdf", data)], _each_once(problem for sheet in sheets for problem in sheet.problems)

    def print_pack(
        self,
        journey: Journey,
        pack: PackOrder,
        target: Path,
        progress: Progress | None = None,
        cancelled: CancelCheck | None = None,
    ) -> list[Problem]:
        """Print a pack into one PDF, or into a folder (made when it is not there) when ``target`` has no ending ``.pdf``.

        Raises what :meth:`print` raises. Nothing is written once ``cancelled()`` has said so; of a folder's files all are, or none.
        """
        one_file = target.suffix.lower() == ".pdf"
        files, problems = self.pack(journey, pack, progress, cancelled, one_file=one_file)
        _heed(cancelled)
        if one_file:
            write_atomically(target, files[0][1])
            return problems
        write_together(target, files)
        return problems

    def _pdf(
        self,
        journey: Journey,
        order: PrintOrder,
        sheets: Sequence[Sheet],
        progress: Progress | None,
        cancelled: CancelCheck | None,
        title: str = "",
    ) -> bytes:
        """One PDF of some sheets, called as the first of them is, or by a ``title``."""
        from cjm_desktop.paint.pdf import PdfInfo, ProductionError, pdf_bytes  # ReportLab is loaded by need

        info = PdfInfo(**self._facts(journey, order, sheets, title))
        try:
            production = self._production(journey, order)
            if order.tile and order.is_map:
                from cjm_desktop.paint.pdf.tiles import tiled_pdf

                posters = self.tiles(journey, order, sheets)
                return tiled_pdf(posters, info, progress, cancelled, production=production)
            return pdf_bytes(sheets, info, progress, cancelled, production=production)
        except ProductionError as error:
            raise PressError(_refusal(error), "shop") from error

    def _pptx(
        self,
        journey: Journey,
        order: PrintOrder,
        sheets: Sequence[Sheet],
        progress: Progress | None,
        cancelled: CancelCheck | None,
    ) -> bytes:
        """One presentation of some sheets, called as the first of them is."""
        from cjm_desktop.paint.pptx import PptxInfo, pptx_bytes  # painters are loaded by need

        info = PptxInfo(**self._facts(journey, order, sheets), words=slide_words(self.maker.catalogue(journey, order)))
        return pptx_bytes(sheets, info, progress, cancelled)

    def _facts(self, journey: Journey, order: PrintOrder, sheets: Sequence[Sheet], title: str = "") -> dict[str, str]:
        """What a file says of itself."""
        imprint, named = journey.imprint, self._named(journey, order)
        return {
            "title": title or sheets[0].title,
            "author": imprint.organisation or ", ".join(printed_authors(journey, names=named)),
            "subject": "; ".join(journey.goals),
            "keywords": ", ".join(phase.name for phase in journey.phases),
            "language": order.language or journey.poster.language or journey.language,
            "date": imprint.date,
        }

    def _production(self, journey: Journey, order: PrintOrder) -> Production:
        from cjm_desktop.paint.pdf import Production

        attachment = self._attachment(journey, order)
        return Production(order.bleed, order.marks, order.colours, order.standard, attachment)

    @staticmethod
    def carries_journey(journey: Journey, order: PrintOrder) -> bool:
        """Whether the journey goes into the file of an order."""
        attach = journey.poster.attach if order.attach is None else order.attach
        # What goes to a print shop carries no data, whatever the document says; asked for by name it is refused.
        if not attach or order.format != "pdf" or not order.is_map or (order.standard == "x4" and order.attach is None):
            return False
        # A blank sheet that carried everything unseen would surprise whoever passes it on.
        return order.view != "blank" or order.attach is not None

    def names_kept_back(self, journey: Journey, order: PrintOrder) -> int:
        """How many people's real names are not in the journey inside the file of an order, although the document has them."""
        if not self.carries_journey(journey, order) or self._named(journey, order):
            return 0
        return len(real_names(journey))

    def authors_kept_back(self, journey: Journey, order: PrintOrder) -> bool:
        """Whether the authors are not in the journey inside the file of an order, as the foot of the map does not print them."""
        return (
            self.carries_journey(journey, order)
            and not self._named(journey, order)
            and bool(unsigned_authors(journey))
        )

    @staticmethod
    def _named(journey: Journey, order: PrintOrder) -> bool:
        return journey.poster.show_names if order.names is None else order.names

    def _attachment(self, journey: Journey, order: PrintOrder) -> Attachment | None:
        """The journey as a file inside the PDF, or ``None``."""
        from cjm_desktop.paint.pdf import Attachment

        if not self.carries_journey(journey, order):
            return None
        bare = journey if self._named(journey, order) else without_names(journey)
        media, ending = _JOURNEY
        return Attachment(
            _attached_name(journey.title) + ending,
            media,
            to_bytes(bare, names_left_out=bare is not journey),
            self.maker.catalogue(journey, order).pgettext(
                "poster", "The journey this poster was printed from"
            ),
        )

    def tiles(self, journey: Journey, order: PrintOrder, sheets: Sequence[Sheet]) -> list[TiledPoster]:
        """The pages of an order's tiles for each of its sheets. Raises ``TilingError`` for an order that cannot be tiled."""
        from cjm_desktop.layout.assembly_map import tile_poster
        from cjm_desktop.layout.tile_words import printed_tile_words

        if order.standard == "x4" or order.bleed or order.marks:
            raise TilingError(
                Message(
                    "Tiles are printed on an office printer and cut by hand. A print shop prints the poster in one piece: "
                    "choose tiles, or bleed, marks and the print shop's PDF."
                )
            )
        catalogue = self.maker.catalogue(journey, order)
        words = printed_tile_words(catalogue.pgettext, catalogue.language, catalogue.number)
        paper = tile_paper(order.tile)
        return [
            tile_poster(
                sheet,
                plan_tiles(sheet.width, sheet.height, paper, overlap=order.overlap, scale=order.scale),
                words,
                self.maker.typesetter,
                self.maker.icons,
                part=number if len(sheets) > 1 else 0,
                parts=len(sheets),
            )
            for number, sheet in enumerate(sheets, 1)
        ]


def _problems(sheets: Sequence[Sheet]) -> tuple[Problem, ...]:
    """What should be known before printing. Of a series each sheet's items are let go again, or all of them would be there at
    once.
    """
    from cjm_desktop.layout.findings import of_series

    found: list[tuple[Problem, int]] = []
    for at, sheet in enumerate(sheets):
        found += [(problem, at) for problem in sheet.problems]
        if len(sheets) > 1:
            for part in sheet.parts():
                part.release()
    return tuple(problem for problem, _ in of_series(found))


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    """What several parts of a pack tell of the same thing is told once."""
    return list({(one.place, one.record, str(one.message)): one for one in problems}.values())


def files_of(target: Path, count: int) -> list[Path]:
    """Where the files of an order go: ``poster.png``, or ``poster-1.png``, ``poster-2.png`` …"""
    if count == 1:
        return [target]
    return [target.with_name(f"{target.stem}-{number}{target.suffix}") for number in range(1, count + 1)]


def put(target: Path, files: Sequence[bytes]) -> list[Path]:
    """Write the files of an order, all or none; gives where they are (:func:`files_of`). Raises ``StorageError``."""
    paths = files_of(target, len(files))
    # A folder that is not there is refused for several files as for one.
    if len(paths) == 1 or not target.parent.is_dir():
        write_atomically(paths[0], files[0])
    else:
        write_together(target.parent, [(path.name, data) for path, data in zip(paths, files, strict=True)])
    return paths


def _attached_name(title: str) -> str:
    kept = "".join(" " if ch in _UNFIT or not ch.isprintable() else ch for ch in title)
    return " ".join(kept.split()).strip(". ")[:80] or "journey"


def _refusal(error: ProductionError) -> Message:
    """The sentence for a production that cannot be."""
    from cjm_desktop.paint.pdf import Refusal

    match error.reason:
        case Refusal.BLEED:
            return Message("A bleed is between 0 and 20 mm; 3 mm is usual.")
        case Refusal.ATTACHED_TO_PRINT:
            return Message(
                "A PDF for the print shop cannot carry the journey. Leave it out, or choose another kind of PDF."
            )
        case Refusal.TOO_LONG_FOR_PRINT:
            return Message(
                "With bleed and marks this sheet is longer than a PDF for the print shop can be (5,080 mm). Print the poster, on several "
                "sheets or on a wider roll, or take another kind of PDF."
            )
        case Refusal.TILES_FOR_PRINT:
            return Message(
                "Tiles are printed on an office printer and cut by hand. A print shop prints the poster in one piece: "
                "choose tiles, or bleed, marks and the print shop's PDF."
            )
        case _:
            return Message("The journey could not be put into the PDF ({reason}).", reason=str(error))


def _png(sheet: Sheet, dpi: float, progress: Progress | None, cancelled: CancelCheck | None) -> bytes:
    """The sheet as PNG bytes. Qt draws it; without a window it uses its offscreen platform."""
    from cjm_desktop.paint.qt.image import drawing_application, most_dpi, png_bytes  # only a picture needs Qt

    application = drawing_application()
    if not dpi:
        dpi = 6000 / max(sheet.width, sheet.height) * 25.4
    try:
        return png_bytes(sheet, dpi=dpi, progress=progress, cancelled=cancelled)
    except ValueError as error:
        raise PressError(
            Message(
                "A picture of {dpi} dots per inch is too large for this sheet; at most {most} are possible.",
                dpi=f"{dpi:.0f}",
                most=most_dpi(sheet),
            ),
            "dots",
        ) from error
    except MemoryError as error:
        raise PressError(
            Message(
                "A picture of {dpi} dots per inch is too large for this sheet; choose fewer.",
                dpi=f"{dpi:.0f}",
            ),
            "dots",
        ) from error
    finally:
        del application  # it was needed until here


def _heed(cancelled: CancelCheck | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled
