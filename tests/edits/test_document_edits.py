"""Fields of the journey itself, its emotion words, and which word goes with a grade."""

from __future__ import annotations

import pytest

from cjm_desktop import edits
from cjm_desktop.document import (
    Charter,
    DesiredExperience,
    EmotionWord,
    FeedbackPlan,
    Journey,
    Participant,
    Party,
    PosterSettings,
    Proposal,
    Scale,
    State,
    Touchpoint,
)
from cjm_desktop.edits import EditError

WORDS = (
    EmotionWord(word="furious", grade=1),
    EmotionWord(word="sad", grade=3),
    EmotionWord(word="calm", grade=5),
    EmotionWord(word="odd"),
)


def test_fields_are_changed_together():
    journey = Journey(touchpoints=(Touchpoint(id="t"),))
    after = edits.change(
        journey, title="My new job", goals=("Start well",), state="ideal", poster=PosterSettings(paper="A1")
    )
    assert (after.title, after.goals, after.state, after.poster.paper) == (
        "My new job",
        ("Start well",),
        State.IDEAL,
        "A1",
    )
    assert after.touchpoints is journey.touchpoints
    assert edits.change(after, title="My new job", goals=("Start well",)) is after
    assert edits.change(after) is after


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "a\nb"}, "“title” holds characters"),
        ({"titel": "x"}, "“titel” cannot be changed"),
        ({"touchpoints": ()}, "“touchpoints” cannot be changed"),
        ({"parties": ()}, "“parties” cannot be changed"),
        ({"language": "?"}, "“language” holds characters"),
        ({"state": "maybe"}, "“maybe” is not one of the choices for “state”"),
        ({"desired": DesiredExperience(target=11)}, "11 is not on the scale"),
        ({"desired": DesiredExperience(proposals=(Proposal(party="gone"),))}, "“gone” is not the id"),
        ({"feedback": FeedbackPlan(channel="gone")}, "“gone” is not the id"),
        ({"emotions": (EmotionWord(word="x", grade=0),)}, "0 is not on the scale"),
        ({"charter": Charter(participants=(Participant(id="t"),))}, "“t” is already used"),
        ({"charter": Charter(participants=(Participant(id="it"),))}, "“it” is already used"),
        ({"scale": Scale(lowest=4, neutral=3)}, "must be below"),
        ({"scale": Scale(lowest=3)}, "cannot run from 3 to 10: The grade 2 is not on the scale"),
        ({"scale": {"step": "x"}}, "“x” does not fit “scale.step”"),
    ],
)
def test_values_that_do_not_fit_are_refused(fields, sentence):
    journey = Journey(touchpoints=(Touchpoint(id="t", grade=2),), parties=(Party(id="it"),))
    with pytest.raises(EditError, match=sentence):
        edits.change(journey, **fields)


def test_participants_keep_their_ids():
    charter = Charter(participants=(Participant(id="p", name="Ann"),))
    journey = edits.change(Journey(), charter=charter)
    after = edits.change(journey, charter=charter.replace(purpose="To see"))
    assert after.charter.participants[0] is charter.participants[0]


def test_a_scale_may_grow():
    journey = Journey(touchpoints=(Touchpoint(id="t", grade=2),))
    after = edits.change(journey, scale=Scale(lowest=0, highest=100, neutral=50))
    assert edits.set_grade(after, ["t"], 90).touchpoints[0].grade == 90


def test_words_are_learnt_once():
    journey = Journey(emotions=WORDS)
    after = edits.learn_emotion(journey, " proud ", 9)
    assert after.emotions[-1] == EmotionWord(word="proud", grade=9)
    assert after.emotions[0] is journey.emotions[0]
    assert edits.learn_emotion(after, "Proud", 2) is after
    assert edits.learn_emotion(journey, "odd", 6).emotions[-1] == EmotionWord(word="odd", grade=6)
    assert edits.learn_emotion(journey, "odd", None) is journey
    assert edits.learn_emotion(journey, "  ", 6) is journey
    with pytest.raises(EditError, match="not on the scale"):
        edits.learn_emotion(journey, "new", 11)
    with pytest.raises(EditError, match="“word” holds characters"):
        edits.learn_emotion(journey, "a\x00", 5)


@pytest.mark.parametrize(
    ("grade", "word"), [(1, "furious"), (2, "furious"), (2.1, "sad"), (10, "calm"), (None, "")]
)
def test_the_nearest_word_is_suggested(grade, word):
    assert edits.suggest_emotion(Journey(emotions=WORDS), grade) == word


def test_no_words_no_suggestion():
    assert edits.suggest_emotion(Journey(), 5) == ""
    assert edits.suggest_emotion(Journey(emotions=WORDS[3:]), 5) == ""


def test_only_a_word_that_was_suggested_follows_the_grade():
    assert edits.should_follow(Touchpoint(id="t"))
    assert edits.should_follow(Touchpoint(id="t", emotion="calm", emotion_suggested=True))
    assert not edits.should_follow(Touchpoint(id="t", emotion="calm"))
    assert not edits.should_follow(Touchpoint(id="t", emotion="like a parcel"))
