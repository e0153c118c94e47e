"""What people told, around the line: the spread of their grades, and a thin line for each of them (METHOD steps 5 and 8).

Contract. Both are drawn only where the document asks for them. The spread (:class:`~cjm_desktop.analysis.ToldGrades`) is a band of fine
slanted strokes between two edges (those of the shortfall are upright and heavier), wherever at least two told about both of two
neighbours; about one alone it is a bar with two ends. Strokes and not a tint: they read on every ground, in grey too, and are no
feeling's colour. Up to twelve respondents have a line of their own; more are a thicket, and only their spread is drawn. A grade without
one beside it is a dot, at its height and as near to the middle of its column as it is seen. Nothing of it lies on the map's own line,
its faces or its words. A respondent belongs to the line of the persona they stand for: a graph of its own has its own spread and its
own voices, in that persona's ink. Where all lines stand in one graph, several spreads would be a thicket that says nothing: only one
persona's is drawn there (:attr:`~.band.Band.around`). In mm.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TypeAlias

from cjm_desktop.analysis import ToldGrades
from cjm_desktop.analysis.told_grades import Place, given_by
from cjm_desktop.document import Interview, Journey

from .band import Band
from .curve import LazyCurve, Point
from .desired_line import RING
from .hatch import height_at, slanted
from .memo import Memo
from .opportunities import Hung
from .other_lines import uncovered
from .others import Other, mark_radius
from .point_parts import Box, PointParts
from .shapes import disc, line
from .sheet import Bezier, Item, Known, Part, PartKind, Path, Segment

#: As many respondents as may have a line of their own.
MOST_VOICES = 12
#: Between two strokes of the spread, the strokes' width, that of an edge and that of a respondent's line (mm on A0).
_PITCH, _STROKE, _EDGE, _VOICE = 2.2, 0.22, 0.4, 0.4
#: Length of the ends of a lonely bar (mm on A0).
_BAR = 5.0
#: Radius of the dot of a respondent's grade that stands alone, and air around it (mm on A0).
_DOT, _AIR = 0.9, 0.5
#: A spread so small (mm on A0) is none to the eye.
_LEAST = 0.6

#: A respondent's grades by the ids of the touchpoints.
Voice: TypeAlias = Mapping[str, float]


def own_voices(journey: Journey, persona: str | None = None, given: Callable[[Interview], Voice] = given_by) -> tuple[Voice, ...]:
    """The respondents whose lines may stand on a persona's curve (``None``: the map's own); none where they are too many. ``given`` says
    what one of them gave."""
    first = journey.personas[0].id if journey.personas else None
    whose = (None, first) if persona is None else (persona,)
    found: list[Voice] = []
    for one in journey.interviews:
        if one.persona in whose and (voice := given(one)):
            found.append(voice)
            if len(found) > MOST_VOICES:
                return ()
    return tuple(found)


def voices_of(journey: Journey, memo: Memo, persona: str | None = None) -> tuple[Voice, ...]:
    """The respondents with a line of their own on a persona's curve, if they are asked for; looked up again when they or the personas
    change, and what one of them gave only when that one does."""
    if not journey.poster.voices or not journey.interviews:
        return ()

    def given(one: Interview) -> Voice:
        return memo.kept(("given by", one.id), (one,), lambda: given_by(one))

    return memo.kept(("voices", persona), (journey.interviews, journey.personas), lambda: own_voices(journey, persona, given))


class ToldLines:
    """Makes the parts of one settled band; ``number`` is that of the band."""

    def __init__(
        self,
        band: Band,
        points: PointParts,
        number: int,
        near: Callable[[int], tuple[object, ...]],
        told: Mapping[Place, ToldGrades],
        other: Other | None = None,
    ) -> None:
        """``near(i)`` is all that the point of touchpoint ``i`` and its words are made from; ``told`` is what all respondents gave. With
        ``other`` it is about those of that further persona."""
        self.band, self.points, self.number, self.near, self.told = band, points, number, near, told
        self.persona = None if other is None else other.key
        self.ink = band.setting.theme.secondary if other is None else other.ink(band.setting.theme)
        self.spread = band.journey.poster.spread
        self.voices = voices_of(band.journey, band.memo, self.persona)
        self._boxes: dict[int, tuple[Box, ...]] = {}

    def __bool__(self) -> bool:
        """Whether anything may have to be drawn."""
        return bool(self.voices) or (self.spread and bool(self.told))

    def made_from(self, touchpoints: Iterable[str]) -> tuple[object, ...]:
        """What is drawn here of some touchpoints (their ids): two equal ones make equal parts."""
        return (self.persona, self.voices, [self.told.get((one, self.persona)) for one in touchpoints] if self.spread else ())

    def parts(self, near: range, same: object) -> Iterator[Part]:
        """The parts of the columns ``near``; ``same`` stands for all that every column is made from."""
        columns, memo = self.band.columns, self.band.memo
        for i in range(max(columns.start, near.start - 1), near.stop):
            if any(self._told(k) for k in (i, i + 1)) or any(self._has_voice(k) for k in (i, i + 1)):
                ident = self.band.journey.touchpoints[i].id
                yield from memo.kept((self.number, "told", ident), (same, *self._inputs(i)), partial(self._column, i))

    def _inputs(self, i: int) -> tuple[object, ...]:
        """What the drawing of a column depends on besides: what was told at its neighbours, and what is in the way."""
        columns = self.band.columns
        # A stretch bends towards two more points at each side.
        far = range(max(0, i - 2), min(len(self.band.journey.touchpoints), i + 4))
        own = range(max(columns.start, i), min(columns.stop, i + 2))
        held = columns.held
        leans = [(k, held[k]) for k in far if k in held] if held else None
        told = [self._told(k) for k in far]
        return (self.persona, told, self.voices, [self.near(k) for k in own], leans, self._hung(i) if self.voices else ())

    def _told(self, i: int) -> ToldGrades | None:
        """What was told at a touchpoint, if it spreads and is to be seen."""
        touchpoints = self.band.journey.touchpoints
        if not self.spread or not 0 <= i < len(touchpoints):
            return None
        told = self.told.get((touchpoints[i].id, self.persona))
        return told if told is not None and told.spreads else None

    def _has_voice(self, i: int) -> bool:
        touchpoints = self.band.journey.touchpoints
        return 0 <= i < len(touchpoints) and any(touchpoints[i].id in voice for voice in self.voices)

    def _taken(self, i: int) -> tuple[Box, ...]:
        """The face of touchpoint ``i`` and its words, and those of the next."""
        found = self._boxes.get(i)
        if found is None:
            columns = self.band.columns
            near = range(max(columns.start, i - 1), min(columns.stop, i + 3))
            found = self._boxes[i] = tuple(box for k in near for box in self.points.boxes(k) if box is not None)
        return found

    # -- lines -------------------------------------------------------------------------------------------------------

    def _line(self, value: Callable[[int], float | None]) -> LazyCurve:
        """The line through some grades, counted like :attr:`~.band.Band.curve`: with a tail where it goes on in another band."""
        band = self.band
        start, stop, count = band.columns.start, band.columns.stop, len(band.journey.touchpoints)

        def at(k: int) -> Point | None:
            i = start + k - 1
            if start <= i < stop:
                grade = value(i)
                return None if grade is None else (band.columns.centre(i), band.frame.y(grade))
            edge = start if i < start else stop - 1
            if not start <= edge < stop or not 0 <= i < count or edge in band.held:
                return None
            here, there = value(edge), value(i)
            if here is None or there is None:
                return None
            return band.left if i < start else band.right, band.frame.y((here + there) / 2)

        def near(left: float, right: float) -> range:
            found = band.columns.between(left, right)
            return range(found.start - start + 1, found.stop - start + 1)

        return LazyCurve(stop - start + 2, at, lambda _: Known.OBSERVED, near)

    @cached_property
    def _edges(self) -> tuple[LazyCurve, LazyCurve]:
        """The upper and the lower edge of the spread."""

        def high(i: int) -> float | None:
            told = self._told(i)
            return None if told is None else told.high

        def low(i: int) -> float | None:
            told = self._told(i)
            return None if told is None else told.low

        return self._line(high), self._line(low)

    @cached_property
    def _voice_lines(self) -> tuple[LazyCurve, ...]:
        touchpoints = self.band.journey.touchpoints

        def of(voice: Voice) -> Callable[[int], float | None]:
            return lambda i: voice.get(touchpoints[i].id)

        return tuple(self._line(of(voice)) for voice in self.voices)

    def _stretches(self, i: int) -> tuple[int, ...]:
        """The stretches drawn with column ``i``: the one that leaves it, and before the first one the tail that comes in."""
        k = i - self.band.columns.start + 1
        return (k - 1, k) if k == 1 else (k,)

    # -- parts -------------------------------------------------------------------------------------------------------

    def _column(self, i: int) -> tuple[Part, ...]:
        band, frame = self.band, self.band.frame
        t, x, y = band.journey.touchpoints[i], band.columns.centre(i), band.frame.top
        items = [*self._voices(i, x, y), *self._spread(i, x, y)]
        if not items:
            return ()
        return (Part(PartKind.GROUND, t.id, x, y, band.columns.width / 2, frame.height, items, layer=5),)

    def _spread(self, i: int, x: float, y: float) -> Iterator[Item]:
        """The band of the spread from touchpoint ``i`` to the next; the bar of one that has no neighbour; relative to (x, y)."""
        band, (upper, lower) = self.band, self._edges
        pieces = [(upper.stretch(k), lower.stretch(k), band.curve.stretch(k)) for k in self._stretches(i)]
        # What a column depends on reaches farther than what bends: most of what is asked for again after a grade is as it was.
        inputs = (pieces, self._taken(i), x, y, band.m, self.ink)
        name = (self.number, "spread", band.journey.touchpoints[i].id)
        yield from band.memo.kept(name, inputs, lambda: tuple(self._between(pieces, self._taken(i), x, y)))
        told = self._told(i)
        k = i - band.columns.start + 1
        if told is not None and upper.stretch(k) is None and upper.stretch(k - 1) is None:
            yield from self._bar(told, y)

    def _between(
        self, pieces: Sequence[tuple[Bezier | None, Bezier | None, Bezier | None]], taken: Sequence[Box], x: float, y: float
    ) -> Iterator[Item]:
        """Strokes and edges of stretches (upper and lower edge, and the map's own line), clear of some boxes; relative to (x, y)."""
        ink, u = self.ink, self.band.m.unit
        strokes: list[Segment] = []
        edges: list[Segment] = []
        for top, bottom, own in pieces:
            if top is None or bottom is None:
                continue
            strokes += slanted(top, bottom, _PITCH * u, _LEAST * u, taken, own, 1.2 * self.band.m.curve)
            for edge in (top, bottom):
                for piece in uncovered(edge, taken):
                    edges += _drawn(piece)
        if strokes:
            yield Path(_moved(strokes, x, y), None, ink, _STROKE * u, cap=0)
        if edges:
            yield Path(_moved(edges, x, y), None, ink, _EDGE * u, cap=0)

    def _bar(self, told: ToldGrades, y: float) -> Iterator[Item]:
        """The spread of a touchpoint whose neighbours have none."""
        u, ink, half = self.band.m.unit, self.ink, _BAR * self.band.m.unit / 2
        top, bottom = self.band.frame.y(told.high) - y, self.band.frame.y(told.low) - y
        if bottom - top < _LEAST * u:
            return
        yield line(0, top, 0, bottom, ink, _EDGE * u)
        for end in (top, bottom):
            yield line(-half, end, half, end, ink, _EDGE * u)

    def _voices(self, i: int, x: float, y: float) -> Iterator[Item]:
        """The lines of the respondents from touchpoint ``i`` to the next, and a dot for a grade that stands alone."""
        band, u = self.band, self.band.m.unit
        ink, segments = self.ink, list[Segment]()
        k = i - band.columns.start + 1
        alone: list[float] = []
        for curve in self._voice_lines:
            for at in self._stretches(i):
                stretch = curve.stretch(at)
                if stretch is not None:
                    for piece in uncovered(stretch, self._taken(i)):
                        segments += _drawn(piece)
            place = curve.point(k)
            if place is not None and curve.stretch(k) is None and curve.stretch(k - 1) is None:
                alone.append(place[1])
        if alone:
            yield from (disc(dx, at - y, _DOT * u, ink) for dx, at in zip(self._beside(i, alone), alone, strict=True))
        if segments:
            yield Path(_moved(segments, x, y), None, ink, _VOICE * u, cap=0)

    def _beside(self, i: int, heights: Sequence[float]) -> Iterator[float]:
        """How far from the middle of column ``i`` (mm) dots stand at some heights: as near to it as they are seen, on nothing else and no
        two on each other."""
        band, points, u = self.band, self.points, self.band.m.unit
        x, half, r = band.columns.centre(i), band.columns.width / 2, (_DOT + _AIR) * self.band.m.unit
        mark, ring = mark_radius(band.m), RING * u
        near = range(max(band.columns.start, i - 1), min(band.columns.stop, i + 2))
        firm: list[Box] = [box for k in near for box in points.boxes(k) if box is not None]
        light = [_around(one, mark) for one in points.marks(i) if one is not None] if band.others else []
        desired = band.journey.touchpoints[i].desired
        if desired is not None:
            light.append(_around((x, band.frame.y(desired)), ring))
        for hung in self._hung(i):
            part = points.leader(i, hung)
            light += [(x - u, part.y + min(a, b), x + u, part.y + max(a, b)) for a, b in _uprights(part)]
        own = [stretch for k in (0, 1) if (stretch := band.curve.stretch(i - band.columns.start + k)) is not None]
        steps = [k * 0.5 * _DOT * u for k in range(int(half / (0.5 * _DOT * u)) + 1)]
        # The right one first: what comes later in time lies to the right.
        tries = [side * step for step in steps for side in ((1, -1) if step else (1,)) if step + r <= half or not step]

        def free(dx: float, y: float, boxes: Sequence[Box]) -> bool:
            a, b, c, d = x + dx - r, y - r, x + dx + r, y + r
            return not any(box[0] < c and box[2] > a and box[1] < d and box[3] > b for box in boxes)

        def off(dx: float, y: float) -> bool:
            far = r + 1.2 * band.m.curve
            ends = (x + dx - far, x + dx, x + dx + far)
            return not any(
                min(ys) - far < y < max(ys) + far
                for line in own
                if (ys := [height_at(line, end) for end in ends if line.x0 <= end <= line.x3])
            )

        for y in heights:
            # Where a column is full, at least no word and no face covers the dot; then it may stand on the edge of its column.
            dx = next((dx for dx in tries if free(dx, y, (*firm, *light)) and off(dx, y)), None)
            dx = next((dx for dx in tries if free(dx, y, firm)), None) if dx is None else dx
            dx = next((dx for dx in (half, -half) if free(dx, y, firm)), 0.0) if dx is None else dx
            light.append(_around((x + dx, y), _DOT * u))
            yield dx

    def _hung(self, i: int) -> list[Hung]:
        """The opportunities whose leaders begin at touchpoint ``i``."""
        return [one for one in self.band.hung if one.anchor == i and one.link is None]


def sample_of_spread(x: float, y: float, width: float, height: float, ink: str, u: float) -> list[Item]:
    """A bit of the spread for the legend in an ink, ``width`` × ``height`` mm, its left edge at ``x`` and its middle at ``y``."""
    top, bottom, pitch = y - height / 2, y + height / 2, 0.7 * _PITCH * u
    strokes: list[Segment] = []
    for k in range(1, int((width + height) / (pitch * math.sqrt(2))) + 1):
        # Through the upper edge, or the left one; as far as the lower or the right.
        at = x - height + k * pitch * math.sqrt(2)
        first, last = max(x, at), min(x + width, at + height)
        if first < last:
            strokes += [("M", first, top + first - at), ("L", last, top + last - at)]
    edges = [line(x, at, x + width, at, ink, _EDGE * u) for at in (top, bottom)]
    return [Path(tuple(strokes), None, ink, _STROKE * u, cap=0), *edges]


def sample_of_voices(x: float, y: float, width: float, ink: str, u: float) -> list[Item]:
    """Two thin lines for the legend in an ink, ``width`` mm long from ``x`` on."""
    return [
        line(x, y - 1.4 * u, x + width, y + 0.6 * u, ink, _VOICE * u),
        line(x, y + 1.4 * u, x + width, y - 0.2 * u, ink, _VOICE * u),
    ]


def _around(place: Point, r: float) -> Box:
    return place[0] - r, place[1] - r, place[0] + r, place[1] + r


def _uprights(part: Part) -> Iterator[tuple[float, float]]:
    """The ends of the upright lines of a leader."""
    for item in part.items:
        match item:
            case Path(segments=(("M", _, y0), ("L", _, y1))):
                yield y0, y1


def _drawn(b: Bezier) -> tuple[Segment, Segment]:
    return ("M", b.x0, b.y0), ("C", b.x1, b.y1, b.x2, b.y2, b.x3, b.y3)


def _moved(segments: Sequence[Segment], x: float, y: float) -> tuple[Segment, ...]:
    """Segments relative to (x, y)."""
    out: list[Segment] = []
    for name, *places in segments:
        shifted = [place - (y if odd % 2 else x) for odd, place in enumerate(places)]
        out.append((name, *shifted))  # type: ignore[arg-type]
    return tuple(out)
