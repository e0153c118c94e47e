"""The blocks of the poster's header as a list: switched on and off, moved by hand and by keys.

Contract. Everything changes the document at once, one undo entry each. In the list (:mod:`.map_form_rows`) a block is moved among those
that are shown. The picture goes with the persona and the facts stay under the title: they are
switches of :mod:`.map_form_blocks`.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem

from cjm_desktop import edits
from cjm_desktop.document import HeaderBlock, Journey, Message

from ..desk import Desk
from ..shared import Ui
from .map_form_edits import head_blocks, move_head_block, with_block
from .map_form_lane_list import ICON, LANE
from .map_form_rows import MovableRows

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


class HeadList(MovableRows):
    """The list with its two arrows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk.ui.text("Blocks of the header, in their order"))
        self.box.setSpacing(desk.ui.px(2))

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
        self.filled(len(blocks), next((i for i, (block, _on) in enumerate(blocks) if str(block) == current), -1))

    def enable(self) -> None:
        """The arrows are there while a block is chosen."""
        super().enable()
        self.tools.setVisible(self.list.currentRow() >= 0)

    def beyond(self, at: int, by: int) -> int | None:
        """The place of the next block that is shown above or below one that is."""
        blocks = head_blocks(self.desk.journey)
        if not 0 <= at < len(blocks) or not blocks[at][1]:
            return None
        to = at + by
        while 0 <= to < len(blocks):
            if blocks[to][1]:
                return to
            to += by
        return None

    def carry(self, at: int, to: int) -> None:
        """Move a block, which stays chosen."""
        block = head_blocks(self.desk.journey)[at][0]
        self.desk.flush()
        self.desk.change(Message("Move a block of the header"), lambda journey: move_head_block(journey, at, to))
        self.show_anew()
        after = [one for one, _on in head_blocks(self.desk.journey)]
        self.list.setCurrentRow(after.index(block))

    def changed(self, item: QListWidgetItem) -> None:
        """A switch was turned."""
        block, shown = head_blocks(self.desk.journey)[self.list.row(item)]
        on = item.checkState() is Qt.CheckState.Checked
        if on == shown:
            return

        def put(journey: Journey) -> Journey:
            after = with_block(journey.poster.header, block, on)
            return edits.change(journey, poster=journey.poster.replace(header=after))

        self.desk.change(Message("Change what stands in the header"), put)
