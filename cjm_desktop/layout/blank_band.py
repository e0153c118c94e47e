"""One band of a blank poster: ribbons, cells, the empty graph and what the lanes are called.

Everything is drawn to be written over and stuck over: outlines of dashes, one size of note, the same x in every lane.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cjm_desktop.document import Journey, LaneKind, Phase

from .blank_wall import BandPlace, RowPlace, Wall, axis_pad
from .blank_words import BlankWords
from .cells import ROW_ICONS, row_name
from .colour import contrast, mix
from .graph import Frame, axis_items, axis_size
from .handouts.ink import Ink, Source
from .label import grade_text
from .lanes import LaneOrder
from .metrics import Metrics, lane_size
from .paper import CAP
from .setting import Setting
from .shapes import line, polygon
from .sheet import Part, PartKind, Path, Rect

_LEAD = 1.16
#: The middle of a lane's name lies so many times its size under the lane's upper edge: names that may be longer lie lower.
_DOWN = {LaneKind.QUOTES: 1.8, LaneKind.TEXT: 2.0}
#: Columns of a phase while a journey has none.
_USUAL = 3
#: Dashes of outlines (mm), true to size: a hand is as large before any paper.
_DASH, _DOT = (1.6, 1.6), (0.01, 1.8)
#: What the outline of a phase needs to be seen (WCAG 2.2, 1.4.11).
_LINE_CONTRAST = 3.0
#: How much paper is mixed into what notes will cover.
_FAINT = 0.4


@dataclass(frozen=True, slots=True)
class Span:
    """Columns ``start`` to ``stop`` (exclusive, counted over all bands) of a phase; ``phase`` is ``None`` while it has no name.

    ``rank`` of ``count`` is its place; ``opens`` and ``closes`` say whether it begins and ends in this band.
    """

    phase: Phase | None
    rank: int
    count: int
    start: int
    stop: int
    opens: bool = True
    closes: bool = True


def phase_spans(journey: Journey, columns: int, band: int) -> list[Span]:
    """Where phases lie on so many columns: as wide as their share of the journey's touchpoints, at least one column each.

    A border that is one column away from the end of a ``band`` (columns) lies there, so that no phase is torn for one note.
    Without phases (or with more phases than columns) equal stretches to be named by hand.
    """
    phases: Sequence[Phase | None] = journey.phases
    if not phases or len(phases) > columns:
        count = max(1, round(columns / _USUAL))
        phases, weights = [None] * count, [1.0] * count
    else:
        held = [sum(t.phase == phase.id for t in journey.touchpoints) for phase in journey.phases]
        weights = [max(1.0, float(one)) for one in held] if any(held) else [1.0] * len(phases)
    shares = _snapped(_shared(weights, columns), band)
    out: list[Span] = []
    at = 0
    for rank, (phase, share) in enumerate(zip(phases, shares, strict=True)):
        out.append(Span(phase, rank, len(shares), at, at + share))
        at += share
    return out


def _shared(weights: Sequence[float], columns: int) -> list[int]:
    """Whole columns by weight, each at least one, together all of them: what is over goes where most is missing."""
    total = sum(weights)
    out = [max(1, int(columns * weight / total)) for weight in weights]
    while sum(out) != columns:
        more = sum(out) < columns
        lack = [columns * weight / total - have for weight, have in zip(weights, out, strict=True)]
        if more:
            out[max(range(len(out)), key=lambda k: lack[k])] += 1
        else:
            out[min((k for k in range(len(out)) if out[k] > 1), key=lambda k: lack[k])] -= 1
    return out


def _snapped(shares: Sequence[int], band: int) -> list[int]:
    """Shares whose borders give way to the ends of bands."""
    out = list(shares)
    for k in range(len(out) - 1):
        border = sum(out[: k + 1])
        step = {1: -1, band - 1: 1}.get(border % band, 0) if band > 2 else 0
        if step and out[k] + step > 0 and out[k + 1] - step > 0:
            out[k], out[k + 1] = out[k] + step, out[k + 1] - step
    return out


def cut_spans(spans: Sequence[Span], first: int, columns: int) -> list[Span]:
    """The pieces of phases that lie in a band."""
    out: list[Span] = []
    for span in spans:
        a, b = max(first, span.start), min(first + columns, span.stop)
        if a < b:
            opens, closes = span.opens and a == span.start, span.closes and b == span.stop
            out.append(Span(span.phase, span.rank, span.count, a, b, opens, closes))
    return out


def gutter_for(
    journey: Journey, setting: Setting, words: BlankWords, most: float, m: Metrics, order: LaneOrder
) -> float:
    """Room (mm) that the labels of lanes and axis need with some measures; at most ``most``."""
    named, em, target = setting.words, m.em, journey.desired.target
    size = axis_size(m)
    said = [named.high, named.neutral, named.low]
    said += [] if target is None else [named.target_of.format(grade=grade_text(target, named))]
    axis = max(setting.width(word, "semibold", size) for word in said)
    axis += 2 * min(size, 7 * m.unit) + 1.6 * em + 1.7 * size
    if not order.has(LaneKind.CURVE):
        axis = 0.0
    z = lane_size(m)
    names = [row_name(row, named) or words.phases for row in order.rows if row.kind is not LaneKind.CURVE]
    names += [named.quotes] if order.quoted else []
    lane = max(setting.width(part, "semibold", z) for name in names for part in name.split()) * 0.9
    return min(max(axis, lane + 2.0 * z + 0.8 * em), most)


class BlankBand:
    """Makes the parts of one band."""

    def __init__(
        self,
        journey: Journey,
        setting: Setting,
        words: BlankWords,
        wall: Wall,
        place: BandPlace,
        spans: Sequence[Span],
        *,
        names: bool,
    ) -> None:
        """``spans`` are the phases of this band; ``names``: their names are printed."""
        self.journey, self.setting, self.words = journey, setting, words
        self.wall, self.place, self.spans, self.names = wall, place, spans, names
        self.m, self.u = wall.m, wall.m.unit

    @property
    def _faint(self) -> str:
        """What is there to be covered by notes."""
        return mix(self.setting.theme.secondary, self.setting.theme.paper, _FAINT)

    @property
    def _outline(self) -> float:
        """Stroke of cells (mm): 0.4 on A0, a little finer on small sheets."""
        return max(0.2, 0.4 * math.sqrt(self.u))

    def ink(self) -> Ink:
        """An empty ink of this band."""
        return Ink(self.setting, self.words.labels, self.u)

    def parts(self) -> Iterator[tuple[Part, Ink]]:
        """The parts and what was said while making them."""
        place, wall = self.place, self.wall
        width = wall.right - wall.left
        if place.lane(LaneKind.PHASES):
            high = place.bottom - place.ground
            yield self._part(self._borders(), PartKind.GROUND, "", wall.left, place.ground, width, high, 1)
        for lane in place.rows:
            if lane.kind is LaneKind.PHASES:
                yield from self._ribbons(lane)
            elif lane.cells:
                yield from self._notes(lane)
            else:
                ink, kind = self._unnoted(lane)
                layer = 3 if kind is PartKind.AXIS else 2
                yield self._part(ink, kind, "", wall.left, lane.y, width, lane.h, layer)
        yield from self._names()

    def _ribbons(self, lane: RowPlace) -> Iterator[tuple[Part, Ink]]:
        for span in self.spans:
            x0, x1 = self._reach(span)
            ink = self._ribbon(span, x1 - x0)
            record = span.phase.id if span.phase and self.names else ""
            yield self._part(ink, PartKind.PHASE, record, x0, lane.y, x1 - x0, self.m.ribbon, 7)

    def _notes(self, lane: RowPlace) -> Iterator[tuple[Part, Ink]]:
        """The rows of sticky notes of a lane; the second one of the touchpoints' is for what people said."""
        theme, wall = self.setting.theme, self.wall
        hung = mix(theme.opportunity, theme.paper, _FAINT)
        for k, y in enumerate(lane.cells):
            kind, colour = {
                LaneKind.CARDS: (PartKind.QUOTE, theme.rule) if k else (PartKind.CARD, self._faint),
                LaneKind.QUOTES: (PartKind.QUOTE, theme.rule),
                LaneKind.OPPORTUNITIES: (PartKind.OPPORTUNITY, hung),
            }.get(lane.kind, (PartKind.CELL, self._faint))
            ink = self._cells(colour, numbered=kind is PartKind.CARD)
            yield self._part(ink, kind, "", wall.left, y, wall.right - wall.left, wall.note, 2)

    def _unnoted(self, lane: RowPlace) -> tuple[Ink, PartKind]:
        """A lane to write in, and what it is."""
        if lane.kind is LaneKind.CURVE:
            return self._axis(lane.h), PartKind.AXIS
        if lane.kind is LaneKind.PARTIES:
            return self._strip(lane.h), PartKind.PARTY
        label = ""
        if lane.kind is LaneKind.SERVICE_LEVELS:
            label = self.setting.words.service_target_of.format(value="").strip()
        return self._boxes(lane.h, label), PartKind.CELL

    @staticmethod
    def _part(
        ink: Ink, kind: PartKind, record: str, x: float, y: float, w: float, h: float, layer: int
    ) -> tuple[Part, Ink]:
        return Part(kind, record, x, y, w, h, ink.items, layer=layer), ink

    def _reach(self, span: Span) -> tuple[float, float]:
        """Left and right edge of a phase in this band."""
        wall, half = self.wall, self.wall.gap / 2
        x0, x1 = wall.x(span.start - self.place.first), wall.x(span.stop - 1 - self.place.first) + wall.note
        return max(wall.left, x0 - half), min(wall.right, x1 + half)

    def _phase(self, span: Span) -> str:
        """The colour of a phase's outlines; a theme's tints, made to be filled, are too light for a line."""
        theme = self.setting.theme
        colour = theme.phase(span.rank, span.count)
        return colour if contrast(colour, theme.paper) >= _LINE_CONTRAST else theme.secondary

    # -- lanes -------------------------------------------------------------------------------------------------------

    def _ribbon(self, span: Span, w: float) -> Ink:
        """A phase's ribbon: an outline in its colour, named or left to be named."""
        m, u, theme, ink = self.m, self.u, self.setting.theme, self.ink()
        h = m.ribbon
        d = h * 0.26
        edge = [(0.0, 0.0), (w - d, 0.0), (w, h / 2), (w - d, h), (0.0, h)]
        if span.rank > 0 or not span.opens:
            edge.append((d * 0.8, h / 2))
        colour = self._phase(span)
        named = span.phase is not None and self.names
        inner = 0.5 * u
        shape = [
            (x + (inner if x < w / 2 else -inner), y + (inner if y < h / 3 else -inner if y > h * 0.6 else 0))
            for x, y in edge
        ]
        ink.items.append(Path(polygon(*shape), theme.paper, colour, 0.9 * u, join=0))
        x, room = d * 0.8 + 0.7 * m.em, w - 1.9 * d - 1.1 * m.em
        size = m.phase_size * 0.92
        if not named or span.phase is None:
            return ink
        number = str(span.rank + 1)
        ink.line(x, h / 2 + CAP * size / 2, number, "regular", size, theme.secondary, room=room, role="")
        lead = self.setting.width(number, "regular", size) + 0.45 * size
        name = span.phase.name or self.setting.words.untitled_phase
        if not span.opens:
            name = f"{name} ({self.setting.words.continued})"
        source = Source(f"phases[{span.rank}].name", span.phase.id)
        points = [m.phase_size / ink.pt(1.0) * k for k in (0.92, 0.86, 0.8, 0.66, 0.6, 0.54, 0.48, 0.42)]
        z, made = ink.fitted(
            name, "bold", points, max(1.0, room - lead), h * 0.86, lead=1.1, source=source, most=2
        )
        top = h / 2 - CAP * z / 2 - (made.count - 1) * 1.1 * z / 2
        ink.set(x + lead, top, name, made, z, theme.ink, room - lead, lead=1.1, source=source, role="H2")
        return ink

    def _borders(self) -> Ink:
        """Where one phase ends and the next begins, down to the last note."""
        ink, wall = self.ink(), self.wall
        height = self.place.bottom - self.place.ground
        for span in self.spans[1:]:
            x = self._reach(span)[0] - wall.left
            colour = self._phase(span)
            ink.items.append(line(x, 0, x, height, colour, 0.5, _DOT, cap=1))
        return ink

    def _cells(self, colour: str, *, numbered: bool) -> Ink:
        """A row of notes; ``numbered`` through all bands, light, in the corner that a note leaves last."""
        ink, wall = self.ink(), self.wall
        side = wall.note
        for column in range(wall.columns):
            x = column * wall.pitch
            ink.items.append(Rect(x, 0, side, side, None, colour, self._outline, 0.0, _DASH))
            if numbered:
                size = min(side * 0.105, self.m.em)
                label = str(self.place.first + column + 1)
                base = 0.55 * size + CAP * size
                ink.line(x + 0.55 * size, base, label, "semibold", size, self._faint, role="")
        return ink

    def _boxes(self, h: float, label: str) -> Ink:
        """A box for each touchpoint to write in; the ``label`` says, lightly, what."""
        ink, wall = self.ink(), self.wall
        size = min(wall.note * 0.105, self.m.em)
        for column in range(wall.columns):
            x = column * wall.pitch
            ink.items.append(Rect(x, 0, wall.note, h, None, self._faint, self._outline, 0.0, _DASH))
            if label:
                at, room = x + 0.55 * size, wall.note - 1.1 * size
                ink.line(at, h - 0.7 * size, label, "regular", size, self._faint, room=room, role="")
        return ink

    def _strip(self, h: float) -> Ink:
        """A pill under each touchpoint to write the responsible party in."""
        ink, wall = self.ink(), self.wall
        for column in range(wall.columns):
            x = column * wall.pitch
            ink.items.append(Rect(x, 0, wall.note, h, None, self._faint, self._outline, h / 2, _DASH))
        return ink

    def _axis(self, height: float) -> Ink:
        """The empty graph: every grade, faces and neutral line, a light line for each touchpoint."""
        ink, wall, m, theme = self.ink(), self.wall, self.m, self.setting.theme
        pad = axis_pad(wall.note, m, height)
        frame = Frame(0.0, height, self.journey.scale, (pad, pad))
        for column in range(wall.columns):
            x = column * wall.pitch + wall.note / 2
            ink.items.append(line(x, frame.high, x, frame.low, theme.rule, 0.5, _DOT, cap=1))
        target = self.journey.desired.target
        ink.items += axis_items(
            frame, 0.0, wall.right - wall.left, wall.gutter, self.setting, m, target, every=True
        )
        return ink

    # -- the gutter --------------------------------------------------------------------------------------------------

    def _names(self) -> Iterator[tuple[Part, Ink]]:
        place, words, note = self.place, self.setting.words, self.wall.note
        size = lane_size(self.m)
        lanes: list[tuple[str, str, float]] = []
        for lane in place.rows:
            if lane.kind is LaneKind.CURVE:
                yield from self._whose(lane)
                continue
            if lane.kind is LaneKind.PHASES:
                lanes.append(("flag", self.words.phases, lane.y + lane.h / 2))
                continue
            middle = lane.y + (_DOWN.get(lane.kind, 1.4) * size if lane.cells else lane.h / 2)
            lanes.append((ROW_ICONS[lane.kind], row_name(lane.row, words), middle))
            if lane.kind is LaneKind.CARDS and len(lane.cells) > 1:
                lanes.append((ROW_ICONS[LaneKind.QUOTES], words.quotes, lane.cells[1] + 1.8 * size))
        for icon, name, middle in lanes:
            ink = self._name(icon, name)
            x, high = self.wall.left - self.wall.gutter, min(note, 4 * size)
            yield self._part(ink, PartKind.HINT, "", x, middle, self.wall.gutter, high, 3)

    def _whose(self, lane: RowPlace) -> Iterator[tuple[Part, Ink]]:
        """Whose graph it is, where there are several: between two words of the axis, away from the target's."""
        if sum(row.kind is LaneKind.CURVE for row in self.place.rows) < 2:
            return
        people = self.journey.personas
        rank = next((k for k, persona in enumerate(people) if persona.id == lane.row.persona), 0)
        name = (people[rank].name.strip() if people else "") or f"{self.setting.words.persona} {rank + 1}"
        scale, target = self.journey.scale, self.journey.desired.target
        pad = axis_pad(self.wall.note, self.m, lane.h)
        frame = Frame(lane.y, lane.h, scale, (pad, pad))
        low = target is None or target >= scale.neutral
        room = (frame.low if low else frame.high) - frame.neutral
        size = lane_size(self.m)
        ink = self._name("user-round", name, behind=1.4 * self.m.em + 1.5 * axis_size(self.m), high=abs(room) - 2.4 * size)
        x, high = self.wall.left - self.wall.gutter, min(self.wall.note, 4 * size)
        yield self._part(ink, PartKind.HINT, "", x, frame.neutral + room / 2, self.wall.gutter, high, 3)

    def _name(self, icon: str, name: str, *, behind: float = 0.0, high: float = math.inf) -> Ink:
        """A lane's sign and name around y 0, no higher than ``high``; what stands ``behind`` it takes so much of the gutter (mm): a name
        among the words of an axis, in ink to tell it from those."""
        theme = self.setting.theme
        ink, m, colour = self.ink(), self.m, theme.ink if behind else theme.secondary
        size = lane_size(m)
        sign = size * 1.6
        x = sign + 0.4 * size
        room = self.wall.gutter - x - max(0.7 * m.em, behind)
        points = [size / ink.pt(1.0) * k for k in (1.0, 0.92, 0.83, 0.74, 0.66)]
        z, made = ink.fitted(name, "semibold", points, max(1.0, room), min(high, size * 3.9), lead=_LEAD, most=3)
        ink.icon(icon, sign / 2, 0, sign, colour)
        top = -(CAP * z + (made.count - 1) * _LEAD * z) / 2
        ink.set(x, top, name, made, z, colour, room, lead=_LEAD)
        return ink
