"""What lies over the map: selection frames, hover, the + between cards, the rubber band, the label at the hand.

Contract. Items in sheet millimetres with lines of fixed pixel width, above every part, below editors. They are told where to be
and decide nothing; none takes the mouse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cjm_desktop.layout import MapSheet
from cjm_desktop.paint.qt import OVERLAY, MapScene
from cjm_desktop.paint.qt.guard import guarded

from ..theme import FAMILY, Look
from .axis import StickyAxis
from .phase_name import StickyPhase

# Diameter of the round +, in pixels of a usual screen.
_PLUS_SIZE = 26.0
# The layer of what the hand holds, less a little: over every other card, under the ones that are held.
_UNDER_HAND = 19.9
_FRAME = 2.4
_ACCENT = "#00707A"
_HOVER = 1.4
# A frame with more device-independent pixels than this is drawn each time.
_KEPT_PIXELS = 400_000


class _Frame(QGraphicsItem):
    """A rounded frame, or a ring, around a box in mm, its line of fixed pixel width outside the box.

    It stands at the box's corner and is kept as a picture, so that one that only moves is not drawn again: a translucent
    rounded box takes Qt's painter 0.3 ms, three of which lie under a card in the hand.
    """

    def __init__(self, z: float) -> None:
        super().__init__()
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._size = QSizeF()
        self._ring = False
        self._scale = 1.0
        self._pen = QPen()
        self._fill: QBrush | None = None
        self._gap: QRectF | None = None

    def place(
        self,
        box: QRectF,
        scale: float,
        color: str,
        width: float,
        *,
        ring: bool = False,
        fill: QColor | None = None,
        gap: QRectF | None = None,
    ) -> None:
        """Shows it around ``box``; ``scale`` is pixels per mm. Its line is broken where a ``gap`` (mm) is: what stands there is read."""
        gap = None if gap is None else gap.translated(-box.topLeft())
        if gap != self._gap:
            self._gap = gap
            self.update()
        if (box.size(), ring, scale) != (self._size, self._ring, self._scale):
            self.prepareGeometryChange()
            self._size, self._ring, self._scale = box.size(), ring, scale
            # A frame around very much would be a very large picture.
            small = box.width() * box.height() * scale * scale < _KEPT_PIXELS
            modes = QGraphicsItem.CacheMode
            self.setCacheMode(modes.DeviceCoordinateCache if small else modes.NoCache)
        pen = QPen(QColor(color), width)
        pen.setCosmetic(True)
        brush = None if fill is None else QBrush(fill)
        if pen != self._pen or brush != self._fill:
            self._pen, self._fill = pen, brush
            self.update()
        self.setPos(box.topLeft())
        self.show()

    def boundingRect(self) -> QRectF:
        """The box and its line, from the box's corner (mm)."""
        room = 6.0 / self._scale
        return QRectF(QPointF(), self._size).adjusted(-room, -room, room, room)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws the frame."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        painter.setBrush(Qt.BrushStyle.NoBrush if self._fill is None else self._fill)
        out = (self._pen.widthF() / 2 + 0.6) / self._scale
        box = QRectF(QPointF(), self._size).adjusted(-out, -out, out, out)
        if self._gap is not None:
            around = QPainterPath()
            around.addRect(self.boundingRect())
            gap = QPainterPath()
            gap.addRoundedRect(self._gap, self._gap.height() / 2, self._gap.height() / 2)
            painter.setClipPath(around.subtracted(gap))
        if self._ring:
            painter.drawEllipse(box)
        else:
            radius = min(3.0 + out, box.width() / 2, box.height() / 2)
            painter.drawRoundedRect(box, radius, radius)


class _Plus(QGraphicsItem):
    """The round button that adds a card between two others."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(OVERLAY + 30)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.fill, self.ink = QColor("#00707A"), QColor("#FFFFFF")
        self.hot = False
        self.hide()

    def boundingRect(self) -> QRectF:
        """Pixels around its centre."""
        r = _PLUS_SIZE / 2 + 3
        return QRectF(-r, -r, 2 * r, 2 * r)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws the button; darker under the pointer."""
        painter.setPen(QPen(self.ink, 2.0))
        painter.setBrush(self.fill.darker(125) if self.hot else self.fill)
        r = _PLUS_SIZE / 2
        painter.drawEllipse(QPointF(0, 0), r, r)
        painter.setPen(QPen(self.ink, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        arm = r * 0.46
        painter.drawLines([QLineF(-arm, 0, arm, 0), QLineF(0, -arm, 0, arm)])


class _Label(QGraphicsItem):
    """A word or number beside the hand."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(OVERLAY + 40)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.fill, self.ink = QColor("#0F1B33"), QColor("#FFFFFF")
        self._font = QFont(FAMILY)
        self._font.setPixelSize(15)
        self._font.setWeight(QFont.Weight.DemiBold)
        self._text = ""
        self._box = QRectF()
        self.hide()

    def say(self, text: str, at: QPointF) -> None:
        """Shows a text beside a place (mm)."""
        if text != self._text:
            self.prepareGeometryChange()
            self._text = text
            width = QFontMetricsF(self._font).horizontalAdvance(text)
            self._box = QRectF(22.0, -14.0, width + 20.0, 28.0)
        self.setPos(at)
        self.show()

    def boundingRect(self) -> QRectF:
        """Pixels from the place it speaks of."""
        return self._box

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws the label."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.fill)
        painter.drawRoundedRect(self._box, 6, 6)
        painter.setPen(self.ink)
        painter.setFont(self._font)
        painter.drawText(self._box, Qt.AlignmentFlag.AlignCenter, self._text)


class Overlay:
    """Everything over the map, in one place."""

    def __init__(self, scene: MapScene, look: Look, magnify: float = 1.0) -> None:
        """``magnify`` is how much larger than on a usual screen lines and signs are."""
        self._scene = scene
        self._look = look
        self._magnify = magnify
        #: The colour of frames: it must show on the paper, which is light in the dark look too.
        self.accent = _ACCENT
        self._frames: list[_Frame] = []
        self._hover = _Frame(OVERLAY + 5)
        self._band = _Frame(OVERLAY + 20)
        self._slot = _Frame(_UNDER_HAND - 0.1)
        self._shadows: list[_Frame] = []
        self._plus = _Plus()
        self._label = _Label()
        #: The grade axis while the map's own is out of sight.
        self.axis = StickyAxis()
        #: Those of the graphs that further personas have of their own.
        self._axes: list[StickyAxis] = []
        #: The name of the phase that is looked into.
        self.phase = StickyPhase()
        for item in (self._hover, self._band, self._slot, self._plus, self._label, self.axis, self.phase):
            item.hide()
            scene.addItem(item)
        self.dress(look, magnify)

    def dress(self, look: Look, magnify: float, accent: str = "") -> None:
        """Takes the colours and the size of a look. The paper stays light in every look, so frames use ink that shows on
        it, unless an ``accent`` is given for a dark one."""
        self._look = look
        self._magnify = magnify
        self.accent = accent or _ACCENT
        for sign in (self._plus, self._label, self.axis, *self._axes):
            sign.setScale(magnify)
        self._plus.fill = QColor(self.accent)
        self._plus.ink = QColor(look.accent_ink if accent else "#FFFFFF")
        for item in (*self._frames, self._hover, self._band, self._plus, self._label):
            item.update()

    def axes(self, sheet: MapSheet, sight: QRectF, scale: float) -> None:
        """The grade axes follow the view, one for each graph of the sheet: ``sight`` is what is in sight (mm), ``scale`` pixels per mm."""
        graphs = len(sheet.bands[0].apart) if sheet.bands else 0
        while len(self._axes) < graphs:
            axis = StickyAxis(len(self._axes) + 1)
            axis.setScale(self._magnify)
            self._axes.append(axis)
            self._scene.addItem(axis)
        for one in (self.axis, *self._axes):
            one.look(sheet, sight, scale)
        # All end at the same place.
        self._scene.cover(self.axis.strip(scale))

    @property
    def plus_reach(self) -> float:
        """How far from its centre (pixels) the + is still hit."""
        return (_PLUS_SIZE / 2 + 2) * self._magnify

    def frames(self, boxes: Iterable[tuple[QRectF, bool]], scale: float, gaps: Mapping[int, QRectF] = MappingProxyType({})) -> None:
        """Frames (``False``) or rings (``True``) around boxes in mm, ``gaps`` being those of some by their number; what was framed before
        is not any more."""
        used = 0
        for box, ring in boxes:
            if used == len(self._frames):
                frame = _Frame(OVERLAY + 10)
                self._frames.append(frame)
                self._scene.addItem(frame)
            self._frames[used].place(box, scale, self.accent, _FRAME * self._magnify, ring=ring, gap=gaps.get(used))
            used += 1
        for frame in self._frames[used:]:
            frame.hide()

    @property
    def framed(self) -> int:
        """How many frames are in sight."""
        return sum(frame.isVisible() for frame in self._frames)

    def hover(self, box: QRectF | None, scale: float, *, ring: bool = False, fill: bool = False) -> None:
        """A faint frame around what is under the pointer; ``fill``: room that waits to be written in."""
        if box is None:
            self._hover.hide()
        else:
            tint = QColor(self.accent)
            tint.setAlpha(120)
            faint = QColor(self.accent)
            faint.setAlpha(22)
            line, width = tint.name(QColor.NameFormat.HexArgb), _HOVER * self._magnify
            self._hover.place(box, scale, line, width, ring=ring, fill=faint if fill else None)

    def band(self, box: QRectF | None, scale: float) -> None:
        """The rubber band."""
        if box is None:
            self._band.hide()
        else:
            tint = QColor(self.accent)
            tint.setAlpha(28)
            self._band.place(box, scale, self.accent, 1.0, fill=tint)

    def slot(self, box: QRectF | None, scale: float) -> None:
        """The place where a card under the hand would land."""
        if box is None:
            self._slot.hide()
        else:
            tint = QColor(self.accent)
            tint.setAlpha(26)
            line = QColor(self.accent)
            line.setAlpha(110)
            self._slot.place(box, scale, line.name(QColor.NameFormat.HexArgb), 1.2, fill=tint)

    def shadows(self, boxes: Iterable[QRectF], scale: float) -> None:
        """Soft shadows (mm) under the cards that are held; none for no boxes."""
        wanted = list(boxes)
        while len(self._shadows) < len(wanted):
            shadow = _Frame(_UNDER_HAND)
            self._shadows.append(shadow)
            self._scene.addItem(shadow)
        line, fill = QColor(15, 27, 51, 26), QColor(15, 27, 51, 46)
        for shadow, box in zip(self._shadows, wanted, strict=False):
            low = box.translated(1.5 / scale, 5.0 / scale)
            shadow.place(low, scale, line.name(QColor.NameFormat.HexArgb), 5.0, fill=fill)
        for shadow in self._shadows[len(wanted) :]:
            shadow.hide()

    def plus(self, at: QPointF | None, *, hot: bool = False) -> None:
        """The + at a place (mm), or none."""
        if at is None:
            self._plus.hide()
            return
        if hot != self._plus.hot:
            self._plus.hot = hot
            self._plus.update()
        self._plus.setPos(at)
        self._plus.show()

    def label(self, text: str, at: QPointF) -> None:
        """A word beside a place (mm); empty: none."""
        if text:
            self._label.say(text, at)
        else:
            self._label.hide()
