"""A map on which two people's copies come together: what is new to the first, and both values where they contradict each other.

Contract. :class:`MergedSheet` is a :class:`~.compared.ComparedSheet` of the first copy and the merged journey. From the card, phase or
opportunity that both changed differently hangs what it is about, and both values one under the other, in several lines where they need
them; its title and its grade on the line stay in sight. What is taken has a tick, a frame and bold type. On the line a ring with two
edges holds the other copy's grade. Nothing is told by colour alone. In mm.
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
from .sheet import Item, Line, Part, PartKind, Rect, Tag

_OVER = 13
#: Height of a line, from one line of a value to the next, its letters and sign, the widest label, the flags of a card, and what a
#: point on the line takes with its figure, upwards and downwards (em).
_LINE, _PITCH, _LETTERS, _SIGN, _WIDEST, _FLAGS, _MARK = 1.6, 1.2, 0.95, 0.9, 30.0, 1.7, 3.4
#: Lines that a value may take.
_ROWS = 4


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
                yield self._told(record, box, clashes, band, i)
            if band is not None and i is not None and band.lanes.graph_h:
                for clash in clashes:
                    if clash.grade is not None:
                        yield self._ringed(record, band, i, clash.grade)

    def _told(self, record: str, box: Box, clashes: Sequence[BothValues], band: Band, i: int | None) -> Part:
        """What it is about and both values, where they hide neither the title of the card nor its grade on the line."""
        em, u, setting = band.m.em, band.m.unit, band.setting
        theme = setting.theme
        w = min(box.w - 0.6 * em, _WIDEST * em)
        line, size = _LINE * em, _LETTERS * em
        icon, room = 0.55 * line, w - 1.3 * line
        blocks: list[tuple[list[Line], list[tuple[list[Line], bool]]]] = []
        for clash in clashes:
            about = self._broken(band, clash.about, "bold", room)
            values = ((self._whose[0], clash.mine, clash.mine_taken), (self._whose[1], clash.other, clash.other_taken))
            said = [(self._broken(band, f"{whose}: {text}", "bold" if taken else "regular", room), taken) for whose, text, taken in values]
            blocks.append((about, said))
        gap, pitch = 0.25 * em, _PITCH * em

        def high(lines: Sequence[Line]) -> float:
            return line + (len(lines) - 1) * pitch

        total = sum(high(about) + sum(high(lines) for lines, _taken in said) + gap for about, said in blocks)
        left, top = box.x + 0.3 * em, self._free(box, band, i, total, [c.grade for c in clashes if c.grade is not None])
        if i is None and any(one.id == record for one in self.sheet.journey.phases):
            # Over the right-hand end of the phase's bar: its name stands at the other one.
            left, top = box.x + box.w - w - 0.3 * em, box.y + 0.3 * em

        def make() -> list[Item]:
            out: list[Item] = []
            y, middle = 0.0, line / 2 + CAP * size / 2
            for about, said in blocks:
                whole = high(about) + sum(high(lines) for lines, _taken in said)
                out += [Rect(0, y, w, whole, theme.paper, theme.ink, 1.0 * u, 0.3 * em), Tag("P")]
                out.append(Rect(0, y, w, high(about), theme.ink, None, 0, 0.3 * em))
                out += setting.icons.items("triangle-alert", icon, y + line / 2, _SIGN * em, theme.paper, 0.12 * em)
                out += [setting.placed(line, y + middle + k * pitch, one, size, theme.paper) for k, one in enumerate(about)]
                at = y + high(about)
                for lines, taken in said:
                    if taken:
                        out.append(Rect(0.6 * u, at + 0.6 * u, w - 1.2 * u, high(lines) - 1.2 * u, None, theme.ink, 1.2 * u, 0.3 * em))
                        out += setting.icons.items("check", icon, at + line / 2, 0.85 * em, theme.ink, 0.15 * em)
                    out += [setting.placed(line, at + middle + k * pitch, one, size, theme.text) for k, one in enumerate(lines)]
                    at += high(lines)
                out.append(Tag())
                y += whole + gap
            return out

        return Part(PartKind.HINT, record, left, top, w, total, make, layer=_OVER, detail=theme.ink)

    def _broken(self, band: Band, text: str, style: str, room: float) -> list[Line]:
        """A text in as many lines as a value may have; the last one ends in an ellipsis where it has more."""
        setting, width = band.setting, room / (_LETTERS * band.m.em)
        return list(setting.type.wrap(text, style, width, setting.language, _ROWS).lines)

    def _free(self, box: Box, band: Band, i: int | None, height: float, grades: Sequence[float]) -> float:
        """The upper edge of what hangs from a card, below its flags: under its points on the line if it would hide them."""
        em = band.m.em
        under = box.y + box.h + _FLAGS * em
        if i is None:
            # An opportunity at the foot of the sheet: over it where there is no room below.
            return under if under + height <= self.sheet.height else max(0.0, box.y - height - 0.3 * em)
        if not band.lanes.graph_h:
            return under
        frame = band.frame
        known = [*grades, *(g for g in (self.sheet.journey.touchpoints[i].grade,) if g is not None)]
        marks = [frame.y(grade) for grade in known]
        if any(under - _MARK * em < y < under + height + _MARK * em for y in marks):
            below = max(marks) + _MARK * em
            if below + height <= frame.bottom or min(marks) < under + height / 2:
                return below
        return under

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
