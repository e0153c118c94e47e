"""A tool bar that gives up words and doubles before it gives up tools: on a small screen with large type.

Contract. :class:`ToolFit` is asked to :meth:`~ToolFit.fit` whenever the width may have changed. What it takes away comes back in the
opposite order when there is room. What is hidden is in a menu as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolBar, QToolButton

_WORDS, _ICON = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly


class ToolFit:
    """``steps`` are what can be given up, the first one first: buttons lose their words, actions of the bar are hidden."""

    def __init__(self, bar: QToolBar, steps: Sequence[Sequence[QToolButton | QAction]]) -> None:
        self._bar, self._steps = bar, steps

    def fit(self, width: int) -> None:
        """Give up as little as this width (px) asks for."""
        given = 0
        self._apply(given)
        while self._wanted() > width and given < len(self._steps):
            given += 1
            self._apply(given)

    def _apply(self, given: int) -> None:
        for at, step in enumerate(self._steps):
            for one in step:
                if isinstance(one, QToolButton):
                    one.setToolButtonStyle(_ICON if at < given else _WORDS)
                else:
                    one.setVisible(at >= given)

    def _wanted(self) -> int:
        layout = self._bar.layout()
        if layout is not None:
            layout.invalidate()
        return self._bar.sizeHint().width()
