"""Draws the program's icon, ``app.svg``, as PNG files of 16 to 512 pixels, and copies what the program itself shows.

    python packaging/icon/make_png.py

Needs PySide6 (QtSvg), no display. Small sizes leave out the lines on the card, which would be a grey smear.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
RESOURCES = HERE.parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
#: Up to this many pixels the small drawing is used.
SMALL = 32


def drawn(svg: str, size: int) -> QImage:
    """The picture in ``size`` by ``size`` pixels on a clear ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


def small(svg: str) -> str:
    """The drawing for few pixels: no neutral line, no lines on the card, a bolder emotion line, no margin."""
    thinner = re.sub(r"\s*<path[^>]*(?:opacity|M176 150)[^>]*/>", "", svg)
    thinner = thinner.replace(
        'x="16" y="16" width="480" height="480"', 'x="0" y="0" width="512" height="512"'
    )
    return thinner.replace('stroke-width="30"', 'stroke-width="46"').replace('r="32"', 'r="46"')


def main() -> None:
    """Write every size beside the drawing, and the two files the program shows into its resources."""
    application = QGuiApplication([])
    svg = (HERE / "app.svg").read_text(encoding="utf-8")
    for size in SIZES:
        drawn(small(svg) if size <= SMALL else svg, size).save(str(HERE / f"app-{size}.png"))
    shutil.copyfile(HERE / "app.svg", RESOURCES / "app.svg")
    shutil.copyfile(HERE / "app-256.png", RESOURCES / "app-256.png")
    application.quit()


if __name__ == "__main__":
    main()
