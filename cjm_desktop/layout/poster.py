"""The Poster flow: header, bands like systems in a music score, footer, on one sheet of paper.

The body is made as large as the paper allows: for each number of bands the largest body is sought at which columns stay
readable, nothing is cut and the graph keeps its height; the best of them wins, fewer bands before a hair more size.
Under the smallest body that can be read the texts are shortened, then the body shrinks on; both are reported, never hidden.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cjm_desktop.analysis import Insights
from cjm_desktop.document import Journey, Opportunity, Touchpoint

from .answers import Plan
from .band import Band, Held
from .band_parts import BandParts
from .columns import Columns, cut, share_out, stretches
from .empty import empty_part, gutter_width
from .findings import before_printing
from .footer import Footer
from .graph import Reach, shared_pads
from .header import DENSE, Header, HeaderMaker
from .label import far
from .mapsheet import MapSheet
from .memo import Memo
from .metrics import LEAST_COLUMN, MIN_COLUMN, Metrics
from .opportunities import Manner, anchors
from .paper import Paper
from .setting import Setting
from .sheet import PT, PartKind, Rect
from .timeline import hold

#: Body sizes in pt on A0, largest first; below the last of them only by need.
BODIES = (30, 28, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12)
SMALLER = (11, 10, 9, 8, 7, 6)
#: At this body (pt on A0) and below a band is set compactly.
COMPACT = 13
#: A graph alone on its sheet should have this share of the height; a share of 1 that is missing costs so many points.
_SHARE, _MISSED = 0.25, 55.0
#: So many sizes below the largest are tried for the sake of the curve.
_DOWN = 3
#: A card is shortened for the others' sake when they gain so many points of body by it.
_BRIEF_GAIN = 1.5
#: A card is much longer than the others with so many characters, and so many times those of most others.
_LONG, _TIMES = 360, 2.5
_MARGIN, _HEAD_GAP, _FOOT_GAP = 24.0, 15.0, 7.0


@dataclass(slots=True)
class _Solution:
    plan: Plan
    bands: list[Band]
    gutter: float
    fixed: float
    gap: float


class PosterMaker:
    """Lays out one poster."""

    def __init__(
        self,
        journey: Journey,
        insights: Insights,
        setting: Setting,
        memo: Memo,
        paper: Paper,
        distance: float,
    ) -> None:
        self.journey, self.insights, self.setting, self.memo = journey, insights, setting, memo
        self.paper, self.distance, self.u = paper, distance, paper.unit
        self.margin = _MARGIN * self.u
        self.runs = stretches(journey)
        self.slots = sum(run.slots for run in self.runs)
        self.index = memo.places(journey.touchpoints)
        self.hanging = anchors(journey, self.index)
        self.brief: frozenset[str] = frozenset()
        self._shares: dict[int, tuple[tuple[int, int], ...] | None] = {}

    def make(self, held: Held | None = None, plan: Plan | None = None) -> MapSheet:
        """The sheet. With a ``plan`` from an earlier sheet the body and the bands stay as they were."""
        header = self._header()
        top = header.height + _HEAD_GAP * self.u
        footer = self._footer()
        bottom = self.paper.height - footer.height - _FOOT_GAP * self.u
        solved = self._kept(plan, bottom - top) if plan else None
        if solved is None:
            solved = self._solve(bottom - top)
        self._settle(solved, top, bottom, held)
        return self._sheet(header, solved, self._footer(counted=False) if solved.plan.compact else footer)

    def _header(self) -> Header:
        """The header, the one of last time while nothing that it says changed."""
        j, found = self.journey, self.insights
        told = tuple(
            j.touchpoints[self.index[ident]] for ident in (found.deepest, found.highest, found.last) if ident
        )
        inputs = (j.title, j.personas, j.goals, j.expectations, j.state, j.scale, told, found.assumption)
        told_by = (
            found.deepest,
            found.highest,
            found.last,
            len(j.touchpoints) > DENSE,
            self.paper,
            self.setting,
        )
        return self.memo.kept(
            "header",
            (*inputs, *told_by),
            lambda: HeaderMaker(j, found, self.setting, self.paper, self.margin).make(),
        )

    def _footer(self, *, counted: bool = True) -> Footer:
        """The footer, the one of last time while nothing that it says changed."""
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
                frozenset((t.kind, t.decisive, t.droppable) for t in j.touchpoints),
                self.paper,
                self.setting,
            ),
            lambda: Footer(j, found, self.setting, self.paper, self.margin, counted=counted),
        )

    # -- solving -----------------------------------------------------------------------------------------------------

    def _em(self, points: float) -> float:
        return points * PT * self.u

    def _bands(
        self,
        em: float,
        compact: bool,
        cuts: Sequence[tuple[int, int]],
        most_text: int | None,
        manners: Sequence[Manner | None] = (),
    ) -> tuple[list[Band], float] | None:
        """Measured bands and the gutter for a body size; ``None`` when columns would be too narrow to exist."""
        m = Metrics(em, self.u, compact)
        gutter = gutter_width(self.journey, self.setting, m)
        left = self.margin + gutter
        total = self.paper.width - self.margin - left
        bands: list[Band] = []
        for number, (first, last) in enumerate(cuts):
            runs = cut(self.runs, first, last)
            width = Columns.width_for(runs, total, m.gap, m.phase_gap)
            if width < 4 * em:
                return None
            widest = total * 0.42 if len(cuts) == 1 else total
            columns = Columns.of(runs, left, min(width, widest), m.gap, m.phase_gap)
            manner = manners[number] if number < len(manners) else None
            bands.append(self._band(columns, m, most_text, last == self.slots, manner))
        return bands, gutter

    def _band(
        self,
        columns: Columns,
        m: Metrics,
        most_text: int | None,
        closing: bool,
        manner: Manner | None = None,
    ) -> Band:
        hanging: list[tuple[int | None, Opportunity]] = [
            (anchor, o)
            for anchor, o in self.hanging
            if (anchor is None and closing) or (anchor is not None and columns.start <= anchor < columns.stop)
        ]
        return Band(
            self.journey,
            self.insights,
            self.setting,
            self.memo,
            m,
            columns,
            tuple(hanging),
            most_text=most_text,
            least_cards=0.0 if self.journey.touchpoints else 14 * m.em,
            manner=manner,
            brief=self.brief,
        )

    def _need(self, bands: Sequence[Band]) -> float:
        gap = bands[0].m.em * 1.9
        return sum(band.fixed + band.m.graph_min for band in bands) + gap * (len(bands) - 1)

    def _columns_fit(self, em: float, compact: bool, cuts: Sequence[tuple[int, int]], least: float) -> bool:
        m = Metrics(em, self.u, compact)
        total = self.paper.width - 2 * self.margin - gutter_width(self.journey, self.setting, m)
        return all(
            Columns.width_for(cut(self.runs, a, b), total, m.gap, m.phase_gap) >= least * em - 1e-6
            for a, b in cuts
        )

    def _try(
        self, points: float, cuts: Sequence[tuple[int, int]], height: float, most_text: int | None
    ) -> _Solution | None:
        """A solution with a body size, or ``None`` when it does not fit without cutting more than allowed."""
        compact = points <= COMPACT
        em = self._em(points)
        m = Metrics(em, self.u, compact)
        if len(cuts) * (m.ribbon + m.rail + 8 * em + m.lane_gap + m.graph_min) > height:
            return None  # not even with the shortest of cards
        made = self._bands(em, compact, cuts, most_text)
        if made is None:
            return None
        bands, gutter = made
        need = self._need(bands)
        if need > height:
            return None
        if most_text is None and self._breaks(bands):
            return None
        gap = em * 1.9
        fixed = sum(band.fixed for band in bands) + gap * (len(bands) - 1)
        plan = Plan(em, compact, tuple(cuts), most_text, brief=self.brief)
        return _Solution(plan, bands, gutter, fixed, gap)

    def _breaks(self, bands: Sequence[Band]) -> bool:
        """Whether a text was cut or a title's word torn apart."""
        for band in bands:
            if any(hung.cut for hung in band.hung):
                return True
            for t in self.journey.touchpoints[band.columns.start : band.columns.stop]:
                stack = band.stack(t)
                if "title" in stack.cut or stack.torn:
                    return True
        return False

    def _worth(self, points: float, solution: _Solution, height: float) -> float:
        """How good a solution is, in points of body: its size, its curve's room, few bands, few hyphens in titles."""
        stacks = (
            band.stack(t)
            for band in solution.bands
            for t in self.journey.touchpoints[band.columns.start : band.columns.stop]
        )
        hyphens = sum(stack.hyphened for stack in stacks) - max(1, self.slots // 8)
        bands = 0.35 * (len(solution.bands) - 1)
        return points - bands + self._airiness(solution, height) - 0.5 * min(6, max(0, hyphens))

    def _solve(self, height: float) -> _Solution:
        """The best solution. A card many times as long as the others does not make the whole sheet small: it is shortened,
        and said to be, where that gives all others larger type."""
        whole = self._solved(height)
        self.brief = outliers(self.journey.touchpoints)
        if not self.brief:
            return whole
        brief = self._solved(height)
        if brief.plan.em >= whole.plan.em + self._em(_BRIEF_GAIN):
            return brief
        self.brief = frozenset()
        return whole

    def _solved(self, height: float) -> _Solution:
        best: tuple[float, _Solution] | None = None
        most_bands = max(1, min(self.slots, 12))
        for count in range(1, most_bands + 1):
            cuts = self._cuts(count)
            if cuts is None:
                continue
            points = self._largest(cuts, height)
            if points is None:
                if best is not None:
                    break
                continue
            found = self._try(points, cuts, height, None)
            assert found is not None
            worth = self._worth(points, found, height)
            for smaller in BODIES[BODIES.index(points) + 1 :][
                :_DOWN
            ]:  # a size less may give the curve its room
                other = self._try(smaller, cuts, height, None)
                if other is not None:
                    value = self._worth(smaller, other, height)
                    if value > worth + 0.1:
                        found, worth = other, value
            if best is None or worth > best[0] + 0.6:
                best = (worth, found)
            elif points < best[0] - 3:
                break
        return best[1] if best else self._squeeze(height)

    def _airiness(self, solution: _Solution, height: float) -> float:
        """Credit (in points of body) for a curve with room: a flat line tells nothing.

        Counted in mm on A0, because the curve is what is seen from across the room: from 25 mm, which is flat, to 70 mm. Of
        a sheet of one band the graph should have a quarter: what is missing of that counts against the solution.
        """
        count = len(solution.bands)
        m = solution.bands[0].m
        lane = (height - solution.fixed) / count
        graph = lane - 2 * m.graph_pad
        credit = 2.6 * min(1.0, max(0.0, (graph / self.u - 25.0) / 45.0))
        if count == 1:
            credit -= _MISSED * max(0.0, _SHARE - lane / self.paper.height)
        return credit

    def _largest(self, cuts: Sequence[tuple[int, int]], height: float) -> float | None:
        """The largest body (pt on A0) that fits, by bisection over :data:`BODIES`."""
        low, high = 0, len(BODIES)
        while low < high:
            middle = (low + high) // 2
            points = BODIES[middle]
            floor = points == BODIES[-1]
            narrow = not self._columns_fit(
                self._em(points), points <= COMPACT, cuts, LEAST_COLUMN if floor else MIN_COLUMN
            )
            if narrow or self._try(points, cuts, height, None) is None:
                low = middle + 1
            else:
                high = middle
        return BODIES[low] if low < len(BODIES) else None

    def _squeeze(self, height: float) -> _Solution:
        """More than the sheet can hold: shorten descriptions, then shrink the body, until it fits."""
        for points in (BODIES[-1], *SMALLER, *(SMALLER[-1] * 0.85**k for k in range(1, 24))):
            count = self._fewest(self._em(points))
            cuts = self._cuts(count) if count else None
            if cuts is None:
                continue
            for most_text in (6, 4, 3, 2, 1):
                solution = self._try(points, cuts, height, most_text)
                if solution:
                    return solution
        cuts = self._cuts(1) or ((0, self.slots),)
        em = self._em(1.0)
        bands, gutter = self._bands(em, True, cuts, 1) or self._forced(em, cuts)
        fixed = sum(band.fixed for band in bands)
        return _Solution(Plan(em, True, tuple(cuts), 1), bands, gutter, fixed, 0.0)

    def _fewest(self, em: float) -> int | None:
        """The fewest bands in which columns keep their least width, or ``None`` when there are not so many columns."""
        m = Metrics(em, self.u, True)
        total = self.paper.width - 2 * self.margin - gutter_width(self.journey, self.setting, m)
        most = int((total + m.gap) / (LEAST_COLUMN * em + m.gap))
        if most < 1:
            return None
        for count in range(max(1, -(-self.slots // most)), min(self.slots, 200) + 1):
            cuts = self._cuts(count)
            if cuts and self._columns_fit(em, True, cuts, LEAST_COLUMN):
                return count
        return None

    def _forced(self, em: float, cuts: Sequence[tuple[int, int]]) -> tuple[list[Band], float]:
        """The last resort for thousands of touchpoints on one sheet: columns as narrow as they must be."""
        m = Metrics(em, self.u, True)
        left = self.margin
        runs = cut(self.runs, *cuts[0])
        width = max(0.01, Columns.width_for(runs, self.paper.width - 2 * left, 0.0, 0.0))
        em = min(em, width / 4)
        m = Metrics(em, self.u * em, True)
        columns = Columns.of(runs, left, width, 0.0, 0.0)
        return [self._band(columns, m, 1, True)], 0.0

    def _cuts(self, count: int) -> tuple[tuple[int, int], ...] | None:
        """Share the columns out over bands: nearly equal, at the borders of phases where that costs little."""
        n = self.slots
        if count == 1 or n == 0:
            return ((0, n),)
        if count > n:
            return None
        if count not in self._shares:
            self._shares[count] = share_out(self.runs, count)
        return self._shares[count]

    def _kept(self, plan: Plan, height: float) -> _Solution | None:
        """The earlier solution with today's content: same body, same bands; ``None`` when it cannot hold it."""
        last = self.slots
        cuts = [(a, min(b, last)) for a, b in plan.cuts if a < last]
        if not cuts:
            return None
        cuts[-1] = (cuts[-1][0], last)
        self.brief = plan.brief
        made = self._bands(plan.em, plan.compact, cuts, plan.most_text, plan.manners)
        if made is None:
            self.brief = frozenset()
            return None
        bands, gutter = made
        gap = plan.em * 1.9
        fixed = sum(band.fixed for band in bands) + gap * (len(bands) - 1)
        if fixed + sum(band.m.graph_min * 0.6 for band in bands) > height:
            self.brief = frozenset()
            return None
        return _Solution(replace(plan, cuts=tuple(cuts)), bands, gutter, fixed, gap)

    # -- settling ----------------------------------------------------------------------------------------------------

    def _settle(self, solved: _Solution, top: float, bottom: float, held: Held | None) -> None:
        """Share the height out: the graph grows to its best, then the lanes breathe; what is left lies under them."""
        bands = solved.bands
        m = bands[0].m
        spare = max(0.0, bottom - top - solved.fixed) / len(bands)
        graph = min(spare, m.graph_best)
        spread = min(spare - graph, 4.2 * m.em)
        graph += min(spare - graph - spread, 22 * m.em)
        y = top
        pads = solved.plan.pads
        if len(pads) != len(bands):
            pads = shared_pads(graph * len(bands), [self._reach(band) for band in bands])
            solved.plan = replace(solved.plan, pads=pads, manners=tuple(band.manner for band in bands))
        length = graph - sum(sum(pad) for pad in pads) / len(bands)
        for band, pad in zip(bands, pads, strict=True):
            band.settle(y, length + sum(pad), spread, pad, spare - graph - spread)
            y = band.lanes.bottom + solved.gap
        if held:
            for band in bands:
                hold(band, held, self.index)

    def _reach(self, band: Band) -> Reach:
        """What the faces and words of a band need beyond its scale."""
        m = band.m
        graded = [
            t for t in self.journey.touchpoints[band.columns.start : band.columns.stop] if t.grade is not None
        ]
        need = max((self._words_of(band, t) for t in graded), default=0.0)
        grades = [t.grade for t in graded if t.grade is not None]
        least = (0.9 if m.compact else 1.7) * m.em
        return Reach.of(self.journey.scale, grades, max(m.graph_pad, need), least)

    def _words_of(self, band: Band, t: Touchpoint) -> float:
        """What the face and words of a touchpoint need beyond its point (mm)."""
        found, words, m = self.insights, self.setting.words, band.m
        big = t.id in found.highlights
        note = words.first if t.id == found.first else words.last if t.id == found.last else ""
        up = t.grade is not None and t.grade >= self.journey.scale.neutral
        label = band.label(t, big, note, found.answers.get(t.id, 0), up)
        return (m.big_face if big else m.face) + (1.5 * self.u if note else 0.0) + far(label, m)

    def _sheet(self, header: Header, solved: _Solution, footer: Footer) -> MapSheet:
        paper, setting, theme = self.paper, self.setting, self.setting.theme
        fixed = [
            self.memo.part(
                PartKind.PAPER,
                "",
                (0, 0, paper.width, paper.height),
                (theme.name,),
                lambda: [Rect(0, 0, paper.width, paper.height, theme.paper)],
                layer=0,
            ),
            self.memo.part(
                PartKind.HEADER,
                "",
                (0, 0, paper.width, header.height),
                (header,),
                lambda: header.items,
                layer=9,
            ),
            self.memo.part(
                PartKind.FOOTER,
                "",
                (0, paper.height - footer.height, paper.width, footer.height),
                (footer,),
                footer.make,
                layer=9,
            ),
        ]
        if self.setting.inviting and not self.journey.touchpoints and not self.journey.phases:
            fixed.append(empty_part(solved.bands[0], self.margin + solved.gutter, setting))
        makers = [
            BandParts(
                band,
                number,
                solved.gutter,
                target=self.journey.desired.target,
                extent=paper.width - self.margin,
                keep=True,
            )
            for number, band in enumerate(solved.bands)
        ]
        return MapSheet(
            flow="poster",
            journey=self.journey,
            width=paper.width,
            height=paper.height,
            paper=theme.paper,
            title=self.journey.title or setting.words.untitled_journey,
            language=setting.language,
            bands=solved.bands,
            makers=makers,
            fixed=fixed,
            boxes=header.boxes,
            plan=solved.plan,
            smallest=header.smallest,
            find_problems=lambda sheet: before_printing(sheet, header.cut, self.paper, self.distance),
            gutter=solved.gutter,
        )


def outliers(touchpoints: Sequence[Touchpoint]) -> frozenset[str]:
    """The touchpoints whose words are many times as long as those of three quarters of all; of few there are none."""
    lengths = [len(t.text) + sum(len(quote.text) for quote in t.quotes) for t in touchpoints]
    if len(lengths) < 4:
        return frozenset()
    usual = sorted(lengths)[math.ceil(0.75 * len(lengths)) - 1]
    most = max(_LONG, _TIMES * usual)
    return frozenset(t.id for t, length in zip(touchpoints, lengths, strict=True) if length > most)
