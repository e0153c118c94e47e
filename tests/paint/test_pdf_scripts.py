"""Every script in the files we write: poppler finds each word, the bytes are the same again, any text at all is painted."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from extract import fonts, opened, operators, to_unicode, widths, words
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import HandSheet, sheet

from cjm_desktop.document import Journey, Touchpoint
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.sheet import Item, Tag, Text
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.paint.pdf import pdf_bytes
from cjm_desktop.paint.svg import svg_text
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import templates

MACHINE = FontSet.shipped()
SHIPPED = FontSet(FontSet.shipped().files()[0].parent, installed=lambda: ())

#: Texts by script. Readers put numbers and stops of right-to-left lines where they think best: those are looked for by word.
TEXTS = {
    "da": "Første arbejdsdag på ærø med tilfredshedsundersøgelser",
    "nl": "Een geïnteresseerde klant wacht op de arbeidsongeschiktheidsverzekering",
    "hu": "Árvíztűrő tükörfúrógép hosszúsággal és összegyűjtött asszonysággal",
    "sv": "Överraskande på Ängön med kontaktpunktsundersökning",
    "en": "It’s an “office” first-come affair of fjords",
    "el": "Η πρώτη ημέρα ήταν δύσκολη ΐ ώ",
    "ru": "Первый день в новом офисе ёлка йод",
    "he": "היום הראשון במשרד איש לא חיכה לי",
    "ar with vowels": "اليَوْمُ الأوَّلُ في المَكْتَبِ مُحَمَّد",
    "he with vowels": "שָׁלוֹם הַיּוֹם הָרִאשׁוֹן בַּמִּשְׂרָד",
    "ar": "اليوم الأول في المكتب لا أحد السلام عليكم والله الإسلام لأن",
    "hi": "पहला दिन क्षत्रिय विद्यालय में हिन्दी नमस्ते",
    "th": "พนักงานใหม่ไม่ทราบ น้ำ ที่ไหน ครั้งแรก ไม่มีใครอยู่ เพื่อนร่วมงาน",
    "zh": "第一天没有人 在办公室等他",
    "ja": "初日のオフィス 誰もいません",
    "ko": "첫날 사무실에 아무도 없었습니다",
    "emoji": "Tak 👍🏽 👩‍👩‍👧 🇩🇰 😀",
    "marks": "e\u0301a\u0308 o\u030b nord x\u0300q\u0303",
}


def paragraph(fonts_of: FontSet, text: str, language: str, width: float = 8.0) -> HandSheet:
    """A paragraph in a narrow column, set as layout sets it."""
    made = Typesetter(fonts_of).wrap(text, "regular", width, language)
    items: list[Item] = [Tag("P")]
    for i, line in enumerate(made.lines):
        left = 10 + ((width - line.width) * 6 if line.rtl else 0)
        items.append(Text(left, 20 + 9 * i, line, 6.0, "#000000"))
    return sheet(*items, Tag(), height=max(120.0, 40 + 9.0 * made.count))


#: Texts that are written from the right.
FROM_THE_RIGHT = frozenset(("he", "ar", "he with vowels", "ar with vowels"))
#: Texts whose lines end anywhere in a sentence.
UNSPACED = frozenset(("th", "zh", "ja"))


def composed(text: str) -> str:
    """Composed or not, it is the same letter to a search; directions are marked by some readers."""
    plain = "".join(c for c in text if c not in "\u200e\u200f\u202a\u202b\u202c\u00ad\x0c")
    return unicodedata.normalize("NFC", plain)


def finds(found: str, script: str, text: str) -> None:
    """Each word of a text is found in what a reader got."""
    found = composed("".join(found.split()) if script in UNSPACED else found)
    for word in text.split():
        assert composed(word) in found, (word, found)


def tool(*command: str) -> str:
    """What a tool says of a file."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def written(script: str, folder: Path) -> Path:
    """A file with a text in a narrow column."""
    if MACHINE.missing(TEXTS[script]):
        pytest.skip("no font here has the script")
    file = folder / "paragraph.pdf"
    file.write_bytes(pdf_bytes([paragraph(MACHINE, TEXTS[script], script[:2])]))
    return file


@pytest.mark.parametrize("mode", [[], ["-layout"], ["-raw"]])
@pytest.mark.parametrize("script", TEXTS)
def test_poppler_finds_every_word(script: str, mode: list[str], tmp_path: Path) -> None:
    if mode == ["-raw"] and script == "ar with vowels":
        pytest.skip("this mode gives a word's last vowel to the next word")
    finds(tool("pdftotext", *mode, str(written(script, tmp_path)), "-"), script, TEXTS[script])


@pytest.mark.parametrize("script", sorted(TEXTS.keys() - FROM_THE_RIGHT - {"emoji"}))  # it halves emoji of several characters
def test_mupdf_finds_every_word(script: str, tmp_path: Path) -> None:
    said = tool("mutool", "draw", "-q", "-F", "text", str(written(script, tmp_path)))
    # It leaves soft hyphens out and the ends of their lines in.
    finds("".join(said.split()), script, TEXTS[script])


@pytest.mark.parametrize("script", TEXTS)
def test_a_reader_that_asks_only_the_fonts_finds_every_word(script: str, tmp_path: Path) -> None:
    """Many know no ``ActualText``. Text from the right they get as it is seen, from the left, letter by letter."""
    page = opened(written(script, tmp_path).read_bytes()).pages[0]
    says = {key: to_unicode(font) for key, font in page.Resources.Font.items()}
    found, font = "", ""
    for operands, operator in operators(page):
        if operator == "Tf":
            font = str(operands[0])
        elif operator in ("Tj", "TJ"):
            for piece in operands[0] if operator == "TJ" else operands:
                if isinstance(piece, pikepdf.String):
                    code = bytes(piece)
                    found += "".join(says[font][int.from_bytes(code[i : i + 2], "big")] for i in range(0, len(code), 2))
    finds(found[::-1] if script in FROM_THE_RIGHT else found, script, TEXTS[script])


@pytest.mark.parametrize("script", ["th", "hi", "ar with vowels", "he with vowels", "marks"])
def test_joined_glyphs_look_as_what_they_are_made_of(script: str, tmp_path: Path) -> None:
    """Each is its parts at their places, as wide as the page takes it for; a strict reader of fonts finds nothing amiss."""
    made = 0
    for font in fonts(opened(written(script, tmp_path).read_bytes())):
        descendant = font.DescendantFonts[0]
        program = TTFont(io.BytesIO(bytes(descendant.FontDescriptor.FontFile2.read_bytes())), checkChecksums=2)
        if isinstance(descendant.CIDToGIDMap, pikepdf.Name):
            continue
        numbers = bytes(descendant.CIDToGIDMap.read_bytes())
        order, glyf, em = program.getGlyphOrder(), program["glyf"], program["head"].unitsPerEm
        for cid, width in widths(font).items():
            name = order[int.from_bytes(numbers[2 * cid : 2 * cid + 2], "big")]
            assert program["hmtx"][name][0] * 1000 / em == pytest.approx(width, abs=0.02)
            glyph = glyf[name]
            if glyph.isComposite():
                made += 1
                points = glyph.getCoordinates(glyf)[0]
                assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == pytest.approx(
                    (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)),
                    abs=1,
                )
    assert made > 0


#: Words of four scripts whose marks are raised, moved or stand elsewhere than they are written.
TOLD = ("ครั้งแรก", "हिन्दी", "مُحَمَّد", "בַּמִּשְׂרָד")


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_words_of_four_scripts_are_found_wherever_they_stand_on_a_poster(language: str, tmp_path: Path) -> None:
    if MACHINE.missing("".join(TOLD)):
        pytest.skip("no font here has the scripts")
    journey = templates.load("new-laptop", language)
    phase, *phases = journey.phases
    chance, *chances = journey.opportunities
    cards = list(journey.touchpoints)
    quote = next(card for card in cards if card.quotes).quotes[0]
    for k, word in enumerate(TOLD):
        said = quote.replace(text=f"{word} 3{k}")
        cards[k] = cards[k].replace(title=f"{word} 1{k}", text=f"{word} 2{k}", quotes=(said,))
    told = journey.replace(
        touchpoints=tuple(cards),
        phases=(phase.replace(name=TOLD[0]), *phases),
        opportunities=(chance.replace(title=TOLD[1], text=" ".join(TOLD)), *chances),
        goals=TOLD,
    )
    file = tmp_path / "poster.pdf"
    file.write_bytes(Press().render(told, PrintOrder(paper="A0")).files[0])
    for mode in ([], ["-layout"], ["-raw"]):
        found = composed(tool("pdftotext", *mode, str(file), "-"))
        tight = "".join(found.split())
        for word in TOLD:
            assert (tight if word == TOLD[0] else found).count(composed(word)) >= 5, (word, mode)
    seen = composed(tool("mutool", "draw", "-q", "-F", "text", str(file)))
    for word in TOLD[:2]:
        assert (("".join(seen.split())) if word == TOLD[0] else seen).count(composed(word)) >= 5, word


@pytest.mark.parametrize("script", TEXTS)
def test_the_same_text_gives_the_same_bytes_and_only_embedded_subsets(script: str) -> None:
    first = pdf_bytes([paragraph(FontSet.shipped(), TEXTS[script], script)])
    assert first == pdf_bytes([paragraph(FontSet.shipped(), TEXTS[script], script)])
    for font in fonts(opened(first)):
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.text(
    "abÅfi אבשﬡ לاعم12().-!? क्षिद เก็ำๆ漢。「」👍🏽👩‍🇩🇰\u0301\ufe0f\u200d\u202e\u00ad\n", max_size=30
)


@given(anything, st.floats(min_value=1, max_value=12))
@settings(max_examples=60, deadline=None)
def test_any_text_is_painted_and_can_be_read_back(text: str, width: float) -> None:
    made = paragraph(SHIPPED, text, "da", width)
    lines = [item.line for part in made.parts() for item in part.items if isinstance(item, Text)]
    page = opened(pdf_bytes([made])).pages[0]
    wanted = Counter(c for line in lines for c in line.words if not c.isspace())
    found = Counter(c for word in words(page) for c in word.text if not c.isspace()) if lines else Counter()
    assert found == wanted
    ElementTree.fromstring(svg_text(made).encode("utf-8"))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's tools are not installed")
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("שלום ליום הראשון (2026)", "(2026)"),
        ("כן [50%]", "[50%]"),
        ("(שלום) לכולם", "(שלום)"),
        ("السلام عليكم (٢٠٢٦)", "(٢٠٢٦)"),
        ("«مرحبا» بكم", "«مرحبا»"),
    ],
)
def test_brackets_from_the_right_are_found(tmp_path: Path, text: str, wanted: str) -> None:
    path = tmp_path / "brackets.pdf"
    journey = Journey(title="x", touchpoints=(Touchpoint(id="a", title=text, grade=5.0), Touchpoint(id="b", title="b", grade=7.0)))
    path.write_bytes(Press().render(journey, PrintOrder(paper="A3")).files[0])
    found = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert wanted in re.sub("[\u202a-\u202e\u2066-\u2069]", "", found)
