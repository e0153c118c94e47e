"""Records of a damaged journey file that stand in the wrong list, put where they belong.

Contract. :func:`placed` looks at the tree of a journey that was put together from a damaged file (:mod:`.repair`), in which the end of one
record and the beginning of another are lost, so that the rest of the second hangs in the first. Such a rest is moved where all of these
hold, and stays where it is in every other case: its names are fields of the records of exactly one other part of the journey, in the order
in which a file has them; some of them are no fields of the record that it hangs in; it says enough (:data:`MOST_OTHERS` fields, a list of
records, or a whole record); and it validates there. A rest that the journey has already, value by value, goes without a word. Nothing is
made up: a record that has lost its beginning gets a new id, and everything that was in the hole stays empty. It never raises, and costs a
step for each value and part of a journey.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from cjm_desktop.document import Journey, Message, Problem, Record, fresh_id

from .grammar import NAMES, Shape, fields_of, shape_of

#: So many fields together tell by themselves to what they belong, where no list of records is among them.
MOST_OTHERS = 3
#: So many records are looked at; where more are in the wrong place there is nothing to go by.
MOST_LOOKED_AT = 300
#: What is said of a record that has lost its beginning.
NAMELESS = Message("The beginning of this could not be read; it was recognised by what is in it.")
_ELSEWHERE = Message("This stood in the wrong place of the file; it was recognised by what is in it.")
_ENDLESS = Message("The end of this could not be read.")
#: What a record that has lost its beginning is called, where it would have no name at all.
CALLED: dict[str, Message] = {"rounds": Message("Round recovered")}

_Numbers = Callable[[list[Any]], list[int]]


def placed(journey: dict[str, Any], numbers: _Numbers) -> tuple[list[Problem], dict[str, Message]]:
    """Put what hangs in the wrong part of a journey where it belongs. ``numbers`` gives which items of the file those of a list are, to be
    changed along with the list. Gives what was done, and the names (:data:`CALLED`) of records that have none, by their ids."""
    move = _Moves(journey, numbers)
    for part, record in list(islice(_strangers(journey), MOST_LOOKED_AT)):
        move.of(part, record)
    move.sweep()
    return move.problems(), move.called


def _strangers(journey: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records that are parts of a journey, or stand in a list that is one, in which fields of others hang."""
    for part, shape in parts().items():
        value = journey.get(part)
        fields = set(fields_of(shape.record))
        for record in value if isinstance(value, list) else [value]:
            if isinstance(record, dict) and any(key in NAMES and key not in fields for key in record):
                yield part, record


class _Moves:
    """Moves records and parts of records."""

    def __init__(self, journey: dict[str, Any], numbers: _Numbers) -> None:
        self.called: dict[str, Message] = {}
        self._journey = journey
        self._numbers = numbers
        self._told: list[tuple[str, dict[str, Any], Message]] = []
        self._emptied: set[str] = set()

    def sweep(self) -> None:
        """Take records out of the lists of which nothing is left."""
        for part in self._emptied:
            items = self._journey[part]
            numbers = self._numbers(items)
            left = [(one, number) for one, number in zip(items, numbers, strict=True) if one != {}]
            items[:], numbers[:] = [one for one, _ in left], [number for _, number in left]

    def problems(self) -> list[Problem]:
        """What was done, with the places that the records have now."""
        out = []
        for part, record, what in self._told:
            items = self._journey[part]
            at = next((i for i, one in enumerate(items) if one is record), None) if isinstance(items, list) else None
            out.append(Problem(part if at is None else f"{part}[{self._numbers(items)[at]}]", what))
        return out

    def of(self, part: str, record: dict[str, Any]) -> None:
        """Look at one record of a part."""
        kind = parts()[part].record
        assert kind is not None
        keys = list(record)
        strange = [i for i, key in enumerate(keys) if key in NAMES and key not in fields_of(kind)]
        cuts = [(0, len(keys))] if isinstance(self._journey[part], list) else []
        cuts += [cut for cut in ((strange[0], len(keys)), (0, strange[-1] + 1)) if cut not in cuts]
        for start, end in cuts:
            whole = end - start == len(keys)
            moved = {key: record[key] for key in keys[start:end]}
            rest = [key for key in keys if key not in moved]
            if not _in_order(rest, kind):
                continue
            enough = len(keys if whole else strange) >= MOST_OTHERS or any(map(_of_records, moved.values()))
            if (enough or whole) and self._is_there(moved, part):
                self._take(part, record, moved)
                return
            if not enough:
                continue
            homes = [name for name in parts() if name != part and self._fits(name, moved, whole=whole or start == 0)]
            if len(homes) == 1 and self._put(homes[0], part, moved, head=start == 0, whole=whole):
                self._take(part, record, moved)
                return

    def _take(self, part: str, record: dict[str, Any], moved: dict[str, Any]) -> None:
        """Take fields out of a record, which goes when nothing is left of it."""
        for key in moved:
            del record[key]
        if not record and isinstance(self._journey[part], list):
            self._emptied.add(part)

    def _fits(self, part: str, moved: dict[str, Any], *, whole: bool) -> bool:
        """Whether fields can be those of a record of a part that has lost some, or none (``whole``: it has its beginning)."""
        shape = parts()[part]
        kind = shape.record
        assert kind is not None
        if not _in_order(list(moved), kind):
            return False
        there = self._journey.get(part)
        if shape.many:
            if not isinstance(there, list | None):
                return False
            needs_id = "id" in fields_of(kind) and "id" not in moved
            if needs_id and whole:
                return False
            if "id" in moved and any(isinstance(one, dict) and one.get("id") == moved["id"] for one in there or ()):
                return False
            return _valid(kind, {**({"id": "x"} if needs_id else {}), **moved})
        if not isinstance(there, dict | None) or any(key in moved for key in there or ()):
            return False
        return _valid(kind, {**(there or {}), **moved})

    def _is_there(self, moved: dict[str, Any], but: str) -> bool:
        """Whether some record of another part has all these values."""
        for part in parts():
            value = self._journey.get(part)
            records = value if isinstance(value, list) else [value]
            if part != but and any(isinstance(one, dict) and _has_all(one, moved) for one in records):
                return True
        return False

    def _put(self, part: str, origin: str, moved: dict[str, Any], *, head: bool, whole: bool) -> bool:
        kind = parts()[part].record
        assert kind is not None
        if not parts()[part].many:
            record = self._journey[part] = {**(self._journey.get(part) or {}), **moved}
        else:
            record = dict(moved)
            if "id" not in record and "id" in fields_of(kind):
                record = {"id": fresh_id("x"), **record}
                if part in CALLED and not record.get("name"):
                    self.called[record["id"]] = CALLED[part]
            items = self._journey.get(part) or []
            self._journey[part] = items
            numbers = self._numbers(items)
            order = list(parts())
            # What hangs in an earlier part is what is left of the first record of this one.
            first = order.index(part) > order.index(origin) and not whole
            numbers[:] = [0, *(number + 1 for number in numbers)] if first else [*numbers, max(numbers, default=-1) + 1]
            items.insert(0 if first else len(items), record)
        self._told.append((part, record, _ELSEWHERE if whole else _ENDLESS if head else NAMELESS))
        return True


@cache
def parts() -> dict[str, Shape]:
    """The parts of a journey that are records, or lists of records."""
    found = {name: shape_of(Journey, name) for name in fields_of(Journey)}
    return {name: shape for name, shape in found.items() if shape is not None and shape.record is not None}


def _in_order(keys: Sequence[str], kind: type[Record]) -> bool:
    """Whether names are fields of a kind of record, as a file writes them one after the other. Names nobody knows may stand behind."""
    fields = fields_of(kind)
    known = [fields.index(key) if key in fields else -1 for key in keys if key in NAMES]
    return -1 not in known and known == sorted(known)


def _of_records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def says_nothing_else(value: Any, journey: dict[str, Any]) -> bool:
    """Whether an item that was left out of a list says nothing that the tree of a journey has not: it has no text, or some record has all
    that it has."""
    if not _texts(value):
        return True
    if not isinstance(value, dict):
        return False
    waiting: list[Any] = [journey]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if _has_all(node, value):
                return True
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return False


def _texts(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (isinstance(value, str) and len(value.strip()) >= MOST_OTHERS) or any(map(_texts, inner))


def _has_all(record: dict[str, Any], values: dict[str, Any]) -> bool:
    return all(key in record and record[key] == value for key, value in values.items())


def _valid(kind: type[Record], tree: dict[str, Any]) -> bool:
    """Whether a record can be made of a tree."""
    try:
        kind.model_validate_json(to_json(tree), strict=True)
    except (ValidationError, ValueError):
        return False
    return True
