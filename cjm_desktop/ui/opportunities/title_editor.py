"""Writing the title of an opportunity where it stands on its card.

Contract. Enter and leaving keep what was typed, Escape does not. What is typed is known to the desk meanwhile, so that saving and undo
take it in first.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message

from ..desk import Desk

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class TitleEditor(QPlainTextEdit):
    """The editor over one card; ``done`` tells that it is to go."""

    done = Signal()

    def __init__(self, desk: Desk, parent: QWidget, ident: str, box: QRect, pixels: int) -> None:
        """``box`` is where the title stands (px of the parent), ``pixels`` the size of its type."""
        super().__init__(parent)
        self.desk, self.ident = desk, ident
        self._over = False
        record = desk.record("opportunities", ident)
        self.setAccessibleName(desk.ui.text("Title"))
        self.setFrameShape(QFrame.Shape.Box)
        self.setTabChangesFocus(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.setStyleSheet("QPlainTextEdit { padding: 0; }")
        self.setPlainText(getattr(record, "title", ""))
        self.document().setDocumentMargin(2)
        least = self.fontMetrics().lineSpacing() * 2 + 10
        self.setGeometry(box.adjusted(-5, -5, 5, max(5, least - box.height() - 5)))
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.selectAll()
        desk.add_pending(self)

    def draft(self, journey: Journey) -> Journey:
        """The journey with what is typed."""
        return edits.change_opportunity(journey, self.ident, title=self._words())

    def flush(self) -> None:
        """Keep it."""
        self._end(keep=True)

    def _words(self) -> str:
        return " ".join(self.toPlainText().split())

    def _end(self, *, keep: bool) -> None:
        if self._over:
            return
        self._over = True
        self.desk.drop_pending(self)
        if keep:
            self.desk.change(Message("Rename opportunity"), self.draft)
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Tab keep it, Escape does not."""
        if event.key() in _ENDS:
            self._end(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._end(keep=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Somebody went on elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._end(keep=True)
