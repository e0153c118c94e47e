"""Grades made from answers: the mean or the median of what respondents gave, where the document asks for that (METHOD steps 5 and 8).

Contract. :meth:`AnswerGrades.settled` is applied to whatever an edit gave: it puts the answers' grade on every card that has answers, and
notices what the group set by hand against them. Nothing a group typed is lost: its grade is kept beside the answers' and comes back when
the answers go or the document is graded by hand again. A card graded by hand among answers stays so until :func:`take_answers`. While
a document is graded by hand all of this does nothing and costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import compress
from operator import is_not

from ..analysis import ToldGrades
from ..analysis.told_grades import Place, ToldReader
from ..document import GradedBy, Grading, Journey, PersonaGrade, Scale, Touchpoint
from .emotion import should_follow, suggest_emotion
from .errors import replaced


def take_answers(journey: Journey, ids: Collection[str], persona: str | None = None) -> Journey:
    """The journey in which the answers may make the grade of some touchpoints again, which the group had set by hand; of a further
    ``persona`` that one's. The grades follow with :meth:`AnswerGrades.settled`."""
    wanted = set(ids)
    touchpoints = tuple(_let_go(t, persona) if t.id in wanted else t for t in journey.touchpoints)
    if all(a is b for a, b in zip(touchpoints, journey.touchpoints, strict=True)):
        return journey
    return journey.with_(touchpoints=touchpoints)


def _let_go(card: Touchpoint, persona: str | None) -> Touchpoint:
    if persona is None:
        return replaced(card, graded_by=None) if card.graded_by is GradedBy.GROUP else card
    others = tuple(
        replaced(one, graded_by=None) if one.persona == persona and one.graded_by is GradedBy.GROUP else one for one in card.personas
    )
    return card if others == card.personas else replaced(card, personas=others)


class AnswerGrades:
    """Settles the grades of one document, edit by edit, and looks again only at what changed."""

    def __init__(self) -> None:
        self._reader = ToldReader()
        self._last: Mapping[Place, ToldGrades] = {}

    def settled(self, before: Journey, after: Journey) -> Journey:
        """What an edit gave, with the grades that the answers make; ``before`` is the document as it was. The same journey where there is
        nothing to do."""
        how = after.grading
        if how is Grading.TYPED and before.grading is Grading.TYPED:
            return after
        told = self._reader.read(after) if how is not Grading.TYPED else {}
        switched, heard = how is not before.grading, told is not self._last
        self._last = told
        if how is Grading.TYPED:
            return _by_hand(after)
        old: Mapping[str, Touchpoint]
        if switched or heard or len(before.touchpoints) != len(after.touchpoints):
            places: Collection[int] = range(len(after.touchpoints))
            old = {t.id: t for t in before.touchpoints}
        else:
            other = list(map(is_not, before.touchpoints, after.touchpoints))
            places = tuple(compress(range(len(other)), other))
            old = {t.id: t for t in compress(before.touchpoints, other)}
        # What was typed in the same edit in which somebody told something is not meant against it.
        judge = _Judge(after, how, told, typed=not switched and before.interviews is after.interviews)
        cards: list[Touchpoint] | None = None
        for i in places:
            card = after.touchpoints[i]
            settled = judge.card(card, old.get(card.id))
            if settled is not card:
                cards = cards or list(after.touchpoints)
                cards[i] = settled
        return after if cards is None else after.with_(touchpoints=tuple(cards))


class _Judge:
    """Decides the grades of single cards."""

    def __init__(self, journey: Journey, how: Grading, told: Mapping[Place, ToldGrades], *, typed: bool) -> None:
        self._journey, self._how, self._told, self._typed = journey, how, told, typed

    def card(self, card: Touchpoint, old: Touchpoint | None) -> Touchpoint:
        """A card with its own grade and those of further personas settled."""
        grade, by, kept = self._settle(card, old, self._told.get((card.id, None)))
        if (grade, by, kept) != (card.grade, card.graded_by, card.group_grade):
            card = with_grade(self._journey, card, grade, by, kept)
        personas = tuple(self._others(card, old))
        if len(personas) == len(card.personas) and not any(map(is_not, personas, card.personas)):
            return card
        return replaced(card, personas=personas)

    def _others(self, card: Touchpoint, old: Touchpoint | None) -> Iterator[PersonaGrade]:
        """The grades of further personas: those that are there, and those that answers make now."""
        known = {one.persona: one for one in old.personas} if old is not None else {}
        there = {one.persona for one in card.personas}
        for one in card.personas:
            grade, by, kept = self._settle(one, known.get(one.persona), self._told.get((card.id, one.persona)))
            if (grade, by, kept) == (one.grade, one.graded_by, one.group_grade):
                yield one
            elif grade is not None or by is not None or one.emotion:
                yield replaced(one, grade=grade, graded_by=by, group_grade=kept)
        for persona in self._journey.personas[1:]:
            given = self._told.get((card.id, persona.id))
            if given is None or persona.id in there:
                continue
            if persona.id in known and self._typed:  # taken away by hand
                yield PersonaGrade(persona=persona.id, graded_by=GradedBy.GROUP)
            else:
                grade = grade_made(given, self._how, self._journey.scale)
                yield PersonaGrade(persona=persona.id, grade=grade, graded_by=GradedBy.ANSWERS)

    def _settle(
        self, one: Touchpoint | PersonaGrade, old: Touchpoint | PersonaGrade | None, given: ToldGrades | None
    ) -> tuple[float | None, GradedBy | None, float | None]:
        """Grade, who made it, and the group's grade that is kept."""
        by = one.graded_by
        if self._typed and old is not None and by is old.graded_by and one.grade != old.grade:
            # Somebody set it: against the answers, if there are any.
            return one.grade, GradedBy.GROUP if given is not None else None, None
        if by is GradedBy.GROUP:
            return one.grade, by, one.group_grade
        if given is not None:
            kept = one.group_grade if by is GradedBy.ANSWERS else one.grade
            return grade_made(given, self._how, self._journey.scale), GradedBy.ANSWERS, kept
        if by is GradedBy.ANSWERS:
            # A copy of a card keeps its grade: nobody told anything about the copy.
            return (one.grade if old is None else one.group_grade), None, None
        return one.grade, None, one.group_grade


def grade_made(given: ToldGrades, how: Grading, scale: Scale) -> float:
    """The grade that answers make, on the fine grid of the scale."""
    return scale.snapped(given.median if how is Grading.MEDIAN else given.mean, fine=True)


def with_grade(journey: Journey, card: Touchpoint, grade: float | None, by: GradedBy | None, kept: float | None) -> Touchpoint:
    """A card with a grade and who made it; a word that follows the grade goes along."""
    changes: dict[str, object] = {"grade": grade, "graded_by": by, "group_grade": kept}
    if grade != card.grade and should_follow(card):
        word = suggest_emotion(journey, grade)
        changes |= {"emotion": word, "emotion_suggested": bool(word)}
    return replaced(card, **changes)


def _by_hand(journey: Journey) -> Journey:
    """The journey graded by the group again: its own grades come back where the answers had made them."""

    def back(card: Touchpoint) -> Touchpoint:
        if card.graded_by is GradedBy.ANSWERS:
            card = with_grade(journey, card, card.group_grade, None, None)
        elif card.graded_by is not None:
            card = replaced(card, graded_by=None, group_grade=None)
        if any(one.graded_by is not None for one in card.personas):
            others = tuple(
                replaced(
                    one,
                    grade=one.group_grade if one.graded_by is GradedBy.ANSWERS else one.grade,
                    graded_by=None,
                    group_grade=None,
                )
                if one.graded_by is not None
                else one
                for one in card.personas
            )
            card = replaced(card, personas=tuple(one for one in others if one.grade is not None or one.emotion))
        return card

    touchpoints = tuple(map(back, journey.touchpoints))
    parked = tuple(row.model_copy(update={"touchpoint": back(row.touchpoint)}) for row in journey.parked)
    changes: dict[str, object] = {}
    if any(map(is_not, touchpoints, journey.touchpoints)):
        changes["touchpoints"] = touchpoints
    if any(row.touchpoint is not own.touchpoint for row, own in zip(parked, journey.parked, strict=True)):
        changes["parked"] = parked
    return journey.with_(**changes) if changes else journey
