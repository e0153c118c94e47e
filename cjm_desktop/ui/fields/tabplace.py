"""The order of the Tab key where things are made while the window is in use.

Contract. Qt puts whatever is made later at the end of a window's order, wherever it stands. A :class:`TabPlace` is made together with
what stands around it, keeps its place, and strings what is made later onto it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ..belonging import next_to, proxy_of

_TAB = Qt.FocusPolicy.TabFocus


class TabPlace(QWidget):
    """A place in the order of the Tab key; nothing to see."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Qt strings only what takes the keyboard; what is hidden is passed by.
        self.setFocusPolicy(_TAB)
        self.hide()

    def string(self, stops: Iterable[QWidget]) -> None:
        """Have the Tab key come to these here, one after the other."""
        for before, after in pairwise((self, *(stop for stop in stops if stop.focusPolicy() & _TAB))):
            QWidget.setTabOrder(before, after)


def within(area: QWidget) -> list[QWidget]:
    """What is in a part of a window, seen or not, in the order of the Tab key."""
    found: list[QWidget] = []
    widget = next_to(area)
    while widget is not area:
        if area.isAncestorOf(widget) and widget.window() is area.window():
            found.append(widget)
        widget = next_to(widget)
    return found


def stops_in(area: QWidget) -> Iterator[QWidget]:
    """What takes the keyboard in a part of a window and can be seen, in the order of the Tab key."""
    widget = next_to(area)
    while widget is not area:
        # A drop-down's list is inside too, in a window of its own.
        inside = area.isAncestorOf(widget) and widget.window() is area.window()
        tabbed = inside and bool(widget.focusPolicy() & _TAB)
        if tabbed and widget.isVisibleTo(area) and widget.isEnabled() and proxy_of(widget) is None:
            yield widget
        widget = next_to(widget)
