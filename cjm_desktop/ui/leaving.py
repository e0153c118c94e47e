"""When the session or the computer ends the program (log out, shut down, ``SIGTERM``): it leaves by the front door, and asks nothing.

Contract. A :class:`Leaving` hears the signals that end a session on Linux and macOS (``SIGTERM``, ``SIGHUP``, ``SIGINT``), the session
manager's word that the session is about to end, and Qt's that the program is (on Windows the end of the session too). What is not saved is
kept as a recovery copy, with the words being typed; versions that were to be kept are; the lock beside the file goes; the window's place is
remembered. The file is not written. A signal's handler does nothing at all: Python writes its number into a pipe that the event
loop reads, also while a dialog is open. What fails is left out, so that the rest is done.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from .window import MainWindow
    from .workspace import Workspace

#: The signals by which a session, a terminal or a person ends a program, as far as the system has them.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name))
#: Seconds that the disk gets for the recovery copy, while the session waits.
PATIENCE_S = 5.0


class Leaving(QObject):
    """Ends the program when somebody outside of it wants that."""

    def __init__(self, app: QApplication, window: Callable[[], MainWindow], workspace: Callable[[], Workspace | None]) -> None:
        """``window`` and ``workspace`` give those of now; the latter is missing while the program starts."""
        super().__init__()
        self._app, self._window, self._workspace = app, window, workspace
        self._left = False
        self._pipe: tuple[int, int] | None = None
        self._notifier: QSocketNotifier | None = None
        app.commitDataRequest.connect(self._session_ends)
        app.aboutToQuit.connect(self.leave)

    def watch(self) -> None:
        """Hear the signals from now on; one that was to be ignored (``nohup``) stays so. For the main thread."""
        if sys.platform == "win32":
            return  # there Qt is told by the system, and tells us
        reads, writes = self._pipe = os.pipe()
        for one in (reads, writes):
            os.set_blocking(one, False)
        self._notifier = QSocketNotifier(reads, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _nothing)

    def leave(self) -> None:
        """Keep what is not saved, let go of the file, and remember the window's place; a second call does nothing."""
        if self._left:
            return
        self._left = True
        workspace, window = self._workspace(), self._window()
        if workspace is not None:
            for done in (workspace.keeper.leave, workspace.versions.end, workspace.on_file.end):
                _try(done)
        _try(window.keep_place)
        _try(window.ui.settings.sync)

    # ------------------------------------------------------------------ inside

    def _heard(self) -> None:
        """A signal came: leave, and end every event loop, that of an open dialog too."""
        if self._pipe is not None:
            _try(lambda: self._pipe and os.read(self._pipe[0], 64))
        self.leave()
        self._app.exit(0)

    def _session_ends(self, _manager: QSessionManager) -> None:
        """The session is about to end, unless another program objects: keep everything, and go on."""
        workspace = self._workspace()
        if workspace is not None and not self._left:
            _try(lambda: workspace.keeper.now(PATIENCE_S))
            _try(lambda: workspace.versions.wait(PATIENCE_S))


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """A signal's handler: the number is in the pipe already."""


def _try(does: Callable[[], object]) -> None:
    """Do it, or say on standard error that it could not be done."""
    try:
        does()
    except Exception:  # whatever it is: the file must be let go of, and the program is about to end
        traceback.print_exc(file=sys.stderr)
