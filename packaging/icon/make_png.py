"""Draws the program's icon, ``app.svg``, and that of its files, ``document.svg``, at every size that a system asks for.

    python packaging/icon/make_png.py [OUT]

Writes ``NAME-PIXELS.png`` for Linux, ``NAME.ico`` for Windows and ``NAME.icns`` for macOS beside the drawings (or into OUT), and copies
what the program itself shows into its resources. Needs PySide6 (QtSvg) and Pillow, no display; the same drawings give the same bytes.
Small sizes leave out what would be a grey smear.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import identity
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
RESOURCES = HERE.parent.parent / "resources" / "icons"
#: Up to this many pixels the small drawing is used.
SMALL = 32
ALL = sorted({*identity.PIXELS, *identity.ICO_PIXELS, *identity.ICNS_PIXELS})


def drawn(svg: str, size: int) -> QImage:
    """The picture in ``size`` by ``size`` pixels on a clear ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


def small_app(svg: str) -> str:
    """The program's drawing for few pixels: no neutral line, no lines on the card, a bolder emotion line, no margin."""
    thinner = re.sub(r"\s*<path[^>]*(?:opacity|M176 150)[^>]*/>", "", svg)
    thinner = thinner.replace(
        'x="16" y="16" width="480" height="480"', 'x="0" y="0" width="512" height="512"'
    )
    return thinner.replace('stroke-width="30"', 'stroke-width="46"').replace('r="32"', 'r="46"')


def small_document(svg: str) -> str:
    """The file's drawing for few pixels: no neutral line, no card, a bolder edge, line and dip."""
    thinner = re.sub(r"\s*<path[^>]*(?:opacity|M132 76|M118 112)[^>]*/>", "", svg)
    bolder = thinner.replace('stroke-width="26"', 'stroke-width="44"').replace('stroke-width="14"', 'stroke-width="26"')
    return bolder.replace('r="28"', 'r="46"')


def png(image: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def pictures(name: str) -> dict[int, bytes]:
    """Every size of a drawing (``app`` or ``document``) as PNG, also those that only one system asks for."""
    svg = (HERE / f"{name}.svg").read_text(encoding="utf-8")
    small = small_app(svg) if name == "app" else small_document(svg)
    return {size: png(drawn(small if size <= SMALL else svg, size)) for size in ALL}


def collected(made: dict[int, bytes], kind: str) -> bytes:
    """The sizes in one file: ``ico`` for Windows or ``icns`` for macOS."""
    sizes = identity.ICO_PIXELS if kind == "ico" else identity.ICNS_PIXELS
    images = [Image.open(io.BytesIO(made[size])) for size in sizes]
    out = io.BytesIO()
    images[-1].save(out, kind.upper(), sizes=[(size, size) for size in sizes], append_images=images[:-1])
    return out.getvalue()


def main(out: Path) -> None:
    """Write every size and both files of sizes, and the two files the program shows into its resources."""
    application = QGuiApplication([])
    for name in ("app", "document"):
        made = pictures(name)
        for size in identity.PIXELS:
            (out / f"{name}-{size}.png").write_bytes(made[size])
        for kind in ("ico", "icns"):
            (out / f"{name}.{kind}").write_bytes(collected(made, kind))
    if out == HERE:
        shutil.copyfile(HERE / "app.svg", RESOURCES / "app.svg")
        shutil.copyfile(HERE / "app-256.png", RESOURCES / "app-256.png")
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
