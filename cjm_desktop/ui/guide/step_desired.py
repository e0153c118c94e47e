"""Step 3, the experience we want: the sentence, each party's own grade, how far apart they are, the target (METHOD.md)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Party, Proposal

from ..desk import Desk
from ..fields import GradeField, Link, NumberField, TextField, TickField, Unfit, journey_link
from ..fields.tabplace import TabPlace
from ..panels.form import Column, label
from ..panels.lists import party_icon
from ..shared import Ui
from .spread import Proposed, Spread


def fill_desired(desk: Desk, column: Column) -> None:
    """The fields of step 3."""
    _ = desk.ui.text
    column.add(
        lambda: _("How {the_traveller} should look back"),
        TextField(
            desk,
            journey_link("statement", Message("Change the desired experience"), "desired"),
            placeholder=_("“It felt as if they had been waiting for me.”"),
        ),
    )
    proposals = Proposals(desk)
    column.put(label(_("What each party proposes"), wrap=True))
    column.put(proposals)
    column.hooks.append(proposals.refresh)
    column.leads.append(proposals.lead)
    column.add(
        _("Target grade"),
        GradeField(desk, journey_link("target", Message("Change the target grade"), "desired"), lambda: _("Target grade")),
    )
    column.add(
        _("What is realistic"),
        TextField(
            desk,
            journey_link("realistic", Message("Change what is realistic"), "desired"),
            placeholder=_("What can be reached this year, and what cannot"),
        ),
    )


class ProposalField(NumberField):
    """The grade a party proposes."""

    def __init__(self, desk: Desk, link: Link, name: str) -> None:
        super().__init__(desk, link, placeholder="–")
        self.edit.setFixedWidth(desk.ui.px(44))
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setAccessibleName(name)

    def value(self) -> float | None:
        """A grade on the scale of the document, or nothing."""
        grade: float | None = super().value()
        scale = self.desk.journey.scale
        if grade is not None and not scale.holds(grade):
            low, high = float(scale.lowest), float(scale.highest)
            raise Unfit(Message("A grade is a number from {low} to {high}.", low=low, high=high))
        return grade


# The rows of the grid that a party has: its name where it has no room beside, the line, what is wrong with it.
_ROWS = 3


class Table(QFrame):
    """A line for each party: sign, name, grade, tick. A name that is long goes on in a second line; a word that has no room beside the
    others stands above them, as a whole. What is wrong with a grade stands under its line, over the whole width."""

    def __init__(self, ui: Ui, heads: tuple[str, ...]) -> None:
        super().__init__()
        self._gap = ui.px(6)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._gap)
        grid.setVerticalSpacing(ui.px(4))
        grid.setColumnStretch(1, 1)
        self._heads = [label(text, "hint") for text in heads]
        for at, head in enumerate(self._heads, start=2):
            grid.addWidget(head, 0, at, Qt.AlignmentFlag.AlignHCenter)
        self._signs: list[QLabel] = []
        self.names: list[QLabel] = []
        self._beside: list[bool] = []

    def add(self, sign: QLabel, name: str, grade: ProposalField, agrees: TickField) -> None:
        """One more line."""
        row = _ROWS * len(self.names) + 2
        called = label(name, "lead", wrap=True)
        self._signs.append(sign)
        self.names.append(called)
        self._beside.append(True)
        self._grid.addWidget(grade, row, 2, Qt.AlignmentFlag.AlignCenter)
        self._grid.addWidget(agrees, row, 3, Qt.AlignmentFlag.AlignCenter)
        self._grid.addWidget(grade.lend_sentence(), row + 1, 0, 1, 4)
        self._place(len(self.names) - 1, beside=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Each name where it has room."""
        super().resizeEvent(event)
        if not self.names:
            return
        rest = self._signs[0].sizeHint().width() + sum(self._grid.cellRect(2, at).width() for at in (2, 3)) + 3 * self._gap
        room = self.width() - rest
        for at, name in enumerate(self.names):
            beside = all(name.fontMetrics().horizontalAdvance(word) <= room for word in name.text().split())
            if beside is not self._beside[at]:
                self._place(at, beside=beside)

    def _place(self, at: int, *, beside: bool) -> None:
        self._beside[at] = beside
        row = _ROWS * at + (2 if beside else 1)
        self._grid.addWidget(self._signs[at], row, 0, Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.names[at], row, 1, 1, 1 if beside else 3)


class Proposals(QWidget):
    """A line for each party: what it proposes and whether it agrees to the target; below it how far apart they are."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.fields: dict[str, tuple[ProposalField, TickField]] = {}
        self._made: tuple[object, ...] = ()
        ui, _ = desk.ui, desk.ui.text
        self._box = QGridLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setVerticalSpacing(ui.px(6))
        self._table = QWidget()
        self._start = TabPlace(self)
        self.spread = Spread(ui)
        self.said = label("", "hint", wrap=True)
        self._none = label(_("Name the parties first: step 2."), "hint", wrap=True)
        for at, widget in enumerate((self._table, self.spread, self.said, self._none)):
            self._box.addWidget(widget, at, 0)

    def refresh(self) -> None:
        """Show the parties and their proposals as they are now."""
        journey, ui = self.desk.journey, self.desk.ui
        poster = journey.poster
        made = (journey.parties, poster.theme, poster.colours, ui.look.name)
        if made != self._made:
            self._made = made
            self._build(journey.parties)
        for pair in self.fields.values():
            for field in pair:
                field.refresh()
        self._none.setVisible(not journey.parties)
        self._table.setVisible(bool(journey.parties))
        by_party = {proposal.party: proposal for proposal in journey.desired.proposals}
        proposed = [
            Proposed(party_icon(self.desk, party), _name(self.desk, party), grade)
            for party in journey.parties
            if party.id in by_party and (grade := by_party[party.id].grade) is not None
        ]
        said = self._sentence(proposed)
        self.spread.setVisible(bool(proposed))
        self.spread.show_proposals(journey.scale, proposed, journey.desired.target, said)
        self.said.setText(said)
        self.said.setVisible(bool(said))

    def lead(self, place: str) -> QWidget | None:
        """What is written for ``desired.proposals[2].agreed``; for all proposals, the first grade."""
        head, _, rest = place.partition("[")
        if head != "desired.proposals" or not self.fields:
            return None
        number, _, name = rest.partition("].")
        proposals = self.desk.journey.desired.proposals
        at = int(number) if number.isdecimal() else -1
        party = proposals[at].party if 0 <= at < len(proposals) else ""
        grade, agrees = self.fields.get(party) or next(iter(self.fields.values()))
        return agrees.tick if name == "agreed" else grade.edit

    def _build(self, parties: tuple[Party, ...]) -> None:
        focus = next((ident for ident, pair in self.fields.items() if pair[0].edit.hasFocus()), "")
        for pair in self.fields.values():
            for field in pair:
                field._timer.stop()
                self.desk.drop_pending(field)
        ui, _ = self.desk.ui, self.desk.ui.text
        table = Table(ui, (_("Grade"), _("Agrees")) if parties else ())
        self.fields = {}
        for party in parties:
            name = _name(self.desk, party)
            sign = QLabel()
            sign.setPixmap(party_icon(self.desk, party).pixmap(ui.px(18), ui.px(18)))
            grade = ProposalField(self.desk, _link(party.id, "grade"), _("Grade that “{name}” proposes").format(name=name))
            agrees = TickField(
                self.desk, _link(party.id, "agreed"), name=_("“{name}” agrees to the target").format(name=name)
            )
            table.add(sign, name, grade, agrees)
            self.fields[party.id] = (grade, agrees)
        previous = self._table
        self._box.replaceWidget(previous, table)
        previous.hide()
        previous.deleteLater()
        self._table = table
        table.show()
        self._start.string(widget for pair in self.fields.values() for widget in (pair[0].edit, pair[1].tick))
        if focus in self.fields:
            self.fields[focus][0].edit.setFocus()

    def _sentence(self, proposed: list[Proposed]) -> str:
        """Who is lowest and who is highest, in words."""
        ui, _ = self.desk.ui, self.desk.ui.text
        if len(proposed) < 2:
            return ""
        low, high = min(one.grade for one in proposed), max(one.grade for one in proposed)
        if low == high:
            return _("All propose {grade}.").format(grade=ui.number(low))
        lowest = ", ".join(one.name for one in proposed if one.grade == low)
        highest = ", ".join(one.name for one in proposed if one.grade == high)
        return _("Lowest: {low} ({lowest}). Highest: {high} ({highest}).").format(
            low=ui.number(low), lowest=lowest, high=ui.number(high), highest=highest
        )


def _name(desk: Desk, party: Party) -> str:
    return party.name.strip() or desk.ui.text("Unnamed")


def _link(party: str, name: str) -> Link:
    """A link to a party's own proposal, which comes into being with what is written in it."""

    def get(journey: Journey) -> object:
        found = next((one for one in journey.desired.proposals if one.party == party), None)
        return getattr(Proposal(party=party) if found is None else found, name)

    def put(journey: Journey, value: object) -> Journey:
        return edits.propose(journey, party, **{name: value})

    label_ = Message("Change a proposal") if name == "grade" else Message("Change who agrees")
    return Link(get, put, label_, f"desired.proposals.{party}.{name}")
