"""What was lost of a damaged file, in words for the person who wrote it: which touchpoint, which field.

Contract. :func:`spoken_of` gives a line for each thing that was left out or put right, with the record by its number and name, and the
field by what it is called in the window. No place is told as the file writes it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cjm_desktop.analysis.change_fields import field_label
from cjm_desktop.document import Journey, Message, Problem, Record
from cjm_desktop.storage import Salvaged
from cjm_desktop.storage.grammar import shape_of

from .shared import Ui

_STEP = re.compile(r"([A-Za-z_]+)|\[([0-9]+)\]")
#: What one record of each list is called.
_ONE: Mapping[str, Message] = {
    "touchpoints": Message("Touchpoint {number}"),
    "phases": Message("Phase {number}"),
    "channels": Message("Channel {number}"),
    "parties": Message("Party {number}"),
    "personas": Message("Persona {number}"),
    "opportunities": Message("Opportunity {number}"),
    "interviews": Message("Interview {number}"),
    "emotions": Message("Emotion {number}"),
    "rounds": Message("Round {number}"),
    "candidates": Message("Candidate {number}"),
    "text_lanes": Message("Text lane {number}"),
}
#: What all of a list are called.
_ALL: Mapping[str, Message] = {
    "touchpoints": Message("Touchpoints"),
    "phases": Message("Phases"),
    "channels": Message("Channels"),
    "parties": Message("Parties"),
    "personas": Message("Personas"),
    "opportunities": Message("Opportunities"),
    "interviews": Message("Interviews"),
    "emotions": Message("Emotions"),
    "rounds": Message("Rounds"),
    "candidates": Message("Candidates"),
    "text_lanes": Message("Text lanes"),
}
#: Lines that are told; nobody reads more.
_MOST = 400


def told_of(ui: Ui, saved: Salvaged) -> list[Problem]:
    """What was left out of a file or put right, each with its place in words."""
    return [Problem("", Message("{text}", text=_line(ui, problem, saved.names))) for problem in saved.problems[:_MOST]]


def spoken_of(ui: Ui, saved: Salvaged) -> str:
    """A line for each thing that was left out of a file or put right."""
    lines = [f"•  {_line(ui, problem, saved.names)}" for problem in saved.problems[:_MOST]]
    more = len(saved.problems) - _MOST
    if more > 0:
        lines.append(ui.plural("And {n} change more.", "And {n} changes more.", more).format(n=more))
    return "\n".join(lines)


def fault_of(ui: Ui, problems: Sequence[Problem]) -> str:
    """The first thing that is wrong in a file, and how many more there are; empty where there is none."""
    if not problems:
        return ""
    said = _line(ui, problems[0], {})
    more = len(problems) - 1
    if more:
        told = Message("And one problem more.") if more == 1 else Message("And {count} problems more.", count=more)
        said = ui.say(Message("{first} {then}", first=said, then=told))
    return said


def _line(ui: Ui, problem: Problem, names: Mapping[str, str]) -> str:
    said = ui.say(_spoken(ui, problem.message))
    where = _where(ui, problem.place, names)
    return f"{where}: {said}" if where else said


def _spoken(ui: Ui, message: Message) -> Message:
    """A sentence with the lists that it speaks of as the window calls them."""
    values = {key: _spoken(ui, value) if isinstance(value, Message) else value for key, value in message.values.items()}
    if (named := values.get("list")) in _ALL:
        values["list"] = _ALL[str(named)]
    return Message(message.template, **values)


def _where(ui: Ui, place: str, names: Mapping[str, str]) -> str:
    """The record and the field of a place; empty for the whole journey."""
    steps = _STEP.findall(place)
    if not steps:
        return ""
    words: list[str] = []
    first, rest = steps[0][0], steps[1:]
    shape = shape_of(Journey, first)
    if first in _ONE and rest and rest[0][1]:
        number = int(rest[0][1]) + 1
        name = names.get(f"{first}[{number - 1}]", "")
        record = Message(_ONE[first].template, number=number)
        words.append(ui.say(Message("{record} “{name}”", record=record, name=name) if name else record))
        rest = rest[1:]
    elif first:
        words.append(ui.say(_ALL[first]) if first in _ALL and not rest else _field(ui, Journey, first))
    for field, index in rest:
        if field:
            kind = shape.record if shape is not None else None
            words.append(_field(ui, kind, field))
            shape = shape_of(kind, field)
        else:
            words[-1] += f" {int(index) + 1}"
    return ", ".join(words)


def _field(ui: Ui, kind: type[Record] | None, name: str) -> str:
    """What a field of a record is called."""
    label = field_label(kind.__name__ if kind is not None else "", name)
    return ui.say(label) if label is not None else name.replace("_", " ")
