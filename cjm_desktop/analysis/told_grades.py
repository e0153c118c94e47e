"""What respondents gave, touchpoint by touchpoint: mean, middle, spread and how many they were (METHOD steps 5 and 8). Pure.

A respondent counts once at a touchpoint: who graded it twice, with the mean of both. The curve of a respondent is that of the persona
they stand for; the journey's first persona and respondents without one make the map's own, under the key ``None``.

The *spread* is the whole range while fewer than five told, and the middle half (from the first to the third quartile, linearly between
two grades: Hyndman and Fan, *Sample Quantiles in Statistical Packages*, The American Statistician 50, 1996, definition 7) from five on:
a quartile of four is a guess, and one odd voice among many is no spread. A standard deviation would leave the scale at its ends, where
grades crowd.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, fsum

from ..document import Interview, Journey
from .respondents import changed

#: Touchpoint, and persona (``None``: the map's own line).
Place = tuple[str, str | None]
#: From so many respondents on the spread is that of the middle half.
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class ToldGrades:
    """The grades given at one touchpoint: how many respondents gave one, their ``mean`` and ``median``, and the spread from ``low``
    to ``high`` (see the module). A single grade has no spread: ``low`` and ``high`` are that grade."""

    count: int
    mean: float
    median: float
    low: float
    high: float

    @property
    def spreads(self) -> bool:
        """Whether there is a spread to speak of: at least two told."""
        return self.count > 1


def of_grades(grades: Sequence[float]) -> ToldGrades:
    """What some grades, in ascending order, come to; at least one."""
    least, most = (0.25, 0.75) if len(grades) >= _ENOUGH else (0.0, 1.0)
    # Each share of a sum that is exact is between the least and the greatest grade; a quotient may be a hair beside them.
    mean = min(grades[-1], max(grades[0], fsum(grades) / len(grades)))
    return ToldGrades(len(grades), mean, _quantile(grades, 0.5), _quantile(grades, least), _quantile(grades, most))


def _quantile(grades: Sequence[float], share: float) -> float:
    """The grade under which a share of them lies, between two grades linearly (definition 7)."""
    at = share * (len(grades) - 1)
    below = floor(at)
    if below + 1 >= len(grades):
        return grades[-1]
    return grades[below] + (at - below) * (grades[below + 1] - grades[below])


def given_by(interview: Interview) -> dict[str, float]:
    """The grades one respondent gave, by the ids of the touchpoints."""
    given: dict[str, list[float]] = {}
    for answer in interview.answers:
        if answer.touchpoint is not None and answer.grade is not None:
            given.setdefault(answer.touchpoint, []).append(answer.grade)
    return {ident: fsum(sorted(grades)) / len(grades) for ident, grades in given.items()}


class ToldReader:
    """Reads one journey after the other and counts again only the respondents who changed.

    A changed answer among ten thousand costs what that respondent told, not what all did.
    """

    def __init__(self) -> None:
        self._interviews: tuple[Interview, ...] = ()
        self._first: str | None = None
        self._grades: dict[Place, list[float]] = {}
        self._told: Mapping[Place, ToldGrades] = {}

    def read(self, journey: Journey) -> Mapping[Place, ToldGrades]:
        """What was given at each touchpoint and for each curve. The very same mapping as long as nobody told anything else."""
        first = journey.personas[0].id if journey.personas else None
        interviews = journey.interviews
        if first != self._first:
            self.__init__()  # type: ignore[misc]
            self._first = first
        if interviews is self._interviews:
            return self._told
        gone, come = changed(self._interviews, interviews)
        touched = self._count(gone, -1) | self._count(come, 1)
        self._interviews = interviews
        if touched:
            told = dict(self._told)
            for place in touched:
                grades = self._grades.get(place)
                if grades:
                    told[place] = of_grades(grades)
                else:
                    self._grades.pop(place, None)
                    told.pop(place, None)
            self._told = told
        return self._told

    def _count(self, interviews: Iterable[Interview], sign: int) -> set[Place]:
        """Take in the grades of some respondents, or take them out; gives the places that are touched."""
        touched: set[Place] = set()
        for interview in interviews:
            persona = None if interview.persona == self._first else interview.persona
            for ident, grade in given_by(interview).items():
                grades = self._grades.setdefault((ident, persona), [])
                if sign > 0:
                    insort(grades, grade)
                else:
                    del grades[bisect_left(grades, grade)]
                touched.add((ident, persona))
        return touched


def read_told(journey: Journey) -> Mapping[Place, ToldGrades]:
    """What was given at each touchpoint and for each curve."""
    return ToldReader().read(journey)
