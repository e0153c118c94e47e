"""Numbered sheets: everything is on one of them, none is crowded, and whoever reads on finds the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.analysis import read
from cjm_desktop.document import Journey
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import (
    Held,
    HitKind,
    IconSet,
    MapSheet,
    Paper,
    legible_from,
    load_theme,
    printed_words,
)
from cjm_desktop.layout.fitting import Room
from cjm_desktop.layout.joining import levelled
from cjm_desktop.layout.memo import Memo
from cjm_desktop.layout.series_head import onward_part
from cjm_desktop.layout.setting import Setting
from cjm_desktop.layout.sheet import PT, PartKind, Text
from cjm_desktop.layout.solve import Solver
from tests.layout.faults import outside, overlapping, smallest
from tests.layout.maps import SPACINGS, composer, said, sample, spaced, typesetter, value
from tests.strategies import journeys

#: Each of these examples lays out a whole series.
_SOME = settings().max_examples // 2
PAPERS = ("A0", "A1", "A3", "A4", "B1", "ANSI-D", "ARCH-E", "ROLL-610", "ROLL-1067", "1200x400mm")


@cache
def long_one(copies: int = 3) -> Journey:
    """The big sample's cards several times over: 180 for three."""
    journey = sample("big")
    many = tuple(
        t if not k else t.replace(id=f"{t.id}-{k}") for t in journey.touchpoints for k in range(copies)
    )
    return journey.with_(touchpoints=many, rounds=())


@cache
def series(
    journey: Journey, paper: str = "A0", *, portrait: bool = False, sheets: int = 0
) -> tuple[MapSheet, ...]:
    """The sheets of a journey; laid out once for all that look at them."""
    named = Paper.named(paper, portrait=portrait)
    return composer(journey.language).series(journey, read(journey), named, sheets=sheets)


def cards(sheet: MapSheet) -> list[str]:
    """Ids of the touchpoints whose cards are on a sheet, in paint order."""
    return [part.record for part in sheet.parts() if part.kind is PartKind.CARD]


def faults(journey: Journey, sheets: tuple[MapSheet, ...], distance: float) -> list[str]:
    """All that must never be, whatever the journey and the paper."""
    out: list[str] = []
    on = Counter(ident for sheet in sheets for ident in cards(sheet))
    out += [f"{t.id} is on {on[t.id]} sheets" for t in journey.touchpoints if on[t.id] != 1]
    shown = Counter(
        part.record for sheet in sheets for part in sheet.parts() if part.kind is PartKind.OPPORTUNITY
    )
    problems = [problem for sheet in sheets for problem in sheet.problems]
    if not any(problem.place == "opportunities" for problem in problems):
        out += [f"{o.id} is on {shown[o.id]} sheets" for o in journey.opportunities if shown[o.id] != 1]
    reported = any(problem.place == "poster.paper" for problem in problems)
    for sheet in sheets:
        out += outside(sheet) + overlapping(sheet)
        if journey.touchpoints:
            if smallest(sheet) < sheet.smallest_pt - 0.05:
                out.append(f"{smallest(sheet):.2f} pt is smaller than the {sheet.smallest_pt:.2f} pt told")
            if legible_from(smallest(sheet)) < distance - 0.02 and not reported:
                out.append(f"{smallest(sheet):.2f} pt cannot be read and nobody says so")
    told = {(problem.place, problem.record) for problem in problems}
    for sheet in sheets:
        for band in sheet.bands:
            for t in journey.touchpoints[band.columns.start : band.columns.stop]:
                place = f"touchpoints[{sheet.index_of(t.id)}]"
                out += [
                    f"{place}.{field} was shortened in silence"
                    for field in band.stack(t).cut
                    if (f"{place}.{field}", t.id) not in told
                ]
    return out


@given(
    journeys(),
    st.sampled_from(PAPERS),
    st.booleans(),
    st.integers(0, 3),
    st.sampled_from([0.5, 1.0, 3.0]),
)
@settings(max_examples=_SOME)
def test_nothing_leaves_its_box_or_gets_lost(
    journey: Journey, paper: str, portrait: bool, sheets: int, distance: float
) -> None:
    named = Paper.named(paper, portrait=portrait)
    made = composer().series(journey, read(journey), named, distance=distance, sheets=sheets)
    assert faults(journey, made, distance) == []


@dataclass(frozen=True)
class Wordy:
    """A journey of real texts, told in few words: how many cards and opportunities, how often each text stands in its card, a
    long word after it, and which cards are many times as long as the others."""

    cards: int
    opportunities: int
    times: int
    long: str
    talkative: frozenset[int]

    def journey(self) -> Journey:
        """The journey meant."""
        journey = sample("big")
        kept = tuple(
            t.replace(text=(t.text + " ") * self.times + self.long * (30 if k in self.talkative else 1))
            for k, t in enumerate(long_one().touchpoints[: self.cards])
        )
        ids = {t.id for t in kept}
        return journey.with_(
            touchpoints=kept,
            phases=tuple(p for p in journey.phases if any(t.phase == p.id for t in kept)),
            opportunities=tuple(
                o.replace(touchpoints=tuple(i for i in o.touchpoints if i in ids))
                for o in journey.opportunities[: self.opportunities]
            ),
            interviews=(),
            rounds=(),
        )


wordy = st.builds(
    Wordy,
    st.integers(1, 110),
    st.integers(0, 12),
    st.integers(0, 2),
    st.sampled_from(["", "Beschäftigungsverhältnis ", "Munkaerő-nyilvántartási kérelem. "]),
    st.frozensets(st.integers(0, 110), max_size=2),
)


@given(wordy, st.sampled_from(PAPERS), st.booleans(), st.sampled_from([0, 0, 0, 1, 2]), st.sampled_from(SPACINGS))
@settings(max_examples=_SOME)
def test_real_texts_keep_their_places_on_any_paper(
    story: Wordy, paper: str, portrait: bool, sheets: int, spacing: tuple[str, str]
) -> None:
    journey, named = spaced(story.journey(), *spacing), Paper.named(paper, portrait=portrait)
    made = composer().series(journey, read(journey), named, distance=1.0, sheets=sheets)
    assert not sheets or len(made) <= sheets
    assert faults(journey, made, 1.0) == []


@pytest.mark.parametrize(
    ("name", "paper", "portrait", "distance"),
    [
        ("big", "A4", False, 1.0),
        ("big", "A0", False, 3.0),
        ("big", "300x1500mm", True, 3.0),
        ("new-colleague", "ROLL-914", True, 5.0),
    ],
)
def test_the_sign_that_a_sheet_goes_on_stands_whole_within_the_margins(
    name: str, paper: str, portrait: bool, distance: float
) -> None:
    journey, named = sample(name), Paper.named(paper, portrait=portrait)
    sheets = composer().series(journey, read(journey), named, distance=distance)
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets[:-1], 2):
        margin = Paper("", sheet.width, sheet.height).margin
        (sign,) = (p for p in sheet.parts() if f"on sheet {number}" in said([p]))
        (words,) = (item for item in sign.items if isinstance(item, Text))
        assert words.line.text == f"on sheet {number}"
        left, right = sign.x + words.x, sign.x + words.x + words.line.width * words.size
        assert margin - 1e-6 <= left < right < sign.x + sign.w <= sheet.width - margin + 1e-6
        # Under the last band and over the foot, on neither of them.
        (foot,) = (p for p in sheet.parts() if p.kind is PartKind.FOOTER)
        assert sheet.bands[-1].lanes.bottom <= sign.y + 1e-6 and sign.y + sign.h < foot.y


def test_only_the_number_is_left_of_the_sign_where_there_is_no_room_for_words() -> None:
    catalogue = catalogue_for("en")
    words = printed_words(catalogue.pgettext, "en", catalogue.day, catalogue.number)
    setting = Setting(typesetter(), load_theme("house"), IconSet.shipped(), words, "en")
    for room, shown in ((60.0, "on sheet 2"), (20.0, "2")):
        sign = onward_part(100.0, 50.0, room, 2, 1.0, setting, Memo())
        assert said([sign]) == shown
        assert sign.w <= room and sign.x + sign.w == pytest.approx(100.0)


@pytest.mark.parametrize("portrait", [False, True])
def test_what_one_sheet_cannot_hold_goes_on_on_the_next(portrait: bool) -> None:
    journey = long_one()
    sheets = series(journey, portrait=portrait)
    assert len(sheets) > 1
    assert [ident for sheet in sheets for ident in cards(sheet)] == [t.id for t in journey.touchpoints]
    assert len({round(sheet.body_pt, 6) for sheet in sheets}) == 1
    assert sheets[0].body_pt >= 12 - 1e-6
    assert not [p for sheet in sheets for p in sheet.problems if "shortened" in str(p)]
    for number, sheet in enumerate(sheets, 1):
        text = said(list(sheet.parts()))
        assert (f"Sheet {number} of {len(sheets)}" in text) or (f"SHEET {number} OF {len(sheets)}" in text)
        onward = " ".join(text.split())
        assert (f"on sheet {number + 1}" in onward) == (number < len(sheets))
        assert journey.title in onward
        assert (sheet.number, sheet.count) == (number, len(sheets))


def test_phases_and_the_line_go_on_over_the_edge() -> None:
    journey = long_one(5)
    sheets = series(journey)
    for before, after in pairwise(sheets):
        last, first = before.bands[-1], after.bands[0]
        assert last.columns.stop == first.columns.start
        # Both tails lie half-way between the two grades, in the scale of their sheet.
        leaving, coming = last.curve.point(len(last.curve) - 1), first.curve.point(0)
        assert (leaving is None) == (coming is None)
        if leaving and coming:
            assert last.frame.grade(leaving[1]) == pytest.approx(first.frame.grade(coming[1]))
        run = first.columns.runs[0]
        if not run.opens:
            assert "(continued)" in said(list(after.parts()))


def test_sheets_are_alike() -> None:
    """A grade means nearly the same height everywhere, and no sheet is much fuller than another."""
    sheets = series(long_one(5))
    heights = [band.frame.low - band.frame.high for sheet in sheets for band in sheet.bands]
    assert max(heights) < 1.4 * min(heights)
    counts = [len(cards(sheet)) for sheet in sheets]
    assert max(counts) < 1.5 * min(counts)


def test_few_cards_stay_on_one_sheet_and_print_as_ever() -> None:
    journey = sample()
    (sheet,) = series(journey)
    alone = composer().poster(journey, read(journey), Paper.named("A0"))
    assert value(sheet) == value(alone)
    assert "Sheet" not in said(list(sheet.parts()))


def test_one_sheet_come_what_may() -> None:
    journey = long_one()
    (sheet,) = series(journey, sheets=1)
    assert sorted(cards(sheet)) == sorted(t.id for t in journey.touchpoints)
    assert any("shortened" in str(problem) or "pt" in str(problem) for problem in sheet.problems)


def test_at_most_so_many_sheets_for_larger_type() -> None:
    journey = sample("big")
    one, two, three = (series(journey, sheets=most) for most in (1, 2, 3))
    assert [len(found) for found in (one, two, three)] == [1, 2, 3]
    assert one[0].body_pt < two[0].body_pt < three[0].body_pt
    short = sample("new-laptop").with_(opportunities=())
    assert len(series(short, sheets=6)) < 6  # more would not make its type larger


def test_one_long_card_does_not_take_another_sheet() -> None:
    journey = sample("big")
    told = "Then somebody says what nobody had known until that day. " * 60
    long = journey.with_(
        touchpoints=tuple(t.replace(text=told) if k == 20 else t for k, t in enumerate(journey.touchpoints))
    )
    sheets = series(long)
    assert len(sheets) == 1
    assert [p.record for p in sheets[0].problems if p.place.endswith(".text")] == [journey.touchpoints[20].id]


def test_nothing_is_said_twice() -> None:
    journey = long_one(4)
    told = [(problem.place, str(problem)) for sheet in series(journey, "A1") for problem in sheet.problems]
    assert len(told) == len(set(told))
    assert any("can be read from up to" in text for _, text in told)


# -- side by side ----------------------------------------------------------------------------------------------------


@cache
def desk() -> MapSheet:
    """The sheets of the long journey side by side."""
    journey = long_one()
    return composer().poster(journey, read(journey), Paper.named("A0"), sheets=0)


def test_sheets_lie_side_by_side_as_they_print() -> None:
    spread, sheets = desk(), series(long_one())
    assert len(spread.pages) == len(sheets)
    for a, b in pairwise(spread.pages):
        assert b.x > a.x + a.w + 10
    assert spread.width == spread.pages[-1].x + spread.pages[-1].w
    for page, sheet in zip(spread.pages, sheets, strict=True):
        assert (page.w, page.h) == (sheet.width, sheet.height)
        for ident in cards(sheet):
            here, there = spread.box(ident), sheet.box(ident)
            assert here is not None
            assert there is not None
            assert (here.x - page.x, here.y, here.w, here.h) == pytest.approx(
                (there.x, there.y, there.w, there.h)
            )
    assert faults(long_one(), (spread,), 1.0) == []


def test_what_is_touched_is_what_is_seen_on_every_sheet() -> None:
    spread = desk()
    for t in spread.journey.touchpoints[::7]:
        box = spread.box(t.id)
        assert box is not None
        hit = spread.hit(box.x + box.w / 2, box.y + box.h - 1)
        assert (hit.kind in (HitKind.CARD, HitKind.TEXT, HitKind.TITLE), hit.record) == (True, t.id)
        page = spread.page_of(t.id)
        assert page is not None
        assert spread.pages[page].holds(box.x, box.y)
    between = (spread.pages[0].x + spread.pages[0].w + spread.pages[1].x) / 2
    assert spread.hit(between, 300.0).kind is HitKind.NOTHING
    assert not spread.in_cards(between, spread.bands[0].lanes.cards + 1)


def test_a_card_can_be_dropped_on_another_sheet() -> None:
    spread = desk()
    first, other = spread.bands[0], next(b for b in spread.bands if b.columns.left > spread.pages[1].x)
    target = spread.journey.touchpoints[other.columns.start + 2]
    box = spread.box(target.id)
    assert box is not None
    moved = spread.journey.touchpoints[first.columns.start]
    drop = spread.drop_at(box.x + 1, box.y + 5, [moved.id])
    assert drop.at == other.columns.start + 1  # counted without the one in the hand
    assert drop.phase == target.phase
    journey = edits.move_touchpoints(spread.journey, [moved.id], drop.at, drop.phase)
    held = Held((moved.id,), moved.id, box.x + 30, box.y + 30)
    again = composer().poster(
        journey, read(journey), Paper.named("A0"), held=held, plan=spread.plan, sheets=0
    )
    assert again.plan is not None
    assert spread.plan is not None
    assert (again.plan.pages, again.plan.em) == (spread.plan.pages, spread.plan.em)
    assert [page.x for page in again.pages] == [page.x for page in spread.pages]
    in_hand = again.box(moved.id)
    assert in_hand is not None
    assert (in_hand.x + in_hand.w / 2, in_hand.y + in_hand.h / 2) == pytest.approx((held.x, held.y))
    # What stands on the sheets that the card neither left nor reached has not moved.
    still = [t.id for t in journey.touchpoints if (spread.page_of(t.id) or 0) > 1]
    assert still
    for ident in still:
        now, before = again.box(ident), spread.box(ident)
        assert now is not None and before is not None
        assert (now.x, now.y, now.w, now.h) == pytest.approx(
            (before.x, before.y, before.w, before.h), abs=1e-9
        )


def test_the_arrow_keys_cross_from_sheet_to_sheet() -> None:
    spread = desk()
    edge = next(k for k, band in enumerate(spread.bands) if band.columns.left > spread.pages[1].x)
    last = spread.journey.touchpoints[spread.bands[edge].columns.start - 1]
    after = spread.journey.touchpoints[spread.bands[edge].columns.start]
    assert spread.neighbour(last.id, 1) == after.id
    below = spread.neighbour(last.id, 0, 1)
    assert below is not None
    assert spread.page_of(below) == 1


def test_remembered_or_not_the_sheets_are_the_same() -> None:
    journey, make = long_one(), composer()
    paper = Paper.named("A0")
    make.poster(sample(), read(sample()), paper, sheets=0)
    make.poster(journey, read(journey), paper, sheets=0)
    changed = edits.change_touchpoints(
        journey, [journey.touchpoints[70].id], title="Somebody asks for it again"
    )
    again = make.poster(changed, read(changed), paper, sheets=0)
    fresh = composer().poster(changed, read(changed), paper, sheets=0)
    assert value(again) == value(fresh)


def test_fewer_sheets_than_asked_for_are_told() -> None:
    def told(sheets: int) -> tuple[int, list[str]]:
        made = series(sample("new-laptop"), "A0", sheets=sheets)
        return len(made), [str(p) for one in made for p in one.problems if p.place == "poster.sheets"]

    count, said_so = told(9)
    assert count < 9
    (sentence,) = said_so
    assert f"{count} of the 9 sheets" in sentence
    assert told(0)[1] == told(1)[1] == told(count)[1] == []


# -- alike ------------------------------------------------------------------------------------------------------------


def looks(sheets: tuple[MapSheet, ...]) -> tuple[set[int], set[float]]:
    """The numbers of bands on the sheets of a series, and the heights of their scales (mm)."""
    scales = {round(band.frame.low - band.frame.high, 3) for sheet in sheets for band in sheet.bands}
    return {len(sheet.bands) for sheet in sheets}, scales


@pytest.mark.in_turn("portrait")
@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("paper", ["A0", "A1", "A3", "A4"])
@pytest.mark.parametrize("copies", [1, 2])
def test_the_sheets_of_a_series_are_alike(copies: int, paper: str, portrait: bool) -> None:
    """As many bands on each, all of one type, a grade as high on one as on another."""
    for sheets in (0, 5):
        made = series(long_one(copies), paper, portrait=portrait, sheets=sheets)
        counts, scales = looks(made)
        assert len({sheet.body_pt for sheet in made}) == 1
        assert len(counts) == 1
        roomy = 70 * Paper.named(paper, portrait=portrait).unit
        assert len(scales) == 1 or max(scales) <= min(1.3 * min(scales), roomy) + 0.01


@given(
    st.integers(8, 60),
    st.lists(st.integers(0, 5), min_size=60, max_size=60),
    st.sampled_from(["A0", "A1", "A3", "A4"]),
    st.booleans(),
    st.integers(2, 6),
)
@settings(max_examples=_SOME // 2)
def test_sheets_have_other_numbers_of_bands_only_where_type_would_suffer(
    count: int, times: list[int], paper: str, portrait: bool, most: int
) -> None:
    """The same sheets with as many bands on each as on the others would have type of less than nine tenths, or not hold it at all."""
    journey = sample("big")
    kept = tuple(
        t.replace(text=(t.text + " ") * n)
        for t, n in zip(journey.touchpoints[:count], times[:count], strict=True)
    )
    ids = {t.id for t in kept}
    journey = journey.with_(
        touchpoints=kept,
        opportunities=tuple(
            o.replace(touchpoints=tuple(i for i in o.touchpoints if i in ids)) for o in journey.opportunities
        ),
        interviews=(),
        rounds=(),
    )
    named = Paper.named(paper, portrait=portrait)
    made = composer().series(journey, read(journey), named, sheets=most)
    counts, scales = looks(made)
    assert len(scales) == 1 or max(scales) <= min(1.3 * min(scales), 70 * named.unit) + 0.01
    if len(counts) > 1:
        assert max(counts) - min(counts) <= 2
        body, brief = made[0].bands[0].m.em, made[0].bands[0].brief
        rooms = [
            Room(sheet.bands[0].columns.start, sheet.bands[-1].columns.stop, height_for_bands(sheet))
            for sheet in made
        ]
        fitter = Solver(
            journey, read(journey), made[0].bands[0].setting, Memo(), named, 1.0, far=made[0].bands[0].m.far
        )
        fitter.brief = brief
        points = body / PT / named.unit
        for bands in range(1, max(counts) + 1):
            smaller = [p for p in fitter.bodies if p >= 0.9 * points]
            for p in smaller:
                assert not all(fitter._with(bands, room, p, 0, True, None) for room in rooms)


def height_for_bands(sheet: MapSheet) -> float:
    """The height (mm) between the first band's top and the last one's bottom."""
    return sheet.bands[-1].lanes.bottom - sheet.bands[0].lanes.top


@given(st.lists(st.floats(1, 500), min_size=1, max_size=6), st.floats(0, 800))
def test_bands_are_levelled_as_far_as_what_is_left_goes(heights: list[float], more: float) -> None:
    feet = levelled(heights, more)
    assert sum(feet) == pytest.approx(more, abs=1e-6)
    level = max(
        height + foot for height, foot in zip(heights, feet, strict=True) if foot or height == min(heights)
    )
    for height, foot in zip(heights, feet, strict=True):
        assert foot >= 0 and (height + foot == pytest.approx(level) or (foot == 0 and height >= level - 1e-6))


def test_many_cards_for_a_room_far_away_have_their_sheets() -> None:
    """A word that breaks even at the smallest body does not keep a series with room for its curve from being made."""
    journey, named = long_one(), Paper.named("A0", portrait=True)
    made = composer().series(journey, read(journey), named, distance=3.0)
    assert len(made) > 1 and len(looks(made)[0]) == 1
