"""A colleague's copy in the window: what comes in, what contradicts, one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import rooms
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Touchpoint
from cjm_desktop.edits.merge import Choice
from cjm_desktop.storage import open_journey, save_journey
from cjm_desktop.storage.history import Archive
from cjm_desktop.ui.dialogs.merge import MergeDialog
from cjm_desktop.ui.workspace import Workspace

Opened = Callable[..., MergeDialog]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A window whose journey was saved, so that it has a history, and changed since."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    made = rooms.workspace(tmp_path)
    made.session.save(tmp_path / "mine.cjm")
    assert made.versions.wait()
    made.session.commit(Message("Change"), edits.set_grade(made.session.journey, ("t1",), 9))
    yield made
    rooms.shut(made)


@pytest.fixture
def opened(room: Workspace, tmp_path: Path) -> Iterator[Opened]:
    """Opens the dialog with a colleague's copy, and waits until it is read."""
    dialogs: list[MergeDialog] = []

    def open_(theirs: Journey, ground: Path | None = None, *, history: bool = True) -> MergeDialog:
        path = tmp_path / "theirs.cjm"
        save_journey(theirs, path, None)
        opener = room.versions.opener() if history else None
        worker = room.printing.worker
        made = MergeDialog(room.ui, room.window_, room.session.journey, path, opener, worker, ask_file=lambda: ground)
        dialogs.append(made)
        made.show()
        rooms.until(lambda: made.together is not None)
        return made

    yield open_
    for made in dialogs:
        made.close()
        made.deleteLater()


def rows(made: MergeDialog) -> list[str]:
    return [made.list.item(at).text() for at in range(made.list.count())]


def test_what_contradicts_is_decided_by_keys_and_merged_in_one_step(room: Workspace, opened: Opened) -> None:
    base = rooms.small_journey()
    mine = room.session.journey
    theirs = edits.change_touchpoints(edits.set_grade(base, ("t1",), 2), ("t2",), title="Hopes")
    theirs = edits.add_touchpoints(theirs, (Touchpoint(id="x1", phase="f2", title="Thanks"),), 9)
    made = opened(theirs)
    assert made.copy is not None and made.copy.ground is not None and made.copy.ground.journey == base
    assert rows(made) == ["Touchpoint “Asks”, Grade – Undecided"]
    assert made.open_.text() == "1 thing is different in the two copies, 1 undecided"
    assert made.coming.text() == "What comes in: 2 changes"
    assert made.list.hasFocus()
    assert [made.radios[choice].accessibleName() for choice in (Choice.OURS, Choice.THEIRS)] == ["Mine: 9", "Theirs: 2"]
    assert made.before.text() == "Before: 7"
    assert not made.radios[Choice.BOTH].isVisible()
    # Both values stand at the card, and the other grade on the line.
    assert made.view.shown is not None
    told = {item.line.text for part in made.view.shown.parts() for item in part.items if hasattr(item, "line")}
    assert {"Mine: 9", "Theirs: 2", "2"} <= told
    QTest.keyClick(made.list, Qt.Key.Key_2)
    assert rows(made) == ["Touchpoint “Asks”, Grade – Theirs"]
    assert room.session.journey is mine, "nothing changes before it is agreed to"
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert made.isVisible(), "Enter alone merges nothing"
    made.accept()
    made.exec = lambda: made.DialogCode.Accepted  # type: ignore[method-assign]
    merged = made.ask()
    assert merged is not None
    assert room.merging.take(merged, "theirs.cjm")
    now = room.session.journey
    assert [(t.title, t.grade) for t in now.touchpoints] == [("Asks", 2), ("Hopes", 3), ("Gets it", None), ("Thanks", None)]
    assert str(room.session.undo_label) == "Merge “theirs.cjm”"
    room.session.undo()
    assert room.session.journey is mine


def test_all_at_once_and_both_texts(room: Workspace, opened: Opened) -> None:
    room.session.commit(Message("Change"), edits.change_touchpoints(room.session.journey, ("t2",), text="One"))
    made = opened(edits.change_touchpoints(edits.set_grade(rooms.small_journey(), ("t1",), 2), ("t2",), text="Two"))
    made.all_theirs.click()
    assert made.open_.text().endswith("0 undecided")
    made.list.setCurrentRow(1)
    QTest.keyClick(made.list, Qt.Key.Key_3)
    rooms.until(lambda: made.together is not None and made.together.merged.choices == made.choices)
    assert made.together is not None
    assert [(t.grade, t.text) for t in made.together.merged.journey.touchpoints][:2] == [(2, ""), (3, "One\nTwo")]


def test_the_common_version_is_chosen_where_it_is_not_found(room: Workspace, opened: Opened, tmp_path: Path) -> None:
    ground = tmp_path / "ground.cjm"
    save_journey(rooms.small_journey(), ground, None)
    made = opened(edits.remove_touchpoints(rooms.small_journey(), ("t3",)), ground, history=False)
    assert made.ground.currentText() == "Not known"
    assert "Nothing counts as removed" in made.meaning.text()
    assert not made.merge_.isEnabled()
    made.ground.setCurrentIndex(made.ground.findText("A file …"))
    made.ground.activated.emit(made.ground.currentIndex())
    rooms.until(lambda: made.ground.currentText() == "ground.cjm" and made.merge_.isEnabled())
    assert made.together is not None
    assert [t.id for t in made.together.merged.journey.touchpoints] == ["t1", "t2"]


def test_what_was_saved_since_is_asked_and_another_version_can_be_chosen(room: Workspace, opened: Opened, tmp_path: Path) -> None:
    room.session.save(tmp_path / "mine.cjm")
    assert room.versions.wait()
    made = opened(edits.set_grade(rooms.small_journey(), ("t1",), 2))
    # Either version may be the one that was sent; the older one is taken, and the grade that was given since is asked.
    texts = [made.ground.itemText(at) for at in range(made.ground.count())]
    assert len(texts) == 4 and texts[2:] == ["A file …", "Not known"]
    assert texts[0].endswith("  ·  “Asks”: Grade: 7 → 9") and "(probably)" not in texts[0]
    assert texts[1].endswith(" (probably)") and made.ground.currentIndex() == 1
    assert rows(made) == ["Touchpoint “Asks”, Grade – Undecided"]
    assert made.meaning.text().startswith("The version in your history that the copy most likely went on from.")
    made.ground.setCurrentIndex(0)
    made.ground.activated.emit(0)
    rooms.until(lambda: made.together is not None and not rows(made))
    assert made.together is not None and made.together.merged.journey.touchpoints[0].grade == 2
    made.ground.setCurrentIndex(1)
    made.ground.activated.emit(1)
    rooms.until(lambda: rows(made) == ["Touchpoint “Asks”, Grade – Undecided"])


def test_a_version_that_both_histories_know(room: Workspace, opened: Opened, tmp_path: Path) -> None:
    # The other file was opened and saved on this computer too: its history knows what both had.
    (saved,) = room.versions.opener()().versions  # type: ignore[misc]
    data = (tmp_path / "mine.cjm").read_bytes()
    Archive(tmp_path / "theirs.cjm").add(data, saved.touchpoints)
    made = opened(edits.change_touchpoints(rooms.small_journey(), ("t2",), title="Hopes"))
    assert made.copy is not None and made.copy.sure
    assert made.copy.version == saved
    assert made.copy.ground is not None and made.copy.ground.journey == rooms.small_journey()


def test_what_somebody_else_wrote_into_the_file_meanwhile(room: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.cjm"
    stamp = save_journey(edits.change_touchpoints(rooms.small_journey(), ("t2",), title="Hopes"), path, None)
    grounds: list[str] = []

    def exec_(self: MergeDialog) -> int:
        rooms.until(lambda: self.together is not None)
        grounds.append(self.ground.currentText())
        return int(self.DialogCode.Accepted)

    monkeypatch.setattr(MergeDialog, "exec", exec_)
    room.on_file.merge_wanted.emit(stamp)
    assert grounds == ["As it was last saved here"]
    assert [(t.title, t.grade) for t in room.session.journey.touchpoints][:2] == [("Asks", 9), ("Hopes", 3)]
    assert room.session.dirty
    room.session.save(path)
    assert [t.title for t in open_journey(path).journey.touchpoints] == ["Asks", "Hopes", "Gets it"]


def test_another_journey_and_a_damaged_file_are_told(room: Workspace, opened: Opened, tmp_path: Path) -> None:
    made = opened(Journey(title="Another", touchpoints=(Touchpoint(id="z1"),)))
    assert "two different journeys" in made.meaning.text()
    (tmp_path / "bad.cjm").write_text("{")
    bad = MergeDialog(room.ui, room.window_, room.session.journey, tmp_path / "bad.cjm", None, room.printing.worker, ask_file=lambda: None)
    bad.show()
    rooms.until(lambda: bad.pane.empty_title.text() == "These two cannot be merged.")
    assert "bad.cjm" in bad.pane.empty_text.text()
    assert not bad.merge_.isEnabled()
    bad.close()
    bad.deleteLater()
