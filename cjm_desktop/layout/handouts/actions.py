"""The list of actions (METHOD steps 9 and 10): every opportunity that was not dropped, with touchpoint, owner, day, measure and status.

Contract. Sorted by the day it is due (without one: last), then by priority: most impact, least effort, most votes. Blank rows
for what the meeting adds; the feedback point and the day of review stand at the foot of the last page. Persons are printed
beside their party only with ``names``. Lengths in mm.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjm_desktop.document import Journey, Opportunity, Status

from ..metrics import block_height
from ..opportunities import KIND_ICONS
from ..paper import CAP, Paper
from ..setting import Setting
from ..text import Paragraph
from ..votes import shown_votes, votes_in_words
from .ink import Ink, Source
from .opportunities import owner_of, places_of, status_word
from .page import Page
from .sheaf import Leaf, Sheaf, turned
from .table import Column, begin_page, columns_of, end_page
from .words import HandoutWords

#: Fewest rows left blank.
BLANK = 2
_ROW, _PAD = 11.4, 2.5
_LEAD = 1.3
_TITLE_PT, _TEXT_PT = 10.0, 8.5
#: Lines of a cell, beyond which it is shortened.
_MOST = 6
_FOOT = 23.0


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text in a column."""

    column: int
    text: str
    style: str
    points: float
    source: Source | None
    after: float = 0.0


def make_actions(
    journey: Journey, setting: Setting, words: HandoutWords, paper: Paper, *, names: bool = False
) -> list[Page]:
    """The list; ``names`` prints persons beside the parties that own an action."""
    lying = turned(paper, portrait=False)
    sheaf = Sheaf(
        journey,
        setting,
        words,
        lying,
        words.actions,
        step=10,
        margin=12.0,
        hint=words.actions_hint,
        compact=True,
    )
    return _List(sheaf, journey, names).pages()


def in_order(journey: Journey) -> list[tuple[int, Opportunity]]:
    """Opportunities with their places in the document, in the order in which they are to be done."""

    def urgency(pair: tuple[int, Opportunity]) -> tuple[bool, str, int, int, int, int]:
        i, o = pair
        return (not o.due, o.due, -(o.impact or 0), o.effort or 6, -o.votes, i)

    return sorted(enumerate(journey.opportunities), key=urgency)


class _List:
    """The pages of the list in the making."""

    def __init__(self, sheaf: Sheaf, journey: Journey, names: bool) -> None:
        self.sheaf, self.journey, self.names = sheaf, journey, names
        self.setting, self.words, self.s = sheaf.setting, sheaf.words, sheaf.scale
        self.theme = self.setting.theme
        self.probe = sheaf.ink()
        w = self.words
        shares = (
            (w.tick, 0.03),
            (w.action, 0.345),
            (w.touchpoint, 0.165),
            (w.owner, 0.115),
            (w.due, 0.11),
            (w.measure, 0.16),
            (w.status, 0.075),
        )
        self.columns = columns_of(sheaf.margin, sheaf.width, shares, self.s)

    def pages(self) -> list[Page]:
        """Rows page after page; blank rows and the feedback point on the last."""
        foot = self._feedback_height()
        # Nobody is to tick what was dropped.
        rows = [(i, one) for i, one in in_order(self.journey) if one.status is not Status.DROPPED]
        leaf, y = begin_page(self.sheaf, self.columns, 1.0 * self.s)
        for i, opportunity in rows:
            height = self._height(i, opportunity)
            if y + height > leaf.bottom - 2.0 * self.s:
                end_page(self.sheaf, leaf)
                leaf, y = begin_page(self.sheaf, self.columns, 1.0 * self.s)
            ink = self.sheaf.ink()
            self._draw(ink, i, opportunity, y, height)
            leaf.put(ink, 0, 0, self.sheaf.paper.width, y + height, record=opportunity.id)
            y += height
        if y + BLANK * _ROW * self.s + foot > leaf.bottom:
            self._blanks(leaf, y, leaf.bottom - 2.0 * self.s)
            leaf, y = begin_page(self.sheaf, self.columns, 1.0 * self.s)
        self._blanks(leaf, y, leaf.bottom - foot)
        self._feedback(leaf, leaf.bottom - foot)
        return self.sheaf.pages()

    # -- rows --------------------------------------------------------------------------------------------------------

    def _cells(self, i: int, o: Opportunity) -> list[_Cell]:
        """What a row says, cell by cell; the first column holds its box."""
        record = o.id

        def at(field: str) -> Source:
            return Source(f"opportunities[{i}].{field}", record)

        votes = shown_votes(self.journey, o.votes)
        said = votes_in_words(votes, self.setting.words) if votes else ""
        places = "\n".join(places_of(o, self.journey, self.setting))
        return [
            _Cell(1, o.title, "semibold", _TITLE_PT, at("title"), 1.0),
            _Cell(1, o.text, "regular", _TEXT_PT, at("text"), 1.0 if said else 0.0),
            _Cell(1, said, "medium", _TEXT_PT, None),
            _Cell(2, places, "regular", _TEXT_PT, at("touchpoints")),
            _Cell(3, owner_of(o, self.journey, names=self.names), "medium", 9.0, at("owner")),
            _Cell(4, self.setting.words.day(o.due), "medium", 9.0, None),
            _Cell(5, o.measure, "regular", _TEXT_PT, at("measure")),
            _Cell(6, status_word(o.status, self.words), "medium", 9.0, None),
        ]

    def _indent(self, column: int) -> float:
        """Room for the icon before an action (mm)."""
        return 6.4 * self.s if column == 1 else 0.0

    def _broken(self, ink: Ink, one: _Cell) -> tuple[float, Paragraph]:
        """The size (mm) and the lines of a cell; dates and words of status shrink rather than break."""
        width = self.columns[one.column].width - self._indent(one.column)
        if one.source is None:
            sizes = [one.points - 0.5 * k for k in range(5)]
            return ink.fitted(one.text, one.style, sizes, width, 20 * self.s, lead=_LEAD)
        size = ink.pt(one.points)
        return size, ink.wrapped(one.text, one.style, size, width, one.source, _MOST)

    def _tall(self, ink: Ink, one: _Cell) -> float:
        size, made = self._broken(ink, one)
        height = block_height(made.count, size, size * _LEAD)
        return height + one.after * self.s if height else 0.0

    def _height(self, i: int, o: Opportunity) -> float:
        tall: dict[int, float] = {}
        for one in self._cells(i, o):
            tall[one.column] = tall.get(one.column, 0.0) + self._tall(self.probe, one)
        return max(_ROW * self.s, max(tall.values()) + 2 * _PAD * self.s)

    def _draw(self, ink: Ink, i: int, o: Opportunity, top: float, height: float) -> None:
        theme, s = self.theme, self.s
        quiet = o.status in (Status.DONE, Status.DROPPED)
        start = top + _PAD * s
        middle = start + CAP * ink.pt(_TITLE_PT) / 2
        ink.box(self.columns[0].x, middle, 4.0 * s, ticked=o.status is Status.DONE)
        ink.icon(KIND_ICONS[o.kind], self.columns[1].x + 2.1 * s, middle, 4.2 * s, theme.opportunity, 0.09)
        done: dict[int, float] = {}
        cells = self._cells(i, o)
        ink.open("TR")
        for place, column in enumerate(self.columns):
            ink.open("TD")
            x, width = column.x + self._indent(place), column.width - self._indent(place)
            for one in cells:
                if one.column != place:
                    continue
                size, made = self._broken(ink, one)
                fill = theme.secondary if quiet or one.style == "regular" else theme.ink
                y = start + done.get(place, 0.0)
                ink.set(x, y, one.text, made, size, fill, width, lead=_LEAD, source=one.source)
                done[place] = done.get(place, 0.0) + self._tall(ink, one)
            ink.close()
        ink.close()
        for place in (3, 4, 5):  # room to write what is not decided yet
            if not done.get(place):
                self._line(ink, self.columns[place], top + height - 2.6 * s)
        self._rule(ink, top + height)

    def _blanks(self, leaf: Leaf, top: float, bottom: float) -> None:
        """Rows to write in, as many as fit between two y; with them the table of a page ends."""
        height, ink = _ROW * self.s, self.sheaf.ink()
        for k in range(int((bottom - top) / height)):
            y = top + k * height
            ink.box(self.columns[0].x, y + height / 2, 4.0 * self.s)
            self._rule(ink, y + height)
        ink.close()
        leaf.put(ink, 0, 0, self.sheaf.paper.width, bottom)

    def _line(self, ink: Ink, column: Column, y: float) -> None:
        ink.rule(column.x, column.x + column.width, y)

    def _rule(self, ink: Ink, y: float) -> None:
        ink.rule(self.columns[0].x, self.columns[-1].x + self.columns[-1].width, y)

    # -- how we know that it got better ------------------------------------------------------------------------------

    def _facts(self) -> list[tuple[str, str, float, Source | None]]:
        """Label, value, share of the width and place of what the panel says."""
        w, plan = self.words, self.journey.feedback
        channel = next((c.name for c in self.journey.channels if c.id == plan.channel), "")
        return [
            (w.feedback_question, plan.question, 0.36, Source("feedback.question")),
            (w.channel, channel, 0.13, Source("feedback.channel")),
            (w.feedback_when, plan.when, 0.17, Source("feedback.when")),
            (w.feedback_reader, plan.reader, 0.2, Source("feedback.reader")),
            (w.review, self.setting.words.day(plan.review), 0.14, None),
        ]

    def _feedback_height(self) -> float:
        return (_FOOT + 3.4) * self.s

    def _feedback(self, leaf: Leaf, top: float) -> None:
        """The panel at the foot: feedback point and day of review."""
        ink, s, theme = self.sheaf.ink(), self.s, self.theme
        y = top + 3.4 * s
        height = _FOOT * s
        ink.panel(leaf.left, y, leaf.width, height, theme.ground, 2.5 * s, theme.grid)
        pad, gap, z = 4.2 * s, 6.0 * s, ink.pt(9)
        title = y + pad + CAP * z
        ink.icon(
            "message-square", leaf.left + pad + 2.0 * s, title - CAP * z / 2, 4.2 * s, self.sheaf.accent, 0.09
        )
        ink.line(
            leaf.left + pad + 6.4 * s, title, self.words.feedback, "semibold", z, self.sheaf.accent, role="H2"
        )
        facts = self._facts()
        room = leaf.width - 2 * pad - gap * (len(facts) - 1)
        x = leaf.left + pad
        small = ink.pt(7.5)
        base = title + 2.8 * s + CAP * small
        bottom = y + height - 3.0 * s
        for label, value, share, source in facts:
            width = room * share
            ink.line(x, base, label, "medium", small, theme.secondary, room=width)
            start = base + 1.7 * s
            if value.strip():
                points = (10, 9.5, 9, 8.5, 8, 7.5, 7)
                ink.block(
                    x,
                    start,
                    value,
                    "medium",
                    points,
                    theme.ink,
                    width,
                    bottom - start,
                    lead=1.28,
                    source=source,
                )
            else:
                ink.rule(x, x + width, bottom, 0.35, theme.rule)
            x += width + gap
        leaf.put(ink, 0, 0, self.sheaf.paper.width, y + height)
