"""What the line itself proposes to change: one opportunity for each of its deepest dips and best peaks (METHOD step 9).

Contract. :func:`proposals` is pure. It proposes nothing where a living opportunity hangs already, nor where somebody decided to leave
things as they are (``Touchpoint.left_alone``): what was refused once is not proposed again. Dips come first, the deepest before the
others, then peaks, the highest first; among equals the earlier on the map. What the map marks (``Insights.highlights``) is
proposed, so that there are no more than a room can talk about; and every deep dip (:data:`.finding_rules.DEEP`: 2.5 and less on 1–10),
also where there are more of them than the map marks. :func:`misses_planned_peak` tells whether the one peak that METHOD step 9 asks for is
still to be planned. A title begins with the touchpoint's: that tells rows of a narrow table apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Journey, Kind, Message, OpportunityKind, Status, Touchpoint
from .figures import figure
from .finding_rules import is_deep
from .insights import Insights

#: Quotation marks around a title, of which one pair is enough.
_MARKS = "“”„\"»«"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One opportunity that could be: the touchpoint (its id) it would hang from, its kind, a title for it, and why."""

    touchpoint: str
    kind: OpportunityKind
    title: Message
    why: Message


def helped(journey: Journey) -> set[str]:
    """The touchpoints that an opportunity hangs from; one that was dropped helps nobody."""
    return {ident for one in journey.opportunities if one.status is not Status.DROPPED for ident in one.touchpoints}


def proposals(journey: Journey, insights: Insights) -> tuple[Proposal, ...]:
    """What the line proposes, in the order that the module tells; ``insights`` are the journey's."""
    done = helped(journey)
    neutral = journey.scale.neutral
    place = {card.id: at for at, card in enumerate(journey.touchpoints)}

    def open_ones(idents: tuple[str, ...]) -> list[tuple[int, Touchpoint]]:
        cards = [(place[ident], journey.touchpoints[place[ident]]) for ident in idents]
        return [(at, card) for at, card in cards if card.id not in done and not card.left_alone]

    marked = insights.highlights
    dips = [(at, card) for at, card in open_ones(insights.dips) if card.id in marked or is_deep(card.grade or 0.0, journey.scale)]
    peaks = [(at, card) for at, card in open_ones(insights.peaks) if card.id in marked]
    dips.sort(key=lambda one: one[1].grade or 0.0)
    peaks.sort(key=lambda one: -(one[1].grade or 0.0))
    lifted = [_for_dip(card, at, insights) for at, card in dips]
    return (*lifted, *(_for_peak(card, at) for at, card in peaks if (card.grade or 0.0) > neutral))


def misses_planned_peak(journey: Journey, insights: Insights) -> bool:
    """Whether there is a line, and nobody has planned a peak in it that goes beyond what anybody expects."""
    alive = (one for one in journey.opportunities if one.status is not Status.DROPPED)
    return bool(insights.graded) and not any(one.kind is OpportunityKind.PLANNED_PEAK for one in alive)


def _called(card: Touchpoint, at: int) -> str | Message:
    # What somebody says stands in marks already.
    return card.title.strip().strip(_MARKS) or Message("card {number}", number=at + 1)


def _for_dip(card: Touchpoint, at: int, insights: Insights) -> Proposal:
    """Silences and waits are bridged, what could be dropped is dropped, anything else is lifted."""
    title, grade = _called(card, at), figure(card.grade or 0.0)
    if card.droppable:
        why = Message("A dip ({grade}) that could be dropped: then nobody has to go through it.", grade=grade)
        return Proposal(card.id, OpportunityKind.SHORTEN, Message("“{title}”: drop or shorten it", title=title), why)
    if card.kind is Kind.SILENCE:
        why = Message("Nothing is heard here, and the line falls to {grade}: a word in between helps most.", grade=grade)
        return Proposal(card.id, OpportunityKind.BRIDGE_SILENCE, Message("“{title}”: break the silence", title=title), why)
    if card.kind is Kind.WAITING:
        why = Message("A wait that is graded {grade}: it feels shorter when one knows how things stand.", grade=grade)
        return Proposal(card.id, OpportunityKind.BRIDGE_SILENCE, Message("“{title}”: tell how things stand", title=title), why)
    alone = insights.bottoms == (card.id,)
    why = Message("The deepest dip of the line: {grade}.", grade=grade) if alone else Message("A dip of the line: {grade}.", grade=grade)
    return Proposal(card.id, OpportunityKind.LIFT_DIP, Message("“{title}”: make it better", title=title), why)


def _for_peak(card: Touchpoint, at: int) -> Proposal:
    title = Message("“{title}”: more of what makes it good", title=_called(card, at))
    why = Message("A peak of the line ({grade}): peaks are what people remember and tell.", grade=figure(card.grade or 0.0))
    return Proposal(card.id, OpportunityKind.STRENGTHEN_PEAK, title, why)
