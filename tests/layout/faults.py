"""What is wrong with a laid-out map, found by looking at every text on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cjm_desktop.layout import MapSheet
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.paper import CAP
from cjm_desktop.layout.sheet import PT, PartKind, Text
from cjm_desktop.layout.votes import sticker_among

#: Parts whose texts stand in a box of their own.
BOXED = frozenset(
    {
        PartKind.CARD,
        PartKind.QUOTE,
        PartKind.OPPORTUNITY,
        PartKind.PHASE,
        PartKind.HEADER,
        PartKind.FOOTER,
        PartKind.PARTY,
    }
)
#: Depth of descenders, in em; rounding.
_DESCENT, _SLACK = 0.2, 0.05

Box = tuple[float, float, float, float]


def texts(sheet: MapSheet) -> Iterator[tuple[PartKind, str, int, Box, Box, Text]]:
    """Each upright text: its part's kind, record, layer and box, its own box (left, top, right, bottom in mm), the item."""
    for part in sheet.parts():
        for item in part.items:
            if isinstance(item, Text) and item.line.text.strip() and not item.angle:
                width = item.line.width * item.size + item.track * (len(item.line.text) - 1)
                x, y = part.x + item.x, part.y + item.y
                own = (x, y - CAP * item.size, x + width, y + _DESCENT * item.size)
                box = (part.x, part.y, part.x + part.w, part.y + part.h)
                yield part.kind, part.record, part.layer, box, own, item


def outside(sheet: MapSheet) -> list[str]:
    """Texts that leave their page, or the box of their part where they have one; only votes stand over the edge of their card."""
    out = []
    stickers = {part.record: part.y + over.y + over.h for part in sheet.parts() if (over := sticker_among(part.items)) is not None}
    for kind, record, _, box, own, item in texts(sheet):
        on_page = any(
            page.x - _SLACK <= own[0]
            and own[2] <= page.x + page.w + _SLACK
            and page.y - _SLACK <= own[1]
            and own[3] <= page.y + page.h + _SLACK
            for page in sheet.pages
        )
        if not on_page:
            out.append(f"off the page: {kind} {record} “{item.line.text}” {own}")
        slack = _SLACK + 0.1 * item.size
        if box[1] < stickers.get(record, box[1]) and own[3] <= stickers[record] + slack:
            continue
        if kind in BOXED and not (
            box[0] - slack <= own[0]
            and own[2] <= box[2] + slack
            and box[1] - slack <= own[1]
            and own[3] <= box[3] + slack
        ):
            out.append(f"out of its box: {kind} {record} “{item.line.text}” {own} {box}")
    return out


def overlapping(sheet: MapSheet) -> list[str]:
    """Pairs of texts of one layer that lie on each other."""
    layers: dict[int, list[tuple[Box, str]]] = defaultdict(list)
    for kind, record, layer, _, own, item in texts(sheet):
        layers[layer].append((own, f"{kind} {record} “{item.line.text}”"))
    out = []
    for found in layers.values():
        found.sort(key=lambda one: one[0][0])
        for i, (a, said) in enumerate(found):
            for b, other in found[i + 1 :]:
                if b[0] >= a[2] - _SLACK:
                    break
                if a[1] + _SLACK < b[3] and b[1] + _SLACK < a[3]:
                    out.append(f"{said} and {other}")
    return out


def inked(sheet: MapSheet, fonts: FontSet) -> list[str]:
    """Pairs of texts of one layer whose glyphs' own ink lies on each other's, whatever the house's face would need."""
    layers: dict[int, list[tuple[Box, str, list[Box]]]] = defaultdict(list)
    for kind, record, layer, _, _own, item in texts(sheet):
        part_x, part_y = _own[0] - item.x, _own[3] - _DESCENT * item.size - item.y
        boxes = [
            (
                part_x + item.x + left * item.size,
                part_y + item.y - high * item.size,
                part_x + item.x + right * item.size,
                part_y + item.y - low * item.size,
            )
            for run in item.line.runs
            for left, low, right, high in fonts.boxes(run)
        ]
        if boxes and not item.track:
            around = (
                min(box[0] for box in boxes),
                min(box[1] for box in boxes),
                max(box[2] for box in boxes),
                max(box[3] for box in boxes),
            )
            layers[layer].append((around, f"{kind} {record} “{item.line.text}”", boxes))
    out = []
    for found in layers.values():
        found.sort(key=lambda one: one[0][0])
        for i, (a, said, ink) in enumerate(found):
            for b, other, more in found[i + 1 :]:
                if b[0] >= a[2]:
                    break
                if _meet(a, b) and any(_meet(one, two) for one in ink for two in more):
                    out.append(f"{said} and {other}")
    return out


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def smallest(sheet: MapSheet) -> float:
    """The size of the smallest text there is (pt)."""
    return min((item.size for *_, item in texts(sheet)), default=0.0) / PT
