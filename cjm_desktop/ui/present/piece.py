"""Pieces of the map's drawing where something other than a sheet needs them: marks and samples of lines, in pixels.

Contract. :func:`draw_path` draws a path of straight pieces as the sheet's painters do.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from cjm_desktop.layout.sheet import Path


def draw_path(painter: QPainter, item: Path) -> None:
    """A path of straight pieces; lengths are pixels here."""
    path = QPainterPath()
    for name, *at in item.segments:
        if name == "Z":
            path.closeSubpath()
        else:
            (path.moveTo if name == "M" else path.lineTo)(*at[-2:])
    pen = QPen(Qt.PenStyle.NoPen)
    if item.stroke is not None:
        pen = QPen(QColor(item.stroke), item.width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        if item.dash:
            pen.setDashPattern([length / item.width for length in item.dash])
    painter.setPen(pen)
    painter.setBrush(QColor(item.fill) if item.fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
