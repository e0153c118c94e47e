"""Which keys do what: those of the table of actions, as the person has changed them.

Contract. A :class:`Keymap` answers for every action of :data:`~cjm_desktop.ui.actions.ACTIONS`; what was changed is one setting (a
mapping of an action's id to its keys), so that keys added in a later version come as usual. ``changed`` is emitted when any key was.
Keys are written as ``QKeySequence`` writes them (``Ctrl+Shift+P``). A key does one thing: :meth:`Keymap.holder` tells who has it. Keys
of the map alone (:data:`~cjm_desktop.ui.canvas.keys.KEYS`) are the map's own and cannot be given away, nor can keys that write text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from .actions import ACTIONS
from .settings import Settings

if TYPE_CHECKING:
    from cjm_desktop.document import Message

_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ALONE = frozenset(range(int(Qt.Key.Key_F1), int(Qt.Key.Key_F35) + 1))
#: Keys that are only held down.
_HELD = frozenset(
    int(key)
    for key in (
        Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
    )
)  # fmt: skip
#: What texts do everywhere with keys of their own.
_WRITING = frozenset(
    QKeySequence(key).toString()
    for key in (
        "Ctrl+A", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+Left", "Ctrl+Right", "Ctrl+Home", "Ctrl+End", "Ctrl+Backspace", "Ctrl+Del",
        "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Home", "Ctrl+Shift+End", "Ctrl+Up", "Ctrl+Down",
    )
)  # fmt: skip


def portable(key: str) -> str:
    """A key as it is kept and compared; empty when it is none."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """A key as this desktop writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class Keymap(QObject):
    """The keys of one window."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def keys(self, ident: str) -> tuple[str, ...]:
        """The keys of an action, the first of them shown in menus."""
        kept = self._kept().get(ident)
        return ACTIONS[ident].keys if kept is None else kept

    def changed_one(self, ident: str) -> bool:
        """Whether an action has other keys than usual."""
        return self.keys(ident) != ACTIONS[ident].keys

    def holder(self, key: str, but: str = "") -> str:
        """The action that has a key (its id), other than ``but``; empty when none has."""
        wanted = portable(key)
        return next(
            (row for row in ACTIONS if row != but and wanted in map(portable, self.keys(row))), ""
        )

    def unfit(self, key: str) -> Message | None:
        """Why a key cannot be that of any action; ``None`` when it can."""
        from cjm_desktop.document import Message  # lazily: the window is painted before a document is known

        wanted = portable(key)
        if not wanted:
            return Message("That is no key.")
        combination: QKeyCombination = QKeySequence(wanted)[0]  # type: ignore[index]
        if not _chord(combination) and int(combination.key()) not in _ALONE:
            return Message("A key alone writes text: hold Ctrl or Alt with it, or take a function key.")
        if wanted in _WRITING or (wanted in _of_map() and not _usual(wanted)):
            return Message("The map and the fields need {key} themselves.", key=native(wanted))
        return None

    def given_away(self, event: QKeyEvent) -> bool:
        """Whether the key of an event is a usual one that its action has not any more."""
        pressed = QKeySequence(event.keyCombination()).toString()
        return any(
            pressed in map(portable, row.keys) and pressed not in map(portable, self.keys(ident))
            for ident, row in ACTIONS.items()
        )

    def give(self, ident: str, key: str) -> None:
        """Give an action this key and no other (empty: none at all), and take it from whoever had it.

        Raises ``ValueError`` when the key is unfit for any.
        """
        wanted = portable(key)
        if key and self.unfit(key) is not None:
            raise ValueError(key)
        kept = self._kept()
        holder = self.holder(wanted, ident) if wanted else ""
        if holder:
            kept[holder] = tuple(one for one in self.keys(holder) if portable(one) != wanted)
        kept[ident] = (wanted,) if wanted else ()
        self._keep(kept)

    def usual(self, ident: str) -> Sequence[str]:
        """Who has the usual keys of an action now (ids): they would lose them if it got them back."""
        found = (self.holder(key, ident) for key in ACTIONS[ident].keys)
        return list(dict.fromkeys(one for one in found if one))

    def give_back(self, ident: str) -> None:
        """Give an action its usual keys, and take them from whoever has them now."""
        kept = self._kept()
        wanted = {portable(key) for key in ACTIONS[ident].keys}
        for other in self.usual(ident):
            kept[other] = tuple(one for one in self.keys(other) if portable(one) not in wanted)
        kept.pop(ident, None)
        self._keep(kept)

    def give_all_back(self) -> None:
        """Every action has its usual keys."""
        self._keep({})

    @property
    def any_changed(self) -> bool:
        """Whether any key is not as usual."""
        return any(self.changed_one(ident) for ident in ACTIONS)

    def _kept(self) -> dict[str, tuple[str, ...]]:
        kept = self._settings.get("keys/changed")
        return {
            ident: tuple(key for key in keys if isinstance(key, str) and portable(key))
            for ident, keys in kept.items()
            if ident in ACTIONS and isinstance(keys, list)
        }

    def _keep(self, kept: dict[str, tuple[str, ...]]) -> None:
        other = {ident: list(keys) for ident, keys in kept.items() if keys != ACTIONS[ident].keys}
        self._settings.set("keys/changed", other)
        self.changed.emit()


def held_only(key: int) -> bool:
    """Whether a key is one that is only held down with others."""
    return key in _HELD


def _chord(combination: QKeyCombination) -> bool:
    return bool(combination.keyboardModifiers() & _CHORDS)


def _of_map() -> frozenset[str]:
    from .canvas.keys import KEYS  # lazily: the window is painted before the map is loaded

    return frozenset(QKeySequence(QKeyCombination(modifiers, key)).toString() for key, modifiers in KEYS)


def _usual(key: str) -> bool:
    """Whether an action usually has a key: then the map knows it only for when there are no menus."""
    return any(key in map(portable, row.keys) for row in ACTIONS.values())
