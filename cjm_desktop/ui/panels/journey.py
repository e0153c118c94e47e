"""The panel on the left: the journey itself, its people, phases, channels and parties (METHOD steps 2 to
6)."""

from __future__ import annotations

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Channel, Message, Party, Persona, Phase, Record
from cjm_desktop.layout.colour import moved_to_read
from cjm_desktop.layout.theme import load_theme

from ..desk import Desk
from ..fields import (
    ChoiceField,
    DayField,
    GradeField,
    LineField,
    LinesField,
    SegmentField,
    TextField,
    journey_link,
    spoken_link,
)
from ..soon import soon
from . import options
from .form import Section, Sheet, label
from .lists import RecordList, party_icon
from .map_form import PLACES, add_map_sections


class JourneyPanel(Sheet):
    """The journey as a whole."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lists: dict[str, RecordList] = {}
        self._build_head()
        self._build_list(
            "personas",
            "persona",
            desk.ui.text("Personas"),
            desk.ui.text("Add a persona"),
            Message("Add persona"),
        )
        self._build_list(
            "phases", "phase", desk.ui.text("Phases"), desk.ui.text("Add a phase"), Message("Add phase")
        )
        self._build_list(
            "channels",
            "channel",
            desk.ui.text("Channels"),
            desk.ui.text("Add a channel"),
            Message("Add channel"),
        )
        self._build_list(
            "parties", "party", desk.ui.text("Responsible parties"), desk.ui.text("Add a party"), Message("Add party")
        )
        self._build_desired()
        self._build_imprint()
        self.map_parts = add_map_sections(self, "journey.map", folded=True)

    def landing(self) -> QWidget | None:
        """Where the keyboard comes to: the title."""
        return self.title.edit

    def _build_head(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        top = self.top
        whose = label("", "eyebrow")
        desk.ui.tell(whose, lambda: _("{traveller_journey}"), whose.setText)
        top.put(whose)
        self.title = LineField(
            desk,
            journey_link("title", Message("Rename journey")),
            placeholder=lambda: _("In {the_travellers} words"),
            role="title",
        )
        top.add(_("Title"), self.title)
        top.add(
            "",
            SegmentField(
                desk, journey_link("state", Message("Change what the map shows")), options.states(desk.ui)
            ),
        )
        self.goals = LinesField(
            desk,
            journey_link("goals", Message("Change the goals")),
            placeholder=lambda: _("What {the_traveller} wants"),
        )
        top.add(_("Goals, one on each line"), self.goals)
        self.expectations = LinesField(
            desk,
            journey_link("expectations", Message("Change the expectations")),
            placeholder=lambda: _("What {the_traveller} takes for granted"),
        )
        top.add(_("Expectations, one on each line"), self.expectations)

    def lead_to(self, place: str) -> None:
        """Bring the field or the section of a place of the document (``goals``, ``desired.target``) into sight."""
        part, _dot, rest = place.partition("[")[0].partition(".")
        if part == "poster":
            part = f"map.{PLACES.get(rest.partition('.')[0], 'look')}"
        field = {"title": self.title, "goals": self.goals, "expectations": self.expectations}.get(part)
        section = self.sections.get(f"journey.{part}")
        if field is not None:
            self.ensureWidgetVisible(field)
            field.setFocus()
        elif section is not None:
            section.fold(False)
            # The section has its height a turn of the loop later.
            soon(section, lambda: self.ensureWidgetVisible(section))
            section.header.setFocus()

    def _build_list(self, list_name: str, kind: str, title: str, add: str, what: Message) -> None:
        desk = self.desk
        part = self.section(f"journey.{list_name}", title, folded=list_name == "channels")
        made = RecordList(desk, list_name, kind, add, what, icon=self._icon, detail=self._detail)
        made.list.setAccessibleName(title)
        self._lists[list_name] = made
        part.put(made)
        section = self.sections[f"journey.{list_name}"]
        part.hooks.append(made.refresh)
        part.hooks.append(lambda: self._count(section, list_name))

    def _count(self, section: Section, list_name: str) -> None:
        section.count.setText(str(len(getattr(self.desk.journey, list_name)) or ""))

    def _icon(self, record: Record) -> QIcon:
        icons = self.desk.ui.icons
        if isinstance(record, Party):
            return party_icon(self.desk, record)
        if isinstance(record, Channel):
            return icons.icon(record.icon or "circle")
        if isinstance(record, Phase):
            phases = self.desk.journey.phases
            at = next((i for i, p in enumerate(phases) if p.id == record.id), 0)
            poster, look = self.desk.journey.poster, self.desk.ui.look
            phase = load_theme(poster.theme, poster.colours).phase(at, len(phases))
            # A theme's phases may be tints for print: on the panel they are drawn as strong as a sign has to be.
            return icons.icon(
                "flag", "secondary" if look.dark else moved_to_read(phase, (look.surface,), 3.0)
            )
        return icons.icon("user-round")

    def _detail(self, record: Record) -> str:
        if isinstance(record, Persona):
            return " · ".join(part for part in (record.name, record.role, record.age) if part)
        if isinstance(record, Party):
            return record.note
        return ""

    def _build_desired(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        part = self.section("journey.desired", _("The experience we want"), folded=True)
        part.add(
            lambda: _("How {the_traveller} should look back"),
            TextField(
                desk,
                journey_link("statement", Message("Change the desired experience"), "desired"),
                placeholder=_("“It felt as if they had been waiting for me.”"),
            ),
        )
        part.add(
            _("What is realistic"),
            TextField(desk, journey_link("realistic", Message("Change what is realistic"), "desired")),
        )
        part.add(
            _("Target grade"),
            GradeField(desk, journey_link("target", Message("Change the target grade"), "desired"), lambda: _("Target grade")),
        )

    def _build_imprint(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        part = self.section("journey.imprint", _("On the poster"), folded=True)
        part.add(
            _("Language of the map"),
            ChoiceField(
                desk,
                spoken_link("language", Message("Change the language")),
                lambda: options.languages(desk.ui),
            ),
        )
        part.add(
            _("Organisation"),
            LineField(desk, journey_link("organisation", Message("Change the organisation"), "imprint")),
        )
        part.add(
            _("Made by, one on each line"),
            LinesField(desk, journey_link("authors", Message("Change who made it"), "imprint")),
        )
        part.pair(
            (
                _("Version"),
                LineField(desk, journey_link("version", Message("Change the version"), "imprint")),
            ),
            (_("Date"), DayField(desk, journey_link("date", Message("Change the date"), "imprint"))),
        )
