"""Where the walk through the program stops, what it says there, and what can be tried.

Contract. :func:`stops` gives them in order. A :class:`Stop` brings into sight what it speaks of (``arrive``), tells where that is
(``where``, a box in pixels of the window; an empty one is nowhere) and tidies up when it is left (``leave``). ``fact`` is something that
changes when what can be tried was done. Nothing here changes the document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Kind

from ..areas import Areas
from ..canvas.view import MapCanvas
from ..capture.room import Capture
from ..panels.inspector import Inspector
from ..selection import Selection
from ..session import Session
from ..shared import Ui
from ..side import Side
from ..window import MainWindow

#: Around a point of the line (pixels of a usual screen).
_AROUND_POINT = 26


class Room(Protocol):
    """The workspace, as far as the walk needs it."""

    ui: Ui
    window_: MainWindow
    canvas_: MapCanvas
    session: Session
    selection: Selection
    capture: Capture
    side: Side
    inspector: Inspector
    areas: Areas

    @property
    def view(self) -> str:
        """``timeline``, ``poster`` or ``opportunities``."""

    def set_view(self, flow: str) -> None:
        """Bring one of them into sight."""

    def show_panel(self, name: str, on: bool) -> None:
        """Show or hide a side panel."""

    def turn_side(self, name: str) -> None:
        """Bring a page of the left side into sight."""

    def show_start(self) -> None:
        """Bring the start page into sight."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that is shown."""

    name: str
    head: str
    text: str
    #: What can be tried here, and what changes when it was; empty where there is only something to see.
    trying: str = ""
    fact: Callable[[], object] = lambda: None
    arrive: Callable[[], None] = lambda: None
    leave: Callable[[], None] = lambda: None
    where: Callable[[], QRect] = QRect


def box_of(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget is (pixels of the window); empty when it is out of sight."""
    if not widget.isVisibleTo(window):
        return QRect()
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


class _Places:
    """Where things are in a room, and how they come into sight."""

    def __init__(self, room: Room) -> None:
        self.room = room
        cards = room.session.journey.touchpoints
        graded = [t for t in cards if t.grade is not None]
        middle = graded[len(graded) // 3 :] or graded or cards
        self.card = middle[0].id if middle else ""
        self.silence = next((t.id for t in cards if t.kind is Kind.SILENCE), self.card)
        #: Whether the walk opened the quick entry.
        self._opened = False

    def widget(self, widget: QWidget) -> Callable[[], QRect]:
        """Where a widget is."""
        return lambda: box_of(widget, self.room.window_)

    def tool(self, ident: str) -> QRect:
        """Where the button of an action is in the tool bar."""
        window = self.room.window_
        button = window.tool_of(ident)
        return QRect() if button is None else box_of(button, window)

    def _seen(self, box: QRectF) -> QRect:
        """A box of the sheet (mm), as far as it is in sight."""
        canvas, window = self.room.canvas_, self.room.window_
        view = QRectF(canvas.camera.to_view(box.topLeft()), canvas.camera.to_view(box.bottomRight())).toAlignedRect()
        view = view.intersected(canvas.viewport().rect())
        return QRect(canvas.viewport().mapTo(window, view.topLeft()), view.size()) if canvas.isVisibleTo(window) else QRect()

    def record(self, ident: str) -> QRect:
        """Where a record's card is."""
        box = self.room.canvas_.sheet.box(ident)
        return QRect() if box is None else self._seen(QRectF(box.x, box.y, box.w, box.h))

    def point(self, ident: str) -> QRect:
        """Where a touchpoint's point of the line is."""
        canvas = self.room.canvas_
        at = canvas.sheet.point(ident)
        if at is None:
            return QRect()
        spot = canvas.camera.to_view(QPointF(*at)).toPoint()
        reach = self.room.ui.px(_AROUND_POINT)
        box = QRect(spot - QPoint(reach, reach), QSize(2 * reach, 2 * reach)).intersected(canvas.viewport().rect())
        return QRect(canvas.viewport().mapTo(self.room.window_, box.topLeft()), box.size())

    def see(self, ident: str) -> None:
        """Have the timeline in sight, and a record on it."""
        self.room.set_view("timeline")
        self.room.canvas_.bring((ident,))

    def see_all(self) -> None:
        """Have the whole timeline in sight."""
        self.room.set_view("timeline")
        self.room.canvas_.fit_height()

    def see_card(self) -> None:
        """Have a card and the inspector in sight, and nothing selected."""
        self.see(self.card)
        self.room.selection.clear()
        self.room.show_panel("inspector", True)

    def see_findings(self) -> None:
        """Have in sight what the map says: the inspector with nothing selected."""
        self.room.set_view("timeline")
        self.room.selection.clear()
        self.room.show_panel("inspector", True)

    def see_entry(self) -> None:
        """Have the quick entry in sight."""
        self.room.set_view("timeline")
        if not self.room.capture.shown("bar"):
            self.room.capture.turn("bar")
            self._opened = True

    def put_entry_away(self) -> None:
        """Close the quick entry, if the walk opened it and nothing waits in it."""
        capture = self.room.capture
        if self._opened and capture.shown("bar") and not capture.bar.line.toPlainText().strip():
            capture.bar.closing.emit()
        self._opened = False

    def grade(self) -> float | None:
        """The grade of the card that is spoken of."""
        return next((t.grade for t in self.room.session.journey.touchpoints if t.id == self.card), None)


def stops(room: Room) -> tuple[Stop, ...]:
    """What is shown in a room, in order; texts in the language of the window, keys as the person has them."""
    ui, places = room.ui, _Places(room)
    _ = ui.text

    def key(ident: str) -> str:
        action = room.window_.actions_[ident]
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return shown or action.text().replace("&", "")

    return (
        Stop(
            "map",
            _("A journey on one sheet"),
            _(
                "Somebody goes through it from left to right. Each card is a moment, and the line under it shows how that moment felt: "
                "high up was good, low down was not."
            ),
            _("Turn the wheel or drag with the space bar held down; {key} shows everything.").format(key=key("zoom_fit")),
            fact=lambda: (room.canvas_.camera.sight.topLeft().toPoint(), round(room.canvas_.camera.scale, 2)),
            arrive=places.see_all,
            where=places.widget(room.canvas_),
        ),
        Stop(
            "card",
            _("A card for each moment"),
            _(
                "Click a card, and the right side holds all there is about it: the channel, who is responsible, what was said. "
                "A double click writes on the card itself."
            ),
            _("Click this card."),
            fact=lambda: room.selection.current,
            arrive=places.see_card,
            where=lambda: places.record(places.card),
        ),
        Stop(
            "line",
            _("The line follows your hand"),
            _(
                "Drag a point up or down, or press a digit for the selected card. Where nobody told it the line is dashed, where nobody "
                "knows it has a gap."
            ),
            _("Drag this point."),
            fact=places.grade,
            arrive=lambda: places.see(places.card),
            where=lambda: places.point(places.card),
        ),
        Stop(
            "silence",
            _("Silence is a card, too"),
            _(
                "When somebody should have heard something and did not, that is a moment as well, and often the worst. Waiting and what "
                "people must do themselves have cards of their own."
            ),
            arrive=lambda: places.see(places.silence),
            where=lambda: places.record(places.silence),
        ),
        Stop(
            "entry",
            _("As fast as people talk"),
            _(
                "One line is one card, with its phase, channel, feeling, grade and what was said. Paste twenty lines, and there are "
                "twenty cards. {key} opens it."
            ).format(key=key("capture")),
            _("Type a few words and press Enter."),
            fact=lambda: len(room.session.journey.touchpoints),
            arrive=places.see_entry,
            leave=places.put_entry_away,
            where=lambda: box_of(room.capture.bar, room.window_),
        ),
        Stop(
            "guide",
            _("Ten steps lead through the afternoon"),
            _(
                "What to do in the room, what to ask, what to write down, and what is still missing. {key} shows the steps and folds "
                "them away."
            ).format(key=key("guide")),
            arrive=lambda: room.turn_side("guide"),
            where=places.widget(room.window_.left),
        ),
        Stop(
            "findings",
            _("What the map says"),
            _(
                "Peaks and dips, the longest silence, what will be remembered: most important first, when no card is selected. "
                "A click leads to its place."
            ),
            arrive=places.see_findings,
            where=places.widget(room.window_.right),
        ),
        Stop(
            "opportunities",
            _("What happens on Monday"),
            _(
                "Opportunities hang on dips and peaks. Here each has an owner, a day and a measure, on a board, on a grid of impact and "
                "effort, or in a table."
            ),
            arrive=lambda: room.set_view("opportunities"),
            where=places.widget(room.window_.middle),
        ),
        Stop(
            "poster",
            _("What you see is what is printed"),
            _(
                "This is the sheet itself, from A4 to a roll three metres long. {key} prints it, and the journey lies inside its PDF: "
                "open the poster, and go on."
            ).format(key=key("export")),
            arrive=lambda: room.set_view("poster"),
            leave=lambda: room.set_view("timeline"),
            where=places.widget(room.window_.middle),
        ),
        Stop(
            "projector",
            _("In front of the group"),
            _(
                "{key} shows the map on the projector, large enough for the last row. PgDown goes from moment to moment, and what the "
                "group says is typed right there."
            ).format(key=key("present")),
        ),
        Stop(
            "safe",
            _("Nothing is lost"),
            _(
                "Everything can be undone, by name. Whatever ends the program, the next start has all but the last two seconds, and "
                "each time you save, the version before is kept."
            ),
            where=lambda: places.tool("undo"),
        ),
        Stop(
            "end",
            _("That was the way round"),
            _("{find} finds every action, card and field by its name, and {help} helps wherever you are.").format(
                find=key("palette"), help=key("help")
            ),
        ),
    )
