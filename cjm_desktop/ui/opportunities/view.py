"""The opportunities in the middle of the window, with three faces: board, grid, table (METHOD step 9).

Contract. :class:`OpportunitiesView` holds the three faces under a switch and remembers the one that was in sight; a face is made when it is
first wanted. All show the window's one selection. ``place_asked`` tells that somebody wants to see a touchpoint (its id) on the map,
``print_asked`` that the face in sight is to be printed (``board`` or ``grid``, for the table
``actions`` and the table as it stands there).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from cjm_desktop import edits
from cjm_desktop.document import Journey, Message, Opportunity, Status, fresh_id
from cjm_desktop.layout.planning.card import Cards

from ..desk import Desk
from ..fields import Option, Segments
from ..keytext import sequence
from ..panels import options
from ..panels.form import button, label
from .cards_view import CardsView
from .faces import Board, Grid
from .proposing import Proposing

if TYPE_CHECKING:
    from .table_view import TableFace

#: The view is at least so wide (px at scale 1).
_LEAST = 400
FACES = ("board", "grid", "table")


class OpportunitiesView(QWidget):
    """Switch, proposals and the face in sight."""

    place_asked = Signal(str)
    print_asked = Signal(str, object)
    vote_asked = Signal()

    def __init__(self, desk: Desk, cards: Callable[[], Cards]) -> None:
        """``cards`` gives what makes cards in the printed words of the document."""
        super().__init__()
        self.desk, self._cards = desk, cards
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        ui, _ = desk.ui, desk.ui.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        names = {"board": (_("Board"), "layers"), "grid": (_("Grid"), "target"), "table": (_("Table"), "table-properties")}
        self.switch = Segments(ui, [Option(name, *names[name]) for name in FACES])
        self.switch.setAccessibleName(_("Opportunities"))
        self.switch.group.idClicked.connect(self._switched)
        head = QWidget()
        head.setProperty("role", "panel")
        row = QHBoxLayout(head)
        row.setContentsMargins(ui.px(12), ui.px(8), ui.px(12), ui.px(8))
        row.setSpacing(ui.px(8))
        row.addWidget(self.switch)
        row.addStretch(1)
        self.add = button(ui, _("Opportunity"), "plus", self.add_one)
        self.add.setToolTip(_("Add an opportunity (Ins)"))
        self.print = button(ui, _("Print …"), "printer", self._print)
        row.addWidget(self.add)
        row.addWidget(self.print)
        self._words = {one: (one.text(), one.sizeHint().width()) for one in (self.print, self.add)}
        for one, (text, _wide) in self._words.items():
            one.setAccessibleName(text)
        self._switch_wide = self.switch.sizeHint().width()
        self.setMinimumWidth(ui.px(_LEAST))
        column.addWidget(head)
        self.proposing = Proposing(desk)
        column.addWidget(self.proposing)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        self.none = label(_("No opportunities yet. What would make the line better? Press Ins to add the first."), "hint", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.none.setContentsMargins(ui.px(24), ui.px(10), ui.px(24), ui.px(10))
        column.addWidget(self.none)
        self._faces: dict[str, CardsView | TableFace] = {}
        self.name = str(ui.settings.get("opportunities/face"))
        for key, does in (("Ins", self.add_one), ("+", self.proposing.take_up), ("-", self.proposing.leave_alone)):
            shortcut = QShortcut(sequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)
        desk.session.changed.connect(self._follow)
        self.turn_to(self.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons give up their words."""
        super().resizeEvent(event)
        room = self.width() - self._switch_wide - self.desk.ui.px(48)
        for one, (text, _wide) in self._words.items():
            needed = sum(wide for _text, wide in self._words.values())
            for other, (_text, wide) in self._words.items():
                if other is not one and not other.text():
                    needed -= wide - other.sizeHint().width()
            one.setText(text if needed <= room else "")

    # ------------------------------------------------------------------ faces

    def face(self, name: str) -> CardsView | TableFace:
        """A face, made when it is first wanted."""
        made = self._faces.get(name)
        if made is None:
            made = self._faces[name] = self._make(name)
            self._stack.addWidget(made)
        return made

    def _make(self, name: str) -> CardsView | TableFace:
        _ = self.desk.ui.text
        if name == "table":
            from .table_view import TableFace  # loaded when somebody wants it

            table = TableFace(self.desk)
            table.menu_asked.connect(self._menu)
            return table
        kind, told = (Board(), _("Board of opportunities")) if name == "board" else (Grid(), _("Opportunities: impact and effort"))
        made = CardsView(self.desk, kind, self._cards, told)
        made.setAccessibleDescription(_("Arrow keys go from card to card, with Ctrl they move the card; Enter writes on it."))
        made.place_asked.connect(self.place_asked)
        made.menu_asked.connect(self._menu)
        made.hint.connect(self._hint)
        return made

    @property
    def shown(self) -> CardsView | TableFace:
        """The face in sight."""
        return self.face(self.name)

    def turn_to(self, name: str) -> None:
        """Bring a face into sight and remember it."""
        self.name = name
        self.desk.ui.settings.set("opportunities/face", name)
        self.switch.press(name)
        self._stack.setCurrentWidget(self.face(name))
        self.setFocusProxy(self.shown)
        self._tell_none()
        if self.isVisible():
            self._hint(None)

    def _print(self) -> None:
        """Ask for the face in sight on paper; of the table what is shown of it, in its order."""
        self.desk.flush()
        table = self.face("table").as_printed() if self.name == "table" else None  # type: ignore[union-attr]
        self.print_asked.emit("actions" if table is not None else self.name, table)

    def _switched(self, at: int) -> None:
        self.desk.flush()
        self.turn_to(FACES[at])

    def landing(self) -> QWidget:
        """What the keyboard comes to first."""
        return self.shown

    def refresh(self) -> None:
        """Show the document as it is now."""
        self.proposing.refresh()
        self._tell_none()

    def _follow(self, _change: object) -> None:
        if self.isVisible() and not self.desk.session.in_gesture:
            self._tell_none()

    def _tell_none(self) -> None:
        self.none.setVisible(not self.desk.journey.opportunities)

    def _hint(self, message: object) -> None:
        self.desk.told.emit(message if isinstance(message, Message) else "hint")

    # ------------------------------------------------------------------ acts

    def add_one(self) -> None:
        """Add an opportunity and write its title."""
        self.desk.flush()
        record = Opportunity(id=fresh_id("o"))

        def put(journey: Journey) -> Journey:
            return edits.put(journey, "opportunities", record)

        if self.desk.change(Message("Add opportunity"), put):
            self.desk.selection.set_record("opportunity", record.id)
            self.edit()

    def edit(self) -> None:
        """Write the selected opportunity where it stands."""
        kind, ident = self.desk.selection.record
        if kind == "opportunity":
            self.shown.setFocus()
            self.shown.edit(ident)

    def _menu(self, at: QPoint) -> None:
        """What can be done with the selected opportunity."""
        ui, ident = self.desk.ui, self.desk.selection.record[1]
        one = self.desk.record("opportunities", ident)
        if not isinstance(one, Opportunity):
            return
        _ = ui.text
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = self.shown
        menu.addAction(ui.icons.icon("pencil"), _("Write"), partial(shown.edit, ident))
        cards = {card.id: (i, card.title) for i, card in enumerate(self.desk.journey.touchpoints, 1)}
        for place in one.touchpoints:
            number, title = cards[place]
            text = _("Show touchpoint {number} on the map").format(number=number)
            menu.addAction(ui.icons.icon("map-pin"), f"{text}: {title}".replace("&", "&&"), partial(self.place_asked.emit, place))
        menu.addSeparator()
        for option in options.statuses(ui):
            action = menu.addAction(ui.icons.icon(option.icon, on="accent"), option.text, partial(self._set_status, ident, option.value))
            action.setCheckable(True)
            action.setChecked(option.value == one.status)
        menu.addSeparator()
        menu.addAction(ui.icons.icon("trash-2", "danger"), _("Remove this opportunity"), partial(self._remove, ident))
        menu.popup(at)

    def _remove(self, ident: str) -> None:
        self.desk.change(Message("Remove opportunity"), lambda journey: edits.drop(journey, "opportunities", ident))

    def _set_status(self, ident: str, status: Status) -> None:
        last = len(self.desk.journey.opportunities)
        self.desk.change(Message("Change the status"), lambda journey: edits.place_opportunity(journey, ident, status, last))
