"""Lanes in which each touchpoint has a cell in its column: quotes, service levels, systems and the group's own texts.

Contract. :func:`cell_of` measures what one touchpoint says in a row; a :class:`Cell` knows its height and draws itself relative to its
own top left corner. Cells stand at the top of their lane and never leave their column.
"""

from __future__ import annotations

from cjm_desktop.document import LaneKind, Touchpoint

from .cell import Cell
from .lane_service import service_cell
from .lane_systems import systems_cell
from .lane_text import text_cell
from .lanes import lane_text
from .metrics import Metrics
from .quotes import quote_items, said_of
from .rows import Row
from .setting import Setting
from .words import Words

#: The sign of each lane in the gutter.
ROW_ICONS = {
    LaneKind.CARDS: "map-pin",
    LaneKind.QUOTES: "message-square-quote",
    LaneKind.SERVICE_LEVELS: "timer",
    LaneKind.SYSTEMS: "monitor",
    LaneKind.ROUNDS: "history",
    LaneKind.TIME: "clock",
    LaneKind.PARTIES: "users",
    LaneKind.OPPORTUNITIES: "lightbulb",
    LaneKind.TEXT: "list",
}


def row_name(row: Row, words: Words) -> str:
    """What a row is called in the gutter; empty for those that speak for themselves."""
    return {
        LaneKind.CARDS: words.touchpoints,
        LaneKind.QUOTES: words.quotes,
        LaneKind.SERVICE_LEVELS: words.service_levels,
        LaneKind.SYSTEMS: words.systems,
        LaneKind.ROUNDS: words.rounds,
        LaneKind.TIME: words.time,
        LaneKind.PARTIES: words.parties,
        LaneKind.OPPORTUNITIES: words.opportunities,
        LaneKind.TEXT: row.name or words.untitled_lane,
    }.get(row.kind, "")


def content(row: Row, touchpoint: Touchpoint) -> object:
    """The value that a touchpoint's cell is made from."""
    if row.kind is LaneKind.QUOTES:
        return touchpoint.quotes
    if row.kind is LaneKind.SERVICE_LEVELS:
        return touchpoint.service_levels
    if row.kind is LaneKind.SYSTEMS:
        return touchpoint.systems
    return lane_text(touchpoint, row.lane)


def field_of(row: Row) -> str:
    """The touchpoint's field that a row shows; of an own lane with its id."""
    return {
        LaneKind.QUOTES: "quotes",
        LaneKind.SERVICE_LEVELS: "service_levels",
        LaneKind.SYSTEMS: "systems",
        LaneKind.ROUNDS: "rounds",
    }.get(row.kind, f"lane_texts.{row.lane}")


def cell_of(
    row: Row, touchpoint: Touchpoint, setting: Setting, m: Metrics, width: float, most_text: int | None
) -> Cell | None:
    """The cell of a touchpoint in a column of ``width`` mm, or ``None`` when it says nothing there.

    ``most_text`` caps the lines of texts; names and figures are never cut.
    """
    if row.kind is LaneKind.QUOTES:
        said = said_of(touchpoint, setting, m, width, most_text)
        if not said.quotes:
            return None
        h = sum(said.heights) + m.quote_gap * (len(said.heights) - 1)
        return Cell(h, lambda: quote_items(said, setting, m, width, tip=False), said.cut)
    if row.kind is LaneKind.SERVICE_LEVELS:
        return service_cell(touchpoint, setting, m, width)
    if row.kind is LaneKind.SYSTEMS:
        return systems_cell(touchpoint, setting, m, width)
    return text_cell(lane_text(touchpoint, row.lane), setting, m, width, most_text)
