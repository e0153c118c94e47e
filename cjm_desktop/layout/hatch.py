"""Fine upright strokes between two lines of a graph: a ground that reads on every other and in grey (mm)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from .sheet import Bezier, Segment

#: Left, top, right and bottom (mm).
_Box = tuple[float, float, float, float]


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
        for a, b in _between(top, bottom, holes):
            if b - a >= least:
                out += [("M", x, a), ("L", x, b)]
    return out


def height_at(b: Bezier, x: float) -> float:
    """The y of a stretch at an x; its x grows evenly with its parameter."""
    t = min(1.0, max(0.0, (x - b.x0) / (b.x3 - b.x0))) if b.x3 > b.x0 else 0.0
    u = 1 - t
    return u * u * u * b.y0 + 3 * u * u * t * b.y1 + 3 * u * t * t * b.y2 + t * t * t * b.y3


def _between(top: float, bottom: float, holes: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """What is left of a stretch without some holes."""
    at = top
    for start, end in sorted(holes):
        if start > at:
            yield at, min(start, bottom)
        at = max(at, end)
        if at >= bottom:
            return
    yield at, bottom
