"""Advice on posters that cannot be read: it helps, it is true, and there is none where none is needed."""

from __future__ import annotations

import math

import pytest

from cjm_desktop.analysis import read
from cjm_desktop.document import Journey, LaneKind, PosterSettings
from cjm_desktop.layout import Paper
from cjm_desktop.layout.advice import MOST, Advice, Way, advise, outcome_of
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
        ("big", {"paper": "A0", "distance": 1.0}),
        ("big", {"paper": "A1", "orientation": "portrait"}),
        ("new-colleague", {"paper": "ROLL-610", "distance": 2.0}),
    ],
)
def test_advice_keeps_its_promise(name: str, settings: dict[str, object]) -> None:
    journey, found = asked(sample(name), **settings)
    assert 1 <= len(found) <= MOST
    assert len({advice.way for advice in found}) == len(found)

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
        )
    )
    for advice in found:
        assert made(journey.poster.replace(**advice.change)) == advice.outcome
        assert advice.outcome.reach > now.reach or advice.outcome.cut < now.cut
        assert advice.outcome.cut <= now.cut
        assert str(round(advice.outcome.reach, 1)) in str(advice.message)
    served = [advice.outcome.serves(journey.poster.distance) for advice in found]
    assert served == sorted(served, reverse=True)  # what solves it comes first


def test_larger_paper_of_the_same_family_is_named() -> None:
    _, found = asked(sample("new-laptop"), paper="A3")
    paper = next(advice for advice in found if advice.way is Way.PAPER)
    assert paper.change["paper"] in ("A1", "A0")
    assert str(paper.change["paper"]) in str(paper.message)
    assert paper.outcome.serves(1.0)


def test_lanes_can_be_given_up() -> None:
    journey = sample("big")
    long = journey.with_(
        touchpoints=tuple(
            t.replace(quotes=tuple(q.replace(text=q.text * 6) for q in t.quotes)) for t in journey.touchpoints
        )
    )
    _, found = asked(long, sheets=1)
    lanes = [advice for advice in found if advice.way is Way.LANES]
    if lanes:
        hidden = {lane.kind for lane in lanes[0].change["lanes"] if not lane.shown}  # type: ignore[attr-defined]
        assert LaneKind.QUOTES in hidden


def test_whoever_stops_gets_what_is_known_by_then() -> None:
    journey = sample("big").replace(poster=PosterSettings(paper="A1"))
    assert advise(journey, read(journey), composer(), cancelled=lambda: True) == ()
