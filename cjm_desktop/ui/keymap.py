"""Which keys do what: those of the tables of actions, as the person has changed them.

Contract. A :class:`Keymap` answers for every row of :data:`ROWS`: every action of :data:`~cjm_desktop.ui.actions.ACTIONS`, and the keys
that the presentation and the outline have of their own. What was changed is one setting (a mapping of a row's id to its keys), so that
keys added in a later version come as usual. ``changed`` is emitted when any key was. Keys are written as ``QKeySequence`` writes them
(``Ctrl+Shift+P``). A key does one thing in one place: :meth:`Keymap.holder` tells who has it. Keys of the map alone
(:data:`~cjm_desktop.ui.canvas.keys.KEYS`) are the map's own and cannot be given away, nor can keys that write text where text is written,
nor the letters of the menus; where such a letter was made a key in another language, the menu does without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from .actions import ACTIONS, Row
from .keytext import sequence
from .outline.keys import OWN as OUTLINE
from .own_keys import EVERYWHERE, OwnKey, place_of
from .present.keys import FIXED
from .present.keys import OWN as PRESENT
from .settings import Settings

if TYPE_CHECKING:
    from cjm_desktop.document import Message

#: Everything that has keys which can be changed, by its id.
ROWS: Mapping[str, Row | OwnKey] = MappingProxyType({**ACTIONS, **{row.id: row for row in (*PRESENT, *OUTLINE)}})
#: What the presentation does by keys that nobody can change, and what its map does with keys that only the hand has.
_ROOM = frozenset(QKeySequence(QKeyCombination(key)).toString() for key in FIXED) | {"Space", "Shift+Tab"}

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
    sequence(key).toString()
    for key in (
        "Ctrl+A", "Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+Left", "Ctrl+Right", "Ctrl+Home", "Ctrl+End", "Ctrl+Backspace", "Ctrl+Del",
        "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Home", "Ctrl+Shift+End", "Ctrl+Up", "Ctrl+Down",
    )
)  # fmt: skip


def portable(key: str) -> str:
    """A key as it is kept and compared; empty when it is none."""
    return sequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def native(key: str) -> str:
    """A key as this desktop writes it."""
    return sequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class Keymap(QObject):
    """The keys of one window."""

    changed = Signal()

    def __init__(self, settings: Settings, menus: Mapping[str, str] = MappingProxyType({})) -> None:
        """``menus`` gives the keys that open the menus of the window, with their titles (:func:`~.actions.menu_keys`)."""
        super().__init__()
        self._settings, self._menus = settings, menus

    def keys(self, ident: str) -> tuple[str, ...]:
        """The keys of a row, the first of them shown in menus."""
        kept = self._kept().get(ident)
        return ROWS[ident].keys if kept is None else kept

    def changed_one(self, ident: str) -> bool:
        """Whether an action has other keys than usual."""
        return self.keys(ident) != ROWS[ident].keys

    def holder(self, key: str, but: str = "") -> str:
        """Who has a key (its id) where that of ``but`` works too, other than ``but`` itself; empty when none has."""
        return next(iter(self._holders(portable(key), but)), "")

    def _holders(self, wanted: str, but: str) -> list[str]:
        place = place_of(but)
        others = (row for row in ROWS if row != but and _meet(place, place_of(row)))
        return [row for row in others if wanted in map(portable, self.keys(row))]

    def unfit(self, key: str, ident: str = "") -> Message | None:
        """Why a key cannot be that of a row, or of any action; ``None`` when it can."""
        from cjm_desktop.document import Message  # lazily: the window is painted before a document is known

        wanted = portable(key)
        if not wanted:
            return Message("That is no key.")
        place = place_of(ident)
        if place == "present":
            # Nothing is written there but on the map, which keeps all keys to itself while it is.
            if wanted in _ROOM or wanted in _of_map():
                return Message("The presentation needs {key} itself.", key=native(wanted))
            return None
        if wanted in self._menus:
            return Message("{key} opens the menu “{menu}”.", key=native(wanted), menu=self._menus[wanted])
        combination: QKeyCombination = sequence(wanted)[0]  # type: ignore[index]
        if not _chord(combination) and int(combination.key()) not in _ALONE:
            return Message("A key alone writes text: hold Ctrl or Alt with it, or take a function key.")
        if wanted in _WRITING or (place == EVERYWHERE and wanted in _of_map() and not _usual(wanted)):
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
        """Give a row this key and no other (empty: none at all), and take it from whoever had it.

        Raises ``ValueError`` when the key is unfit for it.
        """
        wanted = portable(key)
        if key and self.unfit(key, ident) is not None:
            raise ValueError(key)
        kept = self._kept()
        for holder in self._holders(wanted, ident) if wanted else ():
            kept[holder] = tuple(one for one in self.keys(holder) if portable(one) != wanted)
        kept[ident] = (wanted,) if wanted else ()
        self._keep(kept)

    def usual(self, ident: str) -> Sequence[str]:
        """Who has the usual keys of a row now (ids): they would lose them if it got them back."""
        found = (one for key in ROWS[ident].keys for one in self._holders(portable(key), ident))
        return list(dict.fromkeys(found))

    def give_back(self, ident: str) -> None:
        """Give a row its usual keys, and take them from whoever has them now."""
        kept = self._kept()
        wanted = {portable(key) for key in ROWS[ident].keys}
        for other in self.usual(ident):
            kept[other] = tuple(one for one in self.keys(other) if portable(one) not in wanted)
        kept.pop(ident, None)
        self._keep(kept)

    def give_all_back(self) -> None:
        """Everything has its usual keys."""
        self._keep({})

    @property
    def any_changed(self) -> bool:
        """Whether any key is not as usual."""
        return any(self.changed_one(ident) for ident in ROWS)

    def _kept(self) -> dict[str, tuple[str, ...]]:
        kept = self._settings.get("keys/changed")
        return {
            ident: tuple(key for key in keys if isinstance(key, str) and portable(key))
            for ident, keys in kept.items()
            if ident in ROWS and isinstance(keys, list)
        }

    def _keep(self, kept: dict[str, tuple[str, ...]]) -> None:
        other = {ident: list(keys) for ident, keys in kept.items() if keys != ROWS[ident].keys}
        self._settings.set("keys/changed", other)
        self.changed.emit()


def held_only(key: int) -> bool:
    """Whether a key is one that is only held down with others."""
    return key in _HELD


def _meet(one: str, other: str) -> bool:
    """Whether keys of two places can be pressed in one."""
    return one == other or EVERYWHERE in (one, other)


def _chord(combination: QKeyCombination) -> bool:
    return bool(combination.keyboardModifiers() & _CHORDS)


def _of_map() -> frozenset[str]:
    from .canvas.keys import KEYS  # lazily: the window is painted before the map is loaded

    return frozenset(QKeySequence(QKeyCombination(modifiers, key)).toString() for key, modifiers in KEYS)


def _usual(key: str) -> bool:
    """Whether an action usually has a key: then the map knows it only for when there are no menus."""
    return any(key in map(portable, row.keys) for row in ACTIONS.values())
