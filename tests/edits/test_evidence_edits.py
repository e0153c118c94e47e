"""What people told: one answer after the other, and average grades taken over to the map; what a round measured."""

from __future__ import annotations

import pytest

from cjm_desktop import edits
from cjm_desktop.analysis import average_grades, round_means
from cjm_desktop.document import (
    Answer,
    Basis,
    EmotionWord,
    Interview,
    Journey,
    Met,
    Persona,
    PersonaGrade,
    Phase,
    Reading,
    Round,
    Touchpoint,
)


def journey() -> Journey:
    return Journey(
        phases=(Phase(id="f1"), Phase(id="f2")),
        touchpoints=(
            Touchpoint(id="t1", phase="f1", grade=8.0, basis=Basis.ASSUMED),
            Touchpoint(id="t2", phase="f1", emotion="lost", emotion_suggested=True, grade=2.0),
            Touchpoint(id="t3", phase="f2", emotion="mine"),
        ),
        personas=(Persona(id="a1"), Persona(id="a2")),
        emotions=(EmotionWord(word="lost", grade=2), EmotionWord(word="glad", grade=8)),
        interviews=(
            Interview(id="i1", answers=(Answer(touchpoint="t2", grade=7), Answer(touchpoint="t2", grade=8))),
            Interview(
                id="i2",
                persona="a1",
                answers=(Answer(touchpoint="t2", grade=9), Answer(touchpoint="t1", grade=4)),
            ),
            Interview(
                id="i3", persona="a2", answers=(Answer(touchpoint="t1", grade=3), Answer(phase="f1", grade=1))
            ),
        ),
        rounds=(
            Round(
                id="r1",
                readings=(Reading(touchpoint="t1", grade=4, answers=3), Reading(touchpoint="t2", grade=2)),
            ),
            Round(
                id="r2",
                readings=(Reading(touchpoint="t2", grade=5, answers=4), Reading(touchpoint="t3", answers=1)),
            ),
        ),
    )


def test_an_answer_comes_with_the_first_word_and_goes_with_the_last() -> None:
    before = journey()
    after = edits.tell(before, "i2", touchpoint="t3", happened="Heard nothing")
    after = edits.tell(after, "i2", touchpoint="t3", met=Met.NO, grade=2)
    assert after.interviews[1].answers[-1] == Answer(
        touchpoint="t3", happened="Heard nothing", met=Met.NO, grade=2
    )
    assert after.touchpoints is before.touchpoints
    after = edits.tell(after, "i2", touchpoint="t3", happened="", met=None, grade=None)
    assert after == before
    assert edits.tell(before, "i2", touchpoint="t3", happened="") is before


def test_answers_stand_in_the_order_of_the_journey_a_phase_before_its_cards() -> None:
    after = journey()
    for about in ({"touchpoint": "t3"}, {"phase": "f2"}, {"touchpoint": "t1"}, {"phase": "f1"}):
        after = edits.tell(after, "i1", quote="!", **about)
    told = [(one.touchpoint or one.phase) for one in after.interviews[0].answers]
    assert told == ["f1", "t1", "t2", "t2", "f2", "t3"]


def test_of_two_answers_about_the_same_the_second_is_changed_too() -> None:
    after = edits.tell(journey(), "i1", touchpoint="t2", nth=1, grade=1)
    assert [one.grade for one in after.interviews[0].answers] == [7, 1]
    after = edits.tell(after, "i1", touchpoint="t2", nth=1, grade=None)
    assert [one.grade for one in after.interviews[0].answers] == [7]


def test_what_does_not_fit_is_refused() -> None:
    for about, fields in (
        ({"touchpoint": "nope"}, {"quote": "!"}),
        ({"touchpoint": "t1"}, {"grade": 77}),
        ({"touchpoint": "t1"}, {"channel": "nope"}),
        ({"touchpoint": "t1"}, {"mood": "!"}),
    ):
        with pytest.raises(edits.EditError):
            edits.tell(journey(), "i1", **about, **fields)
    with pytest.raises(edits.EditError):
        edits.tell(journey(), "nobody", touchpoint="t1", quote="!")


def test_the_averages_of_each_persona() -> None:
    found = [(one.touchpoint, one.persona, one.grade, one.answers) for one in average_grades(journey())]
    # One respondent who graded t2 twice counts once, with 7.5.
    assert found == [("t1", None, 4.0, 1), ("t1", "a2", 3.0, 1), ("t2", None, 8.2, 2)]


def test_taken_grades_bring_their_words_and_are_no_assumption_any_more() -> None:
    before = journey()
    after = edits.take_grades(
        before, [(one.touchpoint, one.persona, one.grade) for one in average_grades(before)]
    )
    one, two, three = after.touchpoints
    assert (one.grade, one.basis, one.emotion) == (4.0, Basis.OBSERVED, "lost")
    assert one.personas == (PersonaGrade(persona="a2", grade=3.0),)
    assert (two.grade, two.emotion, two.emotion_suggested, two.basis) == (8.2, "glad", True, None)
    assert three is before.touchpoints[2]
    assert edits.take_grades(after, [("t1", "a2", 3.0), ("t2", None, 8.2)]) is after
    with pytest.raises(edits.EditError):
        edits.take_grades(before, [("t1", "a2", 99)])


def test_a_reading_comes_and_goes_in_the_order_of_the_journey() -> None:
    before = journey()
    after = edits.measure(before, "r2", "t1", grade=6)
    after = edits.measure(after, "r2", "t1", answers=5)
    assert [(r.touchpoint, r.grade, r.answers) for r in after.rounds[1].readings] == [
        ("t1", 6, 5), ("t2", 5, 4), ("t3", None, 1)
    ]  # fmt: skip
    after = edits.measure(after, "r2", "t1", grade=None, answers=None)
    assert after == before
    with pytest.raises(edits.EditError):
        edits.measure(before, "r2", "t1", grade=0)


def test_rounds_are_compared_where_both_of_them_measured() -> None:
    now, first, second = round_means(journey().with_(rounds=tuple(r.replace(date=f"2027-0{r.id[1]}-01") for r in journey().rounds)))
    assert (first.mean, first.graded, first.answers, first.change) == (3.0, 2, 3, -2.0)
    assert (second.mean, second.graded, second.answers, second.change, second.shared) == (5.0, 1, 5, 3.0, 1)
    assert (now.ident, now.mean, now.graded, now.change, now.shared) == ("", 5.0, 2, None, 0)
    assert [one.mean for one in round_means(Journey())] == [None]


def test_the_map_as_it_is_now_is_kept_as_a_round() -> None:
    before = journey()
    after = edits.keep_as_round(before, "rx", "Before the move", "2027-05-01")
    kept = after.rounds[0]
    assert (kept.id, kept.name, kept.date, kept.shown) == ("rx", "Before the move", "2027-05-01", True)
    # Two respondents speak for the first persona at t2 and one at t1; t3 has no grade, so nothing is kept of it.
    assert kept.readings == (Reading(touchpoint="t1", grade=8.0, answers=1), Reading(touchpoint="t2", grade=2.0, answers=2))
    assert after.touchpoints is before.touchpoints and after.rounds[1:] == before.rounds
    # The map goes on from there: what is changed on it now is later than what was kept.
    changed = after.with_(touchpoints=(before.touchpoints[0].replace(grade=9.5), *before.touchpoints[1:]))
    assert [(one.ident, one.change) for one in round_means(changed)[:2]] == [("rx", None), ("", 0.8)], "5 and 5.8 as printed"
    with pytest.raises(edits.EditError):
        edits.keep_as_round(after, "t1", "", "")


def test_a_map_with_interviews_is_kept_under_their_day() -> None:
    told = journey()
    told = told.with_(interviews=(told.interviews[0].replace(date="2026-03-08"), *told.interviews[1:]))
    after = edits.keep_as_round(told, "rx", "", "2027-05-01")
    assert after.rounds[0].date == "2026-03-08" and after.imprint == told.imprint
    assert [one.ident for one in round_means(after)[:2]] == ["rx", ""]


def test_rounds_are_put_where_their_day_is_and_stay_there() -> None:
    def days(there: Journey) -> list[str]:
        return [one.date for one in there.rounds]

    made = Journey()
    for ident, day in (("r1", "2027-05-01"), ("r2", ""), ("r3", "2025-05-01")):
        made = edits.put(made, "rounds", Round(id=ident, date=day))
    assert days(made) == ["2025-05-01", "2027-05-01", ""]
    made = edits.put(made, "rounds", made.rounds[0].replace(date="2028-01-01"))
    assert days(made) == ["2027-05-01", "2028-01-01", ""]
    assert edits.reorder(made, "rounds", "r3", 0) == made
    same = edits.put(made, "rounds", Round(id="r4", date="2028-01-01"))
    assert [one.id for one in edits.reorder(same, "rounds", "r4", 0).rounds] == ["r1", "r4", "r3", "r2"]
