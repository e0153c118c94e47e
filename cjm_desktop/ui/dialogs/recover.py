"""Unsaved work was found: whose, when, and what differs in words; to be restored, kept for later or thrown away.

Contract. :meth:`RecoverDialog.ask` gives the find to restore, or ``None``: then, and when the dialog is closed by whatever means,
everything is kept; :attr:`RecoverDialog.answered` says whether a person closed it, and not the end of the program. What is thrown away is
asked for once more, taken away at once and gone from the list; the dialog closes with the last one.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.document import Message
from cjm_desktop.storage import shown
from cjm_desktop.storage.errors import under_a_name
from cjm_desktop.storage.moments import moment_of
from cjm_desktop.storage.stamp import is_pulled

from ..files import told_path
from ..finds import UNSHOWN, Find
from ..lost_words import told_of
from ..names import apart, named
from ..panels.form import label
from ..shared import Ui
from .bounded import Dialog, free_size
from .change_list import ChangeList
from .question import Answer, Question

#: Differences that are listed; nobody reads more.
_MOST = 200
#: Rows of the list that are in sight at once.
_ROWS = 5


class RecoverDialog(Dialog):
    """Asks what to do with work that was found."""

    def __init__(self, ui: Ui, parent: QWidget | None, found: Sequence[Find]) -> None:
        super().__init__(parent)
        self._ui = ui
        # What cannot be read is the last thing somebody wants to see first.
        self.found = sorted(found, key=lambda find: find.held is None)
        self._chosen: Find | None = None
        #: Somebody has answered: the dialog did not only end with the program.
        self.answered = False
        _ = ui.text
        self.setWindowTitle("CJM Desktop")
        self.setMinimumSize(QSize(ui.px(700), ui.px(440)).boundedTo(free_size(self)))
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
        texts.addWidget(label(_("There is work that was not saved"), "title", wrap=True))
        stays = _("The program ended before this was saved. It stays here until you save it or throw it away.")
        texts.addWidget(label(stays, "", wrap=True))
        head.addLayout(texts, 1)
        column.addLayout(head)
        self.list = QListWidget()
        self.list.setProperty("role", "framed")
        self.list.setAccessibleName(_("Work that was not saved"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.currentRowChanged.connect(lambda _row: self._show())
        self.list.itemActivated.connect(lambda _item: self._restore())
        column.addWidget(self.list)
        self.state = label("", "strong", wrap=True)
        column.addWidget(self.state)
        self.details = ChangeList(ui, _("What differs"))
        column.addWidget(self.details, 3)
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        self.away = self._button(_("Throw away …"), "danger", self._throw_away)
        self.later = self._button(_("Keep for later"), "", self.reject)
        self.restore = self._button(_("Restore"), "primary", self._restore)
        row.addWidget(self.away)
        row.addStretch(1)
        row.addWidget(self.later)
        row.addWidget(self.restore)
        column.addLayout(row)
        self._fill()
        self.restore.setFocus()

    def ask(self) -> Find | None:
        """Show the dialog; gives what is to be restored."""
        self.exec()
        return self._chosen

    def done(self, result: int) -> None:
        """An answer, whatever it is, unless the computer's session is what closes all windows."""
        self.answered = not QGuiApplication.instance().isSavingSession()  # type: ignore[union-attr]
        super().done(result)

    # ------------------------------------------------------------------ inside

    def _button(self, text: str, role: str, does: object) -> QPushButton:
        made = QPushButton(text)
        made.setProperty("role", role)
        made.setAutoDefault(role == "primary")
        made.setDefault(role == "primary")
        made.clicked.connect(does)
        return made

    @property
    def _current(self) -> Find | None:
        row = self.list.currentRow()
        return self.found[row] if 0 <= row < len(self.found) else None

    def _fill(self, row: int = 0) -> None:
        self.list.clear()
        for find in self.found:
            lines = [self.name(find), self.where(find)]
            item = QListWidgetItem("\n".join(lines))
            # Where a copy is that cannot be read, for whoever can do something with it.
            item.setToolTip(shown(find.path or find.entry.path) if find.path is not None or find.reason is not None else "")
            self.list.addItem(item)
        # As high as its rows, within reason and where the screen has the room.
        small = free_size(self).height() < self._ui.px(640)
        rows = min(len(self.found), 1 if small else _ROWS)
        self.list.setFixedHeight(sum(self.list.sizeHintForRow(i) for i in range(rows)) + 2 * self.list.frameWidth() + self._ui.px(2))
        self.list.setCurrentRow(min(row, len(self.found) - 1))

    def name(self, find: Find) -> str:
        """What a find is called: the title of its journey."""
        if find.reason is UNSHOWN:
            return self._ui.text("Copy that cannot be shown")
        if find.held is None:
            return self._ui.text("Copy of a newer program") if find.newer else self._ui.text("Damaged copy")
        title = find.held.journey.title
        return apart(title) or (named(find.path.stem) if find.path is not None else self._ui.text("Untitled journey"))

    def where(self, find: Find) -> str:
        """Its file, and when it was kept."""
        ui = self._ui
        moment = moment_of(find.when)
        when = f"{ui.words.day(moment.date().isoformat())}, {moment:%H:%M}" if moment is not None else ui.text("Time unknown")
        if find.held is None:
            return when
        return f"{told_path(find.path) if find.path is not None else ui.text('Not saved yet')}  ·  {when}"

    def _show(self) -> None:
        find = self._current
        if find is None:
            return
        self.restore.setEnabled(find.held is not None)
        self.state.setText(self._state(find))
        damaged = find.held is not None and find.held.damaged is not None
        lines = self._lines(find)
        if damaged:
            if find.differences:
                lines.append(self._ui.text("What differs from its file, which may still have what was lost here:"))
            self.details.show_changes(find.differences, _MOST, first=lines)
        else:
            self.details.show_changes(find.differences, _MOST, others=lines)

    def _state(self, find: Find) -> str:
        """The sentence over the differences."""
        ui, held = self._ui, find.held
        _ = ui.text
        if held is None:
            if find.reason is UNSHOWN:
                return ui.say(UNSHOWN)
            if find.newer:
                return _("This copy was made by a newer CJM Desktop, and cannot be restored by this one. It stays here.")
            return _("This copy is damaged and cannot be restored.")
        if held.damaged is not None:
            count = len(held.journey.touchpoints)
            said = ui.plural(
                "This copy is damaged. {n} touchpoint in it can be read and restored; the rest was left out or put right:",
                "This copy is damaged. {n} touchpoints in it can be read and restored; the rest was left out or put right:",
                count,
            )
            return said.format(n=count)
        if find.path is None:
            count = len(held.journey.touchpoints)
            said = ui.plural(
                "A journey with {n} touchpoint that was never saved.", "A journey with {n} touchpoints that was never saved.", count
            )
            return said.format(n=count)
        if find.saved is None:
            if is_pulled(find.path, held.origin.disk):
                return _("Its file cannot be reached: its disk, stick or network folder is gone. What is here can be saved elsewhere.")
            return _("Its file cannot be read any more, or is gone. Saving writes it anew.")
        count = len(find.differences) + bool(held.line)
        said = ui.plural("{n} change is not in the file:", "{n} changes are not in the file:", count).format(n=count)
        if find.overtaken:
            said = f"{said} " + _("The file has been written again meanwhile; saving will ask what to do.")
        return said

    def _lines(self, find: Find) -> list[str]:
        """What is said besides the differences, a line for each thing."""
        ui = self._ui
        if find.reason is not None:
            if find.reason is UNSHOWN:
                return []
            return [ui.say(under_a_name(find.reason, self.name(find)))]
        lines: list[str] = []
        held = find.held
        if held is not None:
            if held.damaged is not None:
                lines += [ui.say(problem.message) for problem in told_of(ui, held.damaged)]
            if held.line:
                lines.append(ui.say(Message("Typed, but not entered: “{text}”", text=held.line)))
            if find.saved is None and held.damaged is None:
                lines += [card.title or ui.text("Untitled touchpoint") for card in held.journey.touchpoints[:_MOST]]
        return lines

    def _restore(self) -> None:
        find = self._current
        if find is not None and find.held is not None:
            self._chosen = find
            self.accept()

    def _throw_away(self) -> None:
        find, _ = self._current, self._ui.text
        if find is None:
            return
        answer = Question(
            self._ui,
            self,
            _("Throw away what was not saved of “{name}”?").format(name=self.name(find)),
            _("It cannot be brought back. The file itself stays as it is.") if find.path is not None else _("It cannot be brought back."),
            (Answer("away", _("Throw away"), "danger"), Answer("cancel", _("Cancel"), "primary")),
            icon="triangle-alert",
        ).ask()
        if answer != "away":
            return
        row = self.list.currentRow()
        find.entry.end()
        self.found.remove(find)
        if not self.found:
            self.reject()
        else:
            self._fill(row)
