"""Fonts inside a PDF: one Type 0 font per face, addressed by glyph id.

Contract. A :class:`Fonts` collects which glyphs of which faces a file uses and what text each of them stands
for; in the end it embeds each face as the subset that is used. CIDs are glyph ids (Identity-H), so a shaped
line goes into the page exactly as it was shaped, and no table of a "standard" font is ever named. TrueType
outlines become a CIDFontType2, CFF outlines a CIDFontType0 with bare CFF data (ISO 32000-1, 9.7 and 9.9).

A hyphen that only ends a line has a CID of its own beyond the glyph ids: it looks like any hyphen and says a soft one
(U+00AD), so that readers that know no ``ActualText`` can tell it from the hyphen of a word (ISO 32000-1, 14.8.2.2.3).
So has a glyph that must say something else than it says elsewhere, and several glyphs that say one text together: they are
put together as one (:mod:`.joined`). Fonts of CFF outlines have no numbers but those of their glyphs; there the page has to
say such texts.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import uharfbuzz as hb

from cjm_desktop.layout.sheet import Face
from cjm_desktop.paint.numbers import number
from cjm_desktop.paint.pdf.file import File, Stream
from cjm_desktop.paint.pdf.joined import Joined, with_joined
from cjm_desktop.paint.pdf.spelling import name, string, utf16

#: Tables that say how to shape, name or colour. The page holds shaped glyphs, so they would be dead weight.
_DROPPED = (
    "GSUB GPOS GDEF BASE JSTF MATH name OS/2 post cmap STAT DSIG meta vhea vmtx VORG SVG COLR CPAL CBDT CBLC "
    "sbix kern gasp hdmx VDMX LTSH PCLT FFTM MVAR avar"
)

#: Spaces that differ only in where a line may break; to a reader who searches they are a space.
_SPACES = {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " "}

#: Characters that fonts draw as nothing: their glyphs can carry a letter of a ligature.
_BLANK = "\u200c\u200d\u200e\u200f\u200b\u2060\u034f\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"

#: What a hyphen says that is there only because its line ends.
_SOFT_HYPHEN = "\u00ad"

#: CIDs are written with two bytes.
_MOST_CIDS = 0x10000

#: What a glyph says that by itself says nothing, where it has to say something.
_MUTE = "\u200b"


class EmbeddedFont:
    """One face in one file. ``key`` is its name in the page's resources."""

    def __init__(self, face: Face, key: str, *, complete: bool = False) -> None:
        self.face, self.key, self._complete = face, key, complete
        self._hb = hb.Face(hb.Blob.from_file_path(str(face.path)), face.index)
        self._font = hb.Font(self._hb)
        self._em = 1000.0 / face.upem
        self._texts: dict[int, str] = {}
        # CIDs beyond the glyph ids, with the glyphs that they show, and with those that are made for them.
        self._soft: dict[int, int] = {}
        self._other: dict[int, int] = {}
        self._made: dict[int, Joined] = {}
        self._joined: dict[tuple[Joined, str], int | None] = {}
        self._blanks: list[int] | None = None
        self._advances: dict[int, float] = {}
        space = self._font.get_nominal_glyph(0x20)
        #: The glyph of the space, or ``None``.
        self.space: int | None = space or None

    def advance(self, glyph: int) -> float:
        """The width of a glyph in thousandths of the em, as a reader of the file will understand it."""
        advance = self._advances.get(glyph)
        if advance is None:
            advance = self._advances[glyph] = round(self._font.get_glyph_h_advance(glyph) * self._em, 2)
        return advance

    def use(self, glyph: int, text: str) -> bool:
        """Take a glyph into the subset. ``True`` when it alone can say ``text``; otherwise the page has to."""
        text = _SPACES.get(text, text)
        return self._texts.setdefault(glyph, text) == text

    def says(self, glyph: int, text: str) -> bool:
        """Whether a glyph says, or may still come to say, ``text``."""
        return self._texts.get(glyph, text) == text

    def use_mute(self, glyph: int, text: str) -> None:
        """Take a glyph into the subset that is one of several for ``text``, which is in the page (``ActualText``).

        Readers that do not know of that get the one character of it that the font draws with this glyph, if any.
        """
        if glyph not in self._texts:
            drawn = (c for c in text if self._font.get_nominal_glyph(ord(c)) == glyph)
            self._texts[glyph] = next(drawn, "")

    def use_soft(self, glyph: int) -> int:
        """Take a hyphen's glyph into the subset that only ends a line; gives the CID to show it by, which says a soft hyphen.

        It is the glyph itself, a hyphen as any other, in a font of CFF outlines: those have no other numbers for glyphs.
        """
        for cid, shown in self._soft.items():
            if shown == glyph:
                return cid
        free = self._free()
        if free is None:
            self._texts.setdefault(glyph, "-")
            return glyph
        self._soft[free], self._texts[free] = glyph, _SOFT_HYPHEN
        self._advances[free] = self.advance(glyph)
        return free

    def use_joined(self, parts: Sequence[tuple[int, int, int]], advance: int, text: str) -> int | None:
        """One glyph that looks like several and says ``text``: gives the CID to show it by, or ``None`` where this font cannot
        have one. ``parts`` are (glyph, x, y), lengths in units of the font; without parts it is blank.
        """
        joined, text = Joined(tuple(parts), advance), _SPACES.get(text, text)
        if (joined, text) not in self._joined:
            self._joined[joined, text] = self._join(joined, text)
        return self._joined[joined, text]

    def _join(self, joined: Joined, text: str) -> int | None:
        cid = self._free()
        if cid is None:
            return None
        self._texts[cid] = text
        self._advances[cid] = round(joined.advance * self._em, 2)
        if len(joined.parts) == 1 and joined.parts[0][1:] == (0, 0):
            glyph = joined.parts[0][0]
            if self._advances[cid] == self.advance(glyph):
                self._other[cid] = glyph
                return cid
        self._made[cid] = joined
        return cid

    def _free(self) -> int | None:
        """A CID beyond the glyph ids, or ``None`` where there is none."""
        cid = int(self._hb.glyph_count) + len(self._soft) + len(self._other) + len(self._made)
        return None if self.face.is_cff or cid >= _MOST_CIDS else cid

    def use_blank(self, text: str) -> int | None:
        """A glyph without ink and width that says ``text``, or ``None`` where the font has none left."""
        if self._blanks is None:
            found = (self._font.get_nominal_glyph(ord(c)) for c in _BLANK)
            self._blanks = [g for g in dict.fromkeys(found) if g and not self.advance(g) and not self._ink(g)]
        return next((g for g in self._blanks if self.use(g, text)), None)

    def _ink(self, glyph: int) -> bool:
        extents = self._font.get_glyph_extents(glyph)
        return extents is not None and bool(extents.width or extents.height)

    def write(self, file: File) -> str:
        """Embed what was used; gives the reference to the font."""
        face, em = self.face, self._em
        glyphs = sorted(self._texts)
        shown = self._soft | self._other
        own = {shown.get(cid, cid) for cid in glyphs if cid not in self._made}
        parts = {part for joined in self._made.values() for part, _, _ in joined.parts}
        data = self._subset(sorted(own | parts))
        if self._made:
            data, first = with_joined(data, list(self._made.values()))
            shown |= {cid: first + k for k, cid in enumerate(self._made)}
        mark = zlib.crc32(face.key.encode() + b" ".join(b"%d" % g for g in glyphs))
        tag = "".join(chr(65 + mark // 26**i % 26) for i in range(6))
        base = f"{tag}+{name(face.postscript_name) or 'Font'}"
        if face.is_cff:
            program = f"/FontFile3 {file.add(Stream(data, {'Subtype': '/CIDFontType0C'}))}"
        else:
            program = f"/FontFile2 {file.add(Stream(data, {'Length1': str(len(data))}))}"
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName/{base}/Flags {4 | (64 if face.italic_angle else 0)}"
            f"/FontBBox[{' '.join(str(round(v * em)) for v in face.bbox)}]"
            f"/ItalicAngle {number(face.italic_angle)}"
            f"/Ascent {round(face.ascent * 1000)}/Descent {round(-abs(face.descent) * 1000)}"
            f"/CapHeight {round(face.cap_height * 1000)}/XHeight {round(face.x_height * 1000)}"
            f"/StemV {50 + (face.weight // 65) ** 2}{program}>>"
        )
        descendant = file.add(
            f"<</Type/Font/Subtype/{'CIDFontType0' if face.is_cff else 'CIDFontType2'}/BaseFont/{base}"
            f"/CIDSystemInfo<</Registry{string('Adobe')}/Ordering{string('Identity')}/Supplement 0>>"
            f"/FontDescriptor {descriptor}/DW 0/W[{self._widths(glyphs)}]"
            f"{'' if face.is_cff else f'/CIDToGIDMap{self._glyph_ids(file, glyphs, shown)}'}>>"
        )
        unicode = file.add(Stream(self._to_unicode()))
        return file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H/DescendantFonts[{descendant}]"
            f"/ToUnicode {unicode}>>"
        )

    def _glyph_ids(self, file: File, cids: list[int], shown: dict[int, int]) -> str:
        """Which glyph each CID shows: that of its own number, but for those ``shown`` beyond the glyph ids."""
        if not shown:
            return "/Identity"
        table = bytearray(2 * (cids[-1] + 1))  # almost all zeros: compressed it is next to nothing
        for cid in cids:
            table[2 * cid : 2 * cid + 2] = shown.get(cid, cid).to_bytes(2, "big")
        return f" {file.add(Stream(bytes(table)))}"

    def _subset(self, glyphs: list[int]) -> bytes:
        """The font program with only these glyphs, at their own ids."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.ljust(4).encode(), "big") for tag in _DROPPED.split()
        )
        flags = hb.SubsetFlags
        wanted.flags = flags.RETAIN_GIDS | flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING | flags.NOTDEF_OUTLINE
        if self.face.is_cff:
            # CIDs of a CID-keyed font would otherwise not be glyph ids.
            wanted.flags |= flags.CFF_IDENTITY_CHARSET
        subset = hb.subset(self._hb, wanted)
        blob = subset.reference_table("CFF ") if self.face.is_cff else subset.blob
        return bytes(blob.data)

    def _widths(self, glyphs: list[int]) -> str:
        """The ``W`` array: runs of consecutive glyph ids with their widths."""
        out: list[str] = []
        i = 0
        while i < len(glyphs):
            j = i + 1
            while j < len(glyphs) and glyphs[j] == glyphs[j - 1] + 1:
                j += 1
            out.append(f"{glyphs[i]}[{' '.join(number(self.advance(g)) for g in glyphs[i:j])}]")
            i = j
        return "".join(out)

    def _to_unicode(self) -> bytes:
        """The CMap from glyph ids to text (ISO 32000-1, 9.10.3)."""
        mute = _MUTE if self._complete else ""
        texts = ((glyph, text or mute) for glyph, text in sorted(self._texts.items()))
        # With a space between the two, which some readers cannot do without.
        pairs = [f"<{glyph:04X}> <{utf16(text)}>" for glyph, text in texts if text]
        lines = [
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def",
            "1 begincodespacerange<0000><FFFF>endcodespacerange",
        ]
        for i in range(0, len(pairs), 100):  # a block may hold a hundred
            block = pairs[i : i + 100]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines.append("endcmap CMapName currentdict/CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")


class Fonts:
    """The fonts of one file, made as they are met. ``complete``: every glyph says something, as PDF/A-3a and PDF/UA ask,
    even one whose text the page says (``ActualText``); it says a space without width.
    """

    def __init__(self, *, complete: bool = False) -> None:
        self._complete = complete
        self._fonts: dict[str, EmbeddedFont] = {}

    def font(self, face: Face) -> EmbeddedFont:
        """The font for a face."""
        font = self._fonts.get(face.key)
        if font is None:
            font = self._fonts[face.key] = EmbeddedFont(
                face, f"F{len(self._fonts) + 1}", complete=self._complete
            )
        return font

    def write(self, file: File) -> None:
        """Embed all fonts that were used."""
        for font in self._fonts.values():
            file.font(font.key, font.write(file))
