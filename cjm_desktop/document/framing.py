"""Why we map, and what: METHOD steps 0, 1, 3, 6 and 10.

The charter, the candidate journeys, the experience we want, the plan for feedback and the measured rounds.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .base import Day, Id, Line, Personal, Record, Text


class Situation(StrEnum):
    """The four situations in which a journey is worth mapping (METHOD step 0; seed 003 a–d)."""

    MANY_SYSTEMS = "many systems"
    MIXED_CONTACT = "mixed contact"
    NEEDLESS_STEPS = "needless steps"
    GAPS = "gaps"


class ScopeKind(StrEnum):
    """How much of the traveller's life the map covers (METHOD step 0; seed 004 #2)."""

    LIFE_CYCLE = "life cycle"
    ONE_NEED = "one need"


class TravellerNoun(StrEnum):
    """What the person who travels is called; ``OWN`` uses the document's own word."""

    CUSTOMER = "customer"
    CITIZEN = "citizen"
    RESIDENT = "resident"
    GUEST = "guest"
    USER = "user"
    COLLEAGUE = "colleague"
    PATIENT = "patient"
    STUDENT = "student"
    OWN = "own"


class Traveller(Record):
    """The noun for the one who travels, and the compound it makes (“kunde”, “kunderejse”).

    ``word`` and ``compound`` are used when ``noun`` is ``own``.
    """

    noun: TravellerNoun = TravellerNoun.CUSTOMER
    word: Line = ""
    compound: Line = ""


class Participant(Record):
    """Somebody at the table (METHOD step 0; seed 004 #3)."""

    id: Id
    name: Personal = ""
    department: Line = ""
    role: Line = ""
    affected: bool = False
    implements: bool = False
    front_line: bool = False


class Charter(Record):
    """Step 0: purpose, situations, where it hurts, scope and who is at the table."""

    purpose: Text = ""
    situations: tuple[Situation, ...] = ()
    pains: Text = ""
    scope: ScopeKind | None = None
    need: Text = ""
    ends: Text = ""
    participants: tuple[Participant, ...] = ()


class Candidate(Record):
    """Step 1: a journey that could be mapped, with two quick marks from 0 to 5 and whether it was chosen."""

    id: Id
    title: Line = ""
    pain: Annotated[int, Field(ge=0, le=5)] | None = None
    weight: Annotated[int, Field(ge=0, le=5)] | None = None
    chosen: bool = False
    note: Text = ""


class Proposal(Record):
    """One party's own idea of the target grade, and whether it agrees with the common one (step 3)."""

    party: Id
    grade: float | None = None
    agreed: bool = False


class DesiredExperience(Record):
    """Step 3: how the traveller should look back, what is realistic, and the target grade (scale of the document)."""

    statement: Text = ""
    realistic: Text = ""
    target: float | None = None
    proposals: tuple[Proposal, ...] = ()


class FeedbackPlan(Record):
    """Step 10: the feedback point at the journey's end and the day the map is looked at again.

    ``reader`` is a role or a team, which is printed: no field for somebody's name.
    """

    question: Text = ""
    channel: Id | None = None
    when: Line = ""
    reader: Line = ""
    review: Day = ""


class Reading(Record):
    """What one round measured at one touchpoint: mean grade, how many answered, service level reached."""

    touchpoint: Id
    grade: float | None = None
    answers: Annotated[int, Field(ge=0)] | None = None
    actual: float | None = None


class Round(Record):
    """Step 10: a dated measurement of the whole journey, compared curve over curve.

    ``shown``: it stands on the map, as a line in the graph and in the lane of rounds.
    """

    id: Id
    name: Line = ""
    date: Day = ""
    note: Text = ""
    shown: bool = False
    readings: tuple[Reading, ...] = ()
