"""What stands beside or under the title in a poster's head: who travels, what they want, what we want for them, what is mapped.

Contract. :class:`Blocks` sets the blocks that the document's header names and that have something to say, in one row or two; it
is asked for its height first and then drawn. Nothing is shortened without a word: :attr:`Blocks.cut` names the fields.
"""

from __future__ import annotations

import math
import re
from itertools import accumulate
from operator import ge

from cjm_desktop.document import HeaderBlock, Journey, Message, Persona, Problem, ScopeKind

from .face import face
from .label import grade_text
from .metrics import block_height
from .paper import CAP
from .picture import covering, damaged, data_of, initials_of, printable, unprintable
from .setting import Setting
from .shapes import circle, disc, line
from .sheet import PT, Clip, Image, Item, Path, Tag
from .text import Paragraph
from .theme import zone_of

#: A persona's story fills the header beside goals and expectations up to this height on A0 (mm).
_STORY, _STORY_NEAR, _STORY_DENSE = 88.0, 80.0, 70.0
#: Sizes (pt on A0) of that story, of one that has a head for itself, and of a single sentence where none of these has room.
_TOLD, _TOLD_ALONE, _TOLD_SMALL = (22, 21, 20, 19), (27, 26, 25, 24, 23), (18, 17, 16)
#: So many times as wide as usual the persona's block may be for the sake of its story.
_WIDER = (1.2, 1.45, 1.75, 2.1)
#: Sizes of the entries of a list; where there are one or two blocks only they may be larger.
_ENTRIES, _ENTRIES_ROOMY = (27, 26, 24, 22, 20, 18, 17, 16), (34, 32, 30, 28)
#: No list is so long that it has less than this to be printed in (mm on A0).
USUAL_LIST = 112.0
#: In the hand they need not be larger than this.
_ENTRIES_NEAR = 23
#: A heading wider than its block shrinks to this share before it is cut.
SMALLER_LABEL = 0.75
#: The end of a sentence, in scripts that mark it.
_SENTENCE = re.compile(r"(?<=[.!?…。])\s+")
#: More blocks than this go on in a second row.
MOST_IN_A_ROW = 3
#: Room between blocks and between rows, and the portrait with the gap after it (mm on A0).
_GAP, ROW_GAP, _PORTRAIT, _PORTRAIT_GAP = 14.0, 17.0, 46.0, 9.0
#: How wide blocks are beside each other.
_WEIGHTS = {
    HeaderBlock.PERSONA: 0.30,
    HeaderBlock.GOAL: 0.34,
    HeaderBlock.EXPECTATIONS: 0.36,
    HeaderBlock.DESIRED: 0.36,
    HeaderBlock.SCOPE: 0.34,
}


class Blocks:
    """Lays out the blocks of one header, in the order in which the document names them. ``u`` is mm per mm on A0; ``dense``: the cards
    need the height; ``near``: the sheet is read in the hand, where a head need not be larger than what stands under it; ``larger`` is
    how many times as large as usual the small print is."""

    def __init__(
        self,
        journey: Journey,
        setting: Setting,
        u: float,
        *,
        dense: bool,
        near: bool = False,
        larger: float = 1.0,
    ) -> None:
        self.journey, self.setting, self.u, self.dense = journey, setting, u, dense
        self.near, self.larger = near, larger
        self.items: list[Item] = []
        self.cut: list[str] = []
        self.problems: list[Problem] = []
        self.smallest = 1e9
        #: So many mm the persona's block may be high with its story; more where the head is higher anyway.
        self.story_room = (_STORY_DENSE if dense else _STORY_NEAR if near else _STORY) * u
        #: So many mm a list may be high with its heading; what it does not hold is not printed, and said to be.
        self.list_room = math.inf
        #: How much wider the persona's block is than it would be beside the others, so that more of the story has room.
        self.wider = 1.0
        #: How many sentences of the story have no room.
        self.untold = 0
        self._listed: list[float] = []
        asked = journey.poster.header
        persona = journey.personas[0] if journey.personas else None
        self.pictured = persona if HeaderBlock.PICTURE in asked else None
        desired, charter = journey.desired, journey.charter
        says = {
            HeaderBlock.PERSONA: persona is not None,
            HeaderBlock.GOAL: bool(journey.goals),
            HeaderBlock.EXPECTATIONS: bool(journey.expectations),
            HeaderBlock.DESIRED: bool(desired.statement.strip()) or desired.target is not None,
            HeaderBlock.SCOPE: bool(charter.need.strip() or charter.ends.strip() or charter.scope),
        }
        # The document's order counts; who travels is pictured beside the name, wherever that stands.
        names = [name for name in dict.fromkeys(asked) if says.get(name)]
        #: Blocks beside the title, and those in a row of their own under both.
        self.row, self.under = names, list[HeaderBlock]()
        if len(names) > MOST_IN_A_ROW:
            below = sum(name in (HeaderBlock.DESIRED, HeaderBlock.SCOPE) for name in names)
            self.row, self.under = names[:-below], names[-below:]

    def __bool__(self) -> bool:
        return bool(self.row or self.pictured)

    def pt(self, points: float) -> float:
        """A size given in pt on A0, in mm on this paper."""
        return points * PT * self.u

    def small(self, sizes: tuple[float, ...]) -> list[float]:
        """Sizes (pt on A0) of small print in mm, with the larger ones that those who stand far away read."""
        wanted = {z * k for z in sizes for k in (1.0, self.larger)}
        return [self.pt(z) for z in sorted(wanted, reverse=True)]

    def make_room(self, row_width: float) -> None:
        """Widen the persona's block until all of its story is told, as far as the others are set as large as before; what is still
        untold then is a problem."""
        persona = self.journey.personas[0] if self.journey.personas else None
        if persona is None or HeaderBlock.PERSONA not in self.row:
            return
        kept = self.items, self.cut, self.problems, self.smallest
        for wider in (1.0, *_WIDER):
            self.wider = wider
            self.items, self.cut, self.problems, self._listed = [], [], [], []
            height = self.draw_row(0.0, 0.0, row_width)
            if wider == 1.0:
                least, told, best = list(self._listed), self.untold, 1.0
                highest = max(height, self.story_room)
            elif all(map(ge, self._listed, least)) and height <= highest + 1e-6 and self.untold < told:
                told, best = self.untold, wider
            if not told:
                break
        self.wider = best
        self.items, self.cut, self.problems, self.smallest = kept
        self._say_untold(persona, told)

    def _say_untold(self, persona: Persona, count: int) -> None:
        """So many sentences of a persona's story found no room."""
        if count:
            total = len(_SENTENCE.split(" ".join(persona.story.split())))
            self.problems.append(
                Problem(
                    "personas[0].story",
                    Message(
                        "The header has room for {told} of the {total} sentences of this story; the persona’s own sheet tells all of "
                        "it. Fewer words, or fewer goals and expectations, would fit.",
                        told=total - count,
                        total=total,
                    ),
                    persona.id,
                )
            )

    def heights(self, row_width: float, under_width: float, split: float) -> tuple[float, float]:
        """Heights (mm) of the row beside the title and of the one under both, with the gap over it; nothing is drawn."""
        kept = self.items, self.cut, self.problems
        self.items, self.cut, self.problems = [], [], []
        row, under = self.draw_row(0.0, 0.0, row_width), self.draw_under(0.0, 0.0, under_width, split)
        self.items, self.cut, self.problems = kept
        return row, under + ROW_GAP * self.u if self.under else 0.0

    def draw_row(self, x: float, top: float, width: float) -> float:
        """Portrait and blocks side by side from ``x`` on; gives their height (mm)."""
        u = self.u
        bottoms = [0.0]
        if self.pictured and HeaderBlock.PERSONA not in (*self.row, *self.under):
            r = _PORTRAIT / 2 * u
            # Alone it stands at the edge, where the eye leaves the title.
            cx = x + r if self.row else x + width - r
            bottoms.append(self.portrait(self.pictured, cx, top + r + 5 * u, r))
            taken = (_PORTRAIT + _PORTRAIT_GAP) * u
            x, width = x + taken, width - taken
        bottoms.append(self._side_by_side(self.row, x, top, width))
        return max(bottoms) - top

    def draw_under(self, x: float, top: float, width: float, split: float = 0.5) -> float:
        """The second row from ``x`` on; gives its height (mm). Two blocks meet where ``split`` of the width is: under the seam between
        title and row."""
        if not self.under:
            return 0.0
        if len(self.under) < 2:
            bottom = self._side_by_side(self.under, x, top, width)
        else:
            left, right = ([name] for name in self.under)
            seam = split * width
            bottom = max(
                self._side_by_side(left, x, top, seam - _GAP * self.u),
                self._side_by_side(right, x + seam, top, width - seam),
            )
        if HeaderBlock.PERSONA in self.under:
            self._say_untold(self.journey.personas[0], self.untold)
        return bottom - top

    def _side_by_side(self, names: list[HeaderBlock], x: float, top: float, width: float) -> float:
        """Some blocks from left to right; gives their lower edge."""
        gap = _GAP * self.u
        weights = dict(_WEIGHTS)
        if self.journey.personas and self.journey.personas[0].story:
            weights[HeaderBlock.PERSONA] = 0.36 * self.wider
        pictured = self.pictured if HeaderBlock.PERSONA in names else None
        portrait = (_PORTRAIT + _PORTRAIT_GAP) * self.u if pictured else 0.0
        room = width - portrait - gap * max(0, len(names) - 1)
        share = sum(weights[name] for name in names) or 1
        lists = {
            HeaderBlock.GOAL: self.journey.goals,
            HeaderBlock.EXPECTATIONS: self.journey.expectations,
        }
        wide = {name: room * weights[name] / share for name in names}
        sizes = [self._list_lines(lists[name], wide[name])[0] for name in names if name in lists]
        single = any(len(lists[name]) == 1 for name in lists if lists[name])
        largest = min(sizes) * (1.2 if single else 1.0) if sizes else 0.0
        bottoms = [top]
        for name in names:
            w = wide[name]
            if name is HeaderBlock.PERSONA:
                if pictured:
                    r = _PORTRAIT / 2 * self.u
                    bottoms.append(self.portrait(pictured, x + r, top + r + 5 * self.u, r))
                    x += portrait
                bottoms.append(self.persona_block(self.journey.personas[0], x, top, w))
            elif name is HeaderBlock.GOAL:
                said = self.setting.words.goals
                bottoms.append(self.list_block("target", said, "goals", lists[name], x, top, w, largest))
            elif name is HeaderBlock.EXPECTATIONS:
                said = self.setting.words.expectations
                bottoms.append(
                    self.list_block("badge-check", said, "expectations", lists[name], x, top, w, largest)
                )
            elif name is HeaderBlock.DESIRED:
                bottoms.append(self.desired_block(x, top, w))
            else:
                bottoms.append(self.scope_block(x, top, w))
            x += w + gap
        return max(bottoms)

    # -- the persona -------------------------------------------------------------------------------------------------

    def portrait(self, persona: Persona, cx: float, cy: float, r: float) -> float:
        """The persona's picture in a circle, or their initials; gives its lower edge."""
        theme, u = self.setting.theme, self.u
        pixels = printable(persona.picture)
        if persona.picture and pixels:
            x, y, w, h = covering(pixels, cx - r, cy - r, 2 * r)
            alt = persona.picture.alt or persona.name
            self.items += [
                Clip(circle(cx, cy, r)),
                Image(x, y, w, h, persona.picture.media, data_of(persona.picture, grey=theme.grey), alt),
                Clip(),
                disc(cx, cy, r, None, theme.header_accent, 1.2 * u),
            ]
            return cy + r
        if persona.picture and damaged(persona.picture):
            said = unprintable(persona.picture, persona.name or "…")
            self.problems.append(Problem("personas[0].picture", said, persona.id))
        initials = initials_of(persona.name) or "?"
        self.items.append(disc(cx, cy, r, theme.header_disc, theme.header_accent, 1.2 * u))
        size = r * (0.92 if len(initials) < 3 else 0.7)
        self.items.append(
            self.setting.text(cx, cy + CAP * size / 2, initials, "bold", size, theme.header_accent, 0.5)
        )
        return cy + r

    def _head(self, icon: str, label: str, x: float, top: float, w: float) -> float:
        """A small heading with its icon over a rule; gives the y where the text begins."""
        setting, theme, u = self.setting, self.setting.theme, self.u
        size = self.larger * self.pt(17)
        wide = setting.width(label.upper(), "semibold", size * 1.09)
        size *= min(1.0, max(SMALLER_LABEL, (w - 13 * u) / wide))
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

    def _set(
        self, lines: Paragraph, x: float, y: float, size: float, lead: float, colour: str, w: float
    ) -> float:
        """A paragraph whose block begins at ``y``, its lines ``lead`` em apart or more; gives the lower edge of its ink."""
        spread = self.setting.spread(lines, size, lead * size)
        top = y + spread.over
        self.items += [Tag("P"), *self.setting.lines(x, top, lines, size, spread.lead, colour, w), Tag()]
        return y + self._tall(lines, size, lead)

    def _tall(self, lines: Paragraph, size: float, lead: float) -> float:
        """Height (mm) of a paragraph with all of its ink."""
        spread = self.setting.spread(lines, size, lead * size)
        return spread.over + block_height(lines.count, size, spread.lead) + spread.under

    def persona_block(self, persona: Persona, x: float, top: float, w: float) -> float:
        """Name and what makes this persona; gives the lower edge."""
        setting, theme, u = self.setting, self.setting.theme, self.u
        y = self._head("user-round", setting.words.persona, x, top, w)
        alone = len(self.row) == 1
        sizes = [self.pt(z) for z in ((46, 42) if alone else ()) + (38, 34, 31, 28, 25, 22)]
        size, name = setting.type.fit(persona.name or "–", "bold", sizes, w, setting.language, 2)
        if name.shortened:
            self.cut.append("personas[0].name")
        y = self._set(name, x, y, size, 1.16, theme.header_ink, w) + 3 * u
        about = " · ".join(part for part in (persona.age, persona.role) if part)
        if about:
            sizes = self.small(((28, 26, 24) if alone else ()) + (22, 21, 20, 19, 18, 17, 16))
            size, lines = setting.type.fit(about, "regular", sizes, w, setting.language, 4)
            if lines.shortened:
                self.cut.append("persona")
            y = self._set(lines, x, y, size, 1.28, theme.header_soft, w)
            self.smallest = min(self.smallest, size)
        return self._persona_story(persona, x, y, w, top + self.story_room)

    def _persona_story(self, persona: Persona, x: float, y: float, w: float, bottom: float) -> float:
        """As many whole sentences of the persona's story as there is room for above ``bottom``; gives the lower edge.

        The story belongs to the persona's own sheet: here it fills what would stay empty, and nothing of it is cut apart. Rather
        fewer sentences than smaller ones.
        """
        setting, theme, u = self.setting, self.setting.theme, self.u
        sentences = _SENTENCE.split(" ".join(persona.story.split()))
        self.untold = len(sentences) if persona.story.strip() else 0
        usual = (
            *(_TOLD_ALONE if len(self.row) == 1 else ()),
            *_TOLD,
            *(_TOLD_SMALL[:2] if self.near else ()),
        )
        ways = [(count, usual) for count in range(len(sentences), 0, -1)]
        for count, sizes in (*ways, (1, _TOLD_SMALL)):
            said = " ".join(sentences[:count])
            for size in self.small(sizes):
                lines = setting.type.wrap(said, "regular", w / size, setting.language, None)
                height = self._tall(lines, size, 1.3)
                if said and y + 5.5 * u + height <= bottom:
                    y += 5.5 * u
                    self.untold = len(sentences) - count
                    self.smallest = min(self.smallest, size)
                    return self._set(lines, x, y, size, 1.3, theme.header_soft, w)
        return y

    # -- goals and expectations --------------------------------------------------------------------------------------

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
        self._listed.append(size)
        broken = self._kept(broken, size, self.list_room - (y - top))
        if len(broken) < len(entries):
            self.problems.append(Problem(field, unlisted(len(broken), len(entries))))
        for entry in broken:
            if entry.shortened:
                self.cut.append(field)
            rtl = any(one.rtl for one in entry.lines)
            if not single:
                tx = x + w - 6.2 * u if rtl else x  # a tick stands where its entry begins
                tick = (
                    ("M", tx + 0.4 * u, y + 0.4 * size),
                    ("L", tx + 2.1 * u, y + 0.4 * size + 1.9 * u),
                    ("L", tx + 5.8 * u, y + 0.4 * size - 2.6 * u),
                )
                self.items.append(Path(tick, None, theme.header_accent, 1.2 * u))
            left = x if rtl else x + indent
            y = self._set(entry, left, y, size, 1.24, theme.header_ink, w - indent) + 4.6 * u
        return y - 4.6 * u

    def _kept(self, broken: list[Paragraph], size: float, room: float) -> list[Paragraph]:
        """The first entries of a list that ``room`` mm hold, one in any case."""
        heights = accumulate(self._tall(one, size, 1.24) + 4.6 * self.u for one in broken)
        count = sum(height - 4.6 * self.u <= room for height in heights)
        return broken[: max(1, count)]

    def _list_lines(self, entries: tuple[str, ...], w: float) -> tuple[float, list[Paragraph]]:
        """The largest size (mm) in which a list fits a header of the usual height, and its entries set in it."""
        setting, u = self.setting, self.u
        single = len(entries) == 1
        indent = 0.0 if single else 9.5 * u
        sizes = (*(_ENTRIES_ROOMY if len(self.row) < MOST_IN_A_ROW else ()), *_ENTRIES)
        if single:
            sizes = (34, 32, 30, 28, 26, 24, 22, 20, 18)
        if self.near:
            sizes = tuple(size for size in sizes if size <= _ENTRIES_NEAR)
        most = 5 if single else 3 if len(entries) < 4 else 2
        # Words read better than ticks line up: the block may take two thirds of the usual height of a header.
        for points in sizes:
            size = self.pt(points)
            broken = [
                setting.type.wrap(e, "medium", (w - indent) / size, setting.language, None) for e in entries
            ]
            height = sum(self._tall(b, size, 1.24) + 4.6 * u for b in broken)
            if (
                all(b.count <= most for b in broken)
                and height <= (56 if self.dense else 70 if self.near else 92) * u
            ):
                return size, broken
        wide = (w - indent) / size
        return size, [setting.type.wrap(e, "medium", wide, setting.language, most) for e in entries]

    # -- what we want, and what is mapped ----------------------------------------------------------------------------

    def desired_block(self, x: float, top: float, w: float) -> float:
        """How the traveller should look back, with the face and the grade to be reached (METHOD step 3); gives the lower edge."""
        setting, theme, u = self.setting, self.setting.theme, self.u
        y = self._head("sparkles", setting.words.wanted, x, top, w)
        desired, bottom = self.journey.desired, y
        if desired.target is not None:
            scale, r, size = self.journey.scale, 7.6 * u, self.pt(26)
            fill, ink = theme.zone(zone_of(desired.target, scale))
            self.items += face(x + r, y + r, r, scale.share(desired.target), fill, ink)
            number = grade_text(desired.target, setting.words)
            left = x + 2 * r + 4 * u
            shown = setting.text(left, y + r + CAP * size / 2, number, "bold", size, theme.header_ink)
            self.items += [Tag("P"), shown, Tag()]
            taken = 2 * r + 10 * u + shown.line.width * size
            x, w, bottom = x + taken, w - taken, y + 2 * r
        if desired.statement.strip():
            bottom = max(bottom, self._statement("desired.statement", desired.statement, x, y, w, bottom - y))
        return bottom

    def _statement(self, field: str, text: str, x: float, y: float, w: float, beside: float) -> float:
        """A text of one or more sentences, as large as a few lines allow, a short one level with what is ``beside`` it (mm high);
        gives the lower edge."""
        sizes = [self.pt(z) for z in (30, 28, 26, 24, 22, 20, 18, 17, 16)]
        size, lines = self._fitted(field, text, sizes, w, 3 if w > 300 * self.u else 4)
        ink = self.setting.theme.header_ink
        tall = CAP * size + (lines.count - 1) * 1.26 * size
        y += max(0.0, (beside - tall) / 2)
        return self._set(lines, x, y, size, 1.26, ink, w)

    def _fitted(
        self, field: str, text: str, sizes: list[float], w: float, most: int
    ) -> tuple[float, Paragraph]:
        """A text on at most so many lines, remembered as cut when the smallest size does not hold it."""
        size, lines = self.setting.type.fit(
            " ".join(text.split()), "medium", sizes, w, self.setting.language, most
        )
        if lines.shortened:
            self.cut.append(field)
        self.smallest = min(self.smallest, size)
        return size, lines

    def scope_block(self, x: float, top: float, w: float) -> float:
        """The need with which the journey begins, and where it ends (METHOD step 0); gives the lower edge."""
        setting, theme, u = self.setting, self.setting.theme, self.u
        words, charter = setting.words, self.journey.charter
        label = words.scope
        if charter.scope is not None:
            whole, one = words.scope_kinds
            label = f"{label} · {whole if charter.scope is ScopeKind.LIFE_CYCLE else one}"
        y = self._head("route", label, x, top, w)
        ends = [
            (word, field, text)
            for word, field, text in (
                (words.scope_from, "charter.need", charter.need),
                (words.scope_to, "charter.ends", charter.ends),
            )
            if text.strip()
        ]
        if not ends:
            return top + 11 * u
        arrow = 17 * u if len(ends) == 2 else 0.0
        room = (w - arrow) / len(ends)
        small = self.larger * self.pt(17)
        self.smallest = min(self.smallest, small)
        sizes = [self.pt(z) for z in (26, 24, 22, 20, 19, 18, 17, 16)]
        most = 3 if room > 180 * u else 5
        # Both in one size: neither end matters more.
        fitted = [self._fitted(field, text, sizes, room, most) for _, field, text in ends]
        size = min(size for size, _ in fitted)
        bottom = y
        for k, (word, field, text) in enumerate(ends):
            left = x + k * (room + arrow)
            _, lines = self._fitted(field, text, [size], room, most)
            base = y + CAP * small
            at = base + 5 * u
            spread = setting.spread(lines, size, 1.26 * size)
            self.items += [
                Tag("P"),
                setting.text(left, base, word, "medium", small, theme.header_soft),
                *setting.lines(left, at + spread.over, lines, size, spread.lead, theme.header_ink, room),
                Tag(),
            ]
            bottom = max(bottom, at + self._tall(lines, size, 1.26))
            if k:
                middle = at + CAP * size / 2
                self.items += setting.icons.items(
                    "arrow-right", left - arrow / 2, middle, 9 * u, theme.header_accent, 0.8 * u
                )
        return bottom


def unlisted(told: int, total: int) -> Message:
    """What is said of goals or expectations of which the head of a poster holds only the first."""
    return Message(
        "The header has room for {told} of these {total}; the others are not printed. Fewer or shorter ones would fit.",
        told=told,
        total=total,
    )
