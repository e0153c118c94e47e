"""Small widgets the fields are made of: options, segments, a switch, a flowing layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QGridLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ..shared import Telling, Ui


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its value, what it is called, its icon, and what a tip adds."""

    value: Any
    text: str
    icon: str = ""
    tip: Telling = ""


def walk(among: Sequence[QWidget], event: QEvent, columns: int = 0) -> bool:
    """The arrows to the sides go from one of these to the next or the one before, also where that stands in another line: Qt looks for a
    neighbour at the same height alone. With ``columns`` they stand in lines of so many, and the arrows up and down go from line to line.
    Gives whether the event was such a key, pressed while one of them has the keyboard."""
    if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns}.get(Qt.Key(event.key()), 0)
    at = next((i for i, widget in enumerate(among) if widget.hasFocus()), -1)
    if not by or at < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    to = at + by
    if 0 <= to < len(among):
        among[to].setFocus(Qt.FocusReason.OtherFocusReason)
        into_sight(among[to])
    return True


def into_sight(widget: QWidget) -> None:
    """Scroll to a widget, if it stands in something that scrolls."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget, 0, max(24, widget.height() // 2))


#: Around and between the buttons of a row of segments (px).
_RIM = 2
#: The room beside their words may be a little less than usual, so that they can stand side by side.
_TIGHT = 0.95


class Segments(QFrame):
    """Buttons side by side of which at most one is down. ``columns`` breaks them into rows; where their words have no room side by
    side, they stand in more rows."""

    def __init__(self, ui: Ui, options: Sequence[Option], *, columns: int = 0, stacked: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self.setProperty("stacked", stacked)
        self.options = tuple(options)
        self.group = QButtonGroup(self)
        self.group.setExclusive(False)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(_RIM, _RIM, _RIM, _RIM)
        grid.setSpacing(_RIM)
        columns = columns or len(self.options)
        self._wanted = self._columns = columns
        for i, option in enumerate(self.options):
            button = QToolButton()
            button.setText(option.text)
            button.setCheckable(True)
            ui.tell(button, option.tip, button.setToolTip)
            button.setAccessibleName(option.text)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            if option.icon:
                button.setIcon(ui.icons.icon(option.icon, "text", "accent_ink"))
                button.setIconSize(QSize(ui.px(16), ui.px(16)))
                under = Qt.ToolButtonStyle.ToolButtonTextUnderIcon
                beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
                button.setToolButtonStyle(under if stacked else beside)
                if not stacked:
                    # The style leaves no room between icon and text.
                    button.setText(f" {option.text}")
            button.installEventFilter(self)
            grid.addWidget(button, i // columns, i % columns)
            grid.setColumnStretch(i % columns, 1)
            self.group.addButton(button, i)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows to the sides go through all of them."""
        return walk(self.buttons(), event) or super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """As wide as all of them side by side, or as its columns were asked for."""
        wide = self._wide()
        return QSize(sum(wide) + _RIM * (len(wide) + 1), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest of them."""
        widest = max((button.sizeHint().width() for button in self.buttons()), default=0)
        return QSize(widest + 2 * _RIM, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many beside each other as have room."""
        super().resizeEvent(event)
        wide = self._wide()
        fit = (self.width() - _RIM) // (max(wide, default=1) + _RIM)
        needed = _TIGHT * sum(wide) + _RIM * (len(wide) + 1)
        # Fewer, but evenly: three that do not fit stand one above the other rather than as two and one.
        columns = self._wanted if needed <= self.width() else 2 if fit >= 2 and self._wanted % 2 == 0 else 1
        if columns != self._columns:
            self._columns = columns
            for i, button in enumerate(self.buttons()):
                self._grid.addWidget(button, i // columns, i % columns)
            self.updateGeometry()
        # All are alike, or each takes what it needs.
        alike = columns < self._wanted or fit >= self._wanted
        for i in range(self._wanted):
            self._grid.setColumnStretch(i, 0 if i >= columns else 1 if alike else wide[i])

    def _wide(self) -> list[int]:
        """The widths (px) of the columns as they were asked for: each of the widest in it."""
        widths = [button.sizeHint().width() for button in self.buttons()]
        return [max(widths[at :: self._wanted]) for at in range(min(self._wanted, len(widths)))]

    def buttons(self) -> list[QToolButton]:
        """The buttons, in order."""
        return [b for b in self.group.buttons() if isinstance(b, QToolButton)]

    def press(self, value: Any) -> None:
        """Show which value is chosen; none when it is none of the options."""
        for button, option in zip(self.buttons(), self.options, strict=True):
            button.setChecked(option.value == value)


#: How the words of a switch stand beside it.
_WRAPPED = (
    Qt.AlignmentFlag.AlignVCenter.value | Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value
)


class Switch(QCheckBox):
    """A check box drawn as a switch; words too long for its width go on in a second line."""

    def __init__(self, ui: Ui, text: str) -> None:
        super().__init__(text)
        self._ui = ui
        # As it comes, the words' width would be the least width of the form around it.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        ui = self._ui
        metrics = self.fontMetrics()
        return QSize(
            ui.px(44) + metrics.horizontalAdvance(self.text()) + ui.px(4), max(ui.px(26), metrics.height())
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self._ui.px(44), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._ui.px(44)), 10_000)
        needed = self.fontMetrics().boundingRect(room, _WRAPPED, self.text()).height()
        return max(self.sizeHint().height(), needed + self._ui.px(4))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        ui, look = self._ui, self._ui.look
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        w, h = ui.px(34), ui.px(20)
        track = QRectF(1, (self.height() - h) / 2, w, h)
        on = self.checkState() is Qt.CheckState.Checked
        half = self.checkState() is Qt.CheckState.PartiallyChecked
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(look.accent if on else look.field_rule))
        p.drawRoundedRect(track, h / 2, h / 2)
        knob = h - ui.px(6)
        x = (
            track.left() + (w - knob) / 2
            if half
            else track.right() - knob - ui.px(3)
            if on
            else track.left() + ui.px(3)
        )
        p.setBrush(QColor(look.accent_ink if on else look.surface))
        p.drawEllipse(QRectF(x, track.top() + ui.px(3), knob, knob))
        if self.hasFocus():
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QColor(look.ink))
            p.drawRoundedRect(track.adjusted(-0.5, -0.5, 0.5, 0.5), h / 2, h / 2)
        p.setPen(QColor(look.text if self.isEnabled() else look.field_rule))
        rest = QRect(ui.px(44), 0, self.width() - ui.px(44), self.height())
        if self.fontMetrics().boundingRect(rest, _WRAPPED, self.text()).height() <= rest.height():
            p.drawText(rest, _WRAPPED, self.text())
        else:
            text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rest.width())
            p.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        p.end()


class Flow(QLayout):
    """Widgets one after the other, broken into lines like words."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._all: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._all.append(item)

    def insert(self, at: int, widget: QWidget) -> None:
        """Put a widget at a place among the others."""
        self.addWidget(widget)
        self._all.insert(at, self._all.pop())

    def count(self) -> int:
        return len(self._all)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._all[index] if 0 <= index < len(self._all) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._all.pop(index) if 0 <= index < len(self._all) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), test=True)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, test=False)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._all:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, test: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._all:
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x + width > rect.right() + 1 and line:
                x, y, line = rect.x(), y + line + self._gap, 0
            widget = item.widget()
            stretch = (
                widget is not None and widget.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding
            )
            if not test:
                item.setGeometry(QRect(x, y, rect.right() + 1 - x if stretch else width, hint.height()))
            x += width + self._gap
            line = max(line, hint.height())
        return y + line - rect.y()
