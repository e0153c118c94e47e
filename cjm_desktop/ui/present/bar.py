"""Quick entry in a presentation: the bar of the editor, as large as the last row needs it.

Contract. :class:`RoomBar` is a :class:`~..capture.bar.Bar` at the foot of the screen, under the map and never over it: the presentation
gives it its room and shows the card that was made above it. Nothing of it is written smaller than :func:`.look.type_px`. What is
refused it says itself, for there is no status bar here.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cjm_desktop.document import Message
from cjm_desktop.edits.capture import Captured

from ..canvas import accessible
from ..canvas.view import MapCanvas
from ..capture.bar import Bar
from ..desk import Desk
from ..icons import Icons
from ..shared import Ui
from ..theme import Look, style_sheet

#: The smallest type of the bar on a usual screen (the hint under the line), which is to be as large as the room's least.
_SMALLEST_PX = 12.0
#: All else in it.
_TEXT = 13.0
#: What a presenter's remote control sends while something is typed.
_REMOTE = {Qt.Key.Key_PageDown: "go_on", Qt.Key.Key_PageUp: "go_back"}


class RoomUi(Ui):
    """The words and settings of a window, in sizes and look of the room."""

    def __init__(self, ui: Ui, look: Look, px: int) -> None:
        """``px`` is the least size of type."""
        super().__init__(ui.words, ui.settings)
        self.px_least = px
        self.scale = px / _SMALLEST_PX
        self.look = look
        self.icons = Icons(look)
        self._window = ui
        ui.noun_changed.connect(self._follow_noun)

    def _follow_noun(self) -> None:
        self.words = self._window.words
        self.noun_changed.emit()

    @property
    def sheet(self) -> str:
        """The style sheet of what is made with it, in which nothing is written smaller than the least size."""
        # A style sheet leaves what is in it no font of its parent's.
        return f"{style_sheet(self.look, self.scale)}\n* {{ font-size: {round(_TEXT * self.scale)}px; }}"

    def wear(self, look: Look) -> None:
        """Another look."""
        self.look = self.icons.look = look
        self.look_changed.emit()


class RoomBar(Bar):
    """Takes what the group says, before their eyes."""

    #: The name of something that a remote control asks for (:data:`.keys.KEYS`).
    asked = Signal(str)
    #: A sentence about what was typed or pasted; it is read aloud already.
    said = Signal(str)
    #: More room would come from the map before everybody's eyes.
    grows = False

    def __init__(self, desk: Desk, canvas: MapCanvas, look: Look, px: int) -> None:
        """``px`` is the least size of type."""
        self._room = RoomUi(desk.ui, look, px)
        self.least_type = px
        self._wrong, self._kept, self._seen = False, 0, False
        super().__init__(desk, canvas, self._room)
        self.setObjectName("room-bar")
        self.line.installEventFilter(self)
        desk.refused.connect(self._refused)
        self._wear()

    def put_on(self, look: Look) -> None:
        """Another look."""
        if look is not self._room.look:
            self._room.wear(look)
            self._wear()

    @property
    def foot(self) -> QWidget:
        """What stands under the line: how to write it, what it is understood as, why it is refused."""
        return self._foot

    def keep_free(self, width: int) -> None:
        """Leave so many pixels free at the right of the foot: something else is told there."""
        if width != self._kept:
            self._kept = width
            self._foot.setContentsMargins(0, 0, width, 0)
            self._name_buttons()

    def _name_buttons(self) -> None:
        super()._name_buttons()
        # A hint that has no room is left out at the end of one of its parts, and not cut through its letters.
        parts, metrics = self.help.text().split("   ·   "), self.help.fontMetrics()
        # The foot gets its own width later than the bar.
        room = QRect(0, 0, max(1, self.width() - self.ui.px(24) - self._kept), 10_000)
        # As many lines as have room; half a one more is none yet, only rounding.
        high = (self._foot.height() // metrics.lineSpacing() + 0.5) * metrics.lineSpacing()
        while parts and metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, self.help.text()).height() > high:
            parts.pop()
            self.help.setText("   ·   ".join(parts))

    def _wear(self) -> None:
        text = self._room.sheet
        self.setStyleSheet(text)
        # It hangs over the map, in the window itself.
        self.line.offer.setStyleSheet(text)
        # Only now its type is known: two whole lines of it.
        self.help.ensurePolished()
        self._fit_foot()

    def _show(self) -> None:
        if self._wrong:
            self._wrong = False
            self._name_buttons()
        super()._show()
        # There is no parking lot to be opened here.
        self.lot.setEnabled(bool(self.line.text.strip()))

    def _tell(self, made: Captured, idle: int, left: Sequence[tuple[int, str]], *, news: bool) -> None:
        """A card that was typed is seen; what a paste brought new, and what of it was not understood, is told on the wall too."""
        self._seen = not news and not idle
        super()._tell(made, idle, left, news=news)
        self._seen = False

    def _say(self, message: Message) -> None:
        super()._say(message)
        if not self._seen:
            self.said.emit(self.ui.say(message))

    def _refused(self, why: Message) -> None:
        """The line stays as it is, and the reason stands under it until something else is typed."""
        if self.isVisible() and self.line.hasFocus():
            self._wrong = True
            self.help.setText(self.ui.say(why))
            self._foot.setCurrentWidget(self.help)
            accessible.announce(self.line, self.ui.say(why))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The tour goes on from a remote control, whoever types."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = _REMOTE.get(Qt.Key(event.key()), "")
            if name and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.asked.emit(name)
                return True
        return False
