"""The map on the wall: a canvas of its own on the same document, as near as the last row needs it.

Contract. :class:`RoomCanvas` is a :class:`~..canvas.view.MapCanvas`: cards are dragged, graded and written on as in the editor. It
shows phases, cards and line over the whole height of the screen, in type of at least 2.5 % of it (:meth:`room_scale`), has no
scroll bars, and glides to a halt of the tour (:meth:`visit`). Keys that a presentation wants (:attr:`wanted`) go to ``asked`` first;
``pointed`` tells where the pointer is.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame

from cjm_desktop.layout import Composer

from ..canvas.view import MapCanvas
from ..selection import Selection
from ..session import Session
from ..shared import Ui
from ..theme import Look
from .look import LEAST_TYPE
from .tour import Stop

#: Room over and under phases, cards and line, in em of the body.
_ROOM = 0.8
#: How long the eye needs for the way from one halt to the next (ms).
FLIGHT_MS = 700
#: The longest way that is glided over, in widths of the view.
_STRETCH = 1.25
#: What the signs over the map are made for: type of 12 px.
_SIGN_TYPE = 12.0


class RoomCanvas(MapCanvas):
    """The map in a presentation."""

    #: What a key asks for in this presentation; empty when it is none of its keys.
    wanted: Callable[[QKeyEvent], str] = staticmethod(lambda _event: "")

    #: The name of something a key asks for (see :mod:`.keys`).
    asked = Signal(str)
    #: The pointer is here (pixels of the viewport).
    pointed = Signal(QPointF)
    #: The wheel was turned by so many eighths of a degree, and nobody wants to scroll.
    turned = Signal(int)

    def __init__(
        self, session: Session, selection: Selection, composer: Composer, ui: Ui, look: Look, *, dark: bool
    ) -> None:
        self._room_look, self._dark = look, dark
        self._composer_now = composer
        #: Whether the wheel belongs to somebody else than the map.
        self.wheel_taken = False
        self._halt: Stop | None = None
        super().__init__(session, selection, composer, ui)
        # Everybody looks at the map, and nothing else here takes the keyboard without showing it.
        self.ring.wanted = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def put_on(self, look: Look, *, dark: bool) -> None:
        """Other colours around the map and of the signs on it; the map's own come with its composer."""
        self._room_look, self._dark = look, dark
        self._dress()

    # ------------------------------------------------------------------ where it looks

    @property
    def together(self) -> QRectF:
        """What is looked at together (mm): phases, cards and line, over the length of the map."""
        sheet = self.sheet
        if not sheet.bands:
            return QRectF(0.0, 0.0, sheet.width, sheet.height)
        band = sheet.bands[0]
        room, foot = _ROOM * band.m.em, band.span[1]
        lanes = band.lanes
        # What stands under them begins below the screen: a name cut in two says nothing.
        under = [y for y in (lanes.party, lanes.opportunities, *(y for y, _ in lanes.cells)) if y > foot]
        top, bottom = lanes.top - room, min([foot + room, *((foot + y) / 2 for y in under)])
        return QRectF(0.0, top, sheet.width, bottom - top)

    @property
    def room_scale(self) -> float:
        """Pixels per mm: what is looked at together fills the height that the map has, or as much of it as type for the last row leaves.

        With quick entry under it the map is smaller as a whole: with half of the line cut off nobody would see what a grade does to it.
        """
        sheet, height = self.sheet, float(max(1, self.viewport().height()))
        fills = height / self.together.height()
        least = LEAST_TYPE * height / sheet.bands[0].m.em if sheet.bands else 0.0
        return max(fills, least)

    def remember(self, halt: Stop) -> None:
        """The tour is here now, and the map stays where it is."""
        self._halt = halt

    def forget_halt(self) -> None:
        """The tour is nowhere."""
        self._halt = None

    @property
    def composer(self) -> Composer:
        """What lays the map out."""
        return self._composer_now

    def begin(self) -> None:
        """The beginning of the map, at the scale of the room."""
        scale, box = self.room_scale, self.together
        wide = self.viewport().width() / scale
        x = box.center().x() if box.width() <= wide else wide / 2
        self.camera.look_at(scale, QPointF(x, self._middle(scale)))
        self._look()

    def shows(self, record: str) -> bool:
        """Whether a record is on the map and in sight."""
        box = self.sheet.box(record)
        return box is not None and self.camera.sees(QRectF(box.x, box.y, box.w, box.h))

    def stay(self, left: float, keep: str = "") -> None:
        """The scale of the room, and at the left what was there (mm): something under the map came or went. The record to ``keep`` in
        sight is in sight after, too, and as much at the left as that leaves."""
        scale, box = self.room_scale, self.together
        wide = self.viewport().width() / scale
        x = box.center().x() if box.width() <= wide else max(0.0, min(left, box.right() - wide)) + wide / 2
        self.camera.stop()
        self.camera.look_at(scale, QPointF(x, self._middle(scale)))
        if keep and not self.shows(keep):
            self.reveal(keep)
        self._look()

    @property
    def whole_scale(self) -> float:
        """Pixels per mm at which the whole map is in sight."""
        box = self.together
        return min(self.viewport().width() / max(1.0, box.width()), self.viewport().height() / box.height())

    @property
    def whole_reads(self) -> bool:
        """Whether the last row can read the map when all of it is in sight."""
        sheet = self.sheet
        return not sheet.bands or self.whole_scale * sheet.bands[0].m.em >= LEAST_TYPE * self.viewport().height()

    def show_all(self) -> None:
        """The whole map, however small; at once where something more legible lies over it (:mod:`.overview`)."""
        if self.whole_reads:
            self.camera.fly(self.whole_scale, self.together.center(), FLIGHT_MS)
        else:
            self.camera.stop()
            self.camera.look_at(self.whole_scale, self.together.center())

    def visit(self, halt: Stop, *, glide: bool = True) -> None:
        """Glide to a halt: its card in the middle, at the scale of the room."""
        self._halt = halt
        place = self._place_of(halt)
        if place is None:
            return
        self.camera.begun = self.camera.fitted = False
        if glide:
            self._come_near(place)
            self.camera.fly(self.room_scale, place, FLIGHT_MS)
        else:
            self.camera.stop()
            self.camera.look_at(self.room_scale, place)

    def _come_near(self, place: QPointF) -> None:
        """What is far away is not raced to over everything between: the map glides in over the last stretch, from the side it
        lies on."""
        camera = self.camera
        way, stretch = place.x() - camera.centre.x(), _STRETCH * camera.sight.width()
        if abs(way) > stretch and camera.moves():
            camera.stop()
            start = QPointF(place.x() - math.copysign(stretch, way), camera.centre.y())
            camera.look_at(camera.scale, start)

    def _place_of(self, halt: Stop) -> QPointF | None:
        scale = self.room_scale
        wide, high = self.viewport().width() / scale, self.viewport().height() / scale
        y = self._middle(scale)
        if halt.kind == "journey":
            return QPointF(wide / 2, y)
        box = self.sheet.box(halt.record)
        if box is None:
            return None
        x = box.x + box.w / 2
        if box.w > wide:
            # A phase longer than the screen is told from its beginning.
            x = box.x + wide / 2 - 2 * _ROOM * self.sheet.bands[0].m.em
        # What hangs under the line: as much of the line as there is room for stays in sight.
        low = box.y + box.h + _ROOM * self.sheet.bands[0].m.em - high / 2
        return QPointF(x, max(y, min(low, box.y + high / 2)))

    def _middle(self, scale: float) -> float:
        box, high = self.together, self.viewport().height() / scale
        return box.center().y() if box.height() <= high * 1.001 else box.top() + high / 2

    # ------------------------------------------------------------------ the canvas, on a wall

    def _dress(self) -> None:
        look = self._room_look
        self._scene.desk = QColor(self.sheet.paper)
        magnify = max(1.0, LEAST_TYPE * self.viewport().height() / _SIGN_TYPE)
        self._overlay.dress(look, magnify, look.accent if self._dark else "")
        self.camera.kerb = self._overlay.axis.kerb(self.sheet)
        self._scene.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another screen, or the story came or went: goes on showing what it showed."""
        super().resizeEvent(event)
        if not self._ready:
            return
        self._dress()
        if event.size().height() != event.oldSize().height() or self._halt is None:
            if self._halt is None:
                self.begin()
            else:
                self.visit(self._halt, glide=False)

    def set_composer(self, composer: Composer) -> None:
        """Other words or colours from now on."""
        self._composer_now = composer
        super().set_composer(composer)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A presentation's keys, unless something is written or held; then the map's."""
        name = "" if self.busy else self.wanted(event)
        if self.editing.active is not None and name not in ("go_on", "go_back"):
            name = ""
        elif self.editing.active is not None and event.key() not in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            # Arrows go through the text; a remote control leads on, and the words are kept.
            name = ""
        if name:
            self.camera.stop()
            self.asked.emit(name)
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab brings the controls, whatever way it goes."""
        if self.editing.active is None:
            self.asked.emit("show_strip")
        return self.editing.active is None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The map's, and told."""
        super().mouseMoveEvent(event)
        self.pointed.emit(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The map's, unless it is taken."""
        if self.wheel_taken and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(event.angleDelta().y())
            event.accept()
        else:
            super().wheelEvent(event)
