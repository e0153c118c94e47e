"""Folded parts of a print order's form: over which sheets it goes, the kind of file.

Contract. Each part tells through ``changed`` that something was chosen anew, and says in its heading what is. What cannot
go together cannot be chosen together: the part says why in a sentence instead.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, cast

from PySide6.QtCore import Signal

from cjm_desktop.document import Journey, PosterSettings, real_names, unsigned_authors
from cjm_desktop.layout.tiling import OVERLAP, TILE_SIZES
from cjm_desktop.press.slides import LOST

from ..desk import Desk
from ..fields import Combo, Option, Switch
from ..panels.form import button, label
from ..printing import Tiles
from ..shared import Ui
from .order_fields import Fold, Rows, choose, press, pressed, segments

#: Forms of a file, by their endings.
FORMS = ("pdf", "pptx", "png", "svg")
#: Overlaps of tiles that are offered, in mm; resolutions of a picture.
OVERLAPS, DPI = (0, 5, 10, 15, 20), (96, 150, 200, 300)
#: How many sheets a poster may go on at most, where a number is chosen.
_MOST = (2, 3, 4)


class SheetsFold(Fold):
    """On how many sheets the poster goes, and whether it is printed over small ones."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        ui, _ = desk.ui, desk.ui.text
        super().__init__(desk, "sheets", _("Sheets and tiles"))
        self._ui = ui
        self.scale = 1.0
        self._tiles: Tiles | None = None
        rows = self._rows = Rows(ui)
        self.sheets = Combo(ui)
        self.sheets.addItem(_("As many as needed"), 0)
        self.sheets.addItem(_("Everything on one"), 1)
        for count in _MOST:
            self.sheets.addItem(_("At most {n}").format(n=count), count)
        self.sheets.activated.connect(lambda _at: self._touched(keep_scale=False))
        self.tile = segments(
            ui,
            [Option("", _("Off")), *(Option(name, name) for name in TILE_SIZES)],
            _known(ui.settings.get("export/tile"), TILE_SIZES),
            lambda: self._touched(keep_scale=False),
        )
        self.overlap = Combo(ui)
        for mm in OVERLAPS:
            self.overlap.addItem(_("{length} mm").format(length=ui.number(mm)), mm)
        choose(self.overlap, ui.settings.get("export/overlap"))
        self.overlap.activated.connect(lambda _at: self._touched(keep_scale=False))
        self.count = label("", "hint", wrap=True)
        self.shrink = button(ui, "", "scissors", self._shrink)
        self.shrink.setAutoDefault(False)
        rows.add("sheets", _("Sheets"), self.sheets)
        rows.add("tile", _("Tiles"), self.tile)
        rows.add("overlap", _("Overlap"), self.overlap)
        rows.wide("count", self.count)
        rows.wide("shrink", self.shrink)
        self.body.put(rows)

    def show_settings(self, settings: PosterSettings) -> None:
        """Show what the document says."""
        if not choose(self.sheets, settings.sheets):
            self.sheets.addItem(self._ui.text("At most {n}").format(n=settings.sheets), settings.sheets)
            choose(self.sheets, settings.sheets)

    def offer(self, *, series: bool, tiles: bool) -> None:
        """Show what there is to choose for what is printed: a poster goes on several sheets, only a PDF has tiles."""
        self._rows.show_row("sheets", series)
        for name in ("tile", "overlap", "count", "shrink"):
            self._rows.show_row(name, tiles)
        if tiles:
            self._arrange()
        self.setVisible(series or tiles)
        self.tell(series=series, tiles=tiles)

    def refuse(self, sentence: str) -> None:
        """Say at the tiles why they cannot be made; empty: they can."""
        self._rows.complain("tile", sentence)
        if sentence:
            self.open()

    @property
    def rows(self) -> Rows:
        """The choices."""
        return self._rows

    def tell(self, *, series: bool = True, tiles: bool = True) -> None:
        """Say what is chosen."""
        _ = self._ui.text
        if tiles and self.paper:
            found = self._tiles
            text = _("Tiles: {count} × {paper}").format(count=found.count, paper=found.paper) if found else ""
            text = text or _("Tiles of {paper}").format(paper=self.paper)
        else:
            text = self.sheets.currentText() if series else _("No tiles")
        self.say(text)

    @property
    def paper(self) -> str:
        """The paper of the tiles; empty: no tiles."""
        return pressed(self.tile)

    @property
    def overlap_mm(self) -> float:
        """How far they overlap."""
        data = self.overlap.currentData()
        return float(OVERLAP if data is None else data)

    def show_tiles(self, tiles: Tiles | None) -> None:
        """Say how many sheets it makes, and how some could be saved."""
        _ = self._ui.text
        self._tiles = tiles if self.paper else None
        if tiles is not None:
            percent = self._ui.number(100 * self.scale, 0)
            said = _("{count} sheets of {paper}, and a map that says how to put them together.").format(
                count=tiles.count, paper=tiles.paper
            )
            if self.scale < 1:
                said += " " + _("Printed at {percent} % of its size.").format(percent=percent)
            self.count.setText(said)
        self._arrange()
        if not self.isHidden():
            self.tell()

    def _arrange(self) -> None:
        on, _ = bool(self.paper), self._ui.text
        hint = self._tiles.hint if self._tiles is not None else None
        self._rows.show_row("overlap", on)
        self._rows.show_row("count", on and self._tiles is not None)
        self._rows.show_row("shrink", on and (hint is not None or self.scale < 1))
        if hint is not None and self._tiles is not None:
            self.shrink.setText(
                _("{percent} %: {fewer} instead of {count} sheets").format(
                    percent=self._ui.number(100 * hint.scale, 0), fewer=hint.tiles, count=self._tiles.count
                )
            )
        elif self.scale < 1:
            self.shrink.setText(_("Back to full size"))

    def _shrink(self) -> None:
        hint = self._tiles.hint if self._tiles is not None else None
        self.scale = hint.scale if hint is not None else 1.0
        self._touched(keep_scale=True)

    def _touched(self, *, keep_scale: bool) -> None:
        if not keep_scale:
            self.scale = 1.0
        self._tiles = None
        settings = self._ui.settings
        settings.set("export/tile", self.paper)
        settings.set("export/overlap", int(self.overlap_mm))
        self._arrange()
        self.changed.emit()


class FileFold(Fold):
    """The kind of file, and whether the journey goes into it."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        ui, _ = desk.ui, desk.ui.text
        super().__init__(desk, "file", _("File"))
        self._desk, self._ui = desk, ui
        rows = self._rows = Rows(ui)
        self.form = segments(
            ui,
            [
                Option("pdf", "PDF", tip=_("For the print shop")),
                Option("pptx", "PPTX", tip=_("Slides to work on in a presentation program")),
                Option("png", "PNG"),
                Option("svg", "SVG"),
            ],
            str(ui.settings.get("export/format")),
            self._touched,
        )
        self.dpi = Combo(ui)
        for dpi in DPI:
            self.dpi.addItem(_("{n} dots per inch").format(n=dpi), dpi)
        choose(self.dpi, ui.settings.get("export/dpi"))
        self.dpi.activated.connect(self._touched)
        self.outlines = Switch(ui, _("Letters as outlines"))
        self.outlines.setToolTip(_("The picture looks the same everywhere, but its words can be neither searched nor changed"))
        self.outlines.setChecked(bool(ui.settings.get("export/outlines")))
        self.outlines.clicked.connect(self._touched)
        self.attach = Switch(ui, _("Put the journey into the PDF"))
        self.attach.clicked.connect(self._attach_clicked)
        self.attached = True
        #: Whether people's real names are in the journey inside the PDF; the form keeps it with the other names.
        self.named = Switch(ui, _("People’s real names with it"))
        self.privacy = label("", "hint", wrap=True)
        rows.add("form", _("File"), self.form)
        rows.add("dpi", _("Resolution"), self.dpi)
        rows.wide("outlines", self.outlines)
        rows.wide("attach", self.attach)
        rows.wide("named", self.named)
        rows.wide("privacy", self.privacy)
        self.body.put(rows)

    def refuse(self, sentence: str) -> None:
        """Say at the resolution why it cannot be had; empty: it can."""
        self._rows.complain("dpi", sentence)
        if sentence:
            self.open()

    @property
    def rows(self) -> Rows:
        """The choices."""
        return self._rows

    @property
    def kind(self) -> Literal["pdf", "pptx", "png", "svg"]:
        """The kind of file."""
        return cast(Literal["pdf", "pptx", "png", "svg"], pressed(self.form))

    @property
    def dots(self) -> int:
        """Dots per inch of a picture."""
        return int(self.dpi.currentData())

    def set_kind(self, kind: str) -> None:
        """Choose a kind of file silently."""
        press(self.form, kind)

    def show_settings(self, settings: PosterSettings) -> None:
        """Show what the document says."""
        self.attached = settings.attach

    def _attach_clicked(self) -> None:
        self.attached = self.attach.isChecked()
        self._touched()

    def offer(self, *, can_carry: bool, for_print_shop: bool, names: bool) -> None:
        """Say what is in the file: a handout and a blank poster carry no journey, and neither does what goes to a print shop.
        ``names``: real names go with the journey."""
        _ = self._ui.text
        picture = self.kind == "png"
        can = can_carry and self.kind == "pdf"
        self._rows.show_row("dpi", picture)
        self._rows.show_row("outlines", self.kind == "svg")
        self._rows.show_row("attach", can)
        self._rows.show_row("privacy", can or self.kind == "pptx")
        self.attach.setEnabled(not for_print_shop)
        inside = can and self.attached and not for_print_shop
        self.attach.setChecked(inside)
        journey = self._desk.journey
        self._rows.show_row("named", inside and bool(real_names(journey) or unsigned_authors(journey)))
        self.named.setChecked(names)
        if for_print_shop and self.kind == "pdf":
            said = _("A PDF/X-4 is for the print shop alone: the journey stays out of it.")
        elif self.kind == "pptx":
            said = self._ui.say(LOST)
        else:
            said = carried(self._ui, inside, journey, names=names)
        self.privacy.setText(said)
        if picture:
            self.say(f"{self.kind.upper()}, {self.dpi.currentText()}")
        elif self.kind == "svg":
            self.say(_("SVG, letters as outlines") if self.outlines.isChecked() else _("SVG, text as text"))
        elif inside:
            self.say(_("PDF with the journey in it"))
        elif can:
            self.say(_("PDF without the journey"))
        else:
            self.say(self.kind.upper())

    def _touched(self) -> None:
        self._ui.settings.set("export/format", self.kind)
        self._ui.settings.set("export/dpi", self.dots)
        self._ui.settings.set("export/outlines", self.outlines.isChecked())
        self.changed.emit()


def _known(value: object, known: Collection[str]) -> str:
    return str(value) if value in known else ""


def kept_back(ui: Ui, inside: bool, journey: Journey, *, names: bool) -> str:
    """Who is not named in the journey that lies inside a file: how many people, and the authors whom its foot does not print. Empty: all
    are, by their ``names``, or the journey is not ``inside``."""
    people, authors = len(real_names(journey)), unsigned_authors(journey)
    if names or not inside:
        return ""
    told = ui.plural(
        "The real name of {n} person is not in the journey inside the file.",
        "The real names of {n} people are not in the journey inside the file.",
        people,
    )
    signed = ui.text("The authors, whom the foot does not print, are not in the journey inside the file.")
    return " ".join(part for part in (f"{told.format(n=people)} {typed(ui)}" if people else "", signed if authors else "") if part)


def typed(ui: Ui) -> str:
    """What is said wherever real names are left out of a journey: only those in their own fields are known to be names."""
    return ui.text("Names that somebody typed into a text or a quote stay in it.")


def carried(ui: Ui, inside: bool, journey: Journey, *, names: bool) -> str:
    """What it means that the journey is in a PDF, or that it is not: how many people are in it by their real names, or are left out
    of it, and what becomes of authors whom its foot does not print."""
    _ = ui.text
    if not inside:
        return _("The file holds only what is printed; it cannot be opened as a journey.")
    said = _(
        "The poster can be opened again and worked on. Whoever gets the file can read everything in it, also quotes that are not printed."
    )
    people, authors = len(real_names(journey)), unsigned_authors(journey)
    if not people:
        told = ""
    elif names:
        told = ui.plural("It holds the real name of {n} person.", "It holds the real names of {n} people.", people)
    else:
        told = ui.plural(
            "The real name of {n} person stays out of it.", "The real names of {n} people stay out of it.", people
        )
        told = f"{told} {typed(ui)}"
    signed = ""
    if authors:
        signed = (
            _("It holds the authors, whom the foot does not print.")
            if names
            else _("The authors, whom the foot does not print, stay out of it.")
        )
    return " ".join(part for part in (said, told.format(n=people), signed) if part)
