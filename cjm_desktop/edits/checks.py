"""The invariants of a document, checked for the few records an edit touches.

The same rules as :mod:`cjm_desktop.document.invariants`, which checks a whole document at once. The ids of a list are
gathered only when a record refers to it, so that a grade or a title costs no look at any other record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..document import (
    Answer,
    Candidate,
    Channel,
    Interview,
    Journey,
    Message,
    Opportunity,
    Party,
    Persona,
    Record,
    Round,
    Scale,
    TextLane,
    Touchpoint,
    all_ids,
)
from .errors import EditError, taken, unknown

#: A reference: the list it points into, the id (or ``None``).
Reference = tuple[str, str | None]


def position(records: Iterable[Any], ident: str) -> int:
    """Where the record with this id stands in its list. Raises :class:`EditError` when it is not there."""
    for i, record in enumerate(records):
        if record.id == ident:
            return i
    raise unknown(ident)


def positions(records: Iterable[Any], ids: Iterable[str]) -> list[int]:
    """Where the records with these ids stand, in ascending order; each once, however often it is named."""
    wanted = set(ids)
    if not wanted:
        return []
    if len(wanted) == 1:
        return [position(records, next(iter(wanted)))]
    found = [i for i, record in enumerate(records) if record.id in wanted]
    if len(found) < len(wanted):
        present = {record.id for record in records}
        raise unknown(min(wanted - present))
    return found


def free_ids(journey: Journey, ids: Iterable[str]) -> None:
    """Refuses ids that are used in the journey or twice among themselves."""
    used = all_ids(journey)
    for ident in ids:
        if ident in used:
            raise taken(ident)
        used.add(ident)


def on_scale(scale: Scale, grades: Iterable[float | None]) -> None:
    """Refuses grades off the scale; not-a-number lies on no scale."""
    for grade in grades:
        if not scale.holds(grade):
            raise EditError(
                Message(
                    "The grade {grade} is not on the scale from {low} to {high}.",
                    grade=f"{grade:g}",
                    low=f"{scale.lowest:g}",
                    high=f"{scale.highest:g}",
                )
            )


def references_exist(journey: Journey, references: Iterable[Reference]) -> None:
    """Refuses references that name no record of the list they point into."""
    owners: dict[str, set[str]] = {}
    for name, ident in references:
        if ident is None:
            continue
        if name not in owners:
            owners[name] = {record.id for record in getattr(journey, name)}
        if ident not in owners[name]:
            raise EditError(_NO_SUCH[name](ident))


# A sentence of its own for each list: a name of a list inside one sentence could not be translated.
_NO_SUCH: dict[str, Callable[[str], Message]] = {
    "phases": lambda ident: Message(
        "There is no phase “{id}” in this journey. Choose one of its phases.", id=ident
    ),
    "touchpoints": lambda ident: Message(
        "There is no touchpoint “{id}” in this journey. Choose another.", id=ident
    ),
    "channels": lambda ident: Message(
        "There is no channel “{id}” in this journey. Add it to the channels first.", id=ident
    ),
    "parties": lambda ident: Message(
        "There is no party “{id}” in this journey. Add it to the parties first.", id=ident
    ),
    "personas": lambda ident: Message(
        "There is no persona “{id}” in this journey. Add it to the personas first.", id=ident
    ),
    "text_lanes": lambda ident: Message(
        "There is no lane “{id}” in this journey. Add it to the lanes first.", id=ident
    ),
    "interviews": lambda ident: Message(
        "There is no interview “{id}” in this journey. Add it first.", id=ident
    ),
}


def references_of(record: Record) -> Iterator[Reference]:
    """All references of a record of one of the journey's lists."""
    match record:
        case Touchpoint():
            yield "phases", record.phase
            yield "channels", record.channel
            yield "parties", record.party
            for quote in record.quotes:
                yield "interviews", quote.interview
            for other in record.personas:
                yield "personas", other.persona
            for said in record.lane_texts:
                yield "text_lanes", said.lane
        case Opportunity():
            yield "parties", record.owner
            for ident in record.touchpoints:
                yield "touchpoints", ident
        case Persona():
            for ident in record.channels:
                yield "channels", ident
        case Interview():
            yield "personas", record.persona
            for answer in record.answers:
                yield from _references_of_answer(answer)
        case Round():
            for reading in record.readings:
                yield "touchpoints", reading.touchpoint
        case _:
            pass


def _references_of_answer(answer: Answer) -> Iterator[Reference]:
    yield "touchpoints", answer.touchpoint
    yield "phases", answer.phase
    yield "channels", answer.channel


def grades_of(record: Record) -> Iterator[float | None]:
    """All grades of a record of one of the journey's lists."""
    match record:
        case Touchpoint():
            yield record.grade
            yield record.desired
            yield record.group_grade
            for other in record.personas:
                yield other.grade
                yield other.group_grade
        case Interview():
            for answer in record.answers:
                yield answer.grade
        case Round():
            for reading in record.readings:
                yield reading.grade
        case _:
            pass


#: The lists that ``put``, ``drop`` and ``reorder`` work on, and what they hold.
LISTS: dict[str, type[Record]] = {
    "parties": Party,
    "personas": Persona,
    "channels": Channel,
    "interviews": Interview,
    "text_lanes": TextLane,
    "opportunities": Opportunity,
    "candidates": Candidate,
    "rounds": Round,
}
