"""Figures as they stand in sentences and in print.

Contract. :func:`printed` is the one rounding of what was measured: whoever prints grades of rounds, averages or their differences takes
it, so that a difference is always that of the two figures beside it.
"""

from __future__ import annotations

from math import copysign, floor

# For grades such as 5.85 that binary fractions hold a hair too small.
_HAIR = 1e-6


def figure(value: float) -> float:
    """A figure as it stands in a sentence: a whole one without a fraction. Its decimal mark is the language's affair."""
    return int(value) if value == int(value) else value


def printed(grade: float) -> float:
    """A measured grade, or an average of grades, as it is printed: to one decimal, a half away from zero."""
    return copysign(floor(abs(grade) * 10 + 0.5 + _HAIR) / 10, grade) + 0.0


def printed_change(before: float, after: float) -> float:
    """How much a printed grade lies above another printed one."""
    return round(printed(after) - printed(before), 1) + 0.0
