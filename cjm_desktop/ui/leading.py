"""How a hint or a problem leads to what it is about: the cursor in the very field.

Contract. :meth:`Leading.lead_to` is given the record and the place of the document that a hint names. What the guide has fields for is
written there; a field of a touchpoint, of a phase or of an opportunity in the inspector; a touchpoint as a whole is selected on the map,
with the keyboard there, as the next card is made there. A record alone is only shown. What is out of sight comes into
sight, and near enough to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from .desk import Desk
from .guide.panel import GuidePanel, step_of
from .mapdesk import MapDesk
from .panels.inspector import Inspector
from .panels.journey import JourneyPanel
from .side import Side
from .window import MainWindow

#: Lists that the guide has fields for as well as the journey's panel has a list: where a hint about them is seen to.
_STEP_OF_LIST: Mapping[str, int] = MappingProxyType({"parties": 2, "personas": 4, "opportunities": 9})
#: Records that the map or the inspector shows.
_LISTS = ("touchpoints", "phases", "opportunities", "personas", "channels", "parties")
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "touchpoints": "touchpoint",
        "phases": "phase",
        "opportunities": "opportunity",
        "personas": "persona",
        "channels": "channel",
        "parties": "party",
    }
)


class Rooms(Protocol):
    """The workspace, as far as this needs it."""

    desk: Desk
    window_: MainWindow
    side: Side
    guide: GuidePanel
    journey_panel: JourneyPanel
    inspector: Inspector

    def show_panel(self, name: str, on: bool) -> None:
        """Show or hide a side panel."""

    def turn_side(self, name: str) -> None:
        """Bring a page of the left side into sight."""


class Leading:
    """Leads through one window."""

    def __init__(self, room: Rooms, maps: MapDesk) -> None:
        self._room, self._canvas = room, maps.canvas

    def lead_to(self, record: str, place: str) -> None:
        """To a place of the document such as ``touchpoints[3].grade`` or ``desired.target``; without one, to a record by its id."""
        room = self._room
        head, _, rest = place.partition("[")
        name = rest.partition("].")[2]
        step = step_of(place)
        if step is None and not name:
            step = _STEP_OF_LIST.get(head)
        if head == "touchpoints" or (not place and record):
            self._to_record(record, place, name)
        elif room.side.shows("guide") and room.guide.page.lead_to(place):
            # The step that is open has a field for it.
            return
        elif step is not None:
            room.turn_side("guide")
            room.guide.lead_to(step, place)
        elif not (record and self._to_record(record, place, name or "name")):
            room.turn_side("journey")
            room.journey_panel.lead_to(place)

    def go_to(self, record: str) -> bool:
        """Select a record that a problem or a hint names, and show it; gives whether there is one."""
        desk = self._room.desk
        for part in _LISTS:
            if desk.record(part, record) is not None:
                desk.selection.set_record(_KINDS[part], record)
                self._canvas.read_at(record)
                return True
        return False

    def _to_record(self, record: str, place: str, name: str) -> bool:
        """Select a record, with the cursor in one of its fields (empty: the keyboard on the map); gives whether there is one."""
        room = self._room
        found = bool(record) and self.go_to(record)
        if not (found and name):
            self._canvas.setFocus()
        elif not (room.side.shows("guide") and room.guide.page.lead_to(place)):
            room.show_panel("inspector", True)
            room.inspector.write_in(name)
        return found
