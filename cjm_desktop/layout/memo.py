"""Remembers finished parts and measured cards, so that one edit lays out one card.

A part is made again only when one of the values it was made from changed; records compare by identity first, so the
check costs almost nothing. A memo belongs to one composer and one flow; ``forget`` empties it for another document.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import compress
from operator import is_not
from typing import Any, TypeVar

from cjm_desktop.document import Touchpoint

from .card import Stack
from .sheet import Item, Part, PartKind

_Made = TypeVar("_Made")

#: Measures kept of each touchpoint of a map, and on top of that on any map: a poster is tried in some forty widths, and each edit may
#: bring others. Beyond, all are forgotten at once: a measure holds its set texts, ten kilobytes, for as long as the window is open.
_MEASURES, _MORE_MEASURES = 8, 3_000
#: Parts kept of each touchpoint, on top of that on any map, and on all maps: each holds the band that it was laid out in, and those of
#: cards that were removed would stay for as long as the document is open.
_PARTS, _MORE_PARTS, _MOST_PARTS = 60, 4_000, 60_000


class Memo:
    """Parts by kind and record, card measures by touchpoint and column width."""

    def __init__(self) -> None:
        self._parts: dict[tuple[Hashable, ...], tuple[tuple[Any, ...], Part]] = {}
        self._stacks: dict[tuple[str, float, tuple[float, bool, float], int | None], tuple[Touchpoint, Stack]] = {}

        self._most = _MORE_MEASURES
        self._most_parts = _MOST_PARTS
        self._tallest: dict[Hashable, _Totals] = {}
        self._told: tuple[object, ...] = ()
        self._places: tuple[tuple[Touchpoint, ...], dict[str, int]] = ((), {})
        self._kept: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}

    def forget(self) -> None:
        """Empty the memory."""
        self.__init__()  # type: ignore[misc]

    def expect(self, count: int) -> None:
        """There are so many touchpoints on the map: what is kept is bounded by that."""
        self._most = _MORE_MEASURES + _MEASURES * count
        self._most_parts = min(_MOST_PARTS, _MORE_PARTS + _PARTS * count)

    def heed(self, *told: object) -> None:
        """What every card is measured with besides itself (the names of channels, how lanes stand): when one of these is another,
        every card is measured anew."""
        if len(told) != len(self._told) or any(map(is_not, told, self._told)):
            self._told = told
            self._stacks, self._tallest = {}, {}

    def tallest(
        self,
        name: Hashable,
        touchpoints: Sequence[Touchpoint],
        measure: tuple[float, ...],
        total: Callable[[Touchpoint], float],
    ) -> float:
        """The greatest ``total`` (mm) of some touchpoints in the lane of a ``name``, asking only for those not seen before with this
        ``measure``."""
        known = self._tallest.get(name)
        if known is None or known.measure != measure or known.crowded(len(touchpoints)):
            known = self._tallest[name] = _Totals(measure)
        return known.greatest(touchpoints, total)

    def places(self, touchpoints: tuple[Touchpoint, ...]) -> dict[str, int]:
        """Position of each touchpoint by id; after an edit only the places that changed are written anew."""
        before, index = self._places
        if before is touchpoints:
            return index
        if len(before) == len(touchpoints):
            index = dict(index)
            for i in compress(range(len(touchpoints)), map(is_not, before, touchpoints)):
                index[touchpoints[i].id] = i
            if len(index) != len(touchpoints):  # one was exchanged for another
                index = {t.id: i for i, t in enumerate(touchpoints)}
        else:
            index = {t.id: i for i, t in enumerate(touchpoints)}
        self._places = (touchpoints, index)
        return index

    def kept(self, name: Hashable, inputs: tuple[Any, ...], make: Callable[[], _Made]) -> _Made:
        """What goes by a name (header, footer, what hangs in a band, the parts of one touchpoint), made anew when one of its
        ``inputs`` changed: nearly everything in sight stays as it is in a frame of a drag."""
        found = self._kept.get(name)
        if found is None or found[0] != inputs:
            if len(self._kept) > self._most_parts:
                self._kept.clear()
            found = self._kept[name] = (inputs, make())
        made: _Made = found[1]
        return made

    def stack(
        self,
        touchpoint: Touchpoint,
        width: float,
        body: tuple[float, bool, float],
        most_text: int | None,
        make: Callable[[], Stack],
    ) -> Stack:
        """The measure of a card, made once per touchpoint, column width and ``body``: its size (mm), whether
        cards are compact, and how much larger than usual their titles are."""
        key = (touchpoint.id, width, body, most_text)
        found = self._stacks.get(key)
        if found is not None and found[0] is touchpoint:
            return found[1]
        if len(self._stacks) > self._most:
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
        elif len(self._parts) > self._most_parts:
            self._parts.clear()
        part = Part(kind, record, x, y, w, h, make, layer=layer, detail=detail)
        self._parts[key] = (inputs, part)
        return part


class _Totals:
    """The heights of touchpoints in one lane (mm), measured in one way.

    Records are told apart by identity, in loops that run in C, and only places where another record stands than last time are looked
    at: 5,000 of them cost a third of a millisecond. The records are kept alive, so that an identity is never used twice.
    """

    def __init__(self, measure: tuple[float, ...]) -> None:
        self.measure = measure
        self._totals: dict[int, float] = {}
        self._alive: dict[int, Touchpoint] = {}
        self._heights: tuple[Sequence[Touchpoint], list[float]] = ((), [])

    def crowded(self, count: int) -> bool:
        """Whether far more is remembered than ``count`` touchpoints need."""
        return len(self._totals) > 4 * count + 1_000

    def greatest(self, touchpoints: Sequence[Touchpoint], total: Callable[[Touchpoint], float]) -> float:
        """The greatest height of some touchpoints; ``total`` measures one."""
        before, known = self._heights
        if len(before) == len(touchpoints):
            heights = known.copy()
            changed: Iterable[int] = compress(range(len(touchpoints)), map(is_not, before, touchpoints))
        else:
            heights, changed = [0.0] * len(touchpoints), range(len(touchpoints))
        for i in changed:
            t = touchpoints[i]
            height = self._totals.get(id(t))
            if height is None:
                height = self._totals[id(t)] = total(t)
                self._alive[id(t)] = t
            heights[i] = height
        self._heights = (touchpoints, heights)
        return max(heights, default=0.0)
