"""Names that nobody knows yet and that have several words (:mod:`.thought`): how far they go, and when they are names at all."""

from __future__ import annotations

from dataclasses import replace

from cjm_desktop.document import Scale, clean_line

from .thought_said import SIGILS, Part
from .thought_tokens import Token, ends, is_grade

#: A new name after a word of the title has no more words than so many.
_NAME_WORDS = 4
#: What may stand between two words of a name.
_JOINS = ("&", "+", "/", "-", "–", "—")
#: Those of them that make one name of two words, however these are written.
_TIES = ("&", "+", "/")


def gathered(line: str, tokens: list[Token], scale: Scale) -> list[Token]:
    """The tokens with each new name and the words that belong to it in one; see the contract of :mod:`.thought`."""
    out: list[Token] = []
    titled = False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.part in SIGILS.values() and not token.exact and titled:
            end = _name_end(line, tokens, at, scale)
            among = is_piece(out, len(out) - 1, scale)
            if end > at and (among or _is_name(tokens, at - 1, end, scale)):
                last = tokens[end - 1].end
                token = replace(token, end=last, text=clean_line(line[token.start + 1 : last].rstrip(",;")), loose=False)
                at = end
            elif end > at and _piece_after(tokens, at, scale):
                # Of the words of a sentence that pieces follow, the one with the sign is the name.
                token = replace(token, loose=False)
        out.append(token)
        titled = titled or (token.part is None and not is_piece(out, len(out) - 1, scale))
    return out


def _name_end(line: str, tokens: list[Token], at: int, scale: Scale) -> int:
    """Behind the words that follow a name and could belong to it: up to a sign, a grade, something said, or a comma."""
    emotion = tokens[at - 1].part is Part.EMOTION
    end = first = at
    while end < len(tokens) and line[tokens[end - 1].end - 1] not in ",;":
        token = tokens[end]
        if token.part is not None or token.plain or token.text == "?":
            break
        if is_grade(token, scale) and (emotion or end == first or ends(tokens, end + 1)):
            break
        if not any(ch.isalnum() for ch in token.text) and not (token.text in _JOINS and end + 1 < len(tokens)):
            break
        end += 1
    while end > first and tokens[end - 1].text in _JOINS:
        end -= 1
    return end


def _is_name(tokens: list[Token], at: int, end: int, scale: Scale) -> bool:
    """Whether a name after a word of the title goes on up to ``end``: something ends it, and it is written as names are.

    Before a piece a capital at its end tells (“@Chat with IT !glad”, not “@phone and waits @mail”), a sign that ties all its words, or a
    grade after an emotion; at the end of the line capitals throughout.
    """
    if end - at > _NAME_WORDS:
        return False
    if end < len(tokens):
        graded = is_grade(tokens[end], scale)
        tied = all(tokens[i].text in _TIES or tokens[i - 1].text in _TIES for i in range(at + 1, end))
        named = tied or tokens[end - 1].text[0].isupper() or (graded and tokens[at].part is Part.EMOTION)
        return (graded or ends(tokens, end)) and named
    return all(t.text[0].isupper() for t in tokens[at:end] if t.text not in _JOINS)


def _piece_after(tokens: list[Token], at: int, scale: Scale) -> bool:
    """Whether another piece comes anywhere after a place, a grade or a question mark at the end of the line included."""
    last = tokens[-1]
    return any(t.part is not None for t in tokens[at:]) or last.text == "?" or is_grade(last, scale)


def is_piece(tokens: list[Token], at: int, scale: Scale) -> bool:
    """Whether a token is no word of the title: it has a sign or marks, or is the grade or the question mark after one that has."""
    for back in range(min(3, at + 1)):
        token = tokens[at - back]
        if token.part is not None:
            return True
        if token.plain or not (is_grade(token, scale) or (token.text == "?" and not back)):
            return False
    return False
