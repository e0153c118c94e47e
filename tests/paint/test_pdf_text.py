"""Text in the PDF: what it says, how it is drawn, which fonts are in the file."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from extract import fonts, glyphs, names, opened, operators, text, to_unicode, widths, words
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from sheets import Writer, gallery, sheet

from cjm_desktop.layout.sheet import Line, Run, Tag, Text
from cjm_desktop.paint.pdf import pdf_bytes

WRITE = Writer()
FACE = WRITE.fonts.face("regular")


def said(*items: Text | Tag) -> str:
    """What a page with these items says."""
    return text(opened(pdf_bytes([sheet(*items)])).pages[0])


def run(characters: str, glyph_ids: list[int], clusters: list[int], rtl: bool = False) -> Text:
    """A line of given glyphs, half an em apart."""
    xs = tuple(i * 0.5 for i in range(len(glyph_ids)))
    made = Run(
        FACE, characters, tuple(glyph_ids), xs, (0.0,) * len(xs), (0.5,) * len(xs), tuple(clusters), rtl
    )
    return Text(10, 20, Line(characters, (made,), len(xs) * 0.5, rtl), 5.0, "#000000")


def ids(characters: str) -> list[int]:
    """The glyph ids of characters."""
    return [g for one in WRITE.fonts.line(characters, "regular").runs for g in one.glyphs]


@pytest.mark.parametrize(
    "words_of_the_line",
    [
        "Árvíztűrő tükörfúrógép ŐŰ",
        "“Quotes” ‘here’ – and … there — 21 °C",
        "office fi ffi fl AVAST To Yo",
        "ærø Ærø ÅÄÖ één ĳ ß",
        "Ελληνικά Русский № ① ✓ ★ →",
        "emoji 😀 and 🎉",
        "line that ends in a hy-",
    ],
)
def test_words_come_back(words_of_the_line: str) -> None:
    assert said(WRITE(words_of_the_line)) == words_of_the_line


_LETTERS = st.characters(
    codec="utf-8", min_codepoint=0x21, max_codepoint=0x24F, exclude_categories=("C", "Z", "M")
)


@given(st.lists(st.text(_LETTERS, min_size=1, max_size=8), min_size=1, max_size=6))
def test_any_latin_text_comes_back(parts: list[str]) -> None:
    line = " ".join(parts)
    assert said(WRITE(line)) == line


def test_spaces_that_do_not_break_are_found_as_spaces() -> None:
    assert said(WRITE("21\u00a0°C and 1\u202f140 m")) == "21 °C and 1 140 m"


def shown_widths(font: pikepdf.Object) -> dict[int, float]:
    """The width that the page gives to each glyph of the font program."""
    table = font.DescendantFonts[0].CIDToGIDMap
    if isinstance(table, pikepdf.Name):
        return widths(font)
    raw = bytes(table.read_bytes())
    return {int.from_bytes(raw[2 * cid : 2 * cid + 2], "big"): width for cid, width in widths(font).items()}


def test_every_font_is_embedded_as_a_subset_with_its_own_name() -> None:
    pdf = opened(pdf_bytes([gallery(WRITE)]))
    bases = set()
    for font in fonts(pdf):
        assert font.Subtype == "/Type0"
        assert font.Encoding == "/Identity-H"
        descendant = font.DescendantFonts[0]
        assert descendant.Subtype == "/CIDFontType2"
        assert font.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName
        tag, plus, name = str(font.BaseFont)[1:].partition("+")
        assert (len(tag), tag.isupper(), plus, bool(name)) == (6, True, "+", True)
        bases.add(str(font.BaseFont))
        program = bytes(descendant.FontDescriptor.FontFile2.read_bytes())
        assert len(program) < 60_000
        tables = TTFont(io.BytesIO(program))
        assert {"glyf", "loca", "hmtx", "head", "maxp"} <= set(tables.keys())
        assert not {"GSUB", "GPOS", "cmap", "name"} & set(tables.keys())
        for glyph, width in shown_widths(font).items():
            advance, _ = tables["hmtx"].metrics[tables.getGlyphName(glyph)]
            assert width == pytest.approx(advance * 1000 / tables["head"].unitsPerEm, abs=0.01)
    assert len(bases) == len(fonts(pdf)) == 5


def test_glyphs_stand_where_the_shaper_put_them() -> None:
    line = WRITE("AVAST To Yo Wave, Ty. “Te”", style="bold", size=8.0)
    page = opened(pdf_bytes([sheet(line)])).pages[0]
    shaped = line.line.runs[0]
    painted = glyphs(page)
    assert [g for g, _ in painted] == list(shaped.glyphs)
    for (_, x), wanted in zip(painted, shaped.xs, strict=True):
        assert abs(x - wanted) <= 0.001
    assert "TJ" in names(page)


def test_a_line_without_kerning_is_one_plain_string() -> None:
    page = opened(pdf_bytes([sheet(WRITE("nnnn nnnn"))])).pages[0]
    assert "TJ" not in names(page)
    assert names(page).count("Tj") == 1


def test_tracking_moves_every_glyph() -> None:
    line = WRITE("AVT caps", size=5.0, track=0.4)
    shaped = line.line.runs[0]
    for i, (_, x) in enumerate(glyphs(opened(pdf_bytes([sheet(line)])).pages[0])):
        assert x == pytest.approx(shaped.xs[i] + i * 0.4 / 5.0, abs=0.001)
    assert said(line, WRITE("plain", y=40)) == "AVT caps\nplain"


def test_tracking_ends_with_its_line() -> None:
    page = opened(pdf_bytes([sheet(WRITE("wide", track=0.5), WRITE("plain", y=30))])).pages[0]
    assert [float(v[0]) for v, o in operators(page) if o == "Tc"] == [0.5, 0]


def test_lines_stand_where_they_belong() -> None:
    lines = [WRITE("a", 10 + i * 1.2345, 20 + i * 3.3333, 4.0) for i in range(30)]
    page = opened(pdf_bytes([sheet(*lines)])).pages[0]
    assert names(page).count("BT") == 1
    assert names(page).count("Tf") == 1
    for line, word in zip(lines, words(page), strict=True):
        assert (word.x, word.y) == pytest.approx((line.x, line.y), abs=0.002)


def test_turned_text_starts_at_its_place_and_the_next_line_is_straight() -> None:
    page = opened(pdf_bytes([sheet(WRITE("turned", 50, 60, angle=90.0), WRITE("straight", 20, 30))])).pages[0]
    matrices = [list(map(float, v)) for v, o in operators(page) if o == "Tm"]
    assert matrices[0] == pytest.approx([0, -1, -1, 0, 50, 60], abs=1e-6)
    assert matrices[1] == pytest.approx([1, 0, 0, -1, 20, 30], abs=1e-6)


def test_one_glyph_with_two_meanings_says_both() -> None:
    a, b = ids("ab")
    assert said(run("ab", [a, b], [0, 1]), run("xb", [a, b], [0, 1])) == "abxb"


def test_clusters_of_several_glyphs_say_their_text() -> None:
    a, b, c = ids("abc")
    assert said(run("क्षa", [b, c, a], [0, 0, 3])) == "क्षa"


def test_a_ligature_says_all_its_letters() -> None:
    a, b = ids("ab")
    page = opened(pdf_bytes([sheet(run("ffib", [a, b], [0, 3]))])).pages[0]
    assert text(page) == "ffib"
    assert to_unicode(next(iter(page.Resources.Font.values())))[a] == "ffi"


def test_right_to_left_clusters_are_read_from_their_own_characters() -> None:
    a, b, c = ids("abc")
    page = opened(pdf_bytes([sheet(run("שלו", [a, b, c], [2, 1, 0], rtl=True))])).pages[0]
    table = to_unicode(next(iter(page.Resources.Font.values())))
    assert [table[g] for g in (c, b, a)] == ["ש", "ל", "ו"]


def test_the_letters_of_a_right_to_left_ligature_are_turned_round_one_by_one() -> None:
    """Lam with alef: a reader that turns the line round finds lam first."""
    (b,) = ids("b")
    page = opened(pdf_bytes([sheet(run("لا", [b], [0], rtl=True))])).pages[0]
    assert [word.text for word in words(page)] == ["ال"]
    assert "BDC" not in names(page)


def test_so_are_those_of_a_ligature_of_more_letters_each_with_its_share_of_the_width() -> None:
    (a,) = ids("a")
    page = opened(pdf_bytes([sheet(run("كتب", [a], [0], rtl=True))])).pages[0]
    assert [word.text for word in words(page)] == ["بتك"]
    assert "BDC" not in names(page)
    starts = [x for _, x in glyphs(page)]
    assert [b - a for a, b in pairwise(starts)] == pytest.approx([0.5 / 3] * 2, abs=0.002)


def test_marks_stand_on_the_left_of_their_letter_in_right_to_left_text() -> None:
    a, b, c = ids("abc")
    page = opened(pdf_bytes([sheet(run("בָג", [c, b, a], [2, 1, 0], rtl=True))])).pages[0]
    assert "".join(word.text for word in words(page)) == "גָב"
    assert "BDC" not in names(page)
    starts = [x for _, x in glyphs(page)]
    assert starts == sorted(set(starts)), "two in one place are taken for one printed twice"


def test_a_missing_character_is_a_frame_and_never_notdef() -> None:
    a, b = ids("ab")
    page = opened(pdf_bytes([sheet(run("a\U0010fffdb", [a, 0, b], [0, 1, 2]))])).pages[0]
    assert text(page) == "a\U0010fffdb"
    assert 0 not in [g for g, _ in glyphs(page)]
    assert "f*" in names(page)
    last = list(words(page))[-1]
    assert last.text == "b"
    assert last.x == pytest.approx(10 + 2 * 0.5 * 5.0, abs=0.01)


def test_text_objects_and_spans_are_nested_properly() -> None:
    a, b = ids("ab")
    items = (Tag("P"), run("a\U0010fffdb", [a, 0, b], [0, 1, 2]), run("क्षa", [b, a, a], [0, 0, 3]), Tag())
    stack: list[str] = []
    for operator in names(opened(pdf_bytes([sheet(*items)])).pages[0]):
        if operator in ("BT", "q", "BDC", "BMC"):
            assert not (operator == "BT" and "BT" in stack)
            assert not (operator == "q" and "BT" in stack)
            stack.append(operator)
        elif operator in ("ET", "Q", "EMC"):
            assert stack.pop() in {"ET": ("BT",), "Q": ("q",), "EMC": ("BDC", "BMC")}[operator]
    assert not stack


def test_lines_of_a_paragraph_do_not_run_together_for_screen_readers() -> None:
    items = (Tag("P"), WRITE("first line"), WRITE("second hy-", y=30), WRITE("phen", y=40), Tag())
    page = opened(pdf_bytes([sheet(*items)])).pages[0]
    assert "".join(w.text for w in words(page) if w.mcid == 0).rstrip() == "first line second hy-phen"


def broken() -> tuple[Text, Text]:
    """A word broken over two lines, and what follows it."""
    first, second = WRITE("a tilfreds-"), WRITE("hed nu", y=30)
    return (
        replace(first, line=replace(first.line, read=((2, 11, "tilfredshed"),))),
        replace(second, line=replace(second.line, read=((0, 3, ""),))),
    )


def test_a_broken_word_is_found_and_copied_whole() -> None:
    page = opened(pdf_bytes([sheet(*broken())])).pages[0]
    assert " ".join(text(page).split()) == "a tilfredshed nu"
    assert names(page).count("BDC") == 2


def test_tags_give_a_broken_word_no_space_inside() -> None:
    page = opened(pdf_bytes([sheet(Tag("P"), *broken(), Tag())])).pages[0]
    assert "".join(w.text for w in words(page) if w.mcid is not None).split() == ["a", "tilfredshed", "nu"]


def test_what_is_read_otherwise_is_a_piece_of_its_own() -> None:
    """Nothing of a paragraph comes after the end of a span in the same piece: poppler would not read it."""
    a, b, c = ids("abc")
    items = (*broken(), run("xक्षy", [a, b, c, a], [0, 1, 1, 4]), run("a\U0010fffdb", [a, 0, b], [0, 1, 2]))
    page = opened(pdf_bytes([sheet(Tag("P"), *items, Tag())])).pages[0]
    open_pieces: list[bool] = []
    ended = False
    for operands, operator in operators(page):
        if operator in ("BDC", "BMC"):
            open_pieces.append(operator == "BDC" and "/MCID" in operands[1])
            ended = ended and len(open_pieces) > 1
        elif operator == "EMC":
            ended = not open_pieces.pop() and bool(open_pieces)
        else:
            assert not (ended and operator in ("Tj", "TJ", "f", "f*"))
    said_of = "".join(w.text for w in words(page) if w.mcid is not None)
    assert said_of.split() == ["a", "tilfredshed", "nu", "xक्षy", "a\U0010fffdb"]


def test_glyphs_of_a_broken_word_say_what_they_show() -> None:
    """For readers that do not know ``ActualText``: letters are letters, and the hyphen is one that only ends the line."""
    page = opened(pdf_bytes([sheet(*broken())])).pages[0]
    assert plainly(page) == "a tilfreds\u00adhed nu"


def test_the_hyphen_of_a_word_stays_one_beside_the_hyphen_of_a_line() -> None:
    own = WRITE("e-mail", y=50)
    first, second = broken()
    page = opened(pdf_bytes([sheet(first, second, own)])).pages[0]
    assert plainly(page) == "a tilfreds\u00adhed nue-mail"
    # Broken where it has a hyphen anyway, the word keeps it.
    line = WRITE("half-")
    kept = replace(line, line=replace(line.line, read=((0, 5, "half-time"),)))
    assert plainly(opened(pdf_bytes([sheet(kept)])).pages[0]) == "half-"


def test_a_word_broken_twice_has_two_soft_hyphens() -> None:
    lines = [WRITE(piece, y=20.0 + 10 * i) for i, piece in enumerate(("donau-", "dampf-", "schiff"))]
    reads = (((0, 6, "donaudampfschiff"),), ((0, 6, ""),), ((0, 6, ""),))
    items = [
        replace(line, line=replace(line.line, read=read)) for line, read in zip(lines, reads, strict=True)
    ]
    page = opened(pdf_bytes([sheet(*items)])).pages[0]
    assert plainly(page) == "donau\u00addampf\u00adschiff"
    assert text(page).split() == ["donaudampfschiff"]


def test_a_soft_hyphen_looks_like_a_hyphen() -> None:
    (font,) = fonts(opened(pdf_bytes([sheet(*broken())])))
    descendant = font.DescendantFonts[0]
    (soft,) = [cid for cid, said in to_unicode(font).items() if said == "\u00ad"]
    table = bytes(descendant.CIDToGIDMap.read_bytes())
    (hyphen,) = ids("-")
    assert int.from_bytes(table[2 * soft : 2 * soft + 2], "big") == hyphen
    program = TTFont(io.BytesIO(bytes(descendant.FontDescriptor.FontFile2.read_bytes())))
    advance, _ = program["hmtx"].metrics[program.getGlyphName(hyphen)]
    assert widths(font)[soft] == pytest.approx(advance * 1000 / FACE.upem, abs=0.01)
    for cid in to_unicode(font):  # all others show the glyph of their own number
        if cid != soft:
            assert int.from_bytes(table[2 * cid : 2 * cid + 2], "big") == cid


def plainly(page: pikepdf.Page) -> str:
    """What a reader gets who knows no ``ActualText``: what each glyph says, as it is painted."""
    maps = {key: to_unicode(font) for key, font in page.Resources.Font.items()}
    out, table = "", {}
    for operands, operator in operators(page):
        if operator == "Tf":
            table = maps[str(operands[0])]
        for piece in operands[0] if operator == "TJ" else operands[:1] if operator == "Tj" else ():
            if isinstance(piece, pikepdf.String):
                code = bytes(piece)
                out += "".join(table[int.from_bytes(code[i : i + 2], "big")] for i in range(0, len(code), 2))
    return out


def test_lone_surrogates_do_no_harm() -> None:
    a, b = ids("ab")
    assert "b" in said(run("\ud800b", [a, b], [0, 1]))


def test_an_otf_font_goes_in_as_cff(tmp_path: object) -> None:
    cff = _cff_face(tmp_path)
    made = Run(cff, "AB", (1, 2), (0.0, 0.5), (0.0, 0.0), (0.5, 0.5), (0, 1))
    item = Text(10, 20, Line("AB", (made,), 1.0), 5.0, "#000000")
    pdf = opened(pdf_bytes([sheet(item)]))
    assert text(pdf.pages[0]) == "AB"
    (font,) = fonts(pdf)
    descendant = font.DescendantFonts[0]
    assert descendant.Subtype == "/CIDFontType0"
    assert "/CIDToGIDMap" not in descendant
    program = descendant.FontDescriptor.FontFile3
    assert program.Subtype == "/CIDFontType0C"
    assert bytes(program.read_bytes())[:1] == b"\x01"


def _cff_face(folder: object) -> object:
    """A tiny OpenType font with CFF outlines."""
    from pathlib import Path

    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    from cjm_desktop.layout.sheet import Face

    builder = FontBuilder(1000, isTTF=False)
    order = [".notdef", "A", "B"]
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({65: "A", 66: "B"})
    strings = {}
    for glyph in order:
        pen = T2CharStringPen(500, None)
        pen.moveTo((50, 0))
        pen.lineTo((450, 0))
        pen.lineTo((250, 700))
        pen.closePath()
        strings[glyph] = pen.getCharString()
    builder.setupCFF("Tiny", {}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"psName": "Tiny"})
    builder.setupOS2()
    builder.setupPost()
    path = Path(str(folder)) / "tiny.otf"
    builder.save(path)
    return Face("tiny", path, 0, 1000, 0.8, -0.2, 0.7, 0.5, 400, 0.0, "Tiny", (50, 0, 450, 700), True)
