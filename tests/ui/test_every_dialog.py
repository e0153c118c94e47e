"""No dialog is larger than a small screen in the largest type, in the language with the longest words, and all its buttons are in sight."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def test_every_dialog_fits_a_small_screen_in_the_largest_type(tmp_path: Path) -> None:
    here = Path(__file__).resolve().parent
    screen = {"name": "laptop", "x": 0, "y": 0, "width": 1366, "height": 728, "logicalDpi": 96, "dpr": 1}
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": [screen]}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(here / "every_dialog.py"), str(tmp_path), "hu", "200", "light"],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
            "PYTHONPATH": os.pathsep.join((str(here.parents[1]), str(here))),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
        },
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert not done.stdout.strip(), done.stdout
