"""Choosing by typing: a line over a drop-down, under it what fits, and last the offer to add what is not there yet.

Contract. A :class:`Finder` is a popup that closes by itself. It calls ``choose`` with the number of the option taken or ``create``
with a new name, at most one of them and once; Escape and a click elsewhere call neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cjm_desktop.document import clean_line

from ..shared import Ui
from .widgets import Option

_AT = Qt.ItemDataRole.UserRole
#: Rows in sight at once.
_MOST = 8
#: The number before the name of a phase.
_NUMBER = re.compile(r"^\d+\. ")


class Finder(QFrame):
    """Opens over a box with the letter typed on it."""

    def __init__(
        self,
        ui: Ui,
        over: QWidget,
        options: Sequence[Option],
        choose: Callable[[int], None],
        create: Callable[[str], None],
    ) -> None:
        super().__init__(over, Qt.WindowType.Popup)
        self._ui, self._over, self._options = ui, over, options
        self._choose, self._create = choose, create
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "finder")
        self.edit = QLineEdit()
        self.edit.setAccessibleName(over.accessibleName())
        self.list = QListWidget()
        self.list.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemClicked.connect(lambda _item: self.take())
        self.edit.textChanged.connect(self._fill)
        self.edit.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(4), ui.px(4), ui.px(4), ui.px(4))
        column.setSpacing(ui.px(4))
        column.addWidget(self.edit)
        column.addWidget(self.list)
        self.setFixedWidth(max(over.width() + 2 * ui.px(5), ui.px(220)))
        self.setFocusProxy(self.edit)

    def begin(self, letter: str) -> None:
        """Show it with what was typed so far."""
        self.edit.setText(letter)
        over = self._over
        self.move(over.mapToGlobal(over.rect().topLeft()) - self.contentsRect().topLeft())
        self.show()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def take(self) -> None:
        """Take the row that is marked."""
        item, name = self.list.currentItem(), clean_line(self.edit.text())
        at = item.data(_AT) if item is not None else None
        self.close()
        if at is not None and at >= 0:
            self._choose(at)
        elif at is not None and name:
            self._create(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the marked row; the arrows go through the rows."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self.take()
                return True
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.list.count():
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        """What has the words typed in it, that which begins so first; then the offer, unless there is one of the name."""
        name, icons = clean_line(typed), self._ui.icons
        wanted = name.casefold()
        plain = [_NUMBER.sub("", option.text).casefold() for option in self._options]
        found = [i for i, text in enumerate(plain) if wanted and wanted in text]
        self.list.clear()
        for i in sorted(found, key=lambda i: (plain[i] != wanted, not plain[i].startswith(wanted), i)):
            row = QListWidgetItem(icons.icon(self._options[i].icon), self._options[i].text)
            row.setData(_AT, i)
            self.list.addItem(row)
        if name and wanted not in plain:
            offer = self._ui.text("Add “{name}”").format(name=name)
            row = QListWidgetItem(icons.icon("plus", "accent"), offer)
            row.setData(_AT, -1)
            self.list.addItem(row)
        self.list.setCurrentRow(0)
        rows = min(self.list.count(), _MOST)
        high = sum(self.list.sizeHintForRow(i) for i in range(rows))
        self.list.setFixedHeight(high + 2 * self.list.frameWidth())
        self.list.setVisible(rows > 0)
        self.adjustSize()
