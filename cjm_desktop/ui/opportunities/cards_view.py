"""Board or grid as a person sees and touches it.

Contract. A :class:`CardsView` shows the sheet of a :class:`~.faces.Face` as wide as it is itself and scrolls down; heads of columns stay in
sight (:mod:`.heads`). Cards are dragged as on the map: the others make room under the hand, letting go is one undo entry, Escape puts
everything back. The window's selection is the card that has the frame. Arrows go from card to card, with Ctrl they push the card; Enter and
F2 write, Delete removes, the menu key opens its menu. ``place_asked`` tells that somebody wants to see the touchpoint (its id) that a card
names.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsRectItem, QGraphicsView

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message
from cjm_desktop.layout.planning.card import Cards
from cjm_desktop.layout.planning.sheet import Held, Look, PlanSheet, Standing
from cjm_desktop.paint.qt import OVERLAY, MapScene

from ..canvas import accessible
from ..desk import Desk
from ..session import Change
from .faces import Face
from .heads import Heads
from .title_editor import TitleEditor

#: Pixels to the millimetre at scale 1: type of 9.5 pt is then as large as the window's own.
_PX_PER_MM = 3.8
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
#: Scrolling while a card is held near an edge: how near, how far a tick, and the tick (px, px, ms).
_EDGE, _STEP, _TICK = 36, 14, 16


class CardsView(QGraphicsView):
    """Cards in columns or cells."""

    place_asked = Signal(str)
    menu_asked = Signal(QPoint)
    hint = Signal(object)

    def __init__(self, desk: Desk, face: Face, cards: Callable[[], Cards], name: str) -> None:
        """``cards`` gives what makes cards in the printed words of the document; ``name`` is for a screen reader."""
        self._scene = MapScene(live=False)
        super().__init__(self._scene)
        self._scene.setParent(self)
        self.desk, self.face, self._cards = desk, face, cards
        self._sheet: PlanSheet | None = None
        self._stale = True
        self._press: tuple[QPointF, str, str] | None = None
        self._held: str = ""
        self._grip = QPointF()
        self._hand = QPointF()
        self._start = Journey()
        self._drop: tuple[object, int] | None = None
        self.editor: TitleEditor | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._frame = QGraphicsRectItem()
        self._target = QGraphicsRectItem()
        for item, above in ((self._target, 1), (self._frame, 2)):
            item.setZValue(OVERLAY + above)
            item.hide()
            self._scene.addItem(item)
        self.heads = Heads(self)
        self._ticker = QTimer(self, interval=_TICK)
        self._ticker.timeout.connect(self._scroll)
        desk.session.changed.connect(self._follow)
        desk.selection.changed.connect(self._selected)
        desk.ui.look_changed.connect(self._dress)
        self._dress()

    # ------------------------------------------------------------------ what is shown

    @property
    def sheet(self) -> PlanSheet:
        """The sheet in sight."""
        if self._sheet is None or self._stale:
            self.refresh()
        assert self._sheet is not None
        return self._sheet

    @property
    def pixels(self) -> float:
        """Pixels to the millimetre."""
        return _PX_PER_MM * self.desk.ui.scale

    @property
    def current(self) -> str:
        """The selected opportunity's id; empty when none is."""
        kind, ident = self.desk.selection.record
        return ident if kind == "opportunity" else ""

    def refresh(self) -> None:
        """Show the document as it is now."""
        self._stale = False
        journey, k = self.desk.journey, self.pixels
        held = Held(self._held, self._hand.x(), self._hand.y()) if self._held else None
        look = Look(names=journey.poster.show_names, today=date.today(), held=held)
        room = self.viewport().size()
        self._sheet = sheet = self.face.sheet(journey, self._cards(), (room.width() - 2) / k, max(40.0, (room.height() - 2) / k), look)
        self.setTransform(self.transform().fromScale(k, k))
        if not self._held:
            # Under the hand the ground stays.
            self.setSceneRect(0, 0, sheet.width, sheet.height)
        self._scene.show(sheet, QRectF(0, 0, sheet.width, sheet.height) if self._held else None)
        self._look()
        self._mark()
        self.heads.follow(sheet.heads)
        if self.editor is not None and self.editor.ident not in sheet.cards:
            self._away_with_editor()

    def _follow(self, change: Change) -> None:
        if not self.isVisible():
            self._stale = True
        elif not change.gesture or self._held:
            before, after = change.before, change.after
            same = before.opportunities is after.opportunities and before.touchpoints is after.touchpoints
            if not (same and before.parties is after.parties and before.poster is after.poster):
                self.refresh()
        else:
            self._stale = True

    def _look(self) -> None:
        if self._sheet is not None:
            sight = self.mapToScene(self.viewport().rect()).boundingRect()
            self._scene.look(sight, self.pixels * self.devicePixelRatioF())

    def _selected(self) -> None:
        if not self.isVisible():
            return
        self._mark()
        ident = self.current
        if ident and not self._held:
            self.bring(ident)
            if self.hasFocus():
                accessible.announce(self, self.told(ident))

    def bring(self, ident: str) -> None:
        """Scroll a card into sight."""
        one = self.sheet.cards.get(ident)
        if one is not None:
            self.ensureVisible(QRectF(one.box.x, one.box.y, one.box.w, one.box.h), 6, 12)
            under = self.heads.covered + 12 - self.mapFromScene(QPointF(one.box.x, one.box.y)).y()
            if self.heads.covered and under > 0:
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() - under)

    def told(self, ident: str) -> str:
        """A card in words, for a screen reader."""
        one = self.sheet.cards.get(ident)
        return " ".join(item.line.text for item in one.made.items if hasattr(item, "line")) if one is not None else ""

    def _mark(self) -> None:
        """The frame of the selected card."""
        one = self._sheet.cards.get(self.current) if self._sheet is not None else None
        self._frame.setVisible(one is not None and not self._held)
        if one is not None:
            edge = 0.8
            box = one.box
            self._frame.setRect(box.x - edge, box.y - edge, box.w + 2 * edge, box.h + 2 * edge)
        wide = 3.0 if self.hasFocus() else 2.0
        pen = QPen(QColor(self.desk.ui.look.accent if not self.desk.ui.look.dark else "#00707A"), wide * self.desk.ui.scale)
        pen.setCosmetic(True)
        self._frame.setPen(pen)

    def _dress(self) -> None:
        self._scene.desk = QColor(self.desk.ui.look.window)
        self.heads.line = QColor(self.desk.ui.look.rule)
        pen = QPen(QColor("#00707A"), 1.6 * self.desk.ui.scale, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self._target.setPen(pen)
        self._mark()
        self._scene.update()

    # ------------------------------------------------------------------ the hand

    @property
    def busy(self) -> bool:
        """Whether a card is in the hand."""
        return bool(self._held)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a card; what is pressed is selected at once."""
        self._away_with_editor()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton or self._held:
            return
        one = self._card_at(event.position())
        if one is None:
            self.desk.selection.clear()
            return
        at = self.mapToScene(event.position().toPoint())
        self._press = (event.position(), one.ident, one.place_at(at.x(), at.y()))
        self.desk.selection.set_record("opportunity", one.ident)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show what a press would do."""
        press = self._press
        if press is not None and not self._held and (event.position() - press[0]).manhattanLength() >= QApplication.startDragDistance():
            self._begin(press[1], self.mapToScene(press[0].toPoint()))
        if self._held:
            self._lead(event.position())
            return
        at = self.mapToScene(event.position().toPoint())
        one = self._card_at(event.position())
        hands = Qt.CursorShape.PointingHandCursor if one is not None and one.place_at(at.x(), at.y()) else Qt.CursorShape.OpenHandCursor
        self.viewport().setCursor(hands if one is not None else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put it down; a click on a touchpoint's name leads there."""
        event.accept()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        press, self._press = self._press, None
        if self._held:
            self._end(keep=True)
        elif press is not None and press[2]:
            self.place_asked.emit(press[2])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Write on the card."""
        event.accept()
        self._press = None
        at = self.mapToScene(event.position().toPoint())
        one = self._card_at(event.position())
        if one is not None and not one.place_at(at.x(), at.y()):
            self.edit(one.ident)

    def _card_at(self, pos: QPointF) -> Standing | None:
        """The card at a place of the viewport; heads cover what lies under them."""
        at = self.mapToScene(pos.toPoint())
        return None if pos.y() < self.heads.covered else self.sheet.card_at(at.x(), at.y())

    def _begin(self, ident: str, at: QPointF) -> None:
        session = self.desk.session
        one = self.sheet.cards.get(ident)
        if session.in_gesture or one is None:
            return
        self.desk.flush()
        x, y = one.box.middle
        self._grip = QPointF(x, y) - at
        self._hand = QPointF(x, y)
        self._start = session.journey
        self._drop = None
        session.begin()
        self._held = ident
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.hint.emit(Message("Let go to put the card down. Esc puts it back."))
        self._ticker.start()

    def _lead(self, pos: QPointF) -> None:
        """The card is where the hand is, but no further than the edge of the view, and the others make room."""
        port = self.viewport()
        held = QPoint(min(max(round(pos.x()), 0), port.width() - 1), min(max(round(pos.y()), 0), port.height() - 1))
        self._hand = self.mapToScene(held) + self._grip
        zone, at = self.sheet.zones.drop_at(self._hand.x(), self._hand.y(), self._held)
        if (zone.key, at) == self._drop:
            # Only the hand moved: the document, and what was read from it, stay.
            self.refresh()
            return
        self._drop = (zone.key, at)
        session = self.desk.session
        after = self.face.put(self._start, self._held, zone, at)
        if after is session.journey:
            self.refresh()
        else:
            session.preview(after)
        where = self.sheet.zones.of(self._held)
        self._target.setVisible(where is not None)
        if where is not None:
            box = where[0].box
            self._target.setRect(box.x + 0.3, box.y + 0.3, box.w - 0.6, box.h - 0.6)

    def _end(self, *, keep: bool) -> None:
        ident, self._held, self._press = self._held, "", None
        self._ticker.stop()
        self._target.hide()
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if keep:
            self.desk.session.finish(self.face.label)
        else:
            self.desk.session.cancel()
        self.refresh()
        if keep:
            self.bring(ident)
        self.hint.emit(None)

    def _scroll(self) -> None:
        """Scrolls while a card is held near an edge."""
        if not (self._held and QApplication.mouseButtons()):
            return
        port, moved = self.viewport(), False
        pos = port.mapFromGlobal(self.cursor().pos())
        for bar, at, length, edge in (
            (self.verticalScrollBar(), pos.y(), port.height(), max(_EDGE, self.heads.covered)),
            (self.horizontalScrollBar(), pos.x(), port.width(), _EDGE),
        ):
            before = bar.value()
            bar.setValue(before - _STEP if at < edge else before + _STEP if at > length - _EDGE else before)
            moved = moved or bar.value() != before
        if moved:
            self._lead(QPointF(pos))

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts back; arrows go or push; Enter and F2 write; Delete removes."""
        key, ident = event.key(), self.current
        if self._held:
            if key == Qt.Key.Key_Escape:
                self._end(keep=False)
            event.accept()
            return
        arrow = _ARROWS.get(Qt.Key(key)) if key in _ARROWS else None
        event.accept()
        if arrow is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.push(*arrow)
        elif arrow is not None:
            self.go(*arrow)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.sheet.cards:
            idents = list(self.sheet.cards)
            self.desk.selection.set_record("opportunity", idents[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and ident:
            self.edit(ident)
        elif key == Qt.Key.Key_Delete and ident:
            self.remove(ident)
        elif key == Qt.Key.Key_Escape and ident:
            self.desk.selection.clear()
        else:
            event.ignore()

    def go(self, dx: int, dy: int) -> None:
        """Select the card next to the selected one; without one, the first."""
        ident = self.sheet.beside(self.current, dx, dy)
        if ident:
            self.desk.selection.set_record("opportunity", ident)

    def push(self, dx: int, dy: int) -> None:
        """Push the selected card one to a side."""
        ident = self.current
        if not ident:
            return
        self.desk.flush()
        if self.desk.change(self.face.label, lambda journey: self.face.push(journey, self.sheet, ident, dx, dy)):
            self.desk.session.end_run()
            self.bring(ident)
            accessible.announce(self, self.where(ident))

    def where(self, ident: str) -> str:
        """Where a card stands, in words."""
        one = self.desk.record("opportunities", ident)
        status, impact, effort = getattr(one, "status", None), getattr(one, "impact", None), getattr(one, "effort", None)
        from ..panels import options  # the forms are loaded by now

        named = {option.value: option.text for option in options.statuses(self.desk.ui)}
        said = [named.get(status, "")]
        if impact is not None and effort is not None:
            said.append(self.desk.ui.text("impact {impact}, effort {effort}").format(impact=impact, effort=effort))
        return ", ".join(said)

    def remove(self, ident: str) -> None:
        """Remove a card."""
        idents = list(self.sheet.cards)
        self.desk.change(Message("Remove opportunity"), lambda journey: edits.drop(journey, "opportunities", ident))
        rest = [other for other in idents if other != ident]
        if rest and ident in idents:
            self.desk.selection.set_record("opportunity", rest[min(idents.index(ident), len(rest) - 1)])

    def edit(self, ident: str) -> None:
        """Write the title of a card where it stands."""
        self._away_with_editor()
        self.bring(ident)
        one = self.sheet.cards.get(ident)
        if one is None:
            return
        title = one.title
        corner = self.mapFromScene(QPointF(title.x, title.y))
        size = QSize(round(title.w * self.pixels), round(title.h * self.pixels))
        made = TitleEditor(self.desk, self.viewport(), ident, QRect(corner, size), round(3.35 * self.pixels))
        made.done.connect(self._away_with_editor)
        self.editor = made
        made.show()
        made.setFocus(Qt.FocusReason.OtherFocusReason)

    def _away_with_editor(self) -> None:
        made, self.editor = self.editor, None
        if made is None:
            return
        made.flush()
        had = made.hasFocus()
        made.hide()
        made.deleteLater()
        if had:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ Qt

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the card under the pointer, or the selected one."""
        event.accept()
        if self._held:
            return
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            one = self._card_at(QPointF(event.pos()))
            if one is None:
                return
            self.desk.selection.set_record("opportunity", one.ident)
            self.menu_asked.emit(event.globalPos())
        elif self.current in self.sheet.cards:
            box = self.sheet.cards[self.current].box
            self.menu_asked.emit(self.viewport().mapToGlobal(self.mapFromScene(QPointF(box.x + 8, box.y + 8))))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here: one card has it."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason) and not self.current and self.sheet.cards:
            self.desk.selection.set_record("opportunity", next(iter(self.sheet.cards)))
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A gesture cannot go on in another widget, unless the button is still down."""
        super().focusOutEvent(event)
        if self._held and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._end(keep=False)
        self._mark()

    def hideEvent(self, event: object) -> None:
        """What is in the hand goes back."""
        if self._held:
            self._end(keep=False)
        self._away_with_editor()
        super().hideEvent(event)  # type: ignore[arg-type]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        if self.current:
            self.bring(self.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible() and event.size() != event.oldSize():
            self.refresh()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Another part is in sight."""
        super().scrollContentsBy(dx, dy)
        self._look()
        if self._sheet is not None:
            self.heads.follow(self._sheet.heads)
        if self.editor is not None:
            self.editor.move(self.editor.pos() + QPoint(dx, dy))
