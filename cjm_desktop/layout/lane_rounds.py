"""Before and after: what each round measured at a touchpoint as bars below each other, and how much that changed (METHOD step 10).

A row has the round's name, its grade in figures and a bar from the lowest grade on, with a tick at the neutral one; the last row's bar is
full, the earlier ones are hollow. The change stands below with an arrow and its sign, so that nothing is told by colour alone.
"""

from __future__ import annotations

from cjm_desktop.document import Scale

from .cell import Cell
from .metrics import Metrics
from .paper import CAP
from .rounds import Compared
from .setting import Setting
from .shapes import line, polygon
from .sheet import Item, Path, Rect, Tag
from .theme import zone_of
from .words import Words

#: Height of a bar, room between a name and its bar, and between two rows: em.
_BAR, _UNDER, _APART = 0.5, 0.4, 0.66
#: Less is no change that anybody should read something into; grades are printed with one decimal.
_SAME = 0.05


def change_text(change: float, words: Words) -> str:
    """A change with its sign, to one decimal."""
    sign = "±" if abs(change) < _SAME else "+" if change > 0 else "−"
    return f"{sign}{words.number(round(abs(change), 1) if abs(change) >= _SAME else 0)}"


def arrow(change: float, x: float, y: float, r: float, ink: str) -> list[Item]:
    """A sign of a change around (x, y): a triangle up or down, or a bar that lies; ``r`` in mm."""
    if abs(change) < _SAME:
        return [Rect(x - r, y - 0.22 * r, 2 * r, 0.44 * r, ink)]
    tip = -r if change > 0 else r
    return [Path(polygon((x, y + tip), (x + r, y - 0.75 * tip), (x - r, y - 0.75 * tip)), ink, None)]


def rounds_cell(said: Compared, scale: Scale, setting: Setting, m: Metrics, width: float) -> Cell:
    """The rounds of a touchpoint on a slip of ``width`` mm; names give way to figures, nothing else is ever cut."""
    pad, size = 0.8 * m.pad, m.meta
    bar, under, apart = _BAR * m.em, _UNDER * m.em, _APART * m.em
    row = CAP * m.em + under + bar
    change = said.change
    foot = apart + 1.25 * CAP * m.em if change is not None else 0.0
    h = 2 * pad + len(said.rows) * row + (len(said.rows) - 1) * apart + foot
    room = width - 2 * pad

    def make() -> list[Item]:
        theme, words = setting.theme, setting.words
        out: list[Item] = [Rect(0, 0, width, h, theme.card, theme.rule, 0.35 * m.unit, radius=0.3 * m.em)]
        y = pad
        for k, (_, name, grade) in enumerate(said.rows):
            figure = words.number(round(grade, 1)) if grade is not None else "–"
            base = y + CAP * m.em
            wide = setting.width(figure, "semibold", m.em)
            shown = setting.short(name, "regular", size, max(size, room - wide - 0.5 * m.em))
            out += [Tag("P"), setting.placed(pad, base, shown, size, theme.secondary)]
            out += [setting.text(pad + room, base, figure, "semibold", m.em, theme.ink, 1.0), Tag()]
            top = base + under
            out.append(Rect(pad, top, room, bar, theme.paper, theme.grid, 0.3 * m.unit, radius=0.5 * bar))
            if grade is not None:
                fill, _ = theme.zone(zone_of(grade, scale))
                length = max(bar, scale.share(grade) * room)
                last = k == len(said.rows) - 1
                inside, edge, thick = (fill, fill, 0.3 * m.unit) if last else (theme.paper, fill, 0.8 * m.unit)
                out.append(Rect(pad, top, length, bar, inside, edge, thick, radius=0.5 * bar))
            neutral = pad + scale.share(scale.neutral) * room
            out.append(line(neutral, top - 0.12 * m.em, neutral, top + bar + 0.12 * m.em, theme.secondary, 0.4 * m.unit))
            y = top + bar + apart
        if change is not None:
            r = 0.36 * m.em
            base = y + 1.25 * CAP * m.em
            text = change_text(change, words)
            out += arrow(change, pad + r, base - CAP * m.em / 2, r, theme.ink)
            out += [Tag("P"), setting.text(pad + 2 * r + 0.35 * m.em, base, text, "bold", 1.08 * m.em, theme.ink), Tag()]
        return out

    return Cell(h, make)
