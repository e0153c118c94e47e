"""Something that takes a while, done in a thread of its own while the window goes on being painted.

Contract. :func:`aside` gives what the job gives and raises what it raises, as if it had been called directly. Meanwhile the hand waits:
keys and clicks arrive afterwards, so that nothing can change what the result is for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication

_Result = TypeVar("_Result")


class _Bell(QObject):
    """Rings in the window's thread."""

    rung = Signal()


def aside(job: Callable[[], _Result]) -> _Result:
    """Do a job that touches nothing of the window, and wait for it."""
    results: list[_Result] = []
    errors: list[BaseException] = []
    loop, bell = QEventLoop(), _Bell()
    bell.rung.connect(loop.quit, Qt.ConnectionType.QueuedConnection)

    def work() -> None:
        try:
            results.append(job())
        except BaseException as error:  # whatever it is: it is raised where the job was asked for
            errors.append(error)
        bell.rung.emit()

    thread = threading.Thread(target=work, name="cjm-aside", daemon=True)
    QGuiApplication.setOverrideCursor(QCursor(Qt.CursorShape.BusyCursor))
    try:
        thread.start()
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        thread.join()
    finally:
        QGuiApplication.restoreOverrideCursor()
    if errors:
        raise errors[0]
    return results[0]
