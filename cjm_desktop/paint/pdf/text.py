"""Shaped lines in a content stream.

Contract. Glyphs stand where the shaper put them, to a thousandth of the em; a reader of the file gets back
exactly the characters of the line: from the font where one glyph always says the same, else from
``ActualText`` around the glyphs. A glyph that no font has is drawn as a box, never as ``.notdef`` (which
PDF/A and PDF/UA forbid), and says its character.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin

from cjm_desktop.layout.sheet import Run, Text
from cjm_desktop.paint.numbers import exact, number, thousandths
from cjm_desktop.paint.pdf.content import Content
from cjm_desktop.paint.pdf.fonts import EmbeddedFont, Fonts
from cjm_desktop.paint.pdf.spelling import path, utf16
from cjm_desktop.paint.shapes import MISSING, frame


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

    def text(self, item: Text) -> None:
        """Write one line."""
        content = self._content
        if not item.line.runs or item.size <= 0:
            return
        content.mark()
        content.fill(item.fill)
        content.track(item.track)
        self._move(item, 0.0)
        step = item.track / item.size * 1000
        before = 0  # glyphs so far: each has pushed the next by the tracking
        for run in item.line.runs:
            font = self._fonts.font(run.face)
            content.font(font.key, item.size)
            for first, last, text in clusters(run):
                glyphs = range(first, last)
                if any(run.glyphs[i] == MISSING for i in glyphs):
                    self._flush()
                    self._box(item, run, first, last, text, font, before)
                    before += last - first
                    continue
                alone = last - first == 1 and font.use(run.glyphs[first], text)
                if run.rtl and len(text) > 1:
                    # Readers turn right-to-left text round, and the letters of a ligature with it.
                    alone = False
                if not alone:
                    self._flush()
                    content.write(f"/Span<</ActualText<FEFF{utf16(text)}>>>BDC")
                for i in glyphs:
                    if not alone:
                        font.use_mute(run.glyphs[i])
                    target = run.xs[i] * 1000 + before * step
                    self._glyph(font, run.glyphs[i], target, run.ys[i] * item.size, step)
                    before += 1
                if not alone:
                    self._flush()
                    content.write("EMC")
            self._flush()
        self._space(item)
        content.rise(0)
        self._raised = "0"

    def _space(self, item: Text) -> None:
        """End a line of tagged text with a space, as word processors do.

        Readers that follow the structure join the lines of a paragraph as they come; without it the last word of a
        line and the first of the next would be one. After a hyphen the word may well go on.
        """
        if (
            not self._content.tagged
            or item.line.rtl
            or item.line.text[-1:] in ("", " ", "-", "\u00ad", "\u2010")
        ):
            return
        font = self._fonts.font(item.line.runs[-1].face)
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
        content.write(f"/Span<</ActualText<FEFF{utf16(text)}>>>BDC")
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
        # The text object ends with the span, for the span began outside it.
        content.end_text()
        content.write("EMC")
        self._move(item, end + item.track)


def _matrix(angle: float) -> str:
    """The first four operands of a matrix that turns counter-clockwise and points up, on a page whose y
    points down.
    """
    c, s = cos(radians(angle)), sin(radians(angle))
    return f"{exact(c)} {exact(-s)} {exact(-s)} {exact(-c)}"


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
