"""What to notice before there is a map: METHOD steps 0 to 3."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Kind, Message
from .notice import FAIR, HEAVY, LIGHT, Hint, Seen, figure, hint
from .words import too_general

#: Proposals that differ by this share of the scale are far apart (3 grades on 1–10).
_FAR_APART = 1 / 3


def notices_of_why(seen: Seen) -> Iterator[Hint]:
    """Step 0: an empty purpose, nobody from the front line, a journey without the need it starts with."""
    journey = seen.journey
    charter = journey.charter
    if not charter.purpose.strip():
        yield hint(
            0,
            HEAVY,
            "charter.purpose",
            Message(
                "Nobody has written down yet why you map this journey. One sentence is enough, and it keeps you on course."
            ),
        )
    if not charter.participants:
        yield hint(
            0,
            FAIR,
            "charter.participants",
            Message("Write down who is at the table. Invite people who meet {the_traveller} every day."),
        )
    elif not any(p.front_line for p in charter.participants):
        yield hint(
            0,
            HEAVY,
            "charter.participants",
            Message(
                "Nobody at the table knows the front line. Invite somebody who talks with {the_traveller} every day."
            ),
        )
    starts_at_contact = bool(journey.touchpoints) and journey.touchpoints[0].kind is Kind.CONTACT
    if not charter.need.strip() and starts_at_contact:
        yield hint(
            0,
            FAIR,
            "charter.need",
            Message(
                "This journey starts when {the_traveller} contacts you. It really starts earlier, with a need: "
                "which one? Write it down."
            ),
        )


def notices_of_the_journey(seen: Seen) -> Iterator[Hint]:
    """Step 1: a title too general to map, candidates of which none was chosen."""
    title = seen.journey.title.strip()
    if title and too_general(title):
        yield hint(
            1,
            FAIR,
            "title",
            Message(
                "“{title}” could be many journeys. Choose one that somebody really travels, such as “I cannot sign in”.",
                title=title,
            ),
        )
    candidates = seen.journey.candidates
    if candidates and not any(c.chosen for c in candidates):
        yield hint(
            1,
            LIGHT,
            "candidates",
            Message("You have candidates, but none is chosen. Pick the one to map first."),
        )


def notices_of_parties(seen: Seen) -> Iterator[Hint]:
    """Step 2: one party alone, a dip that nobody owns."""
    journey = seen.journey
    if len(journey.parties) == 1:
        yield hint(
            2,
            FAIR,
            "parties[0]",
            Message(
                "“{name}” is the only party so far. Which other departments and suppliers take part? Add them.",
                name=journey.parties[0].name.strip() or journey.parties[0].id,
            ),
            journey.parties[0].id,
        )
    if not journey.parties:
        return  # then nobody owns anything, and the step itself says so
    for ident in seen.insights.dips:
        if seen.touchpoint(ident).party is None:
            yield hint(
                2,
                HEAVY,
                seen.at(ident, "party"),
                Message(
                    "“{title}” is a low point that nobody owns. Who is responsible for it?",
                    title=seen.called(ident),
                ),
                ident,
            )


def notices_of_the_target(seen: Seen) -> Iterator[Hint]:
    """Step 3: parties far apart, a party that has not agreed."""
    journey = seen.journey
    desired = journey.desired
    grades = [p.grade for p in desired.proposals if p.grade is not None]
    if grades and max(grades) - min(grades) >= journey.scale.span * _FAR_APART:
        yield hint(
            3,
            FAIR,
            "desired.proposals",
            Message(
                "The parties are far apart: one aims for {low}, another for {high}. Talk about what is realistic.",
                low=figure(min(grades)),
                high=figure(max(grades)),
            ),
        )
    if desired.target is None:
        return
    proposals = {p.party: (i, p) for i, p in enumerate(desired.proposals)}
    for party in journey.parties:
        i, proposal = proposals.get(party.id, (None, None))
        # A party that was never asked counts only where the others were.
        if (proposal is None and not proposals) or (proposal is not None and proposal.agreed):
            continue
        yield hint(
            3,
            FAIR,
            "desired.proposals" if i is None else f"desired.proposals[{i}].agreed",
            Message(
                "“{party}” has not agreed to the target of {target} yet. Ask what they need to be able to.",
                party=party.name.strip() or party.id,
                target=figure(desired.target),
            ),
            party.id,
        )
