"""What the grades rest on (METHOD steps 5 and 8): how many told about a touchpoint, and which grades are assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import attrgetter

from ..document import Basis, Interview, Journey, State, Touchpoint

_GRADE, _ID = attrgetter("grade"), attrgetter("id")
#: What a touchpoint without a grade rests on.
_NOTHING = "nothing"


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


class EvidenceReader:
    """Reads evidence and remembers what each touchpoint rests on, so that an edit asks only the ones it changed.

    Records are looked up by identity in loops that run in C; they are kept alive, so an identity is never used twice.
    """

    def __init__(self) -> None:
        self._interviews: tuple[Interview, ...] = ()
        self._answers: dict[str, int] = {}
        self._ground: dict[int, Basis | str] = {}
        self._alive: list[Touchpoint] = []

    def read(self, journey: Journey) -> Evidence:
        """The evidence in a document; see :func:`read_evidence`."""
        touchpoints = journey.touchpoints
        if journey.interviews is not self._interviews or len(self._alive) > 4 * len(touchpoints) + 1_000:
            self._interviews, self._answers = journey.interviews, _answers(journey)
            self._ground, self._alive = {}, []
        found = list(map(self._ground.get, map(id, touchpoints)))
        if None in found:
            for i, known in enumerate(found):
                if known is None:
                    t = touchpoints[i]
                    found[i] = self._ground[id(t)] = self._rests_on(t)
                    self._alive.append(t)
        grades: list[float | None] = list(map(_GRADE, touchpoints))
        ids: list[str] = list(map(_ID, touchpoints))
        if None in grades:
            graded = [grade is not None for grade in grades]
            ids, found = list(compress(ids, graded)), list(compress(found, graded))
            grades = list(compress(grades, graded))
        return Evidence(
            interviews=len(journey.interviews),
            assumption=not journey.interviews and journey.state is State.ACTUAL,
            answers=self._answers,
            basis=dict(zip(ids, found, strict=True)),  # type: ignore[arg-type]
            grades=grades,  # type: ignore[arg-type]
        )

    def _rests_on(self, touchpoint: Touchpoint) -> Basis | str:
        if touchpoint.grade is None:
            return _NOTHING
        if touchpoint.basis is not None:
            return touchpoint.basis
        told = touchpoint.id in self._answers or any(q.interview is not None for q in touchpoint.quotes)
        return Basis.OBSERVED if told else Basis.ASSUMED


def _answers(journey: Journey) -> dict[str, int]:
    """How many respondents told about each touchpoint."""
    answers: dict[str, int] = {}
    for interview in journey.interviews:
        for ident in {answer.touchpoint for answer in interview.answers}:
            if ident is not None:
                answers[ident] = answers.get(ident, 0) + 1
    return answers


def read_evidence(journey: Journey) -> Evidence:
    """The evidence in a document.

    A grade's basis is the one given in the touchpoint itself; else observed if a respondent answered for the touchpoint or
    one of its quotes names a respondent; else assumed.
    """
    return EvidenceReader().read(journey)
