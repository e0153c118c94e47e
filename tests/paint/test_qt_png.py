"""PNG files: the picture whatever the bands, its resolution, and no more memory than a band takes."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage
from sheets import HandSheet, Writer, curve, part, sheet

from cjm_desktop.assets import asset
from cjm_desktop.layout.sheet import Clip, Path, Rect
from cjm_desktop.paint import Cancelled
from cjm_desktop.paint.qt import image as pictures
from cjm_desktop.paint.qt.image import png_bytes, render_image
from cjm_desktop.paint.qt.png import PngWriter, png_of
from cjm_desktop.press import Press, PrintOrder
from cjm_desktop.storage import open_journey

WRITE = Writer()


def chunks(data: bytes) -> dict[bytes, bytes]:
    """The last chunk of each kind."""
    found, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        found[data[at + 4 : at + 8]] = data[at + 8 : at + 8 + length]
        at += 12 + length
    return found


def sheet_of_everything() -> HandSheet:
    dashes = Path((("M", 5, 33), ("L", 195, 33)), stroke="#00707A", width=0.7, cap=0, dash=(1.1, 1.7))
    clip = Clip((("M", 20, 20), ("L", 120, 20), ("L", 70, 90), ("Z",)))
    return HandSheet(
        [
            part(Rect(0, 0, 200, 120, "#EEF2FA"), Rect(3, 3, 90, 100, "#FFFFFF", "#101D3A", 1.0, radius=8)),
            part(WRITE("Ödön", 10, 40, 25.0), WRITE("up", 100, 110, 14.0, angle=70.0), dashes, x=3.3, y=7.7),
            part(
                clip, Rect(0, 0, 200, 120, "#C44A33"), Clip(), curve([30, 70, None, 60, 35], frozenset({0}))
            ),
        ]
    )


@pytest.mark.parametrize("lines", [7, 16, 64])
def test_a_picture_in_bands_is_the_picture(lines: int, monkeypatch: pytest.MonkeyPatch, qapp: Any) -> None:
    made = sheet_of_everything()
    whole = render_image(made, dpi=60)
    monkeypatch.setattr(pictures, "BAND_PIXELS", lines * whole.width())
    found = QImage.fromData(png_bytes(made, dpi=60))
    assert found.convertToFormat(whole.format()) == whole


def test_a_poster_in_bands_is_the_poster(monkeypatch: pytest.MonkeyPatch, qapp: Any) -> None:
    journey = open_journey(asset("samples", "new-laptop.en.cjm")).journey
    poster = Press().sheet(journey, PrintOrder(paper="A3"))
    monkeypatch.setattr(pictures, "BAND_PIXELS", 100_000)
    whole = render_image(poster, dpi=72)
    assert QImage.fromData(png_bytes(poster, dpi=72)).convertToFormat(whole.format()) == whole


def test_the_file_says_its_resolution(qapp: Any) -> None:
    data = png_bytes(sheet(Rect(0, 0, 10, 10, "#000000")), dpi=150)
    assert struct.unpack(">IIB", chunks(data)[b"pHYs"]) == (5906, 5906, 1)
    assert struct.unpack(">II", chunks(data)[b"IHDR"][:8]) == (1181, 709)
    assert data == png_bytes(sheet(Rect(0, 0, 10, 10, "#000000")), dpi=150)


def test_no_more_than_a_band_is_held(monkeypatch: pytest.MonkeyPatch, qapp: Any) -> None:
    held: list[int] = []
    add = PngWriter.add

    def weighed(writer: PngWriter, strip: QImage) -> None:
        held.append(strip.width() * strip.height())
        add(writer, strip)

    monkeypatch.setattr(PngWriter, "add", weighed)
    png_bytes(sheet(Rect(0, 0, 10, 10, "#000000"), width=420, height=297), dpi=300)
    assert sum(held) == 4961 * 3508
    assert max(held) <= pictures.BAND_PIXELS


def test_progress_grows_over_all_bands_and_may_be_stopped_in_any(
    monkeypatch: pytest.MonkeyPatch, qapp: Any
) -> None:
    monkeypatch.setattr(pictures, "BAND_PIXELS", 10_000)
    told: list[tuple[int, int]] = []
    asked: list[int] = []

    def never() -> bool:
        asked.append(1)
        return False

    made = sheet_of_everything()
    png_bytes(made, dpi=60, progress=lambda done, of: told.append((done, of)), cancelled=never)
    assert told == sorted(told)
    assert len({of for _, of in told}) == 1
    for moment in (0, len(asked) // 2, len(asked) - 1):
        left = iter([False] * moment + [True])
        with pytest.raises(Cancelled):
            png_bytes(made, dpi=60, cancelled=lambda left=left: next(left))


def test_what_is_too_large_is_refused(qapp: Any) -> None:
    with pytest.raises(ValueError, match="choose a lower resolution"):
        png_bytes(sheet(width=1189, height=841), dpi=1000)


def test_a_file_is_as_long_as_it_was_announced(qapp: Any) -> None:
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    assert QImage.fromData(png_of(image)).pixelColor(2, 1) == QColor("#123456")
    writer = PngWriter(3, 5, 1000)
    writer.add(image)
    with pytest.raises(ValueError, match="5 lines has got 2"):
        writer.data()
