"""What tells the sheets of a series apart: the small head of a sheet that goes on, and the sign where one ends."""

from __future__ import annotations

from collections.abc import Callable

from cjm_desktop.document import Journey

from .header import Header
from .memo import Memo
from .metrics import block_height, grown
from .paper import CAP, Paper
from .setting import Setting
from .shapes import disc, line
from .sheet import PT, Item, Link, Part, PartKind, Rect, Tag

#: Height of the head of a further sheet (mm on A0), and of its space above and below (mm on A0).
_LEAST, _PAD = 46.0, 12.0
_TITLES = (58, 54, 50, 46, 42, 38)
#: In a head at least so many times as high as that its title may be larger, as that of the first sheet is.
_HIGH, _LARGER = 3.0, (100, 92, 84, 76, 68, 62)
_TWO_LINES = (38, 34, 30, 27, 24)
#: Height of the strip under the bands of a series for the sign that it goes on (mm on A0), the radius of its arrow (mm on A0), the size
#: of its words (pt on A0).
ONWARD_MM, _ARROW, _ONWARD_PT = 11.0, 4.2, 20.0


def further_head(
    journey: Journey,
    setting: Setting,
    paper: Paper,
    margin: float,
    sheet: str,
    distance: float = 1.0,
    least: float = 0.0,
) -> Header:
    """Title, traveller and the number of the sheet: enough to know whose journey goes on here. Nothing in it can be edited;
    that is done on the first sheet. For those who stand further than a metre away (``distance``) its small print is larger.

    It is at least as high as the head of the first sheet (``least`` mm), beside which it hangs; words stand in its upper part, of the
    height that they need themselves, the rest is :mod:`.whole_line`'s."""
    theme, u, words = setting.theme, paper.unit, setting.words
    inner = paper.width - 2 * margin
    larger = max((1.0, *grown(distance)))
    side = 30 * PT * u * larger
    small = 22 * PT * u * larger
    number = setting.type.line(sheet, "bold")
    persona = journey.personas[0] if journey.personas else None
    # A role too long for its place stands in full on the first sheet.
    names = (" · ".join(filter(None, (persona.name, persona.role))), persona.name) if persona else ("",)
    about = next((one for one in names if setting.width(one, "regular", small) <= inner * 0.36), names[-1])
    who = setting.short(about, "regular", small, inner * 0.36) if about else None
    beside = max(number.width * side, who.width * small if who else 0.0)
    room = inner - beside - 24 * u
    text = journey.title or words.untitled_journey
    titles = (*_LARGER, *_TITLES) if least >= _HIGH * _LEAST * u else _TITLES
    size, lines = setting.type.fit(
        text, "extrabold", [z * PT * u for z in titles], room, setting.language, 1
    )
    if lines.count > 1 or lines.shortened:
        sizes = [z * PT * u for z in _TWO_LINES]
        size, lines = setting.type.fit(text, "extrabold", sizes, room, setting.language, 2)
    lead, over, under = setting.spread(lines, size, 1.1 * size)
    tall = over + block_height(lines.count, size, lead) + under
    strip = max(_LEAST * u, tall + 2 * _PAD * u)
    height = max(least, strip)
    items: list[Item] = [Rect(0, 0, paper.width, height, theme.header)]
    if theme.header == theme.paper:
        items.append(line(margin, height, paper.width - margin, height, theme.header_rule, 0.7 * u))
    top = (strip - CAP * size - (lines.count - 1) * lead + over - under) / 2
    ink = theme.header_ink if journey.title else theme.header_soft
    shown = setting.lines(margin, top, lines, size, lead, ink, room)
    items += [Tag("H1"), *shown, Tag()]
    right = paper.width - margin
    block = CAP * side + (3.5 * u + small if who else 0.0)
    base = (strip - block) / 2 + CAP * side
    items += [Tag("P"), setting.placed(right, base, number, side, theme.header_accent, 1.0), Tag()]
    if who is not None:
        items += [
            Tag("P"),
            setting.placed(right, base + 3.5 * u + small, who, small, theme.header_soft, 1.0),
            Tag(),
        ]
    return Header(height, tuple(items), (), ("title",) if lines.shortened else (), small, free=strip)


def onward_part(
    right: float, top: float, room: float, number: int, unit: float, setting: Setting, memo: Memo
) -> Part:
    """The sign under a sheet's last band: “on sheet 2” and an arrow, which ends at ``right``; only the arrow and the number where the
    words are wider than ``room``.

    It stands within the margins, where neither a printer nor a knife reaches it. ``number`` is the sheet that follows, ``top`` the
    upper edge of the strip that is kept for it (mm), :data:`ONWARD_MM` high on A0; ``unit`` as in :class:`~.paper.Paper`.
    """
    theme, r, size = setting.theme, _ARROW * unit, _ONWARD_PT * PT * unit
    said = setting.words.onward_of.format(number=number)
    before = 2 * r + 0.5 * size
    words = setting.type.line(said, "semibold")
    if words.width * size + before > room:
        words = setting.type.line(str(number), "semibold")
    w = words.width * size + before

    def make() -> list[Item]:
        return [
            disc(w - r, r, r, theme.ink),
            *setting.icons.items("arrow-right", w - r, r, 1.25 * r, theme.card, 0.16 * r),
            Tag("P"),
            setting.placed(w - before, r + CAP * size / 2, words, size, theme.secondary, 1.0),
            onward_link(w, 0.0, 2 * r, f"sheet-{number}", said),
            Tag(),
        ]

    made: Callable[[], list[Item]] = make
    return memo.part(
        PartKind.HINT,
        "",
        (right - w, top + ONWARD_MM * unit - 2 * r, w, 2 * r),
        (number, w, r, size, words, setting),
        made,
        layer=8,
        spot=("onward", number),
    )


def below_part(right: float, top: float, room: float, at: int, setting: Setting, memo: Memo) -> Part:
    """The sign at the end of a band that has another one below it on its sheet: the number of the touchpoint with which that begins, and an
    arrow down, which ends at ``right``. Sheets hang side by side, and nobody shall read on across their edge. It stands in the gap under
    the band, from ``top`` on ``room`` mm high; ``at`` is the place of the touchpoint (from 0)."""
    theme, r = setting.theme, 0.42 * room
    size = 0.62 * room
    number = setting.type.line(str(at + 1), "semibold")
    w = 2 * r + 0.4 * size + number.width * size

    def make() -> list[Item]:
        return [
            disc(w - r, r, r, theme.ink),
            *setting.icons.items("arrow-down", w - r, r, 1.25 * r, theme.card, 0.16 * r),
            Tag("P"),
            setting.placed(0.0, r + CAP * size / 2, number, size, theme.secondary),
            Tag(),
        ]

    box = (right - w, top + (room - 2 * r) / 2, w, 2 * r)
    return memo.part(PartKind.HINT, "", box, (at, w, r, size, setting), make, layer=8, spot=("below", at))


def onward_link(width: float, r: float, bottom: float, key: str, says: str) -> Link:
    """A click on the sign where a sheet ends leads to the mark ``key`` of the next: over the sign, from ``r`` over its origin to ``bottom``
    under it (mm)."""
    return Link(0, -r, width, bottom + r, f"#{key}", says)
