"""The card of an opportunity as it stands on the board and on the grid.

Contract. :meth:`Cards.made` gives the card of an opportunity for a width, the same object as long as nothing that it shows is another. A
card says what is done, at which touchpoints, by whom and by when; what is late says so in words. ``compact`` cards, for the grid, leave
out what the grid itself tells. Lengths in mm, relative to the card's upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cjm_desktop.document import Journey, Opportunity, Problem, Reach, Status

from ..card import title_of
from ..handouts.ink import Ink, Source
from ..handouts.words import HandoutWords
from ..metrics import block_height
from ..opportunities import KIND_ICONS, kind_word
from ..paper import CAP
from ..setting import Setting
from ..shapes import disc
from ..sheet import Item, Rect
from ..votes import sticker, width_of

#: Padding, corner and gap between the lines of a card at scale 1.
_PAD, _RADIUS, _GAP = 2.3, 1.6, 1.5
_KIND, _TITLE, _SMALL_TITLE, _META = 7.5, 9.5, 8.5, 7.5
_TITLE_LEAD, _META_LEAD = 1.22, 1.3
#: Lines of a title, and touchpoints that are named one by one.
_MOST, _NAMED = 4, 3
#: Where the words of a line begin that has a sign before it.
_INDENT = 4.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm."""

    x: float
    y: float
    w: float
    h: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies in it."""
        return self.x <= x <= self.x + self.w and self.y <= y <= self.y + self.h

    def moved(self, dx: float, dy: float) -> Box:
        """The same size elsewhere."""
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.x + self.w / 2, self.y + self.h / 2


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A finished card: its height, what is drawn, where its title stands, and where each touchpoint is named (with its id)."""

    h: float
    items: tuple[Item, ...]
    title: Box
    places: tuple[tuple[Box, str], ...]
    problems: tuple[Problem, ...]


def is_late(opportunity: Opportunity, today: date | None) -> bool:
    """Whether the day it is due has gone by and it is neither done nor dropped; nothing is late where nobody knows the day."""
    if today is None or not opportunity.due or opportunity.status in (Status.DONE, Status.DROPPED):
        return False
    return opportunity.due < today.isoformat()


class Cards:
    """Makes cards of one scale and remembers them. ``scale`` 1 is type to read in the hand."""

    def __init__(self, setting: Setting, words: HandoutWords, scale: float = 1.0) -> None:
        self.setting, self.words, self.scale = setting, words, scale
        self._known: dict[tuple[str, bool], tuple[tuple[object, ...], Made]] = {}

    def made(
        self, journey: Journey, index: int, width: float, *, compact: bool = False, names: bool = False, today: date | None = None
    ) -> Made:
        """The card of ``journey.opportunities[index]``; ``names`` shows persons, ``today`` tells what is late."""
        one = journey.opportunities[index]
        wanted = set(one.touchpoints)
        places = tuple((i, t.id, title_of(t, self.setting.words)) for i, t in enumerate(journey.touchpoints, 1) if t.id in wanted)
        owner = next(((p.name, p.colour) for p in journey.parties if p.id == one.owner), None)
        facts = (one, places, owner, index, round(width, 3), names, is_late(one, today))
        key = (one.id, compact)
        known = self._known.get(key)
        if known is None or known[0] != facts:
            drawn = _Drawing(Ink(self.setting, self.words, self.scale), one, index, width, compact)
            known = self._known[key] = (facts, drawn.made(places, owner, names=names, late=is_late(one, today)))
        return known[1]


class _Drawing:
    """One card in the making."""

    def __init__(self, ink: Ink, one: Opportunity, index: int, width: float, compact: bool) -> None:
        self.ink, self.one, self.index, self.compact = ink, one, index, compact
        self.theme, self.words = ink.setting.theme, ink.words
        self.s, self.w = ink.scale, width
        self.pad = _PAD * self.s * (0.8 if compact else 1.0)
        self.room = width - 2 * self.pad
        self.quiet = one.status in (Status.DONE, Status.DROPPED)

    def _at(self, field: str) -> Source:
        return Source(f"opportunities[{self.index}].{field}", self.one.id)

    def made(self, places: Sequence[tuple[int, str, str]], owner: tuple[str, int] | None, *, names: bool, late: bool) -> Made:
        """The whole card, from top to bottom."""
        y = self.pad
        if not self.compact:
            y = self._kind(y)
        title, y = self._title(y)
        spots, y = self._places(y, places)
        for sign, text, style, source in self._facts(owner, names, late):
            y = self._fact(y, sign, text, style, source)
        h = y - _GAP * self.s + self.pad
        theme = self.theme
        ground = theme.card if self.quiet or not self.compact else theme.opportunity_tint
        frame = Rect(0, 0, self.w, h, ground, theme.rule if self.quiet else theme.opportunity, 0.35 * self.s, _RADIUS * self.s)
        return Made(h, (frame, *self.ink.items), title, tuple(spots), tuple(self.ink.problems))

    def _votes(self, middle: float) -> float:
        """The sticker of its votes at the right of a line; gives how wide it is."""
        if not self.one.votes:
            return 0.0
        z = self.ink.pt(_META)
        self.ink.items += sticker(self.w - self.pad, middle, self.one.votes, self.ink.setting, z, counted=True)
        return width_of(self.one.votes, self.ink.setting, z) + self.s

    def _kind(self, y: float) -> float:
        ink, s, z = self.ink, self.s, self.ink.pt(_KIND)
        top = y + 0.5 * s
        middle = top + CAP * z / 2
        room = self.room - _INDENT * s - self._votes(middle)
        ink.icon(KIND_ICONS[self.one.kind], self.pad + 1.5 * s, middle, 3.4 * s, self.theme.opportunity, 0.09)
        word = kind_word(self.one.kind, ink.setting.words)
        made = ink.wrapped(word, "medium", z, room, None, 3)
        ink.set(self.pad + _INDENT * s, top, word, made, z, self.theme.secondary, room, lead=_TITLE_LEAD)
        return top + block_height(made.count, z, z * _TITLE_LEAD) + 2.0 * s

    def _title(self, y: float) -> tuple[Box, float]:
        ink, theme = self.ink, self.theme
        size = ink.pt(_SMALL_TITLE if self.compact else _TITLE)
        text = self.one.title
        fill = theme.secondary if self.quiet or not text.strip() else theme.ink
        room = self.room
        if self.compact and self.one.votes:
            room -= self._votes(y + CAP * size / 2)
        source = self._at("title") if text.strip() else None
        text = text if text.strip() else self.words.no_title
        made = ink.wrapped(text, "semibold", size, room, source, _MOST)
        ink.set(self.pad, y, text, made, size, fill, room, lead=_TITLE_LEAD, source=source, role="H3")
        h = block_height(made.count, size, size * _TITLE_LEAD)
        return Box(self.pad, y - 0.25 * size, room, h + 0.5 * size), y + h + (_GAP + 0.5) * self.s

    def _places(self, y: float, places: Sequence[tuple[int, str, str]]) -> tuple[list[tuple[Box, str]], float]:
        """Where it helps: each touchpoint on lines of its own, or (many, or on a small card) only by their numbers."""
        spots: list[tuple[Box, str]] = []
        if not places:
            return spots, y
        if self.compact or len(places) > _NAMED:
            for number, ident, _title in places[:_NAMED]:
                top, y = y, self._fact(y, "map-pin", self.words.at_touchpoint.format(number=number), "medium", None)
                spots.append((Box(0, top - 0.6 * self.s, self.w, y - top), ident))
            rest = places[_NAMED:]
            if rest:
                y = self._fact(y, "", ", ".join(str(number) for number, *_ in rest), "medium", None)
            return spots, y
        for number, ident, title in places:
            said = f"{self.words.at_touchpoint.format(number=number)}: {title}"
            top, y = y, self._fact(y, "map-pin", said, "regular", self._at("touchpoints"))
            spots.append((Box(0, top - 0.6 * self.s, self.w, y - top), ident))
        return spots, y

    def _facts(self, owner: tuple[str, int] | None, names: bool, late: bool) -> Iterator[tuple[str, str, str, Source | None]]:
        one, words = self.one, self.words
        said = [owner[0] if owner else "", one.person if names else ""]
        who = " · ".join(part for part in said if part.strip())
        self._disc = owner[1] if owner else None
        if who:
            yield "owner", who, "medium", self._at("owner")
        elif not self.compact and not self.quiet:
            yield "users", words.nobody_yet, "regular", None
        if late:
            yield "clock", words.late_since.format(day=self.ink.setting.words.day(one.due)), "semibold", None
        elif one.due and not self.compact:
            yield "calendar", words.due_on.format(day=self.ink.setting.words.day(one.due)), "regular", None
        if self.compact:
            return
        printed = self.ink.setting.words
        quick = one.reach is Reach.QUICK
        said = [] if one.reach is None else [printed.quick if quick else printed.structural]
        pairs = ((words.impact_of, one.impact), (words.effort_of, one.effort))
        said += [form.format(number=mark).replace(" ", "\u00a0") for form, mark in pairs if mark is not None]
        if said:
            sign = "target" if one.reach is None else "zap" if quick else "layers"
            yield sign, " · ".join(said), "regular", None

    def _fact(self, y: float, sign: str, text: str, style: str, source: Source | None) -> float:
        """A line with a sign before it; gives where the next begins."""
        ink, s, z = self.ink, self.s, self.ink.pt(_META)
        colour = self.theme.ink if style == "semibold" else self.theme.secondary
        middle = y + CAP * z / 2
        if sign == "owner":
            if self._disc is not None:
                ink.items.append(disc(self.pad + 1.5 * s, middle, 1.25 * s, self.theme.party(self._disc)))
            else:
                ink.icon("users", self.pad + 1.5 * s, middle, 3.0 * s, self.theme.secondary, 0.09)
        elif sign:
            ink.icon(sign, self.pad + 1.5 * s, middle, 3.0 * s, colour, 0.09)
        x, room = self.pad + _INDENT * s, self.room - _INDENT * s
        made = ink.wrapped(text, style, z, room, source, 3)
        ink.set(x, y, text, made, z, colour, room, lead=_META_LEAD, source=source)
        return y + block_height(made.count, z, z * _META_LEAD) + _GAP * s
