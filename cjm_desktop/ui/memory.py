"""Gives memory that nobody uses any more back to the system.

Contract. :func:`give_back` may be called from any thread and does nothing where there is nothing to do. The memory of Linux programs that
have several threads lies in pieces, one for each: what an export or a preview took there, often fifty megabytes, stays with the program
when it is freed, and so do gaps between what lives on. Windows and macOS see to it themselves.
"""

from __future__ import annotations

import sys


def give_back() -> bool:
    """Give the system what is free; gives whether there was something that was given back."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # only there, and not before the window was painted

    # Found among what is loaded: other libraries than GNU's have no such function.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
