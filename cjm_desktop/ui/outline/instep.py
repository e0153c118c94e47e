"""An outline and a journey in step: what was typed becomes a change of the journey, what changed elsewhere becomes lines.

Contract. No widgets. :meth:`InStep.taken` gives the edit for the lines as they are typed; after it is in the document
:meth:`InStep.followed` gives the lines that show the document. Lines that still say what the document says stay as they were typed,
and a line nobody understands stays until somebody mends or removes it. Where the document goes back to what it was (or forth again), the
lines go along: those that were not understood then are there again, those that were typed since are gone. What was typed last and not
understood can be taken back by itself (:meth:`InStep.taken_back`), since the document knows nothing of it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cjm_desktop.document import Journey, fresh_id
from cjm_desktop.edits.outline import Lost, Places, Taken, places_of, taken_over
from cjm_desktop.exchange.fields import LANGUAGES, icon_of
from cjm_desktop.exchange.outline import outlined
from cjm_desktop.exchange.outline_draft import Draft, DraftCard, Drafter

#: Records that were removed here and may be pasted again.
_MOST_LOST = 300
#: Of so many journeys it is known how their lines stood: as far as anybody goes back who still remembers what he typed.
_MOST_STOOD = 100


@dataclass(frozen=True, slots=True)
class Block:
    """Lines ``start`` to ``end`` (from 0, ``end`` not included) that belong to a record; ``""`` is the journey itself."""

    record: str
    start: int
    end: int
    card: bool = False


@dataclass(frozen=True, slots=True)
class _Stood:
    """How the lines of a journey stood."""

    journey: Journey
    lines: tuple[str, ...]
    draft: Draft
    places: Places


class InStep:
    """What the lines of one outline say and whose they are."""

    def __init__(self) -> None:
        self._mine, self._its = Drafter(plain=True), Drafter(plain=True)
        self.draft = Draft()
        self.places = Places(("",), ((),))
        self._lost: dict[str, Lost] = {}
        self._journey: Journey | None = None
        #: How the lines stood when the journey had just become what it is, when something else in them was last not understood, and with
        #: journeys before and after it.
        self._first: _Stood | None = None
        self._last: _Stood | None = None
        self._stood: deque[_Stood] = deque(maxlen=_MOST_STOOD)

    def read(self, lines: Sequence[str], journey: Journey) -> Draft:
        """What the lines say; nothing is taken over."""
        return self._mine.draft(lines, journey.scale, journey.language)

    def taken(
        self, journey: Journey, draft: Draft, new_id: Callable[[str], str] = fresh_id, since: Journey | None = None
    ) -> Taken:
        """The journey as a draft of the lines says; :meth:`accept` when it is in the document. Raises ``EditError``."""
        return taken_over(
            journey, self.draft, self.places, draft, new_id=new_id, icon_of=icon_of, lost=self._lost, since=since
        )

    def accept(self, taken: Taken, draft: Draft, before: Journey, lines: Sequence[str]) -> None:
        """What was taken over of the lines is in the document; records that went with it are remembered."""
        now = set(taken.places.phases).union(*taken.places.cards)
        for i, ident in enumerate(self.places.phases):
            if ident and ident not in now:
                self._lost[ident] = Lost(self.draft.phases[i].name, before)
            for card, one in zip(self.draft.phases[i].cards, self.places.cards[i], strict=True):
                if one and one not in now:
                    self._lost[one] = Lost(card, before)
        for ident in list(self._lost)[:-_MOST_LOST]:
            del self._lost[ident]
        self._go_to(taken.journey)
        self.draft, self.places = draft, taken.places
        self._settle(lines)

    def _go_to(self, journey: Journey) -> None:
        """The lines are to be those of a journey; how they stood until now is remembered."""
        if self._last is not None and self._last.journey is not journey:
            self._stood = deque((one for one in self._stood if one.journey is not self._journey), _MOST_STOOD)
            self._stood.append(self._last)
            self._first = self._last = None
        self._journey = journey

    def _settle(self, lines: Sequence[str]) -> None:
        """So the lines stand now; ones that only begin something are not worth to be remembered."""
        assert self._journey is not None
        last = self._last
        if last is None or _puzzling(last.lines, last.draft) != _puzzling(lines, self.draft):
            self._last = _Stood(self._journey, tuple(lines), self.draft, self.places)
        self._first = self._first or self._last

    def taken_back(self, lines: Sequence[str], *, refused: bool = False) -> list[str] | None:
        """The lines as they were before something was typed that is not understood; ``None`` when all is, or the document changed since.

        ``refused``: the document did not take the lines; they are as they were before.
        """
        first = self._last if refused else self._first
        if first is None or not (refused or Counter(_puzzling(lines, self.draft)) - Counter(_puzzling(first.lines, first.draft))):
            return None
        self._last = first
        self.draft, self.places = first.draft, first.places
        return list(first.lines)

    def blocks(self, count: int) -> list[Block]:
        """The records of ``count`` lines, in their order. An item that is no card yet belongs to what stands before it."""
        starts = [("", 0, False)]
        for phase, ident, cards in zip(self.draft.phases, self.places.phases, self.places.cards, strict=True):
            if ident:
                starts.append((ident, phase.line - 1, False))
            starts += [(one, line - 1, True) for one, line in zip(cards, phase.lines, strict=True) if one]
        ends = [start for _, start, _ in starts[1:]] + [count]
        return [Block(record, start, end, card) for (record, start, card), end in zip(starts, ends, strict=True)]

    def followed(self, journey: Journey, lines: Sequence[str], held: int | None = None, *, tidy: bool = False) -> list[str]:
        """The lines that show the journey; line ``held`` (from 0) and all of its record's stay as they are typed.

        ``tidy`` puts the empty lines where they belong.
        """
        stood = next((one for one in self._stood if one.journey is journey), None) if journey is not self._journey else None
        if stood is not None:
            self._go_to(journey)
            self.draft, self.places = stood.draft, stood.places
            self._settle(stood.lines)
            return list(stood.lines)
        language = journey.language.partition("-")[0].lower()
        pieces = outlined(journey, language if language in LANGUAGES else "", plain=True)
        written = [line for piece in pieces for line in piece.lines]
        shown, places = self._its.draft(written, journey.scale, journey.language), places_of(journey)
        if self._journey is None:
            self._go_to(journey)
            self.draft, self.places = shown, places
            self._settle(written)
            return written
        old = {block.record: block for block in self.blocks(len(lines))}
        if held is not None and any(b.start <= held < b.end and b.record not in {p.record for p in pieces} for b in old.values()):
            held = None
        said, says = dict(_said(self.draft, self.places)), dict(_said(shown, places))
        marked = {line - 1 for line, _ in self.draft.marks}
        order = [piece.record for piece in pieces]
        follower = dict(zip(order, [*order[1:], None], strict=True))
        was_order = list(old)
        was_follower = dict(zip(was_order, [*was_order[1:], None], strict=True))
        result: list[str] = []
        at: dict[int, str] = {}
        gone = _stray(was_order, set(order), old, lines, marked)
        for piece in pieces:
            block = old.get(piece.record)
            mine = list(piece.lines)
            if block is not None:
                typed = list(lines[block.start : block.end])
                same = _equal(said.get(piece.record), says[piece.record])
                if same or (held is not None and block.start <= held < block.end):
                    moved = was_follower[piece.record] != follower[piece.record]
                    mine = _parted(typed, piece.lines) if tidy or moved else typed
                else:
                    puzzling = [lines[i] for i in range(block.start, block.end) if i in marked]
                    mine = _parted([*_bare(piece.lines), *puzzling], piece.lines)
            if piece.record in gone:
                mine = _parted([*_bare(mine), *gone[piece.record]], mine)
            at[len(result) + 1] = piece.record
            result += mine
        self._go_to(journey)
        self.draft = shown if result == written else self._mine.draft(result, journey.scale, journey.language)
        self.places = Places(
            ("", *(at.get(phase.line, "") for phase in self.draft.phases[1:])),
            tuple(tuple(at.get(line, "") for line in phase.lines) for phase in self.draft.phases),
        )
        self._settle(result)
        return result


def _puzzling(lines: Sequence[str], draft: Draft) -> list[str]:
    """The lines that are not understood."""
    return [lines[number - 1] for number, _ in draft.marks if number <= len(lines)]


def _said(draft: Draft, places: Places) -> Iterator[tuple[str, object]]:
    """What is said of each record."""
    yield "", (draft.title, draft.goals, draft.expectations)
    for phase, ident, cards in zip(draft.phases, places.phases, places.cards, strict=True):
        if ident:
            yield ident, phase.name
        for card, one in zip(phase.cards, cards, strict=True):
            if one:
                yield one, card


def _equal(mine: object, its: object) -> bool:
    """Whether lines say what the document says, as far as they are understood."""
    if not isinstance(mine, DraftCard) or not isinstance(its, DraftCard) or not mine.unread:
        if isinstance(mine, DraftCard) and isinstance(its, DraftCard) and mine.blank:
            return its == DraftCard()
        return mine == its
    names = [name for name in DraftCard.__slots__ if name not in mine.unread and name not in ("unread", "blank")]
    return all(getattr(mine, name) == getattr(its, name) for name in names)


def _bare(lines: Sequence[str]) -> list[str]:
    """Lines without the empty ones at their end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return list(lines[:end])


def _parted(lines: Sequence[str], like: Sequence[str]) -> list[str]:
    """Lines with as many empty ones at their end as others have."""
    return [*_bare(lines), *[""] * (len(like) - len(_bare(like)))]


def _stray(
    was: Sequence[str], there: set[str], old: dict[str, Block], lines: Sequence[str], marked: set[int]
) -> dict[str, list[str]]:
    """Marked lines of records that are gone, with what stood before them."""
    stray: dict[str, list[str]] = {}
    last = ""
    for record in was:
        if record in there:
            last = record
            continue
        block = old[record]
        left = [lines[i] for i in range(block.start, block.end) if i in marked]
        # A line indented under a card that is gone would now belong to another one.
        left = [line.strip().lstrip("-*+ ") for line in left]
        if left:
            stray.setdefault(last, []).extend(left)
    return stray
