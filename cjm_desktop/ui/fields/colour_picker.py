"""A colour picker of our own: a small sheet over the window, drawn in our look, that needs no dialog of the system.

Contract. :class:`Picker` tells every colour under the hand (``#RRGGBB``), and when it closes whether its colour is wanted (Escape:
no). Everything in it works with the keyboard: Tab goes on, arrow keys move, Shift makes larger steps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..shared import Ui

_HEX = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


def colour_in(raw: str) -> str | None:
    """The colour a person typed, as ``#RRGGBB``: six or three digits with or without ``#``; ``None`` when it is none."""
    found = _HEX.fullmatch(raw.strip())
    if found is None:
        return None
    digits = found.group(1)
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits.upper()}"


class Well(QAbstractButton):
    """A colour to click."""

    def __init__(self, ui: Ui, tip: str, side: int = 28) -> None:
        super().__init__()
        self._ui = ui
        self.colour = "#FFFFFF"
        self.own = True
        self.setFixedSize(ui.px(side), ui.px(side))
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_colour(self, colour: str, *, own: bool) -> None:
        """Show a colour; one that is not the company's own leaves a corner open."""
        self.colour, self.own = colour, own
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ui, look = self._ui, self._ui.look
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setOpacity(1.0 if self.isEnabled() else 0.4)
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        edge = look.field_rule
        if self.hasFocus():
            p.setPen(QPen(QColor(look.accent), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ui.px(7), ui.px(7))
        elif self.underMouse() and self.isEnabled():
            edge = look.ink
        if self.own:
            p.setPen(QPen(QColor(edge), 1))
            p.setBrush(QColor(self.colour))
            p.drawRoundedRect(box, ui.px(5), ui.px(5))
        else:
            # The theme's: a smaller patch in a ring, as something that is there without having been put there.
            p.setPen(QPen(QColor(edge), 1, Qt.PenStyle.DashLine))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box, ui.px(5), ui.px(5))
            inner = box.adjusted(ui.px(4), ui.px(4), -ui.px(4), -ui.px(4))
            p.setPen(QPen(QColor(look.rule), 0.6))
            p.setBrush(QColor(self.colour))
            p.drawRoundedRect(inner, ui.px(3), ui.px(3))
        p.end()


class _Drag(QWidget):
    """Something in which a hand, or the arrow keys, choose a place from (0, 0) to (1, 1)."""

    moved = Signal()

    def __init__(self, ui: Ui, name: str) -> None:
        super().__init__()
        self._ui = ui
        self.x_, self.y_ = 0.0, 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def room(self) -> QRectF:
        """Where the hand moves."""
        edge = self._ui.px(6)
        return QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)

    def put(self, x: float, y: float) -> None:
        """Show a place."""
        self.x_, self.y_ = min(1.0, max(0.0, x)), min(1.0, max(0.0, y))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event.position())

    def _follow(self, at: QPointF) -> None:
        room = self.room()
        self.put((at.x() - room.left()) / room.width(), (at.y() - room.top()) / room.height())
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.01
        ways = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        self.put(self.x_ + way[0], self.y_ + way[1])
        self.moved.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _frame(self, p: QPainter) -> None:
        """The edge of the room, stronger while the keyboard is here."""
        ui, look = self._ui, self._ui.look
        focus = self.hasFocus()
        p.setClipping(False)
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(QColor(look.accent if focus else look.field_rule), 2 if focus else 1))
        edge = ui.px(2) if focus else 0
        p.drawRoundedRect(self.room().adjusted(-edge, -edge, edge, edge), ui.px(5), ui.px(5))

    def _knob(self, p: QPainter, at: QPointF, colour: QColor) -> None:
        r = self._ui.px(6)
        p.setBrush(colour)
        p.setPen(QPen(QColor("#0F1B33"), 3.4))
        p.drawEllipse(at, r, r)
        p.setPen(QPen(QColor("#FFFFFF"), 1.8))
        p.drawEllipse(at, r, r)


class Plane(_Drag):
    """Saturation to the right, brightness upwards, in one hue."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.text("Strength and brightness (arrow keys, Shift for larger steps)"))
        self.hue = 0.0
        self.setFixedSize(ui.px(228), ui.px(136))

    def colour(self) -> QColor:
        """The colour under the knob."""
        return QColor.fromHsvF(self.hue, self.x_, 1 - self.y_)

    def paintEvent(self, event: QPaintEvent) -> None:
        ui, room = self._ui, self.room()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(room, ui.px(5), ui.px(5))
        p.setClipPath(shape)
        across = QLinearGradient(room.topLeft(), room.topRight())
        across.setColorAt(0, QColor("#FFFFFF"))
        across.setColorAt(1, QColor.fromHsvF(self.hue, 1, 1))
        p.fillRect(room, across)
        down = QLinearGradient(room.topLeft(), room.bottomLeft())
        down.setColorAt(0, QColor(0, 0, 0, 0))
        down.setColorAt(1, QColor(0, 0, 0, 255))
        p.fillRect(room, down)
        self._frame(p)
        at = QPointF(room.left() + self.x_ * room.width(), room.top() + self.y_ * room.height())
        self._knob(p, at, self.colour())
        p.end()


class HueBar(_Drag):
    """All hues from left to right."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.text("Hue (arrow keys, Shift for larger steps)"))
        self.setFixedSize(ui.px(228), ui.px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        ui, room = self._ui, self.room()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(room, ui.px(5), ui.px(5))
        p.setClipPath(shape)
        across = QLinearGradient(room.topLeft(), room.topRight())
        for sixth in range(7):
            across.setColorAt(sixth / 6, QColor.fromHsvF((sixth % 6) / 6, 1, 1))
        p.fillRect(room, across)
        self._frame(p)
        at = QPointF(room.left() + self.x_ * room.width(), room.center().y())
        self._knob(p, at, QColor.fromHsvF(self.x_ % 1.0, 1, 1))
        p.end()


class Picker(QFrame):
    """A small sheet to choose a colour in, over the window; ``offered`` are colours to take with one click."""

    #: The colour under the hand, ``#RRGGBB``.
    moved = Signal(str)
    #: The sheet was closed; whether its colour is wanted.
    closed = Signal(bool)

    def __init__(self, ui: Ui, colour: str, offered: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._ui, self._first, self._kept = ui, colour, True
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picker")
        self.setStyleSheet(
            f"QFrame#picker {{ background: {ui.look.surface}; border: 1px solid {ui.look.rule}; }}"
        )
        self.setAccessibleName(ui.text("Choose a colour"))
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(6), ui.px(6), ui.px(6), ui.px(8))
        column.setSpacing(ui.px(2))
        self.plane, self.bar = Plane(ui), HueBar(ui)
        column.addWidget(self.plane)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setContentsMargins(ui.px(6), ui.px(4), ui.px(6), 0)
        row.setSpacing(ui.px(4))
        self.edit = QLineEdit()
        self.edit.setMaxLength(9)
        self.edit.setAccessibleName(ui.text("Colour as a number such as #0F1B33"))
        self.edit.setFixedWidth(ui.px(92))
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self.close)
        row.addWidget(self.edit)
        row.addStretch(1)
        self.offered: list[Well] = []
        for one in offered[:4]:
            well = Well(ui, one, 26)
            well.show_colour(one, own=True)
            well.clicked.connect(lambda _=False, one=one: self._take(one))
            row.addWidget(well)
            self.offered.append(well)
        column.addLayout(row)
        self.plane.moved.connect(self._moved)
        self.bar.moved.connect(self._hue_moved)
        self._show(colour)
        self.plane.setFocus()

    @property
    def colour(self) -> str:
        """The colour chosen now."""
        return self.plane.colour().name().upper()

    def open_below(self, widget: QWidget) -> None:
        """Show the sheet beside a widget, inside its screen."""
        self.adjustSize()
        at = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        room = widget.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            at.setY(widget.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.show()
        self.plane.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self, colour: str, *, typed: bool = False) -> None:
        made = QColor(colour)
        # A grey has no hue: the bar stays where the hand left it.
        hue = made.hsvHueF() if made.hsvHueF() >= 0 else self.plane.hue
        self.plane.hue = max(0.0, hue)
        self.plane.put(made.hsvSaturationF(), 1 - made.valueF())
        self.bar.put(self.plane.hue, 0.5)
        if not typed:
            self.edit.setText(self.colour)

    def _moved(self) -> None:
        self.edit.setText(self.colour)
        self.moved.emit(self.colour)

    def _hue_moved(self) -> None:
        self.plane.hue = min(self.bar.x_, 0.9999)
        self.plane.update()
        self._moved()

    def _typed(self, raw: str) -> None:
        colour = colour_in(raw)
        if colour is not None:
            self._show(colour, typed=True)
            self.moved.emit(colour)

    def _take(self, colour: str) -> None:
        self._show(colour)
        self.moved.emit(colour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._kept = False
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.closed.emit(self._kept)
