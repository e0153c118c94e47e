"""What is seen while a file hovers over the window: that it may be dropped here, and what will happen then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from .shared import Ui

#: How much of what lies under it the tint hides, of 255.
_TINT = 224


class DropSign(QFrame):
    """A tint with a frame over the whole window. The mouse does not notice it."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        self._does = QLabel()
        self._name = QLabel()
        for label, role in ((self._does, "display"), (self._name, "strong")):
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(self._does)
        column.addWidget(self._name)
        column.addStretch(1)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, wide = self._ui.look, self._ui.px(3)
        tint = QColor(look.accent_tint)
        tint.setAlpha(_TINT)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(tint)
        painter.setPen(QPen(QColor(look.accent), wide, Qt.PenStyle.DashLine))
        round_by = self._ui.px(14)
        painter.drawRoundedRect(self.rect().adjusted(wide, wide, -wide, -wide), round_by, round_by)
        painter.end()

    @property
    def words(self) -> str:
        """What it says while it is shown."""
        return "" if self.isHidden() else f"{self._does.text()}: {self._name.text()}"

    def show_for(self, path: Path, room: QWidget) -> None:
        """Lie over ``room``, a widget of the same window, and name the file."""
        _ = self._ui.text
        poster = path.suffix.lower() == ".pdf"
        self._does.setText(_("Drop to open the journey in this poster") if poster else _("Drop to open"))
        self._name.setText(path.name if len(path.name) <= 60 else f"{path.name[:40]}…{path.name[-19:]}")
        corner = room.mapTo(self.window(), room.rect().topLeft())
        margin = self._ui.px(10)
        self.setGeometry(room.rect().translated(corner).adjusted(margin, margin, -margin, -margin))
        self.raise_()
        self.show()


def files_of(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def take_copy(event: QDropEvent) -> bool:
    """Accept what is dragged as a copy, whatever else was proposed; gives whether it could be had.

    After a move the program where it comes from may delete it. Nothing is taken where no copy is offered, or while
    a dialog waits for its answer.
    """
    if event.possibleActions() & Qt.DropAction.CopyAction and QApplication.activeModalWidget() is None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True
    event.ignore()
    return False
