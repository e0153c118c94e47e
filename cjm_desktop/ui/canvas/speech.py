"""The map in words: what the canvas answers a screen reader (see :mod:`.accessible`)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtWidgets import QGraphicsView

from ..selection import Selection
from ..session import Session
from .camera import Camera
from .stage import Stage


class Speech:
    """Names, places and states of the touchpoints in sight of a session's journey."""

    def __init__(
        self, view: QGraphicsView, session: Session, selection: Selection, stage: Stage, camera: Camera
    ) -> None:
        self._view, self._session, self._selection = view, session, selection
        self._stage, self._camera = stage, camera

    def name(self) -> str:
        """The map's name."""
        return self._stage.sheet.title

    def records(self) -> tuple[str, ...]:
        """The touchpoints in order."""
        return tuple(t.id for t in self._session.journey.touchpoints)

    def text(self, record: str) -> tuple[str, str]:
        """A touchpoint's name and description."""
        index = self._stage.sheet.index_of(record)
        if index is None:
            return "", ""
        return self._stage.sheet.spoken(record), self._session.journey.touchpoints[index].text

    def rect(self, record: str) -> QRect:
        """Where a touchpoint's card is on the screen."""
        box = self._stage.sheet.box(record)
        if box is None:
            return QRect()
        corner = self._camera.to_view(QPointF(box.x, box.y)).toPoint()
        scale = self._camera.scale
        size = QPointF(box.w * scale, box.h * scale).toPoint()
        return QRect(
            self._view.viewport().mapToGlobal(corner), self._view.viewport().mapToGlobal(corner + size)
        )

    def current(self) -> str:
        """The touchpoint the keyboard acts on."""
        return self._selection.current

    def selected(self, record: str) -> bool:
        """Whether a touchpoint is selected."""
        return record in self._selection.ids
