"""One band of a map: its lanes over the same columns.

A timeline is one endless band; a poster has as many as it needs, like systems in a music score. Which lanes there are, from top to
bottom, is the document's choice (:mod:`.lanes`); all of them share the columns.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Basis, Channel, Journey, LaneKind, Opportunity, Party, Touchpoint

from .card import Stack, measure
from .cell import Cell
from .cells import cell_of, content, field_of
from .columns import Columns, Stretch
from .curve import LazyCurve
from .graph import Frame
from .gutter import name_height
from .label import Label, label_of, ungraded_label
from .lane_rounds import rounds_cell
from .lane_time import time_height
from .lanes import CELLS, LaneOrder, ends, fixed_of, lanes_of, least_graphs, space
from .memo import Memo
from .metrics import Metrics
from .opportunities import Hung, Manner, hang, upside_down
from .others import Other, apart_of, around_of
from .rounds import Beside, RoundLine, compared, lines_beside, remembered
from .rows import Row, Rows
from .setting import Setting
from .sheet import Known

#: A description kept brief has at least so many lines.
_LEAST_BRIEF = 6


@dataclass(frozen=True, slots=True)
class Held:
    """Cards under the hand: ``x``, ``y`` is the centre (mm) of the ``grabbed`` one; the others keep their distance.

    The journey laid out already has them where they would land.
    """

    ids: tuple[str, ...]
    grabbed: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lanes:
    """y of each lane (mm from the sheet's top) and their heights. A lane that is not drawn has no height at ``top``.

    ``cells`` are y and height of the lanes with cells, in the order of :attr:`Band.strips`.
    """

    top: float
    ribbon: float
    ribbon_h: float
    rail: float
    cards: float
    cards_h: float
    graph: float
    graph_h: float
    party: float
    opportunities: float
    bottom: float
    cells: tuple[tuple[float, float], ...] = ()
    time: float = 0.0

    @property
    def ground(self) -> float:
        """Where the grounds of phases begin: under the ribbon that crowns them, or where the band does."""
        return self.top + (self.ribbon_h if self.ribbon == self.top else 0.0)


class Band:
    """A measured band. ``fixed`` is its height without the graph; :meth:`settle` gives it its place.

    ``most_text`` caps the lines of all descriptions; those of the ``brief`` touchpoints are no longer than the others'.
    """

    def __init__(
        self,
        journey: Journey,
        insights: Insights,
        setting: Setting,
        memo: Memo,
        metrics: Metrics,
        columns: Columns,
        hanging: tuple[tuple[int | None, Opportunity], ...],
        *,
        most_text: int | None = None,
        least_cards: float = 0.0,
        step_cards: float = 0.0,
        manner: Manner | None = None,
        brief: frozenset[str] = frozenset(),
        order: LaneOrder | None = None,
    ) -> None:
        """``order`` are the journey's lanes when they are known already; ``least_cards`` and ``step_cards`` (mm) are how low the lane of
        cards may be and the steps in which it grows."""
        self.journey, self.insights, self.setting, self.memo = journey, insights, setting, memo
        self.m, self.columns, self.most_text = metrics, columns, most_text
        self.brief = brief
        self.order = order or lanes_of(journey, inviting=setting.inviting and metrics.tight)
        #: Whether the lane of parties is drawn, or each card names its own where room is dear.
        self.owned = self.order.has(LaneKind.PARTIES)
        #: The rounds in their lane; none where there is no such lane.
        self.rounds: tuple[RoundLine, ...] = remembered(journey, memo) if self.order.has(LaneKind.ROUNDS) else ()
        memo.expect(len(journey.touchpoints))
        memo.heed(journey.channels, journey.parties, setting, self.order.quoted, self.owned, self.rounds)
        #: The most lines of a description that is kept brief.
        self.brief_text = self._others_text() if brief else 0
        tallest = 0.0
        if self.shows(LaneKind.CARDS):
            tallest = max(least_cards, self._tallest("cards", lambda t: self.stack(t).total))
        if step_cards:  # a lane that grows in steps does not tremble while somebody types
            tallest = -(-tallest // step_cards) * step_cards
        self.cards_h = tallest
        self.hung: tuple[Hung, ...] = ()
        self.hung_h, self.manner = 0.0, manner
        if self.shows(LaneKind.OPPORTUNITIES):
            self.hung, self.hung_h, self.manner = memo.kept(
                f"hung from {columns.start}",
                (
                    hanging,
                    journey.parties,
                    columns.runs,
                    columns.left,
                    columns.width,
                    metrics,
                    setting,
                    most_text,
                    manner,
                ),
                lambda: hang(hanging, journey.parties, columns, setting, metrics, most_text, manner),
            )
            if self.hung_above:
                self.hung = memo.kept(
                    f"hung over {columns.start}", (self.hung,), lambda: upside_down(self.hung, self.hung_h)
                )
        self.rows = tuple(self._rows(step_cards))
        #: The rows in which this band itself has something to show; on a shelf there may be more.
        self.own = frozenset(row for row, _ in self.rows)
        #: The rows with cells, from top to bottom.
        self.strips = tuple(row for row, _ in self.rows if row.kind in CELLS)
        self.fixed = fixed_of(self.rows, metrics)
        self.lanes = Lanes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        self.frame = Frame(0, 1, journey.scale, (0, 0))
        #: The graphs of further personas who have their own, in their order.
        self.apart: tuple[tuple[Other, Frame], ...] = ()
        self.held: Mapping[int, tuple[float, float]] = {}
        self._points: dict[int, tuple[float, float] | None] = {}

    def level(self, rows: Rows) -> None:
        """Give the rows the heights (mm) of a shelf, see :mod:`.joining`; each is no lower than its own."""
        self.rows = rows
        self.strips = tuple(row for row, _ in rows if row.kind in CELLS)
        for row, h in rows:
            if row.kind is LaneKind.CARDS:
                self.cards_h = h - self.m.rail
            elif row.kind is LaneKind.OPPORTUNITIES:
                if self.hung_above and h > self.hung_h:
                    # They stand on the lower edge of their lane.
                    self.hung = upside_down(upside_down(self.hung, self.hung_h), h)
                self.hung_h = h
        self.fixed = fixed_of(rows, self.m)

    def settle(
        self,
        top: float,
        graph_h: float,
        spread: float = 0.0,
        pads: tuple[float, float] | None = None,
        foot: float = 0.0,
        apart: Sequence[tuple[float, tuple[float, float]]] = (),
    ) -> None:
        """Fix the lanes with the band's top at ``top``; ``spread`` mm are shared out between the lanes, ``foot`` mm more
        of its ground lie under them.

        ``pads`` (mm) above and below the scale; without them both have room for a big face and its words. ``apart`` are height and pads
        (mm) of the graphs that personas have of their own; without them they are as the first one's.
        """
        m = self.m
        pads = pads or (m.graph_pad, m.graph_pad)
        if not self.shows(LaneKind.CURVE):
            graph_h = 0.0
        others = apart_of(self.journey, self.insights.told) if self.order.graphs > 1 else ()
        graphs = dict(zip((one.key for one in others), apart or [(graph_h, pads)] * len(others), strict=True))
        frames: dict[str, Frame] = {}
        bottom = top + self.fixed + graph_h + sum(h for h, _ in graphs.values()) + spread + foot
        y = top + ends([row for row, _ in self.rows], m)[0]
        shares = [space(a.kind, b.kind) for (a, _), (b, _) in pairwise(self.rows)]
        most = max(1.0, sum(share for _, share in shares))
        found: dict[LaneKind, tuple[float, float]] = {}
        cells: list[tuple[float, float]] = []
        for (row, own), (gap, share) in zip(self.rows, (*shares, (0.0, 0.0)), strict=True):
            h = graph_h if row.kind is LaneKind.CURVE else own
            if row.persona:
                h, beyond = graphs[row.persona]
                frames[row.persona] = Frame(y, h, self.journey.scale, beyond)
            elif row.kind in CELLS:
                cells.append((y, h))
            else:
                found[row.kind] = (y, h)
            y += h + gap * m.lane_gap + share / most * spread
        away = (top, 0.0)
        ribbon, ribbon_h = found.get(LaneKind.PHASES, away)
        rail = found.get(LaneKind.CARDS, away)[0]
        graph = found.get(LaneKind.CURVE, away)[0]
        self.lanes = Lanes(
            top,
            ribbon,
            ribbon_h,
            rail,
            rail + m.rail if self.shows(LaneKind.CARDS) else rail,
            self.cards_h,
            graph,
            graph_h,
            found.get(LaneKind.PARTIES, away)[0],
            found.get(LaneKind.OPPORTUNITIES, away)[0],
            bottom,
            tuple(cells),
            found.get(LaneKind.TIME, away)[0],
        )
        self.frame = Frame(graph, graph_h, self.journey.scale, pads)
        self.apart = tuple((one, frames[one.key]) for one in others)
        self._points = {}

    def shows(self, kind: LaneKind) -> bool:
        """Whether the map has a lane of a kind."""
        return self.order.has(kind)

    @property
    def graph_min(self) -> float:
        """The least height of the graphs together (mm); none where there is none."""
        return least_graphs(self.order, self.m)

    @property
    def party_h(self) -> float:
        """Height of the lane of parties (mm). In little room a card names its own party instead."""
        if not self.owned:
            return 0.0
        return self.m.party or (0.0 if self.shows(LaneKind.CARDS) else 1.95 * self.m.em)

    @property
    def time_h(self) -> float:
        """Height of the lane of time (mm), the same in each band."""
        return time_height(self.m) if self.shows(LaneKind.TIME) else 0.0

    @property
    def hung_above(self) -> bool:
        """Whether opportunities stand over what they hang from."""
        order, own = self.order, LaneKind.OPPORTUNITIES
        from_ = LaneKind.CURVE if order.has(LaneKind.CURVE) else LaneKind.CARDS
        return order.has(own) and order.has(from_) and order.before(own, from_)

    @property
    def span(self) -> tuple[float, float]:
        """Upper and lower edge (mm) of cards and graph together; of a band without them its own."""
        lanes = self.lanes
        found = [(lanes.rail, lanes.cards + lanes.cards_h)] if lanes.cards_h else []
        found += [(lanes.graph, self._graphs_end)] if lanes.graph_h else []
        if not found:
            return lanes.top, lanes.bottom
        return min(top for top, _ in found), max(bottom for _, bottom in found)

    @property
    def _graphs_end(self) -> float:
        """The lower edge (mm) of the last graph."""
        return self.apart[-1][1].bottom if self.apart else self.lanes.graph + self.lanes.graph_h

    @property
    def read_to(self) -> float:
        """The lower edge (mm) of what is read together: cards, line and those who are responsible."""
        lanes = self.lanes
        return max(
            lanes.cards + lanes.cards_h,
            self._graphs_end,
            lanes.party + self.party_h if self.party_h else lanes.party,
        )

    def _rows(self, step: float) -> Iterator[tuple[Row, float]]:
        """The rows that this band has, with their heights (mm); that of the graph is still to be decided."""
        m = self.m
        for row in self.order.rows:
            if row.kind in CELLS:
                h = self._strip_height(row, step)
            elif row.kind is LaneKind.CURVE:
                yield row, 0.0
                continue
            else:
                h = {
                    LaneKind.PHASES: m.ribbon,
                    LaneKind.CARDS: m.rail + self.cards_h,
                    LaneKind.PARTIES: self.party_h,
                    LaneKind.TIME: self.time_h,
                    LaneKind.OPPORTUNITIES: self.hung_h if self.hung else 0.0,
                }[row.kind]
            if h:
                yield row, h

    def _strip_height(self, row: Row, step: float) -> float:
        """The height (mm) of a lane with cells: that of the tallest, but room for its name."""

        def height(touchpoint: Touchpoint) -> float:
            cell = self.cell(row, touchpoint)
            return cell.h if cell else 0.0

        h = self._tallest((row.kind, row.lane), height)
        if not h and not (self.setting.inviting and self.m.tight):
            return 0.0
        h = max(h, name_height(row, self.journey, self.order, self.setting, self.m))
        step /= 2  # a line, where cards grow by two
        return -(-h // step) * step if step else h

    def _tallest(self, name: Hashable, height: Callable[[Touchpoint], float]) -> float:
        """The greatest height (mm) of this band's touchpoints in a lane."""
        own = self.journey.touchpoints
        columns, brief = self.columns, self.brief
        if (columns.start, columns.stop) != (0, len(own)):
            return max((height(t) for t in own[columns.start : columns.stop]), default=0.0)
        caps = (float(self.most_text or 0), float(self.brief_text), float(hash(brief)))
        measured = (columns.width, self.m.em, float(self.m.compact), self.m.far, *caps, float(id(self.setting)))
        return self.memo.tallest(name, own, measured, height)

    def cell(self, row: Row, touchpoint: Touchpoint) -> Cell | None:
        """What a touchpoint says in a lane with cells, measured once."""
        width, most = self.columns.width, self.most_text_of(touchpoint)
        return self.memo.kept(
            ("cell", row.kind, row.lane, touchpoint.id),
            (self.content(row, touchpoint), self.setting, self.m, width, most),
            lambda: self._made(row, touchpoint, width, most),
        )

    def content(self, row: Row, touchpoint: Touchpoint) -> object:
        """The value that a touchpoint's cell is made from."""
        if row.kind is LaneKind.ROUNDS:
            return compared(touchpoint, self.rounds, self.setting.words), self.journey.scale
        return content(row, touchpoint)

    def _made(self, row: Row, touchpoint: Touchpoint, width: float, most: int | None) -> Cell | None:
        if row.kind is LaneKind.ROUNDS:
            said = compared(touchpoint, self.rounds, self.setting.words)
            return None if said is None else rounds_cell(said, self.journey.scale, self.setting, self.m, width)
        return cell_of(row, touchpoint, self.setting, self.m, width, most)

    def cut(self, touchpoint: Touchpoint) -> tuple[str, ...]:
        """The fields of a touchpoint that had to be shortened in some lane."""
        found = list(self.stack(touchpoint).cut) if self.shows(LaneKind.CARDS) else []
        for row in self.strips:
            cell = self.cell(row, touchpoint)
            if cell is not None and cell.cut:
                found.append(field_of(row))
        return tuple(found)

    def _channel(self, touchpoint: Touchpoint) -> Channel | None:
        if touchpoint.channel is None:
            return None
        return next((c for c in self.journey.channels if c.id == touchpoint.channel), None)

    def party_on(self, touchpoint: Touchpoint) -> Party | None:
        """The party that a touchpoint's card names itself, because there is no room for a lane of parties."""
        if touchpoint.party is None or not (self.m.compact and self.owned):
            return None
        return next((p for p in self.journey.parties if p.id == touchpoint.party), None)

    def stack(self, touchpoint: Touchpoint) -> Stack:
        """The measured card of a touchpoint."""
        width, most = self.columns.width, self.most_text_of(touchpoint)
        return self.memo.stack(
            touchpoint,
            width,
            (self.m.em, self.m.compact, self.m.far),
            most,
            lambda: measure(
                touchpoint,
                self.setting,
                self.m,
                width,
                most,
                self._channel(touchpoint),
                self.party_on(touchpoint),
                quoted=self.order.quoted,
            ),
        )

    def stacks(self) -> Iterator[Stack]:
        """The measured cards of the band; none where cards are put aside."""
        if self.shows(LaneKind.CARDS):
            for touchpoint in self.journey.touchpoints[self.columns.start : self.columns.stop]:
                yield self.stack(touchpoint)

    def most_text_of(self, touchpoint: Touchpoint) -> int | None:
        """The most lines that a touchpoint's description may have; ``None`` for all of it."""
        if touchpoint.id not in self.brief:
            return self.most_text
        return self.brief_text if self.most_text is None else min(self.brief_text, self.most_text)

    def _others_text(self) -> int:
        """Lines of the longest description that is not kept brief, and a few more."""
        own = self.journey.touchpoints[self.columns.start : self.columns.stop]
        if not self.shows(LaneKind.CARDS):
            return _LEAST_BRIEF
        others = (self.stack(t).text.count for t in own if t.id not in self.brief)
        return max(_LEAST_BRIEF, math.ceil(1.2 * max(others, default=0)))

    def label(self, touchpoint: Touchpoint, big: bool, note: str, answers: int, up: bool) -> Label:
        """The words at a touchpoint's point, see :func:`~.label.label_of` and :func:`~.label.ungraded_label`; broken once."""
        inputs = (
            touchpoint.grade,
            touchpoint.emotion,
            touchpoint.emotion_suggested,
            touchpoint.graded_by,
            big,
            note,
            answers,
            up,
            self.columns.width,
            self.m,
            self.setting,
        )
        room = self.columns.width

        def make() -> Label:
            if touchpoint.grade is None:
                return ungraded_label(touchpoint, self.setting, self.m, room)
            return label_of(touchpoint, big, note, answers, up, self.setting, self.m, room)

        return self.memo.kept(("label", touchpoint.id, up), inputs, make)

    @property
    def left(self) -> float:
        """Left edge of the phase grounds."""
        return self.columns.left - self.m.gap * 0.5

    @property
    def right(self) -> float:
        """Right edge of the phase grounds."""
        return self.columns.right + self.m.gap * 0.5

    def holds(self, i: int) -> bool:
        """Whether touchpoint ``i`` stands in this band."""
        return self.columns.start <= i < self.columns.stop

    def point(self, i: int) -> tuple[float, float] | None:
        """Where the point of touchpoint ``i`` lies, or ``None`` without a grade."""
        try:
            # A point, its neighbours, their words and four stretches of the line all ask for it.
            return self._points[i]
        except KeyError:
            grade = self.journey.touchpoints[i].grade
            found = None if grade is None else (self.columns.centre(i), self.frame.y(grade))
            self._points[i] = found
            return found

    def spot(self, i: int) -> tuple[float, float]:
        """Like :meth:`point`, with the open ring on the neutral line for a missing grade."""
        found = self.point(i)
        return (self.columns.centre(i), self.frame.neutral) if found is None else found

    def spot_of(self, i: int, persona: str) -> tuple[float, float]:
        """Like :meth:`spot`, in the graph that a further persona has of its own; without one in the first."""
        for other, frame in self.apart:
            if other.key == persona:
                grade = other.grade(self.journey.touchpoints[i])
                return self.columns.centre(i), frame.neutral if grade is None else frame.y(grade)
        return self.spot(i)

    def known(self, i: int) -> Known:
        """What the grade of touchpoint ``i`` rests on."""
        basis = self.insights.basis.get(self.journey.touchpoints[i].id)
        return Known.OBSERVED if basis is Basis.OBSERVED else Known.ASSUMED

    @cached_property
    def curve(self) -> LazyCurve:
        """The emotion line of this band. Where the journey goes on in another band, the line runs on to the band's edge,
        half-way to the neighbour's grade, provided that both points are known.

        Column 0 is the tail that comes in, the last column the one that goes out; the touchpoints lie between them.
        """
        start, stop = self.columns.start, self.columns.stop

        def at(k: int) -> tuple[float, float] | None:
            i = start + k - 1
            if start <= i < stop:
                return self.point(i)
            return self._tail(i, start if i < start else stop - 1)

        def near(left: float, right: float) -> range:
            found = self.columns.between(left, right)
            return range(found.start - start + 1, found.stop - start + 1)

        def known(k: int) -> Known:
            i = start + k - 1
            inside = 0 <= i < len(self.journey.touchpoints)
            return self.known(i) if inside else Known.OBSERVED

        return LazyCurve(stop - start + 2, at, known, near)

    def _tail(self, beyond: int, edge: int) -> tuple[float, float] | None:
        """Where the line leaves the band on its way from touchpoint ``edge`` to its neighbour in another band."""
        touchpoints = self.journey.touchpoints
        # A band of phases that nobody has put a card into yet has no edge to leave from.
        inside = self.columns.start <= edge < self.columns.stop
        if not inside or not 0 <= beyond < len(touchpoints) or edge in self.held:
            return None
        here, there = touchpoints[edge].grade, touchpoints[beyond].grade
        if here is None or there is None:
            return None
        x = self.left if beyond < edge else self.right
        return x, self.frame.y((here + there) / 2)

    def grounds(self) -> Iterator[tuple[int, Stretch, float, float]]:
        """Run number, run, left and right edge of each phase's ground."""
        ext = self.m.gap * 0.5
        for k, run in enumerate(self.columns.runs):
            left, right = self.columns.span(k)
            yield k, run, left - ext, right + ext

    @cached_property
    def others(self) -> tuple[Beside, ...]:
        """The further personas and the rounds whose lines are drawn; none without a graph."""
        return lines_beside(self.journey, self.memo, self.insights.told) if self.shows(LaneKind.CURVE) else ()

    @cached_property
    def around(self) -> Other | None:
        """The further persona whose line spread, respondents and shortfall stand around; without one the map's own."""
        return around_of(self.journey, self.others)

    def hung_on(self, i: int) -> list[Hung]:
        """Opportunities that hang from touchpoint ``i``."""
        return [hung for hung in self.hung if hung.anchor == i]
