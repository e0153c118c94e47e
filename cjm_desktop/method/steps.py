"""The steps of the method, 0 to 10, and how far a document has come in each (METHOD.md, "Step by step").

A step is *done* when everything the method asks of it is there, *empty* when nothing is, *started* in between. What
is missing is told in sentences. A done step may still deserve a second look: that is what
:mod:`cjm_desktop.method.hints` is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..analysis import says_something
from ..document import Basis, Journey, Message, State


class StepState(StrEnum):
    """How far a step is."""

    EMPTY = "empty"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number (0–10), a lasting id, its short name, the question it asks the group, how long it usually takes.

    ``minutes`` is what a group of eight needs in the room (for a conversation of step 5: the conversation); ``sheet`` names what
    can be printed for it: a handout, ``blank`` for the empty wall, or nothing.
    """

    number: int
    id: str
    name: Message
    question: Message
    minutes: int
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far a step is in a document, and what is missing (nothing, when it is done)."""

    step: Step
    state: StepState
    missing: tuple[Message, ...]


#: The eleven steps in their order; the index is the number.
STEPS: tuple[Step, ...] = (
    Step(
        0,
        "why",
        Message("Why, and what"),
        Message("Why do we map this, and who should be at the table?"),
        20,
        "participants",
    ),
    Step(1, "journey", Message("One journey"), Message("Which journey matters most, and what exactly do we call it?"), 15),
    Step(2, "parties", Message("Everyone involved"), Message("Which departments and suppliers take part?"), 15),
    Step(3, "desired", Message("The experience we want"), Message("How should {the_traveller} look back on it?"), 20),
    Step(4, "persona", Message("The persona"), Message("Who is {the_traveller}?"), 20, "persona"),
    Step(
        5,
        "evidence",
        Message("The experience today"),
        Message("What do people who went through it tell us?"),
        30,
        "interview",
    ),
    Step(
        6,
        "plan",
        Message("Plan the map"),
        Message("What would {the_traveller} call this journey, and hope for?"),
        10,
        "blank",
    ),
    Step(
        7,
        "touchpoints",
        Message("Touchpoints"),
        Message("What happens, from the first need to the aftercare?"),
        45,
        "cards",
    ),
    Step(8, "emotions", Message("Emotions"), Message("How does each moment feel?"), 25, "faces"),
    Step(9, "opportunities", Message("Opportunities"), Message("What do we change, and who does it?"), 40, "opportunities"),
    Step(10, "improve", Message("Keep improving"), Message("How will we know that it got better?"), 15, "actions"),
)

# What a step asks for: whether it is there, and the sentence for when it is not.
_Wants = Iterator[tuple[bool, Message]]


def progress(journey: Journey) -> tuple[StepProgress, ...]:
    """How far each of the eleven steps is, in their order."""
    return tuple(_progress(step, list(wants(journey))) for step, wants in zip(STEPS, _WANTS, strict=True))


def _progress(step: Step, wants: list[tuple[bool, Message]]) -> StepProgress:
    missing = tuple(message for there, message in wants if not there)
    if not missing:
        return StepProgress(step, StepState.DONE, ())
    state = StepState.EMPTY if len(missing) == len(wants) else StepState.STARTED
    return StepProgress(step, state, missing)


def _why(j: Journey) -> _Wants:
    yield bool(j.charter.purpose.strip()), Message("Say in one sentence why you map this journey.")
    yield bool(j.charter.situations), Message("Tick what makes this journey worth mapping.")
    yield j.charter.scope is not None, Message("Choose how much to map: a whole life cycle, or one need.")
    yield bool(j.charter.need.strip()), Message("Name the need the journey starts with.")
    yield bool(j.charter.ends.strip()), Message("Say where the journey ends.")
    yield bool(j.charter.participants), Message("Write down who is at the table.")


def _journey(j: Journey) -> _Wants:
    yield bool(j.title.strip()), Message("Give the journey a name.")
    # A name alone is no choice: one journey is chosen among those that could be mapped.
    yield bool(j.candidates), Message("Write down which journeys you could map.")
    if j.candidates:
        yield any(c.chosen for c in j.candidates), Message("Choose one of the candidate journeys.")


def _parties(j: Journey) -> _Wants:
    yield bool(j.parties), Message("Name the departments and suppliers that take part.")
    yield (
        any(t.party is not None for t in j.touchpoints),
        Message("Say who is responsible for the touchpoints."),
    )


def _desired(j: Journey) -> _Wants:
    yield (
        bool(j.desired.statement.strip()),
        Message("Say in one sentence how {the_traveller} should look back."),
    )
    yield bool(j.desired.realistic.strip()), Message("Say what is realistic.")
    yield j.desired.target is not None, Message("Agree on a target grade.")
    yield any(p.grade is not None for p in j.desired.proposals), Message("Let each party propose a grade.")
    # One party that holds out is a hint; a target that nobody agreed to is not agreed.
    yield any(p.agreed for p in j.desired.proposals), Message("Tick which parties agree to the target.")


def _persona(j: Journey) -> _Wants:
    yield any(p.name.strip() for p in j.personas), Message("Give {the_traveller} a name.")
    yield (
        any(p.role.strip() or p.story.strip() for p in j.personas),
        Message("Say in a few words who that person is."),
    )
    yield (
        any(p.expectations or p.ambitions or p.frustrations or p.needs for p in j.personas),
        Message("Write down what that person expects, needs, hopes for or is tired of."),
    )


def _evidence(j: Journey) -> _Wants:
    answered = any(says_something(answer) for v in j.interviews for answer in v.answers)
    yield bool(j.interviews), Message("Talk to somebody who went through it, or walk along with them.")
    yield (
        answered,
        Message("Write down what they told, touchpoint by touchpoint."),
    )
    if answered and j.touchpoints:
        # Words about two of many moments are a beginning: a map of evidence has it for at least half of them.
        yield 2 * _told(j) >= len(j.touchpoints), Message("Ask on: about most touchpoints nobody has told anything yet.")


def _told(j: Journey) -> int:
    """How many touchpoints somebody told about, the touchpoint itself or its whole phase, or was there to see."""
    answers = [answer for v in j.interviews for answer in v.answers if says_something(answer)]
    cards, phases = {answer.touchpoint for answer in answers}, {answer.phase for answer in answers} - {None}
    return sum(t.id in cards or t.phase in phases or t.basis is Basis.OBSERVED for t in j.touchpoints)


def _plan(j: Journey) -> _Wants:
    yield bool(j.title.strip()), Message("Give the map a title in {the_travellers} own words.")
    yield bool([g for g in j.goals if g.strip()]), Message("Write down what {the_traveller} wants to achieve.")
    yield bool([e for e in j.expectations if e.strip()]), Message("Write down what {the_traveller} expects.")


def _touchpoints(j: Journey) -> _Wants:
    yield bool(j.touchpoints), Message("Put the first card on the timeline.")
    if j.touchpoints:
        yield len(j.touchpoints) > 2, Message("Add what comes before and after, until the story is whole.")
        yield (
            all(t.title.strip() or t.text.strip() for t in j.touchpoints),
            Message("Some cards are still blank. Write on them what happens."),
        )
    yield bool(j.phases), Message("Divide the journey into phases.")


def _emotions(j: Journey) -> _Wants:
    graded = [t for t in j.touchpoints if t.grade is not None]
    yield bool(graded), Message("Give the touchpoints a grade: how does it feel?")
    yield any(t.emotion.strip() for t in j.touchpoints), Message("Find words for how it feels.")
    if graded:
        yield (
            len(graded) == len(j.touchpoints),
            Message("Some touchpoints have no grade yet; the line has gaps there."),
        )


def _opportunities(j: Journey) -> _Wants:
    yield bool(j.opportunities), Message("Decide what to change first.")
    if j.opportunities:
        yield (
            all(o.owner is not None or o.person.strip() for o in j.opportunities),
            Message("Find somebody for every opportunity."),
        )
        yield any(o.due for o in j.opportunities), Message("Set a day by which the first change is made.")


def _improve(j: Journey) -> _Wants:
    yield bool(j.feedback.question.strip()), Message("Choose the question to ask at the end of the journey.")
    yield bool(j.feedback.reader.strip()), Message("Name who reads the answers.")
    yield bool(j.feedback.review), Message("Set a day to look at the map again.")
    if j.state is State.ACTUAL:
        yield (
            bool(j.rounds),
            Message("Measure the journey once more after the changes, to compare the two lines."),
        )


_WANTS: tuple[Callable[[Journey], _Wants], ...] = (
    _why,
    _journey,
    _parties,
    _desired,
    _persona,
    _evidence,
    _plan,
    _touchpoints,
    _emotions,
    _opportunities,
    _improve,
)
