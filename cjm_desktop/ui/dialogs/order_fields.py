"""What the form of a print order is made of: groups in a list, buttons side by side that keep their value, a part that folds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ..desk import Desk
from ..fields import Combo, Option, Segments
from ..panels.form import Section, label
from ..shared import Ui


def segments(ui: Ui, choices: Sequence[Option], value: str, touched: Callable[[], object]) -> Segments:
    """Buttons side by side of which one is down; :func:`pressed` tells which, :func:`press` chooses another."""
    made = Segments(ui, choices)
    press(made, value)

    def click(at: int) -> None:
        press(made, str(choices[at].value))
        touched()

    made.group.idClicked.connect(click)
    return made


def press(made: Segments, value: str) -> None:
    """Choose on a person's behalf, silently."""
    made.press(value)
    made.setProperty("value", value)


def pressed(made: Segments) -> str:
    """The value that is down."""
    return str(made.property("value"))


def heading(combo: Combo, text: str) -> None:
    """A line in a list that names the choices after it and cannot be chosen."""
    combo.addItem(text)
    model = combo.model()
    if isinstance(model, QStandardItemModel):
        item = model.item(combo.count() - 1)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = combo.font()
        font.setBold(True)
        item.setFont(font)
        item.setSizeHint(QSize(0, round(2.1 * combo.fontMetrics().height())))
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)


def choose(combo: Combo, value: object) -> bool:
    """Choose the entry with this data; gives whether there is one."""
    at = combo.findData(value)
    if at >= 0:
        combo.setCurrentIndex(at)
    return at >= 0


class Rows(QWidget):
    """Choices beside their names, in a column; whole rows come and go, and what is wrong with one stands under it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._rows: dict[str, tuple[QLabel | None, QWidget]] = {}
        self._wrongs: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(ui.px(10))
        self._grid.setVerticalSpacing(ui.px(8))
        self._grid.setColumnStretch(1, 1)
        # Choices of all parts of a form begin on one line, as long as their names are of the usual length.
        self._grid.setColumnMinimumWidth(0, ui.px(78))

    def add(self, name: str, text: str, widget: QWidget) -> None:
        """A choice named ``text``."""
        caption = label(text)
        caption.setBuddy(widget)
        widget.setAccessibleName(text)
        row = self._grid.rowCount()
        self._grid.addWidget(caption, row, 0)
        self._grid.addWidget(widget, row, 1)
        self._rows[name] = (caption, widget)
        wrong = self._wrongs[name] = label("", "error", wrap=True)
        wrong.hide()
        self._grid.addWidget(wrong, row + 1, 1)

    def wide(self, name: str, widget: QWidget) -> None:
        """Something over the whole width: a sentence, a switch."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)
        self._rows[name] = (None, widget)

    def show_row(self, name: str, on: bool) -> None:
        """Show or hide a row."""
        for widget in self._rows[name]:
            if widget is not None:
                widget.setVisible(on)
        if not on and name in self._wrongs:
            self.complain(name, "")

    def complain(self, name: str, sentence: str) -> None:
        """Say under a choice what is wrong with it, and mark it; empty: nothing is."""
        wrong, widget = self._wrongs[name], self._rows[name][1]
        wrong.setText(sentence)
        wrong.setVisible(bool(sentence))
        # A screen reader says it with the choice.
        widget.setAccessibleDescription(sentence)
        state = "wrong" if sentence else ""
        if (widget.property("state") or "") != state:
            widget.setProperty("state", state)
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def forgive(self) -> None:
        """Nothing is wrong with any choice."""
        for name in self._wrongs:
            self.complain(name, "")

    @property
    def wrong(self) -> tuple[str, QWidget] | None:
        """What is said to be wrong, and the choice it is said of."""
        for name, said in self._wrongs.items():
            if said.text():
                return said.text(), self._rows[name][1]
        return None


class Fold(Section):
    """A part of the form that folds away; folded, its heading says what is chosen in it."""

    summary: QLabel | None = None

    def __init__(self, desk: Desk, key: str, title: str) -> None:
        super().__init__(desk, f"export/{key}", title, folded=True)
        self._title = title
        self.summary = label("", "hint", wrap=True)
        self.summary.setIndent(desk.ui.px(20))
        layout = self.layout()
        assert layout is not None
        # Between the heading and what it folds away.
        layout.removeWidget(self.body)
        layout.addWidget(self.summary)
        layout.addWidget(self.body)
        self._apply()

    def open(self) -> None:
        """Unfold because something in it has to be looked at; the next time it is folded as the person left it."""
        if self.folded:
            self.folded = False
            self._apply()

    @property
    def title(self) -> str:
        """What it is called."""
        return self._title

    def say(self, chosen: str) -> None:
        """Tell in the heading what is chosen."""
        if self.summary is not None:
            self.summary.setText(chosen)
        self.header.setAccessibleName(f"{self._title}: {chosen}")

    def _apply(self) -> None:
        super()._apply()
        if self.summary is not None:
            self.summary.setVisible(self.folded)
