"""Two versions of a journey laid over each other, so that one map shows both.

Contract. :func:`overlaid` gives the later version with what is gone from the earlier one put in where it stood, what happened to every
record that has a place on the map, and the earlier grades. Every record of the later version is in it, the very same object, in its
order. What was put in has no grades of its own: the line is that of the later version. The result is for looking at, not for keeping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cjm_desktop.document import Channel, Journey, Opportunity, Party, Phase, Touchpoint

from .changes import Difference, How, changes

_Record = TypeVar("_Record", Phase, Opportunity, Channel, Party)
#: The lists whose records stand on the map.
ON_THE_MAP = frozenset({"touchpoints", "phases", "opportunities"})


@dataclass(frozen=True, slots=True)
class Overlaid:
    """Two versions at once.

    ``journey`` is for drawing; ``after`` the later version it is made from. ``marks`` says what happened to a record (its id), a card that
    was moved and changed has both; ``grades`` are the earlier grades of the touchpoints that had one.
    """

    journey: Journey
    after: Journey
    differences: tuple[Difference, ...]
    marks: Mapping[str, tuple[How, ...]]
    grades: Mapping[str, float]

    def gone(self, record: str) -> bool:
        """Whether a record is in the earlier version only."""
        return How.REMOVED in self.marks.get(record, ())


def overlaid(before: Journey, after: Journey) -> Overlaid:
    """``before`` and ``after`` at once."""
    found = changes(before, after)
    marks: dict[str, tuple[How, ...]] = {}
    for one in found:
        if one.kind in ON_THE_MAP and one.how not in marks.get(one.record, ()):
            marks[one.record] = (*marks.get(one.record, ()), one.how)
    phases = _with_gone(before.phases, after.phases)
    touchpoints = _touchpoints(before, after, phases)
    journey = after.model_copy(
        update={
            "phases": phases,
            "touchpoints": touchpoints,
            "channels": _with_gone(before.channels, after.channels),
            "parties": _with_gone(before.parties, after.parties),
            "opportunities": _with_gone(before.opportunities, after.opportunities),
        }
    )
    grades = {t.id: t.grade for t in before.touchpoints if t.grade is not None}
    return Overlaid(journey, after, found, marks, grades)


def _with_gone(before: Sequence[_Record], after: Sequence[_Record]) -> tuple[_Record, ...]:
    """The later records, and each that is gone behind the one that it stood behind."""
    there = {record.id for record in after}
    out = list(after)
    previous = ""
    for record in before:
        if record.id not in there:
            at = next((i + 1 for i, other in enumerate(out) if other.id == previous), 0)
            out.insert(at, record)
        previous = record.id
    return tuple(out) if len(out) > len(after) else tuple(after)


def _touchpoints(before: Journey, after: Journey, phases: Sequence[Phase]) -> tuple[Touchpoint, ...]:
    """The later touchpoints, and each that is gone behind the one it stood behind in its phase."""
    there = {t.id for t in after.touchpoints}
    gone: dict[str | None, dict[str, list[Touchpoint]]] = {}
    last: dict[str | None, str] = {}
    # Where each of them is fastened: behind the touchpoint before it in its phase that is still in that phase, or at the beginning.
    home = {t.id: t.phase for t in after.touchpoints}
    for t in before.touchpoints:
        if t.id not in there:
            bare = t.model_copy(update={"grade": None, "desired": None, "personas": ()})
            gone.setdefault(t.phase, {}).setdefault(last.get(t.phase, ""), []).append(bare)
        elif home[t.id] == t.phase:
            last[t.phase] = t.id
    if not gone:
        return after.touchpoints
    own: dict[str | None, list[Touchpoint]] = {}
    for t in after.touchpoints:
        own.setdefault(t.phase, []).append(t)
    out: list[Touchpoint] = []
    for phase in (None, *(phase.id for phase in phases)):
        fastened = gone.get(phase, {})
        out += fastened.get("", [])
        for t in own.get(phase, []):
            out.append(t)
            out += fastened.get(t.id, [])
    return tuple(out)
