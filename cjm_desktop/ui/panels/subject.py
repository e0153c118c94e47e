"""What the forms of single records have in common: the record they show, and links that follow it."""

from __future__ import annotations

from typing import Any, ClassVar

from cjm_desktop.document import Journey, Message, Record

from ..desk import Desk
from ..fields import Link, change_record
from .form import Sheet


class RecordForm(Sheet):
    """A form of one record of the list ``list_name``; ``kind`` is its name in the selection."""

    kind: ClassVar[str]
    list_name: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ident = ""

    @property
    def record(self) -> Record | None:
        """The record shown, while it exists."""
        return self.desk.record(self.list_name, self.ident)

    def show_subject(self, ident: str) -> None:
        """Show this record."""
        if ident != self.ident:
            self.leave()
            self.ident = ident
            self.verticalScrollBar().setValue(0)
        self.refresh()

    def link(self, name: str, what: Message) -> Link:
        """A link to a field of the record shown."""

        def get(_: Journey) -> Any:
            record = self.record
            return None if record is None else getattr(record, name)

        def put(journey: Journey, value: Any) -> Journey:
            return change_record(journey, self.list_name, self.ident, **{name: value})

        return Link(get, put, what, f"{self.list_name}.{name}")
