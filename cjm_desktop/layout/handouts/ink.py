"""What is written and ruled on a handout: lines and columns of text, lines to write on, boxes to tick.

Contract. An :class:`Ink` collects items for one part, in the part's own millimetres, and a problem for every text of the
document that had to be shortened. Sizes of type are in pt of paper read at arm's length times ``scale`` (1 on A4), so that
a sheet on A3 is the same sheet, larger. Texts of the document are told from printed words by their ``source``: it decides
hyphenation and the language a screen reader speaks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from cjm_desktop.document import Message, Problem

from ..links import links_over
from ..metrics import DESCENT, block_height
from ..paper import CAP
from ..setting import Setting
from ..shapes import disc, line, round_rect
from ..sheet import PT, Item, Path, Rect, Tag
from ..text import Paragraph
from .words import HandoutWords

#: Line distance of running text, in em.
LEAD = 1.36
#: Thinnest line an office printer draws whole (mm).
HAIR = 0.3
#: Room for a line of handwriting (mm).
WRITING = 8.0
#: A single line shrinks to this share before it is shortened.
_SHRINK = 0.78
#: Characters of a shortened text that are told.
_TOLD = 60


class Source(NamedTuple):
    """Where a text stands in the document: a path such as ``touchpoints[3].title`` and the id of its record."""

    place: str
    record: str = ""


class Ink:
    """Items of one part in the making. ``scale`` enlarges type, not what is true to size."""

    def __init__(self, setting: Setting, words: HandoutWords, scale: float = 1.0) -> None:
        self.setting, self.words, self.scale = setting, words, scale
        self.items: list[Item] = []
        self.problems: list[Problem] = []

    def pt(self, points: float) -> float:
        """A size of type (pt on A4) in mm on this paper."""
        return points * PT * self.scale

    # Text -----------------------------------------------------------------------------------------------------------

    def language(self, source: Source | None) -> str:
        """The language of a text: the document's own, or that of the printed words."""
        return self.setting.language if source else self.words.language

    def tag(self, role: str, source: Source | None) -> Tag:
        """Opens a structure element; it names its language where that is not the page's."""
        language = self.language(source)
        return Tag(role, language="" if language == self.words.language else language)

    def open(self, role: str, scope: str = "") -> None:
        """Open a structure element that holds others: a table, a row, a cell."""
        self.items.append(Tag(role, scope=scope))

    def close(self) -> None:
        """Close the innermost open element."""
        self.items.append(Tag())

    def short_of(self, text: str, source: Source | None) -> None:
        """Note that a text was shortened."""
        told = " ".join(text.split())
        told = told if len(told) <= _TOLD else told[: _TOLD - 1].rstrip() + "…"
        place, record = source or Source("")
        message = Message(
            "“{text}” is too long for its place on the page and was shortened; say it in fewer words.",
            text=told,
        )
        problem = Problem(place, message, record)
        if problem not in self.problems:
            self.problems.append(problem)

    def line(
        self,
        x: float,
        y: float,
        text: str,
        style: str,
        size: float,
        fill: str,
        *,
        room: float = math.inf,
        anchor: float = 0.0,
        source: Source | None = None,
        role: str = "P",
        track: float = 0.0,
    ) -> float:
        """One line at baseline ``y`` in at most ``room`` mm; gives its width (mm).

        It shrinks a little before it is shortened. ``anchor`` 0 left, 0.5 centre, 1 right; ``track`` in em. An empty
        ``role`` leaves it out of what is read aloud.
        """
        if not text.strip():
            return 0.0
        spaced = track * max(0, len(text) - 1)
        needed = (self.setting.type.width(text, style) + spaced) * size
        if needed > room:
            size *= max(_SHRINK, room / needed)
            needed = (self.setting.type.width(text, style) + spaced) * size
        if needed > room + 1e-6:
            self.short_of(text, source)
            made = self.setting.short(text, style, size * (1 + track), room)
        else:
            made = self.setting.type.line(text, style)
        item = self.setting.placed(x, y, made, size, fill, anchor, track)
        self.items += [self.tag(role, source), item, *links_over([item]), Tag()] if role else [item]
        return made.width * size + track * size * max(0, len(made.text) - 1)

    def wrapped(
        self, text: str, style: str, size: float, width: float, source: Source | None, most: int | None = None
    ) -> Paragraph:
        """A text broken for a column of ``width`` mm; printed words and dates are hyphenated only where they must be."""
        return self.setting.type.wrap(
            text, style, width / size, self.language(source), most, source is not None
        )

    def column(
        self,
        x: float,
        top: float,
        text: str,
        style: str,
        size: float,
        fill: str,
        width: float,
        *,
        most: int | None = None,
        lead: float = LEAD,
        source: Source | None = None,
        role: str = "P",
    ) -> float:
        """A text in a column ``width`` mm wide whose first capitals touch ``top``; gives its height (mm)."""
        made = self.wrapped(text, style, size, width, source, most)
        return self.set(x, top, text, made, size, fill, width, lead=lead, source=source, role=role)

    def set(
        self,
        x: float,
        top: float,
        text: str,
        made: Paragraph,
        size: float,
        fill: str,
        width: float,
        *,
        lead: float = LEAD,
        source: Source | None = None,
        role: str = "P",
    ) -> float:
        """A paragraph already broken, as :meth:`column`."""
        if made.shortened:
            self.short_of(text, source)
        if not made.count:
            return 0.0
        lines = self.setting.lines(x, top, made, size, size * lead, fill, width)
        self.items += [self.tag(role, source), *lines, Tag()]
        return block_height(made.count, size, size * lead)

    def fitted(
        self,
        text: str,
        style: str,
        points: Sequence[float],
        width: float,
        height: float,
        *,
        lead: float = LEAD,
        source: Source | None = None,
        most: int = 99,
        even: bool = False,
    ) -> tuple[float, Paragraph]:
        """The largest of some sizes (pt, largest first) at which a text fits ``width`` by ``height`` mm, and its lines.

        Sizes at which a word would have to be torn are passed over. Where none fits, the smallest, shortened. ``even``
        makes the lines of a title nearly equal.
        """
        made: Paragraph | None = None
        size = 0.0
        for torn in (False, True):
            for each in points:
                size = self.pt(each)
                lines = min(most, lines_in(height, size, lead))
                made = self.wrapped(text, style, size, width, source, lines)
                if not made.shortened and (torn or not made.broken):
                    if even and made.count > 1:
                        balance = self.setting.type.balance
                        better = balance(text, style, width / size, self.language(source), lines)
                        made = made if better.shortened or better.count > lines else better
                    return size, made
        assert made is not None, "no sizes to choose from"
        return size, made

    def block(
        self,
        x: float,
        top: float,
        text: str,
        style: str,
        points: Sequence[float],
        fill: str,
        width: float,
        height: float,
        *,
        lead: float = LEAD,
        source: Source | None = None,
        role: str = "P",
        most: int = 99,
        even: bool = False,
    ) -> float:
        """Set a text as large as it fits (see :meth:`fitted`); gives its height (mm)."""
        size, made = self.fitted(
            text, style, points, width, height, lead=lead, source=source, most=most, even=even
        )
        return self.set(x, top, text, made, size, fill, width, lead=lead, source=source, role=role)

    # Lines and boxes ------------------------------------------------------------------------------------------------

    def rule(self, x0: float, x1: float, y: float, width: float = HAIR, colour: str = "") -> None:
        """A level line."""
        self.items.append(line(x0, y, x1, y, colour or self.setting.theme.rule, width))

    def writing(self, x0: float, x1: float, top: float, bottom: float, pitch: float = WRITING) -> None:
        """Lines to write on between two y, the lowest at ``bottom``; none where there is no room for one."""
        count = int((bottom - top) / pitch + 1e-6)
        for k in range(count):
            self.rule(x0, x1, bottom - k * pitch)

    def box(self, x: float, middle: float, size: float = 3.8, *, ticked: bool = False) -> None:
        """A box to tick, its left edge at ``x``, centred on the y ``middle``; ``size`` in mm."""
        theme = self.setting.theme
        edge = round_rect(x, middle - size / 2, size, size, size * 0.18)
        self.items.append(Path(edge, theme.paper, theme.secondary, max(HAIR, size * 0.09)))
        if ticked:
            icon = self.setting.icons.items(
                "check", x + size / 2, middle, size * 0.95, theme.ink, size * 0.13
            )
            self.items += icon

    def icon(self, name: str, cx: float, cy: float, size: float, colour: str, share: float = 0.075) -> None:
        """An icon centred at (cx, cy); ``share`` is its stroke as a share of ``size`` (mm)."""
        self.items += self.setting.icons.items(name, cx, cy, size, colour, size * share)

    def badge(self, name: str, cx: float, cy: float, d: float, ground: str, ink: str) -> None:
        """An icon in a filled disc ``d`` mm across."""
        self.items.append(disc(cx, cy, d / 2, ground))
        self.icon(name, cx, cy, d * 0.6, ink, 0.085)

    def panel(
        self, x: float, y: float, w: float, h: float, fill: str, radius: float = 2.0, stroke: str = ""
    ) -> None:
        """A quiet ground with round corners."""
        self.items.append(Rect(x, y, w, h, fill, stroke or None, HAIR if stroke else 0.0, radius))


def lines_in(height: float, size: float, lead: float = LEAD) -> int:
    """How many lines of type of a size (mm) fit a height (mm); at least one."""
    return max(1, 1 + math.floor((height - (CAP + DESCENT) * size) / (size * lead) + 1e-6))


def middle_of(baseline: float, size: float) -> float:
    """The y half-way up the capitals of a line."""
    return baseline - CAP * size / 2
