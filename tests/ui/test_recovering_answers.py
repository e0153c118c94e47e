"""What becomes of recovered work that was damaged, that nobody was asked about, or that was not chosen."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cjm_desktop.document import Journey
from cjm_desktop.storage.recovery import recovery_folder
from cjm_desktop.ui.dialogs.recover import RecoverDialog
from cjm_desktop.ui.finds import Find
from cjm_desktop.ui.workspace import Workspace
from tests.ui.rooms import Answers, small_journey, until
from tests.ui.test_recovering import answers, died, offered, there, window

__all__ = ["Answers", "answers", "window"]


def test_a_damaged_copy_stays_beside_what_was_restored_of_it_until_that_is_saved(window: Workspace, tmp_path: Path) -> None:
    file, saved = tmp_path / "laptop.cjm", small_journey()
    cards = (saved.touchpoints[0].replace(text="What only the file has in the end."), *saved.touchpoints[1:])
    saved = saved.replace(touchpoints=cards)
    token = died(saved.replace(title="Changed"), file, saved=saved)
    path = recovery_folder() / f"{token}.cjm"
    data = path.read_bytes()
    at = data.index(b'"What only the file')
    torn = data[: at - 8] + b"#\0#" + data[at + 30 :]
    path.write_bytes(torn)
    seen: list[str] = []

    def look(dialog: RecoverDialog) -> None:
        seen.append(dialog.details.text())
        dialog.restore.click()

    offered(look, window.recovering.at_start)
    assert "Title:" in seen[0] and "Text:" in seen[0], "what was lost, and what differs from the file"
    window.keeper.now()
    aside = recovery_folder() / f"{token}.damaged"
    assert aside.read_bytes() == torn and path.read_bytes() != torn
    assert window.files.save()
    window.keeper.now()
    until(lambda: not aside.exists())
    assert there() == []


def test_what_nobody_answered_is_offered_again(window: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    died(Journey(title="One"))
    with monkeypatch.context() as ended:
        # The program is ended: its event loops end, and nobody has closed the dialog.
        ended.setattr(RecoverDialog, "exec", lambda _dialog: 0)
        window.recovering.at_start()
    assert offered(lambda dialog: dialog.reject(), window.recovering.at_start) == ["One"]
    assert offered(lambda dialog: dialog.reject(), window.recovering.at_start) == [], "now somebody has"


def test_what_was_not_chosen_is_told_and_offered_at_the_next_start(window: Workspace) -> None:
    for title in ("One", "Two", "Three"):
        died(Journey(title=title))
    assert len(offered(lambda dialog: dialog.restore.click(), window.recovering.at_start)) == 3
    assert "(2)" in window.window_.message.text()
    assert len(offered(lambda dialog: dialog.reject(), window.recovering.at_start)) == 2


def test_a_copy_with_a_time_nobody_can_mean_is_offered_with_the_others(window: Workspace) -> None:
    odd, other = died(Journey(title="Odd")), died(Journey(title="Other"))
    copy = recovery_folder() / f"{odd}.cjm"
    tree = json.loads(copy.read_text("utf-8"))
    tree["recovery"]["when"] = "9999-12-31T23:59:59-12:00"
    copy.write_text(json.dumps(tree), "utf-8")
    os.utime(copy, (1e11, 1e11))
    said: list[str] = []

    def act(dialog: RecoverDialog) -> None:
        said.extend(dialog.where(find) for find in dialog.found)
        dialog.later.click()

    assert sorted(offered(act, window.recovering.at_start)) == ["Odd", "Other"]
    assert any("Time unknown" in line for line in said) or copy.lstat().st_mtime < 1e11, "a disk that knows no such times"
    assert there() == sorted([odd, other])


def test_a_copy_that_the_program_fails_at_hides_no_other_and_is_not_called_nothing(
    window: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd, other = died(Journey(title="Odd")), died(Journey(title="Other"))
    where = RecoverDialog.where

    def fails(self: RecoverDialog, find: Find) -> str:
        if find.held is not None and find.held.journey.title == "Odd":
            raise ZeroDivisionError
        return where(self, find)

    with monkeypatch.context() as patched:
        patched.setattr(RecoverDialog, "where", fails)
        for _time in range(2):
            assert offered(lambda dialog: dialog.later.click(), window.recover) == ["Other", "Copy that cannot be shown"]
        # Where not even that works nothing is held back from the next try.
        patched.setattr(RecoverDialog, "ask", lambda self: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            window.recovering.ask()
    assert sorted(offered(lambda dialog: dialog.later.click(), window.recover)) == ["Odd", "Other"]
    assert there() == sorted([odd, other])
