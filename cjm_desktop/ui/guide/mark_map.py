"""Things on a small grid by two marks: candidates by how decisive they are and how badly they run (METHOD step 1), opportunities by
how little effort they take and how much they help (step 9).

Contract. A :class:`MarkMap` shows numbered dots and knows no document: ``moved`` tells that a dot was dragged or moved with the arrow
keys, with its id and its two marks (both ``None``: it was taken off the grid). Dots without both marks wait below the grid. The corner
where both marks are high is tinted and says so; the chosen dot has a ring; each dot is a button with a name of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ..fields.tabplace import TabPlace
from ..shared import Ui
from ..theme import interface_font

#: The highest mark.
TOP = 5
#: From these marks on a journey lies in the corner that matters.
HIGH = 3.5
#: Diameter of a dot, height of the strip below the grid, and the room for the names of the axes, at scale 1.
_DOT, _TRAY, _AXIS = 22, 34, 20
_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (1, 0),
    Qt.Key.Key_Down: (-1, 0),
}


@dataclass(frozen=True, slots=True)
class Axes:
    """What the grid says: its name for a screen reader, the words at its edges, the lowest mark, and the words for the marks of a dot
    (given how far up and how far to the right it stands)."""

    name: str
    right: str
    up: str
    low: int
    told: Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing: its id, number and title, how far up (``pain``) and how far to the right (``weight``) it stands (``None``: not
    marked), and whether it is the chosen one."""

    ident: str
    number: int
    title: str
    pain: int | None
    weight: int | None
    chosen: bool

    @property
    def placed(self) -> bool:
        """Whether it has a place on the grid."""
        return self.pain is not None and self.weight is not None


class Dot(QAbstractButton):
    """One candidate on the grid: dragged with the mouse, moved with the arrows, taken off with Delete."""

    def __init__(self, chart: MarkMap) -> None:
        super().__init__(chart)
        self._chart = chart
        self.spot = Spot("", 0, "", None, None, False)
        self._grip: QPoint | None = None
        side = chart.ui.px(_DOT) + 6
        self.setFixedSize(side, side)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def show_spot(self, spot: Spot) -> None:
        """Be this candidate."""
        self.spot = spot
        _ = self._chart.ui.text
        name = f"{spot.number}. {spot.title}" if spot.title else f"{spot.number}."
        if spot.placed:
            told = self._chart.axes.told(spot.pain or 0, spot.weight or 0)
        else:
            told = _("not marked yet")
        self.setAccessibleName(f"{name}, {told}")
        self.setAccessibleDescription(_("Arrow keys move it, Delete takes it off the grid."))
        self.setToolTip(f"{name}\n{told}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grip = event.position().toPoint()
            self.raise_()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It follows the hand; the grid shows where it would go."""
        if self._grip is not None:
            self.move(self.mapToParent(event.position().toPoint()) - self._grip)
            self._chart.aim_at(self.geometry().center())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put it down."""
        if self._grip is not None and event.button() is Qt.MouseButton.LeftButton:
            gripped, self._grip = self._grip, None
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            still = event.position().toPoint() == gripped
            self._chart.put_down(self, self.geometry().center(), still=still and not self._chart.aiming)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move it by one; Delete takes it off; Escape puts a dragged one back."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None:
            self._chart.step(self.spot, *step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._chart.moved.emit(self.spot.ident, None, None)
        elif event.key() == Qt.Key.Key_Escape and self._grip is not None:
            self._grip = None
            self._chart.let_be()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A disc with the number; a ring around the chosen one."""
        ui, look = self._chart.ui, self._chart.ui.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = ui.px(_DOT)
        disc = QRectF(3, 3, side, side).adjusted(1, 1, -1, -1)
        placed = self.spot.placed
        painter.setBrush(QColor(look.accent if placed else look.surface))
        painter.setPen(QPen(QColor(look.surface if placed else look.field_rule), 1.5))
        painter.drawEllipse(disc)
        if self.spot.chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.ink), 2))
            painter.drawEllipse(disc.adjusted(-2, -2, 2, 2))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.ink), 1.4, Qt.PenStyle.DotLine))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        font = QFont(self.font())
        font.setPixelSize(round(side * 0.54))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(look.accent_ink if placed else look.text))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.spot.number))
        painter.end()


def _near(one: QPointF, other: QPointF, side: float) -> bool:
    """Whether two dots would hide each other."""
    return math.hypot(one.x() - other.x(), one.y() - other.y()) < side - 1


def candidate_axes(ui: Ui) -> Axes:
    """The grid of the candidates (METHOD step 1)."""
    _ = ui.text
    return Axes(
        _("Candidates: how badly they run, and how decisive they are"),
        _("more decisive →"),
        _("runs worse →"),
        0,
        lambda pain, weight: _("runs badly {pain}, decisive {weight}").format(pain=pain, weight=weight),
    )


class MarkMap(QWidget):
    """The grid with its dots."""

    #: Id, how far up and how far to the right it goes: for candidates how badly it runs, how decisive it is.
    moved = Signal(str, object, object)
    #: Id of a dot that was clicked and stayed where it is.
    touched = Signal(str)

    def __init__(self, ui: Ui, axes: Axes | None = None) -> None:
        """Without ``axes`` the grid is that of the candidates."""
        super().__init__()
        self.ui = ui
        self.axes = axes if axes is not None else candidate_axes(ui)
        self.dots: list[Dot] = []
        self._start = TabPlace(self)
        self._aim: tuple[int, int] | None = None
        self.aiming = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.axes.name)
        ui.look_changed.connect(self.update)

    # ------------------------------------------------------------------ showing

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """These candidates; dots stay the same widgets as long as their candidate is there."""
        known = {dot.spot.ident: dot for dot in self.dots}
        kept: list[Dot] = []
        for spot in spots:
            dot = known.pop(spot.ident, None) or Dot(self)
            dot.show_spot(spot)
            dot.show()
            kept.append(dot)
        for dot in known.values():
            dot.hide()
            dot.deleteLater()
        self.dots = kept
        self._start.string(kept)
        self.updateGeometry()
        self.let_be()

    def let_be(self) -> None:
        """Every dot to the place its marks say."""
        self._aim, self.aiming = None, False
        side = self.ui.px(_DOT)
        placed: list[QPointF] = []
        waiting = 0
        crowded: list[Dot] = []
        for dot in self.dots:
            spot = dot.spot
            if spot.pain is None or spot.weight is None:
                tray = self.tray()
                self._put(dot, QPointF(tray.left() + side / 2 + 2 + waiting * (side + 4), tray.center().y()))
                waiting += 1
                continue
            at = self.point(spot.pain, spot.weight)
            if at in placed:
                crowded.append(dot)
            else:
                placed.append(at)
                self._put(dot, at)
        # Those with the same marks stand beside each other where there is room, inwards; nobody hides another one.
        for dot in crowded:
            spot = dot.spot
            home = self.point(spot.pain or 0, spot.weight or 0)
            right, down = (-1 if (spot.weight or 0) > TOP / 2 else 1), (1 if (spot.pain or 0) > TOP / 2 else -1)
            tries = (home + QPointF(right * x * side, down * y * side) for y in range(len(self.dots)) for x in range(1 if y == 0 else 0, 3))
            at = next((one for one in tries if not any(_near(one, other, side) for other in placed)), home)
            placed.append(at)
            self._put(dot, at)
        self.update()

    @staticmethod
    def _put(dot: Dot, at: QPointF) -> None:
        dot.move(round(at.x() - dot.width() / 2), round(at.y() - dot.height() / 2))

    def grid(self) -> QRect:
        """Where the grid is; its edges are the marks 0 and 5."""
        ui = self.ui
        dot = ui.px(_DOT) // 2 + 3
        left = ui.px(_AXIS)
        below = ui.px(_AXIS) + self._tray_height()
        return QRect(left + dot, dot, self.width() - left - 2 * dot, self.height() - below - 2 * dot)

    def tray(self) -> QRect:
        """Where dots without marks wait."""
        high = self._tray_height()
        return QRect(self.ui.px(_AXIS), self.height() - high, self.width() - self.ui.px(_AXIS), high)

    def _tray_height(self) -> int:
        # Nobody waits: the strip is only a place to drop what is taken off again.
        waits = any(not dot.spot.placed for dot in self.dots)
        return self.ui.px(_TRAY if waits else _AXIS // 2)

    def point(self, pain: float, weight: float) -> QPointF:
        """Where two marks are on the grid."""
        grid, low = self.grid(), self.axes.low
        across, up = (weight - low) / (TOP - low), (pain - low) / (TOP - low)
        return QPointF(grid.left() + grid.width() * across, grid.bottom() - grid.height() * up)

    def marks_at(self, at: QPoint) -> tuple[int, int] | None:
        """The marks (badly, decisive) of a place; ``None`` in the strip below."""
        grid = self.grid()
        if at.y() > grid.bottom() + self.ui.px(_DOT):
            return None
        low = self.axes.low
        pain = low + round((grid.bottom() - at.y()) / max(1, grid.height()) * (TOP - low))
        weight = low + round((at.x() - grid.left()) / max(1, grid.width()) * (TOP - low))
        return min(TOP, max(low, pain)), min(TOP, max(low, weight))

    # ------------------------------------------------------------------ changing

    def aim_at(self, at: QPoint) -> None:
        """A dot is held over this place."""
        self._aim, self.aiming = self.marks_at(at), True
        self.update()

    def put_down(self, dot: Dot, at: QPoint, *, still: bool) -> None:
        """A dot was let go here; a mere click leaves it where it is."""
        marks = self.marks_at(at)
        spot = dot.spot
        self.let_be()
        if still:
            self.touched.emit(spot.ident)
        elif marks != ((spot.pain, spot.weight) if spot.placed else None):
            self.moved.emit(spot.ident, *(marks or (None, None)))

    def step(self, spot: Spot, up: int, right: int) -> None:
        """One to a side; one that waits goes to the middle of the grid first."""
        if spot.pain is None or spot.weight is None:
            pain, weight = spot.pain or TOP // 2, spot.weight or TOP // 2
        else:
            low = self.axes.low
            pain, weight = min(TOP, max(low, spot.pain + up)), min(TOP, max(low, spot.weight + right))
        if (pain, weight) != (spot.pain, spot.weight):
            self.moved.emit(spot.ident, pain, weight)

    # ------------------------------------------------------------------ the widget

    def sizeHint(self) -> QSize:
        """As wide as a panel, a little less high."""
        return QSize(self.ui.px(210), self.heightForWidth(self.ui.px(210)))

    def minimumSizeHint(self) -> QSize:
        """Room for six places each way."""
        return QSize(self.ui.px(150), self.heightForWidth(self.ui.px(150)))

    def hasHeightForWidth(self) -> bool:
        """The grid is nearly square, up to a height that leaves room for the list."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height for a width, both in pixels."""
        return min(round(width * 0.82), self.ui.px(250)) + self.ui.px(_AXIS) + self._tray_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Dots go to their places."""
        super().resizeEvent(event)
        self.let_be()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The corner, the lines of the marks, the names of the axes, and where a dragged dot would go."""
        ui, look, _ = self.ui, self.ui.look, self.ui.text
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = QRectF(self.grid())
        corner = QRectF(self.point(TOP, HIGH), self.point(HIGH, TOP)).adjusted(0, -ui.px(13), ui.px(13), 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent_tint))
        painter.drawRoundedRect(corner, ui.px(8), ui.px(8))
        painter.setPen(QPen(QColor(look.soft_rule), 1))
        low = self.axes.low
        for mark in range(low, TOP + 1):
            painter.drawLine(self.point(mark, low), self.point(mark, TOP))
            painter.drawLine(self.point(low, mark), self.point(TOP, mark))
        painter.setPen(QPen(QColor(look.secondary), 1.2))
        painter.drawLine(self.point(low, low), self.point(low, TOP))
        painter.drawLine(self.point(low, low), self.point(TOP, low))
        if self._aim is not None:
            pain, weight = self._aim
            painter.setPen(QPen(QColor(look.accent), 1.6, Qt.PenStyle.DashLine))
            painter.drawLine(self.point(pain, low), self.point(pain, weight))
            painter.drawLine(self.point(low, weight), self.point(pain, weight))
            painter.drawEllipse(self.point(pain, weight), ui.px(4), ui.px(4))
        painter.setFont(interface_font(ui.scale, 11.5))
        painter.setPen(QColor(look.secondary))
        axis = ui.px(_AXIS)
        below = QRectF(grid.left() - ui.px(14), self.tray().top() - axis, grid.width() + ui.px(28), axis)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.axes.right)
        painter.save()
        painter.translate(0, grid.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, grid.height(), axis), Qt.AlignmentFlag.AlignCenter, self.axes.up)
        painter.restore()
        if self.dots and all(dot.spot.placed for dot in self.dots):
            painter.end()
            return
        tray = QRectF(self.tray()).adjusted(0.5, 2.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(look.field_rule), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tray, ui.px(6), ui.px(6))
        painter.setPen(QColor(look.secondary))
        room = tray.adjusted(ui.px(6), 0, -ui.px(6), 0)
        # As much room as the dots that wait there leave.
        waiting = sum(not dot.spot.placed for dot in self.dots) * (ui.px(_DOT) + 4)
        words = painter.fontMetrics().elidedText(
            _("not marked yet"), Qt.TextElideMode.ElideRight, max(0, round(room.width() - waiting))
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
