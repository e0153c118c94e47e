"""What lies between a record and a value in it, in words: whose answer, at which touchpoint, which of several grades.

Contract. :func:`labels` names the places of a merged journey for people, each step of the way that tells it from its neighbours, and
never two places by the same words: what has the same name as another gets its number. :func:`spot_of` says at which touchpoint or phase
of the map a place is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..analysis.change_fields import field_label
from ..analysis.change_values import Told, called, listed
from ..analysis.changes import RECORD_LISTS, kind_and_name
from ..document import Journey, Message, ParkedCard, Record


@dataclass(frozen=True, slots=True)
class Step:
    """One step from the journey towards a value: what the field is called, which entry of a list it is (``None``: no list), what that is
    called, and the record that it leads to."""

    field: Told
    at: int | None
    entry: Told | None
    record: Any
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What a place is called: in full, and without the record of the journey that it is in (without the field of the list, too, where it
    is shown at a touchpoint of its own)."""

    full: Message
    within: Message


class Places:
    """The places of one merged journey. ``others`` are the versions that have a name for what the merged one has not."""

    def __init__(self, journey: Journey, others: Sequence[Journey | None] = ()) -> None:
        self._journey = journey
        self._names: dict[str, str] = {}
        for side in (journey, *others):
            for name, records in _lists(side) if side is not None else ():
                same = Counter(kind_and_name(name, record)[1] for record in records)
                for number, record in enumerate(records, 1):
                    plain = kind_and_name(name, record)[1]
                    self._names.setdefault(str(getattr(record, "id", "")), f"{plain} ({number})" if same[plain] > 1 else plain)

    def name(self, ident: str) -> str:
        """What the record with an id is called, with its number where another has the same name; empty for an id of nothing."""
        return self._names.get(ident, "")

    def way(self, place: str) -> tuple[Step, ...]:
        """The steps of a path such as ``interviews[2].answers[4].grade``, as far as the journey has it."""
        steps: list[Step] = []
        value: Any = self._journey
        for part in place.split(".") if place else ():
            name, _, rest = part.partition("[")
            at = int(rest[:-1]) if rest else None
            label: Told = field_label(type(value).__name__, name) or name.replace("_", " ")
            value = getattr(value, name, None)
            entry: Told | None = None
            if at is not None:
                value = value[at] if isinstance(value, tuple) and at < len(value) else None
                if isinstance(value, ParkedCard):
                    entry = called(value.touchpoint, self.name)
                elif isinstance(value, Record):
                    entry = self._entry(value)
            steps.append(Step(label, at, entry, value))
        return tuple(steps)

    def _entry(self, record: Record) -> Told:
        """What an entry of a list is called."""
        own = self.name(getattr(record, "id", ""))
        return Message("“{text}”", text=own) if own else called(record, self.name)


def labels(places: Places, whole: Sequence[tuple[str, str, str, Told | None]]) -> list[Label]:
    """What places are called: for each (the list its record is in, the path of that record, the path of the value, and what else is said
    of it, if anything)."""
    ways = [places.way(place) for _kind, _head, place, _more in whole]
    heads = [len(places.way(head)) for _kind, head, _place, _more in whole]
    said = [_label(kind, head, way, more) for (kind, _h, _p, more), head, way in zip(whole, heads, ways, strict=True)]
    groups: dict[str, list[int]] = {}
    for at, one in enumerate(said):
        groups.setdefault(str(one.full), []).append(at)
    for alike in groups.values():
        if len(alike) < 2:
            continue
        for depth in range(max(len(ways[at]) for at in alike)):
            if len({ways[at][depth].at if depth < len(ways[at]) else None for at in alike}) > 1:
                for at in alike:
                    if depth < len(ways[at]):
                        ways[at] = tuple(replace(one, numbered=one.numbered or k == depth) for k, one in enumerate(ways[at]))
        for at in alike:
            said[at] = _label(whole[at][0], heads[at], ways[at], whole[at][3])
    return said


def spot_of(places: Places, head: str, place: str) -> str:
    """The id of the touchpoint, else the phase, that something within a record is about, such as an answer or a reading; empty without."""
    for step in places.way(place)[len(places.way(head)) :]:
        for field in ("touchpoint", "phase"):
            ident = getattr(step.record, field, None)
            if isinstance(ident, str) and ident:
                return ident
    return ""


def _label(kind: str, head: int, way: tuple[Step, ...], more: Told | None) -> Label:
    tail = _parts(way[head:]) + ([more] if more is not None else [])
    if not kind:
        full = _message(tail or [Message("Journey")])
        return Label(full, full)
    first, record = way[0], way[head - 1].record
    what, name = (first.field, _plain(first.entry)) if head > 1 else (kind_and_name(kind, record)[0], _plain(first.entry))
    if first.numbered and first.at is not None:
        name = Message("{name} ({number})", name=name, number=first.at + 1)
    if not tail:
        full = Message("{kind} “{name}”", kind=what, name=name)
        return Label(full, kind_and_name(kind, record)[0])
    shown = way[head].record if len(way) > head else None
    own = Message("{kind} “{name}”, {field}", kind=what, name=name, field=_message(tail))
    at_spot = any(isinstance(getattr(shown, field, None), str) and getattr(shown, field) for field in ("touchpoint", "phase"))
    if not at_spot:
        return Label(own, _message(tail))
    last = _parts(way[head + 1 :]) + ([more] if more is not None else [])
    return Label(own, Message("{kind} “{name}”, {field}", kind=what, name=name, field=_message(last or [way[head].field])))


def _parts(steps: Sequence[Step]) -> list[Told]:
    out: list[Told] = []
    for step in steps:
        if not out or str(out[-1]) != str(step.field):
            out.append(step.field)
        if step.entry is not None and step.entry != "…":
            out.append(step.entry)
        if step.numbered and step.at is not None:
            out[-1] = Message("{name} ({number})", name=out[-1], number=step.at + 1)
    return out


def _plain(entry: Told | None) -> Told:
    """A name without its marks: the sentence has them."""
    if isinstance(entry, Message) and "text" in entry.values:
        return str(entry.values["text"])
    return entry if entry is not None else "…"


def _message(parts: Sequence[Told]) -> Message:
    whole = listed(parts)
    return whole if isinstance(whole, Message) else Message("“{text}”", text=whole)


def _lists(journey: Journey) -> list[tuple[str, tuple[Record, ...]]]:
    """Every list of records with ids, what is parked after the touchpoints as one of its own."""
    found: list[tuple[str, tuple[Record, ...]]] = [(name, getattr(journey, name)) for name in RECORD_LISTS]
    return [*found, ("touchpoints", tuple(card.touchpoint for card in journey.parked))]
