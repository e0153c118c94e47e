"""A journey as one of its further personas felt it (METHOD step 4), so that whatever reads the map's own line reads that of anybody. Pure.

Contract. What a further persona felt stands in the place of what the first one did, and only the respondents who stand for that persona are
left: who stands for nobody tells of the first. Everything else is the journey's.
"""

from __future__ import annotations

from ..document import Journey, PersonaGrade, Touchpoint


def as_felt(touchpoint: Touchpoint, persona: str) -> Touchpoint:
    """The touchpoint with the grade and the emotion of a persona (its id); without any where nothing is told."""
    said = next((one for one in touchpoint.personas if one.persona == persona), PersonaGrade(persona=persona))
    # Both values were checked where they come from.
    own = {"grade": said.grade, "emotion": said.emotion, "graded_by": said.graded_by, "group_grade": said.group_grade}
    return touchpoint.model_copy(update={**own, "emotion_suggested": False, "basis": None})


def felt_by(journey: Journey, persona: str) -> Journey:
    """The journey of a further persona (its id), who is the only one there."""
    own = {
        "personas": tuple(one for one in journey.personas if one.id == persona),
        "touchpoints": tuple(as_felt(t, persona) for t in journey.touchpoints),
        "interviews": tuple(one for one in journey.interviews if one.persona == persona),
    }
    return journey.model_copy(update=own)
