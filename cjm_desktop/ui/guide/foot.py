"""The foot of the guide: back and on to the next step, in as many words as there is room for.

Contract. Both buttons keep their accessible names and say what they are in a tip whatever they show. Where the words do not fit, the next
step is called in one word, then they go nearer to the edges, then the way back is an arrow alone, and at last both are: no button is ever
cut.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ..panels.form import button
from ..shared import Ui

#: Two arrows, on a usual screen.
_LEAST = 132


class Foot(QWidget):
    """The two buttons under the page of a step."""

    def __init__(self, ui: Ui, back: Callable[[], object], on: Callable[[], object]) -> None:
        super().__init__()
        self._ui, _ = ui, ui.text
        self.previous: QPushButton = button(ui, _("Back"), "arrow-left", back, "")
        self.next: QPushButton = button(ui, _("Next step"), "arrow-right", on, "primary")
        # The arrow stands where it points to.
        self.next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for one in (self.previous, self.next):
            one.setAccessibleName(one.text())
            one.setToolTip(one.text())
        # As far from the edges as what is written on the page above, where there is room.
        wide, narrow = ui.px(16), ui.px(6)
        says = _("Back")
        #: What the two say, from many words to none, and how far they are from the edges (px).
        self._ways = (
            (says, _("Next step"), wide),
            (says, _("Next"), wide),
            (says, _("Next"), narrow),
            ("", _("Next"), narrow),
            ("", "", narrow),
        )
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(wide, ui.px(8), wide, ui.px(10))
        self._row.addWidget(self.previous)
        self._row.setSpacing(ui.px(4))
        self._row.addStretch(1)
        self._row.addWidget(self.next)

    def minimumSizeHint(self) -> QSize:
        """As narrow as two arrows; what is said there is no reason to make the panel wider."""
        return QSize(self._ui.px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many words as there is room for."""
        super().resizeEvent(event)
        self._choose()

    def changeEvent(self, event: QEvent) -> None:
        """Other type may need more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.layout() is not None:
            self._choose()

    def _choose(self) -> None:
        margins = self._row.contentsMargins()
        for *words, edge in self._ways:
            for one, text in zip((self.previous, self.next), words, strict=True):
                if one.text() != text:
                    one.setText(text)
            if self.previous.sizeHint().width() + self.next.sizeHint().width() <= self.width() - 2 * edge - self._row.spacing():
                break
        if margins.left() != edge:
            self._row.setContentsMargins(edge, margins.top(), edge, margins.bottom())
