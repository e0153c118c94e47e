"""The menu that the map opens about what is selected: a table of ids for each kind of thing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from .actions import Actions
from .selection import Selection

#: Ids of actions; "-" is a rule.
_CARDS = (
    "edit_text", "kind", "grade", "phase", "channel", "party", "-", "cut", "copy", "copy_picture",
    "paste", "duplicate", "delete", "-", "decisive", "droppable", "add_opportunity",
)  # fmt: skip
_JOURNEY = (
    "add_touchpoint", "paste", "-", "add_phase", "add_opportunity", "-", "zoom_fit", "switch_view", "opportunities", "copy_picture",
)  # fmt: skip
_RECORD = ("edit_text", "delete", "-", "add_touchpoint", "add_phase", "add_opportunity")


def open_context_menu(parent: QWidget, actions: Actions, selection: Selection, at: QPoint) -> None:
    """Open the menu at a place on the screen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for ident in _CARDS if selection.ids else _JOURNEY if selection.record[0] == "journey" else _RECORD:
        if ident == "-":
            menu.addSeparator()
        else:
            menu.addAction(actions[ident])
    menu.popup(at)
