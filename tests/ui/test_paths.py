"""Qt's own file dialog wears our icons, which show on the look in force."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QFileInfo, QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QListView,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from rooms import ui, until

from cjm_desktop.i18n import catalogue_for
from cjm_desktop.ui.dialogs.paths import FileDialog, ask_file, ask_folder, ask_new_file, dress_dialog
from cjm_desktop.ui.qt_words import put_qt_words
from cjm_desktop.ui.theme import contrast


def _ink(icon: QIcon) -> str:
    """The strongest colour of an icon."""
    image = icon.pixmap(QSize(48, 48)).toImage()
    inked = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(inked, key=lambda colour: colour.alpha()).name()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_buttons_and_files_can_be_seen(tmp_path: Path, qapp: Any, theme: str) -> None:
    made = ui(tmp_path, theme=theme, size=200)
    dialog = QFileDialog(None, "Open", str(tmp_path))
    dress_dialog(made, dialog)
    for name in ("backButton", "forwardButton", "toParentButton", "newFolderButton"):
        button = dialog.findChild(QToolButton, name)
        assert isinstance(button, QToolButton)
        assert contrast(_ink(button.icon()), made.look.surface) >= 4.5, name
        assert button.iconSize().width() == 36
    box = dialog.findChild(QDialogButtonBox)
    assert isinstance(box, QDialogButtonBox)
    assert all(button.icon().isNull() for button in box.buttons())
    (tmp_path / "a.cjm").touch()
    icons = dialog.iconProvider()
    assert icons is not None
    for path in (tmp_path, tmp_path / "a.cjm", Path("/")):
        assert contrast(_ink(icons.icon(QFileInfo(str(path)))), made.look.surface) >= 4.5
    dialog.deleteLater()


@pytest.mark.parametrize("language", ["en", "da", "nl", "hu", "sv"])
def test_each_column_of_the_details_shows_its_head_whole(tmp_path: Path, qapp: Any, language: str) -> None:
    made = ui(tmp_path, language)
    put_qt_words(qapp, made.words)
    (tmp_path / "a journey with quite a long name.cjm").touch()
    dialog = QFileDialog(None, "Save", str(tmp_path))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dress_dialog(made, dialog)
    dialog.show()
    details = dialog.findChild(QTreeView, "treeView")
    assert isinstance(details, QTreeView)
    head = details.header()
    until(lambda: head.length() == details.viewport().width())
    for i in range(head.count()):
        assert head.sectionSize(i) >= head.sectionSizeHint(i), head.model().headerData(i, Qt.Orientation.Horizontal)
    dialog.close()
    dialog.deleteLater()
    put_qt_words(qapp, catalogue_for("en"))


def test_what_is_chosen_comes_back(tmp_path: Path, qapp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made, parent, seen = ui(tmp_path), QWidget(), list[QFileDialog]()
    (tmp_path / "a.cjm").touch()
    answers = [1, 1, 1, 0]

    def answer(dialog: QFileDialog) -> int:
        seen.append(dialog)
        if dialog.fileMode() is QFileDialog.FileMode.ExistingFile:
            dialog.selectFile("a.cjm")
        return answers.pop(0)

    monkeypatch.setattr(QFileDialog, "exec", answer)
    assert Path(ask_file(made, parent, "Open", str(tmp_path), "Journeys (*.cjm)")) == tmp_path / "a.cjm"
    path, kind = ask_new_file(made, parent, "Save", str(tmp_path / "new.cjm"), "Journeys (*.cjm);;All (*)")
    assert (Path(path), kind) == (tmp_path / "new.cjm", "Journeys (*.cjm)")
    assert seen[1].testOption(QFileDialog.Option.DontConfirmOverwrite)
    assert Path(ask_folder(made, parent, "Where", str(tmp_path))) == tmp_path
    assert ask_file(made, parent, "Open", str(tmp_path), "Journeys (*.cjm)") == ""


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        (QFileDialog.FileMode.ExistingFile, "there.cjm"),
        (QFileDialog.FileMode.AnyFile, "new.cjm"),
    ],
)
def test_a_typed_path_is_taken_whatever_qt_selected_on_its_way(
    qtbot: QtBot, tmp_path: Path, mode: QFileDialog.FileMode, name: str
) -> None:
    """While one types, the folders of the path are selected: Qt's own dialog enters the first of them instead."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    (folder / "there.cjm").write_text("{}")
    dialog = FileDialog(None, "", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    if mode is QFileDialog.FileMode.AnyFile:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.show()
    line, view = dialog.findChild(QLineEdit, "fileNameEdit"), dialog.findChild(QListView, "listView")
    assert line is not None
    assert view is not None
    qtbot.waitUntil(lambda: view.model().rowCount(view.rootIndex()) == 1, timeout=20_000)
    view.selectionModel().select(view.model().index(0, 0, view.rootIndex()), QItemSelectionModel.SelectionFlag.Select)
    line.blockSignals(True)  # what is typed so fast that Qt does not look at it once more
    line.setText(str(folder / name))
    line.blockSignals(False)
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert [Path(one) for one in dialog.selectedFiles()] == [folder / name]
