"""The panel on the right: the form of whatever is selected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ..desk import Desk
from .form import Sheet
from .opportunity import OpportunityForm
from .persona import PersonaForm
from .places import ChannelForm, PartyForm, PhaseForm
from .reading import ReadingForm
from .subject import RecordForm
from .touchpoint import TouchpointForm

_FORMS: dict[str, Callable[[Desk], RecordForm]] = {
    "phase": PhaseForm,
    "opportunity": OpportunityForm,
    "persona": PersonaForm,
    "channel": ChannelForm,
    "party": PartyForm,
}


#: How long a tour rests at a halt before a panel beside it follows (ms): longer than the way there.
_REST_MS = 1_200


class Inspector(QWidget):
    """Follows the selection; each form is made when it is first needed.

    To make a form takes as long as a camera's whole way to the next halt of a tour. So while the map is presented the panel follows
    when the tour rests, or, where the presentation covers it, at its end (:meth:`keep_pace`).
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stack = QStackedWidget(self)
        self._made: dict[str, Sheet] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._held = self._behind = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.follow)
        self._pace = 0
        desk.selection.changed.connect(self._follow_soon)

    @property
    def form(self) -> Sheet | None:
        """The form in sight."""
        now = self._stack.currentWidget()
        return now if isinstance(now, Sheet) else None

    def keep_pace(self, presented: bool, covered: bool) -> None:
        """Whether the map is presented now, and whether the presentation covers this panel."""
        self._held = presented and covered
        self._pace = _REST_MS if presented else 0
        if not presented and self._behind:
            self.follow()

    def _follow_soon(self) -> None:
        if not self._pace:
            self.follow()
            return
        self._behind = True
        if not self._held:
            self._rest.start(self._pace)

    def catch_up(self) -> None:
        """Somebody wants to work in here: show what is selected, however the pace is."""
        if self._behind:
            self.follow()

    def follow(self) -> None:
        """Show the form of what is selected now."""
        self._rest.stop()
        self._behind = False
        selection = self._desk.selection
        kind, ident = selection.record
        before = self.form
        if kind == "touchpoint":
            form: Sheet = self._form("touchpoint", TouchpointForm)
            self._leave(before, form)
            if isinstance(form, TouchpointForm):
                form.show_subject(selection.ids)
        elif kind in _FORMS:
            form = self._form(kind, _FORMS[kind])
            self._leave(before, form)
            if isinstance(form, RecordForm):
                form.show_subject(ident)
        else:
            form = self._form("journey", ReadingForm)
            self._leave(before, form)
            form.refresh()
        self._stack.setCurrentWidget(form)

    def refresh(self) -> None:
        """Show what the document holds now."""
        if self.form is not None and not self._behind:
            self.form.refresh()

    def edit_title(self) -> None:
        """Put the cursor into the first field of the form in sight."""
        self.catch_up()
        form = self.form
        if form is None:
            return
        if isinstance(form, TouchpointForm):
            form.title.setFocus()
        elif form.top.fields:
            form.top.fields[0].setFocus()

    def lead_to(self, field: str, *, write: bool) -> None:
        """Bring a field of the selected touchpoints into sight (``systems``, ``lane_texts.`` and a lane's id …); ``write``: with
        the cursor in it."""
        self.catch_up()
        form = self.form
        if isinstance(form, TouchpointForm):
            form.lead_to(field, write=write)

    def write_in(self, field: str) -> None:
        """Put the cursor into a field of the selected record (``grade``, ``owner``); into the first one, if there is no such field."""
        self.catch_up()
        form = self.form
        if form is not None and not form.write_in(field):
            self.edit_title()

    def _form(self, kind: str, make: Callable[[Desk], Sheet]) -> Sheet:
        form = self._made.get(kind)
        if form is None:
            form = self._made[kind] = make(self._desk)
            self._stack.addWidget(form)
        return form

    @staticmethod
    def _leave(before: Sheet | None, now: Sheet) -> None:
        if before is not None and before is not now:
            before.leave()
