"""A sheet as a print shop gets it, for the preview: with its bleed, its crop marks, and the line along which it is cut.

Contract. :func:`shop_image` gives a picture of the whole page. The sheet in its middle is the very picture that
:func:`~.image.render_image` gives; what touches an edge of it goes on into the bleed, as grounds do in the file.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from cjm_desktop.layout.sheet import Sheet
from cjm_desktop.paint.trim import crops, margin_of

from .image import render_image

#: The page's own paper, the marks, and the line of the cut, which is not printed: a colour that no theme has.
_PAGE, _MARK, _CUT = "#FFFFFF", "#000000", "#E6007E"


def shop_image(sheet: Sheet, *, width_px: int, bleed: float, marks: bool) -> QImage:
    """The page of a sheet, ``width_px`` pixels across. Raises what ``render_image`` raises."""
    edge = margin_of(bleed, marks=marks)
    scale = width_px / (sheet.width + 2 * edge)
    inner = render_image(sheet, width_px=max(1, round(sheet.width * scale)))
    page = QImage(width_px, max(1, round((sheet.height + 2 * edge) * scale)), QImage.Format.Format_RGB32)
    if page.isNull():
        raise MemoryError(f"There is no room for a picture {width_px} pixels wide.")
    page.fill(QColor(_PAGE))
    left = top = edge * scale
    wide, high, out = float(inner.width()), float(inner.height()), bleed * scale
    painter = QPainter(page)
    try:
        if bleed:
            # Each row and column of places: where it is drawn, and the strip of the sheet that it is drawn from.
            columns = ((left - out, out, 0.0, 1.0), (left, wide, 0.0, wide), (left + wide, out, wide - 1, 1.0))
            rows = ((top - out, out, 0.0, 1.0), (top, high, 0.0, high), (top + high, out, high - 1, 1.0))
            for x, w, from_x, from_w in columns:
                for y, h, from_y, from_h in rows:
                    painter.drawImage(QRectF(x, y, w, h), inner, QRectF(from_x, from_y, from_w, from_h))
        painter.drawImage(QRectF(left, top, wide, high), inner, QRectF(0, 0, wide, high))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if bleed:
            painter.setPen(_pen(_CUT, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(left, top, wide, high))
        if marks:
            painter.setPen(_pen(_MARK, Qt.PenStyle.SolidLine))
            for x0, y0, x1, y1 in crops(sheet.width, sheet.height, bleed):
                painter.drawLine(QLineF(left + x0 * scale, top + y0 * scale, left + x1 * scale, top + y1 * scale))
    finally:
        painter.end()
    return page


def _pen(colour: str, style: Qt.PenStyle) -> QPen:
    """A line of one pixel, however large the page is."""
    pen = QPen(QColor(colour), 1.0, style)
    pen.setCosmetic(True)
    return pen
