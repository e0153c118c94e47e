"""What is told of a journey in words, above all at the edges: no grade, one, two, all equal, ties."""

from __future__ import annotations

import pytest
from hypothesis import given

from cjm_desktop.analysis import Told, read, read_story
from cjm_desktop.document import Journey, Touchpoint
from tests.strategies import journeys

HIGHEST, DEEPEST, FALL, BEGINS, ENDS = Told


def story(*grades: float | None) -> dict[int, tuple[Told, ...]]:
    """What is told of the touchpoints with these grades, by their places."""
    journey = Journey(touchpoints=tuple(Touchpoint(id=f"t{i}", grade=g) for i, g in enumerate(grades)))
    return {int(ident[1:]): told for ident, told in read_story(journey, read(journey), Told).items()}


@pytest.mark.parametrize(
    ("grades", "told"),
    [
        ((), {}),
        ((None, None), {}),
        ((2,), {0: (BEGINS, ENDS)}),
        ((None, 2, None), {}),
        ((None, 2), {1: (ENDS,)}),
        ((3, 3, 3), {0: (BEGINS,), 2: (ENDS,)}),
        ((3, 8), {1: (HIGHEST, ENDS), 0: (DEEPEST, BEGINS)}),
        ((8, 3), {0: (HIGHEST, BEGINS), 1: (DEEPEST, FALL, ENDS)}),
        ((5, 9, None), {1: (HIGHEST,), 0: (DEEPEST, BEGINS)}),
        ((6, 9, 7), {1: (HIGHEST,), 2: (FALL, ENDS), 0: (BEGINS,)}),  # nothing below neutral is no dip
        ((2, 5, 4), {0: (DEEPEST, BEGINS), 2: (ENDS,)}),  # nor is a 5 a peak, and one grade is no fall
        (
            (5, 9, 2, 9, 2, 5),
            {1: (HIGHEST,), 2: (DEEPEST, FALL), 0: (BEGINS,), 5: (ENDS,)},
        ),  # of equals the first
        (
            (6, 2, 2, 2, 6),
            {0: (HIGHEST, BEGINS), 2: (DEEPEST,), 1: (FALL,), 4: (ENDS,)},
        ),  # the middle, as marked
    ],
)
def test_what_is_told(grades, told):
    assert list(story(*grades).items()) == list(told.items())


def test_only_what_is_wanted_is_told_and_in_that_order():
    journey = Journey(touchpoints=(Touchpoint(id="a", grade=9), Touchpoint(id="b", grade=2)))
    assert list(read_story(journey, read(journey), (ENDS, DEEPEST, HIGHEST)).items()) == [
        ("b", (ENDS, DEEPEST)),
        ("a", (HIGHEST,)),
    ]


@given(journeys(most=10))
def test_nothing_is_told_twice_and_nothing_untrue(journey):
    insights = read(journey)
    grades = {t.id: t.grade for t in journey.touchpoints}
    told = read_story(journey, insights, Told)
    things = [thing for every in told.values() for thing in every]
    assert len(things) == len(set(things))
    for ident, every in told.items():
        assert every and grades[ident] is not None
        assert HIGHEST not in every or grades[ident] > journey.scale.neutral
        assert DEEPEST not in every or grades[ident] < journey.scale.neutral
        assert not {HIGHEST, DEEPEST} <= set(every)
        assert BEGINS not in every or journey.touchpoints[0].id == ident
        assert ENDS not in every or journey.touchpoints[-1].id == ident
