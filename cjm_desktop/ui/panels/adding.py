"""New records: what a fresh phase, channel, party or persona is, and adding one for touchpoints."""

from __future__ import annotations

from cjm_desktop import edits
from cjm_desktop.document import Channel, Journey, Message, Party, Persona, Phase, fresh_id

from ..desk import Desk

#: Kind in the selection, and field of a touchpoint that points to it, for each list.
KINDS = {"channels": ("channel", "channel"), "parties": ("party", "party"), "phases": ("phase", "phase")}


def fresh_record(
    desk: Desk, list_name: str, name: str = ""
) -> tuple[Channel | Party | Phase | Persona, str, str]:
    """A new record for a list, its kind in the selection, and the field of a touchpoint that points to it."""
    journey = desk.journey
    if list_name == "channels":
        return Channel(id=fresh_id("c"), name=name, icon="message-circle"), *KINDS[list_name]
    if list_name == "parties":
        used = {p.colour for p in journey.parties}
        colour = next(i for i in range(100) if i not in used or i == 99)
        return Party(id=fresh_id("p"), name=name, colour=colour), *KINDS[list_name]
    if list_name == "phases":
        return Phase(id=fresh_id("f"), name=name), *KINDS[list_name]
    return Persona(id=fresh_id("a"), name=name), "persona", ""


def add_for(desk: Desk, ids: tuple[str, ...], list_name: str, called: str = "") -> bool:
    """Add a channel, party or phase and give it to touchpoints, in one step; gives whether it came about.

    Without a name it is selected, to be named next; with one the hand stays where it is.
    """
    desk.flush()
    record, kind, name = fresh_record(desk, list_name, called)

    def add(journey: Journey) -> Journey:
        if isinstance(record, Phase):
            after = edits.add_phase(journey, record, _phase_place(journey, ids))
        else:
            after = edits.put(journey, list_name, record)
        return edits.change_touchpoints(after, ids, **{name: record.id})

    labels = {
        "channels": Message("Add a channel"),
        "parties": Message("Add a party"),
        "phases": Message("Add phase"),
    }
    if not desk.change(labels[list_name], add):
        return False
    if called:
        desk.told.emit(Message("“{name}” is added.", name=called))
    else:
        desk.welcome(kind, record.id)
    return True


def _phase_place(journey: Journey, ids: tuple[str, ...]) -> int:
    """Where a phase begins that touchpoints move into: after the phase of the first of them."""
    phases = [p.id for p in journey.phases]
    here = next((t.phase for t in journey.touchpoints if t.id in ids), None)
    return phases.index(here) + 1 if here in phases else len(phases)
