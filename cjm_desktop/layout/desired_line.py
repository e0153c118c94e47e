"""The line that is wished for: desired grades of touchpoints, joined where neighbours have one (METHOD step 3).

Contract. It is drawn as the target line is, in its colour and its dots, with a small open ring at each grade, under the line
of what was felt and clear of its faces and words; nothing is drawn where nobody said what is wished for. In mm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .band import Band
from .point_parts import Box
from .shapes import disc, line
from .sheet import Item, Part, PartKind
from .theme import Theme

Spot = tuple[float, float]

#: Radius of a ring and width of its edge (mm on A0), and width and pitch of the dots of the line.
RING, _EDGE, _WIDTH, _PITCH = 1.9, 0.6, 0.7, 1.9


def desired_parts(band: Band, i: int, taken: Sequence[Box]) -> Iterator[Part]:
    """The ring of touchpoint ``i`` and the line to the next one that has a desired grade beside it; nothing without one. Neither is
    drawn where faces and words stand: the boxes ``taken`` near it."""
    touchpoints = band.journey.touchpoints
    wished = touchpoints[i].desired
    if wished is None:
        return
    theme, u, frame = band.setting.theme, band.m.unit, band.frame
    x, y, r = band.columns.centre(i), frame.y(wished), RING * band.m.unit
    after = touchpoints[i + 1].desired if i + 1 < band.columns.stop else None
    pieces: list[tuple[float, float, float, float]] = []
    wide = r
    if after is not None:
        end = (band.columns.centre(i + 1), frame.y(after))
        wide = max(r, end[0] - x)
        for here, there in _outside((x, y), end, taken):
            ends = (here[0] - x, here[1] - frame.top, there[0] - x, there[1] - frame.top)
            pieces.append((round(ends[0], 3), round(ends[1], 3), round(ends[2], 3), round(ends[3], 3)))
    free = not any(a - r < x < c + r and b - r < y < d + r for a, b, c, d in taken)
    at = round(y - frame.top, 3)

    def make() -> list[Item]:
        out: list[Item] = [
            line(*piece, theme.target, _WIDTH * u, (0.01, _PITCH * u), cap=1) for piece in pieces
        ]
        return [*out, disc(0, at, r, theme.paper, theme.target, _EDGE * u)] if free else out

    yield band.memo.part(
        PartKind.GROUND,
        touchpoints[i].id,
        (x, frame.top, wide, frame.height),
        ("desired", tuple(pieces), free, at, theme.name, theme.target, u),
        make,
        layer=3,
        spot="desired",
    )


def _outside(start: Spot, end: Spot, taken: Sequence[Box]) -> Iterator[tuple[Spot, Spot]]:
    """The stretches of a straight line that lie in none of some boxes (Liang and Barsky's way of clipping)."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    inside: list[tuple[float, float]] = []
    for left, top, right, bottom in taken:
        enters, leaves = 0.0, 1.0
        for p, q in ((-dx, x - left), (dx, right - x), (-dy, y - top), (dy, bottom - y)):
            if p == 0:
                if q < 0:
                    leaves = -1.0
            elif p < 0:
                enters = max(enters, q / p)
            else:
                leaves = min(leaves, q / p)
        if enters < leaves:
            inside.append((enters, leaves))
    at = 0.0
    for enters, leaves in (*sorted(inside), (1.0, 1.0)):
        if enters > at + 1e-6:
            yield (x + at * dx, y + at * dy), (x + enters * dx, y + enters * dy)
        at = max(at, leaves)


def sample(x: float, y: float, width: float, theme: Theme, u: float) -> list[Item]:
    """A bit of the line for the legend, ``width`` mm long from ``x`` on."""
    return [
        line(x, y, x + width, y, theme.target, _WIDTH * u, (0.01, _PITCH * u), cap=1),
        disc(x + width / 2, y, RING * u, theme.paper, theme.target, _EDGE * u),
    ]
