"""Sheets of a series hang side by side and join: bands at one place, counted from above, stand at the same heights on all of them.

Contract. A *shelf* is such a place: its rows from top to bottom, each as high as on the sheet that needs most. A lane that only some sheets
have keeps its room on all. :func:`shelves` gives those of some sheets; where one has fewer bands than others its bands stand on the first
shelves, as its lines would on a page of a book that ends sooner, and the rest stays paper. :class:`Joined` is what the graphs on one shelf
need, whichever sheet they stand on. Heights in mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from .band import Band
from .graph import Padded
from .lanes import fixed_of
from .metrics import Metrics
from .rows import Row, Rows


def merged(shared: Sequence[Rows], order: Sequence[Row]) -> Rows:
    """Rows that stand side by side, each as high as where it is highest, in the ``order`` of the map."""
    heights: dict[Row, float] = {}
    for rows in shared:
        for row, height in rows:
            heights[row] = max(height, heights.get(row, 0.0))
    return tuple((row, heights[row]) for row in order if row in heights)


def shelves(sheets: Sequence[Sequence[Band]]) -> tuple[Rows, ...]:
    """The shelves of some sheets with these bands, from the highest to the lowest."""
    order = sheets[0][0].order.rows
    return tuple(merged([band.rows for band in bands], order) for bands in side_by_side(sheets))


def on_shelves(bands: Sequence[Band], shared: tuple[Rows, ...], order: Sequence[Row]) -> tuple[Rows, ...]:
    """The shelves as a sheet has them: those that it shares, higher only where one of its ``bands`` needs more."""
    own = [merged((rows, band.rows), order) for rows, band in zip(shared, bands, strict=False)]
    return (*own, *shared[len(own) :])


def side_by_side(sheets: Sequence[Sequence[Band]]) -> list[list[Band]]:
    """The bands of some sheets shelf by shelf."""
    return [[band for band in bands if band is not None] for bands in zip_longest(*sheets)]


def height_of(shared: Sequence[Rows], m: Metrics, gap: float) -> float:
    """The height (mm) of shelves with a ``gap`` between two, without their graphs."""
    return sum(fixed_of(rows, m) for rows in shared) + gap * (len(shared) - 1)


@dataclass(frozen=True, slots=True)
class Joined:
    """What the graphs on one shelf need beyond their scale."""

    bands: tuple[Padded, ...]

    def pads(self, length: float) -> tuple[float, float]:
        """Room (mm) above and below a scale of a length (mm): as much as the band needs that needs most."""
        pads = [reach.pads(length) for reach in self.bands]
        return max(above for above, _ in pads), max(below for _, below in pads)


def levelled(heights: Sequence[float], more: float) -> list[float]:
    """What each of some heights gets of ``more``, so that they become as equal as can be."""
    level, rest = 0.0, more
    for k, height in enumerate(sorted(heights)):
        # With the ``k`` lowest filled up to this one something is left.
        if k * (height - level) > rest:
            break
        rest -= k * (height - level)
        level, count = height, k + 1
    level += rest / count
    return [max(0.0, level - height) for height in heights]
