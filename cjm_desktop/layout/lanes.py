"""Which lanes a map has, from top to bottom, and how far apart they stand.

Contract. :func:`lanes_of` resolves the document's choice (``PosterSettings.lanes``) to the rows that are really drawn: a lane without
any content stays away from paper, and what a person said stands under the cards when its lane follows theirs directly.
:func:`space` is the house's way of spacing two neighbours. All rows together are never empty: a map without lanes shows its cards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cjm_desktop.document import Journey, LaneKind, Touchpoint

from .metrics import Metrics
from .others import apart_of
from .rounds import has_rounds
from .rows import Row, Rows

#: Lanes in which each touchpoint has a cell of its own height.
CELLS = (LaneKind.QUOTES, LaneKind.SERVICE_LEVELS, LaneKind.SYSTEMS, LaneKind.ROUNDS, LaneKind.TEXT)
#: Lanes that nobody gets without asking for them.
ASKED = (LaneKind.SERVICE_LEVELS, LaneKind.SYSTEMS, LaneKind.ROUNDS, LaneKind.TIME, LaneKind.TEXT)
#: Where each persona has a graph of its own these may be so much lower than one alone.
_LOWER = 0.8


@dataclass(frozen=True, slots=True)
class LaneOrder:
    """The rows from top to bottom. ``quoted``: quotes stand under the cards they belong to, in the cards' lane.

    ``empty`` are the rows that were asked for but have nothing to show. ``unasked``: no lane that is switched on shows anything, so that
    the cards stand there although they were switched off.
    """

    rows: tuple[Row, ...]
    quoted: bool
    empty: tuple[Row, ...] = ()
    unasked: bool = False

    def has(self, kind: LaneKind) -> bool:
        """Whether a lane of a kind is drawn (for quotes: in a lane of their own)."""
        return any(row.kind is kind for row in self.rows)

    @property
    def graphs(self) -> int:
        """How many graphs one under the other show lines: one, and one for each persona that has its own."""
        return sum(row.kind is LaneKind.CURVE for row in self.rows)

    def before(self, first: LaneKind, then: LaneKind) -> bool:
        """Whether the lane of one kind stands above that of another; both are drawn."""
        kinds = [row.kind for row in self.rows]
        return kinds.index(first) < kinds.index(then)


_CARDS = Row(LaneKind.CARDS)
#: What fills a lane; the lanes that are not named here are the map itself.
_SAYS: dict[LaneKind, Callable[[Touchpoint], object]] = {
    LaneKind.QUOTES: lambda t: any(quote.text.strip() for quote in t.quotes),
    LaneKind.SERVICE_LEVELS: lambda t: t.service_levels,
    LaneKind.SYSTEMS: lambda t: any(name.strip() for name in t.systems),
    LaneKind.PARTIES: lambda t: t.party,
    LaneKind.TIME: lambda t: t.when or t.duration,
}


def lanes_of(journey: Journey, *, inviting: bool) -> LaneOrder:
    """The rows of a map. ``inviting``: lanes that wait for their first content are shown too; paper leaves them out."""
    wanted = _wanted(journey)
    rows = list(wanted) if inviting else [row for row in wanted if _filled(row, journey)]
    empty = tuple(row for row in wanted if row not in rows)
    kinds = [row.kind for row in rows]
    unasked = LaneKind.CARDS not in kinds and bool(journey.touchpoints) and not _drawn(rows, journey)
    if LaneKind.CARDS not in kinds and (not journey.touchpoints or not _drawn(rows, journey)):
        rows.insert(1 if kinds[:1] == [LaneKind.PHASES] else 0, _CARDS)
        kinds = [row.kind for row in rows]
    quoted = LaneKind.QUOTES in kinds and kinds[: kinds.index(LaneKind.QUOTES)][-1:] == [LaneKind.CARDS]
    if quoted:
        rows = [row for row in rows if row.kind is not LaneKind.QUOTES]
    return LaneOrder(tuple(rows), quoted, empty, unasked)


def _wanted(journey: Journey) -> list[Row]:
    """The lanes that the document shows, each of its own lanes once."""
    own = {lane.id: lane.name for lane in journey.text_lanes}
    rows: list[Row] = []
    for lane in journey.poster.lanes_in_order:
        if not lane.shown:
            continue
        if lane.kind is LaneKind.TEXT:
            if lane.lane not in own:
                continue
            row = Row(lane.kind, lane.lane or "", own[lane.lane or ""])
        else:
            row = Row(lane.kind)
        if row not in rows:
            rows.append(row)
            if row.kind is LaneKind.CURVE:
                rows += [Row(row.kind, persona=other.key) for other in apart_of(journey)]
    return rows


def _filled(row: Row, journey: Journey) -> bool:
    """Whether a lane has something to show."""
    if row.kind is LaneKind.PHASES:
        return bool(journey.phases) or not journey.touchpoints
    if row.kind is LaneKind.TEXT:
        return any(lane_text(t, row.lane) for t in journey.touchpoints)
    if row.kind is LaneKind.QUOTES and _under_cards(journey):
        return True  # they grow the cards' lane and need none: no need to look for one
    if row.kind is LaneKind.ROUNDS:
        return has_rounds(journey)
    says = _SAYS.get(row.kind)
    if says is None or not journey.touchpoints:  # an empty map shows how it is meant
        return says is None or row.kind is LaneKind.PARTIES
    return any(says(t) for t in journey.touchpoints)


def _under_cards(journey: Journey) -> bool:
    """Whether quotes follow the cards at once, whatever other lanes hold."""
    kinds = [lane.kind for lane in journey.poster.lanes_in_order if lane.shown]
    return LaneKind.CARDS in kinds and kinds[kinds.index(LaneKind.CARDS) + 1 :][:1] == [LaneKind.QUOTES]


def _drawn(rows: Sequence[Row], journey: Journey) -> bool:
    """Whether some rows show more than the names of phases and the opportunities that hang from something."""
    bare = (LaneKind.PHASES, LaneKind.OPPORTUNITIES)
    return any(row.kind not in bare for row in rows) or (
        bool(journey.opportunities) and any(row.kind is LaneKind.OPPORTUNITIES for row in rows)
    )


def lane_text(touchpoint: Touchpoint, lane: str) -> str:
    """What a touchpoint says in one of the journey's own lanes."""
    return next((said.text.strip() for said in touchpoint.lane_texts if said.lane == lane), "")


def space(above: LaneKind, below: LaneKind) -> tuple[float, float]:
    """The distance of two neighbouring lanes as a share of the lane gap, and their share of height that is left over.

    What is read together stands together: cards over their line, the line over those who are responsible for it.
    """
    if above is LaneKind.PHASES:
        # The rail brings its own air; a graph has room above its scale.
        return (0.0, 0.0) if below is LaneKind.CARDS else (0.55, 0.05)
    if LaneKind.PHASES in (above, below):
        return 0.7, 0.1
    if below is LaneKind.OPPORTUNITIES:
        return 0.9, 0.45
    if above is LaneKind.OPPORTUNITIES:
        return (0.5 if below is LaneKind.CARDS else 0.9), 0.3
    if above is LaneKind.CARDS and below is LaneKind.CURVE:
        return 1.0, 0.45
    if above is LaneKind.CURVE:
        # The rail over cards is empty above its line.
        return (0.1, 0.3) if below is LaneKind.CARDS else (0.4, 0.1)
    if below is LaneKind.CURVE:
        return 0.7, 0.3
    return (0.15, 0.2) if below is LaneKind.CARDS else (0.62, 0.15)


def ends(rows: Sequence[Row], m: Metrics) -> tuple[float, float]:
    """Room (mm) over the first lane of a band and under its last."""
    if not rows:
        return 0.6 * m.em, 0.6 * m.em
    first, last = rows[0].kind, rows[-1].kind
    head = 0.0 if first in (LaneKind.PHASES, LaneKind.CARDS) else 0.7 * m.em
    return head, 0.0 if last is LaneKind.PHASES and len(rows) > 1 else 0.6 * m.em


def fixed_of(rows: Rows, m: Metrics) -> float:
    """The height (mm) of a band with these rows, without its graph."""
    head, foot = ends([row for row, _ in rows], m)
    between = sum(space(a.kind, b.kind)[0] for (a, _), (b, _) in pairwise(rows))
    return head + sum(h for _, h in rows) + between * m.lane_gap + foot


def least_height(order: LaneOrder, m: Metrics) -> float:
    """No band with these lanes is lower than this (mm), not even with the shortest of cards."""
    least = {
        LaneKind.PHASES: m.ribbon,
        LaneKind.CARDS: m.rail + 8 * m.em + m.lane_gap,
    }
    return sum(least.get(row.kind, 0.0) for row in order.rows) + least_graphs(order, m)


def least_graphs(order: LaneOrder, m: Metrics) -> float:
    """The least height (mm) of all graphs of a band together; none where there is no graph."""
    return order.graphs * m.graph_min * (_LOWER if order.graphs > 1 else 1.0)
