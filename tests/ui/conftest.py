"""What tests of windows share."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from cjm_desktop.ui.canvas import view


@pytest.fixture(autouse=True, scope="session")
def _no_tidying_between_tests() -> Iterator[None]:
    """A map that rests for a moment tidies the whole memory up, which holds what all the tests before have left behind."""
    usual = view._REST_MS
    view._REST_MS = 3_600_000
    yield
    view._REST_MS = usual


@pytest.fixture(autouse=True, scope="module")
def _start_light() -> Iterator[None]:
    """What a module leaves behind is not walked again by the collector in the next ones."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_windows_left() -> Iterator[None]:
    """What a test has opened and left is gone before the next one: every window there is gets every new look, style and language."""
    before = set(QApplication.topLevelWidgets()) if QApplication.instance() is not None else set()
    yield
    if QApplication.instance() is None:
        return
    for widget in QApplication.topLevelWidgets():
        if widget not in before and isValid(widget) and widget.parent() is None:
            widget.hide()
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _hands_off() -> Iterator[None]:
    """A test that ends with a button held down (a double click of QTest's does) lifts it: the next one would wait for the hand."""
    yield
    if QApplication.instance() is None:
        return
    held = QApplication.mouseButtons()
    if held == Qt.MouseButton.NoButton:
        return
    nowhere = QWindow()
    nowhere.create()
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        if held & button:
            QTest.mouseRelease(nowhere, button)
    nowhere.destroy()
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton
