"""The palette itself: a line to type in over a list of what fits.

Contract. A :class:`Palette` is a popup that closes by itself; whoever had the keyboard has it again afterwards, also before what was
chosen is done. Enter takes the marked row, Escape none. A row with a list of its own (“Light or dark”) opens that in the same
place; Backspace in the empty line leads back. What cannot be done now says why and stays where it is. Screen readers are told the
row that the arrows come to, since the keyboard stays in the line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ..canvas.accessible import announce
from ..panels.form import label
from ..shared import Ui
from .entries import Entries
from .search import Entry, found

#: Rows in sight at once, and keys remembered.
_MOST, _MOST_RECENT = 12, 20
_ENTRY = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


class Found(QAbstractListModel):
    """The rows of the list."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[Entry] = ()

    def show_rows(self, rows: Sequence[Entry]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        entry = self.rows[index.row()]
        if role == _ENTRY:
            return entry
        if role == int(Qt.ItemDataRole.DisplayRole):
            return entry.title
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return spoken(entry)
        return None


def spoken(entry: Entry) -> str:
    """A row in words."""
    return ", ".join(part for part in (entry.title, entry.why or entry.detail, entry.chord) if part)


class _Rows(QStyledItemDelegate):
    """Icon, title, what it belongs to, key."""

    def __init__(self, ui: Ui, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, self._ui.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ui, look = self._ui, self._ui.look
        entry: Entry = index.data(_ENTRY)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        marked = bool(state & QStyle.StateFlag.State_Selected)
        ink, soft = (look.accent_tint_ink, look.accent_tint_ink) if marked else (look.text, look.secondary)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marked:
            painter.setPen(QColor(look.accent))
            painter.setBrush(QColor(look.accent_tint))
            painter.drawRoundedRect(QRectF(box).adjusted(1.5, 1.5, -1.5, -1.5), ui.px(6), ui.px(6))
        side, gap = ui.px(16), ui.px(10)
        left, right = box.left() + gap, box.right() - gap
        if entry.icon:
            top = box.top() + (box.height() - side) / 2
            ui.icons.paint(painter, QRectF(left, top, side, side), entry.icon, look.faded if entry.why else soft)
        left += side + gap
        painter.setFont(font)
        measure = painter.fontMetrics()
        if entry.chord:
            wide = measure.horizontalAdvance(entry.chord)
            painter.setPen(QColor(soft))
            painter.drawText(QRect(right - wide, box.top(), wide, box.height()), _RIGHT, entry.chord)
            right -= wide + gap
        room = right - left
        beside = entry.why or entry.detail
        least = room - measure.horizontalAdvance(beside) - gap
        most = max(room * 2 // 3, least) if beside else room
        # The title goes first, but what tells two of one name apart keeps a third.
        title = measure.elidedText(entry.title, _CUT, most)
        wide = measure.horizontalAdvance(title)
        painter.setPen(QColor(look.secondary if entry.why and not marked else ink))
        painter.drawText(QRect(left, box.top(), wide + 1, box.height()), _LEFT, title)
        if beside:
            start = left + wide + gap
            painter.setPen(QColor(soft))
            small = QFont(font)
            small.setItalic(bool(entry.why))
            painter.setFont(small)
            text = painter.fontMetrics().elidedText(beside, _CUT, max(0, right - start))
            painter.drawText(QRect(start, box.top(), max(0, right - start), box.height()), _LEFT, text)
        painter.restore()


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_CUT = Qt.TextElideMode.ElideRight


class Palette(QFrame):
    """Opens over a window. ``opener`` gives the keys that close it again."""

    def __init__(self, ui: Ui, entries: Entries, over: QWidget, opener: Callable[[], list[QKeySequence]]) -> None:
        super().__init__(over, Qt.WindowType.Popup)
        self._ui, self._entries, self._opener = ui, entries, opener
        self._over, self._before = over, QApplication.focusWidget()
        self._all = entries.gather()
        self._within: Entry | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "finder")
        self.setWindowTitle(ui.text("Find anything"))
        self.setAccessibleName(ui.text("Find anything"))
        self.where = label("", "strong")
        self.where.hide()
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(ui.text("Command, card, field …"))
        self.edit.setAccessibleName(ui.text("Find anything"))
        self.edit.setAccessibleDescription(ui.text("Type words in any order; the arrows choose, Enter goes there."))
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(lambda _text: self._fill())
        self.rows = Found(self)
        self.list = QListView()
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Rows(ui, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(ui.text("What was found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(lambda index: self.take(index.row()))
        self.none = label(ui.text("Nothing has all these words."), "hint", wrap=True)
        self.none.setContentsMargins(ui.px(10), ui.px(8), ui.px(10), ui.px(8))
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(ui.px(8))
        line.addWidget(self.where)
        line.addWidget(self.edit, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(8), ui.px(8), ui.px(8), ui.px(8))
        column.setSpacing(ui.px(6))
        column.addWidget(head)
        column.addWidget(self.list)
        column.addWidget(self.none)
        self.setFocusProxy(self.edit)
        self._fill()

    def begin(self) -> None:
        """Show it in the upper half of the window."""
        over, ui = self._over, self._ui
        width = min(ui.px(640), over.width() - 2 * ui.px(16))
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(over.mapToGlobal(over.rect().topLeft()).x() + (over.width() - width) // 2, _top(over, ui))
        self.show()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def current(self) -> Entry | None:
        """The row that Enter would take."""
        at = self.list.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def take(self, at: int) -> None:
        """Take a row: go there or do it, or open its list."""
        if not 0 <= at < len(self.rows.rows):
            return
        entry = self.rows.rows[at]
        if entry.why:
            announce(self.edit, entry.why)
        elif entry.key in self._entries.lists:
            self._enter(entry)
        else:
            self._remember(entry.key)
            does, menus = self._entries.does[entry.key], self._entries
            self._leave()
            does()
            menus.forget_menus()

    # ------------------------------------------------------------------ inside

    def _leave(self) -> None:
        """Close, with the keyboard where it was."""
        before, over = self._before, self._over
        self.close()
        over.activateWindow()
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _enter(self, entry: Entry | None) -> None:
        self._within = entry
        self.where.setText(f"{entry.title} ›" if entry is not None else "")
        self.where.setVisible(entry is not None)
        if self.edit.text():
            self.edit.clear()
        else:
            self._fill()

    def _fill(self) -> None:
        within = self._within.key if self._within is not None else ""
        self.rows.show_rows(found(self._all, self.edit.text(), self._recent(), within))
        count = len(self.rows.rows)
        self.none.setVisible(not count)
        self.list.setVisible(bool(count))
        self.list.setFixedHeight(min(count, self._most()) * self._ui.px(32))
        if count:
            self._mark(0)
        else:
            announce(self.edit, self.none.text())
        self.adjustSize()

    def _most(self) -> int:
        """As many rows as there is room for in the window."""
        return max(3, min(_MOST, (self._over.height() - self._ui.px(140)) // self._ui.px(32)))

    def _mark(self, at: int) -> None:
        self.list.setCurrentIndex(self.rows.index(max(0, min(len(self.rows.rows) - 1, at))))
        # A row that cannot be chosen can be read all the same.
        self.list.scrollTo(self.list.currentIndex())
        if self.current is not None:
            announce(self.edit, spoken(self.current))

    def _recent(self) -> list[str]:
        return [key for key in self._ui.settings.get("palette/recent") if isinstance(key, str)]

    def _remember(self, key: str) -> None:
        rest = [other for other in self._recent() if other != key]
        self._ui.settings.set("palette/recent", [key, *rest][:_MOST_RECENT])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list, while the keyboard stays in the line."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key, at, page = event.key(), self.list.currentIndex().row(), self._most() - 1
        count = len(self.rows.rows)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take(at)
        elif key == Qt.Key.Key_Escape or QKeySequence(event.keyCombination()) in self._opener():
            self._leave()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and count:
            self._mark((at + steps[Qt.Key(key)]) % count)
        elif key in steps and count:
            self._mark(at + steps[Qt.Key(key)])
        elif key == Qt.Key.Key_Backspace and not self.edit.text() and self._within is not None:
            self._enter(None)
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return super().eventFilter(watched, event)
        return True


def _top(over: QWidget, ui: Ui) -> int:
    """Under the tool bar of a window."""
    return over.mapToGlobal(over.rect().topLeft()).y() + min(ui.px(84), over.height() // 8)
