"""What a composer remembers never shows: after any edits and under any hand its sheet is that of a composer that knows nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.analysis import read
from cjm_desktop.document import (
    HOUSE_LANES,
    Journey,
    Kind,
    Lane,
    LaneText,
    PersonaGrade,
    Quote,
    ServiceLevel,
    TextLane,
)
from cjm_desktop.document import LaneKind as K
from cjm_desktop.layout import Held, MapSheet, Paper
from tests.layout.maps import composer, sample, value

Edit = Callable[[Journey, int, int], Journey]


def _moved(journey: Journey, a: int, b: int) -> Journey:
    touchpoints = journey.touchpoints
    at = b % len(touchpoints)
    return edits.move_touchpoints(journey, [touchpoints[a % len(touchpoints)].id], at, touchpoints[at].phase)


def _graded(journey: Journey, a: int, b: int) -> Journey:
    ident = journey.touchpoints[a % len(journey.touchpoints)].id
    return edits.set_grade(journey, [ident], None if b % 11 == 0 else float(b % 10 + 1))


def _changed(journey: Journey, a: int, b: int) -> Journey:
    ident = journey.touchpoints[a % len(journey.touchpoints)].id
    fields: dict[str, object] = [
        {"title": "Calling again " * (b % 7)},
        {"emotion": "relieved, for once"},
        {"party": journey.parties[b % len(journey.parties)].id},
        {"kind": list(Kind)[b % len(Kind)]},
        {"channel": journey.channels[b % len(journey.channels)].id},
    ][b % 5]
    return edits.change_touchpoints(journey, [ident], **fields)


def _removed(journey: Journey, a: int, b: int) -> Journey:
    if len(journey.touchpoints) < 5:
        return journey
    return edits.remove_touchpoints(journey, [journey.touchpoints[a % len(journey.touchpoints)].id])


def _renamed(journey: Journey, a: int, b: int) -> Journey:
    phase = journey.phases[a % len(journey.phases)]
    return edits.change_phase(journey, phase.id, name="The long wait " * (b % 4))


def _phased(journey: Journey, a: int, b: int) -> Journey:
    phase = journey.phases[a % len(journey.phases)]
    return edits.set_phase_start(journey, phase.id, b % len(journey.touchpoints))


def _hung(journey: Journey, a: int, b: int) -> Journey:
    if not journey.opportunities:
        return journey
    opportunity = journey.opportunities[a % len(journey.opportunities)]
    ident = journey.touchpoints[b % len(journey.touchpoints)].id
    return edits.put(journey, "opportunities", opportunity.replace(touchpoints=(ident,)))


def _named(journey: Journey, a: int, b: int) -> Journey:
    channel = journey.channels[a % len(journey.channels)]
    return edits.put(journey, "channels", channel.replace(name="By carrier pigeon " * (1 + b % 2)))


def _felt(journey: Journey, a: int, b: int) -> Journey:
    """Another persona's grade, no grade, another name, no lines of theirs at all, or graphs of their own."""
    if len(journey.personas) < 2:
        return journey
    other = journey.personas[1]
    if b % 7 == 0:
        return journey.replace(poster=journey.poster.replace(other_lines=not journey.poster.other_lines))
    if b % 4 == 0:
        lines = "together" if journey.poster.persona_lines == "apart" else "apart"
        return journey.replace(poster=journey.poster.replace(persona_lines=lines))
    if b % 5 == 0:
        return edits.put(journey, "personas", other.replace(name="Lorraine " * (1 + b % 2)))
    said = (PersonaGrade(persona=other.id, grade=float(b % 10 + 1)),) if b % 3 else ()
    ident = journey.touchpoints[a % len(journey.touchpoints)].id
    return edits.change_touchpoints(journey, [ident], personas=said)


#: Ways to have the lanes; an own lane is there in each of them.
_ORDERS = (
    HOUSE_LANES,
    tuple(Lane(kind=kind) for kind in (K.OPPORTUNITIES, K.CURVE, K.PHASES, K.CARDS, K.SYSTEMS, K.PARTIES)),
    tuple(Lane(kind=kind) for kind in (K.PHASES, K.CARDS, K.SERVICE_LEVELS, K.QUOTES, K.CURVE)),
    tuple(Lane(kind=kind) for kind in (K.SYSTEMS, K.CARDS, K.QUOTES, K.OPPORTUNITIES)),
)


def _laned(journey: Journey, a: int, b: int) -> Journey:
    order = list(_ORDERS[a % len(_ORDERS)])
    order.insert(b % len(order), Lane(kind=K.TEXT, lane="own"))
    return journey.replace(
        text_lanes=(TextLane(id="own", name="Backstage"),), poster=journey.poster.replace(lanes=tuple(order))
    )


def _said(journey: Journey, a: int, b: int) -> Journey:
    journey = _laned(journey, a // 3, b // 3)
    ident = journey.touchpoints[a % len(journey.touchpoints)].id
    fields: dict[str, object] = [
        {"systems": ("Identity management", "MDM")[: b % 3]},
        {"service_levels": (ServiceLevel(name="Reply", unit="h", target=8, actual=float(b)),)},
        {"lane_texts": (LaneText(lane="own", text="Looks it up. " * (b % 9)),)},
        {"quotes": (Quote(text="Again? " * (b % 5 + 1)),)},
    ][b % 4]
    return edits.change_touchpoints(journey, [ident], **fields)


EDITS: tuple[Edit, ...] = (
    _moved,
    _graded,
    _changed,
    _removed,
    _renamed,
    _phased,
    _hung,
    _named,
    _laned,
    _said,
    _said,
    _felt,
    _felt,
)


@pytest.mark.parametrize("flow", ["timeline", "poster"])
@settings(max_examples=6, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(EDITS), st.integers(0, 40), st.integers(0, 40), st.booleans()),
        min_size=1,
        max_size=5,
    )
)
def test_a_remembering_composer_lays_out_like_a_fresh_one(
    flow: str, steps: list[tuple[Edit, int, int, bool]]
) -> None:
    paper = Paper.named("A0", portrait=False)

    def lay_out(journey: Journey, held: Held | None, *, by: object = None) -> MapSheet:
        make = by or composer()
        if flow == "timeline":
            return make.timeline(journey, read(journey), held=held)  # type: ignore[attr-defined]
        return make.poster(journey, read(journey), paper, distance=1.0, held=held)  # type: ignore[attr-defined]

    remembering = composer()
    journey = sample()
    value(lay_out(journey, None, by=remembering))
    for edit, a, b, holds in steps:
        journey = edit(journey, a, b)
        held = None
        if holds:
            ident = journey.touchpoints[a % len(journey.touchpoints)].id
            held = Held((ident,), ident, 100.0 + 31.0 * b, 90.0 + 7.0 * a)
        assert value(lay_out(journey, held, by=remembering)) == value(lay_out(journey, held))
