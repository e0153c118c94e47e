"""Solving: how large the body of a poster can be, in how many bands, on how many sheets.

The body is made as large as the paper allows: for each number of bands the largest body is sought at which columns stay
readable, nothing is cut and the graph keeps its height; the best of them wins, fewer bands before a hair more size. What one
sheet cannot hold that way goes on on further sheets, all with the same body. Only where there may be no more sheets are texts
shortened under the smallest body that can be read, then the body shrinks on; both are reported, never hidden.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from .answers import Plan
from .columns import Columns, cut, share_out
from .fitting import BODIES, COMPACT, COMPACT_COST, GAP, Fitter, Room, Solution
from .joining import height_of, shelves
from .metrics import LEAST_COLUMN, MIN_COLUMN, Metrics

#: Smaller bodies for what must go on so many sheets and no more.
SMALLER = (11, 10, 9, 8, 7, 6)
#: A body larger than this (pt on A0) is large enough: nothing is set compactly for the sake of a larger one.
_ENOUGH = 17
#: Never more sheets than this; and another one must make type so many times as large to be worth it.
MOST_SHEETS, WORTH_A_SHEET = 99, 1.04
#: For as many bands on each sheet of a series as on the others, at the same heights, the body may shrink to this share.
_ALIKE = 0.9
#: So many sizes below the largest are tried for the sake of each curve.
_DOWN = 3
#: A card is shortened for the others' sake when they gain so many points of body by it.
_BRIEF_GAIN = 1.5


class Solver(Fitter):
    """Finds the best bands for the whole of a journey on one paper."""

    # -- one sheet ---------------------------------------------------------------------------------------------------

    def one(self, height: float) -> Solution | None:
        """Everything on one sheet with nothing shortened, or ``None``. A card many times as long as the others does not make
        the whole sheet small: it is shortened, and said to be, where that gives all others larger type."""
        room = Room(0, self.slots, height)
        self.brief = frozenset()
        whole = self.best(room)
        if not self.outliers:
            return whole
        self.brief = self.outliers
        brief = self.best(room)
        if brief is not None and (whole is None or brief.em >= whole.em + self._em(_BRIEF_GAIN)):
            return brief
        self.brief = frozenset()
        return whole

    def squeezed(self, height: float) -> Solution:
        """Everything on one sheet, whatever it takes."""
        room = Room(0, self.slots, height)
        self.brief = frozenset()
        whole = self._squeeze(room)
        if not self.outliers:
            return whole
        self.brief = self.outliers
        brief = self._squeeze(room)
        if brief.em >= whole.em + self._em(_BRIEF_GAIN):
            return brief
        self.brief = frozenset()
        return whole

    def best(self, room: Room) -> Solution | None:
        """The best solution for a room in which nothing is shortened. Where a word is wider than any column can be, it is
        torn, and no more words than at the smallest body."""
        return self._best(room, 0) or self._best(room, self._unavoidable(room))

    def _best(self, room: Room, torn: int | None) -> Solution | None:
        if torn is None:
            return None
        best = self._best_of(room, torn, self.bodies, None)
        if best is None or self.wish.dense:
            return best and best[1]
        # Numbers in the corners of cards and parties on them instead of lanes of their own: dense, but larger.
        points, cost = best[1].em / self._em(1.0), 0.0 if best[1].compact else COMPACT_COST
        larger = tuple(body for body in self.bodies if body > max(COMPACT, points + cost))
        dense = self._best_of(room, torn, larger, True) if larger and points <= _ENOUGH else None
        return dense[1] if dense is not None and dense[0] - cost > best[0] + 0.6 else best[1]

    def _best_of(
        self, room: Room, torn: int, bodies: Sequence[float], compact: bool | None
    ) -> tuple[float, Solution] | None:
        """The best solution with one of some bodies, and its worth."""
        best: tuple[float, Solution] | None = None
        most_bands = max(1, min(room.last - room.first, 12))
        for count in range(1, most_bands + 1):
            cuts = self._cuts(room, count)
            if cuts is None:
                continue
            at = self._largest(room, cuts, torn, bodies, compact)
            if at is None:
                if best is not None:
                    break
                continue
            points = bodies[at]
            found = self._try(room, points, cuts, None, torn, compact)
            assert found is not None
            worth = self._worth(points, found, room)
            for smaller in bodies[at + 1 :][: _DOWN * max(1, self.order.graphs)]:  # a size less may give the curve its room
                other = self._try(room, smaller, cuts, None, torn, compact)
                if other is not None:
                    value = self._worth(smaller, other, room)
                    if value > worth + 0.1:
                        found, worth = other, value
            if best is None or worth > best[0] + 0.6:
                best = (worth, found)
            elif points < best[0] - 3:
                break
        return best

    def _unavoidable(self, room: Room, *, airy: bool = False) -> int | None:
        """How many texts break even at the smallest body; ``None`` when the room is too small for it, or none do."""
        found = self.at(room, self.floor, None, torn=None, airy=airy)
        return self._broken(found.bands, None) or None if found is not None else None

    # -- several sheets ----------------------------------------------------------------------------------------------

    def several(self, height: float, most: int) -> list[Solution]:
        """The journey on several sheets, all with one body: as few as hold it, or with ``most`` at most so many, as far as they
        make type larger. ``height`` (mm) is what each of them has for its bands. One sheet when more are of no use."""
        limit = min(self.slots, most or MOST_SHEETS, MOST_SHEETS)
        found = self.whole(height, limit, wide=most > 0)
        if not found and limit > 1:
            found = self._squeezed_spread(height, limit)
        self.brief = found[0].brief if found else frozenset()
        return found or [self.squeezed(height)]

    def whole(self, height: float, most: int, *, wide: bool = False) -> list[Solution]:
        """The journey on as few sheets as hold it with nothing shortened and no body under the smallest one to be content with, or,
        if ``wide``, on as many of ``most`` as make type larger; empty when ``most`` sheets do not hold it."""
        limit = min(self.slots, most)
        found: list[Solution] = []
        # With sheets to spare the curve gets its room; where they are few it makes do.
        for airy in (True, False):
            for brief in dict.fromkeys((frozenset[str](), self.outliers)):
                other = self._spread(height, limit, brief, airy=airy)
                if other and wide and limit > len(other):
                    other = self._spread_wide(height, limit, brief, airy=airy) or other
                if not found or (
                    other and (len(other) < len(found) or other[0].em >= found[0].em + self._em(_BRIEF_GAIN))
                ):
                    found = other
            if found:
                break
        self.brief = found[0].brief if found else frozenset()
        return found

    def rooms(self, count: int, height: float) -> list[Room] | None:
        """The columns shared out over sheets with a height (mm) for their bands."""
        if count == 1:
            return [Room(0, self.slots, height)]
        shares = share_out(self.runs, count) if count <= self.slots else None
        return None if shares is None else [Room(a, b, height) for a, b in shares]

    def _spread(self, height: float, limit: int, brief: frozenset[str], *, airy: bool) -> list[Solution]:
        """Solutions for the fewest sheets on which nothing is shortened; empty when there are no such sheets."""
        self.brief = brief
        count = max(2, math.ceil(self.slots / max(1, self._most(height))))
        while count <= limit:
            rooms = self.rooms(count, height)
            if rooms is not None and all(
                self.at(room, self.floor, None, torn=None, airy=airy) is not None for room in rooms
            ):
                return self._largest_on(rooms, airy)
            count += 1
        return []

    def _spread_wide(self, height: float, limit: int, brief: frozenset[str], *, airy: bool) -> list[Solution]:
        """The fewest sheets on which type is as large as on ``limit`` of them, or nearly so."""
        self.brief = brief
        found: list[Solution] = []
        for count in range(limit, 1, -1):
            rooms = self.rooms(count, height)
            if rooms is None or not all(
                self.at(room, self.floor, None, torn=None, airy=airy) is not None for room in rooms
            ):
                continue
            other = self._largest_on(rooms, airy)
            if found and other[0].em * WORTH_A_SHEET < found[0].em:
                break
            found = other
        return found

    def _most(self, height: float) -> int:
        """More columns than this can never stand in a height, not even with the shortest of cards."""
        m = self._metrics(self.floor, None)
        em = m.em
        total = self.paper.width - 2 * self.margin
        across = int((total + m.gap) / (self.narrowest * em + m.gap))
        down = int((height + GAP * em) / (self._lowest(m) + GAP * em))
        return across * down

    def _largest_on(self, rooms: Sequence[Room], airy: bool) -> list[Solution]:
        """The best solutions with one body for all rooms, all of them compact or none, with as many bands on one sheet as on any other and
        those at the same heights, so that they join. Only where that would cost type that can hardly be spared they do not."""
        torn = [self._unavoidable(room, airy=airy) or 0 for room in rooms]
        best = self._best_on(rooms, torn, airy, alike=False)
        assert best is not None
        if len({len(one.bands) for one in best}) > 1 or not self.joined(best, rooms, airy=airy):
            for least in (0.0, _ALIKE * best[0].em):
                alike = self._best_on(rooms, torn, airy, alike=True, least=least)
                if alike is not None and alike[0].em >= _ALIKE * best[0].em:
                    return alike
        return best

    def _best_on(
        self, rooms: Sequence[Room], torn: Sequence[int], airy: bool, *, alike: bool, least: float = 0.0
    ) -> list[Solution] | None:
        """The best solutions with one body of at least ``least`` (mm) for all rooms, or ``None``; ``alike``: all with the same number of
        bands, which join."""
        best: tuple[float, list[Solution]] | None = None
        for compact in (None, True):
            bodies = self.bodies if compact is None else tuple(b for b in self.bodies if b > COMPACT)
            if compact and best is not None and best[1][0].em > self._em(_ENOUGH):
                continue
            low, high = 0, len(bodies)
            while low < high:
                middle = (low + high) // 2
                if self._all_at(rooms, bodies[middle], torn, airy, compact, alike=alike):
                    high = middle
                else:
                    low = middle + 1
            for points in bodies[low:][: _DOWN + 1]:
                found = self._all_at(rooms, points, torn, airy, compact, alike=alike)
                if not found or found[0].em < least:
                    continue
                shared = self.joined(found, rooms) or rooms
                worth = min(self._worth(points, one, room) for one, room in zip(found, shared, strict=True))
                if compact and best is not None and not best[1][0].compact:
                    worth -= COMPACT_COST
                if best is None or worth > best[0] + 0.1:
                    best = (worth, found)
        return best[1] if best else None

    def _all_at(
        self,
        rooms: Sequence[Room],
        points: float,
        torn: Sequence[int],
        airy: bool,
        compact: bool | None,
        *,
        alike: bool,
    ) -> list[Solution]:
        """Solutions for all rooms at one size, with as many bands on each as on the others and joined with them where that fits; or none.
        ``alike``: it must fit."""
        found: list[Solution] = []
        for room, most in zip(rooms, torn, strict=True):
            one = self.at(room, points, None, torn=most, airy=airy, compact=compact)
            if one is None:
                return []
            found.append(one)
        counts = [len(one.bands) for one in found]
        nearly, even = found, list[Solution]()
        for bands in range(max(counts), min(counts) - 1, -1):
            others = [
                one if len(one.bands) == bands else self._with(bands, room, points, most, airy, compact)
                for one, room, most in zip(found, rooms, torn, strict=True)
            ]
            whole = [one for one in others if one is not None]
            if len(whole) == len(rooms):
                if self.joined(whole, rooms, airy=airy):
                    return whole
                even = even or whole
            elif bands == max(counts):  # nearly a series, if there is nothing better
                nearly = [other or one for one, other in zip(found, others, strict=True)]
        return [] if alike else even or nearly

    def joined(self, found: Sequence[Solution], rooms: Sequence[Room], *, airy: bool = False) -> list[Room]:
        """What the bands of sheets that hang side by side have of their rooms when they stand at the same heights on all sheets; none
        where that does not fit. ``airy``: with a curve with room."""
        first = found[0]
        m, shared = first.bands[0].m, shelves([one.bands for one in found])
        height = min(room.height for room in rooms)
        each = (height - height_of(shared, m, first.gap)) / len(shared)
        if each < max(self._least_graph(band) for one in found for band in one.bands):
            return []
        out = [
            Room(room.first, room.last, one.fixed + each * len(one.bands))
            for one, room in zip(found, rooms, strict=True)
        ]
        return [] if airy and not all(map(self.airy, found, out)) else out

    def _with(
        self, bands: int, room: Room, points: float, torn: int, airy: bool, compact: bool | None
    ) -> Solution | None:
        """The solution for a room at one size with so many bands, or ``None``."""
        key = (bands, room, points, torn, airy, compact, self.brief)
        if key not in self._at:
            cuts = self._cuts(room, bands)
            least = self.narrowest if points <= self.floor else MIN_COLUMN
            one = None
            if cuts is not None and self._columns_fit(points, cuts, least, compact):
                one = self._try(room, points, cuts, None, torn, compact)
            self._at[key] = one if one is None or not airy or self.airy(one, room) else None
        return self._at[key]

    def _squeezed_spread(self, height: float, limit: int) -> list[Solution]:
        """More than so many sheets can hold: shorten descriptions, then shrink the body, until it fits on them."""
        rooms = self.rooms(limit, height)
        for points in (self.floor, *(size for size in SMALLER if size < self.floor)) if rooms else ():
            for most_text in (6, 4, 3, 2, 1):
                found: list[Solution] = []
                for room in rooms or ():
                    one = self.at(room, points, most_text, torn=None)
                    if one is None:
                        break
                    found.append(one)
                else:
                    return found
        return []

    # -- once more, and at all costs ---------------------------------------------------------------------------------

    def kept(self, plan: Plan, heights: Sequence[float], shifts: Sequence[float]) -> list[Solution] | None:
        """The earlier solution with today's content: same body, same bands on the same sheets; ``None`` when it cannot hold
        it. ``shifts`` is how far right each sheet lies (mm)."""
        last = self.slots
        self.brief = plan.brief
        sheets: list[tuple[int, list[tuple[int, int]]]] = []
        at = 0
        for many in plan.pages or (len(plan.cuts),):
            cuts = [(a, min(b, last)) for a, b in plan.cuts[at : at + many] if a < last]
            if not cuts:
                break
            if at + many == len(plan.cuts):
                cuts[-1] = (cuts[-1][0], last)
            sheets.append((many, cuts))
            at += many
        unit = self.unit(plan.em, plan.compact, [cuts for _, cuts in sheets])
        out: list[Solution] = []
        at = 0
        for number, (many, cuts) in enumerate(sheets):
            manners = plan.manners[at : at + many]
            found = self.bands(plan.em, plan.compact, cuts, plan.most_text, manners, shifts[number], unit)
            at += many
            if found is None:
                break
            low = sum(band.graph_min * 0.6 for band in found.bands)
            if found.fixed + low > heights[number]:
                break
            out.append(found)
        if not out or out[-1].cuts[-1][1] != last:
            self.brief = frozenset()
            return None
        return out

    def _largest(
        self,
        room: Room,
        cuts: Sequence[tuple[int, int]],
        torn: int,
        bodies: Sequence[float],
        compact: bool | None,
    ) -> int | None:
        """Which of the bodies is the largest that fits, by bisection."""
        low, high = 0, len(bodies)
        while low < high:
            middle = (low + high) // 2
            points = bodies[middle]
            least = self.narrowest if points == self.floor else MIN_COLUMN
            if (
                not self._columns_fit(points, cuts, least, compact)
                or self._try(room, points, cuts, None, torn, compact) is None
            ):
                low = middle + 1
            else:
                high = middle
        return low if low < len(bodies) else None

    def _squeeze(self, room: Room) -> Solution:
        """More than the sheet can hold: shorten descriptions, then shrink the body, until it fits."""
        for points in (BODIES[-1], *SMALLER, *(SMALLER[-1] * 0.85**k for k in range(1, 24))):
            count = self._fewest(room, points, LEAST_COLUMN, None)
            cuts = self._cuts(room, count) if count else None
            if cuts is None:
                continue
            for most_text in (6, 4, 3, 2, 1):
                solution = self._try(room, points, cuts, most_text)
                if solution:
                    return solution
        cuts = self._cuts(room, 1) or ((room.first, room.last),)
        return self.bands(self._em(1.0), True, cuts, 1) or self._forced(self._em(1.0), cuts)

    def _forced(self, em: float, cuts: Sequence[tuple[int, int]]) -> Solution:
        """The last resort for thousands of touchpoints on one sheet: columns as narrow as they must be."""
        left = self.margin
        runs = cut(self.runs, *cuts[0])
        width = max(0.01, Columns.width_for(runs, self.paper.width - 2 * left, 0.0, 0.0))
        em = min(em, width / 4)
        m = Metrics(em, self.u * em, True)
        columns = Columns.of(runs, left, width, 0.0, 0.0)
        band = self._band(columns, m, 1, True)
        return Solution(em, True, tuple(cuts), 1, self.brief, [band], 0.0, 0.0)
