"""The settings window: everything a person may want otherwise, on one page.

Contract. A :class:`SettingsDialog` is made from the table of preferences (:mod:`..preferences`) and nothing else: a new row appears by
itself. A change takes effect at once, as in the menus, and there is nothing to confirm. ``keys_asked`` wants the table of keys, which is
changed there; ``place`` and ``begin_at`` carry the keyboard over to the dialog of a window that was made anew.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..fields.combo import Combo
from ..fields.ticks import Tick
from ..panels.form import label
from ..preferences import GROUPS, PREFERENCES, Preference, put
from ..shared import Ui
from .bounded import Dialog, Yielding
from .heights import as_high_as_its_words


class SettingsDialog(Dialog):
    """What a person may want otherwise."""

    keys_asked = Signal()

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ui, _ = ui, ui.text
        self.setWindowTitle(_("Settings"))
        self.setMinimumWidth(ui.px(600))
        #: The control of each preference, by its key.
        self.controls: dict[str, Combo | Tick] = {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(ui.px(28), ui.px(20), ui.px(28), ui.px(12))
        grid.setHorizontalSpacing(ui.px(24))
        grid.setVerticalSpacing(ui.px(10))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for name, title in GROUPS:
            rows = [one for one in PREFERENCES if one.group == name]
            if grid.count():
                grid.setRowMinimumHeight(grid.rowCount(), ui.px(6))
            grid.addWidget(label(_(title), "eyebrow"), grid.rowCount(), 0, 1, 2)
            for one in rows:
                self._add(grid, one)
        grid.setRowStretch(grid.rowCount(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, ui.px(16))
        self._area = Yielding(inner)
        column.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(ui.px(28), ui.px(6), ui.px(28), 0)
        self.all_back = QPushButton(_("Back to how it was"))
        self.all_back.clicked.connect(self._put_back)
        self.keys = QPushButton(_("Keys") + " …")
        self.keys.clicked.connect(self.keys_asked)
        close = QPushButton(_("Close"))
        close.setObjectName("close")
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        for button in (self.all_back, self.keys):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        self.refresh()

    def _add(self, grid: QGridLayout, one: Preference) -> None:
        ui, _, at = self._ui, self._ui.text, grid.rowCount()
        words = QVBoxLayout()
        words.setSpacing(ui.px(1))
        name = label(_(one.label), "")
        hint = QLabel(_(one.hint))
        hint.setTextFormat(Qt.TextFormat.PlainText)
        hint.setWordWrap(True)
        hint.setProperty("role", "hint")
        for line in (name, hint):
            words.addWidget(line)
        control: Combo | Tick
        if one.choices is None:
            control = Tick(ui, _("On"))
            control.toggled.connect(partial(self._put, one.key))
        else:
            control = Combo(ui)
            for value, text in one.choices(ui).items():
                control.addItem(text, value)
            control.activated.connect(partial(self._chosen, one.key))
        control.setAccessibleName(_(one.label))
        control.setAccessibleDescription(_(one.hint))
        control.setWhatsThis(_(one.hint))
        name.setBuddy(control)
        grid.addLayout(words, at, 0)
        grid.addWidget(control, at, 1, Qt.AlignmentFlag.AlignVCenter)
        self.controls[one.key] = control

    def _chosen(self, key: str, _at: int) -> None:
        control = self.controls[key]
        assert isinstance(control, Combo)
        self._put(key, control.currentData())

    def _put(self, key: str, value: object) -> None:
        put(self._ui, key, value)
        self._weigh()

    def _put_back(self) -> None:
        """Everything as it comes out of the box; the language and the size last, which make the window anew."""
        for one in sorted(PREFERENCES, key=lambda one: one.key in ("language", "appearance/size")):
            if self._ui.settings.get(one.key) != one.default:
                put(self._ui, one.key, one.default)
        self.refresh()

    def refresh(self) -> None:
        """Show the settings as they are now."""
        for one in PREFERENCES:
            control, value = self.controls[one.key], self._ui.settings.get(one.key)
            control.blockSignals(True)
            if isinstance(control, Combo):
                control.setCurrentIndex(control.findData(value))
            else:
                control.setChecked(bool(value))
            control.blockSignals(False)
        self._weigh()

    def _weigh(self) -> None:
        """There is something to go back to only where something is otherwise."""
        self.all_back.setEnabled(any(self._ui.settings.get(one.key) != one.default for one in PREFERENCES))

    @property
    def place(self) -> str:
        """The key of the preference that has the keyboard; empty when none has."""
        return next((key for key, control in self.controls.items() if control.hasFocus()), "")

    def begin_at(self, key: str) -> None:
        """Give the keyboard to a preference."""
        control = self.controls.get(key)
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words."""
        as_high_as_its_words(self)
        super().showEvent(event)
