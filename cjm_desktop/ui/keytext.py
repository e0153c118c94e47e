"""Keys as they stand in our tables.

Contract. :func:`sequence` reads a key as it is written in English. ``QKeySequence(text)`` reads it in the language of Qt's own words
instead, and in some there is another key by that name: in Hungarian “Enter” is Return, so that Ctrl+Return and Ctrl+Enter were the
same key twice, which Qt then gives to neither.
"""

from __future__ import annotations

from PySide6.QtGui import QKeySequence


def sequence(key: str) -> QKeySequence:
    """The key of a text such as ``Ctrl+Shift+P``; none for an empty text."""
    return QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
