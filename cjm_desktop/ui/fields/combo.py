"""A drop-down box in our look."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

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
        ui = self._ui
        side = ui.px(14)
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        if not self.isEditable():
            # The style cuts a long text in the middle of a letter.
            icon = self.iconSize().width() + ui.px(7) if not option.currentIcon.isNull() else ui.px(2)
            field = self.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
            )
            room = field.width() - icon
            option.currentText = self.fontMetrics().elidedText(
                option.currentText, Qt.TextElideMode.ElideRight, room
            )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        colour = ui.look.secondary if self.isEnabled() else ui.look.rule
        rect = QRectF(self.width() - side - ui.px(8), (self.height() - side) / 2, side, side)
        ui.icons.paint(painter, rect, "chevron-down", colour)
        painter.end()
