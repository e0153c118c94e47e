"""Keeps a version of the document each time it is saved, and whenever something else is about to take its place.

Contract. :class:`Versions` watches a session. After each save it has the version kept in a thread of its own
(:class:`~cjm_desktop.storage.archivist.Archivist`), before the first one what the file held; and what is in the window before its file is
loaded again. Saving waits for none of it, but for what was never read here (:meth:`Versions.secure`): that would be gone. When no version
can be kept, ``failed`` says so, once.
"""

from __future__ import annotations

import contextlib
import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from cjm_desktop.document import Message
from cjm_desktop.storage import OpenError, SaveError, parse, read_file, shown
from cjm_desktop.storage.archivist import Archivist, Before, Wish, before_kept
from cjm_desktop.storage.history import MOST_BYTES, Archive, Why

from .desk import Desk
from .keeper import _teller


@dataclass(frozen=True, slots=True)
class Unkept:
    """Why what a file holds cannot be kept in the history. What is ``readable`` may be replaced if somebody says so; nothing else."""

    reason: Message
    readable: bool = False


class _Post(QObject):
    """Carries what the archivist tells into the window's thread."""

    failed = Signal(object)


class Versions(QObject):
    """The dated versions of the document in one window."""

    #: A sentence (``Message``) why no version can be kept.
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None, root: Path | None = None) -> None:
        """``root`` is where histories are, if not where all of this user's are."""
        super().__init__(parent)
        self._desk, self._root = desk, root
        self._post = _Post()
        self._post.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)
        self._archivist = Archivist(_teller(self._post.failed), root)
        #: What the file held that is being saved over, and the document that is being saved as another.
        self._before: Before | None = None
        self._origin: Path | None = None
        #: The SHA-256 of what was saved here last: the history has it.
        self._known = ""
        session = desk.session
        session.saving.connect(self._about_to_save)
        session.stored.connect(self._stored)
        session.overturning.connect(self._overturning)

    # ------------------------------------------------------------------ what happens to the document

    def _about_to_save(self, target: Path) -> None:
        """Look at what the file holds before it is another: what was saved here is known, the bytes of anything else are read now."""
        session = self._desk.session
        own = session.path is not None and session.path.absolute() == target.absolute()
        self._origin = None if own else session.path
        self._before = None
        stamp, saved = session.stamp, session.saved
        if own and saved is not None and stamp is not None and stamp.digest == self._known:
            try:
                status = target.stat()
            except OSError:
                return
            if (stamp.mtime_ns, stamp.size, stamp.inode) == (status.st_mtime_ns, status.st_size, status.st_ino):
                self._before = Before(stamp.digest, status.st_mtime, saved, session.beside)
                return
        with contextlib.suppress(OpenError):
            self._before = _held(target)

    def _stored(self) -> None:
        session = self._desk.session
        self._known = session.digest
        if session.path is not None and session.saved is not None:
            wish = Wish(
                session.path.absolute(), session.saved, Why.SAVED, dict(session.beside), session.digest, self._before, self._origin
            )
            self._archivist.keep(wish)
        self._before = self._origin = None

    def _overturning(self) -> None:
        # Saved or not: somebody else may have written over what was read here.
        self.keep(Why.REVERTED)

    # ------------------------------------------------------------------ what others ask for

    def secure(self, target: Path) -> Unkept | None:
        """Keep what a file holds before it is replaced, now, if nobody knows it here: a colleague's version, one of a newer program, a
        damaged one. Gives why that cannot be kept, so that it would be lost for good.
        """
        session = self._desk.session
        own = session.path is not None and session.path.absolute() == target.absolute()
        try:
            if not stat.S_ISREG(target.stat().st_mode):
                return None
        except OSError:  # nothing is there; or the saving itself will say what is wrong
            return None
        unread = Unkept(
            Message(
                "“{file}” was not replaced: what is in it now cannot be read, nor be kept in the history. "
                "Save under another name.",
                file=shown(target),
            )
        )
        try:
            held = _held(target)
        except OpenError:
            return unread
        if held is None or (own and session.saved is not None and held.digest == session.digest):
            return None
        try:
            before_kept(target.absolute(), held, None if own else session.path, self._root)
        except SaveError as error:
            try:
                parse(held.data, target)
            except OpenError:
                return unread
            return Unkept(error.message, readable=True)
        return None

    def keep(self, why: Why) -> None:
        """Keep the document as it is in the window, saved or not; nothing for one without a file."""
        session = self._desk.session
        if session.path is not None:
            self._archivist.keep(Wish(session.path.absolute(), session.journey, why, dict(session.beside)))

    def opener(self) -> Callable[[], Archive] | None:
        """What gives the history of the document with all that was to be kept, in any thread, and may take some seconds; ``None`` for a
        document without a file."""
        session = self._desk.session
        path, digest, root, archivist = session.path, session.digest, self._root, self._archivist
        if path is None:
            return None

        def opened() -> Archive:
            archivist.wait()
            return Archive.of(path.absolute(), digest, root)

        return opened

    def opener_of(self, path: Path, digest: str = "") -> Callable[[], Archive]:
        """What gives the history of any document, as :meth:`opener`; ``digest`` is the SHA-256 of what its file holds."""
        root, archivist = self._root, self._archivist

        def opened() -> Archive:
            archivist.wait()
            return Archive.of(path.absolute(), digest, root)

        return opened

    def wait(self, seconds: float = 10.0) -> bool:
        """Wait until all that was to be kept is; gives whether it is."""
        return self._archivist.wait(seconds)

    def end(self) -> None:
        """The window is closed: what was to be kept is kept first."""
        self._archivist.finish()

    def told(self) -> Message:
        """How long versions are kept, in a sentence."""
        return Message(
            "Versions are kept on this computer only: all of the last hour, then one an hour for a day, one a day for a month, and one a "
            "month after that, up to {megabytes} MB for all journeys together.",
            megabytes=str(MOST_BYTES // 1_048_576),
        )


def _held(path: Path) -> Before | None:
    """The bytes of a file; ``None`` for an empty one. Raises :class:`~cjm_desktop.storage.OpenError`."""
    data, status = read_file(path)
    return Before(hashlib.sha256(data).hexdigest(), status.st_mtime, data=data) if data else None
