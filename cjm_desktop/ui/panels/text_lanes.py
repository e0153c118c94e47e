"""What touchpoints say in the group's own lanes: one text field for each lane, in the touchpoint's form.

The lanes themselves are added, named and removed in the form of the map (:mod:`.map_form_lanes`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Touchpoint

from ..desk import Desk
from ..fields import MIXED, Field, Link, TextField
from .form import Column, label
from .map_form_edits import own_lanes


class OwnLanes(Column):
    """A text field for each own lane of the map; ``ids`` gives the touchpoints that the form shows."""

    def __init__(self, desk: Desk, ids: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(desk)
        self._ids = ids
        self._lanes: tuple[tuple[str, str], ...] = ()
        self._hint = label(
            desk.ui.text("Printed in the lanes of the map, as far as they are switched on."),
            "hint",
            wrap=True,
        )

    @property
    def any(self) -> bool:
        """Whether the map has a lane of its own at all."""
        return bool(self._lanes)

    def field(self, lane: str) -> Field | None:
        """The field of a lane."""
        at = next((k for k, (ident, _name) in enumerate(self._lanes) if ident == lane), None)
        return None if at is None else self.fields[at]

    def refresh(self) -> None:
        """Show the lanes of the document, and what the touchpoints say in them."""
        lanes = tuple((lane.id, lane.name) for lane in own_lanes(self.desk.journey))
        if lanes != self._lanes:
            self._build(lanes)
        super().refresh()

    def _build(self, lanes: tuple[tuple[str, str], ...]) -> None:
        self._lanes = lanes
        self.clear(self._hint)
        for ident, name in lanes:
            title = name or self.desk.ui.text("Unnamed")
            self.add(title, TextField(self.desk, self._link(ident), least=1))
        self.put(self._hint)

    def _link(self, lane: str) -> Link:
        desk = self.desk

        def get(_: Journey) -> Any:
            cards = [desk.record("touchpoints", ident) for ident in self._ids()]
            texts = {edits.text_in_lane(card, lane) for card in cards if isinstance(card, Touchpoint)}
            return texts.pop() if len(texts) == 1 else MIXED if texts else ""

        def put(journey: Journey, value: Any) -> Journey:
            return edits.tell_in_lane(journey, self._ids(), lane, value)

        return Link(get, put, Message("Change what a lane says"), f"touchpoints.lane.{lane}")
