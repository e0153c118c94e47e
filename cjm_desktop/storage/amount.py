"""How much of a damaged file is looked at: enough for any journey, and no more than takes two seconds.

Contract. :func:`worth_a_look` gives the beginning and the end of a file, and how many bytes between them are passed over: none of anything
this program writes. What a byte costs whoever puts the pieces together is estimated by kinds, from counts alone: lines and brackets most,
letters and the data of pictures next to nothing. It never raises; its time is one step for each byte.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from itertools import accumulate, takewhile

#: The most that is looked at, in steps (:func:`steps_of`). A journey of five thousand cards has three quarters of it.
MOST_STEPS = 1_100_000
#: What is put for that which is passed over: no value, name or bracket.
PASSED_OVER = b"~~~"
_CHUNK = 16 * 1024
# Letters, digits and spaces: what texts and pictures are made of.
_PLAIN = (string.ascii_letters + string.digits + "+/=_ .-").encode()
# Halves of letters, as UTF-8 and UTF-16 have them.
_HALVES = b"\0" + bytes(range(128, 256))
_CHEAP, _SOME = 128, 8
_LINE, _BRACKET = 4, 3
# More names than lines are names in a row, each of which is looked at by itself.
_NAME = 5


def steps_of(data: bytes) -> int:
    """About how many steps it takes to put the pieces of a text together."""
    marks = data.translate(None, _PLAIN)
    dear = marks.translate(None, _HALVES)
    brackets = sum(map(dear.count, (b"[", b"]", b"{", b"}")))
    lines = dear.count(b"\n")
    more = (_LINE - 1) * lines + (_BRACKET - 1) * brackets + (_NAME - 1) * max(0, dear.count(b":") - lines)
    return len(data) // _CHEAP + (len(marks) - len(dear)) // _SOME + len(dear) + more


def worth_a_look(data: bytes, most: int | None = None) -> tuple[bytes, int]:
    """What of a file is looked at, in ``most`` steps (else :data:`MOST_STEPS`), and how many bytes in its middle are not."""
    most = most if most is not None else MOST_STEPS
    starts = range(0, len(data), _CHUNK)
    steps = [steps_of(data[at : at + _CHUNK]) for at in starts]
    if sum(steps) <= most:
        return data, 0
    first = _reached(steps, most // 2) * _CHUNK
    ends = range(len(data), 0, -_CHUNK)
    last = len(data) - _reached((steps_of(data[max(0, at - _CHUNK) : at]) for at in ends), most // 2) * _CHUNK
    # Whole lines, where there are some.
    if (end := data.rfind(b"\n", max(0, first - _CHUNK), first)) >= 0:
        first = end
    if (end := data.find(b"\n", last, last + _CHUNK)) >= 0:
        last = end
    if last <= first:
        return data, 0
    around = b"\n" if b"\n" in data[: first + 1] else b" "
    return data[:first] + around + PASSED_OVER + around + data[last:], last - first


def _reached(steps: Iterable[int], most: int) -> int:
    """How many chunks from the beginning on are within ``most`` steps; one at least."""
    return max(1, sum(1 for _chunk in takewhile(lambda done: done <= most, accumulate(steps))))
