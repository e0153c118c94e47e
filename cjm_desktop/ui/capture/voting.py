"""Voting with dots: what the group finds most important, counted on the map and ranked beside it.

Contract. While :class:`Voting` is in sight a click on a card or an opportunity gives it a dot and Shift+click takes one back; so do + and
− for what is selected. Votes are the document's, each one an undo entry; how many dots there are to give is remembered with the
program. While this is in sight cards carry their number as large as there is room for it (:mod:`.badges`); on paper as the sheet shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.document import Journey, Message
from cjm_desktop.edits.capture import clear_votes, vote

from ..canvas import accessible
from ..canvas.view import MapCanvas
from ..desk import Desk
from ..panels.form import button, label, small_button
from ..session import Change
from .badges import Badges

_RECORD = Qt.ItemDataRole.UserRole
#: Dots drawn in a row of the list before only the number says more.
_MOST_DOTS = 14


@dataclass(frozen=True, slots=True)
class Ranked:
    """A touchpoint or opportunity with its votes; equals share a rank."""

    rank: int
    record: str
    title: str
    votes: int
    opportunity: bool


def ranking(journey: Journey) -> list[Ranked]:
    """Everything that has votes, most first; equals in the order of the document, touchpoints before opportunities."""
    voted = [(t.votes, t.id, t.title, False) for t in journey.touchpoints if t.votes]
    voted += [(o.votes, o.id, o.title, True) for o in journey.opportunities if o.votes]
    voted.sort(key=lambda one: -one[0])
    counts = [votes for votes, *_rest in voted]
    return [Ranked(counts.index(votes) + 1, ident, title, votes, opportunity) for votes, ident, title, opportunity in voted]


class Count(QLineEdit):
    """A whole number to type, or to step with the arrow keys."""

    #: It is another one now.
    counted = Signal(int)

    def __init__(self, name: str, value: int, most: int) -> None:
        super().__init__()
        self._most = most
        self.setValidator(QIntValidator(0, most, self))
        self.setAccessibleName(name)
        self.setPlaceholderText("–")
        self.set_value(value)
        self.setMinimumWidth(0)
        self.textChanged.connect(lambda _text: self.counted.emit(self.value()))

    def value(self) -> int:
        """The number; none typed is nought."""
        return int(self.text()) if self.text().isdecimal() else 0

    def set_value(self, value: int) -> None:
        """Show another number, the nearest one that is allowed; nought as an empty field."""
        self.setText(str(max(0, min(self._most, value)) or ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.set_value(self.value() + (1 if event.key() == Qt.Key.Key_Up else -1))
        else:
            super().keyPressEvent(event)


class Voting(QFrame):
    """The ranked list with the dots that are left, and the mode that goes with it."""

    closing = Signal()

    def __init__(self, desk: Desk, canvas: MapCanvas) -> None:
        super().__init__()
        self.desk, self._canvas = desk, canvas
        self.active = False
        self.badges = Badges(desk.ui, canvas)
        self._shown: Journey | None = None
        ui, _ = desk.ui, desk.ui.text
        self.setProperty("role", "panel")
        self.setMaximumWidth(ui.px(320))
        # Where there is little room below each other the panel scrolls; its buttons are always in sight.
        area, inner = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(ui.px(14), ui.px(12), ui.px(14), ui.px(6))
        column.setSpacing(ui.px(8))
        head = QHBoxLayout()
        head.addWidget(label(_("Votes"), "title"), 1)
        head.addWidget(small_button(ui, "x", _("Close (Esc)"), self.closing.emit))
        column.addLayout(head)
        column.addWidget(
            label(
                _("Click a card or an opportunity to give it a dot, Shift+click to take one back. + and − do it for the one selected."),
                "hint",
                wrap=True,
            )
        )
        sums = QHBoxLayout()
        sums.setSpacing(ui.px(8))
        self.each = self._number(_("Dots each"), "votes/each", 99)
        self.people = self._number(_("Number of people"), "votes/people", 999)
        for field in (self.each, self.people):
            box = QVBoxLayout()
            box.setSpacing(ui.px(3))
            caption = label(field.accessibleName(), "caption")
            caption.setBuddy(field)
            box.addWidget(caption)
            box.addWidget(field)
            sums.addLayout(box, 1)
        column.addLayout(sums)
        self.left = label("", "strong", wrap=True)
        column.addWidget(self.left)
        self.limit = label("", "hint", wrap=True)
        column.addWidget(self.limit)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Most votes first"))
        self.list.setMinimumHeight(ui.px(120))
        self.list.setIconSize(QSize(ui.px(16), ui.px(16)))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._lead)
        self.list.itemActivated.connect(self._lead)
        column.addWidget(self.list, 1)
        self.none = label(_("Nobody has voted yet."), "hint", wrap=True)
        column.addWidget(self.none)
        column.addStretch(0)
        foot = QHBoxLayout()
        foot.setContentsMargins(ui.px(14), ui.px(6), ui.px(14), ui.px(12))
        self.more = button(ui, "", "plus", lambda: self.give(1), "")
        self.fewer = button(ui, "", "minus", lambda: self.give(-1), "")
        for one, tip in ((self.more, _("A dot for the one selected (+)")), (self.fewer, _("Take a dot back (−)"))):
            one.setToolTip(tip)
            one.setAccessibleName(tip)
            foot.addWidget(one)
        foot.addStretch(1)
        self.reset = button(ui, "", "rotate-ccw", self._reset, "danger")
        self.reset.setAccessibleName(_("Remove all votes"))
        self.reset.setToolTip(_("Remove all votes"))
        foot.addWidget(self.reset)
        outer.addLayout(foot)
        desk.session.changed.connect(self._follow)
        desk.selection.changed.connect(self._enable)
        canvas.composed.connect(self._place)
        ui.look_changed.connect(self.badges.wear)
        self._clicks = _Clicks(canvas, self)

    def _number(self, name: str, key: str, most: int) -> Count:
        field = Count(name, int(self.desk.ui.settings.get(key)), most)
        field.counted.connect(lambda value: self._counted(key, value))
        return field

    def _counted(self, key: str, value: int) -> None:
        self.desk.ui.settings.set(key, value)
        self._shown = None
        self.refresh()

    # ------------------------------------------------------------------ the mode

    def set_active(self, on: bool) -> None:
        """Whether clicks on the map are votes now."""
        self.active = on
        # What it shows itself, larger, is not shown twice.
        self._canvas.show_stickers(not on)
        self.refresh()
        self._place()

    @property
    def budget(self) -> int | None:
        """How many dots there are to give; ``None`` where they are only counted."""
        total = self.each.value() * self.people.value()
        return total or None

    @property
    def given(self) -> int:
        """How many are given."""
        return sum(one.votes for one in ranking(self.desk.journey))

    def give(self, dots: int, record: str = "") -> bool:
        """Give a record (else the one selected) some dots, or take them back; gives whether its votes changed."""
        kind, ident = self.desk.selection.record
        record = record or (ident if kind in ("touchpoint", "opportunity") else "")
        if not record:
            self._say(Message("Click a card or an opportunity first, or go to one with the arrow keys."))
            return False
        budget = self.budget
        if dots > 0 and budget is not None and self.given + dots > budget:
            self._say(Message("All dots are given. Take one back, or raise the number of people."))
            return False
        what = Message("Vote") if dots > 0 else Message("Take a vote back")
        if not self.desk.change(what, lambda journey: vote(journey, record, dots)):
            return False
        self.desk.session.end_run()
        now = next((one.votes for one in ranking(self.desk.journey) if one.record == record), 0)
        accessible.announce(self._canvas, self._votes(now))
        return True

    def _votes(self, count: int) -> str:
        return self.desk.ui.plural("{n} vote", "{n} votes", count).format(n=count)

    def _say(self, message: Message) -> None:
        self.desk.told.emit(message)
        accessible.announce(self._canvas, self.desk.ui.say(message))

    def _reset(self) -> None:
        self.desk.change(Message("Remove all votes"), clear_votes)

    # ------------------------------------------------------------------ what is shown

    def _follow(self, change: Change) -> None:
        """The document changed; a gesture that goes on is left alone."""
        if not change.gesture:
            self.refresh()

    def refresh(self) -> None:
        """Follow the document."""
        journey = self.desk.journey
        if not self.active or journey is self._shown:
            return
        self._shown = journey
        ui, _ = self.desk.ui, self.desk.ui.text
        ranked = ranking(journey)
        current = self.list.currentItem()
        marked = current.data(_RECORD) if current is not None else ""
        self.list.clear()
        for one in ranked:
            title = one.title or _("Untitled")
            dots = "●" * min(one.votes, _MOST_DOTS)
            row = QListWidgetItem(ui.icons.icon("lightbulb" if one.opportunity else "route"), f"{one.rank}. {title}\n{dots} {one.votes}")
            row.setData(_RECORD, one.record)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.rank}. {title}: {self._votes(one.votes)}")
            row.setToolTip(title)
            self.list.addItem(row)
            if one.record == marked:
                self.list.setCurrentItem(row)
        self.list.setVisible(bool(ranked))
        self.none.setVisible(not ranked)
        given, budget = sum(one.votes for one in ranked), self.budget
        if budget is None:
            self.left.setText(ui.plural("{n} dot given", "{n} dots given", given).format(n=given))
            self.limit.setText(
                _("Without the number of people there is no limit: dots are only counted.")
                if self.each.value()
                else _("Without dots each there is no limit: dots are only counted.")
            )
        else:
            self.left.setText(_("{left} of {total} dots left").format(left=max(0, budget - given), total=budget))
        self.limit.setVisible(budget is None)
        self.reset.setEnabled(bool(ranked))
        self._enable()
        self._place()

    def _enable(self) -> None:
        if not self.active:
            return
        kind, ident = self.desk.selection.record
        journey = self.desk.journey
        records = journey.touchpoints if kind == "touchpoint" else journey.opportunities if kind == "opportunity" else ()
        votes = next((one.votes for one in records if one.id == ident), None)
        self.more.setEnabled(votes is not None)
        self.fewer.setEnabled(bool(votes))

    def _lead(self, row: QListWidgetItem) -> None:
        self.desk.sought.emit(str(row.data(_RECORD)), "")

    def _place(self) -> None:
        """Numbers on what has votes."""
        self.badges.show({one.record: one.votes for one in ranking(self.desk.journey)} if self.active else {})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the button has no words."""
        super().resizeEvent(event)
        ui = self.desk.ui
        self.reset.setText(ui.text("Remove all") if self.width() >= ui.px(270) else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the map; + and − vote from here too."""
        if event.key() == Qt.Key.Key_Escape:
            self.closing.emit()
        elif event.text() in _KEYS:
            self.give(_KEYS[event.text()])
        else:
            super().keyPressEvent(event)


_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_KEYS = {"+": 1, "-": -1, "−": -1}


class _Clicks(QObject):
    """Turns clicks and keys on the map into votes while the mode is on."""

    def __init__(self, canvas: MapCanvas, voting: Voting) -> None:
        super().__init__(voting)
        self._canvas, self._voting = canvas, voting
        self._held = False
        canvas.installEventFilter(self)
        canvas.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what means a vote; leave the rest to the map."""
        if not self._voting.active or self._canvas.editing.active is not None:
            return False
        kind = event.type()
        pressed = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if kind is QEvent.Type.KeyPress and watched is self._canvas and isinstance(event, QKeyEvent):
            dots = _KEYS.get(event.text())
            if dots is None or event.modifiers() & (_CTRL | _ALT):
                return False
            self._voting.give(dots)
            return True
        if watched is self._canvas:
            return False
        if kind in pressed and isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            self._held = self._vote(event)
            return self._held
        if self._held and kind is QEvent.Type.MouseMove:
            return True
        if self._held and kind is QEvent.Type.MouseButtonRelease:
            self._held = False
            return True
        return False

    def _vote(self, event: QMouseEvent) -> bool:
        spot = self._canvas.camera.to_sheet(event.position())
        record = self._canvas.sheet.hit(spot.x(), spot.y()).record
        desk = self._voting.desk
        lists = {"touchpoint": "touchpoints", "opportunity": "opportunities"}
        kind = next((kind for kind, name in lists.items() if record and desk.record(name, record)), "")
        if not kind:
            return False
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        desk.selection.set_record(kind, record)
        self._voting.give(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, record)
        return True
