"""Where columns stand: equal widths, a gap between neighbours, a wider one between phases. All in mm.

Columns are arithmetic, not a list: the x of column 4,999 costs as much as that of column 0. A phase without touchpoints
keeps one empty column, so that a card can be dropped there. Where the document wants it (:mod:`.spacing`) there is room after some
columns, counted in widths of a column: it belongs to the phase of the column before it, and a place is found by bisection among those
rooms. Without any, nothing is searched.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from cjm_desktop.document import Journey, Phase


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase's run of columns: touchpoints ``start`` to ``stop`` (exclusive); ``rank`` counts phases, -1 for none.

    ``opens`` and ``closes`` say whether the phase begins and ends here (a band may cut it). ``rooms``: after which touchpoints there
    is how much room, in widths of a column, from left to right.
    """

    phase: Phase | None
    rank: int
    start: int
    stop: int
    opens: bool = True
    closes: bool = True
    rooms: tuple[tuple[int, float], ...] = ()

    @property
    def slots(self) -> int:
        """Number of columns: at least one."""
        return max(1, self.stop - self.start)

    @property
    def room(self) -> float:
        """All of its rooms, in widths of a column."""
        return sum(share for _, share in self.rooms)

    def scaled(self, by: float) -> Stretch:
        """The same with rooms so many times as wide."""
        return replace(self, rooms=tuple((after, share * by) for after, share in self.rooms)) if self.rooms else self


def stretches(journey: Journey, rooms: Sequence[tuple[int, float]] = ()) -> tuple[Stretch, ...]:
    """The phases of a journey as runs of columns, in order; touchpoints without a phase come first. ``rooms`` as :func:`~.spacing.rooms`
    gives them.

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
    return tuple(replace(run, rooms=_within(rooms, run.start, run.stop)) for run in out) if rooms else tuple(out)


def _within(rooms: Sequence[tuple[int, float]], start: int, stop: int) -> tuple[tuple[int, float], ...]:
    """The rooms after the touchpoints from ``start`` to ``stop`` (exclusive)."""
    a = bisect_left(rooms, start, key=_after)
    return tuple(rooms[a : bisect_left(rooms, stop, lo=a, key=_after)])


def _after(room: tuple[int, float]) -> int:
    return room[0]


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
                rooms = _within(run.rooms, start, stop) if run.rooms else ()
                out.append(
                    replace(run, start=start, stop=stop, opens=start == run.start, closes=stop == run.stop, rooms=rooms)
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
    if any(run.rooms for run in runs):
        found = _share_by_width(runs, starts, count)
        if found is not None:
            return found
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
    return _ranges(best, n)


def _share_by_width(runs: Sequence[Stretch], starts: set[int], count: int) -> tuple[tuple[int, int], ...] | None:
    """The same for columns with room between them: bands are nearly as wide as each other with that."""
    after = [0.0] * sum(run.slots for run in runs)
    at = 0
    for run in runs:
        for i, share in run.rooms:
            after[at + i - run.start] = share
        at += run.slots
    ends = list(accumulate((1.0 + share for share in after), initial=0.0))
    n, ideal = len(after), ends[-1] / count
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for number in range(count):
        row: dict[int, tuple[float, int]] = {}
        due = ideal * (number + 1)
        for start, (cost, _) in best[-1].items():
            if start not in starts:
                cost += 0.06
            low, high = max(ends[start] + 0.55 * ideal, due - ideal), min(ends[start] + 1.45 * ideal + 1, due + ideal)
            for end in range(max(start + 1, bisect_left(ends, low)), bisect_right(ends, high)):
                more = cost + 2 * ((ends[end] - ends[start] - ideal) / ideal) ** 2
                known = row.get(end)
                if known is None or more < known[0]:
                    row[end] = (more, start)
        best.append(row)
    return _ranges(best, n)


def _ranges(best: Sequence[Mapping[int, tuple[float, int]]], n: int) -> tuple[tuple[int, int], ...] | None:
    """The ranges that end cheapest at slot ``n``; ``None`` where none do."""
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
    #: The touchpoints after which there is room, in which run each of them stands, how much room there is before and with each in its run
    #: (mm), and the x at which the column after the room begins, or the room ends.
    _after: tuple[int, ...] = field(init=False)
    _before: tuple[float, ...] = field(init=False)
    _rooms: tuple[float, ...] = field(init=False)
    _ends: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        give = object.__setattr__
        give(self, "stops", tuple(run.stop for run in self.runs))
        after: list[int] = []
        before: list[float] = []
        rooms: list[float] = []
        ends: list[float] = []
        for run, x in zip(self.runs, self.run_x, strict=True):
            so_far = 0.0
            for i, share in run.rooms:
                after.append(i)
                before.append(so_far)
                rooms.append(share * self.width)
                so_far += share * self.width
                ends.append(x + (i + 1 - run.start) * self.pitch + so_far)
        give(self, "_after", tuple(after))
        give(self, "_before", tuple(before))
        give(self, "_rooms", tuple(rooms))
        give(self, "_ends", tuple(ends))

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
            if run.rooms:
                x += run.room * width
        return cls(runs, left, width, gap, phase_gap, tuple(xs), held or {})

    @staticmethod
    def width_for(runs: Sequence[Stretch], total: float, gap: float, phase_gap: float, unit: float | None = None) -> float:
        """The column width with which the runs fill ``total`` mm. With a ``unit`` (mm) rooms are counted in that."""
        slots = sum(run.slots for run in runs)
        gaps = (slots - len(runs)) * gap + (len(runs) - 1) * phase_gap
        if not slots:
            return total
        rooms = sum(run.room for run in runs if run.rooms)
        return (total - gaps) / (slots + rooms) if unit is None else (total - gaps - unit * rooms) / slots

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
        """Right edge of the last column, with the room after it."""
        return self.span(len(self.runs) - 1)[1] if self.runs else self.left

    def run_of(self, i: int) -> int:
        """Which run touchpoint ``i`` stands in."""
        return min(len(self.runs) - 1, bisect_right(self.stops, i))

    def home(self, i: int) -> float:
        """Left edge of the column of touchpoint ``i``, where it rests."""
        k = self.run_of(i)
        return self._at(k, i - self.runs[k].start)

    def slot_x(self, k: int, slot: int) -> float:
        """Left edge of a column of run ``k``, where it rests; one of a phase without touchpoints too."""
        return self._at(k, slot)

    def _at(self, k: int, slot: int) -> float:
        x = self.run_x[k] + slot * self.pitch
        return x + self._shift(k, slot) if self.runs[k].rooms else x

    def _shift(self, k: int, slot: int) -> float:
        """The rooms (mm) before a column of run ``k``."""
        start = self.runs[k].start
        j = bisect_left(self._after, start + slot)
        return self._before[j - 1] + self._rooms[j - 1] if j and self._after[j - 1] >= start else 0.0

    @property
    def even(self) -> bool:
        """Whether there is no room anywhere but the usual gaps."""
        return not self._after

    def room(self, i: int) -> float:
        """How much room (mm) there is after the column of touchpoint ``i`` beside the usual gap."""
        j = bisect_left(self._after, i)
        return self._rooms[j] if j < len(self._after) and self._after[j] == i else 0.0

    def rooms(self, left: float, right: float) -> Iterator[tuple[int, float, float]]:
        """The rooms that touch a span of x: after which touchpoint, and from where to where, the gap beside them included: from the edge of
        the column to where the next one begins, or to the end of its run."""
        for j in range(bisect_left(self._ends, left), len(self._after)):
            i = self._after[j]
            x = self.home(i) + self.width
            if x > right:
                return
            yield i, x, self._ends[j] - (self.gap if i + 1 == self.runs[self.run_of(i)].stop else 0.0)

    def x(self, i: int) -> float:
        """Left edge of touchpoint ``i``: where it rests or is held."""
        return self.held[i] - self.width / 2 if i in self.held else self.home(i)

    def centre(self, i: int) -> float:
        """Middle of the column of touchpoint ``i``."""
        return self.held[i] if i in self.held else self.home(i) + self.width / 2

    def span(self, k: int) -> tuple[float, float]:
        """Left and right edge of run ``k``, with the room after its last column."""
        run = self.runs[k]
        right = self.run_x[k] + run.slots * self.pitch - self.gap
        return self.run_x[k], right + run.room * self.width if run.rooms else right

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
        if self.runs[k].rooms:
            slot = max(0, self._begun(k, x) - 1)
            if slot + 1 < self.runs[k].slots and x - self._at(k, slot) - self.width > self._at(k, slot + 1) - x:
                slot += 1
            return k, slot
        slot = int((x - self.run_x[k] + self.gap / 2) // self.pitch)
        return k, max(0, min(self.runs[k].slots - 1, slot))

    def _begun(self, k: int, x: float) -> int:
        """How many columns of run ``k`` begin at or left of an x."""
        run = self.runs[k]
        if not run.rooms:
            return max(0, min(run.slots, int((x - self.run_x[k]) // self.pitch) + 1))
        low, high = bisect_left(self._after, run.start), bisect_left(self._after, run.stop)
        j = bisect_right(self._ends, x, low, high)
        past = self._before[j - 1] + self._rooms[j - 1] if j > low else 0.0
        most = self._after[j] + 1 - run.start if j < high else run.slots
        return max(0, min(most, int((x - self.run_x[k] - past) // self.pitch) + 1))

    def between(self, left: float, right: float) -> range:
        """Touchpoints whose columns may touch a span of x."""
        if not self.runs:
            return range(0)
        left, right = max(left, self.left - 1), min(right, self.right + 1)
        a = bisect_left(self.run_x, left) - 1
        a = max(0, a)
        first = self.runs[a].start
        if left > self.run_x[a]:
            if self.runs[a].rooms:
                first += max(0, self._begun(a, left) - 1)
            else:
                first += min(self.runs[a].stop - self.runs[a].start, int((left - self.run_x[a]) // self.pitch))
        b = max(0, bisect_right(self.run_x, right) - 1)
        if right < self.run_x[0]:
            return range(first, first)
        if self.runs[b].rooms:
            last = self.runs[b].start + self._begun(b, right)
        else:
            last = self.runs[b].start + min(
                self.runs[b].stop - self.runs[b].start, int((right - self.run_x[b]) // self.pitch) + 1
            )
        return range(first, max(first, last))
