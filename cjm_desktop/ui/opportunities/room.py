"""The place of the opportunities in the middle of the window: made when first wanted, instead of the map while it is in sight.

Contract. :meth:`Room.show` brings the view into sight and gives it the keyboard, :meth:`Room.leave` brings the map back. Whoever asks to
see a touchpoint, or writes a new card, gets the map. Everything the view needs is loaded when it is first shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cjm_desktop.layout import load_theme

from ..desk import Desk
from ..mapdesk import MapDesk

if TYPE_CHECKING:
    from cjm_desktop.layout.planning.card import Cards

    from .view import OpportunitiesView


class Room(QObject):
    """Shows the opportunities, or the map."""

    #: They came into sight or went.
    turned = Signal()
    #: What is in sight is to be printed (one of ``press.VIEWS``, and of the table what it shows).
    print_asked = Signal(str, object)

    def __init__(self, desk: Desk, maps: MapDesk) -> None:
        super().__init__(maps.middle)
        self.desk, self._maps, self._middle = desk, maps, maps.middle
        self._view: OpportunitiesView | None = None
        self._made: tuple[object, Cards] | None = None
        desk.selection.sought.connect(self._sought)
        desk.sought.connect(self._sought)
        desk.card_born.connect(self._card_born)
        desk.settled.connect(self._settled)
        desk.session.opened.connect(self.leave)

    @property
    def view(self) -> OpportunitiesView:
        """The view."""
        if self._view is None:
            from .view import OpportunitiesView  # loaded when somebody wants it

            self._view = OpportunitiesView(self.desk, self._cards)
            self._view.place_asked.connect(self._to_place)
            self._view.print_asked.connect(self.print_asked)
            self._middle.instead(self._view)
        return self._view

    @property
    def shown(self) -> bool:
        """Whether it is in sight."""
        return self._view is not None and not self._view.isHidden()

    @property
    def hint(self) -> str:
        """What can be done in the view; empty where the map is in sight."""
        if not self.shown:
            return ""
        if self.view.name == "table":
            return self.desk.ui.text("Enter: write the field · click a head: sort by it · Ins: add · F3: back to the map")
        return self.desk.ui.text("Drag a card or press Ctrl+arrows to move it · Enter: write · Ins: add · F3: back to the map")

    def show(self) -> None:
        """Bring it into sight and give it the keyboard."""
        view = self.view
        self._maps.canvas.covered = True
        self._middle.show_instead(view)
        view.refresh()
        view.landing().setFocus()
        self.turned.emit()

    def leave(self) -> None:
        """Bring the map back."""
        if self._view is None or self._view.isHidden():
            return
        self._maps.canvas.covered = False
        self._middle.show_instead(None)
        self._maps.canvas.setFocus()
        self.turned.emit()

    def _cards(self) -> Cards:
        """What makes the cards, in the words of the window: it is worked with here; paper has its own. Anew with another theme."""
        # Loaded with the view.
        from cjm_desktop.layout.handouts import handout_words
        from cjm_desktop.layout.planning.card import Cards

        journey, said = self.desk.journey, self.desk.ui.words
        poster = journey.poster
        wanted = (said, journey.language, poster.theme, poster.colours)
        if self._made is None or self._made[0] != wanted:
            words = handout_words(said.pgettext, said.language, said.say)
            composer = self._maps.tool_composer(load_theme(poster.theme, poster.colours))
            self._made = (wanted, Cards(composer.setting(journey.language), words))
        return self._made[1]

    def _to_place(self, ident: str) -> None:
        self.leave()
        self.desk.selection.seek("touchpoint", ident)

    def _sought(self, record: str, _place: str = "") -> None:
        if self.shown and record and self.desk.record("opportunities", record) is None:
            self.leave()

    def _card_born(self, _ident: str, _more: bool) -> None:
        self.leave()

    def _settled(self) -> None:
        if self.shown:
            self.view.landing().setFocus()
