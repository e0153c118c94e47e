"""Dragging and adding done by hand: cards, points, phase edges and new cards, with real mouse and key events.

The program is started once for the module; each test begins with the sample as if just opened.
"""

from __future__ import annotations

import pytest
from real_window import START, Program, State, beside, grip, height, lacking, undo_once, untouched

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]

# ---------------------------------------------------------------------------------------------------- dragging


def test_a_card_dragged_past_two_neighbours_lands_there_as_one_step(program: Program, start: State) -> None:
    program.press(grip(start, "t0"))
    program.pull(grip(start, "t0"), beside(start, "t2"))
    program.wait(
        lambda s: s["gesture"] and s["order"] == ["t1", "t2", "t0", *START[3:]], "the card held after t2"
    )
    program.release()
    state = program.wait(lambda s: not s["gesture"] and s["dirty"], "the card put down")
    assert state["order"] == ["t1", "t2", "t0", *START[3:]]
    assert state["undo"] == "Move touchpoint"
    assert state["cards"]["t0"][0] == pytest.approx(start["cards"]["t2"][0], abs=2)
    undo_once(program)
    program.key("ctrl+shift+z")
    program.wait(lambda s: s["order"] == ["t1", "t2", "t0", *START[3:]], "the move done again")


def test_a_card_dragged_into_the_next_phase_joins_it(program: Program, start: State) -> None:
    program.drag(grip(start, "t1"), beside(start, "t5"))
    state = program.wait(lambda s: s["dirty"] and not s["gesture"], "the card put down")
    assert state["order"] == ["t0", "t2", "t3", "t4", "t5", "t1", "t6", "t7"]
    assert state["phase"]["t1"] == "p1"
    undo_once(program)


def test_escape_in_mid_drag_leaves_no_trace(program: Program, start: State) -> None:
    program.press(grip(start, "t3"))
    program.pull(grip(start, "t3"), beside(start, "t6"))
    program.wait(lambda s: s["gesture"] and s["order"] != START, "the card held elsewhere")
    program.key("Escape")
    state = program.wait(untouched, "the card back where it was")
    program.release()
    program.pull(beside(start, "t6"), grip(start, "t5"), 3)
    state = program.wait(
        lambda s: untouched(s) and s["cursor"] == "OpenHandCursor", "nothing after letting go"
    )
    assert state["cards"] == start["cards"]


def test_a_point_dragged_up_takes_its_grade_and_its_word_along(program: Program, start: State) -> None:
    at = start["points"]["t0"]
    program.press(at)
    program.pull(at, [at[0], round(height(start, 9.0))])
    state = program.wait(lambda s: s["gesture"] and s["grades"]["t0"] == 9.0, "grade 9 in the hand")
    assert state["words"]["t0"] == "happy"
    program.release()
    state = program.wait(lambda s: not s["gesture"] and s["undo"] == "Grade", "the grade kept")
    assert state["grades"]["t0"] == 9.0
    assert state["words"]["t0"] == "happy"
    assert state["points"]["t0"][1] == pytest.approx(height(start, 9.0), abs=2)
    undo_once(program)
    state = program.state
    assert (state["grades"]["t0"], state["words"]["t0"]) == (2.0, "calm")


def test_shift_grades_in_fine_steps(program: Program, start: State) -> None:
    at = start["points"]["t3"]
    to = [at[0], round(height(start, 6.25))]
    program.press(at)
    program.pull(at, to)
    program.wait(lambda s: s["grades"]["t3"] == 6.0, "a whole grade without Shift")
    program.screen.x("keydown", "shift")
    state = program.wait(lambda s: s["grades"]["t3"] != 6.0, "a fine grade")
    program.release()
    program.screen.x("keyup", "shift")
    state = program.wait(lambda s: not s["gesture"] and s["dirty"], "the grade kept")
    grade = state["grades"]["t3"]
    assert grade == pytest.approx(6.25, abs=0.2)
    assert grade * 10 == pytest.approx(round(grade * 10))
    undo_once(program)


def test_escape_puts_a_point_back(program: Program, start: State) -> None:
    at = start["points"]["t5"]
    program.press(at)
    program.pull(at, [at[0], round(height(start, 2.0))])
    program.wait(lambda s: s["grades"]["t5"] == 2.0, "the point held low")
    program.key("Escape")
    program.release()
    state = program.wait(untouched, "the point back")
    assert state["grades"]["t5"] == 9.0


def test_a_phase_edge_dragged_gives_cards_to_the_neighbour(program: Program, start: State) -> None:
    edge = start["edges"]["p1"]
    left, _top, right, _bottom = start["cards"]["t2"]
    program.drag(edge, [round(left + 0.25 * (right - left)), edge[1]])
    state = program.wait(lambda s: s["dirty"] and not s["gesture"], "the edge let go")
    assert [ident for ident in START if state["phase"][ident] == "p1"] == START[2:]
    assert state["order"] == START
    undo_once(program)


def test_a_rubber_band_selects_and_the_group_moves_together(program: Program, start: State) -> None:
    low = start["cards"]["t2"][3] + 12
    program.drag(
        [start["cards"]["t1"][0] - 2, low], [beside(start, "t2", 0.5)[0], start["cards"]["t1"][1] + 6]
    )
    state = program.wait(lambda s: s["selected"] == ["t1", "t2"], "the cards in the band selected")
    assert not state["dirty"]
    program.drag(grip(start, "t1"), beside(start, "t5"))
    state = program.wait(lambda s: s["dirty"] and not s["gesture"], "the group put down")
    at = state["order"].index("t1")
    assert state["order"][at : at + 2] == ["t1", "t2"]
    assert at > state["order"].index("t4")
    assert state["phase"]["t1"] == state["phase"]["t2"] == "p1"
    assert state["undo"] == "Move touchpoints"
    undo_once(program)


def test_the_poster_is_worked_on_like_the_timeline(program: Program, start: State) -> None:
    program.key("F4")
    state = program.wait(lambda s: s["flow"] == "poster", "the poster")
    program.drag(grip(state, "t0"), beside(state, "t1"))
    moved = program.wait(lambda s: s["dirty"] and not s["gesture"], "the card put down on the poster")
    assert moved["order"] == ["t1", "t0", *START[2:]]
    at = moved["points"]["t4"]
    program.drag(at, [at[0], round(height(moved, 2.0))])
    graded = program.wait(lambda s: s["grades"]["t4"] == 2.0 and not s["gesture"], "the point put down")
    assert graded["words"]["t4"] == "angry"
    program.key("F4")
    program.wait(lambda s: s["flow"] == "timeline", "the timeline again")
    program.key("ctrl+z", "ctrl+z")
    program.wait(untouched, "the sample after two undos")


# ---------------------------------------------------------------------------------------------------- adding


def named(program: Program, name: str, where: int) -> State:
    """Types a name into the card that was just added and ends it; the card stands at ``where``."""
    program.wait(lambda s: s["editing"] and len(s["order"]) == 9, "the caret in a new card")
    program.type(name)
    program.key("ctrl+Return")
    state = program.wait(lambda s: not s["editing"] and name in s["titles"].values(), "the name on the card")
    assert state["titles"][state["order"][where]] == name
    return state


def test_a_double_click_on_empty_ground_adds_a_card(program: Program, start: State) -> None:
    left, _top, _right, bottom = start["cards"]["t2"]
    low = start["cards"]["t5"][3]
    assert low > bottom + 8, "the sample has a card longer than its neighbours"
    program.click([left + 8, low - 3], times=2)
    # On the left half of its column: before the card above.
    state = named(program, "Comes in", 2)
    assert state["phase"][state["order"][2]] == "p0"
    undo_once(program)


@pytest.mark.parametrize("times", [1, 2])
def test_the_plus_between_two_cards_adds_one_there(program: Program, start: State, times: int) -> None:
    a, b = start["cards"]["t1"], start["cards"]["t2"]
    gap = [(a[2] + b[0]) // 2, (a[1] + a[3]) // 2]
    program.move(gap)
    plus = program.wait(lambda s: s["plus"] and s["pointer"] == gap, "a gap under the pointer")["plus"]
    program.move(plus)
    program.wait(lambda s: s["cursor"] == "PointingHandCursor", "the + under the pointer")
    program.click(plus, times=times)
    named(program, "In between", 2)
    undo_once(program)


def test_enter_adds_a_card_after_the_selected_one(program: Program, start: State) -> None:
    program.click(grip(start, "t4"))
    program.wait(lambda s: s["selected"] == ["t4"], "the card selected")
    program.key("Return")
    state = named(program, "And then", 5)
    assert state["phase"][state["order"][5]] == "p1"
    undo_once(program)


def test_the_button_adds_a_card_and_escape_takes_an_empty_one_back(program: Program, start: State) -> None:
    program.click(start["buttons"]["add_touchpoint"])
    program.wait(lambda s: s["editing"] and len(s["order"]) == 9, "the caret in a new card")
    program.key("Escape")
    program.wait(lambda s: untouched(s) and not s["editing"], "the empty card gone")


def test_a_card_let_go_over_a_panel_goes_back(program: Program, start: State) -> None:
    _left, _top, right, bottom = start["canvas"]
    at = grip(start, "t1")
    over, low = [right + 200, at[1]], [right + 200, bottom + 30]
    program.press(at)
    program.pull(at, over)
    program.pull(over, low)
    state = program.wait(
        lambda s: s["gesture"] and s["order"] == START and "Outside the map" in s["said"], "the card held"
    )
    assert state["origin"] == start["origin"], "the map stands still"
    card = state["cards"]["t1"]
    assert card[0] >= start["canvas"][0] and card[2] <= right + 2 and card[3] <= bottom + 2
    program.release()
    program.wait(lambda s: untouched(s) and "back in its place" in s["said"], "the card in its place")
