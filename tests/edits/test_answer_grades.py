"""Grades made from answers: they follow what is told, give way to the group's hand, and lose nothing the group typed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.analysis import read_told
from cjm_desktop.document import (
    Answer,
    EmotionWord,
    GradedBy,
    Grading,
    Interview,
    Journey,
    Persona,
    PersonaGrade,
    Touchpoint,
)
from cjm_desktop.edits.answers import AnswerGrades, grade_made
from cjm_desktop.edits.parking import park_touchpoints, put_back
from tests.strategies import edited


def journey_of(**answers: list[float]) -> Journey:
    """Three graded cards of two personas; for each card what the respondents of the first gave."""
    most = max((len(given) for given in answers.values()), default=0)
    interviews = tuple(
        Interview(id=f"i{k}", answers=tuple(Answer(touchpoint=t, grade=g[k]) for t, g in answers.items() if k < len(g)))
        for k in range(most)
    )
    return Journey(
        personas=(Persona(id="p1", name="Mia"), Persona(id="p2", name="Jo")),
        emotions=(EmotionWord(word="glad", grade=8), EmotionWord(word="sad", grade=2)),
        touchpoints=(
            Touchpoint(id="a", grade=9, emotion="glad", emotion_suggested=True),
            Touchpoint(id="b", grade=4, emotion="my own word", personas=(PersonaGrade(persona="p2", grade=6),)),
            Touchpoint(id="c", grade=5),
        ),
        interviews=interviews,
    )


class Desk:
    """A document and what settles it."""

    def __init__(self, journey: Journey) -> None:
        self.journey, self.settler = journey, AnswerGrades()

    def put(self, after: Journey) -> None:
        self.journey = self.settler.settled(self.journey, after)

    def grading(self, how: Grading) -> None:
        self.put(edits.change(self.journey, grading=how))

    def card(self, ident: str) -> Touchpoint:
        return next(t for t in self.journey.touchpoints if t.id == ident)


def test_a_document_graded_by_hand_is_left_as_it_is() -> None:
    desk = Desk(journey_of(a=[1, 2]))
    after = edits.set_grade(desk.journey, ["a"], 7)
    assert desk.settler.settled(desk.journey, after) is after


def test_the_answers_make_the_grade_and_its_word_and_the_group_s_own_comes_back() -> None:
    desk = Desk(journey_of(a=[1, 2, 6], b=[10]))
    was = desk.journey
    desk.grading(Grading.MEAN)
    assert (desk.card("a").grade, desk.card("a").graded_by, desk.card("a").group_grade) == (3, GradedBy.ANSWERS, 9)
    assert desk.card("a").emotion == "sad", "a word that the program suggested follows"
    assert (desk.card("b").grade, desk.card("b").emotion) == (10, "my own word")
    assert desk.card("c") is was.touchpoints[2], "nobody told anything about it"
    desk.grading(Grading.MEDIAN)
    assert (desk.card("a").grade, desk.card("a").group_grade) == (2, 9)
    desk.grading(Grading.TYPED)
    assert desk.journey == was


def test_what_is_told_anew_counts_at_once_and_what_nobody_tells_any_more_gives_way() -> None:
    desk = Desk(journey_of(a=[2]))
    desk.grading(Grading.MEAN)
    desk.put(edits.tell(desk.journey, "i0", touchpoint="a", grade=6.0))
    assert desk.card("a").grade == 6
    desk.put(edits.tell(desk.journey, "i0", touchpoint="c", grade=1.0))
    assert (desk.card("c").grade, desk.card("c").group_grade) == (1, 5)
    desk.put(edits.drop(desk.journey, "interviews", "i0"))
    assert [(t.grade, t.graded_by, t.group_grade) for t in desk.journey.touchpoints] == [(9, None, None), (4, None, None), (5, None, None)]


def test_a_grade_set_by_hand_stands_until_the_answers_are_taken_again() -> None:
    desk = Desk(journey_of(a=[2, 4]))
    desk.grading(Grading.MEAN)
    desk.put(edits.grade_with_word(desk.journey, ["a"], 8.0))
    assert (desk.card("a").grade, desk.card("a").graded_by) == (8, GradedBy.GROUP)
    desk.put(edits.tell(desk.journey, "i0", touchpoint="a", grade=1.0))
    assert desk.card("a").grade == 8, "what is told later does not overrule it"
    desk.put(edits.change_touchpoints(desk.journey, ["a"], title="Another"))
    assert desk.card("a").grade == 8
    desk.put(edits.take_answers(desk.journey, ["a"]))
    assert (desk.card("a").grade, desk.card("a").graded_by, desk.card("a").group_grade) == (2.5, GradedBy.ANSWERS, 8)
    desk.grading(Grading.TYPED)
    assert desk.card("a").grade == 8


def test_a_grade_set_by_hand_where_nobody_told_anything_is_a_grade() -> None:
    desk = Desk(journey_of(a=[2]))
    desk.grading(Grading.MEAN)
    desk.put(edits.set_grade(desk.journey, ["c"], 1.0))
    assert (desk.card("c").grade, desk.card("c").graded_by) == (1, None)


def test_further_personas_are_graded_by_their_own_respondents() -> None:
    start = journey_of()
    start = start.replace(
        interviews=(
            Interview(id="i0", persona="p2", answers=(Answer(touchpoint="a", grade=3.0), Answer(touchpoint="b", grade=2.0))),
        )
    )
    desk = Desk(start)
    desk.grading(Grading.MEAN)
    assert desk.card("a").grade == 9
    assert desk.card("a").personas == (PersonaGrade(persona="p2", grade=3, graded_by=GradedBy.ANSWERS),)
    (jo,) = desk.card("b").personas
    assert (jo.grade, jo.group_grade) == (2, 6)
    desk.put(edits.change_touchpoints(desk.journey, ["a"], personas=()))
    assert desk.card("a").personas == (PersonaGrade(persona="p2", graded_by=GradedBy.GROUP),), "taken away by hand, and it stays away"
    desk.put(edits.take_answers(desk.journey, ["a"], "p2"))
    assert desk.card("a").personas[0].grade == 3
    desk.grading(Grading.TYPED)
    assert desk.journey == start


def test_copies_of_a_card_keep_the_grade_they_show() -> None:
    desk = Desk(journey_of(a=[2]))
    desk.grading(Grading.MEAN)
    desk.put(edits.duplicate_touchpoints(desk.journey, ["a"], ["copy"]))
    assert (desk.card("copy").grade, desk.card("copy").graded_by, desk.card("copy").group_grade) == (2, None, None)


def test_a_parked_card_gets_its_own_grade_back_too() -> None:
    desk = Desk(journey_of(a=[2]))
    was = desk.journey
    desk.grading(Grading.MEAN)
    desk.put(park_touchpoints(desk.journey, ["a"]))
    desk.grading(Grading.TYPED)
    desk.put(put_back(desk.journey, 0))
    assert {t.id: t.grade for t in desk.journey.touchpoints} == {t.id: t.grade for t in was.touchpoints}


@settings(max_examples=30)
@given(edited(), st.sampled_from([Grading.MEAN, Grading.MEDIAN]))
def test_after_any_edit_every_card_with_answers_shows_them_or_the_group_s_hand(
    told: tuple[Journey, list[tuple[str, Journey]]], how: Grading
) -> None:
    start, steps = told
    desk = Desk(start)
    desk.grading(how)
    for _, after in steps:
        # Generated edits go on from documents without settled grades: what they changed is put in as it is.
        desk.put(after.replace(grading=how))
        journey = Journey.model_validate(desk.journey.model_dump())
        assert journey == desk.journey, "sound"
        given_there = read_told(journey)
        for card in journey.touchpoints:
            given = given_there.get((card.id, None))
            if given is None:
                assert card.graded_by is not GradedBy.ANSWERS
            elif card.graded_by is GradedBy.ANSWERS:
                assert card.grade == grade_made(given, how, journey.scale)
            else:
                assert card.graded_by is GradedBy.GROUP


@given(edited(), st.sampled_from([Grading.MEAN, Grading.MEDIAN]))
@settings(max_examples=30)
def test_there_and_back_again_is_nothing(told: tuple[Journey, list[tuple[str, Journey]]], how: Grading) -> None:
    start = edits.change(told[0], grading=Grading.TYPED)
    desk = Desk(start)
    desk.grading(how)
    desk.grading(Grading.TYPED)
    # A word that the program suggested follows its grade: it may be another one with the same grade.
    bare = [t.replace(emotion="", emotion_suggested=False) if t.emotion_suggested else t for t in desk.journey.touchpoints]
    assert bare == [t.replace(emotion="", emotion_suggested=False) if t.emotion_suggested else t for t in start.touchpoints]
