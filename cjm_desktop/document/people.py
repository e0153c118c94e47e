"""Who takes part and who travels: METHOD steps 2, 4 and 5.

Parties (departments and suppliers), personas, and what real people told: interviews, shadowing and surveys.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from .base import PRINTABLE, Day, Id, Line, Lines, Personal, Record, Text
from .picture import Picture
from .timeline import Met


class PartyKind(StrEnum):
    """Inside the house or outside it (METHOD step 2)."""

    DEPARTMENT = "department"
    SUPPLIER = "supplier"


class Party(Record):
    """Somebody responsible for touchpoints or opportunities.

    ``colour`` picks one of the theme's party colours (0, 1, 2 …) and ``sign`` is one or two letters or a symbol,
    so that a party is recognised without seeing its colour.
    """

    id: Id
    name: Line = ""
    kind: PartyKind = PartyKind.DEPARTMENT
    colour: Annotated[int, Field(ge=0, le=99)] = 0
    sign: Annotated[str, StringConstraints(pattern=PRINTABLE, max_length=4)] = ""
    note: Text = ""


class Solution(StrEnum):
    """What kind of answer the persona prefers (METHOD step 4; seed 001 S4)."""

    READY_MADE = "ready-made"
    DO_IT_YOURSELF = "do-it-yourself"


class Persona(Record):
    """Step 4: the typical traveller."""

    id: Id
    name: Line = ""
    role: Line = ""
    age: Line = ""
    picture: Picture | None = None
    story: Text = ""
    hobbies: Lines = ()
    ambitions: Lines = ()
    frustrations: Lines = ()
    expectations: Lines = ()
    channels: tuple[Id, ...] = ()
    solution: Solution | None = None
    needs: Lines = ()


class Method(StrEnum):
    """How the evidence was gathered; shadowing beats asking (seed 001 S5)."""

    INTERVIEW = "interview"
    SHADOWING = "shadowing"
    SURVEY = "survey"


class Answer(Record):
    """What a respondent told about one touchpoint or one phase."""

    touchpoint: Id | None = None
    phase: Id | None = None
    happened: Text = ""
    channel: Id | None = None
    why_channel: Text = ""
    expectation: Text = ""
    met: Met | None = None
    emotion: Line = ""
    grade: float | None = None
    quote: Text = ""


class Interview(Record):
    """Step 5: one respondent. ``respondent`` is a real name and leaves the house only when switched on."""

    id: Id
    method: Method = Method.INTERVIEW
    respondent: Personal = ""
    pseudonym: Line = ""
    date: Day = ""
    last_experience: Day = ""
    persona: Id | None = None
    note: Text = ""
    answers: tuple[Answer, ...] = ()
