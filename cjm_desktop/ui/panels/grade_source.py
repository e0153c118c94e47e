"""Where the grade of a touchpoint comes from: what respondents gave, and whether the group set it against them (METHOD steps 5 and 8).

Contract. One line under the grade of a single touchpoint, there as soon as somebody gave a grade for it; beside it the way to take what
was told, where the map shows something else. Taking it is one undo step.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.analysis import ToldGrades, says_something
from cjm_desktop.document import GradedBy, Grading, Message, Touchpoint

from ..desk import Desk
from ..shared import Ui
from .form import button, label

#: From so many answers on the spread is that of the middle half of them (see ``analysis.told_grades``).
_MANY = 5


class GradeSource(QWidget):
    """What was told about the touchpoint that ``card`` gives, if it gives one."""

    def __init__(self, desk: Desk, card: Callable[[], Touchpoint | None]) -> None:
        super().__init__()
        self._desk, self._card = desk, card
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.ui.px(6))
        self.said = label("", "hint", wrap=True)
        self.take = button(desk.ui, desk.ui.text("Take it"), "", self._take)
        row.addWidget(self.said, 1)
        row.addWidget(self.take)

    def refresh(self) -> None:
        """Say what was told now."""
        card, told = self._now()
        self.setVisible(told is not None)
        if card is None or told is None:
            return
        ui, how = self._desk.ui, self._desk.journey.grading
        grade = self._told_grade(told)
        by_hand = how is not Grading.TYPED and card.graded_by is GradedBy.GROUP
        words = told_in_words(ui, told, how, grade, self._tellers(card.id) if told.count == 1 else told.count)
        self.said.setText(ui.text("Set by the group. {told}").format(told=words) if by_hand else words)
        self.take.setVisible(card.grade != grade if how is Grading.TYPED else by_hand)
        self.take.setToolTip(ui.text("Put {grade} on the map, as respondents told").format(grade=ui.number(grade)))
        self.updateGeometry()

    def _now(self) -> tuple[Touchpoint | None, ToldGrades | None]:
        card = self._card()
        return card, None if card is None else self._desk.session.insights.told.get((card.id, None))

    def _tellers(self, ident: str) -> int:
        """How many respondents of the map's own line told something about a touchpoint."""
        journey = self._desk.journey
        own = (None, *(persona.id for persona in journey.personas[:1]))
        return sum(
            one.persona in own and any(answer.touchpoint == ident and says_something(answer) for answer in one.answers)
            for one in journey.interviews
        )

    def _told_grade(self, told: ToldGrades) -> float:
        return edits.grade_made(told, self._desk.journey.grading, self._desk.journey.scale)

    def _take(self) -> None:
        card, told = self._now()
        if card is None or told is None:
            return
        ident, grade = card.id, self._told_grade(told)
        self._desk.flush()
        if self._desk.journey.grading is Grading.TYPED:
            self._desk.change(
                Message("Take over average grades"), lambda journey: edits.take_grades(journey, [(ident, None, grade)])
            )
        else:
            self._desk.change(Message("Let the answers make the grade"), lambda journey: edits.take_answers(journey, [ident]))


def told_in_words(ui: Ui, told: ToldGrades, how: Grading, grade: float, tellers: int) -> str:
    """“Mean of 4 grades: 6.5, from 2 to 9.”; the middle one where that makes the grades. ``tellers``: how many told
    something about the touchpoint. Where only one of several gave a grade, both figures are said."""
    n, made = told.count, ui.number(grade)
    if n == 1 and tellers > 1:
        return ui.text("One of {n} gave a grade: {grade}.").format(n=tellers, grade=made)
    if n == 1:
        return ui.text("One answer: {grade}.").format(grade=made)
    if how is Grading.MEDIAN:
        said = ui.text("Middle of {n} grades: {grade}").format(n=n, grade=made)
    else:
        said = ui.text("Mean of {n} grades: {grade}").format(n=n, grade=made)
    low, high = ui.number(round(told.low, 1)), ui.number(round(told.high, 1))
    if low == high:
        return ui.text("{told}; all agree.").format(told=said) if n < _MANY else ui.text("{told}; most agree.").format(told=said)
    spread = ui.text("{told}, from {low} to {high}.") if n < _MANY else ui.text("{told}, half of them from {low} to {high}.")
    return spread.format(told=said, low=low, high=high)
