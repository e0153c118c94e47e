"""Opens every dialog of the program in one language and one interface size, on the screen that its process has.

Run as a program with a folder, a language, a size in per cent and a theme: it prints a line for each dialog that does not fit the screen,
or whose buttons are out of sight. A fifth argument puts a picture of each into that folder.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QPushButton, QWidget
from rooms import Answers, shut, ui, until
from test_system_print import PdfPrinters

from cjm_desktop import edits
from cjm_desktop.assets import docs
from cjm_desktop.document import Message, Problem, Scale
from cjm_desktop.storage import open_journey, save_journey, templates
from cjm_desktop.storage.lock import Holder
from cjm_desktop.storage.recovery import Entry, Origin, Recovered
from cjm_desktop.ui import dialogs
from cjm_desktop.ui.dialogs.asker import Asker
from cjm_desktop.ui.dialogs.bounded import Dialog
from cjm_desktop.ui.dialogs.compare import CompareDialog
from cjm_desktop.ui.dialogs.export import ExportDialog
from cjm_desktop.ui.dialogs.hand_over import HandOverDialog
from cjm_desktop.ui.dialogs.help import HelpWindow
from cjm_desktop.ui.dialogs.history import HistoryDialog
from cjm_desktop.ui.dialogs.licences import LicencesSheet
from cjm_desktop.ui.dialogs.merge import MergeDialog
from cjm_desktop.ui.dialogs.pack import PackDialog
from cjm_desktop.ui.dialogs.paths import FileDialog
from cjm_desktop.ui.dialogs.question import Question
from cjm_desktop.ui.dialogs.recover import RecoverDialog
from cjm_desktop.ui.dialogs.settings import SettingsDialog
from cjm_desktop.ui.dialogs.sheets import AboutSheet, KeysSheet
from cjm_desktop.ui.dialogs.survey import SurveyDialog
from cjm_desktop.ui.dialogs.system_print import PrintSheet
from cjm_desktop.ui.finds import Find
from cjm_desktop.ui.help.notes import askable, note_of
from cjm_desktop.ui.help.pages import Library
from cjm_desktop.ui.mapdesk import MapDesk
from cjm_desktop.ui.shared import Ui
from cjm_desktop.ui.window import MainWindow
from cjm_desktop.ui.workspace import Workspace

_ANSWERS = "Touchpoint;Grade;Person;Date\nAsks;7;P1;2026-05-01\nWaits;3;P2;2026-05-02\n"


class Look:
    """What is wrong with the dialogs that were opened, and which kinds were."""

    def __init__(self, ui: Ui, pictures: Path | None) -> None:
        self._ui, self._pictures = ui, pictures
        self.wrong: list[str] = []
        self.kinds: set[type] = set()
        self._count = 0

    def at(self, dialog: QDialog, name: str) -> None:
        """Show a dialog and look at it."""
        dialog.open()
        for _ in range(12):
            QApplication.processEvents()
        self.kinds.add(type(dialog))
        free = dialog.screen().availableGeometry().size()
        whole = dialog.frameGeometry().size()
        least = whole - dialog.size() + dialog.minimumSize()
        for what, size in (("is", whole), ("asks for", least)):
            if size.width() > free.width() or size.height() > free.height():
                self.wrong.append(f"{name} {what} {size.width()} × {size.height()} on {free.width()} × {free.height()}")
        for button in buttons(dialog):
            seen = in_sight(button)
            if not (seen == QRect(QPoint(), button.size()) and button.width() >= button.minimumSizeHint().width()):
                self.wrong.append(f"{name}: “{button.text()}” is out of sight: {seen} of {button.size()}, {button.minimumSizeHint()}")
        # File dialogs are Qt's: the desktop's own stand in their place.
        fields = [] if isinstance(dialog, FileDialog) else askable(dialog)
        without = [one for one in fields if not note_of(self._ui, one)]
        self.wrong += [f"{name}: nothing says what “{one.accessibleName()}” ({type(one).__name__}) is for" for one in without]
        if self._pictures is not None:
            self._count += 1
            dialog.grab().save(str(self._pictures / f"{self._count:02}-{name}.png"))
        dialog.hide()


def buttons(dialog: QDialog) -> list[QPushButton]:
    """Those that end the dialog or begin its work: shown ones outside everything that scrolls."""
    return [one for one in dialog.findChildren(QPushButton) if one.isVisibleTo(dialog) and not _scrolled(one, dialog)]


def _scrolled(widget: QWidget, dialog: QDialog) -> bool:
    above = widget.parentWidget()
    while above is not None and above is not dialog:
        if isinstance(above, QAbstractScrollArea):
            return True
        above = above.parentWidget()
    return False


def in_sight(widget: QWidget) -> QRect:
    """The part of a widget that its parents leave in sight."""
    seen, above, at = QRect(QPoint(), widget.size()), widget, QPoint()
    while not above.isWindow():
        at += above.pos()
        above = above.parentWidget()
        seen &= QRect(-at, above.size())
    return seen


def opened(room: Workspace, folder: Path, look: Look, language: str) -> None:
    """Open them one after the other."""
    desk, window, shared = room.desk, room.window_, room.ui
    journey = room.session.journey
    worker = room.printing.worker
    printers = PdfPrinters(folder / "out.pdf")

    def shown(self: QDialog) -> int:
        look.at(self, name)
        return 0

    cast(Any, Question).exec = shown
    cast(Any, FileDialog).exec = shown
    asker = Asker(shared, window)
    holder = Holder(user="marianne.vandenberghe", host="LAPTOP-OF-THE-SECOND-FLOOR", since=time.time())
    problems = [Problem(f"touchpoints[{i}].grade", Message("The grade of a touchpoint is missing")) for i in range(30)]
    cases: dict[str, tuple[object, ...]] = {
        "unsaved": ("A name",),
        "changed_on_disk": ("A name",),
        "locked": ("A name", holder),
        "take_over": ("A name", holder),
        "not_taken": ("A name",),
        "no_answer": ("A name",),
        "save_failed": (Message("The grade of a touchpoint is missing"),),
        "open_failed": (Message("The grade of a touchpoint is missing"),),
        "not_opened": ("A name", Message("The grade of a touchpoint is missing")),
        "unsound": ("A name", problems),
        "damaged": ("A name", 12, problems),
        "revert": ("A name",),
        "holds_unread": ("A name",),
        "not_kept": ("A name", Message("The disk that unsaved work is kept on is full: free some space there.")),
        "open_path": (str(folder),),
        "merge_path": (str(folder),),
        "import_path": (str(folder),),
        "photo_path": (str(folder),),
        "import_rest": ("A name", problems),
        "import_scale": ("A name", problems, (Scale(lowest=0, highest=10, neutral=5), Scale(lowest=0, highest=100, neutral=50))),
        "not_imported": ("A name", Message("The grade of a touchpoint is missing")),
        "left_out": ("A name", problems),
        "paste_rest": (problems,),
        "not_pasted": (Message("The grade of a touchpoint is missing"),),
        "save_path": (folder / "name.cjm",),
        "replace": ("A name", 3),
    }
    asked = {one for one in vars(Asker) if not one.startswith("_")}
    assert asked == set(cases), f"questions that are not opened here: {asked ^ set(cases)}"
    for name, given in cases.items():
        getattr(asker, name)(*given)
    pending = [
        ("keys", KeysSheet(shared, window)),
        ("about", AboutSheet(shared, window)),
        ("settings", SettingsDialog(shared, window)),
        ("help", HelpWindow(shared, window, Library(docs(), language))),
        ("licences", LicencesSheet(shared, window)),
        ("pack", PackDialog(desk, room.printing, window)),
        ("hand-over", HandOverDialog(desk, window)),
        ("compare", CompareDialog(shared, window, "A name", journey, journey.replace(title="Another"), False, both=True)),
        ("no-printer", PrintSheet(desk, room.press_room, window, printers=PdfPrinters(folder / "x.pdf", names=()))),
    ]
    for name, dialog in pending:
        look.at(dialog, name)
    entries = [Find(cast(Entry, None), Recovered(journey, Origin(folder / f"{i}.cjm"), time.time())) for i in range(7)]
    look.at(RecoverDialog(shared, window, entries), "recover")
    export = ExportDialog(desk, room.printing, window)
    until(lambda: export.proof is not None)
    look.at(export, "export")
    sheet = PrintSheet(desk, room.press_room, window, printers=printers)
    until(lambda: sheet.layout_ is not None)
    look.at(sheet, "print")
    room.session.save(folder / "mine.cjm")
    room.session.commit(Message("Change"), edits.set_grade(journey, (journey.touchpoints[0].id,), 9))
    room.session.save()
    versions = room.versions
    assert versions.wait()
    past = HistoryDialog(
        shared, window, room.session.journey, versions.opener(), worker, kept=versions.told(), save_version=lambda *_: False
    )
    until(lambda: past.shown is not None)
    look.at(past, "history")
    theirs = edits.set_grade(journey, (journey.touchpoints[0].id,), 2)
    save_journey(theirs, folder / "theirs.cjm", None)
    save_journey(journey, folder / "ground.cjm", None)
    both = MergeDialog(
        shared, window, room.session.journey, folder / "theirs.cjm", None, worker, ask_file=lambda: None,
        ground=open_journey(folder / "ground.cjm").journey,
    )  # fmt: skip
    until(lambda: both.together is not None)
    look.at(both, "merge")
    (folder / "answers.csv").write_text(_ANSWERS, encoding="utf-8")
    survey = SurveyDialog(shared, window, journey, folder / "answers.csv", worker, {})
    until(lambda: survey.read is not None)
    look.at(survey, "survey")


def all_kinds() -> Iterator[type]:
    """Every class of dialog in the program."""
    for module in pkgutil.iter_modules(dialogs.__path__, dialogs.__name__ + "."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, QDialog) and one.__module__ == module.name and one is not Dialog:
                yield one


def main(folder: Path, language: str, size: int, theme: str, pictures: bool) -> None:
    """Open them, and say what is wrong."""
    window = MainWindow(ui(folder, language, theme, size))
    look = Look(window.ui, folder if pictures else None)
    room = Workspace(window, MapDesk(window.ui), Answers())
    room.session.adopt(templates.load("new-colleague", language))
    window.setWindowState(Qt.WindowState.WindowMaximized)
    window.show()
    room.show_map()
    QApplication.processEvents()
    opened(room, folder, look, language)
    missed = {one.__name__ for one in all_kinds()} - {one.__name__ for one in look.kinds}
    look.wrong += [f"{one} was not opened" for one in sorted(missed)]
    sys.stdout.write("\n".join(look.wrong))
    shut(room)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4], len(sys.argv) > 5)
