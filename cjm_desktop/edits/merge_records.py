"""Two copies of a record merged against what they have in common: field by field, entry by entry, whatever the record.

Contract. :class:`Merging` walks the fields of frozen records. A value that only one of both has changed is taken, one that both made the
same too; where they made two different things of it the first copy's stays and a :class:`Draft` tells both, never a mixture: no two
texts are woven into each other, no two grades averaged. What only one of them added is kept, what one removed goes; an entry that one
removed and the other changed is kept and told. ``choices`` decides what was told before; what ``doubtful`` names by its key is told
wherever both differ, whatever the common version says. Validity between records is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from ..document import HOUSE_LANES, MAX_TEXT, PosterSettings, Record, Touchpoint
from .merge_order import woven
from .merge_shape import MISSING, WHOLE, Entries, blank, entries_of, joint, most, named

R = TypeVar("R", bound=Record)

#: Lists that mean something while they are empty.
_MEANT: dict[tuple[type[Record], str], tuple[Any, ...]] = {(PosterSettings, "lanes"): HOUSE_LANES}
#: Goes with another field, see :meth:`Merging.record`.
SUGGESTED = frozenset({"emotion_suggested"})


class Clash(StrEnum):
    """How two copies contradict each other."""

    #: Both gave a field another value.
    VALUE = "value"
    #: One removed what the other changed.
    REMOVED = "removed"
    #: One removed a record that something in the other copy needs.
    NEEDED = "needed"
    #: Both moved it, to different places.
    PLACE = "place"
    #: A grade lies on neither scale that could be taken.
    OFF_SCALE = "off the scale"


class Choice(StrEnum):
    """Whose value is taken."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(slots=True)
class Draft:
    """A contradiction while its place is still being found: ``place`` grows from the field to the journey."""

    what: Clash
    key: str
    base: Any
    ours: Any
    theirs: Any
    record: str = ""
    place: str = ""
    both: bool = False


#: (entries kept by name, the entries as merged, order of ours and theirs) -> the order
Order = Callable[[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, Any]], list[str]]


class Merging:
    """One pass over two copies; ``found`` is what could not be decided."""

    def __init__(self, choices: Mapping[str, Choice], doubtful: frozenset[str] = frozenset()) -> None:
        self.choices, self.doubtful = choices, doubtful
        self._touched = _with_parents(doubtful)
        self.found: list[Draft] = []

    def fields(self, base: R | None, ours: R, theirs: R, key: str, owner: str, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
        """The fields of two records of a kind whose merged value is another than in ``ours``."""
        kind = type(ours)
        out: dict[str, Any] = {}
        for name in kind.model_fields:
            if name in skip:
                continue
            mine, other = getattr(ours, name), getattr(theirs, name)
            was = getattr(base, name) if base is not None else blank(kind, name)
            start = len(self.found)
            value = self.value(kind, name, was, mine, other, f"{key}/{name}" if key else name, owner)
            for draft in self.found[start:]:
                draft.place = f".{name}{draft.place}"
            if value is not mine:
                out[name] = value
        out.update(self._unknown(base, ours, theirs, key, owner))
        return out

    def value(self, kind: type[Record], name: str, was: Any, mine: Any, other: Any, key: str, owner: str) -> Any:
        """One field: what both agree on, what one of them made of it, or the first copy's, told as a contradiction."""
        decided = self._agreed(was, mine, other, key)
        if decided is not MISSING:
            return decided
        if key in self.doubtful:
            return self.either(was, mine, other, key, owner, joint(kind, name))
        meant = _MEANT.get((kind, name))
        if meant is not None:
            was, mine, other = was or meant, mine or meant, other or meant
        if isinstance(mine, Record) and type(mine) is type(other) and not isinstance(mine, WHOLE):
            return self.record(was if type(was) is type(mine) else None, mine, other, key, owner)
        if isinstance(mine, tuple) and isinstance(other, tuple):
            return self.entries(kind, name, was if isinstance(was, tuple) else (), mine, other, key, owner)
        return self.either(was, mine, other, key, owner, joint(kind, name))

    def record(self, base: R | None, ours: R, theirs: R, key: str, owner: str) -> R:
        """Two records of a kind, field by field."""
        own = getattr(ours, "id", owner)
        changes = self.fields(base, ours, theirs, key, own, SUGGESTED)
        if isinstance(ours, Touchpoint) and isinstance(theirs, Touchpoint):
            changes.update(self._felt(ours, theirs, changes, f"{key}/emotion"))
        return ours.replace(**changes) if changes else ours

    def _felt(self, ours: Touchpoint, theirs: Touchpoint, changes: Mapping[str, Any], key: str) -> dict[str, Any]:
        """The emotion in a word, and whether it was suggested: one that somebody chose comes before a suggested one, and of two
        suggested ones the one that was suggested for the grade is taken."""
        if ours.emotion == theirs.emotion:
            return {"emotion_suggested": ours.emotion_suggested and theirs.emotion_suggested}
        against = next((draft for draft in self.found if draft.key == key), None)
        if ours.emotion_suggested and theirs.emotion_suggested:
            if against is not None:
                self.found.remove(against)
            grade = changes.get("grade", ours.grade)
            fitting = [side.emotion for side in (ours, theirs) if side.grade == grade]
            return {"emotion": min(fitting, default=ours.emotion), "emotion_suggested": True}
        word = changes.get("emotion", ours.emotion)
        if against is not None and ours.emotion_suggested is not theirs.emotion_suggested:
            self.found.remove(against)
            word = theirs.emotion if ours.emotion_suggested else ours.emotion
            return {"emotion": word, "emotion_suggested": False}
        side = ours if word == ours.emotion else theirs
        return {"emotion_suggested": side.emotion_suggested and word == side.emotion}

    def either(self, was: Any, mine: Any, other: Any, key: str, owner: str, between: str | None = None) -> Any:
        """A value that cannot be shared: the chosen one, else the first copy's, told as a contradiction."""
        both = between is not None and bool(mine) and bool(other) and len(mine) + len(other) + len(between) <= MAX_TEXT
        choice = self.choices.get(key)
        if choice is Choice.THEIRS:
            return other
        if choice is Choice.BOTH and both:
            assert between is not None
            return mine + between + other
        if choice is None:
            self.found.append(Draft(Clash.VALUE, key, None if was is MISSING else was, mine, other, owner, both=both))
        return mine

    def entries(
        self,
        kind: type[Record],
        name: str,
        was: tuple[Any, ...],
        mine: tuple[Any, ...],
        other: tuple[Any, ...],
        key: str,
        owner: str,
        *,
        whole: bool = False,
        order: Order | None = None,
    ) -> tuple[Any, ...]:
        """Two lists. ``whole``: what was removed goes whatever the other did to it, since the caller has looked; ``order`` puts the
        entries in order."""
        sort = entries_of(kind, name)
        first, here, there = named(sort, was, mine, other)
        kept: dict[str, Any] = {}
        told: dict[str, list[Draft]] = {}
        begin = len(self.found)
        for ident in {**first, **here, **there}:
            start = len(self.found)
            value = self._entry(sort, ident, first, here, there, f"{key}/{ident}", owner, whole)
            if value is not MISSING:
                kept[ident] = value
                told[ident] = self.found[start:]
        limit = most(kind, name)
        if limit is not None and len(kept) > limit:
            del self.found[begin:]
            return tuple(self.either(was, mine, other, key, owner))
        arranged = order(kept, first, here, there) if order is not None else self.order(kept, first, here, there, key, owner, told)
        for at, ident in enumerate(arranged):
            for draft in told[ident]:
                draft.place = f"[{at}]{draft.place}"
        out = tuple(kept[ident] for ident in arranged)
        return mine if len(out) == len(mine) and all(a is b for a, b in zip(out, mine, strict=True)) else out

    def order(
        self,
        kept: Mapping[str, Any],
        first: Mapping[str, Any],
        here: Mapping[str, Any],
        there: Mapping[str, Any],
        key: str,
        owner: str,
        told: Mapping[str, list[Draft]],
    ) -> list[str]:
        """The kept entries of a list in one order. Of records with an id each is told that stands at two places, else the whole order."""
        was, mine, other = ([ident for ident in side if ident in kept] for side in (first, here, there))
        with_id = any(hasattr(one, "id") for one in kept.values())

        def path(ident: str) -> str:
            return f"{key}/{ident}/#place" if with_id else f"{key}/#order"

        out, contradicted = woven(was, mine, other, lambda ident: self.choices.get(path(ident)) is Choice.THEIRS)
        for ident in contradicted:
            if path(ident) in self.choices:
                continue
            if not with_id:
                base, ours, theirs = (tuple(side.values()) for side in (first, here, there))
                self.found.append(Draft(Clash.PLACE, path(ident), base, ours, theirs, owner))
                break
            draft = Draft(
                Clash.PLACE, path(ident), before_it(was, ident), before_it(mine, ident), before_it(other, ident), kept[ident].id
            )
            self.found.append(draft)
            told[ident].append(draft)
        return out

    def _entry(
        self,
        sort: Entries,
        ident: str,
        first: Mapping[str, Any],
        here: Mapping[str, Any],
        there: Mapping[str, Any],
        key: str,
        owner: str,
        whole: bool,
    ) -> Any:
        """What becomes of one entry of a list; :data:`MISSING` when it goes."""
        was, mine, other = first.get(ident, MISSING), here.get(ident, MISSING), there.get(ident, MISSING)
        if mine is MISSING or other is MISSING:
            left = other if mine is MISSING else mine
            if key in self.doubtful and not whole:
                return self._removed(was, mine, other, key, getattr(left, "id", owner))
            if was is MISSING or left is MISSING:
                return left
            if whole or left == was:
                return MISSING
            return self._removed(was, mine, other, key, getattr(left, "id", owner))
        decided = self._agreed(was, mine, other, key)
        if decided is not MISSING:
            return decided
        if isinstance(mine, Record):
            return self.record(None if was is MISSING else was, mine, other, key, owner)
        return self.either(was, mine, other, key, owner, " / " if sort is Entries.TEXTS else None)

    def open(self, key: str) -> bool:
        """Whether something in a record, a list or a field is doubtful."""
        return key in self._touched

    def _agreed(self, was: Any, mine: Any, other: Any, key: str) -> Any:
        """As :func:`_agreed`; nobody's value comes before the other's where something in it is doubtful."""
        return _agreed(MISSING if key in self._touched else was, mine, other)

    def entry(
        self, sort: Entries, ident: str, first: Mapping[str, Any], here: Mapping[str, Any], there: Mapping[str, Any], key: str
    ) -> Any:
        """What becomes of one entry of a list that the caller puts together itself; ``None`` when it goes."""
        value = self._entry(sort, ident, first, here, there, key, "", whole=False)
        return None if value is MISSING else value

    def _removed(self, was: Any, mine: Any, other: Any, key: str, owner: str) -> Any:
        """An entry that one removed and the other changed."""
        choice = self.choices.get(key)
        if choice is None:
            here, there = (None if one is MISSING else one for one in (mine, other))
            self.found.append(Draft(Clash.REMOVED, key, None if was is MISSING else was, here, there, owner))
            return other if mine is MISSING else mine
        return mine if choice is Choice.OURS else other

    def _unknown(self, base: Record | None, ours: Record, theirs: Record, key: str, owner: str) -> dict[str, Any]:
        """Values that a newer program wrote: taken whole, by the same rule."""
        mine, other = ours.__pydantic_extra__ or {}, theirs.__pydantic_extra__ or {}
        if mine == other:
            return {}
        was = (base.__pydantic_extra__ if base is not None else None) or {}
        out: dict[str, Any] = {}
        for name in {**mine, **other}:
            before, here, there = (one.get(name, MISSING) for one in (was, mine, other))
            value = _agreed(before, here, there)
            if value is MISSING and here is not MISSING and there is not MISSING:
                value = self.either(before, here, there, f"{key}/{name}" if key else name, owner)
                for draft in self.found[-1:]:
                    draft.place = draft.place or f".{name}"
            if value is not MISSING and value is not here:
                out[name] = value
        return out


def _agreed(was: Any, mine: Any, other: Any) -> Any:
    """What two made of a value when they do not contradict each other, else :data:`MISSING`."""
    if mine is other or mine == other:
        return mine
    if was is other or (was is not MISSING and was == other):
        return mine
    if was is mine or (was is not MISSING and was == mine):
        return other
    return MISSING


def _with_parents(keys: frozenset[str]) -> frozenset[str]:
    """Keys with those of all that they are in."""
    found: set[str] = set()
    for key in keys:
        parts = key.split("/")
        found.update("/".join(parts[: at + 1]) for at in range(len(parts)))
    return frozenset(found)


def before_it(order: list[str], ident: str) -> str | None:
    """What stands before an entry in an order; empty at the beginning, ``None`` where it is not in it."""
    if ident not in order:
        return None
    at = order.index(ident)
    return order[at - 1] if at else ""
