"""Makes resources/fonts from the unpacked npm packages ``@expo-google-fonts/inter`` and ``@expo-google-fonts/noto-emoji``.

    python packaging/make_fonts.py INTER_PACKAGE NOTO_EMOJI_PACKAGE

Six faces of Inter are given the private family name ``CJM Inter``: where another Inter is installed, Qt may otherwise
pick that file, whose widths differ from the ones the layout has measured with. Only the ``name`` table and the style
bits are written; outlines, metrics, character map and features stay as they are. Noto Emoji is copied unchanged. The
same packages give the same bytes.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "CJM Inter"
TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"

#: Source file, style name, weight, italic.
FACES = (
    ("400Regular/Inter_400Regular.ttf", "Regular", 400, False),
    ("500Medium/Inter_500Medium.ttf", "Medium", 500, False),
    ("600SemiBold/Inter_600SemiBold.ttf", "SemiBold", 600, False),
    ("700Bold/Inter_700Bold.ttf", "Bold", 700, False),
    ("800ExtraBold/Inter_800ExtraBold.ttf", "ExtraBold", 800, False),
    ("400Regular_Italic/Inter_400Regular_Italic.ttf", "Italic", 400, True),
)

#: OS/2 fsSelection bits.
ITALIC, BOLD, REGULAR = 1 << 0, 1 << 5, 1 << 6


def rename(font: TTFont, style: str, weight: int, italic: bool) -> str:
    """Give a face of Inter its private names and style bits; returns its PostScript name.

    Styles beyond regular, bold and italic carry the typographic family and style (name ids 16 and 17) that group
    them with the others, as the OpenType specification asks.
    """
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    basic = style in ("Regular", "Bold", "Italic")
    version = font["name"].getDebugName(5) or ""
    names = {
        1: FAMILY if basic else f"{FAMILY} {style}",
        2: style if basic else "Regular",
        3: f"{version.removeprefix('Version ')};{postscript}",
        4: f"{FAMILY} {style}",
        6: postscript,
        16: None if basic else FAMILY,
        17: None if basic else style,
        25: FAMILY.replace(" ", "") + ("Italic" if italic else ""),
    }
    for number, value in names.items():
        font["name"].removeNames(nameID=number)
        if value is not None:
            font["name"].setName(value, number, 3, 1, 0x409)
    os2, head = font["OS/2"], font["head"]
    os2.usWeightClass = weight
    bits = os2.fsSelection & ~(ITALIC | BOLD | REGULAR)
    os2.fsSelection = bits | (ITALIC if italic else BOLD if style == "Bold" else REGULAR)
    head.macStyle = (1 if style == "Bold" else 0) | (2 if italic else 0)
    return postscript


def main(inter: Path, emoji: Path) -> None:
    """Write the fonts and their licences into ``resources/fonts``."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for source, style, weight, italic in FACES:
        font = TTFont(inter / source, recalcTimestamp=False)
        name = rename(font, style, weight, italic)
        font.save(TARGET / f"{name}.ttf")
    shutil.copyfile(emoji / "400Regular" / "NotoEmoji_400Regular.ttf", TARGET / "NotoEmoji-Regular.ttf")
    shutil.copyfile(inter / "LICENSE_FONT", TARGET / "LICENSE-Inter.txt")
    shutil.copyfile(emoji / "LICENSE_FONT", TARGET / "LICENSE-NotoEmoji.txt")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Name the folders of the two unpacked packages: Inter first, then Noto Emoji.")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
