"""The emotion lines of one part without pyqtgraph: what a map shows until the live graph is loaded.

Contract. A :class:`StillGraph` paints exactly what :class:`~.curve.Graph` paints and takes the same curves, but
paints all of its lines anew whenever one changes. It exists because pyqtgraph and numpy take as long to load
as Qt itself, and a map need not wait for them to be seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cjm_desktop.layout.sheet import Curve

from .guard import guarded
from .line import draw_curve

# Room left and right of a band for round caps and casing, in mm.
_ROOM = 8.0


class StillGraph(QGraphicsItem):
    """The curves of a part, drawn as far as they are exposed."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._curves: tuple[Curve, ...] = ()
        self._box = QRectF()

    def show_curves(
        self, curves: Sequence[Curve], x: float, y: float, width: float, left: float, right: float
    ) -> None:
        """Shows the curves of a part that lies at (x, y), ``width`` mm wide; ``left`` and ``right`` make no
        difference here.
        """
        top, bottom = min(curve.top for curve in curves), max(curve.bottom for curve in curves)
        self.prepareGeometryChange()
        self._curves, self._box = tuple(curves), QRectF(-_ROOM, top, width + 2 * _ROOM, bottom - top)
        self.setPos(x, y)
        self.update()

    def boundingRect(self) -> QRectF:
        """The whole band (mm)."""
        return self._box

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws the exposed columns."""
        exposed: QRectF = option.exposedRect
        matrix = painter.deviceTransform()
        scale = (matrix.m11() ** 2 + matrix.m12() ** 2) ** 0.5
        for curve in self._curves:
            edge = max(curve.width, curve.casing_width)
            draw_curve(painter, curve, exposed.left() - edge, exposed.right() + edge, scale)
