"""What an OpenJourney file says that only its own program understands: kept in the document, for the way back.

Contract. It lies under the key :data:`KEY` of the journey, of a phase and of a touchpoint, where the document keeps unknown values: of the
journey the swimlanes and what else stood beside them, of a phase or touchpoint its id in the file and the keys that we have no field for.
Only what JSON can say again is kept, not too deep, and no more than :data:`MOST_EACH` characters of one record and :data:`MOST_ALL` of a
file (:class:`Keeper` tells that something was left out); what is read from a document is bounded in the same way, for anybody may have
written it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from cjm_desktop.document import Record

#: The key of what is kept.
KEY = "ojf"
#: Most characters (of JSON) that are kept of a record, and of all of them; how deep a value may be, and how many parts it may have.
MOST_EACH, MOST_ALL, _DEEP, _PARTS = 8_000, 1_000_000, 6, 400
#: Whole numbers up to here are the same to every program.
_WHOLE = 2**53


class Keeper:
    """Keeps what fits of one file; ``lost`` tells that something did not."""

    def __init__(self) -> None:
        self._left = MOST_ALL
        self.lost = False

    def kept(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Those of some values that can be kept."""
        out: dict[str, Any] = {}
        room = MOST_EACH
        for key, value in values.items():
            size = len(json.dumps([key, value])) if _sayable(key) and _sayable(value) else MOST_ALL
            if size > min(room, self._left):
                self.lost = True
                continue
            out[key] = value
            room, self._left = room - size, self._left - size
        return out


def kept_by(record: Record) -> dict[str, Any]:
    """What is kept with a record; empty when nothing is, or nothing that could be written."""
    found = (record.__pydantic_extra__ or {}).get(KEY)
    if not isinstance(found, dict):
        return {}
    return Keeper().kept({key: value for key, value in found.items() if isinstance(key, str)})


def told_of(record: Record) -> dict[str, Any]:
    """What is kept with a record without what only holds a file together: ids, swimlanes, and the number of its version."""
    return {key: value for key, value in kept_by(record).items() if key not in ("id", "swimlaneId", "swimlanes", "version")}


def _sayable(value: Any) -> bool:
    """Whether JSON says a value, and says it again as it was."""
    return all(_plain(one) for one in _parts(value, _DEEP))


def _plain(one: Any) -> bool:
    if isinstance(one, str):
        return not any("\ud800" <= ch <= "\udfff" for ch in one)
    if isinstance(one, bool) or one is None:
        return True
    if isinstance(one, int):
        return -_WHOLE <= one <= _WHOLE
    return isinstance(one, float) and math.isfinite(one)


def _parts(value: Any, deep: int) -> Iterator[Any]:
    """The keys and plain values in a value; one that is no JSON, or too deep, stands for itself."""
    if isinstance(value, dict | list) and deep and len(value) <= _PARTS:
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield key
            yield from _parts(one, deep - 1)
    else:
        yield value
