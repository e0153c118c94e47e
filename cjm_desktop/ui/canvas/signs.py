"""What the pointer and the status bar say of the thing under the hand.

Contract. :func:`sign_of` gives the shape of the pointer over something on the map, and the sentence that tells what can be done
with it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from cjm_desktop.document import Message
from cjm_desktop.layout import Hit, HitKind, persona_in

from .writing import OWN_LANE

#: What a touchpoint says in a lane, or the room for it.
CELLS = (HitKind.CELL, HitKind.EMPTY)
_CARD_SIGN = (
    Qt.CursorShape.OpenHandCursor,
    Message("Drag to move the card, double-click to edit it, type 1 to 9 or 0 to grade it."),
)
# By kind, and whether it is a text of one of the group's own lanes.
_CELL_SIGNS: dict[tuple[HitKind, bool], tuple[Qt.CursorShape, Message]] = {
    (HitKind.CELL, True): (
        Qt.CursorShape.OpenHandCursor,
        Message("Double-click to change what it says, drag to move the touchpoint."),
    ),
    (HitKind.EMPTY, True): (Qt.CursorShape.IBeamCursor, Message("Double-click to write in this lane.")),
    (HitKind.CELL, False): (
        Qt.CursorShape.OpenHandCursor,
        Message("Double-click to change it in the panel at the side, drag to move the touchpoint."),
    ),
    (HitKind.EMPTY, False): (
        Qt.CursorShape.PointingHandCursor,
        Message("Double-click to fill it in, in the panel at the side."),
    ),
}
_PERSONA_SIGN = (
    Qt.CursorShape.SizeVerCursor,
    Message("Drag up or down to grade the touchpoint for this persona, double-click to type it."),
)
_SIGNS: dict[HitKind, tuple[Qt.CursorShape, Message]] = {
    HitKind.CARD: _CARD_SIGN,
    HitKind.TITLE: _CARD_SIGN,
    HitKind.TEXT: _CARD_SIGN,
    HitKind.POINT: (Qt.CursorShape.SizeVerCursor, Message("Drag up or down to grade the touchpoint.")),
    HitKind.PHASE_EDGE: (Qt.CursorShape.SplitHCursor, Message("Drag to let the phase begin elsewhere.")),
    HitKind.PHASE: (Qt.CursorShape.PointingHandCursor, Message("Double-click to rename the phase.")),
    HitKind.OPPORTUNITY: (
        Qt.CursorShape.PointingHandCursor,
        Message("Double-click to edit the opportunity."),
    ),
    HitKind.HEADER: (Qt.CursorShape.IBeamCursor, Message("Double-click to edit the title.")),
}


def sign_of(hit: Hit) -> tuple[Qt.CursorShape, Message | None]:
    """The pointer over something, and what the status bar says of it."""
    if persona_in(hit.field):
        return _PERSONA_SIGN
    if hit.kind in CELLS:
        return _CELL_SIGNS[hit.kind, hit.field.startswith(OWN_LANE)]
    return _SIGNS.get(hit.kind, (Qt.CursorShape.ArrowCursor, None))
