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

_RECORD, _PAGE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
#: More findings than this nobody reads here.
_MOST = 300


class Outcome(QFrame):
    """Below the preview. ``picked`` carries the id of a record and the sheet of a finding, ``taken`` a proposal."""

    picked = Signal(str, int)
    taken = Signal(object)

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

    def show_proof(self, proof: Proof) -> None:
        """Tell the figures of an order, and what should be known."""
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
        self.figures.setText(" · ".join(said))
        self.reach.setVisible(proof.smallest_pt > 0)
        self.reach.setText(
            _("Smallest type {size} pt, readable from up to {distance} m. Running text {body} pt.").format(
                size=ui.number(proof.smallest_pt),
                distance=ui.number(proof.legible_from),
                body=ui.number(proof.body_pt),
            )
        )
        count = len(proof.problems)
        if count:
            told = ui.plural(
                "{n} thing to look at before printing", "{n} things to look at before printing", count
            ).format(n=count)
        elif proof.smallest_pt:
            told = "✓ " + _("Nothing is cut and everything is legible")
        else:
            told = "✓ " + _("Nothing is cut")
        self.title.setText(told)
        self._list(proof)

    def propose(self, proposals: Sequence[Advice]) -> None:
        """Offer what would make type readable, each at one click."""
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for proposal in proposals:
            made = QPushButton(" " + self._ui.say(proposal.message))
            made.setAutoDefault(False)
            made.setIcon(self._ui.icons.icon("sparkles", "accent"))
            made.setIconSize(QSize(self._ui.px(16), self._ui.px(16)))
            made.clicked.connect(lambda _checked=False, proposal=proposal: self.taken.emit(proposal))
            self._flow.addWidget(made)
        self.offers.setVisible(bool(proposals))
        self._flow.invalidate()
        self.offers.updateGeometry()

    def _list(self, proof: Proof) -> None:
        ui, _ = self._ui, self._ui.text
        self.list.clear()
        self.list.setVisible(bool(proof.problems))
        sheets = proof.sheet_of or (0,) * len(proof.problems)
        for problem, sheet in list(zip(proof.problems, sheets, strict=True))[:_MOST]:
            text = ui.say(problem.message)
            if proof.sheets > 1:
                text = _("Sheet {n}: {finding}").format(n=sheet + 1, finding=text)
            item = QListWidgetItem(ui.icons.icon("triangle-alert", "danger"), text)
            item.setData(_RECORD, problem.record)
            item.setData(_PAGE, sheet)
            if problem.record:
                item.setToolTip(_("Show it on the map"))
            self.list.addItem(item)
        # As high as what is in it, up to some lines: the sheet itself is what should be looked at.
        lines = min(4, len(proof.problems))
        self.list.setFixedHeight(ui.px(10) + lines * ui.px(36))

    def _go(self, item: QListWidgetItem) -> None:
        self.picked.emit(str(item.data(_RECORD) or ""), int(item.data(_PAGE)))
