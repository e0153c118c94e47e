"""The panel on the right: the form of whatever is selected.

Contract. Who went to a card from what the map says finds a way back above its form, until something else is selected: by that button or
Escape in the panel the keyboard is on that finding again, and whoever selects nothing (Escape on the map) sees it in the list.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cjm_desktop.analysis.findings import Finding

from ..desk import Desk
from .form import Sheet, button
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
        column.setSpacing(0)
        self.back = button(desk.ui, desk.ui.text("Back to what the map says"), "arrow-left", self.go_back)
        self.back.hide()
        column.addWidget(self.back)
        column.addWidget(self._stack)
        #: The finding from which somebody came to what is selected, and that selection.
        self._came: tuple[Finding, tuple[str, str]] | None = None
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
        came, self._came = self._came, self._came if self._came and self._came[1] == selection.record else None
        self.back.setVisible(self._came is not None)
        if came and isinstance(form, ReadingForm):
            form.findings.return_to(came[0], write=False)

    def go_back(self) -> None:
        """From a card that a finding led to, to that finding in the list."""
        came = self._came
        if came is None:
            return
        self._desk.selection.clear()
        self.catch_up()
        if isinstance(self.form, ReadingForm):
            self.form.findings.return_to(came[0], write=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the finding that led here."""
        if event.key() == Qt.Key.Key_Escape and self._came is not None:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _went(self, finding: Finding) -> None:
        """A finding of the list led to what is selected now."""
        self.catch_up()
        self._came = (finding, self._desk.selection.record)
        self.back.setVisible(not isinstance(self.form, ReadingForm))

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
            if isinstance(form, ReadingForm):
                form.findings.went.connect(self._went)
        return form

    @staticmethod
    def _leave(before: Sheet | None, now: Sheet) -> None:
        if before is not None and before is not now:
            before.leave()
