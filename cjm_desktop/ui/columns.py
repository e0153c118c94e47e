"""Places in a text: Python counts code points, Qt units of UTF-16, of which an emoji takes two.

Contract. Pure. Whatever goes from a text to Qt (the position of a cursor, the start and the length of a format, the end of a field) goes
through :func:`units` or :func:`column`, and what Qt tells comes back through :func:`index`. For every text and every place in it
``index(text, column(text, at)) == at``.
"""

from __future__ import annotations


def units(text: str) -> int:
    """How long Qt takes a text to be (units of UTF-16)."""
    return len(text) + sum(ch > "\uffff" for ch in text)


def column(text: str, at: int) -> int:
    """Where Qt finds the place before character ``at`` (from 0); a place outside of the text becomes its nearest end."""
    return units(text[: max(0, at)])


def index(text: str, column: int) -> int:
    """Before which character of a text Qt's ``column`` is; one amid the two halves of a character is before that character."""
    if text.isascii():
        return max(0, min(column, len(text)))
    left = column
    for at, ch in enumerate(text):
        left -= 1 + (ch > "\uffff")
        if left < 0:
            return at
    return len(text)
