"""What to print: the choices of the export dialog as one form.

Contract. Five choices are in sight: what, paper, orientation, reading distance, language; everything else lies in parts that fold
and say in their headings what is chosen. What belongs to the journey (:attr:`OrderForm.OWN`) is put into it as soon as it is chosen,
or typed and left: one undo entry each. The program remembers everything else in its own settings. :meth:`OrderForm.settings`
are the journey's with what is being typed; :meth:`OrderForm.order` gives all of it as one order, or ``None`` while something
typed is no value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, PosterSettings
from cjm_desktop.layout import Paper, PaperError, paper_families
from cjm_desktop.press import DECK, HANDOUTS, MAPS, NAMED, WALL, PrintOrder, TableOrder, part_name

from ..desk import Desk
from ..fields import Combo, Option, Switch
from ..panels import options
from ..panels.form import label
from ..printing import Tiles
from ..shared import Ui
from .order_fields import Rows, choose, heading, press, pressed, segments
from .order_folds import FORMS, FileFold, SheetsFold
from .order_shop import ShopFold
from .order_typed import DISTANCES, DistanceBox, PaperBox, SizeLine, Typing

__all__ = ["DISTANCES", "FORMS", "HANDOUT_PAPERS", "LARGE_PAPERS", "OrderForm", "handout_papers"]

#: Papers of office printers, for handouts: what they are called and what the press calls them.
HANDOUT_PAPERS = (("A4", "A4"), ("A3", "A3"), ("Letter", "215.9x279.4mm"), ("Tabloid", "279.4x431.8mm"))
#: Paper of a plotter: for what hangs on the wall and is no poster.
LARGE_PAPERS = (("A2", "A2"), ("A1", "A1"), ("A0", "A0"))
#: A poster's paper may be free, a timeline's always is.
_OWN = "own"
_POSTERS = ("poster", "blank")
#: What undo calls a choice that was put into the journey.
_CHANGES = {
    "paper": Message("Change the paper"),
    "orientation": Message("Turn the poster"),
    "distance": Message("Change the reading distance"),
    "language": Message("Change the language of the labels"),
    "sheets": Message("Change the number of sheets"),
    "show_names": Message("Change whether names are printed"),
    "attach": Message("Change whether the journey is in the PDF"),
}


def handout_papers(ui: Ui, *, large: bool = False) -> Combo:
    """A list of papers for handouts, that remembered last chosen; ``large``: with those of a plotter at the end."""
    made = Combo(ui)
    for name, value in (*HANDOUT_PAPERS, *(LARGE_PAPERS if large else ())):
        made.addItem(name, value)
    choose(made, ui.settings.get("export/handout_paper"))
    made.activated.connect(lambda _at: ui.settings.set("export/handout_paper", made.currentData()))
    return made


class OrderForm(QWidget):
    """Form of a print order, begun with the journey's own. ``changed`` tells of every new choice."""

    changed = Signal()
    #: The fields of ``PosterSettings`` that are chosen here.
    OWN = ("paper", "orientation", "distance", "language", "sheets", "show_names", "attach")

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._seen = desk.journey.poster
        self._table: TableOrder | None = None
        ui, _ = desk.ui, desk.ui.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ui.px(8))
        rows = self._rows = Rows(ui)
        self.view = self._views()
        self.paper, self.own = self._papers(), SizeLine(ui)
        self.handout_paper = handout_papers(ui, large=True)
        self.turn = segments(
            ui,
            [Option("landscape", _("Landscape")), Option("portrait", _("Portrait"))],
            "landscape",
            self._turned,
        )
        self.distance = DistanceBox(ui)
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
        self._typing = {
            "paper": Typing(self.own, self.flush, lambda: self._put_back("paper", "orientation")),
            "distance": Typing(self.distance, self.flush, lambda: self._put_back("distance")),
        }
        self.take(desk.journey.poster)
        self.view.activated.connect(self._view_chosen)
        for combo in (self.handout_paper, self.language, self.distance):
            combo.activated.connect(self._touched)
        self.paper.activated.connect(self._paper_chosen)
        self.distance.editTextChanged.connect(self._typed)
        self.own.textEdited.connect(self._typed)
        self.names.clicked.connect(self._touched)
        self.phase_names.clicked.connect(self._touched)
        self.file.named.clicked.connect(self._named)
        self._arrange()

    # ------------------------------------------------------------------ what is chosen

    def show_view(self, view: str, table: TableOrder | None = None) -> None:
        """Choose what is printed, one of ``press.VIEWS``, on a person's behalf; ``table`` until somebody chooses again."""
        choose(self.view, view)
        self._view_chosen()
        if table is not None:
            self._table = table
            self._touched()

    def order(self) -> PrintOrder | None:
        """The order, or ``None`` while something typed is no value (the form says what)."""
        _ = self._desk.ui.text
        settings = self.settings()
        sheet = _paper_of(settings)
        # A size of somebody's own lies as it is written, whatever a document says beside it.
        portrait = settings.orientation == "portrait" if sheet is None or sheet.has_name else sheet.portrait
        wrong: dict[str, str] = {}
        if self._is_poster:
            try:
                self._chosen_paper()
            except PaperError as error:
                wrong["paper"] = self._desk.ui.say(error.message)
            if self.kind == "poster" and self.distance.metres() is None:
                wrong["distance"] = _("The reading distance is a number of metres from 0.1 to 20.")
        self._complain(wrong or self._refused)
        if wrong:
            return None
        kind, pdf = self.file.kind, self.file.kind == "pdf"
        tile = self.sheets.paper if self._is_map and pdf else ""
        return PrintOrder(
            view=self.kind,
            format=kind,
            paper=settings.paper if self._is_map else "" if self.kind == DECK else str(self.handout_paper.currentData()),
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
            table=self._table,
        )

    @property
    def kind(self) -> str:
        """What is printed: one of ``press.VIEWS``."""
        return str(self.view.currentData())

    def settings(self) -> PosterSettings:
        """The journey's settings with what is being typed, as far as that is a value."""
        now = self._desk.journey.poster
        try:
            paper, orientation = self._chosen_paper()
        except PaperError:
            paper, orientation = now.paper, pressed(self.turn)
        return now.replace(
            paper=paper,
            orientation=orientation,
            distance=self.distance.metres() or now.distance,
            language=self.language.currentData() or "",
            sheets=self.sheets.sheets.currentData(),
            show_names=self.names.isChecked(),
            attach=self.file.attached,
        )

    def take(self, settings: PosterSettings, names: Collection[str] = OWN) -> None:
        """Show the choices of these settings, silently; ``names`` are those of :attr:`OWN` that are shown."""
        if "paper" in names or "orientation" in names:
            self._show_paper(settings)
        if "distance" in names:
            self.distance.show_metres(settings.distance)
            self._typing["distance"].under_way = False
        if "language" in names:
            self.language.setCurrentIndex(max(0, self.language.findData(settings.language)))
        if "show_names" in names:
            self.names.setChecked(settings.show_names)
        if "sheets" in names:
            self.sheets.show_settings(settings)
        if "attach" in names:
            self.file.show_settings(settings)
        self._arrange()

    def follow(self) -> None:
        """The document was changed, here or elsewhere, or back: what changed in it is shown, other choices stay."""
        before, self._seen = self._seen, self._desk.journey.poster
        news = [name for name in self.OWN if getattr(self._seen, name) != getattr(before, name)]
        if news:
            self.take(self._seen, news)

    def keep(self) -> None:
        """Put what is chosen for the journey into it, as one undo entry; nothing happens when all of it is there."""
        wanted, now = self.settings(), self._desk.journey.poster
        new = {name: getattr(wanted, name) for name in self.OWN if getattr(wanted, name) != getattr(now, name)}
        if not new:
            return

        def put(journey: Journey) -> Journey:
            return edits.change(journey, poster=journey.poster.replace(**new))

        # A size of one's own turns the sheet as well.
        said = [name for name in new if name != "orientation" or "paper" not in new]
        self._desk.change(_CHANGES[said[0]] if len(said) == 1 else Message("Change the poster"), put)

    def flush(self) -> None:
        """Typing is done: what is a value is kept and written out, what is none stays for the sentence under it."""
        typed = {name for name, typing in self._typing.items() if typing.under_way}
        if not typed:
            return
        self.keep()
        if "distance" in typed and self.distance.metres() is not None:
            self.take(self._desk.journey.poster, ("distance",))
        if "paper" in typed and self.paper.currentData() == _OWN:
            try:
                self._chosen_paper()
            except PaperError:
                return
            self.take(self._desk.journey.poster, ("paper",))

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
        return self.kind in MAPS

    @property
    def _is_poster(self) -> bool:
        return self.kind in _POSTERS

    def _views(self) -> Combo:
        ui, _ = self._desk.ui, self._desk.ui.text
        made = Combo(ui)
        made.setMaxVisibleItems(20)
        names = {"timeline": _("Timeline")}
        for title, views in (
            (_("The map"), list(MAPS)),
            (_("Handouts"), list(HANDOUTS)),
            (_("For the screen"), [DECK]),
        ):
            heading(made, title)
            for view in views:
                made.addItem(names.get(view) or part_name(view, ui.words), view)
        choose(made, "poster")
        return made

    def _papers(self) -> PaperBox:
        ui, _ = self._desk.ui, self._desk.ui.text
        made = PaperBox(ui)
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

    # ------------------------------------------------------------------ paper and distance

    def _chosen_paper(self) -> tuple[str, str]:
        """Paper and orientation as a document keeps them. Raises ``PaperError`` while the typed size is none.

        What comes to the same sheet as the journey has is as the journey has it.
        """
        name, turn = str(self.paper.currentData()), pressed(self.turn)
        if name == _OWN:
            typed = self.own.paper()
            if not typed.has_name and typed.width != typed.height:
                turn = "portrait" if typed.portrait else "landscape"
            name = typed.name
        now = self._desk.journey.poster
        sheet = Paper.named(name, portrait=turn == "portrait")
        return (now.paper, now.orientation) if sheet == _paper_of(now) else (name, turn)

    @property
    def _square(self) -> bool:
        with suppress(PaperError):
            sheet = self.own.paper()
            return self.paper.currentData() == _OWN and sheet.width == sheet.height and not sheet.free
        return False

    def _show_paper(self, settings: PosterSettings) -> None:
        """Show paper and orientation; a size of one's own as it lies."""
        sheet, turn = _paper_of(settings), settings.orientation
        self._typing["paper"].under_way = False
        if sheet is None:
            self.own.setText(settings.paper)
            choose(self.paper, _OWN)
        elif choose(self.paper, sheet.name):
            self.own.clear()
        else:
            self.own.show_paper(sheet)
            choose(self.paper, _OWN)
            turn = "portrait" if sheet.portrait else "landscape"
        press(self.turn, turn)

    def _paper_chosen(self) -> None:
        """A size of one's own begins with the size there was, ready to be typed over."""
        own = self.paper.currentData() == _OWN
        if own and not self.own.text().strip():
            before = _paper_of(self._desk.journey.poster)
            if before is None or before.free:
                before = Paper.named("A0", portrait=pressed(self.turn) == "portrait")
            self.own.show_paper(before)
        self._touched()
        if own:
            self.own.selectAll()
            if not self.paper.keyed:
                self.own.setFocus()

    def _turned(self) -> None:
        """A size of one's own is turned by writing it the other way round."""
        if self.paper.currentData() == _OWN:
            try:
                sheet = self.own.paper()
            except PaperError:
                sheet = None
            if sheet is not None and not sheet.has_name:
                self.own.show_paper(sheet.turned(portrait=pressed(self.turn) == "portrait"))
        self._touched()

    def _view_chosen(self, *_: Any) -> None:
        """Slides are shown from a presentation program, unless another kind of file is chosen for them."""
        self._table = None
        kept = str(self._desk.ui.settings.get("export/format"))
        self.file.set_kind("pptx" if self.kind == DECK else kept)
        self._touched()

    def _typed(self, *_: Any) -> None:
        """Typing is looked at, and kept when it is done."""
        self._refused = {}
        if self.paper.currentData() == _OWN:
            with suppress(PaperError):
                press(self.turn, self._chosen_paper()[1])
        self._arrange()
        self.changed.emit()

    def _put_back(self, *names: str) -> None:
        """What stood there before it was typed over."""
        self.take(self._desk.journey.poster, names)
        self.changed.emit()

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
            "handout_paper": self.kind in HANDOUTS,
            # A square sheet stands as it lies.
            "turn": self._is_poster and not self._square,
            # A blank wall is as large as hands and notes are, from wherever it is seen.
            "distance": self.kind == "poster",
            "names": self.kind in NAMED,
            "phase_names": self.kind == "blank",
        }.items():
            self._rows.show_row(name, on)
        self._offer_large(self.kind in WALL)
        self.sheets.offer(series=self._is_poster, tiles=self._is_map and pdf)
        tiled = bool(self.sheets.paper) and self._is_map and pdf
        self.shop.offer(applies=self._is_map and pdf, tiled=tiled)
        self.file.offer(
            can_carry=self._is_map and self.kind != "blank",
            for_print_shop=self.shop.kind == "x4",
            names=self.names.isChecked(),
        )

    def _offer_large(self, on: bool) -> None:
        """Whether the paper may be that of a plotter."""
        rows = self.handout_paper.view()
        for at in range(len(HANDOUT_PAPERS), self.handout_paper.count()):
            rows.setRowHidden(at, not on)  # type: ignore[attr-defined]
        if not on and self.handout_paper.currentIndex() >= len(HANDOUT_PAPERS):
            choose(self.handout_paper, "A3")

    def _named(self) -> None:
        """Names in the journey inside the file and names on handouts are one choice."""
        self.names.setChecked(self.file.named.isChecked())
        self._touched()

    def _touched(self, *_: Any) -> None:
        self._refused = {}
        self._desk.ui.settings.set("export/phase_names", self.phase_names.isChecked())
        self.keep()
        self._arrange()
        self.changed.emit()


def _paper_of(settings: PosterSettings) -> Paper | None:
    """The paper that a document asks for; ``None`` when there is none of that name."""
    try:
        return Paper.named(settings.paper, portrait=settings.orientation == "portrait")
    except PaperError:
        return None
