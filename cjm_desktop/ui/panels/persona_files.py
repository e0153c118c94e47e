"""A persona goes along to another journey: saved as a file of its own, and loaded from one (METHOD step 4)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Message, Persona
from cjm_desktop.storage import PERSONA_SUFFIX, StorageError, open_persona, save_persona

from ..desk import Desk
from ..dialogs.paths import ask_file, ask_new_file
from ..dialogs.question import may_replace
from ..files import file_name
from .form import button
from .persona_fields import Subject


class PersonaFiles(QWidget):
    """Two buttons: save the persona in sight, load another one."""

    def __init__(self, desk: Desk, subject: Subject) -> None:
        super().__init__()
        self.desk, self._subject = desk, subject
        ui, _ = desk.ui, desk.ui.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.save = button(ui, _("Save as a file …"), "save", self._ask_to_save)
        self.load = button(ui, _("Load a persona …"), "folder-open", self._ask_to_load)
        for one in (self.save, self.load):
            column.addWidget(one)

    # ------------------------------------------------------------------ saving

    def _ask_to_save(self) -> None:
        self.desk.flush()
        persona, ui, _ = self._subject.record, self.desk.ui, self.desk.ui.text
        if not isinstance(persona, Persona):
            self.desk.told.emit(Message("Give the persona a name first."))
            return
        name = file_name(persona.name.strip(" .") or _("Persona"), PERSONA_SUFFIX)
        path, _kind = ask_new_file(
            ui, self.window(), _("Save the persona"), str(self._folder() / name), self._kinds()
        )
        if not path:
            return
        target = Path(path)
        if target.suffix != PERSONA_SUFFIX:
            target = target.with_name(target.name + PERSONA_SUFFIX)
        if target.exists() and not may_replace(ui, self.window(), target.name):
            return
        self.save_to(target)

    def save_to(self, path: Path) -> bool:
        """Write the persona to a file; a failure is told, and gives ``False``."""
        persona = self._subject.record
        if not isinstance(persona, Persona):
            return False
        try:
            save_persona(persona, self.desk.journey.channels, path)
        except StorageError as error:
            self.desk.refused.emit(error.message)
            return False
        self.desk.told.emit(Message("The persona is saved in “{file}”.", file=path.name))
        return True

    # ------------------------------------------------------------------ loading

    def _ask_to_load(self) -> None:
        path = ask_file(
            self.desk.ui, self.window(), self.desk.ui.text("Load a persona"), str(self._folder()), self._kinds()
        )
        if path:
            self.load_from(Path(path))

    def load_from(self, path: Path) -> bool:
        """Add the persona of a file to the journey and select it; a failure is told, and gives ``False``."""
        self.desk.flush()
        try:
            found = open_persona(path)
        except StorageError as error:
            self.desk.refused.emit(error.message)
            return False
        if not self.desk.change(
            Message("Load a persona"), lambda journey: edits.adopt_persona(journey, found.persona, found.channels)
        ):
            return False
        self.desk.selection.set_record("persona", found.persona.id)
        self.desk.told.emit(Message("“{name}” travels along now.", name=found.persona.name or path.stem))
        return True

    def _folder(self) -> Path:
        """Where the journey is, or the person's own folder."""
        path = self.desk.session.path
        return Path.home() if path is None else path.parent

    def _kinds(self) -> str:
        return self.desk.ui.text("Personas") + f" (*{PERSONA_SUFFIX})"
