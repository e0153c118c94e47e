"""Everything the map shows without being asked, in one value for layout, hints and the window.

:func:`read` is a pure function of the journey and linear in its size, so that it can run on every mouse move.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from ..document import Basis, Journey, Scale
from .curve import Curve, read_curve
from .evidence import EvidenceReader
from .told_grades import Place, ToldGrades

#: In a long journey one in so many graded touchpoints may be highlighted as a peak, and one as a dip: one card in three
#: at most, more would make a zebra. A short one may have as many as the root of its length, where all can be seen at once.
_SHARE = 6
#: So many may be highlighted in the shortest journey.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Insights:
    """What a journey means; all places are ids of touchpoints, in the order of time.

    ``peaks`` and ``dips``: all that were found (:mod:`.curve` says what counts). ``highlights``: the highest
    peaks and the deepest dips, as many of each as :func:`most_highlights` allows. The ends of the line have a mark of their own and
    take none away: they are highlighted when they are among those, and come on top of those between.
    ``first`` and ``last``: the journey's first and last touchpoint, as long as it has a grade; no other one makes the
    first or the last impression. ``highest`` and ``deepest``: the first touchpoint with the greatest and the least
    grade, of several side by side the middle one, which is the one that is marked. ``steepest``: the two ends of the
    greatest fall between neighbouring touchpoints. ``tops``, ``bottoms`` and ``falls``: all that are as high, as deep, or fall as far.
    ``mean``: of the grades, on the document's scale. ``graded``: how many touchpoints have a grade.
    ``interviews``, ``assumption``, ``basis``, ``answers`` and ``graders``: see :class:`~cjm_desktop.analysis.evidence.Evidence`.
    ``told``: the grades that respondents gave, by touchpoint and persona (``None``: the map's own line), see
    :class:`~cjm_desktop.analysis.told_grades.ToldGrades`.
    """

    peaks: tuple[str, ...] = ()
    dips: tuple[str, ...] = ()
    highlights: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None
    highest: str | None = None
    deepest: str | None = None
    steepest: tuple[str, str] | None = None
    tops: tuple[str, ...] = ()
    bottoms: tuple[str, ...] = ()
    falls: tuple[tuple[str, str], ...] = ()
    mean: float | None = None
    graded: int = 0
    interviews: int = 0
    assumption: bool = False
    basis: Mapping[str, Basis] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    graders: Mapping[str, int] = field(default_factory=dict)
    told: Mapping[Place, ToldGrades] = field(default_factory=dict)


class Reader:
    """Reads journeys one after the other, each as :func:`read` would, and does again only what an edit changed.

    A window keeps one: while somebody types or drags a card, the line itself mostly stays as it was.
    """

    def __init__(self) -> None:
        self._evidence = EvidenceReader()
        self._line: tuple[Sequence[float], Set[int], Scale | None] = ((), frozenset(), None)
        self._curve = Curve()

    def read(self, journey: Journey) -> Insights:
        """The insights of a journey. It is taken to be sound: grades lie on the declared scale."""
        evidence = self._evidence.read(journey)
        ids = list(evidence.basis)  # the graded touchpoints in order
        line = (evidence.grades, evidence.broken, journey.scale)
        if self._line != line:
            self._line = line
            self._curve = read_curve(evidence.grades, journey.scale, evidence.broken)
        curve = self._curve
        grades, neutral = evidence.grades, journey.scale.neutral
        telling = _telling(curve.peaks, grades, neutral) | _telling(curve.dips, grades, neutral)
        ends = (journey.touchpoints[0].id, journey.touchpoints[-1].id) if ids else ("", "")
        return Insights(
            peaks=tuple([ids[i] for i, _ in curve.peaks]),
            dips=tuple([ids[i] for i, _ in curve.dips]),
            highlights=frozenset([ids[i] for i in telling]),
            first=ends[0] if ids and ends[0] == ids[0] else None,
            last=ends[1] if ids and ends[1] == ids[-1] else None,
            highest=None if curve.highest is None else ids[curve.highest],
            deepest=None if curve.deepest is None else ids[curve.deepest],
            steepest=None if curve.steepest is None else (ids[curve.steepest], ids[curve.steepest + 1]),
            tops=tuple([ids[i] for i in curve.tops]),
            bottoms=tuple([ids[i] for i in curve.bottoms]),
            falls=tuple([(ids[i], ids[i + 1]) for i in curve.falls]),
            mean=curve.mean,
            graded=len(ids),
            interviews=evidence.interviews,
            assumption=evidence.assumption,
            basis=evidence.basis,
            answers=evidence.answers,
            graders=evidence.graders,
            told=evidence.told,
        )


def read(journey: Journey) -> Insights:
    """The insights of a journey. It is taken to be sound: grades lie on the declared scale."""
    return Reader().read(journey)


def most_highlights(graded: int) -> int:
    """How many peaks, and how many dips, may be highlighted between the ends of so many graded touchpoints.

    2 of 6, 3 of 12, 4 of 16, 5 of 30, 10 of 60: the root of their number, from 36 on a sixth of it.
    """
    return max(_FEWEST, round(math.sqrt(graded)), -(-graded // _SHARE))


def _telling(found: Sequence[tuple[int, float]], grades: Sequence[float], neutral: float) -> set[int]:
    """Positions of the highest peaks, or the deepest dips: those between the ends, and an end that is as far from neutral.

    Of equally far ones the more prominent count first, then the earlier ones.
    """
    most = most_highlights(len(grades))
    if len(found) <= most:
        return {i for i, _ in found}
    # A sort keeps equals in their order.
    positions = [i for i, _ in sorted(found, key=lambda one: (-abs(grades[one[0]] - neutral), -one[1]))]
    begun = next(i for i, grade in enumerate(grades) if grade != grades[0])
    over = next(i for i in range(len(grades) - 1, 0, -1) if grades[i] != grades[-1])
    between = [i for i in positions if begun <= i <= over]
    return {*positions[:most], *between[:most]}
