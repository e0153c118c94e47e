"""What software centres are told: ``linux/…metainfo.xml``, with screenshots where somebody publishes them. Standard library only.

Contract: :func:`text` gives the file for a build. AppStream wants screenshots at an address of the web, and the project has none of its
own: whoever publishes the program names in ``CJM_PICTURES`` the address below which the files of ``packaging/pictures`` can be fetched;
without it there are no screenshots. Their sizes are read from the files, their captions are in five languages.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parent))

import identity

PICTURES = identity.ROOT / "packaging" / "pictures"
#: File -> caption by language, the first one shown first.
CAPTIONS = {
    "window.png": {
        "en": "Cards on a timeline, and the line of how each touchpoint felt",
        "da": "Kort på en tidslinje og linjen for, hvordan hvert touchpoint føltes",
        "hu": "Kártyák az idővonalon, alattuk az érzelmek vonala",
        "nl": "Kaarten op een tijdlijn, en de lijn van hoe elk touchpoint voelde",
        "sv": "Kort på en tidslinje och linjen för hur varje kontaktpunkt kändes",
    },
    "poster.png": {
        "en": "The poster, measured in millimetres",
        "da": "Plakaten, målt i millimeter",
        "hu": "A plakát, milliméterben kimérve",
        "nl": "De poster, opgemeten in millimeters",
        "sv": "Affischen, uppmätt i millimeter",
    },
}


def text(address: str | None = None) -> str:
    """The file's text, with screenshots below ``address`` (``CJM_PICTURES`` unless said otherwise; empty: none)."""
    source = (identity.LINUX / f"{identity.ID}.metainfo.xml").read_text(encoding="utf-8")
    base = (os.environ.get("CJM_PICTURES", "") if address is None else address).rstrip("/")
    if not base:
        return source
    before, mark, after = source.partition("  <provides>\n")
    return f"{before}{_screenshots(base)}{mark}{after}"


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG file in pixels."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def _screenshots(base: str) -> str:
    lines = ["  <screenshots>"]
    for number, (name, captions) in enumerate(CAPTIONS.items()):
        width, height = size(PICTURES / name)
        lines.append('    <screenshot type="default">' if not number else "    <screenshot>")
        for language, caption in captions.items():
            spoken = "" if language == "en" else f' xml:lang="{language}"'
            lines.append(f"      <caption{spoken}>{escape(caption)}</caption>")
        lines.append(f'      <image type="source" width="{width}" height="{height}">{escape(f"{base}/{name}")}</image>')
        lines.append("    </screenshot>")
    return "\n".join([*lines, "  </screenshots>", ""])
