"""The map itself: METHOD steps 7 and 8, and the objective half of step 10.

Phases, touchpoints of four kinds, channels, emotions and the scale on which they are graded.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import Count, Id, Line, Lines, Record, Text
from .picture import Picture


class Kind(StrEnum):
    """What happens at a touchpoint (METHOD step 7). Silence is a card of its own."""

    CONTACT = "contact"
    OWN_ACTION = "own action"
    SILENCE = "silence"
    WAITING = "waiting"


class Service(StrEnum):
    """How high-contact a touchpoint is (METHOD step 7; seed 003 b and c)."""

    SELF_SERVICE = "self-service"
    DIGITAL = "digital"
    STAFFED = "staffed"


class Basis(StrEnum):
    """What a grade rests on: somebody told or was watched, or the group believes it."""

    OBSERVED = "observed"
    ASSUMED = "assumed"


class Grading(StrEnum):
    """Where the grades on the map come from: the group types them, or they are the mean or the median of what respondents gave."""

    TYPED = "typed"
    MEAN = "mean"
    MEDIAN = "median"


class GradedBy(StrEnum):
    """Who made a grade in a document whose grades are made from answers: the answers, or the group against them."""

    ANSWERS = "answers"
    GROUP = "group"


class Met(StrEnum):
    """Whether an expectation was met (METHOD step 5)."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


#: A bound of the scale. Kept to figures people use, so that differences and steps are always finite.
End = Annotated[float, Field(ge=-1_000_000, le=1_000_000)]


class Scale(Record):
    """The grade scale of a document: 1–10 with 5.5 as its neutral line unless the document says otherwise.

    ``step`` is the grid to which a dragged grade snaps; ``fine`` the one used with Shift.
    """

    lowest: End = 1.0
    highest: End = 10.0
    neutral: End = 5.5
    step: Annotated[float, Field(ge=0.0001, le=1_000_000)] = 1.0
    fine: Annotated[float, Field(ge=0.0001, le=1_000_000)] = 0.1

    @property
    def span(self) -> float:
        """Distance from the lowest to the highest grade."""
        return self.highest - self.lowest

    def holds(self, grade: float | None) -> bool:
        """Whether a grade lies on the scale; a missing grade always does."""
        return grade is None or self.lowest <= grade <= self.highest

    def snapped(self, grade: float, *, fine: bool = False) -> float:
        """The nearest grade on the grid that lies on the scale."""
        step = self.fine if fine else self.step
        steps = round((grade - self.lowest) / step)
        return min(self.highest, max(self.lowest, round(self.lowest + steps * step, 6)))

    def share(self, grade: float) -> float:
        """Where a grade lies: 0 at the lowest, 1 at the highest."""
        return (grade - self.lowest) / self.span


class Channel(Record):
    """A way of contact: name and the name of its icon in ``resources/icons``."""

    id: Id
    name: Line = ""
    icon: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,40}$")] = "circle"


class EmotionWord(Record):
    """A word the group uses, with the grade it usually goes with (suggested while dragging)."""

    word: Line
    grade: float | None = None


class Phase(Record):
    """A stretch of the journey. Its touchpoints are the ones that name it; its colour comes from the theme."""

    id: Id
    name: Line = ""
    note: Text = ""


class Duration(Record):
    """A length of time as people say it: 20 min, 2 h, 3 d (working days), 6 w."""

    amount: Annotated[float, Field(ge=0, le=1_000_000)]
    unit: Literal["min", "h", "d", "w"]

    @property
    def minutes(self) -> float:
        """Length in minutes; a day counts 24 hours and a week 7 days, because the traveller waits at night too."""
        return self.amount * {"min": 1, "h": 60, "d": 1_440, "w": 10_080}[self.unit]

    def __str__(self) -> str:
        return f"{self.amount:g} {self.unit}"


class Quote(Record):
    """Words somebody said, and who (an interview's id) when it is known."""

    text: Text
    interview: Id | None = None


class PersonaGrade(Record):
    """How another persona feels at a touchpoint; each persona has its own curve (METHOD step 4).

    ``graded_by`` and ``group_grade``: as in :class:`Touchpoint`.
    """

    persona: Id
    emotion: Line = ""
    grade: float | None = None
    graded_by: GradedBy | None = None
    group_grade: float | None = None


class ServiceLevel(Record):
    """The objective half of the measurement (seed 001): an agreed figure and what was reached.

    ``better`` says which side of the target is good.
    """

    name: Line = ""
    unit: Line = ""
    target: float | None = None
    actual: float | None = None
    better: Literal["lower", "higher"] = "lower"

    @property
    def met(self) -> bool | None:
        """Whether the target was reached; ``None`` while a figure is missing."""
        if self.target is None or self.actual is None:
            return None
        return self.actual <= self.target if self.better == "lower" else self.actual >= self.target


class TextLane(Record):
    """A lane of the group's own beside the usual ones: “Backstage”, “What the supplier does”. Touchpoints hold its texts."""

    id: Id
    name: Line = ""


class LaneText(Record):
    """What a touchpoint says in one of the journey's text lanes."""

    lane: Id
    text: Text = ""


class Touchpoint(Record):
    """One card on the timeline (METHOD steps 7 and 8).

    ``grade`` lies on the document's scale; ``None`` is a gap in the line, never a zero. ``when`` counts from the start
    of the journey. ``channel``, ``party`` and ``phase`` are ids of records of this document. ``emotion_suggested`` says
    that the program put the word in ``emotion`` and nobody chose it: such a word follows the grade, every other one stays.
    ``graded_by`` says who made the grade where the document makes grades from answers (``None``: nobody asked yet); while it is the
    answers, ``group_grade`` keeps the grade the group gave.
    ``left_alone`` says that somebody decided to change nothing here: no opportunity is proposed for it (METHOD step 9).
    """

    id: Id
    phase: Id | None = None
    kind: Kind = Kind.CONTACT
    title: Line = ""
    text: Text = ""
    channel: Id | None = None
    party: Id | None = None
    systems: Lines = ()
    service: Service | None = None
    when: Duration | None = None
    duration: Duration | None = None
    emotion: Line = ""
    emotion_suggested: bool = False
    grade: float | None = None
    graded_by: GradedBy | None = None
    group_grade: float | None = None
    basis: Basis | None = None
    desired: float | None = None
    expectation: Text = ""
    met: Met | None = None
    quotes: tuple[Quote, ...] = ()
    personas: tuple[PersonaGrade, ...] = ()
    service_levels: tuple[ServiceLevel, ...] = ()
    picture: Picture | None = None
    droppable: bool = False
    left_alone: bool = False
    decisive: bool = False
    votes: Count = 0
    lane_texts: tuple[LaneText, ...] = ()
    note: Text = ""
