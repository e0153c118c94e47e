"""What is another in two texts: the sentences that changed, and the words in them.

Contract. :func:`passages` gives, for both sides, the sentences in which something differs, as :class:`Piece` by piece; a word that is the
same on both sides is no change. Work and result are bounded whatever the texts are: very different or very long ones are not taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Longest text that is given whole, in characters.
WHOLE = 60
#: Longest passage that is given, in characters, and how much of it may stand before the first changed word.
_MOST, _LEAD = 260, 60
#: Most words on a side that are compared one by one; more count as changed altogether.
_WORDS = 400
#: Texts that have less in common than this share are two texts, not one that was changed.
_ALIKE = 0.35
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?…。！？\n]*(?:[.!?…]+(?=\s|$)|[。！？]+|\n|$|[.!?…]+)\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it is on this side only."""

    text: str
    changed: bool


def passages(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Where two texts differ: (pieces of the old one, pieces of the new one). A side is empty where whole sentences came or went."""
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    first = _alike(was, now)
    last = _alike(was[first:][::-1], now[first:][::-1])
    marks_old, marks_new = _marks(was, now, first, last)
    short = max(len(old), len(new)) <= WHOLE and "\n" not in old + new
    return _shown(old, marks_old, whole=short), _shown(new, marks_new, whole=short)


def plain(pieces: Sequence[Piece]) -> str:
    """The pieces as one text."""
    return "".join(piece.text for piece in pieces)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words are the same at the beginning."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _marks(was: list[str], now: list[str], first: int, last: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The changed stretches of both sides, in characters; one without length is where the other side has something more."""
    a, b = was[first : len(was) - last], now[first : len(now) - last]
    blocks = [(0, len(a), 0, len(b))]
    if max(len(a), len(b)) <= _WORDS:
        matcher = SequenceMatcher(None, a, b, autojunk=False)
        if first or last or matcher.ratio() >= _ALIKE:
            blocks = [(i, j, k, m) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]
    out: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for side, words, at in ((out[0], was, 0), (out[1], now, 2)):
        text, starts = "".join(words), [0]
        for word in words:
            starts.append(starts[-1] + len(word))
        for block in blocks:
            begin, end = starts[first + block[at]], starts[first + block[at + 1]]
            # The space before a word that came is no part of it: it may belong to the sentence before.
            while begin < end and block[at ^ 2] == block[(at ^ 2) + 1] and text[begin].isspace():
                begin += 1
            if side and not text[side[-1][1] : begin].strip():
                # Only a space between two changed words: one change.
                side[-1] = (side[-1][0], end)
            else:
                side.append((begin, end))
    return out


def _shown(text: str, marks: Sequence[tuple[int, int]], *, whole: bool) -> tuple[Piece, ...]:
    """The sentences of a text that hold a mark."""
    keep = [(0, len(text))] if whole else _sentences(text, marks)
    out: list[Piece] = []
    for number, (begin, end) in enumerate(keep):
        if begin > 0 and (number or not whole):
            out.append(Piece("… ", changed=False))
        at = begin
        for start, stop in marks:
            start, stop = max(start, begin), min(stop, end)
            if start >= stop:
                continue
            out += [Piece(text[at:start], changed=False)] if at < start else []
            out.append(Piece(text[start:stop], changed=True))
            at = stop
        out += [Piece(text[at:end], changed=False)] if at < end else []
    if keep and keep[-1][1] < len(text.rstrip()):
        out.append(Piece("…", changed=False))
    return _bounded([Piece(piece.text.replace("\n", "¶ "), piece.changed) for piece in out])


def _sentences(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = [found.span() for found in _SENTENCE.finditer(text) if found.end() > found.start()]
    kept: list[tuple[int, int]] = []
    for begin, end in spans:
        inside = any(start < end and stop > begin if start < stop else begin < start < end for start, stop in marks)
        if not inside or not text[begin:end]:
            continue
        if kept and kept[-1][1] == begin:
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((begin, end))
    return kept


def _bounded(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces cut to what a person reads: the first change stays in sight."""
    if not any(piece.text.strip(" …") for piece in pieces):
        return ()
    if pieces and not pieces[-1].changed:
        pieces[-1] = Piece(pieces[-1].text.rstrip(), changed=False)
    if len(plain(pieces)) <= _MOST:
        return tuple(pieces)
    out: list[Piece] = []
    room = _MOST
    for piece in pieces:
        text = piece.text
        if not piece.changed and not any(one.changed for one in out) and len(text) > _LEAD:
            text = "…" + text[-_LEAD:]
        if len(text) > room:
            out.append(Piece(text[:room] + "…", piece.changed))
            break
        out.append(Piece(text, piece.changed))
        room -= len(text)
    return tuple(out)
