"""Remembers finished parts and measured cards, so that one edit lays out one card.

A part is made again only when one of the values it was made from changed; records compare by identity first, so the
check costs almost nothing. A memo belongs to one composer and one flow; ``forget`` empties it for another document.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from cjm_desktop.document import Touchpoint

from .card import Stack
from .sheet import Item, Part, PartKind


class Memo:
    """Parts by kind and record, card measures by touchpoint and column width."""

    def __init__(self) -> None:
        self._parts: dict[tuple[Hashable, ...], tuple[tuple[Any, ...], Part]] = {}
        self._stacks: dict[tuple[str, float, float, int | None], tuple[Touchpoint, Stack]] = {}

    def forget(self) -> None:
        """Empty the memory."""
        self._parts.clear()
        self._stacks.clear()

    def stack(
        self,
        touchpoint: Touchpoint,
        width: float,
        em: float,
        most_text: int | None,
        make: Callable[[], Stack],
    ) -> Stack:
        """The measure of a card, made once per touchpoint, column width and body size."""
        key = (touchpoint.id, width, em, most_text)
        found = self._stacks.get(key)
        if found is not None and found[0] is touchpoint:
            return found[1]
        if len(self._stacks) > 40_000:
            self._stacks.clear()
        stack = make()
        self._stacks[key] = (touchpoint, stack)
        return stack

    def part(
        self,
        kind: PartKind,
        record: str,
        box: tuple[float, float, float, float],
        inputs: tuple[Any, ...],
        make: Callable[[], Sequence[Item]],
        *,
        layer: int,
        detail: str | None = None,
        spot: Hashable = "",
    ) -> Part:
        """The part at ``box`` (x, y, w, h in mm), the same object as last time if nothing changed.

        ``inputs`` are all values that ``make`` uses; ``spot`` tells parts of one record apart.
        """
        x, y, w, h = box
        key = (kind, record, spot)
        found = self._parts.get(key)
        if found is not None:
            old, part = found
            if part.w == w and part.h == h and part.layer == layer and old == inputs:
                if part.x == x and part.y == y:
                    return part
                moved = part.moved(x, y)
                self._parts[key] = (old, moved)
                return moved
        elif len(self._parts) > 60_000:
            self._parts.clear()
        part = Part(kind, record, x, y, w, h, make, layer=layer, detail=detail)
        self._parts[key] = (inputs, part)
        return part
