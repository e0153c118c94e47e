"""What is selected in the window: touchpoints, or one other record, or the journey itself.

Contract. One selection for the whole window; canvas and panels set and observe it. It follows the document:
a record that is gone is not selected any more. ``changed`` is emitted when the selection changed, never
otherwise. ``sought`` is emitted when the map should show what was selected elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from .session import Change, Session

#: What :meth:`Selection.set_record` takes besides touchpoints, and the list of the document that holds it.
RECORD_LISTS = {
    "touchpoint": "touchpoints",
    "phase": "phases",
    "opportunity": "opportunities",
    "persona": "personas",
    "channel": "channels",
    "party": "parties",
    "interview": "interviews",
}


class Selection(QObject):
    """Selected touchpoints (``ids``) or one selected record of another kind (``record``)."""

    changed = Signal()
    #: Somebody who does not see it on the map asked for a record (its id): it is to be brought into sight.
    sought = Signal(str)
    #: Other touchpoints are pointed out (:meth:`point`).
    pointed_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: tuple[str, ...] = ()
        self._current = ""
        self._record: tuple[str, str] = ("journey", "")
        #: Touchpoints that somebody points out on the map without selecting them; the first is the one that is meant.
        self.pointed: tuple[str, ...] = ()
        session.changed.connect(self._follow)
        session.opened.connect(self.clear)

    @property
    def ids(self) -> tuple[str, ...]:
        """Selected touchpoints, in the order of the timeline."""
        return self._ids

    @property
    def current(self) -> str:
        """The touchpoint the keyboard acts from: the one selected last; empty when none is."""
        return self._current

    @property
    def record(self) -> tuple[str, str]:
        """Kind and id of what the inspector shows: ``("touchpoint", id)``, ``("phase", id)``, … or
        ``("journey", "")``.

        With several touchpoints selected, the current one.
        """
        return ("touchpoint", self._current) if self._ids else self._record

    def set(self, ids: Iterable[str], current: str = "") -> None:
        """Select these touchpoints; unknown ids are left out. ``current`` defaults to the last one given."""
        given = list(ids)
        wanted = set(given)
        ordered = tuple(t.id for t in self._session.journey.touchpoints if t.id in wanted) if wanted else ()
        if current not in ordered:
            current = next((i for i in reversed(given) if i in ordered), "")
        self._become(ordered, current, ("journey", ""))

    def toggle(self, ident: str) -> None:
        """Add a touchpoint to the selection, or take it out."""
        if ident in self._ids:
            rest = [i for i in self._ids if i != ident]
            self.set(rest, self._current if self._current in rest else "")
        else:
            self.set((*self._ids, ident), ident)

    def set_record(self, kind: str, ident: str) -> None:
        """Select one record of a kind (a key of :data:`RECORD_LISTS`, or ``journey``); an unknown id
        selects the journey."""
        if kind == "touchpoint":
            self.set((ident,))
        elif kind in RECORD_LISTS and self._exists(kind, ident):
            self._become((), "", (kind, ident))
        else:
            self._become((), "", ("journey", ""))

    def seek(self, kind: str, ident: str) -> None:
        """Select one record as :meth:`set_record` does, and have the map show it."""
        self.set_record(kind, ident)
        self.sought.emit(ident)

    def point(self, ids: Iterable[str] = (), first: str = "") -> None:
        """Point touchpoints out, ``first`` before the others; without any, none. What is selected stays so, and comes first on the map."""
        given = tuple(ids)
        pointed = (first, *(ident for ident in given if ident != first)) if first in given else given
        if pointed != self.pointed:
            self.pointed = pointed
            self.pointed_changed.emit()

    def clear(self) -> None:
        """Select nothing: the journey itself."""
        self._become((), "", ("journey", ""))

    def _exists(self, kind: str, ident: str) -> bool:
        return any(r.id == ident for r in getattr(self._session.journey, RECORD_LISTS[kind]))

    def _follow(self, change: Change) -> None:
        if self._ids:
            if change.before.touchpoints is not change.after.touchpoints:
                self.set(self._ids, self._current)
        elif self._record[0] != "journey" and not self._exists(*self._record):
            self.clear()

    def _become(self, ids: tuple[str, ...], current: str, record: tuple[str, str]) -> None:
        if (ids, current, record) != (self._ids, self._current, self._record):
            self.point()
            self._ids, self._current, self._record = ids, current, record
            self.changed.emit()
