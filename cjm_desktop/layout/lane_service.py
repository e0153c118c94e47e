"""The objective half of the measurement beside the grade: what was agreed, and what was reached (METHOD step 10; seed 001).

A sign says whether the target was met without needing its colour: a tick in a disc, a cross in a square, a question mark in a broken
ring while a figure is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_desktop.document import ServiceLevel, Touchpoint

from .cell import Cell
from .metrics import Metrics, block_height
from .paper import CAP
from .setting import Setting
from .shapes import disc
from .sheet import Item, Line, Rect, Tag
from .text import Paragraph
from .theme import Theme
from .words import Words

#: Line distance of a level's name, and between two levels: em of the body.
_LEAD, _APART = 1.24, 0.85


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """A measured service level: its name, its figures (one or two lines) and its height (mm)."""

    level: ServiceLevel
    name: Paragraph
    figures: tuple[tuple[Line, str, float, str], ...]
    beside: bool
    h: float


def amount(value: float, unit: str, words: Words) -> str:
    """A figure with its unit as the language writes it; a sign such as % stands as people put it."""
    said = words.number(value)
    if unit in ("%", "‰"):
        return (
            f"{said}\u00a0{unit}" if words.language.partition("-")[0] in ("da", "sv", "de") else said + unit
        )
    return f"{said}\u00a0{unit}" if unit else said


def target_text(level: ServiceLevel, words: Words) -> str:
    """What was agreed, with the side of it that is good: “target ≤ 8 h”."""
    assert level.target is not None
    sign = "≤" if level.better == "lower" else "≥"
    return words.service_target_of.format(value=f"{sign}\u00a0{amount(level.target, level.unit, words)}")


def met_items(met: bool | None, cx: float, cy: float, r: float, setting: Setting, u: float) -> list[Item]:
    """The sign of a service level around (cx, cy), ``r`` mm in radius, lines of ``u`` mm and more."""
    theme = setting.theme
    if met is None:
        size = 1.35 * r
        return [
            disc(cx, cy, 0.92 * r, theme.card, theme.secondary, 0.4 * u, (0.9 * u, 0.9 * u)),
            setting.text(cx, cy + CAP * size / 2, "?", "semibold", size, theme.secondary, 0.5),
        ]
    fill, ink = met_colours(met, theme)
    ground: Item = (
        disc(cx, cy, r, fill)
        if met
        else Rect(cx - 0.92 * r, cy - 0.92 * r, 1.84 * r, 1.84 * r, fill, radius=0.3 * r)
    )
    return [ground, *setting.icons.items("check" if met else "x", cx, cy, 1.5 * r, ink, 0.24 * r)]


def met_colours(met: bool, theme: Theme) -> tuple[str, str]:
    """Fill and ink of the sign."""
    if met:
        return theme.positive, theme.positive_ink
    return theme.negative, theme.negative_ink


def service_cell(touchpoint: Touchpoint, setting: Setting, m: Metrics, width: float) -> Cell | None:
    """The service levels of a touchpoint below each other on one slip; nothing of them is ever cut."""
    shown = [one for one in touchpoint.service_levels if one.name.strip() or _has_figures(one)]
    if not shown:
        return None
    pad = 0.8 * m.pad
    r = 0.62 * m.em
    indent = 2 * r + 0.5 * m.em
    room = width - 2 * pad - indent
    levels = [_measured(one, setting, m, room) for one in shown]
    apart = _APART * m.em
    h = 2 * pad + sum(one.h for one in levels) + apart * (len(levels) - 1)

    def make() -> list[Item]:
        theme = setting.theme
        out: list[Item] = [Rect(0, 0, width, h, theme.card, theme.rule, 0.35 * m.unit, radius=0.3 * m.em)]
        y = pad
        for one in levels:
            out += met_items(one.level.met, pad + r, y + CAP * m.em / 2, r, setting, m.unit)
            out += _level_items(one, pad + indent, y, room, setting, m)
            y += one.h + apart
        return out

    return Cell(h, make)


def _has_figures(level: ServiceLevel) -> bool:
    return level.target is not None or level.actual is not None


def _measured(level: ServiceLevel, setting: Setting, m: Metrics, room: float) -> _Level:
    words, theme = setting.words, setting.theme
    name = setting.type.wrap(level.name, "medium", room / m.em, setting.language, None)
    h = block_height(name.count, m.em, _LEAD * m.em) if name.count else 0.0
    figures: list[tuple[Line, str, float, str]] = []
    if level.actual is not None:
        ink = theme.ink
        figures += _lines(amount(level.actual, level.unit, words), "semibold", m.em * 1.1, ink, room, setting)
    if level.target is not None:
        said = target_text(level, words)
        figures += _lines(said, "regular", m.meta, theme.secondary, room, setting)
    beside = (
        len(figures) == 2 and sum(line.width * size for line, _, size, _ in figures) + 0.55 * m.em <= room
    )
    if figures:
        sizes = [size for _, _, size, _ in figures]
        h += 0.42 * m.em if name.count else 0.0
        h += CAP * sizes[0] + 0.2 * m.em if beside else _stacked(sizes)
    return _Level(level, name, tuple(figures), beside, max(h, 1.3 * m.em))


def _lines(
    text: str, style: str, size: float, fill: str, room: float, setting: Setting
) -> list[tuple[Line, str, float, str]]:
    """A figure, on several lines where its unit is long."""
    broken = setting.type.wrap(text, style, room / size, setting.language, None)
    return [(line, style, size, fill) for line in broken.lines]


def _stacked(sizes: Sequence[float]) -> float:
    """Height (mm) of lines of some sizes below each other."""
    return sum(CAP * size for size in sizes) + 0.5 * sum(sizes[1:]) + 0.2 * sizes[-1]


def _level_items(one: _Level, x: float, y: float, room: float, setting: Setting, m: Metrics) -> list[Item]:
    out: list[Item] = [Tag("P")]
    if one.name.count:
        out += setting.lines(x, y, one.name, m.em, _LEAD * m.em, setting.theme.text, room)
        y += block_height(one.name.count, m.em, _LEAD * m.em) + 0.42 * m.em
    for k, (line, _, size, fill) in enumerate(one.figures):
        if k and one.beside:
            base = y + CAP * one.figures[0][2]
            first = one.figures[0]
            out.append(setting.placed(x + first[0].width * first[2] + 0.55 * m.em, base, line, size, fill))
            continue
        y += 0.5 * size if k else 0.0
        out.append(setting.placed(x, y + CAP * size, line, size, fill))
        y += 0.0 if one.beside else CAP * size
    return [*out, Tag()]
