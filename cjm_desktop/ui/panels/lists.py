"""Lists of records in the journey panel: phases, channels, parties, personas. Add, rename, reorder, remove,
go to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop import edits
from cjm_desktop.analysis.party_signs import party_signs
from cjm_desktop.document import (
    Journey,
    Message,
    Party,
    Phase,
    Record,
    clean_line,
)
from cjm_desktop.layout.theme import load_theme

from ..desk import Desk
from ..fields import change_record
from ..theme import interface_font
from .adding import fresh_record
from .form import button, small_button

_ID = Qt.ItemDataRole.UserRole


class _Namer(QStyledItemDelegate):
    """Edits a name in its row. In a record that was just added Escape keeps what was typed and leads back to the map, as Enter
    does."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QWidget:
        """A line whose words are kept while they are typed."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            self._desk.follow(editor)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            self._desk.fresh
            and isinstance(editor, QLineEdit)
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self._desk.settle()
            return True
        return super().eventFilter(editor, event)


class RecordList(QWidget):
    """One list of the document: its records in order, renamed in place, dragged to reorder, with a button
    to add."""

    def __init__(
        self,
        desk: Desk,
        list_name: str,
        kind: str,
        add_text: str,
        add_label: Message,
        *,
        icon: Callable[[Record], QIcon],
        detail: Callable[[Record], str] | None = None,
    ) -> None:
        super().__init__()
        self.desk, self.list_name, self.kind = desk, list_name, kind
        self._icon, self._detail, self._label = icon, detail, add_label
        self._shown: tuple[object, ...] | None = None
        self._filling = False
        ui = desk.ui
        self.list = QListWidget()
        self.list.setItemDelegate(_Namer(desk, self.list))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setIconSize(QSize(ui.px(18), ui.px(18)))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.itemClicked.connect(lambda item: self._go(item))
        self.list.itemActivated.connect(lambda item: self._go(item))
        self.list.itemChanged.connect(self._renamed)
        self.list.model().rowsMoved.connect(self._dragged)
        self.list.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(2))
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.addWidget(button(ui, add_text, "plus", self.add_record))
        row.addStretch(1)
        self._up = small_button(ui, "arrow-up", ui.text("Move up (Alt+Up)"), lambda: self._step(-1))
        self._down = small_button(ui, "arrow-down", ui.text("Move down (Alt+Down)"), lambda: self._step(1))
        self._bin = small_button(ui, "trash-2", ui.text("Remove"), self.remove_current)
        for tool in (self._up, self._down, self._bin):
            row.addWidget(tool)
        column.addLayout(row)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        desk.selection.changed.connect(self._follow_selection)

    # ------------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the records of the document."""
        records: tuple[Record, ...] = getattr(self.desk.journey, self.list_name)
        rows = tuple(
            (r.id, r.name, self._detail(r) if self._detail else "", r)  # type: ignore[attr-defined]
            for r in records
        )
        # Icons are drawn in colours of the document, chosen to show on the look in force.
        poster = self.desk.journey.poster
        shown = (self.desk.ui.look.dark, poster.theme, poster.colours, *rows)
        if shown == self._shown:
            return
        self._shown = shown
        current = self._current_id()
        self._filling = True
        self.list.clear()
        nameless = self.desk.ui.text("Unnamed")
        for ident, name, detail, record in rows:
            item = QListWidgetItem(self._icon(record), name or nameless)
            item.setData(_ID, ident)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(detail or name)
            self.list.addItem(item)
            if ident == current:
                self.list.setCurrentItem(item)
        self._filling = False
        self._fit()
        self._follow_selection()
        self._enable()

    def _fit(self) -> None:
        height = sum(self.list.sizeHintForRow(i) for i in range(self.list.count()))
        self.list.setFixedHeight(height + 2 * self.list.frameWidth() + 2 if self.list.count() else 0)
        self.list.setVisible(self.list.count() > 0)

    def _follow_selection(self) -> None:
        kind, ident = self.desk.selection.record
        self._filling = True
        if kind != self.kind:
            self.list.setCurrentRow(-1)
            self.list.clearSelection()
        else:
            for i in range(self.list.count()):
                if self.list.item(i).data(_ID) == ident:
                    self.list.setCurrentRow(i)
        self._filling = False
        self._enable()

    def _enable(self) -> None:
        at, count = self.list.currentRow(), self.list.count()
        for tool, use in ((self._up, at > 0), (self._down, 0 <= at < count - 1), (self._bin, at >= 0)):
            tool.setVisible(at >= 0)
            tool.setEnabled(use)

    def _current_id(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    # ------------------------------------------------------------------ changing

    def add_record(self) -> None:
        """Add a record at the end, select it, and start naming it."""
        self.desk.flush()
        record = fresh_record(self.desk, self.list_name)[0]
        name = self.list_name

        def add(journey: Journey) -> Journey:
            if isinstance(record, Phase):
                return edits.add_phase(journey, record, len(journey.phases))
            return edits.put(journey, name, record)

        if self.desk.change(self._label, add):
            self.refresh()
            # It is named here, in its row.
            self.desk.welcome(self.kind, record.id, name_it=False)
            item = self.list.item(self.list.count() - 1)
            self.list.setFocus()
            self.list.setCurrentItem(item)
            self.list.editItem(item)

    def remove_current(self) -> None:
        """Remove the selected record; what pointed to it points to nothing."""
        self.desk.flush()
        ident, name = self._current_id(), self.list_name
        if not ident:
            return

        def remove(journey: Journey) -> Journey:
            return (
                edits.remove_phase(journey, ident) if name == "phases" else edits.drop(journey, name, ident)
            )

        labels = {
            "phases": Message("Remove phase"),
            "channels": Message("Remove channel"),
            "parties": Message("Remove party"),
            "personas": Message("Remove persona"),
        }
        self.desk.change(labels[name], remove)

    def _step(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count() and row >= 0:
            self._move(self._current_id(), row + by)

    def _move(self, ident: str, at: int) -> None:
        self.desk.flush()
        name = self.list_name

        def move(journey: Journey) -> Journey:
            if name == "phases":
                return edits.move_phase(journey, ident, at)
            return edits.reorder(journey, name, ident, at)

        labels = {
            "phases": Message("Move phase"),
            "channels": Message("Reorder channels"),
            "parties": Message("Reorder parties"),
            "personas": Message("Reorder personas"),
        }
        self.desk.change(labels[name], move)
        self._shown = None
        self.refresh()

    def _dragged(self, _from: QModelIndex, start: int, _end: int, _to: QModelIndex, row: int) -> None:
        if self._filling:
            return
        at = row - 1 if row > start else row
        item = self.list.item(at)
        if item is not None:
            self._move(str(item.data(_ID)), at)

    def _renamed(self, item: QListWidgetItem) -> None:
        if self._filling:
            return
        ident, name, list_name = str(item.data(_ID)), clean_line(item.text()), self.list_name
        labels = {
            "phases": Message("Rename phase"),
            "channels": Message("Rename channel"),
            "parties": Message("Rename party"),
            "personas": Message("Rename persona"),
        }
        if name == self.desk.ui.text("Unnamed"):
            name = ""
        self.desk.change(labels[list_name], lambda j: change_record(j, list_name, ident, name=name))
        self._shown = None
        self.refresh()

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.desk.selection.seek(self.kind, str(item.data(_ID)))

    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is None:
            return
        self.list.setCurrentItem(item)
        ui = self.desk.ui
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(ui.icons.icon("pencil"), ui.text("Rename"), lambda: self.list.editItem(item))
        menu.addAction(ui.icons.icon("arrow-up"), ui.text("Move up"), lambda: self._step(-1))
        menu.addAction(ui.icons.icon("arrow-down"), ui.text("Move down"), lambda: self._step(1))
        menu.addSeparator()
        menu.addAction(ui.icons.icon("trash-2", "danger"), ui.text("Remove"), self.remove_current)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            editing = self.list.state() is QAbstractItemView.State.EditingState
            if not editing:
                alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
                if event.key() == Qt.Key.Key_Delete:
                    self.remove_current()
                    return True
                if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                    self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
                    return True
        return False


def party_icon(desk: Desk, party: Party) -> QIcon:
    """A swatch of the party's colour with its sign."""
    ui = desk.ui
    theme = load_theme(desk.journey.poster.theme)
    side, ratio = ui.px(18), 2.0
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    p = QPainter(picture)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(theme.party(party.colour)))
    p.drawRoundedRect(QRectF(0, 0, side, side), side * 0.28, side * 0.28)
    sign = party_signs(desk.journey.parties).get(party.id, party.sign)
    if sign:
        font = interface_font(1, max(6, side * (0.58 if len(sign) == 1 else 0.44)))
        font.setBold(True)
        p.setFont(font)
        p.setPen(QColor("#FFFFFF"))
        p.drawText(QRectF(0, 0, side, side), int(Qt.AlignmentFlag.AlignCenter), sign[:2])
    p.end()
    return QIcon(picture)
