"""The keys of the outline as tables: those that may be changed, and what the others do in the words of the sheet of keys.

Contract. Enter, Tab and their like are how text is written and stay as they are (:data:`SHOWN`); what moves a line has keys that a
person may change (:data:`OWN`, see :class:`~..keymap.Keymap`).
"""

from __future__ import annotations

from ..own_keys import OwnKey


def _(english: str) -> str:
    """Marks a text of the tables for translation; it is looked up when it is shown."""
    return english


#: What a person may give other keys.
OWN: tuple[OwnKey, ...] = (
    OwnKey("outline:up", _("Move the card or phase up"), ("Alt+Up",)),
    OwnKey("outline:down", _("Move the card or phase down"), ("Alt+Down",)),
)

#: What the sheet of keys shows of the rest: keys, and what they do.
SHOWN: tuple[tuple[str, str], ...] = (
    (_("Enter"), _("Next card; in a detail too")),
    (_("Enter again"), _("In a line that is empty yet: one step out, from detail to card, from card to phase")),
    (_("Shift+Enter"), _("Another line of the same detail")),
    (_("Tab"), _("From phase to card, from card to detail")),
    (_("Shift+Tab"), _("From detail to card, from card to phase")),
    (_("Escape"), _("Back to the map; what was typed stays")),
)
