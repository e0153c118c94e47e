"""What the document says as a whole: title, goals, language, charter, target, scale, words, poster settings."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from ..document import (
    MAX_RECORDS,
    EmotionWord,
    Journey,
    Message,
    all_ids,
    broken_invariants,
)
from .checks import LISTS, on_scale
from .emotion import folded
from .errors import EditError, checked_fields, refused, replaced, taken, too_many

#: Lists with edits of their own.
_ELSEWHERE = (*LISTS, "phases", "touchpoints", "parked")


def change(journey: Journey, **fields: Any) -> Journey:
    """The journey with some of its own fields set, validated: title, goals, charter, desired, poster, scale …

    The lists of records have edits of their own and are refused here. A new scale must hold every grade there is.
    Raises :class:`EditError` when a value does not fit.
    """
    checked_fields(Journey, fields, fixed=_ELSEWHERE)
    if not fields:
        return journey
    new = _validated(journey, fields)
    new = {name: value for name, value in new.items() if value != getattr(journey, name)}
    if not new:
        return journey
    if "charter" in new:
        used = all_ids(journey) - {p.id for p in journey.charter.participants}
        for participant in new["charter"].participants:
            if participant.id in used:
                raise taken(participant.id)
    after = journey.with_(**new)
    if "scale" in new:
        problems = broken_invariants(after)
        if problems:
            raise EditError(
                Message(
                    "The scale cannot run from {low} to {high}: {problem}",
                    low=f"{after.scale.lowest:g}",
                    high=f"{after.scale.highest:g}",
                    problem=problems[0].message,
                )
            )
    return after


def _validated(journey: Journey, fields: dict[str, Any]) -> dict[str, Any]:
    """The new values as records, checked as in a whole journey.

    A journey with everything but the long lists is built for it, so that a title costs the same in a big document.
    """
    probe = {
        name: getattr(journey, name)
        for name in Journey.model_fields
        if name
        not in ("touchpoints", "parked", "interviews", "opportunities", "rounds", "candidates", "personas", "phases")
    }
    try:
        checked = Journey.model_validate({**probe, **fields})
    except ValidationError as error:
        raise refused(error) from error
    return {name: getattr(checked, name) for name in fields}


def learn_emotion(journey: Journey, word: str, grade: float | None) -> Journey:
    """The journey whose list of emotion words knows ``word``, with the grade it goes with.

    A word that is known, capitals aside, keeps its grade; one without a grade gets it. An empty word is nothing new.
    """
    word = word.strip()
    if not word:
        return journey
    on_scale(journey.scale, [grade])
    for i, known in enumerate(journey.emotions):
        if folded(known.word) == folded(word):
            if known.grade is not None or grade is None:
                return journey
            better = replaced(known, grade=grade)
            return journey.with_(emotions=(*journey.emotions[:i], better, *journey.emotions[i + 1 :]))
    if len(journey.emotions) >= MAX_RECORDS:
        raise too_many(MAX_RECORDS)
    new = replaced(EmotionWord(word=""), word=word, grade=grade)
    return journey.with_(emotions=(*journey.emotions, new))
