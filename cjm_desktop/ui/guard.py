"""Whether the document's file is ours to write: its lock, and what is asked when somebody else has it open.

Contract. A :class:`Guard` follows the session: the file of the document in the window is locked as long as it is that. Before a file is
opened :meth:`admit` asks, if somebody has it open, whether to open it read-only, as a copy, or to take it over; a document that came
otherwise to a file that somebody has open (recovered, for instance) is read-only without a question. Read-only means that everything can
be done but writing that file. Before a file is written :meth:`claim` makes sure of it. Where there can be no lock nothing is said.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from cjm_desktop.storage.knock import answered, knock, waiting
from cjm_desktop.storage.lock import Held, Holder, Lock, Locked, peek, take, take_over

from .aside import aside
from .session import Session

#: Seconds that a window has to answer: it looks every two when it is not in front.
_PATIENCE_S = 6.0


class AsksWho(Protocol):
    """What is asked about a file that somebody has open."""

    def locked(self, name: str, holder: Holder) -> str:
        """What to do: ``read``, ``copy``, ``over``, ``show`` (the window of this person that has it open) or ``cancel``."""

    def take_over(self, name: str, holder: Holder) -> bool:
        """Whether to take it over, really."""

    def not_taken(self, name: str) -> None:
        """It cannot be taken over."""

    def no_answer(self, name: str) -> None:
        """The window that has it open does not answer."""


class Guard(QObject):
    """The lock of the document in one window."""

    #: The document is read-only now, or is not any more, or who has it open is known anew.
    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lock: Lock | None = None
        #: What :meth:`admit` or :meth:`claim` found out about a file (its real path) that is about to become the document's.
        self._ready: tuple[Path, Lock | Holder | None] | None = None
        #: Whoever has the document's file open, when it is read-only here, and the real path of that file.
        self._holder: Holder | None = None
        self._read: Path | None = None
        #: They had it open, and have not any more.
        self.freed = False
        #: It was taken away from us.
        self.lost = False
        #: What was to be opened last was open in another window of this person's, which has come forward.
        self.shown_elsewhere = False
        self._over = False
        session.path_changed.connect(self.follow)
        session.opened.connect(self.follow)

    # ------------------------------------------------------------------ what there is

    @property
    def lock(self) -> Lock | None:
        """The lock of the document's file, if there is one."""
        return self._lock

    @property
    def reading(self) -> bool:
        """Whether the document's file is not ours to write."""
        return self._read is not None

    @property
    def holder(self) -> Holder | None:
        """Who has the document's file open, or had it open, when it is read-only here."""
        return self._holder

    # ------------------------------------------------------------------ before opening

    def admit(self, path: Path, name: str, asks: AsksWho) -> str:
        """How a file may be opened: ``edit``, ``read``, ``copy``, or nothing when it is not to be."""
        self._drop()
        self.shown_elsewhere = False
        real = _real(path)
        if self._lock is not None and self._lock.real == real:
            return "edit"
        try:
            self._ready = (real, take(real, self._disk(real)))
            return "edit"
        except Held as held:
            holder = held.holder
        answer = asks.locked(name, holder)
        if answer == "read":
            self._ready = (real, holder)
        if answer == "show":
            self.shown_elsewhere = _comes(holder.token)
            if not self.shown_elsewhere:
                asks.no_answer(name)
            return ""
        if answer == "over":
            if not asks.take_over(name, holder):
                return ""
            taken = self._taken(real)
            if taken is None:
                asks.not_taken(name)
                return ""
            self._ready = (real, taken)
            return "edit"
        return answer if answer in ("read", "copy") else ""

    def refused(self) -> None:
        """The file that was admitted, or claimed, has not become the document's."""
        self._drop()

    # ------------------------------------------------------------------ before writing

    def claim(self, path: Path) -> None:
        """Make sure that a file may be written. Raises :class:`~cjm_desktop.storage.lock.Locked` when somebody else has it open."""
        real = _real(path)
        if self._lock is not None and self._lock.real == real:
            holder = self._lock.look()
            if holder is None:
                return
            self.heard(self._lock, holder)
            raise Locked(path, holder)
        if self._read == real and not self.freed and self._holder is not None:
            raise Locked(path, peek(real) or self._holder)
        self._drop()
        try:
            lock = take(real, self._disk(real))
        except Held as held:
            raise Locked(path, held.holder) from held
        if self._session.path is not None and _real(self._session.path) == real:
            self._put(lock, real)
        else:
            self._ready = (real, lock)

    # ------------------------------------------------------------------ while it is open

    def follow(self) -> None:
        """The document in the window has this file now: lock it, and let go of the one before."""
        if self._over:
            return
        path = self._session.path
        real = _real(path) if path is not None else None
        if self._ready is not None and self._ready[0] == real:
            (_path, found), self._ready = self._ready, None
        elif (self._lock is not None and self._lock.real == real) or (real is not None and self._read == real):
            return
        elif real is None:
            found = None
        else:
            try:
                found = take(real, self._disk(real))
            except Held as held:
                found = held.holder
        self._put(found, real)

    def heard(self, lock: Lock, holder: Holder) -> None:
        """Somebody has taken the file over that ``lock`` guards."""
        if lock is self._lock:
            self._put(holder, lock.real, lost=True)

    def seen(self, holder: Holder | None) -> None:
        """Who has the read-only file open at this look; nobody, it may be."""
        if self._read is None:
            return
        freed = holder is None
        if freed != self.freed or (holder is not None and self._holder is not None and holder.token != self._holder.token):
            self.freed = freed
            self._holder = holder or self._holder
            self.changed.emit()

    def write_now(self) -> bool:
        """The file is free: make it ours. Gives whether it is; else somebody was quicker, who is known then."""
        if self._read is None:
            return True
        try:
            self._put(take(self._read, self._disk(self._read)), self._read)
        except Held as held:
            self.seen(held.holder)
            return False
        return True

    def take(self, name: str, asks: AsksWho) -> bool:
        """Take the read-only file over, if that is really wanted; gives whether it is ours."""
        holder, real = self._holder, self._read
        if real is None or holder is None or not asks.take_over(name, holder):
            return False
        taken = self._taken(real)
        if taken is None:
            asks.not_taken(name)
            return False
        self._put(taken, real)
        return True

    def carry_on(self, other: Guard) -> None:
        """Take over from the guard of a window that gives way to this one."""
        self._lock, other._lock = other._lock, None
        self._read, self._holder, self.freed, self.lost = other._read, other._holder, other.freed, other.lost
        other._over = True
        self.changed.emit()

    def end(self) -> None:
        """The window is closed for good: the file is free."""
        self._over = True
        self._drop()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # ------------------------------------------------------------------ inside

    def _put(self, found: Lock | Holder | None, real: Path | None, *, lost: bool = False) -> None:
        """From now on there is this lock, or somebody else has the file open, or neither."""
        if self._lock is not None and self._lock is not found:
            self._lock.release()
        was = self._read
        self._lock = found if isinstance(found, Lock) else None
        self._holder = found if isinstance(found, Holder) else None
        self._read = real if isinstance(found, Holder) else None
        self.freed, self.lost = False, lost
        if was is not None or self._read is not None:
            self.changed.emit()

    def _disk(self, real: Path) -> int:
        """Which disk a file is known to be on, if it is the document's (0: not known)."""
        path = self._session.path
        return self._session.file_disk if path is not None and _real(path) == real else 0

    def _taken(self, real: Path) -> Lock | None:
        try:
            return take_over(real)
        except Held:
            return None

    def _drop(self) -> None:
        if self._ready is not None and isinstance(self._ready[1], Lock):
            self._ready[1].release()
        self._ready = None


def _comes(token: str) -> bool:
    """Knock at the window that has the file open; gives whether it answers."""

    def heard() -> bool:
        end = time.monotonic() + _PATIENCE_S
        while waiting(token) and time.monotonic() < end:
            time.sleep(0.05)
        return not answered(token)

    return knock(token) and aside(heard)


def _real(path: Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path.absolute()
