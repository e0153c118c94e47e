"""What touchpoints say in the lanes of the group's own (METHOD step 7)."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import ValidationError

from ..document import Journey, LaneText, Touchpoint
from .errors import refused, replaced
from .touchpoints import change_touchpoints


def tell_in_lane(journey: Journey, ids: Collection[str], lane: str, text: str) -> Journey:
    """The journey in which touchpoints say something in a lane of the group's own; an empty text takes it away.

    Raises :class:`~.errors.EditError` when the journey has no such lane, or the lane cannot hold the text.
    """
    wanted = set(ids)
    # Touchpoints that say the same afterwards change in one step, so that a large selection stays quick.
    after: dict[tuple[LaneText, ...], list[str]] = {}
    for card in journey.touchpoints:
        if card.id in wanted and text_in_lane(card, lane) != text:
            after.setdefault(_told(card.lane_texts, lane, text), []).append(card.id)
    for texts, cards in after.items():
        journey = change_touchpoints(journey, cards, lane_texts=texts)
    return journey


def text_in_lane(card: Touchpoint, lane: str) -> str:
    """What a touchpoint says in a lane of the group's own; empty when it says nothing."""
    return next((said.text for said in card.lane_texts if said.lane == lane), "")


def _told(texts: tuple[LaneText, ...], lane: str, text: str) -> tuple[LaneText, ...]:
    """The texts with another one for a lane, in its place."""
    kept = (replaced(one, text=text) if one.lane == lane else one for one in texts)
    made = tuple(one for one in kept if one.text or one.lane != lane)
    known = any(one.lane == lane for one in made)
    if known or not text:
        return made
    try:
        return (*made, LaneText(lane=lane, text=text))
    except ValidationError as error:
        raise refused(error) from error
