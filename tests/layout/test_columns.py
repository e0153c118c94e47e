"""Columns are arithmetic: every way of asking for a place gives the same answer."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Journey, Phase, Touchpoint
from cjm_desktop.layout.columns import Columns, cut, share_out, stretches

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


roomy = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=6)


def roomy_columns(sizes: list[tuple[int, int]], seed: int) -> tuple[Journey, Columns]:
    """Columns 20 mm wide with room after some of them: ``seed`` says after which, a bit each."""
    journey = journey_of([n for n, _ in sizes])
    last = len(journey.touchpoints) - 1
    rooms = [(i, 0.15 + (seed >> i) % 7 / 4) for i in range(last) if seed >> i & 1]
    return journey, Columns.of(stretches(journey, rooms), 10, 20, 2, 4)


@given(roomy, st.integers(0, 2**30))
def test_with_room_between_them_columns_keep_their_order_and_every_place_leads_back(sizes: list[tuple[int, int]], seed: int) -> None:
    journey, columns = roomy_columns(sizes, seed)
    before = columns.left - columns.gap
    for i, t in enumerate(journey.touchpoints):
        k = columns.run_of(i)
        run = columns.runs[k]
        assert (run.phase.id if run.phase else None) == t.phase
        assert columns.home(i) >= before + columns.gap - 1e-9
        assert columns.home(i) == columns.slot_x(k, i - run.start)
        for x in (columns.home(i), columns.centre(i), columns.home(i) + columns.width):
            assert columns.near(x) == (k, i - run.start)
        before = columns.home(i) + columns.width + columns.room(i)
        left, right = columns.span(k)
        assert left <= columns.home(i) and before <= right + 1e-9
    assert columns.right >= before - 1e-9
    ends = [columns.span(k) for k in range(len(columns.runs))]
    assert all(abs(b - a - columns.phase_gap) < 1e-9 for (_, a), (b, _) in pairwise(ends))


@given(roomy, st.integers(0, 2**30), st.floats(-50, 900), st.floats(0, 300))
def test_with_room_between_them_nothing_is_missed_either(sizes: list[tuple[int, int]], seed: int, left: float, width: float) -> None:
    journey, columns = roomy_columns(sizes, seed)
    near = columns.between(left, left + width)
    for i in range(len(journey.touchpoints)):
        touches = columns.home(i) < left + width and columns.home(i) + columns.width > left
        assert not touches or i in near
    assert len(near) <= 3 + width / columns.pitch
    seen = {i for i, a, b in columns.rooms(left, left + width)}
    for i, a, b in columns.rooms(-1e9, 1e9):
        assert abs(b - a - columns.room(i) - (columns.gap if i + 1 < columns.runs[columns.run_of(i)].stop else 0)) < 1e-9
        assert i in seen or b <= left or a >= left + width
    if columns.runs and left > columns.left:
        # The nearest column is never further away than any other of its phase.
        k, slot = columns.near(left)
        off = [abs(left - columns.slot_x(k, s) - columns.width / 2) for s in range(columns.runs[k].slots)]
        assert off[slot] <= min(off) + 1e-9


@given(roomy, st.integers(0, 2**30), st.floats(200, 2000))
def test_with_room_between_them_columns_fill_the_width_and_bands_share_the_rooms(
    sizes: list[tuple[int, int]], seed: int, total: float
) -> None:
    _, made = roomy_columns(sizes, seed)
    width = Columns.width_for(made.runs, total, 2, 4)
    if width > 0:
        assert abs(Columns.of(made.runs, 0, width, 2, 4).right - total) < 1e-6
    slots = sum(run.slots for run in made.runs)
    rooms = [room for run in made.runs for room in run.rooms]
    for count in range(2, 5):
        shares = share_out(made.runs, count) if count <= slots else None
        if shares is not None:
            assert (shares[0][0], shares[-1][1]) == (0, slots) and all(a < b for a, b in shares)
            bands = [cut(made.runs, a, b) for a, b in shares]
            assert [room for band in bands for run in band for room in run.rooms] == rooms
