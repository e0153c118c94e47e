"""Keeps what the program takes of the system's memory from growing while what it needs does not.

Contract. Both functions may be called from any thread, as often as one likes, and do nothing where there is nothing to do.

The memory of Linux programs that have several threads lies in pieces, one for each: what an export or a preview took there, often fifty
megabytes, stays with the program when it is freed, and so do gaps between what lives on. :func:`in_one_piece` lets all threads share
one, :func:`give_back` gives its free pages back to the system. Windows and macOS see to it themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

#: Names of what is set, as in GNU's malloc.h.
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
#: What is at least so large (bytes), a picture or a page being printed, gets pages of its own, and leaves no gap when it goes. GNU's
#: library raises this by itself to 32 MB once such a thing was freed, which leaves such gaps.
_LARGE = 256 * 1024


def in_one_piece() -> bool:
    """Let the threads that are started from now on share one piece of memory; gives whether that could be arranged.

    They nearly always wait for Python's lock, so that they do not wait for one another here as well.
    """
    set_option = _of_malloc("mallopt")
    return set_option is not None and bool(set_option(_ARENA_MAX, 1)) and bool(set_option(_MMAP_THRESHOLD, _LARGE))


def give_back() -> bool:
    """Give the system what is free; gives whether there was something that was given back."""
    trim = _of_malloc("malloc_trim")
    return trim is not None and bool(trim(0))


def _of_malloc(name: str) -> Callable[..., Any] | None:
    """A function of GNU's library, found among what is loaded; other libraries than GNU's have none of that name."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes  # only there, and not before the window was painted

    found: Callable[..., Any] | None = getattr(ctypes.CDLL(None), name, None)
    return found
