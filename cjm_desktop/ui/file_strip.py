"""A calm strip over the map: one sentence about the document's file, and what can be done.

Contract. :meth:`FileStrip.tell` shows a sentence with its answers, or another one in its place; the same once more changes nothing. It
never takes the keyboard, and a screen reader says the sentence. Where there is no room beside the sentence the answers stand under it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from .canvas.accessible import announce
from .dialogs.question import Answer, fitted
from .shared import Ui


class FileStrip(QFrame):
    """The strip; hidden until there is something to tell."""

    #: The key of the answer that was given.
    answered = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._shown: tuple[str, tuple[Answer, ...]] | None = None
        self._icon = ""
        self.buttons: dict[str, QPushButton] = {}
        self.setProperty("role", "notice")
        self.setAccessibleName(ui.text("About the file"))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(ui.px(14), ui.px(7), ui.px(10), ui.px(7))
        outer.setSpacing(ui.px(10))
        self._picture = QLabel()
        outer.addWidget(self._picture)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(ui.px(6))
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setProperty("role", "notice")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._row.addWidget(self.text, 1)
        self._answers = QGridLayout()
        self._answers.setSpacing(ui.px(6))
        self._columns = 0
        self._row.addLayout(self._answers)
        outer.addLayout(self._row, 1)
        ui.look_changed.connect(self._dress)
        self.hide()

    @property
    def has_keyboard(self) -> bool:
        """Whether one of the answers has the keyboard, or will have it when the dialog over the window is closed."""
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def tell(self, icon: str, text: str, answers: Sequence[Answer]) -> None:
        """Show a sentence and its answers."""
        if self._shown == (text, tuple(answers)):
            return
        self._shown = text, tuple(answers)
        self._icon = icon
        self.text.setText(fitted(text))
        had = self.has_keyboard
        for button in self.buttons.values():
            self._answers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for answer in answers:
            button = QPushButton(answer.text)
            # Quiet but for the first choice: it stands over the map all day.
            button.setProperty("role", answer.role or "quiet")
            button.setAutoDefault(False)
            button.setProperty("answer", answer.key)
            button.clicked.connect(self._take)
            self.buttons[answer.key] = button
        self._columns = 0
        self._dress()
        self.show()
        self._arrange()
        if had and self.buttons:
            next(reversed(self.buttons.values())).setFocus()
        announce(self, text)

    def put_away(self) -> None:
        """There is nothing to tell any more."""
        self._shown = None
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The answers go under the sentence where it would have no room beside them."""
        super().resizeEvent(event)
        self._arrange()

    # ------------------------------------------------------------------ inside

    def _take(self) -> None:
        self.answered.emit(str(self.sender().property("answer")))

    def _dress(self) -> None:
        if self._icon:
            look = self._ui.look
            self._picture.setPixmap(
                self._ui.icons.pixmap(self._icon, self._ui.px(18), look.accent_tint_ink, self.devicePixelRatioF())
            )

    def _arrange(self) -> None:
        gap = self._ui.px(6)
        wanted = sum(button.sizeHint().width() + gap for button in self.buttons.values())
        room = self.width() - self._ui.px(60)
        # Two lines are what a sentence may take beside them.
        words = self.text.fontMetrics().horizontalAdvance(self.text.text())
        fits = wanted + max(self._ui.px(200), words * 0.58) <= room
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
            self._row.invalidate()
            self.updateGeometry()
            self._row.setAlignment(self._answers, Qt.AlignmentFlag.AlignVCenter if fits else Qt.AlignmentFlag.AlignLeft)
        widest = max((button.sizeHint().width() + gap for button in self.buttons.values()), default=0)
        columns = len(self.buttons) if fits or wanted <= room else 2 if 2 * widest <= room else 1
        if columns != self._columns:
            self._columns = columns
            for at, button in enumerate(self.buttons.values()):
                self._answers.addWidget(button, at // columns, at % columns)
            self.updateGeometry()
