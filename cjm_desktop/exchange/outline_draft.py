"""What an outline says, line by line, while somebody writes it: nothing in it is refused, nothing is made of it yet.

Contract. :func:`draft_of` reads any text in the notation of :mod:`.outline`. What it does not understand is marked with the number
of its line (from 1) and a sentence, and does not disturb the rest. Texts are cleaned as in an import.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cjm_desktop.document import MAX_TEXT, Duration, Kind, Message, Scale, clean_line, clean_text

from .builder import NotUnderstood, value_of
from .outline import ReadCard, Reader

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
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DraftPhase:
    """A heading with the items under it. ``line`` is where it stands, from 1; 0 for what stands before the first heading."""

    name: str
    cards: tuple[DraftCard, ...] = ()
    line: int = field(default=0, compare=False)


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


def draft_of(lines: Sequence[str], scale: Scale) -> Draft:
    """What the lines of an outline say; grades lie on ``scale``."""
    reader = Reader()
    reader.read(list(lines) or [""])
    marks = list(reader.notes)
    marks += [
        (number, Message("This text is longer than {max_length} characters.", max_length=MAX_TEXT))
        for number in reader.too_long
    ]
    for own in ("language", "scale"):
        marks += [
            (number, Message("Language and scale belong to the journey; this line changes nothing."))
            for number, _text in reader.own.get(own, [])
        ]
    phases: list[tuple[str, int, list[DraftCard]]] = [("", 0, [])]
    for number, entry in zip(reader.begins, reader.entries, strict=True):
        if isinstance(entry, str):
            phases.append((clean_line(entry), number, []))
        else:
            phases[-1][2].append(_card(entry, number, scale, marks))
    return Draft(
        clean_line(reader.title or ""),
        tuple(text for _, text in reader.own.get("goal", []) if text),
        tuple(text for _, text in reader.own.get("expectation", []) if text),
        tuple(DraftPhase(name, tuple(cards), line) for name, line, cards in phases),
        tuple(sorted(marks, key=lambda mark: mark[0])),
    )


def _card(read: ReadCard, number: int, scale: Scale, marks: list[tuple[int, Message]]) -> DraftCard:
    texts = {name: "\n".join(lines) for name, values in read.values.items() for lines in values[:1]}
    values: dict[str, Any] = {}
    unread = set()
    for name in _VALUES:
        if name not in texts:
            continue
        try:
            values[name] = value_of(name, texts[name], scale)
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
        line=number,
        **values,
    )


def _several(read: ReadCard, name: str) -> tuple[str, ...]:
    texts = ("\n".join(lines) for lines in read.values.get(name, []))
    return tuple(clean_text(text) for text in texts if text.strip())


__all__ = ["Draft", "DraftCard", "DraftPhase", "draft_of"]
