"""The lane of time: touchpoints stand where they are in time, lengths are to scale, and words say how long."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.document import Duration, Journey, Kind, Lane, LaneKind, Touchpoint
from cjm_desktop.layout import MapSheet
from cjm_desktop.layout.lengths import as_written
from cjm_desktop.layout.sheet import Part, PartKind, Path, Rect
from cjm_desktop.layout.time_lane import Scale, Spell, spells
from tests.layout.faults import outside, overlapping
from tests.layout.maps import poster, said, sample, timeline

DAY, WEEK = 1_440.0, 10_080.0


def with_lane(journey: Journey, scale: str = "linear") -> Journey:
    """The journey with its lane of time shown."""
    lanes = tuple(lane.replace(shown=True) if lane.kind is LaneKind.TIME else lane for lane in journey.poster.lanes_in_order)
    return journey.replace(poster=journey.poster.replace(lanes=lanes, time_scale=scale))


def lane(sheet: MapSheet) -> list[Part]:
    """The parts of the lane on a sheet."""
    return [part for part in sheet.parts() if part.kind is PartKind.GROUND and part.layer == 6 and not part.record]


def three_cards() -> Journey:
    """An hour of work, then six weeks of nothing, then a day's wait and work at once."""
    return Journey(
        title="T",
        touchpoints=(
            Touchpoint(id="a", when=Duration(amount=0, unit="d"), duration=Duration(amount=1, unit="d")),
            Touchpoint(id="b", kind=Kind.SILENCE, when=Duration(amount=1, unit="w"), duration=Duration(amount=6, unit="w")),
            Touchpoint(id="c"),
            Touchpoint(id="d", when=Duration(amount=10, unit="w")),
        ),
    )


def test_nobody_gets_the_lane_without_asking_and_none_without_a_time() -> None:
    assert not lane(poster(sample()))
    bare = Journey(touchpoints=(Touchpoint(id="a"), Touchpoint(id="b")))
    assert not lane(poster(with_lane(bare)))
    shown = Journey(poster=bare.poster.replace(lanes=(Lane(kind=LaneKind.TIME),)))
    assert LaneKind.CARDS in {row.kind for row in timeline(shown).bands[0].order.rows}


@pytest.mark.parametrize("when", [None, Duration(amount=0, unit="d")])
def test_durations_alone_follow_each_other_and_are_summed(when: Duration | None) -> None:
    kinds = ((Kind.CONTACT, 2, "h"), (Kind.WAITING, 3.5, "d"), (Kind.CONTACT, 0, ""), (Kind.OWN_ACTION, 1, "h"), (Kind.SILENCE, 1, "w"))
    touchpoints = tuple(
        Touchpoint(id=f"t{i}", kind=kind, duration=Duration(amount=amount, unit=unit) if unit else None, when=when if i == 0 else None)  # type: ignore[arg-type]
        for i, (kind, amount, unit) in enumerate(kinds)
    )
    own = spells(touchpoints, 0, 5)
    starts = [0.0, 120.0, 120.0 + 3.5 * DAY, 180.0 + 3.5 * DAY]
    assert [(s.at, s.start, s.work) for s in own] == list(zip((0, 1, 3, 4), starts, (True, False, True, False), strict=True))
    assert spells(touchpoints, 3, 5) == own[2:], "a band goes on where the one above it ended"
    sheet = poster(with_lane(Journey(title="T", touchpoints=touchpoints)))
    (part,) = lane(sheet)
    told = said([part]).replace("\u00a0", " ")
    assert "about 10 d of waiting, 3 h of work, as told by the cards" in told or "10 d of waiting, 3 h of work" in told
    assert told.split("\n")[:2] == ["3.5 d", "1 wk"]
    late = (*touchpoints[:3], touchpoints[3].replace(when=Duration(amount=2, unit="w")), *touchpoints[4:])
    if when is None:
        assert [s.start for s in spells(late, 0, 5)][2:] == [2 * WEEK, 2 * WEEK + 60], "one time that is told is kept"


def test_threads_lead_from_the_columns_to_the_times() -> None:
    sheet = poster(with_lane(three_cards()))
    (part,) = lane(sheet)
    columns = sheet.bands[0].columns
    threads = [item for item in part.items if isinstance(item, Path) and item.segments[0][1] != item.segments[-1][1]]
    wide = columns.right - columns.left
    slanted = [(part.x + t.segments[0][1], part.x + t.segments[-1][1]) for t in threads if t.segments[0][2] != t.segments[-1][2]]
    assert [x for x, _ in slanted] == pytest.approx([columns.centre(0), columns.centre(1), columns.centre(3)], abs=0.01)
    assert [x for _, x in slanted] == pytest.approx([columns.left, columns.left + 0.1 * wide, columns.right])


def test_lengths_are_to_scale_and_work_is_told_from_waiting() -> None:
    sheet = poster(with_lane(three_cards()))
    (part,) = lane(sheet)
    wide = sheet.bands[0].columns.right - sheet.bands[0].columns.left
    bars = [item for item in part.items if isinstance(item, Rect)]
    work = [bar for bar in bars if bar.stroke is None and bar.fill == sheet.bands[0].setting.theme.ink]
    waits = [bar for bar in bars if bar.stroke is not None]
    assert [bar.w / wide for bar in waits] == pytest.approx([0.6])
    assert work[0].w / wide == pytest.approx(1 / 70)
    assert all(bar.dash for bar in waits), "told by more than a colour"
    assert "10\u00a0wk in all, 8\u00a0h of work" in said([part])
    told = said([part]).replace("\u00a0", " ").split("\n")
    assert told[:3] == ["6 wk", "6 d", "3 wk"], "the silence as its card tells it, and what is before and after it"


def test_the_lane_tells_lengths_as_the_cards_do_and_in_no_other_unit_beside_them() -> None:
    """6.4 weeks where a card says 6 wk, or 24 h beside 2 d, look like a mistake to who compares."""
    for name, language in (("new-colleague", "en"), ("new-laptop", "hu"), ("new-colleague", "sv")):
        journey = sample(name, language)
        (part,) = lane(poster(with_lane(journey, "log")))
        words = poster(with_lane(journey, "log")).bands[0].setting.words
        told = set(said([part]).split("\n"))
        waits = [t.duration for t in journey.touchpoints if t.kind in (Kind.SILENCE, Kind.WAITING) and t.duration and t.when]
        shown = [as_written(wait, words) for wait in waits if wait.minutes > 5 * DAY]
        assert shown and set(shown) <= told
        assert not [one for one in told if one.startswith(("24\u00a0", "21\u00a0")) and words.unit_hours in one.split("\u00a0")]
    marks = Scale.of((Spell(0, 0, 30, work=True), Spell(1, 2 * DAY, 2 * DAY + 30, work=True)), 0, 1_000, log=True).marks(20)
    assert {since.unit for _, since in marks} == {"d"}
    early = Scale.of((Spell(0, 0, 30, work=True), Spell(1, 600, 630, work=True)), 0, 1_000, log=False).marks(20)
    assert {since.unit for _, since in early} == {"h"}


def test_a_logarithm_shows_an_hour_beside_a_month_and_keeps_the_order() -> None:
    own = (Spell(0, 0, 60, work=True), Spell(1, 4 * WEEK, 4 * WEEK + 60, work=True))
    linear, log = Scale.of(own, 0, 1_000, log=False), Scale.of(own, 0, 1_000, log=True)
    assert linear.x(60) < 2 and log.x(60) > 30
    assert log.x(0) == 0 and log.x(4 * WEEK + 60) == pytest.approx(1_000)
    assert log.x(4 * WEEK + 60) - log.x(4 * WEEK) == pytest.approx(log.x(60)), "an hour is an hour, wherever it lies"


@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e5), st.booleans()), min_size=1, max_size=12),
    st.booleans(),
    st.floats(1, 400),
)
def test_a_scale_keeps_the_order_of_time_and_its_marks_apart(rows: list[tuple[float, float, bool]], log: bool, apart: float) -> None:
    own = tuple(Spell(i, start, start + length, work) for i, (start, length, work) in enumerate(rows))
    scale = Scale.of(own, 10.0, 800.0, log=log)
    times = sorted(t for s in own for t in (s.start, s.end))
    xs = [scale.x(t) for t in times]
    assert xs == sorted(xs) and all(10.0 - 1e-6 <= x <= 800.0 + 1e-6 for x in xs)
    marks = scale.marks(apart)
    assert all(b[0] - a[0] >= apart - 1e-9 for a, b in pairwise(marks))
    assert all(math.isclose(scale.x(since.minutes), x, abs_tol=1e-6) for x, since in marks)
    assert len(marks) <= 790 / apart + 2


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize(("name", "language", "paper"), [("new-colleague", "hu", "A0"), ("new-laptop", "da", "A3"), ("big", "en", "A0")])
def test_words_of_the_lane_keep_off_each_other(name: str, language: str, paper: str, scale: str) -> None:
    sheet = poster(with_lane(sample(name, language), scale), paper)
    parts = lane(sheet)
    assert parts
    assert not [fault for fault in (*overlapping(sheet), *outside(sheet)) if "ground" in fault]
