"""One thought in one line, as somebody types it while the group talks.

A line is ``phase > title @channel !emotion 3 #party "quote"``; after the title its pieces come in any order::

    Before the first day > Signs the contract @mail !proud 9 #HR "I framed it!"
    .. Nobody calls for three weeks !forgotten 2,5 ?

Contract
    * ``words >`` at the beginning names the phase. ``@name`` is a channel, ``#name`` a party, ``!word`` an emotion. A name of
      several words stands in quotation marks (``@"self service portal"``), unless it is one that the journey knows: of
      those the longest that fits is taken. ``#12`` is a number and no party.
    * A new name without marks takes the words after it as far as the next sign, grade or quote, and the end of the line where it stands
      among other pieces (``Gets it !glad 7 #Facility Services``). After a word of the title it takes up to three, as far as another piece
      ends them, where the last begins with a capital (``@Chat with IT !glad``), a sign such as ``&`` ties them, or it is an emotion with
      its grade; at the end of the line only where all begin with a capital. Where a piece comes later and none of this holds, the one
      word is the name and the title goes on (“mail from @boss and answers !worried 4”): so it is before the title too. Else it is a word
      of the title (“puts #hashtag under it”). :attr:`Thought.left` tells the signs that are there.
    * A number on the journey's scale is the grade only where something before it marks it off from the title: after the
      emotion, or after a channel, a party or something said at the end of the line (``Calls @phone 3``). ``!3`` is a grade
      without a word, anywhere. A number after a word of the title is part of it (“Windows 10”, “Queue for line 2”). It has a
      decimal comma or point. A comma or semicolon behind it says nothing, nor does a full stop where no word of the title follows
      (“2. time”); nor do they behind a quote. ``?`` at the end, or after the grade (``3?``): assumed (but ``?`` alone is a title: nothing
      cannot be assumed).
    * What stands in quotation marks of any language at the end of the line or right after a piece is what somebody said.
    * How the title begins tells the kind: ``..``, ``…`` or ``~`` silence, ``zz`` waiting, ``*`` own action; or the kind's name in any
      of the five languages and a colon.
    * A backslash takes the meaning from the word after it. Whatever means nothing here is part of the title: no word is
      ever lost. ``parse(write(thought))`` gives the same thought again, whatever names the journey knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cjm_desktop.analysis.party_signs import party_signs
from cjm_desktop.document import Journey, Kind, Scale, clean_line

from .fields import kind_of, number_of, number_text

#: What opens and closes something said, in the languages people write here.
QUOTES = {"“": "”", "„": "”“", "”": "”", "«": "»", "»": "«", '"': '"'}
#: A number, whether it is only assumed, and what divides it from what comes next.
_NUMBER = re.compile(r"([-+−]?\d+(?:[.,]\d+)?)(\??)([,;.]?)")
#: What may stand behind a piece and says nothing.
_STOPS = ",;."
_PLAIN = re.compile(r"\w[\w-]*")
_DOTS = re.compile(r"\.{2,}|…+|~")
_ZZ = re.compile(r"[zZ]{2,4}|⏳")
#: How a kind is written at the beginning of the title.
KIND_MARKS = {Kind.SILENCE: "..", Kind.WAITING: "zz", Kind.OWN_ACTION: "*"}
#: Longest name of a kind, in words.
_KIND_WORDS = 3


class Part(StrEnum):
    """What a stretch of a line is."""

    PHASE = "phase"
    KIND = "kind"
    TITLE = "title"
    CHANNEL = "channel"
    EMOTION = "emotion"
    GRADE = "grade"
    PARTY = "party"
    QUOTE = "quote"
    ASSUMED = "assumed"


SIGILS = {"@": Part.CHANNEL, "!": Part.EMOTION, "#": Part.PARTY}


@dataclass(frozen=True, slots=True)
class Thought:
    """What one line says. Names are as they were typed; empty where the line says nothing."""

    phase: str = ""
    kind: Kind = Kind.CONTACT
    title: str = ""
    channel: str = ""
    emotion: str = ""
    grade: float | None = None
    party: str = ""
    quotes: tuple[str, ...] = ()
    assumed: bool = False
    #: The names that stand in quotation marks: exactly these words are meant.
    exact: frozenset[Part] = field(default=frozenset(), compare=False)
    #: The words with a sign that mean nothing where they stand, and so are in the title.
    left: tuple[str, ...] = field(default=(), compare=False)

    @property
    def only_phase(self) -> bool:
        """Whether it names a phase and nothing else: what comes next belongs there."""
        return bool(self.phase) and self == Thought(phase=self.phase)

    def grade_left(self, scale: Scale) -> str:
        """The number at the end of the title that could have been meant as a grade; empty where there is a grade or no such number."""
        last = self.title.rsplit(" ", 1)[-1]
        match = _NUMBER.fullmatch(last)
        if self.grade is not None or last == self.title or match is None or _grade(match[1], scale) is None:
            return ""
        return match[1]

    @property
    def blank(self) -> bool:
        """Whether it says nothing at all, as a lone ``>`` does."""
        return self == Thought()


@dataclass(frozen=True, slots=True)
class Span:
    """The characters from ``start`` up to ``end`` of a line, and what they are."""

    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True)
class Parsed:
    """A line that was understood: the thought, and what each stretch of the line is (blanks left out, in order)."""

    thought: Thought
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The names a line may use without quotation marks although they have several words, and the scale of its grades."""

    channels: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    emotions: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    scale: Scale = field(default_factory=Scale)
    #: The signs of parties, chosen or shown.
    signs: tuple[str, ...] = ()

    @classmethod
    def of(cls, journey: Journey) -> Known:
        """The names of a journey."""
        return cls(
            tuple(c.name for c in journey.channels if c.name),
            tuple(p.name for p in journey.parties if p.name),
            tuple(e.word for e in journey.emotions if e.word),
            tuple(p.name for p in journey.phases if p.name),
            journey.scale,
            tuple(sign for sign in party_signs(journey.parties).values() if sign),
        )

    def names(self, part: Part) -> tuple[str, ...]:
        """The names of a part."""
        lists = {
            Part.CHANNEL: self.channels,
            Part.PARTY: self.parties,
            Part.EMOTION: self.emotions,
            Part.PHASE: self.phases,
        }
        return lists.get(part, ())


@dataclass(frozen=True, slots=True)
class _Token:
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


def parse(line: str, known: Known | None = None) -> Parsed:
    """What a line says. Never fails: what is not understood is in the title."""
    known = known if known is not None else Known()
    tokens = _tokens(line, known)
    spans: list[Span] = []
    phase, exact, tokens = _phase(line, tokens, spans)
    kind, tokens = _kind(tokens, spans)
    tokens = _gathered(line, tokens, known.scale)
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


_MOST_OPEN = 30


def _tokens(line: str, known: Known) -> list[_Token]:
    out: list[_Token] = []
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
        token = said or _named(line, at, known, quotes=quotes) or _word(line, at)
        out.append(token)
        at = token.end
    return [replace(one, goes_on=one.part is None and not _ends(out, i)) for i, one in enumerate(out, 1)]


def _word(line: str, at: int) -> _Token:
    end = _run(line, at)
    text = line[at:end]
    if text[0] == "\\" and _may_mean(text[1:]):
        return _Token(at, end, text[1:], plain=True)
    return _Token(at, end, text)


def _run(line: str, at: int) -> int:
    while at < len(line) and not line[at].isspace():
        at += 1
    return at


def _said(line: str, at: int) -> _Token | None:
    read = _quoted(line, at)
    return _Token(at, read[1], read[0], Part.QUOTE) if read else None


def _quoted(line: str, at: int) -> tuple[str, int] | None:
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
        after = i + 2 if line[i + 1 : i + 2] in tuple(_STOPS) else i + 1
        if line[i] in closing and (after == len(line) or line[after].isspace()):
            text = clean_line("".join(out))
            return (text, after) if text else None
        out.append(line[i])
        i += 1
    return None


def _named(line: str, at: int, known: Known, *, quotes: bool) -> _Token | None:
    part = SIGILS.get(line[at])
    start = at + 1
    if part is None or start >= len(line) or line[start].isspace():
        return None
    quoted = _quoted(line, start) if quotes else None
    if quoted:
        return _Token(at, quoted[1], quoted[0], part, exact=True)
    found = _longest(line, start, (*known.names(part), *(known.signs if part is Part.PARTY else ())))
    if found:
        text, end = clean_line(line[start : found[0]]), found[1]
        return _Token(at, end, text, part) if text else None
    end = _run(line, start)
    text = line[start:end].rstrip(",;")
    number = _NUMBER.fullmatch(text)
    if part is Part.EMOTION and number and _grade(number[1], known.scale) is not None:
        return _Token(at, end, text, Part.GRADE)
    if part is Part.PARTY and text.isdigit():
        return None
    text = clean_line(text)
    return _Token(at, end, text, part, loose=True) if text else None


def _longest(line: str, start: int, names: Iterable[str]) -> tuple[int, int] | None:
    """Where the longest of the names that stand at a place ends, without and with a comma or stop after it."""
    best: tuple[int, int] | None = None
    for name in names:
        end = start + len(name)
        if line[start:end].casefold() != name.casefold() or not name:
            continue
        after = end + 1 if end < len(line) and line[end] in _STOPS else end
        if (after == len(line) or line[after].isspace()) and (best is None or after > best[1]):
            best = (end, after)
    return best


def _grade(text: str, scale: Scale) -> float | None:
    grade = number_of(text)
    return grade if scale.holds(grade) else None


def _phase(line: str, tokens: list[_Token], spans: list[Span]) -> tuple[str, bool, list[_Token]]:
    """The phase before the first ``>``, whether it stands in quotation marks, and the tokens after it."""
    for i, token in enumerate(tokens):
        named = i == 0 and token.part is Part.QUOTE and tokens[1:2] and tokens[1].text == ">"
        if token.part is not None and not named:
            break
        if token.plain or named:
            continue
        start = tokens[0].start
        said = [t.text for t in tokens[:i]] if ">" in token.text else []
        if token.text == ">":
            rest = tokens[i + 1 :]
        elif token.text.endswith(">") and token.text[-2].isalnum() and "<" not in token.text:
            said.append(token.text[:-1])
            rest = tokens[i + 1 :]
        elif token.text.startswith(">") and token.text[1].isalnum():
            cut = token.start + 1
            spans.append(Span(start, cut, Part.PHASE))
            return clean_line(" ".join(said)), False, [_word(line, cut), *tokens[i + 1 :]]
        else:
            continue
        spans.append(Span(start, token.end, Part.PHASE))
        return clean_line(" ".join(said)), tokens[0].part is Part.QUOTE, rest
    return "", False, tokens


def _kind(tokens: list[_Token], spans: list[Span]) -> tuple[Kind, list[_Token]]:
    """The kind that the title begins with, and the tokens without its mark."""
    first = next((i for i, t in enumerate(tokens) if t.part is None), None)
    if first is None or tokens[first].plain:
        return Kind.CONTACT, tokens
    token = tokens[first]
    dots = _DOTS.match(token.text)
    if dots:
        return Kind.SILENCE, _cut(tokens, first, dots.end(), spans)
    if _ZZ.fullmatch(token.text):
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


def _cut(tokens: list[_Token], at: int, length: int, spans: list[Span]) -> list[_Token]:
    """The tokens without the first characters of one of them, which are the mark of a kind."""
    token = tokens[at]
    cut = token.start + length
    spans.append(Span(token.start, cut, Part.KIND))
    rest = token.text[length:]
    # What is left of the word means nothing of its own any more.
    left = [_Token(cut, token.end, rest, plain=True)] if rest else []
    return [*tokens[:at], *left, *tokens[at + 1 :]]


#: A new name after a word of the title has no more words than so many.
_NAME_WORDS = 4
#: What may stand between two words of a name.
_JOINS = ("&", "+", "/", "-", "–", "—")
#: Those of them that make one name of two words, however these are written.
_TIES = ("&", "+", "/")


def _gathered(line: str, tokens: list[_Token], scale: Scale) -> list[_Token]:
    """The tokens with each new name and the words that belong to it in one; see the contract of this module."""
    out: list[_Token] = []
    titled = False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.part in SIGILS.values() and not token.exact and titled:
            end = _name_end(line, tokens, at, scale)
            among = _is_piece(out, len(out) - 1, scale)
            if end > at and (among or _is_name(tokens, at - 1, end, scale)):
                last = tokens[end - 1].end
                token = replace(token, end=last, text=clean_line(line[token.start + 1 : last].rstrip(",;")), loose=False)
                at = end
            elif end > at and _piece_after(tokens, at, scale):
                # Of the words of a sentence that pieces follow, the one with the sign is the name.
                token = replace(token, loose=False)
        out.append(token)
        titled = titled or (token.part is None and not _is_piece(out, len(out) - 1, scale))
    return out


def _name_end(line: str, tokens: list[_Token], at: int, scale: Scale) -> int:
    """Behind the words that follow a name and could belong to it: up to a sign, a grade, something said, or a comma."""
    emotion = tokens[at - 1].part is Part.EMOTION
    end = first = at
    while end < len(tokens) and line[tokens[end - 1].end - 1] not in ",;":
        token = tokens[end]
        if token.part is not None or token.plain or token.text == "?":
            break
        if _is_grade(token, scale) and (emotion or end == first or _ends(tokens, end + 1)):
            break
        if not any(ch.isalnum() for ch in token.text) and not (token.text in _JOINS and end + 1 < len(tokens)):
            break
        end += 1
    while end > first and tokens[end - 1].text in _JOINS:
        end -= 1
    return end


def _ends(tokens: list[_Token], at: int) -> bool:
    """Whether the line ends at a place, or another piece begins there."""
    return at == len(tokens) or tokens[at].part is not None or tokens[at].text == "?"


def _is_name(tokens: list[_Token], at: int, end: int, scale: Scale) -> bool:
    """Whether a name after a word of the title goes on up to ``end``: something ends it, and it is written as names are.

    Before a piece a capital at its end tells (“@Chat with IT !glad”, not “@phone and waits @mail”), a sign that ties all its words, or a
    grade after an emotion; at the end of the line capitals throughout.
    """
    if end - at > _NAME_WORDS:
        return False
    if end < len(tokens):
        graded = _is_grade(tokens[end], scale)
        tied = all(tokens[i].text in _TIES or tokens[i - 1].text in _TIES for i in range(at + 1, end))
        named = tied or tokens[end - 1].text[0].isupper() or (graded and tokens[at].part is Part.EMOTION)
        return (graded or _ends(tokens, end)) and named
    return all(t.text[0].isupper() for t in tokens[at:end] if t.text not in _JOINS)


def _piece_after(tokens: list[_Token], at: int, scale: Scale) -> bool:
    """Whether another piece comes anywhere after a place, a grade or a question mark at the end of the line included."""
    last = tokens[-1]
    return any(t.part is not None for t in tokens[at:]) or last.text == "?" or _is_grade(last, scale)


def _is_piece(tokens: list[_Token], at: int, scale: Scale) -> bool:
    """Whether a token is no word of the title: it has a sign or marks, or is the grade or the question mark after one that has."""
    for back in range(min(3, at + 1)):
        token = tokens[at - back]
        if token.part is not None:
            return True
        if token.plain or not (_is_grade(token, scale) or (token.text == "?" and not back)):
            return False
    return False


def _pieces(line: str, tokens: list[_Token], scale: Scale, spans: list[Span]) -> Thought:
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
            match = _NUMBER.fullmatch(token.text)
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


def _taken(tokens: list[_Token], scale: Scale) -> list[Part | None]:
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
            if not before or not _is_grade(token, scale) or Part.GRADE in taken:
                break
            taken[i] = Part.GRADE
        else:
            break
        i -= 1
    for i, token in enumerate(tokens[1:], 1):
        # Right after the emotion it is one wherever that stands.
        if taken[i - 1] is Part.EMOTION and taken[i] is None and Part.GRADE not in taken and _is_grade(token, scale):
            taken[i] = Part.GRADE
        # So is what was said right after a piece, whatever is written behind it.
        elif taken[i - 1] is not None and token.part is Part.QUOTE:
            taken[i] = Part.QUOTE
    return taken


def _amid_words(tokens: list[_Token], at: int, scale: Scale) -> bool:
    """Whether a name that nobody knows stands between two words of a sentence, as in “puts it under #hashtag and waits”."""
    if not tokens[at].loose or at in (0, len(tokens) - 1):
        return False
    after = tokens[at + 1]
    return not _is_piece(tokens, at - 1, scale) and after.part is None and after.text != "?" and not _NUMBER.fullmatch(after.text)


def _is_grade(token: _Token, scale: Scale) -> bool:
    match = _NUMBER.fullmatch(token.text) if token.part is None and not token.plain else None
    return match is not None and _grade(match[1], scale) is not None and not (match[3] == "." and token.goes_on)


# ------------------------------------------------------------------------------------------------ writing


def _may_mean(word: str) -> bool:
    """Whether a word could mean something in some place of some line."""
    if not word:
        return False
    if word[0] in "@!#>*?~…\\⏳" or word[0] in QUOTES or word.startswith(".."):
        return True
    return bool(word[-1] in ">:" or _ZZ.fullmatch(word) or _NUMBER.fullmatch(word))


def _written(thought: Thought, *, strict: bool) -> str:
    def plain(text: str) -> list[str]:
        return [f"\\{word}" if strict and _may_mean(word) else word for word in text.split()]

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
