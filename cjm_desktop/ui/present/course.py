"""Where a tour is, and where it goes next: its halts as the document is now, from the first to the end.

Contract. :class:`Course` moves nothing; the presentation's window asks it and shows what it says. It knows what a hand selected before
the tour began (that is where it begins; else at the first halt), that it is over (:attr:`Course.over`, reached by going on from the
last halt), and what becomes of it when the record it stands at is removed.
"""

from __future__ import annotations

from cjm_desktop.document import Journey

from ..desk import Desk
from .tour import Stop, after, stop_of, stops


class Course:
    """The way of one showing along the map."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._picked = desk.selection.ids
        #: Where it is; ``None`` before it began.
        self.halt: Stop | None = None
        #: Its last halt was left: the whole map is shown until it begins again.
        self.over = False
        # Where it was before a selection here led it away, and the cards made one after the other since; its halts a moment ago; what
        # was selected here; what was made here.
        self._trail: tuple[Stop, ...] = ()
        # It is on its way back there, whatever the selection falls on when its record goes.
        self._returning = False
        self._known: tuple[Stop, ...] = ()
        self._chosen: Stop | None = None
        self._made: frozenset[str] = frozenset()

    @property
    def halts(self) -> tuple[Stop, ...]:
        """What is visited, as the document is now."""
        choice = self._desk.ui.settings.get("present/tour")
        return stops(self._desk.journey, self._desk.session.insights, choice, self._picked)

    @property
    def place(self) -> str:
        """Where it is: “3 / 12”; without a number between two of its halts."""
        halts = self.halts
        at = str(halts.index(self.halt) + 1) if self.halt in halts else "–"
        return f"{at}\N{NO-BREAK SPACE}/\N{NO-BREAK SPACE}{len(halts)}"

    @property
    def selected(self) -> Stop | None:
        """The halt of what is selected."""
        return stop_of(self._desk.journey, *self._desk.selection.record)

    @property
    def last(self) -> bool:
        """Whether there is nothing after where it is."""
        return self.halt is not None and self.beside(1) == self.halt

    @property
    def start(self) -> Stop | None:
        """Where it begins: at what was selected here before, else at the first halt."""
        return self._chosen if self._chosen in self.halts else self.beside(1)

    def beside(self, step: int) -> Stop | None:
        """The halt one ``step`` (1 or −1) from here."""
        return after(self._desk.journey, self._desk.session.insights, self.halts, self.halt, step)

    def arrive(self, halt: Stop | None) -> None:
        """It is here now."""
        if halt != self.halt:
            self._trail = ()
        self.halt, self.over, self._returning = halt, False, False

    def remember(self) -> None:
        """Know the halts as they are now."""
        self._known = self.halts

    def pick(self) -> None:
        """What is selected now is what a tour of the selected visits."""
        self._picked = self._desk.selection.ids or self._picked

    def forget(self) -> None:
        """Another document."""
        self._picked, self._made, self._chosen = (), frozenset(), None

    def lead_away(self, selected: Stop | None) -> bool:
        """A hand selected something in the presentation; gives whether the tour is there now."""
        if self.halt is None:
            # What is typed one card after the other is not where a tour begins.
            self._chosen = None if selected is None or selected.record in self._made else selected
        elif selected is not None and not self.over and not self._returning:
            # From card to card of those that are typed it goes back one by one; from any other, to where the tour was.
            self._trail = (*self._trail, self.halt) if selected.record in self._made else (self._trail or (self.halt,))[:1]
            self.halt = selected
            return True
        return False

    def follow(self, before: Journey | None) -> Stop | None:
        """The document changed from ``before``; gives where the tour goes back to, if what it was led away to is gone."""
        now = self._desk.journey
        if before is not None and len(before.touchpoints) < len(now.touchpoints):
            self._made |= {t.id for t in now.touchpoints} - {t.id for t in before.touchpoints}
        gone = self.halt
        if gone is None or self._there(gone):
            return None
        # As an empty new card is by Escape.
        while self._trail:
            *rest, self.halt = self._trail
            self._trail = tuple(rest)
            if self._there(self.halt):
                self._returning = True
                return self.halt
        earlier = self._known[: self._known.index(gone)] if gone in self._known else ()
        self.halt = next((halt for halt in reversed(earlier) if self._there(halt)), None)
        return None

    def _there(self, halt: Stop | None) -> bool:
        """Whether what a halt tells about is in the document."""
        return halt is not None and (halt.kind == "journey" or stop_of(self._desk.journey, halt.kind, halt.record) is not None)
