"""Which places of a damaged journey file have cost something: its text beside that of what was read out of it.

Contract. :func:`places_of` writes what was read (a tree) as the file would hold it and gives every place where the damaged text differs,
with what it means: nothing of the journey stood there (:data:`Cost.NONE`), something may have stood there (:data:`Cost.MAYBE`), or
something stood there that is not in what was read (:data:`Cost.LOST`). It gives ``None`` where that cannot be told: the text was not laid
out in lines as this program lays them out, is damaged nearly everywhere, or is very large. It never raises, and costs a step for each line.

A place costs nothing only where no other file could have been there: the same number of signs stands in it as in the sound text, and
those that differ are brackets, commas, colons, quotation marks, white space or letters of a name that was recognised; or a few signs are
too many, of a kind that no journey file has outside its texts. Where signs are gone, nobody can say how many: that may always be a loss.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .grammar import NAMES


class Cost(Enum):
    """What a damaged place has cost."""

    NONE = "none"
    MAYBE = "maybe"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Place:
    """A damaged place: from which line of the text to before which one (none, where lines are gone), and what that cost."""

    start: int
    end: int
    cost: Cost

    def touches(self, first: int, last: int) -> bool:
        """Whether it lies in these lines, both included, or right beside them where it has none of its own."""
        return self.initial <= last and self.final >= first

    @property
    def initial(self) -> int:
        """The first line that it touches."""
        return self.start - (self.start == self.end)

    @property
    def final(self) -> int:
        """The last line that it touches."""
        return max(self.end - 1, self.start)


# So far apart two texts may be before they go on alike, in lines, and by so many lines alike they do.
_NEAR, _FAR, _ALIKE = 60, 3_000, 3
# From so many places on nothing is to be compared any more.
_MOST_PLACES = 300
# More signs in a row than this may have been a short value, and the brackets only look as if they belonged there.
_SHORT = 24
# So many signs too many are fewer than the shortest value with its line.
_FEW = 8
_ROW = re.compile(r'[ \t]*(?:"(?P<key>(?:[^"\\]|\\.)*)": )?(?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<other>[^",{}\[\]]+)|[\[\]{}]+)?,?')
_LONG = 10_000
# Places of so many signs are not compared sign by sign: something of them is taken to be lost.
_TOO_LONG = 2_000_000
# Nor are files of so many signs, of which copies would take too much memory.
_TOO_LARGE = 24_000_000
_NAME = re.compile(r'"[a-z_]+"?:')
_WORD = re.compile(r"[^\W_]{2,}")
_OF_JSON = frozenset('{}[]",:+-.')


def places_of(text: str, tree: Any, indent: str) -> list[Place] | None:
    """Where ``text`` differs from the file of a ``tree`` that has this ``indent``, in its order."""
    if len(text) > _TOO_LARGE:
        return None
    try:
        whole = json.dumps(tree, ensure_ascii=False, indent=indent)
    except (ValueError, RecursionError):
        return None
    ours, theirs = whole.split("\n"), text.rstrip().replace("\r\n", "\n").split("\n")
    said = {_bare(line) for line in ours}
    # What stands in the head of the file is not the journey's.
    head = next((number for number, line in enumerate(ours) if line.startswith(f'{indent}"journey": {{')), 0)
    found: list[Place] = []
    at = there = 0
    while at < len(theirs) or there < len(ours):
        if at < len(theirs) and there < len(ours) and theirs[at] == ours[there]:
            at, there = at + 1, there + 1
            continue
        if len(found) == _MOST_PLACES:
            return None
        end, goes_on = _met(theirs, at, ours, there)
        if list(map(len, theirs[at:end])) == list(map(len, ours[there:goes_on])):
            end, goes_on = at + 1, there + 1  # damaged lines near each other, each by itself
        cost = _cost("\n".join(theirs[at:end]), ours[there:goes_on])
        if cost is not None:
            # Before and behind the whole there is nothing of the journey, unless it says something that is not in it.
            outside = there == goes_on and there in (0, len(ours))
            outside = outside and _says_nothing_else({_bare(line) for line in theirs[at:end] if '"' in line} - said, whole)
            if outside or goes_on <= head:
                cost = Cost.NONE
            elif cost is Cost.LOST and end > at and all(_bare(line) in said for line in theirs[at + 1 : end - 1]):
                # All that stands here stands elsewhere too.
                cost = Cost.MAYBE if _bare(theirs[at]) in whole and _bare(theirs[end - 1]) in whole else cost
            elif goes_on == len(ours) and not theirs[-1].endswith("}"):
                cost = Cost.MAYBE if cost is Cost.NONE else cost
            found.append(Place(at, end, cost))
        at, there = end, goes_on
    return found


def _says_nothing_else(lines: set[str], whole: str) -> bool:
    """Whether all that lines say stands in the sound text; of many that is not looked for."""
    return len(lines) <= _MOST_PLACES and all(line in whole for line in lines)


def _bare(line: str) -> str:
    return line.strip(" \t\r,")


def _met(theirs: Sequence[str], at: int, ours: Sequence[str], there: int) -> tuple[int, int]:
    """Where two texts that part go on alike; at their ends, where they do not."""
    for far in (_NEAR, _FAR):
        lines: dict[tuple[str, ...], int] = {}
        for mine in range(there, min(there + far, len(ours)) + 1):
            lines.setdefault(tuple(ours[mine : mine + _ALIKE]), mine)
        best: tuple[int, int, int] | None = None
        for other in range(at, min(at + far, len(theirs)) + 1):
            met = lines.get(tuple(theirs[other : other + _ALIKE]))
            if met is not None and (best is None or other - at + met - there < best[0]):
                best = other - at + met - there, other, met
        if best is not None:
            return best[1], best[2]
    return len(theirs), len(ours)


def _cost(theirs: str, rows: Sequence[str]) -> Cost | None:
    """What a place has cost where the rows of the sound text stand beside it; ``None`` where only white space differs."""
    ours = "\n".join(rows)
    if theirs.split() == ours.split():
        return None
    if len(ours) + len(theirs) > _TOO_LONG:
        return Cost.LOST
    says = [flag for row in rows for flag in (*_says(row), False)][:-1]
    if len(theirs) == len(ours):
        differ = [i for i, (one, other) in enumerate(zip(theirs, ours, strict=True)) if one != other]
        if not any(says[i] for i in differ):
            fresh = theirs[differ[0] : differ[-1] + 1]
            return Cost.NONE if len(fresh) <= _SHORT and not _NAME.search(fresh) else Cost.MAYBE
    short = min(len(theirs), len(ours))
    before = next((i for i in range(short) if theirs[i] != ours[i]), short)
    behind = next((i for i in range(short - before) if theirs[-1 - i] != ours[-1 - i]), short - before)
    fresh = theirs[before : len(theirs) - behind]
    if any(says[before : len(ours) - behind]):
        return Cost.LOST
    strange = not any(sign in _OF_JSON or sign.isalnum() or sign.isspace() for sign in fresh)
    if before + behind == len(ours) and len(fresh) < _FEW and strange:
        return Cost.NONE
    if len(fresh) < _FEW or (len(ours) <= _LONG and all(word in ours for word in _WORD.findall(fresh))):
        return Cost.MAYBE
    return Cost.LOST


def _says(row: str) -> list[bool]:
    """Which signs of a row of the sound text say something: those of values, and of names that nobody could recognise."""
    found = _ROW.fullmatch(row)
    if found is None:
        return [True] * len(row)
    out = [False] * len(row)
    for group in ("text", "other") if found["key"] is None or found["key"] in NAMES else ("key", "text", "other"):
        start, end = found.span(group)
        out[max(0, start) : max(0, end)] = [True] * (end - start)
    return out
