"""Step 4, the persona: who travels, one or several, each also as a file of its own (METHOD.md)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Persona, fresh_id

from ..belonging import proxy_of
from ..desk import Desk
from ..fields import Link, Wrapped
from ..fields.tabplace import TabPlace, stops_in
from ..panels.form import Column, button
from ..panels.persona_fields import fill_persona, fill_persona_lists
from ..panels.persona_files import PersonaFiles
from .births import Birth, list_items

_ITEMS = list_items("personas")


def fill_persona_step(desk: Desk, column: Column) -> None:
    """The fields of step 4."""
    made = PersonaPage(desk)
    column.put(made)
    column.hooks.append(made.refresh)
    column.leads.append(made.lead)


class OpenPersona:
    """The persona whose fields are in sight; it may not exist yet."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.birth = self._unborn()

    @property
    def ident(self) -> str:
        """Its id, now and later."""
        return self.birth.ident

    @property
    def record(self) -> Persona | None:
        """The persona, once something is written about it."""
        record = self.birth.record
        return record if isinstance(record, Persona) else None

    def open(self, ident: str) -> None:
        """Be the persona with this id; a new one without."""
        self.birth = Birth(self.desk, _ITEMS, Persona(id=ident)) if ident else self._unborn()

    def _unborn(self) -> Birth:
        return Birth(self.desk, _ITEMS, Persona(id=fresh_id("a")))

    def link(self, name: str, what: Message) -> Link:
        """A link to a field of whichever persona is open."""

        def get(journey: Journey) -> Any:
            return getattr(self.birth.shown, name)

        def put(journey: Journey, value: Any) -> Journey:
            return self.birth.written(journey, **{name: value})

        def leave(journey: Journey) -> Journey:
            return self.birth.without_blank(journey)

        return Link(get, put, what, f"personas.open.{name}", leave)


class PersonaPage(QWidget):
    """The personas as words to choose from, and the form of the open one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        ui, _ = desk.ui, desk.ui.text
        self.subject = OpenPersona(desk)
        self._beginning = False
        self._made: tuple[object, ...] = ()
        self.choices: list[QToolButton] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(ui.px(10))
        self._chooser = Wrapped(ui)
        self._start = TabPlace(self._chooser)
        self.another = button(ui, _("Another persona"), "plus", self.begin)
        self.form = Column(desk)
        self.portrait = fill_persona(desk, self.form, self.subject)
        fill_persona_lists(desk, self.form, self.subject)
        self.files = PersonaFiles(desk, self.subject)
        self.remove = button(ui, _("Remove this persona"), "trash-2", self._remove, "danger")
        for widget in (self._chooser, self.another, self.form, self.files, self.remove):
            box.addWidget(widget)
        desk.selection.changed.connect(self._follow)

    # ------------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the personas as they are now."""
        ids = [persona.id for persona in self.desk.journey.personas]
        if self.subject.ident in ids:
            self._beginning = False
        elif ids and not self._beginning:
            self._turn_to(ids[0])
        made = (tuple((p.id, p.name) for p in self.desk.journey.personas), self.subject.ident)
        if made != self._made:
            self._made = made
            self._build()
        exists = self.subject.record is not None
        self.another.setVisible(exists)
        self.remove.setVisible(exists)
        self.files.save.setVisible(exists)
        self.form.refresh()

    def open(self, ident: str) -> None:
        """Show this persona."""
        if ident != self.subject.ident:
            self._beginning = False
            self._turn_to(ident)
            self.refresh()

    def begin(self) -> None:
        """An empty form for one more persona; it is in the journey with the first thing written."""
        self.desk.flush()
        self._beginning = True
        self._turn_to("")
        self.refresh()
        self.form.fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    def lead(self, place: str) -> QWidget | None:
        """What is written for ``personas``: the name of the open one; for ``personas.open.age``, its age."""
        key = "personas.open.name" if place == "personas" else place
        field = next((field for field in self.form.fields if field.link.key == key), None)
        return None if field is None else proxy_of(field) or next(stops_in(field), field)

    def _turn_to(self, ident: str) -> None:
        self.form.leave()
        self.subject.open(ident)

    def _follow(self) -> None:
        kind, ident = self.desk.selection.record
        if kind == "persona":
            self.open(ident)

    def _build(self) -> None:
        ui = self.desk.ui
        for choice in self.choices:
            self._chooser.flow.removeWidget(choice)
            choice.hide()
            choice.deleteLater()
        self.choices = []
        personas = self.desk.journey.personas
        for persona in personas:
            choice = QToolButton()
            choice.setProperty("role", "tick")
            choice.setText(f" {persona.name or ui.text('Unnamed')}")
            choice.setAccessibleName(persona.name or ui.text("Unnamed"))
            choice.setCheckable(True)
            choice.setChecked(persona.id == self.subject.ident)
            choice.setIcon(ui.icons.icon("user-round", "accent_ink" if choice.isChecked() else "secondary"))
            choice.setIconSize(QSize(ui.px(13), ui.px(13)))
            choice.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            choice.clicked.connect(lambda _on, ident=persona.id: self._choose(ident))
            self._chooser.flow.addWidget(choice)
            self.choices.append(choice)
        self._start.string(self.choices)
        self._chooser.setVisible(len(personas) > 1 or (self._beginning and bool(personas)))
        self._chooser.fit()

    # ------------------------------------------------------------------ changing

    def _choose(self, ident: str) -> None:
        self.open(ident)
        self._made = ()
        self.refresh()
        at = next((i for i, persona in enumerate(self.desk.journey.personas) if persona.id == ident), -1)
        if 0 <= at < len(self.choices):
            self.choices[at].show()
            self.choices[at].setFocus()

    def _remove(self) -> None:
        ident = self.subject.ident
        self.desk.flush()
        self.desk.change(Message("Remove persona"), lambda journey: edits.drop(journey, "personas", ident))
        self.refresh()
