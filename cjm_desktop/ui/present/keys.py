"""The keys of a presentation as a table: what each does, in the words of the sheet of keys.

Contract. :data:`KEYS` maps a key and its modifiers to the name of what it asks for; :data:`SHOWN` lists them for people. Presenters'
remote controls send Page Up and Page Down, the full stop or B, F5 and Escape; arrows up and down, digits, Enter and F2 stay the
map's own, for the map is worked on in this mode too.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cjm_desktop.document import Message

_K, _M = Qt.Key, Qt.KeyboardModifier
_NONE, _SHIFT = _M.NoModifier, _M.ShiftModifier
_MATTERS = _SHIFT | _M.AltModifier | _M.ControlModifier | _M.MetaModifier

#: (key, modifiers) -> what is asked for: a method of the presentation's window.
KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (_K.Key_PageDown, _NONE): "go_on",
    (_K.Key_Right, _NONE): "go_on",
    (_K.Key_PageUp, _NONE): "go_back",
    (_K.Key_Left, _NONE): "go_back",
    (_K.Key_Home, _NONE): "go_first",
    (_K.Key_End, _NONE): "go_last",
    (_K.Key_O, _NONE): "show_whole",
    (_K.Key_I, _NONE): "toggle_story",
    (_K.Key_S, _NONE): "toggle_spotlight",
    (_K.Key_D, _NONE): "toggle_dark",
    (_K.Key_B, _NONE): "toggle_blank",
    (_K.Key_Period, _NONE): "toggle_blank",
    (_K.Key_T, _NONE): "toggle_timer",
    (_K.Key_T, _SHIFT): "drop_timer",
    (_K.Key_M, _NONE): "add_minute",
    (_K.Key_M, _SHIFT): "add_five",
    (_K.Key_Tab, _NONE): "show_strip",
    (_K.Key_C, _NONE): "show_strip",
    (_K.Key_Escape, _NONE): "end",
}

#: What the sheet of keys shows: keys, and what they do.
SHOWN: tuple[tuple[Message, Message], ...] = (
    (Message("Page Down, Right"), Message("Next stop of the tour")),
    (Message("Page Up, Left"), Message("Previous stop")),
    (Message("Home, End"), Message("First and last stop")),
    (Message("O"), Message("The whole map; again: back to the stop")),
    (Message("I"), Message("Show or hide the story of the card")),
    (Message("S"), Message("Spotlight; the wheel changes its size")),
    (Message("D"), Message("Dark room")),
    (Message("B, full stop"), Message("Blank the screen")),
    (Message("T, Shift+T"), Message("Timer: start or pause; put away")),
    (Message("M, Shift+M"), Message("One minute more, five minutes more")),
    (Message("Tab, C"), Message("Controls at the lower edge")),
    (Message("Escape"), Message("Back to the editor")),
)


def wanted(event: QKeyEvent) -> str:
    """What a key asks for; empty when the table does not know it."""
    return KEYS.get((Qt.Key(event.key()), event.modifiers() & _MATTERS), "")
