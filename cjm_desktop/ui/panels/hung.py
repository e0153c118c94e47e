"""The opportunities that hang on the selected touchpoints, with a button for another one (METHOD step 9)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Kind, Message, Opportunity, OpportunityKind, Touchpoint, fresh_id

from ..desk import Desk
from .form import LineButton, button


class HungOpportunities(QWidget):
    """Lists them; a click goes to one, the button adds one of the kind that fits the touchpoint."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids: tuple[str, ...] = ()
        self._listed: tuple[Opportunity, ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.ui.px(2))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(desk.ui.px(2))
        column.addLayout(self.rows)
        column.addWidget(button(desk.ui, desk.ui.text("Add an opportunity"), "lightbulb", self.add))

    def show_for(self, ids: tuple[str, ...]) -> None:
        """Show those of these touchpoints."""
        self._ids = ids
        wanted = set(ids)
        found = tuple(o for o in self._desk.journey.opportunities if wanted.intersection(o.touchpoints))
        if found == self._listed:
            return
        self._listed = found
        while (item := self.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        ui, selection = self._desk.ui, self._desk.selection
        for one in found:
            line = LineButton(" " + (one.title or ui.text("Untitled opportunity")), one.title)
            line.setIcon(ui.icons.icon("lightbulb", "opportunity"))
            line.clicked.connect(lambda _=False, ident=one.id: selection.seek("opportunity", ident))
            self.rows.addWidget(line)

    def add(self) -> None:
        """Hang a new opportunity on the touchpoints, and go to it."""
        hang_opportunity(self._desk, self._ids)


def hang_opportunity(desk: Desk, ids: tuple[str, ...], kind: OpportunityKind | None = None) -> str:
    """Hang a new opportunity on touchpoints, of the kind that fits the first of them unless one is given, and go to it.

    Gives its id; empty when it could not be added.
    """
    desk.flush()
    first = desk.record("touchpoints", ids[0]) if ids else None
    record = Opportunity(id=fresh_id("o"), touchpoints=ids, kind=kind or _fitting(desk, first))
    if not desk.change(Message("Add opportunity"), lambda journey: edits.put(journey, "opportunities", record)):
        return ""
    desk.welcome("opportunity", record.id)
    # The touchpoint first, so that both are in sight where there is room for both.
    for ident in (*ids[:1], record.id):
        desk.selection.sought.emit(ident)
    return record.id


def _fitting(desk: Desk, card: object) -> OpportunityKind:
    if isinstance(card, Touchpoint):
        if card.kind in (Kind.SILENCE, Kind.WAITING):
            return OpportunityKind.BRIDGE_SILENCE
        if card.grade is not None and card.grade > desk.journey.scale.neutral:
            return OpportunityKind.STRENGTHEN_PEAK
    return OpportunityKind.LIFT_DIP
