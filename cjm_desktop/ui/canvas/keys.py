"""The canvas's keys as a table: what each does while no text is being edited.

Contract. :data:`KEYS` maps a key and its modifiers to the name of a method of the canvas and its arguments. Menus may show the
same keys; whatever a menu has taken as a shortcut never arrives here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K, _M = Qt.Key, Qt.KeyboardModifier
_NONE, _SHIFT, _ALT, _CTRL = _M.NoModifier, _M.ShiftModifier, _M.AltModifier, _M.ControlModifier
# What does not tell one key of the table from another: the number pad and keyboard groups.
_MATTERS = _SHIFT | _ALT | _CTRL | _M.MetaModifier

#: (key, modifiers) -> (method of the canvas, its arguments).
KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], tuple[str, tuple[object, ...]]] = {
    (_K.Key_Left, _NONE): ("step", (-1, False)),
    (_K.Key_Right, _NONE): ("step", (1, False)),
    (_K.Key_Left, _SHIFT): ("step", (-1, True)),
    (_K.Key_Right, _SHIFT): ("step", (1, True)),
    (_K.Key_Left, _ALT): ("shift_cards", (-1,)),
    (_K.Key_Right, _ALT): ("shift_cards", (1,)),
    (_K.Key_Home, _NONE): ("step_to_end", (-1, False)),
    (_K.Key_End, _NONE): ("step_to_end", (1, False)),
    (_K.Key_Home, _SHIFT): ("step_to_end", (-1, True)),
    (_K.Key_End, _SHIFT): ("step_to_end", (1, True)),
    (_K.Key_Up, _NONE): ("step_grade", (1, False)),
    (_K.Key_Down, _NONE): ("step_grade", (-1, False)),
    (_K.Key_Up, _SHIFT): ("step_grade", (1, True)),
    (_K.Key_Down, _SHIFT): ("step_grade", (-1, True)),
    (_K.Key_Return, _NONE): ("add_next", ()),
    (_K.Key_Enter, _NONE): ("add_next", ()),
    (_K.Key_F2, _NONE): ("edit_selected", ()),
    (_K.Key_Delete, _NONE): ("remove_selected", ()),
    (_K.Key_Backspace, _NONE): ("remove_selected", ()),
    (_K.Key_A, _CTRL): ("select_all", ()),
    (_K.Key_C, _CTRL): ("copy", ()),
    (_K.Key_X, _CTRL): ("cut", ()),
    (_K.Key_V, _CTRL): ("paste", ()),
    (_K.Key_D, _CTRL): ("duplicate", ()),
    (_K.Key_0, _CTRL): ("fit", ()),
    (_K.Key_1, _CTRL): ("true_size", ()),
    (_K.Key_2, _CTRL): ("fit_height", ()),
    (_K.Key_Plus, _CTRL): ("zoom_in", ()),
    (_K.Key_Equal, _CTRL): ("zoom_in", ()),
    (_K.Key_Minus, _CTRL): ("zoom_out", ()),
    (_K.Key_PageDown, _NONE): ("turn", (1,)),
    (_K.Key_PageUp, _NONE): ("turn", (-1,)),
    (_K.Key_Escape, _NONE): ("clear_selection", ()),
    **{(Qt.Key(_K.Key_0 + digit), _NONE): ("grade", (digit,)) for digit in range(10)},
}


def command_for(event: QKeyEvent) -> tuple[str, tuple[object, ...]] | None:
    """What a key asks for, or ``None`` when the table does not know it."""
    modifiers = event.modifiers() & _MATTERS
    found = KEYS.get((Qt.Key(event.key()), modifiers))
    if found is None and modifiers == (_CTRL | _SHIFT) and event.key() == _K.Key_Plus:
        # On keyboards where + needs Shift.
        return KEYS[_K.Key_Plus, _CTRL]
    return found
