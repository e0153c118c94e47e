"""Names that stand twice in one record of a file: the last would win in silence, and the first be gone with the next save.

Contract: :func:`doubled_keys` gives the places of such names in JSON that has been read without a fault. Files without one, which is
nearly all, cost a count of quotation marks.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic_core import to_json

from cjm_desktop.document import Message

from .errors import place_of

#: What is said of each.
TWICE = Message("This name is given twice in one record; only one of the two values can count.")
#: So many are told; there is nothing to be learned from more.
MOST = 50
_KEY = re.compile(rb'"[ \t\r\n]*:')


def doubled_keys(data: bytes, tree: Any, *, differing: bool = False) -> list[str]:
    """The places of names that are given twice, in the order of the file, at most :data:`MOST`; ``tree`` is what ``data`` was read as.
    ``differing`` names only those whose first value says something that is not in the last one, and is lost."""
    # A quotation mark before a colon ends a name, or stands in a text, which both have. Where a text may hold one in disguise,
    # only a close look tells.
    if b"\\u" not in data and len(_KEY.findall(data)) == to_json(tree).count(b'":'):
        return []
    # With each record itself, so that no later one gets its number.
    found: dict[int, tuple[dict[str, Any], list[str]]] = {}

    def made(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        record = dict(pairs)
        if len(record) < len(pairs):
            seen: dict[str, Any] = {}
            twice = []
            for key, value in pairs:
                if key in seen and not (differing and _within(seen[key], value)):
                    twice.append(key)
                seen[key] = value
            found[id(record)] = record, list(dict.fromkeys(twice))
        return record

    # As texts: a figure of a million digits would not be read.
    whole = json.loads(data, object_pairs_hook=made, parse_int=str, parse_float=str, parse_constant=str)
    return _places(whole, found) if found else []


def _within(old: Any, new: Any) -> bool:
    """Whether all that a value says is in another one: fields of a record, or items of a list and fields of records in it."""
    if isinstance(old, list) and isinstance(new, list) and len(old) * len(new) <= MOST * MOST:
        return all(any(one == other or _fields_within(one, other) for other in new) for one in old)
    return bool(old == new) or _fields_within(old, new)


def _fields_within(old: Any, new: Any) -> bool:
    return isinstance(old, dict) and isinstance(new, dict) and all(key in new and new[key] == value for key, value in old.items())


def _places(tree: Any, found: dict[int, tuple[dict[str, Any], list[str]]]) -> list[str]:
    """Where the records of ``found`` are; what stood under a name that was given again is gone with it."""
    out: list[str] = []
    waiting: list[tuple[tuple[int | str, ...], Any]] = [((), tree)]
    while waiting and len(out) < MOST:
        place, node = waiting.pop()
        if isinstance(node, dict):
            out += [place_of((*place, key)) for key in found.get(id(node), (node, ()))[1]]
            waiting.extend(((*place, key), value) for key, value in reversed(node.items()))
        elif isinstance(node, list):
            waiting.extend(((*place, i), value) for i, value in reversed(list(enumerate(node))))
    return out[:MOST]
