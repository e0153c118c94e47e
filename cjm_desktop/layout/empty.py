"""What an empty map says."""

from __future__ import annotations

from .band import Band
from .metrics import block_height
from .setting import Setting
from .sheet import Item, Part, PartKind, Rect, Tag


def empty_part(band: Band, left: float, setting: Setting) -> Part:
    """The invitation on a map without touchpoints: what to do first."""
    m, theme, words = band.m, setting.theme, setting.words
    w, h = 44 * m.em, band.cards_h * 0.86
    size = m.em * 1.7

    def make() -> list[Item]:
        title = setting.type.wrap(words.empty_title, "bold", (w - 6 * m.em) / size, setting.language, 2)
        text = setting.type.wrap(
            words.empty_text, "regular", (w - 6 * m.em) / (1.15 * m.em), setting.language, 4
        )
        tall = block_height(title.count, size, size * 1.2) + 1.2 * m.em
        tall += block_height(text.count, 1.15 * m.em, 1.55 * m.em)
        y = (h - tall) / 2
        out: list[Item] = [
            Rect(
                0,
                0,
                w,
                h,
                theme.paper,
                theme.secondary,
                0.6 * m.unit,
                m.radius * 1.5,
                (2.6 * m.unit, 2.2 * m.unit),
            ),
            *setting.icons.items("plus", 2.6 * m.em, y + size * 0.36, 1.8 * m.em, theme.positive, 0.2 * m.em),
            Tag("P"),
            *setting.lines(4.6 * m.em, y, title, size, size * 1.2, theme.ink),
            Tag(),
        ]
        y += block_height(title.count, size, size * 1.2) + 1.2 * m.em
        out += [
            Tag("P"),
            *setting.lines(4.6 * m.em, y, text, 1.15 * m.em, 1.55 * m.em, theme.secondary),
            Tag(),
        ]
        return out

    box = (left, band.lanes.cards, w, h)
    return band.memo.part(PartKind.HINT, "", box, (m, setting), make, layer=9, spot="empty map")
