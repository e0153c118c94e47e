"""Whom a dialog asks for help.

Contract. A window that can help has one :class:`Helper` among its own children; :func:`helper_of` finds the one of the window that a
widget belongs to. Dialogs know no more of the help than this.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class Helper(QObject):
    """Helps in one window."""

    def help_over(self, over: QWidget) -> None:
        """Show the help at the page that fits a dialog, over it."""
        raise NotImplementedError

    def explain(self) -> None:
        """Say what the field is for that has the keyboard."""
        raise NotImplementedError

    def prepare(self, window: QWidget) -> None:
        """The pointer is about to ask in a window what something is for."""
        raise NotImplementedError


def helper_of(widget: QWidget) -> Helper | None:
    """Who helps in the window that a widget belongs to; ``None`` where nobody does, as for a dialog without a window."""
    above: QWidget | None = widget
    while above is not None:
        found: Helper | None = above.findChild(Helper, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if found is not None:
            return found
        above = above.parentWidget()
    # A presentation stands alone: its editor helps.
    tops = (top.findChild(Helper, options=Qt.FindChildOption.FindDirectChildrenOnly) for top in QApplication.topLevelWidgets())
    return next((one for one in tops if one is not None), None)
