"""What one round measured, touchpoint by touchpoint, beside what was measured before it and the map (METHOD step 10).

Contract. One line for each touchpoint with three figures: grade, how many answered, what was reached. Enter and the arrows go down and
up a column, Tab goes along a line. Averages of what is typed stand in the foot and follow.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from cjm_desktop import edits
from cjm_desktop.analysis import RoundMean, differences, measured_by_day, printed, round_means, rounds_by_day
from cjm_desktop.document import Journey, Message, Reading, Round, Touchpoint

from ..belonging import proxy_of
from ..desk import Desk
from ..elided import Elided
from ..fields import DayField, Field, LineField, Link, NumberField, record_link
from ..panels.form import label
from .beside import SideWindow
from .faces import GradeMark

#: So many of the measurements before are shown beside the one that is written.
_BEFORE = 2
_WHAT = Message("Change what a round measured")


def round_name(desk: Desk, ident: str) -> str:
    """What a round is called: its name, or its number by day; empty ``ident`` means the map."""
    ui = desk.ui
    if not ident:
        return ui.text("The map")
    rounds = rounds_by_day(desk.journey.rounds)
    at = next((i for i, one in enumerate(rounds, 1) if one.id == ident), 0)
    name = rounds[at - 1].name if at else ""
    return name or ui.text("Round {n}").format(n=at)


class ReadingsWindow(SideWindow):
    """The table of one round."""

    def __init__(self, desk: Desk, parent: QWidget, ident: str) -> None:
        super().__init__(desk, parent, 860, 640)
        self.ident = ident
        self._made: object = None
        self._indexed: tuple[Round | None, dict[str, Reading]] | None = None
        self.lines: list[tuple[NumberField, NumberField, NumberField]] = []
        self._marks: list[tuple[GradeMark, str, str]] = []
        self.changes: list[tuple[QLabel, str]] = []
        ui, _ = desk.ui, desk.ui.text
        self.head.pair(
            (_("Name"), LineField(desk, self._of_round("name", Message("Rename a round")), role="title")),
            (_("Date"), DayField(desk, self._of_round("date", Message("Change a date")))),
            (_("Note"), LineField(desk, self._of_round("note", Message("Change the note")))),
        )
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(ui.px(12))
        self._grid.setVerticalSpacing(ui.px(4))
        self.body.addWidget(self._table)
        self.body.addStretch(1)
        self.mean = label("", "strong")
        self.foot.addWidget(self.mean)
        self.foot.addStretch(1)
        self.foot.addWidget(self.closing)

    def _of_round(self, name: str, what: Message) -> Link:
        return record_link(self.desk, "rounds", self.ident, name, what)

    @property
    def round(self) -> Round | None:
        """The round, while there is one."""
        found = self.desk.record("rounds", self.ident)
        return found if isinstance(found, Round) else None

    def reading(self, touchpoint: str) -> Reading:
        """What was measured at a touchpoint; an empty reading when nothing was."""
        record = self.round
        if self._indexed is None or self._indexed[0] is not record:
            read = record.readings if record is not None else ()
            self._indexed = (record, {one.touchpoint: one for one in read})
        return self._indexed[1].get(touchpoint) or Reading(touchpoint=touchpoint)

    # ------------------------------------------------------------------ showing

    def follow(self) -> None:
        """Show the figures there are now; the window goes with its round."""
        if self.round is None:
            self.close()
            return
        super().follow()
        journey, ui = self.desk.journey, self.desk.ui
        self.setWindowTitle(round_name(self.desk, self.ident))
        order = measured_by_day(journey)
        at = next(i for i, one in enumerate(order) if one.ident == self.ident)
        earlier = [one.ident for one in order[:at] if one.rank is None or one.grades]
        # What was measured before it, the oldest first, and the map wherever it stands among them.
        beside = [ident for ident in earlier if ident in ("", *[i for i in earlier if i][-_BEFORE:])]
        columns = beside if "" in beside else [*beside, ""]
        wanted = (
            tuple((card.id, card.title, _level(card)) for card in journey.touchpoints),
            tuple((ident, round_name(self.desk, ident)) for ident in columns),
            bool(beside),
            journey.scale,
        )
        if wanted != self._made:
            self._made = wanted
            self._build(columns, changed=bool(beside))
        shown = {one.ident: one.grades for one in order}
        for mark, ident, card in self._marks:
            grade = shown.get(ident, {}).get(card)
            mark.set_grade(None if grade is None else printed(grade), journey.scale)
        for change, card in self.changes:
            step = differences([one.grades.get(card) for one in order[: at + 1]])[at]
            change.setText("" if step is None else delta_words(self.desk, step))
            since = next((one.ident for one in reversed(order[:at]) if card in one.grades), "")
            change.setToolTip("" if step is None else ui.text("Against “{name}”").format(name=round_name(self.desk, since)))
        for line in self.lines:
            for field in line:
                field.refresh()
        mine = next(one for one in round_means(journey) if one.ident == self.ident)
        words = ui.text("Average {mean}").format(
            mean=ui.number(printed(mine.mean), 1) if mine.mean is not None else "–"
        )
        self.mean.setText(f"{words} {change_words(self.desk, mine.change)}".strip())
        self.mean.setToolTip(shared_words(self.desk, mine))

    def _build(self, columns: list[str], *, changed: bool) -> None:
        for line in self.lines:
            for field in line:
                field.left()
                self.desk.drop_pending(field)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines, self._marks, self.changes = [], [], []
        for at in range(self._grid.columnCount()):
            self._grid.setColumnMinimumWidth(at, 0)
        ui, journey, _ = self.desk.ui, self.desk.journey, self.desk.ui.text
        for at, ident in enumerate(columns):
            made = Elided("", "caption")
            made.say(round_name(self.desk, ident))
            self._grid.addWidget(made, 0, 2 + at)
            self._grid.setColumnMinimumWidth(2 + at, ui.px(104))
        first = 2 + len(columns)
        heads = (_("Grade"), _("Answers"), _("Reached"))
        for at, words in enumerate(heads):
            self._grid.addWidget(label(words, "caption"), 0, first + at)
        if changed:
            self._grid.addWidget(label(_("Change"), "caption"), 0, first + len(heads))
            self._grid.setColumnMinimumWidth(first + len(heads), ui.px(64))
        for row, card in enumerate(journey.touchpoints, 1):
            self._grid.addWidget(label(str(row), "caption"), row, 0, Qt.AlignmentFlag.AlignRight)
            title = Elided("", "lead")
            title.say(card.title or _("Untitled touchpoint"))
            self._grid.addWidget(title, row, 1)
            for at, ident in enumerate(columns):
                mark = GradeMark(ui, journey.scale)
                self._marks.append((mark, ident, card.id))
                self._grid.addWidget(mark, row, 2 + at)
            line = self._fields(card)
            for at, field in enumerate(line):
                field.edit.setAccessibleName(f"{title.text()}: {heads[at]}")
                field.edit.installEventFilter(self)
                # The last one says its unit where it is empty: "working days" is long in every language.
                field.setFixedWidth(ui.px(84 if at < 2 else 116))
                self._grid.addWidget(field, row, first + at)
            if changed:
                change = label("", "strong")
                self.changes.append((change, card.id))
                self._grid.addWidget(change, row, first + len(heads))
            self.lines.append(line)
        self._grid.setColumnStretch(1, 1)

    def _fields(self, card: Touchpoint) -> tuple[NumberField, NumberField, NumberField]:
        desk, scale = self.desk, self.desk.journey.scale

        def link(name: str) -> Link:
            def put(journey: Journey, value: Any) -> Journey:
                return edits.measure(journey, self.ident, card.id, **{name: value})

            return Link(
                lambda _: getattr(self.reading(card.id), name), put, _WHAT, f"{self.ident}.{card.id}.{name}"
            )

        actual = NumberField(desk, link("actual"), placeholder=_level(card))
        actual.edit.setToolTip(_level(card))
        return (
            NumberField(desk, link("grade"), low=scale.lowest, high=scale.highest, placeholder="–"),
            NumberField(desk, link("answers"), low=0, high=1_000_000, whole=True),
            actual,
        )

    # ------------------------------------------------------------------ going

    def begin(self) -> None:
        """Show the window with the keyboard at the first grade that is missing; a round without a name is named first."""
        self.bring()
        record = self.round
        target: Field | None = self.head.fields[0]
        if record is not None and record.name and self.lines:
            target = next((line[0] for line in self.lines if not line[0].edit.text()), self.lines[0][0])
        hand = proxy_of(target) if target is not None else None
        if hand is not None:
            hand.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the arrows go along a column."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
        ):
            step = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(
                Qt.Key(event.key()), 0
            )
            place = next(
                (
                    (i, k)
                    for i, line in enumerate(self.lines)
                    for k, one in enumerate(line)
                    if one.edit is watched
                ),
                None,
            )
            if step and place is not None:
                at = place[0] + step
                self.lines[place[0]][place[1]].flush()
                if 0 <= at < len(self.lines):
                    edit = self.lines[at][place[1]].edit
                    edit.setFocus(Qt.FocusReason.TabFocusReason)
                    edit.selectAll()
                    self.area.ensureWidgetVisible(edit, 0, self.desk.ui.px(50))
                return True
        return super().eventFilter(watched, event)


def change_words(desk: Desk, change: float | None) -> str:
    """A difference with its sign, in brackets; empty when there is none."""
    if change is None:
        return ""
    rounded = round(change, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"({sign}{desk.ui.number(abs(rounded), 1)})"


def shared_words(desk: Desk, one: RoundMean) -> str:
    """Where two measurements were compared and what their averages were there; empty where they were not."""
    if one.since is None or one.before is None or one.after is None:
        return ""
    ui = desk.ui
    said = ui.plural(
        "Against “{name}” at {n} touchpoint that both measured: {before} → {after}",
        "Against “{name}” at {n} touchpoints that both measured: {before} → {after}",
        one.shared,
    )
    before, after = ui.number(printed(one.before), 1), ui.number(printed(one.after), 1)
    return said.format(name=round_name(desk, one.since), n=one.shared, before=before, after=after)


def delta_words(desk: Desk, change: float) -> str:
    """A change at one touchpoint with an arrow and its sign."""
    rounded = round(change, 1)
    arrow, sign = ("▲", "+") if rounded > 0 else ("▼", "−") if rounded < 0 else ("=", "±")
    return f"{arrow} {sign}{desk.ui.number(abs(rounded), 1)}"


def _level(card: Touchpoint) -> str:
    """What a touchpoint's first service level is measured in."""
    return card.service_levels[0].unit if card.service_levels else ""
