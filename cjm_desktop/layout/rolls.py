"""Where to cut off a roll: as long as the journey needs to be read from where people stand, with a curve that is seen from further away.

Wanted is a body of 16 arc minutes (ISO 9241-303) and a tall curve on a sheet that is taken in at a glance. Where that would get longer,
the body becomes smaller first, down to what can just be read, and bands are set compactly; only then the roll gets longer. What no
length gives, in this order: the tall curve, a curve with room, a body that can be read on one sheet; at last the curve is flatter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .fitting import BODIES, COMPACT_COST, Wish
from .paper import LONGEST_ROLL, ROLL_STEP, Paper, comfortable, smallest_legible
from .solve import MOST_SHEETS

if TYPE_CHECKING:
    from .poster import PosterMaker

#: Makes posters for a paper and a number of sheets, with what else is asked of them.
Making = Callable[[Paper, int, Wish | None], "PosterMaker"]

#: The scales of all bands should have this share of a roll's width.
_TALL = 0.24
#: So many times its width, and at least so many mm, a roll may be long before its text gets smaller; for those who stand further away
#: than a metre as many times longer.
_LONG, _LONG_MM = 2.2, 1800.0
#: With a body so many times as large as can just be read, the small print beside it can be read, too.
_ALL_READ = 1.08


def cut_to_length(roll: Paper, distance: float, sheets: int, making: Making) -> PosterMaker:
    """The maker for a roll cut to length: a multiple of 10 mm from the roll's width to 5,000 mm."""
    return _Cutter(roll, distance, sheets, making).cut()


class _Cutter:
    """Tries lengths and bodies for one roll."""

    def __init__(self, roll: Paper, distance: float, sheets: int, making: Making) -> None:
        self.roll, self.making = roll, making
        self.wanted, self.readable = comfortable(distance), smallest_legible(distance)
        self.limit = MOST_SHEETS if sheets == 0 else sheets
        self.sheets = sheets
        self.longest = roll.cut_at(LONGEST_ROLL)
        self.width = min(roll.width, roll.height)
        glance = max(_LONG * self.width, _LONG_MM) * max(1.0, distance)
        # Downwards bands are many and the eye goes from one to the next: what is taken in at a glance is the width.
        self.glance = self.longest if roll.upright else roll.cut_at(min(LONGEST_ROLL, glance // ROLL_STEP * ROLL_STEP))

    def cut(self) -> PosterMaker:
        """The maker for the best length."""
        lowest = BODIES[-1] * self.longest.unit
        least = max(lowest, min(self.wanted, self.readable))
        modest = max(least, min(self.wanted, _ALL_READ * self.readable))
        # Downwards a share of the length says nothing.
        tall = () if self.roll.upright else ((modest, True, _TALL), (least, True, _TALL))
        ways = (*tall, (least, True, 0.0), (least, False, 0.0), (lowest, True, 0.0), (lowest, False, 0.0))
        for body, airy, share in dict.fromkeys(ways):
            count = self._fewest(body, share, airy=airy)
            if count:
                return self._cut_for(body, share, count, airy=airy)
        return self.making(self.longest, self.sheets, None)

    def _cut_for(self, least: float, share: float, count: int, *, airy: bool) -> PosterMaker:
        """The maker with the largest body up to the wanted one that a sheet to be taken in at a glance holds, or with the ``least`` one
        that any holds, and the shortest length for it."""
        plain = self._largest(Wish(least, share), count, airy=airy)
        dense = 0.0 if plain >= self.wanted else self._largest(Wish(least, share, True), count, airy=airy)
        # What a compact band leaves out must give larger type.
        if plain or dense:
            gain = COMPACT_COST * self.longest.unit if plain else 0.0
            wish = Wish(dense, share, True) if dense > plain + gain else Wish(plain, share)
            length = self._shortest(wish, count, self.glance, airy=airy)
        else:
            ways = (Wish(least, share, True), Wish(least, share))
            lengths = [self._shortest(way, count, self.longest, airy=airy) for way in ways]
            wish, length = ways[lengths[1] <= lengths[0]], min(lengths)
        return self.making(self.roll.cut_at(length), count, wish)

    def _holds(self, paper: Paper, wish: Wish, count: int, *, airy: bool) -> bool:
        """Whether a paper holds the journey on ``count`` sheets as it is wished, nothing shortened."""
        maker = self.making(paper, count, wish)
        solver = maker.solver
        rooms = solver.rooms(count, min(maker.height(k, count) for k in range(min(2, count))))
        if rooms is None:
            return False
        torn = 0 if airy else None
        return all(solver.at(room, solver.floor, None, torn=torn, airy=airy) is not None for room in rooms)

    def _fewest(self, body: float, share: float, *, airy: bool) -> int:
        """The fewest sheets that hold the journey, or 0."""
        wish = Wish(body, share, True)
        slots = self.making(self.longest, 1, wish).solver.slots
        for count in range(1, min(self.limit, max(1, slots)) + 1):
            if self._holds(self.longest, wish, count, airy=airy):
                return count
        return 0

    def _largest(self, wish: Wish, count: int, *, airy: bool) -> float:
        """The largest body (pt) from the least one to the wanted one that the sheet to be taken in at a glance holds, or 0."""
        least = wish.least or 0.0

        def holds(body: float) -> bool:
            return self._holds(self.glance, Wish(body, wish.share, wish.dense), count, airy=airy)

        if holds(self.wanted):
            return max(least, self.wanted)
        if least >= self.wanted or not holds(least):
            return 0.0
        low, high = least, self.wanted
        while high - low > 0.5:
            middle = (low + high) / 2
            low, high = (middle, high) if holds(middle) else (low, middle)
        return low

    def _shortest(self, wish: Wish, count: int, most: Paper, *, airy: bool) -> int:
        """The shortest length (mm) that holds what is wished; that of ``most`` where no shorter one does."""
        low = -(-int(self.width) // ROLL_STEP)
        high = int(most.height if self.roll.upright else most.width) // ROLL_STEP
        while low < high:
            middle = (low + high) // 2
            if self._holds(self.roll.cut_at(middle * ROLL_STEP), wish, count, airy=airy):
                high = middle
            else:
                low = middle + 1
        return low * ROLL_STEP
