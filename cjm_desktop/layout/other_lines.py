"""The lines of further personas and of measured rounds in the graph of a band: thinner than the map's own, which keeps its words and faces.

Same columns and same scale as the main line. A mark stands in the middle of its column; only one that a face covers steps aside
(:func:`~.others.mark_places`), on a short stroke from the line, which passes through the middle nevertheless and goes behind words. Where
the persona has no grade there is a gap. The name stands at the end of the line, or where it is free; on an endless band once for so many
columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import islice, pairwise

from cjm_desktop.document import Kind

from .band import Band
from .curve import LazyCurve, Point
from .metrics import DESCENT
from .others import Other, chosen_width, line_width, mark_radius
from .paper import CAP
from .point_parts import PointParts
from .rounds import Beside, RoundLine
from .shapes import asterisk, line
from .sheet import Bezier, Item, Known, Part, PartKind, Path, Rect, Segment, Tag

#: A name is set once in so many columns, which is about what a window shows of an endless band.
_NAMED = 24
#: On a wall fewer columns are seen at once.
_NAMED_ON_A_WALL = 3
#: A band of so many columns is named once.
_WHOLE = 40
#: In search of a free place for a name: so many columns back from the end, and so far from its line (em).
_BACK, _FAR = 14, 2.4
#: Air beside words on the same height, so that a name is not read on from them (em): as it should be, and the least.
_BESIDE = (0.8, 0.5)
#: How far the ground of a name reaches beyond it (em of the name).
_GROUND = 0.14
#: Radius of the asterisk on a mark (radii of it) whose grade the group set.
_STAR = 0.5
#: Samples along a stretch.
_SAMPLES = 12

Box = tuple[float, float, float, float]
#: What lies between two lines: x, upper and lower y where it begins, and where it ends (mm).
Strip = tuple[float, float, float, float, float, float]


class OtherLines:
    """Makes the parts of further personas in one settled band; ``number`` is that of the band."""

    def __init__(
        self, band: Band, points: PointParts, number: int, near: Callable[[int], tuple[object, ...]]
    ) -> None:
        """``near(i)`` is all that the point of touchpoint ``i`` and its words are made from."""
        self.band, self.points, self.number, self.near = band, points, number, near
        self.others = band.others
        self.rounds = any(isinstance(one, RoundLine) for one in band.others)
        m = band.m
        self.width, self.r, self.size = line_width(m), mark_radius(m), m.legible(max(m.small, 0.92 * m.em))
        self._boxes: dict[int, tuple[Box, ...]] = {}
        self._marks: dict[int, tuple[Point | None, ...]] = {}
        self._inks: dict[int, tuple[tuple[Point, Point], ...]] = {}

    def parts(self, near: range, same: object) -> Iterator[Part]:
        """The parts of the columns ``near``; ``same`` stands for all that every column is made from."""
        band = self.band
        first, last = max(band.columns.start, near.start - 1), near.stop
        memo, touchpoints = band.memo, band.journey.touchpoints
        for i in range(first, last):
            if touchpoints[i].personas or self.rounds:
                # The line bends towards two neighbours, whose marks give way to what stands beside them.
                inputs = (same, i, *self._inputs(i - 2, i + 4))
                yield from memo.kept(
                    (self.number, "others", touchpoints[i].id), inputs, partial(self._column, i)
                )
        for own in self._stretches_to_name(first, last):
            beside = range(own.start - 3, own.stop + 3)
            ground = (self._edges, self._silences(beside), self._wanted(beside), self._drawn(beside), self._wishes(beside))
            inputs = (same, *self._inputs(beside.start, beside.stop), self._hung(own), self._line(beside), ground)
            placed = memo.kept((self.number, "names of others", own.start), inputs, partial(self._named, own))
            if placed:
                yield self._names(own, placed)

    def _stretches_to_name(self, first: int, last: int) -> Iterator[range]:
        """Ranges of columns that share one name for each line, those that touch the columns ``first`` to ``last``."""
        start, stop = self.band.columns.start, self.band.columns.stop
        size = _NAMED if stop - start > _WHOLE else max(1, stop - start)
        if self.band.m.plain:
            size = _NAMED_ON_A_WALL
        for k in range((first - start) // size, (last - 1 - start) // size + 1 if last > first else 0):
            yield range(start + k * size, min(stop, start + (k + 1) * size))

    def _inputs(self, first: int, last: int) -> tuple[object, ...]:
        """What the further personas say in a range of columns, and what is in their way there."""
        columns, touchpoints = self.band.columns, self.band.journey.touchpoints
        said = [t.personas for t in touchpoints[max(0, first) : last]]
        first, last = max(columns.start, first), min(columns.stop, last)
        held = columns.held
        leans = [(k, held[k]) for k in range(first, last) if k in held] if held else None
        return (self.others, said, [self._taken(k) for k in range(first, last)], leans)

    def _line(self, own: range) -> list[Point | None]:
        """The points of the main line in a range of columns, and one more at each side."""
        columns = self.band.columns
        return [
            self.band.point(k)
            for k in range(max(columns.start, own.start - 1), min(columns.stop, own.stop + 1))
        ]

    # -- what is in the way ------------------------------------------------------------------------------------------

    def _taken(self, i: int) -> tuple[Box, ...]:
        """The face of touchpoint ``i`` and its words (left, top, right, bottom in mm)."""
        found = self._boxes.get(i)
        if found is None:
            ident = self.band.journey.touchpoints[i].id
            found = self._boxes[i] = self.band.memo.kept(
                (self.number, "boxes", ident), self.near(i), partial(self._covered, i)
            )
        return found

    def _covered(self, i: int) -> tuple[Box, ...]:
        face, words = self.points.boxes(i)
        return (face, words) if words else (face,)

    def _around(self, i: int, reach: int = 1) -> list[Box]:
        columns = self.band.columns
        near = range(max(columns.start, i - reach), min(columns.stop, i + reach + 1))
        return [box for k in near for box in self._taken(k)]

    def _places(self, i: int) -> tuple[Point | None, ...]:
        """The marks of touchpoint ``i``, one for each line; ``None`` without a grade."""
        found = self._marks.get(i)
        if found is None:
            found = self._marks[i] = self.points.marks(i)
        return found

    def _knot(self, i: int, number: int) -> Point | None:
        """Where a line passes touchpoint ``i``: in the middle of its column, wherever its mark had to step."""
        mark = self._places(i)[number]
        return mark and (self.band.columns.centre(i), mark[1])

    # -- the line ----------------------------------------------------------------------------------------------------

    def line(self, number: int) -> LazyCurve:
        """The line of a persona in this band, counted like :attr:`~.band.Band.curve`: with a tail at each end."""
        band = self.band
        start, stop = band.columns.start, band.columns.stop
        other = self.others[number]

        def at(k: int) -> Point | None:
            i = start + k - 1
            if start <= i < stop:
                return self._knot(i, number)
            return self._tail(i, start if i < start else stop - 1, other)

        def near(left: float, right: float) -> range:
            found = band.columns.between(left, right)
            return range(found.start - start + 1, found.stop - start + 1)

        touchpoints = band.journey.touchpoints

        def known(k: int) -> Known:
            i = start + k - 1
            # Beyond the band only where there is a neighbour (see :meth:`_tail`).
            return Known.OBSERVED if 0 <= i < len(touchpoints) and other.solid(touchpoints[i]) else Known.ASSUMED

        return LazyCurve(stop - start + 2, at, known, near)

    @cached_property
    def _lines(self) -> tuple[LazyCurve, ...]:
        return tuple(self.line(number) for number in range(len(self.others)))

    def line_of(self, other: Other) -> LazyCurve:
        """The line of one of the further personas here."""
        return self._lines[self.others.index(other)]

    def _tail(self, beyond: int, edge: int, other: Beside) -> Point | None:
        """Where the line leaves the band on its way to a neighbour in another band."""
        band, touchpoints = self.band, self.band.journey.touchpoints
        inside = band.columns.start <= edge < band.columns.stop
        if not inside or not 0 <= beyond < len(touchpoints) or edge in band.held:
            return None
        here, there = other.grade(touchpoints[edge]), other.grade(touchpoints[beyond])
        if here is None or there is None:
            return None
        return band.left if beyond < edge else band.right, band.frame.y((here + there) / 2)

    def _stretches(self, i: int, number: int) -> Iterator[Bezier]:
        """The line of a persona from touchpoint ``i`` on, and its tail before the first."""
        columns, curve = self.band.columns, self._lines[number]
        k = i - columns.start + 1
        for at in (k - 1, k) if i == columns.start else (k,):
            found = curve.stretch(at)
            if found is not None:
                yield found

    # -- parts -------------------------------------------------------------------------------------------------------

    def _column(self, i: int) -> tuple[Part, ...]:
        """The marks of touchpoint ``i`` and the lines from there to the next."""
        band, theme = self.band, self.band.setting.theme
        t, frame = band.journey.touchpoints[i], band.frame
        x, y = band.columns.centre(i), frame.top
        words = self._words_near(i)
        items: list[Item] = []
        for number, other in enumerate(self.others):
            own: list[Item] = []
            drawn: dict[Known, list[Segment]] = {}
            for stretch in self._stretches(i, number):
                for piece in uncovered(stretch, words):
                    drawn.setdefault(piece.known, []).extend(_drawn(piece, x, y))
            for known, segments in drawn.items():
                dash = () if known is Known.OBSERVED else other.dash(self.width)
                width = chosen_width(band.m) if other is band.around else self.width
                own.append(Path(tuple(segments), None, other.ink(theme), width, dash=dash))
            place = self._places(i)[number]
            if place is not None:
                own += self._tether(place, x, y, words, other.ink(theme))
                own += other.mark(place[0] - x, place[1] - y, self.r, theme)
                if other.set_by_group(t):
                    own.append(asterisk(place[0] - x, place[1] - y, _STAR * self.r, theme.paper))
                own = [Tag("Figure", alt=other.told(t, band.setting.words)), *own, Tag()]
            items += own
        if not items:
            return ()
        return (Part(PartKind.PERSONA, t.id, x, y, band.columns.width / 2, frame.height, items, layer=6),)

    def _tether(self, mark: Point, x: float, y: float, words: Sequence[Box], ink: str) -> list[Item]:
        """A short stroke from the middle of the column at ``x`` to a mark that had to step aside, relative to (``x``, ``y``): so that it is
        seen whose it is. Not through words."""
        low, high = sorted((x, mark[0]))
        if high - low < 0.5 * self.r or any(
            box[0] < high and box[2] > low and box[1] < mark[1] < box[3] for box in words
        ):
            return []
        return [line(0.0, mark[1] - y, mark[0] - x, mark[1] - y, ink, 2 * self.width)]

    def _words_near(self, i: int) -> list[Box]:
        """The words that a line from touchpoint ``i`` to the next may meet, and the rings with a question mark."""
        columns, touchpoints = self.band.columns, self.band.journey.touchpoints
        near = range(max(columns.start, i - 2), min(columns.stop, i + 4))
        return [box for k in near for box in self._taken(k)[touchpoints[k].grade is not None :]]

    # -- names -------------------------------------------------------------------------------------------------------

    @cached_property
    def _anchors(self) -> frozenset[int]:
        return frozenset(hung.anchor for hung in self.band.hung if hung.anchor is not None)

    def _hung(self, own: range) -> tuple[int, ...]:
        """The touchpoints from which opportunities hang."""
        return tuple(i for i in own if i in self._anchors) if self._anchors else ()

    def _ink(self, i: int) -> tuple[tuple[Point, Point], ...]:
        """All lines from touchpoint ``i`` to the next, as short straight pieces."""
        found = self._inks.get(i)
        if found is None:
            k = i - self.band.columns.start + 1
            lines = (self.band.curve, *self._lines)
            stretches = [line.stretch(at) for line in lines for at in ((0, k) if k == 1 else (k,))]
            found = self._inks[i] = tuple(
                piece for one in stretches if one is not None for piece in pairwise(samples(one))
            )
        return found

    def _named(self, own: range) -> tuple[tuple[int, Box], ...]:
        """Where in a range of columns the names stand, each where its line ends or where it is free."""
        band, words = self.band, self.band.setting.words
        placed: list[tuple[int, Box]] = []
        for number, other in enumerate(self.others):
            w = band.setting.width(other.name(words), "semibold", self.size)
            box = self._free(own, number, w, [box for _, box in placed])
            if box is not None:
                placed.append((number, box))
        return tuple(placed)

    def _names(self, own: range, placed: tuple[tuple[int, Box], ...]) -> Part:
        """The names that found a place, each on a ground of the paper's colour: hatches and dotted lines end before it."""
        setting, size = self.band.setting, self.size
        side, foot = _GROUND * size, (_GROUND + DESCENT) * size
        words, theme = setting.words, setting.theme
        x, y = min(box[0] for _, box in placed) - side, min(box[1] for _, box in placed) - side
        right, bottom = max(box[2] for _, box in placed) + side, max(box[3] for _, box in placed) + foot

        def make() -> list[Item]:
            out: list[Item] = []
            for number, box in placed:
                other = self.others[number]
                ink = other.ink(theme)
                wide, tall = box[2] - box[0] + 2 * side, box[3] - box[1] + side + foot
                out.append(Rect(box[0] - side - x, box[1] - side - y, wide, tall, theme.paper, radius=side))
                name = setting.text(box[0] - x, box[3] - y, other.name(words), "semibold", size, ink)
                out += [Tag("P"), name, Tag()]
            return out

        return self.band.memo.part(
            PartKind.PERSONA,
            "",
            (x, y, right - x, bottom - y),
            (self.others, placed, size, setting),
            make,
            layer=6,
            spot=(self.number, own.start),
        )

    def _free(self, own: range, number: int, w: float, placed: Sequence[Box]) -> Box | None:
        """The box of a name ``w`` mm wide: the first place from the end of the line back that nothing lies in; best on plain ground, else
        on a coloured one, over the edge of a phase, on a hatch or a dotted line."""
        other, touchpoints = self.others[number], self.band.journey.touchpoints
        graded = list(islice((i for i in reversed(own) if other.grade(touchpoints[i]) is not None), _BACK))
        fits = ((i, box) for i in graded for box in self._tries(i, number, w) if self._clear(box, i, placed))
        tries: list[tuple[int, Box]] = []
        # The first one is taken nearly always: places further back are not tried then, at each letter that is typed.
        for i, box in fits:
            tries.append((i, box))
            if self._apart(box, i, _BESIDE[0]) and self._plain(box, i, number, beyond=False):
                return box
        roomy = [(i, box) for i, box in tries if self._apart(box, i, _BESIDE[0])]
        for i, box in roomy:
            if self._plain(box, i, number, beyond=True):
                return box
        for i, box in roomy:
            if self._bare(box, i):
                return box
        return next((box for i, box in tries if self._apart(box, i, _BESIDE[1])), None)

    def _apart(self, box: Box, i: int, air: float) -> bool:
        """Whether a name keeps so much air (em) from faces and words beside it."""
        reach = air * self.band.m.em
        a, b, c, d = box[0] - reach, box[1], box[2] + reach, box[3]
        return not any(o[0] < c and o[2] > a and o[1] < d and o[3] > b for o in self._around(i, 3))

    def _wanted(self, near: range) -> list[float]:
        """The heights of the target and of what is desired in a range of columns (mm)."""
        desired = (t.desired for t in self.band.journey.touchpoints[max(0, near.start) : near.stop])
        return [self.band.frame.y(grade) for grade in (self.band.journey.desired.target, *desired) if grade is not None]

    def _drawn(self, near: range) -> list[Strip]:
        """The lines of what is desired and the spread of answers, in a range of columns: each from one touchpoint to the next."""
        band, frame = self.band, self.band.frame
        own, told = band.journey.touchpoints, band.insights.told if band.journey.poster.spread else {}
        whose = None if band.around is None else band.around.key
        out: list[Strip] = []
        for k in range(max(band.columns.start, near.start), min(band.columns.stop, near.stop) - 1):
            ends = band.columns.centre(k), band.columns.centre(k + 1)
            here, there = own[k].desired, own[k + 1].desired
            if here is not None and there is not None:
                out.append((ends[0], frame.y(here), frame.y(here), ends[1], frame.y(there), frame.y(there)))
            one, next_one = told.get((own[k].id, whose)), told.get((own[k + 1].id, whose))
            if one is not None and next_one is not None and one.spreads and next_one.spreads:
                a, b = (frame.y(one.high), frame.y(one.low)), (frame.y(next_one.high), frame.y(next_one.low))
                out.append((ends[0], *a, ends[1], *b))
        return out

    def _wishes(self, near: range) -> list[float | None]:
        """The heights of what is wished for at each touchpoint of a range, its own or the target, if what lacks to it is hatched."""
        target = self.points.target
        if not self.band.journey.poster.shortfall:
            return []
        wished = (target if t.desired is None else t.desired for t in self.band.journey.touchpoints[max(0, near.start) : near.stop])
        return [None if grade is None else self.band.frame.y(grade) for grade in wished]

    def _bare(self, box: Box, i: int) -> bool:
        """Whether a name lies on no hatch, neither of the spread nor of what lacks to the wish, and on no dotted line."""
        columns, near, air = self.band.columns, range(i - 3, i + 4), 0.3 * self.band.m.em
        if any(box[1] - air < y < box[3] + air for y in self._wanted(near)):
            return False
        if any(_lies_on(box, strip, air) for strip in self._drawn(near)):
            return False
        wishes, first = self._wishes(near), max(0, near.start)
        curve = self.line_of(self.band.around) if self.band.around else self.band.curve
        for k in range(max(columns.start, first), min(columns.stop - 1, near.stop - 1)):
            felt = curve.stretch(k - columns.start + 1)
            pair = wishes[k - first : k - first + 2]
            if felt is None or len(pair) < 2 or pair[0] is None or pair[1] is None:
                continue
            for x, y in samples(felt):
                wish = pair[0] + (pair[1] - pair[0]) * (x - felt.x0) / max(1e-9, felt.x3 - felt.x0)
                if wish < y and box[0] - air < x < box[2] + air and wish < box[3] and y > box[1]:
                    return False
        return True

    def _silences(self, near: range) -> list[float]:
        """The edges of what is left empty for a silence, in a range of columns."""
        columns, touchpoints = self.band.columns, self.band.journey.touchpoints
        near = range(max(columns.start, near.start), min(columns.stop, near.stop))
        return [columns.x(k) + side for k in near if touchpoints[k].kind is Kind.SILENCE for side in (0.0, columns.width)]

    @cached_property
    def _edges(self) -> tuple[float, ...]:
        return tuple(edge for _, _, left, right in self.band.grounds() for edge in (left, right))

    def _plain(self, box: Box, i: int, number: int, *, beyond: bool) -> bool:
        """Whether a name stands within one phase and not half in a silence, on the side of the neutral line where its mark is, not on the
        line of the target or of what is desired, not on a hatch, and not in the coloured area between the line and the neutral line.
        ``beyond``: it may stand on the other side, since its own line runs through the area."""
        band, columns = self.band, self.band.columns
        neutral, mark = band.frame.neutral, self._places(i)[number]
        if not beyond and mark is not None and (mark[1] < neutral) != (box[3] < neutral):
            return False
        if any(box[0] < edge < box[2] for edge in (*self._edges, *self._silences(range(i - 3, i + 4)))) or not self._bare(box, i):
            return False
        start, stop = max(columns.start, i - 3), min(columns.stop, i + 4)
        stretches = (band.curve.stretch(k - columns.start + 1) for k in range(start, stop))
        return not any(
            box[0] < x < box[2] and min(y, neutral) < box[3] and max(y, neutral) > box[1]
            for one in stretches
            if one is not None
            for x, y in samples(one)
        )

    def _tries(self, i: int, number: int, w: float) -> Iterator[Box]:
        """Places for a name at touchpoint ``i``: beside its mark, over and under it, over and under the line before it, left of it."""
        em, h = self.band.m.em, CAP * self.size
        place = self._places(i)[number]
        if place is None:
            return
        x, y = place
        beside = self.r + 0.45 * em
        yield (x + beside, y - h / 2, x + beside + w, y + h / 2)
        before = self._places(i - 1)[number] if i > self.band.columns.start else None
        middles = [x, x - w / 2 + self.r, x + w / 2 - self.r]
        if before is not None:
            middles.append((x + before[0]) / 2)
        for middle in middles:
            a, b = middle - w / 2, middle + w / 2
            ys = [y]
            for k in (i - 1, i):
                if self.band.columns.start <= k < self.band.columns.stop:
                    stretches = self._stretches(k, number)
                    ys += [
                        p[1]
                        for one in stretches
                        for p in samples(one)
                        if a - em * 0.3 <= p[0] <= b + em * 0.3
                    ]
            over, under = min(ys) - self.r - 0.3 * em, max(ys) + self.r + 0.3 * em
            if y - over <= _FAR * em:
                yield (a, over - h, b, over)
            if under - y <= _FAR * em:
                yield (a, under, b, under + h)
            # Just beyond the neutral line, where its own side is full.
            neutral = self.band.frame.neutral
            if y < neutral and neutral + 0.5 * em - y <= _FAR * em:
                yield (a, neutral + 0.5 * em, b, neutral + 0.5 * em + h)
        yield (x - beside - w, y - h / 2, x - beside, y + h / 2)

    def _clear(self, box: Box, i: int, placed: Sequence[Box]) -> bool:
        """Whether a name fits into the graph at touchpoint ``i`` and touches nothing there."""
        band, columns, em = self.band, self.band.columns, self.band.m.em
        if box[0] < band.left or box[2] > band.right:
            return False
        if box[1] < band.frame.top + 0.1 * em or box[3] > band.frame.bottom - 0.25 * em:
            return False
        if box[1] - 0.15 * em < band.frame.neutral < box[3] + 0.15 * em:
            return False
        air = 0.22 * em
        a, b, c, d = box[0] - air, box[1] - air, box[2] + air, box[3] + air
        if any(o[0] < c and o[2] > a and o[1] < d and o[3] > b for o in (*placed, *self._around(i, 3))):
            return False
        near = range(max(columns.start, i - 3), min(columns.stop, i + 4))
        r = self.r
        for k in near:
            for place in self._places(k):
                if place and a < place[0] + r and c > place[0] - r and b < place[1] + r and d > place[1] - r:
                    return False
            if any(p[0] < c and q[0] > a and _meets(p, q, (a, b, c, d)) for p, q in self._ink(k)):
                return False
            if k in self._anchors and a < columns.centre(k) < c:
                at = band.spot(k)[1]
                if (b < at) if band.hung_above else (d > at):
                    return False
        return True


def _lies_on(box: Box, strip: Strip, air: float) -> bool:
    """Whether a box, with air around it (mm), lies on a strip."""
    x0, top0, bottom0, x1, top1, bottom1 = strip
    a, b = max(x0, box[0] - air), min(x1, box[2] + air)
    if a >= b:
        return False
    for k in range(_SAMPLES + 1):
        share = (a + (b - a) * k / _SAMPLES - x0) / (x1 - x0)
        if top0 + share * (top1 - top0) < box[3] + air and bottom0 + share * (bottom1 - bottom0) > box[1] - air:
            return True
    return False


def _meets(p: Point, q: Point, box: Box) -> bool:
    """Whether a straight piece that runs to the right from ``p`` to ``q`` meets a box."""
    left, top, right, bottom = box
    if q[0] <= left or p[0] >= right or max(p[1], q[1]) <= top or min(p[1], q[1]) >= bottom:
        return False
    wide = q[0] - p[0]
    if wide < 1e-9:
        return True
    rise = (q[1] - p[1]) / wide
    at = (p[1] + rise * (max(p[0], left) - p[0]), p[1] + rise * (min(q[0], right) - p[0]))
    return max(at) > top and min(at) < bottom


def samples(b: Bezier) -> Iterator[Point]:
    """Points along a stretch, its ends included."""
    for k in range(_SAMPLES + 1):
        yield _on(b, k / _SAMPLES)


def _on(b: Bezier, t: float) -> Point:
    u = 1 - t
    p, q, v, w = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return p * b.x0 + q * b.x1 + v * b.x2 + w * b.x3, p * b.y0 + q * b.y1 + v * b.y2 + w * b.y3


def uncovered(b: Bezier, boxes: Iterable[Box]) -> list[Bezier]:
    """The pieces of a stretch that lie in none of some boxes; its x grows evenly with its parameter."""
    wide = b.x3 - b.x0
    hidden: list[tuple[float, float]] = []
    for left, top, right, bottom in boxes:
        if wide <= 0 or right <= b.x0 or left >= b.x3:
            continue
        ta, tb = max(0.0, (left - b.x0) / wide), min(1.0, (right - b.x0) / wide)
        steps = 2 * _SAMPLES
        ts = [ta + (tb - ta) * k / steps for k in range(steps + 1)]
        inside = [top < _on(b, t)[1] < bottom for t in ts]
        hidden += [(ts[k], ts[k + 1]) for k in range(steps) if inside[k] or inside[k + 1]]
    if not hidden:
        return [b]
    out: list[Bezier] = []
    at = 0.0
    for ta, tb in sorted(hidden):
        if ta > at + 1e-9:
            out.append(_piece(b, at, ta))
        at = max(at, tb)
    if at < 1 - 1e-9:
        out.append(_piece(b, at, 1.0))
    return out


def _piece(b: Bezier, t0: float, t1: float) -> Bezier:
    """The stretch from parameter ``t0`` to ``t1``, by the derivatives at its ends."""
    (x0, y0), (x3, y3) = _on(b, t0), _on(b, t1)
    third = (t1 - t0) / 3

    def slope(t: float) -> Point:
        u = 1 - t
        p, q, v = 3 * u * u, 6 * u * t, 3 * t * t
        return (
            p * (b.x1 - b.x0) + q * (b.x2 - b.x1) + v * (b.x3 - b.x2),
            p * (b.y1 - b.y0) + q * (b.y2 - b.y1) + v * (b.y3 - b.y2),
        )

    (dx0, dy0), (dx1, dy1) = slope(t0), slope(t1)
    return Bezier(
        x0,
        y0,
        x0 + dx0 * third,
        y0 + dy0 * third,
        x3 - dx1 * third,
        y3 - dy1 * third,
        x3,
        y3,
        b.known,
    )


def _drawn(b: Bezier, x: float, y: float) -> tuple[Segment, Segment]:
    """A stretch as segments of a path, from (x, y)."""
    return (
        ("M", b.x0 - x, b.y0 - y),
        ("C", b.x1 - x, b.y1 - y, b.x2 - x, b.y2 - y, b.x3 - x, b.y3 - y),
    )
