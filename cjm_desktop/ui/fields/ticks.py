"""Ticks: several of a few things, as sentences one under the other or as words side by side.

Contract. The value of the fields is a tuple of the options' values, in the order of the options. What is ticked shows a check mark,
not only a colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..belonging import proxy_of
from ..desk import Desk
from ..shared import Ui
from .base import Field, Link
from .tabplace import TabPlace
from .widgets import Flow, Option, walk

#: Side of the box that is ticked, and its distance from the words, at scale 1.
_BOX, _GAP = 18, 8
_WORDS = Qt.AlignmentFlag.AlignVCenter.value | Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value


class Tick(QAbstractButton):
    """A box to tick, with words that wrap beside it (or none: then it is the box alone)."""

    def __init__(self, ui: Ui, text: str = "") -> None:
        super().__init__()
        self._ui = ui
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        across = QSizePolicy.Policy.Preferred if text else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(bool(text))
        self.setSizePolicy(policy)

    def _left(self) -> int:
        return self._ui.px(_BOX + _GAP + 2)

    def sizeHint(self) -> QSize:
        """The box and its words in one line."""
        ui, words = self._ui, self.text()
        wide = self._left() + self.fontMetrics().horizontalAdvance(words) + ui.px(2) if words else ui.px(_BOX + 8)
        return QSize(wide, max(ui.px(_BOX + 8), self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        """The box with a few letters."""
        return QSize(self._left() if self.text() else self.sizeHint().width(), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return bool(self.text())

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped words."""
        room = QRect(0, 0, max(1, width - self._left()), 10_000)
        needed = self.fontMetrics().boundingRect(room, _WORDS, self.text()).height()
        return max(self.sizeHint().height(), needed + self._ui.px(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A box at the height of the first line, a check mark in it, the words."""
        ui, look = self._ui, self._ui.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = ui.px(_BOX)
        line = max(self.fontMetrics().height(), side)
        top = ui.px(3) + (line - side) / 2 if self.text() and self.height() > 2 * line else (self.height() - side) / 2
        box = QRectF(1.5 if self.text() else (self.width() - side) / 2, top, side, side)
        on = self.isChecked()
        edge = look.accent if on else look.ink if self.underMouse() else look.field_rule
        painter.setPen(QPen(QColor(edge), 1.4))
        painter.setBrush(QColor(look.accent if on else look.surface))
        painter.drawRoundedRect(box, ui.px(4), ui.px(4))
        if on:
            ui.icons.paint(painter, box.adjusted(2, 2, -2, -2), "check", look.accent_ink)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.ink), 1.6))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), ui.px(6), ui.px(6))
        painter.setPen(QColor(look.text))
        painter.drawText(QRect(self._left(), 0, self.width() - self._left(), self.height()), _WORDS, self.text())
        painter.end()


class TickField(Field):
    """Yes or no, as one box to tick. ``name`` is told to a screen reader when the words are not beside the box."""

    def __init__(self, desk: Desk, link: Link, text: str = "", *, name: str = "") -> None:
        super().__init__(desk, link)
        self.tick = Tick(desk.ui, text)
        self.tick.setAccessibleName(name or text)
        self.tick.setToolTip(name if not text else "")
        self.tick.clicked.connect(lambda _on: self.chosen())
        self.hold(self.tick)

    def show_value(self, value: Any) -> None:
        """Tick it or not."""
        self.tick.setChecked(bool(value))

    def value(self) -> Any:
        """Whether it is ticked."""
        return self.tick.isChecked()


class TicksField(Field):
    """Several of a few sentences, one under the other."""

    def __init__(self, desk: Desk, link: Link, options: Sequence[Option]) -> None:
        super().__init__(desk, link)
        self.options = tuple(options)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.ui.px(3))
        self.ticks = [Tick(desk.ui, option.text) for option in options]
        for tick, option in zip(self.ticks, options, strict=True):
            desk.ui.tell(tick, option.tip, tick.setToolTip)
            tick.clicked.connect(lambda _on: self.chosen())
            column.addWidget(tick)
        self.hold(box, *self.ticks)

    def show_value(self, value: Any) -> None:
        """Tick what the value holds."""
        for tick, option in zip(self.ticks, self.options, strict=True):
            tick.setChecked(option.value in value)

    def value(self) -> Any:
        """What is ticked, in the order of the options."""
        return tuple(option.value for tick, option in zip(self.ticks, self.options, strict=True) if tick.isChecked())


class Wrapped(QWidget):
    """Widgets one after the other, broken into lines like words; as high as they need at its width."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.flow = Flow(ui.px(4))
        self.setLayout(self.flow)

    def fit(self) -> None:
        """Take the height that the lines want."""
        # The forms around it remember heights they were told once: only a fixed height makes them ask again.
        high = self.flow.heightForWidth(self.width())
        if high != self.minimumHeight() or high != self.maximumHeight():
            self.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower is higher."""
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """A widget in it wants another size."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return done


class WordsField(Field):
    """Several of a few words, side by side, one stop of the Tab key with arrows inside; ``options`` is asked again at each refresh."""

    def __init__(self, desk: Desk, link: Link, options: Callable[[], Sequence[Option]]) -> None:
        super().__init__(desk, link)
        self._options = options
        self._made: tuple[Option, ...] | None = None
        self.buttons: list[QToolButton] = []
        self._group: QButtonGroup | None = None
        self._box = Wrapped(desk.ui)
        self._start = TabPlace(self._box)
        self.hold(self._box)

    def refresh(self) -> None:
        """Show the options there are now, and which are ticked."""
        made = tuple(self._options())
        if made != self._made:
            self._made = made
            self._shown = None
            self._build(made)
        super().refresh()

    def show_value(self, value: Any) -> None:
        """Tick what the value holds."""
        ui = self.desk.ui
        for button, option in zip(self.buttons, self._made or (), strict=True):
            on = option.value in value
            button.setChecked(on)
            button.setIcon(ui.icons.icon("check" if on else option.icon or "plus", "accent_ink" if on else "secondary"))

    def value(self) -> Any:
        """What is ticked, in the order of the options."""
        return tuple(
            option.value for button, option in zip(self.buttons, self._made or (), strict=True) if button.isChecked()
        )

    def _build(self, options: Sequence[Option]) -> None:
        for button in self.buttons:
            self._box.flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        ui = self.desk.ui
        self.buttons = []
        for option in options:
            button = QToolButton()
            button.setProperty("role", "tick")
            button.setText(f" {option.text}")
            button.setAccessibleName(option.text)
            self.desk.ui.tell(button, option.tip, button.setToolTip)
            button.setCheckable(True)
            button.setIconSize(QSize(ui.px(13), ui.px(13)))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _on: self._clicked())
            button.installEventFilter(self)
            self._box.flow.addWidget(button)
            self.buttons.append(button)
        if self.buttons:
            if proxy_of(self) is not None:
                self.setFocusProxy(self.buttons[0])
            self._start.string(self.buttons)
        # In a group one of them is a stop of the Tab key, and the arrows go from one to the next.
        if self._group is not None:
            self._group.deleteLater()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for button in self.buttons:
            self._group.addButton(button)
        self._box.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows to the sides go through all words, from line to line."""
        return walk(self.buttons, event) or super().eventFilter(watched, event)

    def _clicked(self) -> None:
        value = self.value()
        self.show_value(value)
        self.chosen()
