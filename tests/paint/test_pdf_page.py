"""Pages, information and the file as a whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from extract import names, opened, operators
from hypothesis import example, given
from hypothesis import strategies as st
from sheets import HandSheet, Writer, gallery, part, png, sheet

from cjm_desktop.layout.sheet import Image, Item, Part, PartKind, Rect
from cjm_desktop.paint import Cancelled
from cjm_desktop.paint.pdf import PdfInfo, pdf_bytes
from cjm_desktop.paint.pdf.file import Stream

MM = 72 / 25.4
BOXES = ("/MediaBox", "/CropBox", "/TrimBox")


@pytest.fixture(scope="module")
def write() -> Writer:
    return Writer()


@given(st.floats(10, 5080), st.floats(10, 5080))
@example(5080.0, 600.0)
def test_page_is_as_large_as_the_sheet(width: float, height: float) -> None:
    page = opened(pdf_bytes([sheet(width=width, height=height)])).pages[0]
    for box in BOXES:
        left, bottom, right, top = map(float, page[box])
        assert (left, bottom) == (0, 0)
        assert abs(right - width * MM) < 0.001
        assert abs(top - height * MM) < 0.001
    assert "/UserUnit" not in page


def test_a_sheet_longer_than_pdf_allows_gets_a_larger_unit() -> None:
    item = Rect(19_000, 10, 100, 50, fill="#112233")
    page = opened(pdf_bytes([sheet(item, width=20_000, height=300)])).pages[0]
    unit = int(page.UserUnit)
    assert float(page.MediaBox[2]) <= 14400
    assert float(page.MediaBox[2]) * unit == pytest.approx(20_000 * MM, abs=0.001)
    scale = next(float(values[0]) for values, operator in operators(page) if operator == "cm")
    assert scale * unit == pytest.approx(MM, abs=1e-6)


def test_several_sheets_are_several_pages_of_their_own_size() -> None:
    sheets = [sheet(width=w, height=h) for w, h in ((210, 297), (1189, 841), (420, 297))]
    pages = opened(pdf_bytes(sheets)).pages
    sizes = [(round(float(p.MediaBox[2]) / MM, 1), round(float(p.MediaBox[3]) / MM, 1)) for p in pages]
    assert sizes == [(210, 297), (1189, 841), (420, 297)]


def test_what_the_file_says_about_itself() -> None:
    info = PdfInfo("Ödön’s (journey)", "Ágnes", "a\\b", "ő, ű", "hu", "2026-05-01T14:30:00+02:00")
    pdf = opened(pdf_bytes([sheet()], info))
    assert str(pdf.docinfo["/Title"]) == "Ödön’s (journey)"
    assert str(pdf.docinfo["/Author"]) == "Ágnes"
    assert str(pdf.docinfo["/Subject"]) == "a\\b"
    assert str(pdf.docinfo["/Keywords"]) == "ő, ű"
    assert str(pdf.docinfo["/Creator"]) == "CJM Desktop"
    assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20260501123000Z"
    assert str(pdf.Root.Lang) == "hu"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Ödön’s (journey)"
        assert xmp["dc:creator"] == ["Ágnes"]
        assert xmp["xmp:CreateDate"] == "2026-05-01T12:30:00Z"


def test_title_and_language_come_from_the_first_sheet_when_not_given() -> None:
    first, second = HandSheet([], title="One", language="da"), HandSheet([], title="Two", language="sv")
    pdf = opened(pdf_bytes([first, second]))
    assert str(pdf.docinfo["/Title"]) == "One"
    assert str(pdf.Root.Lang) == "da"
    assert "/Author" not in pdf.docinfo


@pytest.mark.parametrize(
    "hostile", ["()\\", ")) >> endobj", "<b>&amp;", "\x00\x01\ufffe", "\ud800", "ő" * 9000, "%PDF"]
)
def test_hostile_strings_do_no_harm(hostile: str, write: Writer) -> None:
    from cjm_desktop.layout.sheet import Link, Mark, Tag

    items = (
        Mark(hostile, hostile, 0, 1, 1),
        Tag(hostile or "P", hostile, hostile),
        write("fine"),
        Tag(),
        Link(0, 0, 5, 5, "#" + hostile),
        Link(0, 0, 5, 5, "https://example.org/" + hostile),
    )
    data = pdf_bytes(
        [sheet(*items, title=hostile)], PdfInfo(author=hostile, keywords=hostile, language=hostile)
    )
    pdf = opened(data)
    assert not pdf.check_pdf_syntax()
    if hostile.isprintable():
        assert str(pdf.docinfo["/Author"]) == hostile
    with pdf.open_metadata() as xmp:
        assert "dc:title" in xmp or not hostile.isprintable()


def test_same_input_same_bytes(write: Writer) -> None:
    info = PdfInfo(title="T", date="2026-05-01")
    first = pdf_bytes([gallery(write), sheet()], info)
    assert first == pdf_bytes([gallery(Writer()), sheet()], info)
    assert opened(first).trailer.ID != opened(pdf_bytes([sheet()], info)).trailer.ID


def test_no_clock_is_read() -> None:
    assert pdf_bytes([sheet()]) == pdf_bytes([sheet()])
    assert str(opened(pdf_bytes([sheet()])).docinfo["/CreationDate"]) == "D:20000101000000Z"


def test_file_is_sound_and_names_no_font_that_is_not_in_it(write: Writer) -> None:
    data = pdf_bytes([gallery(write)])
    pdf = opened(data)
    assert not pdf.check_pdf_syntax()
    for item in pdf.objects:
        assert b"Helvetica" not in item.unparse(resolved=True)
        assert b"ASCII85" not in item.unparse(resolved=True)
    assert "f" in names(pdf.pages[0])


def test_progress_reaches_the_end() -> None:
    told: list[tuple[int, int]] = []
    parts = [part(*[Rect(0, 0, 1, 1, fill="#000000")] * 300) for _ in range(3)]
    pdf_bytes([HandSheet(parts)], progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]  # every 256 items, in parts


def test_of_a_painted_sheet_nothing_is_kept() -> None:
    """Items are there while their part is painted, and not while the next one's are."""
    made: list[int] = []

    def maker(i: int) -> Callable[[], list[Item]]:
        def make() -> list[Item]:
            made.append(i)
            return [Rect(0, 0, 1, 1, fill="#000000")]

        return make

    sheets = [
        HandSheet([Part(PartKind.CARD, "", 0, 0, 9, 9, maker(10 * i + k)) for k in range(3)])
        for i in range(2)
    ]
    first = pdf_bytes(sheets)
    assert made == [0, 1, 2, 10, 11, 12], "each is made once, in turn"
    assert all(one._items is None for sheet in sheets for one in sheet.made)
    assert pdf_bytes(sheets) == first, "and can be made again"
    given = part(Rect(0, 0, 1, 1, fill="#000000"))
    pdf_bytes([HandSheet([given])])
    assert len(given.items) == 1, "what was given as it is stays"


@pytest.mark.parametrize("after", [0, 3, 5])
def test_cancelling_stops_the_work(after: int) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(Cancelled):
        pdf_bytes([sheet(*[Rect(0, 0, 1, 1, fill="#000000")] * 1000)], cancelled=cancelled)
    assert asked == after + 1


@pytest.mark.parametrize(
    ("sheets", "info", "says"),
    [([], None, "no sheet"), ([sheet()], PdfInfo(date="yesterday"), "yesterday")],
)
def test_senseless_orders_are_refused(sheets: list[HandSheet], info: PdfInfo | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        pdf_bytes(sheets, info)


def test_coloured_paper_covers_the_page() -> None:
    page = opened(pdf_bytes([HandSheet([], paper="#FFF0E0")])).pages[0]
    assert [list(map(float, v)) for v, o in operators(page) if o == "re"] == [[0, 0, 200, 120]]
    plain = opened(pdf_bytes([HandSheet([])])).pages[0]
    assert "re" not in names(plain)


def test_no_qt_is_loaded_and_no_setting_of_reportlab_is_changed() -> None:
    program = (
        "import sys, cjm_desktop.paint.pdf, cjm_desktop.paint.svg, reportlab.rl_config as c;"
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'shiboken', 'pyqtgraph', 'pikepdf'))];"
        "assert c.useA85 == 1 and c.invariant == 0"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_no_byte_of_a_stream_is_taken_for_the_end_of_its_line() -> None:
    """Data may end with a carriage return; with a line feed alone after it, strict readers would count it to the line's end."""
    for data in (b"a\r", b"a\n", b"a\r\n", b"a"):
        written = Stream(data, compress=False).format(None)
        length = int(written.split(b"/Length ")[1].split(b">>")[0])
        body = written.split(b"stream\n", 1)[1]
        assert body[:length] == data
        assert body[length:] == b"\r\nendstream\n"


def test_a_picture_of_its_own_says_where_it_is() -> None:
    picture = Image(10, 20, 30, 40, "image/png", png(), "A clinic")
    figure = opened(pdf_bytes([sheet(picture)])).Root.StructTreeRoot.K[0].K
    assert [float(v) / MM for v in figure.A.BBox] == pytest.approx([10, 60, 40, 100], abs=0.01)
