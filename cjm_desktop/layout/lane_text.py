"""The group's own lanes: “Backstage”, “What the supplier does” … with a text for each touchpoint."""

from __future__ import annotations

from .cell import Cell
from .metrics import Metrics, block_height
from .setting import Setting
from .sheet import Item, Rect, Tag


def text_cell(text: str, setting: Setting, m: Metrics, width: float, most_text: int | None) -> Cell | None:
    """A text over as many lines as it needs, hyphenated, on a plain slip; ``most_text`` caps its lines."""
    if not text:
        return None
    inner = width - 2 * m.pad
    lines = setting.type.wrap(text, "regular", inner / m.em, setting.language, most_text)
    h = block_height(lines.count, m.em, m.lead) + 1.5 * m.pad

    def make() -> list[Item]:
        theme = setting.theme
        return [
            Rect(0, 0, width, h, theme.card, theme.rule, 0.3 * m.unit, radius=0.3 * m.em),
            Tag("P"),
            *setting.lines(m.pad, 0.78 * m.pad, lines, m.em, m.lead, theme.text, inner),
            Tag(),
        ]

    return Cell(h, make, lines.shortened)
