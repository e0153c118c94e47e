"""The fields of each step: a table from the step's id to what puts them into a column.

Contract. Every step of :data:`cjm_desktop.method.STEPS` has a row. A filler adds fields to the column it is given; they
show and change the document like all fields (:mod:`cjm_desktop.ui.fields`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..desk import Desk
from ..panels.form import Column
from .step_desired import fill_desired
from .step_emotions import fill_emotions
from .step_evidence import fill_evidence
from .step_improve import fill_improve
from .step_journey import fill_journey
from .step_opportunities import fill_opportunities
from .step_parties import fill_parties
from .step_persona import fill_persona_step
from .step_plan import fill_plan
from .step_touchpoints import fill_touchpoints
from .step_why import fill_why

#: Puts the fields of a step into a column.
Filler = Callable[[Desk, Column], None]

FILLERS: Mapping[str, Filler] = MappingProxyType(
    {
        "why": fill_why,
        "journey": fill_journey,
        "parties": fill_parties,
        "desired": fill_desired,
        "evidence": fill_evidence,
        "persona": fill_persona_step,
        "plan": fill_plan,
        "touchpoints": fill_touchpoints,
        "emotions": fill_emotions,
        "opportunities": fill_opportunities,
        "improve": fill_improve,
    }
)
