"""The emotion line goes through its points, never beyond them, and stops where nothing is known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.layout.curve import LazyCurve
from cjm_desktop.layout.sheet import Bezier, Known

grades = st.lists(st.one_of(st.none(), st.floats(1, 10)), min_size=1, max_size=24)


def curve_of(values: list[float | None], assumed: frozenset[int] = frozenset()) -> LazyCurve:
    """A line over columns 10 mm apart."""
    return LazyCurve(
        len(values),
        lambda i: None if values[i] is None else (10.0 * i, values[i]),  # type: ignore[return-value]
        lambda i: Known.ASSUMED if i in assumed else Known.OBSERVED,
        lambda left, right: range(len(values)),
    )


def at(b: Bezier, t: float) -> tuple[float, float]:
    """A point of a Bézier."""
    u = 1 - t
    k = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    xs, ys = (b.x0, b.x1, b.x2, b.x3), (b.y0, b.y1, b.y2, b.y3)
    return sum(map(float.__mul__, k, xs)), sum(map(float.__mul__, k, ys))


@given(grades)
def test_it_never_goes_beyond_its_points(values: list[float | None]) -> None:
    curve = curve_of(values)
    for i in range(len(values)):
        stretch = curve.stretch(i)
        if stretch is None:
            continue
        low, high = sorted((stretch.y0, stretch.y3))
        for k in range(21):
            x, y = at(stretch, k / 20)
            assert low - 1e-9 <= y <= high + 1e-9
            assert stretch.x0 - 1e-9 <= x <= stretch.x3 + 1e-9


@given(grades)
def test_a_missing_grade_is_a_gap(values: list[float | None]) -> None:
    curve = curve_of(values)
    for i in range(len(values)):
        drawn = i + 1 < len(values) and values[i] is not None and values[i + 1] is not None
        assert (curve.stretch(i) is not None) == drawn


def test_it_starts_and_ends_at_its_points() -> None:
    curve = curve_of([2.0, 8.0, 5.0])
    assert curve.stretch(0).x0 == 0  # type: ignore[union-attr]
    assert curve.stretch(1).x3 == 20  # type: ignore[union-attr]
    assert curve.stretch(2) is None


def test_a_plateau_stays_flat() -> None:
    stretch = curve_of([3.0, 9.0, 9.0, 3.0]).stretch(1)
    assert stretch is not None
    assert {stretch.y0, stretch.y1, stretch.y2, stretch.y3} == {9.0}


def test_smooth_where_it_passes_through() -> None:
    curve = curve_of([2.0, 4.0, 9.0, 9.5])
    before, after = curve.stretch(0), curve.stretch(1)
    assert before is not None
    assert after is not None
    left = (before.y3 - before.y2) / (before.x3 - before.x2)
    right = (after.y1 - after.y0) / (after.x1 - after.x0)
    assert abs(left - right) < 1e-9
    assert left > 0


def test_a_stretch_is_only_as_sure_as_its_weaker_end() -> None:
    curve = curve_of([2.0, 4.0, 6.0], frozenset({2}))
    assert curve.stretch(0).known is Known.OBSERVED  # type: ignore[union-attr]
    assert curve.stretch(1).known is Known.ASSUMED  # type: ignore[union-attr]


@given(grades, st.integers(0, 23), st.floats(1, 10))
def test_one_grade_changes_four_stretches_at_most(values: list[float | None], i: int, grade: float) -> None:
    i %= len(values)
    changed = [*values[:i], grade, *values[i + 1 :]]
    before, after = curve_of(values), curve_of(changed)
    for k in range(len(values)):
        if not i - 2 <= k <= i + 1 and k not in (i - 3, i + 2):
            assert before.stretch(k) == after.stretch(k)
