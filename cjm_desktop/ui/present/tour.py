"""What a tour of the map visits, in which order. Pure.

Contract. A :class:`Stop` is one thing worth a halt: the journey itself, a phase, a touchpoint, an opportunity. :func:`stops` lists
them for one of :data:`CHOICES` in the order in which the journey is told: a phase before its touchpoints, opportunities after
all of them in the order of what they hang from. A journey of which nothing is known yet is no halt. :func:`stop_of` finds the halt of a
record that is on no such list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey, Message

#: What a tour may visit: the value of the setting ``present/tour`` and its name.
CHOICES: tuple[tuple[str, Message], ...] = (
    ("all", Message("Everything")),
    ("moments", Message("Decisive moments, peaks and dips")),
    ("phases", Message("Phases")),
    ("opportunities", Message("Opportunities")),
    ("selected", Message("What is selected")),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """A halt: the kind of record (``journey``, ``phase``, ``touchpoint``, ``opportunity``) and its id."""

    kind: str
    record: str = ""


def stops(
    journey: Journey, insights: Insights, choice: str, selected: Collection[str] = ()
) -> tuple[Stop, ...]:
    """The halts of a tour; ``selected`` are ids of touchpoints for the choice of that name (none: everything)."""
    if choice == "selected":
        found = tuple(Stop("touchpoint", t.id) for t in journey.touchpoints if t.id in selected)
        return found or stops(journey, insights, "all")
    if choice == "moments":
        telling = {*insights.peaks, *insights.dips}
        return tuple(Stop("touchpoint", t.id) for t in journey.touchpoints if t.decisive or t.id in telling)
    if choice == "phases":
        return tuple(Stop("phase", phase.id) for phase in journey.phases)
    if choice == "opportunities":
        return tuple(_opportunities(journey))
    own = (Stop("journey"),) if journey.title or journey.goals or journey.personas or journey.touchpoints else ()
    return (*own, *_told(journey), *_opportunities(journey))


def _told(journey: Journey) -> Iterator[Stop]:
    """Phases, each with its touchpoints; those without a phase come first."""
    for t in journey.touchpoints:
        if t.phase is None:
            yield Stop("touchpoint", t.id)
    for phase in journey.phases:
        yield Stop("phase", phase.id)
        for t in journey.touchpoints:
            if t.phase == phase.id:
                yield Stop("touchpoint", t.id)


def _opportunities(journey: Journey) -> Iterator[Stop]:
    """Opportunities in the order of the first touchpoint that each hangs from; those that hang from none last."""
    place = {t.id: i for i, t in enumerate(journey.touchpoints)}
    last = len(place)

    def first(touchpoints: Sequence[str]) -> int:
        return min((place.get(ident, last) for ident in touchpoints), default=last)

    for one in sorted(journey.opportunities, key=lambda o: first(o.touchpoints)):
        yield Stop("opportunity", one.id)


def stop_of(journey: Journey, kind: str, record: str) -> Stop | None:
    """The halt of a record that somebody selected; ``None`` for what is not on the map."""
    known = {
        "touchpoint": {t.id for t in journey.touchpoints},
        "phase": {p.id for p in journey.phases},
        "opportunity": {o.id for o in journey.opportunities},
    }
    return Stop(kind, record) if record in known.get(kind, ()) else None


def after(
    journey: Journey, insights: Insights, halts: Sequence[Stop], here: Stop | None, step: int
) -> Stop | None:
    """The halt one ``step`` (1 or −1) from ``here``, which need not be one of ``halts``; ``None`` before the first and where
    there are none. From the last it goes no further."""
    if not halts:
        return None
    if here is None:
        return halts[0] if step > 0 else None
    if here in halts:
        at = halts.index(here) + step
        return None if at < 0 else halts[min(at, len(halts) - 1)]
    everything = stops(journey, insights, "all")
    if here not in everything:
        return halts[0]
    own = everything.index(here)
    ranks = [everything.index(halt) for halt in halts]
    if step > 0:
        return next((halt for halt, rank in zip(halts, ranks, strict=True) if rank > own), halts[-1])
    return next(
        (halt for halt, rank in zip(reversed(halts), reversed(ranks), strict=True) if rank < own), None
    )
