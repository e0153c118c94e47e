"""What a glide leaves on the wall is what a fresh picture of it would be: scrolled pixels and newly painted strips meet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import rooms
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_desktop.document import Basis
from cjm_desktop.storage import templates
from cjm_desktop.ui.present.window import Presentation

#: Half a hair at the edge of a letter may differ by so much (of 255); a dash in another place differs by all of it.
_HAIR = 64


def _on_screen(shown: Presentation) -> QImage:
    """What stands on the screen, which nobody paints anew for it."""
    return shown.screen().grabWindow(shown.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def _torn(one: QImage, other: QImage) -> list[tuple[int, int]]:
    """Pixels that are not the same."""
    assert one.size() == other.size()
    first, second = (np.frombuffer(image.constBits(), np.uint8).astype(int) for image in (one, other))
    line = one.bytesPerLine()
    return [(int(at) % line // 4, int(at) // line) for at in np.flatnonzero(abs(first - second) > _HAIR)]


def test_dashes_meet_after_a_glide(tmp_path: Path, qapp: Any) -> None:
    """The line, the lines of other people, the frame of a silence, the threads: all that is dashed."""
    journey = templates.load("new-colleague", "en")
    assumed = tuple(card.replace(basis=Basis.ASSUMED) for card in journey.touchpoints)
    room = rooms.workspace(tmp_path, journey.replace(touchpoints=assumed))
    room.ui.settings.set("appearance/motion", "on")
    try:
        QTest.keyClick(room.canvas_, Qt.Key.Key_F5)
        QApplication.processEvents()
        shown = room.presenter.showing
        assert shown is not None
        strips = 0
        for _ in range(6):
            before = shown.canvas.horizontalScrollBar().value()
            QTest.keyClick(shown.canvas, Qt.Key.Key_PageDown)
            flight = shown.canvas.camera.flight
            if flight is None:
                continue
            rooms.until(lambda flight=flight: flight.state() is flight.State.Stopped)
            shown.canvas.map_scene.catch_up()
            QApplication.processEvents()
            strips += shown.canvas.horizontalScrollBar().value() != before
            after = _on_screen(shown)
            shown.canvas.viewport().repaint()
            assert _torn(after, _on_screen(shown)) == [], shown.halt
        assert strips >= 3, "there were strips to be painted"
        shown.close()
    finally:
        rooms.shut(room)
