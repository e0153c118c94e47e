"""Who helps in one window: the help, the table of keys, what a field is for, and what the program is.

Contract. :meth:`Helping.open` shows the help at the page that fits where the keyboard is; in front of a group, where nobody wants to
read, the table of keys with the projector's first. A dialog that needs an answer gets a help window of its own, which goes with it. Pages
and windows are loaded when they are asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from cjm_desktop.assets import docs

from .dialogs.sheets import AboutSheet, KeysSheet
from .help.asking import Helper
from .help.topics import topic_of
from .keymap import Keymap
from .present.presenter import Presenter
from .shared import Ui

if TYPE_CHECKING:
    from .dialogs.help import HelpWindow
    from .help.pages import Library


class Helping(Helper):
    """The help of one window."""

    def __init__(self, ui: Ui, keymap: Keymap, presenter: Presenter, window: QWidget) -> None:
        super().__init__(window)
        self._ui, self._keymap, self._presenter, self._window = ui, keymap, presenter, window
        self._library: Library | None = None
        self._shown: list[HelpWindow] = []

    def open(self, over: QWidget | None = None, page: str = "") -> HelpWindow | None:
        """Show the help: at a page, or at the one that fits where the keyboard is. ``over`` is the dialog that asks.

        Gives the window; ``None`` where a group looks on, and the table of keys is shown instead.
        """
        focus = QApplication.focusWidget()
        asked = over if focus is None or (over is not None and not over.isAncestorOf(focus)) else focus
        if over is None and not page and self._presenter.in_front:
            self.keys()
            return None
        name, anchor = (page, "") if page else topic_of(asked)
        window = self._window_over(over if over is not None else self._presenter.front)
        # A heading's address is the English one; step-3 stands for the heading that begins with it.
        found = window.book.page(name)
        heading = next((one.anchor for one in found.sections if anchor and one.anchor.startswith(f"{anchor}-")), "")
        window.open_at(name, heading)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def help_over(self, over: QWidget) -> None:
        """Show the help at the page that fits a dialog, over it."""
        self.open(over)

    def keys(self) -> None:
        """Show the table of keys, over the help where it is asked for there."""
        asks = self.sender()
        over = asks if isinstance(asks, QDialog) else self._presenter.front
        sheet = KeysSheet(self._ui, over, self._keymap, wall=self._presenter.in_front)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def about(self) -> None:
        """Show what the program is."""
        sheet = AboutSheet(self._ui, self._presenter.front)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def explain(self) -> None:
        """Say what the field is for that has the keyboard; where none has, the pointer asks for one."""
        from .help.notes import explain_focus  # the sentences are loaded when one is asked for

        window = QApplication.activeWindow()
        explain_focus(self._ui, window if window is not None else self._window)

    def prepare(self, window: QWidget) -> None:
        """The pointer is about to ask in a window what something is for."""
        from .help.notes import prepare

        prepare(self._ui, window)

    # ------------------------------------------------------------------ inside

    def _here(self) -> list[HelpWindow]:
        self._shown = [one for one in self._shown if isValid(one)]
        return self._shown

    def _window_over(self, parent: QWidget) -> HelpWindow:
        """The help window that stands over a window or a dialog; made when there is none."""
        from .dialogs.help import HelpWindow
        from .help.pages import Library

        for one in self._here():
            if one.parentWidget() is parent:
                return one
        if self._library is None:
            self._library = Library(docs(), self._ui.words.language)
        made = HelpWindow(self._ui, parent, self._library)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.keys_wanted.connect(self.keys)
        made.pointing_wanted.connect(self._point)
        self._shown.append(made)
        return made

    def _point(self) -> None:
        """The pointer asks in the window that the help stands over."""
        from .help.notes import point_in

        window = self.sender()
        over = window.parentWidget() if isinstance(window, QDialog) else None
        point_in(self._ui, over if over is not None else self._window)
