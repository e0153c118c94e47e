"""Screens of 1920 × 1080 for the benchmarks: Qt's offscreen platform has one of 800 × 800 unless it is told otherwise."""

from __future__ import annotations

import json
from pathlib import Path

WIDTH, HEIGHT = 1920, 1080


def offscreen(folder: Path) -> str:
    """A value for ``QT_QPA_PLATFORM`` that means offscreen with one such screen; its description goes to ``folder``."""
    screen = {"name": "one", "x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    description = {"synchronousWindowSystemEvents": False, "windowFrameMargins": False, "screens": [screen]}
    path = folder / "screen.json"
    path.write_text(json.dumps(description), encoding="utf-8")
    return f"offscreen:configfile={path}"
