"""The bands of a sheet one over the other, before they have their heights (mm)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .graph import Padded
from .joining import height_of
from .metrics import Metrics
from .rows import Rows

#: Beyond its best height the lanes of a band breathe first (em), then its graphs grow on (em each).
SPREAD, _MORE = 4.2, 22.0


@dataclass(frozen=True, slots=True)
class Stack:
    """The bands of a sheet one over the other, before what is left of the height from ``top`` to ``bottom`` (mm) is shared out.

    ``shelves`` are their rows with their heights, ``gap`` mm apart; ``reaches`` gives what their graphs need; ``shared`` are the shelves
    that all sheets of a series have."""

    top: float
    bottom: float
    m: Metrics
    gap: float
    shelves: tuple[Rows, ...]
    reaches: Callable[[], tuple[Padded, ...]]
    shared: tuple[Rows, ...] = ()

    @property
    def spare(self) -> float:
        """What each band can have beyond its fixed height (mm)."""
        used = height_of(self.shelves, self.m, self.gap)
        return max(0.0, self.bottom - self.top - used) / len(self.shelves)


def graph_of(spare: float, m: Metrics, count: int) -> float:
    """How much of what a band has beyond its fixed height (mm) its ``count`` graphs should have."""
    graph = min(spare, count * m.graph_best)
    spread = min(spare - graph, SPREAD * m.em)
    return graph + min(spare - graph - spread, count * _MORE * m.em)
