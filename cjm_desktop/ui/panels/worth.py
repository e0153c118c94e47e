"""“Worth a look”: what a good facilitator would point out, each piece of advice leading to what it is about.

Contract. :class:`WorthList` is asked to :meth:`~WorthList.follow` the document as often as anybody likes; it works the hints
out when the document has rested for a moment and no hand is on it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cjm_desktop.document import Journey
from cjm_desktop.method import Hint, hints

from ..desk import Desk
from .form import button, label
from .leads import LeadList, LeadRow

#: How many hints are shown before somebody asks for all, and how many rows there are at most even then.
FEW, MOST = 5, 60
#: How long the document rests before it is read.
_REST_MS = 350
#: The parts of a document that the window has a form for.
PLACES = frozenset(
    (
        "title goals expectations personas phases channels parties desired imprint touchpoints opportunities "
        "charter candidates interviews feedback rounds"
    ).split()
)
_ICONS = {3: ("triangle-alert", "danger"), 2: ("lightbulb", "accent"), 1: ("lightbulb", "secondary")}


class WorthList(QWidget):
    """The hints for the journey, the weightiest first."""

    def __init__(self, desk: Desk, counted: Callable[[int], None]) -> None:
        """``counted`` is told how many hints there are whenever that was worked out."""
        super().__init__()
        self._desk, self._counted = desk, counted
        self._read: Journey | None = None
        self._hints: list[Hint] = []
        self._all = False
        _ = desk.ui.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.ui.px(2))
        self.list = LeadList(desk.ui)
        column.addWidget(self.list)
        self.more = button(desk.ui, "", "chevron-down", self._toggle)
        self.more.hide()
        column.addWidget(self.more)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.read)
        self._show()
        desk.session.opened.connect(self._start_over)
        # The pictures in the rows do not follow the look by themselves, as icons do.
        desk.ui.look_changed.connect(self._show)
        desk.ui.noun_changed.connect(self._show)

    def follow(self) -> None:
        """The document may have changed: read it as soon as it rests."""
        if self._desk.journey is not self._read:
            self._rest.start()

    def read(self) -> None:
        """Work the hints out and show them; later, if a gesture runs now."""
        session = self._desk.session
        if session.in_gesture:
            self._rest.start()
            return
        self._rest.stop()
        journey = session.journey
        if journey is self._read or not self.isVisible():
            return
        self._read = journey
        found = sorted(hints(journey, session.insights, date.today()), key=lambda hint: -hint.weight)
        self._counted(len(found))
        self._hints = found
        self._show()

    def _start_over(self) -> None:
        self._all = False
        self._read = None

    def _toggle(self) -> None:
        self._all = not self._all
        self._show()

    def _show(self) -> None:
        ui, _ = self._desk.ui, self._desk.ui.text
        shown = self._hints[: MOST if self._all else FEW]
        rows: list[QWidget] = [self._row(hint) for hint in shown]
        if not rows and self._read is not None:
            rows = [label(_("Nothing at the moment. Well done."), "hint", wrap=True)]
        self.list.show_rows(rows)
        self.more.setVisible(len(self._hints) > FEW)
        self.more.setIcon(ui.icons.icon("chevron-up" if self._all else "chevron-down", "accent"))
        count = len(self._hints)
        if self._all:
            self.more.setText(_("Show fewer"))
        elif count <= MOST:
            self.more.setText(_("Show all {n}").format(n=count))
        else:
            self.more.setText(_("Show the first {n}").format(n=MOST))

    def _row(self, hint: Hint) -> LeadRow:
        ui, problem = self._desk.ui, hint.problem
        name, role = _ICONS[hint.weight]
        # What the window has no form for is only read.
        leads = problem.place.partition("[")[0].partition(".")[0] in PLACES
        lead = partial(self._desk.sought.emit, problem.record, problem.place) if leads else None
        return LeadRow(ui, ui.icons.icon(name, role), 18, ui.say(problem.message), lead)
