"""The emotion line of the whole journey on one slide: phases, every point, and the names of the peaks and dips that the map marks.

Contract. No cards: a slide is looked at from the back of a room. Numbers of touchpoints are left out where they would not fit side by side
(then every second one stands, every third …); names that would lie over each other give way, the most telling are set first. Each
persona with a line on the map has a slide. Where the map draws waiting to scale so does the slide: bars between the numbers say how long
is waited. Lengths in mm.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate

from cjm_desktop.analysis import Insights, read, stands_alone
from cjm_desktop.analysis.felt import felt_by
from cjm_desktop.document import Basis, Journey, Touchpoint

from ..card import title_of
from ..curve import LazyCurve, Point
from ..face import face
from ..handouts.ink import Ink, Source
from ..handouts.sheaf import Leaf
from ..label import grade_text
from ..memo import Memo
from ..metrics import DESCENT, block_height
from ..others import shown_of
from ..paper import CAP
from ..shapes import disc, line, polygon
from ..sheet import Curve, Item, Known, Part, PartKind, Path, Tag
from ..spacing import rooms_of, waits_of
from ..text import Paragraph
from ..theme import zone_of
from .slides import FILLED, LEAST_PT, MARGIN, SLIDE, Deck

#: The axis with its faces; the ribbon of phases; the line of numbers at the foot.
_AXIS, _RIBBON, _TIP, _NUMBERS = 13.0, 12.0, 3.2, 11.0
#: Radius of the axis's faces, of a point, and of a point that is marked; width of the line.
_AXIS_FACE, _POINT, _MARKED, _LINE = 4.4, 2.4, 5.2, 1.5
#: What a marked point and the line do not fall under, however many touchpoints there are.
_LEAST_MARKED, _THIN = 2.6, 0.6
#: How wide names of peaks and dips are at most and whether their words may be broken, as it is tried; how far they are from their points.
_NAMES, _OFF = ((58.0, False), (68.0, False), (58.0, True)), 3.0
_LEAD = 1.2
#: A bar of waiting is drawn from this length on (em of the numbers).
_LEAST_BAR = 1.3


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        """Whether two boxes lie over each other."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


def draw_overview(deck: Deck, insights: Insights) -> None:
    """The slides: one for the first persona, and one for each further one with a line on the map."""
    journey = deck.journey
    others = shown_of(journey, insights.told)
    first = journey.personas[0].name.strip() if journey.personas else ""
    _Overview(deck, journey, insights, first if others else "").draw()
    for other in others:
        own = felt_by(journey, other.key)
        _Overview(deck, own, read(own), other.name(deck.setting.words)).draw()


class _Overview:
    def __init__(self, deck: Deck, journey: Journey, insights: Insights, whose: str) -> None:
        """``whose``: what the persona is called whose line it is, where there are several."""
        self.deck, self.insights, self.whose = deck, insights, whose
        self.journey, self.setting, self.theme = journey, deck.setting, deck.theme
        self.words = self.setting.words
        self.points = self.journey.touchpoints
        self.leaf = self._slide()
        self.left = self.leaf.left + _AXIS
        #: After which touchpoints there is how much room, and how much of it there is before each, in widths of a column.
        self.memo = Memo()
        self.rooms = dict(rooms_of(self.journey, self.memo))
        self.before = tuple(accumulate((self.rooms.get(i, 0.0) for i in range(len(self.points))), initial=0.0))
        self.pitch = (self.leaf.right - self.left) / (len(self.points) + self.before[-1])
        self.top = self.leaf.top + _RIBBON + 4.0
        self.bottom = self.leaf.bottom - _NUMBERS
        self.high, self.low = self._span()

    def _slide(self) -> Leaf:
        """What the slide is called: the deepest dip is what the line tells first."""
        words, deepest = self.words, self.insights.deepest
        if deepest is None:
            return self.deck.slide(words.journey, self.whose or words.touchpoints)
        index = next(i for i, t in enumerate(self.points) if t.id == deepest)
        dip = words.deepest_dip if stands_alone(self.journey, self.insights.bottoms) else words.one_deepest_dip
        title = f"{dip}: {index + 1} {title_of(self.points[index], words)}"
        kicker = words.emotions
        if self.whose:
            room = 0.38 * (SLIDE.width - 2 * MARGIN)
            kicker = f"{kicker} · {self.setting.short(self.whose, 'semibold', self.deck.ink().pt(LEAST_PT), room).text}"
        return self.deck.slide(kicker, title, Source(f"touchpoints[{index}].title", deepest))

    def _span(self) -> tuple[float, float]:
        """Where the highest and the lowest grade lie: as far apart as leaves room for names over peaks and under dips."""
        scale, size = self.journey.scale, self.deck.ink().pt(LEAST_PT)
        need = _MARKED + _OFF + block_height(2, size, _LEAD * size) + 1.0
        high, low = self.top + _AXIS_FACE, self.bottom - _AXIS_FACE
        marked = [(scale.share(t.grade), self._is_up(t)) for t in self.points
                  if t.grade is not None and t.id in self.insights.highlights]  # fmt: skip
        for _ in range(12):  # each of the two moves what the other one needs, by less every time
            for share, up in marked:
                if up and share > 0.01:
                    high = max(high, (self.top + need - low * (1 - share)) / share)
                elif not up and share < 0.99:
                    low = min(low, (self.bottom - need - high * share) / (1 - share))
        middle = (self.top + self.bottom) / 2
        return min(high, middle - 10.0), max(low, middle + 10.0)

    def _is_up(self, t: Touchpoint) -> bool:
        """Whether a point's name stands above it."""
        assert t.grade is not None
        return t.id in self.insights.peaks or (t.id not in self.insights.dips and t.grade >= self.journey.scale.neutral)

    def x(self, i: int) -> float:
        """The middle of a touchpoint's column."""
        return self.left + (i + 0.5 + self.before[i]) * self.pitch

    def y(self, grade: float) -> float:
        """Where a grade lies."""
        return self.low + (self.high - self.low) * self.journey.scale.share(grade)

    def draw(self) -> None:
        """Everything on the slide, from the ground up."""
        self._phases()
        self._axis()
        self._curve()
        marked = [i for i, t in enumerate(self.points) if t.grade is not None and t.id in self.insights.highlights]
        for i, t in enumerate(self.points):
            self._point(i, t, marked=i in marked)
        self._names(marked)
        self._numbers()
        self._key()

    # ------------------------------------------------------------------ phases and axis

    def _phases(self) -> None:
        """The ribbon: a phase is as long as its touchpoints."""
        phases = self.journey.phases
        count = len(phases)
        for k, phase in enumerate(phases):
            columns = [i for i, t in enumerate(self.points) if t.phase == phase.id]
            if not columns:
                continue
            after = self.rooms.get(columns[-1], 0.0) * self.pitch
            left, right = self.x(columns[0]) - self.pitch / 2, self.x(columns[-1]) + self.pitch / 2 + after - 1.2
            ink, width = self.deck.ink(), right - left
            tip = min(_TIP, width / 3)
            ground = polygon((0, 0), (width - tip, 0), (width, _RIBBON / 2), (width - tip, _RIBBON), (0, _RIBBON))
            ink.items.append(Path(ground, self.theme.phase(k, count)))
            size = ink.pt(LEAST_PT)
            name = phase.name or self.words.untitled_phase
            room = width - tip - 3.4 - 1.0
            source = Source(f"phases[{k}].name", phase.id)
            base = _RIBBON / 2 + CAP * size / 2
            if self.setting.type.width(name, "semibold") * size <= room:
                ink.line(3.4, base, name, "semibold", size, self.theme.phase_ink, room=room, source=source, role="H2")
            elif self.setting.type.width(str(k + 1), "semibold") * size <= width - tip - 2.0:
                # Too short for its name: its number, and what it is called for whoever asks.
                ink.items.append(Tag("H2", alt=f"{k + 1} {name}"))
                ink.line((width - tip) / 2, base, str(k + 1), "semibold", size, self.theme.phase_ink, anchor=0.5, role="")
                ink.items.append(Tag())
            self.leaf.put(ink, left, self.leaf.top, width, _RIBBON, PartKind.PHASE, phase.id)

    def _axis(self) -> None:
        ink, scale, theme = self.deck.ink(), self.journey.scale, self.theme
        right = self.leaf.right
        for grade, dashed in ((scale.highest, False), (scale.lowest, False), (scale.neutral, True)):
            y = self.y(grade)
            dash = (2.4, 2.0) if dashed else ()
            colour = theme.secondary if dashed else theme.grid
            ink.items.append(line(self.left, y, right, y, colour, 0.5, dash) if dash else line(self.left, y, right, y, colour, 0.4))
            fill, inside = theme.zone(zone_of(grade, scale))
            ink.items += face(self.leaf.left + _AXIS_FACE, y, _AXIS_FACE, scale.share(grade), fill, inside)
        self.leaf.put(ink, 0, 0, SLIDE.width, self.bottom, PartKind.AXIS)

    # ------------------------------------------------------------------ the line

    def _curve(self) -> None:
        theme, insights = self.theme, self.insights

        def at(i: int) -> Point | None:
            grade = self.points[i].grade
            return None if grade is None else (self.x(i), self.y(grade))

        def known(i: int) -> Known:
            basis = insights.basis.get(self.points[i].id)
            return Known.ASSUMED if basis is Basis.ASSUMED else Known.OBSERVED

        def near(left: float, right: float) -> range:
            places = range(len(self.points))
            first, last = (bisect_left(places, x, key=self.x) for x in (left, right))
            return range(max(0, first - 2), min(len(self.points), last + 2))

        width = self._width
        curve = Curve(
            source=LazyCurve(len(self.points), at, known, near),
            stroke=theme.ink,
            width=width,
            neutral=self.y(self.journey.scale.neutral),
            top=self.top,
            bottom=self.bottom,
            above=theme.positive_area,
            below=theme.negative_area,
            dash=(width * 2.4, width * 2.0),
        )
        said = "; ".join(
            f"{i + 1} {title_of(t, self.words)}: {t.emotion} {grade_text(t.grade, self.words)}"
            for i, t in enumerate(self.points[:200])
            if t.grade is not None
        )
        items: list[Item] = [Tag("Figure", alt=f"{self.words.emotions}: {said}"), curve, Tag()]
        self.leaf.parts.append(Part(PartKind.CURVE, "curve-0", 0, 0, SLIDE.width, self.bottom, items, layer=1))

    def _key(self) -> None:
        """What solid and dashed mean, as far as the line is either, at the right over the title."""
        bases = set(self.insights.basis.values())
        ink, words, theme = self.deck.ink(), self.words, self.theme
        size, length, width = ink.pt(LEAST_PT), 15.0, self._width
        right = self.leaf.right - self.leaf.left
        for basis, said, dash in ((Basis.ASSUMED, words.assumed, (width * 2.4, width * 2.0)), (Basis.OBSERVED, words.observed, ())):
            if basis in bases:
                left = right - self.setting.type.width(said, "medium") * size
                ink.line(left, CAP * size, said, "medium", size, theme.secondary)
                y = CAP * size / 2
                ink.items.append(line(left - 3.0 - length, y, left - 3.0, y, theme.ink, width, dash, cap=0))
                right = left - 3.0 - length - 8.0
        self.leaf.put(ink, self.leaf.left, MARGIN + 6.0, self.leaf.right - self.leaf.left, CAP * size, PartKind.HINT, layer=3)

    @property
    def _width(self) -> float:
        """The width of the line (mm)."""
        return max(_THIN, min(_LINE, 0.25 * self.pitch))

    def _point(self, i: int, t: Touchpoint, *, marked: bool) -> None:
        if t.grade is None:
            return
        ink, scale = self.deck.ink(), self.journey.scale
        fill, inside = self.theme.zone(zone_of(t.grade, scale))
        alt = f"{i + 1} {title_of(t, self.words)}: {t.emotion} {grade_text(t.grade, self.words)}"
        ink.items.append(Tag("Figure", alt=alt))
        r = max(_LEAST_MARKED, min(_MARKED, 0.6 * self.pitch)) if marked else min(_POINT, 0.3 * self.pitch)
        if marked:
            ink.items += face(0, 0, r, scale.share(t.grade), fill, inside, self.theme.paper, 0.5)
        else:
            ink.items.append(disc(0, 0, r, fill, self.theme.paper, min(0.5, r / 4)))
        ink.items.append(Tag())
        self.leaf.put(ink, self.x(i), self.y(t.grade), 2 * r, 2 * r, PartKind.POINT, t.id, layer=2)

    # ------------------------------------------------------------------ names and numbers

    def _names(self, marked: list[int]) -> None:
        """The names of peaks and dips where there is room for them, those furthest from neutral first."""
        neutral = self.journey.scale.neutral

        def telling(i: int) -> tuple[float, int]:
            grade = self.points[i].grade
            assert grade is not None
            return (-abs(grade - neutral), i)

        faces = [_Box(self.x(i) - _MARKED, self.y(g) - _MARKED, self.x(i) + _MARKED, self.y(g) + _MARKED)
                 for i in marked if (g := self.points[i].grade) is not None]  # fmt: skip
        taken: list[_Box] = []
        for i in sorted(marked, key=telling):
            t, ink = self.points[i], self.deck.ink()
            assert t.grade is not None
            up = self._is_up(t)
            size = ink.pt(LEAST_PT)
            said = f"{i + 1} {title_of(t, self.words)}"
            made = self._made(said, size)
            wide, tall = made.width * size, block_height(made.count, size, size * _LEAD)
            left = min(max(self.x(i) - wide / 2, self.left), self.leaf.right - wide)
            y = self.y(t.grade)
            top = y - _MARKED - _OFF - tall if up else y + _MARKED + _OFF
            beside = max(1.5, wide * (1 / FILLED - 1) / 2)
            box = _Box(left - beside, top - 1.0, left + wide + beside, top + tall + 1.0)
            if made.shortened or any(box.meets(one) for one in taken) or any(box.meets(one) for one in faces):
                continue
            taken.append(box)
            self._name(ink, left, top, wide, tall, made, i)

    def _made(self, said: str, size: float) -> Paragraph:
        """A name in two lines, its words whole where that takes but a little more: a program that breaks no words needs three lines."""
        wrap, language = self.setting.type.wrap, self.setting.language
        tried = (wrap(said, "semibold", width / size, language, 2, hyphens) for width, hyphens in _NAMES)
        made = next(tried)
        while made.shortened or made.broken:
            if (other := next(tried, None)) is None:
                break
            made = other
        return made

    def _name(self, ink: Ink, left: float, top: float, wide: float, tall: float, made: Paragraph, i: int) -> None:
        size, t = ink.pt(LEAST_PT), self.points[i]
        source = Source(f"touchpoints[{i}].title", t.id)
        for k, shaped in enumerate(made.lines):
            # Each line in the middle of the block.
            x = (wide - shaped.width * size) / 2
            ink.items += [ink.tag("P", source)] if not k else []
            ink.items.append(self.setting.placed(x, CAP * size + k * _LEAD * size, shaped, size, self.theme.ink))
        ink.items.append(Tag())
        self.leaf.put(ink, left, top, wide, tall, PartKind.POINT, t.id, layer=3)

    def _numbers(self) -> None:
        """Numbers of touchpoints along the foot, as many as stand clear of each other."""
        ink = self.deck.ink()
        size = ink.pt(LEAST_PT)
        widest = self.setting.type.width(str(len(self.points)), "medium") * size + 1.6
        every = max(1, -int(-widest // self.pitch))
        base = CAP * size
        for i in range(0, len(self.points), every):
            ink.line(self.x(i), base, str(i + 1), "medium", size, self.theme.secondary, anchor=0.5)
        self._waits(ink, size, base, widest)
        self.leaf.put(ink, 0, self.leaf.bottom - base - DESCENT * size, SLIDE.width, base + DESCENT * size, PartKind.AXIS)

    def _waits(self, ink: Ink, size: float, base: float, number: float) -> None:
        """The bars between the numbers; one is as wide as ``number`` mm."""
        if not self.rooms:
            return
        from ..waiting import bar, in_gap  # with the first map that shows any

        for wait in waits_of(self.journey, self.memo):
            if wait.after not in self.rooms:
                continue
            left, right = self.x(wait.after) + number / 2 + 1.0, self.x(wait.after) + (1.0 + self.rooms[wait.after]) * self.pitch
            # After the last touchpoint no number follows.
            right = min(right - number / 2 - 1.0, self.leaf.right)
            if right - left < _LEAST_BAR * size:
                continue
            said = in_gap(wait, self.words)
            ink.items.append(Tag("Figure", alt=f"{self.words.waiting}: {said}"))
            h = 1.25 * size
            ink.items.append(bar(left, base - CAP * size / 2 - h / 2, right - left, h, self.theme, 1.0))
            if self.setting.type.width(said, "medium") * size + 0.6 * size <= right - left:
                ink.line((left + right) / 2, base, said, "medium", size, self.theme.secondary, anchor=0.5, role="")
            ink.items.append(Tag())
