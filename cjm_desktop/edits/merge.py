"""What two people did to copies of one journey, put together (issue “Two laptops”).

Contract. :func:`merge` takes the version that both went on from and both copies, and gives one sound journey with what could not be
decided. The rules, by record id and field: what one of both changed is taken; what both made the same is taken once; what each added is
kept; a field that both gave another value keeps the first copy's and is told; a record that one removed and the other changed, or
that the other's work points to, is kept with all that hung on it and told; grades and texts are never mixed. Orders are merged by
:mod:`.merge_order`, those of touchpoints within each phase: one that was put into another phase stands where that was done. Without a
common version (``None``) nothing counts as removed, and every value that both filled in differently is told. Where the common version is
a guess (:mod:`.merge_ground`) what it leaves open is told too. :func:`resolve` decides what was told.

``merge(x, x, y)`` and ``merge(x, y, x)`` give ``y``, ``merge(b, x, x)`` gives ``x``; where nothing is told it does not matter whose copy is
the first. A removal that is taken back is undone like any other edit: by merging the common version without those records (the first
copy's removal, made again by :mod:`cjm_desktop.edits`) with the copy and the common version itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ..analysis.changes import Difference, changes
from ..document import Journey, Message, ParkedCard, Record, Scale, Touchpoint, all_ids
from ..document.invariants import ids_by_list
from .checks import LISTS
from .errors import EditError
from .merge_order import woven
from .merge_records import Choice, Clash, Draft, Merging, before_it
from .merge_shape import Entries, id_fields, named, references
from .merge_ways import Places, labels, spot_of
from .merge_words import Told, aspect_of, in_words
from .parking import lot, park_touchpoints, put_back, unpark, with_rows
from .phases import remove_phase
from .records import drop
from .touchpoints import remove_touchpoints

#: The lists whose records other records may point to, or that hold records with an id.
_LISTS = ("candidates", "parties", "personas", "interviews", "channels", "phases", "touchpoints", "text_lanes", "opportunities", "rounds")
#: Of these, the ones whose records have no place on the map, but what is in them has.
_MEASURED = frozenset({"interviews", "rounds"})
_LOT = frozenset({"parking", "parked"})
#: Fields that hold a grade on the scale of the document, by the record they are in (any other: ``grade``).
_GRADES = {"Touchpoint": ("grade", "desired"), "DesiredExperience": ("target",)}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both changed in ways that exclude each other.

    ``place`` is a path in the merged journey such as ``touchpoints[3].grade``, ``kind`` the list of the journey it is in (empty: the
    journey itself), ``record`` the id of the record (or empty), ``within`` that of the one in the list, and ``field`` what of it.
    ``spot`` is the id of what it is shown at on a map: the touchpoint (or phase) of an answer or a reading, else ``within``.
    ``base``, ``ours`` and ``theirs`` are the values: of a field, of a record that was removed (``None`` where it is gone), or the id before
    it for a place. ``key`` names the conflict for :func:`resolve`, which takes one of ``choices``. ``message`` tells all of it in words;
    ``label`` (``aspect``: without naming the record), ``common``, ``mine`` and ``other`` are its parts: what it is about, and the values.
    """

    what: Clash
    place: str
    kind: str
    record: str
    within: str
    spot: str
    field: str
    base: Any
    ours: Any
    theirs: Any
    key: str
    choices: tuple[Choice, ...]
    message: Message
    label: Message
    aspect: Message
    common: Told
    mine: Told
    other: Told


@dataclass(frozen=True, slots=True)
class Merged:
    """Two copies as one: a sound ``journey``, what was not decided, and what of theirs came into ours, in words."""

    journey: Journey
    conflicts: tuple[Conflict, ...]
    took: tuple[Difference, ...]
    base: Journey | None
    ours: Journey
    theirs: Journey
    choices: Mapping[str, Choice]
    doubtful: frozenset[str] = frozenset()


def merge(
    base: Journey | None,
    ours: Journey,
    theirs: Journey,
    choices: Mapping[str, Choice] | None = None,
    doubtful: frozenset[str] = frozenset(),
) -> Merged:
    """Both copies of a journey as one. ``base`` is the version both went on from, ``None`` when it is not known; ``doubtful`` are the keys
    of what it may not decide, since it is only a guess.

    Raises :class:`EditError` when they cannot be one journey, which only files of another hand's making could not.
    """
    made = dict(choices or {})
    renamed = _other_ids(base, ours, theirs)
    journey, drafts = _put_together(base, ours, renamed, made, doubtful)
    journey, drafts = _removed_after_all(base, ours, renamed, journey, drafts, made, doubtful)
    journey, drafts = _graded(base, ours, renamed, journey, drafts, made)
    journey = _sound(journey)
    heads = _heads(journey) if drafts else {}
    told = _told(drafts, base, ours, renamed, journey, heads) if drafts else ()
    return Merged(journey, told, changes(ours, journey), base, ours, theirs, made, doubtful)


def resolve(merged: Merged, choices: Mapping[str, Choice]) -> Merged:
    """The same two copies with conflicts decided, by :attr:`Conflict.key`; earlier decisions stay unless they are made anew."""
    return merge(merged.base, merged.ours, merged.theirs, {**merged.choices, **choices}, merged.doubtful)


# ------------------------------------------------------------------------------------------------ the merge itself


def _put_together(
    base: Journey | None,
    ours: Journey,
    theirs: Journey,
    choices: Mapping[str, Choice],
    doubtful: frozenset[str] = frozenset(),
    *,
    undoing: bool = False,
) -> tuple[Journey, list[Draft]]:
    """Both as one, and what contradicts. ``undoing``: a removal is taken back, so that other removals stand whatever they meet."""
    if ours == theirs or (base == theirs and not doubtful):
        return ours, []
    if base == ours and not doubtful:
        return theirs, []
    was = base if base is not None else Journey()
    lying = _lying(was, ours, theirs) if base is not None else {c.touchpoint.id for j in (ours, theirs) for c in j.parked}
    first, here, there = (_on_the_map(journey, lying) for journey in (was, ours, theirs))
    gone_here, gone_there = (_ids(first) - _ids(side) if base is not None else set() for side in (here, there))
    back_here: set[str] = set()
    back_there: set[str] = set()
    if not undoing:
        stands = {ident: [_where(journey, ident) for journey in (was, ours, theirs)] for ident in lying}
        back_here = _worked_on(first, there, gone_here, gone_there, {i for i, (a, _b, c) in stands.items() if a != c})
        back_there = _worked_on(first, here, gone_there, gone_here, {i for i, (a, b, _c) in stands.items() if a != b})
        unsure = {key.split("/")[1] for key in doubtful if key.count("/") == 1}
        back_here |= unsure & gone_here - gone_there
        back_there |= unsure & gone_there - gone_here
    while True:
        mine, other = _undone(first, here, back_here), _undone(first, there, back_there)
        merging = Merging(choices, doubtful)
        journey = _journey(merging, first, mine, other, lying, (was, ours, theirs))
        missing = set(references(journey)) - all_ids(journey)
        needed_here, needed_there = missing & gone_here - back_here, missing & gone_there - back_there
        if not needed_here and not needed_there:
            return journey, merging.found
        back_here |= needed_here
        back_there |= needed_there


def _journey(
    merging: Merging, first: Journey, mine: Journey, other: Journey, lying: Collection[str], sides: tuple[Journey, Journey, Journey]
) -> Journey:
    """The fields of the journey, the records of its lists, and its parking lot."""
    lists = {name: getattr(mine, name) for name in _LISTS}
    changed = merging.fields(first, mine, other, "", "", frozenset({*_LISTS, *_LOT}))
    for name in _LISTS:
        mark = len(merging.found)
        was, here, there = (getattr(journey, name) for journey in (first, mine, other))
        if here == there or (was == there and not merging.open(name)):
            continue
        if was == here and not merging.open(name):
            lists[name] = there
            continue
        order = None
        if name == "touchpoints":
            order = _ByPhase(merging, [phase.id for phase in lists["phases"]])
        lists[name] = merging.entries(Journey, name, was, here, there, name, "", whole=True, order=order)
        for draft in merging.found[mark:]:
            draft.place = f"{name}{draft.place}"
    if lists["phases"] is not mine.phases:
        ranks: dict[str | None, int] = {None: -1, **{phase.id: at for at, phase in enumerate(lists["phases"])}}
        lists["touchpoints"] = tuple(sorted(lists["touchpoints"], key=lambda t: ranks.get(t.phase, -1)))
    journey = mine.with_(**changed, **lists)
    return _parked(merging, journey, lying, sides)


class _ByPhase:
    """The order of touchpoints: phase by phase, each woven from what stands in it."""

    def __init__(self, merging: Merging, phases: Sequence[str]) -> None:
        self._merging = merging
        self._phases: tuple[str | None, ...] = (None, *phases)

    def __call__(
        self, kept: dict[str, Touchpoint], first: dict[str, Touchpoint], here: dict[str, Touchpoint], there: dict[str, Touchpoint]
    ) -> list[str]:
        """The ids of the kept touchpoints."""
        members: dict[str | None, list[str]] = {phase: [] for phase in self._phases}
        for ident, touchpoint in kept.items():
            members.setdefault(touchpoint.phase, []).append(ident)
        out: list[str] = []
        choices = self._merging.choices
        for phase, ids in members.items():
            within = set(ids)
            was, mine, other = ([i for i, t in side.items() if i in within and t.phase == phase] for side in (first, here, there))
            run, contradicted = woven(was, mine, other, lambda i: choices.get(f"touchpoints/{i}/#place") is Choice.THEIRS)
            out += run
            for ident in contradicted:
                path = f"touchpoints/{ident}/#place"
                if path not in choices:
                    before = (before_it(was, ident), before_it(mine, ident), before_it(other, ident))
                    self._merging.found.append(Draft(Clash.PLACE, path, before[0], before[1], before[2], ident))
        return out


# ------------------------------------------------------------------------------------------------ the parking lot


def _lying(was: Journey, ours: Journey, theirs: Journey) -> set[str]:
    """The touchpoints that lie in somebody's parking lot, but for those that are the same in all three."""
    cards = [{card.touchpoint.id: card.replace(place=0, at=0) for card in journey.parked} for journey in (was, ours, theirs)]
    return {ident for side in cards for ident in side if not all(other.get(ident) == side[ident] for other in cards)}


def _on_the_map(journey: Journey, ids: Collection[str]) -> Journey:
    """The journey with these touchpoints on the map, so that all that hangs on them is where it is looked for."""
    rows = lot(journey)
    for row in range(len(rows) - 1, -1, -1):  # from the end, so that the others keep their row
        card = rows[row]
        if isinstance(card, ParkedCard) and card.touchpoint.id in ids:
            journey = put_back(journey, row)
    return journey


def _where(journey: Journey, ident: str) -> str:
    """Where a touchpoint is: ``map``, ``lot`` or nowhere."""
    if any(card.touchpoint.id == ident for card in journey.parked):
        return "lot"
    return "map" if any(t.id == ident for t in journey.touchpoints) else ""


def _parked(merging: Merging, journey: Journey, lying: Collection[str], sides: tuple[Journey, Journey, Journey]) -> Journey:
    """The merged parking lot: its texts, and the cards that lie in it in the end."""
    resting = {card.touchpoint.id: card for card in journey.parked if card.touchpoint.id not in lying}
    there_now = {t.id for t in journey.touchpoints}
    back = [ident for ident in lying if ident in there_now and _finally(*(_where(side, ident) for side in sides)) == "lot"]
    journey = park_touchpoints(journey.with_(parking=(), parked=()), back)
    cards = {card.touchpoint.id: card for card in journey.parked} | resting
    mark = len(merging.found)
    texts = [named(Entries.TEXTS, sides[0].parking, side.parking, side.parking)[1] for side in sides]
    texts[0] = {f"={at:05d}": text for at, text in enumerate(sides[0].parking)}
    rows: list[dict[str, Any]] = []
    for side, called in zip(sides, texts, strict=True):
        names = iter(called)
        row = [next(names) if isinstance(one, str) else one.touchpoint.id for one in lot(side)]
        rows.append({name: called.get(name, name) for name in row})
    kept: dict[str, Any] = {}
    for name in {**rows[0], **rows[1], **rows[2]}:
        if name[0] in "=+":
            value = merging.entry(Entries.TEXTS, name, texts[0], texts[1], texts[2], f"parking/{name}")
            if value is not None:
                kept[name] = value
        elif name in cards:
            kept[name] = cards[name]
    drafts = merging.found[mark:]
    was, mine, other = ([name for name in row if name in kept] for row in rows)
    # Who moved a thought in the lot last matters to nobody: our order stays.
    arranged, _contradicted = woven(was, mine, other, lambda _name: False)
    # A card that lies there for reasons of its own (another's removal taken back) stands at the end.
    arranged += [name for name in kept if name not in set(arranged)]
    at = 0
    for name in arranged:
        if isinstance(kept[name], str):
            for draft in drafts:
                if draft.key == f"parking/{name}":
                    draft.place = f"parking[{at}]"
            at += 1
    return with_rows(journey.with_(parking=(), parked=()), [kept[name] for name in arranged])


def _finally(was: str, mine: str, other: str) -> str:
    """Where a touchpoint goes that two put somewhere, or left where it was."""
    if not mine or not other:
        return mine or other or was
    return other if mine == was else mine


# ------------------------------------------------------------------------------------------------ removals


def _records(journey: Journey) -> dict[str, tuple[str, Record]]:
    """Every record with an id that others may point to: the list it is in, and the record; a parked touchpoint as one."""
    found = {record.id: (name, record) for name in _LISTS for record in getattr(journey, name)}
    found.update((card.touchpoint.id, ("touchpoints", card.touchpoint)) for card in journey.parked)
    return found


def _ids(journey: Journey) -> set[str]:
    return set(_records(journey))


def _worked_on(first: Journey, there: Journey, gone: set[str], gone_there: set[str], moved: set[str]) -> set[str]:
    """Of the records that one removed those that the other changed, whatever its own removals did to them left aside."""
    left = gone - gone_there
    if not left:
        return set()
    was, now = _records(_without(first, gone_there)), _records(there)
    return {ident for ident in left if ident in moved or was[ident][1] != now[ident][1]}


def _undone(first: Journey, side: Journey, ids: set[str]) -> Journey:
    """A copy in which these records were never removed."""
    return _put_together(_without(first, ids), side, first, {}, undoing=True)[0] if ids else side


def _without(journey: Journey, ids: Iterable[str]) -> Journey:
    """The journey with records removed as a person would have done it."""
    records = _records(journey)
    going = sorted(ident for ident in ids if ident in records)
    cards = [ident for ident in going if records[ident][0] == "touchpoints"]
    rows = lot(journey) if cards else ()
    for row in range(len(rows) - 1, -1, -1):
        card = rows[row]
        if isinstance(card, ParkedCard) and card.touchpoint.id in cards:
            journey = unpark(journey, row)
    on_map = {t.id for t in journey.touchpoints}
    journey = remove_touchpoints(journey, [ident for ident in cards if ident in on_map])
    for ident in going:
        name = records[ident][0]
        if name == "phases":
            journey = remove_phase(journey, ident)
        elif name in LISTS:
            journey = drop(journey, name, ident)
    return journey


def _removed_after_all(
    base: Journey | None,
    ours: Journey,
    theirs: Journey,
    journey: Journey,
    drafts: list[Draft],
    choices: Mapping[str, Choice],
    doubtful: frozenset[str],
) -> tuple[Journey, list[Draft]]:
    """Tell every record that came back though one of both removed it, or let it go where that was chosen."""
    if base is None:
        return journey, drafts
    was, mine, other, now = (_records(one) for one in (base, ours, theirs, journey))
    out, going = list(drafts), set()
    for ident, (name, _record) in now.items():
        key = f"{name}/{ident}"
        if (ident not in was and key not in doubtful) or (ident in mine and ident in other):
            continue
        record = was[ident][1] if ident in was else None
        mine_now, other_now = (side[ident][1] if ident in side else None for side in (mine, other))
        if key in choices:
            if (choices[key] is Choice.OURS) is (mine_now is None):
                going.add(ident)
            continue
        what = Clash.NEEDED if key not in doubtful and (mine_now if mine_now is not None else other_now) == record else Clash.REMOVED
        out.append(Draft(what, key, record, mine_now, other_now, ident))
    if going:
        journey = _without(journey, going)
        out = [draft for draft in out if not going & {draft.record, *draft.key.split("/")}]
    return journey, out


# ------------------------------------------------------------------------------------------------ what holds a journey together


def _graded(
    base: Journey | None, ours: Journey, theirs: Journey, journey: Journey, drafts: list[Draft], choices: Mapping[str, Choice]
) -> tuple[Journey, list[Draft]]:
    """A scale that holds every grade; where none of theirs does, grades off it become gaps, which is told."""
    if _fits(journey, journey.scale):
        return journey, drafts
    out = list(drafts)
    if "scale" not in choices:
        if all(draft.key != "scale" for draft in out):
            out.append(Draft(Clash.VALUE, "scale", base.scale if base is not None else None, ours.scale, theirs.scale, place=".scale"))
        for scale in (ours.scale, theirs.scale, *((base.scale,) if base is not None else ())):
            if _fits(journey, scale):
                return journey.with_(scale=scale), out
    changed: dict[str, Any] = {}
    for name in Journey.model_fields:
        if name != "scale":
            changed[name] = _cleared(getattr(journey, name), journey.scale, name, out, "")
    return journey.with_(**changed), out


def _grade_fields(record: Record) -> tuple[str, ...]:
    return tuple(f for f in _GRADES.get(type(record).__name__, ("grade",)) if f in type(record).model_fields)


def _fits(record: Record, scale: Scale) -> bool:
    """Whether every grade in a record lies on a scale."""
    if not all(scale.holds(getattr(record, field)) for field in _grade_fields(record)):
        return False
    for value in record.__dict__.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Record) and not _fits(one, scale):
                return False
    return True


def _cleared(value: Any, scale: Scale, place: str, out: list[Draft], owner: str) -> Any:
    """A value in which grades off the scale are gaps; each is told."""
    if isinstance(value, tuple):
        return tuple(_cleared(one, scale, f"{place}[{at}]", out, owner) for at, one in enumerate(value))
    if not isinstance(value, Record) or _fits(value, scale):
        return value
    own = getattr(value, "id", owner)
    new: dict[str, Any] = {}
    for field in _grade_fields(value):
        grade = getattr(value, field)
        if not scale.holds(grade):
            new[field] = None
            out.append(Draft(Clash.OFF_SCALE, f"{place}.{field}#scale", None, grade, None, own, f".{place}.{field}"))
    for field, inside in value.__dict__.items():
        if isinstance(inside, (tuple, Record)):
            new[field] = _cleared(inside, scale, f"{place}.{field}", out, own)
    return value.model_copy(update=new)


def _other_ids(base: Journey | None, ours: Journey, theirs: Journey) -> Journey:
    """Their copy with other ids for what they added under an id that we gave to something else.

    Ids are random, so only files of another program's making need it. The new id is the old one with a figure.
    """
    lists = [{ident: name for name, ids in ids_by_list(one).items() for ident in ids} for one in (ours, theirs)]
    here, there = ({i: "touchpoints" if name == "parked" else name for i, name in one.items()} for one in lists)
    clashing = sorted(ident for ident in there if here.get(ident, there[ident]) != there[ident])
    if not clashing:
        return theirs
    used = {*here, *there, *(all_ids(base) if base is not None else ())}
    new: dict[str, str] = {}
    for ident in clashing:
        figure = 2
        while f"{ident[:36]}-{figure}" in used:
            figure += 1
        new[ident] = f"{ident[:36]}-{figure}"
        used.add(new[ident])
    tree = _renamed(theirs, new)
    return tree if isinstance(tree, Journey) else theirs


def _renamed(value: Any, new: Mapping[str, str]) -> Any:
    """A record with ids exchanged, in it and in what points to it."""
    if isinstance(value, tuple):
        return tuple(_renamed(one, new) for one in value)
    if not isinstance(value, Record):
        return value
    pointing = set(references(value)) & new.keys()
    own = getattr(value, "id", None)
    if not pointing and own not in new and not any(isinstance(v, (tuple, Record)) for v in value.__dict__.values()):
        return value
    changed: dict[str, Any] = {}
    for field, inside in value.__dict__.items():
        if field == "id" or field in id_fields(type(value)):
            swapped = tuple(new.get(i, i) for i in inside) if isinstance(inside, tuple) else new.get(inside, inside)
        else:
            swapped = _renamed(inside, new)
        if swapped is not inside and swapped != inside:
            changed[field] = swapped
    return value.model_copy(update=changed) if changed else value


def _sound(journey: Journey) -> Journey:
    """The journey, checked as one that is read from a file. Raises :class:`EditError`."""
    try:
        return Journey.model_validate({**journey.__dict__, **(journey.__pydantic_extra__ or {})})
    except ValidationError as error:
        raise EditError(
            Message(
                "These two journeys contradict each other and cannot be merged. "
                "Open the other one in a second window and copy what you need."
            )
        ) from error


def _told(
    drafts: Sequence[Draft], base: Journey | None, ours: Journey, theirs: Journey, journey: Journey, heads: Mapping[str, tuple[str, str]]
) -> tuple[Conflict, ...]:
    """Contradictions as the caller gets them, with their places in the merged journey and in words."""
    places = Places(journey, (ours, theirs, base))
    found = [_place(draft, heads) for draft in drafts]
    named_ = labels(
        places, [(kind, head, place, aspect_of(draft)) for draft, (kind, _top, head, place, _f) in zip(drafts, found, strict=True)]
    )
    out: list[Conflict] = []
    for draft, (kind, top, head, place, field), label in zip(drafts, found, named_, strict=True):
        options = (Choice.OURS, Choice.THEIRS, *((Choice.BOTH,) if draft.both else ())) if draft.what is not Clash.OFF_SCALE else ()
        message, common, mine, other = in_words(draft, label, base, places)
        within = top if kind else draft.record
        # An answer, a reading: its record has no place on the map, but the touchpoint has.
        spot = (spot_of(places, head, place) if kind in _MEASURED else "") or within
        was = draft.base if base is not None else None
        out.append(
            Conflict(
                draft.what, place, kind, draft.record, within, spot, field, was, draft.ours, draft.theirs, draft.key, options,
                message, label.full, label.within, common, mine, other,
            )
        )
    return tuple(out)


def _place(draft: Draft, heads: Mapping[str, tuple[str, str]]) -> tuple[str, str, str, str, str]:
    """Where a contradiction is: the list of the journey, the id and the path of the record in it, the whole path, that in the record."""
    parts = draft.key.split("/")
    place = draft.place.removeprefix(".")
    top = draft.record if draft.what is Clash.OFF_SCALE else parts[1] if len(parts) > 1 else ""
    if top not in heads or not parts[0].startswith((heads[top][0], "parked")):
        return "", top, "", place or parts[0], place
    kind, head = heads[top]
    tail = place.removeprefix(head) if place.startswith(head) else place.removeprefix(kind).partition("]")[2]
    return kind, top, head, head + tail, tail.removeprefix(".")


def _heads(journey: Journey) -> dict[str, tuple[str, str]]:
    """The list and the path of every record with an id, a parked touchpoint's too."""
    found = {record.id: (name, f"{name}[{at}]") for name in _LISTS for at, record in enumerate(getattr(journey, name))}
    found.update((card.touchpoint.id, ("touchpoints", f"parked[{at}].touchpoint")) for at, card in enumerate(journey.parked))
    return found


__all__ = ["Choice", "Clash", "Conflict", "Merged", "merge", "resolve"]
