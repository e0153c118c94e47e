"""The Poster flow: header, bands like systems in a music score, footer, on one or more sheets of paper.

:mod:`.solve` says how large the body can be and which bands go on which sheet; here the sheets are put together: their heads
and feet, the height shared out between graphs and lanes, where each sheet lies when a window shows them side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import accumulate, pairwise

from cjm_desktop.analysis import Insights, told_by
from cjm_desktop.analysis.waits import is_waited
from cjm_desktop.document import Journey, LaneKind, Problem, Touchpoint

from .answers import Box, Plan
from .band import Band, Held
from .band_parts import BandParts
from .deciding import Decision
from .empty import empty_part
from .findings import before_printing, fewer_sheets
from .fitting import Solution, Wish
from .footer import Footer, foot_for
from .graph import Padded, Reach, shared_pads
from .header import DENSE, Header, HeaderMaker, head_for
from .joining import Joined, levelled, on_shelves, shelves, side_by_side
from .label import far
from .lanes import fixed_of
from .mapsheet import MapSheet
from .memo import Memo
from .others import apart_of
from .paper import Paper
from .rolls import cut_to_length
from .rounds import Beside, lines_beside
from .series_head import ONWARD_MM, below_part, further_head, onward_part
from .setting import Setting
from .sheet import Item, Part, PartKind, Rect
from .solve import Solver
from .stack import SPREAD, Stack, graph_of
from .timeline import hold
from .whole_line import Whole, whole_line

_HEAD_GAP, _FOOT_GAP = 15.0, 7.0
#: Desk between sheets that lie side by side (mm on A0).
_DESK = 40.0
#: A scale of this height (mm on A0) has room. On the sheets of a series it is as high as on the one with the least room for it; where
#: that is less, it may be so many times as high on the others: a flat line tells nothing.
_ROOMY, _TALLER = 70.0, 1.3
#: Heads of a series are alike as long as they take no larger share of the sheet.
_HEADS = 0.22
#: Bands join where that leaves the line this share of the height it would have on sheets that do not.
_WORTH = 0.55
#: So many em of a band without a graph are shared out between its lanes at most.
_BREATH = 9.0


@dataclass(slots=True)
class _Leaf:
    """One sheet of the series before it is put together; ``left`` is where it lies (mm), ``start`` its first band."""

    number: int
    left: float
    start: int
    header: Header
    solved: Solution
    plan: Plan


class PosterMaker:
    """Lays out one poster, on one sheet or several."""

    def __init__(
        self,
        journey: Journey,
        insights: Insights,
        setting: Setting,
        memo: Memo,
        paper: Paper,
        distance: float,
        *,
        sheets: int = 1,
        wish: Wish | None = None,
    ) -> None:
        """``sheets``: how many there may be, see :meth:`solve`; ``wish``: what else is asked of them."""
        self.sheets = sheets
        self.journey, self.insights, self.setting, self.memo = journey, insights, setting, memo
        self.paper, self.distance, self.u = paper, distance, paper.unit
        self.margin = paper.margin
        #: From how far away (m) the small print of head and foot is read; where the cards need all the room, from no further than they.
        self._afar = min(1.0, distance) if sheets == 1 and len(journey.touchpoints) > DENSE else distance
        self._feet: dict[bool, Footer] = {}
        given = (journey, insights, setting, memo, paper)
        self._decision = Decision(given, distance, sheets, wish or Wish(), self._line)

    def on_desk(self, held: Held | None, plan: Plan | None) -> MapSheet:
        """All sheets side by side on a desk, as one map. With a ``plan`` from an earlier one body and bands stay as they were."""
        pitch = self.paper.width + _DESK * self.u
        leaves = self._leaves(plan, pitch)
        self._settle(leaves, held)
        return self._together(leaves, [Box(one.left, 0.0, *self._size) for one in leaves])

    def series(self) -> tuple[MapSheet, ...]:
        """The sheets one by one, each a map of its own."""
        leaves = self._leaves(None, 0.0)
        self._settle(leaves, None)
        made: list[MapSheet] = []
        for leaf in leaves:
            made.append(self._together([leaf], [Box(0.0, 0.0, *self._size)], len(leaves), tuple(made)))
        return tuple(made)

    @property
    def _size(self) -> tuple[float, float]:
        return self.paper.width, self.paper.height

    # -- heads and feet ----------------------------------------------------------------------------------------------

    def height(self, number: int = 0, count: int = 1) -> float:
        """The height (mm) for bands on a sheet of a series."""
        return self._bottom(self.footer(), count) - self._top(self.header(number, count))

    def _top(self, header: Header) -> float:
        return header.height + _HEAD_GAP * self.u

    def _bottom(self, footer: Footer, count: int) -> float:
        """Where the bands end on each of ``count`` sheets; of several there is room under them for the sign that they go on."""
        onward = ONWARD_MM if count > 1 else 0.0
        return self.paper.height - footer.height - (_FOOT_GAP + onward) * self.u

    def header(self, number: int = 0, count: int = 1) -> Header:
        """The head of a sheet (counted from 0), the one of last time while nothing that it says changed."""
        j, found, words = self.journey, self.insights, self.setting.words
        sheet = words.sheet_of.format(number=number + 1, count=count) if count > 1 else ""
        if number:
            least = self.header(0, count).height
            if least > _HEADS * self.paper.height:  # on a small paper each millimetre is the map's
                least = 0.0
            return self.memo.kept(
                ("header", number),
                (j.title, j.personas, sheet, self.paper, self.setting, self.distance, least),
                lambda: further_head(j, self.setting, self.paper, self.margin, sheet, self.distance, least),
            )
        places = tuple(
            self.solver.index[ident] for ident in (found.deepest, found.highest, found.last) if ident
        )
        told = (places, tuple(j.touchpoints[place] for place in places))
        inputs = (j.title, j.personas, j.goals, j.expectations, j.state, j.scale, told, found.assumption)
        asked = (j.poster.header, j.desired, j.charter)
        told_by = (
            found.deepest,
            found.highest,
            found.last,
            len(j.touchpoints) > DENSE,
            self.paper,
            self.setting,
            sheet,
            self.distance,
            self._afar,
        )
        # One sheet and the first of several are asked for in turns while it is decided which it will be.
        return self.memo.kept(
            ("header", 0, bool(sheet)),
            (*inputs, *asked, *told_by),
            lambda: head_for(
                lambda larger: HeaderMaker(
                    j,
                    found,
                    self.setting,
                    self.paper,
                    self.margin,
                    sheet=sheet,
                    near=self.paper.near(self.distance),
                    larger=larger,
                ).make(),
                self._afar,
            ),
        )

    @cached_property
    def _whole(self) -> Whole:
        """What the heads of further sheets show of the whole journey."""
        return Whole.of(self.journey, lined=self.solver.order.has(LaneKind.CURVE))

    @cached_property
    def others(self) -> tuple[Beside, ...]:
        """The further personas with a line on the map, wherever on it they have grades."""
        return lines_beside(self.journey, self.memo, self.insights.told) if self.solver.order.has(LaneKind.CURVE) else ()

    def footer(self, *, counted: bool = True) -> Footer:
        """The foot of every sheet, the one of last time while nothing that it says changed."""
        # Each sheet asks for it, several times; what it says is looked up in all touchpoints.
        if counted not in self._feet:
            self._feet[counted] = self._foot(counted)
        return self._feet[counted]

    def _foot(self, counted: bool) -> Footer:
        j, found = self.journey, self.insights
        return self.memo.kept(
            f"footer {counted}",
            (
                found.basis,
                found.answers,
                found.interviews,
                j.imprint,
                j.feedback,
                j.opportunities,
                j.scale,
                j.poster,
                j.desired,
                told_by(j),
                self.solver.order,
                (self.others, apart_of(j, found.told)),
                frozenset((t.kind, t.decisive, t.droppable, t.desired is not None) for t in j.touchpoints),
                j.poster.spacing != "even" and is_waited(j.touchpoints),
                frozenset(level.met for t in j.touchpoints for level in t.service_levels),
                self.paper,
                self.setting,
                self.distance,
                self._afar,
            ),
            lambda: foot_for(
                lambda larger: Footer(
                    j,
                    found,
                    self.setting,
                    self.paper,
                    self.margin,
                    counted=counted,
                    order=self.solver.order,
                    others=self.others,
                    distance=self.distance,
                    larger=larger,
                ),
                self._afar,
            ),
        )

    # -- solving -----------------------------------------------------------------------------------------------------

    @property
    def solver(self) -> Solver:
        """What solves the sheets of this poster, as it was last decided."""
        return self._decision.solver

    def solve(self) -> list[Solution]:
        """The bands of each sheet, see :meth:`~.deciding.Decision.solve`, waits to one scale on all of them."""
        found = self._decision.solve(self.height)
        return self.solver.to_one_scale(found)

    def _leaves(self, plan: Plan | None, pitch: float) -> list[_Leaf]:
        """The sheets with their measured bands, ``pitch`` mm from one to the next."""
        kept = self._kept(plan, pitch) if plan is not None else None
        if kept is None:
            self.solver.far = self.paper.near(self.distance)
            plan, kept = None, self.solve()
            if pitch and len(kept) > 1:
                kept = [self._shifted(one, k * pitch) for k, one in enumerate(kept)]
        starts = [0, *accumulate(len(one.bands) for one in kept)]
        first = kept[0]
        whole = Plan(
            first.em,
            first.compact,
            tuple(cut for one in kept for cut in one.cuts),
            first.most_text,
            plan.pads if plan else (),
            tuple(band.manner for one in kept for band in one.bands),
            first.brief,
            tuple(len(one.bands) for one in kept),
            max(self.paper.width, self.paper.height),
            plan.tallest if plan else 0.0,
            self.solver.far,
            plan.shelves if plan else (),
        )
        return [
            _Leaf(k, k * pitch, starts[k], self.header(k, len(kept)), one, whole)
            for k, one in enumerate(kept)
        ]

    def _kept(self, plan: Plan, pitch: float) -> list[Solution] | None:
        count = max(1, len(plan.pages))
        heights = [self.height(number, count) for number in range(count)]
        self.solver.far = plan.far
        return self.solver.kept(plan, heights, [k * pitch for k in range(count)])

    def _shifted(self, one: Solution, shift: float) -> Solution:
        """The same bands where their sheet lies."""
        if not shift:
            return one
        manners = [band.manner for band in one.bands]
        found = self.solver.bands(one.em, one.compact, one.cuts, one.most_text, manners, shift, one.unit)
        return found or one

    # -- settling ----------------------------------------------------------------------------------------------------

    def _settle(self, leaves: Sequence[_Leaf], held: Held | None) -> None:
        """Share the height out: the graph grows to its best, then the lanes breathe; what is left lies under them.

        The bands of a series join wherever they can; else a grade means at least nearly the same height on all sheets, because they show
        one line.
        """
        stacks = self._stacks([leaf.solved for leaf in leaves], leaves[0].plan)
        for leaf, stack in zip(leaves, stacks, strict=True):
            leaf.plan = replace(leaf.plan, shelves=stacks[0].shared)
            for band, rows in zip(leaf.solved.bands, stack.shelves if stack.shared else (), strict=False):
                band.level(rows)
        if not self.solver.order.has(LaneKind.CURVE):
            self._settle_lanes(leaves, stacks, held)
            return
        shares = [self._share(stack, self._pads(leaf, leaves, stack)) for leaf, stack in zip(leaves, stacks, strict=True)]
        lowest, count = min(length for *_, length in shares), self.solver.order.graphs
        tallest = leaves[0].plan.tallest or max(lowest, min(_TALLER * lowest, _ROOMY * self.u))
        for leaf, stack, (graph, pads, length) in zip(leaves, stacks, shares, strict=True):
            bands, spare, m = leaf.solved.bands, stack.spare, stack.m
            graph -= count * max(0.0, length - tallest)
            if length > tallest and not leaf.plan.tallest:
                # A lower scale leaves less of itself free over its highest face: the words need more beside it.
                before, pads = pads, tuple(reach.pads(tallest) for reach in stack.reaches())
                graph += count * (sum(map(sum, pads)) - sum(map(sum, before))) / len(pads)
            length = min(length, tallest)
            leaf.plan = replace(leaf.plan, tallest=tallest, pads=pads[: count * len(bands)])
            spread = min(spare - graph, SPREAD * m.em)
            y = stack.top
            # Those of all graphs of a band.
            beyond = [pads[at : at + count] for at in range(0, len(pads), count)]
            feet = [spare - graph - spread] * len(beyond)
            if len(leaves) > 1:
                # Bands of one height lie at the same place on each sheet.
                needs = [
                    fixed_of(rows, m) + count * length + sum(map(sum, own)) + spread
                    for rows, own in zip(stack.shelves, beyond, strict=True)
                ]
                feet = levelled(needs, sum(feet))
            # A sheet with fewer bands than others has them on the first shelves.
            for band, (pad, *more), foot in zip(bands, beyond, feet, strict=False):
                apart = [(length + sum(one), one) for one in more]
                band.settle(y, length + sum(pad), spread, pad, foot, apart)
                y = band.lanes.bottom + stack.gap
                if held:
                    hold(band, held, self.solver.index)

    def _settle_lanes(self, leaves: Sequence[_Leaf], stacks: Sequence[Stack], held: Held | None) -> None:
        """Without a graph only the lanes can breathe."""
        for leaf, stack in zip(leaves, stacks, strict=True):
            bands, y = leaf.solved.bands, stack.top
            spread = min(stack.spare, _BREATH * stack.m.em)
            leaf.plan = replace(leaf.plan, pads=tuple((0.0, 0.0) for _ in bands))
            for band in bands:
                band.settle(y, 0.0, spread, None, stack.spare - spread)
                y = band.lanes.bottom + stack.gap
                if held:
                    hold(band, held, self.solver.index)

    def _stacks(self, solved: Sequence[Solution], plan: Plan | None = None) -> list[Stack]:
        """The bands of each sheet one over the other, at the same heights on all where they can join."""
        count = len(solved)
        tops = [self._top(self.header(k, count)) for k in range(count)]
        bottom = self._bottom(self.footer(), count)
        m, gap = solved[0].bands[0].m, solved[0].gap
        kept = plan is not None and bool(plan.pads)
        apart = [
            Stack(top, bottom, m, gap, tuple(band.rows for band in one.bands), partial(self._alone, one.bands))
            for top, one in zip(tops, solved, strict=True)
        ]
        if count > 1 and (plan.shelves if kept and plan else True):
            whole = side_by_side([one.bands for one in solved])
            reaches = partial(self._joined, whole)
            shared = plan.shelves[: len(whole)] if kept and plan else shelves([one.bands for one in solved])
            order = self.solver.order.rows
            stacks = [
                Stack(max(tops), bottom, m, gap, on_shelves(one.bands, shared, order), reaches, shared)
                for one in solved
            ]
            if kept or self._lowest(stacks) >= _WORTH * self._lowest(apart):
                return stacks
        return apart

    def _pads(self, leaf: _Leaf, leaves: Sequence[_Leaf], stack: Stack) -> tuple[tuple[float, float], ...]:
        """The room (mm) above and below the scale of each graph of a stack as an earlier plan has it; empty without one."""
        # Of sheets that join the one with the most bands says it for all.
        source = max(leaves, key=lambda one: len(one.solved.bands)) if stack.shared else leaf
        each = self.solver.order.graphs
        count = each * len(stack.shelves)
        found = source.plan.pads[each * source.start : each * source.start + count]
        return found if len(found) == count else ()

    def _share(
        self, stack: Stack, pads: tuple[tuple[float, float], ...] = ()
    ) -> tuple[float, tuple[tuple[float, float], ...], float]:
        """How much of what each band of a stack can have beyond its fixed height its graphs should have, the room above and below the
        scale in each (``pads`` if there are any yet), and the height of that scale (mm), which is one for all of them."""
        count = self.solver.order.graphs
        graph = graph_of(stack.spare, stack.m, count)
        pads = pads or shared_pads(graph * len(stack.shelves), stack.reaches())
        return graph, pads, graph / count - sum(map(sum, pads)) / len(pads)

    def _lowest(self, stacks: Sequence[Stack]) -> float:
        """The height (mm) from the lowest to the highest grade on the one of some sheets that has the least room for it."""
        if not self.solver.order.has(LaneKind.CURVE):
            return min(stack.spare for stack in stacks)
        return min(self._share(stack)[-1] for stack in stacks)

    def _line(self, solved: Sequence[Solution]) -> float:
        """That height on some sheets as they will stand."""
        return self._lowest(self._stacks(solved))

    def _alone(self, bands: Sequence[Band]) -> tuple[Padded, ...]:
        """What the graphs of each band, from top to bottom, need beyond their scale."""
        return tuple(reach for band in bands for reach in self._reaches(band))

    def _joined(self, whole: Sequence[Sequence[Band]]) -> tuple[Padded, ...]:
        """What the graphs on each shelf need beyond their scale."""
        return tuple(Joined(reaches) for bands in whole for reaches in zip(*map(self._reaches, bands), strict=True))

    def _reaches(self, band: Band) -> tuple[Padded, ...]:
        """What each graph of a band needs beyond its scale."""
        if band.order.graphs < 2:
            return (self._reach(band),)
        from .persona_lanes import needs_of  # few maps have more than one graph

        return needs_of(band, self._reach)

    def _reach(self, band: Band) -> Reach:
        """What the faces and words of a band need beyond its scale."""
        m = band.m
        graded = [
            t for t in band.journey.touchpoints[band.columns.start : band.columns.stop] if t.grade is not None
        ]
        grades = [t.grade for t in graded if t.grade is not None]
        neutral, needs = self.journey.scale.neutral, [m.graph_pad, m.graph_pad]
        for t, grade in zip(graded, grades, strict=True):
            side = 0 if grade >= neutral else 1
            needs[side] = max(needs[side], self._words_of(band, t))
        least = (0.9 if m.compact else 1.7) * m.em
        return Reach.of(self.journey.scale, grades, (needs[0], needs[1]), least)

    def _words_of(self, band: Band, t: Touchpoint) -> float:
        """What the face and words of a touchpoint need beyond its point (mm)."""
        found, words, m = band.insights, self.setting.words, band.m
        big = t.id in found.highlights
        note = words.first if t.id == found.first else words.last if t.id == found.last else ""
        up = t.grade is not None and t.grade >= self.journey.scale.neutral
        label = band.label(t, big, note, found.graders.get(t.id, 0), up)
        return (m.big_face if big else m.face) + (1.5 * self.u if note else 0.0) + far(label, m)

    # -- putting together --------------------------------------------------------------------------------------------

    def _together(
        self,
        leaves: Sequence[_Leaf],
        pages: Sequence[Box],
        count: int | None = None,
        before: tuple[MapSheet, ...] = (),
    ) -> MapSheet:
        """One map of some sheets at their places. ``count`` is the number of sheets of the series (those given, without it),
        ``before`` are the maps of those that come first: what is said of them need not be said again."""
        setting, theme = self.setting, self.setting.theme
        count = count or len(leaves)
        makers: list[BandParts] = []
        fixed: list[Part] = []
        for leaf, page in zip(leaves, pages, strict=True):
            fixed += self._fixed(leaf, page.x)
            if count > 1:
                fixed += self._onward(leaf, page, count)
            makers += [
                BandParts(
                    band,
                    leaf.start + number,
                    leaf.solved.gutter,
                    target=self.journey.desired.target,
                    extent=page.x + page.w - self.margin,
                    keep=True,
                )
                for number, band in enumerate(leaf.solved.bands)
            ]
        cut = tuple(dict.fromkeys(field for leaf in leaves for field in leaf.header.cut))

        beside = [problem for leaf in leaves for problem in leaf.header.problems]

        def problems(sheet: MapSheet) -> tuple[Problem, ...]:
            found = (
                *before_printing(sheet, cut, self.paper, self.distance),
                *beside,
                *fewer_sheets(self.sheets, count),
                *self.footer().problems,
            )
            said = {(one.place, str(one.message)) for earlier in before for one in earlier.problems}
            return tuple(one for one in found if (one.place, str(one.message)) not in said)

        plan = replace(leaves[0].plan, pads=tuple(pad for leaf in leaves for pad in leaf.plan.pads))
        last = pages[-1]
        return MapSheet(
            flow="poster",
            journey=self.journey,
            width=last.x + last.w,
            height=self.paper.height,
            paper=theme.paper,
            title=self.journey.title or setting.words.untitled_journey,
            language=setting.language,
            bands=[band for leaf in leaves for band in leaf.solved.bands],
            makers=makers,
            fixed=fixed,
            boxes=leaves[0].header.boxes,
            plan=plan,
            smallest=min(self.footer().size, *(leaf.header.smallest for leaf in leaves)),
            find_problems=problems,
            gutter=leaves[0].solved.gutter,
            pages=pages,
            bands_on=[len(leaf.solved.bands) for leaf in leaves],
            number=leaves[0].number + 1,
            count=count,
        )

    def _onward(self, leaf: _Leaf, page: Box, count: int) -> Iterator[Part]:
        """The signs of a series: that the journey goes on in the band below, and not beside it on the next sheet; and under the last band
        on which sheet."""
        right, inner, gap = page.x + page.w - self.margin, page.w - 2 * self.margin, leaf.solved.gap
        for one, other in pairwise(leaf.solved.bands):
            yield below_part(right, one.lanes.bottom, gap, other.columns.start, self.setting, self.memo)
        if leaf.number + 1 < count:
            top = self._bottom(self.footer(), count)
            yield onward_part(right, top, inner, leaf.number + 2, self.u, self.setting, self.memo)

    def _fixed(self, leaf: _Leaf, x: float) -> list[Part]:
        """Paper, head and foot of a sheet whose left edge is at ``x``."""
        setting, theme, header = self.setting, self.setting.theme, leaf.header
        width, height = self._size
        footer = self.footer(counted=not leaf.solved.compact)
        whole = self._whole if header.free else None
        on = range(leaf.solved.bands[0].columns.start, leaf.solved.bands[-1].columns.stop)

        @cache
        def drawn() -> list[Item]:
            if whole is None:
                return []
            left, right = self.margin, width - self.margin
            return whole_line(whole, on, left, right, header.free, header.height, theme, self.u)

        out = [
            self.memo.part(
                PartKind.PAPER,
                "",
                (x, 0, width, height),
                (theme.name,),
                lambda: [Rect(0, 0, width, height, theme.paper)],
                layer=0,
                spot=leaf.number,
            ),
            self.memo.part(
                PartKind.HEADER,
                "",
                (x, 0, width, header.height),
                (header, whole, on),
                lambda: (*header.items, *drawn()),
                layer=9,
                spot=leaf.number,
            ),
            self.memo.part(
                PartKind.FOOTER,
                "",
                (x, height - footer.height, width, footer.height),
                (footer,),
                footer.make,
                layer=9,
                spot=leaf.number,
            ),
        ]
        if setting.inviting and not self.journey.touchpoints and not self.journey.phases:
            out.append(empty_part(leaf.solved.bands[0], self.margin + leaf.solved.gutter, setting))
        return out


def poster_maker(
    journey: Journey,
    insights: Insights,
    setting: Setting,
    memo: Memo,
    paper: Paper,
    distance: float,
    *,
    sheets: int = 1,
    plan: Plan | None = None,
) -> PosterMaker:
    """A maker for a paper; a roll is cut off where the journey ends, or where a ``plan`` has it."""

    def maker(cut: Paper, many: int, wish: Wish | None = None) -> PosterMaker:
        return PosterMaker(journey, insights, setting, memo, cut, distance, sheets=many, wish=wish)

    if not paper.free:
        return maker(paper, sheets)
    if plan is not None and plan.length:
        return maker(paper.cut_at(plan.length), sheets)
    return cut_to_length(paper, distance, sheets, maker)
