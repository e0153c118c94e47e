"""What the form of the map changes in the document: pure functions Journey -> Journey, and what they read.

Contract. Nothing here knows a window. Every function gives the very same journey when there is nothing to change; a map that
shows the usual lanes in their usual order says nothing about lanes, so that it follows the house. Raises ``EditError`` as
``cjm_desktop.edits`` does.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from cjm_desktop import edits
from cjm_desktop.document import (
    HOUSE_LANES,
    HeaderBlock,
    Journey,
    Lane,
    LaneKind,
    Message,
    RoleColour,
    TextLane,
)

#: As many lanes as a document keeps (``PosterSettings.lanes``).
MOST_LANES = 40

_Block = TypeVar("_Block", bound=StrEnum)


# -- lanes -------------------------------------------------------------------------------------------------------------


def lanes_of(journey: Journey) -> tuple[Lane, ...]:
    """All lanes from top to bottom, each once; own lanes that the map says nothing about come last and are not shown."""
    known = {lane.id for lane in journey.text_lanes}
    found: list[Lane] = []
    placed: set[str] = set()
    for lane in journey.poster.lanes_in_order:
        if lane.kind is LaneKind.TEXT:
            if lane.lane is None or lane.lane not in known or lane.lane in placed:
                continue
            placed.add(lane.lane)
        found.append(lane)
    found += (
        Lane(kind=LaneKind.TEXT, shown=False, lane=lane.id)
        for lane in journey.text_lanes
        if lane.id not in placed
    )
    return tuple(found)


def own_lanes(journey: Journey) -> tuple[TextLane, ...]:
    """The group's own lanes in the order in which the map has them."""
    by_id = {lane.id: lane for lane in journey.text_lanes}
    return tuple(by_id[lane.lane] for lane in lanes_of(journey) if lane.lane is not None)


def usual_lanes(journey: Journey) -> bool:
    """Whether the lanes are those of the house, own ones left aside."""
    return tuple(lane for lane in lanes_of(journey) if lane.kind is not LaneKind.TEXT) == HOUSE_LANES


def with_lanes(journey: Journey, lanes: tuple[Lane, ...]) -> Journey:
    """The journey with these lanes from top to bottom."""
    kept = () if lanes == HOUSE_LANES else lanes
    if kept == journey.poster.lanes:
        return journey
    return edits.change(journey, poster=journey.poster.replace(lanes=kept))


def show_lane(journey: Journey, at: int, shown: bool) -> Journey:
    """The journey with the lane at a place of :func:`lanes_of` switched on or off."""
    lanes = lanes_of(journey)
    if not 0 <= at < len(lanes) or lanes[at].shown == shown:
        return journey
    return with_lanes(journey, (*lanes[:at], lanes[at].replace(shown=shown), *lanes[at + 1 :]))


def move_lane(journey: Journey, at: int, to: int) -> Journey:
    """The journey with a lane at another place; ``to`` counts among the others (clamped)."""
    lanes = lanes_of(journey)
    if not 0 <= at < len(lanes):
        return journey
    others = [*lanes[:at], *lanes[at + 1 :]]
    others.insert(min(max(to, 0), len(others)), lanes[at])
    after = tuple(others)
    return journey if after == lanes else with_lanes(journey, after)


def restore_lanes(journey: Journey) -> Journey:
    """The journey with the house's lanes in the house's order; own lanes follow them as they are."""
    own = tuple(lane for lane in lanes_of(journey) if lane.kind is LaneKind.TEXT)
    return with_lanes(journey, (*HOUSE_LANES, *own))


def add_own_lane(journey: Journey, lane: TextLane) -> Journey:
    """The journey with one more lane of the group's own, shown at the bottom."""
    lanes = lanes_of(journey)
    if len(lanes) >= MOST_LANES:
        raise edits.EditError(
            Message("A map has room for {n} lanes. Remove one of your own first.", n=MOST_LANES)
        )
    after = edits.put(journey, "text_lanes", lane)
    return with_lanes(after, (*lanes, Lane(kind=LaneKind.TEXT, lane=lane.id)))


def rename_own_lane(journey: Journey, ident: str, name: str) -> Journey:
    """The journey with another name for a lane of the group's own."""
    for lane in journey.text_lanes:
        if lane.id == ident:
            return edits.put(journey, "text_lanes", lane.replace(name=name))
    return journey


def remove_own_lane(journey: Journey, ident: str) -> Journey:
    """The journey without a lane of the group's own and without what touchpoints say in it."""
    after = edits.drop(journey, "text_lanes", ident)
    return with_lanes(after, after.poster.lanes)


def told_in_lane(journey: Journey, ident: str) -> int:
    """How many touchpoints say something in a lane of the group's own."""
    return sum(any(said.lane == ident and said.text for said in t.lane_texts) for t in journey.touchpoints)


# -- head and foot -----------------------------------------------------------------------------------------------------


def with_block(shown: tuple[_Block, ...], block: _Block, on: bool) -> tuple[_Block, ...]:
    """The blocks with one switched on or off; one that comes in stands before those that usually follow it."""
    rest = tuple(other for other in shown if other is not block)
    if not on:
        return rest
    if block in shown:
        return shown
    order = list(type(block))
    later = set(order[order.index(block) + 1 :])
    at = next((i for i, other in enumerate(rest) if other in later), len(rest))
    return (*rest[:at], block, *rest[at:])


#: What stands beside the title or under it, one beside the other, and can change places; the picture goes with the persona.
MOVABLE = tuple(
    block for block in HeaderBlock if block not in (HeaderBlock.PICTURE, HeaderBlock.READING)
)


def head_blocks(journey: Journey) -> tuple[tuple[HeaderBlock, bool], ...]:
    """The blocks of the header that can change places, in their order, and whether each is shown; one that is not stands where it would
    come in."""
    shown = tuple(dict.fromkeys(journey.poster.header))
    whole: tuple[HeaderBlock, ...] = shown
    for block in HeaderBlock:
        whole = with_block(whole, block, True)
    return tuple((block, block in shown) for block in whole if block in MOVABLE)


def move_head_block(journey: Journey, at: int, to: int) -> Journey:
    """The journey with a block of the header at another place of :func:`head_blocks`; ``to`` counts among the others (clamped)."""
    blocks = head_blocks(journey)
    if not 0 <= at < len(blocks):
        return journey
    others = [*blocks[:at], *blocks[at + 1 :]]
    others.insert(min(max(to, 0), len(others)), blocks[at])
    moved = iter(block for block, shown in others if shown)
    now = tuple(dict.fromkeys(journey.poster.header))
    after = tuple(next(moved) if block in MOVABLE else block for block in now)
    return journey if after == now else edits.change(journey, poster=journey.poster.replace(header=after))


# -- colours -----------------------------------------------------------------------------------------------------------


def own_colour(journey: Journey, role: str) -> str:
    """A company's own colour for a role, as the map is drawn with it (the last one counts); empty without one."""
    return next((one.colour.upper() for one in reversed(journey.poster.colours) if one.role == role), "")


def with_colour(colours: tuple[RoleColour, ...], role: str, colour: str) -> tuple[RoleColour, ...]:
    """The colours with another one for a role, in its place; an empty one leaves the role to the theme."""
    made: list[RoleColour] = []
    for one in colours:
        if one.role != role:
            made.append(one)
        elif colour and all(other.role != role for other in made):
            made.append(RoleColour(role=role, colour=colour))
    if colour and all(one.role != role for one in made):
        made.append(RoleColour(role=role, colour=colour))
    return tuple(made)


def set_colour(journey: Journey, role: str, colour: str) -> Journey:
    """The journey with a company's own colour for a role; an empty one leaves the role to the theme."""
    after = with_colour(journey.poster.colours, role, colour)
    if after == journey.poster.colours:
        return journey
    return edits.change(journey, poster=journey.poster.replace(colours=after))
