"""A laid-out map: the sheet that painters draw, and the answers that a hand on it needs.

Where a click lands, where a card may be dropped, which grade a height means: all arithmetic on the same geometry that is
painted, so that what is touched is what is seen.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property

from cjm_desktop.document import Journey, LaneKind, Problem

from .answers import Box, Drop, Editor, Hit, HitKind, Plan
from .band import Band
from .band_editors import header_editor, opportunity_editor, phase_editor, touchpoint_editor
from .band_hits import cell_box, hit_band
from .band_parts import BandParts
from .card import title_of
from .card_head import kind_word
from .header import HeaderBox
from .paper import legible_from
from .rounds import Beside
from .sheet import PT, Mark, Part, PartKind


class MapSheet:
    """A timeline or a poster. Sizes in mm, see :class:`~.sheet.Sheet`."""

    def __init__(
        self,
        *,
        flow: str,
        journey: Journey,
        width: float,
        height: float,
        paper: str,
        title: str,
        language: str,
        bands: Sequence[Band],
        makers: Sequence[BandParts],
        fixed: Sequence[Part],
        boxes: Sequence[HeaderBox],
        find_problems: Callable[[MapSheet], tuple[Problem, ...]] | None = None,
        plan: Plan | None = None,
        smallest: float = 0.0,
        gutter: float = 0.0,
        pages: Sequence[Box] = (),
        bands_on: Sequence[int] = (),
        number: int = 1,
        count: int = 1,
    ) -> None:
        """``pages`` are the sheets of paper (mm), one unless several lie side by side; ``bands_on`` says how many of the bands
        stand on each. ``number`` of ``count`` is which sheet of a series this is, or the first of those in sight."""
        self.flow, self.journey = flow, journey
        self.width, self.height, self.paper = width, height, paper
        self.title, self.language = title, language
        self.bands, self.plan = tuple(bands), plan
        self._find_problems = find_problems
        self.gutter = gutter
        self._makers, self._fixed, self._boxes = tuple(makers), tuple(fixed), tuple(boxes)
        self._smallest = smallest
        self.pages = tuple(pages) or (Box(0.0, 0.0, width, height),)
        self.number, self.count = number, count
        many = tuple(bands_on) or (len(self.bands),)
        self._pages_of = tuple(page for page, own in enumerate(many) for _ in range(own))

    # -- what painters ask -------------------------------------------------------------------------------------------

    def parts(
        self, left: float = -math.inf, right: float = math.inf, *, columns: bool = True
    ) -> Iterator[Part]:
        """The parts that touch a span of x, in paint order; ``columns=False`` leaves the single touchpoints out.

        Asked for without a span, as for printing, they begin with the outline: marks for the title, each phase and its
        touchpoints, in the order of reading.
        """
        found = [part for part in self._fixed if part.x < right and part.x + part.w > left]
        if math.isinf(left) and math.isinf(right):
            found.insert(0, Part(PartKind.PAPER, "outline", 0, 0, self.width, self.height, self._outline))
        for maker, at in zip(self._makers, self._pages_of, strict=True):
            page = self.pages[at]
            # Held cards stand in their band, though the hand may be over another sheet.
            if len(self.pages) == 1 or (page.x < right and page.x + page.w > left) or maker.band.held:
                found.extend(maker.parts(left, right, columns=columns))
        found.sort(key=_layer)
        return iter(found)

    def _outline(self) -> list[Mark]:
        """Title, phases and touchpoints as marks; a phase that goes on in another band is marked where it begins on this
        sheet, so that its touchpoints stand under it on each of a series.
        """
        out = [Mark("top", self.title, 0, 0, 0), Mark(f"sheet-{self.number}", "", 0, 0, 0)]
        marked: set[str] = set()
        for band in self.bands:
            words = band.setting.words
            for _, run, x, _right in band.grounds():
                if run.phase is not None and (run.opens or run.phase.id not in marked):
                    marked.add(run.phase.id)
                    name = run.phase.name or words.untitled_phase
                    out.append(Mark(f"phase-{run.phase.id}", name, 1, x, band.lanes.ribbon))
                for i in range(run.start, run.stop):
                    t = self.journey.touchpoints[i]
                    level = 2 if run.phase is not None else 1
                    title = f"{i + 1}. {title_of(t, words)}"
                    out.append(
                        Mark(f"touchpoint-{t.id}", title, level, band.columns.home(i), band.lanes.cards)
                    )
        return out

    # -- what the window asks ----------------------------------------------------------------------------------------

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What a person should know before printing; found when first asked for, because a drag does not need it."""
        return self._find_problems(self) if self._find_problems else ()

    @property
    def body_pt(self) -> float:
        """Size of the body text (pt)."""
        return self.bands[0].m.points if self.bands else 0.0

    @property
    def reading_height(self) -> float:
        """Height (mm) from the top down to the foot of cards, graph and parties: what is read together."""
        if not self.bands:
            return self.height
        band = self.bands[0]
        return band.read_to + 0.8 * band.m.em

    @property
    def smallest_pt(self) -> float:
        """Size of the smallest text on the sheet (pt)."""
        sizes = [band.m.small for band in self.bands]
        if self._smallest:
            sizes.append(self._smallest)
        return min(sizes, default=0.0) / PT

    @property
    def legible_from(self) -> float:
        """The distance (m) from which the smallest text can be read."""
        return legible_from(self.smallest_pt)

    @cached_property
    def _index(self) -> dict[str, int]:
        if self.bands:
            return self.bands[0].memo.places(self.journey.touchpoints)
        return {t.id: i for i, t in enumerate(self.journey.touchpoints)}

    def band_of(self, i: int) -> Band | None:
        """The band in which touchpoint ``i`` stands."""
        return next((band for band in self.bands if band.holds(i)), None)

    def _place(self, record: str) -> tuple[Band, int] | None:
        i = self._index.get(record)
        band = self.band_of(i) if i is not None else None
        return (band, i) if band is not None and i is not None else None

    def index_of(self, record: str) -> int | None:
        """The position of a touchpoint on the timeline, or ``None``."""
        return self._index.get(record)

    def box(self, record: str) -> Box | None:
        """The card of a touchpoint (its column where cards are put aside), the ribbon of a phase or the card of an opportunity."""
        place = self._place(record)
        if place:
            band, i = place
            if not band.shows(LaneKind.CARDS):
                return self.column(record)
            stack = band.stack(self.journey.touchpoints[i])
            if i in band.held:
                x, y = band.held[i]
                return Box(x - band.columns.width / 2, y - stack.card / 2, band.columns.width, stack.card)
            return Box(band.columns.x(i), band.lanes.cards, band.columns.width, stack.card)
        for band in self.bands:
            for _, run, x0, x1 in band.grounds() if band.lanes.ribbon_h else ():
                if run.phase is not None and run.phase.id == record:
                    return Box(x0, band.lanes.ribbon, x1 - x0, band.lanes.ribbon_h)
            for hung in band.hung:
                if hung.opportunity.id == record:
                    return Box(hung.x, band.lanes.opportunities + hung.y, hung.w, hung.h)
        return None

    def column(self, record: str) -> Box | None:
        """The whole column of a touchpoint, from the first of its lanes to the last of card and graph."""
        place = self._place(record)
        if not place:
            return None
        band, i = place
        top, bottom = band.span
        return Box(band.columns.x(i), top, band.columns.width, bottom - top)

    def cell(self, record: str, field: str) -> Box | None:
        """What a touchpoint says in a lane with cells (:class:`~.answers.Hit` tells their fields), or the room for it; the face of a point
        in a further persona's own graph."""
        place = self._place(record)
        return cell_box(*place, field) if place else None

    def point(self, record: str, persona: str = "") -> tuple[float, float] | None:
        """Where the point of a touchpoint lies; the open ring on the neutral line when it has no grade. That of a further ``persona`` lies
        in its own graph, if it has one."""
        place = self._place(record)
        return place[0].spot_of(place[1], persona) if place else None

    def grade_at(self, record: str, y: float, persona: str = "") -> float:
        """The grade that a height means on the graph of a touchpoint, or on that of a further ``persona``; kept on the scale, not
        snapped."""
        place = self._place(record)
        band = place[0] if place else self.bands[0]
        frame = next((frame for other, frame in band.apart if other.key == persona), band.frame)
        return frame.grade(y)

    def page_at(self, x: float) -> int:
        """Which of the sheets side by side is nearest to an x (mm), counted from 0."""
        pages = self.pages
        return min(range(len(pages)), key=lambda k: max(pages[k].x - x, x - pages[k].x - pages[k].w, 0.0))

    def page_of(self, record: str) -> int | None:
        """Which of the sheets a touchpoint stands on, counted from 0."""
        place = self._place(record)
        return self._pages_of[self.bands.index(place[0])] if place else None

    def _bands_at(self, x: float) -> Sequence[Band]:
        """The bands of the sheet nearest to an x."""
        if len(self.pages) == 1:
            return self.bands
        page = self.page_at(x)
        return [band for band, own in zip(self.bands, self._pages_of, strict=True) if own == page]

    def band_at(self, x: float, y: float) -> Band:
        """The band nearest to a place, on the sheet nearest to it."""
        return min(self._bands_at(x), key=lambda b: max(b.lanes.top - y, y - b.lanes.bottom, 0.0))

    def in_cards(self, x: float, y: float) -> bool:
        """Whether a place on a sheet is level with the cards of some band."""
        if len(self.pages) > 1 and not any(page.holds(x, y) for page in self.pages):
            return False
        return any(b.lanes.cards <= y <= b.lanes.cards + b.cards_h for b in self._bands_at(x))

    def drop_at(self, x: float, y: float, moving: Collection[str]) -> Drop:
        """Where the touchpoints under the hand would land when their middle is at (x, y)."""
        touchpoints = self.journey.touchpoints
        moved = sorted(self._index[ident] for ident in moving if ident in self._index)
        if not self.bands or not self.bands[0].columns.runs:
            return Drop(0, None)
        band = self.band_at(x, y)
        k, slot = band.columns.near(x)
        run = band.columns.runs[k]
        phase = run.phase.id if run.phase else None

        def rank(i: int) -> int:
            return i - sum(1 for one in moved if one < i)

        if run.start == run.stop:
            return Drop(rank(run.start), phase)
        i = run.start + slot
        if touchpoints[i].id in moving:
            first = moved[0]
            return Drop(rank(first), touchpoints[first].phase)
        return Drop(rank(i) + (1 if x > band.columns.home(i) + band.columns.width / 2 else 0), phase)

    def edge_at(self, x: float, y: float) -> int:
        """The touchpoint before which a phase would begin when its edge is dragged to (x, y)."""
        band = self.band_at(x, y)
        k, slot = band.columns.near(x)
        run = band.columns.runs[k]
        if run.start == run.stop:
            return run.start
        i = run.start + slot
        return i + 1 if x > band.columns.home(i) + band.columns.width / 2 else i

    def hit(self, x: float, y: float, slop: float = 0.0) -> Hit:
        """What lies at (x, y); ``slop`` mm of kindness for points, edges and gaps."""
        for box in self._boxes:
            if Box(box.x, box.y, box.w, box.h).holds(x, y, slop):
                return Hit(HitKind.HEADER, "", box.field)
        if len(self.pages) > 1 and not any(page.holds(x, y, slop) for page in self.pages):
            return Hit(HitKind.NOTHING)
        for band in self._bands_at(x):
            if band.lanes.top - slop <= y <= band.lanes.bottom + slop:
                return hit_band(band, x, y, slop)
        return Hit(HitKind.NOTHING)

    def insert_at(self, x: float, y: float) -> Drop:
        """Where a touchpoint added at (x, y) would go."""
        hit = self.hit(x, y)
        if hit.kind is HitKind.PLUS:
            return Drop(hit.at, hit.phase)
        return self.drop_at(x, y, ())

    def editor(self, record: str, field: str) -> Editor | None:
        """The text of a field as painted: ``title``, ``text`` of a touchpoint or opportunity, ``lane_texts.`` and the id of an own
        lane of a touchpoint, ``name`` of a phase, and the header's ``title`` (empty record). ``None`` for what is not on this
        sheet."""
        if not record:
            box = next((b for b in self._boxes if b.field == field), None)
            if box is None:
                return None
            return header_editor(box, self.journey.title if field == "title" else "")
        place = self._place(record)
        if place:
            return touchpoint_editor(*place, field)
        for band in self.bands:
            for _, run, x0, x1 in band.grounds() if band.lanes.ribbon_h else ():
                if run.phase is not None and run.phase.id == record:
                    return phase_editor(band, run, x0, x1)
            for hung in band.hung:
                if hung.opportunity.id == record:
                    return opportunity_editor(band, hung, field)
        return None

    def neighbour(self, record: str, dx: int, dy: int = 0) -> str | None:
        """The touchpoint ``dx`` columns on; with ``dy`` the one above or below on another band."""
        i = self._index.get(record)
        touchpoints = self.journey.touchpoints
        if i is None:
            return touchpoints[0].id if touchpoints else None
        if dy:
            here = self.band_of(i)
            if here is None:
                return record
            own = self.bands.index(here)
            at = own + dy
            if not 0 <= at < len(self.bands):
                return record
            columns = self.bands[at].columns
            aside = self.pages[self._pages_of[at]].x - self.pages[self._pages_of[own]].x
            k, slot = columns.near(here.columns.centre(i) + aside)
            run = columns.runs[k]
            return touchpoints[min(run.start + slot, len(touchpoints) - 1)].id
        return touchpoints[max(0, min(len(touchpoints) - 1, i + dx))].id

    def spoken(self, record: str, persona: str = "") -> str:
        """A touchpoint in words, for those who do not see the map; with a further ``persona`` how that one feels there."""
        i = self._index.get(record)
        if i is None or not self.bands:
            return ""
        t = self.journey.touchpoints[i]
        words = self.bands[0].setting.words
        if persona:
            told = next((one.told(t, words) for one in self._others if one.key == persona), "")
            return f"{i + 1}. {title_of(t, words)}; {told}"
        grade = "" if t.grade is None else f", {' '.join(filter(None, (t.emotion, words.number(t.grade))))}"
        others = "".join(f"; {said}" for one in self._others if (said := one.told(t, words)))
        return f"{i + 1}. {title_of(t, words)}{grade}{others}"

    @property
    def _others(self) -> tuple[Beside, ...]:
        """Those who have a line beside the map's own, in its graph or in one of their own."""
        band = self.bands[0]
        return (*(other for other, _ in band.apart), *band.others)

    def described(self, record: str) -> str:
        """What else the card of a touchpoint shows, in words: kind, channel, phase, responsible party, and its marks."""
        i = self._index.get(record)
        if i is None or not self.bands:
            return ""
        journey, words = self.journey, self.bands[0].setting.words
        t = journey.touchpoints[i]
        named = [
            next((one.name.strip() for one in records if one.id == ident), "")
            for records, ident in ((journey.channels, t.channel), (journey.phases, t.phase), (journey.parties, t.party))
        ]
        marks = [words.decisive if t.decisive else "", words.could_be_dropped if t.droppable else ""]
        return ", ".join(filter(None, (kind_word(t.kind, words), *named, *marks)))


def _layer(part: Part) -> int:
    return part.layer
