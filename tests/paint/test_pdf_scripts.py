"""Every script in the files we write: poppler finds each word, the bytes are the same again, any text at all is painted."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from extract import fonts, opened, words
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import HandSheet, sheet

from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.sheet import Item, Tag, Text
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.paint.pdf import pdf_bytes
from cjm_desktop.paint.svg import svg_text

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
    "ar": "اليوم الأول في المكتب لا أحد السلام عليكم والله الإسلام لأن",
    "hi": "पहला दिन क्षत्रिय विद्यालय में हिन्दी नमस्ते",
    "th": "พนักงานใหม่ไม่ทราบ น้ำ ที่ไหน",
    "zh": "第一天没有人 在办公室等他",
    "ja": "初日のオフィス 誰もいません",
    "ko": "첫날 사무실에 아무도 없었습니다",
    "emoji": "Tak 👍🏽 👩‍👩‍👧 🇩🇰 😀",
    "marks": "e\u0301a\u0308 o\u030b nord",
}


def paragraph(fonts_of: FontSet, text: str, language: str, width: float = 8.0) -> HandSheet:
    """A paragraph in a narrow column, set as layout sets it."""
    made = Typesetter(fonts_of).wrap(text, "regular", width, language)
    items: list[Item] = [Tag("P")]
    for i, line in enumerate(made.lines):
        left = 10 + ((width - line.width) * 6 if line.rtl else 0)
        items.append(Text(left, 20 + 9 * i, line, 6.0, "#000000"))
    return sheet(*items, Tag(), height=max(120.0, 40 + 9.0 * made.count))


@pytest.mark.parametrize("mode", [[], ["-layout"]])
@pytest.mark.parametrize("script", TEXTS)
def test_poppler_finds_every_word(script: str, mode: list[str], tmp_path: Path) -> None:
    text = TEXTS[script]
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    if MACHINE.missing(text):
        pytest.skip("no font here has the script")
    file = tmp_path / "paragraph.pdf"
    file.write_bytes(pdf_bytes([paragraph(MACHINE, text, script)]))
    done = subprocess.run(["pdftotext", *mode, str(file), "-"], capture_output=True, check=True)
    found = "".join(c for c in done.stdout.decode() if c not in "\u202a\u202b\u202c\u200e\u200f\x0c")
    if script in ("th", "zh", "ja"):  # their lines end anywhere in a sentence
        found = "".join(found.split())
    for word in text.split():
        # Composed or not, it is the same letter to a search.
        assert unicodedata.normalize("NFC", word) in unicodedata.normalize("NFC", found)


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
