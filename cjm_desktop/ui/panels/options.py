"""What can be chosen in the forms: the field's words for the kinds and marks of the document, with their
icons."""

from __future__ import annotations

from cjm_desktop.document import (
    Basis,
    Grading,
    Journey,
    Kind,
    Met,
    OpportunityKind,
    PartyKind,
    Reach,
    Service,
    Solution,
    State,
    Status,
)
from cjm_desktop.i18n.languages import english_first
from cjm_desktop.layout.card_head import KIND_ICONS

from ..fields import Option
from ..shared import Ui


def kinds(ui: Ui) -> list[Option]:
    """The four kinds of touchpoint."""
    _ = ui.text
    tips = {
        Kind.CONTACT: (_("Contact"), lambda: _("{the_traveller} and somebody, or something, of ours meet")),
        Kind.OWN_ACTION: (_("Own action"), lambda: _("{the_traveller} does something alone")),
        Kind.SILENCE: (_("Silence"), lambda: _("{the_traveller} hears nothing although they should")),
        Kind.WAITING: (_("Waiting"), lambda: _("{the_traveller} waits and knows it")),
    }
    return [Option(kind, text, KIND_ICONS[kind], tip) for kind, (text, tip) in tips.items()]


def bases(ui: Ui) -> list[Option]:
    """What a grade rests on."""
    _ = ui.text
    return [
        Option(Basis.OBSERVED, _("Observed"), "eye", _("Somebody told it, or it was watched")),
        Option(Basis.ASSUMED, _("Assumed"), "circle-help", _("The group believes it")),
    ]


def gradings(ui: Ui) -> list[Option]:
    """Where the grades on the map come from."""
    _ = ui.text
    return [
        Option(Grading.TYPED, _("The group"), tip=_("The group types every grade")),
        Option(Grading.MEAN, _("Mean"), tip=_("The mean of what respondents gave; the group's own grades are kept")),
        Option(Grading.MEDIAN, _("Middle"), tip=_("The middle one of what respondents gave: a single odd answer counts less")),
    ]


def mets(ui: Ui) -> list[Option]:
    """Whether an expectation was met."""
    _ = ui.text
    return [Option(Met.YES, _("Met")), Option(Met.PARTLY, _("Partly")), Option(Met.NO, _("Not met"))]


def services(ui: Ui) -> list[Option]:
    """How high-contact a touchpoint is."""
    _ = ui.text
    return [
        Option(Service.SELF_SERVICE, _("Self-service")),
        Option(Service.DIGITAL, _("Digital")),
        Option(Service.STAFFED, _("Staffed")),
    ]


def opportunity_kinds(ui: Ui) -> list[Option]:
    """What an opportunity does to the line."""
    _ = ui.text
    return [
        Option(OpportunityKind.LIFT_DIP, _("Lift a dip"), "trending-up"),
        Option(OpportunityKind.STRENGTHEN_PEAK, _("Strengthen a peak"), "star"),
        Option(OpportunityKind.BRIDGE_SILENCE, _("Bridge a silence"), "message-square"),
        Option(OpportunityKind.SHORTEN, _("Shorten or drop a step"), "scissors"),
        Option(OpportunityKind.PLANNED_PEAK, _("Plan a peak"), "sparkles"),
    ]


def reaches(ui: Ui) -> list[Option]:
    """How far an opportunity reaches."""
    _ = ui.text
    return [
        Option(Reach.QUICK, _("Quick"), "zap", _("Helps this journey only")),
        Option(Reach.STRUCTURAL, _("Structural"), "layers", _("Changes the whole service")),
    ]


def statuses(ui: Ui) -> list[Option]:
    """How far an opportunity has come."""
    _ = ui.text
    return [
        Option(Status.IDEA, _("Idea"), "lightbulb"),
        Option(Status.PLANNED, _("Planned"), "calendar"),
        Option(Status.DOING, _("Under way"), "clock"),
        Option(Status.DONE, _("Done"), "circle-check"),
        Option(Status.DROPPED, _("Dropped"), "circle-x"),
    ]


def party_kinds(ui: Ui) -> list[Option]:
    """Inside the house or outside it."""
    _ = ui.text
    return [
        Option(PartyKind.DEPARTMENT, _("Department"), "building-2"),
        Option(PartyKind.SUPPLIER, _("Supplier"), "truck"),
    ]


def solutions(ui: Ui) -> list[Option]:
    """What kind of answer a persona prefers."""
    _ = ui.text
    return [
        Option(Solution.READY_MADE, _("Ready-made")),
        Option(Solution.DO_IT_YOURSELF, _("Do it yourself")),
    ]


def states(ui: Ui) -> list[Option]:
    """Whether the map shows what is or what should be."""
    _ = ui.text
    return [
        Option(State.ACTUAL, _("As it is"), "eye", _("The journey as people go through it today")),
        Option(State.IDEAL, _("Ideal"), "sparkles", _("The journey as it should be; the poster says so")),
    ]


def languages(ui: Ui) -> list[Option]:
    """The languages of the program, by their own names."""
    return [Option(language.code, language.name) for language in english_first()]


def channels(ui: Ui, journey: Journey) -> list[Option]:
    """The channels of a journey, and none."""
    nameless = ui.text("Unnamed")
    return [
        Option(None, ui.text("No channel"), "minus"),
        *(Option(c.id, c.name or nameless, c.icon or "circle") for c in journey.channels),
    ]


def parties(ui: Ui, journey: Journey) -> list[Option]:
    """The parties of a journey, and nobody."""
    nameless = ui.text("Unnamed")
    return [
        Option(None, ui.text("Nobody yet"), "minus"),
        *(
            Option(p.id, p.name or nameless, "truck" if p.kind is PartyKind.SUPPLIER else "building-2")
            for p in journey.parties
        ),
    ]


def phases(ui: Ui, journey: Journey) -> list[Option]:
    """The phases of a journey, and none."""
    nameless = ui.text("Unnamed")
    return [
        Option(None, ui.text("No phase"), "minus"),
        *(Option(p.id, f"{i}. {p.name or nameless}", "flag") for i, p in enumerate(journey.phases, start=1)),
    ]


def interviews(ui: Ui, journey: Journey) -> list[Option]:
    """The respondents of a journey, by pseudonym (never by their real name), and nobody known."""
    _ = ui.text
    return [
        Option(None, _("Not known who"), "minus"),
        *(
            Option(v.id, v.pseudonym or _("Respondent {n}").format(n=i), "user-round")
            for i, v in enumerate(journey.interviews, start=1)
        ),
    ]
