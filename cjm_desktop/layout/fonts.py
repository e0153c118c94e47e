"""Fonts and shaping: which face draws a character, and where HarfBuzz puts each glyph. All lengths in em.

Contract. This is the only module that knows HarfBuzz, and HarfBuzz advances are the only authority for widths. Kerning
is on; ligatures and contextual alternates are off, so that for plain Latin glyph ``i`` stands for character ``i``.
A character is drawn by the first font that has it: Inter, Noto Emoji, then the fonts installed on the machine, which are
looked for only when neither shipped font has the character. Marks, joiners and variation selectors stay with their base,
and a bracket or stop takes the face of the foreign letter that it touches, where that face has it. Clusters are single
characters wherever the script allows (a mark is its own), so that a PDF can say each glyph's own character.
What no font has becomes glyph 0 and is told by :meth:`FontSet.missing`. Faces are opened when first needed; what the
installed fonts cover is read once, when the first character needs one of them.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import uharfbuzz as hb

from cjm_desktop.assets import asset
from cjm_desktop.layout import bidi
from cjm_desktop.layout.clusters import clusters_of, invisible
from cjm_desktop.layout.han import tongue_of
from cjm_desktop.layout.installed import font_files, ranked
from cjm_desktop.layout.sheet import Face, Line, Run

#: The styles a text can be set in, and the shipped file of each.
STYLES = {
    "regular": "CJMInter-Regular",
    "medium": "CJMInter-Medium",
    "semibold": "CJMInter-SemiBold",
    "bold": "CJMInter-Bold",
    "extrabold": "CJMInter-ExtraBold",
    "italic": "CJMInter-Italic",
}
#: Family name inside the shipped text faces, for toolkits that ask for fonts by name.
FAMILY = "CJM Inter"
_EMOJI = "NotoEmoji-Regular"
_FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False}
#: Other scripts may need contextual alternates to be written properly.
_OTHER_FEATURES = {"kern": True, "liga": False, "clig": False}
#: Scripts whose letters look different in Chinese, Japanese and Korean.
_HAN = frozenset(("Hani", "Hira", "Kana", "Hang", "Bopo"))
#: Quotation marks of East Asian faces are an em wide and would stand in ragged lines as in a hole.
_QUOTES = "“”‘’"

_VS16 = "\ufe0f"
#: Characters for private use mean something else in every font: none is taken for them, whatever it draws there. Each is set as a
#: character that is none, which no font has.
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_NO_CHARACTER = "\uffff"


class _Opened:
    """A face with its HarfBuzz font and coverage."""

    __slots__ = ("coverage", "face", "font", "shipped")

    def __init__(self, path: Path, index: int, key: str, shipped: bool) -> None:
        blob = hb.Blob.from_file_path(str(path))
        source = hb.Face(blob, index)
        self.font = hb.Font(source)
        self.coverage = source.unicodes
        self.coverage.del_range(0xE000, 0xF8FF)
        self.coverage.del_range(0xF0000, 0x10FFFF)
        self.face = _describe(source, path, index, key)
        self.shipped = shipped


def _describe(source: hb.Face, path: Path, index: int, key: str) -> Face:
    """Read what painters must know from the OS/2, head, hhea and post tables.

    Raises ``ValueError`` for a font that a poster cannot carry: bitmaps or colours only, CFF2, or embedding forbidden.
    """
    tags = set(source.table_tags)
    is_cff = "CFF " in tags
    if not (is_cff or "glyf" in tags) or tags & {"CBDT", "sbix", "COLR", "SVG "}:
        raise ValueError("no plain outlines")
    os2, head, post, hhea = (
        bytes(source.reference_table(tag).data) for tag in ("OS/2", "head", "post", "hhea")
    )
    if len(os2) < 78 or len(head) < 54 or len(post) < 12 or len(hhea) < 8:
        raise ValueError("tables are missing")
    upem = int(source.upem)
    weight, _width, fs_type = struct.unpack_from(">HHH", os2, 4)
    if fs_type & 0x000F == 0x0002:
        raise ValueError("embedding is forbidden")
    ascent, descent = struct.unpack_from(">hh", hhea, 4)
    x_height, cap_height = struct.unpack_from(">hh", os2, 86) if len(os2) >= 90 else (0, 0)
    x_min, y_min, x_max, y_max = struct.unpack_from(">hhhh", head, 36)
    (angle,) = struct.unpack_from(">i", post, 4)
    return Face(
        key=key,
        path=path,
        index=index,
        upem=upem,
        ascent=ascent / upem,
        descent=descent / upem,
        cap_height=(cap_height or 0.7 * upem) / upem,
        x_height=(x_height or 0.5 * upem) / upem,
        weight=int(weight),
        italic_angle=angle / 65536,
        postscript_name=source.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or path.stem,
        bbox=(x_min, y_min, x_max, y_max),
        is_cff=is_cff,
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters that go to one face; ``at`` is where they begin in the text, ``script`` ``None`` for Inter's Latin."""

    opened: _Opened
    at: int
    text: str
    script: str | None


class FontSet:
    """The fonts a layout may use. Keeps the opened faces and what it has found out about characters.

    ``folder`` holds the shipped files. ``installed`` lists the font files of the machine; it is called at most once, and
    only for a character that no shipped font has.
    """

    def __init__(self, folder: Path, installed: Callable[[], Sequence[Path]] = font_files) -> None:
        self._folder = folder
        self._installed = installed
        self._opened: dict[str, _Opened] = {}
        self._files: tuple[Path, ...] | None = None
        self._coverage: dict[Path, hb.Set | None] = {}
        self._refused: set[Path] = set()
        self._fallback: dict[tuple[bool, str], _Opened | None] = {}
        self._scripts: dict[str, str] = {}
        self._good: dict[str, set[str]] = {style: set() for style in STYLES}
        self._kerning: dict[tuple[str, str], float] = {}
        self._inks: dict[tuple[str, int], tuple[float, float, float, float]] = {}
        self._buffer = hb.Buffer()

    @classmethod
    def shipped(cls) -> FontSet:
        """The program's own fonts, with the machine's as the last resort."""
        return cls(asset("fonts"))

    def face(self, style: str) -> Face:
        """The text face of a style. Raises ``KeyError`` for a style that is not in :data:`STYLES`."""
        return self._main(style).face

    def files(self) -> tuple[Path, ...]:
        """The shipped font files, for a toolkit that wants to register them."""
        return tuple(self._folder / f"{name}.ttf" for name in (*STYLES.values(), _EMOJI))

    # Widths ---------------------------------------------------------------------------------------------------------

    def plain(self, text: str, style: str) -> bool:
        """Whether the style's own face sets the whole text from left to right, in one run."""
        good = self._good[style]
        rest = set(text) - good
        if not rest:
            return True
        coverage = self._main(style).coverage
        if any(ord(c) not in coverage or c == _VS16 for c in rest) or bidi.has_rtl("".join(rest)):
            return False
        good |= rest
        return True

    def word_advances(self, words: Sequence[str], style: str) -> list[float]:
        """The shaped advance of each word by itself (em). Plain words are shaped together: several times faster."""
        main = self._main(style)
        line = " ".join(words)
        if not line.isascii() and not self.plain(line, style):
            return [self.line(word, style).width for word in words]
        buffer = self._shape(main, line, "Latn", rtl=False)
        widths = [0] * len(line)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            widths[info.cluster] += position.x_advance
        upem = main.face.upem
        advances, at = [], 0
        for word in words:
            end = at + len(word)
            width = sum(widths[at:end]) / upem
            if word and end < len(line):
                width -= self.space_kerning(word[-1], style)
            advances.append(width)
            at = end + 1
        return advances

    def space_kerning(self, character: str, style: str) -> float:
        """By how much (em) a space moves when it follows a character: closer after commas and stops of heavy faces.

        Nothing kerns with a space before it.
        """
        key = (style, character)
        kerning = self._kerning.get(key)
        if kerning is None:
            pair, alone, space = (self.line(text, style).width for text in (f"{character} ", character, " "))
            kerning = self._kerning[key] = pair - alone - space
        return kerning

    def advance(self, text: str, style: str) -> float:
        """The shaped advance of a text on one line (em)."""
        return self.word_advances((text,), style)[0] if text else 0.0

    def ends(self, text: str, style: str) -> list[float]:
        """How far a text on one line has come after each of its characters (em), in reading order.

        A beginning that is set by itself may differ from this by the kerning with what would have followed.
        """
        widths = [0.0] * len(text)
        rtl = bidi.has_rtl(text)
        stretches = bidi.visual_runs(text, bidi.base_level(text)) if rtl else [(0, len(text), 0)]
        for start, end, level in stretches:
            for piece in self._pieces(text[start:end], style):
                at = start + piece.at
                run, _ = self._run(piece, bool(level % 2), 0.0)
                for cluster, advance in zip(run.clusters, run.advances, strict=True):
                    widths[at + cluster] += advance
        return list(accumulate(widths))

    def missing(self, text: str) -> frozenset[str]:
        """The characters of the text that no font has, neither shipped nor installed."""
        coverage = self._main("regular").coverage
        rare = {c for c in unicodedata.normalize("NFC", text) if ord(c) not in coverage and not invisible(c)}
        return frozenset(c for c in rare if self._find(c, bold=False) is None)

    # Lines ----------------------------------------------------------------------------------------------------------

    def line(self, text: str, style: str, base: int | None = None, tongue: str | None = None) -> Line:
        """Shape one line. ``base`` is the paragraph's direction, 0 or 1 (right to left), ``tongue`` the language whose
        Han characters it uses (see :func:`~cjm_desktop.layout.han.tongue_of`); ``None`` asks the text.
        """
        if not text:
            return Line("", (), 0.0, base == 1)
        if tongue is None:
            tongue = tongue_of(text)
        if not bidi.has_rtl(text) and not base:
            runs, width = self._runs(text, style, [(0, len(text), 0)], tongue)
            return Line(text, runs, width)
        level = bidi.base_level(text) if base is None else base
        runs, width = self._runs(text, style, bidi.visual_runs(text, level), tongue)
        return Line(text, runs, width, rtl=level == 1)

    def _runs(
        self, text: str, style: str, stretches: list[tuple[int, int, int]], tongue: str
    ) -> tuple[tuple[Run, ...], float]:
        """Glyph runs in visual order and their width, for stretches (start, end, level) in visual order."""
        runs, pen = [], 0.0
        for start, end, level in stretches:
            pieces = list(self._pieces(text[start:end], style))
            for piece in reversed(pieces) if level % 2 else pieces:
                run, pen = self._run(piece, bool(level % 2), pen, tongue)
                runs.append(run)
        return tuple(runs), pen

    def _run(self, piece: _Piece, rtl: bool, pen: float, tongue: str = "") -> tuple[Run, float]:
        opened = piece.opened
        buffer = self._shape(opened, piece.text, piece.script or "Latn", rtl, tongue)
        upem = opened.face.upem
        glyphs, xs, ys, advances, clusters = [], [], [], [], []
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.append(info.codepoint)
            clusters.append(info.cluster)
            xs.append(pen + position.x_offset / upem)
            ys.append(position.y_offset / upem)
            advance = position.x_advance / upem
            advances.append(advance)
            pen += advance
        made = (tuple(glyphs), tuple(xs), tuple(ys), tuple(advances), tuple(clusters))
        return Run(opened.face, piece.text, *made, rtl=rtl), pen

    def _shape(self, opened: _Opened, text: str, script: str, rtl: bool, tongue: str = "") -> hb.Buffer:
        buffer = self._buffer
        buffer.reset()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text if text.isascii() else _PRIVATE.sub(_NO_CHARACTER, text))
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.script = script
        buffer.language = tongue if tongue and script in _HAN else "en"
        hb.shape(opened.font, buffer, _FEATURES if script == "Latn" else _OTHER_FEATURES)
        return buffer

    # Ink ------------------------------------------------------------------------------------------------------------

    def ink(self, line: Line) -> tuple[float, float]:
        """How far the ink of a line reaches above and under its baseline (em); 0 for a line without any. What stands over or under
        text of other scripts keeps clear of this: their marks and tails go further than those of the shipped faces."""
        boxes = [box for run in line.runs for box in self.boxes(run)]
        return max((box[3] for box in boxes), default=0.0), max((-box[1] for box in boxes), default=0.0)

    def boxes(self, run: Run) -> list[tuple[float, float, float, float]]:
        """The box of each glyph's ink (em): left, lower, right and upper edge, from the left end of the line, y up."""
        opened = self._by_key(run.face)
        upem, out = run.face.upem, []
        for glyph, x, y in zip(run.glyphs, run.xs, run.ys, strict=True):
            key = (run.face.key, glyph)
            box = self._inks.get(key)
            if box is None:
                found = opened.font.get_glyph_extents(glyph)
                left, top = found.x_bearing / upem, found.y_bearing / upem
                box = left, top + found.height / upem, left + found.width / upem, top
                self._inks[key] = box
            if box[0] != box[2]:
                out.append((x + box[0], y + box[1], x + box[2], y + box[3]))
        return out

    def _by_key(self, face: Face) -> _Opened:
        """An opened face, again: it was opened when it set a line."""
        found = self._opened.get(face.key)
        return found or self._opened.setdefault(
            face.key, _Opened(face.path, face.index, face.key, shipped=False)
        )

    # Which face -----------------------------------------------------------------------------------------------------

    def _main(self, style: str) -> _Opened:
        return self._open(STYLES[style])

    def _open(self, name: str) -> _Opened:
        opened = self._opened.get(name)
        if opened is None:
            opened = self._opened[name] = _Opened(self._folder / f"{name}.ttf", 0, name, shipped=True)
        return opened

    def _pieces(self, text: str, style: str) -> Iterator[_Piece]:
        """Cut a text of one direction where the face or the script changes, never inside a cluster."""
        main = self._main(style)
        if text.isascii() or self.plain(text, style):
            yield _Piece(main, 0, text, None)
            return
        bold = main.face.weight >= 600
        clusters = clusters_of(text)
        faces = [self._face_of(cluster, main, bold) for _, cluster in clusters]
        self._adopt(clusters, faces, main)
        chosen: list[tuple[int, _Opened, str | None]] = []
        for (at, cluster), opened in zip(clusters, faces, strict=True):
            script = None if opened is main else self._script(cluster)
            if (
                chosen
                and chosen[-1][1] is opened
                and chosen[-1][2] == "Zyyy"
                and script not in ("Zyyy", None)
            ):
                chosen[-1] = (chosen[-1][0], opened, script)  # what stands before it belongs to its script
            elif not chosen or chosen[-1][1] is not opened or script not in (chosen[-1][2], "Zyyy"):
                chosen.append((at, opened, script))
        ends = [at for at, _, _ in chosen[1:]] + [len(text)]
        for (at, opened, script), end in zip(chosen, ends, strict=True):
            yield _Piece(opened, at, text[at:end], script)

    def _adopt(self, clusters: list[tuple[int, str]], faces: list[_Opened], main: _Opened) -> None:
        """Give signs of the main face that touch a foreign letter the letter's face, where it has them.

        A bracket then matches the letters it encloses, and readers of a PDF see one word in one font. Only signs that
        touch: a word is the same whether it is measured alone or in its line.
        """
        signs = [
            i
            for i, (_, cluster) in enumerate(clusters)
            if faces[i] is main and len(cluster) == 1 and unicodedata.category(cluster)[0] == "P"
        ]
        for order, step in ((signs, -1), (reversed(signs), 1)):
            for i in order:
                j = i + step
                if faces[i] is not main or not 0 <= j < len(faces) or faces[j] is main:
                    continue
                sign = clusters[i][1]
                if sign in _QUOTES and self._script(clusters[j][1]) in _HAN:
                    continue
                if faces[j].face.key != _EMOJI and ord(sign) in faces[j].coverage:
                    faces[i] = faces[j]

    def _face_of(self, cluster: str, main: _Opened, bold: bool) -> _Opened:
        """The face for a cluster: the first that has all of it, else the first that has its base, else Inter."""
        shown = [c for c in cluster if not invisible(c)]
        if not shown:
            return main
        wants_emoji = _VS16 in cluster
        if not wants_emoji and all(ord(c) in main.coverage for c in shown):
            return main
        # A letter and its mark may be one letter of the face.
        composed = unicodedata.normalize("NFC", "".join(shown))
        if not wants_emoji and all(ord(c) in main.coverage for c in composed):
            return main
        if wants_emoji or len(shown) > 1:
            emoji = self._open(_EMOJI)
            if all(ord(c) in emoji.coverage for c in shown):
                return emoji
        if ord(shown[0]) in main.coverage:
            marks = [c for c in shown[1:] if ord(c) not in main.coverage]
            other = self._find(marks[0], bold) if marks else None
            if other is None or not all(ord(c) in other.coverage for c in shown):
                return main
            return other
        return self._find(shown[0], bold) or main

    def _find(self, character: str, bold: bool) -> _Opened | None:
        """The face beyond Inter that has a character; asked once per character."""
        key = (bold, character)
        if key in self._fallback:
            return self._fallback[key]
        emoji = self._open(_EMOJI)
        found = emoji if ord(character) in emoji.coverage else self._find_installed(character, bold)
        self._fallback[key] = found
        return found

    def _find_installed(self, character: str, bold: bool) -> _Opened | None:
        if unicodedata.category(character) in ("Cn", "Co", "Cs"):
            return None
        if self._files is None:
            self._files = tuple(self._installed())
        for path in ranked(self._files, character, bold):
            coverage = self._covers(path)
            if coverage is not None and ord(character) in coverage:
                opened = self._open_installed(path)
                if opened is not None:
                    return opened
        return None

    def _covers(self, path: Path) -> hb.Set | None:
        """The characters of an installed font, ``None`` where it cannot be read. The file is not kept open."""
        if path not in self._coverage:
            try:
                self._coverage[path] = hb.Face(hb.Blob.from_file_path(str(path)), 0).unicodes
            except (OSError, ValueError, hb.HarfBuzzError):
                self._coverage[path] = None
        return self._coverage[path]

    def _open_installed(self, path: Path) -> _Opened | None:
        """An installed font, or ``None`` where it cannot be read or a poster cannot carry it."""
        if path in self._refused:
            return None
        key = f"{path}#0"
        opened = self._opened.get(key)
        if opened is None:
            try:
                opened = _Opened(path, 0, key, shipped=False)
            except (OSError, ValueError, hb.HarfBuzzError, struct.error):
                self._refused.add(path)
                return None
            self._opened[key] = opened
        return opened

    def _script(self, cluster: str) -> str:
        """The script of a cluster's first character as a four-letter tag, ``Zyyy`` where it belongs to none."""
        first = cluster[0]
        script = self._scripts.get(first)
        if script is None:
            buffer = hb.Buffer()
            buffer.add_str(first)
            buffer.guess_segment_properties()
            script = self._scripts[first] = buffer.script or "Zyyy"
        return script
