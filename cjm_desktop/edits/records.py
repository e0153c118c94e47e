"""Parties, personas, channels, interviews, opportunities, candidates and rounds: put, dropped, put in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..analysis import rounds_by_day
from ..document import (
    MAX_RECORDS,
    Answer,
    Interview,
    Journey,
    Message,
    Opportunity,
    Persona,
    Record,
    Touchpoint,
)
from .checks import LISTS, free_ids, grades_of, on_scale, position, references_exist, references_of
from .errors import EditError, too_many
from .parking import each_card, each_parked_answer, without_reference
from .sharing import each, moved


def put(journey: Journey, list_name: str, record: Record) -> Journey:
    """The journey with a record replaced, by its id, in one of the lists; a record with a new id goes to the end,
    a round to where its day puts it.

    Raises :class:`EditError` when the id belongs to another list, a reference names nothing or a grade is off the
    scale.
    """
    records = _list(journey, list_name)
    if not isinstance(record, LISTS[list_name]):
        raise _wrong_list(list_name)
    ident: str = record.id  # type: ignore[attr-defined]
    at = next((i for i, other in enumerate(records) if other.id == ident), None)
    if at is None:
        if len(records) >= MAX_RECORDS:
            raise too_many(MAX_RECORDS)
        free_ids(journey, [ident])
    elif records[at] == record:
        return journey
    references_exist(journey, references_of(record))
    on_scale(journey.scale, grades_of(record))
    after = (*records, record) if at is None else (*records[:at], record, *records[at + 1 :])
    return journey.with_(**{list_name: _in_order(list_name, after)})


def drop(journey: Journey, list_name: str, ident: str) -> Journey:
    """The journey without a record of one of the lists, and without any reference to it.

    Touchpoints lose their channel or party, quotes stay without their source, opportunities lose their owner, another
    persona's grades, a party's proposal and what was said in a text lane go with it.
    """
    records = _list(journey, list_name)
    at = position(records, ident)
    changes: dict[str, Any] = {list_name: (*records[:at], *records[at + 1 :])}
    clean = _CLEANERS.get(list_name)
    if clean is not None:
        changes.update(clean(journey, ident))
    return journey.with_(**changes)


def reorder(journey: Journey, list_name: str, ident: str, at: int) -> Journey:
    """The journey with a record of one of the lists at another place; ``at`` counts among the others (clamped).
    Rounds stay in the order of their days: only those of one day change places."""
    there = _list(journey, list_name)
    records = _in_order(list_name, there)
    after = _in_order(list_name, moved(records, position(records, ident), at))
    return journey if after == there else journey.with_(**{list_name: after})


def _in_order(list_name: str, records: tuple[Any, ...]) -> tuple[Any, ...]:
    """Records as their list holds them: rounds by day, all others as they are."""
    return rounds_by_day(records) if list_name == "rounds" else records


def _list(journey: Journey, name: str) -> tuple[Any, ...]:
    if name not in LISTS:
        raise _wrong_list(name)
    records: tuple[Any, ...] = getattr(journey, name)
    return records


def _wrong_list(name: str) -> EditError:
    return EditError(Message("This record does not belong in the list “{list}”.", list=name))


def _without_party(journey: Journey, gone: str) -> dict[str, Any]:
    def opportunity(o: Opportunity) -> Opportunity:
        return o.model_copy(update={"owner": None}) if o.owner == gone else o

    changes: dict[str, Any] = {
        **each_card(journey, lambda t: t.model_copy(update={"party": None}) if t.party == gone else t),
        "opportunities": each(journey.opportunities, opportunity),
    }
    proposals = tuple(p for p in journey.desired.proposals if p.party != gone)
    if len(proposals) < len(journey.desired.proposals):
        changes["desired"] = journey.desired.model_copy(update={"proposals": proposals})
    return changes


def _without_persona(journey: Journey, gone: str) -> dict[str, Any]:
    def touchpoint(t: Touchpoint) -> Touchpoint:
        if not any(other.persona == gone for other in t.personas):
            return t
        return t.model_copy(
            update={"personas": tuple(other for other in t.personas if other.persona != gone)}
        )

    def interview(v: Interview) -> Interview:
        return v.model_copy(update={"persona": None}) if v.persona == gone else v

    changes: dict[str, Any] = {
        **each_card(journey, touchpoint),
        "interviews": each(journey.interviews, interview),
    }
    if journey.poster.around == gone:
        changes["poster"] = journey.poster.model_copy(update={"around": None})
    return changes


def _without_channel(journey: Journey, gone: str) -> dict[str, Any]:
    def answer(a: Answer) -> Answer:
        return a.model_copy(update={"channel": None}) if a.channel == gone else a

    def interview(v: Interview) -> Interview:
        answers = each(v.answers, answer)
        return v if answers is v.answers else v.model_copy(update={"answers": answers})

    def persona(p: Persona) -> Persona:
        if gone not in p.channels:
            return p
        return p.model_copy(update={"channels": tuple(ident for ident in p.channels if ident != gone)})

    changes: dict[str, Any] = {
        **each_card(journey, lambda t: t.model_copy(update={"channel": None}) if t.channel == gone else t),
        "interviews": each(journey.interviews, interview),
        "personas": each(journey.personas, persona),
    }
    changes["parked"] = each_parked_answer(changes["parked"], answer)
    if journey.feedback.channel == gone:
        changes["feedback"] = journey.feedback.model_copy(update={"channel": None})
    return changes


def _without_interview(journey: Journey, gone: str) -> dict[str, Any]:
    def touchpoint(t: Touchpoint) -> Touchpoint:
        if not any(quote.interview == gone for quote in t.quotes):
            return t
        quotes = tuple(
            quote.model_copy(update={"interview": None}) if quote.interview == gone else quote
            for quote in t.quotes
        )
        return t.model_copy(update={"quotes": quotes})

    changes = each_card(journey, touchpoint)
    return {**changes, "parked": without_reference(changes["parked"], gone)}


def _without_parked_reference(journey: Journey, gone: str) -> dict[str, Any]:
    return {"parked": without_reference(journey.parked, gone)}


def _without_text_lane(journey: Journey, gone: str) -> dict[str, Any]:
    def touchpoint(t: Touchpoint) -> Touchpoint:
        if not any(said.lane == gone for said in t.lane_texts):
            return t
        return t.model_copy(update={"lane_texts": tuple(said for said in t.lane_texts if said.lane != gone)})

    changes = each_card(journey, touchpoint)
    lanes = tuple(lane for lane in journey.poster.lanes if lane.lane != gone)
    if len(lanes) < len(journey.poster.lanes):
        changes["poster"] = journey.poster.model_copy(update={"lanes": lanes})
    return changes


# Only these lists are referred to from elsewhere.
_CLEANERS: dict[str, Callable[[Journey, str], dict[str, Any]]] = {
    "parties": _without_party,
    "personas": _without_persona,
    "channels": _without_channel,
    "interviews": _without_interview,
    "text_lanes": _without_text_lane,
    "opportunities": _without_parked_reference,
    "rounds": _without_parked_reference,
}
