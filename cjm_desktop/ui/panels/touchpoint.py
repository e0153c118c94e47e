"""The form of one touchpoint, or of what several selected touchpoints have in common (METHOD steps 7, 8 and
10)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cjm_desktop import edits
from cjm_desktop.document import (
    Journey,
    Message,
    PersonaGrade,
    Quote,
    ServiceLevel,
    Touchpoint,
)

from ..belonging import proxy_of
from ..desk import Desk
from ..fields import (
    CheckField,
    ChoiceField,
    DurationField,
    Field,
    Flow,
    GradeField,
    LineField,
    Link,
    NumberField,
    Option,
    SegmentField,
    TagsField,
    TextField,
    touchpoints_link,
)
from ..soon import soon
from . import options
from .adding import add_for
from .form import Section, Sheet, label, small_button
from .grade_source import GradeSource
from .hung import HungOpportunities
from .rows import Rows, item_link, row_of
from .text_lanes import OwnLanes

#: Words offered beside the grade.
_SUGGESTIONS = 4


class TouchpointForm(Sheet):
    """All fields of the selected touchpoints."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ids: tuple[str, ...] = ()
        self._rows: list[Rows] = []
        self._personas: tuple[str, ...] | None = None
        self._build_head()
        self._build_emotion()
        self._build_expectation()
        self._build_quotes()
        self._build_behind()
        self._build_lanes()
        self._build_levels()
        self._build_personas()
        self._build_opportunities()
        self._build_marks()

    # ------------------------------------------------------------------ subject

    def show_subject(self, ids: tuple[str, ...]) -> None:
        """Show these touchpoints."""
        if ids != self.ids:
            self.leave()
            for rows in self._rows:
                rows.leave()
            self.lanes.leave()
            self.ids = ids
            self.verticalScrollBar().setValue(0)
        self.refresh()

    def lead_to(self, field: str, *, write: bool) -> None:
        """Bring a field into sight, with the part of the form that it is in; ``write``: with the cursor in it.

        ``quotes``, ``service_levels``, ``systems``, ``lane_texts.`` and the id of an own lane, or ``personas.`` and the id of a further
        persona, whose grade it is.
        """
        name, _dot, lane = field.partition(".")
        graded = next((one for one in self._others.fields if one.link.key == f"persona.{lane}.grade"), None)
        key, target = {
            "quotes": ("quotes", self._quotes),
            "service_levels": ("levels", self._levels),
            "systems": ("behind", self._systems),
            "lane_texts": ("lanes", self.lanes.field(lane) or self.lanes),
            "personas": ("personas", (graded and proxy_of(graded)) or self.sections["touchpoint.personas"]),
        }[name]
        section = self.sections[f"touchpoint.{key}"]
        if section.folded:
            section.fold(False)
        if write and isinstance(target, Rows):
            target.go_to_first()
        elif write:
            target.setFocus()
        # The section has its height a turn of the loop later.
        soon(target, lambda: self._show(section, target))

    def _show(self, section: Section, target: QWidget) -> None:
        """Scroll a part of the form into sight, its field above all."""
        self.ensureWidgetVisible(section)
        self.ensureWidgetVisible(target)

    @property
    def one(self) -> Touchpoint | None:
        """The touchpoint, when exactly one is selected."""
        found = self.desk.record("touchpoints", self.ids[0]) if len(self.ids) == 1 else None
        return found if isinstance(found, Touchpoint) else None

    def _link(self, name: str, what: Message, put: Any = None, leave: Any = None) -> Link:
        """A link that follows the subject."""
        desk = self.desk

        def now() -> Link:
            return touchpoints_link(desk, self.ids, name, what)

        def get(journey: Journey) -> Any:
            return now().get(journey)

        def plain(journey: Journey, value: Any) -> Journey:
            return edits.change_touchpoints(journey, self.ids, **{name: value})

        return Link(get, put or plain, what, f"touchpoints.{name}", leave)

    # ------------------------------------------------------------------ parts

    def _build_head(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        top = self.top
        self._eyebrow = label("", "eyebrow")
        top.put(self._eyebrow)
        kind = SegmentField(
            desk, self._link("kind", Message("Change the kind")), options.kinds(desk.ui), stacked=True
        )
        top.add("", kind)
        self.title = LineField(
            desk,
            self._link("title", Message("Rename touchpoint")),
            placeholder=lambda: _("What {the_traveller} does or meets"),
            role="title",
        )
        top.add(_("Title"), self.title)
        text = TextField(
            desk,
            self._link("text", Message("Change the text")),
            placeholder=lambda: _("What happens, as {the_traveller} sees it"),
            least=3,
        )
        top.add(_("Text"), text)
        channel = ChoiceField(
            desk,
            self._link("channel", Message("Change the channel")),
            lambda: options.channels(desk.ui, desk.journey),
            add=(_("Add a channel …"), lambda: self._add_record("channels")),
            create=lambda name: self._add_record("channels", name),
        )
        party = ChoiceField(
            desk,
            self._link("party", Message("Change who is responsible")),
            lambda: options.parties(desk.ui, desk.journey),
            add=(_("Add a party …"), lambda: self._add_record("parties")),
            create=lambda name: self._add_record("parties", name),
        )
        top.beside(_("Channel"), channel)
        top.beside(_("Responsible"), party)
        phase = ChoiceField(
            desk,
            self._link("phase", Message("Move to another phase")),
            lambda: options.phases(desk.ui, desk.journey),
            create=lambda name: self._add_record("phases", name),
        )
        top.beside(_("Phase"), phase)
        top.hooks.append(self._name_subject)

    def _build_emotion(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        part = self.section("touchpoint.emotion", _("Emotion"))
        self.grade = GradeField(
            desk,
            self._link("grade", Message("Change the grade"), self._put_grade),
            lambda: self._spoken(_("Grade of “{name}”"), _("Grade of the selected touchpoints")),
        )
        part.add(_("Grade"), self.grade)
        self.source = GradeSource(desk, lambda: self.one)
        part.put(self.source)
        part.hooks.append(self.source.refresh)
        self.emotion = LineField(
            desk,
            self._link("emotion", Message("Change the emotion"), leave=self._learn),
            placeholder=_("One word: happy, unsure, forgotten …"),
            suggest=lambda: [e.word for e in desk.journey.emotions],
        )
        part.add(_("Emotion in a word"), self.emotion)
        self._chips = QWidget()
        self._chip_flow = Flow(desk.ui.px(4))
        self._chips.setLayout(self._chip_flow)
        self._chip_words: tuple[str, ...] = ()
        part.put(self._chips)
        part.hooks.append(self._suggest)
        basis = SegmentField(
            desk,
            self._link("basis", Message("Change what the grade rests on")),
            options.bases(desk.ui),
            clearable=True,
        )
        part.add(_("This grade is"), basis)
        desired = GradeField(
            desk,
            self._link("desired", Message("Change the desired grade")),
            lambda: self._spoken(_("Desired grade of “{name}”"), _("Desired grade of the selected touchpoints")),
        )
        part.add(_("Desired grade"), desired)

    def _build_expectation(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        part = self.section("touchpoint.expectation", _("Expectation"))
        expectation = TextField(
            desk,
            self._link("expectation", Message("Change the expectation")),
            placeholder=lambda: _("What {the_traveller} expected here"),
        )
        part.add(_("Expected"), expectation)
        met = SegmentField(
            desk,
            self._link("met", Message("Change whether it was met")),
            options.mets(desk.ui),
            clearable=True,
        )
        part.add(_("Was it met?"), met)

    def _build_quotes(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        part = self.section("touchpoint.quotes", _("In their own words"))
        link = self._link("quotes", Message("Change the quotes"))

        def make(at: int) -> tuple[QWidget, list[Field]]:
            text = TextField(
                desk,
                item_link(link, at, "text", Message("Change a quote")),
                placeholder=_("“Nobody told me …”"),
                most=6,
            )
            text.edit.setAccessibleName(_("Quote {n}").format(n=at + 1))
            who = ChoiceField(
                desk,
                item_link(link, at, "interview", Message("Change who said it")),
                lambda: options.interviews(desk.ui, desk.journey),
            )
            who.box.setAccessibleName(_("Who said quote {n}").format(n=at + 1))
            remove = small_button(
                desk.ui, "trash-2", _("Remove this quote"), lambda: rows.remove(at, Message("Remove a quote"))
            )
            return row_of(desk, [text], [who, remove]), [text, who]

        rows = Rows(desk, link, make, lambda: Quote(text=""), _("Add a quote"), Message("Add a quote"))
        self._quotes = rows
        part.put(rows)
        # Of several touchpoints with other ones there is nothing to be shown.
        part.hooks += [rows.refresh, lambda: self.sections["touchpoint.quotes"].setVisible(not rows.isHidden())]
        self._rows.append(rows)

    def _build_behind(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        part = self.section("touchpoint.behind", _("Behind it"))
        service = SegmentField(
            desk,
            self._link("service", Message("Change the kind of service")),
            options.services(desk.ui),
            clearable=True,
        )
        part.add(_("Service"), service)
        systems = self._systems = TagsField(
            desk, self._link("systems", Message("Change the systems")), placeholder=_("Add a system")
        )
        part.add(_("Systems behind it"), systems)
        part.add(
            _("When, from the start of the journey"),
            DurationField(desk, self._link("when", Message("Change when it happens"))),
        )
        part.add(
            _("How long it takes"),
            DurationField(desk, self._link("duration", Message("Change how long it takes"))),
        )

    def _build_lanes(self) -> None:
        part = self.section("touchpoint.lanes", self.desk.ui.text("Own lanes"))
        self.lanes = OwnLanes(self.desk, lambda: self.ids)
        part.put(self.lanes)
        part.hooks.append(self._follow_lanes)

    def _follow_lanes(self) -> None:
        """A text for each lane of the group's own, where there are any."""
        self.lanes.refresh()
        self.sections["touchpoint.lanes"].setVisible(self.lanes.any)

    def _build_levels(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        part = self.section("touchpoint.levels", _("Service levels"), folded=True)
        link = self._link("service_levels", Message("Change the service levels"))

        def make(at: int) -> tuple[QWidget, list[Field]]:
            what = Message("Change a service level")
            name = LineField(desk, item_link(link, at, "name", what), placeholder=_("Time to answer"))
            unit = LineField(desk, item_link(link, at, "unit", what), placeholder=_("Unit"))
            target = NumberField(desk, item_link(link, at, "target", what), placeholder=_("Target"))
            actual = NumberField(desk, item_link(link, at, "actual", what), placeholder=_("Actual"))
            better = SegmentField(
                desk,
                item_link(link, at, "better", what),
                [
                    Option("lower", _("Lower is better")),
                    Option("higher", _("Higher is better")),
                ],
            )
            remove = small_button(
                desk.ui,
                "trash-2",
                _("Remove this service level"),
                lambda: rows.remove(at, Message("Remove a service level")),
            )
            holder = row_of(desk, [name], [unit, target, actual], [better, remove])
            return holder, [name, unit, target, actual, better]

        rows = Rows(desk, link, make, ServiceLevel, _("Add a service level"), Message("Add a service level"))
        self._levels = rows
        part.put(rows)
        # Of several touchpoints with other ones there is nothing to be shown.
        part.hooks += [rows.refresh, lambda: self.sections["touchpoint.levels"].setVisible(not rows.isHidden())]
        self._rows.append(rows)

    def _build_personas(self) -> None:
        self._others = self.section("touchpoint.personas", self.desk.ui.text("Other personas"), folded=True)
        self._others.hooks.append(self._follow_personas)

    def _build_opportunities(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        part = self.section("touchpoint.opportunities", _("Opportunities"))
        self.hung = HungOpportunities(desk)
        part.put(self.hung)
        part.hooks.append(lambda: self.hung.show_for(self.ids))

    def _build_marks(self) -> None:
        desk, _ = self.desk, self.desk.ui.text
        part = self.section("touchpoint.marks", _("Marks and notes"))
        part.add(
            "", CheckField(desk, self._link("decisive", Message("Mark as decisive")), _("Decisive moment"))
        )
        part.add(
            "",
            CheckField(
                desk,
                self._link("droppable", Message("Mark as one that could be dropped")),
                _("Could be dropped"),
            ),
        )
        left = self._link("left_alone", Message("Leave it as it is"))
        left_alone = CheckField(desk, left, _("To be left as it is"))
        left_alone.setToolTip(_("No opportunity is proposed for it"))
        part.add("", left_alone)
        votes = NumberField(
            desk, self._link("votes", Message("Change the votes")), low=0, high=1_000_000, whole=True, empty=0
        )
        part.add(_("Votes"), votes)
        note = TextField(
            desk, self._link("note", Message("Change the note")), placeholder=_("For the group; not printed")
        )
        part.add(_("Note"), note)

    # ------------------------------------------------------------------ what happens

    def _name_subject(self) -> None:
        ui, journey = self.desk.ui, self.desk.journey
        count = len(self.ids)
        if count == 1:
            at = next((i for i, t in enumerate(journey.touchpoints, 1) if t.id == self.ids[0]), 0)
            text = ui.text("Touchpoint {n} of {all}").format(n=at, all=len(journey.touchpoints))
        else:
            text = ui.plural("{n} touchpoint selected", "{n} touchpoints selected", count).format(n=count)
        self._eyebrow.setText(text)
        self.title.setEnabled(count == 1)

    def _spoken(self, one: str, several: str) -> str:
        """What a grade is called: with the title of the touchpoint (``{name}``) or, of several, without."""
        card = next((t for t in self.desk.journey.touchpoints if self.ids == (t.id,)), None)
        if card is None:
            return several
        return one.format(name=card.title or self.desk.ui.text("Untitled touchpoint"))

    def _spoken_of(self, persona: str) -> str:
        """What the grade of a persona is called."""
        _ = self.desk.ui.text
        return f"{persona}: {self._spoken(_('Grade of “{name}”'), _('Grade of the selected touchpoints'))}"

    def _put_grade(self, journey: Journey, grade: float | None) -> Journey:
        """Set the grade; a word that nobody chose follows it."""
        return edits.grade_with_word(journey, self.ids, grade)

    def _learn(self, journey: Journey) -> Journey:
        """A word of the group's own joins the list, with the grade it was used for."""
        card = self.one
        if card is None or not card.emotion:
            return journey
        known = {e.word.casefold() for e in journey.emotions}
        if card.emotion.casefold() in known:
            return journey
        return edits.learn_emotion(journey, card.emotion, card.grade)

    def _suggest(self) -> None:
        """Words near the grade, to be taken with one click."""
        journey, card = self.desk.journey, self.one
        words: tuple[str, ...] = ()
        if card is not None and card.grade is not None:
            grade = card.grade
            near = sorted(
                (e for e in journey.emotions if e.grade is not None),
                key=lambda e: abs((e.grade if e.grade is not None else 0.0) - grade),
            )
            words = tuple(e.word for e in near if e.word != card.emotion)[:_SUGGESTIONS]
        if words == self._chip_words:
            return
        self._chip_words = words
        while (item := self._chip_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for word in words:
            chip = small_button(self.desk.ui, "plus", word, partial(self._take_word, word))
            chip.setProperty("role", "chip")
            chip.setText(word)
            chip.setIcon(self.desk.ui.icons.icon("", "accent"))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            self._chip_flow.addWidget(chip)
        self._chips.setVisible(bool(words))

    def _take_word(self, word: str) -> None:
        ids = self.ids
        self.desk.flush()
        self.desk.change(
            Message("Change the emotion"),
            lambda journey: edits.change_touchpoints(journey, ids, emotion=word),
        )

    def _follow_personas(self) -> None:
        """One grade and word for each persona after the first; the first one's are the card's own."""
        others = self.desk.journey.personas[1:] if len(self.ids) == 1 else ()
        key = tuple(p.id for p in others)
        if key == self._personas:
            return
        self._personas = key
        part = self._others
        part.clear()
        for persona in others:
            name = persona.name or self.desk.ui.text("Unnamed")
            part.add(
                name,
                GradeField(self.desk, self._persona_link(persona.id, "grade"), partial(self._spoken_of, name)),
            )
            word = LineField(
                self.desk,
                self._persona_link(persona.id, "emotion"),
                placeholder=self.desk.ui.text("Emotion in a word"),
                suggest=lambda: [e.word for e in self.desk.journey.emotions],
            )
            word.edit.setAccessibleName(f"{self.desk.ui.text('Emotion in a word')}: {name}")
            part.add("", word)
        self.sections["touchpoint.personas"].setVisible(bool(others))

    def _persona_link(self, persona: str, name: str) -> Link:
        empty = "" if name == "emotion" else None

        def get(_: Journey) -> Any:
            card = self.one
            found = next((p for p in card.personas if p.persona == persona), None) if card else None
            return getattr(found, name) if found is not None else empty

        def put(journey: Journey, value: Any) -> Journey:
            card = self.one
            if card is None:
                return journey
            now = next((p for p in card.personas if p.persona == persona), PersonaGrade(persona=persona))
            entry = now.replace(**{name: value})
            rest = tuple(p for p in card.personas if p.persona != persona)
            kept = rest if entry.grade is None and not entry.emotion else (*rest, entry)
            return edits.change_touchpoints(journey, self.ids, personas=kept)

        return Link(get, put, Message("Change another persona's grade"), f"persona.{persona}.{name}")

    def _add_record(self, list_name: str, called: str = "") -> None:
        """Add a channel, party or phase and give it to the selected touchpoints; one without a name is named next."""
        if add_for(self.desk, self.ids, list_name, called) and called:
            self.refresh()
