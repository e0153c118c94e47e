"""One of several in a list: a ring to click, with a dot in it where it is the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton

from ..shared import Ui


class Choice(QRadioButton):
    """A radio button without words, in the colours of the look; who is chosen is for the document to say."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setAutoExclusive(False)
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The ring and some air."""
        return QSize(self._ui.px(22), self._ui.px(26))

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring; a dot in it when it is chosen; a second ring while it has the keyboard."""
        ui, look = self._ui, self._ui.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
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
        painter.end()
