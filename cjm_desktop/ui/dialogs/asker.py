"""Every question the program asks about files, in one place, so that tests can answer instead of a person."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from cjm_desktop.document import Message

from ..shared import Ui
from .question import Answer, Question, may_replace


class Asks(Protocol):
    """What the file commands need to ask. Answers are plain words."""

    def unsaved(self, name: str) -> str:
        """Work would be lost: ``save``, ``discard`` or ``cancel``."""

    def changed_on_disk(self, name: str) -> str:
        """Somebody else wrote the file: ``overwrite``, ``elsewhere``, ``reload`` or ``cancel``."""

    def save_failed(self, reason: Message) -> str:
        """The file could not be written: ``retry``, ``elsewhere`` or ``cancel``."""

    def open_failed(self, reason: Message) -> None:
        """The file could not be read."""

    def revert(self, name: str) -> bool:
        """Whether to drop what was changed since the last save."""

    def open_path(self, folder: str) -> Path | None:
        """A file to open."""

    def save_path(self, suggested: Path) -> Path | None:
        """A file to save to; whether it may replace one is asked by :meth:`replace`."""

    def replace(self, name: str) -> bool:
        """Whether another file may be replaced."""


class Asker:
    """Asks a person, with dialogs over the window."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        self._ui, self._parent = ui, parent

    def unsaved(self, name: str) -> str:
        """Work would be lost."""
        _ = self._ui.text
        return Question(
            self._ui,
            self._parent,
            _("Save the changes to “{name}”?").format(name=name),
            _("If you do not save, everything since the last save is lost."),
            (
                Answer("discard", _("Do not save"), "danger"),
                Answer("cancel", _("Cancel")),
                Answer("save", _("Save"), "primary"),
            ),
            icon="save",
        ).ask()

    def changed_on_disk(self, name: str) -> str:
        """Somebody else wrote the file."""
        _ = self._ui.text
        return Question(
            self._ui,
            self._parent,
            _("“{name}” has been changed by somebody else").format(name=name),
            _(
                "The file on disk is newer than what you opened. Overwriting it loses their changes; loading it shows "
                "them here, and Undo brings yours back."
            ),
            (
                Answer("overwrite", _("Overwrite"), "danger"),
                Answer("reload", _("Load theirs")),
                Answer("cancel", _("Cancel")),
                Answer("elsewhere", _("Save elsewhere …"), "primary"),
            ),
            icon="triangle-alert",
        ).ask()

    def save_failed(self, reason: Message) -> str:
        """The file could not be written."""
        _ = self._ui.text
        return Question(
            self._ui,
            self._parent,
            _("Not saved"),
            self._ui.say(reason),
            (
                Answer("cancel", _("Cancel")),
                Answer("retry", _("Try again")),
                Answer("elsewhere", _("Save elsewhere …"), "primary"),
            ),
            icon="octagon-alert",
        ).ask()

    def open_failed(self, reason: Message) -> None:
        """The file could not be read."""
        _ = self._ui.text
        Question(
            self._ui,
            self._parent,
            _("Not opened"),
            self._ui.say(reason),
            (Answer("cancel", _("Close"), "primary"),),
            icon="octagon-alert",
        ).ask()

    def revert(self, name: str) -> bool:
        """Whether to drop what was changed since the last save."""
        _ = self._ui.text
        answer = Question(
            self._ui,
            self._parent,
            _("Go back to the saved “{name}”?").format(name=name),
            _("What you changed since then is taken out of the map. Undo brings it back."),
            (Answer("cancel", _("Cancel")), Answer("revert", _("Revert"), "primary")),
            icon="rotate-ccw",
        ).ask()
        return answer == "revert"

    def open_path(self, folder: str) -> Path | None:
        """A file to open."""
        _ = self._ui.text
        path, _filter = QFileDialog.getOpenFileName(
            self._parent,
            _("Open a journey"),
            folder,
            _("Journeys") + " (*.cjm);;" + _("All files") + " (*)",
        )
        return Path(path) if path else None

    def save_path(self, suggested: Path) -> Path | None:
        """A file to save to."""
        _ = self._ui.text
        path, _filter = QFileDialog.getSaveFileName(
            self._parent,
            _("Save the journey"),
            str(suggested),
            _("Journeys") + " (*.cjm)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        return Path(path) if path else None

    def replace(self, name: str) -> bool:
        """Whether another file may be replaced."""
        return may_replace(self._ui, self._parent, name)
