"""Changing keys in the table of keys: a button that waits for the new key, and what is said about it.

Contract. A :class:`KeyButton` shows the keys of an action; pressed, it waits for the next key: Escape and leaving it change nothing,
Backspace takes the key away. A :class:`KeyTalk` under the table says what came of it and, when another action has the key already,
asks which of the two shall have it; nothing is changed before that is answered.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..canvas.accessible import announce
from ..keymap import ROWS, Keymap, held_only, native
from ..panels.form import button, label, small_button
from ..shared import Ui

_NO_KEY = "–"


def named(ui: Ui, ident: str) -> str:
    """What an action is called where it stands alone."""
    return ui.text(ROWS[ident].text).replace("&", "").rstrip(" …")


class KeyButton(QPushButton):
    """The keys of one action; ``pressed_key`` gets a new one (empty: none)."""

    def __init__(self, ui: Ui, keymap: Keymap, ident: str, pressed_key: Callable[[str, str], object]) -> None:
        super().__init__()
        self._ui, self._keymap, self._pressed_key = ui, keymap, pressed_key
        self.ident = ident
        self.waiting = False
        self.setProperty("role", "key")
        self.setAutoDefault(False)
        self.clicked.connect(self.wait)
        self.refresh()

    def refresh(self) -> None:
        """Show the keys as they are now."""
        ui, keys = self._ui, self._keymap.keys(self.ident)
        shown = ui.text(" or ").join(native(key) for key in keys[:2]) or _NO_KEY
        self.setText(ui.text("New key …") if self.waiting else shown)
        said = shown if keys else ui.text("no key")
        self.setAccessibleName(ui.text("Key of “{action}”: {key}").format(action=named(ui, self.ident), key=said))
        self.setToolTip(ui.text("Press it and then the new key; Backspace: no key"))

    def wait(self) -> None:
        """Wait for the new key."""
        self.waiting = True
        self.refresh()
        announce(self, self._ui.text("New key …"))

    def give_up(self) -> None:
        """Do not wait any more."""
        self.waiting = False
        self.refresh()

    def event(self, event: QEvent) -> bool:
        """While it waits no shortcut takes a key away."""
        if self.waiting and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (not self.waiting or event.isAutoRepeat()):
            # Not the dialog's answer; held down it is no new key either.
            if not event.isAutoRepeat():
                self.wait()
        elif not self.waiting:
            super().keyPressEvent(event)
        elif held_only(event.key()):
            event.accept()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not event.modifiers() & _CHORD:
            self.give_up()
        else:
            self.give_up()
            plain = event.key() == Qt.Key.Key_Backspace and not event.modifiers() & _CHORD
            self._pressed_key(self.ident, "" if plain else _key(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.waiting:
            self.give_up()


class KeyTalk(QWidget):
    """The line under the table: what was said, and the two ways out of a conflict."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._take: Callable[[], object] = lambda: None
        self._back: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(ui.px(24), ui.px(10), ui.px(24), 0)
        self.sentence = label("", "strong", wrap=True)
        column.addWidget(self.sentence)
        self.choice = QWidget()
        row = QHBoxLayout(self.choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(ui.px(8))
        self.take = button(ui, "", "", self._taken, "")
        self.leave = button(ui, ui.text("Leave it as it was"), "", self.let_be, "")
        for one in (self.take, self.leave):
            one.setAutoDefault(True)
            row.addWidget(one)
        row.addStretch(1)
        column.addWidget(self.choice)
        self.choice.hide()
        self.sentence.setText(ui.text(
                "A framed key can be changed: go to it with Tab and press Enter, or click it; then press the new key."
            ))

    def say(self, sentence: str) -> None:
        """Say something that needs no answer."""
        self.choice.hide()
        self.sentence.setText(sentence)
        self.setVisible(bool(sentence))
        announce(self, sentence)

    def ask(self, sentence: str, take: str, does: Callable[[], object], back: QWidget) -> None:
        """Ask: ``does`` is done for the button ``take``; the keyboard goes ``back`` to a widget afterwards."""
        self.say(sentence)
        self._take, self._back = does, back
        self.take.setText(take)
        self.choice.show()
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape answers what is asked, and does not close the sheet over it."""
        if event.key() == Qt.Key.Key_Escape and not self.choice.isHidden():
            self.let_be()
        else:
            super().keyPressEvent(event)

    def let_be(self) -> None:
        """Nothing is changed."""
        self.say("")
        self._return()

    def _taken(self) -> None:
        self.choice.hide()
        self._take()
        self._return()

    def _return(self) -> None:
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)


class KeyChanges:
    """The buttons of a table of keys and what they do to the keys."""

    def __init__(self, ui: Ui, keymap: Keymap) -> None:
        self._ui, self._keymap = ui, keymap
        self.talk = KeyTalk(ui)
        #: Brings the key that something is said of into sight.
        self.shows: Callable[[QWidget], object] = lambda _button: None
        self.buttons: dict[str, KeyButton] = {}
        self.backs: dict[str, QWidget] = {}
        self.all_back = button(ui, ui.text("All keys as usual"), "rotate-ccw", self._all_back)
        self.all_back.setAutoDefault(False)

    def row(self, ident: str) -> tuple[KeyButton, QWidget]:
        """The button of an action, and the one that gives it its usual keys back."""
        ui = self._ui
        made = self.buttons[ident] = KeyButton(ui, self._keymap, ident, self._pressed)
        tip = ui.text("“{action}” as usual").format(action=named(ui, ident))
        back = self.backs[ident] = small_button(ui, "rotate-ccw", tip, lambda: self._give_back(ident))
        return made, back

    def refresh(self) -> None:
        """Show all keys as they are now."""
        for ident, one in self.buttons.items():
            one.refresh()
            self.backs[ident].setVisible(self._keymap.changed_one(ident))
        self.all_back.setEnabled(self._keymap.any_changed)

    def _pressed(self, ident: str, key: str) -> None:
        ui, keymap = self._ui, self._keymap
        if key:
            wrong = keymap.unfit(key, ident)
            if wrong is not None:
                self.talk.say(ui.say(wrong))
                return
            holder = keymap.holder(key, ident)
            if holder:
                self.shows(self.buttons[ident])
                self.talk.ask(
                    ui.text("{key} is the key of “{other}”.").format(key=native(key), other=named(ui, holder)),
                    ui.text("Give it to “{action}”").format(action=named(ui, ident)),
                    lambda: self._give(ident, key),
                    self.buttons[ident],
                )
                return
        self._give(ident, key)

    def _give(self, ident: str, key: str) -> None:
        ui = self._ui
        self.shows(self.buttons[ident])
        self._keymap.give(ident, key)
        self.refresh()
        if key:
            said = ui.text("{key} is the key of “{other}” now.").format(key=native(key), other=named(ui, ident))
        else:
            said = ui.text("“{action}” has no key now.").format(action=named(ui, ident))
        self.talk.say(said)

    def _give_back(self, ident: str) -> None:
        ui, keymap = self._ui, self._keymap
        others = [other for other in keymap.usual(ident) if other != ident]

        def give() -> None:
            keymap.give_back(ident)
            self.refresh()
            self.talk.say(ui.text("“{action}” as usual").format(action=named(ui, ident)))

        self.buttons[ident].setFocus(Qt.FocusReason.OtherFocusReason)
        if not others:
            give()
            return
        key = next(key for key in ROWS[ident].keys if keymap.holder(key, ident))
        self.talk.ask(
            ui.text("{key} is the key of “{other}”.").format(key=native(key), other=named(ui, others[0])),
            ui.text("Give it to “{action}”").format(action=named(ui, ident)),
            give,
            self.buttons[ident],
        )

    def _all_back(self) -> None:
        self._keymap.give_all_back()
        self.refresh()
        self.talk.say(self._ui.text("All keys are as usual."))


_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def _key(event: QKeyEvent) -> str:
    """The key of an event, as it is kept; the number pad's are those of the rest."""
    modifiers = event.modifiers() & (_CHORD | Qt.KeyboardModifier.ShiftModifier)
    return QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString()
