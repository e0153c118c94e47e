"""Shapes that painters of files build the same way."""

from __future__ import annotations

from cjm_desktop.layout.sheet import Curve, Image, Item, Path, Rect, Segment, Text

#: The glyph id of a character that no font has; painters draw :func:`frame` for it.
MISSING = 0

#: How far, in radii, the handles of a cubic Bézier lie from the ends of a quarter circle (error below 0.03 %).
_QUARTER = 0.5522847498

#: The frame of a missing character, in em: side bearing, least width, height and thickness.
_BEARING, _NARROWEST, _HEIGHT, _EDGE = 0.06, 0.3, 0.72, 0.06


def rounded(rect: Rect) -> tuple[Segment, ...]:
    """The outline of a rectangle with round corners; the radius is at most half the shorter side."""
    r = min(rect.radius, rect.w / 2, rect.h / 2)
    k = r * (1 - _QUARTER)
    left, top, right, bottom = rect.x, rect.y, rect.x + rect.w, rect.y + rect.h
    return (
        ("M", left + r, top),
        ("L", right - r, top),
        ("C", right - k, top, right, top + k, right, top + r),
        ("L", right, bottom - r),
        ("C", right, bottom - k, right - k, bottom, right - r, bottom),
        ("L", left + r, bottom),
        ("C", left + k, bottom, left, bottom - k, left, bottom - r),
        ("L", left, top + r),
        ("C", left, top + k, left + k, top, left + r, top),
        ("Z",),
    )


def box(left: float, top: float, right: float, bottom: float) -> tuple[Segment, ...]:
    """A closed rectangle."""
    return (("M", left, top), ("L", right, top), ("L", right, bottom), ("L", left, bottom), ("Z",))


def bounds(item: Item) -> tuple[float, float, float, float] | None:
    """What an item covers at most, without its stroke's width: left, top, right, bottom in its part's millimetres. A
    turned text counts as a square around its start; ``None``: nothing is painted.
    """
    match item:
        case Rect() | Image():
            return item.x, item.y, item.x + item.w, item.y + item.h
        case Path():
            xs = [v for segment in item.segments for v in segment[1::2]]
            ys = [v for segment in item.segments for v in segment[2::2]]
            return (min(xs), min(ys), max(xs), max(ys)) if xs else None
        case Text():
            wide = item.line.width * item.size
            if item.angle:
                return item.x - wide, item.y - wide, item.x + wide, item.y + wide
            return item.x, item.y - item.size, item.x + wide, item.y + 0.3 * item.size
        case Curve():
            points = [p for i in range(len(item.source)) if (p := item.source.point(i)) is not None]
            if not points:
                return None
            return min(x for x, _ in points), item.top, max(x for x, _ in points), item.bottom
        case _:
            return None


def frame(left: float, advance: float) -> tuple[Segment, ...]:
    """The frame that stands for a missing character, in em with y up from the baseline; to be filled
    even-odd.

    ``left`` is where the glyph begins, ``advance`` its width.
    """
    left += _BEARING
    right = left + max(_NARROWEST, advance - 2 * _BEARING)
    inner = box(left + _EDGE, _EDGE, right - _EDGE, _HEIGHT - _EDGE)
    return box(left, 0.0, right, _HEIGHT) + inner
