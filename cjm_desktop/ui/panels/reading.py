"""What the inspector shows when nothing is selected: what to do first, and what the journey says so far."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QGridLayout, QWidget

from cjm_desktop.analysis import Told, read_story
from cjm_desktop.document import Touchpoint

from ..desk import Desk
from ..fields import paint_face, zone_colours
from .form import Sheet, button, label
from .leads import LeadList, LeadRow
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
        reading = self.section("reading.line", _("What the line says"))
        self._list = LeadList(ui)
        reading.put(self._list)
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
        story = read_story(journey, insights, Told)
        told = [(desk.record("touchpoints", ident), things) for ident, things in story.items()]
        if insights.graded == 1:
            told = [(desk.record("touchpoints", next(iter(insights.basis))), ())]
        key = (
            len(journey.touchpoints),
            insights,
            told,
            journey.scale,
            bool(journey.phases),
            ui.look.name,
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
            self._next.setText(
                ui.plural("{n} touchpoint", "{n} touchpoints", count).format(n=count)
                + " · "
                + ui.plural("{n} grade", "{n} grades", insights.graded).format(n=insights.graded)
                + " · "
                + ui.plural("{n} interview", "{n} interviews", insights.interviews).format(
                    n=insights.interviews
                )
            )
        self._assumption.setVisible(bool(count) and insights.assumption)
        titles = {
            Told.HIGHEST: _("Highest peak"),
            Told.DEEPEST: _("Deepest dip"),
            Told.FALL: _("Steepest fall, to here"),
            Told.BEGINS: _("How it begins"),
            Told.ENDS: _("How it ends"),
        }
        shown: list[QWidget] = []
        for touchpoint, things in told:
            if isinstance(touchpoint, Touchpoint) and touchpoint.grade is not None:
                title = " · ".join(titles[one] for one in things) or _("The only grade so far")
                shown.append(self._row(title, touchpoint, touchpoint.grade))
        if insights.mean is not None and insights.graded > 1:
            mean = _("Average grade {grade}").format(grade=ui.number(insights.mean, 1))
            shown.append(label(mean, "hint"))
        if not insights.graded:
            empty = _("Peaks, dips and falls appear here as soon as cards are graded.")
            shown.append(label(empty, "hint", wrap=True))
        self._list.show_rows(shown)

    def _row(self, title: str, touchpoint: Touchpoint, grade: float) -> LeadRow:
        ui = self.desk.ui
        name = touchpoint.title or ui.text("Untitled touchpoint")
        lead = partial(self.desk.sought.emit, touchpoint.id, "")
        return LeadRow(ui, face_icon(self.desk, grade), 28, f"{title}: {ui.number(grade)}", lead, name)


def face_icon(desk: Desk, grade: float) -> QIcon:
    """The face of a grade."""
    ui = desk.ui
    side, ratio = ui.px(28), 2.0
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    scale = desk.journey.scale
    fill, ink = zone_colours(ui, grade, scale)
    p = QPainter(picture)
    paint_face(p, QRectF(1, 1, side - 2, side - 2), scale.share(grade), fill, ink)
    p.end()
    return QIcon(picture)
