"""The name of a phase that stays: on its ribbon, at the left edge of the view while its own place is scrolled out of sight.

Contract. It shows the very lettering of the ribbon, only moved to the right, and so lies in the ribbon's own layer. It takes no
mouse: a double click there finds the ribbon. It is kept as a picture and only moves while the view does.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cjm_desktop.layout import MapSheet
from cjm_desktop.layout.sheet import Part, PartKind, Path, Text
from cjm_desktop.paint.qt import MapScene
from cjm_desktop.paint.qt.guard import guarded
from cjm_desktop.paint.qt.ink import SMALLEST_PATH, Stroke, Tools, prepare

from .stage import TIMELINE

#: Pixels between the edge of the view and the name.
_ROOM = 14.0
# What of a ribbon's height the ground under the name takes: less than all, so that no edge shows twice.
_INSET = 0.08


class StickyPhase(QGraphicsItem):
    """The name of the phase that the left edge of the view runs through."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._tools = Tools()
        self._part: Part | None = None
        self._strokes: list[Stroke] = []
        self._ground = QColor()
        self._own = (0.0, 0.0)
        self._box = QRectF()
        self.hide()

    def look(self, scene: MapScene, sheet: MapSheet, sight: QRectF, scale: float) -> None:
        """Follows the view: ``sight`` is what is in sight (mm), ``scale`` pixels per mm."""
        part, layer = self._under(scene, sheet, sight.left())
        if part is None:
            self.hide()
            return
        room = _ROOM / scale
        self._take(part, room)
        left, right = self._own
        # Before the point of the ribbon the next phase pushes it out.
        end = part.x + part.w - 0.5 * part.h - (right - left)
        wanted = min(sight.left() + room, end)
        if wanted <= part.x + left:
            self.hide()
            return
        self.setPos(wanted - left, part.y)
        self.setZValue(layer + 1e-6)
        self.show()

    def boundingRect(self) -> QRectF:
        """The name and its ground (mm)."""
        return self._box

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws the name on the colour of its ribbon."""
        matrix = painter.deviceTransform()
        scale = (matrix.m11() ** 2 + matrix.m12() ** 2) ** 0.5
        painter.fillRect(self._box, self._ground)
        for stroke in self._strokes:
            stroke.draw(painter, scale, SMALLEST_PATH, False, self._box)

    # ------------------------------------------------------------------ inside

    @staticmethod
    def _under(scene: MapScene, sheet: MapSheet, x: float) -> tuple[Part | None, float]:
        """The ribbon at a place (mm from the left), and its layer."""
        if sheet.flow == TIMELINE:
            for band in sheet.bands:
                for _, run, left, right in band.grounds():
                    if left < x < right:
                        item = scene.item(PartKind.PHASE, run.phase.id if run.phase else "")
                        return (item.part, item.zValue()) if item is not None else (None, 0.0)
        return None, 0.0

    def _take(self, part: Part, room: float) -> None:
        """Takes over a ribbon's lettering; ``room`` (mm) of its ground goes before it."""
        words = [item for item in part.items if isinstance(item, Text)]
        fills = [item.fill for item in part.items if isinstance(item, Path) and item.fill]
        left = min((word.x for word in words), default=0.0)
        right = max((word.x + word.line.width * word.size for word in words), default=0.0)
        # Not into the notch where the ribbon begins.
        room = min(room, left)
        box = QRectF(left - room, _INSET * part.h, right - left + room, (1 - 2 * _INSET) * part.h)
        if box != self._box:
            self.prepareGeometryChange()
            self._box = box
        if part is not self._part:
            self._part, self._own = part, (left, right)
            self._strokes = prepare(words, self._tools)
            self._ground = QColor(fills[0]) if fills else QColor()
            self.update()
