"""Advice on posters that cannot be read: it helps, it is true, and there is none where none is needed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, LaneKind, Message, PosterSettings
from cjm_desktop.layout import Paper
from cjm_desktop.layout.advice import MOST, Advice, Way, _promised, _without, advise, outcome_of
from cjm_desktop.layout.told import reads_from, shown_points, shown_reach
from tests.layout.maps import composer, sample


def asked(journey: Journey, **settings: object) -> tuple[Journey, tuple[Advice, ...]]:
    """A journey with some poster settings, and what is advised."""
    journey = journey.replace(poster=PosterSettings(**settings))  # type: ignore[arg-type]
    return journey, advise(journey, read(journey), composer(), seconds=math.inf)


def test_no_advice_where_all_can_be_read() -> None:
    _, found = asked(sample("new-laptop"), distance=0.9)
    assert found == ()


def test_an_empty_map_is_better_printed_as_the_blank_wall() -> None:
    _, found = asked(sample("empty"), paper="A4", distance=3.0)
    assert [(advice.way, advice.view, advice.change) for advice in found] == [(Way.BLANK, "blank", {})]
    assert "blank poster" in str(found[0].message)


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("new-laptop", {"paper": "A3"}),
        pytest.param("big", {"paper": "A0", "distance": 1.0}, marks=pytest.mark.slow),
        pytest.param("big", {"paper": "A1", "orientation": "portrait"}, marks=pytest.mark.slow),
        ("new-colleague", {"paper": "ROLL-610", "distance": 2.0}),
        pytest.param("new-colleague", {"paper": "A3"}, marks=pytest.mark.slow),
    ],
)
def test_advice_keeps_its_promise(name: str, settings: dict[str, object]) -> None:
    journey, found = asked(sample(name), **settings)
    assert 1 <= len(found) <= MOST
    assert len({str(advice.message) for advice in found}) == len(found)

    def made(poster: PosterSettings) -> object:
        paper = Paper.named(poster.paper, portrait=poster.orientation == "portrait")
        changed = journey.replace(poster=poster)
        sheets = composer().series(
            changed, read(changed), paper, distance=poster.distance, sheets=poster.sheets
        )
        return outcome_of(sheets)

    now = outcome_of(
        composer().series(
            journey,
            read(journey),
            Paper.named(journey.poster.paper, portrait=journey.poster.orientation == "portrait"),
            distance=journey.poster.distance,
            sheets=journey.poster.sheets,
        )
    )
    for advice in found:
        assert made(journey.poster.replace(**advice.change)) == advice.outcome
        if advice.way is Way.DISTANCE:
            assert advice.outcome.serves(float(str(advice.change["distance"])))
            continue
        assert shown_reach(advice.outcome.reach) > shown_reach(now.reach) or advice.outcome.cut < now.cut
        assert advice.outcome.cut <= now.cut
        assert f"{shown_reach(advice.outcome.reach)} m" in str(advice.message)
        assert f"{shown_points(advice.outcome.smallest_pt)} pt" in str(advice.message)


def test_what_is_wrong_and_what_helps_speak_of_the_same_type() -> None:
    """“The text is 6 pt … becomes 5.5 pt” would read as a worsening: both tell the smallest type, and it grows."""
    journey, found = asked(sample("new-colleague"), paper="A3", sheets=1)
    paper = Paper.named("A3")
    (sheet,) = composer().series(journey, read(journey), paper, distance=1.0, sheets=1)
    (wrong,) = (problem.message for problem in sheet.problems if problem.place == "poster.paper")
    assert wrong.template.startswith("The text is {body} pt and the smallest type {size} pt")
    assert wrong.values["size"] == shown_points(sheet.smallest_pt) < wrong.values["body"]
    # What does not reach as far as people stand says so in a sentence of its own.
    said = [advice.message.values["first"] for advice in found if advice.way in (Way.PAPER, Way.SHEETS)]
    grown = [one.values for one in said if isinstance(one, Message)]
    assert len(grown) == 2
    for gives in grown:
        assert float(str(gives["size"])) > float(str(wrong.values["size"]))
        assert float(str(gives["reach"])) > float(str(wrong.values["reach"]))


def test_the_next_larger_paper_comes_before_the_largest() -> None:
    """On A3: A2 helps, two sheets help, and in the hand it is read as it is; A0 is two steps more than anybody asked for."""
    _, found = asked(sample("new-colleague"), paper="A3")
    assert [advice.way for advice in found] == [Way.PAPER, Way.SHEETS, Way.DISTANCE]
    assert found[0].change == {"paper": "A2"}
    assert found[-1].outcome.serves(float(str(found[-1].change["distance"])))
    assert "in the hand" in str(found[-1].message)


def test_a_poster_on_a_wall_is_not_advised_to_be_read_in_the_hand() -> None:
    _, found = asked(sample("new-colleague"), paper="A2")
    assert found
    assert Way.DISTANCE not in {advice.way for advice in found}


def test_one_offer_solves_it_where_any_does() -> None:
    _, found = asked(sample("new-colleague"), paper="A2", sheets=1)
    assert {"paper": "A1"} in [advice.change for advice in found]
    assert not any(advice.outcome.serves(1.0) for advice in found[:-1])
    assert found[-1].change == {"paper": "A0"}
    assert found[-1].outcome.serves(1.0)


def test_what_does_not_reach_as_far_as_people_stand_is_not_sold_as_if_it_did() -> None:
    _, found = asked(sample("new-laptop"), paper="A2", distance=8.0)
    assert found
    for advice in found:
        reaches = reads_from(advice.outcome.reach, 8.0)
        assert ("nearer to the 8 m asked for, but not enough" in str(advice.message)) != reaches
    assert not any(reads_from(advice.outcome.reach, 8.0) for advice in found)


def test_lanes_that_go_together_are_named() -> None:
    journey, found = asked(sample("new-colleague"), paper="A1")
    kinds = [LaneKind.QUOTES, LaneKind.PARTIES]
    said = _promised(journey, Way.LANES, {"lanes": _without(journey, kinds)}, found[0].outcome)
    assert "Leave out 2 lanes (quotes, parties)" in str(said)


def test_fewer_shortened_texts_are_a_promise_of_their_own() -> None:
    journey = sample("big")
    long = journey.with_(
        touchpoints=tuple(
            t.replace(quotes=tuple(q.replace(text=q.text * 6) for q in t.quotes)) for t in journey.touchpoints
        )
    )
    _, found = asked(long, sheets=1)
    assert found
    for advice in found:
        told = str(advice.message)
        assert ("Nothing is shortened any more." in told) == (advice.outcome.cut == 0)


@given(st.floats(0.001, 30), st.integers(1, 200).map(lambda tenths: tenths / 10))
def test_a_reach_is_told_rounded_down_and_never_as_what_it_is_not(reach: float, distance: float) -> None:
    told = shown_reach(reach)
    assert 0 < told <= max(0.01, reach + 0.0051)
    assert told >= reach - 0.1
    if distance >= 0.1:
        assert (told >= distance - 1e-9) == reads_from(reach, distance)


@given(st.floats(0.5, 200))
def test_a_size_is_told_to_half_a_point(points: float) -> None:
    assert abs(shown_points(points) - points) <= 0.25
    assert (2 * shown_points(points)).is_integer()


def test_whoever_stops_gets_what_is_known_by_then() -> None:
    journey = sample("big").replace(poster=PosterSettings(paper="A1"))
    assert advise(journey, read(journey), composer(), cancelled=lambda: True) == ()
