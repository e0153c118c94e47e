"""The whole journey in the head of a sheet that goes on: all of its line and phases, small, with what stands on this sheet lit.

Contract. It fills what the head of a further sheet has under its words, because heads that hang side by side are of one height; where that
is too little there is none. It says nothing that is not on the sheets: no words, no figures, and to who listens it is decoration. Lengths
in mm; places count touchpoints, from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cjm_desktop.document import Journey, Scale

from .curve import LazyCurve
from .shapes import line
from .sheet import Item, Known, Path, Rect, Segment
from .theme import Theme

#: Room under it, the least and the greatest height, that of the bar of phases and its distance from the line (mm on A0).
_UNDER, _LOW, _HIGH, _BAR, _APART = 11.0, 16.0, 110.0, 3.2, 5.0
#: Gap between phases, width of the line elsewhere and on this sheet, of the neutral line, and room over the line (mm on A0).
_GAP, _THIN, _THICK, _NEUTRAL, _PAD = 1.6, 0.8, 1.9, 0.35, 3.0
#: What stands on other sheets has a bar so many times as high: themes without colours light nothing by colour alone.
_LOWER = 0.4


@dataclass(frozen=True, slots=True)
class Whole:
    """What is drawn of a journey: the grades and the phases of its touchpoints in order; ``lined``: its map has an emotion line."""

    grades: tuple[float | None, ...]
    phases: tuple[str | None, ...]
    scale: Scale
    lined: bool

    @classmethod
    def of(cls, journey: Journey, *, lined: bool) -> Whole:
        """All of a journey."""
        grades = tuple(t.grade for t in journey.touchpoints)
        return cls(grades, tuple(t.phase for t in journey.touchpoints), journey.scale, lined)


def whole_line(
    whole: Whole, on: range, left: float, right: float, top: float, bottom: float, theme: Theme, u: float
) -> list[Item]:
    """The line between ``left`` and ``right``, in the lower part of what is free from ``top`` to ``bottom``; ``on`` are the touchpoints on
    this sheet."""
    room = min(bottom - _UNDER * u - top, _HIGH * u)
    if room < _LOW * u or not whole.grades or not on:
        return []
    pitch, low = (right - left) / len(whole.grades), bottom - _UNDER * u
    high, bar = low - room, low - _BAR * u
    here = (left + on.start * pitch, left + on.stop * pitch)
    out: list[Item] = [Rect(here[0], high, here[1] - here[0], room, theme.header_disc, radius=1.5 * u)]
    if whole.lined:
        out += _line(whole, on, left, pitch, (high + _PAD * u, bar - _APART * u), theme, u)
    for a, b, lit in _stretches(whole.phases, on):
        x, wide = left + a * pitch, (b - a) * pitch
        gap = min(_GAP * u, 0.4 * wide) if b < len(whole.phases) and whole.phases[b] != whole.phases[b - 1] else 0.0
        high = _BAR * u * (1 if lit else _LOWER)
        out.append(Rect(x, low - high, wide - gap, high, theme.header_accent if lit else theme.header_rule))
    return out


def _stretches(phases: Sequence[str | None], on: range) -> Iterator[tuple[int, int, bool]]:
    """From where to where a phase goes on without another sheet beginning, and whether that is on this one."""
    at = 0
    for (_, lit), run in groupby(enumerate(phases), key=lambda one: (one[1], one[0] in on)):
        stop = at + len(list(run))
        yield at, stop, lit
        at = stop


def _line(
    whole: Whole, on: range, left: float, pitch: float, span: tuple[float, float], theme: Theme, u: float
) -> list[Item]:
    """The neutral line and the curve between two heights, thick where it runs on this sheet."""
    high, low = span

    def y(grade: float) -> float:
        return low - whole.scale.share(grade) * (low - high)

    points = [None if grade is None else (left + (i + 0.5) * pitch, y(grade)) for i, grade in enumerate(whole.grades)]
    count = len(points)
    curve = LazyCurve(count, points.__getitem__, lambda _: Known.OBSERVED, lambda _a, _b: range(count))
    drawn: dict[bool, list[Segment]] = {False: [], True: []}
    last: dict[bool, int] = {}
    for i in range(count - 1):
        found = curve.stretch(i)
        if found is None:
            continue
        lit = i in on and i + 1 in on
        if last.get(lit) != i:
            drawn[lit].append(("M", found.x0, found.y0))
        drawn[lit].append(("C", found.x1, found.y1, found.x2, found.y2, found.x3, found.y3))
        last[lit] = i + 1
    neutral, end = y(whole.scale.neutral), left + count * pitch
    out: list[Item] = [line(left, neutral, end, neutral, theme.header_rule, _NEUTRAL * u, (2.4 * u, 2.0 * u))]
    for lit, colour, width in ((False, theme.header_soft, _THIN), (True, theme.header_accent, _THICK)):
        if drawn[lit]:
            out.append(Path(tuple(drawn[lit]), None, colour, width * u, cap=1))
    return out
