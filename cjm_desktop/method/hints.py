"""What a good facilitator would point out, step by step (METHOD.md, the "Notices" of each step).

:func:`hints` is a pure function. It reads no clock: whoever wants to know about old evidence passes today's date. A hint
is advice, not an error; the document is sound without it. Each says in one or two sentences what it noticed and what
to do, and names the place and the record it is about, so that a click can lead there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ..analysis import Insights, read
from ..document import Journey
from .change import notices_of_improvement, notices_of_opportunities
from .framing import notices_of_parties, notices_of_the_journey, notices_of_the_target, notices_of_why
from .mapping import (
    notices_of_emotions,
    notices_of_evidence,
    notices_of_personas,
    notices_of_the_plan,
    notices_of_touchpoints,
)
from .notice import Hint, Seen

#: What each step looks at; the index is the number of the step.
_NOTICES: tuple[Callable[[Seen], Iterator[Hint]], ...] = (
    notices_of_why,
    notices_of_the_journey,
    notices_of_parties,
    notices_of_the_target,
    notices_of_personas,
    notices_of_evidence,
    notices_of_the_plan,
    notices_of_touchpoints,
    notices_of_emotions,
    notices_of_opportunities,
    notices_of_improvement,
)

__all__ = ["Hint", "hints"]


def hints(journey: Journey, insights: Insights | None = None, today: date | None = None) -> list[Hint]:
    """All hints for a journey, in the order of the steps, the weightiest of a step first.

    ``insights`` are those of this very journey, if they are at hand; ``today`` is the day against which evidence and the
    review are held (without it, nothing is said about age).
    """
    seen = Seen(journey, read(journey) if insights is None else insights, today)
    found: list[Hint] = []
    for notices in _NOTICES:
        found += sorted(notices(seen), key=lambda hint: -hint.weight)  # stable: equals stay in document order
    return found
