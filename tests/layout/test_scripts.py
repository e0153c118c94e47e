"""Every script: drawn where a font on the machine has it, from the right where it runs so, and nothing lost without a word."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from maps import composer, poster, sample, typesetter

from cjm_desktop.document import Journey
from cjm_desktop.layout import bidi, breaking
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.han import tongue_of
from cjm_desktop.layout.sheet import Line, PartKind, Text
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.paint.pdf.text import clusters
from tests.layout.faults import inked

FOLDER = FontSet.shipped().files()[0].parent
SHIPPED = FontSet(FOLDER, installed=lambda: ())
MACHINE = FontSet.shipped()

OWN = {
    "Danish": "Første arbejdsdag på ærø, ÆØÅ",
    "Dutch": "Een geïnteresseerde klant, ĳs, één",
    "Hungarian": "Árvíztűrő tükörfúrógép, ŐŰ",
    "Swedish": "Överraskande på Ängön, Åsa",
    "English": "It’s 21 °C – “café” £5 → done…",
    "Greek": "Η πρώτη ημέρα ήταν δύσκολη, ΐ ώ",
    "Russian": "Первый день в новом офисе, ёлка, й",
    "Ukrainian": "Їжак, ґанок, є і ї",
    "combining marks": "e\u0301 a\u0308 o\u030b",
    "emoji": "Tak 👍🏽 👩‍👩‍👧 🇩🇰 ❤️ 1️⃣ 👩🏽‍💻 🏳️‍🌈 😀",
}
INSTALLED = {
    "Hebrew": "איש לא חיכה לי (במשרד), אז התקשרתי 3 פעמים",
    "Arabic": "لا أحد في المكتب (الجميع مشغول) السلام عليكم",
    "Persian": "می‌خواهم کتاب‌ها را ببینم ۱۲۳",
    "Hindi": "क्षत्रिय विद्यालय में हिन्दी नमस्ते",
    "Thai": "พนักงานใหม่ไม่ทราบว่าจะไปที่ไหน น้ำ",
    "Chinese": "第一天，没有人在办公室等他（很失望）。",
    "Japanese": "初日、オフィスに誰もいませんでした。「ちょっと」",
    "Korean": "첫날 사무실에 아무도 없었습니다.",
}
RTL = ("Hebrew", "Arabic", "Persian")


def glyphs(line: Line) -> list[int]:
    return [glyph for run in line.runs for glyph in run.glyphs]


def needs(text: str) -> None:
    """Skip where no font on this machine has the text."""
    missing = MACHINE.missing(text)
    if missing:
        pytest.skip(f"no font here has {''.join(sorted(missing))}")


@pytest.mark.parametrize("script", OWN)
def test_the_shipped_fonts_draw_it_without_a_look_at_the_machine(script: str) -> None:
    def never() -> tuple[Path, ...]:
        raise AssertionError("installed fonts were looked for")

    fonts = FontSet(FOLDER, never)
    for style in ("regular", "bold", "italic"):
        assert 0 not in glyphs(fonts.line(OWN[script], style))
    assert fonts.missing(OWN[script]) == frozenset()


@pytest.mark.parametrize("script", INSTALLED)
@pytest.mark.parametrize("style", ["regular", "bold"])
def test_a_script_with_a_font_is_drawn_whole_and_from_its_side(script: str, style: str) -> None:
    text = INSTALLED[script]
    needs(text)
    line = MACHINE.line(text, style)
    assert 0 not in glyphs(line)
    assert line.rtl == (script in RTL)
    assert Counter("".join(run.text for run in line.runs)) == Counter(text)
    again = FontSet.shipped().line(text, style)
    assert [run.face.key for run in again.runs] == [run.face.key for run in line.runs]
    assert [run.glyphs for run in again.runs] == [run.glyphs for run in line.runs]


@pytest.mark.parametrize("script", INSTALLED)
def test_lines_of_a_narrow_column_hold_the_whole_text(script: str) -> None:
    text = INSTALLED[script]
    needs(text)
    made = Typesetter(MACHINE).wrap(text, "regular", 7.0, "en")
    assert made.count > 1
    assert "".join(made.texts).replace(" ", "") == text.replace(" ", "")
    assert all(line.rtl == (script in RTL) for line in made.lines)
    assert not any("-" in line for line in made.texts)
    assert max(made.widths) <= 7.0 + 1e-6


def test_conjuncts_joined_letters_and_vowels_are_shaped() -> None:
    needs(INSTALLED["Hindi"] + INSTALLED["Arabic"])
    assert len(glyphs(MACHINE.line("क्ष", "regular"))) == 1
    (run,) = MACHINE.line("दि", "regular").runs
    assert set(run.clusters) == {0}  # the vowel stands before its consonant, and both are one
    assert len(glyphs(MACHINE.line("لا", "regular"))) == 1
    alone, joined = (set(glyphs(MACHINE.line(text, "regular"))) for text in ("ع", "ععع"))
    assert not alone & joined


def test_brackets_are_mirrored_and_in_the_letters_own_face() -> None:
    needs("(אב)")
    line = MACHINE.line("(אב)", "regular")
    said = [
        (run.text[at], glyph) for run in line.runs for at, glyph in zip(run.clusters, run.glyphs, strict=True)
    ]
    plain = MACHINE.line("()", "regular")
    if len(line.runs) == 1:  # the face has brackets of its own
        assert line.runs[0].face.key != plain.runs[0].face.key
    else:
        assert said[0][1] == plain.runs[0].glyphs[0]
    assert [character for character, _ in said] == [")", "ב", "א", "("]


def test_numbers_and_latin_keep_their_order_in_a_right_to_left_line() -> None:
    def seen(text: str) -> list[str]:
        base = bidi.base_level(text)
        return [text[a:b] for a, b, _ in bidi.visual_runs(text, base)]

    assert seen("אבג CRM-2000 (3.1) דה") == [" דה", "CRM-2000 (3.1)", "אבג "]
    assert seen("אבג 3 דה") == [" דה", "3", "אבג "]
    assert seen("אבג (12) דה") == [") דה", "12", "אבג ("]
    assert seen("abc (אב) de") == ["abc (", "אב", ") de"]
    assert seen("אב (cd אב) ef") == ["ef", " אב) ", "cd", "אב ("]


def test_paragraphs_have_their_own_directions() -> None:
    made = Typesetter(SHIPPED).wrap("abc אב\nאב abc", "regular", 30, "en")
    assert [line.rtl for line in made.lines] == [False, True]


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("plain", ""),
        ("Őszinte", ""),
        ("初日のオフィス", "ja"),
        ("첫날 會議", "ko"),
        ("这是第一天", "zh-Hans"),
        ("這是第一天", "zh-Hant"),
        ("你好", "zh-Hans"),
        ("会議室", ""),
        ("時間", ""),
    ],
)
def test_whose_han_characters_they_are(text: str, tongue: str) -> None:
    assert tongue_of(text) == tongue


def test_all_lines_of_a_japanese_paragraph_are_written_as_in_japan() -> None:
    text = "直ちに骨を直す。直骨直骨直骨"
    needs(text)
    setter = Typesetter(MACHINE)
    lines = setter.wrap(text, "regular", 6.0, "en").lines
    whole = MACHINE.line(text, "regular", tongue="ja")
    drawn = {run.text[at]: g for run in whole.runs for at, g in zip(run.clusters, run.glyphs, strict=True)}
    for line in lines:
        for run in line.runs:
            for at, glyph in zip(run.clusters, run.glyphs, strict=True):
                assert drawn[run.text[at]] == glyph


anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.text(
    "abÅ אבשﬡ لاعم123().-!? क्षिन्द เก็ำๆ漢か。「」👍🏽👩‍🇩🇰\u0301\ufe0f\u200d\u202e\u2067\u00ad\n", max_size=40
)


@given(anything, st.floats(min_value=1, max_value=12), st.sampled_from(["regular", "italic"]))
@settings(max_examples=60)
def test_no_character_is_lost_without_a_word(text: str, width: float, style: str) -> None:
    made = Typesetter(SHIPPED).wrap(text, style, width, "da")
    for line in made.lines:
        assert Counter("".join(run.text for run in line.runs)) == Counter(line.text)
        shown = "".join(
            text for run in line.runs for first, last, text in clusters(run) if 0 in run.glyphs[first:last]
        )
        for character in made.missing & set(line.text):
            assert character in shown or not character.isprintable()


def many() -> Journey:
    """A sample whose cards speak every script."""
    journey = sample("new-laptop", "en")
    texts = list(INSTALLED.values())
    changed = [
        t.model_copy(update={"title": texts[i % len(texts)][:20], "text": texts[i % len(texts)]})
        for i, t in enumerate(journey.touchpoints)
    ]
    changed[-1] = changed[-1].model_copy(update={"text": "no font has \U0001e7e0"})
    return journey.model_copy(update={"touchpoints": tuple(changed), "title": INSTALLED["Hebrew"][:24]})


def test_right_to_left_cards_are_set_from_the_right_edge() -> None:
    needs(INSTALLED["Hebrew"])
    sheet = poster(many())
    journey = many()
    hebrew = journey.touchpoints[0].id
    cards = [part for part in sheet.parts() if part.kind is PartKind.CARD and part.record == hebrew]
    lines = [item for part in cards for item in part.items if isinstance(item, Text) and item.line.rtl]
    assert len(lines) > 2
    assert len({round(item.x + item.line.width * item.size, 3) for item in lines}) == 1
    header = [
        item
        for part in sheet.parts()
        if part.kind is PartKind.HEADER
        for item in part.items
        if isinstance(item, Text) and item.line.rtl
    ]
    assert header
    assert all(item.x > 24 for item in header)


def test_what_no_font_has_is_told_with_its_number_and_card() -> None:
    journey = many()
    told = [p for p in poster(journey).problems if "U+1E7E0" in str(p.message)]
    assert [problem.record for problem in told] == [journey.touchpoints[-1].id]


#: Marks above and below, tails and dots: what reaches further than letters of the shipped faces.
REACHING = {
    "Arabic": "يوم عملي الأول في الجامعة يبدأ بانتظار طويل",
    "Persian": "می‌خواهم چیزی را ببینم پیچ",
    "Hebrew": "קול למד ץ ף ק לצפות",
    "Hindi": "क्षत्रिय विद्यालय में हिन्दी ऊँ कृपया हूँ",
    "Thai": "พนักงานใหม่ไม่ทราบว่าจะไปที่ไหน น้ำ ฐู ญู กู้",
    "Chinese": "第一天，没有人在办公室等他",
    "Vietnamese": "Ễ ẨM THỰC QUỐC TẾ Ở ĐỢT PHẪU Ợ Ẵ ngọng nghịu Ự Ặ",
    "marks on marks": "Om A\u0302\u0301\u030c\u0308 g\u0323\u0331\u0330\u032d"
    " H\u0306\u0302\u0303\u0304 y\u0324\u0325 E\u0301\u0302\u0301\u0302 o\u0328\u0323",
}


@cache
def dressed(script: str, often: int) -> Journey:
    """A sample of which everything that people wrote is in another script, its title ``often`` times as long."""
    text, journey = REACHING[script], sample()
    return journey.with_(
        title=" ".join([text] * often),
        goals=(f"{text} {text}", text),
        expectations=(text, f"{text} {text}"),
        touchpoints=tuple(
            t.replace(
                title=" ".join([text] * (1 + i % 2)),
                text=f"{text} {text} {text}",
                emotion=text.split()[0],
                quotes=tuple(quote.replace(text=text) for quote in t.quotes),
            )
            for i, t in enumerate(journey.touchpoints)
        ),
        phases=tuple(phase.replace(name=text) for phase in journey.phases),
        opportunities=tuple(o.replace(title=text, text=f"{text} {text}") for o in journey.opportunities),
        channels=tuple(channel.replace(name=text) for channel in journey.channels),
        personas=(
            journey.personas[0].replace(name=text, role=f"{text} {text}", story=" ".join([text] * 5)),
            *journey.personas[1:],
        ),
    )


@pytest.mark.parametrize("script", REACHING)
@given(st.integers(1, 4), st.booleans(), st.sampled_from(["A0", "A1", "ROLL-914"]))
@settings(max_examples=settings().max_examples // 8)
def test_no_ink_runs_into_other_ink(script: str, often: int, portrait: bool, paper: str) -> None:
    needs(REACHING[script])
    sheet = poster(dressed(script, often), paper, portrait=portrait)
    assert inked(sheet, typesetter().fonts) == []


def test_the_facts_stand_clear_of_the_dots_under_a_title() -> None:
    needs(REACHING["Arabic"])
    plain, dotted = (poster(sample().with_(title=title)) for title in ("My new job", "يوم عملي في"))
    below = []
    for sheet in (plain, dotted):
        (head,) = (part for part in sheet.parts() if part.kind is PartKind.HEADER)
        items = [item for item in head.items if isinstance(item, Text)]
        title = max(items, key=lambda item: item.size)
        facts = next(item for item in items if item.line.text == "Deepest dip")
        below.append(
            facts.y - 0.73 * facts.size - title.y - typesetter().fonts.ink(title.line)[1] * title.size
        )
    assert min(below) > 0
    assert below[1] >= 0.5 * below[0]


@pytest.mark.parametrize("sign", ["\ue000", "\uf8ff", "\U000f0001"])
def test_what_is_for_private_use_is_in_no_font(sign: str) -> None:
    for text in (sign, f"Own {sign} sign", f"ع{sign}ا"):
        assert MACHINE.missing(text) == {sign}
        assert 0 in glyphs(MACHINE.line(text, "regular"))
    assert SHIPPED.missing(sign) == {sign}
    first, *rest = sample().touchpoints
    told = poster(sample().with_(touchpoints=(first.replace(title=f"Odd {sign}"), *rest))).problems
    assert [str(p) for p in told if f"U+{ord(sign):04X}" in str(p)]


@given(st.sampled_from(["W", "\ufdfd", "—", "👩‍👩‍👧", "Wm \ufdfd i"]), st.floats(0.2, 12))
def test_a_sign_wider_than_its_column_is_set_smaller(text: str, width: float) -> None:
    setting = composer().setting("en")
    lines = setting.type.wrap(text, "semibold", width / 5.0, "en")
    shown = [item for item in setting.lines(3.0, 0.0, lines, 5.0, 6.0, "#000000", width) if isinstance(item, Text)]
    assert shown
    for item in shown:
        assert item.x >= 3.0 - 1e-6
        assert item.x + item.line.width * item.size <= 3.0 + width + 1e-6
        assert item.size <= 5.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("การตัดบรรทัดภาษาไทยไม่ง่าย", ("บรรทัด", "ภาษา", "ง่าย")),
        ("ทดสอบการตัดบรรทัด", ("บรรทัด", "ทดสอบ")),
        ("ส่งอีเมลยืนยันบัญชีผู้ใช้และรหัสผ่าน", ("ยืนยัน", "บัญชี", "รหัส")),
        ("พนักงานใหม่ไม่ทราบว่าจะไปที่ไหน", ("พนักงาน", "ทราบ", "ใหม่")),
        ("ธรรมชาติบรรยากาศกรรมการพรรคการเมือง", ("ธรรมชาติ", "บรรยากาศ", "กรรม", "พรรค")),
    ],
)
@pytest.mark.parametrize("width", [8.5, 9.0, 11.0])
def test_thai_is_broken_between_words(text: str, words: tuple[str, ...], width: float) -> None:
    places = breaking.soft_points(text)
    assert places
    for word in words:
        at = text.index(word)
        assert not set(places) & set(range(at + 1, at + len(word)))
    assert max(b - a for a, b in pairwise([0, *places, len(text)])) <= 18
    needs(text)
    made = typesetter().wrap(text, "regular", width, "en")
    assert "".join(made.texts) == text
    for word in words:
        assert any(word in line for line in made.texts)


def test_a_column_too_narrow_for_what_is_sure_breaks_thai_where_it_is_likely() -> None:
    needs("การตัดบรรทัดภาษาไทย")
    for width in (5.2, 6.0, 7.0):
        made = typesetter().wrap("การตัดบรรทัดภาษาไทย", "regular", width, "en")
        assert any("บรรทัด" in line for line in made.texts)
