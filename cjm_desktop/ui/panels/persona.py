"""The form of a persona: the typical traveller (METHOD step 4)."""

from __future__ import annotations

from cjm_desktop import edits
from cjm_desktop.document import Message

from ..desk import Desk
from .form import button, label
from .persona_fields import fill_persona, fill_persona_lists
from .persona_files import PersonaFiles
from .subject import RecordForm


class PersonaForm(RecordForm):
    """Who travels, what they want, and what gets on their nerves."""

    kind, list_name = "persona", "personas"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui, _ = desk.ui, desk.ui.text
        self.top.put(label(_("Persona"), "eyebrow"))
        self.portrait = fill_persona(desk, self.top, self)
        fill_persona_lists(desk, self.section("persona.lists", _("What moves them")), self)
        self.files = PersonaFiles(desk, self)
        self.last(self.files)
        self.last(button(ui, _("Remove this persona"), "trash-2", self._remove, "danger"))

    def take_picture(self, path: str) -> None:
        """Put a picture file into the persona; an unreadable one is refused with a sentence."""
        self.portrait.take_picture(path)

    def _remove(self) -> None:
        ident = self.ident
        self.desk.flush()
        self.desk.change(Message("Remove persona"), lambda j: edits.drop(j, "personas", ident))
