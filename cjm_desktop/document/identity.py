"""Short ids for new records, unique in a document."""

from __future__ import annotations

import secrets

from .invariants import ids_by_list
from .journey import Journey

# Without letters and digits that look alike, so that an id can be read aloud.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def all_ids(journey: Journey) -> set[str]:
    """Every id used in a document."""
    return {ident for ids in ids_by_list(journey).values() for ident in ids}


def fresh_id(prefix: str) -> str:
    """A new id such as ``t-k7m2x``: random, so that two people working apart do not invent the same one.

    Thirty-one to the power of seven possibilities; ``edits`` still refuses an id that is taken.
    """
    return f"{prefix}-" + "".join(secrets.choice(_LETTERS) for _ in range(7))
