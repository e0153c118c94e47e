"""Names and values in five languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis.channel_words import WAYS
from cjm_desktop.document import Duration, Kind
from cjm_desktop.exchange import fields
from cjm_desktop.storage import templates

ICONS = {"circle", *WAYS}


@pytest.mark.parametrize("language", fields.LANGUAGES)
@pytest.mark.parametrize("field", fields.FIELDS)
def test_every_header_is_understood_and_no_two_fields_share_one(field: str, language: str) -> None:
    assert fields.field_of(field) == field
    for header in fields._HEADERS[field][language]:
        for way in (header, header.upper(), f"  {header}: ", header.replace(" ", "_"), f"**{header}**"):
            assert fields.field_of(way) == field, header


def test_accents_may_be_missing() -> None:
    assert fields.field_of("erzelem") == "emotion"
    assert fields.field_of("Förvantning") == "expectation"
    assert fields.field_of("colour") is None


@pytest.mark.parametrize("language", fields.LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_kinds_in_every_language(kind: Kind, language: str) -> None:
    assert fields.kind_of(fields.kind_name(kind, language)) is kind
    assert fields.kind_of(kind.value) is kind
    assert fields.kind_of("party") is None


@pytest.mark.parametrize("language", fields.LANGUAGES)
def test_the_language_of_headers_is_recognised(language: str) -> None:
    assert fields.language_of([fields.header_of(field, language) for field in fields.FIELDS]) == language


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("7,5", 7.5), ("7.5", 7.5), (" -3 ", -3), ("−3", -3), (",5", 0.5), ("7,", 7), ("+2", 2)],
)
def test_numbers(text: str, number: float) -> None:
    assert fields.number_of(text) == number


@pytest.mark.parametrize("text", ["", "x", "1.234,5", "1 000", "7 of 10", "nan", "inf", "1e3", "--1", "٣x"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        fields.number_of(text)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e6, max_value=1e6))
def test_numbers_come_back_exactly(number: float) -> None:
    text = fields.number_text(number)
    assert "e" in text or fields.number_of(text) == number


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("20 min", 20, "min"), ("2h", 2, "h"), ("1,5 h", 1.5, "h"), ("3 d", 3, "d"), ("6 w", 6, "w"),
        ("2 uur", 2, "h"), ("3 dagen", 3, "d"), ("1 week", 1, "w"), ("2 timer", 2, "h"), ("4 uger", 4, "w"),
        ("10 perc", 10, "min"), ("2 óra", 2, "h"), ("5 nap", 5, "d"), ("3 hét", 3, "w"),
        ("2 tim.", 2, "h"), ("1 vecka", 1, "w"), ("4 Days", 4, "d"),
        ("2 working days", 2, "d"), ("3 arbejdsdage", 3, "d"), ("1 munkanap", 1, "d"), ("2 werkdagen", 2, "d"),
    ],
)  # fmt: skip
def test_durations(text: str, amount: float, unit: str) -> None:
    assert fields.duration_of(text) == Duration.model_validate({"amount": amount, "unit": unit})


@pytest.mark.parametrize("text", ["", "soon", "3", "3 x", "-1 h", "3 d 2 h", "1.2.3 d", "9999999 w"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError):
        fields.duration_of(text)


def test_icons_of_channels_exist() -> None:
    from cjm_desktop.layout.icons import IconSet

    shipped = IconSet.shipped()
    for icon in ICONS:
        assert shipped.items(icon, 0, 0, 10, "#000000", 1), icon
    assert fields.icon_of("E-Mail") == "mail"
    for word in ("Portal", "E-post", "Selvbetjening", "Persoonlijk", "Videóhívás", "Bokad tid"):
        assert fields.icon_of(word) != "circle", word
    assert fields.icon_of("Carrier pigeon") == "circle"


@pytest.mark.parametrize("language", fields.LANGUAGES)
def test_the_channels_a_new_document_starts_with_get_their_own_icons(language: str) -> None:
    for channel in templates.load("empty", language).channels:
        assert fields.icon_of(channel.name) == channel.icon, channel.name


@pytest.mark.parametrize("language", fields.LANGUAGES)
@pytest.mark.parametrize("unit", ["min", "h", "d", "w"])
def test_units_are_understood_as_they_are_written(unit: str, language: str) -> None:
    duration = Duration.model_validate({"amount": 1.5, "unit": unit})
    for amount in (1, 1.5, 6):
        duration = duration.replace(amount=amount)
        for read_in in ("", *fields.LANGUAGES):
            assert fields.duration_of(fields.duration_text(duration, language), read_in) == duration
    duration = duration.replace(amount=1.5)
    assert fields.duration_text(duration) == f"1.5 {unit}"


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [
        ("da", "6 u", "w"), ("da", "1 uge", "w"), ("da", "3 t", "h"), ("da", "2 timer", "h"), ("da", "4 d", "d"), ("da", "4 dage", "d"),
        ("da", "20 min", "min"), ("da-DK", "6 u.", "w"),
        ("nl", "6 u", "h"), ("nl", "2 uur", "h"), ("nl", "3 wk", "w"), ("nl", "3 weken", "w"),
        ("hu", "5 p", "min"), ("hu", "5 perc", "min"), ("hu", "2 ó", "h"), ("hu", "3 n", "d"), ("hu", "3 nap", "d"), ("hu", "2 hét", "w"),
        ("sv", "3 v", "w"), ("sv", "2 tim", "h"), ("sv", "2 t", "h"), ("sv", "4 dagar", "d"), ("sv", "3 veckor", "w"),
    ],
)  # fmt: skip
def test_short_units_are_those_of_the_language(language: str, text: str, unit: str) -> None:
    assert fields.duration_of(text, language).unit == unit
    for english, same in (("6 w", "w"), ("6 h", "h"), ("6 d", "d"), ("6 min", "min"), ("6 weeks", "w")):
        assert fields.duration_of(english, language).unit == same


def test_a_week_is_one_in_danish() -> None:
    assert fields.duration_text(Duration(amount=1, unit="w"), "da") == "1 uge"
    assert fields.duration_text(Duration(amount=6, unit="w"), "da") == "6 uger"
