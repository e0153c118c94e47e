"""From the Sheet's items to strokes on a Qt device.

Contract. :func:`prepare` turns a part's items into :class:`Stroke` objects once (pens, brushes and paths
made); drawing them costs little more than the Qt calls. Levels of detail: ``scale`` is device pixels per
mm, and a path that would be smaller than ``smallest`` pixels is left out. :class:`Tools` keeps fonts and
pens; it belongs to the scene or image.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from cjm_desktop.layout.sheet import Clip, Curve, Image, Item, Path, Rect, Segment, Text

from .line import draw_curve
from .text import Fonts, Lettering

_CAPS = (Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap)
_JOINS = (Qt.PenJoinStyle.MiterJoin, Qt.PenJoinStyle.RoundJoin, Qt.PenJoinStyle.BevelJoin)
_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush
#: Paths smaller than this many device pixels are not drawn.
SMALLEST_PATH = 1.5


class Tools:
    """What painting keeps between frames: fonts and pens. One per scene or image, never shared by a module."""

    def __init__(self) -> None:
        self.fonts = Fonts()
        self._pens: dict[tuple[str, float, int, int, tuple[float, ...]], QPen] = {}
        self._brushes: dict[str, QBrush] = {}

    def pen(
        self, color: str, width: float, cap: int = 0, join: int = 0, dash: tuple[float, ...] = ()
    ) -> QPen:
        """A pen of ``width`` mm; ``dash`` in mm."""
        key = (color, width, cap, join, dash)
        pen = self._pens.get(key)
        if pen is None:
            pen = QPen(QColor(color), width, Qt.PenStyle.SolidLine, _CAPS[cap], _JOINS[join])
            if dash and width > 0:
                # Qt counts dashes in pen widths.
                pen.setDashPattern([length / width for length in dash])
            self._pens[key] = pen
        return pen

    def brush(self, color: str) -> QBrush:
        """A solid brush."""
        brush = self._brushes.get(color)
        if brush is None:
            brush = self._brushes[color] = QBrush(QColor(color))
        return brush


class Stroke(Protocol):
    """Something ready to draw; ``bounds`` is what it may cover, in mm from the part's origin."""

    @property
    def bounds(self) -> QRectF:
        """What it may cover (mm)."""

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool) -> None:
        """Draws it; ``scale`` in device pixels per mm, ``smallest`` in device pixels (see :func:`prepare`)."""


def shape(segments: Sequence[Segment], *, evenodd: bool = False) -> QPainterPath:
    """A Qt path from the Sheet's segments, in mm."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill if evenodd else Qt.FillRule.WindingFill)
    for segment in segments:
        match segment:
            case ("M", x, y):
                path.moveTo(x, y)
            case ("L", x, y):
                path.lineTo(x, y)
            case ("C", x1, y1, x2, y2, x, y):
                path.cubicTo(x1, y1, x2, y2, x, y)
            case _:
                path.closeSubpath()
    return path


def _grown(box: QRectF, by: float) -> QRectF:
    return box.adjusted(-by, -by, by, by)


class _Rect:
    __slots__ = ("bounds", "box", "brush", "pen", "radius", "size")

    def __init__(self, item: Rect, tools: Tools) -> None:
        self.box = QRectF(item.x, item.y, item.w, item.h)
        self.bounds = _grown(self.box, item.width / 2)
        self.size = max(item.w, item.h)
        self.radius = min(item.radius, item.w / 2, item.h / 2)
        self.brush = tools.brush(item.fill) if item.fill else None
        self.pen = (
            tools.pen(item.stroke, item.width, dash=item.dash) if item.stroke and item.width > 0 else None
        )

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool) -> None:
        if self.size * scale < 0.3:
            return
        if self.pen is None and (not self.radius or self.radius * scale < 0.7):
            if self.brush is not None:
                painter.fillRect(self.box, self.brush)
            return
        painter.setPen(_NO_PEN if self.pen is None else self.pen)
        painter.setBrush(_NO_BRUSH if self.brush is None else self.brush)
        if self.radius and self.radius * scale >= 0.7:
            painter.drawRoundedRect(self.box, self.radius, self.radius)
        else:
            painter.drawRect(self.box)


class _Path:
    __slots__ = ("bounds", "brush", "path", "pen", "size")

    def __init__(self, item: Path, tools: Tools) -> None:
        self.path = shape(item.segments, evenodd=item.evenodd)
        bounds = self.path.controlPointRect()
        # A mitre reaches further than half the stroke, but these drawings have no sharp corners that are stroked.
        self.bounds = _grown(bounds, item.width)
        self.size = max(bounds.width(), bounds.height(), item.width)
        self.brush = tools.brush(item.fill) if item.fill else None
        wanted = item.stroke is not None and item.width > 0
        self.pen = (
            tools.pen(item.stroke or "", item.width, item.cap, item.join, item.dash) if wanted else None
        )

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool) -> None:
        if self.size * scale < smallest:
            return
        painter.setPen(_NO_PEN if self.pen is None else self.pen)
        painter.setBrush(_NO_BRUSH if self.brush is None else self.brush)
        painter.drawPath(self.path)


class _Text:
    __slots__ = ("bounds", "lettering")

    def __init__(self, item: Text, tools: Tools) -> None:
        self.lettering = Lettering(item, tools.fonts)
        size, glyphs = item.size, sum(len(run.glyphs) for run in item.line.runs)
        width = item.line.width * size + item.track * glyphs
        box = QRectF(-0.2 * size, -1.1 * size, width + 0.4 * size, 1.5 * size)
        if item.angle:
            box = QTransform().rotate(-item.angle).mapRect(box)
        self.bounds = box.translated(item.x, item.y)

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool) -> None:
        self.lettering.draw(painter, scale, outlines=outlines)


class _Image:
    __slots__ = ("bounds", "box", "item", "picture")

    def __init__(self, item: Image) -> None:
        self.box = self.bounds = QRectF(item.x, item.y, item.w, item.h)
        self.item = item
        self.picture: QImage | None = None

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool) -> None:
        if self.picture is None:
            self.picture = QImage.fromData(self.item.data)
        if not self.picture.isNull():
            painter.drawImage(self.box, self.picture)


class _Clip:
    __slots__ = ("bounds", "box", "path")

    def __init__(self, item: Clip) -> None:
        self.path = shape(item.segments)
        self.bounds = QRectF()
        # A rectangle clips far faster than a path of the same shape.
        points = {(s[-2], s[-1]) for s in item.segments if len(s) > 1}
        plain = all(s[0] != "C" for s in item.segments) and len(points) == 4
        box = self.path.boundingRect()
        corners = {(x, y) for x in (box.left(), box.right()) for y in (box.top(), box.bottom())}
        self.box = box if plain and points == corners else None

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool) -> None:
        painter.save()
        if self.box is not None:
            painter.setClipRect(self.box, Qt.ClipOperation.IntersectClip)
        else:
            painter.setClipPath(self.path, Qt.ClipOperation.IntersectClip)


class _Unclip:
    __slots__ = ("bounds",)

    def __init__(self) -> None:
        self.bounds = QRectF()

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool) -> None:
        painter.restore()


class _Line:
    """An emotion line drawn once (images); on the canvas a graph item draws it."""

    __slots__ = ("bounds", "curve")

    def __init__(self, item: Curve) -> None:
        self.curve = item
        # Only pictures draw a line this way, and they draw everything.
        self.bounds = QRectF()

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool) -> None:
        source = self.curve.source
        points = [p for i in range(len(source)) if (p := source.point(i)) is not None]
        if points:
            draw_curve(painter, self.curve, points[0][0] - 1.0, points[-1][0] + 1.0, scale)


def prepare(items: Iterable[Item], tools: Tools, *, curves: bool = True) -> list[Stroke]:
    """Items made ready to draw, in order. Marks, links and tags draw nothing. ``curves=False`` leaves the
    lines out.

    A clip that is never closed ends with the list.
    """
    out: list[Stroke] = []
    open_clips = 0
    for item in items:
        match item:
            case Rect():
                out.append(_Rect(item, tools))
            case Path():
                out.append(_Path(item, tools))
            case Text():
                out.append(_Text(item, tools))
            case Image():
                out.append(_Image(item))
            case Clip(segments=()):
                if open_clips:
                    out.append(_Unclip())
                    open_clips -= 1
            case Clip():
                out.append(_Clip(item))
                open_clips += 1
            case Curve() if curves:
                out.append(_Line(item))
    out.extend(_Unclip() for _ in range(open_clips))
    return out
