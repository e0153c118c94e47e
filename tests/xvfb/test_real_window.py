"""The main job done by hand: real mouse and key events from an X server, in the program's real window.

The program is started once for the module; each test begins with the sample as if just opened.
"""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest
from real_window import (
    START,
    Program,
    Screen,
    Spot,
    State,
    beside,
    grip,
    internet_sockets,
    journey,
    lacking,
    undo_once,
    untouched,
)

from cjm_desktop.storage import open_journey, save_journey

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]

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
        return [d for d in state["dialogs"] if d["kind"].endswith("FileDialog")]

    program.wait(lambda s: any(d["active"] for d in dialogs(s)), "the file dialog in front")
    program.key("ctrl+a")
    program.type(str(path))
    state = program.wait(
        lambda s: any(str(path) in d["lines"].values() for d in dialogs(s)), "the name typed"
    )
    # A list of names that go with what was typed may be open: it takes the first click to go away.
    for _ in range(3):
        program.click(dialogs(state)[0]["buttons"][button])
        if program.comes(lambda s: not dialogs(s), 5.0):
            return
        state = program.wait(lambda s: True, "the window")
        if not dialogs(state):
            return
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
