"""Step 5, the experience today: who told what, which touchpoints nobody told about, and the average grades for the map (METHOD.md)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Grading, Interview, Journey, Message, fresh_id

from ..desk import Desk
from ..fields import ChoiceField, LineField, SegmentField, spoken_link
from ..panels.form import Column, button, label
from ..panels.options import gradings
from .averages import TakeWindow, news
from .coverage import Coverage
from .rows import Row, Rows
from .talk import INTERVIEWS, TalkWindow
from .ways import methods

#: What of a respondent is written in the list itself.
_IN_THE_CARD = ("pseudonym", "method")


def fill_evidence(desk: Desk, column: Column) -> None:
    """The fields of step 5."""
    _Evidence(desk, column)


def likely_persona(journey: Journey) -> str | None:
    """Who the next respondent is most likely to be: the persona chosen for the last one; for the first one the only persona there is."""
    if journey.interviews:
        return journey.interviews[-1].persona
    return journey.personas[0].id if len(journey.personas) == 1 else None


class _Evidence:
    """The step's fields and the windows they open."""

    def __init__(self, desk: Desk, column: Column) -> None:
        self.desk, self.column = desk, column
        self._talk: TalkWindow | None = None
        self._take: TakeWindow | None = None
        _ = desk.ui.text
        self.coverage = Coverage(desk)
        column.put(self.coverage)
        column.put(label(_("Who told us"), wrap=True))
        self.rows = Rows(
            desk,
            INTERVIEWS,
            lambda ident: Interview(id=ident, persona=likely_persona(desk.journey)),
            self._make,
            ids=lambda: fresh_id("i"),
            remove_text=_("Take off the list"),
            remove_label=Message("Remove a respondent"),
            move_label=Message("Reorder the respondents"),
        )
        column.put(self.rows)
        self.grading = SegmentField(desk, spoken_link("grading", Message("Change where grades come from")), gradings(desk.ui))
        column.add(_("Grades on the map are made by"), self.grading)
        self.take_button = button(
            desk.ui, _("Average grades …"), "chart-line", self.open_averages
        )
        column.put(self.take_button)
        column.hooks.append(self._refresh)
        column.leads.append(self._lead)

    def _lead(self, place: str) -> QWidget | None:
        """What was told, and when, is written in the respondent's own window: it opens with the cursor there."""
        head, _, rest = place.partition("[")
        number, _, name = rest.partition("].")
        told = self.desk.journey.interviews
        if head != "interviews" or not name or name in _IN_THE_CARD or not number.isdecimal() or int(number) >= len(told):
            return None
        self.open_talk(told[int(number)].id)
        return None if self._talk is None else self._talk.write_in(name)

    def _make(self, row: Row) -> None:
        desk, _ = self.desk, self.desk.ui.text
        name = LineField(desk, row.link("pseudonym", Message("Rename a respondent")))
        row.invite(name, _("Made-up name …"), _("Made-up name"))
        name.edit.setAccessibleName(_("Made-up name"))
        way = ChoiceField(desk, row.link("method", Message("Change the method")), lambda: methods(desk.ui))
        way.box.setAccessibleName(_("How"))
        told = button(desk.ui, "", "message-square-quote", lambda: self.open_talk(row.birth.ident))
        when = label("", "hint", wrap=True)
        row.line(name)
        row.line(way)
        row.line(told)
        row.line(when)

        def show(record: Interview) -> None:
            many = len({answer.touchpoint for answer in record.answers} - {None})
            told.setText(_("What they told ({n})").format(n=many))
            days = [
                words.format(day=desk.ui.words.day(day))
                for words, day in (
                    (_("Talked on {day}"), record.date),
                    (_("last went through it {day}"), record.last_experience),
                )
                if day
            ]
            persona = next((one.name for one in desk.journey.personas if one.id == record.persona), "")
            # A line each, and each begins like one.
            when.setText("\n".join(part[:1].upper() + part[1:] for part in (*days, persona) if part))
            when.setVisible(bool(when.text()) and row.exists)

        row.hooks.append(show)

    def _refresh(self) -> None:
        self.coverage.setVisible(bool(self.desk.journey.touchpoints))
        if self.desk.journey.touchpoints:
            self.coverage.refresh()
        self.rows.refresh()
        by_hand = self.desk.journey.grading is Grading.TYPED
        # Elsewhere the answers are on the map already.
        self.take_button.setVisible(by_hand)
        self.take_button.setEnabled(by_hand and bool(news(self.desk.journey)))

    def open_talk(self, ident: str) -> None:
        """The form of a respondent along the touchpoints."""
        self.desk.flush()
        if self._talk is None or self._talk.ident != ident:
            if self._talk is not None:
                self._talk.close()
                self._talk.deleteLater()
            self._talk = TalkWindow(self.desk, self.column, ident)
        self._talk.begin()

    def open_averages(self) -> None:
        """What the averages would change on the map."""
        self.desk.flush()
        if self._take is None:
            self._take = TakeWindow(self.desk, self.column)
        self._take.bring()
