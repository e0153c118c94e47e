"""How high the lane of time is (:mod:`.time_lane` draws it)."""

from __future__ import annotations

from .metrics import Metrics

#: Heights (em): threads, bars, and the air over the words of the marks.
THREADS, BAR, AIR = 2.5, 0.95, 0.45


def time_height(m: Metrics) -> float:
    """The height (mm) of the lane."""
    return (THREADS + BAR + AIR) * m.em + 1.35 * m.small
