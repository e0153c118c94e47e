"""The timer of an exercise: minutes that run down, are paused and lengthened. It makes no sound.

Contract. :class:`Countdown` knows the time from a clock that only goes forward, so that a computer that sleeps or a busy moment
loses none. ``changed`` is emitted when what is to be shown changed, at most once a second while it runs; ``over`` once when it
reaches nothing.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

#: The longest exercise (minutes): what fits in the corner.
MOST_MINUTES = 180
_BEAT_MS = 200


class Countdown(QObject):
    """Minutes that run down."""

    changed = Signal()
    over = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock`` gives seconds."""
        super().__init__(parent)
        self._clock = clock
        self._left = 0.0
        self._since: float | None = None
        self._shown = ""
        #: Whether it is in sight: it was set and not put away.
        self.on = False
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT_MS)
        self._beat.timeout.connect(self.look)

    @property
    def running(self) -> bool:
        """Whether time runs."""
        return self._since is not None

    @property
    def seconds(self) -> float:
        """What is left; never less than nothing."""
        passed = self._clock() - self._since if self._since is not None else 0.0
        return max(0.0, self._left - passed)

    @property
    def text(self) -> str:
        """What is left as ``12:05``; a second that has begun counts."""
        whole = math.ceil(self.seconds - 1e-6)
        return f"{whole // 60}:{whole % 60:02d}"

    def set(self, minutes: float) -> None:
        """Begin with so many minutes; time does not run yet."""
        self.on, self._since = True, None
        self._left = 60.0 * max(0.0, min(minutes, MOST_MINUTES))
        self._beat.stop()
        self._tell()

    def start(self) -> None:
        """Let time run, if there is any left."""
        if self.on and not self.running and self._left > 0:
            self._since = self._clock()
            self._beat.start()
            self._tell()

    def pause(self) -> None:
        """Stop the time where it is."""
        if self.running:
            self._left, self._since = self.seconds, None
            self._beat.stop()
            self._tell()

    def turn(self, minutes: float) -> None:
        """Start, pause, or go on; with so many minutes when there is no time left, or none yet."""
        if self.running:
            self.pause()
            return
        if not self.on or self.seconds <= 0:
            self.set(minutes)
        self.start()

    def add(self, minutes: float) -> None:
        """So many minutes more (or less)."""
        left = max(0.0, min(self.seconds + 60.0 * minutes, 60.0 * MOST_MINUTES))
        self._left = left
        if self.running:
            self._since = self._clock()
        self.on = True
        self._tell()

    def put_away(self) -> None:
        """No timer any more."""
        self.on, self._since, self._left = False, None, 0.0
        self._beat.stop()
        self._tell()

    def carry_on(self, other: Countdown) -> None:
        """Go on with the time of another one, which has none from now on."""
        on, running, left = other.on, other.running, other.seconds
        other.put_away()
        self.on, self._left, self._since = on, left, self._clock() if running else None
        if running:
            self._beat.start()
        else:
            self._beat.stop()
        self._tell()

    def look(self) -> None:
        """See how late it is."""
        if self.running and self.seconds <= 0:
            self._left, self._since = 0.0, None
            self._beat.stop()
            self._tell()
            self.over.emit()
        elif self.text != self._shown:
            self._tell()

    def _tell(self) -> None:
        self._shown = self.text
        self.changed.emit()
