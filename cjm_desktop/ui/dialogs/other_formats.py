"""The journey as a file for other programs: a table, an outline, a diagram; and what it could not take along.

Contract. :func:`export_as` asks for a file, whose kind is told by its ending, and replaces none unasked. What the format does not hold is
listed after writing, with numbers; what it shows less truly, with the card it is about.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Message
from cjm_desktop.exchange import ImportFailed
from cjm_desktop.exchange.fields import LANGUAGES
from cjm_desktop.exchange.files import FORMS, file_of_journey, form_of
from cjm_desktop.exchange.losses import losses
from cjm_desktop.storage import StorageError, shown, write_atomically

from ..aside import aside
from ..desk import Desk
from ..files import file_name, with_ending
from . import question
from .asker import spoken
from .paths import ask_new_file


def export_as(
    desk: Desk,
    parent: QWidget,
    *,
    ask_path: Callable[[Path, str], tuple[str, str]] | None = None,
    ask: Callable[[question.Question], object] = question.Question.ask,
) -> Path | None:
    """Ask where to and write; gives the file, or ``None`` when there is none."""
    ui, _ = desk.ui, desk.ui.text
    across = _("CSV, touchpoints in columns") + " (*.csv)"
    kinds = [f"{form.name} (*.{word})" for word, form in FORMS.items()]
    kinds.insert(1, across)
    folder = ui.settings.get("export/folder") or ui.settings.get("files/folder")
    suggested = Path(folder) / file_name(desk.journey.title, ".csv", _("journey"))
    while True:
        if ask_path is not None:
            path, kind = ask_path(suggested, ";;".join(kinds))
        else:
            path, kind = ask_new_file(ui, parent, _("Export as a table or an outline"), str(suggested), ";;".join(kinds))
        if not path:
            return None
        target = Path(path).absolute()
        if not form_of(target.name):
            target = with_ending(target, kind.rpartition("*")[2].strip(")") or ".csv")
        suggested = target
        if not os.path.lexists(target) or question.may_replace(ui, parent, shown(target.name)):
            break
    form, journey = form_of(target.name), desk.journey
    language = journey.language.partition("-")[0].lower()
    ui.settings.set("export/folder", str(target.parent))
    try:
        written = file_of_journey(journey, form, language if language in LANGUAGES else "en", across=kind == across and form == "csv")
        aside(lambda: write_atomically(str(target), written.data))
    except (StorageError, ImportFailed) as error:
        answers = (question.Answer("cancel", _("Close"), "primary"),)
        headline = _("“{name}” is not written").format(name=shown(target.name))
        ask(question.Question(ui, parent, headline, ui.say(error.message), answers, icon="triangle-alert"))
        return None
    lost = "\n".join(f"{ui.say(name)} ({count})" for name, count in losses(journey, form))
    told = "\n\n".join(part for part in (lost, spoken(ui, written.problems)) if part)
    if told:
        ask(
            question.Question(
                ui,
                parent,
                _("“{name}” is written, but not all of it").format(name=shown(target.name)),
                _("This kind of file does not hold the following. It is safe in the journey's own file."),
                (question.Answer("cancel", _("Go on"), "primary"),),
                icon="info",
                details=told,
            )
        )
    desk.told.emit(Message("Saved as “{name}”.", name=shown(target.name)))
    return target
