"""Two versions on one map, to look at: scrolled, zoomed, led to a place, never changed.

Contract. :class:`CompareView` shows a :class:`~cjm_desktop.layout.compared.ComparedSheet` with the scene of the canvas. Arrow keys scroll,
plus and minus zoom, 0 shows everything; the wheel scrolls, with Ctrl it zooms.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView

from cjm_desktop.layout.compared import ComparedSheet
from cjm_desktop.layout.sheet import PT
from cjm_desktop.paint.qt import MapScene

from ..canvas.camera import Camera
from ..canvas.overlay import Overlay
from ..motion import mover
from ..shared import Ui

# The body text is so many pixels high when a map is first seen, and at least so many where more of it can be in sight then.
_NEAR_PX, _FAR_PX = 11.5, 6.2
_STEP = 1.25


class CompareView(QGraphicsView):
    """The map of two versions."""

    # Qt calls some of the overrides below while its own constructor runs.
    _ready = False

    def __init__(self, ui: Ui) -> None:
        self._scene = MapScene(live=False)
        super().__init__(self._scene)
        self._scene.setParent(self)
        self._ui = ui
        self.shown: ComparedSheet | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setInteractive(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.camera = Camera(self)
        self.camera.moves = mover(ui)
        self._overlay = Overlay(self._scene, ui.look, ui.scale)
        self._found = QRectF()
        self._ready = True
        self.camera.changed.connect(self._look)
        ui.look_changed.connect(self._dress)
        self._dress()

    def show_sheet(self, sheet: ComparedSheet, records: Sequence[str] = ()) -> None:
        """Show two versions; the place looked at stays as long as one of the ``records`` is in sight, else the first of them comes."""
        first = self.shown is None
        self.shown = sheet
        self._found = QRectF()
        self._scene.show(sheet)
        self.camera.set_sheet(sheet.width, sheet.height)
        if first:
            self.begin()
        if records and (first or not any(map(self._sees, records))):
            self._come_to(records[0])
        self._look()

    def _sees(self, record: str) -> bool:
        box = self.shown.box(record) if self.shown is not None else None
        return box is not None and self.camera.sight.intersects(QRectF(box.x, box.y, box.w, box.h))

    def clear(self) -> None:
        """Nothing to look at: the next sheet is seen from its beginning."""
        self.shown = None

    def begin(self) -> None:
        """The beginning, as large as cards and line are in sight together, if they can be read then."""
        if self.shown is not None:
            sheet = self.shown.sheet
            text = sheet.body_pt * PT / self._ui.scale
            self.camera.begin((sheet.height, sheet.reading_height), nearest=_NEAR_PX / text, furthest=_FAR_PX / text)
            self._look()

    def lead_to(self, record: str) -> bool:
        """Bring a record into sight and frame it; gives whether it is on the map."""
        there = self._come_to(record)
        self._look()
        return there

    def _come_to(self, record: str) -> bool:
        box = self.shown.box(record) if self.shown is not None else None
        if box is None:
            return False
        place = QRectF(box.x, box.y, box.w, box.h)
        card = self.shown.sheet.box(record) if self.shown is not None else None
        self._found = QRectF(card.x, card.y, card.w, card.h) if card is not None else place
        # Around the flags too, which hang over the lower edge.
        em = self.shown.sheet.bands[0].m.em if self.shown is not None and self.shown.sheet.bands else 0.0
        self._found.adjust(-0.5 * em, -0.5 * em, 0.5 * em, 1.5 * em if box.h > 5 * em else 0.5 * em)
        self.camera.glide_to(place)
        return True

    # ------------------------------------------------------------------ Qt

    def _dress(self) -> None:
        self._scene.desk = QColor(self._ui.look.window)
        self._overlay.dress(self._ui.look, self._ui.scale)
        self._scene.update()

    def _look(self) -> None:
        if not self._ready or self.shown is None:
            return
        self._scene.look(self.camera.sight, self.camera.scale * self.devicePixelRatioF())
        self._overlay.frames([] if self._found.isNull() else [(self._found, False)], self.camera.scale)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The sheet moved under the window."""
        super().scrollContentsBy(dx, dy)
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Goes on showing what it showed."""
        super().resizeEvent(event)
        if self._ready and self.shown is not None:
            self.camera.set_sheet(self.shown.width, self.shown.height)
            if self.camera.begun:
                self.begin()
            elif self.camera.fitted:
                self.camera.fit()
            self._look()

    def changeEvent(self, event: QEvent) -> None:
        """Another screen may have other pixels."""
        super().changeEvent(event)
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and 0 zoom; the rest scrolls."""
        if event.text() in ("+", "="):
            self.camera.zoom(_STEP)
        elif event.text() == "-":
            self.camera.zoom(1 / _STEP)
        elif event.text() == "0":
            self.camera.fit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.camera.go_to_end(-1 if event.key() == Qt.Key.Key_Home else 1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls, sideways where there is nothing to scroll down; with Ctrl it zooms."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.camera.zoom_about(_STEP ** (turn.y() / 120), QPointF(event.position()))
        elif turn.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier or not self.verticalScrollBar().maximum():
            self.camera.pan(-(turn.x() or turn.y()), 0)
        else:
            self.camera.pan(0, -turn.y())
        event.accept()
