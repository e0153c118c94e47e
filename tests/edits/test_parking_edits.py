"""The parking lot keeps what it is given: thoughts in their order, cards with everything that hangs on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import edit, journeys

from cjm_desktop import edits
from cjm_desktop.document import (
    Answer,
    Channel,
    Interview,
    InvariantError,
    Journey,
    Opportunity,
    ParkedAnswer,
    ParkedCard,
    Phase,
    Reading,
    Round,
    Touchpoint,
    broken_invariants,
)
from cjm_desktop.edits.capture import clear_votes
from cjm_desktop.edits.outline_tidy import without_leftovers
from cjm_desktop.edits.parking import (
    change_parked,
    lot,
    move_parked,
    park,
    park_touchpoints,
    put_back,
    unpark,
)
from cjm_desktop.storage import parse, to_bytes


def journey() -> Journey:
    return Journey(
        channels=(Channel(id="c1", name="E-mail"),),
        phases=(Phase(id="f1", name="Before"), Phase(id="f2", name="After")),
        touchpoints=(
            Touchpoint(id="t1", phase="f1", title="Asks"),
            Touchpoint(id="t2", phase="f1", title="Waits", channel="c1", grade=3, votes=2, decisive=True),
            Touchpoint(id="t3", phase="f2", title="Gets it"),
        ),
        interviews=(
            Interview(
                id="v1", answers=tuple(Answer(touchpoint=t, grade=g) for t, g in (("t1", 5), ("t2", 2), ("t3", 9)))
            ),
        ),
        opportunities=(Opportunity(id="o1", touchpoints=("t2",)), Opportunity(id="o2", touchpoints=("t3", "t2"))),
        rounds=(Round(id="r1", readings=(Reading(touchpoint="t2", grade=4), Reading(touchpoint="t3", grade=8))),),
    )


def without_order(value: Any) -> Any:
    """A journey as data in which the order of records and of references does not count."""
    if isinstance(value, dict):
        return {k: without_order(v) for k, v in value.items()}
    if isinstance(value, list):
        return sorted((without_order(v) for v in value), key=repr)
    return value


def said(made: Journey) -> Any:
    return without_order(made.model_dump(mode="json"))


def again(made: Journey) -> Journey:
    """As it is when it was saved and opened."""
    return parse(to_bytes(made), Path("here.cjm"))[0]


def row(made: Journey, ident: str) -> int:
    return next(i for i, one in enumerate(lot(made)) if isinstance(one, ParkedCard) and one.touchpoint.id == ident)


def test_a_parked_card_is_on_the_map_no_more_and_comes_back_as_it_was() -> None:
    gone = park_touchpoints(journey(), ["t2"])
    assert [t.id for t in gone.touchpoints] == ["t1", "t3"]
    assert '"t2"' not in Journey.model_dump_json(gone.model_copy(update={"parked": ()}))
    assert all(a.touchpoint for a in gone.interviews[0].answers), "the answer waits with its card"
    assert Journey.model_validate(gone.model_dump()) == gone
    back = put_back(gone, 0)
    assert back.model_copy(update={"opportunities": ()}) == journey().model_copy(update={"opportunities": ()})
    assert said(back) == said(journey())


def test_it_goes_where_it_is_dropped() -> None:
    back = put_back(park_touchpoints(journey(), ["t1"]), 0, (2, "f2"))
    assert [(t.id, t.phase) for t in back.touchpoints] == [("t2", "f1"), ("t3", "f2"), ("t1", "f2")]
    back = put_back(park_touchpoints(journey(), ["t1"]), 0, (0, None))
    assert back.touchpoints[0].phase is None


@settings(max_examples=30, deadline=None)
@given(st.data(), journeys())
def test_park_and_put_back_gives_the_same_records(data: st.DataObject, before: Journey) -> None:
    if not before.touchpoints:
        return
    ids = data.draw(st.lists(st.sampled_from([t.id for t in before.touchpoints]), min_size=1, unique=True, max_size=4))
    away = park_touchpoints(before, ids)
    assert broken_invariants(away) == []
    assert again(away) == away
    here = again(away) if data.draw(st.booleans()) else away
    for ident in data.draw(st.permutations(ids)):
        here = put_back(here, row(here, ident))
    assert broken_invariants(here) == []
    assert said(here) == said(before)


@settings(max_examples=30, deadline=None)
@given(st.data(), journeys())
def test_put_back_anywhere_changes_place_and_phase_only(data: st.DataObject, before: Journey) -> None:
    if not before.touchpoints:
        return
    card = data.draw(st.sampled_from(before.touchpoints))
    phase = data.draw(st.sampled_from([None, *(p.id for p in before.phases)]))
    away = again(park_touchpoints(before, [card.id]))
    back = put_back(away, row(away, card.id), (data.draw(st.integers(-1, 12)), phase))
    moved = edits.move_touchpoints(before, [card.id], 0, phase)
    assert said(back) == said(moved)
    assert broken_invariants(back) == []


@settings(max_examples=30, deadline=None)
@given(st.data(), journeys())
def test_what_is_taken_away_meanwhile_is_gone_and_nothing_else(data: st.DataObject, before: Journey) -> None:
    """Parking, removing something and putting back is the same as only removing it."""
    if not before.touchpoints:
        return
    before = again(before)  # a grade of -0.0 is 0.0 in a file
    card = data.draw(st.sampled_from(before.touchpoints))
    away = again(park_touchpoints(before, [card.id]))
    for phase in before.phases:
        here = edits.remove_phase(away, phase.id)
        assert said(put_back(here, row(here, card.id))) == said(edits.remove_phase(before, phase.id))
    for name in ("parties", "personas", "channels", "interviews", "text_lanes", "opportunities", "rounds"):
        for record in getattr(before, name):
            here = edits.drop(away, name, record.id)
            assert f'"{record.id}"' not in here.model_dump_json()
            assert said(put_back(here, row(here, card.id))) == said(edits.drop(before, name, record.id))


@settings(max_examples=40, deadline=None)
@given(st.data(), journeys())
def test_any_edit_while_parked_leaves_it_able_to_come_back(data: st.DataObject, before: Journey) -> None:
    if not before.touchpoints:
        return
    card = data.draw(st.sampled_from(before.touchpoints))
    here = park_touchpoints(before, [card.id])
    for number in range(3):
        name, done = data.draw(edit(here, number))
        here = done(here)
        assert broken_invariants(here) == [], name
    for at in range(len(lot(here)) - 1, -1, -1):
        if isinstance(lot(here)[at], ParkedCard):
            here = put_back(here, at)
    assert broken_invariants(here) == []
    assert not here.parked


def test_the_lot_is_one_list_of_thoughts_and_cards() -> None:
    made = park(journey(), ["  a thought ", "", "another"])
    made = park(park_touchpoints(made, ["t3", "t1"]), ["last"])
    names = [one if isinstance(one, str) else one.touchpoint.title for one in lot(made)]
    assert names == ["a thought", "another", "Asks", "Gets it", "last"]
    assert [one.place for one in made.parked] == [2, 2]
    made = move_parked(made, 3, 0)
    made = move_parked(made, 4, 2)
    names = [one if isinstance(one, str) else one.touchpoint.title for one in lot(made)]
    assert names == ["Gets it", "a thought", "last", "another", "Asks"]
    assert move_parked(made, 0, -3) is made
    assert again(made) == made


@given(st.data(), journeys())
def test_rows_are_moved_as_in_any_list(data: st.DataObject, before: Journey) -> None:
    rows = list(lot(before))
    if not rows:
        return
    start, to = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows) - 1))

    def names(many: Any) -> list[str]:
        return [one if isinstance(one, str) else one.touchpoint.id for one in many]

    wanted = names(rows)
    wanted.insert(to, wanted.pop(start))
    assert names(lot(move_parked(before, start, to))) == wanted


def test_texts_and_titles_are_changed_and_rows_removed() -> None:
    made = park_touchpoints(park(journey(), ["a thought", "another"]), ["t2"])
    assert change_parked(made, 1, "better").parking == ("a thought", "better")
    assert change_parked(made, 1, " ").parking == ("a thought",)
    assert change_parked(made, 0, "a thought") is made
    assert change_parked(made, 2, " Waits  long ").parked[0].touchpoint.title == "Waits long"
    assert change_parked(made, 2, " ") is made, "a card does not vanish with its title"
    assert unpark(made, 0).parking == ("another",)
    with pytest.raises(edits.EditError):
        unpark(made, 3)
    with pytest.raises(edits.EditError):
        put_back(made, 0)
    for good in (unpark(made, 2), edits.remove_touchpoints(made.model_copy(), [])):
        assert broken_invariants(good) == []
    dropped = unpark(made, 2)
    assert '"t2"' not in dropped.model_dump_json()
    assert [(a.touchpoint, a.phase, a.grade) for a in dropped.interviews[0].answers][1] == (None, "f1", 2)


def test_what_only_a_parked_card_uses_is_no_leftover_of_the_outline() -> None:
    since = journey().replace(channels=(), touchpoints=(), interviews=(), opportunities=(), rounds=())
    made = park_touchpoints(journey(), ["t2"])
    assert without_leftovers(made, since).channels == made.channels
    assert without_leftovers(unpark(made, 0), since).channels == ()


def test_votes_on_parked_cards_are_cleared_too() -> None:
    made = clear_votes(park_touchpoints(journey(), ["t2"]))
    assert put_back(made, 0).touchpoints[1].votes == 0


def test_a_file_whose_parked_cards_do_not_fit_is_refused_with_the_place() -> None:
    good = park_touchpoints(journey(), ["t2"])
    card = good.parked[0]
    for changes, place in (
        ({"touchpoint": card.touchpoint.model_copy(update={"id": "t1"})}, "parked[0].touchpoint.id"),
        ({"touchpoint": card.touchpoint.model_copy(update={"phase": "gone"})}, "parked[0].touchpoint.phase"),
        ({"touchpoint": card.touchpoint.model_copy(update={"grade": 40.0})}, "parked[0].touchpoint.grade"),
        ({"opportunities": ("gone",)}, "parked[0].opportunities[0]"),
        ({"answers": (ParkedAnswer(interview="gone", answer=Answer(touchpoint="t2")),)}, "parked[0].answers[0].interview"),
        ({"answers": (ParkedAnswer(interview="v1", answer=Answer(touchpoint="t1")),)}, "parked[0].answers[0].answer.touchpoint"),
        ({"answers": (ParkedAnswer(interview="v1", answer=Answer(touchpoint="t2", grade=99)),)}, "parked[0].answers[0].answer.grade"),
    ):
        bad = good.model_copy(update={"parked": (card.model_copy(update=changes),)})
        assert place in [problem.place for problem in broken_invariants(bad)], place
        with pytest.raises((InvariantError, ValueError)):
            Journey.model_validate(bad.model_dump())
