"""The program is killed in the middle of a word; the next start gives everything back."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from real_window import Program, Screen, State, grip, journey, lacking

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.storage import open_journey, save_journey

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]

#: What may be lost, in seconds.
BOUND = 2.0


def asked(state: State) -> bool:
    """Whether the dialog over the map or the start page is there."""
    return bool(state["dialogs"])


def answer(program: Program, text: str) -> None:
    """Press a button of the dialog."""
    dialog = program.dialog("CJM Desktop", text)
    program.click(dialog["buttons"][text])


@pytest.mark.parametrize(
    ("language", "local"), [("hu", "hu_HU.UTF-8"), pytest.param("en", "C.UTF-8", marks=pytest.mark.slow, id="en")]
)
def test_a_card_that_was_being_written_when_the_program_was_killed_is_there_again(tmp_path: Path, language: str, local: str) -> None:
    words = catalogue_for(language).text
    screen = Screen(1920, 1080, tmp_path / "home")
    file = tmp_path / "sample.cjm"
    save_journey(journey(), file, None)
    before = file.read_bytes()
    (tmp_path / "first").mkdir()
    (tmp_path / "second").mkdir()
    (tmp_path / "third").mkdir()
    try:
        program = Program(screen, tmp_path / "first", file, LANG=local, LC_ALL=local)
        start = program.state
        program.click(grip(start, "t2"))
        program.wait(lambda s: s["selected"] == ["t2"], "the card selected")
        program.key("F2")
        program.wait(lambda s: s["editing"] and s["editing"][:2] == ["t2", "title"], "the caret in the title")
        program.type("Signs the contr")
        state = program.wait(lambda s: s["editing"] and s["editing"][2] == "Signs the contr", "the words")
        assert state["titles"]["t2"] == "Step 2", "they are not in the document yet"
        # Not to be right, but because that is what is promised.
        time.sleep(BOUND)
        os.kill(state["pid"], signal.SIGKILL)
        program.close()
        assert file.read_bytes() == before

        program = Program(screen, tmp_path / "second", ready=asked, LANG=local, LC_ALL=local)
        dialog = program.dialog("CJM Desktop", words("Restore"), words("Keep for later"), words("Throw away …"))
        assert any("Signs the contr" in line for lines in dialog["lists"].values() for line in lines), dialog
        program.picture(tmp_path / f"recovery-{language}.png")
        answer(program, words("Restore"))
        state = program.wait(lambda s: s["map_shown"] and not s["dialogs"] and s["active"], "the map")
        assert state["titles"]["t2"] == "Signs the contr"
        assert state["dirty"]
        assert state["path"] == str(file)
        program.picture(tmp_path / f"recovered-{language}.png")
        program.key("ctrl+s")
        program.wait(lambda s: not s["dirty"], "the file saved")
        assert open_journey(file).journey.touchpoints[2].title == "Signs the contr"
        # Saved: however the program ends now, nothing is left to be offered.
        program.comes(lambda s: not list((tmp_path / "home" / "state").rglob("*.cjm")), 10.0)
        os.kill(state["pid"], signal.SIGKILL)
        program.close()

        program = Program(screen, tmp_path / "third", LANG=local, LC_ALL=local)
        assert not program.comes(asked, 1.0)
        program.close()
    finally:
        screen.close()
