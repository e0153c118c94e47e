"""Further personas on the map: lines of their own that stay behind the main one and out of its words."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.analysis import read
from cjm_desktop.document import Basis, Journey, LaneKind, Persona, PersonaGrade
from cjm_desktop.layout import MapSheet, Paper, load_theme
from cjm_desktop.layout.graph import placed_label
from cjm_desktop.layout.label import PointLook, label_items, label_of
from cjm_desktop.layout.memo import Memo
from cjm_desktop.layout.metrics import DESCENT
from cjm_desktop.layout.other_lines import samples, uncovered
from cjm_desktop.layout.others import Other, mark_places, others_of
from cjm_desktop.layout.paper import CAP
from cjm_desktop.layout.sheet import Bezier, Known, Part, PartKind, Path, Rect, Tag, Text
from cjm_desktop.layout.theme import theme_names
from tests.layout.faults import outside, overlapping, texts
from tests.layout.maps import composer, poster, said, sample, timeline, value

NAMES = ("Lorraine Pike", "Tom (remote)", "Agnieszka Kowalczyk-Nowak", "")


def felt_by(journey: Journey, grades: dict[str, list[float | None]]) -> Journey:
    """The journey with further personas, by name; their grades from the first touchpoint on."""
    others = tuple(Persona(id=f"px-{k}", name=name) for k, name in enumerate(grades))
    rows = list(grades.values())
    touchpoints = tuple(
        t.replace(
            personas=tuple(
                PersonaGrade(persona=other.id, emotion="calm", grade=row[i])
                for other, row in zip(others, rows, strict=True)
                if i < len(row) and row[i] is not None
            )
        )
        for i, t in enumerate(journey.touchpoints)
    )
    interviews = tuple(one.replace(persona=None) for one in journey.interviews)
    return journey.replace(
        personas=(*journey.personas[:1], *others), touchpoints=touchpoints, interviews=interviews
    )


def lines(sheet: MapSheet) -> list[Part]:
    """The parts of further personas' lines, without their names."""
    return [part for part in sheet.parts() if part.kind is PartKind.PERSONA and part.record]


def marks(sheet: MapSheet, ink: str) -> list[tuple[str, float, float]]:
    """Marks of an ink: the touchpoint, and the middle of the mark's height and width on the sheet."""
    found = []
    for part in lines(sheet):
        for item in part.items:
            if isinstance(item, Path) and item.fill == ink:
                xs = [p for s in item.segments for p in s[1::2]]
                ys = [p for s in item.segments for p in s[2::2]]
                found.append(
                    (part.record, part.x + (min(xs) + max(xs)) / 2, part.y + (min(ys) + max(ys)) / 2)
                )
    return found


def strokes(sheet: MapSheet, ink: str) -> list[Path]:
    return [
        item
        for part in lines(sheet)
        for item in part.items
        if isinstance(item, Path) and item.stroke == ink and item.fill is None and item.dash
    ]


def names(sheet: MapSheet) -> list[str]:
    return [
        item.line.text
        for part in sheet.parts()
        if part.kind is PartKind.PERSONA and not part.record
        for item in part.items
        if isinstance(item, Text)
    ]


def on_paper(sheet: MapSheet) -> list[bool]:
    """Whether each name stands on a ground of the paper's colour that it does not leave."""
    found = []
    for part in sheet.parts():
        if part.kind is PartKind.PERSONA and not part.record:
            grounds = [item for item in part.items if isinstance(item, Rect)]
            for item in part.items:
                if isinstance(item, Text):
                    low, high = item.y - CAP * item.size, item.y + DESCENT * item.size
                    found.append(any(g.x <= item.x and g.y <= low and high <= g.y + g.h + 1e-6 and g.fill for g in grounds))
    return found


def house_ink(rank: int) -> str:
    return load_theme("house").personas[rank]


@pytest.mark.parametrize("bases", [{Basis.OBSERVED}, {Basis.ASSUMED}, {Basis.OBSERVED, Basis.ASSUMED}])
def test_the_key_shows_beside_its_mark_whether_a_line_is_solid_or_dashed(bases: set[Basis]) -> None:
    one = Other(Persona(id="p", name="Tom"), 1, bases=frozenset(bases))
    drawn = one.sample(0.0, 0.0, 14.0, 0.8, 3.2, load_theme("house"))
    strokes = [item for item in drawn if isinstance(item, Path) and item.fill is None and len(item.segments) == 2]
    inked = [(item.segments[0][1], item.segments[1][1]) for item in strokes]  # type: ignore[misc]
    for (left, right), solid in (((0.0, 3.8), Basis.OBSERVED in bases), ((10.2, 14.0), Basis.ASSUMED not in bases)):
        shown = sum(max(0.0, min(right, b) - max(left, a)) for a, b in inked)
        assert shown == pytest.approx(3.8) if solid else shown < 0.7 * 3.8


def test_without_further_grades_there_is_nothing() -> None:
    journey = felt_by(sample(), {"Lorraine Pike": []})
    alone = journey.replace(personas=journey.personas[:1])
    assert not lines(timeline(journey))
    assert value(timeline(journey)) == value(timeline(alone))
    assert "Lorraine" not in said(list(poster(journey).parts()))


def test_a_switch_takes_the_lines_away() -> None:
    journey = sample()
    assert lines(poster(journey)) and "Lorraine Pike" in names(poster(journey)) and all(on_paper(poster(journey)))
    off = journey.replace(poster=journey.poster.replace(other_lines=False))
    assert not lines(poster(off)) and not names(poster(off))
    assert "Lorraine" not in said(list(poster(off).parts()))
    assert "Lorraine" not in poster(off).spoken(journey.touchpoints[0].id)


def test_there_are_none_without_a_graph() -> None:
    journey = sample()
    lanes = tuple(
        lane.replace(shown=lane.kind is not LaneKind.CURVE) for lane in journey.poster.lanes_in_order
    )
    bare = journey.replace(poster=journey.poster.replace(lanes=lanes))
    assert not lines(poster(bare))
    assert "Lorraine" not in said(list(poster(bare).parts()))


@pytest.mark.parametrize("flow", [timeline, poster])
def test_a_mark_stands_at_its_grade_in_its_column(flow: object) -> None:
    journey = sample()
    sheet = flow(journey)  # type: ignore[operator]
    band = sheet.bands[0]
    other = journey.personas[1].id
    graded = {t.id: said.grade for t in journey.touchpoints for said in t.personas if said.persona == other}
    found = marks(sheet, house_ink(0))
    assert {record for record, _, _ in found} == set(graded)
    reach = band.columns.width / 2 + band.m.gap
    for record, x, y in found:
        i = sheet.index_of(record)
        assert math.isclose(y, band.frame.y(graded[record]), abs_tol=0.01)
        assert abs(x - band.columns.centre(i)) <= reach


def test_a_missing_grade_is_a_gap() -> None:
    grades: list[float | None] = [6, 7, None, 4, None, 8, 9]
    sheet = timeline(felt_by(sample(), {"Lorraine": grades}))
    columns = sheet.bands[0].columns
    found = []
    for part in lines(sheet):
        for item in part.items:
            if isinstance(item, Path) and item.dash:
                found += [
                    (part.x + a[1], part.x + b[5])
                    for a, b in zip(item.segments[::2], item.segments[1::2], strict=True)
                ]
    for gap in (2, 3, 4):
        middle = columns.centre(gap)
        assert not any(a < middle < b for a, b in found), gap
    assert any(a < columns.centre(0) + columns.pitch / 2 < b for a, b in found)
    assert any(a < columns.centre(5) + columns.pitch / 2 < b for a, b in found)


def test_personas_differ_by_more_than_colour() -> None:
    row: list[float | None] = [3, 8, 5, 9]
    journey = felt_by(sample(), {name: [g + k * 0.2 for g in row if g] for k, name in enumerate(NAMES)})
    for theme in map(load_theme, theme_names()):
        looks = set()
        for other in others_of(journey, Memo()):
            _, body = other.mark(0, 0, 1, theme)
            assert isinstance(body, Path)
            looks.add((body.segments, other.dash(1)))
        assert len({shape for shape, _ in looks}) == len({dash for _, dash in looks}) == len(NAMES)


def test_sixteen_personas_have_a_look_each() -> None:
    theme = load_theme("greyscale")
    looks = set()
    for rank in range(16):
        other = Other(Persona(id=f"px-{rank}"), rank)
        _, body = other.mark(0, 0, 1, theme)
        assert isinstance(body, Path)
        looks.add((body.segments, other.dash(1)))
    assert len(looks) == 16


def test_the_main_line_stays_thicker() -> None:
    sheet = poster(sample())
    m = sheet.bands[0].m
    assert strokes(sheet, house_ink(0))
    assert all(item.width <= 0.5 * m.curve for item in strokes(sheet, house_ink(0)))


def test_without_a_name_it_is_numbered() -> None:
    journey = felt_by(sample(), {"": [2, 3, 2, 3]})
    assert names(poster(journey)) == ["Persona 2"]
    assert "Persona 2: calm 2" in poster(journey).spoken(journey.touchpoints[0].id)


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_a_sample_shows_how_it_is_meant(language: str) -> None:
    journey = sample("new-colleague", language)
    other = journey.personas[1]
    graded = [t for t in journey.touchpoints if any(p.persona == other.id for p in t.personas)]
    assert len(graded) >= 0.75 * len(journey.touchpoints)
    known = {emotion.word for emotion in journey.emotions}
    assert all(said.emotion in known for t in graded for said in t.personas)
    for sheet in (poster(journey), poster(journey, "A1", portrait=True), timeline(journey)):
        assert other.name in names(sheet)
        assert not overlapping(sheet) and not outside(sheet)


def test_the_foot_and_the_timelines_head_say_whose_line_it_is() -> None:
    foot = [part for part in poster(sample()).parts() if part.kind is PartKind.FOOTER]
    head = [part for part in timeline(sample()).parts() if part.kind is PartKind.HEADER]
    assert "Lorraine Pike" in said(foot) and "Lorraine Pike" in said(head)
    for part in (*foot, *head):
        assert any(isinstance(item, Path) and item.fill == house_ink(0) for item in part.items)


def test_it_is_told_to_those_who_do_not_see_it() -> None:
    journey = sample()
    sheet = poster(journey)
    t = next(t for t in journey.touchpoints if t.personas)
    alts = [
        item.alt
        for part in lines(sheet)
        if part.record == t.id
        for item in part.items
        if isinstance(item, Tag)
    ]
    assert f"Lorraine Pike: {t.personas[0].emotion} {t.personas[0].grade:g}" in alts
    assert sheet.spoken(t.id).endswith(f"Lorraine Pike: {t.personas[0].emotion} {t.personas[0].grade:g}")


def test_the_line_goes_on_in_the_next_band_and_on_the_next_sheet() -> None:
    journey = sample()
    journey = felt_by(journey, {"Lorraine": [float(i % 5 + 3) for i in range(len(journey.touchpoints))]})
    two = composer("en").series(
        journey, read(journey), Paper.named("A3", portrait=False), distance=1.0, sheets=2
    )
    bands = [band for sheet in two for band in sheet.bands]
    assert len(two) == 2
    for sheet in two:
        ends = []
        for part in lines(sheet):
            for item in part.items:
                if isinstance(item, Path) and item.dash:
                    ends += [part.x + item.segments[0][1], part.x + item.segments[-1][5]]
        band = bands[0] if sheet is two[0] else bands[-1]
        edge = band.right if sheet is two[0] else band.left
        assert any(math.isclose(x, edge, abs_tol=0.01) for x in ends)
        assert names(sheet) and "Lorraine" in said(
            [part for part in sheet.parts() if part.kind is PartKind.FOOTER]
        )


GRADES = st.lists(st.none() | st.integers(1, 10).map(float), min_size=16, max_size=16)


@settings(max_examples=12, deadline=None)
@given(st.lists(GRADES, min_size=1, max_size=4), st.sampled_from(["A0", "A2"]), st.booleans())
def test_words_stay_free(rows: list[list[float | None]], paper: str, portrait: bool) -> None:
    journey = felt_by(sample(), dict(zip(NAMES, rows, strict=False)))
    for sheet in (poster(journey, paper, portrait=portrait), timeline(journey)):
        assert not overlapping(sheet)
        own, words = [], []
        for kind, record, _, _, box, _ in texts(sheet):
            if kind is PartKind.PERSONA:
                own.append((box, record))
            elif kind in (PartKind.POINT, PartKind.PARTY, PartKind.CARD, PartKind.OPPORTUNITY):
                words.append(box)
        for a, _ in own:
            for b in words:
                assert not (a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]), (a, b)
        for rank in range(len(rows)):
            for record, x, y in marks(sheet, house_ink(rank)):
                for a, _ in own:
                    assert not (a[0] < x < a[2] and a[1] < y < a[3]), (record, a)


def test_a_line_goes_behind_words() -> None:
    b = Bezier(0, 0, 10, 0, 20, 10, 30, 10, Known.OBSERVED)
    box = (12.0, 2.0, 18.0, 8.0)
    pieces = uncovered(b, [box])
    assert len(pieces) == 2
    assert (pieces[0].x0, pieces[0].y0) == (0, 0) and (pieces[1].x3, pieces[1].y3) == (30, 10)
    for piece in pieces:
        for x, y in samples(piece):
            assert not (box[0] + 0.01 < x < box[2] - 0.01 and box[1] + 0.01 < y < box[3] - 0.01)
    whole = list(samples(b))
    for piece in pieces:  # and a piece lies on the line
        for x, y in samples(piece):
            k = min(range(len(whole)), key=lambda k: abs(whole[k][0] - x))
            assert abs(whole[k][1] - y) < 1.0
    assert uncovered(b, [(40.0, 0.0, 50.0, 9.0)]) == [b]
    assert uncovered(b, [(-5.0, -5.0, 40.0, 40.0)]) == []


def crossed(sheet: MapSheet) -> list[str]:
    """Words, question marks of open rings and names that a further persona's line is drawn through."""
    boxes = [
        (own, f"{record} “{item.line.text}”")
        for kind, record, _, _, own, item in texts(sheet)
        if kind in (PartKind.POINT, PartKind.PERSONA)
    ]
    found = set()
    for part in lines(sheet):
        for item in part.items:
            if not (isinstance(item, Path) and item.dash and item.fill is None and item.stroke):
                continue
            for start, end in zip(item.segments[::2], item.segments[1::2], strict=True):
                xs, ys = (start[1], *end[1::2]), (start[2], *end[2::2])
                points = [(part.x + x, part.y + y) for x, y in zip(xs, ys, strict=True)]
                stretch = Bezier(*(v for point in points for v in point), Known.OBSERVED)
                for x, y in samples(stretch):
                    found |= {
                        f"{part.record} through {told}"
                        for own, told in boxes
                        if own[0] < x < own[2] and own[1] < y < own[3]
                    }
    return sorted(found)


def covered(sheet: MapSheet, count: int) -> list[str]:
    """Words under a further persona's mark."""
    r = 0.42 * sheet.bands[0].m.em
    return [
        f"{record} on {ident} “{item.line.text}”"
        for rank in range(count)
        for ident, x, y in marks(sheet, house_ink(rank))
        for kind, record, _, _, own, item in texts(sheet)
        if kind in (PartKind.POINT, PartKind.PERSONA)
        and own[0] < x + r
        and own[2] > x - r
        and own[1] < y + r
        and own[3] > y - r
    ]


SOME = st.none() | st.integers(1, 10).map(float)


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.lists(SOME, min_size=60, max_size=60), min_size=1, max_size=4),
    st.lists(SOME, min_size=60, max_size=60),
    st.sampled_from([16, 40, 60]),
    st.sampled_from(["A0", "A1", "A3"]),
    st.booleans(),
    st.sampled_from([1.0, 3.0, 5.0]),
)
def test_words_keep_clear_of_every_line_in_dense_bands(
    rows: list[list[float | None]],
    own: list[float | None],
    count: int,
    paper: str,
    portrait: bool,
    distance: float,
) -> None:
    """Also where type is large for those who stand far away, and touchpoints have no grade but a word."""
    whole = sample("big")
    kept = tuple(
        t.replace(grade=grade, quotes=()) for t, grade in zip(whole.touchpoints[:count], own, strict=False)
    )
    journey = whole.with_(touchpoints=kept, opportunities=(), interviews=(), rounds=())
    journey = felt_by(journey, dict(zip(NAMES, rows, strict=False)))
    sheet = poster(journey, paper, portrait=portrait, distance=distance)
    assert crossed(sheet) == []
    assert not overlapping(sheet)
    if len(rows) <= 2:
        assert covered(sheet, len(rows)) == []


def test_a_line_goes_behind_an_open_ring_and_under_descenders() -> None:
    journey = sample()
    kept = tuple(
        t.replace(grade=None if k % 2 else 8.0, emotion="jogging happily")
        for k, t in enumerate(journey.touchpoints)
    )
    row: list[float | None] = [5.5, 5.5, 7.0, 5.5] * 4
    journey = felt_by(journey.with_(touchpoints=kept), {"Lorraine": row})
    for distance in (1.0, 5.0):
        assert crossed(poster(journey, distance=distance)) == []


def test_a_mark_that_stepped_aside_is_tied_to_its_column() -> None:
    """A mark beside the middle of its column looks like a mistake; a stroke from there says whose it is."""
    journey = sample()
    same = [t.grade for t in journey.touchpoints]
    sheet = poster(felt_by(journey, {"Lorraine Pike": same}))
    band, ink = sheet.bands[0], house_ink(0)
    aside = 0
    for i, t in enumerate(journey.touchpoints):
        found = next(((x, y) for record, x, y in marks(sheet, ink) if record == t.id), None)
        if found is None:
            continue
        centre = band.columns.centre(i)
        part = next(part for part in lines(sheet) if part.record == t.id)
        level = [
            item
            for item in part.items
            if isinstance(item, Path)
            and item.stroke == ink
            and not item.dash
            and len(item.segments) == 2
            and abs(part.x + item.segments[0][1] - centre) < 1e-6  # type: ignore[misc]
            and abs(part.x + item.segments[1][1] - found[0]) < 1e-6  # type: ignore[misc]
        ]
        if abs(found[0] - centre) > 1.0:
            aside += bool(level)
        else:
            assert not level
    assert aside >= 3


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_a_name_stands_on_plain_ground_near_its_own_line(language: str) -> None:
    journey = sample("new-colleague", language)
    for sheet in (timeline(journey), poster(journey, "A0"), poster(journey, "A3")):
        boxes = [box for kind, record, _, _, box, _ in texts(sheet) if kind is PartKind.PERSONA and not record]
        names = [
            (band, box)
            for box in boxes
            for band in sheet.bands
            if band.frame.top < box[1] < band.frame.bottom and band.left <= box[0] <= band.right
        ]
        words = [box for kind, _, _, _, box, _ in texts(sheet) if kind is PartKind.POINT]
        assert names
        for band, (x0, y0, x1, y1) in names:
            em = band.m.em
            assert not y0 < band.frame.neutral < y1, "across the neutral line"
            assert not any(x0 < edge < x1 for _, _, left, right in band.grounds() for edge in (left, right)), "over the edge of a phase"
            beside = [w for w in words if w[0] < x1 + 0.45 * em and w[2] > x0 - 0.45 * em and w[1] < y1 and w[3] > y0]
            assert not beside, "read on from a feeling"


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
@pytest.mark.parametrize(("paper", "portrait"), [("A0", False), ("A0", True), ("A1", True), ("A3", True)])
def test_words_step_out_of_the_way_of_somebody_elses_line(language: str, paper: str, portrait: bool) -> None:
    """Words between a face and another's mark would be taken for that mark's; on the other side of the face they are in nobody's way."""
    journey = sample("new-colleague", language)
    sheet = poster(journey, paper, portrait=portrait)
    band = sheet.bands[0]
    ident = journey.touchpoints[2].id
    at = next((x, y) for record, x, y in marks(sheet, house_ink(0)) if record == ident)
    assert at[0] == pytest.approx(band.columns.centre(2)), "the mark need not step aside"
    said_here = [(box, item) for kind, record, _, _, box, item in texts(sheet) if kind is PartKind.POINT and record == ident]
    face = band.spot(2)[1]
    assert said_here and all(box[1] > face > at[1] for box, _ in said_here)
    assert all(item.fill != load_theme("house").secondary for _, item in said_here), "soft ink is hard to read on the area"
    for k in (1, 2):  # and the line is whole
        path = [
            item
            for part in lines(sheet)
            if part.record == journey.touchpoints[k].id
            for item in part.items
            if isinstance(item, Path) and item.dash
        ]
        assert [segment[0] for item in path for segment in item.segments] == ["M", "C"]


@pytest.mark.parametrize("make", [timeline, poster])
def test_only_a_face_or_another_mark_pushes_a_mark_aside_and_never_the_line(make: Callable[[Journey], MapSheet]) -> None:
    """A line is read under its touchpoint: it passes the middle of each column at the grade's height, whatever the mark had to do."""
    row = [t.grade and (t.grade, 2.0, 9.0, 5.5)[i % 4] for i, t in enumerate(sample().touchpoints)]
    journey = felt_by(sample(), {"Lorraine Pike": row})
    sheet = make(journey)
    band, ink = sheet.bands[0], house_ink(0)
    m, stood, knots = band.m, {record: (x, y) for record, x, y in marks(sheet, ink)}, set()
    for part in lines(sheet):
        for item in part.items:
            if isinstance(item, Path) and item.dash:
                knots |= {(round(part.x + s[-2], 1), round(part.y + s[-1], 1)) for s in item.segments}
    aside = 0
    for i, t in enumerate(journey.touchpoints):
        if t.id not in stood:
            continue
        (x, y), centre = stood[t.id], band.columns.centre(i)
        covered = abs(y - band.spot(i)[1]) < (m.big_face if t.id in band.insights.highlights else m.face) + 1.5 * m.unit
        if not covered:
            assert x == pytest.approx(centre), t.title
        elif t.grade is not None:
            aside += x > centre
        assert any(abs(a - centre) < 0.2 and abs(b - y) < 0.2 for a, b in knots), t.title
    assert aside >= 3


def test_marks_step_aside_by_what_covers_them() -> None:
    assert mark_places([0.0, None, 30.0], 8.0, 3.0, 40.0) == (pytest.approx((11.9, 0.0)), None, (0.0, 30.0))
    (same, second, third) = mark_places([30.0, 30.0, 30.5], 8.0, 3.0, 40.0)
    assert same == (0.0, 30.0) and second is not None and third is not None
    assert second[0] == pytest.approx(-third[0]) and second[0] > 0
    (narrow,) = mark_places([0.0], 8.0, 3.0, 9.0)
    assert narrow is not None, "a column that is too narrow loses no mark"


@given(
    st.lists(st.tuples(st.floats(-30, 30), st.floats(-60, 60)), max_size=4),
    st.booleans(),
)
def test_words_find_a_way_past_marks_or_stand_on_paper(places: list[tuple[float, float]], up: bool) -> None:
    setting, m = poster(sample()).bands[0].setting, poster(sample()).bands[0].m
    label = label_of(sample().touchpoints[0], False, "", 0, up, setting, m, 90.0)
    look = PointLook(False, "", 0, (None,) * 5, (-45.0, 45.0), (80.0, 80.0), None, ((None,) * 5,), tuple(places))  # type: ignore[arg-type]
    frame = poster(sample()).bands[0].frame
    placed = placed_label(lambda _: label, 8.0, frame, look, m)
    half = label.w / 2
    high = (-placed.far - label.h, -placed.far) if placed.up else (placed.far, placed.far + label.h)
    hidden = any(placed.x - half < x < placed.x + half and high[0] < y < high[1] for x, y in places)
    assert placed.ground or not hidden
    items = label_items(label, placed.x, placed.far, placed.up, setting, ground=placed.ground)
    assert any(isinstance(item, Rect) for item in items) is placed.ground
