"""What the grades rest on (METHOD steps 5 and 8): how many told about a touchpoint, and which grades are assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..document import Basis, Journey, State


@dataclass(frozen=True, slots=True)
class Evidence:
    """The ground under the line.

    ``interviews`` counts the respondents of all kinds (interview, shadowing, survey). ``answers`` maps a touchpoint's
    id to the number of respondents who told about it, at least 1 (one respondent with two answers counts once: it is
    the *n* on the map). ``basis`` maps every graded touchpoint, in the order of time, to what its grade rests on, and
    ``grades`` holds those grades in the same order. ``assumption`` is true for a map of the journey as it is without a
    single respondent: such a poster calls itself an assumption map (METHOD step 6).
    """

    interviews: int
    assumption: bool
    answers: Mapping[str, int]
    basis: Mapping[str, Basis]
    grades: Sequence[float]


def read_evidence(journey: Journey) -> Evidence:
    """The evidence in a document.

    A grade's basis is the one given in the touchpoint itself; else observed if a respondent answered for the touchpoint or
    one of its quotes names a respondent; else assumed.
    """
    answers: dict[str, int] = {}
    for interview in journey.interviews:
        for ident in {answer.touchpoint for answer in interview.answers}:
            if ident is not None:
                answers[ident] = answers.get(ident, 0) + 1
    observed, assumed = Basis.OBSERVED, Basis.ASSUMED
    basis: dict[str, Basis] = {}
    grades: list[float] = []
    for t in journey.touchpoints:
        grade = t.grade
        if grade is None:
            continue
        grades.append(grade)
        ident = t.id
        ground = t.basis
        if ground is None:
            told = ident in answers or (t.quotes and any(q.interview is not None for q in t.quotes))
            ground = observed if told else assumed
        basis[ident] = ground
    return Evidence(
        interviews=len(journey.interviews),
        assumption=not journey.interviews and journey.state is State.ACTUAL,
        answers=answers,
        basis=basis,
        grades=grades,
    )
