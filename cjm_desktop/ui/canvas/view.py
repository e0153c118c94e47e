"""The canvas: the map as the person sees and touches it.

Contract. :class:`MapCanvas` observes a session and a selection and shows the journey in one of two flows. All mouse and key input is
handled here by asking the sheet what lies under the pointer; every change goes through the session. Public methods are what menus
and toolbars call; ``hint`` carries a sentence for the status bar (empty: none).
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmapCache,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView

from cjm_desktop.document import Message
from cjm_desktop.layout import Composer, HitKind, MapSheet
from cjm_desktop.paint.qt import MapScene

from ..dropsign import files_of, take_copy
from ..memory import give_back
from ..motion import mover
from ..selection import Selection
from ..session import Change, Session
from ..shared import Ui
from . import accessible, clip
from .actions import MapActions
from .camera import Camera
from .commands import Commands
from .editing import Editing
from .gestures import Tools
from .hand import Hand
from .keys import command_for
from .looking import Looking
from .overlay import Overlay
from .ring import Ring
from .speech import Speech
from .stage import POSTER, TIMELINE, Stage
from .touched import touched

# How long after a document was opened its memory is settled.
_REST_MS = 700
# How often a canvas follows a hand that works on another one.
_LATER_MS = 70
# What ends an edit; Qt's text controls keep letters and arrows from menus themselves.
_EDITOR_KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
)


class MapCanvas(Looking, Commands, QGraphicsView):
    """The map. Zooms are per cent of true size on this screen."""

    #: Whether a key that menus usually have was taken from them: then it is no key of the map's either.
    given_away: Callable[[QKeyEvent], bool] = staticmethod(lambda _event: False)

    zoom_changed = Signal(float)
    #: ``timeline`` or ``poster``.
    flow_changed = Signal(str)
    hint = Signal(str)
    #: A text could not be pasted: the ``ImportFailed``, and a function that pastes it without what does not fit.
    paste_refused = Signal(object, object)
    #: A menu was asked for at a place on the screen; what lies there is selected already.
    menu_asked = Signal(QPoint)
    #: A field of the touchpoint that is selected is wanted in the panel at the side (its name, see ``layout.Hit``): to be seen,
    #: or (``True``) to be written in.
    field_asked = Signal(str, bool)
    #: Another sheet is shown, and no hand is on it: it may be asked for its problems and sizes.
    composed = Signal()

    # Qt calls some of the overrides below while its own constructor runs.
    _ready = False

    def __init__(
        self, session: Session, selection: Selection, composer: Composer, ui: Ui, *, live: bool = True
    ) -> None:
        """``live=False`` leaves the graph's library unloaded until ``map_scene.enliven()``."""
        self._scene = MapScene(live=live)
        super().__init__(self._scene)
        self._scene.setParent(self)
        self._session, self._selection, self._ui = session, selection, ui
        self._fitted = False
        self._room = QSize()
        self.setObjectName("canvas")
        self.camera = Camera(self)
        self.commands = MapActions(session, selection, self._complain, self.paste_refused.emit)
        self._overlay = Overlay(self._scene, ui.look, ui.scale)
        self._stage = Stage(session, composer, self._scene)
        self.speech = Speech(self, session, selection, self._stage, self.camera, ui.number)
        self.editing = Editing(
            self,
            self._scene,
            self._stage,
            self.camera,
            self.commands,
            selection,
            self._overlay,
            self.refresh,
        )
        tools = Tools(
            session,
            selection,
            self._stage,
            self._scene,
            self.camera,
            self._overlay,
            self.refresh,
            self._tell,
            ui.number,
            self.bring,
        )
        self._hand = Hand(self, tools, self.commands, self.editing)
        #: Where the keyboard is while it is on nothing of the map.
        self.ring = Ring(self)
        self._ready = True
        self._set_up()
        self._dress()

        session.changed.connect(self._follow)
        session.opened.connect(self._opened)
        session.stepped.connect(self._stepped)
        selection.changed.connect(self._selected)
        selection.pointed_changed.connect(self._pointed)
        self.camera.changed.connect(self._zoomed)
        ui.look_changed.connect(self._dress)
        self.camera.set_sheet(self.sheet.width, self.sheet.height)
        self.camera.kerb = self._overlay.axis.kerb(self.sheet)
        self.camera.moves = mover(ui)
        #: Another canvas on the same document, while there is one: it comes first as long as a hand works on it.
        self.partner: MapCanvas | None = None
        #: Whether something else is in the map's place: it then follows a hand that works there only when that is done.
        self.covered = False
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self.refresh)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._settle_memory)
        self._rest.start()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        # Not Minimal: under a clip of several rectangles Qt's raster painter takes 200 µs for a line instead of 10.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        accessible.install()

    # ------------------------------------------------------------------ what is shown

    @property
    def sheet(self) -> MapSheet:
        """The sheet in sight."""
        return self._stage.sheet

    @property
    def map_scene(self) -> MapScene:
        """The scene, for pictures of it and tests."""
        return self._scene

    @property
    def flow(self) -> str:
        """``timeline`` or ``poster``."""
        return self._stage.flow

    def set_flow(self, flow: str) -> None:
        """Shows the endless band (``timeline``) or the sheet as it prints (``poster``)."""
        if flow not in (TIMELINE, POSTER):
            raise ValueError(f"a map is shown as timeline or poster, not as {flow!r}")
        if flow == self._stage.flow:
            return
        self.editing.keep()
        self._hand.cancel()
        self._hand.hover_off()
        self._stage.flow = flow
        self.refresh()
        self.begin()
        if self._selection.current:
            self.reveal(self._selection.current)
        self.flow_changed.emit(flow)

    def show_stickers(self, on: bool) -> None:
        """Whether cards carry the votes they were given; while people vote somebody else shows them."""
        if on != self._stage.stickers:
            self._stage.stickers = on
            self.refresh()

    def set_composer(self, composer: Composer) -> None:
        """Lays out with another composer from now on (other printed words or theme)."""
        self._stage.set_composer(composer)
        self.refresh()

    def refresh(self) -> None:
        """Lays out the journey as it is now and shows it."""
        sheet = self._stage.refresh(self._hand.place if self._session.in_gesture else None)
        self.camera.kerb = self._overlay.axis.kerb(sheet)
        if not self._session.in_gesture:
            # Under the hand the scroll range stays, or the ground would move.
            whole = self.camera.fitted
            resized = self.camera.set_sheet(sheet.width, sheet.height)
            if resized and whole and self.flow == POSTER:
                # Another paper; a timeline just grows.
                self.camera.fit()
        self.editing.follow()
        self._mark()
        if not self._session.in_gesture and self._stage.draft is None:
            self.composed.emit()

    # ------------------------------------------------------------------ following

    @property
    def busy(self) -> bool:
        """Whether a hand works on this canvas."""
        return self._hand.busy

    def _follow(self, change: Change) -> None:
        if change.gesture and self.covered:
            return
        if change.gesture and self.partner is not None and self.partner.busy:
            if not self._later.isActive():
                self._later.start()
        else:
            self._later.stop()
            self.refresh()

    def _stepped(self, change: Change) -> None:
        """Undone or done again: nobody should have to look for what that was."""
        if change.before.touchpoints and not change.after.touchpoints:
            # Back to the empty map: it says how one begins.
            self.begin()
        else:
            self.bring(touched(change.before, change.after, self._selection.ids))

    def _opened(self) -> None:
        self.editing.drop()
        self._hand.cancel()
        self._stage.forget()
        self.forget_place()
        self.refresh()
        self.begin()
        self._rest.start()

    def _settle_memory(self) -> None:
        """What was loaded stays; the collector need not walk it in the middle of a drag (89 ms at 5,000 cards).

        Not before the map was painted, nor under the hand: for a small document too the walk takes 60 ms.
        """
        if self._session.in_gesture:
            self._rest.start()
            return
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        # Qt keeps the pictures of signs that stood in rows and windows that are gone, ten megabytes of them; those in sight are made anew.
        QPixmapCache.clear()
        # What an earlier document took goes back to the system (0.1 ms to 10).
        give_back()

    def _selected(self) -> None:
        self._mark()
        current = self._selection.current
        index = self.sheet.index_of(current) if current else None
        if index is not None and self.hasFocus():
            accessible.tell_focus(self, index)

    def _pointed(self) -> None:
        """Somebody points at cards from elsewhere: they are framed, and the first of them is in sight."""
        self._mark()
        self.bring(self._selection.pointed[:1])

    def mark_cell(self, record: str, field: str) -> None:
        """Takes a cell of a lane to be the one that is meant from now on; without a field none."""
        self.editing.mark(record, field)
        self._mark()
        if field:
            self._ask_field(field, False)

    def _ask_field(self, field: str, write: bool) -> None:
        self.field_asked.emit(field, write)

    def _announce_current(self) -> None:
        accessible.announce(self, self.sheet.spoken(self._selection.current))

    def _mark(self) -> None:
        """Frames around what is selected and in sight, and the grade axis and the phase's name where the map's own are not."""
        scale, sight, sheet = self.camera.scale, self.camera.sight, self.sheet
        self._overlay.axes(sheet, sight, scale)
        self._overlay.phase.look(self._scene, sheet, sight, scale)
        frames: list[tuple[QRectF, bool]] = []
        gaps: dict[int, QRectF] = {}
        kind, ident = self._selection.record
        # What is only pointed at is framed while nothing is selected.
        chosen = self._selection.ids or (self._selection.pointed if kind == "journey" else ())
        wanted = set(chosen)
        if len(wanted) > 1:
            near = {item.part.record for item in self._scene.part_items if item.part.record in wanted}
            records = [record for record in chosen if record in near]
        elif wanted:
            records = list(wanted)
        else:
            records = [ident] if kind in ("phase", "opportunity") else []
        for record in records:
            box = sheet.box(record)
            if box is not None and sight.intersects(frame := QRectF(box.x, box.y, box.w, box.h)):
                sticker = self._stage.sticker(record)
                if sticker is not None:
                    gaps[len(frames)] = sticker
                frames.append((frame, False))
        cell = sheet.cell(*self.editing.cell) if self.editing.cell[0] and self.editing.active is None else None
        if cell is not None:
            frames.append((QRectF(cell.x, cell.y, cell.w, cell.h), False))
        self._overlay.frames(frames, scale, gaps)
        self.ring.bare(not frames and self.editing.active is None)

    def _zoomed(self) -> None:
        self._look()
        self.zoom_changed.emit(self.zoom_percent)

    def _look(self) -> None:
        """Tells the scene what is in sight."""
        self._scene.look(self.camera.sight, self.camera.scale * self.devicePixelRatioF())
        self._mark()

    def _dress(self) -> None:
        self._scene.desk = QColor(self._ui.look.window)
        self._overlay.dress(self._ui.look, self._ui.scale)
        self.ring.dress(self._ui.look.accent, self._ui.scale)
        self._scene.update()

    def _complain(self, message: Message) -> None:
        self.hint.emit(self._ui.say(message))
        accessible.announce(self, self._ui.say(message))

    def _tell(self, message: Message | None) -> None:
        self.hint.emit("" if message is None else self._ui.say(message))

    # ------------------------------------------------------------------ Qt: sight

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The sheet moved under the window."""
        super().scrollContentsBy(dx, dy)
        if self._ready:
            self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Goes on showing the whole map, if it did."""
        super().resizeEvent(event)
        if not self._ready:
            return
        self.ring.place()
        self.camera.set_sheet(self.sheet.width, self.sheet.height)
        room = self.maximumViewportSize()
        if room == self._room:
            # A scroll bar came or went; nobody asked for another sight.
            pass
        elif self.camera.begun or not self._fitted:
            self.begin()
        elif self.camera.fitted:
            self.camera.fit()
        self._room = room
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Shows the map as it is first seen when it appears."""
        super().showEvent(event)
        if not self._fitted:
            self.begin()
            self._fitted = True

    # ------------------------------------------------------------------ Qt: keys and mouse

    def event(self, event: QEvent) -> bool:
        """Keeps menus from taking the keys of a text that is edited, and any key while a card is in the hand."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._ready:
            editing = self.editing.active is not None and event.key() in _EDITOR_KEYS
            if editing or self._session.in_gesture:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the text being edited, else of the gesture, else of the table."""
        self.ring.key()
        if self.editing.active is not None:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                # In a window that is not the active one Qt keeps Tab from the items of a scene.
                self.editing.active.keyPressEvent(event)
            else:
                super().keyPressEvent(event)
            return
        if self._hand.key(event, down=True):
            event.accept()
            return
        command = command_for(event)
        if command is None or self.given_away(event):
            event.ignore()
            return
        self.camera.stop()
        name, arguments = command
        getattr(self, name)(*arguments)
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space let go ends panning."""
        if self.editing.active is not None:
            super().keyReleaseEvent(event)
        elif not self._hand.key(event, down=False):
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in a text that is being edited, and leaves the map otherwise."""
        return False if self.editing.active is not None else super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here: its place is shown."""
        super().focusInEvent(event)
        if self._ready:
            self.ring.focus(event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A gesture cannot go on in another widget."""
        super().focusOutEvent(event)
        self.ring.focus(Qt.FocusReason.NoFocusReason)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._hand.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Into the text being edited, or to the hand."""
        self.ring.mouse()
        if self.editing.holds(self.camera.to_sheet(event.position())):
            super().mousePressEvent(event)
        else:
            self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """To the text being edited or to the hand."""
        if self.editing.active is not None and not self._hand.busy:
            super().mouseMoveEvent(event)
        else:
            self._hand.move(event.position(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """To the hand or to the text being edited."""
        if self._hand.busy:
            self._hand.release(event)
        elif self.editing.active is not None:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Into the text being edited, or to the hand."""
        if self.editing.holds(self.camera.to_sheet(event.position())):
            super().mouseDoubleClickEvent(event)
        else:
            self._hand.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl zooms around the pointer; otherwise it scrolls, sideways where there is nothing to scroll down."""
        self._hand.wheel(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinches of touch pads and touch screens; the pointer leaving."""
        if not self._ready:
            return super().viewportEvent(event)
        if event.type() == QEvent.Type.Leave:
            self._hand.hover_off()
        return self._hand.pinch(event) or super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu about what lies under the pointer; none while the hand holds something."""
        event.accept()
        if self._hand.busy:
            return
        self._hand.pick(QPointF(event.pos()))
        self.menu_asked.emit(event.globalPos())

    # ------------------------------------------------------------------ Qt: drops from outside

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Text may be dropped; files are the window's."""
        data = event.mimeData()
        if files_of(data) or not clip.carries(data):
            event.ignore()
        else:
            take_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on the map."""
        take_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was shown; the graphics view would complain that it knows of no drag."""

    def dropEvent(self, event: QDropEvent) -> None:
        """Text becomes cards where it was dropped."""
        place = self.camera.to_sheet(event.position())
        drop = self.sheet.insert_at(place.x(), place.y())
        if take_copy(event) and not self._paste(event.mimeData(), drop.at, drop.phase):
            event.ignore()

    def hit_kind(self, pos: QPointF) -> HitKind:
        """What lies under a place in the viewport (pixels)."""
        return self._hand.hit(pos).kind
