"""From the Sheet's items to strokes on a Qt device.

Contract. :func:`prepare` turns a part's items into :class:`Stroke` objects once (pens, brushes and paths
made); drawing them costs little more than the Qt calls. Levels of detail: ``scale`` is device pixels per
mm, and a path that would be smaller than ``smallest`` pixels is left out. :class:`Tools` keeps fonts and
pens; it belongs to the scene or image.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Protocol

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from cjm_desktop.layout.sheet import Clip, Curve, Image, Item, Path, Rect, Segment, Text

from .dashes import dashed
from .line import draw_curve
from .text import Fonts, Lettering, Lines

_CAPS = (Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap)
_JOINS = (Qt.PenJoinStyle.MiterJoin, Qt.PenJoinStyle.RoundJoin, Qt.PenJoinStyle.BevelJoin)
_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush
# So many dashes of one pen are kept.
_FEW_DASHES = 2_000
# Level lines longer than this (mm) are drawn only as far as they are exposed.
_LONG = 150.0
# Dashes that repeat within fewer device pixels than this become an even tint.
_FINE = 2.0
# Dashes that repeat within fewer device pixels than this repeat in whole pixels, and are no shorter than half a one: else some
# fall on pixels and some between, Qt leaves some dots out, and the line looks patchy.
_WHOLE, _DOT = 12.0, 0.5
# Dots keep so much ground between them (device pixels), and stand further apart where they would run into a solid line.
_GROUND = 2.5
#: Pens kept at most: their widths are those of sheets fitted anew at each edit.
_MOST_PENS = 1_000
#: Paths smaller than this many device pixels are not drawn.
SMALLEST_PATH = 1.5


class Tools:
    """What painting keeps between frames: fonts and pens. One per scene or image, never shared by a module."""

    def __init__(self) -> None:
        self.fonts = Fonts()
        self._pens: dict[tuple[str, float, int, int], QPen] = {}
        self._brushes: dict[str, QBrush] = {}

    def pen(self, color: str, width: float, cap: int = 0, join: int = 0) -> QPen:
        """A pen of ``width`` mm. It has no dashes: see :mod:`.dashes`."""
        key = (color, width, cap, join)
        pen = self._pens.get(key)
        if pen is None:
            pen = QPen(QColor(color), width, Qt.PenStyle.SolidLine, _CAPS[cap], _JOINS[join])
            if len(self._pens) >= _MOST_PENS:
                self._pens.clear()
            self._pens[key] = pen
        return pen

    def brush(self, color: str) -> QBrush:
        """A solid brush."""
        brush = self._brushes.get(color)
        if brush is None:
            brush = self._brushes[color] = QBrush(QColor(color))
        return brush


class Stroke(Protocol):
    """Something ready to draw."""

    @property
    def bounds(self) -> QRectF | None:
        """What it may cover, in mm from the part's origin; ``None`` for what opens or closes a clip."""

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool, exposed: QRectF) -> None:
        """Draws it, or at least what of it lies in ``exposed`` (mm); ``scale`` in device pixels per mm, ``smallest`` in device
        pixels (see :func:`prepare`)."""


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


class _Dashes:
    """The dashes of one path, made when they are first seen."""

    __slots__ = ("brush", "cap", "dash", "join", "outlines", "width")

    def __init__(self, color: str, width: float, dash: tuple[float, ...], cap: int, join: int, tools: Tools) -> None:
        self.brush = tools.brush(color)
        self.width, self.dash, self.cap, self.join = width, dash, _CAPS[cap], _JOINS[join]
        self.outlines: QPainterPath | None = None

    def draw(self, painter: QPainter, path: Callable[[], QPainterPath]) -> None:
        if self.outlines is None:
            self.outlines = dashed(path(), self.width, self.dash, self.cap, self.join)
        painter.fillPath(self.outlines, self.brush)


class _Rect:
    __slots__ = ("bounds", "box", "brush", "dashes", "pen", "radius", "size")

    def __init__(self, item: Rect, tools: Tools) -> None:
        self.box = QRectF(item.x, item.y, item.w, item.h)
        self.bounds = _grown(self.box, item.width / 2)
        self.size = max(item.w, item.h)
        self.radius = min(item.radius, item.w / 2, item.h / 2)
        self.brush = tools.brush(item.fill) if item.fill else None
        wanted = item.stroke is not None and item.width > 0
        self.dashes = _Dashes(item.stroke or "", item.width, item.dash, 0, 0, tools) if wanted and any(item.dash) else None
        self.pen = tools.pen(item.stroke or "", item.width) if wanted and self.dashes is None else None

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool, exposed: QRectF) -> None:
        if self.size * scale < 0.3:
            return
        if self.pen is None and (not self.radius or self.radius * scale < 0.7):
            if self.brush is not None:
                painter.fillRect(self.box, self.brush)
            if self.dashes is not None:
                self.dashes.draw(painter, self._frame)
            return
        painter.setPen(_NO_PEN if self.pen is None else self.pen)
        painter.setBrush(_NO_BRUSH if self.brush is None else self.brush)
        if self.radius and self.radius * scale >= 0.7:
            painter.drawRoundedRect(self.box, self.radius, self.radius)
        else:
            painter.drawRect(self.box)
        if self.dashes is not None:
            self.dashes.draw(painter, self._frame)

    def _frame(self) -> QPainterPath:
        path = QPainterPath()
        if self.radius:
            path.addRoundedRect(self.box, self.radius, self.radius)
        else:
            path.addRect(self.box)
        return path


class _Path:
    __slots__ = ("bounds", "brush", "dashes", "path", "pen", "size")

    def __init__(self, item: Path, tools: Tools) -> None:
        self.path = shape(item.segments, evenodd=item.evenodd)
        bounds = self.path.controlPointRect()
        # A mitre reaches further than half the stroke, but these drawings have no sharp corners that are stroked.
        self.bounds = _grown(bounds, item.width)
        self.size = max(bounds.width(), bounds.height(), item.width)
        self.brush = tools.brush(item.fill) if item.fill else None
        wanted = item.stroke is not None and item.width > 0
        stroke, dash = item.stroke or "", item.dash if wanted else ()
        self.dashes = _Dashes(stroke, item.width, dash, item.cap, item.join, tools) if any(dash) else None
        self.pen = tools.pen(stroke, item.width, item.cap, item.join) if wanted and self.dashes is None else None

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool, exposed: QRectF) -> None:
        if self.size * scale < smallest:
            return
        painter.setPen(_NO_PEN if self.pen is None else self.pen)
        painter.setBrush(_NO_BRUSH if self.brush is None else self.brush)
        if self.pen is not None or self.brush is not None:
            painter.drawPath(self.path)
        if self.dashes is not None:
            self.dashes.draw(painter, self._whole)

    def _whole(self) -> QPainterPath:
        return self.path


class _Lines:
    """Straight strokes of one pen that follow each other (hatching, ticks, grids): drawn in one call.

    Colours are opaque, so it makes no difference that they are drawn together.
    """

    __slots__ = ("bounds", "dash", "dashes", "dotted", "few", "length", "lines", "pen", "period", "size", "step")

    def __init__(self, items: Sequence[Path], tools: Tools) -> None:
        first = items[0]
        ends = [(one[1], one[2], two[1], two[2]) for one, two in (item.segments for item in items)]  # type: ignore[misc]
        self.lines = [QLineF(*end) for end in ends]
        self.pen = tools.pen(first.stroke or "", first.width, first.cap, first.join)
        xs = [x for end in ends for x in (end[0], end[2])]
        ys = [y for end in ends for y in (end[1], end[3])]
        box = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        self.bounds = _grown(box, first.width)
        self.size = max(line.length() for line in self.lines)
        self.period = sum(first.dash) or max(10.0 * first.width, 1.0)
        self.dash = 0.0
        if any(first.dash):
            # A dash of no length is a dot, which Qt would not draw.
            self.dash = max(first.dash[0], 0.01)
        self.dotted = 0 < self.dash <= first.width / 4 and first.cap == 1
        # Kept where they are not too many: a poster's lines are drawn again and again, an endless band only in part.
        self.few = bool(self.dash) and sum(line.length() for line in self.lines) < _FEW_DASHES * self.period
        # From one dash to the next (mm): the period, rounded to what is seen.
        self.step, self.length = self.period, self.dash
        # Not before they are drawn: a grid that grows under a hand is made anew each time, and seen from afar shows no dashes.
        self.dashes: list[list[QLineF]] | None = None

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool, exposed: QRectF) -> None:
        if self.size * scale >= smallest:
            painter.setPen(self.pen)
            if self.dash and not self.dotted and self.period * scale < _FINE and not outlines:
                # Too fine to tell apart: as much ink as the dashes would leave.
                painter.setOpacity(0.5)
                painter.drawLines([self._cut(line, exposed) for line in self.lines])
                painter.setOpacity(1.0)
            elif self.dash:
                self._step(scale, exact=outlines)
                painter.drawLines(self._exposed_dashes(exposed))
            elif self.size > _LONG:
                painter.drawLines([self._cut(line, exposed) for line in self.lines])
            else:
                painter.drawLines(self.lines)

    def _step(self, scale: float, *, exact: bool) -> None:
        """Round the distance of dashes to whole device pixels where they are so close that it shows; their length fits.
        What is printed is exact.
        """
        apart = self.period * scale
        if self.dotted and not exact:
            apart = max(apart, self.pen.widthF() * scale + _GROUND)
        close = apart < _WHOLE and not exact
        step = round(apart) / scale if close else self.period
        if step != self.step:
            self.step = step
            self.length = max(self.dash if self.dotted else self.dash * step / self.period, _DOT / scale if close else 0.0)
            self.dashes = None

    def _exposed_dashes(self, exposed: QRectF) -> list[QLineF]:
        if not self.few:
            return [dash for line in self.lines for dash in self._dashes(line, exposed)]
        if self.dashes is None:
            self.dashes = [self._dashes(line, self.bounds) for line in self.lines]
        out: list[QLineF] = []
        for line, dashes in zip(self.lines, self.dashes, strict=True):
            first, last = self._span(line, exposed)
            out += dashes[first : last + 1]
        return out

    def _dashes(self, line: QLineF, exposed: QRectF) -> list[QLineF]:
        """The exposed dashes of a level line, all of another, counted from where it begins: Qt's own drift with what is exposed."""
        first, last = self._span(line, exposed)
        if line.y1() != line.y2():
            whole = max(line.length(), 1e-9)
            spans = [(k * self.step / whole, min(1.0, (k * self.step + self.length) / whole)) for k in range(first, last + 1)]
            return [QLineF(line.pointAt(start), line.pointAt(end)) for start, end in spans]
        left, right = sorted((line.x1(), line.x2()))
        starts = (left + k * self.step for k in range(first, last + 1))
        return [QLineF(x, line.y1(), min(right, x + self.length), line.y1()) for x in starts]

    def _span(self, line: QLineF, exposed: QRectF) -> tuple[int, int]:
        """Number of the first and the last exposed dash of a level line, of all in another."""
        if line.y1() != line.y2():
            return 0, max(0, math.ceil(line.length() / self.step - 1e-9) - 1)
        left, right = sorted((line.x1(), line.x2()))
        first = max(0, int((exposed.left() - left) // self.step))
        return first, int((min(right, exposed.right() + self.step) - left) // self.step)

    def _cut(self, line: QLineF, exposed: QRectF) -> QLineF:
        """A level line cut to what is exposed. Qt works out every dash of it, on the sheet or off."""
        if line.y1() != line.y2() or line.length() < _LONG:
            return line
        left, right = sorted((line.x1(), line.x2()))
        # In whole periods from where the line begins, so that its dashes stay where they are.
        start = max(0.0, (exposed.left() - left) // self.period - 1.0) * self.period
        end = min(right, exposed.right() + self.period)
        return QLineF(min(left + start, right), line.y1(), max(end, min(left + start, right)), line.y1())


def _together(item: Item) -> tuple[object, ...] | None:
    """What an item has in common with others that can be drawn in one call with it; ``None``: it is drawn alone."""
    if isinstance(item, Text):
        return None if item.angle else ("text", item.fill, item.size)
    if isinstance(item, Path) and item.fill is None and item.stroke is not None and item.width > 0:
        segments = item.segments
        plain = len(item.dash) == 2 or not any(item.dash)
        if plain and len(segments) == 2 and segments[0][0] == "M" and segments[1][0] == "L":
            return ("line", item.stroke, item.width, item.cap, item.join, item.dash)
    return None


def _text_box(item: Text) -> QRectF:
    """What a text may cover, in mm."""
    size, glyphs = item.size, sum(len(run.glyphs) for run in item.line.runs)
    width = item.line.width * size + item.track * glyphs
    box = QRectF(-0.2 * size, -1.1 * size, width + 0.4 * size, 1.5 * size)
    if item.angle:
        box = QTransform().rotate(-item.angle).mapRect(box)
    return box.translated(item.x, item.y)


class _Text:
    """Text: one line, or several level ones of one size and colour that follow each other."""

    __slots__ = ("bounds", "lettering")

    def __init__(self, items: Sequence[Text], tools: Tools) -> None:
        one = len(items) == 1
        self.lettering = Lettering(items[0], tools.fonts) if one else Lines(items, tools.fonts)
        self.bounds = QRectF()
        for item in items:
            self.bounds = self.bounds.united(_text_box(item))

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool, exposed: QRectF) -> None:
        self.lettering.draw(painter, scale, outlines=outlines)


class _Image:
    __slots__ = ("bounds", "box", "item", "picture")

    def __init__(self, item: Image) -> None:
        self.box = self.bounds = QRectF(item.x, item.y, item.w, item.h)
        self.item = item
        self.picture: QImage | None = None

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool, exposed: QRectF) -> None:
        if self.picture is None:
            self.picture = QImage.fromData(self.item.data)
        if not self.picture.isNull():
            painter.drawImage(self.box, self.picture)


class _Clip:
    __slots__ = ("bounds", "box", "path")

    def __init__(self, item: Clip) -> None:
        self.path = shape(item.segments)
        self.bounds: QRectF | None = None
        # A rectangle clips far faster than a path of the same shape.
        points = {(s[-2], s[-1]) for s in item.segments if len(s) > 1}
        plain = all(s[0] != "C" for s in item.segments) and len(points) == 4
        box = self.path.boundingRect()
        corners = {(x, y) for x in (box.left(), box.right()) for y in (box.top(), box.bottom())}
        self.box = box if plain and points == corners else None

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool, exposed: QRectF) -> None:
        painter.save()
        if self.box is not None:
            painter.setClipRect(self.box, Qt.ClipOperation.IntersectClip)
        else:
            painter.setClipPath(self.path, Qt.ClipOperation.IntersectClip)


class _Unclip:
    __slots__ = ("bounds",)

    def __init__(self) -> None:
        self.bounds: QRectF | None = None

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool, exposed: QRectF) -> None:
        painter.restore()


class _Line:
    """An emotion line drawn once (images); on the canvas a graph item draws it."""

    __slots__ = ("bounds", "curve")

    def __init__(self, item: Curve) -> None:
        self.curve = item
        # Only pictures draw a line this way, and they draw everything.
        self.bounds = QRectF()

    def draw(self, painter: QPainter, scale: float, smallest: float, outlines: bool, exposed: QRectF) -> None:
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
    for common, group in groupby(items, key=_together):
        if common is not None:
            drawn = list(group)
            if common[0] == "text":
                out.append(_Text([item for item in drawn if isinstance(item, Text)], tools))
            else:
                out.append(_Lines([item for item in drawn if isinstance(item, Path)], tools))
            continue
        for item in group:
            match item:
                case Rect():
                    out.append(_Rect(item, tools))
                case Path():
                    out.append(_Path(item, tools))
                case Text():
                    out.append(_Text([item], tools))
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
