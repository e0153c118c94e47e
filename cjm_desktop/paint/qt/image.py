"""A Sheet as a picture: PNG export, print preview, tests.

Contract. :func:`png_bytes` gives a file. :func:`render_image` draws all parts in paint order, letters as filled outlines, and needs no
scene, no window and (with the offscreen platform) no display; a ``QGuiApplication`` must exist because Qt's
fonts need one: :func:`drawing_application` makes one where there is none.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from cjm_desktop.layout.sheet import Sheet
from cjm_desktop.paint import CancelCheck, Cancelled, Progress

from .ink import SMALLEST_PATH, Tools, prepare
from .png import png_of

#: Largest side of a picture, in pixels: what Qt's raster painter addresses.
LARGEST_SIDE = 32_767
_MM_PER_INCH = 25.4


def render_image(
    sheet: Sheet,
    *,
    dpi: float | None = None,
    width_px: int | None = None,
    tools: Tools | None = None,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> QImage:
    """A picture of the sheet at ``dpi``, or ``width_px`` pixels wide (one of the two), RGB, its resolution
    noted inside.

    ``tools`` may be given to draw several sheets with the same fonts. Raises ``ValueError`` when the size
    is missing, not positive, or more than 32,767 pixels on a side, ``MemoryError`` when there is no
    room for the pixels, and ``paint.Cancelled`` when ``cancelled()``, asked at every part, says so.
    """
    if (dpi is None) == (width_px is None):
        raise ValueError("A picture needs either a resolution or a width in pixels.")
    scale = dpi / _MM_PER_INCH if dpi is not None else (width_px or 0) / sheet.width
    width, height = round(sheet.width * scale), round(sheet.height * scale)
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        raise ValueError(f"A picture of {width} × {height} pixels cannot be made; choose a lower resolution.")
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise MemoryError(f"There is no room for a picture of {width} × {height} pixels.")
    image.setDotsPerMeterX(round(scale * 1000))
    image.setDotsPerMeterY(round(scale * 1000))
    image.fill(QColor(sheet.paper))
    painter = QPainter(image)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(width / sheet.width, height / sheet.height)
        painter.setClipRect(QRectF(0.0, 0.0, sheet.width, sheet.height))
        draw_sheet(painter, sheet, scale, tools or Tools(), progress, cancelled)
    finally:
        painter.end()
    return image


def draw_sheet(
    painter: QPainter,
    sheet: Sheet,
    scale: float,
    tools: Tools,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> None:
    """Draws a sheet at print quality in the painter's millimetres; ``scale`` is device pixels per mm."""
    parts = list(sheet.parts())
    for number, part in enumerate(parts):
        if cancelled is not None and cancelled():
            raise Cancelled
        if progress is not None:
            progress(number, len(parts))
        whole = QRectF(-part.x, -part.y, sheet.width, sheet.height)
        painter.save()
        painter.translate(part.x, part.y)
        for stroke in prepare(part.items, tools):
            stroke.draw(painter, scale, min(SMALLEST_PATH, 0.5), True, whole)
        painter.restore()


def drawing_application() -> QCoreApplication:
    """The ``QGuiApplication`` that drawing needs: the one there is, else one that on Linux asks for no display.

    Keep it until everything is drawn.
    """
    linux = sys.platform.startswith("linux")
    # As an argument and not in the environment, which may name a display that is not there.
    return QGuiApplication.instance() or QGuiApplication(
        ["cjm-desktop", *(("-platform", "offscreen") if linux else ())]
    )


def png_bytes(
    sheet: Sheet, *, dpi: float, progress: Progress | None = None, cancelled: CancelCheck | None = None
) -> bytes:
    """A PNG file of the sheet. Raises what :func:`render_image` raises; cancelling also stops the compression."""
    return png_of(render_image(sheet, dpi=dpi, progress=progress, cancelled=cancelled), cancelled)
