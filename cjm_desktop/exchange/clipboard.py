"""Touchpoints through the clipboard: between places, windows and documents, from spreadsheets and from plain text.

Contract: :func:`copy_fragment` gives JSON text (media type :data:`MEDIA_TYPE`) with the touchpoints and the
channels, parties and emotions they use. :func:`paste_text` puts what the clipboard holds into a journey: such a
fragment, a table (tab-separated, with or without header) or plain lines, one card each. Channels, parties and
emotions are merged by name; every new record gets a fresh id. The result is a sound journey that shares every
record that was there before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import Field, ValidationError
from pydantic_core import from_json

from cjm_desktop.document import (
    MAX_RECORDS,
    Channel,
    EmotionWord,
    Interview,
    Journey,
    Message,
    Opportunity,
    Party,
    Phase,
    Problem,
    Record,
    Scale,
    TextLane,
    Touchpoint,
    clean_line,
    fresh_id,
)

from .builder import Builder
from .csv_in import cells_of
from .errors import ImportFailed
from .fields import folded
from .table import journey_of_table

#: Media type of a fragment on the clipboard.
MEDIA_TYPE = "application/vnd.cjm-fragment+json"
_FORMAT = "cjm-fragment"
_VERSION = 1
_MOST_TEXT = 16_000_000
# Values in cards on the clipboard, judged by their commas: each could cost an error of its own.
_MOST_VALUES = 400_000

_BULLET = re.compile(r"\s*(?:[-*+•–—·‣◦▪●○■□◆►✓✔☐☑☒]+\s+|\d{1,4}[.)]\s+|[A-Za-z][.)]\s+)?(?:\[[ xX]\]\s+)?")


_Named = TypeVar("_Named", Channel, Party, TextLane)


class Who(Record):
    """Enough of an interview or a persona to know it again, without anybody's name."""

    id: str
    label: str = ""


class Fragment(Record):
    """What lies on the clipboard. References between its records are by the ids of the document it comes from."""

    format: str = Field(pattern=f"^{_FORMAT}$")
    version: int = Field(ge=1, le=_VERSION)
    scale: Scale
    touchpoints: tuple[Touchpoint, ...] = ()
    channels: tuple[Channel, ...] = ()
    parties: tuple[Party, ...] = ()
    emotions: tuple[EmotionWord, ...] = ()
    interviews: tuple[Who, ...] = ()
    personas: tuple[Who, ...] = ()
    text_lanes: tuple[TextLane, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """The journey after pasting, the ids of the new touchpoints, and what was left out."""

    journey: Journey
    ids: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def copy_fragment(journey: Journey, ids: Sequence[str]) -> str:
    """The touchpoints ``ids`` as text for the clipboard, in the order of the journey."""
    wanted = set(ids)
    touchpoints = tuple(t for t in journey.touchpoints if t.id in wanted)
    channels = {t.channel for t in touchpoints}
    parties = {t.party for t in touchpoints}
    words = {t.emotion for t in touchpoints}
    lanes = {said.lane for t in touchpoints for said in t.lane_texts}
    fragment = Fragment(
        format=_FORMAT,
        version=_VERSION,
        scale=journey.scale,
        touchpoints=touchpoints,
        channels=tuple(c for c in journey.channels if c.id in channels),
        parties=tuple(p for p in journey.parties if p.id in parties),
        emotions=tuple(e for e in journey.emotions if e.word in words),
        text_lanes=tuple(lane for lane in journey.text_lanes if lane.id in lanes),
        interviews=_interviews(journey, {quote.interview for t in touchpoints for quote in t.quotes}),
        personas=_personas(journey, {grade.persona for t in touchpoints for grade in t.personas}),
    )
    return fragment.model_dump_json(exclude_defaults=True)


def _interviews(journey: Journey, ids: set[str | None]) -> tuple[Who, ...]:
    return tuple(Who(id=i.id, label=_interview_label(i)) for i in journey.interviews if i.id in ids)


def _interview_label(interview: Interview) -> str:
    return f"{interview.method} {interview.date} {interview.pseudonym}"


def _personas(journey: Journey, ids: set[str]) -> tuple[Who, ...]:
    return tuple(Who(id=p.id, label=p.name) for p in journey.personas if p.id in ids)


def paste_text(
    journey: Journey, text: str, at: int, phase: str | None, *, lenient: bool = False
) -> Pasted:
    """Put the clipboard's text into a journey, before touchpoint number ``at``.

    The new cards belong to ``phase`` (an id, or ``None``); ``at`` is moved to the nearest place where that
    phase stands. A table that names phases brings them along when the journey has neither phases nor
    touchpoints. Text without a single card in it changes nothing and gives no ids. ``lenient`` leaves out the
    values of a table that do not fit. Raises :class:`~.errors.ImportFailed` when it cannot be pasted.
    """
    if len(text) > _MOST_TEXT:
        raise ImportFailed(Message("There is too much text on the clipboard to make cards of."))
    if not text.strip():
        return Pasted(journey, ())
    fragment = _fragment(text)
    if fragment is not None:
        return _insert(journey, _Load(fragment), at, phase)
    if "\t" in text.strip("\n\r"):
        imported = journey_of_table(
            cells_of(text.strip("\r\n"), "\t"),
            scale=journey.scale,
            guess=True,
            known=journey,
            language=journey.language,
            lenient=lenient,
        )
        problems = imported.problems
    else:
        builder = Builder(journey.scale)
        lines = text.splitlines()
        if len(lines) > 2 * MAX_RECORDS:
            raise ImportFailed(Message("There is too much text on the clipboard to make cards of."))
        for line in lines:
            title = clean_line(_BULLET.sub("", line, count=1))
            if title:
                builder.add({"title": title}, "")
        imported = builder.journey()
        problems = ()
    made = imported.journey
    load = _Load(
        Fragment(
            format=_FORMAT,
            version=_VERSION,
            scale=made.scale,
            touchpoints=made.touchpoints,
            channels=made.channels,
            parties=made.parties,
            emotions=made.emotions,
        ),
        made.phases,
        made.opportunities,
        problems,
    )
    return _insert(journey, load, at, phase)


def _fragment(text: str) -> Fragment | None:
    """The fragment in the text; ``None`` when it is some other text."""
    if not text.lstrip().startswith("{") or _FORMAT not in text[:200]:
        return None
    if text.count(",") > _MOST_VALUES:
        raise ImportFailed(Message("There is too much text on the clipboard to make cards of."))
    try:
        tree = from_json(text, allow_inf_nan=False)
    except (ValueError, TypeError):  # the latter for a text with half of a character
        return None
    if not isinstance(tree, dict) or tree.get("format") != _FORMAT:
        return None
    try:
        return Fragment.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise ImportFailed(
            Message("The cards on the clipboard are damaged, or come from a newer program. Copy them again.")
        ) from error


@dataclass(frozen=True, slots=True)
class _Load:
    """What is to be put into a journey."""

    fragment: Fragment
    phases: tuple[Phase, ...] = ()
    opportunities: tuple[Opportunity, ...] = ()
    problems: tuple[Problem, ...] = ()


def _insert(journey: Journey, load: _Load, at: int, phase: str | None) -> Pasted:
    fragment = load.fragment
    fresh = not journey.phases and not journey.touchpoints
    problems = list(load.problems)
    phases: dict[str, str] = {}
    new_phases: tuple[Phase, ...] = ()
    if load.phases and fresh:
        new_phases = tuple(p.replace(id=fresh_id("p")) for p in load.phases)
        phases = {old.id: new.id for old, new in zip(load.phases, new_phases, strict=True)}
    elif load.phases and any(p.name for p in load.phases):
        problems.append(
            Problem(
                "",
                Message(
                    "The phases named in the table were left out; the cards belong to the phase they were put in."
                ),
            )
        )
    channels, new_channels = _merged(fragment.channels, journey.channels, "c")
    parties, new_parties = _merged(fragment.parties, journey.parties, "d")
    lanes, new_lanes = _merged(fragment.text_lanes, journey.text_lanes, "l")
    words = {folded(e.word) for e in journey.emotions}
    new_emotions = tuple(
        e.replace(grade=_rescaled(e.grade, fragment.scale, journey.scale))
        for e in fragment.emotions
        if folded(e.word) not in words
    )
    interviews = _known(fragment.interviews, {i.id: _interview_label(i) for i in journey.interviews})
    personas = _known(fragment.personas, {p.id: p.name for p in journey.personas})
    ids = {t.id: fresh_id("t") for t in fragment.touchpoints}
    records = tuple(
        t.replace(
            id=ids[t.id],
            phase=phases.get(t.phase or "") if fresh else phase,
            channel=channels.get(t.channel or ""),
            party=parties.get(t.party or ""),
            grade=_rescaled(t.grade, fragment.scale, journey.scale),
            # What respondents told stays where they told it: here it is a grade like any other.
            graded_by=None,
            group_grade=None,
            desired=_rescaled(t.desired, fragment.scale, journey.scale),
            quotes=tuple(
                q if q.interview is None or q.interview in interviews else q.replace(interview=None)
                for q in t.quotes
            ),
            personas=tuple(
                g.replace(grade=_rescaled(g.grade, fragment.scale, journey.scale), graded_by=None, group_grade=None)
                for g in t.personas
                if g.persona in personas
            ),
            lane_texts=tuple(
                said.replace(lane=lanes[said.lane]) for said in t.lane_texts if said.lane in lanes
            ),
        )
        for t in fragment.touchpoints
    )
    opportunities = tuple(
        o.replace(id=fresh_id("o"), touchpoints=tuple(ids[i] for i in o.touchpoints if i in ids))
        for o in load.opportunities
    )
    place = place_for(journey, at, phase)
    try:
        after = journey.replace(
            phases=journey.phases + new_phases,
            channels=journey.channels + new_channels,
            parties=journey.parties + new_parties,
            emotions=journey.emotions + new_emotions,
            text_lanes=journey.text_lanes + new_lanes,
            touchpoints=(*journey.touchpoints[:place], *records, *journey.touchpoints[place:]),
            opportunities=journey.opportunities + opportunities,
        )
    except ValidationError as error:
        raise ImportFailed(
            Message("The cards could not be pasted: the journey would hold too many records.")
        ) from error
    return Pasted(after, tuple(record.id for record in records), tuple(problems))


def place_for(journey: Journey, at: int, phase: str | None) -> int:
    """The position nearest to ``at`` where a new touchpoint of a phase keeps the phases in order."""
    rank: dict[str | None, int] = {None: -1, **{p.id: i for i, p in enumerate(journey.phases)}}
    here = rank.get(phase, -1)
    ranks = [rank.get(t.phase, -1) for t in journey.touchpoints]
    first = sum(r < here for r in ranks)
    last = sum(r <= here for r in ranks)
    return min(max(at, first), last)


def _merged(
    wanted: tuple[_Named, ...], there: tuple[_Named, ...], prefix: str
) -> tuple[dict[str, str], tuple[_Named, ...]]:
    """Which id each wanted record has in this document, and the records that are new to it."""
    by_name = {folded(record.name): record.id for record in reversed(there)}
    here = {(record.id, folded(record.name)) for record in there}
    ids: dict[str, str] = {}
    new: list[_Named] = []
    for record in wanted:
        name = folded(record.name)
        if name not in by_name:
            by_name[name] = fresh_id(prefix)
            new.append(record.replace(id=by_name[name]))
        # Several of one name, pasted where they were copied, stay apart.
        ids[record.id] = record.id if (record.id, name) in here else by_name[name]
    return ids, tuple(new)


def _known(wanted: tuple[Who, ...], there: dict[str, str]) -> set[str]:
    """The ids that mean the same record in this document."""
    return {who.id for who in wanted if there.get(who.id) == who.label}


def _rescaled(grade: float | None, source: Scale, target: Scale) -> float | None:
    """A grade of one scale at the same height of another."""
    ends = (source.lowest, source.highest)
    if grade is None or ends == (target.lowest, target.highest):
        return grade if target.holds(grade) else None
    if not source.holds(grade) or not source.lowest < source.highest:
        return None
    return min(
        target.highest, max(target.lowest, round(target.lowest + source.share(grade) * target.span, 2))
    )
