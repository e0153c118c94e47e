"""“What is on the map”: lanes, header and foot, look, as sections for a panel and as a form of its own.

Contract. :func:`add_map_sections` puts the three parts into any :class:`~.form.Sheet` as sections that fold; each part is made when
it is first in sight, so that nobody waits for a form that nobody sees. :class:`MapForm` is the same as one widget for a tab of a
dialog: it follows the document by itself and changes it through the desk (one undo entry each); the dialog answers Ctrl+Z and Ctrl+Y.
Whoever shows what comes of it listens to ``desk.session.changed``.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..desk import Desk
from .form import Column, Sheet

#: How long the form waits after a change: the map is painted first.
_AFTER_FRAME_MS = 20
#: The sections, by what a place of the document (``poster.lanes[2]``) names first.
PLACES = {
    "lanes": "lanes",
    "header": "blocks",
    "foot": "blocks",
    "footer": "blocks",
    "qr": "blocks",
    "show_names": "blocks",
    "theme": "look",
    "colours": "look",
}


class Later(QWidget):
    """Room for a part of a form that is made when it is first shown."""

    def __init__(self, make: Callable[[], Column]) -> None:
        super().__init__()
        self._make = make
        self.part: Column | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    def refresh(self) -> None:
        """Show what the document holds, if the part was ever in sight."""
        if self.part is not None and self.isVisible():
            self.part.refresh()

    def leave(self) -> None:
        """Take over what is typed."""
        if self.part is not None:
            self.part.leave()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.part is None:
            self.part = self._make()
            self._box.addWidget(self.part)
            self.part.show()
        self.part.refresh()


def add_map_sections(sheet: Sheet, key: str, *, folded: bool) -> dict[str, Later]:
    """Add the sections “Lanes”, “Header and foot” and “Look”, called ``KEY.lanes``, ``KEY.blocks`` and ``KEY.look``."""
    desk, _ = sheet.desk, sheet.desk.ui.text
    makers: tuple[tuple[str, str, Callable[[], Column]], ...] = (
        ("lanes", _("Lanes of the map"), lambda: _lanes(desk)),
        ("blocks", _("Above and below the map"), lambda: _blocks(desk)),
        ("look", _("Look and colours"), lambda: _look(desk, key)),
    )
    made: dict[str, Later] = {}
    for name, title, make in makers:
        column = sheet.section(f"{key}.{name}", title, folded=folded)
        later = Later(make)
        column.put(later)
        column.hooks.append(later.refresh)
        made[name] = later
    return made


# What the parts need is loaded with the part: opening a window must not wait for it.


def _lanes(desk: Desk) -> Column:
    from .map_form_lanes import LanesPart

    return LanesPart(desk)


def _blocks(desk: Desk) -> Column:
    from .map_form_blocks import BlocksPart

    return BlocksPart(desk)


def _look(desk: Desk, key: str) -> Column:
    from .map_form_look import LookPart

    return LookPart(desk, key)


class MapForm(Sheet):
    """“What is on the map” as one widget, for a tab of a dialog."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.top.hide()
        self.parts = add_map_sections(self, "map", folded=False)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_FRAME_MS)
        self._soon.timeout.connect(self._follow)
        desk.session.changed.connect(self._changed)

    def leave(self) -> None:
        """Take over what is typed: the dialog prints or closes."""
        super().leave()
        for part in self.parts.values():
            part.leave()

    def _changed(self, _change: object) -> None:
        self._soon.start()

    def _follow(self) -> None:
        if self.isVisible():
            self.refresh()
