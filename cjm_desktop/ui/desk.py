"""The desk: what panels, menus and fields work with together, and the one way in which forms change the
document.

Contract. A form never touches the session itself: it calls :meth:`Desk.change` with a function Journey ->
Journey. An edit that is refused (``EditError``, a value that does not fit) leaves the document alone and is
told through :attr:`Desk.refused`. Fields with typing not yet committed register here, so that saving, undo
and closing first take it in (:meth:`Desk.flush`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from cjm_desktop.document import InvariantError, Journey, Message, Record
from cjm_desktop.edits import EditError

from .selection import Selection
from .session import Session
from .shared import Ui

if TYPE_CHECKING:
    from collections.abc import Sequence


class Pending(Protocol):
    """A field with typing that is not in the document yet."""

    def flush(self) -> None:
        """Commit it now."""


@runtime_checkable
class Drafting(Protocol):
    """A field that can say what its typing would make of the document."""

    def draft(self, journey: Journey) -> Journey:
        """The journey with what is typed, as far as it is a value; nothing changes by it. May raise what edits raise."""


class Desk(QObject):
    """Session, selection and the shared objects of one window."""

    #: A sentence (``Message``) why an edit was refused.
    refused = Signal(object)
    #: A sentence (``Message``) worth knowing, for the status bar; ``keys``, ``capture``, ``votes``, ``findings``,
    #: ``opportunities`` ask for the keys, quick entry, voting, what the map says on paper, and board, grid and table;
    #: ``hint`` for what can be done.
    told = Signal(object)
    #: Somebody wants to see a record (its id; may be empty) or else a place of the document such as ``desired.target``.
    sought = Signal(str, str)
    #: A record was just added and is selected: it wants a name.
    born = Signal()
    #: A touchpoint (its id) was just added under ``new_card_merge`` and wants to be written on the map; the flag: Enter adds the next.
    card_born = Signal(str, bool)
    #: Somebody wants to bring in the answers of a survey.
    survey_wanted = Signal()
    #: The hand is done with a record that was just added: the keyboard goes back to the map.
    settled = Signal()

    def __init__(self, ui: Ui, session: Session, selection: Selection) -> None:
        super().__init__()
        self.ui = ui
        self.session = session
        self.selection = selection
        self._pending: list[Pending] = []
        self._index: dict[str, tuple[Sequence[Record], dict[str, Record]]] = {}
        self._fresh = ""
        self._birth: Journey | None = None
        self._before: tuple[str, ...] = ()
        selection.changed.connect(self._grow_old)
        # Before any form is made: the words are right when the forms follow the document.
        session.changed.connect(self._speak)
        self._speak()

    @property
    def journey(self) -> Journey:
        """The document as it is now."""
        return self.session.journey

    def record(self, list_name: str, ident: str) -> Record | None:
        """The record of a list of the document by its id; indexed once for each version of the list."""
        records: Sequence[Record] = getattr(self.journey, list_name)
        known = self._index.get(list_name)
        if known is None or known[0] is not records:
            by_id: Mapping[str, Record] = {r.id: r for r in records}  # type: ignore[attr-defined]
            known = self._index[list_name] = (records, dict(by_id))
        return known[1].get(ident)

    def change(self, label: Message, edit: Callable[[Journey], Journey], merge: str = "") -> bool:
        """Apply an edit as one undo entry; gives whether the document is different now.

        While a gesture runs nothing is changed (the hand comes first).
        """
        if self.session.in_gesture:
            return False
        try:
            after = edit(self.session.journey)
        except EditError as error:
            self.refused.emit(error.message)
            return False
        except InvariantError as error:
            self.refused.emit(error.problems[0].message)
            return False
        except ValidationError:
            self.refused.emit(Message("This value does not fit here and was not taken over."))
            return False
        return self.session.commit(label, after, merge)

    # ------------------------------------------------------------------ records just added

    @property
    def fresh(self) -> str:
        """The id of the record that was just added, as long as it stays selected; else nothing.

        In its fields Enter and Escape both mean “done”, as on a new card: what was typed stays.
        """
        return self._fresh

    def welcome(self, kind: str, ident: str, *, name_it: bool = True) -> None:
        """Select a record that was just added; ``name_it`` puts the cursor into its name."""
        self._before = self.selection.ids
        self.selection.set_record(kind, ident)
        self._fresh, self._birth = ident, self.journey
        if name_it:
            self.born.emit()

    def settle(self) -> None:
        """The hand is done with the fresh record: one that was left as it came goes away again, as an empty new card does."""
        self.flush()
        untouched = self._birth is not None and self._birth is self.journey
        self._fresh, self._birth = "", None
        if untouched:
            self.session.undo()
            self.selection.set(self._before)
        self.settled.emit()

    def _speak(self) -> None:
        self.ui.speak_of(self.journey.traveller)

    def _grow_old(self) -> None:
        if self.selection.record[1] != self._fresh:
            self._fresh, self._birth = "", None

    def add_pending(self, field: Pending) -> None:
        """A field has typing that is not in the document yet."""
        if field not in self._pending:
            self._pending.append(field)
            if isinstance(field, Drafting):
                self.session.hold(field, field.draft)

    def drop_pending(self, field: Pending) -> None:
        """The field's typing is in the document, or was dropped."""
        if field in self._pending:
            self._pending.remove(field)
            self.session.hold(field, None)

    def follow(self, editor: QLineEdit) -> None:
        """A line that is no field: what is typed into it is kept until it is in the document or the line is gone."""
        editor.textEdited.connect(lambda text: self.session.hold(editor, text.strip() or None))

    def drafted(self) -> tuple[Journey, str]:
        """The document with everything that is being typed, and the line that is not entered yet. Nothing changes by it."""
        journey, lines = self.journey, []
        for owner, typed in tuple(self.session.held.items()):
            if isinstance(owner, QObject) and not isValid(owner):
                self.session.hold(owner, None)
            elif isinstance(typed, str):
                lines.append(typed)
            else:
                # What cannot be taken over yet is told when it is to be.
                with suppress(EditError, InvariantError, ValidationError):
                    journey = typed(journey)
        return journey, " ".join(lines)

    def flush(self) -> None:
        """Take over everything typed so far."""
        for field in tuple(self._pending):
            field.flush()
