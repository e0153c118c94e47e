"""The foot of a dialog that prints: begin, see how far it is and stop it, then open what was made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..keytext import sequence
from ..panels.form import label
from ..shared import Ui
from .bounded import free_size
from .enter import BEGIN

#: The pages of the foot.
CHOOSING, PRINTING, DONE = range(3)


class PrintFoot(QStackedWidget):
    """Three pages, one shown: :data:`CHOOSING`, :data:`PRINTING`, :data:`DONE`. What is pressed is told by signals."""

    started = Signal()
    stopped = Signal()
    closed = Signal()
    #: “Done”, after something was printed.
    finished = Signal()

    def __init__(self, ui: Ui, start: str, icon: str, note: str = "") -> None:
        """``start`` is what begins, such as “Export …”; ``note`` is a quiet line above it."""
        super().__init__()
        self._ui = ui
        self.made: Path | None = None
        self.addWidget(self._choosing(start, icon, note))
        self.addWidget(self._printing())
        self.addWidget(self._done())
        # Every page has the same height, so that nothing moves when it turns: where the screen has the room.
        self._least = self.sizeHint().height() if free_size(self).height() >= ui.px(600) else 0
        self.turn(CHOOSING)

    def turn(self, page: int) -> None:
        """Show a page with all its words, however many lines they take."""
        self.setCurrentIndex(page)
        shown = self.widget(page)
        wanted = 0
        if shown is not None:
            wanted = shown.heightForWidth(self.width()) if shown.hasHeightForWidth() else shown.sizeHint().height()
        self.setFixedHeight(max(self._least, wanted))

    def begin(self) -> None:
        """Something is being printed."""
        self.bar.setRange(0, 0)
        self.turn(PRINTING)
        self.stop.setFocus()

    def tell(self, done: int, of: int) -> None:
        """So much of it is done."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def complain(self, sentence: str) -> None:
        """Say why nothing was printed."""
        self._fail(sentence)
        self.turn(CHOOSING)

    def warn(self, sentence: str) -> None:
        """Say that nothing can be printed as it is chosen now; empty: it can."""
        self._fail(sentence)
        if self.currentIndex() == CHOOSING:
            self.turn(CHOOSING)

    def forgive(self) -> None:
        """Back to the choices, with nothing to complain about."""
        self._fail("")
        self.turn(CHOOSING)

    def finish(self, made: Path, sentence: str, *, folder: bool = False) -> None:
        """Say where it is. ``folder``: what was made is a folder."""
        self.made = made
        self.open.setText(self._ui.text("Open the folder") if folder else self._ui.text("Open it"))
        self.show_in_folder.setVisible(not folder)
        self.done_text.setText(sentence)
        self.turn(DONE)
        self.done_button.setFocus()

    def _fail(self, sentence: str) -> None:
        """What went wrong stands in the place of the note."""
        self.failure.setText(sentence)
        self.failure.setVisible(bool(sentence))
        self.note.setVisible(bool(self.note.text()) and not sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.turn(self.currentIndex())

    # ------------------------------------------------------------------ building

    def _page(self) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._ui.px(8))
        return page, column

    def _choosing(self, start: str, icon: str, note: str) -> QWidget:
        ui, _ = self._ui, self._ui.text
        page, column = self._page()
        self.failure = label("", "warning", wrap=True)
        self.failure.hide()
        column.addWidget(self.failure)
        self.note = label(note, "hint", wrap=True)
        self.note.setVisible(bool(note))
        column.addWidget(self.note)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        self.close_button = QPushButton(_("Close"))
        self.export = QPushButton(f" {start}")
        self.export.setProperty("role", "primary")
        self.export.setIcon(ui.icons.icon(icon, "accent_ink"))
        self.export.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.export.setToolTip(sequence(BEGIN).toString(QKeySequence.SequenceFormat.NativeText))
        for made, signal in ((self.close_button, self.closed), (self.export, self.started)):
            made.setAutoDefault(False)
            made.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            row.addWidget(made, 1 if made is self.export else 0)
        column.addLayout(row)
        return page

    def _printing(self) -> QWidget:
        _ = self._ui.text
        page, column = self._page()
        column.addStretch(1)
        column.addWidget(label(_("Printing …"), "caption"))
        row = QHBoxLayout()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        row.addWidget(self.bar, 1)
        self.stop = QPushButton(_("Cancel"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(lambda _checked=False: self.stopped.emit())
        row.addWidget(self.stop)
        column.addLayout(row)
        return page

    def _done(self) -> QWidget:
        ui, _ = self._ui, self._ui.text
        page, column = self._page()
        column.addStretch(1)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(ui.px(12), ui.px(8), ui.px(12), ui.px(8))
        self.done_text = label("", "strong", wrap=True)
        inside.addWidget(self.done_text)
        column.addWidget(card)
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        self.open = QPushButton(_("Open it"))
        self.open.clicked.connect(lambda _checked=False: _show(self.made))
        self.show_in_folder = QPushButton(_("Show in folder"))
        self.show_in_folder.clicked.connect(
            lambda _checked=False: _show(self.made.parent if self.made is not None else None)
        )
        self.done_button = QPushButton(_("Done"))
        self.done_button.setProperty("role", "primary")
        self.done_button.clicked.connect(lambda _checked=False: self.finished.emit())
        for made in (self.open, self.show_in_folder, self.done_button):
            made.setAutoDefault(False)
            row.addWidget(made, 1)
        column.addLayout(row)
        return page


def _show(path: Path | None) -> None:
    if path is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
