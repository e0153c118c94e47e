"""The tool bar on a small screen with large type: it gives up words and doubles, and never the export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from rooms import ui

from cjm_desktop.ui.window import MainWindow


def button(window: MainWindow, ident: str) -> QToolButton:
    return next(
        one for one in window.tool_bar.findChildren(QToolButton) if one.defaultAction() is window.actions_[ident]
    )


@pytest.mark.parametrize("size", [100, 150, 200])
@pytest.mark.parametrize("language", ["en", "hu"])
def test_export_is_there_at_every_size(language: str, size: int, tmp_path: Path, qapp: Any) -> None:
    window = MainWindow(ui(tmp_path, language, size=size))
    window.show()
    QApplication.processEvents()
    for width in (1366, 1100, 1920):
        window.resize(width, 768)
        QApplication.processEvents()
        if window.width() != width:
            continue
        extension = window.tool_bar.findChild(QToolButton, "qt_toolbar_ext_button")
        assert extension is None or not extension.isVisible(), width
        for ident in ("journey_panel", "export", "inspector", "add_touchpoint"):
            one = button(window, ident)
            assert one.isVisible(), (width, ident)
            assert one.mapTo(window, one.rect().bottomRight()).x() < window.width()
            assert one.accessibleName()
    # What was given up comes back where there is room.
    window.resize(3800, 768)
    QApplication.processEvents()
    if window.width() == 3800:
        assert button(window, "export").toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        assert button(window, "undo").isVisible()
    window.close()
