"""Building a journey from rows of texts, one touchpoint at a time; shared by tables, outlines and the clipboard.

Contract: :class:`Builder` takes rows in the order of time and gives a sound journey, or
:class:`~.errors.ImportFailed` naming every bad value with its place. Ids are sequential (``t1``, ``p1`` …), so
the same input gives the same document. Unknown phases, channels, parties, emotions and opportunities are added;
the same name is the same record, whatever its case. An empty phase continues the one before it (spreadsheets
merge such cells); dashes (:data:`NAMELESS`) are a phase without a name. A phase that comes back after another one
becomes a second phase of the same name, since a journey only runs forwards; that is reported, nothing is lost.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cjm_desktop.document import (
    MAX_RECORDS,
    MAX_TEXT,
    Channel,
    Duration,
    EmotionWord,
    Journey,
    Kind,
    Message,
    Opportunity,
    OpportunityKind,
    Party,
    Phase,
    Problem,
    Quote,
    Scale,
    Touchpoint,
    clean_line,
    clean_text,
    in_words,
)

from .errors import ImportFailed
from .fields import duration_of, folded, icon_of, kind_of, number_of
from .survey_grades import scales_holding

#: Values of one touchpoint by field name; ``quote`` and ``opportunity`` may hold several.
Row = Mapping[str, str | tuple[str, ...]]

_MOST_PROBLEMS = 50
#: What stands for the name of a phase that has none; twice where the one before it has none either.
NAMELESS = "–"
#: What the further lines of a quote begin with, where several quotes stand in one text.
FURTHER = "  "


@dataclass(frozen=True, slots=True)
class Imported:
    """A journey from somebody else's file, and what could not come along or was changed on the way."""

    journey: Journey
    problems: tuple[Problem, ...] = ()


class NotUnderstood(ValueError):
    """A value that does not fit its field; ``message`` is the sentence."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


def value_of(field: str, text: str, scale: Scale, language: str = "") -> Kind | Duration | float | None:
    """What a text means in one of the fields ``kind``, ``grade``, ``desired``, ``when`` and ``duration``.

    ``None`` when there is none; a grade lies on ``scale``; ``language`` is that of short units. Raises :class:`NotUnderstood`.
    """
    text = text.strip()
    if field == "kind":
        kind = kind_of(text) if text else Kind.CONTACT
        if kind is None:
            raise NotUnderstood(
                Message("“{value}” is not one of contact, own action, silence, waiting.", value=_short(text))
            )
        return kind
    if not text:
        return None
    if field in ("when", "duration"):
        try:
            return duration_of(text, language)
        except ValueError as error:
            raise NotUnderstood(
                Message(
                    "“{value}” is not a number with min, h, d or w, such as 20 min or 3 d.",
                    value=_short(text),
                )
            ) from error
    try:
        grade = number_of(text)
    except ValueError as error:
        raise NotUnderstood(Message("“{value}” is not a number.", value=_short(text))) from error
    if not scale.holds(grade):
        raise NotUnderstood(
            Message(
                "The grade {grade} is not on the scale from {low} to {high}.",
                grade=f"{grade:g}",
                low=f"{scale.lowest:g}",
                high=f"{scale.highest:g}",
            )
        )
    return grade


class Builder:
    """Collects phases and touchpoints, then gives the journey. One builder serves one import."""

    def __init__(self, scale: Scale, *, lenient: bool = False, language: str = "") -> None:
        """``scale`` is the one on which the grades of the rows lie; ``lenient`` leaves out what would be refused; ``language`` is
        the one in which units may be short."""
        self._scale, self.language = scale, language
        self._lenient = lenient
        self._full = False
        self._phases: list[Phase] = []
        self._nameless = ""
        self._touchpoints: list[Touchpoint] = []
        self._channels: dict[str, Channel] = {}
        self._parties: dict[str, Party] = {}
        self._emotions: dict[str, EmotionWord] = {}
        self._opportunities: dict[str, tuple[str, list[str], Touchpoint]] = {}
        self._bad: list[Problem] = []
        self._grades: list[float] = []
        self._notes: list[Problem] = []

    def start_phase(self, name: str, place: str = "") -> None:
        """From here on touchpoints belong to a new phase of this name."""
        name = clean_line(name)
        if place and any(folded(phase.name) == folded(name) for phase in self._phases):
            self.note(
                place,
                Message(
                    "The phase “{name}” comes back after another one; it became a second phase of that name.",
                    name=name,
                ),
            )
        self._phases.append(Phase(id=f"p{len(self._phases) + 1}", name=name))

    def note(self, place: str, message: Message) -> None:
        """Remember something the person should know although the import goes on; the same thing once."""
        problem = Problem(place, message)
        if len(self._notes) < _MOST_PROBLEMS and problem not in self._notes:
            self._notes.append(problem)

    def refuse(self, place: str, message: Message) -> None:
        """Remember something that makes the import impossible; :meth:`journey` will raise, unless we are lenient.

        The caller goes on without the value.
        """
        if self._lenient:
            self.note(place, message)
        elif len(self._bad) < _MOST_PROBLEMS:
            self._bad.append(Problem(place, message))

    def add(self, row: Row, place: str, *, decisive: bool = False) -> None:
        """One touchpoint; a row may have a ``note`` too. ``place`` names the row in sentences, such as ``row 7``."""
        phase = _one(row, "phase").strip()
        if phase and not phase.strip(NAMELESS):
            if phase != self._nameless:
                self.start_phase("")
            self._nameless = phase
        elif phase and not (self._phases and folded(self._phases[-1].name) == folded(phase)):
            self.start_phase(phase, place)
            self._nameless = ""
        if len(self._touchpoints) >= MAX_RECORDS:
            if not self._full:
                self._full = True
                self.refuse(place, Message("A journey holds at most {count} touchpoints.", count=MAX_RECORDS))
            return
        emotion = clean_line(_one(row, "emotion"))
        values: dict[str, Any] = {
            "id": f"t{len(self._touchpoints) + 1}",
            "phase": self._phases[-1].id if self._phases else None,
            "kind": self._kind(row, place),
            "title": clean_line(self._text(row, "title", place)),
            "text": clean_text(self._text(row, "text", place)),
            "channel": self._channel(clean_line(_one(row, "channel"))),
            "party": self._party(clean_line(_one(row, "party"))),
            "when": self._duration(row, "when", place),
            "duration": self._duration(row, "duration", place),
            "emotion": emotion,
            "grade": self._grade(row, "grade", place),
            "desired": self._grade(row, "desired", place),
            "expectation": clean_text(self._text(row, "expectation", place)),
            "decisive": decisive,
            "note": clean_text(self._text(row, "note", place)),
            "quotes": tuple(Quote(text=clean_text(quote)) for quote in _many(row, "quote")),
        }
        touchpoint = Touchpoint.model_validate(values)
        if emotion and folded(emotion) not in self._emotions:
            self._emotions[folded(emotion)] = EmotionWord(word=emotion, grade=touchpoint.grade)
        for title in _many(row, "opportunity"):
            title = clean_line(title)
            self._opportunities.setdefault(folded(title), (title, [], touchpoint))[1].append(touchpoint.id)
        self._touchpoints.append(touchpoint)

    def journey(self, **fields: Any) -> Imported:
        """The finished journey, with further ``fields`` such as its title. Raises :class:`~.errors.ImportFailed`."""
        if self._bad:
            scales = scales_holding(self._grades) if any(not self._scale.holds(grade) for grade in self._grades) else ()
            raise ImportFailed(Message("Nothing was imported. {problems}", problems=in_words(self._bad)), self._bad, scales)
        try:
            journey = Journey.model_validate(
                {
                    "scale": self._scale,
                    "channels": tuple(self._channels.values()),
                    "parties": tuple(self._parties.values()),
                    "emotions": tuple(self._emotions.values()),
                    "phases": tuple(self._phases),
                    "touchpoints": tuple(self._touchpoints),
                    "opportunities": tuple(
                        self._opportunity(number, *found)
                        for number, found in enumerate(self._opportunities.values(), 1)
                    ),
                    **fields,
                }
            )
        except ValidationError as error:
            raise ImportFailed(
                Message(
                    "Nothing was imported: it holds more phases, channels, parties or emotions than a journey can."
                )
            ) from error
        return Imported(journey, tuple(self._notes))

    def _text(self, row: Row, field: str, place: str) -> str:
        text = _one(row, field)
        if len(text) > MAX_TEXT:
            self.refuse(
                f"{place}, {field}",
                Message("This text is longer than {max_length} characters.", max_length=MAX_TEXT),
            )
        return text[:MAX_TEXT]

    def _kind(self, row: Row, place: str) -> Kind:
        kind = self._value(row, "kind", place)
        return kind if isinstance(kind, Kind) else Kind.CONTACT

    def _grade(self, row: Row, field: str, place: str) -> object:
        with contextlib.suppress(ValueError):
            self._grades.append(number_of(_one(row, field)))
        return self._value(row, field, place)

    def _duration(self, row: Row, field: str, place: str) -> object:
        return self._value(row, field, place)

    def _value(self, row: Row, field: str, place: str) -> Kind | Duration | float | None:
        try:
            return value_of(field, _one(row, field), self._scale, self.language)
        except NotUnderstood as error:
            where = f"{place}, {field}"
            self.refuse(where, error.message)
            return None

    def _channel(self, name: str) -> str | None:
        if not name:
            return None
        new = Channel(id=f"c{len(self._channels) + 1}", name=name, icon=icon_of(name))
        return self._channels.setdefault(folded(name), new).id

    def _party(self, name: str) -> str | None:
        if not name:
            return None
        number = len(self._parties)
        new = Party(id=f"d{number + 1}", name=name, colour=number % 100, sign=_sign(name))
        return self._parties.setdefault(folded(name), new).id

    def _opportunity(self, number: int, title: str, touchpoints: list[str], first: Touchpoint) -> Opportunity:
        if first.kind in (Kind.SILENCE, Kind.WAITING):
            kind = OpportunityKind.BRIDGE_SILENCE
        elif first.grade is not None and first.grade > self._scale.neutral:
            kind = OpportunityKind.STRENGTHEN_PEAK
        else:
            kind = OpportunityKind.LIFT_DIP
        return Opportunity(
            id=f"o{number}", title=title, kind=kind, touchpoints=tuple(dict.fromkeys(touchpoints))
        )


def _one(row: Row, field: str) -> str:
    value = row.get(field, "")
    return value if isinstance(value, str) else "\n".join(value)


def _many(row: Row, field: str) -> list[str]:
    value = row.get(field, ())
    if not isinstance(value, str):
        return [part for part in value if part.strip()]
    parts: list[str] = []
    for line in value.splitlines():
        if parts and line.startswith(FURTHER):
            parts[-1] += "\n" + line.removeprefix(FURTHER)
        else:
            parts.append(line)
    return [part.strip() for part in parts if part.strip()]


def _sign(name: str) -> str:
    """One or two letters that stand for a party: initials of a name of several words, else its first two letters."""
    words = [word for word in name.split() if word[0].isalnum()]
    letters = "".join(word[0] for word in words[:2]) if len(words) > 1 else name[:2]
    return letters.upper()[:4]


def _short(text: str) -> str:
    """The beginning of a value, fit to stand in a sentence: in a terminal some characters would act."""
    text = clean_line(text)
    return text if len(text) <= 40 else text[:39] + "…"
