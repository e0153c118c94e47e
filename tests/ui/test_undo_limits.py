"""The undo history is bounded in bytes by what it really keeps alive, and never by the step that was just done."""

from __future__ import annotations

from collections.abc import Iterable
from sys import getsizeof
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Persona, Picture, Record, Touchpoint, unshared
from cjm_desktop.storage import templates
from cjm_desktop.ui import history
from cjm_desktop.ui.history import History

LABEL = Message("Rename")
SAMPLE = templates.load("new-colleague", "en")
MEGABYTE = 1_000_000


def reach(roots: Iterable[object]) -> dict[int, int]:
    """Everything that can be reached from some versions, by identity, with its size in bytes."""
    seen: dict[int, int] = {}
    todo = list(roots)
    while todo:
        one = todo.pop()
        if one is None or isinstance(one, (bool, type)) or id(one) in seen:
            continue
        seen[id(one)] = getsizeof(one)
        if isinstance(one, Record):
            seen[id(one)] += getsizeof(one.__dict__) + getsizeof(one.__pydantic_fields_set__)
            todo += one.__dict__.values()
            if one.__pydantic_extra__:
                todo.append(one.__pydantic_extra__)
        elif isinstance(one, dict):
            todo += [*one.keys(), *one.values()]
        elif isinstance(one, (tuple, list)):
            todo += one
    return seen


def kept_alive(past: History) -> int:
    """What the steps to take back really hold besides the version in force."""
    there = reach([past.present])
    return sum(size for key, size in reach(step.before for step in past._done).items() if key not in there)


def edited(journey: Journey, kind: int, which: int, word: str) -> Journey:
    """One of the things that people do most."""
    cards = journey.touchpoints
    if not cards:
        return edits.add_touchpoints(journey, [Touchpoint(id=f"n{which}")], 0)
    ident = cards[which % len(cards)].id
    if kind == 0:
        return edits.change_touchpoints(journey, (ident,), title=word)
    if kind == 1:
        return edits.set_grade(journey, [t.id for t in cards[: which % 9]], float(1 + which % 10))
    if kind == 2:
        return edits.remove_touchpoints(journey, [t.id for t in cards[which % len(cards) :][:3]])
    if kind == 3:
        fresh = next(f"n{k}" for k in range(1000) if not any(t.id == f"n{k}" for t in cards))
        return edits.add_touchpoints(journey, [Touchpoint(id=fresh, title=word, text=word * which)], which % len(cards))
    if kind == 4:
        return edits.move_touchpoints(journey, (ident,), which % len(cards), None)
    if kind == 5:
        return journey.replace(title=word, goals=(word, *journey.goals[:3]))
    picture = Picture(media="image/png", data=f"{which:x}" * 500)
    return journey.replace(personas=(Persona(id="pp", name=word, picture=picture), *[p for p in journey.personas if p.id != "pp"]))


STEPS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 60), st.text("abc é€😀", min_size=1, max_size=30)), min_size=1, max_size=25)


@settings(max_examples=40)
@given(STEPS)
def test_what_a_history_says_to_hold_is_what_it_keeps_alive(steps: list[tuple[int, int, str]]) -> None:
    past = History(SAMPLE)
    for kind, which, word in steps:
        past.push(LABEL, edited(past.present, kind, which, word))
    real = kept_alive(past)
    # Never much less: that would break the bound. More, where an older version shares something with a later one again.
    assert 0.9 * real - 2_000 <= past.held <= 1.5 * real + 20_000
    assert past.held == sum(step.held for step in past._done)


@settings(max_examples=40)
@given(STEPS, st.data())
def test_the_bytes_stay_in_their_bound_and_undoing_still_ends_where_it_began(steps: list[tuple[int, int, str]], data: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "MOST_BYTES", 40_000)
        past = History(SAMPLE)
        versions = [past.present]
        for kind, which, word in steps:
            if past.push(LABEL, edited(past.present, kind, which, word)):
                versions.append(past.present)
            assert past.held <= 40_000 or len(past._done) == 1
            assert (past.undo_label is None) == (len(versions) == 1), "what was just done can be taken back"
            for _ in range(data.draw(st.integers(0, 2))):
                was = past.held
                if past.undo() is not None:
                    past.redo()
                assert past.held == was
        kept = len(past._done)
        held = past.held
        for back in range(1, kept + 1):
            past.undo()
            assert past.present is versions[-1 - back]
        assert past.undo() is None and past.held == 0
        for _ in range(kept):
            past.redo()
        assert past.present is versions[-1] and past.held == held


def test_pictures_that_were_taken_out_leave_and_the_last_step_stays() -> None:
    def with_picture(k: int) -> Journey:
        return Journey(personas=(Persona(id="a1", picture=Picture(media="image/png", data=f"{k:08}" * MEGABYTE)),))

    past = History(Journey())
    for k in range(20):
        past.push(LABEL, with_picture(k))
    assert past.held <= history.MOST_BYTES
    taken_back = 0
    while past.undo() is not None:
        taken_back += 1
    assert 5 <= taken_back < 20, "some of the pictures of 8 MB have left"
    assert past.present.personas[0].picture is not None and past.present.personas[0].picture.data.startswith(f"{20 - taken_back - 1:08}")
    one = History(with_picture(1).replace(goals=("x" * 20_000,)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "MOST_BYTES", 1000)
        one.push(LABEL, Journey())
    assert one.held > 1000 and one.undo_label is LABEL


def test_typing_on_in_a_field_counts_once() -> None:
    past = History(SAMPLE)
    ident = SAMPLE.touchpoints[0].id
    for length in range(1, 200):
        past.push(LABEL, edits.change_touchpoints(past.present, (ident,), title="x" * length), "title")
    assert len(past._done) == 1 and past.held == unshared(SAMPLE, past.present) < 20_000


def test_the_steps_stay_in_their_bound_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_STEPS", 10)
    past = History(Journey())
    for k in range(25):
        past.push(LABEL, Journey(title=str(k)))
    assert [step.after.title for step in past._done] == [str(k) for k in range(15, 25)]


def test_nothing_is_counted_for_what_is_shared() -> None:
    assert unshared(SAMPLE, SAMPLE) == 0
    other = SAMPLE.replace(title="x")
    assert unshared(SAMPLE, other) < 6_000 < unshared(SAMPLE, Journey())
