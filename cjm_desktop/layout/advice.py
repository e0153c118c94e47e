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
from .rounds import has_rounds
from .told import LEAST_READ, reads_from, shown_points, shown_reach

#: At most so many pieces of advice, and no new trial after so many seconds; while there is none yet, after so many times as many.
MOST, _SECONDS, _PATIENCE = 3, 3.0, 5
#: A change that does not solve all must make the smallest type larger by so many points, and so many times, to be worth it.
_WORTH, _SEEN = 1.0, 1.1
#: The roll to turn to from paper that has nothing larger in its family.
_ROLL = "ROLL-1067"
#: Lanes that a map can do without, in the order in which they are given up.
_DISPENSABLE = (LaneKind.QUOTES, LaneKind.SYSTEMS, LaneKind.ROUNDS, LaneKind.TIME, LaneKind.SERVICE_LEVELS, LaneKind.PARTIES)
#: Paper no larger than this (mm) is held in the hand as well as hung on a wall; from how far away (m) it is read then.
_IN_THE_HAND, _AT_HAND = (305.0, 460.0), (0.7, 0.6, 0.5, 0.4, 0.3)

#: What is said of a poster on which nothing stands yet.
NOTHING_YET = Message(
    "There is no touchpoint yet: print the blank poster instead, and fill its squares with sticky notes."
)


class Way(StrEnum):
    """What a piece of advice changes."""

    SHEETS = "sheets"
    PAPER = "paper"
    ROLL = "roll"
    TURN = "turn"
    LANES = "lanes"
    DISTANCE = "distance"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a layout comes to: size of the running text and of the smallest type (pt), how far away (m) that can be read, how many texts
    were shortened, and how many sheets of which size (mm) it takes."""

    body_pt: float
    smallest_pt: float
    reach: float
    cut: int
    sheets: int
    width: float
    height: float

    def serves(self, distance: float) -> bool:
        """Whether all of it can be read from a distance (m), and nothing is missing."""
        return self.cut == 0 and reads_from(self.reach, distance)


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
        min(sheet.body_pt for sheet in sheets),
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
    """At most three changes, the smallest first, to a poster as the journey's own settings have it; none when all of it can be read
    from their distance and nothing was shortened. One of them solves it, if any that was tried in time does.
    An empty map is better printed as the blank wall, which a group can fill.

    ``now`` is what the poster comes to as it is, when that is known; once ``cancelled()`` says so, or ``seconds`` have gone by and
    something was found, nothing more is tried. A slow computer takes its time for the first piece of advice.
    Raises ``PaperError`` for paper that does not exist.
    """
    distance = journey.poster.distance
    if now is None:
        now = _tried(journey, insights, composer, {})
    if not journey.touchpoints:
        return (Advice(Way.BLANK, _promised(journey, Way.BLANK, {}, now), {}, now, "blank"),)
    if now.serves(distance):
        return ()
    begun = time.monotonic()
    found: list[Advice] = []
    solved: set[Way] = set()
    for way, change in _ways(journey, now):
        if time.monotonic() - begun > seconds * (1 if found else _PATIENCE) or (cancelled is not None and cancelled()):
            break
        if way in solved:  # a smaller change of the same kind does
            continue
        outcome = _tried(journey, insights, composer, change)
        wanted = float(str(change.get("distance", distance)))
        if not (outcome.serves(wanted) if way is Way.DISTANCE else _better(outcome, now, wanted)):
            continue
        if outcome.serves(wanted):
            solved.add(way)
        found.append(Advice(way, _said(journey, way, change, outcome, now), change, outcome))
    return _chosen(found, distance)


def _chosen(found: Sequence[Advice], distance: float) -> tuple[Advice, ...]:
    """The smallest changes, one of each kind, in their order; one of them makes all of it readable if any does."""

    def serves(advice: Advice) -> bool:
        return advice.way is Way.DISTANCE or advice.outcome.serves(distance)

    kept: dict[Way, Advice] = {}
    for advice in found:
        kept.setdefault(advice.way, advice)
    chosen = list(kept.values())[:MOST]
    best = next(filter(serves, found), None)
    if best is not None and best not in chosen:
        chosen = [*chosen[: MOST - 1], best]
    return tuple(chosen)


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


def _better(one: Outcome, now: Outcome, distance: float) -> bool:
    """Whether a change is worth making: it solves all, people are told that it reads from further away and see that its type is larger,
    or less is shortened and nothing gets smaller. What nobody reads then is no better, however near."""
    if one.cut > now.cut or one.body_pt < LEAST_READ or one.smallest_pt < 0.75 * LEAST_READ:
        return False
    here, there = shown_reach(now.reach), shown_reach(one.reach)
    if one.cut < now.cut and there >= here:
        return True
    larger = shown_points(one.smallest_pt) - shown_points(now.smallest_pt)
    return there > here and (one.serves(distance) or (larger >= _WORTH and one.smallest_pt >= now.smallest_pt * _SEEN))


def _ways(journey: Journey, now: Outcome) -> Iterator[tuple[Way, dict[str, object]]]:
    """Changes to try, the smallest first."""
    settings = journey.poster
    now_lies = Paper.named(settings.paper, portrait=settings.orientation == "portrait")
    upright = now_lies.portrait if not now_lies.has_name else settings.orientation == "portrait"
    other = "landscape" if upright else "portrait"
    # A size of somebody's own is turned by writing it the other way round.
    name = {} if now_lies.has_name else {"paper": now_lies.turned(portrait=not upright).name}
    yield Way.TURN, {"orientation": other, **name}
    shown = [lane.kind for lane in settings.lanes_in_order if lane.shown]
    filled = [kind for kind in _DISPENSABLE if kind in shown and _has(journey, kind)]
    if filled:
        yield Way.LANES, {"lanes": _without(journey, filled[:1])}
    larger = next_larger(settings.paper)
    if larger:
        yield Way.ROLL if larger in ROLLS else Way.PAPER, {"paper": larger}
    many = len(journey.touchpoints) > 3
    if many:
        yield Way.SHEETS, {"sheets": now.sheets + 1}
    short, long = sorted((now.width, now.height))
    if short <= _IN_THE_HAND[0] and long <= _IN_THE_HAND[1]:
        for distance in _AT_HAND:
            if distance < settings.distance - 0.05:
                yield Way.DISTANCE, {"distance": distance}
                yield Way.DISTANCE, {"distance": distance, "sheets": now.sheets}
    # What changes more than one thing at once, for where one is not enough.
    for count in range(2, len(filled) + 1):
        yield Way.LANES, {"lanes": _without(journey, filled[:count])}
    while larger and (larger := next_larger(larger)):
        yield Way.ROLL if larger in ROLLS else Way.PAPER, {"paper": larger}
    if many:
        yield Way.SHEETS, {"sheets": now.sheets + 2}
    if settings.paper.strip().upper() not in ROLLS:
        yield Way.ROLL, {"paper": _ROLL}


def _has(journey: Journey, kind: LaneKind) -> bool:
    """Whether a lane shows anything."""
    match kind:
        case LaneKind.QUOTES:
            return any(t.quotes for t in journey.touchpoints)
        case LaneKind.SERVICE_LEVELS:
            return any(t.service_levels for t in journey.touchpoints)
        case LaneKind.ROUNDS:
            return has_rounds(journey)
        case LaneKind.TIME:
            return any(t.when is not None or t.duration is not None for t in journey.touchpoints)
        case LaneKind.SYSTEMS:
            return any(t.systems for t in journey.touchpoints)
        case _:
            return any(t.party for t in journey.touchpoints)


def _without(journey: Journey, kinds: Sequence[LaneKind]) -> tuple[object, ...]:
    lanes = journey.poster.lanes_in_order
    return tuple(lane.replace(shown=False) if lane.kind in kinds else lane for lane in lanes)


def _said(
    journey: Journey, way: Way, change: Mapping[str, object], outcome: Outcome, now: Outcome
) -> Message:
    """The advice in a sentence, with others on what becomes of shortened texts, and that it does not reach as far as people stand."""
    said = _promised(journey, way, change, outcome)
    distance = journey.poster.distance
    if way is not Way.DISTANCE and not reads_from(outcome.reach, distance):
        short = Message("That is nearer to the {distance} m asked for, but not enough.", distance=f"{distance:g}")
        said = Message("{first} {then}", first=said, then=short)
    if outcome.cut >= now.cut:
        return said
    if outcome.cut == 0:
        kept = Message("Nothing is shortened any more.")
    elif outcome.cut == 1:
        kept = Message("One text is shortened then, not {before}.", before=now.cut)
    else:
        kept = Message("{count} texts are shortened then, not {before}.", count=outcome.cut, before=now.cut)
    return Message("{first} {then}", first=said, then=kept)


def _promised(journey: Journey, way: Way, change: Mapping[str, object], outcome: Outcome) -> Message:
    """What to do and what it gives."""
    gives = {"size": shown_points(outcome.smallest_pt), "reach": shown_reach(outcome.reach)}
    match way:
        case Way.SHEETS if outcome.sheets == 1:
            return Message(
                "Print it on one sheet: the smallest type becomes {size} pt and can be read from up to {reach} m.", **gives
            )
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
            return NOTHING_YET
        case Way.DISTANCE:
            return Message(
                "Let it be read in the hand, from {distance} m: all of it can be, the smallest type is {size} pt.",
                distance=change["distance"],
                size=gives["size"],
            )
        case Way.LANES:
            names = _named(journey, change)
            lanes = names[0]
            for name in names[1:]:
                lanes = Message("{first}, {then}", first=lanes, then=name)
            if len(names) > 1:
                return Message(
                    "Leave out {count} lanes ({lanes}): the smallest type becomes {size} pt and can be read from up to "
                    "{reach} m.",
                    count=len(names),
                    lanes=lanes,
                    **gives,
                )
            return Message(
                "Leave out a lane ({lane}): the smallest type becomes {size} pt and can be read from up to {reach} m.",
                lane=lanes,
                **gives,
            )


def _named(journey: Journey, change: Mapping[str, object]) -> list[Message]:
    """The names of the lanes that are given up."""
    lanes = change["lanes"]
    assert isinstance(lanes, tuple)
    before = {lane.kind for lane in journey.poster.lanes_in_order if lane.shown}
    hidden = before - {lane.kind for lane in lanes if lane.shown}
    names = {
        LaneKind.QUOTES: Message("quotes"),
        LaneKind.SYSTEMS: Message("systems"),
        LaneKind.ROUNDS: Message("rounds"),
        LaneKind.TIME: Message("time"),
        LaneKind.SERVICE_LEVELS: Message("service levels"),
        LaneKind.PARTIES: Message("parties"),
    }
    return [names[kind] for kind in _DISPENSABLE if kind in hidden]
