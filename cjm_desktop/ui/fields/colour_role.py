"""A colour of one's own for a role of the theme: a well, its hex number, a way back to the theme, and what is wrong with it.

Contract. The value is ``#RRGGBB``, or empty where the theme decides. The picker is drawn by us, in our look, and needs no dialog
of the system; while a hand moves in it, :attr:`RoleColourField.tried` tells the colour under it, and the document follows when
the hand rests. One visit to the picker is one undo entry; Escape takes back what it changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjm_desktop.document import Message

from ..desk import Desk
from ..shared import Ui
from ..theme import interface_font
from .base import Field, Link, Unfit
from .colour_picker import Picker, Well, colour_in


class Advice(QWidget):
    """Sentences about a colour, each with a sign; hidden while there are none."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.sentences: tuple[str, ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, ui.px(2), 0, ui.px(4))
        self._box.setSpacing(ui.px(3))
        self.hide()

    def say(self, sentences: Sequence[str]) -> None:
        """Show these sentences."""
        said = tuple(sentences)
        if said == self.sentences:
            return
        self.sentences, ui = said, self._ui
        while (item := self._box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for sentence in said:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(ui.px(6))
            sign = QLabel()
            sign.setPixmap(
                ui.icons.pixmap("triangle-alert", ui.px(14), ui.look.danger, self.devicePixelRatioF())
            )
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            text = QLabel(sentence)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setProperty("role", "error")
            text.setWordWrap(True)
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            row.addWidget(text, 1)
            self._box.addWidget(line)
        self.setVisible(bool(said))


class RoleColourField(Field):
    """One role in one row: well, name, hex number, back to the theme; sentences about it beneath."""

    #: The colour under the hand (``#RRGGBB``, empty: the theme's), before it is in the document.
    tried = Signal(str)
    #: The person wants the nearest colour that nothing is wrong with.
    mend_wanted = Signal()

    def __init__(
        self, desk: Desk, link: Link, name: str, offered: Callable[[], Sequence[str]], tip: str = ""
    ) -> None:
        super().__init__(desk, link)
        ui, _ = desk.ui, desk.ui.text
        self._offered = offered
        self._of_theme = "#FFFFFF"
        self.picker: Picker | None = None
        self.well = Well(ui, _("{name}: choose a colour").format(name=name))
        self.well.clicked.connect(self.choose)
        caption = QLabel(name)
        caption.setTextFormat(Qt.TextFormat.PlainText)
        caption.setProperty("role", "caption")
        caption.setToolTip(tip)
        caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        caption.setWordWrap(True)
        self.edit = QLineEdit()
        self.edit.setMaxLength(9)
        self.edit.setFixedWidth(ui.px(84))
        self.edit.setFont(interface_font(ui.scale, 12))
        self.edit.setAccessibleName(_("{name}: colour as a number such as #0F1B33").format(name=name))
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self.flush)
        caption.setBuddy(self.edit)
        self.back = QToolButton()
        self.back.setIcon(ui.icons.icon("rotate-ccw", "secondary"))
        self.back.setIconSize(QSize(ui.px(14), ui.px(14)))
        self.back.setToolTip(_("As the theme says"))
        self.back.setAccessibleName(_("{name}: as the theme says").format(name=name))
        self.back.setFixedWidth(ui.px(24))
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(self.reset)
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ui.px(4))
        row.addWidget(self.well)
        row.addSpacing(ui.px(2))
        row.addWidget(caption, 1)
        row.addWidget(self.edit)
        row.addWidget(self.back)
        self.hold(box, self.edit)
        self.advice = Advice(ui)
        self._column.addWidget(self.advice)
        self.mend = QPushButton(_("Mend it"))
        self.mend.setProperty("role", "quiet")
        self.mend.setIcon(ui.icons.icon("sparkles", "accent"))
        self.mend.setToolTip(
            _("Make the colour just so much lighter or darker that nothing is wrong with it")
        )
        self.mend.setAccessibleName(_("{name}: mend it").format(name=name))
        self.mend.setAutoDefault(False)
        self.mend.clicked.connect(self.mend_wanted)
        self.mend.hide()
        self._column.addWidget(self.mend, 0, Qt.AlignmentFlag.AlignLeft)

    def advise(self, sentences: Sequence[str]) -> None:
        """Say what is wrong with the colour, to eyes and to a screen reader; nothing when it is sound."""
        self.advice.say(sentences)
        self.edit.setAccessibleDescription(" ".join(sentences))
        if not sentences and self.mend.hasFocus():
            self.edit.setFocus()
        self.mend.setVisible(bool(sentences) and self.isEnabled())

    def take(self, colour: str) -> None:
        """Take a colour over on the person's behalf, as one step."""
        self.edit.setText(colour)
        self._dress()
        self.chosen()

    def show_theme(self, colour: str) -> None:
        """Tell the field what the theme says about its role (``#RRGGBB``)."""
        self._of_theme = colour
        self.edit.setPlaceholderText(colour)
        self._dress()

    def show_value(self, value: Any) -> None:
        if self.edit.text() != value:
            self.edit.setText(str(value or ""))
        self._dress()

    def value(self) -> Any:
        raw = self.edit.text()
        if not raw.strip():
            return ""
        colour = colour_in(raw)
        if colour is None:
            raise Unfit(Message("A colour is written like #0F1B33."))
        return colour

    def left(self) -> None:
        super().left()
        if not self._dirty and isinstance(self._shown, str) and self.edit.text() != self._shown:
            # “abc” was taken over as #AABBCC.
            self.show_value(self._shown)

    def reset(self) -> None:
        """Leave the role to the theme."""
        self.edit.setText("")
        self._dress()
        self.edit.setFocus()
        self.chosen()

    def choose(self) -> None:
        """Open the picker."""
        before = self.edit.text() if colour_in(self.edit.text()) else ""
        offered = [one for one in dict.fromkeys(self._offered()) if one != before]
        picker = Picker(self.desk.ui, colour_in(before) or self._of_theme, offered, self)
        self.picker = picker
        picker.moved.connect(self._picked)
        picker.closed.connect(lambda kept: self._closed(kept, before))
        picker.open_below(self.well)

    def _picked(self, colour: str) -> None:
        self.edit.setText(colour)
        self.touched()
        self._dress()
        self.tried.emit(colour)

    def _closed(self, kept: bool, before: str) -> None:
        self.picker = None
        if not kept and self.edit.text() != before:
            self.edit.setText(before)
            self.touched()
            self.tried.emit(before)
        self.left()
        self._dress()
        self.well.setFocus()

    def _typed(self) -> None:
        self.touched()
        self._dress()
        raw = self.edit.text().strip()
        colour = colour_in(raw)
        if colour is not None or not raw:
            self.tried.emit(colour or "")

    def _dress(self) -> None:
        colour = colour_in(self.edit.text())
        self.well.show_colour(colour or self._of_theme, own=colour is not None)
        gone = not self.edit.text() and self.back.hasFocus()
        self.back.setVisible(bool(self.edit.text()) and self.isEnabled())
        if gone:
            self.edit.setFocus()
