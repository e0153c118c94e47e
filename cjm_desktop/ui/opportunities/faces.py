"""What board and grid differ in: which sheet they show, and what it means to put a card down or to push it with the keyboard.

Contract. A :class:`Face` is pure: it gives sheets and journeys, never touches a window.
"""

from __future__ import annotations

from typing import Protocol

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Status
from cjm_desktop.layout.planning.board import board_sheet
from cjm_desktop.layout.planning.card import Cards
from cjm_desktop.layout.planning.impact import MARKS, Marks, grid_sheet, marks_of
from cjm_desktop.layout.planning.sheet import Look, PlanSheet, Zone

#: Where a card that waited stands when the keyboard first pushes it.
_MIDDLE = 3


class Face(Protocol):
    """A way to show opportunities as cards. ``label`` names what moving one is, for undo."""

    label: Message

    def sheet(self, journey: Journey, cards: Cards, width: float, height: float, look: Look) -> PlanSheet:
        """The sheet for a window of a size (mm)."""

    def put(self, journey: Journey, ident: str, zone: Zone, at: int) -> Journey:
        """The journey with a card put down in a zone, after ``at`` others."""

    def push(self, journey: Journey, sheet: PlanSheet, ident: str, dx: int, dy: int) -> Journey:
        """The journey with a card pushed one to a side; the same at the edge."""


class Board:
    """A column for each status."""

    label = Message("Move opportunity")

    def sheet(self, journey: Journey, cards: Cards, width: float, height: float, look: Look) -> PlanSheet:
        """The board."""
        return board_sheet(journey, cards, width, height, look)

    def put(self, journey: Journey, ident: str, zone: Zone, at: int) -> Journey:
        """Into the column of a status, at a place in it."""
        return edits.place_opportunity(journey, ident, Status(str(zone.key)), at)

    def push(self, journey: Journey, sheet: PlanSheet, ident: str, dx: int, dy: int) -> Journey:
        """Up and down in its column; to the sides into the next column, as high up."""
        found = sheet.zones.of(ident)
        if found is None:
            return journey
        zone, at = found
        if dy:
            return self.put(journey, ident, zone, max(0, at + dy))
        here = sheet.zones.all.index(zone) + dx
        if not 0 <= here < len(sheet.zones.all):
            return journey
        return self.put(journey, ident, sheet.zones.all[here], at)


class Grid:
    """Impact up, little effort to the right."""

    label = Message("Change impact and effort")

    def sheet(self, journey: Journey, cards: Cards, width: float, height: float, look: Look) -> PlanSheet:
        """The grid."""
        return grid_sheet(journey, cards, width, height, look)

    def put(self, journey: Journey, ident: str, zone: Zone, at: int) -> Journey:
        """Into a cell, which gives it both marks; to those that wait, which takes both."""
        marks = zone.key
        if isinstance(marks, Marks):
            return edits.weigh_opportunity(journey, ident, marks.impact, marks.effort)
        return edits.weigh_opportunity(journey, ident, None, None)

    def push(self, journey: Journey, sheet: PlanSheet, ident: str, dx: int, dy: int) -> Journey:
        """One mark more or less; one that waits goes to the middle of the grid first."""
        one = next((o for o in journey.opportunities if o.id == ident), None)
        if one is None:
            return journey
        marks = marks_of(one)
        if marks is None:
            return edits.weigh_opportunity(journey, ident, one.impact or _MIDDLE, one.effort or _MIDDLE)
        impact, effort = min(MARKS, max(1, marks.impact - dy)), min(MARKS, max(1, marks.effort - dx))
        return edits.weigh_opportunity(journey, ident, impact, effort)
