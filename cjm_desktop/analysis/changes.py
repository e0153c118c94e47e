"""What differs between two versions of a journey, in words: for unsaved work that was found, history, merging and the command line.

Contract. :func:`changes` gives one :class:`Difference` for each record that came, went or changed its place, and one for each field
that has another value, in the order of the document. Records are matched by their ids. Equal journeys give none. Nothing is cut out:
a field that this module has no word for is told as one of its record.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, TypeVar

from cjm_desktop.document import Journey, Message, Record

K = TypeVar("K", bound=Hashable)

#: Longest text that is quoted whole, in characters.
_QUOTED = 60


class How(StrEnum):
    """What happened to a record or a field."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs.

    ``kind`` is the list of the journey that the record is in (empty: the journey itself), ``place`` a path such as
    ``touchpoints[3].grade`` in the later version (in the earlier one for what is gone), ``record`` its id, ``message`` the sentence.
    """

    how: How
    kind: str
    place: str
    record: str
    message: Message


#: The lists of records with ids: what one of them is called, and the field that holds its name.
_LISTS: Mapping[str, tuple[Message, str]] = {
    "candidates": (Message("Candidate"), "title"),
    "parties": (Message("Responsible party"), "name"),
    "personas": (Message("Persona"), "name"),
    "interviews": (Message("Interview"), "pseudonym"),
    "channels": (Message("Channel"), "name"),
    "phases": (Message("Phase"), "name"),
    "touchpoints": (Message("Touchpoint"), "title"),
    "text_lanes": (Message("Own lane"), "name"),
    "opportunities": (Message("Opportunity"), "title"),
    "rounds": (Message("Measured round"), "name"),
}

#: What fields are called; one that is not here is told by its record alone.
_FIELDS: Mapping[str, Message] = {
    "title": Message("Title"),
    "text": Message("Text"),
    "name": Message("Name"),
    "note": Message("Note"),
    "kind": Message("Kind"),
    "phase": Message("Phase"),
    "channel": Message("Channel"),
    "party": Message("Responsible party"),
    "systems": Message("Systems behind it"),
    "when": Message("When"),
    "duration": Message("How long it takes"),
    "emotion": Message("Emotion"),
    "grade": Message("Grade"),
    "desired": Message("Desired grade"),
    "expectation": Message("Expectation"),
    "met": Message("Was it met?"),
    "quotes": Message("In their own words"),
    "personas": Message("Other personas"),
    "service_levels": Message("Service levels"),
    "droppable": Message("Could be dropped"),
    "left_alone": Message("To be left as it is"),
    "decisive": Message("Decisive moment"),
    "votes": Message("Votes"),
    "lane_texts": Message("Own lanes"),
    "touchpoints": Message("Where it helps"),
    "impact": Message("Impact"),
    "effort": Message("Effort"),
    "owner": Message("Owner"),
    "person": Message("Person"),
    "due": Message("Due"),
    "status": Message("Status"),
    "role": Message("Role"),
    "age": Message("Age"),
    "story": Message("Story"),
    "hobbies": Message("Hobbies"),
    "ambitions": Message("Ambitions"),
    "frustrations": Message("Frustrations"),
    "expectations": Message("Expectations"),
    "needs": Message("What they need"),
    "sign": Message("Sign"),
    "colour": Message("Colour"),
    "icon": Message("Icon"),
    "answers": Message("Answers"),
    "date": Message("Date"),
    "goals": Message("Goals"),
    "charter": Message("Why, and what"),
    "feedback": Message("Keep improving"),
    "desired experience": Message("The experience we want"),
    "emotions": Message("Emotion in a word"),
    "parking": Message("Parking lot"),
    "parked": Message("Parking lot"),
    "poster": Message("Poster"),
    "imprint": Message("Made by"),
    "language": Message("Language of the map"),
    "scale": Message("Scale of the grades"),
    "service": Message("Service"),
    "purpose": Message("Purpose"),
    "pains": Message("Where it hurts today"),
    "need": Message("The need it starts with"),
    "ends": Message("Where it ends"),
    "participants": Message("Participants"),
    "scope": Message("How much is mapped"),
    "target": Message("Target grade"),
    "realistic": Message("What is realistic"),
    "reader": Message("Who reads the answers"),
    "review": Message("Next review"),
    "organisation": Message("Organisation"),
    "version": Message("Version"),
    "paper": Message("Paper"),
    "theme": Message("Theme"),
}
#: Fields of other records that the name of a field alone would call by a wrong word.
_OWN = {("", "desired"): _FIELDS["desired experience"], ("touchpoints", "text"): Message("Text")}
#: Fields that hold the id of a record, and its list.
_REFERENCES = {"phase": "phases", "channel": "channels", "party": "parties", "owner": "parties", "persona": "personas"}
#: What belongs to another field and is never told of its own.
_SILENT = {"emotion_suggested", "id"}


def changes(before: Journey, after: Journey) -> tuple[Difference, ...]:
    """What is another in ``after`` than in ``before``."""
    return () if before is after else tuple(_of_journey(before, after))


def _of_journey(before: Journey, after: Journey) -> Iterator[Difference]:
    for name in Journey.model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old is new or old == new:
            continue
        if name in _LISTS:
            yield from _of_list(name, old, new, before, after)
        elif isinstance(old, Record) and isinstance(new, Record) and name != "scale":
            for field, was, now in _apart(old, new):
                label = _FIELDS.get(field) or _FIELDS.get(name) or Message("Journey")
                yield Difference(How.CHANGED, "", f"{name}.{field}", "", _changed(label, field, was, now, before, after))
        else:
            label = _OWN.get(("", name)) or _FIELDS.get(name) or Message("Journey")
            yield Difference(How.CHANGED, "", name, "", _changed(label, name, old, new, before, after))
    if before.__pydantic_extra__ != after.__pydantic_extra__:
        yield Difference(How.CHANGED, "", "", "", Message("{field}: changed", field=Message("Journey")))


def _of_list(name: str, old: Sequence[Any], new: Sequence[Any], before: Journey, after: Journey) -> Iterator[Difference]:
    kind, _title = _LISTS[name]
    was, now = {record.id: record for record in old}, {record.id: record for record in new}
    for at, record in enumerate(old):
        if record.id not in now:
            message = Message("Removed: {kind} “{name}”", kind=kind, name=_name(name, record))
            yield Difference(How.REMOVED, name, f"{name}[{at}]", record.id, message)
    moved = moved_ids([r.id for r in old if r.id in now], [r.id for r in new if r.id in was])
    for at, record in enumerate(new):
        place, called = f"{name}[{at}]", _name(name, record)
        earlier = was.get(record.id)
        if earlier is None:
            message = Message("Added: {kind} “{name}”", kind=kind, name=called)
            yield Difference(How.ADDED, name, place, record.id, message)
            continue
        if record.id in moved:
            message = Message("Moved: {kind} “{name}”", kind=kind, name=called)
            yield Difference(How.MOVED, name, place, record.id, message)
        if earlier is record or earlier == record:
            continue
        told = False
        for field, value, instead in _apart(earlier, record):
            if field in _SILENT:
                continue
            told = True
            label = _OWN.get((name, field)) or _FIELDS.get(field)
            what = _changed(label, field, value, instead, before, after) if label is not None else Message("changed")
            message = Message("“{name}”: {what}", name=called, what=what)
            yield Difference(How.CHANGED, name, f"{place}.{field}", record.id, message)
        if not told:
            yield Difference(How.CHANGED, name, place, record.id, Message("“{name}”: {what}", name=called, what=Message("changed")))


def _apart(old: Record, new: Record) -> Iterator[tuple[str, Any, Any]]:
    """The fields of two records of a kind that have different values."""
    for field in type(new).model_fields:
        was, now = getattr(old, field), getattr(new, field)
        if was is not now and was != now:
            yield field, was, now


def _changed(label: Message, field: str, old: Any, new: Any, before: Journey, after: Journey) -> Message:
    """“Grade: 3 → 7”, or only that it was changed, where the values would not be understood or are too long."""
    was, now = _value(field, old, before), _value(field, new, after)
    if was is None or now is None or was == now:
        return Message("{field}: changed", field=label)
    return Message("{field}: {old} → {new}", field=label, old=was, new=now)


def _value(field: str, value: Any, journey: Journey) -> Message | str | float | None:
    """A value as people read it; ``None`` for one that is not told."""
    if value is None or value == "":
        return "–"
    if isinstance(value, (bool, Enum, tuple, Record)):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    if field in _REFERENCES:
        name = next((_name(_REFERENCES[field], r) for r in getattr(journey, _REFERENCES[field]) if r.id == value), "")
        return Message("“{text}”", text=name) if name else None
    text = str(value)
    return Message("“{text}”", text=text) if len(text) <= _QUOTED and "\n" not in text else None


def _name(name: str, record: Record) -> str:
    """What a record is called, shortened."""
    text = str(getattr(record, _LISTS[name][1]) or getattr(record, "text", "") or "…")
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def moved_ids(old: Sequence[K], new: Sequence[K]) -> set[K]:
    """The fewest ids that must have changed their place to turn one order into the other; both hold the same ones, each once.

    The complement of a longest increasing subsequence (C. Schensted, 1961). Of several that are equally long always the same is taken.
    """
    if list(old) == list(new):
        return set()
    rank = {ident: at for at, ident in enumerate(old)}
    # The longest run of ids that kept their order: the last one of the best run of each length, and what came before each.
    ends: list[int] = []
    ids: list[K] = []
    before: dict[K, K] = {}
    for ident in new:
        at = bisect_left(ends, rank[ident])
        if at:
            before[ident] = ids[at - 1]
        ends[at : at + 1] = [rank[ident]]
        ids[at : at + 1] = [ident]
    kept: set[K] = set()
    step: K | None = ids[-1] if ids else None
    while step is not None:
        kept.add(step)
        step = before.get(step)
    return set(new) - kept


# ------------------------------------------------------------------------------------------------ the same words, for others


def label_of(kind: str, field: str) -> Message:
    """What a field of a record in one of the journey's lists is called (``kind`` empty: of the journey itself).

    ``field`` may be a path such as ``answers[2].grade``; its last name that has a word counts.
    """
    names = [step.partition("[")[0] for step in field.split(".")]
    if names == ["desired"] and not kind:
        return _FIELDS["desired experience"]
    for name in reversed(names):
        label = _OWN.get((kind, name)) or _FIELDS.get(name)
        if label is not None:
            return label
    return _LISTS[kind][0] if kind in _LISTS else Message("Journey")


def kind_and_name(kind: str, record: Record) -> tuple[Message, str]:
    """What a record of one of the journey's lists is, and what it is called, shortened."""
    return _LISTS[kind][0], _name(kind, record)


def name_of(journey: Journey, ident: str) -> str:
    """What the record with an id is called, shortened; empty when the journey has none."""
    for name in _LISTS:
        for record in getattr(journey, name):
            if record.id == ident:
                return _name(name, record)
    return next((_name("touchpoints", card.touchpoint) for card in journey.parked if card.touchpoint.id == ident), "")
