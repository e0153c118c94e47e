"""The parts of a band, in paint order: what of it is looked at becomes a display list.

Layers: 1 phase grounds, 2 shafts and voids, 3 axis, 4 curve, 5 leaders, 6 parties, 7 ribbon and rail, 8 points, 9 cards and
opportunities, 20 what the hand holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from cjm_desktop.analysis import ahead
from cjm_desktop.document import Kind, LaneKind

from .band import Band
from .card import card_items, title_of
from .desired_line import desired_parts
from .graph import axis_items
from .gutter import name_parts
from .label import grade_text
from .opportunities import Hung, opportunity_items
from .other_lines import OtherLines
from .paper import CAP
from .party_lane import party_parts
from .phase_parts import PhaseParts
from .point_parts import PointParts
from .quotes import quote_items
from .shapes import disc, line
from .sheet import Curve, Item, Part, PartKind, Rect, Tag
from .theme import Zone, zone_of
from .votes import shown_votes

if TYPE_CHECKING:
    from .persona_lanes import PersonaLane
    from .shortfall import Shortfall
    from .time_lane import TimeLane
    from .told_lines import ToldLines
    from .waiting import WaitParts


class BandParts:
    """Makes the parts of one settled band."""

    def __init__(
        self,
        band: Band,
        number: int,
        gutter: float,
        *,
        target: float | None,
        extent: float = 0.0,
        keep: bool = False,
    ) -> None:
        """``gutter`` (mm) lies left of the columns; the axis reaches to ``extent`` (x in mm) at least.

        ``keep``: remember the parts of the whole band. A poster's bands are small and most of them stay as they are while a
        hand works in one; of an endless band that would remember too much.
        """
        self.band, self.number, self.gutter, self.target, self.extent = band, number, gutter, target, extent
        self.keep = keep
        self.points, self.phases = PointParts(band, target), PhaseParts(band, number)
        self.other_lines = OtherLines(band, self.points, number, self._near) if band.others else None
        poster = band.journey.poster
        self.time: TimeLane | None = None
        self.told_lines: ToldLines | None = None
        self.shortfall: Shortfall | None = None
        self.waits: WaitParts | None = None
        # What few maps show is loaded with the first that does: the start has better things to do.
        if band.time_h:
            from .time_lane import TimeLane

            self.time = TimeLane(band, number)
        if any(run.rooms for run in band.columns.runs):
            from .waiting import WaitParts

            self.waits = WaitParts(band)
        if poster.spread or poster.voices:
            from .told_lines import ToldLines

            self.told_lines = ToldLines(band, self.points, number, self._near, band.insights.told, band.around)
        self.lanes_apart: tuple[PersonaLane, ...] = ()
        if band.apart:
            from .persona_lanes import PersonaLane

            self.lanes_apart = tuple(
                PersonaLane(band, other, frame, number, gutter, extent, target) for other, frame in band.apart
            )
        if poster.shortfall:
            from .shortfall import Shortfall

            around = self.other_lines.line_of(band.around) if self.other_lines and band.around else None
            self.shortfall = Shortfall(band, self.points, number, self._near, target, around)
        self.base = (
            band.setting,
            band.m,
            band.columns.width,
            band.most_text,
            band.brief,
            band.brief_text,
            band.order,
            band.strips,
            band.journey.poster.votes,
            band.rounds,
        )
        #: Whether the band has a graph.
        self.lined = band.shows(LaneKind.CURVE)

    def parts(self, left: float, right: float, *, columns: bool = True) -> Iterator[Part]:
        """Parts that touch the span from ``left`` to ``right``; ``columns=False`` leaves the single touchpoints out."""
        if not self.keep or self.band.held or not columns:
            return self._parts(left, right, columns=columns)
        inputs = (left, right, *self._all_of_it())
        return iter(
            self.band.memo.kept(
                f"band {self.number}", inputs, lambda: list(self._parts(left, right, columns=True))
            )
        )

    def _all_of_it(self) -> tuple[object, ...]:
        """Everything the parts of the band are made from; two equal ones make equal parts."""
        band = self.band
        journey, insights, columns = band.journey, band.insights, band.columns
        # Two more at each side: the line bends towards them, words give way to them, and pills point at them.
        own = journey.touchpoints[max(0, columns.start - 2) : columns.stop + 2]
        ids = [t.id for t in own]
        found = [
            (insights.basis.get(one), insights.graders.get(one), one in insights.highlights) for one in ids
        ]
        return (
            own,
            found,
            insights.first,
            insights.last,
            len(journey.touchpoints),
            (journey.channels, journey.parties, len(journey.phases), journey.scale, self.target),
            (columns.runs, columns.left, columns.width, columns.run_x),
            (band.lanes, band.frame, band.hung, band.m, *self.base),
            self._ahead,
            (self.gutter, self.extent),
            (band.others, band.apart, journey.personas[:1] if band.apart else ()),
            (journey.poster.time_scale, journey.poster.shortfall, journey.poster.spread, band.around),
            [one.made_from(ids) for one in (self.told_lines, *(lane.told_lines for lane in self.lanes_apart)) if one is not None],
            self.waits and self.waits.waits,
        )

    def _parts(self, left: float, right: float, *, columns: bool) -> Iterator[Part]:
        band = self.band
        reach = band.columns.width
        yield from self.phases.grounds(left, right)
        near = band.columns.between(left - reach, right + reach) if columns else range(0)
        seen = list(near)
        if columns:  # the hand may be far from the column that waits for the card
            seen.extend(i for i in band.held if i not in near)
        if left < band.columns.left:
            yield from name_parts(band, self.number, self.gutter)
        if self.lined:
            yield self._axis()
            yield self._curve(described=math.isinf(left) and math.isinf(right))
            yield from self._grounds_apart(left)
        if columns:
            for hung in band.hung:
                if hung.anchor is not None and (self.lined or band.cards_h):
                    # It lies between its touchpoint, or the opportunity above, and its own.
                    ends = (
                        band.columns.centre(hung.anchor),
                        hung.x,
                        hung.x + hung.w,
                        *(hung.link or ())[::2],
                    )
                    if min(ends) < right + reach and max(ends) > left - reach:
                        yield self._leader(hung.anchor, hung)
            yield from party_parts(band, near)
            if self.time is not None:
                yield from self.time.parts()
            if self.waits is not None:
                yield from self.waits.parts(left, right)
            if self.other_lines is not None:
                yield from self.other_lines.parts(near, self._same)
            if self.lined and self.shortfall is not None:
                yield from self.shortfall.parts(near, self._same)
            if self.lined and self.told_lines:
                yield from self.told_lines.parts(near, self._same)
            for lane in self.lanes_apart:
                yield from lane.parts(near, self._same)
        yield from self.phases.ribbons(left, right)
        for i in seen:
            yield from self._touchpoint(i)
        if columns:
            for hung in band.hung:
                if hung.x < right and hung.x + hung.w > left:
                    yield self._opportunity(hung)

    def _grounds_apart(self, left: float) -> Iterator[Part]:
        """The axes of the graphs that personas have of their own, and whose each is, the first one too."""
        if not self.lanes_apart:
            return
        from .persona_lanes import sign_part

        if left < self.band.columns.left:
            yield sign_part(self.band, self.number, self.gutter, self.band.frame, None)
        for lane in self.lanes_apart:
            yield from lane.ground(left)

    @cached_property
    def _same(self) -> object:
        """What every column of the band is made from; the very same object as long as that stays."""
        band, journey, columns = self.band, self.band.journey, self.band.columns
        inputs = (
            (columns.runs, columns.left, columns.width, columns.run_x),
            (band.lanes, band.frame, *self.base),
            (journey.channels, journey.parties, journey.scale, len(journey.touchpoints), self.target),
            (band.insights.first, band.insights.last),
            (band.others, band.around),
        )
        return band.memo.kept(f"columns {self.number}", inputs, object)

    def _near(self, i: int) -> tuple[object, ...]:
        """What the point of touchpoint ``i`` is made from besides: two equal ones make the same part.

        Two neighbours at each side count, because the line bends towards them and words give way to it.
        """
        band, insights = self.band, self.band.insights
        first = max(0, i - 2)
        own = band.journey.touchpoints[first : i + 3]
        held = band.columns.held
        leans = [(k, held[k]) for k in range(first, i + 3) if k in held] if held else None
        ident = band.journey.touchpoints[i].id
        return (self._same, i, own, leans, insights.graders.get(ident), ident in insights.highlights)

    def _touchpoint(self, i: int) -> tuple[Part, ...]:
        """Everything of one touchpoint: the shaft, the number, the card and the point."""
        band = self.band
        t = band.journey.touchpoints[i]
        own = (self._same, i, t, t.id in band.insights.highlights, band.held.get(i), band.columns.held.get(i))
        own_parts: tuple[Part, ...] = band.memo.kept(
            (self.number, t.id),
            own,
            lambda: (*self._shaft(i), *self._card(i), *self._cells(i)),
        )
        if not self.lined:
            return own_parts
        if t.desired is not None:
            beside = range(max(band.columns.start, i - 1), min(band.columns.stop, i + 3))
            taken = [box for k in beside for box in self.points.boxes(k) if box is not None]
            own_parts += tuple(desired_parts(band, i, taken))
        return own_parts + band.memo.kept(
            (self.number, "point", t.id), self._near(i), lambda: (self.points.point(i),)
        )

    def _leader(self, i: int, hung: Hung) -> Part:
        """The line from point ``i`` to an opportunity."""
        if self.lanes_apart:
            from .persona_lanes import around

            return around(self.points.leader(i, hung), [box for lane in self.lanes_apart for box in lane.boxes(i)])
        return self.band.memo.kept(
            (self.number, "leader", hung.opportunity.id),
            (*self._near(i), hung),
            lambda: (self.points.leader(i, hung),),
        )[0]

    def _shaft(self, i: int) -> Iterator[Part]:
        """The column behind a highlighted point, and the void behind a silence."""
        band, m, theme = self.band, self.band.m, self.band.setting.theme
        t = band.journey.touchpoints[i]
        x, w = band.columns.x(i), band.columns.width
        if t.kind is Kind.SILENCE and (self.lined or band.cards_h):
            yield self._void(i, t.id, x, w)
        if self.lined and t.id in band.insights.highlights and t.grade is not None:
            up = zone_of(t.grade, band.journey.scale) is Zone.POSITIVE
            top = band.frame.top if up else band.frame.neutral
            h = (band.frame.neutral if up else band.frame.bottom) - top
            fill = theme.positive_tint if up else theme.negative_tint
            yield band.memo.part(
                PartKind.GROUND,
                t.id,
                (x, top, w, h),
                (fill, w, h, m),
                lambda: [Rect(0, 0, w, h, fill, radius=m.radius)],
                layer=2,
                spot="shaft",
            )

    def _void(self, i: int, ident: str, x: float, w: float) -> Part:
        """A silence is an absence: its column is hatched from the rail to the graph and empty beside the line."""
        band, m, theme = self.band, self.band.m, self.band.setting.theme
        lanes, frame = band.lanes, band.frame
        rail = m.rail if not m.compact else 0.0
        top, bottom, hatch = lanes.graph, frame.bottom, (0.0, 0.0)
        if band.cards_h:
            card = lanes.cards + band.stack(band.journey.touchpoints[i]).card
            under = not self.lined or lanes.cards > lanes.graph
            end = lanes.cards + lanes.cards_h if under else frame.top - 0.5 * m.lane_gap
            top = frame.top if self.lined and under else lanes.cards - 0.35 * rail
            bottom = end if under else frame.bottom
            hatch = (card - top, end - top)
        h = bottom - top

        def make() -> list[Item]:
            dash, u = (2.0 * m.unit, 2.0 * m.unit), m.unit
            out: list[Item] = [Rect(0, 0, w, h, theme.paper)]
            free, hatched = hatch
            if hatched - free > 1.2 * m.em:
                step, low = 0.85 * m.em, hatched - free
                for k in range(-math.floor(low / step), math.ceil(w / step)):
                    a, b = max(0.0, k * step), min(w, k * step + low)
                    if a < b:
                        y0, y1 = hatched - (a - k * step), hatched - (b - k * step)
                        out.append(line(a, y0, b, y1, theme.rule, 0.6 * u))
            edges = [line(edge, 0, edge, h, theme.secondary, 0.45 * u, dash) for edge in (0.0, w)]
            return out + edges

        inputs = ("void", w, h, hatch, theme.name, m)
        return band.memo.part(PartKind.GROUND, ident, (x, top, w, h), inputs, make, layer=2, spot="void")

    def _axis(self) -> Part:
        band, m = self.band, self.band.m
        left, right = band.columns.left, max(band.columns.right, self.extent)
        frame = band.frame
        inputs = (
            frame.height,
            frame.pads,
            right - left,
            self.gutter,
            band.journey.scale,
            self.target,
            m,
            band.setting,
        )

        def make() -> list[Item]:
            still = type(frame)(0, frame.height, frame.scale, frame.pads)
            return axis_items(still, 0, right - left, self.gutter, band.setting, m, self.target)

        box = (left, frame.top, right - left, frame.height)
        return band.memo.part(PartKind.AXIS, "", box, inputs, make, layer=3, spot=self.number)

    def _curve(self, *, described: bool) -> Part:
        """The emotion line; ``described`` in words for those who do not see a file. The window speaks for itself."""
        band, m, theme = self.band, self.band.m, self.band.setting.theme
        curve = Curve(
            source=band.curve,
            stroke=theme.ink,
            width=m.curve,
            neutral=band.frame.neutral,
            top=band.frame.top,
            bottom=band.frame.bottom,
            above=theme.positive_area,
            below=theme.negative_area,
            casing=theme.paper,
            casing_width=m.curve * 2.1,
            dash=(m.curve * 2.4, m.curve * 2.0),
        )
        start = band.columns.start
        told = band.journey.touchpoints[start : min(band.columns.stop, start + 200)] if described else ()
        said = "; ".join(
            f"{start + k + 1} {title_of(t, band.setting.words)}: {t.emotion} {grade_text(t.grade, band.setting.words)}"
            for k, t in enumerate(told)
            if t.grade is not None
        )
        items: list[Item] = [Tag("Figure", alt=f"{band.setting.words.emotions}: {said}"), curve, Tag()]
        # A curve is cheap to make and knows its own changes, so it is not remembered.
        w = max(band.right - band.columns.left, 1.0)
        return Part(
            PartKind.CURVE,
            f"curve-{self.number}",
            0,
            0,
            band.columns.left + w,
            band.frame.bottom,
            items,
            layer=4,
        )

    def _node(self, i: int) -> Part:
        """The number on the rail; the first and last touchpoint count double and stand out (METHOD step 7)."""
        band, m = self.band, self.band.m
        setting, theme = band.setting, band.setting.theme
        touchpoints = band.journey.touchpoints
        t = touchpoints[i]
        ends = i in (0, len(touchpoints) - 1)
        w = band.columns.width
        first, last = i == band.columns.start, i == band.columns.stop - 1
        reach = (
            0.0 if first and i == 0 else band.m.phase_gap,
            0.0 if last and i == len(touchpoints) - 1 else band.m.phase_gap,
        )
        quiet = t.kind in (Kind.SILENCE, Kind.WAITING)
        compact, h = m.compact, m.rail

        def make() -> list[Item]:
            if compact:
                return []
            y, cx, u = h / 2, w / 2, m.unit
            dash = (1.8 * u, 1.8 * u) if quiet else ()
            out: list[Item] = [
                line(
                    cx if reach[0] == 0 else -reach[0] / 2,
                    y,
                    cx if reach[1] == 0 else w + reach[1] / 2,
                    y,
                    theme.ink,
                    0.9 * u,
                    dash,
                )
            ]
            r = min(0.95 * m.em, h * 0.36) * (1.15 if ends else 1.0)
            if not quiet:
                out.append(line(cx, y + r, cx, h, theme.ink, 0.6 * u))
            out.append(disc(cx, y, r, theme.ink if ends else theme.paper, theme.ink, 0.8 * u))
            label = str(i + 1)
            z = max(m.small, m.legible(r * (1.0 if len(label) < 3 else 0.8)))
            out += [
                Tag("P"),
                setting.text(cx, y + CAP * z / 2, label, "bold", z, theme.card if ends else theme.ink, 0.5),
                Tag(),
            ]
            return out

        inputs = (i, ends, w, reach, quiet, m, setting)
        return band.memo.part(
            PartKind.NUMBER, t.id, (band.columns.x(i), band.lanes.rail, w, h), inputs, make, layer=7
        )

    def _card(self, i: int) -> Iterator[Part]:
        """The number on the rail, the card, and the quotes that stand under it."""
        band, m, setting = self.band, self.band.m, self.band.setting
        if not band.shows(LaneKind.CARDS):
            return
        yield self._node(i)
        t = band.journey.touchpoints[i]
        stack = band.stack(t)
        w = band.columns.width
        x, y, layer = band.columns.x(i), band.lanes.cards, 9
        if i in band.held:
            x, y, layer = band.held[i][0] - w / 2, band.held[i][1] - stack.card / 2, 20
        journey, party = band.journey, band.party_on(t)
        votes = shown_votes(journey, t.votes)
        inputs = (
            t,
            i + 1 if m.compact else 0,
            journey.channels,
            journey.parties if m.compact else None,
            *self.base,
            m,
        )

        def make() -> list[Item]:
            return card_items(t, i + 1, stack, setting, m, w, party, votes)

        number_free = (*inputs, title_of(t, setting.words))
        theme = setting.theme
        detail = theme.rule if t.kind is Kind.SILENCE else theme.card
        yield band.memo.part(
            PartKind.CARD, t.id, (x, y, w, stack.card), number_free, make, layer=layer, detail=detail
        )
        if stack.said.quotes:
            yield band.memo.part(
                PartKind.QUOTE,
                t.id,
                (x, y + stack.card, w, stack.total - stack.card),
                (t.quotes, *self.base, m),
                lambda: quote_items(stack.said, setting, m, w),
                layer=layer,
                detail=theme.quote,
            )

    def _cells(self, i: int) -> Iterator[Part]:
        """What the touchpoint says in the lanes with cells."""
        band = self.band
        t = band.journey.touchpoints[i]
        theme = band.setting.theme
        for row, (y, _) in zip(band.strips, band.lanes.cells, strict=True):
            cell = band.cell(row, t)
            if cell is not None:
                quote = row.kind is LaneKind.QUOTES
                yield band.memo.part(
                    PartKind.QUOTE if quote else PartKind.CELL,
                    t.id,
                    (band.columns.x(i), y, band.columns.width, cell.h),
                    (band.content(row, t), *self.base),
                    cell.make,
                    layer=9,
                    detail=theme.quote if quote else theme.card,
                    spot=(row.kind, row.lane),
                )

    @cached_property
    def _ahead(self) -> frozenset[str]:
        """The opportunities that most people voted for."""
        return ahead(self.band.journey) if self.band.journey.poster.votes else frozenset()

    def _opportunity(self, hung: Hung) -> Part:
        band, m, setting = self.band, self.band.m, self.band.setting
        o = hung.opportunity
        votes, first = shown_votes(band.journey, o.votes), o.id in self._ahead
        box = (hung.x, band.lanes.opportunities + hung.y, hung.w, hung.h)
        return band.memo.part(
            PartKind.OPPORTUNITY,
            o.id,
            box,
            (o, band.journey.parties, box[2], box[3], m, setting, band.most_text, votes, first),
            lambda: opportunity_items(hung, band.journey, setting, m, votes, ahead=first),
            layer=9,
            detail=setting.theme.opportunity_tint,
        )
