"""A text of the story in large type: broken into lines as on the map, so that no long word is ever cut at the edge.

Contract. :class:`Saying` is a label that is as high as its text needs in the width it is given. Long words are hyphenated by the
rules of the document's language (:class:`~cjm_desktop.layout.text.Typesetter`), which Qt's own labels cannot. A text whose longest
word is wider than the column is set smaller first, as far as it was allowed; what is too wide even then is hyphenated at full size.
``text()`` is the text as it was given, for screen readers and tests; :attr:`Saying.lines` is what is seen.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from cjm_desktop.layout.bidi import base_level
from cjm_desktop.layout.text import Typesetter

_WEIGHTS = {
    QFont.Weight.Normal: "regular",
    QFont.Weight.DemiBold: "semibold",
    QFont.Weight.Bold: "bold",
    QFont.Weight.ExtraBold: "extrabold",
}
#: How much smaller each try is, and how much narrower where Qt found wider faces for signs that ours have not.
_SMALLER, _NARROWER = 0.93, 0.94
#: No column is narrower (sizes of type): Qt asks for the height at any width, also at none.
_COLUMN = 5.0
#: Room for what leans over the end of a line (pixels).
_LEAN = 2.0


class Saying(QLabel):
    """A text that finds its lines. ``least`` is the smallest size (pixels) a long word may ask for."""

    def __init__(self, text: str, font: QFont, typesetter: Typesetter, language: str, least: int = 0) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._typesetter, self._language = typesetter, language
        self._style = "italic" if font.italic() else _WEIGHTS.get(font.weight(), "semibold")
        self._least = min(least or font.pixelSize(), font.pixelSize())
        self._set: dict[int, tuple[QFont, tuple[str, ...]]] = {}
        # Kept: a style sheet may give the widget another one for as long as it is not in its place.
        self._wished = QFont(font)
        self.setFont(font)
        # So that Qt asks for the height of a width.
        self.setWordWrap(True)

    @property
    def lines(self) -> tuple[str, ...]:
        """What each line says in the width it has now."""
        return self._lines(self.width())[1]

    @property
    def shown_font(self) -> QFont:
        """What they are set in."""
        return self._lines(self.width())[0]

    def heightForWidth(self, width: int) -> int:
        font, lines = self._lines(width)
        return math.ceil(len(lines) * QFontMetricsF(font).lineSpacing())

    def sizeHint(self) -> QSize:
        return QSize(0, math.ceil(QFontMetricsF(self._wished).lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _lines(self, width: int) -> tuple[QFont, tuple[str, ...]]:
        width = max(width, round(_COLUMN * self._wished.pixelSize()))
        found = self._set.get(width)
        if found is None:
            if len(self._set) > 8:
                self._set.clear()
            found = self._set[width] = self._find(width - _LEAN)
        return found

    def _find(self, room: float) -> tuple[QFont, tuple[str, ...]]:
        size = self._wished.pixelSize()
        while size >= self._least:
            font, lines, whole = self._try(size, room)
            if whole:
                return font, lines
            size = min(size - 1, round(_SMALLER * size))
        return self._try(self._wished.pixelSize(), room)[:2]

    def _try(self, size: int, room: float) -> tuple[QFont, tuple[str, ...], bool]:
        """The lines in a size (pixels), and whether every word of them is whole."""
        font = QFont(self._wished)
        font.setPixelSize(size)
        measure, narrow = QFontMetricsF(font), room
        while True:
            made = self._typesetter.wrap(self.text(), self._style, max(0.1, narrow / size), self._language, None, hyphenate=False)
            if narrow < 0.4 * room or all(measure.horizontalAdvance(line) <= room + 0.5 for line in made.texts):
                return font, made.texts, not made.broken
            narrow *= _NARROWER

    def paintEvent(self, event: QPaintEvent) -> None:
        font, lines = self._lines(self.width())
        high = QFontMetricsF(font).lineSpacing()
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(self.palette().color(self.foregroundRole()))
        side = Qt.AlignmentFlag.AlignRight if base_level(self.text()) else Qt.AlignmentFlag.AlignLeft
        place = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        flags = int(place | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip)
        for number, line in enumerate(lines):
            painter.drawText(QRectF(0, number * high, self.width(), high), flags, line)
        painter.end()
