"""What a group found most important when it voted with dots (METHOD step 9): opportunities in the order of their votes, and those ahead."""

from __future__ import annotations

from cjm_desktop.document import Journey, Opportunity, Status

#: So many ranks are ahead; equals share one.
_AHEAD = 3


def by_votes(journey: Journey) -> list[Opportunity]:
    """The opportunities by votes, those that were dropped at the end; among equals in the order of the document."""
    return sorted(journey.opportunities, key=lambda one: (one.status is Status.DROPPED, -one.votes))


def ahead(journey: Journey) -> frozenset[str]:
    """The ids of the opportunities on the first three ranks; those that were dropped or have no votes are on none."""
    voted = [one for one in by_votes(journey) if one.votes and one.status is not Status.DROPPED]
    least = voted[min(len(voted), _AHEAD) - 1].votes if voted else 0
    return frozenset(one.id for one in voted if one.votes >= least)
