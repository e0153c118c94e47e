"""The emotion line on a Qt device: only the columns asked for, with levels of detail.

Contract. :func:`draw_curve` draws a span of a :class:`~cjm_desktop.layout.sheet.Curve` in mm: areas above
and below the neutral line, casing, then the line: solid where observed, dashed where assumed, nothing over
gaps. What it draws at one x does not depend on the span asked for, so that a part of the picture can be
painted anew without a seam. Dashes begin at every point: those of a stretch are made from all of it and remembered (see :mod:`.dashes`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from cjm_desktop.layout.sheet import Bezier, Curve, Known

from .dashes import dashed

#: A long antialiased stroke costs the square of its length: it is drawn in pieces of this many stretches.
PIECE = 8
#: Fewer device pixels per column than this: a thin polyline; fewer than one: the envelope of each pixel
#: column.
THICK_FROM = 6.0
ENVELOPE_BELOW = 1.0
#: Two stretches whose ends are closer than this (mm) hang together.
TOUCH = 1e-3
#: Of so many stretches the dashes are remembered.
_REMEMBERED = 1_024


def stretches(curve: Curve, left: float, right: float) -> list[tuple[int, Bezier]]:
    """The stretches that may touch the span between two x (mm), with their column numbers."""
    stretch = curve.source.stretch
    return [(i, bezier) for i in curve.source.columns(left, right) if (bezier := stretch(i)) is not None]


def reach(beziers: Iterable[Bezier]) -> QRectF:
    """The rectangle of the control points (mm); null when there are none."""
    xs: list[float] = []
    ys: list[float] = []
    for b in beziers:
        xs += (b.x0, b.x3)
        ys += (b.y0, b.y1, b.y2, b.y3)
    if not xs:
        return QRectF()
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def draw_curve(painter: QPainter, curve: Curve, left: float, right: float, scale: float) -> None:
    """Draws what lies between two x (mm); ``scale`` is device pixels per mm. The painter's state is left as
    it was.
    """
    columns = curve.source.columns(left, right)
    if not len(columns):
        return
    pixels = _pitch(curve) * scale
    if not pixels:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if pixels < ENVELOPE_BELOW:
        _envelope(painter, curve, columns, scale)
    else:
        parts = stretches(curve, left, right)
        straight = pixels < THICK_FROM
        _areas(painter, curve, parts, straight)
        if straight:
            _thin(painter, curve, parts)
        else:
            _thick(painter, curve, parts)
    painter.restore()


def _pitch(curve: Curve) -> float:
    """The mean distance (mm) of the line's columns, 0 without a point: the same whatever part of the line is painted, or a narrow
    strip that a glide exposes would be drawn less finely than what stands beside it."""
    point, count = curve.source.point, len(curve.source)
    start = next(((i, p[0]) for i in range(count) if (p := point(i)) is not None), None)
    stop = next(((i, p[0]) for i in range(count - 1, -1, -1) if (p := point(i)) is not None), None)
    if start is None or stop is None:
        return 0.0
    (first, x), (last, end) = start, stop
    # One point alone is no line, and is drawn as finely as any.
    return max(1e-6, (end - x) / (last - first)) if last > first else float(THICK_FROM)


def _runs(parts: Sequence[tuple[int, Bezier]]) -> list[list[Bezier]]:
    """Stretches that hang together without a gap."""
    runs: list[list[Bezier]] = []
    for _i, bezier in parts:
        if bezier.known is Known.GAP:
            continue
        if runs and abs(runs[-1][-1].x3 - bezier.x0) < TOUCH:
            runs[-1].append(bezier)
        else:
            runs.append([bezier])
    return runs


def _path(beziers: Sequence[Bezier], *, straight: bool = False) -> QPainterPath:
    path = QPainterPath()
    path.moveTo(beziers[0].x0, beziers[0].y0)
    for b in beziers:
        if straight:
            path.lineTo(b.x3, b.y3)
        else:
            path.cubicTo(b.x1, b.y1, b.x2, b.y2, b.x3, b.y3)
    return path


def _areas(painter: QPainter, curve: Curve, parts: Sequence[tuple[int, Bezier]], straight: bool) -> None:
    if curve.above is None and curve.below is None:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    for run in _runs(parts):
        path = _path(run, straight=straight)
        path.lineTo(run[-1].x3, curve.neutral)
        path.lineTo(run[0].x0, curve.neutral)
        path.closeSubpath()
        x, width = run[0].x0 - 1.0, run[-1].x3 - run[0].x0 + 2.0
        for color, top, bottom in (
            (curve.above, curve.top, curve.neutral),
            (curve.below, curve.neutral, curve.bottom),
        ):
            if color is not None and bottom > top:
                painter.save()
                painter.setClipRect(QRectF(x, top, width, bottom - top), Qt.ClipOperation.IntersectClip)
                painter.fillPath(path, QBrush(QColor(color)))
                painter.restore()


def _pieces(parts: Sequence[tuple[int, Bezier]]) -> list[tuple[Known, list[Bezier]]]:
    """Chains of at most eight stretches of one kind, cut at fixed column numbers; dashed stretches one by
    one.
    """
    out: list[tuple[Known, list[Bezier]]] = []
    last = -2
    for i, bezier in parts:
        if bezier.known is Known.GAP:
            continue
        chained = out and out[-1][0] is bezier.known is Known.OBSERVED
        if chained and abs(out[-1][1][-1].x3 - bezier.x0) < TOUCH and i // PIECE == last // PIECE:
            out[-1][1].append(bezier)
        else:
            out.append((bezier.known, [bezier]))
        last = i
    return out


def _thick(painter: QPainter, curve: Curve, parts: Sequence[tuple[int, Bezier]]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    paths = [(known, chain, _path(chain)) for known, chain in _pieces(parts)]
    if curve.casing is not None and curve.casing_width > curve.width:
        painter.setPen(_pen(curve.casing, curve.casing_width))
        for _known, _chain, path in paths:
            painter.drawPath(path)
    painter.setPen(_pen(curve.stroke, curve.width))
    brush = QBrush(QColor(curve.stroke))
    for known, chain, path in paths:
        if known is Known.OBSERVED or not any(curve.dash):
            painter.drawPath(path)
        else:
            painter.fillPath(_dashes(chain[0], curve.width, curve.dash), brush)


@lru_cache(maxsize=_REMEMBERED)
def _dashes(bezier: Bezier, width: float, dash: tuple[float, ...]) -> QPainterPath:
    """The outlines (mm) of the dashes of one stretch."""
    return dashed(_path([bezier]), width, dash)


def _pen(color: str, width: float) -> QPen:
    return QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _thin(painter: QPainter, curve: Curve, parts: Sequence[tuple[int, Bezier]]) -> None:
    pen = QPen(QColor(curve.stroke), 1.0)
    pen.setCosmetic(True)
    painter.setPen(pen)
    for run in _runs(parts):
        points = [QPointF(run[0].x0, run[0].y0), *(QPointF(b.x3, b.y3) for b in run)]
        painter.drawPolyline(QPolygonF(points))


def _envelope(painter: QPainter, curve: Curve, columns: range, scale: float) -> None:
    pen = QPen(QColor(curve.stroke), 1.0)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    points = (p for i in columns if (p := curve.source.point(i)) is not None)
    lines = []
    for _pixel, group in groupby(points, key=lambda p: int(p[0] * scale)):
        some = list(group)
        ys = [y for _x, y in some]
        # A line of no length would paint nothing.
        lines.append(QLineF(some[0][0], min(ys), some[0][0], max(ys) + 0.01))
    painter.drawLines(lines)
