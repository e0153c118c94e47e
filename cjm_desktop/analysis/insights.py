"""Everything the map shows without being asked, in one value for layout, hints and the window.

:func:`read` is a pure function of the journey and linear in its size, so that it can run on every mouse move.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from ..document import Basis, Journey, Scale
from .curve import Curve, read_curve
from .evidence import EvidenceReader

#: One in so many graded touchpoints may be highlighted as a peak, and one as a dip; more would make a zebra.
_SHARE = 6
#: So many may be highlighted in the shortest journey.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Insights:
    """What a journey means; all places are ids of touchpoints, in the order of time.

    ``peaks`` and ``dips``: all that were found (:mod:`.curve` says what counts). ``highlights``: the most prominent
    peaks and dips, of each at most one in six graded touchpoints (rounded up) and never fewer than two allowed.
    ``first`` and ``last``: the first and last *graded* touchpoint. ``highest`` and ``deepest``: the first touchpoint
    with the greatest and the least grade. ``steepest``: the two ends of the greatest fall between neighbouring grades.
    ``mean``: of the grades, on the document's scale. ``graded``: how many touchpoints have a grade. ``interviews``,
    ``assumption``, ``basis`` and ``answers``: see :class:`~cjm_desktop.analysis.evidence.Evidence`.
    """

    peaks: tuple[str, ...] = ()
    dips: tuple[str, ...] = ()
    highlights: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None
    highest: str | None = None
    deepest: str | None = None
    steepest: tuple[str, str] | None = None
    mean: float | None = None
    graded: int = 0
    interviews: int = 0
    assumption: bool = False
    basis: Mapping[str, Basis] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)


class Reader:
    """Reads journeys one after the other, each as :func:`read` would, and does again only what an edit changed.

    A window keeps one: while somebody types or drags a card, the line itself mostly stays as it was.
    """

    def __init__(self) -> None:
        self._evidence = EvidenceReader()
        self._line: tuple[Sequence[float], Scale | None] = ((), None)
        self._curve = Curve()

    def read(self, journey: Journey) -> Insights:
        """The insights of a journey. It is taken to be sound: grades lie on the declared scale."""
        evidence = self._evidence.read(journey)
        ids = list(evidence.basis)  # the graded touchpoints in order
        if self._line != (evidence.grades, journey.scale):
            self._line = (evidence.grades, journey.scale)
            self._curve = read_curve(evidence.grades, journey.scale)
        curve = self._curve
        most = max(_FEWEST, -(-len(ids) // _SHARE))
        telling = _most_prominent(curve.peaks, most) + _most_prominent(curve.dips, most)
        return Insights(
            peaks=tuple([ids[i] for i, _ in curve.peaks]),
            dips=tuple([ids[i] for i, _ in curve.dips]),
            highlights=frozenset([ids[i] for i in telling]),
            first=ids[0] if ids else None,
            last=ids[-1] if ids else None,
            highest=None if curve.highest is None else ids[curve.highest],
            deepest=None if curve.deepest is None else ids[curve.deepest],
            steepest=None if curve.steepest is None else (ids[curve.steepest], ids[curve.steepest + 1]),
            mean=curve.mean,
            graded=len(ids),
            interviews=evidence.interviews,
            assumption=evidence.assumption,
            basis=evidence.basis,
            answers=evidence.answers,
        )


def read(journey: Journey) -> Insights:
    """The insights of a journey. It is taken to be sound: grades lie on the declared scale."""
    return Reader().read(journey)


def _most_prominent(found: tuple[tuple[int, float], ...], most: int) -> list[int]:
    """Positions of the ``most`` most prominent; of equals the earlier ones."""
    # A reversed sort keeps equals in their order.
    return [i for i, _ in sorted(found, key=itemgetter(1), reverse=True)[:most]]
