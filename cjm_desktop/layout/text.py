"""Setting text: breaking it into lines, balancing, fitting and shortening it. All lengths in em unless named mm.

Contract. The :class:`Typesetter` measures with the shaped advances of the words and shapes whole lines only when
somebody looks at them (:attr:`Paragraph.lines`), so that measuring thousands of cards costs no shaping of lines. Text
is set ragged, greedily, first line first. No line is wider than the column, save for a single character that is. Nothing
is cut silently: :attr:`Paragraph.shortened` says so, :attr:`Paragraph.missing` which characters no font has.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cjm_desktop.layout import bidi, breaking
from cjm_desktop.layout.clusters import clusters_of
from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.hyphens import Hyphens
from cjm_desktop.layout.paragraph import LONGEST, Paragraph, Read, Row, reading, unmarked
from cjm_desktop.layout.sheet import Line

__all__ = ["ELLIPSIS", "Paragraph", "Typesetter"]

ELLIPSIS = "…"
#: What is taken away before an ellipsis.
_LOOSE = " ,;:.-–—/(\u00a0\u202f"
#: A long word is hyphenated when more than this share of the line would otherwise stay empty.
_EMPTY = 0.42
#: Shorter words than this have no place to hyphenate.
_LEAST = 6
#: Kerning never draws two characters closer than this.
_KERN = 0.5
#: No shorter piece of a word is left alone in a line where the word can be broken elsewhere (“portal”, not “tal”).
_STUB = 4
#: No rest as short as this is left alone where ideographs can be broken elsewhere.
_ALONE = 2
#: Words of up to this many characters are never hyphenated for the sake of a fuller line.
_SHORT = 8
#: What makes a word, or a piece of one, an address: nobody hyphenates it.
_ADDRESS = re.compile("[@=&_]|//|\\w[.?]\\w")
#: Balanced lines are sought to this precision.
_EVEN = 0.05
#: A line may exceed the column by this much: sums of floats, not ink.
_SLACK = 1e-6
_NOTHING: Read = ()
# A text is two kilobytes, a paragraph one, and typing leaves some behind for each key and each width that was tried. What is kept is in
# proportion to the map: of each touchpoint so many, and so many on any map, up to the most. When full, the older half goes, in time.
_MOST_WORDS, _MOST_TEXTS, _MOST_RESULTS = 20_000, 8_000, 30_000
_MORE_TEXTS, _MORE_RESULTS, _TEXTS, _RESULTS = 1_000, 5_000, 4, 8


class _Prepared:
    """A text's own lines with the widths of their words; ``base`` is the direction of each."""

    __slots__ = ("marked", "missing", "parts", "widest")

    def __init__(self, parts: list[_Part], missing: frozenset[str]) -> None:
        self.parts = parts
        self.missing = missing
        self.marked = any("\u00ad" in part.text or "\u200b" in part.text for part in parts)
        self.widest = max((max(part.widths, default=0.0) for part in parts), default=0.0)


class _Part:
    """One of a text's own lines: word ``i`` is ``text[spans[i][0]:spans[i][1]]``, ``gaps[i]`` the space before it."""

    __slots__ = ("base", "breakable", "gaps", "spans", "text", "widths")

    def __init__(
        self, text: str, spans: list[tuple[int, int]], widths: list[float], gaps: list[float]
    ) -> None:
        self.text, self.spans, self.widths, self.gaps = text, spans, widths, gaps
        #: Words that may be broken before they are too wide for a line: long ones and those with soft places.
        self.breakable = [
            end - start > _SHORT or breaking.has_soft_points(text[start:end]) for start, end in spans
        ]
        self.base = bidi.base_level(text) if bidi.has_rtl(text) else 0


@dataclass(frozen=True, slots=True)
class _Cut:
    """A word broken: its beginning with a hyphen where one is due, the rest, and whether it was not at a soft place."""

    head: str
    width: float
    rest: str
    forced: bool


class Typesetter:
    """Sets texts with one set of fonts and remembers what it has measured. Styles are those of the fonts module."""

    def __init__(self, fonts: FontSet, hyphens: Hyphens | None = None) -> None:
        self.fonts = fonts
        self.hyphens = hyphens or Hyphens()
        self._words: dict[tuple[str, str], float] = {}
        self._prepared: dict[tuple[str, str], _Prepared] = {}
        self._results: dict[tuple[object, ...], Paragraph] = {}
        self._lines: dict[tuple[str, str], Line] = {}
        self._texts_kept, self._results_kept = _MOST_TEXTS, _MOST_RESULTS

    def expect(self, count: int) -> None:
        """There are so many touchpoints on the map: what is remembered of its texts is bounded by that."""
        self._texts_kept = min(_MOST_TEXTS, _MORE_TEXTS + _TEXTS * count)
        self._results_kept = min(_MOST_RESULTS, _MORE_RESULTS + _RESULTS * count)

    def forget(self) -> None:
        """Drop what is remembered of the texts of an earlier document; words are nearly the same in all of them."""
        self._prepared, self._results, self._lines = {}, {}, {}

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
            _bound(self._lines, self._texts_kept)
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
        key = (text, style, width_em, language, max_lines, hyphenate)
        made = self._results.get(key)
        if made is None:
            if not width_em > 0:
                raise ValueError(f"A column of {width_em} em cannot hold text.")
            _bound(self._results, self._results_kept)
            made = self._results[key] = self._wrap(text, style, width_em, language, max_lines, hyphenate)
        return made

    def balance(
        self, text: str, style: str, width_em: float, language: str, max_lines: int | None = None
    ) -> Paragraph:
        """As :meth:`wrap` without hyphenation, in the same number of lines but of nearly equal length: for titles."""
        plain = self.wrap(text, style, width_em, language, max_lines, hyphenate=False)
        if plain.count < 2 or plain.shortened or plain.broken:
            return plain
        prepared, unspaced = self._prepare(text, style), breaking.unspaced(text)
        low, high = max(plain.width / 2, 0.0 if unspaced else prepared.widest), plain.width
        while high - low > _EVEN:
            middle = (low + high) / 2
            if unspaced:  # its words are broken inside, which only setting them tells
                made = self.wrap(text, style, middle, language, None, hyphenate=False)
                enough = made.count <= plain.count and not made.broken
            else:
                enough = sum(_count(part, middle) for part in prepared.parts) <= plain.count
            low, high = (low, middle) if enough else (middle, high)
        made = self.wrap(text, style, high, language, max_lines, hyphenate=False)
        return plain if made.count > plain.count or made.shortened or made.broken else made

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
            _bound(self._prepared, self._texts_kept)
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
                known.update(
                    zip([(style, word) for word in new], self.fonts.word_advances(new, style), strict=True)
                )
            widths = [self.width(word, style) for word in words]
            gaps = [0.0]
            for (_, end), (start, _) in pairwise(spans):
                between = paragraph[end:start]
                gap = space * len(between) if between.strip(" ") == "" else self.width(between, style)
                gaps.append(gap + self.fonts.space_kerning(paragraph[end - 1], style))
            parts.append(_Part(paragraph, spans, widths, gaps))
        while parts and not parts[-1].spans:
            parts.pop()
        while parts and not parts[0].spans:
            parts.pop(0)
        missing = (
            frozenset[str]() if text.isascii() else self.fonts.missing("".join(part.text for part in parts))
        )
        return _Prepared(parts, missing)

    def _wrap(
        self, text: str, style: str, width: float, language: str, max_lines: int | None, hyphenate: bool
    ) -> Paragraph:
        prepared = self._prepare(text, style)
        rows: list[Row] = []
        broken = shortened = False
        for number, part in enumerate(prepared.parts):
            room = None if max_lines is None else max(max_lines, 1) - len(rows)
            whole, split = self._break(part, style, width, language, hyphenate, rows, room)
            broken = broken or split
            more = number < len(prepared.parts) - 1
            if not whole or (more and room is not None and len(rows) == max_lines):
                shortened = True
                _, _, base, lead, start, read = rows[-1]
                cut = self._cut(lead + part.text[start:].rstrip(), style, width)
                read = read[:1] if read and not read[0][2] and cut.startswith(lead) else ()
                rows[-1] = (cut, self.width(cut, style), base, lead, start, read)
                break
        if prepared.marked:
            rows = [unmarked(row) for row in rows]
        return Paragraph(self.fonts, style, tuple(rows), shortened, broken, prepared.missing, text)

    def _break(
        self,
        part: _Part,
        style: str,
        width: float,
        language: str,
        hyphenate: bool,
        rows: list[Row],
        room: int | None,
    ) -> tuple[bool, bool]:
        """Append the lines of one part to ``rows``, at most ``room``.

        Returns whether all of it found room, and whether a word had to be broken because it is wider than the column.
        """
        text, spans, widths, gaps, base = part.text, part.spans, part.widths, part.gaps, part.base
        if not spans:
            rows.append(("", 0.0, 0, "", 0, ()))
            return True, False
        limit, final, most = width + _SLACK, len(spans) - 1, None if room is None else len(rows) + room
        # The open line says lead + text[start:end] and is x wide; lead is what is left of a word broken before it.
        # What is read of the word that it began with was read where the word begins: that is ``mute``.
        lead, start, end, x = "", spans[0][0], spans[0][0], 0.0
        empty, split, mute = True, False, _NOTHING
        for i, word_width in enumerate(widths):
            y = word_width if empty else x + gaps[i] + word_width
            if y <= limit:
                x, end, empty = y, spans[i][1], False
                continue
            (word_start, word_end), word, carried = spans[i], text[spans[i][0] : spans[i][1]], False
            while True:
                gap = 0.0 if empty else gaps[i]
                if x + gap + word_width <= limit:
                    break
                alone, cut = word_width > limit, None
                if part.breakable[i] or alone:
                    wish = hyphenate and i < final and not empty and x < width * (1 - _EMPTY)
                    letters = _LEAST if alone else _SHORT + 1 if wish else None
                    cut = self._cut_word(word, style, limit - x - gap, language, letters, alone, empty)
                if cut is None and empty:
                    break  # a single character that is wider than the column
                said = "" if empty else lead + text[start:end]
                if cut is None:
                    rows.append((said, x, base, lead, start, mute))
                    mute = _NOTHING
                else:
                    between = "" if empty else text[end:word_start]
                    before = said + between
                    read, mute = reading(
                        text[word_start:word_end], len(before), (cut.head, cut.rest), mute, carried
                    )
                    rows.append((before + cut.head, x + gap + cut.width, base, lead, start, read))
                    word, carried, split = cut.rest, True, split or cut.forced
                    word_width = self._rest_width(word, style, limit)
                if most is not None and len(rows) >= most:
                    return False, split
                lead, start = (word, word_end) if carried else ("", word_start)
                end, x, empty = start, 0.0, True
            x += gap + word_width
            end, empty = word_end, False
        rows.append((lead + text[start:end], x, base, lead, start, mute))
        return True, split

    def _cut_word(
        self, word: str, style: str, room: float, language: str, letters: int | None, alone: bool, empty: bool
    ) -> _Cut | None:
        """What of a word still fits into ``room``, or ``None``. ``alone``: it is wider than a whole line.

        Soft places come first, among them the spaces that glue a word that is too wide; then hyphenation of stretches
        of at least ``letters`` letters (``None``: not wished); then, for a word alone at the beginning of a line, any
        place between two characters, if need be after the first even where that is too wide.
        """
        if room <= 0:
            return None
        near = word[: _most_characters(room) + 1]
        soft = list(breaking.soft_points(near))
        if alone and " " in near:
            soft = sorted({*soft, *(i + 1 for i, character in enumerate(near) if character == " ")})
        anywhere = alone and empty
        ends = self.fonts.ends(near, style) if soft or anywhere else []
        lonely: _Cut | None = None
        for at in reversed(soft):
            if ends[at - 1] > room + _KERN:
                continue
            head = near[:at].rstrip(" \u200b")
            head = head[:-1] + "-" if head.endswith("\u00ad") else head
            width = self.fonts.advance(head, style)
            rest = word[at:].lstrip(" ")
            if head and rest and width <= room:
                cut = _Cut(head, width, rest, forced=False)
                if len(rest) > _ALONE or len(head) <= _ALONE or not breaking.unspaced(rest):
                    return cut
                # One ideograph and its stop would be left for the next line.
                lonely = lonely or cut
        if lonely is not None:
            return lonely
        if letters is not None and len(word) <= LONGEST:
            found: _Cut | None = None
            for head, rest in self._hyphenations(word, language, letters):
                width = self.width(head, style)
                if width <= room:
                    found = found or _Cut(head, width, rest, forced=True)
                    if len(rest) > _STUB and len(head) > _STUB:
                        return _Cut(head, width, rest, forced=True)
            if found is not None:
                return found
        if not anywhere:
            return None
        places = [at for at in breaking.likely_points(near) if ends[at - 1] <= room]
        places = places or [at for at, _ in clusters_of(near)[1:]]
        places = [at for at in places if ends[at - 1] <= room] or places[:1]
        while len(places) > 1 and self.fonts.advance(near[: places[-1]].rstrip(" "), style) > room:
            places.pop()
        if not places:
            return None
        head, rest = word[: places[-1]].rstrip(" "), word[places[-1] :].lstrip(" ")
        return _Cut(head, self.fonts.advance(head, style), rest, forced=True) if head and rest else None

    def _rest_width(self, word: str, style: str, limit: float) -> float:
        """The width of the rest of a broken word; of one that cannot fit by far, only that it does not."""
        return math.inf if len(word) > _most_characters(limit) else self.width(word, style)

    def _hyphenations(self, word: str, language: str, letters: int) -> list[tuple[str, str]]:
        """Beginnings with a hyphen and rests of a word, longest beginning first; punctuation around it stays on.

        Each stretch of at least ``letters`` letters is its own word, so that no break stands next to a hyphen in it. An address
        has none: a hyphen in it would be taken for a part of it.
        """
        if _ADDRESS.search(word):
            return []
        made: list[tuple[str, str]] = []
        end = len(word)
        while end > 0:
            while end > 0 and not word[end - 1].isalpha():
                end -= 1
            start = end
            while start > 0 and word[start - 1].isalpha():
                start -= 1
            if end - start >= letters:
                for before, after in self.hyphens.points(word[start:end], language):
                    made.append((word[:start] + before + "-", after + word[end:]))
            end = start
        return made

    # Shortening -----------------------------------------------------------------------------------------------------

    def _cut(self, text: str, style: str, width: float) -> str:
        """The longest beginning of a text that fits with an ellipsis; after a whole word unless that leaves a hole."""
        near = text[: _most_characters(width)]
        ends = [0.0, *self.fonts.ends(near, style)]
        places = [at for at, _ in clusters_of(near) if ends[at] <= width]
        if ends[-1] <= width:
            places.append(len(near))
        while places and self.fonts.advance(_trimmed(near[: places[-1]]), style) > width + _SLACK:
            places.pop()
        at = places[-1] if places else 0
        short = _trimmed(text[:at])
        space = text.rfind(" ", 0, at + 1)
        if at < len(text) and text[at] != " " and space > 0:
            whole = _trimmed(text[:space])
            if self.width(whole, style) >= width * (1 - _EMPTY):
                return whole
        return short


def _count(part: _Part, width: float) -> int:
    """The number of lines of whole words; the column is no narrower than the widest of them."""
    lines, x, limit = 1, 0.0, width + _SLACK
    for word, gap in zip(part.widths, part.gaps, strict=True):
        x += (gap if x else 0.0) + word
        if x > limit:
            lines, x = lines + 1, word
    return lines


def _most_characters(width: float) -> int:
    """More characters than any text in this width (em) has: keeps the cost of endless words in bounds."""
    return 12 * math.ceil(width) + 40


def _trimmed(text: str) -> str:
    return text.rstrip(_LOOSE) + ELLIPSIS


def _single(text: str) -> str:
    return text if text.isascii() and text.isprintable() else " ".join(breaking.paragraphs(text))


def _bound(cache: dict[Any, Any], most: int) -> None:
    """Keep a cache from growing without end: when full, its older half goes (and all that is too much after a larger map)."""
    if len(cache) >= most:
        for key in list(cache)[: len(cache) - most // 2]:
            del cache[key]
