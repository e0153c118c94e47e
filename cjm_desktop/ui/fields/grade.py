"""The grade of a touchpoint: a scale to drag along, a face, and the figure to type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QToolButton, QWidget

from cjm_desktop.document import Message, Scale
from cjm_desktop.layout.theme import Zone, zone_of

from ..desk import Desk
from ..piece import paint_face
from ..shared import Ui
from ..spoken import tell_value
from .base import MIXED, Field, Link, Unfit
from .text import number_in

#: What a digit key 0 stands for, where the scale holds it.
_TEN = 10.0


def zone_colours(ui: Ui, grade: float, scale: Scale) -> tuple[str, str]:
    """Fill and ink of a grade in the look in force."""
    look = ui.look
    zone = zone_of(grade, scale)
    if zone is Zone.NEUTRAL:
        return look.neutral, "#0F1B33"
    fill = look.positive if zone is Zone.POSITIVE else look.negative
    return fill, "#0B1526" if look.dark else "#FFFFFF"


class GradeBar(QWidget):
    """A scale with a face on it, dragged with the mouse or moved with the arrow keys (finer with Shift); a digit is a grade of its own, as
    on the map, 0 is ten where the scale holds it, and Delete takes the grade away."""

    #: The grade under the hand, while it moves.
    moved = Signal(float)
    #: The hand let go.
    let_go = Signal()
    #: The grade is taken away.
    emptied = Signal()

    def __init__(self, ui: Ui, scale: Scale) -> None:
        super().__init__()
        self._ui, self.scale_ = ui, scale
        self.grade: float | None = None
        self.mixed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(ui.px(40))
        self.setAccessibleName(ui.text("Grade"))

    def sizeHint(self) -> QSize:
        return QSize(self._ui.px(180), self._ui.px(40))

    def set_grade(self, grade: float | None, *, mixed: bool = False) -> None:
        """Show a grade, none, or that the selected ones differ."""
        changed = (grade, mixed) != (self.grade, self.mixed)
        self.grade, self.mixed = grade, mixed
        self.update()
        if changed:
            tell_value(self)

    def spoken_value(self) -> str:
        """The grade in words; empty when there is none, or several."""
        return "" if self.mixed else self._ui.number(self.grade)

    def spoken_number(self) -> tuple[float, float, float, float] | None:
        """The grade, the lowest and the highest of the scale, and its step; ``None`` when there is none, or several."""
        scale = self.scale_
        return None if self.mixed or self.grade is None else (self.grade, scale.lowest, scale.highest, scale.step)

    def take_number(self, number: float) -> None:
        """Go to a grade, as under a hand."""
        self._go(number)
        self.let_go.emit()

    def _x(self, grade: float) -> float:
        pad = self._ui.px(14)
        return pad + self.scale_.share(grade) * (self.width() - 2 * pad)

    def _at(self, x: float, *, fine: bool) -> float:
        pad = self._ui.px(14)
        share = min(1.0, max(0.0, (x - pad) / max(1, self.width() - 2 * pad)))
        return self.scale_.snapped(self.scale_.lowest + share * self.scale_.span, fine=fine)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.let_go.emit()

    def _follow(self, event: QMouseEvent) -> None:
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._go(self._at(event.position().x(), fine=fine))

    def _go(self, grade: float) -> None:
        if grade != self.grade or self.mixed:
            self.set_grade(grade)
            self.moved.emit(grade)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}.get(
            Qt.Key(event.key()), 0
        )
        scale = self.scale_
        if step:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            size = scale.fine if fine else scale.step
            start = scale.neutral if self.grade is None else self.grade
            self._go(min(scale.highest, max(scale.lowest, round(start + step * size, 6))))
        elif event.key() == Qt.Key.Key_Home:
            self._go(scale.lowest)
        elif event.key() == Qt.Key.Key_End:
            self._go(scale.highest)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit()
        elif event.text().isascii() and event.text().isdigit() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            digit = float(event.text())
            wanted = _TEN if digit == 0 and scale.holds(_TEN) else digit
            if scale.holds(wanted):
                self._go(wanted)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ui, look, scale = self._ui, self._ui.look, self.scale_
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self.height() / 2
        left, right, middle = self._x(scale.lowest), self._x(scale.highest), self._x(scale.neutral)
        track = ui.px(6)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(look.soft_rule))
        p.drawRoundedRect(QRectF(left, y - track / 2, right - left, track), track / 2, track / 2)
        steps = round(scale.span / scale.step)
        if 1 <= steps <= 20:
            p.setBrush(QColor(look.field_rule))
            for i in range(steps + 1):
                p.drawEllipse(QPointF(left + (right - left) * i / steps, y), ui.px(1.5), ui.px(1.5))
        if self.grade is not None and not self.mixed:
            fill, ink = zone_colours(ui, self.grade, scale)
            x = self._x(self.grade)
            p.setBrush(QColor(fill))
            p.drawRoundedRect(
                QRectF(min(x, middle), y - track / 2, abs(x - middle), track), track / 2, track / 2
            )
        pen = QPen(QColor(look.secondary), 1.5)
        p.setPen(pen)
        p.drawLine(QPointF(middle, y - ui.px(8)), QPointF(middle, y + ui.px(8)))
        r = ui.px(12)
        if self.grade is not None and not self.mixed:
            if self.hasFocus():
                p.setPen(QPen(QColor(look.ink), 2))
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.drawEllipse(QPointF(x, y), r + 3, r + 3)
            paint_face(p, QRectF(x - r, y - r, 2 * r, 2 * r), scale.share(self.grade), fill, ink)
        else:
            p.setPen(QPen(QColor(look.ink if self.hasFocus() else look.field_rule), 2, Qt.PenStyle.DotLine))
            p.setBrush(QColor(look.surface))
            p.drawEllipse(QPointF(middle, y), r - 1, r - 1)
        p.end()


class GradeField(Field):
    """A grade on the document's scale, or none."""

    def __init__(self, desk: Desk, link: Link, whose: Callable[[], str] | None = None) -> None:
        """``whose`` says which grade it is, for those who do not see what stands around it (“Grade of …”)."""
        super().__init__(desk, link)
        ui = desk.ui
        self._whose = whose if whose is not None else lambda: ui.text("Grade")
        scale = desk.journey.scale
        self.bar = GradeBar(ui, scale)
        self.edit = QLineEdit()
        self.edit.setFixedWidth(ui.px(52))
        self.edit.setMaxLength(6)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear_ = QToolButton()
        self.clear_.setIcon(ui.icons.icon("x", "secondary"))
        self.clear_.setIconSize(QSize(ui.px(15), ui.px(15)))
        self.clear_.setToolTip(ui.text("No grade: a gap in the line"))
        self.clear_.setAccessibleName(ui.text("No grade: a gap in the line"))
        self.clear_.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ui.px(4))
        row.addWidget(self.bar, 1)
        row.addWidget(self.edit)
        row.addWidget(self.clear_)
        self.bar.moved.connect(self._moved)
        self.bar.let_go.connect(self.left)
        self.edit.textEdited.connect(self.touched)
        self.edit.returnPressed.connect(self.flush)
        self.clear_.clicked.connect(self._clear)
        self.bar.emptied.connect(self._clear)
        self.hold(box, self.edit, self.bar)
        self.edit.setAccessibleName(self._whose())

    def refresh(self) -> None:
        scale = self.desk.journey.scale
        if scale != self.bar.scale_:
            self.bar.scale_ = scale
            self._shown = None
        name = self._whose()
        self.bar.setAccessibleName(name)
        self.edit.setAccessibleName(name)
        super().refresh()

    def show_value(self, value: Any) -> None:
        self.edit.setPlaceholderText("≠" if value is MIXED else "–")
        grade = None if value is MIXED or value is None else float(value)
        self.edit.setText(self.desk.ui.number(grade))
        self.bar.set_grade(grade, mixed=value is MIXED)
        self.clear_.setEnabled(value is not None)

    def value(self) -> Any:
        raw = self.edit.text()
        if not raw.strip():
            return None
        grade, scale = number_in(raw), self.bar.scale_
        if grade is None or not scale.holds(grade):
            raise Unfit(
                Message(
                    "A grade is a number from {low} to {high}.",
                    low=float(scale.lowest),
                    high=float(scale.highest),
                )
            )
        return grade

    def flush(self) -> None:
        if self.link.get(self.desk.journey) is MIXED and not self.edit.text() and not self._clearing:
            self._dirty = False
            self.desk.drop_pending(self)
            return
        super().flush()
        if not self._dirty and not isinstance(self._shown, type(MIXED)):
            self.bar.set_grade(self._shown)
            self.clear_.setEnabled(self._shown is not None)

    _clearing = False

    def _moved(self, grade: float) -> None:
        self.edit.setText(self.desk.ui.number(grade))
        self.touched()
        self.flush()

    def _clear(self) -> None:
        self.edit.clear()
        self._clearing = True
        self.chosen()
        self._clearing = False


class MarkField(Field):
    """A mark from 1 to 5, as five dots; a click on the chosen one takes it back.

    The dots are one stop of the Tab key: the arrows go from one to the next, and a digit gives its mark at once.
    """

    def __init__(self, desk: Desk, link: Link, name: str) -> None:
        super().__init__(desk, link)
        self._picked: int | None = None
        ui = desk.ui
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.dots: list[Dot] = []
        group = QButtonGroup(self)
        group.setExclusive(False)
        for i in range(1, 6):
            dot = Dot(ui)
            dot.setToolTip(f"{name} {i}")
            dot.setAccessibleName(f"{name} {i}")
            dot.clicked.connect(lambda _=False, i=i: self._click(i))
            row.addWidget(dot)
            group.addButton(dot)
            self.dots.append(dot)
        row.addStretch(1)
        self.hold(box, *self.dots)

    def show_value(self, value: Any) -> None:
        self._picked = value if isinstance(value, int) else None
        for i, dot in enumerate(self.dots, start=1):
            dot.filled = self._picked is not None and i <= self._picked
            dot.setChecked(i == self._picked)
            dot.update()

    def value(self) -> Any:
        return self._picked

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit is a mark."""
        digits = "12345"
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text() and event.text() in digits:
            self.show_value(int(event.text()))
            self.dots[int(event.text()) - 1].setFocus()
            self.chosen()
            return True
        return super().eventFilter(watched, event)

    def _click(self, mark: int) -> None:
        self.show_value(None if mark == self._picked else mark)
        self.chosen()


class Dot(QToolButton):
    """One of the five dots of a mark."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.filled = False
        self.setCheckable(True)
        self.setFixedSize(ui.px(26), ui.px(26))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, ui = self._ui.look, self._ui
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = QPointF(self.width() / 2, self.height() / 2)
        r = ui.px(7)
        if self.hasFocus() or self.underMouse():
            p.setPen(QPen(QColor(look.ink if self.hasFocus() else look.rule), 1.5))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawEllipse(c, r + 3, r + 3)
        p.setPen(QPen(QColor(look.accent if self.filled else look.field_rule), 1.5))
        p.setBrush(QColor(look.accent) if self.filled else QColor(look.surface))
        p.drawEllipse(c, r, r)
        p.end()
