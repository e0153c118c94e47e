"""Opportunities stay near their touchpoints, move little when others move, and leave the graph its share of the sheet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Opportunity, OpportunityKind
from cjm_desktop.layout import Held, MapSheet, Paper
from cjm_desktop.layout.sheet import PartKind
from tests.layout.faults import overlapping
from tests.layout.maps import composer, poster, said, sample, timeline
from tests.strategies import journeys

LANGUAGES = ("da", "nl", "hu", "sv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["new-laptop", "new-colleague"])
def test_the_graph_has_its_share_of_a_sheet_of_one_band(name: str, language: str) -> None:
    sheet = poster(sample(name, language))
    assert len(sheet.bands) == 1
    frame = sheet.bands[0].frame
    assert frame.height >= 0.24 * sheet.height
    assert frame.low - frame.high >= 0.16 * sheet.height


def strays(sheet: MapSheet) -> list[str]:
    """Opportunities that hang alone or in pairs from a touchpoint and do not lie under it or right beside it."""
    out = []
    for band in sheet.bands:
        for hung in band.hung:
            if hung.anchor is None or sum(one.anchor == hung.anchor for one in band.hung) > 2:
                continue
            left = band.columns.home(hung.anchor) - band.m.phase_gap - 0.01
            right = left + band.columns.width + 2 * band.m.phase_gap + 0.02
            if hung.x > right or hung.x + hung.w < left:
                out.append(hung.opportunity.id)
    return out


@given(journeys())
@settings(max_examples=12, deadline=None)
def test_no_opportunity_strays_from_its_touchpoint(journey: Journey) -> None:
    assert strays(timeline(journey)) == []
    assert strays(poster(journey)) == []


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(LANGUAGES),
    st.integers(0, 15),
    st.integers(0, 15),
    st.sampled_from(["timeline", "poster"]),
)
def test_others_hardly_move_while_a_card_is_dragged(language: str, one: int, to: int, flow: str) -> None:
    """An opportunity goes with its touchpoint; only where columns around it change may it shift, by a column at most."""
    journey, make, paper = sample("new-colleague", language), composer(language), Paper.named("A0")
    t = journey.touchpoints[one]
    if any(t.id in o.touchpoints for o in journey.opportunities):
        return
    moved = edits.move_touchpoints(journey, [t.id], to, journey.touchpoints[to].phase)
    held = Held((t.id,), t.id, 300.0, 200.0)
    if flow == "timeline":
        before = make.timeline(journey, read(journey))
        after = make.timeline(moved, read(moved), held=held)
    else:
        before = make.poster(journey, read(journey), paper)
        after = make.poster(moved, read(moved), paper, plan=before.plan, held=held)
    columns = before.bands[0].columns
    for a in before.bands[0].hung:
        b = next(hung for hung in after.bands[0].hung if hung.opportunity.id == a.opportunity.id)
        assert a.anchor is not None
        assert b.anchor is not None
        own = after.bands[0].columns.home(b.anchor) - columns.home(a.anchor)
        assert abs((b.x - a.x) - own) <= columns.pitch + columns.phase_gap


def test_a_gesture_keeps_the_manner_of_hanging() -> None:
    journey, make, paper = sample("new-laptop"), composer(), Paper.named("A0")
    first = make.poster(journey, read(journey), paper)
    fewer = journey.with_(opportunities=journey.opportunities[:-1])
    again = make.poster(fewer, read(fewer), paper, plan=first.plan)
    assert first.plan is not None
    assert again.plan is not None
    assert again.plan.manners == first.plan.manners
    kept = {hung.opportunity.id: hung.x for hung in again.bands[0].hung}
    pitch = first.bands[0].columns.pitch
    for one in first.bands[0].hung:
        assert abs(kept.get(one.opportunity.id, one.x) - one.x) <= pitch


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [timeline, poster, lambda journey: poster(journey, "A3")])
def test_a_planned_peak_without_a_touchpoint_says_so_at_the_end(make: Callable[[Journey], MapSheet], language: str) -> None:
    journey = sample("new-colleague", language)
    loose = [Opportunity(id=f"loose-{k}", title="A cake for everybody", kind=OpportunityKind.PLANNED_PEAK) for k in range(2)]
    sheet = make(journey.with_(opportunities=(loose[0], *journey.opportunities, loose[1])))
    band, says = sheet.bands[-1], sheet.bands[-1].setting.words.no_touchpoint_yet
    cards = {part.record: part for part in sheet.parts() if part.kind is PartKind.OPPORTUNITY}
    one, other = (next(h for h in band.hung if h.opportunity.id == ident) for ident in ("loose-0", "loose-1"))
    assert one.x + one.w == pytest.approx(band.right, abs=band.m.gap), "the first stands at the very end"
    assert other.x < one.x and other.anchor is one.anchor is None
    assert not [part for part in sheet.parts() if part.kind is PartKind.GROUND and part.record.startswith("loose")], "no leader"
    assert [ident for ident, part in cards.items() if says in said([part]).replace("\n", " ")] == ["loose-0", "loose-1"]
    assert not overlapping(sheet)
