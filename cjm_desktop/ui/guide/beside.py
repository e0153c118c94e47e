"""A window beside the main one, for forms that need more width than the side has: it follows the document and never blocks it.

Contract. A :class:`SideWindow` belongs to the window it was opened from: it stays above it, its menu keys (undo, save …) work
here too, it goes with it, and it closes when another document is opened. Escape closes it; typing is taken over first.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..desk import Desk
from ..fields import Flow
from ..panels.form import Column, button
from ..session import Change

#: The document is shown anew so long after it changed; later while a gesture runs.
_SOON_MS, _LEISURE_MS = 20, 120


class SideWindow(QWidget):
    """A head that stays, a body that scrolls, a foot with a button that closes. Subclasses fill them and have :meth:`follow`."""

    def __init__(self, desk: Desk, parent: QWidget, width: float, height: float) -> None:
        """``width`` and ``height`` are those of a usual screen; the screen bounds them."""
        # A tool window keeps the shortcuts of its parent working, which a dialog would not.
        super().__init__(parent.window(), Qt.WindowType.Tool)
        self.desk = desk
        ui = desk.ui
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_anew)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = Column(desk)
        self.head.box.setContentsMargins(ui.px(18), ui.px(14), ui.px(18), ui.px(10))
        column.addWidget(self.head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(ui.px(18), 0, ui.px(18), ui.px(10))
        self.body.setSpacing(ui.px(3))
        self.area.setWidget(inner)
        column.addWidget(self.area, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(ui.px(18), ui.px(10), ui.px(18), ui.px(14))
        self.foot.setSpacing(ui.px(10))
        self.closing = button(ui, ui.text("Close"), "", self.close, "")
        column.addLayout(self.foot)
        free = self.screen().availableGeometry().size() - QSize(ui.px(24), ui.px(60))
        self.resize(QSize(ui.px(width), ui.px(height)).boundedTo(free))
        desk.session.changed.connect(self._changed)
        desk.session.opened.connect(self.close)

    def follow(self) -> None:
        """Show the document as it is now."""
        self.head.refresh()

    def bring(self) -> None:
        """Show the window in front, with the document as it is now."""
        self.follow()
        above = self.parentWidget()
        if not self.isVisible() and above is not None:
            middle = above.frameGeometry().center()
            self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)
        self.show()
        self.raise_()
        self.activateWindow()

    def _changed(self, change: Change) -> None:
        if self.isVisible():
            self._timer.start(_LEISURE_MS if change.gesture else _SOON_MS)

    def _show_anew(self) -> None:
        if self.isVisible():
            self.follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes, Enter presses the button that has the keyboard."""
        hand = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(hand, QAbstractButton):
            hand.click()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is typed is taken over; the hand goes back to the window behind."""
        self.desk.flush()
        self.head.leave()
        super().closeEvent(event)
        above = self.parentWidget()
        if above is not None and above.isVisible():
            above.activateWindow()


def flowing(gap: int) -> tuple[QWidget, Flow]:
    """A box in which widgets stand one after the other and go on in the next line, and its layout."""
    box, flow = QWidget(), Flow(gap)
    box.setLayout(flow)
    policy = box.sizePolicy()
    policy.setHeightForWidth(True)
    box.setSizePolicy(policy)
    return box, flow
