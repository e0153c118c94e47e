"""Pictures of sheets as arrays of pixels, to be compared: drawn by Qt, and drawn by other people's programs from the PDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from cjm_desktop.layout.sheet import Sheet
from cjm_desktop.paint.pdf import pdf_bytes

Pixels = NDArray[np.uint8]

#: Two pixels whose reds, greens or blues are further apart than this look clearly different.
CLEARLY = 96
#: Programs that draw PDFs.
READERS = tuple(name for name in ("mutool", "pdftoppm") if shutil.which(name))


def pixels_of(image: QImage) -> Pixels:
    """Height × width × red, green, blue."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()


def printed(sheet: Sheet, width: int, height: int, reader: str, folder: Path, fine: int = 3) -> Pixels:
    """The sheet's PDF as a reader draws it.

    It is drawn ``fine`` times finer and reduced, which shows where things lie on paper: readers put glyphs and thin lines on
    whole pixels of theirs.
    """
    return drawn_by_reader(pdf_bytes([sheet]), width, height, reader, folder, fine)


def drawn_by_reader(data: bytes, width: int, height: int, reader: str, folder: Path, fine: int = 3) -> Pixels:
    """The first page of a PDF, drawn finer and reduced to ``width`` × ``height`` pixels."""
    source, target = folder / "sheet.pdf", folder / "sheet.ppm"
    source.write_bytes(data)
    wide, high = str(fine * width), str(fine * height)
    if reader == "mutool":
        command = ["mutool", "draw", "-q", "-f", "-w", wide, "-h", high, "-o", str(target), str(source), "1"]
    else:
        command = ["pdftoppm", "-singlefile", "-scale-to-x", wide, "-scale-to-y", high, str(source)]
        command.append(str(target.with_suffix("")))
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    raw = target.read_bytes()
    head = re.match(rb"P6\s+(?:#[^\n]*\n)?(\d+)\s+(\d+)\s+255\s", raw)
    assert head is not None
    assert (head[1].decode(), head[2].decode()) == (wide, high)
    found = np.frombuffer(raw, np.uint8, offset=head.end()).reshape(height, fine, width, fine, 3)
    reduced: Pixels = found.mean(axis=(1, 3)).round().astype(np.uint8)
    return reduced


def share_that_differs(one: Pixels, other: Pixels) -> float:
    """Which share of the pixels is clearly different (0 to 1)."""
    assert one.shape == other.shape
    return float((np.abs(one.astype(np.int16) - other).max(axis=2) > CLEARLY).mean())
