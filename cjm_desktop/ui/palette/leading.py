"""How the palette leads into a window: to a step of the guide, to a field of a panel, to a record.

Contract. Panels and sections that are out of sight come into sight first. A record that is not on the map is shown in the inspector.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ..belonging import proxy_of
from ..commands import Commands
from ..desk import Desk
from ..fields import Field
from ..fields.tabplace import stops_in
from ..guide.panel import GuidePanel
from ..panels.form import Sheet
from ..panels.inspector import Inspector
from ..panels.journey import JourneyPanel
from ..present.presenter import Presenter
from ..soon import soon
from ..window import MainWindow
from .entries import Entries, Wall, Ways
from .window import Palette

#: Kinds of records that are drawn on the map.
_ON_MAP = ("touchpoint", "phase", "opportunity")


class Leads(Protocol):
    """The workspace, as far as the palette needs it."""

    desk: Desk
    window_: MainWindow
    commands: Commands
    journey_panel: JourneyPanel
    inspector: Inspector
    guide: GuidePanel
    presenter: Presenter

    def show_panel(self, name: str, on: bool) -> None:
        """Show or hide a side panel."""

    def show_step(self, step: int) -> None:
        """Open the guide at a step."""

    def turn_side(self, name: str) -> None:
        """Bring a page of the left side into sight."""


class Finding:
    """The palette of one workspace: made when it is first asked for, opened as often as wanted."""

    def __init__(self, room: Leads) -> None:
        self._room = room
        self._entries = Entries(
            room.desk,
            room.window_,
            room.commands,
            room.journey_panel,
            self._form,
            Ways(
                self._step,
                self._guide,
                self._press,
                self._field,
                self._record,
                room.presenter.turn_timer,
                room.presenter.countdown.put_away,
            ),
        )
        self._made: Palette | None = None

    @property
    def open_one(self) -> Palette | None:
        """The palette that is open."""
        made = self._made
        return made if made is not None and isValid(made) and made.isVisible() else None

    def open(self, over: QWidget, wall: Wall | None = None) -> Palette:
        """Open the palette over a window; over a presentation (``wall``) with what works there only, as large as all is there."""
        keys = self._room.window_.actions_["palette"]
        self._entries.wall = wall
        ui = self._room.desk.ui if wall is None else wall.room_ui
        made = Palette(ui, self._entries, over, lambda: list[QKeySequence](keys.shortcuts()))
        if wall is not None:
            made.setStyleSheet(wall.room_sheet)
        self._made = made
        made.begin()
        return made

    def _form(self) -> Sheet | None:
        self._room.inspector.follow()
        return self._room.inspector.form

    def _step(self, step: int) -> None:
        self._room.show_step(step)

    def _guide(self, step: int, place: str) -> None:
        self._room.turn_side("guide")
        self._room.guide.lead_to(step, place)

    def _press(self, step: int, text: str) -> None:
        self._room.show_step(step)
        self._room.guide.press(text)

    def _record(self, kind: str, ident: str) -> None:
        self._room.desk.sought.emit(ident, "")
        if kind not in _ON_MAP:
            self._room.show_panel("inspector", True)

    def _field(self, sheet: Sheet, field: Field) -> None:
        room = self._room
        if sheet is room.journey_panel:
            room.turn_side("journey")
        else:
            room.show_panel("inspector", True)
        for section in sheet.sections.values():
            if section.body.isAncestorOf(field) and section.folded:
                section.fold(False)
        (proxy_of(field) or next(stops_in(field), field)).setFocus()
        # What was folded has its place a turn of the loop later.
        soon(field, lambda: sheet.ensureWidgetVisible(field))
