"""What the form of the map changes in the document: lanes, blocks, colours; nothing else, and nothing twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rooms import small_journey

from cjm_desktop import edits
from cjm_desktop.document import (
    HOUSE_HEADER,
    HOUSE_LANES,
    HeaderBlock,
    Lane,
    LaneKind,
    LaneText,
    PosterSettings,
    RoleColour,
    TextLane,
    broken_invariants,
)
from cjm_desktop.edits import EditError
from cjm_desktop.ui.panels import map_form_edits as made


def test_own_lanes_join_the_map_and_leave_with_their_texts() -> None:
    journey = small_journey()
    after = made.add_own_lane(journey, TextLane(id="l1", name="Backstage"))
    assert made.lanes_of(after) == (*HOUSE_LANES, Lane(kind=LaneKind.TEXT, lane="l1"))
    told = edits.tell_in_lane(after, ("t1", "t3"), "l1", "Orders a badge")
    assert made.told_in_lane(told, "l1") == 2
    assert [edits.text_in_lane(t, "l1") for t in told.touchpoints] == ["Orders a badge", "", "Orders a badge"]
    assert told.touchpoints[1] is after.touchpoints[1], "what says nothing new stays the same record"
    assert edits.tell_in_lane(told, ("t1",), "l1", "Orders a badge") is told
    gone = made.remove_own_lane(told, "l1")
    assert gone == journey, "nothing of it is left, and the map follows the house again"


def test_a_text_keeps_its_place_among_the_others_and_an_empty_one_goes() -> None:
    journey = made.add_own_lane(small_journey(), TextLane(id="l1"))
    journey = made.add_own_lane(journey, TextLane(id="l2"))
    journey = edits.tell_in_lane(edits.tell_in_lane(journey, ("t1",), "l1", "a"), ("t1",), "l2", "b")
    assert edits.tell_in_lane(journey, ("t1",), "l1", "c").touchpoints[0].lane_texts == (
        LaneText(lane="l1", text="c"),
        LaneText(lane="l2", text="b"),
    )
    assert edits.tell_in_lane(journey, ("t1",), "l1", "").touchpoints[0].lane_texts == (
        LaneText(lane="l2", text="b"),
    )


def test_an_own_lane_that_the_map_forgot_can_be_found_and_shown() -> None:
    journey = small_journey().with_(text_lanes=(TextLane(id="l1", name="Backstage"),))
    last = made.lanes_of(journey)[-1]
    assert last == Lane(kind=LaneKind.TEXT, shown=False, lane="l1")
    shown = made.show_lane(journey, len(HOUSE_LANES), True)
    assert shown.poster.lanes[-1] == Lane(kind=LaneKind.TEXT, lane="l1")
    assert [lane.id for lane in made.own_lanes(journey)] == ["l1"]


def test_the_usual_lanes_are_not_written_down() -> None:
    journey = small_journey()
    hidden = made.show_lane(journey, 2, False)
    assert hidden.poster.lanes and not made.usual_lanes(hidden)
    assert made.show_lane(hidden, 2, True) == journey
    moved = made.move_lane(journey, 0, 3)
    assert made.lanes_of(moved)[3].kind is LaneKind.PHASES
    assert made.move_lane(moved, 3, 0) == journey
    own = made.add_own_lane(moved, TextLane(id="l1"))
    assert made.lanes_of(made.restore_lanes(own)) == (*HOUSE_LANES, Lane(kind=LaneKind.TEXT, lane="l1"))


def test_a_map_full_of_lanes_takes_no_more_and_says_so() -> None:
    journey = small_journey()
    for i in range(made.MOST_LANES - len(HOUSE_LANES)):
        journey = made.add_own_lane(journey, TextLane(id=f"l{i}"))
    with pytest.raises(EditError, match="room for 40 lanes"):
        made.add_own_lane(journey, TextLane(id="more"))


@given(st.lists(st.tuples(st.integers(-1, 12), st.integers(-3, 14), st.booleans()), max_size=12))
def test_no_walk_through_the_lanes_loses_one_or_breaks_the_document(
    steps: list[tuple[int, int, bool]],
) -> None:
    journey = made.add_own_lane(small_journey(), TextLane(id="l1"))
    before = {(lane.kind, lane.lane) for lane in made.lanes_of(journey)}
    for at, to, on in steps:
        journey = made.show_lane(made.move_lane(journey, at, to), to, on)
        lanes = made.lanes_of(journey)
        assert {(lane.kind, lane.lane) for lane in lanes} == before and len(lanes) == len(before)
    assert not broken_invariants(journey)
    assert made.lanes_of(made.restore_lanes(journey))[:-1] == HOUSE_LANES


def test_a_block_comes_back_to_its_usual_place() -> None:
    without = made.with_block(HOUSE_HEADER, HeaderBlock.GOAL, False)
    assert HeaderBlock.GOAL not in without
    assert made.with_block(without, HeaderBlock.GOAL, True) == HOUSE_HEADER
    own = (HeaderBlock.READING, HeaderBlock.PERSONA)
    assert made.with_block(own, HeaderBlock.GOAL, True)[1:] == own, "an order of one's own stays"
    assert made.with_block(own, HeaderBlock.PERSONA, True) == own


def test_colours_are_set_in_place_and_left_to_the_theme() -> None:
    two = (RoleColour(role="header", colour="#111111"), RoleColour(role="header", colour="#222222"))
    journey = small_journey().with_(poster=PosterSettings(colours=two))
    assert made.own_colour(journey, "header") == "#222222", "the last one is what the map shows"
    assert made.set_colour(journey, "header", "#333333").poster.colours == (
        RoleColour(role="header", colour="#333333"),
    )
    assert made.set_colour(journey, "header", "").poster.colours == ()
    both = made.set_colour(journey, "positive", "#00AA00")
    assert both.poster.colours == (*two, RoleColour(role="positive", colour="#00AA00"))
    assert made.set_colour(both, "positive", "#00AA00") is both
    assert made.own_colour(both, "negative") == ""
