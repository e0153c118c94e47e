"""The head of a poster: the traveller's title, who travels, what they want, and how the story goes.

It leads with the deepest dip, the highest peak and how it ends, because that is what people remember (peak–end rule:
Kahneman et al., *When More Pain Is Preferred to Less*, 1993), not with a mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cjm_desktop.analysis import Insights, Told, read_story, stands_alone
from cjm_desktop.document import HeaderBlock, Journey, Problem, State

from .findings import told_short
from .header_blocks import ROW_GAP, SMALLER_LABEL, USUAL_LIST, Blocks
from .header_facts import Fact, Facts
from .metrics import grown
from .paper import CAP, Paper
from .setting import Setting
from .shapes import line
from .sheet import PT, Item, Rect, Tag, Text
from .text import Paragraph

_ONE_LINE = (140, 132, 124, 116, 108, 100, 94, 88, 82)
_DENSE = (110, 104, 98, 92, 86, 80, 74)
_TWO_LINES = (80, 76, 72, 68, 64, 60, 56, 52, 48)
_THREE_LINES = (60, 56, 52, 48, 44, 40, 36)
#: Beyond so many touchpoints the cards need the height more than the header does.
DENSE = 36
#: Where blocks begin beside the title, and where a single one does (shares of the width).
_FROM, _FROM_ONE = 0.5, 0.6
#: On a roll the head is read in one place: it takes no more than this of its length (mm on A0).
_WIDEST = 2000.0
#: Where a roll is longer the facts stand at its end: their share of the length, and no more than so many mm on A0; the
#: title has the second share at its beginning, the row of blocks no more than so many mm (on A0) between them, with room to either side.
_ASIDE, _TITLE_LONG, _ROW_LONG, _APART_LONG = (0.32, 1000.0), 0.3, 1400.0, 40.0
#: For small print that is read from far away it grows by no more than this.
_HIGHER_HEAD = 1.1
#: So many times its usual distance from the upper edge the title may stand from it.
_TITLE_DOWN = 2.2
#: Lists in the head leave it no higher than this share of the sheet, as far as that is theirs to say.
_MOST_HIGH = 0.27
#: The head gets no finer than on a sheet of this unit: its labels stay at 5 pt.
_FINEST = 0.31


@dataclass(frozen=True, slots=True)
class HeaderBox:
    """A field in the header that can be edited where it stands. ``x``, ``y`` (top of the capitals), ``w``, ``h`` in mm."""

    field: str
    x: float
    y: float
    w: float
    h: float
    style: str
    size: float
    leading: float
    colour: str


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """A laid-out header: its items, its editable fields, the fields that were shortened, and what else should be known. ``free`` is where
    what is left free under its words begins (mm; 0: nothing is)."""

    height: float
    items: tuple[Item, ...]
    boxes: tuple[HeaderBox, ...]
    cut: tuple[str, ...]
    smallest: float
    problems: tuple[Problem, ...] = ()
    free: float = 0.0

    @property
    def least(self) -> float:
        """The size (mm) of its smallest type."""
        return min((item.size for item in self.items if isinstance(item, Text)), default=0.0)

    @property
    def shortened(self) -> int:
        """How many lines end in an ellipsis."""
        return sum(isinstance(item, Text) and item.line.text.endswith("…") for item in self.items)


def head_for(making: Callable[[float], Header], distance: float) -> Header:
    """The head with small print as large as its readers are far away (m), as :func:`~.metrics.grown` says, while it says all that it
    says otherwise and hardly grows; ``making`` gives it with small print so many times as large as usual."""
    usual = best = making(1.0)
    for larger in grown(distance):
        made = making(larger)
        if (
            made.height <= _HIGHER_HEAD * usual.height
            and made.least >= best.least
            and len(made.cut) <= len(usual.cut)
            and len(made.problems) <= len(usual.problems)
            and made.shortened <= usual.shortened
        ):
            best = made
    return best


class HeaderMaker:
    """Lays out one header for a paper."""

    def __init__(
        self,
        journey: Journey,
        insights: Insights,
        setting: Setting,
        paper: Paper,
        margin: float,
        *,
        sheet: str = "",
        near: float = 1.0,
        larger: float = 1.0,
    ) -> None:
        """``sheet`` says which of several sheets this is; ``near`` is what :meth:`~.paper.Paper.near` says of the paper; ``larger`` is
        how many times as large as usual the small print is."""
        self.larger = larger
        self.sheet = sheet
        self.journey, self.insights, self.setting = journey, insights, setting
        self.paper, self.margin = paper, margin
        self.u = max(paper.unit, _FINEST)
        self.items: list[Item] = []
        self.boxes: list[HeaderBox] = []
        self.cut: list[str] = []
        self.problems: list[Problem] = []
        self._facts: dict[float, Facts] = {}
        self.smallest = 1e9
        self.stacked = paper.width / paper.height < 1.15
        many = len(journey.touchpoints) > DENSE
        self.dense = near < 1 or many
        #: Whether the head is so long that the facts stand at its right end instead of under the title.
        self.facts_aside = paper.width - 2 * margin > _WIDEST * self.u and bool(self._story())
        self.blocks = Blocks(journey, setting, self.u, dense=many, near=near < 1, larger=larger)

    def pt(self, points: float) -> float:
        """A size given in pt on A0, in mm on this paper."""
        return points * PT * self.u

    def make(self) -> Header:
        """The header, as high as its content asks for."""
        u, width = self.u, self.paper.width
        inner = min(width - 2 * self.margin, _WIDEST * u)
        blocks = self.blocks
        least = ((150 if self.dense else 196) if self.stacked else 100 if self.dense else 126) * u
        x, row_width = self.margin, inner
        if not self.stacked:
            from_ = _FROM_ONE if len(blocks.row) == 1 else _FROM
            x, row_width = self.margin + inner * from_, inner * (1 - from_)
        split = (x - self.margin) / inner or _FROM
        room = inner if self.stacked or not blocks else x - self.margin - inner * 0.045
        whole = width - 2 * self.margin
        if self.facts_aside:
            # Title, blocks and facts side by side, as far apart as the roll is long.
            aside = min(_ASIDE[0] * whole, _ASIDE[1] * u)
            room = whole - aside - _APART_LONG * u if not blocks else min(_TITLE_LONG * whole, room)
            free = whole - aside - room - 2 * _APART_LONG * u
            row_width = min(free, _ROW_LONG * u)
            x = self.margin + room + _APART_LONG * u + (free - row_width) / 2
            inner, split = min(whole, 2 * _ROW_LONG * u), _FROM
        title = self.title(room)
        pad = (14 if self.dense else 20) * u
        if not self.stacked:  # beside a title on several lines there is more room than usual
            blocks.story_room = max(blocks.story_room, self.title_height(title, room), least - 2 * pad)
        beside = self.title_height(title, room) + 16 * u if self.stacked else 0.0
        room_for_lists = _MOST_HIGH * self.paper.height - 2 * pad - beside
        if blocks.under:
            room_for_lists -= blocks.heights(row_width, inner, split)[1]
        blocks.list_room = max(room_for_lists, USUAL_LIST * u)
        blocks.make_room(row_width)
        columns, under = blocks.heights(row_width, inner, split)
        if self.stacked:
            above = 16 * u + columns if columns else 0.0
            least = least if columns else 100 * u
            height = max(least, pad + self.title_height(title, room) + above + under + pad)
            top_title, top_columns = pad, height - pad - columns - under
        else:
            tall = self.title_height(title, room)
            if under and (self.facts_aside or not self.facts(room)):
                tall += 0.24 * title[0]  # its descenders
            height = max(least, columns + under + 2 * pad, tall + under + 2 * pad)
            rest = height - under
            # Beside long lists the title stays at the top.
            top_title, top_columns = min((rest - tall) / 2, _TITLE_DOWN * pad), (rest - columns) / 2
        self.items = [Rect(0, 0, width, height, self.setting.theme.header)]
        self.boxes, self.cut, self.problems = [], [], []
        if self.setting.theme.header == self.setting.theme.paper:
            self.items.append(
                line(
                    self.margin, height, width - self.margin, height, self.setting.theme.header_rule, 0.7 * u
                )
            )
        self.title_block(title, top_title, room)
        blocks.draw_row(x, top_columns, row_width)
        if self.facts_aside:
            facts = self.facts(aside)
            left = width - self.margin - facts.width
            self._draw_facts(facts, left, (height - under - facts.height) / 2)
        if under:
            blocks.draw_under(self.margin, height - pad - under + ROW_GAP * u, inner, split)
        return Header(
            height,
            (*self.items, *blocks.items),
            tuple(self.boxes),
            tuple(dict.fromkeys((*self.cut, *blocks.cut))),
            min(self.smallest, blocks.smallest),
            (*self.problems, *blocks.problems),
        )

    # -- title -------------------------------------------------------------------------------------------------------

    def title(self, width: float) -> tuple[float, Paragraph]:
        """The title's size (mm) and lines: as big as one line allows, else two, else three."""
        text = self.journey.title or self.setting.words.untitled_journey
        fit = self.setting.type.fit
        found: tuple[float, Paragraph] | None = None
        steps: tuple[tuple[int, tuple[int, ...]], ...] = ((1, _ONE_LINE), (2, _TWO_LINES), (3, _THREE_LINES))
        if self.dense:  # sixty cards need the height more than the title does
            steps = ((1, _DENSE), *steps[1:])
        for lines, sizes in steps:
            found = fit(text, "extrabold", [self.pt(z) for z in sizes], width, self.setting.language, lines)
            if found[1].count <= lines and not found[1].shortened:
                return found
        assert found is not None
        return found

    def title_height(self, title: tuple[float, Paragraph], width: float) -> float:
        """Height of kicker, title and story (mm) in a width."""
        size, lines = title
        kicker = CAP * self.pt(20) * self.larger + self._kicker_gap(size)
        facts = None if self.facts_aside else self.facts(width)
        story = 15 * self.u + facts.height + 1.2 * self.u * self.larger if facts else 0.0
        return kicker + self._title_block_height(size, lines) + story

    def _title_block_height(self, size: float, lines: Paragraph) -> float:
        """Height (mm) of the title from the top of its capitals, or of what reaches higher, to its last baseline, or what reaches deeper
        than the house's own descenders."""
        lead, over, under = self.setting.spread(lines, size, size * 1.08)
        return over + CAP * size + (lines.count - 1) * lead + under

    def _kicker_gap(self, size: float) -> float:
        """Room between kicker and title (mm); accents on capitals need some of it."""
        return 8 * self.u + 0.2 * size

    def kicker(self) -> str:
        """What kind of map this is: actual, assumed or ideal (METHOD step 6); of several sheets, which."""
        words = self.setting.words
        kind = words.ideal_map if self.journey.state is State.IDEAL else words.journey
        if self.insights.assumption and self.journey.state is not State.IDEAL:
            kind = f"{kind} · {words.assumption_map}"
        return f"{kind} · {self.sheet}" if self.sheet else kind

    def title_block(self, title: tuple[float, Paragraph], y: float, width: float) -> None:
        """Kicker, title and the story in three faces."""
        setting, theme, u = self.setting, self.setting.theme, self.u
        x, size, lines = self.margin, *title
        small = self.pt(20) * self.larger
        wide = setting.width(self.kicker().upper(), "semibold", small * 1.1)
        small *= min(1.0, max(SMALLER_LABEL, width / wide))
        text = setting.short(self.kicker().upper(), "semibold", small * 1.1, width)
        self.items += [
            Tag("P"),
            setting.placed(x, y + CAP * small, text, small, theme.header_accent, track=0.08),
            Tag(),
        ]
        y += CAP * small + self._kicker_gap(size)
        if lines.shortened:
            self.cut.append("title")
        left = x - 0.05 * size
        faded = theme.header_ink if self.journey.title else theme.header_soft
        lead, over, under = setting.spread(lines, size, size * 1.08)
        y += over
        self.items += [Tag("H1"), *setting.lines(left, y, lines, size, lead, faded, width), Tag()]
        height = CAP * size + (lines.count - 1) * lead
        self.boxes.append(
            HeaderBox("title", left, y, width, height, "extrabold", size, lead, theme.header_ink)
        )
        height += under
        if not self.facts_aside:
            self._draw_facts(self.facts(width), x, y + height + 15 * u)

    def _draw_facts(self, facts: Facts, x: float, y: float) -> None:
        if facts:
            self.items += facts.items(x, y)
            self.smallest = min(self.smallest, facts.label)
            self.problems += [Problem(place, told_short(title), record) for place, record, title in facts.cut]

    def facts(self, width: float) -> Facts:
        """The deepest dip, the highest peak and the end, each touchpoint once, set in a width (mm); where that is one touchpoint the
        beginning too."""
        if width not in self._facts:
            self._facts[width] = Facts(
                self._story(), self.setting, self.journey.scale, width, self.u, larger=self.larger
            )
        return self._facts[width]

    def _story(self) -> list[Fact]:
        words, found = self.setting.words, self.insights
        labels = {
            Told.DEEPEST: words.deepest_dip if stands_alone(self.journey, found.bottoms) else words.one_deepest_dip,
            Told.HIGHEST: words.highest_peak if stands_alone(self.journey, found.tops) else words.one_highest_peak,
            Told.ENDS: words.how_it_ends,
        }
        if HeaderBlock.READING not in self.journey.poster.header:
            return []
        story = read_story(self.journey, self.insights, labels)
        if len(story) < 2:  # nothing but the end, or one touchpoint that is everything
            labels = {Told.BEGINS: words.how_it_begins, **labels}
            story = read_story(self.journey, self.insights, labels)
        places = {t.id: i for i, t in enumerate(self.journey.touchpoints) if t.id in story}
        return [
            Fact(
                " · ".join(labels[one] for one in told),
                self.journey.touchpoints[places[ident]],
                places[ident],
            )
            for ident, told in story.items()
        ]
