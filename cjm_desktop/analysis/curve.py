"""Reading the emotion line: which grades are peaks and dips, and how much they stand out (METHOD step 8).

A line is a sequence of grades in the order of time; touchpoints without a grade are left out before, so a gap
separates nothing but the two ends of a fall: across it no line is drawn, and nobody knows what happened there. All
positions given back are indices into that sequence. Everything is linear in its length.

*Peak*: a local maximum at least a third of the way from the neutral grade to the highest one (7 on 1–10) that stands
out by at least two ninths of the scale (2 on 1–10). *Dip*: the same upside down (4 on 1–10). Grades that repeat side by
side are one plateau and count once, at its middle. The ends of the line count too: first and last impression weigh
double (METHOD step 7), so beyond an end the line is taken to fall away from a peak and to rise from a dip.

*Prominence* is the topographer's: how far one must come down from a peak before one can climb to higher ground. Of
two peaks of the same grade the earlier counts as the higher ground, so that a notch between them yields one peak.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from ..document import Scale

#: How far from neutral towards an end of the scale a grade must lie to be a peak or a dip.
_REACH = 1 / 3
#: Least prominence, as a share of the whole scale.
_PROMINENCE = 2 / 9
#: Slack for sums of decimal fractions, as a share of the whole scale.
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Curve:
    """What a line of grades shows; positions count among the graded touchpoints.

    ``peaks`` and ``dips`` are pairs (position, prominence) in the order of time. ``highest`` and ``deepest`` are where
    the greatest and the least grade stand: of several the first, of a plateau the middle, as with peaks. ``steepest`` is
    the position *before* the greatest fall to the grade of the very next touchpoint. ``None`` where the line has no such place.
    ``tops``, ``bottoms`` and ``falls`` are all positions with the greatest grade, the least one, and before a fall as great: where there
    is more than one, none of them is *the* highest.
    """

    peaks: tuple[tuple[int, float], ...] = ()
    dips: tuple[tuple[int, float], ...] = ()
    highest: int | None = None
    deepest: int | None = None
    steepest: int | None = None
    mean: float | None = None
    tops: tuple[int, ...] = ()
    bottoms: tuple[int, ...] = ()
    falls: tuple[int, ...] = ()


def read_curve(grades: Sequence[float], scale: Scale, broken: Set[int] = frozenset()) -> Curve:
    """Everything :class:`Curve` tells, for grades that lie on ``scale``; after the positions in ``broken`` touchpoints without a
    grade follow."""
    if not grades:
        return Curve()
    top = max(grades)
    bottom = min(grades)
    falls = [a - b for a, b in pairwise(grades)]
    for i in broken:
        falls[i] = 0.0
    greatest = max(falls, default=0.0)
    slack = scale.span * _SLACK
    # As great as far as numbers can tell; but what does not fall is none, however small the greatest is.
    as_great = tuple([i for i, fall in enumerate(falls) if fall > 0 and fall >= greatest - slack])
    least = scale.span * _PROMINENCE - slack
    high = scale.neutral + (scale.highest - scale.neutral) * _REACH - slack
    low = scale.neutral - (scale.neutral - scale.lowest) * _REACH + slack
    summits, hollows = _turning_points(grades)
    # Upside down a hollow is a summit, so one measure serves both.
    above = [grades[i] for i in summits]
    below = [grades[i] for i in hollows]
    rises_first = bool(summits) and hollows[0] < summits[0]
    return Curve(
        peaks=_prominent(summits, above, below, rises_first, high, least),
        dips=_prominent(hollows, [-g for g in below], [-g for g in above], not rises_first, -low, least),
        highest=_middle(grades, grades.index(top)),
        deepest=_middle(grades, grades.index(bottom)),
        steepest=as_great[0] if as_great else None,
        mean=math.fsum(grades) / len(grades),
        tops=tuple([i for i, grade in enumerate(grades) if grade == top]),
        bottoms=tuple([i for i, grade in enumerate(grades) if grade == bottom]),
        falls=as_great,
    )


def stands_out(difference: float, scale: Scale) -> bool:
    """Whether grades that lie so far apart do so by as much as a peak or a dip must (two ninths of the scale)."""
    return difference >= scale.span * (_PROMINENCE - _SLACK)


def fall_that_stands_out(scale: Scale) -> float:
    """The least difference between grades that :func:`stands_out` (2 on 1–10)."""
    return scale.span * _PROMINENCE


def is_low(grade: float, scale: Scale) -> bool:
    """Whether a grade is as low as that of a dip: a third of the way from neutral to the lowest one, or more (4 on 1–10)."""
    return grade <= scale.neutral - (scale.neutral - scale.lowest) * _REACH + scale.span * _SLACK


def is_high(grade: float, scale: Scale) -> bool:
    """Whether a grade is as high as that of a peak: a third of the way from neutral to the highest one, or more (7 on 1–10)."""
    return grade >= scale.neutral + (scale.highest - scale.neutral) * _REACH - scale.span * _SLACK


def _middle(grades: Sequence[float], start: int) -> int:
    """The middle of the plateau that begins at ``start``."""
    end = start
    while end + 1 < len(grades) and grades[end + 1] == grades[start]:
        end += 1
    return (start + end) // 2


def _turning_points(grades: Sequence[float]) -> tuple[list[int], list[int]]:
    """Local maxima and local minima, the middle of a plateau for all of it, both ends of the line included.

    They alternate along the line. A line that never changes has neither.
    """
    summits: list[int] = []
    hollows: list[int] = []
    start = 0  # where the present plateau begins
    here = grades[0]
    rose: bool | None = None  # how the line came to the plateau; None at its beginning
    for i, grade in enumerate(grades):
        if grade == here:
            continue
        rises = grade > here
        if rises is not rose:
            (hollows if rises else summits).append((start + i - 1) // 2)
        start, here, rose = i, grade, rises
    if rose is not None:
        (summits if rose else hollows).append((start + len(grades) - 1) // 2)
    return summits, hollows


def _prominent(
    summits: list[int],
    heights: list[float],
    hollows: list[float],
    hollow_first: bool,
    high: float,
    least: float,
) -> tuple[tuple[int, float], ...]:
    """(summit, prominence) of the summits not lower than ``high`` whose prominence is not less than ``least``.

    ``heights`` are the grades of the summits, ``hollows`` those of the hollows, which alternate with the summits.

    One pass with a stack of summits that fall from left to right. Each waits there until higher ground comes up; with
    it stands the deepest saddle towards the summit below it on the stack (minus infinity under the lowest one: the line
    falls away beyond its end). Summits under ``high`` are higher ground to none that counts and are left out. No tuple is
    made for a summit that does not count: thousands of short-lived ones would set the garbage collector off.
    """
    if not heights or not hollows:
        return ()
    stack: list[int] = []  # in three columns: place among the summits, grade, saddle
    grades: list[float] = []
    saddles: list[float] = []
    found: dict[int, float] = {}
    before = hollows if hollow_first else [math.inf, *hollows]  # the hollow before each summit
    saddle = -math.inf
    for k, (height, hollow) in enumerate(zip(heights, before, strict=False)):
        if hollow < saddle:
            saddle = hollow
        if height < high:
            continue
        while grades and grades[-1] < height:
            its_height = grades.pop()
            its_saddle = saddles.pop()
            its_place = stack.pop()
            if its_saddle < saddle:
                its_saddle, saddle = saddle, its_saddle
            if its_height - its_saddle >= least:
                found[its_place] = its_height - its_saddle
        stack.append(k)
        grades.append(height)
        saddles.append(saddle)
        saddle = math.inf
    bottom = min(hollows)
    for k, height, saddle in zip(stack, grades, saddles, strict=True):
        prominence = height - (bottom if saddle == -math.inf else saddle)
        if prominence >= least:
            found[k] = prominence
    return tuple([(summits[k], found[k]) for k in sorted(found)])
