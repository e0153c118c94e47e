"""The dashes of the emotion line stay where they are, whatever part of it is painted anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from sheets import Steps

from cjm_desktop.layout.sheet import Bezier, Curve
from cjm_desktop.paint.qt.line import draw_curve

_SIZE = (900, 320)


class Bent(Steps):
    """Its stretches are bent, as those of a map are."""

    def stretch(self, i: int) -> Bezier | None:
        found = super().stretch(i)
        return None if found is None else replace(found, y1=found.y0, y2=found.y3)


def _painted(curve: Curve, scale: float, strips: int) -> QImage:
    """The line, painted at once or in upright strips, as a gliding map exposes them."""
    width, height = _SIZE
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for i in range(strips):
        left, right = round(i * width / strips), round((i + 1) * width / strips)
        painter = QPainter(image)
        painter.setClipRect(QRect(left, 0, right - left, height))
        painter.scale(scale, scale)
        draw_curve(painter, curve, left / scale - 3.0, right / scale + 3.0, scale)
        painter.end()
    return image


@pytest.mark.parametrize("scale", [2.0, 4.3])
@pytest.mark.parametrize("strips", [7, 60])
def test_strips_continue_the_dashes_of_the_whole(qapp: Any, scale: float, strips: int) -> None:
    curve = Curve(
        source=Bent([30.0, 60.0, 12.0, 70.0, 40.0, 5.0, 66.0, 30.0], assumed=frozenset(range(8))),
        stroke="#102040",
        width=1.6,
        neutral=40.0,
        top=0.0,
        bottom=75.0,
        casing="#ffffff",
        casing_width=3.0,
        dash=(3.0, 2.0),
    )
    whole = _painted(curve, scale, 1)
    dark = sum(whole.pixelColor(x, y).lightness() < 128 for x in range(0, _SIZE[0], 3) for y in range(0, _SIZE[1], 3))
    assert dark > 50, "there is a line to compare"
    assert _painted(curve, scale, strips) == whole
