"""What a pressed mouse button does while it moves: cards, points, phase edges, rubber band, panning.

Contract. A gesture is made when the hand has moved far enough, then gets :meth:`Gesture.move` for every movement and ends
with :meth:`Gesture.finish` or :meth:`Gesture.cancel`. Gestures that change the document preview it through the session: one undo
entry at the end, and a cancelled one leaves the very journey that was there. Positions are viewport pixels; a gesture that is
``bound`` gets none beyond the edge of the view, and one with ``outside`` is cancelled when the hand lets go clearly outside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message
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
    #: Brings the first of some records into sight, unless one of them is.
    bring: Callable[[Sequence[str]], None]


class Gesture(Protocol):
    """A movement of the hand.

    ``cursor`` is the pointer's shape; ``scrolls`` whether the edges of the view scroll; ``bound`` whether what is held stays in the
    view; ``says`` what the status bar says meanwhile; ``outside`` what it says when the hand let go clearly outside the view and
    that put everything back (``None``: it ends there as anywhere).
    """

    cursor: Qt.CursorShape
    scrolls: bool
    bound: bool
    says: Message | None
    outside: Message | None

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The hand is here now."""

    def leave(self, pos: QPointF) -> None:
        """The hand is clearly outside the view, nearest to here: shows what letting go there gives. Only with ``outside``."""

    def finish(self) -> None:
        """The button was let go."""

    def cancel(self) -> None:
        """Escape: nothing happened."""


class CardDrag:
    """Cards under the hand; the others make room and the line follows."""

    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = True
    bound = True
    says: Message | None = Message("Let go to put the card down. Esc puts it back.")
    outside: Message | None = Message("Let go outside the map: the card is back in its place.")

    def __init__(self, tools: Tools, grabbed: str, pos: QPointF) -> None:
        self._t, self._grabbed = tools, grabbed
        ids = tools.selection.ids
        self._ids = ids if grabbed in ids else (grabbed,)
        box = tools.stage.sheet.box(grabbed)
        place = tools.camera.to_sheet(pos)
        centre = QPointF(box.x + box.w / 2, box.y + box.h / 2) if box else place
        self._off = centre - place
        self._reach = _reach(QRectF(box.x, box.y, box.w, box.h), tools.camera.sight) if box else QRectF()
        self._drop: Drop | None = None
        self._start = tools.session.journey
        tools.session.begin()

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Puts the cards where they would land and shows them under the hand."""
        t = self._t
        at = self._at(pos)
        drop = t.stage.sheet.drop_at(at.x(), at.y(), self._ids)
        after = t.session.journey
        if drop != self._drop:
            self._drop = drop
            after = edits.move_touchpoints(self._start, self._ids, drop.at, drop.phase)
        self._show(at, after)

    def leave(self, pos: QPointF) -> None:
        """Closes the room that the others made: the card would go home from here."""
        self._drop = None
        self._show(self._at(pos), self._start)

    def _at(self, pos: QPointF) -> QPointF:
        """Where the middle of the grabbed card is (mm): with the hand, but no further out of sight than it was."""
        at, sight = self._t.camera.to_sheet(pos) + self._off, self._t.camera.sight
        left, right = sight.left() - self._reach.left(), sight.right() - self._reach.right()
        top, bottom = sight.top() - self._reach.top(), sight.bottom() - self._reach.bottom()
        x = min(max(at.x(), left), right) if left <= right else at.x()
        y = min(max(at.y(), top), bottom) if top <= bottom else at.y()
        return QPointF(x, y)

    def _show(self, at: QPointF, after: Journey) -> None:
        """The grabbed card with its middle at a place, in a journey in which all have found their places."""
        t = self._t
        t.stage.held = Held(self._ids, self._grabbed, at.x(), at.y())
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
        moved = self._t.session.finish(label)
        self._done()
        if moved:
            self._t.bring((self._grabbed,))

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
    bound = True
    says: Message | None = Message("Hold Shift for finer grades. Esc puts the point back.")
    outside: Message | None = Message("Let go outside the map: the point is back in its place.")

    def __init__(self, tools: Tools, record: str, pos: QPointF, persona: str = "") -> None:
        """``persona``: the point is that of a further one, in its own graph."""
        self._t, self._record, self._persona = tools, record, persona
        point = tools.stage.sheet.point(record, persona)
        hand = tools.camera.to_sheet(pos)
        self._off = point[1] - hand.y() if point else 0.0
        #: The hand may wander sideways; what it does is said beside the point, which only goes up and down.
        self._x = point[0] if point else hand.x()
        self._start = tools.session.journey
        tools.session.begin()

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Grades the touchpoint by the height of the hand."""
        t = self._t
        hand = t.camera.to_sheet(pos)
        y = hand.y() + self._off
        wanted = t.stage.sheet.grade_at(self._record, y, self._persona)
        grade = self._start.scale.snapped(wanted, fine=bool(modifiers & _FINE))
        now = t.session.journey
        after = edits.grade_line(self._start, (self._record,), grade, self._persona)
        if after != now:
            t.session.preview(after)
        card = next((c for c in t.session.journey.touchpoints if c.id == self._record), None)
        emotion = edits.emotion_of(card, self._persona) if card else ""
        word = emotion[:1].upper() + emotion[1:]
        t.overlay.label(f"{t.number(grade)}  {word}".strip(), QPointF(self._x, hand.y()))

    def leave(self, pos: QPointF) -> None:
        """Shows the point where it was."""
        self._t.session.preview(self._start)
        self._t.overlay.label("", QPointF())

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
    bound = True
    says: Message | None = Message("Let go where the phase begins. Esc puts its edge back.")
    outside: Message | None = Message("Let go outside the map: the phase begins where it did.")

    def __init__(self, tools: Tools, phase: str, pos: QPointF) -> None:
        self._t, self._phase = tools, phase
        self._at: int | None = None
        self._start = tools.session.journey
        tools.session.begin()

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Lets the phase begin at the touchpoint under the hand."""
        t = self._t
        at = t.camera.to_sheet(pos)
        index = t.stage.sheet.edge_at(at.x(), at.y())
        if index != self._at:
            self._at = index
            t.session.preview(edits.set_phase_start(self._start, self._phase, index))

    def leave(self, pos: QPointF) -> None:
        """Shows the edge where it was."""
        self._at = None
        self._t.session.preview(self._start)

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
    bound = True
    says: Message | None = None
    outside: Message | None = None

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

    def leave(self, pos: QPointF) -> None:
        """Never asked for: what was selected may be let go of anywhere."""

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
    bound = False
    says: Message | None = None
    outside: Message | None = None

    def __init__(self, tools: Tools, pos: QPointF) -> None:
        self._camera = tools.camera
        self._last = pos

    def move(self, pos: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Moves the sheet by what the hand moved."""
        by = self._last - pos
        self._camera.pan(by.x(), by.y())
        self._last = pos

    def leave(self, pos: QPointF) -> None:
        """Never asked for: the sheet follows the hand anywhere."""

    def finish(self) -> None:
        """Nothing is left to do."""

    def cancel(self) -> None:
        """Nothing is taken back."""


def _reach(box: QRectF, sight: QRectF) -> QRectF:
    """How far a held card reaches around its middle (mm), less what was out of sight when it was grabbed: it must not jump."""
    around = box.translated(-box.center())
    return around.adjusted(
        max(0.0, sight.left() - box.left()),
        max(0.0, sight.top() - box.top()),
        min(0.0, sight.right() - box.right()),
        min(0.0, sight.bottom() - box.bottom()),
    )
