"""The opportunities as a table, as somebody has sorted and filtered them on the screen (METHOD step 9).

Contract. Rows and columns are those that are given, in their order. Marks and days stand as they are; what is empty stays empty. Persons
are printed only with ``names``. On paper nothing is late: it outlives the day it is printed on. Lengths in mm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cjm_desktop.document import Journey, Message, Opportunity, Status

from ..metrics import block_height
from ..opportunities import kind_word
from ..paper import Paper
from ..setting import Setting
from ..text import Paragraph
from .ink import Ink, Source
from .opportunities import places_of, status_word
from .page import Page
from .sheaf import Sheaf, turned
from .table import begin_page, columns_of, end_page
from .words import HandoutWords

#: The columns there are: what stands above each, and how much of the width it takes beside the others.
COLUMNS: Mapping[str, tuple[Message, float]] = MappingProxyType(
    {
        "title": (Message("Title"), 18),
        "status": (Message("Status"), 9),
        "owner": (Message("Owner"), 9),
        "person": (Message("Person"), 8),
        "due": (Message("Due"), 11),
        "kind": (Message("Kind"), 10),
        "reach": (Message("Reach"), 8),
        "impact": (Message("Impact"), 6),
        "effort": (Message("Effort"), 7),
        "votes": (Message("Votes"), 7),
        "measure": (Message("How it is measured"), 13),
        "touchpoints": (Message("Touchpoints"), 14),
    }
)
#: Fields that people write themselves.
_WRITTEN = ("title", "owner", "person", "measure", "touchpoints")
_PAD, _LEAD, _POINTS, _MOST = 1.9, 1.28, 8.5, 6


def make_table(
    journey: Journey,
    setting: Setting,
    words: HandoutWords,
    paper: Paper,
    *,
    rows: Sequence[str],
    columns: Sequence[str] = (),
    names: bool = False,
) -> list[Page]:
    """The pages of the table; at least one. ``rows`` are ids of opportunities, ``columns`` keys of :data:`COLUMNS` (none: all of them);
    what the document does not have is left out. Raises ``PaperError`` for paper smaller than A4 or Letter."""
    shown = [name for name in columns or COLUMNS if name in COLUMNS and (names or name != "person")]
    accent = setting.theme.opportunity
    title = setting.words.opportunities
    sheaf = Sheaf(journey, setting, words, turned(paper, portrait=False), title, step=9, margin=12.0, compact=True, accent=accent)
    return _Table(sheaf, journey, shown).pages(rows)


class _Table:
    """The pages in the making."""

    def __init__(self, sheaf: Sheaf, journey: Journey, shown: Sequence[str]) -> None:
        self.sheaf, self.journey, self.shown = sheaf, journey, shown
        self.setting, self.words, self.s = sheaf.setting, sheaf.words, sheaf.scale
        shares = [(self.words.say(COLUMNS[name][0]), COLUMNS[name][1]) for name in shown]
        self.columns = columns_of(sheaf.margin, sheaf.width, shares, self.s)
        self.parties = {party.id: party.name for party in journey.parties}

    def pages(self, rows: Sequence[str]) -> list[Page]:
        """Row after row."""
        there = {one.id: (i, one) for i, one in enumerate(self.journey.opportunities)}
        leaf, y = begin_page(self.sheaf, self.columns, 1.0 * self.s)
        first = y
        for i, one in (there[ident] for ident in rows if ident in there):
            ink = self.sheaf.ink()
            bottom = self._draw(ink, i, one, y)
            if bottom > leaf.bottom - 2.0 * self.s and y > first:
                end_page(self.sheaf, leaf)
                leaf, y = begin_page(self.sheaf, self.columns, 1.0 * self.s)
                ink = self.sheaf.ink()
                bottom = self._draw(ink, i, one, y)
            leaf.put(ink, 0, 0, self.sheaf.paper.width, bottom, record=one.id)
            y = bottom
        end_page(self.sheaf, leaf)
        return self.sheaf.pages()

    def _value(self, name: str, one: Opportunity) -> str:
        words = self.setting.words
        if name == "status":
            return status_word(one.status, self.words)
        if name == "kind":
            return kind_word(one.kind, words)
        if name == "reach":
            return {"quick": words.quick, "structural": words.structural}.get(str(one.reach), "") if one.reach else ""
        if name == "owner":
            return self.parties.get(one.owner or "", "")
        if name == "due":
            return words.day(one.due)
        if name == "touchpoints":
            return "\n".join(places_of(one, self.journey, self.setting))
        value = getattr(one, name)
        return str(value) if value else ""

    def _draw(self, ink: Ink, i: int, one: Opportunity, top: float) -> float:
        """A row from a y on; gives the y under it."""
        theme, s = self.setting.theme, self.s
        quiet = one.status in (Status.DONE, Status.DROPPED)
        tallest = 0.0
        ink.open("TR")
        for name, column in zip(self.shown, self.columns, strict=True):
            ink.open("TD")
            said = self._value(name, one)
            if said.strip():
                style = "semibold" if name == "title" else "regular"
                source = Source(f"opportunities[{i}].{name}", one.id) if name in _WRITTEN else None
                size, made = self._broken(ink, said, style, column.width, source)
                fill = theme.secondary if quiet else theme.ink if name == "title" else theme.text
                ink.set(column.x, top + _PAD * s, said, made, size, fill, column.width, lead=_LEAD, source=source)
                tallest = max(tallest, block_height(made.count, size, size * _LEAD))
            ink.close()
        ink.close()
        bottom = top + max(tallest, ink.pt(_POINTS)) + 2 * _PAD * s
        ink.rule(self.columns[0].x, self.columns[-1].x + self.columns[-1].width, bottom)
        return bottom

    def _broken(self, ink: Ink, said: str, style: str, width: float, source: Source | None) -> tuple[float, Paragraph]:
        """The size (mm) and the lines of a cell; our own words and days shrink rather than be cut."""
        if source is None:
            return ink.fitted(said, style, [_POINTS - 0.5 * k for k in range(5)], width, 16 * self.s, lead=_LEAD)
        return ink.pt(_POINTS), ink.wrapped(said, style, ink.pt(_POINTS), width, source, _MOST)
