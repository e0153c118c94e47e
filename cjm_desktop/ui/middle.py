"""The middle of the window: the map, strips over and under it and one thing beside it.

Contract. A :class:`Middle` is made with the map, before anything else is loaded, so it is empty but for the map until somebody puts
something in. Strips :meth:`above` and :meth:`below` are shown and hidden by who made them. Of the things put :meth:`beside` the map
one at most is in sight (:meth:`show_beside`); its width belongs to the person, is shared by all of them and remembered.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from .shared import Ui

#: The narrowest map, and the narrowest thing beside it, on a usual screen.
_MAP_PX, _BESIDE_PX = 280, 220


class Middle(QWidget):
    """The map with room around it."""

    #: Another widget, or none, is beside the map now.
    turned = Signal()

    def __init__(self, ui: Ui, canvas: QWidget) -> None:
        super().__init__()
        self._ui, self._canvas = ui, canvas
        self._beside: QWidget | None = None
        self._front = canvas
        self.setObjectName("desk")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        canvas.setMinimumWidth(ui.px(_MAP_PX))
        self.splitter.addWidget(canvas)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.splitterMoved.connect(lambda _at, _index: self._remember_width())
        self._column.addWidget(self.splitter, 1)

    def above(self, widget: QWidget) -> None:
        """Put a strip over the map."""
        self._column.insertWidget(0, widget)

    def below(self, widget: QWidget, *, first: bool = False) -> None:
        """Put a strip under the map and under the strips that are there already, or (``first``) right under the map."""
        self._column.insertWidget(self._column.indexOf(self.splitter) + 1 if first else self._column.count(), widget)

    def beside(self, widget: QWidget) -> None:
        """Put something at the left of the map; out of sight until :meth:`show_beside`."""
        widget.hide()
        widget.setMinimumWidth(self._ui.px(_BESIDE_PX))
        self.splitter.insertWidget(0, widget)
        self.splitter.setStretchFactor(self.splitter.indexOf(widget), 0)
        self.splitter.setStretchFactor(self.splitter.indexOf(self._canvas), 1)

    def instead(self, widget: QWidget) -> None:
        """Put something in that can be shown in the map's place (:meth:`show_instead`); out of sight until then. Its least width is kept
        as the map's is."""
        widget.hide()
        widget.setMinimumWidth(max(widget.minimumWidth(), self._ui.px(_MAP_PX)))
        self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(self.splitter.indexOf(widget), 1)

    def show_instead(self, widget: QWidget | None) -> None:
        """Show it in the map's place, or the map again (``None``); what stands beside, over and under stays."""
        front = self._canvas if widget is None else widget
        if front is not self._front:
            before, self._front = self._front, front
            front.show()
            here = QApplication.focusWidget()
            if here is not None and (here is before or before.isAncestorOf(here)):
                # Before it goes: Qt would take the keyboard wherever Tab leads.
                front.setFocus(Qt.FocusReason.OtherFocusReason)
            before.hide()
            self._keep_least()
            self._give_width()
            self.turned.emit()

    @property
    def shown_beside(self) -> QWidget | None:
        """What is in sight beside the map."""
        return self._beside

    def show_beside(self, widget: QWidget, on: bool = True) -> None:
        """Bring something into sight beside the map, in the place of what was there; or take it away (``on=False``)."""
        if on == (self._beside is widget):
            return
        if self._beside is not None:
            self._beside.hide()
        self._beside = widget if on else None
        self._keep_least()
        if on:
            widget.show()
            self._give_width()
        self.turned.emit()

    def show_map_only(self) -> None:
        """Take away what is beside the map."""
        if self._beside is not None:
            self.show_beside(self._beside, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is beside the map keeps its width as long as there is room for the map."""
        super().resizeEvent(event)
        self._give_width()

    # ------------------------------------------------------------------ inside

    def _keep_least(self) -> None:
        self.setMinimumWidth(self._front.minimumWidth() + (0 if self._beside is None else self._ui.px(_BESIDE_PX)))

    def _give_width(self) -> None:
        if self._beside is None:
            return
        total = self.splitter.width()
        wanted = self._ui.px(float(self._ui.settings.get("window/beside_width")))
        most = min(wanted, self._beside.maximumWidth(), total - self._front.minimumWidth())
        width = max(self._ui.px(_BESIDE_PX), most)
        at = self.splitter.indexOf(self._beside)
        last = self.splitter.indexOf(self._front)
        sizes = [0] * self.splitter.count()
        sizes[at], sizes[last] = width, max(1, total - width)
        self.splitter.setSizes(sizes)

    def _remember_width(self) -> None:
        if self._beside is not None:
            width = self.splitter.sizes()[self.splitter.indexOf(self._beside)]
            # As wide as it may be is not what somebody wants for something else.
            if width < self._beside.maximumWidth():
                self._ui.settings.set("window/beside_width", round(width / self._ui.scale))
