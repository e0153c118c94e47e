"""Faces to grade with: five of them to click, a digit for any grade, and the figure beside them (METHOD step 8).

Contract. A digit is a grade of its own, 0 is ten where the scale holds it, as on the map. Up and down step along the scale, with Shift
finer; Delete and Backspace take the grade away. The mouth tells the grade, not only the colour.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from cjm_desktop.document import Message, Scale

from ..desk import Desk
from ..fields import Field, Link, Unfit, number_in, zone_colours
from ..piece import paint_face
from ..shared import Ui
from ..spoken import tell_value

#: How many faces there are; the side of one where there is room, and where there is little; the gap beside it; at scale 1.
_FACES, _FACE, _LEAST, _GAP = 5, 28, 20, 5
#: What a digit key 0 stands for, where the scale holds it.
_TEN = 10.0


class Faces(QWidget):
    """Five faces in a row; the one nearest to the grade is the one that is lit."""

    #: A grade was chosen, or none (``None``).
    graded = Signal(object)
    #: A digit that is no grade of the scale was typed.
    off_scale = Signal()
    #: Left (-1) or right (1) was pressed.
    sideways = Signal(int)
    #: Enter was pressed.
    done = Signal()

    def __init__(self, ui: Ui, scale: Scale) -> None:
        super().__init__()
        self._ui, self.scale_ = ui, scale
        self.grade: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(self.sizeHint().width())
        self.setAccessibleName(ui.text("Grade"))

    def sizeHint(self) -> QSize:
        """All faces, with room for the ring of the one that is lit."""
        ui = self._ui
        return QSize(_FACES * ui.px(_FACE + _GAP) + ui.px(_GAP), ui.px(_FACE + 2 * _GAP))

    def minimumSizeHint(self) -> QSize:
        """Smaller faces, closer together."""
        ui = self._ui
        return QSize(_FACES * ui.px(_LEAST + _GAP) + ui.px(_GAP), self.sizeHint().height())

    def set_grade(self, grade: float | None) -> None:
        """Light the face of a grade, or none."""
        changed, self.grade = grade != self.grade, grade
        self.setAccessibleDescription(
            self._ui.number(grade) if grade is not None else self._ui.text("No grade")
        )
        self.update()
        if changed:
            tell_value(self)

    def spoken_value(self) -> str:
        """The grade in words; empty when there is none."""
        return self._ui.number(self.grade)

    def spoken_number(self) -> tuple[float, float, float, float] | None:
        """The grade, the lowest and the highest of the scale, and its step; ``None`` when there is none."""
        scale = self.scale_
        return None if self.grade is None else (self.grade, scale.lowest, scale.highest, scale.step)

    def take_number(self, number: float) -> None:
        """Go to a grade, as under a hand."""
        self.graded.emit(number)

    def grade_of(self, face: int) -> float:
        """The grade that a face stands for, counted from the left."""
        scale = self.scale_
        return scale.snapped(scale.lowest + scale.span * face / (_FACES - 1))

    def _lit(self) -> int:
        return -1 if self.grade is None else round(self.scale_.share(self.grade) * (_FACES - 1))

    def _box(self, face: int) -> QRectF:
        step = self._step()
        side = step - self._ui.px(_GAP)
        return QRectF(self._ui.px(_GAP) + face * step, (self.height() - side) / 2, side, side)

    def _step(self) -> float:
        """From one face to the next, in pixels."""
        return min(self._ui.px(_FACE + _GAP), (self.width() - self._ui.px(_GAP)) / _FACES)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a face gives its grade; on the lit one it takes the grade away."""
        at = int((event.position().x() - self._ui.px(_GAP) / 2) // self._step())
        if event.button() is Qt.MouseButton.LeftButton and 0 <= at < _FACES:
            self.graded.emit(None if self.grade == self.grade_of(at) else self.grade_of(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits grade, arrows step, Enter is done."""
        key, scale = event.key(), self.scale_
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if plain and event.text().isdigit() and event.text().isascii():
            digit = float(event.text())
            wanted = _TEN if digit == 0 and scale.holds(_TEN) else digit
            if scale.holds(wanted):
                self.graded.emit(wanted)
            else:
                self.off_scale.emit()
        elif plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            by = (scale.fine if fine else scale.step) * (1 if key == Qt.Key.Key_Up else -1)
            start = scale.snapped(scale.neutral, fine=fine) if self.grade is None else self.grade + by
            self.graded.emit(min(scale.highest, max(scale.lowest, round(start, 6))))
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.sideways.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.graded.emit(None)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lit face in the colour of its grade with a ring, the others quiet."""
        ui, look = self._ui, self._ui.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self._lit()
        for face in range(_FACES):
            box, share = self._box(face), face / (_FACES - 1)
            if face == lit and self.grade is not None:
                fill, ink = zone_colours(ui, self.grade, self.scale_)
                paint_face(painter, box, self.scale_.share(self.grade), fill, ink)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(look.ink), 1.6))
                painter.drawEllipse(box.adjusted(-2.5, -2.5, 2.5, 2.5))
            else:
                paint_face(painter, box.adjusted(1.5, 1.5, -1.5, -1.5), share, look.soft_rule, look.secondary)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ui.px(8), ui.px(8))
        painter.end()


class FacesField(Field):
    """A grade on the document's scale, or none: faces, and the figure to read and to type."""

    def __init__(self, desk: Desk, link: Link) -> None:
        super().__init__(desk, link)
        self.faces = Faces(desk.ui, desk.journey.scale)
        self._grade: float | None = None
        self.edit = QLineEdit()
        self.edit.setFixedWidth(desk.ui.px(44))
        self.edit.setMaxLength(6)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setPlaceholderText("–")
        self.call(desk.ui.text("Grade"))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.ui.px(4))
        row.addWidget(self.faces, 1)
        row.addWidget(self.edit)
        row.addStretch(0)
        self.faces.graded.connect(self._give)
        self.faces.off_scale.connect(lambda: self._say(desk.ui.say(self._unfit())))
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self.flush)
        self.hold(box, self.faces, self.edit)

    def call(self, name: str) -> None:
        """Say whose grade it is, to those who do not see what stands around it."""
        self.faces.setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def refresh(self) -> None:
        """Show the grade, on the scale of now."""
        scale = self.desk.journey.scale
        if scale != self.faces.scale_:
            self.faces.scale_ = scale
            self._shown = None
        super().refresh()

    def show_value(self, value: Any) -> None:
        """Light the face and write the figure."""
        self._grade = None if value is None else float(value)
        self.faces.set_grade(self._grade)
        self.edit.setText(self.desk.ui.number(self._grade))

    def value(self) -> Any:
        """The grade that is given. Raises ``Unfit`` when what is typed is none."""
        raw = self.edit.text()
        if not raw.strip():
            return None
        grade = number_in(raw)
        if grade is None or not self.faces.scale_.holds(grade):
            raise Unfit(self._unfit())
        return grade

    def _unfit(self) -> Message:
        scale = self.faces.scale_
        return Message(
            "A grade is a number from {low} to {high}.", low=float(scale.lowest), high=float(scale.highest)
        )

    def _typed(self) -> None:
        self.touched()
        try:
            self.faces.set_grade(self.value())
        except Unfit:
            self.faces.set_grade(None)

    def _give(self, grade: float | None) -> None:
        self.show_value(grade)
        self.chosen()


class GradeMark(QWidget):
    """A small face with its figure beside it, to read; a dash where there is no grade."""

    def __init__(self, ui: Ui, scale: Scale) -> None:
        super().__init__()
        self._ui, self.scale_ = ui, scale
        self.grade: float | None = None
        self.setFixedSize(ui.px(56), ui.px(22))

    def set_grade(self, grade: float | None, scale: Scale) -> None:
        """Show a grade on a scale."""
        if (grade, scale) != (self.grade, self.scale_):
            self.grade, self.scale_ = grade, scale
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face, and the figure in the type of the form."""
        ui, look = self._ui, self._ui.look
        painter = QPainter(self)
        side = ui.px(18)
        words = self.rect().adjusted(side + ui.px(6), 0, 0, 0)
        if self.grade is not None:
            fill, ink = zone_colours(ui, self.grade, self.scale_)
            face = QRectF(0.5, (self.height() - side) / 2, side, side)
            paint_face(painter, face, self.scale_.share(self.grade), fill, ink)
            painter.setPen(QColor(look.ink))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, ui.number(self.grade))
        else:
            painter.setPen(QColor(look.secondary))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, "–")
        painter.end()
