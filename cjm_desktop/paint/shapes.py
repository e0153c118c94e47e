"""Shapes that painters of files build the same way."""

from __future__ import annotations

from cjm_desktop.layout.sheet import Rect, Segment

#: How far, in radii, the handles of a cubic Bézier lie from the ends of a quarter circle (largest error 0.03 %).
_QUARTER = 0.5522847498


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
