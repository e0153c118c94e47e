"""The emotion line: a monotone cubic (PCHIP) through the graded points, never beyond them.

Fritsch and Carlson, *Monotone Piecewise Cubic Interpolation* (SIAM J. Numer. Anal. 17, 1980), with the weighted
harmonic mean of the neighbouring slopes: a plateau stays flat and a grade of 10 never draws as 10.7. Each
stretch depends on its four nearest points only, so it is computed when somebody looks at it. A missing grade is
a gap: the line ends before it and starts anew after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .sheet import Bezier, Known

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class LazyCurve:
    """A :class:`~.sheet.CurveSource` over ``n`` columns.

    ``at(i)`` gives a point in mm or ``None`` without a grade, ``known(i)`` what it rests on, ``near(left, right)`` the
    columns that lie between two x.
    """

    n: int
    at: Callable[[int], Point | None]
    known: Callable[[int], Known]
    near: Callable[[float, float], range]

    def __len__(self) -> int:
        return self.n

    def point(self, i: int) -> Point | None:
        """Point ``i``, or ``None``."""
        return self.at(i) if 0 <= i < self.n else None

    def slope(self, i: int) -> float:
        """Slope dy/dx of the line in point ``i`` (which must have a grade)."""
        here = self.at(i)
        assert here is not None
        before, after = self.point(i - 1), self.point(i + 1)
        if before is None and after is None:
            return 0.0
        if before is None:
            return _end_slope(here, after, self.point(i + 2)) if after else 0.0
        if after is None:
            return _end_slope(here, before, self.point(i - 2))
        return _inner_slope(before, here, after)

    def stretch(self, i: int) -> Bezier | None:
        """The line from point ``i`` to point ``i + 1``, or ``None`` when one of them has no grade."""
        a, b = self.point(i), self.point(i + 1)
        if a is None or b is None:
            return None
        third = (b[0] - a[0]) / 3
        m0, m1 = self.slope(i), self.slope(i + 1)
        observed = self.known(i) is Known.OBSERVED and self.known(i + 1) is Known.OBSERVED
        return Bezier(
            a[0],
            a[1],
            a[0] + third,
            a[1] + m0 * third,
            b[0] - third,
            b[1] - m1 * third,
            b[0],
            b[1],
            Known.OBSERVED if observed else Known.ASSUMED,
        )

    def columns(self, left: float, right: float) -> range:
        """Columns whose stretches may touch a span of x: the ones in it and one on each side."""
        near = self.near(left, right)
        return range(max(0, near.start - 1), min(self.n, near.stop + 1))


def _inner_slope(before: Point, here: Point, after: Point) -> float:
    h0, h1 = max(here[0] - before[0], 1e-6), max(after[0] - here[0], 1e-6)
    d0, d1 = (here[1] - before[1]) / h0, (after[1] - here[1]) / h1
    if d0 * d1 <= 0:
        return 0.0
    w0, w1 = 2 * h1 + h0, h1 + 2 * h0
    return (w0 + w1) / (w0 / d0 + w1 / d1)


def _end_slope(here: Point, near: Point, far: Point | None) -> float:
    """One-sided slope that keeps the shape: three points where there are three, the secant where there are two."""
    h0 = near[0] - here[0] or 1e-6
    d0 = (near[1] - here[1]) / h0
    if far is None:
        return d0
    h1 = far[0] - near[0] or 1e-6
    d1 = (far[1] - near[1]) / h1
    slope = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1)
    if slope * d0 <= 0:
        return 0.0
    if d0 * d1 <= 0 and abs(slope) > 3 * abs(d0):
        return 3 * d0
    return slope
