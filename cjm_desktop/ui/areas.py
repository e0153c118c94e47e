"""The map and the panels beside it as areas that a keyboard walks through.

Contract. :class:`Areas` gives the keyboard to the next of map, left panel and right panel, as far as they are in sight, and there
to the field that had it last; where none had it, to the one that the panel names (:meth:`Areas.land`). Escape that no field of a
panel has any use for leads back to the map.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from .belonging import next_to, proxy_of

_TAB = Qt.FocusPolicy.TabFocus
_REASON = Qt.FocusReason.TabFocusReason


class Areas(QObject):
    """Where the keyboard is in one window."""

    def __init__(self, parent: QObject, home: QWidget, *panels: QWidget) -> None:
        """``home`` is the map, ``panels`` are the frames around it in the order of the keys."""
        super().__init__(parent)
        self._home, self._panels = home, list(panels)
        self._last: dict[QWidget, QWidget] = {}
        self._landings: dict[QWidget, Callable[[], QWidget | None]] = {}
        for panel in panels:
            panel.installEventFilter(self)

    def add(self, panel: QWidget) -> None:
        """One more area, right after the map; Escape means there what it means to the area itself. Where it has a method ``landing``, the
        keyboard comes to what that gives (:meth:`land`)."""
        self._panels.insert(0, panel)
        landing = getattr(panel, "landing", None)
        if landing is not None:
            self.land(panel, landing)

    def take_out(self, panel: QWidget) -> None:
        """One area less: it goes away for good."""
        self._panels.remove(panel)
        self._landings.pop(panel, None)
        self._last.pop(panel, None)

    def land(self, panel: QWidget, landing: Callable[[], QWidget | None]) -> None:
        """Have the keyboard come to what ``landing`` gives, where nothing had it last; ``None``: to what Tab comes to first."""
        self._landings[panel] = landing

    def settle_in(self, home: QWidget) -> None:
        """What is in the map's place from now on, or the map itself."""
        self._home = home

    def empty(self, panel: QWidget) -> None:
        """Take the keyboard out of a panel that is about to be hidden, to the map."""
        if self._here() is panel:
            self._leave()
            self._home.setFocus(_REASON)

    def go(self, step: int) -> None:
        """Give the keyboard to the next (1) or the previous (-1) area that is in sight."""
        areas = [self._home, *(panel for panel in self._panels if panel.isVisible())]
        here = self._here()
        # From the tool bar or the menu one comes to the map.
        at = (areas.index(here) + step) % len(areas) if here in areas else 0
        self._leave()
        if areas[at] is self._home:
            self._home.setFocus(_REASON)
        else:
            self._enter(areas[at])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in a panel leads to the map."""
        if (
            event.type() is QEvent.Type.KeyPress
            and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape
            and self._here() is watched
        ):
            self._leave()
            self._home.setFocus(_REASON)
            return True
        return False

    # ------------------------------------------------------------------ inside

    def _here(self) -> QWidget | None:
        """The area that has the keyboard."""
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        areas = (self._home, *self._panels)
        return next((area for area in areas if area is focus or area.isAncestorOf(focus)), None)

    def _leave(self) -> None:
        """Remember where the keyboard was in a panel."""
        here, focus = self._here(), QApplication.focusWidget()
        if here is not None and focus is not None:
            self._last[here] = focus

    def _enter(self, panel: QWidget) -> None:
        last = self._last.get(panel)
        if last is None or not isValid(last) or not _ready(last, panel):
            landing = self._landings.get(panel, lambda: None)()
            last = landing if landing is not None and _ready(landing, panel) else _first(panel)
        if last is None:
            return
        last.setFocus(_REASON)
        above = last.parentWidget()
        while above is not None and above is not panel:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(last)
            above = above.parentWidget()


def _ready(widget: QWidget, panel: QWidget) -> bool:
    """Whether a widget of a panel can take the keyboard now."""
    reachable = bool(widget.focusPolicy() & _TAB) and widget.isEnabled()
    return reachable and widget.isVisibleTo(panel) and panel.isAncestorOf(widget)


def _first(panel: QWidget) -> QWidget | None:
    """What Tab comes to first in a panel."""
    widget = next_to(panel)
    while widget is not panel:
        if _ready(widget, panel) and proxy_of(widget) is None:
            return widget
        widget = next_to(widget)
    return None
