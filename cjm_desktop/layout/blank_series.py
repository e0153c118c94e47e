"""Where one sheet of a blank wall ends and the next begins: the sign under its bands, as on the filled poster."""

from __future__ import annotations

from .paper import CAP
from .series_head import onward_link
from .setting import Setting
from .shapes import disc
from .sheet import PT, Item, Part, PartKind, Tag

#: The radius of the arrow (mm on A0), and the size of the words beside it (pt on A0).
_ARROW, _WORDS_PT = 4.2, 20.0


def onward_part(setting: Setting, right: float, middle: float, room: float, number: int, unit: float) -> Part:
    """“on sheet 2” and an arrow, centred on the y ``middle`` and ending at ``right``, which is within the margins: neither a printer nor
    a knife reaches it. Only the number and the arrow where the words are wider than ``room`` (mm).

    ``number`` is the sheet that follows, ``unit`` as in :class:`~.paper.Paper`.
    """
    theme, r, size = setting.theme, _ARROW * unit, _WORDS_PT * PT * unit
    said = setting.words.onward_of.format(number=number)
    before = 2 * r + 0.5 * size
    words = setting.type.line(said, "semibold")
    if words.width * size + before > room:
        words = setting.type.line(str(number), "semibold")
    w = words.width * size + before
    items: list[Item] = [
        disc(w - r, r, 0.94 * r, None, theme.secondary, 0.12 * r),
        *setting.icons.items("arrow-right", w - r, r, 1.25 * r, theme.secondary, 0.16 * r),
        Tag("P"),
        setting.placed(w - before, r + CAP * size / 2, words, size, theme.secondary, 1.0),
        onward_link(w, 0.0, 2 * r, f"blank-{number}", said),
        Tag(),
    ]
    return Part(PartKind.HINT, "", right - w, middle - r, w, 2 * r, items, layer=8)
