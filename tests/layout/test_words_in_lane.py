"""Words at a point never leave the lane of the graph, wherever the point lies and whatever they say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey
from cjm_desktop.layout import Held, MapSheet, Paper
from cjm_desktop.layout.sheet import PartKind, Text
from tests.layout.maps import composer, poster, sample, timeline
from tests.strategies import journeys

EMOTIONS = ("", "glad", "overwhelmed and disappointed at once", "Enttäuschungsgefühlsüberwältigungsmoment")


def outside(sheet: MapSheet) -> list[tuple[str, str]]:
    """Record and words of every line of text at a point that leaves the lane of its graph, capitals to descenders."""
    out = []
    for part in sheet.parts():
        if part.kind is not PartKind.POINT:
            continue
        i = sheet.index_of(part.record)
        assert i is not None
        band = sheet.band_of(i)
        assert band is not None
        for item in part.items:
            if isinstance(item, Text):
                top, bottom = part.y + item.y - 0.73 * item.size, part.y + item.y
                if top < band.frame.top - 0.01 or bottom > band.frame.bottom + 0.01:
                    out.append((part.record, item.line.text))
    return out


def at_the_ends(journey: Journey, grades: list[float], emotion: str) -> Journey:
    """A journey whose grades are the given ones, over and over."""
    touchpoints = tuple(
        t.replace(grade=grades[k % len(grades)], emotion=emotion) for k, t in enumerate(journey.touchpoints)
    )
    return journey.with_(touchpoints=touchpoints)


@pytest.mark.parametrize("end", [0, -1])
@pytest.mark.parametrize("grade", [1.0, 10.0])
@pytest.mark.parametrize("emotion", EMOTIONS)
def test_first_and_last_impression_stay_over_the_parties(end: int, grade: float, emotion: str) -> None:
    journey = sample()
    touchpoints = list(journey.touchpoints)
    touchpoints[end] = touchpoints[end].replace(grade=grade, emotion=emotion)
    journey = journey.with_(touchpoints=tuple(touchpoints))
    assert outside(timeline(journey)) == []
    assert outside(poster(journey)) == []


@given(
    journeys(),
    st.lists(st.sampled_from([1.0, 2.0, 5.0, 6.0, 10.0]), min_size=1, max_size=5),
    st.sampled_from(EMOTIONS),
)
@settings(max_examples=15, deadline=None)
def test_no_words_leave_the_lane(journey: Journey, grades: list[float], emotion: str) -> None:
    scale = journey.scale
    inside = [min(scale.highest, max(scale.lowest, grade)) for grade in grades]
    journey = at_the_ends(journey, inside, emotion)
    assert outside(timeline(journey)) == []
    assert outside(poster(journey)) == []
    assert outside(poster(journey, portrait=True)) == []


@given(
    st.integers(0, 15), st.sampled_from([1.0, 5.5, 10.0]), st.sampled_from(EMOTIONS), st.floats(-50.0, 900.0)
)
@settings(max_examples=15, deadline=None)
def test_nor_do_they_under_the_hand(i: int, grade: float, emotion: str, y: float) -> None:
    """While a gesture runs a poster keeps its lanes, whatever grades the hand makes."""
    journey, make, paper = sample(), composer(), Paper.named("A0")
    plan = make.poster(journey, read(journey), paper).plan
    t = journey.touchpoints[i]
    touchpoints = list(journey.touchpoints)
    touchpoints[i] = t.replace(grade=grade, emotion=emotion)
    changed = journey.with_(touchpoints=tuple(touchpoints))
    held = Held((t.id,), t.id, 300.0, y)
    assert outside(make.poster(changed, read(changed), paper, plan=plan, held=held)) == []
    assert outside(make.timeline(changed, read(changed), held=held)) == []
