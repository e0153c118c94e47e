"""Phases: added, renamed, moved, resized by their edge, removed."""

from __future__ import annotations

import pytest

from cjm_desktop import edits
from cjm_desktop.document import Answer, Interview, Journey, Phase, Touchpoint, broken_invariants
from cjm_desktop.edits import EditError


@pytest.fixture
def journey() -> Journey:
    """Cards a (no phase) | b c (p1) | d e (p2) | f (p3)."""
    cards = {"a": None, "b": "p1", "c": "p1", "d": "p2", "e": "p2", "f": "p3"}
    return Journey(
        phases=tuple(Phase(id=p) for p in ("p1", "p2", "p3")),
        touchpoints=tuple(Touchpoint(id=i, phase=p) for i, p in cards.items()),
        interviews=(Interview(id="i", answers=(Answer(phase="p2"), Answer(phase="p1"))),),
    )


def shown(journey: Journey) -> str:
    """The cards by phase, ``a| p1:bc p2:de p3:f``, the cards without one first."""
    assert broken_invariants(journey) == []
    by_phase = {p: "".join(t.id for t in journey.touchpoints if t.phase == p) for p in [None, *_ids(journey)]}
    return by_phase.pop(None) + "| " + " ".join(f"{phase}:{cards}" for phase, cards in by_phase.items())


def _ids(journey: Journey) -> list[str]:
    return [p.id for p in journey.phases]


def test_a_new_phase_is_empty(journey):
    assert shown(edits.add_phase(journey, Phase(id="n"), 1)) == "a| p1:bc n: p2:de p3:f"
    assert _ids(edits.add_phase(journey, Phase(id="n"), 99)) == ["p1", "p2", "p3", "n"]
    with pytest.raises(EditError, match="“a” is already used"):
        edits.add_phase(journey, Phase(id="a"), 0)


def test_a_phase_is_renamed(journey):
    after = edits.change_phase(journey, "p2", name="Start")
    assert after.phases[1].name == "Start"
    assert after.phases[0] is journey.phases[0]
    assert edits.change_phase(after, "p2", name="Start") is after
    with pytest.raises(EditError, match="“name” holds characters"):
        edits.change_phase(journey, "p2", name="two\nlines")
    with pytest.raises(EditError, match="“id” cannot"):
        edits.change_phase(journey, "p2", id="x")
    with pytest.raises(EditError, match="no “gone”"):
        edits.change_phase(journey, "gone", name="x")


def test_cards_of_a_removed_phase_join_the_one_before(journey):
    after = edits.remove_phase(journey, "p2")
    assert shown(after) == "a| p1:bcde p3:f"
    assert [answer.phase for answer in after.interviews[0].answers] == ["p1", "p1"]


def test_cards_of_the_first_phase_join_the_next_and_of_the_last_one_none(journey):
    after = edits.remove_phase(journey, "p1")
    assert shown(after) == "a| p2:bcde p3:f"
    after = edits.remove_phase(edits.remove_phase(after, "p3"), "p2")
    assert shown(after) == "abcdef| "
    assert [answer.phase for answer in after.interviews[0].answers] == [None, None]
    with pytest.raises(EditError, match="no “p2”"):
        edits.remove_phase(after, "p2")


def test_a_moved_phase_takes_its_cards_along(journey):
    after = edits.move_phase(journey, "p3", 0)
    assert shown(after) == "a| p3:f p1:bc p2:de"
    assert [t.id for t in after.touchpoints] == list("afbcde")
    assert edits.move_phase(after, "p3", 99) == journey
    assert edits.move_phase(journey, "p2", 1) is journey


@pytest.mark.parametrize(
    ("phase", "index", "after"),
    [
        ("p2", 2, "a| p1:b p2:cde p3:f"),
        ("p2", 4, "a| p1:bcd p2:e p3:f"),
        ("p2", 99, "a| p1:bcde p2: p3:f"),
        ("p2", 0, "| p1: p2:abcde p3:f"),
        ("p1", 2, "ab| p1:c p2:de p3:f"),
        ("p1", 0, "| p1:abc p2:de p3:f"),
        ("p3", -3, "| p1: p2: p3:abcdef"),
    ],
)
def test_the_edge_of_a_phase_is_dragged(journey, phase, index, after):
    assert shown(edits.set_phase_start(journey, phase, index)) == after


def test_an_edge_that_stays_changes_nothing_and_an_empty_phase_can_grow(journey):
    assert edits.set_phase_start(journey, "p2", 3) is journey
    empty = edits.add_phase(journey, Phase(id="n"), 1)
    assert edits.set_phase_start(empty, "n", 5) is empty
    assert shown(edits.set_phase_start(empty, "n", 2)) == "a| p1:b n:c p2:de p3:f"
    assert shown(edits.set_phase_start(empty, "p2", 4)) == "a| p1:bc n:d p2:e p3:f"
