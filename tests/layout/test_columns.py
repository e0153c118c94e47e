"""Columns are arithmetic: every way of asking for a place gives the same answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Phase, Touchpoint
from cjm_desktop.layout.columns import Columns, cut, stretches

counts = st.lists(st.integers(0, 5), min_size=1, max_size=6)


def journey_of(sizes: list[int], loose: int = 0) -> Journey:
    """Phases with so many touchpoints each, and ``loose`` touchpoints before them."""
    phases = tuple(Phase(id=f"p{k}") for k in range(len(sizes)))
    touchpoints = [Touchpoint(id=f"n{i}") for i in range(loose)]
    touchpoints += [Touchpoint(id=f"t{k}-{i}", phase=f"p{k}") for k, n in enumerate(sizes) for i in range(n)]
    return Journey(phases=phases, touchpoints=tuple(touchpoints))


@given(counts, st.integers(0, 3))
def test_every_touchpoint_stands_in_the_run_of_its_phase(sizes: list[int], loose: int) -> None:
    journey = journey_of(sizes, loose)
    columns = Columns.of(stretches(journey), 10, 20, 2, 4)
    last = -1.0
    for i, t in enumerate(journey.touchpoints):
        run = columns.runs[columns.run_of(i)]
        assert (run.phase.id if run.phase else None) == t.phase
        assert run.start <= i < run.stop
        assert columns.home(i) > last
        last = columns.home(i) + columns.width
        k, slot = columns.near(columns.centre(i))
        assert columns.runs[k].start + slot == i
    assert columns.right >= last


@given(counts, st.floats(-50, 600), st.floats(0, 300))
def test_what_lies_between_two_x_is_never_missed(sizes: list[int], left: float, width: float) -> None:
    journey = journey_of(sizes)
    columns = Columns.of(stretches(journey), 10, 20, 2, 4)
    near = columns.between(left, left + width)
    for i in range(len(journey.touchpoints)):
        touches = columns.home(i) < left + width and columns.home(i) + columns.width > left
        assert not touches or i in near


def test_an_empty_phase_keeps_a_column() -> None:
    runs = stretches(journey_of([2, 0, 1]))
    assert [run.slots for run in runs] == [2, 1, 1]
    columns = Columns.of(runs, 0, 10, 1, 3)
    assert columns.span(1) == (24, 34)
    assert columns.home(2) == 37


@given(counts, st.integers(0, 30), st.integers(0, 30))
def test_a_band_takes_its_share_of_the_columns(sizes: list[int], a: int, b: int) -> None:
    runs = stretches(journey_of(sizes))
    total = sum(run.slots for run in runs)
    first, last = sorted((min(a, total), min(b, total)))
    assert sum(run.slots for run in cut(runs, first, last)) == last - first
    parts = [*cut(runs, 0, first), *cut(runs, first, last), *cut(runs, last, total)]
    assert sum(run.stop - run.start for run in parts) == sum(run.stop - run.start for run in runs)
    assert all(run.opens or any(run.start == other.stop for other in parts) for run in parts)


def test_columns_fill_the_width_they_are_made_for() -> None:
    runs = stretches(journey_of([3, 2]))
    width = Columns.width_for(runs, 500, 4, 9)
    assert abs(Columns.of(runs, 0, width, 4, 9).right - 500) < 1e-9
