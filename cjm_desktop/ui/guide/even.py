"""Buttons of one width: two side by side where the widest of them has room, else one under the other.

Contract. Words are never cut. Where two have no room side by side with their icons but would have it without, icons that are only an
ornament (``plain``) go.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget


class Even(QWidget):
    """The box of such buttons."""

    def __init__(self, gap: int, *, plain: bool = False) -> None:
        """``gap`` (px) is left between them; ``plain``: they can do without their icons."""
        super().__init__()
        self._gap, self._plain = gap, plain
        self._all: list[tuple[QPushButton, QIcon]] = []
        self._columns = 0
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(gap)

    def add(self, button: QPushButton) -> None:
        """One more, at the end."""
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._all.append((button, button.icon()))
        self._columns = 0
        self.fit()

    @property
    def columns(self) -> int:
        """How many stand side by side."""
        return self._columns

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest of them."""
        return QSize(self._widest(icons=True), super().minimumSizeHint().height())

    def fit(self) -> None:
        """Place them for the width and the words of now."""
        half = (self.width() - self._gap) // 2
        icons = not self._plain or self._widest(icons=True) <= half or self._widest(icons=False) > half
        columns = 2 if self._widest(icons=icons) <= half else 1
        for button, icon in self._all:
            shown = icon if icons else QIcon()
            if button.icon().isNull() != shown.isNull():
                button.setIcon(shown)
        if columns != self._columns:
            self._columns = columns
            for at, (button, _icon) in enumerate(self._all):
                self._grid.addWidget(button, at // columns, at % columns)
            self._grid.setColumnStretch(0, 1)
            self._grid.setColumnStretch(1, columns - 1)
            self.updateGeometry()

    def _widest(self, *, icons: bool) -> int:
        """The width (px) that the widest needs."""
        wide = 0
        for button, icon in self._all:
            without = 0 if icons or button.icon().isNull() else button.iconSize().width() + 4
            wanting = button.iconSize().width() + 4 if icons and button.icon().isNull() and not icon.isNull() else 0
            wide = max(wide, button.sizeHint().width() - without + wanting)
        return wide

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more room, or less."""
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """One of them has other words."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.fit()
        return done
