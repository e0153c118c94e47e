"""Letters in an SVG: as outlines that need no font, or by the names of their fonts.

Contract. :class:`Outlines` defines each glyph once. :class:`Families` names fonts as style sheets do and, where a font's maker
allows it, gives the part of it that the picture uses, so that browsers show exactly the letters that were measured. Programs
that know no such fonts take one of the same name when it is installed, or their own. Nothing here imports Qt.
"""

from __future__ import annotations

import base64

import uharfbuzz as hb

from cjm_desktop.layout.sheet import Face, Run
from cjm_desktop.paint.numbers import number

#: Name table: the family as people know it, all weights together; and its older form, which splits them.
_FAMILY, _OLD_FAMILY = 16, 1
#: What the shipped fonts are made from, and so the next best that may be installed.
_ORIGINALS = {"CJM Inter": "Inter"}
_REGULAR = 400
#: Where OS/2 says who may embed a font, and the bits that forbid or restrict it (OpenType, ``fsType``).
_RIGHTS, _RESTRICTED = slice(8, 10), 0x000F
#: Features that lines are set without; what only they need is left out.
_UNUSED = ("liga", "clig", "calt", "dlig", "hlig", "frac", "ordn", "sups", "subs", "case", "zero", "aalt")
_DROPPED = ("STAT", "DSIG", "meta", "gasp", "hdmx", "VDMX", "LTSH", "PCLT", "FFTM", "MVAR", "avar")


def _opened(face: Face) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(face.path)), face.index)


class Outlines:
    """The glyphs a document uses: each is defined once, in font units with y up."""

    def __init__(self) -> None:
        self._fonts: dict[str, hb.Font] = {}
        self._ids: dict[tuple[str, int], str] = {}
        self.definitions: list[str] = []

    def id(self, face: Face, glyph: int) -> str:
        """The id of a glyph's outline; empty for a glyph that shows nothing. Raises ``OSError`` for a font that is gone."""
        key = (face.key, glyph)
        known = self._ids.get(key)
        if known is None:
            font = self._fonts.get(face.key)
            if font is None:
                font = self._fonts[face.key] = hb.Font(_opened(face))
            pen = _Pen()
            font.draw_glyph_with_pen(glyph, pen)
            known = self._ids[key] = f"g{len(self.definitions) + 1}" if pen.out else ""
            if known:
                self.definitions.append(f'<path id="{known}" d="{"".join(pen.out)}"/>')
        return known


class _Pen:
    """Collects one outline as path data. The methods are those that HarfBuzz calls."""

    def __init__(self) -> None:
        self.out: list[str] = []

    def _add(self, letter: str, *points: tuple[float, float]) -> None:
        self.out.append(letter + " ".join(number(v) for point in points for v in point))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the name is given
        """Begin a contour."""
        self._add("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        """A straight line."""
        self._add("L", point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        """A quadratic curve."""
        self._add("Q", *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        """A cubic curve."""
        self._add("C", *points)

    def closePath(self) -> None:  # noqa: N802
        """End a contour."""
        self.out.append("Z")

    def endPath(self) -> None:  # noqa: N802
        """End an open contour."""


class Families:
    """The fonts a document names, and the characters it sets in each."""

    def __init__(self) -> None:
        self._faces: dict[str, Face] = {}
        self._fonts: dict[str, hb.Face] = {}
        self._names: dict[str, str] = {}
        self._texts: dict[str, set[str]] = {}

    def style(self, run: Run) -> tuple[str, int, bool]:
        """Family list, weight and whether it is slanted, for a run; its characters are taken into the font.

        Raises ``OSError`` when the font's file is gone.
        """
        face = run.face
        if face.key not in self._names:
            self._fonts[face.key] = font = _opened(face)
            self._faces[face.key] = face
            self._names[face.key] = _family(font) or face.postscript_name
            self._texts[face.key] = set()
        self._texts[face.key].update(run.text)
        name = self._names[face.key]
        names = [f"'{_plain(one)}'" for one in (name, _ORIGINALS.get(name, "")) if one]
        return ", ".join([*names, "sans-serif"]), face.weight or _REGULAR, bool(face.italic_angle)

    def style_sheet(self) -> str:
        """The fonts that may go with the picture, as a style sheet; the same texts give the same bytes."""
        return "".join(
            "@font-face{"
            f"font-family:'{_plain(self._names[key])}';font-weight:{face.weight or _REGULAR};"
            f"font-style:{'italic' if face.italic_angle else 'normal'};"
            f"src:url(data:font/{'otf' if face.is_cff else 'ttf'};base64,{self._part(key)})}}"
            for key, face in self._faces.items()
            if _may_go_along(self._fonts[key])
        )

    def _part(self, key: str) -> str:
        """The font with only the characters used, in base 64."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.UNICODE).update(sorted({ord(ch) for ch in self._texts[key]} | {0x20}))
        features = wanted.sets(hb.SubsetInputSets.LAYOUT_FEATURE_TAG)
        for name in _UNUSED:
            features.discard(_tag(name))
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(map(_tag, _DROPPED))
        wanted.flags = hb.SubsetFlags.NO_HINTING
        return base64.b64encode(bytes(hb.subset(self._fonts[key], wanted).blob.data)).decode("ascii")


def _family(font: hb.Face) -> str:
    return font.get_name(_FAMILY) or font.get_name(_OLD_FAMILY) or ""


def _may_go_along(font: hb.Face) -> bool:
    """Whether the font's maker lets anybody install it, and so put it into a file that anybody may open."""
    rights = bytes(font.reference_table("OS/2").data)[_RIGHTS]
    return len(rights) == 2 and not int.from_bytes(rights, "big") & _RESTRICTED


def _tag(name: str) -> int:
    return int.from_bytes(name.ljust(4).encode("ascii"), "big")


def _plain(name: str) -> str:
    """A font's name as it stands between single quotes in a style sheet and in an attribute."""
    return "".join(ch for ch in name if ch.isprintable() and ch not in "'\"\\<>&{}")
