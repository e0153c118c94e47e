"""What the lists of lanes and of the header's blocks share: rows that are switched on and off, and moved by hand, keys, buttons and menu.

Contract. A subclass fills :attr:`MovableRows.list` in :meth:`refresh`, says where a row may go (:meth:`beyond`), and changes the document
when one goes there (:meth:`carry`) or is changed itself (:meth:`changed`). All else is done here: Alt+Up and Alt+Down, the two arrows,
dragging, and a menu with the switch and the moves, to which :meth:`add_to_menu` may add.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidgetItem, QMenu, QWidget

from ..desk import Desk
from .form import Column, small_button
from .map_form_lane_list import ROW, LaneList


class MovableRows(Column):
    """A list with a row of tools under it; the two arrows are the last of them so far."""

    def __init__(self, desk: Desk, name: str) -> None:
        """``name`` is what a screen reader calls the list."""
        super().__init__(desk)
        ui, _ = desk.ui, desk.ui.text
        self._filling = False
        #: What the list shows; ``None`` has it filled anew.
        self._shown: object = None
        self.list = LaneList(ui)
        self.list.setAccessibleName(name)
        self.list.itemChanged.connect(self._changed)
        self.list.model().rowsMoved.connect(self._dragged)
        self.list.currentRowChanged.connect(lambda _row: self.enable())
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.installEventFilter(self)
        self.put(self.list)
        self.tools = QWidget()
        self.tools_row = QHBoxLayout(self.tools)
        self.tools_row.setContentsMargins(0, 0, 0, 0)
        self.tools_row.setSpacing(0)
        self.tools_row.addStretch(1)
        self.up = small_button(ui, "arrow-up", _("Move up (Alt+Up)"), lambda: self._step(-1))
        self.down = small_button(ui, "arrow-down", _("Move down (Alt+Down)"), lambda: self._step(1))
        self.tools_row.addWidget(self.up)
        self.tools_row.addWidget(self.down)
        self.put(self.tools)

    # ------------------------------------------------------------------ for subclasses

    def beyond(self, at: int, by: int) -> int | None:
        """The row that the one at ``at`` would go to, up (``by`` -1) or down (1); ``None`` where it stays."""
        raise NotImplementedError

    def carry(self, at: int, to: int) -> None:
        """Move a row of the document."""
        raise NotImplementedError

    def changed(self, item: QListWidgetItem) -> None:
        """A row was switched, or named."""
        raise NotImplementedError

    def add_to_menu(self, menu: QMenu, item: QListWidgetItem, *, last: bool) -> None:
        """Add what else a row can do: before the moves, then (``last``) after them."""

    def enable(self) -> None:
        """Only tools that are of use now can be pressed; the keyboard is not left on one that is not."""
        at = self.list.currentRow()
        self.allow(self.up, self.beyond(at, -1) is not None)
        self.allow(self.down, self.beyond(at, 1) is not None)

    def allow(self, tool: QWidget, use: bool) -> None:
        """Let a tool be pressed, or not."""
        if not use and tool.hasFocus():
            self.list.setFocus()
        tool.setEnabled(use)

    def filled(self, rows: int, current: int) -> None:
        """The list has been filled: all of it is in sight, with this row chosen."""
        self.list.setCurrentRow(current)
        self._filling = False
        self.list.setFixedHeight(rows * self.desk.ui.px(ROW) + 4)
        self.enable()

    def show_anew(self) -> None:
        """Show the document again even where the list believes to: a drop, or a switch, may have changed nothing."""
        self._shown = None
        self.refresh()

    # ------------------------------------------------------------------ what a hand does

    def _step(self, by: int) -> None:
        at = self.list.currentRow()
        to = self.beyond(at, by)
        if to is not None:
            self.carry(at, to)

    def _dragged(self, _from: QModelIndex, start: int, _end: int, _to: QModelIndex, row: int) -> None:
        if not self._filling:
            self.carry(start, row - 1 if row > start else row)

    def _changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.changed(item)
            self.show_anew()

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is None:
            return
        self.list.setCurrentItem(item)
        ui, row = self.desk.ui, self.list.row(item)
        on = item.checkState() is Qt.CheckState.Checked
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = ui.text("Leave it off the map") if on else ui.text("Show it on the map")
        other = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        menu.addAction(ui.icons.icon("eye-off" if on else "eye"), text, lambda: item.setCheckState(other))
        self.add_to_menu(menu, item, last=False)
        up = menu.addAction(ui.icons.icon("arrow-up"), ui.text("Move up"), lambda: self._step(-1))
        down = menu.addAction(ui.icons.icon("arrow-down"), ui.text("Move down"), lambda: self._step(1))
        up.setEnabled(self.beyond(row, -1) is not None)
        down.setEnabled(self.beyond(row, 1) is not None)
        self.add_to_menu(menu, item, last=True)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list, but not while a row is being named."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and self.list.state() is not QAbstractItemView.State.EditingState
        ):
            return self.key(event)
        return False

    def key(self, event: QKeyEvent) -> bool:
        """A key of the list; gives whether it was one of ours."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        return False
