"""The window of a presentation: the map over the whole screen, the story of a halt beside it, and what comes on demand.

Contract. A :class:`Presentation` is made for one showing and closed at its end. It works on the same session and selection as the
editor: what is selected there is visited here, and the other way round. Each of its public methods without an argument is what a
key or a button asks for (:mod:`.keys`). ``ended`` is emitted when it was closed, whoever closed it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cjm_desktop.document import Journey
from cjm_desktop.layout import Composer
from cjm_desktop.layout.theme import Theme

from ..canvas import accessible
from ..desk import Desk
from ..keymap import Keymap, native
from ..motion import moves
from ..theme import Look
from .ballot import Ballot
from .bar import RoomBar, RoomUi
from .canvas import RoomCanvas
from .countdown import Countdown
from .course import Course
from .keys import LED, OWN, wanted
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

#: Gives the composer and the theme of the map for a dark room or a light one.
Dressing = Callable[[bool], tuple[Composer, Theme]]


class Presentation(QWidget):
    """One showing."""

    ended = Signal()
    #: Quick entry came into sight or went.
    turned = Signal()

    def __init__(self, desk: Desk, dressing: Dressing, countdown: Countdown, minutes: Callable[[], int]) -> None:
        """``minutes`` is what the timer begins with: what the step of the guide suggests."""
        super().__init__()
        self._desk, self._ui, self._dressing = desk, desk.ui, dressing
        self._countdown, self._minutes = countdown, minutes
        self._settings = desk.ui.settings
        self._course = Course(desk)
        self._room_ui: RoomUi | None = None
        self._ballot: Ballot | None = None
        self._leading = False
        self._open = True
        self.setObjectName("presentation")
        self.setWindowTitle(self._ui.text("Presentation"))
        dark = self._dark
        composer, theme = dressing(dark)
        look = room_look(dark, self._ui.look)
        self.canvas = RoomCanvas(desk.session, desk.selection, composer, self._ui, look, dark=dark)
        self.story = Story(self._ui, desk.session, composer.typesetter, theme, look)
        self._keymap = Keymap(self._settings)
        self.canvas.wanted = self._wanted
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
        self._wire()
        self._put_on()

    def _wire(self) -> None:
        desk, canvas = self._desk, self.canvas
        canvas.asked.connect(self.ask)
        canvas.pointed.connect(self._pointed)
        canvas.turned.connect(self.spotlight.turn)
        self.overview.chosen.connect(self.lead_to)
        self.strip.asked.connect(self.ask)
        self.strip.chosen.connect(self._choose)
        self.strip.left.connect(canvas.setFocus)
        desk.selection.changed.connect(self._follow_selection)
        desk.selection.sought.connect(self._sought)
        desk.session.changed.connect(self._follow_document)
        desk.session.opened.connect(self._opened)
        self._ui.look_changed.connect(self._put_on)
        self._countdown.over.connect(self._time_over)
        desk.add_pending(self)
        for widget in (self, self.overview, self.story, self.story.viewport()):
            widget.setMouseTracking(True)
            widget.installEventFilter(self)

    # ------------------------------------------------------------------ what a key or a button asks for

    def ask(self, name: str) -> None:
        """Do what a key or a button asks for; on a blank screen the map comes back first."""
        if self.curtain.isVisible() and name not in ("toggle_blank", "end"):
            self.toggle_blank()
            return
        getattr(self, name)()

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

    def go_on(self) -> None:
        """To the next halt. After the last comes the whole map, and then the first again, for a remote control has no key that
        leads back there."""
        course = self._course
        if course.over:
            self.go_first()
        elif course.last:
            self._finish()
        else:
            self.visit(course.start if course.halt is None else course.beside(1))

    def go_back(self) -> None:
        """To the halt before; before the first is the map without a story."""
        self.visit(self.halt if self._course.over else self._course.beside(-1))

    def _finish(self) -> None:
        """The end of the tour: the whole map, and a word about how it goes on."""
        self._course.over = True
        self._leading = True
        self._desk.selection.clear()
        self._leading = False
        self._see_whole()
        self.say(self._ui.text("End of the tour. Forward begins it again, back leads to the last stop."))
        self._tell()

    def say(self, text: str) -> None:
        """A sentence over the map for some seconds, read aloud as well."""
        self.note.say(text)
        if text:
            accessible.announce(self.canvas, text)

    def go_first(self) -> None:
        """To the first halt."""
        self.visit(next(iter(self.halts), None))

    def go_last(self) -> None:
        """To the last halt."""
        self.visit(self.halts[-1] if self.halts else None)

    def show_whole(self) -> None:
        """The whole map; from there, back to where the tour is."""
        canvas = self.canvas
        if canvas.camera.scale >= 0.98 * canvas.room_scale:
            self._see_whole()
        elif self._course.over:
            self.visit(self.halt)
        elif self.halt is not None:
            self._show_story()
            canvas.visit(self.halt)
        else:
            canvas.begin()

    def _see_whole(self) -> None:
        """The whole map, or the picture of it that can be read."""
        self._show_story(away=True)
        self.overview.come()

    def toggle_story(self) -> None:
        """Show or hide the story beside the map."""
        self._settings.set("present/story", not self._settings.get("present/story"))
        self._show_story()

    def toggle_spotlight(self) -> None:
        """Dim everything but a disc round the pointer, or no more."""
        on = not self.spotlight.isVisible()
        self.spotlight.setVisible(on)
        self.canvas.wheel_taken = on
        if on:
            self.spotlight.raise_()
            self._place_over()
            here = QPointF(self.mapFromGlobal(QCursor.pos()))
            self.spotlight.shine(here if self.rect().contains(here.toPoint()) else self._middle())
        self._tell()

    def toggle_dark(self) -> None:
        """The dark room's colours, or the document's own."""
        self._settings.set("present/dark", not self._dark)
        self._dress()

    def toggle_blank(self) -> None:
        """A black screen, or the map again."""
        self.curtain.setVisible(not self.curtain.isVisible())
        self._place_over()
        self._tell()

    def toggle_timer(self) -> None:
        """Start the timer, pause it, or go on with it; with the minutes of the guide's step when there is none yet."""
        one = self._countdown
        if one.running:
            one.pause()
        else:
            if not one.on or one.seconds <= 0:
                one.set(self._minutes())
            one.start()
        self._place_over()
        self._tell()

    def drop_timer(self) -> None:
        """Put the timer away."""
        self._countdown.put_away()
        self._tell()

    def add_minute(self) -> None:
        """One minute more."""
        self._countdown.add(1)
        self._place_over()

    def add_five(self) -> None:
        """Five minutes more."""
        self._countdown.add(5)
        self._place_over()

    def toggle_pulse(self) -> None:
        """Whether the timer draws the eye at its end. It never makes a sound."""
        self._settings.set("present/pulse", not self._settings.get("present/pulse"))
        self._tell()

    def turn_bar(self) -> None:
        """Quick entry under the map, with the keyboard in it; away when it has the keyboard already."""
        bar = self.bar
        if bar is not None and bar.isVisible() and bar.line.hasFocus():
            self._close_bar()
            return
        self.canvas.editing.keep()
        if self.overview.isVisible():
            self.show_whole()  # who types sees the cards
        bar = bar or self._made_bar()
        if bar.isHidden():
            self._with_room(bar.show)
            bar.refresh()
        self.strip.hide()
        bar.line.setFocus()
        self._tell()
        self.turned.emit()

    def show_strip(self) -> None:
        """The controls, with the keyboard in them."""
        self._place_strip()
        self.strip.come(keyboard=True)

    def toggle_votes(self) -> None:
        """Vote on the map in sight: dots by clicks and by + and −, or no more."""
        if self._ballot is None:
            self._ballot = Ballot(self._desk, self.canvas, self.room_ui, self.note)
        self._ballot.turn()
        self._tell()
        self.turned.emit()

    @property
    def votes(self) -> bool:
        """Whether the group votes here."""
        return self._ballot is not None and self._ballot.on

    def end(self) -> None:
        """Back to the editor."""
        self.close()

    # ------------------------------------------------------------------ the palette

    @property
    def room_ui(self) -> RoomUi:
        """Words and sizes for whatever stands over the map."""
        look, px = room_look(self._dark, self._ui.look), type_px(self.height())
        if self._room_ui is None or self._room_ui.px_least != px:
            self._room_ui = RoomUi(self._ui, look, px)
        elif self._room_ui.look is not look:
            self._room_ui.wear(look)
        return self._room_ui

    @property
    def room_sheet(self) -> str:
        """The style sheet that goes with them."""
        return self.room_ui.sheet

    @property
    def own(self) -> list[tuple[str, str, str]]:
        """What can be asked for here besides the editor's actions: a name, what it is called, its key."""
        mine = [(row.name, row.text, next(iter(self._keymap.keys(row.id)), "")) for row in OWN]
        return [(name, self._ui.text(text), native(key) if key else "") for name, text, key in (*LED, *mine)]

    def lead_to(self, kind: str, record: str) -> None:
        """Go to a record that was found."""
        self.visit(Stop(kind, record))

    # ------------------------------------------------------------------ quick entry

    def _made_bar(self, text: str = "") -> RoomBar:
        bar = self.bar = RoomBar(self._desk, self.canvas, room_look(self._dark, self._ui.look), type_px(self.height()))
        bar.closing.connect(self._close_bar)
        bar.asked.connect(self.ask)
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
        does()
        self._column.activate()
        if whole:
            self._see_whole()
        elif self.halt is None:
            canvas.stay(left)
        self._show_story(grow=False)
        self._place_over()

    # ------------------------------------------------------------------ the tour

    def visit(self, halt: Stop | None, *, glide: bool = True) -> None:
        """Go to a halt: tell its story, select it, glide there. ``None``: the map without a story, from its beginning."""
        self.canvas.editing.keep()
        if self._course.over:
            self.note.say("")
        self._course.arrive(halt)
        self.overview.hide()
        self._leading = True
        if halt is None or halt.kind == "journey":
            self._desk.selection.clear()
        else:
            # So that the editor shows it as well.
            self._desk.selection.seek(halt.kind, halt.record)
        self._leading = False
        self._show_story()
        if halt is None:
            self.canvas.camera.stop()
            self.canvas.forget_halt()
            self.canvas.begin()
        else:
            self.canvas.visit(halt, glide=glide)
            accessible.announce(self.canvas, self.story.spoken)
        self._tell()

    def _choose(self, choice: str) -> None:
        if choice == "selected":
            self._course.pick()
        self._settings.set("present/tour", choice)
        self._show_story()
        self._tell()

    # ------------------------------------------------------------------ in step with the editor

    def _follow_selection(self) -> None:
        """What is selected in the editor is visited; what a hand selects here is told, and the map stays under the hand."""
        if self._leading:
            return
        course, selected = self._course, self._course.selected
        if selected is not None and selected == self.halt:
            return
        if self.canvas.busy or self.isActiveWindow():
            if course.lead_away(selected) and selected is not None:
                self.canvas.remember(selected)
                self._show_story(grow=False)
        elif selected is not None:
            self.visit(selected)
        self._tell()

    def _sought(self, record: str) -> None:
        """Somebody leads to a record that may be selected already."""
        selected = self._course.selected
        if not self._leading and selected is not None and selected.record == record:
            self.visit(selected)

    def _follow_document(self, change: object) -> None:
        before = getattr(change, "before", None)
        back = self._course.follow(before if isinstance(before, Journey) else None)
        if back is not None:
            # Once the selection has settled as well.
            QTimer.singleShot(0, self, lambda: self.visit(back, glide=False) if self._open else None)
        if not getattr(change, "gesture", False):
            self._dress_for_document()
        self._show_story(grow=False)
        self._tell()

    def _opened(self) -> None:
        self._course.forget()
        self.visit(None)

    # ------------------------------------------------------------------ looks and places

    @property
    def _dark(self) -> bool:
        return bool(self._settings.get("present/dark"))

    def _dress_for_document(self) -> None:
        composer, theme = self._dressing(self._dark)
        if composer is not self.canvas.composer:
            self.canvas.set_composer(composer)
            self.story.put_on(theme, room_look(self._dark, self._ui.look))
            self.overview.put_on(theme)

    def _dress(self) -> None:
        composer, theme = self._dressing(self._dark)
        look = room_look(self._dark, self._ui.look)
        self.canvas.put_on(look, dark=self._dark)
        self.canvas.set_composer(composer)
        self.story.put_on(theme, look)
        self.overview.put_on(theme)
        self._put_on()

    def _put_on(self) -> None:
        look, px = room_look(self._dark, self._ui.look), type_px(self.height())
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
        # In the lower corner of the story, where it covers nothing; else in the upper corner of the map.
        told, on = not self.story.isHidden(), self._countdown.on
        self.story.keep_free(self.clock.height() + 2 * px if on else 0)
        top = self._foot - self.clock.height() - px if told else px
        self.clock.move(self.width() - self.clock.width() - px, top)
        self._place_strip()
        self.note.place(map_box)
        self.curtain.raise_()
        # A blank screen shows the time: the group works, and looks there.
        self.clock.raise_()

    def _place_strip(self) -> None:
        self.strip.adjustSize()
        foot = self._foot - self.strip.height() - type_px(self.height()) // 2
        self.strip.move((self.width() - self.strip.width()) // 2, foot)

    @property
    def _foot(self) -> int:
        """Where the map and the story end (pixels)."""
        return self.height() - (self.bar.height() if self.bar is not None and self.bar.isVisible() else 0)

    def _time_over(self) -> None:
        self.say(self._ui.text("The time is over."))
        self.clock.raise_()
        if self._settings.get("present/pulse") and moves(self._ui):
            self.clock.pulse()
        self._tell()

    # ------------------------------------------------------------------ Qt

    def flush(self) -> None:
        """What is being written here is saved with the rest."""
        self.canvas.editing.keep()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nobody below wanted."""
        name = self._wanted(event)
        if name:
            self.ask(name)
        else:
            super().keyPressEvent(event)

    def _wanted(self, event: QKeyEvent) -> str:
        return wanted(event, self._keymap.keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._put_on()
        if not self.story.isHidden():
            self.story.setFixedWidth(self._story_width)
        self._place_over()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._open:
            self._open = False
            self.canvas.editing.keep()
            self._desk.drop_pending(self)
            self.ended.emit()
        event.accept()
