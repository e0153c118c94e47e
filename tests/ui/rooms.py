"""What tests of the window stand in: a furnished window whose questions are answered by the test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from cjm_desktop.analysis import read
from cjm_desktop.app import application
from cjm_desktop.document import Channel, Journey, Message, Party, Phase, Problem, Scale, Touchpoint
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.storage.lock import Holder
from cjm_desktop.ui.desk import Desk
from cjm_desktop.ui.dialogs.export import ExportDialog
from cjm_desktop.ui.mapdesk import DiskShelf, MapDesk
from cjm_desktop.ui.selection import Selection
from cjm_desktop.ui.session import Session
from cjm_desktop.ui.settings import Settings
from cjm_desktop.ui.shared import Ui
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace


class Answers:
    """Answers every question from what the test has laid ready, and notes what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, list[str]] = {}
        self.paths: list[Path | None] = []
        self.reasons: list[str] = []
        #: Of each question about unsaved work: whether it was never saved.
        self.never_saved: list[bool] = []
        #: The files that were suggested for saving.
        self.suggested: list[Path] = []
        self.asked_about: list[str] = []

    def _answer(self, question: str, otherwise: str) -> str:
        self.asked.append(question)
        laid = self.answers.get(question, [])
        return laid.pop(0) if laid else otherwise

    def unsaved(self, name: str, *, never: bool = False) -> str:
        self.never_saved.append(never)
        return self._answer("unsaved", "cancel")

    def changed_on_disk(self, name: str, *, readable: bool = True) -> str:
        self.reasons += [] if readable else ["unreadable"]
        return self._answer("changed_on_disk", "cancel")

    def holds_unread(self, name: str) -> str:
        return self._answer("holds_unread", "cancel")

    def not_kept(self, name: str, reason: Message) -> str:
        self.reasons.append(str(reason))
        return self._answer("not_kept", "cancel")

    def locked(self, name: str, holder: Holder) -> str:
        self.reasons.append(str(holder.told()))
        return self._answer("locked", "read")

    def take_over(self, name: str, holder: Holder) -> bool:
        return self._answer("take_over", "no") == "yes"

    def not_taken(self, name: str) -> None:
        self._answer("not_taken", "")

    def no_answer(self, name: str) -> None:
        self._answer("no_answer", "")

    def save_failed(self, reason: Message) -> str:
        self.reasons.append(str(reason))
        return self._answer("save_failed", "cancel")

    def open_failed(self, reason: Message) -> None:
        self.reasons.append(str(reason))
        self._answer("open_failed", "")

    def not_opened(self, name: str, reason: Message) -> None:
        self.reasons.append(str(reason))
        self._answer("not_opened", "")

    def unsound(self, name: str, problems: Sequence[Problem]) -> None:
        self.reasons += map(str, problems)
        self._answer("unsound", "")

    def damaged(self, name: str, cards: int, problems: Sequence[Problem]) -> bool:
        self.reasons += map(str, problems)
        return self._answer("damaged", "no") == "yes"

    def revert(self, name: str) -> bool:
        return self._answer("revert", "yes") == "yes"

    def open_path(self, folder: str) -> Path | None:
        self._answer("open_path", "")
        return self.paths.pop(0) if self.paths else None

    def merge_path(self, folder: str, *, ground: bool = False) -> Path | None:
        return self.open_path(folder)

    def import_path(self, folder: str) -> Path | None:
        self._answer("import_path", "")
        return self.paths.pop(0) if self.paths else None

    def photo_path(self, folder: str) -> Path | None:
        self._answer("photo_path", "")
        return self.paths.pop(0) if self.paths else None

    def import_rest(self, name: str, problems: Sequence[Problem]) -> bool:
        self.reasons += map(str, problems)
        return self._answer("import_rest", "no") == "yes"

    def import_scale(self, name: str, problems: Sequence[Problem], scales: Sequence[Scale]) -> str:
        self.reasons += map(str, problems)
        self.asked_about += [f"{one.lowest:g} to {one.highest:g}" for one in scales]
        return self._answer("import_scale", "cancel")

    def not_imported(self, name: str, reason: Message) -> None:
        self.reasons.append(str(reason))
        self._answer("not_imported", "")

    def left_out(self, name: str, problems: Sequence[Problem]) -> None:
        self.reasons += map(str, problems)
        self._answer("left_out", "")

    def paste_rest(self, problems: Sequence[Problem]) -> bool:
        self.reasons += map(str, problems)
        return self._answer("paste_rest", "no") == "yes"

    def not_pasted(self, reason: Message) -> None:
        self.reasons.append(str(reason))
        self._answer("not_pasted", "")

    def replace(self, name: str, people: int = 0) -> bool:
        self.asked_about.append(name)
        return self._answer("replace", "no") == "yes"

    def save_path(self, suggested: Path) -> Path | None:
        self.suggested.append(suggested)
        self._answer("save_path", "")
        return self.paths.pop(0) if self.paths else None


@cache
def small_journey() -> Journey:
    """Three touchpoints in two phases, two channels, a party."""
    return Journey(
        title="My new laptop",
        channels=(Channel(id="c1", name="Phone", icon="phone"), Channel(id="c2", name="Portal", icon="monitor")),
        parties=(Party(id="p1", name="IT", sign="I"),),
        phases=(Phase(id="f1", name="Before"), Phase(id="f2", name="After")),
        touchpoints=(
            Touchpoint(id="t1", phase="f1", title="Asks", grade=7.0, channel="c1"),
            Touchpoint(id="t2", phase="f1", title="Waits", grade=3.0, channel="c2"),
            Touchpoint(id="t3", phase="f2", title="Gets it", party="p1"),
        ),
    )


def ui(path: Path, language: str = "en", theme: str = "light", size: int = 0) -> Ui:
    """The shared objects, with settings of their own; ``size`` in per cent."""
    application()
    settings = Settings(path / "settings.ini")
    settings.set("appearance/theme", theme)
    settings.set("appearance/size", size)
    # Most tests of panels are about the journey's; those of the guide turn to it.
    settings.set("window/side", "journey")
    made = Ui(catalogue_for(language), settings)
    made.dress()
    return made


def desk(path: Path, journey: Journey | None = None, language: str = "en") -> Desk:
    """A desk without a window."""
    session = Session(journey if journey is not None else small_journey(), analyse=read, shelf=DiskShelf())
    return Desk(ui(path, language), session, Selection(session))


def workspace(
    path: Path, journey: Journey | None = None, answers: Answers | None = None, language: str = "en", size: int = 0
) -> Workspace:
    """A furnished window in sight, with a journey; ``size`` in per cent."""
    window = MainWindow(ui(path, language, size=size))
    window.resize(1366, 768)
    made = Workspace(window, MapDesk(window.ui), answers if answers is not None else Answers())
    made.session.adopt(journey if journey is not None else small_journey())
    window.show()
    made.show_map()
    QApplication.processEvents()
    return made


def shut(made: Workspace) -> None:
    """End a workspace whatever it holds."""
    made.printing.stop()
    made.presenter.end()
    made.keeper.end()
    made.versions.end()
    made.on_file.end()
    made.window_.may_close = lambda: True
    made.window_.close()
    made.window_.deleteLater()
    # processEvents() leaves this to an event loop, which a test has not.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Let the program run until something holds.

    ``QTest.qWait`` keeps Python's lock, so that the worker's thread would stand still.
    """
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        QApplication.processEvents()
        time.sleep(0.005)


def on_two_screens(script: str, folder: Path, language: str) -> str:
    """Run a script in a program of its own on a laptop with a projector at its right; gives what it says, or its errors if it fails.

    ``script`` has the places ``{paths}`` (for ``sys.path``), ``{folder}`` and ``{language}``.
    """
    screens = [
        {"name": "desk", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1},
        {"name": "wall", "x": 1366, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1},
    ]
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    here = Path(__file__).resolve().parent
    done = subprocess.run(
        [sys.executable, "-c", script.format(paths=[str(here.parents[1]), str(here)], folder=str(folder), language=language)],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout.strip() if done.returncode == 0 else done.stderr[-3000:]


def dialog_of(room: Workspace, target: Path | None = None) -> ExportDialog:
    """The export dialog of a room with its first preview; it exports to ``target``, or is cancelled where it asks."""
    made = ExportDialog(room.desk, room.printing, room.window_, ask_path=lambda _suggested, _form: target)
    made.picked.connect(room.leading.go_to)
    made.show()
    until(lambda: made.proof is not None)
    return made
