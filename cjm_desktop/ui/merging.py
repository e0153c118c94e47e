"""A colleague's copy as a command: the file is chosen, the dialog decides, and the document changes in one step.

Contract. Merging is one undo step, and what is in the window is kept as a version before. No file is written.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Message
from cjm_desktop.storage import shown
from cjm_desktop.storage.history import Why

from .desk import Desk
from .files import Files
from .versions import Versions
from .worker import Worker

if TYPE_CHECKING:
    from cjm_desktop.edits.merge import Merged


class Merging:
    """Puts a colleague's copy and the document of one window together."""

    def __init__(self, desk: Desk, files: Files, versions: Versions, worker: Worker, over: Callable[[], QWidget]) -> None:
        """``over`` gives the window that the dialog stands over."""
        self._desk, self._files, self._versions, self._worker, self._over = desk, files, versions, worker, over

    def open(self, path: Path | None = None) -> None:
        """Choose the copy, unless it is given, decide, and merge."""
        if path is None:
            path = self._files.asks.open_path(self._files.folder())
        if path is None:
            return
        from .dialogs.merge import MergeDialog  # loaded when somebody wants it

        self._desk.settle()
        dialog = MergeDialog(
            self._desk.ui,
            self._over(),
            self._desk.session.journey,
            path,
            self._versions.opener(),
            self._worker,
            ask_file=lambda: self._files.asks.open_path(self._files.folder()),
        )
        merged = dialog.ask()
        dialog.deleteLater()
        if merged is not None:
            self.take(merged, shown(path.name))

    def take(self, merged: Merged, name: str) -> bool:
        """Make the merged journey the document; gives whether that changed anything."""
        session = self._desk.session
        session.cancel()
        if session.dirty:
            self._versions.keep(Why.MERGED)
        session.end_run()
        if not session.commit(Message("Merge “{name}”", name=name), merged.journey):
            return False
        self._desk.told.emit(Message("“{name}” is merged into this journey. Undo takes it back; nothing is saved yet.", name=name))
        return True
