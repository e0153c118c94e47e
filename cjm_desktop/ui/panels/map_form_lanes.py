"""The lanes of the map as a list: switched on and off, dragged into order, own ones added, named and removed.

Contract. Everything changes the document at once, one undo entry each. In the list: Space switches a lane, Alt+Up and Alt+Down
move it, F2 names and Delete removes a lane of the group's own. What is lost with a removed lane is said beneath the list, with a
button that brings it back.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.document import Journey, Lane, LaneKind, Message, TextLane, clean_line, fresh_id

from ..desk import Desk
from ..fields import CheckField, Option, SegmentField, journey_link
from ..shared import Ui
from .form import button, label, small_button
from .map_form_around import Around
from .map_form_edits import (
    MOST_LANES,
    add_own_lane,
    lanes_of,
    move_lane,
    remove_own_lane,
    rename_own_lane,
    restore_lanes,
    show_lane,
    told_in_lane,
    usual_lanes,
)
from .map_form_lane_list import ICON, LANE
from .map_form_rows import MovableRows
from .map_form_time import TimeChoices

_ICONS = {
    LaneKind.PHASES: "flag",
    LaneKind.CARDS: "footprints",
    LaneKind.QUOTES: "message-square-quote",
    LaneKind.CURVE: "chart-spline",
    LaneKind.SERVICE_LEVELS: "timer",
    LaneKind.SYSTEMS: "monitor",
    LaneKind.ROUNDS: "history",
    LaneKind.TIME: "clock",
    LaneKind.PARTIES: "users-round",
    LaneKind.OPPORTUNITIES: "lightbulb",
    LaneKind.TEXT: "type",
}


def lane_names(ui: Ui) -> dict[LaneKind, str]:
    """What each kind of lane is called; own lanes have names of their own."""
    _ = ui.text
    return {
        LaneKind.PHASES: _("Phases"),
        LaneKind.CARDS: _("Touchpoints"),
        LaneKind.QUOTES: _("In their own words"),
        LaneKind.CURVE: _("Emotion line"),
        LaneKind.SERVICE_LEVELS: _("Service levels"),
        LaneKind.SYSTEMS: _("Systems behind it"),
        LaneKind.ROUNDS: _("Measured rounds, before and after"),
        LaneKind.TIME: _("Time, to scale"),
        LaneKind.PARTIES: _("Responsible parties"),
        LaneKind.OPPORTUNITIES: _("Opportunities"),
    }


class LanesPart(MovableRows):
    """The list of lanes with what can be done to it."""

    def __init__(self, desk: Desk) -> None:
        ui, _ = desk.ui, desk.ui.text
        super().__init__(desk, _("Lanes of the map, from top to bottom"))
        #: The document from which a lane was just taken, while bringing it back is one step.
        self._gone: Journey | None = None
        self.box.setSpacing(ui.px(4))
        self.add_ = button(ui, _("Own lane"), "plus", self.add_lane)
        self.add_.setToolTip(_("A row of texts along the map, such as “Backstage”"))
        self.tools_row.insertWidget(0, self.add_)
        self._bin = small_button(ui, "trash-2", _("Remove this lane"), self.remove_current)
        self.tools_row.addWidget(self._bin)
        self._restore = button(ui, _("The usual lanes again"), "rotate-ccw", self._as_usual)
        self.put(self._restore)
        self.put(self._notice())
        self.time = TimeChoices(desk)
        self.add(_("Gaps between the cards"), self.time.gaps)
        self.put(self.time.why)
        self.add(_("Scale of time"), self.time.scale)
        self.hooks.append(self.time.offer)
        self.others = CheckField(
            desk,
            journey_link("other_lines", Message("Change whether other personas have lines"), "poster"),
            _("Lines of the other personas"),
        )
        self.add("", self.others)
        self.apart = SegmentField(
            desk,
            journey_link("persona_lines", Message("Change where the lines of other personas stand"), "poster"),
            [
                Option("together", _("Together"), tip=_("All lines stand in one graph")),
                Option("apart", _("A lane each"), tip=_("Each persona has a graph of its own, one under the other, to the same scale")),
            ],
        )
        self.add(_("Other personas"), self.apart)
        self.hooks.append(self._name_others)
        self.around = Around(desk)
        for switch in self.around:
            self.add("", switch)
        self.add(_("Around the line of"), self.around.whose)
        self.hooks.append(self.around.offer)
        self.votes = CheckField(
            desk, journey_link("votes", Message("Change whether votes are printed"), "poster"), _("Votes on cards and opportunities")
        )
        self.add("", self.votes)
        self.hooks.append(self._offer_votes)

    def _notice(self) -> QWidget:
        ui, _ = self.desk.ui, self.desk.ui.text
        self.notice = QFrame()
        self.notice.setProperty("role", "card")
        box = QVBoxLayout(self.notice)
        box.setContentsMargins(ui.px(12), ui.px(8), ui.px(8), ui.px(4))
        box.setSpacing(0)
        self.said = label("", "lead", wrap=True)
        box.addWidget(self.said)
        self.back = button(ui, _("Bring it back"), "undo-2", self._bring_back)
        box.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.notice.hide()
        return self.notice

    # ------------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the lanes of the document."""
        super().refresh()
        if self._gone is not None and self.desk.journey is not self._gone:
            self._gone = None
            self.notice.hide()
        names = {lane.id: lane.name for lane in self.desk.journey.text_lanes}
        lanes = lanes_of(self.desk.journey)
        shown = tuple((lane.kind, lane.lane, lane.shown, names.get(lane.lane or "")) for lane in lanes)
        if shown == self._shown or self.list.state() is QAbstractItemView.State.EditingState:
            return
        self._shown = shown
        self._fill(lanes, names)

    def _name_others(self) -> None:
        """The switch is there as soon as there is another persona, and says when nobody has given a grade for one yet."""
        ui, journey = self.desk.ui, self.desk.journey
        known = {persona.id for persona in journey.personas[1:]}
        self.others.setVisible(bool(known))
        holder = self.apart.parentWidget()  # with what it is called
        if holder is not None:
            holder.setVisible(bool(known) and journey.poster.other_lines)
        graded = any(
            said.persona in known and said.grade is not None for t in journey.touchpoints for said in t.personas
        )
        name = ui.text("Lines of the other personas")
        text = name if graded else ui.text("{name} · still empty").format(name=name)
        if self.others.switch.text() != text:
            self.others.switch.setText(text)
            self.others.switch.updateGeometry()

    def _offer_votes(self) -> None:
        """The switch is there once somebody has voted."""
        journey = self.desk.journey
        voted = any(t.votes for t in journey.touchpoints) or any(o.votes for o in journey.opportunities)
        self.votes.setVisible(voted)

    def _fill(self, lanes: tuple[Lane, ...], names: dict[str, str]) -> None:
        ui = self.desk.ui
        called, tip = lane_names(ui), ui.text("Drag it to another place; Space switches it on and off")
        current, row = self._current(), self.list.currentRow()
        self._filling = True
        same = self.list.count() == len(lanes)
        if not same:
            self.list.clear()
        for i, lane in enumerate(lanes):
            own = lane.kind is LaneKind.TEXT
            item = self.list.item(i) if same else QListWidgetItem()
            name = names.get(lane.lane or "") or ui.text("Unnamed") if own else called[lane.kind]
            item.setText(name)
            item.setToolTip(tip)
            item.setData(LANE, lane.lane or str(lane.kind))
            item.setData(ICON, _ICONS[lane.kind])
            flags = (
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsDragEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if own else flags)
            item.setCheckState(Qt.CheckState.Checked if lane.shown else Qt.CheckState.Unchecked)
            if not same:
                self.list.addItem(item)
        at = next((i for i, lane in enumerate(lanes) if (lane.lane or str(lane.kind)) == current), -1)
        if current and at < 0:
            at = min(row, len(lanes) - 1)
        self.filled(len(lanes), at)

    def enable(self) -> None:
        """The arrows are there while a lane is chosen, the bin while it is one of the group's own."""
        super().enable()
        at = self.list.currentRow()
        own = bool(self._own(at))
        self.allow(self._bin, own)
        for tool, shown in ((self.up, at >= 0), (self.down, at >= 0), (self._bin, own)):
            tool.setVisible(shown)
        self.add_.setEnabled(self.list.count() < MOST_LANES)
        self._restore.setVisible(not usual_lanes(self.desk.journey))

    def _current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(LANE)) if item is not None else ""

    def _own(self, row: int) -> str:
        """The id of the own lane in a row; empty where the row is one of the usual lanes."""
        lanes = lanes_of(self.desk.journey)
        return lanes[row].lane or "" if 0 <= row < len(lanes) else ""

    # ------------------------------------------------------------------ changing

    def add_lane(self) -> None:
        """Add a lane of the group's own and start naming it."""
        self.desk.flush()
        lane = TextLane(id=fresh_id("l"))
        if self.desk.change(Message("Add a lane"), lambda journey: add_own_lane(journey, lane)):
            self.refresh()
            item = self.list.item(self.list.count() - 1)
            self.list.setFocus()
            self.list.setCurrentItem(item)
            self.list.editItem(item)

    def remove_current(self) -> None:
        """Remove the own lane that is selected, say what went with it, and offer to bring it back."""
        self.desk.flush()
        ident, ui = self._own(self.list.currentRow()), self.desk.ui
        if not ident:
            return
        before = self.desk.journey
        name = next((lane.name for lane in before.text_lanes if lane.id == ident), "") or ui.text("Unnamed")
        lost = told_in_lane(before, ident)
        if not self.desk.change(Message("Remove a lane"), lambda journey: remove_own_lane(journey, ident)):
            return
        self._gone = self.desk.journey
        said = ui.text("The lane “{name}” is gone; nothing was written in it yet.")
        if lost:
            said = ui.plural(
                "The lane “{name}” is gone, and with it what {n} touchpoint says in it.",
                "The lane “{name}” is gone, and with it what {n} touchpoints say in it.",
                lost,
            )
        self.said.setText(said.format(name=name, n=lost))
        self.refresh()
        self.notice.show()
        self.list.setFocus()

    def _bring_back(self) -> None:
        if self._gone is not None and self.desk.journey is self._gone:
            self.desk.session.undo()
        self.refresh()
        self.list.setFocus()

    def _as_usual(self) -> None:
        self.desk.flush()
        self.desk.change(Message("Show the usual lanes"), restore_lanes)
        self.list.setFocus()
        self.refresh()

    def beyond(self, at: int, by: int) -> int | None:
        """The row above or below; all lanes may change places, shown or not."""
        return at + by if at >= 0 and 0 <= at + by < self.list.count() else None

    def carry(self, at: int, to: int) -> None:
        """Move a lane, which stays chosen."""
        self.desk.flush()
        self.desk.change(Message("Move a lane"), lambda journey: move_lane(journey, at, to))
        self.show_anew()
        self.list.setCurrentRow(to)

    def changed(self, item: QListWidgetItem) -> None:
        """A switch was turned, or a lane was named."""
        at = self.list.row(item)
        lanes, ui = lanes_of(self.desk.journey), self.desk.ui
        on = item.checkState() is Qt.CheckState.Checked
        if at < len(lanes) and lanes[at].shown != on:
            shows = Message("Show a lane") if on else Message("Hide a lane")
            self.desk.change(shows, lambda journey: show_lane(journey, at, on))
        elif ident := self._own(at):
            name = clean_line(item.text())
            if name != ui.text("Unnamed"):
                self.desk.change(
                    Message("Rename a lane"), lambda journey: rename_own_lane(journey, ident, name)
                )

    def add_to_menu(self, menu: QMenu, item: QListWidgetItem, *, last: bool) -> None:
        """A lane of the group's own can be named and removed."""
        ui = self.desk.ui
        if not self._own(self.list.row(item)):
            return
        if last:
            menu.addSeparator()
            menu.addAction(ui.icons.icon("trash-2", "danger"), ui.text("Remove"), self.remove_current)
        else:
            menu.addAction(ui.icons.icon("pencil"), ui.text("Rename"), lambda: self.list.editItem(item))

    def key(self, event: QKeyEvent) -> bool:
        """Delete removes a lane of the group's own."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_current()
            return True
        return super().key(event)

    def naming(self) -> QLineEdit | None:
        """The box in which a lane is being named, while it is."""
        return self.list.viewport().findChild(QLineEdit)
