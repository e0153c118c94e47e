"""The board's and the grid's edits: places, marks and fields of opportunities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.document import Journey, Opportunity, Status

S = Status


def board(*of: tuple[str, Status]) -> Journey:
    return Journey(opportunities=tuple(Opportunity(id=ident, title=ident, status=status) for ident, status in of))


def columns(journey: Journey) -> dict[Status, str]:
    return {status: "".join(o.id for o in journey.opportunities if o.status is status) for status in Status}


FIVE = board(("a", S.IDEA), ("x", S.DONE), ("b", S.IDEA), ("c", S.IDEA), ("y", S.DONE))


@pytest.mark.parametrize(
    ("ident", "status", "at", "idea", "done"),
    [
        ("a", S.IDEA, 2, "bca", "xy"),
        ("c", S.IDEA, 0, "cab", "xy"),
        ("b", S.DONE, 1, "ac", "xby"),
        ("b", S.DONE, 99, "ac", "xyb"),
        ("x", S.IDEA, 0, "xabc", "y"),
    ],
)
def test_a_card_goes_to_its_place_in_a_column_and_all_others_stay(ident: str, status: Status, at: int, idea: str, done: str) -> None:
    after = edits.place_opportunity(FIVE, ident, status, at)
    assert (columns(after)[S.IDEA], columns(after)[S.DONE]) == (idea, done)
    untouched = {o.id: o for o in FIVE.opportunities}
    assert all(o is untouched[o.id] for o in after.opportunities if o.id != ident)


def test_a_card_where_it_is_already_changes_nothing() -> None:
    assert edits.place_opportunity(FIVE, "b", S.IDEA, 1) is FIVE
    assert edits.place_opportunity(FIVE, "c", S.IDEA, 7) is FIVE
    assert columns(edits.place_opportunity(FIVE, "a", S.PLANNED, 3))[S.PLANNED] == "a", "an empty column takes it"


def test_marks_and_fields_are_checked() -> None:
    after = edits.weigh_opportunity(FIVE, "a", 5, 1)
    assert (after.opportunities[0].impact, after.opportunities[0].effort) == (5, 1)
    assert edits.weigh_opportunity(after, "a", 5, 1) is after
    with pytest.raises(edits.EditError):
        edits.weigh_opportunity(FIVE, "a", 6, 1)
    with pytest.raises(edits.EditError):
        edits.change_opportunity(FIVE, "a", owner="nobody")
    with pytest.raises(edits.EditError):
        edits.change_opportunity(FIVE, "a", id="z")


@given(st.sampled_from("abcxy"), st.sampled_from(list(Status)), st.integers(0, 6), st.sampled_from("abcxy"))
def test_the_others_of_every_column_keep_their_order(ident: str, status: Status, at: int, other: str) -> None:
    after = edits.place_opportunity(FIVE, ident, status, at)
    for column, there in columns(FIVE).items():
        assert columns(after)[column].replace(ident, "") == there.replace(ident, "")
    column = columns(after)[status]
    assert column.index(ident) == min(at, len(column) - 1)
