"""Thoughts become touchpoints: what a group says, put on the map as fast as it is typed (METHOD steps 7 and 8).

A thought is anything with the attributes of :class:`Said`; names in it are looked up in the document and added where they are new.
Votes are counted here too.

Which record a name means (:func:`meant`)
    * The one that is called so, capitals aside; of parties also the one with this sign: one that was chosen, else the one that is shown
      for it wherever parties are drawn (the latter not in quotation marks). Of many thoughts at once it is what was shown before them.
    * Else, unless it stands in quotation marks, the only one that is called so when accents and signs are put aside too.
    * Else, of channels alone and again not in quotation marks, the only one that is the same way of contact in other words, in any of the
      five languages (:mod:`..analysis.channel_words`): by its name, else by its icon. “post” is “Brev”, never “E-post”; “mejl” is “E-post”.
    * Else, of channels alone and again not in quotation marks, the only one of whose name it is a whole word (or several in a row), or the
      start or the end of a word, with three letters or more: “mail” is “E-mail”, “möte” is “Möte på plats”, “portal” is
      “Självbetjäningsportal”. Where it could be several it is none of them, and a new record.
    * Of everything else parts mean nothing. “First day” is no other name of “Before the first day”, “IT” none of “IT supplier”, “nöjd”
      not “missnöjd”: people name many such things side by side, and few channels.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from ..analysis.channel_words import same_way
from ..analysis.party_signs import party_signs
from ..document import (
    Basis,
    Channel,
    Journey,
    Kind,
    Message,
    Party,
    Phase,
    Quote,
    Touchpoint,
)
from .checks import on_scale
from .document import learn_emotion
from .emotion import folded, suggest_emotion
from .errors import EditError, replaced
from .parking import each_card
from .phases import add_phase
from .records import put
from .sharing import each
from .touchpoints import add_touchpoints

_Named = Phase | Channel | Party
_Record = TypeVar("_Record", Phase, Channel, Party)
_T = TypeVar("_T")

#: A start or an end of a word is at least so many letters.
_PART = 3


class Said(Protocol):
    """A thought: names as they were typed, empty where nothing was said."""

    @property
    def phase(self) -> str:
        """Name of the phase."""

    @property
    def kind(self) -> Kind:
        """What happens."""

    @property
    def title(self) -> str:
        """What the card says."""

    @property
    def channel(self) -> str:
        """Name of the channel."""

    @property
    def emotion(self) -> str:
        """The emotion in a word."""

    @property
    def grade(self) -> float | None:
        """The grade, on the document's scale."""

    @property
    def party(self) -> str:
        """Name or sign of the party that is responsible."""

    @property
    def quotes(self) -> tuple[str, ...]:
        """What somebody said."""

    @property
    def assumed(self) -> bool:
        """Whether the group only believes it."""

    @property
    def only_phase(self) -> bool:
        """Whether it names a phase and nothing else."""

    @property
    def exact(self) -> frozenset[str]:
        """Which names (``phase``, ``channel``, ``emotion``, ``party``) stand in quotation marks: exactly these words are meant."""


@dataclass(frozen=True, slots=True)
class Captured:
    """The journey with the new touchpoints, their ids, and the phase that was named last (an id, or ``None``).

    ``phases``, ``channels``, ``parties`` and ``emotions``: the names that the journey did not know before, in the order of the journey.
    ``others``: names that were typed and the longer one that each was taken for, each once.
    """

    journey: Journey
    ids: tuple[str, ...]
    phase: str | None
    phases: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    emotions: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


def capture(
    journey: Journey,
    thoughts: Sequence[Said],
    after: str,
    new_id: Callable[[str], str],
    icon_of: Callable[[str], str] = lambda _name: "circle",
) -> Captured:
    """The journey with a touchpoint for each thought.

    ``after`` is the touchpoint after which, or the phase at whose end, they begin; empty: at the end. A thought that names a phase
    goes to the end of that phase, which is added after the one before if there is none of that name; the next ones follow it. One
    that names a phase and nothing else only says where the next ones go. ``new_id`` gives a fresh id for a prefix;
    ``icon_of`` the icon for the name of a new channel. Raises :class:`EditError` when a grade is not on the scale.
    """
    before = journey
    place = _Place(journey, after)
    ids: list[str] = []
    others: dict[tuple[str, str], None] = {}
    signs = party_signs(journey.parties)
    for thought in thoughts:
        journey, phase = _phase_for(journey, thought, place, new_id)
        if phase != place.phase:
            place = _Place(journey, phase or "")
        if thought.only_phase:
            continue
        others |= dict.fromkeys(_other(journey, thought, signs))
        journey, card = _card(journey, thought, signs, new_id, icon_of)
        card = card.model_copy(update={"phase": phase})
        journey = add_touchpoints(journey, (card,), place.at(journey))
        place = _Place(journey, card.id)
        ids.append(card.id)
    words = {e.word for e in before.emotions}
    return Captured(
        journey,
        tuple(ids),
        place.phase,
        _come(before.phases, journey.phases),
        _come(before.channels, journey.channels),
        _come(before.parties, journey.parties),
        tuple(e.word for e in journey.emotions if e.word not in words),
        tuple(others),
    )


def _come(before: Sequence[_Named], now: Sequence[_Named]) -> tuple[str, ...]:
    """The names of the records that are new."""
    old = {record.id for record in before}
    return tuple(record.name for record in now if record.id not in old)


class _Place:
    """Where the next card goes: after a touchpoint, or at the end of a phase."""

    def __init__(self, journey: Journey, after: str) -> None:
        self._after = ""
        touchpoints = journey.touchpoints
        found = next((t for t in touchpoints if t.id == after), None)
        if found is not None:
            self._after, self.phase = found.id, found.phase
        elif any(p.id == after for p in journey.phases):
            self.phase = after
        elif touchpoints:
            self._after, self.phase = touchpoints[-1].id, touchpoints[-1].phase
        else:
            self.phase = journey.phases[0].id if journey.phases else None

    def at(self, journey: Journey) -> int:
        """The position for :func:`add_touchpoints`."""
        if self._after:
            return next(i for i, t in enumerate(journey.touchpoints) if t.id == self._after) + 1
        return len(journey.touchpoints)


def _other(journey: Journey, thought: Said, signs: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """The channel a thought names by a part of its name or another word, the party it names by a sign that nobody chose.

    Of each what was typed, and the name.
    """
    channel = meant(journey.channels, thought.channel, exact="channel" in thought.exact)
    if channel is not None and _plain(channel.name) != _plain(thought.channel):
        yield thought.channel, channel.name
    party = meant(journey.parties, thought.party, exact="party" in thought.exact, signs=signs)
    if party is not None and folded(thought.party) != folded(party.sign) and _plain(party.name) != _plain(thought.party):
        yield thought.party, party.name


def _phase_for(
    journey: Journey, thought: Said, place: _Place, new_id: Callable[[str], str]
) -> tuple[Journey, str | None]:
    """The journey with the phase a thought names, and its id: that of the place itself when it is called so or nothing is said."""
    name = thought.phase
    if not name:
        return journey, place.phase
    called = [p.id for p in journey.phases if folded(p.name) == folded(name)]
    if place.phase in called:
        return journey, place.phase
    found = meant(journey.phases, name, exact="phase" in thought.exact)
    if found is not None:
        return journey, found.id
    at = next((i for i, p in enumerate(journey.phases) if p.id == place.phase), None)
    made = replaced(Phase(id=new_id("f")), name=name)
    return add_phase(journey, made, len(journey.phases) if at is None else at + 1), made.id


def _card(
    journey: Journey, thought: Said, signs: Mapping[str, str], new_id: Callable[[str], str], icon_of: Callable[[str], str]
) -> tuple[Journey, Touchpoint]:
    on_scale(journey.scale, [thought.grade])
    known = meant(journey.channels, thought.channel, exact="channel" in thought.exact)
    journey, channel = (journey, known.id) if known else channel_named(journey, thought.channel, new_id, icon_of)
    responsible = meant(journey.parties, thought.party, exact="party" in thought.exact, signs=signs)
    journey, party = (journey, responsible.id) if responsible else party_named(journey, thought.party, new_id, {})
    word = known_emotion(journey, thought.emotion, exact="emotion" in thought.exact)
    suggested = not word and thought.grade is not None
    if word:
        journey = learn_emotion(journey, word, thought.grade)
    elif suggested:
        word = suggest_emotion(journey, thought.grade)
    card = replaced(
        Touchpoint(id=new_id("t")),
        kind=thought.kind,
        title=thought.title,
        channel=channel,
        party=party,
        emotion=word,
        emotion_suggested=suggested and bool(word),
        grade=thought.grade,
        basis=Basis.ASSUMED if thought.assumed else None,
        quotes=tuple(Quote(text=text) for text in thought.quotes),
    )
    return journey, card


def channel_named(
    journey: Journey, name: str, new_id: Callable[[str], str], icon_of: Callable[[str], str]
) -> tuple[Journey, str | None]:
    """The journey with a channel of this name, capitals aside, and the channel's id; none for no name."""
    if not name:
        return journey, None
    found = _found(journey.channels, name)
    if found is not None:
        return journey, found
    made = replaced(Channel(id=new_id("c")), name=name, icon=icon_of(name))
    return put(journey, "channels", made), made.id


def party_named(
    journey: Journey, name: str, new_id: Callable[[str], str], signs: Mapping[str, str] | None = None
) -> tuple[Journey, str | None]:
    """The journey with a party of this name or sign, capitals aside, and the party's id; none for no name.

    ``signs``: id of a party → the sign that is shown for it; those of the journey unless given.
    """
    if not name:
        return journey, None
    called = _found(journey.parties, name)
    signed = None if called else _by_sign(journey.parties, name, party_signs(journey.parties) if signs is None else signs)
    found = signed.id if signed else called
    if found is not None:
        return journey, found
    used = {p.colour for p in journey.parties}
    colour = next(i for i in range(100) if i not in used or i == 99)
    made = replaced(Party(id=new_id("d")), name=name, colour=colour)
    return put(journey, "parties", made), made.id


def known_emotion(journey: Journey, word: str, *, exact: bool = False) -> str:
    """The word as the document writes it, capitals and (where that is one only, and not ``exact``) accents aside; a new one as it is."""
    same = next((e.word for e in journey.emotions if folded(e.word) == folded(word)), None)
    if same is not None or not word or exact:
        return same if same is not None else word
    return _only(e.word for e in journey.emotions if _plain(e.word) == _plain(word)) or word


def meant(
    records: Sequence[_Record], name: str, *, exact: bool = False, signs: Mapping[str, str] | None = None
) -> _Record | None:
    """The record that a name means, by the rule of this module; ``None``: none, or it could be several.

    ``exact``: it stands in quotation marks. ``signs``: id of a party → the sign that is shown for it; those of ``records`` unless given.
    """
    if not name.strip():
        return None
    for record in records:
        if folded(record.name) == folded(name):
            return record
    parties = _parties(records)
    shown = {} if exact or not parties else party_signs(parties) if signs is None else signs
    signed = _by_sign(parties, name, shown)
    for record in records:
        if signed is not None and record.id == signed.id:
            return record
    wanted = "" if exact else _plain(name)
    if not wanted:
        return None
    called = _only(r for r in records if _plain(r.name) == wanted)
    channels = _channels(records)
    if called is not None or not channels:
        return called
    same = {channel.id for channel in same_way(channels, name)}
    return _only(r for r in records if r.id in same) or _only(r for r in records if _is_part(wanted, _plain(r.name)))


def _plain(name: str) -> str:
    """A name as its words are compared: capitals and accents aside, the words one blank apart, signs gone."""
    letters = (ch for ch in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(ch))
    return " ".join(re.findall(r"[^\W_]+", "".join(letters)))


def _is_part(wanted: str, name: str) -> bool:
    """Whether whole words, or the start or the end of a word, are there in a name; both as :func:`_plain` gives them."""
    if f" {wanted} " in f" {name} ":
        return len(wanted) > 1
    return len(wanted) >= _PART and (f" {wanted}" in f" {name}" or f"{wanted} " in f"{name} ")


def _only(found: Iterable[_T]) -> _T | None:
    """The only one; ``None`` where there are none or several."""
    first = list(found)
    return first[0] if len(first) == 1 else None


def _parties(records: Sequence[_Named]) -> list[Party]:
    return [record for record in records if isinstance(record, Party)]


def _channels(records: Sequence[_Named]) -> list[Channel]:
    return [record for record in records if isinstance(record, Channel)]


def _found(records: Sequence[_Named], name: str) -> str | None:
    return next((r.id for r in records if folded(r.name) == folded(name)), None)


def _by_sign(parties: Sequence[Party], sign: str, shown: Mapping[str, str]) -> Party | None:
    """The party with a sign: one that was chosen, else one that is shown."""
    chosen = next((p for p in parties if p.sign and folded(p.sign) == folded(sign)), None)
    return chosen or next((p for p in parties if folded(shown.get(p.id, "")) == folded(sign)), None)


# ------------------------------------------------------------------------------------------------ votes


def vote(journey: Journey, ident: str, dots: int) -> Journey:
    """The journey with some more (or fewer) votes for a touchpoint or an opportunity; never fewer than none."""
    for name in ("touchpoints", "opportunities"):
        records = getattr(journey, name)
        for i, record in enumerate(records):
            if record.id == ident:
                votes = max(0, record.votes + dots)
                if votes == record.votes:
                    return journey
                after = replaced(record, votes=votes)
                return journey.with_(**{name: (*records[:i], after, *records[i + 1 :])})
    raise EditError(Message("What was voted for is not in this journey any more."))


def clear_votes(journey: Journey) -> Journey:
    """The journey without any vote, parked touchpoints included."""
    changes: dict[str, Any] = each_card(journey, lambda t: t.model_copy(update={"votes": 0}) if t.votes else t)
    changes["opportunities"] = each(journey.opportunities, lambda o: o.model_copy(update={"votes": 0}) if o.votes else o)
    changes = {name: after for name, after in changes.items() if after is not getattr(journey, name)}
    return journey.with_(**changes) if changes else journey
