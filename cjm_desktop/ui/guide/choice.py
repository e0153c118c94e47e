"""One of several: a ring to click, with a dot in it where it is the chosen one, alone in a list or with its words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton

from ..shared import Ui


class Choice(QRadioButton):
    """A radio button in the colours and the size of the look. Without words who is chosen is for the document to say."""

    def __init__(self, ui: Ui, text: str = "") -> None:
        super().__init__(text)
        self._ui = ui
        if not text:
            self.setAutoExclusive(False)
            self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The ring and some air, and the words."""
        ui, words = self._ui, self.text()
        wide = self.fontMetrics().horizontalAdvance(words) + ui.px(6) if words else 0
        return QSize(ui.px(22) + wide, max(ui.px(26), self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        """Words are not cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring; a dot in it when it is chosen; a second ring while it has the keyboard."""
        ui, look = self._ui, self._ui.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(ui.px(22) / 2, self.height() / 2)
        ring = ui.px(7)
        on = self.isChecked()
        painter.setBrush(QColor(look.surface))
        painter.setPen(QPen(QColor(look.accent if on else look.ink if self.underMouse() else look.field_rule), 1.6))
        painter.drawEllipse(centre, ring, ring)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawEllipse(centre, ring * 0.55, ring * 0.55)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.ink), 1.4))
            painter.drawEllipse(centre, ring + 3, ring + 3)
        if self.text():
            painter.setPen(QColor(look.text if self.isEnabled() else look.faded))
            words = self.rect().adjusted(ui.px(22 + 4), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()
