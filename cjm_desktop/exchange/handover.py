"""Handing over what is to be done: which column of another tool gets which field of an opportunity (METHOD step 9).

Contract. A :class:`Preset` is data: the tool's columns in their order, each with one field or one fixed text, the tool's words for our
statuses and other choices, and the kind of file the tool imports. Shipped ones lie in ``resources/handover``, one JSON file each; a house
writes its own the same way (:func:`preset_of` validates it). :func:`table_of` makes the rows, header first; the same journey gives the same
rows. Real names of people come only when they are asked for. A text that is longer than its column takes is shortened at a word
(:attr:`Cell.shortened`), and a title stands whole in the description. :mod:`.handover_files` makes files of the rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from cjm_desktop.assets import asset
from cjm_desktop.document import (
    Journey,
    Message,
    Opportunity,
    OpportunityKind,
    Problem,
    Reach,
    Status,
    clean_line,
)

from .csv_out import begins_a_formula
from .errors import ImportFailed

#: What an opportunity can give to a column, with what it is called.
FIELDS: Mapping[str, Message] = MappingProxyType(
    {
        "number": Message("Number"),
        "title": Message("Title"),
        "text": Message("Text"),
        "description": Message("Everything about it, in one text"),
        "kind": Message("Kind"),
        "reach": Message("Reach"),
        "touchpoints": Message("Touchpoints"),
        "phases": Message("Phases"),
        "phase": Message("First phase"),
        "impact": Message("Impact"),
        "effort": Message("Effort"),
        "priority": Message("Priority"),
        "votes": Message("Votes"),
        "owner": Message("Owner"),
        "person": Message("Person"),
        "due": Message("Due"),
        "measure": Message("How it is measured"),
        "status": Message("Status"),
        "journey": Message("Journey"),
        "id": Message("Mark in the file"),
    }
)
#: Fields that are whole numbers, and the one that is a day.
NUMBERS, DAY = frozenset(("number", "impact", "effort", "votes")), "due"
#: What is chosen from a fixed list: the word of each where a tool has none of its own.
_WORDS: Mapping[str, Mapping[str, Message]] = MappingProxyType(
    {
        "status": {
            Status.IDEA: Message("Idea"),
            Status.PLANNED: Message("Planned"),
            Status.DOING: Message("Under way"),
            Status.DONE: Message("Done"),
            Status.DROPPED: Message("Dropped"),
        },
        "kind": {
            OpportunityKind.LIFT_DIP: Message("Lift a dip"),
            OpportunityKind.STRENGTHEN_PEAK: Message("Strengthen a peak"),
            OpportunityKind.BRIDGE_SILENCE: Message("Bridge a silence"),
            OpportunityKind.SHORTEN: Message("Shorten or drop a step"),
            OpportunityKind.PLANNED_PEAK: Message("Plan a peak"),
        },
        "reach": {Reach.QUICK: Message("Quick"), Reach.STRUCTURAL: Message("Structural")},
        "priority": {"high": Message("High"), "medium": Message("Medium"), "low": Message("Low")},
    }
)
#: The statuses of what is still to be done.
OPEN = (Status.IDEA, Status.PLANNED, Status.DOING)
#: What makes a name behind it a person that is called; in an address of e-mail it does not.
_MENTION = re.compile(r"(?<![\w])@(?=\w)")
#: Largest preset that is read, in bytes, and most columns of one.
MOST_BYTES, MOST_COLUMNS = 256 * 1024, 60

_Word = Annotated[str, StringConstraints(max_length=200)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Column(_Frozen):
    """A column of the tool: what stands above it, and what comes into it: a field of :data:`FIELDS`, or a fixed text.

    Without a header the column is called what we call the field. ``most`` is how many characters the tool takes (0: any number), counted
    as most tools do, in UTF-16 units.
    """

    header: _Word = ""
    field: Literal[
        "", "number", "title", "text", "description", "kind", "reach", "touchpoints", "phases", "phase", "impact", "effort",
        "priority", "votes", "owner", "person", "due", "measure", "status", "journey", "id",
    ] = ""  # fmt: skip
    text: _Word = ""
    most: Annotated[int, Field(ge=0, le=1_000_000)] = 0

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.field and self.text:
            raise ValueError("a column has a field or a text, not both")
        return self


class Preset(_Frozen):
    """How one tool wants its tasks. ``file`` is what it imports: ``txt`` is one line for each task.

    ``mark`` puts the mark of UTF-8 before a CSV file; ``words`` has the tool's words for a choice, by field and by our own word for it.
    ``command`` is what begins a line that the tool would carry out: such a line gets a backslash in front. ``mention`` is what before a
    name makes the tool write to somebody: a space without width comes between the two. ``guard`` puts an apostrophe before a cell of a
    CSV file that a spreadsheet would run as a formula. ``markup`` says how the tool reads a description. ``skip`` are the statuses that
    the tool has no word for: what has one stays out.
    """

    format: Literal["cjm-handover"] = "cjm-handover"
    version: Literal[1] = 1
    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    note: Annotated[str, StringConstraints(max_length=2_000)] = ""
    file: Literal["csv", "xlsx", "md", "txt"] = "csv"
    separator: Literal[",", ";"] = ","
    mark: bool = False
    day: Annotated[str, StringConstraints(pattern=r"^(%[Ymd][-./ ]?){3}$")] = "%Y-%m-%d"
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=MOST_COLUMNS)]
    command: Literal["", "/"] = ""
    mention: Literal["", "@"] = ""
    guard: bool = True
    markup: Literal["", "markdown"] = ""
    skip: Annotated[tuple[Status, ...], Field(max_length=len(Status))] = ()
    words: dict[Literal["status", "kind", "reach", "priority"], dict[str, _Word]] = {}

    @model_validator(mode="after")
    def _known(self) -> Self:
        for field, words in self.words.items():
            for ours in words:
                if ours not in _WORDS[field]:
                    raise ValueError(f"{field} has no {ours!r}")
        return self


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: its text, which field it is of (a day and a number stay one in a spreadsheet), and whether there was more
    of it than the column takes."""

    text: str
    field: str = ""
    shortened: bool = False


def shipped() -> dict[str, Preset]:
    """The presets that come with the program, by the name of their file."""
    return {path.stem: preset_of(path.read_bytes(), path.name) for path in sorted(asset("handover").glob("*.json"))}


def preset_of(data: bytes, name: str = "") -> Preset:
    """The preset in a file. Raises :class:`~.errors.ImportFailed` naming the place of what is wrong."""
    if len(data) > MOST_BYTES:
        raise ImportFailed(Message("“{file}” is too large for a preset.", file=name))
    try:
        return Preset.model_validate(json.loads(data.decode("utf-8-sig")))
    except ValidationError as error:
        problems = [_problem(one["loc"], one["msg"]) for one in error.errors()[:20]]
        raise ImportFailed(
            Message("“{file}” is not a preset for handing over: {place}: {reason}.", file=name, place=problems[0].place,
                    reason=clean_line(str(error.errors()[0]["msg"]))),
            problems,
        ) from error  # fmt: skip
    except (ValueError, RecursionError) as error:
        raise ImportFailed(Message("“{file}” is not a preset for handing over: it is not JSON.", file=name)) from error


def _problem(place: Sequence[int | str], reason: str) -> Problem:
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
    return Problem(clean_line(where)[:80] or "preset", Message("This does not fit: {reason}.", reason=clean_line(reason)))


def preset_bytes(preset: Preset) -> bytes:
    """The file of a preset, as :func:`preset_of` reads it."""
    return (json.dumps(preset.model_dump(exclude_defaults=True) | {"format": preset.format, "version": 1}, ensure_ascii=False, indent=2)
            + "\n").encode()  # fmt: skip


def chosen(journey: Journey, which: str | Sequence[str] = "open") -> list[Opportunity]:
    """The opportunities to hand over: ``open`` ones, ``all``, or those with these ids, the one to be done first before the others.

    The order is that of the printed list: by the day it is due (without one: last), then most impact, least effort, most votes.
    """
    if which == "open":
        found = [one for one in journey.opportunities if one.status in OPEN]
    elif isinstance(which, str):
        found = list(journey.opportunities)
    else:
        wanted = set(which)
        found = [one for one in journey.opportunities if one.id in wanted]
    return sorted(found, key=lambda one: (not one.due, one.due, -(one.impact or 0), one.effort or 6, -one.votes))


def handed_over(journey: Journey, preset: Preset, which: str | Sequence[str] = "open") -> list[Opportunity]:
    """As :func:`chosen`, without those whose status the tool has no word for."""
    return [one for one in chosen(journey, which) if one.status not in preset.skip]


def people(opportunities: Sequence[Opportunity]) -> int:
    """How many people are named."""
    return len({" ".join(one.person.split()).casefold() for one in opportunities if one.person.strip()})


def priority_of(opportunity: Opportunity) -> str:
    """``high`` where the impact is larger than the effort, ``low`` where it is smaller, ``medium`` where both are the same; empty while
    one of both is not marked (the impact–effort grid of METHOD step 9, read along its diagonal)."""
    if opportunity.impact is None or opportunity.effort is None:
        return ""
    ahead = opportunity.impact - opportunity.effort
    return "high" if ahead > 0 else "low" if ahead < 0 else "medium"


def word_of(preset: Preset, field: str, value: str, say: Callable[[Message], str]) -> str:
    """What the tool calls a choice of ours; our own word for it where it has none."""
    if not value:
        return ""
    own = preset.words.get(field, {})  # type: ignore[call-overload]
    return str(own[value]) if value in own else say(_WORDS[field][value])


def choices(field: str) -> Mapping[str, Message]:
    """The words that can be chosen for a field such as ``status``, by our own word; empty for other fields."""
    return _WORDS.get(field, {})


def header_of(column: Column, say: Callable[[Message], str]) -> str:
    """What stands above a column."""
    return column.header or (say(FIELDS[column.field]) if column.field else "")


def table_of(
    journey: Journey,
    preset: Preset,
    say: Callable[[Message], str],
    *,
    which: str | Sequence[str] = "open",
    names: bool = False,
) -> list[list[Cell]]:
    """The rows for a tool, its header first. ``say`` puts our own words into a language; ``names`` lets real names of people out."""
    rows = [[Cell(header_of(column, say)) for column in preset.columns]]
    makers = _Makers(journey, preset, say, names)
    for number, opportunity in enumerate(handed_over(journey, preset, which), 1):
        row: list[Cell] = []
        for column in preset.columns:
            whole = _obeyed_by_nobody(column.text or makers.value(column.field, opportunity, number), preset)
            text = shortened(whole, column.most)
            row.append(Cell(text, column.field, text != whole))
        rows.append(row)
    return rows


def shortened(text: str, most: int) -> str:
    """A text of at most so many UTF-16 units (0: any number), cut at a word with “…” where it is longer."""
    if not most or _units(text) <= most:
        return text
    kept = text[: most - 1]
    while _units(kept) > most - 1:
        kept = kept[:-1]
    at = max(kept.rfind(" "), kept.rfind("\n"))
    # A single long word is cut where it must be.
    if not text[len(kept)].isspace() and at > len(kept) // 2:
        kept = kept[:at]
    return kept.rstrip(" \n,;:–-") + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _obeyed_by_nobody(text: str, preset: Preset) -> str:
    """A text in which no line is a command to the tool, and that calls nobody: GitLab, for one, carries out “/close” in a description, and
    writes to every member of a project for “@all”."""
    if preset.mention and preset.mention in text:
        text = _MENTION.sub(f"{preset.mention}\u200b", text)
    if not preset.command or preset.command not in text:
        return text
    return "\n".join(f"\\{line.lstrip()}" if line.lstrip().startswith(preset.command) else line for line in text.split("\n"))


class _Makers:
    """The values of opportunities, field by field."""

    def __init__(self, journey: Journey, preset: Preset, say: Callable[[Message], str], names: bool) -> None:
        self.journey, self.preset, self.say, self.names = journey, preset, say, names
        self.parties = {party.id: party.name for party in journey.parties}
        self.touchpoints = {one.id: (number, one) for number, one in enumerate(journey.touchpoints, 1)}
        self.phases = {phase.id: phase.name for phase in journey.phases}

    def value(self, field: str, one: Opportunity, number: int) -> str:
        """The text of a field."""
        if field in ("status", "kind", "reach"):
            return word_of(self.preset, field, str(getattr(one, field) or ""), self.say)
        if field in ("impact", "effort", "votes"):
            marked = getattr(one, field)
            return "" if marked is None else str(marked)
        simple: dict[str, Callable[[], str]] = {
            "number": lambda: str(number),
            "title": lambda: one.title or self.say(Message("Opportunity without a title")),
            "text": lambda: one.text,
            "description": lambda: self.description(one),
            "touchpoints": lambda: self.places(one),
            "phases": lambda: ", ".join(self.stretches(one)),
            "phase": lambda: next(iter(self.stretches(one)), ""),
            "priority": lambda: word_of(self.preset, "priority", priority_of(one), self.say),
            "owner": lambda: self.parties.get(one.owner or "", ""),
            "person": lambda: one.person if self.names else "",
            "due": lambda: self.day(one.due),
            "measure": lambda: one.measure,
            "journey": lambda: self.journey.title,
            "id": lambda: one.id,
        }
        return simple[field]() if field in simple else ""

    def places(self, one: Opportunity) -> str:
        found = [self.touchpoints[ident] for ident in one.touchpoints if ident in self.touchpoints]
        return "; ".join(f"{number}. {touchpoint.title}" for number, touchpoint in sorted(found, key=lambda pair: pair[0]))

    def stretches(self, one: Opportunity) -> list[str]:
        """The names of its phases, in the order of the journey."""
        places = sorted((self.touchpoints[ident] for ident in one.touchpoints if ident in self.touchpoints), key=lambda pair: pair[0])
        found = (touchpoint.phase for _number, touchpoint in places)
        return list(dict.fromkeys(name for phase in found if phase and (name := self.phases.get(phase, ""))))

    def day(self, iso: str) -> str:
        if not iso:
            return ""
        year, month, day = iso.split("-")
        return self.preset.day.replace("%Y", year).replace("%m", month).replace("%d", day)

    def description(self, one: Opportunity) -> str:
        """The text, then a line for each fact that has no field in many a tool.

        No description begins with a sign that a spreadsheet would run: a text that does stands under a word of its own, and lists have
        stars, not strokes. A title that is
        too long for its column comes first, whole.
        """
        title = self.value("title", one, 0)
        long = any(column.field == "title" and shortened(title, column.most) != title for column in self.preset.columns)
        facts = [
            ("title", title if long else ""),
            ("journey", self.journey.title),
            ("touchpoints", self.places(one)),
            ("kind", self.say(_WORDS["kind"][one.kind])),
            ("reach", self.say(_WORDS["reach"][one.reach]) if one.reach else ""),
            ("impact", self.value("impact", one, 0)),
            ("effort", self.value("effort", one, 0)),
            ("owner", self.value("owner", one, 0)),
            ("person", self.value("person", one, 0)),
            ("measure", one.measure),
        ]
        written = self.preset.markup == "markdown"
        lines = [
            f"{self.say(FIELDS[field])}: {_plain(value) if written else value}"
            for field, raw in facts if (value := " ".join(raw.split()))
        ]  # fmt: skip
        first, rest = (lines[:1], lines[1:]) if long else ([], lines)
        text = one.text.strip("\n")
        if written:
            rest = [f"* {line}" for line in rest]
        if text and not first and begins_a_formula(text):
            first = [f"{self.say(FIELDS['text'])}:"]
        if written:
            # A single line break is none in Markdown; two blanks before it make it one.
            text = "\n".join(line if not line.strip() else f"{line.rstrip()}  " for line in text.split("\n")).rstrip(" ")
        gap = "\n\n" if written else "\n"
        return gap.join(part for part in ("\n".join(first), text, "\n".join(rest)) if part)


def _plain(text: str) -> str:
    """A text that is no markup in Markdown."""
    for mark in "\\`*_[]<>":
        text = text.replace(mark, "\\" + mark)
    return text


def read_preset(wanted: str) -> Preset:
    """A shipped preset by its name, or the one in a file. Raises :class:`~.errors.ImportFailed` when there is neither."""
    if wanted in (known := shipped()):
        return known[wanted]
    path = Path(wanted)
    try:
        if path.suffix.lower() == ".json" and path.stat().st_size <= MOST_BYTES:
            return preset_of(path.read_bytes(), path.name)
    except OSError:
        pass
    raise ImportFailed(
        Message(
            "There is no preset “{name}”. There are: {names}; or give a .json file with one of your own.",
            name=clean_line(clean_line(wanted)[:80]),
            names=", ".join(known),
        )
    )
