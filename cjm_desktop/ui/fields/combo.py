"""A drop-down box in our look."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy

from ..shared import Ui


class Combo(QComboBox):
    """A ``QComboBox`` with our arrow, that the wheel does not change by accident while a panel is
    scrolled."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(16)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ui = self._ui
        side = ui.px(14)
        painter = QPainter(self)
        colour = ui.look.secondary if self.isEnabled() else ui.look.rule
        rect = QRectF(self.width() - side - ui.px(8), (self.height() - side) / 2, side, side)
        ui.icons.paint(painter, rect, "chevron-down", colour)
        painter.end()
