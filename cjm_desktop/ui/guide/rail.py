"""The eleven steps as a row of small marks: how far each is, and which one is open.

Contract. A :class:`Rail` shows states and tells which step was chosen; the arrows go along it. How far a step is shows in its shape
(empty ring, half ring, disc with a check; the number stays), not in a colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from cjm_desktop.method import STEPS, StepState

from ..shared import Ui

#: Diameter and height of a mark, at scale 1.
_DISC, _HEIGHT = 19, 35
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Mark(QAbstractButton):
    """One step: its number, with a check when it is done."""

    def __init__(self, ui: Ui, number: int) -> None:
        super().__init__()
        self._ui, self.number = ui, number
        self.state = StepState.EMPTY
        self.setCheckable(True)
        self.setMinimumSize(QSize(ui.px(_DISC) + 2, ui.px(_HEIGHT)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, state: StepState) -> None:
        """Show how far the step is, to the eye and to a screen reader."""
        _, step = self._ui.text, STEPS[self.number]
        self.state = state
        far = {StepState.EMPTY: _("not begun"), StepState.STARTED: _("begun"), StepState.DONE: _("done")}[state]
        name = _("Step {step}").format(step=step.number) + f": {self._ui.say(step.name)}"
        self.setToolTip(f"{name} ({far})")
        self.setAccessibleName(f"{name}, {far}")
        self.update()

    def sizeHint(self) -> QSize:
        """A disc and some air."""
        return QSize(self._ui.px(_DISC) + 2, self._ui.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring that fills up; the open step stands on a bar."""
        ui, look = self._ui, self._ui.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(ui.px(_DISC))
        disc = QRectF(0.0, 0.0, side, side)
        disc.moveTop(self.height() / 2 - side * 0.86)
        disc.moveLeft((self.width() - side) / 2)
        inner = disc.adjusted(1.0, 1.0, -1.0, -1.0)
        done = self.state is StepState.DONE
        accent = QColor(look.accent)
        painter.setBrush(accent if done else QColor(look.hover if self.underMouse() else look.surface))
        painter.setPen(QPen(accent if done else QColor(look.field_rule), 1.4))
        painter.drawEllipse(inner)
        if self.state is StepState.STARTED:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 2.6, c=Qt.PenCapStyle.FlatCap))
            painter.drawArc(inner, 90 * 16, -180 * 16)
        font = QFont(self.font())
        font.setPixelSize(round(side * 0.55))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(look.accent_ink if done else look.ink if self.isChecked() else look.secondary))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.number))
        if done:
            # The number stays: people speak of “step 6”.
            box = QRectF(disc.center().x() - side * 0.22, disc.bottom() + side * 0.06, side * 0.44, side * 0.36)
            painter.setPen(QPen(accent, max(1.6, side * 0.095), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([_in(box, 0.12, 0.5), _in(box, 0.42, 0.82), _in(box, 0.9, 0.16)]))
        if self.isChecked():
            bar = QRectF(disc.left() + 2, disc.bottom() + side * 0.48, disc.width() - 4, 2.6)
            painter.fillRect(bar, QColor(look.ink))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 2.0))
            painter.drawRoundedRect(disc.adjusted(-1.0, -1.0, 1.0, side * 0.66), 5.0, 5.0)
        painter.end()


def _in(box: QRectF, across: float, down: float) -> QPointF:
    """A point of a box, by its shares."""
    return QPointF(box.left() + across * box.width(), box.top() + down * box.height())


class Rail(QWidget):
    """All steps side by side; ``chosen`` carries the number of the one clicked."""

    chosen = Signal(int)
    #: Tab was pressed: the keyboard goes into the step that is open.
    entered = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.marks = [Mark(ui, step.number) for step in STEPS]
        group = QButtonGroup(self)
        group.setExclusive(True)
        for mark in self.marks:
            row.addWidget(mark, 1)
            group.addButton(mark, mark.number)
            mark.say(StepState.EMPTY)
        group.idClicked.connect(self.chosen.emit)
        ui.look_changed.connect(self.update)

    def show_states(self, states: Sequence[StepState], current: int) -> None:
        """How far each step is, and which one is open. Only that one is reached by Tab, the others by the arrows."""
        for mark, state in zip(self.marks, states, strict=True):
            mark.setChecked(mark.number == current)
            mark.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if mark.number == current else Qt.FocusPolicy.ClickFocus
            )
            mark.say(state)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to what is written in the step, past the title above it; Shift+Tab back as everywhere."""
        if not forward:
            return super().focusNextPrevChild(forward)
        self.entered.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go to the neighbours."""
        step = _ARROWS.get(Qt.Key(event.key()))
        here = next((mark.number for mark in self.marks if mark.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        to = max(0, min(len(self.marks) - 1, here + step))
        self.marks[to].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(to)
