"""The composition root: the one file that knows everything, and puts it together.

Contract. :func:`run_editor` opens the window and gives the exit code; :func:`self_test` proves in a second
that an installation is complete; :func:`window_picture` draws the window into a PNG without a display. The
window's shell is painted before the document, the layout and pyqtgraph are loaded: something to look at
after a third of a second, the map as soon as it can be had.
"""

from __future__ import annotations

import gc
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from cjm_desktop import __version__
from cjm_desktop.assets import docs
from cjm_desktop.i18n import Catalogue, catalogue_for, system_language
from cjm_desktop.screen import has_screen
from cjm_desktop.ui.mishap import Mishaps
from cjm_desktop.ui.settings import Settings
from cjm_desktop.ui.shared import Ui
from cjm_desktop.ui.theme import fonts_loaded, load_emoji, load_fonts
from cjm_desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from cjm_desktop.storage import StorageError
    from cjm_desktop.ui.mapdesk import MapDesk
    from cjm_desktop.ui.workspace import Workspace

#: The name desktops know the program by (its .desktop file).
DESKTOP_ID = "org.cjm_desktop.Editor"
NAME = "cjm-desktop"
#: The ending of a journey; `storage` knows it too, but is not loaded before the shell is painted.
_JOURNEY = ".cjm"
#: How long a window rests before a picture of it is taken: longer than anything waits for a quiet moment.
_REST_MS = 1_500
#: The exit code when no window could be made.
_NO_WINDOW = 2
#: How long the rest of the start waits for a window that is not painted.
_UNSEEN_MS = 1_000


def application(arguments: list[str] | None = None) -> QApplication:
    """The Qt application, with its name, icon and fonts; made once for each process."""
    _let_qt_read_nothing()
    found = QApplication.instance()
    if isinstance(found, QApplication):
        if found.applicationName() != NAME:  # not made below
            load_fonts()
        return found
    if sys.platform == "win32":
        # Or Windows files our window under the Python interpreter.
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(DESKTOP_ID)
    # As an argument and not by setStyle(): that gives the style back, and its 500 names cost a twentieth of the start.
    app = QApplication([*(arguments if arguments is not None else sys.argv[:1]), "-style", "fusion"])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("CJM Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(DESKTOP_ID)
    load_fonts()
    return app


def _let_qt_read_nothing() -> None:
    """Qt's own dialogs keep their columns and folders in files of settings that all Qt programs share, and make of a value there whatever
    it says it is, objects of Python among them (see :mod:`.ui.settings_file`): who can write there could run a program in this one. So
    they look where no file can be, and begin each time as we want them. Windows and macOS have dialogs of their own."""
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.NativeFormat, scope, str(Path(os.devnull) / "none"))


def words_for(settings: Settings) -> Catalogue:
    """The words the person chose, or those of the system."""
    return catalogue_for(settings.get("language") or system_language())


def shell(settings: Settings, words: Catalogue | None = None) -> MainWindow:
    """The window's shell, dressed and not yet shown."""
    application()
    ui = Ui(words if words is not None else words_for(settings), settings)
    ui.dress()
    return MainWindow(ui)


def settle(window: MainWindow) -> None:
    """What is not seen in the first moment: the program's icon, emoji, and Qt's own dialogs in the window's language."""
    from cjm_desktop.ui.qt_words import (
        put_qt_words,  # QLocale's 800 names of languages and countries cost the start some milliseconds
    )

    app = application()
    app.setWindowIcon(_icon(window.ui))
    load_emoji()
    put_qt_words(app, window.ui.words)
    # Keys are named in Qt's words: “Alt+Balra”.
    window.actions_.put_keys()


def show_journey(window: MainWindow, path: Path) -> tuple[MapDesk, StorageError | None]:
    """Load the map and put a file's journey into the shell; the error when the file cannot be read.

    The panels and the graph's library are still missing: :func:`furnish` brings them, after the map was painted.
    """
    # Here and not above: the shell is painted by now, and this takes longer than Qt itself.
    from cjm_desktop.storage import StorageError
    from cjm_desktop.ui.mapdesk import MapDesk

    desk = MapDesk(window.ui, live=False)
    try:
        desk.session.open(path.absolute())
    except StorageError as error:
        return desk, error
    window.put_in_middle(desk.middle)
    window.show_in_middle(desk.middle, panels=True)
    # Without the keyboard: what is typed for a menu that is not at work yet must not grade or remove cards.
    desk.canvas.clearFocus()
    return desk, None


def furnish(window: MainWindow, path: Path | None = None, desk: MapDesk | None = None) -> Workspace:
    """Load everything else, put it into the shell, and show a file or the start page.

    ``desk`` is what :func:`show_journey` gave for ``path``, when it was called before.
    """
    from cjm_desktop.ui.workspace import Workspace  # see show_journey()

    error = None
    if path is not None and desk is None:
        desk, error = show_journey(window, path)
    if desk is not None:
        desk.enliven()
    workspace = Workspace(window, desk)
    if path is not None and error is None:
        workspace.files.opened(path)
        workspace.show_map()
        # The file was opened before there was anybody to remind.
        workspace.reviewing.look()
    else:
        workspace.show_start()
    if path is not None and error is not None:
        workspace.files.not_opened(path, error)
    return workspace


def run_editor(path: Path | str | None = None) -> int:
    """Open the editor, with a file or on the start page; gives the exit code when the window was closed."""
    # What is loaded now stays: until then the collector would walk it again and again for nothing.
    gc.disable()
    app = application()
    try:
        editor = Editor(Path(path) if path is not None else None)
    except Exception as error:  # not even a window of the program's own can be had
        from cjm_desktop.ui.mishap import last_word  # nobody needs it as long as all is well

        sys.excepthook = sys.__excepthook__  # there is nothing to tell other faults in
        last_word(error, catalogue_for(system_language()))
        return _NO_WINDOW
    code = app.exec()
    editor.end()
    return code


class Editor:
    """The running editor: a window, and from the moment the rest is loaded the workspace in it.

    Both are made anew when the person wants the program to speak another language or to have another size.
    """

    def __init__(self, file: Path | None) -> None:
        """Show the shell; the rest follows when it was painted. Whatever goes wrong, the window comes, and it is told in there."""
        self.workspace: Workspace | None = None
        # A journey is shown as soon as it can be; a table or a poster must first become one, which takes the whole program.
        self._journey = file if file is not None and file.suffix.lower() == _JOURNEY else None
        self._other = file if self._journey is None else None
        self.mishaps = Mishaps(lambda: self.window, lambda: self.workspace)
        self.mishaps.watch()
        self.settings = Settings()
        self.window = self._shell()
        try:
            self.window.show()
        except Exception as error:  # what was raised while it came into sight; it is in sight nevertheless
            self.mishaps.take(error)
        WhenPainted(self.window, self._first_sight)

    def _shell(self) -> MainWindow:
        """The shell; if it cannot be made with what is remembered, one as on the first day."""
        try:
            return shell(self.settings)
        except Exception as error:
            self.settings.forget()
            window = shell(self.settings)
            self.mishaps.take(error)
            return window

    def end(self) -> None:
        """The window was closed."""
        self.settings.sync()
        if self.workspace is not None:
            self.workspace.printing.stop()

    def _first_sight(self) -> None:
        _tell("shell")
        from cjm_desktop.ui.leaving import Leaving  # until now there was nothing to keep

        self.leaving = Leaving(application(), lambda: self.window, lambda: self.workspace)
        self.leaving.watch()
        if self._journey is not None and _open_elsewhere(self._journey):
            # Something is asked before anything of it is shown.
            self._journey, self._other = None, self._journey
        desk, error = show_journey(self.window, self._journey) if self._journey is not None else (None, None)
        if desk is None or error is not None:
            self._rest(None)
        else:
            WhenPainted(desk.canvas.viewport(), lambda: self._seen(desk))

    def _seen(self, desk: MapDesk) -> None:
        _tell("map")
        self._rest(desk)

    def _rest(self, desk: MapDesk | None) -> None:
        settle(self.window)
        self.workspace = furnish(self.window, self._journey, desk)
        self.workspace.on_file.begin()
        self.window.ui.outgrown.connect(self._outgrown)
        gc.enable()
        _tell("ready")
        if self._other is not None:
            self.workspace.files.open(self._other)
            if self.workspace.files.guard.shown_elsewhere:
                # Nothing else was wanted of this program.
                self.window.close()
                return
        if self.window.asked:
            self.window.run(self.window.asked)
        # Last of all, and after what was asked for meanwhile: the map is shown, and a dialog may stand over it.
        QTimer.singleShot(0, self.window, self._recover)

    def _recover(self) -> None:
        if self.workspace is not None:
            self.workspace.recovering.at_start(self._journey or self._other)

    def _outgrown(self) -> None:
        # Later: the menu in which it was asked for is still open, and belongs to the old window.
        QTimer.singleShot(0, self.window, self._renew)

    def _renew(self) -> None:
        from cjm_desktop.ui.renewal import renewed  # loaded when somebody wants it

        if self.workspace is None:
            return
        self.workspace = renewed(self.workspace, words_for(self.settings))
        self.window = self.workspace.window_
        self.window.ui.outgrown.connect(self._outgrown)
        settle(self.window)


def window_picture(
    path: Path, out_png: Path, *, width: int = 1920, height: int = 1080, flow: str = "timeline"
) -> None:
    """Draw the editor's window with a journey into a PNG; works without a display.

    ``flow`` is ``timeline`` or ``poster``. Raises ``StorageError`` for a journey that cannot be read,
    ``OSError`` when the picture cannot be written.
    """
    if not isinstance(QApplication.instance(), QApplication) and not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application()
    from tempfile import TemporaryDirectory  # only a picture needs a settings file of its own

    from cjm_desktop.storage import open_journey  # a file that cannot be read is told before a window is made

    open_journey(path)
    with TemporaryDirectory(prefix="cjm-desktop-", ignore_cleanup_errors=True) as scratch:
        settings = Settings(Path(scratch) / "settings.ini")
        window = shell(settings)
        settle(window)
        window.resize(width, height)
        window.show()
        workspace = furnish(window, path)
        workspace.set_view(flow)
        app.processEvents()
        # Again: a screen smaller than the picture has cut the window to its own size.
        window.resize(width, height)
        app.processEvents()
        workspace.canvas_.begin()
        _rest()
        picture = window.grab()
        workspace.printing.stop()
        window.may_close = lambda: True
        window.close()
        settings.sync()  # now, and not when its folder is gone
    if not picture.save(str(out_png), "PNG"):
        raise OSError(f"{out_png}: the picture could not be written")


def _rest() -> None:
    """Let the window come to rest: hints and figures are worked out when nobody has done anything for a while."""
    loop = QEventLoop()
    QTimer.singleShot(_REST_MS, loop.quit)
    loop.exec()


def self_test() -> int:
    """Prove that the installation is complete: window, fonts, sample, words, graph, poster. One line; 0
    when sound."""
    from io import StringIO
    from tempfile import TemporaryDirectory

    from cjm_desktop.i18n import LANGUAGES
    from cjm_desktop.press import Press, PrintOrder
    from cjm_desktop.storage import templates
    from cjm_desktop.ui.help.pages import Library

    found: list[str] = []
    trouble = StringIO()
    scratch = TemporaryDirectory(prefix="cjm-desktop-", ignore_cleanup_errors=True)
    try:
        application()
        if not fonts_loaded():
            raise RuntimeError("the interface font is missing")
        found.append("fonts")
        for language in LANGUAGES:
            catalogue_for(language)
        found.append(f"{len(LANGUAGES)} languages")
        pages = [len(Library(docs(), language).pages) for language in LANGUAGES]
        if len(set(pages)) > 1:
            raise RuntimeError("pages of the help are missing")
        found.append(f"help of {pages[0]} pages")
        journey = templates.load("new-colleague", "en")
        found.append(f"sample with {len(journey.touchpoints)} touchpoints")
        # Not the null device: what is written replaces the file, and root may replace even that.
        settings = Settings(Path(scratch.name) / "settings.ini")
        window = shell(settings)
        settle(window)
        workspace = furnish(window)
        workspace.session.adopt(journey)
        workspace.show_map()
        window.resize(1280, 800)
        window.show()
        QApplication.processEvents()
        if window.grab().isNull() or workspace.canvas_.sheet.width <= 0:
            raise RuntimeError("the window stays empty")
        found.append("window and graph")
        workspace.printing.stop()
        window.may_close = lambda: True
        window.close()
        settings.sync()  # now, and not when its folder is gone
        (data,) = Press().render(journey, PrintOrder(paper="A0", portrait=False)).files
        if not data.startswith(b"%PDF-"):
            raise RuntimeError("the poster is no PDF")
        found.append(f"A0 poster of {len(data) // 1000} kB")
    except Exception as error:
        # The one line must come whatever is missing; the traceback goes below it.
        traceback.print_exc(file=trouble)
        sys.stdout.write(
            f"CJM Desktop {__version__}: NOT sound after {', '.join(found) or 'nothing'}: {error}\n"
        )
        sys.stderr.write(trouble.getvalue())
        return 1
    finally:
        scratch.cleanup()
    sys.stdout.write(f"CJM Desktop {__version__}: sound ({', '.join(found)})\n")
    return 0


class WhenPainted(QObject):
    """Does something once a widget has been painted for the first time.

    Where a window system paints only what it has put on the screen (X11, Wayland), that is some turns of the event
    loop after the window is shown; ``repaint()`` before does nothing, and a timer without delay comes too early.
    A widget that nobody gets to see (a window that starts minimised) keeps nothing waiting for more than a second.
    """

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        self._waiting = True
        widget.installEventFilter(self)
        QTimer.singleShot(_UNSEEN_MS, self._go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            # The painting itself is still to come.
            QTimer.singleShot(0, self._go)
        return False

    def _go(self) -> None:
        if self._waiting:
            self._waiting = False
            self._then()


def _open_elsewhere(path: Path) -> bool:
    """Whether somebody has the file open."""
    from cjm_desktop.storage.lock import peek  # see show_journey()

    return peek(path) is not None


def _icon(ui: Ui) -> QIcon:
    """The program's icon: the one on the desktop where it is installed, else the mark drawn from its
    outline."""
    return QIcon.fromTheme(DESKTOP_ID, ui.icons.icon("route", "accent"))


def _tell(what: str) -> None:
    """For measurements: say on standard error how far the start is, when asked to by the environment."""
    if os.environ.get("CJM_TELL_START"):
        sys.stderr.write(f"{what} {time.time():.3f}\n")
        sys.stderr.flush()
