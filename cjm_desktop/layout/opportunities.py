"""Opportunities hang from their dip or peak: placed on the column grid, each under its own (METHOD step 9).

One without a touchpoint, as a peak that is only planned, hangs from nothing: it stands at the end of the lane, and says so.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from cjm_desktop.document import Journey, Opportunity, OpportunityKind, Party, Reach

from .columns import Columns
from .metrics import Metrics, block_height
from .paper import CAP
from .setting import Setting
from .shapes import disc
from .sheet import Item, Rect, Tag, Text
from .text import Paragraph
from .votes import on_opportunity
from .words import Words

KIND_ICONS = {
    OpportunityKind.LIFT_DIP: "trending-up",
    OpportunityKind.STRENGTHEN_PEAK: "sparkles",
    OpportunityKind.BRIDGE_SILENCE: "link",
    OpportunityKind.SHORTEN: "scissors",
    OpportunityKind.PLANNED_PEAK: "star",
}


def kind_word(kind: OpportunityKind, words: Words) -> str:
    """The printed word for a kind of opportunity."""
    return {
        OpportunityKind.LIFT_DIP: words.lift_dip,
        OpportunityKind.STRENGTHEN_PEAK: words.strengthen_peak,
        OpportunityKind.BRIDGE_SILENCE: words.bridge_silence,
        OpportunityKind.SHORTEN: words.shorten,
        OpportunityKind.PLANNED_PEAK: words.planned_peak,
    }[kind]


#: An opportunity's card is at least this wide (em) where there is room, so that its words run instead of dripping.
_WISH, _LEAST = 17.0, 9.5
_TITLE, _TITLE_LEAD, _TEXT, _TEXT_LEAD = 1.1, 1.2, 0.96, 1.33


#: Line distance at the foot of a card (em), and of the lines of one name (em of its own size).
_FOOT, _NAME_LEAD = 1.25, 1.2


@dataclass(frozen=True, slots=True, eq=False)
class Foot:
    """What stands at the foot of a card: how far it reaches, whose it is, ``beside`` that or under it, and last, if it has no touchpoint,
    that it has none. ``h`` in mm."""

    owner: Paragraph | None
    beside: bool
    h: float
    loose: Paragraph | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Hung:
    """An opportunity at its place: ``anchor`` is the touchpoint index its leader comes from (``None``: no leader).

    ``x`` and ``w`` in mm; ``y`` from the top of the lane; ``cut`` names shortened fields. ``link`` (x, y to x, y; y from
    the top of the lane) joins it to the one before when several hang from one touchpoint (``None``: its leader comes
    from the point).
    """

    opportunity: Opportunity
    anchor: int | None
    x: float
    y: float
    w: float
    h: float
    link: tuple[float, float, float, float] | None
    title: Paragraph
    text: Paragraph
    foot: Foot
    cut: tuple[str, ...]


def anchors(journey: Journey, index: Mapping[str, int]) -> list[tuple[int | None, Opportunity]]:
    """Each opportunity with the touchpoint it hangs from: of its touchpoints the one furthest from neutral."""
    neutral = journey.scale.neutral
    out: list[tuple[int | None, Opportunity]] = []
    for opportunity in journey.opportunities:
        places = [index[ident] for ident in opportunity.touchpoints if ident in index]

        def weight(i: int) -> tuple[float, int]:
            grade = journey.touchpoints[i].grade
            return (abs(grade - neutral) if grade is not None else -1.0, -i)

        out.append((max(places, key=weight) if places else None, opportunity))
    out.sort(key=lambda pair: (pair[0] is None, pair[0] or 0))
    return out


#: How wide cards may be (half columns) and whether width comes before height: one way to place opportunities.
Manner = tuple[int, bool]
#: Of the ways to place them the first that costs at most so much more height than the lowest.
_DEARER = 1.17


def hang(
    wanted: Sequence[tuple[int | None, Opportunity]],
    parties: Sequence[Party],
    columns: Columns,
    setting: Setting,
    m: Metrics,
    most_text: int | None = None,
    manner: Manner | None = None,
) -> tuple[tuple[Hung, ...], float, Manner | None]:
    """Place opportunities under their columns; gives them, the height of the lane (mm) and the manner.

    ``wanted`` comes from :func:`anchors`, from left to right; ``parties`` are those who may own them. Wide cards read better, narrow
    ones need less height: the widest that cost at most a sixth more height win. With a ``manner`` there is no choice: what a hand
    changes in one place then moves little in another. A timeline, whose cards a hand moves all the time, has one manner only.
    """
    if not columns.runs or not wanted:
        return (), 0.0, manner
    edges = _Edges(columns)
    pitch = columns.pitch
    wish = min(len(edges), 2 * max(1, math.ceil((_WISH * m.em + m.gap) / pitch)))
    least = min(wish, 2 * max(1, math.ceil((_LEAST * m.em + m.gap) / pitch - 0.15)))
    measured: dict[tuple[int, int], _Measured] = {}
    names = {party.id: party.name for party in parties}

    def hung(one: Manner) -> tuple[tuple[Hung, ...], float]:
        span = max(least, min(wish, one[0]))
        return _Hanging(wanted, names, edges, span, least, setting, m, most_text, one[1], measured).made()

    if manner is None and m.tight:
        manner = (math.ceil(2 * (_WISH * m.em + m.gap) / pitch), False)
    if manner is not None:
        return *hung(manner), manner
    tried: list[tuple[tuple[Hung, ...], float, Manner]] = []
    for span in range(wish, least - 1, -1):
        for wide in (True, False) if span > least else (False,):
            made, height = hung((span, wide))
            if not tried and not any(one.y for one in made):
                return made, height, (span, wide)  # all in one row at full width: nothing narrower is lower
            tried.append((made, height, (span, wide)))
    lowest = min(height for _, height, _ in tried)
    return next(one for one in tried if one[1] <= lowest * _DEARER)


def upside_down(hung: Sequence[Hung], height: float) -> tuple[Hung, ...]:
    """The same places for a lane of a ``height`` (mm) over what its opportunities hang from: they stand on its lower edge."""

    def turned(one: Hung) -> Hung:
        link = one.link
        if link is not None:
            link = (link[0], height - link[1], link[2], height - link[3])
        return replace(one, y=height - one.y - one.h, link=link)

    return tuple(turned(one) for one in hung)


_Measured = tuple[Paragraph, Paragraph, Foot, float]


class _Hanging:
    """One way to place opportunities: at most ``wish`` and at least ``least`` half columns wide, ``wide`` before high up.

    All places are counted in half columns, so that neighbours can share the column between them. No card ever covers a
    column whose own opportunities are still to be placed, so a leader comes down to its card without crossing another;
    several on one touchpoint hang from each other like a mobile, or stand side by side.
    """

    def __init__(
        self,
        wanted: Sequence[tuple[int | None, Opportunity]],
        names: Mapping[str, str],
        edges: _Edges,
        wish: int,
        least: int,
        setting: Setting,
        m: Metrics,
        most_text: int | None,
        wide: bool,
        measured: dict[tuple[int, int], _Measured],
    ) -> None:
        self.wanted, self.names, self.edges, self.wish, self.least = wanted, names, edges, wish, least
        self.setting, self.m, self.most_text, self.wide, self.measured = setting, m, most_text, wide, measured
        #: The lower edge of what hangs in a half column so far (mm), with the gap below it.
        self.sky: dict[int, float] = {}
        #: By the left half of a column: how many that hang from it are still to be placed.
        self.waiting: dict[int, int] = {}
        #: First half column, number of them, y and height of what hangs from a column so far.
        self.family: dict[int, list[tuple[int, int, float, float]]] = {}

    def made(self) -> tuple[tuple[Hung, ...], float]:
        """The cards and the height of the lane (mm)."""
        out: list[Hung] = []
        gap = 0.8 * self.m.em
        slots = [None if anchor is None else self.edges.slot(anchor) for anchor, _ in self.wanted]
        for slot in slots:
            if slot is not None:
                self.waiting[slot] = self.waiting.get(slot, 0) + 1
        cursor = len(self.edges)
        for k, (anchor, opportunity) in enumerate(self.wanted):
            slot = slots[k]
            first, span = self._free(cursor) if slot is None else self._under(slot)
            if slot is None:
                cursor = first // 2 * 2 or len(self.edges)
            else:
                self.waiting[slot] -= 1
            y = self._top(first, span)
            title, text, foot, h = self._measure(k, opportunity, span, first, loose=slot is None)
            link = self._link(slot, first, span, y) if slot is not None else None
            for c in range(first, first + span):
                self.sky[c] = y + h + gap
            x, w = self.edges[first][0], self.edges[first + span - 1][1] - self.edges[first][0]
            cut = tuple(f for f, p in (("title", title), ("text", text)) if p.shortened)
            out.append(Hung(opportunity, anchor, x, y, w, h, link, title, text, foot, cut))
            if slot is not None:
                self.family.setdefault(slot, []).append((first, span, y, h))
        return tuple(out), max(self.sky.values()) - gap

    def _measure(self, k: int, opportunity: Opportunity, span: int, first: int, *, loose: bool) -> _Measured:
        w = self.edges[first + span - 1][1] - self.edges[first][0]
        key = (k, round(w * 1000))
        found = self.measured.get(key)
        if found is None:
            name = self.names.get(opportunity.owner or "", "")
            found = self.measured[key] = _measure(opportunity, name, w, self.setting, self.m, self.most_text, loose=loose)
        return found

    def _top(self, first: int, span: int) -> float:
        return max(self.sky.get(c, 0.0) for c in range(first, first + span))

    def _link(self, at: int, first: int, span: int, y: float) -> tuple[float, float, float, float] | None:
        """How a card joins its family: from the side of the one beside it, or from the foot of the one above."""
        family = self.family.get(at)
        if not family:
            return None
        for start, count, top, _ in family:
            if abs(top - y) < 1e-6 and (start + count == first or first + span == start):
                right = start + count == first
                a = self.edges[start + count - 1][1] if right else self.edges[start][0]
                b = self.edges[first][0] if right else self.edges[first + span - 1][1]
                level = y + 0.9 * self.m.pad + self.m.disc / 2
                return a, level, b, level
        x = (self.edges[at][0] + self.edges[at + 1][1]) / 2
        over = [one for one in family if one[0] < first + span and first < one[0] + one[1]]
        start, count, top, h = max(over or family, key=lambda one: one[2])
        if not _under_both(first, span, at) or not _under_both(start, count, at):
            a = max(self.edges[first][0], self.edges[start][0])
            b = min(self.edges[first + span - 1][1], self.edges[start + count - 1][1])
            x = (a + b) / 2
        return x, top + h, x, y

    def _under(self, at: int) -> tuple[int, int]:
        """First half column and number of them of a card that hangs from the column whose left half is ``at``, or stands
        beside one that does."""
        best: tuple[tuple[float, ...], int, int] | None = None
        family = self.family.get(at, ())
        for span in range(self.wish, self.least - 1, -1):
            places: list[tuple[int, float | None]] = [(at - back, None) for back in range(span - 1)]
            if len(family) > 1 or span == self.wish:
                # Beside only at full width, or when it would hang too low; the second one no further away than that.
                for start, count, top, _ in family:
                    beside = ((start + count, top), (start - span, top))
                    places += [
                        (first, level)
                        for first, level in beside
                        if len(family) > 1 or at - span <= first <= at + 2
                    ]
            for first, level in places:
                if first < 0 or first + span > len(self.edges) or abs(first - at) > 2 * self.wish:
                    continue
                if any(c & ~1 != at and self.waiting.get(c & ~1, 0) for c in range(first, first + span)):
                    continue
                y = self._top(first, span)
                if level is not None and abs(y - level) > 1e-6:
                    continue
                halves = first % 2 + (first + span) % 2  # whole columns look calmer
                tail = (level is not None, halves)
                worth = (-span, y, *tail) if self.wide else (y, -span, *tail)
                if best is None or worth < best[0]:
                    best = (worth, first, span)
        if best is None:  # neighbours on both sides: one column, however narrow
            return at, 2
        return best[1], best[2]

    def _free(self, cursor: int) -> tuple[int, int]:
        """A place for an opportunity without touchpoints: the highest free one that ends at a half column or before it, from there back."""
        best: tuple[tuple[float, ...], int, int] | None = None
        n, reach = len(self.edges), 96  # looking on for ever would cost as much as there are columns
        for step in range(0, min(n, reach), 2):
            last = (cursor - step - 1) % n + 1
            for span in range(min(self.wish, last), min(self.least, last) - 1, -1):
                first = last - span
                y = self._top(first, span)
                worth = (y, -span, step)
                if best is None or worth < best[0]:
                    best = (worth, first, span)
        assert best is not None
        return best[1], best[2]


def _under_both(first: int, span: int, at: int) -> bool:
    """Whether a card lies under both halves of the column whose left half is ``at``, and so under its point."""
    return first <= at and at + 2 <= first + span


class _Edges(Sequence[tuple[float, float]]):
    """Left and right edge of both halves of every column, at home, by their number from the left; computed when asked for.

    The halves stand as far apart as columns do.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._first = list(accumulate((run.slots for run in columns.runs), initial=0))

    def __len__(self) -> int:
        return 2 * self._first[-1]

    def __getitem__(self, half: Any) -> Any:
        i, columns = half // 2, self._columns
        k = bisect_right(self._first, i, 0, len(self._first) - 1) - 1
        x = columns.slot_x(k, i - self._first[k])
        wide = (columns.width - columns.gap) / 2
        return (x + columns.width - wide, x + columns.width) if half % 2 else (x, x + wide)

    def slot(self, i: int) -> int:
        """The number of the left half of the column in which touchpoint ``i`` stands."""
        k = self._columns.run_of(i)
        return 2 * (self._first[k] + i - self._columns.runs[k].start)


def _measure(
    opportunity: Opportunity, owner: str, width: float, setting: Setting, m: Metrics, most_text: int | None, *, loose: bool
) -> _Measured:
    inner = width - 2 * m.pad - (m.disc + 0.55 * m.em if _beside(width, m) else 0.0)
    wide = inner / (m.em * _TITLE)
    title = setting.type.wrap(opportunity.title, "semibold", wide, setting.language, 4, hyphenate=False)
    if title.broken:
        title = setting.type.wrap(opportunity.title, "semibold", wide, setting.language, 4, hyphenate=True)
    text = setting.type.wrap(opportunity.text, "regular", inner / _text_size(m), setting.language, most_text)
    h = 1.8 * m.pad + block_height(title.count, m.em * _TITLE, _title_lead(title, setting, m))
    h += sum(_beyond_title(title, setting, m))
    if text.count:
        h += 0.62 * m.em + block_height(text.count, _text_size(m), _text_lead(text, setting, m))
        h += sum(_beyond_text(text, setting, m))
    if not _beside(width, m):
        h += m.disc + 0.5 * m.em
    foot = _foot(opportunity, owner, width, setting, m)
    if loose:
        room = max(2 * m.meta, width - m.pad - _left(width, m))
        said = setting.type.wrap(setting.words.no_touchpoint_yet, "italic", room / m.meta, setting.language, 3)
        foot = replace(foot, h=foot.h + _FOOT * m.em + (said.count - 1) * _NAME_LEAD * m.meta, loose=said)
    return title, text, foot, max(h + foot.h, m.disc + 1.8 * m.pad)


def _text_size(m: Metrics) -> float:
    """Size (mm) of what an opportunity's card tells under its title."""
    return m.legible(m.em * _TEXT)


def _title_lead(title: Paragraph, setting: Setting, m: Metrics) -> float:
    """Line distance (mm) of an opportunity's title."""
    return setting.spread(title, m.em * _TITLE, m.em * _TITLE * _TITLE_LEAD).lead


def _beyond_title(title: Paragraph, setting: Setting, m: Metrics) -> tuple[float, float]:
    """What the marks of a title reach over and under its block (mm)."""
    return setting.spread(title, m.em * _TITLE, m.em * _TITLE * _TITLE_LEAD)[1:]


def _beyond_text(text: Paragraph, setting: Setting, m: Metrics) -> tuple[float, float]:
    """What the marks of the text under it reach over and under its block (mm)."""
    return setting.spread(text, _text_size(m), _text_size(m) * _TEXT_LEAD)[1:]


def _text_lead(text: Paragraph, setting: Setting, m: Metrics) -> float:
    """Line distance (mm) of what stands under it."""
    return setting.spread(text, _text_size(m), _text_size(m) * _TEXT_LEAD).lead


def _beside(width: float, m: Metrics) -> bool:
    """Whether the icon stands beside the words rather than above them."""
    return width >= 12.5 * m.em


def _left(width: float, m: Metrics) -> float:
    """Where the words of a card begin (mm)."""
    return m.pad + m.disc + 0.55 * m.em if _beside(width, m) else m.pad


def _reach(reach: Reach, words: Words) -> tuple[str, str]:
    """Sign and word of how far an opportunity reaches."""
    return ("zap", words.quick) if reach is Reach.QUICK else ("layers", words.structural)


def _after_reach(reach: Reach | None, setting: Setting, m: Metrics) -> float:
    """Where an owner stands beside the reach: so far (mm) from where that begins."""
    if reach is None:
        return 0.0
    return m.meta * 1.3 + setting.width(_reach(reach, setting.words)[1], "medium", m.meta) + 0.9 * m.em


def _foot(opportunity: Opportunity, owner: str, width: float, setting: Setting, m: Metrics) -> Foot:
    """Measure the foot of a card: reach and owner share a line where both fit; a long name goes on on others."""
    reach, left = opportunity.reach, _left(width, m)
    if not owner:
        return Foot(None, False, 0.0 if reach is None else _FOOT * m.em)
    room = width - m.pad - left - 3 * _dot(m)
    beside = room - _after_reach(reach, setting, m)
    wide = setting.width(owner, "medium", 1.0)
    if wide * m.meta <= beside:
        one = setting.type.wrap(owner, "medium", beside / m.meta, setting.language, 1)
        return Foot(one, True, _FOOT * m.em)
    lines = setting.type.wrap(owner, "medium", max(2 * m.meta, room) / m.meta, setting.language, 4)
    below = reach is not None
    return Foot(lines, not below, _FOOT * m.em * (1 + below) + (lines.count - 1) * _NAME_LEAD * m.meta)


def _dot(m: Metrics) -> float:
    """Radius (mm) of the dot before an owner's name."""
    return m.meta * 0.34


def opportunity_items(
    hung: Hung,
    journey: Journey,
    setting: Setting,
    m: Metrics,
    votes: int = 0,
    *,
    ahead: bool = False,
) -> list[Item]:
    """The card relative to its own top left corner. A planned peak is tinted; quick and structural carry their sign; ``votes`` are
    those that it shows, ``ahead`` says whether it is among the first."""
    theme, words, o = setting.theme, setting.words, hung.opportunity
    planned = o.kind is OpportunityKind.PLANNED_PEAK
    out: list[Item] = [
        Rect(
            0,
            0,
            hung.w,
            hung.h,
            theme.opportunity_tint if planned else theme.card,
            theme.opportunity,
            0.5 * m.unit,
            radius=m.radius,
        )
    ]
    cx = m.pad + m.disc / 2
    cy = 0.9 * m.pad + m.disc / 2
    out.append(disc(cx, cy, m.disc / 2, theme.opportunity))
    out += setting.icons.items(
        KIND_ICONS[o.kind], cx, cy, m.disc * 0.6, theme.opportunity_ink, m.disc * 0.055
    )
    beside = _beside(hung.w, m)
    x = _left(hung.w, m)
    y = 0.95 * m.pad if beside else cy + m.disc / 2 + 0.5 * m.em
    size, lead = m.em * _TITLE, _title_lead(hung.title, setting, m)
    inner = hung.w - m.pad - x
    over, under = _beyond_title(hung.title, setting, m)
    y += over
    titles = setting.lines(x, y, hung.title, size, lead, theme.opportunity, inner)
    out += [Tag("H3"), *titles, Tag()]
    y += block_height(hung.title.count, size, lead) + under
    told: Sequence[Item] = ()
    if hung.text.count:
        y += 0.62 * m.em + _beyond_text(hung.text, setting, m)[0]
        size, lead = _text_size(m), _text_lead(hung.text, setting, m)
        told = setting.lines(x, y, hung.text, size, lead, theme.text, inner)
        out += [Tag("P"), *told, Tag()]
    base = hung.h - 0.75 * m.pad - (hung.foot.h - _FOOT * m.em)
    fx = x
    #: The line of the foot on which votes may stand: where its words end, and its base line.
    last = (x, base) if hung.foot.h else None
    if (loose := hung.foot.loose) is not None:
        lead = _NAME_LEAD * m.meta
        foot = hung.h - 0.75 * m.pad - (loose.count - 1) * lead
        unhung = setting.lines(x, foot - CAP * m.meta, loose, m.meta, lead, theme.secondary, inner)
        out += [Tag("P"), *unhung, Tag()]
        if foot - base < 0.5 * m.em:  # nothing else is at the foot
            last = _ends(unhung)[0][0], hung.h - 0.75 * m.pad
    if o.reach is not None:
        symbol, word = _reach(o.reach, words)
        out += setting.icons.items(
            symbol,
            fx + m.meta * 0.5,
            base - CAP * m.meta / 2,
            m.meta * 1.1,
            theme.opportunity,
            m.meta * 0.1,
        )
        text = setting.text(fx + m.meta * 1.3, base, word, "medium", m.meta, theme.opportunity)
        out += [Tag("P"), text, Tag()]
        last = (text.x + text.line.width * text.size, base)
        fx += _after_reach(o.reach, setting, m)
    if not hung.foot.beside:
        base, fx = base + _FOOT * m.em, x
    owner = next((p for p in journey.parties if p.id == o.owner), None)
    if owner and hung.foot.owner is not None:
        r, colour = _dot(m), theme.secondary
        out.append(disc(fx + r, base - CAP * m.meta / 2, r, theme.party(owner.colour)))
        left, top = fx + 3 * r, base - CAP * m.meta
        room, lead = hung.w - m.pad - left, _NAME_LEAD * m.meta
        named = setting.lines(left, top, hung.foot.owner, m.meta, lead, colour, room)
        out += [Tag("P"), *named, Tag()]
        if hung.foot.beside:
            last = (max(one.x + one.line.width * one.size for one in named if isinstance(one, Text)), base)
    if not votes:
        return out
    free = [*(() if last is None else ((last[0], last[1] - CAP * m.meta / 2),)), *_ends(told)[:1]]
    free += [*_ends(titles), *_ends(told)[1:]]
    return out + on_opportunity(votes, setting, m, hung.w, free, 0.95 * m.pad if beside else 0.9 * m.pad, ahead=ahead)


def _ends(lines: Iterable[Item]) -> list[tuple[float, float]]:
    """Where the words of some lines end and the height of their middle (mm), the last line first."""
    out: dict[float, float] = {}
    for one in lines:
        if isinstance(one, Text):
            middle = one.y - CAP * one.size / 2
            out[middle] = max(out.get(middle, 0.0), one.x + one.line.width * one.size)
    return [(out[middle], middle) for middle in sorted(out, reverse=True)]
