"""Average grades taken over to the map: what would change, ticked line by line, and one undo step (METHOD steps 5 and 8)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.analysis import Average, average_grades
from cjm_desktop.document import Journey, Message

from ..desk import Desk
from ..fields import Tick
from ..panels.form import button, label
from .beside import SideWindow
from .faces import GradeMark


def shown_now(journey: Journey) -> dict[tuple[str, str | None], float | None]:
    """The grades that the map shows, by touchpoint and persona (``None``: the card's own)."""
    shown: dict[tuple[str, str | None], float | None] = {}
    for card in journey.touchpoints:
        shown[card.id, None] = card.grade
        for own in card.personas:
            shown[card.id, own.persona] = own.grade
    return shown


def news(journey: Journey) -> list[tuple[Average, float | None]]:
    """The averages that differ from what the map shows, each with the grade it shows."""
    shown = shown_now(journey)
    found = [(one, shown.get((one.touchpoint, one.persona))) for one in average_grades(journey)]
    return [(one, now) for one, now in found if one.grade != now]


class TakeWindow(SideWindow):
    """The preview: each touchpoint with its grade now and the one it would get."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, 620, 560)
        _ = desk.ui.text
        self.setWindowTitle(_("Average grades for the map"))
        self.lead = label("", "lead", wrap=True)
        self.head.put(self.lead)
        self.ticks: list[tuple[Tick, Average]] = []
        self._listed: list[tuple[Average, float | None, str]] | None = None
        self.take_button = button(desk.ui, "", "check", self.take, "primary")
        self.foot.addStretch(1)
        self.foot.addWidget(self.closing)
        self.foot.addWidget(self.take_button)

    def follow(self) -> None:
        """List what differs now."""
        super().follow()
        journey, ui = self.desk.journey, self.desk.ui
        names = {card.id: f"{i}. {card.title}" for i, card in enumerate(journey.touchpoints, 1)}
        people = {one.id: one.name for one in journey.personas}
        listed: list[tuple[Average, float | None, str]] = []
        for one, now in news(journey):
            who = f" – {people.get(one.persona, '')}" if one.persona is not None else ""
            listed.append((one, now, names[one.touchpoint] + who))
        if listed != self._listed:
            self._show(listed)
        self.lead.setText(
            ui.text(
                "From what respondents told. What is ticked goes to the map; the words that follow a grade go with it."
            )
            if listed
            else ui.text("The map shows what respondents told already.")
        )
        self._count()

    def _show(self, listed: Sequence[tuple[Average, float | None, str]]) -> None:
        left_out = {(one.touchpoint, one.persona) for tick, one in self.ticks if not tick.isChecked()}
        self._listed, self.ticks = list(listed), []
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        ui, scale = self.desk.ui, self.desk.journey.scale
        for average, now, name in listed:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(ui.px(10))
            tick = Tick(ui, name)
            tick.setChecked((average.touchpoint, average.persona) not in left_out)
            tick.clicked.connect(lambda _on: self._count())
            old, new = GradeMark(ui, scale), GradeMark(ui, scale)
            old.set_grade(now, scale)
            new.set_grade(average.grade, scale)
            before, after = ui.number(now) or ui.text("No grade"), ui.number(average.grade)
            people = ui.plural("{n} respondent", "{n} respondents", average.answers).format(n=average.answers)
            tick.setAccessibleDescription(f"{before} → {after}, {people}")
            asked = label(people, "hint")
            asked.setFixedWidth(ui.px(110))
            line.addWidget(tick, 1)
            for part in (old, label("→"), new, asked):
                line.addWidget(part)
            self.body.addWidget(row)
            row.show()
            self.ticks.append((tick, average))
        self.body.addStretch(1)

    def _count(self) -> None:
        many = sum(1 for tick, _ in self.ticks if tick.isChecked())
        words = self.desk.ui.plural("Take over {n} grade", "Take over {n} grades", many)
        self.take_button.setText(words.format(n=many))
        self.take_button.setEnabled(bool(many))

    def take(self) -> None:
        """Put the ticked ones on the map, as one step, and close."""
        chosen = [(one.touchpoint, one.persona, one.grade) for tick, one in self.ticks if tick.isChecked()]
        self.desk.flush()
        if self.desk.change(
            Message("Take over average grades"), lambda journey: edits.take_grades(journey, chosen)
        ):
            self.close()
