"""The systems behind each touchpoint, as small plates with their names (METHOD step 7)."""

from __future__ import annotations

from cjm_desktop.document import Touchpoint

from .cell import Cell
from .metrics import Metrics
from .paper import CAP
from .setting import Setting
from .sheet import Item, Rect, Tag
from .text import Paragraph

#: Line distance of a name on several lines, room over and under it, at its sides, and between plates: em of the name.
_LEAD, _OVER, _SIDE, _APART = 1.2, 0.5, 0.6, 0.42


def systems_cell(touchpoint: Touchpoint, setting: Setting, m: Metrics, width: float) -> Cell | None:
    """Plates side by side, in as many rows as they need; a name wider than the column goes on several lines."""
    names = [name for name in touchpoint.systems if name.strip()]
    if not names:
        return None
    size = m.legible(max(0.92 * m.em, m.small))
    apart, side = _APART * size, _SIDE * size
    plates: list[tuple[float, float, float, float, Paragraph]] = []
    x = y = row = 0.0
    for name in names:
        shown = setting.type.wrap(name, "medium", (width - 2 * side) / size, setting.language, None)
        w = min(width, shown.width * size + 2 * side)
        h = (CAP + (shown.count - 1) * _LEAD + 2 * _OVER) * size
        if x and x + w > width + 1e-6:
            x, y, row = 0.0, y + row + apart, 0.0
        plates.append((x, y, w, h, shown))
        x, row = x + w + apart, max(row, h)

    def make() -> list[Item]:
        theme = setting.theme
        out: list[Item] = []
        for left, top, w, h, shown in plates:
            out += [
                Rect(left, top, w, h, theme.card, theme.secondary, 0.35 * m.unit, radius=0.22 * size),
                Tag("P"),
                *setting.lines(
                    left + side, top + _OVER * size, shown, size, _LEAD * size, theme.text, w - 2 * side
                ),
                Tag(),
            ]
        return out

    return Cell(y + row, make)
