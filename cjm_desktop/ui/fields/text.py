"""Fields one types into: a line, a text, several lines, a number, a day, a length of time."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from cjm_desktop.document import Duration, Message, clean_line, clean_text
from cjm_desktop.i18n.days import day_of

from ..columns import units
from ..desk import Desk
from ..shared import Telling
from .base import MIXED, Field, Link, Unfit
from .combo import Combo


class LineField(Field):
    """One line of text. ``suggest`` gives words to complete from, asked for at each visit."""

    def __init__(
        self,
        desk: Desk,
        link: Link,
        *,
        placeholder: Telling = "",
        suggest: Callable[[], Sequence[str]] | None = None,
        role: str = "",
        most: int = 20_000,
    ) -> None:
        super().__init__(desk, link)
        self._placeholder, self._suggest = "", suggest
        self.edit = QLineEdit()
        self.edit.setMaxLength(most)
        desk.ui.tell(self, placeholder, self._invite)
        if role:
            self.edit.setProperty("role", role)
        self.edit.textEdited.connect(self.touched)
        self.edit.returnPressed.connect(self.flush)
        if suggest is not None:
            self.edit.textEdited.connect(self._complete)
        self.hold(self.edit)

    def _invite(self, placeholder: str) -> None:
        if self.edit.placeholderText() == self._placeholder:
            self.edit.setPlaceholderText(placeholder)
        self._placeholder = placeholder

    def show_value(self, value: Any) -> None:
        self.edit.setPlaceholderText(self.desk.ui.text("mixed") if value is MIXED else self._placeholder)
        text = "" if value is MIXED or value is None else str(value)
        if text != self.edit.text():
            at = self.edit.cursorPosition()
            self.edit.setText(text)
            self.edit.setCursorPosition(min(at, units(text)) if self.edit.hasFocus() else 0)

    def value(self) -> Any:
        return clean_line(self.edit.text())

    def left(self) -> None:
        """A long text is read from its beginning, and not from where the cursor was."""
        super().left()
        if not self.edit.hasFocus():
            self.edit.setCursorPosition(0)

    def flush(self) -> None:
        if self.link.get(self.desk.journey) is MIXED and not self.edit.text():
            # Nothing was typed over values that differ: they stay as they are.
            self._dirty = False
            self.desk.drop_pending(self)
            return
        super().flush()

    def _complete(self) -> None:
        assert self._suggest is not None
        completer = self.edit.completer()
        words = list(self._suggest())
        if completer is None or completer.property("words") != words:
            completer = QCompleter(words, self.edit)
            completer.setProperty("words", words)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            popup = completer.popup()
            if popup is not None:
                popup.setProperty("role", "popup")
            completer.activated.connect(lambda _word: self.chosen())
            self.edit.setCompleter(completer)


class SignField(LineField):
    """One or two letters or a symbol."""

    def __init__(self, desk: Desk, link: Link) -> None:
        super().__init__(desk, link, most=4)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.edit.setFixedWidth(desk.ui.px(56))


class Paragraphs(QPlainTextEdit):
    """A text box that grows with its text from ``least`` to ``most`` lines."""

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def setPlaceholderText(self, text: str) -> None:
        """Other words invite to write; an empty box takes the height that they want."""
        if text != self.placeholderText():
            super().setPlaceholderText(text)
            self.fit()

    def fit(self) -> None:
        """Take the height that the text wants."""
        # Lines are laid out on whole pixels.
        spacing, margin = math.ceil(QFontMetricsF(self.font()).lineSpacing()), self.document().documentMargin()
        wanted = 0.0
        layout, block = self.document().documentLayout(), self.document().begin()
        # Asking each block for its box lays it out at the width of now; the document's own size lags behind. The first box begins with
        # the margin above the text.
        while block.isValid() and wanted <= self._most * spacing + margin:
            wanted += layout.blockBoundingRect(block).height()
            block = block.next()
        if self.document().isEmpty() and self.placeholderText():
            # What it invites to is read as a whole too.
            room = QRect(0, 0, max(1, round(self.viewport().width() - 2 * margin)), 10_000)
            wanted = margin + self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap.value, self.placeholderText()).height()
        high = max(self._least * spacing, min(self._most * spacing, wanted - margin))
        # A bar that comes and goes would change the width, and with it the lines, while one types.
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if wanted - margin > self._most * spacing:
            bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bar)
        margins = self.contentsMargins()
        # The frame of a field that has the keyboard may be a pixel stronger.
        height = math.ceil(high + 2 * margin) + margins.top() + margins.bottom() + 1
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)


class TextField(Field):
    """A text of several lines that grows with what is typed."""

    def __init__(
        self,
        desk: Desk,
        link: Link,
        *,
        placeholder: Telling = "",
        least: int = 2,
        most: int = 9,
        edit: Paragraphs | None = None,
    ) -> None:
        super().__init__(desk, link)
        self._placeholder = ""
        self.edit = Paragraphs(least, most) if edit is None else edit
        desk.ui.tell(self, placeholder, self._invite)
        self.edit.textChanged.connect(self._changed)
        self._showing = False
        self.hold(self.edit)

    def _invite(self, placeholder: str) -> None:
        if self.edit.placeholderText() == self._placeholder:
            self.edit.setPlaceholderText(placeholder)
        self._placeholder = placeholder

    def show_value(self, value: Any) -> None:
        self.edit.setPlaceholderText(self.desk.ui.text("mixed") if value is MIXED else self._placeholder)
        text = "" if value is MIXED or value is None else self.as_text(value)
        if text != self.edit.toPlainText():
            self._showing = True
            self.edit.setPlainText(text)
            self._showing = False
        self.edit.fit()

    def value(self) -> Any:
        return clean_text(self.edit.toPlainText())

    def as_text(self, value: Any) -> str:
        """The text for a value of the document."""
        return str(value)

    def _changed(self) -> None:
        if not self._showing:
            self.touched()


class LinesField(TextField):
    """A list of short texts, one on each line."""

    def as_text(self, value: Any) -> str:
        return "\n".join(value)

    def value(self) -> Any:
        return tuple(line for raw in self.edit.toPlainText().split("\n") if (line := clean_line(raw)))


class NumberField(LineField):
    """A number, or nothing. ``whole`` takes whole numbers only; ``low`` and ``high`` bound it."""

    def __init__(
        self,
        desk: Desk,
        link: Link,
        *,
        low: float | None = None,
        high: float | None = None,
        whole: bool = False,
        empty: Any = None,
        placeholder: str = "",
    ) -> None:
        super().__init__(desk, link, placeholder=placeholder, most=14)
        self._low, self._high, self._whole, self._empty = low, high, whole, empty
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_value(self, value: Any) -> None:
        shown = value if value is MIXED else "" if value is None else self.desk.ui.number(float(value))
        super().show_value(shown)

    def value(self) -> Any:
        raw = self.edit.text()
        if not raw.strip():
            return self._empty
        number = number_in(raw)
        if number is None or (self._whole and number != int(number)):
            raise Unfit(Message("Please type a number."))
        if (self._low is not None and number < self._low) or (self._high is not None and number > self._high):
            if self._low is not None and self._high is not None:
                raise Unfit(Message("A number from {low} to {high}, please.", low=self._low, high=self._high))
            raise Unfit(Message("This number is too small or too large."))
        return int(number) if self._whole else number


def number_in(raw: str) -> float | None:
    """The number a person typed, with a comma or a point; ``None`` when it is none."""
    text = raw.strip().replace("\u00a0", "").replace(" ", "").replace("−", "-").replace(",", ".")
    return float(text) if re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", text) else None


class DayField(Field):
    """A calendar day, chosen from a calendar or typed as people write it (:mod:`cjm_desktop.i18n.days`), shown as the language does."""

    def __init__(self, desk: Desk, link: Link) -> None:
        super().__init__(desk, link)
        ui = desk.ui
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(ui.text("DD/MM/YYYY"))
        # Beside another field a half of the row is too little: a day is read as a whole or not at all.
        self.edit.ensurePolished()
        widest = max(map(self.edit.fontMetrics().horizontalAdvance, (ui.words.short_day("2000-00-00"), self.edit.placeholderText())))
        self.edit.setMinimumWidth(widest + ui.px(24))
        self.edit.textEdited.connect(self.touched)
        self.button = QToolButton()
        self.button.setProperty("role", "picker")
        self.button.setIcon(ui.icons.icon("calendar", "secondary"))
        self.button.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.button.setToolTip(ui.text("Choose a day"))
        self.button.setAccessibleName(ui.text("Choose a day"))
        self.button.clicked.connect(self._choose)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ui.px(4))
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)
        self.hold(box, self.edit)

    def show_value(self, value: Any) -> None:
        text = "" if value is MIXED or value is None else self.desk.ui.words.short_day(str(value))
        if text != self.edit.text():
            self.edit.setText(text)

    def value(self) -> Any:
        raw = self.edit.text().strip()
        if not raw:
            return ""
        words = self.desk.ui.words
        day = day_of(raw, words.language, date.today())
        if day is None:
            raise Unfit(Message("A day is written such as {example}.", example=words.short_day("2026-05-31")))
        return day.isoformat()

    def left(self) -> None:
        """What was understood stands there as it is read, not as it was typed."""
        super().left()
        if self._error.isHidden():
            self.show_value(self._shown)

    def _choose(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale(self.desk.ui.words.language))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        known = day_of(self.edit.text(), self.desk.ui.words.language, date.today())
        if known is not None:
            calendar.setSelectedDate(QDate(known.year, known.month, known.day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(day: QDate) -> None:
            menu.close()
            self.edit.setText(self.desk.ui.words.short_day(day.toString(Qt.DateFormat.ISODate)))
            self.chosen()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        # The arrows choose a day, and Enter takes it.
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)


class DurationField(Field):
    """A length of time: a number and its unit; an empty number means that it is not known."""

    def __init__(self, desk: Desk, link: Link) -> None:
        super().__init__(desk, link)
        ui = desk.ui
        _ = ui.text
        self.edit = QLineEdit()
        self.edit.setMaxLength(9)
        self.edit.textEdited.connect(self.touched)
        self.unit = Combo(ui)
        for key, text in (("min", _("minutes")), ("h", _("hours")), ("d", _("days")), ("w", _("weeks"))):
            self.unit.addItem(text, key)
        self.unit.activated.connect(self._unit_chosen)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ui.px(4))
        row.addWidget(self.edit, 2)
        row.addWidget(self.unit, 3)
        self.hold(box, self.edit)

    def show_value(self, value: Any) -> None:
        self.edit.setPlaceholderText(self.desk.ui.text("mixed") if value is MIXED else "")
        if isinstance(value, Duration):
            self.edit.setText(self.desk.ui.number(value.amount))
            self.unit.setCurrentIndex(self.unit.findData(value.unit))
        else:
            self.edit.setText("")

    def value(self) -> Any:
        raw = self.edit.text()
        if not raw.strip():
            return None
        amount = number_in(raw)
        if amount is None or not 0 <= amount <= 1_000_000:
            raise Unfit(Message("Please type a number, such as 20 or 1.5."))
        return Duration(amount=amount, unit=self.unit.currentData())

    def _unit_chosen(self) -> None:
        if self.edit.text().strip():
            self.chosen()
