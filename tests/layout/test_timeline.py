"""The timeline: cards over their points, nothing cut, and one edit makes one card anew."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from cjm_desktop import edits
from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Kind
from cjm_desktop.layout import Held, HitKind
from cjm_desktop.layout.sheet import Part, PartKind, Path, Rect
from tests.layout.maps import composer, said, sample, timeline, value
from tests.strategies import journeys


def by_key(parts: list[Part], kind: PartKind) -> dict[str, Part]:
    return {part.record: part for part in parts if part.kind is kind}


def test_cards_and_points_share_their_x() -> None:
    sheet = timeline(sample())
    for t in sheet.journey.touchpoints:
        box, point = sheet.box(t.id), sheet.point(t.id)
        assert box is not None
        assert point is not None
        assert box.x + box.w / 2 == pytest.approx(point[0], abs=1e-9)


def test_every_text_of_the_journey_is_on_it() -> None:
    journey = sample()
    text = " ".join(said(list(timeline(journey).parts())).split())
    flat = text.replace("- ", "").replace("-", "")
    for t in journey.touchpoints:
        for word in f"{t.title} {t.text}".split():
            assert word.replace("-", "") in flat
    assert not timeline(journey).problems


def test_each_kind_has_a_shape_of_its_own() -> None:
    sheet = timeline(sample())
    looks = {}
    for t in sheet.journey.touchpoints:
        part = by_key(list(sheet.parts()), PartKind.CARD)[t.id]
        ground = [item for item in part.items if isinstance(item, Rect | Path)][:3]
        looks[t.kind] = tuple(
            (type(item), getattr(item, "radius", 0) > 0, item.fill, bool(item.dash)) for item in ground
        )
    assert len(set(looks.values())) == len(Kind)


def test_a_title_typed_makes_one_card_anew() -> None:
    journey = sample()
    make = composer()
    before = list(make.timeline(journey, read(journey)).parts())
    for part in before:
        part.items  # noqa: B018  the parts are made
    changed = edits.change_touchpoints(journey, [journey.touchpoints[4].id], title="Calling again")
    after = list(make.timeline(changed, read(changed)).parts())
    kept = {id(part) for part in before}
    new = [
        part for part in after if id(part) not in kept and part.kind not in (PartKind.CURVE, PartKind.PAPER)
    ]
    assert [(part.kind, part.record) for part in new] == [(PartKind.CARD, journey.touchpoints[4].id)]


def test_a_grade_changed_leaves_other_columns_alone() -> None:
    journey = sample()
    make = composer()
    before = list(make.timeline(journey, read(journey)).parts())
    kept = {id(part) for part in before}
    t = journey.touchpoints[3]
    changed = edits.set_grade(journey, [t.id], 3.0)
    after = list(make.timeline(changed, read(changed)).parts())
    touched = {
        part.record
        for part in after
        if id(part) not in kept and part.kind not in (PartKind.CURVE, PartKind.PAPER)
    }
    # Words make room for a line that bends two columns on, and other personas' marks for words.
    near = {one.id for one in journey.touchpoints[0:7]}
    near |= {o.id for o in journey.opportunities if t.id in o.touchpoints}
    assert t.id in touched
    assert touched <= near


@given(journeys())
@settings(max_examples=12)
def test_remembering_changes_nothing(journey: Journey) -> None:
    make = composer()
    make.timeline(sample(), read(sample()))
    make.timeline(journey, read(journey))
    assert value(make.timeline(journey, read(journey))) == value(composer().timeline(journey, read(journey)))


@given(journeys())
@settings(max_examples=12)
def test_what_is_seen_is_what_is_hit(journey: Journey) -> None:
    sheet = timeline(journey)
    for t in journey.touchpoints:
        box, point = sheet.box(t.id), sheet.point(t.id)
        assert box is not None
        assert point is not None
        card = sheet.hit(box.x + box.w / 2, box.y + 1)
        assert (card.kind, card.record) == (HitKind.CARD, t.id)
        assert sheet.hit(*point).record == t.id
        for field in ("title", "text"):
            editor = sheet.editor(t.id, field)
            assert editor is not None
            if getattr(t, field):
                assert sheet.hit(editor.x + 1, editor.y + 1).field == field
    for phase in journey.phases:
        box = sheet.box(phase.id)
        assert box is not None
        assert sheet.hit(box.x + box.w / 2, box.y + box.h / 2).record == phase.id


@given(journeys())
@settings(max_examples=12)
def test_a_card_dropped_where_it_stands_stays(journey: Journey) -> None:
    sheet = timeline(journey)
    for i, t in enumerate(journey.touchpoints):
        box = sheet.box(t.id)
        assert box is not None
        drop = sheet.drop_at(box.x + box.w / 2, box.y, [t.id])
        assert (drop.at, drop.phase) == (i, t.phase)
        assert edits.move_touchpoints(journey, [t.id], drop.at, drop.phase) is journey


@given(journeys())
@settings(max_examples=6)
def test_a_card_dropped_on_a_neighbour_lands_beside_it(journey: Journey) -> None:
    sheet = timeline(journey)
    ids = [t.id for t in journey.touchpoints]
    for i, ident in enumerate(ids):
        for k, other in enumerate(journey.touchpoints):
            if i == k:
                continue
            box = sheet.box(other.id)
            assert box is not None
            right = sheet.drop_at(box.x + box.w * 0.9, box.y, [ident])
            moved = edits.move_touchpoints(journey, [ident], right.at, right.phase)
            order = [t.id for t in moved.touchpoints]
            assert order.index(ident) == order.index(other.id) + 1
            assert next(t for t in moved.touchpoints if t.id == ident).phase == other.phase


def test_grades_and_heights_are_inverse() -> None:
    sheet = timeline(sample())
    for t in sheet.journey.touchpoints:
        point = sheet.point(t.id)
        if t.grade is not None and point is not None:
            assert sheet.grade_at(t.id, point[1]) == pytest.approx(t.grade)
    first = sheet.journey.touchpoints[0].id
    assert sheet.grade_at(first, -1e6) == 10
    assert sheet.grade_at(first, 1e6) == 1


def test_held_cards_follow_the_hand_and_the_line_keeps_its_order() -> None:
    journey = sample()
    t = journey.touchpoints[5]
    sheet = composer().timeline(journey, read(journey), Held((t.id,), t.id, 5000.0, 77.0))
    box = sheet.box(t.id)
    assert box is not None
    assert box.x + box.w / 2 == pytest.approx(5000)
    assert box.y + box.h / 2 == pytest.approx(77)
    points = [sheet.point(one.id) for one in journey.touchpoints]
    xs = [point[0] for point in points if point]
    assert xs == sorted(xs)


def test_only_what_is_looked_at_is_made() -> None:
    sheet = timeline(sample("big"))
    box = sheet.box(sheet.journey.touchpoints[30].id)
    assert box is not None
    seen = {part.record for part in sheet.parts(box.x, box.x + box.w) if part.kind is PartKind.CARD}
    assert sheet.journey.touchpoints[30].id in seen
    assert len(seen) <= 5


def test_an_empty_journey_says_what_to_do_first() -> None:
    sheet = timeline(sample("empty"))
    text = said(list(sheet.parts()))
    assert "Double-click here" in text.replace("\n", " ")
    assert sheet.hit(sheet.width / 4, sheet.height / 3).kind is HitKind.PLUS
