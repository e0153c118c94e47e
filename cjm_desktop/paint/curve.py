"""The emotion line in pieces that every painter of files draws alike.

Contract. Stretches that follow each other without a gap make one *area*; those among them that were observed make
one *stroke*, those that are assumed one each: dashes begin at every point, on paper as on the screen. Over gaps there
is nothing. Geometry comes from the curve's source unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot

from cjm_desktop.layout.sheet import Bezier, Curve, Known, Segment

#: Two stretches whose ends are nearer than this (mm) hang together.
_TOUCH = 0.01


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of the line drawn in one go."""

    known: Known
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the line without a gap: its closed area down (or up) to the neutral line, its whole line,
    its strokes.
    """

    left: float
    right: float
    area: tuple[Segment, ...]
    line: tuple[Segment, ...]
    strokes: tuple[Stroke, ...]


def stretches(curve: Curve) -> Iterator[Stretch]:
    """The emotion line from left to right, piece by piece."""
    run: list[Bezier] = []
    for bezier in _beziers(curve):
        if run and (bezier is None or hypot(bezier.x0 - run[-1].x3, bezier.y0 - run[-1].y3) > _TOUCH):
            yield _stretch(run, curve.neutral)
            run = []
        if bezier is not None:
            run.append(bezier)
    if run:
        yield _stretch(run, curve.neutral)


def _beziers(curve: Curve) -> Iterator[Bezier | None]:
    """All stretches; ``None`` where the line is interrupted."""
    source = curve.source
    for i in range(len(source)):
        bezier = source.stretch(i)
        if bezier is not None:
            yield None if bezier.known is Known.GAP else bezier


def _stretch(run: list[Bezier], neutral: float) -> Stretch:
    first, last = run[0], run[-1]
    line = _line(run)
    area: tuple[Segment, ...] = (
        ("M", first.x0, neutral),
        ("L", first.x0, first.y0),
        *line[1:],
        ("L", last.x3, neutral),
        ("Z",),
    )
    strokes: list[Stroke] = []
    start = 0
    for i in range(1, len(run) + 1):
        if i == len(run) or not run[i].known is run[start].known is Known.OBSERVED:
            strokes.append(Stroke(run[start].known, _line(run[start:i])))
            start = i
    return Stretch(first.x0, last.x3, area, line, tuple(strokes))


def _line(run: Iterable[Bezier]) -> tuple[Segment, ...]:
    out: list[Segment] = []
    for b in run:
        if not out:
            out.append(("M", b.x0, b.y0))
        out.append(("C", b.x1, b.y1, b.x2, b.y2, b.x3, b.y3))
    return tuple(out)
