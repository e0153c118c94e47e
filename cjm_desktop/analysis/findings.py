"""What the map says: everything worth noticing about a journey, most important first, each with the place it leads to.

Contract. :func:`findings` is pure and tells nothing that the document does not hold; what each kind means and where its rule comes from
is in :data:`.finding_rules.RULES`.

Order. By :attr:`Finding.weight`, which :mod:`.finding_rules` explains: its kind, how large it is, and how sure; of equal ones the
earlier on the map. Sizes are shares of the scale or of the journey, so another scale changes no order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Basis, Journey, Kind, Message, Scale, Service, ServiceLevel, Status, Touchpoint
from .curve import fall_that_stands_out, is_high, is_low, stands_out
from .felt import felt_by
from .figures import figure
from .finding_rules import DEEP, RULES, SURE, FindingKind, Rule, is_deep
from .handovers import Handovers, between_parties, between_systems, burdens
from .insights import Insights, read
from .lengths import in_words, remembered, worked
from .remembered import read_remembered
from .stretches import Stretch, longest
from .time_spent import read_time

#: So many people make a grade more than one person's.
_FEW = 2
#: Depths are compared with some slack, for sums of decimal fractions.
_DEEP = DEEP - 1e-9
#: The size of a step that people serve and that could be dropped, while its grade is not low.
_DROPPABLE = 1 / 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth noticing: a sentence with figures, the touchpoints (ids) it is about, the one to go to first, and how large it is,
    from 0 to 1, among others of its kind. ``lesser``: it is one of the milder ones of its kind; ``sure``: the share of its size that counts
    (:data:`.finding_rules.SURE`); ``persona``: the further persona (id) whose line it is about; empty for the map's own."""

    kind: FindingKind
    message: Message
    touchpoints: tuple[str, ...]
    size: float
    lesser: bool = False
    sure: float = 1.0
    persona: str = ""

    @property
    def weight(self) -> float:
        """How much it weighs, from 0 to 100; see :mod:`.finding_rules`."""
        rule = self.rule
        return (rule.weight if not self.lesser or rule.lesser is None else rule.lesser) + 5 * round(self.size * self.sure, 9)

    @property
    def rule(self) -> Rule:
        """What the kind is called, why it is said, and its source."""
        return RULES[self.kind]


def findings(journey: Journey, insights: Insights | None = None) -> tuple[Finding, ...]:
    """All findings, in the order that the module tells; ``insights`` are the journey's, if they are at hand."""
    seen = _Seen(journey, read(journey) if insights is None else insights)
    found = [*_line(seen), *_others(seen), *_time(seen), *_cards(seen), *_hands(seen), *_evidence(seen)]
    return tuple(_ranked(found, seen))


def _ranked(found: list[Finding], seen: _Seen) -> list[Finding]:
    place = seen.place
    return sorted(found, key=lambda one: (-one.weight, place[one.touchpoints[0]]))


class _Seen:
    """A journey, its insights and what is looked up in it again and again."""

    def __init__(self, journey: Journey, insights: Insights) -> None:
        self.journey, self.insights, self.scale = journey, insights, journey.scale
        self.place = {t.id: i for i, t in enumerate(journey.touchpoints)}
        #: Whether all grades are the same.
        self.level = len({t.grade for t in journey.touchpoints if t.grade is not None}) < 2
        #: Decimals of an average on this scale.
        self.digits = 1 if self.scale.span >= 4 else 2

    def card(self, ident: str) -> Touchpoint:
        return self.journey.touchpoints[self.place[ident]]

    def called(self, ident: str) -> str | Message:
        """A touchpoint's title, or its number on the map."""
        at = self.place[ident]
        return self.journey.touchpoints[at].title.strip() or Message("card {number}", number=at + 1)

    def grade(self, ident: str) -> float:
        return figure(self.card(ident).grade or 0.0)

    def sure(self, ident: str) -> float:
        """How sure a touchpoint's grade is."""
        insights = self.insights
        if insights.basis.get(ident) is not Basis.OBSERVED:
            return SURE[2]
        return SURE[0] if insights.graders.get(ident, 0) >= _FEW else SURE[1]

    @property
    def mean(self) -> float:
        return figure(round(self.insights.mean or 0.0, self.digits))


def _depth(grade: float, scale: Scale) -> float:
    """How far a grade lies from neutral, as a share of the way to that end of the scale."""
    room = scale.highest - scale.neutral if grade > scale.neutral else scale.neutral - scale.lowest
    return min(1.0, abs(grade - scale.neutral) / room) if room else 0.0


def _line(seen: _Seen) -> Iterator[Finding]:
    insights, scale = seen.insights, seen.scale
    if insights.graded < 2:
        return
    mean = seen.mean

    def of(kind: FindingKind, ident: str, message: Message, alike: tuple[str, ...] = ()) -> Finding:
        said = Message(message.template, title=seen.called(ident), grade=seen.grade(ident), mean=mean, **_counted(alike))
        depth = _depth(seen.card(ident).grade or 0.0, scale)
        return Finding(kind, said, _first(ident, alike), depth, depth < _DEEP, seen.sure(ident))

    for ident in insights.dips:
        if ident in insights.highlights or is_deep(seen.card(ident).grade or 0.0, scale):
            deepest = Message("“{title}” is the deepest dip of the line: {grade}; the average is {mean}.")
            one_of = Message("“{title}” is one of the {count} deepest places of the line: {grade}; the average is {mean}.")
            other = Message("“{title}” is a dip: {grade}; the average is {mean}.")
            said, alike = _ranked_among(ident, insights.bottoms, deepest, one_of, other)
            yield of(FindingKind.DIP, ident, said, alike)
    for ident in insights.peaks:
        if ident in insights.highlights:
            highest = Message("“{title}” is the highest peak of the line: {grade}; the average is {mean}.")
            one_of = Message("“{title}” is one of the {count} highest places of the line: {grade}; the average is {mean}.")
            other = Message("“{title}” is a peak: {grade}; the average is {mean}.")
            said, alike = _ranked_among(ident, insights.tops, highest, one_of, other)
            yield of(FindingKind.PEAK, ident, said, alike)
    if insights.first is not None:
        begins = Message("It begins with “{title}”: {grade}; the average is {mean}.")
        yield of(FindingKind.FIRST, insights.first, begins)
    if insights.last is not None:
        yield of(FindingKind.LAST, insights.last, Message("It ends with “{title}”: {grade}; the average is {mean}."))
    yield from _fall(seen)
    yield from _remembered(seen)


def _ranked_among(
    ident: str, extremes: tuple[str, ...], alone: Message, one_of: Message, other: Message
) -> tuple[Message, tuple[str, ...]]:
    """What is said of a peak or a dip, and those that are as high or as deep, if any: a superlative only where nothing is its equal."""
    if ident not in extremes:
        return other, ()
    return (alone, ()) if len(extremes) == 1 else (one_of, extremes)


def _counted(alike: tuple[str, ...]) -> dict[str, object]:
    return {"count": len(alike)} if alike else {}


def _first(ident: str, alike: tuple[str, ...]) -> tuple[str, ...]:
    """A touchpoint, then those like it."""
    return (ident, *(one for one in alike if one != ident))


def _others(seen: _Seen) -> Iterator[Finding]:
    """The deep dips of further personas; of a journey without a line of the first one all that the map would mark."""
    scale, journey = seen.scale, seen.journey
    alone = seen.insights.graded < 2
    for number, persona in enumerate(journey.personas[1:], 2):
        if not any(one.persona == persona.id and one.grade is not None for t in journey.touchpoints for one in t.personas):
            continue
        own = felt_by(journey, persona.id)
        insights = read(own)
        if insights.graded < 2:
            continue
        theirs = _Seen(own, insights)
        for ident in insights.dips:
            deep = is_deep(theirs.card(ident).grade or 0.0, scale)
            if not deep and not (alone and ident in insights.highlights):
                continue
            deepest = Message("For {persona}, “{title}” is the deepest dip of the line: {grade}; the average is {mean}.")
            one_of = Message("For {persona}, “{title}” is one of the {count} deepest places of the line: {grade}; the average is {mean}.")
            other = Message("For {persona}, “{title}” is a dip: {grade}; the average is {mean}.")
            said, alike = _ranked_among(ident, insights.bottoms, deepest, one_of, other)
            message = Message(
                said.template,
                persona=persona.name.strip() or Message("Persona {number}", number=number),
                title=theirs.called(ident),
                grade=theirs.grade(ident),
                mean=theirs.mean,
                **_counted(alike),
            )
            depth = _depth(theirs.card(ident).grade or 0.0, scale)
            yield Finding(FindingKind.DIP, message, _first(ident, alike), depth, not deep, theirs.sure(ident), persona.id)


def _fall(seen: _Seen) -> Iterator[Finding]:
    if seen.insights.steepest is None:
        return
    before, after = seen.insights.steepest
    lost = (seen.card(before).grade or 0.0) - (seen.card(after).grade or 0.0)
    if stands_out(lost, seen.scale):
        values: dict[str, object] = {
            "title": seen.called(before),
            "end": seen.called(after),
            "grade": seen.grade(before),
            "after": seen.grade(after),
        }
        as_far = [pair for pair in seen.insights.falls if pair != (before, after)]
        if not as_far:
            message = Message("From “{title}” to “{end}” the line falls from {grade} to {after}, more than anywhere else.", **values)
        elif len(as_far) == 1:
            message = Message(
                "From “{title}” to “{end}” the line falls from {grade} to {after}, as far as from “{other}” to “{other_end}”, and nowhere "
                "farther.",
                **values,
                other=seen.called(as_far[0][0]),
                other_end=seen.called(as_far[0][1]),
            )
        else:
            message = Message(
                "From “{title}” to “{end}” the line falls from {grade} to {after}, one of its {count} steepest falls.",
                **values,
                count=len(as_far) + 1,
            )
        places = tuple(dict.fromkeys((after, before, *(ident for pair in as_far for ident in reversed(pair)))))
        yield Finding(FindingKind.FALL, message, places, lost / seen.scale.span, sure=min(map(seen.sure, (before, after))))


def _remembered(seen: _Seen) -> Iterator[Finding]:
    kept = read_remembered(seen.journey, seen.insights)
    if kept is None or seen.level:
        return  # where every grade is the same, there is nothing to hold against the average
    worse = Message(
        "It is likely to be remembered as {value}, worse than the average of {mean}: “{title}” ({grade}) and the end ({end}) stay in mind."
    )
    better = Message(
        "It is likely to be remembered as {value}, better than the average of {mean}: “{title}” ({grade}) and the end ({end}) stay in mind."
    )
    alike = Message(
        "It is likely to be remembered as {value}, much like the average of {mean}: “{title}” ({grade}) and the end ({end}) stay in mind."
    )
    said = alike if kept.alike else worse if kept.worse else better
    message = Message(
        said.template,
        value=figure(round(kept.value, seen.digits)),
        mean=seen.mean,
        title=seen.called(kept.moment),
        grade=seen.grade(kept.moment),
        end=seen.grade(kept.end),
    )
    places = (kept.moment,) if kept.moment == kept.end else (kept.moment, kept.end)
    yield Finding(FindingKind.REMEMBERED, message, places, min(1.0, abs(kept.value - kept.mean) / seen.scale.span))


def _time(seen: _Seen) -> Iterator[Finding]:
    silence, wait = longest(seen.journey, Kind.SILENCE), longest(seen.journey, Kind.WAITING)
    if silence is not None:
        timed = (
            Message("Nothing is heard for {length}, {rank}: “{title}”."),
            Message("Nothing is heard for {length}, {rank}: from “{title}” to “{end}”."),
        )
        ranks = (
            Message("the longest silence"),
            Message("one of the {count} longest silences"),
            Message("the longest silence whose length is written down"),
            Message("one of the {count} longest silences whose length is written down"),
        )
        bare = (
            Message("The longest silence is “{title}”; how long it lasts is not written down."),
            Message("The longest silence is {count} cards long, from “{title}” to “{end}”; how long it lasts is not written down."),
            Message("There are {count} silences, the first is “{title}”; how long they last is not written down."),
        )
        yield _stretch(seen, FindingKind.SILENCE, silence, timed, ranks, bare)
    if wait is not None:
        timed = (Message("{rank} takes {length}: “{title}”."), Message("{rank} takes {length}: from “{title}” to “{end}”."))
        ranks = (
            Message("The longest wait"),
            Message("One of the {count} longest waits"),
            Message("The longest wait whose length is written down"),
            Message("One of the {count} longest waits whose length is written down"),
        )
        bare = (
            Message("The longest wait is “{title}”; how long it takes is not written down."),
            Message("The longest wait is {count} cards long, from “{title}” to “{end}”; how long it takes is not written down."),
            Message("There are {count} waits, the first is “{title}”; how long they take is not written down."),
        )
        yield _stretch(seen, FindingKind.WAIT, wait, timed, ranks, bare)
    yield from _spent(seen)


def _spent(seen: _Seen) -> Iterator[Finding]:
    spent = read_time(seen.journey)
    if spent.elapsed:
        values = {"elapsed": in_words(remembered(spent.elapsed)), "worked": in_words(worked(spent.worked))}
        if not spent.worked:
            message = Message("It takes {elapsed} in all; how long somebody works is not written down.", elapsed=values["elapsed"])
        elif spent.unmeasured:
            message = Message("It takes {elapsed} in all, of which somebody works {worked}, as far as that is written down.", **values)
        else:
            message = Message("It takes {elapsed} in all, of which somebody works {worked}.", **values)
        idle = max(0.0, 1.0 - spent.worked / spent.elapsed)
        yield Finding(FindingKind.TOTAL, message, (spent.first, spent.last) if spent.first != spent.last else (spent.first,), idle)
    for kind, pairs, said in (
        (FindingKind.BACKWARDS, spent.backwards, Message("“{end}” is said to begin before “{title}”, and stands to its right.")),
        (FindingKind.OVERLAP, spent.overlaps, Message("“{title}” is said to go on when “{end}” has begun.")),
    ):
        for one, other in pairs:
            message = Message(said.template, title=seen.called(one), end=seen.called(other))
            yield Finding(kind, message, (one, other), 0.0)


def _stretch(
    seen: _Seen,
    kind: FindingKind,
    stretch: Stretch,
    timed: tuple[Message, Message],
    ranks: tuple[Message, Message, Message, Message],
    bare: tuple[Message, Message, Message],
) -> Finding:
    """``timed``: of one card and of several; ``ranks``: the longest, one of the longest, and both of those with a length; ``bare``: of one
    card, of several, and of which there are more that may be as long."""
    ids, alike = stretch.touchpoints, stretch.alike
    values: dict[str, object] = {"title": seen.called(ids[0])}
    if len(ids) > 1:
        values["end"] = seen.called(ids[-1])
    if stretch.length is not None:
        rank = ranks[bool(alike) + 2 * bool(stretch.unmeasured)]
        counted = {"count": len(alike) + 1} if alike else {}
        template = timed[len(ids) > 1].template
        values |= {"length": stretch.length, "rank": Message(rank.template, **counted)}
    elif alike:
        template, values = bare[2].template, {"title": values["title"], "count": len(alike) + 1}
    else:
        if len(ids) > 1:
            values["count"] = len(ids)
        template = bare[len(ids) > 1].template
    return Finding(kind, Message(template, **values), (*ids, *alike), len(ids) / len(seen.place))


def _cards(seen: _Seen) -> Iterator[Finding]:
    """What single cards show: figures against feelings, staff time against worth, and what nobody would miss."""
    scale, cards = seen.scale, seen.journey.touchpoints
    alive: set[str] | None = None
    last = len(cards) - 1
    for i, t in enumerate(cards):
        levels, staffed, droppable = t.service_levels, t.service is Service.STAFFED, t.droppable
        if not (levels or staffed or droppable):
            continue
        grade = t.grade
        low = grade is not None and is_low(grade, scale)
        high = grade is not None and is_high(grade, scale)
        if levels and (low or high):
            yield from _measured(seen, t, low=low)
        if staffed and (low or droppable):
            yield _staffed(seen, t, low=low)
        if droppable and 0 < i < last and not (low or high or levels or t.decisive or t.votes or t.quotes):
            if alive is None:
                hung = [one.touchpoints for one in seen.journey.opportunities if one.status is not Status.DROPPED]
                alive = {ident for idents in hung for ident in idents}
            if t.id not in alive and t.id not in seen.insights.answers and t.basis is not Basis.OBSERVED:
                message = Message("“{title}” could be dropped: nobody told about it, and nobody wants it changed.", title=seen.called(t.id))
                yield Finding(FindingKind.UNMISSED, message, (t.id,), 0.0)


def _measured(seen: _Seen, t: Touchpoint, *, low: bool) -> Iterator[Finding]:
    known = [level for level in t.service_levels if level.met is not None]
    missed = [level for level in known if not level.met]
    grade = t.grade or 0.0
    if low and known and not missed:
        kept = Message("“{title}” keeps what was agreed ({name}: {actual}{unit}, target {target}{unit}), and yet the grade is {grade}.")
        yield _of_level(seen, FindingKind.GREEN_OUTSIDE, kept, t, known[0], _depth(grade, seen.scale))
    elif not low and missed:
        broken = Message("“{title}” misses what was agreed ({name}: {actual}{unit}, target {target}{unit}), and yet the grade is {grade}.")
        yield _of_level(seen, FindingKind.RED_OUTSIDE, broken, t, missed[0], _depth(grade, seen.scale))


def _of_level(seen: _Seen, kind: FindingKind, said: Message, t: Touchpoint, level: ServiceLevel, size: float) -> Finding:
    unit = level.unit.strip()
    message = Message(
        said.template,
        title=seen.called(t.id),
        name=level.name.strip() or Message("service level"),
        actual=figure(level.actual or 0.0),
        target=figure(level.target or 0.0),
        unit=f"\u00a0{unit}" if unit else "",
        grade=seen.grade(t.id),
    )
    return Finding(kind, message, (t.id,), size)


def _staffed(seen: _Seen, t: Touchpoint, *, low: bool) -> Finding:
    title = seen.called(t.id)
    if not low:
        message = Message("“{title}” takes up somebody's time and could be dropped.", title=title)
        return Finding(FindingKind.STAFFED, message, (t.id,), _DROPPABLE)
    if t.droppable:
        message = Message(
            "“{title}” takes up somebody's time, is graded {grade} and could be dropped.", title=title, grade=seen.grade(t.id)
        )
    else:
        message = Message("“{title}” takes up somebody's time and is graded {grade}.", title=title, grade=seen.grade(t.id))
    return Finding(FindingKind.STAFFED, message, (t.id,), _depth(t.grade or 0.0, seen.scale))


def _hands(seen: _Seen) -> Iterator[Finding]:
    names = {party.id: party.name.strip() for party in seen.journey.parties}
    for one in burdens(seen.journey, seen.insights):
        message = Message(
            "“{party}” has {dips} of {all} dips, with {share} % of the graded cards.",
            party=names.get(one.party) or one.party,
            dips=len(one.dips),
            all=one.all_dips,
            share=round(100 * one.cards / one.all_cards),
        )
        yield Finding(FindingKind.BURDEN, message, one.dips, one.excess)
    parties = (
        Message("It passes from one party to another at {count} of {all} steps."),
        Message(
            "It passes from one party to another at {count} of {all} steps; the line falls clearly (by {least} or more) "
            "at {falls} of them."
        ),
    )
    systems = (
        Message("It passes from one system to another at {count} of {all} steps."),
        Message(
            "It passes from one system to another at {count} of {all} steps; the line falls clearly (by {least} or more) "
            "at {falls} of them."
        ),
    )
    for kind, passed, said in (
        (FindingKind.PARTIES, between_parties(seen.journey), parties),
        (FindingKind.SYSTEMS, between_systems(seen.journey), systems),
    ):
        if passed.at:
            yield _passing(kind, passed, figure(round(fall_that_stands_out(seen.scale), 2)), *said)


def _passing(kind: FindingKind, passed: Handovers, least: float, calm: Message, falling: Message) -> Finding:
    many, falls = len(passed.at), len(passed.falls)
    values = {"count": many, "all": passed.steps}
    message = Message(falling.template, **values, falls=falls, least=least) if falls else Message(calm.template, **values)
    # Where the line falls first, then the others.
    fell = set(passed.falls)
    places = (*passed.falls, *(ident for ident in passed.at if ident not in fell))
    return Finding(kind, message, places, (many / passed.steps + falls / many) / 2, lesser=not falls)


def _evidence(seen: _Seen) -> Iterator[Finding]:
    insights = seen.insights
    if insights.graded < 2:
        return  # no line yet
    ends = (insights.first, insights.last, insights.highest, insights.deepest)
    carrying = {*insights.highlights, *(ident for ident in ends if ident is not None)}
    total = 0
    thin: list[str] = []
    for t in seen.journey.touchpoints:
        if t.grade is not None and (t.decisive or t.id in carrying):
            total += 1
            if insights.basis.get(t.id) is not Basis.OBSERVED or insights.graders.get(t.id, 0) < _FEW:
                thin.append(t.id)
    if thin:
        message = Message(
            "At {count} of the {all} moments that decide the line, the grade is assumed or one person's.", count=len(thin), all=total
        )
        yield Finding(FindingKind.THIN, message, tuple(thin), len(thin) / total)
