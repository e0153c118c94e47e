"""That unsaved work cannot be kept safe, said over the map as long as it is so.

Contract. :class:`Unkept` shows a strip from the first recovery copy that cannot be written until one is written again, or nothing is
unsaved any more: why, and what to do. It goes away by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Message

from .desk import Desk
from .dialogs.question import Answer
from .file_strip import FileStrip
from .files import Files
from .keeper import Keeper
from .middle import Middle


class Unkept(QObject):
    """The warning of one window."""

    #: The strip was made: it can have the keyboard.
    made = Signal(QWidget)

    def __init__(self, desk: Desk, files: Files, keeper: Keeper, middle: Middle) -> None:
        super().__init__(middle)
        self._desk, self._files, self._middle = desk, files, middle
        self.strip: FileStrip | None = None
        keeper.failed.connect(self._failed)
        keeper.kept.connect(self._again)
        desk.session.dirty_changed.connect(self._dirty_changed)

    def _failed(self, reason: Message) -> None:
        ui = self._desk.ui
        _ = ui.text
        if self.strip is None:
            self.strip = FileStrip(ui)
            self.strip.answered.connect(self._do)
            self._middle.above(self.strip)
            self.made.emit(self.strip)
        said = _("Unsaved work cannot be kept safe on this disk just now. Save often; the program goes on trying.")
        self.strip.tell("triangle-alert", f"{said} {ui.say(reason)}", [Answer("save", _("Save"), "primary")])

    def _again(self, _journey: object) -> None:
        self._put_away()

    def _dirty_changed(self) -> None:
        if not self._desk.session.dirty:
            self._put_away()

    def _do(self, _answer: str) -> None:
        self._files.save()

    def _put_away(self) -> None:
        strip = self.strip
        if strip is not None and not strip.isHidden():
            if strip.has_keyboard:
                self._desk.settled.emit()
            strip.put_away()
