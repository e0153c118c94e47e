"""What is seen of the walk: a ring around the thing that is spoken of, and a bubble beside it.

Contract. :class:`Ring` takes neither mouse nor keyboard. :class:`Bubble` has the words and the buttons; ``onward`` (1 or -1), ``over`` and
``own`` tell what was asked for. Both are children of the window and know nothing of what they stand over.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..shared import Ui

#: Keys that go on (1) or back (-1).
_ONWARD = {
    int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_PageDown): 1,
    int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_PageUp): -1,
}  # fmt: skip
#: How dark it is outside the ring (0–255).
_DIM = 70


class Ring(QWidget):
    """Everything is a little darker but a box."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._box = ui, QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(parent.rect())

    def stand_around(self, box: QRect) -> None:
        """The box (pixels of the window) is here now; an empty one is nowhere."""
        if box != self._box:
            self._box = box
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil with a hole, and a line around the hole."""
        if self._box.isEmpty():
            return
        ui = self._ui
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = ui.px(3)
        hole = QRectF(self._box.adjusted(-width, -width, width, width)).intersected(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        veil = QPainterPath()
        veil.setFillRule(Qt.FillRule.OddEvenFill)
        veil.addRect(QRectF(self.rect()))
        veil.addRoundedRect(hole, ui.px(10), ui.px(10))
        painter.fillPath(veil, QColor(8, 12, 24, _DIM))
        painter.setPen(QPen(QColor(ui.look.accent), width))
        painter.drawRoundedRect(hole, ui.px(10), ui.px(10))
        painter.end()


class Bubble(QFrame):
    """The words of a stop, and the way on."""

    #: 1: the next stop is wanted, -1: the one before.
    onward = Signal(int)
    #: The walk is over.
    over = Signal()
    #: The walk is over, and a journey of one's own is wanted.
    own = Signal()

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._over = ui, parent
        _ = ui.text
        self.setObjectName("bubble")
        self.setFixedWidth(min(ui.px(360), max(240, parent.width() - ui.px(48))))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(18), ui.px(14), ui.px(18), ui.px(14))
        column.setSpacing(ui.px(6))
        self.count = self._label("caption")
        self.head = self._label("title")
        self.text = self._label("")
        self.trying = self._label("strong")
        for label in (self.count, self.head, self.text, self.trying):
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(ui.px(6))
        self.end = QPushButton(_("End"))
        self.end.setProperty("role", "quiet")
        self.back = QPushButton(_("Back"))
        self.next = QPushButton(_("Next"))
        self.next.setProperty("role", "primary")
        self.begin = QPushButton(_("Begin my own"))
        row.addWidget(self.end)
        row.addStretch(1)
        for button in (self.begin, self.back, self.next):
            row.addWidget(button)
        for button in (self.end, self.begin, self.back, self.next):
            button.setAutoDefault(True)
            button.installEventFilter(self)
        column.addSpacing(ui.px(6))
        column.addLayout(row)
        self.end.clicked.connect(self.over)
        self.begin.clicked.connect(self.own)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)

    def landing(self) -> QWidget:
        """What the keyboard comes to first."""
        return self.next

    def _label(self, role: str) -> QLabel:
        label = QLabel()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if role:
            label.setProperty("role", role)
        return label

    def _go_on(self) -> None:
        self.onward.emit(1)

    def _go_back(self) -> None:
        self.onward.emit(-1)

    def say(self, at: int, count: int, head: str, text: str, trying: str) -> None:
        """Have the words of stop ``at`` (from 0) of ``count``."""
        _ = self._ui.text
        last = at == count - 1
        self.count.setText(_("{n} of {count}").format(n=at + 1, count=count))
        self.head.setText(head)
        self.text.setText(text)
        self.told_to_try(trying, done=False)
        self.back.setEnabled(at > 0)
        self.begin.setVisible(last)
        self.end.setVisible(not last)
        self.next.setText(_("Stay here") if last else _("Next"))
        self.setAccessibleName(head)
        self.setAccessibleDescription(" ".join(filter(None, (text, trying))))
        self.next.setAccessibleDescription(f"{head}. {text} {trying}".strip())

    def told_to_try(self, trying: str, *, done: bool) -> None:
        """What can be tried here, or that it was done."""
        _ = self._ui.text
        self.trying.setText(_("That is how it goes.") if done and trying else trying)
        self.trying.setVisible(bool(trying))

    def stand_beside(self, box: QRect) -> None:
        """Stand where the window has room: beside the box (pixels of the window) and not on it, as far as that can be."""
        width, edge = self.width(), self.contentsMargins()
        high = self._column.heightForWidth(width - edge.left() - edge.right())
        size = QSize(width, max(high, self._column.minimumSize().height()) + edge.top() + edge.bottom())
        self.resize(size)
        gap = self._ui.px(14)
        room = self._over.rect().adjusted(gap, gap, -gap, -gap)
        middle = box.center() if not box.isEmpty() else room.center()
        top, left = middle.y() - size.height() // 2, middle.x() - size.width() // 2
        if box.isEmpty():
            tries = [QPoint(left, top)]
        else:
            tries = [
                QPoint(box.right() + gap, top),
                QPoint(box.left() - gap - size.width(), top),
                QPoint(left, box.bottom() + gap),
                QPoint(left, box.top() - gap - size.height()),
                QPoint(room.right() - size.width(), room.bottom() - size.height()),
                QPoint(room.left(), room.bottom() - size.height()),
            ]
        inside = [QRect(_into(one, size, room), size) for one in tries]
        # The first that covers least of it.
        self.move(min(inside, key=lambda one: _shared(one, box)).topLeft())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape ends the walk; arrows go on and back, which buttons would take for the way to their neighbours."""
        if event.type() is not QEvent.Type.KeyPress:
            return False
        key = cast(QKeyEvent, event).key()
        if key == Qt.Key.Key_Escape:
            self.over.emit()
        elif key in _ONWARD and (_ONWARD[key] > 0 or self.back.isEnabled()):
            self.onward.emit(_ONWARD[key])
        else:
            return key in _ONWARD
        return True


def _into(corner: QPoint, size: QSize, room: QRect) -> QPoint:
    """A corner from which the size lies in the room."""
    x = max(room.left(), min(corner.x(), room.right() + 1 - size.width()))
    return QPoint(x, max(room.top(), min(corner.y(), room.bottom() + 1 - size.height())))


def _shared(one: QRect, other: QRect) -> int:
    shared = one.intersected(other)
    return 0 if shared.isEmpty() else shared.width() * shared.height()
