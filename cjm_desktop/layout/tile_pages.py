"""The pages of a poster on small sheets: the assembly map first, then a page per tile.

Contract. A page is a sheet like any other, and says in addition which part of the poster a painter shows on it, between
what lies ``under`` it and what lies ``over`` it. On a tile nothing is drawn on the picture that stays visible: cut lines,
ticks, scissors and the tile's name stand in the margin, in the strip nearest to the picture, which printers reach; the
neighbours' names stand on the flaps, which the neighbours cover.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cjm_desktop.document import Problem

from .icons import IconSet
from .paper import CAP
from .shapes import line
from .sheet import Item, Line, Mark, Part, PartKind, Path, Rect, Segment, Sheet, Tag, Text
from .text import Typesetter
from .tile_words import TileWords
from .tiling import Area, Cut, Side, Tile, Tiling

#: The key of the assembly map, as a mark.
MAP_KEY = "map"
#: Fine lines and small type are printed in black alone: a colour made of three inks would blur them.
INK, PAPER = "#000000", "#FFFFFF"
#: How far from the edge most printers print nothing (mm): what stands in the margin keeps clear of it where it can.
_UNPRINTED = 4.2
#: From the picture to what stands in the margin; width of cut lines; their dashes (mm).
_GAP, _CUT, _DASH = 0.5, 0.2, (2.4, 1.6)
#: How far outside the picture the middle of a cut line runs (mm): readers that widen fine lines to whole pixels would
#: otherwise draw them on it.
_OUTSIDE = 0.2
#: A flap narrower than this holds no name (mm).
_LEAST_FLAP = 6.0
_ARROWS = {Side.RIGHT: "arrow-right", Side.BOTTOM: "arrow-down"}


@dataclass(slots=True, eq=False)
class TilePage:
    """A page of ``width`` × ``height`` mm that shows a part of a poster; satisfies :class:`~.sheet.Sheet`.

    The poster's top left corner lies at (``x``, ``y``), drawn at ``scale``, and is seen only inside ``art``; ``alt`` says
    what is seen there. ``frame`` is drawn directly over the poster, before ``over``: lines and signs that many pages have in
    common to the last digit. ``key`` is the page's place for links.
    """

    width: float
    height: float
    title: str
    language: str
    key: str
    under: tuple[Item, ...]
    frame: tuple[Item, ...]
    over: tuple[Item, ...]
    art: Area
    x: float
    y: float
    scale: float
    alt: str
    paper: str = PAPER

    @property
    def problems(self) -> tuple[Problem, ...]:
        """None: the poster's own are the poster's."""
        return ()

    def parts(self, left: float = 0.0, right: float = 0.0) -> Iterator[Part]:
        """Three parts, whatever the span: what lies under the poster, the frame, and what lies over both."""
        for items in (self.under, self.frame, self.over):
            yield Part(PartKind.PAPER, "", 0.0, 0.0, self.width, self.height, items)


@dataclass(frozen=True, slots=True, eq=False)
class TiledPoster:
    """A poster and the pages that show it: the assembly map, then the tiles in reading order."""

    sheet: Sheet
    pages: tuple[TilePage, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TileSetting:
    """What the pages are set with, and the poster they show. ``part`` numbers the posters of a series of
    ``parts``; 0: there is but one."""

    sheet: Sheet
    plan: Tiling
    words: TileWords
    type: Typesetter
    icons: IconSet
    part: int = 0
    parts: int = 0

    @property
    def which(self) -> str:
        """Which poster of a series it is, in words; empty where there is but one."""
        return self.words.part_of.format(number=self.part, count=max(self.part, self.parts)) if self.part else ""

    @property
    def longest(self) -> str:
        """The longest of the tiles' names, as it stands on paper."""
        return self.label(self.plan.name(self.plan.rows - 1, self.plan.columns - 1))

    @property
    def language(self) -> str:
        """The language of the words where it is not the poster's own, for tags."""
        return self.words.language if self.words.language != self.sheet.language else ""

    def text(
        self, x: float, y: float, s: str, style: str, size: float, fill: str = INK, anchor: float = 0.0
    ) -> Text:
        """One line at baseline ``y``; ``anchor`` 0 left, 0.5 centre, 1 right. ``size`` in mm."""
        return _placed(x, y, self.type.line(s, style), size, fill, anchor)

    def short(self, x: float, y: float, s: str, style: str, size: float, fill: str, width: float) -> Text:
        """One line from ``x`` that is at most ``width`` mm wide, with an ellipsis where it must."""
        return _placed(x, y, self.type.ellipsis(s, style, width / size), size, fill, 0.0)

    def label(self, name: str) -> str:
        """A tile's name as it stands on paper: in a series with the poster's number, so that no two are alike."""
        return f"{self.part}-{name}" if self.part else name

    def position(self, tile: Tile) -> str:
        """Where a tile lies, in words: row 2 of 5, column 3 of 5."""
        return self.words.position_of.format(
            row=tile.row + 1, rows=self.plan.rows, column=tile.column + 1, columns=self.plan.columns
        )


def _placed(x: float, y: float, shaped: Line, size: float, fill: str, anchor: float) -> Text:
    return Text(x - anchor * shaped.width * size, y, shaped, size, fill)


def tile_page(setting: TileSetting, tile: Tile) -> TilePage:
    """The page of a tile: its part of the poster in true size, and all it takes to cut and glue it."""
    plan, sheet = setting.plan, setting.sheet
    margin = plan.margin
    label = setting.label(tile.name)
    frame: list[Item] = [_cut_line(cut) for cut in tile.cuts]
    frame += [line(tick.x0, tick.y0, tick.x1, tick.y1, INK, 0.3) for tick in tile.ticks]
    frame += _scissors(setting, tile)
    over: list[Item] = [Mark(label, f"{label} · {setting.position(tile)}", 1, 0.0, 0.0)]
    for side, flap in tile.flaps.items():
        if plan.overlap >= _LEAST_FLAP:
            sign, name = _flap_name(setting, side, flap, tile.beside[side])
            frame += sign
            over.append(name)
        else:
            over.append(_margin_name(setting, side, tile))
    over += _footline(setting, tile)
    return TilePage(
        width=plan.paper.width,
        height=plan.paper.height,
        title=sheet.title,
        language=sheet.language,
        key=label,
        under=(),
        frame=tuple(frame),
        over=tuple(over),
        art=tile.art,
        x=margin - tile.window.x,
        y=margin - tile.window.y,
        scale=plan.scale,
        alt=setting.words.tile_alt_of.format(name=label, title=sheet.title),
    )


def _cut_line(cut: Cut) -> Path:
    """A dashed line directly beside the picture, so that none of it lies on what stays."""
    dx = {Side.LEFT: -_OUTSIDE, Side.RIGHT: _OUTSIDE}.get(cut.side, 0.0)
    dy = {Side.TOP: -_OUTSIDE, Side.BOTTOM: _OUTSIDE}.get(cut.side, 0.0)
    return line(cut.x0 + dx, cut.y0 + dy, cut.x1 + dx, cut.y1 + dy, INK, _CUT, _DASH)


def _strip(margin: float) -> float:
    """The height of the strip beside the picture in which something can stand (mm)."""
    return max(margin - _UNPRINTED, margin * 0.4) - _GAP


def _scissors(setting: TileSetting, tile: Tile) -> list[Item]:
    """A pair of scissors beside the upper and the left cut line, pointing along it."""
    size = _strip(setting.plan.margin)
    off, along = size / 2 + _GAP, size * 2.8
    art = tile.art
    out: list[Item] = list(setting.icons.items("scissors", art.x + along, art.y - off, size, INK, size / 14))
    for path in setting.icons.items("scissors", 0.0, 0.0, size, INK, size / 14):
        turned = tuple(_turned(segment, art.x - off, art.y + along) for segment in path.segments)
        out.append(Path(turned, path.fill, path.stroke, path.width))
    return out


def _turned(segment: Segment, x: float, y: float) -> Segment:
    """A segment turned a quarter clockwise around the origin and moved to (x, y)."""
    values = segment[1:]
    turned: list[float] = []
    for i in range(0, len(values), 2):
        turned += [x - values[i + 1], y + values[i]]
    return (segment[0], *turned)  # type: ignore[return-value]  # as many as there were


def _flap_name(setting: TileSetting, side: Side, flap: Area, name: str) -> tuple[list[Item], Item]:
    """On the flap: an arrow in a field, and the name of the tile that goes over it. The field is as wide as the widest
    name needs, and upright where the flap is, so that it fits into ten millimetres.
    """
    unit = min(setting.plan.overlap, 12.0) / 10.0
    size = 3.3 * unit
    shaped = setting.type.line(setting.label(name), "bold")
    ems = max(setting.type.width(setting.longest.replace("1", "0"), "bold"), shaped.width, 1.5)
    # A name with the poster's number is as much smaller as an upright flap needs.
    size = min(size, (setting.plan.overlap - 2.4 * unit) / ems)
    room = ems * size
    wide, arrow, cap = shaped.width * size, 3.6 * unit, CAP * size
    cx, cy = flap.x + flap.w / 2, flap.y + flap.h / 2
    if side is Side.RIGHT:
        w, h = max(room, arrow) + 2.0 * unit, arrow + cap + 3.2 * unit
        ax, ay, tx, ty = cx, cy - h / 2 + unit + arrow / 2, cx - wide / 2, cy + h / 2 - 1.2 * unit
    else:
        w, h = room + arrow + 3.4 * unit, max(arrow, cap) + 2.4 * unit
        ax, ay, ty = cx - w / 2 + unit + arrow / 2, cy, cy + cap / 2
        tx = cx + w / 2 - 1.2 * unit - (room + wide) / 2
    field = Rect(cx - w / 2, cy - h / 2, w, h, PAPER, INK, 0.2, 1.4 * unit)
    sign: list[Item] = [field, *setting.icons.items(_ARROWS[side], ax, ay, arrow, INK, 0.32 * unit)]
    return sign, Text(tx, ty, shaped, size, INK)


def _margin_name(setting: TileSetting, side: Side, tile: Tile) -> Item:
    """The neighbour's name in the margin, where the flap is too narrow for it."""
    size = _strip(setting.plan.margin) / CAP * 0.8
    shaped = setting.type.line(setting.label(tile.beside[side]), "bold")
    art = tile.art
    if side is Side.RIGHT:
        return Text(art.right - shaped.width * size, art.bottom + _GAP + CAP * size, shaped, size, INK)
    return Text(art.right + _GAP + CAP * size, art.bottom, shaped, size, INK, angle=90.0)


def _footline(setting: TileSetting, tile: Tile) -> list[Item]:
    """Below the picture: the tile's name, where it lies, and which poster it belongs to."""
    plan = setting.plan
    strip = _strip(plan.margin)
    size = strip / CAP * 0.92
    small = size * 0.74
    x, base = tile.art.x + 2.5, plan.paper.height - plan.margin + _GAP + CAP * size
    # As far as the tick for the neighbour on the right, or the end of the picture.
    end = tile.art.right - (plan.overlap if Side.RIGHT in tile.beside else 0.0) - 2.0
    name = setting.text(x, base, setting.label(tile.name), "bold", size)
    rest = x + name.line.width * size + 0.7 * size
    says = "  ·  ".join(one for one in (setting.position(tile), setting.which, setting.sheet.title) if one)
    out: list[Item] = [Tag("P", language=setting.language), name]
    if end - rest > 4 * small:
        out.append(setting.short(rest, base, says, "regular", small, INK, end - rest))
    return [*out, Tag()]
