"""The left side of the window: the guide and the journey, one in sight at a time.

Contract. A :class:`Side` holds named pages under a switch; the page in sight is remembered. Only that one is told to follow the document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from .fields import Option, Segments
from .shared import Ui


class Page(Protocol):
    """What follows the document when it is asked to."""

    def refresh(self) -> None:
        """Show the document as it is now."""

    def landing(self) -> QWidget | None:
        """What the keyboard comes to first; ``None``: whatever Tab comes to first."""


class Side(QWidget):
    """Pages under a switch; ``turned`` tells that another one is in sight."""

    turned = Signal()

    def __init__(
        self, ui: Ui, titles: Mapping[str, tuple[str, str]], makers: Mapping[str, Callable[[QWidget], QWidget]], parent: QWidget
    ) -> None:
        """``titles`` gives title and icon of each page; ``makers`` make the pages in the widget they get, where they stay: Qt dresses
        whatever changes its parent anew, with all that is in it."""
        super().__init__(parent)
        self._ui, self._pages = ui, dict[str, QWidget]()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._names = list(titles)
        self.switch = Segments(ui, [Option(name, text, icon) for name, (text, icon) in titles.items()])
        self.switch.group.idClicked.connect(lambda at: self.turn_to(self._names[at]))
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(ui.px(12), ui.px(10), ui.px(12), ui.px(2))
        row.addWidget(self.switch)
        column.addWidget(head)
        self._stack = QStackedWidget(self)
        for name, make in makers.items():
            self._pages[name] = make(self._stack)
            self._stack.addWidget(self._pages[name])
        column.addWidget(self._stack, 1)
        self.name = str(ui.settings.get("window/side"))
        self._show()

    def turn_to(self, name: str) -> None:
        """Bring a page into sight and remember it."""
        self.name = name
        self._ui.settings.set("window/side", name)
        self._show()
        self.refresh()
        self.turned.emit()

    def refresh(self) -> None:
        """The page in sight follows the document."""
        page: Page = self._pages[self.name]  # type: ignore[assignment]
        page.refresh()

    def shows(self, name: str) -> bool:
        """Whether this page is in sight."""
        return self.name == name and not self.isHidden() and self.isVisibleTo(self.window())

    def landing(self) -> QWidget | None:
        """Where the keyboard lands that comes from elsewhere."""
        page: Page = self._pages[self.name]  # type: ignore[assignment]
        return page.landing()

    def _show(self) -> None:
        self.switch.press(self.name)
        self._stack.setCurrentWidget(self._pages[self.name])
