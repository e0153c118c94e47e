"""What menus, toolbars and keys ask of the canvas.

Contract. :class:`Commands` is the part of the canvas that needs no mouse: each public method is one thing a person may want, safe
to call at any time (it does nothing where there is nothing to do).
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from cjm_desktop.layout import persona_in

from ..selection import Selection
from ..session import Session
from . import clip
from .actions import MapActions
from .camera import Camera
from .editing import Editing
from .stage import TIMELINE, Stage
from .writing import OWN_LANE


class Commands:
    """Editing, adding, clipboard, selecting and grading; mixed into the canvas, which brings the parts they work on."""

    commands: MapActions
    camera: Camera
    editing: Editing
    _session: Session
    _selection: Selection
    _stage: Stage

    def reveal(self, record: str) -> None:
        """Scrolls a record into sight."""
        raise NotImplementedError

    def mark_cell(self, record: str, field: str) -> None:
        """Takes a cell to be the one that is meant from now on; without a field none."""
        raise NotImplementedError

    def _ask_field(self, field: str, write: bool) -> None:
        """Has the panel at the side show a field of the touchpoint that is selected, or ``write`` in it."""
        raise NotImplementedError

    def _announce_current(self) -> None:
        """Has a screen reader say the current card."""
        raise NotImplementedError

    def edit(self, record: str, field: str) -> bool:
        """Edits a text in place; gives whether it is on the sheet. ``record`` is empty for the journey's own title."""
        return self.editing.open(record, field)

    def edit_cell(self, record: str, field: str) -> None:
        """Edits what a touchpoint says in a lane: a text in place, anything else in the panel at the side."""
        if not (field.startswith(OWN_LANE) and self.edit(record, field)):
            self._ask_field(field, True)

    def edit_selected(self) -> None:
        """Edits the cell that was clicked last, else the title or name of what is selected."""
        kind, ident = self._selection.record
        if self.editing.cell[0]:
            self.edit_cell(*self.editing.cell)
            return
        field = "name" if kind == "phase" else "title"
        if kind in ("touchpoint", "phase", "opportunity", "journey"):
            self.edit("" if kind == "journey" else ident, field)

    def add_next(self) -> None:
        """Adds a card after the selection and opens its title; Enter there adds the next."""
        self._open_new(self.commands.add_after(), row=True)

    def add_at(self, at: int, phase: str | None) -> None:
        """Adds a card at a place and opens its title."""
        self._open_new(self.commands.add(at, phase))

    def write_new(self, ident: str, row: bool) -> None:
        """Opens the title of a card that was just added elsewhere; with ``row`` Enter there adds the next."""
        self._open_new(ident, row=row)

    def _open_new(self, ident: str, *, row: bool = False) -> None:
        if ident:
            self.editing.open(ident, "title", fresh=True, row=row)

    def remove_selected(self) -> None:
        """Removes what is selected."""
        self.commands.remove()

    def duplicate(self) -> None:
        """Duplicates the selected cards."""
        self.commands.duplicate()

    def copy(self) -> None:
        """Puts the selected cards on the clipboard."""
        if self._selection.ids:
            clip.put(*self.commands.fragment())

    def cut(self) -> None:
        """Moves the selected cards to the clipboard."""
        self.copy()
        self.commands.cut()

    def paste(self) -> None:
        """Makes cards of what is on the clipboard, after the selection."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and clip.carries(data):
            self._paste(data)
        else:
            self.commands.nothing_to_paste()

    def _paste(self, data: QMimeData, at: int | None = None, phase: str | None = None) -> bool:
        text = clip.taken(data)
        if text is None:
            return False
        ids = self.commands.paste(text, at, phase)
        if ids:
            self.reveal(ids[-1])
            self.reveal(ids[0])
        return bool(ids)

    def select_all(self) -> None:
        """Selects every card."""
        self._selection.set(t.id for t in self._session.journey.touchpoints)

    def clear_selection(self) -> None:
        """Selects the journey itself."""
        self._selection.clear()

    def step(self, step: int, extend: bool = False) -> None:
        """Selects the card to the left or right; ``extend`` keeps what is selected."""
        current = self._selection.current
        if not current:
            cards = self._session.journey.touchpoints
            other: str | None = cards[0 if step > 0 else -1].id if cards else None
        else:
            other = self._stage.sheet.neighbour(current, step)
        if other:
            # In a lane one goes from cell to cell.
            field = "" if extend else self.editing.cell[1]
            self._select(other, extend)
            self.mark_cell(other, field)

    def step_to_end(self, side: int, extend: bool = False) -> None:
        """Selects the first (−1) or last (1) card and shows that end of the map; ``extend`` selects all on the way."""
        cards = self._session.journey.touchpoints
        if not cards:
            return
        end = cards[0 if side < 0 else -1].id
        if self._stage.flow == TIMELINE:
            # With the title and the lanes' names, not just so far that the card is in sight.
            self.camera.go_to_end(side)
        at = self._stage.sheet.index_of(self._selection.current) if self._selection.current else None
        if extend and at is not None:
            way = cards[: at + 1] if side < 0 else cards[at:]
            self._selection.set((*self._selection.ids, *(t.id for t in way)), end)
            self.reveal(end)
        else:
            self._select(end, False)

    def _select(self, record: str, extend: bool) -> None:
        ids = self._selection.ids
        if extend and record in ids:
            # Going back over what is selected lets go of where the keyboard was.
            self._selection.set((i for i in ids if i != self._selection.current), record)
        else:
            self._selection.set((*ids, record) if extend else (record,), record)
        self.reveal(record)

    def shift_cards(self, step: int) -> None:
        """Moves the selected cards to the left or right."""
        self.commands.shift(step)
        if self._selection.current:
            self.reveal(self._selection.current)

    @property
    def _persona(self) -> str:
        """The further persona whose point in a graph of its own was clicked last, while that is what is marked; else empty."""
        record, field = self.editing.cell
        return persona_in(field) if record and self._stage.sheet.cell(record, field) is not None else ""

    def grade(self, digit: int) -> None:
        """Gives the selected cards the grade of a digit key (0 is ten)."""
        if self._selection.ids:
            self.commands.grade_digit(digit, self._persona)
            self._announce_current()

    def step_grade(self, steps: int, fine: bool = False) -> None:
        """Lifts or lowers the grades of the selected cards."""
        if self._selection.ids:
            self.commands.step_grade(steps, fine=fine, persona=self._persona)
            self._announce_current()
