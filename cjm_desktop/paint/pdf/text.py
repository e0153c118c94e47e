"""Shaped lines in a content stream.

Contract. Glyphs stand where the shaper put them, to a thousandth of the em; a reader of the file gets back
exactly the characters of the line: from the font, in which the glyphs of a letter with its marks are one
(:mod:`.joined`); where a font cannot have such glyphs, from ``ActualText`` around them. A word broken over two lines
is read whole in the first and not at all in the second, so that it is found and copied as one, without the hyphen;
readers that do not know ``ActualText`` find a soft hyphen there. A glyph that no font has is drawn as a box, never as
``.notdef`` (which PDF/A and PDF/UA forbid), and says its character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import cos, radians, sin
from unicodedata import bidirectional, category, combining

from cjm_desktop.layout.sheet import Line, Run, Text
from cjm_desktop.paint.numbers import exact, number, thousandths
from cjm_desktop.paint.pdf.content import Content
from cjm_desktop.paint.pdf.fonts import EmbeddedFont, Fonts
from cjm_desktop.paint.pdf.inks import SMALL_TYPE
from cjm_desktop.paint.pdf.spelling import path, utf16
from cjm_desktop.paint.shapes import MISSING, frame

#: Marks on the letter before them.
_MARKS = frozenset(("Mn", "Me"))
#: What the clusters of a line are in which each glyph is one character; lines of a poster are not longer.
_COUNTED = tuple(range(256))


#: What a bracket from the right looks like.
_TURNED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))


_PAIR = re.compile(r"[(\[{<«‹]([^()\[\]{}<>«»‹›]*)[)\]}>»›]")


def _round_figures(runs: Sequence[Run], number: int, glyph: int) -> bool:
    """Whether a bracket in a run from the right is one of two around figures, as in (2026).

    Readers leave those as they are seen, while they turn a word in brackets round with them.
    """
    run = runs[number]
    at = run.clusters[glyph]
    for pair in _PAIR.finditer(run.text):
        if at in (pair.start(), pair.end() - 1):
            return _TURNED[run.text[pair.start()]] == run.text[pair.end() - 1] and not any(
                bidirectional(inside) in ("R", "AL") for inside in pair[1]
            )
    # What comes next stands to the left.
    if at == len(run.text) - 1 and number >= 2:
        within, other = runs[number - 1], runs[number - 2]
        return not within.rtl and other.rtl and other.text[:1] == _TURNED[run.text[at]]
    if at == 0 and number + 2 < len(runs):
        within, other = runs[number + 1], runs[number + 2]
        return not within.rtl and other.rtl and other.text[-1:] == _TURNED[run.text[at]]
    return False


class Typesetter:
    """Writes the texts of one page. Lines that follow each other directly share a text object."""

    def __init__(self, content: Content, fonts: Fonts) -> None:
        self._content, self._fonts = content, fonts
        self._angle: float | None = None
        self._at = (0, 0)
        self._tokens: list[str] = []
        self._glyphs: list[str] = []
        self._pen = 0.0
        self._raised = "0"
        # Whether a piece of its own is open that says something else than its glyphs; whether one has just been closed.
        self._apart = self._closed = False

    def text(self, item: Text) -> None:
        """Write one line."""
        content = self._content
        if not item.line.runs or item.size <= 0:
            return
        content.mark()
        self._closed = False
        content.fill(item.fill, small=item.size <= SMALL_TYPE + 1e-6)
        content.track(item.track)
        self._move(item, 0.0)
        step = item.track / item.size * 1000
        # Glyphs and characters of the runs so far; each glyph has pushed the next by the tracking.
        before = at = 0
        reads = _reads(item.line)
        until: int | None = None
        hyphen = _added_hyphen(item.line)
        for nth, run in enumerate(item.line.runs):
            font = self._fonts.font(run.face)
            content.font(font.key, item.size)
            if not reads and _simple(run):
                self._letters(item, run, font, before * step, step)
                before, at = before + len(run.glyphs), at + len(run.text)
                self._flush()
                continue
            for first, last, text in whole(run):
                self._go_on(item)
                if MISSING in run.glyphs[first:last]:
                    self._flush()
                    self._box(item, run, first, last, text, font, before + first)
                    continue
                if run.rtl and text in _TURNED and _round_figures(item.line.runs, nth, first):
                    text = _TURNED[text]
                start = at + run.clusters[first]
                if until is None and start in reads:
                    until, instead = reads[start]
                    # PDFium takes an empty text for none and would say the end of the word again.
                    self._says(item, instead or " ")
                if start == hyphen and last - first == 1:
                    target = run.xs[first] * 1000 + before * step + first * step
                    self._glyph(
                        font, font.use_soft(run.glyphs[first]), target, run.ys[first] * item.size, step
                    )
                else:
                    self._cluster(
                        item, run, (first, last, text), font, before * step, step, until is not None
                    )
                if until is not None and start + len(text) >= until:
                    self._said()
                    until = None
            before, at = before + len(run.glyphs), at + len(run.text)
            self._flush()
        self._space(item)
        content.rise(0)
        self._raised = "0"

    def _letters(self, item: Text, run: Run, font: EmbeddedFont, pushed: float, step: float) -> None:
        """Show a run in which each glyph is one character: nearly all there are, so they take the short way."""
        size = item.size
        for i, (glyph, text, x, y) in enumerate(zip(run.glyphs, run.text, run.xs, run.ys, strict=True)):
            if self._closed:
                self._go_on(item)
            if font.use(glyph, text):
                self._glyph(font, glyph, x * 1000 + pushed + i * step, y * size, step)
            else:
                self._cluster(item, run, (i, i + 1, text), font, pushed, step, False)

    def _cluster(
        self,
        item: Text,
        run: Run,
        cluster: tuple[int, int, str],
        font: EmbeddedFont,
        pushed: float,
        step: float,
        said: bool,
    ) -> None:
        """Show a cluster, ``pushed`` thousandths of the em to the right by tracking; ``said``: the page says its text."""
        first, last, text = cluster
        if self._plain(run, cluster, font):
            self._glyph(font, run.glyphs[first], run.xs[first] * 1000 + pushed + first * step, 0.0, step)
            return
        if self._joined(run, cluster, font, pushed, step):
            return
        blank = None
        if run.rtl and last - first == 1 and len(text) == 2:
            blank = self._halves(font, run.glyphs[first], text)
        # Readers turn right-to-left text round, and the letters of a ligature with it.
        turned = run.rtl and len(text) > 1 and blank is None
        alone = blank is not None or (not turned and last - first == 1 and font.use(run.glyphs[first], text))
        if not (alone or said):
            self._says(item, text)
        for i in range(first, last):
            if not alone:
                font.use_mute(run.glyphs[i], text)
            target = run.xs[i] * 1000 + pushed + i * step
            self._glyph(font, run.glyphs[i], target, run.ys[i] * item.size, step)
        if blank is not None:
            # What is seen on the left is written first.
            end = (run.xs[first] + run.advances[first]) * 1000 + pushed + first * step
            self._glyph(font, blank, end, 0.0, step)
        if not (alone or said):
            self._said()

    def _plain(self, run: Run, cluster: tuple[int, int, str], font: EmbeddedFont) -> bool:
        """Whether a cluster is one glyph on the baseline that says its text wherever it is used."""
        first, last, text = cluster
        return (
            last - first == 1
            and not run.ys[first]
            and not (run.rtl and len(text) > 1)
            and font.use(run.glyphs[first], text)
        )

    def _joined(
        self, run: Run, cluster: tuple[int, int, str], font: EmbeddedFont, pushed: float, step: float
    ) -> bool:
        """Show a cluster as one glyph; ``False`` where the font cannot have it.

        From the right, that glyph says the first letter, and the others, which are marks or the end of a ligature, are said by
        glyphs without ink on its left, each with its share of the width: all readers turn such text round, and some of them the
        letters of one glyph with it; and two glyphs in one place they take for one printed twice.
        """
        first, last, text = cluster
        base = next((i for i in range(first, last) if run.advances[i] > 0), first)
        start, em, blanks = run.xs[base] - sum(run.advances[first:base]), run.face.upem, ""
        advance = round(sum(run.advances[first:last]) * em + (last - first - 1) * step * em / 1000)
        share = 0
        if run.rtl:
            text, blanks = text[0], text[:0:-1]
            share = advance // (len(blanks) + 1)
        ink = share * len(blanks)
        parts = [
            (
                run.glyphs[i],
                round((run.xs[i] - start) * em + (i - first) * step * em / 1000) - ink,
                round(run.ys[i] * em),
            )
            for i in range(first, last)
        ]
        shown = [(k * share, font.use_joined((), share, character)) for k, character in enumerate(blanks)]
        shown.append((ink, font.use_joined(parts, advance - ink, text)))
        if any(cid is None for _, cid in shown):
            return False
        for at, cid in shown:
            assert cid is not None
            self._glyph(font, cid, (start + at / em) * 1000 + pushed + first * step, 0.0, step)
        return True

    def _says(self, item: Text, text: str) -> None:
        """Begin what is read as ``text``, whatever it shows."""
        self._flush()
        pen = self._pen * item.size / 1000
        self._apart = self._content.say(utf16(text))
        if self._apart:
            self._move(item, pen)

    def _said(self) -> None:
        """End it."""
        self._flush()
        self._content.said(self._apart)
        self._apart, self._closed = False, self._apart

    def _go_on(self, item: Text) -> None:
        """Begin the piece that the rest of the line belongs to, if the one before it is closed."""
        if self._closed:
            self._closed = False
            self._content.mark()
            self._move(item, self._pen * item.size / 1000)

    def _halves(self, font: EmbeddedFont, glyph: int, text: str) -> int | None:
        """Let a right-to-left ligature of two letters, such as lam with alef, say its second letter and a glyph without
        ink its first: that glyph, or ``None`` where the font has none.

        Poppler swaps the letters of a glyph that says two, whether the font or the page says so.
        """
        if not font.says(glyph, text[1]):
            return None
        blank = font.use_blank(text[0])
        if blank is not None:
            font.use(glyph, text[1])
        return blank

    def _space(self, item: Text) -> None:
        """End a line of tagged text with a space, as word processors do.

        Readers that follow the structure join the lines of a paragraph as they come; without it the last word of a
        line and the first of the next would be one. After a hyphen the word may well go on.
        """
        if (
            not (self._content.tagged or self._closed)
            or item.line.rtl
            or (item.line.read and item.line.read[-1][2] and item.line.read[-1][1] == len(item.line.text))
            or item.line.text[-1:] in ("", " ", "-", "\u00ad", "\u2010")
        ):
            return
        font = self._fonts.font(item.line.runs[-1].face)
        self._go_on(item)
        if font.space is not None and font.use(font.space, " "):
            self._content.write(f"<{font.space:04X}>Tj")

    def _move(self, item: Text, pen: float) -> None:
        """Put the text line's start ``pen`` mm along the item's baseline."""
        content = self._content
        fresh = not content.in_text
        content.begin_text()
        self._pen = pen / item.size * 1000
        turn = radians(item.angle)
        x = round((item.x + pen * cos(turn)) * 1000)
        y = round((item.y - pen * sin(turn)) * 1000)
        if fresh or item.angle or self._angle:
            content.write(f"{_matrix(item.angle)} {thousandths(x)} {thousandths(y)} Tm")
        else:
            # Differences of whole thousandths: however many lines follow, no rounding adds up.
            content.write(f"{thousandths(x - self._at[0])} {thousandths(self._at[1] - y)} Td")
        self._angle, self._at = item.angle, (x, y)

    def _glyph(self, font: EmbeddedFont, glyph: int, target: float, rise: float, step: float) -> None:
        """Show a glyph at ``target`` thousandths of the em from the line's start."""
        if rise or self._raised != "0":
            raised = number(rise)
            if raised != self._raised:
                self._flush()
                self._content.rise(rise)
                self._raised = raised
        off = target - self._pen
        if abs(off) >= 1.0:
            if self._glyphs:
                self._tokens.append(f"<{''.join(self._glyphs)}>")
                self._glyphs.clear()
            self._tokens.append(str(-round(off)))
            self._pen += round(off)
        self._glyphs.append(f"{glyph:04X}")
        self._pen += font.advance(glyph) + step

    def _flush(self) -> None:
        """Write the glyphs collected so far."""
        if self._glyphs:
            self._tokens.append(f"<{''.join(self._glyphs)}>")
            self._glyphs.clear()
        if not self._tokens:
            return
        if len(self._tokens) == 1 and self._tokens[0].startswith("<"):
            self._content.write(f"{self._tokens[0]}Tj")
        else:
            self._content.write(f"[{''.join(self._tokens)}]TJ")
        self._tokens.clear()

    def _box(
        self, item: Text, run: Run, first: int, last: int, text: str, font: EmbeddedFont, before: int
    ) -> None:
        """Draw a frame for each missing glyph of a cluster, and say its text with a space nobody sees."""
        content, size = self._content, item.size
        content.end_text()
        apart = content.say(utf16(text))
        starts = [run.xs[i] * size + (before + i - first) * item.track for i in range(first, last)]
        content.write(f"q {_matrix(item.angle)} {number(item.x)} {number(item.y)} cm")
        for start, advance in zip(starts, run.advances[first:last], strict=True):
            shape = frame(start / size, advance)
            content.write(path(tuple((s[0], *(v * size for v in s[1:])) for s in shape)))  # type: ignore[misc]
        content.write("f*")
        content.write("Q")
        self._move(item, starts[0])
        end = starts[-1] + run.advances[last - 1] * size
        if font.space is not None:
            font.use(font.space, " ")
            # As wide as what it stands for, or readers would see words with gaps between them.
            wide = 100 * (end - starts[0]) / (font.advance(font.space) / 1000 * size)
            content.write(f"{number(wide)} Tz <{font.space:04X}>Tj 100 Tz")
        # The text object ends with what is said, for that began outside it.
        content.end_text()
        content.said(apart)
        content.mark()
        self._move(item, end + item.track)


def _matrix(angle: float) -> str:
    """The first four operands of a matrix that turns counter-clockwise and points up, on a page whose y
    points down.
    """
    c, s = cos(radians(angle)), sin(radians(angle))
    return f"{exact(c)} {exact(-s)} {exact(-s)} {exact(-c)}"


def _reads(line: Line) -> dict[int, tuple[int, str]]:
    """The stretches that are read otherwise than they look: where each begins, where it ends, what it says.

    Layout gives none to a line that holds a character no font has: its box is a span of its own.
    """
    return {start: (end, text) for start, end, text in line.read}


def _simple(run: Run) -> bool:
    """Whether a run goes from left to right and each of its glyphs is one character that a font has, and none a mark."""
    count = len(run.glyphs)
    return (
        not run.rtl
        and not any(run.ys)
        and (run.text.isascii() or not any(category(character) in _MARKS for character in run.text))
        and count == len(run.text)
        and (
            run.clusters == _COUNTED[:count]
            if count <= len(_COUNTED)
            else run.clusters == tuple(range(count))
        )
        and MISSING not in run.glyphs
    )


def _added_hyphen(line: Line) -> int:
    """Where the hyphen stands that is there only because the line ends: not one of the word's own; -1: there is none."""
    if line.read:
        start, end, says = line.read[-1]
        shown = line.text[start:end]
        if end == len(line.text) and shown[-1:] in ("-", "\u2010") and not (says and says.startswith(shown)):
            return end - 1
    return -1


def whole(run: Run) -> Iterator[tuple[int, int, str]]:
    """As :func:`clusters`, but a letter with its marks is one, as readers of the page see it.

    In text from the right the shaper puts the marks, seen from the left, before their letter. Of a mark without a letter, or where
    either has no glyph, each stands for itself.
    """
    if run.rtl:
        start, said = None, ""
        for first, last, text in clusters(run):
            start, said = first if start is None else start, text + said
            if not combining(text[0]) or last == len(run.glyphs):
                yield start, last, said
                start, said = None, ""
        return
    held: tuple[int, int, str] | None = None
    for first, last, text in clusters(run):
        if held is not None and category(text[0]) in _MARKS and MISSING not in run.glyphs[held[0] : last]:
            held = held[0], last, held[2] + text
            continue
        if held is not None:
            yield held
        held = first, last, text
    if held is not None:
        yield held


def clusters(run: Run) -> Iterator[tuple[int, int, str]]:
    """The clusters of a run in visual order: first glyph, glyph after the last, and the characters they stand
    for.
    """
    starts = sorted(set(run.clusters))
    ends = dict(zip(starts, [*starts[1:], len(run.text)], strict=True))
    first = 0
    for i in range(1, len(run.glyphs) + 1):
        if i == len(run.glyphs) or run.clusters[i] != run.clusters[first]:
            start = run.clusters[first]
            yield first, i, run.text[start : ends[start]]
            first = i
