"""Hand over actions: for which tool, which of its columns gets what, and what will stand in the file.

Contract. The preset that is chosen fills the columns and the tool's words for our statuses; both can be changed, and
every change shows in the preview at once. What was changed is remembered for that tool until “As delivered” takes it
back. Nothing is written before a file was chosen, and no file replaced unasked. Real names stay out unless they are
switched on, each time anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.document import Message
from cjm_desktop.exchange import ImportFailed
from cjm_desktop.exchange.handover import (
    FIELDS,
    MOST_COLUMNS,
    Column,
    Preset,
    choices,
    chosen,
    handed_over,
    header_of,
    people,
    preset_of,
    shipped,
    table_of,
)
from cjm_desktop.exchange.handover_files import ENDINGS, handover_bytes
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.storage import StorageError, read_file, shown, write_atomically

from ..aside import aside
from ..desk import Desk
from ..fields import Combo, Option, Switch
from ..files import file_name, with_ending
from ..panels.form import button, label, small_button
from . import question
from .bounded import Dialog, free_size
from .enter import begin_with_ctrl_enter, take_enter
from .export_foot import PrintFoot
from .order_fields import Rows, choose, press, pressed, segments
from .paths import ask_file, ask_new_file

#: Rows of the preview, and letters of one of its cells; nobody reads more.
_ROWS, _LETTERS = 100, 200
_FILE = "file:"
_JSON = "JSON (*.json)"
#: The tools in the order in which they are offered.
_ORDER = ("list", "jira", "gitlab", "trello", "planner", "service-desk")


class _ColumnRow:
    """One column of the tool: what stands above it, what comes into it."""

    def __init__(self, dialog: HandOverDialog, column: Column, number: int) -> None:
        ui, _ = dialog.desk.ui, dialog.desk.ui.text
        self.most = column.most
        self.header = QLineEdit(column.header)
        self.header.setMaxLength(200)
        self.header.setAccessibleName(_("Header of column {n}").format(n=number))
        self.field = Combo(ui)
        self.field.setAccessibleName(_("What comes into column {n}").format(n=number))
        for name, told in FIELDS.items():
            self.field.addItem(ui.say(told), name)
        self.field.addItem(_("Always the same text"), "")
        choose(self.field, column.field)
        self.text = QLineEdit(column.text)
        self.text.setMaxLength(200)
        self.text.setAccessibleName(_("Text in column {n}").format(n=number))
        self.remove = small_button(ui, "trash-2", _("Remove column {n}").format(n=number), lambda: dialog.remove(self))
        self.header.textEdited.connect(dialog.changed)
        self.text.textEdited.connect(dialog.changed)
        self.field.activated.connect(dialog.changed)

    def column(self) -> Column:
        """The column as it is now."""
        field = str(self.field.currentData())
        # What a column takes belongs to the tool's column, whatever comes into it.
        return Column.model_validate(
            {"header": self.header.text(), "field": field, "text": "" if field else self.text.text(), "most": self.most}
        )

    def refresh(self, dialog: HandOverDialog) -> None:
        """A fixed text has a field of its own; an empty header shows what the column will be called."""
        column = self.column()
        self.text.setVisible(not column.field)
        self.header.setPlaceholderText(header_of(Column.model_validate({"field": column.field}), dialog.say))


class HandOverDialog(Dialog):
    """The dialog that hands actions over."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None = None,
        *,
        ask_path: Callable[[Path, str], Path | None] | None = None,
        may_replace: Callable[[str], bool] | None = None,
    ) -> None:
        """``ask_path`` gets a suggested place and the kinds of file; ``may_replace`` the name of a file that is there."""
        super().__init__(parent)
        self.desk = desk
        self._ask_path = ask_path or self._ask_person
        self._may_replace = may_replace or (lambda name: question.may_replace(desk.ui, self, name))
        self._presets = shipped()
        self._words = catalogue_for(desk.journey.language)
        self._own: Preset | None = None
        self._columns: list[_ColumnRow] = []
        ui, _ = desk.ui, desk.ui.text
        self.setWindowTitle(_("Hand over actions"))
        free = free_size(self)
        self.resize(QSize(ui.px(1120), ui.px(660)).boundedTo(free))
        self.setMinimumSize(QSize(ui.px(860), ui.px(520)).boundedTo(free))
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(24), ui.px(20), ui.px(24), ui.px(18))
        column.setSpacing(ui.px(12))
        column.addWidget(label(_("Hand over actions"), "title"))
        halves = QHBoxLayout()
        halves.setSpacing(ui.px(18))
        halves.addWidget(self._form())
        halves.addWidget(self._preview(), 1)
        column.addLayout(halves, 1)
        self.foot = PrintFoot(ui, _("Save …"), "save")
        self.foot.started.connect(self.start)
        self.foot.closed.connect(self.reject)
        self.foot.finished.connect(self.accept)
        begin_with_ctrl_enter(self, self.foot.export)
        column.addWidget(self.foot)
        remembered = str(ui.settings.get("handover/preset"))
        if remembered.startswith(_FILE):
            self._read(Path(remembered.removeprefix(_FILE)), quiet=True)
        elif remembered in self._presets:
            choose(self.tool, remembered)
        self._fill()
        self.tool.setFocus()

    # ------------------------------------------------------------------ building

    def _form(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        inside = QWidget()
        inside.setObjectName("handover")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, ui.px(12), 0)
        column.setSpacing(ui.px(10))
        rows = Rows(ui)
        self.tool = Combo(ui)
        for name in sorted(self._presets, key=lambda one: _ORDER.index(one) if one in _ORDER else len(_ORDER)):
            told = {"list": _("A plain list"), "service-desk": _("Service management (TOPdesk style)")}
            self.tool.addItem(told.get(name, self._presets[name].name), name)
        self.tool.addItem(_("Preset from a file …"), _FILE)
        self.tool.activated.connect(self._tool_chosen)
        kinds = [Option("open", _("Open ones")), Option("all", _("All"))]
        if self._selected():
            kinds.append(Option("selected", _("Selected")))
        self.which = segments(ui, kinds, "selected" if self._selected() else str(ui.settings.get("handover/which")), self.changed)
        self.kind = segments(ui, [Option(one, f".{one}") for one in ENDINGS], "csv", self.changed)
        self.separator = segments(ui, [Option(",", _("Comma")), Option(";", _("Semicolon"))], ",", self.changed)
        self.mark = Switch(ui, _("With the mark that tells Excel the encoding (BOM)"))
        self.mark.clicked.connect(self.changed)
        self.guard = Switch(ui, _("Safe to open in a spreadsheet"))
        self.guard.setToolTip(_("An apostrophe before what a spreadsheet would run as a formula. A tool that reads the file keeps it."))
        self.guard.clicked.connect(self.changed)
        self.names = Switch(ui, _("With people's real names"))
        self.names.clicked.connect(self.changed)
        rows.add("tool", _("For"), self.tool)
        rows.add("which", _("Which"), self.which)
        rows.add("kind", _("File"), self.kind)
        rows.add("separator", _("Between"), self.separator)
        rows.wide("mark", self.mark)
        rows.wide("guard", self.guard)
        rows.wide("names", self.names)
        self._rows = rows
        column.addWidget(rows)
        head = QHBoxLayout()
        head.addWidget(label(_("Columns"), "heading"), 1)
        self.reset = button(ui, _("As delivered"), "rotate-ccw", self.take_back)
        head.addWidget(self.reset)
        column.addLayout(head)
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(ui.px(6))
        self._grid.setVerticalSpacing(ui.px(5))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        column.addWidget(holder)
        self.more = button(ui, _("Add a column"), "plus", self.add)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(_("What each status is called there"), "heading"))
        words = Rows(ui)
        self.words: dict[str, QLineEdit] = {}
        for ours, word in choices("status").items():
            edit = QLineEdit()
            edit.setMaxLength(200)
            edit.setPlaceholderText(self.say(word))
            edit.textEdited.connect(self.changed)
            self.words[str(ours)] = edit
            words.add(str(ours), ui.say(word), edit)
        column.addWidget(words)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(min(ui.px(430), 3 * free_size(self).width() // 5))
        return area

    def _preview(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(8))
        row = QHBoxLayout()
        self.told = label("", "heading")
        row.addWidget(self.told, 1)
        self.copy = button(ui, _("Copy"), "copy", self.copy_lines)
        row.addWidget(self.copy)
        column.addLayout(row)
        self.note = label("", "hint", wrap=True)
        column.addWidget(self.note)
        self.table = QTableWidget()
        self.table.setAccessibleName(_("What will stand in the file"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setVisible(False)
        self.table.setWordWrap(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        column.addWidget(self.table, 1)
        return side

    # ------------------------------------------------------------------ what is chosen

    def say(self, message: Message) -> str:
        """Our own words in the file: in the language of the journey."""
        return self._words.say(message)

    @property
    def name(self) -> str:
        """The preset that is chosen; ``file:`` for one of a file of its own."""
        return str(self.tool.currentData())

    def delivered(self) -> Preset:
        """The preset as it came."""
        return self._own if self.name == _FILE and self._own is not None else self._presets.get(self.name, self._presets["list"])

    def preset(self) -> Preset:
        """The preset as it is now."""
        base = self.delivered()
        status = {ours: edit.text() for ours, edit in self.words.items() if edit.text()}
        words = dict(base.words)
        words.pop("status", None)
        if status:
            words["status"] = status
        return base.model_copy(
            update={
                "columns": tuple(row.column() for row in self._columns),
                "file": pressed(self.kind),
                "separator": pressed(self.separator),
                "mark": self.mark.isChecked(),
                "guard": self.guard.isChecked(),
                # A status that is given a word has one now.
                "skip": tuple(one for one in base.skip if not status.get(one)),
                "words": words,
            }
        )

    def wanted(self) -> str | tuple[str, ...]:
        """Which opportunities go, as :func:`~cjm_desktop.exchange.handover.chosen` takes it."""
        which = pressed(self.which)
        return self._selected() if which == "selected" else which

    def _selected(self) -> tuple[str, ...]:
        """The selected opportunity, and those at selected touchpoints."""
        selection = self.desk.selection
        picked = {*selection.ids, selection.record[1]}
        return tuple(
            one.id for one in self.desk.journey.opportunities if one.id in picked or not picked.isdisjoint(one.touchpoints)
        )

    def _tool_chosen(self) -> None:
        if self.name == _FILE:
            ui = self.desk.ui
            chosen_file = ask_file(ui, self, ui.text("Preset from a file"), str(ui.settings.get("files/folder")), _JSON)
            if not chosen_file or not self._read(Path(chosen_file)):
                choose(self.tool, "list" if self._own is None else _FILE)
        self._fill()

    def _read(self, path: Path, *, quiet: bool = False) -> bool:
        try:
            self._own = preset_of(read_file(path)[0], shown(path.name))
        except (ImportFailed, StorageError) as error:
            if not quiet:
                self.foot.complain(self.desk.ui.say(error.message))
            return False
        self._own_path = path
        choose(self.tool, _FILE)
        self.tool.setItemText(self.tool.currentIndex(), self._own.name)
        return True

    def _fill(self) -> None:
        """Show a preset: what was changed of it before, else as it was delivered."""
        self.foot.forgive()
        remembered = self.desk.ui.settings.get("handover/changed").get(self.name)
        preset = self.delivered()
        if isinstance(remembered, dict):
            try:
                preset = preset_of(json.dumps(remembered).encode())
            except ImportFailed:  # of another version, or damaged: then as it was delivered
                preset = self.delivered()
        self._show(preset)

    def _show(self, preset: Preset) -> None:
        press(self.kind, preset.file)
        press(self.separator, preset.separator)
        self.mark.setChecked(preset.mark)
        self.guard.setChecked(preset.guard)
        for ours, edit in self.words.items():
            edit.setText(preset.words.get("status", {}).get(ours, ""))
        self._columns = [_ColumnRow(self, column, number) for number, column in enumerate(preset.columns, 1)]
        self._lay_out()
        self.changed()

    def _lay_out(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and all(widget not in (row.header, row.field, row.text, row.remove) for row in self._columns):
                widget.hide()
                widget.deleteLater()
        before: QWidget = self.reset
        for at, row in enumerate(self._columns):
            for column, widget in enumerate((row.header, row.field, row.remove)):
                self._grid.addWidget(widget, 2 * at, column)
            self._grid.addWidget(row.text, 2 * at + 1, 1)
            for widget in (row.header, row.field, row.text, row.remove):
                QWidget.setTabOrder(before, widget)
                before = widget
        QWidget.setTabOrder(before, self.more)

    def add(self) -> None:
        """One more column, at the end."""
        if len(self._columns) < MOST_COLUMNS:
            self._columns.append(_ColumnRow(self, Column(field="title"), len(self._columns) + 1))
            self._lay_out()
            self.changed()
            self._columns[-1].header.setFocus()

    def remove(self, row: _ColumnRow) -> None:
        """One column less; the last one stays."""
        if len(self._columns) < 2:
            return
        at = self._columns.index(row)
        self._columns.remove(row)
        self._lay_out()
        self.changed()
        self._columns[min(at, len(self._columns) - 1)].header.setFocus()

    def take_back(self) -> None:
        """The preset as it was delivered."""
        changed = dict(self.desk.ui.settings.get("handover/changed"))
        changed.pop(self.name, None)
        self.desk.ui.settings.set("handover/changed", changed)
        self._show(self.delivered())
        self.tool.setFocus()

    def changed(self, *_of: object) -> None:
        """Something was chosen: show what will stand in the file."""
        ui, _ = self.desk.ui, self.desk.ui.text
        self.foot.forgive()
        preset = self.preset()
        kind = pressed(self.kind)
        self._rows.show_row("separator", kind == "csv")
        self._rows.show_row("mark", kind == "csv")
        self._rows.show_row("guard", kind == "csv")
        for ours, edit in self.words.items():
            edit.setPlaceholderText(_("Stays out") if ours in preset.skip else self.say(choices("status")[ours]))
        for row in self._columns:
            row.refresh(self)
            row.remove.setEnabled(len(self._columns) > 1)
        self.reset.setEnabled(preset != self.delivered())
        self.copy.setVisible(kind in ("txt", "md"))
        self.note.setText(preset.note if preset.note and self.name != "list" else "")
        self.note.setVisible(bool(self.note.text()))
        handed = handed_over(self.desk.journey, preset, self.wanted())
        count = len(handed)
        said = ui.plural("{n} action", "{n} actions", count).format(n=count)
        left = len(chosen(self.desk.journey, self.wanted())) - count
        if left:
            said += " · " + ui.plural("{n} stays out", "{n} stay out", left).format(n=left)
        kept = 0 if self.names.isChecked() else people(handed)
        if kept:
            said += " · " + ui.plural("{n} real name stays out", "{n} real names stay out", kept).format(n=kept)
        self.told.setText(said if count else _("There is no action to hand over."))
        self.foot.export.setEnabled(count > 0)
        self.copy.setEnabled(count > 0)
        rows = table_of(self.desk.journey, preset, self.say, which=[one.id for one in handed[:_ROWS]], names=self.names.isChecked())
        self.table.setColumnCount(len(preset.columns))
        self.table.setRowCount(len(rows) - 1)
        self.table.setHorizontalHeaderLabels([cell.text for cell in rows[0]])
        for r, cells in enumerate(rows[1:]):
            for c, cell in enumerate(cells):
                # The end of what was shortened is what one looks for.
                letters = len(cell.text) if cell.shortened else _LETTERS
                item = QTableWidgetItem(" ".join(cell.text.split())[:letters])
                item.setToolTip(cell.text[:2_000])
                self.table.setItem(r, c, item)
        for c, column in enumerate(preset.columns):
            wide = {"title": 220, "description": 300, "text": 240, "touchpoints": 200, "measure": 200}.get(column.field, 120)
            self.table.setColumnWidth(c, ui.px(wide))

    # ------------------------------------------------------------------ handing over

    def copy_lines(self) -> None:
        """Put what the file would hold on the clipboard."""
        data = handover_bytes(self.desk.journey, self.preset(), self.say, which=self.wanted(), names=self.names.isChecked())
        QApplication.clipboard().setText(data.decode())
        self._remember()
        self.told.setText(self.desk.ui.text("Copied. Paste it where it is to go."))

    def start(self) -> None:
        """Ask where to, and write."""
        ui, _ = self.desk.ui, self.desk.ui.text
        if not self.foot.export.isEnabled():
            return
        preset, which, names = self.preset(), self.wanted(), self.names.isChecked()
        kind = pressed(self.kind)
        journey, say = self.desk.journey, self.say
        folder = ui.settings.get("export/folder") or ui.settings.get("files/folder")
        suggested = Path(folder) / file_name(f"{journey.title or _('journey')} – {_('Actions')}", f".{kind}")
        while True:
            target = self._ask_path(suggested, f".{kind} (*.{kind})")
            if target is None:
                return
            suggested = target = with_ending(target.absolute(), f".{kind}")
            if not os.path.lexists(target) or self._may_replace(shown(target.name)):
                break
        self._remember()
        ui.settings.set("export/folder", str(target.parent))
        try:
            aside(lambda: write_atomically(str(target), handover_bytes(journey, preset, say, which=which, names=names, kind=kind)))
        except StorageError as error:
            self.foot.complain(ui.say(error.message))
            return
        said = _("Saved as “{name}” in {folder}.").format(name=shown(target.name), folder=target.parent)
        self.foot.finish(target, " ".join(filter(None, (said, self._shortened(preset, which)))))

    def _shortened(self, preset: Preset, which: str | tuple[str, ...]) -> str:
        """What was longer than the tool takes."""
        ui = self.desk.ui
        cells = [cell for row in table_of(self.desk.journey, preset, self.say, which=which)[1:] for cell in row]
        short = sum(cell.shortened for cell in cells)
        if not short:
            return ""
        said = ui.plural(
            "{n} text was longer than {tool} takes and is shortened.", "{n} texts were longer than {tool} takes and are shortened.", short
        ).format(n=short, tool=preset.name)
        whole = ui.text("The whole title stands in the description.") if any(cell.field == "description" for cell in cells) else ""
        return f"{said} {whole}".rstrip()

    def _remember(self) -> None:
        settings = self.desk.ui.settings
        preset, which = self.preset(), pressed(self.which)
        settings.set("handover/preset", f"{_FILE}{self._own_path}" if self.name == _FILE else self.name)
        if which != "selected":
            settings.set("handover/which", which)
        changed = dict(settings.get("handover/changed"))
        changed.pop(self.name, None)
        if preset != self.delivered():
            changed[self.name] = preset.model_dump(mode="json")
        settings.set("handover/changed", changed)

    def _ask_person(self, suggested: Path, kinds: str) -> Path | None:
        path, _kind = ask_new_file(self.desk.ui, self, self.desk.ui.text("Hand over actions"), str(suggested), kinds)
        return Path(path) if path else None

    def sizeHint(self) -> QSize:
        return QSize(self.desk.ui.px(1120), self.desk.ui.px(660))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not take_enter(self, event):
            super().keyPressEvent(event)
