"""What one respondent told, along the touchpoints: a row for each of them, and one for each phase as a whole (METHOD step 5).

Contract. A row shows what has been answered; the one that has the keyboard opens and shows its fields. Enter goes to the same field
of the next row (Shift+Enter begins a new line in a text), from the last field to the first of the next row, for there something else is
told; the arrows up and down in a line and Page Up and Page Down from anywhere stay in their field. Tab goes through the fields and on
to the next row. Nothing typed is lost: letters on the faces, where only digits say something, go to the text of what happened. An answer
is in the document from the first thing told on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop import edits
from cjm_desktop.document import Answer, Interview, Journey, Message, Met, Record, Touchpoint
from cjm_desktop.layout.card_head import KIND_ICONS

from ..belonging import proxy_of
from ..desk import Desk
from ..elided import Elided
from ..fields import ChoiceField, DayField, Field, LineField, Link, Option, SegmentField, TextField
from ..panels import options
from ..panels.adding import fresh_record
from ..panels.form import Column, label
from ..soon import soon
from .beside import SideWindow
from .births import list_items
from .faces import Faces, FacesField, GradeMark
from .ways import methods

_MET_ICONS = {Met.YES: "circle-check", Met.PARTLY: "circle-dot", Met.NO: "circle-x"}
_TOLD = Message("Change what somebody told")
INTERVIEWS = list_items("interviews")


@dataclass(frozen=True, slots=True)
class Place:
    """What an answer is about: a touchpoint, or a phase as a whole; ``nth`` counts several about the same."""

    touchpoint: str | None = None
    phase: str | None = None
    nth: int = 0


def _by_place(answers: Iterable[Answer]) -> dict[Place, Answer]:
    """Each answer by what it is about."""
    found: dict[Place, Answer] = {}
    many: dict[tuple[str | None, str | None], int] = {}
    for answer in answers:
        about = (answer.touchpoint, None if answer.touchpoint is not None else answer.phase)
        nth = many.get(about, 0)
        many[about] = nth + 1
        found[Place(*about, nth)] = answer
    return found


def places(journey: Journey, interview: Interview) -> list[Place]:
    """The rows of a respondent, in the order of the journey: each phase, then its touchpoints."""
    told = Counter((place.touchpoint, place.phase) for place in _by_place(interview.answers))
    found: list[Place] = []

    def add(touchpoint: str | None, phase: str | None) -> None:
        many = max(1, told[touchpoint, phase])
        found.extend(Place(touchpoint, phase, nth) for nth in range(many))

    for card in journey.touchpoints:
        if card.phase is None:
            add(card.id, None)
    for phase in journey.phases:
        add(None, phase.id)
        for card in journey.touchpoints:
            if card.phase == phase.id:
                add(card.id, None)
    return found


class TalkRow(QFrame):
    """One row: closed it takes the keyboard itself and opens with it; open it holds the fields."""

    def __init__(self, window: TalkWindow, place: Place) -> None:
        super().__init__()
        self.window_, self.place = window, place
        self.desk = window.desk
        self.editor: Column | None = None
        self._shown: object = None
        ui = self.desk.ui
        self.setProperty("role", "card" if place.touchpoint is not None else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(ui.px(8), ui.px(4), ui.px(8), ui.px(4))
        self._box.setSpacing(ui.px(8))
        head = QHBoxLayout()
        head.setSpacing(ui.px(8))
        self._number = label("", "caption")
        self._number.setFixedWidth(ui.px(20))
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._kind, self._met, self._channel = QLabel(), QLabel(), QLabel()
        for picture in (self._kind, self._met, self._channel):
            picture.setFixedSize(ui.px(18), ui.px(18))
        self.title = Elided("", "strong" if place.touchpoint is not None else "eyebrow")
        self._grade = GradeMark(ui, self.desk.journey.scale)
        self._feeling, self._told = Elided(), Elided("", "hint")
        head.addWidget(self._number)
        head.addWidget(self._kind)
        head.addWidget(self.title, 5)
        head.addWidget(self._grade)
        head.addWidget(self._feeling, 2)
        head.addWidget(self._told, 6)
        head.addWidget(self._channel)
        head.addWidget(self._met)
        self._box.addLayout(head)

    @property
    def answer(self) -> Answer:
        """What was told here; an empty answer when nothing was."""
        return self.window_.answer(self.place)

    @property
    def answered(self) -> bool:
        """Whether anything was told here."""
        return self.answer != Answer(touchpoint=self.answer.touchpoint, phase=self.answer.phase)

    def refresh(self) -> None:
        """Show what the document holds."""
        if self.editor is not None:
            self.editor.refresh()
        desk, journey, answer, place = self.desk, self.desk.journey, self.answer, self.place
        about = desk.record("phases", place.phase or "")
        if place.touchpoint is not None:
            about = desk.record("touchpoints", place.touchpoint)
        channel = desk.record("channels", answer.channel) if answer.channel else None
        number = self.window_.numbers.get(place.touchpoint or "", 0)
        told = (answer, about, channel, number, journey.scale, self.editor is None, desk.ui.look.name)
        if told != self._shown:
            self._shown = told
            self._show(answer, number, channel)

    def _show(self, answer: Answer, number: int, channel: Record | None) -> None:
        ui, journey = self.desk.ui, self.desk.journey
        _, side = ui.text, QSize(ui.px(17), ui.px(17))
        if self.place.touchpoint is not None:
            card: Touchpoint = journey.touchpoints[number]
            self._number.setText(str(number + 1))
            name = card.title or _("Untitled touchpoint")
            self._kind.setPixmap(ui.icons.icon(KIND_ICONS[card.kind], "secondary").pixmap(side))
        else:
            phase = self.desk.record("phases", self.place.phase or "")
            name = getattr(phase, "name", "") or _("Unnamed")
            self._kind.setPixmap(ui.icons.icon("flag", "accent").pixmap(side))
        self.title.say(name)
        self._grade.set_grade(answer.grade, journey.scale)
        phaselike = self.place.touchpoint is None
        self._grade.setVisible(answer.grade is not None or not phaselike or self.editor is not None)
        self._feeling.say(answer.emotion)
        quoted = _("“{quote}”").format(quote=answer.quote) if answer.quote else ""
        told = [answer.happened, quoted, answer.why_channel, answer.expectation]
        said = "  ·  ".join(part for part in told if part)
        hint = _("about the whole phase") if phaselike and not self.answered else ""
        self._told.say(said or hint)
        icon = getattr(channel, "icon", "")
        _picture(
            self._channel, ui.icons.icon(icon or "circle", "secondary").pixmap(side) if channel else None
        )
        self._channel.setToolTip(getattr(channel, "name", ""))
        met = next((one.text for one in options.mets(ui) if one.value is answer.met), "")
        sign = ui.icons.icon(_MET_ICONS[answer.met], "secondary").pixmap(side) if answer.met else None
        _picture(self._met, sign)
        self._met.setToolTip(met)
        grade = ui.number(answer.grade) if answer.grade is not None else ""
        self.setAccessibleName(". ".join(part for part in (name, grade, answer.emotion, said, met) if part))

    # ------------------------------------------------------------------ opening

    def open(self) -> Column:
        """Make the fields."""
        if self.editor is not None:
            return self.editor
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.editor = _editor(self)
        self._box.addWidget(self.editor)
        self.editor.refresh()
        self.editor.show()
        for widget in self._stops():
            widget.installEventFilter(self)
        self.update()
        return self.editor

    def _stops(self) -> list[QWidget]:
        """What takes the keyboard in the open row; the list of a drop-down is a child too, in a window of its own."""
        inside = self.editor.findChildren(QWidget) if self.editor is not None else []
        return [
            one
            for one in inside
            if one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.window() is self.window()
        ]

    def string(self, following: QWidget | None) -> None:
        """Widgets made later come last on the way of the Tab key: those of the open row belong between it and the next row."""
        # Qt passes over who takes no focus.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chain = [self, *self._stops(), *([following] if following is not None else [])]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def unfit(self) -> Field | None:
        """The first field whose words are no value, and say so."""
        return next((one for one in self.editor.fields if one.unfit), None) if self.editor is not None else None

    def shut(self, *, forced: bool = False) -> None:
        """Take over what is typed, and put the fields away; a row with words that are no value stays open with its sentence, unless it is
        ``forced``."""
        editor = self.editor
        if editor is None:
            return
        for field in editor.fields:
            field.left()
        if self.unfit is not None and not forced:
            return
        self.editor = None
        editor.leave()
        for field in editor.fields:
            self.desk.drop_pending(field)
        self._box.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.refresh()
        self.update()

    def link(self, name: str) -> Link:
        """A field of the answer."""
        place, window = self.place, self.window_

        def put(journey: Journey, value: Any) -> Journey:
            return _tell(journey, window.ident, place, **{name: value})

        key = f"talk.{window.ident}.{place.touchpoint or place.phase}.{place.nth}.{name}"
        return Link(lambda _: getattr(window.answer(place), name), put, _TOLD, key)

    def new_channel(self, name: str) -> None:
        """A channel that nobody has named before."""
        record = fresh_record(self.desk, "channels", name)[0]
        place, ident = self.place, self.window_.ident

        def add(journey: Journey) -> Journey:
            return _tell(edits.put(journey, "channels", record), ident, place, channel=record.id)

        self.desk.change(Message("Add a channel"), add)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes to a closed row: it opens."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.window_.go(self, -1 if event.reason() is Qt.FocusReason.BacktabFocusReason else 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens the row."""
        if event.button() is Qt.MouseButton.LeftButton and self.editor is None:
            self.window_.go(self, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, arrows and the page keys go along the journey."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
        ):
            return self._key(watched, event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _key(self, hand: QWidget, event: QKeyEvent) -> bool:
        completer = hand.completer() if isinstance(hand, QLineEdit) else None
        popup = completer.popup() if completer is not None else None
        if self.editor is None or (popup is not None and popup.isVisible()):
            return False
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if mods and isinstance(hand, QPlainTextEdit):
                return False
            step = -1 if mods & Qt.KeyboardModifier.ShiftModifier else 1
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = 1 if key == Qt.Key.Key_PageDown else -1
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and isinstance(hand, QLineEdit) and not mods:
            step = 1 if key == Qt.Key.Key_Down else -1
        else:
            return self._write(hand, event)
        at = next((i for i, field in enumerate(self.editor.fields) if field.isAncestorOf(hand)), 0)
        if step > 0 and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at == len(self.editor.fields) - 1:
            at = 0
        self.window_.step(self, step, at)
        return True

    def _write(self, hand: QWidget, event: QKeyEvent) -> bool:
        """A letter typed where nothing is written begins or goes on with what happened; gives whether it was one."""
        typed, modifier = event.text(), Qt.KeyboardModifier
        letter = bool(typed.strip()) and typed.isprintable()
        if event.modifiers() & (modifier.ControlModifier | modifier.AltModifier | modifier.MetaModifier):
            # Unless it is AltGr, which writes.
            letter = letter and bool(event.modifiers() & modifier.GroupSwitchModifier)
        writes = hand.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) or isinstance(hand, QComboBox)
        grades = isinstance(hand, Faces) and typed.isascii() and typed.isdigit()
        if self.editor is None or not letter or writes or grades:
            return False
        text = self.editor.fields[0]
        target = proxy_of(text) or text
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(target, QPlainTextEdit):
            target.moveCursor(QTextCursor.MoveOperation.End)
            target.insertPlainText(typed)
        self.window_.show_row(self)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """The open row has a bar at its left."""
        super().paintEvent(event)
        if self.editor is not None or self.hasFocus():
            painter = QPainter(self)
            painter.fillRect(QRect(0, 0, self.desk.ui.px(3), self.height()), QColor(self.desk.ui.look.accent))
            painter.end()


def _picture(place: QLabel, picture: QPixmap | None) -> None:
    if picture is None:
        place.clear()
    else:
        place.setPixmap(picture)


def _tell(journey: Journey, interview: str, place: Place, **fields: Any) -> Journey:
    return edits.tell(
        journey, interview, touchpoint=place.touchpoint, phase=place.phase, nth=place.nth, **fields
    )


def _editor(row: TalkRow) -> Column:
    """The fields of a row, in the order in which one asks."""
    desk, _ = row.desk, row.desk.ui.text
    column = Column(desk)
    column.box.setContentsMargins(desk.ui.px(28), 0, 0, desk.ui.px(6))
    column.pair(
        (_("What happened"), TextField(desk, row.link("happened"), least=1, most=4)),
        (
            _("In their own words"),
            TextField(desk, row.link("quote"), placeholder=_("“Nobody told me …”"), least=1, most=4),
        ),
    )
    channel = ChoiceField(
        desk,
        row.link("channel"),
        lambda: options.channels(desk.ui, desk.journey),
        create=row.new_channel,
    )
    column.pair(
        (_("Channel"), channel),
        (_("Why that one"), TextField(desk, row.link("why_channel"), least=1, most=3)),
        (_("Expected"), TextField(desk, row.link("expectation"), least=1, most=3)),
    )
    feeling = LineField(
        desk,
        row.link("emotion"),
        placeholder=_("One word: happy, unsure, forgotten …"),
        suggest=lambda: [e.word for e in desk.journey.emotions],
    )
    column.pair(
        (_("Was it met?"), SegmentField(desk, row.link("met"), options.mets(desk.ui), clearable=True)),
        (_("Emotion in a word"), feeling),
        (_("Grade"), FacesField(desk, row.link("grade"))),
    )
    return column


class TalkWindow(SideWindow):
    """The form of one respondent."""

    def __init__(self, desk: Desk, parent: QWidget, ident: str) -> None:
        super().__init__(desk, parent, 980, 680)
        self.ident = ident
        self.rows: list[TalkRow] = []
        self.numbers: dict[str, int] = {}
        self._made: list[Place] = []
        self._blank = Answer()
        self._indexed: tuple[Interview | None, dict[Place, Answer]] | None = None
        _ = desk.ui.text
        self._build_head()
        self.count = label("", "strong")
        self.foot.addWidget(self.count)
        keys = label(_("Enter: next touchpoint   ·   Tab: next field   ·   0 … 9 on the faces: grade"), "hint", wrap=True)
        self.foot.addWidget(keys, 1)
        self.foot.addWidget(self.closing)

    def _build_head(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        self.head.pair(
            (
                _("Made-up name"),
                LineField(desk, self._link("pseudonym", Message("Rename a respondent")), role="title"),
            ),
            (
                _("How"),
                SegmentField(desk, self._link("method", Message("Change the method")), methods(desk.ui)),
            ),
            (
                _("Persona"),
                ChoiceField(desk, self._link("persona", Message("Change the persona")), self._personas),
            ),
        )
        real = LineField(
            desk,
            self._link("respondent", Message("Change a name")),
            placeholder=_("Only for you; not printed"),
        )
        self.head.pair(
            (_("Talked on"), DayField(desk, self._link("date", Message("Change a date")))),
            (
                _("Last went through it"),
                DayField(desk, self._link("last_experience", Message("Change a date"))),
            ),
            (_("Real name (personal)"), real),
            (_("Note"), TextField(desk, self._link("note", Message("Change the note")), least=1, most=2)),
            # A name needs more room than a day.
            shares=(2, 2, 3, 3),
        )

    def _personas(self) -> list[Option]:
        ui = self.desk.ui
        some = [Option(p.id, p.name or ui.text("Unnamed"), "user-round") for p in self.desk.journey.personas]
        return [Option(None, ui.text("Not known"), "minus"), *some]

    def _link(self, name: str, what: Message) -> Link:
        def get(_: Journey) -> Any:
            record = self.interview
            return None if record is None else getattr(record, name)

        def put(journey: Journey, value: Any) -> Journey:
            record = next((one for one in journey.interviews if one.id == self.ident), None)
            return journey if record is None else INTERVIEWS.put(journey, record.replace(**{name: value}))

        return Link(get, put, what, f"interviews.{self.ident}.{name}")

    # ------------------------------------------------------------------ showing

    @property
    def interview(self) -> Interview | None:
        """The respondent, while there is one."""
        found: Record | None = self.desk.record("interviews", self.ident)
        return found if isinstance(found, Interview) else None

    def answer(self, place: Place) -> Answer:
        """What was told about something; an empty answer when nothing was."""
        record = self.interview
        if self._indexed is None or self._indexed[0] is not record:
            self._indexed = (record, _by_place(record.answers if record is not None else ()))
        return self._indexed[1].get(place, self._blank)

    def follow(self) -> None:
        """Show the respondent's rows as they are now; the window goes with the respondent."""
        record, journey, ui = self.interview, self.desk.journey, self.desk.ui
        if record is None:
            self.close()
            return
        super().follow()
        number = next((i for i, one in enumerate(journey.interviews, 1) if one.id == self.ident), 0)
        name = record.pseudonym or ui.text("Respondent {n}").format(n=number)
        self.setWindowTitle(ui.text("What {name} told").format(name=name))
        self.numbers = {card.id: i for i, card in enumerate(journey.touchpoints)}
        wanted = places(journey, record)
        if wanted != self._made:
            self._rebuild(wanted)
        for row in self.rows:
            row.refresh()
        told = {answer.touchpoint for answer in record.answers} - {None}
        many = len(journey.touchpoints)
        words = ui.plural("{n} of {all} touchpoint", "{n} of {all} touchpoints", many)
        self.count.setText(words.format(n=len(told), all=many))

    def _rebuild(self, wanted: list[Place]) -> None:
        self._made = wanted
        known = {row.place: row for row in self.rows}
        while (item := self.body.takeAt(0)) is not None:
            del item
        self.rows = [known.pop(place) if place in known else TalkRow(self, place) for place in wanted]
        for gone in known.values():
            gone.shut(forced=True)
            gone.hide()
            gone.deleteLater()
        for row in self.rows:
            self.body.addWidget(row)
            row.show()
        self.body.addStretch(1)
        for before, after in zip(self.rows, self.rows[1:], strict=False):
            QWidget.setTabOrder(before, after)

    # ------------------------------------------------------------------ going

    def begin(self) -> None:
        """Show the window with the keyboard at the first touchpoint that nothing was told about."""
        self.bring()
        cards = [row for row in self.rows if row.place.touchpoint is not None]
        record = self.interview
        if record is not None and not record.pseudonym and not record.answers:
            self._first_of_head().setFocus()
        elif cards:
            self.go(next((row for row in cards if not row.answered), cards[0]), 0)

    def write_in(self, name: str) -> QWidget:
        """Put the cursor into a field about the respondent (``date``); into the first one, if there is no such field."""
        field = next((one for one in self.head.fields if one.link.key.rpartition(".")[2] == name), self.head.fields[0])
        target = proxy_of(field) or field
        target.setFocus(Qt.FocusReason.TabFocusReason)
        return target

    def _first_of_head(self) -> QWidget:
        field = self.head.fields[0]
        return proxy_of(field) or field

    def step(self, row: TalkRow, by: int, field: int) -> None:
        """To a field of a neighbour; after the last row the keyboard stays, and where what is typed is no value."""
        self.desk.flush()
        wrong = row.unfit
        if wrong is not None:
            target = proxy_of(wrong) or wrong
            if not wrong.isAncestorOf(QApplication.focusWidget() or self):
                target.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        at = self.rows.index(row) + by
        # A phase as a whole is only answered by those who go there; along the way one goes from card to card.
        while 0 <= at < len(self.rows) and self.rows[at].place.touchpoint is None:
            at += by
        if 0 <= at < len(self.rows):
            self.go(self.rows[at], field)

    def go(self, row: TalkRow, field: int) -> None:
        """Open a row with the keyboard in one of its fields (-1: the last)."""
        editor = row.open()
        target = proxy_of(editor.fields[field]) or editor.fields[field]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(target, QLineEdit):
            target.selectAll()
        for other in self.rows:
            if other is not row:
                other.shut()
        at = self.rows.index(row) + 1
        row.string(self.rows[at] if at < len(self.rows) else self.closing)
        row.refresh()
        self.show_row(row)

    def show_row(self, row: TalkRow) -> None:
        """Scroll a row into sight once it has its place."""
        soon(row, lambda: self.area.ensureWidgetVisible(row, 0, self.desk.ui.px(60)))
