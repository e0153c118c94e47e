"""Touchpoints graded one after the other: the card's title, faces and digits, words to choose, Enter for the next (METHOD step 8).

Contract. The card shown is the one that is selected on the map; with nothing selected it is the first without a grade. Who comes to the
step begins with the first card while none has a grade, else with the selected one if it has none, else with the first without: a digit
must not fall on a grade that was thought about. Where all have one the selected one stays, and it is said that a digit changes it.
Whoever comes to the step or to the faces has it selected and in sight on the map, so that no digit goes to a card that is not marked.
Enter, and the button, go to the next touchpoint without a grade, the arrows to the sides to the neighbours; both select it on the map,
so that everybody sees which one is meant.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Grading, Journey, Message, Touchpoint
from cjm_desktop.layout.card_head import KIND_ICONS

from ..desk import Desk
from ..fields import Field, LineField, Link
from ..fields.tabplace import TabPlace
from ..panels.form import button, label, small_button
from .beside import flowing
from .faces import FacesField

#: How many words are offered, and how much of a card's text is shown.
_WORDS, _MOST_TEXT = 6, 100


class Stepper(QWidget):
    """The stepper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.ident = ""
        self._words: tuple[str, ...] | None = None
        ui, _ = desk.ui, desk.ui.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(8))
        self.progress = label("", "strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        column.addWidget(self.progress)
        column.addWidget(self.bar)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        inside = QVBoxLayout(self.card)
        pad = ui.px(8)
        inside.setContentsMargins(pad, pad, pad, pad)
        inside.setSpacing(ui.px(6))
        head = QHBoxLayout()
        head.setSpacing(ui.px(4))
        self._kind = QLabel()
        self._number = label("", "caption")
        self.previous = small_button(ui, "arrow-left", _("Previous touchpoint"), lambda: self.go(-1))
        self.following = small_button(ui, "arrow-right", _("Next touchpoint"), lambda: self.go(1))
        head.addWidget(self._kind)
        head.addWidget(self._number, 1)
        head.addWidget(self.previous)
        head.addWidget(self.following)
        inside.addLayout(head)
        self.title, self._text = label("", "title", wrap=True), label("", "hint", wrap=True)
        inside.addWidget(self.title)
        inside.addWidget(self._text)
        self.grade = FacesField(desk, self._link("grade", Message("Grade"), self._put_grade))
        self.grade.faces.done.connect(self.next)
        self.grade.faces.sideways.connect(self.go)
        self.grade.faces.installEventFilter(self)
        self.grade.edit.returnPressed.connect(self.next)
        inside.addWidget(self.grade)
        self.again = label(_("Every card has a grade. A digit changes the one of this card."), "hint", wrap=True)
        inside.addWidget(self.again)
        self.word = LineField(
            desk,
            self._link("emotion", Message("Change the emotion"), leave=self._learn),
            placeholder=_("One word …"),
            suggest=lambda: [e.word for e in desk.journey.emotions],
        )
        self.word.edit.setAccessibleName(_("Emotion in a word"))
        self.word.edit.returnPressed.connect(self.next)
        inside.addWidget(self.word)
        self._chips, self._flow = flowing(ui.px(4))
        self._start = TabPlace(self._chips)
        inside.addWidget(self._chips)
        self.told = button(ui, "", "message-square-quote", self._take_told)
        # As long as nobody told anything it has no words, and assistive technology lists it all the same.
        self.told.setAccessibleName(_("Take the average grade of the respondents"))
        inside.addWidget(self.told)
        column.addWidget(self.card)
        self.next_button = button(ui, _("Next without a grade"), "arrow-right", self.next, "primary")
        self.next_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        column.addWidget(self.next_button)
        self.fields: tuple[Field, ...] = (self.grade, self.word)
        desk.selection.changed.connect(self._selected)

    # ------------------------------------------------------------------ which one

    @property
    def touchpoint(self) -> Touchpoint | None:
        """The touchpoint shown."""
        found = self.desk.record("touchpoints", self.ident)
        return found if isinstance(found, Touchpoint) else None

    def _wanted(self) -> str:
        """The one selected on the map, else the one shown, else the first without a grade."""
        if self.desk.selection.current:
            return self.desk.selection.current
        if self.touchpoint is not None:
            return self.ident
        cards = self.desk.journey.touchpoints
        first = next((card.id for card in cards if card.grade is None), "")
        return first or (cards[0].id if cards else "")

    def _selected(self) -> None:
        if self.isVisible() and self.desk.selection.current not in ("", self.ident):
            self.refresh()

    def begin(self) -> None:
        """Grading begins with the first touchpoint, whichever was written last; where some have a grade, with the selected one if it
        has none, else with the first without."""
        cards = self.desk.journey.touchpoints
        bare = [card.id for card in cards if card.grade is None]
        if cards and not self.desk.session.insights.graded:
            self._show(cards[0].id)
        elif bare and self.desk.selection.current not in bare:
            self._show(bare[0])
        else:
            self._point()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the keyboard grades from now on is marked on the map."""
        if watched is self.grade.faces and event.type() is QEvent.Type.FocusIn:
            self._point()
        return super().eventFilter(watched, event)

    def _point(self) -> None:
        """With nothing selected, the map shows and marks the touchpoint that is graded here."""
        if not self.desk.selection.current and self._wanted():
            self._show(self._wanted())

    def go(self, by: int) -> None:
        """To the neighbour at the left (-1) or right (1)."""
        cards = self.desk.journey.touchpoints
        at = next((i for i, card in enumerate(cards) if card.id == self.ident), None)
        if at is not None and 0 <= at + by < len(cards):
            self._show(cards[at + by].id)

    def lead(self, place: str) -> QWidget | None:
        """What is graded with for ``touchpoints[3].grade`` of the selected card."""
        if not (place.startswith("touchpoints[") and place.endswith("].grade")):
            return None
        self.refresh()
        return self.grade.faces

    def next(self) -> None:
        """To the next touchpoint without a grade, from the beginning again after the last; where all have one, to the neighbour."""
        self.desk.flush()
        cards = self.desk.journey.touchpoints
        at = next((i for i, card in enumerate(cards) if card.id == self.ident), -1)
        found = next((card.id for card in (*cards[at + 1 :], *cards[: max(0, at)]) if card.grade is None), "")
        if found:
            self._show(found)
        else:
            self.go(1)

    def _show(self, ident: str) -> None:
        self.desk.flush()
        self.desk.selection.seek("touchpoint", ident)
        self.refresh()
        if self.card.isAncestorOf(self.focusWidget()) or self.focusWidget() is self.next_button:
            self.grade.faces.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the document as it is now."""
        wanted = self._wanted()
        if wanted != self.ident:
            for field in self.fields:
                field.left()
                field._shown = None
            self.ident = wanted
        card, journey, ui = self.touchpoint, self.desk.journey, self.desk.ui
        graded, many = self.desk.session.insights.graded, len(journey.touchpoints)
        self.progress.setText(ui.text("{n} of {all} graded").format(n=graded, all=many))
        self.bar.setMaximum(max(1, many))
        self.bar.setValue(graded)
        self.bar.setAccessibleName(self.progress.text())
        self.setVisible(card is not None)
        if card is None:
            return
        at = next(i for i, one in enumerate(journey.touchpoints) if one is card)
        self._number.setText(ui.text("{n} of {all}").format(n=at + 1, all=many))
        side = QSize(ui.px(16), ui.px(16))
        self._kind.setPixmap(ui.icons.icon(KIND_ICONS[card.kind], "secondary").pixmap(side))
        self.previous.setEnabled(at > 0)
        self.following.setEnabled(at < many - 1)
        self.title.setText(card.title or ui.text("Untitled touchpoint"))
        text = " ".join(card.text.split())
        self._text.setText(text if len(text) <= _MOST_TEXT else text[: _MOST_TEXT - 1].rstrip() + "…")
        self._text.setVisible(bool(text))
        for field in self.fields:
            field.refresh()
        self.grade.call(ui.text("Grade of “{name}”").format(name=self.title.text()))
        self.again.setVisible(graded == many)
        if graded == many:
            self.grade.faces.setAccessibleDescription(f"{ui.number(card.grade)}. {self.again.text()}")
        self._offer(card)
        self._say_told(card)
        self.next_button.setText(
            ui.text("Next without a grade") if graded < many else ui.text("Next touchpoint")
        )

    def _offer(self, card: Touchpoint) -> None:
        """Words that go with the grade; before there is one, words from end to end of the scale."""
        known = [e for e in self.desk.journey.emotions if e.word]
        if card.grade is not None:
            grade = card.grade
            near = [e for e in known if e.grade is not None and e.word != card.emotion]
            near.sort(key=lambda e: abs((e.grade if e.grade is not None else 0.0) - grade))
            words = tuple(e.word for e in near[:_WORDS])
        else:
            ordered = sorted((e for e in known if e.grade is not None), key=lambda e: -(e.grade or 0.0))
            step = max(1, (len(ordered) + _WORDS - 1) // _WORDS)
            words = tuple(e.word for e in ordered[::step] if e.word != card.emotion)
        if words == self._words:
            return
        self._words = words
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        made: list[QWidget] = []
        for word in words:
            chip = QToolButton()
            chip.setProperty("role", "chip")
            chip.setText(word)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(partial(self._take_word, word))
            self._flow.addWidget(chip)
            chip.show()
            made.append(chip)
        self._start.string(made)
        self._chips.setVisible(bool(words))
        self._chips.updateGeometry()

    def _say_told(self, card: Touchpoint) -> None:
        """What respondents gave on average, to be taken with one click."""
        ui = self.desk.ui
        journey = self.desk.journey
        told = self.desk.session.insights.told.get((card.id, None))
        self._average = None if told is None else edits.grade_made(told, journey.grading, journey.scale)
        self.told.setVisible(told is not None and self._average != card.grade)
        if told is not None:
            words = ui.plural("{n} told: {grade}", "{n} told: {grade}", told.count)
            self.told.setAccessibleName("")
            self.told.setText(words.format(n=told.count, grade=ui.number(self._average)))
            self.told.setToolTip(ui.text("Take the average grade of the respondents"))

    # ------------------------------------------------------------------ changing

    def _link(self, name: str, what: Message, put: Any = None, leave: Any = None) -> Link:
        def get(_: Journey) -> Any:
            card = self.touchpoint
            return None if card is None else getattr(card, name)

        def plain(journey: Journey, value: Any) -> Journey:
            return edits.change_touchpoints(journey, (self.ident,), **{name: value})

        return Link(get, put or plain, what, f"grading.{name}", leave)

    def _put_grade(self, journey: Journey, grade: float | None) -> Journey:
        return edits.grade_with_word(journey, (self.ident,), grade)

    def _learn(self, journey: Journey) -> Journey:
        card = self.touchpoint
        return journey if card is None else edits.learn_emotion(journey, card.emotion, card.grade)

    def _take_word(self, word: str, _checked: bool = False) -> None:
        ident = self.ident
        self.desk.flush()
        self.desk.change(
            Message("Change the emotion"),
            lambda journey: edits.change_touchpoints(journey, (ident,), emotion=word),
        )
        self.refresh()
        self.grade.faces.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_told(self) -> None:
        grade, ident = self._average, self.ident
        self.desk.flush()
        if grade is not None:
            self.desk.change(
                Message("Take over average grades"),
                lambda journey: edits.take_grades(journey, [(ident, None, grade)])
                if journey.grading is Grading.TYPED
                else edits.take_answers(journey, [ident]),
            )
            self.refresh()
            self.grade.faces.setFocus(Qt.FocusReason.OtherFocusReason)
