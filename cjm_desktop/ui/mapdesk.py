"""The map on its own: session, selection and canvas, which is all that the first sight of a journey needs.

Contract. Made before the panels, dialogs and the press are loaded, so that an opened file is on the screen
as early as possible; :class:`~cjm_desktop.ui.workspace.Workspace` builds the rest around it. Keeps the
canvas's printed words and theme those that the document asks for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from cjm_desktop.analysis import Reader
from cjm_desktop.document import Journey, RoleColour, Traveller
from cjm_desktop.edits import AnswerGrades
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.layout import Composer, IconSet, load_theme, printed_words
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.layout.theme import Theme
from cjm_desktop.layout.timeline import WALL
from cjm_desktop.layout.words import Words
from cjm_desktop.storage import Opened, Stamp, open_journey, save_journey
from cjm_desktop.storage import templates as shipped

from .canvas.view import MapCanvas
from .middle import Middle
from .selection import Selection
from .session import Session
from .shared import Ui


class DiskShelf:
    """The shelf of a session that keeps documents as files."""

    def open(self, path: Path) -> Opened:
        """Read a journey file."""
        return open_journey(path)

    def save(self, journey: Journey, path: Path, expected: Stamp | None, beside: Mapping[str, Any]) -> Stamp:
        """Write a journey file."""
        return save_journey(journey, path, expected, beside)

    def fresh(self, template: str, language: str) -> Journey:
        """A copy of a shipped template."""
        return shipped.begin(template, language, date.today())

    def changed_on_disk(self, path: Path, stamp: Stamp) -> bool:
        """Whether somebody else has written the file since; what cannot be found out counts as no."""
        try:
            return not stamp.still_matches(path)
        except OSError:
            return False


def session_on_disk(parent: QObject | None = None) -> Session:
    """A session that keeps its documents as files."""
    return Session(analyse=Reader().read, settle=AnswerGrades().settled, shelf=DiskShelf(), parent=parent)


#: What decides which composer lays out a journey: language of the printed words, theme, a company's own colours.
_Printing = tuple[str, Traveller, str, tuple[RoleColour, ...]]


def _printing(journey: Journey) -> _Printing:
    poster = journey.poster
    return poster.language or journey.language, journey.traveller, poster.theme, poster.colours


class MapDesk(QObject):
    """Session, selection and canvas of one window."""

    def __init__(self, ui: Ui, session: Session | None = None, *, live: bool = True) -> None:
        """``live=False`` leaves the graph's library for :meth:`enliven`."""
        super().__init__()
        self.ui = ui
        self.session = session if session is not None else session_on_disk(self)
        self.selection = Selection(self.session, self)
        self._typesetter = Typesetter(FontSet.shipped())
        self._icon_set = IconSet.shipped()
        self._printed: _Printing | None = None
        self.canvas = MapCanvas(self.session, self.selection, self._composer(), ui, live=live)
        #: The map with room around it: what the window shows in its middle.
        self.middle = Middle(ui, self.canvas)
        self.selection.sought.connect(self.canvas.reveal)
        self.session.changed.connect(lambda change: None if change.gesture else self.dress_canvas())

    def enliven(self) -> None:
        """Load what the first sight of the map could do without; a second call does nothing."""
        self.canvas.map_scene.enliven()

    def dress_canvas(self) -> None:
        """Other words or another theme on the map, when the document asks for them."""
        if _printing(self.session.journey) != self._printed:
            self.canvas.set_composer(self._composer())

    def wall_composer(self, theme: Theme) -> Composer:
        """A composer for the wall of a room, with the same fonts and printed words as the canvas's and a theme of its own."""
        return Composer(self._typesetter, theme, self._icon_set, self._words(), cut=WALL)

    def tool_composer(self, theme: Theme) -> Composer:
        """A composer for what is worked with and not printed: our own words are the window's."""
        said = self.ui.words
        words = printed_words(said.pgettext, said.language, said.day, said.number)
        return Composer(self._typesetter, theme, self._icon_set, words, cut=WALL)

    def _composer(self) -> Composer:
        journey = self.session.journey
        self._printed = _printing(journey)
        theme = load_theme(journey.poster.theme, journey.poster.colours)
        return Composer(self._typesetter, theme, self._icon_set, self._words())

    def _words(self) -> Words:
        journey = self.session.journey
        language = journey.poster.language or journey.language
        catalogue = catalogue_for(language).speaking_of(journey.traveller)
        return printed_words(catalogue.pgettext, language, catalogue.day, catalogue.number)
