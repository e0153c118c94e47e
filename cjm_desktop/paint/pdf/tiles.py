"""A poster on many small sheets as one PDF.

Contract. The poster is painted once, as a form XObject; every page shows its part of it through a clip, in true size, and
the assembly map shows all of it small. So the file is hardly larger than that of the poster itself. Cut lines and signs
that pages have in common are forms as well. Pages carry nothing
that a reader of the poster must know of: each is a figure with an alternative text, and a line that names it. What is
the poster's own outline and links belongs to the whole and is left out. Colours are the screen's or inks, as for a poster
in one piece; what a print shop adds around a sheet has no place on pages that are cut and glued by hand. The same input
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_desktop.layout.sheet import Item, Link, Mark, Part, Sheet, Tag
from cjm_desktop.layout.tile_pages import TiledPoster
from cjm_desktop.layout.tiling import Area
from cjm_desktop.paint import CancelCheck, Progress
from cjm_desktop.paint.numbers import exact
from cjm_desktop.paint.pdf.content import Unmarked
from cjm_desktop.paint.pdf.file import File
from cjm_desktop.paint.pdf.fonts import Fonts
from cjm_desktop.paint.pdf.images import Images
from cjm_desktop.paint.pdf.info import PdfInfo
from cjm_desktop.paint.pdf.inks import Inks
from cjm_desktop.paint.pdf.items import ItemPainter, Shared
from cjm_desktop.paint.pdf.navigation import Navigation
from cjm_desktop.paint.pdf.pages import Page, Work, add_form, bind, colours, complete, describe
from cjm_desktop.paint.pdf.production import Production, ProductionError, Refusal
from cjm_desktop.paint.pdf.structure import Structure

#: A point in mm, as the inverse of the scale that pages are written with.
_MM = 1 / float(exact(72 / 25.4))
_EVERYDAY = Production()
#: What a viewer's print dialog begins with: true size, one side (ISO 32000-1, 12.2).
_PRINTING = "/PrintScaling/None/Duplex/Simplex/PickTrayByPDFSize true"


def tiled_pdf(
    posters: Sequence[TiledPoster],
    info: PdfInfo | None = None,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
    *,
    production: Production = _EVERYDAY,
) -> bytes:
    """One PDF with the pages that layout made of one poster or of a series (``layout.assembly_map.tile_poster``).

    ``production`` may name inks, PDF/A-3 and a file to go with it, the journey; :class:`~.production.ProductionError` is raised
    for bleed, marks and PDF/X. ``progress`` and ``cancelled`` are those of :func:`~.pages.pdf_bytes`, and so are the other
    errors raised.
    """
    if production.bleed or production.marks or production.standard == "x4":
        raise ProductionError(
            Refusal.TILES_FOR_PRINT,
            "Tiles come from an office printer and are cut by hand; bleed, marks and PDF/X are for a print shop, which"
            " prints the poster in one piece.",
        )
    if not any(poster.pages for poster in posters):
        raise ValueError("There is no sheet to print.")
    info = complete(info or PdfInfo(), posters[0].sheet, production)
    work = Work([sheet for poster in posters for sheet in (poster.sheet, *poster.pages)], progress, cancelled)
    file = File(info.language)
    structure, inks, archive = Structure(), colours(production), production.standard == "a3"
    fonts, images = Fonts(complete=archive), Images(file, inks)
    shared = Shared(structure, fonts, images, Navigation(file, structure), inks)
    forms = _Forms(file, fonts, images, inks, work)
    todo = work.sheets()
    pages: list[Page] = []
    for poster in posters:
        whole = forms.made(poster.sheet, next(todo))
        for page in poster.pages:
            structure.page()
            structure.part((0, 0))
            painter = ItemPainter(page, len(pages), shared)
            under, frame, over = next(todo)
            _paint(painter, under, work)
            structure.open(Tag("Figure", page.alt))
            left, top = page.art.x / _MM, painter.height - page.art.y / _MM
            structure.cover(left, top - page.art.h / _MM, left + page.art.w / _MM, top)
            _show(painter, whole, page.art, page.x, page.y, page.scale)
            structure.close()
            if frame.items:
                ground = Area(0.0, 0.0, page.width, page.height)
                _show(painter, forms.shared(page, frame), ground, 0.0, 0.0, 1.0)
            _paint(painter, over, work)
            painter.finish()
            pages.append(Page(file, painter, production))
    work.finish()
    bind(file, pages, shared)
    describe(file, info, [page.reference for page in pages], _PRINTING, production=production)
    return file.data()


def _paint(painter: ItemPainter, part: Part, work: Work) -> None:
    """Paint a part of a page."""
    painter.begin(part)
    for item in work.items(part):
        painter.item(item)
    painter.end()


@dataclass(frozen=True, slots=True)
class _Form:
    """Something painted once: its name among what a page shows, its reference, its height and its unit (in mm), and
    whether something in it is half transparent.
    """

    name: str
    reference: str
    height: float
    unit: float
    translucent: bool


class _Forms:
    """What is painted once and shown on many pages."""

    def __init__(self, file: File, fonts: Fonts, images: Images, inks: Inks, work: Work) -> None:
        self._file, self._fonts, self._images, self._inks, self._work = file, fonts, images, inks, work
        self._known: dict[tuple[Item, ...], _Form] = {}
        self._count = 0

    def shared(self, page: Sheet, part: Part) -> _Form:
        """A part of a page that other pages of the same size may have too."""
        form = self._known.get(part.items)
        if form is None:
            form = self._known[part.items] = self.made(page, (part,))
        else:
            self._work.skip()
        return form

    def made(self, sheet: Sheet, parts: Sequence[Part]) -> _Form:
        """Paint parts into a stream of their own. Tags and places of theirs end with it."""
        structure = Structure()
        ways = Navigation(self._file, structure)
        shared = Shared(structure, self._fonts, self._images, ways, self._inks)
        painter = ItemPainter(sheet, 0, shared, Unmarked(structure, self._inks))
        for part in parts:
            painter.begin(part)
            for item in self._work.items(part):
                if not isinstance(item, Link | Mark | Tag):
                    painter.item(item)
            painter.end()
        painter.finish()
        self._count += 1
        name, reference = f"X{self._count}", add_form(self._file, painter)
        return _Form(name, reference, painter.height, painter.unit * _MM, painter.translucent)


def _show(painter: ItemPainter, form: _Form, window: Area, x: float, y: float, scale: float) -> None:
    """Show a form through a window, with its upper left corner at (x, y). The page's space is millimetres with y down,
    the form's its own units with y up.
    """
    content, scale = painter.content, scale * form.unit
    painter.images[form.name] = form.reference
    painter.translucent = painter.translucent or form.translucent
    content.mark()
    box = " ".join(map(exact, (window.x, window.y, window.w, window.h)))
    # More digits than elsewhere: the two matrices must cancel, or lines on the edge between two pixels fall differently.
    place = " ".join(f"{v:.13f}" for v in (scale, 0.0, 0.0, -scale, x, y + form.height * scale))
    content.write(f"q {box} re W n {place} cm /{form.name} Do Q")
