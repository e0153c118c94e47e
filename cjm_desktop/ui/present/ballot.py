"""Voting with dots in a presentation: the editor's voting on the map that everybody sees.

Contract. While a :class:`Ballot` is on, clicks on cards and opportunities and the keys + and − give dots and take them back
(:class:`~..capture.voting.Voting`), cards carry their number large enough for the last row, and a word over the map says how many
are left. Its list is the editor's; here the map is the list.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from ..canvas.view import MapCanvas
from ..capture.voting import Voting
from ..desk import Desk
from ..session import Change
from .bar import RoomUi
from .overlays import Note


class Ballot(QObject):
    """The voting of one showing, gone with its map."""

    def __init__(self, desk: Desk, canvas: MapCanvas, ui: RoomUi, note: Note) -> None:
        """``ui`` has the sizes of the room; ``note`` says what is to be said."""
        super().__init__(canvas)
        self._ui, self._note = ui, note
        # A desk of its own, so that what is said of votes is said here and in the size of the room.
        self._desk = Desk(ui, desk.session, desk.selection)
        self._desk.setParent(self)
        self._voting = Voting(self._desk, canvas)
        self._voting.setParent(canvas)
        self._voting.hide()
        self._desk.told.connect(lambda message: note.say(ui.say(message)))
        desk.session.changed.connect(self._follow)

    @property
    def on(self) -> bool:
        """Whether clicks are votes now."""
        return self._voting.active

    def turn(self) -> None:
        """Begin to vote, or end it."""
        self._voting.set_active(not self.on)
        self._tell()
        self._note.say(self._ui.text("Voting: click or + gives a dot, Shift+click or − takes it back.") if self.on else "")

    def _follow(self, change: Change) -> None:
        if self.on and not change.gesture:
            self._tell()

    def _tell(self) -> None:
        self._note.keep(self._voting.left.text() if self.on else "")
