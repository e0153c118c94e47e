"""The texts of the guide: whole in every language, written as that language is written, and each of them its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from cjm_desktop.assets import asset
from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.i18n.guide import GuideText, guide_texts
from cjm_desktop.i18n.vocabulary import traveller_names
from cjm_desktop.method import STEPS

#: How a language opens and closes a quotation; no other mark may stand in its texts.
QUOTES = {"en": "“”", "da": "“”", "nl": "“”", "hu": "„”", "sv": "””"}
#: The word before the noun wherever it has no article of its own: only there its plain form is right.
ARTICLES = {"da": "en", "nl": "een", "hu": "egy", "sv": "en"}
MARKS = re.compile('[“”„«»‘‚‹›"]')
LONGEST = 140


def _lines(step: GuideText) -> Iterator[str]:
    yield step.aim
    yield from step.do
    yield from step.ask
    yield step.watch
    yield step.example


def _all(language: str, traveller: str) -> list[str]:
    return [line for step in guide_texts(language, traveller) for line in _lines(step)]


def _raw(language: str) -> list[str]:
    return _all(language, "{traveller}")


def _sentences(language: str) -> set[str]:
    parts = (part for line in _raw(language) for part in re.split(r"(?<=[.!?:])[“”„]?\s+", line))
    # A grade alone is no sentence: “Streefcijfer: 8.” and “Célpontszám: 8.” share nothing.
    return {
        re.sub(r"[^\w\s{}]", "", part).casefold().strip() for part in parts if re.search(r"[^\W\d_]", part)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_are_those_of_the_method(language: str) -> None:
    assert [step.id for step in guide_texts(language, "x")] == [step.id for step in STEPS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_says_enough_and_not_too_much(language: str) -> None:
    for step in guide_texts(language, "x"):
        assert 3 <= len(step.do) <= 5, step.id
        assert 2 <= len(step.ask) <= 5, step.id
        for line in _lines(step):
            assert line and line == line.strip(), step.id
        for question in step.ask:
            assert question.endswith((".", "?")), question
        assert any(question.endswith("?") for question in step.ask), step.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_stay_short_with_every_noun(language: str) -> None:
    for noun, _compound in traveller_names(catalogue_for(language)).values():
        assert [line for line in _all(language, noun) if len(line) > LONGEST] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_noun_is_the_only_placeholder_and_is_filled_in(language: str) -> None:
    found = [name for line in _raw(language) for name in re.findall(r"\{[^}]*\}?", line)]
    assert set(found) == {"{traveller}"}
    assert len(found) >= 3
    filled = _all(language, "kdnfx")
    assert not any(brace in line for line in filled for brace in "{}")
    assert sum(line.count("kdnfx") for line in filled) == len(found)


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_the_noun_stands_where_its_plain_form_is_right(language: str) -> None:
    right = re.compile(rf"(?:^|\s){ARTICLES[language]} \{{traveller\}}(?![\w-])")
    for line in _raw(language):
        assert len(right.findall(line)) == line.count("{traveller}"), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    for line in _raw(language):
        marks = MARKS.findall(line)
        assert "".join(marks) == QUOTES[language] * (len(marks) // 2), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_hold_no_quotation_of_their_own(language: str) -> None:
    # The panel puts each question between quotation marks; the same marks inside would end it early.
    assert [line for step in guide_texts(language, "x") for line in step.ask if MARKS.search(line)] == []


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
