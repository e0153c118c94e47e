"""Records that come into being with the first thing written in them, and where small records live in a document.

Contract. Fields of a :class:`Birth` show a blank record until something is written in one of them; that puts the record into the
document, as the same undo entry. Written and erased again within a visit it is gone without a trace. So a form can always show an
empty place for the next record, and the document never holds empty ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Record

from ..desk import Desk
from ..fields import Link


@dataclass(frozen=True, slots=True)
class Items:
    """A list of records with ids: how it is read and changed. ``part`` is the field of the journey that holds it, ``place`` its
    path in the document.

    ``put`` replaces the record with the same id, or adds one at the end; ``move`` takes an id and its new place.
    """

    part: str
    place: str
    get: Callable[[Journey], tuple[Any, ...]]
    put: Callable[[Journey, Any], Journey]
    drop: Callable[[Journey, str], Journey]
    move: Callable[[Journey, str, int], Journey]


def list_items(name: str) -> Items:
    """One of the journey's own lists: ``candidates``, ``parties``, ``personas``, ``interviews``, ``rounds`` …"""

    def get(journey: Journey) -> tuple[Any, ...]:
        records: tuple[Any, ...] = getattr(journey, name)
        return records

    def put(journey: Journey, record: Record) -> Journey:
        return edits.put(journey, name, record)

    def drop(journey: Journey, ident: str) -> Journey:
        return edits.drop(journey, name, ident)

    def move(journey: Journey, ident: str, at: int) -> Journey:
        return edits.reorder(journey, name, ident, at)

    return Items(name, name, get, put, drop, move)


#: Who is at the table.
PARTICIPANTS = Items(
    "charter",
    "charter.participants",
    lambda journey: journey.charter.participants,
    edits.put_participant,
    edits.drop_participant,
    edits.move_participant,
)


class Birth:
    """One record of a list, which may not exist yet; ``blank`` is what it is before anything is written.

    ``anew`` gives that again when the first thing is written, where it depends on the records that are there by then.
    """

    def __init__(self, desk: Desk, items: Items, blank: Any, anew: Callable[[str], Any] | None = None) -> None:
        self.desk, self.items, self.blank, self._anew = desk, items, blank, anew

    @property
    def ident(self) -> str:
        """Its id, now and later."""
        ident: str = self.blank.id
        return ident

    @property
    def record(self) -> Any | None:
        """The record in the document; ``None`` when there is nothing yet, or nothing any more."""
        return self._in(self.desk.journey)

    @property
    def shown(self) -> Any:
        """The record as it is, or the blank one."""
        record = self.record
        return self.blank if record is None else record

    def link(self, name: str, label: Message) -> Link:
        """A link to one of its fields."""

        def get(journey: Journey) -> Any:
            record = self._in(journey)
            return getattr(self.blank if record is None else record, name)

        def put(journey: Journey, value: Any) -> Journey:
            return self.written(journey, **{name: value})

        return Link(get, put, label, f"{self.items.part}.{self.ident}.{name}", self.without_blank)

    def flags(self, names: Sequence[str], label: Message) -> Link:
        """A link to several of its fields that are yes or no: the value is a tuple of the names of those that are yes."""

        def get(journey: Journey) -> tuple[str, ...]:
            record = self._in(journey) or self.blank
            return tuple(name for name in names if getattr(record, name))

        def put(journey: Journey, value: tuple[str, ...]) -> Journey:
            return self.written(journey, **{name: name in value for name in names})

        return Link(get, put, label, f"{self.items.part}.{self.ident}.{names[0]}", self.without_blank)

    def written(self, journey: Journey, **values: Any) -> Journey:
        """The journey in which the record has these values; a blank one does not come into being."""
        record = self._in(journey)
        if record is None and self._anew is not None and self.record is None:
            self.blank = self._anew(self.ident)
        if record is None and all(getattr(self.blank, name) == value for name, value in values.items()):
            return journey
        return self.items.put(journey, (self.blank if record is None else record).replace(**values))

    def without_blank(self, journey: Journey) -> Journey:
        """The journey without the record if there is nothing (any more) in it, and nothing refers to it."""
        if self._in(journey) != self.blank:
            return journey
        after = self.items.drop(journey, self.ident)
        lone = all(
            getattr(after, part) is getattr(journey, part) for part in Journey.model_fields if part != self.items.part
        )
        return after if lone else journey

    def _in(self, journey: Journey) -> Any | None:
        return next((record for record in self.items.get(journey) if record.id == self.ident), None)
