"""How much room lies between columns where the document draws waiting to scale (METHOD step 7).

Contract. The room after a column is as wide as the wait there, counted in widths of a column, so that columns still fill any paper by
division; linear, or by the logarithm of the wait, like the lane of time. One scale holds for the whole journey: its longest
wait is :data:`LONGEST` columns wide, and all rooms together take no more than :data:`MOST` of what the columns take. Columns of one row
are all as wide, those of another row or sheet may not be: there the columns of the row with the narrowest ones are what is counted in, and
the others get what their waits do not need (:meth:`~.fitting.Fitter.bands`). What would be too narrow to be seen is :data:`LEAST` columns
wide, so that no wait is passed over. The empty poster that is filled by hand has even columns all the same: nobody knows yet what will
hang in them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from cjm_desktop.analysis.waits import Wait, waits
from cjm_desktop.document import Journey

from .memo import Memo

#: The longest wait and the least room that is seen (columns), and the most of all of them (of the number of columns).
LONGEST, LEAST, MOST = 2.0, 0.15, 0.6
#: On a logarithmic scale a length (minutes) from which on it bends: an hour more or less is seen, a week more or less hardly.
BEND = 240.0


def rooms(found: Sequence[Wait], slots: int, *, log: bool) -> tuple[tuple[int, float], ...]:
    """After which touchpoints there is how much room, in widths of a column, on a map of so many columns; from left to right."""
    lengths = [(wait.after, math.log1p(wait.minutes / BEND) if log else wait.minutes) for wait in found]
    if not lengths:
        return ()
    per, short = LONGEST / max(length for _, length in lengths), -1
    # Each wait that gets the least room takes from that of the others, which may make another one the shortest that is seen.
    while (now := sum(length * per < LEAST for _, length in lengths)) != short:
        short, rest = now, sum(length for _, length in lengths if length * per >= LEAST)
        per = min(per, (MOST * slots - LEAST * short) / rest)
    return tuple((after, max(LEAST, length * per)) for after, length in lengths)


def rooms_of(journey: Journey, memo: Memo) -> tuple[tuple[int, float], ...]:
    """The rooms of a journey whose document wants them, reckoned once; none where columns stand evenly."""
    if journey.poster.spacing == "even":
        return ()
    log, touchpoints = journey.poster.time_scale == "log", journey.touchpoints
    slots = max(1, len(touchpoints))
    return memo.kept("rooms", (touchpoints, log), lambda: rooms(waits_of(journey, memo), slots, log=log))


def waits_of(journey: Journey, memo: Memo) -> tuple[Wait, ...]:
    """The waits of a journey, reckoned once."""
    return memo.kept("waits", (journey.touchpoints,), lambda: waits(journey.touchpoints))
