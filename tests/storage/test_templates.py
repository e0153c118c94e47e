"""The journeys the program brings along."""

from __future__ import annotations

from datetime import date

import pytest

from cjm_desktop.storage import StorageError, templates


def test_the_names() -> None:
    samples = {"new-colleague", "new-laptop", "big"}
    begun = {"application", "empty", "laptop", "meeting-room", "moving", "onboarding", "sign-in"}
    assert set(templates.names()) == samples | begun


@pytest.mark.parametrize("language", ["da", "nl", "hu", "sv", "en"])
@pytest.mark.parametrize("name", ["new-colleague", "new-laptop", "empty"])
def test_each_comes_in_five_languages(name: str, language: str) -> None:
    journey = templates.load(name, language)
    assert journey.language == language
    assert bool(journey.touchpoints) == (name != "empty")


@pytest.mark.parametrize("language", ["de", "", "../../etc", "nl-BE", "NL_be.UTF-8"])
def test_other_languages_get_english_and_dialects_their_language(language: str) -> None:
    expected = "nl" if language.lower().startswith("nl") else "en"
    assert templates.load("empty", language).language == expected


@pytest.mark.parametrize("name", ["", "nothing", "../samples/empty", "empty.en"])
def test_an_unknown_name_is_a_sentence(name: str) -> None:
    with pytest.raises(StorageError, match=r"There is no template .* There are: application, big, empty"):
        templates.load(name, "en")


def test_a_language_that_is_missing_is_told() -> None:
    assert templates.languages("big") == ("en",)
    assert templates.languages("empty") == ("da", "en", "hu", "nl", "sv")
    assert "English only" in str(templates.missing("big", "hu"))
    assert "this language" in str(templates.missing("empty", "de"))
    assert templates.missing("big", "en_GB") is None
    assert templates.missing("empty", "nl-BE") is None


def test_nobody_begins_with_a_map_that_is_overdue() -> None:
    shipped = templates.load("new-laptop", "en")
    day = shipped.feedback.review
    before, after = date.fromisoformat(day).replace(year=2020), date.fromisoformat(day).replace(year=2031)
    assert templates.begin("new-laptop", "en", before) == shipped
    begun = templates.begin("new-laptop", "en", after)
    assert begun.feedback.review == day.replace("2026", "2032")
    assert begun.replace(feedback=shipped.feedback) == shipped
    assert templates.begin("empty", "en", after) == templates.load("empty", "en")
