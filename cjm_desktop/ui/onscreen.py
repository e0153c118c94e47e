"""A window whose screen went away comes back to one that is there.

Contract. Most desktops do this themselves when a projector is unplugged; plain window managers leave the window where nobody can see or
take it. :func:`bring_back` moves (and, where it has to, shrinks) a window of which the title bar can no longer be taken or less than half
is in sight, and touches no other. A maximised window is maximised again where it comes to.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

#: What of a title bar is enough to take it (pixels): across and down.
_GRIP = QSize(160, 16)


def in_sight(frame: QRect, screens: Iterable[QRect]) -> bool:
    """Whether one of the screens (pixels) shows at least half of a window with its frame, and enough of the title bar to take it."""
    for screen in screens:
        seen, bar = screen & frame, screen & QRect(frame.x(), frame.y(), frame.width(), 2 * _GRIP.height())
        half = 2 * seen.width() * seen.height() >= frame.width() * frame.height()
        if half and bar.width() >= min(_GRIP.width(), frame.width()) and bar.height() >= _GRIP.height():
            return True
    return False


def bring_back(window: QWidget) -> None:
    """See to it that a window can be seen and taken."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    primary = QGuiApplication.primaryScreen()
    if primary is None or not window.isVisible() or in_sight(window.frameGeometry(), screens):
        return
    room, states = primary.availableGeometry(), window.windowState()
    whole = states & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen)
    if whole:
        window.showNormal()
    frame = window.frameGeometry()
    around = frame.size() - window.size()
    window.resize(window.size().boundedTo(room.size() - around))
    frame.setSize(window.size() + around)
    frame.moveCenter(room.center())
    window.move(frame.topLeft())
    if whole:
        window.setWindowState(states)
