"""Whose a word is: one that somebody typed or chose outlives every grade, one that the program suggested follows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.document import Grading, Journey, Message, Touchpoint
from cjm_desktop.edits import EditError
from cjm_desktop.i18n import LANGUAGES, catalogue_for
from cjm_desktop.i18n.vocabulary import default_emotions, emotions_in
from cjm_desktop.storage import parse, to_bytes
from cjm_desktop.ui.fields import spoken_link
from tests.strategies import journeys

VOCABULARIES = {name: default_emotions(catalogue_for(name)) for name in LANGUAGES}

vocabularies = st.sampled_from(sorted(VOCABULARIES))
some_grade = st.integers(2, 20).map(lambda half: half / 2)
runs = st.lists(st.none() | some_grade, max_size=8)


def one(language: str, **fields: object) -> Journey:
    return Journey(
        emotions=VOCABULARIES[language],
        touchpoints=(Touchpoint(id="t"), Touchpoint(id="other", emotion="own")),
    ).with_(touchpoints=(Touchpoint(id="t").replace(**fields), Touchpoint(id="other", emotion="own")))


def graded(journey: Journey, run: list[float | None]) -> Journey:
    for grade in run:
        journey = edits.grade_with_word(journey, ("t",), grade)
    return journey


def reopened(journey: Journey) -> Journey:
    """The journey after it was saved, closed and opened."""
    return parse(to_bytes(journey), Path("x.cjm"))[0]


@given(vocabularies, runs, st.data(), runs)
def test_a_word_somebody_chose_outlives_every_grade(language, before, data, after):
    """Also one of the list, also the very word that would be suggested, also after it was learnt, saved and opened."""
    journey = graded(one(language), before)
    listed = st.sampled_from([e.word for e in journey.emotions])
    word = data.draw(listed | st.sampled_from(["flabbergasted", "Glad", "a b", "待つ"]))
    if data.draw(st.booleans()) and journey.touchpoints[0].emotion:
        word = journey.touchpoints[0].emotion
    journey = edits.change_touchpoints(journey, ("t",), emotion=word)
    if data.draw(st.booleans()):
        journey = edits.learn_emotion(journey, word, journey.touchpoints[0].grade)
    if data.draw(st.booleans()):
        journey = reopened(journey)
    assert graded(journey, after).touchpoints[0].emotion == word


@given(vocabularies, runs, runs, st.booleans())
def test_a_word_that_was_suggested_follows(language, before, after, closed):
    journey = graded(one(language), before)
    if closed:
        journey = reopened(journey)
    journey = graded(journey, after)
    card, other = journey.touchpoints
    assert card.emotion == edits.suggest_emotion(journey, card.grade)
    assert card.emotion_suggested is bool(card.emotion)
    assert other == Touchpoint(id="other", emotion="own")


def test_a_learnt_word_is_offered_to_others_and_stays_with_its_own():
    journey = edits.change_touchpoints(one("nl", grade=3.2), ("t",), emotion="flabbergasted")
    journey = edits.learn_emotion(journey, "flabbergasted", 3.2)
    journey = journey.with_(touchpoints=(*journey.touchpoints, Touchpoint(id="new")))
    journey = edits.grade_with_word(journey, ("t", "new"), 3.2 + 0.01)
    assert [t.emotion for t in journey.touchpoints] == ["flabbergasted", "own", "flabbergasted"]
    journey = edits.grade_with_word(journey, ("t", "other", "new"), 8)
    assert [t.emotion for t in journey.touchpoints] == ["flabbergasted", "own", "blij"]


def test_a_word_that_was_taken_out_makes_room():
    journey = edits.change_touchpoints(one("en", emotion="puzzled"), ("t",), emotion="")
    assert graded(journey, [8]).touchpoints[0].emotion == "happy"


def test_a_suggested_word_goes_with_its_grade():
    journey = graded(one("en"), [3, None])
    assert journey.touchpoints[0] == Touchpoint(id="t")


def test_words_from_before_are_somebodys():
    """A file that says nothing of suggestions, and what was imported, loses no word."""
    for language, words in VOCABULARIES.items():
        for e in words:
            assert (
                graded(one(language, emotion=e.word, grade=e.grade), [9, 2]).touchpoints[0].emotion == e.word
            )


@given(journeys(most=5), st.data())
def test_grading_changes_grades_and_words_that_nobody_chose_and_nothing_else(journey, data):
    ids = [t.id for t in journey.touchpoints if data.draw(st.booleans())]
    grade = data.draw(st.none() | st.floats(journey.scale.lowest, journey.scale.highest, allow_nan=False))
    after = edits.grade_with_word(journey, ids, grade)
    for was, now in zip(journey.touchpoints, after.touchpoints, strict=True):
        if was.id not in ids:
            assert now is was
            continue
        assert now.grade == grade
        if was.emotion.strip():
            assert now.emotion == was.emotion
        assert now.replace(**{n: getattr(was, n) for n in ("grade", "emotion", "emotion_suggested")}) == was
    assert edits.grade_with_word(after, ids, grade) is after


def test_a_grade_off_the_scale_is_refused():
    with pytest.raises(EditError, match="not on the scale"):
        graded(one("en"), [11])


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_words_of_the_program_are_in_the_language_of_the_map_where_answers_make_the_grades(language: str) -> None:
    """A map that was begun in English and is Danish now: what the program puts there is Danish, what somebody chose stays."""
    own = {old.word: new.word for old, new in zip(VOCABULARIES["en"], VOCABULARIES[language], strict=True)}
    begun = one("en", grade=9.0, emotion="proud", emotion_suggested=True)
    begun = begun.with_(touchpoints=(*begun.touchpoints, Touchpoint(id="chosen", grade=9.0, emotion="proud")), language=language)
    for field, value in (("language", language), ("grading", Grading.MEAN)):
        after = spoken_link(field, Message("Change")).put(begun, value)
        assert [card.emotion for card in after.touchpoints] == [own["proud"], "own", "proud"]
        assert edits.suggest_emotion(after, 1.5) == own["angry"]
        assert {entry.word for entry in after.emotions} == set(own.values())
    assert edits.reworded(begun, emotions_in("en")) is begun and emotions_in("fi") == {}
