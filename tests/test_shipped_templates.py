"""The journeys to begin with: sound, alike in five languages, with all that the method asks of a map before a group has met, and nothing
that only a group can know."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_samples import ENGLISH, texts, words

from cjm_desktop.assets import asset
from cjm_desktop.document import Journey, Kind, broken_invariants
from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.i18n.vocabulary import default_channels, default_emotions
from cjm_desktop.method import hints
from cjm_desktop.storage import open_journey, save_journey, templates

FOLDER = asset("templates")
NAMES = ("application", "empty", "laptop", "meeting-room", "moving", "onboarding", "sign-in")
FULL = tuple(name for name in NAMES if name != "empty")


def template(name: str, language: str) -> Journey:
    return open_journey(FOLDER / f"{name}.{language}.cjm").journey


def test_each_is_there_in_five_languages() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.{language}.cjm" for name in NAMES for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_it_is_sound_and_stored_as_the_program_stores_it(name: str, language: str, tmp_path: Path) -> None:
    journey = template(name, language)
    assert broken_invariants(journey) == []
    assert journey.language == language
    save_journey(journey, tmp_path / "a.cjm", None)
    assert (tmp_path / "a.cjm").read_bytes() == templates.file(name, language).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_holds_the_vocabulary_and_nothing_else(language: str) -> None:
    catalogue = catalogue_for(language)
    vocabulary = Journey(language=language, channels=default_channels(catalogue), emotions=default_emotions(catalogue))
    assert template("empty", language) == vocabulary


@pytest.mark.parametrize("name", FULL)
def test_it_holds_what_is_known_before_the_group_meets(name: str) -> None:
    journey = template(name, "en")
    kinds = {t.kind for t in journey.touchpoints}
    assert kinds == set(Kind)
    assert journey.touchpoints[0].kind is Kind.OWN_ACTION  # the need, before any contact
    assert 10 <= len(journey.touchpoints) <= 14
    assert {t.phase for t in journey.touchpoints} == {p.id for p in journey.phases}
    assert {p.kind for p in journey.parties} == {"department", "supplier"}
    assert {t.party for t in journey.touchpoints} >= {p.id for p in journey.parties}
    charter = journey.charter
    assert all((charter.purpose, charter.need, charter.ends, charter.situations, charter.scope))
    assert any(p.front_line for p in charter.participants)
    assert any(p.implements for p in charter.participants)
    assert len(journey.goals) == len(journey.expectations) == 2
    assert all((journey.feedback.question, journey.feedback.channel, journey.feedback.when, journey.feedback.reader))


@pytest.mark.parametrize("name", FULL)
def test_it_invents_nothing_that_only_people_can_tell(name: str) -> None:
    journey = template(name, "en")
    assert not any((journey.personas, journey.interviews, journey.opportunities, journey.rounds, journey.candidates))
    assert all(t.grade is None and not t.emotion and not t.quotes and not t.text for t in journey.touchpoints)
    assert journey.desired.target is None
    assert not any(p.name for p in journey.charter.participants)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FULL)
def test_its_map_needs_no_first_advice(name: str, language: str) -> None:
    assert [str(hint.problem) for hint in hints(template(name, language)) if hint.step in (0, 1, 2, 7)] == []


@pytest.mark.parametrize("name", FULL)
def test_five_languages_have_the_same_bones(name: str) -> None:
    def bones(journey: Journey) -> object:
        return (
            journey.traveller,
            [(t.id, t.phase, t.kind, t.channel, t.party) for t in journey.touchpoints],
            [(p.id, p.kind, p.colour) for p in journey.parties],
            [(p.affected, p.implements, p.front_line) for p in journey.charter.participants],
            (journey.charter.situations, journey.charter.scope, journey.feedback.channel),
        )

    assert all(bones(template(name, language)) == bones(template(name, "en")) for language in LANGUAGES)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
@pytest.mark.parametrize("name", FULL)
def test_it_speaks_its_language(name: str, language: str) -> None:
    said, english = set(texts(template(name, language))), set(texts(template(name, "en")))
    assert {text for text in said & english if len(words(text)) >= 3} == set()
    assert [(w, text) for text in said for w in words(text.lower()) if w in ENGLISH] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FULL)
def test_its_titles_are_short_and_each_its_own(name: str, language: str) -> None:
    titles = [t.title for t in template(name, language).touchpoints]
    assert len(set(titles)) == len(titles)
    assert all(1 <= len(title.split()) <= 11 for title in titles)
