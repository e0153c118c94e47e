"""The things around the map with which a group's thoughts are caught, made when they are first wanted.

Contract. :meth:`Capture.turn` shows or hides one of :data:`NAMES`; :meth:`Capture.shown` tells whether it is in sight. Nothing here is
made at the start of the program, so that the map is there as early as before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ..canvas.view import MapCanvas
from ..desk import Desk
from ..middle import Middle
from .bar import Bar

#: What can be shown: the bar under the map.
NAMES = ("bar",)


class Capture(QObject):
    """Makes, shows and hides them."""

    #: Something came into sight or went.
    turned = Signal()

    def __init__(self, desk: Desk, canvas: MapCanvas, middle: Middle) -> None:
        super().__init__(middle)
        self.desk, self._canvas, self._middle = desk, canvas, middle
        self._bar: Bar | None = None
        self._turns: dict[str, Callable[[], None]] = {"bar": self._turn_bar}

    def turn(self, name: str) -> None:
        """Show it and give it the keyboard; hide it when it has the keyboard or needs none."""
        self._turns[name]()
        self.turned.emit()

    def shown(self, name: str) -> bool:
        """Whether it is in sight."""
        return name == "bar" and self._bar is not None and not self._bar.isHidden()

    @property
    def bar(self) -> Bar:
        """The bar under the map, made when it is first asked for."""
        if self._bar is None:
            self._bar = Bar(self.desk, self._canvas)
            self._bar.closing.connect(self._close_bar)
            self._middle.below(self._bar)
        return self._bar

    def _turn_bar(self) -> None:
        bar = self.bar
        if bar.isVisible() and bar.line.hasFocus():
            self._close_bar()
            return
        bar.show()
        bar.refresh()
        bar.line.setFocus()

    def _close_bar(self) -> None:
        self.bar.hide()
        self._canvas.setFocus()
        self.turned.emit()
