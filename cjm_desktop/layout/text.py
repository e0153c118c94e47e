"""Setting text: breaking it into lines, balancing, fitting and shortening it. All lengths in em unless named mm.

Contract. The :class:`Typesetter` measures with the shaped advances of the words and shapes whole lines only when
somebody looks at them (:attr:`Paragraph.lines`), so that measuring thousands of cards costs no shaping of lines. Text
is set ragged, greedily, first line first. No line is wider than the column, save for a single character that is. Nothing
is cut silently: :attr:`Paragraph.shortened` says so, :attr:`Paragraph.missing` which characters no font has.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from cjm_desktop.layout import bidi, breaking
from cjm_desktop.layout.fonts import FontSet, clusters_of
from cjm_desktop.layout.hyphens import Hyphens
from cjm_desktop.layout.sheet import Line

ELLIPSIS = "…"
#: What is taken away before an ellipsis.
_LOOSE = " ,;:.-–—/(\u00a0\u202f"
#: A long word is hyphenated when more than this share of the line would otherwise stay empty.
_EMPTY = 0.42
#: Words of up to this many characters are never hyphenated for the sake of a fuller line.
_SHORT = 8
#: A line may exceed the column by this much: sums of floats, not ink.
_SLACK = 1e-6
_MOST_WORDS, _MOST_TEXTS, _MOST_RESULTS = 60_000, 20_000, 60_000


class _Prepared:
    """A text's own lines with the widths of their words; ``base`` is the direction of each."""

    __slots__ = ("missing", "parts", "widest")

    def __init__(self, parts: list[_Part], missing: frozenset[str]) -> None:
        self.parts = parts
        self.missing = missing
        self.widest = max((max(part.widths, default=0.0) for part in parts), default=0.0)


class _Part:
    """One of a text's own lines: word ``i`` is ``text[spans[i][0]:spans[i][1]]``, ``gaps[i]`` the space before it."""

    __slots__ = ("base", "gaps", "long", "spans", "text", "widths")

    def __init__(self, text: str, spans: list[tuple[int, int]], widths: list[float], gaps: list[float]) -> None:
        self.text, self.spans, self.widths, self.gaps = text, spans, widths, gaps
        #: Words that may be broken before they are too wide for a line: long ones and those with soft places.
        self.long = [end - start > _SHORT or bool(breaking.soft_points(text[start:end])) for start, end in spans]
        self.base = bidi.base_level(text) if bidi.has_rtl(text) else 0


#: A broken line: its text, its width, the direction of its paragraph.
_Broken = tuple[str, float, int]


class Paragraph:
    """A text set in a column. ``lines`` are shaped when first asked for; everything else is known without that.

    ``texts`` and ``widths`` (em) are the lines' own; ``shortened``: something was cut and an ellipsis put in its place;
    ``broken``: a word wider than the column had to be broken; ``missing``: characters that no font has.
    """

    __slots__ = ("_fonts", "_lines", "broken", "missing", "rows", "shortened", "style")

    def __init__(
        self, fonts: FontSet, style: str, rows: tuple[_Broken, ...], shortened: bool, broken: bool, missing: frozenset[str]
    ) -> None:
        self._fonts, self.style, self.rows = fonts, style, rows
        self.shortened, self.broken, self.missing = shortened, broken, missing
        self._lines: tuple[Line, ...] | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """The shaped lines, top first."""
        if self._lines is None:
            self._lines = tuple(self._fonts.line(text, self.style, base) for text, _, base in self.rows)
        return self._lines

    @property
    def count(self) -> int:
        """Number of lines; an empty text has none."""
        return len(self.rows)

    @property
    def texts(self) -> tuple[str, ...]:
        """What each line says, with the hyphen or ellipsis it ends in."""
        return tuple(row[0] for row in self.rows)

    @property
    def widths(self) -> tuple[float, ...]:
        """The width of each line (em)."""
        return tuple(row[1] for row in self.rows)

    @property
    def width(self) -> float:
        """The width of the widest line (em), 0 without lines."""
        return max((row[1] for row in self.rows), default=0.0)

    def __repr__(self) -> str:
        return f"Paragraph({' | '.join(self.texts)!r})"


class Typesetter:
    """Sets texts with one set of fonts and remembers what it has measured. Styles are those of the fonts module."""

    def __init__(self, fonts: FontSet, hyphens: Hyphens | None = None) -> None:
        self.fonts = fonts
        self.hyphens = hyphens or Hyphens()
        self._words: dict[tuple[str, str], float] = {}
        self._prepared: dict[tuple[str, str], _Prepared] = {}
        self._results: dict[tuple[object, ...], Paragraph] = {}
        self._lines: dict[tuple[str, str], Line] = {}

    # One line -------------------------------------------------------------------------------------------------------

    def width(self, text: str, style: str) -> float:
        """The width of a text on one line (em)."""
        key = (style, text)
        width = self._words.get(key)
        if width is None:
            _bound(self._words, _MOST_WORDS)
            width = self._words[key] = self.fonts.advance(text, style)
        return width

    def line(self, text: str, style: str) -> Line:
        """Shape a text as one line; line ends become spaces."""
        key = (style, text)
        line = self._lines.get(key)
        if line is None:
            _bound(self._lines, _MOST_TEXTS)
            line = self._lines[key] = self.fonts.line(_single(text), style)
        return line

    def ellipsis(self, text: str, style: str, width_em: float) -> Line:
        """One line no wider than the column; what does not fit is replaced by an ellipsis."""
        whole = _single(text)
        if self.width(whole, style) <= width_em + _SLACK:
            return self.line(whole, style)
        return self.line(self._cut(whole, style, width_em), style)

    # Paragraphs -----------------------------------------------------------------------------------------------------

    def wrap(
        self,
        text: str,
        style: str,
        width_em: float,
        language: str,
        max_lines: int | None = None,
        hyphenate: bool = True,
    ) -> Paragraph:
        """Break a text into lines of at most ``width_em``; beyond ``max_lines`` it ends in an ellipsis.

        With ``hyphenate`` off, words are hyphenated only where one alone is wider than the column. An empty text has no
        lines. Raises ``ValueError`` for a column without width and ``KeyError`` for an unknown style.
        """
        key = (text, style, round(width_em, 4), language, max_lines, hyphenate)
        made = self._results.get(key)
        if made is None:
            if not width_em > 0:
                raise ValueError(f"A column of {width_em} em cannot hold text.")
            _bound(self._results, _MOST_RESULTS)
            made = self._results[key] = self._wrap(text, style, width_em, language, max_lines, hyphenate)
        return made

    def balance(self, text: str, style: str, width_em: float, language: str, max_lines: int | None = None) -> Paragraph:
        """As :meth:`wrap` without hyphenation, in the same number of lines but of nearly equal length: for titles."""
        best = self.wrap(text, style, width_em, language, max_lines, hyphenate=False)
        if best.count < 2 or best.shortened or best.broken:
            return best
        low, high = max(best.width / 2, self._prepare(text, style).widest), best.width
        for _ in range(8):
            if high - low < 0.05:
                break
            middle = (low + high) / 2
            tried = self.wrap(text, style, middle, language, max_lines, hyphenate=False)
            if tried.count <= best.count and not tried.shortened and not tried.broken:
                best, high = tried, min(middle, tried.width)
            else:
                low = middle
        return best

    def fit(
        self, text: str, style: str, sizes_mm: Sequence[float], width_mm: float, language: str, max_lines: int
    ) -> tuple[float, Paragraph]:
        """The first of the sizes (largest first, mm) in which the text fits whole, without a word broken, balanced.

        Where none does, the last size with words broken, and if it must be, shortened.
        """
        for size in sizes_mm:
            made = self.wrap(text, style, width_mm / size, language, max_lines, hyphenate=False)
            if not made.shortened and not made.broken:
                return size, self.balance(text, style, width_mm / size, language, max_lines)
        size = sizes_mm[-1]
        return size, self.wrap(text, style, width_mm / size, language, max_lines, hyphenate=False)

    # Breaking -------------------------------------------------------------------------------------------------------

    def _prepare(self, text: str, style: str) -> _Prepared:
        key = (text, style)
        made = self._prepared.get(key)
        if made is None:
            _bound(self._prepared, _MOST_TEXTS)
            made = self._prepared[key] = self._measure(text, style)
        return made

    def _measure(self, text: str, style: str) -> _Prepared:
        known, space = self._words, self.width(" ", style)
        parts = []
        for paragraph in breaking.paragraphs(text) if text.strip() else ():
            spans = breaking.words(paragraph)
            words = [paragraph[start:end] for start, end in spans]
            new = list(dict.fromkeys(word for word in words if (style, word) not in known))
            if new:
                _bound(known, _MOST_WORDS)
                known.update(zip([(style, word) for word in new], self.fonts.word_advances(new, style), strict=True))
            widths = [self.width(word, style) for word in words]
            gaps = [0.0]
            for (_, end), (start, _) in pairwise(spans):
                between = paragraph[end:start]
                gaps.append(space * len(between) if between.strip(" ") == "" else self.width(between, style))
            parts.append(_Part(paragraph, spans, widths, gaps))
        while parts and not parts[-1].spans:
            parts.pop()
        while parts and not parts[0].spans:
            parts.pop(0)
        missing = frozenset[str]() if text.isascii() else self.fonts.missing("".join(part.text for part in parts))
        return _Prepared(parts, missing)

    def _wrap(
        self, text: str, style: str, width: float, language: str, max_lines: int | None, hyphenate: bool
    ) -> Paragraph:
        prepared = self._prepare(text, style)
        rows: list[_Broken] = []
        broken = shortened = False
        for number, part in enumerate(prepared.parts):
            room = None if max_lines is None else max_lines - len(rows)
            last = number == len(prepared.parts) - 1
            broken = self._break(part, style, width, language, hyphenate, rows, room) or broken
            if max_lines is not None and (len(rows) > max_lines or (len(rows) == max_lines and not last)):
                shortened = True
                self._shorten(rows, style, width, max_lines)
                break
        return Paragraph(self.fonts, style, tuple(rows), shortened, broken, prepared.missing)

    def _break(
        self, part: _Part, style: str, width: float, language: str, hyphenate: bool, rows: list[_Broken], room: int | None
    ) -> bool:
        """Append the lines of one part to ``rows``; returns whether a word wider than the column was broken.

        With ``room``, the line after the last permitted one holds all the rest, unbroken, for the ellipsis to cut.
        """
        text, spans, widths, gaps, base = part.text, part.spans, part.widths, part.gaps, part.base
        if not spans:
            rows.append(("", 0.0, 0))
            return False
        limit = width + _SLACK
        final = len(spans) - 1
        first = len(rows)
        lead, start, end, x = "", spans[0][0], spans[0][0], 0.0  # the open line: lead + text[start:end]
        empty, broken = True, False
        for i, word_width in enumerate(widths):
            y = word_width if empty else x + gaps[i] + word_width
            if y <= limit:
                x, end, empty = y, spans[i][1], False
                continue
            word, soft = text[spans[i][0] : spans[i][1]], part.long[i]
            while True:
                if room is not None and len(rows) - first >= room:
                    rows.append((lead + text[start:end] + ("" if empty else " ") + word + text[spans[i][1] :], 0.0, base))
                    return broken
                cut = None
                gap = 0.0 if empty else gaps[i]
                alone = word_width > limit
                if soft or alone:
                    wish = hyphenate and len(word) > _SHORT and i < final and x < width * (1 - _EMPTY) and not empty
                    cut = self._cut_word(word, style, limit - x - gap, language, wish or alone, alone and empty)
                if cut is None and empty:  # a single character that is wider than the column
                    x, empty = word_width, False
                    lead, start, end = word, spans[i][1], spans[i][1]
                    break
                if cut is None:
                    rows.append((lead + text[start:end], x, base))
                else:
                    head, head_width, word = cut
                    broken = broken or alone
                    between = text[end : spans[i][0]] if not empty else ""
                    rows.append((lead + text[start:end] + between + head, x + gap + head_width, base))
                    word_width = self.width(word, style)
                lead, start, end, x, empty = "", spans[i][0], spans[i][0], 0.0, True
                if word_width <= limit:
                    x, empty = word_width, False
                    lead, start, end = word, spans[i][1], spans[i][1]
                    break
                soft = True
        rows.append((lead + text[start:end], x, base))
        return broken

    def _cut_word(
        self, word: str, style: str, room: float, language: str, hyphenate: bool, anywhere: bool
    ) -> tuple[str, float, str] | None:
        """What of a word still fits into ``room``: (beginning with its hyphen, width, rest), or ``None``.

        Soft places come first, then hyphenation where it is allowed, then, for a word alone on a line that is too
        narrow for it, any place between two characters.
        """
        if room <= 0:
            return None
        for at in reversed(breaking.soft_points(word)):
            head = word[:at].rstrip("\u200b")
            if head.endswith("\u00ad"):
                head = head[:-1] + "-"
            width = self.width(head, style)
            if width <= room:
                return head, width, word[at:]
        if hyphenate:
            for head, rest in self._hyphenations(word, language):
                width = self.width(head, style)
                if width <= room:
                    return head, width, rest
        if not anywhere:
            return None
        places = [at for at, _ in clusters_of(word)][1:]
        low, high = 0, len(places)
        while low < high:  # the longest beginning that fits; widths grow with length
            middle = (low + high) // 2
            if self.fonts.advance(word[: places[middle]], style) <= room:
                low = middle + 1
            else:
                high = middle
        if not places:
            return None
        at = places[max(low - 1, 0)]
        return word[:at], self.fonts.advance(word[:at], style), word[at:]

    def _hyphenations(self, word: str, language: str) -> list[tuple[str, str]]:
        """Beginnings with a hyphen and rests of a word, longest beginning first; punctuation around it stays on.

        Each letter run of a compound with hyphens is its own word, and no break stands next to the hyphen.
        """
        made: list[tuple[str, str]] = []
        end = len(word)
        while end > 0:
            while end > 0 and not word[end - 1].isalpha():
                end -= 1
            start = end
            while start > 0 and word[start - 1].isalpha():
                start -= 1
            if end - start >= 6:
                for before, after in self.hyphens.points(word[start:end], language):
                    made.append((word[:start] + before + "-", after + word[end:]))
            end = start
        return made

    # Shortening -----------------------------------------------------------------------------------------------------

    def _shorten(self, rows: list[_Broken], style: str, width: float, max_lines: int) -> None:
        """Cut the rows to ``max_lines``; the last one takes up what follows as far as it fits and gets an ellipsis."""
        rest = rows[max_lines][0] if len(rows) > max_lines else ""
        text, _, base = rows[max_lines - 1]
        joined = f"{text} {rest}" if rest and not text.endswith("-") else text
        line = self._cut(joined, style, width)
        rows[max_lines - 1 :] = [(line, self.width(line, style), base)]

    def _cut(self, text: str, style: str, width: float) -> str:
        """The longest beginning of a text that fits with an ellipsis; after a whole word unless that leaves a hole."""
        places = [at for at, _ in clusters_of(text)][1:]
        places.append(len(text))
        low, high = 0, len(places)
        while low < high:
            middle = (low + high) // 2
            if self.width(_trimmed(text[: places[middle]]), style) <= width + _SLACK:
                low = middle + 1
            else:
                high = middle
        if low == 0:
            return ELLIPSIS
        at = places[low - 1]
        short = _trimmed(text[:at])
        space = text.rfind(" ", 0, at + 1)
        if at < len(text) and text[at] != " " and space > 0:
            whole = _trimmed(text[:space])
            if self.width(whole, style) >= width * (1 - _EMPTY):
                return whole
        return short


def _trimmed(text: str) -> str:
    return text.rstrip(_LOOSE) + ELLIPSIS


def _single(text: str) -> str:
    return text if text.isascii() and text.isprintable() else " ".join(breaking.paragraphs(text))


def _bound(cache: dict[Any, Any], most: int) -> None:
    """Keep a cache from growing without end: when full, its older half goes."""
    if len(cache) >= most:
        for key in list(cache)[: most // 2]:
            del cache[key]
