"""What leaves the window: the poster as a file, on a printer, as a picture, the workshop pack, tables and actions for others.

Contract. :class:`Outgoing` opens the dialogs that print and owns what they print with: one press, in one thread. Each asks first
that what is being typed counts. Nothing happens while the map is not in sight.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from cjm_desktop.press import TableOrder

from .canvas.view import MapCanvas
from .desk import Desk
from .dialogs.export import ExportDialog
from .dialogs.pack import PackDialog
from .pressroom import Cut, Picture, PressRoom
from .printing import Printing
from .window import MainWindow


class Outgoing(QObject):
    """The press of one window, and the ways to it."""

    #: The id of a record that is to be shown on the map: something about it was clicked in a dialog.
    picked = Signal(str)
    #: The export dialog is closed.
    closed = Signal()
    #: A sentence for the status bar.
    said = Signal(str)

    def __init__(
        self, window: MainWindow, desk: Desk, canvas: MapCanvas, map_shown: Callable[[], bool]
    ) -> None:
        """``map_shown`` tells whether the map is in sight, not the start page."""
        super().__init__(window)
        self._window, self._desk, self._canvas, self._map_shown = window, desk, canvas, map_shown
        self.printing = Printing()
        self.press_room = PressRoom(self.printing)
        self.dialog: ExportDialog | None = None
        #: What dialogs stand over.
        self.over: Callable[[], QWidget] = lambda: window
        desk.session.opened.connect(self._forget)

    def export(self, view: str = "", table: TableOrder | None = None) -> None:
        """Open the export dialog; ``view`` is what to print, if not the poster (one of ``press.VIEWS``), ``table`` the table that is
        printed instead of the list of actions."""
        if not self._map_shown():
            return
        self._desk.flush()
        dialog = ExportDialog(self._desk, self.printing, self.over())
        dialog.picked.connect(self.picked)
        dialog.finished.connect(self._closed)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        if view:
            dialog.form.show_view(view, table)
        dialog.open()

    def _forget(self) -> None:
        self.printing.forget(self)

    def _closed(self) -> None:
        self.dialog = None
        self.closed.emit()

    def print(self) -> None:
        """Open the print dialog."""
        from .dialogs.system_print import PrintSheet  # loaded when somebody wants to print

        if self._map_shown():
            self._desk.flush()
            view, room = self._canvas.flow, self.press_room
            sheet = PrintSheet(self._desk, room, self.over(), view=view, export=self.export)
            sheet.finished.connect(sheet.deleteLater)
            sheet.open()

    def copy_picture(self) -> None:
        """Put a picture on the clipboard: the selected touchpoints, else the poster or what is in view of the timeline."""
        if not self._map_shown():
            return
        ui = self._desk.ui

        def done(picture: Picture) -> None:
            QApplication.clipboard().setMimeData(picture.mime())
            self.said.emit(ui.say(picture.said))

        sheet, sight = self._canvas.sheet, self._canvas.camera.sight
        cut = Cut(
            self._canvas.flow,
            tuple(self._desk.selection.ids),
            sight.left(),
            sight.right(),
            sheet.page_at(sight.center().x()),
        )
        self.said.emit(ui.text("Drawing the picture …"))
        self.press_room.copy(
            self._desk.journey, cut, done, lambda reason: self.said.emit(ui.say(reason)), owner=self
        )

    def pack(self) -> None:
        """Open the dialog of the workshop pack."""
        if not self._map_shown():
            return
        self._desk.flush()
        dialog = PackDialog(self._desk, self.printing, self.over())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def hand_over(self) -> None:
        """Open the dialog that hands actions over."""
        from .dialogs.hand_over import HandOverDialog  # loaded when somebody wants to hand over

        if not self._map_shown():
            return
        self._desk.flush()
        dialog = HandOverDialog(self._desk, self.over())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_as(self) -> None:
        """Write the journey for other programs: a table, an outline, a diagram."""
        from .dialogs.other_formats import export_as  # loaded when somebody wants to write one

        if self._map_shown():
            self._desk.flush()
            export_as(self._desk, self.over())
