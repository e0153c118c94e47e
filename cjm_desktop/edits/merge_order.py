"""The order of a list on which two people worked, each on a copy of their own.

Contract. :func:`woven` takes the keys of a list as they stood in the common version and as they stand in both copies, and gives one
order of all of them, with those that both put somewhere else. What stands in one order only of a copy keeps its place in it:

1. What neither has moved is the thread, in the common order. *Moved* are the fewest keys that must have changed their place (the
   complement of a longest increasing subsequence: C. Schensted, Longest increasing and decreasing subsequences, 1961).
2. What one of them moved or added hangs on the thread behind the entry that it follows in that copy, with its neighbours: the rule by
   which diff3 puts insertions to their lines (S. Khanna, K. Kunal, B. C. Pierce, A formal investigation of diff3, 2007).
3. What both moved, to different places, is contradicted: it stands where the preferred copy has it.
4. Where both put something behind the same entry, what both have in one order is threaded again; between two of those the run whose
   first key is smaller stands first. So it does not matter whose copy is whose, as long as nothing is contradicted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import zip_longest
from typing import TypeVar

from ..analysis.changes import moved_ids

K = TypeVar("K", bound=Hashable)
#: Tells whether the other copy's place is taken for a key that both moved.
Prefers = Callable[[K], bool]


def woven(base: Sequence[K], ours: Sequence[K], theirs: Sequence[K], prefers_theirs: Prefers[K]) -> tuple[list[K], list[K]]:
    """One order of all keys of three lists without repetitions, and the keys that both copies put to different places."""
    known, mine, other = set(base), set(ours), set(theirs)
    moved_here = moved_ids([k for k in base if k in mine], [k for k in ours if k in known])
    moved_there = moved_ids([k for k in base if k in other], [k for k in theirs if k in known])
    thread = [k for k in base if k not in moved_here and k not in moved_there]
    threaded = {key: at for at, key in enumerate(thread)}
    loose_here = _loose(ours, threaded, lambda k: k in moved_here or k not in known)
    loose_there = _loose(theirs, threaded, lambda k: k in moved_there or k not in known)
    contradicted: list[K] = []
    for key in list(loose_here):
        if key in loose_there and loose_here[key] != loose_there[key]:
            contradicted.append(key)
            del (loose_here if prefers_theirs(key) else loose_there)[key]
    out: list[K] = []
    runs_here, runs_there = _runs(loose_here), _runs(loose_there)
    for at in range(len(thread) + 1):
        if at:
            out.append(thread[at - 1])
        run, also = _threaded(runs_here.get(at, []), runs_there.get(at, []), prefers_theirs)
        out += run
        contradicted += also
    return out, contradicted


def _loose(side: Sequence[K], thread: dict[K, int], is_loose: Callable[[K], bool]) -> dict[K, int]:
    """What hangs on the thread, in its order: behind how many entries of the thread each stands."""
    behind, out = 0, {}
    for key in side:
        if key in thread:
            behind = thread[key] + 1
        elif is_loose(key):
            out[key] = behind
    return out


def _runs(loose: dict[K, int]) -> dict[int, list[K]]:
    runs: dict[int, list[K]] = {}
    for key, at in loose.items():
        runs.setdefault(at, []).append(key)
    return runs


def _threaded(here: list[K], there: list[K], prefers_theirs: Prefers[K]) -> tuple[list[K], list[K]]:
    """Two runs at one place as one, and the keys that stand differently in them."""
    if not here or not there or here == there:
        return here or there, []
    mine, other = set(here), set(there)
    crossed = moved_ids([k for k in here if k in other], [k for k in there if k in mine])
    leaving_here = {k for k in crossed if prefers_theirs(k)}
    both = (mine & other) - crossed
    out: list[K] = []
    for left, right in zip_longest(
        _parts([k for k in here if k not in leaving_here], both), _parts([k for k in there if k not in crossed - leaving_here], both)
    ):
        first, second = left[0], right[0]
        out += first + second if not second or (first and str(first[0]) <= str(second[0])) else second + first
        out += left[1]
    return out, [k for k in here if k in crossed]


def _parts(run: list[K], both: set[K]) -> list[tuple[list[K], list[K]]]:
    """A run cut behind each key of the thread: (what stands before it, the key), last what stands behind all."""
    parts: list[tuple[list[K], list[K]]] = []
    part: list[K] = []
    for key in run:
        if key in both:
            parts.append((part, [key]))
            part = []
        else:
            part.append(key)
    return [*parts, (part, [])]
