"""A window made anew around the same document: to speak another language, or to have another size.

Contract. The texts and lengths of a window are settled when its widgets are made, so :func:`renewed` makes them all again and carries over
whatever belongs to the person: the document with its file and history, what is selected, the view and the place looked at, the field that
is written in, the outline's lines as they are typed, the window's own place on the screen. The old window is gone afterwards; nothing is
asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from cjm_desktop.i18n import Catalogue

from .columns import units
from .fields.tabplace import stops_in
from .fields.widgets import into_sight
from .mapdesk import MapDesk, session_on_disk
from .present.handover import go_on, left_by
from .shared import Ui
from .soon import soon
from .window import MainWindow
from .workspace import Workspace

#: Fields that are written in.
_WRITTEN = (QLineEdit, QPlainTextEdit)


def renewed(old: Workspace, words: Catalogue) -> Workspace:
    """The workspace that takes the place of ``old``, in these words and in the size that the settings ask for."""
    old.canvas_.editing.keep()
    old.desk.flush()
    old.capture.keep()
    presenting = old.presenter.showing
    left = left_by(presenting) if presenting is not None else None
    walked, tuned = old.walking.end(), old.tuning.left_at()
    hand = _hand(old)
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
    if hand is not None:
        _give(made, hand)
    _retire(old)
    if tuned is not None:
        made.tuning.open(tuned)
    if walked is not None:
        made.walking.go_on(walked)
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
    made.outline.carry_on(old.outline)
    # The view settles on its place when it gets its size; only then can it be sent elsewhere.
    QApplication.sendPostedEvents()
    if not (camera.fitted or camera.begun):
        # Its corner and not its middle: that wanders with each strip that is a little higher in another language.
        made.canvas_.camera.look_from(camera.scale, camera.sight.topLeft())


@dataclass(frozen=True, slots=True)
class _Hand:
    """Where somebody was: beside the map at the left or at the right, in which stop of the Tab key, after how many letters.

    Who writes is counted among the fields that are written in (``writing``): the bin of a record that was just begun comes before its
    name, and is seen only when the name is left.
    """

    left: bool
    writing: bool
    stop: int
    letters: int


def _hand(old: Workspace) -> _Hand | None:
    """Where the keyboard is in a panel, also while a menu or a dialog has borrowed it; ``None`` when it is in none."""
    focus = old.window_.focusWidget()
    for left, panel in ((True, old.side), (False, old.inspector)):
        if focus is not None and panel.isAncestorOf(focus):
            writing = isinstance(focus, _WRITTEN)
            stops = _stops(panel, writing)
            if focus in stops:
                return _Hand(left, writing, stops.index(focus), _letters(focus))
    return None


def _stops(panel: QWidget, writing: bool) -> list[QWidget]:
    """The stops of the Tab key in a panel; with ``writing`` those that are written in."""
    return [stop for stop in stops_in(panel) if not writing or isinstance(stop, _WRITTEN)]


def _letters(field: QWidget) -> int:
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().position()
    return field.cursorPosition() if isinstance(field, QLineEdit) else 0


def _give(made: Workspace, hand: _Hand) -> None:
    """Somebody goes on writing in the same field: the panels of both windows are made alike."""
    stops = _stops(made.side if hand.left else made.inspector, hand.writing)
    if hand.stop >= len(stops):
        return
    field = stops[hand.stop]
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(min(hand.letters, units(field.toPlainText())))
        field.setTextCursor(cursor)
    elif isinstance(field, QLineEdit):
        field.setCursorPosition(hand.letters)
    # What wraps tells its height a turn of the loop later.
    soon(field, partial(into_sight, field))


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
