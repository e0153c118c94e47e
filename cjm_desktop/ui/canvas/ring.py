"""The frame that shows where the keyboard is when it is on the map and on nothing of it.

Contract. Four thin strips at the edges of the view, so that nothing of the map is painted anew for them. What is selected has a frame of
its own; then there is none. Nor is there one for a hand with a mouse, which knows where it is: only keys bring it (:meth:`Ring.key`,
:meth:`Ring.focus`), and the mouse sends it away (:meth:`Ring.mouse`).
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

#: How wide the strips are on a usual screen.
_PX = 2.0
_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class _Strip(QWidget):
    """One edge of the frame."""

    colour = QColor()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """In its colour, whatever the style sheet says of widgets."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.colour)
        painter.end()


class Ring:
    """The frame around one view."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._keyed = self._bare = False
        #: Whether this view is one that has such a frame.
        self.wanted = True
        self._px = round(_PX)
        self.strips = [_Strip(view) for _edge in range(4)]

    @property
    def shown(self) -> bool:
        """Whether it is in sight."""
        return not self.strips[0].isHidden()

    def dress(self, colour: str, scale: float) -> None:
        """Its colour, and the scale of the window."""
        self._px = max(1, round(_PX * scale))
        for strip in self.strips:
            strip.colour = QColor(colour)
            strip.update()
        self.place()

    def place(self) -> None:
        """Along the edges of the view, whatever size it has now."""
        box, px = self._view.rect(), self._px
        self.strips[0].setGeometry(QRect(0, 0, box.width(), px))
        self.strips[1].setGeometry(QRect(0, box.height() - px, box.width(), px))
        self.strips[2].setGeometry(QRect(0, 0, px, box.height()))
        self.strips[3].setGeometry(QRect(box.width() - px, 0, px, box.height()))

    def focus(self, reason: Qt.FocusReason) -> None:
        """The keyboard came, or went."""
        self._keyed = self._keyed or reason in _KEYS
        self._show()

    def key(self) -> None:
        """A key was pressed."""
        if not self._keyed:
            self._keyed = True
            self._show()

    def mouse(self) -> None:
        """A mouse was pressed."""
        self._keyed = False
        self._show()

    def bare(self, bare: bool) -> None:
        """Whether nothing in sight has a frame of its own."""
        if bare != self._bare:
            self._bare = bare
            self._show()

    def _show(self) -> None:
        on = self.wanted and self._keyed and self._bare and self._view.hasFocus()
        if on == self.shown:
            return
        for strip in self.strips:
            strip.setVisible(on)
            strip.raise_()
