"""What tells the sheets of a series apart: the small head of a sheet that goes on, and the sign where one ends."""

from __future__ import annotations

from collections.abc import Callable

from cjm_desktop.document import Journey, LaneKind

from .band import Band
from .header import Header
from .memo import Memo
from .metrics import block_height
from .paper import CAP, Paper
from .setting import Setting
from .shapes import disc, line
from .sheet import PT, Item, Link, Part, PartKind, Rect, Tag

#: Height of the head of a further sheet (mm on A0), and of its space above and below (mm on A0).
_LEAST, _PAD = 46.0, 12.0
_TITLES = (58, 54, 50, 46, 42, 38)
_TWO_LINES = (38, 34, 30, 27, 24)


def further_head(journey: Journey, setting: Setting, paper: Paper, margin: float, sheet: str) -> Header:
    """Title, traveller and the number of the sheet: enough to know whose journey goes on here. Nothing in it can be edited;
    that is done on the first sheet."""
    theme, u, words = setting.theme, paper.unit, setting.words
    inner = paper.width - 2 * margin
    side = 30 * PT * u
    small = 22 * PT * u
    number = setting.type.line(sheet, "bold")
    persona = journey.personas[0] if journey.personas else None
    about = " · ".join(part for part in (persona.name, persona.role) if part) if persona else ""
    who = setting.short(about, "regular", small, inner * 0.36) if about else None
    beside = max(number.width * side, who.width * small if who else 0.0)
    room = inner - beside - 24 * u
    text = journey.title or words.untitled_journey
    size, lines = setting.type.fit(
        text, "extrabold", [z * PT * u for z in _TITLES], room, setting.language, 1
    )
    if lines.count > 1 or lines.shortened:
        sizes = [z * PT * u for z in _TWO_LINES]
        size, lines = setting.type.fit(text, "extrabold", sizes, room, setting.language, 2)
    lead, over, under = setting.spread(lines, size, 1.1 * size)
    tall = over + block_height(lines.count, size, lead) + under
    height = max(_LEAST * u, tall + 2 * _PAD * u)
    items: list[Item] = [Rect(0, 0, paper.width, height, theme.header)]
    if theme.header == theme.paper:
        items.append(line(margin, height, paper.width - margin, height, theme.header_rule, 0.7 * u))
    top = (height - CAP * size - (lines.count - 1) * lead + over - under) / 2
    ink = theme.header_ink if journey.title else theme.header_soft
    shown = setting.lines(margin, top, lines, size, lead, ink, room)
    items += [Tag("H1"), *shown, Tag()]
    right = paper.width - margin
    block = CAP * side + (3.5 * u + small if who else 0.0)
    base = (height - block) / 2 + CAP * side
    items += [Tag("P"), setting.placed(right, base, number, side, theme.header_accent, 1.0), Tag()]
    if who is not None:
        items += [
            Tag("P"),
            setting.placed(right, base + 3.5 * u + small, who, small, theme.header_soft, 1.0),
            Tag(),
        ]
    return Header(height, tuple(items), (), ("title",) if lines.shortened else (), small)


def onward_part(band: Band, number: int, edge: float, setting: Setting, memo: Memo) -> Part:
    """The sign in the margin right of a sheet's last band: an arrow where the emotion line runs out, and “on sheet 2”.

    ``number`` is the sheet that follows, ``edge`` the right edge of this one (mm).
    """
    theme, m = setting.theme, band.m
    tail = band.curve.point(len(band.curve) - 1)
    y = tail[1] if tail else band.frame.neutral
    if not band.shows(LaneKind.CURVE):
        y = sum(band.span) / 2
    left = band.right
    w = edge - left
    r = min(0.26 * w, 1.5 * m.em)
    size, lines = setting.type.fit(
        setting.words.onward_of.format(number=number),
        "semibold",
        [max(m.small, k * 0.1 * m.em) for k in range(10, 6, -1)],
        w * 0.92,
        setting.language,
        3,
    )

    def make() -> list[Item]:
        out: list[Item] = [
            disc(w / 2, 0, r, theme.ink),
            *setting.icons.items("arrow-right", w / 2, 0, 1.25 * r, theme.card, 0.16 * r),
            Tag("P"),
        ]
        base = r + 0.6 * size + CAP * size
        for k, one in enumerate(lines.lines):
            out.append(setting.placed(w / 2, base + k * 1.15 * size, one, size, theme.secondary, 0.5))
        return [*out, onward_link(w, r, base + lines.count * 1.15 * size, f"sheet-{number}", lines.source), Tag()]

    made: Callable[[], list[Item]] = make
    return memo.part(
        PartKind.HINT,
        "",
        (left, y, w, r + 4.5 * size),
        (number, w, r, size, lines, setting, m),
        made,
        layer=8,
        spot=("onward", number),
    )


def onward_link(width: float, r: float, bottom: float, key: str, says: str) -> Link:
    """A click on the sign where a sheet ends leads to the mark ``key`` of the next: over an arrow of radius ``r`` around
    the sign's origin and the words under it (mm)."""
    return Link(0, -r, width, bottom + r, f"#{key}", says)
