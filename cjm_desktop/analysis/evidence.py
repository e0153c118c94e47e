"""What the grades rest on (METHOD steps 5 and 8): who told something, how many about a touchpoint, and which grades are assumed.

A respondent counts who told something: whose answer has any content, or whom a touchpoint quotes. METHOD step 5 lists what is
told about a touchpoint or phase; a respondent's note is not among it (it may hold an appointment for a talk that is still to
come), nor is a name entered in advance. A grade rests only on grades: who told what happened, or was quoted, but gave no grade is
heard (the touchpoint is told about) and is no source of the number on the map.

One place says what a line rests on: :mod:`.told_grades`. The map's own line is that of the first persona, so its *n*, its mean and spread
and whether it is solid come from the grades which respondents of that persona, and those without one, gave at the very touchpoint; what
others felt is theirs. A grade that the group set by hand against the answers is the group's own, and assumed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from operator import attrgetter

from ..document import Answer, Basis, GradedBy, Interview, Journey, PersonaGrade, State, Touchpoint
from .respondents import changed
from .told_grades import Place, ToldGrades, ToldReader

_GRADE, _ID = attrgetter("grade"), attrgetter("id")
#: What a touchpoint without a grade rests on.
_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The ground under the line.

    ``interviews`` counts the respondents of all kinds (interview, shadowing, survey) who told something. ``answers`` maps a touchpoint's
    id to the number of respondents who told about it, at least 1 (one respondent with two answers counts once), whoever they stand for;
    ``told``: the grades they gave, by touchpoint and line; ``graders`` maps a touchpoint's id to the number of those who gave it a grade
    for the map's own line, at least 1: it is the *n* on the map. ``basis`` maps every graded touchpoint, in the
    order of time, to what its grade rests on, and ``grades`` holds those grades in the same order; ``broken``: the places in that order
    after which touchpoints without a grade follow, so that the line ends there and starts anew. ``assumption`` is true for a map of the
    journey as it is for which nobody told anything: such a poster calls itself an assumption map (METHOD step 6).
    """

    interviews: int
    assumption: bool
    answers: Mapping[str, int]
    graders: Mapping[str, int]
    told: Mapping[Place, ToldGrades]
    basis: Mapping[str, Basis]
    grades: Sequence[float]
    broken: frozenset[int] = frozenset()


class EvidenceReader:
    """Reads evidence and remembers what each touchpoint rests on, so that an edit asks only the ones it changed.

    Records are looked up by identity in loops that run in C; they are kept alive, so an identity is never used twice.
    """

    def __init__(self) -> None:
        self._interviews: tuple[Interview, ...] = ()
        self._answers: dict[str, int] = {}
        self._reader = ToldReader()
        self._told: Mapping[Place, ToldGrades] = {}
        self._graders: dict[str, int] = {}
        self._silent: frozenset[str] = frozenset()
        self._ground: dict[int, Basis | str] = {}
        self._alive: list[Touchpoint] = []

    def read(self, journey: Journey) -> Evidence:
        """The evidence in a document; see :func:`read_evidence`."""
        touchpoints = journey.touchpoints
        if journey.interviews is not self._interviews:
            self._hear(journey.interviews)
        self._count(self._reader.read(journey))
        if len(self._alive) > 4 * len(touchpoints) + 1_000:
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
        broken: frozenset[int] = frozenset()
        if None in grades:
            graded = [grade is not None for grade in grades]
            ids, found = list(compress(ids, graded)), list(compress(found, graded))
            grades = list(compress(grades, graded))
            at = compress(range(len(graded)), graded)
            broken = frozenset([k for k, (a, b) in enumerate(pairwise(at)) if b - a > 1])
        silent = self._silent - quoted_respondents(journey) if self._silent else self._silent
        interviews = len(journey.interviews) - len(silent)
        return Evidence(
            interviews=interviews,
            assumption=not interviews and journey.state is State.ACTUAL,
            answers=self._answers,
            graders=self._graders,
            told=self._told,
            basis=dict(zip(ids, found, strict=True)),  # type: ignore[arg-type]
            grades=grades,  # type: ignore[arg-type]
            broken=broken,
        )

    def _hear(self, interviews: tuple[Interview, ...]) -> None:
        """Take in what respondents told anew, and only that."""
        gone, come = changed(self._interviews, interviews)
        answers, silent = dict(self._answers), set(self._silent)
        for sign, some in ((-1, gone), (1, come)):
            for one in some:
                told = {answer.touchpoint for answer in one.answers if says_something(answer)}
                for ident in told - {None}:
                    answers[ident] = answers.get(ident, 0) + sign  # type: ignore[index, arg-type]
                (silent.discard if told or sign < 0 else silent.add)(one.id)
        self._answers = {ident: count for ident, count in answers.items() if count}
        self._interviews, self._silent = interviews, frozenset(silent)

    def _count(self, told: Mapping[Place, ToldGrades]) -> None:
        """Take in how many gave the grades of the map's own line, if anybody gave another."""
        if told is self._told:
            return
        graders = {ident: given.count for (ident, persona), given in told.items() if persona is None}
        if graders.keys() != self._graders.keys():
            # Grades rest on something else now.
            self._ground, self._alive = {}, []
        self._told, self._graders = told, graders

    def _rests_on(self, touchpoint: Touchpoint) -> Basis | str:
        return _NOTHING if touchpoint.grade is None else _basis(touchpoint, touchpoint.basis, told=touchpoint.id in self._graders)


def _basis(graded: Touchpoint | PersonaGrade, given: Basis | None, *, told: bool) -> Basis:
    """What a grade rests on; ``told``: a respondent gave one for its line; ``given``: the one that the touchpoint itself names."""
    if graded.graded_by is GradedBy.GROUP and told:
        return Basis.ASSUMED
    return given or (Basis.OBSERVED if told else Basis.ASSUMED)


def graders_of(told: Mapping[Place, ToldGrades], persona: str) -> dict[str, int]:
    """How many respondents gave a grade for a further persona's line, by touchpoint: the *n* of that line, as ``Evidence.graders`` is that
    of the map's own."""
    return {ident: given.count for (ident, whose), given in told.items() if whose == persona}


def basis_of(said: PersonaGrade | None, touchpoint: str, graders: Mapping[str, int]) -> Basis | None:
    """What a further persona's grade at a touchpoint (its id) rests on, by the rule for the map's own line (:func:`read_evidence`);
    ``None`` without a grade. ``graders`` are those of that persona."""
    return None if said is None or said.grade is None else _basis(said, None, told=touchpoint in graders)


def says_something(answer: Answer) -> bool:
    """Whether an answer has any content, besides the touchpoint or phase that it is about."""
    return (
        answer.grade is not None
        or answer.met is not None
        or answer.channel is not None
        or any(
            text.strip()
            for text in (answer.happened, answer.quote, answer.emotion, answer.expectation, answer.why_channel)
        )
    )


def quoted_respondents(journey: Journey) -> frozenset[str]:
    """The ids of the respondents whom a touchpoint quotes."""
    return frozenset(q.interview for t in journey.touchpoints for q in t.quotes if q.interview is not None and q.text.strip())


def told_by(journey: Journey) -> tuple[Interview, ...]:
    """The respondents who told something, in their order."""
    quoted = quoted_respondents(journey)
    return tuple(one for one in journey.interviews if one.id in quoted or any(map(says_something, one.answers)))


def read_evidence(journey: Journey) -> Evidence:
    """The evidence in a document.

    A grade's basis is assumed if the group set it by hand against the answers; else the one given in the touchpoint itself; else observed
    if a respondent gave the touchpoint a grade for the map's own line; else assumed.
    """
    return EvidenceReader().read(journey)
