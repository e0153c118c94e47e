"""What is said after thoughts were pasted: how many cards came, which names came with them, and what was not taken as it was written.

Contract. Sentences for people, in their order; nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.document import Message
from cjm_desktop.edits.capture import Captured

#: So many new names of a sort are told.
_NAMED = 4


def told_of(made: Captured, left: Sequence[tuple[int, str]]) -> Message:
    """All there is to say; ``left`` are the lines (number and word) where a sign stayed in the title."""
    said = added(made)
    for more in (*came_new(made), *taken_for(made), *not_read(left)):
        said = Message("{first} {then}", first=said, then=more)
    return said


def added(made: Captured) -> Message:
    """How many cards came; of one, which."""
    if len(made.ids) == 1:
        return Message("Added: {title}", title=next(t.title for t in made.journey.touchpoints if t.id == made.ids[-1]))
    return Message("{n} cards were added.", n=len(made.ids))


def came_new(made: Captured) -> list[Message]:
    """A sentence for each sort of name that the journey did not know before."""
    phases, channels, parties, emotions = map(_Names, (made.phases, made.channels, made.parties, made.emotions))
    ones = (
        (phases, Message("New phase: {names}.", names=phases.shown)),
        (channels, Message("New channel: {names}.", names=channels.shown)),
        (parties, Message("New party: {names}.", names=parties.shown)),
        (emotions, Message("New emotion: {names}.", names=emotions.shown)),
    )
    many = (
        Message("{n} new phases: {names}.", n=phases.count, names=phases.shown),
        Message("{n} new channels: {names}.", n=channels.count, names=channels.shown),
        Message("{n} new parties: {names}.", n=parties.count, names=parties.shown),
        Message("{n} new emotions: {names}.", n=emotions.count, names=emotions.shown),
    )
    return [one if names.count == 1 else more for (names, one), more in zip(ones, many, strict=True) if names.count]


def taken_for(made: Captured) -> list[Message]:
    """The sentence that tells which names were taken for longer ones; none where none was."""
    pairs = [f"{typed} → {name}" for typed, name in made.others]
    shown = _first(pairs)
    return [Message("Taken for a known name: {names}.", names=shown)] if pairs else []


def not_read(left: Sequence[tuple[int, str]]) -> list[Message]:
    """The sentence that tells in which lines, by number and word, a sign stayed in the title; none where none did."""
    shown = _first([f"{number} ({word})" for number, word in left])
    if len(left) == 1:
        return [Message("In line {lines} a sign was not understood.", lines=shown)]
    return [Message("In {n} lines a sign was not understood: line {lines}.", n=len(left), lines=shown)] if left else []


class _Names:
    """New names of a sort: how many, and the first of them in a row."""

    def __init__(self, names: Sequence[str]) -> None:
        self.count = len(names)
        self.shown = _first(names)


def _first(names: Sequence[str]) -> str:
    """The first of many in a row, and how many more there are: dots would meet the full stop of the sentence."""
    more = [f"+{len(names) - _NAMED}"] if len(names) > _NAMED else []
    return ", ".join([*names[:_NAMED], *more])
