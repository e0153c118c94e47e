"""The folded part of a print order's form that says what a print shop or an archive asks for.

Contract. As for the parts in :mod:`.order_folds`: ``changed`` tells of a new choice, the heading says what is chosen. PDF/X-4 brings
bleed and crop marks as a proposal: they are in sight, can be taken off, and go away with it if nobody touched them. Tiles may be kept in
an archive but are not for a print shop: PDF/X-4 is laid aside with them and comes back without. What was tried for one document and never
exported is remembered for that document alone.
"""

from __future__ import annotations

from typing import Literal, cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItemModel

from ..desk import Desk
from ..fields import Combo, Switch
from ..panels.form import label
from .order_fields import Fold, Rows, choose

#: Bleeds that are offered, and the one that print shops ask for, in mm.
BLEEDS, SHOP_BLEED = (0, 3, 5), 3
#: Whose choices the remembered ones are: those of every document, once something was exported with them.
EVERY = "*"
#: What is chosen for a document for which nothing was.
_NOTHING: dict[str, object] = {"standard": "", "bleed": 0, "marks": False, "proposed": [], "inks": False}


class ShopFold(Fold):
    """What a print shop or an archive asks for."""

    changed = Signal()
    #: Bleed or marks came with PDF/X-4: they should be seen.
    proposed = Signal()

    def __init__(self, desk: Desk) -> None:
        ui, _ = desk.ui, desk.ui.text
        super().__init__(desk, "shop", _("Print shop"))
        self._ui, settings = ui, ui.settings
        session = desk.session
        self._document = str(session.path or session.journey.title)
        if settings.get("export/shop_of") not in (EVERY, self._document):
            for name, value in _NOTHING.items():
                settings.set(f"export/{name}", value)
        self._told = {
            "": _("An everyday PDF: for screens, for colleagues, and for most printers."),
            "x4": _("Prepared as PDF/X-4, in the inks of coated offset paper, as print shops ask for it."),
            "a3": _("Prepared as PDF/A-3 and PDF/UA: to be kept for decades, and to be listened to."),
        }
        rows = Rows(ui)
        self.standard = Combo(ui)
        for value, text in (
            ("", _("Everyday PDF")),
            ("x4", _("PDF/X-4 for print shops")),
            ("a3", _("PDF/A-3 for archives")),
        ):
            self.standard.addItem(text, value)
        choose(self.standard, settings.get("export/standard"))
        self.standard.activated.connect(self._standard_chosen)
        #: Which of bleed and marks came with PDF/X-4, not from a person.
        self._proposed = {str(name) for name in settings.get("export/proposed")}
        self.hint = label("", "hint", wrap=True)
        self.bleed = Combo(ui)
        for mm in BLEEDS:
            length = _("{length} mm").format(length=ui.number(mm))
            self.bleed.addItem(length if mm else _("None"), mm)
        choose(self.bleed, settings.get("export/bleed"))
        self.bleed.activated.connect(self._bled)
        self.marks = Switch(ui, _("Crop marks"))
        self.marks.setChecked(bool(settings.get("export/marks")))
        self.marks.clicked.connect(self._marked)
        self.inks = Switch(ui, _("Inks instead of screen colours (CMYK)"))
        self.inks.setChecked(bool(settings.get("export/inks")))
        self.inks.clicked.connect(self._touched)
        self.refused = label("", "hint", wrap=True)
        rows.add("standard", _("Kind"), self.standard)
        rows.wide("hint", self.hint)
        rows.add("bleed", _("Bleed"), self.bleed)
        rows.wide("marks", self.marks)
        rows.wide("inks", self.inks)
        self._rows = rows
        self.body.put(self.refused)
        self.body.put(rows)
        self._on, self._tiled = True, False
        #: PDF/X-4 is chosen but laid aside because of tiles.
        self._aside = False

    def refuse(self, sentence: str) -> None:
        """Say at the kind of PDF why it cannot be made; empty: it can."""
        self._rows.complain("standard", sentence)
        if sentence:
            self.open()

    @property
    def rows(self) -> Rows:
        """The choices."""
        return self._rows

    @property
    def kind(self) -> Literal["", "x4", "a3"]:
        """The standard; empty when nothing of this part applies. Tiles are never PDF/X-4."""
        chosen = str(self.standard.currentData())
        return cast(Literal["", "x4", "a3"], chosen) if self._on and (chosen != "x4" or self._whole) else ""

    @property
    def bleed_mm(self) -> float:
        """The bleed."""
        return float(self.bleed.currentData()) if self._whole else 0.0

    @property
    def marked(self) -> bool:
        """Whether there are crop marks."""
        return self._whole and self.marks.isChecked()

    @property
    def _whole(self) -> bool:
        """Whether a poster is printed in one piece, as a print shop does."""
        return self._on and not self._tiled

    @property
    def colours(self) -> Literal["rgb", "cmyk"]:
        """The colours; a PDF/X-4 is always in inks."""
        return "cmyk" if self._on and (self.inks.isChecked() or self.kind == "x4") else "rgb"

    def offer(self, *, applies: bool, tiled: bool) -> None:
        """Only a PDF of the map goes to a print shop; of all this, tiles can only be PDF/A-3 and in inks."""
        _ = self._ui.text
        self._on, self._tiled = applies, tiled
        self.setVisible(applies)
        for row in ("bleed", "marks"):
            self._rows.show_row(row, not tiled)
        self._lay_aside(tiled)
        self.refused.setVisible(tiled)
        self.refused.setText(
            _(
                "Tiles are printed on an office printer and cut by hand: without bleed, crop marks or PDF/X-4. "
                "To have these, set Tiles to Off under “Sheets and tiles”."
            )
        )
        if tiled and not self.inks.isEnabled():
            # They came with PDF/X-4 and stay away with it.
            self.inks.setChecked(False)
        self.inks.setEnabled(self.kind != "x4")
        if self.kind == "x4":
            self.inks.setChecked(True)
        self.hint.setText(f"{self._told[self.kind]} {self._said_of_bleed()}".strip())
        if self._aside and self.colours != "cmyk":
            self.say(_("Not with tiles: set Tiles to Off"))
            return
        said = [{"": _("Everyday PDF"), "x4": "PDF/X-4", "a3": "PDF/A-3"}[self.kind]]
        if self.bleed_mm:
            said.append(_("{length} mm bleed").format(length=self._ui.number(self.bleed_mm)))
        if self.marked:
            said.append(_("crop marks"))
        if self.colours == "cmyk" and self.kind != "x4":
            said.append(_("inks"))
        self.say(", ".join(said))

    def _lay_aside(self, tiled: bool) -> None:
        """PDF/X-4 cannot be chosen for tiles; where it was, it comes back with a poster in one piece."""
        at, model = self.standard.findData("x4"), self.standard.model()
        assert isinstance(model, QStandardItemModel)
        model.item(at).setEnabled(not tiled)
        if tiled and self.standard.currentIndex() == at:
            self._aside = True
            choose(self.standard, "")
        elif self._aside and not tiled:
            self._aside = False
            choose(self.standard, "x4")

    def _marked(self) -> None:
        """Marks without bleed are of little use: whoever asks for them gets what printers ask for."""
        if self.marks.isChecked() and not self.bleed.currentData():
            choose(self.bleed, SHOP_BLEED)
        self._proposed.clear()
        self._touched()

    def _bled(self) -> None:
        """A bleed that a person chose is no proposal any more, and neither are the marks that came with it."""
        self._proposed.clear()
        self._touched()

    def _standard_chosen(self) -> None:
        """PDF/X-4 goes to a print shop: bleed and marks that are not there yet are proposed with it, and go with it again."""
        self._aside = False
        if self.standard.currentData() == "x4":
            if not self.bleed.currentData():
                choose(self.bleed, SHOP_BLEED)
                self._proposed.add("bleed")
            if not self.marks.isChecked():
                self.marks.setChecked(True)
                self._proposed.add("marks")
            if self._proposed:
                self.proposed.emit()
        else:
            if "bleed" in self._proposed:
                choose(self.bleed, 0)
            if "marks" in self._proposed:
                self.marks.setChecked(False)
            self._proposed.clear()
        self._touched()

    def _said_of_bleed(self) -> str:
        """What should be known of the bleed of a PDF/X-4, and of marks without one: whoever cuts there cuts through what ends there."""
        _ = self._ui.text
        if self.kind != "x4" and not self.marked:
            return ""
        if not self.bleed_mm:
            return _("Without bleed a white edge can be left where the sheet is cut; most print shops ask for 3 mm.")
        return _("Bleed and crop marks were added, as most print shops ask for them.") if self.kind == "x4" and self._proposed else ""

    def exported(self) -> None:
        """Something was exported with these choices: they are everybody's from now on."""
        self._ui.settings.set("export/shop_of", EVERY)

    def _touched(self) -> None:
        if self.standard.currentData() != "x4" and not self.inks.isEnabled():
            # They came with PDF/X-4 and go with it.
            self.inks.setChecked(False)
        settings = self._ui.settings
        settings.set("export/shop_of", self._document)
        settings.set("export/standard", "x4" if self._aside else str(self.standard.currentData()))
        settings.set("export/bleed", int(self.bleed.currentData()))
        settings.set("export/marks", self.marks.isChecked())
        settings.set("export/proposed", sorted(self._proposed))
        settings.set("export/inks", self.inks.isChecked() and self.inks.isEnabled())
        self.changed.emit()
