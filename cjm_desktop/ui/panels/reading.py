"""What the inspector shows when nothing is selected: what to do first, what the map says so far, and what is worth a look."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from ..desk import Desk
from .findings import FindingList
from .form import Sheet, button, label
from .worth import WorthList


class ReadingForm(Sheet):
    """The journey at a glance."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui, _ = desk.ui, desk.ui.text
        self._shown: Any = None
        self.top.put(label(_("Nothing selected"), "eyebrow"))
        self._first = label("", "strong", wrap=True)
        self._next = label("", "hint", wrap=True)
        self.top.put(self._first)
        self.top.put(self._next)
        self._assumption = label(
            _("An assumption map: nobody has been asked yet. Interviews and shadowing make the line solid."),
            "warning",
            wrap=True,
        )
        self.top.put(self._assumption)
        said = self.section("reading.findings", _("What the map says"))
        told = self.sections["reading.findings"].count
        self.findings = FindingList(desk, lambda count: told.setText(str(count or "")))
        said.put(self.findings)
        said.hooks.append(self.findings.follow)
        worth = self.section("reading.worth", _("Worth a look"))
        counter = self.sections["reading.worth"].count
        self.worth = WorthList(desk, lambda count: counter.setText(str(count or "")))
        worth.put(self.worth)
        worth.hooks.append(self.worth.follow)
        keys = self.section("reading.keys", _("Keys worth knowing"))
        rows = (
            (_("Enter"), _("next card")),
            (_("F2"), _("write on the card")),
            (_("1 … 9, 0"), _("grade the card")),
            (_("← →"), _("go along the timeline")),
            (_("Alt+← →"), _("move the card")),
            (_("↑ ↓ ← →"), _("walk what the map says, and the places of each finding")),
            (_("F4"), _("timeline or poster")),
            (_("Space"), _("hold to move the paper")),
        )
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(ui.px(14))
        grid.setVerticalSpacing(ui.px(6))
        grid.setColumnStretch(1, 1)
        for i, (key, does) in enumerate(rows):
            grid.addWidget(label(key, "strong"), i, 0)
            grid.addWidget(label(does, "hint", wrap=True), i, 1)
        keys.put(table)
        keys.put(button(ui, _("All keys …"), "circle-help", lambda: self.desk.told.emit("keys")))
        self.top.hooks.append(self._read)

    def _read(self) -> None:
        desk, ui, _ = self.desk, self.desk.ui, self.desk.ui.text
        journey, insights = desk.journey, desk.session.insights
        key = (
            len(journey.touchpoints),
            insights,
            ui.words,
        )
        if key == self._shown:
            return
        self._shown = key
        count = len(journey.touchpoints)
        if not count:
            self._first.setText(_("Start with the first thing {the_traveller} does."))
            self._next.setText(
                _(
                    "Press Enter on the map, double-click it, or paste a list: each line becomes a card. Begin with "
                    "the need, before anybody is contacted."
                )
            )
        elif not insights.graded:
            self._first.setText(_("Now the feelings."))
            self._next.setText(
                _(
                    "Select a card and press a digit: 1 is upset, 0 is ten and delighted. A card without a grade is a gap."
                )
            )
        else:
            self._first.setText(_("Select a card, a phase or an opportunity to work on it."))
            mean = _("Average grade {grade}").format(grade=ui.number(insights.mean, 1))
            self._next.setText(
                ui.plural("{n} touchpoint", "{n} touchpoints", count).format(n=count)
                + " · "
                + ui.plural("{n} grade", "{n} grades", insights.graded).format(n=insights.graded)
                + " · "
                + ui.plural("{n} interview", "{n} interviews", insights.interviews).format(
                    n=insights.interviews
                )
                + f" · {mean}"
            )
        self._assumption.setVisible(bool(count) and insights.assumption)
