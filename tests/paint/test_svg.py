"""The SVG painter."""

from __future__ import annotations

import base64
import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path as FilePath

import numpy as np
import PIL.Image
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from pixels import READERS, printed, share_that_differs
from sheets import HandSheet, Writer, curve, gallery, jpeg, part, png, sheet

from cjm_desktop.assets import asset
from cjm_desktop.layout.sheet import Clip, Image, Item, Line, Link, Mark, Path, Rect, Run, Segment, Tag, Text
from cjm_desktop.paint import BadPicture
from cjm_desktop.paint.svg import svg_text
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import open_journey

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
WRITE = Writer()
BOTH = pytest.mark.parametrize("outlines", [False, True])
SQUARE: tuple[Segment, ...] = (("M", 0, 0), ("L", 10, 0), ("L", 10, 10), ("L", 0, 10), ("Z",))


def drawn(*items: Item, outlines: bool = True) -> ElementTree.Element:
    """The document with these items."""
    return ElementTree.fromstring(svg_text(sheet(*items), outlines=outlines))


def written(*items: Item) -> ElementTree.Element:
    """The document with these items, letters as text."""
    return drawn(*items, outlines=False)


def texts(root: ElementTree.Element) -> list[str]:
    """What can be searched and selected."""
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def labels(root: ElementTree.Element) -> list[str]:
    """What is read aloud where letters are outlines."""
    return [one.get("aria-label", "") for one in root.iter(f"{SVG}g") if one.get("role") == "img"]


def embedded(root: ElementTree.Element) -> list[TTFont]:
    """The fonts in the document."""
    css = "".join(one.text or "" for one in root.iter(f"{SVG}style"))
    return [TTFont(io.BytesIO(base64.b64decode(data))) for data in re.findall(r"base64,([^)]+)\)", css)]


def by_id(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """Everything that has an id; no id is given twice."""
    found = [one for one in root.iter() if one.get("id")]
    assert len({one.get("id") for one in found}) == len(found)
    return {one.get("id", ""): one for one in found}


def test_document_is_the_sheet_in_millimetres() -> None:
    root = ElementTree.fromstring(svg_text(HandSheet([], 1189.0, 841.5, "Ödön <&>", "hu", "#FFF0E0")))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (
        "1189mm",
        "841.5mm",
        "0 0 1189 841.5",
    )
    assert root.get(LANG) == "hu"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Ödön <&>"
    paper = root.find(f"{SVG}rect")
    assert paper is not None
    assert (paper.get("width"), paper.get("height"), paper.get("fill")) == ("1189", "841.5", "#FFF0E0")


def test_a_large_sheet_may_ask_to_be_shown_smaller() -> None:
    made = HandSheet([], 1000.0, 500.0)
    root = ElementTree.fromstring(svg_text(made, longest=250.0))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("250mm", "125mm", "0 0 1000 500")
    assert svg_text(made, longest=2000.0) == svg_text(made)


def test_description_tells_what_the_sheet_holds() -> None:
    root = drawn(Mark("a", "Before", 0, 0, 0), Mark("b", "", 0, 0, 0), Mark("c", "After", 0, 0, 0))
    description = root.find(f"{SVG}desc")
    assert description is not None
    assert description.text == "Before · After"
    assert drawn().find(f"{SVG}desc") is None


@BOTH
def test_nothing_is_loaded_from_elsewhere_and_every_reference_is_there(outlines: bool) -> None:
    root = ElementTree.fromstring(svg_text(gallery(WRITE), outlines=outlines))
    known = by_id(root)
    for one in root.iter():
        target = one.get(HREF)
        if target is not None and one.tag != f"{SVG}a":
            assert target.startswith("data:image/") or target[1:] in known
        clip = one.get("clip-path")
        assert clip is None or clip[5:-1] in known
        assert one.tag != f"{SVG}script"
        if one.tag == f"{SVG}style":
            assert not outlines
            assert set(re.findall(r"url\(([^)]{14})", one.text or "")) == {"data:font/ttf;"}
            assert "@import" not in (one.text or "")


def test_text_is_drawn_once_as_outlines_and_is_no_text_any_more() -> None:
    """A program that opens it has no letters to set anew; a screen reader has the words."""
    root = drawn(WRITE("“Tükör” és ő", 10, 20, 6.0, fill="#123456"))
    assert texts(root) == []
    assert labels(root) == ["“Tükör” és ő"]
    assert not [one for one in root.iter() if one.get("font-family")]
    (outlines,) = [one for one in root.iter(f"{SVG}g") if one.get("aria-hidden")]
    assert outlines.get("fill") == "#123456"
    assert len(list(outlines)) == len("“Tükör”éső")
    assert all(by_id(root)[one.get(HREF, "")[1:]].get("d", "").startswith("M") for one in outlines)


def test_glyphs_stand_where_the_shaper_put_them() -> None:
    line = WRITE("AVAST To", 10, 20, 6.0)
    run = line.line.runs[0]
    (outlines,) = [one for one in drawn(line).iter(f"{SVG}g") if one.get("aria-hidden")]
    place = re.fullmatch(r"translate\(10 20\) scale\((\S+) -(\S+)\)", outlines.get("transform", ""))
    assert place
    assert float(place[1]) == float(place[2]) == pytest.approx(6.0 / run.face.upem, abs=1e-7)
    wanted = [x * run.face.upem for x, character in zip(run.xs, run.text, strict=True) if character != " "]
    assert [float(one.get("x", "")) for one in outlines] == pytest.approx(wanted, abs=0.51)


def test_each_outline_is_defined_once_per_face() -> None:
    root = drawn(WRITE("banana banana"), WRITE("banana", style="bold"))
    definitions = root.find(f"{SVG}defs")
    assert definitions is not None
    assert len(list(definitions)) == 6


def test_turned_and_tracked_text() -> None:
    root = drawn(WRITE("ab", 50, 60, 5.0, angle=90.0, track=1.0))
    (outlines,) = [one for one in root.iter(f"{SVG}g") if one.get("aria-hidden")]
    assert outlines.get("transform", "").startswith("translate(50 60) rotate(-90) scale(")
    line = WRITE("ab").line
    second = float(list(outlines)[1].get("x", "")) * 5.0 / line.runs[0].face.upem
    assert second == pytest.approx(line.runs[0].xs[1] * 5.0 + 1.0, abs=0.01)
    emoji = written(WRITE("a👍", 50, 60, 5.0, angle=90.0, track=1.0))
    (unseen,) = emoji.iter(f"{SVG}text")
    assert unseen.get("fill") == "none"
    assert float(unseen.get("textLength", "")) == pytest.approx(WRITE("a👍").line.width * 5.0 + 1.0, abs=0.01)


def test_a_missing_character_is_a_frame() -> None:
    face = WRITE.fonts.face("regular")
    run = Run(face, "\U0010fffd", (0,), (0.0,), (0.0,), (0.5,), (0,))
    root = drawn(Text(10, 20, Line(run.text, (run,), 0.5), 5.0, "#000000"))
    (outlines,) = [one for one in root.iter(f"{SVG}g") if one.get("aria-hidden")]
    assert [(one.tag, one.get("fill-rule")) for one in outlines] == [(f"{SVG}path", "evenodd")]
    assert labels(root) == ["\U0010fffd"]


def test_shapes() -> None:
    root = drawn(
        Rect(1, 2, 3, 4, "#FF0000", "#00FF00", 0.5, dash=(2.0, 1.0)),
        Rect(1, 2, 30, 40, "#FF0000", radius=2),
        Path(SQUARE, stroke="#0000FF", width=0.7, cap=2, join=1, evenodd=True),
        Path(SQUARE, stroke="#0000FF"),
    )
    plain = list(root.iter(f"{SVG}rect"))[1]
    assert {key: plain.get(key) for key in ("x", "y", "width", "height", "fill", "stroke-dasharray")} == {
        "x": "1", "y": "2", "width": "3", "height": "4", "fill": "#FF0000", "stroke-dasharray": "2 1",
    }  # fmt: skip
    rounded, square, unseen = root.iter(f"{SVG}path")
    assert rounded.get("d", "").count("C") == 4
    assert square.get("d") == "M0 0L10 0L10 10L0 10Z"
    assert (square.get("fill"), square.get("stroke-linecap"), square.get("stroke-linejoin")) == (
        "none",
        "square",
        "round",
    )
    assert square.get("fill-rule") == "evenodd"
    assert unseen.get("stroke") is None


def test_curve_is_never_drawn_over_gaps_and_dashed_where_assumed() -> None:
    root = drawn(curve([30, 70, None, None, 60, 35, 40], frozenset({4})))
    for path in root.iter(f"{SVG}path"):
        xs = [float(x) for x in re.findall(r"[MLC ](-?[\d.]+) -?[\d.]+", path.get("d", ""))]
        assert max(xs) <= 30 or min(xs) >= 90
    lines = [one for one in root.iter(f"{SVG}path") if one.get("stroke") == "#101D3A"]
    assert [(one.get("stroke-dasharray"), one.get("stroke-linecap")) for one in lines] == [
        (None, "round"),
        ("3 2", None),
        (None, "round"),
    ]
    assert all(one.get("stroke-linejoin") == "round" for one in lines)


def test_clips_nest_and_end() -> None:
    root = drawn(
        Clip(SQUARE),
        Tag("P"),
        Rect(0, 0, 1, 1, "#FF0000"),
        Clip(),
        Rect(0, 0, 2, 2, "#FF0000"),
        Tag(),
        Clip(),
    )
    parents = {child: parent for parent in root.iter() for child in parent}

    def clips(one: ElementTree.Element | None) -> int:
        count = 0
        while one is not None:
            count += one.get("clip-path") is not None
            one = parents.get(one)
        return count

    sizes = {one.get("width"): clips(one) for one in root.iter(f"{SVG}rect")}
    assert (sizes["1"], sizes["2"]) == (1, 0)


def test_tags_say_what_they_are() -> None:
    root = drawn(
        Tag("H2"), WRITE("Title"), Tag(), Tag("Figure", "A “face”"), curve([30, 70]), Tag(), Tag("P", language="hu"), Tag(),
        Tag("Figure"), Rect(0, 0, 1, 1, "#000000"), Tag(),
    )  # fmt: skip
    heading = next(one for one in root.iter() if one.get("role") == "heading")
    assert heading.get("aria-level") == "2"
    assert [one.get("aria-label") for one in heading.iter() if one is not heading and one.get("role")] == ["Title"]
    assert labels(root) == ["Title", "A “face”"]
    assert any(one.get(LANG) == "hu" for one in root.iter(f"{SVG}g"))


def test_pictures_are_embedded_once_and_say_what_they_show() -> None:
    red, blue = png(), jpeg()
    root = drawn(
        Image(1, 2, 3, 4, "image/png", red, "Red"),
        Image(5, 6, 7, 8, "image/png", red, ""),
        Image(0, 0, 1, 1, "text/html", blue, "Blue"),
    )
    pictures = list(root.iter(f"{SVG}image"))
    assert [one.get(HREF, "").split(",")[0] for one in pictures] == [
        "data:image/png;base64",
        "data:image/jpeg;base64",
    ]
    assert base64.b64decode(pictures[0].get(HREF, "").split(",")[1]) == red
    shown = list(root.iter(f"{SVG}use"))
    assert shown[0].get("transform") == "translate(1 2) scale(3 4)"
    assert [one.get("aria-label") for one in shown] == ["Red", None, "Blue"]
    with pytest.raises(BadPicture, match="clinic"):
        drawn(Image(0, 0, 1, 1, "image/svg+xml", b"<svg/>", "clinic"))


def test_links_lead_to_marks_and_to_the_web_only() -> None:
    targets = ("#there", "#nowhere", "https://example.org/ő?a=1&b=2", "javascript:alert(1)")
    root = drawn(*[Link(0, 0, 5, 5, target) for target in targets], Mark("there", "There", 0, 0, 0))
    found = [one.get(HREF, "") for one in root.iter(f"{SVG}a")]
    assert found[1:] == ["https://example.org/%C5%91?a=1&b=2"]
    assert found[0][1:] in by_id(root)


@BOTH
def test_same_sheet_same_text(outlines: bool) -> None:
    one, other = (svg_text(gallery(write), outlines=outlines) for write in (WRITE, Writer()))
    assert one == other


def test_text_as_text_names_its_font_and_keeps_its_room() -> None:
    root = written(WRITE("Ödön & Wim", 10, 20, 6.0, style="bold", fill="#123456"))
    (line,) = root.iter(f"{SVG}text")
    assert texts(root) == ["Ödön & Wim"]
    assert (line.get("x"), line.get("y"), line.get("font-size"), line.get("fill")) == (
        "10",
        "20",
        "6",
        "#123456",
    )
    assert line.get("font-family") == "'CJM Inter', 'Inter', sans-serif"
    assert line.get("font-weight") == "700"
    width = WRITE("Ödön & Wim", style="bold").line.width * 6.0
    assert float(line.get("textLength", "")) == pytest.approx(width, abs=0.002)
    assert list(root.iter(f"{SVG}use")) == []


def test_fonts_that_may_go_along_hold_what_is_set_in_them() -> None:
    root = written(WRITE("banana"), WRITE("Tükör", style="italic"))
    regular, italic = embedded(root)
    assert set(map(chr, regular.getBestCmap())) == set("ban ")
    assert set(map(chr, italic.getBestCmap())) == set("Tükör ")
    assert "GPOS" in italic, "letters are kerned as they were measured"
    assert embedded(drawn(WRITE("banana"))) == []


def test_a_font_that_may_not_go_along_is_only_named(tmp_path: FilePath) -> None:
    text = WRITE("banana")
    (run,) = text.line.runs
    font = TTFont(run.face.path)
    font["OS/2"].fsType = 2
    font.save(tmp_path / "restricted.ttf")
    face = replace(run.face, key="restricted", path=tmp_path / "restricted.ttf")
    root = written(replace(text, line=replace(text.line, runs=(replace(run, face=face),))))
    assert embedded(root) == []
    assert next(root.iter(f"{SVG}text")).get("font-family", "").startswith("'CJM Inter'")


def test_turned_and_tracked_text_as_text() -> None:
    (line,) = written(WRITE("ab", 50, 60, 5.0, angle=90.0, track=1.0)).iter(f"{SVG}text")
    assert line.get("transform") == "rotate(-90 50 60)"
    assert line.get("letter-spacing") == "1"
    assert float(line.get("textLength", "")) == pytest.approx(WRITE("ab").line.width * 5.0 + 1.0, abs=0.01)


def test_runs_stand_where_they_were_measured_and_are_read_in_order() -> None:
    first, second = WRITE("one ").line.runs[0], WRITE("two", style="bold").line.runs[0]
    start = WRITE("one ").line.width
    moved = replace(second, xs=tuple(x + start for x in second.xs))
    width = start + WRITE("two", style="bold").line.width
    line = Line("one two", (first, moved), width)
    root = written(Text(10, 20, line, 5.0, "#000000"))
    assert texts(root) == ["one two"]
    spans = list(root.iter(f"{SVG}tspan"))
    assert [float(one.get("x", "")) for one in spans] == pytest.approx([10.0, 10.0 + 5.0 * start], abs=0.002)
    # A line from the right to the left: what lies on the left is read last, and ends there for the eye.
    turned = (replace(first, rtl=True), replace(moved, rtl=True))
    root = written(Text(10, 20, Line("two one ", turned, width, rtl=True), 5.0, "#000000"))
    assert texts(root) == ["twoone "]
    assert {(one.get("direction"), one.get("text-anchor")) for one in root.iter(f"{SVG}tspan")} == {
        ("rtl", "end")
    }


def test_a_missing_character_is_the_same_frame_in_text() -> None:
    face = WRITE.fonts.face("regular")
    run = Run(face, "\U0010fffd", (0,), (0.0,), (0.0,), (0.5,), (0,))
    missing = Text(10, 20, Line(run.text, (run,), 0.5), 5.0, "#000000")
    frames = [
        re.findall(r'<path d="[^"]*" fill-rule="evenodd"/>', svg_text(sheet(missing), outlines=outlines))
        for outlines in (False, True)
    ]
    assert frames[0] == frames[1]
    assert len(frames[0]) == 1
    assert texts(written(missing)) == ["\U0010fffd"]


@pytest.mark.skipif(
    shutil.which("rsvg-convert") is None or not READERS, reason="no program to draw them with"
)
@pytest.mark.parametrize("sample", ["new-laptop.en", "new-colleague.hu"])
def test_outlines_look_like_the_paper(sample: str, tmp_path: FilePath) -> None:
    journey = open_journey(asset("samples", f"{sample}.cjm")).journey
    poster = Press().sheet(journey, PrintOrder(paper="A3", portrait=False))
    (tmp_path / "poster.svg").write_text(svg_text(poster, outlines=True), encoding="utf-8")
    wide, high = 1400, round(1400 * poster.height / poster.width)
    size = ["-w", str(wide), "-h", str(high), "-o", str(tmp_path / "poster.png")]
    subprocess.run(["rsvg-convert", *size, str(tmp_path / "poster.svg")], check=True, timeout=60)
    with PIL.Image.open(tmp_path / "poster.png") as image:
        shown = np.asarray(image.convert("RGB"))
    assert share_that_differs(shown, printed(poster, wide, high, READERS[0], tmp_path)) < 0.0003


@given(st.text(max_size=30), st.text(max_size=30))
def test_hostile_strings_do_no_harm(one: str, two: str) -> None:
    face = WRITE.fonts.face("regular")
    glyphs = (40,) * len(one)
    run = Run(
        face, one, glyphs, (0.0,) * len(one), (0.0,) * len(one), (0.5,) * len(one), tuple(range(len(one)))
    )
    items = (
        Mark(one, two, 0, 0, 0),
        Tag(one, two, one),
        Text(1, 2, Line(one, (run,), 1.0), 5.0, "#000000"),
        Link(0, 0, 1, 1, "#" + one),
        Link(0, 0, 1, 1, "https://" + two),
        Image(0, 0, 1, 1, one, png(), two),
    )
    made = HandSheet([part(*items)], title=one, language=two, paper="#FFFFFF")
    for outlines in (False, True):
        root = ElementTree.fromstring(svg_text(made, outlines=outlines).encode("utf-8"))
        if one.isprintable() and one.strip():
            assert (labels(root)[-1:] if outlines else texts(root)) == [one]
        assert not (outlines and texts(root))


@given(
    st.lists(
        st.sampled_from([Tag("P"), Tag(), Clip(SQUARE), Clip(), Rect(0, 0, 1, 1, "#000000"), WRITE("a")]),
        max_size=20,
    ),
    st.lists(st.sampled_from([Tag("P"), Tag(), Clip(SQUARE), Clip(), curve([30, 70])]), max_size=10),
)
def test_any_order_of_items_is_well_formed(one: list[Item], two: list[Item]) -> None:
    ElementTree.fromstring(svg_text(HandSheet([part(*one), part(*two)])))


def test_emoji_are_drawn_even_where_fonts_are_named() -> None:
    named, drawn = svg_text(sheet(Writer()("Tak"))), svg_text(sheet(Writer()("Tak 👍🏽")))
    assert "<use" not in named
    assert "<use" in drawn
    assert "Tak 👍🏽</text>" in drawn


def test_a_broken_word_is_one_word_where_letters_are_drawn() -> None:
    write = Writer()
    first, second = write("a tilfreds-"), write("hed", y=30)
    read = [((2, 11, "tilfredshed"),), ((0, 3, ""),)]
    items = [replace(t, line=replace(t.line, read=r)) for t, r in zip((first, second), read, strict=True)]
    made = svg_text(sheet(*items), outlines=True)
    assert re.findall(r'aria-label="([^"]*)"', made) == ["a tilfredshed"]
