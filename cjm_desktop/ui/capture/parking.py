"""The parking lot: thoughts and cards that do not belong on the map now, in a drawer under it.

Contract. A row is a text of the document, its first line read as in the bar, or a whole card with everything that hangs on it
(:mod:`cjm_desktop.edits.parking`). It goes to the map by Enter, by the button or by being dragged onto it, a card back to its
phase; a selected touchpoint comes here. Rows are moved by Alt+Up and Alt+Down, by buttons or by dragging. Each is one undo entry.
The drawer is as high as its rows need, up to a share of the window.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop import edits
from cjm_desktop.document import Journey, Kind, Message, ParkedCard, clean_line, clean_text, fresh_id
from cjm_desktop.edits.capture import capture
from cjm_desktop.edits.parking import (
    Row,
    change_parked,
    lot,
    move_parked,
    park,
    park_touchpoints,
    put_back,
    unpark,
)
from cjm_desktop.exchange.fields import icon_of
from cjm_desktop.exchange.thought import Known, Thought, parse
from cjm_desktop.i18n.vocabulary import kind_names

from ..canvas import accessible
from ..canvas.view import MapCanvas
from ..desk import Desk
from ..panels.form import button, label, small_button
from ..session import Change
from ..shared import Ui

#: What a parked thought is while it is dragged: its row in the lot.
PARKED = "application/x-cjm-parked"
#: Narrower than this (on a usual screen) the button has no words.
_WORDS_PX = 620
#: Narrower than this the drawer has no title: the field to write in needs the room, and says as much.
_TITLE_PX = 340
_AT = Qt.ItemDataRole.UserRole
#: What stands behind the title of a card.
_MORE = Qt.ItemDataRole.UserRole + 1
#: The most of the middle of the window that the rows take.
_SHARE = 0.42
_KIND_ICONS = {Kind.SILENCE: "ear-off", Kind.WAITING: "hourglass", Kind.OWN_ACTION: "hand"}
_Index = QModelIndex | QPersistentModelIndex


class _Titles(QStyledItemDelegate):
    """Writes what is known of a card behind its title, which alone is edited."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A line whose words are kept while they are typed."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            self._desk.follow(editor)
        return editor

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """The words of a row."""
        super().initStyleOption(option, index)
        more = index.data(_MORE)
        if more:
            option.text = f"{option.text}   ·   {more}"


class _List(QListWidget):
    """The thoughts, one row each."""

    #: Enter on a row.
    entered = Signal()
    #: Delete on a row.
    removed = Signal()
    #: A row is to stand at another place: from which, to which among the others.
    shifted = Signal(int, int)

    def __init__(self, ui: Ui, none: str) -> None:
        """``none`` is said where there is no row."""
        super().__init__()
        self._ui, self._none = ui, none

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows; without any, what they are for."""
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._ui.look.secondary))
            side = self.fontMetrics().averageCharWidth()
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(side, side // 2, -side, 0), int(flags), self._none)
            painter.end()

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

    def keep(self) -> None:
        """What is being written in a row goes into it, as when the hand goes elsewhere."""
        if self.state() is QAbstractItemView.State.EditingState:
            for editor in self.viewport().findChildren(QLineEdit):
                self.commitData(editor)
                self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def dropEvent(self, event: QDropEvent) -> None:
        """A row was dragged to another place of the lot."""
        at = row_of(event.mimeData())
        if at is None:
            event.ignore()
            return
        index = self.indexAt(event.position().toPoint())
        to = index.row() if index.isValid() else self.count()
        if index.isValid() and event.position().y() > self.visualRect(index).center().y():
            to += 1
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.shifted.emit(at, to - (1 if to > at else 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter puts the thought on the map, Delete drops it, F2 edits it, Alt with an arrow moves it."""
        key = event.key()
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            row = self.currentRow()
            self.shifted.emit(row, row + (1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key == Qt.Key.Key_F2 and self.currentItem() is not None:
            self.editItem(self.currentItem())
        else:
            super().keyPressEvent(event)


def row_of(data: QMimeData) -> int | None:
    """The row of the lot that is dragged; ``None`` when something else is."""
    raw = bytes(data.data(PARKED).data()).decode("ascii", "ignore")
    return int(raw) if raw.isdecimal() else None


class Parking(QFrame):
    """The drawer."""

    closing = Signal()

    def __init__(self, desk: Desk, canvas: MapCanvas) -> None:
        super().__init__()
        self.desk, self._canvas = desk, canvas
        self._shown: tuple[object, ...] | None = None
        self._room: QWidget | None = None
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
        self.title = label(_("Parking lot"), "strong")
        head.addWidget(self.title)
        self.badge = label("", "pill")
        head.addWidget(self.badge)
        self.new = QLineEdit()
        self.new.setMaxLength(20_000)
        self.new.setPlaceholderText(_("Park a thought"))
        self.new.setAccessibleName(_("Park a thought"))
        self.new.returnPressed.connect(self._add)
        # Not only what a hand types: entered, the line is emptied.
        self.new.textChanged.connect(lambda text: desk.session.hold(self.new, text.strip() or None))
        head.addWidget(self.new, 1)
        self.take_in = button(ui, "", "layers", self.park_selected)
        self.take_in.setAccessibleName(_("Park the selected card"))
        self.take_in.setToolTip(_("The card keeps everything on it and goes back to its phase when it is put on the map again"))
        head.addWidget(self.take_in)
        head.addWidget(small_button(ui, "x", _("Close (Esc)"), self.closing.emit))
        inner.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(ui.px(6))
        self.list = _List(ui, _("Thoughts that do not belong on the map now"))
        self.list.setAccessibleName(_("Parking lot"))
        self.list.setItemDelegate(_Titles(desk, self.list))
        self.list.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.list.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.list.setDragDropOverwriteMode(False)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setToolTip(_("Enter or dragging puts it on the map, F2 edits it, Alt+↑ ↓ moves it, Del removes it"))
        self.list.itemChanged.connect(self._edited)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.list.entered.connect(self.to_map)
        self.list.removed.connect(self.remove)
        self.list.shifted.connect(self.move_row)
        row.addWidget(self.list, 1)
        side = QGridLayout()
        side.setSpacing(ui.px(2))
        self.out = small_button(ui, "map", _("Put it on the map (Enter)"), self.to_map)
        self.edit = small_button(ui, "pencil", _("Edit it (F2)"), self._edit)
        self.bin = small_button(ui, "trash-2", _("Remove it (Del)"), self.remove)
        self.up = small_button(ui, "arrow-up", _("Move up (Alt+Up)"), lambda: self.list.shifted.emit(self._row, self._row - 1))
        self.down = small_button(ui, "arrow-down", _("Move down (Alt+Down)"), lambda: self.list.shifted.emit(self._row, self._row + 1))
        for at, one in enumerate((self.out, self.edit, self.bin)):
            side.addWidget(one, at, 0)
        side.addWidget(self.up, 0, 1)
        side.addWidget(self.down, 1, 1)
        side.setRowStretch(3, 1)
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
        self.title.setVisible(self.width() >= ui.px(_TITLE_PX))

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the room around decides how high it may be."""
        super().showEvent(event)
        room = self.parentWidget()
        if room is not self._room and room is not None:
            room.installEventFilter(self)
            self._room = room
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The room around has another size."""
        if watched is self._room and event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        """As high as the rows need, at least three and no more than a share of the room."""
        ui, high = self.desk.ui, self.list.sizeHintForRow(0)
        needed = self.list.count() * high + 2 * self.list.frameWidth() + ui.px(2) if high > 0 else 0
        room = int(_SHARE * self._room.height()) if self._room is not None else 0
        height = max(ui.px(104), min(needed, room))
        if height != self.list.height() or self.list.minimumHeight() != height:
            self.list.setFixedHeight(height)

    def refresh(self) -> None:
        """Show the thoughts of the document."""
        journey = self.desk.journey
        rows = lot(journey)
        if self.isHidden():
            return
        # What stands behind a card's title is told by other records.
        shown = (rows, journey.phases, journey.channels) if journey.parked else (rows,)
        if shown == self._shown:
            self._enable()
            return
        self._shown = shown
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for at, one in enumerate(rows):
            item = self._item(one)
            item.setData(_AT, at)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsEditable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(row, len(rows) - 1)) if rows else -1)
        self.list.blockSignals(False)
        self.badge.setText(str(len(rows)))
        self.badge.setVisible(bool(rows))
        self._fit()
        self._enable()

    def _item(self, row: Row) -> QListWidgetItem:
        if isinstance(row, str):
            item = QListWidgetItem(row.partition("\n")[0])
            item.setToolTip(row)
            return item
        ui, card = self.desk.ui, row.touchpoint
        title = card.title or (ui.text("Untitled") if card.kind is Kind.CONTACT else kind_names(ui.words)[card.kind])
        item = QListWidgetItem(ui.icons.icon(_KIND_ICONS.get(card.kind, "route")), title)
        more = said_of(ui, self.desk.journey, row)
        item.setData(_MORE, more)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {more}" if more else title)
        item.setToolTip("\n".join(filter(None, (title, more, card.text))))
        return item

    @property
    def _row(self) -> int:
        return self.list.currentRow()

    def _enable(self) -> None:
        if self.isHidden():
            return
        row, count = self.list.currentRow(), self.list.count()
        for one in (self.out, self.edit, self.bin):
            one.setEnabled(row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)
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
        """The first line, or the title of a card, was edited; what stands below it stays."""
        at = int(item.data(_AT))
        rows = lot(self.desk.journey)
        if at < len(rows):
            now, text = rows[at], item.text()
            if isinstance(now, str):
                _first, line, rest = now.partition("\n")
                text = f"{text}{line}{rest}"
            self.desk.change(Message("Change a parked thought"), lambda journey: change_parked(journey, at, text))
        self._shown = None
        self.refresh()

    def move_row(self, at: int, to: int) -> None:
        """Put a row at another place of the lot, ``to`` among the others; nothing at the ends."""
        if not (0 <= at < self.list.count() and 0 <= to < self.list.count()) or at == to:
            return
        if self.desk.change(Message("Move a parked thought"), lambda journey: move_parked(journey, at, to)):
            self.desk.session.end_run()
            self.list.setCurrentRow(to)
            place = self.desk.ui.text("{n} of {count}").format(n=to + 1, count=self.list.count())
            accessible.announce(self.list, place)

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
        """Put a row on the map; ``place`` is its position and phase, if it was dropped somewhere."""
        desk = self.desk
        rows = lot(desk.journey)
        if not 0 <= at < len(rows):
            return False
        row = rows[at]
        made: list[str] = []

        def edit(journey: Journey) -> Journey:
            if isinstance(row, ParkedCard):
                made[:] = [row.touchpoint.id]
                return put_back(journey, at, place)
            after, ids = self._written(journey, at, row)
            made[:] = ids
            return edits.move_touchpoints(after, ids, *place) if place is not None else after

        if not desk.change(Message("Put a parked thought on the map"), edit):
            return False
        if made:
            desk.selection.set(made)
            self._canvas.reveal(made[0])
        return True

    def _written(self, journey: Journey, at: int, text: str) -> tuple[Journey, tuple[str, ...]]:
        """The journey with a text of the lot made a card, and the card's id; none when it names a phase only."""
        first, _line, rest = text.partition("\n")
        kind, ident = self.desk.selection.record
        after = ident if kind in ("touchpoint", "phase") else ""
        thought = parse(first, Known.of(journey)).thought
        if thought.blank:
            thought = Thought(title=clean_line(first))
        done = capture(unpark(journey, at), [thought], after, fresh_id, icon_of)
        if not rest.strip():
            return done.journey, done.ids
        return edits.change_touchpoints(done.journey, done.ids, text=clean_text(rest)), done.ids

    def park_selected(self) -> None:
        """Take the selected touchpoints off the map and keep them here with everything that hangs on them."""
        desk = self.desk
        ids = desk.selection.ids
        if not ids:
            return
        title = next((t.title for t in desk.journey.touchpoints if t.id == ids[0]), "")
        label_ = Message("Park touchpoint") if len(ids) == 1 else Message("Park touchpoints")
        if desk.change(label_, lambda journey: park_touchpoints(journey, ids)):
            self.list.setCurrentRow(self.list.count() - 1)
            # The button is grey now: without this the keyboard would be on the one that closes.
            self.list.setFocus()
            if len(ids) == 1:
                message = Message("Parked: {title}", title=title or desk.ui.text("Untitled"))
                desk.told.emit(message)
                accessible.announce(self.list, desk.ui.say(message))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the map."""
        if event.key() == Qt.Key.Key_Escape:
            self.closing.emit()
        else:
            super().keyPressEvent(event)


def said_of(ui: Ui, journey: Journey, parked: ParkedCard) -> str:
    """What is known of a parked card beside its title: phase, channel, feeling and grade, and what hangs on it."""
    card = parked.touchpoint
    feeling = " ".join(filter(None, (card.emotion, ui.number(card.grade))))
    hanging = []
    if parked.answers:
        hanging.append(ui.plural("{n} answer", "{n} answers", len(parked.answers)).format(n=len(parked.answers)))
    if parked.opportunities:
        count = len(parked.opportunities)
        hanging.append(ui.plural("{n} opportunity", "{n} opportunities", count).format(n=count))
    if card.votes:
        hanging.append(ui.plural("{n} vote", "{n} votes", card.votes).format(n=card.votes))
    phase = next((p.name for p in journey.phases if p.id == card.phase), "")
    channel = next((c.name for c in journey.channels if c.id == card.channel), "")
    return " · ".join(filter(None, (phase, channel, feeling, *hanging)))


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
            at = row_of(event.mimeData())
            if at is None or not self._lot.put(at, (drop.at, drop.phase)):
                event.ignore()
        return True
