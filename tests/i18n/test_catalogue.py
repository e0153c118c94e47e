"""Texts, plurals, sentences, numbers and days of a catalogue, held against the Unicode CLDR where it has a say."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Message
from cjm_desktop.i18n import LANGUAGES, Catalogue, catalogue_for, language_named

MINUS = "−"


def test_import_is_light() -> None:
    heavy = ("pydantic", "babel", "PySide6", "numpy")
    code = f"import cjm_desktop.i18n, sys; print([m for m in {heavy!r} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "Dip"), ("da", "Lavpunkt"), ("nl", "Dal"), ("hu", "Mélypont"), ("sv", "Dal")],
)
def test_word_of_the_field(language: str, word: str) -> None:
    catalogue = catalogue_for(language)
    assert catalogue.language == language
    assert catalogue.pgettext("poster", "Dip") == word


@pytest.mark.parametrize("tag", ["de", "nb-NO", "", "C", "x"])
def test_unknown_language_speaks_english(tag: str) -> None:
    catalogue = catalogue_for(tag)
    assert catalogue.language == "en"
    assert catalogue.pgettext("poster", "Dip") == "Dip"


@pytest.mark.parametrize("tag", ["nl-BE", "nl_NL.UTF-8", "NL", "nl@euro"])
def test_region_does_not_matter(tag: str) -> None:
    assert language_named(tag) == "nl"
    assert catalogue_for(tag).language == "nl"


@pytest.mark.parametrize("language", LANGUAGES)
def test_missing_text_falls_back_to_english(language: str) -> None:
    catalogue = catalogue_for(language)
    assert catalogue.text("Nobody has ever written this.") == "Nobody has ever written this."
    assert catalogue.pgettext("poster", "Nobody has ever written this.") == "Nobody has ever written this."
    assert catalogue.pgettext("no such context", "Dip") == "Dip"
    assert catalogue.text("") == ""
    assert catalogue.pgettext("poster", "") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_of_an_unknown_text_is_english(language: str) -> None:
    catalogue = catalogue_for(language)
    forms = [catalogue.plural("{n} zebra", "{n} zebras", n) for n in (0, 1, 2)]
    assert forms == ["{n} zebras", "{n} zebra", "{n} zebras"]


def test_sentence_is_filled_in_with_the_languages_fractions() -> None:
    inner = Message("at {place:.1f}", place=2.25)
    message = Message("{who}: {grade} of {top} {inner}", who="Ann", grade=6.5, top=10, inner=inner)
    assert catalogue_for("da").say(message) == "Ann: 6,5 of 10 at 2.2"
    assert catalogue_for("en").say(message) == "Ann: 6.5 of 10 at 2.2"
    assert catalogue_for("da").say(Message("{inner}", inner=Message("{x}", x=1234.5))) == "1.234,5"
    assert catalogue_for("da").say(Message("{x}", x=float("inf"))) == "inf"


def test_whole_and_broken_figures_have_one_minus() -> None:
    said = catalogue_for("en").say(Message("{one}, {other}, {third}", one=-2, other=-1.8, third=-2.0))
    assert said == "−2, −1.8, −2"


def test_sentence_without_values_keeps_its_braces() -> None:
    assert catalogue_for("sv").say(Message("a {b}")) == "a {b}"


@given(value=st.floats(-10_000_000, 10_000_000), digits=st.integers(0, 3))
@pytest.mark.parametrize("language", LANGUAGES)
def test_number_agrees_with_the_cldr(language: str, value: float, digits: int) -> None:
    value = round(value, digits)
    if language == "hu" and 1_000 <= abs(value) < 10_000:
        return  # the CLDR groups four digits, Hungarian orthography does not
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    expected = format_decimal(f"{value:.{digits}f}", pattern, "en_GB" if language == "en" else language)
    # English, Danish, Dutch and Hungarian have a hyphen in the CLDR; a printed minus is a minus everywhere.
    expected = expected.replace("-", MINUS).removeprefix(MINUS if float(f"{value:.{digits}f}") == 0 else "\0")
    assert catalogue_for(language).number(value, digits) == expected


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("da", 7.0, "7"),
        ("da", 7.5, "7,5"),
        ("nl", 1234.567, "1.234,57"),
        ("hu", 1234.5, "1234,5"),
        ("hu", 12345, "12\u00a0345"),
        ("sv", 1234, "1\u00a0234"),
        ("en", 1234.5, "1,234.5"),
        ("en", -0.001, "0"),
        ("en", -2, MINUS + "2"),
        ("en", 100, "100"),
    ],
)
def test_number_needs_no_digits_told(language: str, value: float, written: str) -> None:
    assert catalogue_for(language).number(value) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        catalogue_for("en").number(value)


@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
@pytest.mark.parametrize("language", LANGUAGES)
def test_day_agrees_with_the_cldr(language: str, day: date) -> None:
    expected = format_date(day, "long", locale="en_GB" if language == "en" else language)
    assert catalogue_for(language).day(day.isoformat()) == expected


@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_day_agrees_with_the_cldr(language: str, day: date) -> None:
    expected = format_date(day, "short", locale="en_GB" if language == "en" else language)
    assert catalogue_for(language).short_day(day.isoformat()) == expected


@pytest.mark.parametrize("raw", ["", "soon", "2026-13-01", "2026-05"])
def test_what_is_no_day_stays(raw: str) -> None:
    assert catalogue_for("hu").day(raw) == raw


def test_day_that_no_calendar_has_is_still_written() -> None:
    # The document's Day accepts 31 February; the poster must not fall over it.
    assert catalogue_for("da").day("2026-02-31") == "31. februar 2026"


def test_catalogue_is_made_once_and_cannot_be_changed() -> None:
    assert catalogue_for("da") is catalogue_for("da")
    with pytest.raises(AttributeError):
        catalogue_for("da").language = "nl"  # type: ignore[misc]
    assert isinstance(catalogue_for("da"), Catalogue)
    assert catalogue_for("hu").name == "Magyar"


@pytest.mark.parametrize("language", ["da", "nl", "hu", "sv", "en"])
def test_what_is_not_translated_yet_counts_in_english(language: str) -> None:
    catalogue = catalogue_for(language)
    assert catalogue.plural("{n} zork", "{n} zorks", 1) == "{n} zork"
    assert catalogue.plural("{n} zork", "{n} zorks", 16) == "{n} zorks"
    assert catalogue.plural("{n} touchpoint", "{n} touchpoints", 16) != "{n} touchpoint"
