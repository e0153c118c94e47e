"""The main job done by hand: real mouse and key events from an X server, in the program's real window.

The program is started once for the module; each test begins with the sample as if just opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from real_window import Program, Screen, Spot, State, grip, height, internet_sockets, journey, lacking

from cjm_desktop.storage import open_journey, save_journey

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]

START = [f"t{i}" for i in range(8)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("window")


@pytest.fixture(scope="module")
def sample(folder: Path) -> Path:
    path = folder / "sample.cjm"
    save_journey(journey(), path, None)
    return path


@pytest.fixture(scope="module")
def program(folder: Path, sample: Path) -> Iterator[Program]:
    screen = Screen(1920, 1080, folder / "home")
    try:
        made = Program(screen, folder, sample)
        try:
            yield made
        finally:
            made.close()
    finally:
        screen.close()


@pytest.fixture
def start(program: Program, sample: Path) -> State:
    return program.open(sample)


def beside(state: State, card: str, share: float = 0.75) -> list[int]:
    """A place to let go of a card so that it lands after this one."""
    left, _top, right, _bottom = state["cards"][card]
    return [round(left + share * (right - left)), grip(state, card)[1]]


def untouched(state: State) -> bool:
    return state["order"] == START and not state["dirty"] and state["undo"] is None and not state["gesture"]


def undo_once(program: Program) -> None:
    """One Ctrl+Z brings the sample back: what was done was one step."""
    program.key("ctrl+z")
    program.wait(untouched, "the sample after one undo")


# ---------------------------------------------------------------------------------------------------- the window


def test_the_window_shows_the_file_it_was_started_with(program: Program) -> None:
    state = program.wait(lambda s: s["map_shown"], "the map")
    assert state["title_bar"].startswith("My new job[*] — ")
    assert state["title_bar"].endswith("sample.cjm — CJM Desktop"), (
        "the file tells it from others of its name"
    )
    assert state["panel_title"] == "My new job"
    assert state["order"] == START
    left, top, right, bottom = state["frame"]
    assert left >= 0 and top >= 0 and right < 1920 and bottom < 1080
    for button in ("add_touchpoint", "timeline", "poster", "zoom_in", "zoom_out", "export"):
        assert button in state["buttons"]


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
    state = program.wait(lambda s: s["selected"], "cards in the band")
    assert state["selected"] == ["t1", "t2"]
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


# ---------------------------------------------------------------------------------------------------- keys


def test_f2_typing_and_ctrl_enter_rename_a_card(program: Program, start: State) -> None:
    program.click(grip(start, "t2"))
    program.wait(lambda s: s["selected"] == ["t2"], "the card selected")
    program.key("F2")
    program.wait(lambda s: s["editing"] and s["editing"][:2] == ["t2", "title"], "the caret in the title")
    program.type("Signs the contract")
    program.key("ctrl+Return")
    state = program.wait(lambda s: not s["editing"], "the caret gone")
    assert state["titles"]["t2"] == "Signs the contract"
    assert len(state["order"]) == 8
    undo_once(program)


def test_a_card_grows_while_its_title_is_typed_and_escape_puts_it_back(
    program: Program, start: State
) -> None:
    program.click(grip(start, "t2"))
    program.wait(lambda s: s["selected"] == ["t2"], "the card selected")
    # So near that the map need not fly there for the caret.
    program.key("ctrl+2")
    near = program.wait(lambda s: s["zoom"] > 1.05 * start["zoom"], "a closer look")
    program.key("F2")
    program.wait(lambda s: s["editing"] and s["editing"][:2] == ["t2", "title"], "the caret in the title")
    program.type("Waits at the gate until somebody comes who knows")
    low = near["cards"]["t2"][3]
    state = program.wait(lambda s: s["cards"]["t2"][3] > low + 10, "a higher card")
    assert state["titles"]["t2"] == "Step 2"
    assert not state["dirty"]
    program.key("Escape")
    state = program.wait(lambda s: untouched(s) and not s["editing"], "the title as it was")
    assert state["cards"] == near["cards"]


def test_escape_keeps_what_was_written_into_a_new_card(program: Program, start: State) -> None:
    program.click(grip(start, "t4"))
    program.wait(lambda s: s["selected"] == ["t4"], "the card selected")
    program.key("Return")
    program.wait(lambda s: s["editing"] and len(s["order"]) == 9, "the caret in a new card")
    program.type("Just said")
    program.key("Escape")
    state = program.wait(lambda s: not s["editing"], "the caret gone")
    assert state["titles"][state["order"][5]] == "Just said"
    undo_once(program)


def test_letters_beyond_english_arrive_from_the_clipboard(program: Program, start: State) -> None:
    program.order("clip", text="Első nap: Übergabe på Østerbro")
    program.click(grip(start, "t6"), times=2)
    program.wait(lambda s: s["editing"] and s["editing"][0] == "t6", "the caret on the card")
    program.key("ctrl+a", "ctrl+v", "ctrl+Return")
    state = program.wait(lambda s: not s["editing"] and s["dirty"], "the words on the card")
    assert "Első nap: Übergabe på Østerbro" in (state["titles"]["t6"], state["texts"]["t6"])
    undo_once(program)


def test_digits_grade_and_arrows_walk(program: Program, start: State) -> None:
    program.click(grip(start, "t2"))
    program.wait(lambda s: s["selected"] == ["t2"], "the card selected")
    program.key("3", "Right", "0", "Right", "Down")
    state = program.wait(lambda s: s["selected"] == ["t4"] and s["grades"]["t4"] == 5.0, "three cards graded")
    assert [state["grades"][t] for t in ("t2", "t3", "t4")] == [3.0, 10.0, 5.0]
    assert state["words"]["t3"] == "happy"
    program.key("ctrl+z", "ctrl+z", "ctrl+z")
    program.wait(untouched, "the sample after three undos")


def test_delete_and_duplicate(program: Program, start: State) -> None:
    program.click(grip(start, "t3"))
    program.wait(lambda s: s["selected"] == ["t3"], "the card selected")
    program.key("Delete")
    program.wait(lambda s: "t3" not in s["order"] and s["undo"] == "Remove touchpoint", "the card gone")
    undo_once(program)
    program.click(grip(start, "t5"))
    program.click(grip(start, "t6"), keys="shift")
    program.wait(lambda s: s["selected"] == ["t5", "t6"], "two cards selected")
    program.key("ctrl+d")
    state = program.wait(lambda s: len(s["order"]) == 10, "two more cards")
    assert [state["titles"][t] for t in state["order"]] == [
        *(f"Step {i}" for i in range(7)),
        *("Step 5", "Step 6", "Step 7"),
    ]
    assert state["undo"] == "Duplicate touchpoints"
    undo_once(program)


def test_undo_and_redo_walk_through_what_was_done(program: Program, start: State) -> None:
    program.click(grip(start, "t0"))
    program.wait(lambda s: s["selected"] == ["t0"], "the card selected")
    program.key("alt+Right")
    program.wait(lambda s: s["order"][:2] == ["t1", "t0"], "the card moved")
    program.key("7")
    program.wait(lambda s: s["grades"]["t0"] == 7.0, "the card graded")
    program.key("Delete")
    done = program.wait(lambda s: "t0" not in s["order"], "the card gone")
    program.key("ctrl+z", "ctrl+z", "ctrl+z")
    program.wait(untouched, "everything undone")
    program.key("ctrl+shift+z", "ctrl+shift+z", "ctrl+shift+z")
    state = program.wait(lambda s: s["undo"] == "Remove touchpoint", "everything done again")
    assert state["order"] == done["order"]


# ---------------------------------------------------------------------------------------------------- looking


def test_the_wheel_zooms_about_the_pointer_with_ctrl(program: Program, start: State) -> None:
    at = grip(start, "t4")
    program.screen.x(
        "mousemove", *at, "keydown", "ctrl", "click", "--repeat", 4, "--delay", 10, 4, "keyup", "ctrl"
    )
    state = program.wait(lambda s: s["zoom"] > 1.5 * start["zoom"], "a closer look")
    left, _top, right, _bottom = state["cards"]["t4"]
    assert left <= at[0] <= right
    assert not state["dirty"]
    program.key("ctrl+0")
    state = program.wait(lambda s: s["zoom"] == pytest.approx(start["zoom"]), "everything in sight again")
    assert state["cards"] == start["cards"]


def test_space_and_drag_move_the_paper(program: Program, start: State) -> None:
    program.screen.x(
        "mousemove", *grip(start, "t4"), "keydown", "ctrl", "click", "--repeat", 5, 4, "keyup", "ctrl"
    )
    near = program.wait(lambda s: s["zoom"] > 1.5 * start["zoom"], "a closer look")
    left, top, right, bottom = near["canvas"]
    middle = [(left + right) // 2, (top + bottom) // 2]
    to = [middle[0] - 120, middle[1] - 60]
    program.move(middle)
    program.screen.x("keydown", "space")
    program.wait(lambda s: s["cursor"] == "OpenHandCursor", "the open hand")
    program.press(middle)
    program.wait(lambda s: s["cursor"] == "ClosedHandCursor", "the closed hand")
    program.pull(middle, to)
    state = program.wait(lambda s: s["origin"][0] == near["origin"][0] - 120, "the paper moved")
    program.release()
    program.screen.x("keyup", "space")
    assert not state["dirty"]
    assert state["order"] == START
    program.wait(lambda s: s["cursor"] == "ArrowCursor", "the hand gone")


def seen_whole(state: State, card: str) -> bool:
    left, top, right, bottom = state["cards"][card]
    return inside([left, top], state["canvas"]) and inside([right, bottom], state["canvas"])


def test_undo_shows_what_it_took_back(program: Program, start: State) -> None:
    program.click(grip(start, "t1"))
    program.wait(lambda s: s["selected"] == ["t1"], "the card selected")
    # True size, about the card: the other end of the map is far out of sight then.
    program.key("ctrl+1")
    state = program.wait(lambda s: s["zoom"] == pytest.approx(100.0), "true size")
    assert seen_whole(state, "t1")
    program.key("alt+Right")
    program.wait(lambda s: s["order"][:3] == ["t0", "t2", "t1"] and seen_whole(s, "t1"), "the card moved")
    program.key("End")
    program.wait(lambda s: seen_whole(s, "t7") and not seen_whole(s, "t1"), "the end of the map")
    program.key("ctrl+z")
    program.wait(lambda s: untouched(s) and seen_whole(s, "t1"), "the card that was moved back")
    program.key("Home")
    program.wait(lambda s: seen_whole(s, "t0") and s["origin"][0] > s["canvas"][0], "the very beginning")


# ---------------------------------------------------------------------------------------------------- panels


def test_the_inspector_edits_the_selected_card(program: Program, start: State) -> None:
    program.click(grip(start, "t1"))
    state = program.wait(lambda s: s["selected"] == ["t1"] and s["inspector"].get("title"), "the card's form")
    program.click(state["inspector"]["title"])
    program.wait(lambda s: s["inspector"].get("typing"), "the cursor in the title")
    program.key("ctrl+a")
    program.type("Meets the team")
    program.key("Return")
    state = program.wait(lambda s: s["titles"]["t1"] == "Meets the team", "the title on the map")
    assert state["dirty"]
    undo_once(program)


def test_the_keyboard_walks_between_map_and_panels(program: Program, start: State) -> None:
    program.click(grip(start, "t1"))
    program.wait(lambda s: s["selected"] == ["t1"] and s["keyboard"] == "map", "the keyboard on the map")
    for key, area in (("F6", "left"), ("F6", "right"), ("F6", "map"), ("shift+F6", "right")):
        program.key(key)
        program.wait(lambda s, area=area: s["keyboard"] == area, f"the keyboard in “{area}” after {key}")
    state = program.state
    program.click(state["inspector"]["title"])
    program.wait(lambda s: s["inspector"].get("typing"), "the cursor in the title")
    program.type("x")
    program.key("Escape", "Escape")
    state = program.wait(lambda s: s["keyboard"] == "map", "the keyboard on the map again")
    assert state["titles"]["t1"] == "Step 1"
    program.key("Right")
    program.wait(lambda s: s["selected"] == ["t2"], "the next card")


# ---------------------------------------------------------------------------------------------------- files


def name_file(program: Program, path: Path, button: str) -> None:
    """Types a file's name into the file dialog and presses its button."""

    def dialogs(state: State) -> list[State]:
        return [d for d in state["dialogs"] if d["kind"] == "QFileDialog"]

    program.wait(lambda s: any(d["active"] for d in dialogs(s)), "the file dialog in front")
    program.key("ctrl+a")
    program.type(str(path))
    state = program.wait(
        lambda s: any(str(path) in d["lines"].values() for d in dialogs(s)), "the name typed"
    )
    # A list of names that go with what was typed may be open: it takes the first click to go away.
    for _ in range(3):
        program.click(dialogs(state)[0]["buttons"][button])
        if program.comes(lambda s: not dialogs(s), 1.5):
            return
        state = program.state
    program.wait(lambda s: not dialogs(s), "the file dialog gone")


def test_saved_under_a_new_name_closed_and_opened_again(
    program: Program, sample: Path, folder: Path, start: State
) -> None:
    target = folder / "kept.cjm"
    program.drag(grip(start, "t0"), beside(start, "t2"))
    program.wait(lambda s: s["dirty"] and not s["gesture"], "the card put down")
    program.key("ctrl+shift+s")
    name_file(program, target, "Save")
    state = program.wait(lambda s: s["path"] == str(target) and not s["dirty"], "the file saved")
    assert "Saved" in state["saved"]
    order = ["t1", "t2", "t0", *START[3:]]
    assert [t.id for t in open_journey(target).journey.touchpoints] == order
    assert [t.id for t in open_journey(sample).journey.touchpoints] == START, "the first file was written"
    # Ctrl+S goes to the same file from now on, without a question.
    program.click(grip(state, "t1"))
    program.wait(lambda s: s["selected"] == ["t1"], "the card selected")
    program.key("9")
    program.wait(lambda s: s["grades"]["t1"] == 9.0, "the card graded")
    program.key("ctrl+s")
    program.wait(lambda s: not s["dirty"] and not s["dialogs"], "the file saved again")
    assert next(t for t in open_journey(target).journey.touchpoints if t.id == "t1").grade == 9.0
    # Another file, then this one through the dialog.
    program.open(sample)
    program.key("ctrl+o")
    name_file(program, target, "Open")
    state = program.wait(lambda s: s["path"] == str(target), "the saved file again")
    assert state["order"] == order
    assert state["grades"]["t1"] == 9.0
    assert not state["dirty"]


def test_unsaved_work_is_asked_for_before_another_file(program: Program, start: State) -> None:
    program.click(grip(start, "t1"))
    program.wait(lambda s: s["selected"] == ["t1"], "the card selected")
    program.key("Delete")
    program.wait(lambda s: s["dirty"], "something unsaved")
    program.key("ctrl+o")
    found = program.dialog("CJM Desktop", "Cancel", "Save", "Do not save")
    program.click(found["buttons"]["Cancel"])
    state = program.wait(lambda s: not s["dialogs"], "the question gone")
    assert state["dirty"]
    assert "t1" not in state["order"]


def test_the_poster_goes_through_the_dialog_into_a_pdf_of_its_size(
    program: Program, folder: Path, start: State
) -> None:
    target = folder / "poster.pdf"
    program.key("ctrl+e")
    found = program.dialog("Export poster", "Export …", "Close")
    left, top, right, bottom = found["frame"]
    assert left >= 0 and top >= 0 and right < 1920 and bottom < 1080
    program.click(found["buttons"]["Export …"])
    name_file(program, target, "Save")
    done = program.dialog("Export poster", "Done", "Show in folder")
    program.click(done["buttons"]["Done"])
    state = program.wait(lambda s: not s["dialogs"], "the dialog gone")
    assert not state["dirty"]
    assert target.read_bytes().startswith(b"%PDF-")
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1
        box = [float(n) * 25.4 / 72 for n in pdf.pages[0].trimbox]
    assert box[2] - box[0] == pytest.approx(1189, abs=0.5)
    assert box[3] - box[1] == pytest.approx(841, abs=0.5)


# ---------------------------------------------------------------------------------------------------- a small screen


def test_on_a_laptop_everything_fits_and_works(tmp_path: Path) -> None:
    path = tmp_path / "sample.cjm"
    save_journey(journey(), path, None)
    screen = Screen(1366, 768, tmp_path / "home")
    try:
        program = Program(screen, tmp_path, path)
        try:
            state = program.state
            left, top, right, bottom = state["frame"]
            assert left >= 0 and top >= 0 and right < 1366 and bottom < 768, (
                "the window is larger than the screen"
            )
            assert state["status"][3] <= bottom
            for button in ("add_touchpoint", "poster", "zoom_in", "export", "inspector"):
                assert inside(state["buttons"][button], state["window"])
            assert inside(grip(state, "t0"), state["canvas"])
            program.drag(grip(state, "t0"), beside(state, "t1"))
            program.wait(lambda s: s["order"][:2] == ["t1", "t0"] and not s["gesture"], "the card put down")
            program.key("ctrl+z")
            program.wait(untouched, "the sample after one undo")
            program.key("ctrl+e")
            found = program.dialog("Export poster", "Export …", "Close")
            left, top, right, bottom = found["frame"]
            assert left >= 0 and top >= 0 and right < 1366 and bottom < 768, (
                "the dialog is larger than the screen"
            )
            program.key("Escape")
            program.wait(lambda s: not s["dialogs"], "the dialog gone")
            program.key("ctrl+q")
        finally:
            errors = program.errors
            code = program.close()
    finally:
        screen.close()
    assert code == 0
    assert errors == ""


def inside(spot: Spot, box: Spot) -> bool:
    return box[0] <= spot[0] <= box[2] and box[1] <= spot[1] <= box[3]


# ---------------------------------------------------------------------------------------------------- and quietly


def test_nothing_went_to_the_network_and_nothing_was_complained_about(program: Program) -> None:
    """Stands last: it looks back on all that was done before."""
    state = program.state
    assert state["network"] == []
    assert internet_sockets(state["pid"]) == []
    assert program.errors == ""
    os.kill(state["pid"], 0)
