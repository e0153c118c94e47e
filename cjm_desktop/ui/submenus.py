"""The submenus that are filled when they open: recent files, look, size, language, and what a touchpoint can be.

Contract. One method ``fill_<id>`` for each row of the table of actions that is marked ``menu``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from cjm_desktop import edits
from cjm_desktop.document import Message, Touchpoint
from cjm_desktop.storage.history import has_versions

from .desk import Desk
from .files import Files, told_path
from .panels import options
from .preferences import PREFERENCES, put


class Submenus:
    """Fills submenus; what is chosen in them is done at once."""

    def __init__(self, desk: Desk, files: Files) -> None:
        self._desk, self._files = desk, files

    def fill_recent(self, menu: QMenu) -> None:
        """Recent files."""
        ui = self._desk.ui
        menu.clear()
        recent = ui.settings.recent
        for path in recent:
            # The folder too: several journeys are called alike. An ampersand would underline a letter.
            text = f"{path.name}   –   {told_path(path.parent)}"
            if not os.path.lexists(path):
                # Opening it leads to the versions that are kept of it.
                gone = ui.text("gone; earlier versions are kept") if has_versions(path) else ui.text("gone")
                text = f"{text}   ({gone})"
            action = menu.addAction(text.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._files.open(path))
        if recent:
            menu.addSeparator()
            menu.addAction(ui.text("Clear this list"), ui.settings.clear_recent)
        else:
            menu.addAction(ui.text("No files yet")).setEnabled(False)

    def fill_theme(self, menu: QMenu) -> None:
        """Light, dark, as the system."""
        self._preference_menu(menu, "appearance/theme")

    def fill_size(self, menu: QMenu) -> None:
        """Sizes of the interface."""
        self._preference_menu(menu, "appearance/size")

    def fill_motion(self, menu: QMenu) -> None:
        """Less motion, all of it, as the system."""
        self._preference_menu(menu, "appearance/motion")

    def fill_language(self, menu: QMenu) -> None:
        """Languages of the interface."""
        self._preference_menu(menu, "language")

    def _preference_menu(self, menu: QMenu, key: str) -> None:
        """The choices of a preference, as the settings window has them."""
        ui = self._desk.ui
        choices = next(one.choices for one in PREFERENCES if one.key == key)
        assert choices is not None
        _choices(menu, list(choices(ui).items()), ui.settings.get(key), partial(put, ui, key))

    def fill_kind(self, menu: QMenu) -> None:
        """The four kinds."""
        ui = self._desk.ui
        rows = [(o.value, o.text, o.icon) for o in options.kinds(ui)]
        self._field_menu(menu, rows, "kind", Message("Change the kind"))

    def fill_phase(self, menu: QMenu) -> None:
        """The phases."""
        rows = [(o.value, o.text, o.icon) for o in options.phases(self._desk.ui, self._desk.journey)]
        self._field_menu(menu, rows, "phase", Message("Move to another phase"))

    def fill_channel(self, menu: QMenu) -> None:
        """The channels."""
        rows = [(o.value, o.text, o.icon) for o in options.channels(self._desk.ui, self._desk.journey)]
        self._field_menu(menu, rows, "channel", Message("Change the channel"))

    def fill_party(self, menu: QMenu) -> None:
        """The parties."""
        rows = [(o.value, o.text, o.icon) for o in options.parties(self._desk.ui, self._desk.journey)]
        self._field_menu(menu, rows, "party", Message("Change who is responsible"))

    def fill_grade(self, menu: QMenu) -> None:
        """Every whole grade of the scale, a step up and down, and none."""
        ui, scale = self._desk.ui, self._desk.journey.scale
        menu.clear()
        steps = min(20, round(scale.span / scale.step))
        figures = [ui.number(scale.snapped(scale.lowest + i * scale.step)) for i in range(steps + 1)]
        widest = max(map(len, figures))
        for i in range(steps, -1, -1):
            grade = scale.snapped(scale.lowest + i * scale.step)
            word = edits.suggest_emotion(self._desk.journey, grade)
            # A space as wide as a figure before the shorter ones: tens and ones stand under each other.
            text = figures[i].rjust(widest, "\u2007") + (f"   {word}" if word else "")
            menu.addAction(text, partial(self._grade, grade))
        menu.addSeparator()
        menu.addAction(
            ui.icons.icon("minus"), ui.text("No grade: a gap in the line"), lambda: self._grade(None)
        )

    def _grade(self, grade: float | None) -> None:
        ids = self._desk.selection.ids
        self._desk.change(Message("Change the grade"), lambda j: edits.grade_with_word(j, ids, grade))

    def _field_menu(
        self, menu: QMenu, rows: list[tuple[object, str, str]], name: str, label: Message
    ) -> None:
        menu.clear()
        ids, icons = self._desk.selection.ids, self._desk.ui.icons
        cards = self._cards()
        for value, text, icon in rows:
            action = menu.addAction(icons.icon(icon), text)
            action.setCheckable(True)
            action.setChecked(bool(cards) and all(getattr(t, name) == value for t in cards))
            action.triggered.connect(
                lambda _=False, value=value: self._desk.change(
                    label, lambda j: edits.change_touchpoints(j, ids, **{name: value})
                )
            )

    def _cards(self) -> list[Touchpoint]:
        found = (self._desk.record("touchpoints", ident) for ident in self._desk.selection.ids)
        return [card for card in found if isinstance(card, Touchpoint)]


def _choices(menu: QMenu, rows: Iterable[tuple[Any, str]], now: object, take: Callable[[Any], None]) -> None:
    """Fill a menu with values of which one is in force."""
    for group in menu.findChildren(QActionGroup):
        group.deleteLater()
    menu.clear()
    group = QActionGroup(menu)
    for value, text in rows:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(value == now)
        action.triggered.connect(lambda _=False, value=value: take(value))
        group.addAction(action)
