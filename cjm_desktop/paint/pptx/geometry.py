"""Shapes as a presentation knows them: bounds, forms with a name, clipping. Lengths are the sheet's millimetres.

Contract. Pure. A presentation clips nothing, so what a sheet clips is cut here: fills to the outline of what is left, lines to the pieces
inside. Clips of sheets are convex (rectangles with round corners, circles); one that is not counts as its bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import hypot, sqrt

from cjm_desktop.layout.shapes import circle, round_rect
from cjm_desktop.layout.sheet import Bezier, Known, Path, Rect, Segment
from cjm_desktop.paint.shapes import box

Point = tuple[float, float]
#: Left, top, right, bottom.
Bounds = tuple[float, float, float, float]
#: How far (mm) a shape may be from one with a name to be called so.
_NEAR = 2e-3
#: Steps into which a curve is cut where it is clipped.
_STEPS = 24


def bounds(segments: Iterable[Segment]) -> Bounds | None:
    """What a path covers, true to its curves; ``None`` for a path without points."""
    xs: list[float] = []
    ys: list[float] = []
    x = y = 0.0
    for segment in segments:
        if segment[0] == "Z":
            continue
        values = segment[1:]
        if segment[0] == "C":
            x1, y1, x2, y2, x3, y3 = values  # type: ignore[misc]
            xs += _extremes(x, x1, x2, x3)
            ys += _extremes(y, y1, y2, y3)
        x, y = values[-2], values[-1]  # type: ignore[misc]
        xs.append(x)
        ys.append(y)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _extremes(a: float, b: float, c: float, d: float) -> list[float]:
    """Values of a cubic Bézier where it turns."""
    if min(a, d) <= b <= max(a, d) and min(a, d) <= c <= max(a, d):
        return []
    p, q, r = -a + 3 * b - 3 * c + d, 2 * (a - 2 * b + c), b - a
    roots: list[float] = []
    if abs(p) < 1e-12:
        roots = [-r / q] if abs(q) > 1e-12 else []
    elif (disc := q * q - 4 * p * r) >= 0:
        roots = [(-q + sqrt(disc)) / (2 * p), (-q - sqrt(disc)) / (2 * p)]
    return [_at(a, b, c, d, t) for t in roots if 0 < t < 1]


def _at(a: float, b: float, c: float, d: float, t: float) -> float:
    s = 1 - t
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d


def named(segments: Sequence[Segment]) -> tuple[str, Bounds, float] | None:
    """A path that is an ``ellipse``, a ``roundRect`` (with its radius), a ``rect`` or a ``line``; ``None``: it is none of them."""
    letters = "".join(segment[0] for segment in segments)
    around = bounds(segments)
    if around is None:
        return None
    left, top, right, bottom = around
    if letters == "ML":
        return "line", around, 0.0
    if letters == "MCCCCZ":
        r = (right - left) / 2
        if abs(bottom - top - 2 * r) < _NEAR and _alike(segments, circle((left + right) / 2, (top + bottom) / 2, r)):
            return "ellipse", around, r
        return None
    if letters == "MLCLCLCLCZ":
        r = float(segments[0][1]) - left  # type: ignore[misc]
        if _alike(segments, round_rect(left, top, right - left, bottom - top, r)):
            return "roundRect", around, r
        return None
    if letters in ("MLLLZ", "MLLLLZ") and _alike(segments[:4], box(*around)[:4]):
        return "rect", around, 0.0
    return None


def _alike(one: Sequence[Segment], other: Sequence[Segment]) -> bool:
    return len(one) == len(other) and all(
        a[0] == b[0] and all(abs(v - w) < _NEAR for v, w in zip(a[1:], b[1:], strict=True))
        for a, b in zip(one, other, strict=True)
    )


# ---------------------------------------------------------------------- flat outlines


def flat(segments: Iterable[Segment]) -> list[tuple[list[Point], bool]]:
    """A path as polygons: their points, and whether they are closed."""
    out: list[tuple[list[Point], bool]] = []
    points: list[Point] = []
    for segment in segments:
        if segment[0] == "M":
            if len(points) > 1:
                out.append((points, False))
            points = [(segment[1], segment[2])]  # type: ignore[misc]
        elif segment[0] == "L":
            points.append((segment[1], segment[2]))  # type: ignore[misc]
        elif segment[0] == "C":
            x0, y0 = points[-1]
            _, x1, y1, x2, y2, x3, y3 = segment  # type: ignore[misc]
            points += [
                (_at(x0, x1, x2, x3, k / _STEPS), _at(y0, y1, y2, y3, k / _STEPS)) for k in range(1, _STEPS + 1)
            ]
        elif points:
            out.append((points, True))
            points = [points[0]]
    if len(points) > 1:
        out.append((points, False))
    return out


class Clipping:
    """A convex outline that things are cut to."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.segments = tuple(segments)
        polygons = flat(segments)
        points = _tidy(polygons[0][0]) if len(polygons) == 1 else []
        if len(points) < 3 or not _convex(points):
            points = [(p[1], p[2]) for p in box(*(bounds(segments) or (0, 0, 0, 0)))[:4]]  # type: ignore[misc]
        if _area(points) < 0:
            points.reverse()
        self._points = points

    def holds(self, points: Iterable[Point]) -> bool:
        """Whether all points are inside."""
        return all(_side(a, b, p) >= -1e-6 for p in points for a, b in self._edges())

    def holds_path(self, path: Path) -> bool:
        """Whether a path is inside, with all its control points."""
        return self.holds(
            (segment[k], segment[k + 1])  # type: ignore[misc]
            for segment in path.segments
            for k in range(1, len(segment), 2)
        )

    def _edges(self) -> Iterator[tuple[Point, Point]]:
        return pairwise([*self._points, self._points[0]])

    def filled(self, segments: Sequence[Segment]) -> tuple[Segment, ...]:
        """What is left of an area (Sutherland and Hodgman's algorithm)."""
        out: list[Segment] = []
        for points, _ in flat(segments):
            for a, b in self._edges():
                points = _half(points, a, b)
                if not points:
                    break
            if len(points) > 2:
                out += _drawn(points, closed=True)
        return tuple(out)

    def stroked(self, segments: Sequence[Segment]) -> tuple[Segment, ...]:
        """What is left of a line."""
        out: list[Segment] = []
        for points, closed in flat(segments):
            ends = [*points, points[0]] if closed else points
            piece: list[Point] = []
            for one, other in pairwise(ends):
                kept = self._inside(one, other)
                if kept is None:
                    continue
                start, end = kept
                if piece and hypot(piece[-1][0] - start[0], piece[-1][1] - start[1]) < 1e-6:
                    piece.append(end)
                    continue
                if piece:
                    out += _drawn(piece, closed=False)
                piece = [start, end]
            if piece:
                out += _drawn(piece, closed=False)
        return tuple(out)

    def _inside(self, one: Point, other: Point) -> tuple[Point, Point] | None:
        """The piece of a straight line that is inside (Cyrus and Beck's algorithm)."""
        low, high = 0.0, 1.0
        for a, b in self._edges():
            p, q = _side(a, b, one), _side(a, b, other)
            if p < 0 and q < 0:
                return None
            if p < 0:
                low = max(low, p / (p - q))
            elif q < 0:
                high = min(high, p / (p - q))
        if low >= high:
            return None
        dx, dy = other[0] - one[0], other[1] - one[1]
        return (one[0] + low * dx, one[1] + low * dy), (one[0] + high * dx, one[1] + high * dy)


def _drawn(points: Sequence[Point], *, closed: bool) -> list[Segment]:
    out: list[Segment] = [("M", *points[0]), *(("L", *point) for point in points[1:])]
    return [*out, ("Z",)] if closed else out


def _side(a: Point, b: Point, p: Point) -> float:
    """On which side of a line a point is: positive inside a polygon that turns like the hands of a clock for the eye."""
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def _half(points: Sequence[Point], a: Point, b: Point) -> list[Point]:
    out: list[Point] = []
    for one, other in pairwise([*points, points[0]]):
        p, q = _side(a, b, one), _side(a, b, other)
        if p >= 0:
            out.append(one)
        if (p >= 0) != (q >= 0):
            t = p / (p - q)
            out.append((one[0] + t * (other[0] - one[0]), one[1] + t * (other[1] - one[1])))
    return out


def _area(points: Sequence[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, points[0]])) / 2


def _tidy(points: Sequence[Point]) -> list[Point]:
    """Points without those that follow at the same place."""
    out: list[Point] = []
    for point in points:
        if not out or hypot(point[0] - out[-1][0], point[1] - out[-1][1]) > 1e-6:
            out.append(point)
    if len(out) > 1 and hypot(out[0][0] - out[-1][0], out[0][1] - out[-1][1]) <= 1e-6:
        out.pop()
    return out


def _convex(points: Sequence[Point]) -> bool:
    around = [*points, points[0], points[1]]
    turns = [_side(a, b, c) for a, b, c in zip(around, around[1:], around[2:], strict=False)]
    return all(turn >= -1e-6 for turn in turns) or all(turn <= 1e-6 for turn in turns)


def whole(rect: Rect) -> tuple[Segment, ...]:
    """The outline of a rectangle."""
    return round_rect(rect.x, rect.y, rect.w, rect.h, rect.radius) if rect.radius else box(
        rect.x, rect.y, rect.x + rect.w, rect.y + rect.h
    )


# ---------------------------------------------------------------------- the areas at the emotion line


def areas(line: Sequence[Segment], neutral: float) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """The areas between a line (``M C C …``) and the neutral line: those above it and those below, as closed paths with true curves."""
    above: list[Segment] = []
    below: list[Segment] = []
    x, y = float(line[0][1]), float(line[0][2])  # type: ignore[misc]
    side = 0
    out = above
    for _, x1, y1, x2, y2, x3, y3 in line[1:]:  # type: ignore[misc]
        whole_ = Bezier(x, y, x1, y1, x2, y2, x3, y3, Known.OBSERVED)
        for piece in _crossed(whole_, neutral):
            middle = _at(piece.y0, piece.y1, piece.y2, piece.y3, 0.5) - neutral
            now = 0 if abs(middle) < 1e-9 else -1 if middle < 0 else 1
            if now != side:
                if side:
                    out += [("L", piece.x0, neutral), ("Z",)]
                if now:
                    out = above if now < 0 else below
                    out += [("M", piece.x0, neutral), ("L", piece.x0, piece.y0)]
                side = now
            if now:
                out.append(("C", piece.x1, piece.y1, piece.x2, piece.y2, piece.x3, piece.y3))
        x, y = x3, y3
    if side:
        out += [("L", x, neutral), ("Z",)]
    return tuple(above), tuple(below)


def _crossed(bezier: Bezier, level: float) -> list[Bezier]:
    """A stretch cut where it crosses a level. It is monotone or turns once, so that bisection between its turns finds every crossing."""
    turns = sorted({0.0, 1.0, *_turns(bezier)})
    cuts: list[float] = []
    for low, high in pairwise(turns):
        a = _at(bezier.y0, bezier.y1, bezier.y2, bezier.y3, low) - level
        b = _at(bezier.y0, bezier.y1, bezier.y2, bezier.y3, high) - level
        if a * b >= 0:
            if low > 0 and a == 0:
                cuts.append(low)
            continue
        for _ in range(50):
            middle = (low + high) / 2
            value = _at(bezier.y0, bezier.y1, bezier.y2, bezier.y3, middle) - level
            low, high = (middle, high) if value * a > 0 else (low, middle)
        cuts.append((low + high) / 2)
    out, rest, done = [], bezier, 0.0
    for cut in sorted(cuts):
        head, rest = _split(rest, (cut - done) / (1 - done))
        out.append(head)
        done = cut
    return [*out, rest]


def _turns(b: Bezier) -> list[float]:
    p, q, r = -b.y0 + 3 * b.y1 - 3 * b.y2 + b.y3, 2 * (b.y0 - 2 * b.y1 + b.y2), b.y1 - b.y0
    if abs(p) < 1e-12:
        found = [-r / q] if abs(q) > 1e-12 else []
    elif (disc := q * q - 4 * p * r) >= 0:
        found = [(-q + sqrt(disc)) / (2 * p), (-q - sqrt(disc)) / (2 * p)]
    else:
        found = []
    return [t for t in found if 0 < t < 1]


def _split(b: Bezier, t: float) -> tuple[Bezier, Bezier]:
    """A stretch in two (de Casteljau's algorithm)."""

    def between(p: Point, q: Point) -> Point:
        return p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])

    p0, p1, p2, p3 = (b.x0, b.y0), (b.x1, b.y1), (b.x2, b.y2), (b.x3, b.y3)
    a, m, c = between(p0, p1), between(p1, p2), between(p2, p3)
    d, e = between(a, m), between(m, c)
    f = between(d, e)
    return Bezier(*p0, *a, *d, *f, b.known), Bezier(*f, *e, *c, *p3, b.known)
