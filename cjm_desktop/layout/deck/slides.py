"""Slides in the making: their head and foot, and columns that texts flow through from slide to slide.

Contract. Lengths in mm on a slide of :data:`SLIDE`. Type that is meant to be read from the back of a room is at least :data:`LEAST_PT`;
only the quiet foot is smaller. A text that finds no room goes on on the next slide, under the same title; one that is longer than a
whole slide is shortened, and reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cjm_desktop.document import Journey

from ..handouts.ink import Ink, Source
from ..handouts.page import Page
from ..handouts.sheaf import Leaf, accent_of
from ..handouts.words import HandoutWords
from ..paper import CAP, Paper
from ..setting import Setting
from ..sheet import Mark, PartKind, Rect

#: A slide as presentation programs make it: 13⅓ × 7½ inches.
SLIDE = Paper("16:9", 338.667, 190.5)
#: The smallest type (pt) that is read from the back of a room.
LEAST_PT = 18.0
#: White around everything, and between columns.
MARGIN, GAP = 16.0, 12.0
#: Sizes that are tried (pt, largest first): of titles, of texts.
TITLES, TEXTS = (36.0, 32.0, 28.0, 24.0), (22.0, 20.0, 18.0)
#: Where the foot begins, and what a slide may be filled down to.
_FOOT, BOTTOM = 180.5, 174.0
_FOOT_PT = 12.0
_TITLE_HIGH = 24.0
#: The share of its place that a line may fill: fonts do not travel with a presentation, and most others are wider than ours.
FILLED = 0.88
#: From a heading to what stands under it.
_UNDER_HEAD = 3.6


@dataclass(frozen=True, slots=True)
class Column:
    """A column that texts are set in; ``ink``, ``soft`` and ``accent`` are the colours that read on its ground."""

    leaf: Leaf
    x: float
    top: float
    bottom: float
    width: float
    ink: str
    soft: str
    accent: str


@dataclass(frozen=True, slots=True)
class Group:
    """What stands together: ``draw(ink, column, room)`` draws it from (0, 0) in at most ``room`` mm and gives its height."""

    draw: Callable[[Ink, Column, float], float]
    kind: PartKind = PartKind.CELL
    record: str = ""
    #: Air over it (mm), unless it begins a column.
    before: float = 5.0
    #: The heading it stands under, when it is the first there.
    head: Group | None = None

    @property
    def air(self) -> float:
        """The air over it and its heading."""
        return self.before if self.head is None else self.head.before

    def drawn(self, new: Callable[[], Ink], column: Column, room: float) -> Drawn:
        """The heading and the group itself with their inks, tops and heights, from 0 down."""
        out: Drawn = []
        top = 0.0
        if self.head is not None:
            out = self.head.drawn(new, column, room)
            top = out[-1][3] + _UNDER_HEAD
        ink = new()
        return [*out, (self, ink, top, self.draw(ink, column, room - top))]


#: What a group draws with its heading: each with its ink, top and height.
Drawn = list[tuple[Group, Ink, float, float]]


class Deck:
    """The slides in the making."""

    def __init__(self, journey: Journey, setting: Setting, words: HandoutWords) -> None:
        self.journey, self.setting, self.words = journey, setting, words
        self.theme, self.accent = setting.theme, accent_of(setting)
        self._leaves: list[tuple[Leaf, str, bool]] = []

    @property
    def name(self) -> str:
        """What the journey is called."""
        return self.journey.title or self.setting.words.untitled_journey

    def ink(self) -> Ink:
        """Ink of true size."""
        return Ink(self.setting, self.words, 1.0)

    def bare(self, title: str, *, dark: bool) -> Leaf:
        """A slide without a head; ``dark``: on the ground of a map's head."""
        leaf = Leaf(MARGIN, SLIDE.width - MARGIN, MARGIN, BOTTOM)
        ink = self.ink()
        ground = self.theme.header if dark else self.theme.paper
        number = len(self._leaves) + 1
        ink.items = [Mark(f"slide-{number}", title, 1, 0, 0), Rect(0, 0, SLIDE.width, SLIDE.height, ground)]
        leaf.put(ink, 0, 0, SLIDE.width, SLIDE.height, PartKind.PAPER, layer=0)
        self._leaves.append((leaf, title, dark))
        return leaf

    def slide(self, kicker: str, title: str, source: Source | None = None, *, again: bool = False) -> Leaf:
        """A slide with its head; ``again``: it continues the one before."""
        leaf = self.bare("" if again else title, dark=False)
        ink, theme = self.ink(), self.theme
        size = ink.pt(LEAST_PT)
        y = MARGIN
        ink.items.append(Rect(leaf.left, y, 22.0, 1.6, self.accent))
        base = y + 6.0 + CAP * size
        if again:
            kicker = f"{kicker} · {self.setting.words.continued}" if kicker else self.setting.words.continued
        ink.line(leaf.left, base, kicker.upper(), "semibold", size, self.accent, track=0.06, room=leaf.width)
        top = base + 5.4
        z, made = ink.fitted(title, "extrabold", TITLES, leaf.width * FILLED, _TITLE_HIGH, lead=1.12, source=source, most=2)
        tall = ink.set(leaf.left, top, title, made, z, theme.ink, leaf.width, lead=1.12, source=source, role="H1")
        leaf.top = top + tall + 6.5
        leaf.put(ink, 0, 0, SLIDE.width, leaf.top, PartKind.HEADER)
        return leaf

    def columns(self, leaf: Leaf, count: int, *, left: float | None = None) -> list[Column]:
        """Equal columns of a slide from ``left`` on."""
        start = leaf.left if left is None else left
        width = (leaf.right - start - GAP * (count - 1)) / count
        return [
            Column(leaf, start + k * (width + GAP), leaf.top, leaf.bottom, width, self.theme.ink, self.theme.secondary, self.accent)
            for k in range(count)
        ]

    def going_on(self, kicker: str, title: str, source: Source | None, count: int) -> Iterator[Column]:
        """Columns on slides that continue one, without end."""
        while True:
            yield from self.columns(self.slide(kicker, title, source, again=True), count)

    def flow(self, groups: Iterable[Group], columns: Iterator[Column]) -> float:
        """Set groups one under the other, column after column; gives the y under the last."""
        y = 0.0
        for column, start, made in self._laid(groups, columns):
            for one, ink, top, tall in made:
                if tall > 0:
                    column.leaf.put(ink, column.x, start + top, column.width, tall, one.kind, one.record)
            y = start + _tall(made)
        return y

    def fits(self, groups: Iterable[Group], columns: Iterable[Column]) -> bool:
        """Whether groups find room in some columns, unshortened."""
        try:
            return all(
                start + _tall(made) <= column.bottom + 0.01 and not any(ink.problems for _, ink, _, _ in made)
                for column, start, made in self._laid(groups, iter(columns))
            )
        except RuntimeError:  # no column is left
            return False

    def _laid(self, groups: Iterable[Group], columns: Iterator[Column]) -> Iterator[tuple[Column, float, Drawn]]:
        """Where each group comes to stand: its column, its top, and what it draws. Raises ``RuntimeError`` without a column left."""
        column: Column | None = None
        y = 0.0
        for group in groups:
            if column is None:
                column = next(columns)
                y = column.top
            begun = y > column.top
            start = y + (group.air if begun else 0.0)
            made = group.drawn(self.ink, column, column.bottom - column.top)
            if begun and start + _tall(made) > column.bottom + 0.01:
                column = next(columns)
                start = column.top
                made = group.drawn(self.ink, column, column.bottom - column.top)
            yield column, start, made
            y = start + _tall(made)

    def pages(self) -> list[Page]:
        """The finished slides, each with its foot."""
        count, out = len(self._leaves), list[Page]()
        for number, (leaf, title, dark) in enumerate(self._leaves, 1):
            ink = self.ink()
            size, soft = ink.pt(_FOOT_PT), self.theme.header_soft if dark else self.theme.secondary
            if number > 1:
                base = CAP * size
                source = Source("title") if self.journey.title else None
                ink.line(leaf.left, base, self.name, "medium", size, soft, room=leaf.width * 0.8, source=source)
                ink.line(leaf.right, base, str(number), "medium", size, soft, anchor=1.0)
                leaf.put(ink, 0, _FOOT, SLIDE.width, 6.0, PartKind.FOOTER)
            paper = self.theme.header if dark else self.theme.paper
            called = title or self.name
            out.append(
                Page(SLIDE, called, self.words.language, paper, leaf.parts, leaf.problems, number, count)
            )
        return out


def _tall(made: Drawn) -> float:
    return made[-1][2] + made[-1][3]


# ---------------------------------------------------------------------- what groups draw


def label(text: str, icon: str, colour: str = "", *, before: float = 7.0) -> Group:
    """A small heading with an icon; without a ``colour`` it has its column's accent."""

    def draw(ink: Ink, column: Column, room: float) -> float:
        size = ink.pt(LEAST_PT)
        shown = colour or column.accent
        ink.icon(icon, size * 0.55, CAP * size / 2, size * 1.1, shown)
        return ink.column(size * 1.55, 0, text, "semibold", size, shown, (column.width - size * 1.55) * FILLED, lead=1.2, role="H2")

    return Group(draw, PartKind.HINT, before=before)


def entry(text: str, source: Source, *, points: tuple[float, ...] = TEXTS, before: float = 5.0) -> Group:
    """An entry of a list, with a tick for its bullet."""

    def draw(ink: Ink, column: Column, room: float) -> float:
        indent = ink.pt(points[0]) * 1.35
        size, made = ink.fitted(text, "regular", points, (column.width - indent) * FILLED, room, lead=1.3, source=source)
        ink.icon("check", size * 0.5, CAP * size / 2, size * 0.95, column.accent, 0.11)
        return ink.set(indent, 0, text, made, size, column.ink, column.width - indent, lead=1.3, source=source)

    return Group(draw, PartKind.CELL, source.record, before)


def text(
    said: str, style: str, source: Source | None, *, soft: bool = False, points: tuple[float, ...] = TEXTS, before: float = 5.0
) -> Group:
    """A text."""

    def draw(ink: Ink, column: Column, room: float) -> float:
        size, made = ink.fitted(said, style, points, column.width * FILLED, room, lead=1.34, source=source)
        fill = column.soft if soft else column.ink
        return ink.set(0, 0, said, made, size, fill, column.width, lead=1.34, source=source)

    return Group(draw, PartKind.CELL, source.record if source else "", before)


def quote(said: str, source: Source, ground: str, *, before: float = 3.6) -> Group:
    """What somebody said, on its own ground."""

    def draw(ink: Ink, column: Column, room: float) -> float:
        pad = 4.2
        inner = column.width - 2 * pad
        size, made = ink.fitted(said, "italic", (20.0, LEAST_PT), inner * FILLED, room - 2 * pad, lead=1.3, source=source)
        at = len(ink.items)
        tall = ink.set(pad, pad, said, made, size, column.ink, inner, lead=1.3, source=source, role="BlockQuote")
        ink.items.insert(at, Rect(0, 0, column.width, tall + 2 * pad, ground, radius=3.0))
        return tall + 2 * pad

    return Group(draw, PartKind.QUOTE, source.record, before)
