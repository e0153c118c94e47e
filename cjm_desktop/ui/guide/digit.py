"""A mark from 0 to 5 as one digit. The cursor stays: “5 Tab 4” gives two marks, as the hand expects of every other field."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ..desk import Desk
from ..fields import Field, Link
from ..panels.form import label


class DigitField(Field):
    """A name and a digit beside it. Only 0 to 5 can be typed; empty means that there is no mark."""

    def __init__(self, desk: Desk, link: Link, name: str, *, tip: str = "") -> None:
        super().__init__(desk, link)
        ui = desk.ui
        self.edit = QLineEdit()
        self.edit.setFixedWidth(ui.px(28))
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setValidator(QRegularExpressionValidator(QRegularExpression("[0-5]?"), self.edit))
        self.edit.setPlaceholderText("–")
        self.edit.setAccessibleName(f"{name}, 0–5")
        self.edit.setToolTip(tip)
        self.edit.textEdited.connect(lambda _text: self.chosen())
        caption = label(name, "hint", wrap=True)
        caption.setBuddy(self.edit)
        #: How much of a line it takes beside others: the longer word has more room.
        self.share = max(caption.fontMetrics().horizontalAdvance(word) for word in name.split()) + ui.px(36)
        caption.setToolTip(tip)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ui.px(2))
        row.addWidget(caption, 1)
        row.addWidget(self.edit)
        self.hold(box, self.edit)

    def show_value(self, value: Any) -> None:
        """Show a mark, or none."""
        self.edit.setText("" if value is None else str(value))

    def value(self) -> Any:
        """The mark that stands in the field."""
        text = self.edit.text().strip()
        return int(text) if text else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit replaces the one that is there."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text() in tuple("012345"):
            self.edit.selectAll()
        return super().eventFilter(watched, event)
