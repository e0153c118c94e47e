"""What the distance changes from which a poster is read, on as many sheets as it likes and on one."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from cjm_desktop.analysis import read
from cjm_desktop.layout import MapSheet, Paper
from cjm_desktop.layout.metrics import grown
from cjm_desktop.layout.sheet import PartKind, Text
from tests.layout.faults import outside, overlapping
from tests.layout.maps import composer, sample, value

DISTANCES = (0.5, 1.0, 2.0, 3.0, 5.0)
WHICH = [
    ("new-colleague", "A0", False),
    ("new-colleague", "A0", True),
    ("new-laptop", "A1", False),
    ("big", "A0", False),
]


@cache
def one_sheet(name: str, paper: str, portrait: bool, distance: float) -> MapSheet:
    """A journey on one sheet for a distance (m)."""
    journey, named = sample(name), Paper.named(paper, portrait=portrait)
    (sheet,) = composer().series(journey, read(journey), named, distance=distance, sheets=1)
    return sheet


def words(sheet: MapSheet) -> float:
    """The mean size (mm) of what stands at the points: the words of emotions and their grades."""
    sizes = [
        max(item.size for item in part.items if isinstance(item, Text))
        for part in sheet.parts()
        if part.kind is PartKind.POINT and any(isinstance(item, Text) for item in part.items)
    ]
    return sum(sizes) / len(sizes)


@pytest.mark.parametrize(("name", "paper", "portrait"), WHICH)
def test_what_is_read_from_far_away_never_gets_smaller_with_distance(
    name: str, paper: str, portrait: bool
) -> None:
    sheets = [one_sheet(name, paper, portrait, distance) for distance in DISTANCES]
    for near, far in pairwise(sheets):
        a, b = near.bands[0].m, far.bands[0].m
        assert b.title >= a.title - 1e-9
        assert b.phase_size >= a.phase_size - 1e-9
        assert b.curve >= a.curve - 1e-9
        assert b.face >= a.face - 1e-9
        assert words(far) >= words(near) - 1e-9


@pytest.mark.parametrize(("name", "paper", "portrait"), WHICH)
def test_nothing_is_lost_or_crowded_for_the_sake_of_distance(name: str, paper: str, portrait: bool) -> None:
    for distance in DISTANCES:
        sheet = one_sheet(name, paper, portrait, distance)
        assert not [p for p in sheet.problems if p.place not in ("poster.paper", "poster.lanes")]
        assert not [p for p in sheet.problems if "flat" in str(p)]
        assert outside(sheet) + overlapping(sheet) == []
        assert sheet.body_pt >= 0.87 * one_sheet(name, paper, portrait, 1.0).body_pt


def test_one_sheet_for_three_metres_is_not_that_for_one() -> None:
    near, far = (one_sheet("new-colleague", "A0", False, distance) for distance in (1.0, 3.0))
    assert far.bands[0].m.title >= 1.2 * near.bands[0].m.title
    assert words(far) >= 1.15 * words(near)
    assert far.body_pt >= 0.87 * near.body_pt


def test_up_to_a_metre_nothing_changes() -> None:
    assert value(one_sheet("new-colleague", "A0", False, 0.5)) == value(
        one_sheet("new-colleague", "A0", False, 1.0)
    )
    assert grown(0.3) == grown(1.0) == ()


def test_the_growth_is_calm_and_ends() -> None:
    assert grown(2.0)[-1] == 1.25
    assert grown(5.0)[-1] == grown(20.0)[-1] == 1.5
    for near, far in pairwise((1.0, 1.5, 2.0, 3.0, 5.0, 20.0)):
        assert set(grown(near)) <= set(grown(far))


def test_a_hand_finds_the_large_titles_where_they_are() -> None:
    """Body, bands and what is grown stay as they were while a card is held."""
    journey, named = sample("new-colleague"), Paper.named("A0")
    made = composer()
    first = made.poster(journey, read(journey), named, distance=3.0, sheets=1)
    again = made.poster(journey, read(journey), named, distance=3.0, sheets=1, plan=first.plan)
    assert first.bands[0].m.far > 1
    assert again.bands[0].m == first.bands[0].m
    assert value(again) == value(first)


@pytest.mark.parametrize("sheets", [0, 2, 3])
@pytest.mark.parametrize("length", [40, 1500, 2500])
def test_one_card_never_has_a_sheet_without_one_before_it(length: int, sheets: int) -> None:
    journey = sample()
    text = ("A sentence that tells what happens. " * 80)[:length].strip()
    card = journey.touchpoints[0].replace(phase=journey.phases[2].id, text=text)
    journey = journey.with_(phases=journey.phases[:3], touchpoints=(card,), opportunities=(), rounds=())
    (sheet,) = composer().series(journey, read(journey), Paper.named("A0"), distance=5.0, sheets=sheets)
    assert [part.record for part in sheet.parts() if part.kind is PartKind.CARD] == [card.id]


def smallest_of(sheet: MapSheet, kind: PartKind) -> float:
    """The smallest type (mm) of head or foot."""
    return min(
        item.size
        for part in sheet.parts()
        if part.kind is kind
        for item in part.items
        if isinstance(item, Text)
    )


@pytest.mark.parametrize(("name", "paper", "portrait"), WHICH)
def test_the_small_print_of_head_and_foot_grows_with_the_distance_while_there_is_room(
    name: str, paper: str, portrait: bool
) -> None:
    sheets = [one_sheet(name, paper, portrait, distance) for distance in DISTANCES]
    for near, far in pairwise(sheets):
        for kind in (PartKind.HEADER, PartKind.FOOTER):
            assert smallest_of(far, kind) >= smallest_of(near, kind) - 1e-9
        a, b = near.bands[0].m, far.bands[0].m
        assert b.small / b.em >= a.small / a.em - 1e-9 and b.meta / b.em >= a.meta / a.em - 1e-9
    if name == "big":  # sixty cards need the room themselves
        assert smallest_of(sheets[-1], PartKind.FOOTER) == smallest_of(sheets[0], PartKind.FOOTER)
    else:
        assert smallest_of(sheets[3], PartKind.FOOTER) >= 1.2 * smallest_of(sheets[1], PartKind.FOOTER)
        assert smallest_of(sheets[3], PartKind.HEADER) >= 1.15 * smallest_of(sheets[1], PartKind.HEADER)
        assert sheets[3].smallest_pt > sheets[1].smallest_pt
