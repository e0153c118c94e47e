"""A knock at the window in which this person has a file open already, in another program of theirs on this computer.

Contract. :func:`knock` leaves a sign for whoever holds a lock (:mod:`.lock`) with this token, in a private folder beside the recovery
copies; :func:`answered` takes it away again and tells that there was one, :func:`waiting` whether it still waits. The sign holds nothing.
What cannot be done is not done, without a word.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from .private import made
from .recovery import recovery_folder

_TOKEN = re.compile(r"[0-9a-f]{32}")


def knock(token: str) -> bool:
    """Knock at the window that holds the lock ``token``; gives whether that could be done."""
    place = _place(token)
    if place is None:
        return False
    try:
        made(place.parent)
        # Whoever comes last finds the sign of the one before, who waits for the same.
        with contextlib.suppress(FileExistsError):
            os.close(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600))
    except OSError:
        return False
    return True


def answered(token: str) -> bool:
    """Whether somebody knocked at the window that holds the lock ``token``; the sign is gone then."""
    place = _place(token)
    if place is None:
        return False
    try:
        place.unlink()
    except OSError:
        return False
    return True


def waiting(token: str) -> bool:
    """Whether the knock has not been answered yet."""
    place = _place(token)
    return place is not None and os.path.lexists(place)


def _place(token: str) -> Path | None:
    return recovery_folder().parent / "knocks" / token if _TOKEN.fullmatch(token) else None
