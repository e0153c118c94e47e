"""Asks a widget for another one, and leaves that one where it belongs.

Contract. PySide takes whatever a widget gives when it is asked for its next one in the order of the Tab key, for its proxy or for its
buddy to be a part of it from then on, wherever it stands. When the asked one goes, a list's row or a page, the other is taken for dead
with it, and with it what is in that: it is asked for in vain, or never freed, and a map holds the document of its whole window. So
these are asked here, and nowhere else.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import createdByPython


def next_to(widget: QWidget) -> QWidget:
    """The next widget in the order of the Tab key, seen or not, in the whole window; after the last one it begins again."""
    found = widget.nextInFocusChain()
    assert found is not None  # the order is a ring
    _belongs(found)
    return found


def proxy_of(widget: QWidget) -> QWidget | None:
    """What takes the keyboard for a widget; ``None`` when it takes it itself."""
    found: QWidget | None = widget.focusProxy()
    if found is not None:
        _belongs(found)
    return found


def buddy_of(label: QLabel) -> QWidget | None:
    """The field that a label names."""
    found: QWidget | None = label.buddy()
    if found is not None:
        _belongs(found)
    return found


def _belongs(widget: QWidget) -> None:
    """WORKAROUND (PySide 6.11): for Qt this changes nothing, but PySide notes again whose part the widget is."""
    parent = widget.parentWidget()
    if parent is not None or createdByPython(widget):
        widget.setParent(parent)
