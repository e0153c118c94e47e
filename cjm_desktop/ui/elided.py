"""Words that end with dots where they have no room, and are told in full by a tip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy

from .columns import index


class Elided(QLabel):
    """One line of words that ends with dots where it is too long; all of it is in the tip."""

    def __init__(self, text: str = "", role: str = "lead") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show other words."""
        if text != self.text():
            self.setText(text)
            self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one likes."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As many of the words as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self.font())
        words = " ".join(self.text().split())
        room = self.contentsRect()
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class ElidedLines(QLabel):
    """Words that wrap; where not all their lines have room, as many whole ones as have, of which the last ends with dots."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def say(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self._tell()

    @property
    def cut(self) -> bool:
        """Whether some of the words have no room."""
        return self.heightForWidth(self.width()) > self.height()

    def minimumSizeHint(self) -> QSize:
        """One line, as narrow as one likes."""
        return QSize(0, self.fontMetrics().lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The tip says what is not in sight."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        self.setToolTip(self.text() if self.cut else "")

    def lines(self) -> list[str]:
        """What stands in the lines there is room for."""
        room, measure = self.contentsRect(), self.fontMetrics()
        most = max(1, room.height() // measure.lineSpacing())
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        starts: list[tuple[int, int]] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room.width())
            start, length = line.textStart(), line.textLength()
            starts.append((index(self.text(), start), index(self.text(), start + length)))
        layout.endLayout()
        found = [self.text()[at:end].strip() for at, end in starts[:most]]
        if len(starts) > most:
            rest = self.text()[starts[most - 1][0] :]
            found[-1] = measure.elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Whole lines only."""
        if not self.cut:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.setFont(self.font())
        measure, room = self.fontMetrics(), self.contentsRect()
        for number, words in enumerate(self.lines()):
            painter.drawText(QPointF(room.left(), room.top() + number * measure.lineSpacing() + measure.ascent()), words)
        painter.end()
