"""Writes the recovery copies of one document in a thread of its own, so that no hand waits for a disk.

Contract. :meth:`Copyist.keep` asks for a copy of the document as it is; while one is being written only the newest wish waits.
:meth:`saved` lets the copy go once the file on disk holds exactly what was saved; until it does, the copy stays. :meth:`turn` is for
another document in the same window: what the copy held was refused, unless it was saved and cannot be found on disk, and then it is
left for the next start. :meth:`finish` is the same for the end. A copy that cannot be written is told to ``failed``, and tried again
with the next wish or after a while. The thread starts with the first wish and dies with the process.
"""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cjm_desktop.document import Journey, Message

from .errors import OpenError, SaveError
from .reading import read_file
from .recovery import Entry, Origin, begin

#: Seconds until a copy that could not be written is tried again.
AGAIN = 5.0


@dataclass(frozen=True, slots=True)
class _Keep:
    journey: Journey
    origin: Origin
    line: str


@dataclass(frozen=True, slots=True)
class _Saved:
    journey: Journey
    origin: Origin


@dataclass(frozen=True, slots=True)
class _Turn:
    last: bool


_Order = _Keep | _Saved | _Turn


class Copyist:
    """The recovery copy of one document at a time."""

    def __init__(
        self,
        failed: Callable[[Message], object],
        done: Callable[[Journey], object] | None = None,
        folder: Path | None = None,
    ) -> None:
        """``failed`` and ``done`` (a copy of this journey is safe now) are called in the copyist's thread; ``folder`` is where copies go,
        if not where all of this user's do."""
        self.failed, self.done = failed, done
        self._folder = folder
        self._entry: Entry | None = None
        #: What was saved but was not found in its file, so that the copy stays.
        self._doubt: _Saved | None = None
        self._orders: deque[_Order] = deque()
        self._lock = threading.Condition()
        self._thread: threading.Thread | None = None
        self._busy = self._over = False
        #: Whether the last copy that was asked for could not be written.
        self.failing = False

    # ------------------------------------------------------------------ asked for

    def keep(self, journey: Journey, origin: Origin, line: str = "") -> None:
        """Have a copy of the document as it is now."""
        self._order(_Keep(journey, origin, line))

    def saved(self, journey: Journey, origin: Origin) -> None:
        """Nothing is unsaved: the copy goes, if the document's file (when it has one) holds what ``origin`` says."""
        self._order(_Saved(journey, origin))

    def turn(self) -> None:
        """Another document is open: the copy of the one before is not needed any more."""
        self._order(_Turn(last=False))

    def adopt(self, entry: Entry) -> None:
        """Go on with an entry that was found: its copy is that of the document from now on."""
        self.wait()
        with self._lock:
            if self._entry is not None:
                self._entry.close()
            self._entry, self._doubt = entry, None

    def wait(self, timeout: float = 10.0) -> bool:
        """Wait until all that was asked for is done, at most ``timeout`` seconds; gives whether it is."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._orders and not self._busy, timeout)

    def finish(self, timeout: float = 10.0) -> None:
        """The document is closed: as :meth:`turn`, and the thread ends. A second call does nothing."""
        with self._lock:
            if self._over:
                return
            if self._thread is None and self._entry is None:
                self._over = True
                return
        self._order(_Turn(last=True))
        thread = self._thread
        if thread is not None:
            thread.join(timeout)

    # ------------------------------------------------------------------ the thread

    def _order(self, order: _Order) -> None:
        with self._lock:
            if self._over:
                return
            if self._thread is None:
                if not isinstance(order, _Keep) and self._entry is None:
                    return  # there is no copy that could go
                self._thread = threading.Thread(target=self._work, name="cjm-recovery", daemon=True)
                self._thread.start()
            if not isinstance(order, _Turn):
                while self._orders and not isinstance(self._orders[-1], _Turn):
                    self._orders.pop()
            self._orders.append(order)
            self._over = isinstance(order, _Turn) and order.last
            self._lock.notify_all()

    def _work(self) -> None:
        again: _Keep | _Saved | None = None
        while True:
            with self._lock:
                self._busy = False
                self._lock.notify_all()
                if not self._orders and not self._lock.wait_for(lambda: bool(self._orders), AGAIN if again else None):
                    assert again is not None
                    self._orders.append(again)
                order = self._orders.popleft()
                self._busy = True
            again = None
            if isinstance(order, _Keep):
                self._doubt = None
                again = None if self._written(order) else order
            elif isinstance(order, _Saved):
                again = None if self._let_go(order) else order
            else:
                self._end(last=order.last)
                if order.last:
                    with self._lock:
                        self._busy = False
                        self._lock.notify_all()
                    return

    def _written(self, order: _Keep) -> bool:
        try:
            if self._entry is None:
                self._entry = begin(self._folder)
            self._entry.write(order.journey, order.origin, order.line, patient=True)
        except SaveError as error:
            if self._entry is not None and not self._entry.written:
                # The folder may have been emptied or be another one by now.
                self._entry.close()
                self._entry = None
            self.failing = True
            self.failed(error.message)
            return False
        except Exception as error:
            # A fault in the program: it is told, and the thread goes on for the next copy.
            self.failing = True
            threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
            return True
        self.failing = False
        if self.done is not None:
            self.done(order.journey)
        return True

    def _let_go(self, order: _Saved) -> bool:
        """The copy goes, or there is one of what was saved and is not there, even where saving overtook the first copy; gives whether
        that was done."""
        if not _holds(order.origin):
            self._doubt = order
            return self._written(_Keep(order.journey, order.origin, ""))
        self._doubt = None
        if self._entry is not None:
            try:
                self._entry.remove()
            except SaveError as error:
                self.failed(error.message)
        return True

    def _end(self, *, last: bool) -> None:
        entry, doubt = self._entry, self._doubt
        self._entry = self._doubt = None
        if entry is None:
            return
        if doubt is not None and not _holds(doubt.origin):
            entry.close()
        else:
            entry.end()


def _holds(origin: Origin) -> bool:
    """Whether a document's file holds what it was when it was last read or saved; what has no file needs none."""
    if origin.path is None:
        return True
    try:
        data, _status = read_file(origin.path)
    except OpenError:
        return False
    return hashlib.sha256(data).hexdigest() == origin.digest
