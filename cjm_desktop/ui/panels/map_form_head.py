"""The blocks of the poster's header as a list: switched on and off, moved by hand and by keys.

Contract. Everything changes the document at once, one undo entry each. In the list: Space switches a block, Alt+Up and Alt+Down move
it among those that are shown; dragging does the same. The picture goes with the persona and the facts stay under the title: they are
switches of :mod:`.map_form_blocks`.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QMenu, QWidget

from cjm_desktop import edits
from cjm_desktop.document import HeaderBlock, Journey, Message

from ..desk import Desk
from ..shared import Ui
from .form import Column, small_button
from .map_form_edits import head_blocks, move_head_block, with_block
from .map_form_lane_list import ICON, LANE, ROW, LaneList

_ICONS = {
    HeaderBlock.PERSONA: "user-round",
    HeaderBlock.GOAL: "target",
    HeaderBlock.EXPECTATIONS: "badge-check",
    HeaderBlock.DESIRED: "sparkles",
    HeaderBlock.SCOPE: "route",
}


def header_names(ui: Ui) -> dict[HeaderBlock, str]:
    """What each block of the header is called."""
    _ = ui.text
    return {
        HeaderBlock.PERSONA: _("Persona"),
        HeaderBlock.PICTURE: _("Picture of the persona"),
        HeaderBlock.GOAL: _("Goals"),
        HeaderBlock.EXPECTATIONS: _("Expectations"),
        HeaderBlock.DESIRED: _("The experience we want"),
        HeaderBlock.SCOPE: _("Where it begins and ends"),
        HeaderBlock.READING: _("Dip, peak and how it ends"),
    }


def empty_in_head(journey: Journey) -> set[StrEnum]:
    """The blocks of the header that the journey has nothing to say in yet."""
    desired, charter = journey.desired, journey.charter
    says: dict[StrEnum, object] = {
        HeaderBlock.PERSONA: journey.personas,
        HeaderBlock.PICTURE: journey.personas,
        HeaderBlock.GOAL: journey.goals,
        HeaderBlock.EXPECTATIONS: journey.expectations,
        HeaderBlock.DESIRED: desired.statement.strip() or desired.target is not None,
        HeaderBlock.SCOPE: charter.need.strip() or charter.ends.strip() or charter.scope,
    }
    return {block for block, said in says.items() if not said}


class HeadList(Column):
    """The list with its two arrows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui, _ = desk.ui, desk.ui.text
        self._filling = False
        self._shown: tuple[object, ...] | None = None
        self.box.setSpacing(ui.px(2))
        self.list = LaneList(ui)
        self.list.setAccessibleName(_("Blocks of the header, in their order"))
        self.list.itemChanged.connect(self._changed)
        self.list.model().rowsMoved.connect(self._dragged)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.installEventFilter(self)
        self.put(self.list)
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch(1)
        self.up = small_button(ui, "arrow-up", _("Move up (Alt+Up)"), lambda: self._step(-1))
        self.down = small_button(ui, "arrow-down", _("Move down (Alt+Down)"), lambda: self._step(1))
        row.addWidget(self.up)
        row.addWidget(self.down)
        self.put(self._tools)

    def refresh(self) -> None:
        """Show the blocks of the document."""
        super().refresh()
        ui, blocks, empty = self.desk.ui, head_blocks(self.desk.journey), empty_in_head(self.desk.journey)
        shown = (blocks, frozenset(empty))
        if shown == self._shown:
            return
        self._shown = shown
        names, still = header_names(ui), ui.text("{name} · still empty")
        tip = ui.text("Drag it to another place; Space switches it on and off")
        item = self.list.currentItem()
        current = str(item.data(LANE)) if item is not None else ""
        self._filling = True
        same = self.list.count() == len(blocks)
        if not same:
            self.list.clear()
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        for i, (block, on) in enumerate(blocks):
            made = self.list.item(i) if same else QListWidgetItem()
            made.setText(still.format(name=names[block]) if block in empty else names[block])
            made.setToolTip(tip)
            made.setData(LANE, str(block))
            made.setData(ICON, _ICONS[block])
            # What is not printed has no place among the others.
            made.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled if on else flags)
            made.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            if not same:
                self.list.addItem(made)
        self.list.setCurrentRow(
            next((i for i, (block, _on) in enumerate(blocks) if str(block) == current), -1)
        )
        self._filling = False
        self.list.setFixedHeight(len(blocks) * ui.px(ROW) + 4)
        self._enable()

    def _enable(self) -> None:
        at = self.list.currentRow()
        for tool, by in ((self.up, -1), (self.down, 1)):
            use = self._beyond(at, by) is not None
            if not use and tool.hasFocus():
                self.list.setFocus()
            tool.setEnabled(use)
        self._tools.setVisible(at >= 0)

    def _beyond(self, at: int, by: int) -> int | None:
        """The place of the next block that is shown above (``by`` -1) or below (1) one that is; ``None`` where there is none."""
        blocks = head_blocks(self.desk.journey)
        if not 0 <= at < len(blocks) or not blocks[at][1]:
            return None
        to = at + by
        while 0 <= to < len(blocks):
            if blocks[to][1]:
                return to
            to += by
        return None

    def _step(self, by: int) -> None:
        to = self._beyond(self.list.currentRow(), by)
        if to is not None:
            self._move(self.list.currentRow(), to)

    def _move(self, at: int, to: int) -> None:
        block = head_blocks(self.desk.journey)[at][0]
        self.desk.flush()
        self.desk.change(
            Message("Move a block of the header"), lambda journey: move_head_block(journey, at, to)
        )
        # The list may show a drop that changed nothing.
        self._shown = None
        self.refresh()
        after = [one for one, _on in head_blocks(self.desk.journey)]
        self.list.setCurrentRow(after.index(block))

    def _dragged(self, _from: QModelIndex, start: int, _end: int, _to: QModelIndex, row: int) -> None:
        if not self._filling:
            self._move(start, row - 1 if row > start else row)

    def _changed(self, item: QListWidgetItem) -> None:
        """A switch was turned."""
        if self._filling:
            return
        block, shown = head_blocks(self.desk.journey)[self.list.row(item)]
        on = item.checkState() is Qt.CheckState.Checked
        if on != shown:

            def put(journey: Journey) -> Journey:
                after = with_block(journey.poster.header, block, on)
                return edits.change(journey, poster=journey.poster.replace(header=after))

            self.desk.change(Message("Change what stands in the header"), put)
        self._shown = None
        self.refresh()

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is None:
            return
        self.list.setCurrentItem(item)
        ui, row = self.desk.ui, self.list.row(item)
        on = item.checkState() is Qt.CheckState.Checked
        menu = QMenu(self)
        text = ui.text("Leave it off the map") if on else ui.text("Show it on the map")
        other = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        menu.addAction(ui.icons.icon("eye-off" if on else "eye"), text, lambda: item.setCheckState(other))
        up = menu.addAction(ui.icons.icon("arrow-up"), ui.text("Move up"), lambda: self._step(-1))
        down = menu.addAction(ui.icons.icon("arrow-down"), ui.text("Move down"), lambda: self._step(1))
        up.setEnabled(self._beyond(row, -1) is not None)
        down.setEnabled(self._beyond(row, 1) is not None)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        return False
