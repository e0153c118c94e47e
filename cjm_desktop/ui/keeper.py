"""Keeps a recovery copy of the document up to date, so that at most the last two seconds are ever lost.

Contract. :class:`Keeper` watches a session: half a second after a change, a gesture's too, or a key that is not in the document yet, it
takes the document as it stands with the words being typed, and has it written in another thread
(:class:`~cjm_desktop.storage.copyist.Copyist`). As long as somebody types it looks again. Nothing is committed by it and no undo entry
made. What is saved or refused goes. When copies cannot be written, ``failed`` says so once, and again only after one was written
meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from cjm_desktop.document import Journey, Message
from cjm_desktop.storage.copyist import Copyist
from cjm_desktop.storage.recovery import Entry, Origin
from cjm_desktop.storage.stamp import disk_of

from .desk import Desk

#: How long after a change the document is taken, and at most (ms): a big one takes the window's thread a while where words are typed.
SOON_MS, LATEST_MS = 500, 1_200
#: Seconds that saving waits for the copy of what it saves.
AT_MOST = 2.0
# So many times as long as taking it took is left to the window before it is taken again.
_EASE = 12


class _Post(QObject):
    """Carries what the copyist tells into the window's thread."""

    failed = Signal(object)
    done = Signal(object)


class Keeper(QObject):
    """The recovery copy of the document in one window."""

    #: A sentence (``Message``): there can be no copy now. Told once.
    failed = Signal(object)
    #: A copy of this journey (a :class:`~cjm_desktop.document.Journey`) is on the disk.
    kept = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None, folder: Path | None = None) -> None:
        """``folder`` is where copies go, if not where all of this user's do."""
        super().__init__(parent)
        self._desk, self._folder = desk, folder
        self._post = _Post()
        self._post.failed.connect(self._told, Qt.ConnectionType.QueuedConnection)
        self._post.done.connect(self._written, Qt.ConnectionType.QueuedConnection)
        self._copyist = self._made()
        #: What was handed over last; ``None`` when nothing is unsaved.
        self._last: tuple[Journey, Origin, str] | None = None
        self._warned = self._over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        session = desk.session
        session.changed.connect(lambda _change: self._soon())
        session.held_changed.connect(self._soon)
        session.path_changed.connect(self._soon)
        session.dirty_changed.connect(self._dirty_changed)
        session.opened.connect(self._turn)
        session.saving.connect(self._before_save)

    def _made(self) -> Copyist:
        post = self._post
        return Copyist(_teller(post.failed), _teller(post.done), self._folder)

    # ------------------------------------------------------------------ what happens to the document

    def _soon(self) -> None:
        if not self._over and not self._timer.isActive():
            # Under a hand that moves something the window's thread has the most to do, and nothing is typed.
            self._timer.start(2 * SOON_MS if self._desk.session.in_gesture else SOON_MS)

    def _dirty_changed(self) -> None:
        """Saved, or everything is undone: no reason to wait."""
        if not self._over:
            self._timer.start(SOON_MS if self._desk.session.dirty else 0)

    def _before_save(self, target: Path) -> None:
        """What is to be saved is in the copy before it is in the file: should the program end in between, or right after, the copy holds
        what the file holds, and never something older that would be taken for unsaved work."""
        session = self._desk.session
        if self._over or (not session.dirty and self._last is None):
            return
        target = target.absolute()
        same = session.path is not None and session.path.absolute() == target
        origin = Origin(target, session.digest if same else "", session.beside, session.file_disk if same else disk_of(target))
        now = (session.journey, origin, "")
        if self._last is None or now[0] is not self._last[0] or now[1:] != self._last[1:]:
            self._last = now
            self._copyist.keep(*now)
        self._copyist.wait(AT_MOST)
        # Saved or not: the copy is looked after again.
        self._timer.start(SOON_MS)

    def _turn(self) -> None:
        """Another document is open; the one before was saved, or nobody wanted what was not."""
        if not self._over:
            self._copyist.turn()
            self._last = None
            self._soon()

    def look(self) -> None:
        """Take the document as it is now, and have it kept if it holds anything that is not saved."""
        if self._over:
            return
        began = time.perf_counter()
        session = self._desk.session
        origin = self._origin()
        journey, line = self._desk.drafted()
        if not session.dirty and journey is session.journey and not line and not session.in_gesture:
            if self._last is not None:
                self._last = None
                self._copyist.saved(journey, origin)
        else:
            now = (journey, origin, line)
            if self._last is None or now[1:] != self._last[1:] or (journey is not self._last[0] and journey != self._last[0]):
                self._last = now
                self._copyist.keep(journey, origin, line)
        if session.held:
            took = 1_000 * (time.perf_counter() - began)
            self._timer.start(round(min(LATEST_MS, max(SOON_MS, _EASE * took))))

    # ------------------------------------------------------------------ what others ask for

    def now(self, seconds: float = 5.0) -> bool:
        """Have the document kept at once, and wait for it; gives whether that was done. For when something has gone wrong."""
        try:
            self.look()
        except Exception:  # what is being typed may be what has gone wrong: what is in the document is kept
            session = self._desk.session
            self._last = None
            self._copyist.keep(session.journey, self._origin())
        return self._copyist.wait(seconds) and not self._copyist.failing

    def adopt(self, entry: Entry) -> None:
        """The document that was just opened came out of this entry, whose copy is its own from now on."""
        self._copyist.adopt(entry)
        self.look()

    def carry_on(self, other: Keeper) -> None:
        """Take over from the keeper of a window that gives way to this one, with the copy it has."""
        other._timer.stop()
        taken, other._copyist = other._copyist, self._copyist
        taken.failed, taken.done = _teller(self._post.failed), _teller(self._post.done)
        self._copyist, self._last, self._warned = taken, other._last, other._warned
        other.end()
        self.look()

    def leave(self, seconds: float = 5.0) -> None:
        """The program is ended from outside, and nobody was asked: what is not saved is kept, at most so many seconds long, and offered at
        the next start. A second call, or one after :meth:`end`, does nothing."""
        if self._over:
            return
        self.now(seconds)
        if self._last is None:
            self.end()
            return
        self._over = True
        self._timer.stop()

    def end(self) -> None:
        """The window is closed for good: what was saved or refused needs no copy."""
        self._over = True
        self._timer.stop()
        self._copyist.finish()

    # ------------------------------------------------------------------ inside

    def _origin(self) -> Origin:
        session = self._desk.session
        path = session.path.absolute() if session.path is not None else None
        return Origin(path, session.digest, session.beside, session.file_disk)

    def _told(self, message: Message) -> None:
        if not self._warned:
            self._warned = True
            self.failed.emit(message)

    def _written(self, journey: Journey) -> None:
        self._warned = False
        self.kept.emit(journey)


def _teller(signal: Any) -> Callable[[object], object]:
    """Emits a signal; one whose window is gone meanwhile says nothing to nobody."""

    def tell(what: object) -> None:
        try:
            signal.emit(what)
        except RuntimeError:
            return

    return tell
