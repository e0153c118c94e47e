"""Faces: the grade as a drawn expression, so that the curve can be read from across the room and without colour.

The mouth bends continuously with the grade; brows frown near the bottom of the scale, the mouth laughs near its top.
"""

from __future__ import annotations

from .shapes import circle, disc
from .sheet import Item, Path


def face(
    cx: float,
    cy: float,
    r: float,
    share: float,
    fill: str,
    ink: str,
    casing: str | None = None,
    casing_width: float = 0.0,
) -> list[Item]:
    """A face of radius ``r`` mm; ``share`` is 0 at the lowest grade and 1 at the highest.

    ``casing`` is a paper-coloured ring that lifts the face off the line.
    """
    out: list[Item] = []
    if casing:
        out.append(disc(cx, cy, r + casing_width, casing))
    out.append(disc(cx, cy, r, fill))
    bend = max(-1.0, min(1.0, (share - 0.5) * 2.2))
    stroke = r * 0.135
    eye_x, eye_y, eye_r = r * 0.36, cy - r * 0.20, r * 0.115
    if share > 0.9:  # eyes closed with laughter
        for sx in (-eye_x, eye_x):
            x = cx + sx
            d = r * 0.16
            out.append(
                Path(
                    (
                        ("M", x - d, eye_y + d * 0.5),
                        (
                            "C",
                            x - d * 0.5,
                            eye_y - d * 0.7,
                            x + d * 0.5,
                            eye_y - d * 0.7,
                            x + d,
                            eye_y + d * 0.5,
                        ),
                    ),
                    None,
                    ink,
                    stroke * 0.9,
                )
            )
    else:
        out.extend(Path(circle(cx + sx, eye_y, eye_r), ink) for sx in (-eye_x, eye_x))
    if share < 0.24:  # brows drawn down towards the middle
        tilt = r * 0.17 * (1 - share / 0.24 * 0.5)
        for sign in (-1, 1):
            x0, x1 = cx + sign * r * 0.58, cx + sign * r * 0.2
            out.append(
                Path((("M", x0, cy - r * 0.54), ("L", x1, cy - r * 0.54 + tilt)), None, ink, stroke * 0.9)
            )
    half = r * 0.44
    if share > 0.86:  # an open laugh
        top, depth = cy + r * 0.12, r * 0.50
        out.append(
            Path(
                (
                    ("M", cx - half, top),
                    ("L", cx + half, top),
                    ("C", cx + half, top + depth * 1.05, cx - half, top + depth * 1.05, cx - half, top),
                    ("Z",),
                ),
                ink,
                ink,
                stroke * 0.6,
            )
        )
    else:
        lift = r * 0.36 * bend
        y = cy + r * 0.36 - lift * 0.45
        out.append(
            Path(
                (
                    ("M", cx - half, y),
                    ("C", cx - half * 0.5, y + lift, cx + half * 0.5, y + lift, cx + half, y),
                ),
                None,
                ink,
                stroke,
            )
        )
    return out
