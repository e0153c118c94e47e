"""A journey as a small picture, for file managers.

Contract. :func:`thumbnail` draws the poster on one sheet, the whole of it, as a PNG whose longer side has as many pixels as asked for.
Nobody's real name is in it. Qt draws without a display.
"""

from __future__ import annotations

from cjm_desktop.document import Journey, without_names

from .order import PrintOrder
from .press import Press

#: Pixels on the longer side that make sense: from the smallest icon to four times what desktops ask for.
LEAST, MOST = 16, 2048
_MM_PER_INCH = 25.4


def thumbnail(journey: Journey, pixels: int) -> bytes:
    """The PNG. Raises ``ValueError`` for a size outside :data:`LEAST` to :data:`MOST`, and what ``Press.render`` raises."""
    if not LEAST <= pixels <= MOST:
        raise ValueError(f"A small picture of {pixels} pixels cannot be made.")
    order = PrintOrder(view="poster", format="png", names=False, sheets=1)
    sheet = Press().sheet(without_names(journey), order)
    from cjm_desktop.paint.qt.image import drawing_application, png_bytes  # only a picture needs Qt

    application = drawing_application()
    try:
        return png_bytes(sheet, dpi=pixels / max(sheet.width, sheet.height) * _MM_PER_INCH)
    finally:
        del application
