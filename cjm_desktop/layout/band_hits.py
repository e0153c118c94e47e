"""What lies under a place of a band: cards and their texts, points, edges of phases, cells, and room for new cards.

Contract. :func:`hit_band` reads the geometry of a settled band and nothing else, so that what is touched is what is painted.
All lengths in mm.
"""

from __future__ import annotations

import math

from cjm_desktop.document import LaneKind

from .answers import PERSONA_POINT, Box, Hit, HitKind, persona_in
from .band import Band
from .cells import field_of
from .columns import Stretch
from .metrics import block_height


def hit_band(band: Band, x: float, y: float, slop: float) -> Hit:
    """What lies at (x, y) of a band; ``slop`` mm of kindness for points, edges and gaps."""
    lanes, columns, m = band.lanes, band.columns, band.m
    if not columns.runs:
        plus = lanes.cards <= y <= lanes.bottom
        return Hit(HitKind.PLUS, at=0, x=x, y=y) if plus else Hit(HitKind.NOTHING)
    if lanes.ribbon_h and lanes.ribbon - slop <= y <= lanes.ribbon + lanes.ribbon_h:
        return _in_ribbon(band, x, slop)
    k, slot = columns.near(x)
    run = columns.runs[k]
    if lanes.graph_h and lanes.graph - m.em <= y <= band.frame.bottom + m.em and run.start < run.stop:
        point = _near_point(band, run, slot, x, y, slop)
        if point:
            return Hit(HitKind.POINT, point)
    for other, frame in band.apart:
        if frame.top <= y <= frame.bottom and run.start < run.stop:
            point = _near_point(band, run, slot, x, y, slop, other.key)
            return Hit(HitKind.POINT, point, PERSONA_POINT + other.key) if point else Hit(HitKind.NOTHING)
    for hung in band.hung:
        if Box(hung.x, lanes.opportunities + hung.y, hung.w, hung.h).holds(x, y):
            return Hit(HitKind.OPPORTUNITY, hung.opportunity.id)
    if lanes.cards_h and lanes.rail <= y <= lanes.cards + lanes.cards_h:
        return _in_cards(band, k, slot, x, y)
    return _in_cells(band, k, slot, x, y)


def _in_ribbon(band: Band, x: float, slop: float) -> Hit:
    """In the lane of phases: where one begins, or one of them."""
    m = band.m
    for k, run, x0, x1 in band.grounds():
        if k and run.opens and abs(x - x0 + m.phase_gap * 0.25) <= max(slop, m.gap):
            return Hit(HitKind.PHASE_EDGE, run.phase.id if run.phase else "")
        if x0 <= x <= x1 and run.phase:
            return Hit(HitKind.PHASE, run.phase.id)
    return Hit(HitKind.NOTHING)


def _near_point(band: Band, run: Stretch, slot: int, x: float, y: float, slop: float, persona: str = "") -> str:
    """The touchpoint whose point is nearest to a place on the graph, or on that of a ``persona``; empty when none is near."""
    best: tuple[float, str] = (band.m.big_face + slop, "")
    for i in range(max(run.start, run.start + slot - 1), min(run.stop, run.start + slot + 2)):
        px, py = band.spot_of(i, persona)
        distance = math.hypot(px - x, py - y)
        if distance <= best[0]:
            best = (distance, band.journey.touchpoints[i].id)
    return best[1]


def _in_cells(band: Band, k: int, slot: int, x: float, y: float) -> Hit:
    """In the lanes with cells: what a touchpoint says there."""
    run = band.columns.runs[k]
    if run.start == run.stop:
        return Hit(HitKind.NOTHING)
    t = band.journey.touchpoints[run.start + slot]
    left = band.columns.x(run.start + slot)
    for row, (top, height) in zip(band.strips, band.lanes.cells, strict=True):
        if Box(left, top, band.columns.width, height).holds(x, y):
            cell = band.cell(row, t)
            if cell is None:
                return Hit(HitKind.EMPTY, t.id, field_of(row))
            return Hit(HitKind.CELL, t.id, field_of(row)) if y <= top + cell.h else Hit(HitKind.NOTHING)
    return Hit(HitKind.NOTHING)


def cell_box(band: Band, i: int, field: str) -> Box | None:
    """What touchpoint ``i`` says in a lane, or the room for the first line of it; ``None`` for a lane that is not drawn.

    Of quotes under their card it is all of them, of a point in a persona's own graph the face.
    """
    t, m, columns = band.journey.touchpoints[i], band.m, band.columns
    if persona := persona_in(field):
        x, y = band.spot_of(i, persona)
        r = m.face + 0.1 * m.em
        return Box(x - r, y - r, 2 * r, 2 * r) if any(other.key == persona for other, _ in band.apart) else None
    for row, (top, height) in zip(band.strips, band.lanes.cells, strict=True):
        if field_of(row) == field:
            cell = band.cell(row, t)
            h = cell.h if cell else min(height, block_height(1, m.em, m.lead) + 1.5 * m.pad)
            return Box(columns.x(i), top, columns.width, h)
    stack = band.stack(t) if field == "quotes" and band.order.quoted and band.shows(LaneKind.CARDS) else None
    if stack is None or stack.total <= stack.card:
        return None
    return Box(columns.x(i), band.lanes.cards + stack.card, columns.width, stack.total - stack.card)


def _in_cards(band: Band, k: int, slot: int, x: float, y: float) -> Hit:
    """In the lane of the cards: a card, one of its texts, or a place for a new one."""
    columns, lanes, touchpoints = band.columns, band.lanes, band.journey.touchpoints
    run = columns.runs[k]
    phase = run.phase.id if run.phase else None
    left = columns.slot_x(k, slot)
    middle = lanes.cards + min(lanes.cards_h, 12 * band.m.em) / 2
    if run.start == run.stop:
        return Hit(HitKind.PLUS, at=run.start, phase=phase, x=left + columns.width / 2, y=middle)
    i = run.start + slot
    if x < left or x > left + columns.width:
        after = x > left + columns.width
        room = columns.room(i if after else i - 1) if after or slot else 0.0
        where = left + columns.width + (columns.gap + room) / 2 if after else left - (columns.gap + room) / 2
        sides = (i, i + 1) if after else (i - 1, i)
        cards = [band.stack(touchpoints[k]).card for k in sides if run.start <= k < run.stop]
        middle = lanes.cards + min(cards) / 2
        return Hit(HitKind.PLUS, at=i + (1 if after else 0), phase=phase, x=where, y=middle)
    t = touchpoints[i]
    stack = band.stack(t)
    inside = y - lanes.cards
    if inside < 0:
        return Hit(HitKind.CARD, t.id)
    if inside > stack.total:
        return Hit(HitKind.NOTHING, at=i, phase=phase)
    if inside > stack.card:
        return Hit(HitKind.CELL, t.id, "quotes")
    title_end = stack.title_top + block_height(stack.title.count, band.m.title, stack.title_lead)
    if stack.title_top - 0.3 * band.m.em <= inside <= title_end + 0.2 * band.m.em:
        return Hit(HitKind.TITLE, t.id, "title")
    if inside > title_end:
        return Hit(HitKind.TEXT, t.id, "text")
    return Hit(HitKind.CARD, t.id)
