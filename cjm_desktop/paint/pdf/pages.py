"""From sheets to the bytes of a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import reportlab

from cjm_desktop.layout.sheet import Mark, Part, Sheet
from cjm_desktop.paint import CancelCheck, Cancelled, Progress
from cjm_desktop.paint.numbers import exact
from cjm_desktop.paint.pdf.file import File, Raw, Stream
from cjm_desktop.paint.pdf.fonts import Fonts
from cjm_desktop.paint.pdf.images import Images
from cjm_desktop.paint.pdf.info import PdfInfo, information, xmp
from cjm_desktop.paint.pdf.items import ItemPainter, Shared
from cjm_desktop.paint.pdf.navigation import Navigation
from cjm_desktop.paint.pdf.structure import Structure, places

#: Items between two reports of progress and looks at the cancel flag.
_STEP = 256


def pdf_bytes(
    sheets: Sequence[Sheet],
    info: PdfInfo | None = None,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> bytes:
    """One PDF with a page for each sheet.

    ``progress(done, total)`` is told every 256 items and at the end; ``cancelled()`` is asked as often.
    Raises :class:`~cjm_desktop.paint.Cancelled` when it says so, :class:`~cjm_desktop.paint.BadPicture` for a
    picture that cannot be read, ``ValueError`` when there is no sheet or a date, colour or length on it makes
    no sense, ``OSError`` when a font's file cannot be read.
    """
    if not sheets:
        raise ValueError("There is no sheet to print.")
    info = info or PdfInfo()
    info = replace(info, title=info.title or sheets[0].title, language=info.language or sheets[0].language)
    work = Work(sheets, progress, cancelled)
    file = File(info.language)
    structure = Structure()
    shared = Shared(structure, Fonts(), Images(file), Navigation(file, structure, work.keys))
    painters: list[ItemPainter] = []
    for page, (sheet, parts) in enumerate(zip(sheets, work.parts, strict=True)):
        structure.page()
        painter = ItemPainter(sheet, page, shared)
        for part, place in zip(parts, places(parts), strict=True):
            structure.part(place)
            painter.begin(part)
            for item in part.items:
                painter.item(item)
                work.step()
            painter.end()
        painter.finish()
        painters.append(painter)
    work.finish()
    pages = [add_page(file, painter, structure.links + i) for i, painter in enumerate(painters)]
    shared.fonts.write(file)
    shared.navigation.write(pages)
    structure.write(file, pages)
    describe(file, info, pages)
    return file.data()


class Work:
    """The parts of all sheets, the keys of their marks, and how far painting them has come."""

    def __init__(
        self, sheets: Sequence[Sheet], progress: Progress | None, cancelled: CancelCheck | None
    ) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done = self._total = 0
        self.parts: list[tuple[Part, ...]] = []
        self.keys: set[str] = set()
        for sheet in sheets:
            self._look()
            parts = tuple(sheet.parts())
            for part in parts:
                self._total += len(part.items)
                self.keys.update(item.key for item in part.items if isinstance(item, Mark))
            self.parts.append(parts)
        self._look()

    def step(self) -> None:
        """One item is painted."""
        self._done += 1
        if self._done % _STEP == 0:
            self._look()
            if self._progress:
                self._progress(self._done, self._total)

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
    """The entry of a resource dictionary for what a painter shows."""
    pictures = " ".join(f"/{name} {reference}" for name, reference in painter.images.items())
    return f"/XObject<<{pictures}>>" if pictures else ""


def add_page(file: File, painter: ItemPainter, key: int) -> str:
    """Add a page; ``key`` is its number in the parent tree. Media, crop and trim box are all the sheet
    itself.
    """
    contents = file.add(Stream(painter.content.data()))
    sheet = f"[0 0 {exact(round(painter.width, 4))} {exact(round(painter.height, 4))}]"
    links = " ".join(painter.annotations)
    body = (
        f"<</Type/Page/Parent {file.pages}/MediaBox{sheet}/CropBox{sheet}/TrimBox{sheet}"
        f"{f'/UserUnit {painter.unit}' if painter.unit > 1 else ''}"
        f"/Resources<</Font {file.fonts}{_pictures(painter)}>>"
        f"/Contents {contents}/StructParents {key}/Tabs/S"
        f"{f'/Annots[{links}]' if links else ''}>>"
    )
    page = Raw(body)
    file.Pages.addPage(page)
    return file.add(page)


def describe(file: File, info: PdfInfo, pages: Sequence[str], printing: str = "") -> None:
    """Say what the file is: information, metadata, and how a viewer should show it.

    ``printing`` holds further viewer preferences, already spelled.
    """
    producer = f"ReportLab {reportlab.Version}"
    file.information.body = information(info, producer)
    packet = Stream(xmp(info, producer), {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    file.add(packet)
    file.Catalog.Metadata = packet
    file.Catalog.ViewerPreferences = Raw(f"<</DisplayDocTitle true{printing}>>")
    file.Catalog.OpenAction = Raw(f"[{pages[0]}/Fit]")
