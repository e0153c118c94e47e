"""Who has it in hand along the way: hand-overs between parties and between systems, and whose touchpoints carry the dips (METHOD steps 0
and 2: many systems, processes and partners behind one journey; a dip belongs to somebody).

Source. Services fail most where responsibilities meet: M. J. Bitner, A. L. Ostrom and F. N. Morgan, Service blueprinting: a practical
technique for service innovation, California Management Review 50 (2008), fail points at the lines of interaction.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from ..document import Journey, Touchpoint
from .curve import stands_out
from .insights import Insights

#: A party is named when its share of the dips is so many times its share of the graded cards, and when it has so many dips.
_TIMES, _FEWEST = 1.5, 2


@dataclass(frozen=True, slots=True)
class Handovers:
    """``at``: the touchpoints (ids) at which somebody or something else takes over; ``steps``: how many steps there are from one card
    that names a holder to the next; ``falls``: those of ``at`` whose grade lies below that of the card just before them, whoever holds
    that one, by as much as a dip stands out. Across a card without a grade the line is broken and falls nowhere."""

    at: tuple[str, ...]
    steps: int
    falls: tuple[str, ...]


def between_parties(journey: Journey) -> Handovers:
    """Hand-overs between parties. A card without a party passes nothing on: the last one named still holds it."""
    return _handovers(journey, lambda t: frozenset((t.party,)) if t.party is not None else frozenset())


def between_systems(journey: Journey) -> Handovers:
    """Hand-overs between systems: where a card and the one before it that names systems have none in common (case does not count)."""
    return _handovers(journey, lambda t: frozenset([name.strip().casefold() for name in t.systems if name.strip()]))


def _handovers(journey: Journey, holders: Callable[[Touchpoint], frozenset[Hashable]]) -> Handovers:
    at: list[str] = []
    falls: list[str] = []
    steps = 0
    held: frozenset[Hashable] = frozenset()
    before: float | None = None
    for t in journey.touchpoints:
        now = holders(t)
        if now:
            if held:
                steps += 1
                if held.isdisjoint(now):
                    at.append(t.id)
                    if before is not None and t.grade is not None and stands_out(before - t.grade, journey.scale):
                        falls.append(t.id)
            held = now
        before = t.grade
    return Handovers(tuple(at), steps, tuple(falls))


@dataclass(frozen=True, slots=True)
class Burden:
    """A party's dips (ids, in the order of time) of ``all_dips``, and its ``cards`` of ``all_cards``, which are the graded ones."""

    party: str
    dips: tuple[str, ...]
    all_dips: int
    cards: int
    all_cards: int

    @property
    def excess(self) -> float:
        """By how much its share of the dips is greater than its share of the graded cards, 0 to 1."""
        return len(self.dips) / self.all_dips - self.cards / self.all_cards


def burdens(journey: Journey, insights: Insights) -> tuple[Burden, ...]:
    """The parties whose touchpoints carry more of the dips than their share, the most burdened first.

    A party is named when it has two dips or more, and its share of the dips is at least one and a half times its share of the graded
    cards: only those can be dips.
    """
    if len(insights.dips) < _FEWEST:
        return ()
    low = set(insights.dips)
    cards: dict[str, int] = {}
    dips: dict[str, list[str]] = {}
    for t in journey.touchpoints:
        if t.party is not None and t.grade is not None:
            cards[t.party] = cards.get(t.party, 0) + 1
            if t.id in low:
                dips.setdefault(t.party, []).append(t.id)
    found = [
        Burden(party, tuple(own), len(low), cards[party], insights.graded)
        for party, own in dips.items()
        if len(own) >= _FEWEST and len(own) * insights.graded >= _TIMES * cards[party] * len(low)
    ]
    return tuple(sorted(found, key=lambda one: -one.excess))
