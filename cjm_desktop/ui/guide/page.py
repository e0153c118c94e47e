"""One step of the guide: what the group is after, what to do and to say, what to write down, what is missing.

Contract. A :class:`StepPage` shows the texts it is given and the document as it is; everything it changes, its fields change. Hints
lead to what they are about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from cjm_desktop.document import Message
from cjm_desktop.i18n.guide import GuideText
from cjm_desktop.method import STEPS, Hint, StepProgress, StepState

from ..belonging import proxy_of
from ..desk import Desk
from ..fields import Field
from ..fields.tabplace import stops_in
from ..panels.form import Column, Sheet, button, label
from ..panels.leads import LeadList, LeadRow
from ..soon import soon
from .rows import Row, Rows
from .steps import FILLERS

#: How many hints of a step are shown.
_MOST_HINTS = 12
#: What can be printed for a step, by :attr:`cjm_desktop.method.Step.sheet`.
SHEETS: Mapping[str, Message] = MappingProxyType(
    {
        "participants": Message("Print the list of participants"),
        "persona": Message("Print the persona"),
        "interview": Message("Print the interview guide"),
        "blank": Message("Print the empty wall"),
        "cards": Message("Print empty cards"),
        "faces": Message("Print the faces"),
        "opportunities": Message("Print the opportunities"),
        "actions": Message("Print the list of actions"),
    }
)
#: Below this height (px of a usual screen) the head of a page says less.
_LOW = 400
_ICONS = {3: ("triangle-alert", "danger"), 2: ("lightbulb", "accent"), 1: ("lightbulb", "secondary")}


class StepPage(Sheet):
    """The page of one step. ``print_sheet`` is asked to print what belongs to it."""

    def __init__(
        self, desk: Desk, number: int, text: GuideText, print_sheet: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, parent)
        self.number = number
        self._told: tuple[object, ...] = ()
        self._head(text)
        self._notices()
        self._fields()
        self._room(text, print_sheet)

    # ------------------------------------------------------------------ made once

    def _head(self, text: GuideText) -> None:
        ui, _ = self.desk.ui, self.desk.ui.text
        step = STEPS[self.number]
        eyebrow = _("Step {step}").format(step=step.number) + " · " + _("about {n} min").format(n=step.minutes)
        self._eyebrow = label(eyebrow, "eyebrow")
        self.top.put(self._eyebrow)
        self._title = label(ui.say(step.name), "title", wrap=True)
        self.top.put(self._title)
        self._question = label("", "strong", wrap=True)
        self.top.put(self._question)
        self._aim = label(text.aim, "lead", wrap=True)
        self.top.put(self._aim)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the page is low, its head goes without the aim, so that one sees what one writes; the tip of the title says it. Which
        step it is, how long it takes and what it asks stand there at every size."""
        super().resizeEvent(event)
        self._aim.setVisible(self.viewport().height() > self.desk.ui.px(_LOW))
        self._tell_title()

    def _tell_title(self) -> None:
        hidden = self._aim.text() if self._aim.isHidden() else ""
        self._title.setToolTip(hidden)
        self._title.setAccessibleDescription(hidden)

    def _fields(self) -> None:
        filler = FILLERS.get(STEPS[self.number].id)
        if filler is not None:
            filler(self.desk, self.section(self._key("fields"), self.desk.ui.text("Write it down")))

    def _room(self, text: GuideText, print_sheet: Callable[[str], object]) -> None:
        ui, _ = self.desk.ui, self.desk.ui.text
        room = self.section(self._key("do"), _("In the room"))
        self._do = [label(line, "lead", wrap=True) for line in text.do]
        room.put(_numbered(self.desk, self._do))
        sheet = STEPS[self.number].sheet
        if sheet:
            self.print_button = button(ui, ui.say(SHEETS[sheet]), "printer", partial(print_sheet, sheet))
            room.put(self.print_button)
        ask = self.section(self._key("ask"), _("Say it out loud"))
        self._ask = [label("", "lead", wrap=True) for _line in text.ask]
        for line in self._ask:
            ask.put(line)
        trap = self.section(self._key("watch"), _("The usual trap"))
        self._trap, self._example = label("", "lead", wrap=True), label("", "hint", wrap=True)
        trap.put(self._trap)
        trap.put(self._example)
        self.tell(text)

    def _notices(self) -> None:
        # Right under the aim, with how many there are; opened by whoever wants to know which.
        _ = self.desk.ui.text
        missing = self.section(self._key("missing"), _("Still missing"), folded=True)
        self._missing = LeadList(self.desk.ui)
        missing.put(self._missing)
        worth = self.section(self._key("worth"), _("Worth a look"), folded=True)
        self._worth = LeadList(self.desk.ui)
        worth.put(self._worth)

    def _key(self, part: str) -> str:
        # One memory for all steps: who folds the questions away once has them folded everywhere.
        return f"guide.{part}"

    def lead_to(self, place: str) -> bool:
        """Put the cursor into the field of a place such as ``charter.need``, or into the list that holds it: into the card of
        ``interviews[2].pseudonym``, or into the empty one. Gives whether this step has a field for it."""
        section = self.sections.get(self._key("fields"))
        target = None if section is None else self._field_of(place, section.body)
        if section is None or target is None:
            return False
        section.fold(False)
        if isinstance(target, Row):
            target.go()
        elif target.window() is self.window():
            target.setFocus(Qt.FocusReason.TabFocusReason)
        if target.window() is self.window():
            # What was folded or is new has its place a turn of the loop later.
            soon(target, partial(self.ensureWidgetVisible, target))
        return True

    @staticmethod
    def _field_of(place: str, body: Column) -> QWidget | None:
        """What is written for a place of the document; what stands in a window of its own has the keyboard already."""
        found = next((target for lead in body.leads if (target := lead(place)) is not None), None)
        if found is not None:
            return found
        head, _, rest = place.partition("[")
        keys = (f"journey.{head}", f"journey..{head}")
        field = next((field for field in body.fields if field.link.key in keys), None)
        if field is not None:
            return proxy_of(field) or field
        rows = next((rows for rows in body.findChildren(Rows) if rows.items.place == head), None)
        if rows is None:
            return None
        number, _, name = rest.partition("].")
        number = number.rstrip("]")
        row = rows.rows[min(int(number), len(rows.rows) - 1) if number.isdecimal() else -1]
        target = row.target(name)
        # What comes into sight with the record is not there to be written in before.
        return target if target is not None and target.isVisibleTo(row) else row

    def enter(self) -> None:
        """Somebody comes to this step."""
        for column in self.columns:
            for hook in column.entering:
                hook()

    def landing(self) -> QWidget | None:
        """What the keyboard comes to first: the first field to write in, else the first button that does something, else the first row that
        leads somewhere; the title of the section, if that is folded away."""
        section = self.sections.get(self._key("fields"))
        if section is None or section.folded:
            return None if section is None else section.header
        stops = list(stops_in(section.body))
        # A row that leads to the map is no place to begin: a space typed there would go to it.
        begin = [stop for stop in stops if not isinstance(stop, LeadRow)] or stops
        return next((stop for stop in stops if _in_field(stop, section.body)), next(iter(begin), None))

    # ------------------------------------------------------------------ shown anew

    def tell(self, text: GuideText) -> None:
        """Other words for the same step: the one who travels is called something else now. The fields stay as they are."""
        _ = self.desk.ui.text
        self._question.setText(self.desk.ui.say(STEPS[self.number].question))
        self._aim.setText(text.aim)
        self._tell_title()
        for label_, line in zip(self._do, text.do, strict=True):
            label_.setText(line)
        for label_, line in zip(self._ask, text.ask, strict=True):
            label_.setText(_("“{question}”").format(question=line))
        self._trap.setText(text.watch)
        self._example.setText(_("For example: {example}").format(example=text.example))

    def show_notices(self, progress: StepProgress, hints: Sequence[Hint]) -> None:
        """What is missing in the step, and what is worth a look there."""
        ui, _ = self.desk.ui, self.desk.ui.text
        told = (progress.missing, tuple(hints), ui.look.name, ui.words)
        if told == self._told:
            return
        self._told = told
        done = progress.state is StepState.DONE
        rows: list[QWidget] = [
            LeadRow(ui, ui.icons.icon("circle", "secondary"), 14, ui.say(message), None) for message in progress.missing
        ]
        if done:
            rows = [LeadRow(ui, ui.icons.icon("check", "accent"), 16, _("Everything this step asks for is there."), None)]
        self._missing.show_rows(rows)
        self._count("missing", len(progress.missing))
        found: list[QWidget] = [self._hint_row(hint) for hint in hints[:_MOST_HINTS]]
        self._worth.show_rows(found)
        self._count("worth", len(hints))
        self.sections[self._key("worth")].setVisible(bool(found))

    def _count(self, part: str, many: int) -> None:
        """How many stand in a section, folded or not, also to those who hear its heading."""
        section = self.sections[self._key(part)]
        section.count.setText(str(many))
        section.header.setAccessibleName(f"{section.header.text()}: {many}")

    def _hint_row(self, hint: Hint) -> LeadRow:
        ui, problem = self.desk.ui, hint.problem
        name, role = _ICONS[hint.weight]
        lead = partial(self.desk.sought.emit, problem.record, problem.place)
        return LeadRow(ui, ui.icons.icon(name, role), 18, ui.say(problem.message), lead)


def _in_field(widget: QWidget, body: QWidget) -> bool:
    """Whether something stands in a field."""
    above: QWidget | None = widget
    while above is not None and above is not body and not isinstance(above, Field):
        above = above.parentWidget()
    return isinstance(above, Field)


def _numbered(desk: Desk, lines: Sequence[QLabel]) -> QWidget:
    """Lines with numbers before them."""
    ui = desk.ui
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(ui.px(8))
    grid.setVerticalSpacing(ui.px(7))
    grid.setColumnStretch(1, 1)
    for i, line in enumerate(lines):
        grid.addWidget(label(f"{i + 1}.", "strong"), i, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(line, i, 1)
    return made
