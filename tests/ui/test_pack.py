"""The workshop pack: chosen parts, into one PDF or a folder, with progress and cancel, replacing nothing unasked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from rooms import shut, small_journey, until, workspace

from cjm_desktop.document import Interview
from cjm_desktop.press import PARTS
from cjm_desktop.ui.dialogs.export_foot import CHOOSING, DONE, PRINTING
from cjm_desktop.ui.dialogs.order_fields import press
from cjm_desktop.ui.dialogs.pack import PackDialog
from cjm_desktop.ui.workspace import Workspace

FEW = ("participants", "cards", "faces")


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path, small_journey().replace(interviews=(Interview(id="i1", pseudonym="Robin"),)))
    yield made
    shut(made)


def dialog_of(room: Workspace, target: Path | None, parts: tuple[str, ...] = FEW, *, folder: bool = False) -> PackDialog:
    made = PackDialog(room.desk, room.printing, room.window_, ask_path=lambda _suggested, _one: target)
    for part, switch in made.switches.items():
        switch.setChecked(part in parts)
    if folder:
        press(made.kind, "folder")
    made._chosen()
    made.show()
    return made


def test_the_menu_opens_it_with_every_part(room: Workspace) -> None:
    room.window_.actions_["pack"].trigger()
    dialog = room.window_.findChild(PackDialog)
    assert dialog is not None
    assert dialog.order().parts == PARTS
    assert [switch.text() for switch in dialog.switches.values()][:2] == ["Participants", "Persona"]
    dialog.reject()


def test_one_pdf_has_a_chapter_for_each_part(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "Pack v1.2")
    dialog.foot.export.click()
    assert dialog.foot.currentIndex() == PRINTING
    assert not dialog.form.isEnabled()
    until(lambda: dialog.foot.currentIndex() == DONE)
    with pikepdf.open(tmp_path / "Pack v1.2.pdf") as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Participants", "Touchpoint cards", "Emotion faces"]
    assert str(tmp_path) in dialog.foot.done_text.text()
    assert room.ui.settings.get("pack/one_file") is True
    dialog.accept()
    again = PackDialog(room.desk, room.printing, room.window_)
    assert again.order().parts == FEW, "what was left out stays left out"
    again.reject()


def test_a_folder_has_numbered_files(room: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "Pack"
    dialog = dialog_of(room, target, folder=True)
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == DONE)
    assert sorted(path.name for path in target.iterdir()) == [
        "1 Participants.pdf",
        "2 Touchpoint cards.pdf",
        "3 Emotion faces.pdf",
    ]
    assert dialog.foot.made == target
    assert dialog.foot.open.text() == "Open the folder"
    dialog.accept()


@pytest.mark.parametrize("folder", [False, True])
def test_what_is_there_is_replaced_only_when_allowed(room: Workspace, tmp_path: Path, folder: bool) -> None:
    target = tmp_path / ("Pack" if folder else "Pack.pdf")
    there = target / "2 Touchpoint cards.pdf" if folder else target
    there.parent.mkdir(exist_ok=True)
    there.write_bytes(b"mine")
    asked: list[str] = []
    paths: list[Path | None] = [target, None]
    dialog = dialog_of(room, None, folder=folder)
    dialog._ask_path = lambda _suggested, _one: paths.pop(0)
    dialog._may_replace = lambda name, _count: bool(asked.append(name))
    dialog.foot.export.click()
    assert asked == [there.name]
    assert not paths, "a No leads back to the choice of a place"
    assert dialog.foot.currentIndex() == CHOOSING
    assert there.read_bytes() == b"mine"
    paths, dialog._may_replace = [target], lambda _name, _count: True
    dialog._ask_path = lambda _suggested, _one: paths.pop(0)
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == DONE)
    assert there.read_bytes().startswith(b"%PDF-")
    dialog.accept()


def test_a_stopped_pack_writes_nothing(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "Pack", PARTS, folder=True)
    dialog.foot.export.click()
    until(lambda: room.printing.worker._running is not None)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "Escape stops what is going on first"
    assert dialog.foot.currentIndex() == CHOOSING
    until(lambda: dialog.foot.failure.isVisible())
    assert not (tmp_path / "Pack").exists()
    assert dialog.foot.failure.text().startswith("The pack was cancelled. Nothing of it was written")
    dialog.reject()


def test_a_pack_cancelled_too_late_says_where_it_is(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "Pack", ("participants",), folder=True)
    dialog.foot.export.click()
    deadline = time.monotonic() + 60
    while room.printing.worker.busy and time.monotonic() < deadline:
        time.sleep(0.01)  # the window does not hear of its end yet
    dialog.foot.stop.click()
    until(lambda: dialog.foot.failure.isVisible())
    assert (tmp_path / "Pack" / "1 Participants.pdf").exists()
    assert "written already, as “Pack”" in dialog.foot.failure.text()
    dialog.reject()


def test_a_dialog_closed_while_it_prints_needs_no_word(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "Pack", PARTS, folder=True)
    dialog.foot.export.click()
    until(lambda: room.printing.worker._running is not None)
    dialog.reject()
    until(lambda: not room.printing.worker.busy)
    assert not (tmp_path / "Pack").exists()
    assert dialog.foot.failure.text() == ""


def test_real_names_are_offered_only_with_a_part_that_holds_them(room: Workspace) -> None:
    for part, on in (("participants", True), ("faces", False), ("poster", False), ("actions", True)):
        dialog = dialog_of(room, None, (part,))
        assert dialog.names.isEnabled() is on, part
        dialog.reject()


def test_a_pack_that_cannot_be_written_says_why(room: Workspace, tmp_path: Path) -> None:
    (tmp_path / "Pack").write_text("a file")
    dialog = dialog_of(room, tmp_path / "Pack", ("faces",), folder=True)
    dialog._may_replace = lambda _name, _count: True
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == CHOOSING)
    assert dialog.foot.failure.isVisible()
    assert "Pack" in dialog.foot.failure.text()
    dialog.reject()


def test_nothing_chosen_prints_nothing(room: Workspace) -> None:
    dialog = dialog_of(room, None, ())
    assert not dialog.foot.export.isEnabled()
    QTest.keyClick(dialog.switches["faces"], Qt.Key.Key_Space)
    assert dialog.foot.export.isEnabled()
    dialog.reject()


def test_the_journey_goes_along_only_when_asked_and_the_dialog_says_what_that_means(room: Workspace, tmp_path: Path) -> None:
    dialog = dialog_of(room, tmp_path / "pack.pdf", ("poster", "faces"))
    assert not dialog.attach.isChecked()
    assert "only what is printed" in dialog.privacy.text()
    QTest.mouseClick(dialog.attach, Qt.MouseButton.LeftButton)
    assert "can be opened again" in dialog.privacy.text()
    QTest.mouseClick(dialog.switches["poster"], Qt.MouseButton.LeftButton)
    assert not dialog.attach.isEnabled()
    assert "only what is printed" in dialog.privacy.text()
    QTest.mouseClick(dialog.switches["poster"], Qt.MouseButton.LeftButton)
    dialog.foot.export.click()
    until(lambda: dialog.foot.currentIndex() == DONE)
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        assert list(pdf.attachments)
    dialog.accept()
