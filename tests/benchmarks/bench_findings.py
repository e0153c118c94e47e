"""Reading what the map says: the panel beside the map does it after each edit, so it must be no part of what a hand feels.

Processor time, for others may be working on the machine; beside it one pass of the reader of the line over the same journey.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from journeys import journey_of

from cjm_desktop.analysis import read
from cjm_desktop.analysis.findings import findings

if TYPE_CHECKING:
    from conftest import Board

ROUNDS = 30


def spent(job: Callable[[], object]) -> float:
    """Milliseconds of processor time that a job takes, the least of several runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        job()
        times.append(1e3 * (time.process_time() - start))
    return min(times)


@pytest.mark.parametrize(("size", "goal"), [(60, 1.0), (1_000, 4.0)])
def test_what_the_map_says(board: Board, size: int, goal: float) -> None:
    journey = journey_of(size)
    insights = read(journey)
    ours = spent(lambda: findings(journey, insights))
    beside = spent(lambda: read(journey))
    board.add(f"what a map of {size} says", ours, "ms", goal=goal, yardstick=beside, beside="reading its line")
