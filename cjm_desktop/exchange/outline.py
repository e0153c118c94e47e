"""A journey as a Markdown outline, to write in any editor or to read in any forge.

The outline::

    # My new job

    - language: en
    - scale: 1 5.5 10
    - goal: Get to work quickly
    - expectation: Everything stands ready

    ## Before the first day

    - Sign the contract
      - text: The contract comes by mail.
        It has twelve pages.
      - channel: E-mail
      - grade: 7.5
      - quote: I was so proud!
    - Nobody calls
      - kind: silence
      - duration: 3 w

Contract
    * ``# `` is the journey's title, ``## `` a phase, a list item (``-``, ``*``, ``+``, ``1.``) at the left edge
      a touchpoint, an indented item or line ``field: value`` one of its fields, by any name in :mod:`.fields`.
      The ``phase`` field is the heading and cannot be nested.
    * ``quote`` and ``opportunity`` may come several times. An indented ``> …`` is a quote; any other indented
      line adds to ``text``.
    * A value goes on with lines indented deeper than its item; blank lines between them belong to it. Blanks
      that Markdown would lose, at either end of a line, are written as entities (``&#32;``), as is a ``&``
      before ``#``.
    * Items between the title and the first phase are the journey's own when they begin with ``language``,
      ``scale`` (lowest, neutral, highest), ``goal`` or ``expectation`` (in any of the five languages), and a
      colon. To give a touchpoint such a title, write the colon as ``&#58;``.
    * Headings may be underlined (``===``, ``---``) or closed (``## Phase ##``); the box of a task (``- [x]``) is
      dropped. An item without a word in it or under it is none. Code blocks and what stands before the outline between
      two ``---`` are left out, except for a code block inside a touchpoint, which adds to its ``text``.
    * Written and read ``plain``, for somebody's eyes and hands and not for a file, there are no entities: characters stand for themselves.
      What only an entity tells apart (a title that looks like a goal) has a word joiner, which nobody sees.
    * ``import(export(journey))`` keeps title, language, scale, goals, expectations, phases and every field of
      :data:`.fields.FIELDS`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from cjm_desktop.document import MAX_RECORDS, MAX_TEXT, Journey, Kind, Message, Scale, clean_line, clean_text

from .builder import Builder, Imported
from .errors import ImportFailed
from .fields import FIELDS, field_of, folded, header_of, kind_name, number_of, number_text
from .table import values_of
from .text_in import MOST_LINES, TOO_LARGE, decoded

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(?P<text>.*))?$")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?$")
# What may close a heading, the box of a task, a rule across the page, the fence of a code block, an underline.
_CLOSING = re.compile(r"(?:^|[ \t]+)#+$")
_TASK = re.compile(r"^\[[ xX]\](?:[ \t]+|$)")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_FENCE = re.compile(r"[ \t]*(?P<fence>`{3,}|~{3,})(?P<info>.*)$")
_UNDERLINE = re.compile(r" {0,3}(?:(=+)|-{2,})[ \t]*$")
_ENTITY = re.compile(r"&#\d{1,7};")
# In a plain outline it parts signs that would mean something else: it takes no room and breaks no line.
_JOINER = "\u2060"
# What an outline calls the journey's own values: in English as it is written, in the other languages as understood.
_OWN_WORDS = {
    "language": ("language", "sprog", "taal", "nyelv", "språk"),
    "scale": ("scale", "skala", "schaal", "skála", "skala"),
    "goal": ("goal", "mål", "doel", "cél", "mål"),
    "expectation": ("expectation", "forventning", "verwachting", "elvárás", "förväntning"),
}
#: The languages in the order of those words.
LANGUAGES_OF_OWN = ("en", "da", "nl", "hu", "sv")
_OWN = {folded(word): own for own, words in _OWN_WORDS.items() for word in words}
_SEVERAL = ("quote", "opportunity")
#: Fields of one short value: named again they would be two in one line.
_ONCE = ("kind", "channel", "party", "when", "duration", "emotion", "grade", "desired")
# Lines that go on are indented so much deeper than their item.
_VALUE_INDENT = 2
# Touchpoints and phases beyond what a journey holds, after which reading on only takes time.
_MOST_ENTRIES = 2 * MAX_RECORDS
_FIGURES = ("when", "duration", "grade", "desired")


# ------------------------------------------------------------------------------------------------ out


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of one record: a phase or a touchpoint by its id, ``""`` the journey itself. Empty lines follow what they part."""

    record: str
    lines: tuple[str, ...]


def outline_text(journey: Journey) -> str:
    """The outline of a journey, ending in a line break."""
    scale = journey.scale
    told = [f"- language: {journey.language}"]
    if scale != Scale():
        told.append(f"- scale: {number_text(scale.lowest)} {number_text(scale.neutral)} {number_text(scale.highest)}")
    return "\n".join(line for piece in outlined(journey, told=told) for line in piece.lines) + "\n"


def outlined(journey: Journey, language: str = "", *, told: Sequence[str] = (), plain: bool = False) -> list[Piece]:
    """The lines of a journey's outline with the record each belongs to, in the order of the outline.

    ``language`` picks the words for fields, kinds and units, and the decimal mark; empty: the fields' own names, on which scripts
    rely. ``told`` are lines that stand before the goals. ``plain`` lines are to be read by a person: no entities, and what a file keeps
    of blanks at the ends of texts is left out.
    """
    own = [*told]
    own += [f"- {_own_word('goal', language)}: {_line_out(goal, plain)}" for goal in journey.goals]
    own += [f"- {_own_word('expectation', language)}: {_line_out(said, plain)}" for said in journey.expectations]
    pieces = [Piece("", (f"# {_heading_out(journey.title, plain)}".rstrip(), "", *own, *([""] if own else [])))]
    values = values_of(journey, language)
    commas = language not in ("", "en")
    words = {name: header_of(name, language) if language else name for name in FIELDS}
    cards: dict[str | None, list[Piece]] = {}
    for touchpoint in journey.touchpoints:
        held = values(touchpoint)
        if language:
            held["kind"] = kind_name(touchpoint.kind, language)
        if commas:
            held |= {name: held[name].replace(".", ",") for name in _FIGURES}
        contact = touchpoint.kind is Kind.CONTACT
        lines = _card(held, words, own=touchpoint.phase is None, contact=contact, plain=plain)
        cards.setdefault(touchpoint.phase, []).append(Piece(touchpoint.id, tuple(lines)))
    for phase in (None, *journey.phases):
        if phase is not None:
            pieces.append(Piece(phase.id, (f"## {_heading_out(phase.name, plain)}".rstrip(), "")))
        here = cards.get(phase.id if phase is not None else None, [])
        if here:
            pieces += [*here[:-1], Piece(here[-1].record, (*here[-1].lines, ""))]
    pieces[-1] = Piece(pieces[-1].record, pieces[-1].lines[:-1])
    return pieces


def _own_word(own: str, language: str) -> str:
    at = LANGUAGES_OF_OWN.index(language) if language in LANGUAGES_OF_OWN else 0
    words = _OWN_WORDS[own]
    return words[at]


def _card(
    values: dict[str, str | tuple[str, ...]], words: Mapping[str, str], *, own: bool, contact: bool, plain: bool
) -> list[str]:
    title = _line_out(str(values["title"]), plain)
    if own and folded(title.partition(":")[0]) in _OWN:
        title = title.replace(":", f"{_JOINER}:" if plain else "&#58;", 1)
    if _TASK.match(title) or _RULE.match(f"- {title}"):
        title = f"{_JOINER}{title}" if plain else f"&#{ord(title[0])};{title[1:]}"
    lines = [f"- {title}".rstrip()]
    for name in FIELDS:
        value = values[name]
        if name in ("phase", "title") or not value or (name == "kind" and contact):
            continue
        for one in value if isinstance(value, tuple) else (value,):
            lines += _plain_value(words[name], one) if plain else _value(words[name], one)
    if lines == ["-"]:
        # An item with nothing in it or under it would be none.
        lines.append(f"  - {words['kind']}: {values['kind']}")
    return lines


def _value(word: str, text: str) -> list[str]:
    first, *rest = text.split("\n")
    lines = [f"  - {word}: {_text_out(first)}".rstrip()]
    lines += [f"    {_text_out(line)}" if line else "" for line in rest[:-1]]
    # The last line of a text must show even when it is empty.
    return [*lines, *(f"    {_text_out(line)}" if line else "    &#10;" for line in rest[-1:])]


def _plain_value(word: str, text: str) -> list[str]:
    first, *rest = (line.rstrip() for line in text.rstrip().split("\n"))
    return [f"  - {word}: {first.lstrip()}".rstrip(), *(f"    {line}" if line else "" for line in rest)]


def _line_out(text: str, plain: bool) -> str:
    return text if plain else text.replace("&#", "&#38;#")


def _heading_out(text: str, plain: bool) -> str:
    out = _line_out(text, plain)
    # Such signs would only close the heading.
    if not _CLOSING.search(out):
        return out
    return f"{out}{_JOINER}" if plain else f"{out[:-1]}&#35;"


def _text_out(line: str) -> str:
    line = line.replace("&#", "&#38;#")
    if not line or not (line[0].isspace() or line[-1].isspace()):
        return line
    inner = line.strip()
    lead = line[: len(line) - len(line.lstrip())]
    trail = line[len(lead) + len(inner) :]
    return "".join(f"&#{ord(ch)};" for ch in lead) + inner + "".join(f"&#{ord(ch)};" for ch in trail)


# ------------------------------------------------------------------------------------------------ in


def without_entities(text: str) -> str:
    """The lines of a file's outline as a plain one has them: entities are the characters they stand for."""
    return _entities(text.replace("&#10;", ""))


def is_own_word(text: str) -> bool:
    """Whether a word before a colon makes an item before the first heading the journey's own: a goal, an expectation …"""
    return folded(text) in _OWN


def begins(line: str) -> bool:
    """Whether a heading or an item at the left edge begins with this line."""
    return bool(line) and line[0] not in " \t" and bool(_ITEM.match(line) or _HEADING.match(line))


@dataclass
class ReadCard:
    """A touchpoint while its lines are read."""

    line: int
    values: dict[str, list[list[str]]] = field(default_factory=dict)
    #: The line in which each field was named last.
    places: dict[str, int] = field(default_factory=dict)

    def begin(self, name: str, text: str, number: int) -> None:
        """A value starts in a line; a field that holds one value goes on where it was named before."""
        self.places[name] = number
        held = self.values.setdefault(name, [])
        if held and name not in _SEVERAL:
            held[0].append(text)
        else:
            held.append([text])

    def go_on(self, name: str, text: str) -> None:
        """The value that started last in a field gets one more line."""
        self.values[name][-1].append(text)


def journey_of_outline(
    data: bytes, *, title: str = "", language: str | None = None, lenient: bool = False
) -> Imported:
    """The journey in a Markdown outline. ``title`` and ``language`` serve when the outline does not say.

    Raises :class:`~.errors.ImportFailed` naming the line of what is wrong.
    """
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MOST_LINES:
        raise ImportFailed(TOO_LARGE)
    reader = Reader()
    # What a line may have and as much again tells that it is too long as well as all of it does.
    reader.read([line[: 2 * MAX_TEXT] for line in text.split("\n")])
    return reader.journey(title, language, lenient=lenient)


class Reader:
    """Goes through an outline line by line and keeps what it says as texts."""

    def __init__(self, *, plain: bool = False) -> None:
        """``plain``: characters stand for themselves (see the contract)."""
        self._plain = plain
        self.title: str | None = None
        self.own: dict[str, list[tuple[int, str]]] = {}
        self.entries: list[ReadCard | str] = []
        #: The line in which each entry begins, and that of the title.
        self.begins: list[int] = []
        self.title_line = 0
        self.card: ReadCard | None = None
        self.current: tuple[str, int] | None = (
            None  # the field whose value may go on, and the indent of its item
        )
        self.blanks = 0
        self.notes: list[tuple[int, Message]] = []
        self.too_long: list[int] = []

    def read(self, lines: list[str]) -> None:
        """All lines of an outline."""
        at = self._front(lines)
        while at < len(lines):
            at = self._block(lines, at)
            if len(self.entries) > _MOST_ENTRIES:
                raise ImportFailed(Message("A journey holds at most {count} touchpoints.", count=MAX_RECORDS))

    def _front(self, lines: list[str]) -> int:
        """How many lines stand before the outline between two ``---``, for other programs."""
        if lines[0].rstrip() != "---":
            return 0
        end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
        if not end:
            return 0
        self.notes.append((1, Message("What stands before the outline between two “---” was left out.")))
        return end + 1

    def _block(self, lines: list[str], at: int) -> int:
        """Take what begins in line ``at``; gives the line after it."""
        line = lines[at]
        fence = _FENCE.match(line)
        if fence and not ("`" in fence["info"] and fence["fence"][0] == "`") and not self._goes_on(line):
            return self._code(lines, at, fence["fence"])
        first = at == 0 or not lines[at - 1].strip() or bool(_UNDERLINE.match(lines[at - 1]))
        under = _UNDERLINE.match(lines[at + 1]) if at + 1 < len(lines) else None
        plain = line.strip() and line[0] not in " \t" and not (_ITEM.match(line) or _HEADING.match(line))
        if first and plain and under:
            self._heading(at + 1, 1 if under[1] else 2, self._line_in(line))
            self.blanks = 0
            return at + 2
        if not _RULE.match(line) or self._goes_on(line):
            self.take(at + 1, line)
        return at + 1

    def _code(self, lines: list[str], at: int, fence: str) -> int:
        end = next(
            (
                i
                for i in range(at + 1, len(lines))
                if len(bare := lines[i].strip()) >= len(fence) and not bare.strip(fence[0])
            ),
            len(lines),
        )
        indent = len(lines[at]) - len(lines[at].lstrip())
        if self.card is not None and indent:
            for number, line in enumerate(lines[at + 1 : end], at + 2):
                bare = line[min(indent, len(line) - len(line.lstrip())) :]
                self.card.begin("text", clean_text(bare), number)
            # An empty block has begun no text that could go on.
            self.current = ("text", indent) if "text" in self.card.values else None
        else:
            self.notes.append((at + 1, Message("A code block begins here; it was left out.")))
        self.blanks = 0
        return end + 1

    def _goes_on(self, line: str) -> bool:
        """Whether a line belongs to the value above it."""
        indent = len(line) - len(line.lstrip())
        return (
            self.card is not None
            and self.current is not None
            and self.current[0] != "title"
            and indent > self.current[1]
        )

    def take(self, number: int, line: str) -> None:
        """One line that is no block of its own."""
        if not line.strip():
            self.blanks += 1
            return
        if len(line) > MAX_TEXT:
            self.too_long.append(number)
        heading = _HEADING.match(line)
        item = _ITEM.match(line)
        if heading:
            self._heading(number, len(heading[1]), self._line_in(_CLOSING.sub("", (heading[2] or "").rstrip())))
        elif item and not item["indent"]:
            self._item(number, item["text"] or "")
        elif self.card is not None and line[0] in " \t":
            self._nested(number, line, item)
        elif self.entries or self.own or self.title is not None:
            self.notes.append((number, Message("This line belongs to no touchpoint and was left out.")))
        else:
            self.notes.append((number, Message("This line stands before the title and was left out.")))
        self.blanks = 0

    def _heading(self, number: int, depth: int, text: str) -> None:
        self.card = self.current = None
        if depth == 1 and self.title is None and not self.entries:
            self.title, self.title_line = text, number
        elif depth <= 2:
            self.entries.append(text)
            self.begins.append(number)
        else:
            self.notes.append(
                (number, Message("Headings below ## mean nothing in an outline; it was left out."))
            )

    def _item(self, number: int, text: str) -> None:
        text = _TASK.sub("", text, count=1)
        name, colon, value = text.partition(":")
        if colon and not self.entries and (own := _OWN.get(folded(name))):
            self.own.setdefault(own, []).append((number, self._line_in(value)))
            return
        self.card = ReadCard(number)
        self.card.begin("title", self._line_in(text), number)
        self.current = ("title", 0)
        self.entries.append(self.card)
        self.begins.append(number)

    def _nested(self, number: int, line: str, item: re.Match[str] | None) -> None:
        assert self.card is not None
        indent = len(line) - len(line.lstrip())
        if self.current and self._goes_on(line):
            for _ in range(self.blanks):
                self.card.go_on(self.current[0], "")
            self.card.go_on(self.current[0], self._text_in(self._more(line)))
            return
        text = _TASK.sub("", (item["text"] or "").strip(), count=1) if item else line.strip()
        if not text:
            return
        name, colon, value = text.partition(":")
        named = field_of(name) if colon else None
        if named == "phase":
            self.notes.append((number, Message("The phase is the heading above; this line was left out.")))
            self.current = None
        elif named in _ONCE and named in self.card.values:
            self.notes.append((number, Message("This is said above already; this line changes nothing.")))
            self.current = None
        elif named:
            self.card.begin(named, self._text_in(value.strip()), number)
            self.current = (named, indent)
        elif text.startswith(">"):
            self.card.begin("quote", self._text_in(text[1:].strip()), number)
            self.current = ("quote", indent)
        else:
            self.card.begin("text", self._text_in(text), number)
            self.current = ("text", indent)

    def _more(self, line: str) -> str:
        """What a line adds to the value above it; where no entity keeps them, blanks beyond its indent belong to it."""
        assert self.current is not None
        if not self._plain:
            return line.strip()
        indent = len(line) - len(line.lstrip())
        return line[min(indent, self.current[1] + _VALUE_INDENT) :].rstrip()

    def _line_in(self, text: str) -> str:
        return clean_line(text.replace(_JOINER, "") if self._plain else _entities(text.strip()))

    def _text_in(self, text: str) -> str:
        if self._plain:
            return clean_text(text)
        return "" if text == "&#10;" else clean_text(_entities(text))

    def journey(self, title: str, language: str | None, *, lenient: bool) -> Imported:
        """The journey of all that was read; raises :class:`~.errors.ImportFailed`."""
        spoken = self.own.get("language", [(0, "")])[-1]
        builder = Builder(self._scale(), lenient=lenient, language=spoken[1] or language or "")
        for number, message in self.notes:
            builder.note(f"line {number}", message)
        for number in self.too_long:
            builder.refuse(
                f"line {number}",
                Message("This text is longer than {max_length} characters.", max_length=MAX_TEXT),
            )
        for entry in self.entries:
            if isinstance(entry, str):
                builder.start_phase(entry)
            elif entry.values == {"title": [[""]]}:
                builder.note(f"line {entry.line}", Message("This item is empty and was left out."))
            else:
                builder.add(
                    {name: _joined(name, values) for name, values in entry.values.items()},
                    f"line {entry.line}",
                )
        if not self.entries and self.title is None:
            raise ImportFailed(
                Message(
                    "The outline holds no journey: it needs “# title”, “## phase” and “- touchpoint” lines."
                )
            )
        if spoken[1] and not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", spoken[1]):
            builder.refuse(
                f"line {spoken[0]}",
                Message("“{value}” is not a language such as en or da.", value=spoken[1][:40]),
            )
            spoken = (0, "")
        return builder.journey(
            title=self.title if self.title is not None else title,
            language=spoken[1] or language or "en",
            goals=tuple(text for _, text in self.own.get("goal", [])),
            expectations=tuple(text for _, text in self.own.get("expectation", [])),
        )

    def _scale(self) -> Scale:
        if "scale" not in self.own:
            return Scale()
        number, text = self.own["scale"][-1]
        try:
            lowest, neutral, highest = (number_of(part) for part in text.split())
            if not lowest < neutral < highest:
                raise ValueError(text)
            return Scale(lowest=lowest, neutral=neutral, highest=highest)
        except (ValueError, ValidationError) as error:
            message = Message(
                "line {line}: a scale is three numbers that rise, such as 1 5.5 10.", line=number
            )
            raise ImportFailed(Message("Nothing was imported. {problems}", problems=message)) from error


def _joined(name: str, values: list[list[str]]) -> str | tuple[str, ...]:
    texts = tuple("\n".join(lines) for lines in values)
    return texts if name in _SEVERAL else texts[0]


def _entities(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


__all__ = ["Piece", "ReadCard", "Reader", "begins", "is_own_word", "journey_of_outline", "outline_text", "outlined", "without_entities"]
