"""Which version of a journey two people went on from, where nobody knows: guessed, and told what the guess leaves open.

Contract. :func:`guess` gets the versions of a journey that are kept, the oldest first, the journey as it is, and the other copy. Two signs
say where a copy left the others:

- It *lacks* what a version brought: a value, or a record, is in it as it was in an older version. Nobody puts an older value back by
  chance, so the copy left before that version.
- It *has* what only a later version brought: a record with its id, or a text of :data:`_TELLING` letters or more. So it left after.
  A grade or a short word says nothing of the kind: two people often write the same.

Several versions may be left: those in which we changed nothing but what the other one changed too, or left alone. Whichever of them it was,
no work may be lost: what is not the same in all of them, or what we changed and changed back since, and stands differently in both
copies now, is :attr:`Guess.doubtful`. :func:`~.merge.merge` asks for it instead of taking a side. One thing cannot be told apart: somebody
who puts back exactly what an older version had, and shows with nothing else that they knew the newer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from ..document import Journey, Record, Touchpoint
from .merge_records import SUGGESTED
from .merge_shape import WHOLE, Entries, entries_of

#: Letters from which on a text is nobody's chance.
_TELLING = 20
#: Lists whose records lie in another place too, and what is merged with them.
_LOT = frozenset({"parking", "parked"})
_ORDER = "#order"


class _Stands(Enum):
    """What stands for a record."""

    #: It is there.
    THERE = "there"
    #: It is not, and so has no values.
    GONE = "gone"


_THERE, _GONE = _Stands.THERE, _Stands.GONE
#: The values of a journey, by the key under which they are merged.
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Guess:
    """``at``: the version, by its place among those that were given. ``ground``: its journey, as both copies are to be compared with it.
    ``doubtful``: the keys of what is asked whatever it says (see :attr:`~.merge.Conflict.key`)."""

    at: int
    ground: Journey
    doubtful: frozenset[str]


def guess(versions: Sequence[Journey], ours: Journey, theirs: Journey) -> Guess:
    """The version that ``theirs`` went on from. ``versions`` are those of ours, the oldest first, one at least."""
    sides = _values((*versions, ours, theirs))
    past, mine, other = sides[:-2], sides[-2], sides[-1]
    keys = {key for side in sides for key in side}
    lacking = _lacking(past, other, keys)
    whole = max(at for at, lacks in enumerate(lacking) if not lacks)
    told = _first_telling((*past, mine), other, keys)
    if told <= whole:
        first, last = told, whole
        early = [_early((*past, mine), other, keys, at) for at in range(first, last + 1)]
        at = first + early.index(min(early))
    else:
        # It has what a version brought, and not all that an older one had: that was taken out, or lies between two that are kept.
        at = first = whole
        least = min(lacking[told:])
        last = max(one for one in range(told, len(past)) if lacking[one] == least)
    # Histories are thinned: the copy may have left between that version and the one before.
    before = max(0, first - 1)
    doubtful = frozenset(_doubtful(past, mine, other, keys, before, first, last))
    ground = _as_ordered(versions[at], versions[before])
    if "parking" in doubtful:
        # Thoughts have no ids: both copies' stay, and none counts as removed.
        ground = ground.with_(parking=(), parked=tuple(card.replace(place=0) for card in ground.parked))
    return Guess(at, ground, doubtful)


def _same(key: str, one: Any, other: Any, third: Any = None) -> bool:
    """Whether two values are the same; orders by what both have, and what the third has."""
    if key.endswith(_ORDER) and isinstance(one, tuple) and isinstance(other, tuple):
        if one == other:
            return True
        common = set(one) & set(other)
        if isinstance(third, tuple):
            common &= set(third)
        return [i for i in one if i in common] == [i for i in other if i in common]
    return bool(one == other)


def _lacking(past: Sequence[Values], other: Values, keys: set[str]) -> list[int]:
    """How many values of each version the copy has as they were in an older one."""
    counts = [0] * len(past)
    for key in keys:
        theirs = other.get(key, _GONE)
        if key.endswith(_ORDER):
            for at, values in enumerate(past):
                mine = values.get(key)
                counts[at] += any(
                    not _same(key, mine, theirs, before.get(key)) and _same(key, before.get(key), theirs, mine) for before in past[:at]
                )
            continue
        mine = [values.get(key, _GONE) for values in past]
        if theirs is _GONE and _THERE not in mine:
            continue  # The whole record is gone: that is told once.
        known = False
        for at, value in enumerate(mine):
            same = value is theirs or value == theirs
            counts[at] += known and not same and (value is not _GONE or theirs is _THERE)
            known = known or same
    return counts


def _first_telling(side: Sequence[Values], other: Values, keys: set[str]) -> int:
    """The first version from which on nothing that the copy surely has from us is missing."""
    first = 0
    for key in keys:
        theirs = other.get(key, _GONE)
        if theirs is not _THERE and not (isinstance(theirs, str) and len(theirs) >= _TELLING):
            continue
        at = next((at for at, one in enumerate(side) if one.get(key) == theirs), 0)
        # What is only in the journey as it is now came from the other copy, or is in no version that is kept.
        first = max(first, min(at, len(side) - 2))
    return first


def _early(side: Sequence[Values], other: Values, keys: set[str], at: int) -> int:
    """How many values the copy has that only a later version brought."""
    count = 0
    for key in keys:
        theirs = other.get(key, _GONE)
        if theirs is not _GONE and not any(_same(key, before.get(key, _GONE), theirs) for before in side[: at + 1]):
            count += any(_same(key, later.get(key, _GONE), theirs) for later in side[at + 1 :])
    return count


def _doubtful(past: Sequence[Values], mine: Values, other: Values, keys: set[str], before: int, first: int, last: int) -> Iterator[str]:
    """What may have been changed by either."""
    for key in keys:
        here, there = mine.get(key, _GONE), other.get(key, _GONE)
        if key.endswith(_ORDER) or here is there or here == there:
            continue
        within = [past[at].get(key, _GONE) for at in range(first, last + 1)]
        if (earlier := past[before].get(key, _GONE)) is not _GONE:
            within.append(earlier)
        steady = all(value == within[0] for value in within)
        if not steady or (within[0] == here and any(past[at].get(key, _GONE) != here for at in range(last + 1, len(past)))):
            yield key


# ------------------------------------------------------------------------------------------------ the values of a journey


def _values(journeys: Sequence[Journey]) -> list[Values]:
    """The values of journeys by key; left out is what is the same in all."""
    out: list[Values] = [{} for _ in journeys]
    names = [name for name in Journey.model_fields if name not in _LOT]
    for name in names:
        if entries_of(Journey, name) is Entries.WITH_ID:
            _lists(name, [_records(journey, name) for journey in journeys], out)
        elif any(getattr(journey, name) != getattr(journeys[0], name) for journey in journeys):
            for journey, values in zip(journeys, out, strict=True):
                _value(name, type(journey), name, getattr(journey, name), values)
    for journey, values in zip(journeys, out, strict=True):
        values["parking"] = journey.parking
    return out


def _records(journey: Journey, name: str) -> tuple[Any, ...]:
    """The records of a list; with the touchpoints those in the parking lot."""
    found: tuple[Any, ...] = getattr(journey, name)
    return (*found, *(card.touchpoint for card in journey.parked)) if name == "touchpoints" else found


def _lists(name: str, sides: Sequence[tuple[Any, ...]], out: Sequence[Values]) -> None:
    named = [{record.id: record for record in side} for side in sides]
    for ident in dict.fromkeys(ident for side in named for ident in side):
        records = [side.get(ident) for side in named]
        if all(record == records[0] for record in records):
            continue
        for record, values in zip(records, out, strict=True):
            if record is not None:
                values[f"{name}/{ident}"] = _THERE
                _fields(f"{name}/{ident}", record, values)
    orders = [tuple(side) for side in named]
    if any(order != orders[0] for order in orders):
        for order, values in zip(orders, out, strict=True):
            values[f"{name}/{_ORDER}"] = order


def _fields(key: str, record: Record, values: Values) -> None:
    for name in type(record).model_fields:
        if name != "id" and name not in SUGGESTED:
            _value(f"{key}/{name}", type(record), name, getattr(record, name), values)


def _value(key: str, kind: type[Record], name: str, value: Any, values: Values) -> None:
    if isinstance(value, Record) and not isinstance(value, WHOLE):
        values[key] = _THERE
        _fields(key, value, values)
    elif isinstance(value, tuple) and entries_of(kind, name) is Entries.WITH_ID:
        for record in value:
            values[f"{key}/{record.id}"] = _THERE
            _fields(f"{key}/{record.id}", record, values)
    else:
        values[key] = value


def _as_ordered(journey: Journey, other: Journey) -> Journey:
    """The journey with its lists in the order of an older version: what was moved since counts as moved."""
    if journey is other:
        return journey
    changed: dict[str, Any] = {}
    for name in Journey.model_fields:
        records = getattr(journey, name)
        if name in _LOT or entries_of(Journey, name) is not Entries.WITH_ID:
            continue
        ranks = {record.id: at for at, record in enumerate(getattr(other, name))}
        groups = dict.fromkeys(record.phase for record in records) if name == "touchpoints" else {None: None}
        arranged = list(records)
        for group in groups:
            places = [
                at for at, record in enumerate(records)
                if record.id in ranks and (not isinstance(record, Touchpoint) or record.phase == group)
            ]  # fmt: skip
            for at, record in zip(places, sorted((records[at] for at in places), key=lambda one: ranks[one.id]), strict=True):
                arranged[at] = record
        if tuple(arranged) != records:
            changed[name] = tuple(arranged)
    if "phases" in changed:
        ranks = {phase.id: at for at, phase in enumerate(changed["phases"])}
        cards = changed.get("touchpoints", journey.touchpoints)
        changed["touchpoints"] = tuple(sorted(cards, key=lambda one: ranks.get(one.phase or "", -1)))
    return journey.with_(**changed) if changed else journey


__all__ = ["Guess", "guess"]
