"""Who leads through the program.

Contract. A :class:`Walk` goes from stop to stop (:mod:`.stops`) of one room, shows ring and bubble, keeps both where the thing is while the
map moves, and says so when what can be tried was done. It ends when it is told to, after the last stop, or when another document
comes; ``ended`` tells it. The keyboard is in the bubble at each stop, except where something is to be typed until that is done.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QEvent, QObject, QTimer, Signal

from .bubble import Bubble, Ring
from .stops import Room, Stop, stops

#: How often the thing is looked for, while the map may be gliding (ms).
_LOOK_MS = 80


class Walk(QObject):
    """One walk through one window."""

    ended = Signal()

    def __init__(self, room: Room, at: int = 0) -> None:
        window = room.window_
        super().__init__(window)
        self._room = room
        self._stops = stops(room)
        self._at = -1
        self._fact: object = None
        self._done = False
        self.ring, self.bubble = Ring(room.ui, window), Bubble(room.ui, window)
        self.bubble.onward.connect(self.go)
        self.bubble.over.connect(self.end)
        self.bubble.own.connect(self._begin_own)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.follow)
        room.session.opened.connect(self.end)
        window.installEventFilter(self)
        room.areas.add(self.bubble)
        self.ring.show()
        self.bubble.show()
        self._stand(at)
        self._look.start()

    @property
    def at(self) -> int:
        """The number of the stop, from 0."""
        return self._at

    @property
    def stop(self) -> Stop:
        """Where it stands."""
        return self._stops[self._at]

    def go(self, step: int) -> None:
        """To the next stop (1) or the one before (-1); after the last one it is over."""
        if self._at + step >= len(self._stops):
            self.end()
        else:
            self._stand(max(0, self._at + step))

    def end(self) -> None:
        """It is over."""
        if self._at < 0:
            return
        self._look.stop()
        self._room.session.opened.disconnect(self.end)
        self._room.window_.removeEventFilter(self)
        self.stop.leave()
        self._at = -1
        self._room.areas.take_out(self.bubble)
        for shown in (self.ring, self.bubble):
            shown.hide()
            shown.deleteLater()
        self._room.canvas_.setFocus()
        self.ended.emit()
        self.deleteLater()

    def _begin_own(self) -> None:
        self.end()
        self._room.show_start()

    def _stand(self, at: int) -> None:
        if self._at >= 0:
            self.stop.leave()
        self._at = at
        stop = self.stop
        stop.arrive()
        self.bubble.say(at, len(self._stops), stop.head, stop.text, stop.trying)
        self._fact, self._done = stop.fact(), False
        self.follow()
        # Who is to type something has the cursor already.
        if stop.name != "entry":
            self.bubble.next.setFocus()

    def follow(self) -> None:
        """Ring and bubble go where the thing is now, and the bubble says when what can be tried was done."""
        stop = self.stop
        if stop.trying and not self._done and stop.fact() != self._fact and not self._gliding():
            self._done = True
            self.bubble.told_to_try(stop.trying, done=True)
            if stop.name == "entry":
                # Who has typed a line finds the way on without looking for it.
                self.bubble.next.setFocus()
        box = stop.where().intersected(self._room.window_.rect())
        self.ring.setGeometry(self._room.window_.rect())
        self.ring.stand_around(box)
        self.ring.raise_()
        self.bubble.stand_beside(box)
        self.bubble.raise_()

    def _gliding(self) -> bool:
        """Whether the map still comes to where the stop wants it: then that is no trying."""
        flight = self._room.canvas_.camera.flight
        if self.stop.name != "map" or flight is None or flight.state() is not QAbstractAnimation.State.Running:
            return False
        self._fact = self.stop.fact()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window has another size."""
        if event.type() is QEvent.Type.Resize:
            self.follow()
        return False
