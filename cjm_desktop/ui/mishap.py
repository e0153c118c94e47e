"""When something nobody expected goes wrong: the work is kept first, then it is told, once and calmly, and the program goes on.

Contract. :class:`Mishaps` takes every exception that nobody caught, in slots, painters and threads. It has the document kept as a recovery
copy before anything else; then, from the event loop, one window says so and offers to go on or to save elsewhere, with a report that can
be copied (:mod:`.mishap_report`). While it is open, and for the same fault afterwards, there is no second one; other faults are told in
the status bar for a while. :func:`last_word` is for the start at which there is no window at all.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from cjm_desktop.i18n import Catalogue

    from .window import MainWindow
    from .workspace import Workspace

#: For so many seconds after one window another fault is only told in the status bar.
QUIET = 60.0


def last_word(error: Exception, words: Catalogue) -> None:
    """Tell that there is no window to tell it in, in one of Qt's own: whoever started the program with the mouse has no terminal."""
    from PySide6.QtWidgets import QMessageBox  # as below

    from .mishap_report import report

    _ = words.text
    text = report(error)
    sys.stderr.write(f"{text}\n")
    box = QMessageBox(QMessageBox.Icon.Critical, "CJM Desktop", _("Something went wrong in the program"))
    box.setInformativeText(_("The report says where in the program it happened. It holds nothing of your journey and no names."))
    box.setDetailedText(text)
    box.exec()


class _Post(QObject):
    """Carries a fault into the window's thread."""

    came = Signal(object)


class Mishaps:
    """Takes what nobody caught, for the whole program."""

    def __init__(self, window: Callable[[], MainWindow], workspace: Callable[[], Workspace | None]) -> None:
        """``window`` and ``workspace`` give those of now; the latter is missing while the program starts."""
        self._window, self._workspace = window, workspace
        self._open = False
        self._quiet_until = 0.0
        self._known: set[str] = set()
        self._post = _Post()
        # From the event loop: a fault in the middle of a painting must not open a window there.
        self._post.came.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """Take them from now on."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            sys.stderr.write("".join(traceback.format_exception(args.exc_type, args.exc_value, args.exc_traceback)))
            self._post.came.emit(args.exc_value)

    def take(self, error: Exception) -> None:
        """One that was caught where nobody can go on as if nothing had happened, but the program can."""
        self._caught(type(error), error, error.__traceback__)

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
        self._keep()
        self._post.came.emit(error)

    def _keep(self) -> bool:
        """The document first."""
        workspace = self._workspace()
        if workspace is None:
            return False
        try:
            return workspace.keeper.now()
        except Exception as error:  # whatever is wrong with it: the fault that is being told must be told
            sys.stderr.write(f"no recovery copy: {type(error).__name__}\n")
            return False

    def _tell(self, error: BaseException) -> None:
        window, workspace = self._window(), self._workspace()
        kept = self._keep()
        if workspace is not None:
            # A gesture that a fault has ended would hold everything else up.
            workspace.session.cancel()
        from .mishap_report import report  # nobody needs it as long as all is well

        text = report(error)
        if self._open or text in self._known or time.monotonic() < self._quiet_until:
            if workspace is not None and not self._open:
                again = window.ui.text("Something went wrong in the program again. Your work is kept; save it when you can.")
                workspace.say(again if _journey_open(workspace) else window.ui.text("Something went wrong in the program again."))
            return
        self._open = True
        try:
            answer = self._ask(window, text, kept)
        finally:
            self._open = False
            self._known.add(text)
            self._quiet_until = time.monotonic() + QUIET
        workspace = self._workspace()
        if answer == "save" and workspace is not None:
            workspace.files.save_as()

    def _ask(self, window: MainWindow, text: str, kept: bool) -> str:
        from .dialogs.question import Answer, Question  # nobody needs it as long as all is well

        ui, workspace = window.ui, self._workspace()
        _ = ui.text
        answers = [Answer("copy", _("Copy the report")), Answer("on", _("Go on"), "primary")]
        journey = workspace is not None and _journey_open(workspace)
        if journey:
            answers.insert(1, Answer("save", _("Save as …")))
        sentence = _("Your journey is still open. To be safe, save it under another name now.")
        if kept:
            sentence = _("Your journey is still open, and what was not saved is kept. You can go on.")
        if not journey:
            sentence = ""
        told = _("The report says where in the program it happened. It holds nothing of your journey and no names.")
        question = Question(
            ui,
            workspace.presenter.front if workspace is not None else window,
            _("Something went wrong in the program"),
            f"{sentence} {told}".strip(),
            answers,
            icon="octagon-alert",
            escape="on",
            details=text,
        )
        copy = question.buttons["copy"]
        copy.clicked.disconnect()
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(text))
        copy.clicked.connect(lambda _checked=False: copy.setText(_("Copied")))
        return question.ask()


def _journey_open(workspace: Workspace) -> bool:
    """Whether there is a journey to go on with, and not only the start page with nothing behind it."""
    session = workspace.session
    return workspace.map_shown or session.path is not None or session.dirty or bool(session.journey.touchpoints)
