"""Two programs and one file; and a file that is changed and deleted under a window. With the keyboard, in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real_window import Program, Screen, State, journey, lacking

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.storage import open_journey, save_journey
from cjm_desktop.storage.lock import lock_path

pytestmark = [pytest.mark.xvfb, pytest.mark.skipif(bool(lacking()), reason=lacking() or "here")]

LANGUAGES = [("en", "C.UTF-8"), ("hu", "hu_HU.UTF-8")]


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    made = Screen(1366, 768, tmp_path / "home")
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sample.cjm"
    save_journey(journey(), path, None)
    return path


def asked(state: State) -> bool:
    return bool(state["dialogs"])


def started(screen: Screen, folder: Path, file: Path, local: str, *, asks: bool = False) -> Program:
    folder.mkdir()
    return Program(screen, folder, file, ready=asked if asks else None, LANG=local, LC_ALL=local)


def told(state: State, words: str) -> bool:
    """Whether the strip says the fixed words of a text."""
    return bool(state["about_file"]) and words in state["about_file"]["text"]


def fixed(text: str) -> str:
    """The longest part of a text between its places."""
    return max(text.replace("}", "{").split("{")[::2], key=len).strip()


def rename(program: Program, title: str) -> None:
    """Type another title into the first card."""
    program.key("Home", "F2")
    program.wait(lambda s: s["editing"] and s["editing"][1] == "title", "the caret in the title")
    program.key("ctrl+a")
    program.type(title)
    program.key("Return")
    program.wait(lambda s: s["titles"]["t0"] == title and s["dirty"], "the new title")


@pytest.mark.in_turn("language", "local")
@pytest.mark.parametrize(("language", "local"), LANGUAGES)
def test_the_second_program_opens_read_only_and_then_takes_over(
    screen: Screen, file: Path, tmp_path: Path, language: str, local: str
) -> None:
    _ = catalogue_for(language).text
    first = started(screen, tmp_path / "first", file, local)
    second = None
    try:
        assert lock_path(file).exists()
        rename(first, "Not saved yet")
        second = started(screen, tmp_path / "second", file, local, asks=True)
        dialog = second.dialog("CJM Desktop", _("Show that window"), _("Open read-only"), _("Open a copy"), _("Take over …"))
        assert not second.state["map_shown"], "asked before anything is shown"
        assert dialog["kind"] == "Question"
        second.picture(tmp_path / f"asked-{language}.png")
        # The window that is there comes forward, and this program has nothing left to do.
        second.key("Return")
        first.wait(lambda s: s["active"], "the first window in front")
        assert second.close() == 0
        assert "Traceback" not in first.errors

        second = started(screen, tmp_path / "again", file, local, asks=True)
        second.dialog("CJM Desktop", _("Open read-only"))
        second.key("shift+Tab", "space")
        state = second.wait(lambda s: s["map_shown"] and not s["dialogs"] and s["active"], "the map")
        assert told(state, _("Read-only.")) and state["saved"] == _("Read-only")
        second.picture(tmp_path / f"read-only-{language}.png")

        second.click(state["about_file"]["buttons"][_("Take over …")])
        second.dialog("CJM Desktop", _("Take over"), _("Cancel"))
        second.key("shift+Tab", "space")
        second.wait(lambda s: not s["about_file"] and not s["dialogs"], "the file taken over")
        first.wait(lambda s: told(s, _("This file was taken over in another window.")), "the first told so")
        assert first.state["dirty"] and first.state["titles"]["t0"] == "Not saved yet"
        rename(second, "Saved here")
        second.key("ctrl+s")
        second.wait(lambda s: not s["dirty"], "the file saved")
        assert open_journey(file).journey.touchpoints[0].title == "Saved here"
        first.picture(tmp_path / f"taken-{language}.png")
        assert second.close() == 0
        second = None
        assert first.state["titles"]["t0"] == "Not saved yet"
    finally:
        first.close()
        if second is not None:
            second.close()


@pytest.mark.in_turn("language", "local")
@pytest.mark.parametrize(("language", "local"), LANGUAGES)
def test_a_file_changed_and_deleted_under_the_window(screen: Screen, file: Path, tmp_path: Path, language: str, local: str) -> None:
    _ = catalogue_for(language).text
    program = started(screen, tmp_path / "window", file, local)
    try:
        theirs = journey()
        cards = (theirs.touchpoints[0].model_copy(update={"title": "Theirs"}), *theirs.touchpoints[1:])
        theirs = theirs.model_copy(update={"touchpoints": cards})
        save_journey(theirs, file, None)
        state = program.wait(lambda s: told(s, fixed(_("“{name}” was changed elsewhere at {when}."))), "the change told")
        assert state["titles"]["t0"] == "Step 0" and not state["dirty"], "nothing is loaded unasked"
        program.picture(tmp_path / f"changed-{language}.png")
        program.click(state["about_file"]["buttons"][_("Compare …")])
        dialog = program.dialog("CJM Desktop", _("Load theirs"), _("Keep mine"))
        changes = " ".join(line for lines in dialog["lists"].values() for line in lines)
        assert "Theirs" in changes and "Step 0" in changes, dialog
        program.picture(tmp_path / f"compared-{language}.png")
        program.key("Tab", "Tab", "Tab", "space")
        program.wait(lambda s: s["titles"]["t0"] == "Theirs" and not s["dialogs"] and not s["about_file"], "theirs on the map")
        program.key("ctrl+z")
        program.wait(lambda s: s["titles"]["t0"] == "Step 0" and s["dirty"], "mine, by undo")
        program.key("ctrl+s")
        program.wait(lambda s: not s["dirty"] and not s["dialogs"], "mine saved")

        file.unlink()
        gone = fixed(_("“{name}” is not there any more: it was deleted or moved. Everything is still here in this window."))
        state = program.wait(lambda s: told(s, gone), "the loss told")
        assert state["dirty"]
        program.picture(tmp_path / f"gone-{language}.png")
        program.key("ctrl+s")
        program.wait(lambda s: not s["dirty"] and not s["about_file"], "the file written again")
        assert open_journey(file).journey == journey()
    finally:
        program.close()
