"""What to notice on the map and in what it rests on: METHOD steps 4 to 8."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..analysis import says_something, told_by
from ..document import Basis, Journey, Kind, Message
from .notice import FAIR, HEAVY, LIGHT, Hint, Seen, day, figure, hint
from .words import knows, speaks_of_aftercare

#: Days after which what somebody told is too old to rest a map on: a year and a little grace.
_TOO_OLD = 400
#: More cards than this on one map are more than a reader can take in (measured: reference on density).
_MOST_CARDS = 48
#: From so many cards on, what is missing from the story is worth saying; before, the group is still writing.
_A_STORY = 4
#: A fall of this share of the scale between neighbours is worth a question (3 grades on 1–10).
_STEEP = 1 / 3


def notices_of_personas(seen: Seen) -> Iterator[Hint]:
    """Step 4: a map of nobody's journey."""
    if seen.journey.touchpoints and not seen.journey.personas:
        yield hint(
            4,
            FAIR,
            "personas",
            Message("Whose journey is this? Describe one person, so that you all see the same one."),
        )


def notices_of_evidence(seen: Seen) -> Iterator[Hint]:
    """Step 5: phases and touchpoints without evidence, evidence too old.

    A map without any evidence at all is told so once, by step 6, and not again for each of its cards.
    """
    journey = seen.journey
    if seen.today is not None:
        yield from _old_evidence(journey, seen.today)
    if not seen.insights.interviews:
        return
    told = {a.phase for v in journey.interviews for a in v.answers if a.phase is not None and says_something(a)}
    known = {t.id for t in journey.touchpoints if _known(seen, t.id)}
    told |= {t.phase for t in journey.touchpoints if t.phase is not None and t.id in known}
    filled = {t.phase for t in journey.touchpoints}
    for i, phase in enumerate(journey.phases):
        if phase.id in filled and phase.id not in told:
            yield hint(
                5,
                FAIR,
                f"phases[{i}]",
                Message(
                    "Nobody has told you anything about the phase “{name}” yet. Ask somebody who has been through it.",
                    name=phase.name.strip() or phase.id,
                ),
                phase.id,
            )
    for t in journey.touchpoints:
        if t.id in known or (t.phase is not None and t.phase not in told):
            continue
        telling = t.id in seen.insights.highlights or t.id in (seen.insights.first, seen.insights.last)
        yield hint(
            5,
            FAIR if telling else LIGHT,
            seen.at(t.id, "basis"),
            Message(
                "“{title}” rests on what you believe. Ask {a_traveller} how it was.", title=seen.called(t.id)
            ),
            t.id,
        )


def _known(seen: Seen, ident: str) -> bool:
    """Whether somebody told about a touchpoint or watched it: an answer, a quote with its source, or the group's word."""
    t = seen.touchpoint(ident)
    return (
        t.basis is Basis.OBSERVED
        or ident in seen.insights.answers
        or any(q.interview is not None and q.text.strip() for q in t.quotes)
    )


def _old_evidence(journey: Journey, today: date) -> Iterator[Hint]:
    told = {interview.id for interview in told_by(journey)}
    for i, interview in enumerate(journey.interviews):
        if interview.id not in told:
            continue
        name = "last_experience" if day(interview.last_experience) else "date"
        when = day(getattr(interview, name))
        if when is not None and (today - when).days > _TOO_OLD:
            yield hint(
                5,
                FAIR,
                f"interviews[{i}].{name}",
                Message(
                    "What “{name}” told is from {day}. Much may have changed since: "
                    "ask somebody who went through it lately.",
                    # Never the real name: hints are printed by the command line.
                    name=interview.pseudonym.strip() or interview.id,
                    day=when,
                ),
                interview.id,
            )


def notices_of_the_plan(seen: Seen) -> Iterator[Hint]:
    """Step 6: a map of the journey as it is that nobody who travelled it has spoken for."""
    if seen.insights.assumption and seen.journey.touchpoints:
        yield hint(
            6,
            HEAVY,
            "interviews",
            Message(
                "This map shows what you believe, so the poster says “assumption map”. "
                "Talk with one {traveller}: a single interview changes that."
            ),
        )


def notices_of_touchpoints(seen: Seen) -> Iterator[Hint]:
    """Step 7: nothing before first contact, nothing after delivery, no silence, too many cards."""
    journey = seen.journey
    cards = journey.touchpoints
    if len(cards) < _A_STORY:
        return
    if cards[0].kind is Kind.CONTACT:
        yield hint(
            7,
            FAIR,
            "touchpoints[0]",
            Message(
                "The map begins with a contact. What does {the_traveller} notice, try or wonder before that? "
                "Add a card in front."
            ),
            cards[0].id,
        )
    if knows(journey.language) and not _has_aftercare(journey):
        yield hint(
            7,
            FAIR,
            f"touchpoints[{len(cards) - 1}]",
            Message(
                "The map seems to end when the work is done. What happens afterwards, and who asks how it went? "
                "Add the aftercare."
            ),
            cards[-1].id,
        )
    if not any(t.kind is Kind.SILENCE for t in cards):
        yield hint(
            7,
            FAIR,
            "touchpoints",
            Message(
                "There is no silence on the map. When does {the_traveller} hear nothing although they should? "
                "Make that a card."
            ),
        )
    if len(cards) > _MOST_CARDS:
        yield hint(
            7,
            FAIR,
            "touchpoints",
            Message(
                "{count} cards are more than a reader can take in. Merge some or map fewer phases; {most} is a good limit.",
                count=len(cards),
                most=_MOST_CARDS,
            ),
        )


def _has_aftercare(journey: Journey) -> bool:
    """Whether the last phase, or the last quarter of the cards and at least two of them, speaks of aftercare."""
    last = journey.touchpoints[-max(2, len(journey.touchpoints) // 4) :]
    texts = [text for t in last for text in (t.title, t.text)]
    texts += [phase.name for phase in journey.phases if phase.id == last[-1].phase]
    return speaks_of_aftercare(texts, journey.language)


def notices_of_emotions(seen: Seen) -> Iterator[Hint]:
    """Step 8: words that nobody said yet, a first or last impression without a grade, and the steepest fall."""
    journey = seen.journey
    insights = seen.insights
    if not insights.graded:
        return
    ours = [t.id for t in journey.touchpoints if t.emotion_suggested and t.emotion.strip()]
    if ours:
        said = (
            Message(
                "At “{title}” the emotion is the program’s word for the grade. Ask for the group’s own.", title=seen.called(ours[0])
            )
            if len(ours) == 1
            else Message("At {n} touchpoints the emotion is the program’s word for the grade. Ask for the group’s own.", n=len(ours))
        )
        yield hint(8, FAIR, seen.at(ours[0], "emotion"), said, ours[0])
    first, last = journey.touchpoints[0], journey.touchpoints[-1]
    if first.grade is None:
        yield hint(
            8,
            FAIR,
            seen.at(first.id, "grade"),
            Message(
                "“{title}” has no grade. It is the first impression, and that counts double.",
                title=seen.called(first.id),
            ),
            first.id,
        )
    if last.grade is None:
        yield hint(
            8,
            FAIR,
            seen.at(last.id, "grade"),
            Message(
                "“{title}” has no grade. It is what {the_traveller} remembers last.", title=seen.called(last.id)
            ),
            last.id,
        )
    if insights.steepest is None:
        return
    before, after = insights.steepest
    high, low = seen.touchpoint(before).grade, seen.touchpoint(after).grade
    most = Message("The mood falls most from “{before}” ({high}) to “{after}” ({low}). Ask what went wrong in between.")
    as_much = Message(
        "Nowhere does the mood fall farther than from “{before}” ({high}) to “{after}” ({low}). Ask what went wrong in between."
    )
    if high is not None and low is not None and high - low >= journey.scale.span * _STEEP:
        yield hint(
            8,
            LIGHT,
            seen.at(after, "grade"),
            Message(
                (most if len(insights.falls) == 1 else as_much).template,
                before=seen.called(before),
                high=figure(high),
                after=seen.called(after),
                low=figure(low),
            ),
            after,
        )
