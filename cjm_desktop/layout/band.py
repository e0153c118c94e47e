"""One band of a map: phases, rail, cards, graph, parties and opportunities over the same columns.

A timeline is one endless band; a poster has as many as it needs, like systems in a music score. Lanes from top to bottom:
phase ribbon, rail with numbers, cards with their quotes, emotion graph, responsible parties, opportunities.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Basis, Channel, Journey, Opportunity, Touchpoint

from .card import Stack, measure
from .columns import Columns, Stretch
from .curve import LazyCurve
from .graph import Frame
from .label import Label, label_of
from .memo import Memo
from .metrics import Metrics
from .opportunities import Hung, Manner, hang
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
    """y of each lane (mm from the sheet's top) and their heights."""

    ribbon: float
    rail: float
    cards: float
    cards_h: float
    graph: float
    graph_h: float
    party: float
    opportunities: float
    bottom: float


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
    ) -> None:
        self.journey, self.insights, self.setting, self.memo = journey, insights, setting, memo
        self.m, self.columns, self.most_text = metrics, columns, most_text
        self.brief = brief
        memo.heed(journey.channels)
        own = journey.touchpoints
        #: The most lines of a description that is kept brief.
        self.brief_text = self._others_text() if brief else 0
        if (columns.start, columns.stop) == (0, len(own)):
            caps = (float(most_text or 0), float(self.brief_text), float(hash(brief)))
            measure_ = (columns.width, metrics.em, float(metrics.compact), *caps, float(id(setting)))
            tallest = max(least_cards, memo.tallest(own, measure_, lambda t: self.stack(t).total))
        else:
            own = own[columns.start : columns.stop]
            tallest = max(least_cards, max((self.stack(t).total for t in own), default=0.0))
        if step_cards:  # a lane that grows in steps does not tremble while somebody types
            tallest = -(-tallest // step_cards) * step_cards
        self.cards_h = tallest
        self.hung, self.hung_h, self.manner = memo.kept(
            f"hung from {columns.start}",
            (hanging, columns.runs, columns.left, columns.width, metrics, setting, most_text, manner),
            lambda: hang(hanging, columns, setting, metrics, most_text, manner),
        )
        m = metrics
        self.above = m.ribbon + m.rail + self.cards_h + m.lane_gap
        self.below = (m.party + 0.4 * m.lane_gap if m.party else 0.0) + (
            m.lane_gap * 0.9 + self.hung_h if self.hung else 0.0
        )
        self.fixed = self.above + self.below + 0.6 * m.em
        self.lanes = Lanes(0, 0, 0, 0, 0, 0, 0, 0, 0)
        self.frame = Frame(0, 1, journey.scale, (0, 0))
        self.held: Mapping[int, tuple[float, float]] = {}
        self._points: dict[int, tuple[float, float] | None] = {}

    def settle(
        self,
        top: float,
        graph_h: float,
        spread: float = 0.0,
        pads: tuple[float, float] | None = None,
        foot: float = 0.0,
    ) -> None:
        """Fix the lanes with the band's top at ``top``; ``spread`` mm are shared out between the lanes, ``foot`` mm more
        of its ground lie under them.

        ``pads`` (mm) above and below the scale; without them both have room for a big face and its words.
        """
        m = self.m
        rail = top + m.ribbon
        cards = rail + m.rail
        graph = cards + self.cards_h + m.lane_gap + spread * 0.45
        below = graph + graph_h
        party = below + 0.4 * m.lane_gap + spread * 0.1
        opportunities = (party + m.party if m.party else below) + 0.9 * m.lane_gap + spread * 0.45
        bottom = top + self.fixed + graph_h + spread + foot
        self.lanes = Lanes(top, rail, cards, self.cards_h, graph, graph_h, party, opportunities, bottom)
        self.frame = Frame(graph, graph_h, self.journey.scale, pads or (m.graph_pad, m.graph_pad))
        self._points = {}

    def _channel(self, touchpoint: Touchpoint) -> Channel | None:
        if touchpoint.channel is None:
            return None
        return next((c for c in self.journey.channels if c.id == touchpoint.channel), None)

    def stack(self, touchpoint: Touchpoint) -> Stack:
        """The measured card of a touchpoint."""
        width, most = self.columns.width, self.most_text_of(touchpoint)
        return self.memo.stack(
            touchpoint,
            width,
            (self.m.em, self.m.compact),
            most,
            lambda: measure(touchpoint, self.setting, self.m, width, most, self._channel(touchpoint)),
        )

    def most_text_of(self, touchpoint: Touchpoint) -> int | None:
        """The most lines that a touchpoint's description may have; ``None`` for all of it."""
        if touchpoint.id not in self.brief:
            return self.most_text
        return self.brief_text if self.most_text is None else min(self.brief_text, self.most_text)

    def _others_text(self) -> int:
        """Lines of the longest description that is not kept brief, and a few more."""
        own = self.journey.touchpoints[self.columns.start : self.columns.stop]
        others = (self.stack(t).text.count for t in own if t.id not in self.brief)
        return max(_LEAST_BRIEF, math.ceil(1.2 * max(others, default=0)))

    def label(self, touchpoint: Touchpoint, big: bool, note: str, answers: int, up: bool) -> Label:
        """The words of a graded touchpoint's point, see :func:`~.label.label_of`; broken once."""
        inputs = (
            touchpoint.grade,
            touchpoint.emotion,
            big,
            note,
            answers,
            up,
            self.columns.width,
            self.m,
            self.setting,
        )
        return self.memo.kept(
            ("label", touchpoint.id, up),
            inputs,
            lambda: label_of(touchpoint, big, note, answers, up, self.setting, self.m, self.columns.width),
        )

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
        if not 0 <= beyond < len(touchpoints) or edge in self.held:
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

    def hung_on(self, i: int) -> list[Hung]:
        """Opportunities that hang from touchpoint ``i``."""
        return [hung for hung in self.hung if hung.anchor == i]
