"""Hyphenation: examples in five languages, and the same places as the pyphen package finds."""

from __future__ import annotations

import sys

import pyphen
import pytest

from cjm_desktop.layout.hyphens import Hyphens

WORDS = {
    "da": "brugeroplevelse medarbejderne tilfredshed berøringspunkt forbedringsforslag velkommen",
    "nl": "medewerkerstevredenheid klantreis verbeteringsmogelijkheden contactmoment geïnteresseerd",
    "hu": "asszonnyal összegyűjtött megállapodás szolgáltatásportál eseménykezelés hosszúság KÖNNYEZETT loggyűjtő",
    "sv": "kundresekartläggning användarupplevelse förbättringsmöjlighet kontaktpunkt",
    "en": "responsibility touchpoint understanding improvement journeys",
}


@pytest.mark.parametrize("language", WORDS)
def test_same_places_as_pyphen(language: str) -> None:
    reference = pyphen.Pyphen(lang={"en": "en_GB"}.get(language, language), left=3, right=3)
    hyphens = Hyphens()
    for word in WORDS[language].split():
        assert hyphens.points(word, language) == tuple(reference.iterate(word)), word


@pytest.mark.parametrize(
    ("language", "word", "before", "after"),
    [
        ("da", "tilfredshed", "tilfreds", "hed"),
        ("nl", "klantreis", "klant", "reis"),
        ("hu", "laptopcsere", "laptop", "csere"),
        ("hu", "hosszúság", "hosz", "szúság"),
        ("sv", "kontaktpunkt", "kontakt", "punkt"),
        ("en", "touchpoint", "touch", "point"),
        ("en-GB", "Touchpoint", "Touch", "point"),
    ],
)
def test_examples(language: str, word: str, before: str, after: str) -> None:
    assert (before, after) in Hyphens().points(word, language)


def test_three_letters_stay_on_each_side() -> None:
    for language, words in WORDS.items():
        for word in words.split():
            for before, after in Hyphens().points(word, language):
                assert len(before) >= 3
                assert len(after) >= 3


def test_no_places_in_other_languages_or_in_what_is_no_word() -> None:
    hyphens = Hyphens()
    assert hyphens.points("Benutzererlebnis", "de") == ()
    assert hyphens.points("half-time", "en") == ()
    assert hyphens.points("kilo2meter", "en") == ()
    assert hyphens.points("kort", "da") == ()


def test_patterns_are_kept_once_however_many_ask() -> None:
    """Those of Hungarian are 105,000: window, press and interface held three times 19 MB, and each window made anew read them again."""
    assert Hyphens().points("hosszúság", "hu")
    before = sys.getallocatedblocks()
    others = [Hyphens() for _ in range(3)]
    assert all(other.points("hosszúság", "hu") for other in others)
    assert sys.getallocatedblocks() - before < 1_000
