"""Graphs of their own for further personas, one under the other below that of the first (METHOD step 4).

Contract. Such a graph has the columns, the scale and the height of a grade of the first one's; what a persona felt stands in it as the
first one's does: face, word, grade and how many gave it at each point, a line in the persona's own ink between them, solid where its
respondents gave the grades and dashed where they are assumed, broken where nothing is told.
Whose graph it is stands at its left over the axis, with a sample of its line, and with the persona's picture where there is room. The
first one is named the same way, because it is one of several. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import compress
from operator import is_not

from cjm_desktop.analysis import Insights
from cjm_desktop.analysis.evidence import basis_of
from cjm_desktop.analysis.felt import as_felt as felt_at
from cjm_desktop.document import Journey, Kind, Persona, Touchpoint

from .band import Band
from .desired_line import desired_parts
from .graph import Frame, Padded, axis_items, axis_size
from .gutter import gutter_width
from .hatch import between
from .memo import Memo
from .metrics import Metrics, lane_size
from .others import Other, apart_of, felt
from .paper import CAP
from .picture import covering, data_of, printable
from .point_parts import Box, PointParts
from .setting import Setting
from .shapes import circle, line
from .sheet import Clip, Image, Item, Known, Part, PartKind, Path, Rect, Segment, Tag
from .shortfall import Shortfall
from .text import Paragraph
from .theme import Theme
from .told_lines import ToldLines

#: The name beside its sample: lines, line distance and length of the sample (sizes of the name), and the gap between them.
_LINES, _LEAD, _SAMPLE, _GAP = 2, 1.16, 1.9, 0.4
#: A picture is so large (sizes of the name), and shown while this (em) is left for the name beside it.
_PICTURE, _BESIDE = 2.3, 3.6
#: The width of the line, which nothing else runs beside here, as a share of the first one's.
_LINE = 0.7
#: Dashes and gaps of an assumed stretch, in widths of the line, as those of the first one's.
_DASH = (2.4, 2.0)
#: A face with a word and a grade has room in so many em over the highest grade and under the lowest.
_PAD = 3.7
#: Air over the name, and between it and the word of the highest grade (em).
_OVER, _UNDER = 0.6, 0.65


# -- what a persona felt, as a journey ------------------------------------------------------------------------------------------


class _Seen:
    """The touchpoints of a journey as a further persona felt them, made anew only where one changed."""

    def __init__(self, persona: str) -> None:
        self._persona = persona
        self._from: tuple[Touchpoint, ...] = ()
        self._to: list[Touchpoint] = []

    def of(self, touchpoints: tuple[Touchpoint, ...]) -> tuple[Touchpoint, ...]:
        """Each touchpoint with the grade and the emotion of the persona; without any where nothing is told."""
        if len(touchpoints) == len(self._from):
            changed = compress(range(len(touchpoints)), map(is_not, self._from, touchpoints))
            for i in changed:
                self._to[i] = felt_at(touchpoints[i], self._persona)
        else:
            known = {id(t): felt for t, felt in zip(self._from, self._to, strict=True)}
            self._to = [known.get(id(t)) or felt_at(t, self._persona) for t in touchpoints]
        self._from = touchpoints
        return tuple(self._to)


def as_felt(journey: Journey, persona: str, memo: Memo) -> Journey:
    """The journey with the grades and emotions of a further persona in the place of the first one's."""
    seen = memo.kept(("seen by", persona), (), lambda: _Seen(persona))
    return memo.kept(
        ("felt by", persona), (journey,), lambda: journey.model_copy(update={"touchpoints": seen.of(journey.touchpoints)})
    )


def seen_by(band: Band, other: Other, frame: Frame) -> Band:
    """A settled band as a further persona sees it: with that persona's grades, in the graph of ``frame``. It remembers what is made of it
    apart from the band."""
    view = copy(band)
    for name in ("curve", "others", "around"):
        view.__dict__.pop(name, None)
    view.journey = as_felt(band.journey, other.key, band.memo)
    view.memo = band.memo.kept(("memo of", other.key), (), Memo)
    insights = band.memo.kept(("ground of", other.key), (band.journey.touchpoints, other.graders), lambda: _ground(band.journey, other))
    view.insights, view.frame, view.hung, view._points = insights, frame, (), {}
    view.__dict__["others"] = ()
    return view


def _ground(journey: Journey, other: Other) -> Insights:
    """What a further persona's grades rest on, and how many gave them; no place of the line is told as a peak or a dip."""
    graded = ((t.id, basis_of(felt(t, other.key), t.id, other.graders)) for t in journey.touchpoints if t.personas)
    return Insights(basis={ident: basis for ident, basis in graded if basis is not None}, graders=other.graders)


# -- whose graph it is ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """What a graph with a name over its axis needs beyond its scale: ``above`` mm for that in any case."""

    inner: Padded
    above: float

    def pads(self, length: float) -> tuple[float, float]:
        """The room (mm) above and below a scale of a length (mm)."""
        above, below = self.inner.pads(length)
        return max(above, self.above), below


@dataclass(frozen=True, slots=True)
class _Sign:
    """The name of a persona as it is set: side of its picture (0: none), size and lines of the name, height of it all."""

    picture: float
    size: float
    name: Paragraph
    height: float


def _sign(persona: Persona | None, name: str, gutter: float, setting: Setting, m: Metrics) -> _Sign:
    size = lane_size(m)
    room = gutter - 0.8 * m.em - (_SAMPLE + _GAP) * size
    side = _PICTURE * size
    if persona is None or not printable(persona.picture) or room - side - _GAP * size < _BESIDE * m.em:
        side = 0.0
    else:
        room -= side + _GAP * size
    sizes = [max(size * shrink, m.small) for shrink in (1.0, 0.92, 0.83)]
    z, shown = setting.type.fit(name, "semibold", sizes, room, setting.language, _LINES)
    return _Sign(side, z, shown, max(side, (CAP + (shown.count - 1) * _LEAD) * z))


def whose(journey: Journey, setting: Setting, others: Sequence[Other]) -> list[tuple[Persona | None, str]]:
    """The personas of the graphs from top to bottom, and what they are called."""
    first = journey.personas[0] if journey.personas else None
    named = (first.name.strip() if first else "") or f"{setting.words.persona} 1"
    return [(first, named), *((one.persona, one.name(setting.words)) for one in others)]


def room_for_name(persona: Persona | None, name: str, gutter: float, setting: Setting, m: Metrics) -> float:
    """What a name needs between the upper edge of its graph and the highest grade (mm)."""
    return _sign(persona, name, gutter, setting, m).height + (_OVER + _UNDER) * m.em + axis_size(m)


def needs_of(band: Band, reach: Callable[[Band], Padded]) -> tuple[Padded, ...]:
    """What the graphs of a band, from top to bottom, need beyond their scale, with their names over it; ``reach`` says it of faces and
    words."""
    journey, setting, m = band.journey, band.setting, band.m
    others = apart_of(journey, band.insights.told)
    views = (band, *(seen_by(band, other, band.frame) for other in others))
    gutter = gutter_width(journey, setting, m, band.order)
    rooms = [room_for_name(persona, name, gutter, setting, m) for persona, name in whose(journey, setting, others)]
    return tuple(Named(reach(view), room) for view, room in zip(views, rooms, strict=True))


def lower_graphs(band: Band, scale: float, gutter: float) -> tuple[tuple[float, tuple[float, float]], ...]:
    """Height and room above and below the scale (mm) of each graph but the first, with a ``scale`` of so many mm: nothing stands there but
    a face with a word and a grade."""
    journey, setting, m = band.journey, band.setting, band.m
    out: list[tuple[float, tuple[float, float]]] = []
    for persona, name in whose(journey, setting, apart_of(journey))[1:]:
        pads = (max(_PAD * m.em, room_for_name(persona, name, gutter, setting, m)), _PAD * m.em)
        out.append((scale + sum(pads), pads))
    return tuple(out)


def sign_part(band: Band, number: int, gutter: float, frame: Frame, other: Other | None) -> Part:
    """The name over the axis of a graph, with its sample and its picture; of the first persona without ``other``."""
    m, setting, journey = band.m, band.setting, band.journey
    theme = setting.theme
    persona, name = whose(journey, setting, (other,) if other else ())[-1]

    def make() -> list[Item]:
        sign = _sign(persona, name, gutter, setting, m)
        out: list[Item] = []
        x, middle = 0.0, sign.height / 2
        if sign.picture:
            out += _portrait(persona, name, sign.picture, middle, theme)
            x += sign.picture + _GAP * sign.size
        size = lane_size(m)
        # On the first line of its name, as the marks of a legend.
        top = middle - (CAP + (sign.name.count - 1) * _LEAD) * sign.size / 2
        y = top + CAP * sign.size / 2
        ink, width = (theme.ink, m.curve) if other is None else (other.ink(theme), _LINE * m.curve)
        out.append(line(x, y, x + _SAMPLE * size, y, ink, width, cap=1))
        at = x + (_SAMPLE + _GAP) * size
        return [*out, Tag("P"), *setting.lines(at, top, sign.name, sign.size, _LEAD * sign.size, theme.ink), Tag()]

    x, y = band.columns.left - gutter, frame.top + _OVER * m.em
    return band.memo.part(
        PartKind.HINT,
        "",
        (x, y, gutter, frame.high - y),
        (persona, name, other, gutter, m, setting),
        make,
        layer=3,
        spot=("whose", number, other.key if other else ""),
    )


def _portrait(persona: Persona | None, name: str, side: float, middle: float, theme: Theme) -> Iterator[Item]:
    """A persona's picture in a circle."""
    picture = persona.picture if persona else None
    pixels = printable(picture)
    if picture is None or pixels is None:
        return
    x, y, w, h = covering(pixels, 0.0, middle - side / 2, side)
    yield Clip(circle(side / 2, middle, side / 2))
    yield Image(x, y, w, h, picture.media, data_of(picture, grey=theme.grey), picture.alt or name)
    yield Clip()


# -- the graph -----------------------------------------------------------------------------------------------------------------


class PersonaLane:
    """Makes the parts of a further persona's graph in one settled band; ``number`` is that of the band."""

    def __init__(
        self, band: Band, other: Other, frame: Frame, number: int, gutter: float, extent: float, target: float | None
    ) -> None:
        """The axis reaches to ``extent`` (x in mm) at least; ``target`` is the grade of the target line, if there is one."""
        self.band, self.other, self.frame, self.number = seen_by(band, other, frame), other, frame, number
        self.source, self.gutter, self.extent, self.target = band, gutter, extent, target
        self.points = PointParts(self.band, target)
        poster = band.journey.poster
        self.wished = poster.shortfall
        self._same: object = None
        #: What this persona's respondents told, if it is to be drawn.
        self.told_lines: ToldLines | None = None
        if poster.spread or poster.voices:
            self.told_lines = ToldLines(self.band, self.points, number, self._near, band.insights.told, other)

    def boxes(self, i: int) -> list[Box]:
        """What the face of touchpoint ``i`` and its words cover, or the ring that stands for no grade."""
        return [box for box in self.points.boxes(i) if box is not None]

    def ground(self, left: float) -> Iterator[Part]:
        """Axis and neutral line, and at the ``left`` whose graph it is."""
        band, frame = self.band, self.frame
        start, end = band.columns.left, max(band.columns.right, self.extent)
        inputs = (frame.height, frame.pads, end - start, self.gutter, frame.scale, self.target, band.m, band.setting)
        still = Frame(0.0, frame.height, frame.scale, frame.pads)
        yield band.memo.part(
            PartKind.AXIS,
            "",
            (start, frame.top, end - start, frame.height),
            inputs,
            lambda: axis_items(still, 0, end - start, self.gutter, band.setting, band.m, self.target),
            layer=3,
            spot=self.number,
        )
        if left < start:
            yield sign_part(band, self.number, self.gutter, frame, self.other)

    def parts(self, near: range, same: object) -> Iterator[Part]:
        """The line, faces and words of the columns ``near``; ``same`` stands for all that every column of the band is made from."""
        band = self.band
        # What every column of this graph is made from besides.
        self._same = band.memo.kept(("same", self.number), (same, self.frame, self.other, self.target, self.wished), object)
        touchpoints, columns = band.journey.touchpoints, band.columns
        for i in near:
            if touchpoints[i].kind is Kind.SILENCE and not (band.cards_h and band.lanes.cards > band.lanes.graph):
                yield self._void(i)
        for i in range(max(columns.start, near.start - 1), near.stop):
            inputs = self._near(i)
            yield from band.memo.kept((self.number, "line", touchpoints[i].id), inputs, partial(self._line, i))
            if i in near:
                yield from band.memo.kept((self.number, "point", touchpoints[i].id), inputs, partial(self._point, i))
        if self.wished:
            for i in near:
                taken = [box for k in range(max(columns.start, i - 1), min(columns.stop, i + 3)) for box in self.boxes(k)]
                yield from desired_parts(band, i, taken)
            yield from self._shortfall.parts(near, self._same)
        if self.told_lines:
            yield from self.told_lines.parts(near, self._same)

    @cached_property
    def _shortfall(self) -> Shortfall:
        return Shortfall(self.band, self.points, self.number, self._near, self.target)

    def _void(self, i: int) -> Part:
        """A silence goes on through this graph: empty from the one above it down. (Over cards the first graph's goes through all.)"""
        band, m, theme = self.band, self.band.m, self.band.setting.theme
        above = max(one.bottom for one in (self.source.frame, *(f for _, f in self.source.apart)) if one.bottom <= self.frame.top + 1e-6)
        x, w, h = band.columns.x(i), band.columns.width, self.frame.bottom - above

        def make() -> list[Item]:
            dash = (2.0 * m.unit, 2.0 * m.unit)
            edges = [line(edge, 0, edge, h, theme.secondary, 0.45 * m.unit, dash) for edge in (0.0, w)]
            return [Rect(0, 0, w, h, theme.paper), *edges]

        ident = band.journey.touchpoints[i].id
        return band.memo.part(PartKind.GROUND, ident, (x, above, w, h), ("void", w, h, theme.name, m), make, layer=2, spot="void")

    def _near(self, i: int) -> tuple[object, ...]:
        """What point ``i`` and its words are made from: the line bends towards two neighbours at each side."""
        band = self.band
        first = max(0, i - 2)
        held = band.columns.held
        leans = [(k, held[k]) for k in range(first, i + 3) if k in held] if held else None
        return (self._same, i, band.journey.touchpoints[first : i + 3], leans)

    def _line(self, i: int) -> tuple[Part, ...]:
        """The line from touchpoint ``i`` to the next, and its tail before the first of the band: solid where told, dashed where assumed, as
        the first persona's; it needs no dashes of its own where nothing runs beside it."""
        band, theme = self.band, self.band.setting.theme
        columns, m = band.columns, band.m
        k = i - columns.start + 1
        x, y = columns.centre(i), self.frame.top
        drawn: dict[Known, list[Segment]] = {}
        for at in (k - 1, k) if i == columns.start else (k,):
            one = band.curve.stretch(at)
            if one is not None:
                segments = drawn.setdefault(one.known, [])
                segments.append(("M", one.x0 - x, one.y0 - y))
                segments.append(("C", one.x1 - x, one.y1 - y, one.x2 - x, one.y2 - y, one.x3 - x, one.y3 - y))
        if not drawn:
            return ()
        width, ink = _LINE * m.curve, self.other.ink(theme)
        items: list[Item] = [
            Path(tuple(segments), None, ink, width, dash=() if known is Known.OBSERVED else tuple(width * share for share in _DASH))
            for known, segments in drawn.items()
        ]
        record = band.journey.touchpoints[i].id
        return (Part(PartKind.PERSONA, record, x, y, columns.width / 2, self.frame.height, items, layer=4),)

    def _point(self, i: int) -> tuple[Part, ...]:
        """Face, word and grade of touchpoint ``i``, or the ring that waits for a grade; one thing to who listens."""
        t, made = self.band.journey.touchpoints[i], self.points.point(i)
        words = self.band.setting.words
        grade = "" if t.grade is None else words.number(round(t.grade, 2))
        told = " ".join(filter(None, (t.emotion, grade)))
        about = self.other.about(self.source.journey.touchpoints[i], words) if grade else ""
        told = f"{told} ({about})" if about else told

        def make() -> list[Item]:
            shown: list[Item] = [item for item in made.items if not isinstance(item, Tag)]
            return [Tag("Figure", alt=f"{self.other.name(words)}: {told}"), *shown, Tag()] if told else shown

        return (Part(PartKind.PERSONA, t.id, made.x, made.y, made.w, made.h, make, layer=8),)


def around(part: Part, taken: Sequence[Box]) -> Part:
    """A leader that leads through other graphs, open where their faces and words stand."""
    boxes = [box for box in taken if box[0] < part.x < box[2]]
    if not boxes:
        return part

    def make() -> list[Item]:
        return [piece for item in part.items for piece in _open(item, [(b[1] - part.y, b[3] - part.y) for b in boxes])]

    return Part(part.kind, part.record, part.x, part.y, part.w, part.h, make, layer=part.layer)


def _open(item: Item, gaps: Sequence[tuple[float, float]]) -> Iterator[Item]:
    """The pieces of an upright line between some gaps; anything else as it is."""
    match item:
        case Path(segments=(("M", x, y0), ("L", x1, y1))) if x == x1:
            for top, bottom in between(min(y0, y1), max(y0, y1), gaps):
                yield _piece(item, x, top, bottom)
        case _:
            yield item


def _piece(item: Path, x: float, top: float, bottom: float) -> Path:
    return line(x, top, x, bottom, item.stroke or "", item.width, item.dash, cap=item.cap)
