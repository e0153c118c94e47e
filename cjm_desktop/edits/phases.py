"""Phases: added, renamed, moved, resized by their edge, removed (METHOD step 7).

A phase is the stretch of touchpoints that name it. Moving a phase takes its touchpoints along; removing one gives them
to its neighbour.
"""

from __future__ import annotations

from typing import Any

from ..document import MAX_RECORDS, Answer, Interview, Journey, Phase
from .checks import free_ids, position
from .errors import checked_fields, replaced, too_many
from .parking import each_card, each_parked_answer
from .sharing import each, in_phase, moved


def add_phase(journey: Journey, phase: Phase, at: int) -> Journey:
    """The journey with a new, empty phase before the one that stands at ``at`` now (clamped)."""
    if len(journey.phases) >= MAX_RECORDS:
        raise too_many(MAX_RECORDS)
    free_ids(journey, [phase.id])
    at = min(max(at, 0), len(journey.phases))
    return journey.with_(phases=(*journey.phases[:at], phase, *journey.phases[at:]))


def change_phase(journey: Journey, ident: str, **fields: Any) -> Journey:
    """The journey with some fields of a phase set (``name``, ``note``), validated."""
    checked_fields(Phase, fields, fixed=("id",))
    at = position(journey.phases, ident)
    after = replaced(journey.phases[at], **fields)
    if after == journey.phases[at]:
        return journey
    return journey.with_(phases=(*journey.phases[:at], after, *journey.phases[at + 1 :]))


def remove_phase(journey: Journey, ident: str) -> Journey:
    """The journey without a phase.

    Its touchpoints, the parked ones too, and what people told about it join the phase before it, else the one after it, else
    they belong to no phase.
    """
    at = position(journey.phases, ident)
    phases = (*journey.phases[:at], *journey.phases[at + 1 :])
    heir = phases[max(at - 1, 0)].id if phases else None
    cards = each_card(journey, lambda t: in_phase(t, heir) if t.phase == ident else t)

    def handed_on(answer: Answer) -> Answer:
        return answer.model_copy(update={"phase": heir}) if answer.phase == ident else answer

    def interview(one: Interview) -> Interview:
        answers = each(one.answers, handed_on)
        return one if answers is one.answers else one.model_copy(update={"answers": answers})

    return journey.with_(
        phases=phases,
        touchpoints=cards["touchpoints"],
        parked=each_parked_answer(cards["parked"], handed_on),
        interviews=each(journey.interviews, interview),
    )


def move_phase(journey: Journey, ident: str, at: int) -> Journey:
    """The journey with a phase, and its touchpoints, at another place; ``at`` counts among the other phases."""
    phases = moved(journey.phases, position(journey.phases, ident), at)
    if phases is journey.phases:
        return journey
    ranks: dict[str | None, int] = {phase.id: i for i, phase in enumerate(phases)}
    ranks[None] = -1
    touchpoints = tuple(
        sorted(journey.touchpoints, key=lambda t: ranks[t.phase])
    )  # stable: each phase keeps its order
    return journey.with_(phases=phases, touchpoints=touchpoints)


def set_phase_start(journey: Journey, ident: str, index: int) -> Journey:
    """The journey in which a phase begins with the touchpoint at ``index``, as when its edge is dragged.

    Touchpoints it loses go to the phase before it (to no phase, if it is the first); those it gains come from the
    phases before it, which may become empty. ``index`` is clamped to the end of the phase itself, which then is empty.
    """
    at = position(journey.phases, ident)
    before: set[str | None] = {None, *(phase.id for phase in journey.phases[:at])}
    start = next(
        (i for i, t in enumerate(journey.touchpoints) if t.phase not in before), len(journey.touchpoints)
    )
    end = start
    while end < len(journey.touchpoints) and journey.touchpoints[end].phase == ident:
        end += 1
    index = min(max(index, 0), end)
    if index == start:
        return journey
    low, high = min(index, start), max(index, start)
    phase = ident if index < start else (journey.phases[at - 1].id if at else None)
    changed = (in_phase(t, phase) for t in journey.touchpoints[low:high])
    return journey.with_(touchpoints=(*journey.touchpoints[:low], *changed, *journey.touchpoints[high:]))
