"""What every block of a map is set with: typesetter, theme, icons, words and the language of the texts."""

from __future__ import annotations

from dataclasses import dataclass

from .icons import IconSet
from .links import links_over
from .paper import CAP
from .sheet import Item, Line, Text
from .text import Paragraph, Typesetter
from .theme import Theme
from .words import Words


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

        Right-to-left lines are set from the right edge when the column's ``width`` (mm) is given.
        """
        base = top + CAP * size
        out: list[Text] = []
        for i, line in enumerate(paragraph.lines):
            shift = (width - line.width * size) if line.rtl and width is not None else 0.0
            out.append(Text(x + shift, base + i * lead, line, size, fill))
        return [*out, *links_over(out, paragraph.source)]

    def short(self, s: str, style: str, size: float, width: float) -> Line:
        """One line that fits ``width`` mm, with an ellipsis where it must."""
        return self.type.ellipsis(s, style, width / size)
