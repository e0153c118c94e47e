"""The live emotion graph: pyqtgraph carries it, in the scene's own millimetres.

Contract. A :class:`Graph` is a ``pg.ViewBox`` without mouse and menu whose data coordinates are millimetres
of the part it shows; it lies in the same scene as the cards and holds one :class:`LineItem` per
:class:`~cjm_desktop.layout.sheet.Curve`. When another curve is shown, only the span of the stretches that
differ is painted anew.

WORKAROUND (pyqtgraph 0.14): a ViewBox expects a pyqtgraph scene and view (``sigPrepareForPaint``, device
signals, pixel sizes of ``scene.views()[0]``) and paints at z = −100. Here it belongs to a plain scene that
several views may show, so it is told that it has no view, its matrix is brought up to date by hand, and
scales are taken from the painter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cjm_desktop.layout.sheet import Bezier, Curve, CurveSource

from .guard import guarded
from .line import draw_curve, reach, stretches

# Room left and right of a band for round caps and casing, in mm.
_ROOM = 8.0


class _Remembered:
    """A source that computes each stretch once: it is compared, painted and compared again."""

    def __init__(self, source: CurveSource) -> None:
        self._source = source
        self._stretches: dict[int, Bezier | None] = {}
        self.point, self.columns = source.point, source.columns

    def __len__(self) -> int:
        return len(self._source)

    def stretch(self, i: int) -> Bezier | None:
        """The line that leaves point ``i``."""
        try:
            return self._stretches[i]
        except KeyError:
            found = self._stretches[i] = self._source.stretch(i)
            return found


def _remembering(curve: Curve) -> Curve:
    return replace(curve, source=_Remembered(curve.source))


class LineItem(pg.PlotCurveItem):
    """A pyqtgraph curve whose geometry is the Sheet's: nothing is flattened, and only what is exposed is
    drawn.
    """

    def __init__(self, curve: Curve, width: float) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._given = curve
        self.curve = _remembering(curve)
        self.paints = 0
        self._width = width

    def set_width(self, width: float) -> None:
        """The band became wider or narrower (mm)."""
        if width != self._width:
            self.prepareGeometryChange()
            self._width = width

    def show_curve(self, curve: Curve, left: float, right: float) -> QRectF:
        """Shows another curve; marks as dirty, and gives, what differs between two x (mm)."""
        if curve is self._given:
            return QRectF()
        self._given = curve
        old, self.curve = self.curve, _remembering(curve)
        curve = self.curve
        if _dress(old) != _dress(curve):
            if (old.top, old.bottom) != (curve.top, curve.bottom):
                self.prepareGeometryChange()
            self.update()
            return self.boundingRect()
        before, after = stretches(old, left, right), stretches(curve, left, right)
        if len(before) == len(after):
            # Most moves change a few stretches in the middle; the equal ones need no look at their numbers
            # twice.
            changed = [
                b for one, two in zip(before, after, strict=True) if one != two for b in (one[1], two[1])
            ]
        else:
            changed = [b for _i, b in {*before} ^ {*after}]
        dirty = self._with_areas(changed, curve)
        if not dirty.isNull():
            self.update(dirty)
        return dirty

    def _with_areas(self, changed: Sequence[Bezier], curve: Curve) -> QRectF:
        box = reach(changed)
        if not changed:
            return box
        top, bottom = min(box.top(), curve.neutral), max(box.bottom(), curve.neutral)
        edge = max(curve.width, curve.casing_width) / 2 + 0.5
        return QRectF(box.left() - edge, top - edge, box.width() + 2 * edge, bottom - top + 2 * edge)

    # What pyqtgraph asks of a curve.

    def getViewWidget(self) -> None:
        """No view: see the module's WORKAROUND."""
        return

    def getData(self) -> tuple[Any, Any]:
        """The graded points (mm), for pyqtgraph's own helpers."""
        points = [p for i in range(len(self.curve.source)) if (p := self.curve.source.point(i)) is not None]
        if not points:
            return None, None
        return tuple(pg.np.array(values) for values in zip(*points, strict=True))

    def generatePath(self, x: object, y: object) -> QPainterPath:
        """No path of our own shape is kept: hit-testing is the view's, drawing is :meth:`paint`'s."""
        return QPainterPath()

    def shape(self) -> QPainterPath:
        """Nothing to click: the view asks the layout what lies under the pointer."""
        return QPainterPath()

    def boundingRect(self) -> QRectF:
        """The whole band: constant while points move, so that the scene's index never changes."""
        return QRectF(-_ROOM, self.curve.top, self._width + 2 * _ROOM, self.curve.bottom - self.curve.top)

    def dataBounds(self, ax: int, frac: float = 1.0, orthoRange: object = None) -> tuple[float, float]:
        """The extent of one axis (mm)."""
        box = self.boundingRect()
        return (box.left(), box.right()) if ax == 0 else (box.top(), box.bottom())

    def pixelPadding(self) -> float:
        """None: the bounding rectangle already has room for the pen."""
        return 0.0

    def viewTransformChanged(self) -> None:
        """Nothing changes with the zoom; pyqtgraph's own would repaint everything."""

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draws the exposed columns."""
        self.paints += 1
        exposed = option.exposedRect
        edge = max(self.curve.width, self.curve.casing_width)
        draw_curve(painter, self.curve, exposed.left() - edge, exposed.right() + edge, _scale(painter))


def _dress(curve: Curve) -> tuple[object, ...]:
    return (
        curve.stroke,
        curve.width,
        curve.neutral,
        curve.top,
        curve.bottom,
        curve.above,
        curve.below,
        curve.casing,
        curve.casing_width,
        curve.dash,
    )


def _scale(painter: QPainter) -> float:
    matrix = painter.deviceTransform()
    return float((matrix.m11() ** 2 + matrix.m12() ** 2) ** 0.5)


class Graph(pg.ViewBox):
    """The emotion lines of one part; data coordinates are millimetres from the part's origin, y down."""

    def __init__(self) -> None:
        super().__init__(enableMouse=False, enableMenu=False, defaultPadding=0.0, invertY=True)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setAcceptHoverEvents(False)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsFocusable, False)
        self.disableAutoRange()
        self.borderRect.hide()
        self.lines: list[LineItem] = []
        self._box = (QRectF(), 0.0)

    def getViewWidget(self) -> None:
        """No view: see the module's WORKAROUND."""
        return

    def show_curves(
        self, curves: Sequence[Curve], x: float, y: float, width: float, left: float, right: float
    ) -> None:
        """Shows the curves of a part that lies at (x, y), ``width`` mm wide; ``left`` to ``right`` (mm,
        scene) are in sight.
        """
        top = min(curve.top for curve in curves)
        bottom = max(curve.bottom for curve in curves)
        box = QRectF(x - _ROOM, y + top, width + 2 * _ROOM, bottom - top)
        fresh = [LineItem(curve, width) for curve in curves[len(self.lines) :]]
        for line in self.lines[len(curves) :]:
            self.removeItem(line)
        del self.lines[len(curves) :]
        if self._box != (box, width):
            self._box = (box, width)
            self.setGeometry(box)
            self.setRange(
                xRange=(-_ROOM, width + _ROOM),
                yRange=(top, bottom),
                padding=0.0,
                disableAutoRange=True,
                update=True,
            )
            self.updateMatrix()
        for line, curve in zip(self.lines, curves, strict=False):
            line.set_width(width)
            line.show_curve(curve, left - x, right - x)
        for line in fresh:
            self.addItem(line, ignoreBounds=True)
            self.lines.append(line)
