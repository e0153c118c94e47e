"""Names of files and folders as they stand in a window beside other words.

Contract. :func:`named` gives a name that turns nothing round: what cannot be printed, the signs that reverse a line among it, becomes “?”
(:func:`~cjm_desktop.storage.shown`), and a name whose letters run from right to left stands by itself (isolates of Unicode's bidirectional
algorithm, UAX #9).
"""

from __future__ import annotations

import unicodedata

from cjm_desktop.storage import shown


def named(text: str) -> str:
    """The name, fit to stand beside other words."""
    seen = shown(text)
    if any(unicodedata.bidirectional(ch) in ("R", "AL", "AN") for ch in seen):
        return f"\u2068{seen}\u2069"
    return seen
