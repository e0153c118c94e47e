"""Lanes on and off and in any order: they never lie on each other, nothing leaves them, and nothing is left out unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.analysis import read
from cjm_desktop.document import (
    HOUSE_LANES,
    DesiredExperience,
    Journey,
    Lane,
    LaneKind,
    LaneText,
    PosterSettings,
    Quote,
    ServiceLevel,
    TextLane,
    Touchpoint,
)
from cjm_desktop.layout import Composer, HitKind, MapSheet, Paper
from cjm_desktop.layout.band import Band
from cjm_desktop.layout.lane_service import amount, target_text
from cjm_desktop.layout.lanes import CELLS, lanes_of
from cjm_desktop.layout.sheet import Part, PartKind, Text
from cjm_desktop.layout.votes import sticker_among
from tests.layout.maps import composer, poster, sample, timeline, value
from tests.strategies import journeys

K = LaneKind
OWN = ("backstage", "supplier")


def lanes(*kinds: LaneKind | str) -> tuple[Lane, ...]:
    """Lanes from top to bottom; a string is the id of an own lane."""
    return tuple(
        Lane(kind=one) if isinstance(one, LaneKind) else Lane(kind=K.TEXT, lane=one) for one in kinds
    )


def with_lanes(journey: Journey, order: Sequence[Lane]) -> Journey:
    """The journey with these lanes."""
    return journey.replace(poster=journey.poster.replace(lanes=tuple(order)))


def furnished(journey: Journey) -> Journey:
    """A journey with something to say in every lane."""

    def more(i: int, t: Touchpoint) -> Touchpoint:
        return t.replace(
            systems=(("Identity management", "Asset register of the municipality", "MDM")[: i % 4]),
            service_levels=(
                (),
                (ServiceLevel(name="First reply", unit="h", target=8, actual=6.5),),
                (ServiceLevel(name="Solved at the first contact", unit="%", target=80, better="higher"),),
                (ServiceLevel(name="Waiting", unit="minutes of the traveller’s time", target=3, actual=12),),
            )[i % 4],
            lane_texts=(
                LaneText(
                    lane=OWN[0], text="The desk looks for Rindfleischetikettierungsüberwachung. " * (i % 3)
                ),
                LaneText(lane=OWN[1], text="Nothing yet."),
            ),
        )

    return journey.replace(
        parked=(),  # a parked card may say something in a lane that is another one here
        text_lanes=(
            TextLane(id=OWN[0], name="Backstage"),
            TextLane(id=OWN[1], name="What the supplier does"),
        ),
        touchpoints=tuple(more(i, t) for i, t in enumerate(journey.touchpoints)),
        poster=PosterSettings(),
    )


def places(band: Band) -> list[tuple[float, float]]:
    """Upper and lower edge of every lane of a band."""
    found = band.lanes
    out = [(found.ribbon, found.ribbon + found.ribbon_h)] if found.ribbon_h else []
    out += [(found.rail, found.cards + found.cards_h)] if band.shows(K.CARDS) else []
    out += [(found.graph, found.graph + found.graph_h)] if found.graph_h else []
    out += [(found.party, found.party + band.party_h)] if band.party_h else []
    out += [(found.opportunities, found.opportunities + band.hung_h)] if band.hung else []
    return sorted([*out, *((y, y + h) for y, h in found.cells)])


def assert_sound(sheet: MapSheet) -> None:
    """Lanes apart, everything inside its lane and column."""
    parts = list(sheet.parts())
    for band in sheet.bands:
        edges = [(band.lanes.top, band.lanes.top), *places(band), (band.lanes.bottom, band.lanes.bottom)]
        for (_, end), (begin, _) in pairwise(edges):
            assert begin >= end - 1e-6
        for row, (y, h) in zip(band.strips, band.lanes.cells, strict=True):
            own = sheet.journey.touchpoints[band.columns.start : band.columns.stop]
            for t in own:
                cell = band.cell(row, t)
                assert cell is None or cell.h <= h + 1e-6, row
            assert y + h <= sheet.height
    for part in parts:
        if part.kind in (PartKind.CARD, PartKind.QUOTE, PartKind.CELL, PartKind.OPPORTUNITY):
            assert_inside(part)


def assert_inside(part: Part) -> None:
    """No word leaves the box of its part; how many votes there are stands on the upper edge."""
    over = sticker_among(part.items)
    for item in part.items:
        if isinstance(item, Text):
            if over is not None and over.x < item.x < over.x + over.w and item.y < over.y + over.h:
                continue
            right = item.x + item.line.width * item.size
            assert item.x >= -0.05 and right <= part.w + 0.05, (part.kind, item.line.text, right, part.w)
            assert item.y - 0.7 * item.size >= -0.05, (part.kind, item.line.text)
            assert item.y <= part.h + 0.05, (part.kind, item.line.text)


orders = st.lists(
    st.sampled_from([*(kind for kind in K if kind is not K.TEXT), *OWN]), unique=True, max_size=10
).map(lambda kinds: lanes(*kinds))


@given(journeys(), orders, st.booleans())
@settings(max_examples=25, deadline=None)
def test_any_order_and_choice_of_lanes_is_sound(
    journey: Journey, order: tuple[Lane, ...], upright: bool
) -> None:
    journey = with_lanes(furnished(journey), order)
    for sheet in (poster(journey, portrait=upright), timeline(journey)):
        assert_sound(sheet)


@given(orders)
@settings(max_examples=12, deadline=None)
def test_what_a_shown_lane_holds_is_on_the_sheet(order: tuple[Lane, ...]) -> None:
    journey = with_lanes(furnished(sample()), order)
    sheet = poster(journey)
    parts = list(sheet.parts())
    flat = (
        "".join(item.line.text for part in parts for item in part.items if isinstance(item, Text))
        .replace("-", "")
        .replace(" ", "")
    )
    shown = lanes_of(journey, inviting=False)
    cut = {problem.place for problem in sheet.problems}

    def there(said: str, place: str) -> None:
        assert said.replace(" ", "").replace("-", "") in flat or place in cut, said

    for i, t in enumerate(journey.touchpoints):
        place = f"touchpoints[{i}]"
        if shown.has(K.CARDS):
            there(t.title, f"{place}.title")
        if shown.has(K.QUOTES) or shown.quoted:
            for quote in t.quotes[:3]:
                there(quote.text, f"{place}.quotes")
        if shown.has(K.SYSTEMS):
            for system in t.systems:
                there(system, f"{place}.systems")
        if shown.has(K.SERVICE_LEVELS):
            for level in t.service_levels:
                there(level.name, f"{place}.service_levels")
        for row in shown.rows:
            if row.lane:
                there(
                    next(said.text for said in t.lane_texts if said.lane == row.lane),
                    f"{place}.lane_texts.{row.lane}",
                )


def test_lanes_that_are_put_aside_are_not_drawn() -> None:
    journey = with_lanes(furnished(sample()), lanes(K.CARDS, K.CURVE))
    kinds = {part.kind for part in poster(journey).parts()}
    assert not kinds & {PartKind.PHASE, PartKind.QUOTE, PartKind.PARTY, PartKind.OPPORTUNITY, PartKind.CELL}
    assert {PartKind.CARD, PartKind.CURVE, PartKind.POINT} <= kinds
    journey = with_lanes(journey, lanes(K.PHASES, K.SYSTEMS))
    kinds = {part.kind for part in poster(journey).parts()}
    assert not kinds & {PartKind.CARD, PartKind.NUMBER, PartKind.CURVE, PartKind.POINT, PartKind.AXIS}
    assert {PartKind.PHASE, PartKind.CELL} <= kinds


def test_a_map_without_lanes_shows_its_cards() -> None:
    nothing = tuple(lane.replace(shown=False) for lane in HOUSE_LANES)
    kinds = {part.kind for part in poster(with_lanes(sample(), nothing)).parts()}
    assert PartKind.CARD in kinds


def test_saying_what_the_house_does_changes_nothing() -> None:
    for view in (poster, timeline):
        assert value(view(with_lanes(sample(), HOUSE_LANES))) == value(view(sample()))


def test_the_order_is_the_document_s() -> None:
    kinds = (K.OPPORTUNITIES, K.CURVE, K.SYSTEMS, K.PHASES, OWN[0], K.CARDS, K.PARTIES, K.QUOTES)
    band = timeline(with_lanes(furnished(sample()), lanes(*kinds))).bands[0]
    found = band.lanes
    (systems, _), (own, _), (quotes, _) = found.cells
    ys = [found.opportunities, found.graph, systems, found.ribbon, own, found.rail, found.party, quotes]
    assert ys == sorted(ys)


def test_quotes_stand_under_the_cards_or_in_a_lane_of_their_own() -> None:
    under = timeline(with_lanes(sample(), lanes(K.CARDS, K.QUOTES, K.CURVE)))
    apart = timeline(with_lanes(sample(), lanes(K.CARDS, K.CURVE, K.QUOTES)))
    none = timeline(with_lanes(sample(), lanes(K.CARDS, K.CURVE)))
    t = next(t for t in sample().touchpoints if t.quotes)

    def quote(sheet: MapSheet) -> Part | None:
        return next((p for p in sheet.parts() if p.kind is PartKind.QUOTE and p.record == t.id), None)

    card = under.box(t.id)
    first, second = quote(under), quote(apart)
    assert card is not None and first is not None and second is not None
    assert first.y == pytest.approx(card.y + card.h)
    assert second.y == pytest.approx(apart.bands[0].lanes.cells[0][0])
    assert second.y > apart.bands[0].frame.bottom
    assert quote(none) is None
    assert none.bands[0].lanes.cards_h < under.bands[0].lanes.cards_h


@pytest.mark.parametrize("kinds", [(K.CARDS, K.CURVE, K.OPPORTUNITIES), (K.OPPORTUNITIES, K.CARDS, K.CURVE)])
def test_leaders_run_to_the_opportunities_above_or_below(kinds: tuple[LaneKind, ...]) -> None:
    sheet = timeline(with_lanes(sample(), lanes(*kinds)))
    band = sheet.bands[0]
    parts = {(part.kind, part.record): part for part in sheet.parts() if part.record}
    hung = [one for one in band.hung if one.anchor is not None and one.link is None]
    assert hung
    for one in hung:
        leader = parts[PartKind.GROUND, one.opportunity.id]
        card, point = sheet.box(one.opportunity.id), band.spot(one.anchor or 0)
        assert card is not None
        if kinds[0] is K.OPPORTUNITIES:
            assert card.y + card.h == pytest.approx(leader.y)
            assert leader.y + leader.h == pytest.approx(point[1])
        else:
            assert leader.y == pytest.approx(point[1])
            assert leader.y + leader.h == pytest.approx(card.y)
        assert card.x - 0.01 <= leader.x <= card.x + card.w + 0.01


def test_opportunities_over_the_line_stand_on_the_lower_edge_of_their_lane() -> None:
    band = timeline(with_lanes(sample(), lanes(K.OPPORTUNITIES, K.CURVE))).bands[0]
    lowest = max(one.y + one.h for one in band.hung)
    assert lowest == pytest.approx(band.hung_h)
    assert all(one.y >= -1e-6 for one in band.hung)
    assert any(one.y + one.h == pytest.approx(band.hung_h) and one.link is None for one in band.hung)


def test_a_hand_finds_what_is_in_a_lane() -> None:
    journey = with_lanes(furnished(sample()), lanes(K.CURVE, K.SYSTEMS, OWN[1], K.PHASES, K.CARDS))
    sheet = timeline(journey)
    for part in sheet.parts():
        if part.kind is PartKind.CELL:
            hit = sheet.hit(part.x + 1, part.y + 1)
            assert (hit.kind, hit.record) == (HitKind.CELL, part.record)
            assert hit.field in ("systems", f"lane_texts.{OWN[1]}")
    t = journey.touchpoints[2]
    editor = sheet.editor(t.id, f"lane_texts.{OWN[1]}")
    assert editor is not None and editor.text == "Nothing yet." and editor.multiline
    point = sheet.point(t.id)
    assert point is not None and sheet.hit(*point).kind is HitKind.POINT
    box = sheet.box(journey.phases[1].id)
    assert box is not None and sheet.hit(box.x + 5, box.y + 2).kind is HitKind.PHASE
    assert box.y > sheet.bands[0].frame.bottom


def test_a_lane_with_nothing_to_say_is_left_out_of_print_and_reported() -> None:
    journey = sample().replace(text_lanes=(TextLane(id=OWN[0], name="Backstage"),))
    journey = journey.replace(touchpoints=tuple(t.replace(systems=()) for t in journey.touchpoints))
    journey = with_lanes(journey, lanes(K.CARDS, K.SYSTEMS, OWN[0], K.CURVE))
    sheet = poster(journey)
    assert [row.kind for row in sheet.bands[0].order.rows] == [K.CARDS, K.CURVE]
    said = [str(problem.message) for problem in sheet.problems]
    assert sum("Backstage" in one for one in said) == 1
    assert sum("Systems" in one for one in said) == 1
    inviting = timeline(journey).bands[0]
    assert [row.kind for row in inviting.strips] == [K.SYSTEMS, K.TEXT]
    assert all(h > 0 for _, h in inviting.lanes.cells)


def test_a_long_name_of_an_own_lane_is_reported() -> None:
    journey = furnished(sample())
    name = "What everybody behind the curtain does, says, thinks, orders, signs and forgets while nobody looks at them"
    journey = journey.replace(text_lanes=(TextLane(id=OWN[0], name=name), journey.text_lanes[1]))
    sheet = poster(with_lanes(journey, lanes(K.CARDS, K.CURVE, OWN[0])))
    assert [problem.place for problem in sheet.problems if "ends in" in str(problem.message)] == [
        "text_lanes[0].name"
    ]


def test_a_squeezed_text_lane_is_reported() -> None:
    journey = furnished(sample("big"))
    long = tuple(
        t.replace(lane_texts=(LaneText(lane=OWN[0], text="We look it up and call back. " * 30),))
        for t in journey.touchpoints
    )
    sheet = poster(with_lanes(journey.replace(touchpoints=long), lanes(K.CARDS, OWN[0], K.CURVE)), "A3")
    assert_sound(sheet)
    cut = [p.place for p in sheet.problems if p.place.endswith(f"lane_texts.{OWN[0]}")]
    assert len(cut) == len(journey.touchpoints)


def test_more_quotes_than_a_lane_shows_are_reported() -> None:
    journey = sample()
    many = journey.touchpoints[0].replace(quotes=tuple(Quote(text=f"Word {k}") for k in range(5)))
    journey = journey.replace(touchpoints=(many, *journey.touchpoints[1:]))
    sheet = poster(with_lanes(journey, lanes(K.CARDS, K.CURVE, K.QUOTES)))
    assert "touchpoints[0].quotes" in {problem.place for problem in sheet.problems}


def test_in_little_room_a_card_names_its_party_only_where_parties_are_shown() -> None:
    def named(order: tuple[Lane, ...]) -> bool:
        sheet = poster(with_lanes(sample("big"), order))
        assert sheet.bands[0].m.compact
        names = {party.name for party in sample("big").parties}
        return any(
            item.line.text in names
            for part in sheet.parts()
            if part.kind is PartKind.CARD
            for item in part.items
            if isinstance(item, Text)
        )

    assert named(HOUSE_LANES)
    assert not named(lanes(K.PHASES, K.CARDS, K.QUOTES, K.CURVE, K.OPPORTUNITIES))


def test_an_empty_map_shows_where_cards_go() -> None:
    empty = with_lanes(Journey(), lanes(K.CURVE, K.SYSTEMS))
    for sheet in (timeline(empty), poster(empty)):
        band = sheet.bands[0]
        assert band.shows(K.CARDS)
        assert band.cards_h > 0


def test_service_levels_say_their_figures_with_their_good_side() -> None:
    words = composer("da").words
    level = ServiceLevel(name="Svar", unit="%", target=80, actual=71.5, better="higher")
    assert target_text(level, words).endswith("≥\u00a080\u00a0%")
    assert amount(71.5, "t", words) == "71,5\u00a0t"
    assert amount(71.5, "%", composer().words) == "71.5%"


def test_whether_a_target_was_met_shows_without_colour() -> None:
    def sign(**figures: float) -> str:
        level = ServiceLevel(name="Reply", **figures)  # type: ignore[arg-type]
        t = sample().touchpoints[0].replace(service_levels=(level,))
        journey = sample().replace(touchpoints=(t, *sample().touchpoints[1:]))
        sheet = poster(with_lanes(journey, lanes(K.CARDS, K.SERVICE_LEVELS)))
        part = next(p for p in sheet.parts() if p.kind is PartKind.CELL)
        return repr([type(item).__name__ for item in part.items])

    assert len({sign(target=3, actual=2), sign(target=3, actual=4), sign(target=3)}) == 3


def test_cells_never_cost_a_drag_more_than_what_changed() -> None:
    """A composer that remembers gives the very same parts for the cells of touchpoints that nobody touched."""
    made: Composer = composer()
    journey = with_lanes(
        furnished(sample()), lanes(K.CARDS, K.CURVE, *(kind for kind in CELLS if kind is not K.TEXT), *OWN)
    )
    paper = Paper.named("A0")

    def cells(one: Journey) -> dict[tuple[str, float], Part]:
        sheet = made.poster(one, read(one), paper)
        return {(p.record, p.y): p for p in sheet.parts() if p.kind is PartKind.CELL}

    before = cells(journey)
    changed = journey.touchpoints[3].replace(emotion="cross")
    after = cells(journey.replace(touchpoints=(*journey.touchpoints[:3], changed, *journey.touchpoints[4:])))
    assert before.keys() == after.keys()
    assert all(after[key] is part for key, part in before.items())


def test_cards_that_nobody_asked_for_are_told() -> None:
    journey = sample()
    off = tuple(lane.replace(shown=False) for lane in journey.poster.lanes_in_order)
    bare = journey.replace(poster=journey.poster.replace(lanes=off))
    told = [one for one in poster(bare).problems if "although they are switched off" in one.message.template]
    assert [one.place for one in told] == ["poster.lanes"]
    assert not [one for one in poster(journey).problems if "switched off" in one.message.template]


def test_two_parties_that_begin_alike_have_signs_that_differ() -> None:
    journey = sample("new-laptop")
    names = ("Leader", "Laptop supplier")
    parties = tuple(p.replace(name=name, sign="") for p, name in zip(journey.parties, names, strict=False))
    cards = tuple(t.replace(party=parties[i % 2].id) for i, t in enumerate(journey.touchpoints))
    sheet = poster(journey.with_(parties=parties, touchpoints=cards, opportunities=(), interviews=(), desired=DesiredExperience()))
    pills = [part for part in sheet.parts() if part.kind is PartKind.PARTY]
    badges = [next(item for item in part.items if isinstance(item, Text)).line.text for part in pills]
    assert badges == ["LE" if i % 2 == 0 else "LS" for i in range(len(cards))]
