"""The window of a presentation: what keys and buttons ask for, the tour, and being in step with the editor.

Contract. A :class:`Presentation` is made for one showing and closed at its end. It works on the same session and selection as the
editor: what is selected there is visited here, and the other way round. Each of its public methods without an argument is what a
key or a button asks for (:mod:`.keys`). ``ended`` is emitted when it was closed, whoever closed it. What it looks like and where
everything stands is its :class:`~.wall.Wall`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QKeyEvent

from cjm_desktop.document import Journey

from ..canvas import accessible
from ..desk import Desk
from ..keymap import Keymap, native
from ..motion import moves
from .ballot import Ballot
from .countdown import Countdown
from .keys import LED, OWN, wanted
from .tour import Stop
from .wall import Dressing, Wall


class Presentation(Wall):
    """One showing."""

    ended = Signal()

    def __init__(self, desk: Desk, dressing: Dressing, countdown: Countdown, minutes: Callable[[], int]) -> None:
        """``minutes`` is what the timer begins with: what the step of the guide suggests."""
        super().__init__(desk, dressing, countdown)
        self._minutes = minutes
        self._ballot: Ballot | None = None
        self._leading = False
        self._open = True
        self._keymap = Keymap(self._settings)
        self.canvas.wanted = self._wanted
        self._wire()

    def _wire(self) -> None:
        desk = self._desk
        self.asked.connect(self.ask)
        self.canvas.asked.connect(self.ask)
        self.overview.chosen.connect(self.lead_to)
        self.strip.chosen.connect(self._choose)
        desk.selection.changed.connect(self._follow_selection)
        desk.selection.sought.connect(self._sought)
        desk.session.changed.connect(self._follow_document)
        desk.session.opened.connect(self._opened)
        self._countdown.over.connect(self._time_over)
        desk.add_pending(self)

    # ------------------------------------------------------------------ what a key or a button asks for

    def ask(self, name: str) -> None:
        """Do what a key or a button asks for; on a blank screen the map comes back first."""
        if self.curtain.isVisible() and name not in ("toggle_blank", "end"):
            self.toggle_blank()
            return
        getattr(self, name)()

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
        self._countdown.turn(self._minutes())
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

    def _time_over(self) -> None:
        self.say(self._ui.text("The time is over."))
        self.clock.raise_()
        if self._settings.get("present/pulse") and moves(self._ui):
            self.clock.pulse()
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

    # ------------------------------------------------------------------ keys

    @property
    def own(self) -> list[tuple[str, str, str]]:
        """What can be asked for here besides the editor's actions: a name, what it is called, its key."""
        mine = [(row.name, row.text, next(iter(self._keymap.keys(row.id)), "")) for row in OWN]
        return [(name, self._ui.text(text), native(key) if key else "") for name, text, key in (*LED, *mine)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nobody below wanted."""
        name = self._wanted(event)
        if name:
            self.ask(name)
        elif event.text() == "?":
            # As in the editor: nobody who writes is here.
            self._desk.told.emit("keys")
        else:
            super().keyPressEvent(event)

    def _wanted(self, event: QKeyEvent) -> str:
        return wanted(event, self._keymap.keys)

    # ------------------------------------------------------------------ the tour

    def lead_to(self, kind: str, record: str) -> None:
        """Go to a record that was found."""
        self.visit(Stop(kind, record))

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
            QTimer.singleShot(0, self, lambda: self.visit(back, glide=False) if self._open and back == self.halt else None)
        if not getattr(change, "gesture", False):
            self._dress_for_document()
        self._show_story(grow=False)
        self._tell()

    def _opened(self) -> None:
        self._course.forget()
        self.visit(None)

    def flush(self) -> None:
        """What is being written here is saved with the rest."""
        self.canvas.editing.keep()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._open:
            self._open = False
            self.canvas.editing.keep()
            self._desk.drop_pending(self)
            self.ended.emit()
        event.accept()
