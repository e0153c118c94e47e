"""What “What is on the map” does without being seen: it waits to be loaded, and reads colours as people write them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from rooms import shut, until, workspace

from cjm_desktop.ui.fields.colour_picker import colour_in
from cjm_desktop.ui.panels.map_form_edits import lanes_of
from cjm_desktop.ui.panels.map_form_lanes import LanesPart


def test_colours_are_read_as_people_write_them() -> None:
    assert colour_in(" #0f1b33 ") == "#0F1B33"
    assert colour_in("abc") == "#AABBCC"
    assert colour_in("0F1B33") == "#0F1B33"
    for wrong in ("", "red", "#12345", "#1234567", "#GGGGGG"):
        assert colour_in(wrong) is None


def test_opening_the_window_loads_nothing_of_the_form(tmp_path: Path, qapp: Any) -> None:
    window = workspace(tmp_path)
    parts = window.journey_panel.map_parts
    assert [later.part for later in parts.values()] == [None, None, None]
    window.journey_panel.lead_to("poster.lanes[2]")
    QApplication.processEvents()
    assert isinstance(parts["lanes"].part, LanesPart)
    assert parts["look"].part is None
    part = parts["lanes"].part
    part.list.setCurrentRow(2)
    QTest.keyClick(part.list, Qt.Key.Key_Space)
    assert not lanes_of(window.session.journey)[2].shown
    window.session.undo()
    until(lambda: part.list.item(2).checkState() is Qt.CheckState.Checked)
    shut(window)


def test_the_modules_of_the_form_wait_too() -> None:
    code = (
        "import sys; import cjm_desktop.ui.workspace as w; "
        "print([m for m in sys.modules if 'map_form_' in m and not m.endswith('_edits') or 'fields.colour_' in m])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
