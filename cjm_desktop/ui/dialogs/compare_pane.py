"""Two versions on one map, or a word in the middle why there is nothing to see: what the history and a merge have on their right.

Contract. :meth:`ComparePane.show_sheet` shows the map, :meth:`ComparePane.say` a title and a sentence in its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cjm_desktop.layout.compared import ComparedSheet

from ..panels.form import label
from ..shared import Ui
from .compare_view import CompareView


class ComparePane(QStackedWidget):
    """The map of two versions, or why there is none."""

    def __init__(self, ui: Ui, name: str) -> None:
        """``name`` is what a screen reader calls the map."""
        super().__init__()
        self.view = CompareView(ui)
        self.view.setAccessibleName(name)
        nothing = QWidget()
        middle = QVBoxLayout(nothing)
        middle.setSpacing(ui.px(6))
        middle.addStretch(1)
        self.empty_title, self.empty_text = label("", "strong", wrap=True), label("", "hint", wrap=True)
        for line in (self.empty_title, self.empty_text):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            middle.addWidget(line)
        middle.addStretch(2)
        self.addWidget(nothing)
        self.addWidget(self.view)

    def show_sheet(self, sheet: ComparedSheet, records: Sequence[str], said: str) -> None:
        """Show two versions, at the first of the ``records``; ``said`` is what differs, for a screen reader."""
        self.setCurrentWidget(self.view)
        self.view.show_sheet(sheet, records)
        self.view.setAccessibleDescription(said)

    def say(self, title: str, text: str) -> None:
        """Show no map, but why."""
        self.empty_title.setText(title)
        self.empty_text.setText(text)
        self.view.clear()
        self.setCurrentIndex(0)
