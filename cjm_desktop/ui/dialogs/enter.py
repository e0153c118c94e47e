"""What Enter does in a dialog that prints: never by accident what the dialog is for.

Contract. Enter on a button presses it; in a field or a list it is done with what was typed or chosen there, and nothing else
happens. Ctrl+Enter begins from anywhere. Qt's own way, a button that every Enter presses, is switched off with it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton

from ..keytext import sequence

#: The key that begins.
BEGIN = "Ctrl+Return"
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def begin_with_ctrl_enter(dialog: QDialog, button: QPushButton) -> None:
    """Have Ctrl+Enter press a button of the dialog, as long as it can be pressed."""

    def press() -> None:
        if button.isVisible() and button.isEnabled():
            # The field that has the keyboard is left first: what was typed there counts.
            button.setFocus()
            button.click()

    for key in (BEGIN, "Ctrl+Enter"):
        QShortcut(sequence(key), dialog).activated.connect(press)


def take_enter(dialog: QDialog, event: QKeyEvent) -> bool:
    """For the dialog's ``keyPressEvent``: whether it was Enter, which then is done with."""
    if event.key() not in _ENTERS:
        return False
    focus = dialog.focusWidget()
    if isinstance(focus, QPushButton | QToolButton):
        focus.click()
    event.accept()
    return True
