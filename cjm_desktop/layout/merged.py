"""A map on which two people's copies come together: what is new to the first, and both values where they contradict each other.

Contract. :class:`MergedSheet` is a :class:`~.compared.ComparedSheet` of the first copy and the merged journey. Over the card, phase or
opportunity that both changed differently stands what it is about, and both values one under the other: what is taken has a tick, a frame
and bold type. On the line a ring with two edges holds the other copy's grade. Nothing is told by colour alone. In mm.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cjm_desktop.analysis.overlaid import Overlaid

from .answers import Box
from .band import Band
from .compared import ComparedSheet, CompareWords
from .mapsheet import MapSheet
from .paper import CAP
from .shapes import disc
from .sheet import Item, Part, PartKind, Rect, Tag

_OVER = 13
#: Height of a line, its letters and sign (em).
_LINE, _LETTERS, _SIGN = 1.6, 0.95, 0.9


@dataclass(frozen=True, slots=True)
class BothValues:
    """A contradiction at a place of the map: what it is about, both values in words, and which of them is taken."""

    record: str
    about: str
    mine: str
    other: str
    mine_taken: bool
    other_taken: bool
    #: The grade that is not taken, where it is about one.
    grade: float | None = None


class MergedSheet(ComparedSheet):
    """Two copies on one sheet."""

    def __init__(
        self, sheet: MapSheet, both: Overlaid, words: CompareWords, clashes: Sequence[BothValues], whose: tuple[str, str]
    ) -> None:
        """``whose`` is what the first and the other copy are called."""
        super().__init__(sheet, both, words)
        self._whose = whose
        self._clashes: dict[str, list[BothValues]] = {}
        for clash in clashes:
            self._clashes.setdefault(clash.record, []).append(clash)

    def parts(self, left: float = -math.inf, right: float = math.inf) -> Iterator[Part]:
        """The parts that touch a span of x, in paint order."""
        yield from super().parts(left, right)
        for record, clashes in self._clashes.items():
            box = self.sheet.box(record)
            if box is None or not self.sheet.bands or box.x >= right or box.x + box.w <= left:
                continue
            i = self.sheet.index_of(record)
            band = self.sheet.band_of(i) if i is not None else self.sheet.bands[0]
            if band is not None:
                yield self._told(record, box, clashes, band)
            if band is not None and i is not None and band.lanes.graph_h:
                for clash in clashes:
                    if clash.grade is not None:
                        yield self._ringed(record, band, i, clash.grade)

    def _told(self, record: str, box: Box, clashes: Sequence[BothValues], band: Band) -> Part:
        """What it is about and both values, from the upper edge of the box downwards."""
        em, u, setting = band.m.em, band.m.unit, band.setting
        theme = setting.theme
        w, line, size = box.w - 0.6 * em, _LINE * em, _LETTERS * em

        high = 3 * line + 0.25 * em
        fitting = max(1, min(len(clashes), int((box.h - 0.3 * em) / high)))

        def make() -> list[Item]:
            out: list[Item] = []
            x, y = 0.3 * em, 0.3 * em
            for clash in clashes[:fitting]:
                more = len(clashes) - fitting if clash is clashes[fitting - 1] else 0
                about = f"{clash.about}  + {more}" if more else clash.about
                out += [Rect(x, y, w, 3 * line, theme.paper, theme.ink, 1.0 * u, 0.3 * em), Tag("P")]
                out.append(Rect(x, y, w, line, theme.ink, None, 0, 0.3 * em))
                out += setting.icons.items("triangle-alert", x + 0.55 * line, y + line / 2, _SIGN * em, theme.paper, 0.12 * em)
                middle = line / 2 + CAP * size / 2
                out.append(setting.placed(x + line, y + middle, setting.short(about, "bold", size, w - 1.3 * line), size, theme.paper))
                values = ((self._whose[0], clash.mine, clash.mine_taken), (self._whose[1], clash.other, clash.other_taken))
                for row, (whose, said, taken) in enumerate(values, start=1):
                    top, style = y + row * line, "bold" if taken else "regular"
                    if taken:
                        out.append(Rect(x + 0.6 * u, top + 0.6 * u, w - 1.2 * u, line - 1.2 * u, None, theme.ink, 1.2 * u, 0.3 * em))
                        out += setting.icons.items("check", x + 0.55 * line, top + line / 2, 0.85 * em, theme.ink, 0.15 * em)
                    short = setting.short(f"{whose}: {said}", style, size, w - 1.3 * line)
                    out.append(setting.placed(x + line, top + middle, short, size, theme.text))
                out.append(Tag())
                y += high
            return out

        return Part(PartKind.HINT, record, box.x, box.y, box.w, box.h, make, layer=_OVER, detail=theme.ink)

    def _ringed(self, record: str, band: Band, i: int, grade: float) -> Part:
        """The other copy's grade where it would stand on the line."""
        em, u, setting, x = band.m.em, band.m.unit, band.setting, band.columns.centre(i)
        theme, at = setting.theme, band.frame.y(grade) - band.frame.top
        said = setting.words.number(round(grade, 2))
        size = 1.05 * em if len(said) < 3 else 0.8 * em
        items: list[Item] = [
            disc(0, at, 1.25 * em, theme.paper, theme.ink, 0.8 * u),
            disc(0, at, 1.02 * em, theme.paper, theme.ink, 0.5 * u),
            Tag("P"),
            setting.text(0, at + CAP * size / 2, said, "semibold", size, theme.text, 0.5),
            Tag(),
        ]
        return Part(PartKind.HINT, record, x, band.frame.top, band.columns.width / 2, band.frame.height, items, layer=_OVER)
