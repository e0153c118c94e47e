"""Whether all that can be seen in a damaged journey file is in what was read of it, or was told: a second look that knows nothing of how
the file was put together, so that no fault there can hide a loss.

Contract. :func:`unaccounted` takes the text of the file, the journey that was read of it, and what is told already, and gives what else
must be told, each by the part of the journey it belongs to (empty where that cannot be said), :data:`MOST_STRETCHES` stretches of text at
the most. The text is searched for names of fields with their values, and for texts in lists, wherever they stand: a value is accounted for
when the journey has it beside one of its neighbours, or has it at all where it says enough by itself. Values that say nothing (empty,
``false``) are passed over. It never raises, and its time is a step for each value.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from pydantic_core import from_json, to_json

from cjm_desktop.document import Journey, Message, Problem

from .envelope import record_tree
from .grammar import NAMES, Kind, fields_of, shape_of
from .pieces import unit_of

#: So many stretches are told by themselves.
MOST_STRETCHES = 20
#: No closer look is taken at larger texts, of which it is told what was passed over.
_MOST_SIGNS = 24_000_000
_STRING = r'"(?>[^"\\\x00-\x1f]|\\.)*+"'
_ATOM = re.compile(
    rf'"(?P<key>[a-z_]{{2,40}})"[ \t]*:[ \t\r\n]*(?P<value>{_STRING}|-?[0-9][0-9.eE+-]*|true)|^[ \t]*(?P<text>{_STRING}),?[ \t]*$',
    re.MULTILINE,
)
_TOP = re.compile(r'^([ \t]+)"([a-z_]+)"[ \t]*:', re.MULTILINE)
# So far to the right the names of parts stand in a sound text.
_TOP_INDENT = 4
_HEAD = frozenset({"format", "version", "app", "names", "journey", "recovery"})
_STEP = re.compile(r"[a-z_]+")
_ONE_LEFT_OUT = re.compile(r"([a-z_]+)\[[0-9]+\](?:\.id)?")
# Values of so many signs are known again wherever they stand; of shorter ones there are many alike.
_LONG, _SHORT = 12, 3
# So many values in a row that stand nowhere are a loss; fewer can be the seam where something was torn.
_IN_A_ROW = 3
_MANY = math.inf
# A name that so many parts have at the most tells to which it belongs.
_FEW = 2
# So many names are looked at to tell what a record is.
_LOOKED_AT, _FIRST = 12, 5
# A hole of fewer signs has room for no part of a journey.
_ROOM = 24
# So many holes, and names of parts, are looked at; a journey has two dozen.
_MOST_HOLES = 500

_LOST = Message("This could not be read; it was left out.")
_MAYBE = Message("The file is damaged here; something may be missing.")


def _missing(count: int, seen: int) -> Message:
    return Message("{count} of {seen} are missing.", count=count, seen=seen)


def _unplaced(line: int) -> Message:
    return Message("Something from line {line} of the file on could not be placed; it is not in what was read.", line=line)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A value as it stands in a text: its name (empty in a list), what it says, and where."""

    key: str
    value: Any
    at: int

    @property
    def said(self) -> tuple[str, Any]:
        """Its name and value."""
        return self.key, self.value


def unaccounted(text: str, journey: Journey, told: Sequence[Problem], *, sound: bool) -> list[Problem]:
    """What of a damaged file's text is neither in the journey that was read of it nor told. ``sound``: it is sound JSON, in which values
    may stand in any order, and nothing is gone that had a place of its own."""
    if len(text) > _MOST_SIGNS:
        return []
    audit = _Audit(text.replace("\r\n", "\n"), journey, told)
    audit.records()
    audit.parts()
    audit.misplaced()
    audit.stretches(_MANY if sound else _IN_A_ROW)
    if audit.out or (told and not sound):
        audit.holes()
    return audit.out


class _Audit:
    """Compares a text with what was read of it."""

    def __init__(self, text: str, journey: Journey, told: Sequence[Problem]) -> None:
        self.out: list[Problem] = []
        self._text = text
        self._strange: list[str] = []
        self._tree = _placed(record_tree(journey), Journey, self._strange)
        self._whole = to_json({"journey": self._tree}, indent=2).decode()
        self._ours = list(_atoms(self._whole))
        self._theirs = [atom for atom in _atoms(text) if atom.key not in _HEAD]
        self._left_out = Counter(found[1] for one in told if (found := _ONE_LEFT_OUT.fullmatch(one.place)) is not None)
        self._told = {found[0] for one in told if (found := _STEP.match(one.place)) is not None}
        self._fields = Counter(one.place.rpartition(".")[2] for one in told)
        self._lines = text.split("\n")
        deep = 2 * unit_of(self._lines)
        tops = ((found, found[1].expandtabs(1)) for found in _TOP.finditer(text))
        #: The parts of the journey whose names stand in the text, in its order, with where.
        self._tops = [(found.start(), found[2]) for found, wide in tops if len(wide) == deep and found[2] in fields_of(Journey)]
        del self._tops[_MOST_HOLES:]

    def _tell(self, part: str, what: Message) -> None:
        self.out.append(Problem(part, what))
        self._told.add(part)

    def records(self) -> None:
        """Records that can be seen by their ids, and are not there."""
        here, said = {atom.value for atom in self._ours if atom.key == "id"}, {atom.said for atom in self._ours}
        seen: dict[str, dict[Any, bool]] = {}
        starts = [at for at, atom in enumerate(self._theirs) if atom.key == "id"]
        for start, end in pairwise([*starts, len(self._theirs)]):
            atom = self._theirs[start]
            part = self._part(self._keys(range(start, min(end, start + _LOOKED_AT))), atom.at)
            # One whose id was wrong, or taken, has another.
            rest = [one.said in said for one in self._theirs[start + 1 : min(end, start + _FIRST)]]
            seen.setdefault(part, {})[atom.value] = atom.value in here or (bool(rest) and all(rest))
        for part, ids in seen.items():
            gone = sum(not there for there in ids.values())
            told = self._left_out[part] if self._tops else self._left_out.total()
            if part and gone > told:
                self._tell(part, _missing(gone, len(ids)))

    def parts(self) -> None:
        """Parts of the journey whose names can be seen, and of which nothing is there."""
        for _at, name in self._tops:
            if name not in self._told and not self._tree.get(name) and _says(self._following(name)):
                self._tell(name, _LOST)

    def _following(self, name: str) -> str:
        """What stands behind the name of a part, as far as that tells whether it is empty."""
        at = next(at for at, one in self._tops if one == name)
        return self._text[at : at + 400].partition(":")[2]

    def misplaced(self) -> None:
        """Values that hang where they mean nothing, and belong to some other part."""
        for name in dict.fromkeys(self._strange):
            owners = [part for part, inner in _names_of_parts().items() if name in inner]
            owner = min(owners, key=lambda part: len(_names_of_parts()[part]), default="")
            if owner and len(owners) <= _FEW and owner not in self._told:
                self._tell(owner, _LOST)
        if self._strange and not self._told:
            self._tell("", _MAYBE)

    def stretches(self, most: float) -> None:
        """Values in a row that stand nowhere in what was read."""
        pairs = {(one.said, other.said) for one, other in pairwise(self._ours)}
        values = {atom.value for atom in self._ours}
        theirs = self._theirs
        known = [False] * len(theirs)
        for at, (one, other) in enumerate(pairwise(theirs)):
            if (one.said, other.said) in pairs:
                known[at] = known[at + 1] = True
        strange = [at for at, atom in enumerate(theirs) if not (known[at] or (atom.value in values and _is_known(atom)))]
        keys = Counter(theirs[at].key for at in strange)
        runs: list[list[int]] = []
        for at in strange:
            if self._fields[theirs[at].key] >= keys[theirs[at].key]:
                continue  # each of them was told
            if runs and at <= runs[-1][-1] + 1:
                runs[-1].append(at)
            else:
                runs.append([at])
        told = 0
        for run in runs:
            texts = [(theirs[at].key, theirs[at].value) for at in run]
            gone = [key for key, text in texts if isinstance(text, str) and len(text) >= _SHORT and text not in values]
            if not gone and len(run) < most:
                continue
            part = self._part(self._keys(run[:_LOOKED_AT]), theirs[run[0]].at)
            # Where no lines tell to what a value belongs, its name does.
            unlaid = not self._tops and all(key in self._fields for key in gone)
            if part in self._told or unlaid:
                continue
            if told == MOST_STRETCHES:
                break
            told += 1
            self._tell(part, _unplaced(self._text.count("\n", 0, theirs[run[0]].at) + 1))

    def holes(self) -> None:
        """Parts of the journey of which nothing is left, where the text is damaged between those that would stand beside them."""
        ours = [line.strip(" \t\r,") for line in self._whole.split("\n")]
        beside = {pair: at for at, pair in enumerate(pairwise(ours))}
        lines = [line.strip(" \t\r,") for line in self._lines]
        starts = _starts(self._lines)
        order = {name: at for at, name in enumerate(fields_of(Journey))}
        absent = [name for name in order if not self._tree.get(name) and name not in self._told and _is_part(name)]
        if not absent or len(self._lines) < _LOOKED_AT:
            return
        homes = _homes(self._whole.split("\n"))
        whole = [at for at, pair in enumerate(pairwise(lines)) if pair in beside]
        # What stands whole ends at one line and goes on at another.
        torn = [(before, behind) for before, behind in pairwise([-1, *whole, len(lines)]) if behind > before + 1]
        for before, behind in torn[:_MOST_HOLES]:
            size = sum(map(len, lines[before + 2 : behind])) if before >= 0 else 0
            if before >= 0 and behind < len(lines):
                here = _home(homes, lines, range(before, max(before - _LOOKED_AT, -1), -1))
                if here and here == _home(homes, lines, range(behind, min(behind + _LOOKED_AT, len(lines) - 1))):
                    continue  # the same part goes on: no other has stood in its middle
                near = beside[lines[behind], lines[behind + 1]] - beside[lines[before], lines[before + 1]]
                if 0 < near <= behind - before + 1 and size < _ROOM:
                    continue
            first = max((order[name] for at, name in self._tops if at < starts[min(before + 2, len(starts) - 1)]), default=-1)
            end = starts[behind] if behind < len(lines) else len(self._text)
            last = min((order[name] for at, name in self._tops if at >= end and order[name] > first), default=len(order))
            for name in absent:
                if first < order[name] < last and name not in self._told:
                    self._tell(name, _MAYBE)

    def _keys(self, run: Sequence[int]) -> list[str]:
        """The names of values, up to where the next part of the journey begins."""
        first = self._theirs[run[0]].at
        before = bisect_left(self._tops, (first + 1, ""))
        end = self._tops[before][0] if before < len(self._tops) else len(self._text)
        return [self._theirs[at].key for at in run if self._theirs[at].at < end]

    def _part(self, keys: Sequence[str], at: int) -> str:
        """To which part of the journey values with these names belong that stand so far in the text; empty where nobody can tell."""
        before = bisect_left(self._tops, (at + 1, ""))
        here = self._tops[before - 1][1] if before else ""
        named = [key for key in keys if key]
        if not named or named[0] == here:
            return here
        return _fitting(tuple(named), here)


def _is_known(atom: _Atom) -> bool:
    """Whether a value that stands somewhere else says enough to be the same."""
    return atom.key not in NAMES or (isinstance(atom.value, str) and len(atom.value) >= _LONG)


def _is_part(name: str) -> bool:
    shape = shape_of(Journey, name)
    return shape is not None and shape.nested


def _says(text: str) -> bool:
    """Whether something stands in a record or list that begins so."""
    return any(sign.isalnum() for sign in text.split("]", 1)[0].split("}", 1)[0])


def _homes(lines: Sequence[str]) -> dict[tuple[str, str], str]:
    """In which part of the journey two lines stand one after the other in a sound text; empty where they do so in several, or in none."""
    out: dict[tuple[str, str], str] = {}
    part = ""
    for line, after in pairwise(lines):
        found = _TOP.match(line)
        if found is not None and len(found[1]) == _TOP_INDENT:
            part = found[2]
        inside = part if after.startswith(_TOP_INDENT * " " + " ") or line.startswith(_TOP_INDENT * " " + " ") else ""
        pair = line.strip(" \t\r,"), after.strip(" \t\r,")
        out[pair] = inside if out.get(pair, inside) == inside else ""
    return out


def _home(homes: dict[tuple[str, str], str], lines: Sequence[str], where: Sequence[int]) -> str:
    """The part that the first of these lines is in that is in only one."""
    return next((home for at in where if (home := homes.get((lines[at], lines[at + 1]), ""))), "")


def _starts(lines: Sequence[str]) -> list[int]:
    """Where each line begins."""
    out, at = [], 0
    for line in lines:
        out.append(at)
        at += len(line) + 1
    return out


def _atoms(text: str) -> Iterator[_Atom]:
    """The values in a text that say something."""
    for found in _ATOM.finditer(text):
        try:
            value = from_json(found["value"] or found["text"])
        except ValueError:
            continue
        if value not in ("", 0) and not (isinstance(value, str) and "\ufffd" in value):
            yield _Atom(found["key"] or "", value, found.start())


def _placed(tree: dict[str, Any], kind: Kind | None, strange: list[str]) -> dict[str, Any]:
    """A record without values that hang where they mean nothing: known names that are none of its fields, which go to ``strange``."""
    if kind is None:
        return tree
    fields = set(fields_of(kind))
    out: dict[str, Any] = {}
    for key, value in tree.items():
        if key not in fields and key in NAMES:
            strange.append(key)
            continue
        shape = shape_of(kind, key)
        inner = shape.record if shape is not None else None
        if isinstance(value, list):
            out[key] = [_placed(one, inner, strange) if isinstance(one, dict) else one for one in value]
        else:
            out[key] = _placed(value, inner, strange) if isinstance(value, dict) else value
    return out


@lru_cache(maxsize=4_096)
def _fitting(named: tuple[str, ...], here: str) -> str:
    """The part of a journey that has most of these names; in doubt, the one in which they stand."""
    parts = _names_of_parts()
    fits = {name: sum(key in inner for key in named) - 0.001 * len(inner) for name, inner in parts.items()}
    best = max(fits, key=lambda name: fits[name] + 0.5 * (name == here))
    return best if fits[best] > len(named) / 2 else here


@cache
def _names_of_parts() -> dict[str, frozenset[str]]:
    """All names that stand somewhere in each part of a journey that is a record or a list of such."""
    return {name: frozenset(names) for name in fields_of(Journey) if (names := _inner(Journey, name, set()))}


def _inner(kind: Kind, name: str, seen: set[Kind]) -> set[str]:
    shape = shape_of(kind, name)
    if shape is None or shape.record is None or shape.record in seen:
        return set()
    seen.add(shape.record)
    fields = fields_of(shape.record)
    return set(fields).union(*(_inner(shape.record, field, seen) for field in fields))
