"""What respondents gave: means, medians, spreads by hand and by their properties; a reader that remembers counts like one that does not."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis import average_grades, read, read_evidence, read_told
from cjm_desktop.analysis.evidence import EvidenceReader
from cjm_desktop.analysis.told_grades import ToldReader, of_grades
from cjm_desktop.document import Answer, Basis, GradedBy, Interview, Journey, Persona, Touchpoint

GRADES = st.lists(st.integers(10, 100).map(lambda tenths: tenths / 10), min_size=1, max_size=12)


def said(ident: str, persona: str | None = None, **grades: float) -> Interview:
    return Interview(id=ident, persona=persona, answers=tuple(Answer(touchpoint=t, grade=g) for t, g in grades.items()))


def journey_of(*interviews: Interview) -> Journey:
    return Journey(
        personas=(Persona(id="p1", name="Mia"), Persona(id="p2", name="Jo")),
        touchpoints=tuple(Touchpoint(id=i) for i in ("a", "b", "c")),
        interviews=interviews,
    )


def test_few_spread_over_their_range_and_many_over_their_middle_half() -> None:
    four = of_grades([2, 4, 5, 9])
    assert (four.count, four.mean, four.median, four.low, four.high) == (4, 5, 4.5, 2, 9)
    nine = of_grades([1, 3, 4, 5, 6, 7, 8, 9, 10])
    assert (nine.count, nine.median, nine.low, nine.high) == (9, 6, 4, 8)
    # Between two grades linearly: a quarter of the way from the second to the third of six.
    assert (of_grades([1, 2, 4, 6, 7, 10]).low, of_grades([1, 2, 4, 6, 7, 10]).high) == (2.5, 6.75)


def test_one_voice_has_no_spread() -> None:
    one = of_grades([7])
    assert (one.low, one.mean, one.median, one.high) == (7, 7, 7, 7)
    assert not one.spreads and of_grades([7, 7]).spreads


def test_who_graded_twice_counts_once() -> None:
    twice = Interview(id="i1", answers=(Answer(touchpoint="a", grade=2), Answer(touchpoint="a", grade=4)))
    told = read_told(journey_of(twice, said("i2", a=9)))
    assert told["a", None].count == 2
    assert (told["a", None].low, told["a", None].high, told["a", None].mean) == (3, 9, 6)


def test_the_first_persona_and_nobody_s_make_the_map_s_own_line() -> None:
    told = read_told(journey_of(said("i1", "p1", a=2), said("i2", None, a=4), said("i3", "p2", a=9, b=1)))
    assert {place: one.mean for place, one in told.items()} == {("a", None): 3, ("a", "p2"): 9, ("b", "p2"): 1}


def test_n_and_a_solid_line_rest_on_the_same_grades_as_the_mean() -> None:
    """What another persona felt is theirs; only a text is no grade; and a grade set by hand against the answers is the group's own."""
    called = Interview(id="i4", answers=(Answer(touchpoint="c", happened="called"),))
    heard = (said("i1", "p1", a=2), said("i2", None, a=4), said("i3", "p2", a=9, b=1), called)
    journey = journey_of(*heard)
    journey = journey.replace(touchpoints=tuple(t.replace(grade=3) for t in journey.touchpoints))
    insights = read(journey)
    assert insights.graders == {"a": 2} == {i: one.count for (i, persona), one in insights.told.items() if persona is None}
    assert insights.answers == {"a": 3, "b": 1, "c": 1}
    assert list(insights.basis.values()) == [Basis.OBSERVED, Basis.ASSUMED, Basis.ASSUMED]
    # Whoever comes first makes the map's own line.
    turned = read(journey.replace(personas=journey.personas[::-1]))
    assert turned.graders == {"a": 2, "b": 1} and turned.basis["b"] is Basis.OBSERVED
    by_hand = journey.replace(touchpoints=tuple(t.replace(graded_by=GradedBy.GROUP) for t in journey.touchpoints))
    assert set(read(by_hand).basis.values()) == {Basis.ASSUMED} and read(by_hand).graders == {"a": 2}


@given(GRADES)
def test_mean_and_middle_lie_within_the_grades_and_the_spread(grades: list[float]) -> None:
    found = of_grades(sorted(grades))
    assert min(grades) <= found.low <= found.median <= found.high <= max(grades)
    assert min(grades) <= found.mean <= max(grades)
    assert found.median == pytest.approx(statistics.median(grades))
    assert found.mean == pytest.approx(statistics.fmean(grades))


@given(GRADES)
def test_one_more_who_feels_as_all_do_changes_no_mean(grades: list[float]) -> None:
    before = of_grades(sorted(grades))
    after = of_grades(sorted([*grades, before.mean]))
    assert after.mean == pytest.approx(before.mean)
    assert after.high - after.low <= max(grades) - min(grades)


ANSWERS = st.lists(
    st.builds(
        Answer,
        touchpoint=st.sampled_from(["a", "b", "c"]),
        grade=st.none() | st.integers(1, 10).map(float),
        quote=st.sampled_from(["", "So slow"]),
    ),
    max_size=3,
).map(tuple)
CROWDS = st.lists(st.tuples(st.sampled_from([None, "p1", "p2"]), ANSWERS), max_size=5)


@given(st.lists(CROWDS, min_size=1, max_size=5))
def test_reading_on_finds_what_reading_anew_finds(crowds: list[list[tuple[str | None, tuple[Answer, ...]]]]) -> None:
    told, evidence = ToldReader(), EvidenceReader()
    before: tuple[Interview, ...] = ()
    for crowd in crowds:
        now = tuple(Interview(id=f"i{k}", persona=persona, answers=answers) for k, (persona, answers) in enumerate(crowd))
        # Who said the same again stays the very same record, as after an edit of another one.
        now = tuple(next((old for old in before if old == one), one) for one in now)
        journey = journey_of(*now)
        assert told.read(journey) == read_told(journey)
        assert evidence.read(journey) == read_evidence(journey)
        before = now


def test_what_nobody_changed_is_the_very_same() -> None:
    reader, journey = ToldReader(), journey_of(said("i1", a=3))
    first = reader.read(journey)
    assert reader.read(journey.replace(title="Another")) is first
    assert read(journey).told == first


def test_averages_are_those_means_on_the_grid_of_the_scale() -> None:
    journey = journey_of(said("i1", a=3), said("i2", a=4), said("i3", a=4))
    (average,) = average_grades(journey)
    assert (average.touchpoint, average.grade, average.answers) == ("a", 3.7, 3)
