"""What a merge must know of the records of a journey: read from the fields themselves, so that a new field is merged like the others.

Contract. :func:`entries_of` says what a list holds, :func:`named` gives the entries of three versions of a list names by which they are
the same one, :func:`references` finds the ids that a record points to. Nothing here changes anything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from annotated_types import MaxLen
from pydantic import StringConstraints

from ..document import (
    Answer,
    Duration,
    EmotionWord,
    Lane,
    LaneText,
    PersonaGrade,
    Picture,
    Proposal,
    Quote,
    Reading,
    Record,
    RoleColour,
    Scale,
    ServiceLevel,
)
from ..document.base import Id, Line, Personal, Text

#: Records that make sense only as a whole: half a scale, a duration or a picture of each would be what nobody meant.
WHOLE = (Scale, Duration, Picture)
#: What tells records without an id apart in their list.
_NATURAL: dict[type[Record], tuple[str, ...]] = {
    Answer: ("touchpoint", "phase"),
    EmotionWord: ("word",),
    Lane: ("kind", "lane"),
    LaneText: ("lane",),
    PersonaGrade: ("persona",),
    Proposal: ("party",),
    Quote: ("text",),
    Reading: ("touchpoint",),
    RoleColour: ("role",),
    ServiceLevel: ("name",),
}
#: Of these, the ones whose name may be changed: an entry at the same place between the same neighbours is taken for the same.
_RENAMED = (Answer, EmotionWord, Quote, ServiceLevel)


class Entries(Enum):
    """What a list of a record holds."""

    WITH_ID = "records with an id"
    RECORDS = "records without one"
    TEXTS = "texts"
    VALUES = "ids or words from a fixed list"


class Missing(Enum):
    """Stands for a value that is not there."""

    MISSING = "missing"


MISSING = Missing.MISSING


@cache
def entries_of(kind: type[Record], field: str) -> Entries:
    """What a field that is a list holds."""
    inner = _inner(kind, field)
    if isinstance(inner, type) and issubclass(inner, Record):
        return Entries.WITH_ID if "id" in inner.model_fields else Entries.RECORDS
    if inner == Id or (isinstance(inner, type) and issubclass(inner, Enum)):
        return Entries.VALUES
    return Entries.TEXTS


@cache
def most(kind: type[Record], field: str) -> int | None:
    """How many entries a list may have."""
    return next((rule.max_length for rule in kind.model_fields[field].metadata if isinstance(rule, MaxLen)), None)


@cache
def joint(kind: type[Record], field: str) -> str | None:
    """What stands between two texts in one field; ``None`` where a field holds no free text."""
    rules = [rule for rule in kind.model_fields[field].metadata if isinstance(rule, StringConstraints)]
    if not rules or rules[0].max_length is None or rules[0].max_length < 1_000:
        return None
    if rules[0] == get_args(Text)[1]:
        return "\n"
    return " / " if rules[0] in (get_args(Line)[1], get_args(Personal)[1]) else None


@cache
def blank(kind: type[Record], field: str) -> Any:
    """What a field holds while nothing was put in; :data:`MISSING` where it must be given."""
    told = kind.model_fields[field]
    return MISSING if told.is_required() else told.get_default(call_default_factory=True)


@cache
def _inner(kind: type[Record], field: str) -> Any:
    annotation = kind.model_fields[field].annotation
    return get_args(annotation)[0] if get_origin(annotation) is tuple else annotation


@cache
def id_fields(kind: type[Record]) -> tuple[str, ...]:
    """The fields that hold ids of other records."""
    found: list[str] = []
    for name, field in kind.model_fields.items():
        if name != "id" and (Id in get_args(field.annotation) or get_args(Id)[1] in field.metadata):
            found.append(name)
    return tuple(found)


def references(record: Record) -> Iterator[str]:
    """Every id that a record, or one inside it, points to."""
    pointing = id_fields(type(record))
    for name, value in record.__dict__.items():
        if isinstance(value, Record):
            yield from references(value)
        elif isinstance(value, tuple):
            for one in value:
                if isinstance(one, Record):
                    yield from references(one)
                elif name in pointing:
                    yield one
        elif value is not None and name in pointing:
            yield value


def named(
    entries: Entries, base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The entries of three versions of a list by names of their own, in their order; what is the same entry has one name.

    Records with an id are called by it. Others are the same when they are equal, then when what tells them apart is (:data:`_NATURAL`),
    then, texts and records that can be renamed, when they stand alone between the same neighbours.
    """
    if entries is Entries.WITH_ID:
        return {one.id: one for one in base}, {one.id: one for one in ours}, {one.id: one for one in theirs}
    first = {f"={at:05d}": one for at, one in enumerate(base)}
    return first, _called(entries, base, ours), _called(entries, base, theirs)


def _called(entries: Entries, base: Sequence[Any], side: Sequence[Any]) -> dict[str, Any]:
    names: dict[str, Any] = {}
    new: dict[Hashable, int] = {}
    for at, (one, same) in enumerate(zip(side, _paired(entries, base, side), strict=True)):
        if same is not None:
            names[f"={same:05d}"] = one
            continue
        key = _natural(one)
        count = new[key] = new.get(key, 0) + 1
        names[f"+{key}#{count:05d}"] = side[at]
    return names


def _paired(entries: Entries, base: Sequence[Any], side: Sequence[Any]) -> list[int | None]:
    """For each entry of a side the place of the same one in the common version."""
    found: list[int | None] = [None] * len(side)
    free = dict.fromkeys(range(len(base)))
    for token in (_token, _natural):
        there: dict[Hashable, deque[int]] = {}
        for at in free:
            there.setdefault(token(base[at]), deque()).append(at)
        for at, one in enumerate(side):
            queue = there.get(token(one)) if found[at] is None else None
            if queue:
                found[at] = queue.popleft()
                del free[found[at]]  # type: ignore[arg-type]
    renamed = entries is Entries.TEXTS or (entries is Entries.RECORDS and bool(side) and isinstance(side[0], _RENAMED))
    if renamed and free:
        _neighbours(found, free, len(base))
    return found


def _neighbours(found: list[int | None], free: dict[int, None], end: int) -> None:
    """Pair what is left where as many entries stand between the same two."""
    at = 0
    while at < len(found):
        if found[at] is not None:
            at += 1
            continue
        stop = at
        while stop < len(found) and found[stop] is None:
            stop += 1
        before = found[at - 1] if at else -1
        after = found[stop] if stop < len(found) else end
        assert before is not None and after is not None
        if after - before - 1 == stop - at and all(k in free for k in range(before + 1, after)):
            for k in range(stop - at):
                found[at + k] = before + 1 + k
                del free[before + 1 + k]
        at = stop


def _token(value: Any) -> Hashable:
    """The whole of an entry as something to look it up by."""
    return value.model_dump_json() if isinstance(value, Record) else value


def _natural(value: Any) -> Hashable:
    """What tells an entry apart."""
    fields = _NATURAL.get(type(value))
    return _token(value) if fields is None else tuple(str(getattr(value, field)) for field in fields)
