"""Answers of a survey as a command: the file is chosen, the dialog asks what is what, and a round comes to the document in one step.

Contract. Nothing changes before the dialog is agreed to, and then it is one undo step. What was which touchpoint is remembered for
tables with the same names of columns.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cjm_desktop import edits
from cjm_desktop.document import Message, Round
from cjm_desktop.exchange.survey import SURVEY_ENDINGS, SurveyMap
from cjm_desktop.exchange.survey_guess import dict_of_map
from cjm_desktop.storage import shown

from .desk import Desk
from .dialogs.paths import ask_file
from .files import Files
from .worker import Worker

#: Tables that are remembered.
_MOST = 20


class Surveys:
    """Brings answers into the document of one window."""

    def __init__(self, desk: Desk, files: Files, worker: Worker, over: Callable[[], QWidget]) -> None:
        """``over`` gives the window that the dialog stands over."""
        self._desk, self._files, self._worker, self._over = desk, files, worker, over

    def open(self) -> bool:
        """Choose a file of answers and bring it in; gives whether that changed anything."""
        ui = self._desk.ui
        endings = " ".join(f"*{one}" for one in SURVEY_ENDINGS)
        kinds = ui.text("Answers of a survey") + f" ({endings})"
        path = ask_file(ui, self._over(), ui.text("Import answers of a survey"), self._files.folder(), kinds)
        return bool(path) and self.with_file(Path(path))

    def with_file(self, path: Path) -> bool:
        """Bring the answers of a file in; gives whether that changed anything."""
        from .dialogs.survey import SurveyDialog  # loaded when somebody wants it

        desk = self._desk
        desk.settle()
        remembered = desk.ui.settings.get("survey/maps")
        dialog = SurveyDialog(desk.ui, self._over(), desk.journey, path, self._worker, remembered)
        agreed = dialog.ask()
        dialog.deleteLater()
        if agreed is None:
            return False
        self.remember(agreed[2], agreed[1])
        return self.take(agreed[0], shown(path.name))

    def take(self, measured: Round, name: str) -> bool:
        """Put a round into the document; gives whether that changed anything."""
        desk = self._desk
        if not desk.change(Message("Import answers of a survey"), lambda journey: edits.put(journey, "rounds", measured)):
            return False
        desk.told.emit(Message("The answers in “{name}” are a round of their own now, in step 10. Undo takes it back.", name=name))
        return True

    def remember(self, key: str, how: SurveyMap) -> None:
        """Keep a mapping for the next table with these columns; the oldest goes when there are many."""
        settings = self._desk.ui.settings
        kept = {one: other for one, other in settings.get("survey/maps").items() if one != key}
        kept[key] = dict_of_map(how)
        settings.set("survey/maps", dict(list(kept.items())[-_MOST:]))
