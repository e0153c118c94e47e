"""The grade axis that stays: a slim strip at the left edge of the view while the map's own axis is scrolled out of sight.

Contract. Painted in pixels from the graph's frame and its scale, over every card and under frames and editors. It takes no mouse:
what lies under it stays in reach. It is painted once for each height and then kept as a picture, so that scrolling and
dragging cost one blit.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cjm_desktop.layout import MapSheet
from cjm_desktop.layout.graph import Frame, marks
from cjm_desktop.layout.label import grade_text
from cjm_desktop.layout.setting import Setting
from cjm_desktop.layout.theme import zone_of
from cjm_desktop.paint.qt import OVERLAY
from cjm_desktop.paint.qt.guard import guarded

from ..piece import paint_face
from ..theme import FAMILY
from .kerb import Kerb
from .stage import TIMELINE

#: Pixels: the strip, what it has at least over the highest and under the lowest grade, the largest face, the type.
_WIDTH, _MARGIN, _FACE, _TYPE = 52.0, 14.0, 18.0, 12

#: Over so many pixels beside it the words that come to it grow fainter: a :class:`Kerb` lets no view rest with words there.
_FADE = 8.0

#: A name has room in so many pixels over the highest grade; its type.
_NAMED, _SMALL = 30.0, 10


class StickyAxis(QGraphicsItem):
    """Numbers and faces of the grades at the left edge of the view."""

    def __init__(self, number: int = 0) -> None:
        """``number``: which of the graphs of a sheet it belongs to, from top to bottom; all but the first say whose they are."""
        super().__init__()
        self._number, self._name = number, ""
        self.setZValue(OVERLAY + 2)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._frame: Frame | None = None
        self._setting: Setting | None = None
        self._height = 0.0
        #: Over the highest and under the lowest grade (pixels): the whole lane, so that no word at its edge is half covered.
        self._ends = (_MARGIN, _MARGIN)
        self._font = QFont(FAMILY)
        self._font.setPixelSize(_TYPE)
        self._font.setWeight(QFont.Weight.Medium)
        self.hide()

    def kerb(self, sheet: MapSheet) -> Kerb | None:
        """Where it covers the view of a sheet; ``None`` where it never shows."""
        band = sheet.bands[0] if sheet.flow == TIMELINE and sheet.bands else None
        cards = len(sheet.journey.touchpoints)
        if band is None or not band.lanes.graph_h or not cards:
            return None
        return Kerb(_WIDTH * self.scale(), band.columns.left, cards, band.columns.home)

    def strip(self, scale: float) -> tuple[float, float] | None:
        """Where it ends on the sheet, and how far beside it words grow fainter (mm) at ``scale`` pixels per mm; ``None`` while it hides."""
        pixels = scale / self.scale()
        return (self.x() + _WIDTH / pixels, _FADE / pixels) if self.isVisible() else None

    def look(self, sheet: MapSheet, sight: QRectF, scale: float) -> None:
        """Follows the view: ``sight`` is what is in sight (mm), ``scale`` pixels per mm."""
        band = sheet.bands[0] if sheet.flow == TIMELINE and sheet.bands else None
        graph = band is not None and band.lanes.graph_h and sheet.journey.touchpoints
        if band is None or not graph or sight.left() <= band.columns.left or self._number > len(band.apart):
            self.hide()
            return
        frame, setting = band.frame, band.setting
        if self._number:
            other, frame = band.apart[self._number - 1]
            if (name := other.name(setting.words)) != self._name:
                self._name = name
                self.update()
        pixels = scale / self.scale()
        height = (frame.low - frame.high) * pixels
        ends = (
            max(_MARGIN, (frame.high - frame.top) * pixels),
            max(_MARGIN, (frame.bottom - frame.low) * pixels),
        )
        shown = self._frame.scale if self._frame is not None else None
        if (frame.scale, height, ends) != (shown, self._height, self._ends) or setting is not self._setting:
            self.prepareGeometryChange()
            self._frame, self._setting, self._height, self._ends = frame, setting, height, ends
            self.update()
        self.setPos(sight.left(), frame.high)
        self.show()

    def boundingRect(self) -> QRectF:
        """Pixels from the highest grade at the left edge of the view."""
        above, below = self._ends
        return QRectF(-1.0, -above - 1.0, _WIDTH + 2.0, self._height + above + below + 2.0)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws the strip."""
        frame, setting = self._frame, self._setting
        if frame is None or setting is None:
            return
        theme = setting.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.paper)
        # Round at the right only: the strip comes out of the edge of the view.
        strip = QPainterPath()
        above, below = self._ends
        strip.addRoundedRect(QRectF(-8.0, -above, _WIDTH + 8.0, self._height + above + below), 7.0, 7.0)
        painter.setPen(QPen(QColor(theme.rule), 1.0))
        painter.setBrush(ground)
        painter.drawPath(strip)
        self._numbers(painter, frame, setting)
        if self._name and above >= _NAMED:
            small = QFont(self._font)
            small.setPixelSize(_SMALL)
            painter.setFont(small)
            room, wide = _WIDTH - 7.0, QFontMetricsF(small)
            # The whole name, else the first of its words.
            shown = self._name if wide.horizontalAdvance(self._name) <= room else self._name.split()[0]
            shown = wide.elidedText(shown, Qt.TextElideMode.ElideRight, room)
            painter.setPen(QColor(theme.ink))
            painter.drawText(QPointF(4.0, 5.0 - above + _SMALL), shown)
        scale = frame.scale
        side = min(_FACE, 0.4 * self._height)
        for grade in (scale.highest, scale.neutral, scale.lowest):
            y = self._y(frame, grade)
            fill, ink = theme.zone(zone_of(grade, scale))
            paint_face(painter, QRectF(6.0, y - side / 2, side, side), scale.share(grade), fill, ink)

    def _numbers(self, painter: QPainter, frame: Frame, setting: Setting) -> None:
        grades = marks(frame.scale)
        apart = self._height / max(1, len(grades) - 1)
        thin = max(1, math.ceil(1.15 * _TYPE / max(apart, 1e-6)))
        painter.setFont(self._font)
        painter.setPen(QColor(setting.theme.secondary))
        last = len(grades) - 1
        for k, grade in enumerate(grades):
            if k in (0, last) or (k % thin == 0 and last - k >= thin):
                line = QRectF(0.0, self._y(frame, grade) - _TYPE, _WIDTH - 8.0, 2.0 * _TYPE)
                painter.drawText(
                    line,
                    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                    grade_text(grade, setting.words),
                )

    def _y(self, frame: Frame, grade: float) -> float:
        return (1.0 - frame.scale.share(grade)) * self._height
