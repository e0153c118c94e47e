"""The settings window of one window.

Contract. At most one is open. It stays open when its own change makes the window anew: :meth:`Tuning.left_at` gives where it was, and
:meth:`Tuning.open` of the new window goes on there. Loaded when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from .commands import Commands
from .present.presenter import Presenter
from .shared import Ui

if TYPE_CHECKING:
    from .dialogs.settings import SettingsDialog


class Tunes(Protocol):
    """The workspace, as far as the settings need it."""

    ui: Ui
    presenter: Presenter
    commands: Commands


class Tuning(QObject):
    """Opens the settings."""

    def __init__(self, room: Tunes, window: QWidget) -> None:
        super().__init__(window)
        self._room = room
        self._dialog: SettingsDialog | None = None

    @property
    def dialog(self) -> SettingsDialog | None:
        """The settings window while it is open."""
        made = self._dialog
        return made if made is not None and isValid(made) and made.isVisible() else None

    def open(self, at: str = "") -> SettingsDialog:
        """Show the settings, at a preference (its key) if one is given."""
        from .dialogs.settings import SettingsDialog  # loaded when somebody asks for it

        made = self.dialog
        if made is None:
            made = self._dialog = SettingsDialog(self._room.ui, self._room.presenter.front)
            made.keys_asked.connect(self._show_keys)
            made.open()
        made.begin_at(at)
        made.raise_()
        return made

    def left_at(self) -> str | None:
        """Where the keyboard is in the settings that are open; ``None`` when none are."""
        made = self.dialog
        return None if made is None else made.place

    def _show_keys(self) -> None:
        made = self.dialog
        if made is not None:
            made.accept()
        self._room.commands.run("keys")
