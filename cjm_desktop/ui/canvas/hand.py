"""The hand on the map: presses, hovers, wheel and pinch, turned into gestures and commands.

Contract. :class:`Hand` asks the sheet what lies under the pointer and decides what a press there begins. It owns the running
gesture; the gesture owns what happens to the document. Positions are viewport pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from cjm_desktop.document import Message
from cjm_desktop.layout import Hit, HitKind, persona_in

from .actions import MapActions
from .editing import Editing
from .gestures import CardDrag, EdgeDrag, Gesture, Pan, PointDrag, RubberBand, Tools
from .quiet import Quiet
from .signs import CELLS, sign_of

if TYPE_CHECKING:
    from .view import MapCanvas

_CARDS = (HitKind.CARD, HitKind.TITLE, HitKind.TEXT, HitKind.CELL)
_ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
# Kindness around points and edges, and how near a gap the + appears, in pixels.
_SLOP = 6.0
_NEAR_GAP = 12.0
# Cards narrower than this many pixels get no +: it would hide them.
_PLUS_FROM = 60.0
# Scrolling at the edges: how near the edge, how fast at most (pixels per tick), and the tick.
_EDGE, _SPEED, _TICK = 48.0, 26.0, 16
# Further outside the view than this many pixels the hand has left the map; nearer it has only overshot the edge.
_OUTSIDE = 40.0
_WHEEL = 1.0016


@dataclass(frozen=True, slots=True)
class _Press:
    """Where and how the button went down, before it is known what becomes of it."""

    pos: QPointF
    modifiers: Qt.KeyboardModifier
    hit: Hit


class Hand(QObject):
    """Mouse, wheel and touch on one canvas."""

    def __init__(self, canvas: MapCanvas, tools: Tools, actions: MapActions, editing: Editing) -> None:
        super().__init__(canvas)
        self._canvas, self._t, self._actions, self._editing = canvas, tools, actions, editing
        self._press: _Press | None = None
        self._gesture: Gesture | None = None
        self._space = False
        self._plus: Hit | None = None
        self._added = False
        self._away = False
        self._hinted: Message | None = None
        self._last = (QPointF(), Qt.KeyboardModifier.NoModifier)
        self._button = Qt.MouseButton.NoButton
        self._quiet = Quiet(self)
        self._ticker = QTimer(self)
        self._ticker.setInterval(_TICK)
        self._ticker.timeout.connect(self._scroll)

    @property
    def busy(self) -> bool:
        """Whether a button is down or a gesture runs."""
        return self._press is not None or self._gesture is not None

    @property
    def place(self) -> QPointF | None:
        """Where on the sheet (mm) a gesture is going on, or ``None``."""
        return self._t.camera.to_sheet(self._within(self._last[0])) if self._gesture is not None else None

    def hit(self, pos: QPointF) -> Hit:
        """What lies under a place."""
        place = self._t.camera.to_sheet(pos)
        return self._t.stage.sheet.hit(place.x(), place.y(), _SLOP / self._t.camera.scale)

    # ------------------------------------------------------------------ buttons

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        self._added = False
        self._t.camera.stop()
        self._editing.keep()
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()
        if self._gesture is not None:
            return
        pos, modifiers = event.position(), event.modifiers()
        if event.button() in (_LEFT, _MIDDLE):
            self._button = event.button()
        if event.button() == _MIDDLE or (event.button() == _LEFT and self._space):
            self._begin(Pan(self._t, pos))
        elif event.button() == _LEFT:
            hit = self._plus if self._on_plus(pos) else self.hit(pos)
            self._press = _Press(pos, modifiers, hit or Hit(HitKind.NOTHING))
            self._press_selects(self._press)

    def _press_selects(self, press: _Press) -> None:
        """What is pressed is selected at once; cards already selected stay so until it is clear that none is moved."""
        hit, selection = press.hit, self._t.selection
        if hit.kind in _CARDS or hit.kind is HitKind.POINT:
            if press.modifiers & _ADDING:
                selection.toggle(hit.record)
            elif hit.record not in selection.ids:
                selection.set((hit.record,))
        elif hit.kind in (HitKind.PHASE, HitKind.PHASE_EDGE) and hit.record:
            selection.set_record("phase", hit.record)
        elif hit.kind is HitKind.OPPORTUNITY:
            selection.set_record("opportunity", hit.record)

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer moved."""
        self._last = (pos, modifiers)
        if self._gesture is None and self._press is not None:
            far = (pos - self._press.pos).manhattanLength() >= QApplication.startDragDistance()
            gesture = self._gesture_for(self._press) if far else None
            if gesture is not None:
                self._begin(gesture)
        if self._gesture is not None:
            self._lead(self._gesture, pos, modifiers)
        elif self._press is None:
            self._hover(pos)

    def _gesture_for(self, press: _Press) -> Gesture | None:
        hit, selection = press.hit, self._t.selection
        if hit.kind in _CARDS:
            if hit.record not in selection.ids:
                selection.set((*selection.ids, hit.record), hit.record)
            return CardDrag(self._t, hit.record, press.pos)
        if hit.kind is HitKind.POINT:
            return PointDrag(self._t, hit.record, press.pos, persona_in(hit.field))
        if hit.kind is HitKind.PHASE_EDGE and hit.record:
            return EdgeDrag(self._t, hit.record, press.pos)
        if hit.kind in (HitKind.NOTHING, HitKind.PLUS, HitKind.EMPTY):
            return RubberBand(self._t, press.pos, press.modifiers)
        return None

    def release(self, event: QMouseEvent) -> None:
        """A button was let go: a gesture that it began ends, or a click is done."""
        event.accept()
        press, gesture = self._press, self._gesture
        if gesture is not None and event.button() != self._button:
            return
        self._press = None
        if gesture is not None:
            self._end()
            if gesture.outside is not None and self._has_left(event.position()):
                gesture.cancel()
                self._t.hint(gesture.outside)
            else:
                gesture.finish()
            if QRectF(self._canvas.viewport().rect()).contains(event.position()):
                self._hover(event.position())
        elif press is not None and event.button() == _LEFT:
            self._click(press)

    def _click(self, press: _Press) -> None:
        hit, selection = press.hit, self._t.selection
        if press.modifiers & _ADDING:
            return
        if hit.kind in _CARDS or hit.kind in (HitKind.POINT, HitKind.EMPTY):
            selection.set((hit.record,))
            self._canvas.mark_cell(hit.record, hit.field if hit.kind in CELLS or persona_in(hit.field) else "")
        elif hit.kind is HitKind.PLUS and self._on_plus(press.pos):
            self._hide_plus()
            self._canvas.add_at(hit.at, hit.phase)
            self._added = True
        elif hit.kind in (HitKind.NOTHING, HitKind.PLUS, HitKind.HEADER):
            selection.clear()

    def double_click(self, event: QMouseEvent) -> None:
        """A text is edited, an empty place gets a card."""
        event.accept()
        if event.button() != _LEFT:
            return
        if self._added:
            # Its first click, on the +, has added a card already; the caret waits in it.
            self._added = False
            return
        self._editing.keep()
        self._press = None
        hit = self.hit(event.position())
        if hit.kind in CELLS or persona_in(hit.field):
            self._t.selection.set((hit.record,))
            self._canvas.edit_cell(hit.record, hit.field)
        elif hit.kind in _CARDS:
            self._canvas.edit(hit.record, "text" if hit.kind is HitKind.TEXT else "title")
        elif hit.kind is HitKind.POINT:
            self._canvas.edit(hit.record, "title")
        elif hit.kind is HitKind.PHASE:
            self._canvas.edit(hit.record, "name")
        elif hit.kind is HitKind.OPPORTUNITY:
            self._canvas.edit(hit.record, "title")
        elif hit.kind is HitKind.HEADER:
            self._canvas.edit("", hit.field)
        elif hit.kind is HitKind.PLUS:
            self._hide_plus()
            self._canvas.add_at(hit.at, hit.phase)
        elif hit.kind is HitKind.NOTHING and self._in_lane(event.position()):
            place = self._t.camera.to_sheet(event.position())
            drop = self._t.stage.sheet.insert_at(place.x(), place.y())
            self._canvas.add_at(drop.at, drop.phase)

    def _in_lane(self, pos: QPointF) -> bool:
        """Whether a place is level with the cards of some band."""
        place = self._t.camera.to_sheet(pos)
        return self._t.stage.sheet.in_cards(place.x(), place.y())

    def pick(self, pos: QPointF) -> None:
        """Selects what lies under a place, unless it is selected already (for a menu about it)."""
        self._press_selects(_Press(pos, Qt.KeyboardModifier.NoModifier, self.hit(pos)))

    # ------------------------------------------------------------------ gestures

    def _begin(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._away = False
        self._quiet.begin()
        self._t.hint(gesture.says)
        self._hinted = gesture.says
        self._t.overlay.hover(None, 1.0)
        self._hide_plus()
        self._canvas.viewport().setCursor(gesture.cursor)
        if gesture.scrolls:
            self._ticker.start()

    def _lead(self, gesture: Gesture, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Tells a gesture where the hand is. What it holds stays in the view, for what nobody sees nobody can put down; and the
        hand that has clearly left the map is about to put it back."""
        self._quiet.moved()
        away = gesture.bound and self._has_left(pos)
        if gesture.outside is not None and away != self._away:
            self._t.hint(_PUTS_BACK if away else gesture.says)
        self._away = away
        held = self._within(pos) if gesture.bound else pos
        if away and gesture.outside is not None:
            gesture.leave(held)
        else:
            gesture.move(held, modifiers)

    def _within(self, pos: QPointF) -> QPointF:
        """The place in the view that is nearest to the hand."""
        view = self._canvas.viewport()
        return QPointF(
            min(max(pos.x(), 0.0), view.width() - 1.0), min(max(pos.y(), 0.0), view.height() - 1.0)
        )

    def _has_left(self, pos: QPointF) -> bool:
        """Whether a place is clearly outside the view."""
        near = QRectF(self._canvas.viewport().rect()).adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)
        return not near.contains(pos)

    def _end(self) -> None:
        self._gesture = self._press = None
        self._away = False
        self._quiet.end()
        self._ticker.stop()
        self._canvas.viewport().setCursor(
            Qt.CursorShape.OpenHandCursor if self._space else Qt.CursorShape.ArrowCursor
        )

    def cancel(self) -> bool:
        """Ends the running gesture as if it had never begun; gives whether there was one."""
        gesture, pressed = self._gesture, self._press is not None
        if gesture is None:
            self._press = None
            return pressed
        self._end()
        gesture.cancel()
        return True

    def leave(self) -> None:
        """The keyboard went elsewhere: a gesture ends where it is, unless the button is still down."""
        self._space = False
        if self._gesture is not None and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self.cancel()

    def _scroll(self) -> None:
        """Scrolls while the hand holds something near an edge; not when it is elsewhere in the window, where it looks for
        nothing on the map."""
        pos, modifiers = self._last
        if self._gesture is None or self._away:
            return
        view = self._canvas.viewport()
        dx = _pull(pos.x(), view.width())
        dy = _pull(pos.y(), view.height())
        if (dx or dy) and self._t.camera.pan(dx, dy):
            self._lead(self._gesture, pos, modifiers)

    def key(self, event: QKeyEvent, *, down: bool) -> bool:
        """Esc ends a gesture, Shift changes it, space pans; gives whether the key was the hand's."""
        key = event.key()
        if key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = down
            if self._gesture is None:
                shape = Qt.CursorShape.OpenHandCursor if down else Qt.CursorShape.ArrowCursor
                self._canvas.viewport().setCursor(shape)
            return True
        if key == Qt.Key.Key_Space:
            return True
        if key == Qt.Key.Key_Escape and down:
            return self.cancel()
        if self._gesture is None:
            return False
        if key == Qt.Key.Key_Shift:
            held = self._last[1] & ~Qt.KeyboardModifier.ShiftModifier
            held = held | Qt.KeyboardModifier.ShiftModifier if down else held
            self._lead(self._gesture, self._last[0], held)
        # While a gesture runs no other key may change the document under it.
        return True

    # ------------------------------------------------------------------ hovering

    def _hover(self, pos: QPointF) -> None:
        if self._space:
            return
        overlay, camera, sheet = self._t.overlay, self._t.camera, self._t.stage.sheet
        hit = self.hit(pos)
        self._show_plus(pos)
        shape, hint = sign_of(hit)
        if self._on_plus(pos):
            shape, hint = Qt.CursorShape.PointingHandCursor, Message("Click to add a touchpoint here.")
        viewport = self._canvas.viewport()
        if viewport.cursor().shape() != shape or hint is not self._hinted:
            viewport.setCursor(shape)
            self._t.hint(hint)
            self._hinted = hint
        box: QRectF | None = None
        ring = hit.kind is HitKind.POINT
        if ring:
            point = sheet.point(hit.record, persona_in(hit.field))
            if point is not None:
                reach = max(4.0, 9.0 / camera.scale)
                box = QRectF(point[0] - reach, point[1] - reach, 2 * reach, 2 * reach)
        elif hit.kind in CELLS:
            cell = sheet.cell(hit.record, hit.field)
            box = QRectF(cell.x, cell.y, cell.w, cell.h) if cell else None
        elif hit.kind in _CARDS and hit.record not in self._t.selection.ids:
            card = sheet.box(hit.record)
            box = QRectF(card.x, card.y, card.w, card.h) if card else None
        overlay.hover(box, camera.scale, ring=ring, fill=hit.kind is HitKind.EMPTY)

    def hover_off(self) -> None:
        """The pointer left the map."""
        if not self.busy:
            self._t.overlay.hover(None, 1.0)
            self._hide_plus()

    def _show_plus(self, pos: QPointF) -> None:
        """The + of the gap that is under the pointer or very near."""
        found: Hit | None = None
        scale = self._t.camera.scale
        bands = self._t.stage.sheet.bands
        if bands and bands[0].columns.width * scale >= _PLUS_FROM:
            for off in (0.0, -_NEAR_GAP, _NEAR_GAP):
                hit = self.hit(pos + QPointF(off, 0.0))
                if hit.kind is HitKind.PLUS and self._t.session.journey.touchpoints:
                    found = hit
                    break
        self._plus = found
        if found is None:
            self._t.overlay.plus(None)
        else:
            self._t.overlay.plus(QPointF(found.x, found.y), hot=self._on_plus(pos))

    def _hide_plus(self) -> None:
        self._plus = None
        self._t.overlay.plus(None)

    def _on_plus(self, pos: QPointF) -> bool:
        """Whether a place lies on the + in sight."""
        if self._plus is None:
            return False
        off = self._t.camera.to_view(QPointF(self._plus.x, self._plus.y)) - pos
        return bool(off.x() ** 2 + off.y() ** 2 <= self._t.overlay.plus_reach**2)

    # ------------------------------------------------------------------ wheel and pinch

    def wheel(self, event: QWheelEvent) -> None:
        """Zooms with Ctrl, else scrolls."""
        event.accept()
        camera = self._t.camera
        camera.stop()
        turn, fine = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            camera.zoom_about(_WHEEL ** (turn.y() or turn.x()), event.position())
            return
        step = fine if not fine.isNull() else turn
        dx, dy = float(-step.x()), float(-step.y())
        down = self._canvas.verticalScrollBar()
        sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if not dx and (sideways or down.minimum() == down.maximum()):
            dx, dy = dy, 0.0
        camera.pan(dx, dy)
        if self._gesture is not None:
            self._lead(self._gesture, event.position(), event.modifiers())

    def pinch(self, event: QEvent) -> bool:
        """Two fingers on a touch pad or screen; gives whether the event was one."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._t.camera.zoom_about(1.0 + event.value(), event.position())
                return True
            return False
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                centre = self._canvas.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                self._t.camera.zoom_about(pinch.scaleFactor(), QPointF(centre))
                return True
        return False


def _pull(at: float, length: int) -> float:
    """How far to scroll when the hand is at a place along a side of the view: nothing in the middle, more at the edge."""
    if at < _EDGE:
        return -_SPEED * min(1.0, (_EDGE - at) / _EDGE)
    if at > length - _EDGE:
        return _SPEED * min(1.0, (at - length + _EDGE) / _EDGE)
    return 0.0


_PUTS_BACK = Message("Outside the map: let go here and everything stays as it was.")
