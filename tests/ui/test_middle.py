"""Room around the map: one thing at a time beside it, of a width that is remembered, and strips under it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from rooms import Answers, shut, small_journey, ui, workspace

from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace


@pytest.fixture
def room(tmp_path: Path, qapp: Any) -> Iterator[Workspace]:
    made = workspace(tmp_path)
    made.window_.showNormal()
    made.window_.resize(1366, 768)
    made.window_.show_panel("inspector", False)
    made.window_.show_panel("journey_panel", False)
    QApplication.processEvents()
    yield made
    shut(made)


def test_one_thing_at_a_time_stands_beside_the_map(room: Workspace) -> None:
    middle, turns = room.middle, []
    middle.turned.connect(lambda: turns.append(middle.shown_beside))
    one, other = QLabel("one"), QLabel("other")
    middle.beside(one)
    middle.beside(other)
    assert not one.isVisible()
    middle.show_beside(one)
    middle.show_beside(other)
    QApplication.processEvents()
    assert (one.isVisible(), other.isVisible(), room.canvas_.isVisible()) == (False, True, True)
    assert other.geometry().right() < room.canvas_.geometry().left()
    middle.show_beside(one, False)
    assert middle.shown_beside is other, "what is not in sight need not go"
    middle.show_beside(other, False)
    assert turns == [one, other, None]
    assert room.map_shown


def test_its_width_is_the_persons_own(room: Workspace) -> None:
    middle = room.middle
    one, other = QLabel("one"), QLabel("other")
    middle.beside(one)
    middle.beside(other)
    middle.show_beside(one)
    QApplication.processEvents()
    handle = middle.splitter.handle(middle.splitter.indexOf(room.canvas_))
    before = one.width()
    start = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(handle, start - QPoint(90, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=start)
    QApplication.processEvents()
    assert abs(one.width() - (before - 90)) <= 2
    assert abs(room.ui.settings.get("window/beside_width") * room.ui.scale - one.width()) <= 2
    middle.show_beside(other)
    QApplication.processEvents()
    assert abs(other.width() - (before - 90)) <= 2


def test_the_map_keeps_its_least_width(room: Workspace) -> None:
    one = QLabel("one")
    room.middle.beside(one)
    room.ui.settings.set("window/beside_width", 5_000)
    room.middle.show_beside(one)
    QApplication.processEvents()
    assert room.canvas_.width() >= room.ui.px(280)


def test_strips_stand_under_the_map(room: Workspace) -> None:
    low, high = QLabel("low"), QLabel("high")
    room.middle.below(low)
    room.middle.below(high, first=True)
    QApplication.processEvents()
    tops = [widget.mapTo(room.middle, widget.rect().topLeft()).y() for widget in (room.canvas_, high, low)]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3


def test_a_panel_gives_way_to_what_stands_beside_the_map(room: Workspace) -> None:
    window, middle = room.window_, room.middle
    for name in ("inspector", "journey_panel"):
        window.show_panel(name, True)
    least = window.left.minimumWidth() + window.middle.minimumWidth() + window.right.minimumWidth()
    window.resize(max(least + 20, window.minimumWidth()), 768)
    QApplication.processEvents()
    one = QLabel("one")
    middle.beside(one)
    assert window.left.isVisible() and window.right.isVisible()
    middle.show_beside(one)
    QApplication.processEvents()
    assert window.left.isVisible() and not window.right.isVisible()
    assert one.width() >= one.minimumWidth() and one.geometry().right() < room.canvas_.geometry().left()
    assert room.canvas_.geometry().right() < middle.width() and middle.width() >= middle.minimumSizeHint().width(), "nothing is cut off"
    middle.show_beside(one, False)
    QApplication.processEvents()
    assert window.right.isVisible(), "and it comes back"


def test_in_large_type_nothing_is_out_of_a_small_window(tmp_path: Path, qapp: Any) -> None:
    """The panels give way to the outline and come back after it; one that is asked for sends the outline away."""
    window = MainWindow(ui(tmp_path, "hu", size=200))
    made = Workspace(window, MapDesk(window.ui), Answers())
    try:
        made.session.adopt(small_journey())
        window.show()
        window.showNormal()
        window.resize(1366, 728)
        made.show_map()
        made.turn_capture("bar")
        made.turn_capture("parking")
        settle(window)
        before = [window.left.isVisible(), window.right.isVisible()]
        assert any(before)
        made.turn_outline()
        settle(window)
        assert made.outline.shown
        assert not window.left.isVisible() and not window.right.isVisible()
        for one in (made.middle, made.outline.panel, made.canvas_, made.capture.bar, made.capture.parking):
            assert QRect(one.mapTo(window, QPoint()), one.size()).right() < window.width(), one
        window.show_panel("inspector", True)
        settle(window)
        assert window.right.isVisible() and not made.outline.shown
        window.show_panel("inspector", False)
        made.turn_outline()
        made.outline._close()
        settle(window)
        assert window.left.isVisible() is before[0]
    finally:
        shut(made)


def settle(window: MainWindow) -> None:
    for _ in range(8):
        QApplication.processEvents()
    assert window.isVisible()
