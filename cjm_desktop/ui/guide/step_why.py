"""Step 0, why and what: purpose, situations, where it hurts, scope, who is at the table, what the traveller is called (METHOD.md)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cjm_desktop.document import (
    Journey,
    Message,
    Participant,
    ScopeKind,
    Situation,
    TravellerNoun,
    fresh_id,
)
from cjm_desktop.i18n.vocabulary import traveller_names

from ..belonging import proxy_of
from ..desk import Desk
from ..fields import (
    ChoiceField,
    Field,
    LineField,
    Link,
    LongLineField,
    Option,
    SegmentField,
    TextField,
    TicksField,
    WordsField,
    journey_link,
)
from ..panels.form import Column, label
from ..shared import Ui
from .births import PARTICIPANTS
from .rows import Row, Rows

_FLAGS = ("affected", "implements", "front_line")


def situations(ui: Ui) -> list[Option]:
    """The four situations in which a journey is worth mapping."""
    _ = ui.text
    return [
        Option(Situation.MANY_SYSTEMS, _("Many systems, processes and partners stand behind it")),
        Option(Situation.MIXED_CONTACT, _("Digital and staffed contact are mixed")),
        Option(Situation.NEEDLESS_STEPS, _("We want to drop needless steps and need less contact")),
        Option(Situation.GAPS, _("We want to find the gaps, and why people are dissatisfied")),
    ]


def fill_why(desk: Desk, column: Column) -> None:
    """The fields of step 0."""
    _ = desk.ui.text
    column.add(
        _("Purpose, in one sentence"),
        TextField(
            desk,
            _charter("purpose", Message("Change the purpose")),
            placeholder=_("“New colleagues are at work by lunch on day one.”"),
        ),
    )
    column.add(
        _("What makes it worth mapping"),
        TicksField(desk, _charter("situations", Message("Change what makes it worth mapping")), situations(desk.ui)),
    )
    column.add(
        _("Where it hurts today"),
        TextField(
            desk,
            _charter("pains", Message("Change where it hurts")),
            placeholder=_("Complaints, repeated calls, what staff find hardest"),
        ),
    )
    scopes = [Option(ScopeKind.ONE_NEED, _("One need")), Option(ScopeKind.LIFE_CYCLE, _("Whole life cycle"))]
    column.add(
        _("How much we map"),
        SegmentField(desk, _charter("scope", Message("Change how much is mapped")), scopes, clearable=True, columns=1),
    )
    column.add(
        _("The need it starts with"),
        TextField(
            desk,
            _charter("need", Message("Change the need")),
            placeholder=_("What happens before anybody gets in touch"),
            least=1,
        ),
    )
    column.add(
        _("Where it ends"),
        TextField(
            desk,
            _charter("ends", Message("Change where it ends")),
            placeholder=lambda: _("When {the_traveller} would say that it is over"),
            least=1,
        ),
    )
    _add_participants(desk, column)
    _add_traveller(desk, column)


def _charter(name: str, what: Message) -> Link:
    return journey_link(name, what, "charter")


# ---------------------------------------------------------------------- who is at the table


def participants(desk: Desk) -> Rows:
    """The list of who is at the table."""
    _ = desk.ui.text

    def flags() -> list[Option]:
        return [
            Option("affected", _("affected"), "", _("The journey touches their work")),
            Option("implements", _("must change"), "", _("They will have to do something differently")),
            Option("front_line", _("front line"), "", _("They meet {the_traveller} every day")),
        ]

    def make(row: Row) -> None:
        name = LineField(desk, row.link("name", Message("Change who is at the table")))
        row.invite(name, _("Name of the next one …"), _("Name"))
        name.edit.setAccessibleName(_("Name"))
        department = LineField(
            desk,
            row.link("department", Message("Change the department")),
            placeholder=_("Department"),
            suggest=lambda: _departments(desk.journey),
        )
        department.edit.setAccessibleName(_("Department"))
        role = LongLineField(desk, row.link("role", Message("Change the role")), placeholder=_("Role"))
        role.edit.setAccessibleName(_("Role"))
        row.line(name)
        # Side by side they would be too narrow for most departments.
        row.line(department)
        row.line(role)
        # Words are suggested for it, so it is one line; the whole of a long one is told by its tip.
        row.hooks.append(lambda record: department.edit.setToolTip(record.department))
        row.line(WordsField(desk, row.birth.flags(_FLAGS, Message("Change who is at the table")), flags))

    return Rows(
        desk,
        PARTICIPANTS,
        lambda ident: Participant(id=ident),
        make,
        ids=lambda: fresh_id("k"),
        remove_text=_("Take off the list"),
        remove_label=Message("Take somebody from the table"),
        move_label=Message("Reorder who is at the table"),
    )


def _departments(journey: Journey) -> list[str]:
    """Departments known already: those of the parties, and those of others at the table."""
    known = [party.name for party in journey.parties]
    known += [one.department for one in journey.charter.participants]
    return list(dict.fromkeys(name for name in known if name.strip()))


def _add_participants(desk: Desk, column: Column) -> None:
    _ = desk.ui.text
    made = participants(desk)
    column.put(label(_("Who is at the table"), wrap=True))
    column.put(made)
    column.hooks.append(made.refresh)


# ---------------------------------------------------------------------- the traveller's noun


def _add_traveller(desk: Desk, column: Column) -> None:
    _ = desk.ui.text

    def options() -> list[Option]:
        names = traveller_names(desk.ui.words)
        return [
            *(Option(noun, f"{word} – {compound}") for noun, (word, compound) in names.items()),
            Option(TravellerNoun.OWN, _("our own word …")),
        ]

    noun = ChoiceField(desk, _traveller("noun"), options)
    column.add(_("What we call the one who travels"), noun)
    own: list[Field] = [
        LineField(desk, _traveller("word"), placeholder=_("volunteer")),
        LineField(desk, _traveller("compound"), placeholder=_("volunteer journey")),
    ]
    words = Column(desk)
    words.add(_("Our own word"), own[0])
    words.add(_("and the journey of that person"), own[1])
    column.put(words)

    def show() -> None:
        words.setVisible(desk.journey.traveller.noun is TravellerNoun.OWN)
        words.refresh()

    def lead(place: str) -> QWidget | None:
        """For our own word and its compound: their field; the choice of a word, as long as that is another."""
        field = next((one for one in own if place == one.link.key.removeprefix("journey.")), None)
        if field is None:
            return None
        field = noun if words.isHidden() else field
        return proxy_of(field) or field

    column.hooks.append(show)
    column.leads.append(lead)


def _traveller(name: str) -> Link:
    return journey_link(name, Message("Change what {the_traveller} is called"), "traveller")
