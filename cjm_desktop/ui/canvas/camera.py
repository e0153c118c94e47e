"""Where the canvas looks: scale, centre, fitting, flying, revealing.

Contract. Scales are logical pixels per millimetre. The :class:`Camera` moves a graphics view over a sheet; it knows nothing
of what is on it. 100 % is true size on the screen the view is on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, QSizeF, QVariantAnimation, Signal
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView

from .kerb import Kerb

#: Most enlargement, as a multiple of true size.
LARGEST = 16.0
# A sheet gets no smaller than half of what shows all of it, and a band no lower than this many pixels: 1,000 cards are in
# sight on a laptop then, and of a lower band there would be nothing left to see.
_LOWEST_BAND = 3.0
# Room around a fitted sheet and at the ends of the scroll range, in pixels.
_FIT_ROOM = 18.0
# Room around what is revealed, in pixels.
_REVEAL_ROOM = 24.0
_SCROLL_ROOM = 64.0
# Screens that do not know their size report nonsense; between these they are believed.
_BELIEVED_DPI = (50.0, 400.0)
_USUAL_DPI = 96.0
_MM_PER_INCH = 25.4


class Camera(QObject):
    """Moves a view over a sheet. ``changed`` is emitted whenever the scale changed."""

    changed = Signal()

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self._sheet = QRectF(0.0, 0.0, 1.0, 1.0)
        self._flight: QVariantAnimation | None = None
        #: Whether the view shows the whole sheet because it was asked to: it goes on doing so when it is resized.
        self.fitted = False
        #: Whether the view still shows the beginning of an endless band, as :meth:`begin` left it.
        self.begun = False
        #: What covers the left edge of the view, if anything does.
        self.kerb: Kerb | None = None
        #: Whether flights glide; else they are over at once.
        self.moves: Callable[[], bool] = lambda: True
        view.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        # A scroll bar that appears resizes the viewport; what is under the pointer must not jump then.
        view.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)

    @property
    def scale(self) -> float:
        """Logical pixels per mm."""
        return self._view.transform().m11()

    @property
    def true_scale(self) -> float:
        """The scale at which a millimetre of the sheet is a millimetre on the screen."""
        dpi = self._view.screen().physicalDotsPerInch()
        low, high = _BELIEVED_DPI
        return (dpi if low <= dpi <= high else _USUAL_DPI) / _MM_PER_INCH

    @property
    def centre(self) -> QPointF:
        """The place (mm) in the middle of the view."""
        return self.to_sheet(QPointF(self._width / 2, self._height / 2))

    @property
    def sight(self) -> QRectF:
        """What is in sight (mm)."""
        box = QRectF(0.0, 0.0, self._width, self._height)
        return self._view.viewportTransform().inverted()[0].mapRect(box)

    @property
    def free(self) -> QRectF:
        """What is in sight and not covered (mm)."""
        sight = self.sight
        return sight.adjusted(self._covered(sight.left()), 0.0, 0.0, 0.0)

    def sees(self, box: QRectF) -> bool:
        """Whether a box (mm) is in sight and not covered, or as much of it as there is room for."""
        free = self.free
        seen, slack = free.intersected(box), 2.0 / self.scale
        return seen.width() + slack >= min(box.width(), free.width()) and seen.height() + slack >= min(
            box.height(), free.height()
        )

    @property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest scale for this sheet and view."""
        high = self.true_scale * LARGEST
        return min(high, max(0.5 * self._whole, _LOWEST_BAND / self._sheet.height())), high

    def to_sheet(self, pos: QPointF) -> QPointF:
        """A place in the viewport (pixels) as a place on the sheet (mm)."""
        return self._view.viewportTransform().inverted()[0].map(pos)

    def to_view(self, place: QPointF) -> QPointF:
        """A place on the sheet (mm) as a place in the viewport (pixels)."""
        return self._view.viewportTransform().map(place)

    def set_sheet(self, width: float, height: float) -> bool:
        """The sheet has this size (mm) now; gives whether that is another one. What is in sight stays in sight."""
        box = QRectF(0.0, 0.0, max(1.0, width), max(1.0, height))
        if box == self._sheet:
            return False
        self._sheet = box
        self.fitted = False
        self._lay_scroll_range()
        return True

    # ------------------------------------------------------------------ looking

    def look_at(self, scale: float, centre: QPointF) -> None:
        """Looks at a place at a scale (kept within :attr:`limits`)."""
        low, high = self.limits
        scale = max(low, min(high, scale))
        changed = not math.isclose(scale, self.scale, rel_tol=1e-9)
        self.fitted = self.begun = False
        if changed:
            self._view.setTransform(QTransform.fromScale(scale, scale))
            self._lay_scroll_range()
        self._view.centerOn(centre)
        if changed:
            self.changed.emit()

    def look_from(self, scale: float, corner: QPointF) -> None:
        """Looks at a scale so that a place (mm) is in the upper left corner."""
        self.stop()
        self.look_at(scale, corner + QPointF(self._width / 2, self._height / 2) / scale)
        # A scroll bar that came or went has moved the middle of the view, and a middle is no whole pixel.
        slip = self.to_view(corner)
        self.pan(slip.x(), slip.y())

    def zoom_about(self, factor: float, pos: QPointF) -> None:
        """Zooms by a factor; what lies under ``pos`` (viewport pixels) stays there."""
        self.stop()
        low, high = self.limits
        scale = max(low, min(high, self.scale * factor))
        place = self.to_sheet(pos)
        off = pos - QPointF(self._width / 2, self._height / 2)
        self.look_at(scale, place - off / scale)
        # A scroll bar that came or went has moved the middle of the view.
        slip = self.to_view(place) - pos
        self.pan(slip.x(), slip.y())

    def zoom(self, factor: float) -> None:
        """Zooms about the middle of the view."""
        self.zoom_about(factor, QPointF(self._width / 2, self._height / 2))

    def fit(self) -> bool:
        """Shows the whole sheet; gives whether it is in sight, which the longest bands are not (see :attr:`limits`)."""
        self.stop()
        scale = max(self._whole, self.limits[0])
        centre = self._sheet.center()
        whole = math.isclose(scale, self._whole, rel_tol=1e-6)
        if not whole:
            centre.setX((self._width / 2 - _FIT_ROOM) / scale)
        self.look_at(scale, centre)
        self.fitted = whole
        return whole

    @property
    def height_scale(self) -> float:
        """The scale at which the sheet's height fills the view."""
        return max(1.0, self._most.height() - 2 * _FIT_ROOM) / self._sheet.height()

    def fit_height(self, middle: float | None = None) -> None:
        """The sheet's height fills the view; ``middle`` (x in mm) comes into the middle, or else what was there stays."""
        self.stop()
        scale = self.height_scale
        if middle is None:
            # What showed all of it had no place that was looked at: a band is read from its beginning.
            middle = 0.0 if self.fitted else self.centre.x()
        if scale * self._sheet.width() > self._width:
            # Not beyond its ends.
            half = (self._width / 2 - _FIT_ROOM) / scale
            middle = min(max(middle, half), self._sheet.width() - half)
            if self.kerb is not None and half < middle < self._sheet.width() - half:
                wide = self._width / 2 / scale
                middle = min(self.kerb.nearest(middle - wide, scale) + wide, self._sheet.width() - half)
        else:
            middle = self._sheet.center().x()
        self.look_at(scale, QPointF(middle, self._sheet.center().y()))

    def begin(self, heights: Sequence[float], nearest: float, furthest: float) -> None:
        """Shows where an endless band begins: as much of its upper end as can be read fills the height of the view.

        That is the first of ``heights`` (mm, the greatest first) which fits at ``furthest`` px per mm or nearer, else the last
        of them; and never nearer than ``nearest``. A band that is in sight as a whole at that scale is fitted instead.
        """
        self.stop()
        room = max(1.0, self._height - 2 * _FIT_ROOM)
        height = next((one for one in heights if room / one >= furthest), heights[-1])
        scale = min(nearest, room / height)
        if scale * self._sheet.width() <= self._width - 2 * _FIT_ROOM:
            self.fit()
            return
        left = (self._width / 2 - _FIT_ROOM) / scale
        self.look_at(scale, QPointF(left, (self._height / 2 - _FIT_ROOM) / scale))
        self.begun = True

    def show_box(self, box: QRectF, most: float, *, fly: bool = True) -> None:
        """Flies so that a box (mm) fills the view, at no more than the scale ``most``; without ``fly`` it is there at once."""
        room = QRectF(box).adjusted(-4.0, -4.0, 4.0, 4.0)
        # So near that not all of the sheet is in sight there will be scroll bars.
        across = self._most.width() - self._view.verticalScrollBar().sizeHint().width()
        down = self._most.height() - self._view.horizontalScrollBar().sizeHint().height()
        scale = min(max(1.0, across) / room.width(), max(1.0, down) / room.height(), most)
        if fly:
            self.fly(scale, room.center())
        else:
            self.stop()
            self.look_at(scale, room.center())

    def reveal(self, box: QRectF) -> None:
        """Scrolls just so far that a box (mm) is in sight with a little room; of one too wide for that, its beginning."""
        self.stop()
        by = self._way_to(box) * self.scale
        begun = self.begun and self.free.contains(box)
        self.pan(by.x(), by.y())
        self.begun = begun

    def glide_to(self, box: QRectF) -> None:
        """As :meth:`reveal`, but so that the eye can follow; nothing moves when the box is in sight."""
        if not self.sees(box):
            self.stop()
            self.fly(self.scale, self.centre + self._way_to(box))

    def go_to_end(self, side: int) -> None:
        """Scrolls sideways to the very beginning (−1) or end (1) of the sheet, and to its upper edge."""
        self.stop()
        sight, room = self.sight, _FIT_ROOM / self.scale
        if side < 0:
            across = self._sheet.left() - room - sight.left()
        else:
            across = self._sheet.right() + room - sight.right()
        self.pan(across * self.scale, (self._sheet.top() - room - sight.top()) * self.scale)

    def pan(self, dx: float, dy: float) -> bool:
        """Scrolls by pixels; gives whether anything moved."""
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        before = across.value(), down.value()
        across.setValue(round(across.value() + dx))
        down.setValue(round(down.value() + dy))
        moved = (across.value(), down.value()) != before
        if moved:
            self.begun = False
        return moved

    # ------------------------------------------------------------------ flying

    def fly(self, scale: float, centre: QPointF, milliseconds: int = 260) -> None:
        """Glides to a place and scale, or is there at once where nothing may move; any input stops it."""
        self.stop()
        if not self.moves():
            self.look_at(scale, centre)
            return
        low, high = self.limits
        start, end = math.log(self.scale), math.log(max(low, min(high, scale)))
        here, there = self.centre, QPointF(centre)
        flight = QVariantAnimation(self)
        flight.setDuration(milliseconds)
        flight.setStartValue(0.0)
        flight.setEndValue(1.0)
        flight.setEasingCurve(QEasingCurve.Type.InOutCubic)
        flight.valueChanged.connect(
            lambda t: self.look_at(math.exp(start + (end - start) * t), here + (there - here) * t)
        )
        self._flight = flight
        flight.start(QVariantAnimation.DeletionPolicy.KeepWhenStopped)

    @property
    def flight(self) -> QVariantAnimation | None:
        """The flight that is going on, or the last one when it has arrived."""
        return self._flight

    def stop(self) -> None:
        """Ends a flight where it is."""
        if self._flight is not None:
            self._flight.stop()
            self._flight.deleteLater()
            self._flight = None

    # ------------------------------------------------------------------ inside

    def _covered(self, left: float) -> float:
        """How much (mm) of a view that begins at a place (mm) is covered."""
        return self.kerb.over(left, self.scale) if self.kerb is not None else 0.0

    def _way_to(self, box: QRectF) -> QPointF:
        """How far (mm) the view has to move to have a box in sight with a little room, clear of what covers the edge."""
        sight, room = self.sight, _REVEAL_ROOM / self.scale
        strip = self.kerb.width / self.scale if self.kerb is not None else 0.0
        wide = min(box.width(), max(1.0 / self.scale, sight.width() - 2 * room - strip))
        left, right = box.left() - room, box.left() + wide + room
        dx = dy = 0.0
        if left < self.free.left():
            # Where the strip does not come in, its place is free.
            begin = left - strip
            if self.kerb is not None and begin <= self.kerb.start:
                begin = min(left, self.kerb.start)
            dx = begin - sight.left()
        elif right > sight.right():
            begin = right - sight.width()
            if self.kerb is not None:
                whole = self.kerb.after(begin, self.scale)
                begin = whole if left >= whole + strip else begin
            dx = begin - sight.left()
        if box.top() - room < sight.top():
            dy = box.top() - room - sight.top()
        elif box.bottom() + room > sight.bottom():
            dy = min(box.top() - room - sight.top(), box.bottom() + room - sight.bottom())
        return QPointF(dx, dy)

    @property
    def _width(self) -> float:
        return float(max(1, self._view.viewport().width()))

    @property
    def _height(self) -> float:
        return float(max(1, self._view.viewport().height()))

    @property
    def _most(self) -> QSizeF:
        """The view without scroll bars: what fits must not depend on whether they show at the moment."""
        return QSizeF(self._view.maximumViewportSize()).expandedTo(QSizeF(1.0, 1.0))

    @property
    def _whole(self) -> float:
        """The scale that shows the whole sheet."""
        across = max(1.0, self._most.width() - 2 * _FIT_ROOM) / self._sheet.width()
        down = max(1.0, self._most.height() - 2 * _FIT_ROOM) / self._sheet.height()
        return min(across, down)

    def _lay_scroll_range(self) -> None:
        """The scroll range: the sheet, and where it is larger than the view, a little of the desk around it."""
        room = _SCROLL_ROOM / self.scale
        dx = room if self._sheet.width() * self.scale > self._most.width() - 2 * _FIT_ROOM + 1 else 0.0
        dy = room if self._sheet.height() * self.scale > self._most.height() - 2 * _FIT_ROOM + 1 else 0.0
        self._view.setSceneRect(self._sheet.adjusted(-dx, -dy, dx, dy))
