"""Work that must not stop the window: previews and exports, one after the other in a thread of its own.

Contract. :meth:`Worker.run` takes a job and two callbacks; the callbacks run in the window's thread. A job
gets a :class:`Token` by which it reports progress and learns that nobody wants it any more. Of waiting jobs
with the same key only the newest is done. A job belongs to somebody, the ``owner``: once that dialog or window is gone, nothing of
the job is told, whoever forgot to cancel it.

Both threads share Python's lock. That the window goes on all the same is a matter of two settings, kept only while a job runs: the
lock changes hands twice in a millisecond (each call from Python into Qt gives it away, and a button painted in Python makes dozens),
and the collector, which holds it for a tenth of a second when it walks everything there is, waits until the job is done.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from .memory import give_back, in_one_piece

#: How long (s) a job keeps Python's lock while the window wants it.
_TURN = 0.0005
#: So many modules loaded by one job are a library, that the collector would walk right after it.
_MANY = 20
#: So long (s) after the last job nobody is waiting for anything: what the jobs took goes back to the system.
_IDLE = 1.5


class Token:
    """One job as seen from both sides."""

    def __init__(self, owner: QObject, tell: Callable[[int, int], None]) -> None:
        self._stop = threading.Event()
        self._owner, self._tell = owner, tell

    @property
    def orphaned(self) -> bool:
        """Whether the one who waited for the job is gone; known in the window's thread only."""
        return not isValid(self._owner)

    def cancel(self) -> None:
        """The window does not want the result any more."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether the job should stop."""
        return self._stop.is_set()

    def progress(self, done: int, of: int) -> None:
        """So much of the job is done."""
        self._tell(done, of)


class _Post(QObject):
    """Carries results into the window's thread."""

    arrived = Signal(object)


class Worker:
    """One thread, started with the first job and ended by :meth:`stop`."""

    def __init__(self) -> None:
        self._post = _Post()
        self._post.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._waiting: deque[tuple[str, Callable[[Token], Any], Callable[[Any], None], Any, Token, Any]] = (
            deque()
        )
        self._lock = threading.Condition()
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._running: Token | None = None
        # Before there is a second thread; ours is started with the first job, those that keep copies after the first edit.
        in_one_piece()

    def run(
        self,
        job: Callable[[Token], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        *,
        owner: QObject,
        key: str = "",
        progress: Callable[[int, int], None] | None = None,
        stopped: Callable[[bool], None] | None = None,
    ) -> Token:
        """Do a job for ``owner``; ``done`` gets what it gives, ``failed`` what it raises. A cancelled job calls neither, but ``stopped``
        once it has ended, with whether all its work was done before it heard of it."""

        def tell(part: int, of: int) -> None:
            if progress is not None:
                self._post.arrived.emit((token, lambda: progress(part, of), None))

        token = Token(owner, tell)
        with self._lock:
            if key:
                for entry in self._waiting:
                    if entry[0] == key:
                        entry[4].cancel()
                self._waiting = deque(entry for entry in self._waiting if entry[0] != key)
            self._waiting.append((key, job, done, failed, token, stopped))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="cjm-worker", daemon=True)
                self._thread.start()
            self._lock.notify()
        return token

    @property
    def busy(self) -> bool:
        """Whether something is being done or waits."""
        with self._lock:
            return self._running is not None or bool(self._waiting)

    def stop(self, timeout: float = 10.0) -> None:
        """Cancel everything and wait for the thread to end, at most ``timeout`` seconds."""
        with self._lock:
            self._stopping = True
            for entry in self._waiting:
                entry[4].cancel()
            self._waiting.clear()
            if self._running is not None:
                self._running.cancel()
            self._lock.notify()
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self) -> None:
        # The window is furnished by now and stays: the collector need not walk it again and again.
        gc.freeze()
        worked = False
        while True:
            with self._lock:
                while not self._waiting and not self._stopping:
                    if not self._lock.wait(_IDLE if worked else None):
                        break
                if self._stopping:
                    return
                worked = bool(self._waiting)
            if worked:
                # In a call of its own: what it was about is not kept by this thread until the next one comes.
                self._do_next()
            else:
                give_back()

    def _do_next(self) -> None:
        """Do the job that waits longest; of waiting jobs none may be left by now."""
        with self._lock:
            if not self._waiting:
                return
            _, job, done, failed, token, stopped = self._waiting.popleft()
            self._running = token
        if token.cancelled():
            self._hand(token, _nobody, None, stopped, finished=False)
        else:
            try:
                with _yielding():
                    result = job(token)
            except Exception as error:
                # Whatever goes wrong in the thread is told in the window: `failed` decides what it means.
                self._hand(token, failed, error, stopped, finished=False)
            else:
                self._hand(token, done, result, stopped, finished=True)
        with self._lock:
            self._running = None

    def _hand(
        self,
        token: Token,
        to: Callable[[Any], None],
        value: Any,
        stopped: Callable[[bool], None] | None,
        *,
        finished: bool,
    ) -> None:
        late = None if stopped is None else (lambda: stopped(finished))
        self._post.arrived.emit((token, lambda: to(value), late))

    def _deliver(self, parcel: Any) -> None:
        token, call, late = parcel
        if self._stopping or token.orphaned:
            return
        if not token.cancelled():
            call()
        elif late is not None:
            late()


def _nobody(_value: Any) -> None:
    """Takes what nobody waits for."""


@contextmanager
def _yielding() -> Iterator[None]:
    """While a job runs the window comes first."""
    turn, collecting, loaded = sys.getswitchinterval(), gc.isenabled(), len(sys.modules)
    sys.setswitchinterval(_TURN)
    gc.disable()
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        if len(sys.modules) > loaded + _MANY:
            # A painter was loaded and stays, like the window.
            gc.freeze()
        if collecting:
            gc.enable()
