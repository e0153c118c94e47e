"""The whole document: one frozen :class:`Journey` with everything METHOD.md lists for steps 0 to 10.

Building a journey through its constructor or ``model_validate`` checks every field and every invariant between
records (:mod:`.invariants`). :meth:`Journey.with_` is for the ``edits`` package: it swaps lists of records that are
already validated and whose invariants the edit itself keeps, so that one edit costs the same in a big document.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from .base import MAX_RECORDS, Day, Line, Lines, Record, Text
from .framing import Candidate, Charter, DesiredExperience, FeedbackPlan, Round, Traveller
from .invariants import InvariantError, broken_invariants
from .opportunity import Opportunity
from .parking import ParkedCard
from .people import Interview, Party, Persona
from .poster import PosterSettings
from .timeline import Channel, EmotionWord, Grading, Phase, Scale, TextLane, Touchpoint

_Many = Field(default=(), max_length=MAX_RECORDS)


class State(StrEnum):
    """Whether the map shows the journey as it is or as it should be (METHOD step 6)."""

    ACTUAL = "actual"
    IDEAL = "ideal"


class Imprint(Record):
    """What the poster's foot says about the map itself."""

    organisation: Line = ""
    authors: Lines = ()
    version: Line = ""
    date: Day = ""


class Journey(Record):
    """A customer journey: from why we map it to how we know that it got better.

    ``touchpoints`` stand in the order of time; the ones of a phase stand together and follow the order of ``phases``
    (touchpoints without a phase come first). ``grading`` says where their grades come from. ``language`` is that of the
    texts (da, nl, hu, sv, en or another tag).
    """

    title: Line = ""
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")] = "en"
    traveller: Traveller = Traveller()
    state: State = State.ACTUAL
    goals: Lines = ()
    expectations: Lines = ()
    charter: Charter = Charter()
    candidates: tuple[Candidate, ...] = _Many
    parties: tuple[Party, ...] = _Many
    desired: DesiredExperience = DesiredExperience()
    personas: tuple[Persona, ...] = _Many
    interviews: tuple[Interview, ...] = _Many
    scale: Scale = Scale()
    grading: Grading = Grading.TYPED
    channels: tuple[Channel, ...] = _Many
    emotions: tuple[EmotionWord, ...] = _Many
    phases: tuple[Phase, ...] = _Many
    touchpoints: tuple[Touchpoint, ...] = _Many
    text_lanes: tuple[TextLane, ...] = _Many
    opportunities: tuple[Opportunity, ...] = _Many
    feedback: FeedbackPlan = FeedbackPlan()
    rounds: tuple[Round, ...] = _Many
    parking: tuple[Text, ...] = ()
    parked: tuple[ParkedCard, ...] = _Many
    poster: PosterSettings = PosterSettings()
    imprint: Imprint = Imprint()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        problems = broken_invariants(self)
        if problems:
            raise InvariantError(problems)
        return self

    def with_(self, **lists: Any) -> Self:
        """A copy with whole fields swapped for values that are already validated.

        Costs one shallow copy whatever the size of the document. Only ``edits`` may call it: the caller guarantees the
        invariants, and the property tests of ``edits`` hold it to that.
        """
        return self.model_copy(update=lists)
