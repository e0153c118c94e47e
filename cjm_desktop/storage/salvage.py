"""What can be saved of a damaged journey file, to be looked at as a copy; the file itself stays as it is.

Contract: :func:`salvaged` gives a sound journey with everything in it that can be kept, and the list of what was left out or put right,
each with its place in the file, or ``None`` when nothing is to be had: it is no journey, a newer program's, or so broken that the list
would be longer than the journey. It never raises for what stands in a file.

A wrong value loses its place and nothing else: its field gets its default. A record goes only when it cannot be without that value. A
text that is too long is cut, an id that is missing or taken is made anew, a touchpoint whose phase is unknown stays where it stands.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from cjm_desktop.document import InvariantError, Journey, Message, Problem, clean_line, clean_text, fresh_id

from .amount import worth_a_look
from .audit import unaccounted
from .doubled import TWICE, doubled_keys
from .envelope import FORMAT, record_tree
from .errors import OpenError, place_of, sentence
from .grammar import fields_of
from .migrations import CURRENT, migrated
from .placing import placed, says_nothing_else
from .reading import MAX_VALUES, other_encoding, read_file
from .repair import MAYBE, MOST_TOLD, misnamed, nothing_missing, readable

# The contradictions between records are told fifty at a time.
_ROUNDS = 60
# So many things that were left out are looked for in what was kept.
_MOST_SOFTENED = 50
# How much of the name of the format must be left in a damaged head.
_ALIKE = 0.5
# By what people know a record.
_CALLED = ("title", "name", "pseudonym", "word", "text")
_RECORD = re.compile(r"[a-z_]+\[[0-9]+\]")
_STEP = re.compile(r"[^.\[\]]+")

_Path = tuple[int | str, ...]
_GONE = object()


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a file, and what was left out or put right; ``names`` tells what the records in whose places (such as
    ``touchpoints[3]``) something is wrong were called there."""

    journey: Journey
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    #: What a recovery copy says of itself, as it stands there.
    recovery: Mapping[str, Any] = field(default_factory=dict)
    #: What records are to be called, by their ids, whose own names are lost.
    called: Mapping[str, Message] = field(default_factory=dict)

    def named(self, say: Callable[[str], str]) -> Journey:
        """The journey, with what has lost its name named in the language into which ``say`` translates English templates."""
        rounds = [one.replace(name=self.called[one.id].said(say)) if one.id in self.called else one for one in self.journey.rounds]
        return self.journey.replace(rounds=tuple(rounds)) if self.called else self.journey


def salvaged(path: str | os.PathLike[str]) -> Salvaged | None:
    """What can be saved of the file at ``path``."""
    try:
        return salvaged_of(read_file(Path(path))[0])
    except OpenError:
        return None


def salvaged_of(data: bytes) -> Salvaged | None:
    """What can be saved of the bytes of a file."""
    if data.count(b",") > MAX_VALUES:
        return None
    found = _tree(data.removeprefix(b"\xef\xbb\xbf"))
    if found is None:
        return None
    tree, problems, put_right, sound = found
    if not isinstance(tree, dict) or not isinstance(tree.get("journey"), dict):
        return None
    if tree.get("format") != FORMAT and not _looks_like_one(tree, sound=sound):
        return None
    version = tree.get("version", CURRENT)
    if not isinstance(version, int) or isinstance(version, bool) or version < 0:
        version = CURRENT
    if version > CURRENT:
        return None
    mender = _Mender(tree["journey"], [*problems, *misnamed(tree["journey"])])
    mender.drop_infinite()
    # In sound JSON, a name that means nothing where it stands may be a newer program's.
    called = mender.place() if version == CURRENT and not sound else {}
    names = mender.names()
    if version < CURRENT and not mender.migrate(version):
        return None
    journey = mender.journey()
    if journey is None or journey == Journey():
        return None
    if not sound:
        mender.soften(journey)
    if version == CURRENT and not worth_a_look(data)[1]:
        encoding = other_encoding(data)
        text = data.decode(encoding[0] if encoding and encoding[0].upper().startswith("UTF-16") else "utf-8", "replace")
        mender.problems += unaccounted(text, journey, mender.problems, sound=sound)
    if not mender.problems and (not sound or put_right or tree.get("format") != FORMAT):
        mender.problems.append(Problem("", nothing_missing(max(1, put_right))))
    places = {match[0] for problem in mender.problems if (match := _RECORD.match(problem.place)) is not None}
    about = tree.get("recovery")
    told = {place: name for place, name in names.items() if place in places}
    return Salvaged(journey, tuple(mender.problems), told, about if isinstance(about, dict) else {}, called)


def _tree(data: bytes) -> tuple[Any, list[Problem], int, bool] | None:
    """The tree of a file, what was lost of it, how many damaged places in it have cost nothing, and whether it is sound JSON."""
    try:
        tree = from_json(data, allow_inf_nan=True)
    except ValueError:
        encoding = other_encoding(data)
        found = readable(data, encoding[0] if encoding else "utf-8")
        return (*found, False) if found is not None else None
    twice, other = doubled_keys(data, tree), doubled_keys(data, tree, differing=True)
    return tree, [Problem(place.removeprefix("journey."), TWICE) for place in other], len(twice) - len(other), True


def _looks_like_one(tree: dict[str, Any], *, sound: bool) -> bool:
    """Whether a file whose head is damaged is a journey's all the same: nothing else is said of it, and most of its fields are ours."""
    said = tree.get("format", "")
    if not isinstance(said, str) or ((said or sound) and SequenceMatcher(None, said, FORMAT).ratio() < _ALIKE):
        return False
    ours = fields_of(Journey)
    known = sum(key in ours for key in tree["journey"])
    return known > 0 and 2 * known >= len(tree["journey"])


class _Mender:
    """Takes out of the journey part of a file what cannot stay, until the rest is sound."""

    def __init__(self, tree: dict[str, Any], problems: list[Problem]) -> None:
        self.problems = problems
        self._tree = tree
        # What was left out of lists, with what is told of it.
        self._items: list[tuple[Problem, Any]] = []
        # Which item of the list in the file each item is, for lists that have lost some.
        self._numbers: dict[int, tuple[list[Any], list[int]]] = {}

    # ------------------------------------------------------------------ before the records are made

    def drop_infinite(self) -> None:
        """Numbers too large for a computer, and what is none."""
        wrong: list[_Path] = []
        waiting: list[tuple[_Path, Any]] = [((), self._tree)]
        while waiting:
            place, node = waiting.pop()
            if isinstance(node, dict):
                waiting.extend(((*place, key), value) for key, value in node.items())
            elif isinstance(node, list):
                waiting.extend(((*place, i), value) for i, value in enumerate(node))
            elif isinstance(node, float) and not math.isfinite(node):
                wrong.append(place)
        for place in sorted(wrong, reverse=True):
            self._leave_out(place, Message("This must be an ordinary number, not an infinite one."))

    def place(self) -> dict[str, Message]:
        """Put records where they belong that hang in others; gives what those are to be called that have lost their names, by their ids."""
        told, called = placed(self._tree, self._number)
        self.problems += told
        return called

    def names(self) -> dict[str, str]:
        """What the records of the journey's lists are called, by their places in the file."""
        found: dict[str, str] = {}
        for key, records in self._tree.items():
            for at, record in enumerate(records if isinstance(records, list) else ()):
                if isinstance(record, dict):
                    name = next((text for text in map(record.get, _CALLED) if isinstance(text, str) and text.strip()), "")
                    found[f"{key}[{self._number(records)[at]}]"] = clean_line(name[:60])
        return found

    def migrate(self, version: int) -> bool:
        """Bring the journey up to date, without touchpoints that are no records; gives whether that could be done."""
        cards = self._tree.get("touchpoints")
        if isinstance(cards, list):
            for i in reversed([i for i, card in enumerate(cards) if not isinstance(card, dict)]):
                self._leave_out(("touchpoints", i), Message("This must be a record: names and values in braces."))
        elif cards is not None:
            self._leave_out(("touchpoints",), Message("This must be a list."))
        try:
            self._tree = migrated(self._tree, version)
        except ValueError:
            return False
        # The new lists have the numbers of the old ones.
        kept = next((numbers for old, numbers in self._numbers.values() if old is cards), None)
        new = self._tree.get("touchpoints")
        if kept is not None and isinstance(new, list):
            self._numbers[id(new)] = new, kept
        return True

    def soften(self, journey: Journey) -> None:
        """Call what was left out of lists no loss where the journey has all of it: pieces of a damaged file that stand in it twice."""
        known = {problem.place for problem in self.problems if problem.message == MAYBE}
        tree = record_tree(journey)
        for told, item in self._items[:_MOST_SOFTENED]:
            if says_nothing_else(item, tree):
                at = next(at for at, one in enumerate(self.problems) if one is told)
                self.problems[at : at + 1] = [] if told.place in known else [Problem(told.place, MAYBE)]

    # ------------------------------------------------------------------ round after round

    def journey(self) -> Journey | None:
        """The journey of what is left, or ``None`` when no end can be seen."""
        before = b""
        for _ in range(_ROUNDS):
            data = to_json(self._tree)
            if data == before:
                return None
            before = data
            try:
                return Journey.model_validate_json(data, strict=True)
            except ValidationError as error:
                if error.error_count() + len(self.problems) > MOST_TOLD:
                    return None
                faults = error.errors(include_url=False, include_input=False)
            if any(self._resolved(tuple(fault["loc"])) == () for fault in faults if fault["loc"]):
                return None
            found: dict[_Path, tuple[str, dict[str, Any]]] = {}
            for fault in faults:
                context: dict[str, Any] = fault.get("ctx", {})
                cause, location = context.get("error"), tuple(fault["loc"])
                if isinstance(cause, InvariantError):
                    self._settle(cause.problems)
                    continue
                place = self._resolved(location)
                kind = "no id" if location[-1:] == ("id",) and place != location else fault["type"]
                # Whatever else a record lacks that cannot be without, it goes; an id alone can be given.
                if place not in found or found[place][0] == "no id":
                    found[place] = kind, context
            # From the end, so that what goes does not move what is still to be looked at.
            for place in sorted(found, key=_order, reverse=True):
                self._mend(place, *found[place])
        return None

    def _mend(self, place: _Path, kind: str, context: dict[str, Any]) -> None:
        """Put one wrong value right, or leave it out."""
        said = sentence(kind, context)
        if kind == "no id":
            self._walk(place)["id"] = fresh_id("x")
            self.problems.append(self._problem((*place, "id"), Message("{reason} It was put right.", reason=sentence("missing", {}))))
            return
        if kind == "missing":
            # What is missing has no place of its own: this is the record that cannot be without it.
            self._leave_out(place, Message("A value is missing without which this means nothing."))
            return
        value = self._at(place)
        if value is _GONE:
            return
        if place and place[-1] == "id" and len(place) > 1:
            self._set(place, fresh_id("x"), said)
            return
        better = _better(value, kind, context)
        if better is None:
            self._leave_out(place, said)
        else:
            self._set(place, better, said)

    def _settle(self, problems: list[Problem]) -> None:
        """Take out what contradicts something else."""
        in_order = True
        places = {_path(problem.place): problem for problem in problems}
        if ("scale",) in places:
            # Whether a grade lies on it can only be said of a scale that makes sense.
            places = {("scale",): places["scale",]}
        lacking = {place for place in places if self._at(place) is _GONE}
        for place, problem in sorted(places.items(), key=lambda pair: _order(pair[0]), reverse=True):
            value = self._at(place)
            if len(place) == 3 and place[0] == "touchpoints" and place[2] == "phase":
                in_order = False
                if value not in self._phases():
                    self._set(place, self._phase_before(place), problem.message)
                else:
                    self.problems.append(self._problem(place, Message("{reason} It was put right.", reason=problem.message)))
            elif value is _GONE:
                if place in lacking:  # it should stand in a record that means nothing without it
                    self._leave_out(self._resolved(place), problem.message)
            elif place[-1] == "id":
                self._set(place, fresh_id("x"), problem.message)
            elif "{list}" in problem.message.template:
                for one in self._alike(place, str(problem.message.values["list"])):
                    self._leave_out(one, Message("What this refers to is not in the file, or could not be read."))
            else:
                self._leave_out(place, problem.message)
        if not in_order:
            self._put_in_order()

    def _alike(self, place: _Path, name: str) -> list[_Path]:
        """A reference to a record of a list that is not there, and all like it in the records beside its own: where a list is lost
        there are thousands, and they are told fifty at a time."""
        records = self._tree.get(name)
        beside = self._at(place[:1])
        if len(place) != 3 or not isinstance(beside, list) or not isinstance(records, list | None):
            return [place]
        known = {record.get("id") for record in records or ()}
        alike = [(place[0], i, place[2]) for i, record in enumerate(beside) if record.get(place[2], None) not in {None, *known}]
        return [place, *(one for one in alike if one != place)]

    def _phases(self) -> list[str]:
        return [phase["id"] for phase in self._tree.get("phases", ())]

    def _phase_before(self, place: _Path) -> str | None:
        """The phase of the nearest touchpoint before one that is in a phase at all."""
        known = set(self._phases())
        cards = self._tree["touchpoints"][: place[1]]
        return next((card["phase"] for card in reversed(cards) if card.get("phase") in known), None)

    def _put_in_order(self) -> None:
        """Touchpoints of a phase together, in the order of the phases."""
        rank = {ident: i for i, ident in enumerate(self._phases())}
        cards: list[Any] = self._tree["touchpoints"]
        numbers = self._number(cards)
        order = sorted(range(len(cards)), key=lambda i: rank.get(cards[i].get("phase"), -1))
        cards[:], numbers[:] = [cards[i] for i in order], [numbers[i] for i in order]

    # ------------------------------------------------------------------ places

    def _resolved(self, location: _Path) -> _Path:
        """The part of a validator's place that leads to something in the file: to the record, where a value is missing in it."""
        node: Any = self._tree
        out: list[int | str] = []
        for step in location:
            if not _has(node, step):
                break
            node = node[step]
            out.append(step)
        return tuple(out)

    def _at(self, place: _Path) -> Any:
        return _GONE if self._resolved(place) != place else self._walk(place)

    def _walk(self, place: _Path) -> Any:
        node: Any = self._tree
        for step in place:
            node = node[step]
        return node

    def _number(self, items: list[Any]) -> list[int]:
        """Which items of the file those of a list are; changed along with it."""
        return self._numbers.setdefault(id(items), (items, list(range(len(items)))))[1]

    def _problem(self, place: _Path, what: Message) -> Problem:
        node: Any = self._tree
        out: list[int | str] = []
        for step in place:
            known = self._numbers.get(id(node))
            out.append(known[1][step] if known is not None and isinstance(step, int) else step)
            node = node.get(step) if isinstance(node, dict) else node[step]
        return Problem(place_of(out), what)

    def _leave_out(self, place: _Path, why: Message) -> None:
        if not place or self._at(place) is _GONE:
            return
        owner = self._walk(place[:-1])
        told = self._problem(place, Message("{reason} It was left out.", reason=why))
        self.problems.append(told)
        if isinstance(owner, list):
            self._items.append((told, owner[int(place[-1])]))
            at = int(place[-1])
            del self._number(owner)[at]
            del owner[at]
        else:
            del owner[place[-1]]

    def _set(self, place: _Path, value: Any, why: Message) -> None:
        self.problems.append(self._problem(place, Message("{reason} It was put right.", reason=why)))
        self._walk(place[:-1])[place[-1]] = value


def _has(node: Any, step: int | str) -> bool:
    return step in node if isinstance(node, dict) else isinstance(node, list) and isinstance(step, int) and step < len(node)


def _order(place: _Path) -> tuple[tuple[bool, int, str], ...]:
    """Places so that those in one list stand in its order."""
    return tuple((isinstance(step, str), step if isinstance(step, int) else 0, str(step)) for step in place)


def _path(place: str) -> _Path:
    """``touchpoints[3].grade`` as its steps."""
    return tuple(int(step) if step.isdigit() else step for step in _STEP.findall(place))


def _better(value: Any, kind: str, context: dict[str, Any]) -> Any:
    """A value that says the same and fits, or ``None``."""
    if kind in ("string_too_long", "too_long"):
        return value[: context["max_length"]]
    if kind == "string_pattern_mismatch" and isinstance(value, str):
        lines = "\\x0B" in str(context.get("pattern", ""))  # the pattern of texts, which lets line breaks through
        clean: Callable[[str], str] = clean_text if lines else clean_line
        return text if (text := clean(value)) != value else None
    if kind == "string_type" and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if kind in ("float_type", "int_type") and isinstance(value, str):
        try:
            number = float(value.strip().replace(",", "."))
        except ValueError:
            return None
        if not math.isfinite(number):
            return None
        return int(number) if number.is_integer() else number if kind == "float_type" else None
    return None
