"""Looks after the document's file: what became of it behind our back, and who has it open.

Contract. A :class:`Watch` asks the disk in a thread of its own, every second while the window is in front and a little less often else:
network folders tell nobody what happens on them. Nothing is asked under a hand that moves something, and what was asked before a save, or
of a file that is not the document's any more, is not told. A share that does not answer keeps nobody waiting.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from cjm_desktop.storage.knock import answered
from cjm_desktop.storage.lock import Holder, Lock, peek
from cjm_desktop.storage.watching import Sight, Watcher

from .guard import Guard
from .session import Session
from .worker import Token, Worker

#: How often the disk is asked (ms) while the window is in front, and while it is not.
NEAR_MS, FAR_MS = 1_000, 2_000
#: Who has the file open is asked with every so many looks: that is a file of its own on the share.
LOCK_EVERY = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """What one look found."""

    sight: Sight
    lock: Lock | None
    holder: Holder | None
    knocked: bool


class Watch(QObject):
    """Watches the file of the document in one window."""

    #: A :class:`~cjm_desktop.storage.watching.Sight` that is another one than before, of the document's file.
    seen = Signal(object)
    #: Somebody wants the file who has it open here: the window is to come forward.
    knocked = Signal()

    def __init__(self, session: Session, guard: Guard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._guard = session, guard
        self._worker: Worker | None = None
        self._watcher: Watcher | None = None
        self._told: Sight | None = None
        self._looks = 0
        self._busy = self._over = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        session.path_changed.connect(self._again)
        session.opened.connect(self._again)
        session.dirty_changed.connect(self._again)

    def look(self) -> None:
        """Ask the disk now, unless it is being asked."""
        path, stamp = self._session.path, self._session.stamp
        if self._over or self._busy or path is None or stamp is None:
            return
        if self._session.in_gesture:
            self._timer.start(NEAR_MS)
            return
        if self._watcher is None or self._watcher.stamp is not stamp or self._watcher.path != path:
            self._watcher, self._told = Watcher(path, stamp), None
        self._looks += 1
        due = self._looks % LOCK_EVERY == 1
        watcher, lock, reading = self._watcher, self._guard.lock, self._guard.reading

        def ask(_token: Token) -> _Found:
            sight = watcher.look()
            holder = lock.look() if lock is not None and due else peek(path) if reading else None
            return _Found(sight, lock, holder, lock is not None and answered(lock.token))

        if self._worker is None:
            self._worker = Worker()
        self._busy = True
        self._worker.run(ask, self._heard, self._failed, owner=self)

    def end(self) -> None:
        """Nothing is looked at any more."""
        self._over = True
        self._timer.stop()
        if self._worker is not None:
            # A share that does not answer must not keep a window open.
            self._worker.stop(0.2)

    # ------------------------------------------------------------------ inside

    def _again(self) -> None:
        """There is a file, or another one."""
        if not self._over and not self._busy:
            self._timer.start(NEAR_MS)

    def _rest(self) -> None:
        front = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        if not self._over and self._session.path is not None:
            self._timer.start(NEAR_MS if front else FAR_MS)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._rest()
        raise error

    def _heard(self, found: _Found) -> None:
        self._busy = False
        self._rest()
        if found.knocked:
            self.knocked.emit()
        watcher, guard = self._watcher, self._guard
        if watcher is None or self._session.stamp is not watcher.stamp or self._session.path != watcher.path:
            return
        if found.lock is not None:
            if found.holder is not None:
                guard.heard(found.lock, found.holder)
        elif guard.lock is None and guard.reading:
            guard.seen(found.holder)
        if found.sight is not self._told and not self._session.in_gesture:
            self._told = found.sight
            self.seen.emit(found.sight)
