"""Cards on the timeline: added, moved, changed, graded, duplicated, removed (METHOD steps 7 and 8).

Touchpoints stand in the order of time, and those of a phase stand together in the order of the phases. A place that
would break this is never refused: it is clamped to the nearest one that keeps it, which is what a hand that drags a
card expects.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from ..document import MAX_RECORDS, Interview, Journey, Message, Opportunity, Round, Touchpoint
from .checks import free_ids, grades_of, on_scale, positions, references_exist, references_of
from .errors import EditError, checked_fields, replaced, too_many
from .sharing import each, in_phase

#: Tells where the phase of a touchpoint stands in the journey; -1 is no phase.
Rank = Callable[[Touchpoint], int]


def add_touchpoints(journey: Journey, records: Sequence[Touchpoint], at: int) -> Journey:
    """The journey with new touchpoints, in their order, before the touchpoint that stands at ``at`` now.

    Each goes to the place nearest to ``at`` that lies in its own phase. Raises :class:`EditError` when an id is taken, a
    reference names nothing or a grade is off the scale.
    """
    if not records:
        return journey
    if len(journey.touchpoints) + len(records) > MAX_RECORDS:
        raise too_many(MAX_RECORDS)
    free_ids(journey, [t.id for t in records])
    references_exist(journey, (reference for t in records for reference in references_of(t)))
    on_scale(journey.scale, (grade for t in records for grade in grades_of(t)))
    return journey.with_(touchpoints=_inserted(journey, list(journey.touchpoints), records, at))


def remove_touchpoints(journey: Journey, ids: Iterable[str]) -> Journey:
    """The journey without some touchpoints.

    Opportunities let go of them and rounds lose what they measured there. What people told about them is never
    lost: such an answer now counts for the phase the touchpoint was in.
    """
    gone = positions(journey.touchpoints, ids)
    if not gone:
        return journey
    phases = {journey.touchpoints[i].id: journey.touchpoints[i].phase for i in gone}
    kept = [t for t in journey.touchpoints if t.id not in phases]
    return journey.with_(
        touchpoints=tuple(kept),
        opportunities=each(journey.opportunities, lambda o: _opportunity_without(o, phases)),
        interviews=each(journey.interviews, lambda v: _interview_without(v, phases)),
        rounds=each(journey.rounds, lambda r: _round_without(r, phases)),
    )


def move_touchpoints(journey: Journey, ids: Iterable[str], at: int, phase: str | None) -> Journey:
    """The journey with some touchpoints gathered, in the order of time, at ``at`` in ``phase``.

    ``at`` counts among the touchpoints that do not move (0: before the first of them) and is clamped to the places
    that ``phase`` offers. All moved touchpoints belong to ``phase`` afterwards.
    """
    references_exist(journey, [("phases", phase)])
    moving = positions(journey.touchpoints, ids)
    if not moving:
        return journey
    group = [in_phase(journey.touchpoints[i], phase) for i in moving]
    wanted = set(moving)
    rest = [t for i, t in enumerate(journey.touchpoints) if i not in wanted]
    return _if_new(journey, _inserted(journey, rest, group, at))


def change_touchpoints(journey: Journey, ids: Iterable[str], **fields: Any) -> Journey:
    """The journey with the same fields set in some touchpoints, validated.

    A new ``phase`` moves them: forward to the beginning of a later phase, back to the end of an earlier one. Ids stay
    for life, so ``id`` is refused. An ``emotion`` given here is somebody's choice unless ``emotion_suggested`` is given
    with it. Raises :class:`EditError` when a value does not fit.
    """
    if "emotion" in fields:
        fields.setdefault("emotion_suggested", False)
    checked_fields(Touchpoint, fields, fixed=("id",))
    found = positions(journey.touchpoints, ids)
    if not found or not fields:
        return journey
    touchpoints = list(journey.touchpoints)
    changed: list[Touchpoint] = []
    for i in found:
        after = replaced(touchpoints[i], **fields)
        if after != touchpoints[i]:
            touchpoints[i] = after
            changed.append(after)
    if not changed:
        return journey
    if fields.keys() & {"phase", "channel", "party", "quotes", "personas"}:
        references_exist(journey, (reference for t in changed for reference in references_of(t)))
    if fields.keys() & {"grade", "desired", "group_grade", "personas"}:
        on_scale(journey.scale, (grade for t in changed for grade in grades_of(t)))
    if "phase" in fields:
        touchpoints.sort(key=_rank(journey))  # stable, so the others keep their order
    return journey.with_(touchpoints=tuple(touchpoints))


def set_grade(journey: Journey, ids: Iterable[str], grade: float | None) -> Journey:
    """The journey with the same grade at some touchpoints; ``None`` makes gaps. Nothing is snapped.

    Raises :class:`EditError` when the grade is not on the document's scale.
    """
    on_scale(journey.scale, [grade])
    value = None if grade is None else float(grade)
    touchpoints = list(journey.touchpoints)
    changed = False
    for i in positions(touchpoints, ids):
        if touchpoints[i].grade != value:
            # Runs on every mouse move. A number on the scale is all that the field asks for.
            touchpoints[i] = touchpoints[i].model_copy(update={"grade": value})
            changed = True
    return journey.with_(touchpoints=tuple(touchpoints)) if changed else journey


def duplicate_touchpoints(journey: Journey, ids: Iterable[str], new_ids: Sequence[str]) -> Journey:
    """The journey with copies of some touchpoints, which get ``new_ids`` in the order of time.

    In each phase the copies stand together after the last touchpoint they were made from. Everything on the card is
    copied; opportunities, answers and measurements stay with the original. Raises :class:`EditError` when the numbers
    of ids differ or a new id is taken.
    """
    found = positions(journey.touchpoints, ids)
    if len(found) != len(new_ids):
        raise EditError(
            Message(
                "{many} cards are to be copied, but {given} new ids were given; give one for each.",
                many=len(found),
                given=len(new_ids),
            )
        )
    if not found:
        return journey
    if len(journey.touchpoints) + len(found) > MAX_RECORDS:
        raise too_many(MAX_RECORDS)
    free_ids(journey, new_ids)
    by_phase: dict[str | None, list[Touchpoint]] = {}
    last: dict[str | None, int] = {}
    for i, ident in zip(found, new_ids, strict=True):
        original = journey.touchpoints[i]
        by_phase.setdefault(original.phase, []).append(replaced(original, id=ident))
        last[original.phase] = i
    touchpoints = list(journey.touchpoints)
    for phase, copies in reversed(
        by_phase.items()
    ):  # from the back, so that the places before stay as they are
        touchpoints[last[phase] + 1 : last[phase] + 1] = copies
    return journey.with_(touchpoints=tuple(touchpoints))


def _rank(journey: Journey) -> Rank:
    ranks: dict[str | None, int] = {phase.id: i for i, phase in enumerate(journey.phases)}
    ranks[None] = -1
    return lambda t: ranks[t.phase]


def _inserted(
    journey: Journey, rest: list[Touchpoint], group: Sequence[Touchpoint], at: int
) -> tuple[Touchpoint, ...]:
    """``rest`` with ``group`` put in at ``at``, each at the nearest place in its own phase."""
    rank = _rank(journey)
    at = min(max(at, 0), len(rest))
    by_rank: dict[int, list[Touchpoint]] = {}
    for t in group:
        by_rank.setdefault(rank(t), []).append(t)
    places = {
        here: min(max(at, bisect_left(rest, here, key=rank)), bisect_right(rest, here, key=rank))
        for here in by_rank
    }
    for here in sorted(by_rank, reverse=True):  # from the back, so that the places before stay as they are
        rest[places[here] : places[here]] = by_rank[here]
    return tuple(rest)


def _if_new(journey: Journey, touchpoints: tuple[Touchpoint, ...]) -> Journey:
    """The journey with these touchpoints, or the journey itself when each of them stands where it stood."""
    same = all(a is b for a, b in zip(touchpoints, journey.touchpoints, strict=True))
    return journey if same else journey.with_(touchpoints=touchpoints)


def _opportunity_without(opportunity: Opportunity, gone: Collection[str]) -> Opportunity:
    if not any(ident in gone for ident in opportunity.touchpoints):
        return opportunity
    left = tuple(ident for ident in opportunity.touchpoints if ident not in gone)
    return opportunity.model_copy(update={"touchpoints": left})


def _interview_without(interview: Interview, phases: dict[str, str | None]) -> Interview:
    if not any(a.touchpoint in phases for a in interview.answers):
        return interview
    answers = tuple(
        a.model_copy(update={"touchpoint": None, "phase": a.phase or phases[a.touchpoint]})
        if a.touchpoint is not None and a.touchpoint in phases
        else a
        for a in interview.answers
    )
    return interview.model_copy(update={"answers": answers})


def _round_without(measured: Round, gone: Collection[str]) -> Round:
    if not any(reading.touchpoint in gone for reading in measured.readings):
        return measured
    left = tuple(reading for reading in measured.readings if reading.touchpoint not in gone)
    return measured.model_copy(update={"readings": left})
