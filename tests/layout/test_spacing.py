"""Waiting to scale between columns: rooms by value, bars that name them and lie under nothing, places that follow a dropped card."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest

from cjm_desktop import edits
from cjm_desktop.analysis import read
from cjm_desktop.analysis.waits import QUIET, Wait, waits
from cjm_desktop.document import Duration, Journey, Kind, Lane, LaneKind, Phase, Touchpoint
from cjm_desktop.layout import MapSheet, Paper
from cjm_desktop.layout.band import Band, Held
from cjm_desktop.layout.lengths import about, roughly
from cjm_desktop.layout.memo import Memo
from cjm_desktop.layout.sheet import Part, PartKind, Rect, Tag, Text
from cjm_desktop.layout.spacing import LEAST, LONGEST, MOST, rooms
from cjm_desktop.layout.timeline import WALL, compose_timeline
from cjm_desktop.press import Press, PrintOrder
from tests.layout.faults import outside, overlapping
from tests.layout.maps import composer, poster, said, sample, spaced, timeline, value

HOUR, DAY, WEEK = 60.0, 1_440.0, 10_080.0


def bars(sheet: MapSheet) -> list[Part]:
    """The parts that stand between columns."""
    return [p for p in sheet.parts() if p.kind is PartKind.GROUND and p.layer == 7]


def story() -> Journey:
    """An hour of work; after a week the next; then three weeks on a waiting card; two days; a minute."""
    when, phases = ((0, "d"), (1, "w"), (1, "w"), (4, "w"), (30, "d"), (30, "d")), "aabbbb"
    return Journey(
        title="T",
        phases=(Phase(id="a", name="A"), Phase(id="b", name="B")),
        touchpoints=tuple(
            Touchpoint(
                id=f"t{i}",
                title=f"Card {i}",
                phase=phases[i],
                kind=Kind.WAITING if i == 2 else Kind.CONTACT,
                when=Duration(amount=amount, unit=unit),  # type: ignore[arg-type]
                duration=Duration(amount=1, unit="min") if i == 4 else None,
                grade=float(3 + i),
            )
            for i, (amount, unit) in enumerate(when)
        ),
    )


def test_the_longest_wait_is_two_columns_and_all_of_them_no_more_than_their_share() -> None:
    assert rooms([], 5, log=False) == ()
    found = [Wait(0, WEEK), Wait(3, 2 * WEEK), Wait(4, DAY)]
    assert rooms(found, 9, log=False) == ((0, 1.0), (3, LONGEST), (4, LEAST)), "a day beside weeks has a gap that is seen"
    short = rooms([Wait(i, (i + 1) ** 4) for i in range(30)], 30, log=False)
    assert len(short) == 30 and sum(share for _, share in short) <= MOST * 30 + 1e-9 and short[0][1] == LEAST < short[-1][1]
    log = dict(rooms(found, 9, log=True))
    assert log[3] == LONGEST and 1.5 < log[0] < LONGEST and 0.7 < log[4] < 1.2
    many = rooms([Wait(i, WEEK) for i in range(9)], 10, log=False)
    assert sum(share for _, share in many) == pytest.approx(6.0) and len({share for _, share in many}) == 1


def test_nothing_changes_for_who_does_not_ask() -> None:
    journey = story()
    untimed = journey.replace(touchpoints=tuple(t.replace(when=None) for t in journey.touchpoints))
    for make in (timeline, poster):
        assert [b.columns.run_x for b in make(journey).bands] == [b.columns.run_x for b in make(untimed).bands]
        assert not bars(make(journey))
        nothing = spaced(untimed.replace(touchpoints=tuple(t.replace(duration=None) for t in untimed.touchpoints)))
        assert value(make(nothing)) == value(make(nothing.replace(poster=journey.poster))), "nor where nobody says when anything is"


@pytest.mark.parametrize("make", [timeline, poster])
def test_gaps_are_as_wide_as_the_waits(make: object) -> None:
    sheet: MapSheet = make(spaced(story()))  # type: ignore[operator]
    (band,) = sheet.bands
    c = band.columns
    gaps = [c.home(i + 1) - c.home(i) - c.width for i in range(5)]
    assert gaps == pytest.approx([c.gap + 2 / 3 * c.width, c.phase_gap, c.gap + 2 * c.width, c.gap + 2 / 3 * 2 / 7 * c.width, c.gap])
    told = bars(sheet)
    assert [p.record for p in told] == ["t0", "t2", "t3"]
    assert said(told).replace("\u00a0", " ").split("\n") == ["1 wk", "3 wk", "2 d"]
    for part, i in zip(told, (0, 2, 3), strict=True):
        assert part.x == pytest.approx(c.home(i) + c.width + c.phase_gap / 2)
        assert part.x + part.w == pytest.approx(c.home(i + 1) - c.phase_gap / 2)
        (bar,) = (item for item in part.items if isinstance(item, Rect))
        assert (bar.x, bar.w) == (0.0, part.w) and bar.dash, "told by more than a colour"


def test_a_wait_between_phases_belongs_to_the_one_that_ends_and_one_between_bands_to_the_upper() -> None:
    journey = story()
    between = journey.replace(
        touchpoints=tuple(t.replace(when=Duration(amount=3, unit="w")) if t.id == "t1" else t for t in journey.touchpoints),
        phases=(Phase(id="a"), Phase(id="b")),
    )
    between = between.replace(touchpoints=tuple(t.replace(phase="a" if i < 4 else "b") for i, t in enumerate(journey.touchpoints)))
    c = timeline(spaced(between)).bands[0].columns
    assert c.span(0)[1] == pytest.approx(c.home(3) + c.width + c.room(3)) and c.room(3) > 0
    assert c.span(1)[0] == pytest.approx(c.span(0)[1] + c.phase_gap) == pytest.approx(c.home(4))
    found = 0
    for name in ("new-colleague", "big"):
        for scale in ("linear", "log"):
            sheet = poster(spaced(sample(name), scale=scale), portrait=name == "big")
            known = [i for i, _ in rooms(waits(sheet.journey.touchpoints), len(sheet.journey.touchpoints), log=scale == "log")]
            assert sorted(int(sheet.index_of(p.record) or 0) for p in bars(sheet)) == known, "each once"
            for upper, lower in pairwise(sheet.bands):
                found += upper.columns.room(upper.columns.stop - 1) > 0
                assert lower.columns.home(lower.columns.start) == pytest.approx(lower.columns.left)
    assert found


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_waits_are_to_one_scale_in_all_rows_and_on_all_sheets(scale: str) -> None:
    journey = spaced(sample("big"), scale=scale)
    shares = dict(rooms(waits(journey.touchpoints), len(journey.touchpoints), log=scale == "log"))
    maker = composer()
    one = maker.poster(journey, read(journey), Paper.named("A1", portrait=True))
    many = maker.poster(journey, read(journey), Paper.named("A3"), sheets=0)
    apart = maker.series(journey, read(journey), Paper.named("A3"))
    assert len(one.bands) > 2 and len(many.pages) > 2 and len(apart) == len(many.pages)
    for bands in (one.bands, many.bands, [band for sheet in apart for band in sheet.bands]):
        columns = [band.columns for band in bands]
        units = [c.room(i) / shares[i] for c in columns for i in range(c.start, c.stop) if c.room(i)]
        assert len(units) == len(shares)
        assert units == pytest.approx([units[0]] * len(units)), "so many mm a day, wherever it stands"
        assert max(c.width for c in columns) > 1.02 * min(c.width for c in columns), "what is not waited the cards get"
        waited = [c.width for c in columns if any(run.rooms for run in c.runs)]
        assert min(waited) == pytest.approx(units[0]), "the longest row is as it would be alone"
    # A map under the hand is that of before: what a card is dropped on does not move.
    again = maker.poster(journey, read(journey), Paper.named("A3"), sheets=0, plan=many.plan)
    assert value(again) == value(many)
    inner = [band.columns.right % (many.pages[1].x - many.pages[0].x) for band in many.bands]
    assert inner == pytest.approx([inner[0]] * len(inner)), "every row ends at the margin"


def _boxes(sheet: MapSheet) -> list[tuple[float, float, float, float]]:
    kinds = (PartKind.CARD, PartKind.NUMBER, PartKind.QUOTE)
    return [(p.x, p.y, p.x + p.w, p.y + p.h) for p in sheet.parts() if p.kind in kinds]


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize(
    ("name", "language", "paper", "portrait"),
    [("new-colleague", "hu", "A0", True), ("new-colleague", "da", "A3", False), ("new-laptop", "sv", "A0", False), ("big", "en", "A1", 1)],
)
def test_bars_lie_under_no_card_and_their_words_in_the_gap(name: str, language: str, paper: str, portrait: bool, scale: str) -> None:
    journey = spaced(sample(name, language), scale=scale)
    for sheet in (poster(journey, paper, portrait=portrait), timeline(journey)):
        told = bars(sheet)
        assert told and not [fault for fault in (*overlapping(sheet), *outside(sheet)) if "ground" in fault]
        boxes = _boxes(sheet)
        for part in told:
            for item in part.items:
                if isinstance(item, Rect):
                    left, top, right, bottom = item.x, item.y, item.x + item.w, item.y + item.h
                elif isinstance(item, Text) and item.angle:
                    left, top, right, bottom = item.x - item.size, item.y - item.line.width * item.size, item.x, item.y
                elif isinstance(item, Text):
                    left, top, right, bottom = item.x, item.y - item.size, item.x + item.line.width * item.size, item.y
                else:
                    continue
                assert left >= -1e-6 and right <= part.w + 1e-6
                box = (part.x + left, part.y + top, part.x + right, part.y + bottom)
                assert not [b for b in boxes if b[0] < box[2] and box[0] < b[2] and b[1] < box[3] and box[1] < b[3]]
        assert all(band.right <= sheet.pages[-1].x + sheet.pages[-1].w for band in sheet.bands)


def test_bars_too_short_for_their_words_have_them_upright_or_not_at_all() -> None:
    journey = spaced(sample())
    quiet = {t.id for t in journey.touchpoints if t.kind in QUIET}
    told = [part for part in bars(poster(journey, "A3", portrait=True)) if part.record not in quiet]
    angles = [{item.angle for item in part.items if isinstance(item, Text)} for part in told]
    assert all(kind in angles for kind in ({0.0}, {90.0}, set()))
    widest = [max((p.w for p, found in zip(told, angles, strict=True) if found == kind), default=0.0) for kind in (set(), {90.0}, {0.0})]
    assert widest == sorted(widest)
    big = poster(spaced(sample("big"), scale="log"), "A1", portrait=True)
    assert "≤\u00a02\u00a0wk" in said(bars(big)), "what may have been waited elsewhere is no more than an upper bound"


def test_lengths_are_said_as_roughly_as_they_are_known() -> None:
    words = composer().setting("en").words
    told = {7 * DAY - 15: "1 wk", 6.8 * DAY: "1 wk", 5.4 * DAY: "5 d", 1.3 * WEEK: "9 d", 3.4 * WEEK: "3 wk", 25.0: "25 min"}
    assert {minutes: roughly(minutes, words).replace("\u00a0", " ") for minutes in told} == told
    told = {7 * DAY - 15: "1 wk", 6.4 * WEEK: "about 6 wk", 9.1 * WEEK: "9 wk", 2.4 * WEEK: "17 d", 2 * WEEK: "2 wk"}
    told |= {21 * 60.0: "about 1 d", 24 * 60.0 - 15: "1 d", 2 * DAY: "2 d", 2.5 * DAY: "2.5 d", 4 * 60.0: "4 h"}
    assert {minutes: about(minutes, words).replace("\u00a0", " ") for minutes in told} == told


@pytest.mark.parametrize("make", [timeline, poster])
def test_a_wait_on_the_last_card_stands_after_it_and_its_card_says_it(make: object) -> None:
    cards = list(story().touchpoints)
    cards[-1] = cards[-1].replace(kind=Kind.SILENCE, when=None, duration=Duration(amount=3.5, unit="d"))
    journey = spaced(story().replace(touchpoints=tuple(cards)))
    lanes = tuple(one.replace(shown=True) if one.kind is LaneKind.TIME else one for one in journey.poster.lanes_in_order)
    sheet: MapSheet = make(journey.replace(poster=journey.poster.replace(lanes=lanes)))  # type: ignore[operator]
    (band,) = sheet.bands
    last = bars(sheet)[-1]
    assert last.record == "t5" and said([last]) == "", "the card says how long it is"
    assert [item.alt for item in last.items if isinstance(item, Tag) and item.alt] == ["Waiting: 3.5\u00a0d"]
    right = band.columns.home(5) + band.columns.width
    assert right < last.x and last.x + last.w <= band.right + 1e-6 and band.columns.room(5) > 0
    assert last.x + last.w <= sheet.pages[-1].x + sheet.pages[-1].w
    assert not [fault for fault in (*overlapping(sheet), *outside(sheet)) if "ground" in fault]


@pytest.mark.parametrize(("later", "chip"), [(13, ""), (14, "+ 1 d"), (19, "+ 6 d"), (11, "")])
def test_a_gap_says_only_what_its_card_has_not_said(later: float, chip: str) -> None:
    # Waiting from the eighth day on, for five days; the next touchpoint begins some days later.
    cards = list(story().touchpoints)[:3]
    day = partial(Duration, unit="d")
    cards[0] = cards[0].replace(kind=Kind.CONTACT, when=day(amount=1), duration=None)
    cards[1] = cards[1].replace(kind=Kind.WAITING, when=day(amount=8), duration=day(amount=5))
    cards[2] = cards[2].replace(kind=Kind.CONTACT, when=day(amount=later), duration=None)
    before, after = bars(timeline(spaced(story().replace(touchpoints=tuple(cards), opportunities=()))))
    assert said([before]).replace("\u00a0", " ") == "1 wk" and said([after]).replace("\u00a0", " ").replace("about ", "") == chip
    assert [item.alt for item in after.items if isinstance(item, Tag) and item.alt], "who listens hears how long the gap is"


def test_where_cards_are_put_aside_nothing_is_drawn_and_nothing_explained() -> None:
    journey = spaced(story())
    chosen = poster(journey)
    assert "waiting, to scale" in said([p for p in chosen.parts() if p.kind is PartKind.FOOTER])
    log = poster(spaced(story(), scale="log"))
    assert "waiting, logarithmic" in said([p for p in log.parts() if p.kind is PartKind.FOOTER])
    untimed = journey.replace(touchpoints=tuple(t.replace(when=None, duration=None) for t in journey.touchpoints))
    for told, now in ((False, untimed), (True, journey), (False, untimed)):
        feet = [p for p in poster(now).parts() if p.kind is PartKind.FOOTER]
        assert ("waiting, to scale" in said(feet)) is told, "what the foot remembers follows the times"
    bare = journey.replace(poster=journey.poster.replace(lanes=(Lane(kind=LaneKind.PHASES), Lane(kind=LaneKind.CURVE))))
    sheet = poster(bare)
    assert not bars(sheet) and "to scale" not in said(list(sheet.parts()))


def _held(sheet: MapSheet, band: Band, ident: str, x: float) -> MapSheet:
    drop = sheet.drop_at(x, band.lanes.cards + 5, [ident])
    journey = edits.move_touchpoints(sheet.journey, [ident], drop.at, drop.phase)
    return composer().timeline(journey, read(journey), held=Held((ident,), ident, x, band.lanes.cards + 20))


@pytest.mark.parametrize("name", ["new-laptop", "new-colleague"])
def test_a_card_in_the_hand_has_one_place_wherever_the_hand_rests(name: str) -> None:
    sheet = timeline(spaced(sample(name)))
    band = sheet.bands[0]
    untimed = sheet.journey.touchpoints[1].replace(when=None, duration=None, id="new")
    journey = sheet.journey.replace(touchpoints=(*sheet.journey.touchpoints[:2], untimed, *sheet.journey.touchpoints[2:]))
    start = timeline(journey)
    wide = [(i, x) for i, a, b in start.bands[0].columns.rooms(0, 1e9) for x in (a + 0.2 * (b - a), (a + b) / 2, b - 0.2 * (b - a))]
    assert wide
    for i, x in wide:
        once = _held(start, band, "new", x)
        again = _held(once, band, "new", x)
        assert once.index_of("new") == again.index_of("new"), "it does not tremble under a hand that rests"
        at = once.index_of("new") or 0
        assert once.bands[0].columns.room(at - 1) + once.bands[0].columns.room(at) > 0, (i, "the gap it fell into is still there")
    room = start.bands[0].columns
    for i, a, b in room.rooms(0, 1e9):
        hit = start.hit((a + b) / 2, start.bands[0].lanes.cards + 2)
        assert (hit.at, hit.x) == (i + 1, pytest.approx((a + b) / 2, abs=room.gap))


def test_the_wall_and_the_press_have_the_same_gaps() -> None:
    journey = spaced(sample("new-laptop"))
    desk = [p.record for p in bars(timeline(journey))]
    made = composer()
    projected = compose_timeline(journey, read(journey), made.setting("en"), Memo(), None, WALL)
    assert [p.record for p in bars(projected)] == desk
    (sheet,) = Press().sheets(journey, PrintOrder(paper="A2"))
    assert isinstance(sheet, MapSheet) and [p.record for p in bars(sheet)] == desk


def test_the_line_on_a_slide_has_them_too() -> None:
    even, wide = (
        next(s for s in Press().sheets(j, PrintOrder(view="deck")) if any(p.kind is PartKind.CURVE for p in s.parts()))
        for j in (sample("new-laptop"), spaced(sample("new-laptop")))
    )
    xs = [[p.x for p in sheet.parts() if p.kind is PartKind.POINT and p.layer == 2] for sheet in (even, wide)]
    apart = [[b - a for a, b in pairwise(one)] for one in xs]
    assert max(apart[0]) == pytest.approx(min(apart[0]))
    assert apart[1][3] == pytest.approx(3 * apart[1][0]), "three weeks are two columns more"
    shown = "\n".join(item.line.text for p in wide.parts() for item in p.items if isinstance(item, Text))
    assert "3\u00a0wk" in shown and "2\u00a0wk" in shown
