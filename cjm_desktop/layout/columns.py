"""Where columns stand: equal widths, a gap between neighbours, a wider one between phases. All in mm.

Columns are arithmetic, not a list: the x of column 4,999 costs as much as that of column 0. A phase without touchpoints
keeps one empty column, so that a card can be dropped there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cjm_desktop.document import Journey, Phase


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase's run of columns: touchpoints ``start`` to ``stop`` (exclusive); ``rank`` counts phases, -1 for none.

    ``opens`` and ``closes`` say whether the phase begins and ends here (a band may cut it).
    """

    phase: Phase | None
    rank: int
    start: int
    stop: int
    opens: bool = True
    closes: bool = True

    @property
    def slots(self) -> int:
        """Number of columns: at least one."""
        return max(1, self.stop - self.start)


def stretches(journey: Journey) -> tuple[Stretch, ...]:
    """The phases of a journey as runs of columns, in order; touchpoints without a phase come first.

    Finds the borders by bisection, because touchpoints stand in the order of the phases.
    """
    rank = {phase.id: i for i, phase in enumerate(journey.phases)}
    touchpoints = journey.touchpoints

    def key(t: object) -> int:
        phase = t.phase  # type: ignore[attr-defined]
        return -1 if phase is None else rank[phase]

    out: list[Stretch] = []
    begin = bisect_right(touchpoints, -1, key=key)
    if begin:
        out.append(Stretch(None, -1, 0, begin))
    for i, phase in enumerate(journey.phases):
        end = bisect_right(touchpoints, i, lo=begin, key=key)
        out.append(Stretch(phase, i, begin, end))
        begin = end
    return tuple(out)


def cut(runs: Sequence[Stretch], first: int, last: int) -> tuple[Stretch, ...]:
    """The part of the runs from slot ``first`` to slot ``last`` (exclusive), counting columns from the left."""
    out: list[Stretch] = []
    at = 0
    for run in runs:
        a, b = max(first, at), min(last, at + run.slots)
        if a < b:
            if run.start == run.stop:
                out.append(run)
            else:
                start, stop = run.start + a - at, run.start + b - at
                out.append(
                    replace(run, start=start, stop=stop, opens=start == run.start, closes=stop == run.stop)
                )
        at += run.slots
    return tuple(out)


def share_out(runs: Sequence[Stretch], count: int) -> tuple[tuple[int, int], ...] | None:
    """Share the columns out over ``count`` bands as ranges of slots: nearly equal, at the borders of phases where that
    costs little; ``None`` where there is no such share."""
    n = sum(run.slots for run in runs)
    starts, at = set(), 0
    for run in runs:
        starts.add(at)
        at += run.slots
    ideal = n / count
    least, reach = max(1, int(ideal * 0.55)), int(ideal * 1.45) + 1
    uneven = [2 * ((length - ideal) / ideal) ** 2 for length in range(reach + 1)]
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for number in range(count):
        row: dict[int, tuple[float, int]] = {}
        due = ideal * (number + 1)
        low, high = int(due - ideal), min(n, int(due + ideal))
        for start, (cost, _) in best[-1].items():
            if start not in starts:
                cost += 0.06
            for end in range(max(start + least, low), min(start + reach, high) + 1):
                more = cost + uneven[end - start]
                known = row.get(end)
                if known is None or more < known[0]:
                    row[end] = (more, start)
        best.append(row)
    if n not in best[-1]:
        return None
    ends = [n]
    for row in reversed(best[1:]):
        ends.append(row[ends[-1]][1])
    ends.reverse()
    return tuple(pairwise(ends))


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Columns of one band. ``held`` maps touchpoint indices to the x of the centre they are held at."""

    runs: tuple[Stretch, ...]
    left: float
    width: float
    gap: float
    phase_gap: float
    run_x: tuple[float, ...]
    held: Mapping[int, float]
    #: Where each run stops, for bisection: asked some hundred times for each frame of a drag.
    stops: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "stops", tuple(run.stop for run in self.runs))

    @classmethod
    def of(
        cls,
        runs: tuple[Stretch, ...],
        left: float,
        width: float,
        gap: float,
        phase_gap: float,
        held: Mapping[int, float] | None = None,
    ) -> Columns:
        """Columns of a given width from ``left`` on."""
        xs: list[float] = []
        x = left
        for run in runs:
            xs.append(x)
            x += run.slots * (width + gap) - gap + phase_gap
        return cls(runs, left, width, gap, phase_gap, tuple(xs), held or {})

    @staticmethod
    def width_for(runs: Sequence[Stretch], total: float, gap: float, phase_gap: float) -> float:
        """The column width with which the runs fill ``total`` mm."""
        slots = sum(run.slots for run in runs)
        gaps = (slots - len(runs)) * gap + (len(runs) - 1) * phase_gap
        return (total - gaps) / slots if slots else total

    @property
    def start(self) -> int:
        """First touchpoint of the band."""
        return self.runs[0].start if self.runs else 0

    @property
    def stop(self) -> int:
        """One past the last touchpoint of the band."""
        return self.runs[-1].stop if self.runs else 0

    @property
    def pitch(self) -> float:
        """Distance from one column to the next of the same phase."""
        return self.width + self.gap

    @property
    def right(self) -> float:
        """Right edge of the last column."""
        if not self.runs:
            return self.left
        return self.run_x[-1] + self.runs[-1].slots * self.pitch - self.gap

    def run_of(self, i: int) -> int:
        """Which run touchpoint ``i`` stands in."""
        return min(len(self.runs) - 1, bisect_right(self.stops, i))

    def home(self, i: int) -> float:
        """Left edge of the column of touchpoint ``i``, where it rests."""
        k = self.run_of(i)
        return self.run_x[k] + (i - self.runs[k].start) * self.pitch

    def x(self, i: int) -> float:
        """Left edge of touchpoint ``i``: where it rests or is held."""
        return self.held[i] - self.width / 2 if i in self.held else self.home(i)

    def centre(self, i: int) -> float:
        """Middle of the column of touchpoint ``i``."""
        return self.held[i] if i in self.held else self.home(i) + self.width / 2

    def span(self, k: int) -> tuple[float, float]:
        """Left and right edge of run ``k``."""
        return self.run_x[k], self.run_x[k] + self.runs[k].slots * self.pitch - self.gap

    def run_at(self, x: float) -> int:
        """The run nearest to an x."""
        k = max(0, bisect_right(self.run_x, x) - 1)
        if k + 1 < len(self.runs):
            right = self.span(k)[1]
            if x > right and x - right > self.run_x[k + 1] - x:
                return k + 1
        return k

    def near(self, x: float) -> tuple[int, int]:
        """Run and slot (within the run) of the column nearest to an x."""
        k = self.run_at(x)
        slot = int((x - self.run_x[k] + self.gap / 2) // self.pitch)
        return k, max(0, min(self.runs[k].slots - 1, slot))

    def between(self, left: float, right: float) -> range:
        """Touchpoints whose columns may touch a span of x."""
        if not self.runs:
            return range(0)
        left, right = max(left, self.left - 1), min(right, self.right + 1)
        a = bisect_left(self.run_x, left) - 1
        a = max(0, a)
        first = self.runs[a].start
        if left > self.run_x[a]:
            first += min(self.runs[a].stop - self.runs[a].start, int((left - self.run_x[a]) // self.pitch))
        b = max(0, bisect_right(self.run_x, right) - 1)
        if right < self.run_x[0]:
            return range(first, first)
        last = self.runs[b].start + min(
            self.runs[b].stop - self.runs[b].start, int((right - self.run_x[b]) // self.pitch) + 1
        )
        return range(first, max(first, last))
