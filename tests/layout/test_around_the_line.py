"""What is drawn around the line: spread, respondents and shortfall stand where the grades say, and nowhere on faces and words."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cjm_desktop.analysis import read
from cjm_desktop.document import Answer, Interview, Journey, Persona, PersonaGrade, Touchpoint
from cjm_desktop.layout import MapSheet, Paper, load_theme
from cjm_desktop.layout.hatch import hatched, height_at, slanted
from cjm_desktop.layout.point_parts import PointParts
from cjm_desktop.layout.sheet import Bezier, Known, Part, PartKind, Path, Segment
from cjm_desktop.layout.told_lines import MOST_VOICES
from tests.layout.maps import composer, poster, said, sample, timeline, value


def told(*rows: dict[str, float], **switches: bool) -> Journey:
    """Six touchpoints with grades, respondents with theirs, and what is switched on."""
    journey = Journey(
        touchpoints=tuple(Touchpoint(id=f"t{i}", title=f"Step {i}", grade=g) for i, g in enumerate([5, 8, 3, None, 6, 4])),
        interviews=tuple(
            Interview(id=f"i{k}", answers=tuple(Answer(touchpoint=t, grade=g) for t, g in row.items())) for k, row in enumerate(rows)
        ),
    )
    return journey.replace(poster=journey.poster.replace(**switches))


def around(sheet: MapSheet) -> list[Part]:
    """What stands around the line, over it."""
    return [part for part in sheet.parts() if part.kind is PartKind.GROUND and part.layer == 5 and part.items and part.record[:1] == "t"]


def flat(x0: float, x3: float, y: float) -> Bezier:
    third = (x3 - x0) / 3
    return Bezier(x0, y, x0 + third, y, x3 - third, y, x3, y, Known.OBSERVED)


def strokes(sheet: MapSheet) -> list[tuple[float, float, float]]:
    """The upright strokes on a sheet: x, upper and lower end (mm)."""
    found = []
    for part in around(sheet):
        for item in part.items:
            if isinstance(item, Path) and item.segments[-1][0] == "L" and len(item.segments) > 2:
                ends = zip(item.segments[::2], item.segments[1::2], strict=True)
                found += [(part.x + a[1], part.y + a[2], part.y + b[2]) for a, b in ends]
    return found


def dotted(sheet: MapSheet) -> list[tuple[float, float]]:
    """Places along the strokes of a sheet, upright or slanted, their ends left out (mm)."""
    found = []
    for part in around(sheet):
        for item in part.items:
            if isinstance(item, Path) and item.segments[-1][0] == "L" and len(item.segments) > 2:
                for a, b in zip(item.segments[::2], item.segments[1::2], strict=True):
                    shares = [k / 20 for k in range(1, 20)]
                    found += [(part.x + a[1] + t * (b[1] - a[1]), part.y + a[2] + t * (b[2] - a[2])) for t in shares]
    return found


def test_nothing_is_drawn_that_is_not_asked_for() -> None:
    rows = ({"t0": 2, "t1": 3}, {"t0": 9, "t1": 8})
    assert not around(poster(told(*rows)))
    assert value(poster(told(spread=True, voices=True))) == value(poster(told()))


def test_the_spread_lies_between_the_lowest_and_the_highest_grade() -> None:
    journey = told({"t0": 2, "t1": 7}, {"t0": 6, "t1": 10}, {"t2": 5}, spread=True)
    sheet = poster(journey)
    frame = sheet.bands[0].frame
    found = strokes(sheet)
    assert found
    left, right = sheet.bands[0].columns.centre(0), sheet.bands[0].columns.centre(1)
    for x, top, bottom in found:
        assert left - 1e-6 <= x <= right + 1e-6, "one told about the third touchpoint: that is no spread"
        share = (x - left) / (right - left)
        # Between two grades the edges run as the line does: never beyond them.
        assert frame.y(10) - 1e-6 <= top < bottom <= frame.y(2) + 1e-6
        if share < 0.05:
            assert frame.y(6.3) <= top and bottom <= frame.y(1.7)


def test_a_touchpoint_nobody_told_about_breaks_the_spread_and_a_lonely_one_gets_a_bar() -> None:
    journey = told({"t0": 2, "t4": 5}, {"t0": 6, "t4": 7}, spread=True)
    parts = {part.record: part for part in around(poster(journey))}
    assert parts.keys() == {"t0", "t4"}
    for part in parts.values():
        upright, *ends = [item for item in part.items if isinstance(item, Path)]
        assert len(ends) == 2
        frame = poster(journey).bands[0].frame
        low, high = (2, 6) if part.record == "t0" else (5, 7)
        ys = sorted(part.y + segment[2] for segment in upright.segments)
        assert ys == pytest.approx([frame.y(high), frame.y(low)])


def test_strokes_keep_off_the_line_the_faces_and_the_words() -> None:
    journey = told(*({f"t{i}": g for i, g in enumerate(row)} for row in ([1, 4, 1, 5, 2, 1], [9, 10, 9, 9, 10, 9])), spread=True)
    sheet = poster(journey)
    band = sheet.bands[0]
    points = PointParts(band, None)
    boxes = [box for i in range(6) for box in points.boxes(i) if box is not None]
    found = dotted(sheet)
    assert len(found) > 40 * 19
    for x, y in found:
        assert not any(a < x < c and b < y < d for a, b, c, d in boxes)
        for k in range(len(band.curve)):
            line = band.curve.stretch(k)
            if line is not None and line.x0 <= x < line.x3:
                # Faces are large beside it; a stroke that comes so near would touch it.
                assert abs(height_at(line, x) - y) > 0.6 * band.m.curve


def test_each_respondent_has_a_line_until_they_are_too_many() -> None:
    row = {"t0": 3.0, "t1": 6.0, "t2": 2.0}
    two = around(poster(told(row, {"t1": 9, "t2": 9, "t4": 1}, voices=True)))
    curves = [item for part in two for item in part.items if isinstance(item, Path) and item.stroke and item.segments[1][0] == "C"]
    assert len(curves) == 2, "from the first to the second touchpoint one, from the second to the third both in one go"
    assert [part.record for part in two] == ["t0", "t1", "t4"], "a grade that stands alone is a dot"
    assert around(poster(told(*[row] * MOST_VOICES, voices=True)))
    assert not around(poster(told(*[row] * (MOST_VOICES + 1), voices=True)))


#: Grades of one respondent, each alone: nothing is told about the touchpoints beside it.
ALONE = st.lists(st.integers(1, 10).map(float), min_size=8, max_size=8)


@settings(max_examples=10, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(st.lists(ALONE, min_size=1, max_size=3), st.sampled_from(["A0", "A3"]), st.integers(0, 1))
def test_a_grade_that_stands_alone_is_seen_at_its_height_in_its_column(rows: list[list[float]], paper: str, odd: int) -> None:
    journey = sample()
    ids = [t.id for t in journey.touchpoints][odd::2]
    told = tuple(
        Interview(id=f"i{k}", answers=tuple(Answer(touchpoint=t, grade=g) for t, g in zip(ids, row, strict=False)))
        for k, row in enumerate(rows)
    )
    journey = journey.replace(
        touchpoints=tuple(t.replace(quotes=()) for t in journey.touchpoints),
        interviews=told,
        poster=journey.poster.replace(voices=True, other_lines=False),
    )
    sheet = poster(journey, paper)
    band, ink = sheet.bands[0], load_theme("house").secondary
    points, centres = PointParts(band, None), {t.id: band.columns.centre(i) for i, t in enumerate(journey.touchpoints)}
    boxes = [box for i in range(len(journey.touchpoints)) for box in points.boxes(i) if box is not None]
    dots = [(part, item) for part in around(sheet) for item in part.items if isinstance(item, Path) and item.fill == ink]
    assert sorted((part.record, round(middle(part, dot)[1], 3)) for part, dot in dots) == sorted(
        (t, round(band.frame.y(g), 3)) for row in rows for t, g in zip(ids, row, strict=False)
    )
    leaders = [
        (part.x, part.y + min(ys), part.y + max(ys))
        for part in sheet.parts()
        if part.record in {one.id for one in journey.opportunities} and part.layer == 5
        for item in part.items
        if isinstance(item, Path) and len(ys := [one[2] for one in item.segments if len(one) == 3]) == 2 == len(item.segments)
    ]
    assert leaders
    for part, dot in dots:
        x, y = middle(part, dot)
        assert abs(x - centres[part.record]) <= band.columns.width / 2 + 0.01
        assert not [box for box in boxes if box[0] < x < box[2] and box[1] < y < box[3]], (part.record, x, y)
        assert not [at for at, top, bottom in leaders if abs(at - x) < 0.3 and top < y < bottom], (part.record, x, y)


def middle(part: Part, dot: Path) -> tuple[float, float]:
    """The middle of a dot on the sheet (mm)."""
    xs, ys = ([at for one in dot.segments for at in one[k::2]] for k in (1, 2))
    return part.x + (min(xs) + max(xs)) / 2, part.y + (min(ys) + max(ys)) / 2


def test_what_lacks_to_the_wish_is_hatched_and_what_is_more_is_not() -> None:
    journey = told(shortfall=True)
    wishes = [7.0, 7.0, 7.0, 7.0, None, None]
    journey = journey.replace(touchpoints=tuple(t.replace(desired=w) for t, w in zip(journey.touchpoints, wishes, strict=True)))
    sheet = poster(journey)
    band = sheet.bands[0]
    found = strokes(sheet)
    assert found
    for x, top, bottom in found:
        assert top >= band.frame.y(7) - 1e-6, "above the wish nothing is missing"
        assert bottom <= band.frame.y(3) + 1e-6
        assert band.columns.centre(0) <= x <= band.columns.centre(2), "beyond the third there is no line, or no wish"
    target = journey.replace(desired=journey.desired.replace(target=9.0))
    beyond = [x for x, *_ in strokes(poster(target)) if x > band.columns.centre(3)]
    assert beyond, "where no grade is wished for, the target of the whole journey counts"


def test_at_a_card_the_shortfall_ends_at_the_wish_of_that_card() -> None:
    journey = told(shortfall=True)
    wishes = [9.0, 9.0, 9.5, None, 7.0, None]
    journey = journey.replace(
        touchpoints=tuple(t.replace(desired=w, grade=3.0) for t, w in zip(journey.touchpoints, wishes, strict=True)),
        desired=journey.desired.replace(target=8.0),
    )
    band = poster(journey).bands[0]
    found = strokes(poster(journey))
    for i, wish in enumerate(wishes):
        x, reach = band.columns.centre(i), 0.06 * band.columns.width
        tops = [top for at, top, _ in found if abs(at - x) <= reach]
        # From one card to the next the wish changes by two at most, and by a sixteenth of that so near to a card.
        least, wished = band.frame.y(8.0) - band.frame.y(8.15), band.frame.y(8.0 if wish is None else wish)
        assert tops and all(abs(top - wished) <= least for top in tops)


@pytest.mark.parametrize(
    ("switch", "words"),
    [("spread", "how far answers lie apart"), ("voices", "one line for each respondent"), ("shortfall", "short of the wish")],
)
def test_the_legend_explains_what_is_drawn_and_only_that(switch: str, words: str) -> None:
    journey = sample()
    off = journey.replace(poster=journey.poster.replace(spread=False, voices=False, shortfall=False))
    assert words not in said(list(poster(off).parts()))
    on = off.replace(poster=off.poster.replace(**{switch: True}))
    assert words in said(list(poster(on).parts()))
    bare = on.replace(
        interviews=(),
        desired=on.desired.replace(target=None),
        touchpoints=tuple(
            t.replace(desired=None, quotes=tuple(q.replace(interview=None) for q in t.quotes)) for t in on.touchpoints
        ),
        feedback=on.feedback,
    )
    assert words not in said(list(poster(bare).parts()))


def test_one_more_answer_is_drawn_by_a_composer_that_remembers_as_by_one_that_does_not() -> None:
    maker, paper = composer(), Paper.named("A0", portrait=False)
    journey = sample()
    journey = journey.replace(poster=journey.poster.replace(spread=True, voices=True, shortfall=True))
    one = journey.interviews[0]
    for grade in (1.0, 9.0, None):
        answers = tuple(a.replace(grade=grade) if a.grade is not None else a for a in one.answers)
        journey = journey.replace(interviews=(one.replace(answers=answers), *journey.interviews[1:]))
        insights = read(journey)
        assert value(maker.poster(journey, insights, paper)) == value(poster(journey))
        assert value(maker.timeline(journey, insights)) == value(timeline(journey))


def test_strokes_of_neighbouring_stretches_stand_on_one_grid_and_none_stands_twice() -> None:

    first = hatched(flat(0, 10, 1), flat(0, 10, 5), 2.0, 0.5, ())
    second = hatched(flat(10, 20, 1), flat(10, 20, 5), 2.0, 0.5, ())
    xs = [segment[1] for segment in (*first, *second)][::2]
    assert xs == [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]
    assert not hatched(flat(0, 10, 5), flat(0, 10, 1), 2.0, 0.5, ()), "the lower over the upper: nothing"
    holed = hatched(flat(0, 4, 0), flat(0, 4, 10), 2.0, 0.5, [(1.0, 2.0, 3.0, 4.0)], flat(0, 4, 7), 1.0)
    assert [(a[1], a[2], b[2]) for a, b in zip(holed[::2], holed[1::2], strict=True)] == [
        (0, 0, 6),
        (0, 8, 10),
        (2, 0, 2),
        (2, 4, 6),
        (2, 8, 10),
    ]


def test_slanted_strokes_share_a_grid_and_keep_out_of_holes_and_off_the_line() -> None:
    """Each falls as far as it goes to the right, from one line to the other; together they are as long as one over the whole."""
    root = 2**0.5

    def ends(*stretches: list[Segment]) -> list[tuple[float, float, float]]:
        flatly = [segment for one in stretches for segment in one]
        assert all(b[1] - a[1] == pytest.approx(b[2] - a[2]) and b[1] > a[1] for a, b in zip(flatly[::2], flatly[1::2], strict=True))
        return [(a[1], a[2], b[2]) for a, b in zip(flatly[::2], flatly[1::2], strict=True)]

    whole = ends(slanted(flat(0, 20, 1), flat(0, 20, 5), root, 0.1, ()))
    halves = ends(slanted(flat(0, 10, 1), flat(0, 10, 5), root, 0.1, ()), slanted(flat(10, 20, 1), flat(10, 20, 5), root, 0.1, ()))
    assert sum(b - a for _, a, b in halves) == pytest.approx(sum(b - a for _, a, b in whole))
    assert {round(y - x) for x, y, _ in halves} == {round(y - x) for x, y, _ in whole} == set(range(-18, 5, 2))
    assert all(1 - 1e-6 <= top < bottom <= 5 + 1e-6 for _, top, bottom in whole)
    assert not slanted(flat(0, 10, 5), flat(0, 10, 1), root, 0.5, ()), "the lower over the upper: nothing"
    holed = ends(slanted(flat(0, 10, 0), flat(0, 10, 10), root, 0.1, [(4.0, 2.0, 6.0, 4.0)], flat(0, 10, 7), 1.0))
    for x, top, bottom in holed:
        assert bottom <= 6 + 1e-6 or top >= 8 - 1e-6, "off the line"
        middle = (x + (bottom - top) / 2, (top + bottom) / 2)
        assert not (4 < middle[0] < 6 and 2 < middle[1] < 4), "out of the hole"


# -- further personas ------------------------------------------------------------------------------------------------------------


def of_three(**settings: object) -> Journey:
    """Three personas, each with two respondents whose grades lie about the persona's own."""
    others, grades = ("o1", "o2"), {None: [5, 8, 3], "o1": [3, 4, 6], "o2": [9, 2, 8]}
    journey = told()
    interviews = tuple(
        Interview(
            id=f"i{whose}{side:.0f}", persona=whose, answers=tuple(Answer(touchpoint=f"t{i}", grade=g + side) for i, g in enumerate(row))
        )
        for whose, row in grades.items()
        for side in (-1.0, 1.0)
    )
    touchpoints = tuple(
        t.replace(personas=tuple(PersonaGrade(persona=one, grade=grades[one][i]) for one in others)) if i < 3 else t
        for i, t in enumerate(journey.touchpoints)
    )
    personas = (Persona(id="p0", name="Ada"), Persona(id="o1", name="Bo"), Persona(id="o2", name="Cleo"))
    journey = journey.replace(personas=personas, touchpoints=touchpoints, interviews=interviews)
    return journey.replace(poster=journey.poster.replace(**{"spread": True, "voices": True, **settings}))


def inks(sheet: MapSheet) -> set[str]:
    """The inks of what stands around the lines of a sheet."""
    return {item.stroke for part in around(sheet) for item in part.items if isinstance(item, Path) and item.stroke}


def test_each_graph_has_the_spread_and_the_respondents_of_its_own_persona() -> None:
    theme = load_theme("house")
    for sheet in (poster(of_three(persona_lines="apart")), timeline(of_three(persona_lines="apart"))):
        band = sheet.bands[0]
        frames = (band.frame, *(frame for _, frame in band.apart))
        assert inks(sheet) == {theme.secondary, *theme.personas[:2]}
        for frame, ink, row in zip(frames, (theme.secondary, *theme.personas), ([5, 8, 3], [3, 4, 6], [9, 2, 8]), strict=False):
            own = [(part, item) for part in around(sheet) for item in part.items if isinstance(item, Path) and item.stroke == ink]
            ys = [part.y + place for part, item in own for segment in item.segments for place in segment[2::2]]
            assert frame.y(max(row) + 1) - 1e-6 <= min(ys) and max(ys) <= frame.y(min(row) - 1) + 1e-6
            curves = [item for _, item in own if item.segments[1][0] == "C"]
            # Two columns, each with the two edges in one go and the two respondents in another.
            assert len(curves) == 4


def test_in_one_graph_only_the_chosen_persona_has_them_and_the_legend_says_whose() -> None:
    theme = load_theme("house")
    for chosen, ink, name in ((None, theme.secondary, "Ada"), ("o2", theme.personas[1], "Cleo"), ("gone", theme.secondary, "Ada")):
        sheet = poster(of_three(around=chosen))
        assert inks(sheet) == {ink}
        legend = said([part for part in sheet.parts() if part.kind is PartKind.FOOTER])
        assert f"how far answers lie apart ({name})" in legend and f"one line for each respondent ({name})" in legend
    alone = of_three(around="o2", other_lines=False)
    assert inks(poster(alone)) == {theme.secondary}, "nobody else has a line there"
    assert "apart (" not in said(list(poster(alone).parts()))


def test_what_a_chosen_persona_lacks_is_hatched_down_to_its_own_line() -> None:
    journey = of_three(around="o1").replace(desired=of_three().desired.replace(target=9))
    sheet = poster(journey.replace(poster=journey.poster.replace(spread=False, voices=False, shortfall=True)))
    frame, band = sheet.bands[0].frame, sheet.bands[0]
    found = strokes(sheet)
    lowest = max(bottom for x, _, bottom in found if abs(x - band.columns.centre(0)) < 0.3 * band.columns.width)
    assert frame.y(5) < lowest <= frame.y(3), "down to 3, where the map's own line is at 5"
    # The map's own line is kept clear of strokes too.
    own = band.curve.stretch(1)
    assert own is not None
    assert not any(top < height_at(own, x) < bottom for x, top, bottom in found if own.x0 < x < own.x3)


def test_another_answer_draws_only_what_it_touches_anew() -> None:
    """One respondent's grade among very many is one column's strokes, whoever's respondent it is."""
    journey, maker = of_three(persona_lines="apart"), composer()
    before = {(part.record, part.y): part for part in around(maker.timeline(journey, read(journey)))}
    last = journey.interviews[-1]
    answers = (*last.answers[:2], last.answers[2].replace(grade=9.5))
    changed = journey.replace(interviews=(*journey.interviews[:-1], last.replace(answers=answers)))
    after = {(part.record, part.y): part for part in around(maker.timeline(changed, read(changed)))}
    assert before.keys() == after.keys()
    kept = {key for key in before if before[key] is after[key]}
    third = max(y for _, y in before)
    assert {y for _, y in before.keys() - kept} == {third}, "the graphs of the others stay"


def test_a_composer_that_remembers_follows_who_is_chosen() -> None:
    maker = composer()
    for chosen in ("o1", None, "o2", "o1"):
        for switches in ({}, {"shortfall": True}):
            journey = of_three(around=chosen, **switches)
            journey = journey.replace(desired=journey.desired.replace(target=9))
            assert value(maker.timeline(journey, read(journey))) == value(timeline(journey))
            sheet = Paper.named("A0")
            assert value(maker.poster(journey, read(journey), sheet)) == value(poster(journey))


def test_the_crowd_of_one_persona_leaves_the_lines_of_another() -> None:
    journey = of_three(persona_lines="apart", spread=False)
    many = tuple(journey.interviews[2].replace(id=f"m{k}") for k in range(MOST_VOICES))
    crowd = journey.replace(interviews=(*journey.interviews, *many))
    theme = load_theme("house")
    assert inks(poster(crowd)) == {theme.secondary, theme.personas[1]}
