"""Pictures on paper: a persona's cut to a square without distorting it, or initials where there is none; a touchpoint's whole.

Contract. Pictures come as base64 PNG or JPEG, and whether one can be printed is decided here, once, for all painters: its size in
pixels is read from its first bytes (PNG: IHDR; JPEG: the frame header SOFn, ITU-T T.81 B.2.2), and one of a believable size is decoded
to its end. What painters would understand differently (samples of 16 bits, inks, a turn told by EXIF) is written anew, plainly: 8 bits,
grey or RGB, upright. So :func:`data_of` gives only what every painter reads, and reads alike; for a theme without colour in greys.
"""

from __future__ import annotations

import base64
import binascii
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cjm_desktop.document import Journey, Message, Picture, Problem

if TYPE_CHECKING:
    from PIL.Image import Image

#: Larger pictures are not printed: decoding them would cost more memory than a poster is worth.
MOST_PIXELS = 40_000_000

#: A file that somebody chose may be larger, as it is made smaller at once; up to here it is decoded to see whether it is whole.
_MOST_TRIED = 80_000_000
#: Pictures whose verdict is remembered: more than a journey has.
_REMEMBERED = 512
#: The ways of compressing (frame headers) that every painter, and a PDF, knows: baseline, extended and progressive Huffman.
_KNOWN_FRAMES = (0xC0, 0xC1, 0xC2)
#: EXIF's tag for how a picture is to be turned, and what it is at rest.
_TURN, _UPRIGHT = 0x0112, 1
#: How finely a JPEG that is written anew is compressed (libjpeg's scale).
_QUALITY = 93
#: A picture with fewer pixels per inch than this is coarse at arm's length (m): a pixel is 1.5 arcminutes wide there, while a good eye
#: tells 1 apart (visual acuity 1.0, ISO 8596). From farther away fewer are enough, in proportion.
COARSE_PPI, ARM = 100.0, 0.6
_INCH = 25.4
#: JPEG markers without a length: SOI, EOI, RSTn, TEM.
_BARE = {0x01, *range(0xD0, 0xDA)}
#: Frame headers; C4, C8 and CC in their midst are tables.
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture that can be printed: width and height in pixels, upright, and its data where it had to be written anew."""

    pixels: tuple[int, int]
    anew: bytes | None


class _Told:
    """The text of a picture as what a cache remembers it by: its length and the hash that Python keeps beside a text once it was
    asked for, so that a layout in the midst of a drag costs nothing. The cache does not keep the text."""

    __slots__ = ("mark", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.mark = (len(text), hash(text))

    def __hash__(self) -> int:
        return self.mark[1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Told) and self.mark == other.mark


def data_of(picture: Picture | None, *, grey: bool = False) -> bytes:
    """A picture as PNG or JPEG that every painter reads; empty when there is none or it cannot be printed. ``grey``: in greys alone,
    for a theme without colour."""
    shown = _shown(picture)
    if picture is None or shown is None:
        return b""
    if grey:
        return _greyed(_Told(picture.data))
    return _bytes_of(picture.data) if shown.anew is None else shown.anew


def printable(picture: Picture | None) -> tuple[int, int] | None:
    """Width and height in pixels of a picture that can be printed, else ``None``. The first time it is decoded, as far as that is safe."""
    shown = _shown(picture)
    return shown.pixels if shown else None


def _shown(picture: Picture | None) -> _Shown | None:
    return _decided(_Told(picture.data)) if picture is not None and picture.data else None


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


@lru_cache(maxsize=_REMEMBERED)
def _decided(told: _Told) -> _Shown | None:
    data, told.text = _bytes_of(told.text), ""
    pixels = pixels_of(data)
    if pixels is None or pixels[0] * pixels[1] > MOST_PIXELS:
        return None
    try:
        return _decoded(data, pixels)
    except Exception:  # a damaged file breaks its reader in more ways than the library names, and each means: not printable
        return None


def _decoded(data: bytes, pixels: tuple[int, int]) -> _Shown | None:
    """The verdict on a picture of a believable size. Raises what the library raises for a damaged one."""
    import PIL.Image  # only for documents with pictures: most have none, and it costs start-up time
    import PIL.ImageOps

    kinds = ("PNG", "JPEG")
    with PIL.Image.open(io.BytesIO(data), formats=kinds) as sealed:
        sealed.verify()  # check sums, which decoding leaves alone
    with PIL.Image.open(io.BytesIO(data), formats=kinds) as image:
        if image.size != pixels:
            return None
        kind = str(image.format)
        turned = image.getexif().get(_TURN, _UPRIGHT) != _UPRIGHT
        deep = kind == "PNG" and data[24] == 16
        plain = not turned and not deep and (image.mode in ("L", "RGB") and _frame(data) in _KNOWN_FRAMES if kind == "JPEG" else True)
        if plain:
            if kind == "JPEG":
                image.draft(None, (1, 1))  # an eighth of the size: the data is read to its end all the same
            image.load()
            return _Shown(pixels, None)
        image.load()
        made = PIL.ImageOps.exif_transpose(_plainly(image, deep=deep))
        out = io.BytesIO()
        if kind == "JPEG":
            made.save(out, kind, quality=_QUALITY, subsampling=0, exif=b"")
        else:
            made.save(out, kind, exif=b"")
        return _Shown(made.size, out.getvalue())


@lru_cache(maxsize=_REMEMBERED)
def _greyed(told: _Told) -> bytes:
    """A printable picture in greys: its lightness (luma, ITU-R BT.601), and what it lets through; one that is grey stays as it is."""
    import PIL.Image  # as above

    shown, data, told.text = _decided(_Told(told.text)), _bytes_of(told.text), ""
    data = data if shown is None or shown.anew is None else shown.anew
    with PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        kind = str(image.format)
        if image.mode == "L" and not image.has_transparency_data:
            return data
        made = image.convert("RGBA").convert("LA") if image.has_transparency_data else image.convert("L")
    out = io.BytesIO()
    if kind == "JPEG":
        made.save(out, kind, quality=_QUALITY)
    else:
        made.save(out, kind)
    return out.getvalue()


def whole(path: str) -> bool:
    """Whether a picture file somebody chose is there to its end. Qt shows of a JPEG or BMP that ends early what there is, and says
    nothing. One that is too large to be looked at without care is believed."""
    import PIL.Image  # as above

    try:
        with PIL.Image.open(path, formats=("PNG", "JPEG", "WEBP", "BMP")) as image:
            if image.width * image.height > _MOST_TRIED:
                return True
            if image.format == "JPEG":
                image.draft(None, (1, 1))
            image.load()
    except Exception:  # see above
        return False
    return True


def _plainly(image: Image, *, deep: bool) -> Image:
    """A picture in 8 bits and without inks. ``deep``: its samples had 16 bits."""
    import PIL.Image

    clear = image.info.get("transparency") if deep else None
    if clear is not None:  # the one value that lets through what lies below, in 16 bits as well
        image.info["transparency"] = tuple(value >> 8 for value in clear) if isinstance(clear, tuple) else clear >> 8
    if image.mode.startswith("I;16"):
        high = image.tobytes("raw", "I;16")[1::2]
        made = PIL.Image.frombytes("L", image.size, high)
        made.info = dict(image.info)
        image = made
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")


def damaged(picture: Picture | None) -> bool:
    """Whether there is a picture that cannot be printed."""
    return picture is not None and bool(picture.data) and printable(picture) is None


def unprintable(picture: Picture, name: str) -> Message:
    """What is said of a picture that cannot be printed; ``name`` is whose it is."""
    pixels = pixels_of(_bytes_of(picture.data))
    if pixels is None or pixels[0] * pixels[1] > MOST_PIXELS:
        return Message(
            "The picture of {name} cannot be printed; choose a PNG or JPEG of at most {count} million pixels.",
            name=name,
            count=MOST_PIXELS // 1_000_000,
        )
    return Message("The picture of {name} is damaged and cannot be printed; choose it again.", name=name)


def damaged_pictures(journey: Journey) -> Iterator[Problem]:
    """Each picture in a journey that cannot be printed, with its place."""
    for k, persona in enumerate(journey.personas):
        if persona.picture is not None and damaged(persona.picture):
            yield Problem(f"personas[{k}].picture", unprintable(persona.picture, _called(persona.name)), persona.id)
    for k, t in enumerate(journey.touchpoints):
        if t.picture is not None and damaged(t.picture):
            yield Problem(f"touchpoints[{k}].picture", unprintable(t.picture, _called(t.title or str(k + 1))), t.id)


def _called(name: str) -> str:
    return name or "…"


def too_coarse(pixels: tuple[int, int], width: float, distance: float, name: str) -> Message | None:
    """What is said of a picture that is printed ``width`` mm wide and whose pixels are seen from ``distance`` m; ``None`` when they are
    not. ``name`` is whose it is."""
    ppi, enough = pixels[0] * _INCH / width, COARSE_PPI * ARM / distance
    if ppi >= enough:
        return None
    more = enough / ppi
    return Message(
        "The picture of {name} is coarse: printed at {ppi} pixels per inch, its pixels are seen from {distance} m. "
        "Choose one of at least {width} × {height} pixels.",
        name=name,
        ppi=max(1, round(ppi)),
        distance=distance,
        width=math.ceil(pixels[0] * more),
        height=math.ceil(pixels[1] * more),
    )


def pixels_of(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, or ``None`` when the data is no PNG or JPEG."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR" and len(data) >= 24:
        return _sound(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))
    at = _frame_at(data)
    if at is None:
        return None
    high, wide = data[at + 5 : at + 7], data[at + 7 : at + 9]
    return _sound(int.from_bytes(wide, "big"), int.from_bytes(high, "big"))


def _frame(data: bytes) -> int:
    """The marker of a JPEG's frame header, 0 without one."""
    at = _frame_at(data)
    return 0 if at is None else data[at + 1]


def _frame_at(data: bytes) -> int | None:
    """Where a JPEG's frame header begins; ``None`` when it has none, or is none."""
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
            return at
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _sound(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if width > 0 and height > 0 else None


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
