"""The parking lot: thoughts that do not belong on the map now, in a drawer under it.

Contract. What is parked is a text of the document, its first line read as in the bar. A thought goes to the map by Enter, by the button or
by being dragged onto it, and a selected touchpoint comes here; each is one undo entry.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Touchpoint, clean_text, fresh_id
from cjm_desktop.edits.capture import capture, change_parked, park, park_touchpoints, unpark
from cjm_desktop.exchange.fields import icon_of
from cjm_desktop.exchange.thought import Known, Thought, parse, write

from ..canvas.view import MapCanvas
from ..desk import Desk
from ..panels.form import button, label, small_button
from ..session import Change

#: What a parked thought is while it is dragged: its place in the lot.
PARKED = "application/x-cjm-parked"
#: Narrower than this (on a usual screen) the button has no words.
_WORDS_PX = 620
_AT = Qt.ItemDataRole.UserRole


class _List(QListWidget):
    """The thoughts, one row each."""

    #: Enter on a row.
    entered = Signal()
    #: Delete on a row.
    removed = Signal()

    def mimeTypes(self) -> list[str]:
        """What a row is while it is dragged."""
        return [PARKED]

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """The place of the dragged thought in the lot."""
        data = QMimeData()
        data.setData(PARKED, str(items[0].data(_AT)).encode("ascii") if items else b"")
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """A copy is given; the lot itself lets go of it."""
        return Qt.DropAction.CopyAction

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter puts the thought on the map, Delete drops it, F2 edits it."""
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() == Qt.Key.Key_F2 and self.currentItem() is not None:
            self.editItem(self.currentItem())
        else:
            super().keyPressEvent(event)


class Parking(QFrame):
    """The drawer."""

    closing = Signal()

    def __init__(self, desk: Desk, canvas: MapCanvas) -> None:
        super().__init__()
        self.desk, self._canvas = desk, canvas
        self._shown: tuple[str, ...] | None = None
        ui, _ = desk.ui, desk.ui.text
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.addWidget(rule)
        inner = QVBoxLayout()
        inner.setContentsMargins(ui.px(12), ui.px(6), ui.px(10), ui.px(8))
        inner.setSpacing(ui.px(4))
        column.addLayout(inner)
        head = QHBoxLayout()
        head.setSpacing(ui.px(8))
        head.addWidget(label(_("Parking lot"), "strong"))
        self.badge = label("", "pill")
        head.addWidget(self.badge)
        self.new = QLineEdit()
        self.new.setMaxLength(20_000)
        self.new.setPlaceholderText(_("Park a thought"))
        self.new.setAccessibleName(_("Park a thought"))
        self.new.returnPressed.connect(self._add)
        head.addWidget(self.new, 1)
        self.take_in = button(ui, "", "layers", self.park_selected)
        self.take_in.setAccessibleName(_("Park the selected card"))
        self.take_in.setToolTip(_("Park the selected card"))
        head.addWidget(self.take_in)
        head.addWidget(small_button(ui, "x", _("Close (Esc)"), self.closing.emit))
        inner.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(ui.px(6))
        self.list = _List()
        self.list.setAccessibleName(_("Parking lot"))
        self.list.setFixedHeight(ui.px(104))
        self.list.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setToolTip(_("Enter or dragging puts it on the map, F2 edits it, Del removes it"))
        self.list.itemChanged.connect(self._edited)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.list.entered.connect(self.to_map)
        self.list.removed.connect(self.remove)
        row.addWidget(self.list, 1)
        side = QVBoxLayout()
        self.out = small_button(ui, "arrow-up", _("Put it on the map (Enter)"), self.to_map)
        self.edit = small_button(ui, "pencil", _("Edit it (F2)"), self._edit)
        self.bin = small_button(ui, "trash-2", _("Remove it (Del)"), self.remove)
        for one in (self.out, self.edit, self.bin):
            side.addWidget(one)
        side.addStretch(1)
        row.addLayout(side)
        inner.addLayout(row)
        desk.session.changed.connect(self._follow)
        desk.selection.changed.connect(self._enable)
        self._landing = _Landing(canvas, self)
        self.hide()

    def _follow(self, change: Change) -> None:
        """The document changed; a gesture that goes on is left alone."""
        if not change.gesture:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the button has no words."""
        super().resizeEvent(event)
        ui = self.desk.ui
        self.take_in.setText(ui.text("Park the selected card") if self.width() >= ui.px(_WORDS_PX) else "")

    def refresh(self) -> None:
        """Show the thoughts of the document."""
        parking = self.desk.journey.parking
        if self.isHidden() or parking == self._shown:
            self._enable()
            return
        self._shown = parking
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for at, text in enumerate(parking):
            item = QListWidgetItem(text.partition("\n")[0])
            item.setData(_AT, at)
            item.setToolTip(text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(row, len(parking) - 1)) if parking else -1)
        self.list.blockSignals(False)
        self.badge.setText(str(len(parking)))
        self.badge.setVisible(bool(parking))
        self._enable()

    def _enable(self) -> None:
        if self.isHidden():
            return
        for one in (self.out, self.edit, self.bin):
            one.setEnabled(self.list.currentRow() >= 0)
        self.take_in.setEnabled(bool(self.desk.selection.ids))

    # ------------------------------------------------------------------ what is done

    def _add(self) -> None:
        text = self.new.text()
        if self.desk.change(Message("Park a thought"), lambda journey: park(journey, [text])):
            self.new.clear()
            self.list.setCurrentRow(self.list.count() - 1)

    def _edit(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.setFocus()
            self.list.editItem(item)

    def _edited(self, item: QListWidgetItem) -> None:
        """The first line was edited; what stands below it stays."""
        at = int(item.data(_AT))
        parking = self.desk.journey.parking
        if at < len(parking):
            _first, line, rest = parking[at].partition("\n")
            text = f"{item.text()}{line}{rest}"
            self.desk.change(
                Message("Change a parked thought"), lambda journey: change_parked(journey, at, text)
            )
        self._shown = None
        self.refresh()

    def remove(self) -> None:
        """Drop the thought for good."""
        at = self.list.currentRow()
        if at >= 0:
            self.desk.change(Message("Remove a parked thought"), lambda journey: unpark(journey, at))

    def to_map(self) -> None:
        """Put the thought on the map, after the selected card or at the end."""
        at = self.list.currentRow()
        if at >= 0:
            self.put(at)

    def put(self, at: int, place: tuple[int, str | None] | None = None) -> bool:
        """Make a card of a parked thought; ``place`` is its position and phase, if it was dropped somewhere."""
        desk = self.desk
        parking = desk.journey.parking
        if not 0 <= at < len(parking):
            return False
        first, _line, rest = parking[at].partition("\n")
        kind, ident = desk.selection.record
        after = ident if kind in ("touchpoint", "phase") else ""
        made: list[str] = []

        def edit(journey: Journey) -> Journey:
            thought = parse(first, Known.of(journey)).thought
            done = capture(unpark(journey, at), [thought], after, fresh_id, icon_of)
            made[:] = done.ids
            out = done.journey
            if rest.strip():
                out = edits.change_touchpoints(out, done.ids, text=clean_text(rest))
            if place is not None:
                out = edits.move_touchpoints(out, done.ids, *place)
            return out

        if not desk.change(Message("Put a parked thought on the map"), edit):
            return False
        if made:
            desk.selection.set(made)
            self._canvas.reveal(made[0])
        return True

    def park_selected(self) -> None:
        """Take the selected touchpoints off the map and keep what they say here."""
        desk = self.desk
        ids = desk.selection.ids
        if not ids:
            return
        journey = desk.journey
        texts = [told(journey, t) for t in journey.touchpoints if t.id in set(ids)]
        label_ = Message("Park touchpoint") if len(ids) == 1 else Message("Park touchpoints")
        desk.change(label_, lambda journey: park_touchpoints(journey, ids, texts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.closing.emit()
        else:
            super().keyPressEvent(event)


def told(journey: Journey, card: Touchpoint) -> str:
    """What a card says, as a line that can become a card again, and its text under it."""
    known = Known.of(journey)
    thought = Thought(
        kind=card.kind,
        title=card.title,
        channel=next((c.name for c in journey.channels if c.id == card.channel), ""),
        party=next((p.name for p in journey.parties if p.id == card.party), ""),
        emotion="" if card.emotion_suggested else card.emotion,
        grade=card.grade,
        quotes=tuple(" ".join(quote.text.split()) for quote in card.quotes if quote.text.strip()),
    )
    line = write(thought, known)
    return f"{line}\n{card.text}" if card.text else line


class _Landing(QObject):
    """Lets parked thoughts be dropped on the map, which knows nothing of them."""

    def __init__(self, canvas: MapCanvas, lot: Parking) -> None:
        super().__init__(lot)
        self._canvas, self._lot = canvas, lot
        canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what comes from the lot; leave the rest to the map."""
        kind = event.type()
        if kind not in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return False
        assert isinstance(event, (QDragEnterEvent, QDragMoveEvent, QDropEvent)) and isinstance(
            watched, QWidget
        )
        if not event.mimeData().hasFormat(PARKED):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if kind is QEvent.Type.Drop:
            spot = self._canvas.camera.to_sheet(event.position())
            drop = self._canvas.sheet.insert_at(spot.x(), spot.y())
            raw = bytes(event.mimeData().data(PARKED).data()).decode("ascii", "ignore")
            if not (raw.isdigit() and self._lot.put(int(raw), (drop.at, drop.phase))):
                event.ignore()
        return True
