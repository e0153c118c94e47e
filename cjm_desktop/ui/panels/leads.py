"""Rows that lead somewhere: an icon, a line or two of words, and a click that brings a record into sight."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..fields.tabplace import TabPlace
from ..shared import Ui
from .form import label

if TYPE_CHECKING:
    from cjm_desktop.layout.hyphens import Hyphens

#: Where a word may be hyphenated, and where it may go on in the next line without a sign.
_SOFT, _NO_SIGN = "\u00ad", "\u200b"
#: Words up to this long (letters) have room in the narrowest panel.
_LONG = 20


def breakable(text: str, ui: Ui) -> str:
    """A text whose very long words may go on in the next line: where the window's language hyphenates them, as on the map. What it knows
    no place in (a name, another language) goes on without a hyphen.
    """
    return re.sub(rf"[^\W\d_]{{{_LONG + 1},}}", lambda found: _broken(found[0], ui.hyphens, ui.words.language), text)


def _broken(word: str, hyphens: Hyphens, language: str) -> str:
    # A soft hyphen cannot change letters, as some Hungarian breaks do: there the word does not break.
    points = hyphens.points(word, language)
    cuts = [0, *sorted(len(before) for before, after in points if before + after == word), len(word)]
    parts = (word[a:b] for a, b in pairwise(cuts))
    return _SOFT.join(re.sub(rf"(.{{{_LONG}}})(?=.)", rf"\1{_NO_SIGN}", part) for part in parts)


class LeadRow(QPushButton):
    """A row to click whose words wrap: it is as high as they need at the width of the panel."""

    def __init__(
        self,
        ui: Ui,
        icon: QIcon,
        side: float,
        words: str,
        does: Callable[[], object] | None,
        detail: str = "",
    ) -> None:
        """``side`` is the icon's (px of a usual screen); ``detail`` stands under the words, which are then its caption.

        A row that ``does`` nothing is only read.
        """
        super().__init__()
        self.setProperty("role", "lead")
        self.setAccessibleName(f"{words}. {detail}" if detail else words)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(ui.px(6), ui.px(6), ui.px(6), ui.px(6))
        line.setSpacing(ui.px(10))
        picture = QLabel()
        picture.setPixmap(icon.pixmap(QSize(ui.px(side), ui.px(side))))
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(ui.px(1))
        said = [label(breakable(words, ui), "hint" if detail else "lead", wrap=True)]
        if detail:
            said.append(label(breakable(detail, ui), "lead", wrap=True))
        for part in said:
            texts.addWidget(part)
        line.addLayout(texts, 1)
        for part in (picture, *said):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if does is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        else:
            act = does
            self.clicked.connect(lambda _checked=False: act())

    def sizeHint(self) -> QSize:
        """What is in it decides, not a button's own text."""
        return self._line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What is in it decides, not a button's own text."""
        return self._line.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the wrapped words."""
        return self._line.heightForWidth(width)


class LeadList(QWidget):
    """Rows one under the other, shown anew as a whole."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(ui.px(2))
        self._start = TabPlace(self)

    @property
    def rows(self) -> list[QWidget]:
        """What stands in it, from the top."""
        items = map(self._box.itemAt, range(self._box.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def show_rows(self, rows: list[QWidget]) -> None:
        """These rows instead of those before."""
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._box.addWidget(row)
            # A layout shows what is added a turn of the loop later: too late for the keyboard that comes here now.
            row.show()
        self._start.string(rows)
