"""Small paper is laid out for the hand, not a wall poster made smaller: absolute floors for type, lines and margins, and a head, titles
and faces that need not be seen from across a room."""

from __future__ import annotations

from functools import cache

import pytest

from cjm_desktop.analysis import read
from cjm_desktop.layout import MapSheet, Paper
from cjm_desktop.layout.sheet import PT, Curve, PartKind, Path, Rect
from tests.layout.faults import outside, overlapping, texts
from tests.layout.maps import composer, poster, sample

#: The smallest type (pt) and the finest line (mm) that offices print, and the strip (mm) that their printers leave white.
LEAST_TYPE, LEAST_LINE, UNPRINTED = 5.0, 0.12, 6.35
SAMPLES = ("new-colleague", "new-laptop", "big")


@cache
def printed(
    name: str, paper: str, portrait: bool, distance: float = 0.5, sheets: int = 0
) -> tuple[MapSheet, ...]:
    """The sheets of a sample for reading in the hand."""
    journey, named = sample(name), Paper.named(paper, portrait=portrait)
    return composer().series(journey, read(journey), named, distance=distance, sheets=sheets)


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("paper", ["A3", "A4"])
@pytest.mark.parametrize("name", SAMPLES)
def test_small_paper_is_printed_with_type_and_lines_that_offices_print(
    name: str, paper: str, portrait: bool
) -> None:
    for sheet in printed(name, paper, portrait):
        assert outside(sheet) + overlapping(sheet) == []
        assert sheet.body_pt >= LEAST_TYPE - 1e-6
        assert sheet.smallest_pt >= 0.93 * LEAST_TYPE - 1e-6
        for part in sheet.parts():
            if part.kind in (PartKind.HEADER, PartKind.FOOTER):
                continue
            for item in part.items:
                if isinstance(item, Path | Rect | Curve) and item.stroke is not None and item.width:
                    assert item.width >= LEAST_LINE - 1e-6, (part.kind, item)
        assert min(own[0] for *_, own, _ in texts(sheet)) >= UNPRINTED


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("name", SAMPLES[:2])
def test_a3_is_no_a0_made_smaller(name: str, portrait: bool) -> None:
    """All of it is read from one place: the head takes less of it, titles and faces are nearer the body, which is no smaller for it."""
    (wall,), (hand,) = printed(name, "A0", portrait, 1.0, 1), printed(name, "A3", portrait, 0.5, 1)
    scale = hand.width / wall.width
    a, b = wall.bands[0].m, hand.bands[0].m
    assert b.em >= 0.999 * a.em * scale
    assert b.title / b.em < 0.95 * a.title / a.em and b.title > b.em
    assert b.phase_size / b.em < a.phase_size / a.em and b.phase_size > b.title
    assert b.face / b.em < 0.85 * a.face / a.em
    head = next(part for part in hand.parts() if part.kind is PartKind.HEADER)
    usual = next(part for part in wall.parts() if part.kind is PartKind.HEADER)
    assert head.h < 0.95 * scale * usual.h


def test_type_or_line_in_the_hand_is_larger_than_on_the_same_poster_made_smaller() -> None:
    for name, portrait in (("new-laptop", False), ("new-laptop", True), ("new-colleague", True)):
        (wall,), (hand,) = printed(name, "A0", portrait, 1.0, 1), printed(name, "A3", portrait, 0.5, 1)
        scale, (one, *_), (other, *_) = hand.width / wall.width, wall.bands, hand.bands
        taller = (other.frame.low - other.frame.high) / (one.frame.low - one.frame.high) / scale
        assert hand.body_pt >= (0.999 if taller >= 1.1 else 1.05) * wall.body_pt * scale


def test_small_paper_that_hangs_far_away_is_a_wall_poster() -> None:
    assert Paper.named("A3").near(1.0) < Paper.named("A2").near(1.0) < 1
    assert Paper.named("A3").near(2.0) == Paper.named("A1").near(0.3) == Paper.named("A0").near(1.0) == 1


def test_nobody_is_given_type_under_five_points_while_there_may_be_more_sheets() -> None:
    near = printed("big", "A3", False, 0.3)
    assert len(near) > 1
    assert near[0].body_pt >= LEAST_TYPE - 1e-6
    (one,) = printed("big", "A3", False, 0.3, 1)
    assert one.body_pt < LEAST_TYPE


def test_margins_and_finest_lines_do_not_shrink_without_end() -> None:
    assert Paper.named("A0").margin == 24.0
    assert Paper.named("A4").margin == 7.0
    assert Paper.named("A0").grain == 1.0
    assert Paper.named("A4").grain * 12 * PT >= LEAST_TYPE * PT


def test_a_sheet_much_too_long_for_its_width_says_that_its_width_limits_it() -> None:
    sheet = poster(sample("new-laptop"), "200x5000mm")
    assert any("wider paper" in str(one.message) for one in sheet.problems)
    assert not any("larger paper" in str(one.message) for one in sheet.problems)


def test_a_card_alone_on_a_small_sheet_takes_what_it_can_use() -> None:
    journey = sample("new-laptop")
    one = journey.with_(touchpoints=journey.touchpoints[:1], phases=journey.phases[:1], opportunities=(), rounds=())
    sheet = poster(one, "100x150mm")
    columns = sheet.bands[0].columns
    assert columns.width > 0.6 * (sheet.width - columns.left)
