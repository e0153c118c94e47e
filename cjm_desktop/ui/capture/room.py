"""The things around the map with which a group's thoughts are caught, made when they are first wanted.

Contract. :meth:`Capture.turn` shows or hides one of :data:`NAMES`; :meth:`Capture.shown` tells whether it is in sight. Nothing but a badge
is made at the start of the program, so that the map is there as early as before.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStatusBar, QToolButton, QWidget

from cjm_desktop.edits.parking import lot

from ..canvas.view import MapCanvas
from ..desk import Desk
from ..dialogs.asker import Asks
from ..middle import Middle
from ..session import Change

if TYPE_CHECKING:
    from .bar import Bar
    from .parking import Parking
    from .voting import Voting
    from .wall_photo import WallPhoto

#: What can be shown: the bar and the parking lot under the map, the votes or a photo of the wall beside it.
NAMES = ("bar", "parking", "votes", "photo")


class Capture(QObject):
    """Makes, shows and hides them."""

    #: Something came into sight or went.
    turned = Signal()
    #: Something was made that can have the keyboard.
    made = Signal(QWidget)

    def __init__(self, desk: Desk, canvas: MapCanvas, middle: Middle, asks: Asks, status: QStatusBar) -> None:
        """``asks`` is asked for a photo; ``status`` carries the number of parked thoughts."""
        super().__init__(middle)
        self.desk, self._canvas, self._middle, self._asks = desk, canvas, middle, asks
        self._bar: Bar | None = None
        self._parking: Parking | None = None
        self._votes: Voting | None = None
        self._photo: WallPhoto | None = None
        self._turns: dict[str, Callable[[], None]] = {
            "bar": self._turn_bar,
            "parking": self._turn_parking,
            "votes": self._turn_votes,
            "photo": self._turn_photo,
        }
        self.badge = QToolButton()
        self.badge.setAutoRaise(True)
        self.badge.setToolTip(desk.ui.text("Thoughts that do not belong on the map now"))
        self.badge.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.badge.clicked.connect(lambda _checked=False: self.turn("parking"))
        self.badge.hide()
        status.insertPermanentWidget(1, self.badge)
        middle.turned.connect(self._beside_turned)
        desk.session.changed.connect(self._follow)
        self._count()

    def turn(self, name: str) -> None:
        """Show it and give it the keyboard; hide it when it has the keyboard or needs none."""
        self._turns[name]()
        self.turned.emit()

    def shown(self, name: str) -> bool:
        """Whether it is in sight."""
        made: dict[str, QWidget | None] = {
            "bar": self._bar,
            "parking": self._parking,
            "votes": self._votes,
            "photo": self._photo,
        }
        widget = made[name]
        return widget is not None and not widget.isHidden()

    def carry_on(self, other: Capture) -> None:
        """Show what another one showed, whose window gives way to this one."""
        if other._photo is not None:
            self.photo.carry_on(other._photo)
            if other.shown("photo"):
                self._middle.show_beside(self.photo)
                self.turned.emit()
        for name in ("votes", "parking", "bar"):
            if other.shown(name):
                self.turn(name)
        if other._parking is not None:
            self.parking.new.setText(other._parking.new.text())
        if other._bar is not None:
            self.bar.line.carry_on(other._bar.line)

    def keep(self) -> None:
        """What is being written in a row of the parking lot goes into the document."""
        if self._parking is not None:
            self._parking.list.keep()

    def _follow(self, change: Change) -> None:
        """The document changed; a gesture that goes on is left alone."""
        if not change.gesture:
            self._count()

    def _count(self) -> None:
        """The badge follows the parking lot."""
        count = len(lot(self.desk.journey))
        self.badge.setText(self.desk.ui.plural("{n} parked", "{n} parked", count).format(n=count))
        self.badge.setVisible(count > 0)

    def _close(self, strip: QWidget) -> None:
        strip.hide()
        self._canvas.setFocus()
        self.turned.emit()

    # ------------------------------------------------------------------ under the map

    @property
    def bar(self) -> Bar:
        """The bar under the map."""
        if self._bar is None:
            from .bar import Bar  # loaded when somebody wants it

            self._bar = Bar(self.desk, self._canvas)
            self._bar.closing.connect(lambda: self._close(self.bar))
            self._bar.lot_asked.connect(lambda: self.turn("parking"))
            self._middle.below(self._bar)
            self.made.emit(self._bar)
        return self._bar

    def _turn_bar(self) -> None:
        bar = self.bar
        if bar.isVisible() and bar.line.hasFocus():
            self._close(bar)
            return
        bar.show()
        bar.refresh()
        bar.line.setFocus()

    @property
    def parking(self) -> Parking:
        """The parking lot, right under the map."""
        if self._parking is None:
            from .parking import Parking  # loaded when somebody wants it

            self._parking = Parking(self.desk, self._canvas)
            self._parking.closing.connect(lambda: self._close(self.parking))
            self._middle.below(self._parking, first=True)
            self.made.emit(self._parking)
        return self._parking

    def _turn_parking(self) -> None:
        lot = self.parking
        if not lot.isHidden():
            self._close(lot)
            return
        lot.show()
        lot.refresh()
        (lot.list if lot.list.count() else lot.new).setFocus()

    # ------------------------------------------------------------------ beside the map

    @property
    def votes(self) -> Voting:
        """The ranked list."""
        if self._votes is None:
            from .voting import Voting  # loaded when somebody wants it

            self._votes = Voting(self.desk, self._canvas)
            self._votes.closing.connect(lambda: self._leave(self.votes))
            self._middle.beside(self._votes)
            self.made.emit(self._votes)
        return self._votes

    def _turn_votes(self) -> None:
        votes = self.votes
        self._middle.show_beside(votes, votes.isHidden())
        self._canvas.setFocus()

    @property
    def photo(self) -> WallPhoto:
        """The photo of the wall."""
        if self._photo is None:
            from .wall_photo import WallPhoto  # loaded when somebody wants it

            self._photo = WallPhoto(self.desk)
            self._photo.closing.connect(lambda: self._leave(self.photo))
            self._photo.another.connect(self._ask_photo)
            self._middle.beside(self._photo)
            self.made.emit(self._photo)
        return self._photo

    def _turn_photo(self) -> None:
        photo = self.photo
        if not photo.isHidden():
            self._leave(photo)
        elif photo.view.levels:
            self._middle.show_beside(photo)
            self._take_up()
        else:
            self._ask_photo()

    def _ask_photo(self) -> None:
        settings = self.desk.ui.settings
        path = self._asks.photo_path(str(settings.get("photo/folder")))
        if path is not None:
            settings.set("photo/folder", str(path.parent))
            self.open_photo(path)

    def open_photo(self, path: Path) -> None:
        """Show a photo beside the map."""
        self.photo.open(path)
        self._middle.show_beside(self.photo)
        self._take_up()
        self.turned.emit()

    def _take_up(self) -> None:
        """The keyboard comes to where the photo is typed in, or to the photo."""
        (self.bar.line if self.shown("bar") else self.photo.view).setFocus()

    def take(self, path: Path) -> bool:
        """Show a file that was dropped on the window if it is a photo; gives whether it is."""
        from .wall_photo import is_photo  # loaded when something is dropped

        if not is_photo(path):
            return False
        self.open_photo(path)
        return True

    def _leave(self, widget: QWidget) -> None:
        self._middle.show_beside(widget, False)
        self._canvas.setFocus()

    def _beside_turned(self) -> None:
        """Clicks are votes as long as the list is in sight."""
        if self._votes is not None:
            on = self._middle.shown_beside is self._votes
            if on != self._votes.active:
                self._votes.set_active(on)
        self.turned.emit()
