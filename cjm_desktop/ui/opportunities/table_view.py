"""The table of opportunities: sorted, filtered, and written in place.

Contract. A :class:`TableFace` shows rows of :mod:`.table_model`. Enter, F2 or a double click write the field under the cursor, arrows
move it, Delete removes the row's opportunity; the heads sort with a click, and so does the list beside the filter for the keyboard. The
window's selection is the row that is marked. What is being written counts as pending, so that saving takes it in first; what does not fit
stays in its editor after Enter or Tab, to be mended. Columns are as wide as what stands in them, the title has what they leave and goes on
in a second line; a column that somebody made wider or narrower stays so, also in the next session.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QIntValidator,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop import edits
from cjm_desktop.document import Message
from cjm_desktop.press import TableOrder

from ..desk import Desk
from ..fields.combo import Combo
from ..panels import options
from ..panels.form import label
from .table_model import IDENT, Field, OpportunityModel, Sorted

_Index = QModelIndex | QPersistentModelIndex
#: Height of a row, and what a second line of its title adds (px at scale 1); the room in a cell beside its words, and of its sign.
_ROW, _LINE, _BESIDE, _SIGN = 34, 17, 26, 26
#: The title is at least so wide, and no column wider, nor narrower (px at scale 1).
_TITLE, _WIDEST, _NARROWEST = 260, 2_000, 30


class _Pending:
    """A cell that is being written."""

    def __init__(self, delegate: _Delegate, editor: QWidget) -> None:
        self._delegate, self._editor = delegate, editor

    def flush(self) -> None:
        """Keep it and close the editor."""
        self._delegate.commitData.emit(self._editor)
        self._delegate.closeEditor.emit(self._editor, QAbstractItemDelegate.EndEditHint.NoHint)


class _Delegate(QStyledItemDelegate):
    """Editors of the cells, and the frame of the one that has the keyboard."""

    def __init__(self, desk: Desk, model: OpportunityModel, view: QTableView) -> None:
        super().__init__(view)
        self.desk, self._model = desk, model
        self._open: dict[int, _Pending] = {}
        #: Editors in which stands what does not fit, and what that is: it is said once.
        self.refused: dict[int, object] = {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A list for what is chosen, a line for what is typed."""
        field = self._model.fields[index.column()]
        choices = self._model.choices(field.name)
        made: QWidget
        if choices:
            box = Combo(self.desk.ui)
            for choice in choices:
                box.addItem(self.desk.ui.icons.icon(choice.icon), choice.text, choice.value)
            box.activated.connect(lambda _at: self._done(box))
            made = box
        else:
            line = QLineEdit()
            if field.name == "votes":
                line.setValidator(QIntValidator(0, 999_999, line))
            elif field.name == "due":
                line.setPlaceholderText(self.desk.ui.text("DD/MM/YYYY"))
            elif field.name == "touchpoints":
                line.setPlaceholderText(self.desk.ui.text("Their numbers: 4, 7"))
            made = line
        made.setParent(parent)
        made.setAccessibleName(field.heading)
        made.setMinimumHeight(0)
        pending = self._open[id(made)] = _Pending(self, made)
        self.desk.add_pending(pending)
        return made

    def _done(self, editor: QWidget) -> None:
        if id(editor) in self._open:
            self._open[id(editor)].flush()

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """What stands there now."""
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(next((i for i in range(editor.count()) if editor.itemData(i) == value), 0))
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(value or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: _Index) -> None:
        """What was chosen or typed, to the document."""
        source = model.mapToSource(index) if isinstance(model, Sorted) and isinstance(index, QModelIndex) else index
        value = editor.currentData() if isinstance(editor, QComboBox) else editor.text() if isinstance(editor, QLineEdit) else None
        if self.refused.get(id(editor), self) == value:
            return
        self.refused.pop(id(editor), None)
        if isinstance(editor, QLineEdit) and not editor.isModified():
            return
        if not self._model.setData(source, value) and not self._model.fits(source, value):
            self.refused[id(editor)] = value

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """Over the cell, and wider where its words need that."""
        box = QRect(option.rect)
        least = max(box.width(), min(editor.sizeHint().width(), self.desk.ui.px(240)))
        port = editor.parentWidget()
        room = port.width() if port is not None else least
        box.setWidth(least)
        box.moveLeft(max(0, min(box.left(), room - least)))
        editor.setGeometry(box)

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        """The cell is done."""
        self.refused.pop(id(editor), None)
        pending = self._open.pop(id(editor), None)
        if pending is not None:
            self.desk.drop_pending(pending)
        super().destroyEditor(editor, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The cell, framed where the keyboard is."""
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        option.state = state & ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if focused:
            painter.save()
            painter.setPen(QPen(QColor(self.desk.ui.look.accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()


class _Rows(QTableView):
    """Rows and columns with our keys."""

    remove_asked = Signal()
    menu_asked = Signal(QPoint)
    #: Columns may want other widths.
    resized = Signal()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """An editor in which stands what does not fit stays open as long as the keyboard is in it; Escape closes it."""
        delegate, hints = self.itemDelegate(), QAbstractItemDelegate.EndEditHint
        if isinstance(delegate, _Delegate) and id(editor) in delegate.refused and hint is not hints.RevertModelCache and editor.hasFocus():
            return
        super().closeEditor(editor, hint)
        self.resized.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is another width to share."""
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes, Delete removes."""
        if self.state() is QAbstractItemView.State.EditingState:
            # What the editor has done with already.
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.remove_asked.emit()
        elif event.text().strip():
            # A letter is no search here: the line above is.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the row."""
        event.accept()
        at = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        elif self.indexAt(self.viewport().mapFromGlobal(at)).isValid():
            self.setCurrentIndex(self.indexAt(self.viewport().mapFromGlobal(at)))
        if self.currentIndex().isValid():
            self.menu_asked.emit(at)


class TableFace(QWidget):
    """Filter and rows."""

    menu_asked = Signal(QPoint)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._leading = self._fitting = False
        ui, _ = desk.ui, desk.ui.text
        self.setObjectName("desk")
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(12), ui.px(8), ui.px(12), ui.px(10))
        column.setSpacing(ui.px(8))
        self.model = OpportunityModel(desk, self)
        self.rows = Sorted(self.model)
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search opportunities"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.which = Combo(ui)
        self.which.setAccessibleName(_("Which opportunities are shown"))
        for value, text in (("all", _("All")), ("open", _("Still open")), ("late", _("Overdue"))):
            self.which.addItem(text, value)
        for option in options.statuses(ui):
            self.which.addItem(ui.icons.icon(option.icon), option.text, str(option.value))
        self.which.activated.connect(self._choose)
        self.by = Combo(ui)
        self.by.setAccessibleName(_("Sorted by"))
        self.by.addItem(_("In the order of the board"), -1)
        for at, field in enumerate(self.model.fields):
            self.by.addItem(_("By {field}").format(field=field.heading), at)
        self.by.activated.connect(lambda _at: self.sort(int(self.by.currentData())))
        row.addWidget(self.search, 3)
        row.addWidget(self.which, 2)
        row.addWidget(self.by, 2)
        column.addLayout(row)
        self.table = _Rows()
        self._set_up(self.table)
        column.addWidget(self.table, 1)
        self.count = label("", "hint")
        column.addWidget(self.count)
        self.setFocusProxy(self.table)
        self.table.resized.connect(self._fit)
        self.table.horizontalHeader().sectionResized.connect(self._made_wide)
        self.model.dataChanged.connect(self._fit)
        desk.selection.changed.connect(self._selected)
        for signal in (self.rows.modelReset, self.rows.rowsInserted, self.rows.rowsRemoved, self.rows.layoutChanged):
            signal.connect(self._tell)
            signal.connect(self._fit)
        self.model.modelReset.connect(self._selected)
        self._tell()

    def _set_up(self, table: _Rows) -> None:
        ui = self.desk.ui
        table.setModel(self.rows)
        table.setItemDelegate(_Delegate(self.desk, self.model, table))
        table.setAccessibleName(ui.text("Opportunities"))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setStyleSheet(f"QTableView::item {{ padding-left: {ui.px(6)}px; padding-right: {ui.px(6)}px; }}")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ui.px(_ROW))
        head = table.horizontalHeader()
        head.setSectionsMovable(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMaximumSectionSize(ui.px(_WIDEST))
        table.setSortingEnabled(True)
        head.setSortIndicatorClearable(True)
        head.sortIndicatorChanged.connect(self._sorted)
        if any(one.votes for one in self.desk.journey.opportunities):
            # In the order of every other list of them.
            votes = next(at for at, field in enumerate(self.model.fields) if field.name == "votes")
            table.sortByColumn(votes, Qt.SortOrder.DescendingOrder)
        else:
            self.sort(-1)
        table.remove_asked.connect(self.remove)
        table.menu_asked.connect(self.menu_asked)
        table.selectionModel().currentRowChanged.connect(self._moved)

    # ------------------------------------------------------------------ widths and heights

    def _wide(self, at: int, field: Field, head: QFontMetrics, cell: QFontMetrics) -> int:
        """A column shows its whole heading, beside the arrow that tells the order, and what stands in it, as far as is usual."""
        px = self.desk.ui.px
        said = [str(self.rows.index(row, at).data() or "") for row in range(self.rows.rowCount())]
        sign = px(_SIGN) if field.name in ("kind", "status") else 0
        longest = max((cell.horizontalAdvance(one) for one in said), default=0) + sign + px(_BESIDE)
        return max(min(longest, px(field.width)), head.horizontalAdvance(field.heading) + px(38))

    @property
    def _kept(self) -> dict[str, int]:
        """The widths that somebody gave columns (px at scale 1)."""
        kept = self.desk.ui.settings.get("opportunities/widths")
        return {name: wide for name, wide in kept.items() if type(wide) is int and _NARROWEST <= wide <= _WIDEST}

    def _fit(self, *_: object) -> None:
        """Columns as wide as what stands in them, or as they were made; the title has the rest, and rows have room for its second line."""
        if self._fitting or self.table.state() is QAbstractItemView.State.EditingState:
            return
        self._fitting = True
        table, px, kept = self.table, self.desk.ui.px, self._kept
        head, cell = table.horizontalHeader().fontMetrics(), table.fontMetrics()
        others = 0
        for at, field in enumerate(self.model.fields[1:], 1):
            wide = px(kept[field.name]) if field.name in kept else self._wide(at, field, head, cell)
            table.setColumnWidth(at, wide)
            others += wide
        titles = [str(self.rows.index(row, 0).data() or "") for row in range(self.rows.rowCount())]
        whole = max((cell.horizontalAdvance(one) for one in titles), default=0) + px(_BESIDE)
        title = px(kept["title"]) if "title" in kept else max(px(_TITLE), min(whole, table.viewport().width() - others))
        table.setColumnWidth(0, title)
        for row, one in enumerate(titles):
            second = cell.horizontalAdvance(one) > title - px(_BESIDE)
            table.setRowHeight(row, px(_ROW + _LINE) if second else px(_ROW))
        self._fitting = False

    def _made_wide(self, at: int, _before: int, wide: int) -> None:
        """Somebody drew a column wider or narrower: that is kept."""
        if self._fitting or not self.isVisible():
            return
        settings, ui = self.desk.ui.settings, self.desk.ui
        made = min(max(round(wide / ui.px(100) * 100), _NARROWEST), _WIDEST)
        settings.set("opportunities/widths", {**self._kept, self.model.fields[at].name: made})
        if at == 0:
            self._fit()

    # ------------------------------------------------------------------ order and choice

    def sort(self, column: int) -> None:
        """By a column, upwards; -1: in the document's order."""
        self.table.sortByColumn(column, Qt.SortOrder.AscendingOrder)

    def _sorted(self, column: int, _order: Qt.SortOrder) -> None:
        self.by.setCurrentIndex(column + 1)

    def _search(self, words: str) -> None:
        self.rows.search(words)
        self._tell()

    def _choose(self, _at: int) -> None:
        self.rows.show_only(str(self.which.currentData()))
        self._tell()

    def _tell(self) -> None:
        shown, all_ = self.rows.rowCount(), self.model.rowCount()
        self.count.setText(self.desk.ui.text("{n} of {all}").format(n=shown, all=all_))
        self.count.setVisible(shown < all_)

    # ------------------------------------------------------------------ selection

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        ident = current.data(IDENT)
        if ident and not self._leading and self.isVisible():
            self._leading = True
            self.desk.selection.set_record("opportunity", ident)
            self._leading = False

    def _selected(self) -> None:
        """The row of the window's selection."""
        kind, ident = self.desk.selection.record
        if self._leading or not self.isVisible():
            return
        self._leading = True
        row = self.model.row_of(ident) if kind == "opportunity" else -1
        index = self.rows.mapFromSource(self.model.index(row, 0)) if row >= 0 else QModelIndex()
        here = self.table.currentIndex()
        if not index.isValid():
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        elif index.row() != here.row() or not here.isValid():
            self.table.setCurrentIndex(self.rows.index(index.row(), max(0, here.column())))
        self._leading = False

    def edit(self, ident: str) -> None:
        """Write the title of an opportunity, or the field under the cursor in its row."""
        row = self.model.row_of(ident)
        index = self.rows.mapFromSource(self.model.index(row, 0)) if row >= 0 else QModelIndex()
        if not index.isValid():
            # It was left out by what is looked for.
            self.search.clear()
            self.which.setCurrentIndex(0)
            self.rows.show_only("all")
            index = self.rows.mapFromSource(self.model.index(row, 0)) if row >= 0 else QModelIndex()
        if index.isValid():
            here = self.table.currentIndex()
            at = here if here.isValid() and here.row() == index.row() else index
            self.table.setFocus()
            self.table.setCurrentIndex(at)
            self.table.edit(at)

    def as_printed(self) -> TableOrder:
        """The table as it is shown: its rows as they are sorted and filtered, its columns as they stand."""
        head = self.table.horizontalHeader()
        columns = sorted(range(head.count()), key=head.visualIndex)
        return TableOrder(
            tuple(str(self.rows.index(row, 0).data(IDENT)) for row in range(self.rows.rowCount())),
            tuple(self.model.fields[at].name for at in columns if not head.isSectionHidden(at)),
        )

    def remove(self) -> None:
        """Remove the opportunity of the current row; the next one is current then."""
        here = self.table.currentIndex()
        ident = here.data(IDENT)
        if not ident:
            return
        row, column = here.row(), here.column()
        self.desk.change(Message("Remove opportunity"), lambda journey: edits.drop(journey, "opportunities", str(ident)))
        last = self.rows.rowCount() - 1
        if last >= 0:
            self.table.setCurrentIndex(self.rows.index(min(row, last), column))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.refresh()
        self._fit()
        self._selected()
