"""Export poster: choose paper, distance, language and form; see it live; know what to mend; print with a
progress bar."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop import edits
from cjm_desktop.document import Message, PosterSettings

from ..desk import Desk
from ..files import file_name, with_ending
from ..panels.form import label, small_button
from ..printing import Printing, Proof
from ..worker import Token
from . import question
from .order import FORMS, OrderForm
from .preview import Preview

#: How long choices rest before the preview is made anew.
_REST_MS = 180
_RECORD = Qt.ItemDataRole.UserRole


class ExportDialog(QDialog):
    """The export dialog. ``picked`` carries the id of a record whose problem was clicked."""

    picked = Signal(str)

    def __init__(
        self,
        desk: Desk,
        printing: Printing,
        parent: QWidget | None = None,
        *,
        ask_path: Callable[[Path, str], Path | None] | None = None,
        may_replace: Callable[[str], bool] | None = None,
    ) -> None:
        """``ask_path`` gets a suggested file and the form chosen; ``may_replace`` the name of a file that is there."""
        super().__init__(parent)
        self.desk, self._printing = desk, printing
        self._ask_path = ask_path or self._ask_person
        self._may_replace = may_replace or (lambda name: question.may_replace(desk.ui, self, name))
        self._token: Token | None = None
        self._target: Path | None = None
        self._turned = False
        self.proof: Proof | None = None
        ui, _ = desk.ui, desk.ui.text
        self.setWindowTitle(_("Export poster"))
        self.setSizeGripEnabled(True)
        self.resize(ui.px(1120), ui.px(700))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.make_proof)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left(), 1)
        row.addWidget(self._right())
        self.make_proof()

    # ------------------------------------------------------------------ building

    def _left(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.preview = Preview(ui)
        self.preview.wanted.connect(lambda _pixels: self._rest.start())
        column.addWidget(self.preview, 1)
        bar = QFrame()
        line = QHBoxLayout(bar)
        line.setContentsMargins(ui.px(12), ui.px(6), ui.px(12), ui.px(6))
        self._busy = label(_("Setting the type …"), "hint")
        line.addWidget(self._busy, 1)
        line.addWidget(small_button(ui, "zoom-out", _("Further away"), lambda: self.preview.zoom(1 / 1.4)))
        line.addWidget(small_button(ui, "zoom-in", _("Closer"), lambda: self.preview.zoom(1.4)))
        line.addWidget(small_button(ui, "maximize", _("The whole sheet"), self.preview.fit))
        column.addWidget(bar)
        return side

    def _right(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        side = QFrame()
        side.setProperty("role", "panel-right")
        side.setFixedWidth(ui.px(356))
        column = QVBoxLayout(side)
        column.setContentsMargins(ui.px(20), ui.px(18), ui.px(20), ui.px(16))
        column.setSpacing(ui.px(10))
        column.addWidget(label(_("Export poster"), "title"))
        self.form = OrderForm(self.desk)
        self.form.changed.connect(self._chosen)
        column.addWidget(self.form)
        figures = QFrame()
        figures.setProperty("role", "card")
        box = QVBoxLayout(figures)
        box.setContentsMargins(ui.px(12), ui.px(10), ui.px(12), ui.px(10))
        box.setSpacing(ui.px(2))
        self.figures = label("", "strong", wrap=True)
        self.reach = label("", "hint", wrap=True)
        box.addWidget(self.figures)
        box.addWidget(self.reach)
        column.addWidget(figures)
        self.problem_title = label("", "caption")
        column.addWidget(self.problem_title)
        self.problems = QListWidget()
        self.problems.setWordWrap(True)
        self.problems.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.problems.itemClicked.connect(self._go)
        self.problems.itemActivated.connect(self._go)
        column.addWidget(self.problems, 1)
        self._space = QWidget()
        column.addWidget(self._space, 1)
        self.foot = QStackedWidget()
        self.foot.addWidget(self._foot_choose())
        self.foot.addWidget(self._foot_progress())
        self.foot.addWidget(self._foot_done())
        self._foot_height = self.foot.sizeHint().height()
        self.foot.setFixedHeight(self._foot_height)
        column.addWidget(self.foot)
        return side

    def _turn_foot(self, page: int) -> None:
        """Show a page of the foot with all its words, however many lines they take."""
        self.foot.setCurrentIndex(page)
        shown = self.foot.widget(page)
        wanted = shown.heightForWidth(self.foot.width()) if shown is not None else 0
        self.foot.setFixedHeight(max(self._foot_height, wanted))

    def _foot_choose(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(8))
        self.failure = label("", "warning", wrap=True)
        self.failure.hide()
        column.addWidget(self.failure)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(ui.px(8))
        cancel = QPushButton(_("Close"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.keep = QPushButton(_("Keep for later"))
        self.keep.setToolTip(_("Keep paper, distance and language with the journey without exporting"))
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self._keep_and_close)
        self.export = QPushButton(" " + _("Export …"))
        self.export.setProperty("role", "primary")
        self.export.setIcon(ui.icons.icon("printer", "accent_ink"))
        self.export.setDefault(True)
        self.export.clicked.connect(self.start)
        row.addWidget(cancel)
        row.addWidget(self.keep)
        row.addWidget(self.export, 1)
        column.addLayout(row)
        return page

    def _foot_progress(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(8))
        column.addStretch(1)
        self.progress_text = label(_("Printing …"), "caption")
        column.addWidget(self.progress_text)
        row = QHBoxLayout()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        row.addWidget(self.bar, 1)
        self.stop = QPushButton(_("Cancel"))
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.cancel_export)
        row.addWidget(self.stop)
        column.addLayout(row)
        return page

    def _foot_done(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(8))
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
        for text, does, role in (
            (_("Open it"), lambda: self._open(self._target), ""),
            (_("Show in folder"), lambda: self._open(self._target.parent if self._target else None), ""),
            (_("Done"), self.accept, "primary"),
        ):
            made = QPushButton(text)
            made.setProperty("role", role)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _checked=False, does=does: does())
            row.addWidget(made, 1)
            self.done_button = made
        column.addLayout(row)
        return page

    # ------------------------------------------------------------------ the proof

    def _chosen(self) -> None:
        self.failure.hide()
        self.foot.setCurrentIndex(0)
        self.keep.setEnabled(self.form.settings() != self.desk.journey.poster)
        self._rest.start()

    def make_proof(self) -> None:
        """Set the sheet with the choices of now and show it; the newest choices win."""
        _ = self.desk.ui.text
        self.keep.setEnabled(self.form.settings() != self.desk.journey.poster)
        order = self.form.order()
        if order is None:
            self.export.setEnabled(False)
            return
        self._busy.setText(_("Setting the type …"))
        pixels = max(1_400, self.preview.pixels())
        self._printing.proof(
            self.desk.journey, order, self._show_proof, self._no_proof, pixels=pixels, key="preview"
        )

    def _show_proof(self, proof: Proof) -> None:
        ui, _ = self.desk.ui, self.desk.ui.text
        self.proof = proof
        self._busy.setText(_("Wheel to come closer, drag to move."))
        self.export.setEnabled(True)
        if proof.picture is not None:
            self.preview.show_image(proof.picture, proof.width, proof.height)
        self.figures.setText(
            _("{width} × {height} mm").format(
                width=ui.number(proof.width, 0), height=ui.number(proof.height, 0)
            )
        )
        self.reach.setText(
            _("Smallest type {size} pt, readable from up to {distance} m. Running text {body} pt.").format(
                size=ui.number(proof.smallest_pt, 0),
                distance=ui.number(proof.legible_from, 1),
                body=ui.number(proof.body_pt, 0),
            )
        )
        count = len(proof.problems)
        if count:
            self.problem_title.setText(
                ui.plural(
                    "{n} thing to look at before printing", "{n} things to look at before printing", count
                ).format(n=count)
            )
        else:
            self.problem_title.setText("✓ " + _("Nothing is cut and everything is legible"))
        self.problems.clear()
        self.problems.setVisible(bool(count))
        self._space.setVisible(not count)
        for problem in proof.problems[:300]:
            item = QListWidgetItem(ui.icons.icon("triangle-alert", "danger"), ui.say(problem.message))
            item.setData(_RECORD, problem.record)
            if problem.record:
                item.setToolTip(_("Show it on the map"))
            self.problems.addItem(item)

    def _no_proof(self, reason: Message) -> None:
        self._busy.setText("")
        self._say(reason)
        self.export.setEnabled(False)

    def _go(self, item: QListWidgetItem) -> None:
        record = item.data(_RECORD)
        if record:
            self.picked.emit(str(record))

    # ------------------------------------------------------------------ the export

    def start(self) -> None:
        """Ask where to, and print."""
        order = self.form.order()
        if order is None:
            return
        settings = self.desk.ui.settings
        folder = settings.get("export/folder") or settings.get("files/folder")
        title = self.desk.journey.title or self.desk.ui.text("journey")
        suggested = Path(folder) / file_name(title, f".{order.format}")
        while True:
            target = self._ask_path(suggested, order.format)
            if target is None:
                return
            suggested = target = with_ending(
                target.absolute(), f".{order.format}", *(f".{form}" for form in FORMS)
            )
            if not os.path.lexists(target) or self._may_replace(target.name):
                break
        # A name says what is in the file: whoever types “.pdf” gets a PDF, and the form shows it.
        self._turned = target.suffix.lower() != f".{order.format}"
        if self._turned:
            self.form.set_format(target.suffix.lower().lstrip("."))
            order = self.form.order()
            if order is None:
                return
        settings.set("export/folder", str(target.parent))
        settings.set("export/format", order.format)
        self._keep()
        self._target = target
        self.bar.setRange(0, 0)
        self.progress_text.setText(self.desk.ui.text("Printing …"))
        self.foot.setCurrentIndex(1)
        self.form.setEnabled(False)
        self._token = self._printing.export(
            self.desk.journey, order, target, self._printed, self._not_printed, self._progress
        )

    def cancel_export(self) -> None:
        """Stop printing; the file on disk is what it was."""
        if self._token is not None:
            self._token.cancel()
            self._token = None
        self.form.setEnabled(True)
        self.foot.setCurrentIndex(0)

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _printed(self, _problems: list[Any]) -> None:
        self._token = None
        self.form.setEnabled(True)
        _ = self.desk.ui.text
        name = self._target.name if self._target else ""
        said = _("Saved as “{name}”.").format(name=name)
        if self._turned and self._target is not None:
            form = self._target.suffix.lstrip(".").upper()
            said += " " + _("It is a {form}, as its name says.").format(form=form)
        self.done_text.setText(said)
        self._turn_foot(2)
        self.done_button.setFocus()

    def _not_printed(self, reason: Message) -> None:
        self._token = None
        self.form.setEnabled(True)
        self.foot.setCurrentIndex(0)
        self._say(reason)

    def _say(self, reason: Message) -> None:
        self.failure.setText(self.desk.ui.say(reason))
        self.failure.show()
        self._turn_foot(0)

    # ------------------------------------------------------------------ keeping

    def _keep(self) -> None:
        chosen: PosterSettings = self.form.settings()
        if chosen != self.desk.journey.poster:
            self.desk.change(
                Message("Change the poster"), lambda journey: edits.change(journey, poster=chosen)
            )

    def _keep_and_close(self) -> None:
        self._keep()
        self.accept()

    def _open(self, path: Path | None) -> None:
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _ask_person(self, suggested: Path, form: str) -> Path | None:
        _ = self.desk.ui.text
        kinds = {f"{one.upper()} (*.{one})": one for one in (form, *(o for o in FORMS if o != form))}
        path, kind = QFileDialog.getSaveFileName(
            self,
            _("Export poster"),
            str(suggested),
            ";;".join(kinds),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not path:
            return None
        # A name without an ending gets that of the kind of file chosen beside it.
        return with_ending(Path(path), f".{kinds.get(kind, form)}", *(f".{one}" for one in FORMS))

    def reject(self) -> None:
        self.cancel_export()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel_export()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._token is not None:
            self.cancel_export()
            return
        super().keyPressEvent(event)
