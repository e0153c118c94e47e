"""How further personas feel at touchpoints (METHOD step 4): a grade for one of them, beside the map's own line."""

from __future__ import annotations

from collections.abc import Iterable

from ..document import Journey, PersonaGrade, Touchpoint
from .checks import on_scale
from .emotion import grade_with_word
from .touchpoints import change_touchpoints


def grade_of(touchpoint: Touchpoint, persona: str = "") -> float | None:
    """The grade of a touchpoint, or what a further persona gave it."""
    if not persona:
        return touchpoint.grade
    return next((said.grade for said in touchpoint.personas if said.persona == persona), None)


def emotion_of(touchpoint: Touchpoint, persona: str = "") -> str:
    """The word for how a touchpoint felt, or how it felt to a further persona."""
    if not persona:
        return touchpoint.emotion
    return next((said.emotion for said in touchpoint.personas if said.persona == persona), "")


def grade_line(journey: Journey, ids: Iterable[str], grade: float | None, persona: str = "") -> Journey:
    """The journey with the same grade at some touchpoints: of a further persona, or without one of the map's own line, whose word follows
    (:func:`.grade_with_word`). A persona's word is somebody's own and stays; what says neither grade nor word is not kept.

    Raises :class:`EditError` when the grade is not on the document's scale or the persona is not in the document.
    """
    if not persona:
        return grade_with_word(journey, tuple(ids), grade)
    on_scale(journey.scale, [grade])
    wanted = set(ids)
    for touchpoint in journey.touchpoints:
        if touchpoint.id not in wanted:
            continue
        now = next((said for said in touchpoint.personas if said.persona == persona), None)
        entry = (now or PersonaGrade(persona=persona)).replace(grade=None if grade is None else float(grade))
        if entry == now:
            continue
        if entry.grade is None and not entry.emotion:
            said = tuple(one for one in touchpoint.personas if one is not now)
        elif now is None:
            said = (*touchpoint.personas, entry)
        else:
            said = tuple(entry if one is now else one for one in touchpoint.personas)
        journey = change_touchpoints(journey, (touchpoint.id,), personas=said)
    return journey
