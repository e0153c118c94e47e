"""The list of lanes as a widget: each row with a grip, a sign, a name and a switch.

Contract. The list knows no document: rows are items with a check state, :data:`LANE` and :data:`ICON`; turning a switch and naming
change the item, dragging moves its row. What that means is for :mod:`.map_form_rows` and its lists.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QCursor,
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ..shared import Ui
from ..theme import interface_font

_Index = QModelIndex | QPersistentModelIndex

#: The lane's own id for a text lane, else empty.
LANE = Qt.ItemDataRole.UserRole
ICON = Qt.ItemDataRole.UserRole + 1

#: Height of a row, and the parts of it, in pixels at scale 1.
ROW, _GRIP, _SIGN, _SWITCH, _TRACK = 34, 16, 17, 42, 18


class LaneList(QListWidget):
    """The list itself; the part around it acts on what happens in it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._between: int | None = None
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setItemDelegate(_Row(ui, self))

    # ------------------------------------------------------------------ dragging

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the row as a shadow of itself, so that the place where it would go stays in sight."""
        index = self.currentIndex()
        box = self.visualRect(index)
        row = self.viewport().grab(box)
        shadow = QPixmap(row.size())
        shadow.setDevicePixelRatio(row.devicePixelRatio())
        shadow.fill(Qt.GlobalColor.transparent)
        painter = QPainter(shadow)
        painter.setOpacity(0.55)
        painter.drawPixmap(0, 0, row)
        painter.end()
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([index]))
        drag.setPixmap(shadow)
        drag.setHotSpot(self.viewport().mapFromGlobal(QCursor.pos()) - box.topLeft())
        # The list moves the row itself when it is dropped (InternalMove).
        drag.exec(actions, Qt.DropAction.MoveAction)
        self._mark(None)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.visualRect(index) if index.isValid() else None
        above = self.dropIndicatorPosition() is QAbstractItemView.DropIndicatorPosition.AboveItem
        last = self.visualItemRect(self.item(self.count() - 1))
        self._mark(last.bottom() if row is None else row.top() if above else row.bottom())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._mark(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(None)
        super().dropEvent(event)

    def _mark(self, at: int | None) -> None:
        """Show between which rows the dragged one would go."""
        if at != self._between:
            self._between = at
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._between is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._ui.look.accent), self._ui.px(2)))
        left, right, y = self._ui.px(5), self.viewport().width() - self._ui.px(3), max(2, self._between)
        painter.drawLine(left, y, right, y)
        painter.setBrush(QColor(self._ui.look.surface))
        painter.drawEllipse(QPointF(left, y), self._ui.px(3), self._ui.px(3))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes with the keyboard finds a row to act on."""
        super().focusInEvent(event)
        if (
            self.currentRow() < 0
            and self.count()
            and event.reason()
            in (
                Qt.FocusReason.TabFocusReason,
                Qt.FocusReason.BacktabFocusReason,
            )
        ):
            self.setCurrentRow(0)


class _Row(QStyledItemDelegate):
    """Draws a lane: a grip, its sign, its name, its switch; the switch can be clicked."""

    def __init__(self, ui: Ui, parent: QListWidget) -> None:
        super().__init__(parent)
        self._ui, self._list = ui, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._ui.px(120), self._ui.px(ROW))

    def switch(self, row: QRect) -> QRect:
        """Where a click switches the lane."""
        wide = self._ui.px(_SWITCH)
        return QRect(row.right() - wide, row.top(), wide + 1, row.height())

    def _name(self, row: QRect) -> QRect:
        ui = self._ui
        left = row.left() + ui.px(_GRIP + 6 + _SIGN + 8)
        return QRect(left, row.top(), self.switch(row).left() - left - ui.px(4), row.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ui, look, row = self._ui, self._ui.look, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) or (
            self._list.hasFocus() and self._list.currentIndex() == index
        )
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        on = self._list.item(index.row()).checkState() is Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(row).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or over:
            painter.setBrush(QColor(look.accent_tint if chosen else look.hover))
            painter.drawRoundedRect(ground, ui.px(6), ui.px(6))
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(look.accent))
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), ui.px(6), ui.px(6))
        strong = look.accent_tint_ink if chosen else look.text
        ink = strong if on else look.secondary
        grip, sign, middle = ui.px(_GRIP), ui.px(_SIGN), row.center().y() + 1
        ui.icons.paint(
            painter,
            QRectF(row.left() + ui.px(2), middle - grip / 2, grip, grip),
            "grip-vertical",
            look.secondary if over or focused else look.field_rule,
        )
        ui.icons.paint(
            painter,
            QRectF(row.left() + ui.px(_GRIP + 6), middle - sign / 2, sign, sign),
            str(index.data(ICON)),
            ink,
        )
        painter.setPen(QColor(ink))
        self._paint_name(painter, self._name(row), str(index.data(Qt.ItemDataRole.DisplayRole)))
        self._paint_switch(painter, row, on)
        painter.restore()

    def _paint_name(self, painter: QPainter, room: QRect, name: str) -> None:
        """A long name takes two smaller lines; one longer still is cut where its room ends."""
        painter.setFont(self._list.font())
        place = Qt.AlignmentFlag.AlignVCenter.value | Qt.AlignmentFlag.AlignLeft.value
        if painter.fontMetrics().horizontalAdvance(name) > room.width():
            painter.setFont(interface_font(self._ui.scale, 11.8))
            wrapped = place | Qt.TextFlag.TextWordWrap.value
            needed = painter.boundingRect(room, wrapped, name)
            if needed.height() <= room.height() and needed.width() <= room.width():
                place = wrapped
            else:
                name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, place, name)

    def _paint_switch(self, painter: QPainter, row: QRect, on: bool) -> None:
        ui, look = self._ui, self._ui.look
        high, wide = ui.px(_TRACK), ui.px(31)
        box = self.switch(row)
        track = QRectF(box.right() - wide - ui.px(4), row.center().y() + 1 - high / 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent if on else look.field_rule))
        painter.drawRoundedRect(track, high / 2, high / 2)
        knob = high - ui.px(6)
        x = track.right() - knob - ui.px(3) if on else track.left() + ui.px(3)
        painter.setBrush(QColor(look.accent_ink if on else look.surface))
        painter.drawEllipse(QRectF(x, track.top() + ui.px(3), knob, knob))

    def editorEvent(self, event: QEvent, model: QObject, option: QStyleOptionViewItem, index: _Index) -> bool:
        """Space and a click on the switch turn it; a click elsewhere only selects."""
        toggled = False
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            toggled = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        elif isinstance(event, QMouseEvent):
            hit = self.switch(option.rect).contains(event.position().toPoint())
            if hit and event.button() is Qt.MouseButton.LeftButton:
                toggled = event.type() is QEvent.Type.MouseButtonRelease
                if event.type() is QEvent.Type.MouseButtonDblClick:
                    return True  # two quick clicks turn it twice and never begin to rename
        if toggled:
            item = self._list.item(index.row())
            if item is not None:
                on = item.checkState() is Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        return toggled

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        pad = self._ui.px(3)
        editor.setGeometry(self._name(option.rect).adjusted(-self._ui.px(6), pad, 0, -pad))
