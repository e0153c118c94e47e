"""From sheets to the bytes of a PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import reportlab

from cjm_desktop.layout.sheet import Item, Part, Sheet
from cjm_desktop.paint import CancelCheck, Cancelled, Progress
from cjm_desktop.paint.numbers import exact
from cjm_desktop.paint.pdf.attach import attach
from cjm_desktop.paint.pdf.file import File, Raw, Stream
from cjm_desktop.paint.pdf.fonts import Fonts
from cjm_desktop.paint.pdf.images import Images
from cjm_desktop.paint.pdf.info import PdfInfo, information, xmp
from cjm_desktop.paint.pdf.inks import Inks, Press, Screen
from cjm_desktop.paint.pdf.intents import write_intent
from cjm_desktop.paint.pdf.items import Edge, ItemPainter, Shared
from cjm_desktop.paint.pdf.navigation import Navigation
from cjm_desktop.paint.pdf.production import Production, ProductionError, Refusal
from cjm_desktop.paint.pdf.structure import Structure, places

#: Items between two reports of progress and looks at the cancel flag.
_STEP = 256

_EVERYDAY = Production()


def pdf_bytes(
    sheets: Sequence[Sheet],
    info: PdfInfo | None = None,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
    *,
    production: Production = _EVERYDAY,
) -> bytes:
    """One PDF with a page for each sheet, produced as ``production`` says.

    ``progress(done, total)`` is told every 256 items, in parts of sheets, and at the end; ``cancelled()`` is asked as often.
    Raises :class:`~cjm_desktop.paint.Cancelled` when it says so, :class:`~cjm_desktop.paint.BadPicture` for a
    picture that cannot be read, :class:`~.production.ProductionError` when a sheet cannot be produced so,
    ``ValueError`` when there is no sheet or a date, colour or length on it makes no sense, ``OSError`` when the file
    of a font or of a colour profile cannot be read.
    """
    if not sheets:
        raise ValueError("There is no sheet to print.")
    info = complete(info or PdfInfo(), sheets[0], production)
    work = Work(sheets, progress, cancelled)
    file = File(info.language, "1.6" if production.standard == "x4" else "1.7")
    structure = Structure()
    inks = colours(production)
    ways = Navigation(file, structure, links=production.standard != "x4")
    fonts = Fonts(complete=production.standard == "a3")
    shared = Shared(structure, fonts, Images(file, inks), ways, inks)
    edge = Edge(production.bleed, production.margin)
    draw_marks = _marks(sheets, info, production)
    pages: list[Page] = []
    for number, (sheet, parts) in enumerate(zip(sheets, work.sheets(), strict=True)):
        structure.page()
        painter = ItemPainter(sheet, number, shared, edge=edge)
        if painter.unit > 1 and production.standard == "x4":
            raise ProductionError(
                Refusal.TOO_LONG_FOR_PRINT,
                f"A PDF/X-4 page is at most 5,080 mm long, and this one is {max(sheet.width, sheet.height):,.0f} mm;"
                " print it on several sheets, or choose another standard.",
            )
        for part, place in zip(parts, places(parts), strict=True):
            structure.part(place)
            painter.begin(part)
            for item in work.items(part):
                painter.item(item)
            painter.end()
        painter.finish()
        if draw_marks:
            draw_marks(painter, number)
        # Written at once: of a painted page only what it shows and where it leads is kept.
        pages.append(Page(file, painter, production))
    work.finish()
    bind(file, pages, shared)
    describe(file, info, [page.reference for page in pages], production=production)
    return file.data()


def colours(production: Production) -> Inks:
    """How a file of this production says its colours."""
    return Press() if production.cmyk else Screen(strict=production.standard == "a3")


def complete(info: PdfInfo, sheet: Sheet, production: Production) -> PdfInfo:
    """The facts about the file with what its first sheet says, and what a standard does not let be empty."""
    title, language = info.title or sheet.title, info.language or sheet.language
    if production.standard:
        title, language = title.strip() or info.creator, language or "und"
    return replace(info, title=title, language=language)


def _marks(
    sheets: Sequence[Sheet], info: PdfInfo, production: Production
) -> Callable[[ItemPainter, int], None] | None:
    """What draws the marks around a finished sheet, given its number from 0; ``None``: there are to be none."""
    if not production.marks:
        return None
    # Loaded by need: marks bring type that is not on the sheet.
    from cjm_desktop.layout.fonts import FontSet
    from cjm_desktop.paint.pdf.marks import Slug, draw_marks

    fonts = FontSet.shipped()

    def draw(painter: ItemPainter, page: int) -> None:
        slug = Slug(sheets[page].title or info.title, page + 1, len(sheets), info.date)
        draw_marks(painter, sheets[page], production, slug, fonts)

    return draw


class Work:
    """The parts of all sheets, and how far painting them has come, in parts."""

    def __init__(
        self, sheets: Sequence[Sheet], progress: Progress | None, cancelled: CancelCheck | None
    ) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done = self._items = 0
        self._parts: list[tuple[Part, ...]] = []
        for sheet in sheets:
            self._look()
            self._parts.append(tuple(sheet.parts()))
        self._total = sum(map(len, self._parts))
        self._look()

    def sheets(self) -> Iterator[tuple[Part, ...]]:
        """The parts of each sheet in turn; they are let go when the next one's are asked for."""
        self._parts.reverse()
        while self._parts:
            yield self._parts.pop()

    def items(self, part: Part) -> Iterator[Item]:
        """The items of a part in turn, to be painted; then they are let go."""
        for item in part.items:
            yield item
            self._items += 1
            if self._items % _STEP == 0:
                self._look()
                if self._progress:
                    self._progress(self._done, self._total)
        part.release()
        self._done += 1

    def skip(self) -> None:
        """A part is painted already."""
        self._done += 1

    def finish(self) -> None:
        """All items are painted; what is left takes moments."""
        self._look()
        if self._progress:
            self._progress(self._total, self._total)

    def _look(self) -> None:
        if self._cancelled and self._cancelled():
            raise Cancelled


def add_form(file: File, painter: ItemPainter) -> str:
    """Add what a painter painted as a form XObject that pages may show; gives the reference to it.

    Its space is the painter's page: the painter's units, origin lower left. Links and tags do not live in forms.
    """
    box = f"[0 0 {exact(round(painter.width, 4))} {exact(round(painter.height, 4))}]"
    entries = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": box,
        "Resources": f"<</Font {file.fonts}{_pictures(painter)}>>",
    }
    return file.add(Stream(painter.content.data(), entries))


def _pictures(painter: ItemPainter) -> str:
    """The entries of a resource dictionary for what a painter shows, and for the colours it names."""
    pictures = " ".join(f"/{name} {reference}" for name, reference in painter.images.items())
    spaces = "".join(f"/{name}{space}" for name, space in painter.spaces.items())
    return (f"/XObject<<{pictures}>>" if pictures else "") + (f"/ColorSpace<<{spaces}>>" if spaces else "")


class Page:
    """A painted page in the file: its content is written, the page itself is when all pages are known (:meth:`close`).

    The trim box is exactly the sheet; so are the media and crop box where there is neither bleed nor slug. The bleed box
    is said where it matters: for a press.
    """

    def __init__(self, file: File, painter: ItemPainter, production: Production = _EVERYDAY) -> None:
        contents = file.add(Stream(painter.content.data()))
        bleed = painter.margin * painter.edge.bleed / painter.edge.margin if painter.margin else 0.0
        printing = production != replace(_EVERYDAY, attachment=production.attachment)
        self._body = (
            f"<</Type/Page/Parent {file.pages}/MediaBox{_box(painter, 0)}/CropBox{_box(painter, 0)}"
            f"/TrimBox{_box(painter, painter.margin)}"
            f"{f'/BleedBox{_box(painter, painter.margin - bleed)}' if printing else ''}"
            f"{_group(production) if painter.translucent and printing else ''}"
            f"{f'/UserUnit {painter.unit}' if painter.unit > 1 else ''}"
            f"/Resources<</Font {file.fonts}{_pictures(painter)}>>"
            f"/Contents {contents}/Tabs/S"
        )
        self._annotations, self._raw = painter.annotations, Raw()
        file.Pages.addPage(self._raw)
        self.reference = file.add(self._raw)

    def close(self, file: File, key: int) -> None:
        """Write the page; ``key`` is its number in the parent tree. Links are written by now."""
        links = " ".join(file.add(note) for note in self._annotations if note.body)
        self._raw.body = f"{self._body}/StructParents {key}{f'/Annots[{links}]' if links else ''}>>"


def bind(file: File, pages: Sequence[Page], shared: Shared) -> None:
    """Write what belongs to all pages, and the pages themselves."""
    references = [page.reference for page in pages]
    shared.fonts.write(file)
    shared.navigation.write(references)
    for number, page in enumerate(pages):
        page.close(file, shared.structure.links + number)
    shared.structure.write(file, references)


def _box(painter: ItemPainter, inside: float) -> str:
    """A box of the page, so far inside its edges (in the page's units)."""
    low, right, top = inside, painter.width - inside, painter.height - inside
    return f"[{' '.join(exact(round(v, 4)) for v in (low, low, right, top))}]"


def _group(production: Production) -> str:
    """In which colours a page blends what is translucent: in the file's own, not in those of each viewer's choice."""
    return f"/Group<</S/Transparency/CS/{'DeviceCMYK' if production.cmyk else 'DeviceRGB'}>>"


def describe(
    file: File,
    info: PdfInfo,
    pages: Sequence[str],
    printing: str = "",
    *,
    production: Production = _EVERYDAY,
) -> None:
    """Say what the file is: information, metadata, colours, what is attached, and how a viewer should show it.

    ``printing`` holds further viewer preferences, already spelled.
    """
    producer = f"ReportLab {reportlab.Version}"
    file.information.body = information(info, producer, production)
    write_intent(file, production)
    if production.attachment:
        attach(file, production.attachment, info)
    packet = Stream(xmp(info, producer, production), {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    file.add(packet)
    file.Catalog.Metadata = packet
    file.Catalog.ViewerPreferences = Raw(f"<</DisplayDocTitle true{printing}>>")
    if production.standard != "x4":  # which has no actions, and on a press nobody looks at a window
        file.Catalog.OpenAction = Raw(f"[{pages[0]}/Fit]")
