"""An error in a painter is told once, from the event loop, and never takes the program down."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene, QGraphicsView

from cjm_desktop.paint.qt.guard import guarded
from cjm_desktop.paint.qt.scene import MapScene, PartItem


class Broken(QGraphicsRectItem):
    """A card whose painter fails."""

    @guarded
    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        raise KeyError("a colour nobody knows")


def test_a_failing_painter_is_told_once_and_the_window_lives_on(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(error))
    scene = QGraphicsScene()
    scene.addItem(Broken(0, 0, 50, 50))
    view = QGraphicsView(scene)
    qtbot.addWidget(view)
    for _ in range(3):
        view.grab()
    assert told == []  # not in the middle of painting
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    view.grab()
    qtbot.wait(20)
    assert [type(error) for error in told] == [KeyError]


def test_the_map_s_own_painters_are_guarded() -> None:
    for painter in (PartItem.paint, MapScene.drawBackground):
        assert hasattr(painter, "__wrapped__")
