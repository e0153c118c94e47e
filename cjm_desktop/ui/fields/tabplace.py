"""The order of the Tab key where things are made while the window is in use.

Contract. Qt puts whatever is made later at the end of a window's order, wherever it stands. A :class:`TabPlace` is made together with
what stands around it, keeps its place, and strings what is made later onto it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

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
    widget = area.nextInFocusChain()
    while widget is not None and widget is not area:
        if area.isAncestorOf(widget) and widget.window() is area.window():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def stops_in(area: QWidget) -> Iterator[QWidget]:
    """What takes the keyboard in a part of a window and can be seen, in the order of the Tab key."""
    widget = area.nextInFocusChain()
    while widget is not None and widget is not area:
        # A drop-down's list is inside too, in a window of its own.
        inside = area.isAncestorOf(widget) and widget.window() is area.window()
        tabbed = inside and bool(widget.focusPolicy() & _TAB)
        # WORKAROUND: asked last, and not of what is elsewhere: a viewport that was asked for its proxy (PySide 6.11) keeps the view it
        # belongs to in memory for ever, and the map's has a window's whole document in it.
        if tabbed and widget.isVisibleTo(area) and widget.isEnabled() and widget.focusProxy() is None:
            yield widget
        widget = widget.nextInFocusChain()
