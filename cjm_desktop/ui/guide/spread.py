"""How far apart the parties are: their signs on the scale of grades, with the target as a flag (METHOD step 3).

Contract. A :class:`Spread` shows what it is given and changes nothing. What the picture says is its accessible description as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjm_desktop.document import Scale

from ..shared import Ui
from ..theme import interface_font

#: Side of a sign, room for the figures below, room for the flag above, at scale 1.
_SIGN, _FIGURES, _FLAG = 18, 18, 18


@dataclass(frozen=True, slots=True)
class Proposed:
    """A party's sign, its name and the grade it proposes."""

    icon: QIcon
    name: str
    grade: float


class Spread(QWidget):
    """Signs on a scale, those with the same grade one above the other."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._scale = Scale()
        self._proposed: tuple[Proposed, ...] = ()
        self._target: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(ui.text("How far apart the proposals are"))
        ui.look_changed.connect(self.update)

    def show_proposals(self, scale: Scale, proposed: Sequence[Proposed], target: float | None, said: str) -> None:
        """These proposals on a scale; ``said`` is the sentence that tells the same."""
        self._scale, self._target = scale, target
        self._proposed = tuple(sorted(proposed, key=lambda one: one.grade))
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.updateGeometry()
        self.update()

    def _levels(self) -> list[int]:
        """How high each sign stands above the scale so that none covers another: 0, 1, 2 …"""
        levels: list[int] = []
        ends: list[float] = []
        side = self._ui.px(_SIGN + 2)
        for one in self._proposed:
            left = self._x(one.grade) - side / 2
            level = next((i for i, end in enumerate(ends) if end <= left), len(ends))
            ends[level : level + 1] = [left + side]
            levels.append(level)
        return levels

    def sizeHint(self) -> QSize:
        """As high as the highest pile of signs."""
        ui = self._ui
        return QSize(ui.px(200), ui.px(_FLAG + _FIGURES + 8) + (max(self._levels(), default=0) + 1) * ui.px(_SIGN + 2))

    def minimumSizeHint(self) -> QSize:
        """The same height, a little narrower."""
        return QSize(self._ui.px(120), self.sizeHint().height())

    def _x(self, grade: float) -> float:
        pad = self._ui.px(12)
        return pad + self._scale.share(grade) * (self.width() - 2 * pad)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower may be higher."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scale, the stretch between the lowest and the highest, the signs, the flag of the target."""
        ui, look, scale = self._ui, self._ui.look, self._scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        base = self.height() - ui.px(_FIGURES) - 0.5
        painter.setPen(QPen(QColor(look.field_rule), 1.4))
        painter.drawLine(QPointF(self._x(scale.lowest), base), QPointF(self._x(scale.highest), base))
        grades = [one.grade for one in self._proposed]
        if len(grades) > 1:
            painter.setPen(QPen(QColor(look.ink), 3, c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(self._x(min(grades)), base), QPointF(self._x(max(grades)), base))
        painter.setFont(interface_font(ui.scale, 11.5))
        metrics = painter.fontMetrics()
        figures = sorted({scale.lowest, scale.highest, *((min(grades), max(grades)) if grades else ())})
        painter.setPen(QColor(look.secondary))
        taken = -1e9
        for figure in figures:
            text = ui.number(float(figure))
            wide = metrics.horizontalAdvance(text)
            left = self._x(figure) - wide / 2
            painter.drawLine(QPointF(self._x(figure), base), QPointF(self._x(figure), base + ui.px(3)))
            if left > taken + ui.px(3):
                painter.drawText(QPointF(left, base + ui.px(4) + metrics.ascent()), text)
                taken = left + wide
        if self._target is not None:
            x = self._x(self._target)
            painter.setPen(QPen(QColor(look.accent), 1.6, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, base), QPointF(x, ui.px(4)))
            ui.icons.paint(painter, QRectF(x - ui.px(1), 0, ui.px(14), ui.px(14)), "flag", look.accent)
        side = ui.px(_SIGN)
        for one, level in zip(self._proposed, self._levels(), strict=True):
            top = base - ui.px(4) - (level + 1) * (side + ui.px(2))
            one.icon.paint(painter, round(self._x(one.grade) - side / 2), round(top), side, side)
        painter.end()
