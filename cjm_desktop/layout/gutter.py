"""What stands at the left of a band: the names of its lanes beside their signs, and how wide that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cjm_desktop.document import Journey, LaneKind

from .cells import ROW_ICONS, row_name
from .graph import axis_size
from .label import grade_text
from .lanes import CELLS, LaneOrder, lanes_of
from .metrics import Metrics, lane_size
from .paper import CAP
from .rows import Row
from .setting import Setting
from .sheet import Item, Part, PartKind, Tag
from .text import Paragraph

if TYPE_CHECKING:
    from .band import Band

#: Lines of a lane's name, and of the name that a group gave its own lane.
_LINES, _OWN_LINES = 2, 4
_LEAD = 1.16
#: The name of quotes stands at the height of one in so many columns beside it.
_SEEN = 24


def gutter_width(journey: Journey, setting: Setting, m: Metrics, order: LaneOrder | None = None) -> float:
    """Room (mm) at the left of a band for its grades, faces and lane names in the words of the language."""
    words = setting.words
    order = order or lanes_of(journey, inviting=setting.inviting and m.tight)
    size = axis_size(m)
    axis = 0.0
    if order.has(LaneKind.CURVE):
        axis = max(setting.width(word, "semibold", size) for word in (words.high, words.neutral, words.low))
        axis += 2 * min(size, 7 * m.unit) + 1.6 * m.em + 1.7 * size
        if journey.desired.target is not None:
            target = words.target_of.format(grade=grade_text(journey.desired.target, words))
            axis = max(axis, setting.width(target, "semibold", size) + 2 * min(size, 7 * m.unit) + 1.6 * m.em)
    z = lane_size(m)
    names = [words.touchpoints, words.opportunities, *([words.parties] if m.party else [])]
    names += [row_name(row, words) for row in order.rows if row.kind in CELLS or row.kind is LaneKind.TIME]
    names += [words.quotes] if order.quoted else []
    lane = max(setting.width(part, "semibold", z) for name in names for part in name.split()) * 0.93
    lane += 0.85 * m.em + 2.0 * z
    if order.graphs > 1:  # personas are named over their axes, beside a sample of their line
        named = [persona.name for persona in journey.personas]
        wide = max((setting.width(part, "semibold", z) for name in named for part in name.split()), default=0.0)
        pictured = 2.7 * z if any(persona.picture for persona in journey.personas) else 0.0
        lane = max(lane, 0.93 * wide + 0.85 * m.em + 2.4 * z + pictured)
    return min(max(axis, lane, 7 * m.em), 14 * m.em)


def lane_name(row: Row, gutter: float, setting: Setting, m: Metrics) -> tuple[float, Paragraph]:
    """Size (mm) and lines of a lane's name beside its sign, in a gutter of so many mm."""
    size = lane_size(m)
    room = gutter - 0.8 * m.em - _beside(size)
    sizes = [max(size * shrink, m.small) for shrink in (1.0, 0.92, 0.83)]
    lines = _OWN_LINES if row.kind is LaneKind.TEXT else _LINES
    return setting.type.fit(row_name(row, setting.words), "semibold", sizes, room, setting.language, lines)


def name_height(row: Row, journey: Journey, order: LaneOrder, setting: Setting, m: Metrics) -> float:
    """The height (mm) that a lane needs for its name and its sign."""
    size, shown = lane_name(row, gutter_width(journey, setting, m, order), setting, m)
    return max(1.6 * lane_size(m), (CAP + (shown.count - 1) * _LEAD + 0.3) * size)


def name_parts(band: Band, number: int, gutter: float) -> Iterator[Part]:
    """The names of a band's lanes, each at the top of its lane; one that is only kept free beside another sheet has none. Phases and
    graph speak for themselves; quotes under their cards are named beside the first of them."""
    m, lanes, setting = band.m, band.lanes, band.setting
    icon = lane_size(m) * 1.6
    cells = iter(lanes.cells)
    for row, height in band.rows:
        if row.kind in CELLS:
            y = next(cells)[0] + max(icon, name_height(row, band.journey, band.order, setting, m)) / 2
        elif row.kind is LaneKind.CARDS:
            y = lanes.cards + icon / 2
        elif row.kind is LaneKind.PARTIES:
            y = lanes.party + height / 2
        elif row.kind is LaneKind.TIME:
            y = lanes.time + height / 2
        elif row.kind is LaneKind.OPPORTUNITIES:
            y = lanes.opportunities + (0.45 * m.em if m.tight else 0.0) + icon / 2
        else:
            continue
        if row in band.own:
            yield _name_part(row, y, band, number, gutter)
            if row.kind is LaneKind.CARDS and band.order.quoted:
                yield from _quotes_part(band, number, gutter, name_height(row, band.journey, band.order, setting, m))


def _quotes_part(band: Band, number: int, gutter: float, over: float) -> Iterator[Part]:
    """The name of the quotes that stand under the cards, at the height of the first of those near the gutter, clear of the name of the
    cards, which reaches ``over`` mm down."""
    m, row = band.m, Row(LaneKind.QUOTES)
    touchpoints = band.journey.touchpoints
    for i in range(band.columns.start, min(band.columns.stop, band.columns.start + _SEEN)):
        if i in band.held or not touchpoints[i].quotes:
            continue
        stack = band.stack(touchpoints[i])
        if stack.said.quotes:
            first = stack.card + m.quote_gap + 0.78 * m.pad + CAP * m.em / 2
            least = over + 0.4 * m.em + name_height(row, band.journey, band.order, band.setting, m) / 2
            yield _name_part(row, band.lanes.cards + max(first, least), band, number, gutter)
            return


def _name_part(row: Row, y: float, band: Band, number: int, gutter: float) -> Part:
    m, setting = band.m, band.setting
    size = lane_size(m)
    # To who listens, opportunities are a chapter like a phase; the other lanes are read touchpoint by touchpoint.
    role = "H2" if row.kind is LaneKind.OPPORTUNITIES else "P"
    icon, symbol, colour = size * 1.6, ROW_ICONS[row.kind], setting.theme.secondary

    def make() -> list[Item]:
        z, shown = lane_name(row, gutter, setting, m)
        top = -(CAP * z + (shown.count - 1) * _LEAD * z) / 2
        return [
            *setting.icons.items(symbol, icon / 2, 0, icon, colour, icon * 0.075),
            Tag(role),
            *setting.lines(_beside(size), top, shown, z, _LEAD * z, colour),
            Tag(),
        ]

    return band.memo.part(
        PartKind.HINT,
        "",
        (band.columns.left - gutter, y, gutter, icon * 2),
        (row, gutter, m, setting),
        make,
        layer=3,
        spot=("lane", number, row.kind, row.lane),
    )


def _beside(size: float) -> float:
    """Where a name begins beside its sign (mm); ``size`` is that of the name."""
    return size * 1.6 + 0.4 * size
