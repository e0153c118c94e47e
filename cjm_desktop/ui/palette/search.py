"""Finding by words: in any order, whatever their accents and capitals.

Contract. :func:`found` gives those entries that hold every word asked for, the best first: what is called so, what begins so, what
has words that begin so, what holds them anywhere; among equals what was used lately, then what can be done now. Pure: it knows no
window.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_BREAKS = re.compile(r"[^\w]+")
# Letters that have no accent to take off, as people type them on a keyboard without them.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found. ``key`` names it for good (``action:save``, ``touchpoint:`` and an id).

    ``why`` says why it cannot be done now; ``within`` is the entry whose list it belongs to, if any. ``hay`` is what is searched:
    made by :func:`hay`.
    """

    key: str
    title: str
    hay: str
    detail: str = ""
    icon: str = ""
    chord: str = ""
    why: str = ""
    within: str = ""


def folded(text: str) -> str:
    """A text in small letters without accents, its words parted by single spaces."""
    text = text.casefold()
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        text = "".join(c for c in parts if not unicodedata.combining(c))
    return _BREAKS.sub(" ", text).strip()


def hay(*texts: str) -> str:
    """What is searched of an entry: its title, then whatever else it answers to."""
    return "\n".join(f" {folded(text)}" for text in texts if text)


def found(entries: Sequence[Entry], asked: str, recent: Sequence[str] = (), within: str = "") -> list[Entry]:
    """The entries that hold every word of ``asked``, the best first; ``recent`` are keys, the last used first.

    ``within`` looks only at the list of one entry.
    """
    wanted = folded(asked)
    words = wanted.split()
    lately = {key: at for at, key in enumerate(recent)}
    never = len(lately)
    ranked: list[tuple[int, int, bool, int]] = []
    for at, entry in enumerate(entries):
        if entry.within != within and (within or not words) and (within or entry.key not in lately):
            continue  # what is in the lists of others is found by asking for it
        text = entry.hay
        if all(word in text for word in words):
            ranked.append((_rank(text, wanted, words), lately.get(entry.key, never), bool(entry.why), at))
    ranked.sort()
    return [entries[at] for _rank_, _lately, _why, at in ranked]


def _rank(text: str, wanted: str, words: Sequence[str]) -> int:
    if not words:
        return 0
    title = text.partition("\n")[0]
    if title == f" {wanted}":
        return 0
    if title.startswith(f" {wanted}"):
        return 1
    if all(f" {word}" in title for word in words):
        return 2
    if all(f" {word}" in text for word in words):
        return 3
    return 4 if all(word in title for word in words) else 5
