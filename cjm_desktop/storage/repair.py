"""What can still be read of a file that is no sound JSON any more: cut off, overwritten in places, mended by hand.

Contract: :func:`readable` gives the tree of all that can be read, wherever the damage is, with a sentence for each thing that was lost or
may have been; ``None`` when nothing can be read, or more than :data:`MOST_TOLD` things would have to be told. Damage costs the values
it has hit. It never raises, and its time and memory are a step for each value of the file, of which no more is looked at than any journey
has (:mod:`.amount`). What is told is what differs: damage that nothing of the journey stood in (:mod:`.touched`) is only counted.

The pieces of the file (:mod:`.pieces`) are put together by how deep they stand. Records and lists whose beginning is lost are made anew,
and called what fits: a list of records with the fields of touchpoints is that of the touchpoints (:mod:`.grammar`). Where the end of a
record and the beginning of the next are lost, a field that comes a second time tells that it is the next.

No library does this: tolerant readers of JSON guess at what a model of language meant, say nothing of what they left out, and know
neither indents nor which fields there are.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from cjm_desktop.document import Journey, Message, Problem

from .amount import worth_a_look
from .errors import place_of
from .grammar import FILE, Kind, Shape, fields_of, shape_of
from .letters import GARBLED, text_of
from .pieces import Piece, What, level_before, pieces, unit_of
from .placing import NAMELESS
from .touched import Cost, Place, places_of

# No journey is deeper than ten; what is deeper is none.
_DEEPEST, _DEEP = 60, 3
# How much of a name must be left for it to be known again, where its place fits too; and where it is all there is to go by.
_ALIKE, _VERY_ALIKE = 0.34, 0.7
# By so much better must something fit elsewhere to be taken there.
_BETTER = 0.2
# After so many sound pieces damage is behind us.
_CALM = 3
# By so many records of a list it is known.
_LOOKED_AT = 50
_WORD = re.compile(r"[A-Za-z_]{2,}")

_LOST = Message("This could not be read; it was left out.")
_PART = Message("Only a part of this could be read.")
_IN_HERE = Message("Something in here could not be read; it was left out.")
MAYBE = Message("The file is damaged here; something may be missing.")
_STRANGE = Message("Something whose name could not be read was left out.")
_ENDS = Message("The file ends here; what came after is lost.")
_LETTERS = Message("There are letters that cannot be read; “�” stands for them.")
# So many places of which nothing was told otherwise are told by themselves.
_MOST_PLACES = 20
#: Where more is wrong there is nothing to be trusted; a journey of five thousand cards with one fault in each can be saved.
MOST_TOLD = 6_000
# So many lines are read once more for that.
_MOST_AGAIN = 60_000


def nothing_missing(count: int) -> Message:
    """What is said of a file with so many damaged places that have cost nothing."""
    return Message(
        "The file was damaged where nothing of the journey stood (places put right: {count}). As far as can be told, nothing is missing.",
        count=count,
    )


def _passed_over(size: int) -> Message:
    """What is said where so many bytes were not looked at."""
    return Message(
        "This file is damaged, and larger than any journey: what stands in its middle was not looked at ({kilobytes} kB).",
        kilobytes=max(1, size // 1000),
    )


#: What :func:`nothing_missing` says, whatever the count is.
NOTHING_MISSING = nothing_missing(0).template


def readable(data: bytes, encoding: str = "utf-8") -> tuple[Any, list[Problem], int] | None:
    """The tree of what can be read, infinite numbers and ``NaN`` included, what was lost on the way, and how many places were put right
    that had nothing in them."""
    data, passed_over = worth_a_look(data)
    text, problems = text_of(data, encoding)
    if passed_over:
        problems.append(Problem("", _passed_over(passed_over)))
    found = pieces(text)
    if any(piece.depth > _DEEPEST for piece in found):
        return None
    built = _Builder(letters="\ufffd" in text and "\ufffd".encode() not in data)
    for at, piece in enumerate(found):
        built.take(piece, found[at + 1] if at + 1 < len(found) else None)
    root = built.done()
    if root is None:
        return None
    tree = built.named(root, FILE, ())
    places = places_of(text, tree, _indent(text))
    told = built.told(places)
    if len(told) > MOST_TOLD:
        return None
    if places is not None:
        told += _places_told(text, built.untold(places)[:_MOST_PLACES])
        # Letters that stand in no value are nobody's loss.
        if told or all(place.cost is Cost.NONE for place in places):
            problems = [one for one in problems if one.message != GARBLED]
        if _says_ascii(tree):
            problems = []
    if not told and not places and (fault := _fault(text)) is not None:
        told = [_touched(text[:fault])]
    return tree, [*problems, *told], sum(place.cost is Cost.NONE for place in places or ())


def _indent(text: str) -> str:
    """What one step to the right is in a text."""
    found = re.search(r"\n(\t| )", text)
    return "\t" if found is not None and found[1] == "\t" else " " * unit_of(text.split("\n"))


def _places_told(text: str, untold: Sequence[Place]) -> list[Problem]:
    """Where places are of which nothing was told; for each, all before it is read again, which is done for so many lines only."""
    told: list[Problem] = []
    lines = 0
    for place in untold:
        lines += place.start
        if lines > _MOST_AGAIN:
            return [*told, Problem("", MAYBE)]
        told.append(_touched("".join(line + "\n" for line in text.split("\n", place.start)[: place.start])))
    return told


def _says_ascii(tree: Any) -> bool:
    """Whether no letter of any text depends on how the file was written."""
    return json.dumps(tree, ensure_ascii=False).isascii()


def _fault(text: str) -> int | None:
    """Where a text ceases to be sound; ``None`` where all of it that says something is one sound value."""
    start = max(0, text.find("{"))
    try:
        end = json.JSONDecoder().raw_decode(text, start)[1]
    except json.JSONDecodeError as error:
        return error.pos
    except (ValueError, RecursionError):
        return 0
    return None if '"' not in text[:start] and '"' not in text[end:] else end


def _touched(text: str) -> Problem:
    """The record in which a text ends, which is all there is before the first damage."""
    built = _Builder()
    found = pieces(text)
    for at, piece in enumerate(found):
        built.take(piece, found[at + 1] if at + 1 < len(found) else None)
    last, root = built.last(), built.done()
    if root is None:
        return Problem("", MAYBE)
    built.named(root, FILE, ())
    return built.problem(last, None, MAYBE)


def misnamed(journey: dict[str, Any]) -> list[Problem]:
    """Give records and lists of a journey whose name is damaged their own name back; gives what was done."""
    problems: list[Problem] = []
    fields = fields_of(Journey)
    for key in [key for key, value in journey.items() if key not in fields and isinstance(value, dict | list)]:
        best = _fitting(_plain(journey[key]), Journey, [name for name in fields if name not in journey], key, known=True)
        if best is not None:
            journey[best] = journey.pop(key)
            problems.append(Problem(best, NAMELESS))
    return problems


def _plain(value: Any) -> _Node:
    """What is known of a record or list by its names alone."""
    if isinstance(value, dict):
        return _Node(What.RECORD, keys=set(value))
    return _Node(What.LIST, entries=[(None, _plain(one) if isinstance(one, dict) else one) for one in value[:_LOOKED_AT]])


# ------------------------------------------------------------------------------------------------ records


@dataclass(slots=True, eq=False)
class _Node:
    """A record or a list in the making. ``what`` is ``None`` where its beginning is lost, ``clue`` what is left of it then."""

    what: What | None
    key: str | None = None
    clue: str | None = None
    #: Its beginning stands in a line of its own.
    sure: bool = False
    entries: list[tuple[str | None, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    #: So many entries stand before the first damage in it.
    hurt: int | None = None
    again: bool = False  # It stands twice in the file or the journey: what is under both is put together.
    #: The line it begins in.
    line: int = 0
    path: tuple[int | str, ...] | None = None

    @property
    def is_record(self) -> bool:
        return self.what is What.RECORD or (self.what is None and (bool(self.keys) or not self.entries))

    @property
    def decided(self) -> bool:
        """Whether something says that it is a record, or that it is a list."""
        return bool(self.keys) or (bool(self.entries) and self.what is not None)

    def add(self, key: str | None, value: Any) -> None:
        self.entries.append((key, value))
        if key is not None:
            self.keys.add(key)


class _Builder:
    """Puts pieces together."""

    def __init__(self, *, letters: bool = False) -> None:
        """``letters``: some could not be read, and “�” stands for them."""
        self._letters = letters
        self._stack: list[_Node] = []
        self._root: _Node | None = None
        self._ended = False
        self._clues: list[str] = []
        # What was open when damage began: brackets in it close nothing for good. Forgotten when all is calm again.
        self._before: list[_Node] = []
        self._calm = _CALM
        # What is told, with the first and the last line it is about.
        self._told: list[tuple[_Node | None, str | None, Message, int, int]] = []
        self._last: Piece | None = None
        self._lines = (0, 0)

    # ------------------------------------------------------------------ piece by piece

    def take(self, piece: Piece, next_: Piece | None) -> None:
        """The next piece, and the one after it."""
        torn = self._last is not None and not piece.follows(self._last)
        self._lines = self._last.line if torn and self._last is not None else piece.line, piece.line
        self._last = piece
        before = self._stack[-1] if torn and self._stack else None
        if before is not None:
            self._tell(before, None, MAYBE)
        self._put(piece, next_)
        if torn and self._stack and self._stack[-1] is not before:
            # What was torn out began in one record and may have ended in another.
            self._tell(self._stack[-1], None, MAYBE)

    def last(self) -> _Node | None:
        """What is open."""
        return self._stack[-1] if self._stack else None

    def _put(self, piece: Piece, next_: Piece | None) -> None:
        stack = self._stack
        expected = len(stack) - (piece.what is What.END)
        if not piece.laid or piece.depth != expected:
            if self._calm >= _CALM:
                self._before = list(stack)
            self._calm = 0
        else:
            self._calm += 1
        if piece.what is What.DAMAGE:
            self._hurt(piece)
            return
        depth = self._depth(piece, next_)
        if piece.laid and self._calm < _CALM:
            self._reopen(depth + (piece.what is What.END))
        if piece.what is What.END:
            if depth == 0 and stack:
                self._ended = True
            del stack[max(depth, 1) :]
            return
        if depth <= 0 and stack:
            if piece.what is What.VALUE or piece.key is None:
                self._tell(stack[0], None, _IN_HERE)
                return
            depth = 1
        del stack[max(depth, 1) if stack else 0 :]
        if stack and depth < len(stack):
            del stack[depth:]
        while len(stack) < depth:
            self._open(_Node(None, clue=" ".join(self._clues), sure=True))
            self._clues = []
        if stack and not stack[-1].entries and (stack[-1].what is What.RECORD) != (piece.key is not None):
            stack[-1].what = None  # a bracket of the other kind: what is in it tells
        if stack and stack[-1].decided and stack[-1].is_record != (piece.key is not None):
            there = level_before(piece, next_)
            if piece.laid and there is not None and there > len(stack):
                # Its own place, and what it stands in, were lost together.
                while len(stack) < min(there, _DEEPEST):
                    self._open(_Node(None, clue=" ".join(self._clues), sure=True))
            elif piece.laid and len(stack) > 2:
                self._begin_other()
            else:
                self._hurt(piece)
                return
        if piece.what in (What.RECORD, What.LIST):
            self._open(_Node(piece.what, sure=piece.laid), piece.key)
        elif not stack:
            return
        else:
            self._add(piece.key, piece.value)
            if piece.part:
                self._tell(stack[-1], piece.key, _PART)
                self._mark(stack[-1])
        self._clues = []

    def _depth(self, piece: Piece, next_: Piece | None) -> int:
        """How deep a piece really is: a line that alone is out of place stands where the ones around it say."""
        expected = len(self._stack) - (piece.what is What.END)
        there = level_before(piece, next_)
        return piece.depth if piece.depth == expected or not piece.laid or there is None else there

    def _reopen(self, depth: int) -> None:
        """Behind damage a piece stands so deep: what was open there before is open again, unless something else was opened since by a
        line of its own."""
        stack, before = self._stack, self._before[:depth]
        same = 0
        while same < min(len(stack), len(before)) and stack[same] is before[same]:
            same += 1
        if same == len(before) or (len(stack) >= depth and all(node.sure for node in stack[same:depth])):
            return
        stack[:] = before
        for node in before[same:]:
            self._mark(node)

    def _begin_other(self) -> None:
        """What is open has ended in the damage, and something else has begun there, of which there may be something already."""
        last = self._stack.pop()
        other = _Node(None, clue=" ".join(self._clues), sure=True)
        while last.is_record and last.entries and last.entries[-1][0] is None:
            other.entries.insert(0, last.entries.pop())
        self._open(other)

    def _hurt(self, piece: Piece) -> None:
        text = str(piece.value or "")
        self._clues.append(text)
        for node in self._stack:
            self._mark(node)
        if self._stack:
            self._tell(self._stack[-1], piece.key, _LOST if piece.key is not None else _IN_HERE)

    def _mark(self, node: _Node) -> None:
        if node.hurt is None:
            node.hurt = len(node.entries)

    def _open(self, node: _Node, key: str | None = None) -> None:
        node.key, node.line = key, self._lines[1]
        if key is not None and self._stack and key in self._stack[-1].keys and len(self._stack) < _DEEP:
            same = next((old for name, old in self._stack[-1].entries if name == key and isinstance(old, _Node)), None)
            if same is not None and same.what is node.what:
                same.again = True
                self._tell(same, None, MAYBE)
                node = same
        if node.again:
            pass
        elif self._stack:
            self._add(key, node)
        elif self._root is None:
            self._root = node
        else:
            return
        self._stack.append(node)

    def _add(self, key: str | None, value: Any) -> None:
        """Put something into the record or list that is open, or where a field comes a second time behind damage, into the next one."""
        node = self._stack[-1]
        if node.again and (key, value) in node.entries[:_LOOKED_AT]:
            return
        if key is not None and key in node.keys and node.hurt is not None and len(self._stack) > 1 and not self._stack[-2].keys:
            after = node.entries[node.hurt :]
            del node.entries[node.hurt :]
            node.keys = {name for name, _ in node.entries if name is not None}
            if not node.entries:
                node.entries, after = after, []
            fresh = _Node(What.RECORD)
            for name, old in after:
                fresh.add(name, old)
            self._stack[-2].add(None, fresh)
            self._stack[-1] = node = fresh
            self._tell(fresh, None, _IN_HERE)
        node.add(key, value)
        if self._letters and isinstance(value, str) and "\ufffd" in value:
            self._tell(node, key, _LETTERS)
        if self._letters and key is not None and "\ufffd" in key:
            self._tell(node, None, _STRANGE)

    def done(self) -> _Node | None:
        """All pieces were taken; gives the file."""
        if self._root is not None and not self._ended and len(self._stack) > 1:
            self._tell(self._stack[-1], None, _ENDS)
        return self._root

    # ------------------------------------------------------------------ names

    def named(self, node: _Node, kind: Kind | None, path: tuple[int | str, ...]) -> Any:
        """The tree of a record or list at a place, with names found for what has lost its own."""
        node.path = path
        if not node.is_record:
            out: list[Any] = []
            for _key, value in node.entries:
                if isinstance(value, _Node) and not value.entries and not value.sure:
                    continue  # a bracket in the damage
                out.append(self.named(value, kind, (*path, len(out))) if isinstance(value, _Node) else value)
            return out
        names = self._names(node, kind)
        tree: dict[str, Any] = {}
        for (_key, value), name in zip(node.entries, names, strict=True):
            if name is None:
                if kind == FILE and not isinstance(value, _Node):
                    continue  # not the journey's
                self._lines = (value.line, value.line) if isinstance(value, _Node) else (node.line, node.line)
                self._tell(node, None, _STRANGE if isinstance(value, _Node) else _IN_HERE)
                continue
            shape = shape_of(kind, name) if kind is not None else None
            inner = shape.record if shape is not None else None
            tree[name] = self.named(value, inner, (*path, name)) if isinstance(value, _Node) else value
        return tree

    def _names(self, node: _Node, kind: Kind | None) -> list[str | None]:
        """What the entries of a record are called."""
        if kind is None:
            return [key for key, _ in node.entries]
        fields = fields_of(kind)
        free = [name for name in fields if name not in node.keys]
        self._split(node, kind, free)
        names = [key for key, _ in node.entries]
        for at, (key, value) in enumerate(node.entries):
            if not isinstance(value, _Node) or (key is not None and (key in fields or not free)):
                continue
            best = _fitting(value, kind, free, value.clue or "" if key is None else key, known=key is not None)
            if best is not None:
                names[at] = best
                free.remove(best)
                self._lines = value.line, value.line
                self._tell(value, None, NAMELESS)
        return names

    def _split(self, node: _Node, kind: Kind, free: Sequence[str]) -> None:
        """Where the end of a list and the beginning of the next are lost, what stands behind the damage goes where it belongs."""
        for key, value in list(node.entries):
            shape = shape_of(kind, key) if key is not None else None
            if not isinstance(value, _Node) or value.is_record or shape is None or shape.record is None:
                continue
            ours = set(fields_of(shape.record))
            strange = (at for at, (_, one) in enumerate(value.entries) if isinstance(one, _Node) and not one.keys <= ours)
            start = value.hurt if value.hurt is not None else next(strange, None)
            if start is None:
                continue
            rest = _Node(What.LIST, entries=value.entries[start:])
            here = _fit(rest, shape) or 0.0
            best = _fitting(rest, kind, free, "", known=False)
            there = shape_of(kind, best) if best is not None else None
            if there is not None and (_fit(rest, there) or 0.0) > here + _BETTER:
                del value.entries[start:]
                after = next(at for at, (_, one) in enumerate(node.entries) if one is value) + 1
                node.entries.insert(after, (None, rest))

    # ------------------------------------------------------------------ what is told

    def _tell(self, node: _Node | None, key: str | None, what: Message) -> None:
        self._told.append((node, key, what, *self._lines))

    def told(self, places: Sequence[Place] | None) -> list[Problem]:
        """What was lost, each thing once, in the order of the file. What is told of ``places`` that have cost nothing is passed over."""
        found: dict[tuple[str, str], Problem] = {}
        seen: set[tuple[int, str | None, str]] = set()
        beginnings = [place.start for place in places or ()]
        known_costs: dict[tuple[int, int], set[Cost]] = {}
        for node, key, what, first, last in self._told:
            if (id(node), key, what.template) in seen:
                continue
            if (costs := known_costs.get((first, last))) is None:
                near = (places or ())[max(0, bisect_left(beginnings, first) - 1) : bisect_right(beginnings, last + 1)]
                costs = known_costs[first, last] = {place.cost for place in near if place.touches(first, last)}
            if costs == {Cost.NONE}:
                continue
            if costs and Cost.LOST not in costs and key is None and what.template in (_IN_HERE.template, _STRANGE.template):
                what = MAYBE  # nothing that could have been read was left out
            if (id(node), key, what.template) in seen:
                continue
            seen.add((id(node), key, what.template))
            if len(found) > MOST_TOLD:
                break
            problem = self.problem(node, key, what)
            found.setdefault((problem.place, what.template), problem)
        known = {place for place, template in found if template != MAYBE.template}
        if len(found) > MOST_TOLD:
            known = set()
        return [one for (place, template), one in found.items() if template != MAYBE.template or place not in known]

    def untold(self, places: Sequence[Place]) -> list[Place]:
        """The places that may have cost something, and of which nothing was told."""
        lines = sorted({(first, last) for *_what, first, last in self._told})
        firsts = [first for first, _last in lines]
        # The last line that anything is about which begins no later.
        lasts = list(accumulate((last for _first, last in lines), max))

        def is_told(place: Place) -> bool:
            before = bisect_right(firsts, place.final)
            return before > 0 and lasts[before - 1] >= place.initial

        return [one for one in places if one.cost is not Cost.NONE and not is_told(one)]

    def problem(self, node: _Node | None, key: str | None, what: Message) -> Problem:
        """Something that is told about a record or list, or a field of it."""
        path = node.path if node is not None and node.path is not None else ()
        place = place_of((*path, key) if key is not None else path)
        place = place.removeprefix("journey.") if place != "journey" else ""
        # What stands in the head of the file is not the journey's.
        return Problem("" if place in _HEAD else place, what)


_HEAD = ("format", "version", "app", "names")


def _fitting(node: _Node, kind: Kind, free: Sequence[str], clue: str, *, known: bool) -> str | None:
    """The field of a record that something without a name is; ``known``: there is a name, of which only some letters may be wrong."""
    words = [clue] if known else _WORD.findall(clue)
    best, most = None, 0.0
    for name in free:
        shape = shape_of(kind, name)
        if shape is None or not shape.nested:
            continue
        fit = _fit(node, shape)
        if fit is None:
            continue
        alike = max((SequenceMatcher(None, word, name).ratio() for word in words), default=0.0)
        if known and alike < _VERY_ALIKE:
            continue
        points = fit + alike
        if (fit > 0.5 or alike >= _ALIKE) and points > most:
            best, most = name, points
    return best


def _fit(node: _Node, shape: Shape) -> float | None:
    """How well something fits a field, 0 to 1; ``None`` where it cannot be."""
    if shape.many == node.is_record and (node.what is not None or node.entries):
        return None
    if shape.record is None:
        return 0.0 if not any(isinstance(value, _Node) and value.is_record for _, value in node.entries) else None
    records = [node] if node.is_record else [value for _, value in node.entries if isinstance(value, _Node)]
    if not records:
        return None if node.entries else 0.0
    fields = set(fields_of(shape.record))
    keys = [key for record in records[:_LOOKED_AT] for key in record.keys]
    return sum(key in fields for key in keys) / len(keys) - 0.001 * len(fields) if keys else 0.0
