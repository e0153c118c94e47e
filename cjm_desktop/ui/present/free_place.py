"""Where something that floats at the right edge of the map covers nothing that is read.

Contract. :func:`read_in` tells what is read on a canvas: cards and what is said, numbers, names of phases, words at the line.
:func:`free_height` finds a height between them, the highest first, and keeps the one there is as long as nothing is covered there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtWidgets import QWidget

from cjm_desktop.layout.sheet import Part, PartKind, Text

from ..canvas.view import MapCanvas

#: Parts that are read as a whole, and those of which the words are.
_WHOLE = frozenset({PartKind.CARD, PartKind.QUOTE, PartKind.OPPORTUNITY, PartKind.NUMBER, PartKind.PARTY})
_WORDED = frozenset({PartKind.PHASE, PartKind.POINT, PartKind.PERSONA})


def read_in(canvas: MapCanvas, over: QWidget) -> list[QRectF]:
    """The boxes (pixels of ``over``, the window of the canvas) of what is read in it."""
    viewport, camera = canvas.viewport(), canvas.camera
    origin, sight = viewport.mapTo(over, QPoint(0, 0)), camera.sight
    boxes = [box for item in canvas.map_scene.part_items for box in _boxes(item.part) if box.intersects(sight)]
    to_view = canvas.viewportTransform()
    return [to_view.mapRect(box).translated(origin) for box in boxes]


def _boxes(part: Part) -> list[QRectF]:
    if part.kind in _WHOLE:
        return [QRectF(part.x, part.y, part.w, part.h)]
    if part.kind not in _WORDED:
        return []
    words = [item for item in part.items if isinstance(item, Text)]
    return [QRectF(part.x + one.x, part.y + one.y - one.size, one.line.width * one.size, 1.3 * one.size) for one in words]


def free_height(edge: QRect, height: int, taken: Sequence[QRectF], now: int, step: int) -> int:
    """The top (pixels) of a box ``height`` high and as wide as ``edge``, somewhere in it, that covers as little as can be of what is
    ``taken``: where it is ``now``, if it covers nothing there; else the highest place, tried in steps."""

    def covered(top: int) -> float:
        box = QRectF(edge.left(), top, edge.width(), height)
        shared = (box.intersected(one) for one in taken)
        return sum(one.width() * one.height() for one in shared)

    lowest = max(edge.top(), edge.bottom() + 1 - height)
    places = [now] if edge.top() <= now <= lowest else []
    places += [*range(edge.top(), lowest, max(1, step)), lowest]
    return min(places, key=covered)
