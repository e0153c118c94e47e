"""What a presentation stands on: the map over the whole screen, the story beside it, and what lies over and under them.

Contract. A :class:`Wall` makes all that is seen in a showing, dresses it for a light room or a dark one and for the size of the screen, and
finds the place of each: the story beside the map, quick entry under it, controls, timer and sentences over it. It decides nothing: what a
key or a button asks for goes out by ``asked``, and what the tour is at it is told by its :class:`~.course.Course`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cjm_desktop.layout import Composer
from cjm_desktop.layout.theme import Theme

from ..canvas import accessible
from ..desk import Desk
from ..theme import Look
from .bar import RoomBar, RoomUi
from .canvas import RoomCanvas
from .countdown import Countdown
from .course import Course
from .free_place import free_height, read_in
from .look import room_look, sheet, type_px
from .overlays import Clock, Curtain, Note, Spotlight
from .overview import Overview
from .story import Story
from .strip import Strip
from .tour import Stop

#: The story's share of the width, and its least width in sizes of type.
_STORY, _STORY_LEAST = 0.34, 13.0
#: So near to the lower edge (share of the height) the pointer calls the controls.
_EDGE = 0.05

#: The map rests when it has not moved for so long (ms).
_REST_MS = 250

#: Gives the composer and the theme of the map for a dark room or a light one.
Dressing = Callable[[bool], tuple[Composer, Theme]]


class Wall(QWidget):
    """All that is seen of one showing."""

    #: What a button asks for (:mod:`.keys`).
    asked = Signal(str)
    #: Quick entry came into sight or went.
    turned = Signal()

    def __init__(self, desk: Desk, dressing: Dressing, countdown: Countdown) -> None:
        super().__init__()
        self._desk, self._ui, self._dressing = desk, desk.ui, dressing
        self._countdown = countdown
        self._settings = desk.ui.settings
        self._course = Course(desk)
        self._room_ui: RoomUi | None = None
        self.setObjectName("presentation")
        self.setWindowTitle(self._ui.text("Presentation"))
        dark = self._dark
        composer, theme = dressing(dark)
        look = room_look(dark)
        self.canvas = RoomCanvas(desk.session, desk.selection, composer, self._ui, look, dark=dark)
        self.story = Story(self._ui, desk.session, composer.typesetter, theme, look)
        #: Quick entry under the map; made when it is first wanted.
        self.bar: RoomBar | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.canvas, 1)
        row.addWidget(self.story)
        self._column.addLayout(row, 1)
        self.story.hide()
        #: Over the map while all of it is in sight in type that nobody reads.
        self.overview = Overview(self, self._ui, desk.session, self.canvas, theme)
        self.spotlight = Spotlight(self, self._ui.text("Spotlight"))
        self.clock = Clock(self._ui, self, countdown, look)
        self.strip = Strip(self._ui, self, look)
        self.curtain = Curtain(self, self._ui.text("Blank screen"))
        self.note = Note(self)
        self.setFocusProxy(self.canvas)
        self.note.turned.connect(self._place_note)
        self.strip.asked.connect(self.asked)
        self.strip.left.connect(self.canvas.setFocus)
        self.canvas.pointed.connect(self._pointed)
        self.canvas.turned.connect(self.spotlight.turn)
        self._ui.look_changed.connect(self._put_on)
        # The timer looks for another place when the map has come to rest, not on the way.
        self._still = QTimer(self, singleShot=True, interval=_REST_MS)
        self._still.timeout.connect(self._place_clock)
        self.canvas.composed.connect(self._still.start)
        self.canvas.horizontalScrollBar().valueChanged.connect(self._scrolled)
        for widget in (self, self.overview, self.story, self.story.viewport()):
            widget.setMouseTracking(True)
            widget.installEventFilter(self)
        self._put_on()

    @property
    def halts(self) -> tuple[Stop, ...]:
        """What the tour visits, as the document is now."""
        return self._course.halts

    @property
    def halt(self) -> Stop | None:
        """Where the tour is; ``None`` before it began."""
        return self._course.halt

    @property
    def place(self) -> str:
        """Where the tour is, in figures."""
        return self._course.place

    def say(self, text: str) -> None:
        """A sentence over the map for some seconds, read aloud as well."""
        self.note.say(text)
        if text:
            accessible.announce(self.canvas, text)

    def _see_whole(self) -> None:
        """The whole map, or the picture of it that can be read."""
        self._show_story(away=True)
        self.overview.come()

    @property
    def room_ui(self) -> RoomUi:
        """Words and sizes for whatever stands over the map."""
        look, px = room_look(self._dark), type_px(self.height())
        if self._room_ui is None or self._room_ui.px_least != px:
            self._room_ui = RoomUi(self._ui, look, px)
        elif self._room_ui.look is not look:
            self._room_ui.wear(look)
        return self._room_ui

    @property
    def room_sheet(self) -> str:
        """The style sheet that goes with them."""
        return self.room_ui.sheet

    # ------------------------------------------------------------------ quick entry

    def _made_bar(self, text: str = "") -> RoomBar:
        bar = self.bar = RoomBar(self._desk, self.canvas, room_look(self._dark), type_px(self.height()))
        bar.closing.connect(self._close_bar)
        bar.asked.connect(self.asked)
        bar.said.connect(self.note.say)
        bar.line.write(text)
        self._column.addWidget(bar)
        return bar

    def _close_bar(self) -> None:
        """The map has all of the screen again, and the keyboard."""
        if self.bar is not None:
            self._with_room(self.bar.hide)
        self.canvas.setFocus()
        self._tell()
        self.turned.emit()

    def _with_room(self, does: Callable[[], object]) -> None:
        """Something under the map comes or goes, and the map goes on showing what it showed."""
        canvas = self.canvas
        left, whole = canvas.camera.sight.left(), canvas.camera.scale < 0.98 * canvas.room_scale
        _, selected = self._desk.selection.record
        # A larger map would push it over the edge, where it is graded unseen; who looks elsewhere goes on looking there.
        keep = selected if canvas.shows(selected) else ""
        does()
        self._column.activate()
        if whole:
            self._see_whole()
        elif self.halt is None:
            canvas.stay(left, keep)
        self._show_story(grow=False)
        self._place_over()

    # ------------------------------------------------------------------ looks

    @property
    def _dark(self) -> bool:
        return bool(self._settings.get("present/dark"))

    def _dress_for_document(self) -> None:
        composer, theme = self._dressing(self._dark)
        if composer is not self.canvas.composer:
            self.canvas.set_composer(composer)
            self.story.put_on(theme, room_look(self._dark))
            self.overview.put_on(theme)

    def _dress(self) -> None:
        composer, theme = self._dressing(self._dark)
        look = room_look(self._dark)
        self.canvas.put_on(look, dark=self._dark)
        self.canvas.set_composer(composer)
        self.story.put_on(theme, look)
        self.overview.put_on(theme)
        self._put_on()

    def _put_on(self) -> None:
        look, px = room_look(self._dark), type_px(self.height())
        self.setStyleSheet(sheet(look, px))
        self.canvas.put_on(look, dark=self._dark)
        self.strip.put_on(look, px)
        self._dress_bar(look, px)
        self.clock.put_on(look, px)
        self._tell()
        self._place_over()

    def _dress_bar(self, look: Look, px: int) -> None:
        bar = self.bar
        if bar is None:
            return
        if bar.least_type == px:
            bar.put_on(look)
            return
        # Another screen: everything in it has another size.
        shown, typing = bar.isVisible(), bar.line.hasFocus()
        made = self._made_bar(bar.line.text)
        self._column.removeWidget(bar)
        bar.deleteLater()
        if shown:
            made.show()
            made.refresh()
        if typing:
            made.line.setFocus()

    def _tell(self) -> None:
        """The strip knows how things are."""
        self._course.remember()
        checked = {
            "turn_bar": self.bar is not None and self.bar.isVisible(),
            "toggle_story": bool(self._settings.get("present/story")),
            "toggle_spotlight": self.spotlight.isVisible(),
            "toggle_dark": self._dark,
            "toggle_blank": self.curtain.isVisible(),
            "toggle_timer": self._countdown.running,
            "toggle_pulse": bool(self._settings.get("present/pulse")),
        }
        self.strip.tell(self.place, self._settings.get("present/tour"), checked)

    # ------------------------------------------------------------------ places

    def _show_story(self, *, grow: bool = True, away: bool = False) -> None:
        """The story of the halt, if there is one and it is wanted; ``grow=False``: only where it is in sight already;
        ``away``: not for the moment."""
        on = self.halt is not None and bool(self._settings.get("present/story")) and not away
        if on and (grow or not self.story.isHidden()):
            self.story.setFixedWidth(self._story_width)
            self.story.show_stop(self.halt, self.place)
        if grow or not on:
            self.story.setVisible(on)
            layout = self.layout()
            if layout is not None:
                # The map has its new size before it is sent somewhere.
                layout.activate()
        self._place_over()

    @property
    def _story_width(self) -> int:
        return round(min(0.5 * self.width(), max(_STORY * self.width(), _STORY_LEAST * type_px(self.height()))))

    def _middle(self) -> QPointF:
        """Where the spotlight begins without a pointer: on the card, else in the middle of the map."""
        canvas = self.canvas
        box = canvas.sheet.box(self.halt.record) if self.halt is not None and self.halt.record else None
        if box is None:
            return QPointF(canvas.width() / 2, canvas.height() / 2)
        return canvas.camera.to_view(QPointF(box.x + box.w / 2, box.y + box.h / 2))

    def _place_over(self) -> None:
        map_box = QRect(self.canvas.mapTo(self, self.canvas.rect().topLeft()), self.canvas.size())
        self.overview.setGeometry(map_box)
        self.spotlight.setGeometry(self.rect())
        self.curtain.setGeometry(self.rect())
        px = type_px(self.height())
        # In the lower corner of the story, where it covers nothing; else at the right edge of the map.
        self.story.keep_free(self.clock.height() + 2 * px if self._countdown.on else 0)
        self._place_clock()
        self._place_strip()
        self._place_note()
        self.curtain.raise_()
        # A blank screen shows the time: the group works, and looks there.
        self.clock.raise_()

    def _scrolled(self) -> None:
        self._still.start()

    def _place_clock(self) -> None:
        """In the lower corner of the story, else where at the right edge of the map there is nothing to be read."""
        px, clock = type_px(self.height()), self.clock
        left = self.width() - clock.width() - px
        if not self.story.isHidden():
            clock.move(left, self._foot - clock.height() - px)
        elif clock.isVisible():
            edge = QRect(left, px, clock.width(), max(clock.height(), self._foot - 2 * px))
            now = clock.geometry().top() if clock.geometry().left() == left else px
            clock.move(left, free_height(edge, clock.height(), read_in(self.canvas, self), now, px // 2))

    def _place_note(self) -> None:
        """Over the map; beside quick entry, over what is left of the map, it would lie on the line: it stands with what that says."""
        map_box = QRect(self.canvas.mapTo(self, self.canvas.rect().topLeft()), self.canvas.size())
        bar = self.bar
        if bar is None or not bar.isVisible():
            self.note.place(map_box)
            return
        self.note.place(map_box, QRect(bar.foot.mapTo(self, bar.foot.rect().topLeft()), bar.foot.size()))
        bar.keep_free(0 if self.note.isHidden() or not self.note.beside else self.note.width() + type_px(self.height()) // 2)

    def _place_strip(self) -> None:
        self.strip.adjustSize()
        foot = self._foot - self.strip.height() - type_px(self.height()) // 2
        self.strip.move((self.width() - self.strip.width()) // 2, foot)

    @property
    def _foot(self) -> int:
        """Where the map and the story end (pixels)."""
        return self.height() - (self.bar.height() if self.bar is not None and self.bar.isVisible() else 0)

    # ------------------------------------------------------------------ the pointer

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._point(QPointF(self.mapFromGlobal(event.globalPosition().toPoint())))
        return False

    def _pointed(self, at: QPointF) -> None:
        self._point(QPointF(self.canvas.viewport().mapTo(self, at.toPoint())))

    def _point(self, at: QPointF) -> None:
        """The pointer is here (pixels of this window)."""
        if self.spotlight.isVisible():
            self.spotlight.shine(at)
        low = self._foot - _EDGE * self.height() <= at.y() <= self._foot
        if low and not self.canvas.busy and self.canvas.editing.active is None:
            if self.strip.isHidden():
                self._place_strip()
            self.strip.come()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._put_on()
        if not self.story.isHidden():
            self.story.setFixedWidth(self._story_width)
        self._place_over()
