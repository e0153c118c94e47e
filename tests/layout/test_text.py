"""Setting text: nothing is wider than its column, nothing is lost, and breaks stand where a reader expects them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cjm_desktop.layout import breaking
from cjm_desktop.layout.clusters import clusters_of
from cjm_desktop.layout.fonts import STYLES, FontSet
from cjm_desktop.layout.text import ELLIPSIS, Paragraph, Typesetter

FONTS = FontSet(FontSet.shipped().files()[0].parent, installed=lambda: ())
SETTER = Typesetter(FONTS)
HU = "A szolgáltatásportál megnyitásakor a rendszergazda összegyűjtött 21 °C adatot és 1 140 munkatársat."

word = st.text("abcdefghijklmnopqrstuvwxyzåäöæøőűÉT.,-–—/()0123456789%", min_size=1, max_size=24)
texts = st.lists(word, min_size=1, max_size=30).map(" ".join)
widths = st.floats(min_value=0.3, max_value=40)
styles = st.sampled_from(sorted(STYLES))
languages = st.sampled_from(["da", "nl", "hu", "sv", "en", "de"])


def said(paragraph: Paragraph) -> tuple[str, ...]:
    return paragraph.texts


def wrap(text: str, width: float, language: str = "en", **options: object) -> tuple[str, ...]:
    return SETTER.wrap(text, "regular", width, language, **options).texts  # type: ignore[arg-type]


@given(texts, widths, styles, languages, st.booleans())
def test_no_line_is_wider_than_its_column(
    text: str, width: float, style: str, language: str, hyphenate: bool
) -> None:
    made = SETTER.wrap(text, style, width, language, hyphenate=hyphenate)
    assert made.count == len(made.lines) >= 1
    for line, measured in zip(made.lines, made.widths, strict=True):
        assert line.width == pytest.approx(measured, abs=1e-6)
        assert line.width <= width + 1e-5 or len(clusters_of(line.text)) == 1
        assert line.text == line.text.strip(" ")


@given(texts, widths, st.sampled_from(["da", "nl", "sv", "en"]))
def test_the_lines_say_what_the_text_says(text: str, width: float, language: str) -> None:
    def bare(some: str) -> str:
        return some.replace(" ", "").replace("-", "")

    made = SETTER.wrap(text, "regular", width, language)
    assert bare("".join(made.texts)) == bare(text)
    assert not made.shortened


@given(texts, st.floats(min_value=3, max_value=40), styles, st.integers(1, 4))
def test_a_shortened_text_says_so_and_still_fits(text: str, width: float, style: str, most: int) -> None:
    made = SETTER.wrap(text, style, width, "en", most)
    whole = SETTER.wrap(text, style, width, "en")
    assert made.count <= most
    assert made.shortened == (whole.count > most)
    assert made.texts[: most - 1] == whole.texts[: most - 1]
    assert max(line.width for line in made.lines) <= width + 1e-5
    if made.shortened:
        last = made.texts[-1]
        assert last.endswith(ELLIPSIS)
        assert last == ELLIPSIS or last[-2] not in " ,;:.-"
    else:
        assert made.texts == whole.texts


@given(texts, st.floats(min_value=6, max_value=40), st.integers(1, 4))
def test_balancing_keeps_the_number_of_lines(text: str, width: float, most: int) -> None:
    plain = SETTER.wrap(text, "bold", width, "en", most, hyphenate=False)
    made = SETTER.balance(text, "bold", width, "en", most)
    assert made.count <= plain.count
    assert made.width <= plain.width + 1e-9
    assert made.shortened == plain.shortened


def test_an_empty_text_has_no_lines() -> None:
    for text in ("", "  ", "\n\n"):
        made = SETTER.wrap(text, "regular", 10, "en")
        assert (made.count, made.lines, made.width, made.shortened) == (0, (), 0.0, False)


def test_own_lines_and_spaces() -> None:
    assert wrap("one\ntwo\r\n\r\nthree  \n", 20) == ("one", "two", "", "three")
    assert wrap("\tone\x07 two\u2028three", 20) == ("one two", "three")


def test_greedy_from_the_first_line() -> None:
    space = FONTS.advance(" ", "regular")
    width = FONTS.advance("Hello", "regular") + space + FONTS.advance("there", "regular")
    assert wrap("Hello there Hello there", width) == ("Hello there", "Hello there")
    assert wrap("Hello there Hello there", width - 0.001) == ("Hello", "there", "Hello", "there")


def test_number_and_unit_stay_together() -> None:
    text = "It is 21 °C and 1 140 people wait 3 d or 15 min for € 20 – no less"
    for width in range(4, 30):
        for line in wrap(text, width)[:-1]:
            assert not line.endswith((" 21", " 1", " 3", " 15", " €"))
            assert not line.startswith(("°C", "140", "min", "20", "–"))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("half-time", ["half-", "time"]),
        ("Budapest–Wien", ["Budapest–", "Wien"]),
        ("buyer/manager", ["buyer/", "manager"]),
        ("and/or", ["and/or"]),
        ("e-mail", ["e-mail"]),
        ("well—known", ["well", "—", "known"]),
        ("漢字、かな", ["漢", "字、", "か", "な"]),
        ("「漢字」", ["「漢", "字」"]),
        ("plain", ["plain"]),
    ],
)
def test_soft_places_inside_a_word(text: str, points: list[str]) -> None:
    cuts = [0, *breaking.soft_points(text), len(text)]
    assert [text[a:b] for a, b in pairwise(cuts)] == points


def test_hyphenation_only_where_it_helps() -> None:
    assert wrap("A szolgáltatásportál megnyitása", 8.6, "hu")[0] == "A szolgáltatás-"
    assert wrap("A szolgáltatásportál megnyitása", 8.6, "hu", hyphenate=False)[0] == "A"
    assert wrap("A szolgáltatásportál", 8.6, "hu") == ("A", "szolgáltatásportál")  # last word, and it fits
    assert wrap("In understanding we trust", 7, "xx")[0] == "In"
    assert wrap("The journey matters to all", 5.2, "en")[0] == "The"  # seven letters are too short


@pytest.mark.parametrize(
    ("language", "text", "width", "lines"),
    [
        ("da", "tilfredshed", 5, ("tilfreds-", "hed")),
        ("nl", "klantreis", 3.5, ("klant-", "reis")),
        ("hu", "hosszúság", 3.5, ("hosz-", "szúság")),
        ("sv", "kontaktpunkt", 5, ("kontakt-", "punkt")),
        ("en", "touchpoint", 4, ("touch-", "point")),
        ("de", "Zufriedenheit", 5, ("Zufrieden", "heit")),
    ],
)
def test_a_word_wider_than_the_column_is_broken(
    language: str, text: str, width: float, lines: tuple[str, ...]
) -> None:
    made = SETTER.wrap(text, "regular", width, language, hyphenate=False)
    assert said(made) == lines
    assert made.broken


def test_no_second_hyphen_beside_one() -> None:
    for width in range(3, 20):
        for line in wrap("half-time half–time time-consuming/understanding", width):
            assert "--" not in line
            assert "–-" not in line


def test_soft_hyphens_show_only_where_used() -> None:
    assert wrap("soft\u00adware", 20) == ("software",)
    assert wrap("soft\u00adware", 3, "xx") == ("soft-", "ware")


def test_hungarian_and_emoji_and_missing_characters() -> None:
    made = SETTER.wrap("Őszintén hűvös 👍🏽 és ᚠ rúna", "regular", 30, "hu")
    assert made.missing == frozenset("ᚠ")
    faces = [run.face.key for run in made.lines[0].runs]
    assert faces[:2] == ["CJMInter-Regular", "NotoEmoji-Regular"]
    assert SETTER.wrap("Ő ű", "regular", 30, "hu").missing == frozenset()


def test_characters_of_several_code_points_are_never_split() -> None:
    family = "👩‍👩‍👧"
    assert wrap(family * 4, 1.0) == (family,) * 4
    assert set("".join(wrap("e\u0301" * 9, 1.3))) == {"e", "\u0301"}
    assert all(line.startswith("e") for line in wrap("e\u0301" * 9, 1.3))


def test_lines_of_a_right_to_left_paragraph_share_its_direction() -> None:
    made = SETTER.wrap("אבג abc defghi jkl דהו", "regular", 6, "he")
    assert made.count > 1
    assert all(line.rtl for line in made.lines)


def test_an_ellipsis_follows_a_whole_word_unless_that_leaves_a_hole() -> None:
    assert SETTER.ellipsis("The first, longest day", "regular", 50).text == "The first, longest day"
    assert SETTER.ellipsis("The first, longest day", "regular", 5.2).text == "The first…"
    assert SETTER.ellipsis("A responsibility", "regular", 5).text == "A respo…"
    assert SETTER.ellipsis("one\ntwo", "regular", 50).text == "one two"
    assert SETTER.ellipsis("abc", "regular", 0.5).text == ELLIPSIS


def test_a_second_own_line_that_finds_no_room_is_told() -> None:
    made = SETTER.wrap("one\ntwo\nthree", "regular", 20, "en", 2)
    assert (made.texts, made.shortened) == (("one", "two…"), True)


def test_the_largest_size_that_fits_whole() -> None:
    text = "The new colleague starts on her first day with a laptop"
    size, made = SETTER.fit(text, "bold", (9, 7, 5, 4), 60, "en", 2)
    assert size == 4
    assert made.texts == ("The new colleague starts on", "her first day with a laptop")
    size, made = SETTER.fit(text, "bold", (9, 7), 60, "en", 2)
    assert (size, made.shortened, made.count) == (7, True, 2)
    assert SETTER.fit("", "bold", (9, 7), 60, "en", 2)[0] == 9


def test_measuring_shapes_no_lines_and_equal_questions_give_the_same_paragraph() -> None:
    setter = Typesetter(FONTS)
    made = setter.wrap(HU, "regular", 14, "hu")
    assert made._lines is None
    assert made.count == len(made.texts) > 1
    assert made._lines is None
    assert made.lines is made.lines
    assert setter.wrap(HU, "regular", 14, "hu") is made


def test_a_column_without_width_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        SETTER.wrap("a", "regular", 0, "en")
    with pytest.raises(KeyError):
        SETTER.wrap("a", "heavy", 5, "en")


@given(st.text(max_size=60), widths)
@example("\U0001e800\U0002ebe1", 1.0)
@example("\u202e\u05d0\u2067b", 1.0)
def test_any_text_at_all_is_set(text: str, width: float) -> None:
    made = SETTER.wrap(text, "regular", width, "en")
    assert len(made.lines) == made.count


def read(paragraph: Paragraph) -> list[str]:
    return [line.words for line in paragraph.lines]


def test_a_broken_word_is_read_whole_where_it_begins() -> None:
    made = SETTER.wrap("Her tilfredshedsundersøgelser nu", "regular", 5, "da")
    assert made.count > 3
    assert made.texts[0].endswith("-")
    assert read(made)[0] == "Her tilfredshedsundersøgelser"
    assert "".join(read(made)[1:]) == " nu"
    assert read(SETTER.wrap("hosszúság van", "regular", 3.5, "hu")) == [
        "hosszúság",
        "",
        "van",
    ]  # not “hosz-szúság”
    assert read(SETTER.wrap("and half-time", "regular", 4.5, "en")) == ["and half-time", ""]
    assert read(SETTER.wrap("soft\u00adware", "regular", 3, "xx")) == ["software", ""]


@given(texts, widths, st.sampled_from(["da", "nl", "hu", "sv", "en"]))
def test_broken_or_not_all_words_are_read(text: str, width: float, language: str) -> None:
    made = SETTER.wrap(text, "regular", width, language)
    assert " ".join(" ".join(read(made)).split()) == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("他（很失望）。", "他|（很|失|望）。"),
        ("“好极了！”……他", "“好|极|了！”……|他"),
        ("初日、「ちょっと」", "初|日、|「ちょっ|と」"),
        ("価格は¥3,000です", "価|格|は|¥3,000|で|す"),
        ("使用CRM系统（版本2.0）后", "使|用|CRM|系|统|（版|本|2.0）|后"),
        ("客户——经理", "客|户|——|经|理"),
        ("10％の客", "10％|の|客"),
        ("첫날사무실에", "첫날사무실에"),
        ("พนักงานใหม่ไม่ทราบว่าจะไปที่ไหน", "พนักงาน|ใหม่|ไม่|ทราบ|ว่า|จะ|ไป|ที่|ไหน"),
        ("ต่างๆในCRMใหม่", "ต่างๆ|ใน|CRM|ใหม่"),
        ("漢👍🏽字", "漢|👍🏽|字"),
        ("น้ำ", "น้ำ"),
    ],
)
def test_where_scripts_without_spaces_are_broken(text: str, points: str) -> None:
    cuts = [0, *breaking.soft_points(text), len(text)]
    assert "|".join(text[a:b] for a, b in pairwise(cuts)) == points


eastern = st.lists(
    st.sampled_from(
        ["漢字", "かな、", "「仮名」", "（字）。", "abc", "3％", "ちょっと", "コーヒー", "……", "“他”"]
    ),
    min_size=1,
    max_size=12,
).map("".join)
thai = st.text("กขคงจชดตนบปพมยรลวสหอะาิีึืุูเแโใไ็่้๊๋์ำๆฯ ab1", min_size=1, max_size=40)


@given(eastern, st.floats(min_value=7, max_value=20))
def test_no_stop_begins_a_line_and_no_opening_bracket_ends_one(text: str, width: float) -> None:
    made = SETTER.wrap(text, "regular", width, "en")
    assert not any(line[0] in "、。」）％”っョー…" for line in made.texts[1:])
    assert not any(line[-1] in "「（“" for line in made.texts)
    assert "".join(made.texts) == text
    assert made.count == 1 or not made.broken


@given(thai, widths)
def test_thai_marks_and_vowels_stay_with_their_consonant(text: str, width: float) -> None:
    for at in breaking.soft_points(text):
        assert text[at] not in "ะาำิีึืุู็่้๊๋์ๆฯ"
        assert text[at - 1] not in "เแโใไ"
    made = SETTER.wrap(text, "regular", width, "en")
    assert "".join(made.texts).replace(" ", "") == text.replace(" ", "")
