"""Opportunities hang from their dip or peak: placed on the column grid in as few rows as they need (METHOD step 9)."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from cjm_desktop.document import Journey, Opportunity, OpportunityKind, Reach

from .columns import Columns
from .metrics import Metrics, block_height
from .paper import CAP
from .setting import Setting
from .shapes import disc
from .sheet import Item, Rect, Tag
from .text import Paragraph

KIND_ICONS = {
    OpportunityKind.LIFT_DIP: "trending-up",
    OpportunityKind.STRENGTHEN_PEAK: "sparkles",
    OpportunityKind.BRIDGE_SILENCE: "link",
    OpportunityKind.SHORTEN: "scissors",
    OpportunityKind.PLANNED_PEAK: "star",
}
#: An opportunity's card is at least this wide (em) where there is room, so that its words run instead of dripping.
_WISH, _LEAST = 17.0, 9.5
_TITLE, _TITLE_LEAD, _TEXT, _TEXT_LEAD = 1.1, 1.2, 0.96, 1.33


@dataclass(frozen=True, slots=True, eq=False)
class Hung:
    """An opportunity at its place: ``anchor`` is the touchpoint index its leader comes from (``None``: no leader).

    ``x`` and ``w`` in mm; ``y`` from the top of the lane; ``cut`` names shortened fields.
    """

    opportunity: Opportunity
    anchor: int | None
    x: float
    y: float
    w: float
    h: float
    row: int
    title: Paragraph
    text: Paragraph
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


def hang(
    wanted: Sequence[tuple[int | None, Opportunity]],
    columns: Columns,
    setting: Setting,
    m: Metrics,
    most_text: int | None = None,
) -> tuple[tuple[Hung, ...], float]:
    """Place opportunities under their columns; gives them and the height of the lane (mm).

    Wide cards read better, narrow ones need fewer rows: the widest that costs at most a sixth more height wins.
    """
    if not columns.runs or not wanted:
        return (), 0.0
    edges = _Edges(columns)
    pitch = edges[0][1] - edges[0][0] + m.gap
    wish = min(len(edges), max(1, math.ceil((_WISH * m.em + m.gap) / pitch)))
    least = min(wish, max(1, math.ceil((_LEAST * m.em + m.gap) / pitch - 0.15)))
    tried = [_hang(wanted, edges, span, least, setting, m, most_text) for span in range(wish, least - 1, -1)]
    lowest = min(height for _, height in tried)
    return next(one for one in tried if one[1] <= lowest * 1.17)


def _hang(
    wanted: Sequence[tuple[int | None, Opportunity]],
    edges: _Edges,
    wish: int,
    least: int,
    setting: Setting,
    m: Metrics,
    most_text: int | None,
) -> tuple[tuple[Hung, ...], float]:
    """Place opportunities at most ``wish`` and at least ``least`` columns wide."""
    rows: list[list[tuple[float, float]]] = []
    placed: list[tuple[int, int | None, Opportunity, float, float]] = []
    for anchor, opportunity in wanted:
        at = len(edges) - 1 if anchor is None else edges.slot(anchor)
        row, x, w = _find(edges, at, rows, wish, least, m)
        while len(rows) <= row:
            rows.append([])
        rows[row].append((x, x + w))
        placed.append((row, anchor, opportunity, x, w))
    made = [(*one, *_measure(one[2], one[4], setting, m, most_text)) for one in placed]
    heights = [max(one[7] for one in made if one[0] == row) for row in range(len(rows))]
    tops = [sum(heights[:row]) + row * 0.8 * m.em for row in range(len(rows))]
    hung = tuple(
        Hung(
            opportunity,
            anchor,
            x,
            tops[row],
            w,
            h,
            row,
            title,
            text,
            tuple(f for f, p in (("title", title), ("text", text)) if p.shortened),
        )
        for row, anchor, opportunity, x, w, title, text, h in made
    )
    return hung, tops[-1] + heights[-1]


class _Edges(Sequence[tuple[float, float]]):
    """Left and right edge of every column, at home, by its number from the left; computed when asked for."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._first = list(accumulate((run.slots for run in columns.runs), initial=0))

    def __len__(self) -> int:
        return self._first[-1]

    def __getitem__(self, i: Any) -> Any:
        k = bisect_right(self._first, i, 0, len(self._first) - 1) - 1
        x = self._columns.run_x[k] + (i - self._first[k]) * self._columns.pitch
        return x, x + self._columns.width

    def slot(self, i: int) -> int:
        """The number of the column in which touchpoint ``i`` stands."""
        k = self._columns.run_of(i)
        return self._first[k] + i - self._columns.runs[k].start


def _find(
    edges: Sequence[tuple[float, float]],
    at: int,
    rows: Sequence[Sequence[tuple[float, float]]],
    wish: int,
    least: int,
    m: Metrics,
) -> tuple[int, float, float]:
    """The best free place for a card that hangs from column ``at``: first row that has one, widest first."""
    for row in range(len(rows) + 1):
        taken = rows[row] if row < len(rows) else ()
        for span in range(wish, least - 1, -1):
            for back in range(span):
                first = at - back
                last = first + span - 1
                if first < 0 or last >= len(edges):
                    continue
                x0, x1 = edges[first][0], edges[last][1]
                if all(x1 + m.gap * 0.9 <= a or b + m.gap * 0.9 <= x0 for a, b in taken):
                    return row, x0, x1 - x0
    first = max(0, min(at, len(edges) - wish))
    return len(rows), edges[first][0], edges[first + wish - 1][1] - edges[first][0]


def _measure(
    opportunity: Opportunity, width: float, setting: Setting, m: Metrics, most_text: int | None
) -> tuple[Paragraph, Paragraph, float]:
    inner = width - 2 * m.pad - (m.disc + 0.55 * m.em if _beside(width, m) else 0.0)
    title = setting.type.wrap(
        opportunity.title, "semibold", inner / (m.em * _TITLE), setting.language, 4, hyphenate=True
    )
    text = setting.type.wrap(opportunity.text, "regular", inner / (m.em * _TEXT), setting.language, most_text)
    h = 1.8 * m.pad + block_height(title.count, m.em * _TITLE, m.em * _TITLE * _TITLE_LEAD)
    if text.count:
        h += 0.62 * m.em + block_height(text.count, m.em * _TEXT, m.em * _TEXT * _TEXT_LEAD)
    if not _beside(width, m):
        h += m.disc + 0.5 * m.em
    h += 1.25 * m.em if _foot(opportunity) else 0.0
    return title, text, max(h, m.disc + 1.8 * m.pad)


def _beside(width: float, m: Metrics) -> bool:
    """Whether the icon stands beside the words rather than above them."""
    return width >= 12.5 * m.em


def _foot(opportunity: Opportunity) -> bool:
    return opportunity.reach is not None or opportunity.owner is not None


def opportunity_items(hung: Hung, journey: Journey, setting: Setting, m: Metrics) -> list[Item]:
    """The card relative to its own top left corner. A planned peak is tinted; quick and structural carry their sign."""
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
    x = m.pad + m.disc + 0.55 * m.em if beside else m.pad
    y = 0.95 * m.pad if beside else cy + m.disc / 2 + 0.5 * m.em
    size, lead = m.em * _TITLE, m.em * _TITLE * _TITLE_LEAD
    inner = hung.w - m.pad - x
    out += [Tag("H4"), *setting.lines(x, y, hung.title, size, lead, theme.opportunity, inner), Tag()]
    y += block_height(hung.title.count, size, lead)
    if hung.text.count:
        y += 0.62 * m.em
        size, lead = m.em * _TEXT, m.em * _TEXT * _TEXT_LEAD
        out += [Tag("P"), *setting.lines(x, y, hung.text, size, lead, theme.text, inner), Tag()]
    if _foot(o):
        base = hung.h - 0.75 * m.pad
        fx = x
        if o.reach is not None:
            symbol, word = ("zap", words.quick) if o.reach is Reach.QUICK else ("layers", words.structural)
            out += setting.icons.items(
                symbol,
                fx + m.meta * 0.5,
                base - CAP * m.meta / 2,
                m.meta * 1.1,
                theme.opportunity,
                m.meta * 0.1,
            )
            fx += m.meta * 1.3
            text = setting.text(fx, base, word, "medium", m.meta, theme.opportunity)
            out += [Tag("P"), text, Tag()]
            fx += text.line.width * m.meta + 0.9 * m.em
        owner = next((p for p in journey.parties if p.id == o.owner), None)
        room = hung.w - m.pad - fx
        if owner and room > 3 * m.meta:
            r = m.meta * 0.34
            out.append(disc(fx + r, base - CAP * m.meta / 2, r, theme.party(owner.colour)))
            label = setting.short(owner.name, "medium", m.meta, room - 3 * r)
            out += [Tag("P"), setting.placed(fx + 3 * r, base, label, m.meta, theme.secondary), Tag()]
    return out
