"""Segments of the shapes that maps are drawn with. All lengths in mm."""

from __future__ import annotations

from math import cos, pi, sin

from .sheet import Path, Segment

#: Handle length that makes four Béziers a circle (largest error 0.03 % of the radius).
_K = 0.5522847498


def circle(cx: float, cy: float, r: float) -> tuple[Segment, ...]:
    """A circle around (cx, cy)."""
    k = _K * r
    return (
        ("M", cx + r, cy),
        ("C", cx + r, cy + k, cx + k, cy + r, cx, cy + r),
        ("C", cx - k, cy + r, cx - r, cy + k, cx - r, cy),
        ("C", cx - r, cy - k, cx - k, cy - r, cx, cy - r),
        ("C", cx + k, cy - r, cx + r, cy - k, cx + r, cy),
        ("Z",),
    )


def round_rect(x: float, y: float, w: float, h: float, r: float) -> tuple[Segment, ...]:
    """A rectangle with round corners; the radius gives way to small sides."""
    r = min(r, w / 2, h / 2)
    k = r * (1 - _K)
    return (
        ("M", x + r, y),
        ("L", x + w - r, y),
        ("C", x + w - k, y, x + w, y + k, x + w, y + r),
        ("L", x + w, y + h - r),
        ("C", x + w, y + h - k, x + w - k, y + h, x + w - r, y + h),
        ("L", x + r, y + h),
        ("C", x + k, y + h, x, y + h - k, x, y + h - r),
        ("L", x, y + r),
        ("C", x, y + k, x + k, y, x + r, y),
        ("Z",),
    )


def polygon(*points: tuple[float, float]) -> tuple[Segment, ...]:
    """A closed polygon."""
    head, *tail = points
    return (("M", *head), *(("L", *point) for point in tail), ("Z",))


def polyline(*points: tuple[float, float]) -> tuple[Segment, ...]:
    """An open line through points."""
    head, *tail = points
    return (("M", *head), *(("L", *point) for point in tail))


def line(
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    stroke: str,
    width: float,
    dash: tuple[float, ...] = (),
    cap: int = 0,
) -> Path:
    """A straight stroke."""
    return Path((("M", x0, y0), ("L", x1, y1)), None, stroke, width, cap=cap, dash=dash)


def disc(
    cx: float,
    cy: float,
    r: float,
    fill: str | None,
    stroke: str | None = None,
    width: float = 0.0,
    dash: tuple[float, ...] = (),
) -> Path:
    """A filled and/or stroked circle."""
    return Path(circle(cx, cy, r), fill, stroke, width, dash=dash)


def asterisk(cx: float, cy: float, r: float, stroke: str) -> Path:
    """Three strokes through (cx, cy), ``r`` mm to each side."""
    ends = [(r * cos(turn * pi / 3 + pi / 2), r * sin(turn * pi / 3 + pi / 2)) for turn in range(3)]
    strokes: list[Segment] = []
    for dx, dy in ends:
        strokes += [("M", cx - dx, cy - dy), ("L", cx + dx, cy + dy)]
    return Path(tuple(strokes), None, stroke, 0.32 * r, cap=0)
