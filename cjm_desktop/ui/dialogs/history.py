"""The history of a document: its versions, what differs on the map and in words, and what can be done with one.

Contract. :meth:`HistoryDialog.ask` gives ``restore`` or ``copy`` with the version that is meant, or nothing; nothing else changes the
document. Saving a version as a file, and throwing the history away, are done while the dialog stays. Everything is read in the worker.
Nothing is restored by Enter alone; Ctrl+Enter restores from anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.analysis.changes import How
from cjm_desktop.document import Journey, Message
from cjm_desktop.layout.compared import CompareWords
from cjm_desktop.storage import SaveError, StorageError, shown
from cjm_desktop.storage.errors import under_a_name
from cjm_desktop.storage.history import Archive, Version, Why

from ..fields import Option
from ..files import told_path
from ..keytext import sequence
from ..moments import moment_in_words
from ..panels.form import button, label
from ..shared import Ui
from ..worker import Token, Worker
from .bounded import Dialog, free_size
from .change_list import RECORD, ChangeList
from .compare_pane import ComparePane
from .enter import BEGIN, begin_with_ctrl_enter, take_enter
from .history_reading import Compared, Past, Reading
from .history_rows import VersionList
from .order_fields import pressed, segments
from .question import Answer, Question

#: Differences that are listed; nobody reads more.
_MOST = 300
_NOW, _BEFORE = "now", "before"


class HistoryDialog(Dialog):
    """The versions of the document in a window."""

    def __init__(
        self,
        ui: Ui,
        parent: QWidget | None,
        now: Journey | None,
        opener: Callable[[], Archive] | None,
        worker: Worker,
        *,
        kept: Message,
        save_version: Callable[[Archive, Version], object],
    ) -> None:
        """``now`` is the document as it is, ``None`` where its file cannot be read or is gone: then a version can only be opened.
        ``opener`` gives its history, ``None`` where it has no file; ``kept`` says how long versions are kept."""
        super().__init__(parent)
        self._ui, self._opener, self._worker, self._save_version = ui, opener, worker, save_version
        _ = ui.text
        words = CompareWords(ui.pgettext("version", "New"), ui.pgettext("version", "Removed"), ui.pgettext("version", "Moved"),
                             ui.pgettext("version", "Changed"))  # fmt: skip
        self._reading = Reading(now if now is not None else Journey(), words)
        self._lost = now is None
        self.past: Past | None = None
        self.shown: Compared | None = None
        self._chosen = ""
        self._token: Token | None = None
        self._telling: Token | None = None
        self._busy = False
        self.setWindowTitle(_("History"))
        self._fit_to_screen()
        across = QHBoxLayout(self)
        across.setContentsMargins(ui.px(18), ui.px(16), ui.px(18), ui.px(14))
        across.setSpacing(ui.px(16))
        across.addWidget(self._left(kept))
        across.addLayout(self._right(), 1)
        begin_with_ctrl_enter(self, self.copy if self._lost else self.restore)
        self._enable()
        if opener is None:
            self._say_empty(
                _("This journey has no file yet."),
                _("Versions are kept from the first time it is saved. File, Save gives it a file."),
            )
            self.close_.setFocus()
        else:
            self._say_empty(_("Reading the history …"), "")
            worker.run(lambda _token: self._reading.past(opener), self._read, self._not_read, owner=self)

    def ask(self) -> tuple[str, Compared] | None:
        """Show the dialog; gives what is to be done, and with which version."""
        self.exec()
        for token in (self._token, self._telling):
            if token is not None:
                token.cancel()
        return (self._chosen, self.shown) if self._chosen and self.shown is not None else None

    # ------------------------------------------------------------------ what it is made of

    def _fit_to_screen(self) -> None:
        ui = self._ui
        free, parent = free_size(self), self.parentWidget()
        room = parent.size() if isinstance(parent, QWidget) else free
        least = QSize(ui.px(960), ui.px(480))
        self.setMinimumSize(least.boundedTo(free))
        wanted = QSize(room.width() - ui.px(60), room.height() - ui.px(60)).expandedTo(least)
        self.resize(wanted.boundedTo(QSize(ui.px(1500), ui.px(980))).boundedTo(free))

    def _left(self, kept: Message) -> QWidget:
        ui, _ = self._ui, self._ui.text
        side = QWidget()
        side.setFixedWidth(min(ui.px(330), 2 * free_size(self).width() // 5))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(6))
        column.addWidget(label(_("Versions"), "title"))
        self.where = label("", "hint", wrap=True)
        self.where.hide()
        column.addWidget(self.where)
        self.list = VersionList(ui)
        self.list.currentRowChanged.connect(self._choose)
        self.list.verticalScrollBar().valueChanged.connect(self._tell_next)
        self.list.verticalScrollBar().rangeChanged.connect(self._tell_next)
        column.addWidget(self.list, 5)
        self.told = label(_("What differs"), "strong")
        column.addWidget(self.told)
        self.changes = ChangeList(ui, _("What differs"))
        self.changes.currentItemChanged.connect(lambda item, _last: self._lead(item))
        self.changes.itemClicked.connect(self._lead)
        column.addWidget(self.changes, 4)
        hint = label(ui.say(kept), "hint", wrap=True)
        column.addWidget(hint)
        self.away = button(ui, _("Throw away the history …"), "trash-2", self._throw_away, "danger")
        self.away.setAutoDefault(False)
        column.addWidget(self.away, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    def _right(self) -> QVBoxLayout:
        ui, _ = self._ui, self._ui.text
        column = QVBoxLayout()
        column.setSpacing(ui.px(8))
        head = QHBoxLayout()
        head.setSpacing(ui.px(12))
        self.title = label("", "title", wrap=True)
        head.addWidget(self.title, 1)
        choices = (
            Option(_NOW, _("Against now"), "", _("What has changed since this version")),
            Option(_BEFORE, _("Against the one before"), "", _("What this version itself changed")),
        )
        self.against = segments(ui, choices, _BEFORE if self._lost else _NOW, self._compare)
        self.against.setVisible(not self._lost)
        head.addWidget(self.against, 0)
        column.addLayout(head)
        self.summary = label("", "", wrap=True)
        column.addWidget(self.summary)
        self.pane = ComparePane(ui, _("Both versions on the map"))
        self.view = self.pane.view
        column.addWidget(self.pane, 1)
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        # Large type on a small screen: what is done with a version in one line, what ends the dialog in the next.
        over = QHBoxLayout() if free_size(self).width() < ui.px(960) else row
        over.setSpacing(ui.px(8))
        self.save = button(ui, _("Save version as …"), "save", self._save)
        if self._lost:
            self.copy = button(ui, _("Open this version"), "history", lambda: self._finish("copy"), "primary")
        else:
            self.copy = button(ui, _("Open as a copy"), "copy", lambda: self._finish("copy"))
        self.close_ = button(ui, _("Close"), "", self.reject, "")
        self.restore = button(ui, _("Restore"), "history", lambda: self._finish("restore"), "primary")
        key = sequence(BEGIN).toString(QKeySequence.SequenceFormat.NativeText)
        tip = _("Make this version the document again; Undo takes it back")
        self.restore.setToolTip(f"{tip} ({key})")
        for made in (self.save, self.copy, self.close_, self.restore):
            made.setAutoDefault(False)
        over.addWidget(self.save)
        if not self._lost:
            over.addWidget(self.copy)
        if over is not row:
            over.addStretch(1)
            column.addLayout(over)
        row.addStretch(1)
        row.addWidget(self.close_)
        row.addWidget(self.copy if self._lost else self.restore)
        column.addLayout(row)
        return column

    # ------------------------------------------------------------------ reading

    def _read(self, past: Past) -> None:
        ui, _ = self._ui, self._ui.text
        self.past = past
        self.list.show_versions(past.versions)
        if past.origin is not None:
            said = _("Begun as a copy of {file}, {when}.").format(
                file=told_path(past.origin.path), when=moment_in_words(ui, past.origin.when, within=True)
            )
            self.where.setText(said)
            self.where.setToolTip(shown(past.origin.path))
            self.where.show()
        if not past.versions:
            self._say_empty(_("There is no version yet."), _("One is kept each time you save."))
            self._enable()
            self.close_.setFocus()
            return
        # The newest one is mostly what is open: what was before it is looked for.
        newest = past.versions[0]
        same = not self._lost and len(past.versions) > 1 and newest.touchpoints == len(self._reading.now.touchpoints)
        self.list.setCurrentRow(1 if same else 0)
        self.list.setFocus()
        self._tell_next()

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, StorageError):
            raise error
        version = self._version()
        # Where it is kept is nobody's business: it is known by when it was.
        name = moment_in_words(self._ui, version.when) if version is not None else ""
        self._say_empty(self._ui.text("This version cannot be shown."), self._ui.say(under_a_name(error.message, name)))
        self._enable()

    def _tell_next(self, *_scrolled: int) -> None:
        """Find out what the next row in sight changed against the one before, one after the other: what is asked for comes between."""
        past, at = self.past, self.list.next_untold()
        if self._busy or past is None or at is None:
            return

        def tell(found: object) -> None:
            self._busy = False
            self.list.tell(at, found)  # type: ignore[arg-type]
            self._tell_next()

        self._busy = True

        self._telling = self._worker.run(lambda _token: self._reading.told(past, at), tell, self._not_read, owner=self)

    def _choose(self, _row: int) -> None:
        self._compare()

    def _compare(self) -> None:
        past, at = self.past, self.list.currentRow()
        if past is None or not 0 <= at < len(past.versions):
            return
        if self._token is not None:
            self._token.cancel()
        with_before = pressed(self.against) == _BEFORE
        self.shown = None
        # What stands there is about another version until this one is read.
        self.title.setText(self._ui.text("Version: {when}").format(when=self.list.lines(at)[0]))
        self.summary.setText(self._ui.text("Comparing …"))
        self.changes.clear()
        self._enable()
        self._token = self._worker.run(
            lambda _token: self._reading.compared(past, at, with_before=with_before),
            self._show,
            self._not_read,
            owner=self,
            key="history",
        )

    # ------------------------------------------------------------------ showing

    def _show(self, compared: Compared) -> None:
        self.shown = compared
        differences = compared.both.differences
        self.summary.setText(self._sentence(compared))
        self.changes.show_changes(differences, _MOST, lambda record: compared.sheet.box(record) is not None)
        self._show_changes(on=bool(differences))
        on_map = [one.record for one in differences[:_MOST] if compared.sheet.box(one.record) is not None]
        self.pane.show_sheet(compared.sheet, on_map, self.summary.text())
        self._enable()

    def _show_changes(self, *, on: bool) -> None:
        """The list of changes gives its room to the versions where there is nothing in it."""
        self.told.setVisible(on)
        self.changes.setVisible(on)

    def _sentence(self, compared: Compared) -> str:
        """How much differs, and how the lines are told apart."""
        ui, _ = self._ui, self._ui.text
        before = pressed(self.against) == _BEFORE
        if not compared.both.differences:
            return _("There is no difference to the one before.") if before else _("This is what you have open now.")
        # A card of which two fields are others is one that was changed.
        counts = Counter(how for how, _kind, _record in {(one.how, one.kind, one.record or one.place) for one in compared.both.differences})
        each = (
            (How.ADDED, ui.plural("{n} added", "{n} added", counts[How.ADDED])),
            (How.REMOVED, ui.plural("{n} removed", "{n} removed", counts[How.REMOVED])),
            (How.MOVED, ui.plural("{n} moved", "{n} moved", counts[How.MOVED])),
            (How.CHANGED, ui.plural("{n} changed", "{n} changed", counts[How.CHANGED])),
        )
        said = [text.format(n=counts[how]) for how, text in each if counts[how]]
        head = _("What this version changed: {changes}.") if before else _("What has changed since then: {changes}.")
        said_so = head.format(changes=", ".join(said))
        if any(self._graded(compared)):
            said_so += " " + _("The thin dashed line, and the numbers in rings, are the grades before.")
        return said_so

    @staticmethod
    def _graded(compared: Compared) -> list[bool]:
        now = {t.id: t.grade for t in compared.both.after.touchpoints}
        return [now.get(ident) != grade for ident, grade in compared.both.grades.items()]

    def _lead(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.view.lead_to(str(item.data(RECORD) or ""))

    def _say_empty(self, title: str, text: str) -> None:
        self.pane.say(title, text)
        self.title.setText("")
        self.summary.setText("")
        self.changes.clear()
        self._show_changes(on=False)

    def _enable(self) -> None:
        compared = self.shown
        there = compared is not None
        self.copy.setEnabled(there)
        # What this program cannot read can still be had: as the file that it was.
        version = self._version()
        self.save.setEnabled(there or (version is not None and version.why is Why.UNREAD))
        self.restore.setEnabled(compared is not None and not compared.same)
        some = self.past is not None and bool(self.past.versions)
        self.away.setEnabled(some)
        self.against.setEnabled(some)

    # ------------------------------------------------------------------ what can be done

    def _finish(self, what: str) -> None:
        if self.shown is not None:
            self._chosen = what
            self.accept()

    def _save(self) -> None:
        past, version = self.past, self._version()
        if past is not None and version is not None:
            self._save_version(past.archive, version)

    def _version(self) -> Version | None:
        """The version that is chosen in the list."""
        past, at = self.past, self.list.currentRow()
        return past.versions[at] if past is not None and 0 <= at < len(past.versions) else None

    def _throw_away(self) -> None:
        past, _ = self.past, self._ui.text
        if past is None:
            return
        answer = Question(
            self._ui,
            self,
            _("Throw away all versions of this journey?"),
            _("They cannot be brought back. The journey and its file stay as they are."),
            (Answer("away", _("Throw away"), "danger"), Answer("cancel", _("Cancel"), "primary")),
            icon="triangle-alert",
        ).ask()
        if answer != "away":
            return
        for token in (self._token, self._telling):
            if token is not None:
                token.cancel()
        try:
            past.archive.throw_away()
        except SaveError as error:
            self._say_empty(_("The history could not be thrown away."), self._ui.say(error.message))
            return
        self.shown = None
        self._read(Past(past.archive, (), None))
        self.where.hide()

    # ------------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, and else does nothing."""
        if not take_enter(self, event):
            super().keyPressEvent(event)
