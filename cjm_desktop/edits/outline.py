"""An edited outline taken over: the least change that makes the journey say what the text says (METHOD steps 7 to 9).

An outline is anything with the attributes of :class:`Written`. :func:`taken_over` is given what it said before, with the records its
phases and cards belonged to, and what it says now. Records keep their ids and everything an outline does not show; what the text does
not change stays the very same object. New lines make records, lines that are gone remove them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Protocol

from ..document import (
    Duration,
    Journey,
    Kind,
    Opportunity,
    OpportunityKind,
    Phase,
    Quote,
    Touchpoint,
    clean_line,
)
from .capture import channel_named, known_emotion, party_named
from .checks import on_scale
from .document import change, learn_emotion
from .emotion import folded, should_follow, suggest_emotion
from .errors import replaced
from .outline_match import Titled, cards_matched, phases_matched
from .outline_tidy import revived, without_leftovers
from .phases import remove_phase
from .records import drop, put
from .touchpoints import remove_touchpoints


class Card(Titled, Protocol):
    """An item of an outline: names as they were typed, empty where nothing is said."""

    @property
    def kind(self) -> Kind:
        """What happens."""

    @property
    def channel(self) -> str:
        """Name of the channel."""

    @property
    def party(self) -> str:
        """Name or sign of the party that is responsible."""

    @property
    def when(self) -> Duration | None:
        """From the start of the journey."""

    @property
    def duration(self) -> Duration | None:
        """How long it takes."""

    @property
    def emotion(self) -> str:
        """The emotion in a word."""

    @property
    def grade(self) -> float | None:
        """The grade, on the document's scale."""

    @property
    def desired(self) -> float | None:
        """The desired grade."""

    @property
    def expectation(self) -> str:
        """What was expected."""

    @property
    def quotes(self) -> tuple[str, ...]:
        """What somebody said."""

    @property
    def opportunities(self) -> tuple[str, ...]:
        """Titles of opportunities."""

    @property
    def unread(self) -> frozenset[str]:
        """Fields whose words are not understood; they stay as they are."""


class Section(Protocol):
    """A heading of an outline and the items under it."""

    @property
    def name(self) -> str:
        """Name of the phase."""

    @property
    def cards(self) -> Sequence[Card]:
        """Its touchpoints."""


class Written(Protocol):
    """What an outline says. The first of its phases is none: it holds what stands before the first heading."""

    @property
    def title(self) -> str:
        """Title of the journey."""

    @property
    def goals(self) -> tuple[str, ...]:
        """Goals of the traveller."""

    @property
    def expectations(self) -> tuple[str, ...]:
        """Expectations of the traveller."""

    @property
    def phases(self) -> Sequence[Section]:
        """Phases with their touchpoints."""


@dataclass(frozen=True, slots=True)
class Places:
    """The records of an outline: ids of its phases (the first is ``""``) and, for each, ids of its cards (``""``: not one yet)."""

    phases: tuple[str, ...]
    cards: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A record that an earlier change of the same outline removed: what it said, and a journey that still has it."""

    said: Titled | str
    journey: Journey


@dataclass(frozen=True, slots=True)
class Taken:
    """The journey as the outline says, and the records its lines belong to now."""

    journey: Journey
    places: Places


@dataclass(slots=True)
class _Hand:
    """What one taking over works with."""

    new_id: Callable[[str], str]
    icon_of: Callable[[str], str]
    lost: Mapping[str, Lost]
    #: Opportunity ids by touchpoint before anything changed, with their titles as the outline shows them.
    hung: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    unhung: set[str] = field(default_factory=set)


def places_of(journey: Journey) -> Places:
    """The records of the outline of a journey, in the order in which it is written."""
    cards: dict[str | None, list[str]] = {}
    for t in journey.touchpoints:
        cards.setdefault(t.phase, []).append(t.id)
    phases = (None, *(phase.id for phase in journey.phases))
    return Places(tuple(p or "" for p in phases), tuple(tuple(cards.get(p, ())) for p in phases))


def taken_over(
    journey: Journey,
    before: Written,
    places: Places,
    after: Written,
    *,
    new_id: Callable[[str], str],
    icon_of: Callable[[str], str],
    lost: Mapping[str, Lost] | None = None,
    since: Journey | None = None,
) -> Taken:
    """The journey as the outline says now (``after``), when it said ``before`` with its records at ``places``.

    ``lost`` are records that come back when a line says again what they said (cut here, pasted there). ``since`` is the journey when
    somebody began to type: channels, parties and words made from half a word since then, used nowhere now, go away. ``new_id`` gives a
    fresh id for a prefix, ``icon_of`` the icon for a channel's name. Raises :class:`EditError` when something does not fit.
    """
    hand = _Hand(new_id, icon_of, lost or {})
    start = journey
    phase_of = {0: 0} | {
        i + 1: j + 1
        for i, j in phases_matched(
            [(p.name, p.cards) for p in before.phases[1:]], [(p.name, p.cards) for p in after.phases[1:]]
        ).items()
    }
    journey, phases = _phases(journey, before, places, after, phase_of, hand)
    journey, cards, bases = _cards(journey, before, places, after, phase_of, hand)
    for opportunity in journey.opportunities:
        for ident in opportunity.touchpoints:
            hand.hung.setdefault(ident, []).append((opportunity.id, clean_line(opportunity.title)))
    journey = _written(journey, after, phases, cards, bases, hand)
    journey = _placed(journey, phases, cards)
    for ident in hand.unhung:
        if any(o.id == ident and not o.touchpoints for o in journey.opportunities):
            journey = drop(journey, "opportunities", ident)
    own = {
        name: getattr(after, name)
        for name in ("title", "goals", "expectations")
        if getattr(after, name) != getattr(before, name)
    }
    journey = change(journey, **own)
    if since is not None and journey is not start:
        journey = without_leftovers(journey, since)
    return Taken(journey, Places(tuple(phases), tuple(map(tuple, cards))))


# ------------------------------------------------------------------------------------------------ which is which


def _phases(
    journey: Journey, before: Written, places: Places, after: Written, phase_of: Mapping[int, int], hand: _Hand
) -> tuple[Journey, list[str]]:
    """The journey with the phases of the outline, old ones that are gone left out, in any order; and their ids."""
    there = {p.id: p for p in journey.phases}
    ids = [""]
    used: set[str] = set()
    for i, section in enumerate(after.phases[1:], 1):
        ident = places.phases[phase_of[i]] if i in phase_of else ""
        if ident in there and ident not in used:
            said = before.phases[phase_of[i]].name
            if said != section.name:
                there[ident] = replaced(there[ident], name=section.name)
        else:
            ident, there[ident] = _phase_again(section.name, there, hand)
        ids.append(ident)
        used.add(ident)
    for gone in [p.id for p in journey.phases if p.id in places.phases and p.id not in used]:
        journey = remove_phase(journey, gone)
        del there[gone]
    phases = (*(p for p in journey.phases if p.id in there), *(there[i] for i in ids[1:] if i not in {p.id for p in journey.phases}))
    after_phases = tuple(there[p.id] for p in phases)
    same = len(after_phases) == len(journey.phases) and all(a is b for a, b in zip(after_phases, journey.phases, strict=True))
    return (journey if same else journey.with_(phases=after_phases)), ids


def _phase_again(name: str, there: Mapping[str, Phase], hand: _Hand) -> tuple[str, Phase]:
    """A phase of this name that was lost, or a new one."""
    for ident, lost in hand.lost.items():
        if lost.said == name and ident not in there:
            found = next((p for p in lost.journey.phases if p.id == ident), None)
            if found is not None:
                return ident, replaced(found, name=name)
    made = replaced(Phase(id=hand.new_id("f")), name=name)
    return made.id, made


def _cards(
    journey: Journey, before: Written, places: Places, after: Written, phase_of: Mapping[int, int], hand: _Hand
) -> tuple[Journey, list[list[str]], dict[str, Card | None]]:
    """The journey without the cards whose lines are gone, the ids of all items, and what each of them said before."""
    here = {t.id for t in journey.touchpoints}
    waiting = {card.touchpoint.id for card in journey.parked}
    old = [
        (i, card, ident)
        for i, section in enumerate(before.phases)
        for card, ident in zip(section.cards, places.cards[i], strict=True)
        if ident in here
    ]
    # A new phase gets a number that no old one has.
    new = [(phase_of.get(i, -1 - i), card) for i, section in enumerate(after.phases) for card in section.cards]
    pairs = cards_matched([(i, card) for i, card, _ in old], new)
    bases: dict[str, Card | None] = {}
    ids: list[str] = []
    back: list[str] = []
    for n, (_phase, card) in enumerate(new):
        if n in pairs:
            _, said, ident = old[pairs[n]]
            bases[ident] = said
        elif card.blank:
            ident = ""
        else:
            ident = _card_again(card, here | waiting, back, hand)
            if ident:
                back.append(ident)
                lost = hand.lost[ident].said
                bases[ident] = lost if not isinstance(lost, str) else None  # type: ignore[assignment]
            else:
                ident = hand.new_id("t")
                bases[ident] = None
        ids.append(ident)
    kept = {old[j][2] for j in pairs.values()}
    journey = remove_touchpoints(journey, [ident for _, _, ident in old if ident not in kept])
    for ident in back:
        journey = revived(journey, ident, hand.lost[ident].journey)
    rest = iter(ids)
    return journey, [[next(rest) for _ in section.cards] for section in after.phases], bases


def _card_again(card: Card, here: set[str], back: Sequence[str], hand: _Hand) -> str:
    """The id of a card that was lost and said the same, or at least had the same title."""
    free = [(i, lost.said) for i, lost in hand.lost.items() if not isinstance(lost.said, str) and i not in here and i not in back]
    same = [i for i, said in free if said == card]
    titled = [i for i, said in free if said.title == card.title and card.title]
    return (same or titled or [""])[-1]


# ------------------------------------------------------------------------------------------------ what they say


def _written(
    journey: Journey, after: Written, phases: Sequence[str], cards: Sequence[Sequence[str]], bases: Mapping[str, Card | None], hand: _Hand
) -> Journey:
    """The journey whose touchpoints say what the outline says; new ones stand at the end."""
    changed: dict[str, Touchpoint] = {}
    at = {t.id: t for t in journey.touchpoints}
    for phase, section, ids in zip(phases, after.phases, cards, strict=True):
        for card, ident in zip(section.cards, ids, strict=True):
            if not ident:
                continue
            base, old = bases[ident], at.get(ident)
            if old is not None and base == card and not card.unread and not base.unread:
                record = old
            else:
                record = old if old is not None else Touchpoint(id=ident)
                journey, record = _said(journey, record, base, card, hand)
            if record.phase != (phase or None):
                record = record.model_copy(update={"phase": phase or None})
            if record is not old:
                changed[ident] = record
    if changed:
        touchpoints = tuple(changed.pop(t.id, t) for t in journey.touchpoints)
        journey = journey.with_(touchpoints=(*touchpoints, *changed.values()))
    for section, ids in zip(after.phases, cards, strict=True):
        for card, ident in zip(section.cards, ids, strict=True):
            if ident:
                base = bases[ident]
                shown = base.opportunities if base is not None else ()
                if shown != card.opportunities:
                    journey = _hung(journey, ident, shown, card, hand)
    return journey


def _said(journey: Journey, record: Touchpoint, base: Card | None, card: Card, hand: _Hand) -> tuple[Journey, Touchpoint]:
    """The journey that knows the names of a card, and the record with what its lines changed."""

    def differs(name: str) -> bool:
        if name in card.unread:
            return False
        if base is None or name in base.unread:
            return True
        return bool(getattr(base, name) != getattr(card, name))

    changes: dict[str, Any] = {
        name: getattr(card, name)
        for name in ("title", "text", "kind", "when", "duration", "grade", "desired", "expectation")
        if differs(name)
    }
    on_scale(journey.scale, [changes.get("grade"), changes.get("desired")])
    if differs("channel"):
        journey, changes["channel"] = channel_named(journey, card.channel, hand.new_id, hand.icon_of)
    if differs("party"):
        journey, changes["party"] = party_named(journey, card.party, hand.new_id)
    if differs("emotion") and (base is not None or card.emotion):
        changes["emotion"] = word = known_emotion(journey, card.emotion)
        changes["emotion_suggested"] = False
        journey = learn_emotion(journey, word, changes.get("grade", record.grade))
    elif "grade" in changes and should_follow(record):
        changes["emotion"] = suggest_emotion(journey, changes["grade"])
        changes["emotion_suggested"] = bool(changes["emotion"])
    if differs("quotes"):
        changes["quotes"] = _quotes(record.quotes, base.quotes if base is not None else (), card.quotes)
    changes = {name: value for name, value in changes.items() if value != getattr(record, name)}
    return journey, replaced(record, **changes) if changes else record


def _steps(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new text the place of the old one it was, a changed one included."""
    found: list[int | None] = [None] * len(new)
    for what, a0, a1, b0, b1 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal" or (what == "replace" and a1 - a0 == b1 - b0):
            found[b0:b1] = range(a0, a1)
        elif what == "replace":
            rest = range(a0, a1)
            for at in range(b0, b1):
                alike = [(SequenceMatcher(None, old[i], new[at], autojunk=False).ratio(), i) for i in rest]
                ratio, best = max(alike, default=(0.0, 0))
                if ratio >= 0.5:
                    found[at], rest = best, range(best + 1, a1)
    return found


def _quotes(records: tuple[Quote, ...], shown: Sequence[str], wanted: Sequence[str]) -> tuple[Quote, ...]:
    """Quotes keep who said them; ones without a word, which no outline shows, stay at the end."""
    spoken = [quote for quote in records if quote.text.strip()]
    if len(spoken) != len(shown):
        shown = [quote.text for quote in spoken]
    quotes = []
    for text, at in zip(wanted, _steps(shown, wanted), strict=True):
        if at is None:
            quotes.append(Quote(text=text))
        else:
            quotes.append(spoken[at] if shown[at] == text else replaced(spoken[at], text=text))
    return (*quotes, *(quote for quote in records if not quote.text.strip()))


def _hung(journey: Journey, ident: str, shown: Sequence[str], card: Card, hand: _Hand) -> Journey:
    """The journey with the opportunities that stand under a card hung on it."""
    here = list(hand.hung.get(ident, ()))

    def found(title: str) -> str | None:
        for pair in here:
            if pair[1] == title:
                here.remove(pair)
                return pair[0]
        return None

    ids = [found(title) for title in shown]
    steps = _steps(shown, card.opportunities)
    for gone in set(range(len(shown))) - set(steps):
        journey = _unhook(journey, ids[gone], ident, hand)
    for title, at in zip(card.opportunities, steps, strict=True):
        old = ids[at] if at is not None else None
        if at is not None and shown[at] == title and old is not None:
            continue
        other = next((o.id for o in journey.opportunities if folded(o.title) == folded(title) and o.id != old), None)
        if old is not None and other is None:
            record = next(o for o in journey.opportunities if o.id == old)
            journey = put(journey, "opportunities", replaced(record, title=title))
            continue
        journey = _unhook(journey, old, ident, hand)
        if other is None:
            kind = _what_it_does(journey, card)
            made = replaced(Opportunity(id=hand.new_id("o"), kind=kind), title=title, touchpoints=(ident,))
            journey = put(journey, "opportunities", made)
        else:
            record = next(o for o in journey.opportunities if o.id == other)
            if ident not in record.touchpoints:
                journey = put(journey, "opportunities", replaced(record, touchpoints=(*record.touchpoints, ident)))
    return journey


def _unhook(journey: Journey, opportunity: str | None, touchpoint: str, hand: _Hand) -> Journey:
    record = next((o for o in journey.opportunities if o.id == opportunity), None)
    if record is None or touchpoint not in record.touchpoints:
        return journey
    hand.unhung.add(record.id)
    left = tuple(t for t in record.touchpoints if t != touchpoint)
    return put(journey, "opportunities", replaced(record, touchpoints=left))


def _what_it_does(journey: Journey, card: Card) -> OpportunityKind:
    if card.kind in (Kind.SILENCE, Kind.WAITING):
        return OpportunityKind.BRIDGE_SILENCE
    if card.grade is not None and card.grade > journey.scale.neutral:
        return OpportunityKind.STRENGTHEN_PEAK
    return OpportunityKind.LIFT_DIP


# ------------------------------------------------------------------------------------------------ where they stand


def _placed(journey: Journey, phases: Sequence[str], cards: Sequence[Sequence[str]]) -> Journey:
    """The journey in the order of the outline. What the outline does not hold stays after what it stood after."""
    order = _woven([p.id for p in journey.phases], list(phases[1:]))
    by_id = {p.id: p for p in journey.phases}
    new_phases = tuple(by_id[ident] for ident in order)
    listed = {phase: [i for i in ids if i] for phase, ids in zip(phases, cards, strict=True)}
    there: dict[str, list[str]] = {}
    for t in journey.touchpoints:
        there.setdefault(t.phase or "", []).append(t.id)
    records = {t.id: t for t in journey.touchpoints}
    touchpoints = tuple(
        records[ident] for phase in ("", *order) for ident in _woven(there.get(phase, []), listed.get(phase, []))
    )
    changes: dict[str, Any] = {}
    if any(a is not b for a, b in zip(new_phases, journey.phases, strict=True)):
        changes["phases"] = new_phases
    if any(a is not b for a, b in zip(touchpoints, journey.touchpoints, strict=True)):
        changes["touchpoints"] = touchpoints
    return journey.with_(**changes) if changes else journey


def _woven(there: Sequence[str], listed: Sequence[str]) -> list[str]:
    """``listed``, with everything else that is there after its neighbour before."""
    order = list(listed)
    known = set(listed)
    last = ""
    for ident in there:
        if ident not in known:
            order.insert(order.index(last) + 1 if last else 0, ident)
        last = ident
    return order
