"""A window made anew around the same document: to speak another language, or to have another size.

Contract. The texts and lengths of a window are settled when its widgets are made, so :func:`renewed` makes them all again and
carries over whatever belongs to the person: the document with its file and history, what is selected, the view and the
place looked at, the window's own place on the screen. The old window is gone afterwards; nothing is asked.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cjm_desktop.i18n import Catalogue

from .mapdesk import MapDesk, session_on_disk
from .present.handover import go_on, left_by
from .shared import Ui
from .window import MainWindow
from .workspace import Workspace


def renewed(old: Workspace, words: Catalogue) -> Workspace:
    """The workspace that takes the place of ``old``, in these words and in the size that the settings ask for."""
    old.canvas_.editing.keep()
    old.desk.flush()
    old.capture.keep()
    presenting = old.presenter.showing
    left = left_by(presenting) if presenting is not None else None
    old.presenter.end()
    old.window_.keep_place()
    ui = Ui(words, old.ui.settings)
    ui.dress()
    window = MainWindow(ui)
    session = session_on_disk()
    session.carry_on(old.session)
    desk = MapDesk(ui, session)
    session.setParent(desk)
    desk.dress_canvas()
    made = Workspace(window, desk)
    made.keeper.carry_on(old.keeper)
    made.on_file.carry_on(old.on_file)
    made.presenter.countdown.carry_on(old.presenter.countdown)
    _show_as(made, old)
    _retire(old)
    if left is not None:
        go_on(made.presenter.begin(), left)
    return made


def _show_as(made: Workspace, old: Workspace) -> None:
    """Show the new window where the old one is, with the same things in sight."""
    if old.map_shown:
        made.canvas_.set_flow(old.canvas_.flow)
        made.show_map()
    else:
        made.show_start()
    _select(made, old)
    camera = old.canvas_.camera
    made.window_.show()
    if not old.map_shown:
        return
    made.capture.carry_on(old.capture)
    # The view settles on its place when it gets its size; only then can it be sent elsewhere.
    QApplication.sendPostedEvents()
    if not (camera.fitted or camera.begun):
        # Its corner and not its middle: that wanders with each strip that is a little higher in another language.
        made.canvas_.camera.look_from(camera.scale, camera.sight.topLeft())


def _select(made: Workspace, old: Workspace) -> None:
    kind, ident = old.selection.record
    if old.selection.ids:
        made.selection.set(old.selection.ids, old.selection.current)
    elif ident:
        made.selection.set_record(kind, ident)


def _retire(old: Workspace) -> None:
    """Close the old window without a question: its document lives on in the new one."""
    old.printing.stop()
    old.versions.end()
    window = old.window_
    window.keymap.changed.disconnect(window.actions_.put_keys)
    window.keymap.changed.disconnect(old._name_history)
    window.may_close = lambda: True
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.close()
