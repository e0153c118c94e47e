"""A finished board or grid: a :class:`~cjm_desktop.layout.sheet.Sheet` that knows where its cards stand and where a hand may put them.

Contract. Sizes in mm. :class:`PlanSheet` is made by :mod:`.board` and :mod:`.impact`; nothing in it changes. ``cards`` are in reading
order. A :class:`Held` card lies under the hand, over everything else, and a dashed outline keeps its place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cjm_desktop.document import Journey, Problem

from ..handouts.page import unwritable
from ..sheet import Item, Part, PartKind, Rect
from .card import Box, Cards, Made

#: Parts in the hand lie over all others.
_IN_HAND = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A card under the hand: its middle is at (x, y)."""

    ident: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Look:
    """What cards show and who looks: ``names`` of persons, ``today`` for what is late, a card in the hand."""

    names: bool = False
    today: date | None = None
    held: Held | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A card at its place: whose, where, and what it is made of."""

    ident: str
    box: Box
    made: Made

    @property
    def title(self) -> Box:
        """Where its title stands."""
        return self.made.title.moved(self.box.x, self.box.y)

    def place_at(self, x: float, y: float) -> str:
        """The touchpoint that is named at a place; empty where none is."""
        return next((ident for box, ident in self.made.places if box.moved(self.box.x, self.box.y).holds(x, y)), "")


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """What was laid out: parts in reading order, the cards, the ids of those that found no room, how far down it reaches (mm)."""

    parts: tuple[Part, ...]
    cards: tuple[Standing, ...]
    left: tuple[int, ...]
    bottom: float

    @property
    def problems(self) -> list[Problem]:
        """What had to be shortened."""
        return [problem for card in self.cards for problem in card.made.problems]


def parts_of(one: Standing, held: Held | None, outline: tuple[str, float, float]) -> Iterator[Part]:
    """The parts of a card; of one in the hand also what keeps its place. ``outline``: colour, width and radius of that (mm)."""
    box, items = one.box, one.made.items
    if held is None or held.ident != one.ident:
        yield Part(PartKind.OPPORTUNITY, one.ident, box.x, box.y, box.w, box.h, items, layer=2)
        return
    colour, width, radius = outline
    keep: list[Item] = [Rect(0, 0, box.w, box.h, None, colour, width, radius, dash=(3 * width, 3 * width))]
    yield Part(PartKind.CELL, one.ident, box.x, box.y, box.w, box.h, keep, layer=2)
    yield Part(PartKind.OPPORTUNITY, one.ident, held.x - box.w / 2, held.y - box.h / 2, box.w, box.h, items, layer=_IN_HAND)


class PlanSheet:
    """A board or a grid as one sheet."""

    def __init__(self, width: float, height: float, title: str, cards: Cards, laid: Laid, zones: Zones, heads: Box | None = None) -> None:
        """``heads``: where the heads of columns stand, if there are any, which a window keeps in sight."""
        self.width, self.height, self.title, self.heads = width, height, title, heads
        self.language, self.paper = cards.words.language, cards.setting.theme.paper
        self.zones = zones
        self._parts = tuple(sorted(laid.parts, key=lambda part: part.layer))
        self.cards: Mapping[str, Standing] = {one.ident: one for one in laid.cards}
        self._problems = tuple(laid.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What had to be shortened, and what no font can write."""
        return (*self._problems, *unwritable(self._parts))

    def parts(self, left: float = -math.inf, right: float = math.inf) -> Iterator[Part]:
        """The parts that touch the span between two x (mm), in paint order."""
        return (part for part in self._parts if part.x <= right and part.x + part.w >= left)

    def card_at(self, x: float, y: float) -> Standing | None:
        """The card at a place."""
        return next((one for one in self.cards.values() if one.box.holds(x, y)), None)

    def beside(self, ident: str, dx: int, dy: int) -> str:
        """The card next to another one to a side; the same where there is none. Up and down stay in a column, to the sides the nearest
        column that has cards is entered at the same height."""
        here = self.cards.get(ident)
        if here is None:
            return next(iter(self.cards), "")
        x, y = here.box.middle
        found: list[tuple[float, float, str]] = []
        for other in self.cards.values():
            ox, oy = other.box.middle
            if dy and abs(ox - x) < here.box.w / 2 and (oy - y) * dy > 0:
                found.append((abs(oy - y), 0.0, other.ident))
            elif dx and (ox - x) * dx > here.box.w / 2:
                found.append((round(abs(ox - x), 1), abs(oy - y), other.ident))
        return min(found)[2] if found else ident


@dataclass(frozen=True, slots=True)
class Zone:
    """A column of the board, a cell of the grid or the place beside it: what it stands for, where it is, and the cards in it, from top
    to bottom."""

    key: object
    box: Box
    cards: tuple[str, ...]


class Zones:
    """Where a hand may put cards."""

    def __init__(self, zones: Sequence[Zone], cards: Sequence[Standing]) -> None:
        self.all = tuple(zones)
        self._middle = {one.ident: one.box.middle[1] for one in cards}

    def drop_at(self, x: float, y: float, ident: str) -> tuple[Zone, int]:
        """The zone nearest to a place, and how many of its cards, without the one that is put down, are to stand before it."""

        def away(zone: Zone) -> float:
            box = zone.box
            return math.hypot(max(box.x - x, 0.0, x - box.x - box.w), max(box.y - y, 0.0, y - box.y - box.h))

        zone = min(self.all, key=away)
        return zone, sum(1 for other in zone.cards if other != ident and self._middle[other] < y)

    def of(self, ident: str) -> tuple[Zone, int] | None:
        """The zone of a card and its number there."""
        return next(((zone, zone.cards.index(ident)) for zone in self.all if ident in zone.cards), None)


def card_of(cards: Cards, journey: Journey, index: int, width: float, look: Look, *, compact: bool = False) -> Made:
    """The card of an opportunity as it is looked at."""
    return cards.made(journey, index, width, compact=compact, names=look.names, today=look.today)
