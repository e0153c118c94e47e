"""What differs between two versions of a journey, in words: for unsaved work that was found, history, merging and the command line.

Contract. :func:`changes` gives one :class:`Difference` for each record that came, went or changed its place, and one for each field
that has another value, with both values; of long texts the sentences that changed. No word says who did it. What belongs to one record
stands together, the most important first: touchpoints, phases, opportunities, personas, then the journey itself, what was gathered and
measured, and how it is printed. Records are matched by their ids. Equal journeys give none; nothing is cut out. :func:`grouped` puts
them under headings.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum, StrEnum
from itertools import groupby
from typing import Any, TypeVar

from cjm_desktop.document import Duration, Journey, Message, ParkedCard, Picture, Record

from .change_fields import field_label
from .change_values import Names, Told, called, entry, listed, told, value

K = TypeVar("K", bound=Hashable)

#: Longest name of a record, in characters.
_QUOTED = 60
#: Entries that a list of something in another order names.
_NAMED = 6


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
    ``about`` is the heading it belongs under, ``what`` the sentence without it, and ``marked`` the latter with the signs of
    :data:`~.change_values.MARKS` around the words of a text that changed.
    """

    how: How
    kind: str
    place: str
    record: str
    message: Message
    about: Message
    what: Message
    marked: Message


@dataclass(frozen=True, slots=True)
class Group:
    """What differs in one record, or in one part of the journey itself, under its heading."""

    about: Message
    differences: tuple[Difference, ...]


#: The lists of records with ids, the most important first: what one of them is called, and the field that holds its name.
_LISTS: Mapping[str, tuple[Message, str]] = {
    "touchpoints": (Message("Touchpoint"), "title"),
    "phases": (Message("Phase"), "name"),
    "opportunities": (Message("Opportunity"), "title"),
    "personas": (Message("Persona"), "name"),
    "interviews": (Message("Interview"), "pseudonym"),
    "rounds": (Message("Measured round"), "name"),
    "parties": (Message("Responsible party"), "name"),
    "channels": (Message("Channel"), "name"),
    "text_lanes": (Message("Own lane"), "name"),
    "candidates": (Message("Candidate"), "title"),
}
#: The lists of the journey whose records have an id.
RECORD_LISTS = tuple(_LISTS)
#: Parts of the journey itself in their order, between personas and interviews; the last ones come after all lists.
_FIRST = ("title", "goals", "expectations", "desired", "charter", "traveller", "state", "language")
_LAST = ("parked", "parking", "feedback", "scale", "emotions", "imprint", "poster")
_ORDER = {name: at for at, name in enumerate((*list(_LISTS)[:4], *_FIRST, *list(_LISTS)[4:], *_LAST))}
#: Fields that are told before the others of their record.
_LEADING = ("title", "name", "text", "grade")
#: How entries without an id are known again, by the kind of record.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "PersonaGrade": ("persona",),
    "LaneText": ("lane",),
    "Reading": ("touchpoint",),
    "Proposal": ("party",),
    "Answer": ("touchpoint", "phase"),
    "Lane": ("kind", "lane"),
    "RoleColour": ("role",),
    "EmotionWord": ("word",),
    "ServiceLevel": ("name",),
    "Participant": ("id",),
}


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One value that is another: where, what it is called, and both values in words (``what``; ``marked`` with marks)."""

    field: str
    path: str
    what: Message
    marked: Message


@dataclass(frozen=True, slots=True)
class _Sides:
    """What names the records of both versions."""

    was: Names
    now: Names


def changes(before: Journey, after: Journey) -> tuple[Difference, ...]:
    """What is another in ``after`` than in ``before``."""
    if before is after:
        return ()
    sides = _Sides(_names(before), _names(after))
    found: list[tuple[tuple[int, int, int], Difference]] = []
    for name in Journey.model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old is new or old == new:
            continue
        rank = _ORDER.get(name, len(_ORDER))
        if name in _LISTS:
            away, back = (_lying(after), _lying(before)) if name == "touchpoints" else ({}, {})
            found += [((rank, *at), one) for at, one in _of_list(name, old, new, away, back, sides)]
        else:
            found += [((rank, 0, at), one) for at, one in enumerate(_of_journey(name, before, after, sides))]
    found.sort(key=lambda one: one[0])
    out = [one for _rank, one in found]
    if before.__pydantic_extra__ != after.__pydantic_extra__:
        journey, what = Message("Journey"), _unknown()
        message = Message("{field}: {what}", field=journey, what=what)
        out.append(Difference(How.CHANGED, "", "", "", message, journey, what, what))
    return tuple(out)


def grouped(differences: Sequence[Difference]) -> tuple[Group, ...]:
    """The differences in their order, those of a record or of a part of the journey under one heading."""
    groups = groupby(differences, key=lambda one: (one.kind, one.record, str(one.about)))
    return tuple(Group(ones[0].about, ones) for ones in (tuple(found) for _key, found in groups))


# ------------------------------------------------------------------------------------------------ the journey and its lists


def _of_journey(name: str, before: Journey, after: Journey, sides: _Sides) -> Iterator[Difference]:
    """What differs in a field of the journey that is no list of records with ids."""
    old, new = getattr(before, name), getattr(after, name)
    label = field_label("Journey", name) or Message("Journey")
    part = isinstance(old, Record)
    if name == "parked":
        # A card that went to the map or came from there is told there.
        old, new = _resting(old, after), _resting(new, before)
        if old == new:
            return
    about = label if part or name in ("parked", "parking") else Message("Journey")
    for leaf in _inside(name, old, new, sides) if part else _field(name, "Journey", name, old, new, (), sides):
        yield Difference(How.CHANGED, "", leaf.path, "", leaf.what, about, leaf.what, leaf.marked)


def _of_list(
    name: str, old: Sequence[Any], new: Sequence[Any], away: Mapping[str, Any], back: Mapping[str, Any], sides: _Sides
) -> Iterator[tuple[tuple[int, int], Difference]]:
    """What differs in a list of records, each with its place among those of the list. ``away`` and ``back`` are the records that lie in
    the parking lot now, and did before."""
    was, now = {record.id: record for record in old}, {record.id: record for record in new}
    place = {ident: at for at, ident in enumerate(now)}
    last = -1
    for at, record in enumerate(old):
        last = place.get(record.id, last)
        if record.id in now:
            continue
        lying = away.get(record.id)
        template = "Removed: {kind} “{name}”" if lying is None else "Put in the parking lot: {kind} “{name}”"
        yield (last, 1), _whole(How.REMOVED, name, f"{name}[{at}]", record, template)
        if lying is not None:
            for leaf in _inside(f"{name}[{at}]", record, lying, sides):
                yield (last, 1), _told_of(name, lying, leaf)
    moved = moved_ids([r.id for r in old if r.id in now], [r.id for r in new if r.id in was])
    for at, record in enumerate(new):
        path = f"{name}[{at}]"
        earlier = was.get(record.id)
        if earlier is None:
            lay = back.get(record.id)
            template = "Added: {kind} “{name}”" if lay is None else "Back from the parking lot: {kind} “{name}”"
            yield (at, 0), _whole(How.ADDED, name, path, record, template)
            earlier = lay
        if record.id in moved:
            yield (at, 0), _whole(How.MOVED, name, path, record, "Moved: {kind} “{name}”")
        if earlier is None or earlier is record or earlier == record:
            continue
        for leaf in _inside(path, earlier, record, sides):
            yield (at, 0), _told_of(name, record, leaf)


#: What happened to a record, under its own heading.
_ALONE = {
    "Removed: {kind} “{name}”": Message("Removed"),
    "Added: {kind} “{name}”": Message("Added"),
    "Moved: {kind} “{name}”": Message("Moved"),
    "Put in the parking lot: {kind} “{name}”": Message("Put in the parking lot"),
    "Back from the parking lot: {kind} “{name}”": Message("Back from the parking lot"),
}
#: The same, for the translator's tool to find.
_SAID = (
    Message("Removed: {kind} “{name}”"),
    Message("Added: {kind} “{name}”"),
    Message("Moved: {kind} “{name}”"),
    Message("Put in the parking lot: {kind} “{name}”"),
    Message("Back from the parking lot: {kind} “{name}”"),
)


def _whole(how: How, name: str, path: str, record: Any, template: str) -> Difference:
    """A record that came, went or moved."""
    kind, called_ = kind_and_name(name, record)
    return Difference(how, name, path, record.id, Message(template, kind=kind, name=called_), _about(name, record),
                      _ALONE[template], _ALONE[template])  # fmt: skip


def _told_of(name: str, record: Any, leaf: _Leaf) -> Difference:
    message = Message("“{name}”: {what}", name=_name(name, record), what=leaf.what)
    return Difference(How.CHANGED, name, leaf.path, record.id, message, _about(name, record), leaf.what, leaf.marked)


def _about(name: str, record: Record) -> Message:
    kind, called_ = kind_and_name(name, record)
    return Message("{kind} “{name}”", kind=kind, name=called_)


def _lying(journey: Journey) -> dict[str, Any]:
    return {card.touchpoint.id: card.touchpoint for card in journey.parked}


def _resting(cards: Sequence[ParkedCard], other: Journey) -> tuple[ParkedCard, ...]:
    """Those of the parked cards that are not on the map of the other version."""
    there = {touchpoint.id for touchpoint in other.touchpoints}
    return tuple(card for card in cards if card.touchpoint.id not in there)


# ------------------------------------------------------------------------------------------------ fields


def _inside(path: str, old: Record, new: Record, sides: _Sides, labels: tuple[Told, ...] = ()) -> list[_Leaf]:
    """The values in a record that are others, however deep, those people look for first."""
    kind = type(new).__name__
    out: list[_Leaf] = []
    for field in type(new).model_fields:
        was, now = getattr(old, field), getattr(new, field)
        if was is not now and was != now and field != "id":
            out += _field(f"{path}.{field}", kind, field, was, now, labels, sides)
    if old.__pydantic_extra__ != new.__pydantic_extra__:
        out.append(_leaf("", path, labels, _unknown()))
    if any(leaf.field == "emotion" for leaf in out):
        out = [leaf for leaf in out if leaf.field != "emotion_suggested"]
    if not labels:
        out.sort(key=lambda leaf: _LEADING.index(leaf.field) if leaf.field in _LEADING else len(_LEADING))
    return out


def _field(path: str, kind: str, field: str, was: Any, now: Any, labels: tuple[Told, ...], sides: _Sides) -> list[_Leaf]:
    """The value of a field, or the values in it."""
    labels = (*labels, field_label(kind, field) or field.replace("_", " "))
    if isinstance(was, tuple) and isinstance(now, tuple):
        return _entries(path, field, was, now, labels, sides)
    if isinstance(was, Record) and isinstance(now, Record) and not isinstance(now, Duration):
        if isinstance(now, Picture) and isinstance(was, Picture):
            labels = labels[:-1]
        return [replace(leaf, field=field) for leaf in _inside(path, was, now, sides, labels)]
    old, new, old_marked, new_marked = told(field, was, now, sides.was, sides.now)
    if old == "–" and was:
        return [_leaf(field, path, labels, Message("added: {value}", value=new), Message("added: {value}", value=new_marked))]
    if new == "–" and now:
        return [_leaf(field, path, labels, Message("removed: {value}", value=old), Message("removed: {value}", value=old_marked))]
    name = _joined(labels)
    return [
        _Leaf(
            field,
            path,
            Message("{field}: {old} → {new}", field=name, old=old, new=new),
            Message("{field}: {old} → {new}", field=name, old=old_marked, new=new_marked),
        )
    ]


def _entries(path: str, field: str, was: Sequence[Any], now: Sequence[Any], labels: tuple[Told, ...], sides: _Sides) -> list[_Leaf]:
    """The entries of a list that came, went or changed, and whether the others stand in another order."""
    pairs, order = _paired(was, now)
    out: list[_Leaf] = []
    for at, (old, new) in enumerate(pairs):
        place = f"{path}[{at}]"
        if new is None:
            out.append(_leaf(field, place, labels, Message("removed: {value}", value=_entry(field, old, sides.was))))
        elif old is None:
            out.append(_leaf(field, place, labels, Message("added: {value}", value=_entry(field, new, sides.now))))
        elif isinstance(new, Record) and isinstance(old, Record):
            out += _inside(place, old, new, sides, (*labels, called(new, sides.now)))
        elif old != new:
            out += [replace(leaf, path=place) for leaf in _word(path, field, old, new, labels, sides)]
    if order:
        old, new = (listed([_called(field, one, names) for one in side[:_NAMED]], more=len(side) > _NAMED)
                    for side, names in ((was, sides.was), (now, sides.now)))  # fmt: skip
        out.append(_leaf(field, path, labels, Message("in another order: {old} → {new}", old=old, new=new)))
    if not out:  # the same entries, told by the same words
        old, new = (listed([_entry(field, one, names) for one in side]) if side else "–"
                    for side, names in ((was, sides.was), (now, sides.now)))  # fmt: skip
        out.append(_leaf(field, path, labels, Message("{old} → {new}", old=old, new=new)))
    return [replace(leaf, field=field) for leaf in out]


def _word(path: str, field: str, old: Any, new: Any, labels: tuple[Told, ...], sides: _Sides) -> list[_Leaf]:
    """A word of a list that stands where another stood."""
    one, other, one_marked, other_marked = told(field, old, new, sides.was, sides.now)
    sentence = "{field}: {old} → {new}"
    name = _joined(labels)
    return [_Leaf(field, path, Message(sentence, field=name, old=one, new=other),
                  Message(sentence, field=name, old=one_marked, new=other_marked))]  # fmt: skip


def _paired(was: Sequence[Any], now: Sequence[Any]) -> tuple[list[tuple[Any, Any]], bool]:
    """The entries of two lists, each with the one it was or has become (``None`` where there is none), in the order of the later list;
    and whether those that both have stand in another order."""
    keys = [_key(one) for one in was], [_key(one) for one in now]
    if len(set(keys[0])) == len(was) and len(set(keys[1])) == len(now):
        old, new = dict(zip(keys[0], was, strict=True)), dict(zip(keys[1], now, strict=True))
        common = [key for key in keys[1] if key in old]
        left = [key for key in keys[0] if key not in new]
        come = [key for key in keys[1] if key not in old]
        # As many that went as came, and known by their words only: each was written anew.
        became = dict(zip(come, left, strict=True)) if len(left) == len(come) and _by_words(now or was) else {}
        pairs = [(old.get(became.get(key, key)), new[key]) for key in keys[1]]
        pairs += [(old[key], None) for key in left if key not in became.values()]
        return pairs, common != [key for key in keys[0] if key in new]
    pairs = []
    same = SequenceMatcher(None, [repr(key) for key in keys[0]], [repr(key) for key in keys[1]], autojunk=False)
    for _tag, i, j, k, m in same.get_opcodes():
        shared = min(j - i, m - k)
        pairs += list(zip(was[i : i + shared], now[k : k + shared], strict=True))
        pairs += [(one, None) for one in was[i + shared : j]] + [(None, one) for one in now[k + shared : m]]
    return pairs, False


def _by_words(entries: Sequence[Any]) -> bool:
    """Whether these are known by nothing but what they say."""
    if not entries or isinstance(entries[0], (ParkedCard, Enum)):
        return False
    return _KEYS.get(type(entries[0]).__name__, ()) in ((), ("word",), ("name",))


def _key(one: Any) -> Hashable:
    """By what an entry of a list is known again."""
    if isinstance(one, ParkedCard):
        return one.touchpoint.id
    if isinstance(one, Record):
        fields = _KEYS.get(type(one).__name__)
        if fields is None:
            return one.model_dump_json()
        return tuple(getattr(one, field) for field in fields)
    plain: Hashable = one.value if isinstance(one, Enum) else one
    return plain


def _entry(field: str, one: Any, names: Names) -> Told:
    return entry(one, names) if isinstance(one, Record) else value(field, one, names)


def _called(field: str, one: Any, names: Names) -> Told:
    return called(one, names) if isinstance(one, Record) else value(field, one, names)


def _leaf(field: str, path: str, labels: tuple[Told, ...], what: Message, marked: Message | None = None) -> _Leaf:
    if not labels:
        return _Leaf(field, path, what, marked or what)
    name = _joined(labels)
    return _Leaf(field, path, *(Message("{field}: {what}", field=name, what=one) for one in (what, marked or what)))


def _joined(labels: Sequence[Told]) -> Told:
    """“Answers, “Order”, Grade”; what is said twice in a row once."""
    kept = [label for at, label in enumerate(labels) if not at or str(label) != str(labels[at - 1])]
    return listed(kept)


def _unknown() -> Message:
    return Message("something that a newer version of the program wrote was changed")


def _names(journey: Journey) -> Names:
    """Gives what the record with an id is called; made when it is asked for first."""
    known: dict[str, str] = {}

    def name(ident: str) -> str:
        if not known:
            known.update((card.touchpoint.id, _name("touchpoints", card.touchpoint)) for card in journey.parked)
            for kind in _LISTS:
                known.update((record.id, _name(kind, record)) for record in getattr(journey, kind))
            known[""] = ""
        return known.get(ident, "")

    return name


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
