"""Print: what, on which printer and paper, in true size or fitted; the pages as they will lie in the tray, and what to know before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QKeySequence, QPageSize, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.document import Message
from cjm_desktop.layout.printer_pages import Loss, PrinterPaper, Way
from cjm_desktop.press import HANDOUTS, PrintOrder, part_name

from ..desk import Desk
from ..fields import Combo
from ..guide.choice import Choice
from ..keytext import sequence
from ..panels.form import label
from ..pressroom import Layout, PressRoom
from ..printers import Printers, paper_of
from ..worker import Token
from .bounded import Dialog, Yielding, free_size
from .enter import BEGIN, begin_with_ctrl_enter, take_enter
from .export_room import inset

#: How long choices rest before the pages are laid out anew.
_REST_MS = 150
#: The picture of the first page (pixels at normal size, where there is room for it), and how much smaller those of the others are.
_LARGE, _SMALLER = 420, 2 / 7
#: The form beside it (pixels at normal size).
_FORM = 372
#: The papers that a printer is offered which says nothing of its own.
_USUAL = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A3, QPageSize.PageSizeId.Letter)


class PrintSheet(Dialog):
    """The print dialog. It changes nothing in the document."""

    def __init__(
        self,
        desk: Desk,
        room: PressRoom,
        parent: QWidget | None = None,
        *,
        view: str = "poster",
        export: Callable[[], None] | None = None,
        printers: Printers | None = None,
    ) -> None:
        """``export`` is offered where there is no printer; ``view`` is what is printed unless another is chosen."""
        super().__init__(parent)
        self.desk, self._room = desk, room
        self._export, self.printers = export, printers or Printers()
        self._token: Token | None = None
        self.layout_: Layout | None = None
        ui, _ = desk.ui, desk.ui.text
        self.setWindowTitle(_("Print"))
        self.setSizeGripEnabled(True)
        free = free_size(self)
        self.resize(QSize(ui.px(960), ui.px(600)).boundedTo(free))
        high = round((free.height() - ui.px(96)) / (1 + _SMALLER))
        wide = free.width() - ui.px(_FORM + 40)
        self._large = max(1, min(ui.px(_LARGE), wide, high))
        # Up to five of them stand in one line.
        self._small = max(1, min(round(_SMALLER * self._large), wide // 5 - ui.px(8)))
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.lay_out)
        names = self.printers.names()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        if not names:
            row.addWidget(self._no_printer())
            self.export_button.setFocus()
            return
        self._printer = self.printers.printer(names[0])
        row.addWidget(self._left(), 1)
        row.addWidget(self._right(names, view))
        self._printer_chosen()

    # ------------------------------------------------------------------ building

    def _no_printer(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(ui.px(28), ui.px(24), ui.px(28), ui.px(20))
        column.setSpacing(ui.px(12))
        column.addWidget(label(_("No printer is set up on this computer"), "title", wrap=True))
        column.addWidget(
            label(
                _(
                    "Export a PDF instead: it prints in true size anywhere, at a print shop or on another computer. "
                    "Printers are added in the settings of the system."
                ),
                "",
                wrap=True,
            )
        )
        column.addStretch(1)
        line = QHBoxLayout()
        line.addStretch(1)
        close = QPushButton(_("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.export_button = QPushButton(_("Export a PDF …"))
        self.export_button.setProperty("role", "primary")
        self.export_button.setDefault(True)
        self.export_button.clicked.connect(self._export_instead)
        line.addWidget(close)
        line.addWidget(self.export_button)
        column.addLayout(line)
        self.resize(ui.px(520), ui.px(220))
        return page

    def _left(self) -> QWidget:
        ui = self.desk.ui
        side = QWidget()
        side.setStyleSheet(f"background: {ui.look.window};")
        column = QVBoxLayout(side)
        column.setContentsMargins(ui.px(16), ui.px(16), ui.px(16), ui.px(16))
        self.first = QLabel()
        self.first.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.first.setAccessibleName(ui.text("The first page as it will be printed"))
        column.addWidget(self.first, 1)
        self._others = QHBoxLayout()
        column.addLayout(self._others)
        self.more = label("", "hint")
        self.more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.more)
        return side

    def _right(self, names: list[str], view: str) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        side = QFrame()
        side.setProperty("role", "panel-right")
        side.setFixedWidth(ui.px(_FORM))
        whole = QVBoxLayout(side)
        whole.setContentsMargins(0, 0, 0, ui.px(16))
        whole.setSpacing(ui.px(10))
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(ui.px(20), ui.px(18), ui.px(20), 0)
        column.setSpacing(ui.px(10))
        column.addWidget(label(_("Print"), "title"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(ui.px(10))
        grid.setVerticalSpacing(ui.px(8))
        grid.setColumnStretch(1, 1)
        self.what, self.which, self.paper = Combo(ui), Combo(ui), Combo(ui)
        for one, name in (("poster", _("Poster")), ("timeline", _("Timeline"))):
            self.what.addItem(name, one)
        for one in HANDOUTS:
            self.what.addItem(part_name(one, ui.words), one)
        self.what.setCurrentIndex(max(0, self.what.findData(view)))
        for name in names:
            self.which.addItem(name, name)
        for at, (text, combo) in enumerate(
            ((_("What"), self.what), (_("Printer"), self.which), (_("Paper"), self.paper))
        ):
            caption = label(text)
            caption.setBuddy(combo)
            combo.setAccessibleName(text)
            grid.addWidget(caption, at, 0)
            grid.addWidget(combo, at, 1)
        column.addLayout(grid)
        self.true, self.fit = Choice(ui, _("True size (100 %)")), Choice(ui, _("Fit to the page"))
        self.true_hint, self.fit_hint = label("", "hint", wrap=True), label("", "hint", wrap=True)
        self._ways = QButtonGroup(self)
        for button, hint in ((self.true, self.true_hint), (self.fit, self.fit_hint)):
            self._ways.addButton(button)
            column.addWidget(button)
            hint.setContentsMargins(ui.px(26), 0, 0, 0)
            column.addWidget(hint)
        self.true.setChecked(True)
        self.note = label("", "warning", wrap=True)
        column.addWidget(self.note)
        column.addWidget(
            label(
                _("Leave the scale in the printer's own settings at 100 %, without “fit to page”."),
                "hint",
                wrap=True,
            )
        )
        column.addStretch(1)
        self.foot = QStackedWidget()
        self.foot.addWidget(self._foot_choose())
        self.foot.addWidget(self._foot_progress())
        self.foot.setFixedHeight(self.foot.sizeHint().height())
        whole.addWidget(Yielding(form), 1)
        whole.addWidget(inset(self.foot, ui.px(20)))
        self.which.activated.connect(self._printer_chosen)
        for combo in (self.what, self.paper):
            combo.activated.connect(lambda _at: self._rest.start())
        self._ways.buttonClicked.connect(lambda _button: self._rest.start())
        return side

    def _foot_choose(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        page = QWidget()
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(ui.px(8))
        close = QPushButton(_("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self.go = QPushButton(" " + _("Print …"))
        self.go.setProperty("role", "primary")
        self.go.setIcon(ui.icons.icon("printer", "accent_ink"))
        self.go.setAutoDefault(False)
        self.go.setToolTip(sequence(BEGIN).toString(QKeySequence.SequenceFormat.NativeText))
        begin_with_ctrl_enter(self, self.go)
        self.go.setEnabled(False)
        self.go.clicked.connect(self.start)
        line.addWidget(close)
        line.addWidget(self.go, 1)
        return page

    def _foot_progress(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        page = QWidget()
        line = QHBoxLayout(page)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(ui.px(8))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Printing …"))
        stop = QPushButton(_("Cancel"))
        stop.setAutoDefault(False)
        stop.clicked.connect(self.stop)
        line.addWidget(self.bar, 1)
        line.addWidget(stop)
        return page

    # ------------------------------------------------------------------ printer and paper

    def _printer_chosen(self) -> None:
        """Offer the papers of the printer; one that holds the sheet as it is comes first to mind where it is known."""
        name = str(self.which.currentData())
        self._printer = self.printers.printer(name)
        self.paper.clear()
        sizes = self.printers.papers(name) or [QPageSize(one) for one in _USUAL]
        for size in sizes:
            self._offer(size)
        self._show_paper(self._printer.pageLayout().pageSize())
        self._rest.start()

    def _offer(self, size: QPageSize) -> None:
        if size.isValid() and self._place(size) < 0:
            self.paper.addItem(size.name(), size)

    def _place(self, size: QPageSize) -> int:
        for at in range(self.paper.count()):
            if self.paper.itemData(at).isEquivalentTo(size):
                return at
        return -1

    def _show_paper(self, size: QPageSize) -> None:
        self._offer(size)
        self.paper.setCurrentIndex(max(0, self._place(size)))

    @property
    def _size(self) -> QPageSize:
        size = self.paper.currentData()
        assert isinstance(size, QPageSize)
        return size

    @property
    def way(self) -> Way:
        """The way chosen."""
        return Way.FIT if self.fit.isChecked() else Way.TRUE

    def _paper(self) -> PrinterPaper:
        return paper_of(self._printer, self._size)

    # ------------------------------------------------------------------ the pages

    def lay_out(self) -> None:
        """Put what is chosen on the paper that is chosen; the newest choices win."""
        self.go.setEnabled(False)
        order = PrintOrder(view=str(self.what.currentData()))
        pixels = round(self._large * self.devicePixelRatioF())
        self._room.lay_out(
            self.desk.journey, order, self._paper(), self.way, self._show, self._say, owner=self, pixels=pixels
        )

    def _show(self, made: Layout) -> None:
        ui, _ = self.desk.ui, self.desk.ui.text
        self.layout_ = made
        paper = self._paper()
        count = len(made.job.pages)
        self.go.setEnabled(True)
        if made.holds:
            self.true_hint.setText(ui.plural("{n} page", "{n} pages", made.sheets).format(n=made.sheets))
        elif made.true_pages:
            self.true_hint.setText(
                _("{n} pages with cut lines and a map of how to glue them").format(n=made.true_pages)
            )
        else:
            self.true_hint.setText(_("Too many pages to glue"))
        self.fit_hint.setText(
            _("{percent} % of its size; {pages}").format(
                percent=ui.number(100 * made.fit, 0),
                pages=ui.plural("{n} page", "{n} pages", made.sheets).format(n=made.sheets),
            )
        )
        self.note.setText("\n".join(self._notes(made, paper)))
        self.note.setVisible(bool(self.note.text()))
        self._show_pictures(made.pictures, count)

    def _notes(self, made: Layout, paper: PrinterPaper) -> list[str]:
        """What should be known before printing."""
        ui, _ = self.desk.ui, self.desk.ui.text
        notes = []
        if not made.holds:
            notes.append(
                _("{width} × {height} mm are more than {paper} holds.").format(
                    width=ui.number(made.width, 0), height=ui.number(made.height, 0), paper=paper.name
                )
            )
        if self.way is Way.FIT and made.fit < 0.995:
            notes.append(
                _(
                    "Everything becomes smaller, the type too: it is not read from as far away as it was made for."
                )
            )
        if made.job.loss is Loss.TEXT:
            notes.append(
                _(
                    "The printer leaves {edge} mm at the edge white, and words are cut there. Fit it to the page."
                ).format(edge=ui.number(paper.edge, 1))
            )
        elif made.job.loss is Loss.GROUND:
            notes.append(
                _(
                    "The printer leaves {edge} mm at the edge white; only ground is lost there, no words."
                ).format(edge=ui.number(paper.edge, 1))
            )
        known = self.printers.papers(str(self.which.currentData()))
        if known and not any(one.isEquivalentTo(self._size) for one in known):
            notes.append(
                _("This printer does not know {paper}: its driver would scale the pages.").format(
                    paper=paper.name
                )
            )
        return notes

    def _show_pictures(self, pictures: tuple[QImage, ...], count: int) -> None:
        ui, ratio = self.desk.ui, self.devicePixelRatioF()
        first = QPixmap.fromImage(pictures[0])
        first.setDevicePixelRatio(ratio)
        self.first.setPixmap(first)
        while (item := self._others.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._others.addStretch(1)
        for picture in pictures[1:]:
            side = round(self._small * ratio)
            small = QPixmap.fromImage(
                picture.scaled(
                    side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )
            small.setDevicePixelRatio(ratio)
            page = QLabel()
            page.setPixmap(small)
            self._others.addWidget(page)
        self._others.addStretch(1)
        hidden = count - len(pictures)
        self.more.setText(
            ui.plural("and {n} more page", "and {n} more pages", hidden).format(n=hidden) if hidden else ""
        )

    def _say(self, reason: Message) -> None:
        self._token = None
        self.foot.setCurrentIndex(0)
        self.note.setText(self.desk.ui.say(reason))
        self.note.show()

    # ------------------------------------------------------------------ printing

    def start(self) -> None:
        """Ask the system's dialog for the rest, and print."""
        made = self.layout_
        if made is None:
            return
        wanted = self._size
        self._printer.setPageSize(wanted)
        if not self.printers.ask(self._printer, len(made.job.pages), self):
            return
        chosen = self._printer.pageLayout().pageSize()
        if not chosen.isEquivalentTo(wanted):
            # Other paper, other pages: they are looked at before they are printed.
            self._show_paper(chosen)
            self.lay_out()
            return
        pages = made.job.pages
        if self._printer.toPage() > 0:
            pages = pages[max(0, self._printer.fromPage() - 1) : self._printer.toPage()]
        self._printer.setDocName(self.desk.journey.title or self.desk.ui.text("Untitled journey"))
        self.bar.setRange(0, len(pages))
        self.bar.setValue(0)
        self.foot.setCurrentIndex(1)
        self._token = self._room.print(
            self._printer, pages, self._printed, self._say, self._progress, owner=self
        )

    def stop(self) -> None:
        """Print no more pages."""
        if self._token is not None:
            self._token.cancel()
            self._token = None
            # What was begun belongs to the worker until it notices.
            self._printer = self.printers.printer(str(self.which.currentData()))
        if hasattr(self, "foot"):
            self.foot.setCurrentIndex(0)

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)

    def _printed(self, count: int) -> None:
        self._token = None
        self.desk.told.emit(Message("Sent to the printer. Pages: {count}.", count=count))
        self.accept()

    def _export_instead(self) -> None:
        self.reject()
        if self._export is not None:
            self._export()

    def reject(self) -> None:
        self.stop()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not take_enter(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.stop()
        super().closeEvent(event)
