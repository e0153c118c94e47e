"""The points in the graphs that further personas have of their own, as things of the map that can be spoken of.

Contract. Such a point goes by the touchpoint's id and its field there, :func:`parts` takes them apart again; :func:`persona_points` gives
those with a grade, persona by persona. A record without a field is no such point.
"""

from __future__ import annotations

from collections.abc import Iterator

from cjm_desktop.document import Journey, PersonaGrade
from cjm_desktop.layout import PERSONA_POINT, persona_in
from cjm_desktop.layout.others import apart_of, felt

#: No id has it.
_BETWEEN = "\n"


def persona_points(journey: Journey) -> Iterator[tuple[str, PersonaGrade]]:
    """What each of these points goes by, and what the persona felt there."""
    for other in apart_of(journey):
        for touchpoint in journey.touchpoints:
            said = felt(touchpoint, other.key)
            if said is not None:
                yield f"{touchpoint.id}{_BETWEEN}{PERSONA_POINT}{other.key}", said


def parts(record: str) -> tuple[str, str]:
    """The id of the touchpoint and that of the persona; the latter is empty for anything else than such a point."""
    ident, _between, field = record.partition(_BETWEEN)
    return ident, persona_in(field)
