"""What an outline leaves behind while it is typed, and what comes back when a line that was cut is pasted."""

from __future__ import annotations

from typing import Any

from ..document import Answer, Interview, Journey, Opportunity, Round
from .sharing import each


def revived(journey: Journey, ident: str, earlier: Journey) -> Journey:
    """The journey with a touchpoint it lost, at the end, as ``earlier`` still had it.

    Answers count for it again, measurements and opportunities hang on it again. References to records that are gone are left out.
    """
    record = next(t for t in earlier.touchpoints if t.id == ident)
    ids = {name: {r.id for r in getattr(journey, name)} for name in ("channels", "parties", "interviews", "personas", "text_lanes")}
    record = record.model_copy(
        update={
            "phase": None,
            "channel": record.channel if record.channel in ids["channels"] else None,
            "party": record.party if record.party in ids["parties"] else None,
            "quotes": tuple(
                q if q.interview in (None, *ids["interviews"]) else q.model_copy(update={"interview": None}) for q in record.quotes
            ),
            "personas": tuple(p for p in record.personas if p.persona in ids["personas"]),
            "lane_texts": tuple(said for said in record.lane_texts if said.lane in ids["text_lanes"]),
        }
    )
    told = {v.id: v for v in earlier.interviews}
    measured = {r.id: r for r in earlier.rounds}
    hung = {o.id for o in earlier.opportunities if ident in o.touchpoints}

    def interview(now: Interview) -> Interview:
        then = told.get(now.id)
        if then is None or len(then.answers) != len(now.answers):
            return now
        answers = each(tuple(zip(now.answers, then.answers, strict=True)), lambda pair: (_again(*pair, ident), pair[1]))
        after = tuple(answer for answer, _ in answers)
        return now if all(a is b for a, b in zip(after, now.answers, strict=True)) else now.model_copy(update={"answers": after})

    def opportunity(now: Opportunity) -> Opportunity:
        if now.id not in hung or ident in now.touchpoints:
            return now
        return now.model_copy(update={"touchpoints": (*now.touchpoints, ident)})

    def round_(now: Round) -> Round:
        then = measured.get(now.id)
        readings = tuple(r for r in then.readings if r.touchpoint == ident) if then is not None else ()
        return now.model_copy(update={"readings": (*now.readings, *readings)}) if readings else now

    return journey.with_(
        touchpoints=(*journey.touchpoints, record),
        interviews=each(journey.interviews, interview),
        opportunities=each(journey.opportunities, opportunity),
        rounds=each(journey.rounds, round_),
    )


def _again(now: Answer, then: Answer, ident: str) -> Answer:
    """An answer about the touchpoint, when it lost nothing but that since then."""
    if then.touchpoint != ident or now.touchpoint is not None:
        return now
    lost = then.model_copy(update={"touchpoint": None, "phase": now.phase})
    return then if lost == now else now


def without_leftovers(journey: Journey, since: Journey) -> Journey:
    """The journey without channels, parties and words that ``since`` did not have and that nothing uses."""
    changes: dict[str, Any] = {}
    cards = [*journey.touchpoints, *(card.touchpoint for card in journey.parked)]
    # Most edits make none of them.
    if journey.channels is not since.channels:
        used = {t.channel for t in cards} | {journey.feedback.channel}
        used |= {a.channel for v in journey.interviews for a in v.answers}
        used |= {told.answer.channel for card in journey.parked for told in card.answers}
        used |= {c for p in journey.personas for c in p.channels}
        known = {c.id for c in since.channels}
        changes["channels"] = tuple(c for c in journey.channels if c.id in known or c.id in used)
    if journey.parties is not since.parties:
        owners = {t.party for t in cards} | {o.owner for o in journey.opportunities}
        owners |= {p.party for p in journey.desired.proposals}
        known = {p.id for p in since.parties}
        changes["parties"] = tuple(p for p in journey.parties if p.id in known or p.id in owners)
    if journey.emotions is not since.emotions:
        spoken = {t.emotion.casefold() for t in cards}
        spoken |= {p.emotion.casefold() for t in cards for p in t.personas}
        words = {e.word for e in since.emotions}
        changes["emotions"] = tuple(e for e in journey.emotions if e.word in words or e.word.casefold() in spoken)
    changes = {name: value for name, value in changes.items() if len(value) != len(getattr(journey, name))}
    return journey.with_(**changes) if changes else journey
