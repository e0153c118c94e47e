"""Journeys of any size for the benchmarks, made from the big sample so that their texts are real ones."""

from __future__ import annotations

from cjm_desktop.document import Answer, Interview, Journey
from cjm_desktop.storage import templates


def journey_of(count: int) -> Journey:
    """A journey of ``count`` touchpoints: the first ones of the big sample, or all of them over and over."""
    sample = templates.load("big", "en")
    own = len(sample.touchpoints)
    if count < own:
        kept = frozenset(t.id for t in sample.touchpoints[:count])
        phases = frozenset(t.phase for t in sample.touchpoints[:count])
        return sample.replace(
            touchpoints=sample.touchpoints[:count],
            phases=tuple(phase for phase in sample.phases if phase.id in phases),
            opportunities=(),
            rounds=(),
            interviews=tuple(
                i.replace(answers=tuple(a for a in i.answers if a.touchpoint in kept))
                for i in sample.interviews
            ),
        )
    touchpoints = []
    for number, original in enumerate(sample.touchpoints):
        copies = (count - number + own - 1) // own
        touchpoints.append(original)
        touchpoints += [original.replace(id=f"{original.id}-{copy}") for copy in range(1, copies)]
    return sample.replace(touchpoints=tuple(touchpoints))


def answered(journey: Journey, respondents: int, answers: int) -> Journey:
    """The journey about which so many respondents gave so many grades each, the spread of which is drawn."""
    ids, scale = [t.id for t in journey.touchpoints], journey.scale
    told = tuple(
        Interview(
            id=f"told-{k}",
            answers=tuple(
                Answer(touchpoint=ids[(k + 7 * n) % len(ids)], grade=scale.snapped(scale.lowest + (3 * k + 5 * n) % int(scale.span + 1)))
                for n in range(answers)
            ),
        )
        for k in range(respondents)
    )
    bare = tuple(t.replace(quotes=tuple(q.replace(interview=None) for q in t.quotes)) for t in journey.touchpoints)
    return journey.replace(interviews=told, touchpoints=bare, poster=journey.poster.replace(spread=True))
