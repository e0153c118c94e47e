"""What every block of a map is set with: typesetter, theme, icons, words and the language of the texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .icons import IconSet
from .links import links_over
from .metrics import DESCENT
from .paper import CAP
from .sheet import Item, Line, Text
from .text import Paragraph, Typesetter
from .theme import Theme
from .words import Words

#: Letters of scripts whose marks and tails may reach further than those of the shipped faces, and marks that stand over one another:
#: those of Vietnamese and of phonetic writing, and marks that are put over any letter.
_FAR_REACHING = re.compile(
    "[\u01d5-\u01e1\u01ec\u01ed\u01fa\u01fb\u022a-\u0231\u0300-\u036f\u0590-\u1fff\u20d0-\u20ff\u2c00-\ud7ff\uf900-\U0001efff]"
)
#: The house's own ink: accents on capitals rise so far (em) over the baseline. Lines keep so much (em) of air.
_RISE, _AIR = 0.95, 0.04


def far_reaching(text: str) -> bool:
    """Whether a text has letters that may reach further up or down than those of the shipped faces."""
    return _FAR_REACHING.search(text) is not None


class Spread(NamedTuple):
    """The room that lines need for their ink (mm): the ``lead`` from one to the next, and what they need ``over`` and ``under`` the
    block that the house's own face would take (see :func:`~.metrics.block_height`)."""

    lead: float
    over: float
    under: float


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """Passed to every block; immutable but for the typesetter's caches."""

    type: Typesetter
    theme: Theme
    icons: IconSet
    words: Words
    #: Language of the document's texts: decides hyphenation.
    language: str
    #: Whether the map invites the hand (“Drop a card here”); a printed sheet does not.
    inviting: bool = True

    def text(
        self,
        x: float,
        y: float,
        s: str,
        style: str,
        size: float,
        fill: str,
        anchor: float = 0.0,
        track: float = 0.0,
    ) -> Text:
        """One line at baseline ``y``; ``anchor`` 0 left, 0.5 centre, 1 right; ``track`` in em between glyphs."""
        return self.placed(x, y, self.type.line(s, style), size, fill, anchor, track)

    def placed(
        self, x: float, y: float, line: Line, size: float, fill: str, anchor: float = 0.0, track: float = 0.0
    ) -> Text:
        """A shaped line at its baseline."""
        width = line.width * size + track * size * max(0, len(line.text) - 1)
        return Text(x - anchor * width, y, line, size, fill, track * size)

    def width(self, s: str, style: str, size: float) -> float:
        """Width of a line in mm."""
        return self.type.line(s, style).width * size

    def lines(
        self,
        x: float,
        top: float,
        paragraph: Paragraph,
        size: float,
        lead: float,
        fill: str,
        width: float | None = None,
    ) -> list[Item]:
        """Lines of a paragraph whose first capitals touch ``top``, and links over the addresses in them.

        Right-to-left lines are set from the right edge when the column's ``width`` (mm) is given, and a line wider than it (a single
        sign that is) is set so much smaller that it stays in the column.
        """
        base = top + CAP * size
        out: list[Text] = []
        for i, line in enumerate(paragraph.lines):
            own = size if width is None or line.width * size <= width + 1e-6 else width / line.width
            shift = (width - line.width * own) if line.rtl and width is not None else 0.0
            out.append(Text(x + shift, base + i * lead, line, own, fill))
        return [*out, *links_over(out, paragraph.source)]

    def spread(self, paragraph: Paragraph, size: float, lead: float) -> Spread:
        """What the lines of a paragraph need with a ``lead`` (mm) that is enough for the house's own face: letters of other scripts
        reach higher and lower, and nothing above, between or below them may run into that."""
        if not far_reaching(paragraph.source):
            return Spread(lead, 0.0, 0.0)
        inks = [self.type.fonts.ink(line) for line in paragraph.lines]
        if not inks:
            return Spread(lead, 0.0, 0.0)
        needed = max((above[1] + below[0] + _AIR for above, below in pairwise(inks)), default=0.0)
        over, under = max(0.0, inks[0][0] - _RISE), max(0.0, inks[-1][1] - DESCENT)
        return Spread(max(lead, needed * size), over * size, under * size)

    def short(self, s: str, style: str, size: float, width: float) -> Line:
        """One line that fits ``width`` mm, with an ellipsis where it must."""
        return self.type.ellipsis(s, style, width / size)
