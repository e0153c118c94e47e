"""Starting the program with a file: a journey, a poster that holds one, a table."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cjm_desktop.cli import main
from cjm_desktop.storage import save_journey, templates

# Starts the editor as the command line does, and says what is open once everything is there.
START = """
import os, sys
from PySide6.QtCore import QTimer
from cjm_desktop import app

made = []
furnish = app.furnish
app.furnish = lambda *given: made.append(furnish(*given)) or made[-1]

def look():
    sys.excepthook = sys.__excepthook__
    journey = made[0].session.journey
    if not journey.touchpoints:  # a poster is read beside the window
        QTimer.singleShot(20, look)
        return
    print(len(journey.touchpoints), journey.title, made[0].map_shown)
    strip = made[0].reviewing.strip
    if strip is not None and strip.isVisible():
        print(strip.text.text())
    sys.stdout.flush()
    os._exit(0)

app._tell = lambda what: QTimer.singleShot(0, look) if what == "ready" else None
app.run_editor(sys.argv[1])
"""


def start(path: Path, home: Path) -> list[str]:
    """What the program that was started with a file says is open in it."""
    done = subprocess.run(
        [sys.executable, "-c", START, str(path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("ending", [".cjm", ".pdf", ".csv"])
def test_the_journey_in_the_file_is_on_the_map(tmp_path: Path, ending: str) -> None:
    journey = templates.load("new-laptop", "en")
    path = tmp_path / f"a{ending}"
    if ending == ".cjm":
        assert main(["new", "--template", "new-laptop", "--lang", "en", "-o", str(path)]) == 0
    else:
        assert main(["new", "--template", "new-laptop", "--lang", "en", "-o", str(tmp_path / "b.cjm")]) == 0
        assert main(["export", str(tmp_path / "b.cjm"), "-o", str(path)]) == 0
    title = journey.title if ending != ".csv" else "a"
    assert start(path, tmp_path) == [f"{len(journey.touchpoints)} {title} True"]


def test_a_review_that_is_due_is_told_at_once(tmp_path: Path) -> None:
    journey = templates.load("new-laptop", "en")
    due = journey.replace(feedback=journey.feedback.replace(review="2020-02-29"))
    save_journey(due, tmp_path / "due.cjm", None)
    said = start(tmp_path / "due.cjm", tmp_path)
    assert said[1:] and "2020" in said[1]
