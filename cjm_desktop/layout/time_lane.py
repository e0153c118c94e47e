"""The lane of time: when each touchpoint really is, and how long is waited in between, to scale (METHOD step 7).

Contract. Columns stand in order and are all as wide; under them the time of a band runs from its first touchpoint with a time to the end
of its last, linear or (the document's choice) logarithmic, so that minutes and months are seen on one line. From the middle of its column
a thread leads to the start of each touchpoint. Work is a solid bar, waiting and silence an open one; what lies between is empty line. As
long as there is room they say in words how long they are: waiting with the words of its card, the rest as it is remembered. Touchpoints
without a time have no thread. At the end of the journey stands how long it takes in all, and how much of that somebody works. Each band
has a scale of its own, which its marks name. While fewer than two touchpoints say when they are, those that say how long they take follow
each other without a break (:func:`told_spells`), and at the end stands what that comes to, as the cards tell it. In mm.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from cjm_desktop.analysis.lengths import MINUTES, summed
from cjm_desktop.analysis.lengths import worked as in_hours
from cjm_desktop.analysis.time_spent import read_time
from cjm_desktop.document import Duration, Kind, Touchpoint

from .band import Band
from .lane_time import AIR, BAR, THREADS, time_height
from .lengths import about, as_written, in_words, waited
from .paper import CAP
from .shapes import line
from .sheet import Item, Part, PartKind, Rect, Tag
from .spacing import BEND

#: Marks of the scale in minutes, and the unit in which each is named.
_STEPS: tuple[tuple[float, str], ...] = (
    *((n, "min") for n in (5.0, 15.0, 30.0)),
    *((60.0 * n, "h") for n in (1, 3, 6, 12)),
    *((1_440.0 * n, "d") for n in (1, 2, 3)),
    *((10_080.0 * n, "w") for n in (1, 2, 4, 13, 26, 52, 104, 260)),
)
#: A band that ends after so many minutes is not counted in that unit: nobody says 24 hours beside 2 days, or 30 days beside 4 weeks.
_COUNTED = {"min": 120.0, "h": 1_440.0, "d": 4 * 10_080.0, "w": math.inf}
#: From so many touchpoints with a time on it is known when things are.
_CLOCK = 2
#: Cards at which somebody does something.
_WORK = (Kind.CONTACT, Kind.OWN_ACTION)
#: Between two marks lies at least this (em).
_APART = 4.2


@dataclass(frozen=True, slots=True)
class Spell:
    """A touchpoint in time: its place among the touchpoints, start and end in minutes since the journey began, and whether it is work."""

    at: int
    start: float
    end: float
    work: bool


def spells(touchpoints: Sequence[Touchpoint], first: int, last: int) -> tuple[Spell, ...]:
    """The touchpoints from ``first`` to ``last`` (exclusive) that have a place in time, in the order of their columns."""
    if sum(t.when is not None for t in touchpoints) < _CLOCK:
        return tuple(spell for spell in told_spells(touchpoints) if first <= spell.at < last)
    out: list[Spell] = []
    for at in range(first, last):
        t = touchpoints[at]
        if t.when is not None:
            start = t.when.minutes
            length = 0.0 if t.duration is None else t.duration.minutes
            out.append(Spell(at, start, start + length, t.kind in _WORK))
    return tuple(out)


def told_spells(touchpoints: Sequence[Touchpoint]) -> Iterator[Spell]:
    """The touchpoints that have a length or a time, one after the other: each begins when the one before has ended, or at its own time
    where that is later."""
    clock = 0.0
    for at, t in enumerate(touchpoints):
        if t.when is not None or t.duration is not None:
            start = clock if t.when is None else max(clock, t.when.minutes)
            clock = start + (0.0 if t.duration is None else t.duration.minutes)
            yield Spell(at, start, clock, t.kind in _WORK)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where times lie: ``stops`` are times in minutes with their x (mm), straight in between."""

    stops: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, own: Sequence[Spell], left: float, right: float, *, log: bool) -> Scale:
        """The scale of some spells between two x. With ``log`` each length between two of their starts and ends has room by its logarithm:
        an hour is seen beside a month, wherever in the journey it lies."""
        times = sorted({time for spell in own for time in (spell.start, spell.end)})
        rooms = [math.log1p((b - a) / BEND) if log else b - a for a, b in pairwise(times)]
        per = (right - left) / sum(rooms) if rooms else 0.0
        return cls(tuple(zip(times, accumulate((room * per for room in rooms), initial=left), strict=True)))

    @property
    def start(self) -> float:
        """The first time."""
        return self.stops[0][0]

    @property
    def end(self) -> float:
        """The last time."""
        return self.stops[-1][0]

    def x(self, minutes: float) -> float:
        """The x of a time; beyond the ends that of the nearer one."""
        at = bisect_right(self.stops, minutes, key=lambda stop: stop[0])
        if at == 0 or at == len(self.stops):
            return self.stops[0 if at == 0 else -1][1]
        (a, x0), (b, x1) = self.stops[at - 1], self.stops[at]
        return x0 + (minutes - a) / (b - a) * (x1 - x0)

    def marks(self, apart: float) -> list[tuple[float, Duration]]:
        """Marks at round times that lie at least ``apart`` mm from each other: their x, and the time since the journey began."""
        most = max(1.0, (self.stops[-1][1] - self.stops[0][1]) / apart)
        steps = [one for one in _STEPS if self.end < _COUNTED[one[1]]]
        step, unit = next((one for one in steps if (self.end - self.start) / one[0] <= most), steps[-1])
        out: list[tuple[float, Duration]] = []
        for k in range(math.ceil(self.start / step - 1e-9), math.floor(self.end / step + 1e-9) + 1):
            x = self.x(k * step)
            if not out or x - out[-1][0] >= apart:
                out.append((x, Duration(amount=k * step / MINUTES[unit], unit=unit)))  # type: ignore[arg-type]
        return out


def _free(taken: Iterable[tuple[float, float]], start: float, end: float) -> Iterator[tuple[float, float]]:
    """What is left of a time from ``start`` to ``end`` without some times, in order."""
    for a, b in (*sorted(taken), (end, end)):
        if min(a, end) > start:
            yield start, min(a, end)
        start = max(start, b)


class TimeLane:
    """Makes the parts of one settled band; ``number`` is that of the band."""

    def __init__(self, band: Band, number: int) -> None:
        self.band, self.number = band, number

    @cached_property
    def _spells(self) -> tuple[Spell, ...]:
        columns, touchpoints = self.band.columns, self.band.journey.touchpoints
        return self.band.memo.kept(
            (self.number, "spells"),
            (touchpoints, columns.start, columns.stop),
            lambda: spells(touchpoints, columns.start, columns.stop),
        )

    @cached_property
    def _scale(self) -> Scale:
        columns, log = self.band.columns, self.band.journey.poster.time_scale == "log"
        return Scale.of(self._spells, columns.left, columns.right, log=log)

    def parts(self) -> Iterator[Part]:
        """Threads, bars and marks; nothing where no touchpoint has a time."""
        band, m = self.band, self.band.m
        if not band.time_h or not self._spells:
            return
        left, top = band.columns.left, band.lanes.time
        threads = tuple(round(band.columns.centre(s.at) - left, 3) for s in self._spells)
        total = self._total()
        inputs = (self._spells, self._scale, threads, total, m, band.setting)
        box = (left, top, band.columns.right - left, time_height(m))
        yield band.memo.part(
            PartKind.GROUND, "", box, inputs, lambda: [*self._threads(threads), *self._bars(), *self._marks(total)], layer=6,
            spot=("time", self.number),
        )

    def _total(self) -> str:
        """What the whole journey takes, in words, on the band where it ends."""
        band, words = self.band, self.band.setting.words
        if band.columns.stop != len(band.journey.touchpoints):
            return ""
        spent = band.memo.kept("time spent", (band.journey.touchpoints,), lambda: read_time(band.journey))
        if spent.timed < _CLOCK:
            # A day that is waited has 24 hours; what is worked is said in hours.
            worked, waited_ = in_words(in_hours(spent.worked), words), in_words(summed(spent.waits), words) if spent.waited else ""
            said = words.time_told if spent.worked and spent.waited else words.work_told if spent.worked else words.wait_told
            return said.format(waited=waited_, worked=worked) if spent.worked or spent.waited else ""
        if not spent.elapsed:
            return ""
        elapsed = about(spent.elapsed, words)
        if not spent.worked:
            return words.time_in_all.format(elapsed=elapsed)
        return words.time_and_work.format(elapsed=elapsed, worked=in_words(in_hours(spent.worked), words))

    def _threads(self, threads: Sequence[float]) -> Iterator[Item]:
        m, theme = self.band.m, self.band.setting.theme
        low, left = THREADS * m.em, self.band.columns.left
        for spell, x in zip(self._spells, threads, strict=True):
            foot = self._scale.x(spell.start) - left
            yield line(x, 0.0, x, 0.3 * m.em, theme.secondary, 0.4 * m.unit)
            yield line(x, 0.3 * m.em, foot, low, theme.secondary, 0.4 * m.unit)

    def _bars(self) -> Iterator[Item]:
        """The line of time, what is worked on it and what is waited, and lengths in words where there is room."""
        band, m, theme = self.band, self.band.m, self.band.setting.theme
        scale, left, u = self._scale, band.columns.left, m.unit
        top, h = THREADS * m.em, BAR * m.em
        middle = top + h / 2
        yield line(0.0, middle, band.columns.right - left, middle, theme.secondary, 0.7 * u)
        taken: list[tuple[float, float]] = []
        for work in (False, True):
            for spell in self._spells:
                if spell.work is not work:
                    continue
                x0, x1 = scale.x(spell.start) - left, scale.x(spell.end) - left
                wide = max(x1 - x0, 1.1 * u)
                if work:
                    yield Rect(x0, top, wide, h, theme.ink, radius=min(0.2 * m.em, wide / 2))
                    taken.append((x0, x0 + wide))
                else:
                    yield Rect(x0, top + 0.12 * h, wide, 0.76 * h, theme.waiting, theme.secondary, 0.45 * u, 0.2 * m.em, (1.6 * u, 1.2 * u))
        z = m.legible(m.small)
        for a, b, said in self._waits():
            x0, x1 = scale.x(a) - left, scale.x(b) - left
            wide = band.setting.width(said, "medium", z) + 0.6 * m.em
            if wide > x1 - x0 or any(p < (x0 + x1 + wide) / 2 and q > (x0 + x1 - wide) / 2 for p, q in taken):
                continue
            cx = (x0 + x1) / 2
            taken.append((cx - wide / 2, cx + wide / 2))
            yield Rect(cx - wide / 2, middle - 0.62 * z, wide, 1.24 * z, theme.paper, radius=0.3 * z)
            yield from (
                Tag("P"),
                band.setting.text(cx, middle + CAP * z / 2, said, "medium", z, theme.secondary, 0.5),
                Tag(),
            )

    def _waits(self) -> Iterator[tuple[float, float, str]]:
        """Where nobody works: start and end (minutes), and the length in words. A card that waits is told as it tells itself, in its
        longest stretch in which nobody works; what lies between cards as it is remembered."""
        words, touchpoints = self.band.setting.words, self.band.journey.touchpoints
        works = [(s.start, s.end) for s in self._spells if s.work]
        rests = [s for s in self._spells if not s.work and s.end > s.start]
        for spell in rests:
            start, end = max(_free(works, spell.start, spell.end), key=lambda one: one[1] - one[0], default=(0.0, 0.0))
            duration = touchpoints[spell.at].duration
            if end > start and duration is not None:
                yield start, end, waited(end - start, words, duration)
        for start, end in _free([*works, *((s.start, s.end) for s in rests)], self._scale.start, self._scale.end):
            yield start, end, waited(end - start, words)

    def _marks(self, total: str) -> Iterator[Item]:
        """The marks of the scale under the line, and what it comes to."""
        band, m, theme = self.band, self.band.m, self.band.setting.theme
        setting, left, width = band.setting, band.columns.left, band.columns.right - band.columns.left
        z = m.legible(m.small)
        foot = (THREADS + BAR) * m.em
        base = foot + AIR * m.em + CAP * z
        free = width
        if total:
            wide = setting.width(total, "semibold", z)
            free = width - wide - 1.2 * m.em
            yield from (Tag("P"), setting.text(width, base, total, "semibold", z, theme.ink, 1.0), Tag())
        begun = 0.0
        for x, since in self._scale.marks(_APART * m.em):
            said = as_written(since, setting.words) if since.amount else "0"
            half = setting.width(said, "regular", z) / 2
            at = min(max(x - left, half), width - half)
            if at + half > free:
                break
            if at - half < begun:
                continue
            begun = at + half + 0.6 * m.em
            yield line(x - left, foot, x - left, foot + 0.3 * m.em, theme.secondary, 0.5 * m.unit)
            yield from (Tag("P"), setting.text(at, base, said, "regular", z, theme.secondary, 0.5), Tag())
