"""What comes of an order: figures, what should be known before printing, and what would make it better."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ..fields import Flow
from ..panels.form import label
from ..printing import Proof
from ..shared import Ui

if TYPE_CHECKING:
    from cjm_desktop.layout.advice import Advice

_RECORD, _PAGE, _COLOURS, _QUIET = (Qt.ItemDataRole.UserRole + at for at in range(4))
#: The width of a proposal's words at scale 1.
_WIDEST = 600
#: More findings than this nobody reads here.
_MOST = 300


class Outcome(QFrame):
    """Below the preview. ``picked`` carries the id of a record and the sheet of a finding, ``taken`` a proposal; ``colours`` tells
    that a finding about the colours was clicked."""

    picked = Signal(str, int)
    taken = Signal(object)
    colours = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(16), ui.px(6), ui.px(16), ui.px(12))
        column.setSpacing(ui.px(4))
        self.figures = label("", "strong", wrap=True)
        self.reach = label("", "hint", wrap=True)
        self.offers = QWidget()
        self._flow = Flow(ui.px(6))
        self.offers.setLayout(self._flow)
        policy = self.offers.sizePolicy()
        policy.setHeightForWidth(True)
        self.offers.setSizePolicy(policy)
        self.title = label("", "caption", wrap=True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(ui.text("Things to look at before printing"))
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        for widget in (self.figures, self.reach, self.offers, self.title, self.list):
            column.addWidget(widget)
        self.offers.hide()
        self.list.hide()

    def show_nothing(self) -> None:
        """There is nothing to tell: what is chosen cannot be printed."""
        # The lines stay, so that the sheet above does not jump while one types.
        for said in (self.figures, self.reach, self.title):
            said.setText("\u00a0")
        self.list.clear()
        self.list.hide()
        self.propose(())

    def show_proof(self, proof: Proof, kept_back: str = "") -> None:
        """Tell the figures of an order, and what should be known: of the sheets, of the map's colours, and who is not named in the
        journey inside (``kept_back``), which is nothing to mend and not counted."""
        ui, _ = self._ui, self._ui.text
        said = [
            _("{width} × {height} mm").format(
                width=ui.number(proof.width, 0), height=ui.number(proof.height, 0)
            )
        ]
        if proof.sheets > 1:
            said.append(ui.plural("{n} sheet", "{n} sheets", proof.sheets).format(n=proof.sheets))
        if proof.tiles is not None:
            said.append(
                _("on {count} sheets of {paper}").format(count=proof.tiles.count, paper=proof.tiles.paper)
            )
        on_map = proof.names[proof.page] == "map"
        if on_map and proof.tiles is not None:
            size = _("Assembly map, {width} × {height} mm: printed first, it shows where each sheet goes")
            said = [
                size.format(width=ui.number(proof.width, 0), height=ui.number(proof.height, 0)),
                _("the poster on {count} sheets of {paper}").format(
                    count=proof.tiles.count, paper=proof.tiles.paper
                ),
            ]
        self.figures.setText(" · ".join(said))
        # How far the poster's type reads is said of the poster.
        self.reach.setVisible(proof.smallest_pt > 0 and not on_map)
        self.reach.setText(
            _("Smallest type {size} pt, readable from up to {distance} m. Running text {body} pt.").format(
                size=ui.number(proof.smallest_pt),
                distance=ui.number(proof.legible_from),
                body=ui.number(proof.body_pt),
            )
        )
        count = proof.count
        if count:
            told = ui.plural(
                "{n} thing to look at before printing", "{n} things to look at before printing", count
            ).format(n=count)
        elif proof.smallest_pt:
            told = "✓ " + _("Nothing is cut and everything is legible")
        else:
            told = "✓ " + _("Nothing is cut")
        self.title.setText(told)
        self._list(proof, kept_back)

    def propose(self, proposals: Sequence[Advice]) -> None:
        """Offer what would make type readable, each at one click."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for proposal in proposals:
            made = QPushButton(self._broken(self._ui.say(proposal.message)))
            made.setAutoDefault(False)
            made.setIcon(self._ui.icons.icon("sparkles", "accent"))
            made.setIconSize(QSize(self._ui.px(16), self._ui.px(16)))
            made.clicked.connect(lambda _checked=False, proposal=proposal: self.taken.emit(proposal))
            self._flow.addWidget(made)
        self.offers.setVisible(bool(proposals))
        self._flow.invalidate()
        self.offers.updateGeometry()

    def _broken(self, sentence: str) -> str:
        """A sentence in lines, which a button does not make by itself: it would widen the window."""
        room, measure = self._ui.px(_WIDEST), self.fontMetrics()
        lines = [""]
        for word in sentence.split():
            longer = f"{lines[-1]} {word}"
            if lines[-1] and measure.horizontalAdvance(longer) > room:
                lines.append(f" {word}")
            else:
                lines[-1] = longer
        return "\n".join(lines)

    def _list(self, proof: Proof, kept_back: str) -> None:
        ui, _ = self._ui, self._ui.text
        self.list.clear()
        sheets = proof.sheet_of or (0,) * len(proof.problems)
        for problem, sheet in list(zip(proof.problems, sheets, strict=True))[:_MOST]:
            text = ui.say(problem.message)
            # What is said of the poster, such as the size of its type, is no one sheet's; the worst is shown at a click.
            if proof.sheets > 1 and not problem.place.startswith("poster."):
                text = _("Sheet {n}: {finding}").format(n=sheet + 1, finding=text)
            item = self._item(text)
            item.setData(_RECORD, problem.record)
            item.setData(_PAGE, sheet)
            if problem.record:
                item.setToolTip(_("Show it on the map"))
        for problem in proof.colours:
            item = self._item(ui.say(problem.message))
            item.setData(_COLOURS, True)
            item.setToolTip(_("Show the colours"))
        if kept_back:
            self._item(kept_back, "lock", "secondary").setData(_QUIET, True)
        # As high as what is in it, up to some lines: the sheet itself is what should be looked at.
        self.list.setVisible(self.list.count() > 0)
        lines = min(4, self.list.count())
        self.list.setFixedHeight(ui.px(10) + lines * ui.px(36))

    def _item(self, text: str, icon: str = "triangle-alert", tone: str = "danger") -> QListWidgetItem:
        item = QListWidgetItem(self._ui.icons.icon(icon, tone), text)
        self.list.addItem(item)
        return item

    def _go(self, item: QListWidgetItem) -> None:
        if item.data(_QUIET):
            return
        if item.data(_COLOURS):
            self.colours.emit()
        else:
            self.picked.emit(str(item.data(_RECORD) or ""), int(item.data(_PAGE)))
