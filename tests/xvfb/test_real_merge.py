"""A colleague's copy is merged: the menu, the file, what contradicts decided, one step; with the keys of a person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from real_window import Program, Screen, State, grip, journey, lacking

from cjm_desktop import edits
from cjm_desktop.document import Touchpoint
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.storage import open_journey, save_journey

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]


@pytest.mark.in_turn("language", "local", "letter")
@pytest.mark.parametrize(("language", "local", "letter"), [("en", "C.UTF-8", "m"), ("hu", "hu_HU.UTF-8", "g")])
def test_a_colleagues_copy_comes_in_with_a_few_keys(tmp_path: Path, language: str, local: str, letter: str) -> None:
    catalogue = catalogue_for(language)
    words = catalogue.text
    screen = Screen(1366, 768, tmp_path / "home")
    file, copy = tmp_path / "sample.cjm", tmp_path / "anna.cjm"
    save_journey(journey(), file, None)
    theirs = edits.change_touchpoints(edits.set_grade(journey(), ("t2",), 9), ("t4",), title="Seen by Anna")
    theirs = edits.remove_touchpoints(edits.add_touchpoints(theirs, (Touchpoint(id="x1", phase="p1", title="New"),), 8), ("t6",))
    save_journey(theirs, copy, None)
    title, differs, incoming = words("Merge a colleague's copy"), words("Different in the two copies"), words("What comes in")

    def settled(chosen: str, changes: int) -> Callable[[State], bool]:
        """Whether the dialog lists one contradiction with this choice, and so many lines about what comes in, headings
        too."""

        def holds(state: State) -> bool:
            for dialog in state["dialogs"]:
                rows = dialog["lists"].get(differs, [])
                if dialog["title"] == title and dialog["active"] and len(rows) == 1 and rows[0].endswith(chosen):
                    return len(dialog["lists"].get(incoming, [])) == changes
            return False

        return holds

    try:
        program = Program(screen, tmp_path, file, LANG=local, LC_ALL=local)
        program.click(grip(program.state, "t0"))
        program.wait(lambda s: s["selected"] == ["t0"], "the card selected")
        program.key("7")
        program.wait(lambda s: s["grades"]["t0"] == 7.0, "the grade")
        # Saved once, so that the history knows the version before: both went on from it.
        program.key("ctrl+s")
        program.wait(lambda s: not s["dirty"], "the file saved")
        program.click(grip(program.state, "t2"))
        program.wait(lambda s: s["selected"] == ["t2"], "the other card selected")
        program.key("4")
        program.wait(lambda s: s["grades"]["t2"] == 4.0, "its grade")
        program.key("alt+f")
        program.wait(lambda s: s["menus"] == 1, "the menu")
        program.key(letter)
        program.wait(lambda s: any(dialog["lines"] for dialog in s["dialogs"]), "the file dialog")
        program.type(str(copy))
        program.key("Return")
        program.wait(settled(words("Undecided"), 4), "both copies", 40.0)
        program.picture(tmp_path / f"merge-{language}.png")
        assert program.state["grades"]["t2"] == 4.0, "nothing changes before it is agreed to"
        # The word that was suggested for the grade comes with it.
        program.key("2")
        program.wait(settled(words("Theirs"), 7), "the choice")
        program.picture(tmp_path / f"merge-chosen-{language}.png")
        program.key("ctrl+Return")
        state = program.wait(lambda s: not s["dialogs"] and s["active"] and s["grades"]["t2"] == 9.0, "the merged map")
        assert state["grades"]["t0"] == 7.0
        assert "x1" in state["grades"] and "t6" not in state["grades"]
        assert state["dirty"]
        assert open_journey(file).journey.touchpoints[2].grade == journey().touchpoints[2].grade, "nothing is saved by it"
        program.key("ctrl+z")
        program.wait(lambda s: s["grades"]["t2"] == 4.0 and "t6" in s["grades"] and "x1" not in s["grades"], "one step back")
        assert not state["network"]
        program.key("ctrl+s")
        program.wait(lambda s: not s["dirty"], "saved")
        assert program.close() == 0
    finally:
        screen.close()
