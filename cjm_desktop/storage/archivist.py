"""Keeps versions of documents in a thread of its own, so that saving waits for nothing.

Contract. :meth:`Archivist.keep` has a version kept; wishes are done one after the other, none is left out. What cannot be kept is told to
``failed``, once until one was kept again: a history is no reason to stop anybody. The thread starts with the first wish and dies with the
process; :meth:`finish` waits for what was asked for.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cjm_desktop.document import Journey, Message

from .envelope import to_bytes
from .errors import OpenError, SaveError
from .history import Archive, Why
from .reading import parse, read_file


@dataclass(frozen=True, slots=True)
class Before:
    """What the file held before it was saved over: the SHA-256 of its bytes, when it was written (seconds since 1970), and the journey with
    what stood ``beside`` it, or else the very bytes (``data``), which may be no journey at all."""

    digest: str
    when: float
    journey: Journey | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Wish:
    """A version to keep of the document at ``path``: its journey and what stands ``beside`` it. ``digest`` is the SHA-256 of the file that
    holds it (empty: none does); ``origin`` the document it was saved as another of."""

    path: Path
    journey: Journey
    why: Why
    beside: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""
    before: Before | None = None
    origin: Path | None = None


class Archivist:
    """The hand that keeps versions, for the documents of one window."""

    def __init__(self, failed: Callable[[Message], object], root: Path | None = None) -> None:
        """``failed`` is called in the archivist's thread; ``root`` is where histories are, if not where all of this user's are."""
        self.failed = failed
        self._root = root
        self._wishes: deque[Wish] = deque()
        self._lock = threading.Condition()
        self._thread: threading.Thread | None = None
        self._busy = self._over = self._told = False

    def keep(self, wish: Wish) -> None:
        """Have a version kept."""
        with self._lock:
            if self._over:
                return
            self._wishes.append(wish)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="cjm-history", daemon=True)
                self._thread.start()
            self._lock.notify_all()

    def wait(self, timeout: float = 10.0) -> bool:
        """Wait until all that was asked for is done, at most ``timeout`` seconds; gives whether it is."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._wishes and not self._busy, timeout)

    def finish(self, timeout: float = 10.0) -> None:
        """The window is closed: what was asked for is still done, and the thread ends."""
        with self._lock:
            self._over = True
            self._lock.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self) -> None:
        while True:
            with self._lock:
                self._busy = False
                self._lock.notify_all()
                self._lock.wait_for(lambda: bool(self._wishes) or self._over)
                if not self._wishes:
                    return
                wish = self._wishes.popleft()
                self._busy = True
            try:
                kept_by(wish, self._root)
                self._told = False
            except SaveError as error:
                if not self._told:
                    self._told = True
                    self.failed(error.message)
            except Exception as error:
                # A fault in the program: it is told, and the thread goes on for the next version.
                threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))


def kept_by(wish: Wish, root: Path | None = None) -> None:
    """Keep what was wished for, now. Raises :class:`~.errors.SaveError`."""
    before = wish.before
    if before is not None:
        before_kept(wish.path, before, wish.origin, root)
    archive = Archive.of(wish.path, wish.digest, root)
    archive.add(_bytes_of(wish), len(wish.journey.touchpoints), wish.why, origin=wish.origin)


def before_kept(path: Path, before: Before, origin: Path | None = None, root: Path | None = None) -> None:
    """Keep what a file held, now: the very bytes, whatever they are, unless they are a version already. Raises
    :class:`~.errors.SaveError`."""
    archive = Archive.of(path, before.digest, root)
    if any(version.digest == before.digest for version in archive.versions):
        return
    journey, data, why = before.journey, before.data, Why.OPENED
    if journey is None:
        try:
            journey = parse(data, archive.path)[0]
        except OpenError:
            journey, why = Journey(), Why.UNREAD
    newest = archive.newest
    # Written before what is known of it, or not yet: then it came here by another way, and nobody knows when.
    known = before.when <= time.time() and (newest is None or before.when > newest.when)
    when = before.when if known else None
    data = data or to_bytes(journey, beside=before.beside)
    archive.add(data, len(journey.touchpoints), why, file=before.digest, when=when, origin=origin)


def _bytes_of(wish: Wish) -> bytes:
    """The journey's file: as it is on the disk, or made anew if that is another one by now."""
    if wish.digest:
        try:
            data, _status = read_file(wish.path)
        except OpenError:
            data = b""
        if hashlib.sha256(data).hexdigest() == wish.digest:
            return data
    return to_bytes(wish.journey, beside=wish.beside)
