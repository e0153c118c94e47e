"""What to print: the choices of the export dialog as one form.

Contract. Five choices are in sight: what, paper, orientation, reading distance, language; everything else lies in parts that fold
and say in their headings what is chosen. What belongs to the document is in :meth:`OrderForm.settings`, what the
program remembers in its own settings; :meth:`OrderForm.order` gives both as one order, or ``None`` while something typed is no
value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cjm_desktop.document import PosterSettings
from cjm_desktop.layout import SIZES, Paper, PaperError, paper_families
from cjm_desktop.press import HANDOUTS, VIEWS, PrintOrder, part_name

from ..desk import Desk
from ..fields import Combo, Option, Switch, number_in
from ..panels import options
from ..panels.form import label
from ..printing import Tiles
from ..shared import Ui
from .order_fields import Rows, choose, heading, press, pressed, segments
from .order_folds import FORMS, FileFold, SheetsFold, ShopFold

__all__ = ["DISTANCES", "FORMS", "HANDOUT_PAPERS", "OrderForm", "handout_papers"]

#: Reading distances offered, in metres.
DISTANCES = (0.4, 0.7, 1.0, 1.5, 2.0, 3.0)
#: Papers of office printers, for handouts: what they are called and what the press calls them.
HANDOUT_PAPERS = (("A4", "A4"), ("A3", "A3"), ("Letter", "215.9x279.4mm"), ("Tabloid", "279.4x431.8mm"))
#: A poster's paper may be free, a timeline's always is.
_OWN = "own"
_POSTERS = ("poster", "blank")


def handout_papers(ui: Ui) -> Combo:
    """A list of papers for handouts, that remembered last chosen."""
    made = Combo(ui)
    for name, value in HANDOUT_PAPERS:
        made.addItem(name, value)
    choose(made, ui.settings.get("export/handout_paper"))
    made.activated.connect(lambda _at: ui.settings.set("export/handout_paper", made.currentData()))
    return made


class OrderForm(QWidget):
    """Form of a print order, begun with the document's own. ``changed`` tells of every new choice."""

    changed = Signal()
    #: The fields of ``PosterSettings`` that are chosen here.
    OWN = ("paper", "orientation", "distance", "language", "sheets", "show_names", "attach")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._seen = desk.journey.poster
        ui, _ = desk.ui, desk.ui.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(8))
        rows = self._rows = Rows(ui)
        self.view = self._views()
        self.paper, self.own = self._papers(), QLineEdit()
        self.handout_paper = handout_papers(ui)
        self.turn = segments(
            ui,
            [Option("landscape", _("Landscape")), Option("portrait", _("Portrait"))],
            "landscape",
            self._touched,
        )
        self.distance = Combo(ui)
        self.distance.setEditable(True)
        for metres in DISTANCES:
            self.distance.addItem(self._metres(metres), metres)
        self.language = Combo(ui)
        self.language.addItem(_("As the map"), "")
        for option in options.languages(ui):
            self.language.addItem(option.text, option.value)
        self.names = Switch(ui, _("Print people's real names"))
        self.phase_names = Switch(ui, _("Print the names of the phases"))
        self.phase_names.setChecked(bool(ui.settings.get("export/phase_names")))
        self.other = label("", "error", wrap=True)
        for name, text, widget in (
            ("view", _("Print"), self.view),
            ("paper", _("Paper"), self.paper),
            ("own", _("Size"), self.own),
            ("handout_paper", _("Paper"), self.handout_paper),
            ("turn", _("Orientation"), self.turn),
            ("distance", _("Read from"), self.distance),
            ("language", _("Labels in"), self.language),
        ):
            rows.add(name, text, widget)
        rows.wide("names", self.names)
        rows.wide("phase_names", self.phase_names)
        rows.wide("other", self.other)
        column.addWidget(rows)
        self.sheets, self.shop, self.file = SheetsFold(desk), ShopFold(desk), FileFold(desk)
        for fold in (self.sheets, self.shop, self.file):
            column.addWidget(fold)
            fold.changed.connect(self._touched)
        self._refused: dict[str, str] = {}
        self.take(desk.journey.poster)
        for combo in (self.view, self.handout_paper, self.language, self.distance):
            combo.activated.connect(self._touched)
        self.paper.activated.connect(self._paper_chosen)
        self.distance.editTextChanged.connect(self._touched)
        self.own.textEdited.connect(self._touched)
        self.names.clicked.connect(self._touched)
        self.phase_names.clicked.connect(self._touched)
        self._arrange()

    # ------------------------------------------------------------------ what is chosen

    def show_view(self, view: str) -> None:
        """Choose what is printed, one of ``press.VIEWS``, on a person's behalf."""
        choose(self.view, view)
        self._touched()

    def order(self) -> PrintOrder | None:
        """The order, or ``None`` while something typed is no value (the form says what)."""
        _ = self._desk.ui.text
        settings = self.settings()
        portrait = settings.orientation == "portrait"
        distance = self._typed_distance()
        wrong: dict[str, str] = {}
        if self._is_poster:
            try:
                Paper.named(settings.paper, portrait=portrait)
            except PaperError as error:
                wrong["paper"] = self._desk.ui.say(error.message)
            if distance is None:
                wrong["distance"] = _("The reading distance is a number of metres from 0.1 to 20.")
        self._complain(wrong or self._refused)
        if wrong:
            return None
        kind, pdf = self.file.kind, self.file.kind == "pdf"
        tile = self.sheets.paper if self._is_map and pdf else ""
        return PrintOrder(
            view=self.kind,
            format=kind,
            paper=settings.paper if self._is_map else str(self.handout_paper.currentData()),
            portrait=portrait,
            distance=settings.distance,
            language=settings.language,
            theme=settings.theme,
            dpi=float(self.file.dots) if kind == "png" else 0.0,
            tile=tile,
            overlap=self.sheets.overlap_mm,
            scale=self.sheets.scale if tile else 1.0,
            bleed=self.shop.bleed_mm,
            marks=self.shop.marked,
            colours=self.shop.colours,
            standard=self.shop.kind,
            names=self.names.isChecked(),
            phase_names=self.phase_names.isChecked(),
            outlines=kind == "svg" and self.file.outlines.isChecked(),
        )

    @property
    def kind(self) -> str:
        """What is printed: one of ``press.VIEWS``."""
        return str(self.view.currentData())

    def settings(self) -> PosterSettings:
        """The choices that are kept with the document, among all others that the document keeps."""
        now = self._desk.journey.poster
        paper = self.paper.currentData()
        if paper == _OWN:
            paper = self.own.text().strip()[:40] or now.paper
        return now.replace(
            paper=paper,
            orientation=pressed(self.turn),
            distance=self._typed_distance() or now.distance,
            language=self.language.currentData() or "",
            sheets=self.sheets.sheets.currentData(),
            show_names=self.names.isChecked(),
            attach=self.file.attached,
        )

    def take(self, settings: PosterSettings) -> None:
        """Show the choices of these settings, silently."""
        orientation = settings.orientation
        paper = settings.paper.strip().upper()
        self._last_size = "{:g}x{:g}mm".format(*SIZES.get(paper, SIZES["A0"]))
        self.own.setPlaceholderText(self._last_size)
        if not choose(self.paper, paper):
            self.own.setText(settings.paper)
            choose(self.paper, _OWN)
        press(self.turn, orientation)
        blocked = self.distance.blockSignals(True)
        self.distance.setEditText(self._metres(settings.distance))
        self.distance.blockSignals(blocked)
        self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        self.names.setChecked(settings.show_names)
        self.sheets.show_settings(settings)
        self.file.show_settings(settings)
        self._arrange()

    def follow(self) -> None:
        """The document was changed elsewhere, or back: what changed in it is shown, other choices stay."""
        before, self._seen = self._seen, self._desk.journey.poster
        news = {
            name: value
            for name in self.OWN
            if (value := getattr(self._seen, name)) != getattr(before, name)
        }
        if news:
            self.take(self.settings().replace(**news))

    def set_format(self, form: str) -> None:
        """Choose another of :data:`FORMS` on the person's behalf; :attr:`changed` stays silent."""
        self.file.set_kind(form)
        self._arrange()

    def show_tiles(self, tiles: Tiles | None) -> None:
        """Say how many sheets tiles make."""
        self.sheets.show_tiles(tiles)

    def refuse(self, reason: str, about: str = "") -> None:
        """Say at the choice that has to change why nothing can be printed; ``about`` is what ``Refused`` says. Empty: all is well."""
        self._refused = {about: reason} if reason else {}
        self._complain(self._refused)

    @property
    def wrong(self) -> tuple[str, str, QWidget] | None:
        """What is said to be wrong: the sentence, what the part of the form is called that it stands in, and the choice that is
        marked; ``None`` when nothing is."""
        for title, rows in (
            ("", self._rows),
            *((fold.title, fold.rows) for fold in (self.sheets, self.shop, self.file)),
        ):
            found = rows.wrong
            if found is not None:
                name = found[1].accessibleName()
                return found[0], f"{title}: {name}" if title else name, found[1]
        return (self.other.text(), "", self.other) if self.other.text() else None

    # ------------------------------------------------------------------ building

    @property
    def dpi(self) -> Combo:
        """The resolutions of a picture."""
        return self.file.dpi

    @property
    def _is_map(self) -> bool:
        return self.kind not in HANDOUTS

    @property
    def _is_poster(self) -> bool:
        return self.kind in _POSTERS

    def _views(self) -> Combo:
        ui, _ = self._desk.ui, self._desk.ui.text
        made = Combo(ui)
        made.setMaxVisibleItems(20)
        names = {"timeline": _("Timeline")}
        for title, views in (
            (_("The map"), [view for view in VIEWS if view not in HANDOUTS]),
            (_("Handouts"), list(HANDOUTS)),
        ):
            heading(made, title)
            for view in views:
                made.addItem(names.get(view) or part_name(view, ui.words), view)
        choose(made, "poster")
        return made

    def _papers(self) -> Combo:
        ui, _ = self._desk.ui, self._desk.ui.text
        made = Combo(ui)
        made.setMaxVisibleItems(24)
        for family in paper_families():
            heading(made, ui.say(family.label))
            for paper in family.papers:
                name = ui.say(paper.label)
                if paper.long is not None:
                    size = _("{width} × {height} mm").format(
                        width=ui.number(paper.short, 0), height=ui.number(paper.long, 0)
                    )
                    name = f"{name}   {size}"
                made.addItem(name, paper.name)
        heading(made, _("Others"))
        made.addItem(_("Own size …"), _OWN)
        return made

    def _paper_chosen(self) -> None:
        """A size of one's own begins with the size there was, ready to be typed over."""
        paper = self.paper.currentData()
        if paper in SIZES:
            self._last_size = "{:g}x{:g}mm".format(*SIZES[paper])
        elif paper == _OWN and not self.own.text().strip():
            self.own.setText(self._last_size)
        self._touched()
        if paper == _OWN:
            self.own.setFocus()
            self.own.selectAll()

    def _metres(self, metres: float) -> str:
        return self._desk.ui.text("{distance} m").format(distance=self._desk.ui.number(metres))

    def _typed_distance(self) -> float | None:
        raw = self.distance.currentText().strip().rstrip("m").strip()
        metres = number_in(raw)
        return metres if metres is not None and 0.1 <= metres <= 20 else None

    def _complain(self, wrong: Mapping[str, str]) -> None:
        """Show what is wrong where it can be mended, and nothing anywhere else."""
        own = self.paper.currentData() == _OWN
        said = dict(wrong)
        paper = said.pop("paper", "")
        self._rows.complain("own", paper if own and self._is_poster else "")
        self._rows.complain("paper", paper if not own and self._is_poster else "")
        self._rows.complain("handout_paper", "" if self._is_poster else paper)
        self._rows.complain("distance", said.pop("distance", ""))
        for fold, about in ((self.sheets, "tiles"), (self.shop, "shop"), (self.file, "dots")):
            fold.refuse(said.pop(about, ""))
        self.other.setText(" ".join(said.values()))
        self._rows.show_row("other", bool(said))

    def _arrange(self) -> None:
        """Show what there is to choose for what is printed and the kind of file."""
        pdf = self.file.kind == "pdf"
        for name, on in {
            "paper": self._is_poster,
            "own": self._is_poster and self.paper.currentData() == _OWN,
            "handout_paper": not self._is_map,
            "turn": self._is_poster,
            "distance": self._is_poster,
            "names": not self._is_map,
            "phase_names": self.kind == "blank",
        }.items():
            self._rows.show_row(name, on)
        self.sheets.offer(series=self._is_poster, tiles=self._is_map and pdf)
        tiled = bool(self.sheets.paper) and self._is_map and pdf
        self.shop.offer(applies=self._is_map and pdf, tiled=tiled)
        self.file.offer(can_carry=self._is_map and self.kind != "blank", for_print_shop=self.shop.kind == "x4")

    def _touched(self, *_: Any) -> None:
        self._refused = {}
        self._desk.ui.settings.set("export/phase_names", self.phase_names.isChecked())
        self._arrange()
        self.changed.emit()
