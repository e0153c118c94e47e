"""What a pressed mouse button does while it moves: cards, points, phase edges, rubber band, panning.

Contract. A gesture is made when the hand has moved far enough, then gets :meth:`Gesture.move` for every movement and ends
with :meth:`Gesture.finish` or :meth:`Gesture.cancel`. Gestures that change the document preview it through the session: one undo
entry at the end, and a cancelled one leaves the very journey that was there. Positions are viewport pixels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from cjm_desktop import edits
from cjm_desktop.document import Message
from cjm_desktop.layout import Drop, Held
from cjm_desktop.layout.sheet import PartKind
from cjm_desktop.paint.qt import MapScene

from ..selection import Selection
from ..session import Session
from .camera import Camera
from .overlay import Overlay
from .stage import Stage

_FINE = Qt.KeyboardModifier.ShiftModifier
_ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Tools:
    """What gestures work with. ``refresh`` composes and shows the journey; ``hint`` says a sentence in the status bar."""

    session: Session
    selection: Selection
    stage: Stage
    scene: MapScene
    camera: Camera
    overlay: Overlay
    refresh: Callable[[], None]
    hint: Callable[[Message | None], None]
    number: Callable[[float], str]


class Gesture(Protocol):
    """A movement of the hand. ``cursor`` is the pointer's shape; ``scrolls`` whether the edges of the view scroll."""

    cursor: Qt.CursorShape
    scrolls: bool

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The hand is here now."""

    def finish(self) -> None:
        """The button was let go."""

    def cancel(self) -> None:
        """Escape: nothing happened."""


class CardDrag:
    """Cards under the hand; the others make room and the line follows."""

    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = True

    def __init__(self, tools: Tools, grabbed: str, pos: QPointF) -> None:
        self._t, self._grabbed = tools, grabbed
        ids = tools.selection.ids
        self._ids = ids if grabbed in ids else (grabbed,)
        box = tools.stage.sheet.box(grabbed)
        place = tools.camera.to_sheet(pos)
        centre = QPointF(box.x + box.w / 2, box.y + box.h / 2) if box else place
        self._off = centre - place
        self._drop: Drop | None = None
        self._start = tools.session.journey
        tools.session.begin()
        tools.hint(Message("Let go to put the card down. Esc puts it back."))

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Puts the cards where they would land and shows them under the hand."""
        t = self._t
        at = t.camera.to_sheet(pos) + self._off
        drop = t.stage.sheet.drop_at(at.x(), at.y(), self._ids)
        t.stage.held = Held(self._ids, self._grabbed, at.x(), at.y())
        after = t.session.journey
        if drop != self._drop:
            self._drop = drop
            after = edits.move_touchpoints(self._start, self._ids, drop.at, drop.phase)
        if after is t.session.journey:
            # Only the hand moved: the journey, and what was read from it, stay.
            t.refresh()
        else:
            t.session.preview(after)
        self._lift()

    def _lift(self) -> None:
        """Shadows under the held cards, and the place where the grabbed one would land."""
        t, sheet = self._t, self._t.stage.sheet
        scale, sight = t.camera.scale, t.camera.sight
        boxes = [QRectF(b.x, b.y, b.w, b.h) for b in map(sheet.box, self._ids) if b is not None]
        t.overlay.shadows([box for box in boxes if box.intersects(sight)], scale)
        t.overlay.slot(t.stage.home(self._grabbed), scale)

    def finish(self) -> None:
        """Puts the cards down: one undo entry."""
        self._t.stage.held = None
        label = Message("Move touchpoint") if len(self._ids) == 1 else Message("Move touchpoints")
        self._t.session.finish(label)
        self._done()

    def cancel(self) -> None:
        """Puts the cards back."""
        self._t.stage.held = None
        self._t.session.cancel()
        self._done()

    def _done(self) -> None:
        self._t.overlay.shadows((), 1.0)
        self._t.overlay.slot(None, 1.0)
        self._t.refresh()
        self._t.hint(None)


class PointDrag:
    """A point pulled up or down: its grade follows the hand, and its word follows the grade."""

    cursor = Qt.CursorShape.SizeVerCursor
    scrolls = False

    def __init__(self, tools: Tools, record: str, pos: QPointF) -> None:
        self._t, self._record = tools, record
        point = tools.stage.sheet.point(record)
        self._off = point[1] - tools.camera.to_sheet(pos).y() if point else 0.0
        self._start = tools.session.journey
        tools.session.begin()
        tools.hint(Message("Hold Shift for finer grades. Esc puts the point back."))

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Grades the touchpoint by the height of the hand."""
        t = self._t
        y = t.camera.to_sheet(pos).y() + self._off
        wanted = t.stage.sheet.grade_at(self._record, y)
        grade = self._start.scale.snapped(wanted, fine=bool(modifiers & _FINE))
        now = t.session.journey
        after = edits.grade_with_word(self._start, (self._record,), grade)
        if after != now:
            t.session.preview(after)
        card = next((c for c in t.session.journey.touchpoints if c.id == self._record), None)
        word = card.emotion[:1].upper() + card.emotion[1:] if card else ""
        t.overlay.label(f"{t.number(grade)}  {word}".strip(), t.camera.to_sheet(pos))

    def finish(self) -> None:
        """Keeps the grade: one undo entry."""
        self._t.session.finish(Message("Grade"))
        self._done()

    def cancel(self) -> None:
        """Puts the point back."""
        self._t.session.cancel()
        self._done()

    def _done(self) -> None:
        self._t.overlay.label("", QPointF())
        self._t.hint(None)


class EdgeDrag:
    """The beginning of a phase pulled to another touchpoint."""

    cursor = Qt.CursorShape.SplitHCursor
    scrolls = True

    def __init__(self, tools: Tools, phase: str, pos: QPointF) -> None:
        self._t, self._phase = tools, phase
        self._at: int | None = None
        self._start = tools.session.journey
        tools.session.begin()
        tools.hint(Message("Let go where the phase begins. Esc puts its edge back."))

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Lets the phase begin at the touchpoint under the hand."""
        t = self._t
        at = t.camera.to_sheet(pos)
        index = t.stage.sheet.edge_at(at.x(), at.y())
        if index != self._at:
            self._at = index
            t.session.preview(edits.set_phase_start(self._start, self._phase, index))

    def finish(self) -> None:
        """Keeps the edge: one undo entry."""
        self._t.session.finish(Message("Resize phase"))
        self._t.hint(None)

    def cancel(self) -> None:
        """Puts the edge back."""
        self._t.session.cancel()
        self._t.hint(None)


class RubberBand:
    """A rectangle pulled over empty ground selects what it touches."""

    cursor = Qt.CursorShape.ArrowCursor
    scrolls = True

    def __init__(self, tools: Tools, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._t = tools
        self._from = tools.camera.to_sheet(pos)
        self._before = tools.selection.ids
        self._kept = self._before if modifiers & _ADDING else ()

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Selects the cards and points that the rectangle touches."""
        t = self._t
        box = QRectF(self._from, t.camera.to_sheet(pos)).normalized()
        t.overlay.band(box, t.camera.scale)
        touched = [
            item.part.record
            for item in t.scene.part_items
            if item.part.kind in (PartKind.CARD, PartKind.POINT)
            and box.intersects(QRectF(item.part.x, item.part.y, item.part.w, item.part.h))
        ]
        t.selection.set((*self._kept, *touched))

    def finish(self) -> None:
        """Keeps the selection."""
        self._t.overlay.band(None, 1.0)

    def cancel(self) -> None:
        """Selects what was selected before."""
        self._t.overlay.band(None, 1.0)
        self._t.selection.set(self._before)


class Pan:
    """The sheet follows the hand."""

    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = False

    def __init__(self, tools: Tools, pos: QPointF) -> None:
        self._camera = tools.camera
        self._last = pos

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Moves the sheet by what the hand moved."""
        by = self._last - pos
        self._camera.pan(by.x(), by.y())
        self._last = pos

    def finish(self) -> None:
        """Nothing is left to do."""

    def cancel(self) -> None:
        """Nothing is taken back."""
