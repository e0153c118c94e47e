"""A program that is ended from outside leaves by the front door: the work is kept, the file is free, nothing is asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cjm_desktop.document import Message
from cjm_desktop.storage import open_journey, save_journey
from cjm_desktop.storage.lock import lock_path
from cjm_desktop.storage.recovery import orphans
from cjm_desktop.ui.leaving import Leaving
from tests.ui.rooms import small_journey, workspace

#: The real program, with a hand that changes the title, saves, changes it again and says that it is ready.
PROGRAM = """
import signal, sys
from PySide6.QtCore import QTimer
import cjm_desktop.app as app
from cjm_desktop.document import Message

class Editor(app.Editor):
    def _rest(self, desk):
        super()._rest(desk)
        for title in ("Saved", "Not saved"):
            self.workspace.desk.change(Message("Edit title"), lambda journey: journey.replace(title=title))
            if title == "Saved":
                self.workspace.files.save()
        if sys.argv[2] == "asking":
            QTimer.singleShot(0, self.window.close)
        QTimer.singleShot(200, lambda: print("ready", bool(app.QApplication.activeModalWidget()), flush=True))

app.Editor = Editor
# Whoever runs the tests may have been told to ignore it (nohup), and a program stays so.
signal.signal(signal.SIGHUP, signal.SIG_DFL)
sys.exit(app.run_editor(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals; Qt is told there")
@pytest.mark.parametrize(("number", "way"), [("SIGTERM", "plain"), ("SIGHUP", "asking")])
def test_a_signal_keeps_the_work_and_frees_the_file(number: str, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = tmp_path / "laptop.cjm"
    save_journey(small_journey(), file, None)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(file), way], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env
    ) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline() == f"ready {way == 'asking'}\n"
            assert lock_path(file).exists()
            program.send_signal(getattr(signal, number))
            out, error = program.communicate(timeout=60)
        finally:
            program.kill()
    assert program.returncode == 0, (out, error)
    assert "Traceback" not in error
    assert not lock_path(file).exists(), "nobody is kept from the file"
    assert open_journey(file).journey.title == "Saved", "nobody asked for it to be written"
    (entry,) = orphans()
    assert entry.read().journey.title == "Not saved"
    entry.close()
    assert [path for path in (tmp_path / "state").rglob("*") if "history" in str(path) and path.is_file()], "the version was kept"


def test_what_was_saved_leaves_nothing_to_be_offered(tmp_path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    made = workspace(tmp_path)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    leaving = Leaving(app, lambda: made.window_, lambda: made)
    file = tmp_path / "mine.cjm"
    made.desk.change(Message("Edit title"), lambda journey: journey.replace(title="Kept"))
    leaving._session_ends(None)  # type: ignore[arg-type]
    made.session.save(file)
    assert lock_path(file).exists()
    leaving.leave()
    leaving.leave()
    assert made.on_file.guard.lock is None
    assert not lock_path(file).exists()
    assert orphans() == []
    app.aboutToQuit.disconnect(leaving.leave)
    app.commitDataRequest.disconnect(leaving._session_ends)
