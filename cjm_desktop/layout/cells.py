"""Lanes in which each touchpoint has a cell in its column: quotes, service levels, systems and the group's own texts.

Contract. :data:`CELL_LANES` is the table of those that show a field of the touchpoint. :func:`cell_of` measures what one touchpoint says
in a row; a :class:`Cell` knows its height and draws itself relative to its own top left corner. Cells stand at the top of their lane and
never leave their column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

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


@dataclass(frozen=True, slots=True)
class CellLane:
    """A lane whose cells show one field of the touchpoints: that field, its icon and its printed name in the gutter, and what measures a
    cell in a column of so many mm. The last argument caps the lines of texts; names and figures are never cut."""

    field: str
    icon: str
    name: Callable[[Words], str]
    cell: Callable[[Touchpoint, Setting, Metrics, float, int | None], Cell | None]


def _service(touchpoint: Touchpoint, setting: Setting, m: Metrics, width: float, most_text: int | None) -> Cell | None:
    return service_cell(touchpoint, setting, m, width)


def _systems(touchpoint: Touchpoint, setting: Setting, m: Metrics, width: float, most_text: int | None) -> Cell | None:
    return systems_cell(touchpoint, setting, m, width)


def _quotes(touchpoint: Touchpoint, setting: Setting, m: Metrics, width: float, most_text: int | None) -> Cell | None:
    said = said_of(touchpoint, setting, m, width, most_text)
    if not said.quotes:
        return None
    h = sum(said.heights) + m.quote_gap * (len(said.heights) - 1)
    return Cell(h, lambda: quote_items(said, setting, m, width, tip=False), said.cut)


#: Those lanes; which of them are drawn, and when one is empty, is told by :mod:`.lanes`.
CELL_LANES: Mapping[LaneKind, CellLane] = MappingProxyType(
    {
        LaneKind.QUOTES: CellLane("quotes", "message-square-quote", lambda words: words.quotes, _quotes),
        LaneKind.SERVICE_LEVELS: CellLane("service_levels", "timer", lambda words: words.service_levels, _service),
        LaneKind.SYSTEMS: CellLane("systems", "monitor", lambda words: words.systems, _systems),
    }
)
#: The sign of each lane in the gutter.
ROW_ICONS: Mapping[LaneKind, str] = MappingProxyType(
    {
        LaneKind.CARDS: "map-pin",
        **{kind: lane.icon for kind, lane in CELL_LANES.items()},
        LaneKind.ROUNDS: "history",
        LaneKind.TIME: "clock",
        LaneKind.PARTIES: "users",
        LaneKind.OPPORTUNITIES: "lightbulb",
        LaneKind.TEXT: "list",
    }
)


def row_name(row: Row, words: Words) -> str:
    """What a row is called in the gutter; empty for those that speak for themselves."""
    if row.kind in CELL_LANES:
        return CELL_LANES[row.kind].name(words)
    return {
        LaneKind.CARDS: words.touchpoints,
        LaneKind.ROUNDS: words.rounds,
        LaneKind.TIME: words.time,
        LaneKind.PARTIES: words.parties,
        LaneKind.OPPORTUNITIES: words.opportunities,
        LaneKind.TEXT: row.name or words.untitled_lane,
    }.get(row.kind, "")


def content(row: Row, touchpoint: Touchpoint) -> object:
    """The value that a touchpoint's cell is made from."""
    lane = CELL_LANES.get(row.kind)
    return getattr(touchpoint, lane.field) if lane is not None else lane_text(touchpoint, row.lane)


def field_of(row: Row) -> str:
    """The touchpoint's field that a row shows; of an own lane with its id."""
    lane = CELL_LANES.get(row.kind)
    if lane is not None:
        return lane.field
    return "rounds" if row.kind is LaneKind.ROUNDS else f"lane_texts.{row.lane}"


def cell_of(
    row: Row, touchpoint: Touchpoint, setting: Setting, m: Metrics, width: float, most_text: int | None
) -> Cell | None:
    """The cell of a touchpoint in a column of ``width`` mm, or ``None`` when it says nothing there.

    ``most_text`` is as in :class:`CellLane`.
    """
    lane = CELL_LANES.get(row.kind)
    if lane is not None:
        return lane.cell(touchpoint, setting, m, width, most_text)
    return text_cell(lane_text(touchpoint, row.lane), setting, m, width, most_text)
