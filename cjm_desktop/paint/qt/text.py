"""Glyphs on a Qt device: lines of the Sheet drawn at layout's positions, at any zoom, without measuring
anything.

Contract. A :class:`Fonts` object owns every font and outline it hands out (nothing is kept at module
level); a scene or an image owns one. :class:`Lettering` is one :class:`~cjm_desktop.layout.sheet.Text` made
ready to draw: glyph runs for reading sizes, filled outlines for big type and for print quality, a grey bar
where letters would be smaller than three device pixels, nothing below 0.8.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGlyphRun,
    QPainter,
    QPainterPath,
    QRawFont,
    QTransform,
)

from cjm_desktop.layout.sheet import Face, Run, Text

#: Above this many device pixels letters are filled outlines. WORKAROUND: a QRawFont that was loaded from a
#: file paints nothing above 64 device pixels (measured with 6.11 and 6.12; QT_MAX_CACHED_GLYPH_SIZE does
#: not cure it).
LARGEST_RUN = 60.0
#: Below this many device pixels a line of text becomes a bar, and below the second nothing at all.
SMALLEST_TEXT = 3.0
SMALLEST_BAR = 0.8
_ORIGIN = QPointF(0.0, 0.0)
#: Sizes kept at most: a poster that is fitted anew at each edit has others each time, and the system keeps glyphs for each of them.
_MOST_SIZES = 128
# How strongly a bar that stands for text covers what is under it.
_BAR_ALPHA = 70


class Fonts:
    """The fonts of one scene or image: raw fonts by face and size, outlines by face and glyph."""

    def __init__(self) -> None:
        self._faces: dict[str, QRawFont] = {}
        self._sizes: dict[tuple[str, float], QRawFont] = {}
        self._outlines: dict[tuple[str, int], QPainterPath] = {}

    def sized(self, face: Face, size: float) -> QRawFont:
        """The font at an em of ``size`` units (mm on the canvas); unhinted, so that it scales as layout
        measured it.

        Raises ``OSError`` naming the file when the font cannot be loaded.
        """
        key = (face.key, size)
        font = self._sizes.get(key)
        if font is None:
            first = self._faces.get(face.key)
            if first is None:
                font = self._faces[face.key] = _load(face, size)
            else:
                # A copy in another size shares the file that was read: 4 µs instead of 900.
                font = QRawFont(first)
                font.setPixelSize(size)
            if len(self._sizes) >= _MOST_SIZES:
                # What is drawn now holds its own.
                self._sizes.clear()
            self._sizes[key] = font
        return font

    def outline(self, face: Face, glyph: int) -> QPainterPath:
        """The shape of one glyph in font units, y down, at the size of one em = ``face.upem``."""
        key = (face.key, glyph)
        path = self._outlines.get(key)
        if path is None:
            path = self._outlines[key] = self.sized(face, float(face.upem)).pathForGlyph(glyph)
        return path


def _load(face: Face, size: float) -> QRawFont:
    if face.index == 0:
        font = QRawFont(str(face.path), size, QFont.HintingPreference.PreferNoHinting)
    else:
        # WORKAROUND: QRawFont opens only the first font of a collection; the font database opens all of them.
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(face.path)))
        wanted = QFont(families[min(face.index, len(families) - 1)] if families else "")
        wanted.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font = QRawFont.fromFont(wanted)
        font.setPixelSize(size)
    if not font.isValid():
        raise OSError(f"The font file {face.path} cannot be loaded.")
    return font


class Lettering:
    """One line of text, ready to draw. Runs and outlines are made when first needed and then kept."""

    __slots__ = ("_color", "_fonts", "_gaps", "_outline", "_runs", "text")

    def __init__(self, text: Text, fonts: Fonts) -> None:
        self.text = text
        self._fonts = fonts
        self._color = QColor(text.fill)
        self._runs: list[QGlyphRun] | None = None
        self._outline: QPainterPath | None = None
        self._gaps = any(0 in run.glyphs for run in text.line.runs)

    def draw(self, painter: QPainter, scale: float, *, outlines: bool = False) -> None:
        """Draws the line; ``scale`` is device pixels per mm. ``outlines`` asks for filled shapes at every
        size.
        """
        text = self.text
        pixels = text.size * scale
        if pixels < SMALLEST_BAR or not text.line.runs:
            return
        if text.angle:
            painter.save()
            painter.translate(text.x, text.y)
            painter.rotate(-text.angle)
            painter.translate(-text.x, -text.y)
        if outlines or pixels > LARGEST_RUN:
            painter.fillPath(self._shape(), self._color)
        elif pixels < SMALLEST_TEXT:
            self._bar(painter)
        else:
            painter.setPen(self._color)
            origin = QPointF(text.x, text.y)
            for run in self._glyph_runs():
                painter.drawGlyphRun(origin, run)
            if self._gaps:
                painter.fillPath(self._missing(), self._color)
        if text.angle:
            painter.restore()

    def _bar(self, painter: QPainter) -> None:
        text = self.text
        glyphs = sum(len(run.glyphs) for run in text.line.runs)
        width = text.line.width * text.size + text.track * max(0, glyphs - 1)
        color = QColor(self._color)
        color.setAlpha(_BAR_ALPHA)
        painter.fillRect(QRectF(text.x, text.y - 0.62 * text.size, width, 0.5 * text.size), color)

    def _placed(self) -> list[tuple[Run, list[tuple[int, float, float]]]]:
        """Glyphs with their place in mm from the line's start, y down; tracking counts over the whole line."""
        text, at, out = self.text, 0, []
        for run in text.line.runs:
            row = []
            for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
                row.append((glyph, x * text.size + at * text.track, -y * text.size))
                at += 1
            out.append((run, row))
        return out

    def _glyph_runs(self) -> list[QGlyphRun]:
        if self._runs is None:
            self._runs = []
            for run, row in self._placed():
                known = [one for one in row if one[0]]
                if known:
                    glyphs = QGlyphRun()
                    glyphs.setRawFont(self._fonts.sized(run.face, self.text.size))
                    glyphs.setGlyphIndexes([glyph for glyph, _x, _y in known])
                    glyphs.setPositions([QPointF(x, y) for _glyph, x, y in known])
                    self._runs.append(glyphs)
        return self._runs

    def runs(self) -> list[tuple[str, QGlyphRun]]:
        """The glyph runs from the line's start, with the key of their face."""
        keys = [run.face.key for run in self.text.line.runs if any(run.glyphs)]
        return list(zip(keys, self._glyph_runs(), strict=True))

    def _shape(self) -> QPainterPath:
        if self._outline is None:
            path = QPainterPath()
            # Letters of Inter overlap themselves; odd-even filling would show the overlaps as holes.
            path.setFillRule(Qt.FillRule.WindingFill)
            for run, row in self._placed():
                k = self.text.size / run.face.upem
                for glyph, x, y in row:
                    if glyph:
                        place = QTransform(k, 0.0, 0.0, k, self.text.x + x, self.text.y + y)
                        path.addPath(place.map(self._fonts.outline(run.face, glyph)))
            path.addPath(self._missing())
            self._outline = path
        return self._outline

    def _missing(self) -> QPainterPath:
        """Empty boxes where no font has the character."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        size = self.text.size
        for run, row in self._placed():
            for (glyph, x, y), advance in zip(row, run.advances, strict=True):
                if glyph == 0:
                    box = QRectF(
                        self.text.x + x + 0.06 * size, self.text.y + y - 0.72 * size, 0.0, 0.72 * size
                    )
                    box.setWidth(max(0.3, advance - 0.12) * size)
                    path.addRect(box)
                    inner = QPainterPath()
                    edge = 0.06 * size
                    inner.addRect(box.adjusted(edge, edge, -edge, -edge))
                    path.addPath(inner.toReversed())
        return path


class Lines:
    """Level lines of text of one size and colour, drawn as one run for each font: one call where there were ten."""

    __slots__ = ("_lines", "_plain", "_runs", "text")

    def __init__(self, texts: Sequence[Text], fonts: Fonts) -> None:
        self.text = texts[0]
        self._lines = [Lettering(text, fonts) for text in texts]
        self._plain = not any(0 in run.glyphs for text in texts for run in text.line.runs)
        self._runs: list[QGlyphRun] | None = None

    def draw(self, painter: QPainter, scale: float, *, outlines: bool = False) -> None:
        """Draws the lines; see :meth:`Lettering.draw`."""
        pixels = self.text.size * scale
        if outlines or not self._plain or not SMALLEST_TEXT <= pixels <= LARGEST_RUN:
            for line in self._lines:
                line.draw(painter, scale, outlines=outlines)
            return
        if self._runs is None:
            self._runs = _joined(self._lines)
        painter.setPen(QColor(self.text.fill))
        for run in self._runs:
            painter.drawGlyphRun(_ORIGIN, run)


def _joined(lines: Sequence[Lettering]) -> list[QGlyphRun]:
    """The glyph runs of several lines, those of one font as one."""
    found: dict[str, tuple[QGlyphRun, list[int], list[QPointF]]] = {}
    for line in lines:
        for key, run in line.runs():
            _, glyphs, places = found.setdefault(key, (run, [], []))
            origin = QPointF(line.text.x, line.text.y)
            glyphs += run.glyphIndexes()
            places += [origin + place for place in run.positions()]
    out = []
    for first, glyphs, places in found.values():
        joined = QGlyphRun()
        joined.setRawFont(first.rawFont())
        joined.setGlyphIndexes(glyphs)
        joined.setPositions(places)
        out.append(joined)
    return out
