"""Dashes as shapes: made from the whole of a path, whatever strip of it is painted.

Contract. :func:`dashed` gives the outlines of a path's dashes, to be filled in the colour of the line. Qt's own dashed pens count
from where a path comes into the strip that a widget paints anew: what a glide exposes does not meet what was scrolled. Nothing on a map
is drawn with one of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

#: How exactly the outlines follow the path (mm).
_EXACT = 0.01


def dashed(
    path: QPainterPath,
    width: float,
    dash: Sequence[float],
    cap: Qt.PenCapStyle = Qt.PenCapStyle.FlatCap,
    join: Qt.PenJoinStyle = Qt.PenJoinStyle.RoundJoin,
) -> QPainterPath:
    """The outlines (mm) of the dashes of a path (mm) with a line of ``width``; ``dash``: lengths of dashes and gaps (mm)."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(cap)
    stroker.setJoinStyle(join)
    # Qt counts dashes in pen widths.
    stroker.setDashPattern([length / width for length in dash])
    stroker.setCurveThreshold(_EXACT)
    outlines = stroker.createStroke(path)
    outlines.setFillRule(Qt.FillRule.WindingFill)
    return outlines
