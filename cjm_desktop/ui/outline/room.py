"""The outline's place beside the map: made when it is first wanted, open again at the next start if it was open.

Contract. :meth:`Outline.turn` shows it and gives it the keyboard, or hides it when it has the keyboard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..desk import Desk
from ..middle import Middle

if TYPE_CHECKING:
    from .panel import OutlinePanel


class Outline(QObject):
    """Makes, shows and hides the outline."""

    #: It came into sight or went.
    turned = Signal()
    #: It was made and can have the keyboard.
    made = Signal(QWidget)

    def __init__(self, desk: Desk, home: QWidget, middle: Middle) -> None:
        """``home`` gets the keyboard when the outline goes."""
        super().__init__(middle)
        self.desk, self._home, self._middle = desk, home, middle
        self._panel: OutlinePanel | None = None
        middle.turned.connect(self._remember)

    @property
    def panel(self) -> OutlinePanel:
        """The outline."""
        if self._panel is None:
            from .panel import OutlinePanel  # loaded when somebody wants it

            self._panel = OutlinePanel(self.desk)
            self._panel.closing.connect(self._close)
            self._middle.beside(self._panel)
            self.made.emit(self._panel)
        return self._panel

    @property
    def shown(self) -> bool:
        """Whether it is in sight."""
        return self._panel is not None and not self._panel.isHidden()

    def turn(self) -> None:
        """Show it and give it the keyboard; hide it when it has it."""
        if self.shown and self.panel.editor.hasFocus():
            self._close()
            return
        self._middle.show_beside(self.panel)
        self.panel.editor.setFocus()
        self.turned.emit()

    def restore(self) -> None:
        """Show it if it was in sight when the program was last used."""
        if self.desk.ui.settings.get("window/outline") and self._middle.shown_beside is None:
            self._middle.show_beside(self.panel)

    def carry_on(self, other: Outline) -> None:
        """Take over the lines as they are typed in another one, whose window gives way to this one; those that are not understood too."""
        if other._panel is None:
            return
        self.panel.carry_on(other._panel)
        if other.shown and not self.shown:
            self._middle.show_beside(self.panel)
        if other.shown and other.has_keyboard:
            self.panel.editor.setFocus()

    @property
    def has_keyboard(self) -> bool:
        """Whether somebody writes in it, also while a menu or a dialog has borrowed the keyboard."""
        return self._panel is not None and self._panel.window().focusWidget() is self._panel.editor

    def _close(self) -> None:
        self.panel.take(leaving=True)
        self._middle.show_beside(self.panel, False)
        self._home.setFocus()

    def _remember(self) -> None:
        if self.shown != self.desk.ui.settings.get("window/outline"):
            self.desk.ui.settings.set("window/outline", self.shown)
        self.turned.emit()
