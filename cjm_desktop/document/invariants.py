"""What must hold between the records of a journey.

* ids are unique in the whole document;
* every reference names a record of the right list;
* every grade lies on the declared scale, and the scale itself makes sense;
* touchpoints of a phase stand together, in the order of the phases, the ones without a phase first.

:func:`broken_invariants` names each offence with its place; a sound document gives an empty list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .message import Message, Problem

if TYPE_CHECKING:
    from .framing import Candidate, Participant, Round
    from .journey import Journey
    from .opportunity import Opportunity
    from .people import Interview, Party, Persona
    from .timeline import Channel, Phase, TextLane, Touchpoint

    _Known = (
        Candidate
        | Channel
        | Interview
        | Opportunity
        | Participant
        | Party
        | Persona
        | Phase
        | Round
        | TextLane
        | Touchpoint
    )

#: Enough to understand what is wrong with a file; a hostile one could produce millions.
_MOST = 50


class InvariantError(ValueError):
    """The records of a document contradict each other; ``problems`` says where and how."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(map(str, problems[:5])))


def broken_invariants(journey: Journey) -> list[Problem]:
    """All contradictions in a journey, at most fifty, each with its place such as ``touchpoints[3].grade``.

    While an id is used twice only that is told, and a scale that makes no sense.
    """
    out: list[Problem] = []
    _scale(journey, out)
    before = len(out)
    owners = _ids(journey, out)
    if len(out) > before:
        # Whatever else is wrong may only follow from ids that mean two things.
        return out[:_MOST]
    _references(journey, owners, out)
    _grades(journey, out)
    _order(journey, out)
    return out[:_MOST]


def _scale(journey: Journey, out: list[Problem]) -> None:
    scale = journey.scale
    if not scale.lowest < scale.neutral < scale.highest:
        out.append(
            Problem(
                "scale",
                Message(
                    "The lowest grade must be below the neutral one, and the neutral one below the highest."
                ),
            )
        )


def ids_by_list(journey: Journey) -> dict[str, list[str]]:
    """Every id of a document by the list whose record has it, in the lists' order."""
    lists: dict[str, tuple[_Known, ...]] = {
        "candidates": journey.candidates,
        "parties": journey.parties,
        "personas": journey.personas,
        "interviews": journey.interviews,
        "channels": journey.channels,
        "phases": journey.phases,
        "touchpoints": journey.touchpoints,
        "text_lanes": journey.text_lanes,
        "opportunities": journey.opportunities,
        "rounds": journey.rounds,
        "charter.participants": journey.charter.participants,
        "parked": tuple(card.touchpoint for card in journey.parked),
    }
    return {name: [record.id for record in records] for name, records in lists.items()}


def _ids(journey: Journey, out: list[Problem]) -> dict[str, set[str]]:
    """Ids by list name; reports ids used twice anywhere in the document."""
    seen: dict[str, str] = {}
    owners: dict[str, set[str]] = {}
    for name, ids in ids_by_list(journey).items():
        owners[name] = set(ids)
        for i, ident in enumerate(ids):
            place = f"{name}[{i}].touchpoint.id" if name == "parked" else f"{name}[{i}].id"
            if ident in seen:
                out.append(
                    Problem(
                        place,
                        Message(
                            "The id “{id}” is already used at {other}; every id must be unique.",
                            id=ident,
                            other=seen[ident],
                        ),
                        ident,
                    )
                )
            else:
                seen[ident] = place
    return owners


def _references(journey: Journey, owners: dict[str, set[str]], out: list[Problem]) -> None:
    def need(place: str, ident: str | None, where: str, record: str = "") -> None:
        if ident is not None and ident not in owners.get(where, ()):
            out.append(
                Problem(
                    place,
                    Message("“{id}” is not the id of any record in {list}.", id=ident, list=where),
                    record,
                )
            )

    cards = [(f"touchpoints[{i}]", t) for i, t in enumerate(journey.touchpoints)]
    cards += [(f"parked[{i}].touchpoint", card.touchpoint) for i, card in enumerate(journey.parked)]
    for at, t in cards:
        need(f"{at}.phase", t.phase, "phases", t.id)
        need(f"{at}.channel", t.channel, "channels", t.id)
        need(f"{at}.party", t.party, "parties", t.id)
        for k, quote in enumerate(t.quotes):
            need(f"{at}.quotes[{k}].interview", quote.interview, "interviews", t.id)
        for k, other in enumerate(t.personas):
            need(f"{at}.personas[{k}].persona", other.persona, "personas", t.id)
        for k, said in enumerate(t.lane_texts):
            need(f"{at}.lane_texts[{k}].lane", said.lane, "text_lanes", t.id)
    _parked_references(journey, need)
    for i, o in enumerate(journey.opportunities):
        at = f"opportunities[{i}]"
        need(f"{at}.owner", o.owner, "parties", o.id)
        for k, ident in enumerate(o.touchpoints):
            need(f"{at}.touchpoints[{k}]", ident, "touchpoints", o.id)
    for i, p in enumerate(journey.personas):
        for k, ident in enumerate(p.channels):
            need(f"personas[{i}].channels[{k}]", ident, "channels", p.id)
    for i, v in enumerate(journey.interviews):
        need(f"interviews[{i}].persona", v.persona, "personas", v.id)
        for k, a in enumerate(v.answers):
            at = f"interviews[{i}].answers[{k}]"
            need(f"{at}.touchpoint", a.touchpoint, "touchpoints", v.id)
            need(f"{at}.phase", a.phase, "phases", v.id)
            need(f"{at}.channel", a.channel, "channels", v.id)
    for i, r in enumerate(journey.rounds):
        for k, reading in enumerate(r.readings):
            need(f"rounds[{i}].readings[{k}].touchpoint", reading.touchpoint, "touchpoints", r.id)
    for i, proposal in enumerate(journey.desired.proposals):
        need(f"desired.proposals[{i}].party", proposal.party, "parties")
    need("feedback.channel", journey.feedback.channel, "channels")
    for i, lane in enumerate(journey.poster.lanes):
        need(f"poster.lanes[{i}].lane", lane.lane, "text_lanes")


def _parked_references(journey: Journey, need: Callable[[str, str | None, str, str], None]) -> None:
    """What waits with a parked card is about that card, and the records it goes back to are there."""
    for i, card in enumerate(journey.parked):
        at, own = f"parked[{i}]", card.touchpoint.id
        for k, ident in enumerate(card.opportunities):
            need(f"{at}.opportunities[{k}]", ident, "opportunities", own)
        for k, told in enumerate(card.answers):
            need(f"{at}.answers[{k}].interview", told.interview, "interviews", own)
            need(f"{at}.answers[{k}].answer.phase", told.answer.phase, "phases", own)
            need(f"{at}.answers[{k}].answer.channel", told.answer.channel, "channels", own)
            if told.answer.touchpoint != own:
                need(f"{at}.answers[{k}].answer.touchpoint", told.answer.touchpoint or "", f"{at}.touchpoint", own)
        for k, measured in enumerate(card.readings):
            need(f"{at}.readings[{k}].round", measured.round, "rounds", own)
            if measured.reading.touchpoint != own:
                need(f"{at}.readings[{k}].reading.touchpoint", measured.reading.touchpoint, f"{at}.touchpoint", own)


def _grades(journey: Journey, out: list[Problem]) -> None:
    scale = journey.scale
    low, high = scale.lowest, scale.highest

    def check(place: Callable[[], str], grade: float | None, record: str = "") -> None:
        if grade is not None and not low <= grade <= high:
            out.append(
                Problem(
                    place(),
                    Message(
                        "The grade {grade} is not on the scale from {low} to {high}.",
                        grade=f"{grade:g}",
                        low=f"{low:g}",
                        high=f"{high:g}",
                    ),
                    record,
                )
            )

    def check_card(at: str, i: int, end: str, t: Touchpoint) -> None:
        if t.grade is not None:
            check(lambda: f"{at}[{i}]{end}.grade", t.grade, t.id)
        if t.desired is not None:
            check(lambda: f"{at}[{i}]{end}.desired", t.desired, t.id)
        if t.group_grade is not None:
            check(lambda: f"{at}[{i}]{end}.group_grade", t.group_grade, t.id)
        for k, other in enumerate(t.personas):
            check(lambda k=k: f"{at}[{i}]{end}.personas[{k}].grade", other.grade, t.id)  # type: ignore[misc]
            check(lambda k=k: f"{at}[{i}]{end}.personas[{k}].group_grade", other.group_grade, t.id)  # type: ignore[misc]

    for i, t in enumerate(journey.touchpoints):
        check_card("touchpoints", i, "", t)
    for i, card in enumerate(journey.parked):
        check_card("parked", i, ".touchpoint", card.touchpoint)
        for k, told in enumerate(card.answers):
            check(lambda i=i, k=k: f"parked[{i}].answers[{k}].answer.grade", told.answer.grade, card.touchpoint.id)  # type: ignore[misc]
        for k, one in enumerate(card.readings):
            check(lambda i=i, k=k: f"parked[{i}].readings[{k}].reading.grade", one.reading.grade, card.touchpoint.id)  # type: ignore[misc]
    for i, e in enumerate(journey.emotions):
        check(lambda i=i: f"emotions[{i}].grade", e.grade)  # type: ignore[misc]
    for i, v in enumerate(journey.interviews):
        for k, a in enumerate(v.answers):
            check(lambda i=i, k=k: f"interviews[{i}].answers[{k}].grade", a.grade, v.id)  # type: ignore[misc]
    for i, r in enumerate(journey.rounds):
        for k, reading in enumerate(r.readings):
            check(lambda i=i, k=k: f"rounds[{i}].readings[{k}].grade", reading.grade, r.id)  # type: ignore[misc]
    check(lambda: "desired.target", journey.desired.target)
    for i, proposal in enumerate(journey.desired.proposals):
        check(lambda i=i: f"desired.proposals[{i}].grade", proposal.grade)  # type: ignore[misc]


def _order(journey: Journey, out: list[Problem]) -> None:
    rank: dict[str | None, int] = {None: -1}
    rank.update((phase.id, i) for i, phase in enumerate(journey.phases))
    last = -1
    for i, t in enumerate(journey.touchpoints):
        here = rank.get(t.phase, last)
        if here < last:
            out.append(
                Problem(
                    f"touchpoints[{i}].phase",
                    Message("Touchpoints of a phase must stand together, in the order of the phases."),
                    t.id,
                )
            )
        last = max(last, here)
