"""Answers of a survey become a measured round: what is which touchpoint, what that comes to, and which rows cannot be read.

Contract. :meth:`SurveyDialog.ask` gives the :class:`~cjm_desktop.document.Round` and the mapping, or nothing; nothing changes before.
Everything is read in the worker, and anew after each choice. What was only guessed is marked in words; a scale of the grades that is a
guess has to be chosen. Cells that cannot be read are listed, and left out, or their whole rows, only when that is agreed to; answers that
are a round already come in again only when that is. Nothing is imported by Enter alone; Ctrl+Enter imports from anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.document import Journey, Message, Round, clean_line, fresh_id
from cjm_desktop.exchange import ImportFailed
from cjm_desktop.exchange.survey import ENCODINGS, SEPARATORS, Form, SurveyMap
from cjm_desktop.exchange.survey_grades import SCALES, Rating, is_nothing
from cjm_desktop.exchange.survey_guess import labels_of, matched
from cjm_desktop.i18n.days import day_of
from cjm_desktop.storage import StorageError, shown

from ..fields import Option
from ..fields.combo import Combo
from ..fields.widgets import Switch
from ..keytext import sequence
from ..panels.form import button, label
from ..shared import Ui
from ..worker import Token, Worker
from .bounded import Dialog, Yielding, free_size
from .enter import BEGIN, begin_with_ctrl_enter, take_enter
from .order_fields import press, pressed, segments
from .survey_reading import Read, SurveyReading, key_of

#: Rows that cannot be read which are listed one by one; nobody reads more.
_MOST = 200
_NAME = int(Qt.ItemDataRole.UserRole)
#: Cells shown of a column, and letters of them.
_CELLS, _LETTERS = 4, 46


class SurveyDialog(Dialog):
    """A table of answers in a window."""

    def __init__(
        self, ui: Ui, parent: QWidget | None, journey: Journey, path: Path, worker: Worker, remembered: Mapping[str, object]
    ) -> None:
        """``remembered`` are the mappings used before, by the names of the columns they were for."""
        super().__init__(parent)
        self._ui, self._journey, self._path, self._worker = ui, journey, path, worker
        self._reading = SurveyReading(path, journey, self._day, remembered)
        self._how: SurveyMap | None = None
        self._token: Token | None = None
        self._dated = False
        self._showing = False
        self._scaled = False
        self.read: Read | None = None
        _ = ui.text
        self.setWindowTitle(_("Import answers of a survey"))
        self._fit_to_screen()
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(18), ui.px(16), ui.px(18), ui.px(14))
        column.setSpacing(ui.px(10))
        self.title = label(_("Answers from “{name}”").format(name=shown(path.name)), "title", wrap=True)
        column.addWidget(self.title)
        across = QHBoxLayout()
        across.setSpacing(ui.px(16))
        across.addWidget(self._left())
        across.addLayout(self._middle(), 5)
        across.addLayout(self._right(), 4)
        column.addLayout(across, 1)
        column.addLayout(self._foot())
        begin_with_ctrl_enter(self, self.import_)
        self._enable()
        self.again()

    def ask(self) -> tuple[Round, SurveyMap, str] | None:
        """Show the dialog; gives the round, the mapping and :func:`~.survey_reading.key_of` the table, if it was agreed to."""
        agreed = self.exec() == QDialog.DialogCode.Accepted
        if self._token is not None:
            self._token.cancel()
        read = self.read
        if not agreed or read is None:
            return None
        return self.round(), read.how, key_of(read.answers)

    def round(self) -> Round:
        """The round as it stands in the dialog."""
        assert self.read is not None
        day = self._day(self.day.text())
        return Round(
            id=fresh_id("r"),
            name=clean_line(self.name.text()),
            date=day.isoformat() if day else "",
            shown=self.shown_.isChecked(),
            readings=self.read.survey.readings,
        )

    # ------------------------------------------------------------------ what it is made of

    def _fit_to_screen(self) -> None:
        ui, free = self._ui, free_size(self)
        self.setMinimumSize(QSize(ui.px(940), ui.px(520)).boundedTo(free))
        self.resize(QSize(ui.px(1240), ui.px(720)).boundedTo(free))

    def _left(self) -> QWidget:
        ui, _ = self._ui, self._ui.text
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(4))
        self.name, self.day = QLineEdit(), QLineEdit()
        self.name.setText(clean_line(shown(self._path.stem).replace("_", " "))[:80])
        self.day.setPlaceholderText(ui.words.short_day("2027-05-31"))
        self.day.textEdited.connect(self._typed_day)
        self._row(column, _("Name of the round"), self.name)
        self._row(column, _("Date"), self.day)
        self.shown_ = Switch(ui, _("Show it on the map"))
        self.shown_.setChecked(True)
        column.addWidget(self.shown_)
        column.addSpacing(ui.px(8))
        forms = (
            Option(Form.WIDE.value, _("Columns"), "", _("Each touchpoint has a column, each row is a person")),
            Option(Form.LONG.value, _("Rows"), "", _("Each row is one grade, with the name of its touchpoint")),
        )
        self.form = segments(ui, forms, Form.WIDE.value, self._choose_form)
        self._row(column, _("Touchpoints stand in"), self.form)
        self.boxes: dict[str, Combo] = {}
        self._captions: dict[str, QWidget] = {}
        for key, words in (
            ("touchpoint", _("Touchpoint")),
            ("grade", _("Grade")),
            ("respondent", _("Person")),
            ("date", _("Day of the answer")),
            ("scale", _("Grades go from worst to best")),
            ("order", _("Days are written")),
            ("encoding", _("Letters are written in")),
            ("separator", _("Columns are separated by")),
        ):
            box = self.boxes[key] = Combo(ui)
            if key == "scale":  # before the answers are read with it
                box.activated.connect(self._chose_scale)
            box.activated.connect(self._chosen)
            self._captions[key] = self._row(column, words, box)
        self._fill_fixed()
        column.addStretch(1)
        area = Yielding(side)
        area.setFixedWidth(min(ui.px(286), 3 * free_size(self).width() // 7))
        return area

    def _row(self, column: QVBoxLayout, words: str, made: QWidget) -> QWidget:
        caption = label(words, "caption")
        caption.setBuddy(made)
        made.setAccessibleName(words)
        column.addWidget(caption)
        column.addWidget(made)
        return caption

    def _fill_fixed(self) -> None:
        _ = self._ui.text
        scale = self.boxes["scale"]
        own = (self._journey.scale.lowest, self._journey.scale.highest)
        for worst, best in dict.fromkeys((*SCALES, own)):
            scale.addItem(self._ends(worst, best), (float(worst), float(best)))
        scale.addItem(self._ends(5, 1), (5.0, 1.0))
        scale.addItem(self._ends(6, 1), (6.0, 1.0))
        order = self.boxes["order"]
        order.addItem(_("day before month"), False)
        order.addItem(_("month before day"), True)
        for encoding in ENCODINGS:
            name = {"cp1252": _("Windows, western Europe"), "cp1250": _("Windows, central Europe")}.get(encoding, encoding.upper())
            self.boxes["encoding"].addItem(name, encoding)
        names = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
        for mark in SEPARATORS:
            self.boxes["separator"].addItem(names[mark], mark)

    def _ends(self, worst: float, best: float) -> str:
        return self._ui.text("{worst} to {best}").format(worst=self._ui.number(worst), best=self._ui.number(best))

    def _middle(self) -> QVBoxLayout:
        ui, _ = self._ui, self._ui.text
        column = QVBoxLayout()
        column.setSpacing(ui.px(6))
        self.heading = label(_("What is which touchpoint"), "strong")
        column.addWidget(self.heading)
        self.note = label("", "hint", wrap=True)
        column.addWidget(self.note)
        self.table = _tree(ui, (_("In the file"), _("On the map"), _("For example")), _("What is which touchpoint"), (200, 110))
        self.table.currentItemChanged.connect(self._mark)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        self.asked = label("", "caption", wrap=True)
        self.place = Combo(ui)
        self.place.setMinimumContentsLength(18)
        self.place.addItem(_("Do not read it"), "")
        for at, card in enumerate(self._journey.touchpoints, 1):
            self.place.addItem(f"{at}  {card.title or _('Untitled touchpoint')}", card.id)
        self.place.activated.connect(self._put_place)
        row.addWidget(self.asked, 2)
        row.addWidget(self.place, 3)
        column.addLayout(row)
        return column

    def _right(self) -> QVBoxLayout:
        ui, _ = self._ui, self._ui.text
        column = QVBoxLayout()
        column.setSpacing(ui.px(6))
        column.addWidget(label(_("What that comes to"), "strong"))
        self.summary = label("", "hint", wrap=True)
        column.addWidget(self.summary)
        self.warning = label("", "error", wrap=True)
        self.warning.hide()
        column.addWidget(self.warning)
        self.there = label("", "error", wrap=True)
        self.there.hide()
        column.addWidget(self.there)
        self.twice = Switch(ui, _("Import them again"))
        self.twice.clicked.connect(self._enable)
        self.twice.hide()
        column.addWidget(self.twice)
        self.found = _tree(ui, (_("Touchpoint"), _("Mean"), _("Answers")), _("What that comes to"), (96, 104))
        column.addWidget(self.found, 3)
        self.wrong = QWidget()
        under = QVBoxLayout(self.wrong)
        under.setContentsMargins(0, ui.px(4), 0, 0)
        under.setSpacing(ui.px(4))
        self.count = label("", "strong", wrap=True)
        under.addWidget(self.count)
        self.bad = QListWidget()
        self.bad.setAccessibleName(_("Cells that cannot be read"))
        self.bad.setWordWrap(True)
        self.bad.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        under.addWidget(self.bad, 1)
        self.whole = Switch(ui, _("Leave out the whole row of each"))
        self.whole.clicked.connect(self.again)
        under.addWidget(self.whole)
        self.skip = Switch(ui, _("Import without what is listed"))
        self.skip.clicked.connect(self._enable)
        under.addWidget(self.skip)
        self.wrong.hide()
        column.addWidget(self.wrong, 2)
        return column

    def _foot(self) -> QHBoxLayout:
        ui, _ = self._ui, self._ui.text
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        self.foot = label(_("The answers become a round of their own; the grades on the map stay. Undo takes it back."), "hint", wrap=True)
        self.cancel = button(ui, _("Cancel"), "", self.reject, "")
        self.import_ = button(ui, _("Import"), "import", self.accept, "primary")
        self.import_.setToolTip(sequence(BEGIN).toString(QKeySequence.SequenceFormat.NativeText))
        for made in (self.cancel, self.import_):
            made.setAutoDefault(False)
        row.addWidget(self.foot, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.import_)
        return row

    # ------------------------------------------------------------------ reading

    def again(self) -> None:
        """Read the file with what is chosen."""
        if self._token is not None:
            self._token.cancel()
        spelt = self._path.suffix.lower() != ".xlsx" and self.read is not None
        encoding = str(self.boxes["encoding"].currentData()) if spelt else ""
        separator = str(self.boxes["separator"].currentData()) if spelt else ""
        reading, how, whole = self._reading, self._how, self.whole.isChecked()
        self.summary.setText(self._ui.text("Reading the answers …"))
        self._busy = True
        self._enable()
        self._token = self._worker.run(
            lambda token: reading.read(encoding, separator, how, token.cancelled, whole_rows=whole),
            self._took,
            self._failed,
            owner=self,
            key="survey",
        )

    def _took(self, read: Read) -> None:
        self._busy = False
        self.read, self._how = read, read.how
        self._showing = True
        self._show_choices(read)
        self._show_places(read)
        self._showing = False
        self._show_result(read)
        self._enable()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, (StorageError, ImportFailed)):
            raise error
        self._busy = False
        self.summary.setText(self._ui.say(error.message))
        self.found.clear()
        self.wrong.hide()
        self._broken = True
        self._enable()
        self._broken = False

    _busy, _broken = True, False

    # ------------------------------------------------------------------ showing

    def _show_choices(self, read: Read) -> None:
        _, how = self._ui.text, read.how
        press(self.form, how.form.value)
        for key, value in (("touchpoint", how.touchpoint), ("grade", how.grade), ("respondent", how.respondent), ("date", how.date)):
            box = self.boxes[key]
            box.clear()
            box.addItem(_("none") if key in ("respondent", "date") else _("Choose a column"), "")
            for name in read.answers.header:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(value)))
        scale = self.boxes["scale"]
        ends = (how.rating.worst, how.rating.best)
        at = next((i for i in range(scale.count()) if tuple(scale.itemData(i)) == ends), -1)
        if at < 0:
            scale.addItem(self._ends(*ends), ends)
            at = scale.count() - 1
        scale.setCurrentIndex(at)
        self.boxes["order"].setCurrentIndex(int(how.month_first))
        for key, value in (("encoding", read.answers.encoding), ("separator", read.answers.separator)):
            box = self.boxes[key]
            if value and box.findData(value) < 0:
                box.addItem(value, value)
            box.setCurrentIndex(box.findData(value))
        long, spelt = how.form is Form.LONG, bool(read.answers.separator)
        for key, wanted in {
            "touchpoint": long, "grade": long, "order": bool(how.date), "encoding": spelt, "separator": spelt
        }.items():  # fmt: skip
            self.boxes[key].setVisible(wanted)
            self._captions[key].setVisible(wanted)
        if not self._dated and read.survey.last:
            self.day.setText(self._ui.words.short_day(read.survey.last))
        elif not self._dated and not how.date:
            self.day.setText(self._ui.words.short_day(date.today().isoformat()))

    def _names(self, read: Read) -> list[tuple[str, str]]:
        """What may be a touchpoint, with an example of what it says."""
        answers, how = read.answers, read.how
        if how.form is Form.LONG:
            if not how.touchpoint:
                return []
            grade = answers.header.index(how.grade) if how.grade else None
            at = answers.header.index(how.touchpoint)
            said: dict[str, list[str]] = {}
            for _number, row in answers.rows:
                name = " ".join(row[at].split()) if at < len(row) else ""
                some = said.setdefault(name, [])
                if grade is not None and grade < len(row) and len(some) < _CELLS and not is_nothing(row[grade]):
                    some.append(row[grade])
            return [(name, _example(said.get(name, []))) for name in labels_of(answers, how.touchpoint)]
        taken = (how.respondent, how.date)
        out = []
        for k, name in enumerate(answers.header):
            if name not in taken:
                some = [row[k] for _number, row in answers.rows[:200] if k < len(row) and not is_nothing(row[k])][:_CELLS]
                out.append((name, _example(some)))
        return out

    def _show_places(self, read: Read) -> None:
        _, ui = self._ui.text, self._ui
        titles = {card.id: f"{at}  {card.title or _('Untitled touchpoint')}" for at, card in enumerate(self._journey.touchpoints, 1)}
        before = self.table.currentItem()
        marked = str(before.data(0, _NAME)) if before is not None else ""
        self.table.clear()
        doubtful = 0
        for name, example in self._names(read):
            ident = read.how.places.get(name, "")
            words = titles.get(ident, "–")
            guessed = not read.known and read.proposal.how.places.get(name) == ident and name in read.proposal.doubtful and ident
            if guessed:
                doubtful += 1
                words = f"?  {words}"
            item = QTreeWidgetItem([name, words, example])
            item.setData(0, _NAME, name)
            for k in range(3):
                item.setToolTip(k, item.text(k))
            if guessed:
                item.setToolTip(1, _("Guessed: please look at it"))
            self.table.addTopLevelItem(item)
            if name == marked or (not marked and guessed and doubtful == 1):
                self.table.setCurrentItem(item)
        first = self.table.topLevelItem(0)
        if first is not None and self.table.currentItem() is None:
            self.table.setCurrentItem(first)
        if read.known:
            self.note.setText(_("As the last time with such a table."))
        elif read.how.places != read.proposal.how.places and not doubtful:
            self.note.setText(_("As chosen here.") if read.how.places else "")
        elif doubtful:
            said = ui.plural(
                "{n} is guessed and marked “?”: please look at it.", "{n} are guessed and marked “?”: please look at them.", doubtful
            )
            self.note.setText(said.format(n=doubtful))
        else:
            self.note.setText(_("Found by the titles of the touchpoints.") if read.how.places else "")
        self._mark()

    def _show_result(self, read: Read) -> None:
        _, ui, survey = self._ui.text, self._ui, read.survey
        self.found.clear()
        by_id = {one.touchpoint: one for one in survey.readings}
        for at, card in enumerate(self._journey.touchpoints, 1):
            one = by_id.get(card.id)
            if one is None:
                continue
            title = f"{at}  {card.title or _('Untitled touchpoint')}"
            item = QTreeWidgetItem([title, ui.number(one.grade, 1), ui.number(one.answers)])
            item.setToolTip(0, title)
            for k in (1, 2):
                item.setTextAlignment(k, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.found.addTopLevelItem(item)
        if survey.readings:
            people = ui.plural("{n} person", "{n} people", survey.respondents).format(n=survey.respondents)
            places = ui.plural("{n} touchpoint", "{n} touchpoints", len(survey.readings)).format(n=len(survey.readings))
            said = _("{people} at {touchpoints}, on the scale of this journey.").format(people=people, touchpoints=places)
            if survey.repeatedly:
                again = ui.plural(
                    "{n} person answered more than once; the latest answer counts.",
                    "{n} people answered more than once; the latest answer of each counts.",
                    survey.repeatedly,
                )
                said = f"{said} {again.format(n=survey.repeatedly)}"
        else:
            said = _("No grades yet: say which column is which touchpoint.")
        self.summary.setText(said)
        self._show_scales(read)
        same = read.same
        if same is not None:
            there = _("These very answers are in this journey already, as the round “{name}”.")
            self.there.setText(there.format(name=same.name or _("Measured round")))
        for made in (self.there, self.twice):
            made.setVisible(same is not None)
        count = len(survey.bad)
        self.wrong.setVisible(bool(count))
        self.count.setText(ui.plural("{n} cell cannot be read", "{n} cells cannot be read", count).format(n=count))
        self.bad.clear()
        for row in survey.bad[:_MOST]:
            where = ui.say(Message("Row {number}", number=row.number))
            left = _("the row is left out") if row.lost else _("the cell is left out")
            self.bad.addItem(f"{where}, {row.column}: {ui.say(row.message).removesuffix('.')} – {left}")
        if count > _MOST:
            self.bad.addItem(ui.plural("and {n} more", "and {n} more", count - _MOST).format(n=count - _MOST))

    def _show_scales(self, read: Read) -> None:
        """Say that the scale is a guess, and what others would come to; until a person chose one."""
        ui, _ = self._ui, self._ui.text
        said = [
            _("{scale}: mean {mean}").format(
                scale=self._ends(rating.worst, rating.best), mean="–" if mean is None else ui.number(round(mean, 1), 1)
            )
            for rating, mean in read.scales
        ]
        self.warning.setText(_("The scale of the answers is a guess. Please choose it: {scales}.").format(scales="; ".join(said)))
        self.warning.setVisible(bool(said) and not self._scaled)

    def _mark(self, *_changed: object) -> None:
        """The box under the table speaks of the row that is marked."""
        item, _ = self.table.currentItem(), self._ui.text
        self.place.setEnabled(item is not None)
        if item is None or self._how is None:
            self.asked.setText("")
            return
        name = str(item.data(0, _NAME))
        words = _("“{name}” is").format(name=name if len(name) <= 60 else f"{name[:59]}…")
        self.asked.setText(words)
        self.place.setAccessibleName(words)
        self.place.setCurrentIndex(max(0, self.place.findData(self._how.places.get(name, ""))))

    def _enable(self, *_clicked: object) -> None:
        read = self.read
        ready = read is not None and bool(read.survey.readings) and not self._busy and not self._broken
        agreed = read is None or not read.survey.bad or self.skip.isChecked()
        # What is a guess holds, whatever is agreed to.
        ready = ready and read is not None and (not read.scales or self._scaled) and (read.same is None or self.twice.isChecked())
        self.import_.setEnabled(ready and agreed and (not self.day.text().strip() or self._day(self.day.text()) is not None))

    # ------------------------------------------------------------------ choosing

    def _typed_day(self, _text: str) -> None:
        self._dated = True
        self._enable()

    def _chose_scale(self, _at: int) -> None:
        """A scale that a person chose is no guess, the proposed one neither."""
        self._scaled = True

    def _choose_form(self) -> None:
        read = self.read
        if read is None:
            return
        form = Form(pressed(self.form))
        if form is read.proposal.how.form:
            self._how = read.proposal.how
        else:
            places, _sure = matched(read.answers.header, self._journey) if form is Form.WIDE else ({}, frozenset())
            self._how = replace(read.how, form=form, places=places, touchpoint="", grade="")
        self.again()

    def _chosen(self, _at: int) -> None:
        """One of the boxes at the left."""
        read, how = self.read, self._how
        if read is None or how is None or self._showing:
            return
        said = {key: str(self.boxes[key].currentData() or "") for key in ("touchpoint", "grade", "respondent", "date")}
        spelt = read.answers.separator and (
            self.boxes["encoding"].currentData() != read.answers.encoding or self.boxes["separator"].currentData() != read.answers.separator
        )
        if spelt:
            self._how, self._scaled = None, False  # other letters, other names: what is proposed for them
        else:
            places = how.places
            if how.form is Form.LONG and said["touchpoint"] != how.touchpoint:
                places = matched(labels_of(read.answers, said["touchpoint"]), self._journey)[0] if said["touchpoint"] else {}
            worst, best = self.boxes["scale"].currentData()
            order = bool(self.boxes["order"].currentData())
            self._how = SurveyMap(
                how.form, places, said["touchpoint"], said["grade"], said["respondent"], said["date"], Rating(worst, best), order
            )
        self.again()

    def _put_place(self, _at: int) -> None:
        item = self.table.currentItem()
        if item is None or self._how is None:
            return
        name, ident = str(item.data(0, _NAME)), str(self.place.currentData())
        places = {one: other for one, other in self._how.places.items() if one != name}
        # “Do not read it” is an answer too: such rows of a long table are no mistake.
        places[name] = ident
        if not ident and self._how.form is Form.WIDE:
            del places[name]
        self._how = replace(self._how, places=places)
        self.again()

    def _day(self, text: str) -> date | None:
        """A day as people write it in the window's language, in English or as ISO has it."""
        return day_of(text, self._ui.words.language, date.today()) or day_of(text, "en", date.today())

    # ------------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, and else does nothing."""
        if not take_enter(self, event):
            super().keyPressEvent(event)


def _example(some: list[str]) -> str:
    said = ", ".join(" ".join(text.split()) for text in some)
    return said if len(said) <= _LETTERS else f"{said[: _LETTERS - 1]}…"


def _tree(ui: Ui, heads: tuple[str, ...], name: str, widths: tuple[int, ...]) -> QTreeWidget:
    """A plain table of rows; ``widths`` are those of all columns but the first, which takes what is left."""
    made = QTreeWidget()
    made.setHeaderLabels(list(heads))
    made.setAccessibleName(name)
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    header = made.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    for at, width in enumerate(widths, 1):
        made.setColumnWidth(at, ui.px(width))
    return made


