"""Fitting: whether a part of a journey fits into a room with one body size, in which bands, and how good that looks.

Columns stay readable, nothing is cut and the graph keeps its height, or it does not fit. What is found is remembered; sizes are
tried by :mod:`.solve`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey, LaneKind, Opportunity, Touchpoint

from .band import Band
from .columns import Columns, Stretch, cut, share_out, stretches
from .gutter import gutter_width
from .lanes import lanes_of, least_height
from .memo import Memo
from .metrics import LEAST_COLUMN, MIN_COLUMN, Metrics
from .opportunities import Manner, anchors
from .paper import ROLLS, Paper, comfortable, smallest_legible
from .setting import Setting
from .sheet import PT
from .spacing import rooms_of

#: Body sizes in pt on A0, largest first; below the last of them only by need.
BODIES = (30, 28, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12)
#: Larger ones, for those who read from further away than 30 pt are comfortable from.
LARGER = (44, 40, 36, 33)
#: At this body (pt on A0) and below a band is set compactly; above it only where that gains more points than it costs.
COMPACT, COMPACT_COST = 13, 2.0
#: Columns narrower than :data:`MIN_COLUMN` cost so many points.
_NARROW_COST = 1.0
#: The scale of a band alone on its sheet should have this share of the height, on any paper; a share of 1 that is missing costs so many
#: points. Across, a line in one piece is worth so many points.
ALONE, _MISSED, _WHOLE = 0.19, 55.0, 2.0
#: Where there are more lanes than so many each has the less.
_LANES = 5
#: So many more bands than the fewest are tried at one size.
_MORE_BANDS = 2
#: Where bands are many, more room than that is worth so many points at so many mm (on A0) more: a line that runs along the whole of a
#: band looks flat when it is low. Across, only as long as that costs no small print: it is within these shares of the least that it should
#: be (pt on A0).
_TALL, _TALL_MM = 1.6, 30.0
_LEAST_SMALL, _SAME_SMALL = 12.0, (0.99, 1.03)
#: Where bands are several the scale of each should have this share of the height (on a roll of no more than so many times the width);
#: a share of 1 that is missing costs so many points: a line must not get flat because text grows a little. Where each of them has several
#: graphs these share that, but none has less than the least.
AMONG, LEAST, _ROLLED, _FLATTER = 0.09, 0.04, 1.5, 50.0
#: So many points costs a curve without the room that is wished for it.
_UNWISHED = 20.0
#: The body is so many times the small print beside it. A body whose small print cannot be read from where people stand costs so many
#: points for each that is missing, up to so many: what is far too small everywhere is not all that counts.
_SMALL_PRINT, _UNREAD, _UNREAD_MOST = 1.08, 1.0, 1.0
#: Paper that is taken into the hand is read from this share of the distance.
_IN_THE_HAND = 0.5
#: On a roll that runs downwards, whose length is cheap, the graph lane is at least so high (em).
_ROLLING = 24.0
#: A curve has enough room with so much credit, see :meth:`Fitter.airiness`.
AIRY = 1.0
#: A column of a band alone on its sheet is no wider than this share of it, or so many em where that is more.
_WIDEST = 0.42, 36.0
#: Several bands with columns wider than that (em) cost so many points: so few cards stand in one.
_FEW_COST = 4.0
#: The gap between bands (em).
GAP = 1.9
#: A card is much longer than the others with so many characters, and so many times those of most others.
_LONG, _TIMES = 360, 2.5


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of the solutions for a paper. ``least`` is the smallest body (pt on this paper) to be content with (``None``: the
    house's own). ``share``: a curve has room when the scales of all bands of a sheet have this share of its height (0: as
    :data:`AIRY` says). ``dense``: bands are set compactly, whatever their body."""

    least: float | None = None
    share: float = 0.0
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """What has to go where: columns ``first`` to ``last`` (exclusive) in ``height`` mm."""

    first: int
    last: int
    height: float


@dataclass(slots=True)
class Solution:
    """Measured bands for a room. ``em``, ``gutter``, ``gap`` in mm; ``fixed`` is the height of all but the graphs."""

    em: float
    compact: bool
    cuts: tuple[tuple[int, int], ...]
    most_text: int | None
    brief: frozenset[str]
    bands: list[Band]
    gutter: float
    gap: float
    #: The width (mm) of a column by which waits between columns are drawn; ``None``: there are none.
    unit: float | None = None

    @property
    def fixed(self) -> float:
        """Height (mm) of everything but the graphs."""
        return sum(band.fixed for band in self.bands) + self.gap * (len(self.bands) - 1)


class Fitter:
    """Fits the touchpoints of a journey, or some of them, into rooms on one paper."""

    def __init__(
        self,
        journey: Journey,
        insights: Insights,
        setting: Setting,
        memo: Memo,
        paper: Paper,
        distance: float,
        *,
        wish: Wish | None = None,
        far: float = 1.0,
    ) -> None:
        """``far`` is how much larger than usual everything is that is read from far away."""
        self.far = far
        self.wish = wish or Wish()
        self.journey, self.insights, self.setting, self.memo = journey, insights, setting, memo
        self.paper, self.u = paper, paper.unit
        self.margin = paper.margin
        self.runs = stretches(journey, rooms_of(journey, memo))
        self.order = lanes_of(journey, inviting=False)
        self.slots = sum(run.slots for run in self.runs)
        self.index = memo.places(journey.touchpoints)
        self.hanging = anchors(journey, self.index)
        self.outliers = outliers(journey.touchpoints)
        self.brief: frozenset[str] = frozenset()
        wanted = comfortable(distance) / self.u
        self._readable = (_IN_THE_HAND if far < 1 else _SMALL_PRINT) * smallest_legible(distance) / self.u
        self.bodies: tuple[float, ...] = (
            *(body for k, body in enumerate(LARGER) if wanted > (*LARGER, BODIES[0])[k + 1]),
            *BODIES,
        )
        self.narrowest = LEAST_COLUMN
        if self.wish.least is not None:
            floor = self.wish.least / self.u
            self.bodies = (*(body for body in self.bodies if body > floor), floor)
            self.narrowest = MIN_COLUMN if floor > BODIES[-1] else LEAST_COLUMN
        self._shares: dict[tuple[int, int, int], tuple[tuple[int, int], ...] | None] = {}
        self._at: dict[tuple[object, ...], Solution | None] = {}

    @property
    def floor(self) -> float:
        """The smallest body (pt on A0) to be content with."""
        return self.bodies[-1]

    def at(
        self,
        room: Room,
        points: float,
        most_text: int | None,
        *,
        torn: int | None = 0,
        airy: bool = False,
        compact: bool | None = None,
    ) -> Solution | None:
        """The best number of bands for a room at one body size, or ``None``. ``torn`` is how many texts may break
        (``None``: any); ``airy`` asks for a curve with room; ``compact`` says how bands are set (``None``: by size)."""
        key = (room, points, most_text, torn, airy, compact, self.brief)
        if key not in self._at:
            self._at[key] = self._found_at(room, points, most_text, torn, airy, compact)
        return self._at[key]

    def _found_at(
        self,
        room: Room,
        points: float,
        most_text: int | None,
        torn: int | None,
        airy: bool,
        compact: bool | None,
    ) -> Solution | None:
        least = self.narrowest if points <= self.floor else MIN_COLUMN
        fewest = self._fewest(room, points, least, compact)
        if fewest is None:
            return None
        best: tuple[float, Solution] | None = None
        for count in range(fewest, fewest + _MORE_BANDS + 1):
            cuts = self._cuts(room, count)
            found = self._try(room, points, cuts, most_text, torn, compact) if cuts else None
            if found is None or (airy and not self.airy(found, room)):
                continue
            worth = self._worth(points, found, room)
            if best is None or worth > best[0] + 0.6:
                best = (worth, found)
        return best[1] if best else None

    # -- bands -------------------------------------------------------------------------------------------------------

    def _em(self, points: float) -> float:
        return points * PT * self.u

    def bands(
        self,
        em: float,
        compact: bool,
        cuts: Sequence[tuple[int, int]],
        most_text: int | None,
        manners: Sequence[Manner | None] = (),
        shift: float = 0.0,
        unit: float | None = None,
    ) -> Solution | None:
        """Measured bands for a body size (mm), ``shift`` mm to the right; ``None`` when columns would be too narrow to
        exist.

        Waits between columns are drawn to one scale in all of them: ``unit`` (mm) is the width of the columns in which they are counted,
        without it that of the narrowest here. A band with less to wait than others has wider columns for it, never narrower ones.
        """
        m = Metrics(em, self.paper.grain, compact, far=self.far)
        gutter = gutter_width(self.journey, self.setting, m, self.order)
        left = self.margin + gutter
        total = self.paper.width - self.margin - left
        widest = _widest(total, em, len(cuts))
        rows = [cut(self.runs, first, last) for first, last in cuts]
        widths = [min(widest, Columns.width_for(runs, total, m.gap, m.phase_gap)) for runs in rows]
        if min(widths) < 4 * em:
            return None
        unit = _unit(rows, widths) if unit is None else unit
        bands: list[Band] = []
        for number, (runs, width, (_, last)) in enumerate(zip(rows, widths, cuts, strict=True)):
            if unit is not None and width > unit:
                width = min(widest, Columns.width_for(runs, total, m.gap, m.phase_gap, unit))
                runs = tuple(run.scaled(unit / width) for run in runs)
            columns = Columns.of(runs, shift + left, width, m.gap, m.phase_gap)
            manner = manners[number] if number < len(manners) else None
            bands.append(self._band(columns, m, most_text, last == self.slots, manner))
        return Solution(em, compact, tuple(cuts), most_text, self.brief, bands, gutter, GAP * em, unit)

    def unit(self, em: float, compact: bool, sheets: Sequence[Sequence[tuple[int, int]]]) -> float | None:
        """The width (mm) of the columns in which all waits on some sheets are counted, each given by its bands; ``None``: there are
        none."""
        if not any(run.rooms for run in self.runs):
            return None
        m = Metrics(em, self.paper.grain, compact, far=self.far)
        # To the last digit as bands reckon it: a map that is laid out once more is the same.
        total = self.paper.width - self.margin - (self.margin + gutter_width(self.journey, self.setting, m, self.order))
        found: list[float] = []
        for cuts in sheets:
            rows = [cut(self.runs, first, last) for first, last in cuts]
            widest = _widest(total, em, len(cuts))
            own = _unit(rows, [min(widest, Columns.width_for(runs, total, m.gap, m.phase_gap)) for runs in rows])
            found += [] if own is None else [own]
        return min(found, default=None)

    def to_one_scale(self, sheets: Sequence[Solution]) -> list[Solution]:
        """The sheets of a series with all waits between columns to the scale of the one with the narrowest columns."""
        unit = min((one.unit for one in sheets if one.unit is not None), default=None)
        if all(one.unit in (None, unit) for one in sheets):
            return list(sheets)
        return [
            one if one.unit is None else self.bands(one.em, one.compact, one.cuts, one.most_text, unit=unit) or one for one in sheets
        ]

    def _band(
        self,
        columns: Columns,
        m: Metrics,
        most_text: int | None,
        closing: bool,
        manner: Manner | None = None,
    ) -> Band:
        hanging: list[tuple[int | None, Opportunity]] = [
            (anchor, o)
            for anchor, o in self.hanging
            if (anchor is None and closing) or (anchor is not None and columns.start <= anchor < columns.stop)
        ]
        return Band(
            self.journey,
            self.insights,
            self.setting,
            self.memo,
            m,
            columns,
            tuple(hanging),
            most_text=most_text,
            least_cards=0.0 if self.journey.touchpoints else 14 * m.em,
            manner=manner,
            brief=self.brief,
            order=self.order,
        )

    def _metrics(self, points: float, compact: bool | None) -> Metrics:
        """The measures of a body size (pt on A0); set compactly or not, or by its size."""
        dense = self.wish.dense or points <= COMPACT if compact is None else compact
        return Metrics(self._em(points), self.paper.grain, dense, far=self.far)

    def _columns_fit(
        self, points: float, cuts: Sequence[tuple[int, int]], least: float, compact: bool | None
    ) -> bool:
        m = self._metrics(points, compact)
        em = m.em
        total = self.paper.width - 2 * self.margin - gutter_width(self.journey, self.setting, m, self.order)
        return all(
            Columns.width_for(cut(self.runs, a, b), total, m.gap, m.phase_gap) >= least * em - 1e-6
            for a, b in cuts
        )

    def _lowest(self, m: Metrics) -> float:
        """No band is lower than this (mm), not even with the shortest of cards."""
        return least_height(self.order, m)

    def _try(
        self,
        room: Room,
        points: float,
        cuts: Sequence[tuple[int, int]],
        most_text: int | None,
        torn: int | None = 0,
        compact: bool | None = None,
    ) -> Solution | None:
        """A solution with a body size, or ``None`` when it does not fit without cutting more than allowed."""
        m = self._metrics(points, compact)
        if len(cuts) * self._lowest(m) > room.height:
            return None
        made = self.bands(m.em, m.compact, cuts, most_text)
        if made is None:
            return None
        if made.fixed + sum(map(self._least_graph, made.bands)) > room.height:
            return None
        if most_text is None and torn is not None and self._broken(made.bands, torn) > torn:
            return None
        return made

    def _least_graph(self, band: Band) -> float:
        """The least height (mm) of a band's graph on this paper."""
        if self.paper.upright and not band.m.compact and band.graph_min:
            return max(band.graph_min, self.order.graphs * _ROLLING * band.m.em)
        return band.graph_min

    def broken(self, solutions: Sequence[Solution]) -> int:
        """How many texts of some solutions are cut and words of titles torn apart, with more hyphens in titles than a few."""
        stacks = (stack for one in solutions for band in one.bands for stack in band.stacks())
        hyphens = sum(stack.hyphened for stack in stacks)
        return sum(self._broken(one.bands, None) for one in solutions) + max(
            0, hyphens - self._few(self.slots)
        )

    def _broken(self, bands: Sequence[Band], enough: int | None) -> int:
        """How many texts are cut and titles' words torn apart; counted until more than ``enough``."""
        count = 0
        for band in bands:
            count += sum(1 for hung in band.hung if hung.cut)
            for stack in band.stacks():
                count += "title" in stack.cut or stack.torn
                if enough is not None and count > enough:
                    return count
        return count

    def _worth(self, points: float, solution: Solution, room: Room) -> float:
        """How good a solution is, in points of body: its size, its curve's room, few bands, few hyphens in titles."""
        stacks = (stack for band in solution.bands for stack in band.stacks())
        hyphens = sum(stack.hyphened for stack in stacks) - self._few(room.last - room.first)
        bands = 0.35 * (len(solution.bands) - 1)
        if any(band.columns.width < MIN_COLUMN * band.m.em - 1e-6 for band in solution.bands):
            bands += _NARROW_COST
        if len(solution.bands) > 1 and max(band.columns.width for band in solution.bands) > _WIDEST[1] * solution.em:
            bands += _FEW_COST
        if len(solution.bands) > 1 and self.order.has(LaneKind.CURVE):
            tall = min(self.paper.height, _ROLLED * self.paper.width)
            graphs = self.order.graphs
            bands += _FLATTER * graphs * max(0.0, max(LEAST, AMONG / graphs) - self._scale(solution, room) / tall)
        if self.wish.share and not self.airy(solution, room):
            bands += _UNWISHED
        bands += _UNREAD * min(_UNREAD_MOST, max(0.0, self._readable - points))
        if not self.paper.portrait and self.paper.name not in ROLLS:
            m = solution.bands[0].m
            small, large = (share * _LEAST_SMALL * PT * m.unit for share in _SAME_SMALL)
            if points >= self._readable or small <= m.small <= large:
                bands -= self._tall(solution, room)
        return points - bands + self.airiness(solution, room) - 0.5 * min(6, max(0, hyphens))

    def _tall(self, solution: Solution, room: Room) -> float:
        """Credit (in points of body) for a curve that is taller than what has enough room."""
        if not self.order.has(LaneKind.CURVE):
            return 0.0
        return _TALL * min(1.0, max(0.0, (self._scale(solution, room) / self.u - 70.0) / _TALL_MM))

    def _scale(self, solution: Solution, room: Room) -> float:
        """The height (mm) that the scale of each graph can have, with room over and under it for a big face and its words."""
        lane = (room.height - solution.fixed) / len(solution.bands) / max(1, self.order.graphs)
        return lane - 2 * solution.bands[0].m.graph_pad

    def airy(self, solution: Solution, room: Room) -> bool:
        """Whether a solution gives its curve room."""
        if self.wish.share and self.order.has(LaneKind.CURVE):
            scales = self.order.graphs * len(solution.bands) * self._scale(solution, room)
            return scales >= self.wish.share * self.paper.height
        return self.airiness(solution, room) >= AIRY

    def _few(self, slots: int) -> int:
        """So many titles with a hyphen are few."""
        return max(1, slots // 8)

    def airiness(self, solution: Solution, room: Room) -> float:
        """Credit (in points of body) for a curve with room: a flat line tells nothing.

        Counted in mm on A0, because the curve is what is seen from across the room: from 25 mm, which is flat, to 70 mm. Of
        a sheet of one band the scale should have nearly a fifth: what is missing of that counts against the solution, in the hand as
        well as on the wall.
        """
        if not self.order.has(LaneKind.CURVE):
            return 2.6
        count = len(solution.bands)
        graph = self._scale(solution, room)
        credit = 2.6 * min(1.0, max(0.0, (graph / self.u - 25.0) / 45.0))
        if count > 1 and self.paper.portrait:
            credit += self._tall(solution, room)
        if count == 1:
            due = ALONE * min(1.0, _LANES / max(1, len(self.order.rows)))
            credit -= _MISSED * max(0.0, due - graph / self.paper.height)
            if not self.paper.portrait and self.paper.name not in ROLLS:
                credit += _WHOLE
        return credit

    def _fewest(self, room: Room, points: float, least: float, compact: bool | None) -> int | None:
        """The fewest bands in which columns keep their least width, or ``None`` when there are not so many columns."""
        m = self._metrics(points, compact)
        em = m.em
        total = self.paper.width - 2 * self.margin - gutter_width(self.journey, self.setting, m, self.order)
        most = int((total + m.gap) / (least * em + m.gap))
        if most < 1:
            return None
        slots = room.last - room.first
        for count in range(max(1, -(-slots // most)), min(max(1, slots), 200) + 1):
            if count * self._lowest(m) > room.height:
                return None
            cuts = self._cuts(room, count)
            if cuts and self._columns_fit(points, cuts, least, compact):
                return count
        return None

    def _cuts(self, room: Room, count: int) -> tuple[tuple[int, int], ...] | None:
        """Share a room's columns out over bands: nearly equal, at the borders of phases where that costs little."""
        n = room.last - room.first
        if count == 1 or n == 0:
            return ((room.first, room.last),)
        if count > n:
            return None
        key = (room.first, room.last, count)
        if key not in self._shares:
            runs: Sequence[Stretch] = self.runs
            if n < self.slots:
                runs = cut(self.runs, room.first, room.last)
            shares = share_out(runs, count)
            self._shares[key] = shares and tuple((room.first + a, room.first + b) for a, b in shares)
        return self._shares[key]


def _widest(total: float, em: float, bands: int) -> float:
    """How wide a column may be (mm) in one of so many bands of a sheet that are ``total`` mm wide."""
    return max(_WIDEST[0] * total, _WIDEST[1] * em) if bands == 1 else total


def _unit(rows: Sequence[Sequence[Stretch]], widths: Sequence[float]) -> float | None:
    """The width (mm) of the narrowest columns in a row with waits between some; ``None``: there is no such row."""
    return min((width for runs, width in zip(rows, widths, strict=True) if any(run.rooms for run in runs)), default=None)


def outliers(touchpoints: Sequence[Touchpoint]) -> frozenset[str]:
    """The touchpoints whose words are many times as long as those of three quarters of all; of few there are none."""
    lengths = [len(t.text) + sum(len(quote.text) for quote in t.quotes) for t in touchpoints]
    if len(lengths) < 4:
        return frozenset()
    usual = sorted(lengths)[math.ceil(0.75 * len(lengths)) - 1]
    most = max(_LONG, _TIMES * usual)
    return frozenset(t.id for t, length in zip(touchpoints, lengths, strict=True) if length > most)
