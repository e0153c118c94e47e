"""The press: whatever form, nothing is written once nobody wants it; a PNG is the picture, at its resolution."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pikepdf
import pytest

from cjm_desktop.document import (
    Charter,
    FooterBlock,
    Imprint,
    Interview,
    Journey,
    Message,
    Opportunity,
    Participant,
    Phase,
    Problem,
    Touchpoint,
)
from cjm_desktop.exchange import ImportFailed, journey_file_of_pdf
from cjm_desktop.layout import MapSheet
from cjm_desktop.layout.paper import legible_from
from cjm_desktop.layout.sheet import Text
from cjm_desktop.layout.tiling import TilingError
from cjm_desktop.paint import Cancelled
from cjm_desktop.press import HANDOUTS, Press, PressError, PrintOrder, files_of
from cjm_desktop.storage import names_left_out, parse, to_bytes
from cjm_desktop.storage.templates import load


class After:
    """Says “stop” from the ``times``-th question on."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def journey() -> Journey:
    return Journey(
        title="My new laptop",
        phases=(Phase(id="f1", name="Before"),),
        touchpoints=(Touchpoint(id="t1", phase="f1", title="Asks", grade=7.0),),
    )


@pytest.mark.parametrize("form", ["pdf", "png", "svg"])
def test_what_is_stopped_at_any_moment_writes_nothing(
    form: Literal["pdf", "png", "svg"], tmp_path: Path
) -> None:
    press, order, target = Press(), PrintOrder(format=form, paper="A4", dpi=40), tmp_path / f"poster.{form}"
    target.write_bytes(b"what was there before")
    count = After(10**9)
    press.print(journey(), order, tmp_path / "whole", cancelled=count)
    asked = 10**9 - count.left
    assert asked >= 3
    for moment in {0, 1, 2, asked // 2, asked - 1}:
        with pytest.raises(Cancelled):
            press.print(journey(), order, target, cancelled=After(moment))
    assert target.read_bytes() == b"what was there before"
    assert sorted(path.name for path in tmp_path.iterdir()) == [target.name, "whole"]


def test_a_png_is_the_picture_at_its_resolution() -> None:
    from PySide6.QtGui import QImage

    from cjm_desktop.paint.qt.image import drawing_application, render_image

    done: list[tuple[int, int]] = []
    press, order = Press(), PrintOrder(format="png", paper="A4", dpi=100)
    (data,) = press.render(journey(), order, lambda part, of: done.append((part, of))).files
    application = drawing_application()
    picture = QImage.fromData(data)
    assert picture == render_image(press.sheet(journey(), order), dpi=100)
    assert (picture.width(), picture.height()) == (1169, 827)
    assert picture.dotsPerMeterX() == picture.dotsPerMeterY() == 3937
    assert done == sorted(done)
    assert len(done) > 3
    assert application is drawing_application()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there may a display be missing")
def test_a_png_needs_no_display_whatever_the_environment_says(tmp_path: Path) -> None:
    code = (
        "from cjm_desktop.document import Journey; from cjm_desktop.press import Press, PrintOrder\n"
        "print(Press().render(Journey(), PrintOrder(format='png', paper='A4', dpi=30)).files[0][:4])"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": ":98", "WAYLAND_DISPLAY": "gone"}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "b'\\x89PNG'\n"), ran.stderr


def pages(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def test_the_journey_is_inside_unless_the_document_or_the_order_says_no() -> None:
    press, own = Press(), journey()
    (data,) = press.render(own, PrintOrder(paper="A4")).files
    assert journey_file_of_pdf(data) == to_bytes(own)
    kept_out = own.replace(poster=own.poster.replace(attach=False))
    for given, order in (
        (own, PrintOrder(paper="A4", attach=False)),
        (kept_out, PrintOrder(paper="A4")),
        # For the print shop nobody has to remember to leave it out.
        (own, PrintOrder(paper="A4", standard="x4")),
    ):
        (data,) = press.render(given, order).files
        with pytest.raises(ImportFailed, match="no journey"):
            journey_file_of_pdf(data)
    with pytest.raises(PressError, match="print shop"):
        press.render(own, PrintOrder(paper="A4", standard="x4", attach=True))


@pytest.mark.parametrize(
    "order",
    [
        PrintOrder(paper="A4", standard="x4"),
        PrintOrder(paper="A4", standard="x4", bleed=3.0, marks=True),
        PrintOrder(paper="A4", attach=False),
        PrintOrder(paper="A2", tile="A4", attach=False),
        PrintOrder("blank", paper="A2"),
    ],
)
def test_where_the_journey_is_not_inside_nothing_unprinted_is(order: PrintOrder) -> None:
    own = journey()
    own = own.replace(
        interviews=(Interview(id="i1", respondent="Guillaume Secretperson", date="2026-01-02"),)
    )
    (data,) = Press().render(own, order).files
    with pages(data) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        assert "/AF" not in pdf.Root
        for one in pdf.objects:
            content = (
                one.read_bytes()
                if isinstance(one, pikepdf.Stream) and "/DCTDecode" not in str(one.get("/Filter"))
                else b""
            )
            assert b"Secretperson" not in content
            assert "Secretperson".encode("utf-16-be").hex().upper().encode() not in content
            assert b'"touchpoints"' not in content


def test_tiles_are_pages_of_their_paper() -> None:
    (data,) = Press().render(journey(), PrintOrder(paper="A2", tile="A4")).files
    with pages(data) as pdf:
        sizes = {
            tuple(sorted(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])) for page in pdf.pages
        }
    assert sizes == {(210, 297)}
    assert journey_file_of_pdf(data) == to_bytes(journey())


def test_tiles_are_printed_in_inks_or_for_an_archive_as_well() -> None:
    for order, intent in (
        (PrintOrder(paper="A2", tile="A4", colours="cmyk"), "/GTS_PDFX"),
        (PrintOrder(paper="A2", tile="A4", standard="a3"), "/GTS_PDFA1"),
    ):
        (data,) = Press().render(journey(), order).files
        with pages(data) as pdf:
            assert [str(one.S) for one in pdf.Root.OutputIntents] == [intent]
        assert journey_file_of_pdf(data) == to_bytes(journey())


@pytest.mark.parametrize(
    "order",
    [
        PrintOrder(paper="A2", tile="A4", standard="x4"),
        PrintOrder(paper="A2", tile="A4", bleed=3.0),
        PrintOrder(paper="A2", tile="A4", marks=True),
    ],
)
def test_tiles_with_a_print_shops_trimmings_are_refused_with_the_reason(order: PrintOrder) -> None:
    with pytest.raises(TilingError, match="in one piece"):
        Press().render(journey(), order)


def test_marks_and_bleed_lie_outside_the_paper() -> None:
    (data,) = Press().render(journey(), PrintOrder(paper="A4", marks=True, bleed=3.0, standard="x4")).files
    with pages(data) as pdf:
        trim, media = (
            [float(n) / 72 * 25.4 for n in box] for box in (pdf.pages[0].trimbox, pdf.pages[0].mediabox)
        )
    assert trim[2] - trim[0] == pytest.approx(297, abs=0.1)
    assert trim[3] - trim[1] == pytest.approx(210, abs=0.1)
    assert media[2] - media[0] == pytest.approx(297 + 2 * 11, abs=0.1)


def test_a_blank_poster_is_printed_on_the_posters_paper() -> None:
    press, own = Press(), journey()
    upright = own.replace(poster=own.poster.replace(paper="A1", orientation="portrait"))
    printed = press.render(upright, PrintOrder("blank", language="hu"))
    with pages(printed.files[0]) as pdf:
        (page,) = pdf.pages
        sides = [float(side) / 72 * 25.4 for side in page.mediabox[2:]]
        assert sides == [pytest.approx(594, abs=0.1), pytest.approx(841, abs=0.1)]
        assert str(pdf.docinfo["/Title"]).startswith("Üres plakát a falra")
    named, unnamed = (
        press.sheet(own, PrintOrder("blank", paper="A0", phase_names=on)).parts() for on in (True, False)
    )
    words = [
        {item.line.text for part in parts for item in part.items if isinstance(item, Text)}
        for parts in (named, unnamed)
    ]
    assert own.phases[0].name in words[0] - words[1]


def test_a_blank_poster_carries_the_journey_only_when_it_is_asked_to() -> None:
    press, own = Press(), journey()
    (data,) = press.render(own, PrintOrder("blank", paper="A2")).files
    with pytest.raises(ImportFailed, match="no journey"):
        journey_file_of_pdf(data)
    (data,) = press.render(own, PrintOrder("blank", paper="A2", attach=True)).files
    assert journey_file_of_pdf(data) == to_bytes(own)


def test_real_names_leave_the_house_only_where_they_are_printed() -> None:
    told = Interview(id="i-own", respondent="Kirsten Holm", pseudonym="K.")
    own = journey().replace(interviews=(told,))
    for given, order, named in (
        (own, PrintOrder(paper="A4"), False),
        (own, PrintOrder(paper="A4", names=True), True),
        (own.replace(poster=own.poster.replace(show_names=True)), PrintOrder(paper="A4"), True),
    ):
        (data,) = Press().render(given, order).files
        attached = journey_file_of_pdf(data)
        inside = parse(attached, Path("a.pdf"))[0]
        assert inside == (given if named else given.replace(interviews=(told.replace(respondent=""),)))
        assert names_left_out(attached) is not named
        assert Press().names_kept_back(given, order) == (0 if named else 1)
    assert not names_left_out(to_bytes(own))
    assert Press().names_kept_back(own, PrintOrder(attach=False)) == 0
    assert Press().names_kept_back(own, PrintOrder(standard="x4")) == 0


def test_authors_whom_the_foot_does_not_print_are_said_to_stay_out() -> None:
    signed = journey().replace(imprint=Imprint(authors=("The working group",)))
    hidden = signed.replace(poster=signed.poster.replace(foot=(FooterBlock.DATE,)))
    press = Press()
    assert not press.authors_kept_back(signed, PrintOrder())
    assert press.authors_kept_back(hidden, PrintOrder())
    assert press.names_kept_back(hidden, PrintOrder()) == 0, "a group is no person"
    assert not press.authors_kept_back(hidden, PrintOrder(names=True))


def everything_in(data: bytes) -> bytes:
    """A PDF with all its streams unpacked, and its strings also as one byte a letter."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        plain = io.BytesIO()
        pdf.save(
            plain,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return plain.getvalue()


@pytest.mark.parametrize("view", ["poster", "timeline", "blank", "participants", "opportunities", "actions", "interview"])
def test_no_real_name_is_anywhere_in_a_file_without_names(view: str) -> None:
    """Not in what is attached, not in what is said of the file, not in what is read aloud."""
    charter = Charter(participants=(Participant(id="who", name="Qzxname"),))
    own = journey().replace(
        charter=charter,
        interviews=(Interview(id="told", respondent="Qzxname", pseudonym="K."),),
        opportunities=(Opportunity(id="idea", title="Tell them", touchpoints=("t1",), person="Qzxname"),),
        imprint=Imprint(authors=("Qzxname",)),
    )
    own = own.replace(poster=own.poster.replace(foot=(FooterBlock.DATE,)))
    found: list[list[bool]] = []
    for names in (False, True):
        order = PrintOrder(view, names=names, attach=True if view == "blank" else None)
        (data,) = Press().render(own, order).files
        plain = everything_in(data)
        spellings = ("Qzxname".encode(code) for code in ("utf-8", "utf-16-be"))
        spelt = any(one in plain or one.hex().upper().encode() in plain.upper() for one in spellings)
        drawn = any(
            isinstance(item, Text) and "Qzxname" in item.line.text
            for sheet in Press().sheets(own, order)
            for part in sheet.parts()
            for item in part.items
        )
        found.append([spelt, drawn])
    assert found[0] == [False, False]
    assert found[1][0], "the test would find one"


@pytest.mark.parametrize("view", HANDOUTS)
def test_handouts_are_printed_on_office_paper(view: str) -> None:
    press, order = Press(), PrintOrder(view, language="hu")
    (data,) = press.render(journey(), order).files
    with pages(data) as pdf:
        sizes = {
            tuple(sorted(round(float(side) / 72 * 25.4) for side in page.mediabox[2:])) for page in pdf.pages
        }
        assert len(pdf.pages) == len(press.sheets(journey(), order))
    assert sizes == {(210, 297)}


def test_letters_of_a_drawing_are_text_or_outlines() -> None:
    orders = [PrintOrder(format="svg", paper="A3", outlines=outlines) for outlines in (False, True)]
    (text,), (outlined,) = (Press().render(journey(), order).files for order in orders)
    assert b">My new laptop</text>" in text
    assert b"<use " not in text
    assert b"<use " in outlined
    assert b"@font-face" not in outlined


def test_several_pictures_are_several_files(tmp_path: Path) -> None:
    order = PrintOrder("interview", "svg")
    press, target = Press(), tmp_path / "guide.svg"
    count = len(press.sheets(journey(), order))
    press.print(journey(), order, target)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ([target.name] if count == 1 else [f"guide-{n}.svg" for n in range(1, count + 1)])
    assert files_of(Path("a.png"), 3) == [Path("a-1.png"), Path("a-2.png"), Path("a-3.png")]


def test_the_progress_of_a_series_of_pictures_never_goes_back() -> None:
    order, told = PrintOrder("cards", "png", dpi=30), list[tuple[int, int]]()
    files = Press().render(load("new-colleague", "en"), order, lambda done, of: told.append((done, of))).files
    shares = [done / of for done, of in told]
    assert len(files) > 1
    assert shares == sorted(shares)
    assert shares[-1] > 0.9
    assert len(set(shares)) > len(files)


def test_what_cannot_be_read_is_answered_with_what_would_help() -> None:
    press, order = Press(), PrintOrder(paper="A3", distance=1.0)
    colleague = load("new-colleague", "en")
    problems = [problem for sheet in press.sheets(colleague, order) for problem in sheet.problems]
    said = [str(message) for message in press.advice(colleague, order, problems)]
    assert any("Take A" in one for one in said)
    assert press.advice(colleague, order, ()) == ()
    assert press.advice(colleague, order, [Problem("poster.lanes", Message("Set compactly."))]) == ()
    assert press.advice(colleague, replace(order, view="blank"), problems) == ()


def test_small_print_alone_is_answered_too_by_what_is_measured_not_by_its_words() -> None:
    press, order, colleague = Press(), PrintOrder(paper="A1", distance=0.9), load("new-colleague", "en")
    (sheet,) = press.sheets(colleague, order)
    assert isinstance(sheet, MapSheet)
    assert legible_from(sheet.body_pt) >= 0.9 > sheet.legible_from, "its text can be read, its small print cannot"
    assert press.advice(colleague, order, [Problem("poster.paper", Message("In whatever words."))])
