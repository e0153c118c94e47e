"""A colleague's copy as a command: the file is chosen, the dialog decides, and the document changes in one step.

Contract. Merging is one undo step, and what is in the window is kept as a version before. No file is written.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Journey, Message
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

    def open(self) -> bool:
        """Choose the copy, decide, and merge; gives whether that changed anything."""
        path = self._files.asks.merge_path(self._files.folder())
        return path is not None and self._merge(path, None)

    def with_file(self) -> bool:
        """Merge with what somebody else has written into the document's own file since it was last saved here."""
        session = self._desk.session
        # What was kept against the file once has no version in common with it any more but in the history.
        return session.path is not None and self._merge(session.path, session.saved)

    def _merge(self, path: Path, ground: Journey | None) -> bool:
        from .dialogs.merge import MergeDialog  # loaded when somebody wants it

        self._desk.settle()
        dialog = MergeDialog(
            self._desk.ui,
            self._over(),
            self._desk.session.journey,
            path,
            self._versions.opener() if ground is None else None,
            self._worker,
            ground=ground,
            ask_file=lambda: self._files.asks.merge_path(self._files.folder(), ground=True),
        )
        merged = dialog.ask()
        dialog.deleteLater()
        return merged is not None and self.take(merged, shown(path.name))

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
