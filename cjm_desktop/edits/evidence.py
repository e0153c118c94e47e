"""What people told and what was measured: one answer, one reading, and grades taken over to the map (METHOD steps 5, 8 and 10)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..analysis import average_grades, day_of_map
from ..document import Answer, Basis, Interview, Journey, PersonaGrade, Reading, Round, Touchpoint
from .checks import on_scale, position, references_exist
from .emotion import grade_with_word
from .errors import checked_fields, replaced
from .records import put

#: A grade for the map: the touchpoint, the persona whose curve it belongs to (``None``: the card's own), the grade.
TakenGrade = tuple[str, str | None, float]


def tell(
    journey: Journey,
    interview: str,
    *,
    touchpoint: str | None = None,
    phase: str | None = None,
    nth: int = 0,
    **fields: Any,
) -> Journey:
    """The journey in which a respondent tells something about a touchpoint, or about a phase as a whole.

    ``fields`` are those of an :class:`~cjm_desktop.document.Answer`. The answer comes into being with the first thing told and
    goes away with the last; answers stand in the order of the journey. Of several about the same, ``nth`` is changed (from 0).
    Raises :class:`EditError` when a value does not fit.
    """
    checked_fields(Answer, fields, fixed=("touchpoint", "phase"))
    respondent: Interview = journey.interviews[position(journey.interviews, interview)]
    references_exist(journey, [("touchpoints", touchpoint), ("phases", phase)])
    blank = Answer(touchpoint=touchpoint, phase=phase)
    place = _place(blank)
    same = [i for i, one in enumerate(respondent.answers) if _place(one) == place]
    at = same[nth] if nth < len(same) else None
    before = blank if at is None else respondent.answers[at]
    after = replaced(before, **fields)
    if after == before:
        return journey
    kept = [one for i, one in enumerate(respondent.answers) if i != at]
    if after.replace(touchpoint=touchpoint, phase=phase) != blank:
        if at is None:
            ranks = _ranks(journey)
            at = sum(1 for one in kept if ranks.get(_place(one), len(ranks)) <= ranks[place])
        kept.insert(at, after)
    return put(journey, "interviews", replaced(respondent, answers=tuple(kept)))


def take_grades(journey: Journey, taken: Iterable[TakenGrade]) -> Journey:
    """The journey with these grades on the map. A card's own grade takes its suggested word along, and is not an assumption any
    more; of another persona only the grade changes. Raises :class:`EditError` when a grade is not on the scale."""
    for ident, persona, grade in taken:
        card = journey.touchpoints[position(journey.touchpoints, ident)]
        if persona is None:
            journey = grade_with_word(journey, (ident,), grade)
            if card.basis is Basis.ASSUMED:
                journey = _with_card(journey, ident, basis=Basis.OBSERVED)
            continue
        references_exist(journey, [("personas", persona)])
        on_scale(journey.scale, [grade])
        own = next((one for one in card.personas if one.persona == persona), None)
        new = PersonaGrade(persona=persona, grade=grade) if own is None else replaced(own, grade=grade)
        if new != own:
            others = tuple(one for one in card.personas if one.persona != persona)
            journey = _with_card(journey, ident, personas=(*others, new))
    return journey


def measure(journey: Journey, measured: str, touchpoint: str, **fields: Any) -> Journey:
    """The journey in which a round measured something at a touchpoint: ``grade``, ``answers``, ``actual``.

    A reading with nothing in it is none; readings stand in the order of the journey.
    """
    checked_fields(Reading, fields, fixed=("touchpoint",))
    one: Round = journey.rounds[position(journey.rounds, measured)]
    references_exist(journey, [("touchpoints", touchpoint)])
    read = {reading.touchpoint: reading for reading in one.readings}
    blank = Reading(touchpoint=touchpoint)
    read[touchpoint] = replaced(read.get(touchpoint, blank), **fields)
    if read[touchpoint] == blank:
        del read[touchpoint]
    readings = tuple(read[card.id] for card in journey.touchpoints if card.id in read)
    return put(journey, "rounds", replaced(one, readings=readings))


def keep_as_round(journey: Journey, ident: str, name: str, day: str, *, shown: bool = True) -> Journey:
    """The journey with the map as it is now kept as a round: its grades, how many told of them, and what was reached of the first service
    level of each touchpoint. ``ident`` is the new round's id. Its day is the map's own; a map without any gets ``day`` (an ISO date or
    empty) in its imprint, so that what is changed on it from now on counts as later than what was kept. Raises :class:`EditError` when
    the id is taken."""
    if not (own := day_of_map(journey)) and day:
        journey = journey.with_(imprint=journey.imprint.replace(date=day))
    told = {one.touchpoint: one.answers for one in average_grades(journey) if one.persona is None}
    readings = tuple(
        Reading(touchpoint=card.id, grade=card.grade, answers=told.get(card.id) if card.grade is not None else None, actual=actual)
        for card in journey.touchpoints
        for actual in [card.service_levels[0].actual if card.service_levels else None]
        if card.grade is not None or actual is not None
    )
    return put(journey, "rounds", Round(id=ident, name=name, date=own or day, shown=shown, readings=readings))


def _with_card(journey: Journey, ident: str, **fields: Any) -> Journey:
    at = position(journey.touchpoints, ident)
    cards: list[Touchpoint] = list(journey.touchpoints)
    cards[at] = replaced(cards[at], **fields)
    return journey.with_(touchpoints=tuple(cards))


def _place(answer: Answer) -> tuple[str, str]:
    if answer.touchpoint is not None:
        return "touchpoint", answer.touchpoint
    return "phase", answer.phase or ""


def _ranks(journey: Journey) -> dict[tuple[str, str], int]:
    """Where touchpoints and phases stand in the journey; a phase stands before its touchpoints."""
    order: list[tuple[str, str]] = [("touchpoint", card.id) for card in journey.touchpoints if card.phase is None]
    for phase in journey.phases:
        order.append(("phase", phase.id))
        order += [("touchpoint", card.id) for card in journey.touchpoints if card.phase == phase.id]
    return {place: rank for rank, place in enumerate(order)}
