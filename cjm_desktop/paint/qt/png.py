"""An image as a PNG file (ISO/IEC 15948), written in a way that can be stopped.

Contract. :func:`png_of` gives the bytes of a true-colour file with the resolution of the image. Qt's own writer
cannot be stopped, and a poster keeps it busy for seconds while somebody waits for the window to close.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from PySide6.QtGui import QImage

from cjm_desktop.paint import CancelCheck, Cancelled

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Lines between two looks at whether it is still wanted.
_STRIP = 64
_UNFILTERED = b"\x00"


def png_of(image: QImage, cancelled: CancelCheck | None = None) -> bytes:
    """The file. Raises ``paint.Cancelled`` as soon as ``cancelled()`` says so, ``MemoryError`` when there is no room."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    if plain.isNull():
        raise MemoryError("There is no room for the pixels of a picture.")
    header = struct.pack(">IIBBBBB", plain.width(), plain.height(), 8, 2, 0, 0, 0)
    resolution = struct.pack(">IIB", image.dotsPerMeterX(), image.dotsPerMeterY(), 1)
    out = [_SIGNATURE, *_chunk(b"IHDR", header), *_chunk(b"pHYs", resolution)]
    packer = zlib.compressobj(6)
    pixels, stride, width = plain.constBits(), plain.bytesPerLine(), 3 * plain.width()
    for top in range(0, plain.height(), _STRIP):
        if cancelled is not None and cancelled():
            raise Cancelled
        lines = range(top, min(top + _STRIP, plain.height()))
        strip = b"".join(_UNFILTERED + bytes(pixels[y * stride : y * stride + width]) for y in lines)
        if packed := packer.compress(strip):
            out += _chunk(b"IDAT", packed)
    out += _chunk(b"IDAT", packer.flush())
    out += _chunk(b"IEND", b"")
    return b"".join(out)


def _chunk(kind: bytes, data: bytes) -> Iterator[bytes]:
    yield struct.pack(">I", len(data))
    yield kind
    yield data
    yield struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
