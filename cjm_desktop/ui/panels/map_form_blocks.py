"""What stands above and below the map: blocks of the header and the foot as switches, the line at the foot, the QR code."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from cjm_desktop import edits
from cjm_desktop.analysis import told_by
from cjm_desktop.document import FooterBlock, HeaderBlock, Journey, Message

from ..desk import Desk
from ..fields import CheckField, LineField, Link, TextField, Unfit, journey_link
from ..shared import Ui
from .form import Column, label
from .map_form_edits import MOVABLE, with_block
from .map_form_head import HeadList, empty_in_head, header_names

#: As much as a document keeps for its QR code (``PosterSettings.qr``).
MOST_QR = 1_000


def footer_names(ui: Ui) -> dict[FooterBlock, str]:
    """What each block of the foot is called."""
    _ = ui.text
    return {
        FooterBlock.INTERVIEWS: _("Number of interviews"),
        FooterBlock.LEGEND: _("Meaning of the signs"),
        FooterBlock.AUTHORS: _("Made by"),
        FooterBlock.VERSION: _("Version"),
        FooterBlock.DATE: _("Date"),
        FooterBlock.REVIEW: _("Next review"),
    }


def empty_blocks(journey: Journey) -> set[StrEnum]:
    """The blocks that the journey has nothing to say in yet."""
    imprint = journey.imprint
    says: dict[StrEnum, object] = {
        FooterBlock.INTERVIEWS: told_by(journey),
        FooterBlock.AUTHORS: imprint.authors or imprint.organisation.strip(),
        FooterBlock.VERSION: imprint.version,
        FooterBlock.DATE: imprint.date,
        FooterBlock.REVIEW: journey.feedback.review,
    }
    return {*empty_in_head(journey), *(block for block, said in says.items() if not said)}


class CodeField(TextField):
    """The text of a QR code, which has room for so much only."""

    def value(self) -> Any:
        text = super().value()
        if len(text) > MOST_QR:
            raise Unfit(
                Message("A QR code has room for {most} characters; these are {n}.", most=MOST_QR, n=len(text))
            )
        return text


class BlocksPart(Column):
    """Switches for the blocks of header and foot, and what is printed there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui, _ = desk.ui, desk.ui.text
        self.box.setSpacing(ui.px(2))
        self.switches: dict[StrEnum, CheckField] = {}
        self._names: dict[StrEnum, str] = {}
        self._heading(_("Above the map"))
        self.head = HeadList(desk)
        self.put(self.head)
        self.hooks.append(self.head.refresh)
        for head, name in header_names(ui).items():
            if head not in MOVABLE:
                self._switch("header", head, name, Message("Change what stands in the header"))
        self._heading(_("Below the map"))
        for foot, name in footer_names(ui).items():
            self._switch("foot", foot, name, Message("Change what stands in the foot"))
        self.line = LineField(
            desk, journey_link("footer", Message("Change the foot of the poster"), "poster")
        )
        self._gap(8)
        self.add(_("Line at the foot"), self.line)
        self._gap(8)
        self.code = CodeField(
            desk,
            journey_link("qr", Message("Change the QR code"), "poster"),
            placeholder=_("Web address or text"),
            least=1,
            most=5,
        )
        self.add(
            _("QR code"),
            self.code,
            _("A web address or any other text; it is printed as a code that a phone reads."),
        )
        self._heading(_("People"))
        self.names = CheckField(
            desk,
            journey_link("show_names", Message("Change whether names are printed"), "poster"),
            _("Print people's real names"),
        )
        self.add(
            "",
            self.names,
            _("Otherwise those who were interviewed appear under their pseudonyms only."),
        )
        self.hooks.append(self._name)

    def _heading(self, text: str) -> None:
        self._gap(2 if not self.switches else 10)
        self.put(label(text, "eyebrow"))

    def _gap(self, high: int) -> None:
        room = QWidget()
        room.setFixedHeight(self.desk.ui.px(high))
        self.put(room)

    def _switch(self, part: str, block: HeaderBlock | FooterBlock, name: str, what: Message) -> None:
        def get(journey: Journey) -> bool:
            return block in getattr(journey.poster, part)

        def put(journey: Journey, on: bool) -> Journey:
            now = getattr(journey.poster, part)
            after = with_block(now, block, on)
            if after == now:
                return journey
            return edits.change(journey, poster=journey.poster.replace(**{part: after}))

        field = CheckField(self.desk, Link(get, put, what, f"poster.{part}.{block}"), name)
        self.switches[block], self._names[block] = field, name
        self.add("", field)

    def _name(self) -> None:
        """Blocks that have nothing to say yet are called so: switching them on changes nothing on the map."""
        ui, empty = self.desk.ui, empty_blocks(self.desk.journey)
        for block, field in self.switches.items():
            name = self._names[block]
            text = ui.text("{name} · still empty").format(name=name) if block in empty else name
            if field.switch.text() != text:
                field.switch.setText(text)
                field.switch.updateGeometry()
