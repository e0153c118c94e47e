"""Starting the program with a file: a journey, a poster that holds one, a table."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cjm_desktop.cli import main
from cjm_desktop.storage import templates

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
    sys.stdout.flush()
    os._exit(0)

app._tell = lambda what: QTimer.singleShot(0, look) if what == "ready" else None
app.run_editor(sys.argv[1])
"""


@pytest.mark.parametrize("ending", [".cjm", ".pdf", ".csv"])
def test_the_journey_in_the_file_is_on_the_map(tmp_path: Path, ending: str) -> None:
    journey = templates.load("new-laptop", "en")
    path = tmp_path / f"a{ending}"
    if ending == ".cjm":
        assert main(["new", "--template", "new-laptop", "--lang", "en", "-o", str(path)]) == 0
    else:
        assert main(["new", "--template", "new-laptop", "--lang", "en", "-o", str(tmp_path / "b.cjm")]) == 0
        assert main(["export", str(tmp_path / "b.cjm"), "-o", str(path)]) == 0
    done = subprocess.run(
        [sys.executable, "-c", START, str(path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    title = journey.title if ending != ".csv" else "a"
    assert done.stdout.splitlines() == [f"{len(journey.touchpoints)} {title} True"], done.stderr
