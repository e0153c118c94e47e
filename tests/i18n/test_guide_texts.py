"""The texts of the guide: whole in every language, written as that language is written, and each of them its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest

from cjm_desktop.assets import asset
from cjm_desktop.document import Traveller
from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.i18n.guide import GuideText, guide_texts
from cjm_desktop.i18n.traveller import PLACES
from cjm_desktop.i18n.vocabulary import traveller_names
from cjm_desktop.method import STEPS

#: How a language opens and closes a quotation; no other mark may stand in its texts.
QUOTES = {"en": "“”", "da": "»«", "nl": "“”", "hu": "„”", "sv": "””"}
#: The one form that these texts use: with its article in it, so that it is right for an own word too.
FORMS = {"en": "the_traveller", "da": "a_traveller", "nl": "a_traveller", "hu": "a_traveller", "sv": "a_traveller"}
#: Every place as it stands in the file, and a word in each of them.
AS_IT_IS = {place: f"{{{place}}}" for place in PLACES}
X = dict.fromkeys(PLACES, "x")
MARKS = re.compile('[“”„«»‘‚‹›"]')
LONGEST = 140


def _lines(step: GuideText) -> Iterator[str]:
    yield step.aim
    yield from step.do
    yield from step.ask
    yield step.watch
    yield step.example


def _all(language: str, traveller: Mapping[str, str]) -> list[str]:
    return [line for step in guide_texts(language, traveller) for line in _lines(step)]


def _raw(language: str) -> list[str]:
    return _all(language, AS_IT_IS)


def _sentences(language: str) -> set[str]:
    parts = (part for line in _raw(language) for part in re.split(r"(?<=[.!?:])[“”„]?\s+", line))
    # A grade alone is no sentence: “Streefcijfer: 8.” and “Célpontszám: 8.” share nothing.
    return {
        re.sub(r"[^\w\s{}]", "", part).casefold().strip() for part in parts if re.search(r"[^\W\d_]", part)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_are_those_of_the_method(language: str) -> None:
    assert [step.id for step in guide_texts(language, X)] == [step.id for step in STEPS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_says_enough_and_not_too_much(language: str) -> None:
    for step in guide_texts(language, X):
        assert 3 <= len(step.do) <= 5, step.id
        assert 2 <= len(step.ask) <= 5, step.id
        for line in _lines(step):
            assert line and line == line.strip(), step.id
        for question in step.ask:
            assert question.endswith((".", "?")), question
        assert any(question.endswith("?") for question in step.ask), step.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_stay_short_with_every_noun(language: str) -> None:
    for noun in traveller_names(catalogue_for(language)):
        said = catalogue_for(language).speaking_of(Traveller(noun=noun)).traveller
        assert [line for line in _all(language, said) if len(line) > LONGEST] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_noun_is_the_only_placeholder_and_is_filled_in(language: str) -> None:
    found = [name for line in _raw(language) for name in re.findall(r"\{[^}]*\}?", line)]
    assert {name.strip("{}") for name in found} <= {FORMS[language], "the_travellers"}
    assert len(found) >= 3
    filled = _all(language, dict.fromkeys(PLACES, "kdnfx"))
    assert not any(brace in line for line in filled for brace in "{}")
    assert sum(line.count("kdnfx") for line in filled) == len(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_noun_stands_alone_without_article_or_ending(language: str) -> None:
    right = re.compile(r"(?:^|\s)(?<!\bthe )(?<!\ben )(?<!\bet )(?<!\begy )(?<!\been )\{\w+\}(?![\w'’-])")
    for line in _raw(language):
        assert len(right.findall(line)) == line.count("{"), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    for line in _raw(language):
        marks = MARKS.findall(line)
        assert "".join(marks) == QUOTES[language] * (len(marks) // 2), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_hold_no_quotation_of_their_own(language: str) -> None:
    # The panel puts each question between quotation marks; the same marks inside would end it early.
    assert [line for step in guide_texts(language, X) for line in step.ask if MARKS.search(line)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_are_those_of_print(language: str) -> None:
    for line in _raw(language):
        assert "..." not in line, line
        assert "  " not in line, line
        # English has its apostrophes straight throughout the program, and only as apostrophes.
        straight = re.sub(r"(?<=[\w}])'(?=\w)", "", line) if language == "en" else line
        assert "'" not in straight, line


@pytest.mark.parametrize(("one", "other"), list(combinations(LANGUAGES, 2)))
def test_no_two_languages_share_a_sentence(one: str, other: str) -> None:
    assert _sentences(one) & _sentences(other) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_twice(language: str) -> None:
    lines = _raw(language)
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_laid_out_as_the_others(language: str) -> None:
    text = asset("guide", f"{language}.json").read_text(encoding="utf-8")
    tree = json.loads(text)
    assert text == json.dumps(tree, ensure_ascii=False, indent=2) + "\n"
    assert list(tree) == ["steps"]
    for step in tree["steps"]:
        assert list(step) == ["id", "aim", "do", "ask", "watch", "example"]


#: Words for a woman or a man.
PRONOUNS = {
    "en": "she he her him his",
    "da": "hun han hende ham hans hendes",
    "nl": "ze zij hij haar hem",
    "hu": "férfi nő",
    "sv": "hon han henne honom hans hennes",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_about_the_persona_leave_its_sex_open(language: str) -> None:
    """The persona of the group may be anybody, and does not change from one question to the next."""
    at = next(i for i, step in enumerate(STEPS) if step.number == 4)
    words = {word for line in guide_texts(language, X)[at].ask for word in re.findall(r"\w+", line.casefold())}
    assert words.isdisjoint(PRONOUNS[language].split())
