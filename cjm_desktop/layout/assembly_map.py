"""The assembly map: the first page of a poster on tiles. A small picture of it with the place of every sheet, four steps
with a drawing each, and a ruler that proves that nobody scaled the pages.

Contract. One page on the tiles' own paper, everything inside their margin; where steps beside the picture leave it more
room than steps below it, they stand beside. Type is at least 2.4 mm (7 pt). The names of the sheets keep clear of the poster's
title, and of the other words of its head as far as they can: all names of a row stand at the same place in their fields.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .assembly_grid import picture_grid
from .icons import IconSet
from .paper import CAP
from .shapes import line, polygon
from .sheet import Item, Mark, Path, Rect, Sheet, Tag, Text
from .text import Typesetter
from .tile_pages import INK, MAP_KEY, PAPER, TiledPoster, TilePage, TileSetting, tile_page
from .tile_words import TileWords
from .tiling import Area, Tiling

_SOFT, _FLAP, _PICTURE, _RULE = "#4A5568", "#C9D1DC", "#EEF1F5", "#A9B4C3"
#: Height of the row of posters that hang side by side, with the room over it (mm).
_HUNG = 12.0
#: Length of the ruler (mm), and of the part that fits on any paper's map.
RULER = 100.0
#: Type in mm, before it grows with the paper: title from .. to, text, small.
_TITLES, _TEXT, _SMALL = (8.4, 7.4, 6.4, 5.4, 4.6), 3.15, 2.75
_LEAD = 1.36
_LEAST = 2.4


@dataclass(frozen=True, slots=True)
class _Step:
    """A step: its title, what to do, and its drawing in a box."""

    title: str
    text: str
    drawing: Callable[[TileSetting, Area], list[Item]]


def tile_poster(
    sheet: Sheet, plan: Tiling, words: TileWords, typesetter: Typesetter, icons: IconSet, *, part: int = 0, parts: int = 0
) -> TiledPoster:
    """A poster with all pages it takes: the assembly map, then the tiles in reading order.

    ``part`` numbers the ``parts`` posters of a series from 1, so that their tiles have names of their own (``2-B3``), and their maps say
    how they hang; 0: there is but one.
    """
    setting = TileSetting(sheet, plan, words, typesetter, icons, part, parts)
    return TiledPoster(sheet, (assembly_map(setting), *(tile_page(setting, tile) for tile in plan.tiles)))


def assembly_map(setting: TileSetting) -> TilePage:
    """The first page."""
    plan, sheet, words = setting.plan, setting.sheet, setting.words
    width, height = plan.paper.width, plan.paper.height
    unit = (min(width, height) / 210.0) ** 0.7
    edge = max(13.0 * unit, plan.margin + 4.0)
    inner = Area(edge, edge, width - 2 * edge, height - 2 * edge)
    head, top = _head(setting, inner, unit)
    foot = (11.0 + (_HUNG if setting.parts > 1 else 0.0)) * unit
    middle = Area(inner.x, top + 6.0 * unit, inner.w, inner.bottom - foot - top - 12.0 * unit)
    below, beside = _below(setting, middle, unit), _beside(setting, middle, unit)
    # Wide short columns read better than narrow long ones: steps stand beside only when the picture gains by it.
    picture, steps = beside if beside[0].w > 1.06 * below[0].w else below
    k = picture.w / plan.grid.w
    art = Area(picture.x - plan.grid.x * k, picture.y - plan.grid.y * k, plan.width * k, plan.height * k)
    under: list[Item] = [
        Mark(
            setting.label(MAP_KEY),
            " · ".join(one for one in (words.assembly_map, setting.which) if one),
            0,
            0.0,
            0.0,
        ),
        *head,
        Rect(picture.x, picture.y, picture.w, picture.h, _PICTURE),
    ]
    over = [*picture_grid(setting, art, k, unit), *steps, *_hung(setting, inner, unit), *_ruler(setting, inner, unit)]
    return TilePage(
        width=width,
        height=height,
        title=sheet.title,
        language=sheet.language,
        key=setting.label(MAP_KEY),
        under=tuple(under),
        frame=(),
        over=tuple(over),
        art=art,
        x=art.x,
        y=art.y,
        scale=k * plan.scale,
        alt=words.map_alt_of.format(title=sheet.title, count=plan.count),
    )


# -- head and ruler ----------


def _head(setting: TileSetting, inner: Area, unit: float) -> tuple[list[Item], float]:
    """What this page is, the poster's title, and the figures; gives the items and where they end (mm)."""
    plan, words, number = setting.plan, setting.words, setting.words.number
    size, kicker = _TEXT * unit * 1.08, 3.4 * unit
    y = inner.y + CAP * kicker
    out: list[Item] = [
        Tag("P", language=setting.language),
        setting.text(inner.x, y, " · ".join(one for one in (words.assembly_map, setting.which) if one), "semibold", kicker, _SOFT),
        Tag(),
    ]
    big, title = setting.type.fit(
        setting.sheet.title, "extrabold", [t * unit for t in _TITLES], inner.w, setting.sheet.language, 2
    )
    y += 3.0 * unit + CAP * big
    out.append(Tag("H1"))
    for i, shaped in enumerate(title.lines):
        y += 1.18 * big if i else 0.0
        x = inner.right - shaped.width * big if shaped.rtl else inner.x
        out.append(Text(x, y, shaped, big, INK))
    out.append(Tag())
    finished = words.finished_of if plan.scale == 1.0 else words.reduced_of
    facts = (
        words.sheets_of.format(count=plan.count, paper=plan.paper.name, rows=plan.rows, columns=plan.columns),
        finished.format(
            width=number(round(plan.width, 1)),
            height=number(round(plan.height, 1)),
            percent=number(round(plan.scale * 100, 1)),
        ),
    )
    both = "   ·   ".join(facts)
    rows = (both,) if setting.type.width(both, "regular") * size <= inner.w else facts
    y += 1.0 * unit
    out.append(Tag("P", language=setting.language))
    for row in rows:
        y += 1.5 * size
        out.append(setting.short(inner.x, y, row, "regular", size, _SOFT, inner.w))
    return [*out, Tag()], y


def _hung(setting: TileSetting, inner: Area, unit: float) -> list[Item]:
    """Of a series: the glued posters as they hang side by side, this one marked, and a line that says so; above the ruler."""
    parts = setting.parts
    if parts < 2:
        return []
    gap, most = 1.0 * unit, 8.0 * unit
    share = setting.plan.width / setting.plan.height
    w = min(most * share, (0.45 * inner.w - gap * (parts - 1)) / parts)
    h = min(w / share, most)
    bottom = inner.bottom - 9.0 * unit
    middle = bottom - most / 2
    size = min(0.62 * h, 0.8 * w / setting.type.width(str(parts), "bold"))
    out: list[Item] = []
    for number in range(1, parts + 1):
        box = Area(inner.x + (number - 1) * (w + gap), middle - h / 2, w, h)
        out.append(_page(box, _FLAP if number == setting.part else PAPER))
        out.append(setting.text(box.x + w / 2, middle + CAP * size / 2, str(number), "bold", size, anchor=0.5))
    x = inner.x + parts * (w + gap) + 3.0 * unit
    text = setting.words.hang_of.format(count=parts, number=setting.part)
    size = max(_TEXT * unit, _LEAST)
    made = setting.type.wrap(text, "regular", (inner.right - x) / size, setting.words.language, 3)
    y = middle - ((made.count - 1) * _LEAD * size) / 2 + CAP * size / 2
    out.append(Tag("P", language=setting.language))
    out += [Text(x, y + i * _LEAD * size, shaped, size, INK) for i, shaped in enumerate(made.lines)]
    return [*out, Tag()]


def _ruler(setting: TileSetting, inner: Area, unit: float) -> list[Item]:
    """The line to measure, with a stroke every ten millimetres, and what it is for."""
    size = _SMALL * unit
    base = inner.bottom
    out: list[Item] = [line(inner.x, base, inner.x + RULER, base, INK, 0.3)]
    for i in range(11):
        long = 3.4 if i % 5 == 0 else 2.0
        # The outermost strokes end where the line ends, so that from outside to outside it is the whole length.
        x = inner.x + i * RULER / 10 + {0: 0.1, 10: -0.1}.get(i, 0.0)
        out.append(line(x, base, x, base - long, INK, 0.2))
    text = setting.words.ruler_of.format(length=setting.words.number(RULER))
    room = inner.right - inner.x - RULER - 4.0 * unit
    out.append(Tag("P", language=setting.language))
    made = setting.type.wrap(text, "regular", room / size, setting.words.language, 3)
    y = base - (made.count - 1) * _LEAD * size
    for i, shaped in enumerate(made.lines):
        out.append(Text(inner.x + RULER + 4.0 * unit, y + i * _LEAD * size, shaped, size, INK))
    return [*out, Tag()]


# -- steps ----------


def _steps(setting: TileSetting) -> Sequence[_Step]:
    plan, words = setting.plan, setting.words
    steps = [_Step(words.print_title, words.print_of.format(paper=plan.paper.name), _draw_print)]
    if plan.count == 1:
        return [*steps, _Step(words.cut_title, words.trim, _draw_cut)]
    steps.append(_Step(words.cut_title, words.cut, _draw_cut))
    if plan.columns > 1:
        overlap = words.number(round(plan.overlap, 1))
        steps.append(_Step(words.glue_title, words.glue_of.format(overlap=overlap), _draw_glue))
    if plan.rows > 1:
        steps.append(_Step(words.rows_title, words.rows, _draw_rows))
    return steps


def _fitted(plan: Tiling, room: Area) -> Area:
    """The grid as large as it fits into a room, in the middle of its width, at its top."""
    k = max(min(room.w / plan.grid.w, room.h / plan.grid.h), 0.0)
    w, h = plan.grid.w * k, plan.grid.h * k
    return Area(room.x + (room.w - w) / 2, room.y, w, h)


def _below(setting: TileSetting, room: Area, unit: float) -> tuple[Area, list[Item]]:
    """The picture above, the steps side by side below it."""
    steps = _steps(setting)
    gap = 6.0 * unit
    w = (room.w - gap * (len(steps) - 1)) / len(steps)
    w = min(w, 62.0 * unit)
    drawing = Area(0.0, 0.0, min(w, 30.0 * unit), min(w, 30.0 * unit) * 0.66)
    made = [_step(setting, i, step, 0.0, room.x, w, unit) for i, step in enumerate(steps)]
    high = max(h for _, h in made) + drawing.h + 4.0 * unit
    top = room.bottom - high
    picture = _fitted(setting.plan, Area(room.x, room.y, room.w, top - room.y - 6.0 * unit))
    # What is left over stands half above and half below the picture.
    picture = picture.moved(0.0, max(0.0, (top - 6.0 * unit - picture.bottom) / 2))
    out: list[Item] = []
    for i, step in enumerate(steps):
        x = room.x + i * (w + gap)
        box = drawing.moved(x, top)
        out += step.drawing(setting, box)
        out += _step(setting, i, step, box.bottom + 4.0 * unit, x, w, unit)[0]
    return picture, out


def _beside(setting: TileSetting, room: Area, unit: float) -> tuple[Area, list[Item]]:
    """The picture on the left, the steps one below the other on its right."""
    steps = _steps(setting)
    dw, dh = 21.0 * unit, 14.0 * unit
    best: tuple[Area, list[Item]] = (Area(room.x, room.y, 0.0, 0.0), [])
    for share in (0.27, 0.3, 0.33, 0.37, 0.42, 0.47):
        column = share * room.w
        x = room.right - column
        tx, tw = x + dw + 4.0 * unit, column - dw - 4.0 * unit
        if tw < 34.0 * unit:
            continue
        heights = [max(dh, _step(setting, i, step, 0.0, tx, tw, unit)[1]) for i, step in enumerate(steps)]
        picture = _fitted(setting.plan, Area(room.x, room.y, x - room.x - 8.0 * unit, room.h))
        slack = room.h - sum(heights) - 4.0 * unit * (len(steps) - 1)
        # Of columns that leave the picture the same room, the widest.
        if slack < 0.0 or picture.w < best[0].w - 0.01:
            continue
        # As high as the picture where there is room, so that both end together.
        gap = max((picture.h - sum(heights)) / max(1, len(steps) - 1), 4.0 * unit)
        gap, y = min(gap, 13.0 * unit), room.y
        out: list[Item] = []
        for i, (step, high) in enumerate(zip(steps, heights, strict=True)):
            out += step.drawing(setting, Area(x, y, dw, dh))
            out += _step(setting, i, step, y, tx, tw, unit)[0]
            y += high + gap
        best = picture.moved(room.x - picture.x, 0.0), out
    return best


def _step(
    setting: TileSetting, i: int, step: _Step, top: float, x: float, w: float, unit: float
) -> tuple[list[Item], float]:
    """The words of a step from ``top`` down, in a column at ``x``; gives the items and their height (mm)."""
    size, title = max(_TEXT * unit, _LEAST), 3.7 * unit
    language = setting.words.language
    head = setting.type.wrap(f"{i + 1}  {step.title}", "bold", w / title, language, 2)
    body = setting.type.wrap(step.text, "regular", w / size, language)
    y = top + CAP * title
    out: list[Item] = [Tag("H2", language=setting.language)]
    for shaped in head.lines:
        out.append(Text(x, y, shaped, title, INK))
        y += 1.2 * title
    out += [Tag(), Tag("P", language=setting.language)]
    y += 0.35 * title
    for shaped in body.lines:
        out.append(Text(x, y, shaped, size, INK))
        y += _LEAD * size
    return [*out, Tag()], y - _LEAD * size - top


# -- drawings: decoration beside the words, so they carry no tags ----------


def _page(box: Area, fill: str = PAPER) -> Rect:
    return Rect(box.x, box.y, box.w, box.h, fill, INK, 0.25)


def _flap(box: Area) -> Rect:
    return Rect(box.x, box.y, box.w, box.h, _FLAP)


def _outline(box: Area) -> Rect:
    return Rect(box.x, box.y, box.w, box.h, None, INK, 0.25)


def _arrow(x0: float, y0: float, x1: float, y1: float, size: float) -> list[Item]:
    """A straight arrow along one axis."""
    dx, dy = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
    bx, by = x1 - dx * size, y1 - dy * size
    head = polygon(
        (x1, y1), (bx - dy * size * 0.6, by - dx * size * 0.6), (bx + dy * size * 0.6, by + dx * size * 0.6)
    )
    return [line(x0, y0, bx, by, INK, size * 0.3), Path(head, INK)]


def _draw_print(setting: TileSetting, box: Area) -> list[Item]:
    """A sheet that says 100 %, with a ruler on it."""
    w = box.h * 1.3
    page = Area(box.x + (box.w - w) / 2, box.y, w, box.h)
    size = box.h * 0.24
    y = page.y + page.h * 0.5
    out: list[Item] = [_page(page), setting.text(page.x + w / 2, y, "100 %", "bold", size, anchor=0.5)]
    left, right, base = page.x + w * 0.2, page.right - w * 0.2, page.y + page.h * 0.76
    out.append(line(left, base, right, base, INK, 0.25))
    for i in range(6):
        x = left + (right - left) * i / 5
        out.append(line(x, base, x, base - box.h * (0.1 if i % 5 else 0.14), INK, 0.2))
    return out


def _draw_cut(setting: TileSetting, box: Area) -> list[Item]:
    """A sheet with dashed lines on the left and at the top, scissors at work, and the flaps that stay."""
    w = box.h * 1.3
    page = Area(box.x + (box.w - w) / 2, box.y, w, box.h)
    m, f = box.h * 0.14, box.h * 0.16
    art = Area(page.x + m, page.y + m, page.w - m, page.h - m)
    out: list[Item] = [_page(page), Rect(art.x, art.y, art.w, art.h, _PICTURE)]
    if setting.plan.count > 1:
        out += [
            _flap(Area(art.right - f, art.y, f, art.h)),
            _flap(Area(art.x, art.bottom - f, art.w, f)),
        ]
    dash = (0.9, 0.7)
    out += [
        _outline(page),
        line(art.x, page.y - m * 0.6, art.x, page.bottom + m * 0.6, INK, 0.3, dash),
        line(page.x - m * 0.6, art.y, page.right + m * 0.6, art.y, INK, 0.3, dash),
    ]
    size = box.h * 0.36
    cx = art.x + art.w * 0.42
    out += setting.icons.items("scissors", cx, art.y, size, INK, size / 12)
    return out


def _name(setting: TileSetting, x: float, y: float, name: str, size: float, room: float) -> Text:
    """The name of a sheet around a middle, as it stands on the sheet itself: in a series longer, and so much smaller that it fits
    into ``room`` mm."""
    size = min(size, room / setting.type.width(name, "bold"))
    return setting.text(x, y + CAP * size / 2, name, "bold", size, anchor=0.5)


def _draw_glue(setting: TileSetting, box: Area) -> list[Item]:
    """A sheet with its flap, and the next one on its way over it."""
    w, h, f = box.w * 0.4, box.h * 0.8, box.h * 0.16
    y = box.y + (box.h - h) / 2
    first = Area(box.x, y, w, h)
    second = Area(box.right - w, y, w, h)
    size = h * 0.26
    out: list[Item] = []
    for sheet, name in ((first, setting.label("A1")), (second, setting.label("A2"))):
        out += [_page(sheet, _PICTURE), _flap(Area(sheet.right - f, sheet.y, f, sheet.h)), _outline(sheet)]
        out.append(_name(setting, sheet.x + (w - f) / 2, y + h / 2, name, size, 0.9 * (w - f)))
    # From the cut edge to the flap's inner edge.
    out += _arrow(second.x, y + h * 0.82, first.right - f, y + h * 0.82, h * 0.17)
    return out


def _draw_rows(setting: TileSetting, box: Area) -> list[Item]:
    """Two rows, each glued already, the lower one on its way over the flap of the upper one."""
    w, h, f = box.w * 0.86, box.h * 0.4, box.h * 0.12
    x = box.x + (box.w - w) / 2
    first, second = Area(x, box.y, w, h), Area(x, box.bottom - h, w, h)
    size = h * 0.4
    out: list[Item] = []
    for row, name in ((first, "A"), (second, "B")):
        out += [_page(row, _PICTURE), _flap(Area(row.x, row.bottom - f, row.w, f)), _outline(row)]
        for i in (1, 2):
            out.append(line(x + w * i / 3, row.y, x + w * i / 3, row.bottom, _RULE, 0.2))
        for i in range(3):
            at, middle = x + w * (i + 0.5) / 3, row.y + (h - f) / 2
            out.append(_name(setting, at, middle, setting.label(f"{name}{i + 1}"), size, 0.84 * w / 3))
    return [*out, *_arrow(x + w * 0.9, second.y, x + w * 0.9, first.bottom - f, box.h * 0.13)]
