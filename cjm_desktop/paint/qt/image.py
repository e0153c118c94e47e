"""A Sheet as a picture: PNG export, print preview, tests.

Contract. :func:`png_bytes` gives a file and holds only a band of its pixels at a time. :func:`render_image` gives the pixels. Both
draw all parts in paint order, letters as filled outlines, and need no scene, no window and (with the offscreen platform) no
display; a ``QGuiApplication`` must exist because Qt's fonts need one: :func:`drawing_application` makes one where there is none.
:func:`draw_sheet` draws on any painter, and draws nothing that lies outside ``exposed``.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from cjm_desktop.layout.sheet import Sheet
from cjm_desktop.paint import CancelCheck, Cancelled, Progress

from .ink import SMALLEST_PATH, Stroke, Tools, prepare
from .png import PngWriter

#: Largest side of a picture, in pixels: what Qt's raster painter addresses.
LARGEST_SIDE = 32_767
#: Pixels drawn before they are packed (16 MB).
BAND_PIXELS = 4_000_000
_MM_PER_INCH = 25.4


def most_dpi(sheet: Sheet) -> int:
    """The finest whole resolution in which a picture of the sheet can be made."""
    return int(LARGEST_SIDE * _MM_PER_INCH / max(sheet.width, sheet.height))


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
    size = _Size(sheet, dpi / _MM_PER_INCH if dpi is not None else (width_px or 0) / sheet.width)
    return size.band(Drawing(sheet, tools or Tools()), 0, size.height, progress, cancelled)


class _Size:
    """The pixels of a sheet at ``scale`` pixels per mm. Raises ``ValueError`` when they are too many, or none."""

    def __init__(self, sheet: Sheet, scale: float) -> None:
        self.scale = scale
        self.width, self.height = round(sheet.width * scale), round(sheet.height * scale)
        self._across, self._down = self.width / sheet.width, self.height / sheet.height
        if not (0 < self.width <= LARGEST_SIDE and 0 < self.height <= LARGEST_SIDE):
            raise ValueError(
                f"A picture of {self.width} × {self.height} pixels cannot be made; choose a lower resolution."
            )

    @property
    def per_metre(self) -> int:
        """Pixels to the metre."""
        return round(self.scale * 1000)

    def band(
        self,
        drawing: Drawing,
        top: int,
        lines: int,
        progress: Progress | None = None,
        cancelled: CancelCheck | None = None,
    ) -> QImage:
        """So many lines of the picture from ``top`` on. Raises ``MemoryError`` and ``paint.Cancelled``."""
        image = QImage(self.width, lines, QImage.Format.Format_RGB32)
        if image.isNull():
            raise MemoryError(f"There is no room for a picture of {self.width} × {lines} pixels.")
        image.setDotsPerMeterX(self.per_metre)
        image.setDotsPerMeterY(self.per_metre)
        image.fill(QColor(drawing.sheet.paper))
        painter = QPainter(image)
        try:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            painter.translate(0.0, -top)
            painter.scale(self._across, self._down)
            # A pixel more than the band: edges are soft.
            edge = 2.0 / self._down
            exposed = QRectF(0.0, top / self._down - edge, drawing.sheet.width, lines / self._down + 2 * edge)
            painter.setClipRect(QRectF(0.0, 0.0, drawing.sheet.width, drawing.sheet.height))
            drawing.draw(painter, self.scale, exposed, progress, cancelled)
        finally:
            painter.end()
        return image


class Drawing:
    """A sheet made ready to be drawn, perhaps several times, a part of it each time."""

    def __init__(self, sheet: Sheet, tools: Tools) -> None:
        self.sheet = sheet
        self._tools = tools
        self._parts = list(sheet.parts())
        self._ready: list[tuple[QRectF | None, list[Stroke]] | None] = [None] * len(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def draw(
        self,
        painter: QPainter,
        scale: float,
        exposed: QRectF,
        progress: Progress | None = None,
        cancelled: CancelCheck | None = None,
    ) -> None:
        """Draws what touches ``exposed`` (mm on the sheet) in the painter's millimetres; ``scale`` is device pixels per mm."""
        for number, part in enumerate(self._parts):
            if cancelled is not None and cancelled():
                raise Cancelled
            if progress is not None:
                progress(number, len(self._parts))
            box, strokes = self._prepared(number)
            here = exposed.translated(-part.x, -part.y)
            if box is not None and not box.intersects(here):
                continue
            # As a whole: what is drawn must not depend on how the sheet is cut into bands.
            whole = QRectF(-part.x, -part.y, self.sheet.width, self.sheet.height)
            painter.save()
            painter.translate(part.x, part.y)
            for stroke in strokes:
                if not stroke.bounds or stroke.bounds.isNull() or stroke.bounds.intersects(here):
                    stroke.draw(painter, scale, min(SMALLEST_PATH, 0.5), True, whole)
            painter.restore()

    def _prepared(self, number: int) -> tuple[QRectF | None, list[Stroke]]:
        """Strokes of a part and what they cover; ``None``: nobody knows."""
        ready = self._ready[number]
        if ready is None:
            strokes = prepare(self._parts[number].items, self._tools)
            box: QRectF | None = QRectF()
            for stroke in strokes:
                if stroke.bounds is None:
                    continue
                box = None if box is None or stroke.bounds.isNull() else box.united(stroke.bounds)
            ready = self._ready[number] = (box, strokes)
        return ready


def draw_sheet(
    painter: QPainter,
    sheet: Sheet,
    scale: float,
    tools: Tools,
    progress: Progress | None = None,
    cancelled: CancelCheck | None = None,
) -> None:
    """Draws a sheet at print quality in the painter's millimetres; ``scale`` is device pixels per mm."""
    whole = QRectF(0.0, 0.0, sheet.width, sheet.height)
    Drawing(sheet, tools).draw(painter, scale, whole, progress, cancelled)


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
    """A PNG file of the sheet, drawn and packed band by band: no more than :data:`BAND_PIXELS` are held at a time.

    Raises what :func:`render_image` raises.
    """
    size = _Size(sheet, dpi / _MM_PER_INCH)
    drawing = Drawing(sheet, Tools())
    writer = PngWriter(size.width, size.height, size.per_metre, cancelled)
    lines = max(1, min(size.height, BAND_PIXELS // size.width))
    tops = range(0, size.height, lines)
    for number, top in enumerate(tops):

        def tell(done: int, of: int, band: int = number) -> None:
            if progress is not None:
                progress(band * of + done, len(tops) * of)

        writer.add(size.band(drawing, top, min(lines, size.height - top), tell, cancelled))
    return writer.data()
