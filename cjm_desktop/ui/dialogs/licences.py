"""What the program is made of, with all licences to read: opened from the sheet about the program.

Contract. :class:`LicencesSheet` lists the pieces of :mod:`cjm_desktop.licences` on one side and shows the texts of the chosen one on the
other, as plain text: an address in it is words, and nothing is opened by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.licences import NOTES, Piece, pieces

from ..panels.form import label
from ..shared import Ui
from .bounded import Dialog


class LicencesSheet(Dialog):
    """Every piece by name and version, and the texts of the one that is chosen."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = ui.text
        self.setWindowTitle(_("Licences"))
        self._pieces = pieces()
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(24), ui.px(20), ui.px(24), ui.px(16))
        column.setSpacing(ui.px(10))
        for note in NOTES:
            column.addWidget(label(ui.say(note), wrap=True))
        middle = QHBoxLayout()
        middle.setSpacing(ui.px(10))
        self.list = QListWidget()
        self.list.setProperty("role", "framed")
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("What the program is made of"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for piece in self._pieces:
            item = QListWidgetItem(f"{piece.name} {piece.version}")
            item.setToolTip(f"{piece.name} {piece.version}: {piece.licence}")
            self.list.addItem(item)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Licence"))
        self.list.currentRowChanged.connect(self._show)
        middle.addWidget(self.list, 2)
        middle.addWidget(self.text, 5)
        column.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = QPushButton(_("Close"))
        close.setObjectName("close")
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)
        self.list.ensurePolished()  # or its rows are as high as before the style
        self.list.setCurrentRow(0)
        screen = self.screen() if parent is None else parent.screen()
        free = screen.availableGeometry().size() * 0.9
        self.resize(QSize(ui.px(980), ui.px(600)).boundedTo(free))

    def _show(self, row: int) -> None:
        """Put the texts of a piece there."""
        if 0 <= row < len(self._pieces):
            self.text.setPlainText(words_of(self._pieces[row]))


def words_of(piece: Piece) -> str:
    """Name, version and licence of a piece, and then each of its texts below the name of its file."""
    texts = list(piece.texts())
    parts = [f"{piece.name} {piece.version}\n{piece.licence}"]
    parts += [f"{name}\n{'-' * len(name)}\n{words}" if len(texts) > 1 else words for name, words in texts]
    return "\n\n\n".join(parts)
