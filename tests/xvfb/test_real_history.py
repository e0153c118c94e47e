"""Three versions are saved, the first one is looked at, restored, and the restoring undone: with the keys of a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_window import Program, Screen, State, grip, journey, lacking

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.storage import open_journey, save_journey

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]


@pytest.mark.in_turn("language", "local")
@pytest.mark.parametrize(("language", "local"), [("hu", "hu_HU.UTF-8"), ("en", "C.UTF-8")])
def test_an_earlier_version_comes_back_with_a_few_keys_and_goes_again_with_one(tmp_path: Path, language: str, local: str) -> None:
    words = catalogue_for(language).text
    screen = Screen(1366, 768, tmp_path / "home")
    file = tmp_path / "sample.cjm"
    save_journey(journey(), file, None)
    first = journey().touchpoints[2].grade
    try:
        program = Program(screen, tmp_path, file, LANG=local, LC_ALL=local)
        program.click(grip(program.state, "t2"))
        program.wait(lambda s: s["selected"] == ["t2"], "the card selected")
        for key, grade in (("1", 1.0), ("9", 9.0), ("4", 4.0)):
            program.key(key)
            program.wait(lambda s, g=grade: s["grades"]["t2"] == g, "the grade")
            program.key("ctrl+s")
            program.wait(lambda s: not s["dirty"], "the file saved")

        title, differs, versions = words("History"), words("What differs"), words("Versions, the newest first")

        def settled(rows: int, marked: int, changes: int):  # type: ignore[no-untyped-def]
            """Whether the dialog shows so many versions, one of them marked, and has compared it with what is open: so many lines, one
            of them a heading."""

            def holds(state: State) -> bool:
                for dialog in state["dialogs"]:
                    lists = dialog["lists"]
                    found = lists.get(versions, [])
                    if dialog["title"] == title and len(found) == rows and found[marked].startswith("* "):
                        return len(lists.get(differs, [])) == changes and dialog["active"]
                return False

            return holds

        program.key("alt+" + {"en": "f", "hu": "f"}[language])
        program.wait(lambda s: s["menus"] == 1, "the menu")
        program.key({"en": "h", "hu": "z"}[language])
        # Saved three times, and before that as it was opened. The newest is what is open: the one before it is marked.
        program.wait(settled(4, 1, 3), "the versions", 40.0)
        program.picture(tmp_path / f"history-{language}.png")
        program.key("Down", "Down")
        state = program.wait(settled(4, 3, 3), "the first version compared")
        (dialog,) = state["dialogs"]
        assert dialog["lists"][versions][3].endswith(words("As the file was before") + ". " + words("The first one"))
        assert any(f"{first:g} → 4" in change for change in dialog["lists"][differs]), dialog
        program.key("Tab", "Down")
        program.picture(tmp_path / f"compared-{language}.png")
        program.key("ctrl+Return")
        state = program.wait(lambda s: not s["dialogs"] and s["active"], "the map")
        assert state["grades"]["t2"] == first
        assert state["dirty"]
        assert open_journey(file).journey.touchpoints[2].grade == 4.0, "nothing is saved by it"
        program.key("ctrl+z")
        program.wait(lambda s: s["grades"]["t2"] == 4.0 and not s["dirty"], "what was there before")
        assert not state["network"]
        assert program.close() == 0
        assert len(list((tmp_path / "home").rglob("*.version"))) == 4
    finally:
        screen.close()
