"""What the first line of a kept version may say, and what is said of one that cannot be read.

Contract. :func:`head_of` reads it, :func:`name_of` gives the name of a version's file and :func:`when_of` the time in it;
:func:`is_digest` and :func:`is_time` look at values that may be anything; :func:`damaged` gives the error to be raised.
"""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path
from typing import Any

from cjm_desktop.document import Message

from .errors import NotJson, shown
from .moments import moment_of

#: The ending of the name of a version's file.
ENDING = ".version"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def head_of(line: bytes) -> dict[str, Any]:
    """The first line of a version's file. Raises ``ValueError`` for one that is none."""
    try:
        head = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested without end") from error
    if not isinstance(head, dict):
        raise ValueError("no record")
    return head


def name_of(when: float) -> str:
    """What the file of a version of a time is called: by their names they stand in their order."""
    return f"{max(0, round(when * 1000)):015d}-{secrets.token_hex(4)}{ENDING}"


def when_of(name: str) -> float:
    """The time in the name of a version's file (seconds since 1970)."""
    return int(name[:15]) / 1000


def is_digest(value: object) -> bool:
    """Whether a value is a SHA-256 as it is written here."""
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def is_time(value: object) -> bool:
    """Whether a value is a time that a person can mean (seconds since 1970)."""
    return moment_of(value) is not None


def damaged(place: Path) -> NotJson:
    """The error for a version that does not come out of its file."""
    return NotJson(Message("This version is damaged and cannot be read: “{file}”.", file=shown(place)), place)
