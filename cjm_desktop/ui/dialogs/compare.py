"""What differs between the document and its file, which somebody else has written: in words, a line for each thing.

Contract. :meth:`CompareDialog.ask` gives ``load`` (what is in the file), ``mine`` (what is here), ``merge`` (both), or nothing when it was
only looked at.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cjm_desktop.analysis.changes import Difference, How, changes
from cjm_desktop.document import Journey, Message

from ..aside import aside
from ..panels.form import label
from ..shared import Ui
from .bounded import Dialog, free_size
from .change_list import ChangeList

#: Differences that are listed; nobody reads more.
_MOST = 400


class CompareDialog(Dialog):
    """Shows both sides and asks which one it is to be."""

    def __init__(
        self, ui: Ui, parent: QWidget | None, name: str, mine: Journey, theirs: Journey, reading: bool, *, both: bool = False
    ) -> None:
        """``name`` is the file's; ``reading``: it is read-only here, so that there is nothing to keep; ``both``: both have changed it,
        so that there is something to merge, unless it is read-only here."""
        super().__init__(parent)
        self._ui = ui
        self._answer = ""
        _ = ui.text
        differences = aside(lambda: changes(mine, theirs))
        self.setWindowTitle("CJM Desktop")
        self.setMinimumSize(QSize(ui.px(640), ui.px(420)).boundedTo(free_size(self)))
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(24), ui.px(22), ui.px(24), ui.px(18))
        column.setSpacing(ui.px(10))
        head = QHBoxLayout()
        head.setSpacing(ui.px(16))
        picture = label("")
        picture.setPixmap(ui.icons.pixmap("history", ui.px(32), ui.look.accent, self.devicePixelRatioF()))
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(ui.px(6))
        texts.addWidget(label(_("“{name}” was changed elsewhere").format(name=name), "title", wrap=True))
        texts.addWidget(label(self._state(differences), "", wrap=True))
        head.addLayout(texts, 1)
        column.addLayout(head)
        self.details = ChangeList(ui, _("What differs"))
        # Where both have changed it nobody removed what only one of them has.
        self.details.show_changes(tuple(map(_of_side, differences)) if both else differences, _MOST)
        column.addWidget(self.details, 1)
        column.addWidget(label(_("Loading theirs is one step; Undo brings yours back."), "hint", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        row.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        choices = [("", _("Close")), ("mine", _("Keep mine")), ("merge", _("Merge …")), ("load", _("Load theirs"))]
        for key, text in choices:
            if (key == "mine" and reading) or (key == "merge" and (reading or not both)):
                continue
            made = QPushButton(text)
            # The key that is pressed without reading costs nobody's work.
            first = key == (("" if reading else "merge") if both else "load")
            made.setProperty("role", "primary" if first else "")
            made.setAutoDefault(first)
            made.setDefault(first)
            made.setProperty("answer", key)
            made.clicked.connect(self._take)
            row.addWidget(made)
            self.buttons[key] = made
        column.addLayout(row)
        self.details.setFocus()

    def ask(self) -> str:
        """Show the dialog; gives the answer."""
        self.exec()
        return self._answer

    # ------------------------------------------------------------------ inside

    def _take(self) -> None:
        self._answer = str(self.sender().property("answer"))
        self.accept()

    def _state(self, differences: tuple[Difference, ...]) -> str:
        ui, count = self._ui, len(differences)
        if not count:
            return ui.text("The journey in the file is the same as yours.")
        said = ui.plural(
            "The file differs from what you have here in one thing:", "The file differs from what you have here in {n} things:", count
        )
        return said.format(n=count)


def _of_side(one: Difference) -> Difference:
    """A record that only one side has, said so: it may have been made here or removed there."""
    if one.how is How.REMOVED and one.message.template == "Removed: {kind} “{name}”":
        message, what = Message("Only in yours: {kind} “{name}”", **one.message.values), Message("Only in yours")
    elif one.how is How.ADDED and one.message.template == "Added: {kind} “{name}”":
        message, what = Message("Only in theirs: {kind} “{name}”", **one.message.values), Message("Only in theirs")
    else:
        return one
    return replace(one, message=message, what=what, marked=what)
