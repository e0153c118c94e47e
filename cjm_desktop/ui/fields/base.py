"""What all form fields share: reading from the document, committing on a pause and on leaving, one undo
entry a visit.

Contract. A field knows its :class:`Link` (how to read and how to change the document) and nothing else of it. Typing is committed
after a short pause and when the field is left; everything typed in one visit is one undo entry, and typing back to the old value
leaves none. Ctrl+Z in a field is the program's undo, not a second history. What is no value stays as it was typed, with a sentence
that says what would be one, also when the field is left; the document keeps the value it had. Escape takes back what was typed in
this visit, committed or not, as it does on a card of the map; once more it leads back to the map. In a record that was just added
it keeps the words, as Enter does, and both lead back to the map at once (as on a new card).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from cjm_desktop.document import Journey, Message

from ..belonging import proxy_of
from ..desk import Desk

#: How long a hand rests before what it typed goes into the document.
PAUSE_MS = 300


class Mixed:
    """The value of a field whose selected records differ."""

    def __repr__(self) -> str:
        return "MIXED"


#: The one value of :class:`Mixed`.
MIXED: Final = Mixed()


class Unfit(ValueError):
    """What was typed is no value; ``message`` says what would be."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(str(message))


@dataclass(frozen=True, slots=True)
class Link:
    """How a field reads and changes the document.

    ``get`` gives the value, or :data:`MIXED`; ``put`` gives the changed document; ``label`` names the undo
    entry; ``key`` tells edits of the same value from others. ``leave``, when given, is applied once when
    the field is left after a change.
    """

    get: Callable[[Journey], Any]
    put: Callable[[Journey, Any], Journey]
    label: Message
    key: str
    leave: Callable[[Journey], Journey] | None = None


_visits = count(1)


class Field(QWidget):
    """Base of all fields. Subclasses build their widget, and implement :meth:`show_value` and
    :meth:`value`."""

    def __init__(self, desk: Desk, link: Link, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.link = desk, link
        self._shown: Any = None
        self._dirty = False
        self._visited = False
        self._visit = 0
        self._before: Any = MIXED
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._pause)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.ui.px(3))
        self._error = QLabel(self)
        self._error.setProperty("role", "error")
        self._error.setWordWrap(True)
        self._error.setTextFormat(Qt.TextFormat.PlainText)
        self._error.hide()

    def hold(self, widget: QWidget, *watched: QWidget) -> None:
        """Put the widget of the field in; ``watched`` are the widgets whose focus counts as a visit."""
        self._column.addWidget(widget)
        self._column.addWidget(self._error)
        self.setFocusProxy(watched[0] if watched else widget)
        for one in watched or (widget,):
            one.installEventFilter(self)

    def lend_sentence(self) -> QLabel:
        """The sentence that says what is wrong, for a table that has more room for it than stands under the field."""
        self._column.removeWidget(self._error)
        return self._error

    # ------------------------------------------------------------------ for subclasses

    def show_value(self, value: Any) -> None:
        """Show a value of the document (or :data:`MIXED`)."""
        raise NotImplementedError

    def value(self) -> Any:
        """The value that stands in the field. Raises :class:`Unfit` with what would be one."""
        raise NotImplementedError

    @property
    def unfit(self) -> bool:
        """Whether what stands in the field was found to be no value: its sentence is in sight, and the document has another one."""
        if self._error.isHidden():
            return False
        try:
            self.value()
        except Unfit:
            return True
        return False

    # ------------------------------------------------------------------ what happens

    def refresh(self) -> None:
        """Show what the document holds now; typing not committed yet stays."""
        if self._dirty:
            return
        value = self.link.get(self.desk.journey)
        if self._shown is None or value != self._shown:
            self._shown = value
            self._say("")
            self.show_value(value)

    def touched(self) -> None:
        """The person changed something: commit it after a pause."""
        if not self._dirty:
            self._dirty = True
            if not self._visit:
                self._visit, self._before = next(_visits), self.link.get(self.desk.journey)
            self.desk.add_pending(self)
        self._timer.start()

    def chosen(self) -> None:
        """The person chose something with one click: commit it now as an entry of its own."""
        self._dirty = True
        self._visit = next(_visits)
        self.flush()
        self.left()

    def flush(self) -> None:
        """Commit what is typed now."""
        self._timer.stop()
        if not self._dirty:
            return
        if self.desk.session.in_gesture:
            self._timer.start()
            return
        try:
            value = self.value()
        except Unfit as wrong:
            self._say(self.desk.ui.say(wrong.message))
            return
        self._dirty = False
        self.desk.drop_pending(self)
        self._say("")
        self._shown = value
        self._visited = True
        put = self.link.put
        taken = self.desk.change(
            self.link.label, lambda journey: put(journey, value), f"{self.link.key}:{self._visit}"
        )
        if not taken and self.link.get(self.desk.journey) != value:
            self._shown = None
            self.refresh()

    def draft(self, journey: Journey) -> Journey:
        """A journey with what stands in the field, if it is a value and there is anything typed."""
        if not self._dirty:
            return journey
        try:
            return self.link.put(journey, self.value())
        except Unfit:
            return journey

    def left(self) -> None:
        """The field was left: take over what is in it, and end the undo entry."""
        self.flush()
        if self._dirty:
            self._set_aside()
        if self._visited:
            if self.link.leave is not None:
                self.desk.change(self.link.label, self.link.leave, f"{self.link.key}:{self._visit}")
            self.desk.session.end_run()
        self._visited = False
        self._visit = 0

    def _set_aside(self) -> None:
        """What was typed is no value: it stays in sight with its sentence, and nobody waits for it."""
        self._timer.stop()
        self._dirty = False
        self.desk.drop_pending(self)
        # What the document holds counts as shown, so that only another value takes the words away.
        self._shown = self.link.get(self.desk.journey)

    def drop(self) -> None:
        """Forget what was typed and not committed; show the document's value again."""
        self._timer.stop()
        self._dirty = False
        self.desk.drop_pending(self)
        self._shown = None
        self.refresh()

    def take_back(self) -> bool:
        """Put back the value that this visit began with; gives whether anything was typed in it.

        The undo entry of the visit vanishes with it. Values that differed between the selected records stay what was typed: Undo
        brings them back.
        """
        if not self._dirty and not self._visited:
            if not self._error.isHidden():
                self.drop()
                return True
            return False
        committed, before, visit = self._visited, self._before, self._visit
        self._timer.stop()
        self._dirty = False
        self.desk.drop_pending(self)
        if committed and before is not MIXED and not self.desk.session.in_gesture:
            put = self.link.put
            self.desk.change(self.link.label, lambda journey: put(journey, before), f"{self.link.key}:{visit}")
            self.desk.session.end_run()
        self._visited = False
        self._visit = 0
        self._shown = None
        self.refresh()
        return True

    def _pause(self) -> None:
        self.flush()

    def _say(self, sentence: str) -> None:
        wrong = bool(sentence)
        self._error.setText(sentence)
        self._error.setVisible(wrong)
        widget = proxy_of(self)
        if widget is not None and bool(widget.property("state")) != wrong:
            widget.setProperty("state", "wrong" if wrong else "")
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.FocusOut:
            # A popup (menu, completer, another window) borrows the focus: the visit goes on.
            reason = event.reason()  # type: ignore[attr-defined]
            if reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self.left()
        elif kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return True
        elif kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self.desk.fresh and _done(event, watched):
                self.left()
                self.desk.settle()
                return True
            if event.key() == Qt.Key.Key_Escape and self.take_back():
                return True
        return super().eventFilter(watched, event)


def _done(event: QKeyEvent, widget: QObject) -> bool:
    """Whether a key says that a fresh record is done: Escape anywhere, Enter in a line."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (isinstance(widget, QLineEdit) or widget.property("line") is True)
    return event.key() == Qt.Key.Key_Escape or enter
