"""What we change: METHOD step 9."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .base import Count, Day, Id, Line, Personal, Record, Text

#: Impact and effort are marked from 1 (little) to 5 (much).
Mark5 = Annotated[int, Field(ge=1, le=5)]


class OpportunityKind(StrEnum):
    """What an opportunity does to the line (METHOD step 9)."""

    LIFT_DIP = "lift dip"
    STRENGTHEN_PEAK = "strengthen peak"
    BRIDGE_SILENCE = "bridge silence"
    SHORTEN = "shorten"
    PLANNED_PEAK = "planned peak"


class Reach(StrEnum):
    """Quick: this journey only. Structural: the whole service (seed 001 S9)."""

    QUICK = "quick"
    STRUCTURAL = "structural"


class Status(StrEnum):
    """How far an opportunity has come."""

    IDEA = "idea"
    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


class Opportunity(Record):
    """Step 9: something to change, hung on touchpoints. ``owner`` is a party's id; ``person`` a real name."""

    id: Id
    touchpoints: tuple[Id, ...] = ()
    kind: OpportunityKind = OpportunityKind.LIFT_DIP
    reach: Reach | None = None
    title: Line = ""
    text: Text = ""
    impact: Mark5 | None = None
    effort: Mark5 | None = None
    votes: Count = 0
    owner: Id | None = None
    person: Personal = ""
    due: Day = ""
    measure: Text = ""
    status: Status = Status.IDEA
