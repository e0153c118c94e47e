"""Rounds and the map by their days: before and after, differences that are later minus earlier, whatever order the document has."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis import (
    day_of_map,
    differences,
    first_and_last,
    measured_by_day,
    overall,
    printed,
    round_means,
)
from cjm_desktop.document import Imprint, Interview, Journey, Reading, Round, Touchpoint


def _round(ident: str, day: str, *grades: float) -> Round:
    return Round(id=ident, date=day, readings=tuple(Reading(touchpoint=f"t{k}", grade=grade) for k, grade in enumerate(grades, 1)))


def _journey(*rounds: Round, interviews: tuple[str, ...] = (), imprint: str = "") -> Journey:
    return Journey(
        touchpoints=(Touchpoint(id="t1", grade=1.0), Touchpoint(id="t2", grade=2.0)),
        interviews=tuple(Interview(id=f"i{k}", date=day) for k, day in enumerate(interviews)),
        imprint=Imprint(date=imprint),
        rounds=rounds,
    )


_EARLY, _LATE = _round("early", "2025-05-01", 1, 1), _round("late", "2027-05-01", 7, 8)


@pytest.mark.parametrize("rounds", list(permutations((_EARLY, _LATE))))
def test_a_later_measurement_is_the_after_whatever_was_imported_first(rounds: tuple[Round, ...]) -> None:
    journey = _journey(*rounds, interviews=("2026-03-01", "2026-03-08", ""))
    assert [(one.ident, one.day, one.rank) for one in measured_by_day(journey)] == [
        ("early", "2025-05-01", 0), ("", "2026-03-08", None), ("late", "2027-05-01", 1)
    ]  # fmt: skip
    # 1 and 1, then 1 and 2, then 7 and 8.
    assert [(one.ident, one.since, one.change) for one in round_means(journey)] == [
        ("early", None, None), ("", "early", 0.5), ("late", "", 6.0)
    ]  # fmt: skip
    whole = first_and_last(journey)
    assert whole is not None and (whole.since, whole.ident, whole.before, whole.after, whole.change) == ("early", "late", 1.0, 7.5, 6.5)


def test_the_day_of_the_map_is_that_of_its_interviews_else_of_its_imprint_else_before_all() -> None:
    assert day_of_map(_journey(interviews=("2026-03-01",), imprint="2028-01-01")) == "2026-03-01"
    assert [one.ident for one in measured_by_day(_journey(_EARLY, _LATE, imprint="2028-01-01"))] == ["early", "late", ""]
    assert [one.ident for one in measured_by_day(_journey(_LATE, _EARLY))] == ["", "early", "late"]
    # On its own day a kept map comes before the one that goes on; what has no day was put in last.
    same = _journey(_round("undated", ""), _round("same", "2026-03-01"), interviews=("2026-03-01",))
    assert [one.ident for one in measured_by_day(same)] == ["same", "", "undated"]


def test_averages_are_compared_over_what_both_graded_with_the_last_that_graded_anything() -> None:
    journey = _journey(_round("nothing", "2026-05-01"), _round("half", "2027-05-01", 3), interviews=("2026-03-01",))
    nothing, half = round_means(journey)[1:]
    assert (nothing.mean, nothing.change) == (None, None)
    assert (half.since, half.shared, half.before, half.after, half.change) == ("", 1, 1.0, 3.0, 2.0)
    assert first_and_last(journey) is None


@given(st.lists(st.none() | st.integers(1, 10).map(float), max_size=8))
def test_differences_add_up_and_turn_round_with_time(grades: list[float | None]) -> None:
    steps = [one for one in differences(grades) if one is not None]
    known = [one for one in grades if one is not None]
    assert len(steps) == max(0, len(known) - 1)
    whole = overall(grades)
    assert (whole is not None) == (len(known) >= 3) and whole in (None, sum(steps))
    assert [-one for one in differences(grades[::-1]) if one is not None] == steps[::-1]


@given(st.lists(st.floats(-10, 10).map(lambda grade: round(grade, 4)), min_size=3, max_size=8))
def test_every_difference_is_that_of_the_printed_grades(grades: list[float]) -> None:
    told = [printed(grade) for grade in grades]
    assert [one for one in differences(grades) if one is not None] == [round(b - a, 1) for a, b in pairwise(told)]
    assert overall(grades) == round(told[-1] - told[0], 1)
    assert all(abs(a - b) <= 0.05 + 1e-5 for a, b in zip(told, grades, strict=True))


def test_before_and_after_come_to_the_change_that_stands_beside_them() -> None:
    assert differences([5.75, 5.84]) == (None, 0.0) and differences([4.84, 4.95]) == (None, 0.2)
    assert [printed(one) for one in (6.45, 5.85, -0.04, -1.25)] == [6.5, 5.9, 0.0, -1.3]
    means = round_means(_journey(_round("late", "2027-05-01", 2.04, 3.07), interviews=("2026-03-01",)))
    assert (printed(means[1].before or 0), printed(means[1].after or 0), means[1].change) == (1.5, 2.6, 1.1)
