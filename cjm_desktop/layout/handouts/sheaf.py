"""A handout in the making: pages with a common head and foot.

Contract. A page is printed on office printers: nothing stands nearer than :data:`EDGE` mm to the edge of the paper. The
head names the step of the method, the handout and what to do with it; the quiet foot the journey, its date and the page
(“2 / 3”), which is known when all pages are made. Lengths in mm.
"""

from __future__ import annotations

from cjm_desktop.document import Journey, Message, Problem

from ..colour import contrast
from ..metrics import DESCENT
from ..paper import CAP, Paper, PaperError
from ..setting import Setting
from ..shapes import line
from ..sheet import Mark, Part, PartKind, Rect
from .ink import HAIR, Ink, Source
from .page import Page
from .words import HandoutWords

#: What office printers leave white (mm), with a hair to spare.
EDGE = 8.0
#: The smallest paper a handout is made for: the smaller sides of A4 and Letter (mm).
SMALLEST = (200.0, 270.0)
_FOOT = 7.5


def turned(paper: Paper, *, portrait: bool) -> Paper:
    """The same paper upright or lying. Raises ``PaperError`` when it is too small for a handout."""
    short, long = sorted((paper.width, paper.height))
    if short < SMALLEST[0] - 0.01 or long < SMALLEST[1] - 0.01:
        raise PaperError(
            Message(
                "A handout needs paper of at least {width} × {height} mm; choose A4, A3 or Letter.",
                width=f"{SMALLEST[0]:g}",
                height=f"{SMALLEST[1]:g}",
            )
        )
    return Paper(paper.name, short, long) if portrait else Paper(paper.name, long, short)


def scale_of(paper: Paper) -> float:
    """How much larger than on A4 everything is that is not true to size: 1 on A4 and Letter, 1.41 on A3."""
    short, long = sorted((paper.width, paper.height))
    return max(1.0, min(short / 210.0, long / 297.0))


class Leaf:
    """A page in the making. What the handout fills lies between ``top`` and ``bottom``, ``left`` and ``right`` (mm)."""

    def __init__(self, left: float, right: float, top: float, bottom: float) -> None:
        self.left, self.right, self.top, self.bottom = left, right, top, bottom
        self.parts: list[Part] = []
        self.problems: list[Problem] = []

    @property
    def width(self) -> float:
        """From the left margin to the right one (mm)."""
        return self.right - self.left

    def put(
        self,
        ink: Ink,
        x: float = 0.0,
        y: float = 0.0,
        w: float = 0.0,
        h: float = 0.0,
        kind: PartKind = PartKind.PAPER,
        record: str = "",
        layer: int = 1,
    ) -> None:
        """Lay what an ink holds on the page, its own origin at (x, y)."""
        self.parts.append(Part(kind, record, x, y, w, h, ink.items, layer=layer))
        self.problems += [problem for problem in ink.problems if problem not in self.problems]


class Sheaf:
    """Pages of one handout. ``step`` is the step of the method it serves; ``hint`` says what to do with it."""

    def __init__(
        self,
        journey: Journey,
        setting: Setting,
        words: HandoutWords,
        paper: Paper,
        title: str,
        *,
        step: int,
        hint: str = "",
        margin: float = EDGE,
        scale: float | None = None,
        accent: str = "",
        compact: bool = False,
        air: float = 5.0,
    ) -> None:
        """``compact``: a low head, for sheets that are cut up or have a hero of their own; ``air``: mm left free under it."""
        self.journey, self.setting, self.words, self.paper = journey, setting, words, paper
        self.title, self.step, self.hint = title, step, hint
        self.scale = scale_of(paper) if scale is None else scale
        self.margin = max(EDGE, margin * self.scale)
        self.accent, self.compact, self.air = accent or accent_of(setting), compact, air
        self.leaves: list[Leaf] = []

    def ink(self) -> Ink:
        """Ink of this handout's scale."""
        return Ink(self.setting, self.words, self.scale)

    @property
    def width(self) -> float:
        """Between the margins (mm)."""
        return self.paper.width - 2 * self.margin

    @property
    def bottom(self) -> float:
        """The y that a page may be filled down to (mm)."""
        return self.paper.height - self.margin - _FOOT * self.scale

    def head_height(self) -> float:
        """From the upper margin to where a page's own content begins (mm)."""
        return self._head(self.ink())

    def leaf(self) -> Leaf:
        """A new page with its head."""
        ink = self.ink()
        top = self.margin + self._head(ink)
        leaf = Leaf(self.margin, self.paper.width - self.margin, top, self.bottom)
        number = len(self.leaves)
        ink.items.insert(
            0, Mark(f"{self.title} {number + 1}", self.title if not number else "", 1, 0, self.margin)
        )
        leaf.put(ink, 0, 0, self.paper.width, top, PartKind.HEADER)
        self.leaves.append(leaf)
        return leaf

    def _head(self, ink: Ink) -> float:
        """The accent, the step, title and hint; gives their height with the gap below (mm)."""
        theme, s = self.setting.theme, self.scale
        x, y = self.margin, self.margin
        ink.items.append(Rect(x, y, 14 * s, 1.2 * s, self.accent))
        y += 4.4 * s
        kicker = self.words.step_of.format(number=self.step).upper()
        name = self.journey.title or self.setting.words.untitled_journey
        source = Source("title") if self.journey.title else None
        size = ink.pt(8.5)
        if self.compact:
            z, made = ink.fitted(self.title, "extrabold", (15, 14, 13, 12), self.width * 0.5, 1.0)
            base = y + CAP * z
            ink.set(x, y, self.title, made, z, theme.ink, self.width, role="H1")
            room = self.width - made.width * z - 10 * s
            end = x + self.width
            wide = ink.line(
                end, base, name, "medium", size, theme.secondary, room=room * 0.7, anchor=1.0, source=source
            )
            ink.line(
                end - wide - 3 * s,
                base,
                kicker,
                "semibold",
                size,
                self.accent,
                room=room * 0.3,
                anchor=1.0,
                track=0.07,
            )
            y = base
        else:
            base = y + CAP * size
            wide = ink.line(x, base, kicker, "semibold", size, self.accent, track=0.07)
            room = self.width - wide - 3 * s
            ink.line(x + wide + 3 * s, base, name, "medium", size, theme.secondary, room=room, source=source)
            y = base + 3.6 * s
            z, made = ink.fitted(self.title, "extrabold", (20, 18, 16, 14), self.width, 1.0)
            y += ink.set(x, y, self.title, made, z, theme.ink, self.width, role="H1") - DESCENT * z
        if self.hint:
            y += 3.4 * s
            y += ink.column(x, y, self.hint, "regular", ink.pt(9), theme.secondary, self.width, lead=1.34)
        return y + self.air * s - self.margin

    def pages(self) -> list[Page]:
        """The finished pages, each with its foot."""
        count = len(self.leaves)
        out = []
        for k, leaf in enumerate(self.leaves, 1):
            ink = self.ink()
            self._foot(ink, k, count)
            leaf.put(ink, 0, self.bottom, self.paper.width, _FOOT * self.scale, PartKind.FOOTER)
            title = f"{self.title} – {self.journey.title}" if self.journey.title else self.title
            page = Page(
                self.paper,
                title,
                self.words.language,
                self.setting.theme.paper,
                leaf.parts,
                leaf.problems,
                k,
                count,
            )
            out.append(page)
        return out

    def _foot(self, ink: Ink, number: int, count: int) -> None:
        """Relative to (0, ``bottom``): journey, organisation and date at the left, the page at the right."""
        theme, s, imprint = self.setting.theme, self.scale, self.journey.imprint
        size = ink.pt(7.5)
        left, right, base = self.margin, self.paper.width - self.margin, _FOOT * s - 0.9 * s
        ink.items.append(line(left, 2.6 * s, right, 2.6 * s, theme.grid, HAIR))
        page = f"{number} / {count}"
        across = ink.line(right, base, page, "medium", size, theme.secondary, anchor=1.0)
        texts = [self.journey.title, imprint.organisation, self.setting.words.day(imprint.date)]
        said = " · ".join(text for text in texts if text.strip())
        source = Source("title")
        ink.line(
            left,
            base,
            said,
            "regular",
            size,
            theme.secondary,
            room=right - left - across - 6 * s,
            source=source,
        )


def accent_of(setting: Setting) -> str:
    """The one colour of a form: that of the phases, because the other colours mean feeling; else the ink upon it.

    It reads on the paper as small type does (contrast of 4.5, WCAG 1.4.3), whatever the theme.
    """
    theme = setting.theme
    wished = (theme.phase(1, 3), theme.phase_ink, theme.ink)
    return next((colour for colour in wished if contrast(colour, theme.paper) >= 4.5), theme.ink)
