"""Workshop pack: everything a workshop needs on paper, as one PDF with chapters or as a folder, in one go."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from cjm_desktop.document import Message, Problem
from cjm_desktop.i18n import catalogue_for
from cjm_desktop.press import NAMED, PARTS, PackOrder, PrintOrder, file_names, part_name

from ..desk import Desk
from ..fields import Option, Switch
from ..files import file_name, with_ending
from ..panels.form import label
from ..printing import Printing
from ..worker import Token
from . import question
from .bounded import Dialog, Yielding
from .enter import begin_with_ctrl_enter, take_enter
from .export_foot import CHOOSING, PrintFoot
from .heights import as_high_as_its_words
from .order import handout_papers
from .order_fields import Rows, pressed, segments
from .order_folds import carried, kept_back
from .paths import ask_folder, ask_new_file

_PDF = ".pdf"


class PackDialog(Dialog):
    """The dialog of a workshop pack."""

    def __init__(
        self,
        desk: Desk,
        printing: Printing,
        parent: QWidget | None = None,
        *,
        ask_path: Callable[[Path, bool], Path | None] | None = None,
        may_replace: Callable[[str, int], bool] | None = None,
    ) -> None:
        """``ask_path`` gets a suggested place and whether it is one file; ``may_replace`` the name of the first file that is there,
        and how many are."""
        super().__init__(parent)
        self.desk, self._printing = desk, printing
        self._ask_path = ask_path or self._ask_person
        self._may_replace = may_replace or (
            lambda name, count: question.may_replace(desk.ui, self, name, count=count)
        )
        self._token: Token | None = None
        self._target: Path | None = None
        self._left = False
        ui, _ = desk.ui, desk.ui.text
        self.setWindowTitle(_("Workshop pack"))
        self.setMinimumWidth(ui.px(520))
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(24), ui.px(20), ui.px(24), ui.px(18))
        column.setSpacing(ui.px(12))
        column.addWidget(label(_("Workshop pack"), "title"))
        column.addWidget(
            label(_("Everything a workshop needs on paper, in the order in which it is needed."), "hint", wrap=True)
        )
        self.form = QWidget()
        inside = QVBoxLayout(self.form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(ui.px(12))
        inside.addWidget(self._parts())
        inside.addWidget(self._rows())
        inside.addStretch(1)
        column.addWidget(Yielding(self.form), 1)
        self.foot = PrintFoot(ui, _("Make the pack …"), "package")
        self.foot.started.connect(self.start)
        self.foot.stopped.connect(self.cancel)
        self.foot.closed.connect(self.reject)
        self.foot.finished.connect(self.accept)
        begin_with_ctrl_enter(self, self.foot.export)
        column.addWidget(self.foot)
        self._chosen()
        self.switches[PARTS[0]].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words: what scrolls would be content with less."""
        as_high_as_its_words(self)
        super().showEvent(event)

    # ------------------------------------------------------------------ building

    def _parts(self) -> QWidget:
        ui = self.desk.ui
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(ui.px(14), ui.px(8), ui.px(14), ui.px(8))
        grid.setHorizontalSpacing(ui.px(16))
        left_out = {str(part) for part in ui.settings.get("pack/parts_left_out")}
        self.switches: dict[str, Switch] = {}
        half = (len(PARTS) + 1) // 2
        for at, part in enumerate(PARTS):
            switch = Switch(ui, part_name(part, ui.words))
            switch.setChecked(part not in left_out)
            switch.clicked.connect(self._chosen)
            # Downwards, as one reads a list of what comes when.
            grid.addWidget(switch, at % half, at // half)
            self.switches[part] = switch
        return card

    def _rows(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        rows = Rows(ui)
        self.kind = segments(
            ui,
            [Option("file", _("One PDF")), Option("folder", _("A folder"))],
            "file" if ui.settings.get("pack/one_file") else "folder",
            self._chosen,
        )
        self.paper = handout_papers(ui)
        self.names = Switch(ui, _("Print people's real names"))
        self.names.setChecked(self.desk.journey.poster.show_names)
        self.names.clicked.connect(self._chosen)
        self.attach = Switch(ui, _("Put the journey into the PDF"))
        self.attach.clicked.connect(self._chosen)
        self.privacy = label("", "hint", wrap=True)
        self.told = label("", "hint", wrap=True)
        rows.add("kind", _("Into"), self.kind)
        rows.add("paper", _("Handouts on"), self.paper)
        rows.wide("names", self.names)
        rows.wide("attach", self.attach)
        rows.wide("privacy", self.privacy)
        rows.wide("told", self.told)
        return rows

    # ------------------------------------------------------------------ what is chosen

    @property
    def one_file(self) -> bool:
        """Whether everything goes into one PDF."""
        return pressed(self.kind) == "file"

    def order(self) -> PackOrder:
        """The pack as it is chosen now."""
        parts = tuple(part for part in PARTS if self.switches[part].isChecked())
        order = PrintOrder(names=self.names.isChecked(), attach=self.attach.isChecked())
        return PackOrder(parts, order, handout_paper=str(self.paper.currentData()))

    def _chosen(self) -> None:
        ui, _ = self.desk.ui, self.desk.ui.text
        count = len(self.order().parts)
        self.foot.forgive()
        self.foot.export.setEnabled(count > 0)
        if not count:
            text = _("Choose at least one part.")
        elif self.one_file:
            text = ui.plural(
                "{n} part in one PDF, each a chapter of its outline.",
                "{n} parts in one PDF, each a chapter of its outline.",
                count,
            ).format(n=count)
        else:
            text = ui.plural(
                "{n} PDF in a folder, numbered in the order of the workshop.",
                "{n} PDFs in a folder, numbered in the order of the workshop.",
                count,
            ).format(n=count)
        self.told.setText(text)
        # They stand on some sheets, and in the journey where that goes with the poster.
        named = any(part in NAMED for part in self.order().parts)
        self.names.setEnabled(named or self.order().carries_journey)
        # Only a poster can be opened again.
        self.attach.setEnabled(self.switches["poster"].isChecked())
        self.privacy.setText(carried(ui, self.order().carries_journey, self.desk.journey, names=self.names.isChecked()))

    # ------------------------------------------------------------------ printing

    def start(self) -> None:
        """Ask where to, and print."""
        pack = self.order()
        if not pack.parts or self._token is not None:
            return
        ui, journey = self.desk.ui, self.desk.journey
        settings = ui.settings
        folder = settings.get("export/folder") or settings.get("files/folder")
        title = journey.title or ui.text("journey")
        ending = _PDF if self.one_file else ""
        suggested = Path(folder) / file_name(f"{title} – {ui.text('Workshop pack')}", ending)
        while True:
            target = self._ask_path(suggested, self.one_file)
            if target is None:
                return
            target = target.absolute()
            suggested = target = with_ending(target, ending) if ending else target
            there = self._in_the_way(target, pack)
            if not there or self._may_replace(there[0], len(there)):
                break
        settings.set("export/folder", str(target.parent))
        settings.set("pack/one_file", self.one_file)
        settings.set("pack/parts_left_out", [part for part in PARTS if part not in pack.parts])
        self._target = target
        self.foot.begin()
        self.form.setEnabled(False)
        self._token = self._printing.pack(
            journey,
            pack,
            target,
            self._printed,
            self._not_printed,
            self.foot.tell,
            self._stopped,
            owner=self,
        )

    def _in_the_way(self, target: Path, pack: PackOrder) -> Sequence[str]:
        """What would be replaced."""
        if self.one_file:
            return [target.name] if os.path.lexists(target) else []
        if os.path.lexists(target) and not target.is_dir():
            return [target.name]
        journey = self.desk.journey
        printed_in = catalogue_for(journey.poster.language or journey.language)
        return [name for name in file_names(pack.parts, printed_in) if os.path.lexists(target / name)]

    def cancel(self) -> None:
        """Stop printing; what is on disk is what it was, unless all was written already. What it came to is told."""
        if self._token is not None:
            self._token.cancel()
            self._token = None
        self.form.setEnabled(True)
        self.foot.turn(CHOOSING)

    def _stopped(self, written: bool) -> None:
        """The cancelled pack has come to its end."""
        if self._token is not None or self._left or self._target is None:
            return
        _ = self.desk.ui.text
        if written:
            said = _("Cancelled too late: the pack was written already, as “{name}” in {folder}.").format(
                name=self._target.name, folder=self._target.parent
            )
        else:
            said = _("The pack was cancelled. Nothing of it was written, and what was there is as it was.")
        self.foot.complain(said)

    def _printed(self, problems: list[Problem]) -> None:
        self._token = None
        self.form.setEnabled(True)
        if self._target is None:
            return
        ui, _ = self.desk.ui, self.desk.ui.text
        said = _("Saved as “{name}” in {folder}.").format(name=self._target.name, folder=self._target.parent)
        if problems:
            said += " " + ui.plural(
                "{n} thing on it should be looked at: Export poster shows it.",
                "{n} things on it should be looked at: Export poster shows them.",
                len(problems),
            ).format(n=len(problems))
        out = kept_back(ui, self.order().carries_journey, self.desk.journey, names=self.names.isChecked())
        self.foot.finish(self._target, f"{said} {out}".rstrip(), folder=not self.one_file)

    def _not_printed(self, reason: Message) -> None:
        self._token = None
        self.form.setEnabled(True)
        self.foot.complain(self.desk.ui.say(reason))

    def _ask_person(self, suggested: Path, one_file: bool) -> Path | None:
        _ = self.desk.ui.text
        if one_file:
            path, _kind = ask_new_file(
                self.desk.ui, self, _("Workshop pack"), str(suggested), f"{_PDF[1:].upper()} (*{_PDF})"
            )
            return Path(path) if path else None
        where = _("Where the folder of the workshop pack is to be")
        chosen = ask_folder(self.desk.ui, self, where, str(suggested.parent))
        return Path(chosen) / suggested.name if chosen else None

    def done(self, result: int) -> None:
        """However it ends: nothing is printed behind its back."""
        self._left = True
        self.cancel()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if take_enter(self, event):
            return
        if event.key() == Qt.Key.Key_Escape and self._token is not None:
            self.cancel()
            return
        super().keyPressEvent(event)
