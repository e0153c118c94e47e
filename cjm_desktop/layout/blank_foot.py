"""The foot of a blank poster: how the wall is used, one line for each step, and a bar that proves its true size."""

from __future__ import annotations

from cjm_desktop.document import Journey, LaneKind, printed_authors

from .blank_words import BlankWords
from .handouts.ink import Ink, Source
from .lanes import LaneOrder
from .metrics import block_height
from .paper import CAP, Paper
from .setting import Setting
from .shapes import disc, line
from .text import Paragraph

#: A bar of this length (mm) lies on sheets that have room for it.
_BAR, _SHORT_BAR = 100.0, 50.0
_LEAD = 1.3
#: Type (pt on A0): the steps are read while standing before the wall.
_HEAD_PT, _STEP_PT, _IMPRINT_PT = 21, 19, 15.5
#: Lines that a step may take.
_MOST_LINES = 3


class BlankFoot:
    """Lays out the foot relative to its own upper left corner; ``height`` (mm) is known at once."""

    def __init__(
        self,
        journey: Journey,
        setting: Setting,
        words: BlankWords,
        paper: Paper,
        margin: float,
        note: float,
        order: LaneOrder,
    ) -> None:
        """``note`` is the side of the cells (mm); a step is explained where ``order`` has its lane."""
        self.journey, self.setting, self.words, self.note = journey, setting, words, note
        self.paper, self.margin, self.u = paper, margin, paper.unit
        named = setting.words
        steps = (
            (6, words.plan, words.plan_how, None),
            (7, named.touchpoints, words.touchpoints_how, LaneKind.CARDS),
            (8, named.emotions, words.emotions_how, LaneKind.CURVE),
            (9, named.opportunities, words.opportunities_how, LaneKind.OPPORTUNITIES),
        )
        self.steps = tuple(
            (number, name, how) for number, name, how, lane in steps if lane is None or order.has(lane)
        )
        self.across = 4 if paper.width / paper.height >= 1.15 else 2
        self.gap = 16 * self.u
        inner = paper.width - 2 * margin
        self.column = (inner - (self.across - 1) * self.gap) / self.across
        self.step_h = max(self._step_height(how) for _, _, how in self.steps)
        rows = -(-len(self.steps) // self.across)
        self.steps_h = rows * self.step_h + (rows - 1) * 6 * self.u
        self.height = 8 * self.u + self.steps_h + 19 * self.u

    def _ink(self) -> Ink:
        return Ink(self.setting, self.words.labels, self.u)

    @property
    def _indent(self) -> float:
        return 16 * self.u

    def _broken(self, how: str, size: float) -> Paragraph:
        """A step's sentence in lines of nearly equal length."""
        width = (self.column - self._indent) / size
        made = self.setting.type.wrap(how, "regular", width, self.words.language, _MOST_LINES, False)
        if made.count < 2 or made.shortened:
            return made
        even = self.setting.type.balance(how, "regular", width, self.words.language, made.count)
        return made if even.shortened or even.count > made.count else even

    def _step_height(self, how: str) -> float:
        ink = self._ink()
        size = ink.pt(_STEP_PT)
        count = self._broken(how, size).count
        return CAP * ink.pt(_HEAD_PT) + 4.4 * self.u + block_height(count, size, size * _LEAD)

    def make(self) -> Ink:
        """A row or two of steps, and under them what the sheet measures and who stands for it."""
        u, theme = self.u, self.setting.theme
        ink = self._ink()
        inner = self.paper.width - 2 * self.margin
        ink.rule(self.margin, self.margin + inner, 0, 0.5 * u, theme.rule)
        size, head = ink.pt(_STEP_PT), ink.pt(_HEAD_PT)
        for k, (number, name, how) in enumerate(self.steps):
            x = self.margin + (k % self.across) * (self.column + self.gap)
            y = 8 * u + (k // self.across) * (self.step_h + 6 * u)
            r = 5.6 * u
            ink.items.append(disc(x + r, y + r - 0.6 * u, r, None, theme.header_accent, 0.8 * u))
            middle = y + r - 0.6 * u + CAP * size / 2
            ink.line(x + r, middle, str(number), "bold", size, theme.header_accent, anchor=0.5)
            tx, room = x + self._indent, self.column - self._indent
            ink.line(tx, y + CAP * head, name, "semibold", head, theme.ink, room=room)
            y += CAP * head + 4.4 * u
            made = self._broken(how, size)
            ink.set(tx, y, how, made, size, theme.secondary, room, lead=_LEAD)
        self._measures(ink, self.height - 9 * u, inner)
        return ink

    def _measures(self, ink: Ink, y: float, inner: float) -> None:
        u, theme, words = self.u, self.setting.theme, self.words
        size = ink.pt(_IMPRINT_PT)
        base = y + CAP * size / 2
        bar = _BAR if u > 0.45 else min(_SHORT_BAR, inner * 0.3)
        label = self.setting.words.scale_bar_of.format(length=f"{bar:.4g}")
        x = self.margin
        stroke = theme.secondary
        ink.items += [
            line(x, y, x + bar, y, stroke, 0.4 * u),
            line(x, y - 2 * u, x, y + 2 * u, stroke, 0.4 * u),
            line(x + bar, y - 2 * u, x + bar, y + 2 * u, stroke, 0.4 * u),
        ]
        side = self.setting.words.number(round(self.note, 1))
        said = f"{label}  ·  {words.notes_of.format(size=side)}"
        at = x + bar + 4 * u
        wide = ink.line(at, base, said, "regular", size, stroke, room=max(1.0, inner * 0.66 - bar))
        self._imprint(ink, at + wide + 16 * u, base, self.margin + inner)

    def _imprint(self, ink: Ink, left: float, base: float, right: float) -> None:
        """Who stands for the map, as on the filled poster; where nobody does yet, lines for date and facilitator."""
        u, theme, imprint, words = self.u, self.setting.theme, self.journey.imprint, self.setting.words
        size, room = ink.pt(_IMPRINT_PT), right - left
        parts = [imprint.organisation, ", ".join(printed_authors(self.journey, names=False))]
        parts += [words.version_of.format(version=imprint.version)] if imprint.version else []
        parts += [words.day(imprint.date) if imprint.date else "", self.journey.poster.footer]
        said = "  ·  ".join(part for part in parts if part)
        if said:
            source = Source("imprint")
            ink.line(right, base, said, "medium", size, theme.text, room=room, anchor=1.0, source=source)
            return
        labels = (self.words.labels.date, self.words.labels.facilitator)
        widths = [self.setting.width(label, "regular", size) for label in labels]
        free = room - sum(widths) - 14 * u
        if free < 90 * u:
            return
        rules = [min(60 * u, free * 0.4), min(110 * u, free * 0.6)]
        x = right - sum(widths) - sum(rules) - 14 * u
        for label, wide, rule in zip(labels, widths, rules, strict=True):
            ink.line(x, base, label, "regular", size, theme.secondary)
            x += wide + 3 * u
            ink.rule(x, x + rule, base + 1.5 * u, 0.5 * u, theme.secondary)
            x += rule + 8 * u
