"""Asking for a file or a folder: the desktop's own dialog where there is one, else Qt's, drawn with our icons.

Contract. Each function asks once and gives what was chosen; an empty path when nothing was.
"""

from __future__ import annotations

from PySide6.QtCore import QDir, QFileInfo, QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtGui import QAbstractFileIconProvider, QIcon, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from ..names import named
from ..shared import Ui
from .bounded import free_size, keep_on_screen

#: Buttons of Qt's dialog by their names in it, and our icons for them.
_BUTTONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "folder-up",
    "newFolderButton": "folder-plus",
    "listModeButton": "layout-list",
    "detailModeButton": "table-properties",
}


def ask_file(ui: Ui, parent: QWidget, title: str, folder: str, kinds: str) -> str:
    """A file that is there; ``kinds`` as Qt writes them (``Journeys (*.cjm);;All files (*)``)."""
    dialog = FileDialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _ask(ui, dialog)[0]


def ask_folder(ui: Ui, parent: QWidget, title: str, folder: str) -> str:
    """A folder that is there."""
    dialog = FileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _ask(ui, dialog)[0]


def ask_new_file(ui: Ui, parent: QWidget, title: str, suggested: str, kinds: str) -> tuple[str, str]:
    """A file to write, and which of the ``kinds`` was chosen; whether it may replace one is not asked here."""
    at = QFileInfo(suggested)
    dialog = FileDialog(parent, title, at.absolutePath(), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.selectFile(at.fileName())
    return _ask(ui, dialog)


def dress_dialog(ui: Ui, dialog: QFileDialog) -> None:
    """Give Qt's own dialog our icons; the desktop's dialog has none of its buttons and stays as it is."""
    if dialog.findChild(QToolButton, "backButton") is None:
        return
    # Kept: Qt only borrows it.
    provider = _Icons(ui)
    dialog.setIconProvider(provider)
    dialog.setProperty("icons", provider)
    side = QSize(ui.px(18), ui.px(18))
    for name, icon in _BUTTONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(ui.icons.icon(icon, on="accent"))
            button.setIconSize(side)
    for view in dialog.findChildren(QAbstractItemView):
        view.setIconSize(side)
    for choice in dialog.findChildren(QComboBox):
        choice.setIconSize(side)
    names = dialog.findChild(QListView, "listView")
    if names is not None:
        names.setItemDelegate(_Named(names))
    details = dialog.findChild(QTreeView, "treeView")
    if details is not None:
        # The names take what is left: Qt lets them push the day of the last change out of sight.
        # Sizes end where kinds begin: without room between them they read as one word.
        details.setItemDelegate(_Apart(details, ui.px(10)))
        head = details.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    box = dialog.findChild(QDialogButtonBox)
    for answer in box.buttons() if box is not None else ():
        _plain(answer)
    dialog.resize(QSize(ui.px(820), ui.px(520)).boundedTo(free_size(dialog)))


def _plain(button: QAbstractButton) -> None:
    button.setIcon(QIcon())


def _ask(ui: Ui, dialog: QFileDialog) -> tuple[str, str]:
    dress_dialog(ui, dialog)
    try:
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return "", ""
        chosen = dialog.selectedFiles()
        return (chosen[0] if chosen else ""), dialog.selectedNameFilter()
    finally:
        dialog.deleteLater()


class FileDialog(QFileDialog):
    """Qt's dialog, no larger than its screen, which takes what was typed for what is wanted."""

    def showEvent(self, event: QShowEvent) -> None:
        keep_on_screen(self)
        super().showEvent(event)

    def accept(self) -> None:
        """Close with what stands in the line for the name; the desktop's own dialog has no such line and knows what was typed."""
        line = self.findChild(QLineEdit, "fileNameEdit")
        typed = line.text() if line is not None else ""
        if line is not None and typed:
            if typed.startswith("~/"):
                typed = QDir.home().filePath(typed[2:])
            wanted = QFileInfo(self.directory().absoluteFilePath(typed))
            saving = self.fileMode() is QFileDialog.FileMode.AnyFile
            if wanted.exists() or saving:
                # WORKAROUND: while a path is typed Qt selects the folders on its way in lists that do not show them, and then enters
                # the first of those instead of taking the path.
                for view in self.findChildren(QAbstractItemView):
                    if view.selectionModel() is not None and view.objectName() in ("listView", "treeView"):
                        view.selectionModel().clearSelection()
                line.setText(typed)
        super().accept()


class _Named(QStyledItemDelegate):
    """Names that turn nothing round beside them."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The name as it is shown; what is chosen is the file itself."""
        super().initStyleOption(option, index)
        if not index.column():
            option.text = named(option.text)


class _Apart(_Named):
    """Rows whose columns keep apart."""

    def __init__(self, view: QTreeView, gap: int) -> None:
        super().__init__(view)
        self._gap = gap

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """With room on both sides of what is not the name."""
        return super().sizeHint(option, index) + QSize(2 * self._gap if index.column() else 0, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.column():
            self.initStyleOption(option, index)
            style = option.widget.style()
            # The ground goes through the whole row, only the words keep away from its ends.
            style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
            inner = QStyleOptionViewItem(option)
            inner.rect = option.rect.adjusted(self._gap, 0, -self._gap, 0)
            super().paint(painter, inner, index)
        else:
            super().paint(painter, option, index)


class _Icons(QAbstractFileIconProvider):
    """Files, folders and drives in our outlines."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        icons = ui.icons
        self._folder = icons.icon("folder", "accent", marked="accent_ink")
        self._drive = icons.icon("hard-drive", "secondary", marked="accent_ink")
        self._computer = icons.icon("monitor", "secondary", marked="accent_ink")
        self._bin = icons.icon("trash-2", "secondary", marked="accent_ink")
        self._journey = icons.icon("route", "accent", marked="accent_ink")
        self._file = icons.icon("file", "secondary", marked="accent_ink")

    def icon(self, of: QAbstractFileIconProvider.IconType | QFileInfo, /) -> QIcon:
        """The icon of a file or of a kind of place."""
        if isinstance(of, QFileInfo):
            if of.isRoot():
                return self._drive
            if of.isDir():
                return self._folder
            return self._journey if of.suffix().lower() == "cjm" else self._file
        kind = QAbstractFileIconProvider.IconType
        places = {
            kind.Computer: self._computer,
            kind.Desktop: self._computer,
            kind.Network: self._computer,
            kind.Drive: self._drive,
            kind.Folder: self._folder,
            kind.Trashcan: self._bin,
        }
        return places.get(of, self._file)
