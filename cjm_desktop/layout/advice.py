"""What to change when a poster cannot be read from where people stand, or something on it was shortened.

Every piece of advice was tried: the journey was laid out that way, and what is promised is what came out. That takes a few tenths of
a second for each, so ask off the GUI's thread, with a composer that nobody else uses meanwhile.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey, LaneKind, Message

from .composer import Composer
from .mapsheet import MapSheet
from .paper import ROLLS, Paper, next_larger

#: At most so many pieces of advice, and no new trial after so many seconds.
MOST, _SECONDS = 3, 3.0
#: A change must let people read from this much further away to be worth the paper.
_WORTH = 1.06
#: The roll to turn to from paper that has nothing larger in its family.
_ROLL = "ROLL-1067"
#: Lanes that a map can do without, in the order in which they are given up.
_DISPENSABLE = (LaneKind.QUOTES, LaneKind.SYSTEMS, LaneKind.SERVICE_LEVELS, LaneKind.PARTIES)


class Way(StrEnum):
    """What a piece of advice changes."""

    SHEETS = "sheets"
    PAPER = "paper"
    ROLL = "roll"
    TURN = "turn"
    LANES = "lanes"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a layout comes to: size of the smallest type (pt), how far away (m) it can be read, how many texts were
    shortened, and how many sheets of which size (mm) it takes."""

    smallest_pt: float
    reach: float
    cut: int
    sheets: int
    width: float
    height: float

    def serves(self, distance: float) -> bool:
        """Whether all of it can be read from a distance (m), and nothing is missing."""
        return self.cut == 0 and self.reach >= distance - 0.005


@dataclass(frozen=True, slots=True)
class Advice:
    """One change that helps: ``message`` says what to do and what it gives, ``change`` are the fields of ``PosterSettings`` that
    do it (for ``settings.replace(**change)``). ``view`` is what to print instead of the poster, if it is something else."""

    way: Way
    message: Message
    change: Mapping[str, object]
    outcome: Outcome
    view: str = ""


def outcome_of(sheets: Sequence[MapSheet]) -> Outcome:
    """What laid-out sheets come to."""
    cut = {
        (problem.place, problem.record)
        for sheet in sheets
        for problem in sheet.problems
        if problem.place.partition("[")[0] in ("touchpoints", "opportunities") and "[" in problem.place
    }
    first = sheets[0]
    return Outcome(
        min(sheet.smallest_pt for sheet in sheets),
        min(sheet.legible_from for sheet in sheets),
        len(cut),
        len(sheets),
        first.width,
        first.height,
    )


def advise(
    journey: Journey,
    insights: Insights,
    composer: Composer,
    *,
    now: Outcome | None = None,
    cancelled: Callable[[], bool] | None = None,
    seconds: float = _SECONDS,
) -> tuple[Advice, ...]:
    """At most three changes, best first, to a poster as the journey's own settings have it; none when all of it can be read from
    their distance and nothing was shortened. An empty map is better printed as the blank wall, which a group can fill.

    ``now`` is what the poster comes to as it is, when that is known; once ``cancelled()`` says so, or ``seconds`` have gone by,
    nothing more is tried.
    Raises ``PaperError`` for paper that does not exist.
    """
    distance = journey.poster.distance
    if now is None:
        now = _tried(journey, insights, composer, {})
    if not journey.touchpoints:
        return (Advice(Way.BLANK, _said(Way.BLANK, {}, now), {}, now, "blank"),)
    if now.serves(distance):
        return ()
    until = time.monotonic() + seconds
    found: list[tuple[tuple[float, ...], Advice]] = []
    for cost, (way, change) in enumerate(_ways(journey, now)):
        if time.monotonic() > until or (cancelled is not None and cancelled()):
            break
        outcome = _tried(journey, insights, composer, change)
        if not _better(outcome, now):
            continue
        advice = Advice(way, _said(way, change, outcome), change, outcome)
        # What solves it goes first, the smaller change before the larger; of what only helps, what helps most.
        rank = (0.0, float(cost)) if outcome.serves(distance) else (1.0, outcome.cut, -outcome.reach)
        found.append((rank, advice))
    found.sort(key=lambda pair: pair[0])
    kept: dict[Way, Advice] = {}
    for _, advice in found:
        kept.setdefault(advice.way, advice)
    return tuple(kept.values())[:MOST]


def _tried(journey: Journey, insights: Insights, composer: Composer, change: Mapping[str, object]) -> Outcome:
    """What the poster comes to with some settings changed."""
    settings = journey.poster.replace(**change)
    paper = Paper.named(settings.paper, portrait=settings.orientation == "portrait")
    sheets = composer.series(
        journey.replace(poster=settings),
        insights,
        paper,
        distance=settings.distance,
        sheets=settings.sheets,
    )
    return outcome_of(sheets)


def _better(one: Outcome, now: Outcome) -> bool:
    """Whether a change is worth making: it reads from further away, or less is shortened and nothing gets smaller."""
    if one.cut > now.cut:
        return False
    return one.reach >= now.reach * _WORTH or (one.cut < now.cut and one.reach >= now.reach * 0.98)


def _ways(journey: Journey, now: Outcome) -> Iterator[tuple[Way, dict[str, object]]]:
    """Changes to try, the smallest first."""
    settings = journey.poster
    other = "landscape" if settings.orientation == "portrait" else "portrait"
    yield Way.TURN, {"orientation": other}
    shown = [lane.kind for lane in settings.lanes_in_order if lane.shown]
    given_up: list[LaneKind] = []
    for kind in _DISPENSABLE:
        if kind in shown and _has(journey, kind):
            given_up.append(kind)
            yield Way.LANES, {"lanes": _without(journey, given_up)}
            break
    if len(journey.touchpoints) > 3:
        for more in (1, 2):
            yield Way.SHEETS, {"sheets": now.sheets + more}
    larger = next_larger(settings.paper)
    while larger:
        yield Way.ROLL if larger in ROLLS else Way.PAPER, {"paper": larger}
        larger = next_larger(larger)
    if settings.paper.strip().upper() not in ROLLS:
        yield Way.ROLL, {"paper": _ROLL}


def _has(journey: Journey, kind: LaneKind) -> bool:
    """Whether a lane shows anything."""
    if kind is LaneKind.QUOTES:
        return any(t.quotes for t in journey.touchpoints)
    if kind is LaneKind.SERVICE_LEVELS:
        return any(t.service_levels for t in journey.touchpoints)
    if kind is LaneKind.PARTIES:
        return any(t.party for t in journey.touchpoints)
    return True


def _without(journey: Journey, kinds: Sequence[LaneKind]) -> tuple[object, ...]:
    lanes = journey.poster.lanes_in_order
    return tuple(lane.replace(shown=False) if lane.kind in kinds else lane for lane in lanes)


def _said(way: Way, change: Mapping[str, object], outcome: Outcome) -> Message:
    """The advice in a sentence."""
    gives = {"size": round(outcome.smallest_pt, 1), "reach": round(outcome.reach, 1)}
    match way:
        case Way.SHEETS:
            return Message(
                "Print it on {count} sheets: the smallest type becomes {size} pt and can be read from up to {reach} m.",
                count=outcome.sheets,
                **gives,
            )
        case Way.PAPER:
            return Message(
                "Take {paper}: the smallest type becomes {size} pt and can be read from up to {reach} m.",
                paper=str(change["paper"]).replace("-", " "),
                **gives,
            )
        case Way.ROLL:
            return Message(
                "Take a roll {width} mm wide; the poster is {length} mm long then, "
                "its smallest type {size} pt, read from up to {reach} m.",
                width=f"{ROLLS[str(change['paper'])]:g}",
                length=f"{max(outcome.width, outcome.height):g}",
                **gives,
            )
        case Way.TURN:
            if change["orientation"] == "portrait":
                return Message(
                    "Turn it upright: the smallest type becomes {size} pt and can be read from up to {reach} m.",
                    **gives,
                )
            return Message(
                "Lay it across: the smallest type becomes {size} pt and can be read from up to {reach} m.",
                **gives,
            )
        case Way.BLANK:
            return Message(
                "There is no touchpoint yet: print the blank poster instead, and fill its squares with sticky notes."
            )
        case Way.LANES:
            return Message(
                "Leave out a lane ({lane}): the smallest type becomes {size} pt and can be read from up to {reach} m.",
                lane=_named(change),
                **gives,
            )


def _named(change: Mapping[str, object]) -> Message:
    """The name of the lane that is given up."""
    lanes = change["lanes"]
    assert isinstance(lanes, tuple)
    hidden = {lane.kind for lane in lanes if not lane.shown}
    for kind, name in (
        (LaneKind.QUOTES, Message("quotes")),
        (LaneKind.SYSTEMS, Message("systems")),
        (LaneKind.SERVICE_LEVELS, Message("service levels")),
        (LaneKind.PARTIES, Message("parties")),
    ):
        if kind in hidden:
            return name
    return Message("quotes")
