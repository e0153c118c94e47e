"""What an outline says, line by line, while somebody writes it: nothing in it is refused, nothing is made of it yet.

Contract. :func:`draft_of` reads any text in the notation of :mod:`.outline`. What it does not understand is marked with the number
of its line (from 1) and a sentence, and does not disturb the rest. Texts are cleaned as in an import.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from cjm_desktop.document import MAX_TEXT, Duration, Kind, Message, Scale, clean_line, clean_text

from .builder import NotUnderstood, value_of
from .outline import ReadCard, Reader, begins

_VALUES = ("kind", "when", "duration", "grade", "desired")


@dataclass(frozen=True, slots=True)
class DraftCard:
    """An item with what stands under it; names of channel and party as they were typed.

    ``unread`` are the fields whose words are not understood: they say nothing.
    """

    title: str = ""
    text: str = ""
    kind: Kind = Kind.CONTACT
    channel: str = ""
    party: str = ""
    when: Duration | None = None
    duration: Duration | None = None
    emotion: str = ""
    grade: float | None = None
    desired: float | None = None
    expectation: str = ""
    quotes: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()
    #: Whether the item is just begun: nothing in it, nothing under it.
    blank: bool = False


@dataclass(frozen=True, slots=True)
class DraftPhase:
    """A heading with the items under it. ``line`` is where it stands, from 1; 0 for what stands before the first heading.

    ``lines`` are those of the items.
    """

    name: str
    cards: tuple[DraftCard, ...] = ()
    line: int = field(default=0, compare=False)
    lines: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """What an outline says. The first of its ``phases`` is none: it holds the items before the first heading.

    ``marks`` are lines that are not understood, each with a sentence.
    """

    title: str = ""
    goals: tuple[str, ...] = ()
    expectations: tuple[str, ...] = ()
    phases: tuple[DraftPhase, ...] = (DraftPhase(""),)
    marks: tuple[tuple[int, Message], ...] = ()


@dataclass(slots=True)
class _Chunk:
    """What some lines say by themselves; numbers of lines count from the first of them."""

    title: str | None
    own: list[tuple[str, str]]
    entries: list[tuple[int, str | DraftCard]]
    marks: list[tuple[int, Message]]


class Drafter:
    """Reads an outline again and again while it is written; what did not change since the last time is not read again."""

    def __init__(self, *, plain: bool = False) -> None:
        """``plain``: characters stand for themselves, as in what :func:`.outline.outlined` writes plain."""
        self._plain = plain
        self._scale, self._language = Scale(), ""
        self._known: dict[tuple[Any, ...], _Chunk] = {}

    def draft(self, lines: Sequence[str], scale: Scale, language: str = "") -> Draft:
        """What the lines of an outline say; grades lie on ``scale``, short units are those of ``language``."""
        if (scale, language) != (self._scale, self._language):
            self._scale, self._language, self._known = scale, language, {}
        known: dict[tuple[Any, ...], _Chunk] = {}
        title: str | None = None
        own: list[tuple[str, str]] = []
        phases: list[tuple[str, int, list[DraftCard], list[int]]] = [("", 0, [], [])]
        marks: list[tuple[int, Message]] = []
        begun = False
        for start, part in _chunks(lines):
            key = (title is not None, bool(own), begun, *part)
            chunk = known.get(key) or self._known.get(key) or self._read(part, title is not None, bool(own), begun)
            known[key] = chunk
            title = chunk.title if title is None else title
            own += chunk.own
            marks += [(start + number, message) for number, message in chunk.marks]
            for number, entry in chunk.entries:
                begun = True
                if isinstance(entry, str):
                    phases.append((entry, start + number, [], []))
                else:
                    phases[-1][2].append(entry)
                    phases[-1][3].append(start + number)
        self._known = known
        return Draft(
            clean_line(title or ""),
            tuple(text for name, text in own if name == "goal" and text),
            tuple(text for name, text in own if name == "expectation" and text),
            tuple(DraftPhase(name, tuple(cards), line, tuple(at)) for name, line, cards, at in phases),
            tuple(sorted(marks, key=lambda mark: mark[0])),
        )

    def _read(self, lines: Sequence[str], titled: bool, owned: bool, begun: bool) -> _Chunk:
        reader = Reader(plain=self._plain)
        # What was read before decides what a heading or an item is.
        reader.title = "" if titled else None
        reader.own = {"": []} if owned else {}
        reader.entries = [""] if begun else []
        reader.read(list(lines))
        marks = list(reader.notes)
        marks += [
            (number, Message("This text is longer than {max_length} characters.", max_length=MAX_TEXT))
            for number in reader.too_long
        ]
        for name in ("language", "scale"):
            marks += [
                (number, Message("Language and scale belong to the journey; this line changes nothing."))
                for number, _text in reader.own.get(name, [])
            ]
        entries: list[tuple[int, str | DraftCard]] = []
        for number, entry in zip(reader.begins, reader.entries[1 if begun else 0 :], strict=True):
            entries.append(
                (number, clean_line(entry) if isinstance(entry, str) else _card(entry, self._scale, self._language, marks))
            )
        own = [(name, text) for name, told in reader.own.items() for _number, text in told]
        return _Chunk(None if titled else reader.title, own, entries, marks)


def draft_of(lines: Sequence[str], scale: Scale, language: str = "") -> Draft:
    """What the lines of an outline say; grades lie on ``scale``, short units are those of ``language``."""
    return Drafter().draft(lines, scale, language)


def _chunks(lines: Sequence[str]) -> list[tuple[int, Sequence[str]]]:
    """The lines cut before each heading and item at the left edge, with the number of lines before.

    Nothing is cut where a block of code may be.
    """
    lines = lines or [""]
    if lines[0].rstrip() == "---" or any("```" in line or "~~~" in line for line in lines):
        return [(0, lines)]
    cuts = [0, *(i for i, line in enumerate(lines) if i and begins(line)), len(lines)]
    return [(a, tuple(lines[a:b])) for a, b in pairwise(cuts) if a < b]


def _card(read: ReadCard, scale: Scale, language: str, marks: list[tuple[int, Message]]) -> DraftCard:
    texts = {name: "\n".join(lines) for name, values in read.values.items() for lines in values[:1]}
    values: dict[str, Any] = {}
    unread = set()
    for name in _VALUES:
        if name not in texts:
            continue
        try:
            values[name] = value_of(name, texts[name], scale, language)
        except NotUnderstood as error:
            marks.append((read.places[name], error.message))
            unread.add(name)
    return DraftCard(
        title=clean_line(texts["title"]),
        text=clean_text(texts.get("text", "")),
        channel=clean_line(texts.get("channel", "")),
        party=clean_line(texts.get("party", "")),
        emotion=clean_line(texts.get("emotion", "")),
        expectation=clean_text(texts.get("expectation", "")),
        quotes=_several(read, "quote"),
        opportunities=tuple(clean_line(title) for title in _several(read, "opportunity")),
        unread=frozenset(unread),
        blank=read.values == {"title": [[""]]},
        **values,
    )


def _several(read: ReadCard, name: str) -> tuple[str, ...]:
    texts = ("\n".join(lines) for lines in read.values.get(name, []))
    return tuple(clean_text(text) for text in texts if text.strip())


__all__ = ["Draft", "DraftCard", "DraftPhase", "Drafter", "draft_of"]
