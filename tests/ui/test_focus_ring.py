"""Where the keyboard is while it is on the map, and the way round all areas by F6."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rooms
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from test_wall_photo import photo

from cjm_desktop.ui.theme import contrast
from cjm_desktop.ui.workspace import Workspace

K, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Workspace]:
    made = rooms.workspace(tmp_path)
    made.window_.activateWindow()
    made.canvas_.setFocus()
    settle()
    yield made
    rooms.shut(made)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    settle()


def edges(room: Workspace) -> set[str]:
    """The colours in the middles of the four edges of the map."""
    image, canvas = room.canvas_.grab().toImage(), room.canvas_
    x, y = canvas.width() // 2, canvas.height() // 2
    return {image.pixelColor(*at).name() for at in ((x, 0), (x, canvas.height() - 1), (0, y), (canvas.width() - 1, y))}


def test_keys_bring_the_ring_and_the_mouse_sends_it_away(room: Workspace) -> None:
    accent = QColor(room.ui.look.accent).name()
    assert room.selection.ids == () and accent not in edges(room), "who opens a file has not asked where the keyboard is"
    press(K.Key_F6)
    press(K.Key_F6, SHIFT)
    assert room.canvas_.hasFocus() and edges(room) == {accent}
    assert contrast(accent, room.ui.look.window) >= 3.0
    press(K.Key_F6)
    assert not room.canvas_.ring.shown, "the keyboard is elsewhere"
    press(K.Key_Escape)
    assert room.canvas_.ring.shown
    press(K.Key_Right)
    assert room.selection.ids and accent not in edges(room), "the card has a frame of its own"
    press(K.Key_Escape)
    assert edges(room) == {accent}
    QTest.mouseClick(room.canvas_.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, room.canvas_.height() - 8))
    settle()
    assert accent not in edges(room)


def test_the_ring_follows_size_and_look(room: Workspace) -> None:
    press(K.Key_F6)
    press(K.Key_F6, SHIFT)
    room.window_.resize(1000, 600)
    room.ui.set_theme("dark")
    settle()
    assert edges(room) == {QColor(room.ui.look.accent).name()}


def test_f6_goes_round_everything_that_is_in_sight(room: Workspace, tmp_path: Path) -> None:
    image = photo(tmp_path)
    capture = room.capture
    beside: dict[str, QWidget] = {}
    for name, opens, widget in (
        ("outline", room.turn_outline, lambda: room.outline.panel),
        ("votes", lambda: capture.turn("votes"), lambda: capture.votes),
        ("photo", lambda: capture.open_photo(image), lambda: capture.photo),
    ):
        opens()
        settle()
        beside[name] = widget()
        if name == "outline":
            capture.turn("parking")
            capture.turn("bar")
        room.canvas_.setFocus()
        areas = {
            "map": room.canvas_, "left": room.window_.left, "right": room.window_.right, "bar": capture.bar,
            "parking": capture.parking, name: beside[name],
        }  # fmt: skip
        settle()
        areas = {area: one for area, one in areas.items() if one.isVisible()}  # a side panel may have given way
        assert {"map", "left", "bar", "parking", name} <= areas.keys()
        for modifiers in (Qt.KeyboardModifier.NoModifier, SHIFT):
            seen = []
            for _ in areas:
                press(K.Key_F6, modifiers)
                focus = QApplication.focusWidget()
                seen.append(next((n for n, one in areas.items() if focus and (one is focus or one.isAncestorOf(focus))), ""))
            assert seen[-1] == "map" and sorted(seen) == sorted(areas), (name, seen)
