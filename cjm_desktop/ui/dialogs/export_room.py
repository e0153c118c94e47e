"""How large a dialog with a preview is, and what stands away from its edge."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

#: Its size at scale 1 where the screen has the room, and on a small one.
_LARGE, _LEAST = QSize(1_480, 920), QSize(1_120, 690)


def inset(widget: QWidget, edge: int) -> QWidget:
    """A widget with room on its left and right."""
    holder = QWidget()
    around = QVBoxLayout(holder)
    around.setContentsMargins(edge, 0, edge, 0)
    around.addWidget(widget)
    return holder


def fitting(px: Callable[[float], int]) -> QSize:
    """A good size on this screen."""
    large, least = (QSize(px(size.width()), px(size.height())) for size in (_LARGE, _LEAST))
    screens = QGuiApplication.screens()
    if not screens:
        return least
    free = screens[0].availableGeometry().size()
    # A window has a frame that nobody can measure before it is shown.
    most = QSize(round(0.92 * free.width()), round(0.9 * free.height()))
    return large.boundedTo(most).expandedTo(least.boundedTo(free - QSize(px(16), px(48))))
