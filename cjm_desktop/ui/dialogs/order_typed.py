"""What is typed into the form of a print order: when it counts, a size of paper of one's own, a distance.

Contract. Typing is looked at at once and kept when it is done: with Enter or by leaving the field. Escape puts back what stood
there. Ctrl+Z in such a field is the program's, as everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from cjm_desktop.layout import Paper

from ..fields import Combo, number_in
from ..shared import Ui

#: Reading distances offered, and the nearest and farthest that are taken, in metres.
DISTANCES = (0.4, 0.7, 1.0, 1.5, 2.0, 3.0)
_NEAREST, _FARTHEST = 0.1, 20.0
#: What a paper that has no name is called in a document.
_MOST = 40


class Typing(QObject):
    """Tells when typing into a line or a list that takes typing is ``done`` and when it is to be put ``back``."""

    def __init__(self, field: QLineEdit | Combo, done: Callable[[], None], back: Callable[[], None]) -> None:
        super().__init__(field)
        self._done, self._back = done, back
        #: Whether something was typed since the field was last kept or put back.
        self.under_way = False
        line = field.lineEdit() if isinstance(field, Combo) else field
        assert line is not None
        line.textEdited.connect(self._begin)
        field.installEventFilter(self)

    def _begin(self) -> None:
        self.under_way = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.FocusOut:
            reason = event.reason()  # type: ignore[attr-defined]
            if reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                self._done()
        elif kind is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return True
        elif kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            chord = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not chord:
                self._done()
                return True
            if event.key() == Qt.Key.Key_Escape and self.under_way:
                self._back()
                return True
        return super().eventFilter(watched, event)


class SizeLine(QLineEdit):
    """A size of paper of one's own, in any unit that people type; shown in mm."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setMaxLength(_MOST)
        self.setToolTip(ui.text("In mm, cm, m or inches, such as 60 x 90 cm"))

    def paper(self) -> Paper:
        """The paper that is typed, as it is typed. Raises ``PaperError``."""
        return Paper.named(self.text())

    def show_paper(self, paper: Paper) -> None:
        """Show a size."""
        written = self._ui.text("{width} × {height} mm")
        self.setText(
            written.format(width=self._ui.number(paper.width), height=self._ui.number(paper.height))
        )


class PaperBox(Combo):
    """A list of papers. ``keyed`` while a choice is made with keys on the closed list: who goes through it stays there."""

    keyed = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyed = True
        super().keyPressEvent(event)
        self.keyed = False


class DistanceBox(Combo):
    """A reading distance: one of :data:`DISTANCES`, or any other, typed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.setEditable(True)
        # Enter neither adds what was typed to the list nor takes the first entry that begins so.
        self.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes nothing for an answer here
        for metres in DISTANCES:
            self.addItem(self._metres(metres), metres)

    def show_metres(self, metres: float) -> None:
        """Show a distance, silently."""
        blocked = self.blockSignals(True)
        self.setEditText(self._metres(metres))
        self.blockSignals(blocked)

    def metres(self) -> float | None:
        """The distance in metres; ``None`` when what is typed is none from 0.1 to 20 m."""
        found = re.fullmatch(r"(.*?)\s*(c?m)?", self.currentText().strip().casefold())
        number = number_in(found[1]) if found else None
        if found is None or number is None:
            return None
        metres = number / 100 if found[2] == "cm" else number
        return metres if _NEAREST <= metres <= _FARTHEST else None

    def _metres(self, metres: float) -> str:
        return self._ui.text("{distance} m").format(distance=self._ui.number(metres))
