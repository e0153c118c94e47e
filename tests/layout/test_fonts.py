"""Fonts: names inside the files, metrics, coverage, shaping against HarfBuzz itself, fallback and directions."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from cjm_desktop.layout import bidi
from cjm_desktop.layout.clusters import clusters_of
from cjm_desktop.layout.fonts import FAMILY, STYLES, FontSet
from cjm_desktop.layout.installed import font_files, ranked
from cjm_desktop.layout.sheet import Line

LETTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "æøåÆØÅäöÄÖéèëêïóúáíÉÁÍÓÚőűŐŰüÜĳŐ.,;:!?()[]%&/-–—…“”„’‘«»+=×−→←°€§"
)


@pytest.fixture
def fonts() -> FontSet:
    """Only the shipped fonts: what a test says must not depend on the machine."""
    return FontSet(FontSet.shipped().files()[0].parent, installed=lambda: ())


def glyphs(line: Line) -> list[int]:
    return [glyph for run in line.runs for glyph in run.glyphs]


def straight(path: Path, text: str) -> float:
    """The width HarfBuzz itself gives, in em."""
    face = hb.Face(hb.Blob.from_file_path(str(path)))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(hb.Font(face), buffer, {"kern": True, "liga": False, "clig": False, "calt": False})
    return sum(position.x_advance for position in buffer.glyph_positions) / face.upem


def test_one_private_family_with_weights_and_an_italic(fonts: FontSet) -> None:
    weights = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700, "ExtraBold": 800, "Italic": 400}
    for name in STYLES.values():
        style = name.partition("-")[2]
        font = TTFont(next(path for path in fonts.files() if path.stem == name))
        names = font["name"]
        assert (names.getDebugName(16) or names.getDebugName(1)) == FAMILY
        assert (names.getDebugName(17) or names.getDebugName(2)) == style
        assert names.getDebugName(6) == name
        assert font["OS/2"].usWeightClass == weights[style]
        assert bool(font["OS/2"].fsSelection & 1) == bool(font["head"].macStyle & 2) == (style == "Italic")
        assert not any(str(record) == "Inter" for record in names.names)


def test_a_face_record_says_what_the_file_says(fonts: FontSet) -> None:
    face = fonts.face("semibold")
    font = TTFont(face.path)
    assert face.postscript_name == face.key == "CJMInter-SemiBold"
    assert (face.weight, face.upem, face.index, face.is_cff) == (600, 2048, 0, False)
    assert face.x_height == font["OS/2"].sxHeight / 2048
    assert face.cap_height == font["OS/2"].sCapHeight / 2048
    assert (face.ascent, face.descent) == (font["hhea"].ascent / 2048, font["hhea"].descent / 2048)
    assert face.bbox == tuple(getattr(font["head"], side) for side in ("xMin", "yMin", "xMax", "yMax"))
    assert face.italic_angle == 0
    assert fonts.face("italic").italic_angle == pytest.approx(-9.4, abs=0.01)


@pytest.mark.parametrize("style", STYLES)
def test_widths_are_harfbuzz_widths(fonts: FontSet, style: str) -> None:
    path = fonts.face(style).path
    for text in ("AV To „Te“ Wo Yo", "Überraschung, hűtő, ijsberg", "office first fjord", "1 140 → 21 °C"):
        line = fonts.line(text, style)
        assert line.width == pytest.approx(straight(path, text), abs=1e-9)
        assert fonts.advance(text, style) == pytest.approx(line.width, abs=1e-9)


@pytest.mark.parametrize("style", STYLES)
def test_words_spaces_and_their_kerning_add_up(fonts: FontSet, style: str) -> None:
    space = fonts.advance(" ", style)
    words = [f"{letter}" for letter in LETTERS]
    together = fonts.word_advances(words, style)
    for letter, width in zip(LETTERS, together, strict=True):
        assert width == pytest.approx(fonts.line(letter, style).width, abs=1e-9)
        sum_of_parts = 2 * width + space + fonts.space_kerning(letter, style)
        assert fonts.line(f"{letter} {letter}", style).width == pytest.approx(sum_of_parts, abs=1e-6)
    assert fonts.space_kerning("a", style) == 0


def test_glyph_i_is_character_i_in_plain_text(fonts: FontSet) -> None:
    text = "fi ffi fl office -> 1/2 != => (c) Őű"
    (run,) = fonts.line(text, "regular").runs
    assert run.clusters == tuple(range(len(text)))
    assert run.xs[0] == 0
    assert list(run.xs) == sorted(run.xs)


def test_every_style_has_the_letters_of_the_five_languages(fonts: FontSet) -> None:
    for style in STYLES:
        line = fonts.line(LETTERS, style)
        assert len(line.runs) == 1
        assert 0 not in glyphs(line)
    assert fonts.missing(LETTERS) == frozenset()


def test_emoji_come_from_noto_emoji_and_sequences_stay_whole(fonts: FontSet) -> None:
    line = fonts.line("Tak 👍🏽 👩‍👩‍👧 ❤️!", "bold")
    by_face = [(run.face.key, run.text) for run in line.runs]
    assert ("NotoEmoji-Regular", "👍🏽") in by_face
    assert ("NotoEmoji-Regular", "👩‍👩‍👧") in by_face
    assert ("NotoEmoji-Regular", "❤️") in by_face
    assert by_face[0] == ("CJMInter-Bold", "Tak ")
    assert by_face[-1] == ("CJMInter-Bold", "!")
    assert 0 not in glyphs(line)
    family = next(run for run in line.runs if run.text == "👩‍👩‍👧")
    assert sum(1 for advance in family.advances if advance) == 1


def test_what_no_font_has_is_glyph_0_and_reported(fonts: FontSet) -> None:
    line = fonts.line("rune ᚠ", "regular")
    assert glyphs(line)[-1] == 0
    assert "".join(run.text for run in line.runs) == "rune ᚠ"
    assert fonts.missing("rune ᚠ ok 👍\u200d") == frozenset("ᚠ")


def test_installed_fonts_are_asked_only_for_what_is_missing(tmp_path: Path) -> None:
    asked: list[int] = []
    broken = tmp_path / "NotoSansRunic-Regular.ttf"
    broken.write_bytes(b"not a font")

    def installed() -> tuple[Path, ...]:
        asked.append(1)
        return (broken,)

    fonts = FontSet(FontSet.shipped().files()[0].parent, installed)
    fonts.line("Őszinte 👍 → ✓", "regular")
    assert asked == []
    assert fonts.missing("ᚠᚢ") == frozenset("ᚠᚢ")
    assert asked == [1]


def test_an_installed_font_is_found_and_used(tmp_path: Path) -> None:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "fehu"])
    builder.setupCharacterMap({0x16A0: "fehu"})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((400, 0))
    pen.lineTo((400, 700))
    pen.closePath()
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "fehu": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "fehu": (450, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Runes", "styleName": "Regular", "psName": "Runes-Regular"})
    builder.setupOS2(fsType=0)
    builder.setupPost()
    allowed, forbidden = tmp_path / "Runic.ttf", tmp_path / "ARunic.ttf"
    builder.save(allowed)
    builder.setupOS2(fsType=2)
    builder.save(forbidden)
    fonts = FontSet(FontSet.shipped().files()[0].parent, installed=lambda: (forbidden, allowed))
    line = fonts.line("a ᚠ", "semibold")
    assert [run.face.postscript_name for run in line.runs] == ["CJMInter-SemiBold", "Runes-Regular"]
    assert line.runs[1].face.path == allowed
    assert line.runs[1].advances == (0.45,)
    assert fonts.missing("ᚠ") == frozenset()


def test_files_of_the_script_and_sans_serif_come_first(tmp_path: Path) -> None:
    names = [
        "FreeSerif.ttf",
        "NotoSansRunic-Regular.ttf",
        "DejaVuSans.ttf",
        "DejaVuSans-Bold.ttf",
        "NotoColorEmoji.ttf",
    ]
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "readme.txt").touch()
    files = font_files([tmp_path, tmp_path / "nowhere"])
    assert {path.name for path in files} == set(names)
    assert [path.name for path in ranked(files, "ᚠ", bold=False)][:2] == [
        "NotoSansRunic-Regular.ttf",
        "DejaVuSans.ttf",
    ]
    assert next(path.name for path in ranked(files, "א", bold=True)) == "DejaVuSans-Bold.ttf"


def test_clusters_keep_together_what_a_reader_sees_as_one() -> None:
    assert [c for _, c in clusters_of("e\u0301a👍🏽👩‍👧🇩🇰🇭🇺❤️")] == [
        "e\u0301",
        "a",
        "👍🏽",
        "👩‍👧",
        "🇩🇰",
        "🇭🇺",
        "❤️",
    ]
    assert [c for _, c in clusters_of("เปา")] == ["เปา"]


def test_directions_of_a_mixed_line() -> None:
    text = "אבג abc 12 דה"
    assert bidi.base_level(text) == 1
    seen = [text[a:b] for a, b, _ in bidi.visual_runs(text, 1)]
    assert seen == ["דה", " ", "abc 12", " ", "אבג"] or "".join(seen).replace(" ", "") == "דהabc12אבג"
    assert bidi.levels("abc אב.", 0) == [0, 0, 0, 0, 1, 1, 0]
    assert bidi.levels("א\u2067b\u2069 ", 1)[-1] == 1


def test_a_right_to_left_line_is_seen_from_right_to_left(fonts: FontSet) -> None:
    line = fonts.line("אב ab", "regular")
    assert line.rtl
    texts = [(run.text, run.rtl) for run in line.runs]
    assert texts.index(("ab", False)) == 0
    assert (texts[-1][0].strip(), texts[-1][1]) == ("אב", True)
    assert line.runs[-1].clusters[-2:] == (1, 0)
    assert line.width == pytest.approx(sum(sum(run.advances) for run in line.runs))
    assert not fonts.line("ab אב", "regular").rtl
    assert fonts.line("ab", "regular", base=1).rtl


def test_ends_add_up_to_the_width(fonts: FontSet) -> None:
    for text in ("AVATAR", "a👍b", "אב ab"):
        ends = fonts.ends(text, "regular")
        assert len(ends) == len(text)
        assert ends[-1] == pytest.approx(fonts.line(text, "regular").width)
