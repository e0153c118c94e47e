"""What to print: the choices of the export dialog as one form."""

from __future__ import annotations

from typing import Any, Literal, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from cjm_desktop.document import PosterSettings
from cjm_desktop.layout import SIZES, Paper, PaperError
from cjm_desktop.press import PrintOrder

from ..desk import Desk
from ..fields import Combo, Option, Segments, number_in
from ..panels import options
from ..panels.form import label

#: Reading distances offered, in metres.
DISTANCES = (0.4, 0.7, 1.0, 1.5, 2.0, 3.0)
#: Forms of a file, by their endings.
FORMS = ("pdf", "png", "svg")
_OWN = "own"


class OrderForm(QWidget):
    """Form and figures of a print order, begun with the document's own. ``changed`` tells of every new
    choice."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        ui, _ = desk.ui, desk.ui.text
        now = desk.journey.poster
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(ui.px(10))
        grid.setVerticalSpacing(ui.px(8))
        grid.setColumnStretch(1, 1)
        self.form = self._segments(
            [Option("pdf", "PDF", tip=_("For the print shop")), Option("png", "PNG"), Option("svg", "SVG")],
            ui.settings.get("export/format"),
        )
        self.view = self._segments(
            [Option("poster", _("Poster")), Option("timeline", _("Timeline"))], "poster"
        )
        self.paper = Combo(ui)
        for name, (short, long) in SIZES.items():
            size = _("{width} × {height} mm").format(width=ui.number(short, 0), height=ui.number(long, 0))
            self.paper.addItem(f"{name}   {size}", name)
        self.paper.addItem(_("Own size …"), _OWN)
        self._last_size = "{:g}x{:g}mm".format(*SIZES.get(now.paper.upper(), SIZES["A0"]))
        self.own = QLineEdit()
        self.own.setPlaceholderText(self._last_size)
        at = self.paper.findData(now.paper.upper())
        if at < 0:
            self.own.setText(now.paper)
            at = self.paper.findData(_OWN)
        self.paper.setCurrentIndex(at)
        self.turn = self._segments(
            [Option("landscape", _("Landscape")), Option("portrait", _("Portrait"))], now.orientation
        )
        self.distance = Combo(ui)
        self.distance.setEditable(True)
        for metres in DISTANCES:
            self.distance.addItem(self._metres(metres), metres)
        self.distance.setEditText(self._metres(now.distance))
        self.language = Combo(ui)
        self.language.addItem(_("As the map"), "")
        for option in options.languages(ui):
            self.language.addItem(option.text, option.value)
        self.language.setCurrentIndex(max(0, self.language.findData(now.language)))
        self.dpi = Combo(ui)
        for dpi in (96, 150, 200, 300):
            self.dpi.addItem(_("{n} dots per inch").format(n=dpi), dpi)
        self.dpi.setCurrentIndex(max(0, self.dpi.findData(ui.settings.get("export/dpi"))))
        self.wrong = label("", "error", wrap=True)
        self._rows: dict[str, tuple[QLabel, QWidget]] = {}
        for name, text, widget in (
            ("form", _("File"), self.form),
            ("view", _("View"), self.view),
            ("paper", _("Paper"), self.paper),
            ("own", _("Size"), self.own),
            ("turn", _("Orientation"), self.turn),
            ("distance", _("Read from"), self.distance),
            ("language", _("Labels in"), self.language),
            ("dpi", _("Resolution"), self.dpi),
        ):
            caption = label(text)
            caption.setBuddy(widget)
            widget.setAccessibleName(text)
            row = grid.rowCount()
            grid.addWidget(caption, row, 0)
            grid.addWidget(widget, row, 1)
            self._rows[name] = (caption, widget)
        grid.addWidget(self.wrong, grid.rowCount(), 0, 1, 2)
        self.wrong.hide()
        self.paper.activated.connect(self._paper_chosen)
        for combo in (self.language, self.dpi):
            combo.activated.connect(self._touched)
        self.distance.activated.connect(self._touched)
        self.distance.editTextChanged.connect(self._touched)
        self.own.textEdited.connect(self._touched)
        self._arrange()

    def order(self) -> PrintOrder | None:
        """The order, or ``None`` while something typed is no value (the form says what)."""
        _ = self._desk.ui.text
        settings = self.settings()
        portrait = settings.orientation == "portrait"
        distance = self._typed_distance()
        wrong = ""
        try:
            Paper.named(settings.paper, portrait=portrait)
        except PaperError as error:
            wrong = self._desk.ui.say(error.message)
        if distance is None:
            wrong = _("The reading distance is a number of metres from 0.1 to 20.")
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        if wrong:
            return None
        dpi = int(self.dpi.currentData())
        self._desk.ui.settings.set("export/dpi", dpi)
        return PrintOrder(
            view=cast(Literal["poster", "timeline"], self._pressed(self.view)),
            format=cast(Literal["pdf", "png", "svg"], self._pressed(self.form)),
            paper=settings.paper,
            portrait=portrait,
            distance=settings.distance,
            language=settings.language,
            dpi=float(dpi) if self._pressed(self.form) == "png" else 0.0,
        )

    def set_format(self, form: str) -> None:
        """Choose another of :data:`FORMS` on the person's behalf; :attr:`changed` stays silent."""
        self.form.press(form)
        self.form.setProperty("value", form)
        self._arrange()

    def settings(self) -> PosterSettings:
        """The choices that are kept with the document."""
        now = self._desk.journey.poster
        paper = self.paper.currentData()
        if paper == _OWN:
            paper = self.own.text().strip()[:40] or now.paper
        return now.replace(
            paper=paper,
            orientation=self._pressed(self.turn),
            distance=self._typed_distance() or now.distance,
            language=self.language.currentData() or "",
        )

    def _paper_chosen(self) -> None:
        """A size of one's own begins with the size there was, ready to be typed over."""
        paper = self.paper.currentData()
        if paper != _OWN:
            self._last_size = "{:g}x{:g}mm".format(*SIZES[paper])
        elif not self.own.text().strip():
            self.own.setText(self._last_size)
        self._touched()
        if paper == _OWN:
            self.own.setFocus()
            self.own.selectAll()

    def _segments(self, choices: list[Option], value: str) -> Segments:
        made = Segments(self._desk.ui, choices)
        made.press(value)
        made.setProperty("value", value)

        def click(at: int) -> None:
            made.press(choices[at].value)
            made.setProperty("value", choices[at].value)
            self._touched()

        made.group.idClicked.connect(click)
        return made

    @staticmethod
    def _pressed(segments: Segments) -> str:
        return str(segments.property("value"))

    def _metres(self, metres: float) -> str:
        return self._desk.ui.text("{distance} m").format(distance=self._desk.ui.number(metres))

    def _typed_distance(self) -> float | None:
        raw = self.distance.currentText().strip().rstrip("m").strip()
        metres = number_in(raw)
        return metres if metres is not None and 0.1 <= metres <= 20 else None

    def _arrange(self) -> None:
        poster = self._pressed(self.view) == "poster"
        shown = {
            "own": poster and self.paper.currentData() == _OWN,
            "dpi": self._pressed(self.form) == "png",
            "paper": poster,
            "turn": poster,
            "distance": poster,
        }
        for name, on in shown.items():
            for widget in self._rows[name]:
                widget.setVisible(on)

    def _touched(self, *_: Any) -> None:
        self._arrange()
        self.changed.emit()
