"""The things around the map with which a group's thoughts are caught, made when they are first wanted.

Contract. :meth:`Capture.turn` shows or hides one of :data:`NAMES`; :meth:`Capture.shown` tells whether it is in sight. Nothing here is
made at the start of the program, so that the map is there as early as before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..canvas.view import MapCanvas
from ..desk import Desk
from ..middle import Middle
from .bar import Bar
from .parking import Parking

#: What can be shown: the bar and the parking lot under the map.
NAMES = ("bar", "parking")


class Capture(QObject):
    """Makes, shows and hides them."""

    #: Something came into sight or went.
    turned = Signal()

    def __init__(self, desk: Desk, canvas: MapCanvas, middle: Middle) -> None:
        super().__init__(middle)
        self.desk, self._canvas, self._middle = desk, canvas, middle
        self._bar: Bar | None = None
        self._parking: Parking | None = None
        self._turns: dict[str, Callable[[], None]] = {"bar": self._turn_bar, "parking": self._turn_parking}

    def turn(self, name: str) -> None:
        """Show it and give it the keyboard; hide it when it has the keyboard or needs none."""
        self._turns[name]()
        self.turned.emit()

    def shown(self, name: str) -> bool:
        """Whether it is in sight."""
        made: QWidget | None = {"bar": self._bar, "parking": self._parking}[name]
        return made is not None and not made.isHidden()

    @property
    def bar(self) -> Bar:
        """The bar under the map, made when it is first asked for."""
        if self._bar is None:
            self._bar = Bar(self.desk, self._canvas)
            self._bar.closing.connect(lambda: self._close(self.bar))
            self._bar.lot_asked.connect(lambda: self.turn("parking"))
            self._middle.below(self._bar)
        return self._bar

    def _turn_bar(self) -> None:
        bar = self.bar
        if bar.isVisible() and bar.line.hasFocus():
            self._close(bar)
            return
        bar.show()
        bar.refresh()
        bar.line.setFocus()

    @property
    def parking(self) -> Parking:
        """The parking lot, made when it is first asked for; always above the bar."""
        if self._parking is None:
            self._parking = Parking(self.desk, self._canvas)
            self._parking.closing.connect(lambda: self._close(self.parking))
            self._middle.below(self._parking, first=True)
        return self._parking

    def _turn_parking(self) -> None:
        lot = self.parking
        if not lot.isHidden():
            self._close(lot)
            return
        lot.show()
        lot.refresh()
        (lot.list if lot.list.count() else lot.new).setFocus()

    def _close(self, strip: QWidget) -> None:
        strip.hide()
        self._canvas.setFocus()
        self.turned.emit()
