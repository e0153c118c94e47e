"""How long the window stands still while a poster is exported: a process of its own, whose answer is a line of JSON.

``gaps.py SAMPLE PAPER`` opens the furnished window, exports the sample from the dialog as PDF and notes how far apart the beats of a
timer of 5 ms in the window's thread come. The export runs in the worker's thread; both share Python's lock.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from cjm_desktop.app import application, furnish, shell
from cjm_desktop.storage import open_journey
from cjm_desktop.ui.dialogs.export import ExportDialog
from cjm_desktop.ui.dialogs.export_foot import DONE, PRINTING
from cjm_desktop.ui.dialogs.order_fields import choose
from cjm_desktop.ui.settings import Settings

BEAT_MS = 5


def gaps(sample: Path, paper: str) -> dict[str, float]:
    """The longest gap and the time of an export, in ms, with the longest gap of as long a rest before it."""
    application()
    with tempfile.TemporaryDirectory(prefix="cjm-gaps-") as folder:
        window = shell(Settings(Path(folder) / "settings.ini"))
        window.resize(1920, 1080)
        window.show()
        room = furnish(window)
        room.session.adopt(open_journey(sample).journey)
        room.show_map()
        target = Path(folder) / "poster.pdf"
        dialog = ExportDialog(room.desk, room.printing, window, ask_path=lambda _suggested, _form: target)
        dialog.show()
        choose(dialog.form.paper, paper)
        dialog.form.changed.emit()
        _until(lambda: dialog.proof is not None and not room.printing.worker.busy)
        _rest(1.5)
        beats: list[float] = []
        timer = QTimer()
        timer.setInterval(BEAT_MS)
        timer.timeout.connect(lambda: beats.append(time.perf_counter()))
        timer.start()
        _rest(1.0)
        still = _longest(beats)
        beats.clear()
        started = time.perf_counter()
        dialog.foot.export.click()
        if dialog.foot.currentIndex() != PRINTING:
            raise RuntimeError("nothing is printed")
        _until(lambda: dialog.foot.currentIndex() == DONE)
        took = 1e3 * (time.perf_counter() - started)
        # What was put off until it was done comes now.
        _rest(0.5)
        timer.stop()
        dialog.accept()
        room.printing.stop()
        window.may_close = lambda: True
        window.close()
        return {"gap": _longest([started, *beats]), "still": still, "took": took}


def _longest(beats: list[float]) -> float:
    return 1e3 * max(b - a for a, b in pairwise(beats))


def _rest(seconds: float) -> None:
    end = time.perf_counter() + seconds
    _until(lambda: time.perf_counter() > end)


def _until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let Qt wait for events by itself, as it does in the program: what it waits for costs nothing."""
    end = time.perf_counter() + seconds
    waker = QTimer()
    waker.start(BEAT_MS)
    while not holds():
        if time.perf_counter() > end:
            raise RuntimeError("it did not come about")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


if __name__ == "__main__":
    print(json.dumps(gaps(Path(sys.argv[1]), sys.argv[2])))
