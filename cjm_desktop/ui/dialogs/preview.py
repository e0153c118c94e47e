"""Pictures of the sheets of an order to look at closely: they fit by themselves, zoom with the wheel and are dragged with the
hand; a bar below turns from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
)

from ..panels.form import label, small_button
from ..shared import Ui

#: The largest picture asked for, in pixels across.
MOST_PIXELS = 6_000
_STEP = 1.4


class Preview(QGraphicsView):
    """Shows a picture of a sheet ``width`` mm wide; asks for a finer one when zoomed in."""

    #: How many pixels across the picture should have to be crisp now.
    wanted = Signal(int)
    #: The keyboard asks for another sheet: so many further.
    turned = Signal(int)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._width, self._height = 1189.0, 841.0
        self._fitted = True
        scene = QGraphicsScene(self)
        self._shade = QGraphicsRectItem()
        self._shade.setPen(Qt.PenStyle.NoPen)
        self._shade.setBrush(QBrush(QColor(0, 0, 0, 40)))
        self._paper = QGraphicsRectItem()
        self._paper.setPen(Qt.PenStyle.NoPen)
        self._paper.setBrush(QColor("#FFFFFF"))
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        for item in (self._shade, self._paper, self._picture):
            scene.addItem(item)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        # Large type on a small screen takes its room from the sheet: that can be brought closer.
        self.setMinimumSize(min(ui.px(320), 480), 240)
        self.setAccessibleName(ui.text("Preview of the poster"))
        self.setStyleSheet(
            f"QGraphicsView {{ background: {ui.look.window}; border: 2px solid {ui.look.window}; }}"
            f" QGraphicsView:focus {{ border-color: {ui.look.accent}; }}"
        )
        self._place()

    def show_image(self, image: QImage, width: float, height: float) -> None:
        """Show a picture of a sheet of this size (mm); the view stays unless the shape changed."""
        reshaped = abs(width / height - self._width / self._height) > 1e-3
        self._width, self._height = width, height
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.setScale(width / max(1, image.width()))
        self._place()
        if reshaped or self._fitted:
            self.fit()

    def fade(self, faint: bool) -> None:
        """Show the picture faintly: it is not what would be printed now."""
        self._picture.setOpacity(0.3 if faint else 1.0)

    @property
    def has_image(self) -> bool:
        """Whether there is a picture yet."""
        return not self._picture.pixmap().isNull()

    def pixels(self) -> int:
        """Pixels across that make the picture crisp at this zoom."""
        ratio = self.devicePixelRatioF()
        return max(600, min(MOST_PIXELS, round(self._width * self.transform().m11() * ratio)))

    def fit(self) -> None:
        """Show the whole sheet."""
        self._fitted = True
        self.fitInView(self._room(), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Closer (> 1) or further away."""
        now = self.transform().m11()
        factor = max(0.05 / now, min(20.0 / now, factor))
        self._fitted = False
        self.scale(factor, factor)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down turn the sheets, plus and minus come closer and go away, 0 shows the whole sheet."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1.0015 ** event.angleDelta().y())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
            self._ask()

    def _ask(self) -> None:
        pixels = self.pixels()
        if pixels > 1.25 * max(1, self._picture.pixmap().width()):
            self.wanted.emit(pixels)

    def _room(self) -> QRectF:
        edge = 0.03 * self._width
        return QRectF(-edge, -edge, self._width + 2 * edge, self._height + 2 * edge)

    def _place(self) -> None:
        self._paper.setRect(0, 0, self._width, self._height)
        drop = 0.006 * self._width
        self._shade.setRect(drop, drop, self._width, self._height)
        self.setSceneRect(self._room())


class PreviewBar(QFrame):
    """Below a preview: which sheet it is, what goes on, and how to come closer. ``page`` is asked for by number, from 0."""

    page = Signal(int)

    def __init__(self, ui: Ui, preview: Preview) -> None:
        super().__init__()
        self._ui, self._page, self._pages = ui, 0, 1
        _ = ui.text
        line = QHBoxLayout(self)
        line.setContentsMargins(ui.px(12), ui.px(6), ui.px(12), ui.px(6))
        self.back = small_button(ui, "chevron-left", _("The previous sheet"), lambda: self.turn(-1))
        self.on = small_button(ui, "chevron-right", _("The next sheet"), lambda: self.turn(1))
        self.place = label("", "strong")
        # Long words in another language must not widen the window.
        self.told = label("", "hint", wrap=True)
        line.addWidget(self.back)
        line.addWidget(self.place)
        line.addWidget(self.on)
        line.addSpacing(ui.px(8))
        line.addWidget(self.told, 1)
        line.addWidget(small_button(ui, "zoom-out", _("Further away"), lambda: preview.zoom(1 / _STEP)))
        line.addWidget(small_button(ui, "zoom-in", _("Closer"), lambda: preview.zoom(_STEP)))
        line.addWidget(small_button(ui, "maximize", _("The whole sheet"), preview.fit))
        preview.turned.connect(self.turn)
        self.show_page(0, 1)

    def show_page(self, page: int, pages: int) -> None:
        """Say which of how many sheets is shown."""
        self._page, self._pages = page, pages
        self.place.setText(self._ui.text("{n} of {count}").format(n=page + 1, count=pages))
        for widget in (self.back, self.place, self.on):
            widget.setVisible(pages > 1)
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page < pages - 1)

    def turn(self, by: int) -> None:
        """Ask for another sheet, if there is one."""
        wanted = max(0, min(self._page + by, self._pages - 1))
        if wanted != self._page:
            self._page = wanted
            self.page.emit(wanted)
