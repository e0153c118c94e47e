"""The board: opportunities in a column for each status, in the order of the document (METHOD step 9).

Contract. :func:`lay_board` fills a width, and a height if there is one: cards that have no room any more are told, for another page.
:func:`board_sheet` is the board of a window, as high as it needs to be. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.document import Journey, Status

from ..handouts.ink import Ink, middle_of
from ..handouts.opportunities import status_word
from ..paper import CAP
from ..shapes import disc
from ..sheet import Part, PartKind, Rect
from .card import Box, Cards
from .sheet import Held, Laid, Look, PlanSheet, Standing, Zone, Zones, card_of, parts_of

#: Gap between columns, padding inside one, its head, gap between cards, corner; room around the board of a window; at scale 1.
_GAP, _PAD, _HEAD, _BETWEEN, _RADIUS, _AROUND = 2.6, 1.8, 8.2, 1.8, 2.2, 4.0
#: The narrowest column.
LEAST_COLUMN = 34.0
_SIGNS = {
    Status.IDEA: "lightbulb",
    Status.PLANNED: "calendar",
    Status.DOING: "clock",
    Status.DONE: "circle-check",
    Status.DROPPED: "circle-x",
}


def headed(word: str) -> str:
    """A word as it stands over a column."""
    return word[:1].upper() + word[1:]


def least_width(scale: float) -> float:
    """The narrowest board."""
    return (5 * LEAST_COLUMN + 4 * _GAP + 2 * _AROUND) * scale


def lay_board(
    journey: Journey,
    cards: Cards,
    box: Box,
    look: Look,
    *,
    only: Sequence[int] | None = None,
    bounded: bool = False,
    head: float | None = None,
) -> tuple[Laid, Zones]:
    """The board in a box. ``only``: the places in the document of those to be laid out, in their order; ``bounded``: the box's height is
    all there is, and what does not fit is left; ``head``: the scale of the heads, if not that of the cards."""
    s = cards.scale
    top = s if head is None else head
    places = range(len(journey.opportunities)) if only is None else only
    width = (box.w - 4 * _GAP * s) / 5
    inner = width - 2 * _PAD * s
    standing: list[Standing] = []
    left: list[int] = []
    columns: list[tuple[Status, Box, list[Standing]]] = []
    for k, status in enumerate(Status):
        x, y = box.x + k * (width + _GAP * s), box.y + _HEAD * top
        here: list[Standing] = []
        for i in places:
            if journey.opportunities[i].status is not status:
                continue
            made = card_of(cards, journey, i, inner, look)
            if bounded and here and y + made.h > box.y + box.h - _PAD * s:
                left += [j for j in places if j >= i and journey.opportunities[j].status is status]
                break
            here.append(Standing(journey.opportunities[i].id, Box(x + _PAD * s, y, inner, made.h), made))
            y += made.h + _BETWEEN * s
        columns.append((status, Box(x, box.y, width, y - box.y - _BETWEEN * s + _PAD * s), here))
        standing += here
    bottom = max(box.y + box.h, *(column.y + column.h for _, column, _ in columns))
    parts: list[Part] = []
    zones: list[Zone] = []
    theme = cards.setting.theme
    for status, column, here in columns:
        whole = Box(column.x, column.y, column.w, bottom - column.y)
        ground = Rect(0, 0, whole.w, whole.h, theme.ground, None, 0.0, _RADIUS * s)
        parts.append(Part(PartKind.GROUND, f"column-{status.value}", whole.x, whole.y, whole.w, whole.h, [ground], layer=0))
        count = sum(1 for one in journey.opportunities if one.status is status)
        parts.append(_head(cards, status, count, whole, top))
        for one in here:
            parts += parts_of(one, look.held, (theme.opportunity, 0.4 * s, 1.6 * s))
        zones.append(Zone(status, whole, tuple(one.ident for one in here)))
    laid = Laid(tuple(parts), tuple(standing), tuple(sorted(left)), bottom)
    return laid, Zones(zones, standing)


def _head(cards: Cards, status: Status, count: int, column: Box, s: float) -> Part:
    """The sign and the name of a status, and how many there are."""
    ink, theme = Ink(cards.setting, cards.words, s), cards.setting.theme
    z, small = ink.pt(10), ink.pt(8)
    base = 5.2 * s
    number = str(count)
    wide = ink.setting.width(number, "semibold", small)
    right = column.w - _PAD * s
    ink.items.append(disc(right - 2.0 * s, middle_of(base, z), 2.2 * s, theme.disc))
    ink.line(right - 2.0 * s - wide / 2, middle_of(base, z) + CAP * small / 2, number, "semibold", small, theme.ink)
    ink.icon(_SIGNS[status], _PAD * s + 2.0 * s, middle_of(base, z), 4.0 * s, theme.secondary, 0.09)
    name = headed(status_word(status, cards.words))
    x = _PAD * s + 5.4 * s
    ink.line(x, base, name, "semibold", z, theme.ink, room=right - 5.2 * s - x, role="H2")
    # Read with its cards, column by column.
    return Part(PartKind.OPPORTUNITY, "", column.x, column.y, column.w, _HEAD * s, ink.items, layer=2)


def board_sheet(journey: Journey, cards: Cards, width: float, height: float, look: Look) -> PlanSheet:
    """The board in a window of a size (mm): as high as it needs to be."""
    s = cards.scale
    around = _AROUND * s
    width = max(width, least_width(s))
    laid, zones = lay_board(journey, cards, Box(around, around, width - 2 * around, height - 2 * around), look)
    title = cards.words.board
    heads = Box(0, around, width, _HEAD * s)
    return PlanSheet(width, laid.bottom + around, title, cards, laid, zones, heads)


__all__ = ["LEAST_COLUMN", "Held", "board_sheet", "headed", "lay_board", "least_width"]
