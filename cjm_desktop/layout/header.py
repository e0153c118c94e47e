"""The head of a poster: the traveller's title, who travels, what they want, and how the story goes.

It leads with the deepest dip, the highest peak and how it ends, because that is what people remember (peak–end rule:
Kahneman et al., *When More Pain Is Preferred to Less*, 1993), not with a mean.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from cjm_desktop.analysis import Insights, Told, read_story
from cjm_desktop.document import Journey, Persona, State

from .card import title_of
from .face import face
from .label import grade_text
from .metrics import block_height
from .paper import CAP, Paper
from .setting import Setting
from .shapes import circle, disc, line
from .sheet import PT, Clip, Image, Item, Path, Rect, Tag
from .text import Paragraph
from .theme import zone_of

_ONE_LINE = (140, 132, 124, 116, 108, 100, 94, 88, 82)
_DENSE = (110, 104, 98, 92, 86, 80, 74)
_TWO_LINES = (80, 76, 72, 68, 64, 60, 56, 52, 48)
_THREE_LINES = (60, 56, 52, 48, 44, 40, 36)
#: Beyond so many touchpoints the cards need the height more than the header does.
DENSE = 36
#: A persona's story fills the header beside goals and expectations up to this height on A0 (mm).
_STORY, _STORY_DENSE = 88.0, 58.0
#: The end of a sentence, in scripts that mark it.
_SENTENCE = re.compile(r"(?<=[.!?…。])\s+")


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
    """A laid-out header: its items, its editable fields, and the fields that were shortened."""

    height: float
    items: tuple[Item, ...]
    boxes: tuple[HeaderBox, ...]
    cut: tuple[str, ...]
    smallest: float


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
    ) -> None:
        """``sheet`` says which of several sheets this is."""
        self.sheet = sheet
        self.journey, self.insights, self.setting = journey, insights, setting
        self.paper, self.margin, self.u = paper, margin, paper.unit
        self.items: list[Item] = []
        self.boxes: list[HeaderBox] = []
        self.cut: list[str] = []
        self.smallest = 1e9
        self.stacked = paper.width / paper.height < 1.15
        self.dense = len(journey.touchpoints) > DENSE

    def pt(self, points: float) -> float:
        """A size given in pt on A0, in mm on this paper."""
        return points * PT * self.u

    def make(self) -> Header:
        """The header, as high as its content asks for."""
        u, width = self.u, self.paper.width
        inner = width - 2 * self.margin
        least = ((150 if self.dense else 196) if self.stacked else 100 if self.dense else 126) * u
        columns = self.columns_at(self.margin if self.stacked else self.margin + inner * 0.5, 0, measure=True)
        beside = columns > 0 and not self.stacked
        room = inner * 0.455 if beside else inner
        title = self.title(room)
        pad = (14 if self.dense else 20) * u
        if self.stacked:
            under = 16 * u + columns if columns else 0.0
            least = least if columns else 100 * u
            height = max(least, pad + self.title_height(title) + under + pad)
            top_title, top_columns = pad, height - pad - columns
        else:
            height = max(least, columns + 2 * pad, self.title_height(title) + 2 * pad)
            top_title, top_columns = (height - self.title_height(title)) / 2, (height - columns) / 2
        self.items = [Rect(0, 0, width, height, self.setting.theme.header)]
        self.boxes, self.cut = [], []
        if self.setting.theme.header == self.setting.theme.paper:
            self.items.append(
                line(
                    self.margin, height, width - self.margin, height, self.setting.theme.header_rule, 0.7 * u
                )
            )
        self.title_block(title, top_title, room)
        self.columns_at(
            self.margin if self.stacked else self.margin + inner * 0.5, top_columns, measure=False
        )
        return Header(
            height, tuple(self.items), tuple(self.boxes), tuple(dict.fromkeys(self.cut)), self.smallest
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

    def title_height(self, title: tuple[float, Paragraph]) -> float:
        """Height of kicker, title and story (mm)."""
        size, lines = title
        kicker = CAP * self.pt(20) + self._kicker_gap(size)
        story = 15 * self.u + 2 * 8.2 * self.u if self._story() else 0.0
        return kicker + CAP * size + (lines.count - 1) * size * 1.08 + story

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
        small = self.pt(20)
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
        self.items += [Tag("H1"), *setting.lines(left, y, lines, size, size * 1.08, faded, width), Tag()]
        height = CAP * size + (lines.count - 1) * size * 1.08
        self.boxes.append(
            HeaderBox("title", left, y, width, height, "extrabold", size, size * 1.08, theme.header_ink)
        )
        self._story_items(x, y + height + 15 * u, width)

    def _story(self) -> list[tuple[str, str]]:
        """(label, touchpoint id) for the deepest dip, the highest peak and the end, each touchpoint once."""
        words = self.setting.words
        labels = {
            Told.DEEPEST: words.deepest_dip,
            Told.HIGHEST: words.highest_peak,
            Told.ENDS: words.how_it_ends,
        }
        story = read_story(self.journey, self.insights, labels)
        return [(" · ".join(labels[one] for one in told), ident) for ident, told in story.items()]

    def _story_items(self, x: float, y: float, width: float) -> None:
        setting, theme, u = self.setting, self.setting.theme, self.u
        story = self._story()
        if not story:
            return
        scale = self.journey.scale
        by_id = {t.id: t for t in self.journey.touchpoints}
        r, size, label_size = 7.6 * u, self.pt(23), self.pt(17)
        # Where one touchpoint is two things there are fewer, and a longer label over it.
        room = width / (2 if any(" · " in label for label, _ in story) else 3)
        self.smallest = min(self.smallest, label_size)
        for k, (label, ident) in enumerate(story):
            t = by_id[ident]
            assert t.grade is not None
            left = x + k * room
            fill, ink = theme.zone(zone_of(t.grade, scale))
            self.items += face(left + r, y + r, r, scale.share(t.grade), fill, ink)
            tx = left + 2 * r + 4 * u
            space = room - 2 * r - 10 * u
            head = setting.short(label, "medium", label_size, space)
            said = f"{grade_text(t.grade, setting.words)}  {title_of(t, setting.words)}"
            fitted = size * min(1.0, max(0.8, space / max(1e-6, setting.width(said, "semibold", size))))
            body = setting.short(said, "semibold", fitted, space)
            self.items += [
                Tag("P"),
                setting.placed(tx, y + CAP * label_size + 0.4 * u, head, label_size, theme.header_soft),
                setting.placed(tx, y + 2 * r - 0.6 * u, body, fitted, theme.header_ink),
                Tag(),
            ]

    # -- persona, goals, expectations --------------------------------------------------------------------------------

    def columns_at(self, x0: float, top: float, *, measure: bool) -> float:
        """Persona, goals and expectations side by side; gives their height (mm). ``measure`` draws nothing."""
        u = self.u
        kept = self.items, self.boxes, self.cut
        if measure:
            self.items, self.boxes, self.cut = [], [], []
        persona = self.journey.personas[0] if self.journey.personas else None
        blocks: list[tuple[str, float]] = []
        if persona:
            blocks.append(("persona", 0.36 if persona.story else 0.30))
        if self.journey.goals:
            blocks.append(("goals", 0.34))
        if self.journey.expectations:
            blocks.append(("expectations", 0.36))
        bottoms = [0.0]
        total = self.paper.width - self.margin - x0
        gap = 14 * u
        portrait = 46 * u + 9 * u if persona else 0.0
        room = total - portrait - gap * max(0, len(blocks) - 1)
        share = sum(weight for _, weight in blocks) or 1
        x = x0 + portrait
        lists = {"goals": self.journey.goals, "expectations": self.journey.expectations}
        sizes = [
            self._list_lines(lists[name], room * part / share)[0] for name, part in blocks if name in lists
        ]
        largest = (
            min(sizes) * (1.2 if any(len(one) == 1 for one in lists.values()) else 1.0) if sizes else 0.0
        )
        if persona:
            bottoms.append(self.portrait(persona, x0 + 23 * u, top + 23 * u + 5 * u, 23 * u))
        for name, weight in blocks:
            w = room * weight / share
            if name == "persona" and persona:
                bottoms.append(self.persona_block(persona, x, top, w))
            elif name == "goals":
                bottoms.append(
                    self.list_block(
                        "target", self.setting.words.goals, "goals", self.journey.goals, x, top, w, largest
                    )
                )
            else:
                bottoms.append(
                    self.list_block(
                        "badge-check",
                        self.setting.words.expectations,
                        "expectations",
                        self.journey.expectations,
                        x,
                        top,
                        w,
                        largest,
                    )
                )
            x += w + gap
        if measure:
            self.items, self.boxes, self.cut = kept
        return max(bottoms) - top

    def portrait(self, persona: Persona, cx: float, cy: float, r: float) -> float:
        """The persona's picture in a circle, or their initials; gives its lower edge."""
        theme, u = self.setting.theme, self.u
        data = b""
        if persona.picture:
            try:
                data = base64.b64decode(persona.picture.data, validate=True)
            except (binascii.Error, ValueError):
                data = b""
        if data and persona.picture:
            self.items += [
                Clip(circle(cx, cy, r)),
                Image(
                    cx - r,
                    cy - r,
                    2 * r,
                    2 * r,
                    persona.picture.media,
                    data,
                    persona.picture.alt or persona.name,
                ),
                Clip(),
                disc(cx, cy, r, None, theme.header_accent, 1.2 * u),
            ]
            return cy + r
        initials = "".join(word[0] for word in persona.name.split()[:2]).upper() or "?"
        self.items.append(disc(cx, cy, r, theme.header_disc, theme.header_accent, 1.2 * u))
        size = r * (0.92 if len(initials) < 3 else 0.7)
        self.items.append(
            self.setting.text(cx, cy + CAP * size / 2, initials, "bold", size, theme.header_accent, 0.5)
        )
        return cy + r

    def _head(self, icon: str, label: str, x: float, top: float, w: float) -> float:
        """A small heading with its icon over a rule; gives the y where the text begins."""
        setting, theme, u = self.setting, self.setting.theme, self.u
        size = self.pt(17)
        self.smallest = min(self.smallest, size)
        self.items += setting.icons.items(
            icon, x + 4.6 * u, top + CAP * size / 2, 9.2 * u, theme.header_accent, 0.75 * u
        )
        shown = setting.short(label.upper(), "semibold", size * 1.09, w - 13 * u)
        self.items += [
            Tag("H2"),
            setting.placed(x + 12.5 * u, top + CAP * size, shown, size, theme.header_accent, track=0.07),
            Tag(),
        ]
        self.items.append(line(x, top + 11 * u, x + w, top + 11 * u, theme.header_rule, 0.5 * u))
        return top + 18.5 * u

    def persona_block(self, persona: Persona, x: float, top: float, w: float) -> float:
        """Name and what makes this persona; gives the lower edge."""
        setting, theme, u = self.setting, self.setting.theme, self.u
        y = self._head("user-round", setting.words.persona, x, top, w)
        sizes = [self.pt(z) for z in (38, 34, 31, 28, 25, 22)]
        size, name = setting.type.fit(persona.name or "–", "bold", sizes, w, setting.language, 2)
        self.items += [Tag("P"), *setting.lines(x, y, name, size, size * 1.16, theme.header_ink, w), Tag()]
        y += block_height(name.count, size, size * 1.16) + 3 * u
        about = " · ".join(part for part in (persona.age, persona.role) if part)
        if about:
            sizes = [self.pt(z) for z in (22, 21, 20, 19, 18, 17, 16)]
            size, lines = setting.type.fit(about, "regular", sizes, w, setting.language, 4)
            if lines.shortened:
                self.cut.append("persona")
            self.items += [
                Tag("P"),
                *setting.lines(x, y, lines, size, size * 1.28, theme.header_soft, w),
                Tag(),
            ]
            y += block_height(lines.count, size, size * 1.28)
            self.smallest = min(self.smallest, size)
        return self._persona_story(persona, x, y, w, top + (_STORY_DENSE if self.dense else _STORY) * u)

    def _persona_story(self, persona: Persona, x: float, y: float, w: float, bottom: float) -> float:
        """As many whole sentences of the persona's story as there is room for above ``bottom``; gives the lower edge.

        The story belongs to the persona's own sheet: here it fills what would stay empty, and nothing of it is cut apart.
        """
        setting, theme, u = self.setting, self.setting.theme, self.u
        sentences = _SENTENCE.split(" ".join(persona.story.split()))
        sizes = [self.pt(z) for z in (19, 18, 17, 16)]
        for count in range(len(sentences), 0, -1):
            said = " ".join(sentences[:count])
            for size in sizes:
                lines = setting.type.wrap(said, "regular", w / size, setting.language, None)
                height = block_height(lines.count, size, size * 1.3)
                if said and y + 5.5 * u + height <= bottom:
                    y += 5.5 * u
                    colour = theme.header_soft
                    self.items += [Tag("P"), *setting.lines(x, y, lines, size, size * 1.3, colour, w), Tag()]
                    self.smallest = min(self.smallest, size)
                    return y + height
        return y

    def list_block(
        self,
        icon: str,
        label: str,
        field: str,
        entries: tuple[str, ...],
        x: float,
        top: float,
        w: float,
        largest: float,
    ) -> float:
        """Goals or expectations with ticks, all in one size, at most ``largest`` mm; gives the lower edge."""
        setting, theme, u = self.setting, self.setting.theme, self.u
        y = self._head(icon, label, x, top, w)
        single = len(entries) == 1
        indent = 0.0 if single else 9.5 * u
        size, broken = self._list_lines(entries, w)
        if size > largest:
            size = largest
            wide = (w - indent) / size
            broken = [setting.type.wrap(e, "medium", wide, setting.language, None) for e in entries]
        self.smallest = min(self.smallest, size)
        for entry in broken:
            if entry.shortened:
                self.cut.append(field)
            if not single:
                tick = (
                    ("M", x + 0.4 * u, y + 0.4 * size),
                    ("L", x + 2.1 * u, y + 0.4 * size + 1.9 * u),
                    ("L", x + 5.8 * u, y + 0.4 * size - 2.6 * u),
                )
                self.items.append(Path(tick, None, theme.header_accent, 1.2 * u))
            self.items += [
                Tag("P"),
                *setting.lines(x + indent, y, entry, size, size * 1.24, theme.header_ink, w - indent),
                Tag(),
            ]
            y += block_height(entry.count, size, size * 1.24) + 4.6 * u
        return y - 4.6 * u

    def _list_lines(self, entries: tuple[str, ...], w: float) -> tuple[float, list[Paragraph]]:
        """The largest size (mm) in which a list fits a header of the usual height, and its entries set in it."""
        setting, u = self.setting, self.u
        single = len(entries) == 1
        indent = 0.0 if single else 9.5 * u
        sizes = (34, 32, 30, 28, 26, 24, 22, 20, 18) if single else (27, 26, 24, 22, 20, 18, 17, 16)
        most = 5 if single else 3 if len(entries) < 4 else 2
        # Words read better than ticks line up: the block may take two thirds of the usual height of a header.
        for points in sizes:
            size = self.pt(points)
            broken = [
                setting.type.wrap(e, "medium", (w - indent) / size, setting.language, None) for e in entries
            ]
            height = sum(block_height(b.count, size, size * 1.24) + 4.6 * u for b in broken)
            if all(b.count <= most for b in broken) and height <= (56 if self.dense else 92) * u:
                return size, broken
        wide = (w - indent) / size
        return size, [setting.type.wrap(e, "medium", wide, setting.language, most) for e in entries]
