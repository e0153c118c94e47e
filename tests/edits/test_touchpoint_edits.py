"""Adding, moving, changing, grading, duplicating and removing cards."""

from __future__ import annotations

import pytest

from cjm_desktop import edits
from cjm_desktop.document import (
    Answer,
    Interview,
    Journey,
    Opportunity,
    Party,
    Persona,
    PersonaGrade,
    Phase,
    Quote,
    Reading,
    Round,
    Touchpoint,
    broken_invariants,
)
from cjm_desktop.edits import EditError


@pytest.fixture
def journey() -> Journey:
    """Cards a (no phase) | b c (p1) | d e (p2) | f (p3)."""
    cards = {"a": None, "b": "p1", "c": "p1", "d": "p2", "e": "p2", "f": "p3"}
    return Journey(
        phases=tuple(Phase(id=p) for p in ("p1", "p2", "p3")),
        parties=(Party(id="it"),),
        touchpoints=tuple(Touchpoint(id=i, phase=p, grade=5) for i, p in cards.items()),
    )


def shown(journey: Journey) -> str:
    """The cards as text: ``a|bc|de|f`` by phase, the cards without one first."""
    assert broken_invariants(journey) == []
    parts = [None, *(p.id for p in journey.phases)]
    return "|".join("".join(t.id for t in journey.touchpoints if t.phase == p) for p in parts)


def test_cards_are_added_where_they_are_wanted(journey):
    assert shown(edits.add_touchpoints(journey, [Touchpoint(id="x", phase="p1")], 2)) == "a|bxc|de|f"
    assert shown(edits.add_touchpoints(journey, [Touchpoint(id="x", phase="p2")], 0)) == "a|bc|xde|f"
    assert shown(edits.add_touchpoints(journey, [Touchpoint(id="x", phase="p1")], 99)) == "a|bcx|de|f"
    pasted = [Touchpoint(id="y", phase="p2"), Touchpoint(id="x", phase="p1"), Touchpoint(id="z", phase="p2")]
    assert shown(edits.add_touchpoints(journey, pasted, 4)) == "a|bcx|dyze|f"
    assert edits.add_touchpoints(journey, [], 3) is journey


@pytest.mark.parametrize(
    ("card", "sentence"),
    [
        (Touchpoint(id="b"), "The id “b” is already used"),
        (Touchpoint(id="p1"), "The id “p1” is already used"),
        (Touchpoint(id="x", phase="gone"), "no phase “gone”"),
        (Touchpoint(id="x", party="p1"), "no party “p1”"),
        (Touchpoint(id="x", channel="gone"), "no channel “gone”"),
        (Touchpoint(id="x", quotes=(Quote(text="", interview="gone"),)), "no interview “gone”"),
        (Touchpoint(id="x", personas=(PersonaGrade(persona="gone"),)), "no persona “gone”"),
        (Touchpoint(id="x", grade=11), "11 is not on the scale from 1 to 10"),
        (Touchpoint(id="x", desired=0), "0 is not on the scale"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(journey, card, sentence):
    with pytest.raises(EditError, match=sentence) as caught:
        edits.add_touchpoints(journey, [card], 0)
    assert str(caught.value.message) == str(caught.value)


def test_the_same_id_twice_in_one_paste_is_refused(journey):
    with pytest.raises(EditError, match="“x” is already used"):
        edits.add_touchpoints(journey, [Touchpoint(id="x"), Touchpoint(id="x")], 0)


def test_a_full_journey_takes_no_more(journey, monkeypatch):
    monkeypatch.setattr("cjm_desktop.edits.touchpoints.MAX_RECORDS", 6)
    with pytest.raises(EditError, match="at most 6"):
        edits.add_touchpoints(journey, [Touchpoint(id="x")], 0)
    with pytest.raises(EditError, match="at most 6"):
        edits.duplicate_touchpoints(journey, ["a"], ["x"])


@pytest.mark.parametrize(
    ("ids", "at", "phase", "after"),
    [
        (["b"], 2, "p1", "a|cb|de|f"),
        (["b"], 3, "p2", "a|c|dbe|f"),
        (["b"], 0, "p3", "a|c|de|bf"),
        (["f", "a"], 1, "p1", "|bafc|de|"),  # a gap is closed, the order of time is kept
        (["b", "d", "f"], 1, None, "abdf|c|e|"),
        (["a"], -5, "p2", "|bc|ade|f"),
        (["e", "e"], 99, "p3", "a|bc|d|fe"),
    ],
)
def test_cards_are_moved_across_phases(journey, ids, at, phase, after):
    assert shown(edits.move_touchpoints(journey, ids, at, phase)) == after


def test_a_move_to_where_a_card_stands_is_no_move(journey):
    assert edits.move_touchpoints(journey, ["c"], 2, "p1") is journey
    assert edits.move_touchpoints(journey, ["b", "c"], 99, "p1") is journey
    assert edits.move_touchpoints(journey, [], 0, "p1") is journey


def test_a_move_of_or_to_something_unknown_is_refused(journey):
    with pytest.raises(EditError, match="no “gone”"):
        edits.move_touchpoints(journey, ["a", "gone"], 0, None)
    with pytest.raises(EditError, match="no phase “gone”"):
        edits.move_touchpoints(journey, ["a"], 0, "gone")


def test_fields_are_changed_and_validated(journey):
    after = edits.change_touchpoints(journey, ["a", "c"], title="New", party="it")
    assert [(t.title, t.party) for t in after.touchpoints if t.id in "ac"] == [("New", "it")] * 2
    assert after.touchpoints[1] is journey.touchpoints[1]
    assert edits.change_touchpoints(journey, ["a"], title="", grade=5) is journey
    assert edits.change_touchpoints(after, ["a", "b"], title="New").touchpoints[0] is after.touchpoints[0]


def test_changing_the_phase_moves_a_card_to_its_near_end(journey):
    assert shown(edits.change_touchpoints(journey, ["b"], phase="p2")) == "a|c|bde|f"
    assert shown(edits.change_touchpoints(journey, ["f"], phase="p1")) == "a|bcf|de|"
    assert shown(edits.change_touchpoints(journey, ["e"], phase=None)) == "ae|bc|d|f"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"id": "z"}, "“id” cannot be changed"),
        ({"titel": "z"}, "“titel” cannot be changed"),
        ({"title": "a\x00b"}, "“title” holds characters"),
        ({"title": "\ud800"}, "“title” holds characters"),
        ({"title": "x" * 30_000}, "“title” is too long"),
        ({"kind": "party"}, "“party” is not one of the choices for “kind”"),
        ({"votes": -1}, "“-1” does not fit “votes”"),
        ({"grade": float("nan")}, "“nan” does not fit “grade”"),
        ({"grade": 10.5}, "10.5 is not on the scale"),
        ({"party": "gone"}, "no party “gone”"),
        ({"phase": "gone"}, "no phase “gone”"),
        ({"quotes": [{}]}, "“quotes.0.text” is missing"),
    ],
)
def test_values_that_do_not_fit_are_refused_in_a_sentence(journey, fields, sentence):
    with pytest.raises(EditError, match=sentence):
        edits.change_touchpoints(journey, ["a"], **fields)


def test_grades_are_set_and_taken_away(journey):
    after = edits.set_grade(journey, ["a", "b"], 7.25)
    assert [t.grade for t in after.touchpoints] == [7.25, 7.25, 5, 5, 5, 5]
    assert edits.set_grade(after, ["a"], None).touchpoints[0].grade is None
    assert edits.set_grade(journey, ["a", "b"], 5) is journey
    for grade in (0.99, 10.01, float("nan"), float("inf")):
        with pytest.raises(EditError, match="not on the scale"):
            edits.set_grade(journey, ["a"], grade)
    with pytest.raises(EditError, match="no “gone”"):
        edits.set_grade(journey, ["gone"], 5)


def test_copies_stand_after_the_last_original_of_their_phase(journey):
    after = edits.duplicate_touchpoints(journey, ["d", "b", "c"], ["x", "y", "z"])
    assert shown(after) == "a|bcxy|dze|f"
    with pytest.raises(EditError, match="2 cards are to be copied, but 1 new ids"):
        edits.duplicate_touchpoints(journey, ["a", "b"], ["x"])
    with pytest.raises(EditError, match="already used"):
        edits.duplicate_touchpoints(journey, ["a"], ["p2"])
    assert edits.duplicate_touchpoints(journey, [], []) is journey


def test_removed_cards_leave_their_evidence_to_the_phase():
    journey = Journey(
        phases=(Phase(id="p1"), Phase(id="p2")),
        personas=(Persona(id="who"),),
        touchpoints=(Touchpoint(id="a", phase="p1"), Touchpoint(id="b", phase="p2")),
        opportunities=(Opportunity(id="o", touchpoints=("a", "b")), Opportunity(id="q", touchpoints=("b",))),
        interviews=(
            Interview(
                id="i",
                answers=(
                    Answer(touchpoint="a", quote="Hm"),
                    Answer(touchpoint="a", phase="p2"),
                    Answer(touchpoint="b"),
                ),
            ),
        ),
        rounds=(Round(id="r", readings=(Reading(touchpoint="a", grade=3), Reading(touchpoint="b"))),),
    )
    after = edits.remove_touchpoints(journey, ["a"])
    assert [t.id for t in after.touchpoints] == ["b"]
    assert [o.touchpoints for o in after.opportunities] == [("b",), ("b",)]
    assert after.opportunities[1] is journey.opportunities[1]
    assert after.interviews[0].answers == (
        Answer(phase="p1", quote="Hm"),
        Answer(phase="p2"),
        Answer(touchpoint="b"),
    )
    assert after.rounds[0].readings == (Reading(touchpoint="b"),)
    assert after.touchpoints[0] is journey.touchpoints[1]
    assert edits.remove_touchpoints(journey, []) is journey
    with pytest.raises(EditError, match="no “gone”"):
        edits.remove_touchpoints(journey, ["gone"])
