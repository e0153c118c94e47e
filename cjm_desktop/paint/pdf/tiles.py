"""A poster on many small sheets as one PDF.

Contract. The poster is painted once, as a form XObject; every page shows its part of it through a clip, in true size, and
the assembly map shows all of it small. So the file is hardly larger than that of the poster itself. Cut lines and signs
that pages have in common are forms as well. Pages carry nothing
that a reader of the poster must know of: each is a figure with an alternative text, and a line that names it. A link of
the poster works on each tile that shows it, and one inside the poster leads to the tile on which its goal stays visible;
the poster's outline belongs to the whole and is left out. Colours are the screen's or inks, as for a poster
in one piece; what a print shop adds around a sheet has no place on pages that are cut and glued by hand. The same input
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cjm_desktop.layout.sheet import Item, Link, Mark, Part, Sheet, Tag
from cjm_desktop.layout.tile_pages import TiledPoster, TilePage
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
            if page is not poster.pages[0]:  # the map leads to the tiles
                for goal in _goals_on(page, whole, poster):
                    painter.item(goal)
            under, frame, over = next(todo)
            _paint(painter, under, work)
            structure.open(Tag("Figure", page.alt))
            left, top = page.art.x / _MM, painter.height - page.art.y / _MM
            structure.cover(left, top - page.art.h / _MM, left + page.art.w / _MM, top)
            _show(painter, whole, page.art, page.x, page.y, page.scale)
            structure.close()
            if page is not poster.pages[0]:
                for link in _links_on(page, whole):
                    painter.item(link)
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
    whether something in it is half transparent. ``ways`` are its links and marks, which a form cannot hold (mm, y down).
    """

    name: str
    reference: str
    height: float
    unit: float
    translucent: bool
    ways: tuple[Link | Mark, ...] = ()


#: Before the keys of a poster's own places, which are not those of the pages.
_OF_THE_POSTER = "poster/"
#: What is left of a link on a tile is no link when it is narrower or lower than this (mm).
_LEAST_LINK = 1.0


def _links_on(page: TilePage, poster: _Form) -> Iterator[Link]:
    """The poster's links as far as a page shows them, in its mm."""
    titles = {one.key: one.title for one in poster.ways if isinstance(one, Mark)}
    for link in poster.ways:
        if not isinstance(link, Link):
            continue
        left, top = page.x + link.x * page.scale, page.y + link.y * page.scale
        right, bottom = left + link.w * page.scale, top + link.h * page.scale
        left, top = max(left, page.art.x), max(top, page.art.y)
        right, bottom = min(right, page.art.right), min(bottom, page.art.bottom)
        if min(right - left, bottom - top) < _LEAST_LINK:
            continue
        target, says = link.target, link.says
        if target.startswith("#"):
            says = says or titles.get(target[1:], "").strip() or target[1:]
            target = f"#{_OF_THE_POSTER}{target[1:]}"
        yield Link(left, top, right - left, bottom - top, target, says)


def _goals_on(page: TilePage, form: _Form, poster: TiledPoster) -> Iterator[Mark]:
    """The poster's places that lie on a page and on none that is glued over it, in its mm. They are in no outline."""
    after = poster.pages[poster.pages.index(page) + 1 :]
    for mark in form.ways:
        if isinstance(mark, Mark) and _shows(page, mark) and not any(_shows(later, mark) for later in after):
            x, y = page.x + mark.x * page.scale, page.y + mark.y * page.scale
            yield Mark(f"{_OF_THE_POSTER}{mark.key}", "", 1, x, y)


def _shows(page: TilePage, mark: Mark) -> bool:
    x, y = page.x + mark.x * page.scale, page.y + mark.y * page.scale
    return page.art.x <= x <= page.art.right and page.art.y <= y <= page.art.bottom


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
        """Paint parts into a stream of their own. Tags end with it; links and marks are kept, as they lie on the sheet."""
        structure = Structure()
        ways = Navigation(self._file, structure)
        shared = Shared(structure, self._fonts, self._images, ways, self._inks)
        painter = ItemPainter(sheet, 0, shared, Unmarked(structure, self._inks))
        kept: list[Link | Mark] = []
        for part in parts:
            painter.begin(part)
            for item in self._work.items(part):
                if isinstance(item, Link | Mark):
                    kept.append(replace(item, x=part.x + item.x, y=part.y + item.y))
                elif not isinstance(item, Tag):
                    painter.item(item)
            painter.end()
        painter.finish()
        self._count += 1
        name, reference = f"X{self._count}", add_form(self._file, painter)
        return _Form(name, reference, painter.height, painter.unit * _MM, painter.translucent, tuple(kept))


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
