"""A list of touchpoints inside a form: click one to go to it, take one away, add the ones one names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cjm_desktop.document import Touchpoint

from ..desk import Desk
from .form import LineButton, button, small_button

#: Touchpoints offered in one menu.
_MOST = 60


class TouchpointList(QWidget):
    """Shows touchpoints by number and title; ``put`` gets the new ids when the person changes the list."""

    def __init__(self, desk: Desk, put: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__()
        self._desk, self._put = desk, put
        self._ids: tuple[str, ...] = ()
        self._shown: tuple[tuple[int, str, str], ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.ui.px(2))
        self._box = QVBoxLayout()
        self._box.setSpacing(desk.ui.px(2))
        column.addLayout(self._box)
        self._add = button(desk.ui, desk.ui.text("Add a touchpoint …"), "plus", self._choose)
        column.addWidget(self._add)

    def show(self, ids: tuple[str, ...] = ()) -> None:
        """Show these touchpoints, in the order of the timeline."""
        self._ids = ids
        wanted = set(ids)
        rows = tuple(
            (i, t.id, self._name(t))
            for i, t in enumerate(self._desk.journey.touchpoints, 1)
            if t.id in wanted
        )
        super().show()
        if rows == self._shown:
            return
        self._shown = rows
        while (item := self._box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        ui = self._desk.ui
        for number, ident, name in rows:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(ui.px(2))
            go = LineButton(f"{number}.  {name}", name)
            go.clicked.connect(lambda _=False, ident=ident: self._desk.selection.seek("touchpoint", ident))
            line.addWidget(go, 1)
            line.addWidget(small_button(ui, "x", ui.text("Take it out"), partial(self._take, ident)))
            self._box.addWidget(row)

    def _name(self, touchpoint: Touchpoint) -> str:
        return touchpoint.title or self._desk.ui.text("Untitled touchpoint")

    def _take(self, ident: str) -> None:
        self._put(tuple(other for other in self._ids if other != ident))

    def _choose(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for i, t in enumerate(self._desk.journey.touchpoints[:_MOST], 1):
            if t.id not in self._ids:
                action = menu.addAction(f"{i}.  {self._name(t)}")
                action.triggered.connect(lambda _=False, ident=t.id: self._put((*self._ids, ident)))
        menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))
