"""The parking lot: thoughts that do not belong on the map now, and touchpoints taken off it (METHOD step 7).

The lot is one list of rows: texts (``Journey.parking``) and whole cards (``Journey.parked``), told by :func:`lot`. A parked card keeps its
phase, votes and all that it says, and what hung on it: answers, measurements, opportunities. Putting it back restores everything
whose other end is still there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from ..document import (
    MAX_RECORDS,
    Answer,
    Interview,
    Journey,
    Message,
    Opportunity,
    ParkedAnswer,
    ParkedCard,
    ParkedReading,
    Reading,
    Round,
    Touchpoint,
    clean_line,
    clean_text,
)
from .checks import positions
from .errors import EditError, replaced, too_many
from .sharing import each, in_phase, moved
from .touchpoints import add_touchpoints, remove_touchpoints

A = TypeVar("A", Answer, Reading)
#: A row of the lot.
Row = str | ParkedCard


def lot(journey: Journey) -> tuple[Row, ...]:
    """The rows of the parking lot, from top to bottom."""
    if not journey.parked:
        return journey.parking
    rows: list[Row] = []
    last = len(journey.parking)
    for at in range(last + 1):
        rows += [card for card in journey.parked if min(card.place, last) == at]
        rows += journey.parking[at : at + 1]
    return tuple(rows)


def park(journey: Journey, texts: Sequence[str]) -> Journey:
    """The journey with more thoughts in its parking lot; empty ones are left out."""
    kept = tuple(text for raw in texts if (text := clean_text(raw).strip()))
    if len(journey.parking) + len(kept) > MAX_RECORDS:
        raise too_many(MAX_RECORDS)
    return with_rows(journey, (*lot(journey), *kept)) if kept else journey


def park_touchpoints(journey: Journey, ids: Iterable[str]) -> Journey:
    """The journey in which some touchpoints, in the order of time, stand at the end of the parking lot with all that hangs on them."""
    found = positions(journey.touchpoints, ids)
    if not found:
        return journey
    if len(journey.parked) + len(found) > MAX_RECORDS:
        raise too_many(MAX_RECORDS)
    cards = {journey.touchpoints[i].id: ParkedCard(touchpoint=journey.touchpoints[i], at=i) for i in found}
    for ident, card in cards.items():
        cards[ident] = card.model_copy(
            update={
                "opportunities": tuple(o.id for o in journey.opportunities if ident in o.touchpoints),
                "answers": tuple(
                    ParkedAnswer(interview=v.id, answer=a) for v in journey.interviews for a in v.answers if a.touchpoint == ident
                ),
                "readings": tuple(
                    ParkedReading(round=r.id, reading=one) for r in journey.rounds for one in r.readings if one.touchpoint == ident
                ),
            }
        )
    # The answers wait with the card; only what was removed for good counts for the phase.
    bare = journey.with_(interviews=each(journey.interviews, lambda v: _told_elsewhere(v, cards)))
    return with_rows(remove_touchpoints(bare, cards), (*lot(journey), *cards.values()))


def change_parked(journey: Journey, row: int, text: str) -> Journey:
    """The journey with another text in a row of the lot, or another title of a card there.

    An empty text takes a thought away; a card keeps its title, since much else hangs on it.
    """
    rows = _holding(journey, row)
    now = rows[row]
    if isinstance(now, str):
        text = clean_text(text).strip()
        if not text:
            return unpark(journey, row)
        return journey if now == text else with_rows(journey, (*rows[:row], text, *rows[row + 1 :]))
    title = clean_line(text)
    if not title or title == now.touchpoint.title:
        return journey
    after = now.model_copy(update={"touchpoint": replaced(now.touchpoint, title=title)})
    return with_rows(journey, (*rows[:row], after, *rows[row + 1 :]))


def unpark(journey: Journey, row: int) -> Journey:
    """The journey without one row of its lot, for good. What people told about a card counts for its phase from now on."""
    rows = _holding(journey, row)
    gone = rows[row]
    if isinstance(gone, ParkedCard):
        # What hung on it finds its phase again by way of the map, where its grades, perhaps of another scale, are of no use.
        plain = replaced(gone.touchpoint, grade=None, graded_by=None, group_grade=None, desired=None, personas=())
        rows = (*rows[:row], gone.model_copy(update={"touchpoint": plain}), *rows[row + 1 :])
        return remove_touchpoints(put_back(with_rows(journey, rows), row), [gone.touchpoint.id])
    return with_rows(journey, (*rows[:row], *rows[row + 1 :]))


def move_parked(journey: Journey, row: int, to: int) -> Journey:
    """The journey with a row of its lot at another place; ``to`` counts among the others (clamped)."""
    rows = _holding(journey, row)
    after = moved(rows, row, to)
    return journey if after is rows else with_rows(journey, after)


def put_back(journey: Journey, row: int, place: tuple[int, str | None] | None = None) -> Journey:
    """The journey with a parked card on the map again, and with everything that hung on it.

    It goes to its old phase, near its old place; or to ``place``, a position among the touchpoints and a phase (or none).
    """
    rows = _holding(journey, row)
    card = rows[row]
    if not isinstance(card, ParkedCard):
        raise EditError(Message("This thought is not in the parking lot any more."))
    at, phase = place if place is not None else (card.at, card.touchpoint.phase)
    record = in_phase(card.touchpoint, phase)
    journey = with_rows(journey, (*rows[:row], *rows[row + 1 :]))
    journey = add_touchpoints(journey, (record,), at)
    ident, order = record.id, {t.id: i for i, t in enumerate(journey.touchpoints)}

    def hung(opportunity: Opportunity) -> Opportunity:
        if opportunity.id not in card.opportunities or ident in opportunity.touchpoints:
            return opportunity
        return opportunity.model_copy(update={"touchpoints": (*opportunity.touchpoints, ident)})

    def told(interview: Interview) -> Interview:
        answers = [one.answer for one in card.answers if one.interview == interview.id]
        after = _sorted_in(interview.answers, answers, order)
        return interview.model_copy(update={"answers": after}) if answers else interview

    def measured(one: Round) -> Round:
        readings = [each_.reading for each_ in card.readings if each_.round == one.id]
        return one.model_copy(update={"readings": _sorted_in(one.readings, readings, order)}) if readings else one

    return journey.with_(
        opportunities=each(journey.opportunities, hung),
        interviews=each(journey.interviews, told),
        rounds=each(journey.rounds, measured),
    )


def each_card(journey: Journey, change: Callable[[Touchpoint], Touchpoint]) -> dict[str, Any]:
    """Every touchpoint changed, on the map and in the lot, for :meth:`Journey.with_`."""
    return {
        "touchpoints": each(journey.touchpoints, change),
        "parked": each(journey.parked, lambda card: _with_card(card, change(card.touchpoint))),
    }


def each_parked_answer(cards: tuple[ParkedCard, ...], change: Callable[[Answer], Answer]) -> tuple[ParkedCard, ...]:
    """Parked cards with every answer changed that waits with them."""

    def answer(one: ParkedAnswer) -> ParkedAnswer:
        after = change(one.answer)
        return one if after is one.answer else one.model_copy(update={"answer": after})

    def card(one: ParkedCard) -> ParkedCard:
        after = each(one.answers, answer)
        return one if after is one.answers else one.model_copy(update={"answers": after})

    return each(cards, card)


def without_reference(cards: tuple[ParkedCard, ...], gone: str) -> tuple[ParkedCard, ...]:
    """Parked cards on which an opportunity, an interview or a round hangs no more because it is gone."""

    def card(one: ParkedCard) -> ParkedCard:
        changes = {
            "opportunities": tuple(ident for ident in one.opportunities if ident != gone),
            "answers": tuple(a for a in one.answers if a.interview != gone),
            "readings": tuple(r for r in one.readings if r.round != gone),
        }
        changes = {name: left for name, left in changes.items() if len(left) < len(getattr(one, name))}
        return one.model_copy(update=changes) if changes else one

    return each(cards, card)


def with_rows(journey: Journey, rows: Sequence[Row]) -> Journey:
    """The journey whose parking lot has these rows."""
    texts: list[str] = []
    cards: list[ParkedCard] = []
    for row in rows:
        if isinstance(row, str):
            texts.append(row)
        else:
            cards.append(row if row.place == len(texts) else row.model_copy(update={"place": len(texts)}))
    changes: dict[str, Any] = {}
    if tuple(texts) != journey.parking:
        changes["parking"] = tuple(texts)
    if len(cards) != len(journey.parked) or any(a is not b for a, b in zip(cards, journey.parked, strict=True)):
        changes["parked"] = tuple(cards)
    return journey.with_(**changes) if changes else journey


def _with_card(card: ParkedCard, touchpoint: Touchpoint) -> ParkedCard:
    return card if touchpoint is card.touchpoint else card.model_copy(update={"touchpoint": touchpoint})


def _told_elsewhere(interview: Interview, cards: dict[str, ParkedCard]) -> Interview:
    left = tuple(a for a in interview.answers if a.touchpoint not in cards)
    return interview if len(left) == len(interview.answers) else interview.model_copy(update={"answers": left})


def _sorted_in(there: tuple[A, ...], back: Sequence[A], order: dict[str, int]) -> tuple[A, ...]:
    """What hangs on touchpoints with more of it about one of them, before whatever is about a later one."""
    out = list(there)
    for one in back:
        here = order[one.touchpoint or ""]
        later = (i for i, other in enumerate(out) if other.touchpoint is not None and order.get(other.touchpoint, -1) > here)
        out.insert(next(later, len(out)), one)
    return tuple(out)


def _holding(journey: Journey, row: int) -> tuple[Row, ...]:
    rows = lot(journey)
    if not 0 <= row < len(rows):
        raise EditError(Message("This thought is not in the parking lot any more."))
    return rows
