"""What other people's formats hold of a journey, and what stays behind: one table, for reports and for the page of formats.

Contract. Each of :data:`SUBJECTS` has a name, the formats that hold it, and a function to its values in a journey: a format holds
a subject when the values are the same after writing and reading (a test proves every row with a full journey). :func:`losses` tells what a
journey has and a format does not hold, with how many of it. Formats are the words of :func:`~.files.form_of`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cjm_desktop.document import (
    Charter,
    DesiredExperience,
    FeedbackPlan,
    Imprint,
    Journey,
    Kind,
    Message,
    PosterSettings,
    Scale,
)

from .ojf_kept import told_of

_TABLES = ("csv", "xlsx")
_TEXTS = (*_TABLES, "md")
_ALL = (*_TEXTS, "mmd", "ojf")

_Values = tuple[object, ...]
#: Fields of which 0 is a value like any other.
_ZEROS = ("grade", "desired")


@dataclass(frozen=True, slots=True)
class Subject:
    """Something a journey may hold: its name, the formats that hold it, its values in a journey (empty: it has none)."""

    name: Message
    formats: tuple[str, ...]
    values: Callable[[Journey], _Values]


def _each(field: str) -> Callable[[Journey], _Values]:
    """The values of a field of the touchpoints that have one, each with the place of its touchpoint."""

    def values(journey: Journey) -> _Values:
        found = enumerate(getattr(one, field) for one in journey.touchpoints)
        return tuple((at, value) for at, value in found if value not in ("", None, ()) and (value or field in _ZEROS))

    return values


def _named(field: str, records: str) -> Callable[[Journey], _Values]:
    """The names of the records that touchpoints name in a field: ids are each file's own."""

    def values(journey: Journey) -> _Values:
        names = {one.id: one.name for one in getattr(journey, records)}
        return tuple((at, names[ident]) for at, one in enumerate(journey.touchpoints) if (ident := getattr(one, field)))

    return values


def _entered(journey: Journey) -> set[str | None]:
    """The phases that have a touchpoint."""
    return {one.phase for one in journey.touchpoints}


def _list(field: str) -> Callable[[Journey], _Values]:
    return lambda journey: tuple(getattr(journey, field))


def _other(field: str, usual: object) -> Callable[[Journey], _Values]:
    def values(journey: Journey) -> _Values:
        value = getattr(journey, field)
        return () if value == usual else (value,)

    return values


#: Everything, in the order of the documentation.
SUBJECTS: tuple[Subject, ...] = (
    Subject(Message("Title of the journey"), ("md", "mmd", "ojf"), lambda j: (j.title,) if j.title else ()),
    Subject(Message("Goals and expectations"), ("md",), lambda j: (*j.goals, *j.expectations)),
    Subject(Message("Phases"), _ALL, lambda j: tuple(phase.name for phase in j.phases if phase.id in _entered(j))),
    Subject(Message("Phases without touchpoints"), ("md", "ojf"), lambda j: tuple(p.name for p in j.phases if p.id not in _entered(j))),
    Subject(Message("Notes of phases"), (), lambda j: tuple(phase.note for phase in j.phases if phase.note)),
    Subject(Message("Titles of touchpoints"), _ALL, _each("title")),
    Subject(Message("Texts of touchpoints"), (*_TEXTS, "ojf"), _each("text")),
    Subject(
        Message("Kinds of touchpoints"),
        (*_TEXTS, "ojf"),
        lambda j: tuple((i, t.kind) for i, t in enumerate(j.touchpoints) if t.kind is not Kind.CONTACT),
    ),
    Subject(Message("Channels"), (*_TEXTS, "ojf"), _named("channel", "channels")),
    Subject(Message("Responsible parties"), _ALL, _named("party", "parties")),
    Subject(Message("Times and durations"), _TEXTS, lambda j: (*_each("when")(j), *_each("duration")(j))),
    Subject(Message("Emotions"), (*_TEXTS, "ojf"), _each("emotion")),
    Subject(Message("Grades, as they are"), (*_TEXTS, "ojf"), _each("grade")),
    Subject(
        Message("Gaps in the line"), (*_TEXTS, "ojf"), lambda j: tuple(i for i, t in enumerate(j.touchpoints) if t.grade is None)
    ),
    Subject(Message("Desired grades"), _TEXTS, _each("desired")),
    Subject(Message("Expectations at touchpoints"), _TEXTS, _each("expectation")),
    Subject(Message("Quotes"), _TEXTS, lambda j: tuple((i, q.text) for i, t in enumerate(j.touchpoints) for q in t.quotes)),
    Subject(Message("Who said a quote"), (), lambda j: tuple(q.interview for t in j.touchpoints for q in t.quotes if q.interview)),
    Subject(
        Message("Opportunities at touchpoints"),
        _TEXTS,
        lambda j: tuple((i, o.title) for i, t in enumerate(j.touchpoints) for o in j.opportunities if o.title and t.id in o.touchpoints),
    ),
    Subject(
        Message("What else is known of opportunities"),
        (),
        lambda j: tuple((o.text, o.impact, o.effort, o.due, o.measure, o.status) for o in j.opportunities if o.text or o.impact or o.due),
    ),
    Subject(Message("Decisive moments"), ("ojf",), _each("decisive")),
    Subject(Message("What a grade rests on"), (), _each("basis")),
    Subject(Message("Whether expectations were met"), (), _each("met")),
    Subject(Message("Systems"), (), _each("systems")),
    Subject(Message("Service levels"), (), _each("service_levels")),
    Subject(Message("Grades of other personas"), (), _each("personas")),
    Subject(Message("Lanes of your own"), (), lambda j: (*j.text_lanes, *_each("lane_texts")(j))),
    Subject(Message("Pictures"), (), lambda j: (*_each("picture")(j), *(one.picture for one in j.personas if one.picture))),
    Subject(
        Message("What another program keeps in an .ojf file"),
        ("ojf",),
        lambda j: tuple(kept for one in (j, *j.phases, *j.touchpoints) if (kept := told_of(one))),
    ),
    Subject(Message("Notes of touchpoints"), (), _each("note")),
    Subject(Message("Votes"), (), _each("votes")),
    Subject(Message("Name of the first persona"), ("ojf",), lambda j: (j.personas[0].name,) if j.personas else ()),
    Subject(Message("Personas"), (), lambda j: tuple(one for one in j.personas if one.story or one.role)),
    Subject(Message("Interviews"), (), _list("interviews")),
    Subject(Message("Why, and what"), (), _other("charter", Charter())),
    Subject(Message("Candidates"), (), _list("candidates")),
    Subject(Message("The experience we want"), (), _other("desired", DesiredExperience())),
    Subject(Message("Feedback plan"), (), _other("feedback", FeedbackPlan())),
    Subject(Message("Measured rounds"), (), _list("rounds")),
    Subject(Message("Parking lot"), (), lambda j: (*j.parking, *j.parked)),
    Subject(Message("A scale of your own"), ("md",), _other("scale", Scale())),
    Subject(Message("Look of the poster"), (), lambda j: (*_other("poster", PosterSettings())(j), *_other("imprint", Imprint())(j))),
)


def losses(journey: Journey, form: str) -> list[tuple[Message, int]]:
    """What a journey has that a file of this form does not hold, and how many of it there are."""
    return [(one.name, len(found)) for one in SUBJECTS if form not in one.formats and (found := one.values(journey))]


def losses_in_words(journey: Journey, form: str, say: Callable[[Message], str]) -> str:
    """One sentence with everything that stays behind; empty when nothing does."""
    parts = [f"{say(name)} ({count})" for name, count in losses(journey, form)]
    return say(Message("Not in this file: {what}.", what=", ".join(parts))) if parts else ""
