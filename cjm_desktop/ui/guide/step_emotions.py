"""Step 8, emotions: one touchpoint after the other gets a word and a grade; what the grades rest on (METHOD.md)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton

from cjm_desktop import edits
from cjm_desktop.document import Basis, Message

from ..desk import Desk
from ..panels import options
from ..panels.form import Column, button, label
from .beside import flowing
from .grading import Stepper


def fill_emotions(desk: Desk, column: Column) -> None:
    """The fields of step 8."""
    _ = desk.ui.text
    nothing = label(_("There are no cards yet. Step 7 puts them on the timeline."), "hint", wrap=True)
    column.put(nothing)
    grading = Stepper(desk)
    column.put(grading)
    rests = Rests(desk)
    column.put(rests)

    def refresh() -> None:
        grading.refresh()
        rests.refresh()
        nothing.setVisible(not desk.journey.touchpoints)

    column.hooks.append(refresh)
    column.entering.append(grading.begin)
    column.leads.append(grading.lead)


class Rests(Column):
    """Whether grades are observed or assumed: for those of the selected touchpoints, or for all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.box.setSpacing(desk.ui.px(4))
        ui = desk.ui
        self.whose = label("", "caption", wrap=True)
        self.put(self.whose)
        box, flow = flowing(ui.px(4))
        self.buttons: dict[Basis, QPushButton] = {}
        for option in options.bases(ui):
            made = button(ui, option.text, option.icon, partial(self.give, option.value), "")
            ui.tell(made, option.tip, made.setToolTip)
            self.buttons[option.value] = made
            flow.addWidget(made)
        self.put(box)
        self.now = label("", "hint", wrap=True)
        self.put(self.now)
        desk.selection.changed.connect(self._selected)

    @property
    def ids(self) -> tuple[str, ...]:
        """The graded touchpoints that are meant: the selected ones when there are several, else all."""
        chosen = set(self.desk.selection.ids) if len(self.desk.selection.ids) > 1 else None
        return tuple(
            card.id
            for card in self.desk.journey.touchpoints
            if card.grade is not None and (chosen is None or card.id in chosen)
        )

    def refresh(self) -> None:
        """Count again."""
        ui, ids = self.desk.ui, self.ids
        several = len(self.desk.selection.ids) > 1
        words = (
            ui.plural(
                "Mark the grade of {n} selected card as", "Mark the grades of {n} selected cards as", len(ids)
            )
            if several
            else ui.text("Mark all grades as")
        )
        self.whose.setText(words.format(n=len(ids)))
        basis = self.desk.session.insights.basis
        seen = sum(1 for value in basis.values() if value is Basis.OBSERVED)
        told = ui.text("Now: {observed} observed, {assumed} assumed. Assumed ones are dashed on the map.")
        self.now.setText(told.format(observed=seen, assumed=len(basis) - seen))
        self.setVisible(bool(basis))
        for made in self.buttons.values():
            made.setEnabled(bool(ids))

    def _selected(self) -> None:
        if self.isVisible():
            self.refresh()

    def give(self, basis: Basis) -> None:
        """All the grades that are meant rest on this."""
        ids = self.ids
        self.desk.flush()
        self.desk.change(
            Message("Change what the grade rests on"),
            lambda journey: edits.change_touchpoints(journey, ids, basis=basis),
        )
