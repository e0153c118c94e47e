"""What the line proposes, against cases worked out by hand, and what must hold for every journey."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from cjm_desktop.analysis import read
from cjm_desktop.analysis.finding_rules import is_deep
from cjm_desktop.analysis.proposals import helped, misses_planned_peak, proposals
from cjm_desktop.document import Journey, Kind, Opportunity, OpportunityKind, Status, Touchpoint
from cjm_desktop.method import hints
from tests.strategies import journeys


def cards(*changes: dict[str, Any], **more: Any) -> Journey:
    return Journey(touchpoints=tuple(Touchpoint(id=f"t{i}", title=f"Card {i}", **one) for i, one in enumerate(changes)), **more)


def told(journey: Journey) -> list[tuple[str, OpportunityKind, str]]:
    return [(one.touchpoint, one.kind, str(one.title)) for one in proposals(journey, read(journey))]


def test_the_deepest_dip_comes_first_and_peaks_after_all_dips() -> None:
    """6 3 9 1 7: dips at 3 and 1, a peak at 9; the ends are none (6 and 7 are not far enough from neutral, or not lower)."""
    journey = cards({"grade": 6}, {"grade": 3}, {"grade": 9}, {"grade": 1}, {"grade": 6})
    assert told(journey) == [
        ("t3", OpportunityKind.LIFT_DIP, "“Card 3”: make it better"),
        ("t1", OpportunityKind.LIFT_DIP, "“Card 1”: make it better"),
        ("t2", OpportunityKind.STRENGTHEN_PEAK, "“Card 2”: more of what makes it good"),
    ]
    first = proposals(journey, read(journey))[0]
    assert str(first.why) == "The deepest dip of the line: 1."


def test_what_kind_of_dip_it_is_decides_what_is_proposed() -> None:
    high: dict[str, Any] = {"grade": 9}
    dips: list[dict[str, Any]] = [{"grade": 2, "kind": Kind.SILENCE}, {"grade": 2, "kind": Kind.WAITING}, {"grade": 2, "droppable": True}]
    kinds = []
    for dip in dips:
        journey = cards(high, dip, high)
        kinds.append(proposals(journey, read(journey))[0].kind)
    assert kinds == [OpportunityKind.BRIDGE_SILENCE, OpportunityKind.BRIDGE_SILENCE, OpportunityKind.SHORTEN]


def test_nothing_is_proposed_twice_nor_after_it_was_refused() -> None:
    line: list[dict[str, Any]] = [{"grade": 9}, {"grade": 2}, {"grade": 9}]
    open_ones = cards(*line)
    assert told(open_ones)[0][0] == "t1"
    taken = open_ones.with_(opportunities=(Opportunity(id="o", touchpoints=("t1",)),))
    assert "t1" not in [ident for ident, *_ in told(taken)]
    dropped = open_ones.with_(opportunities=(Opportunity(id="o", touchpoints=("t1",), status=Status.DROPPED),))
    assert "t1" in [ident for ident, *_ in told(dropped)], "one that was dropped helps nobody"
    refused = cards(line[0], {**line[1], "left_alone": True}, line[2])
    assert "t1" not in [ident for ident, *_ in told(refused)]
    said = [str(one.problem.message) for one in hints(refused) if one.step == 9]
    assert not any("Card 1" in one for one in said), "and the guide does not nag either"
    assert any("Card 1" in str(one.problem.message) for one in hints(open_ones) if one.step == 9)


def test_a_card_without_a_title_is_called_by_its_number() -> None:
    journey = Journey(touchpoints=tuple(Touchpoint(id=f"t{i}", grade=g) for i, g in enumerate((9, 1, 9))))
    assert str(proposals(journey, read(journey))[0].title) == "“card 2”: make it better"


def test_a_planned_peak_is_asked_for_until_there_is_one() -> None:
    journey = cards({"grade": 5}, {"grade": 6})
    assert misses_planned_peak(journey, read(journey))
    assert not misses_planned_peak(Journey(), read(Journey())), "a map without grades is not asked for more"
    planned = Opportunity(id="o", kind=OpportunityKind.PLANNED_PEAK)
    assert not misses_planned_peak(journey.with_(opportunities=(planned,)), read(journey))
    gone = planned.replace(status=Status.DROPPED)
    assert misses_planned_peak(journey.with_(opportunities=(gone,)), read(journey))


@given(journeys())
def test_each_proposal_is_about_a_marked_place_that_nobody_cares_for_yet(journey: Journey) -> None:
    insights = read(journey)
    found = [one.touchpoint for one in proposals(journey, insights)]
    assert len(set(found)) == len(found)
    grades = {t.id: t.grade or 0.0 for t in journey.touchpoints}
    deep = {ident for ident in insights.dips if is_deep(grades[ident], journey.scale)}
    assert set(found) <= (deep | set(insights.highlights)) - helped(journey)
    left_alone = {t.id for t in journey.touchpoints if t.left_alone}
    assert deep - helped(journey) - left_alone <= set(found), "no deep dip is left out, however many the map marks"


def test_the_deepest_dips_are_proposed_and_marked_before_shallow_ones_that_stand_out_more() -> None:
    """12 graded cards mark three dips: 1.5, 2 and 2, not the 4 that stands out more than one of them."""
    grades = (8.5, 2, 7, 6, 1.5, 6.5, 2, 9, 5, None, 4, 8, 6, None)
    journey = cards(*({} if grade is None else {"grade": grade} for grade in grades))
    dips = [ident for ident, kind, _ in told(journey) if kind is OpportunityKind.LIFT_DIP]
    assert dips == ["t4", "t1", "t6"]
    assert set(dips) <= read(journey).highlights and "t10" not in read(journey).highlights
    many = cards(*({"grade": grade} for grade in (9, *(2, 9) * 6)))
    marked = read(many).highlights & set(read(many).dips)
    assert len(marked) < 6 and len([1 for _, kind, _ in told(many) if kind is OpportunityKind.LIFT_DIP]) == 6
