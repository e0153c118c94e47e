"""The Timeline flow: one endless band, for the workshop and the projector.

Column width and body size are fixed (22 pt, the body of a poster of twelve), so a card keeps its line breaks whatever
happens around it; zooming is the window's business. At the desk nothing is shortened. On a wall (:data:`WALL`) phases,
cards and line stand above everything else and share a height of so many em, so that a screen of that height shows them
together in type that is read from the last row: no type is smaller than the body, descriptions are cut to a few lines, and
what people said is left to the story beside the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey, LaneKind, Problem

from .band import Band, Held
from .band_parts import BandParts
from .columns import Columns, stretches
from .empty import empty_part
from .gutter import gutter_width
from .header import HeaderBox
from .lanes import LaneOrder, lanes_of
from .mapsheet import MapSheet
from .memo import Memo
from .metrics import Metrics
from .opportunities import anchors
from .others import line_width, mark_radius
from .paper import CAP
from .picture import damaged_pictures
from .rounds import Beside
from .setting import Setting
from .sheet import PT, Item, Part, PartKind, Tag
from .spacing import rooms_of

#: Body size (mm), column width and graph height (em), margin and head (em).
EM = 22 * PT
_MARGIN, _HEAD = 1.6, 5.0
#: Of several graphs one under the other the first has this share of the height of one alone.
_COMPARED = 0.9
#: In the head: the sample of a further persona's line, and the room after each entry (em).
_SAMPLE, _APART = 3.5, 1.6


@dataclass(frozen=True, slots=True)
class Cut:
    """How a band is cut to where it is seen; lengths in em.

    ``column``: width of a column. ``graph``: the least height of the line's lane. ``sight``: phases, cards and line together
    are this high where they can be (0: the line's lane has its least height). ``texts``: the lines that descriptions may
    have (``None``: all), the next of them when the cards are higher than ``cards``. ``plain``: no type is smaller than the
    body, and what is looked at together stands together.
    """

    column: float = 13.4
    graph: float = 23.0
    sight: float = 0.0
    texts: tuple[int | None, ...] = (None,)
    cards: float = 0.0
    plain: bool = False
    #: The lane of cards grows by so many lines: it does not tremble at a desk where somebody types, and leaves no gap on a wall.
    step: int = 2
    #: Room over the highest and under the lowest grade (em); ``None`` for the band's own.
    pad: float | None = None


#: At the desk, and on the wall of a room (METHOD: the map is projected while the group fills it).
DESK = Cut()
WALL = Cut(column=15.2, graph=13.5, sight=38.0, texts=(4, 3, 2), cards=17.0, plain=True, step=1, pad=4.1)


def compose_timeline(
    journey: Journey, insights: Insights, setting: Setting, memo: Memo, held: Held | None, cut: Cut = DESK
) -> MapSheet:
    """Lay out a journey as one band. ``held`` are cards under the hand."""
    m = Metrics(EM, 1.0, tight=True, plain=cut.plain)
    margin, theme = _MARGIN * EM, setting.theme
    order = lanes_of(journey, inviting=setting.inviting)
    if cut.plain:
        order = _together(order)
    gutter = gutter_width(journey, setting, m, order)
    left = margin + gutter
    columns = Columns.of(stretches(journey, rooms_of(journey, memo)), left, cut.column * EM, m.gap, m.phase_gap)
    index = memo.places(journey.touchpoints) if journey.opportunities or held else {}
    hanging = tuple(anchors(journey, index))
    for most in cut.texts:
        band = Band(
            journey,
            insights,
            setting,
            memo,
            m,
            columns,
            hanging,
            most_text=most,
            least_cards=11 * EM,
            step_cards=cut.step * m.lead,
            order=order,
        )
        if band.cards_h <= cut.cards * EM:
            break
    if held:
        hold(band, held, index)
    top = margin + _HEAD * EM
    pads = None if cut.pad is None else (cut.pad * EM, cut.pad * EM)
    least = cut.graph * EM
    apart: Sequence[tuple[float, tuple[float, float]]] = ()
    if order.graphs > 1 and pads is None:
        from .persona_lanes import lower_graphs  # few maps have more than one graph

        # They are compared: they should be in sight together. On a wall, where nothing is small, that cannot be.
        least *= _COMPARED
        apart = lower_graphs(band, least - 2 * m.graph_pad, gutter)
    band.settle(top, least, pads=pads, apart=apart)
    if cut.sight:
        band.settle(top, max(least, cut.sight * EM - (band.lanes.graph - top)), pads=pads)
    head, boxes = _head(journey, setting, memo, margin, m, band.others)
    width = max(columns.right, left + 60 * EM, head.x + head.w) + margin
    height = band.lanes.bottom + margin
    fixed = [head]
    if setting.inviting and not journey.touchpoints and not journey.phases:
        fixed.append(empty_part(band, left, setting))
    return MapSheet(
        flow="timeline",
        journey=journey,
        width=width,
        height=height,
        paper=theme.paper,
        title=journey.title or setting.words.untitled_journey,
        language=setting.language,
        bands=(band,),
        makers=(BandParts(band, 0, gutter, target=journey.desired.target, extent=left + 60 * EM),),
        fixed=fixed,
        boxes=boxes,
        find_problems=_unpictured,
        gutter=gutter,
    )


def _unpictured(sheet: MapSheet) -> tuple[Problem, ...]:
    """The pictures that cards should show and cannot: all else that is shortened here stands whole in the form beside it."""
    return tuple(one for one in damaged_pictures(sheet.journey) if one.place.startswith("touchpoints["))


def _together(order: LaneOrder) -> LaneOrder:
    """Phases, cards and line one under the other before all other lanes; no quotes under the cards."""
    first = (LaneKind.PHASES, LaneKind.CARDS, LaneKind.CURVE)
    rows = sorted(order.rows, key=lambda row: first.index(row.kind) if row.kind in first else len(first))
    return LaneOrder(tuple(rows), False, order.empty)


def hold(band: Band, held: Held, index: dict[str, int]) -> None:
    """Put cards under the hand: the card goes where the hand is, its column as far as its neighbours let it."""
    grabbed = index.get(held.grabbed)
    if grabbed is None:
        return
    columns = band.columns
    home = columns.home(grabbed) + columns.width / 2 if band.holds(grabbed) else held.x
    shift = held.x - home
    hands: dict[int, tuple[float, float]] = {}
    leans: dict[int, float] = {}
    for ident in held.ids:
        i = index.get(ident)
        if i is None or not band.holds(i):
            continue
        rest = columns.home(i) + columns.width / 2
        hands[i] = (rest + shift, held.y)
        leans[i] = rest + max(-0.49, min(0.49, shift / columns.pitch)) * columns.pitch
    band.held = hands
    band.columns = Columns(
        columns.runs, columns.left, columns.width, columns.gap, columns.phase_gap, columns.run_x, leans
    )


def _head(
    journey: Journey,
    setting: Setting,
    memo: Memo,
    margin: float,
    m: Metrics,
    others: Sequence[Beside],
) -> tuple[Part, list[HeaderBox]]:
    """Title and traveller above the band, and whose lines there are besides."""
    theme, words = setting.theme, setting.words
    size = EM * 2.2
    title = journey.title or words.untitled_journey
    top = margin + 0.3 * EM
    x = margin

    about_size = EM * 1.15
    persona = journey.personas[0] if journey.personas else None
    about = " · ".join(part for part in (persona.name, persona.role) if part) if persona else ""
    goal = journey.goals[0] if journey.goals else ""
    said = "   ".join(part for part in (about, goal) if part)
    after = setting.width(said, "regular", about_size) + _APART * EM if said else 0.0
    names = [other.name(words) for other in others]
    wide = [_SAMPLE * EM + setting.width(name, "regular", about_size) + _APART * EM for name in names]

    def make() -> list[Item]:
        colour = theme.ink if journey.title else theme.secondary
        text = setting.text(0, CAP * size, title, "extrabold", size, colour)
        out: list[Item] = [Tag("H1"), text, Tag()]
        y, at = CAP * size + 1.95 * EM, after
        if said:
            out += [Tag("P"), setting.text(0, y, said, "regular", about_size, theme.secondary), Tag()]
        for other, name, w in zip(others, names, wide, strict=True):
            middle = y - CAP * about_size / 2
            out += other.sample(at, middle, (_SAMPLE - 0.5) * EM, line_width(m), mark_radius(m), theme)
            shown = setting.text(at + _SAMPLE * EM, y, name, "regular", about_size, theme.secondary)
            out += [Tag("P"), shown, Tag()]
            at += w
        return out

    title_w = max(30 * EM, setting.width(title, "extrabold", size))
    width = max(title_w, after + sum(wide))
    inputs = (journey.title, journey.personas, journey.goals, setting, m, others)
    part = memo.part(PartKind.HEADER, "", (x, top, width, _HEAD * EM), inputs, make, layer=9)
    box = HeaderBox("title", x, top, title_w, CAP * size, "extrabold", size, size * 1.1, theme.ink)
    return part, [box]
