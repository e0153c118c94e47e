"""The walk through the program in one window, as far as it is asked for.

Contract. At most one :class:`~.walk.around.Walk` goes on at a time. It needs an example to show: where the open document may not be put
away, there is none. What it shows and says is loaded with the first walk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from .files import Files
from .present.presenter import Presenter

if TYPE_CHECKING:
    from .walk.around import Walk
    from .walk.stops import Room

    class _Host(Room, Protocol):
        files: Files
        presenter: Presenter


#: The example that is walked through.
EXAMPLE = "new-colleague"


class Walking(QObject):
    """Begins and ends walks."""

    def __init__(self, room: _Host) -> None:
        super().__init__(room.window_)
        self._room = room
        #: The walk that goes on.
        self.walk: Walk | None = None

    def begin(self, language: str = "") -> None:
        """Walk through the program, on an example in a language; empty: in that of the window."""
        self.end()
        self._room.presenter.end()
        if self._room.files.new(EXAMPLE, language or self._room.ui.words.language):
            self.go_on(0)

    def go_on(self, at: int) -> None:
        """Walk on from a stop (from 0) with the document that is open."""
        from .walk.around import Walk  # loaded when somebody asks for it

        self.walk = Walk(self._room, at)
        self.walk.ended.connect(self._ended)

    def end(self) -> int | None:
        """The walk that goes on is over; gives where it stood, ``None`` when there was none."""
        if self.walk is None:
            return None
        at = self.walk.at
        self.walk.end()
        return at

    def _ended(self) -> None:
        self.walk = None
