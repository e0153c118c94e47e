"""What the map shows without being asked, and what the grades rest on."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from cjm_desktop.analysis import Insights, Reader, read
from cjm_desktop.document import Answer, Basis, Interview, Journey, Quote, State, Touchpoint
from tests.strategies import edited, journeys


def line(*grades: float | None) -> Journey:
    """A journey with these grades; the ids are t0, t1 …"""
    return Journey(touchpoints=tuple(Touchpoint(id=f"t{i}", grade=g) for i, g in enumerate(grades)))


def test_an_empty_journey_means_nothing():
    assert read(Journey()) == Insights(assumption=True)
    assert read(line(None, None)) == Insights(assumption=True)


def test_places_are_ids_and_gaps_separate_nothing():
    insights = read(line(None, 5, None, 9, None, 2, 6, None))
    assert (insights.first, insights.last, insights.graded) == ("t1", "t6", 4)
    assert (insights.highest, insights.deepest, insights.steepest) == ("t3", "t5", ("t3", "t5"))
    assert (insights.peaks, insights.dips) == (("t3",), ("t5",))
    assert insights.mean == 5.5


def test_the_middle_of_a_plateau_is_a_graded_touchpoint():
    assert read(line(2, 8, None, 8, None, None, None, 8, 2)).peaks == ("t3",)


def test_only_the_most_telling_are_highlighted():
    grades = [5.0]
    for k in range(9):
        grades += [7 + k / 9, 4 - k / 9]
    insights = read(line(*grades))
    assert len(insights.peaks) == 9
    most = -(-len(grades) // 6)
    assert most == 4
    assert len(insights.highlights & set(insights.peaks)) == most
    assert len(insights.highlights & set(insights.dips)) == most
    assert insights.peaks[-1] in insights.highlights
    assert insights.dips[-1] in insights.highlights


def test_two_may_be_highlighted_in_a_short_journey():
    insights = read(line(9, 1, 8, 2, 9))
    assert insights.highlights == {"t0", "t4", "t1", "t3"}


def test_a_grade_rests_on_what_somebody_told():
    journey = Journey(
        interviews=(
            Interview(
                id="a", answers=(Answer(touchpoint="t0"), Answer(touchpoint="t0"), Answer(touchpoint="t4"))
            ),
            Interview(id="b", answers=(Answer(touchpoint="t0"), Answer())),
        ),
        touchpoints=(
            Touchpoint(id="t0", grade=5),
            Touchpoint(id="t1", grade=5, quotes=(Quote(text="So", interview="b"),)),
            Touchpoint(id="t2", grade=5, quotes=(Quote(text="They say"),)),
            Touchpoint(id="t3", grade=5, basis=Basis.OBSERVED),
            Touchpoint(id="t4", grade=5, basis=Basis.ASSUMED),
            Touchpoint(id="t5", basis=Basis.OBSERVED),
        ),
    )
    insights = read(journey)
    observed, assumed = Basis.OBSERVED, Basis.ASSUMED
    assert insights.basis == {"t0": observed, "t1": observed, "t2": assumed, "t3": observed, "t4": assumed}
    assert insights.answers == {"t0": 2, "t4": 1}
    assert (insights.interviews, insights.assumption) == (2, False)


def test_only_an_actual_map_without_interviews_is_an_assumption():
    assert read(Journey(state=State.ACTUAL)).assumption
    assert not read(Journey(state=State.IDEAL)).assumption
    assert not read(Journey(interviews=(Interview(id="i"),))).assumption


def test_insights_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        read(Journey()).graded = 3


@given(journeys(most=14))
def test_insights_agree_with_the_journey(journey):
    insights = read(journey)
    graded = {t.id: t.grade for t in journey.touchpoints if t.grade is not None}
    order = list(graded)
    assert insights.graded == len(graded)
    assert list(insights.basis) == order
    assert (insights.first, insights.last) == ((order[0], order[-1]) if order else (None, None))
    for found in (insights.peaks, insights.dips):
        assert [ident for ident in order if ident in found] == list(found)
    assert insights.highlights <= {*insights.peaks, *insights.dips}
    assert not set(insights.peaks) & set(insights.dips)
    if order:
        assert graded[insights.highest] == max(graded.values())
        assert graded[insights.deepest] == min(graded.values())
        assert journey.scale.lowest - 1e-9 <= insights.mean <= journey.scale.highest + 1e-9
    if insights.steepest:
        before, after = insights.steepest
        assert order.index(after) == order.index(before) + 1
        assert graded[before] > graded[after]
    assert all(
        n >= 1 and ident in {t.id for t in journey.touchpoints} for ident, n in insights.answers.items()
    )
    assert read(journey) == insights


@given(edited())
def test_a_reader_that_remembers_reads_the_same(run):
    first, steps = run
    reader = Reader()
    for journey in (first, *(after for _, after in steps), first):
        assert reader.read(journey) == read(journey)
