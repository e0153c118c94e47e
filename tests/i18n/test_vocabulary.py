"""The words a new document starts with."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from cjm_desktop.assets import asset
from cjm_desktop.document import Journey, Kind, OpportunityKind, TravellerNoun
from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.i18n.vocabulary import (
    default_channels,
    default_emotions,
    kind_names,
    opportunity_names,
    traveller_names,
)

OTHERS = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_channels(language: str) -> None:
    channels = default_channels(catalogue_for(language))
    english = default_channels(catalogue_for("en"))
    assert [c.id for c in channels] == [c.id for c in english]
    assert [c.icon for c in channels] == [c.icon for c in english]
    assert len(channels) == 14
    assert len({c.name for c in channels}) == 14
    assert len({c.icon for c in channels}) == 14
    assert all(c.id.startswith("ch-") and c.name for c in channels)


def test_channel_icons_are_drawn() -> None:
    drawn = json.loads(asset("icons", "icons.json").read_text("utf-8"))
    assert {c.icon for c in default_channels(catalogue_for("en"))} <= set(drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_emotions_span_the_scale(language: str) -> None:
    emotions = default_emotions(catalogue_for(language))
    grades = [e.grade for e in emotions if e.grade is not None]
    assert len(grades) == len(emotions) == 21
    assert len({e.word for e in emotions}) == len(emotions)
    assert grades == sorted(grades, reverse=True)
    assert grades[0] == 10
    assert grades[-1] == 1.5
    assert max(a - b for a, b in pairwise(grades)) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_may_hold_them(language: str) -> None:
    catalogue = catalogue_for(language)
    journey = Journey(language=language, channels=default_channels(catalogue), emotions=default_emotions(catalogue))
    assert journey.channels


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_traveller_has_a_name(language: str) -> None:
    catalogue = catalogue_for(language)
    assert set(kind_names(catalogue)) == set(Kind)
    assert set(opportunity_names(catalogue)) == set(OpportunityKind)
    travellers = traveller_names(catalogue)
    assert set(travellers) == set(TravellerNoun) - {TravellerNoun.OWN}
    assert all(noun and journey for noun, journey in travellers.values())


def test_danish_compounds_are_one_word() -> None:
    travellers = traveller_names(catalogue_for("da"))
    assert travellers[TravellerNoun.CUSTOMER] == ("kunde", "kunderejse")
    assert travellers[TravellerNoun.CITIZEN] == ("borger", "borgerrejse")
    assert all(" " not in journey for _, journey in travellers.values())


@pytest.mark.parametrize("language", OTHERS)
def test_emotions_are_not_english(language: str) -> None:
    english = {e.word for e in default_emotions(catalogue_for("en"))}
    assert not english & {e.word for e in default_emotions(catalogue_for(language))}
