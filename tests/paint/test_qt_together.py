"""What is drawn in one call looks as if it were drawn one by one."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from cjm_desktop.layout.fonts import FontSet
from cjm_desktop.layout.sheet import Item, Path, Tag, Text
from cjm_desktop.layout.text import Typesetter
from cjm_desktop.paint.qt.ink import Tools, prepare


def drawn(parts: list[list[Item]], scale: float, exposed: QRectF) -> QImage:
    """Each list prepared by itself and drawn on one picture of 80 × 30 mm."""
    image = QImage(round(80 * scale), round(30 * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.setClipRect(exposed)
    tools = Tools()
    for items in parts:
        for stroke in prepare(items, tools):
            stroke.draw(painter, scale, 1.5, False, exposed)
    painter.end()
    return image


def texts() -> list[Item]:
    typesetter = Typesetter(FontSet.shipped())
    said = ("What happens when", "nobody answers — Őrült, πῶς", "at 23:59?")
    lines = [
        typesetter.line(text, style) for text, style in zip(said, ("regular", "regular", "bold"), strict=True)
    ]
    return [Text(3.0, 6.0 + 6.0 * k, line, 4.0, "#10203a") for k, line in enumerate(lines)]


@pytest.mark.parametrize("scale", [0.5, 1.3, 4.0, 20.0])
def test_lines_of_text(qapp: Any, scale: float) -> None:
    whole, items = QRectF(0, 0, 80, 30), texts()
    assert drawn([items], scale, whole) == drawn([[item] for item in items], scale, whole)


def test_lines_of_text_are_one_stroke(qapp: Any) -> None:
    tools, items = Tools(), texts()
    assert len(prepare(items, tools)) == 1
    assert len(prepare([Tag("P"), items[0], Tag(), items[1]], tools)) == 2


@pytest.mark.parametrize("left", [0.0, 17.3, 61.0])
def test_dashes_stay_where_they_are_whatever_is_exposed(qapp: Any, left: float) -> None:
    dashed: list[Item] = [
        Path((("M", 2.0, y), ("L", 78.0, y)), None, "#204060", 0.6, dash=(1.8, 1.4)) for y in (8.0, 16.0)
    ]
    exposed = QRectF(left, 0, 15.0, 30.0)
    whole = drawn([dashed], 4.0, QRectF(0, 0, 80, 30))
    some = drawn([dashed], 4.0, exposed)
    box = (QRectF(left + 1, 0, 13, 30).left() * 4, 0, 13 * 4, 30 * 4)
    assert whole.copy(*map(round, box)) == some.copy(*map(round, box))
    assert whole != drawn([], 4.0, exposed)
