"""Sizes of type and distances as people are told them: one rounding, so that no two sentences contradict each other."""

from __future__ import annotations

import math

#: So much (m) of a reading distance nobody notices.
SLACK = 0.005
#: Running text smaller than this (pt) nobody reads, however near; small print is three quarters of it.
LEAST_READ = 4.0


def shown_points(points: float) -> float:
    """A size of type (pt) as people are told it: to half a point."""
    return math.floor(2 * points + 0.5) / 2


def shown_reach(metres: float) -> float:
    """A distance (m) from which something can be read, as people are told it: rounded down to 0.1 m (to 0.01 m below that), so that
    nobody is promised more than is true, and what is not enough for a distance is never told to be."""
    step = 10 if metres + SLACK >= 0.1 else 100
    return max(0.01, math.floor(step * (metres + SLACK) + 1e-9) / step)


def reads_from(reach: float, distance: float) -> bool:
    """Whether what can be read from ``reach`` m can be read from a ``distance`` (m)."""
    return reach >= distance - SLACK
