"""The words of a line of a thought: plain ones, what somebody said, and names after their signs (:mod:`.thought`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cjm_desktop.document import Scale, clean_line

from .thought_said import NUMBER, QUOTES, SIGILS, STOPS, Known, Part, grade_of, may_mean

#: A word and the grade that was typed right behind it.
_GLUED = re.compile(r"(.*[^\W\d_])(\d+(?:[.,]\d+)?)\??")
#: After so many marks that nothing closes no more are looked for.
_MOST_OPEN = 30


@dataclass(frozen=True, slots=True)
class Token:
    """A word, something said, or a name after its sign."""

    start: int
    end: int
    text: str
    #: ``None``: a word, which may still turn out to be a grade or a mark.
    part: Part | None = None
    #: Set by hand to mean nothing (a backslash stood before it).
    plain: bool = False
    #: A name that nobody knows yet and that has no quotation marks: only where it stands tells whether it is one.
    loose: bool = False
    #: A name in quotation marks.
    exact: bool = False
    #: A word that a word of the title follows.
    goes_on: bool = False


def tokens_of(line: str, known: Known) -> list[Token]:
    """The words of a line, what somebody said in it, and the names after their signs."""
    out: list[Token] = []
    at, end, open_ = 0, len(line), 0
    while at < end:
        if line[at].isspace():
            at += 1
            continue
        # The end of each quotation is looked for up to the end of the line: after so many in vain nothing is quoted any more.
        quotes = open_ < _MOST_OPEN
        said = _said(line, at) if quotes else None
        first = at + 1 if line[at] in SIGILS else at
        open_ += said is None and line[first : first + 1] in QUOTES
        token = said or _named(line, at, known, quotes=quotes) or word_at(line, at)
        out.append(token)
        at = token.end
    return [replace(one, goes_on=one.part is None and not ends(out, i)) for i, one in enumerate(out, 1)]


def word_at(line: str, at: int) -> Token:
    """The word that begins at a place."""
    end = _run(line, at)
    text = line[at:end]
    if text[0] == "\\" and may_mean(text[1:]):
        return Token(at, end, text[1:], plain=True)
    return Token(at, end, text)


def _run(line: str, at: int) -> int:
    while at < len(line) and not line[at].isspace():
        at += 1
    return at


def _said(line: str, at: int) -> Token | None:
    read = quoted(line, at)
    return Token(at, read[1], read[0], Part.QUOTE) if read else None


def quoted(line: str, at: int) -> tuple[str, int] | None:
    """What stands in the quotation marks that open at a place, and where they end; ``None`` where none do.

    A mark closes before a blank or at the end of the line, a comma, semicolon or full stop between them left out. Inside ``"…"`` a
    doubled mark is one.
    """
    closing = QUOTES.get(line[at]) if at < len(line) else None
    if closing is None:
        return None
    straight = line[at] == '"'
    out, i = [], at + 1
    while i < len(line):
        if straight and line.startswith('""', i):
            out.append('"')
            i += 2
            continue
        after = i + 2 if line[i + 1 : i + 2] in tuple(STOPS) else i + 1
        if line[i] in closing and (after == len(line) or line[after].isspace()):
            text = clean_line("".join(out))
            return (text, after) if text else None
        out.append(line[i])
        i += 1
    return None


def _named(line: str, at: int, known: Known, *, quotes: bool) -> Token | None:
    part = SIGILS.get(line[at])
    start = at + 1
    if part is None or start >= len(line) or line[start].isspace():
        return None
    exact = quoted(line, start) if quotes else None
    if exact:
        return Token(at, exact[1], exact[0], part, exact=True)
    scale = known.scale if part is Part.EMOTION else None
    found = _longest(line, start, (*known.names(part), *(known.signs if part is Part.PARTY else ())), scale)
    if found:
        text, end = clean_line(line[start : found[0]]), found[1]
        return Token(at, end, text, part) if text else None
    end = _run(line, start)
    text = line[start:end].rstrip(",;")
    number = NUMBER.fullmatch(text)
    if part is Part.EMOTION and number and grade_of(number[1], known.scale) is not None:
        return Token(at, end, text, Part.GRADE)
    if part is Part.PARTY and text.isdigit():
        return None
    glued = _GLUED.fullmatch(text) if part is Part.EMOTION else None
    if glued is not None and grade_of(glued[2], known.scale) is not None:
        end, text = start + len(glued[1]), glued[1]
    text = clean_line(text)
    return Token(at, end, text, part, loose=True) if text else None


def _longest(line: str, start: int, names: Iterable[str], scale: Scale | None = None) -> tuple[int, int] | None:
    """Where the longest of the names that stand at a place ends, without and with a comma or stop after it; a grade on a ``scale`` may
    stand right behind it."""
    best: tuple[int, int] | None = None
    for name in names:
        end = start + len(name)
        if line[start:end].casefold() != name.casefold() or not name:
            continue
        after = end + 1 if end < len(line) and line[end] in STOPS else end
        number = NUMBER.fullmatch(line[end : _run(line, end)]) if scale is not None else None
        graded = scale is not None and number is not None and grade_of(number[1], scale) is not None
        after = end if graded else after
        if (after == len(line) or line[after].isspace() or graded) and (best is None or after > best[1]):
            best = (end, after)
    return best


def is_grade(token: Token, scale: Scale) -> bool:
    """Whether a word is a number on the scale, and not the number of a sentence that goes on (“2. time”)."""
    match = NUMBER.fullmatch(token.text) if token.part is None and not token.plain else None
    return match is not None and grade_of(match[1], scale) is not None and not (match[3] == "." and token.goes_on)


def ends(tokens: list[Token], at: int) -> bool:
    """Whether the line ends at a place, or another piece begins there."""
    return at == len(tokens) or tokens[at].part is not None or tokens[at].text == "?"
