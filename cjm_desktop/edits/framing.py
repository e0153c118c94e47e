"""What is written before there is a map: who is at the table, which journey is chosen, who proposes which grade (METHOD steps 0 to 4)."""

from __future__ import annotations

from typing import Any

from ..document import (
    MAX_RECORDS,
    Candidate,
    Channel,
    DesiredExperience,
    Journey,
    Participant,
    Persona,
    Proposal,
)
from .checks import free_ids, on_scale, position, references_exist
from .errors import replaced, too_many
from .records import put
from .sharing import each, moved


def put_participant(journey: Journey, participant: Participant) -> Journey:
    """The journey with somebody at the table replaced, by the id, or added at the end."""
    there = journey.charter.participants
    at = next((i for i, other in enumerate(there) if other.id == participant.id), None)
    if at is None:
        if len(there) >= MAX_RECORDS:
            raise too_many(MAX_RECORDS)
        free_ids(journey, [participant.id])
        return _at_the_table(journey, (*there, participant))
    if there[at] == participant:
        return journey
    return _at_the_table(journey, (*there[:at], participant, *there[at + 1 :]))


def drop_participant(journey: Journey, ident: str) -> Journey:
    """The journey without somebody at the table."""
    there = journey.charter.participants
    at = position(there, ident)
    return _at_the_table(journey, (*there[:at], *there[at + 1 :]))


def move_participant(journey: Journey, ident: str, at: int) -> Journey:
    """The journey with somebody at another place of the list; ``at`` counts among the others (clamped)."""
    there = journey.charter.participants
    after = moved(there, position(there, ident), at)
    return journey if after is there else _at_the_table(journey, after)


def _at_the_table(journey: Journey, participants: tuple[Participant, ...]) -> Journey:
    return journey.with_(charter=replaced(journey.charter, participants=participants))


def choose_candidate(journey: Journey, ident: str) -> Journey:
    """The journey in which this candidate is the chosen one, and no other (METHOD step 1)."""
    position(journey.candidates, ident)

    def marked(candidate: Candidate) -> Candidate:
        chosen = candidate.id == ident
        return candidate if candidate.chosen == chosen else replaced(candidate, chosen=chosen)

    after = each(journey.candidates, marked)
    return journey if after is journey.candidates else journey.with_(candidates=after)


def propose(journey: Journey, party: str, **values: Any) -> Journey:
    """The journey in which a party proposes something: ``grade`` (on the scale, or ``None``) and ``agreed`` (METHOD step 3).

    A party that proposes nothing and agrees to nothing has no proposal. Proposals follow the order of the parties.
    """
    references_exist(journey, [("parties", party)])
    on_scale(journey.scale, [values.get("grade")])
    said = {one.party: one for one in journey.desired.proposals}
    said[party] = replaced(said.get(party, Proposal(party=party)), **values)
    if said[party].grade is None and not said[party].agreed:
        del said[party]
    proposals = tuple(said[one.id] for one in journey.parties if one.id in said)
    if proposals == journey.desired.proposals:
        return journey
    desired: DesiredExperience = replaced(journey.desired, proposals=proposals)
    return journey.with_(desired=desired)


def adopt_persona(journey: Journey, persona: Persona, channels: tuple[Channel, ...]) -> Journey:
    """The journey with one persona more that was made elsewhere, and that prefers the channels of these names.

    A channel the journey has, capitals aside, is that channel; the others are added with it. The ids must be new ones.
    """
    free_ids(journey, [persona.id])
    known = {channel.name.strip().casefold(): channel.id for channel in journey.channels}
    wanted: list[str] = []
    after = journey
    for channel in channels:
        name = channel.name.strip().casefold()
        if not name:
            continue
        if name not in known:
            after = put(after, "channels", channel)
            known[name] = channel.id
        if known[name] not in wanted:
            wanted.append(known[name])
    return put(after, "personas", replaced(persona, channels=tuple(wanted)))
