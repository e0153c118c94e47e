"""One thought in one line, as somebody types it while the group talks.

A line is ``phase > title @channel !emotion 3 #party "quote"``; after the title its pieces come in any order::

    Before the first day > Signs the contract @mail !proud 9 #HR "I framed it!"
    .. Nobody calls for three weeks !forgotten 2,5 ?

Contract
    * ``words >`` at the beginning names the phase, with or without blanks about the sign. ``@name`` is a channel, ``#name`` a party,
      ``!word`` an emotion. A name of several words stands in quotation marks (``@"self service portal"``), unless it is one that the
      journey knows: of those the longest that fits is taken. ``#12`` is a number and no party.
    * A new name without marks takes the words after it as far as the next sign, grade or quote, and the end of the line where it stands
      among other pieces (``Gets it !glad 7 #Facility Services``). After a word of the title it takes up to three, as far as another piece
      ends them, where the last begins with a capital (``@Chat with IT !glad``), a sign such as ``&`` ties them, or it is an emotion with
      its grade; at the end of the line only where all begin with a capital. Where a piece comes later and none of this holds, the one
      word is the name and the title goes on (“mail from @boss and answers !worried 4”): so it is before the title too. Else it is a word
      of the title (“puts #hashtag under it”). :attr:`Thought.left` tells the signs that are there.
    * A number on the journey's scale is the grade only where something before it marks it off from the title: after the
      emotion, or after a channel, a party or something said at the end of the line (``Calls @phone 3``). ``!3`` is a
      grade without a word, anywhere; ``!angry3`` is a word with its grade. A number after a word of the title is part
      of it (“Windows 10”, “Queue for line 2”). It has a decimal comma or point. A comma or semicolon behind it says
      nothing, nor does a full stop where no word of the title follows (“2. time”); nor do they behind a quote. ``?`` at
      the end, or after the grade (``3?``): assumed (but ``?`` alone is a title: nothing cannot be assumed).
    * What stands in quotation marks of any language at the end of the line or right after a piece is what somebody said.
    * How the title begins tells the kind: ``..``, ``…`` or ``~`` silence, ``zz`` waiting, ``*`` own action; or the kind's name in any
      of the five languages and a colon.
    * A backslash takes the meaning from the word after it. Whatever means nothing here is part of the title: no word is
      ever lost. ``parse(write(thought))`` gives the same thought again, whatever names the journey knows.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cjm_desktop.document import Kind, Scale, clean_line

from .fields import kind_of, number_of, number_text
from .thought_names import gathered, is_piece
from .thought_said import (
    DOTS,
    INSIDE,
    KIND_MARKS,
    NUMBER,
    SIGILS,
    ZZ,
    Known,
    Parsed,
    Part,
    Span,
    Thought,
    may_mean,
)
from .thought_tokens import Token, is_grade, tokens_of, word_at

_PLAIN = re.compile(r"\w[\w-]*")
#: Longest name of a kind, in words.
_KIND_WORDS = 3


def parse(line: str, known: Known | None = None) -> Parsed:
    """What a line says. Never fails: what is not understood is in the title."""
    known = known if known is not None else Known()
    tokens = tokens_of(line, known)
    spans: list[Span] = []
    phase, exact, tokens = _phase(line, tokens, spans)
    kind, tokens = _kind(tokens, spans)
    tokens = gathered(line, tokens, known.scale)
    thought = _pieces(line, tokens, known.scale, spans)
    spans.sort(key=lambda span: span.start)
    named = thought.exact | {Part.PHASE} if exact else thought.exact
    return Parsed(replace(thought, phase=phase, kind=kind, exact=named), tuple(spans))


def write(thought: Thought, known: Known | None = None) -> str:
    """A line that says this, as simply as it can be written among the names that are known."""
    for strict in (False, True):
        line = _written(thought, strict=strict)
        if strict or parse(line, known).thought == thought:
            return line
    raise AssertionError("the strict line is always given")


# ------------------------------------------------------------------------------------------------ reading


def _phase(line: str, tokens: list[Token], spans: list[Span]) -> tuple[str, bool, list[Token]]:
    """The phase before the first ``>``, whether it stands in quotation marks, and the tokens after it."""
    for i, token in enumerate(tokens):
        named = i == 0 and token.part is Part.QUOTE and tokens[1:2] and tokens[1].text == ">"
        if token.part is not None and not named:
            break
        if token.plain or named:
            continue
        start, found = tokens[0].start, ""
        said = [t.text for t in tokens[:i]] if ">" in token.text else []
        if token.text == ">":
            rest = tokens[i + 1 :]
        elif token.text.endswith(">") and token.text[-2].isalnum() and "<" not in token.text:
            said.append(token.text[:-1])
            rest = tokens[i + 1 :]
        elif (token.text.startswith(">") and token.text[1].isalnum()) or (found := _divided(token.text)):
            cut = token.start + 1 + len(found)
            said += [found] if found else []
            spans.append(Span(start, cut, Part.PHASE))
            return clean_line(" ".join(said)), False, [word_at(line, cut), *tokens[i + 1 :]]
        else:
            continue
        spans.append(Span(start, token.end, Part.PHASE))
        return clean_line(" ".join(said)), tokens[0].part is Part.QUOTE, rest
    return "", False, tokens


def _divided(word: str) -> str:
    """What stands before the sign of a phase in the midst of a word (“Before>Signs”); nothing where figures are compared (“5>3”)."""
    match = INSIDE.fullmatch(word)
    return match[1] if match is not None and not (match[1].isdigit() and match[2].isdigit()) else ""


def _kind(tokens: list[Token], spans: list[Span]) -> tuple[Kind, list[Token]]:
    """The kind that the title begins with, and the tokens without its mark."""
    first = next((i for i, t in enumerate(tokens) if t.part is None), None)
    if first is None or tokens[first].plain:
        return Kind.CONTACT, tokens
    token = tokens[first]
    dots = DOTS.match(token.text)
    if dots:
        return Kind.SILENCE, _cut(tokens, first, dots.end(), spans)
    if ZZ.fullmatch(token.text):
        return Kind.WAITING, _cut(tokens, first, len(token.text), spans)
    if token.text == "*" or (token.text[0] == "*" and token.text[1].isalnum()):
        return Kind.OWN_ACTION, _cut(tokens, first, 1, spans)
    words: list[str] = []
    for i in range(first, min(first + _KIND_WORDS, len(tokens))):
        if tokens[i].part is not None or tokens[i].plain:
            break
        words.append(tokens[i].text)
        if words[-1].endswith(":"):
            kind = kind_of(" ".join(words)[:-1])
            if kind is None:
                break
            spans.append(Span(token.start, tokens[i].end, Part.KIND))
            return kind, [*tokens[:first], *tokens[i + 1 :]]
    return Kind.CONTACT, tokens


def _cut(tokens: list[Token], at: int, length: int, spans: list[Span]) -> list[Token]:
    """The tokens without the first characters of one of them, which are the mark of a kind."""
    token = tokens[at]
    cut = token.start + length
    spans.append(Span(token.start, cut, Part.KIND))
    rest = token.text[length:]
    # What is left of the word means nothing of its own any more.
    left = [Token(cut, token.end, rest, plain=True)] if rest else []
    return [*tokens[:at], *left, *tokens[at + 1 :]]


def _pieces(line: str, tokens: list[Token], scale: Scale, spans: list[Span]) -> Thought:
    """The title and everything after it."""
    taken = _taken(tokens, scale)
    values: dict[Part, str] = {}
    quotes: list[str] = []
    title: list[str] = []
    left: list[str] = []
    exact: set[Part] = set()
    grade: float | None = None
    assumed = False
    for i, token in enumerate(tokens):
        part = taken[i]
        if part is Part.GRADE:
            match = NUMBER.fullmatch(token.text)
            assert match is not None
            grade = number_of(match[1])
            assumed = assumed or bool(match[2])
        elif part is Part.ASSUMED:
            assumed = True
        elif part is Part.QUOTE:
            quotes.append(token.text)
        elif part is not None:
            values[part] = token.text
            exact |= {part} if token.exact else set()
        else:
            title.append(token.text if token.part is None else line[token.start : token.end])
            left += title[-1:] if token.part in SIGILS.values() or token.part is Part.GRADE else []
        spans.append(Span(token.start, token.end, part or Part.TITLE))
    return Thought(
        title=clean_line(" ".join(title)),
        channel=values.get(Part.CHANNEL, ""),
        emotion=values.get(Part.EMOTION, ""),
        party=values.get(Part.PARTY, ""),
        grade=grade,
        quotes=tuple(quotes),
        assumed=assumed,
        exact=frozenset(exact),
        left=tuple(left),
    )


def _taken(tokens: list[Token], scale: Scale) -> list[Part | None]:
    """What each token is; ``None`` for a word of the title."""
    taken: list[Part | None] = [None] * len(tokens)
    for i, token in enumerate(tokens):
        # The first of each; another one stays where it was written.
        if token.part not in (None, Part.QUOTE) and token.part not in taken and not _amid_words(tokens, i, scale):
            taken[i] = token.part
    # From the end backwards, as far as there are nothing but pieces.
    i = len(tokens) - 1
    while i >= 0:
        token = tokens[i]
        if taken[i] is not None:
            pass
        elif token.part is Part.QUOTE:
            taken[i] = Part.QUOTE
        elif token.part is None and not token.plain and len(tokens) > 1:
            before = i > 0 and (taken[i - 1] is not None or tokens[i - 1].part is not None)
            if token.text == "?":
                taken[i] = Part.ASSUMED
                i -= 1
                continue
            if not before or not is_grade(token, scale) or Part.GRADE in taken:
                break
            taken[i] = Part.GRADE
        else:
            break
        i -= 1
    for i, token in enumerate(tokens[1:], 1):
        # Right after the emotion it is one wherever that stands.
        if taken[i - 1] is Part.EMOTION and taken[i] is None and Part.GRADE not in taken and is_grade(token, scale):
            taken[i] = Part.GRADE
        # So is what was said right after a piece, whatever is written behind it.
        elif taken[i - 1] is not None and token.part is Part.QUOTE:
            taken[i] = Part.QUOTE
    return taken


def _amid_words(tokens: list[Token], at: int, scale: Scale) -> bool:
    """Whether a name that nobody knows stands between two words of a sentence, as in “puts it under #hashtag and waits”."""
    if not tokens[at].loose or at in (0, len(tokens) - 1):
        return False
    after = tokens[at + 1]
    return not is_piece(tokens, at - 1, scale) and after.part is None and after.text != "?" and not NUMBER.fullmatch(after.text)


# ------------------------------------------------------------------------------------------------ writing


def _written(thought: Thought, *, strict: bool) -> str:
    def plain(text: str) -> list[str]:
        return [f"\\{word}" if strict and may_mean(word) else word for word in text.split()]

    out: list[str] = []
    if thought.phase:
        out += [*plain(thought.phase), ">"]
    if thought.kind in KIND_MARKS:
        out.append(KIND_MARKS[thought.kind])
    out += plain(thought.title)
    for sign, part in (("@", Part.CHANNEL), ("#", Part.PARTY), ("!", Part.EMOTION)):
        name = {Part.CHANNEL: thought.channel, Part.PARTY: thought.party, Part.EMOTION: thought.emotion}[part]
        if name:
            bare = not strict and _PLAIN.fullmatch(name)
            out.append(f"{sign}{name}" if bare else f"{sign}{_in_marks(name)}")
    if thought.grade is not None:
        out.append(number_text(thought.grade) if thought.emotion else f"!{number_text(thought.grade)}")
    if thought.assumed:
        out.append("?")
    out += [_in_marks(text) for text in thought.quotes]
    return " ".join(out)


def _in_marks(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


__all__ = ["KIND_MARKS", "SIGILS", "Known", "Parsed", "Part", "Span", "Thought", "parse", "write"]
