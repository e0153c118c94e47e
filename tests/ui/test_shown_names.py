"""Names of files turn nothing round beside them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QListView, QPushButton, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from cjm_desktop.ui.dialogs.paths import FileDialog, dress_dialog
from cjm_desktop.ui.names import named
from cjm_desktop.ui.welcome import Welcome
from tests.ui.rooms import shut, until, workspace

TURNED = "report\u202egpj.cjm"


def test_signs_that_turn_a_line_round_are_seen_and_hebrew_stands_by_itself() -> None:
    assert named(TURNED) == "report?gpj.cjm"
    assert named("מסע") == "\u2068מסע\u2069"
    assert named("Smørrebrød") == "Smørrebrød"


def test_the_start_page_and_the_dialog_of_files_show_such_names(tmp_path: Path) -> None:
    room = workspace(tmp_path)
    (tmp_path / TURNED).write_bytes(b"{}")
    room.ui.settings.add_recent(tmp_path / TURNED)
    page = Welcome(room.ui)
    page.refresh(can_go_back=False)
    item = page._recent.itemAt(0)
    assert item is not None
    row = item.widget()
    assert isinstance(row, QPushButton)
    assert "report?gpj" in row.text() and "\u202e" not in row.text() + row.toolTip()
    page.deleteLater()
    dialog = FileDialog(room.window_, "Open", str(tmp_path))
    dialog.setOption(FileDialog.Option.DontUseNativeDialog)
    dress_dialog(room.ui, dialog)
    for view in (dialog.findChild(QListView, "listView"), dialog.findChild(QTreeView, "treeView")):
        assert view is not None
        until(partial(_there, view))
        index = next(index for index in _rows(view) if index.data() == TURNED)
        option = QStyleOptionViewItem()
        delegate = view.itemDelegate()
        assert isinstance(delegate, QStyledItemDelegate)
        delegate.initStyleOption(option, index)
        assert option.text == "report?gpj.cjm"
    dialog.deleteLater()
    shut(room)


def _rows(view: QListView | QTreeView) -> list[QModelIndex]:
    model = view.model()
    return [model.index(at, 0, view.rootIndex()) for at in range(model.rowCount(view.rootIndex()))]


def _there(view: QListView | QTreeView) -> bool:
    return TURNED in [index.data() for index in _rows(view)]
