"""Where one sheet of a blank wall ends and the next begins: the sign in the margin, as on the filled poster."""

from __future__ import annotations

from cjm_desktop.document import LaneKind

from .blank_wall import BandPlace, Wall
from .paper import CAP
from .series_head import onward_link
from .setting import Setting
from .shapes import disc
from .sheet import Item, Part, PartKind, Tag

#: The words take so much of the margin's width.
_SHARE = 0.84


def onward_part(setting: Setting, wall: Wall, band: BandPlace, number: int, edge: float) -> Part:
    """An arrow right of a sheet's last band, where its line runs out, and “on sheet 2”.

    ``number`` is the sheet that follows, ``edge`` the right edge of this one (mm).
    """
    theme, em = setting.theme, wall.m.em
    graph = band.lane(LaneKind.CURVE)
    y = graph.y + graph.h / 2 if graph else (band.ground + band.bottom) / 2
    w = edge - wall.right
    r = min(0.26 * w, 1.5 * em)
    sizes = [k * 0.1 * em for k in range(8, 3, -1)]
    said = setting.words.onward_of.format(number=number)
    size, made = setting.type.fit(said, "semibold", sizes, w * _SHARE, setting.words.language, 3)
    items: list[Item] = [
        disc(w / 2, 0, r, None, theme.secondary, 0.12 * r),
        *setting.icons.items("arrow-right", w / 2, 0, 1.25 * r, theme.secondary, 0.16 * r),
        Tag("P"),
    ]
    base = r + 0.6 * size + CAP * size
    for k, one in enumerate(made.lines):
        items.append(setting.placed(w / 2, base + k * 1.15 * size, one, size, theme.secondary, 0.5))
    bottom = base + made.count * 1.15 * size
    items += [onward_link(w, r, bottom, f"blank-{number}", said), Tag()]
    return Part(PartKind.HINT, "", wall.right, y, w, r + 4.5 * size, items, layer=8)
