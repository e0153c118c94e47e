"""Step 10, keep improving: who is asked what at the end, when the map is looked at again, and what each round measured (METHOD.md)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from cjm_desktop import edits
from cjm_desktop.analysis import (
    day_of_map,
    first_and_last,
    measured_by_day,
    printed,
    round_means,
    rounds_by_day,
)
from cjm_desktop.document import Message, Round, fresh_id

from ..desk import Desk
from ..fields import CheckField, ChoiceField, DayField, Link, LongLineField, TextField, journey_link
from ..panels import options
from ..panels.form import Column, button, label
from .beside import flowing
from .births import list_items
from .faces import GradeMark
from .readings import ReadingsWindow, change_words, round_name, shared_words
from .rows import Row, Rows

_ROUNDS = list_items("rounds")
#: The rounds by day, whatever order an older document has them in.
ROUNDS = replace(_ROUNDS, get=lambda journey: rounds_by_day(journey.rounds))
#: The quick answers to “when do we look again?”, in months.
_AHEAD = (1, 3, 6)


def fill_improve(desk: Desk, column: Column, today: Callable[[], date] = date.today) -> None:
    """The fields of step 10. ``today`` gives the day that the quick dates count from."""
    _ = desk.ui.text
    column.add(
        _("One question at the end"),
        TextField(
            desk,
            _feedback("question", Message("Change the feedback question")),
            placeholder=_("“What should we have done differently?”"),
        ),
    )
    column.add(
        _("How it is asked"),
        ChoiceField(
            desk,
            _feedback("channel", Message("Change the channel of the feedback")),
            lambda: options.channels(desk.ui, desk.journey),
        ),
    )
    column.add(
        _("When it is asked"),
        LongLineField(
            desk,
            _feedback("when", Message("Change when feedback is asked")),
            placeholder=_("After thirty days"),
        ),
    )
    column.add(
        _("Who reads the answers"),
        LongLineField(
            desk,
            _feedback("reader", Message("Change who reads the feedback")),
            placeholder=_("A role or a team: it is printed"),
        ),
    )
    review = _feedback("review", Message("Change the review date"))
    column.add(_("We look at the map again on"), DayField(desk, review))
    box, flow = flowing(desk.ui.px(4))
    for months in _AHEAD:
        chip = QToolButton()
        chip.setProperty("role", "chip")
        chip.setText(desk.ui.plural("in {n} month", "in {n} months", months).format(n=months))
        chip.clicked.connect(
            lambda _=False, months=months: _set_review(desk, review, months_ahead(today(), months))
        )
        flow.addWidget(chip)
    column.put(box)
    _Rounds(desk, column, today)


def _feedback(name: str, what: Message) -> Link:
    return journey_link(name, what, "feedback")


def _set_review(desk: Desk, link: Link, day: date) -> None:
    desk.flush()
    desk.change(link.label, lambda journey: link.put(journey, day.isoformat()))


def months_ahead(day: date, months: int) -> date:
    """The same day some months later, or the last of that month when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class _Rounds:
    """The list of the rounds, the averages, and the window of one round's figures."""

    def __init__(self, desk: Desk, column: Column, today: Callable[[], date]) -> None:
        self.desk, self.column, self._today = desk, column, today
        self._window: ReadingsWindow | None = None
        _ = desk.ui.text
        column.put(label(_("Measured rounds"), wrap=True))
        self.rows = Rows(
            desk,
            ROUNDS,
            lambda ident: Round(id=ident),
            self._make,
            ids=lambda: fresh_id("r"),
            remove_text=_("Take off the list"),
            remove_label=Message("Remove a round"),
            move_label=Message("Reorder the rounds"),
        )
        column.put(self.rows)
        self.next_button = button(desk.ui, _("Next round"), "rotate-ccw", self.next_round, "primary")
        column.put(self.next_button)
        self.import_button = button(desk.ui, _("Import answers of a survey …"), "import", self.import_answers)
        column.put(self.import_button)
        self.keep_button = button(desk.ui, _("Keep the map now as a round"), "history", self.keep_map)
        self.keep_button.setToolTip(_("Before you change the map: its grades stay for comparison"))
        column.put(self.keep_button)
        self.means = Means(desk)
        column.put(self.means)
        column.hooks.append(self._refresh)

    def _make(self, row: Row) -> None:
        desk, _ = self.desk, self.desk.ui.text
        name = LongLineField(desk, row.link("name", Message("Rename a round")))
        row.invite(name, _("A new round …"), _("Name"))
        name.edit.setAccessibleName(_("Name"))
        day = DayField(desk, row.link("date", Message("Change a date")))
        day.edit.setAccessibleName(_("Date"))
        note = LongLineField(desk, row.link("note", Message("Change the note")), placeholder=_("Note"))
        note.edit.setAccessibleName(_("Note"))
        figures = button(desk.ui, "", "list", lambda: self.open_readings(row.birth.ident))
        row.line(name)
        row.line(day)
        row.line(note)
        on_map = CheckField(desk, row.link("shown", Message("Change whether a round is on the map")), _("On the map"))
        row.line(on_map)
        row.line(figures)
        row.hooks.append(lambda record: figures.setText(_("Figures ({n})").format(n=len(record.readings))))

    def _refresh(self) -> None:
        self.rows.refresh()
        self.keep_button.setEnabled(any(card.grade is not None for card in self.desk.journey.touchpoints))
        self.means.refresh()

    def next_round(self) -> None:
        """A round of today with a name of its number, and its table."""
        desk = self.desk
        desk.flush()
        name = desk.ui.text("Round {n}").format(n=len(desk.journey.rounds) + 1)
        record = Round(id=fresh_id("r"), name=name, date=self._today().isoformat())
        if desk.change(Message("Add a round"), lambda journey: edits.put(journey, "rounds", record)):
            self.open_readings(record.id)

    def import_answers(self) -> None:
        """The answers in a table, as a round."""
        self.desk.flush()
        self.desk.survey_wanted.emit()

    def keep_map(self) -> None:
        """The map as it is now, as a round of the map's own day; of today, where it has none."""
        desk = self.desk
        desk.flush()
        day = day_of_map(desk.journey) or self._today().isoformat()
        name = desk.ui.text("The map of {date}").format(date=desk.ui.words.short_day(day))
        ident = fresh_id("r")
        if desk.change(Message("Keep the map as a round"), lambda journey: edits.keep_as_round(journey, ident, name, day)):
            desk.told.emit(Message("“{name}” is a round now. What you change on the map is compared with it.", name=name))

    def open_readings(self, ident: str) -> None:
        """The table of a round."""
        self.desk.flush()
        if self._window is None or self._window.ident != ident:
            if self._window is not None:
                self._window.close()
                self._window.deleteLater()
            self._window = ReadingsWindow(self.desk, self.column, ident)
        self._window.begin()


class Means(QWidget):
    """The average of each round and of the map, the oldest first, with the change to the one before; where only some touchpoints are
    shared, what the averages were there; and of three or more the last against the first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(desk.ui.px(6))
        self._grid.setVerticalSpacing(desk.ui.px(2))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(2, desk.ui.px(44))
        #: For each measurement its name, its average, the change, and why the change is no difference of the averages.
        self.lines: list[tuple[QLabel, GradeMark, QLabel, QLabel]] = []
        self.total = label("", "hint", wrap=True)

    def refresh(self) -> None:
        """Compare again; nothing is shown before there is something to compare."""
        desk, ui = self.desk, self.desk.ui
        means = [one for one in round_means(desk.journey) if one.mean is not None]
        self.setVisible(bool(desk.journey.rounds) and len(means) > 1)
        while len(self.lines) < len(means):
            line = (label("", "lead", wrap=True), GradeMark(ui, desk.journey.scale), label("", "strong"), label("", "hint", wrap=True))
            row = 2 * len(self.lines)
            for at, part in enumerate(line[:3]):
                self._grid.addWidget(part, row, at)
                part.show()
            self._grid.addWidget(line[3], row + 1, 0, 1, 3)
            self.lines.append(line)
        while len(self.lines) > len(means):
            for part in self.lines.pop():
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        days = {one.ident: one.day for one in measured_by_day(desk.journey)}
        earlier = None
        for (name, mark, change, why), one in zip(self.lines, means, strict=True):
            title, day = round_name(desk, one.ident), days[one.ident]
            written = ui.words.short_day(day) if day else ""
            name.setText(f"{title} · {written}" if written and written not in title else title)
            mark.set_grade(None if one.mean is None else printed(one.mean), desk.journey.scale)
            change.setText(change_words(desk, one.change))
            said = shared_words(desk, one)
            change.setToolTip(said)
            # Averages of other touchpoints would not come to that change.
            partly = earlier is not None and one.shared and (one.shared < one.graded or one.shared < earlier.graded)
            why.setText(said if partly else "")
            why.setVisible(bool(partly))
            earlier = one
        total = first_and_last(desk.journey)
        self._grid.removeWidget(self.total)
        self._grid.addWidget(self.total, 2 * len(self.lines), 0, 1, 3)
        said = "" if total is None or total.change is None else f"{shared_words(desk, total)} {change_words(desk, total.change)}"
        self.total.setText(ui.text("The last and the first: {compared}").format(compared=said) if said else "")
        self.total.setVisible(bool(said))
