"""Measured rounds on the map: lines with names, and the lane of before and after, each only where it says something."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from cjm_desktop.document import Journey, Lane, LaneKind, Reading, Round
from cjm_desktop.layout import MapSheet
from cjm_desktop.layout.lane_rounds import change_text
from cjm_desktop.layout.rounds import compared, rounds_of
from cjm_desktop.layout.sheet import PartKind, Path
from tests.layout.faults import texts
from tests.layout.maps import composer, poster, said, sample, timeline

_WORDS = composer().words


def measured(journey: Journey, *changes: float, shown: bool = True, lane: bool = True) -> Journey:
    """The journey with a round for each change, in which every grade lies so much away from the map's; never off the scale."""
    rounds = tuple(
        Round(
            id=f"rd{k}",
            name=("Spring 2026", "Autumn 2026", "", "Spring 2027")[k],
            date=f"2026-0{k + 1}-15",
            shown=shown,
            readings=tuple(
                Reading(touchpoint=t.id, grade=min(10.0, max(1.0, t.grade + change))) for t in journey.touchpoints if t.grade is not None
            ),
        )
        for k, change in enumerate(changes)
    )
    lanes = tuple(one.replace(shown=lane) if one.kind is LaneKind.ROUNDS else one for one in journey.poster.lanes_in_order)
    return journey.replace(rounds=rounds, poster=journey.poster.replace(lanes=lanes, other_lines=False))


@pytest.mark.parametrize("make", [timeline, poster])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_each_round_has_a_name_and_a_row_at_each_touchpoint(make: object, count: int) -> None:
    journey = measured(sample(), *(-1.0, -0.5, 0.5, 1.0)[:count])
    sheet = make(journey)  # type: ignore[operator]
    parts = list(sheet.parts())
    cells = [part for part in parts if part.kind is PartKind.CELL]
    graded = [t for t in journey.touchpoints if t.grade is not None]
    assert {part.record for part in cells} == {t.id for t in graded}
    for part in cells:
        text = said([part])
        assert [name for name in ("Spring 2026", "Autumn 2026", "Round 3", "Spring 2027")[:count] if name not in text] == []
        assert "The map" in text
    everything = said(parts)
    assert "Spring 2026 · 15 January 2026" in everything.replace("\u00a0", " ")


def test_nothing_is_drawn_of_rounds_that_are_not_shown_or_say_nothing() -> None:
    bare = sample()
    lanes = (*bare.poster.lanes_in_order,)
    hidden = measured(bare, -1.0, shown=False, lane=False)
    same = bare.replace(poster=bare.poster.replace(lanes=lanes, other_lines=False))
    assert said(list(poster(hidden).parts())) == said(list(poster(same).parts()))
    empty = measured(bare, -1.0)
    empty = empty.replace(rounds=(empty.rounds[0].replace(readings=()),))
    sheet = poster(empty)
    assert not [part for part in sheet.parts() if part.kind is PartKind.CELL]
    assert any("Before and after" in str(problem.message) for problem in sheet.problems)


def test_a_line_breaks_where_nothing_was_measured() -> None:
    journey = measured(sample(), -0.5, lane=False)
    gone = journey.touchpoints[3].id
    one = journey.rounds[0]
    broken = journey.replace(rounds=(one.replace(readings=tuple(r for r in one.readings if r.touchpoint != gone)),))

    def dashed(shown: Journey) -> list[str]:
        return [
            part.record
            for part in timeline(shown).parts()
            if part.kind is PartKind.PERSONA and any(isinstance(item, Path) and item.dash for item in part.items)
        ]

    whole, gap = dashed(journey), dashed(broken)
    before = journey.touchpoints[2].id
    assert {before, gone} <= set(whole) and not {before, gone} & set(gap)


def test_rows_stand_by_date_and_each_is_compared_with_the_one_before_it() -> None:
    journey = measured(sample(), 0.5, -1.0)
    early, late = journey.rounds
    journey = journey.replace(rounds=(early.replace(date="2036-01-15"), late.replace(date="2016-01-15")))
    card = next(t for t in journey.touchpoints if t.grade is not None and 3 <= t.grade <= 8)
    found = compared(card, rounds_of(journey), _WORDS)
    assert found is not None and card.grade is not None
    assert [(rank, grade) for rank, _, grade in found.rows] == [(0, card.grade - 1), (None, card.grade), (1, card.grade + 0.5)]
    assert found.changes == (None, pytest.approx(1.0), pytest.approx(0.5)) and found.overall == pytest.approx(1.5)
    unmarked = compared(card.replace(grade=None), rounds_of(journey), _WORDS)
    assert unmarked is not None and unmarked.changes == (None, pytest.approx(1.5)) and unmarked.overall is None
    assert compared(card, (), _WORDS) is None


@pytest.mark.parametrize("make", [timeline, poster])
def test_a_round_after_the_interviews_is_the_after_on_paper(make: object) -> None:
    journey = measured(sample(), 0.0)
    card = next(t for t in journey.touchpoints if t.grade is not None and t.grade <= 4)
    read = tuple(r.replace(grade=r.grade + 6) if r.touchpoint == card.id and r.grade else r for r in journey.rounds[0].readings)
    journey = journey.replace(rounds=(journey.rounds[0].replace(readings=read, date="2036-01-15"),))
    (cell,) = [one for one in make(journey).parts() if one.kind is PartKind.CELL and one.record == card.id]  # type: ignore[operator]
    text = said([cell])
    assert text.index("The map") < text.index("Spring 2026") and "+6" in text and "−6" not in text


@pytest.mark.parametrize(("change", "text"), [(1.24, "+1.2"), (-0.05, "−0.1"), (0.04, "±0"), (0.0, "±0"), (-3.0, "−3")])
def test_a_change_has_a_sign(change: float, text: str) -> None:
    assert change_text(change, _WORDS) in (text, text.replace("0.1", "0"))


def test_a_changed_round_is_drawn_at_once_by_a_composer_that_remembers() -> None:
    from cjm_desktop.analysis import read

    made = composer()
    first = measured(sample(), -1.0)
    made.timeline(first, read(first))
    again = first.replace(rounds=(first.rounds[0].replace(name="Before the move"),))
    text = said(list(made.timeline(again, read(again)).parts()))
    assert "Before the move" in text and "Spring 2026" not in text
    assert text == said(list(timeline(again).parts()))


def test_the_lane_is_one_of_the_houses_but_away_until_it_is_asked_for() -> None:
    assert Lane(kind=LaneKind.ROUNDS, shown=False) in Journey().poster.lanes_in_order


@pytest.mark.parametrize("language", ["en", "hu"])
@pytest.mark.parametrize("make", [timeline, poster, lambda journey: poster(journey, "A3")])
def test_a_name_is_not_set_on_hatches_and_dotted_lines_where_there_is_room(make: Callable[[Journey], MapSheet], language: str) -> None:
    journey = measured(sample("new-colleague", language), 0.5, 1.5, lane=False)
    wished = tuple(t.replace(desired=8.0 + i % 2) for i, t in enumerate(journey.touchpoints))
    journey = journey.replace(touchpoints=wished, poster=journey.poster.replace(spread=True, shortfall=True))
    sheet = make(journey)
    spots: list[tuple[float, float]] = []
    for part in sheet.parts():
        if part.kind is PartKind.GROUND and part.layer in (3, 5) and part.record in {t.id for t in wished}:
            for item in part.items:
                if isinstance(item, Path):
                    for (_, x0, y0), (_, x1, y1) in [pair for pair in pairwise(item.segments) if [s[0] for s in pair] == ["M", "L"]]:
                        spots += [(part.x + x0 + (x1 - x0) * k / 40, part.y + y0 + (y1 - y0) * k / 40) for k in range(41)]
    named = [box for kind, record, _, _, box, _ in texts(sheet) if kind is PartKind.PERSONA and not record]
    assert len(named) >= 2 and len(spots) > 500
    for x0, y0, x1, y1 in named:
        assert not [spot for spot in spots if x0 < spot[0] < x1 and y0 < spot[1] < y1]
