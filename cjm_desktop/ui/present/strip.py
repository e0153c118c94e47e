"""The controls of a presentation: a quiet strip at the lower edge that comes when it is wanted and goes by itself.

Contract. :class:`Strip` has a button for everything that a key does (:mod:`.keys`) and the choice of what the tour visits. It
emits ``asked`` with the same names, and ``chosen`` with a choice. The window decides when it shows; it can be walked with Tab, and
Escape gives the keyboard back to the map.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from ..icons import Icons
from ..keymap import Keymap, native
from ..shared import Ui
from ..theme import FAMILY, Look
from .keys import OWN
from .tour import CHOICES

#: How long it stays when nobody points at it or has the keyboard in it.
LINGERS_MS = 2_600


class Strip(QFrame):
    """The controls."""

    #: The name of what a button asks for.
    asked = Signal(str)
    #: Another choice of what the tour visits.
    chosen = Signal(str)
    #: The keyboard goes back to the map.
    left = Signal()

    def __init__(self, ui: Ui, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._ui, self._keymap, _ = ui, Keymap(ui.settings), ui.text
        self.setObjectName("strip")
        self.setAccessibleName(_("Controls at the lower edge"))
        self._icons = Icons(look)
        self._row = QHBoxLayout(self)
        self.buttons: dict[str, QToolButton] = {}
        self._signs: dict[str, str] = {}
        self._tips: dict[str, str] = {}
        self._add("go_back", "chevron-left", _("Previous stop (PgUp)"))
        self.place = QLabel()
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row.addWidget(self.place)
        self._add("go_on", "chevron-right", _("Next stop (PgDown)"))
        self._choice = self._add("", "route", _("What the tour visits"))
        self._choice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._choices = QMenu(self)
        self._group = QActionGroup(self)
        for key, name in CHOICES:
            action = self._choices.addAction(ui.say(name))
            action.setCheckable(True)
            action.setData(key)
            self._group.addAction(action)
        self._group.triggered.connect(lambda action: self.chosen.emit(action.data()))
        self._choice.setMenu(self._choices)
        self._add("turn_bar", "zap", _("Type what the group says, one line for each card"), checkable=True)
        self._add("show_whole", "maximize", _("Whole map"))
        self._add("toggle_story", "message-square-quote", _("Story of the card"), checkable=True)
        self._add("toggle_spotlight", "circle-dot", _("Spotlight"), checkable=True)
        self._add("toggle_dark", "moon", _("Dark room"), checkable=True)
        self._add("toggle_blank", "eye-off", _("Blank screen"), checkable=True)
        self._add("toggle_timer", "timer", _("Timer: start or pause"), checkable=True)
        self._add("add_minute", "", _("One minute more"), text="+1")
        self._add("add_five", "", _("Five minutes more"), text="+5")
        self._add("toggle_pulse", "bell", _("Let the timer pulse at its end"), checkable=True)
        self._add("end", "x", _("Back to the editor (Escape)"))
        self._rest = QTimer(self, singleShot=True, interval=LINGERS_MS)
        self._rest.timeout.connect(self._go)
        self._name_keys()
        self.hide()

    def _add(self, name: str, icon: str, tip: str, *, text: str = "", checkable: bool = False) -> QToolButton:
        button = QToolButton()
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setCheckable(checkable)
        # Who clicks keeps the keyboard on the map.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if text:
            button.setText(text)
        button.installEventFilter(self)
        if name:
            button.clicked.connect(lambda _checked=False: self.asked.emit(name))
        self.buttons[name or "choice"] = button
        self._tips[name or "choice"] = tip
        self._signs[name or "choice"] = icon
        self._row.addWidget(button)
        return button

    def _name_keys(self) -> None:
        """The tips tell the keys that can be changed, as they are now."""
        for name, row in {**{row.name: row.id for row in OWN}, "turn_bar": "capture"}.items():
            button, keys = self.buttons.get(name), self._keymap.keys(row)
            if button is not None:
                tip = f"{self._tips[name]} ({native(keys[0])})" if keys else self._tips[name]
                button.setToolTip(tip)
                button.setAccessibleName(tip)

    def put_on(self, look: Look, px: int) -> None:
        """Another look; ``px`` is the least size of type."""
        self._icons.look = look
        font = QFont(FAMILY)
        font.setPixelSize(px)
        font.setWeight(QFont.Weight.DemiBold)
        room = round(0.3 * px)
        self._row.setContentsMargins(2 * room, room, 2 * room, room)
        self._row.setSpacing(round(0.15 * px))
        for name, button in self.buttons.items():
            button.setFont(font)
            if self._signs[name]:
                button.setIcon(self._icons.icon(self._signs[name], "header_ink", "header_accent"))
                button.setIconSize(QSize(round(1.2 * px), round(1.2 * px)))
        self.place.setFont(font)
        self.place.setMinimumWidth(self.place.fontMetrics().horizontalAdvance("000 / 000"))
        menu = QFont(font)
        menu.setWeight(QFont.Weight.Normal)
        self._choices.setFont(menu)
        self.adjustSize()

    def tell(self, place: str, choice: str, checked: dict[str, bool]) -> None:
        """Where the tour is, what it visits, and which buttons are on."""
        self.place.setText(place)
        for action in self._group.actions():
            action.setChecked(action.data() == choice)
        for name, on in checked.items():
            self.buttons[name].setChecked(on)

    # ------------------------------------------------------------------ coming and going

    def come(self, *, keyboard: bool = False) -> None:
        """Show it; with the keyboard in it, if it was asked for by a key."""
        self._name_keys()
        self.show()
        self.raise_()
        if keyboard:
            self.buttons["go_on"].setFocus(Qt.FocusReason.TabFocusReason)
        self._rest.start()

    @property
    def wanted(self) -> bool:
        """Whether somebody points at it, has the keyboard in it or its menu open."""
        inside = any(button.hasFocus() for button in self.buttons.values())
        return self.underMouse() or inside or self._choices.isVisible()

    def _go(self) -> None:
        if self.wanted:
            self._rest.start()
        else:
            self.hide()

    def leave(self) -> None:
        """Hide it and give the keyboard back."""
        self._rest.stop()
        self.hide()
        self.left.emit()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._walk(event)
        return False

    def _walk(self, event: QKeyEvent) -> bool:
        """Arrows go along the strip, Escape leaves it, Enter presses; a presenter's keys go on with the tour."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QToolButton):
                focus.click()
        elif key == Qt.Key.Key_PageDown:
            self.asked.emit("go_on")
        elif key == Qt.Key.Key_PageUp:
            self.asked.emit("go_back")
        else:
            return False
        self._rest.start()
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Round and round within the strip."""
        row = list(self.buttons.values())
        at = next((i for i, button in enumerate(row) if button.hasFocus()), -1)
        row[(at + (1 if forward else -1)) % len(row)].setFocus(Qt.FocusReason.TabFocusReason)
        return True
