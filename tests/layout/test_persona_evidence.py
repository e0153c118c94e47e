"""What the lines of further personas rest on: solid where their respondents gave the grades, dashed where assumed, and who set what."""

from __future__ import annotations

import pytest

from cjm_desktop.analysis import read
from cjm_desktop.document import Answer, GradedBy, Interview, Journey, Kind
from cjm_desktop.layout.others import shown_of
from cjm_desktop.layout.sheet import Part, PartKind, Path, Rect, Tag, Text
from tests.layout.maps import composer, poster, said, sample, timeline, value
from tests.layout.test_other_lines import felt_by, house_ink, lines
from tests.layout.test_persona_lanes import apart

ROW: list[float | None] = [4.0, 6.0, 5.0, 7.0, None, 3.0, 8.0]


def told(*, at: tuple[int, ...] = (0, 1, 2), group: bool = False) -> Journey:
    """Tom's grades, some of them given by two respondents of his; ``group``: the group set the first one against them."""
    unheard = tuple(t.replace(basis=None, graded_by=None, quotes=()) for t in sample().touchpoints)
    journey = felt_by(sample().replace(interviews=(), touchpoints=unheard), {"Tom": ROW})
    (tom,) = journey.personas[1:]
    heard = tuple(
        Interview(id=f"of-tom-{k}", persona=tom.id, answers=tuple(Answer(touchpoint=journey.touchpoints[i].id, grade=4.0) for i in at))
        for k in range(2)
    )
    first = journey.touchpoints[0]
    if group:
        first = first.replace(personas=tuple(one.replace(graded_by=GradedBy.GROUP) for one in first.personas))
    own = (first, *journey.touchpoints[1:])
    return journey.replace(interviews=heard, touchpoints=own)


def dashes(parts: list[Part], ink: str) -> dict[str, set[bool]]:
    """Whether the line from each touchpoint on is dashed, in which ways."""
    found: dict[str, set[bool]] = {}
    for part in parts:
        for item in part.items:
            if isinstance(item, Path) and item.stroke == ink and item.fill is None and any(s[0] == "C" for s in item.segments):
                found.setdefault(part.record, set()).add(bool(item.dash))
    return found


@pytest.mark.parametrize("way", ["apart", "together"])
def test_a_line_is_solid_where_its_respondents_gave_the_grades_and_dashed_where_assumed(way: str) -> None:
    journey = apart(told()) if way == "apart" else told()
    ids = [t.id for t in journey.touchpoints]
    want = {ids[0]: {False}, ids[1]: {False}, ids[2]: {True}, ids[5]: {True}}
    for sheet in (poster(journey), timeline(journey)):
        found = dashes(lines(sheet), house_ink(0))
        assert {one: found.get(one) for one in ids[:7] if one in found} == want
    # The same dashes as the first persona's, or those that are its own.
    nobody = journey.replace(interviews=())
    assert set.union(*dashes(lines(poster(nobody)), house_ink(0)).values()) == {True}


def test_a_graph_of_its_own_says_how_many_gave_a_grade() -> None:
    journey = apart(told())
    for sheet in (poster(journey), timeline(journey)):
        own = {part.record: said([part]) for part in lines(sheet) if part.layer == 8}
        assert ["n = 2" in own[t.id] for t in journey.touchpoints[:7]] == [True, True, True, False, False, False, False]
        assert "?" in own[journey.touchpoints[4].id]  # as the first one's, on paper too
    foot = said([part for part in poster(journey).parts() if part.kind is PartKind.FOOTER])
    assert "n = interviews" in foot and "assumed" in foot and "observed" in foot


@pytest.mark.parametrize("way", ["apart", "together"])
def test_what_the_group_set_against_the_answers_is_marked_and_explained(way: str) -> None:
    plain, journey = (apart(one) if way == "apart" else one for one in (told(), told(group=True)))
    first = journey.touchpoints[0].id
    for make in (poster, timeline):
        assert value(make(plain)) != value(make(journey))
        own = [item for part in lines(make(journey)) if part.record == first for item in part.items]
        assert any(isinstance(item, Tag) and "set by the group" in (item.alt or "") for item in own)
        assert dashes(lines(make(journey)), house_ink(0))[first] == {True}
        if way == "apart":
            assert any(isinstance(item, Text) and item.line.text == "4*" for item in own)
        else:
            star = [item for item in own if isinstance(item, Path) and [s[0] for s in item.segments] == ["M", "L"] * 3]
            assert len(star) == 1
    for one, there in ((plain, False), (journey, True)):
        assert ("* set by the group" in said([part for part in poster(one).parts() if part.kind is PartKind.FOOTER])) is there


def test_a_sample_in_the_legend_is_as_its_line_is() -> None:
    """One stroke before or behind the mark where it is told, two short ones where it is assumed."""
    theme = composer().theme
    for at, want in (((), (2, 2)), ((0, 1, 2), (1, 2)), ((0, 1, 2, 3, 5, 6), (1, 1))):
        journey = told(at=at)
        (tom,) = shown_of(journey, read(journey).told)
        strokes = [one for one in tom.sample(0, 0, 10, 1, 1, theme) if isinstance(one, Path) and len(one.segments) == 2]
        before = [one for one in strokes if one.segments[0][1] < 5]
        assert (len(before), len(strokes) - len(before)) == want


def test_a_composer_that_remembers_sees_that_somebody_told_it() -> None:
    shown = composer()
    for way in (apart, lambda one: one):
        for journey in map(way, (told(), told(at=(0, 1)), told(group=True), told(at=()))):
            assert value(shown.timeline(journey, read(journey))) == value(timeline(journey))


def test_a_silence_is_empty_through_all_graphs() -> None:
    journey = apart(told())
    silent = [t.id for t in journey.touchpoints if t.kind is Kind.SILENCE]
    for sheet in (poster(journey), timeline(journey)):
        for band in sheet.bands:
            for i in range(band.columns.start, band.columns.stop):
                ident = journey.touchpoints[i].id
                voids = [p for p in sheet.parts() if p.kind is PartKind.GROUND and p.layer == 2 and p.record == ident and p.h > 0]
                voids = [p for p in voids if p.items and isinstance(p.items[0], Rect) and p.items[0].fill == composer().theme.paper]
                (_, frame) = band.apart[-1]
                last = band.columns.x(i), frame.bottom
                assert any(abs(p.x - last[0]) < 0.01 and abs(p.y + p.h - last[1]) < 0.01 for p in voids) is (ident in silent)
    assert silent
