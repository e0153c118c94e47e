"""A list of small records edited in place: a card for each, and an empty one at the end in which the next one is written.

Contract. :class:`Rows` shows the records of :class:`~.births.Items` in their order; ``make`` fills each card through :class:`Row`.
A record is in the document from the first thing written in the empty card on. In a line, Enter goes on to the next card (so
typing, Enter, typing makes one after the other), Tab to what comes into sight with the record, the up and down arrows go to the
neighbours, with Alt they move the card, and Backspace in an empty card goes back.
Cards keep their widgets as long as their record is there, and the cursor in them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.document import Message, Record

from ..belonging import proxy_of
from ..desk import Desk
from ..fields import Field, LineField, Link, LongLine, LongLineField
from ..fields.tabplace import TabPlace
from ..fields.widgets import into_sight
from ..panels.form import label, small_button
from ..soon import soon
from .births import Birth, Items


class Row(QFrame):
    """The card of one record, or the empty one at the end. Its maker calls :meth:`line` for what stands in it."""

    def __init__(self, rows: Rows, birth: Birth) -> None:
        super().__init__()
        self.rows, self.birth = rows, birth
        self.desk = birth.desk
        self.fields: list[Field] = []
        #: Called with the record (the blank one in the empty card) whenever the card is shown anew.
        self.hooks: list[Callable[[Any], None]] = []
        self.setProperty("role", "card")
        ui = self.desk.ui
        pad = ui.px(6)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(pad, pad, pad, pad)
        self._box.setSpacing(ui.px(5))
        self._later: list[QWidget] = []
        self._holders: list[QWidget] = []
        self._targets: list[QWidget] = []
        self.bin = small_button(ui, "trash-2", rows.remove_text, lambda: rows.remove(birth.ident))
        policy = self.bin.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bin.setSizePolicy(policy)

    @property
    def exists(self) -> bool:
        """Whether the document holds the record."""
        return self.birth.record is not None

    @property
    def name(self) -> str:
        """What the record is called; empty when it has no name yet."""
        record: Any = self.birth.shown
        return str(next((one for part in ("title", "name", "pseudonym") if (one := getattr(record, part, ""))), "")).strip()

    def link(self, name: str, what: Message) -> Link:
        """A link to a field of the record."""
        return self.birth.link(name, what)

    def line(self, *widgets: QWidget, later: bool = True) -> None:
        """Widgets side by side; fields share the width that is left. The first line is always in sight and ends with the button
        that removes the card; the others appear with the record, unless ``later`` is off."""
        first = self._box.count() == 0
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.desk.ui.px(5))
        for widget in widgets:
            if isinstance(widget, Field):
                self.take(widget)
            row.addWidget(widget, getattr(widget, "share", 1) if isinstance(widget, Field) else 0)
        if first:
            row.addWidget(self.bin)
        elif later:
            self._later.append(holder)
        self._box.addWidget(holder)
        self._holders.append(holder)

    def take(self, field: Field) -> None:
        """A field that stands anywhere in the card; :meth:`line` does this for those it is given."""
        self.fields.append(field)
        target = proxy_of(field) or field
        self._targets.append(target)
        # A field that hands the keyboard on would do so from wherever it stands in the order of the Tab key, and it cannot be moved
        # there together with what is in it: in a card, what is in it takes the keyboard by itself.
        field.setFocusProxy(None)  # type: ignore[arg-type]
        if isinstance(target, QLineEdit | LongLine):
            target.installEventFilter(self)

    def invite(self, field: LineField | LongLineField, empty: str, named: str) -> None:
        """What a line says while nothing stands in it: in the empty card (an invitation), and in the others."""
        self.hooks.append(lambda _: field.edit.setPlaceholderText(named if self.exists else empty))

    def number(self) -> QLabel:
        """A label that shows the place of the card in the list."""
        made = label("", "strong")
        made.setMinimumWidth(self.desk.ui.px(12))
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hooks.append(lambda _: made.setText(str(self.rows.place(self) + 1) if self.exists else ""))
        return made

    def refresh(self) -> None:
        """Show the record as it is now."""
        exists = self.exists
        self.bin.setVisible(exists)
        called = self.name
        self.bin.setAccessibleName(f"{self.rows.remove_text}: {called}" if called else self.rows.remove_text)
        for widget in self._later:
            widget.setVisible(exists)
        for field in self.fields:
            field.refresh()
        for hook in self.hooks:
            hook(self.birth.shown)

    def go(self, at: int = 0) -> None:
        """Put the cursor into a field; into the first one, where that one is out of sight."""
        if self._targets:
            target = self._targets[min(at, len(self._targets) - 1)]
            (target if target.isVisibleTo(self) else self._targets[0]).setFocus(Qt.FocusReason.TabFocusReason)

    def target(self, name: str) -> QWidget | None:
        """What is written in for a field of the record, if the card has one for it."""
        pairs = zip(self.fields, self._targets, strict=True)
        return next((target for field, target in pairs if field.link.key.rpartition(".")[2] == name), None)

    def stops(self) -> list[QWidget]:
        """What takes the keyboard in the card, in the order of the Tab key: the bin, then line by line. So neither way from the card that
        is begun leads to a bin first."""
        found = [
            widget
            for holder in self._holders
            for widget in holder.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget is not self.bin
        ]
        # A drop-down's list is a child too, in a window of its own.
        return [self.bin, *(widget for widget in found if widget.window() is self.window())]

    def forget(self) -> None:
        """The card goes away: whatever is typed in it is not waited for any more."""
        for field in self.fields:
            field._timer.stop()
            field._dirty = False
            self.desk.drop_pending(field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QLineEdit | LongLine):
            return self._key(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, edit: QLineEdit | LongLine, event: QKeyEvent) -> bool:
        completer = edit.completer() if isinstance(edit, QLineEdit) else None
        popup = None if completer is None else completer.popup()
        if popup is not None and popup.isVisible():
            return False
        at = self._targets.index(edit) if edit in self._targets else 0
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.rows.next_after(self)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if key == Qt.Key.Key_Up else 1
            if isinstance(edit, LongLine) and not event.modifiers() and not edit.at_edge(key):
                return False
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.rows.shift(self, by)
            else:
                self.rows.go(self.rows.place(self) + by, at)
        elif key == Qt.Key.Key_Tab and edit.text() and not self.exists:
            # What was typed is a record now: its other lines come into sight, and Tab goes on to them.
            self.desk.flush()
            self.rows.refresh()
            return False
        elif key == Qt.Key.Key_Backspace and not edit.text() and not self.exists and self.rows.place(self):
            self.rows.go(self.rows.place(self) - 1, 0)
        else:
            return False
        return True


class Rows(QWidget):
    """The cards of a list. Put it into a column with :meth:`Column.put` and its :meth:`refresh` into the column's hooks."""

    def __init__(
        self,
        desk: Desk,
        items: Items,
        blank: Callable[[str], Record],
        make: Callable[[Row], None],
        *,
        ids: Callable[[], str],
        remove_text: str,
        remove_label: Message,
        move_label: Message,
    ) -> None:
        """``ids`` gives a fresh id, ``blank`` a record with that id and nothing in it; ``remove_text`` says what the bin does."""
        super().__init__()
        self.desk, self.items = desk, items
        self._blank, self._make, self._ids = blank, make, ids
        self.remove_text, self._remove_label, self._move_label = remove_text, remove_label, move_label
        self._by_id: dict[str, Row] = {}
        self._chain: list[QWidget] = []
        self._start = TabPlace(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(desk.ui.px(6))
        self._empty = self._row(self._ids())

    # ------------------------------------------------------------------ showing

    @property
    def rows(self) -> list[Row]:
        """The cards from the top; the last one is the empty one."""
        found = (self._box.itemAt(i) for i in range(self._box.count()))
        return [row for item in found if item is not None and isinstance(row := item.widget(), Row)]

    def place(self, row: Row) -> int:
        """Where a card stands, from 0."""
        return self._box.indexOf(row)

    def refresh(self) -> None:
        """Show the records of the document."""
        wanted = [record.id for record in self.items.get(self.desk.journey)]
        if self._empty.birth.ident in wanted:
            self._empty = self._row(self._ids())
        for ident, row in list(self._by_id.items()):
            if ident in wanted or row is self._empty or ident not in self._by_id:
                continue
            if row.isAncestorOf(QApplication.focusWidget() or self) and self.place(row) >= len(wanted):
                # What was just begun is taken back: the hand goes on in the same card.
                row, self._empty = self._empty, row
            self._discard(row)
        for at, ident in enumerate((*wanted, self._empty.birth.ident)):
            row = self._by_id.get(ident) or self._row(ident)
            if self._box.indexOf(row) != at:
                self._box.removeWidget(row)
                self._box.insertWidget(at, row)
        for row in self.rows:
            row.refresh()
        self._string()

    def _row(self, ident: str) -> Row:
        row = Row(self, Birth(self.desk, self.items, self._blank(ident), self._blank))
        self._make(row)
        self._by_id[ident] = row
        self._box.addWidget(row)
        # A layout shows what is added a turn of the loop later: too late for the cursor that goes there now.
        row.show()
        return row

    def _discard(self, row: Row) -> None:
        row.forget()
        del self._by_id[row.birth.ident]
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _string(self) -> None:
        """The Tab key goes through the cards from the top, although later ones may have been made earlier."""
        stops = [stop for row in self.rows for stop in row.stops()]
        if stops == self._chain:
            return
        self._chain = stops
        self._start.string(stops)

    # ------------------------------------------------------------------ going and changing

    def go(self, place: int, at: int = 0) -> None:
        """Put the cursor into a card, if there is one at that place."""
        rows = self.rows
        if 0 <= place < len(rows):
            rows[place].go(at)
            # A card that is new has its place a turn of the loop later.
            soon(rows[place], lambda: into_sight(rows[place]))

    def next_after(self, row: Row) -> None:
        """Take over what is typed in a card and go on to the next one."""
        self.desk.flush()
        self.refresh()
        if row.exists:
            self.go(self.place(row) + 1)

    def shift(self, row: Row, by: int) -> None:
        """Move a card up or down."""
        self.desk.flush()
        to, ident, move = self.place(row) + by, row.birth.ident, self.items.move
        if row.exists and 0 <= to < len(self.items.get(self.desk.journey)):
            self.desk.change(self._move_label, lambda journey: move(journey, ident, to))
            self.refresh()

    def remove(self, ident: str) -> None:
        """Remove a record; the cursor goes to the one that follows."""
        self.desk.flush()
        row, drop = self._by_id.get(ident), self.items.drop
        if row is None or not row.exists:
            return
        at = self.place(row)
        if self.desk.change(self._remove_label, lambda journey: drop(journey, ident)):
            self.refresh()
            self.go(at)

