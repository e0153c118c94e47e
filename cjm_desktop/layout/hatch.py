"""Fine strokes between two lines of a graph: a ground that reads on every other and in grey (mm).

Contract. :func:`hatched` draws upright strokes, :func:`slanted` strokes that fall from left to right: where two such grounds cross, each
is told from the other without a colour. Both lie on a grid that all stretches of a sheet share.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from .sheet import Bezier, Segment

#: Left, top, right and bottom (mm).
_Box = tuple[float, float, float, float]
#: A slanted stroke looks for its ends in so many steps along a stretch.
_STEPS = 24


def hatched(
    upper: Bezier,
    lower: Bezier,
    pitch: float,
    least: float,
    taken: Iterable[_Box],
    line: Bezier | None = None,
    clear: float = 0.0,
) -> list[Segment]:
    """Strokes from ``upper`` down to ``lower``, two stretches over the same x, where they are at least ``least`` mm apart; ``pitch`` mm
    from one to the next, on a grid that all stretches of a sheet share.

    They keep out of the boxes ``taken`` and stay ``clear`` mm away from a ``line`` that runs there. Where the lower lies above the upper
    there is none.
    """
    left, right = upper.x0, upper.x3
    boxes = [box for box in taken if box[0] < right and box[2] > left]
    out: list[Segment] = []
    for k in range(math.ceil(left / pitch - 1e-9), math.ceil(right / pitch - 1e-9)):
        x = k * pitch
        top, bottom = height_at(upper, x), height_at(lower, x)
        if bottom - top < least:
            continue
        holes = [(box[1], box[3]) for box in boxes if box[0] < x < box[2]]
        if line is not None:
            y = height_at(line, x)
            holes.append((y - clear, y + clear))
        for a, b in between(top, bottom, holes):
            if b - a >= least:
                out += [("M", x, a), ("L", x, b)]
    return out


def slanted(
    upper: Bezier,
    lower: Bezier,
    pitch: float,
    least: float,
    taken: Iterable[_Box],
    line: Bezier | None = None,
    clear: float = 0.0,
) -> list[Segment]:
    """As :func:`hatched`, with strokes that fall from left to right at half a right angle, ``pitch`` mm apart."""
    left, right = upper.x0, upper.x3
    boxes = [box for box in taken if box[0] < right and box[2] > left]
    xs = [left + (right - left) * k / _STEPS for k in range(_STEPS + 1)]
    # Sheared by half a right angle a stroke lies level, at one height: how far inside it is, is one difference.
    tops, bottoms = [height_at(upper, x) - x for x in xs], [height_at(lower, x) - x for x in xs]
    if not any(b - t >= least for t, b in zip(tops, bottoms, strict=True)):
        return []
    middles = None if line is None else [height_at(line, x) - x for x in xs]
    step = pitch * math.sqrt(2)
    out: list[Segment] = []
    for k in range(math.ceil(min(tops) / step), math.floor(max(bottoms) / step) + 1):
        at = k * step
        inside = [min(at - t, b - at) for t, b in zip(tops, bottoms, strict=True)]
        holes = [(max(box[0], box[1] - at), min(box[2], box[3] - at)) for box in boxes]
        if middles is not None:
            over = [at - m for m in middles]
            # A steep line is crossed between two steps, and is as near to the left and right as it is above and below.
            holes += [(x - clear, x + clear) for x in _crossings(xs, over)]
            inside = [min(i, abs(apart) - clear) for i, apart in zip(inside, over, strict=True)]
        holes = [hole for hole in holes if hole[0] < hole[1]]
        for start, end in _runs(xs, inside):
            for a, b in between(start, end, holes):
                if b - a >= least:
                    out += [("M", a, a + at), ("L", b, b + at)]
    return out


def _runs(xs: Sequence[float], inside: Sequence[float]) -> Iterator[tuple[float, float]]:
    """From where to where a value is above nothing, between two places linearly."""
    start = xs[0] if inside[0] > 0 else None
    for x in _crossings(xs, inside):
        if start is None:
            start = x
        else:
            yield start, x
            start = None
    if start is not None:
        yield start, xs[-1]


def _crossings(xs: Sequence[float], values: Sequence[float]) -> Iterator[float]:
    """Where a value comes above nothing, or down to it."""
    for k, (v0, v1) in enumerate(pairwise(values)):
        if (v0 > 0) is not (v1 > 0):
            yield xs[k] + (xs[k + 1] - xs[k]) * v0 / (v0 - v1)


def height_at(b: Bezier, x: float) -> float:
    """The y of a stretch at an x; its x grows evenly with its parameter."""
    t = min(1.0, max(0.0, (x - b.x0) / (b.x3 - b.x0))) if b.x3 > b.x0 else 0.0
    u = 1 - t
    return u * u * u * b.y0 + 3 * u * u * t * b.y1 + 3 * u * t * t * b.y2 + t * t * t * b.y3


def between(top: float, bottom: float, holes: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """What is left of the stretch from ``top`` down to ``bottom`` without some holes, which may lie anywhere."""
    at = top
    for start, end in sorted(holes):
        if start > at:
            yield at, min(start, bottom)
        at = max(at, end)
        if at >= bottom:
            return
    yield at, bottom
