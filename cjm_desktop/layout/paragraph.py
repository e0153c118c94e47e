"""A text set in a column: what its lines say and how wide they are; shaped when somebody looks at them.

Contract. Made by the typesetter, never changed. All lengths in em.
"""

from __future__ import annotations

from dataclasses import replace

from cjm_desktop.layout import bidi, breaking
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.han import tongue_of
from cjm_desktop.layout.sheet import Line

#: Longer than this is no word.
LONGEST = 200
#: Soft hyphens and zero-width spaces have done their work when the lines are broken.
_MARKS = {0xAD: None, 0x200B: None}

#: Stretches (start, end) of a line that are read otherwise than they look (:attr:`Line.read`).
Read = tuple[tuple[int, int, str], ...]
#: A broken line: its text, its width, the direction of its paragraph; where it comes from: the rest of a word broken
#: before it, followed by the part's text from this index on; and how its broken words are read.
Row = tuple[str, float, int, str, int, Read]


class Paragraph:
    """A text set in a column; ``source`` is what it says before it is broken. ``lines`` are shaped when first asked for;
    everything else is known without that.

    ``texts`` and ``widths`` (em) are the lines' own; ``shortened``: something was cut and an ellipsis put in its place;
    ``broken``: a word wider than the column had to be broken; ``missing``: characters that no font has.
    """

    __slots__ = ("_fonts", "_lines", "_rows", "broken", "missing", "shortened", "source", "style")

    def __init__(
        self,
        fonts: FontSet,
        style: str,
        rows: tuple[Row, ...],
        shortened: bool,
        broken: bool,
        missing: frozenset[str],
        source: str,
    ) -> None:
        self._fonts, self.style, self._rows = fonts, style, rows
        self.shortened, self.broken, self.missing, self.source = shortened, broken, missing, source
        self._lines: tuple[Line, ...] | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The shaped lines, top first."""
        if self._lines is None:
            tongue = tongue_of("".join(self.texts))
            lines = [self._fonts.line(row[0], self.style, row[2], tongue) for row in self._rows]
            # A painter can say a word otherwise only in plain lines; in all of them or in none, or it would be said twice.
            if any(row[5] for row in self._rows) and all(map(_plain, lines)):
                lines = [replace(line, read=row[5]) for line, row in zip(lines, self._rows, strict=True)]
            self._lines = tuple(lines)
        return self._lines

    @property
    def count(self) -> int:
        """Number of lines; an empty text has none."""
        return len(self._rows)

    @property
    def texts(self) -> tuple[str, ...]:
        """What each line says, with the hyphen or ellipsis it ends in."""
        return tuple(row[0] for row in self._rows)

    @property
    def widths(self) -> tuple[float, ...]:
        """The width of each line (em)."""
        return tuple(row[1] for row in self._rows)

    @property
    def width(self) -> float:
        """The width of the widest line (em), 0 without lines."""
        return max((row[1] for row in self._rows), default=0.0)

    def __repr__(self) -> str:
        return f"Paragraph({' | '.join(self.texts)!r})"


def _plain(line: Line) -> bool:
    """Whether a line runs from left to right alone and every character of it has a glyph."""
    return not any(run.rtl or 0 in run.glyphs for run in line.runs)


def reading(word: str, at: int, cut: tuple[str, str], mute: Read, carried: bool) -> tuple[Read, Read]:
    """How a line is read that ends in a broken word, and how the next line begins.

    The word is ``cut`` into what stands in the line from ``at`` on and its rest.
    ``mute`` is how the line began; ``carried``: the word itself began in a line before. Words of scripts that are written
    without spaces may be broken anywhere and are read as they stand.
    """
    end = at + len(cut[0])
    if carried:
        return (((0, end, ""),) if mute else ()), (((0, len(cut[1]), ""),) if mute else ())
    if len(word) > LONGEST or bidi.has_rtl(word) or breaking.unspaced(word):
        return mute, ()
    return (*mute, (at, end, word)), ((0, len(cut[1]), ""),)


def unmarked(row: Row) -> Row:
    """A line without its soft hyphens and zero-width spaces."""
    text, width, base, lead, start, read = row

    def bare(some: str) -> str:
        return some.translate(_MARKS)

    read = tuple((len(bare(text[:a])), len(bare(text[:b])), bare(whole)) for a, b, whole in read)
    return bare(text), width, base, lead, start, read
