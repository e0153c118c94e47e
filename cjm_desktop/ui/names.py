"""Names of files and folders as they stand in a window beside other words.

Contract. :func:`named` gives a name that turns nothing round: what cannot be printed, the signs that reverse a line among it, becomes “?”
(:func:`~cjm_desktop.storage.shown`), and a name whose letters run from right to left stands by itself (isolates of Unicode's bidirectional
algorithm, UAX #9). :func:`apart` does only that, for what the document itself says.
"""

from __future__ import annotations

import unicodedata

from cjm_desktop.storage import shown


def apart(text: str) -> str:
    """A text of the document, fit to stand beside other words: letters that run from right to left keep to themselves."""
    return f"\u2068{text}\u2069" if any(unicodedata.bidirectional(ch) in ("R", "AL", "AN") for ch in text) else text


def named(text: str) -> str:
    """The name, fit to stand beside other words."""
    return apart(shown(text))
