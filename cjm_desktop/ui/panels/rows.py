"""Lists of small records inside a form: quotes, service levels. Rows with fields, one button to add, one
each to remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cjm_desktop.document import Journey, Message, Record

from ..desk import Desk
from ..fields import MIXED, Field, Link
from .form import button


def item_link(link: Link, at: int, name: str, label: Message) -> Link:
    """The link to field ``name`` of item ``at`` of a tuple of records that ``link`` leads to."""

    def get(journey: Journey) -> Any:
        items = link.get(journey)
        return getattr(items[at], name) if isinstance(items, tuple) and at < len(items) else None

    def put(journey: Journey, value: Any) -> Journey:
        items = link.get(journey)
        if not isinstance(items, tuple) or at >= len(items):
            return journey
        changed = items[at].replace(**{name: value})
        return link.put(journey, (*items[:at], changed, *items[at + 1 :]))

    return Link(get, put, label, f"{link.key}[{at}].{name}")


class Rows(QWidget):
    """The items of a tuple of records, each in a card made by ``make(i)``; ``fresh()`` makes the item that
    Add adds.

    ``make`` gives the widget of a row and its fields. Hidden while several touchpoints with different lists
    are selected.
    """

    def __init__(
        self,
        desk: Desk,
        link: Link,
        make: Callable[[int], tuple[QWidget, list[Field]]],
        fresh: Callable[[], Record],
        add_text: str,
        add_label: Message,
    ) -> None:
        super().__init__()
        self._desk, self._link, self._make, self._fresh, self._label = desk, link, make, fresh, add_label
        self._rows: list[tuple[QWidget, list[Field]]] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(desk.ui.px(8))
        self._add = button(desk.ui, add_text, "plus", self.add_item)
        self._box.addWidget(self._add)

    def refresh(self) -> None:
        """Show the items of the document."""
        items = self._link.get(self._desk.journey)
        if items is MIXED or items is None:
            self.setVisible(False)
            return
        self.setVisible(True)
        while len(self._rows) > len(items):
            widget, fields = self._rows.pop()
            for field in fields:
                field.drop()
            self._box.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        while len(self._rows) < len(items):
            row = self._make(len(self._rows))
            frame = QFrame()
            frame.setProperty("role", "card")
            inside = QVBoxLayout(frame)
            pad = self._desk.ui.px(8)
            inside.setContentsMargins(pad, pad, pad, pad)
            inside.addWidget(row[0])
            self._box.insertWidget(len(self._rows), frame)
            self._rows.append((frame, row[1]))
        for _, fields in self._rows:
            for field in fields:
                field.refresh()

    def leave(self) -> None:
        """The subject changes."""
        for _, fields in self._rows:
            for field in fields:
                field.left()
                field._shown = None

    def go_to_first(self) -> None:
        """Put the cursor into the first field of the first item, or onto the button that adds one."""
        fields = self._rows[0][1] if self._rows else []
        (fields[0] if fields else self._add).setFocus()

    def add_item(self) -> None:
        """Add an item and go to its first field."""
        items = self._link.get(self._desk.journey)
        if not isinstance(items, tuple):
            return
        fresh = self._fresh()
        put = self._link.put
        if self._desk.change(self._label, lambda journey: put(journey, (*items, fresh))):
            self.refresh()
            if self._rows and self._rows[-1][1]:
                self._rows[-1][1][0].setFocus()

    def remove(self, at: int, label: Message) -> None:
        """Take an item away."""
        self._desk.flush()
        items = self._link.get(self._desk.journey)
        if isinstance(items, tuple) and at < len(items):
            put = self._link.put
            self._desk.change(label, lambda journey: put(journey, (*items[:at], *items[at + 1 :])))


def row_of(desk: Desk, *lines: list[Any]) -> QWidget:
    """Widgets in lines: the fields of a small record."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(desk.ui.px(4))
    for line in lines:
        row = QHBoxLayout()
        row.setSpacing(desk.ui.px(4))
        for widget in line:
            row.addWidget(widget, 1 if isinstance(widget, Field) else 0)
        column.addLayout(row)
    return holder
