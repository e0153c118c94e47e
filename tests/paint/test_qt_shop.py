"""The page of a print shop in the preview: the sheet as it is, its grounds beyond the cut, marks outside."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QColor
from sheets import sheet

from cjm_desktop.layout.sheet import Rect
from cjm_desktop.paint.qt.image import render_image
from cjm_desktop.paint.qt.shop import shop_image
from cjm_desktop.paint.trim import SLUG, crops, margin_of

GROUND = "#123456"


@pytest.mark.parametrize("bleed", [0.0, 3.0])
@pytest.mark.parametrize("marks", [False, True])
def test_the_page_is_the_sheet_with_what_is_around_it(qapp: Any, bleed: float, marks: bool) -> None:
    made = sheet(Rect(0, 0, 200, 30, fill=GROUND), Rect(50, 60, 40, 20, fill="#FF0000"))
    edge = margin_of(bleed, marks=marks)
    assert edge == bleed + (SLUG if marks else 0)
    scale = 5
    page = shop_image(made, width_px=round((200 + 2 * edge) * scale), bleed=bleed, marks=marks)
    assert (page.width(), page.height()) == ((200 + 2 * edge) * scale, (120 + 2 * edge) * scale)

    def at(x: float, y: float) -> str:
        return page.pixelColor(int((x + edge) * scale), int((y + edge) * scale)).name().upper()

    assert at(70, 70) == "#FF0000"
    assert at(100, 15) == GROUND
    inner = render_image(made, width_px=200 * scale)
    off = round(edge * scale)
    middle = page.copy(off + 2, off + 2, inner.width() - 4, inner.height() - 4)
    assert middle == inner.copy(2, 2, inner.width() - 4, inner.height() - 4)
    if bleed:
        for x, y in ((-1.5, 15), (201.5, 15), (100, -1.5), (-1.5, -1.5)):
            assert at(x, y) == GROUND, "what touches the edge goes on beyond it"
        assert at(-1.5, 100) == "#FFFFFF"
    if edge > bleed:
        assert at(-bleed - 1, 15) == "#FFFFFF", "nothing goes beyond the bleed"
    if marks:
        for x0, y0, x1, y1 in crops(200, 120, bleed):
            x, y = (x0 + x1) / 2 + edge, (y0 + y1) / 2 + edge
            near = [
                QColor(page.pixel(round(x * scale) + i, round(y * scale) + j)).lightness()
                for i in (-1, 0, 1)
                for j in (-1, 0, 1)
            ]
            assert min(near) < 140, (x0, y0)
