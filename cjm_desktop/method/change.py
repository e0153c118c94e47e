"""What to notice about what we change and whether it helps: METHOD steps 9 and 10."""

from __future__ import annotations

from collections.abc import Iterator

from ..analysis.proposals import helped, misses_planned_peak
from ..document import Message, OpportunityKind, Status
from .notice import FAIR, HEAVY, LIGHT, Hint, Seen, day, hint


def notices_of_opportunities(seen: Seen) -> Iterator[Hint]:
    """Step 9: a deep dip with no opportunity, an opportunity with no owner, no planned peak, or one that is nowhere on the map."""
    journey = seen.journey
    alive = [(i, o) for i, o in enumerate(journey.opportunities) if o.status is not Status.DROPPED]
    # Where somebody decided to leave things as they are, nobody is asked again.
    settled = helped(journey) | {t.id for t in journey.touchpoints if t.left_alone}
    for ident in seen.insights.dips:
        if ident not in settled:
            yield hint(
                9,
                HEAVY if ident in seen.insights.highlights else FAIR,
                seen.at(ident, "grade"),
                Message(
                    "“{title}” is a low point without an opportunity. What would lift it?",
                    title=seen.called(ident),
                ),
                ident,
            )
    for i, o in alive:
        if o.owner is None and not o.person.strip() and o.status is not Status.DONE:
            yield hint(
                9,
                FAIR,
                f"opportunities[{i}].owner",
                Message(
                    "Nobody owns the opportunity “{title}” yet. Give it to somebody, or it will not happen.",
                    title=o.title.strip() or o.id,
                ),
                o.id,
            )
    for i, o in alive:
        if o.kind is OpportunityKind.PLANNED_PEAK and journey.touchpoints and not o.touchpoints:
            yield hint(
                9,
                LIGHT,
                f"opportunities[{i}].touchpoints",
                Message(
                    "The planned peak “{title}” has no touchpoint yet. Where on the way will it happen?",
                    title=o.title.strip() or o.id,
                ),
                o.id,
            )
    if misses_planned_peak(journey, seen.insights):
        yield hint(
            9,
            FAIR,
            "opportunities",
            Message(
                "Plan one moment that is better than anybody expects. It is what people tell others about."
            ),
        )


def notices_of_improvement(seen: Seen) -> Iterator[Hint]:
    """Step 10: no feedback point, nobody who reads it, no review date or one gone by, only half of it measured."""
    journey = seen.journey
    feedback = journey.feedback
    if not journey.touchpoints:
        return
    if not feedback.question.strip():
        yield hint(
            10,
            FAIR,
            "feedback.question",
            Message(
                "Nobody asks {the_traveller} at the end how it went. Choose one question, and a moment to ask it."
            ),
        )
    elif not feedback.reader.strip():
        yield hint(
            10, FAIR, "feedback.reader", Message("You ask for feedback. Who reads it? Write down a role or a team.")
        )
    review = day(feedback.review)
    if review is None:
        yield hint(
            10,
            FAIR,
            "feedback.review",
            Message(
                "There is no day yet to look at this map again. Set one, or it will grow old on the wall."
            ),
        )
    elif seen.today is not None and review < seen.today:
        yield hint(
            10,
            FAIR,
            "feedback.review",
            Message(
                "You wanted to look at this map again on {day}. Do it now, and set the next day.",
                day=review,
            ),
        )
    for t in journey.touchpoints:
        if t.grade is None and any(level.actual is not None for level in t.service_levels):
            yield hint(
                10,
                LIGHT,
                seen.at(t.id, "grade"),
                Message(
                    "“{title}” has figures but no grade. Measure the feeling too: "
                    "one without the other is half a measurement.",
                    title=seen.called(t.id),
                ),
                t.id,
            )
