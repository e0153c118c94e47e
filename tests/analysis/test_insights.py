"""What the map shows without being asked, and what the grades rest on."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cjm_desktop.analysis import Insights, Reader, read
from cjm_desktop.analysis.insights import most_highlights
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
    assert (insights.first, insights.last, insights.graded) == (None, None, 4)
    assert (insights.highest, insights.deepest, insights.steepest) == ("t3", "t5", None)  # no line is drawn from t3 to t5
    assert read(line(10, None, 1, 9, None, 8, 6, 5)).steepest == ("t5", "t6")
    assert (insights.peaks, insights.dips) == (("t3",), ("t5",))
    assert insights.mean == 5.5


def test_the_middle_of_a_plateau_is_a_graded_touchpoint():
    assert read(line(2, 8, None, 8, None, None, None, 8, 2)).peaks == ("t3",)


def test_the_first_and_last_impression_are_those_of_the_journeys_own_ends():
    """Half way through grading no card in the middle is called the end."""
    assert (read(line(4, 9, None)).first, read(line(4, 9, None)).last) == ("t0", None)
    assert (read(line(None, 4, 9)).first, read(line(None, 4, 9)).last) == (None, "t2")
    assert (read(line(4)).first, read(line(4)).last) == ("t0", "t0")


def test_only_the_most_telling_are_highlighted():
    grades = [5.0]
    for k in range(20):
        grades += [7 + k / 20, 4 - k / 20]
    insights = read(line(*grades, 5.0))
    most = most_highlights(insights.graded)
    assert most == 7
    assert insights.highlights == {*insights.peaks[-most:], *insights.dips[-most:]}
    assert len(insights.peaks) == len(insights.dips) == 20


def test_of_equally_prominent_ones_the_farther_from_neutral_count_first():
    grades = [5.0] + [9, 2] + [9, 3] * 4 + [5.0, 8, 5]
    assert read(line(*grades)).dips[0] in read(line(*grades)).highlights
    level = read(line(6, *(4, 6) * 6, 3, 5, 3, 5, 3, 5, 6))
    assert {"t13", "t15"} <= level.highlights


@pytest.mark.parametrize(
    ("graded", "most"),
    [(1, 2), (4, 2), (6, 2), (9, 3), (12, 3), (16, 4), (30, 5), (36, 6), (60, 10), (400, 67)],
)
def test_more_may_be_highlighted_the_longer_the_journey_is(graded, most):
    assert most_highlights(graded) == most


@pytest.mark.parametrize(
    ("grades", "marked"),
    [
        ((1, 5, 4, 2, 10, 9, 3, 8, 1), {0, 3, 4, 6, 7, 8}),
        ((4, 2, 4, 2, 7), {1, 3, 4}),
        ((9, 1, 8, 2, 9), {0, 1, 2, 3, 4}),
        ((1, 1, 9, 4, 9, 2, 2), {0, 2, 3, 4, 5}),  # also when the end is a plateau
        ((7, 2, 7), {0, 1, 2}),
        ((2, 8), {0, 1}),
        ((7,), set()),
        ((3, 3, 3), set()),
    ],
)
def test_the_ends_take_no_mark_from_a_dip_between_them(grades, marked):
    assert read(line(*grades)).highlights == {f"t{i}" for i in marked}


@given(st.lists(st.integers(1, 10), min_size=3, max_size=40))
@example([1, 3, 1, 3, 1, 1])
def test_what_is_most_prominent_between_the_ends_is_highlighted_whatever_the_ends_are(grades):
    insights = read(line(*grades))
    most = most_highlights(len(grades))
    # A line may begin or end level: all of that is its end.
    begun = next((i for i, grade in enumerate(grades) if grade != grades[0]), 0)
    over = next((i for i in range(len(grades) - 1, 0, -1) if grades[i] != grades[-1]), 0)
    inner = {f"t{i}" for i in range(begun, over + 1)}
    for found in (insights.peaks, insights.dips):
        between = set(found) & inner
        marked = between & insights.highlights
        assert len(marked) >= min(len(between), most)
        assert len(insights.highlights & set(found)) <= most + 2


def test_a_grade_rests_on_what_somebody_told():
    journey = Journey(
        interviews=(
            Interview(
                id="a",
                answers=(
                    Answer(touchpoint="t0", grade=3),
                    Answer(touchpoint="t0", happened="So"),
                    Answer(touchpoint="t4", quote="O"),
                ),
            ),
            Interview(id="b", answers=(Answer(touchpoint="t0", emotion="glad"), Answer())),
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
    # A quote, a feeling or what happened is heard, and is no source of the number.
    assert insights.basis == {"t0": observed, "t1": assumed, "t2": assumed, "t3": observed, "t4": assumed}
    assert insights.answers == {"t0": 2, "t4": 1}
    assert insights.graders == {"t0": 1}
    assert (insights.interviews, insights.assumption) == (2, False)


def test_only_an_actual_map_without_interviews_is_an_assumption():
    assert read(Journey(state=State.ACTUAL)).assumption
    assert not read(Journey(state=State.IDEAL)).assumption
    assert not read(Journey(interviews=(Interview(id="i", answers=(Answer(quote="So it was."),)),))).assumption


def test_a_respondent_who_told_nothing_yet_is_no_evidence():
    """A name entered in advance, an appointment in the note, an empty answer: the map is still an assumption."""
    planned = Interview(id="i", pseudonym="Maria", date="2026-11-30", note="Tuesday at three", answers=(Answer(touchpoint="t0"),))
    card = Touchpoint(id="t0", grade=5)
    insights = read(Journey(interviews=(planned,), touchpoints=(card,)))
    assert (insights.interviews, insights.assumption, dict(insights.answers)) == (0, True, {})
    assert insights.basis == {"t0": Basis.ASSUMED}, "and the line is dashed"
    blank = card.replace(quotes=(Quote(text=" ", interview="i"),))
    assert read(Journey(interviews=(planned,), touchpoints=(blank,))).assumption
    quoted = card.replace(quotes=(Quote(text="So", interview="i"),))
    insights = read(Journey(interviews=(planned,), touchpoints=(quoted,)))
    assert (insights.interviews, insights.assumption, insights.basis) == (1, False, {"t0": Basis.ASSUMED})
    told = planned.replace(answers=(Answer(touchpoint="t0", happened="It came late"),))
    reader = Reader()
    insights = reader.read(Journey(interviews=(told,), touchpoints=(card,)))
    assert (insights.answers, insights.graders, insights.basis) == ({"t0": 1}, {}, {"t0": Basis.ASSUMED}), "the number is the group's"
    told = told.replace(answers=(*told.answers, Answer(touchpoint="t0", grade=4)))
    insights = reader.read(Journey(interviews=(told,), touchpoints=(card,)))
    assert (insights.answers, insights.graders, insights.basis) == ({"t0": 1}, {"t0": 1}, {"t0": Basis.OBSERVED})


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
    ids = [t.id for t in journey.touchpoints]
    assert insights.first == (ids[0] if ids and ids[0] in graded else None)
    assert insights.last == (ids[-1] if ids and ids[-1] in graded else None)
    for found in (insights.peaks, insights.dips):
        assert [ident for ident in order if ident in found] == list(found)
    assert insights.highlights <= {*insights.peaks, *insights.dips}
    assert not set(insights.peaks) & set(insights.dips)
    if order:
        assert graded[insights.highest] == max(graded.values())
        assert graded[insights.deepest] == min(graded.values())
        for extreme, found in ((insights.highest, insights.peaks), (insights.deepest, insights.dips)):
            # What the words call the deepest dip is the very card that the map marks.
            assert extreme in found or all(graded[ident] != graded[extreme] for ident in found)
            assert extreme in insights.highlights or extreme not in found
        assert journey.scale.lowest - 1e-9 <= insights.mean <= journey.scale.highest + 1e-9
    if insights.steepest:
        before, after = insights.steepest
        ids = [t.id for t in journey.touchpoints]
        assert ids.index(after) == ids.index(before) + 1
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
