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
    step = pitch * math.sqrt(2)
    over, under = _crossed(xs, tops, step), _crossed(xs, bottoms, step)
    near: list[tuple[float, dict[int, list[float]]]] = []
    across: dict[int, list[float]] = {}
    if line is not None:
        middles = [height_at(line, x) - x for x in xs]
        across = _crossed(xs, middles, step)
        for side in (-clear, clear):
            edge = [m + side for m in middles]
            near.append((edge[0], _crossed(xs, edge, step)))
    out: list[Segment] = []
    for k in range(math.floor(min(tops) / step) + 1, math.floor(max(bottoms) / step) + 1):
        at = k * step
        holes = [*_spans(at <= tops[0], over.get(k, ()), left, right), *_spans(at > bottoms[0], under.get(k, ()), left, right)]
        holes += [(max(box[0], box[1] - at), min(box[2], box[3] - at)) for box in boxes if box[1] - at < box[2] and box[3] - at > box[0]]
        if near:
            between_edges = (at > near[0][0]) is not (at > near[1][0])
            holes += _spans(between_edges, sorted(x for _, crossed in near for x in crossed.get(k, ())), left, right)
            # A steep line is as near to the left and right as it is above and below.
            holes += [(x - clear, x + clear) for x in across.get(k, ())]
        for a, b in between(left, right, holes):
            if b - a >= least:
                out += [("M", a, a + at), ("L", b, b + at)]
    return out


def _crossed(xs: Sequence[float], values: Sequence[float], step: float) -> dict[int, list[float]]:
    """Where some values, straight in between, cross which multiple of a step; from left to right."""
    out: dict[int, list[float]] = {}
    for j, (v0, v1) in enumerate(pairwise(values)):
        low, high = (v0, v1) if v0 < v1 else (v1, v0)
        for k in range(math.floor(low / step) + 1, math.floor(high / step) + 1):
            out.setdefault(k, []).append(xs[j] + (xs[j + 1] - xs[j]) * (k * step - v0) / (v1 - v0))
    return out


def _spans(inside: bool, turns: Iterable[float], left: float, right: float) -> Iterator[tuple[float, float]]:
    """The spans from ``left`` to ``right`` that are inside of something, which is entered or left at some turns."""
    start = left
    for x in turns:
        if inside:
            yield start, x
        start, inside = x, not inside
    if inside:
        yield start, right


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
