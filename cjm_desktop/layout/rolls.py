"""Where to cut off a roll: the shortest length at which the journey reads with ease from where people stand.

Wanted is a body of 16 arc minutes (ISO 9241-303) and a curve with room. What no length of roll gives, in this order: a smaller
body, down to what can just be read, then further sheets; at last a flatter curve.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .fitting import BODIES
from .paper import LONGEST_ROLL, ROLL_STEP, Paper, comfortable, smallest_legible
from .solve import MOST_SHEETS

if TYPE_CHECKING:
    from .poster import PosterMaker

#: Makes posters for a paper, a number of sheets and a smallest body (pt) to be content with.
Making = Callable[[Paper, int, float | None], "PosterMaker"]


def cut_to_length(roll: Paper, distance: float, sheets: int, making: Making) -> PosterMaker:
    """The maker for a roll cut to length: a multiple of 10 mm from the roll's width to 5,000 mm."""
    wanted = comfortable(distance)
    longest = roll.cut_at(LONGEST_ROLL)
    floor = max(BODIES[-1] * longest.unit, min(wanted, smallest_legible(distance)))
    limit = MOST_SHEETS if sheets == 0 else sheets
    lowest = BODIES[-1] * longest.unit
    for least, airy in dict.fromkeys(((floor, True), (floor, False), (lowest, True), (lowest, False))):
        count = _fewest(longest, least, limit, making, airy=airy)
        if count:
            body = _largest(longest, least, wanted, count, making)
            return _shortest(roll, body, count, making)
    return making(longest, sheets, None)


def _holds(paper: Paper, body: float, count: int, making: Making, *, airy: bool) -> bool:
    """Whether a paper holds the journey on ``count`` sheets with a body (pt), nothing shortened."""
    maker = making(paper, count, body)
    solver = maker.solver
    further = maker.height(1, count) if count > 1 else maker.height(0, 1)
    rooms = solver.rooms(count, maker.height(0, count), further)
    if rooms is None:
        return False
    torn = 0 if airy else None
    return all(solver.at(room, solver.floor, None, torn=torn, airy=airy) is not None for room in rooms)


def _fewest(paper: Paper, body: float, limit: int, making: Making, *, airy: bool) -> int:
    """The fewest sheets that hold the journey, or 0."""
    slots = making(paper, 1, body).solver.slots
    for count in range(1, min(limit, max(1, slots)) + 1):
        if _holds(paper, body, count, making, airy=airy):
            return count
    return 0


def _largest(paper: Paper, least: float, wanted: float, count: int, making: Making) -> float:
    """The largest body (pt) up to the wanted one that the longest roll holds."""
    if least >= wanted or _holds(paper, wanted, count, making, airy=False):
        return wanted if least < wanted else least
    low, high = least, wanted
    while high - low > 0.5:
        middle = (low + high) / 2
        if _holds(paper, middle, count, making, airy=False):
            low = middle
        else:
            high = middle
    return low


def _shortest(roll: Paper, body: float, count: int, making: Making) -> PosterMaker:
    """The maker for the shortest length that holds a body (pt) and gives its curve room; without room where there is none."""
    width = min(roll.width, roll.height)
    first, last = -(-int(width) // ROLL_STEP), LONGEST_ROLL // ROLL_STEP
    airy = _holds(roll.cut_at(LONGEST_ROLL), body, count, making, airy=True)
    low, high = first, last
    while low < high:
        middle = (low + high) // 2
        if _holds(roll.cut_at(middle * ROLL_STEP), body, count, making, airy=airy):
            high = middle
        else:
            low = middle + 1
    return making(roll.cut_at(low * ROLL_STEP), count, body)
