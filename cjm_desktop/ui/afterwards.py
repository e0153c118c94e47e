"""What was just removed, undone or done again, said by name where somebody works.

Contract. :class:`Afterwards` says it in the status line, or over the map while that is presented, and has a screen reader say it. It
speaks a turn of the loop after the change: what else the change sets off (another card is selected, the keyboard goes on) has its own
hint to give, and this comes last. Of respondents only the pseudonym is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer

from cjm_desktop.document import Journey

from .canvas.accessible import announce
from .desk import Desk
from .keymap import Keymap, native
from .session import Change
from .statusline import StatusLine
from .window import MainWindow

#: Lists of a document whose records have a name, and what that is called in them.
_NAMED: tuple[tuple[str, str], ...] = (
    ("touchpoints", "title"),
    ("phases", "name"),
    ("opportunities", "title"),
    ("personas", "name"),
    ("channels", "name"),
    ("parties", "name"),
    ("candidates", "title"),
    ("interviews", "pseudonym"),
    ("rounds", "name"),
    ("text_lanes", "name"),
)
_PARTICIPANTS = "name"
#: How the labels of steps begin that take something away.
_REMOVES = "Remove "


class Front(Protocol):
    """Presentations, as far as this needs them."""

    @property
    def in_front(self) -> bool:
        """Whether somebody works in one."""

    @property
    def showing(self) -> Any:
        """The one that is shown."""


def _lists(before: Journey, after: Journey) -> Iterator[tuple[Any, Any, str]]:
    """The lists that differ between two versions, before and after, and what a name is called in them."""
    pairs = ((getattr(before, part), getattr(after, part), called) for part, called in _NAMED)
    people = (before.charter.participants, after.charter.participants, _PARTICIPANTS)
    return ((old, new, called) for old, new, called in chain(pairs, [people]) if old is not new)


def is_less(before: Journey, after: Journey) -> bool:
    """Whether a list is shorter than it was: something was taken away. Asked after each letter, so nothing is walked through."""
    return any(len(new) < len(old) for old, new, _called in _lists(before, after))


def named(before: Journey, after: Journey) -> str:
    """What the one record is called that is in one of two versions only, else the one that differs. Empty for none, several or a
    nameless one."""
    gone: list[str] = []
    come: list[str] = []
    other: list[str] = []
    for old, new, called in _lists(before, after):
        was, now = {one.id: one for one in old}, {one.id: one for one in new}
        gone += (str(getattr(one, called)) for ident, one in was.items() if ident not in now)
        come += (str(getattr(one, called)) for ident, one in now.items() if ident not in was)
        other += (str(getattr(one, called)) for ident, one in now.items() if ident in was and was[ident] is not one)
    one = gone + come or other
    return one[0].strip() if len(one) == 1 else ""


class Afterwards(QObject):
    """Tells in one window."""

    def __init__(self, desk: Desk, window: MainWindow, status: StatusLine, front: Front) -> None:
        super().__init__(window)
        self._desk, self._window, self._status, self._front = desk, window, status, front
        self._text = ""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._say)
        desk.session.changed.connect(self._changed)

    def _changed(self, change: Change) -> None:
        label = change.label
        if label is None or change.gesture:
            return
        if not (change.step or label.template.startswith(_REMOVES) or is_less(change.before, change.after)):
            # Something else was done meanwhile: nothing old is said of it.
            self._soon.stop()
            return
        ui = self._desk.ui
        name, what = named(change.before, change.after), ui.say(label)
        if name and name not in what:
            what = ui.text("{what} “{name}”").format(what=what, name=name)
        if change.step == "undone":
            text = ui.text("Undone: {what}").format(what=what)
        elif change.step == "redone":
            text = ui.text("Done again: {what}").format(what=what)
        else:
            keys = Keymap(ui.settings).keys("undo")
            text = ui.text("Done: {what}").format(what=what)
            if keys:
                text += " · " + ui.text("{key} takes it back").format(key=native(keys[0]))
        self._text = text
        self._soon.start(0)

    def _say(self) -> None:
        if self._front.in_front and self._front.showing is not None:
            self._front.showing.say(self._text)
        else:
            self._status.say(self._text)
            announce(self._window, self._text)
