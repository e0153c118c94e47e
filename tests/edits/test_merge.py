"""Two copies of a journey put together: by value, and by what must hold whatever two people did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.analysis.changes import changes, moved_ids
from cjm_desktop.document import (
    Answer,
    Channel,
    Charter,
    Interview,
    Journey,
    LaneKind,
    Opportunity,
    Participant,
    Party,
    Persona,
    PersonaGrade,
    Phase,
    Reading,
    Record,
    Round,
    Scale,
    Touchpoint,
    broken_invariants,
)
from cjm_desktop.edits.merge import Choice, Clash, Merged, merge, resolve
from cjm_desktop.edits.merge_order import woven
from cjm_desktop.edits.parking import lot, park, park_touchpoints, put_back
from cjm_desktop.i18n import catalogue_for
from tests.strategies import edited_twice, journeys

BASE = Journey(
    title="My new laptop",
    goals=("Fast", "Friendly"),
    channels=(Channel(id="c1", name="Phone"), Channel(id="c2", name="Mail")),
    parties=(Party(id="p1", name="IT"), Party(id="p2", name="Supplier")),
    phases=(Phase(id="f1", name="Before"), Phase(id="f2", name="After")),
    charter=Charter(purpose="Why", participants=(Participant(id="a1", name="Anna"),)),
    touchpoints=(
        Touchpoint(id="t1", phase="f1", title="Asks", grade=7.0, party="p1"),
        Touchpoint(id="t2", phase="f1", title="Waits", grade=3.0),
        Touchpoint(id="t3", phase="f1", title="Calls", grade=2.0, channel="c1"),
        Touchpoint(id="t4", phase="f2", title="Gets it", grade=8.0),
    ),
    opportunities=(Opportunity(id="o1", title="Tell them", touchpoints=("t2",)),),
    interviews=(Interview(id="v1", answers=(Answer(touchpoint="t2", happened="Nothing", grade=2.0),)),),
)


def ids(journey: Journey, name: str = "touchpoints") -> list[str]:
    return [record.id for record in getattr(journey, name)]


def touchpoint(journey: Journey, ident: str) -> Touchpoint:
    return next(t for t in journey.touchpoints if t.id == ident)


def told(merged: Merged) -> list[str]:
    return [str(one.message) for one in merged.conflicts]


def test_what_each_changed_is_there() -> None:
    ours = edits.set_grade(BASE, ("t1",), 9)
    theirs = edits.change_touchpoints(BASE, ("t1", "t2"), title="Phones", text="At last")
    theirs = edits.put(theirs, "parties", Party(id="p9", name="Finance"))
    merged = merge(BASE, ours, theirs)
    assert not merged.conflicts
    assert merged.journey == edits.put(
        edits.change_touchpoints(ours, ("t1", "t2"), title="Phones", text="At last"), "parties", Party(id="p9", name="Finance")
    )
    assert merged.took == changes(ours, merged.journey)
    assert "Added: Responsible party “Finance”" in [str(one.message) for one in merged.took]


def test_two_grades_are_told_and_never_averaged() -> None:
    merged = merge(BASE, edits.set_grade(BASE, ("t3",), 4), edits.set_grade(BASE, ("t3",), 8))
    (clash,) = merged.conflicts
    assert (clash.what, clash.place, clash.kind, clash.record, clash.field) == (
        Clash.VALUE,
        "touchpoints[2].grade",
        "touchpoints",
        "t3",
        "grade",
    )
    assert (clash.base, clash.ours, clash.theirs, clash.choices) == (2.0, 4.0, 8.0, (Choice.OURS, Choice.THEIRS))
    assert touchpoint(merged.journey, "t3").grade == 4
    assert told(merged) == ["Touchpoint “Calls”, Grade: 4.0 in your copy, 8.0 in the other one"]
    other = resolve(merged, {clash.key: Choice.THEIRS})
    assert not other.conflicts and touchpoint(other.journey, "t3").grade == 8


def test_two_texts_are_never_mixed_but_both_can_be_kept() -> None:
    sides = [edits.change_touchpoints(BASE, ("t2",), title=title, text=text) for title, text in (("A b", "One"), ("A c", "Two"))]
    merged = merge(BASE, *sides)
    assert (touchpoint(merged.journey, "t2").title, touchpoint(merged.journey, "t2").text) == ("A b", "One")
    both = resolve(merged, {clash.key: Choice.BOTH for clash in merged.conflicts})
    assert not both.conflicts
    assert (touchpoint(both.journey, "t2").title, touchpoint(both.journey, "t2").text) == ("A b / A c", "One\nTwo")


def test_moves_of_both_are_kept_and_cards_added_at_one_place_stand_by_their_ids() -> None:
    ours = edits.move_touchpoints(BASE, ("t1",), 2, "f1")
    theirs = edits.move_touchpoints(BASE, ("t3",), 2, "f2")
    ours = edits.add_touchpoints(ours, (Touchpoint(id="x2", phase="f2"),), 9)
    theirs = edits.add_touchpoints(theirs, (Touchpoint(id="x1", phase="f2"),), 9)
    merged, swapped = merge(BASE, ours, theirs), merge(BASE, theirs, ours)
    assert not merged.conflicts
    assert merged.journey == swapped.journey
    assert ids(merged.journey) == ["t2", "t1", "t3", "t4", "x1", "x2"]


def test_a_card_that_both_moved_elsewhere_is_told() -> None:
    cards = tuple(Touchpoint(id=f"t{i}", phase="f1", title=f"T{i}") for i in range(7))
    base = BASE.with_(touchpoints=cards, opportunities=(), interviews=())
    ours, theirs = edits.move_touchpoints(base, ("t3",), 0, "f1"), edits.move_touchpoints(base, ("t3",), 6, "f1")
    merged = merge(base, ours, theirs)
    assert merged.journey == ours
    (clash,) = merged.conflicts
    assert (clash.what, clash.place, clash.ours, clash.theirs) == (Clash.PLACE, "touchpoints[0]", "", "t6")
    assert told(merged) == ["Touchpoint “T3”, Place in the order: at the beginning in your copy, after “T6” in the other one"]
    assert resolve(merged, {clash.key: Choice.THEIRS}).journey == theirs


def test_a_phase_moved_here_and_a_card_within_it_there() -> None:
    ours, theirs = edits.move_phase(BASE, "f2", 0), edits.move_touchpoints(BASE, ("t1",), 2, "f1")
    merged = merge(BASE, ours, theirs)
    assert not merged.conflicts
    assert ids(merged.journey) == ["t4", "t2", "t3", "t1"]


def test_a_card_put_into_another_phase_stands_where_that_was_done() -> None:
    ours, theirs = edits.move_touchpoints(BASE, ("t1", "t2"), 9, "f2"), edits.move_touchpoints(BASE, ("t1",), 1, "f1")
    for merged in (merge(BASE, ours, theirs), merge(BASE, theirs, ours)):
        assert not merged.conflicts
        assert merged.journey == ours


def test_what_one_removed_and_the_other_worked_on_stays_whole() -> None:
    ours, theirs = edits.remove_touchpoints(BASE, ("t2",)), edits.set_grade(BASE, ("t2",), 5)
    for merged in (merge(BASE, ours, theirs), merge(BASE, theirs, ours)):
        assert merged.journey == theirs  # with its answer and the opportunity that hangs on it
        (clash,) = merged.conflicts
        assert (clash.what, clash.place) == (Clash.REMOVED, "touchpoints[1]")
        gone = Choice.OURS if clash.ours is None else Choice.THEIRS
        assert resolve(merged, {clash.key: gone}).journey == ours
        kept = resolve(merged, {clash.key: Choice.THEIRS if gone is Choice.OURS else Choice.OURS})
        assert (kept.journey, kept.conflicts) == (theirs, ())


def test_what_nobody_worked_on_goes() -> None:
    merged = merge(BASE, edits.remove_touchpoints(BASE, ("t2",)), edits.set_grade(BASE, ("t1",), 5))
    assert not merged.conflicts
    assert merged.journey == edits.set_grade(edits.remove_touchpoints(BASE, ("t2",)), ("t1",), 5)


def test_what_the_other_needs_comes_back_with_what_hung_on_it() -> None:
    ours = edits.drop(BASE, "parties", "p1")
    theirs = edits.change_touchpoints(BASE, ("t2",), party="p1")
    merged = merge(BASE, ours, theirs)
    (clash,) = merged.conflicts
    assert (clash.what, clash.place) == (Clash.NEEDED, "parties[0]")
    assert [t.party for t in merged.journey.touchpoints] == ["p1", "p1", None, None]
    assert resolve(merged, {clash.key: Choice.OURS}).journey == ours


def test_a_phase_removed_while_a_card_was_put_in_it() -> None:
    ours = edits.remove_phase(BASE, "f2")
    theirs = edits.add_touchpoints(BASE, (Touchpoint(id="x1", phase="f2", title="Thanks"),), 9)
    merged = merge(BASE, ours, theirs)
    assert [clash.what for clash in merged.conflicts] == [Clash.NEEDED]
    assert merged.journey == theirs


def test_a_card_parked_here_and_graded_there_lies_in_the_lot_with_its_grade() -> None:
    ours = park(park_touchpoints(BASE, ("t2",)), ("Who pays?",))
    theirs = park(edits.set_grade(BASE, ("t2",), 6), ("A thought",))
    merged = merge(BASE, ours, theirs)
    assert not merged.conflicts
    assert ids(merged.journey) == ["t1", "t3", "t4"]
    (card,) = merged.journey.parked
    assert (card.touchpoint.grade, card.opportunities, len(card.answers)) == (6, ("o1",), 1)
    assert set(merged.journey.parking) == {"Who pays?", "A thought"}
    back = put_back(merged.journey, next(i for i, row in enumerate(lot(merged.journey)) if not isinstance(row, str)))
    assert back.with_(parking=()) == theirs.with_(parking=())


def test_lists_without_ids_are_merged_entry_by_entry() -> None:
    ours = edits.change(BASE, goals=("Fast and right", "Friendly"))
    theirs = edits.change(BASE, goals=("Fast", "Friendly", "Cheap"), charter=BASE.charter.replace(pains="Delays"))
    merged = merge(BASE, ours, theirs)
    assert not merged.conflicts
    assert merged.journey.goals == ("Fast and right", "Friendly", "Cheap")
    assert merged.journey.charter.pains == "Delays"
    third = edits.change(BASE, goals=("Quick", "Friendly"))
    (clash,) = merge(BASE, ours, third).conflicts
    assert (clash.place, clash.ours, clash.theirs) == ("goals[0]", "Fast and right", "Quick")


def test_answers_and_people_are_merged_field_by_field() -> None:
    (interview,) = BASE.interviews
    (answer,) = interview.answers
    ours = edits.put(BASE, "interviews", interview.replace(answers=(answer.replace(grade=4.0),)))
    theirs = edits.put(BASE, "interviews", interview.replace(answers=(answer.replace(quote="Hm", grade=5.0),), note="Long talk"))
    merged = merge(BASE, ours, theirs)
    assert [clash.place for clash in merged.conflicts] == ["interviews[0].answers[0].grade"]
    assert merged.journey.interviews[0].answers == (answer.replace(grade=4.0, quote="Hm"),)
    assert merged.journey.interviews[0].note == "Long talk"
    gone = edits.put(BASE, "interviews", interview.replace(answers=()))
    for kept in (merge(BASE, ours, gone), merge(BASE, gone, ours)):
        (clash,) = kept.conflicts
        assert (clash.what, clash.place) == (Clash.REMOVED, "interviews[0].answers[0]")
        assert kept.journey == ours
        without = resolve(kept, {clash.key: Choice.OURS if clash.ours is None else Choice.THEIRS})
        assert (without.journey, without.conflicts) == (gone, ())
    two = edits.put(BASE, "interviews", interview.replace(answers=(answer, Answer(touchpoint="t3", happened="Music"))))
    less = edits.put(two, "interviews", interview.replace(answers=two.interviews[0].answers[1:]))
    more = edits.put(two, "interviews", interview.replace(answers=(answer, Answer(touchpoint="t3", happened="Music", grade=3.0))))
    more = Journey.model_validate_json(more.model_dump_json())  # as read from a file: nothing of it is the same object
    assert merge(two, less, more).conflicts == ()
    assert [a.grade for a in merge(two, less, more).journey.interviews[0].answers] == [3.0]
    people = [edits.put_participant(BASE, BASE.charter.participants[0].replace(**{name: "x"})) for name in ("role", "department")]
    both = merge(BASE, *people)
    assert not both.conflicts
    assert (both.journey.charter.participants[0].role, both.journey.charter.participants[0].department) == ("x", "x")


def test_conflicts_say_whose_grade_it_is_and_at_which_touchpoint() -> None:
    base = BASE.with_(
        personas=(Persona(id="pe1", name="Ida"), Persona(id="pe2", name="Bo")),
        touchpoints=(
            *(t.replace(personas=(PersonaGrade(persona="pe2", grade=5.0),)) for t in BASE.touchpoints),
            Touchpoint(id="t5", phase="f2", title="Waits", grade=4.0),
        ),
        interviews=(Interview(id="v1", pseudonym="Wren", answers=tuple(Answer(touchpoint=t, grade=5.0) for t in ("t1", "t2"))),),
        rounds=(Round(id="r1", name="May", date="2026-05-01", readings=tuple(Reading(touchpoint=t, grade=5.0) for t in ("t1", "t2"))),),
    )

    def graded(grade: float, review: str) -> Journey:
        """The same grade everywhere."""
        return base.with_(
            touchpoints=tuple(
                t.replace(grade=grade, personas=(PersonaGrade(persona="pe2", grade=grade),)) if t.id in ("t1", "t2", "t5") else t
                for t in base.touchpoints
            ),
            interviews=(base.interviews[0].replace(answers=tuple(a.replace(grade=grade) for a in base.interviews[0].answers)),),
            rounds=(base.rounds[0].replace(readings=tuple(r.replace(grade=grade) for r in base.rounds[0].readings)),),
            feedback=base.feedback.replace(review=review),
        )

    merged = merge(base, graded(1.0, "2027-01-01"), graded(2.0, "2027-02-02"))
    assert {str(one.label): (one.spot, str(one.aspect)) for one in merged.conflicts if one.kind} == {
        "Touchpoint “Asks”, Grade": ("t1", "Grade"),
        "Touchpoint “Asks”, Other personas, “Bo”, Grade": ("t1", "Other personas, “Bo”, Grade"),
        "Touchpoint “Waits (2)”, Grade": ("t2", "Grade"),
        "Touchpoint “Waits (2)”, Other personas, “Bo”, Grade": ("t2", "Other personas, “Bo”, Grade"),
        "Touchpoint “Waits (5)”, Grade": ("t5", "Grade"),
        "Touchpoint “Waits (5)”, Other personas, “Bo”, Grade": ("t5", "Other personas, “Bo”, Grade"),
        "Interview “Wren”, Answers, “Asks”, Grade": ("t1", "Interview “Wren”, Grade"),
        "Interview “Wren”, Answers, “Waits (2)”, Grade": ("t2", "Interview “Wren”, Grade"),
        "Measured round “May”, What was measured, “Asks”, Grade": ("t1", "Measured round “May”, Grade"),
        "Measured round “May”, What was measured, “Waits (2)”, Grade": ("t2", "Measured round “May”, Grade"),
    }
    (review,) = (one for one in merged.conflicts if not one.kind)
    said = catalogue_for("en").say(review.message)
    assert said == "Keep improving, Next review: 1 January 2027 in your copy, 2 February 2027 in the other one"


def test_lanes_of_a_map_that_said_nothing_about_them() -> None:
    lanes = BASE.poster.lanes_in_order
    shown = tuple(lane.replace(shown=True) if lane.kind is LaneKind.SERVICE_LEVELS else lane for lane in lanes)
    hidden = tuple(lane.replace(shown=False) if lane.kind is LaneKind.QUOTES else lane for lane in lanes)
    sides = [edits.change(BASE, poster=BASE.poster.replace(lanes=new)) for new in (shown, hidden)]
    merged = merge(BASE, *sides)
    assert not merged.conflicts
    now = {lane.kind: lane.shown for lane in merged.journey.poster.lanes}
    assert now[LaneKind.SERVICE_LEVELS] and not now[LaneKind.QUOTES] and now[LaneKind.CARDS]


def test_a_word_somebody_chose_comes_before_a_suggested_one() -> None:
    ours = edits.change_touchpoints(BASE, ("t1",), grade=2.0, emotion="angry", emotion_suggested=True)
    theirs = edits.change_touchpoints(BASE, ("t1",), emotion="resigned")
    for merged in (merge(BASE, ours, theirs), merge(BASE, theirs, ours)):
        assert not merged.conflicts
        card = touchpoint(merged.journey, "t1")
        assert (card.grade, card.emotion, card.emotion_suggested) == (2.0, "resigned", False)


def test_a_suggested_word_goes_with_the_grade_that_is_taken() -> None:
    base = edits.change_touchpoints(BASE, ("t1",), emotion="content", emotion_suggested=True)
    ours = edits.change_touchpoints(base, ("t1",), grade=2.0, emotion="angry", emotion_suggested=True)
    theirs = edits.change_touchpoints(base, ("t1",), grade=9.0, emotion="happy", emotion_suggested=True)
    merged = merge(base, ours, theirs)
    (clash,) = merged.conflicts
    assert (clash.field, touchpoint(merged.journey, "t1").emotion) == ("grade", "angry")
    other = resolve(merged, {clash.key: Choice.THEIRS})
    assert (touchpoint(other.journey, "t1").grade, touchpoint(other.journey, "t1").emotion) == (9.0, "happy")


def test_a_scale_that_does_not_hold_the_others_grades_is_told() -> None:
    low = edits.set_grade(BASE, ids(BASE), 2)
    base = low
    ours = edits.change(low, scale=Scale(lowest=1, highest=5, neutral=3))
    theirs = edits.set_grade(low, ("t1",), 9)
    merged = merge(base, ours, theirs)
    assert [clash.place for clash in merged.conflicts] == ["scale"]
    assert merged.journey.scale == base.scale and touchpoint(merged.journey, "t1").grade == 9
    mine = resolve(merged, {"scale": Choice.OURS})
    assert mine.journey.scale.highest == 5 and touchpoint(mine.journey, "t1").grade is None
    assert [(clash.what, clash.place, clash.within) for clash in mine.conflicts] == [(Clash.OFF_SCALE, "touchpoints[0].grade", "t1")]
    assert told(mine) == ["Touchpoint “Asks”, Grade: 9.0 is not on the scale and was left out"]


def test_without_a_common_version_only_what_is_equal_or_one_sided_is_taken() -> None:
    ours = edits.remove_touchpoints(edits.change_touchpoints(BASE, ("t1",), grade=9.0, text="New"), ("t4",))
    merged = merge(None, ours, BASE)
    assert ids(merged.journey) == ["t1", "t2", "t3", "t4"]
    assert touchpoint(merged.journey, "t1").text == "New"
    assert [(clash.place, clash.base, clash.ours, clash.theirs) for clash in merged.conflicts] == [("touchpoints[0].grade", None, 9.0, 7.0)]


def test_an_id_that_both_gave_to_something_else() -> None:
    ours = edits.put(BASE, "parties", Party(id="x", name="Mine"))
    theirs = edits.put(BASE, "channels", Channel(id="x", name="Yours"))
    theirs = edits.change_touchpoints(theirs, ("t1",), channel="x")
    merged = merge(BASE, ours, theirs)
    assert not merged.conflicts
    assert ids(merged.journey, "parties")[-1] == "x"
    assert ids(merged.journey, "channels")[-1] == touchpoint(merged.journey, "t1").channel == "x-2"


def test_orders_are_woven_from_what_each_moved() -> None:
    nobody = lambda _key: False  # noqa: E731
    assert woven("abcdef", "bacdef", "abcdfe", nobody) == (list("bacdfe"), [])
    assert woven("abc", "abxc", "abyc", nobody) == (list("abxyc"), [])
    assert woven("abc", "abyc", "abxc", nobody) == (list("abxyc"), [])
    assert woven("abcd", "dabc", "abdc", nobody) == (list("dabc"), ["d"])
    assert woven("abcd", "dabc", "abdc", lambda _key: True)[0] in (list("abdc"), list("abcd"))
    assert woven("", "abc", "bcd", nobody) == (list("abcd"), [])


# ------------------------------------------------------------------------------------------------ what always holds


@settings(max_examples=25)
@given(journeys(), journeys())
def test_who_changed_nothing_takes_everything(x: Journey, y: Journey) -> None:
    assert merge(x, x, y).journey == y
    assert merge(x, y, x).journey == y
    assert merge(y, x, x).journey == x
    assert not merge(x, x, y).conflicts and not merge(x, y, x).conflicts and not merge(y, x, x).conflicts


def holds(base: Journey, ours: Journey, theirs: Journey) -> None:
    """All that must be true of a merge, whatever two people did."""
    merged = merge(base, ours, theirs)
    event("told" if merged.conflicts else "nothing told")
    assert broken_invariants(merged.journey) == []
    assert list(lost(base, ours, theirs, merged)) == []
    assert list(lost(base, theirs, ours, merged)) == []
    assert len(set(told(merged))) == len(merged.conflicts), "two conflicts have the same words"
    again, swapped = merge(base, ours, theirs), merge(base, theirs, ours)
    assert (again.journey, again.conflicts) == (merged.journey, merged.conflicts)
    assert bool(swapped.conflicts) == bool(merged.conflicts)
    if not merged.conflicts:
        assert swapped.journey == merged.journey
    for side in (ours, theirs):
        assert merge(side, merged.journey, side).journey == merged.journey
    for choice in (Choice.OURS, Choice.THEIRS):
        decided = resolve(merged, {clash.key: choice for clash in merged.conflicts})
        assert broken_invariants(decided.journey) == []
        assert decided.conflicts == ()
    assert broken_invariants(merge(None, ours, theirs).journey) == []


def lost(base: Journey, side: Journey, other: Journey, merged: Merged) -> Iterator[str]:
    """What one of both changed alone and what is not in the merged journey though nothing was told about it."""
    told = {part for clash in merged.conflicts for part in clash.key.split("/")}
    restored = any(clash.what in (Clash.REMOVED, Clash.NEEDED) for clash in merged.conflicts)
    was, mine, theirs, now = map(everything, (base, side, other, merged.journey))
    for ident, record in mine.items():
        if ident not in was:
            if ident not in now:
                yield f"{ident} was added"
            continue
        if ident not in theirs:
            if (record != was[ident]) and ident not in now and not cascaded(was[ident], record):
                yield f"{ident} was changed and is gone"
            continue
        for field, value in record.items():
            one_sided = value != was[ident][field] and theirs[ident][field] == was[ident][field]
            if one_sided and not restored and ident not in told and now[ident][field] != value:
                yield f"{ident}.{field}: {value!r}, not {now[ident][field]!r}"
    for ident in was.keys() - mine.keys():
        if ident in now and ident not in told:
            yield f"{ident} was removed"
    for name in ("phases", "parties", "channels", "opportunities"):
        if told or [r.id for r in getattr(base, name) if r.id in theirs] != [r.id for r in getattr(other, name) if r.id in was]:
            continue
        here, there = ([r.id for r in getattr(one, name)] for one in (side, merged.journey))
        common = set(here) & set(there)
        if moved_ids([i for i in here if i in common], [i for i in there if i in common]):
            yield f"order of {name}"


def everything(journey: Journey) -> dict[str, dict[str, Any]]:
    """The plain fields of every record with an id, on the map or in the lot, and of the journey itself."""
    found: dict[str, Record] = {"": journey}
    for name in Journey.model_fields:
        value = getattr(journey, name)
        if isinstance(value, tuple):
            found.update((record.id, record) for record in value if hasattr(record, "id"))
    found.update((card.touchpoint.id, card.touchpoint) for card in journey.parked)
    return {
        ident: {name: value for name, value in record.__dict__.items() if not isinstance(value, (tuple, Record))}
        for ident, record in found.items()
    }


def cascaded(was: dict[str, Any], now: dict[str, Any]) -> bool:
    """Whether only what a record points to is another: another record's removal does that."""
    return all(was[name] == now[name] or name in ("phase", "channel", "party", "owner", "persona") for name in was)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(edited_twice())
def test_whatever_two_people_did_nothing_is_lost(pair: tuple[Journey, Journey, Journey]) -> None:
    holds(*pair)


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(journeys(most=6), journeys(most=6), journeys(most=6))
def test_three_journeys_that_only_share_their_ids(base: Journey, ours: Journey, theirs: Journey) -> None:
    for common in (base, None):
        merged = merge(common, ours, theirs)
        assert broken_invariants(merged.journey) == []
        assert len({clash.key for clash in merged.conflicts}) == len(merged.conflicts)
        assert len(set(told(merged))) == len(merged.conflicts)
        assert all(clash.place and str(clash.message) for clash in merged.conflicts)
        for choice in (Choice.OURS, Choice.THEIRS):
            decided = merged
            for _again in range(4):  # one decision may bring up another
                decided = resolve(decided, {clash.key: choice for clash in decided.conflicts if clash.choices})
                assert broken_invariants(decided.journey) == []
            assert [clash for clash in decided.conflicts if clash.choices] == []


@pytest.mark.slow
@pytest.mark.timeout(1200)
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(edited_twice(most=8))
def test_a_thousand_pairs_of_what_two_people_did(pair: tuple[Journey, Journey, Journey]) -> None:
    holds(*pair)


@settings(max_examples=200)
@given(st.permutations("abcdefg"), st.permutations("abcdefg"))
def test_an_order_holds_everything_once(ours: list[str], theirs: list[str]) -> None:
    out, contradicted = woven(list("abcdefg"), ours, theirs, lambda _key: False)
    assert sorted(out) == list("abcdefg")
    assert woven(list("abcdefg"), ours, list("abcdefg"), lambda _key: False) == (ours, [])
    assert not contradicted or ours != theirs
