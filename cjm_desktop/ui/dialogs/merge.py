"""A colleague's copy and the document put together: what comes in, and what contradicts, decided one by one.

Contract. :meth:`MergeDialog.ask` gives the merged journey, or nothing; nothing changes before. Everything is read and merged in the worker.
Where nothing is chosen the document's own value stays. Nothing is merged by Enter alone; Ctrl+Enter merges from anywhere. In the list of
contradictions 1 takes the own value, 2 the other one and 3 both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.document import Journey, Message
from cjm_desktop.edits import EditError
from cjm_desktop.edits.merge import Choice, Clash, Conflict, Merged, resolve
from cjm_desktop.edits.merge_words import Told
from cjm_desktop.exchange import ImportFailed
from cjm_desktop.layout.compared import CompareWords
from cjm_desktop.storage import StorageError, shown
from cjm_desktop.storage.history import Archive

from ..fields.combo import Combo
from ..guide.choice import Choice as Ring
from ..keytext import sequence
from ..panels.form import button, label
from ..shared import Ui
from ..worker import Token, Worker
from .bounded import Dialog, Yielding, free_size
from .change_list import RECORD, ChangeList
from .compare_pane import ComparePane
from .enter import BEGIN, begin_with_ctrl_enter, take_enter
from .history_rows import in_a_line, moments
from .merge_reading import Copy, Ground, MergeReading, Offered, Together

#: Differences that are listed; nobody reads more.
_MOST = 300
#: What the common version is: as it was last saved here, a file, one that is asked for, none. Any other is the name of a version.
_GIVEN, _FILE, _ASK, _NONE = "given", "file", "ask", "none"
_KEYS = {Qt.Key.Key_1: Choice.OURS, Qt.Key.Key_2: Choice.THEIRS, Qt.Key.Key_3: Choice.BOTH}


class _Conflicts(QListWidget):
    """What contradicts; digits choose."""

    chosen = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2 and 3 choose for the row that is marked."""
        choice = _KEYS.get(Qt.Key(event.key()))
        if choice is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.chosen.emit(choice)
            event.accept()
            return
        super().keyPressEvent(event)


class _Words(QLabel):
    """Words beside a ring that can be clicked as the ring is."""

    def __init__(self, ring: Ring) -> None:
        super().__init__()
        self._ring = ring
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setBuddy(ring)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """As a click on the ring."""
        if self._ring.isEnabled():
            self._ring.click()
        event.accept()


class MergeDialog(Dialog):
    """Both copies in a window."""

    def __init__(
        self,
        ui: Ui,
        parent: QWidget | None,
        now: Journey,
        path: Path,
        opener: Callable[[], Archive] | None,
        worker: Worker,
        *,
        ask_file: Callable[[], Path | None],
        ground: Journey | None = None,
    ) -> None:
        """``now`` is the document as it is, ``path`` the colleague's copy; ``opener`` gives the document's history, ``None`` where it has
        no file; ``ask_file`` asks for the file of the common version; ``ground`` is it, where it is known."""
        super().__init__(parent)
        self._ui, self._worker, self._ask_file, self._opener, self._path = ui, worker, ask_file, opener, path
        _ = ui.text
        words = CompareWords(
            ui.pgettext("version", "New"),
            ui.pgettext("version", "Removed"),
            ui.pgettext("version", "Moved"),
            ui.pgettext("version", "Changed"),
        )
        self._reading = MergeReading(now, words, (ui.pgettext("on a card", "Mine"), ui.pgettext("on a card", "Theirs")))
        self.copy: Copy | None = None
        self._given = ground
        self._ground: Ground | None = None
        self._file: Ground | None = None
        self._chosen = _NONE
        self.choices: dict[str, Choice] = {}
        self.together: Together | None = None
        self._conflicts: tuple[Conflict, ...] = ()
        self._token: Token | None = None
        self.setWindowTitle(_("Merge a colleague's copy"))
        self._fit_to_screen()
        across = QHBoxLayout(self)
        across.setContentsMargins(ui.px(18), ui.px(16), ui.px(18), ui.px(14))
        across.setSpacing(ui.px(16))
        across.addWidget(self._left())
        across.addLayout(self._right(), 1)
        begin_with_ctrl_enter(self, self.merge_)
        self._enable()
        self._say_empty(_("Reading the other copy …"), "")
        reading, place = self._reading, path
        worker.run(lambda _token: reading.copy(place, opener), self._read, self._not_read, owner=self)

    def ask(self) -> Merged | None:
        """Show the dialog; gives the merged journey if it was agreed to."""
        agreed = self.exec() == QDialog.DialogCode.Accepted
        if self._token is not None:
            self._token.cancel()
        together = self.together
        if not agreed or together is None:
            return None
        # A choice of the last moment may still be on its way through the worker.
        return together.merged if together.merged.choices == self.choices else resolve(together.first, self.choices)

    # ------------------------------------------------------------------ what it is made of

    def _fit_to_screen(self) -> None:
        ui = self._ui
        free, parent = free_size(self), self.parentWidget()
        room = parent.size() if isinstance(parent, QWidget) else free
        least = QSize(ui.px(960), ui.px(520))
        self.setMinimumSize(least.boundedTo(free))
        wanted = QSize(room.width() - ui.px(60), room.height() - ui.px(60)).expandedTo(least)
        self.resize(wanted.boundedTo(QSize(ui.px(1500), ui.px(980))).boundedTo(free))

    def _left(self) -> QWidget:
        ui, _ = self._ui, self._ui.text
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(6))
        caption = label(_("You both went on from"), "strong")
        column.addWidget(caption)
        self.ground = Combo(ui)
        self.ground.setAccessibleName(_("You both went on from"))
        self.ground.activated.connect(self._choose_ground)
        caption.setBuddy(self.ground)
        column.addWidget(self.ground)
        self.meaning = label("", "hint", wrap=True)
        column.addWidget(self.meaning)
        column.addSpacing(ui.px(8))
        self.coming = label(_("What comes in"), "strong")
        column.addWidget(self.coming)
        self.changes = ChangeList(ui, _("What comes in"))
        self._list(self.changes, _("What comes in"))
        column.addWidget(self.changes, 4)
        self.deciding = QWidget()
        lower = QVBoxLayout(self.deciding)
        lower.setContentsMargins(0, ui.px(8), 0, 0)
        lower.setSpacing(ui.px(6))
        self.open_ = label("", "strong")
        lower.addWidget(self.open_)
        self.list = _Conflicts()
        self._list(self.list, _("Different in the two copies"))
        self.list.chosen.connect(self._decide)
        lower.addWidget(self.list, 1)
        lower.addWidget(self._values())
        row = QHBoxLayout()
        self.all_mine = button(ui, _("All mine"), "", self._all_mine, "")
        self.all_theirs = button(ui, _("All theirs"), "", self._all_theirs, "")
        for made in (self.all_mine, self.all_theirs):
            made.setAutoDefault(False)
            row.addWidget(made)
        row.addStretch(1)
        lower.addLayout(row)
        self.deciding.hide()
        column.addWidget(self.deciding, 6)
        area = Yielding(side)
        area.setFixedWidth(min(ui.px(390), free_size(self).width() // 2))
        return area

    def _list(self, made: QListWidget, name: str) -> QListWidget:
        ui = self._ui
        made.setAccessibleName(name)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setWordWrap(True)
        made.setIconSize(QSize(ui.px(14), ui.px(14)))
        made.setMinimumHeight(ui.px(70))
        # No list asks for more: what is around it would have to scroll.
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        made.currentItemChanged.connect(self._lead)
        made.itemClicked.connect(self._lead)
        return made

    def _values(self) -> QWidget:
        """Both values of the marked contradiction, and the one before both."""
        ui, _ = self._ui, self._ui.text
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(ui.px(8))
        grid.setVerticalSpacing(ui.px(4))
        grid.setColumnStretch(2, 1)
        self._group = QButtonGroup(self)
        self._names = {Choice.OURS: _("Mine"), Choice.THEIRS: _("Theirs"), Choice.BOTH: _("Both")}
        self.radios: dict[Choice, Ring] = {}
        self._said: dict[Choice, tuple[_Words, _Words]] = {}
        for at, choice in enumerate(self._names):
            ring = self.radios[choice] = Ring(ui)
            ring.setToolTip(str(at + 1))
            whose, said = self._said[choice] = (_Words(ring), _Words(ring))
            whose.setText(self._names[choice])
            said.setWordWrap(True)
            self._group.addButton(ring, at)
            for place, made in enumerate((ring, whose, said)):
                grid.addWidget(made, at, place, Qt.AlignmentFlag.AlignVCenter if place < 2 else Qt.AlignmentFlag(0))
        self._group.idClicked.connect(self._click)
        self.before = label("", "hint", wrap=True)
        grid.addWidget(self.before, 3, 0, 1, 3)
        return box

    def _right(self) -> QVBoxLayout:
        ui, _ = self._ui, self._ui.text
        column = QVBoxLayout()
        column.setSpacing(ui.px(8))
        self.title = label(_("Merge “{name}”").format(name=shown(self._path.name)), "title", wrap=True)
        column.addWidget(self.title)
        self.summary = label("", "", wrap=True)
        column.addWidget(self.summary)
        self.pane = ComparePane(ui, _("Both copies on the map"))
        self.view = self.pane.view
        column.addWidget(self.pane, 1)
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        self.note = label(_("Nothing changes before you merge; Undo takes it back in one step."), "hint", wrap=True)
        self.cancel = button(ui, _("Cancel"), "", self.reject, "")
        self.merge_ = button(ui, _("Merge"), "users", self.accept, "primary")
        self.merge_.setToolTip(sequence(BEGIN).toString(QKeySequence.SequenceFormat.NativeText))
        for made in (self.cancel, self.merge_):
            made.setAutoDefault(False)
        if free_size(self).width() < ui.px(960):
            # Large type on a small screen: the note has a line of its own.
            column.addWidget(self.note)
            row.addStretch(1)
        else:
            row.addWidget(self.note, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.merge_)
        column.addLayout(row)
        return column

    # ------------------------------------------------------------------ reading

    def _read(self, copy: Copy) -> None:
        ui, _ = self._ui, self._ui.text
        if self._given is not None:
            copy = replace(copy, ground=Ground(self._given), sure=True)
            self.ground.addItem(_("As it was last saved here"), _GIVEN)
        self.copy = copy
        offered = list(copy.offered)
        if copy.version is not None and all(one.version != copy.version for one in offered):
            offered.append(Offered(copy.version, None))
        for one, when in zip(offered, moments(ui, [one.version for one in offered]), strict=True):
            self._offer(one, when, probably=one.version == copy.version and not copy.sure)
        self.ground.addItem(_("A file …"), _ASK)
        self.ground.addItem(_("Not known"), _NONE)
        self.ground.view().setMinimumWidth(min(ui.px(620), self.width() - ui.px(60)))
        self._ground = copy.ground
        self._chosen = _NONE if copy.ground is None else copy.version.name if copy.version is not None else _GIVEN
        self._put_back()
        self._explain()
        self._merge()

    def _offer(self, offered: Offered, when: str, *, probably: bool) -> None:
        """A version in the list: when it was kept, and what it changed."""
        ui, _ = self._ui, self._ui.text
        line, tip = in_a_line(ui, offered.told) if offered.told else ("", "")
        if probably:
            when = _("{when} (probably)").format(when=when)
        self.ground.addItem(f"{when}  ·  {line}" if line else when, offered.version.name)
        self.ground.setItemData(self.ground.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, (StorageError, ImportFailed, EditError)):
            raise error
        self.together = None
        self._say_empty(self._ui.text("These two cannot be merged."), self._ui.say(error.message))
        self._enable()
        self.cancel.setFocus()

    def _choose_ground(self, _at: int) -> None:
        what = self.ground.currentData()
        copy = self.copy
        if copy is None:
            return
        if what == _ASK:
            self._ask_ground()
            return
        found = copy.version.name if copy.version is not None else _GIVEN
        version = next((one.version for one in copy.offered if one.version.name == what), None)
        if what in (found, _FILE, _NONE):
            self._take_ground({found: copy.ground, _FILE: self._file}.get(what), what)
        elif version is not None:
            reading = self._reading
            self._worker.run(
                lambda _token: reading.version(version), lambda ground: self._take_ground(ground, what), self._not_read, owner=self
            )

    def _take_ground(self, ground: Ground | None, what: str) -> None:
        """Merge anew with this as the common version."""
        self._ground, self._chosen = ground, what
        self._put_back()
        self._again()

    def _ask_ground(self) -> None:
        path = self._ask_file()
        if path is None:
            self._put_back()
            return
        reading = self._reading

        def took(ground: Ground) -> None:
            self._file = ground
            at = self.ground.findData(_FILE)
            if at < 0:
                at = self.ground.findData(_ASK)
                self.ground.insertItem(at, "", _FILE)
            self.ground.setItemText(at, shown(path.name))
            self._take_ground(ground, _FILE)

        self._worker.run(lambda _token: reading.ground(path), took, self._not_read, owner=self)

    def _put_back(self) -> None:
        """The list shows what is in force."""
        self.ground.setCurrentIndex(max(0, self.ground.findData(self._chosen)))
        self.ground.setToolTip(str(self.ground.currentData(Qt.ItemDataRole.ToolTipRole) or ""))

    def _again(self) -> None:
        self.choices.clear()
        self._conflicts = ()
        self._explain()
        self._merge()

    def _explain(self) -> None:
        """What the common version is, and what it means that there is none."""
        _, copy = self._ui.text, self.copy
        if copy is None:
            return
        if not copy.related:
            said = _("These look like two different journeys: they have no touchpoint in common.")
        elif self._ground is not None and self._ground is copy.ground:
            said = _("You both had it.") if copy.sure else _(
                "The version in your history that the copy most likely went on from. What you may have changed since is asked."
            )
        elif self._ground is not None:
            said = _("What is not in it any more was removed by one of you.")
        else:
            said = _("Nothing counts as removed, and whatever you both filled in differently is asked.")
        self.meaning.setText(said)

    def _merge(self) -> None:
        copy, ground, choices, reading = self.copy, self._ground, dict(self.choices), self._reading
        if copy is None:
            return
        if self._token is not None:
            self._token.cancel()
        self._token = self._worker.run(
            lambda _token: reading.together(copy, ground, choices, self._told), self._show, self._not_read, owner=self, key="merge"
        )

    def _told(self, told: Told) -> str:
        """A value in words."""
        if isinstance(told, Message):
            return self._ui.say(told)
        return self._ui.number(told) if isinstance(told, float) else told

    # ------------------------------------------------------------------ showing

    def _show(self, together: Together) -> None:
        ui, _ = self._ui, self._ui.text
        first = self.together is None or not self.choices
        self.together = together
        differences = together.merged.took
        count = len(differences)
        self.coming.setText(ui.plural("What comes in: {n} change", "What comes in: {n} changes", count).format(n=count))
        self.changes.blockSignals(True)
        self.changes.show_changes(differences, _MOST, lambda record: together.sheet.box(record) is not None)
        self.changes.blockSignals(False)
        self._list_conflicts(together.conflicts)
        records = [one.spot for one in self._conflicts] + [one.record for one in differences]
        on_map = [record for record in records if together.sheet.box(record) is not None]
        self.summary.setText(self._sentence())
        self.pane.show_sheet(together.sheet, on_map if first else (), self.summary.text())
        self._enable()
        if first:
            (self.list if self._conflicts else self.changes).setFocus()

    def _list_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        at = self.list.currentRow()
        self._conflicts = conflicts
        self.list.blockSignals(True)
        self.list.clear()
        for conflict in conflicts:
            item = QListWidgetItem()
            item.setData(RECORD, conflict.spot)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(at, 0), len(conflicts) - 1))
        self.list.blockSignals(False)
        self.deciding.setVisible(bool(conflicts))
        self._dress_conflicts()

    def _dress_conflicts(self) -> None:
        """Each row says what it is about and what was chosen."""
        ui, _ = self._ui, self._ui.text
        open_ = 0
        for at, conflict in enumerate(self._conflicts):
            item = self.list.item(at)
            choice = self.choices.get(conflict.key)
            if not conflict.choices:
                state, icon = _("A gap now"), "circle-x"
            elif choice is None:
                state, icon = _("Undecided"), "circle-help"
                open_ += 1
            else:
                state, icon = self._names[choice], "circle-check"
            item.setText(f"{ui.say(conflict.label)} – {state}")
            item.setToolTip(ui.say(conflict.message))
            item.setIcon(ui.icons.icon(icon, "secondary"))
        count = len(self._conflicts)
        text = ui.plural(
            "{n} thing is different in the two copies, {open} undecided",
            "{n} things are different in the two copies, {open} undecided", count
        )
        self.open_.setText(text.format(n=count, open=open_))
        self._show_values()

    def _current(self) -> Conflict | None:
        at = self.list.currentRow()
        return self._conflicts[at] if 0 <= at < len(self._conflicts) else None

    def _show_values(self) -> None:
        ui, conflict = self._ui, self._current()
        if conflict is None:
            return
        values = {Choice.OURS: self._whole(conflict.ours, conflict.mine), Choice.THEIRS: self._whole(conflict.theirs, conflict.other)}
        both = Choice.BOTH in conflict.choices
        values[Choice.BOTH] = ui.text("one after the other") if both else ""
        chosen = self.choices.get(conflict.key)
        self._group.setExclusive(False)
        for choice, radio in self.radios.items():
            radio.setChecked(choice is chosen)
            radio.setEnabled(choice in conflict.choices)
            radio.setAccessibleName(f"{self._names[choice]}: {values[choice]}")
            self._said[choice][1].setText(values[choice])
        for made in (self.radios[Choice.BOTH], *self._said[Choice.BOTH]):
            made.setVisible(both)
        self._group.setExclusive(True)
        known = self._ground is not None and conflict.what is not Clash.OFF_SCALE
        self.before.setText(ui.text("Before: {value}").format(value=self._told(conflict.common)) if known else "")
        self.before.setVisible(known)

    def _whole(self, value: object, told: Told) -> str:
        """A value with all its words, as far as there is room for them."""
        text = value if isinstance(value, str) and len(value) > 100 else ""
        return (text[:400] + "…" if len(text) > 400 else text) or self._told(told)

    def _sentence(self) -> str:
        _, together = self._ui.text, self.together
        if together is None:
            return ""
        if not together.merged.took and not self._conflicts:
            return _("The copy brings nothing new.")
        if not self._conflicts:
            return _("Nothing contradicts. What comes in is marked on the map.")
        return _(
            "What comes in is marked on the map, and both values where both copies changed the same. Where nothing is chosen, yours stays."
        )

    # ------------------------------------------------------------------ deciding

    def _click(self, at: int) -> None:
        self._decide(list(self.radios)[at])

    def _decide(self, choice: object) -> None:
        conflict = self._current()
        if conflict is not None and isinstance(choice, Choice) and choice in conflict.choices:
            self.choices[conflict.key] = choice
            self._dress_conflicts()
            self._merge()

    def _all_mine(self) -> None:
        self._decide_all(Choice.OURS)

    def _all_theirs(self) -> None:
        self._decide_all(Choice.THEIRS)

    def _decide_all(self, choice: Choice) -> None:
        for conflict in self._conflicts:
            if choice in conflict.choices:
                self.choices[conflict.key] = choice
        self._dress_conflicts()
        self._merge()

    def _lead(self, item: QListWidgetItem | None, _last: object = None) -> None:
        if item is None:
            return
        self.view.lead_to(str(item.data(RECORD) or ""))
        if item.listWidget() is self.list:
            self._show_values()

    def _say_empty(self, title: str, text: str) -> None:
        self.pane.say(title, text)
        self.summary.setText("")
        self.changes.clear()

    def _enable(self) -> None:
        together = self.together
        self.merge_.setEnabled(together is not None and together.merged.journey != self._reading.now)
        self.ground.setEnabled(self.copy is not None)

    # ------------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, and else does nothing."""
        if not take_enter(self, event):
            super().keyPressEvent(event)
