"""A drop-down box in our look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QChildEvent, QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from ..shared import Ui
from ..soon import soon


class Combo(QComboBox):
    """A ``QComboBox`` with our arrow, that the wheel does not change by accident while a panel is
    scrolled. Typing jumps to the row that begins so, unless ``typed`` takes the letter."""

    def __init__(self, ui: Ui) -> None:
        self._listed = False
        super().__init__()
        self._ui = ui
        self.typed: Callable[[str], None] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(16)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def take_typing(self, typed: Callable[[str], None]) -> None:
        """Call ``typed`` with a letter that is typed on the box or in its open list, instead of jumping by first letters."""
        self.typed = typed
        self.view().installEventFilter(self)
        self._name_list()

    def showPopup(self) -> None:
        """Open the list, which is called as the box is."""
        self._name_list()
        super().showPopup()

    def setAccessibleName(self, name: str) -> None:
        """What it is called; its list too, once that is made (Qt makes it when it is first asked for)."""
        super().setAccessibleName(name)
        if self._listed:
            self._name_list()

    def childEvent(self, event: QChildEvent) -> None:
        """The list is made: for who opens it, or for a screen reader that walks through everything there is."""
        super().childEvent(event)
        if event.type() is QEvent.Type.ChildAdded and not self._listed and event.child().isWidgetType():
            self._listed = True
            # When it is whole.
            soon(self, self._name_list)

    def _name_list(self) -> None:
        """The list is called as the box is, by the words beside the box if it has no name of its own."""
        told = QAccessible.queryAccessibleInterface(self)
        self.view().setAccessibleName(told.text(QAccessible.Text.Name) if told is not None else self.accessibleName())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A letter in the open list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._take(event):
            return True
        return super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent) -> bool:
        letter = event.text()
        chord = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if self.typed is None or chord or not letter.strip() or not letter.isprintable():
            return False
        self.hidePopup()
        self.typed(letter)
        return True

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
