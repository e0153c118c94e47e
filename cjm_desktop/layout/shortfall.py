"""What the line lacks to the one that is wished for (METHOD step 3): hatched where people felt worse than they should.

Contract. Between two neighbours the wish runs straight from one desired grade to the next, as its line does; the target of the whole
journey stands in for one that has none, so that nothing jumps at a card. Only what lies under the wish is hatched, in the colour of wishes
and targets: more than was wished for is no shortfall. Nothing is drawn where either line is missing, nor on faces and words. It is what
the first persona's line lacks, or that of the further one that the document chose (:attr:`~.band.Band.around`). In mm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from .band import Band
from .curve import LazyCurve
from .hatch import hatched
from .point_parts import PointParts
from .shapes import line
from .sheet import Bezier, Item, Known, Part, PartKind, Path, Segment
from .theme import Theme

#: Between two strokes, their width, and what is too little to be seen (mm on A0).
_PITCH, _STROKE, _LEAST = 3.1, 0.5, 1.0


class Shortfall:
    """Makes the parts of one settled band; ``target`` is the grade of the target line, if there is one."""

    def __init__(
        self,
        band: Band,
        points: PointParts,
        number: int,
        near: Callable[[int], tuple[object, ...]],
        target: float | None,
        around: LazyCurve | None = None,
    ) -> None:
        """``near(i)`` is all that the point of touchpoint ``i`` and its words are made from; ``number`` is that of the band; ``around`` is
        the line that lacks something, where it is not the map's own."""
        self.band, self.points, self.number, self.near, self.target = band, points, number, near, target
        self.around = around

    def parts(self, near: range, same: object) -> Iterator[Part]:
        """The parts of the columns ``near``; ``same`` stands for all that every column is made from."""
        columns, touchpoints = self.band.columns, self.band.journey.touchpoints
        for i in range(max(columns.start, near.start - 1), min(near.stop, columns.stop - 1)):
            wish = self._wish(i)
            if wish is not None:
                felt = self.around and self.around.stretch(i - columns.start + 1)
                inputs = (same, wish, felt, self.near(i), self.near(i + 1))
                yield from self.band.memo.kept((self.number, "short", touchpoints[i].id), inputs, partial(self._column, i, *wish))

    def _wish(self, i: int) -> tuple[float, float] | None:
        """The grades wished for at touchpoint ``i`` and the next."""
        own = self.band.journey.touchpoints
        here, there = (self.target if one.desired is None else one.desired for one in own[i : i + 2])
        return None if here is None or there is None else (here, there)

    def _column(self, i: int, here: float, there: float) -> tuple[Part, ...]:
        band, u = self.band, self.band.m.unit
        own = band.curve.stretch(i - band.columns.start + 1)
        felt = own if self.around is None else self.around.stretch(i - band.columns.start + 1)
        if felt is None:
            return ()
        y0, y3 = band.frame.y(here), band.frame.y(there)
        third, rise = (felt.x3 - felt.x0) / 3, (y3 - y0) / 3
        wished = Bezier(felt.x0, y0, felt.x0 + third, y0 + rise, felt.x3 - third, y3 - rise, felt.x3, y3, Known.OBSERVED)
        boxes = [box for k in (i, i + 1) for box in self.points.boxes(k) if box is not None]
        strokes = hatched(wished, felt, _PITCH * u, _LEAST * u, boxes, own, 1.2 * band.m.curve)
        if not strokes:
            return ()
        x, y = felt.x0, band.frame.top
        moved: list[Segment] = [(one[0], one[1] - x, one[2] - y) for one in strokes]  # type: ignore[misc]
        items: list[Item] = [Path(tuple(moved), None, band.setting.theme.target, _STROKE * u, cap=0)]
        box = (felt.x3 - felt.x0, band.frame.height)
        return (Part(PartKind.GROUND, band.journey.touchpoints[i].id, x, y, *box, items, layer=5),)


def sample_of_shortfall(x: float, y: float, width: float, height: float, theme: Theme, u: float) -> list[Item]:
    """A bit of it for the legend, ``width`` × ``height`` mm, its left edge at ``x``, its middle at ``y``: a wish, and a line below."""
    top, pitch = y - height / 2, 0.7 * _PITCH * u
    strokes: list[Segment] = []
    for k in range(1, int(width / pitch)):
        strokes += [("M", x + k * pitch, top), ("L", x + k * pitch, top + height)]
    return [
        Path(tuple(strokes), None, theme.target, _STROKE * u, cap=0),
        line(x, top, x + width, top, theme.target, 0.7 * u, (0.01, 1.9 * u), cap=1),
        line(x, top + height, x + width, top + height, theme.ink, 1.2 * u, cap=1),
    ]
