"""What counts as a peak or a dip, on any scale."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis import read_curve
from cjm_desktop.document import Scale

TEN = Scale()


def peaks(*grades: float, scale: Scale = TEN) -> list[int]:
    return [i for i, _ in read_curve(grades, scale).peaks]


def dips(*grades: float, scale: Scale = TEN) -> list[int]:
    return [i for i, _ in read_curve(grades, scale).dips]


def test_a_peak_is_at_least_seven_and_stands_out_by_two():
    assert peaks(5, 7, 5) == [1]
    assert peaks(5, 6.9, 4) == []
    assert peaks(6, 7.9, 6) == []
    assert peaks(8, 9, 8) == []


def test_a_dip_is_at_most_four_and_stands_out_by_two():
    assert dips(6, 4, 6) == [1]
    assert dips(7, 4.1, 7) == []
    assert dips(4, 2.1, 4) == []


def test_prominence_is_measured_to_the_saddle_before_higher_ground():
    curve = read_curve([5, 8, 6.5, 10, 3, 7, 2], TEN)
    assert curve.peaks == ((3, 8), (5, 4))  # the 8 falls only to 6.5 before the 10
    assert [i for i, _ in curve.dips] == [4, 6]
    assert dict(curve.dips)[4] == 4  # from 3 up to 7 before the deeper 2


def test_the_ends_of_the_line_count():
    assert (peaks(9, 3, 8), dips(9, 3, 8)) == ([0, 2], [1])
    assert (peaks(2, 5, 9), dips(2, 5, 9)) == ([2], [0])
    assert peaks(8, 9, 3) == [1]  # nothing beyond the end says that the 9 does not stand out


def test_a_plateau_counts_once_at_its_middle():
    assert peaks(3, 8, 8, 8, 3) == [2]
    assert peaks(3, 8, 8, 3) == [1]
    assert dips(8, 8, 2, 2, 2) == [3]
    assert peaks(3, 5, 8, 8, 9, 9, 4) == [4]


def test_of_equal_peaks_with_a_notch_between_them_the_first_stands():
    assert peaks(3, 9, 8, 9, 3) == [1]
    assert peaks(3, 9, 5, 9, 3) == [1, 3]
    assert dips(8, 2, 3, 2, 8) == [1]


@pytest.mark.parametrize("grades", [(), (9,), (8, 8, 8), (1, 1)])
def test_a_line_that_never_moves_has_no_peak_and_no_dip(grades):
    curve = read_curve(grades, TEN)
    assert (curve.peaks, curve.dips, curve.steepest) == ((), (), None)


def test_the_rules_follow_the_scale():
    five = Scale(lowest=1, highest=5, neutral=3)
    assert peaks(3, 4, 2.5, scale=five) == [1]
    assert peaks(3, 3.6, 2, scale=five) == []
    assert dips(0, -4, 0, scale=Scale(lowest=-10, highest=10, neutral=0)) == []
    assert dips(1, -4, 1, scale=Scale(lowest=-10, highest=10, neutral=0)) == [1]
    assert peaks(50, 97, 60, scale=Scale(lowest=0, highest=100, neutral=90)) == [1]


def test_what_does_not_fall_is_no_fall_however_small_the_greatest_is():
    curve = read_curve([5, 5 - 1e-14, 5, 5, 4], TEN, {3})
    assert (curve.steepest, curve.falls) == (0, (0,))
    assert read_curve([5, 5, 6], TEN).falls == ()


def test_highest_deepest_steepest_and_mean():
    curve = read_curve([5, 9, 9, 4, 4, 1], TEN)
    assert (curve.highest, curve.deepest, curve.steepest) == (1, 5, 2)
    assert curve.mean == pytest.approx(32 / 6)
    rising = read_curve([1, 2, 3], TEN)
    assert (rising.steepest, rising.highest, rising.deepest) == (None, 2, 0)


def by_definition(grades: list[float], scale: Scale) -> list[int]:
    """Peaks by looking outwards from every plateau: slow and plain."""
    found = []
    start = 0
    while start < len(grades):
        end = start
        while end + 1 < len(grades) and grades[end + 1] == grades[start]:
            end += 1
        here = grades[start]
        left, right = grades[:start][::-1], grades[end + 1 :]
        if (left or right) and all(side[0] < here for side in (left, right) if side):
            saddles = []
            for side, higher in ((left, lambda g, h=here: g >= h), (right, lambda g, h=here: g > h)):
                until = next((k for k, g in enumerate(side) if higher(g)), None)
                if until is not None:
                    saddles.append(min(side[:until]))
            stands_out = here - (max(saddles) if saddles else min(grades))
            third = (scale.highest - scale.neutral) / 3
            if here >= scale.neutral + third - 1e-9 and stands_out >= scale.span * 2 / 9 - 1e-9:
                found.append((start + end) // 2)
        start = end + 1
    return found


@given(st.lists(st.integers(1, 10) | st.integers(4, 8), max_size=24))
def test_the_linear_reading_agrees_with_the_definition(whole):
    grades = [float(g) for g in whole]
    assert peaks(*grades) == by_definition(grades, TEN)


@given(st.lists(st.integers(1, 10), max_size=24))
def test_dips_are_the_peaks_of_the_line_upside_down(whole):
    assert dips(*whole) == peaks(*[11 - g for g in whole])


@given(st.lists(st.floats(1, 10), min_size=1, max_size=30))
def test_a_reading_is_consistent(grades):
    curve = read_curve(grades, TEN)
    assert grades[curve.highest] == max(grades)
    assert grades[curve.deepest] == min(grades)
    assert math.isclose(curve.mean, sum(grades) / len(grades))
    for _, prominence in (*curve.peaks, *curve.dips):
        assert 2 - 1e-6 <= prominence <= max(grades) - min(grades)
    marked = sorted([(i, "peak") for i, _ in curve.peaks] + [(i, "dip") for i, _ in curve.dips])
    assert len({i for i, _ in marked}) == len(marked)
    if curve.steepest is not None:
        fall = grades[curve.steepest] - grades[curve.steepest + 1]
        assert fall == max(a - b for a, b in pairwise(grades))
