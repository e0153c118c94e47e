"""Pieces of the map's drawing where something other than a sheet needs them: faces, marks and samples of lines, in pixels.

Contract. :func:`draw_path` draws a path as the sheet's painter does, :func:`paint_face` a grade's face.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from cjm_desktop.layout.face import face
from cjm_desktop.layout.sheet import Path
from cjm_desktop.paint.qt.ink import shape


def draw_path(painter: QPainter, item: Path) -> None:
    """A path; lengths are pixels here. Pen and brush of the painter are others afterwards."""
    pen = QPen(Qt.PenStyle.NoPen)
    if item.stroke is not None:
        pen = QPen(QColor(item.stroke), item.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        if item.dash:
            pen.setDashPattern([length / item.width for length in item.dash])
    painter.setPen(pen)
    painter.setBrush(QColor(item.fill) if item.fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawPath(shape(item.segments))


def paint_face(p: QPainter, rect: QRectF, share: float, fill: str, ink: str) -> None:
    """The face of a grade, as the map draws it (:func:`~cjm_desktop.layout.face.face`); ``share`` 0 is upset, 1 delighted."""
    c = rect.center()
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in face(c.x(), c.y(), rect.width() / 2, share, fill, ink):
        if isinstance(item, Path):
            draw_path(p, item)
    p.restore()
