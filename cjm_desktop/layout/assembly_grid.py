"""What lies over the small picture of a poster on its assembly map: the seams, and in each field the name of its sheet.

Contract. :func:`picture_grid` keeps the names clear of the poster's title, and of the other words of its head as far as they can:
all names of a row stand at the same place in their fields. Each field leads to its sheet. Lengths in mm of the map's page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .paper import CAP
from .shapes import line
from .sheet import Item, Link, PartKind, Rect, Sheet, Text
from .tile_pages import INK, PAPER, TileSetting
from .tiling import Area

#: How far letters reach over and under their baseline (em).
_TALL, _DEEP = 0.78, 0.22


def picture_grid(setting: TileSetting, art: Area, k: float, unit: float) -> list[Item]:
    """Over the picture: its edge, the seams, and in each field the name of the sheet that is seen there."""
    plan = setting.plan
    thin, grid = 0.2 * unit, plan.grid
    xs, ys = plan.seams
    whole = Area(art.x + grid.x * k, art.y + grid.y * k, grid.w * k, grid.h * k)

    def strokes(box: Area, colour: str, width: float) -> list[Item]:
        upright = [line(art.x + x * k, box.y, art.x + x * k, box.bottom, colour, width) for x in xs]
        return [*upright, *(line(box.x, art.y + y * k, box.right, art.y + y * k, colour, width) for y in ys)]

    # On the poster a white edge keeps the seams visible on dark ground.
    out = [
        *strokes(art, PAPER, 3.4 * thin),
        *strokes(whole, INK, thin),
        Rect(whole.x, whole.y, whole.w, whole.h, None, INK, thin),
    ]
    out.append(Rect(art.x, art.y, art.w, art.h, None, INK, 1.6 * thin))
    columns, rows = (0.0, *xs, plan.width), (0.0, *ys, plan.height)
    least = min(b - a for edges in (columns, rows) for a, b in pairwise(edges)) * k
    longest = max(setting.type.width(setting.longest, "bold"), 1.2)
    size = min(3.3 * unit, 0.72 * least / longest, 0.6 * least / CAP)
    words = [(box.moved(art.x, art.y), weight) for box, weight in _head_words(setting.sheet, k * plan.scale)]
    for row in range(plan.rows):
        fields = [
            Area(
                art.x + columns[column] * k,
                art.y + rows[row] * k,
                (columns[column + 1] - columns[column]) * k,
                (rows[row + 1] - rows[row]) * k,
            )
            for column in range(plan.columns)
        ]
        names = [setting.label(plan.name(row, column)) for column in range(plan.columns)]
        shaped = [setting.type.line(name, "bold") for name in names]
        sizes = [(max(one.width * size, 1.2 * size) + 0.7 * size, (CAP + 0.7) * size) for one in shaped]
        # The first of the places that cover least, a name's middle being the best.
        spots = [_spots(field, w, h, 2.5 * thin) for field, (w, h) in zip(fields, sizes, strict=True)]
        tags = min(
            zip(*spots, strict=True), key=lambda row: round(sum(_covered(tag, words) for tag in row), 3)
        )
        for field, tag, name in zip(fields, tags, names, strict=True):
            base = tag.y + tag.h / 2 + CAP * size / 2
            out += [
                Rect(tag.x, tag.y, tag.w, tag.h, PAPER, INK, thin, tag.h / 2),
                setting.text(tag.x + tag.w / 2, base, name, "bold", size, anchor=0.5),
                Link(field.x, field.y, field.w, field.h, f"#{name}"),
            ]
    return out


def _spots(field: Area, w: float, h: float, edge: float) -> list[Area]:
    """Where a name of a size may stand in its field: in the middle, at a side, in a corner."""
    across = [edge, (field.w - w) / 2, field.w - w - edge]
    down = [edge, (field.h - h) / 2, field.h - h - edge]
    order = ((1, 1), (1, 2), (1, 0), (0, 1), (2, 1), (0, 2), (2, 2), (0, 0), (2, 0))
    # In a field that is hardly larger than the name there is but the middle.
    return [
        Area(
            field.x + (across[i] if field.w > w + 2 * edge else across[1]),
            field.y + (down[j] if field.h > h + 2 * edge else down[1]),
            w,
            h,
        )
        for i, j in order
    ]


def _head_words(sheet: Sheet, k: float) -> list[tuple[Area, float]]:
    """The words of the poster's head where they are in the picture (mm), each with its weight: large type tells which poster it is."""
    out: list[tuple[Area, float]] = []
    for part in sheet.parts():
        if part.kind is not PartKind.HEADER:
            continue
        for item in part.items:
            if isinstance(item, Text) and not item.angle:
                w = item.line.width * item.size + item.track * len(item.line.text)
                top = part.y + item.y - _TALL * item.size
                size = item.size * k
                out.append((Area((part.x + item.x) * k, top * k, w * k, (_TALL + _DEEP) * size), size**2))
    return out


def _covered(tag: Area, words: Sequence[tuple[Area, float]]) -> float:
    """How much of some words a name covers, the larger ones counting more."""
    return sum(
        weight
        * max(0.0, min(tag.right, box.right) - max(tag.x, box.x))
        * max(0.0, min(tag.bottom, box.bottom) - max(tag.y, box.y))
        for box, weight in words
    )
