"""A line that may be long: it goes on in further lines of the form instead of out of sight.

Contract. A :class:`LongLineField` holds what a :class:`~.text.LineField` holds, one line of the document; Enter makes no new one, and what
is pasted becomes one line.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cjm_desktop.document import clean_line

from ..desk import Desk
from ..shared import Telling
from .base import Link
from .text import Paragraphs, TextField


class LongLine(Paragraphs):
    """One line of text, as many lines high as it needs."""

    def __init__(self) -> None:
        super().__init__(1, 6)
        # Enter does in it what it does in a line.
        self.setProperty("line", True)

    def text(self) -> str:
        """What stands in it, as one line."""
        return " ".join(self.toPlainText().split("\n"))

    def at_edge(self, key: int) -> bool:
        """Whether the arrow up or down would leave it: the cursor is in the first or in the last of its lines."""
        cursor = self.textCursor()
        layout = cursor.block().layout()
        number = layout.lineForTextPosition(cursor.positionInBlock()).lineNumber()
        return number <= 0 if key == Qt.Key.Key_Up else number >= layout.lineCount() - 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes no new line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


class LongLineField(TextField):
    """One line of text that wraps."""

    def __init__(self, desk: Desk, link: Link, *, placeholder: Telling = "", role: str = "") -> None:
        """``role`` is the look of its type, as the style sheet has it."""
        super().__init__(desk, link, placeholder=placeholder, edit=LongLine())
        if role:
            self.edit.setProperty("role", role)

    def value(self) -> Any:
        """The text as one line."""
        return clean_line(self.edit.toPlainText().replace("\n", " "))
