"""Keys that only one place of the program understands and that a person may change all the same.

Contract. An :class:`OwnKey` is a row of the table of its place (:data:`~cjm_desktop.ui.present.keys.OWN`,
:data:`~cjm_desktop.ui.outline.keys.OWN`). Its id begins with the place, so that it is told from the window's actions. Two places are
never in front of one person at once: they may have a key in common, but none with the window's actions.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnKey:
    """One thing a key does in one place: ``id`` (``place:name``), what it is called (English, marked), and its usual keys."""

    id: str
    text: str
    keys: tuple[str, ...]

    @property
    def place(self) -> str:
        """``present`` or ``outline``."""
        return self.id.partition(":")[0]

    @property
    def name(self) -> str:
        """What is asked for in that place."""
        return self.id.partition(":")[2]


#: What an action of the window is in place of a place: its keys work in all of them.
EVERYWHERE = ""


def place_of(ident: str) -> str:
    """Where the keys of an action or of an own row work."""
    place, found, _name = ident.partition(":")
    return place if found else EVERYWHERE
