"""The head of a blank poster: what the journey says already, and lines to write the rest on (METHOD step 6).

The blocks that the document asks for at the places of the filled poster (title at the left; persona, goals, expectations, the
experience that is wanted and the scope at the right; stacked on an upright sheet), on white paper, because nobody writes on
navy and ink costs money. Lengths in mm; sizes of type in pt on A0.
"""

from __future__ import annotations

from collections.abc import Sequence

from cjm_desktop.document import HeaderBlock, Journey, Persona, State

from .blank_words import BlankWords
from .handouts.ink import Ink, Source
from .header_blocks import Blocks
from .label import grade_text
from .metrics import block_height
from .paper import CAP, Paper
from .setting import Setting, Spread
from .shapes import disc
from .sheet import Rect
from .text import Paragraph

#: Height of the head on A0, lying and upright, and the stripe along its upper edge.
_LYING, _UPRIGHT, _STRIPE = 126.0, 196.0, 5.0
#: A sheet is upright for its head below this proportion of width to height, as on the filled poster.
_STACKED = 1.15
_TITLES = (140, 132, 124, 116, 108, 100, 94, 88, 82, 76, 70, 64, 58, 52, 46, 40, 36, 30, 24)
#: From one line of a title to the next (em), where its letters do not need more.
_TITLE_LEAD = 1.08
_NAMES = (38, 34, 31, 28, 25, 22, 19, 17)
_ABOUTS = (22, 21, 20, 19, 18, 17, 16)
_LISTS = (27, 26, 24, 22, 20, 18, 17, 16)
#: Between two lines to write on (A0): room for a marker.
_WRITING = 17.5
#: How the room beside the title is shared out between the blocks, from left to right.
_SHARES = {
    HeaderBlock.PERSONA: 0.30,
    HeaderBlock.GOAL: 0.34,
    HeaderBlock.EXPECTATIONS: 0.36,
    HeaderBlock.DESIRED: 0.36,
    HeaderBlock.SCOPE: 0.30,
}
#: Where the title ends and the blocks begin on a lying sheet, as shares of its width: with three blocks at most, with more.
_SPLIT, _CROWDED_SPLIT = (0.455, 0.5), (0.33, 0.37)


class BlankHead:
    """Lays out one head; ``height`` (mm) is known at once, items and problems after :meth:`make`."""

    def __init__(
        self,
        journey: Journey,
        setting: Setting,
        words: BlankWords,
        paper: Paper,
        margin: float,
        stripe: str,
        at: int = 0,
        count: int = 1,
    ) -> None:
        """``setting`` has a theme for writing on; ``stripe`` is the colour of the upper edge. It is the head of sheet ``at``
        (from 0) of ``count``: what is known stands on the first, the others have its height and name themselves."""
        self.journey, self.setting, self.words = journey, setting, words
        self.paper, self.margin, self.u, self.stripe = paper, margin, paper.unit, stripe
        self.stacked = paper.width / paper.height < _STACKED
        self.height = self.height_on(paper)
        #: Which sheet it is; empty where there is but one.
        self.number = setting.words.sheet_of.format(number=at + 1, count=count) if count > 1 else ""
        self.further = at > 0
        #: What stands beside the title, in this order.
        self.blocks = () if at else tuple(block for block in _SHARES if block in journey.poster.header)

    @staticmethod
    def height_on(paper: Paper) -> float:
        """The height of the head on a paper (mm)."""
        return (_UPRIGHT if paper.width / paper.height < _STACKED else _LYING) * paper.unit

    def make(self) -> Ink:
        """The head from the sheet's upper left corner."""
        u, theme = self.u, self.setting.theme
        ink = Ink(self.setting, self.words.labels, u)
        ink.items.append(Rect(0, 0, self.paper.width, _STRIPE * u, self.stripe))
        ink.rule(self.margin, self.paper.width - self.margin, self.height, 0.7 * u, theme.header_rule)
        inner, pad = self.paper.width - 2 * self.margin, 20 * u
        top = pad + _STRIPE * u * 0.4
        if self.stacked:
            self._title(ink, top, inner, 102 * u)
            if not self.further:
                self._blocks(ink, self.margin, 118 * u, self.height - 10 * u)
        else:
            ends, begins = _SPLIT if len(self.blocks) < 4 else _CROWDED_SPLIT
            self._title(ink, top, inner * (ends if self.blocks else 1.0), self.height - 14 * u)
            if not self.further:
                self._blocks(ink, self.margin + inner * begins, top, self.height - 14 * u)
        return ink

    def _title(self, ink: Ink, top: float, width: float, bottom: float) -> None:
        """Kicker, title or the line it is written on, and which kind of map it will be."""
        u, theme, x = self.u, self.setting.theme, self.margin
        small = ink.pt(20)
        kicker = "  ·  ".join(part.upper() for part in (self.setting.words.journey, self.number) if part)
        base = top + CAP * small
        ink.line(x, base, kicker, "semibold", small, theme.header_accent, room=width, track=0.08)
        top = base + 10 * u
        foot = bottom - 15 * u
        if self.journey.title:
            size, made, (lead, over, under) = self._fitted_title(ink, width, foot - top)
            high = over + block_height(made.count, size, lead) + under
            y = top + over + min(max(0.0, foot - top - high) / 2, 0.16 * size + 6 * u)
            ink.set(
                x - 0.05 * size,
                y,
                self.journey.title,
                made,
                size,
                theme.header_ink,
                width,
                lead=lead / size,
                source=Source("title"),
                role="H1",
            )
        else:
            size = ink.pt(18)
            ink.line(
                x, top + 2 * u + CAP * size, self.words.title, "regular", size, theme.header_soft, room=width
            )
            ink.rule(x, x + width, foot - 4 * u, 0.7 * u, theme.header_rule)
        if not self.further:
            self._kinds(ink, x, bottom - 3 * u, width)

    def _fitted_title(self, ink: Ink, width: float, height: float) -> tuple[float, Paragraph, Spread]:
        """The title's size (mm), its lines, and the room that their ink needs: letters of other scripts reach further."""
        for k in range(len(_TITLES)):
            size, made = ink.fitted(
                self.journey.title,
                "extrabold",
                _TITLES[k:],
                width,
                height,
                lead=_TITLE_LEAD,
                source=Source("title"),
                most=3,
                even=True,
            )
            spread = self.setting.spread(made, size, _TITLE_LEAD * size)
            if spread.over + block_height(made.count, size, spread.lead) + spread.under <= height + 1e-6:
                break
        return size, made, spread

    def _kinds(self, ink: Ink, x: float, middle: float, width: float) -> None:
        """As it is or as it should be: a box to tick for each. A journey that has a title has said it."""
        theme, size, box = self.setting.theme, ink.pt(18), 6.4 * self.u
        state = self.journey.state if self.journey.title else None
        labels = ((State.ACTUAL, self.words.as_it_is), (State.IDEAL, self.setting.words.ideal_map))
        for kind, label in labels:
            ink.box(x, middle, box, ticked=state is kind)
            room = width / 2 - 2 * box - 4 * self.u
            at = x + box + 3.2 * self.u
            wide = ink.line(at, middle + CAP * size / 2, label, "medium", size, theme.text, room=room)
            x = at + wide + 14 * self.u

    # -- who, what for, what they expect, what we want, from where to where ------------------------------------------

    def _blocks(self, ink: Ink, x: float, top: float, bottom: float) -> None:
        u, j, words = self.u, self.journey, self.setting.words
        gap, r = 14 * u, 23 * u
        persona = j.personas[0] if j.personas else None
        asked = j.poster.header
        if HeaderBlock.PERSONA in asked or HeaderBlock.PICTURE in asked:
            self._portrait(ink, persona, x + r, top + r + 5 * u, r)
            x += 2 * r + 9 * u
        room = self.paper.width - self.margin - x - max(0, len(self.blocks) - 1) * gap
        shares = sum(_SHARES[block] for block in self.blocks)
        for block in self.blocks:
            w = room * _SHARES[block] / shares
            icon, label = {
                HeaderBlock.PERSONA: ("user-round", words.persona),
                HeaderBlock.GOAL: ("target", words.goals),
                HeaderBlock.EXPECTATIONS: ("badge-check", words.expectations),
                HeaderBlock.DESIRED: ("sparkles", words.wanted),
                HeaderBlock.SCOPE: ("route", words.scope),
            }[block]
            y = self._label(ink, icon, label, x, top, w)
            if block is HeaderBlock.PERSONA:
                self._persona(ink, persona, x, y, w, bottom)
            elif block is HeaderBlock.GOAL:
                self._list(ink, "goals", j.goals, x, y, w, bottom)
            elif block is HeaderBlock.EXPECTATIONS:
                self._list(ink, "expectations", j.expectations, x, y, w, bottom)
            elif block is HeaderBlock.DESIRED:
                self._desired(ink, x, y, w, bottom)
            else:
                self._scope(ink, x, y, w, bottom)
            x += w + gap

    def _label(self, ink: Ink, icon: str, label: str, x: float, top: float, w: float) -> float:
        """A small heading with its icon over a rule; gives the y where the text begins."""
        theme, u = self.setting.theme, self.u
        size = ink.pt(17)
        ink.icon(icon, x + 4.6 * u, top + CAP * size / 2, 9.2 * u, theme.header_accent, 0.08)
        ink.line(
            x + 12.5 * u,
            top + CAP * size,
            label.upper(),
            "semibold",
            size,
            theme.header_accent,
            room=w - 13 * u,
            role="H2",
            track=0.07,
        )
        ink.rule(x, x + w, top + 11 * u, 0.5 * u, theme.header_rule)
        return top + 18.5 * u

    def _portrait(self, ink: Ink, persona: Persona | None, cx: float, cy: float, r: float) -> None:
        """The persona's picture or initials; without a persona a circle to draw a face in."""
        theme, u = self.setting.theme, self.u
        if persona:
            if HeaderBlock.PICTURE not in self.journey.poster.header:
                persona = persona.replace(picture=None)
            blocks = Blocks(self.journey, self.setting, u, dense=False)
            blocks.portrait(persona, cx, cy, r)
            ink.items += blocks.items
            ink.problems += blocks.problems
        else:
            ink.items.append(disc(cx, cy, r, None, theme.header_rule, 0.6 * u, (2.0 * u, 2.0 * u)))

    def _persona(
        self, ink: Ink, persona: Persona | None, x: float, top: float, w: float, bottom: float
    ) -> None:
        theme, u, labels = self.setting.theme, self.u, self.words.labels
        if persona is None or not persona.name:
            for label, y in self._lines(top, bottom, (labels.name, labels.role, labels.age, "")):
                size = ink.pt(16)
                wide = ink.line(x, y - 2.2 * u, label, "regular", size, theme.header_soft, room=w * 0.6)
                ink.rule(x + (wide + 2.5 * u if wide else 0.0), x + w, y, 0.5 * u, theme.header_rule)
            return
        source = Source("personas[0].name", persona.id)
        about = " · ".join(part for part in (persona.age, persona.role) if part)
        high = (bottom - top) * (0.5 if about else 1.0)
        y = top + ink.block(
            x, top, persona.name, "bold", _NAMES, theme.header_ink, w, high, lead=1.16, source=source, most=2
        )
        if about:
            y += 5 * u
            source = Source("personas[0].role", persona.id)
            soft = theme.header_soft
            ink.block(x, y, about, "regular", _ABOUTS, soft, w, bottom - y, lead=1.28, source=source, most=4)

    def _list(
        self, ink: Ink, field: str, entries: tuple[str, ...], x: float, top: float, w: float, bottom: float
    ) -> None:
        """Goals or expectations, as many as there is room for; lines to write on where there are none."""
        theme, u = self.setting.theme, self.u
        entries = tuple(entry for entry in entries if entry.strip())
        if not entries:
            for _, y in self._lines(top, bottom, ("",) * 4):
                ink.rule(x, x + w, y, 0.5 * u, theme.header_rule)
            return
        indent = 0.0 if len(entries) == 1 else 9.5 * u
        wide, between = w - indent, 4.6 * u
        for points in _LISTS:
            size = ink.pt(points)
            broken = [ink.wrapped(e, "medium", size, wide, Source(field)) for e in entries]
            high = sum(block_height(b.count, size, size * 1.24) + between for b in broken) - between
            if high <= bottom - top and not any(b.broken for b in broken):
                break
        y = top
        for k, entry in enumerate(entries):
            source = Source(f"{field}[{k}]")
            left = bottom - y - (len(entries) - k - 1) * (block_height(1, size, size) + between)
            room = min(left, bottom - y)
            if room < block_height(1, size, size) - 1e-6:
                ink.short_of(entry, source)
                continue
            if indent:
                ink.icon("check", x + 3.2 * u, y + CAP * size / 2, 7.6 * u, theme.header_accent, 0.14)
            most = max(1, int(1 + (room - block_height(1, size, size)) / (size * 1.24) + 1e-6))
            ink_h = ink.column(
                x + indent,
                y,
                entry,
                "medium",
                size,
                theme.header_ink,
                wide,
                most=most,
                lead=1.24,
                source=source,
            )
            y += ink_h + between

    def _desired(self, ink: Ink, x: float, top: float, w: float, bottom: float) -> None:
        """How they should look back, and the grade to be reached (METHOD step 3): as it is known, or lines for it."""
        theme, u, desired = self.setting.theme, self.u, self.journey.desired
        size = ink.pt(16)
        grade = "" if desired.target is None else grade_text(desired.target, self.setting.words)
        label = self.setting.words.target_of.format(grade=grade).strip()
        wide = ink.line(x, bottom - 2.2 * u, label, "medium", size, theme.header_soft, room=w)
        if not grade:
            ink.rule(x + wide + 2.5 * u, x + w, bottom, 0.5 * u, theme.header_rule)
        bottom -= CAP * size + 8 * u
        if desired.statement.strip():
            self._told(ink, "desired.statement", desired.statement, x, top, w, bottom)
            return
        for _, y in self._lines(top, bottom, ("",) * 3):
            ink.rule(x, x + w, y, 0.5 * u, theme.header_rule)

    def _scope(self, ink: Ink, x: float, top: float, w: float, bottom: float) -> None:
        """The need with which the journey begins, and where it ends (METHOD step 0)."""
        theme, u, words, charter = self.setting.theme, self.u, self.setting.words, self.journey.charter
        size, half = ink.pt(16), (bottom - top) / 2
        ends = (
            (words.scope_from, "charter.need", charter.need),
            (words.scope_to, "charter.ends", charter.ends),
        )
        down, high = CAP * size + 3 * u, half - CAP * size - 6 * u
        # Both in one size: neither end matters more.
        sizes = [
            ink.fitted(text, "medium", _LISTS, w, high, lead=1.24)[0] for _, _, text in ends if text.strip()
        ]
        points = [min(sizes) / ink.pt(1.0)] if sizes else _LISTS
        for k, (label, field, text) in enumerate(ends):
            y = top + k * half
            ink.line(x, y + CAP * size, label, "medium", size, theme.header_soft, room=w)
            if text.strip():
                self._told(ink, field, text, x, y + down, w, y + down + high, points)
            else:
                foot = y + half - (0.0 if k else 5 * u)
                ink.rule(x, x + w, foot, 0.5 * u, theme.header_rule)

    def _told(
        self,
        ink: Ink,
        field: str,
        text: str,
        x: float,
        top: float,
        w: float,
        bottom: float,
        points: Sequence[float] = _LISTS,
    ) -> None:
        """A text that is known already, as large as there is room."""
        said, colour = " ".join(text.split()), self.setting.theme.header_ink
        source = Source(field)
        ink.block(x, top, said, "medium", points, colour, w, bottom - top, lead=1.24, source=source)

    def _lines(self, top: float, bottom: float, labels: tuple[str, ...]) -> list[tuple[str, float]]:
        """Lines to write on: a label and the y of each, as many as a marker has room for."""
        pitch = _WRITING * self.u
        count = min(len(labels), max(1, int((bottom - top + 6 * self.u) / pitch)))
        pitch = (bottom - top + 6 * self.u) / count
        return [(label, top - 6 * self.u + pitch * (k + 1)) for k, label in enumerate(labels[:count])]
