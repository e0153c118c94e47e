"""Buttons of forms: words that keep their distance from the icon and go on in a further line where the form is narrow.

Contract. A :class:`Button` is never cut: it is as high as its words need at its width, and only a single word that is wider than the
button ends in …, with all of it in the tip. A :class:`Heading` shrinks with the form it stands in.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

#: What a style leaves between the icon of a button and its words (px), and what we put there besides: Qt has no setting for it.
_STYLE_GAP, _GAP = 4, "\u00a0"


class Button(QPushButton):
    """A push button with words that wrap."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._many = 1
        self._told = ""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed, QSizePolicy.ControlType.PushButton)
        self.setSizePolicy(policy)

    @property
    def cut(self) -> bool:
        """Whether a word has no room."""
        return any(line.endswith("…") and line not in self.text() for line in self._lines(self._room(self.width())))

    def sizeHint(self) -> QSize:
        """All words in one line, as high as they are now."""
        hint = super().sizeHint()
        return QSize(hint.width() + self._gap(), hint.height() + (self._many - 1) * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest word."""
        longest = max(map(self._advance, self.text().split()), default=0)
        return QSize(min(self.sizeHint().width(), self._chrome() + longest), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many lines as the width asks for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Other type may need more lines."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def setText(self, text: str) -> None:
        """Say something else."""
        super().setText(text)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        lines = self._lines(self._room(self.width()))
        if not self.icon().isNull() and self.text():
            after = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            lines = [line + _GAP if after else _GAP + line for line in lines]
        option.text = "\n".join(lines)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _fit(self) -> None:
        many = max(1, len(self._lines(self._room(self.width()))))
        if many != self._many:
            self._many = many
            self.updateGeometry()
        # Only a tip that nobody else has given is ours to change.
        if self.toolTip() == self._told:
            self._told = self.text() if self.cut else ""
            self.setToolTip(self._told)

    def _advance(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words.replace("&", ""))

    def _gap(self) -> int:
        return 0 if self.icon().isNull() or not self.text() else self.fontMetrics().horizontalAdvance(_GAP)

    def _chrome(self) -> int:
        """What stands around the words: frame, icon, gap."""
        return super().sizeHint().width() + self._gap() - self._advance(self.text())

    def _room(self, width: int) -> int:
        return width - self._chrome()

    def _lines(self, room: int) -> list[str]:
        """The words in lines no wider than this, as far as they can be."""
        text = self.text()
        # Nothing is broken before the button has its place.
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized) or self._advance(text) <= room + 1:
            return [text]
        lines: list[str] = []
        for word in text.split():
            both = f"{lines[-1]} {word}" if lines else word
            if lines and self._advance(both) <= room:
                lines[-1] = both
            else:
                lines.append(word if self._advance(word) <= room + 1 else self._ended(word, room))
        return lines

    def _ended(self, word: str, room: int) -> str:
        return self.fontMetrics().elidedText(word, Qt.TextElideMode.ElideRight, max(0, room))


class Heading(QToolButton):
    """The title of a section: it never makes a form wider than its panel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one likes; the words have their room in every panel that is as wide as it has to be."""
        return QSize(0, super().minimumSizeHint().height())
