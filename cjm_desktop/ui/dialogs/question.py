"""A question in our look: a picture, a headline, a sentence, and named answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ..shared import Ui
from .bounded import Dialog, Yielding, free_size
from .heights import as_high_as_its_words


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its key, its text, and ``role`` ``primary``, ``danger`` or nothing special."""

    key: str
    text: str
    role: str = ""


#: So many letters without a place to break, with more to come.
_ENDLESS = re.compile(r"[^\s\u200b]{20}(?=[^\s\u200b]{3})")


class Question(Dialog):
    """Asks and gives the key of the answer; Escape and closing give ``escape``."""

    def __init__(
        self,
        ui: Ui,
        parent: QWidget | None,
        headline: str,
        sentence: str,
        answers: Sequence[Answer],
        *,
        icon: str = "circle-help",
        escape: str = "cancel",
        details: str = "",
    ) -> None:
        super().__init__(parent)
        self.answer = escape
        self.setWindowTitle("CJM Desktop")
        free = free_size(self)
        self.setMinimumWidth(min(ui.px(560 if details else 440), free.width()))
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(24), ui.px(22), ui.px(24), ui.px(18))
        column.setSpacing(ui.px(18))
        said = QWidget()
        row = QHBoxLayout(said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ui.px(16))
        picture = QLabel()
        colour = ui.look.danger if icon in ("octagon-alert", "triangle-alert") else ui.look.accent
        picture.setPixmap(ui.icons.pixmap(icon, ui.px(32), colour, self.devicePixelRatioF()))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(ui.px(6))
        for text, role in ((headline, "title"), (sentence, "")):
            if text:
                line = QLabel(fitted(text))
                line.setTextFormat(Qt.TextFormat.PlainText)
                line.setProperty("role", role)
                line.setWordWrap(True)
                line.setMinimumWidth(ui.px(360))
                line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                texts.addWidget(line)
        row.addLayout(texts, 1)
        column.addWidget(Yielding(said), 1)
        if details:
            box = QPlainTextEdit(details)
            box.setReadOnly(True)
            # As high as its lines, within reason; a long one may take two.
            lines = sum(1 + len(line) // 72 for line in details.split("\n"))
            line_height = box.fontMetrics().lineSpacing()
            most = max(3, free.height() // (3 * line_height))
            box.setFixedHeight(ui.px(18) + line_height * min(max(lines, 2), 9, most))
            column.addWidget(box)
        line_of_buttons = QHBoxLayout()
        line_of_buttons.setSpacing(ui.px(8))
        line_of_buttons.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for answer in answers:
            button = QPushButton(answer.text)
            button.setProperty("role", answer.role)
            button.setAutoDefault(answer.role == "primary")
            button.setDefault(answer.role == "primary")
            button.clicked.connect(lambda _=False, key=answer.key: self._take(key))
            line_of_buttons.addWidget(button)
            self.buttons[answer.key] = button
        column.addLayout(line_of_buttons)
        # Only now: before, the buttons had no window that could keep the focus.
        for answer in answers:
            if answer.role == "primary":
                self.buttons[answer.key].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As wide as its answers, though a dialog by itself takes at most two thirds of the screen, and as high as its words."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumWidth(min(max(self.minimumWidth(), layout.minimumSize().width()), free_size(self).width()))
        as_high_as_its_words(self)
        super().showEvent(event)

    def _take(self, key: str) -> None:
        self.answer = key
        self.accept()

    def ask(self) -> str:
        """Show the question and wait for the answer."""
        self.exec()
        self.deleteLater()
        return self.answer


def fitted(text: str) -> str:
    """A text as a label can show it: a word without end (a file's name may be one) may be broken, and names that are written from right to
    left do not turn the whole sentence, which is one of ours."""
    broken = _ENDLESS.sub(lambda found: found[0] + "\u200b", text)
    return f"\u200e{broken}" if any(unicodedata.bidirectional(ch) in ("R", "AL") for ch in broken) else broken


def may_replace(ui: Ui, parent: QWidget | None, name: str, *, count: int = 1, people: int = 0) -> bool:
    """Ask whether the file of this name, which is there already, may be replaced: the first of ``count``. The real names of so many
    ``people`` are in it, and not in what replaces it.

    File dialogs are told not to ask this themselves: they know only what was typed, before its ending was added.
    """
    _ = ui.text
    if count > 1:
        asked = _("Replace {count} files, “{name}” and more?").format(count=count, name=name)
        told = _("Files of these names are there already. What is in them now will be gone.")
    else:
        asked = _("Replace “{name}”?").format(name=name)
        told = _("A file of this name is there already. What is in it now will be gone.")
    if people:
        lost = ui.plural(
            "With it goes the real name of {n} person: the poster that you opened was printed without it.",
            "With it go the real names of {n} people: the poster that you opened was printed without them.",
            people,
        )
        told = f"{told} {lost.format(n=people)}"
    answer = Question(
        ui,
        parent,
        asked,
        told,
        (Answer("replace", _("Replace"), "danger"), Answer("cancel", _("Choose another name …"), "primary")),
        icon="triangle-alert",
    ).ask()
    return answer == "replace"
