"""The heads of the board's columns, which stay in sight when it is scrolled: a narrow look at the same scene.

Contract. :class:`Heads` lies over the top of a view and shows a band of its scene at the view's own scale, moved to the sides with it,
as soon as any of that band is scrolled out of sight. It takes no mouse and no keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QFrame, QGraphicsView

from cjm_desktop.layout.planning.card import Box

#: The line under the heads, and the air over them (px).
_LINE, _AIR = 1, 4


class Heads(QGraphicsView):
    """The band of a view's scene over the view."""

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view.scene(), view)
        self._view = view
        self.line = QColor("#C3CCDA")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setInteractive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setRenderHints(view.renderHints())
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def follow(self, band: Box | None) -> None:
        """Lie where the view is now; ``band`` (mm) is what is to stay in sight, if there is something."""
        view, port = self._view, self._view.viewport()
        top = view.mapToScene(0, 0)
        if band is None or top.y() <= band.y:
            self.hide()
            return
        scale = view.transform()
        high = round(band.h * scale.m22()) + _AIR + _LINE
        self.setTransform(scale)
        air = _AIR / scale.m22()
        self.setSceneRect(QRectF(top.x(), band.y - air, port.width() / scale.m11(), high / scale.m22()))
        self.setGeometry(port.x(), port.y(), port.width(), high)
        self.show()
        self.raise_()

    @property
    def covered(self) -> int:
        """How much of the view it lies over, from its top down (px)."""
        return 0 if self.isHidden() else self.height()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:  # type: ignore[override]
        """The line under the heads."""
        pen = QPen(self.line, _LINE)
        pen.setCosmetic(True)
        painter.setPen(pen)
        y = self.mapToScene(0, self.height() - 1).y()
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
