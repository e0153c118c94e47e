"""What one touchpoint says in one lane: measured, then drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .sheet import Item


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """``h`` is its height (mm), ``make`` gives its items relative to its own top left corner, ``cut``: it was shortened."""

    h: float
    make: Callable[[], Sequence[Item]]
    cut: bool = False
