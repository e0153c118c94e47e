"""The keys of board, grid and table, and what they do in the words of the sheet of keys.

Contract. They are what hands know from everywhere (arrows, Enter, Delete) and stay as they are; the key that brings the opportunities
into sight is one of the window's.
"""

from __future__ import annotations


def _(english: str) -> str:
    """Marks a text of the table for translation; it is looked up when it is shown."""
    return english


#: Keys, and what they do.
SHOWN: tuple[tuple[str, str], ...] = (
    (_("Arrows"), _("To the next card")),
    (_("Ctrl+arrows"), _("Move the card: its order, its status, its impact and effort")),
    ("Enter, F2", _("Write the title, in the table the field")),
    ("Ins", _("Add an opportunity")),
    (_("Delete"), _("Remove the opportunity")),
    ("+", _("Take up what is proposed")),
    ("−", _("Leave it as it is")),
)
