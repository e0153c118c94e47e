"""What tests of windows share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from cjm_desktop.layout import Composer, Theme
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.layout.words import Words
from cjm_desktop.storage import templates
from cjm_desktop.ui import mapdesk
from cjm_desktop.ui.canvas import view


class _Printers:
    """The composers of all windows of a run. An equal map is laid out once and not again for each window: remembered or not, sheets are
    equal (tests/layout/test_remembering.py). What is remembered is bounded (test_memo_bounds.py) and never forgotten in between.
    """

    #: So many ways to print (theme, words, where it is seen) are kept.
    _MOST = 24

    def __init__(self) -> None:
        self._typesetter = Typesetter(FontSet.shipped())
        self._known: list[tuple[Theme, Words, object, Composer]] = []

    def typesetter(self, fonts: FontSet) -> Typesetter:
        """The one of the run; ``fonts`` are the shipped ones."""
        return self._typesetter

    def composer(self, typesetter: Typesetter, theme: Theme, icons: object, words: Words, **more: Any) -> Composer:
        """The composer that prints like that."""
        for place, (known, said, other, found) in enumerate(self._known):
            if known == theme and other == more and said == words:
                self._known.append(self._known.pop(place))
                return found
        made = Composer(typesetter, theme, icons, words, **more)
        made.forget = lambda: None
        self._known = [*self._known[1 - self._MOST :], (theme, words, more, made)]
        return made


@pytest.fixture(autouse=True, scope="session")
def _laid_out_once() -> Iterator[None]:
    """All windows print with the same composers, in the thread of the windows, and show the same samples: journeys never change."""
    printers = _Printers()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mapdesk, "Typesetter", printers.typesetter)
        patch.setattr(mapdesk, "Composer", printers.composer)
        patch.setattr(templates, "load", cache(templates.load))
        yield


@pytest.fixture(autouse=True, scope="session")
def _empty_clipboard_at_the_end() -> Iterator[None]:
    """WORKAROUND: with anything on its clipboard the process dies at its very end on Qt's platform without a screen (6.11), not on X11."""
    yield
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


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
