"""Icons of the interface: the shipped outlines, drawn at any size in the colours of the look in force.

Contract. :class:`Icons` turns names of ``resources/icons/icons.json`` into ``QIcon``s that are vectors
until painted: crisp at every scale factor, and recoloured by themselves when the look changes. A name
nobody knows gives a plain ring, never an error. They do not come through ``layout``, whose
packages the first paint of the window must not wait for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from cjm_desktop.assets import drawings

if TYPE_CHECKING:
    from .theme import Look

#: Stroke of the outlines, in units of the icon's box (Lucide draws 2 of 24).
_STROKE = 1.9
_UNKNOWN = "circle"


def outline(drawing: Mapping[str, Any]) -> tuple[float, list[tuple[QPainterPath, bool]]]:
    """The box of a drawing of ``icons.json``, and its paths with whether each is filled."""
    paths: list[tuple[QPainterPath, bool]] = []
    for part in drawing["paths"]:
        path = QPainterPath()
        for command, *numbers in part["d"]:
            if command == "M":
                path.moveTo(*numbers)
            elif command == "L":
                path.lineTo(*numbers)
            elif command == "C":
                path.cubicTo(*numbers)
            else:
                path.closeSubpath()
        paths.append((path, bool(part.get("fill"))))
    return float(drawing["box"]), paths


class Icons:
    """Makes icons and paints them; ``look`` may be exchanged at any time."""

    def __init__(self, look: Look, file: Path | None = None) -> None:
        self.look = look
        self._drawings: Mapping[str, Mapping[str, Any]] = drawings(file)
        self._outlines: dict[str, tuple[float, list[tuple[QPainterPath, bool]]]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._drawings

    def icon(self, name: str, role: str = "text", on: str = "", marked: str = "") -> QIcon:
        """An icon in the colour of a role of the look; ``on`` is the role used while checked, ``marked`` that in a selected row of a list
        whose ground is coloured there. No name: no icon."""
        return QIcon(_Engine(self, name, role, on or role, marked or role)) if name else QIcon()

    def pixmap(self, name: str, side: int, colour: str, ratio: float = 1.0) -> QPixmap:
        """The icon as a picture of ``side`` logical pixels in a colour ``#RRGGBB``."""
        pixels = max(1, round(side * ratio))
        picture = QPixmap(pixels, pixels)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRectF(0, 0, side, side), name, colour)
        painter.end()
        return picture

    def paint(self, painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
        """Draw an icon into the middle of a rectangle."""
        known = name if name in self._drawings else _UNKNOWN
        if known not in self._outlines:
            self._outlines[known] = outline(self._drawings[known])
        box, paths = self._outlines[known]
        side = min(rect.width(), rect.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.center())
        painter.scale(side / box, side / box)
        painter.translate(-box / 2, -box / 2)
        pen = QPen(QColor(colour), _STROKE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        for path, filled in paths:
            painter.setPen(pen)
            painter.setBrush(QColor(colour) if filled else Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
        painter.restore()


class _Engine(QIconEngine):
    """Paints one icon; asks the look for its colour each time."""

    def __init__(self, icons: Icons, name: str, role: str, on: str, marked: str) -> None:
        super().__init__()
        self._icons, self._name, self._role, self._on, self._marked = icons, name, role, on, marked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._on if state is QIcon.State.On else self._role
        painter.save()
        if mode is QIcon.Mode.Selected and self._marked != self._role:
            role = self._marked
        if mode is QIcon.Mode.Disabled:
            # Ink made for a coloured ground would vanish where the ground is not coloured any more.
            role = "header_faded" if role.startswith(("header", "segment")) else "faded"
        self._icons.paint(painter, QRectF(rect), self._name, self._icons.look.colour(role))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        picture = QPixmap(size * scale)
        if picture.isNull():
            # A widget that has no room asks for a picture of no size.
            return picture
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Engine(self._icons, self._name, self._role, self._on, self._marked)
