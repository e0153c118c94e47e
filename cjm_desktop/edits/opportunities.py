"""What becomes of opportunities (METHOD step 9): taken up, put on the board, weighed on the grid, changed field by field.

The order of the document is the order on the board: within one status the cards stand as their records do.
"""

from __future__ import annotations

from typing import Any

from ..document import Journey, Opportunity, Status
from .checks import position
from .errors import checked_fields, replaced
from .records import put


def place_opportunity(journey: Journey, ident: str, status: Status, at: int) -> Journey:
    """The journey with an opportunity in the column of a status, ``at`` so many of the others there (clamped).

    Nothing else changes its place: the record goes right before the one that it stands before, or after the last of its column.
    """
    start = position(journey.opportunities, ident)
    one = journey.opportunities[start]
    others = [*journey.opportunities[:start], *journey.opportunities[start + 1 :]]
    column = [i for i, other in enumerate(others) if other.status is status]
    at = min(max(at, 0), len(column))
    if one.status is status and at == sum(1 for i in column if i < start):
        return journey
    to = start if not column else column[at] if at < len(column) else column[-1] + 1
    others.insert(to, replaced(one, status=status))
    return journey.with_(opportunities=tuple(others))


def weigh_opportunity(journey: Journey, ident: str, impact: int | None, effort: int | None) -> Journey:
    """The journey with other marks of an opportunity, 1 to 5 each; ``None`` takes one away."""
    return change_opportunity(journey, ident, impact=impact, effort=effort)


def change_opportunity(journey: Journey, ident: str, **fields: Any) -> Journey:
    """The journey with fields of an opportunity set, validated; the same journey when nothing differs.

    Raises :class:`~.errors.EditError` when a value does not fit, or an owner or touchpoint is not there.
    """
    checked_fields(Opportunity, fields, fixed=("id",))
    one = journey.opportunities[position(journey.opportunities, ident)]
    return put(journey, "opportunities", replaced(one, **fields))
