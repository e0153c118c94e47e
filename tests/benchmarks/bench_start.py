"""Starting the editor with a journey of twelve touchpoints: whole processes, beside a bare window of the same libraries.

The yardstick is the least that anything made of PySide6 and pyqtgraph can do: import both, make a window with a plot of twelve
points, paint it. The program tells when its shell and its map were painted (``CJM_TELL_START``); so does the yardstick.
Both are started in turn, and the least of each counts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from journeys import journey_of
from screens import offscreen

from cjm_desktop.storage import save_journey

if TYPE_CHECKING:
    from conftest import Board

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
BARE = """
import sys, time
import pyqtgraph
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, tell)
        return False

def tell():
    sys.stderr.write(f"map {time.time():.3f}\\n")
    sys.stderr.flush()

app = QApplication([])
window = QMainWindow()
plot = pyqtgraph.PlotWidget()
plot.plot(range(12), [5, 7, 3, 4, 8, 9, 2, 1, 4, 6, 7, 8], symbol="o")
window.setCentralWidget(plot)
window.resize(1280, 800)
eye = Eye(plot)
plot.viewport().installEventFilter(eye)
window.show()
app.exec()
"""


def started(command: list[str], environment: dict[str, str], last: str) -> dict[str, float]:
    """Seconds from the start of a process until it told each thing, up to ``last``."""
    begun = time.time()
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    told: dict[str, float] = {}
    rest: list[str] = []
    # A program that asks a question instead of starting would be waited for forever.
    patience = threading.Timer(60.0, process.kill)
    patience.start()
    for line in process.stderr:
        what, _, moment = line.strip().partition(" ")
        try:
            told[what] = float(moment) - begun
        except ValueError:
            rest.append(line)
        if what == last:
            break
    patience.cancel()
    process.kill()
    process.wait(10)
    process.stderr.close()
    assert last in told, "".join(rest)[-2000:]
    return told


@pytest.mark.parametrize("platform", ["offscreen", "xcb"])
def test_first_sight(board: Board, screen: str | None, tmp_path: Path, platform: str) -> None:
    qt = offscreen(tmp_path) if platform == "offscreen" else platform
    environment = {"QT_QPA_PLATFORM": qt, "CJM_TELL_START": "1", "PYTHONPATH": str(ROOT)}
    if platform == "xcb":
        if screen is None:
            pytest.skip("there is no Xvfb here")
        environment["DISPLAY"] = screen
    path = tmp_path / "twelve.cjm"
    save_journey(journey_of(12), path, None)
    ours = [sys.executable, "-m", "cjm_desktop", str(path)]
    bare = [sys.executable, "-c", BARE]
    # Once for the disk and the bytecode.
    started(ours, environment, "ready")
    started(bare, environment, "map")
    runs, bares = [], []
    for _ in range(ROUNDS):
        runs.append(started(ours, environment, "ready"))
        bares.append(started(bare, environment, "map"))
    yardstick = min(told["map"] for told in bares)
    for what, name, share in (
        ("shell", "the shell painted", 0.5),
        ("map", "the map of 12 painted", 1.35),
        ("ready", "everything there", None),
    ):
        board.add(
            f"start until {name} ({platform})",
            min(told[what] for told in runs),
            "s",
            goal=None if share is None else share * yardstick,
            yardstick=yardstick,
            beside="a bare PySide6 + pyqtgraph window",
        )
