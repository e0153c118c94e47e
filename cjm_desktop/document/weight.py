"""How much memory a version of a document holds that another one does not.

Versions are frozen and share every record that an edit left alone (:mod:`cjm_desktop.edits`), so what a version costs is not its size
but what it has for itself. :func:`unshared` walks both side by side and leaves every value that is the very same object in both, so it
takes as long as the lists of the document are, not as the document is.
"""

from __future__ import annotations

from itertools import zip_longest
from sys import getsizeof
from typing import Any

from .base import Record


def unshared(one: object, other: object) -> int:
    """Bytes of memory held by ``one`` and not by ``other``, the version before or after it.

    ``one`` and ``other`` are records, tuples of them or plain values. Shared is what is the same object at the same place, in the record
    of the same place or id, or anywhere in the same list; a record that an edit made anew in another list counts as not shared, so the
    sum is rather too high than too low. What Python itself shares (short words, small numbers) counts too.
    """
    if one is other or one is None or isinstance(one, bool):
        return 0
    if isinstance(one, Record):
        return _of_record(one, other if type(other) is type(one) else None)
    if isinstance(one, tuple):
        return getsizeof(one) + _of_list(one, other if isinstance(other, tuple) else ())
    if isinstance(one, dict):
        beside = other if isinstance(other, dict) else {}
        return getsizeof(one) + sum(getsizeof(key) + unshared(value, beside.get(key)) for key, value in one.items())
    if isinstance(one, list):
        return getsizeof(one) + _of_list(tuple(one), tuple(other) if isinstance(other, list) else ())
    return getsizeof(one)


def _of_record(one: Record, other: Record | None) -> int:
    """What a record holds besides the values that its twin holds too."""
    own = one.__dict__
    # A record is an object, the table of its values and the set of the names that were given.
    held = getsizeof(one) + getsizeof(own) + getsizeof(one.__pydantic_fields_set__)
    beside: dict[str, Any] = other.__dict__ if other is not None else {}
    for name, value in own.items():
        if value is not beside.get(name):
            held += unshared(value, beside.get(name))
    extra = one.__pydantic_extra__
    if extra:
        held += unshared(extra, other.__pydantic_extra__ if other is not None else None)
    return held


def _of_list(one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    """What the entries of a list hold that those of another do not. The list itself is not counted."""
    differing = [(a, b) for a, b in zip_longest(one, other) if a is not b]
    if not differing:
        return 0
    # Only what stands at another place in both need be looked for.
    there = {id(b) for _a, b in differing}
    left = [(a, b) for a, b in differing if a is not None and id(a) not in there]
    if not left:
        return 0
    twins = {b.id: b for _a, b in differing if hasattr(b, "id")}
    return sum(unshared(a, twins.get(a.id) if hasattr(a, "id") else b) for a, b in left)
