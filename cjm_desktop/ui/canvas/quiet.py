"""Keeps Python's collector out of a moving hand.

Contract. Between :meth:`Quiet.begin` and :meth:`Quiet.end` the collector does not start by itself: with the layouts of a large map
alive, one of its rounds takes 10 ms, often in the middle of a frame, for next to nothing. It runs instead when the hand rests for
a moment, and now and then while it does not. Somebody else who has stopped the collector is not disturbed.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: A hand that rests this long does not see a round of the collector.
_REST_MS = 120
#: So many movements (ten seconds of them) are followed by a round in any case, so that what they leave behind stays little.
_MOST_MOVES = 600


class Quiet(QObject):
    """The collector's manners while a gesture runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._holds = False
        self._moves = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._tidy)

    def begin(self) -> None:
        """A gesture begins."""
        if not self._holds and gc.isenabled():
            self._holds = True
            gc.disable()

    def moved(self) -> None:
        """The hand moved."""
        if self._holds:
            self._moves += 1
            if self._moves >= _MOST_MOVES:
                self._tidy()
            self._rest.start()

    def end(self) -> None:
        """The gesture ended."""
        self._rest.stop()
        self._moves = 0
        if self._holds:
            self._holds = False
            gc.enable()

    def _tidy(self) -> None:
        """A round of the collector, over what is young."""
        self._moves = 0
        gc.collect(1)
