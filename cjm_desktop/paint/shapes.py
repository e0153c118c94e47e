"""Shapes that painters of files build the same way."""

from __future__ import annotations

from cjm_desktop.layout.sheet import Rect, Segment

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


def frame(left: float, advance: float) -> tuple[Segment, ...]:
    """The frame that stands for a missing character, in em with y up from the baseline; to be filled
    even-odd.

    ``left`` is where the glyph begins, ``advance`` its width.
    """
    left += _BEARING
    right = left + max(_NARROWEST, advance - 2 * _BEARING)
    inner = box(left + _EDGE, _EDGE, right - _EDGE, _HEIGHT - _EDGE)
    return box(left, 0.0, right, _HEIGHT) + inner
