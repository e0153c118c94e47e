"""What a journey says in a few words: where it is best and worst, where it falls, how it begins and ends (METHOD step 8).

Each touchpoint is named once, with everything there is to say about it. Nothing is said that the line does not show: a
line with one grade, or with equal ones, has no peak, no dip and no fall; a peak lies above neutral and a dip below it; a
fall stands out as much as a dip has to; and the journey begins and ends with its first and last touchpoint, or untold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from ..document import Journey
from .curve import stands_out
from .insights import Insights


class Told(StrEnum):
    """Something worth telling about a touchpoint."""

    HIGHEST = "highest"
    DEEPEST = "deepest"
    FALL = "fall"
    BEGINS = "begins"
    ENDS = "ends"


def stands_alone(journey: Journey, alike: Sequence[str]) -> bool:
    """Whether touchpoints with one grade, in the order of the line (``tops`` or ``bottoms`` of its insights), are one peak or dip: side
    by side, with nothing graded between them. Where they are not, none of them is the highest or the deepest one."""
    graded = [t.id for t in journey.touchpoints if t.grade is not None]
    return not alike or graded.index(alike[-1]) - graded.index(alike[0]) == len(alike) - 1


def read_story(journey: Journey, insights: Insights, wanted: Iterable[Told]) -> dict[str, tuple[Told, ...]]:
    """What is told of which touchpoint (id), in the order of ``wanted``; ``insights`` are the journey's.

    A touchpoint stands where the first thing about it is wanted. Of a fall the touchpoint where it ends is told.
    """
    grades = {t.id: t.grade for t in journey.touchpoints if t.grade is not None}
    neutral = journey.scale.neutral
    found: dict[Told, str | None] = {Told.BEGINS: insights.first, Told.ENDS: insights.last}
    high, deep = insights.highest, insights.deepest
    if high and deep and grades[high] > grades[deep]:
        found[Told.HIGHEST] = high if grades[high] > neutral else None
        found[Told.DEEPEST] = deep if grades[deep] < neutral else None
    if insights.steepest:
        before, after = insights.steepest
        if stands_out(grades[before] - grades[after], journey.scale):
            found[Told.FALL] = after
    story: dict[str, tuple[Told, ...]] = {}
    for one in wanted:
        ident = found.get(one)
        if ident:
            story[ident] = (*story.get(ident, ()), one)
    return story
