"""Numbered sheets: what one sheet cannot hold goes on on the next, as in an atlas.

All sheets have one body size; phases go on where a border between sheets cuts them, the emotion line runs over the edge, numbers
go on, opportunities hang on the sheet of their touchpoint. The first sheet has the full head, the others a small one; every sheet
has its foot, and a sign at its edge says where the journey goes on.
"""

from __future__ import annotations

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey

from .mapsheet import MapSheet
from .memo import Memo
from .paper import Paper
from .poster import poster_maker
from .setting import Setting


def compose_series(
    journey: Journey,
    insights: Insights,
    setting: Setting,
    memo: Memo,
    paper: Paper,
    distance: float,
    sheets: int,
) -> tuple[MapSheet, ...]:
    """The sheets of a journey, at least one. ``sheets`` is how many there may be (0: as many as needed; 1: everything on one,
    come what may; more: at most so many, for larger type); ``distance`` the reading distance in metres.

    Each is a map of its own in its own mm: it answers for the touchpoints that stand on it, and names no problem that an earlier
    one has named.
    """
    maker = poster_maker(journey, insights, setting, memo, paper, distance, sheets=sheets)
    return maker.series()
