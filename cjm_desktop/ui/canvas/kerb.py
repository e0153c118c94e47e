"""What covers the left edge of the view, and where the view should begin so that it covers nothing that matters.

Contract. A :class:`Kerb` is about one sheet: from a certain place on, a strip lies over the left edge of the view. It knows the
columns' left edges and gives places for the view to begin at which the strip lies on what is cut off anyway.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

# Pixels between the strip and the column that stands beside it.
_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Kerb:
    """A strip of ``width`` pixels over a view that begins to the right of ``start`` (mm); ``home`` gives the left edge (mm) of each
    of ``count`` columns, from left to right."""

    width: float
    start: float
    count: int
    home: Callable[[int], float]

    def over(self, left: float, scale: float) -> float:
        """How much (mm) of a view that begins at ``left`` (mm) the strip covers at a scale (px per mm)."""
        return self.width / scale if left > self.start else 0.0

    def after(self, left: float, scale: float) -> float:
        """The first place (mm) from ``left`` on where a view has a whole column right beside the strip."""
        if left <= self.start:
            return left
        off = (self.width + _GAP) / scale
        at = bisect_left(range(self.count), left + off, key=self.home)
        return self.home(at) - off if at < self.count else left

    def nearest(self, left: float, scale: float) -> float:
        """As :meth:`after`, or the place before it when that is nearer."""
        if left <= self.start:
            return left
        off = (self.width + _GAP) / scale
        at = bisect_left(range(self.count), left + off, key=self.home)
        places = [self.home(k) - off for k in (at - 1, at) if 0 <= k < self.count]
        return min(places, key=lambda place: abs(place - left), default=left)
