"""The forms of a phase, a channel and a party."""

from __future__ import annotations

from cjm_desktop import edits
from cjm_desktop.document import Message
from cjm_desktop.layout.icons import IconSet
from cjm_desktop.layout.theme import load_theme

from ..desk import Desk
from ..fields import ColourField, IconField, LineField, SegmentField, SignField, TextField
from . import options
from .form import button, label
from .subject import RecordForm
from .touchlist import TouchpointList


class PhaseForm(RecordForm):
    """A stretch of the journey and the touchpoints in it."""

    kind, list_name = "phase", "phases"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui, _ = desk.ui, desk.ui.text
        top = self.top
        top.put(label(_("Phase"), "eyebrow"))
        self._figures = label("", "hint", wrap=True)
        top.add(
            _("Name"),
            LineField(
                desk,
                self.link("name", Message("Rename phase")),
                placeholder=lambda: _("What {the_traveller} is busy with"),
                role="title",
            ),
        )
        top.add(_("Note"), TextField(desk, self.link("note", Message("Change the note")), least=2))
        top.put(self._figures)
        top.hooks.append(self._count)
        part = self.section("phase.touchpoints", _("Touchpoints"))
        self._list = TouchpointList(desk, self._put)
        part.put(self._list)
        part.hooks.append(lambda: self._list.show(self._ids()))
        self.last(button(ui, _("Remove this phase"), "trash-2", self._remove, "danger"))
        self.last(label(_("Its touchpoints stay and join the phase before."), "hint", wrap=True))

    def _ids(self) -> tuple[str, ...]:
        return tuple(t.id for t in self.desk.journey.touchpoints if t.phase == self.ident)

    def _count(self) -> None:
        ui = self.desk.ui
        cards = [t for t in self.desk.journey.touchpoints if t.phase == self.ident]
        grades = [t.grade for t in cards if t.grade is not None]
        text = ui.plural("{n} touchpoint", "{n} touchpoints", len(cards)).format(n=len(cards))
        if grades:
            mean = ui.number(sum(grades) / len(grades), 1)
            text += " · " + ui.text("average grade {grade}").format(grade=mean)
        self._figures.setText(text)

    def _put(self, ids: tuple[str, ...]) -> None:
        now, ident = set(self._ids()), self.ident
        come, go = [i for i in ids if i not in now], [i for i in now if i not in ids]
        at = next((i for i, p in enumerate(self.desk.journey.phases) if p.id == ident), 0)
        before = self.desk.journey.phases[at - 1].id if at else None
        self.desk.change(
            Message("Move to another phase"),
            lambda j: edits.change_touchpoints(
                edits.change_touchpoints(j, come, phase=ident), go, phase=before
            ),
        )

    def _remove(self) -> None:
        ident = self.ident
        self.desk.flush()
        self.desk.change(Message("Remove phase"), lambda j: edits.remove_phase(j, ident))


class ChannelForm(RecordForm):
    """A way of contact."""

    kind, list_name = "channel", "channels"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui, _ = desk.ui, desk.ui.text
        top = self.top
        top.put(label(_("Channel"), "eyebrow"))
        top.add(
            _("Name"),
            LineField(
                desk,
                self.link("name", Message("Rename channel")),
                placeholder=_("Phone, portal, service desk …"),
                role="title",
            ),
        )
        names = IconSet.shipped().channel_names
        top.add(_("Icon"), IconField(desk, self.link("icon", Message("Change the icon")), names))
        part = self.section("channel.touchpoints", _("Touchpoints"))
        self._list = TouchpointList(desk, self._put)
        part.put(self._list)
        part.hooks.append(lambda: self._list.show(self._ids()))
        self.last(button(ui, _("Remove this channel"), "trash-2", self._remove, "danger"))

    def _ids(self) -> tuple[str, ...]:
        return tuple(t.id for t in self.desk.journey.touchpoints if t.channel == self.ident)

    def _put(self, ids: tuple[str, ...]) -> None:
        now, ident = set(self._ids()), self.ident
        come, go = [i for i in ids if i not in now], [i for i in now if i not in ids]
        self.desk.change(
            Message("Change the channel"),
            lambda j: edits.change_touchpoints(
                edits.change_touchpoints(j, come, channel=ident), go, channel=None
            ),
        )

    def _remove(self) -> None:
        ident = self.ident
        self.desk.flush()
        self.desk.change(Message("Remove channel"), lambda j: edits.drop(j, "channels", ident))


class PartyForm(RecordForm):
    """A department or supplier that is responsible for something (METHOD step 2)."""

    kind, list_name = "party", "parties"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ui, _ = desk.ui, desk.ui.text
        top = self.top
        top.put(label(_("Responsible party"), "eyebrow"))
        top.add(
            _("Name"),
            LineField(
                desk,
                self.link("name", Message("Rename party")),
                placeholder=_("IT, facilities, the supplier …"),
                role="title",
            ),
        )
        top.add(
            "", SegmentField(desk, self.link("kind", Message("Change the kind")), options.party_kinds(ui))
        )
        colours = load_theme(desk.journey.poster.theme).parties
        top.add(_("Colour"), ColourField(desk, self.link("colour", Message("Change the colour")), colours))
        top.add(
            _("Sign"),
            SignField(desk, self.link("sign", Message("Change the sign"))),
            _("One or two letters, so that nobody has to tell it by its colour alone."),
        )
        top.add(_("Note"), TextField(desk, self.link("note", Message("Change the note"))))
        part = self.section("party.touchpoints", _("Responsible for"))
        self._list = TouchpointList(desk, self._put)
        part.put(self._list)
        part.hooks.append(lambda: self._list.show(self._ids()))
        self.last(button(ui, _("Remove this party"), "trash-2", self._remove, "danger"))

    def _ids(self) -> tuple[str, ...]:
        return tuple(t.id for t in self.desk.journey.touchpoints if t.party == self.ident)

    def _put(self, ids: tuple[str, ...]) -> None:
        now, ident = set(self._ids()), self.ident
        come, go = [i for i in ids if i not in now], [i for i in now if i not in ids]
        self.desk.change(
            Message("Change who is responsible"),
            lambda j: edits.change_touchpoints(
                edits.change_touchpoints(j, come, party=ident), go, party=None
            ),
        )

    def _remove(self) -> None:
        ident = self.ident
        self.desk.flush()
        self.desk.change(Message("Remove party"), lambda j: edits.drop(j, "parties", ident))
