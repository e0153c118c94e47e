"""What may stand where in a journey file, as far as somebody needs it who reads a damaged one: taken from the records themselves.

Contract. :func:`shape_of` tells what a field of a record holds, :func:`fields_of` which fields a record has, :data:`NAMES` every name
there is. The file around the journey is a record too (:data:`FILE`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from cjm_desktop.document import Journey, Record

#: A record, or the file around the journey.
Kind = type[Record] | str
#: The file around the journey.
FILE = "file"
_FILE_FIELDS = ("format", "version", "app", "names", "journey", "recovery")
# What touchpoints had before the first release.
_OLD_NAMES = ("score", "description")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field holds: one record of a kind or ``many``; many values that are no records; or one value."""

    record: type[Record] | None = None
    many: bool = False

    @property
    def nested(self) -> bool:
        """Whether it is a record or a list."""
        return self.many or self.record is not None


def shape_of(kind: Kind | None, field: str) -> Shape | None:
    """What a field of a record holds; ``None`` where there is no such field."""
    return _shapes(kind).get(field) if kind is not None else None


def fields_of(kind: Kind | None) -> tuple[str, ...]:
    """The fields of a record, in the order in which they are written."""
    return tuple(_shapes(kind)) if kind is not None else ()


@cache
def _shapes(kind: Kind) -> Mapping[str, Shape]:
    if isinstance(kind, str):
        return {name: Shape(Journey if name == "journey" else None) for name in _FILE_FIELDS}
    return {name: _shape(field.annotation) for name, field in kind.model_fields.items()}


def _shape(annotation: Any) -> Shape:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return Shape(annotation)
    inner = [_shape(one) for one in get_args(annotation)]
    record = next((one.record for one in inner if one.record is not None), None)
    return Shape(record, many=get_origin(annotation) is tuple or any(one.many for one in inner))


def _every(kind: Kind) -> set[str]:
    found, waiting, seen = set(_OLD_NAMES), [kind], {kind}
    while waiting:
        for name, shape in _shapes(waiting.pop()).items():
            found.add(name)
            if shape.record is not None and shape.record not in seen:
                seen.add(shape.record)
                waiting.append(shape.record)
    return found


#: Every name that a field of anything in a journey file has.
NAMES: frozenset[str] = frozenset(_every(FILE))
