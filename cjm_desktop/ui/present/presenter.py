"""Who begins and ends presentations: on the second screen where there is one, else over the editor.

Contract. :meth:`Presenter.toggle` begins a presentation or ends it. The editor's window is never touched: with one screen it waits
behind the presentation exactly as it was, with two it stays where it is and both are in step. Page Up and Page Down, which
presenters' remote controls send, lead the tour from the editor too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from cjm_desktop.document import RoleColour
from cjm_desktop.layout import Composer
from cjm_desktop.layout.theme import Theme
from cjm_desktop.method import STEPS

from ..desk import Desk
from ..mapdesk import MapDesk
from .countdown import Countdown
from .look import room_theme
from .window import Presentation

#: The actions of the editor that work in the presentation's window too (what they need not, its canvas does itself).
SHARED = ("undo", "redo", "save", "present", "keys", "palette", "capture")
#: Keys with which a presenter's remote control leads the tour while the editor has the keyboard.
_REMOTE = {Qt.Key.Key_PageDown: "go_on", Qt.Key.Key_PageUp: "go_back"}
#: Fewer minutes than the step's when it says nothing.
_USUAL_MINUTES = 10


class Presenter(QObject):
    """Begins and ends presentations of one editor."""

    #: A presentation began or ended, or quick entry in it came or went.
    changed = Signal()

    def __init__(self, desk: Desk, maps: MapDesk, window: QWidget, actions: Iterable[QAction] = ()) -> None:
        """``actions`` work in the presentation's window as well."""
        super().__init__(window)
        self._desk, self._maps, self._window = desk, maps, window
        self._actions = tuple(actions)
        self._dressed: tuple[object, Composer, Theme] | None = None
        self.countdown = Countdown(self)
        self.showing: Presentation | None = None
        maps.canvas.installEventFilter(self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenRemoved.connect(self._lose_screen)

    def toggle(self) -> None:
        """Begin, or end what is shown."""
        if self.showing is None:
            self.begin()
        else:
            self.end()

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
    def captures(self) -> bool:
        """Whether quick entry is in sight in the presentation."""
        return self.showing is not None and self.showing.bar is not None and self.showing.bar.isVisible()

    def _lose_screen(self, _screen: QScreen) -> None:
        """A projector was unplugged; what it showed must not jump over the editor."""
        self.end()

    def _ended(self) -> None:
        made, self.showing = self.showing, None
        if made is None:
            return
        self._maps.canvas.partner = None
        made.canvas.partner = None
        made.deleteLater()
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        made = self.showing
        if made is None or event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        canvas = self._maps.canvas
        name = _REMOTE.get(Qt.Key(event.key()), "")
        free = canvas.editing.active is None and not canvas.busy and len(canvas.sheet.pages) == 1
        if not name or not free or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        made.ask(name)
        return True


def place(editor: QScreen, screens: Sequence[QScreen]) -> QScreen:
    """The screen for the presentation: the first that shows something else than the editor's, or that one itself."""
    return next((s for s in screens if not s.geometry().intersects(editor.geometry())), editor)
