"""A map of two versions at once: the later one as it is drawn anywhere, and over it what is another than in the earlier one.

Contract. :class:`ComparedSheet` is a :class:`~.sheet.Sheet` over the :class:`~.mapsheet.MapSheet` of what
:func:`cjm_desktop.analysis.overlaid.overlaid` gives. Each card, phase and opportunity that differs has a frame and a flag with a sign and a
word; what is gone is struck through. The earlier line runs under the later one, thin and dashed, with a ring that holds the earlier grade
wherever it was another, and an arrow to the grade of now. Nothing is told by colour alone. In mm; parts are made when they are looked at,
and remembered.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cjm_desktop.analysis.changes import How
from cjm_desktop.analysis.overlaid import Overlaid
from cjm_desktop.document import Problem

from .answers import Box
from .band import Band
from .curve import LazyCurve, Point
from .mapsheet import MapSheet
from .paper import CAP
from .shapes import disc, line, polygon
from .sheet import Bezier, Item, Known, Part, PartKind, Path, Rect, Tag, Text
from .theme import Theme

#: Over everything that belongs to the map, under what a hand would hold.
_OVER, _UNDER = 12, 5
_ICONS = {How.ADDED: "plus", How.REMOVED: "minus", How.MOVED: "move", How.CHANGED: "pencil"}
#: Height of a flag, its letters and sign, and the radius of a ring (em).
_FLAG, _LETTERS, _SIGN, _RING = 1.65, 1.0, 1.0, 1.0


@dataclass(frozen=True, slots=True)
class CompareWords:
    """What flags say."""

    added: str
    removed: str
    moved: str
    changed: str

    def of(self, how: How) -> str:
        """The word for what happened."""
        return {How.ADDED: self.added, How.REMOVED: self.removed, How.MOVED: self.moved, How.CHANGED: self.changed}[how]


class ComparedSheet:
    """Two versions on one sheet."""

    def __init__(self, sheet: MapSheet, both: Overlaid, words: CompareWords) -> None:
        """``sheet`` is a timeline of ``both.journey``, with the insights of ``both.after``."""
        self.sheet, self.both, self.words = sheet, both, words
        self.width, self.height, self.paper = sheet.width, sheet.height, sheet.paper
        self.title, self.language = sheet.title, sheet.language
        touchpoints = sheet.journey.touchpoints
        #: The places of the touchpoints that are in the later version.
        self._alive = [i for i, t in enumerate(touchpoints) if not both.gone(t.id)]
        self._number = {touchpoints[i].id: str(k + 1) for k, i in enumerate(self._alive)}
        self._rank = {i: k for k, i in enumerate(self._alive)}
        self._made: dict[int, tuple[Part, ...]] = {}
        self._renumbered: dict[str, tuple[Part, Part]] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """None: this is for looking at."""
        return ()

    def parts(self, left: float = -math.inf, right: float = math.inf) -> Iterator[Part]:
        """The parts that touch a span of x, in paint order."""
        found: list[Part] = []
        for part in self.sheet.parts(left, right):
            if part.kind is PartKind.POINT and self.both.gone(part.record):
                continue
            found.append(self._with_number(part) if part.kind is PartKind.NUMBER else part)
        for band in self.sheet.bands:
            reach = band.columns.pitch
            for i in band.columns.between(left - reach, right + reach):
                found += self._touchpoint(band, i)
        found += [part for part in self._others if part.x < right and part.x + part.w > left]
        found.sort(key=lambda part: part.layer)
        return iter(found)

    def box(self, record: str) -> Box | None:
        """Where a record stands, with its point on the line; ``None`` for one that is not on the map."""
        box = self.sheet.box(record)
        i = self.sheet.index_of(record)
        band = self.sheet.band_of(i) if i is not None else None
        if box is None or band is None or not band.lanes.graph_h:
            return box
        top, bottom = min(box.y, band.lanes.graph), max(box.y + box.h, band.lanes.graph + band.lanes.graph_h)
        return Box(box.x, top, box.w, bottom - top)

    # -- numbers -----------------------------------------------------------------------------------------------------

    def _with_number(self, part: Part) -> Part:
        """A number on the rail as it is in the later version; what is gone has none."""
        number = self._number.get(part.record, "–")
        known = self._renumbered.get(part.record)
        if known is not None and known[0] is part:
            return known[1]
        setting = self.sheet.bands[0].setting
        items: list[Item] = []
        for item in part.items:
            if isinstance(item, Text) and item.line.text != number:
                middle = item.x + item.line.width * item.size / 2
                item = setting.text(middle, item.y, number, "bold", item.size, item.fill, 0.5)
            items.append(item)
        made = part
        if items != list(part.items):
            made = Part(part.kind, part.record, part.x, part.y, part.w, part.h, items, layer=part.layer, detail=part.detail)
        self._renumbered[part.record] = (part, made)
        return made

    # -- flags -------------------------------------------------------------------------------------------------------

    @property
    def _theme(self) -> Theme:
        return self.sheet.bands[0].setting.theme

    def _ink(self, how: How) -> tuple[str, str]:
        """The colour of what happened, and what is readable on it."""
        theme = self._theme
        return {
            How.ADDED: (theme.positive, theme.positive_ink),
            How.REMOVED: (theme.negative, theme.negative_ink),
            How.MOVED: (theme.opportunity, theme.opportunity_ink),
            How.CHANGED: (theme.ink, theme.paper),
        }[how]

    @cached_property
    def _others(self) -> tuple[Part, ...]:
        """Flags on phases and opportunities."""
        if not self.sheet.bands:
            return ()
        found: list[Part] = []
        journey = self.sheet.journey
        for ident in (*(phase.id for phase in journey.phases), *(one.id for one in journey.opportunities)):
            hows = self.both.marks.get(ident)
            box = self.sheet.box(ident) if hows else None
            if hows and box is not None:
                found.append(self._flagged(ident, box, hows, self.sheet.bands[0], ribbon=box.h < 5 * self.sheet.bands[0].m.em))
        return tuple(found)

    def _flagged(self, record: str, box: Box, hows: tuple[How, ...], band: Band, *, ribbon: bool = False) -> Part:
        """Frame and flags of a record in a box: on its lower edge, or at the end of a phase's ``ribbon``."""
        em, u = band.m.em, band.m.unit
        setting = band.setting

        def make() -> list[Item]:
            out: list[Item] = []
            first = hows[0]
            ink, _on = self._ink(first)
            dash = {How.REMOVED: (3.0 * u, 2.0 * u), How.MOVED: (6.0 * u, 2.0 * u, 1.2 * u, 2.0 * u)}.get(first, ())
            wide = 1.4 * u if first in (How.ADDED, How.REMOVED) else 1.0 * u
            if first is How.REMOVED:
                out += _struck(box.w, box.h, ink, 0.55 * u, 0.9 * em)
            out.append(Rect(0, 0, box.w, box.h, None, ink, wide, band.m.radius, dash))
            wide_of = [_FLAG * em + setting.width(self.words.of(how), "bold", _LETTERS * em) + 0.75 * em for how in hows]
            room, gap = box.w - 0.8 * em, 0.3 * em
            scale = min(1.0, room / (sum(wide_of) + gap * (len(hows) - 1)))
            h, size = _FLAG * em * scale, _LETTERS * em * scale
            x = 0.4 * em
            if ribbon:
                x = box.w - 1.6 * em - (sum(wide_of) + gap * (len(hows) - 1)) * scale
            y = (box.h - h) / 2 if ribbon else box.h - 0.4 * h
            for how, full in zip(hows, wide_of, strict=True):
                ink, on = self._ink(how)
                w, middle = full * scale, y + h / 2
                out += [Rect(x, y, w, h, ink, self._theme.paper, 0.5 * u, 0.35 * h), Tag("P")]
                out += setting.icons.items(_ICONS[how], x + 0.55 * h, middle, _SIGN * em * scale, on, 0.13 * em)
                out.append(setting.text(x + h, middle + CAP * size / 2, self.words.of(how), "bold", size, on))
                out.append(Tag())
                x += w + gap * scale
            return out

        # Where cards are a few pixels wide, what differs is still to be found: a bar of its colour.
        return Part(PartKind.HINT, record, box.x, box.y, box.w, box.h, make, layer=_OVER, detail=self._ink(hows[0])[0])

    def _touchpoint(self, band: Band, i: int) -> tuple[Part, ...]:
        """What differs at a touchpoint: frame and flags, the earlier line from here to the next, the earlier grade."""
        found = self._made.get(i)
        if found is None:
            found = self._made[i] = tuple(self._parts_of(band, i))
        return found

    def _parts_of(self, band: Band, i: int) -> Iterator[Part]:
        t = self.sheet.journey.touchpoints[i]
        hows = self.both.marks.get(t.id)
        box = self.sheet.box(t.id) if hows else None
        if hows and box is not None:
            yield self._flagged(t.id, box, hows, band)
        if not band.lanes.graph_h:
            return
        frame, x = band.frame, band.columns.centre(i)
        lines = list(self._lines(band, i, x, frame.top))
        if lines:
            yield Part(PartKind.HINT, t.id, x, frame.top, band.columns.pitch, frame.height, lines, layer=_UNDER)
        ring = list(self._ring(band, i, x, frame.top))
        if ring:
            yield Part(PartKind.HINT, t.id, x, frame.top, band.columns.width / 2, frame.height, ring, layer=_OVER)

    # -- the lines ---------------------------------------------------------------------------------------------------

    def _then(self, band: Band, i: int) -> Point | None:
        """Where the point of a touchpoint lay."""
        journey = self.sheet.journey
        if not 0 <= i < len(journey.touchpoints):
            return None
        grade = self.both.grades.get(journey.touchpoints[i].id)
        if grade is None or not journey.scale.lowest <= grade <= journey.scale.highest:
            return None
        return band.columns.centre(i), band.frame.y(grade)

    @cached_property
    def _was(self) -> LazyCurve:
        """The earlier line, over the columns that had a grade then: what was not there does not tear it."""
        band, known = self.sheet.bands[0], self._graded
        return LazyCurve(len(known), lambda k: self._then(band, known[k]) if 0 <= k < len(known) else None, _assumed, _all)

    @cached_property
    def _graded(self) -> list[int]:
        """The columns that the earlier line runs through or breaks at: those of touchpoints that were there."""
        gone_since = self.both.marks
        return [i for i, t in enumerate(self.sheet.journey.touchpoints) if How.ADDED not in gone_since.get(t.id, ())]

    @cached_property
    def _place(self) -> dict[int, int]:
        return {i: k for k, i in enumerate(self._graded)}

    @cached_property
    def _is(self) -> LazyCurve:
        """The later line over its own columns."""
        band, alive = self.sheet.bands[0], self._alive
        return LazyCurve(len(alive), lambda k: band.point(alive[k]) if 0 <= k < len(alive) else None, _assumed, _all)

    def _lines(self, band: Band, i: int, x: float, y: float) -> Iterator[Item]:
        """The earlier line from a touchpoint to the next, where it ran otherwise; and the later one over columns of what is gone."""
        theme, m = band.setting.theme, band.m
        k = self._rank.get(i)
        if k is not None and k + 1 < len(self._alive) and self._alive[k + 1] > i + 1:
            over = self._is.stretch(k)
            if over is not None:
                yield _drawn(over, x, y, theme.paper, m.curve * 2.1)
                dash = (m.curve * 2.4, m.curve * 2.0) if Known.ASSUMED in (band.known(i), band.known(self._alive[k + 1])) else ()
                yield _drawn(over, x, y, theme.ink, m.curve, dash)
        k = self._place.get(i)
        was = self._was.stretch(k) if k is not None else None
        if was is not None and not self._as_now(was, i, 0.3 * m.em):
            thin = max(0.4 * m.curve, 0.3 * m.unit)
            yield _drawn(was, x, y, theme.paper, 2.0 * thin)
            yield _drawn(was, x, y, theme.secondary, thin, (3.2 * thin, 2.8 * thin))

    def _as_now(self, was: Bezier, i: int, near: float) -> bool:
        """Whether the later line runs within ``near`` mm of an earlier stretch: nobody could tell the two apart."""
        rank = self._rank.get(i)
        now = self._is.stretch(rank) if rank is not None else None
        if now is None or abs(now.x3 - was.x3) > 1e-6:
            return False
        return all(abs(a - b) < near for a, b in ((was.y0, now.y0), (was.y1, now.y1), (was.y2, now.y2), (was.y3, now.y3)))

    def _ring(self, band: Band, i: int, x: float, y: float) -> Iterator[Item]:
        """The earlier grade where it was another, and an arrow to the one of now."""
        then, now = self._then(band, i), band.point(i)
        if then is None or then == now:
            return
        setting, theme, em, u = band.setting, band.setting.theme, band.m.em, band.m.unit
        r = _RING * em
        at = then[1] - y
        if now is not None and abs(now[1] - then[1]) > 2.2 * r:
            down = 1 if now[1] > then[1] else -1
            start, tip = at + down * r, now[1] - y - down * 1.25 * em
            if (tip - start) * down > 0.6 * em:
                yield line(0, start, 0, tip - down * 0.5 * em, theme.secondary, 0.8 * u, (1.6 * u, 1.6 * u))
                head = 0.42 * em
                yield Path(polygon((0, tip), (-head, tip - down * 1.5 * head), (head, tip - down * 1.5 * head)), theme.secondary)
        grade = self.both.grades[self.sheet.journey.touchpoints[i].id]
        said = setting.words.number(round(grade, 2))
        size = 1.05 * em if len(said) < 3 else 0.8 * em
        yield disc(0, at, r, theme.paper, theme.secondary, 0.7 * u, (1.5 * u, 1.2 * u))
        yield Tag("P")
        yield setting.text(0, at + CAP * size / 2, said, "semibold", size, theme.text, 0.5)
        yield Tag()


def _assumed(_k: int) -> Known:
    return Known.ASSUMED


def _all(_left: float, _right: float) -> range:
    """Stretches are asked for one by one."""
    return range(0)


def _drawn(b: Bezier, x: float, y: float, ink: str, width: float, dash: tuple[float, ...] = ()) -> Path:
    """A stretch of a line, from (x, y)."""
    curve = ("C", b.x1 - x, b.y1 - y, b.x2 - x, b.y2 - y, b.x3 - x, b.y3 - y)
    return Path((("M", b.x0 - x, b.y0 - y), curve), None, ink, width, dash=dash)


def _struck(w: float, h: float, ink: str, width: float, step: float) -> Iterator[Item]:
    """Slanting lines over a box."""
    for k in range(-math.floor(h / step), math.ceil(w / step)):
        a, b = max(0.0, k * step), min(w, k * step + h)
        if a < b:
            yield line(a, h - (a - k * step), b, h - (b - k * step), ink, width)
