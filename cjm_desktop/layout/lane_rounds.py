"""Before and after: what each round measured at a touchpoint as bars below each other, and how much that changed (METHOD step 10).

A row has the round's name, its grade in figures and a bar from the lowest grade on, with a tick at the neutral one; the last row's bar is
full, the earlier ones are hollow. The change stands below with an arrow and its sign, so that nothing is told by colour alone; with three
grades or more each has its change to the one before it beside its bar, and below stands the last against the first.
"""

from __future__ import annotations

from cjm_desktop.analysis import printed
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
_BAR, _UNDER, _UNDER_TOLD, _APART = 0.5, 0.4, 0.58, 0.66
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
    theme, words = setting.theme, setting.words
    pad, size = 0.8 * m.pad, m.meta
    changes, overall = said.changes, said.overall
    # A change beside a bar is higher than the bar: it keeps away from the figure above.
    bar, under, apart = _BAR * m.em, (_UNDER if overall is None else _UNDER_TOLD) * m.em, _APART * m.em
    row = CAP * m.em + under + bar
    # Of two grades the one difference stands below; of more each stands beside its bar, and below what they come to.
    foot_change = next((one for one in reversed(changes) if one is not None), None) if overall is None else overall
    foot = apart + 1.25 * CAP * m.em if foot_change is not None else 0.0
    h = 2 * pad + len(said.rows) * row + (len(said.rows) - 1) * apart + foot
    room = width - 2 * pad
    sign, air = 0.26 * m.em, 0.25 * m.em
    beside = [change_text(one, words) for one in changes if one is not None] if overall is not None else []
    aside = max((setting.width(text, "semibold", size) for text in beside), default=0.0) + 2 * sign + 2 * air if beside else 0.0
    bars = room - aside

    def make() -> list[Item]:
        out: list[Item] = [Rect(0, 0, width, h, theme.card, theme.rule, 0.35 * m.unit, radius=0.3 * m.em)]
        y = pad
        for k, (_, name, grade) in enumerate(said.rows):
            figure = words.number(printed(grade)) if grade is not None else "–"
            base = y + CAP * m.em
            wide = setting.width(figure, "semibold", m.em)
            shown = setting.short(name, "regular", size, max(size, room - wide - 0.5 * m.em))
            out += [Tag("P"), setting.placed(pad, base, shown, size, theme.secondary)]
            out += [setting.text(pad + room, base, figure, "semibold", m.em, theme.ink, 1.0), Tag()]
            top = base + under
            out.append(Rect(pad, top, bars, bar, theme.paper, theme.grid, 0.3 * m.unit, radius=0.5 * bar))
            if grade is not None:
                fill, _ = theme.zone(zone_of(grade, scale))
                length = max(bar, scale.share(grade) * bars)
                last = k == len(said.rows) - 1
                inside, edge, thick = (fill, fill, 0.3 * m.unit) if last else (theme.paper, fill, 0.8 * m.unit)
                out.append(Rect(pad, top, length, bar, inside, edge, thick, radius=0.5 * bar))
            neutral = pad + scale.share(scale.neutral) * bars
            out.append(line(neutral, top - 0.12 * m.em, neutral, top + bar + 0.12 * m.em, theme.secondary, 0.4 * m.unit))
            step = changes[k]
            if overall is not None and step is not None:
                text, middle = change_text(step, words), top + bar / 2
                left = pad + room - setting.width(text, "semibold", size)
                out += arrow(step, left - air - sign, middle, sign, theme.secondary)
                out += [Tag("P"), setting.text(left, middle + CAP * size / 2, text, "semibold", size, theme.ink), Tag()]
            y = top + bar + apart
        if foot_change is not None:
            r = 0.36 * m.em
            base = y + 1.25 * CAP * m.em
            text, big = change_text(foot_change, words), 1.08 * m.em
            after = pad + 2 * r + 0.35 * m.em
            out += arrow(foot_change, pad + r, base - CAP * m.em / 2, r, theme.ink)
            out += [Tag("P"), setting.text(after, base, text, "bold", big, theme.ink)]
            if overall is not None:
                said_by = after + setting.width(text, "bold", big) + 0.45 * m.em
                shown = setting.short(words.in_all, "regular", size, max(size, pad + room - said_by))
                out.append(setting.placed(said_by, base, shown, size, theme.secondary))
            out.append(Tag())
        return out

    return Cell(h, make)
