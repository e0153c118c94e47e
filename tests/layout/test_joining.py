"""Sheets of a series that hang side by side join: bands, cards and the line stand at the same heights on all of them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Lane, LaneKind
from cjm_desktop.layout import MapSheet, Paper, load_theme
from cjm_desktop.layout.band import Band
from cjm_desktop.layout.sheet import PartKind, Rect, Text
from tests.layout.maps import composer, said, sample
from tests.layout.test_series import desk, faults, long_one, series

#: Each of these examples lays out a whole series.
_SOME = settings().max_examples // 2


def shelves_of(sheets: tuple[MapSheet, ...]) -> list[list[tuple[float, ...]]]:
    """Shelf by shelf, from above: the heights (mm) at which the bands of each sheet of a series stand."""
    most = max(len(sheet.bands) for sheet in sheets)
    on = [[sheet.bands[k] for sheet in sheets if len(sheet.bands) > k] for k in range(most)]
    return [[heights_of(band) for band in bands] for bands in on]


def heights_of(band: Band) -> tuple[float, ...]:
    """All heights (mm) that must be the same side by side: each lane's, the card's, those of the scale and of the line's way out."""
    lanes, frame = band.lanes, band.frame
    rows = (lanes.top, lanes.ribbon, lanes.rail, lanes.cards, lanes.party, lanes.opportunities, lanes.bottom)
    cells = [y for cell in lanes.cells for y in cell]
    return (*rows, lanes.cards_h, band.cards_h, frame.high, frame.neutral, frame.low, *cells)


def apart(sheets: tuple[MapSheet, ...]) -> float:
    """How far (mm) heights differ that must be the same."""
    return max(
        max(heights) - min(heights) for bands in shelves_of(sheets) for heights in zip(*bands, strict=True)
    )


def scale_of(sheets: tuple[MapSheet, ...]) -> float:
    """The least height (mm) from the lowest to the highest grade on the sheets of a series."""
    return min(band.frame.low - band.frame.high for sheet in sheets for band in sheet.bands)


@cache
def many(count: int) -> Journey:
    """The long journey with so many cards."""
    journey = long_one(-(-count // 60))
    kept = journey.touchpoints[:count]
    assert len(kept) == count
    ids = {t.id for t in kept}
    left = (o.replace(touchpoints=tuple(i for i in o.touchpoints if i in ids)) for o in journey.opportunities)
    return journey.with_(touchpoints=kept, opportunities=tuple(left))


@pytest.mark.in_turn("portrait")
@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("paper", ["A0", "A3"])
@pytest.mark.parametrize("count", [200, 500])
def test_sheets_side_by_side_join(count: int, paper: str, portrait: bool) -> None:
    made = series(many(count), paper, portrait=portrait)
    assert len(made) > 1
    if (count, paper, portrait) == (500, "A3", True):
        # Side by side the line would have 6 mm, which tells nothing: it is worth more than one height for all.
        assert not made[0].plan.shelves and scale_of(made) > 15
    else:
        assert apart(made) < 1e-6
    # Heads too: one band of colour across the wall.
    assert (
        len({round(part.h, 6) for sheet in made for part in sheet.parts() if part.kind is PartKind.HEADER})
        == 1
    )


@pytest.mark.parametrize(("count", "paper", "portrait", "least"), [(90, "A3", True, 20), (400, "A0", False, 35), (400, "A1", False, 24)])
def test_joining_never_costs_the_line(count: int, paper: str, portrait: bool, least: float) -> None:
    """What only the first sheet has, and the highest words of all sheets together, do not make the line flat."""
    journey = sample("new-colleague")
    own = journey.touchpoints
    cards = tuple(
        own[k % len(own)].replace(id=f"{own[k % len(own)].id}{k // len(own) or ''}", grade=float(1 + 7 * k % 10), quotes=())
        for k in range(count)
    )
    order = {phase.id: at for at, phase in enumerate(journey.phases)}
    journey = journey.replace(touchpoints=tuple(sorted(cards, key=lambda t: order.get(t.phase or "", -1))))
    made = composer().series(journey, read(journey), Paper.named(paper, portrait=portrait), sheets=0)
    assert len(made) > 1
    assert scale_of(made) > least


@pytest.mark.parametrize("portrait", [False, True])
def test_the_head_of_a_further_sheet_leaves_the_paper_to_the_map(portrait: bool) -> None:
    made = composer().series(sample("big"), read(sample("big")), Paper.named("148x210mm", portrait=portrait), sheets=0)
    heads = [part.h for sheet in made[1:] for part in sheet.parts() if part.kind is PartKind.HEADER]
    assert heads and max(heads) <= 0.25 * made[0].height


def test_a_band_says_that_the_journey_goes_on_below_it_and_not_beside() -> None:
    made = series(many(200), "A0", portrait=False)
    for sheet in made:
        signs = [part for part in sheet.parts() if part.kind is PartKind.HINT and part.x + part.w > 0.9 * sheet.width and part.items]
        below = [one for one, other in pairwise(sheet.bands)]
        told = said(signs).split("\n")
        assert [str(other.columns.start + 1) for _, other in pairwise(sheet.bands)] == [one for one in told if one.isdigit()][: len(below)]
    alone = composer().series(sample(), read(sample()), Paper.named("A0", portrait=False), sheets=1)
    assert not [p for p in alone[0].parts() if p.kind is PartKind.HINT and p.x + p.w > 0.9 * alone[0].width and p.items]


@given(st.data(), st.sampled_from(["A3", "A4"]), st.booleans(), st.integers(2, 4))
@settings(max_examples=max(6, _SOME // 4))
def test_sheets_join_whatever_stands_on_them(
    data: st.DataObject, paper: str, portrait: bool, most: int
) -> None:
    """Texts of any length, cards moved and taken away, lanes that only some sheets fill, opportunities over the cards."""
    journey = sample("big")
    for _ in range(data.draw(st.integers(1, 6), "edits")):
        at = data.draw(st.integers(0, len(journey.touchpoints) - 1), "card")
        ident = journey.touchpoints[at].id
        match data.draw(st.integers(0, 4), "kind of edit"):
            case 0:
                to = data.draw(st.integers(0, len(journey.touchpoints) - 1), "to")
                journey = edits.move_touchpoints(journey, [ident], to, journey.touchpoints[to].phase)
            case 1:
                text = journey.touchpoints[at].text * data.draw(st.integers(0, 4), "times")
                journey = edits.change_touchpoints(journey, [ident], text=text)
            case 2:
                journey = edits.change_touchpoints(journey, [ident], systems=("Identity management",))
            case 3:
                grade = data.draw(st.sampled_from([None, 1.0, 10.0]), "grade")
                journey = edits.change_touchpoints(journey, [ident], grade=grade)
            case _:
                order = data.draw(st.permutations(list(LaneKind)[:-1]), "lanes")
                shown = tuple(Lane(kind=kind) for kind in order)
                journey = journey.with_(poster=journey.poster.replace(lanes=shown))
    named = Paper.named(paper, portrait=portrait)
    made = composer().series(journey, read(journey), named, sheets=most)
    assert faults(journey, made, 1.0) == []
    if made[0].plan is not None and made[0].plan.shelves:
        assert apart(made) < 1e-6
    else:  # never for want of looking: side by side there would be no room for a line
        assert len(made) == 1 or len(shelves_of(made)) > 2


def test_a_lane_that_only_one_sheet_fills_keeps_its_room_on_all_and_its_name_on_that_one() -> None:
    journey = sample("new-colleague")
    journey = edits.change_touchpoints(journey, [t.id for t in journey.touchpoints], systems=())
    journey = edits.change_touchpoints(journey, [journey.touchpoints[-1].id], systems=("Mail",))
    shown = tuple(
        Lane(kind=kind) for kind in (LaneKind.PHASES, LaneKind.CARDS, LaneKind.SYSTEMS, LaneKind.CURVE)
    )
    made = series(journey.with_(poster=journey.poster.replace(lanes=shown)), "A4", sheets=2)
    assert len(made) == 2 and apart(made) < 1e-6
    named = ["Systems" in said([p for p in sheet.parts() if p.kind is PartKind.HINT]) for sheet in made]
    assert named == [False, True]


def test_fewer_bands_stand_on_the_first_shelves() -> None:
    """A plan kept from a fuller journey: the last sheet has lost its last band, and what is left of it stays where it was."""
    spread = desk()
    assert spread.plan is not None
    pages = spread.plan.pages
    stop = spread.plan.cuts[sum(pages[:-1])][1]
    gone = spread.journey.touchpoints[stop:]
    assert pages[-1] > 1 and gone
    journey = edits.remove_touchpoints(spread.journey, [t.id for t in gone])
    told = {t.phase for t in journey.touchpoints}
    journey = journey.with_(phases=tuple(p for p in journey.phases if p.id in told))
    again = composer().poster(journey, read(journey), Paper.named("A0"), plan=spread.plan, sheets=0)
    assert again.plan is not None and again.plan.pages == (*pages[:-1], 1)
    for now, before in zip(again.bands, spread.bands, strict=False):
        assert heights_of(now) == pytest.approx(heights_of(before), abs=1e-6)


def test_a_further_head_shows_where_on_the_whole_line_its_sheet_is() -> None:
    """Under its words the head of each further sheet lights what stands on it, one after the other and with no gap between."""
    made = series(long_one(), "A0")
    theme = load_theme("house")
    lit: list[tuple[float, float]] = []
    for sheet in made:
        (head,) = (part for part in sheet.parts() if part.kind is PartKind.HEADER)
        grounds = [item for item in head.items if isinstance(item, Rect) and item.fill == theme.header_disc]
        if sheet is made[0]:
            assert not grounds
            continue
        (ground,) = grounds
        words = max(item.y for item in head.items if isinstance(item, Text))
        assert words < ground.y and ground.y + ground.h < head.h
        lit.append((ground.x, ground.x + ground.w))
    margin = Paper.named("A0", portrait=False).margin
    count = len(made[0].journey.touchpoints)
    pitch = (made[0].width - 2 * margin) / count
    first = made[1].bands[0].columns.start
    assert lit[0][0] == pytest.approx(margin + first * pitch)
    assert lit[-1][1] == pytest.approx(made[0].width - margin)
    for (_, end), (begin, _) in pairwise(lit):
        assert end == pytest.approx(begin)
