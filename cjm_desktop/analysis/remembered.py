"""What is likely to be remembered of a journey, beside the average of its grades: the peak–end value (METHOD steps 7 and 8).

Source. In retrospect people judge an experience by its most intense moment and by its end, hardly by its length: B. L. Fredrickson and
D. Kahneman, Duration neglect in retrospective evaluations of affective episodes, Journal of Personality and Social Psychology 65 (1993);
D. Kahneman, B. L. Fredrickson, C. A. Schreiber and D. A. Redelmeier, When more pain is preferred to less: adding a better end,
Psychological Science 4 (1993). Of two moments that are as intense the worse one counts: R. F. Baumeister, E. Bratslavsky, C. Finkenauer
and K. D. Vohs, Bad is stronger than good, Review of General Psychology 5 (2001).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Journey
from .insights import Insights

#: A value that lies nearer to the mean than this share of the scale (half a grade on 1–10) is much like it.
_ALIKE = 1 / 18


@dataclass(frozen=True, slots=True)
class Remembered:
    """``value``: the mean of the grades at ``moment`` (a touchpoint's id), the one farthest from neutral, and at the ``end``, the journey's
    last touchpoint. ``mean``: of all grades, to hold it against. All on the document's scale."""

    moment: str
    end: str
    value: float
    mean: float
    alike: bool

    @property
    def worse(self) -> bool:
        """Whether it is remembered worse than the mean says, and not much like it."""
        return not self.alike and self.value < self.mean


def read_remembered(journey: Journey, insights: Insights) -> Remembered | None:
    """The peak–end value; ``insights`` are the journey's.

    ``None`` without two grades, or while the last touchpoint has none: how it ends is not known then. Where several moments are as far
    from neutral the worse one counts, of equal ones the earlier; farness is a share of the way to that end of the scale.
    """
    mean, end, scale = insights.mean, insights.last, journey.scale
    if mean is None or end is None or insights.graded < 2:
        return None
    above, below = scale.highest - scale.neutral, scale.neutral - scale.lowest
    strongest: tuple[float, float] = (-1.0, 0.0)
    moment, at_moment, at_end = "", 0.0, 0.0
    for t in journey.touchpoints:
        if t.grade is None:
            continue
        at_end = t.grade
        apart = t.grade - scale.neutral
        room = above if apart > 0 else below
        # Decimal fractions that are equal on paper must be equal here.
        this = (round(abs(apart) / room, 9) if room else 0.0, -t.grade)
        if this > strongest:
            strongest, moment, at_moment = this, t.id, t.grade
    value = (at_moment + at_end) / 2
    return Remembered(moment, end, value, mean, abs(value - mean) < scale.span * _ALIKE)
