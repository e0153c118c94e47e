"""What a group found most important when it voted with dots (METHOD step 9): opportunities in the order of their votes, and those ahead.

Contract. :func:`by_votes` is the order of every list of opportunities that has no other by its nature, on the screen and on paper: where
nobody voted it is the document's, which is that of the board. What is to be done, and when, goes by its day; the map by its time.
"""

from __future__ import annotations

from cjm_desktop.document import Journey, Opportunity, Status

#: So many ranks are ahead; equals share one.
_AHEAD = 3


def by_votes(journey: Journey) -> list[Opportunity]:
    """The opportunities by votes, those that were dropped at the end, whatever they had got; among equals in the order of the document."""
    return sorted(journey.opportunities, key=lambda one: (1, 0) if one.status is Status.DROPPED else (0, -one.votes))


def ahead(journey: Journey) -> frozenset[str]:
    """The ids of the opportunities on the first three ranks; those that were dropped or have no votes are on none."""
    voted = [one for one in by_votes(journey) if one.votes and one.status is not Status.DROPPED]
    least = voted[min(len(voted), _AHEAD) - 1].votes if voted else 0
    return frozenset(one.id for one in voted if one.votes >= least)
