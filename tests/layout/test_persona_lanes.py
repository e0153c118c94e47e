"""Graphs of their own for further personas: to one scale, named, gaps where nothing is told, and nothing over anything else."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, Lane, LaneKind, Scale
from cjm_desktop.layout import MapSheet, Paper
from cjm_desktop.layout.band import Band
from cjm_desktop.layout.graph import Frame, axis_items, axis_size
from cjm_desktop.layout.metrics import Metrics
from cjm_desktop.layout.paper import CAP
from cjm_desktop.layout.sheet import Image, Part, PartKind, Path, Tag, Text
from cjm_desktop.layout.timeline import WALL
from cjm_desktop.paint.pdf.structure import places
from tests.layout.faults import outside, overlapping, texts
from tests.layout.maps import composer, poster, said, sample, timeline, value
from tests.layout.test_blank import blank, check
from tests.layout.test_head_and_foot import png
from tests.layout.test_other_lines import GRADES, NAMES, felt_by, lines, names
from tests.layout.test_series import faults, series
from tests.strategies import journeys

FOUR = {
    "Lorraine Pike": [2.0, None, 7.0, 1.0, 10.0] * 3,
    "Agnieszka Kowalczyk-Nowak": [None, 5.0, 6.0, None, 4.0] * 3,
    "Tom": [1.0] * 8 + [10.0] * 8,
}


def apart(journey: Journey) -> Journey:
    """The journey with each persona's line in a graph of its own; without votes, which stand on the edges of their cards."""
    return journey.replace(poster=journey.poster.replace(persona_lines="apart", votes=False))


def frames(band: Band) -> list[Frame]:
    """The graphs of a band from top to bottom."""
    return [band.frame, *(frame for _, frame in band.apart)]


def within(part: Part, frame: Frame) -> bool:
    """Whether a part begins in a graph."""
    return frame.top - 0.01 <= part.y <= frame.bottom + 0.01


def unsound(sheet: MapSheet) -> list[str]:
    """All that must never be of graphs one under the other."""
    out = [*overlapping(sheet), *outside(sheet)]
    for band in sheet.bands:
        found = frames(band)
        scales = {round(frame.low - frame.high, 6) for frame in found}
        if len(scales) != 1:
            out.append(f"scales of {scales} mm")
        if any(a.bottom > b.top + 1e-6 for a, b in pairwise(found)):
            out.append("graphs over each other")
    spans = [frame for band in sheet.bands for _, frame in band.apart]
    for kind, record, _, _, box, item in texts(sheet):
        if kind is PartKind.PERSONA and not any(f.top <= box[1] and box[3] <= f.bottom + 0.5 * item.size for f in spans):
            out.append(f"“{item.line.text}” of {record} outside its graph")
    return out


@pytest.mark.parametrize("people", [1, 3])
def test_a_grade_is_as_high_in_every_graph(people: int) -> None:
    journey = apart(felt_by(sample(), dict(list(FOUR.items())[:people])))
    sheets = [timeline(journey), poster(journey), poster(journey, "A3", portrait=True), poster(journey, "A1", portrait=True)]
    for sheet in sheets:
        heights = {round(f.y(8) - f.y(9), 6) for band in sheet.bands for f in frames(band)}
        assert len(heights) == 1 and heights.pop() > 0
        for band in sheet.bands:
            assert [one.key for one, _ in band.apart] == [p.id for p in journey.personas[1:]]
            for i in range(band.columns.start, band.columns.stop):
                for one, frame in band.apart:
                    grade = one.grade(journey.touchpoints[i])
                    if grade is not None:
                        assert band.spot_of(i, one.key) == (band.columns.centre(i), frame.y(grade))
                        # What is drawn stands there.
                        at = [(p.x, p.y) for p in lines(sheet) if p.record == journey.touchpoints[i].id and p.layer == 8]
                        assert any(math.isclose(x, band.columns.centre(i)) and math.isclose(y, frame.y(grade)) for x, y in at)
        assert not unsound(sheet)


def test_who_it_is_stands_at_each_graph_and_nowhere_else() -> None:
    journey = apart(felt_by(sample(), FOUR))
    for sheet in (poster(journey), timeline(journey)):
        signs = [part for part in sheet.parts() if part.kind is PartKind.HINT and any(within(part, f) for f in frames(sheet.bands[0]))]
        told = [said([part]).replace("\n", " ") for part in signs]
        assert [name for name in told if name in {journey.personas[0].name, *FOUR}] == [journey.personas[0].name, *FOUR]
        assert not names(sheet)
        rest = [part for part in sheet.parts() if part.kind in (PartKind.FOOTER, PartKind.HEADER)]
        assert "Tom" not in said(rest)
        assert not [part for part in lines(sheet) if within(part, sheet.bands[0].frame)]


def test_a_picture_stands_beside_its_name() -> None:
    journey = apart(felt_by(sample(), {"Tom": [5.0] * 16}))
    tom = journey.personas[1].replace(picture=png(300, 400))
    sheet = poster(journey.replace(personas=(journey.personas[0], tom)))
    (_, frame), *_ = sheet.bands[0].apart
    signs = [part for part in sheet.parts() if part.kind is PartKind.HINT and within(part, frame)]
    (picture,) = [item for part in signs for item in part.items if isinstance(item, Image)]
    assert signs[0].x + picture.x + picture.w < sheet.bands[0].columns.left and "Tom" in said(signs)


def test_a_word_of_theirs_is_not_taken_for_a_suggested_one() -> None:
    journey = apart(felt_by(sample(), {"Tom": [5.0] * 16}))
    told = journey.replace(touchpoints=tuple(t.replace(emotion_suggested=True) for t in journey.touchpoints))

    def drawn(one: Journey) -> list[tuple[object, ...]]:
        return [part for part in value(poster(one)) if part[0] is PartKind.PERSONA]

    assert drawn(told) == drawn(journey) != []


def test_where_nothing_is_told_there_is_a_gap() -> None:
    journey = apart(felt_by(sample(), {"Tom": [4.0, 6.0, None, None, 5.0, 7.0]}))
    sheet = poster(journey)
    drawn = {part.record for part in lines(sheet) if part.layer == 4 and any(isinstance(item, Path) for item in part.items)}
    assert drawn == {journey.touchpoints[0].id, journey.touchpoints[4].id}
    told = {part.record for part in lines(sheet) for item in part.items if isinstance(item, Tag) and item.alt}
    assert told == {journey.touchpoints[i].id for i in (0, 1, 4, 5)}


def test_without_further_grades_or_without_their_lines_nothing_changes() -> None:
    alone = felt_by(sample(), {"Tom": []})
    assert value(poster(apart(alone))) == value(poster(apart(alone).replace(poster=alone.poster.replace(votes=False))))
    off = felt_by(sample(), FOUR)
    off = off.replace(poster=off.poster.replace(other_lines=False, votes=False))
    assert value(poster(apart(off))) == value(poster(off))
    lanes = tuple(lane.replace(shown=lane.kind is not LaneKind.CURVE) for lane in off.poster.lanes_in_order)
    bare = apart(felt_by(sample(), FOUR)).replace(poster=off.poster.replace(other_lines=True, persona_lines="apart", lanes=lanes))
    assert not lines(poster(bare)) and not poster(bare).bands[0].apart


def test_what_is_missing_to_the_wish_is_hatched_in_each_graph() -> None:
    journey = apart(felt_by(sample(), {"Tom": [3.0] * 16}))
    wished = journey.replace(desired=journey.desired.replace(target=8.0), poster=journey.poster.replace(shortfall=True))

    def hatched(sheet: MapSheet) -> int:
        ((_, frame),) = sheet.bands[0].apart
        return sum(part.kind is PartKind.GROUND and part.layer == 5 and part.y == frame.top for part in sheet.parts())

    assert hatched(poster(wished)) == 15
    assert not hatched(poster(wished.replace(poster=journey.poster)))


def test_bands_of_sheets_that_join_have_their_graphs_at_one_height() -> None:
    journey = apart(felt_by(sample(), FOUR))
    two = composer().series(journey, read(journey), Paper.named("A3", portrait=False), distance=1.0, sheets=2)
    assert len(two) == 2
    first, second = ([frame for band in sheet.bands for frame in frames(band)] for sheet in two)
    assert [(f.high, f.low) for f in first] == [(f.high, f.low) for f in second]
    assert not unsound(two[0]) and not unsound(two[1])


def test_on_a_wall_they_stand_under_the_first() -> None:
    journey = apart(felt_by(sample(), FOUR))
    shown = composer()
    shown.cut = WALL
    sheet = shown.timeline(journey, read(journey))
    assert len(frames(sheet.bands[0])) == 4 and not unsound(sheet)


def test_a_composer_that_remembers_follows_every_edit() -> None:
    first = felt_by(sample(), FOUR)
    tom = first.personas[-1]
    t = first.touchpoints[2]
    other = t.replace(personas=tuple(p.replace(grade=9.0) if p.persona == tom.id else p for p in t.personas))
    regraded = first.replace(touchpoints=tuple(other if one is t else one for one in first.touchpoints))
    renamed = regraded.replace(personas=(first.personas[0].replace(name="Eve"), *first.personas[1:-1], tom.replace(name="Thomas")))
    again = renamed.replace(personas=(renamed.personas[0].replace(name="Ida"), *renamed.personas[1:]))
    shown = composer()
    for journey in (apart(first), apart(regraded), apart(renamed), apart(again), renamed):
        paper = Paper.named("A0", portrait=False)
        assert value(shown.poster(journey, read(journey), paper, distance=1.0)) == value(poster(journey))
        assert value(shown.timeline(journey, read(journey))) == value(timeline(journey))


def test_it_is_read_with_the_touchpoint_and_in_words() -> None:
    journey = apart(felt_by(sample(), {"Tom": [4.0] * 16}))
    parts = list(poster(journey).parts())
    order = places(parts)
    for t in journey.touchpoints[:3]:
        own = [(at, part) for at, part in zip(order, parts, strict=True) if part.record == t.id]
        point = next(at for at, part in own if part.kind is PartKind.POINT)
        spoken = [at for at, part in own if part.kind is PartKind.PERSONA and "Tom: calm 4" in {getattr(i, "alt", "") for i in part.items}]
        assert len(spoken) == 1 and spoken[0] > point and spoken[0][:-1] == point[:-1]
    assert "Tom: calm 4" in poster(journey).spoken(journey.touchpoints[0].id)


def test_a_blank_wall_has_a_graph_for_everybody_named_and_alike() -> None:
    journey = apart(felt_by(sample(), {name: [] for name in FOUR}))
    together = journey.replace(poster=journey.poster.replace(persona_lines="together"))
    for paper in ("A0", "A1"):
        sheet, plain = blank(journey, paper), blank(together, paper)
        check(sheet)
        axes = [part for part in sheet.parts() if part.kind is PartKind.AXIS]
        on = len([part for part in plain.parts() if part.kind is PartKind.AXIS])
        assert on and len(axes) % 4 == 0 and len({round(part.h, 6) for part in axes}) == 1
        told = said([part for part in sheet.parts() if part.kind is PartKind.HINT]).replace("\n", " ")
        assert all(name.split()[0] in told for name in (journey.personas[0].name, *FOUR))
        assert "Tom" not in said([part for part in plain.parts() if part.kind is PartKind.HINT])
        assert all(a.y + a.h <= b.y for a, b in pairwise(axes))


@settings(max_examples=5, deadline=None)
@given(st.lists(GRADES, min_size=1, max_size=4), st.sampled_from(["A0", "A1", "A3", "ROLL-914"]), st.booleans())
def test_nothing_lies_over_anything_else(rows: list[list[float | None]], paper: str, portrait: bool) -> None:
    journey = apart(felt_by(sample(), dict(zip(NAMES, rows, strict=False))))
    for sheet in (poster(journey, paper, portrait=portrait), timeline(journey)):
        assert not unsound(sheet)
        words = [(kind, box) for kind, _, _, _, box, item in texts(sheet) if isinstance(item, Text)]
        own = [box for kind, box in words if kind is PartKind.PERSONA]
        for a in own:
            for kind, b in words:
                if kind in (PartKind.POINT, PartKind.PARTY, PartKind.CARD, PartKind.QUOTE, PartKind.OPPORTUNITY, PartKind.HINT):
                    assert not (a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]), (kind, a, b)


@settings(max_examples=8, deadline=None)
@given(journeys(), st.sampled_from(["A0", "A1", "A3", "ROLL-914"]), st.booleans(), st.integers(0, 2))
def test_any_journey_is_as_sound_as_with_its_lines_together(journey: Journey, paper: str, portrait: bool, sheets: int) -> None:
    journey = apart(journey)
    together = journey.replace(poster=journey.poster.replace(persona_lines="together"))
    found, before = (faults(one, series(one, paper, portrait=portrait, sheets=sheets), 1.0) for one in (journey, together))
    assert not found or before
    assert before or not [fault for sheet in series(journey, paper, portrait=portrait, sheets=sheets) for fault in unsound(sheet)]


#: The lanes in any order.
ORDERS = st.permutations(sample().poster.lanes_in_order)


# Nothing is made smaller when it fails: each example is a poster.
@settings(max_examples=12, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(st.lists(GRADES, min_size=1, max_size=3), ORDERS, st.sampled_from(["A0", "A3"]))
def test_a_leader_crosses_no_word_and_stays_in_its_own_span(rows: list[list[float | None]], order: list[Lane], paper: str) -> None:
    journey = apart(felt_by(sample(), dict(zip(NAMES, rows, strict=False))))
    # Two opportunities at one touchpoint: a link leads from one to the other.
    first, *rest = journey.opportunities
    journey = journey.replace(opportunities=(first, first.replace(id="o-again"), *rest))
    sheet = poster(journey.replace(poster=journey.poster.replace(lanes=tuple(order))), paper)
    words = [(box, item) for kind, _, _, _, box, item in texts(sheet) if kind in (PartKind.POINT, PartKind.PERSONA)]
    opportunities, seen = {one.id for one in journey.opportunities}, 0
    for part in sheet.parts():
        if part.kind is not PartKind.GROUND or part.record not in opportunities:
            continue
        for item in part.items:
            if not isinstance(item, Path) or [name for name, *_ in item.segments] != ["M", "L"]:
                continue
            xs, ys = ([part_at + one[k] for one in item.segments] for k, part_at in ((1, part.x), (2, part.y)))
            seen += 1
            assert part.y - 0.01 <= min(ys) and max(ys) <= part.y + part.h + 0.01, (part.record, ys, part.y, part.h)
            for (left, top, right, bottom), text in words:
                over = left < max(xs) and right > min(xs) and top < max(ys) and bottom > min(ys)
                assert not over, (part.record, text.line.text)
    assert seen


def test_no_number_stands_beside_the_word_for_another_grade() -> None:
    setting, scale = composer().setting("en"), sample().scale
    m = Metrics(8.0, 1.0)
    for height in (30.0, 45.0, 60.0, 90.0, 160.0):
        frame = Frame(0.0, height, scale, (0.0, 0.0))
        items = [i for i in axis_items(frame, 100.0, 300.0, 100.0, setting, m, None) if isinstance(i, Text)]
        middles = {i.line.text: i.y - CAP * i.size / 2 for i in items}
        shown = {float(text): y for text, y in middles.items() if text.isdigit()}
        assert {1.0, 10.0} <= shown.keys()
        assert all(abs(y - middles["Neutral"]) > 0.75 * axis_size(m) for y in shown.values()), height
        if height / 18 > 0.8 * axis_size(m):
            assert 5.0 in shown, "it is there where it is told apart"
    # A scale whose neutral grade is a whole one has its number beside the word.
    even = Scale(lowest=0, neutral=5, highest=10)
    items = [i for i in axis_items(Frame(0.0, 45.0, even, (0.0, 0.0)), 100.0, 300.0, 100.0, setting, m, None) if isinstance(i, Text)]
    middles = {i.line.text: i.y - CAP * i.size / 2 for i in items}
    assert "5" not in middles or middles["5"] == pytest.approx(middles["Neutral"])
