"""The keys of a presentation as tables: what each does, in the words of the sheet of keys.

Contract. :data:`FIXED` are the keys that presenters' remote controls send (Page Up and Page Down, the full stop, F5 and Escape) and
those that lead the tour and the controls: nobody can change them. :data:`OWN` are letters that a person may change
(:class:`~..keymap.Keymap`). Arrows up and down, digits, Enter and F2 stay the map's own, for the map is worked on in this mode too.
:data:`SHOWN` lists for people what cannot be changed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ..keytext import sequence
from ..own_keys import OwnKey


def _(english: str) -> str:
    """Marks a text of the tables for translation; it is looked up when it is shown."""
    return english


_K, _M = Qt.Key, Qt.KeyboardModifier
_MATTERS = _M.ShiftModifier | _M.AltModifier | _M.ControlModifier | _M.MetaModifier

#: A key without modifiers -> what is asked for: a method of the presentation's window.
FIXED: dict[Qt.Key, str] = {
    _K.Key_PageDown: "go_on",
    _K.Key_Right: "go_on",
    _K.Key_PageUp: "go_back",
    _K.Key_Left: "go_back",
    _K.Key_Home: "go_first",
    _K.Key_End: "go_last",
    _K.Key_Period: "toggle_blank",
    _K.Key_Tab: "show_strip",
    _K.Key_Escape: "end",
}

#: What a person may give other keys.
OWN: tuple[OwnKey, ...] = (
    OwnKey("present:show_whole", _("The whole map; again: back to the stop"), ("O",)),
    OwnKey("present:toggle_story", _("Show or hide the story of the card"), ("I",)),
    OwnKey("present:toggle_spotlight", _("Spotlight; the wheel changes its size"), ("S",)),
    OwnKey("present:toggle_dark", _("Dark room"), ("D",)),
    OwnKey("present:toggle_blank", _("Blank the screen"), ("B",)),
    OwnKey("present:toggle_timer", _("Timer: start or pause"), ("T",)),
    OwnKey("present:drop_timer", _("Put the timer away"), ("Shift+T",)),
    OwnKey("present:add_minute", _("One minute more"), ("M",)),
    OwnKey("present:add_five", _("Five minutes more"), ("Shift+M",)),
    OwnKey("present:show_strip", _("Controls at the lower edge"), ("C",)),
)

#: What leads the tour, for those who look for it by name: what is asked for, what it is called, its key.
LED: tuple[tuple[str, str, str], ...] = (
    ("go_first", _("First stop of the tour"), "Home"),
    ("go_on", _("Next stop of the tour"), "PgDown"),
    ("go_back", _("Previous stop"), "PgUp"),
)

#: What the sheet of keys shows of the rest: keys, and what they do.
SHOWN: tuple[tuple[str, str], ...] = (
    (_("PgDown, Right"), _("Next stop of the tour")),
    (_("PgUp, Left"), _("Previous stop")),
    (_("Home, End"), _("First and last stop")),
    (_("Full stop"), _("Blank the screen")),
    (_("Tab"), _("Controls at the lower edge")),
    (_("Escape"), _("Back to the editor")),
)

#: Gives the keys of a row, by its id.
KeysOf = Callable[[str], tuple[str, ...]]


def wanted(event: QKeyEvent, keys: KeysOf) -> str:
    """What a key asks for; empty when the tables do not know it."""
    modifiers = event.modifiers() & _MATTERS
    if not modifiers and Qt.Key(event.key()) in FIXED:
        return FIXED[Qt.Key(event.key())]
    pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    return next((row.name for row in OWN if any(sequence(key) == pressed for key in keys(row.id))), "")
