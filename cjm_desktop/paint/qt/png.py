"""A picture as a PNG file (ISO/IEC 15948), written strip by strip and in a way that can be stopped.

Contract. :class:`PngWriter` takes a picture from top to bottom in strips of any height and gives the bytes of a true-colour file
with its resolution; what it holds meanwhile is the file, not the pixels. Qt's own writer wants the whole picture at once, and
cannot be stopped while a poster keeps it busy for seconds.
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


class PngWriter:
    """One file of ``width`` × ``height`` pixels, ``per_metre`` of them to the metre."""

    def __init__(self, width: int, height: int, per_metre: int, cancelled: CancelCheck | None = None) -> None:
        self._width, self._height, self._cancelled = width, height, cancelled
        self._lines = 0
        self._packer = zlib.compressobj(6)
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        resolution = struct.pack(">IIB", per_metre, per_metre, 1)
        self._out = [_SIGNATURE, *_chunk(b"IHDR", header), *_chunk(b"pHYs", resolution)]

    def add(self, strip: QImage) -> None:
        """The next lines. Raises ``paint.Cancelled`` as soon as it is not wanted any more, ``MemoryError`` when there is no room."""
        plain = strip.convertToFormat(QImage.Format.Format_RGB888)
        if plain.isNull():
            raise MemoryError("There is no room for the pixels of a picture.")
        pixels, stride, width = plain.constBits(), plain.bytesPerLine(), 3 * plain.width()
        for top in range(0, plain.height(), _STRIP):
            if self._cancelled is not None and self._cancelled():
                raise Cancelled
            lines = range(top, min(top + _STRIP, plain.height()))
            raw = b"".join(_UNFILTERED + bytes(pixels[y * stride : y * stride + width]) for y in lines)
            if packed := self._packer.compress(raw):
                self._out += _chunk(b"IDAT", packed)
        self._lines += plain.height()

    def data(self) -> bytes:
        """The file, once all lines are there. Raises ``ValueError`` when they are not."""
        if self._lines != self._height:
            raise ValueError(f"A picture of {self._height} lines has got {self._lines}.")
        self._out += _chunk(b"IDAT", self._packer.flush())
        self._out += _chunk(b"IEND", b"")
        return b"".join(self._out)


def png_of(image: QImage, cancelled: CancelCheck | None = None) -> bytes:
    """The file of a whole picture. Raises what :meth:`PngWriter.add` raises."""
    writer = PngWriter(image.width(), image.height(), image.dotsPerMeterX(), cancelled)
    writer.add(image)
    return writer.data()


def _chunk(kind: bytes, data: bytes) -> Iterator[bytes]:
    yield struct.pack(">I", len(data))
    yield kind
    yield data
    yield struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
