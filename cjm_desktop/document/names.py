"""The real names in a journey: where they stand, and the journey without them (METHOD step 5, privacy).

One rule, here and nowhere else. A real name stands in a field of type :data:`~.base.Personal`, whichever record has it: who takes part,
who told a story, who carries out an opportunity; who reads the answers (step 10) is a role or a team. The authors are none of them: often a
group, they sign the map and are meant to be printed. As long as its foot does not print them they stay out with the names, and whoever
counts the names says so of them beside that.
What a newer program wrote into a record that has a real name, and we do not understand, may be about that person: it stays out too.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from .base import Record
from .journey import Journey
from .poster import FooterBlock

R = TypeVar("R", bound=Record)


def real_names(journey: Journey) -> tuple[str, ...]:
    """The real names that leave the house only when names are switched on, each once, in the order of the document."""
    found: dict[str, None] = {}
    _gather(journey, found)
    return tuple(found)


def unsigned_authors(journey: Journey) -> tuple[str, ...]:
    """The authors whom the foot of the map does not print: they leave the house only when names are switched on."""
    return () if _signed(journey) else tuple(name for name in journey.imprint.authors if name.strip())


def without_names(journey: Journey) -> Journey:
    """The journey without its real names and :func:`unsigned_authors`; what holds none is shared, and a journey without any is given
    back itself."""
    bare = _bared(journey)
    if unsigned_authors(journey):
        bare = bare.replace(imprint=journey.imprint.replace(authors=()))
    return bare


def printed_authors(journey: Journey, *, names: bool) -> tuple[str, ...]:
    """The authors that a file may name: those that the sheet names, or all where ``names`` are switched on."""
    return journey.imprint.authors if names or _signed(journey) else ()


def _signed(journey: Journey) -> bool:
    return FooterBlock.AUTHORS in journey.poster.foot


@cache
def _personal(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind of record that hold a real name."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("x-personal")
    )


def _gather(record: Record, found: dict[str, None]) -> None:
    for name in _personal(type(record)):
        value = getattr(record, name)
        if value.strip():
            found[value] = None
    for value in record.__dict__.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record):
                _gather(one, found)


def _bared(record: R) -> R:
    changes: dict[str, Any] = {name: "" for name in _personal(type(record)) if getattr(record, name)}
    for name, value in record.__dict__.items():
        if isinstance(value, Record):
            bare: Any = _bared(value)
        elif isinstance(value, tuple) and any(isinstance(one, Record) for one in value):
            bare = tuple(_bared(one) if isinstance(one, Record) else one for one in value)
            if all(new is old for new, old in zip(bare, value, strict=True)):
                bare = value
        else:
            continue
        if bare is not value:
            changes[name] = bare
    if record.__pydantic_extra__ and _personal(type(record)):
        known = {name: getattr(record, name) for name in type(record).model_fields if name in record.model_fields_set}
        return type(record)(**(known | changes))
    return record.replace(**changes) if changes else record
