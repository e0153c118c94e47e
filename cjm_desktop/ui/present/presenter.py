"""Who begins and ends presentations: on the second screen where there is one, else over the editor.

Contract. :meth:`Presenter.toggle` begins a presentation or ends it. The editor's window is never touched: with one screen it waits
behind the presentation exactly as it was, with two it stays where it is and both are in step. What presenters' remote controls send
(Page Up and Page Down, the full stop) leads the tour from the editor too, wherever the keyboard is in it: but a full stop typed into a
text stays one, and a text higher than its field keeps Page Up and Page Down for itself. What is selected on the wall, by a step of the
tour, by hand or because it was just written there, is in sight on the editor's map too. Dialogs stand over :attr:`Presenter.front`.
When a screen is unplugged the presentation ends, with what was being written kept, and the editor is on a screen that is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QScreen, QWindow
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QWidget
from shiboken6 import isValid

from cjm_desktop.document import RoleColour
from cjm_desktop.layout import Composer
from cjm_desktop.layout.theme import Theme
from cjm_desktop.method import STEPS

from ..canvas.view import MapCanvas
from ..desk import Desk
from ..mapdesk import MapDesk
from ..onscreen import bring_back
from .countdown import Countdown
from .look import room_theme
from .window import Presentation

#: The actions of the editor that work in the presentation's window too (what they need not, its canvas does itself).
SHARED = ("undo", "redo", "save", "present", "help", "keys", "palette", "capture", "votes")
#: Keys with which a presenter's remote control leads the tour while the editor has the keyboard.
_REMOTE = {Qt.Key.Key_PageDown: "go_on", Qt.Key.Key_PageUp: "go_back", Qt.Key.Key_Period: "toggle_blank"}
#: Fewer minutes than the step's when it says nothing.
_USUAL_MINUTES = 10
#: How long the desktop has to move the windows of a screen that is gone.
_SETTLE_MS = 400


class Presenter(QObject):
    """Begins and ends presentations of one editor."""

    #: A presentation began or ended, or quick entry or voting in it came or went.
    changed = Signal()

    def __init__(self, desk: Desk, maps: MapDesk, window: QWidget, actions: Iterable[QAction] = ()) -> None:
        """``actions`` work in the presentation's window as well."""
        super().__init__(window)
        self._desk, self._maps, self._window = desk, maps, window
        self._actions = tuple(actions)
        self._dressed: tuple[object, Composer, Theme] | None = None
        # The time is that of the exercise in the room: it runs on whatever is opened or begun meanwhile.
        self.countdown = Countdown(self)
        desk.selection.changed.connect(self._keep_in_step)
        self.showing: Presentation | None = None
        # The editor's window as the system knows it: the keys of everything in it come through there.
        self._heard: QWindow | None = None
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._lose_screen)

    def toggle(self) -> None:
        """Begin, or end what is shown."""
        if self.showing is None:
            self.begin()
        else:
            self.end()

    def turn_timer(self) -> None:
        """Start the timer, pause it, or go on with it; with the minutes of the guide's step when there is none yet."""
        self.countdown.turn(self._minutes())

    def begin(self) -> Presentation:
        """Show the map over a whole screen."""
        if self.showing is not None:
            return self.showing
        made = Presentation(self._desk, self._dressing, self.countdown, self._minutes)
        made.addActions(list(self._actions))
        made.setWindowIcon(self._window.windowIcon())
        made.ended.connect(self._ended)
        made.turned.connect(self.changed)
        self.showing = made
        editor = self._maps.canvas
        editor.partner, made.canvas.partner = made.canvas, editor
        screen = place(self._window.screen(), QGuiApplication.screens())
        made.setScreen(screen)
        made.setGeometry(screen.geometry())
        self._hear()
        made.showFullScreen()
        made.raise_()
        made.activateWindow()
        made.canvas.setFocus()
        self.changed.emit()
        return made

    def end(self) -> None:
        """Back to the editor alone."""
        if self.showing is not None:
            self.showing.close()

    @property
    def in_front(self) -> bool:
        """Whether somebody works in the presentation: it covers the editor, or has the keyboard itself or in a dialog of its own."""
        made, active = self.showing, QApplication.activeWindow()
        if made is None:
            return False
        while active is not None and active is not made:
            active = active.parentWidget()
        return active is made or self.covers

    @property
    def covers(self) -> bool:
        """Whether a presentation covers the editor."""
        return self.showing is not None and self.showing.screen() is self._window.screen()

    @property
    def front(self) -> QWidget:
        """What dialogs stand over: the presentation where it covers the editor, else the editor's window, so that nobody reads them
        on the wall."""
        made = self.showing
        return made if made is not None and made.screen() is self._window.screen() else self._window

    @property
    def has_keyboard(self) -> bool:
        """Whether somebody works in the presentation with the keyboard, or in a dialog over it."""
        made, active = self.showing, QApplication.activeWindow()
        while active is not None and active is not made:
            active = active.parentWidget()
        return made is not None and active is made

    def lend(self, does: Callable[[], object]) -> None:
        """Do something that may open a dialog; whoever worked in the presentation has the keyboard there again afterwards, wherever
        the dialog stood."""
        lent = self.has_keyboard
        does()
        if lent:
            self._take_back()

    def _take_back(self) -> None:
        made, dialog = self.showing, QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            dialog.finished.connect(lambda _result: QTimer.singleShot(0, self, self._take_back))
        elif made is not None and isValid(made) and made.isVisible() and not self.has_keyboard:
            made.raise_()
            made.activateWindow()
            if made.focusWidget() is None:
                made.canvas.setFocus()

    @property
    def votes(self) -> bool:
        """Whether the group votes in the presentation."""
        return self.showing is not None and self.showing.votes

    @property
    def captures(self) -> bool:
        """Whether quick entry is in sight in the presentation."""
        return self.showing is not None and self.showing.bar is not None and self.showing.bar.isVisible()

    def _keep_in_step(self) -> None:
        """What somebody selects or writes on the wall comes into sight here as well."""
        _kind, ident = self._desk.selection.record
        if ident and self.has_keyboard:
            self._maps.canvas.reveal(ident)

    def _lose_screen(self, _screen: QScreen) -> None:
        """A projector was unplugged: what it showed must not jump over the editor, which itself may have stood there."""
        self.end()
        # When Qt and the desktop have moved what they move.
        QTimer.singleShot(_SETTLE_MS, self, lambda: bring_back(self._window))

    def _ended(self) -> None:
        made, self.showing = self.showing, None
        if made is None:
            return
        self._maps.canvas.partner = None
        made.canvas.partner = None
        for dialog in made.findChildren(QDialog):
            # A projector was unplugged under it: it closes as if nobody had answered.
            if dialog.isVisible():
                dialog.reject()
        made.deleteLater()
        # Its composer remembers all that was on the wall, of each document that was presented in this window.
        self._dressed = None
        self._window.activateWindow()
        self._maps.canvas.setFocus()
        self.changed.emit()

    def _minutes(self) -> int:
        """What the step that the guide is at needs in the room."""
        step = STEPS[int(self._desk.ui.settings.get("window/guide_step"))]
        return step.minutes or _USUAL_MINUTES

    def _dressing(self, dark: bool) -> tuple[Composer, Theme]:
        """Composer and theme of the map on the wall; the same ones as long as nothing asks for others."""
        journey, poster = self._desk.journey, self._desk.journey.poster
        colours: tuple[RoleColour, ...] = poster.colours
        key = (dark, poster.language or journey.language, journey.traveller, poster.theme, colours)
        if self._dressed is None or self._dressed[0] != key:
            theme = room_theme(dark, poster.theme, colours)
            self._dressed = (key, self._maps.wall_composer(theme), theme)
        return self._dressed[1], self._dressed[2]

    # ------------------------------------------------------------------ remote controls, while the editor has the keyboard

    def _hear(self) -> None:
        """Hear the keys of the editor's window."""
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._heard:
            handle.installEventFilter(self)
            self._heard = handle

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        made = self.showing
        if made is None or event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        name = _REMOTE.get(Qt.Key(event.key()), "")
        if not name or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._needs(event):
            return False
        self._maps.canvas.editing.keep()
        made.ask(name)
        return True

    def _needs(self, event: QKeyEvent) -> bool:
        """Whether the one that has the keyboard in the editor has to have this key itself."""
        one, canvas = QApplication.focusWidget(), self._maps.canvas
        if canvas.busy or QApplication.activePopupWidget() is not None:
            return True
        if event.key() == Qt.Key.Key_Period:
            return writes(one)
        scrolls = isinstance(one, QAbstractScrollArea) and not isinstance(one, MapCanvas) and one.verticalScrollBar().maximum() > 0
        return scrolls and writes(one)


def writes(one: QWidget | None) -> bool:
    """Whether a key pressed now is a letter of a text in this widget."""
    if isinstance(one, MapCanvas):
        return one.editing.active is not None
    return one is not None and bool(one.inputMethodQuery(Qt.InputMethodQuery.ImEnabled))


def place(editor: QScreen, screens: Sequence[QScreen]) -> QScreen:
    """The screen for the presentation: the first that shows something else than the editor's, or that one itself."""
    return next((s for s in screens if not s.geometry().intersects(editor.geometry())), editor)
