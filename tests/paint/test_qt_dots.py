"""A dotted line looks even at every zoom: no stretch of it has much more ink than another."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from cjm_desktop.layout.shapes import line
from cjm_desktop.paint.qt.ink import Tools, _Lines

_WINDOW = 24


@pytest.mark.parametrize("scale", [0.5, 0.8, 1.07, 1.2, 1.4, 1.55, 1.8, 2.3, 3.1, 4.4])
@pytest.mark.parametrize("dash", [(0.01, 1.9), (2.4, 2.0)])
def test_dots_are_even(scale: float, dash: tuple[float, float]) -> None:
    image = QImage(700, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(10.3, 10.4)
    painter.scale(scale, scale)
    drawn = _Lines([line(0, 0, 2000, 0, "#000000", 0.7, dash, cap=1)], Tools())
    drawn.draw(painter, scale, 0.0, False, QRectF(-10, -10, 2000, 20))
    painter.end()
    columns = [sum(255 - image.pixelColor(x, y).red() for y in range(24)) for x in range(20, 680)]
    windows = [sum(columns[k : k + _WINDOW]) for k in range(0, len(columns) - _WINDOW, 7)]
    assert min(windows) > 0
    assert max(windows) <= 1.6 * min(windows)


@pytest.mark.parametrize("scale", [0.5, 0.8, 1.0, 1.2, 1.4, 1.8])
def test_dots_never_run_into_a_line(scale: float) -> None:
    image = QImage(200, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(10, 10.5)
    painter.scale(scale, scale)
    _Lines([line(0, 0, 2000, 0, "#000000", 1.2, (0.01, 1.9), cap=1)], Tools()).draw(painter, scale, 0.0, False, QRectF(-10, -10, 2000, 20))
    painter.end()
    columns = [sum(255 - image.pixelColor(x, y).red() for y in range(24)) for x in range(20, 180)]
    windows = [columns[k : k + 8] for k in range(0, 150, 8)]
    assert all(max(one) > 40 and min(one) < 0.3 * max(one) for one in windows)
