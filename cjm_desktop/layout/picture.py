"""Pictures on paper: a persona's cut to a square without distorting it, or initials where there is none; a touchpoint's whole.

Contract. Pictures come as base64 PNG or JPEG; their size in pixels is read from their first bytes (PNG: IHDR; JPEG: the frame
header SOFn, ITU-T T.81 B.2.2), without decoding them.
"""

from __future__ import annotations

import base64
import binascii

from cjm_desktop.document import Picture

#: Larger pictures are not printed: decoding them would cost more memory than a poster is worth.
MOST_PIXELS = 40_000_000

#: So many characters of base64 hold the size of most pictures; a multiple of four.
_BEGINNING = 40_000
#: JPEG markers without a length: SOI, EOI, RSTn, TEM.
_BARE = {0x01, *range(0xD0, 0xDA)}
#: Frame headers; C4, C8 and CC in their midst are tables.
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def data_of(picture: Picture | None) -> bytes:
    """The bytes of a picture, empty when there is none or it is damaged."""
    if picture is None or not picture.data:
        return b""
    try:
        return base64.b64decode(picture.data, validate=True)
    except (binascii.Error, ValueError):
        return b""


def pixels_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or ``None`` when the data is no PNG or JPEG."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR" and len(data) >= 24:
        return _sound(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    if data[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            high, wide = data[at + 5 : at + 7], data[at + 7 : at + 9]
            return _sound(int.from_bytes(wide, "big"), int.from_bytes(high, "big"))
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _sound(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if width > 0 and height > 0 else None


def printable(picture: Picture | None) -> tuple[int, int] | None:
    """Width and height in pixels of a picture that can be printed, else ``None``; of most only the beginning is looked at."""
    if picture is None or not picture.data:
        return None
    try:
        pixels = pixels_of(base64.b64decode(picture.data[:_BEGINNING]))
    except (binascii.Error, ValueError):
        return None
    pixels = pixels or pixels_of(data_of(picture))
    return pixels if pixels and pixels[0] * pixels[1] <= MOST_PIXELS else None


def within(pixels: tuple[int, int], width: float, height: float) -> tuple[float, float]:
    """How large (mm) a picture is that fills a width, or a height where it would be higher, without being distorted."""
    scale = min(width / pixels[0], height / pixels[1])
    return pixels[0] * scale, pixels[1] * scale


def covering(pixels: tuple[int, int], x: float, y: float, side: float) -> tuple[float, float, float, float]:
    """Where a picture lies (x, y, w, h in mm) so that it covers a square without being distorted; of a tall one the upper part is kept,
    where faces are."""
    scale = side / min(pixels)
    w, h = pixels[0] * scale, pixels[1] * scale
    return x - (w - side) / 2, y - (h - side) * 0.3, w, h


def initials_of(name: str) -> str:
    """One or two capitals that stand for a name; empty for an empty name."""
    return "".join(word[0] for word in name.split()[:2]).upper()
