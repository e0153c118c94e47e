"""What differs between two versions of a journey, in words."""

from __future__ import annotations

from hypothesis import given

from cjm_desktop import edits
from cjm_desktop.analysis.changes import _LISTS, How, changes
from cjm_desktop.document import Journey, Kind, Opportunity, Party, Phase, Touchpoint
from tests.strategies import journeys


def journey() -> Journey:
    return Journey(
        title="My new laptop",
        parties=(Party(id="p1", name="IT"), Party(id="p2", name="Supplier")),
        phases=(Phase(id="f1", name="Before"), Phase(id="f2", name="After")),
        touchpoints=(
            Touchpoint(id="t1", phase="f1", title="Asks", grade=7.0, party="p1"),
            Touchpoint(id="t2", phase="f1", title="Waits", grade=3.0),
            Touchpoint(id="t3", phase="f2", title="Gets it"),
        ),
        opportunities=(Opportunity(id="o1", title="Tell them", touchpoints=("t2",)),),
    )


def told(before: Journey, after: Journey) -> list[str]:
    return [str(one.message) for one in changes(before, after)]


def test_the_same_is_no_difference() -> None:
    assert changes(journey(), journey()) == ()


def test_a_field_is_told_with_both_its_values_where_they_can_be_read() -> None:
    old = journey()
    new = edits.change_touchpoints(old, ("t2",), title="Waits for weeks", grade=2.5, party="p2", kind=Kind.WAITING, text="x\ny")
    assert told(old, new) == [
        "“Waits for weeks”: Title: “Waits” → “Waits for weeks”",
        "“Waits for weeks”: Text: – → “x¶ y”",
        "“Waits for weeks”: Grade: 3.0 → 2.5",
        "“Waits for weeks”: Kind: Contact → Waiting",
        "“Waits for weeks”: Responsible party: – → “Supplier”",
    ]
    (grade,) = [one for one in changes(old, new) if one.place.endswith("grade")]
    assert (grade.how, grade.kind, grade.place, grade.record) == (How.CHANGED, "touchpoints", "touchpoints[1].grade", "t2")


def test_a_grade_that_goes_is_a_gap_and_no_nought() -> None:
    old = journey()
    assert told(old, edits.change_touchpoints(old, ("t1",), grade=None)) == ["“Asks”: Grade: 7.0 → –"]


def test_records_come_go_and_move() -> None:
    old = journey()
    new = edits.remove_touchpoints(old, ("t3",))
    new = new.with_(touchpoints=(new.touchpoints[0], Touchpoint(id="t9", phase="f1", title="Phones"), new.touchpoints[1]))
    assert told(old, new) == ["Added: Touchpoint “Phones”", "Removed: Touchpoint “Gets it”"]
    (come, gone) = changes(old, new)
    assert (gone.place, come.place) == ("touchpoints[2]", "touchpoints[1]")
    swapped = old.with_(parties=(old.parties[1], old.parties[0]))
    assert len(told(old, swapped)) == 1
    assert told(old, swapped)[0].startswith("Moved: Responsible party")


def test_the_journey_itself_is_told_by_its_fields() -> None:
    old = journey()
    new = old.replace(title="Another", charter=old.charter.replace(purpose="To see"), poster=old.poster.replace(paper="A1"))
    assert told(old, new) == [
        "Title: “My new laptop” → “Another”",
        "Purpose: – → “To see”",
        "Paper: “A0” → “A1”",
    ]


def test_every_list_with_ids_is_known() -> None:
    with_ids = {
        name
        for name, field in Journey.model_fields.items()
        if "tuple" in str(field.annotation) and "id" in getattr(getattr(field.annotation, "__args__", [None])[0], "model_fields", {})
    }
    assert with_ids == set(_LISTS)


@given(journeys(), journeys())
def test_two_journeys_differ_exactly_when_something_is_told(one: Journey, other: Journey) -> None:
    assert bool(changes(one, other)) == (one != other)
    assert changes(one, one.replace()) == ()
    assert all(str(difference.message) for difference in changes(one, other))
    back = {(d.kind, d.record) for d in changes(other, one) if d.how is How.ADDED}
    assert back == {(d.kind, d.record) for d in changes(one, other) if d.how is How.REMOVED}
