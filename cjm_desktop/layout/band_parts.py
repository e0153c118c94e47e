"""The parts of a band, in paint order: what of it is looked at becomes a display list.

Layers: 1 phase grounds, 2 shafts and voids, 3 axis, 4 curve, 5 leaders, 6 parties, 7 ribbon and rail, 8 points, 9 cards and
opportunities, 20 what the hand holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property

from cjm_desktop.document import Kind

from .band import Band
from .card import card_items, quote_items, title_of
from .columns import Stretch
from .graph import axis_items
from .label import grade_text
from .metrics import lane_size
from .opportunities import Hung, opportunity_items
from .paper import CAP
from .party_lane import party_parts
from .point_parts import PointParts
from .setting import Setting
from .shapes import disc, line, polygon
from .sheet import Curve, Item, Line, Part, PartKind, Path, Rect, Tag
from .theme import Zone, mix, zone_of

#: How far a phase's name may shrink on one line, the sizes it has on two, and the distance of those (em of the name).
_PHASE_ONE, _PHASE_TWO, _PHASE_LEAD = (1.0, 0.93, 0.86), (0.72, 0.64, 0.55), 1.1


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
        self.points = PointParts(band, target)
        self.base = (band.setting, band.m, band.columns.width, band.most_text, band.brief, band.brief_text)

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
            (insights.basis.get(one), insights.answers.get(one), one in insights.highlights) for one in ids
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
            (self.gutter, self.extent),
        )

    def _parts(self, left: float, right: float, *, columns: bool) -> Iterator[Part]:
        band = self.band
        reach = band.columns.width
        yield from self._grounds(left, right)
        near = band.columns.between(left - reach, right + reach) if columns else range(0)
        seen = list(near)
        if columns:  # the hand may be far from the column that waits for the card
            seen.extend(i for i in band.held if i not in near)
        if left < band.columns.left:
            yield from self._gutter()
        yield self._axis()
        yield self._curve(described=math.isinf(left) and math.isinf(right))
        if columns:
            for hung in band.hung:
                if hung.anchor is not None:
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
        yield from self._ribbons(left, right)
        for i in seen:
            yield from self._touchpoint(i)
        if columns:
            for hung in band.hung:
                if hung.x < right and hung.x + hung.w > left:
                    yield self._opportunity(hung)

    @cached_property
    def _same(self) -> object:
        """What every column of the band is made from; the very same object as long as that stays."""
        band, journey, columns = self.band, self.band.journey, self.band.columns
        inputs = (
            (columns.runs, columns.left, columns.width, columns.run_x),
            (band.lanes, band.frame, *self.base),
            (journey.channels, journey.parties, journey.scale, len(journey.touchpoints), self.target),
            (band.insights.first, band.insights.last),
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
        return (self._same, i, own, leans, insights.answers.get(ident), ident in insights.highlights)

    def _touchpoint(self, i: int) -> tuple[Part, ...]:
        """Everything of one touchpoint: the shaft, the number, the card and the point."""
        band = self.band
        t = band.journey.touchpoints[i]
        own = (self._same, i, t, t.id in band.insights.highlights, band.held.get(i), band.columns.held.get(i))
        return band.memo.kept(
            (self.number, t.id),
            own,
            lambda: (*self._shaft(i), self._node(i), *self._card(i)),
        ) + band.memo.kept((self.number, "point", t.id), self._near(i), lambda: (self.points.point(i),))

    def _leader(self, i: int, hung: Hung) -> Part:
        """The line from point ``i`` down to an opportunity."""
        return self.band.memo.kept(
            (self.number, "leader", hung.opportunity.id),
            (*self._near(i), hung),
            lambda: (self.points.leader(i, hung),),
        )[0]

    def _grounds(self, left: float, right: float) -> Iterator[Part]:
        band, lanes = self.band, self.band.lanes
        theme = band.setting.theme
        for _, run, x0, x1 in band.grounds():
            if x0 < right and x1 > left:
                top, h = lanes.rail, lanes.bottom - lanes.rail
                yield band.memo.part(
                    PartKind.GROUND,
                    run.phase.id if run.phase else "",
                    (x0, top, x1 - x0, h),
                    (x1 - x0, h, theme.name),
                    lambda w=x1 - x0, h=h: [Rect(0, 0, w, h, theme.ground)],  # type: ignore[misc]
                    layer=1,
                    spot=("ground", self.number),
                )
                if run.start == run.stop and band.setting.inviting:
                    yield self._empty_phase(run, x0, x1)

    def _empty_phase(self, run: Stretch, x0: float, x1: float) -> Part:
        band, m = self.band, self.band.m
        setting, theme = band.setting, band.setting.theme
        w, h = x1 - x0 - band.m.gap, min(band.cards_h, 9 * m.em)

        def make() -> list[Item]:
            hint = setting.type.wrap(
                setting.words.drop_here, "medium", (w - 2 * m.pad) / m.em, setting.language, 3
            )
            return [
                Rect(0, 0, w, h, None, theme.rule, 0.5 * m.unit, m.radius, (2.0 * m.unit, 2.0 * m.unit)),
                *setting.lines(m.pad, m.pad, hint, m.em, m.lead, theme.secondary),
            ]

        box = (x0 + band.m.gap / 2, band.lanes.cards, w, h)
        ident = run.phase.id if run.phase else ""
        return band.memo.part(
            PartKind.HINT, ident, box, (w, h, m, setting), make, layer=2, spot=("empty", self.number)
        )

    def _ribbons(self, left: float, right: float) -> Iterator[Part]:
        band = self.band
        for k, run, x0, x1 in band.grounds():
            if x0 < right and x1 > left:
                yield self._ribbon(k, run, x0, x1)

    def _ribbon(self, k: int, run: Stretch, x0: float, x1: float) -> Part:
        band, m = self.band, self.band.m
        setting, theme, words = band.setting, band.setting.theme, band.setting.words
        count = len(band.journey.phases)
        w, h = x1 - x0, m.ribbon
        notch = k > 0 or not run.opens or run.rank > 0

        def make() -> list[Item]:
            colour = theme.phase(max(run.rank, 0), count) if run.phase else theme.secondary
            d = h * 0.26
            edge = [(0.0, 0.0), (w - d, 0.0), (w, h / 2), (w - d, h), (0.0, h)]
            if notch:
                edge.append((d * 0.8, h / 2))
            out: list[Item] = [Path(polygon(*edge), colour)]
            name = (run.phase.name or words.untitled_phase) if run.phase else words.no_phase
            shown = name if run.opens else f"{name} ({words.continued})"
            x, room = d * 0.8 + 0.8 * m.em, w - 1.9 * d - 1.2 * m.em
            size = m.phase_size * 0.92
            number = str(run.rank + 1) if run.phase else ""
            z, lines = phase_name(shown, number, size, room, setting)
            lead = setting.width(number, "regular", size) + 0.45 * size if number else 0.0
            base = h / 2 + CAP * z / 2 - (len(lines) - 1) * _PHASE_LEAD * z / 2
            out.append(Tag("H2"))
            if number:
                tone = mix(colour, theme.phase_ink, 0.78)
                out.append(setting.text(x, h / 2 + CAP * size / 2, number, "regular", size, tone))
            out += [
                setting.placed(x + lead, base + k * _PHASE_LEAD * z, one, z, theme.phase_ink)
                for k, one in enumerate(lines)
            ]
            return [*out, Tag()]

        box = (x0, band.lanes.ribbon, w, h)
        inputs = (run.phase, run.rank, run.opens, count, notch, w, h, m, setting)
        ident = run.phase.id if run.phase else ""
        return band.memo.part(PartKind.PHASE, ident, box, inputs, make, layer=7, spot=self.number)

    def _shaft(self, i: int) -> Iterator[Part]:
        """The column behind a highlighted point, and the void behind a silence."""
        band, m, theme = self.band, self.band.m, self.band.setting.theme
        t = band.journey.touchpoints[i]
        x, w = band.columns.x(i), band.columns.width
        if t.kind is Kind.SILENCE:
            yield self._void(i, t.id, x, w)
        if t.id in band.insights.highlights and t.grade is not None:
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
        lanes, stack = band.lanes, band.stack(band.journey.touchpoints[i])
        rail = m.rail if not m.compact else 0.0
        top, bottom = lanes.cards - 0.35 * rail, band.frame.bottom
        hatched = band.frame.top - top - 0.5 * m.lane_gap
        free = lanes.cards - top + stack.card
        h = bottom - top

        def make() -> list[Item]:
            dash, u = (2.0 * m.unit, 2.0 * m.unit), m.unit
            out: list[Item] = [Rect(0, 0, w, h, theme.paper)]
            if hatched - free > 1.2 * m.em:
                step, low = 0.85 * m.em, hatched - free
                for k in range(-math.floor(low / step), math.ceil(w / step)):
                    a, b = max(0.0, k * step), min(w, k * step + low)
                    if a < b:
                        y0, y1 = hatched - (a - k * step), hatched - (b - k * step)
                        out.append(line(a, y0, b, y1, theme.rule, 0.6 * u))
            edges = [line(edge, 0, edge, h, theme.secondary, 0.45 * u, dash) for edge in (0.0, w)]
            return out + edges

        inputs = ("void", w, h, hatched, free, theme.name, m)
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
            z = r * (1.0 if len(label) < 3 else 0.8)
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
        band, m, setting = self.band, self.band.m, self.band.setting
        t = band.journey.touchpoints[i]
        stack = band.stack(t)
        w = band.columns.width
        x, y, layer = band.columns.x(i), band.lanes.cards, 9
        if i in band.held:
            x, y, layer = band.held[i][0] - w / 2, band.held[i][1] - stack.card / 2, 20
        journey = band.journey
        inputs = (
            t,
            i + 1 if m.compact else 0,
            journey.channels,
            journey.parties if m.compact else None,
            *self.base,
            m,
        )

        def make() -> list[Item]:
            return card_items(t, journey, i + 1, stack, setting, m, w)

        number_free = (*inputs, title_of(t, setting.words))
        theme = setting.theme
        detail = theme.rule if t.kind is Kind.SILENCE else theme.card
        yield band.memo.part(
            PartKind.CARD, t.id, (x, y, w, stack.card), number_free, make, layer=layer, detail=detail
        )
        if stack.quotes:
            yield band.memo.part(
                PartKind.QUOTE,
                t.id,
                (x, y + stack.card, w, stack.total - stack.card),
                (t.quotes, *self.base, m),
                lambda: quote_items(stack, setting, m, w),
                layer=layer,
                detail=theme.quote,
            )

    def _opportunity(self, hung: Hung) -> Part:
        band, m, setting = self.band, self.band.m, self.band.setting
        o = hung.opportunity
        box = (hung.x, band.lanes.opportunities + hung.y, hung.w, hung.h)
        return band.memo.part(
            PartKind.OPPORTUNITY,
            o.id,
            box,
            (o, band.journey.parties, box[2], box[3], m, setting, band.most_text),
            lambda: opportunity_items(hung, band.journey, setting, m),
            layer=9,
            detail=setting.theme.opportunity_tint,
        )

    def _gutter(self) -> Iterator[Part]:
        """Names of the lanes in the gutter, each beside its sign at the top of its lane."""
        band, m = self.band, self.band.m
        setting, theme, words = band.setting, band.setting.theme, band.setting.words
        size = lane_size(m)
        icon = size * 1.6
        lanes = [(band.lanes.cards + icon / 2, "map-pin", words.touchpoints)]
        if m.party:
            lanes.append((band.lanes.party + m.party / 2, "users", words.parties))
        if band.hung:
            down = 0.45 * m.em if m.tight else 0.0
            lanes.append((band.lanes.opportunities + down + icon / 2, "lightbulb", words.opportunities))
        x = band.columns.left - self.gutter
        left = icon + 0.4 * size
        room = self.gutter - 0.8 * m.em - left
        for y, symbol, word in lanes:

            def make(symbol: str = symbol, word: str = word) -> list[Item]:
                sizes = [size, size * 0.92, size * 0.83]
                z, shown = setting.type.fit(word, "semibold", sizes, room, setting.language, 2)
                top = -(CAP * z + (shown.count - 1) * 1.16 * z) / 2
                return [
                    *setting.icons.items(symbol, icon / 2, 0, icon, theme.secondary, icon * 0.075),
                    Tag("P"),
                    *setting.lines(left, top, shown, z, 1.16 * z, theme.secondary),
                    Tag(),
                ]

            yield band.memo.part(
                PartKind.HINT,
                "",
                (x, y, self.gutter, icon * 2),
                (word, symbol, self.gutter, m, setting),
                make,
                layer=3,
                spot=("lane", self.number, symbol),
            )


def phase_name(
    name: str, number: str, size: float, room: float, setting: Setting
) -> tuple[float, tuple[Line, ...]]:
    """Size (mm) and lines of a phase's name beside its number: on one line as large as its neighbours' or nearly so, else
    on two of a smaller size, and only then cut."""
    room = max(size, room - (setting.width(number, "regular", size) + 0.45 * size if number else 0.0))
    needed = setting.width(name, "bold", 1.0)
    for shrink in _PHASE_ONE:
        if needed * size * shrink <= room:
            return size * shrink, (setting.type.line(name, "bold"),)
    sizes = [size * shrink for shrink in _PHASE_TWO]
    z, shown = setting.type.fit(name, "bold", sizes, room, setting.language, 2)
    return z, shown.lines
