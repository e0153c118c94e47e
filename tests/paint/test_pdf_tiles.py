"""A poster on small sheets as a PDF: painted once, shown in true size, and equal to the poster when put together."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pikepdf
import PIL.Image
import pytest
from extract import elements, opened, operators, words
from sheets import HandSheet, Writer, gallery, part, png
from strict import spoken

from cjm_desktop.analysis import read
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import Composer, IconSet, MapSheet, Paper, load_theme, printed_words
from cjm_desktop.layout.assembly_map import tile_poster
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.sheet import Image, Link, Mark, Rect, Sheet
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.layout.tile_pages import TiledPoster
from cjm_desktop.layout.tile_words import printed_tile_words
from cjm_desktop.layout.tiling import Tiling, plan_tiles, tile_paper
from cjm_desktop.paint import Cancelled
from cjm_desktop.paint.pdf import PdfInfo, pdf_bytes
from cjm_desktop.paint.pdf.production import Attachment, Production, ProductionError, Refusal
from cjm_desktop.paint.pdf.tiles import tiled_pdf
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import templates

MM = 72 / 25.4


@cache
def typesetter() -> Typesetter:
    """One set of fonts for all tests."""
    return Typesetter(FontSet.shipped())


@cache
def sample(name: str, paper: str, language: str = "en") -> MapSheet:
    """A shipped sample as a poster."""
    journey = templates.load(name, language)
    catalogue = catalogue_for(language)
    told = printed_words(catalogue.pgettext, language, catalogue.day, catalogue.number)
    composer = Composer(typesetter(), load_theme("house"), IconSet.shipped(), told, inviting=False)
    return composer.poster(journey, read(journey), Paper.named(paper))


def tiled(sheet: Sheet, paper: str = "A4", language: str = "en", part: int = 0, parts: int = 0, **plan: float) -> TiledPoster:
    """A sheet with the pages it takes."""
    catalogue = catalogue_for(language)
    told = printed_tile_words(catalogue.pgettext, language, catalogue.number)
    return tile_poster(sheet, planned(sheet, paper, **plan), told, typesetter(), IconSet.shipped(), part=part, parts=parts)


def planned(sheet: Sheet, paper: str, **plan: float) -> Tiling:
    """How a sheet is cut."""
    return plan_tiles(sheet.width, sheet.height, tile_paper(paper), **plan)


@pytest.fixture(scope="module")
def small() -> bytes:
    """A small poster on A4."""
    return tiled_pdf([tiled(sample("new-colleague", "A2"))], PdfInfo(author="Ágnes", date="2026-05-01"))


def forms(page: pikepdf.Page) -> dict[str, pikepdf.Object]:
    """The forms that a page may show."""
    return {key: form for key, form in page.Resources.get("/XObject", {}).items() if form.Subtype == "/Form"}


def test_the_poster_is_painted_once_and_shown_on_every_page(small: bytes) -> None:
    pdf = opened(small)
    assert len(pdf.pages) == 1 + 8
    shown = {form.objgen for page in pdf.pages for key, form in forms(page).items() if key == "/X1"}
    assert len(shown) == 1
    for page in pdf.pages:
        assert ["/X1"] in [[str(v) for v in operands] for operands, name in operators(page) if name == "Do"]
    poster = forms(pdf.pages[0])["/X1"]
    assert [float(v) for v in poster.BBox] == pytest.approx([0, 0, 594 * MM, 420 * MM], abs=0.001)
    # Everything the poster says is in the form, and in no page.
    for page in pdf.pages[1:]:
        assert len(page.Contents.read_bytes()) < 1500


def test_pages_are_exactly_the_paper(small: bytes) -> None:
    plan = planned(sample("new-colleague", "A2"), "A4")
    for page in opened(small).pages:
        for box in ("/MediaBox", "/CropBox", "/TrimBox"):
            size = [0, 0, plan.paper.width * MM, plan.paper.height * MM]
            assert [float(v) for v in page[box]] == pytest.approx(size, abs=0.001)


@pytest.mark.parametrize("scale", [1.0, 0.95])
def test_tiles_show_their_window_in_true_size_and_in_its_place(scale: float) -> None:
    sheet = sample("new-colleague", "A2")
    plan = planned(sheet, "A4", scale=scale)
    pdf = opened(tiled_pdf([tiled(sheet, "A4", scale=scale)]))
    for tile, page in zip(plan.tiles, pdf.pages[1:], strict=True):
        matrix, box = pikepdf.Matrix(), None
        stack: list[pikepdf.Matrix] = []
        for operands, name in operators(page):
            if name == "q":
                stack.append(matrix)
            elif name == "Q":
                matrix = stack.pop()
            elif name == "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            elif name == "re":
                box = [float(v) for v in operands]
            elif name == "Do":
                break
        assert box == pytest.approx([tile.art.x, tile.art.y, tile.art.w, tile.art.h], abs=1e-6)
        assert (matrix.a, matrix.b, matrix.c, matrix.d) == pytest.approx((scale, 0, 0, scale), abs=1e-9)
        # The poster's top left corner, in points from the page's lower left.
        left, top = matrix.transform((0, sheet.height * MM))
        assert left == pytest.approx((plan.margin - tile.window.x) * MM, abs=0.001)
        assert plan.paper.height * MM - top == pytest.approx((plan.margin - tile.window.y) * MM, abs=0.001)


def test_fonts_are_embedded_once(small: bytes) -> None:
    pdf = opened(small)
    names = [str(o.FontName) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o]
    assert len(names) == len(set(names)) >= 4
    programs = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Length1" in o]
    assert len(programs) == len(names)
    tables = {page.Resources.Font.objgen for page in pdf.pages} | {
        form.Resources.Font.objgen for page in pdf.pages for form in forms(page).values()
    }
    assert len(tables) == 1


def test_the_outline_leads_to_every_tile(small: bytes) -> None:
    pdf = opened(small)
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Assembly map"]
        tiles = outline.root[0].children
        assert tiles[0].title == "A1 · row 1 of 2, column 1 of 4"
        assert len(tiles) == 8
        places = [entry.destination[0].objgen for entry in tiles]
    assert places == [page.objgen for page in pdf.pages[1:]]


def test_the_map_links_to_the_tiles_and_the_posters_outline_stays_away(write: Writer) -> None:
    sheet = gallery(write)
    pdf = opened(tiled_pdf([tiled(sheet)]))
    links = pdf.pages[0].get("/Annots", [])
    assert [link.Dest[0].objgen for link in links] == [pdf.pages[1].objgen]
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Assembly map"]


def links_of(page: pikepdf.Page) -> list[tuple[str, list[float]]]:
    """The links of a page: where each leads (an address, or the number of an object), and where it lies (mm, y down)."""
    out = []
    high = float(page.MediaBox[3])
    for note in page.get("/Annots", []):
        left, bottom, right, top = map(float, note.Rect)
        where = str(note.A.URI) if "/A" in note else str(note.Dest[0].objgen[0])
        out.append((where, [left / MM, (high - top) / MM, right / MM, (high - bottom) / MM]))
    return out


@pytest.mark.parametrize("scale", [1.0, 0.95])
def test_links_of_the_poster_work_on_every_tile_that_shows_them(write: Writer, scale: float) -> None:
    """One over the seam is on both tiles, as far as each shows it; one inside the poster leads to the tile of its goal."""
    across = Link(150, 100, 180, 8, "https://example.org/map")  # a tile shows 283 mm
    inside = Link(20, 20, 30, 6, "#goal", "over there")
    nowhere = Link(20, 40, 30, 6, "#missing")
    sheet = HandSheet(
        [
            part(write("words", x=150, y=105), across, inside, nowhere),
            part(Mark("goal", "Goal", 1, 10, 15), write("here"), x=400, y=300),
        ],
        594.0,
        420.0,
    )
    pdf = opened(tiled_pdf([tiled(sheet, "A4", scale=scale)]))
    plan = planned(sheet, "A4", scale=scale)
    goal = next(
        pdf.pages[1 + k].objgen[0]
        for k, tile in reversed(list(enumerate(plan.tiles)))
        if tile.window.x <= 410 * scale <= tile.window.right and tile.window.y <= 315 * scale <= tile.window.bottom
    )
    shown = {"https://example.org/map": 0, str(goal): 0}
    for tile, page in zip(plan.tiles, pdf.pages[1:], strict=True):
        for where, (left, top, right, bottom) in links_of(page):
            shown[where] += 1
            link = across if where.startswith("https") else inside
            x, y = plan.margin - tile.window.x, plan.margin - tile.window.y
            assert left == pytest.approx(max(tile.art.x, x + link.x * scale), abs=0.01)
            assert right == pytest.approx(min(tile.art.right, x + (link.x + link.w) * scale), abs=0.01)
            assert top == pytest.approx(max(tile.art.y, y + link.y * scale), abs=0.01)
            assert bottom == pytest.approx(min(tile.art.bottom, y + (link.y + link.h) * scale), abs=0.01)
    assert shown["https://example.org/map"] == 2
    assert shown[str(goal)] == 1
    assert not list(spoken(pdf))
    notes = [str(n.Contents) for page in pdf.pages[1:] for n in page.get("/Annots", [])]
    assert notes.count("over there") == 1


def test_a_sheet_that_goes_on_leads_to_the_first_tile_of_the_next() -> None:
    journey = templates.load("new-colleague", "en")
    data = Press().render(journey, PrintOrder(paper="A2", sheets=2, distance=2.0, tile="A4")).files[0]
    pdf = opened(data)
    tiles = [page for page in pdf.pages if page.get("/Annots") is not None]
    onward = [
        note for page in tiles for note in page.Annots if str(note.Contents) == "on sheet 2" and "/Dest" in note
    ]
    assert len(onward) >= 1
    goals = {note.Dest[0].objgen for note in onward}
    assert len(goals) == 1
    at = [page.objgen for page in pdf.pages].index(goals.pop())
    assert at > len(pdf.pages) / 2
    assert "2-A1" in "".join(word.text for word in words(pdf.pages[at]))
    assert not list(spoken(pdf))


@pytest.fixture(scope="module")
def write() -> Writer:
    return Writer()


def test_every_picture_has_an_alternative_text_and_the_file_its_language() -> None:
    sheet = sample("new-colleague", "A2", "hu")
    pdf = opened(tiled_pdf([tiled(sheet, "A4", "hu")]))
    assert str(pdf.Root.Lang) == "hu"
    assert bool(pdf.Root.MarkInfo.Marked)
    figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert len(figures) == len(pdf.pages)
    assert all(sheet.title in str(figure.Alt) for figure in figures)
    roles = [role for role, _ in elements(pdf)]
    assert roles[:4] == ["Document", "P", "H1", "P"]
    assert roles.count("H2") == 4
    assert "/Lang" not in figures[0]
    plan = planned(sheet, "A4")
    for tile, figure in zip(plan.tiles, figures[1:], strict=True):
        left, bottom, right, top = (float(v) / MM for v in figure.A.BBox)
        art, high = tile.art, plan.paper.height
        assert (left, high - top) == pytest.approx((art.x, art.y), abs=0.01)
        assert (right, high - bottom) == pytest.approx((art.right, art.bottom), abs=0.01)


def test_words_in_another_language_say_so() -> None:
    pdf = opened(tiled_pdf([tiled(sample("new-colleague", "A2", "hu"), "A4", "da")]))
    assert str(pdf.Root.Lang) == "hu"
    languages = {
        str(o.Lang) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/Lang" in o
    }
    assert languages == {"da"}


def test_forms_hold_no_pieces_of_the_structure_tree(small: bytes) -> None:
    pdf = opened(small)
    for page in pdf.pages:
        marks = 0
        for operands, name in operators(page):
            marks += name in ("BDC", "BMC") and str(operands[0]) != "/Span"
            marks -= name == "EMC"
            if name in ("Do", "S", "f", "B", "Tj", "TJ"):
                assert marks >= 1, "something is painted outside of marked content"
        for form in forms(page).values():
            found = {str(o[0]) for o, n in pikepdf.parse_content_stream(form) if str(n) in ("BDC", "BMC")}
            assert found <= {"/Span"}


def test_pages_say_their_names(small: bytes) -> None:
    said = "".join(word.text for word in words(opened(small).pages[3]))
    assert "A3" in said
    assert "row 1 of 2, column 3 of 4" in said
    assert "A4" in said, "the neighbour on the right"
    assert "B3" in said, "the neighbour below"


def test_a_viewer_begins_with_true_size_on_one_side(small: bytes) -> None:
    pdf = opened(small)
    wishes = pdf.Root.ViewerPreferences
    assert wishes.PrintScaling == "/None"
    assert wishes.Duplex == "/Simplex"
    assert bool(wishes.PickTrayByPDFSize)
    assert str(pdf.docinfo["/Author"]) == "Ágnes"
    assert str(pdf.docinfo["/Title"]) == sample("new-colleague", "A2").title


def test_the_journey_may_go_with_it() -> None:
    attachment = Attachment("journey.cjm", "application/vnd.cjm+json", b"{}", "The journey")
    production = Production(attachment=attachment)
    pdf = opened(tiled_pdf([tiled(sample("new-colleague", "A2"))], production=production))
    assert pdf.attachments["journey.cjm"].get_file().read_bytes() == b"{}"
    assert pdf.Root.ViewerPreferences.PrintScaling == "/None"


def test_the_same_poster_gives_the_same_bytes(small: bytes) -> None:
    again = tiled_pdf([tiled(sample("new-colleague", "A2"))], PdfInfo(author="Ágnes", date="2026-05-01"))
    assert again == small


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_file_is_hardly_larger_than_the_posters(paper: str) -> None:
    sheet = sample("big", "A0")
    assert len(tiled_pdf([tiled(sheet, paper)])) < 1.3 * len(pdf_bytes([sheet]))


# ------------------------------------------------------------------------------------------------ inks, standards

INKS = Production(colours="cmyk")


def colours_of(stream: pikepdf.Page | pikepdf.Object) -> list[tuple[str, list[float]]]:
    """The operators that set a colour, with their operands."""
    found = pikepdf.parse_content_stream(stream)
    wanted = (
        "k",
        "K",
        "rg",
        "RG",
        "g",
        "G",
        "sc",
        "SC",
        "scn",
        "SCN",
        "cs",
        "CS",
        "sh",
        "ri",
        "gs",
        "INLINE IMAGE",
    )
    return [(str(name), [float(v) for v in values]) for values, name in found if str(name) in wanted]


@pytest.mark.parametrize("make", [lambda _: sample("new-colleague", "A2"), gallery])
def test_tiles_in_inks_hold_no_other_colour(make: Callable[[Writer], Sheet], write: Writer) -> None:
    pdf = opened(tiled_pdf([tiled(make(write))], production=INKS))
    (intent,) = pdf.Root.OutputIntents
    assert (intent.S, str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert int(intent.DestOutputProfile.N) == 4
    said: dict[str, set[tuple[float, ...]]] = {"k": set(), "K": set()}
    for page in pdf.pages:
        for stream in (page, *forms(page).values()):
            for name, values in colours_of(stream):
                assert name in ("k", "K"), f"{name} is no ink"
                assert len(values) == 4
                assert all(0 <= v <= 1 for v in values)
                assert sum(values) <= 3.0
                said[name].add(tuple(values))
    assert len(said["k"]) > 5
    assert said["K"]
    # Lines and names that are cut and glued by are of black ink alone, and so is everything on the pages themselves.
    for page in pdf.pages:
        for _, values in colours_of(page):
            assert values[:3] == [0, 0, 0] or page.objgen == pdf.pages[0].objgen
    images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert all(str(image.ColorSpace) in ("/DeviceCMYK", "/DeviceGray") for image in images)


def test_the_form_in_inks_is_the_poster_in_inks() -> None:
    """Operator by operator: what is painted once for all tiles is what a poster in one piece is made of."""
    sheet = sample("new-colleague", "A2")
    (page,) = opened(pdf_bytes([sheet], production=INKS)).pages
    form = forms(opened(tiled_pdf([tiled(sheet)], production=INKS)).pages[0])["/X1"]
    marks = ("BDC", "BMC", "EMC", "BT", "ET", "Td", "Tm", "Tf", "Tj", "TJ")

    def painted(stream: pikepdf.Page | pikepdf.Object) -> list[tuple[str, list[str]]]:
        found = pikepdf.parse_content_stream(stream)
        return [(str(name), [str(v) for v in values]) for values, name in found if str(name) not in marks]

    assert painted(form) == painted(page)


def test_tiles_in_inks_are_hardly_larger_than_the_poster_in_inks() -> None:
    sheet = sample("big", "A0")
    pages = tiled_pdf([tiled(sheet)], production=INKS)
    assert len(pages) < 1.3 * len(pdf_bytes([sheet], production=INKS))
    assert pages == tiled_pdf([tiled(sheet)], production=INKS)


def test_pages_that_show_something_translucent_blend_it_in_inks() -> None:
    clear = Image(20, 20, 150, 90, "image/png", png(alpha=True), "A veil")
    sheet = HandSheet([part(Rect(0, 0, 200, 120, fill="#112233"), clear)])
    pdf = opened(tiled_pdf([tiled(sheet)], production=INKS))
    assert [str(page.Group.CS) for page in pdf.pages] == ["/DeviceCMYK"] * len(pdf.pages)
    assert not any("/Group" in page for page in opened(tiled_pdf([tiled(sheet)])).pages)


@pytest.mark.parametrize(
    "production",
    [
        Production(bleed=3),
        Production(marks=True),
        Production(standard="x4"),
        Production(standard="x4", bleed=3),
    ],
)
def test_what_only_a_print_shop_can_use_is_refused(production: Production) -> None:
    with pytest.raises(ProductionError) as caught:
        tiled_pdf([tiled(sample("new-colleague", "A2"))], production=production)
    assert caught.value.reason is Refusal.TILES_FOR_PRINT
    assert "in one piece" in str(caught.value)


def test_a_series_of_posters_is_one_file() -> None:
    first, second = sample("new-colleague", "A2"), sample("new-laptop", "A2")
    pdf = opened(tiled_pdf([tiled(first, part=1, parts=2), tiled(second, part=2, parts=2)]))
    assert len(pdf.pages) == 18
    with pdf.open_outline() as outline:
        assert [entry.title for entry in outline.root] == ["Assembly map · poster sheet 1 of 2", "Assembly map · poster sheet 2 of 2"]
        assert outline.root[1].children[0].title.startswith("2-A1 ·")
    assert str(pdf.docinfo["/Title"]) == first.title
    for page in pdf.pages[9:]:
        assert "/X1" not in forms(page)


def test_pictures_on_the_poster_are_embedded_once() -> None:
    picture = Image(20, 20, 150, 150, "image/png", png(), "A red square")
    ground = Rect(0, 0, 400, 300, fill="#112233")
    pdf = opened(tiled_pdf([tiled(HandSheet([part(ground, picture)], 400, 300))]))
    images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert len(images) == 1
    assert [o.objgen for o in forms(pdf.pages[1])["/X1"].Resources.XObject.values()] == [images[0].objgen]


def test_a_poster_longer_than_pdf_allows_is_shown_in_true_size() -> None:
    ground = Rect(0, 0, 6000, 150, fill="#112233")
    sheet = HandSheet([part(ground)], 6000, 150)
    pdf = opened(tiled_pdf([tiled(sheet, "A3")]))
    page = pdf.pages[-1]
    cms = [pikepdf.Matrix(*map(float, o)) for o, name in operators(page) if name == "cm"]
    assert (cms[1] @ cms[0]).a == pytest.approx(2.0)
    assert "/UserUnit" not in page


def test_progress_is_told_and_cancelling_ends_the_work() -> None:
    poster = tiled(sample("new-colleague", "A2"))
    told: list[tuple[int, int]] = []
    tiled_pdf([poster], None, lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1]
    assert all(a[0] <= b[0] for a, b in pairwise(told))
    assert len({total for _, total in told}) == 1
    with pytest.raises(Cancelled):
        tiled_pdf([poster], None, None, lambda: True)


def test_nothing_to_print_is_an_error() -> None:
    with pytest.raises(ValueError, match="no sheet"):
        tiled_pdf([])


# ------------------------------------------------------------------------------------------------ put together


def rendered(data: bytes, folder: Path, density: float) -> list[np.ndarray]:
    """The pages as poppler draws them, with so many pixels for a millimetre."""
    source = folder / "in.pdf"
    source.write_bytes(data)
    for old in folder.glob("page*.png"):
        old.unlink()
    command = [
        "pdftoppm",
        "-r",
        str(25.4 * density),
        "-png",
        str(source),
        str(folder / "page"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    pages = []
    for path in sorted(folder.glob("page*.png"), key=lambda path: int(path.stem.rpartition("-")[2])):
        with PIL.Image.open(io.BytesIO(path.read_bytes())) as image:
            pages.append(np.asarray(image.convert("RGB")).astype(np.int16))
    return pages


# Sample, its paper, the tiles', how it is cut, how it is produced, pixels for a millimetre (so that windows begin on one).
WHOLE = [
    ("new-colleague", "A2", "A4", {}, Production(), 4),
    pytest.param("big", "A2", "A3", {}, Production(), 4, marks=pytest.mark.slow),
    pytest.param("new-laptop", "A2", "A4", {"overlap": 0.0}, Production(), 4, marks=pytest.mark.slow),
    pytest.param("new-laptop", "400x280mm", "Letter", {}, Production(), 10, marks=pytest.mark.slow),
    ("new-laptop", "400x300mm", "A4", {"scale": 0.95}, Production(), 4),
    ("new-colleague", "500x300mm", "A3", {"overlap": 24.0, "scale": 0.95}, INKS, 4),
    pytest.param("new-colleague", "A2", "A4", {}, INKS, 4, marks=pytest.mark.slow),
    pytest.param("new-laptop", "A2", "A3", {"overlap": 6.0}, Production(standard="a3", colours="cmyk"), 4, marks=pytest.mark.slow),
]


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's tools are not installed")
@pytest.mark.parametrize(("name", "paper", "tile", "cut", "production", "density"), WHOLE)
def test_tiles_put_together_are_the_poster(
    tmp_path: Path,
    name: str,
    paper: str,
    tile: str,
    cut: dict[str, float],
    production: Production,
    density: float,
) -> None:
    check_glued([sample(name, paper)], tile, cut, production, tmp_path, density)


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's tools are not installed")
def test_tiles_of_several_sheets_put_together_are_those_sheets(tmp_path: Path) -> None:
    sheets = [sample("new-colleague", "A3"), sample("new-laptop", "A2")]
    check_glued(sheets, "A4", {}, Production(), tmp_path, 4)


def check_glued(
    sheets: list[MapSheet],
    tile: str,
    cut: dict[str, float],
    production: Production,
    folder: Path,
    density: float,
) -> None:
    """Draw every tile, lay them over each other as they are glued, and compare with each poster in one piece, which for a
    reduced one is drawn with as many pixels fewer.
    """
    posters = [
        tiled(sheet, tile, part=i if len(sheets) > 1 else 0, parts=len(sheets), **cut) for i, sheet in enumerate(sheets, 1)
    ]
    pages = iter(rendered(tiled_pdf(posters, production=production), folder, density))
    for sheet in sheets:
        next(pages)  # the map
        plan = planned(sheet, tile, **cut)
        (whole,) = rendered(pdf_bytes([sheet], production=production), folder, density * plan.scale)
        wide, high = round(plan.width * density), round(plan.height * density)
        glued = np.full((high, wide, 3), -1000, np.int16)
        for at in plan.tiles:
            page = next(pages)
            x, y, w, h = (round(v * density) for v in (at.art.x, at.art.y, at.art.w, at.art.h))
            left = round((at.art.x - plan.margin + at.window.x) * density)
            top = round((at.art.y - plan.margin + at.window.y) * density)
            # In the order of gluing: each lies over the flaps of those before it.
            glued[top : top + h, left : left + w] = page[y : y + h, x : x + w]
        assert glued.min() >= 0, "a spot lies on no tile"
        differing = np.abs(glued - whole[:high, :wide]).max(axis=2)
        # Where an edge falls between two shades to the last digit, poppler may take either: a pixel in 100,000 by a shade.
        assert differing.max() <= 96
        assert (differing > 0).mean() < 2e-5
    assert next(pages, None) is None
